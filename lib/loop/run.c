// SPDX-License-Identifier: Apache-2.0
//
// The stages of a run, one function each, and a table that says which follows which state.

#include "loop/run.h"

#include "core/hash.h"
#include "core/text.h"

#include <string.h>

enum { REASON_MOST = 400 };

// ## On record

static void record(struct run *run, const struct mynah_loop_event *event)
{
    const struct stand_in *base = &run->loop->base;
    struct mynah_journal *journal = mynah__world_journal(base->world);
    const struct mynah_call call = { .stand_in = mynah__stand_in_name(base),
                                     .method = "event",
                                     .shape = mynah_loop_event_shape(),
                                     .request = event,
                                     .now = mynah_clock_now(mynah_world_clock(base->world)) };
    struct entry *entry = mynah__journal_begin(journal, base->source, &call, NULL);
    if (entry) {
        mynah__journal_end(journal, entry,
                           mynah__reply_create(&(struct mynah_step){ .text = "" }, NULL), call.now);
    }
}

void mynah__run_enter(struct run *run, enum mynah_loop_state state, const char *detail)
{
    struct mynah_loop_result *result = &run->result;
    const struct mynah_loop_options *options = &run->loop->options;
    struct mynah_loop_event *moved = mynah__arena_grow(
        &run->arena, run->events, result->event_count, &run->event_capacity, sizeof *moved);
    if (!moved) {
        return;
    }
    run->events = moved;
    struct mynah_loop_event *event = &moved[result->event_count++];
    *event = (struct mynah_loop_event){ .number = (int64_t)result->event_count,
                                        .state = state,
                                        .attempt = result->attempts,
                                        .outcome = result->outcome,
                                        .detail = detail };
    result->events = moved;
    record(run, event);
    if (options->on_event) {
        options->on_event(options->self, event);
    }
}

enum mynah_loop_state mynah__run_end(struct run *run, enum mynah_loop_outcome outcome,
                                     const char *reason)
{
    run->result.outcome = outcome;
    run->result.reason = reason;
    mynah__run_enter(run, MYNAH_LOOP_ENDED, reason);
    return MYNAH_LOOP_ENDED;
}

// End a run for which there is no memory any more: nobody is told, for nothing can be.
static enum mynah_loop_state run_out(struct run *run)
{
    run->arena.failed = true;
    return MYNAH_LOOP_ENDED;
}

// ## Failures

static const char *keep(struct run *run, const char *text)
{
    return text ? mynah__arena_text(&run->arena, text) : NULL;
}

// Return "type: message", shortened, as a reason.
static const char *reason_of(struct run *run, const char *before,
                             const struct mynah_failure *failure)
{
    return mynah__arena_format(&run->arena, "%s%.100s%s%.*s", before, failure->type,
                               *failure->message ? ": " : "", REASON_MOST, failure->message);
}

// Add to the error chain, with copies.
static const struct mynah_failure *add_failure(struct run *run, const struct mynah_failure *what)
{
    struct mynah_loop_result *result = &run->result;
    struct mynah_failure *moved = mynah__arena_grow(
        &run->arena, run->failures, result->failure_count, &run->failure_capacity, sizeof *moved);
    if (!moved) {
        return NULL;
    }
    run->failures = moved;
    result->failures = moved;
    struct mynah_failure *failure = &moved[result->failure_count];
    *failure = (struct mynah_failure){ .type = keep(run, what->type ? what->type : "Error"),
                                       .message = keep(run, what->message ? what->message : ""),
                                       .code = run->result.code,
                                       .line = what->line,
                                       .traceback = keep(run, what->traceback),
                                       .attempt = result->attempts };
    if (run->arena.failed) {
        return NULL;
    }
    result->failure_count++;
    return failure;
}

// The attempt has failed: back to the generator, unless the budget is used up.
static enum mynah_loop_state again(struct run *run, const struct mynah_failure *what)
{
    const struct mynah_failure *failure = add_failure(run, what);
    if (!failure) {
        return run_out(run);
    }
    if (run->result.failure_count < (size_t)run->retries) {
        return MYNAH_LOOP_GENERATION;
    }
    const char *before =
        mynah__arena_format(&run->arena, "%zu attempt%s failed, the last with ",
                            run->result.failure_count, run->result.failure_count == 1 ? "" : "s");
    return mynah__run_end(run, MYNAH_LOOP_FAILED, reason_of(run, before ? before : "", failure));
}

// The run cannot go on, whatever is left of the budget.
static enum mynah_loop_state give_up(struct run *run, enum mynah_loop_outcome outcome,
                                     const char *before, const struct mynah_failure *what)
{
    const struct mynah_failure *failure = add_failure(run, what);
    return failure ? mynah__run_end(run, outcome, reason_of(run, before, failure)) : run_out(run);
}

// A stage could not do its work.
static enum mynah_loop_state broke_down(struct run *run, const char *type,
                                        const struct mynah_error *error)
{
    if (error->code == MYNAH_ERROR_MEMORY) {
        return run_out(run);
    }
    const struct mynah_failure failure = { .type = type, .message = error->text };
    return give_up(run, MYNAH_LOOP_FAILED, "", &failure);
}

// ## Stages

void mynah__run_take_code(struct run *run, const char *code, size_t size)
{
    char *sha256 = mynah__arena_alloc(&run->arena, 65);
    run->result.code = mynah__arena_copy(&run->arena, code, size);
    run->code_size = size;
    if (sha256) {
        mynah__sha256(code, size, sha256);
        run->result.sha256 = sha256;
    }
}

// Forget the code of an earlier attempt: what comes next must never be about that.
static void drop_code(struct run *run)
{
    mynah_free(run->judgement);
    mynah_free(run->execution);
    run->judgement = NULL;
    run->execution = NULL;
    run->result.code = NULL;
    run->result.sha256 = NULL;
    run->code_size = 0;
}

static enum mynah_loop_state generate(struct run *run)
{
    const struct mynah_code_generator *generator = &run->loop->options.generator;
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    drop_code(run);
    run->result.attempts++;
    size_t failed = run->result.failure_count;
    mynah__run_enter(run, MYNAH_LOOP_GENERATION,
                     failed ? reason_of(run, "", &run->failures[failed - 1]) : NULL);
    char *code = generator->generate(generator->self, run->request, run->failures, failed, &error);
    if (!code && error.code == MYNAH_ERROR_MEMORY) {
        return run_out(run);
    }
    if (!code) {
        return again(run,
                     &(struct mynah_failure){ .type = "GenerationError", .message = error.text });
    }
    mynah__run_take_code(run, code, strlen(code));
    mynah_free(code);
    return MYNAH_LOOP_ANALYSIS;
}

bool mynah__run_check(struct run *run, struct mynah_error *error)
{
    const struct mynah_code_checker *checker = &run->loop->options.checker;
    run->judgement = checker->check(checker->self, run->result.code, run->code_size, error);
    return run->judgement != NULL;
}

// Return the issues that ask for `verdict` as one failure: the first, and the words of the others.
static struct mynah_failure issues_of(struct run *run, enum mynah_verdict verdict)
{
    const struct mynah_judgement *judgement = run->judgement;
    struct mynah_failure failure = { .type = NULL };
    struct text text = { 0 };
    for (size_t i = 0; i < judgement->issue_count; i++) {
        const struct mynah_issue *issue = &judgement->issues[i];
        const char *message = issue->message ? issue->message : "";
        if (issue->verdict != verdict) {
            continue;
        }
        if (!failure.type) {
            failure.type = issue->rule ? issue->rule : "CheckError";
            failure.line = issue->line;
            mynah__text_add(&text, message);
        } else {
            mynah__text_add_format(&text, "; also %s, line %lld: %s",
                                   issue->rule ? issue->rule : "", (long long)issue->line, message);
        }
    }
    failure.type = failure.type ? failure.type : mynah_verdict_name(verdict);
    failure.message = mynah__arena_copy(&run->arena, text.bytes ? text.bytes : "", text.size);
    run->arena.failed = run->arena.failed || text.failed;
    mynah__text_finish(&text);
    return failure;
}

static enum mynah_loop_state analyse(struct run *run)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_failure failure;
    mynah__run_enter(run, MYNAH_LOOP_ANALYSIS, NULL);
    if (!mynah__run_check(run, &error)) {
        return broke_down(run, "CheckError", &error);
    }
    switch (run->judgement->verdict) {
    case MYNAH_VERDICT_ALLOW:
        return MYNAH_LOOP_EXECUTION;
    case MYNAH_VERDICT_ASK:
        return MYNAH_LOOP_APPROVAL;
    case MYNAH_VERDICT_RETRY:
        failure = issues_of(run, MYNAH_VERDICT_RETRY);
        return again(run, &failure);
    case MYNAH_VERDICT_DENY:
        break;
    }
    // Also what a checker says that is no verdict at all.
    failure = issues_of(run, MYNAH_VERDICT_DENY);
    return give_up(run, MYNAH_LOOP_DENIED, "the policy forbids it: ", &failure);
}

static enum mynah_loop_state wait_for_approval(struct run *run)
{
    run->written = mynah__token_write(run);
    run->result.token = run->written;
    return run->written ? mynah__run_end(run, MYNAH_LOOP_PENDING, "a person has to approve it")
                        : run_out(run);
}

static enum mynah_loop_state approve(struct run *run)
{
    const struct mynah_approver *approver = &run->loop->options.approver;
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    enum mynah_approval approval = MYNAH_APPROVAL_LATER;
    const struct mynah_question question = { .request = run->request,
                                             .code = run->result.code,
                                             .size = run->code_size,
                                             .sha256 = run->result.sha256,
                                             .judgement = run->judgement,
                                             .attempt = run->result.attempts };
    struct mynah_failure asked = issues_of(run, MYNAH_VERDICT_ASK);
    if (run->arena.failed) {
        return run_out(run);
    }
    mynah__run_enter(run, MYNAH_LOOP_APPROVAL, reason_of(run, "", &asked));
    if (approver->approve && !approver->approve(approver->self, &question, &approval, &error)) {
        return broke_down(run, "ApprovalError", &error);
    }
    if (approval == MYNAH_APPROVAL_APPROVED) {
        return MYNAH_LOOP_EXECUTION;
    }
    return approval == MYNAH_APPROVAL_LATER
               ? wait_for_approval(run)
               : mynah__run_end(run, MYNAH_LOOP_REJECTED, "the person said no");
}

static enum mynah_loop_state run_code(struct run *run)
{
    const struct mynah_loop_options *options = &run->loop->options;
    const struct mynah_code_executor *executor = &options->executor;
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    const struct mynah_job job = { .code = run->result.code,
                                   .size = run->code_size,
                                   .confine = run->judgement->confine && !options->unconfined };
    mynah__run_enter(run, MYNAH_LOOP_EXECUTION, NULL);
    run->execution = executor->execute(executor->self, &job, &error);
    if (!run->execution) {
        return broke_down(run, "ExecutorError", &error);
    }
    const struct mynah_execution *execution = run->execution;
    const struct mynah_failure failure = { .type = execution->type,
                                           .message = execution->message,
                                           .line = execution->line,
                                           .traceback = execution->traceback };
    if (execution->status == MYNAH_EXECUTION_SUCCEEDED) {
        return mynah__run_end(run, MYNAH_LOOP_COMPLETE, NULL);
    }
    return execution->status == MYNAH_EXECUTION_VIOLATION
               ? give_up(run, MYNAH_LOOP_FAILED, "a limit was violated: ", &failure)
               : again(run, &failure);
}

void mynah__run_from(struct run *run, enum mynah_loop_state state)
{
    static enum mynah_loop_state (*const stages[])(struct run *) = {
        [MYNAH_LOOP_GENERATION] = generate,
        [MYNAH_LOOP_ANALYSIS] = analyse,
        [MYNAH_LOOP_APPROVAL] = approve,
        [MYNAH_LOOP_EXECUTION] = run_code,
    };
    while (state != MYNAH_LOOP_ENDED && !run->arena.failed) {
        state = stages[state](run);
    }
}
