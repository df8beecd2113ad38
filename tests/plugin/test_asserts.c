// SPDX-License-Identifier: Apache-2.0
//
// Every assertion of mynah_cmocka.h where it holds: nothing happens, arguments are evaluated once,
// and a request may be written in place.  failing.c has those that do not hold.

#include <mynah_cmocka.h>

static const char good[] = "results = {'total': 3}\n";
static const char broken[] = "results = {'total': 3\n";
static const char silent[] = "total = 3\n";
static const char writes[] = "import epics\n"
                             "epics.caput('SR:MAG:SP', 1.5)\n"
                             "results = {'current': epics.caget('SR:DCCT')}\n";
static const char runs_shell[] = "import os\n"
                                 "os.system('ls /')\n"
                                 "results = {}\n";

static const struct mynah_request request = { .user_query = "Sum the currents",
                                              .task_objective = "A sum",
                                              .execution_folder_name = "sum" };
static const struct mynah_failure failures[] = {
    { .type = "NameError", .message = "name 'np' is not defined", .line = 2, .attempt = 1 },
    { .type = "ZeroDivisionError", .message = "division by zero", .attempt = 2 },
};

static int setup(void **state)
{
    *state = mynah_generator_create(NULL, &(struct mynah_generator_options){ .code = good }, NULL);
    return *state != NULL ? 0 : -1;
}

static int teardown(void **state)
{
    mynah_generator_destroy(*state);
    return 0;
}

static void ask(struct mynah_generator *generator, const struct mynah_failure *errors, size_t count)
{
    char *code = mynah_generator_generate(generator, &request, errors, count, NULL);
    assert_non_null(code);
    mynah_free(code);
}

static void calls_are_counted(void **state)
{
    struct mynah_generator *generator = *state;
    assert_generator_called_times(generator, 0);
    ask(generator, NULL, 0);
    assert_generator_called(generator);
    ask(generator, NULL, 0);
    size_t times = 1;
    assert_generator_called_times(generator, ++times);
    assert_int_equal(times, 2);
}

static void the_last_request_is_compared_by_member(void **state)
{
    ask(*state, NULL, 0);
    assert_generator_last_request(*state, &request);
    assert_generator_last_request(*state, &(struct mynah_request){ .user_query = "Sum the currents",
                                                                   .task_objective = "A sum" });
}

static void the_last_errors_are_compared_by_member(void **state)
{
    ask(*state, NULL, 0);
    assert_generator_last_errors(*state, NULL, 0);
    ask(*state, failures, 2);
    assert_generator_last_errors(*state, failures, 2);
    assert_generator_last_errors(
        *state, (struct mynah_failure[]){ { .type = "NameError", .line = 2 }, { .attempt = 2 } },
        2);
}

static void code_parses_or_not(void **state)
{
    (void)state;
    assert_code_parses(good);
    assert_code_parses("");
    assert_code_syntax_error(broken);
}

static void results_are_defined_or_not(void **state)
{
    (void)state;
    assert_code_defines_results(good);
    assert_code_missing_results(silent);
}

static void channels_are_found(void **state)
{
    (void)state;
    assert_code_writes_channel(writes, "SR:MAG:SP");
    assert_code_writes_channel(writes, NULL);
    assert_code_reads_channel(writes, "SR:DCCT");
    assert_code_reads_channel(writes, NULL);
    assert_code_no_channel_writes(good);
}

static void risks_are_found_by_rule_id_and_name(void **state)
{
    (void)state;
    assert_code_has_risk(runs_shell, "os.system");
    assert_code_has_risk(runs_shell, "B605");
    assert_code_has_risk(runs_shell, "S605");
    assert_code_no_risks(good);
}

static void verdicts_are_told_apart(void **state)
{
    (void)state;
    assert_code_allowed(good);
    assert_code_needs_approval(writes);
    assert_code_needs_approval(runs_shell);
}

static void an_argument_is_evaluated_once(void **state)
{
    (void)state;
    const char *const codes[] = { good, broken };
    const char *const *next = codes;
    assert_code_parses(*next++);
    assert_code_syntax_error(*next++);
    assert_ptr_equal(next, codes + 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(calls_are_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(the_last_request_is_compared_by_member, setup, teardown),
        cmocka_unit_test_setup_teardown(the_last_errors_are_compared_by_member, setup, teardown),
        cmocka_unit_test(code_parses_or_not),
        cmocka_unit_test(results_are_defined_or_not),
        cmocka_unit_test(channels_are_found),
        cmocka_unit_test(risks_are_found_by_rule_id_and_name),
        cmocka_unit_test(verdicts_are_told_apart),
        cmocka_unit_test(an_argument_is_evaluated_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
