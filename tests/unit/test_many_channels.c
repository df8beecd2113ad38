// SPDX-License-Identifier: Apache-2.0
// Loops over many channels: each is named, up to a bound, and behind it how many there are is said;
// and literal code that is executed is read as Python of the version that was asked for.

#include <mynah/analyzer.h>

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on

#include <string.h>

struct row {
    const char *code;
    size_t writes; // accesses
    bool named;    // all of them have a channel
    const char *message;
};

static struct mynah_report *check(const char *code, const char *version)
{
    struct mynah_analyzer *analyzer = mynah_analyzer_create(
        &(struct mynah_analyzer_options){ .results = "optional", .target_version = version }, NULL);
    assert_non_null(analyzer);
    struct mynah_report *report = mynah_analyzer_check(analyzer, code, strlen(code), NULL);
    assert_non_null(report);
    mynah_analyzer_destroy(analyzer);
    return report;
}

static bool says(const struct mynah_report *report, const char *rule, const char *message)
{
    for (size_t i = 0; i < mynah_report_finding_count(report); i++) {
        const struct mynah_finding *finding = mynah_report_finding(report, i);
        if (strcmp(finding->rule, rule) == 0 && (!message || strstr(finding->message, message))) {
            return true;
        }
    }
    return false;
}

static void test_loops(void **state)
{
    static const struct row rows[] = {
        { "for i in range(40):\n    caput(f'Q{i:02d}:SP', i)\n", 40, true, "channel Q39:SP" },
        { "for n in ['A:%d' % k for k in range(30)]:\n    caput(n, 1)\n", 30, true, "A:29" },
        { "for a in 'ABC':\n    for b in range(30):\n        caput(a + str(b), 1)\n", 90, true,
          "C29" },
        { "def put(n):\n    caput(n + ':X', 1)\nfor i in range(256):\n    put('L%d' % i)\n", 256,
          true, "L255:X" },
        { "for k, v in {f'M{i}': i for i in range(50)}.items():\n    caput(k, v)\n", 50, true,
          "M49" },
        { "for i in range(600):\n    caput('P%d' % i, 1)\n", 1, false, "each of 600 rounds" },
        { "n = [1, 2]\nfor a in n:\n    for i in range(0, 601, 2):\n        caput(f'P{a}{i}', 1)\n",
          1, false, "each of 602 rounds" },
        { "n = input()\nfor i in range(int(n)):\n    caput('P%d' % i, 1)\n", 1, false,
          "a channel that is not known" },
        { "while True:\n    for i in range(600):\n        caput('P%d' % i, 1)\n", 1, false,
          "a channel that is not known" },
        { NULL, 0, false, NULL },
    };
    (void)state;
    for (const struct row *row = rows; row->code; row++) {
        char code[1000] = "from epics import caput\n";
        strcat(code, row->code);
        struct mynah_report *report = check(code, "3.13");
        size_t named = 0;
        for (size_t i = 0; i < mynah_report_access_count(report); i++) {
            named += mynah_report_access(report, i)->channel != NULL;
        }
        if (mynah_report_access_count(report) != row->writes ||
            named != (row->named ? row->writes : 0) ||
            !says(report, "channel-write", row->message)) {
            fail_msg("%zu writes, %zu named: %s", mynah_report_access_count(report), named,
                     row->code);
        }
        mynah_report_destroy(report);
    }
}

static void test_executed_text_is_of_the_same_version(void **state)
{
    static const struct {
        const char *code;
        const char *since;
        const char *before;
    } rows[] = {
        { "exec('match 1:\\n    case 1: pass')\n", "3.10", "3.9" },
        { "exec('type X = int')\n", "3.12", "3.11" },
        { "eval('(f\"{\"a\"}\")')\n", "3.12", "3.11" },
        { "exec(compile('with (open(a) as b, open(c) as d): pass', 'f', 'exec'))\n", "3.10",
          "3.8" },
        { "exec('try: pass\\nexcept* E: pass')\n", "3.11", "3.10" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct mynah_report *newer = check(rows[i].code, rows[i].since);
        struct mynah_report *older = check(rows[i].code, rows[i].before);
        if (says(newer, "opaque-code", NULL) || !says(older, "opaque-code", "not compile")) {
            fail_msg("%s is right since %s", rows[i].code, rows[i].since);
        }
        mynah_report_destroy(newer);
        mynah_report_destroy(older);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_loops),
        cmocka_unit_test(test_executed_text_is_of_the_same_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
