// SPDX-License-Identifier: Apache-2.0

#include "policy/policy.h"
#include "reports.h"
#include "shortage.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on

static const char code[] = "import epics\n"
                           "a = epics.caget('SR:B')\n"
                           "epics.caput('SR:MAG:SP', a)\n"
                           "run('ls')\n"
                           "results = {}\n";

static void judge(struct mynah_report *report)
{
    struct policy policy;
    assert_true(mynah__policy_read(&policy, NULL, NULL));
    assert_true(mynah__report_finish(report) && mynah__policy_judge(&policy, report));
    mynah__policy_finish(&policy);
}

// A report with a read, a write and a risk.
static struct mynah_report *busy_report(void)
{
    struct mynah_report *report = report_of(code);
    access_read(report, 2, "SR:B");
    find_write(report, 3, "SR:MAG:SP", NULL);
    find_risk(report, "a-risk", MYNAH_SEVERITY_MEDIUM, 4, "subprocess.run");
    judge(report);
    return report;
}

static struct mynah_report *plain_report(void)
{
    struct mynah_report *report = report_of("x = 1\n");
    judge(report);
    return report;
}

static struct mynah_report *broken_report(void)
{
    struct mynah_report *report = report_of("x = (\n");
    report->parses = false;
    report->results = MYNAH_RESULTS_UNKNOWN;
    find(report, "syntax-error", 4, 1, NULL);
    report->findings[0].message = "SyntaxError: '(' was never closed";
    judge(report);
    return report;
}

enum { BUSY, PLAIN, BROKEN, REPORT_COUNT };

static struct mynah_report *(*const reports[])(void) = { busy_report, plain_report, broken_report };

static void test_which_has_what(void **state)
{
    (void)state;
    static const struct {
        struct mynah_property property;
        bool has[REPORT_COUNT];
    } cases[] = {
        { { MYNAH_PROPERTY_PARSES, NULL }, { true, true, false } },
        { { MYNAH_PROPERTY_SYNTAX_ERROR, NULL }, { false, false, true } },
        { { MYNAH_PROPERTY_DEFINES_RESULTS, NULL }, { true, true, false } },
        { { MYNAH_PROPERTY_MISSING_RESULTS, NULL }, { false, false, false } },
        { { MYNAH_PROPERTY_WRITES_CHANNEL, NULL }, { true, false, false } },
        { { MYNAH_PROPERTY_WRITES_CHANNEL, "SR:MAG:SP" }, { true, false, false } },
        { { MYNAH_PROPERTY_WRITES_CHANNEL, "SR:B" }, { false, false, false } },
        { { MYNAH_PROPERTY_READS_CHANNEL, NULL }, { true, false, false } },
        { { MYNAH_PROPERTY_READS_CHANNEL, "SR:B" }, { true, false, false } },
        { { MYNAH_PROPERTY_READS_CHANNEL, "SR:MAG:SP" }, { false, false, false } },
        { { MYNAH_PROPERTY_NO_CHANNEL_WRITES, NULL }, { false, true, false } },
        { { MYNAH_PROPERTY_HAS_RISK, NULL }, { true, false, false } },
        { { MYNAH_PROPERTY_HAS_RISK, "a-risk" }, { true, false, false } },
        { { MYNAH_PROPERTY_HAS_RISK, "subprocess.run" }, { true, false, false } },
        { { MYNAH_PROPERTY_HAS_RISK, "subprocess" }, { false, false, false } },
        { { MYNAH_PROPERTY_HAS_RISK, "channel-write" }, { false, false, false } },
        { { MYNAH_PROPERTY_NO_RISKS, NULL }, { false, true, true } },
        { { MYNAH_PROPERTY_NEEDS_APPROVAL, NULL }, { true, false, false } },
        { { MYNAH_PROPERTY_ALLOWED, NULL }, { false, true, false } },
    };
    for (size_t i = 0; i < REPORT_COUNT; i++) {
        struct mynah_report *report = reports[i]();
        for (size_t j = 0; j < sizeof cases / sizeof *cases; j++) {
            char why[2048] = "unset";
            bool met = mynah_report_meets(report, cases[j].property, why, sizeof why);
            if (met != cases[j].has[i]) {
                fail_msg("report %zu, case %zu: %s", i, j, why);
            }
            if (met) {
                assert_string_equal(why, "");
                continue;
            }
            assert_int_equal(strncmp(why, "expected: ", 10), 0);
            assert_non_null(strstr(why, "\n  actual: "));
            assert_non_null(strstr(why, "\n    code: "));
            assert_int_equal(why[strlen(why) - 1], '\n');
        }
        mynah_report_destroy(report);
    }
}

static void assert_why(struct mynah_report *report, enum mynah_property_kind kind,
                       const char *operand, const char *expected)
{
    char why[2048];
    assert_false(
        mynah_report_meets(report, (struct mynah_property){ kind, operand }, why, sizeof why));
    assert_string_equal(why, expected);
    mynah_report_destroy(report);
}

static void test_why_another_channel(void **state)
{
    (void)state;
    assert_why(busy_report(), MYNAH_PROPERTY_WRITES_CHANNEL, "SR:MAG:SB",
               "expected: a write to the channel \"SR:MAG:SB\"\n"
               "  actual: it writes \"SR:MAG:SP\" (line 3)\n"
               "    hint: the nearest channel is \"SR:MAG:SP\"\n"
               "    code: 5 lines\n"
               "     1 | import epics\n"
               "     2 | a = epics.caget('SR:B')\n"
               " >   3 | epics.caput('SR:MAG:SP', a)\n"
               "       | ^~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
               "     4 | run('ls')\n"
               "     5 | results = {}\n");
}

static void test_why_only_read(void **state)
{
    (void)state;
    struct mynah_report *report = report_of(code);
    access_read(report, 2, "SR:B");
    judge(report);
    assert_why(report, MYNAH_PROPERTY_WRITES_CHANNEL, NULL,
               "expected: a write to a channel\n"
               "  actual: it writes no channel; it reads \"SR:B\" (line 2)\n"
               "    code: 5 lines\n"
               "     1 | import epics\n"
               " >   2 | a = epics.caget('SR:B')\n"
               "       | ^~~~~~~~~~~~~~~~~~~~~~~\n"
               "     3 | epics.caput('SR:MAG:SP', a)\n"
               "     4 | run('ls')\n"
               "     5 | results = {}\n");
}

static void test_why_broken(void **state)
{
    (void)state;
    assert_why(broken_report(), MYNAH_PROPERTY_PARSES, NULL,
               "expected: the code parses\n"
               "  actual: it does not parse: 1:5 SyntaxError: '(' was never closed\n"
               "    code: 1 line\n"
               " >   1 | x = (\n"
               "       |     ^\n");
}

static void test_why_verdict(void **state)
{
    (void)state;
    assert_why(busy_report(), MYNAH_PROPERTY_ALLOWED, NULL,
               "expected: the code may run: the verdict `allow`\n"
               "  actual: the verdict is `ask`: channel-write (line 3), a-risk (line 4)\n"
               "    code: 5 lines\n"
               "     1 | import epics\n"
               "     2 | a = epics.caget('SR:B')\n"
               " >   3 | epics.caput('SR:MAG:SP', a)\n"
               "       | ^~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
               "     4 | run('ls')\n"
               "     5 | results = {}\n");
}

static void test_why_rule_is_misspelt(void **state)
{
    (void)state;
    assert_why(plain_report(), MYNAH_PROPERTY_HAS_RISK, "chanel-write",
               "expected: a risk of the rule, id or called name \"chanel-write\"\n"
               "  actual: it has no risk\n"
               "    hint: no rule is called that; did you mean \"channel-write\"?\n"
               "    code: 1 line\n"
               "     1 | x = 1\n");
}

// What cannot be followed may write, and what does not parse has shown nothing.
static void test_opaque_is_no_proof(void **state)
{
    (void)state;
    char why[1024];
    struct mynah_report *report = report_of("f()()\n");
    find(report, "opaque-call", 0, 5, NULL);
    judge(report);
    assert_false(mynah_report_meets(
        report, (struct mynah_property){ MYNAH_PROPERTY_NO_CHANNEL_WRITES, NULL }, why,
        sizeof why));
    assert_non_null(strstr(why, "it may write; line 1: "));
    mynah_report_destroy(report);
}

static void test_many_are_counted(void **state)
{
    (void)state;
    char why[1024];
    struct mynah_report *report = report_of("a\nb\nc\nd\ne\nf\n");
    for (int line = 1; line <= 6; line++) {
        find_write(report, line, "X", NULL);
    }
    judge(report);
    assert_false(mynah_report_meets(
        report, (struct mynah_property){ MYNAH_PROPERTY_NO_CHANNEL_WRITES, NULL }, why,
        sizeof why));
    assert_non_null(strstr(why, "\"X\" (line 4), and 2 more\n"));
    mynah_report_destroy(report);
}

// Hostile text keeps the answer ASCII, its lines apart, and its essentials first.
static void test_hostile_text(void **state)
{
    (void)state;
    char why[2048];
    struct mynah_report *report = report_of("caput('\xC3\xA9\033[0m\xE2\x80\xAE%n%s')\n");
    find_write(report, 1, "\xC3\xA9\n%n\033", NULL);
    judge(report);
    const struct mynah_property property = { MYNAH_PROPERTY_WRITES_CHANNEL,
                                             "%s\n\xF0\x9F\x90\xA6" };
    assert_false(mynah_report_meets(report, property, why, sizeof why));
    for (const char *at = why; *at; at++) {
        assert_true(*at == '\n' || (*at >= ' ' && *at < 0x7F));
    }
    assert_non_null(strstr(why, "\n  actual: it writes "));
    for (size_t size = 0; size <= strlen(why); size++) {
        char cut[256];
        memset(cut, '#', sizeof cut);
        assert_false(mynah_report_meets(report, property, cut, size));
        assert_int_equal(cut[size], '#');
        if (size) {
            assert_int_equal(strlen(cut), size - 1);
            assert_int_equal(strncmp(cut, why, size - 1), 0);
        }
    }
    mynah_report_destroy(report);
}

static void test_essentials_come_early(void **state)
{
    (void)state;
    char long_code[4096];
    memset(long_code, 'x', sizeof long_code);
    for (size_t i = 600; i < sizeof long_code; i += 600) {
        long_code[i] = '\n';
    }
    long_code[sizeof long_code - 1] = '\0';
    struct mynah_report *report = report_of(long_code);
    find_write(report, 3, "CHANNEL", NULL);
    judge(report);
    char why[2048];
    assert_false(mynah_report_meets(report, (struct mynah_property){ MYNAH_PROPERTY_ALLOWED, NULL },
                                    why, sizeof why));
    const char *caret = strchr(why, '^');
    assert_true(caret && caret - why < 900);
    mynah_report_destroy(report);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    struct mynah_report *report = busy_report();
    char whole[2048];
    const struct mynah_property property = { MYNAH_PROPERTY_WRITES_CHANNEL, "SR:MAG" };
    assert_false(mynah_report_meets(report, property, whole, sizeof whole));
    for (struct shortage at = { .untold = true }; shortage_next(&at);) {
        char why[2048];
        assert_false(mynah_report_meets(report, property, why, sizeof why));
        bool same = strcmp(why, whole) == 0;
        shortage_over(&at, same);
        assert_true(same || strcmp(why, "out of memory\n") == 0);
    }
    mynah_report_destroy(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_which_has_what),     cmocka_unit_test(test_why_another_channel),
        cmocka_unit_test(test_why_only_read),      cmocka_unit_test(test_why_broken),
        cmocka_unit_test(test_why_verdict),        cmocka_unit_test(test_why_rule_is_misspelt),
        cmocka_unit_test(test_opaque_is_no_proof), cmocka_unit_test(test_many_are_counted),
        cmocka_unit_test(test_hostile_text),       cmocka_unit_test(test_essentials_come_early),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
