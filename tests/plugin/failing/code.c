// SPDX-License-Identifier: Apache-2.0
//
// Assertions about code that do not hold.

#include "failing.h"

static const char good[] = "results = {'total': 3}\n";
static const char broken[] = "import math\n"
                             "total = math.fsum([1, 2)\n"
                             "results = {'total': total}\n";
static const char misspelt[] = "values = [1, 2, 3]\n"
                               "result = {'total': sum(values)}\n"
                               "count = len(values)\n";
static const char sometimes[] = "import random\n"
                                "if random.random() > 0.5:\n"
                                "    results = {'lucky': True}\n";
static const char writes[] = "from osprey.runtime import read_channel, write_channel\n"
                             "current = read_channel('SR:DCCT')\n"
                             "write_channel('SR:MAG:SP', 1.5)\n"
                             "results = {'current': current}\n";
static const char in_a_function[] = "def build():\n"
                                    "    results = {'total': 3}\n"
                                    "build()\n";
static const char two_writes[] = "import epics\n"
                                 "epics.caput('SR:MAG:SP', 1.5)\n"
                                 "epics.caput('SR:KICK:SP', 20)\n"
                                 "results = {}\n";
static const char unknown_value[] = "import epics\n"
                                    "epics.caput('SR:MAG:SP', float(input()))\n"
                                    "results = {}\n";
static const char modern[] = "match command:\n"
                             "    case 'stop':\n"
                             "        results = {}\n";
static const char runs_shell[] = "import os\n"
                                 "os.system('ls /')\n"
                                 "results = {}\n";

void code_does_not_parse(void **state)
{
    (void)state;
    assert_code_parses(broken);
}

void code_parses_after_all(void **state)
{
    (void)state;
    assert_code_syntax_error(good);
}

void results_sometimes_missing(void **state)
{
    (void)state;
    assert_code_defines_results(sometimes);
}

void results_misspelt(void **state)
{
    (void)state;
    assert_code_defines_results(misspelt);
}

void results_there_after_all(void **state)
{
    (void)state;
    assert_code_missing_results(good);
}

void channel_not_written(void **state)
{
    (void)state;
    assert_code_writes_channel(writes, "SR:MAG:RB");
}

void channel_not_read(void **state)
{
    (void)state;
    assert_code_reads_channel(good, "SR:DCCT");
}

void channel_written(void **state)
{
    (void)state;
    assert_code_no_channel_writes(writes);
}

void risk_absent(void **state)
{
    (void)state;
    assert_code_has_risk(good, "os.system");
}

void risk_present(void **state)
{
    (void)state;
    assert_code_no_risks(runs_shell);
}

void approval_not_needed(void **state)
{
    (void)state;
    assert_code_needs_approval(good);
}

void not_allowed(void **state)
{
    (void)state;
    assert_code_allowed(writes);
}

void no_code(void **state)
{
    (void)state;
    assert_code_parses(NULL);
}

// Whatever a model writes must get through TAP, XML and a terminal, and so must the expression.
void hostile_code(void **state)
{
    (void)state;
    assert_code_parses("x = a[b[0]]>1 # 100%d %n\n\033[31mred\x01\xff ]]>\n'it''s: \"q\"\n\tx(\n");
}

void syntax_error_at_another_line(void **state)
{
    (void)state;
    assert_code_syntax_error_at(broken, 3);
}

void syntax_error_of_another_kind(void **state)
{
    (void)state;
    assert_code_syntax_error_message(broken, "was never closed");
}

void syntax_of_a_newer_python(void **state)
{
    (void)state;
    assert_code_runs_on(modern, "3.8");
}

void results_in_a_function(void **state)
{
    (void)state;
    assert_code_defines_results(in_a_function);
}

void results_not_only_sometimes(void **state)
{
    (void)state;
    assert_code_may_miss_results(good);
}

void value_not_written(void **state)
{
    (void)state;
    assert_code_writes_value(two_writes, "SR:MAG:SP", "2.5");
}

void value_not_known(void **state)
{
    (void)state;
    assert_code_writes_value(unknown_value, "SR:MAG:SP", "2.5");
}

void another_channel_written(void **state)
{
    (void)state;
    assert_code_writes_only(two_writes, "SR:MAG:SP");
}

void channel_read(void **state)
{
    (void)state;
    assert_code_no_channel_reads(writes);
}

void no_access_like_that(void **state)
{
    (void)state;
    assert_code_any_access(two_writes, mynah_match_all(mynah_match_is("channel", "SR:KICK:SP"),
                                                       mynah_match_at_most("number", 10)));
}

void an_access_like_that(void **state)
{
    (void)state;
    assert_code_no_access(two_writes, mynah_match_prefix("channel", "SR:MAG:"));
}

void more_accesses_than_that(void **state)
{
    (void)state;
    assert_code_access_times(two_writes, 1, mynah_match_is("direction", "write"));
}

void rule_absent(void **state)
{
    (void)state;
    assert_code_has_rule(runs_shell, "eval-call");
}

void rule_present(void **state)
{
    (void)state;
    assert_code_no_rule(runs_shell, "shell-command");
}

void category_absent(void **state)
{
    (void)state;
    assert_code_has_category(good, MYNAH_CATEGORY_OPAQUE);
}

void category_present(void **state)
{
    (void)state;
    assert_code_no_category(writes, MYNAH_CATEGORY_CHANNEL);
}

void severity_present(void **state)
{
    (void)state;
    assert_code_no_severity(runs_shell, MYNAH_SEVERITY_MEDIUM);
}

void no_finding_like_that(void **state)
{
    (void)state;
    assert_code_any_finding(runs_shell, mynah_match_is("subject", "os.popen"));
}

void a_finding_like_that(void **state)
{
    (void)state;
    assert_code_no_finding(runs_shell, mynah_match_severity(MYNAH_SEVERITY_HIGH));
}

void fewer_findings_than_that(void **state)
{
    (void)state;
    assert_code_finding_times(runs_shell, 2, mynah_match_is("category", "risk"));
}

void more_findings_in_all(void **state)
{
    (void)state;
    assert_code_finding_count(runs_shell, 0);
}

void a_condition_without_sense(void **state)
{
    (void)state;
    assert_code_any_finding(runs_shell, mynah_match_is("rules", "x"));
}

void another_verdict(void **state)
{
    (void)state;
    assert_code_verdict(writes, MYNAH_VERDICT_DENY);
}

void with_a_message(void **state)
{
    (void)state;
    assert_code_allowed_msg(writes, "row 3: a set point");
}

// Under a policy of the test's own, a report takes the place of the code.
void denied_by_the_policy(void **state)
{
    static const char yaml[] = "policy: {protected: [\"SR:*\"]}\n";
    struct fixture *f = *state;
    struct mynah_config *config = mynah_config_parse(yaml, sizeof yaml - 1, NULL);
    struct mynah_analyzer *analyzer =
        mynah_analyzer_create(&(struct mynah_analyzer_options){ .config = config }, NULL);
    f->report = mynah_analyzer_check(analyzer, writes, strlen(writes), NULL);
    mynah_analyzer_destroy(analyzer);
    mynah_config_destroy(config);
    assert_code_needs_approval(f->report);
}

// As it is outside of CI, with the folder of the snapshots where the test runs.
static void keep_snapshot(const char *code, const char *name)
{
    const struct mynah_snapshot snapshot = { .name = name };
    unsetenv("CI");
    setenv("MYNAH_SNAPSHOTS", "failing-snapshots", 1);
    setenv("MYNAH_SNAPSHOT_UPDATE", "1", 1);
    assert_true(mynah_snapshot_meets(code, &snapshot, NULL, 0));
    unsetenv("MYNAH_SNAPSHOT_UPDATE");
}

void snapshot_differs(void **state)
{
    (void)state;
    keep_snapshot("import epics\nepics.caput('SR:MAG:SP', 1.5)\n"
                  "epics.caput('SR:KICK:SP', 25)\nresults = {}\n",
                  "ramp");
    assert_code_matches_snapshot(two_writes, "ramp");
}

void snapshot_missing_in_ci(void **state)
{
    (void)state;
    setenv("CI", "true", 1);
    setenv("MYNAH_SNAPSHOTS", "failing-snapshots", 1);
    assert_code_matches_snapshot(writes, "unknown");
}

void snapshot_without_a_name(void **state)
{
    (void)state;
    assert_code_matches_snapshot(writes, "../ramp");
}

void with_a_hostile_message(void **state)
{
    (void)state;
    assert_code_allowed_msg(writes, "]]>\n]\nok 1\n1..9\n%s\033[0m");
}

void interface_not_implemented(void **state)
{
    static const char interface[] = "class Plotter(Protocol):\n"
                                    "    def draw(self, data, title=''): ...\n"
                                    "    def save(self, path): ...\n";
    (void)state;
    assert_code_implements("class OrbitPlotter:\n"
                           "    def draw(self, data):\n"
                           "        pass\n",
                           "OrbitPlotter", interface);
}
