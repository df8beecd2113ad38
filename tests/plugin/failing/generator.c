// SPDX-License-Identifier: Apache-2.0
//
// Assertions about the calls of a generator that do not hold.

#include "failing.h"

static const char good[] = "results = {'total': 3}\n";

static void call(struct mynah_generator *generator, const char *query,
                 const struct mynah_failure *failures, size_t count)
{
    struct mynah_request request = { .user_query = query,
                                     .task_objective = "Sum the beam currents",
                                     .execution_folder_name = "beam" };
    char *code = mynah_generator_generate(generator, &request, failures, count, NULL);
    assert_non_null(code);
    mynah_free(code);
}

static const struct mynah_failure zero_division = {
    .type = "ZeroDivisionError", .message = "division by zero", .line = 3, .attempt = 1
};
static const struct mynah_failure name_error = { .type = "NameError",
                                                 .message = "name 'np' is not defined",
                                                 .attempt = 2 };

void generator_never_called(void **state)
{
    struct fixture *f = *state;
    call(f->writer, "Sum the currents", NULL, 0);
    assert_generator_called(f->planner);
}

void generator_called_too_seldom(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", NULL, 0);
    call(f->planner, "Sum the \"currents\"\nof today", &zero_division, 1);
    assert_generator_called_times(f->planner, 3);
}

void generator_called_too_often(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 12; i++) {
        call(f->planner, "Sum the currents", NULL, 0);
    }
    assert_generator_called_times(f->planner, 1);
}

void last_request_differs(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Plot the currents of the storage ring", NULL, 0);
    call(f->planner, "Sum the currents of the storage ring", NULL, 0);
    const struct mynah_request wanted = { .user_query = "Sum the currents of the booster",
                                          .task_objective = "Sum the beam currents",
                                          .retries = 2 };
    assert_generator_last_request(f->planner, &wanted);
}

void last_request_without_calls(void **state)
{
    struct fixture *f = *state;
    assert_generator_last_request(f->planner, &(struct mynah_request){ .user_query = "Plot it" });
}

void last_request_that_says_nothing(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", NULL, 0);
    assert_generator_last_request(f->planner, &(struct mynah_request){ 0 });
}

void last_errors_differ(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", (struct mynah_failure[]){ zero_division, name_error }, 2);
    const struct mynah_failure wanted[] = { { .type = "ZeroDivisionError" },
                                            { .type = "NameError", .message = "name 'x'" } };
    assert_generator_last_errors(f->planner, wanted, 2);
}

void last_errors_too_few(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", &zero_division, 1);
    const struct mynah_failure wanted[] = { zero_division, name_error };
    assert_generator_last_errors(f->planner, wanted, 2);
}

void last_errors_unexpected(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", &zero_division, 1);
    assert_generator_last_errors(f->planner, NULL, 0);
}

void reply_from_a_script(void **state)
{
    struct fixture *f = *state;
    struct mynah_script *script = mynah_script_create(NULL, NULL);
    // As MYNAH_HERE writes it, but the same wherever the tree is built.
    mynah_script_add(script, &(struct mynah_step){ .text = good, .file = "plan.c", .line = 28 },
                     NULL);
    mynah_generator_set_script(f->planner, script, NULL);
    mynah_script_destroy(script);
    call(f->planner, "Sum the currents", NULL, 0);
    assert_generator_called_times(f->planner, 2);
}

void generator_called_after_all(void **state)
{
    struct fixture *f = *state;
    call(f->writer, "Sum the currents", NULL, 0);
    assert_generator_not_called(f->writer);
}

void generator_called_less_than_that(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", NULL, 0);
    assert_generator_called_at_least(f->planner, 2);
}

void generator_called_more_than_that(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", NULL, 0);
    call(f->planner, "Plot the currents", NULL, 0);
    assert_generator_called_at_most(f->planner, 1);
}

void generator_not_called_that_often(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", NULL, 0);
    assert_generator_called_between(f->planner, 2, 3);
}

void script_not_used(void **state)
{
    struct fixture *f = *state;
    struct mynah_script *script = mynah_script_create(NULL, NULL);
    mynah_script_add(script, &(struct mynah_step){ .text = good, .file = "plan.c", .line = 28 },
                     NULL);
    mynah_script_add(
        script,
        &(struct mynah_step){
            .kind = MYNAH_STEP_ERROR, .text = "overloaded", .file = "plan.c", .line = 29 },
        NULL);
    mynah_generator_set_script(f->planner, script, NULL);
    mynah_script_destroy(script);
    call(f->planner, "Sum the currents", NULL, 0);
    assert_generator_script_used(f->planner);
}

void nth_request_differs(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Plot the currents", NULL, 0);
    call(f->planner, "Sum the currents", NULL, 0);
    const struct mynah_request wanted = { .user_query = "Sum the currents" };
    assert_generator_nth_request(f->planner, 0, &wanted);
}

void nth_request_that_never_was(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Plot the currents", NULL, 0);
    assert_generator_nth_request(f->planner, 2, &(struct mynah_request){ .retries = 2 });
}

void no_request_like_that(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Plot the currents", NULL, 0);
    call(f->planner, "Sum the currents", NULL, 0);
    const struct mynah_request wanted = { .user_query = "Plot the currents",
                                          .task_objective = "A plot" };
    assert_generator_any_request(f->planner, &wanted);
}

void one_request_differs(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Plot the currents", NULL, 0);
    call(f->planner, "Sum the currents", NULL, 0);
    const struct mynah_request wanted = { .user_query = "Plot the currents" };
    assert_generator_all_requests(f->planner, &wanted);
}

void nth_errors_differ(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", &zero_division, 1);
    call(f->planner, "Sum the currents", (struct mynah_failure[]){ zero_division, name_error }, 2);
    assert_generator_nth_errors(f->planner, 0, &name_error, 1);
}

void errors_do_not_grow(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", NULL, 0);
    call(f->planner, "Sum the currents", &zero_division, 1);
    call(f->planner, "Sum the currents", &name_error, 1);
    assert_generator_errors_grow(f->planner);
}

void last_call_differs(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", &zero_division, 1);
    assert_generator_last_call(f->planner, mynah_match_is("failures[-1].type", "NameError"));
}

void nth_call_differs(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", NULL, 0);
    call(f->planner, "Sum the currents", &zero_division, 1);
    assert_generator_nth_call(f->planner, 1, mynah_match_number("request.retries", 1));
}

void no_call_like_that(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Plot the currents of the ring", NULL, 0);
    call(f->planner, "Show the orbit", NULL, 0);
    assert_generator_any_call(f->planner, mynah_match_contains("request.user_query", "current of"));
}

void one_call_differs(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", NULL, 0);
    call(f->planner, "Show the orbit", NULL, 0);
    assert_generator_all_calls(f->planner, mynah_match_regex("request.user_query", "^(Sum|Plot) "));
}

void a_call_like_that(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", NULL, 0);
    assert_generator_no_call(f->planner, mynah_match_prefix("request.user_query", "Sum"));
}

void fewer_calls_like_that(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", NULL, 0);
    call(f->planner, "Sum the currents", &zero_division, 1);
    assert_generator_call_times(f->planner, 2, mynah_match_at_least("failures", 1));
}

void more_calls_like_that(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 4; i++) {
        call(f->planner, "Sum the currents", NULL, 0);
    }
    assert_generator_call_between(f->planner, 1, 3, mynah_match_absent("failures[0].type"));
}

void a_call_condition_without_sense(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", NULL, 0);
    assert_generator_any_call(f->planner, mynah_match_contains("request.query", "currents"));
}
