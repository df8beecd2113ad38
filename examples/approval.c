// SPDX-License-Identifier: Apache-2.0
//
// An approval check: generated code that could change the machine runs only after a person said
// yes.  The tests hold it against code of every kind that a model may write.

#include <mynah_cmocka.h>

struct person {
    bool says;
    int asked;
    const char *question; // the last
};

static bool person_is_asked(struct person *person, const char *question)
{
    person->asked++;
    person->question = question;
    return person->says;
}

// The code under test: may this code run?
static bool may_run(const char *code, struct person *person)
{
    struct mynah_analyzer *analyzer = mynah_analyzer_create(NULL, NULL);
    struct mynah_report *report = mynah_analyzer_check(analyzer, code, strlen(code), NULL);
    bool may = false;
    const char *rule;
    switch (mynah_report_verdict(report)) {
    case MYNAH_VERDICT_ALLOW:
        may = true;
        break;
    case MYNAH_VERDICT_ASK:
        rule = mynah_report_reason(report, 0)->rule;
        may = person_is_asked(person, mynah_rule_find(rule)->summary);
        break;
    case MYNAH_VERDICT_DENY:
    case MYNAH_VERDICT_RETRY:
        break;
    }
    mynah_report_destroy(report);
    mynah_analyzer_destroy(analyzer);
    return may;
}

// Let the mock write code that behaves as `behavior` says, and put it before the person.
static bool runs(struct mynah_generator *mock, const char *behavior, struct person *person)
{
    const struct mynah_request request = { .user_query = "Set the magnet",
                                           .task_objective = "Set it to 1.5 A",
                                           .execution_folder_name = "magnet" };
    assert_true(mynah_generator_set_behavior(mock, behavior, NULL, 0, NULL));
    char *code = mynah_generator_generate(mock, &request, NULL, 0, NULL);
    bool may = may_run(code, person);
    mynah_free(code);
    return may;
}

static void harmless_code_runs_without_a_question(void **state)
{
    struct person person = { .says = false };
    assert_true(runs(*state, "success", &person));
    assert_true(runs(*state, "channel_read", &person));
    assert_int_equal(person.asked, 0);
}

static void a_write_runs_when_the_person_says_yes(void **state)
{
    struct person person = { .says = true };
    assert_true(runs(*state, "channel_write", &person));
    assert_int_equal(person.asked, 1);
    assert_string_equal(person.question, mynah_rule_find("channel-write")->summary);
}

static void nothing_dangerous_runs_when_the_person_says_no(void **state)
{
    struct person person = { .says = false };
    assert_false(runs(*state, "channel_write", &person));
    assert_false(runs(*state, "epics_write", &person));
    assert_false(runs(*state, "security_risk", &person));
    assert_int_equal(person.asked, 3);
}

static void nobody_is_bothered_with_broken_code(void **state)
{
    struct person person = { .says = true };
    assert_false(runs(*state, "syntax_error", &person));
    assert_int_equal(person.asked, 0);
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
        cmocka_unit_test_setup_teardown(harmless_code_runs_without_a_question, create_mock,
                                        destroy_mock),
        cmocka_unit_test_setup_teardown(a_write_runs_when_the_person_says_yes, create_mock,
                                        destroy_mock),
        cmocka_unit_test_setup_teardown(nothing_dangerous_runs_when_the_person_says_no, create_mock,
                                        destroy_mock),
        cmocka_unit_test_setup_teardown(nobody_is_bothered_with_broken_code, create_mock,
                                        destroy_mock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
