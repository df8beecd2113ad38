// SPDX-License-Identifier: Apache-2.0
//
// The loop by itself: what follows what, whom it asks, what it tells, how it ends.

#include "loop_stages.h"
#include "shortage.h"

#include <pthread.h>

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

// Every allocation fails once, and all behind it: an error or a result, and nothing is lost.
static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    struct stages stages = { .checker = "rak", .executor = "z", .policy = "p" };
    struct mynah_loop *loop = make_loop(NULL, &stages, (struct mynah_loop_options){ 0 });
    const struct stages fresh = stages;
    for (struct shortage at = { 0 }; shortage_next(&at);) {
        stages = fresh;
        struct mynah_loop_result *result = mynah_loop_run(loop, &request, &at.error);
        struct mynah_loop_result *more =
            result && result->token ? mynah_loop_resume(loop, result->token, true, &at.error)
                                    : NULL;
        shortage_over(&at, more != NULL);
        mynah_free(more);
        mynah_free(result);
    }
    mynah_loop_destroy(loop);
}

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
        cmocka_unit_test(properties_hold_or_say_why),
        cmocka_unit_test(threads_share_a_loop),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
