// SPDX-License-Identifier: Apache-2.0
//
// Doubles under load, out of memory, and fed with what is huge, deep or nonsense.

#include "doubles.h"

#include "core/alloc.h"
#include "shortage.h"

#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 50, CALLS = 10000 };

struct worker {
    struct mynah_double *self;
    pthread_t thread;
    int number;
    int answers;
};

static void *work(void *self)
{
    struct worker *worker = self;
    struct mynah_named values[] = {
        { .name = "thread", .kind = MYNAH_FIELD_INT, .number = worker->number },
        { .name = "call", .kind = MYNAH_FIELD_INT }
    };
    const struct mynah_arguments arguments = { values, 2 };
    for (int i = 0; i < CALLS; i++) {
        values[1].number = i;
        struct mynah_named *value =
            mynah_double_call_with(worker->self, i % 2 ? "odd" : "even", &arguments, NULL);
        worker->answers += value && value->number == 7;
        mynah_free(value);
    }
    return NULL;
}

// 50 threads call one double 10,000 times each: every call is counted, and in the journal.
static void test_threads(void **state)
{
    (void)state;
    static struct worker workers[THREADS];
    struct mynah_double *self = make(NULL);
    const struct mynah_match last = { .path = "call",
                                      .kind = MYNAH_MATCH_AT_LEAST,
                                      .number = CALLS - 2 };
    mynah_double_returns(self, "even", &(struct mynah_step){ .times = MYNAH_ALWAYS }, NULL, "i", 7);
    mynah_double_returns(self, "odd", &(struct mynah_step){ .times = THREADS * CALLS / 2 }, NULL,
                         "i", 7);
    mynah_double_expects(self,
                         &(struct mynah_expectation){
                             .method = "odd", .when = &last, .least = THREADS, .most = THREADS },
                         NULL);
    for (int i = 0; i < THREADS; i++) {
        workers[i] = (struct worker){ .self = self, .number = i };
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(workers[i].thread, NULL);
        assert_int_equal(workers[i].answers, CALLS);
    }
    assert_int_equal(mynah_double_calls(self, NULL), THREADS * CALLS);
    assert_int_equal(mynah_double_calls(self, "even"), THREADS * CALLS / 2);
    const struct mynah_match mine = { .path = "thread", .number = 49 };
    assert_true(mynah_double_was_called(self, "even", &mine));
    check_done(self);
    mynah_double_destroy(self);
}

// ## Out of memory

static bool echo(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                 struct mynah_error *error)
{
    (void)self;
    return mynah_double_answer(answer, error, "{s:s}", "echo",
                               mynah_argument_text(call->request, "text"));
}

// All that a double can do, once; false at the first thing that did not work.
static bool live(struct mynah_world *world)
{
    static const char *const methods[] = { "a(text, list?)", "b", NULL };
    const struct mynah_match match = { .kind = MYNAH_MATCH_INCLUDES, .text = "{\"text\": \"x\"}" };
    const struct mynah_match deep = { .path = "list[0]", .kind = MYNAH_MATCH_JSON, .text = "1" };
    struct mynah_double *self =
        mynah_double_create(world, &(struct mynah_double_options){ .methods = methods }, NULL);
    bool good =
        self &&
        mynah_double_returns(self, "a", &(struct mynah_step){ .when = &match }, NULL, "{s:[i]}",
                             "a", 1) &&
        mynah_double_when(self, "b",
                          &(struct mynah_step){ .kind = MYNAH_STEP_CALLBACK, .callback = echo },
                          NULL) &&
        mynah_double_expects(
            self,
            &(struct mynah_expectation){ .method = "a", .when = &deep, .least = 1, .most = 1 },
            NULL);
    struct mynah_named *one =
        good ? mynah_double_call(self, "a", NULL, "{s:s, s:[i,s]}", "text", "x", "list", 1, "y")
             : NULL;
    struct mynah_named *two =
        one ? mynah_double_call(self, "b", NULL, "j", "{\"text\": \"x\"}") : NULL;
    good = two &&
           mynah_double_fails(self, "b", NULL, &(struct mynah_fault){ .text = "no" }, NULL) &&
           mynah_double_set_exhaustion(self, "b", MYNAH_EXHAUSTION_CYCLE, NULL) &&
           mynah_double_was_called_with(self, "b", "{s:s}", "text", "x");
    char *captured = good ? mynah_double_capture(self, "a", NULL, "list[*]", NULL) : NULL;
    good = captured && strcmp(captured, "[1,\"y\"]") == 0 && mynah_double_clear(self, NULL);
    mynah_free(captured);
    mynah_free(one);
    mynah_free(two);
    mynah_double_destroy(self);
    return good;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    json_set_alloc_funcs(mynah__alloc, mynah__free);
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct shortage at = { .untold = true };
    while (shortage_next(&at)) {
        shortage_over(&at, live(world));
    }
    shortage_came_behind(&at, 60);
    mynah_world_destroy(world);
    json_set_alloc_funcs(malloc, free);
}

// ## Hostile values

static char *repeat(const char *text, size_t times, const char *end)
{
    size_t size = strlen(text);
    char *all = malloc(times * size + strlen(end) + 1);
    assert_non_null(all);
    for (size_t i = 0; i < times; i++) {
        memcpy(all + i * size, text, size);
    }
    strcpy(all + times * size, end);
    return all;
}

static void test_deep_and_huge_values(void **state)
{
    (void)state;
    struct mynah_double *self = make(&(struct mynah_double_options){ .nice = true });
    struct mynah_double_failure failure;
    struct mynah_error error;
    char *deep = repeat("[", 100000, ""), *huge = repeat("x", 4 << 20, "");
    char *wide = repeat("\"k\": [1, {\"a\": 2}], ", 50000, "");
    assert_false(mynah_double_returns(self, "m", NULL, &error, "j", deep));
    check_says(error.text, "maximum parsing depth reached");
    assert_int_equal(error.column, 2049);
    assert_null(mynah_double_call(self, "m", &failure, "{s:j}", "deep", deep));
    mynah_free(mynah_double_call(self, "m", &failure, "{s:s}", "text", huge));
    assert_int_equal(strlen(mynah_argument_text(mynah_double_arguments(self, "m", -1), "text")),
                     4 << 20);
    assert_null(mynah_double_call(self, "m", &failure, "{s:j}", "wide", wide));
    const struct mynah_match nested = { .path = "a.b[3].c", .text = "x" };
    const struct mynah_match odd = { .path = "text",
                                     .kind = MYNAH_MATCH_INCLUDES,
                                     .text = "{\"a\": []}" };
    assert_false(mynah_double_was_called(self, "m", &nested));
    assert_false(mynah_double_was_called(self, "m", &odd));
    // As deep as JSON may be, it is kept, matched and shown.
    deep[1500] = '\0';
    char *both = malloc(4000);
    snprintf(both, 4000, "{\"deep\": %s", deep);
    memset(both + strlen(both), ']', 1500);
    strcpy(both + 9 + 1500 + 1500, "}");
    mynah_free(mynah_double_call(self, "m", &failure, "j", both));
    const struct mynah_match same = { .kind = MYNAH_MATCH_JSON, .text = both };
    assert_true(mynah_double_was_called(self, "m", &same));
    free(both);
    free(deep);
    free(huge);
    free(wide);
    mynah_double_destroy(self);
}

static void test_many_arguments(void **state)
{
    (void)state;
    struct mynah_double *self = make(&(struct mynah_double_options){ .nice = true });
    struct mynah_double_failure failure;
    char *json = malloc(1 << 16);
    assert_non_null(json);
    for (int count = 1000; count <= 1001; count++) {
        size_t size = 0;
        for (int i = 0; i < count; i++) {
            size += (size_t)sprintf(json + size, "%s\"k%d\": %d", i ? ", " : "{", i, i);
        }
        strcpy(json + size, "}");
        struct mynah_named *value = mynah_double_call(self, "m", &failure, "j", json);
        assert_true((count == 1000) == (value != NULL));
        mynah_free(value);
    }
    assert_int_equal(failure.error.code, MYNAH_ERROR_LIMIT);
    assert_string_equal(failure.error.text, "there are more than 1000 named values");
    free(json);
    mynah_double_destroy(self);
}

static void test_strange_names(void **state)
{
    (void)state;
    char why[800];
    struct mynah_double *self = make(NULL);
    struct mynah_double_failure failure;
    char *name = repeat("n\n", 5000, "");
    assert_null(
        mynah_double_call(self, name, &failure, "{s:s, s:f}", "a\nb\x80", "\xff\n", "", -0.0));
    check_says(failure.error.text, "double.n\n");
    assert_false(mynah_double_verify(self, why, sizeof why));
    assert_null(mynah_double_call(self, "", &failure, ""));
    free(name);
    mynah_double_destroy(self);
}

// With a journal that keeps little, counts are exact all the same.
static void test_small_journal(void **state)
{
    (void)state;
    struct mynah_world *world =
        mynah_world_create(&(struct mynah_world_options){ .journal_limit = 3 }, NULL);
    struct mynah_double *self =
        mynah_double_create(world, &(struct mynah_double_options){ .nice = true }, NULL);
    mynah_double_expects(
        self, &(struct mynah_expectation){ .method = "m", .least = 10, .most = 10 }, NULL);
    for (int i = 0; i < 10; i++) {
        mynah_free(mynah_double_call(self, "m", NULL, "{s:i}", "i", i));
    }
    assert_int_equal(mynah_double_calls(self, "m"), 10);
    assert_int_equal(mynah_argument_integer(mynah_double_arguments(self, "m", 0), "i"), 7);
    check_done(self);
    mynah_world_destroy(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_deep_and_huge_values),
        cmocka_unit_test(test_many_arguments),
        cmocka_unit_test(test_strange_names),
        cmocka_unit_test(test_small_journal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
