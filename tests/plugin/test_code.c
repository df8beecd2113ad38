// SPDX-License-Identifier: Apache-2.0
//
// The assertions about code where they hold; failing/code.c has those that do not.

#include <mynah_cmocka.h>

static const char good[] = "results = {'total': 3}\n";
static const char broken[] = "results = {'total': 3\n";
static const char silent[] = "total = 3\n";
static const char writes[] = "import epics\n"
                             "epics.caput('SR:MAG:SP', 1.5)\n"
                             "results = {'current': epics.caget('SR:DCCT')}\n";
static const char modern[] = "match 'stop':\n"
                             "    case 'stop':\n"
                             "        results = {}\n";
static const char sometimes[] = "import random\n"
                                "if random.random() > 0.5:\n"
                                "    results = {}\n";
static const char runs_shell[] = "import os\n"
                                 "os.system('ls /')\n"
                                 "results = {}\n";

static void code_parses_or_not(void **state)
{
    (void)state;
    assert_code_parses(good);
    assert_code_parses("");
    assert_code_syntax_error(broken);
    assert_code_syntax_error_at(broken, 1);
    assert_code_syntax_error_message(broken, "SyntaxError: '{' was never closed");
    assert_code_runs_on(good, "3.8");
    assert_code_runs_on(modern, "3.10");
}

static void results_are_defined_or_not(void **state)
{
    (void)state;
    assert_code_defines_results(good);
    assert_code_missing_results(silent);
    assert_code_may_miss_results(sometimes);
}

static void channels_are_found(void **state)
{
    (void)state;
    assert_code_writes_channel(writes, "SR:MAG:SP");
    assert_code_writes_channel(writes, NULL);
    assert_code_reads_channel(writes, "SR:DCCT");
    assert_code_reads_channel(writes, NULL);
    assert_code_no_channel_writes(good);
    assert_code_no_channel_reads(good);
    assert_code_writes_value(writes, "SR:MAG:SP", "1.50");
    assert_code_writes_value(writes, NULL, "1.5");
    assert_code_writes_only(writes, "SR:MAG:SP");
}

static void accesses_meet_conditions(void **state)
{
    (void)state;
    assert_code_any_access(writes, mynah_match_all(mynah_match_is("direction", "write"),
                                                   mynah_match_is("value", "1.5"),
                                                   mynah_match_at_most("number", 1.5)));
    assert_code_any_access(writes, mynah_match_any(mynah_match_absent("channel"),
                                                   mynah_match_suffix("api", ".caget")));
    assert_code_no_access(writes, mynah_match_regex("channel", "^BR:"));
    assert_code_no_access(writes, mynah_match_at_least("number", 2));
    assert_code_access_times(writes, 2, mynah_match_number("certain", 1));
    assert_code_access_times(writes, 1, mynah_match_none(mynah_match_present("value")));
}

static void risks_are_found_by_rule_id_and_name(void **state)
{
    (void)state;
    assert_code_has_risk(runs_shell, "os.system");
    assert_code_has_risk(runs_shell, "B605");
    assert_code_has_risk(runs_shell, "S605");
    assert_code_no_risks(good);
    assert_code_has_rule(runs_shell, "shell-command");
    assert_code_no_rule(runs_shell, "eval-call");
    assert_code_has_category(runs_shell, MYNAH_CATEGORY_RISK);
    assert_code_no_category(runs_shell, MYNAH_CATEGORY_CHANNEL);
    assert_code_no_severity(good, MYNAH_SEVERITY_INFO);
}

static bool is_short(void *self, const struct mynah_value *value)
{
    return value->count < *(const size_t *)self;
}

static void findings_meet_conditions(void **state)
{
    (void)state;
    size_t most = 200;
    assert_code_any_finding(runs_shell, mynah_match_severity(MYNAH_SEVERITY_HIGH));
    assert_code_any_finding(runs_shell, mynah_match_predicate("message", "short", is_short, &most));
    assert_code_no_finding(runs_shell, mynah_match_is_not("rule", "shell-command"));
    assert_code_finding_times(runs_shell, 1, mynah_match_contains("subject", "system"));
    assert_code_finding_count(runs_shell, 1);
    assert_code_finding_count(good, 0);
}

static void verdicts_are_told_apart(void **state)
{
    (void)state;
    assert_code_allowed(good);
    assert_code_needs_approval(writes);
    assert_code_needs_approval(runs_shell);
    assert_code_verdict(broken, MYNAH_VERDICT_RETRY);
    assert_code_verdict_msg(good, MYNAH_VERDICT_ALLOW, "a sum");
}

// A report stands for code that was judged under another policy.
static void a_policy_of_the_tests_own(void **state)
{
    static const char yaml[] = "policy: {free: [\"SR:MAG:*\"]}\n";
    struct mynah_config *config = mynah_config_parse(yaml, sizeof yaml - 1, NULL);
    struct mynah_analyzer *analyzer =
        mynah_analyzer_create(&(struct mynah_analyzer_options){ .config = config }, NULL);
    *state = mynah_analyzer_check(analyzer, writes, strlen(writes), NULL);
    mynah_analyzer_destroy(analyzer);
    mynah_config_destroy(config);

    struct mynah_report *report = *state;
    const struct mynah_report *same = report;
    assert_code_allowed(report);
    assert_code_writes_only(same, "SR:MAG:SP");
}

static int destroy_report(void **state)
{
    mynah_report_destroy(*state);
    return 0;
}

static void classes_implement_interfaces(void **state)
{
    (void)state;
    assert_code_implements("class A:\n    def run(self, code): pass\n", "A",
                           "class Runner(Protocol):\n    def run(self, code: str) -> bool: ...\n");
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
        cmocka_unit_test(code_parses_or_not),
        cmocka_unit_test(results_are_defined_or_not),
        cmocka_unit_test(channels_are_found),
        cmocka_unit_test(accesses_meet_conditions),
        cmocka_unit_test(risks_are_found_by_rule_id_and_name),
        cmocka_unit_test(findings_meet_conditions),
        cmocka_unit_test(verdicts_are_told_apart),
        cmocka_unit_test_teardown(a_policy_of_the_tests_own, destroy_report),
        cmocka_unit_test(classes_implement_interfaces),
        cmocka_unit_test(an_argument_is_evaluated_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
