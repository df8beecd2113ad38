// SPDX-License-Identifier: Apache-2.0
//
// The loop by itself: what follows what, whom it asks, what it tells, how it ends; with stages that
// do what a table says.

#include "core/alloc.h"

#include <mynah/loop.h>

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

// Stages of which each answers by one letter of its script; the last letter stays.
struct stages {
    const char *generator; // c: code  e: error
    const char *checker;   // a: allow  k: ask  d: deny  r: retry  c: allow, confined  e: error
    const char *approver;  // y: yes  n: no  l: later  e: error
    const char *executor;  // s: success  z: raises  v: violation  m: no results  e: error
    const char *policy;
    char log[64]; // g, c, a, x: who was asked, in order
    size_t failures_told;
    bool confined;
    jmp_buf *jump; // the approver jumps away
};

static void note(struct stages *stages, char who)
{
    size_t used = strlen(stages->log);
    assert_true(used + 1 < sizeof stages->log);
    stages->log[used] = who;
}

static char next(const char **script)
{
    char letter = (*script)[0];
    *script += (*script)[1] != '\0';
    return letter;
}

static char *generate(void *self, const struct mynah_request *request,
                      const struct mynah_failure *failures, size_t count, struct mynah_error *error)
{
    struct stages *stages = self;
    (void)request;
    note(stages, 'g');
    stages->failures_told = count;
    for (size_t i = 0; i < count; i++) {
        assert_non_null(failures[i].type);
        assert_non_null(failures[i].message);
        assert_int_equal(failures[i].attempt, i + 1);
    }
    if (next(&stages->generator) == 'e') {
        mynah_error_set(error, MYNAH_ERROR_SCRIPTED, "the model is overloaded");
        return NULL;
    }
    char code[40];
    snprintf(code, sizeof code, "results = {'n': %zu}\n", count);
    char *copy = mynah_copy_text(code);
    if (!copy) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return copy;
}

static struct mynah_judgement *check(void *self, const char *code, size_t size,
                                     struct mynah_error *error)
{
    struct stages *stages = self;
    char letter = next(&stages->checker);
    note(stages, 'c');
    assert_int_equal(strlen(code), size);
    struct mynah_issue issues[] = {
        { MYNAH_VERDICT_ALLOW, "a-rule", "a message", 1 },
        { MYNAH_VERDICT_ALLOW, "b-rule", "b message", 2 },
    };
    struct mynah_judgement judgement = { .policy = stages->policy,
                                         .issues = issues,
                                         .issue_count = letter == 'a' ? 0 : 2,
                                         .confine = letter == 'c' };
    if (letter == 'e') {
        mynah_error_set(error, MYNAH_ERROR_LIMIT, "too much code");
        return NULL;
    }
    judgement.verdict = letter == 'k'   ? MYNAH_VERDICT_ASK
                        : letter == 'd' ? MYNAH_VERDICT_DENY
                        : letter == 'r' ? MYNAH_VERDICT_RETRY
                                        : MYNAH_VERDICT_ALLOW;
    issues[0].verdict = issues[1].verdict = judgement.verdict;
    return mynah_record_copy(mynah_judgement_shape(), &judgement, error);
}

static bool approve(void *self, const struct mynah_question *question,
                    enum mynah_approval *approval, struct mynah_error *error)
{
    struct stages *stages = self;
    note(stages, 'a');
    assert_int_equal(strlen(question->sha256), 64);
    assert_int_equal(question->judgement->verdict, MYNAH_VERDICT_ASK);
    if (stages->jump) {
        longjmp(*stages->jump, 1);
    }
    char letter = next(&stages->approver);
    *approval = letter == 'y'   ? MYNAH_APPROVAL_APPROVED
                : letter == 'n' ? MYNAH_APPROVAL_REJECTED
                                : MYNAH_APPROVAL_LATER;
    return letter != 'e' || mynah_error_set(error, MYNAH_ERROR_IO, "nobody is there");
}

static struct mynah_execution *execute(void *self, const struct mynah_job *job,
                                       struct mynah_error *error)
{
    struct stages *stages = self;
    char letter = next(&stages->executor);
    note(stages, 'x');
    stages->confined = job->confine;
    const struct mynah_channel_access accesses[] = {
        { .number = 1, .direction = MYNAH_DIRECTION_READ, .channel = "R", .value = "1" },
        { .number = 2, .direction = MYNAH_DIRECTION_WRITE, .channel = "W", .value = "1.50" },
        { .number = 3,
          .direction = MYNAH_DIRECTION_WRITE,
          .channel = "V",
          .value = "9",
          .error = "it is off" },
    };
    struct mynah_execution execution = { .results = "{}", .accesses = accesses, .access_count = 3 };
    if (letter == 'e') {
        mynah_error_set(error, MYNAH_ERROR_CONFIG, "no interpreter");
        return NULL;
    }
    if (letter != 's') {
        execution = (struct mynah_execution){
            .status = letter == 'v'   ? MYNAH_EXECUTION_VIOLATION
                      : letter == 'm' ? MYNAH_EXECUTION_RESULTS
                                      : MYNAH_EXECUTION_RAISED,
            .type = letter == 'v'   ? "ChannelLimitsViolationError"
                    : letter == 'm' ? "missing-results"
                                    : "ZeroDivisionError",
            .message = "division by zero",
            .line = 1,
            .traceback = "Traceback",
        };
    }
    return mynah_record_copy(mynah_execution_shape(), &execution, error);
}

static const struct mynah_request request = { .user_query = "Set it \"now\"",
                                              .task_objective = "a test",
                                              .execution_folder_name = "test" };

static struct mynah_loop *make_loop(struct mynah_world *world, struct stages *stages,
                                    struct mynah_loop_options options)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    stages->generator = stages->generator ? stages->generator : "c";
    stages->checker = stages->checker ? stages->checker : "a";
    stages->executor = stages->executor ? stages->executor : "s";
    options.generator = (struct mynah_code_generator){ .generate = generate, .self = stages };
    options.checker = (struct mynah_code_checker){ .check = check, .self = stages };
    options.executor = (struct mynah_code_executor){ .execute = execute, .self = stages };
    if (stages->approver) {
        options.approver = (struct mynah_approver){ .approve = approve, .self = stages };
    }
    struct mynah_loop *loop = mynah_loop_create(world, &options, &error);
    if (!loop) {
        fail_msg("%s", error.text);
    }
    return loop;
}

static struct mynah_loop_result *run(struct mynah_loop *loop)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_loop_result *result = mynah_loop_run(loop, &request, &error);
    if (!result) {
        fail_msg("%s", error.text);
    }
    return result;
}

// What each combination of answers comes to.
static const struct row {
    struct stages stages;
    enum mynah_loop_outcome outcome;
    int attempts;
    const char *log;
    const char *last;   // type of the last failure
    const char *reason; // a part of it
} rows[] = {
    { { 0 }, MYNAH_LOOP_COMPLETE, 1, "gcx", NULL, NULL },
    { { .executor = "zzs" }, MYNAH_LOOP_COMPLETE, 3, "gcxgcxgcx", "ZeroDivisionError", NULL },
    { { .executor = "z" },
      MYNAH_LOOP_FAILED,
      3,
      "gcxgcxgcx",
      "ZeroDivisionError",
      "3 attempts failed, the last with ZeroDivisionError: division by zero" },
    { { .executor = "ms" }, MYNAH_LOOP_COMPLETE, 2, "gcxgcx", "missing-results", NULL },
    { { .checker = "ra" }, MYNAH_LOOP_COMPLETE, 2, "gcgcx", "a-rule", NULL },
    { { .checker = "r" },
      MYNAH_LOOP_FAILED,
      3,
      "gcgcgc",
      "a-rule",
      "a message; also b-rule, line 2: b message" },
    { { .generator = "ec" }, MYNAH_LOOP_COMPLETE, 2, "ggcx", "GenerationError", NULL },
    { { .generator = "e" }, MYNAH_LOOP_FAILED, 3, "ggg", "GenerationError", "overloaded" },
    // One budget for all kinds of failures, and no earlier code after one of generation.
    { { .generator = "cec", .checker = "ar", .executor = "z" },
      MYNAH_LOOP_FAILED,
      3,
      "gcxggc",
      "a-rule",
      "3 attempts failed" },
    { { .generator = "ce", .executor = "z" },
      MYNAH_LOOP_FAILED,
      3,
      "gcxgg",
      "GenerationError",
      NULL },
    { { .checker = "d" }, MYNAH_LOOP_DENIED, 1, "gc", "a-rule", "the policy forbids it: a-rule" },
    { { .checker = "e" }, MYNAH_LOOP_FAILED, 1, "gc", "CheckError", "too much code" },
    { { .executor = "v" },
      MYNAH_LOOP_FAILED,
      1,
      "gcx",
      "ChannelLimitsViolationError",
      "a limit was violated" },
    { { .executor = "e" }, MYNAH_LOOP_FAILED, 1, "gcx", "ExecutorError", "no interpreter" },
    { { .checker = "k", .approver = "y" }, MYNAH_LOOP_COMPLETE, 1, "gcax", NULL, NULL },
    { { .checker = "k", .approver = "n" },
      MYNAH_LOOP_REJECTED,
      1,
      "gca",
      NULL,
      "the person said no" },
    { { .checker = "k", .approver = "l" }, MYNAH_LOOP_PENDING, 1, "gca", NULL, "has to approve" },
    { { .checker = "k" }, MYNAH_LOOP_PENDING, 1, "gc", NULL, "has to approve" },
    { { .checker = "k", .approver = "e" },
      MYNAH_LOOP_FAILED,
      1,
      "gca",
      "ApprovalError",
      "nobody is there" },
    { { .checker = "k", .approver = "yn", .executor = "z" },
      MYNAH_LOOP_REJECTED,
      2,
      "gcaxgca",
      "ZeroDivisionError",
      "the person said no" },
};

static void every_way_leads_where_the_table_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct stages stages = rows[i].stages;
        struct mynah_loop *loop = make_loop(NULL, &stages, (struct mynah_loop_options){ 0 });
        struct mynah_loop_result *result = run(loop);
        assert_int_equal(result->outcome, rows[i].outcome);
        assert_int_equal(result->attempts, rows[i].attempts);
        assert_string_equal(stages.log, rows[i].log);
        assert_true(!rows[i].last == !result->failure_count);
        if (rows[i].last) {
            assert_string_equal(result->failures[result->failure_count - 1].type, rows[i].last);
        }
        assert_true(!rows[i].reason || strstr(result->reason, rows[i].reason));
        assert_true(!result->token == (result->outcome != MYNAH_LOOP_PENDING));
        mynah_free(result);
        mynah_loop_destroy(loop);
    }
}

static void the_budget_is_the_loops_or_the_requests(void **state)
{
    (void)state;
    struct stages stages = { .executor = "z" };
    struct mynah_loop *loop = make_loop(NULL, &stages, (struct mynah_loop_options){ .retries = 1 });
    struct mynah_loop_result *result = run(loop);
    assert_int_equal(result->attempts, 1);
    assert_string_equal(result->reason, "1 attempt failed, the last with ZeroDivisionError: "
                                        "division by zero");
    mynah_free(result);
    mynah_loop_destroy(loop);
    loop = make_loop(NULL, &stages, (struct mynah_loop_options){ 0 });
    struct mynah_request own = request;
    own.retries = 5;
    result = mynah_loop_run(loop, &own, NULL);
    assert_int_equal(result->attempts, 5);
    mynah_free(result);
    mynah_loop_destroy(loop);
}

static void the_error_chain_keeps_everything(void **state)
{
    (void)state;
    struct stages stages = { .executor = "zs" };
    struct mynah_loop *loop = make_loop(NULL, &stages, (struct mynah_loop_options){ 0 });
    struct mynah_loop_result *result = run(loop);
    assert_int_equal(result->failure_count, 1);
    const struct mynah_failure *failure = result->failures;
    assert_string_equal(failure->message, "division by zero");
    assert_string_equal(failure->code, "results = {'n': 0}\n");
    assert_int_equal(failure->line, 1);
    assert_string_equal(failure->traceback, "Traceback");
    assert_int_equal(failure->attempt, 1);
    assert_string_equal(result->code, "results = {'n': 1}\n");
    assert_int_equal(stages.failures_told, 1);
    mynah_free(result);
    mynah_loop_destroy(loop);
}

static void code_is_confined_unless_the_caller_says_so(void **state)
{
    (void)state;
    for (int unconfined = 0; unconfined < 2; unconfined++) {
        struct stages stages = { .checker = "c" };
        struct mynah_loop *loop =
            make_loop(NULL, &stages, (struct mynah_loop_options){ .unconfined = unconfined });
        mynah_free(run(loop));
        assert_int_equal(stages.confined, !unconfined);
        mynah_loop_destroy(loop);
    }
}

static void collect(void *self, const struct mynah_loop_event *event)
{
    char *seen = self;
    const char *outcome = mynah_loop_outcome_name(event->outcome);
    sprintf(seen + strlen(seen), "%d %s%s%s|", (int)event->attempt,
            mynah_loop_state_name(event->state), event->state == MYNAH_LOOP_ENDED ? " " : "",
            event->state == MYNAH_LOOP_ENDED ? outcome : "");
}

static void every_step_is_told_and_on_record(void **state)
{
    (void)state;
    char seen[500] = "";
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct stages stages = { .checker = "ka", .approver = "y", .executor = "zs" };
    struct mynah_loop *loop =
        make_loop(world, &stages, (struct mynah_loop_options){ .on_event = collect, .self = seen });
    struct mynah_loop_result *result = run(loop);
    assert_string_equal(seen, "1 generation|1 analysis|1 approval|1 execution|2 generation|"
                              "2 analysis|2 execution|2 ended complete|");
    assert_int_equal(result->event_count, 8);
    assert_string_equal(result->events[4].detail, "ZeroDivisionError: division by zero");
    const struct mynah_match ended = { .path = "state", .text = "ended" };
    const struct mynah_query query = { .stand_in = "loop", .method = "event", .request = &ended };
    assert_int_equal(mynah_journal_count(mynah_world_journal(world), NULL), 8);
    assert_int_equal(mynah_journal_count(mynah_world_journal(world), &query), 1);
    mynah_free(result);
    mynah_world_destroy(world);
}

static void a_stage_may_jump_away(void **state)
{
    (void)state;
    jmp_buf place;
    struct stages stages = { .checker = "k", .approver = "y", .jump = &place };
    struct mynah_loop *loop = make_loop(NULL, &stages, (struct mynah_loop_options){ 0 });
    if (setjmp(place) == 0) {
        run(loop);
        fail();
    }
    stages.jump = NULL;
    struct mynah_loop_result *result = run(loop);
    assert_int_equal(result->outcome, MYNAH_LOOP_COMPLETE);
    mynah_free(result);
    mynah_loop_destroy(loop);
}

static void a_loop_needs_its_stages(void **state)
{
    (void)state;
    struct mynah_error error;
    assert_null(mynah_loop_create(NULL, &(struct mynah_loop_options){ .retries = 1 }, &error));
    assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    assert_string_equal(error.text, "the loop has no generator");
}

// ## Tokens

static char *pending_token(struct stages *stages)
{
    struct mynah_loop *loop = make_loop(NULL, stages, (struct mynah_loop_options){ 0 });
    struct mynah_loop_result *result = run(loop);
    assert_int_equal(result->outcome, MYNAH_LOOP_PENDING);
    char *token = mynah_copy_text(result->token);
    mynah_free(result);
    mynah_loop_destroy(loop);
    return token;
}

static void a_token_continues_the_run(void **state)
{
    (void)state;
    static const struct {
        bool approved;
        const char *executor;
        enum mynah_loop_outcome outcome;
        int attempts;
        const char *log;
    } cases[] = {
        { true, "s", MYNAH_LOOP_COMPLETE, 2, "cx" },
        { false, "s", MYNAH_LOOP_REJECTED, 2, "c" },
        { true, "zs", MYNAH_LOOP_COMPLETE, 3, "cxgcx" },
        { true, "z", MYNAH_LOOP_FAILED, 3, "cxgcx" },
    };
    struct stages before = { .checker = "ak", .executor = "z", .policy = "p" };
    char *token = pending_token(&before);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stages stages = { .checker = "ka", .executor = cases[i].executor, .policy = "p" };
        struct mynah_loop *loop = make_loop(NULL, &stages, (struct mynah_loop_options){ 0 });
        struct mynah_loop_result *result = mynah_loop_resume(loop, token, cases[i].approved, NULL);
        assert_non_null(result);
        assert_int_equal(result->outcome, cases[i].outcome);
        assert_int_equal(result->attempts, cases[i].attempts);
        assert_string_equal(result->failures[0].type, "ZeroDivisionError");
        assert_string_equal(stages.log, cases[i].log);
        mynah_free(result);
        mynah_loop_destroy(loop);
    }
    mynah_free(token);
}

static void refused(const char *token, const char *policy, const char *verdict, const char *why)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct stages stages = { .checker = verdict, .policy = policy };
    struct mynah_loop *loop = make_loop(NULL, &stages, (struct mynah_loop_options){ 0 });
    assert_null(mynah_loop_resume(loop, token, true, &error));
    assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    if (!strstr(error.text, why)) {
        fail_msg("%s", error.text);
    }
    assert_null(strchr(stages.log, 'x'));
    mynah_loop_destroy(loop);
}

// Return the token with the member `key` set to `value`, JSON.
static char *changed(const char *token, const char *key, const char *value)
{
    json_t *root = json_loads(token, 0, NULL);
    json_t *member = value ? json_loads(value, JSON_DECODE_ANY, NULL) : NULL;
    assert_true(root && (!value || member));
    assert_int_equal(value ? json_object_set_new(root, key, member) : json_object_del(root, key),
                     0);
    char *text = json_dumps(root, 0);
    json_decref(root);
    return text;
}

static void a_token_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        const char *value;
        const char *why;
    } cases[] = {
        { "code", "\"cmVzdWx0cyA9IHt9\"", "its code is not the code that was shown" },
        { "sha256", "\"00\"", "its code is not the code that was shown" },
        { "kind", "\"other\"", "this is no token" },
        { "schema", "2", "this is no token" },
        { "code", NULL, "not whole" },
        { "sha256", NULL, "not whole" },
        { "attempts", "0", "not whole" },
        { "retries", "-1", "not whole" },
        { "failures", "[{\"type\": \"X\"}]", "not whole" },
        { "retries", "1000000000000", "not whole" },
        { "more", "1", "more" },
        { "request", "[]", "request" },
    };
    struct stages before = { .checker = "k", .policy = "p" };
    char *token = pending_token(&before);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *other = changed(token, cases[i].key, cases[i].value);
        refused(other, "p", "k", cases[i].why);
        free(other);
    }
    refused(token, "q", "k", "the policy has changed");
    refused(token, NULL, "k", "the policy has changed");
    refused(token, "p", "d", "the verdict on its code is 'deny' now");
    refused(token, "p", "r", "the verdict on its code is 'retry' now");
    refused("", "p", "k", "");
    refused("[]", "p", "k", "");
    refused("{}", "p", "k", "no token");
    mynah_free(token);
}

// ## Properties

static void properties_hold_or_say_why(void **state)
{
    (void)state;
    static const struct {
        struct stages stages;
        struct mynah_loop_property property;
        bool met;
        const char *why;
    } cases[] = {
        { { 0 }, { MYNAH_LOOP_SUCCEEDED }, true, "" },
        { { .executor = "z" }, { MYNAH_LOOP_SUCCEEDED }, false, "failed after 3 attempts" },
        { { .executor = "z" }, { MYNAH_LOOP_FAILED_WITH, "ZeroDivisionError" }, true, "" },
        { { .executor = "z" },
          { MYNAH_LOOP_FAILED_WITH, "NameError" },
          false,
          "expected: the run failed with NameError" },
        { { 0 }, { MYNAH_LOOP_FAILED_WITH, "ZeroDivisionError" }, false, "complete after 1" },
        { { .checker = "d" }, { MYNAH_LOOP_FAILED_WITH, "denied" }, true, "" },
        { { .checker = "d" }, { MYNAH_LOOP_FAILED_WITH, "a-rule" }, true, "" },
        { { .checker = "k" }, { MYNAH_LOOP_PENDING_APPROVAL }, true, "" },
        { { 0 }, { MYNAH_LOOP_PENDING_APPROVAL }, false, "waits for approval" },
        { { .executor = "zs" }, { MYNAH_LOOP_ATTEMPTS, .count = 2 }, true, "" },
        { { .executor = "zs" }, { MYNAH_LOOP_ATTEMPTS, .count = 1 }, false, "asked for 1 time\n" },
        { { 0 }, { MYNAH_LOOP_WROTE_CHANNEL, "W", "1.5" }, true, "" },
        { { 0 }, { MYNAH_LOOP_WROTE_CHANNEL, "W", NULL }, true, "" },
        { { 0 }, { MYNAH_LOOP_WROTE_CHANNEL, "W", "2" }, false, "writes: \"W\" = 1.50" },
        { { 0 },
          { MYNAH_LOOP_WROTE_CHANNEL, "V", NULL },
          false,
          "did not take place: \"it is off" },
        { { 0 }, { MYNAH_LOOP_WROTE_CHANNEL, "R", NULL }, false, "wrote the channel \"R\"" },
        { { .executor = "z" }, { MYNAH_LOOP_WROTE_CHANNEL, "W", NULL }, false, "writes: none" },
    };
    char why[2000];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stages stages = cases[i].stages;
        struct mynah_loop *loop = make_loop(NULL, &stages, (struct mynah_loop_options){ 0 });
        struct mynah_loop_result *result = run(loop);
        assert_int_equal(mynah_loop_result_meets(result, cases[i].property, why, sizeof why),
                         cases[i].met);
        if (!strstr(why, cases[i].why)) {
            fail_msg("%s", why);
        }
        mynah_free(result);
        mynah_loop_destroy(loop);
    }
    const struct mynah_loop_property any = { MYNAH_LOOP_SUCCEEDED };
    assert_false(mynah_loop_result_meets(NULL, any, why, sizeof why));
}

static void *run_some(void *loop)
{
    for (int i = 0; i < 200; i++) {
        struct mynah_loop_result *result = mynah_loop_run(loop, &request, NULL);
        assert_int_equal(result->outcome, MYNAH_LOOP_REJECTED);
        mynah_free(result);
    }
    return NULL;
}

static char *generate_shared(void *self, const struct mynah_request *asked,
                             const struct mynah_failure *failures, size_t count,
                             struct mynah_error *error)
{
    (void)self, (void)asked, (void)failures, (void)count, (void)error;
    return mynah_copy_text("results = {}\n");
}

static struct mynah_judgement *ask_shared(void *self, const char *code, size_t size,
                                          struct mynah_error *error)
{
    (void)self, (void)code, (void)size;
    const struct mynah_judgement judgement = { .verdict = MYNAH_VERDICT_ASK };
    return mynah_record_copy(mynah_judgement_shape(), &judgement, error);
}

static void threads_share_a_loop(void **state)
{
    (void)state;
    pthread_t threads[4];
    const struct mynah_loop_options options = {
        .generator = { .generate = generate_shared },
        .checker = { .check = ask_shared },
        .approver = mynah_approver_always(MYNAH_APPROVAL_REJECTED),
        .executor = { .execute = execute },
    };
    struct mynah_loop *loop = mynah_loop_create(NULL, &options, NULL);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, run_some, loop), 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
    }
    mynah_loop_destroy(loop);
}

#ifdef MYNAH_FAULT_INJECTION
// Every allocation fails once, and all behind it: an error or a result, and nothing is lost.
static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    bool done = false;
    for (size_t n = 1; !done && n < 2000; n++) {
        struct stages stages = { .checker = "rak", .executor = "z", .policy = "p" };
        struct mynah_loop *loop = make_loop(NULL, &stages, (struct mynah_loop_options){ 0 });
        struct mynah_error error = { .code = MYNAH_ERROR_NONE };
        mynah__alloc_fail_from(n);
        struct mynah_loop_result *result = mynah_loop_run(loop, &request, &error);
        struct mynah_loop_result *more =
            result && result->token ? mynah_loop_resume(loop, result->token, true, &error) : NULL;
        mynah__alloc_fail_from(0);
        if (!more) {
            assert_int_equal(error.code, MYNAH_ERROR_MEMORY);
        }
        done = more != NULL;
        mynah_free(more);
        mynah_free(result);
        mynah_loop_destroy(loop);
    }
    assert_true(done);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_way_leads_where_the_table_says),
        cmocka_unit_test(the_budget_is_the_loops_or_the_requests),
        cmocka_unit_test(the_error_chain_keeps_everything),
        cmocka_unit_test(code_is_confined_unless_the_caller_says_so),
        cmocka_unit_test(every_step_is_told_and_on_record),
        cmocka_unit_test(a_stage_may_jump_away),
        cmocka_unit_test(a_loop_needs_its_stages),
        cmocka_unit_test(a_token_continues_the_run),
        cmocka_unit_test(a_token_that_does_not_fit_is_refused),
        cmocka_unit_test(properties_hold_or_say_why),
        cmocka_unit_test(threads_share_a_loop),
#ifdef MYNAH_FAULT_INJECTION
        cmocka_unit_test(memory_may_run_out_anywhere),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
