// SPDX-License-Identifier: Apache-2.0

#include "reports.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on

static void test_rows_fill_in(void **state)
{
    (void)state;
    struct mynah_report *report = report_of("x\n\xC3\xA9 write()\n");
    find(report, "channel-write", 5, 5, "A");
    assert_true(mynah__report_finish(report));
    const struct mynah_finding *finding = mynah_report_finding(report, 0);
    const struct mynah_rule *rule = mynah_rule_find("channel-write");
    assert_int_equal(finding->category, MYNAH_CATEGORY_CHANNEL);
    assert_int_equal(finding->severity, rule->severity);
    assert_string_equal(finding->message, rule->summary);
    assert_int_equal(finding->line, 2);
    assert_int_equal(finding->column, 3); // code points, not bytes
    assert_int_equal(finding->end_column, 8);
    assert_null(mynah_report_finding(report, 1));
    mynah_report_destroy(report);
}

static void test_severity_overrides(void **state)
{
    (void)state;
    struct mynah_report *report = report_of("x\n");
    struct finding finding = { .rule = "channel-write",
                               .severity = MYNAH_SEVERITY_INFO + 1,
                               .message = "own words" };
    mynah__report_add_finding(report, &finding);
    assert_int_equal(report->findings[0].severity, MYNAH_SEVERITY_INFO);
    assert_string_equal(report->findings[0].message, "own words");
    mynah_report_destroy(report);
}

// A rule that no table has must not look harmless.
static void test_unknown_rule(void **state)
{
    (void)state;
    struct mynah_report *report = report_of("x\n");
    find(report, "no-such-rule", 0, 1, NULL);
    assert_int_equal(report->findings[0].category, MYNAH_CATEGORY_OPAQUE);
    assert_int_equal(report->findings[0].severity, MYNAH_SEVERITY_HIGH);
    mynah_report_destroy(report);
}

// However the findings come, they are sorted, and each is there once.
static void test_one_order(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        uint32_t start;
        uint32_t size;
        const char *subject;
    } rows[] = {
        { "channel-read", 0, 2, NULL },  { "channel-read", 0, 4, NULL },
        { "channel-write", 0, 4, NULL }, { "channel-write", 0, 4, "A" },
        { "channel-write", 0, 4, "B" },  { "channel-read", 3, 1, NULL },
        { "channel-read", 10, 1, NULL },
    };
    enum { COUNT = sizeof rows / sizeof *rows };
    for (size_t shift = 0; shift < COUNT; shift++) {
        struct mynah_report *report = report_of("one two\nthree\n");
        for (size_t i = 0; i < 2 * (size_t)COUNT; i++) {
            size_t at = (i * 3 + shift) % COUNT;
            find(report, rows[at].rule, rows[at].start, rows[at].size, rows[at].subject);
        }
        assert_true(mynah__report_finish(report));
        assert_int_equal(mynah_report_finding_count(report), COUNT);
        for (size_t i = 0; i < COUNT; i++) {
            const struct mynah_finding *finding = mynah_report_finding(report, i);
            assert_string_equal(finding->rule, rows[i].rule);
            assert_string_equal(finding->subject ? finding->subject : "-",
                                rows[i].subject ? rows[i].subject : "-");
        }
        mynah_report_destroy(report);
    }
}

static void test_of_the_same_the_gravest_stays(void **state)
{
    (void)state;
    struct mynah_report *report = report_of("x\n");
    for (int severity = 0; severity < 4; severity++) {
        mynah__report_add_finding(
            report,
            &(struct finding){ .rule = "channel-write", .end = 1, .severity = severity + 1 });
    }
    assert_true(mynah__report_finish(report));
    assert_int_equal(report->finding_count, 1);
    assert_int_equal(report->findings[0].severity, MYNAH_SEVERITY_HIGH);
    mynah_report_destroy(report);
}

static void test_accesses(void **state)
{
    (void)state;
    struct mynah_report *report = report_of("x\ny\n");
    access_read(report, 2, "B");
    access_read(report, 2, NULL);
    access_read(report, 1, "C");
    access_read(report, 2, "B");
    find_write(report, 2, "A", "1");
    find_write(report, 2, "A", "2");
    assert_true(mynah__report_finish(report));
    assert_int_equal(mynah_report_access_count(report), 5);
    assert_string_equal(mynah_report_access(report, 0)->channel, "C");
    assert_null(mynah_report_access(report, 1)->channel);
    assert_string_equal(mynah_report_access(report, 2)->channel, "B");
    assert_string_equal(mynah_report_access(report, 3)->value, "1");
    assert_string_equal(mynah_report_access(report, 4)->value, "2");
    assert_null(mynah_report_access(report, 5));
    mynah_report_destroy(report);
}

static void test_a_finding_at_an_access(void **state)
{
    (void)state;
    struct mynah_report *report = report_of("one\ntwo()\n");
    find_write(report, 2, "A", "1");
    assert_true(mynah__report_finish(report));
    mynah__report_add_at(report, report->finding_count, "channel-limit", report->accesses,
                         "too low");
    assert_true(mynah__report_finish(report));
    assert_int_equal(report->finding_count, 2);
    assert_string_equal(report->findings[0].rule, "channel-limit");
    assert_string_equal(report->findings[0].message, "`A` = 1: too low");
    assert_int_equal(report->findings[0].line, 2);
    assert_int_equal(report->findings[0].end_column, 6);
    mynah_report_destroy(report);
}

static void test_nothing(void **state)
{
    (void)state;
    struct mynah_report *report = report_of("");
    assert_true(mynah__report_finish(report));
    assert_int_equal(mynah_report_finding_count(report), 0);
    assert_int_equal(mynah_report_reason_count(report), 0);
    assert_null(mynah_report_reason(report, 0));
    mynah_report_destroy(report);
    mynah_report_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_fill_in),
        cmocka_unit_test(test_severity_overrides),
        cmocka_unit_test(test_unknown_rule),
        cmocka_unit_test(test_one_order),
        cmocka_unit_test(test_of_the_same_the_gravest_stays),
        cmocka_unit_test(test_accesses),
        cmocka_unit_test(test_a_finding_at_an_access),
        cmocka_unit_test(test_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
