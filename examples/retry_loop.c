// SPDX-License-Identifier: Apache-2.0
//
// A loop that asks for code until the code is fit to be run, and the tests of it.

#include <mynah_cmocka.h>

enum { ATTEMPTS = 3 };

// The code under test.  Returns code that is not broken, or NULL after three attempts.  Every
// attempt but the first is told what was wrong with those before.
static char *write_code(const struct mynah_code_generator *generator,
                        const struct mynah_request *request)
{
    struct mynah_analyzer *analyzer = mynah_analyzer_create(NULL, NULL);
    struct mynah_report *reports[ATTEMPTS] = { NULL };
    struct mynah_failure failures[ATTEMPTS];
    char *code = NULL;
    for (size_t i = 0; i < ATTEMPTS && code == NULL; i++) {
        code = generator->generate(generator->self, request, failures, i, NULL);
        if (code == NULL) {
            break;
        }
        reports[i] = mynah_analyzer_check(analyzer, code, strlen(code), NULL);
        if (mynah_report_verdict(reports[i]) == MYNAH_VERDICT_RETRY) {
            const struct mynah_finding *finding = mynah_report_finding(reports[i], 0);
            failures[i] = (struct mynah_failure){ .type = finding->rule,
                                                  .message = finding->message,
                                                  .line = finding->line,
                                                  .attempt = (int64_t)i + 1 };
            mynah_free(code);
            code = NULL;
        }
    }
    for (size_t i = 0; i < ATTEMPTS; i++) {
        mynah_report_destroy(reports[i]);
    }
    mynah_analyzer_destroy(analyzer);
    return code;
}

static const struct mynah_request request = { .user_query = "How large is the beam current?",
                                              .task_objective = "Read and return it",
                                              .execution_folder_name = "beam_current" };

static void gives_up_on_nothing_that_the_third_attempt_mends(void **state)
{
    static const char *const answers[] = {
        "results = {'current': read(\n",
        "current = 498.2\n",
        "results = {'current': 498.2}\n",
    };
    struct mynah_generator *mock = *state;
    mynah_generator_set_sequence(mock, answers, 3, NULL);
    struct mynah_code_generator generator = mynah_generator_interface(mock);

    char *code = write_code(&generator, &request);

    assert_string_equal(code, answers[2]);
    assert_generator_called_times(mock, 3);
    assert_generator_last_request(mock, &request);
    assert_generator_last_errors(mock,
                                 (struct mynah_failure[]){
                                     { .type = "syntax-error", .line = 1, .attempt = 1 },
                                     { .type = "missing-results", .attempt = 2 },
                                 },
                                 2);
    mynah_free(code);
}

static void gives_up_after_three_attempts(void **state)
{
    struct mynah_generator *mock = *state;
    mynah_generator_set_behavior(mock, "syntax_error", NULL, 0, NULL);
    struct mynah_code_generator generator = mynah_generator_interface(mock);

    assert_null(write_code(&generator, &request));
    assert_generator_called_times(mock, 3);
}

static int create_mock(void **state)
{
    *state = mynah_generator_create(NULL, NULL, NULL);
    return *state != NULL ? 0 : -1;
}

static int destroy_mock(void **state)
{
    mynah_generator_destroy(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(gives_up_on_nothing_that_the_third_attempt_mends,
                                        create_mock, destroy_mock),
        cmocka_unit_test_setup_teardown(gives_up_after_three_attempts, create_mock, destroy_mock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
