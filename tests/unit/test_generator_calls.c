// SPDX-License-Identifier: Apache-2.0
//
// What a mock generator knows of its calls, in its world, through the interface and from threads.

#include "mock.h"

#include <jansson.h>
#include <pthread.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

// ## Tracking

static void test_tracking(void **state)
{
    (void)state;
    struct mynah_generator *mock = create(&(struct mynah_generator_options){ .code = "x" });
    char query[] = "first";
    char message[] = "name 'np' is not defined";
    struct mynah_request own = request;
    own.user_query = query;
    struct mynah_failure failure = { .type = "NameError", .message = message, .attempt = 1 };
    assert_int_equal(mynah_generator_calls(mock), 0);
    assert_null(mynah_generator_call(mock, 0));
    assert_null(mynah_generator_call(mock, -1));
    mynah_free(mynah_generator_generate(mock, &own, NULL, 0, NULL));
    strcpy(query, "again");
    mynah_free(mynah_generator_generate(mock, &own, &failure, 1, NULL));
    strcpy(query, "xxxxx");
    memset(message, 'x', 4);
    assert_int_equal(mynah_generator_calls(mock), 2);
    const struct mynah_generation *first = mynah_generator_call(mock, 0);
    const struct mynah_generation *last = mynah_generator_call(mock, -1);
    assert_string_equal(first->request.user_query, "first");
    assert_int_equal(first->failure_count, 0);
    assert_string_equal(last->request.user_query, "again");
    assert_int_equal(last->failure_count, 1);
    assert_string_equal(last->failures[0].message, "name 'np' is not defined");
    assert_ptr_equal(mynah_generator_call(mock, 1), last);
    assert_ptr_equal(mynah_generator_call(mock, -2), first);
    assert_null(mynah_generator_call(mock, 2));
    assert_null(mynah_generator_call(mock, -3));
    assert_string_equal(mynah_generator_reply(mock, -1), "x");
    mynah_generator_reset(mock);
    assert_int_equal(mynah_generator_calls(mock), 0);
    assert_null(mynah_generator_call(mock, -1));
    generates(mock, "x");
    mynah_generator_destroy(mock);
}

static void test_every_field_of_a_request_is_kept(void **state)
{
    (void)state;
    static const char *const prompts[] = { "p", "q" };
    const struct mynah_request full = {
        .user_query = "a",
        .task_objective = "b",
        .execution_folder_name = "c",
        .execution_folder_path = "d",
        .expected_results = "{\"e\":1}",
        .capability_prompts = prompts,
        .capability_prompt_count = 2,
        .planning_mode = "generator_driven",
        .structured_plan = "{}",
        .capability_context_data = "{\"g\":2}",
        .session_context = "{\"h\":3}",
        .retries = 3,
    };
    const struct mynah_failure failure = { "T", "m", "code", 4, "trace", 5 };
    const struct mynah_generation expected = { full, &failure, 1 };
    struct mynah_generator *mock = create(&(struct mynah_generator_options){ .code = "x" });
    char why[200] = "";
    mynah_free(mynah_generator_generate(mock, &full, &failure, 1, NULL));
    if (!mynah_record_equal(mynah_generation_shape(), mynah_generator_call(mock, 0), &expected, why,
                            sizeof why)) {
        fail_msg("%s", why);
    }
    struct mynah_request other = full;
    other.retries = 4;
    assert_false(mynah_record_equal(mynah_request_shape(), &full, &other, why, sizeof why));
    assert_false(mynah_record_equal(mynah_failure_shape(), &failure,
                                    &(struct mynah_failure){ "T", "m", "code", 4, "trace", 6 }, why,
                                    sizeof why));
    mynah_generator_destroy(mock);
}

static void test_worlds(void **state)
{
    (void)state;
    char why[512] = "";
    const char *const codes[] = { "a", "b" };
    const struct mynah_generator_options options = { .sequence = codes, .sequence_count = 2 };
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct mynah_generator *one = mynah_generator_create(world, &options, NULL);
    struct mynah_generator *two =
        mynah_generator_create(world, &(struct mynah_generator_options){ .code = "x" }, NULL);
    generates(one, "a");
    generates(two, "x");
    assert_int_equal(mynah_journal_count(mynah_world_journal(world), NULL), 2);
    assert_false(mynah_world_verify(world, why, sizeof why));
    assert_non_null(strstr(why, "mock: step 2 of 2"));
    mynah_world_reset(world);
    assert_int_equal(mynah_generator_calls(one), 0);
    generates(one, "a");
    generates(one, "b");
    assert_true(mynah_world_verify(world, why, sizeof why));
    mynah_generator_destroy(two);
    assert_int_equal(mynah_journal_count(mynah_world_journal(world), NULL), 2);
    mynah_world_destroy(world);
}

// What could not be made, or was never called, leaves its name to the next.
static void test_names_in_a_world(void **state)
{
    (void)state;
    char why[512] = "";
    const struct mynah_generator_property called = { .kind = MYNAH_GENERATOR_CALLED };
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    assert_null(mynah_generator_create(
        world, &(struct mynah_generator_options){ .behavior = "nothing" }, NULL));
    mynah_generator_destroy(mynah_generator_create(world, NULL, NULL));
    struct mynah_generator *first = mynah_generator_create(world, NULL, NULL);
    assert_false(mynah_generator_meets(first, called, why, sizeof why));
    assert_non_null(strstr(why, "generator \"mock\" is called"));
    refuses(first, MYNAH_ERROR_UNSET, "mock: ");
    mynah_generator_destroy(first);
    struct mynah_generator *second = mynah_generator_create(world, NULL, NULL);
    refuses(second, MYNAH_ERROR_UNSET, "mock-2: ");
    mynah_world_destroy(world);
}

// ## The interface

static json_t *metadata(struct mynah_generator *mock)
{
    struct mynah_code_generator generator = mynah_generator_interface(mock);
    char *text = generator.metadata(generator.self, NULL);
    assert_non_null(text);
    json_t *json = json_loads(text, 0, NULL);
    assert_non_null(json);
    mynah_free(text);
    return json;
}

static void member_is(const json_t *json, const char *name, const char *expected)
{
    const char *text = json_string_value(json_object_get(json, name));
    assert_non_null(text);
    assert_string_equal(text, expected);
}

static void test_interface(void **state)
{
    (void)state;
    const struct mynah_parameter given = { "channel", "SR:\"MAG\":SP" };
    const struct mynah_failure failure = { .type = "KeyError", .message = "x" };
    struct mynah_generator *mock = create(&(struct mynah_generator_options){
        .behavior = "channel_read", .parameters = &given, .parameter_count = 1 });
    struct mynah_code_generator generator = mynah_generator_interface(mock);
    assert_null(generator.destroy);
    char *code = generator.generate(generator.self, &request, &failure, 1, NULL);
    assert_non_null(strstr(code, "read_channel('SR:\"MAG\":SP')"));
    mynah_free(code);
    json_t *json = metadata(mock);
    member_is(json, "generator", "mock");
    member_is(json, "name", "mock");
    member_is(json, "mode", "behavior");
    member_is(json, "behavior", "channel_read");
    assert_int_equal(json_integer_value(json_object_get(json, "calls")), 1);
    assert_int_equal(json_integer_value(json_object_get(json, "failures")), 1);
    assert_null(json_object_get(json, "repair"));
    const json_t *parameter = json_array_get(json_object_get(json, "parameters"), 0);
    member_is(parameter, "name", "channel");
    member_is(parameter, "value", "SR:\"MAG\":SP");
    json_decref(json);
    mynah_generator_destroy(mock);
}

static void test_metadata_of_repairs(void **state)
{
    (void)state;
    const struct mynah_failure failures[] = { { .type = "NameError", .message = "x" },
                                              { .type = "KeyError", .message = "x" } };
    struct mynah_generator *mock =
        create(&(struct mynah_generator_options){ .behavior = "error_aware" });
    mynah_free(mynah_generator_generate(mock, &request, failures, 2, NULL));
    json_t *json = metadata(mock);
    member_is(json, "repair", "lookup");
    assert_true(mynah_generator_set_code(mock, "x", NULL));
    json_t *after = metadata(mock);
    member_is(after, "mode", "code");
    assert_null(json_object_get(after, "repair"));
    json_decref(after);
    json_decref(json);
    mynah_generator_destroy(mock);
}

// ## Threads

enum { THREADS = 4, CALLS = 200 };

static void *call_often(void *self)
{
    struct mynah_generator *mock = self;
    struct mynah_code_generator generator = mynah_generator_interface(mock);
    const struct mynah_failure failure = { .type = "KeyError", .message = "x" };
    size_t answered = 0;
    for (size_t i = 0; i < CALLS; i++) {
        char *code = generator.generate(generator.self, &request, &failure, i % 2, NULL);
        answered += code != NULL;
        mynah_free(code);
        mynah_free(generator.metadata(generator.self, NULL));
        const struct mynah_generation *last = mynah_generator_call(mock, -1);
        answered += last && strcmp(last->request.user_query, "Plot the orbit") == 0;
        if (i % 50 == 0) {
            mynah_generator_set_behavior(mock, i % 100 ? "success" : "error_aware", NULL, 0, NULL);
        }
    }
    return answered == 2 * CALLS ? self : NULL;
}

static void test_threads(void **state)
{
    (void)state;
    pthread_t threads[THREADS];
    struct mynah_generator *mock =
        create(&(struct mynah_generator_options){ .behavior = "error_aware" });
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, call_often, mock), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        void *right = NULL;
        pthread_join(threads[i], &right);
        assert_ptr_equal(right, mock);
    }
    assert_int_equal(mynah_generator_calls(mock), THREADS * CALLS);
    mynah_generator_destroy(mock);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tracking),  cmocka_unit_test(test_every_field_of_a_request_is_kept),
        cmocka_unit_test(test_worlds),    cmocka_unit_test(test_names_in_a_world),
        cmocka_unit_test(test_interface), cmocka_unit_test(test_metadata_of_repairs),
        cmocka_unit_test(test_threads),
    };
    return cmocka_run_group_tests_name("generator calls", tests, NULL, NULL);
}
