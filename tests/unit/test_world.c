// SPDX-License-Identifier: Apache-2.0
//
// Worlds, and the way a call takes through journal, script, clock and callback.

#include <mynah/world.h>

#include "oracle.h"
#include "shortage.h"

#include <pthread.h>
#include <stdio.h>

static void test_call(void **state)
{
    (void)state;
    struct oracle *oracle = oracle_create(NULL);
    struct mynah_error error;
    struct mynah_entry entry;
    assert_non_null(oracle);
    assert_null(ask(oracle, "why?", &error));
    assert_int_equal(error.code, MYNAH_ERROR_UNSET);
    assert_string_equal(error.text, "oracle: it was not told what to answer");
    follow(oracle,
           script_of(MYNAH_EXHAUSTION_REPEAT_LAST, 2,
                     (const struct mynah_step[]){
                         { .text = "because", .delay = 3 * MYNAH_SECOND, .file = "t.c", .line = 7 },
                         { .kind = MYNAH_STEP_ERROR, .text = "tired" } }));
    assert_answer(oracle, "why?", "because");
    assert_null(ask(oracle, "how?", &error));
    assert_int_equal(error.code, MYNAH_ERROR_SCRIPTED);
    assert_string_equal(error.text, "tired");
    assert_int_equal(mynah__stand_in_calls(&oracle->base), 3);
    assert_true(mynah__stand_in_entry(&oracle->base, 1, &entry));
    assert_string_equal(entry.stand_in, "oracle");
    assert_string_equal(entry.method, "ask");
    assert_string_equal(((const struct question *)entry.request)->text, "why?");
    assert_string_equal(entry.text, "because");
    assert_string_equal(entry.file, "t.c");
    assert_int_equal(entry.line, 7);
    assert_int_equal(entry.begin, 0);
    assert_int_equal(entry.end, 3 * MYNAH_SECOND);
    assert_int_equal(entry.outcome, MYNAH_OUTCOME_ANSWERED);
    assert_true(mynah__stand_in_entry(&oracle->base, -1, &entry));
    assert_int_equal(entry.outcome, MYNAH_OUTCOME_ERROR);
    assert_string_equal(entry.error->text, "tired");
    assert_int_equal(entry.step, 1);
    assert_false(mynah__stand_in_entry(&oracle->base, 3, &entry));
    assert_false(mynah__stand_in_entry(&oracle->base, -4, &entry));
    oracle_destroy(oracle);
}

static bool echo(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                 struct mynah_error *error)
{
    const struct question *question = call->request;
    char text[100];
    *(struct mynah_call *)self = *call;
    snprintf(text, sizeof text, "%s %s", question->text, question->text);
    return mynah_answer_text(answer, "first thought", 0, error) &&
           mynah_answer_text(answer, text, 0, error);
}

static void test_callback(void **state)
{
    (void)state;
    struct mynah_call seen;
    struct mynah_entry entry;
    struct oracle *oracle = oracle_create(NULL);
    const struct mynah_step step = { .kind = MYNAH_STEP_CALLBACK,
                                     .callback = echo,
                                     .self = &seen,
                                     .delay = 9,
                                     .file = "t.c",
                                     .line = 1 };
    follow(oracle, script_of(MYNAH_EXHAUSTION_REPEAT_LAST, 1, &step));
    assert_answer(oracle, "ha", "ha ha");
    assert_answer(oracle, "ho", "ho ho");
    assert_string_equal(seen.stand_in, "oracle");
    assert_string_equal(seen.method, "ask");
    assert_int_equal(seen.number, 2);
    assert_int_equal(seen.index, 1);
    assert_int_equal(seen.now, 18);
    assert_true(mynah__stand_in_entry(&oracle->base, 0, &entry));
    assert_string_equal(entry.text, "ha ha");
    assert_string_equal(entry.file, "t.c");
    oracle_destroy(oracle);
}

static bool refuse(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                   struct mynah_error *error)
{
    (void)call;
    if (self) {
        mynah_answer_text(answer, "not this", 0, NULL);
        return mynah_error_set(error, MYNAH_ERROR_LIMIT, "%s", (const char *)self);
    }
    return false;
}

static bool keep_silent(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                        struct mynah_error *error)
{
    (void)self;
    (void)call;
    const struct mynah_step again = { .kind = MYNAH_STEP_CALLBACK, .callback = keep_silent };
    assert_false(mynah_answer_step(answer, &again, error));
    return true;
}

static bool fail_by_step(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                         struct mynah_error *error)
{
    (void)self;
    (void)call;
    const struct mynah_step step = { .kind = MYNAH_STEP_ERROR, .text = "by step" };
    return mynah_answer_record(answer, &question_shape, &(struct question){ "r" }, error) &&
           mynah_answer_step(answer, &step, error);
}

static void test_callbacks_that_fail(void **state)
{
    (void)state;
    const struct mynah_step steps[] = {
        { .kind = MYNAH_STEP_CALLBACK, .callback = refuse, .self = (char[]){ "too much" } },
        { .kind = MYNAH_STEP_CALLBACK, .callback = refuse },
        { .kind = MYNAH_STEP_CALLBACK, .callback = keep_silent },
        { .kind = MYNAH_STEP_CALLBACK, .callback = fail_by_step },
    };
    static const struct {
        enum mynah_error_code code;
        const char *text;
    } expected[] = {
        { MYNAH_ERROR_LIMIT, "too much" },
        { MYNAH_ERROR_SCRIPTED, "the callback refused without a reason" },
        { MYNAH_ERROR_UNSET, "the callback of oracle.ask gave no answer" },
        { MYNAH_ERROR_SCRIPTED, "by step" },
    };
    struct oracle *oracle = oracle_create(NULL);
    follow(oracle, script_of(MYNAH_EXHAUSTION_ERROR, 4, steps));
    for (long i = 0; i < 4; i++) {
        struct mynah_error error = { 0 };
        struct mynah_entry entry;
        assert_null(ask(oracle, "?", &error));
        assert_int_equal(error.code, expected[i].code);
        assert_string_equal(error.text, expected[i].text);
        assert_true(mynah__stand_in_entry(&oracle->base, i, &entry));
        assert_int_equal(entry.outcome, MYNAH_OUTCOME_ERROR);
        assert_string_equal(entry.error->text, expected[i].text);
        assert_null(entry.text);
    }
    oracle_destroy(oracle);
}

static jmp_buf away;

static bool jump(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                 struct mynah_error *error)
{
    (void)self;
    (void)call;
    mynah_answer_text(answer, "lost?", 0, error);
    longjmp(away, 1);
}

static bool jump_from_predicate(void *self, const struct mynah_value *value)
{
    (void)self;
    (void)value;
    longjmp(away, 1);
}

static void ask_and_jump(struct oracle *oracle)
{
    if (setjmp(away) == 0) {
        ask(oracle, "jump", NULL);
        fail();
    }
}

// Callbacks and conditions that jump away, with scripts replaced and entries dropped afterwards.
static void test_jumps(void **state)
{
    (void)state;
    const struct mynah_match when = { .kind = MYNAH_MATCH_PREDICATE,
                                      .predicate = jump_from_predicate };
    const struct mynah_step steps[] = {
        { .kind = MYNAH_STEP_CALLBACK, .callback = jump, .file = "t.c", .line = 5 },
        { .text = "never", .when = &when },
    };
    for (size_t limit = 0; limit < 3; limit++) {
        struct mynah_world *world =
            mynah_world_create(&(struct mynah_world_options){ .journal_limit = limit }, NULL);
        struct oracle *oracle = oracle_create(world);
        struct mynah_entry entry;
        char shown[80];
        follow(oracle, script_of(MYNAH_EXHAUSTION_REPEAT_LAST, 2, steps));
        ask_and_jump(oracle);
        assert_true(mynah__stand_in_entry(&oracle->base, 0, &entry));
        assert_int_equal(entry.outcome, MYNAH_OUTCOME_UNFINISHED);
        assert_int_equal(entry.line, 5);
        assert_null(entry.text);
        mynah_entry_show(&entry, shown, sizeof shown);
        assert_string_equal(shown, "#1 oracle.ask {text: \"jump\"} -> unfinished");
        ask_and_jump(oracle);
        follow(oracle,
               script_of(MYNAH_EXHAUSTION_REPEAT_LAST, 1, &(struct mynah_step){ .text = "fine" }));
        for (int i = 0; i < 5; i++) {
            assert_answer(oracle, "?", "fine");
        }
        assert_int_equal(mynah__stand_in_calls(&oracle->base), 7);
        mynah_world_reset(world);
        assert_answer(oracle, "?", "fine");
        assert_int_equal(mynah__stand_in_calls(&oracle->base), 1);
        mynah_world_destroy(world);
    }
}

static bool ask_again(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                      struct mynah_error *error)
{
    (void)call;
    char *inner = ask(self, "inner", error);
    bool answered = inner && mynah_answer_text(answer, inner, 0, error);
    mynah__free(inner);
    return answered;
}

static bool reset_all(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                      struct mynah_error *error)
{
    (void)call;
    mynah_world_reset(((struct oracle *)self)->base.world);
    return mynah_answer_text(answer, "reset", 0, error);
}

// A callback may call the stand-in that it answers for, and even reset the world.
static void test_reentrant(void **state)
{
    (void)state;
    struct oracle *oracle = oracle_create(NULL);
    const struct mynah_step steps[] = {
        { .kind = MYNAH_STEP_CALLBACK, .callback = ask_again, .self = oracle },
        { .text = "inner answer" },
        { .kind = MYNAH_STEP_CALLBACK, .callback = reset_all, .self = oracle },
    };
    follow(oracle, script_of(MYNAH_EXHAUSTION_ERROR, 3, steps));
    assert_answer(oracle, "outer", "inner answer");
    assert_int_equal(mynah__stand_in_calls(&oracle->base), 2);
    assert_answer(oracle, "reset", "reset");
    assert_int_equal(mynah__stand_in_calls(&oracle->base), 0);
    assert_answer(oracle, "outer", "inner answer");
    oracle_destroy(oracle);
}

static void test_verify_and_reset(void **state)
{
    (void)state;
    struct mynah_world *world =
        mynah_world_create(&(struct mynah_world_options){ .start = 100 }, NULL);
    struct oracle *first = oracle_create(world), *second = oracle_create(world);
    const struct mynah_step steps[] = {
        { .text = "a", .delay = 7, .file = "plot.c", .line = 4 },
        { .text = "b", .file = "plot.c", .line = 5 },
    };
    char why[500];
    follow(first, script_of(MYNAH_EXHAUSTION_REPEAT_LAST, 2, steps));
    follow(second, script_of(MYNAH_EXHAUSTION_REPEAT_LAST, 1, steps));
    assert_answer(first, "?", "a");
    assert_false(mynah_world_verify(world, why, sizeof why));
    assert_string_equal(why, "oracle: step 2 of 2 was never used: reply \"b\"\n"
                             "plot.c:5: note: scripted here\n"
                             "oracle-2: step 1 of 1 was never used: reply \"a\"\n"
                             "plot.c:4: note: scripted here\n");
    assert_false(mynah_world_verify(world, NULL, 0));
    assert_false(mynah_world_verify(world, why, 20));
    assert_string_equal(why, "oracle: step 2 of 2");
    assert_answer(first, "?", "b");
    assert_answer(second, "?", "a");
    assert_true(mynah_world_verify(world, why, sizeof why));
    assert_string_equal(why, "");
    assert_int_equal(mynah_clock_now(mynah_world_clock(world)), 114);
    mynah_world_reset(world);
    assert_int_equal(mynah_clock_now(mynah_world_clock(world)), 100);
    assert_int_equal(mynah_journal_count(mynah_world_journal(world), NULL), 0);
    assert_false(mynah_world_verify(world, NULL, 0));
    assert_answer(first, "?", "a");
    oracle_destroy(second); // before its world; the other with it
    assert_int_equal(mynah_journal_calls(mynah_world_journal(world), NULL), 1);
    mynah_world_destroy(world);
    mynah_world_destroy(NULL);
}

static char log_text[100];

static void log_destroy(void *self)
{
    strcat(strcat(log_text, self), " ");
}

static bool log_verify(const void *self, char *why, size_t size)
{
    if (*(const char *)self == 'b') {
        snprintf(why, size, "%s is not done", (const char *)self);
    }
    return *(const char *)self == 'a';
}

// Things of one's own: verified in the order of making, destroyed in the reverse.
static void test_members(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    static char names[][2] = { "a", "b", "c", "d" };
    char why[100];
    for (size_t i = 0; i < 4; i++) {
        const struct mynah_member member = { .name = names[i],
                                             .verify = i < 3 ? log_verify : NULL,
                                             .destroy = log_destroy,
                                             .self = names[i] };
        assert_true(mynah_world_add(world, &member, NULL));
    }
    assert_false(mynah_world_verify(world, why, sizeof why));
    assert_string_equal(why, "b is not done\nc: something is left to do\n");
    mynah_world_remove(world, names[2]);
    mynah_world_remove(world, names[2]);
    mynah_world_destroy(world);
    assert_string_equal(log_text, "d b a ");
}

enum { THREADS = 8, CALLS = 2000 };

static bool count_call(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                       struct mynah_error *error)
{
    (void)self;
    return mynah_answer_text(answer, ((const struct question *)call->request)->text, 0, error);
}

static bool is_asked(void *self, const struct mynah_value *value)
{
    return self && value->text;
}

struct job {
    struct oracle *oracle;
    const struct mynah_journal *journal;
    char name[8];
};

static void *keep_asking(void *self)
{
    struct job *job = self;
    const struct mynah_match match = { .path = "text", .text = job->name };
    const struct mynah_query query = { .request = &match };
    for (int i = 0; i < CALLS; i++) {
        mynah__free(ask(job->oracle, job->name, NULL));
        if (i % 500 == 0) {
            struct mynah_entry entry;
            mynah_journal_at(job->journal, &query, -1, &entry);
            mynah__stand_in_entry(&job->oracle->base, -1, &entry);
        }
    }
    return NULL;
}

static size_t run_jobs(struct mynah_world *world, struct oracle *oracle)
{
    pthread_t threads[THREADS];
    struct job jobs[THREADS];
    for (int i = 0; i < THREADS; i++) {
        jobs[i] = (struct job){ .oracle = oracle, .journal = mynah_world_journal(world) };
        snprintf(jobs[i].name, sizeof jobs[i].name, "t%d", i);
        assert_int_equal(pthread_create(&threads[i], NULL, keep_asking, &jobs[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    return mynah_journal_count(mynah_world_journal(world), NULL);
}

// Many callers at one stand-in: exact counts, every step exactly once a round, a whole journal.
static void test_threads(void **state)
{
    (void)state;
    int yes = 1;
    const struct mynah_match when = {
        .path = "text", .kind = MYNAH_MATCH_PREDICATE, .predicate = is_asked, .self = &yes
    };
    const struct mynah_step steps[] = {
        { .text = "a", .delay = 1 },
        { .kind = MYNAH_STEP_CALLBACK, .callback = count_call },
        { .kind = MYNAH_STEP_ERROR, .text = "c", .when = &when },
        { .text = "d", .when = &when, .times = 2 },
    };
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct oracle *oracle = oracle_create(world);
    follow(oracle, script_of(MYNAH_EXHAUSTION_CYCLE, 4, steps));
    assert_int_equal(run_jobs(world, oracle), THREADS * CALLS);
    assert_int_equal(mynah__stand_in_calls(&oracle->base), THREADS * CALLS);
    size_t uses[4] = { 0 };
    struct mynah_entry entry = { 0 };
    while (mynah_journal_next(mynah_world_journal(world), NULL, &entry)) {
        assert_true(entry.outcome != MYNAH_OUTCOME_UNFINISHED);
        uses[entry.step]++;
    }
    assert_int_equal(uses[0], THREADS * CALLS / 5);
    assert_int_equal(uses[1], THREADS * CALLS / 5);
    assert_int_equal(uses[2], THREADS * CALLS / 5);
    assert_int_equal(uses[3], THREADS * CALLS / 5 * 2);
    mynah_world_destroy(world);
}

// A small limit drops entries while they are being answered and asked about; scripts are replaced.
static void *keep_changing(void *self)
{
    struct oracle *oracle = self;
    const struct mynah_match when = { .path = "text", .kind = MYNAH_MATCH_PREFIX, .text = "t" };
    for (int i = 0; i < CALLS / 10; i++) {
        const struct mynah_step step = { .text = "new", .when = &when };
        struct mynah_script *script = mynah_script_create(NULL, NULL);
        bool set = script && mynah_script_add(script, &step, NULL) &&
                   mynah__stand_in_follow(&oracle->base, script, &question_shape, NULL);
        mynah_script_destroy(script);
        if (!set) {
            return self;
        }
        mynah__stand_in_verify(oracle, NULL, 0);
        if (i % 50 == 0) {
            mynah_world_reset(oracle->base.world);
        }
    }
    return NULL;
}

static void test_threads_with_limit(void **state)
{
    (void)state;
    struct mynah_world *world =
        mynah_world_create(&(struct mynah_world_options){ .journal_limit = 2 }, NULL);
    struct oracle *oracle = oracle_create(world);
    pthread_t changer;
    void *result = NULL;
    follow(oracle, script_of(MYNAH_EXHAUSTION_CYCLE, 1, &(struct mynah_step){ .text = "a" }));
    assert_int_equal(pthread_create(&changer, NULL, keep_changing, oracle), 0);
    assert_true(run_jobs(world, oracle) <= 2);
    pthread_join(changer, &result);
    assert_null(result);
    assert_answer(oracle, "t", "new");
    mynah_world_destroy(world);
}

// One of everything; returns whether nothing ran out of memory.
static bool live(struct mynah_error *error)
{
    struct mynah_call seen;
    const struct mynah_step steps[] = {
        { .text = "a" },
        { .kind = MYNAH_STEP_CALLBACK, .callback = echo, .self = &seen },
        { .kind = MYNAH_STEP_ERROR, .text = "tired" },
    };
    struct mynah_world *world = mynah_world_create(NULL, error);
    struct oracle *oracle = world ? oracle_create(world) : NULL;
    struct oracle *alone = oracle ? oracle_create(NULL) : NULL;
    struct mynah_script *script = alone ? mynah_script_create(NULL, error) : NULL;
    bool good = script != NULL;
    for (size_t i = 0; good && i < 3; i++) {
        good = mynah_script_add(script, &steps[i], error);
    }
    good = good && mynah__stand_in_follow(&oracle->base, script, &question_shape, error);
    mynah_script_destroy(script);
    for (size_t i = 0; good && i < 20; i++) {
        struct mynah_error own = { 0 };
        char *answer = ask(oracle, "?", &own);
        good = answer || own.code == MYNAH_ERROR_SCRIPTED;
        mynah__free(answer);
    }
    oracle_destroy(alone);
    mynah_world_destroy(world);
    return good;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    for (struct shortage at = { .untold = true }; shortage_next(&at);) {
        shortage_over(&at, live(&at.error));
    }
}

// The call itself: without memory there is no reply, but an error, and the journal stays whole.
static void test_call_out_of_memory(void **state)
{
    (void)state;
    struct mynah_call seen;
    const struct mynah_step step = { .kind = MYNAH_STEP_CALLBACK, .callback = echo, .self = &seen };
    struct oracle *oracle = oracle_create(NULL);
    struct shortage at = { 0 };
    follow(oracle, script_of(MYNAH_EXHAUSTION_REPEAT_LAST, 1, &step));
    while (shortage_next(&at)) {
        const struct question question = { "?" };
        const struct call call = { .method = "ask",
                                   .shape = &question_shape,
                                   .request = &question };
        struct reply *reply = mynah__call(&oracle->base, &call, &at.error);
        shortage_over(&at, reply != NULL);
        mynah__reply_release(reply);
    }
    shortage_came_behind(&at, 3);
    struct mynah_entry entry = { 0 };
    size_t errors = 0;
    while (mynah_journal_next(mynah_world_journal(oracle->base.world), NULL, &entry)) {
        errors += entry.outcome == MYNAH_OUTCOME_ERROR && entry.error->code == MYNAH_ERROR_MEMORY;
    }
    assert_int_equal(errors + 1, mynah__stand_in_calls(&oracle->base));
    oracle_destroy(oracle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_call),
        cmocka_unit_test(test_callback),
        cmocka_unit_test(test_callbacks_that_fail),
        cmocka_unit_test(test_jumps),
        cmocka_unit_test(test_reentrant),
        cmocka_unit_test(test_verify_and_reset),
        cmocka_unit_test(test_members),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_threads_with_limit),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_call_out_of_memory),
    };
    return cmocka_run_group_tests_name("world", tests, NULL, NULL);
}
