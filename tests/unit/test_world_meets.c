// SPDX-License-Identifier: Apache-2.0
//
// mynah_world_meets() and the properties of calls: cut explanations, calls that the journal has
// dropped, records without any call.  What the explanations say is golden in tests/plugin.

#include <mynah/generator.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static char why[4096];

static void ask(struct mynah_generator *generator, const char *query)
{
    const struct mynah_request request = { .user_query = query };
    mynah_free(mynah_generator_generate(generator, &request, NULL, 0, NULL));
}

static const struct mynah_match hostile = { .path = "request.user_query",
                                            .text = "\033[31m\xFF%n ]]>\n" };
static const struct mynah_query queries[] = {
    { .stand_in = "mock" },
    { .stand_in = "other", .method = "generate", .request = &hostile },
    { .request = &hostile },
};
static const struct mynah_world_property world_properties[] = {
    { .kind = MYNAH_WORLD_IN_ORDER, .queries = queries, .query_count = 3 },
    { .kind = MYNAH_WORLD_EXACTLY, .queries = queries, .query_count = 3 },
    { .kind = MYNAH_WORLD_EXACTLY, .queries = queries, .query_count = 1 },
    { .kind = MYNAH_WORLD_EXACTLY },
    { .kind = MYNAH_WORLD_CALLED_BETWEEN,
      .queries = queries,
      .query_count = 1,
      .least = 9,
      .most = 9 },
    { .kind = MYNAH_WORLD_CALLED_BETWEEN,
      .queries = queries + 2,
      .query_count = 1,
      .least = 1,
      .most = SIZE_MAX },
    { .kind = MYNAH_WORLD_CALLED_BETWEEN, .queries = queries, .query_count = 1 },
};

// Every explanation is printable whatever was asked, and cut where the buffer ends.
static void test_world_explanations_are_cut(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct mynah_generator *mock =
        mynah_generator_create(world, &(struct mynah_generator_options){ .code = "x\n" }, NULL);
    for (int i = 0; i < 4; i++) {
        ask(mock, "\xF0\x9F\x90\xA6\033[0m\n%s");
    }
    for (size_t i = 0; i < sizeof world_properties / sizeof *world_properties; i++) {
        assert_false(mynah_world_meets(world, world_properties[i], why, sizeof why));
        assert_int_equal(strncmp(why, "expected: ", 10), 0);
        assert_non_null(strstr(why, "\n  actual: "));
        for (const char *at = why; *at; at++) {
            assert_true(*at == '\n' || (*at >= ' ' && *at < 0x7F));
        }
        for (size_t size = 0; size <= strlen(why); size += 7) {
            char cut[4096];
            memset(cut, '#', sizeof cut);
            assert_false(mynah_world_meets(world, world_properties[i], cut, size));
            assert_int_equal(cut[size], '#');
            assert_int_equal(strncmp(cut, why, size ? size - 1 : 0), 0);
        }
    }
    mynah_world_destroy(world);
}

static const struct mynah_request plot = { .user_query = "Plot it" };
static const struct mynah_failure failure = { .type = "NameError", .message = "x" };
static const struct mynah_generator_property call_properties[] = {
    { .kind = MYNAH_GENERATOR_CALLED_TIMES, .count = 7 },
    { .kind = MYNAH_GENERATOR_CALLED_BETWEEN, .count = 7, .most = 9 },
    { .kind = MYNAH_GENERATOR_LAST_REQUEST, .request = &plot },
    { .kind = MYNAH_GENERATOR_NTH_REQUEST, .request = &plot, .index = 1 },
    { .kind = MYNAH_GENERATOR_NTH_REQUEST, .request = &plot, .index = -99 },
    { .kind = MYNAH_GENERATOR_ANY_REQUEST, .request = &plot },
    { .kind = MYNAH_GENERATOR_ALL_REQUESTS, .request = &plot },
    { .kind = MYNAH_GENERATOR_LAST_ERRORS, .failures = &failure, .count = 1 },
    { .kind = MYNAH_GENERATOR_NTH_ERRORS, .failures = &failure, .count = 1, .index = 1 },
    { .kind = MYNAH_GENERATOR_NTH_CALL, .match = &hostile, .index = 1 },
    { .kind = MYNAH_GENERATOR_ALL_CALLS, .match = &hostile },
    { .kind = MYNAH_GENERATOR_CALLS_BETWEEN, .match = &hostile, .count = 1, .most = SIZE_MAX },
};

static void check_calls(size_t calls, size_t limit)
{
    struct mynah_world *world =
        mynah_world_create(&(struct mynah_world_options){ .journal_limit = limit }, NULL);
    struct mynah_generator *mock =
        mynah_generator_create(world, &(struct mynah_generator_options){ .code = "x\n" }, NULL);
    for (size_t i = 0; i < calls; i++) {
        ask(mock, i % 2 ? "Sum it" : "Show it");
    }
    for (size_t i = 0; i < sizeof call_properties / sizeof *call_properties; i++) {
        assert_false(mynah_generator_meets(mock, call_properties[i], why, sizeof why));
        assert_int_equal(strncmp(why, "expected: ", 10), 0);
        assert_non_null(strstr(why, "\n  actual: "));
        for (size_t size = 0; size <= strlen(why); size += 11) {
            char cut[4096];
            memset(cut, '#', sizeof cut);
            assert_false(mynah_generator_meets(mock, call_properties[i], cut, size));
            assert_int_equal(cut[size], '#');
        }
    }
    mynah_world_destroy(world);
}

// Without any call, with few, with many, and where the journal keeps the last one only.
static void test_calls_that_are_not_there(void **state)
{
    (void)state;
    check_calls(0, 0);
    check_calls(3, 0);
    check_calls(100, 0);
    check_calls(100, 1);
}

static void test_dropped_calls_are_said(void **state)
{
    (void)state;
    struct mynah_world *world =
        mynah_world_create(&(struct mynah_world_options){ .journal_limit = 1 }, NULL);
    struct mynah_generator *mock =
        mynah_generator_create(world, &(struct mynah_generator_options){ .code = "x\n" }, NULL);
    ask(mock, "Plot it");
    ask(mock, "Plot it");
    const struct mynah_generator_property first = { .kind = MYNAH_GENERATOR_NTH_REQUEST,
                                                    .request = &plot };
    assert_false(mynah_generator_meets(mock, first, why, sizeof why));
    assert_non_null(strstr(why, "call #1 is no longer in the journal"));
    const struct mynah_generator_property beyond = { .kind = MYNAH_GENERATOR_NTH_REQUEST,
                                                     .request = &plot,
                                                     .index = 2 };
    assert_false(mynah_generator_meets(mock, beyond, why, sizeof why));
    assert_non_null(strstr(why, "it was called only 2 times"));
    // A call that is gone cannot be said to have been given the request.
    const struct mynah_generator_property all = { .kind = MYNAH_GENERATOR_ALL_REQUESTS,
                                                  .request = &plot };
    assert_false(mynah_generator_meets(mock, all, why, sizeof why));
    mynah_world_destroy(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_world_explanations_are_cut),
        cmocka_unit_test(test_calls_that_are_not_there),
        cmocka_unit_test(test_dropped_calls_are_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
