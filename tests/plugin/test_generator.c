// SPDX-License-Identifier: Apache-2.0
//
// The assertions about calls where they hold: nothing happens, arguments are evaluated once, and a
// request may be written in place.  failing/generator.c has those that do not hold.

#include <mynah_cmocka.h>

static const char good[] = "results = {'total': 3}\n";

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

static void counts_have_bounds(void **state)
{
    struct mynah_generator *generator = *state;
    assert_generator_not_called(generator);
    assert_generator_called_at_most(generator, 0);
    ask(generator, NULL, 0);
    ask(generator, NULL, 0);
    assert_generator_called_at_least(generator, 2);
    assert_generator_called_at_most(generator, 2);
    assert_generator_called_between(generator, 1, 3);
    assert_generator_script_used(generator);
}

static void requests_are_found_among_all(void **state)
{
    ask(*state, NULL, 0);
    ask(*state, failures, 1);
    assert_generator_nth_request(*state, 0, &request);
    assert_generator_nth_request(*state, -2, &request);
    assert_generator_any_request(*state, &(struct mynah_request){ .task_objective = "A sum" });
    assert_generator_all_requests(*state, &request);
    assert_generator_nth_errors(*state, 0, NULL, 0);
    assert_generator_nth_errors(*state, 1, failures, 1);
}

static void errors_grow_until_a_new_start(void **state)
{
    assert_generator_errors_grow(*state);
    ask(*state, NULL, 0);
    ask(*state, failures, 1);
    ask(*state, failures, 2);
    ask(*state, NULL, 0);
    ask(*state, failures + 1, 1);
    assert_generator_errors_grow(*state);
}

static void calls_meet_conditions(void **state)
{
    ask(*state, NULL, 0);
    ask(*state, failures, 2);
    const struct mynah_match sums = mynah_match_prefix("request.user_query", "Sum");
    assert_generator_all_calls(*state, sums);
    assert_generator_any_call(*state, mynah_match_is("failures[*].type", "NameError"));
    assert_generator_last_call(*state, mynah_match_all(sums, mynah_match_at_least("failures", 2)));
    assert_generator_nth_call(*state, 0, mynah_match_number("request.retries", 0));
    assert_generator_no_call(*state, mynah_match_regex("request.user_query", "^Plot"));
    assert_generator_call_times(*state, 1, mynah_match_absent("failures[0].type"));
    assert_generator_call_between(*state, 1, 2, sums);
    assert_generator_call_between_msg(*state, 2, 2, sums, "both of them");
    assert_generator_last_errors_msg(*state, "all that failed", failures, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(calls_are_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(the_last_request_is_compared_by_member, setup, teardown),
        cmocka_unit_test_setup_teardown(the_last_errors_are_compared_by_member, setup, teardown),
        cmocka_unit_test_setup_teardown(counts_have_bounds, setup, teardown),
        cmocka_unit_test_setup_teardown(requests_are_found_among_all, setup, teardown),
        cmocka_unit_test_setup_teardown(errors_grow_until_a_new_start, setup, teardown),
        cmocka_unit_test_setup_teardown(calls_meet_conditions, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
