// SPDX-License-Identifier: Apache-2.0
//
// The loop: its life, and the beginning and end of its runs.

#include "loop/run.h"

#include "core/alloc.h"

#include <assert.h>
#include <string.h>

enum { RETRIES = 3 };

static bool no_memory(struct mynah_error *error)
{
    return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

// ## Runs

static struct run *begin(struct mynah_loop *loop, struct mynah_error *error)
{
    struct run *run = mynah__alloc(sizeof *run);
    if (!run) {
        no_memory(error);
        return NULL;
    }
    run->loop = loop;
    pthread_mutex_lock(&loop->lock);
    run->next = loop->runs;
    if (run->next) {
        run->next->previous = run;
    }
    loop->runs = run;
    pthread_mutex_unlock(&loop->lock);
    return run;
}

static void release(struct run *run)
{
    mynah_free(run->judgement);
    mynah_free(run->execution);
    mynah_free(run->token);
    mynah_free(run->written);
    mynah__arena_finish(&run->arena);
    mynah__free(run);
}

static void end(struct run *run)
{
    struct mynah_loop *loop = run->loop;
    pthread_mutex_lock(&loop->lock);
    *(run->previous ? &run->previous->next : &loop->runs) = run->next;
    if (run->next) {
        run->next->previous = run->previous;
    }
    pthread_mutex_unlock(&loop->lock);
    release(run);
}

// End the run with a copy of its result.
static struct mynah_loop_result *conclude(struct run *run, struct mynah_error *error)
{
    struct mynah_loop_result *copy = NULL;
    run->result.judgement = run->judgement;
    run->result.execution = run->execution;
    if (run->arena.failed) {
        no_memory(error);
    } else {
        copy = mynah_record_copy(mynah_loop_result_shape(), &run->result, error);
    }
    end(run);
    return copy;
}

struct mynah_loop_result *mynah_loop_run(struct mynah_loop *loop,
                                         const struct mynah_request *request,
                                         struct mynah_error *error)
{
    assert(loop && request);
    struct run *run = begin(loop, error);
    if (!run) {
        return NULL;
    }
    run->request = request;
    run->retries = loop->options.retries > 0 ? loop->options.retries
                   : request->retries > 0    ? request->retries
                                             : RETRIES;
    mynah__run_from(run, MYNAH_LOOP_GENERATION);
    return conclude(run, error);
}

// ## Continuing

static const char *policy_of(const struct mynah_judgement *judgement)
{
    return judgement->policy ? judgement->policy : "";
}

// Put the run where it was when the token was written; what has changed since is an error.
static bool restore(struct run *run, const struct token *token, struct mynah_error *error)
{
    run->request = &token->request;
    run->retries = token->retries;
    run->result.attempts = token->attempts;
    run->failures =
        mynah__arena_alloc(&run->arena, (token->failure_count + 1) * sizeof *run->failures);
    mynah__run_take_code(run, token->code.data, token->code.size);
    if (run->arena.failed) {
        return no_memory(error);
    }
    if (token->failure_count) {
        memcpy(run->failures, token->failures, token->failure_count * sizeof *run->failures);
    }
    run->failure_capacity = token->failure_count + 1;
    run->result.failures = run->failures;
    run->result.failure_count = token->failure_count;
    if (!mynah__run_check(run, error)) {
        return false;
    }
    if (strcmp(policy_of(run->judgement), token->policy) != 0) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "the token is refused: the policy has changed since");
    }
    return run->judgement->verdict <= MYNAH_VERDICT_ASK ||
           mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                           "the token is refused: the verdict on its code is '%s' now",
                           mynah_verdict_name(run->judgement->verdict));
}

struct mynah_loop_result *mynah_loop_resume(struct mynah_loop *loop, const char *token,
                                            bool approved, struct mynah_error *error)
{
    assert(loop && token);
    struct token *read = mynah__token_read(token, error);
    struct run *run = read ? begin(loop, error) : NULL;
    if (!run) {
        mynah_free(read);
        return NULL;
    }
    run->token = read;
    if (!restore(run, read, error)) {
        end(run);
        return NULL;
    }
    mynah__run_enter(run, MYNAH_LOOP_APPROVAL, approved ? "approved" : "rejected");
    if (approved) {
        mynah__run_from(run, MYNAH_LOOP_EXECUTION);
    } else {
        mynah__run_end(run, MYNAH_LOOP_REJECTED, "the person said no");
    }
    return conclude(run, error);
}

// ## Life

static void destroy(void *self)
{
    struct mynah_loop *loop = self;
    mynah__stand_in_finish(&loop->base);
    while (loop->runs) {
        struct run *run = loop->runs;
        loop->runs = run->next;
        release(run); // a stage has jumped out of it
    }
    pthread_mutex_destroy(&loop->lock);
    mynah__free(loop);
}

void mynah_loop_destroy(struct mynah_loop *loop)
{
    if (loop) {
        destroy(loop);
    }
}

static bool check_stages(const struct mynah_loop_options *options, struct mynah_error *error)
{
    const char *missing = !options->generator.generate ? "generator"
                          : !options->checker.check    ? "checker"
                          : !options->executor.execute ? "executor"
                                                       : NULL;
    return !missing || mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "the loop has no %s", missing);
}

struct mynah_loop *mynah_loop_create(struct mynah_world *world,
                                     const struct mynah_loop_options *options,
                                     struct mynah_error *error)
{
    assert(options);
    const struct mynah_member member = { .name = options->name ? options->name : "loop",
                                         .destroy = destroy };
    if (!check_stages(options, error)) {
        return NULL;
    }
    struct mynah_loop *loop = mynah__alloc(sizeof *loop);
    if (!loop || pthread_mutex_init(&loop->lock, NULL) != 0) {
        mynah__free(loop);
        no_memory(error);
        return NULL;
    }
    loop->options = *options;
    loop->options.name = NULL;
    if (!mynah__stand_in_init(&loop->base, world, &member, error)) {
        destroy(loop);
        return NULL;
    }
    return loop;
}

// ## Approvers

static bool answer_later(void *self, const struct mynah_question *question,
                         enum mynah_approval *approval, struct mynah_error *error)
{
    (void)self, (void)question, (void)error;
    *approval = MYNAH_APPROVAL_LATER;
    return true;
}

static bool answer_yes(void *self, const struct mynah_question *question,
                       enum mynah_approval *approval, struct mynah_error *error)
{
    (void)self, (void)question, (void)error;
    *approval = MYNAH_APPROVAL_APPROVED;
    return true;
}

static bool answer_no(void *self, const struct mynah_question *question,
                      enum mynah_approval *approval, struct mynah_error *error)
{
    (void)self, (void)question, (void)error;
    *approval = MYNAH_APPROVAL_REJECTED;
    return true;
}

struct mynah_approver mynah_approver_always(enum mynah_approval approval)
{
    return (struct mynah_approver){ .approve = approval == MYNAH_APPROVAL_APPROVED ? answer_yes
                                               : approval == MYNAH_APPROVAL_REJECTED
                                                   ? answer_no
                                                   : answer_later };
}
