// SPDX-License-Identifier: Apache-2.0
// Holds the rules and surfaces against their fixtures (see fixtures.h), and the table of rules
// against itself.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <mynah/analyzer.h>

#include "fixtures.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

static struct mynah_report *check(const char *code, size_t size, bool required)
{
    struct mynah_error error;
    const struct mynah_analyzer_options options = { .results = required ? "required" : "optional" };
    struct mynah_analyzer *analyzer = mynah_analyzer_create(&options, &error);
    assert_non_null(analyzer);
    struct mynah_report *report = mynah_analyzer_check(analyzer, code, size, &error);
    assert_non_null(report);
    mynah_analyzer_destroy(analyzer);
    return report;
}

static bool about_results(const char *rule)
{
    return strstr(rule, "results") != NULL;
}

// Return whether the line has a word that an import of the fixture binds: `import a.b as c, d`.
static bool has_import(const struct fixture *fixture, int wanted)
{
    const char *line = fixture->text;
    for (int i = 1; i < wanted; i++) {
        line = strchr(line, '\n') + 1;
    }
    size_t size = strcspn(line, "#\n");
    for (const char *at = fixture->text; at; at = strchr(at, '\n')) {
        at += *at == '\n';
        bool import = strncmp(at, "import ", 7) == 0 || strncmp(at, "from ", 5) == 0;
        const char *end = at + strcspn(at, "#\n");
        const char *names = import ? strstr(at, "import ") + 7 : end;
        while (names < end) {
            char name[64];
            size_t length = strspn(names, LETTERS ".");
            bool kept = length > 0 && length < sizeof name;
            bool renamed = strncmp(names + length, " as ", 4) == 0;
            snprintf(name, sizeof name, "%.*s", kept ? (int)length : 0, names);
            name[strcspn(name, ".")] = '\0';
            for (const char *found = strstr(line, name);
                 kept && !renamed && found && found < line + size;
                 found = strstr(found + 1, name)) {
                bool whole = !strchr(LETTERS, found[strlen(name)]) &&
                             (found == line || !strchr(LETTERS ".\"'", found[-1]));
                if (whole) {
                    return true;
                }
            }
            names += length;
            names += strcspn(names, LETTERS);
        }
    }
    return false;
}

// What is done by a name that is imported says where it came from.
static int check_traces(const struct fixture *fixture, const struct mynah_report *report)
{
    int wrong = 0;
    for (size_t i = 0; mynah_report_parses(report) && i < mynah_report_finding_count(report); i++) {
        const struct mynah_finding *finding = mynah_report_finding(report, i);
        bool about = finding->category == MYNAH_CATEGORY_CHANNEL ||
                     finding->category == MYNAH_CATEGORY_OPAQUE;
        if (about && finding->trace_count == 0 && has_import(fixture, finding->line)) {
            print_message("%s:%d: %s has no trace\n", fixture->file, finding->line, finding->rule);
            wrong++;
        }
    }
    return wrong;
}

static int run_fixture(const char *file)
{
    static struct fixture fixture;
    assert_true(fixture_read(&fixture, file));
    struct mynah_report *report = check(fixture.text, fixture.size, about_results(file));
    int wrong = fixture_differs(&fixture, report, true) + check_traces(&fixture, report);
    mynah_report_destroy(report);
    return wrong;
}

static void test_each_fixture_finds_what_it_says(void **state)
{
    char folder[512];
    int files = 0;
    int wrong = 0;
    (void)state;
    snprintf(folder, sizeof folder, "%s/tests/rules", fixture_root());
    DIR *entries = opendir(folder);
    assert_non_null(entries);
    for (struct dirent *entry; (entry = readdir(entries));) {
        size_t size = strlen(entry->d_name);
        if (size > 3 && strcmp(entry->d_name + size - 3, ".py") == 0) {
            wrong += run_fixture(entry->d_name);
            files++;
        }
    }
    closedir(entries);
    assert_int_equal(wrong, 0);
    assert_true(files > 0);
}

static void test_each_rule_has_a_fixture(void **state)
{
    static struct fixture fixture;
    (void)state;
    for (size_t i = 0; i < mynah_rule_count(); i++) {
        const struct mynah_rule *rule = mynah_rule_at(i);
        char file[128];
        if (strcmp(rule->name, "channel-limit") == 0) {
            continue; // it needs a limits database, which fixtures do not have
        }
        snprintf(file, sizeof file, "%s.py", rule->name);
        assert_true(fixture_read(&fixture, file));
        if (fixture.expected == 0 || fixture.near == 0) {
            fail_msg("%s needs an `expect` and an `ok`", file);
        }
    }
}

static void test_rules_are_in_order_and_found(void **state)
{
    (void)state;
    assert_true(mynah_rule_count() > 40);
    for (size_t i = 0; i < mynah_rule_count(); i++) {
        const struct mynah_rule *rule = mynah_rule_at(i);
        assert_non_null(rule);
        assert_int_equal(strspn(rule->name, "abcdefghijklmnopqrstuvwxyz-"), strlen(rule->name));
        assert_true(i == 0 || strcmp(mynah_rule_at(i - 1)->name, rule->name) < 0);
        assert_ptr_equal(mynah_rule_find(rule->name), rule);
        assert_true(rule->summary && rule->why && rule->bad && rule->good);
        assert_true(rule->bandit && rule->ruff);
    }
    assert_null(mynah_rule_at(mynah_rule_count()));
    assert_null(mynah_rule_find("no-such-rule"));
    assert_string_equal(mynah_rule_find("B602")->name, "subprocess-shell");
    assert_string_equal(mynah_rule_find("S301")->name, "unsafe-pickle");
}

static bool finds(const char *code, const struct mynah_rule *rule, bool *others)
{
    bool required = rule->category == MYNAH_CATEGORY_RESULTS;
    struct mynah_report *report = check(code, strlen(code), required);
    bool found = false;
    *others = false;
    for (size_t i = 0; i < mynah_report_finding_count(report); i++) {
        const char *name = mynah_report_finding(report, i)->rule;
        bool same = strcmp(name, rule->name) == 0;
        found = found || same;
        *others = *others || !same;
    }
    mynah_report_destroy(report);
    return found;
}

// Rules that cannot be without another.
static bool has_company(const char *rule)
{
    static const char *const rules[] = { "opaque-code", "suppression-refused" };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (strcmp(rule, rules[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void test_bad_is_found_and_good_is_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < mynah_rule_count(); i++) {
        const struct mynah_rule *rule = mynah_rule_at(i);
        bool others;
        if (strcmp(rule->name, "channel-limit") == 0) {
            continue;
        }
        if (!finds(rule->bad, rule, &others)) {
            fail_msg("%s is not found in its `bad`", rule->name);
        }
        if (others && !has_company(rule->name)) {
            fail_msg("another rule than %s is found in its `bad`", rule->name);
        }
        if (finds(rule->good, rule, &others)) {
            fail_msg("%s is found in its `good`", rule->name);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_fixture_finds_what_it_says),
        cmocka_unit_test(test_each_rule_has_a_fixture),
        cmocka_unit_test(test_rules_are_in_order_and_found),
        cmocka_unit_test(test_bad_is_found_and_good_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
