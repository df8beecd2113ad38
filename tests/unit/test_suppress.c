// SPDX-License-Identifier: Apache-2.0
//
// Comments that allow what is found, where the policy lets them and where it does not; and what a
// generator is told for its next attempt.

#include "shortage.h"

#include <mynah/analyzer.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define A MYNAH_VERDICT_ALLOW
#define Q MYNAH_VERDICT_ASK
#define D MYNAH_VERDICT_DENY
#define R MYNAH_VERDICT_RETRY

static struct mynah_report *check_with(const char *yaml, const char *code)
{
    struct mynah_error error = { .text = "" };
    struct mynah_config *config = mynah_config_parse(yaml, strlen(yaml), &error);
    struct mynah_analyzer *analyzer =
        config ? mynah_analyzer_create(&(struct mynah_analyzer_options){ .config = config }, &error)
               : NULL;
    struct mynah_report *report =
        analyzer ? mynah_analyzer_check(analyzer, code, strlen(code), &error) : NULL;
    mynah_config_destroy(config);
    mynah_analyzer_destroy(analyzer);
    if (!report) {
        fail_msg("%s: %s", yaml, error.text);
    }
    return report;
}

// Return how many findings there are of `rule`; of those suppressed when `suppressed`.
static int count(const struct mynah_report *report, const char *rule, bool suppressed)
{
    int found = 0;
    for (size_t i = 0; i < mynah_report_finding_count(report); i++) {
        const struct mynah_finding *finding = mynah_report_finding(report, i);
        found += strcmp(finding->rule, rule) == 0 && (!suppressed || finding->suppressed);
    }
    return found;
}

#define ALLOW "policy: {suppressions: allow}\n"
#define PUT "from epics import caput\ncaput('SR:MAG:SP', 1.0)"
#define DONE "\nresults = {}\n"

static const struct {
    const char *yaml;
    const char *code;
    enum mynah_verdict verdict;
    const char *rule; // reported about the comment; NULL: nothing
} verdict_rows[] = {
    { ALLOW, PUT "  # mynah: allow channel-write -- tuned by hand" DONE, A, NULL },
    { ALLOW, PUT "  # mynah: allow channel-write --tuned" DONE, A, NULL },
    { ALLOW, PUT "  # mynah: allow shell-command, channel-write -- two" DONE, A,
      "suppression-unused" },
    { ALLOW, "# mynah: allow channel-write -- next line\n" PUT DONE, Q, "suppression-unused" },
    { ALLOW, "import epics\n# mynah: allow channel-write -- next line\nepics.caput('A', 1)" DONE, A,
      NULL },
    { ALLOW,
      "import epics\nif True:\n    # mynah: allow channel-write -- x\n\n    epics.caput('A', "
      "1)" DONE,
      A, NULL },
    { ALLOW, "import epics\nepics.caput('A',\n  1)  # mynah: allow channel-write -- x" DONE, A,
      NULL },
    { ALLOW, "import epics\nepics.caput('A',  # mynah: allow channel-write -- x\n  1)" DONE, A,
      NULL },
    { ALLOW,
      "import epics\nfor i in 'AB':  # mynah: allow channel-write -- x\n  epics.caput(i, "
      "1)" DONE,
      Q, "suppression-unused" },
    { ALLOW, PUT "  # mynah: allow channel-write" DONE, Q, "suppression-without-reason" },
    { ALLOW, PUT "  # mynah: allow channel-write -- " DONE, Q, "suppression-without-reason" },
    { ALLOW, PUT "  # mynah: allow chanel-write -- slip" DONE, Q, "suppression-of-unknown-rule" },
    { ALLOW, PUT "  # mynah: allow -- all" DONE, Q, "suppression-of-unknown-rule" },
    { ALLOW, PUT "  # mynah: allow channel -- a category" DONE, Q, "suppression-of-unknown-rule" },
    { ALLOW, PUT "; x = '# mynah: allow channel-write -- text'" DONE, Q, NULL },
    { ALLOW, PUT "; x = f'{1} # mynah: allow channel-write -- text'" DONE, Q, NULL },
    { ALLOW, PUT "  # no # mynah: allow channel-write -- inner" DONE, Q, NULL },
    { ALLOW, "import os\nos.system('ls')  # mynah: allow S605 -- by its id in Ruff" DONE, A, NULL },
    { ALLOW, "x = 1  # mynah: allow missing-results -- none\n", A, NULL },
    { ALLOW, "x = (  # mynah: allow syntax-error -- none\n", R, NULL },
    // What the control system refuses stays refused.
    { ALLOW "control_system: {writes_enabled: false}\n",
      PUT "  # mynah: allow channel-write -- x" DONE, D, NULL },
    { "policy: {suppressions: allow, protected: ['SR:*']}\n",
      PUT "  # mynah: allow channel-write -- x" DONE, D, NULL },
    { ALLOW "approval: {capabilities: {python_execution: {mode: all_code}}}\n",
      PUT "  # mynah: allow channel-write -- x" DONE, Q, NULL },
    // Generated code does not excuse itself.
    { "policy: {suppressions: forbid}\n", PUT "  # mynah: allow channel-write -- x" DONE, Q,
      "suppression-refused" },
    { "{}\n", PUT "  # mynah: allow channel-write -- x" DONE, Q, "suppression-refused" },
    { "{}\n", PUT "  # mynah: allow shell-command -- x" DONE, Q, "suppression-unused" },
};

static void test_verdicts(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(verdict_rows); i++) {
        struct mynah_report *report = check_with(verdict_rows[i].yaml, verdict_rows[i].code);
        int about = count(report, "suppression-refused", false) +
                    count(report, "suppression-unused", false) +
                    count(report, "suppression-of-unknown-rule", false) +
                    count(report, "suppression-without-reason", false);
        if (mynah_report_verdict(report) != verdict_rows[i].verdict ||
            about != (verdict_rows[i].rule != NULL) ||
            (verdict_rows[i].rule && count(report, verdict_rows[i].rule, false) != 1)) {
            fail_msg("%s%s%s, %d findings", verdict_rows[i].yaml, verdict_rows[i].code,
                     mynah_verdict_name(mynah_report_verdict(report)), about);
        }
        mynah_report_destroy(report);
    }
}

static void test_reasons_are_kept(void **state)
{
    (void)state;
    static const char code[] = PUT "  # mynah: allow channel-write --  tuned by hand \t" DONE;
    struct mynah_report *report = check_with(ALLOW, code);
    assert_int_equal(count(report, "channel-write", true), 1);
    assert_string_equal(mynah_report_finding(report, 0)->suppressed, "tuned by hand");
    assert_int_equal(mynah_report_reason_count(report), 0);
    mynah_report_destroy(report);
    report = check_with("{}\n", code);
    assert_null(mynah_report_finding(report, 0)->suppressed);
    mynah_report_destroy(report);
}

// ## The error chain

static void test_failures_go_to_the_generator(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        const char *type;
        const char *message;
        int line;
        const char *answer; // what the repair of that error says
    } rows[] = {
        { "x = 1\nresults = {'a': (1}\n", "SyntaxError", "closing parenthesis '}' does not match",
          2, "every bracket is closed" },
        { "if True:\nresults = {}\n", "IndentationError", "expected an indented block", 2,
          "none of them indented" },
        { "x = 1\ny = 2\n", "missing-results", "results", 0, "results dictionary is there before" },
        { "\nresults = [1]\n", "results-not-a-mapping", "results", 2,
          "results dictionary is there before" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t count = 0;
        struct mynah_report *report = check_with("{}\n", rows[i].code);
        const struct mynah_failure *failures = mynah_report_failures(report, &count);
        assert_int_equal(mynah_report_verdict(report), R);
        assert_int_equal(count, 1);
        assert_string_equal(failures->type, rows[i].type);
        assert_non_null(strstr(failures->message, rows[i].message));
        assert_true(rows[i].line == 0 || failures->line == rows[i].line);
        assert_string_equal(failures->code, rows[i].code);
        struct mynah_generator *mock = mynah_generator_create(
            NULL, &(struct mynah_generator_options){ .behavior = "error_aware" }, NULL);
        const struct mynah_request request = { "q", "o", "f" };
        char *code = mynah_generator_generate(mock, &request, failures, count, NULL);
        if (!code || !strstr(code, rows[i].answer)) {
            fail_msg("%s was answered with\n%s", rows[i].code, code ? code : "nothing");
        }
        mynah_report_destroy(report); // the mock has copies
        assert_string_equal(mynah_generator_call(mock, -1)->failures[0].code, rows[i].code);
        report = check_with("{}\n", code);
        assert_int_equal(mynah_report_verdict(report), A);
        mynah_free(code);
        mynah_generator_destroy(mock);
        mynah_report_destroy(report);
    }
}

static void test_failures_are_for_retry_only(void **state)
{
    (void)state;
    size_t count = 9;
    struct mynah_report *report = check_with("{}\n", PUT DONE);
    mynah_report_failures(report, &count);
    assert_int_equal(count, 0);
    mynah_report_destroy(report);
    // The write is not what has to be put right, and a protected one is not tried again.
    report = check_with("{}\n", PUT "\n");
    assert_string_equal(mynah_report_failures(report, &count)->type, "missing-results");
    assert_int_equal(count, 1);
    mynah_report_destroy(report);
    report = check_with("policy: {protected: ['*']}\n", PUT "\n");
    assert_int_equal(mynah_report_verdict(report), D);
    mynah_report_failures(report, &count);
    assert_int_equal(count, 0);
    mynah_report_destroy(report);
    report = check_with("policy: {actions: {risk: retry}}\n",
                        "import os\nos.system('a')\nresults = {}\nos.system('b')\n");
    const struct mynah_failure *failures = mynah_report_failures(report, &count);
    assert_int_equal(count, 2);
    assert_string_equal(failures[1].type, "shell-command");
    assert_int_equal(failures[1].line, 4);
    mynah_report_destroy(report);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    static const char yaml[] = ALLOW;
    static const char code[] = PUT "  # mynah: allow channel-write, no-rule -- x\nx = 1\n";
    struct mynah_config *config = mynah_config_parse(yaml, sizeof yaml - 1, NULL);
    struct mynah_analyzer *analyzer =
        mynah_analyzer_create(&(struct mynah_analyzer_options){ .config = config }, NULL);
    for (struct shortage at = { 0 }; shortage_next(&at);) {
        struct mynah_report *report =
            mynah_analyzer_check(analyzer, code, sizeof code - 1, &at.error);
        shortage_over(&at, report != NULL);
        mynah_report_destroy(report);
    }
    mynah_analyzer_destroy(analyzer);
    mynah_config_destroy(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verdicts),
        cmocka_unit_test(test_reasons_are_kept),
        cmocka_unit_test(test_failures_go_to_the_generator),
        cmocka_unit_test(test_failures_are_for_retry_only),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
