// SPDX-License-Identifier: Apache-2.0
//
// The mock generator: ways to answer, tracking, errors, the interface, the way from a
// configuration.

#include <mynah/generator.h>

#include "core/alloc.h"

#include <jansson.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct mynah_request request = {
    .user_query = "Plot the orbit",
    .task_objective = "a plot",
    .execution_folder_name = "orbit",
};

static struct mynah_generator *create(const struct mynah_generator_options *options)
{
    struct mynah_error error = { 0 };
    struct mynah_generator *generator = mynah_generator_create(NULL, options, &error);
    if (!generator) {
        fail_msg("%s", error.text);
    }
    return generator;
}

static void generates(struct mynah_generator *generator, const char *expected)
{
    struct mynah_error error = { 0 };
    char *code = mynah_generator_generate(generator, &request, NULL, 0, &error);
    if (!code) {
        fail_msg("%s", error.text);
    }
    assert_string_equal(code, expected);
    mynah_free(code);
}

static void refuses(struct mynah_generator *generator, enum mynah_error_code code, const char *why)
{
    struct mynah_error error = { 0 };
    assert_null(mynah_generator_generate(generator, &request, NULL, 0, &error));
    assert_int_equal(error.code, code);
    if (!strstr(error.text, why)) {
        fail_msg("%s", error.text);
    }
}

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

// ## From a configuration

static bool make_host(void *self, const struct mynah_config *config,
                      struct mynah_code_generator *generator, struct mynah_error *error)
{
    (void)config;
    (void)error;
    *generator = mynah_generator_interface(self);
    return true;
}

static bool from_config(const char *text, const struct mynah_generator_registry *registry,
                        struct mynah_code_generator *generator, struct mynah_error *error)
{
    struct mynah_config *config = mynah_config_parse(text, strlen(text), error);
    if (!config) {
        fail_msg("%d: %s", error->line, error->text);
    }
    bool made = mynah_generator_from_config(config, registry, generator, error);
    mynah_config_destroy(config);
    return made;
}

#define MOCK "execution:\n  code_generator: mock\n  generators:\n    mock:\n      "
#define FLOW "execution: {code_generator: mock, generators: {mock: "

// clang-format off
static const struct { const char *text, *has; } configured[] = {
    { "execution:\n  code_generator: \"mock\"\n  execution_method: \"local\"\n"
      "  generators:\n    mock:\n      behavior: \"success\"\n",
      "'status': 'success'" },
    { FLOW "{code: \"\"}}}", "" },
    { FLOW "{sequence: [a, b]}, other: {x: [!y z]}}}", "a" },
    { FLOW "{behavior: channel_write, parameters: {channel: \"A:B\", value: 2}}}}",
      "write_channel('A:B', new_value)" },
    { "execution: {code_generator: {ci: mock, default: host}, generators: {mock: {code: m}}}", "m" },
    { "execution: {code_generator: {lab: mock, default: host}}", "from the host" },
    { "execution: {code_generator: host, modes: {read_only: {}}, python_env_path: x,"
      "  generators: {mock: {behavior: success}}}",
      "from the host" },
    { "approval: {global_mode: disabled}\n" MOCK "code: |\n        results = {}\n        x = 1\n",
      "results = {}\nx = 1\n" },
};
static const struct { const char *text; int line, column; const char *why; } misconfigured[] = {
    { "", 0, 0, "'execution.code_generator' is not set; there are: mock, host" },
    { "execution:\n  python: x\n", 0, 0, "'execution.code_generator' is not set" },
    { "execution:\n  code_generator: claude\n", 2, 3, "there is no code generator 'claude'; there are: mock, host" },
    { "execution:\n  code_generator: {lab: mock}\n", 2, 3, "'code_generator' has neither 'ci' nor 'default'; there are: mock, host" },
    { "execution:\n  code_generatr: mock\n", 2, 3, "unknown key 'code_generatr'; did you mean 'code_generator'?" },
    { MOCK "behaviour: success\n", 5, 7, "unknown key 'behaviour'; did you mean 'behavior'?" },
    { MOCK "behavior: succes\n", 5, 7, "unknown behaviour 'succes' (did you mean 'success'?); there are: " },
    { MOCK "behavior: success\n      code: x\n", 6, 7, "only one of 'behavior', 'code' and 'sequence' can be set" },
    { MOCK "sequence: [a]\n      behavior: success\n", 6, 7, "only one of" },
    { MOCK "parameters: {a: b}\n", 5, 7, "'parameters' are for a 'behavior'" },
    { MOCK "behavior: success\n      parameters: {a: b}\n", 6, 7, "has no parameter 'a'; it takes value" },
    { MOCK "sequence:\n", 5, 7, "'sequence' has no element" },
    { FLOW "{sequence: []}}}", 1, 55, "'sequence' has no element" },
    { MOCK "sequence: [a, [b]]\n", 5, 21, "'sequence' must be a list of texts" },
    { MOCK "exhaustion: never\n", 5, 19, "it is one of repeat-last, cycle, default, error" },
    { "execution:\n  code_generator: mock\n  generators: [mock]\n", 3, 15, "'generators' must be a mapping" },
};
// clang-format on

static void test_from_config(void **state)
{
    (void)state;
    struct mynah_generator *host =
        create(&(struct mynah_generator_options){ .code = "from the host" });
    const struct mynah_generator_factory factory = { "host", make_host, host };
    const struct mynah_generator_registry registry = { NULL, &factory, 1, "ci" };
    for (size_t i = 0; i < COUNT(configured); i++) {
        struct mynah_error error = { 0 };
        struct mynah_code_generator generator;
        if (!from_config(configured[i].text, &registry, &generator, &error)) {
            fail_msg("%s\n%d: %s", configured[i].text, error.line, error.text);
        }
        char *code = generator.generate(generator.self, &request, NULL, 0, &error);
        if (!code || !strstr(code, configured[i].has)) {
            fail_msg("%s\n%s", configured[i].text, code ? code : error.text);
        }
        mynah_free(code);
        if (generator.destroy) {
            generator.destroy(generator.self);
        }
    }
    for (size_t i = 0; i < COUNT(misconfigured); i++) {
        struct mynah_error error = { 0 };
        struct mynah_code_generator generator;
        assert_false(from_config(misconfigured[i].text, &registry, &generator, &error));
        assert_int_equal(error.code, MYNAH_ERROR_CONFIG);
        assert_null(generator.self);
        if (error.line != misconfigured[i].line || error.column != misconfigured[i].column ||
            !strstr(error.text, misconfigured[i].why)) {
            fail_msg("%s\n%d:%d: %s", misconfigured[i].text, error.line, error.column, error.text);
        }
    }
    mynah_generator_destroy(host);
}

static void test_from_config_says_where_a_folder_is_named(void **state)
{
    (void)state;
    struct mynah_error error = { 0 };
    struct mynah_code_generator generator;
    assert_false(from_config(MOCK "behavior_folder: /nonexistent\n", NULL, &generator, &error));
    assert_int_equal(error.code, MYNAH_ERROR_IO);
    assert_int_equal(error.line, 5);
    assert_int_equal(error.column, 7);
    assert_string_equal(error.text, "cannot read '/nonexistent': there is no such file");
    assert_false(
        from_config("execution: {code_generator: {ci: mock}}\n", NULL, &generator, &error));
    assert_string_equal(error.text, "'code_generator' has no 'default'; there are: mock");
}

static void test_from_config_in_a_world(void **state)
{
    (void)state;
    struct mynah_error error = { 0 };
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    const struct mynah_generator_registry registry = { .world = world };
    struct mynah_code_generator generator;
    static const char text[] = FLOW "{sequence: [a, b], exhaustion: error}}}";
    assert_true(from_config(text, &registry, &generator, &error));
    mynah_free(generator.generate(generator.self, &request, NULL, 0, NULL));
    mynah_free(generator.generate(generator.self, &request, NULL, 0, NULL));
    assert_null(generator.generate(generator.self, &request, NULL, 0, &error));
    assert_int_equal(error.code, MYNAH_ERROR_EXHAUSTED);
    assert_int_equal(mynah_journal_calls(mynah_world_journal(world), "mock"), 3);
    generator.destroy(generator.self);
    mynah_world_destroy(world);
}

// ## Out of memory

#ifdef MYNAH_FAULT_INJECTION
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

static bool whole_config(struct mynah_error *error)
{
    static const char text[] = FLOW "{behavior: "
                                    "channel_read, parameters: {channel: x}}}}";
    struct mynah_config *config = mynah_config_parse(text, sizeof text - 1, error);
    struct mynah_code_generator generator = { .self = NULL };
    bool made = config && mynah_generator_from_config(config, NULL, &generator, error);
    mynah_config_destroy(config);
    if (generator.destroy) {
        generator.destroy(generator.self);
    }
    return made;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    static bool (*const lives[])(struct mynah_error *) = { whole_life, whole_config };
    for (size_t i = 0; i < COUNT(lives); i++) {
        bool lived = false;
        for (size_t n = 1; !lived; n++) {
            struct mynah_error error = { 0 };
            mynah__alloc_fail_from(n);
            lived = lives[i](&error);
            mynah__alloc_fail_from(0);
            if (!lived && error.code != MYNAH_ERROR_MEMORY) {
                fail_msg("allocation %zu: %d %s", n, error.code, error.text);
            }
        }
    }
}
#endif

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
        cmocka_unit_test(test_tracking),
        cmocka_unit_test(test_every_field_of_a_request_is_kept),
        cmocka_unit_test(test_worlds),
        cmocka_unit_test(test_names_in_a_world),
        cmocka_unit_test(test_interface),
        cmocka_unit_test(test_metadata_of_repairs),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_from_config),
        cmocka_unit_test(test_from_config_says_where_a_folder_is_named),
        cmocka_unit_test(test_from_config_in_a_world),
#ifdef MYNAH_FAULT_INJECTION
        cmocka_unit_test(test_out_of_memory),
#endif
    };
    return cmocka_run_group_tests_name("generator", tests, NULL, NULL);
}
