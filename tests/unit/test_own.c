// SPDX-License-Identifier: Apache-2.0
// Tables of the user's own: examples/facility/ as it stands, and all that can be wrong with a row.

#include "policy/own.h"
#include "policy/policy.h"
#include "shortage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <unistd.h>

#include "fixtures.h"

static struct mynah_analyzer *facility(void)
{
    char path[512];
    struct mynah_error error = { .text = "" };
    snprintf(path, sizeof path, "%s/examples/facility/mynah.yml", fixture_root());
    struct mynah_config *config = mynah_config_load(path, &error);
    struct mynah_analyzer *analyzer =
        config ? mynah_analyzer_create(&(struct mynah_analyzer_options){ .config = config }, &error)
               : NULL;
    mynah_config_destroy(config);
    if (!analyzer) {
        fail_msg("%d:%d: %s", error.line, error.column, error.text);
    }
    return analyzer;
}

static void test_the_facility_finds_what_it_says(void **state)
{
    static const struct {
        const char *file;
        enum mynah_verdict verdict;
    } files[] = {
        { "orbit.py", MYNAH_VERDICT_ASK },
        { "limits.py", MYNAH_VERDICT_DENY },
        { "risks.py", MYNAH_VERDICT_ASK },
        { "unnamed.py", MYNAH_VERDICT_DENY },
    };
    static struct fixture fixture;
    struct mynah_analyzer *analyzer = facility();
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        assert_true(fixture_read_from(&fixture, "examples/facility", files[i].file, analyzer));
        struct mynah_report *report =
            mynah_analyzer_check(analyzer, fixture.text, fixture.size, NULL);
        assert_int_equal(fixture_differs(&fixture, report, true), 0);
        assert_int_equal(mynah_report_verdict(report), files[i].verdict);
        mynah_report_destroy(report);
    }
    mynah_analyzer_destroy(analyzer);
}

static void test_rows_are_listed(void **state)
{
    struct mynah_analyzer *analyzer = facility();
    (void)state;
    assert_int_equal(mynah_analyzer_row_count(analyzer), 17);
    const struct mynah_own_row *first = mynah_analyzer_row(analyzer, 0);
    const struct mynah_own_row *last = mynah_analyzer_row(analyzer, 16);
    assert_string_equal(first->file, "lab.yml");
    assert_string_equal(first->name, "ringlab.set_pv");
    assert_string_equal(first->access, "write");
    assert_int_equal(first->line, 5);
    assert_string_equal(last->rule, "retired-library");
    assert_string_equal(last->name, "oldring");
    assert_int_equal(last->severity, MYNAH_SEVERITY_LOW);
    assert_null(mynah_analyzer_row(analyzer, 17));
    mynah_analyzer_destroy(analyzer);
}

static bool parse(enum own_list list, const char *yaml, struct mynah_error *error)
{
    struct arena arena = { 0 };
    struct own own = { .arena = &arena };
    struct text text = { 0 };
    mynah__text_add(&text, yaml);
    bool done = mynah__own_parse(&own, list, "lab.yml", &text, error) && mynah__own_close(&own);
    mynah__text_finish(&text);
    mynah__text_finish(&own.hashes);
    mynah__arena_finish(&arena);
    return done;
}

static void test_bad_rows_have_a_place(void **state)
{
    static const struct {
        enum own_list list;
        const char *row;
        const char *says;
    } cases[] = {
        { OWN_SURFACES, "{call: epics.caput, direction: none}", "lab.yml:2:25: " },
        { OWN_SURFACES, "{call: epics.pv.PV, direction: none}", "`epics.PV` is built in" },
        { OWN_SURFACES, "{method: Foo, on: PyTango.DeviceProxy, direction: none}", "built in" },
        { OWN_SURFACES, "{call: \"epics.*\", direction: none}", "built in" },
        { OWN_SURFACES, "{call: os.system, direction: none}", "built in" },
        { OWN_SURFACES, "{call: a.b}", "`direction` is missing" },
        { OWN_SURFACES, "{call: a.b, direction: wirte}", "one of none, read, write, both" },
        { OWN_SURFACES, "{call: a.b, method: c, on: d, direction: read}", "one of `call`" },
        { OWN_SURFACES, "{direction: read}", "one of `call`" },
        { OWN_SURFACES, "{call: a.b, on: c, direction: read}", "`on` belongs" },
        { OWN_SURFACES, "{method: a, direction: read}", "`on` has to say" },
        { OWN_SURFACES, "{method: a.b, on: c, direction: read}", "not a Python name" },
        { OWN_SURFACES, "{call: 1a, direction: read}", "not a Python name" },
        { OWN_SURFACES, "{call: a..b, direction: read}", "not a Python name" },
        { OWN_SURFACES, "{call: a., direction: read}", "not a Python name" },
        { OWN_SURFACES, "{call: \"*\", direction: read}", "not a Python name" },
        { OWN_SURFACES, "{call: a b, direction: read}", "not a Python name" },
        { OWN_SURFACES, "{call: a, direction: read, channel: 100}", "a position from 0 to 99" },
        { OWN_SURFACES, "{call: a, direction: read, channel: -1}", "nor the name" },
        { OWN_SURFACES, "{call: a, direction: read, channel: {at: 1}}", "`at` is neither" },
        { OWN_SURFACES, "{call: a, direction: read, join: '.'}", "`join` belongs" },
        { OWN_SURFACES, "{method: a, on: b, direction: read, join: ''}", "`join` is empty" },
        { OWN_SURFACES, "{attribute: a, on: b, direction: read, value: 1}", "neither arguments" },
        { OWN_SURFACES, "{call: a, direction: read, returns: 'b c'}", "not a Python name" },
        { OWN_SURFACES, "{call: a, direction: read}\n  - {call: a, direction: write}",
          "3:5: anoth" },
        { OWN_SURFACES, "{cal: a}", "did you mean 'call'" },
        { OWN_SURFACES, "call", "must be a mapping" },
        { OWN_RULES, "{rule: x, call: a, severity: low}", "`message` is missing" },
        { OWN_RULES, "{rule: x, call: a, message: m}", "`severity` is missing" },
        { OWN_RULES, "{call: a, severity: low, message: m}", "`rule` is wanted" },
        { OWN_RULES, "{rule: X y, call: a, severity: low, message: m}", "`rule` is wanted" },
        { OWN_RULES, "{rule: eval-call, call: a, severity: low, message: m}", "built in" },
        { OWN_RULES, "{rule: x, severity: low, message: m}", "`import`" },
        { OWN_RULES, "{rule: x, call: a, severity: grave, message: m}", "one of info, low" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mynah_error error = { .text = "" };
        char yaml[256];
        snprintf(yaml, sizeof yaml, "%s:\n  - %s\n",
                 cases[i].list == OWN_SURFACES ? "surfaces" : "rules", cases[i].row);
        assert_false(parse(cases[i].list, yaml, &error));
        assert_int_equal(error.code, MYNAH_ERROR_CONFIG);
        if (!strstr(error.text, cases[i].says) || strncmp(error.text, "lab.yml:", 8) != 0) {
            fail_msg("%s -> %s", cases[i].row, error.text);
        }
    }
}

static void test_files_without_rows(void **state)
{
    static const char *const texts[] = {
        "", "surface: []\n", "surfaces: {}\n", "surfaces: []\n", "surfaces: [\n", "- 1\n"
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct mynah_error error = { .text = "" };
        assert_false(parse(OWN_SURFACES, texts[i], &error));
        assert_int_equal(strncmp(error.text, "lab.yml:", 8), 0);
    }
}

static void test_too_many_rows(void **state)
{
    struct mynah_error error = { .text = "" };
    struct text text = { 0 };
    (void)state;
    mynah__text_add(&text, "rules:\n");
    for (int i = 0; i < 10001; i++) {
        mynah__text_add(&text, "- {rule: x, call: a, severity: low, message: m}\n");
    }
    assert_false(parse(OWN_RULES, text.bytes, &error));
    assert_non_null(strstr(error.text, "more than 10000"));
    mynah__text_finish(&text);
}

// ## The policy

static bool read_policy(struct policy *policy, const char *lab, struct mynah_error *error)
{
    char path[64];
    char yaml[128];
    snprintf(path, sizeof path, "own-%ld.yml", (long)getpid());
    snprintf(yaml, sizeof yaml, "analysis: {surfaces: [%s]}\n", path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(lab, file);
    fclose(file);
    struct mynah_config *config = mynah_config_parse(yaml, strlen(yaml), error);
    bool done =
        mynah__policy_read(policy, &(struct mynah_analyzer_options){ .config = config }, error);
    mynah_config_destroy(config);
    unlink(path);
    return done;
}

static void test_the_fingerprint_knows_the_rows(void **state)
{
    static const char *const labs[] = { "surfaces: [{call: a.b, direction: write}]\n",
                                        "surfaces: [{call: a.b, direction: read}]\n" };
    char prints[2][17];
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct policy policy;
        struct mynah_error error = { .text = "" };
        assert_true(read_policy(&policy, labs[i], &error));
        memcpy(prints[i], policy.fingerprint, 17);
        mynah__policy_finish(&policy);
    }
    assert_string_not_equal(prints[0], prints[1]);
}

static void test_a_bad_file_is_an_error_of_the_configuration(void **state)
{
    struct policy policy;
    struct mynah_error error = { .text = "" };
    (void)state;
    assert_false(read_policy(&policy, "surfaces: [{call: a.b}]\n", &error));
    mynah__policy_finish(&policy);
    assert_int_equal(error.code, MYNAH_ERROR_CONFIG);
    assert_int_equal(error.line, 1);
    assert_non_null(strstr(error.text, ".yml:1:12: `direction` is missing"));
}

static void test_out_of_memory(void **state)
{
    static const char yaml[] =
        "surfaces: [{call: a.B, direction: none, channel: {position: 0, keyword: k}},\n"
        "  {method: c, on: a.B, direction: write, join: ':', returns: d.E}]\n";
    struct shortage at = { .untold = true };
    (void)state;
    while (shortage_next(&at)) {
        struct arena arena = { 0 };
        struct own own = { .arena = &arena };
        struct text text = { 0 };
        mynah__text_add(&text, yaml);
        shortage_over(&at, mynah__own_parse(&own, OWN_SURFACES, "lab.yml", &text, &at.error) &&
                               mynah__own_close(&own));
        mynah__text_finish(&text);
        mynah__text_finish(&own.hashes);
        mynah__arena_finish(&arena);
    }
    shortage_came_behind(&at, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_facility_finds_what_it_says),
        cmocka_unit_test(test_rows_are_listed),
        cmocka_unit_test(test_bad_rows_have_a_place),
        cmocka_unit_test(test_files_without_rows),
        cmocka_unit_test(test_too_many_rows),
        cmocka_unit_test(test_the_fingerprint_knows_the_rows),
        cmocka_unit_test(test_a_bad_file_is_an_error_of_the_configuration),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
