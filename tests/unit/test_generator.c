// SPDX-License-Identifier: Apache-2.0
//
// The mock generator: the ways to answer, and what is refused.

#include "mock.h"

#include "shortage.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

// ## Ways to answer

static void test_code(void **state)
{
    (void)state;
    struct mynah_generator *mock =
        create(&(struct mynah_generator_options){ .code = "results = {'mean': 3.0}" });
    generates(mock, "results = {'mean': 3.0}");
    generates(mock, "results = {'mean': 3.0}");
    assert_true(mynah_generator_set_code(mock, "", NULL));
    generates(mock, "");
    mynah_generator_destroy(mock);
    mynah_generator_destroy(NULL);
}

static void test_inputs_are_copied(void **state)
{
    (void)state;
    char first[] = "a", second[] = "b";
    const char *codes[] = { first, second };
    struct mynah_generator *mock =
        create(&(struct mynah_generator_options){ .sequence = codes, .sequence_count = 2 });
    first[0] = 'x';
    codes[1] = NULL;
    generates(mock, "a");
    generates(mock, "b");
    mynah_generator_destroy(mock);
}

static void test_sequence_repeats_its_last(void **state)
{
    (void)state;
    const char *const codes[] = { "results = 1 / 0", "results = {'value': 42}" };
    struct mynah_generator *mock =
        create(&(struct mynah_generator_options){ .sequence = codes, .sequence_count = 2 });
    generates(mock, codes[0]);
    generates(mock, codes[1]);
    generates(mock, codes[1]);
    mynah_generator_reset(mock);
    generates(mock, codes[0]);
    mynah_generator_destroy(mock);
}

static void test_exhaustion(void **state)
{
    (void)state;
    const char *const codes[] = { "a", "b" };
    struct mynah_generator_options options = { .sequence = codes, .sequence_count = 2 };
    static const struct {
        enum mynah_exhaustion exhaustion;
        const char *third;
    } rows[] = { { MYNAH_EXHAUSTION_REPEAT_LAST, "b" },
                 { MYNAH_EXHAUSTION_CYCLE, "a" },
                 { MYNAH_EXHAUSTION_DEFAULT, "" } };
    for (size_t i = 0; i < COUNT(rows); i++) {
        options.exhaustion = rows[i].exhaustion;
        struct mynah_generator *mock = create(&options);
        generates(mock, "a");
        generates(mock, "b");
        generates(mock, rows[i].third);
        mynah_generator_destroy(mock);
    }
    options.exhaustion = MYNAH_EXHAUSTION_ERROR;
    struct mynah_generator *mock = create(&options);
    generates(mock, "a");
    generates(mock, "b");
    refuses(mock, MYNAH_ERROR_EXHAUSTED, "Plot the orbit");
    assert_int_equal(mynah_generator_calls(mock), 3);
    mynah_generator_destroy(mock);
}

static void test_a_sequence_set_after_calls_starts_at_its_first(void **state)
{
    (void)state;
    const char *const codes[] = { "a", "b", "c" };
    struct mynah_generator *mock = create(&(struct mynah_generator_options){ .code = "x" });
    generates(mock, "x");
    generates(mock, "x");
    assert_true(mynah_generator_set_sequence(mock, codes, 3, NULL));
    generates(mock, "a");
    generates(mock, "b");
    assert_int_equal(mynah_generator_calls(mock), 4);
    mynah_generator_destroy(mock);
}

static void test_behaviors(void **state)
{
    (void)state;
    for (size_t i = 0; i < mynah_behavior_count(); i++) {
        const char *name = mynah_behavior_at(i)->name;
        struct mynah_generator *mock =
            create(&(struct mynah_generator_options){ .behavior = name });
        char *code = mynah_generator_generate(mock, &request, NULL, 0, NULL);
        assert_non_null(code);
        assert_true(strlen(code) > 20);
        assert_null(strstr(code, "{{"));
        mynah_free(code);
        assert_ptr_equal(mynah_generator_behavior(mock, i), mynah_behavior_at(i));
        assert_null(mynah_generator_behavior(mock, mynah_behavior_count()));
        mynah_generator_destroy(mock);
    }
}

static void test_parameters(void **state)
{
    (void)state;
    const struct mynah_parameter given[] = { { "channel", "SR:MAG:SP" }, { "value", "1.5" } };
    struct mynah_generator *mock = create(&(struct mynah_generator_options){
        .behavior = "channel_write", .parameters = given, .parameter_count = 2 });
    char *code = mynah_generator_generate(mock, &request, NULL, 0, NULL);
    assert_non_null(strstr(code, "new_value = 1.5\n"));
    assert_non_null(strstr(code, "write_channel('SR:MAG:SP', new_value)"));
    mynah_free(code);
    mynah_generator_destroy(mock);
}

static void test_behavior_folder(void **state)
{
    (void)state;
    char folder[] = "/tmp/mynah-generator-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/ramp.py", folder);
    FILE *file = fopen(path, "w");
    fputs("# mynah: parameter steps = 3\nresults = {'steps': {{steps}}}\n", file);
    fclose(file);
    const struct mynah_parameter given = { "steps", "7" };
    struct mynah_generator *mock =
        create(&(struct mynah_generator_options){ .behavior = "ramp",
                                                  .behavior_folder = folder,
                                                  .parameters = &given,
                                                  .parameter_count = 1 });
    unlink(path);
    rmdir(folder);
    generates(mock, "results = {'steps': 7}\n");
    mynah_generator_destroy(mock);
}

static void test_script(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct mynah_generator *mock = mynah_generator_create(world, NULL, NULL);
    struct mynah_script *script = mynah_script_create(NULL, NULL);
    const struct mynah_match plot = { .path = "request.user_query",
                                      .kind = MYNAH_MATCH_CONTAINS,
                                      .text = "orbit" };
    assert_true(mynah_script_add(
        script, &(struct mynah_step){ .text = "slow", .delay = MYNAH_SECOND, .when = &plot },
        NULL));
    assert_true(mynah_script_add(
        script, &(struct mynah_step){ .kind = MYNAH_STEP_ERROR, .text = "overloaded" }, NULL));
    assert_true(mynah_generator_set_script(mock, script, NULL));
    mynah_script_destroy(script);
    generates(mock, "slow");
    assert_int_equal(mynah_clock_now(mynah_world_clock(world)), MYNAH_SECOND);
    refuses(mock, MYNAH_ERROR_SCRIPTED, "overloaded");
    assert_true(mynah_world_verify(world, NULL, 0));
    mynah_world_destroy(world);
}

static void test_a_script_must_fit_requests(void **state)
{
    (void)state;
    struct mynah_error error = { 0 };
    struct mynah_generator *mock = create(&(struct mynah_generator_options){ .code = "kept" });
    struct mynah_script *script = mynah_script_create(NULL, NULL);
    const struct mynah_match wrong = { .path = "user_query", .text = "x" };
    assert_true(
        mynah_script_add(script, &(struct mynah_step){ .text = "a", .when = &wrong }, NULL));
    assert_false(mynah_generator_set_script(mock, script, &error));
    assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    mynah_script_destroy(script);
    generates(mock, "kept");
    mynah_generator_destroy(mock);
}

static bool answer_a_record(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                            struct mynah_error *error)
{
    (void)self;
    return mynah_answer_record(answer, call->shape, call->request, error);
}

// What is no text is no code, and must not pass for an empty one.
static void test_a_script_must_answer_with_text(void **state)
{
    (void)state;
    struct mynah_generator *mock = create(&(struct mynah_generator_options){ .code = "kept" });
    struct mynah_script *chunks = mynah_script_create(NULL, NULL);
    const struct mynah_step stream = { .kind = MYNAH_STEP_STREAM, .stream = chunks };
    const struct mynah_step record = { .shape = mynah_request_shape(), .record = &request };
    const struct mynah_step callback = { .kind = MYNAH_STEP_CALLBACK, .callback = answer_a_record };
    const struct {
        struct mynah_step step;
        struct mynah_script_options options;
        const char *why;
    } rows[] = {
        { stream, { MYNAH_EXHAUSTION_ERROR, NULL }, "step 2: it has a stream or a record" },
        { record, { MYNAH_EXHAUSTION_ERROR, NULL }, "step 2: it has a stream or a record" },
        { callback, { MYNAH_EXHAUSTION_DEFAULT, &record }, "the fallback has a stream" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct mynah_error error = { 0 };
        struct mynah_script *script = mynah_script_create(&rows[i].options, NULL);
        assert_true(mynah_script_add(script, &(struct mynah_step){ .text = "a" }, NULL));
        assert_true(mynah_script_add(script, &rows[i].step, NULL));
        assert_false(mynah_generator_set_script(mock, script, &error));
        assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
        assert_non_null(strstr(error.text, rows[i].why));
        mynah_script_destroy(script);
    }
    generates(mock, "kept");
    struct mynah_script *script = mynah_script_create(NULL, NULL);
    assert_true(mynah_script_add(script, &callback, NULL));
    assert_true(mynah_generator_set_script(mock, script, NULL));
    refuses(mock, MYNAH_ERROR_ARGUMENT, "mock: its callback answered with a stream or a record");
    assert_null(mynah_generator_reply(mock, -1));
    mynah_script_destroy(script);
    mynah_script_destroy(chunks);
    mynah_generator_destroy(mock);
}

// ## Misconfigured

static void test_unconfigured(void **state)
{
    (void)state;
    struct mynah_generator *mock = create(NULL);
    refuses(mock, MYNAH_ERROR_UNSET, "mock: it was not told what to answer");
    refuses(mock, MYNAH_ERROR_UNSET, "behaviour; there are: ");
    refuses(mock, MYNAH_ERROR_UNSET, "channel_write, ");
    assert_int_equal(mynah_generator_calls(mock), 3);
    assert_string_equal(mynah_generator_call(mock, 0)->request.user_query, "Plot the orbit");
    assert_null(mynah_generator_reply(mock, 0));
    mynah_generator_destroy(mock);
}

static void test_wrong_options(void **state)
{
    (void)state;
    static const char *const codes[] = { "a" };
    static const struct mynah_parameter odd = { "chanel", "x" };
    // clang-format off
    static const struct {
        struct mynah_generator_options options; enum mynah_error_code code; const char *why;
    } rows[] = {
        { { .behavior = "succes" }, MYNAH_ERROR_ARGUMENT, "unknown behaviour 'succes' (did you mean 'success'?); there are: " },
        { { .behavior = "" }, MYNAH_ERROR_ARGUMENT, "unknown behaviour ''; there are: " },
        { { .behavior = "channel_write", .parameters = &odd, .parameter_count = 1 },
          MYNAH_ERROR_ARGUMENT, "it takes channel, value" },
        { { .behavior = "success", .code = "x" }, MYNAH_ERROR_ARGUMENT, "only one of" },
        { { .sequence = codes, .sequence_count = 1, .code = "x" }, MYNAH_ERROR_ARGUMENT, "only one of" },
        { { .sequence = codes, .sequence_count = 0 }, MYNAH_ERROR_ARGUMENT, "a sequence needs an element" },
        { { .parameters = &odd, .parameter_count = 1 }, MYNAH_ERROR_ARGUMENT, "parameters are for a behaviour" },
        { { .behavior_folder = "/nonexistent" }, MYNAH_ERROR_IO, "there is no such file" },
    };
    // clang-format on
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct mynah_error error = { 0 };
        assert_null(mynah_generator_create(NULL, &rows[i].options, &error));
        assert_int_equal(error.code, rows[i].code);
        if (!strstr(error.text, rows[i].why)) {
            fail_msg("%s", error.text);
        }
    }
}

static void test_a_failed_set_keeps_what_was_there(void **state)
{
    (void)state;
    struct mynah_generator *mock = create(&(struct mynah_generator_options){ .code = "kept" });
    assert_false(mynah_generator_set_behavior(mock, "nothing", NULL, 0, NULL));
    assert_false(mynah_generator_set_sequence(mock, NULL, 0, NULL));
    generates(mock, "kept");
    mynah_generator_destroy(mock);
}

// ## Out of memory

static bool whole_life(struct mynah_error *error)
{
    static const char *const codes[] = { "a", "b" };
    static const struct mynah_parameter given = { "channel", "A" };
    const struct mynah_failure failure = { .type = "KeyError", .message = "x" };
    struct mynah_generator *mock = mynah_generator_create(
        NULL, &(struct mynah_generator_options){ .sequence = codes, .sequence_count = 2 }, error);
    char *code = NULL, *data = NULL;
    if (mock && mynah_generator_set_code(mock, "x", error) &&
        mynah_generator_set_behavior(mock, "channel_read", &given, 1, error) &&
        mynah_generator_set_behavior(mock, "error_aware", NULL, 0, error)) {
        code = mynah_generator_generate(mock, &request, &failure, 1, error);
        mynah_free(code);
        code = code ? mynah_generator_generate(mock, &request, NULL, 0, error) : NULL;
        struct mynah_code_generator generator = mynah_generator_interface(mock);
        data = code ? generator.metadata(generator.self, error) : NULL;
    }
    bool lived = data != NULL;
    mynah_free(code);
    mynah_free(data);
    mynah_generator_destroy(mock);
    return lived;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    for (struct shortage at = { 0 }; shortage_next(&at);) {
        shortage_over(&at, whole_life(&at.error));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_code),
        cmocka_unit_test(test_inputs_are_copied),
        cmocka_unit_test(test_sequence_repeats_its_last),
        cmocka_unit_test(test_exhaustion),
        cmocka_unit_test(test_a_sequence_set_after_calls_starts_at_its_first),
        cmocka_unit_test(test_behaviors),
        cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_behavior_folder),
        cmocka_unit_test(test_script),
        cmocka_unit_test(test_a_script_must_fit_requests),
        cmocka_unit_test(test_a_script_must_answer_with_text),
        cmocka_unit_test(test_unconfigured),
        cmocka_unit_test(test_wrong_options),
        cmocka_unit_test(test_a_failed_set_keeps_what_was_there),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests_name("generator", tests, NULL, NULL);
}
