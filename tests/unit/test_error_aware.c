// SPDX-License-Identifier: Apache-2.0
//
// The behaviour `error_aware`, shown for real: its first code runs under CPython in a world where
// it fails, the traceback that Python prints goes back, and the second code runs in the same world
// without failing so again.

#include <mynah_cmocka.h>

#include "python.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct mynah_request request = {
    .user_query = "mean of the readings",
    .task_objective = "a mean",
    .execution_folder_name = "mean",
};

static char *generate(struct mynah_generator *mock, const struct mynah_failure *failures,
                      size_t count)
{
    struct mynah_error error = { 0 };
    char *code = mynah_generator_generate(mock, &request, failures, count, &error);
    if (!code) {
        fail_msg("%s", error.text);
    }
    return code;
}

// What the host does: run the code at module level, then demand `results`.  `world` comes first and
// may preload names.
static const char host[] =
    "import sys\n"
    "world, code = (bytes.fromhex(text).decode() for text in sys.argv[1:3])\n"
    "names = {'__name__': '__main__'}\n"
    "exec(world)\n"
    "exec(compile(code, '<string>', 'exec'), names)\n"
    "if not isinstance(names.get('results'), dict):\n"
    "    raise RuntimeError(\"Code executed successfully but did not create required 'results' \"\n"
    "                       \"dictionary.\")\n"
    "print('the host is content')\n";

static struct python_run run_in(const char *world, const char *code)
{
    char arguments[8000] = "0a", *end = arguments + 2; // never empty, which the shell would drop
    for (; *world; world++) {
        end += sprintf(end, "%02x", (unsigned)(unsigned char)*world);
    }
    end += sprintf(end, " ");
    for (; *code; code++) {
        end += sprintf(end, "%02x", (unsigned)(unsigned char)*code);
    }
    return python_run(host, arguments);
}

// Replace the first `from` in the code, as a model that makes a mistake would.
static char *damage(const char *code, const char *from, const char *to)
{
    const char *at = strstr(code, from);
    char *damaged = calloc(1, strlen(code) + strlen(to) + 1);
    assert_non_null(at);
    memcpy(damaged, code, (size_t)(at - code));
    strcat(strcat(damaged, to), at + strlen(from));
    return damaged;
}

// A function that the first code calls, and that fails in this world.
#define BROKEN(raise) "def broken(values):\n    " raise "\nnames['sum'] = broken\n"

// clang-format off
static const struct { const char *world, *from, *to, *error, *repair; } failures[] = {
    { "", "sum(", "np.mean(", "NameError", "name" },
    { BROKEN("import module_of_nobody"), "", "", "ModuleNotFoundError", "name" },
    { "", "results", "from statistics import averge\nresults", "ImportError", "name" },
    { "names['len'] = lambda values: 0\n", "", "", "ZeroDivisionError", "division" },
    { "", "[1, 2, 3]", "[]", "ZeroDivisionError", "division" },
    { "", "[1, 2, 3]", "[1, 2, 3", "SyntaxError", "syntax" },
    { "", "mean_value = ", "mean_value == = ", "SyntaxError", "syntax" },
    { "", "mean_value", "    mean_value", "IndentationError", "indentation" },
    { "", "mean_value", "if results:\nmean_value", "IndentationError", "indentation" },
    { "", "results['mean'] = mean_value", "del results", "RuntimeError", "results" },
    { "class ChannelLimitsViolationError(Exception):\n    pass\n"
      BROKEN("raise ChannelLimitsViolationError('SR:MAG:SP = 9.0: MAX_EXCEEDED')"), "", "",
      "ChannelLimitsViolationError", "limits" },
    { "", "results['values']", "results['value']", "KeyError", "lookup" },
    { "", "sum(results['values'])", "results['values'][7]", "IndexError", "lookup" },
    { "", "[1, 2, 3]", "[1, '2', 3]", "TypeError", "type" },
    { "", "sum(", "float(\"many\") + sum(", "ValueError", "type" },
    { "", "sum(", "open('/nonexistent/readings') or sum(", "FileNotFoundError", "file" },
    { BROKEN("raise RuntimeError('the device is off')"), "", "", "RuntimeError", "other" },
};
// clang-format on

// Return the failure that the first code leads to.
static struct mynah_failure *provoke(size_t row, const char *first)
{
    char *damaged = damage(first, failures[row].from, failures[row].to);
    struct python_run run = run_in(failures[row].world, damaged);
    free(damaged);
    if (run.status == 0) {
        fail_msg("%zu: nothing was provoked", row);
    }
    struct mynah_failure *failure = mynah_failure_from_text(run.output, NULL);
    assert_non_null(failure);
    if (strcmp(failure->type, failures[row].error) != 0) {
        fail_msg("%zu: %s instead of %s:\n%s", row, failure->type, failures[row].error, run.output);
    }
    return failure;
}

static void test_the_second_code_does_not_fail_again(void **state)
{
    (void)state;
    if (!python_exists()) {
        print_message("skipped: there is no python3\n");
        skip();
    }
    struct mynah_generator *mock = mynah_generator_create(
        NULL, &(struct mynah_generator_options){ .behavior = "error_aware" }, NULL);
    for (size_t i = 0; i < COUNT(failures); i++) {
        char *first = generate(mock, NULL, 0);
        struct mynah_failure *failure = provoke(i, first);
        char *second = generate(mock, failure, 1);
        struct python_run run = run_in(failures[i].world, second);
        if (run.status != 0 || !strstr(run.output, "the host is content\n")) {
            fail_msg("%zu, %s, second code:\n%s\n%s", i, failure->type, second, run.output);
        }
        assert_string_not_equal(first, second);
        struct mynah_code_generator generator = mynah_generator_interface(mock);
        char *metadata = generator.metadata(generator.self, NULL), repair[64];
        snprintf(repair, sizeof repair, "\"%s\"", failures[i].repair);
        if (!strstr(metadata, repair)) {
            fail_msg("%zu: %s not in %s", i, repair, metadata);
        }
        mynah_free(metadata);
        mynah_free(second);
        mynah_free(first);
        mynah_failure_destroy(failure);
    }
    mynah_generator_destroy(mock);
}

static void test_the_first_code_runs_as_it_is(void **state)
{
    (void)state;
    if (!python_exists()) {
        print_message("skipped: there is no python3\n");
        skip();
    }
    struct mynah_generator *mock = mynah_generator_create(
        NULL, &(struct mynah_generator_options){ .behavior = "error_aware" }, NULL);
    char *first = generate(mock, NULL, 0);
    struct python_run run = run_in("", first);
    if (run.status != 0) {
        fail_msg("%s", run.output);
    }
    mynah_free(first);
    mynah_generator_destroy(mock);
}

static struct mynah_generator *behave(struct mynah_fixture *fixture, const char *behavior)
{
    return mynah_generator_create(fixture->world,
                                  &(struct mynah_generator_options){ .behavior = behavior }, NULL);
}

// An error as hosts pass it on: a string.
MYNAH_TEST(test_an_error_as_a_string)
{
    struct mynah_generator *mock = behave(fixture, "error_aware");
    struct mynah_failure *failure =
        mynah_failure_from_text("NameError: name 'numpy' is not defined", NULL);
    char *code = generate(mock, failure, 1);
    mynah_failure_destroy(failure);
    assert_non_null(strstr(code, "import json\n"));
    assert_non_null(strstr(code, "from statistics import mean\n"));
    mynah_free(code);
    assert_generator_last_call(mock, mynah_match_is("failures[0].type", "NameError"));
}

MYNAH_TEST(test_the_newest_failure_decides)
{
    const struct mynah_failure chain[] = {
        { .type = "NameError", .message = "name 'np' is not defined", .attempt = 1 },
        { .type = "ZeroDivisionError", .message = "division by zero", .attempt = 2 },
    };
    struct mynah_generator *mock = behave(fixture, "error_aware");
    char *name = generate(mock, &chain[0], 1);
    char *both = generate(mock, chain, 2);
    assert_generator_errors_grow(mock);
    assert_generator_last_errors(mock, chain, 2);
    char *division = generate(mock, &chain[1], 1);
    assert_string_equal(both, division);
    assert_string_not_equal(both, name);
    mynah_free(both);
    mynah_free(division);
    mynah_free(name);
}

// What it writes, at first and after each kind of failure, is fit to be run.
MYNAH_TEST(test_every_answer_may_run)
{
    struct mynah_generator *mock = behave(fixture, "error_aware");
    for (size_t i = 0; i < COUNT(failures); i++) {
        const struct mynah_failure failure = { .type = failures[i].error, .message = "" };
        char *code = generate(mock, &failure, 1);
        assert_code_defines_results_msg(code, failure.type);
        assert_code_allowed_msg(code, failure.type);
        assert_code_runs_on(code, "3.8");
        mynah_free(code);
    }
    assert_generator_called_times(mock, COUNT(failures));
}

MYNAH_TEST(test_other_behaviors_do_not_adapt)
{
    const struct mynah_failure failure = { .type = "ZeroDivisionError", .message = "x" };
    struct mynah_generator *mock = behave(fixture, "runtime_error");
    char *before = generate(mock, NULL, 0), *after = generate(mock, &failure, 1);
    assert_string_equal(before, after);
    mynah_free(before);
    mynah_free(after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_second_code_does_not_fail_again),
        cmocka_unit_test(test_the_first_code_runs_as_it_is),
        mynah_unit_test(test_an_error_as_a_string),
        mynah_unit_test(test_the_newest_failure_decides),
        mynah_unit_test(test_every_answer_may_run),
        mynah_unit_test(test_other_behaviors_do_not_adapt),
    };
    return cmocka_run_group_tests_name("error_aware", tests, NULL, NULL);
}
