// SPDX-License-Identifier: Apache-2.0

#include "policy/glob.h"
#include "policy/policy.h"
#include "reports.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on

#include <stdio.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

// Read the policy in `yaml`; NULL is no configuration.
static bool read_policy(struct policy *policy, const char *yaml, struct mynah_error *error)
{
    struct mynah_config *config = yaml ? mynah_config_parse(yaml, strlen(yaml), error) : NULL;
    assert_true(!yaml || config);
    bool done =
        mynah__policy_read(policy, &(struct mynah_analyzer_options){ .config = config }, error);
    mynah_config_destroy(config);
    return done;
}

static void must_read(struct policy *policy, const char *yaml)
{
    struct mynah_error error = { .text = "" };
    if (!read_policy(policy, yaml, &error)) {
        fail_msg("%s", error.text);
    }
}

// ## The verdict table, cell by cell

enum sort {
    SYNTAX,
    MISSING,
    NOT_A_MAPPING,
    MAYBE,
    READ,
    LOW_RISK,
    WRITE,
    UNKNOWN_WRITE,
    FREE_WRITE,
    PROTECTED_WRITE,
    OPAQUE,
    MEDIUM_RISK,
    HIGH_RISK,
    SORT_COUNT
};

static struct mynah_report *report_with(enum sort sort)
{
    struct mynah_report *report = report_of("write()\nmore()\n");
    static const char *const rules[SORT_COUNT] = {
        [SYNTAX] = "syntax-error",
        [MISSING] = "missing-results",
        [NOT_A_MAPPING] = "results-not-a-mapping",
        [MAYBE] = "maybe-missing-results",
        [READ] = "channel-read",
        [OPAQUE] = "opaque-call",
    };
    switch (sort) {
    case LOW_RISK:
        find_risk(report, "a-risk", MYNAH_SEVERITY_LOW, 1, NULL);
        break;
    case MEDIUM_RISK:
        find_risk(report, "a-risk", MYNAH_SEVERITY_MEDIUM, 1, NULL);
        break;
    case HIGH_RISK:
        find_risk(report, "a-risk", MYNAH_SEVERITY_HIGH, 1, NULL);
        break;
    case WRITE:
        find_write(report, 1, "SR:MAG:SP", "1.0");
        break;
    case UNKNOWN_WRITE:
        find_write(report, 1, NULL, NULL);
        break;
    case FREE_WRITE:
        find_write(report, 1, "SIM:A", "1.0");
        break;
    case PROTECTED_WRITE:
        find_write(report, 1, "SR:KILL", "1.0");
        break;
    default:
        find(report, rules[sort], 0, 5, NULL);
    }
    report->parses = sort != SYNTAX;
    assert_true(mynah__report_finish(report));
    return report;
}

#define A MYNAH_VERDICT_ALLOW
#define Q MYNAH_VERDICT_ASK
#define D MYNAH_VERDICT_DENY
#define R MYNAH_VERDICT_RETRY

#define APPROVAL(global, enabled, mode)                                                            \
    "approval: {global_mode: " global ", capabilities: {python_execution: {enabled: " enabled      \
    ", mode: " mode "}}}\n"
#define GLOBS "policy: {protected: ['*:KILL'], free: ['SIM:*']}\n"
#define NO_WRITES "control_system: {writes_enabled: false}\n"

// clang-format off
static const struct {
    const char *yaml;
    enum mynah_verdict verdicts[SORT_COUNT];
} matrix[] = {
    // syntax missing mapping maybe read low write unknown free protected opaque medium high
    { NULL,                                                    { R, R, R, A, A, A, Q, Q, Q, Q, Q, Q, Q } },
    { APPROVAL("selective", "true", "control_writes"),         { R, R, R, A, A, A, Q, Q, Q, Q, Q, Q, Q } },
    { APPROVAL("selective", "true", "epics_writes"),           { R, R, R, A, A, A, Q, Q, Q, Q, Q, Q, Q } },
    { APPROVAL("selective", "true", "all_code"),               { R, R, R, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q } },
    { APPROVAL("selective", "true", "disabled"),               { R, R, R, A, A, A, A, A, A, A, A, D, D } },
    { APPROVAL("selective", "false", "control_writes"),        { R, R, R, A, A, A, A, A, A, A, A, D, D } },
    { APPROVAL("selective", "false", "all_code"),              { R, R, R, A, A, A, A, A, A, A, A, D, D } },
    { APPROVAL("disabled", "true", "all_code"),                { R, R, R, A, A, A, A, A, A, A, A, D, D } },
    { APPROVAL("all_capabilities", "false", "control_writes"), { R, R, R, A, A, A, Q, Q, Q, Q, Q, Q, Q } },
    { APPROVAL("all_capabilities", "false", "all_code"),       { R, R, R, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q } },
    { APPROVAL("all_capabilities", "true", "disabled"),        { R, R, R, A, A, A, A, A, A, A, A, D, D } },
    { GLOBS,                                                   { R, R, R, A, A, A, Q, D, A, D, D, Q, Q } },
    { "policy: {free: ['SIM:*']}\n",                           { R, R, R, A, A, A, Q, Q, A, Q, Q, Q, Q } },
    { "policy: {free: ['*'], protected: ['*:KILL']}\n",        { R, R, R, A, A, A, A, D, A, D, D, Q, Q } },
    { GLOBS APPROVAL("disabled", "true", "control_writes"),    { R, R, R, A, A, A, A, D, A, D, D, D, D } },
    { NO_WRITES,                                               { R, R, R, A, A, A, D, D, D, D, D, Q, Q } },
    { NO_WRITES GLOBS,                                         { R, R, R, A, A, A, D, D, D, D, D, Q, Q } },
    { NO_WRITES APPROVAL("disabled", "true", "all_code"),      { R, R, R, A, A, A, D, D, D, D, D, D, D } },
    { "policy: {actions: {risk: allow}}\n",                    { R, R, R, A, A, A, Q, Q, Q, Q, Q, A, A } },
    { "policy: {actions: {risk: deny, opaque: allow}}\n",      { R, R, R, A, A, A, Q, Q, Q, Q, A, D, D } },
    { "policy: {actions: {channel-read: ask}}\n",              { R, R, R, A, Q, A, Q, Q, Q, Q, Q, Q, Q } },
    { "policy: {actions: {channel: allow}}\n" NO_WRITES,       { R, R, R, A, A, A, D, D, D, D, D, Q, Q } },
    { "policy: {actions: {risk: ask}}\n" APPROVAL("disabled", "true", "all_code"),
                                                               { R, R, R, A, A, A, A, A, A, A, A, D, D } },
    { "policy: {actions: {missing-results: allow}}\n",         { R, A, R, A, A, A, Q, Q, Q, Q, Q, Q, Q } },
};
// clang-format on

static void test_matrix(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(matrix); i++) {
        struct policy policy;
        must_read(&policy, matrix[i].yaml);
        for (size_t j = 0; j < SORT_COUNT; j++) {
            struct mynah_report *report = report_with((enum sort)j);
            assert_true(mynah__policy_judge(&policy, report));
            if (report->verdict != matrix[i].verdicts[j]) {
                fail_msg("policy %zu, finding %zu: %s", i, j, mynah_verdict_name(report->verdict));
            }
            assert_int_equal(report->reason_count, report->verdict == A ? 0 : 1);
            mynah_report_destroy(report);
        }
        mynah__policy_finish(&policy);
    }
}

static void test_precedence(void **state)
{
    (void)state;
    struct policy policy;
    must_read(&policy, GLOBS);
    struct mynah_report *report = report_of("a()\nb()\nc()\nd()\n");
    find(report, "missing-results", 0, 1, NULL);
    find_risk(report, "a-risk", MYNAH_SEVERITY_HIGH, 2, NULL);
    assert_true(mynah__report_finish(report) && mynah__policy_judge(&policy, report));
    assert_int_equal(report->verdict, R); // goes before ask
    find_write(report, 3, "SR:KILL", "1");
    assert_true(mynah__report_finish(report) && mynah__policy_judge(&policy, report));
    assert_int_equal(report->verdict, D); // goes before retry
    assert_int_equal(report->reason_count, 3);
    assert_int_equal(report->reasons[0].verdict, R);
    assert_int_equal(report->reasons[1].verdict, Q);
    assert_int_equal(report->reasons[2].verdict, D);
    assert_int_equal(report->reasons[2].line, 3);
    report->parses = false;
    find(report, "syntax-error", 0, 1, NULL);
    assert_true(mynah__report_finish(report) && mynah__policy_judge(&policy, report));
    assert_int_equal(report->verdict, R); // what does not parse cannot run
    assert_int_equal(report->reason_count, 4);
    mynah_report_destroy(report);
    mynah__policy_finish(&policy);
}

// One call that may write to several channels is free only if all are, protected if one may be.
static void test_several_channels(void **state)
{
    (void)state;
    static const struct {
        const char *channels[2];
        enum mynah_verdict verdict;
    } cases[] = {
        { { "SIM:A", "SIM:B" }, A },
        { { "SIM:A", "SR:A" }, Q },
        { { "SIM:A", "SIM:KILL" }, D },
        { { "SIM:A", NULL }, D },
    };
    struct policy policy;
    must_read(&policy, GLOBS);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct mynah_report *report = report_of("w()\n");
        find_write(report, 1, cases[i].channels[0], "1");
        find_write(report, 1, cases[i].channels[1], "1");
        assert_true(mynah__report_finish(report) && mynah__policy_judge(&policy, report));
        assert_int_equal(report->verdict, cases[i].verdict);
        mynah_report_destroy(report);
    }
    mynah__policy_finish(&policy);
}

// ## What is refused

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *yaml;
        const char *says;
        int line;
    } cases[] = {
        { "approval: {global_mode: selectve}\n", "selectve", 1 },
        { "approval:\n  capabilities: {python_execution: {mode: none}}\n", "none", 2 },
        { "approval: {capabilities: {python_execution: {enabled: maybe}}}\n", "", 1 },
        { "approval: {global_modes: selective}\n", "global_modes", 1 },
        { "control_system: {writes_enable: false}\n", "writes_enable", 1 },
        { "control_system: {limits_checking: {enabled: true}}\n", "database_path", 1 },
        { "control_system:\n  writes_enabled: 'no way'\n", "", 2 },
        { "policy:\n  protected: ['SR:[']\n", "`[` without `]`", 2 },
        { "policy: {free: ['']}\n", "empty", 1 },
        { "policy: {free: ['[z-a]']}\n", "range", 1 },
        { "policy: {actions: {rsk: ask}}\n", "rsk", 1 },
        { "policy: {actions: {risk: maybe}}\n", "maybe", 1 },
        { "policy: {actions: {syntax-error: allow}}\n", "always `retry`", 1 },
        { "policy: {actions: {syntax: allow}}\n", "always `retry`", 1 },
        { "policy: {suppressions: perhaps}\n", "perhaps", 1 },
        { "analysis: {results: never}\n", "never", 1 },
        { "analysis: {results_name: ''}\n", "name", 1 },
        { "analysis: {target_version: '2.7'}\n", "2.7", 1 },
        { "analysis: {target_version: auto}\nexecution: {python: /no/such}\n", "/no/such", 2 },
        { "analysis: {surfaces: [lab.yml]}\n", "lab.yml", 1 },
        { "analysis: {rules: [own.yml]}\n", "own.yml", 1 },
        { "analysis: {predefined: {np: ''}}\n", "np", 1 },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct policy policy;
        struct mynah_error error = { .code = MYNAH_ERROR_NONE };
        assert_false(read_policy(&policy, cases[i].yaml, &error));
        mynah__policy_finish(&policy);
        if (!strstr(error.text, cases[i].says) || error.line != cases[i].line) {
            fail_msg("%s-> %d: %s", cases[i].yaml, error.line, error.text);
        }
        assert_int_equal(error.code, MYNAH_ERROR_CONFIG);
    }
}

static void test_options_go_first(void **state)
{
    (void)state;
    static const char yaml[] = "analysis: {results: required, target_version: '3.10'}\n";
    struct policy policy;
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_config *config = mynah_config_parse(yaml, sizeof yaml - 1, &error);
    struct mynah_analyzer_options options = { config, "3.9", "optional" };
    assert_true(mynah__policy_read(&policy, &options, &error));
    assert_string_equal(policy.target_version, "3.9");
    assert_false(policy.results_required);
    mynah__policy_finish(&policy);
    options.target_version = "3.7";
    assert_false(mynah__policy_read(&policy, &options, &error));
    assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    mynah__policy_finish(&policy);
    options = (struct mynah_analyzer_options){ config, NULL, "perhaps" };
    assert_false(mynah__policy_read(&policy, &options, &error));
    assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    mynah__policy_finish(&policy);
    mynah_config_destroy(config);
}

// ## Fingerprints

static void test_fingerprints(void **state)
{
    (void)state;
    static const char *const yamls[] = {
        NULL,
        GLOBS,
        NO_WRITES,
        APPROVAL("disabled", "true", "all_code"),
        APPROVAL("selective", "true", "all_code"),
        "policy: {protected: ['SIM:*'], free: ['*:KILL']}\n",
        "policy: {free: ['a b']}\n",
        "policy: {free: ['a', 'b']}\n",
        "policy: {actions: {risk: deny}}\n",
        "analysis: {predefined: {np: numpy}}\n",
        "analysis: {results: optional}\n",
        "analysis: {results_name: out}\n",
    };
    char seen[COUNT(yamls)][17];
    for (size_t i = 0; i < COUNT(yamls); i++) {
        struct policy policy;
        must_read(&policy, yamls[i]);
        memcpy(seen[i], policy.fingerprint, sizeof seen[i]);
        assert_int_equal(strlen(seen[i]), 16);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(seen[i], seen[j]);
        }
        mynah__policy_finish(&policy);
    }
    struct policy policy;
    must_read(&policy, "other: {a: 1}\n" APPROVAL("selective", "true", "control_writes"));
    assert_string_equal(policy.fingerprint, seen[0]); // the same policy, spelt out
    mynah__policy_finish(&policy);
}

// ## Globs

static void test_globs(void **state)
{
    (void)state;
    static const struct {
        const char *glob;
        const char *text;
        bool matches;
    } cases[] = {
        { "*", "", true },
        { "*:KILL", "SR:KILL", true },
        { "*:KILL", "SR:KILL2", false },
        { "SR:?", "SR:\xC3\xA9", true },
        { "SR:?", "SR:ab", false },
        { "[a-c]x", "bx", true },
        { "[!a-c]x", "bx", false },
        { "[!a-c]x", "dx", true },
        { "[]]", "]", true },
        { "[a-]", "-", true },
        { "[*]", "*", true },
        { "[*]", "a", false },
        { "a*b*c", "a-b-b-c", true },
        { "a*b*c", "a-c-b", false },
        { "sr:*", "SR:A", false },
        { "a", "", false },
        { "**a**", "a", true },
        { "\xFF", "\xFF", true },
        { "\\*", "\\x", true },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_null(mynah__glob_flaw(cases[i].glob));
        if (mynah__glob_match(cases[i].glob, cases[i].text) != cases[i].matches) {
            fail_msg("%s and %s", cases[i].glob, cases[i].text);
        }
    }
    static const char *const flawed[] = { "", "[", "[a", "[!", "[]", "[z-a]", "a[b-", "x[!]" };
    for (size_t i = 0; i < COUNT(flawed); i++) {
        assert_non_null(mynah__glob_flaw(flawed[i]));
    }
}

static void test_glob_takes_no_time(void **state)
{
    (void)state;
    enum { LENGTH = 20000 };
    char *text = mynah__alloc(LENGTH + 1);
    memset(text, 'a', LENGTH);
    assert_false(mynah__glob_match("*a*a*a*a*a*a*a*a*a*b", text));
    mynah__free(text);
}

// ## Limits

static char *database_with(const char *json)
{
    static char path[64];
    snprintf(path, sizeof path, "limits-%ld.json", (long)getpid());
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(json, file) >= 0 && fclose(file) == 0);
    return path;
}

static bool read_with_limits(struct policy *policy, const char *json, const char *more,
                             struct mynah_error *error)
{
    char yaml[512];
    const char *path = database_with(json);
    snprintf(yaml, sizeof yaml,
             "control_system: {limits_checking: {enabled: true, database_path: %s%s}}\n"
             "policy: {free: ['SIM:*']}\n",
             path, more);
    bool done = read_policy(policy, yaml, error);
    unlink(path);
    return done;
}

#define DATABASE                                                                                   \
    "{\"_comment\": 1, \"defaults\": {\"max_value\": 10}, \"A\": {\"min_value\": -1.5},"           \
    "\"B\": {\"writable\": false}, \"C\": {\"max_value\": null}, \"SIM:X\": {\"max_value\": 2.5}}"

static const struct {
    const char *channel;
    const char *value;
    enum mynah_verdict verdict;
} limited[] = {
    { "A", "10", Q },
    { "A", "10.000001", D },
    { "A", "-1.5", Q },
    { "A", "-1.6", D },
    { "A", "1_0.", Q },
    { "A", "1_1.", D },
    { "A", ".5", Q },
    { "A", "1e3", D },
    { "A", "True", Q },
    { "A", "'11'", D },
    { "A", NULL, Q },
    { "A", "[99]", D },
    { "A", "'9'", Q },
    { "A", "'on'", D },
    { "A", "None", D },
    { "A", "(1, 2)", D },
    { "A", "b'1'", D },
    { "A", "{'a': 1}", D },
    { "C", "'on'", Q },
    { "C", "[1]", Q },
    { "A", "float('nan')", D },
    { "A", "-float('inf')", D },
    { "A", "float('inf')", D },
    { "A", "float('-inf')", D },
    { "A", "'nan'", D },
    { "A", "''", D },
    { "C", "float('nan')", Q },
    { "A", "1+2j", Q },
    { "A", "1e400", D },
    { "B", "1", D },
    { "B", NULL, D },
    { "C", "999", Q },
    { "D", "1", D },
    { "SIM:X", "2.5", A },
    { "SIM:X", "3", D },
    { "SIM:X", NULL, Q },
    { NULL, "1", Q },
    { "A", "+11", D },
    { "A", "-", Q },
    { "A", "1..2", Q },
    { "A", "0x10", Q },
};

static void test_limits(void **state)
{
    (void)state;
    struct policy policy;
    struct mynah_error error = { .text = "" };
    if (!read_with_limits(&policy, DATABASE, "", &error)) {
        fail_msg("%s", error.text);
    }
    for (size_t i = 0; i < COUNT(limited); i++) {
        struct mynah_report *report = report_of("write()\n");
        find_write(report, 1, limited[i].channel, limited[i].value);
        assert_true(mynah__report_finish(report));
        mynah__limits_check(&policy.limits, report);
        assert_true(mynah__report_finish(report) && mynah__policy_judge(&policy, report));
        if (report->verdict != limited[i].verdict) {
            fail_msg("%s = %s: %s", limited[i].channel ? limited[i].channel : "(unknown)",
                     limited[i].value ? limited[i].value : "(unknown)",
                     mynah_verdict_name(report->verdict));
        }
        mynah_report_destroy(report);
    }
    mynah__policy_finish(&policy);
}

static void test_limits_allow_unlisted(void **state)
{
    (void)state;
    struct policy policy;
    struct mynah_error error = { .text = "" };
    assert_true(read_with_limits(&policy, DATABASE, ", allow_unlisted_channels: true", &error));
    struct mynah_report *report = report_of("write()\n");
    find_write(report, 1, "D", "1");
    assert_true(mynah__report_finish(report));
    mynah__limits_check(&policy.limits, report);
    assert_true(mynah__report_finish(report) && mynah__policy_judge(&policy, report));
    assert_int_equal(report->verdict, Q);
    mynah_report_destroy(report);
    mynah__policy_finish(&policy);
}

static void test_limits_database_flaws(void **state)
{
    (void)state;
    static const char *const flawed[] = {
        "",
        "[]",
        "{",
        "{\"A\": 1}",
        "{\"A\": {\"min_value\": \"1\"}}",
        "{\"A\": {\"writable\": 1}}",
        "{\"A\": {\"min_value\": 2, \"max_value\": 1}}",
        "{\"A\": {}, \"A\": {}}",
        "{\"defaults\": 3}",
    };
    for (size_t i = 0; i < COUNT(flawed); i++) {
        struct policy policy;
        struct mynah_error error = { .code = MYNAH_ERROR_NONE };
        if (read_with_limits(&policy, flawed[i], "", &error)) {
            fail_msg("accepted: %s", flawed[i]);
        }
        assert_int_equal(error.code, MYNAH_ERROR_CONFIG);
        mynah__policy_finish(&policy);
    }
    struct policy policy;
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    assert_false(read_policy(&policy,
                             "control_system: {limits_checking: {enabled: true, database_path: "
                             "/nonexistent/limits.json}}\n",
                             &error));
    assert_int_equal(error.code, MYNAH_ERROR_IO);
    mynah__policy_finish(&policy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matrix),
        cmocka_unit_test(test_precedence),
        cmocka_unit_test(test_several_channels),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_options_go_first),
        cmocka_unit_test(test_fingerprints),
        cmocka_unit_test(test_globs),
        cmocka_unit_test(test_glob_takes_no_time),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_limits_allow_unlisted),
        cmocka_unit_test(test_limits_database_flaws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
