// SPDX-License-Identifier: Apache-2.0
//
// The host's tests: a mock generator behind the host's own model interface, a runner and a person
// that only keep what they were given.

#include "agent.h"

#include <mynah_cmocka.h>

#include <stdio.h>

struct office {
    struct mynah_generator *mock;
    struct mynah_analyzer *analyzer;
    struct agent agent;
    char ran[4096]; // the code that was run last
    size_t run_count;
    bool person_agrees;
    char asked[2048]; // the reasons that the person was shown last
};

/* What the host sees */

static char *complete(void *self, const char *prompt)
{
    const struct mynah_request request = { .user_query = prompt };
    char *code = mynah_generator_generate(self, &request, NULL, 0, NULL);
    char *copy = code ? malloc(strlen(code) + 1) : NULL;
    if (copy) {
        strcpy(copy, code);
    }
    mynah_free(code);
    return copy;
}

static bool run(void *self, const char *code)
{
    struct office *office = self;
    snprintf(office->ran, sizeof office->ran, "%s", code);
    office->run_count++;
    return true;
}

static bool approve(void *self, const char *code, const char *reasons)
{
    struct office *office = self;
    (void)code;
    snprintf(office->asked, sizeof office->asked, "%s", reasons);
    return office->person_agrees;
}

/* The fixture */

static int open_office_with(void **state, const char *yaml)
{
    static struct office office;
    if (mynah_setup(state) != 0) {
        return -1;
    }
    struct mynah_fixture *fixture = *state;
    struct mynah_config *config = mynah_config_parse(yaml, strlen(yaml), NULL);
    office = (struct office){ .mock = mynah_generator_create(fixture->world, NULL, NULL) };
    office.analyzer =
        mynah_analyzer_create(&(struct mynah_analyzer_options){ .config = config }, NULL);
    mynah_config_destroy(config);
    office.agent = (struct agent){ .model = { complete, office.mock },
                                   .surroundings = { run, approve, &office },
                                   .analyzer = office.analyzer,
                                   .attempts_most = 3 };
    fixture->own = &office;
    return office.mock && office.analyzer ? 0 : -1;
}

static int open_office(void **state)
{
    return open_office_with(state, "{}");
}

static int open_strict_office(void **state)
{
    return open_office_with(state, "control_system: {writes_enabled: false}\n");
}

static int close_office(void **state)
{
    struct mynah_fixture *fixture = *state;
    struct office *office = fixture->own;
    mynah_analyzer_destroy(office->analyzer);
    return mynah_teardown(state);
}

#define OFFICE_TEST(test) cmocka_unit_test_setup_teardown(test, open_office, close_office)

static enum decision handle(struct office *office, const char *wish)
{
    return agent_handle(&office->agent, wish);
}

/* The tests */

MYNAH_TEST(harmless_code_is_run_at_once)
{
    struct office *office = fixture->own;
    mynah_generator_set_behavior(office->mock, "success", NULL, 0, NULL);

    assert_int_equal(handle(office, "Sum the currents"), DECISION_RAN);

    assert_generator_called_times(office->mock, 1);
    assert_generator_last_call(office->mock,
                               mynah_match_contains("request.user_query", "Sum the currents"));
    assert_code_allowed(office->ran);
    assert_string_equal(office->asked, "");
}

MYNAH_TEST(a_write_is_run_when_the_person_agrees)
{
    struct office *office = fixture->own;
    const struct mynah_parameter channel = { "channel", "SR:MAG:SP" };
    mynah_generator_set_behavior(office->mock, "channel_write", &channel, 1, NULL);
    office->person_agrees = true;

    assert_int_equal(handle(office, "Raise the magnet a little"), DECISION_RAN);

    assert_non_null(strstr(office->asked, "SR:MAG:SP"));
    assert_code_writes_only(office->ran, "SR:MAG:SP");
    assert_code_matches_snapshot(office->ran, "raise_the_magnet");
}

MYNAH_TEST(a_write_is_not_run_when_the_person_refuses)
{
    struct office *office = fixture->own;
    mynah_generator_set_behavior(office->mock, "channel_write", NULL, 0, NULL);

    assert_int_equal(handle(office, "Raise the magnet a little"), DECISION_REJECTED);

    assert_int_equal(office->run_count, 0);
    assert_generator_called_times(office->mock, 1);
}

MYNAH_TEST(where_writes_are_disabled_nobody_is_asked)
{
    struct office *office = fixture->own;
    mynah_generator_set_behavior(office->mock, "channel_write", NULL, 0, NULL);
    office->person_agrees = true;

    assert_int_equal(handle(office, "Raise the magnet a little"), DECISION_DENIED);

    assert_int_equal(office->run_count, 0);
    assert_string_equal(office->asked, "");
}

MYNAH_TEST(broken_code_goes_back_with_its_error)
{
    struct office *office = fixture->own;
    static const char *const codes[] = { "results = {'total': 3\n", "total = 3\n",
                                         "results = {'total': 3}\n" };
    mynah_generator_set_sequence(office->mock, codes, 3, NULL);

    assert_int_equal(handle(office, "Sum the currents"), DECISION_RAN);

    assert_generator_called_times(office->mock, 3);
    assert_generator_nth_call(office->mock, 1,
                              mynah_match_contains("request.user_query", "'{' was never closed"));
    // The third prompt still has the first error, behind it the second.
    assert_generator_last_call(
        office->mock,
        mynah_match_all(mynah_match_contains("request.user_query", "'{' was never closed"),
                        mynah_match_contains("request.user_query", "never binds `results`")));
    assert_code_defines_results(office->ran);
}

MYNAH_TEST(after_three_attempts_it_gives_up)
{
    struct office *office = fixture->own;
    mynah_generator_set_behavior(office->mock, "syntax_error", NULL, 0, NULL);

    assert_int_equal(handle(office, "Sum the currents"), DECISION_GAVE_UP);

    assert_generator_called_times(office->mock, 3);
    assert_int_equal(office->run_count, 0);
}

MYNAH_TEST(an_overloaded_model_is_asked_again)
{
    struct office *office = fixture->own;
    struct mynah_script *script = mynah_script_create(NULL, NULL);
    mynah_script_add(
        script, &(struct mynah_step){ MYNAH_HERE, .kind = MYNAH_STEP_ERROR, .text = "overloaded" },
        NULL);
    mynah_script_add(script, &(struct mynah_step){ MYNAH_HERE, .text = "results = {}\n" }, NULL);
    mynah_generator_set_script(office->mock, script, NULL);
    mynah_script_destroy(script);

    assert_int_equal(handle(office, "Sum the currents"), DECISION_RAN);

    assert_generator_call_times(office->mock, 1,
                                mynah_match_contains("request.user_query", "There was no answer"));
}

MYNAH_TEST(risky_code_is_never_run_unasked)
{
    struct office *office = fixture->own;
    mynah_for_each_behavior(behavior)
    {
        mynah_generator_set_behavior(office->mock, behavior->name, NULL, 0, NULL);
        office->ran[0] = '\0';
        handle(office, "Sum the currents");
        assert_code_no_risks_msg(office->ran, behavior->name);
        assert_code_no_channel_writes_msg(office->ran, behavior->name);
    }
    assert_true(office->run_count > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        OFFICE_TEST(harmless_code_is_run_at_once),
        OFFICE_TEST(a_write_is_run_when_the_person_agrees),
        OFFICE_TEST(a_write_is_not_run_when_the_person_refuses),
        cmocka_unit_test_setup_teardown(where_writes_are_disabled_nobody_is_asked,
                                        open_strict_office, close_office),
        OFFICE_TEST(broken_code_goes_back_with_its_error),
        OFFICE_TEST(after_three_attempts_it_gives_up),
        OFFICE_TEST(an_overloaded_model_is_asked_again),
        OFFICE_TEST(risky_code_is_never_run_unasked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
