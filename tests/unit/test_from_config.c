// SPDX-License-Identifier: Apache-2.0
//
// The way from a configuration to a generator: what is made, and where it says what is wrong.

#include <mynah/generator.h>

#include "shortage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct mynah_request request = {
    .user_query = "Plot the orbit",
    .task_objective = "a plot",
    .execution_folder_name = "orbit",
};

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
    struct mynah_generator *host = mynah_generator_create(
        NULL, &(struct mynah_generator_options){ .code = "from the host" }, NULL);
    assert_non_null(host);
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
    for (struct shortage at = { 0 }; shortage_next(&at);) {
        shortage_over(&at, whole_config(&at.error));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_from_config),
        cmocka_unit_test(test_from_config_says_where_a_folder_is_named),
        cmocka_unit_test(test_from_config_in_a_world),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests_name("from_config", tests, NULL, NULL);
}
