// SPDX-License-Identifier: Apache-2.0
//
// Every combination of modes, of writes enabled or not and of results required or not, against code
// of every kind: what the whole analyzer says, cell by cell.  The cells are written out here once
// more, and the table that is printed is held against them, too.

#include "policy/table.h"

#include <mynah/analyzer.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { WRITES, ALL, OFF };

// As Osprey has them: `disabled` never asks, `selective` goes by the capability, `all_capabilities`
// enables it and keeps its mode; `epics_writes` is an old name of `control_writes`.
// clang-format off
static const struct {
    const char *global;
    const char *enabled;
    const char *mode;
    int column;
} modes[] = {
    { "selective", "true", "control_writes", WRITES },        { "selective", "true", "epics_writes", WRITES },
    { "selective", "true", "all_code", ALL },                 { "selective", "true", "disabled", OFF },
    { "selective", "false", "control_writes", OFF },          { "selective", "false", "epics_writes", OFF },
    { "selective", "false", "all_code", OFF },                { "selective", "false", "disabled", OFF },
    { "disabled", "true", "control_writes", OFF },            { "disabled", "true", "epics_writes", OFF },
    { "disabled", "true", "all_code", OFF },                  { "disabled", "true", "disabled", OFF },
    { "disabled", "false", "control_writes", OFF },           { "disabled", "false", "epics_writes", OFF },
    { "disabled", "false", "all_code", OFF },                 { "disabled", "false", "disabled", OFF },
    { "all_capabilities", "true", "control_writes", WRITES }, { "all_capabilities", "true", "epics_writes", WRITES },
    { "all_capabilities", "true", "all_code", ALL },          { "all_capabilities", "true", "disabled", OFF },
    { "all_capabilities", "false", "control_writes", WRITES },{ "all_capabilities", "false", "epics_writes", WRITES },
    { "all_capabilities", "false", "all_code", ALL },         { "all_capabilities", "false", "disabled", OFF },
};

#define A MYNAH_VERDICT_ALLOW
#define Q MYNAH_VERDICT_ASK
#define D MYNAH_VERDICT_DENY
#define R MYNAH_VERDICT_RETRY
#define DONE "results = {}\n"

// The verdicts in the columns WRITES, ALL and OFF: with writes enabled, and disabled.
static const struct {
    const char *code;
    bool bare; // `results` is missing, or no mapping: `retry` is `optional` where that is
    enum mynah_verdict enabled[3];
    enum mynah_verdict disabled[3];
    enum mynah_verdict optional[3];
} cells[] = {
    { "x = (\n", false,                                                    { R, R, R }, { R, R, R }, { R, R, R } },
    { "import epics\nepics.caput('A', 1)\nx = (\n", false,                 { R, R, R }, { R, R, R }, { R, R, R } },
    { "x = 1\n", true,                                                     { R, R, R }, { R, R, R }, { A, Q, A } },
    { DONE, false,                                                         { A, Q, A }, { A, Q, A }, { A, Q, A } },
    { "import random\nif random.random() < 1:\n    " DONE, false,          { A, Q, A }, { A, Q, A }, { A, Q, A } },
    { "import epics\nx = epics.caget('A')\n" DONE, false,                  { A, Q, A }, { A, Q, A }, { A, Q, A } },
    { "import epics\nepics.caput('A', 1)\n" DONE, false,                   { Q, Q, A }, { D, D, D }, { Q, Q, A } },
    { "import epics\nepics.caput(input(), 1)\n" DONE, false,               { Q, Q, A }, { D, D, D }, { Q, Q, A } },
    { "import epics\nepics.caput('SIM:A', 1)\n" DONE, false,               { A, Q, A }, { D, D, D }, { A, Q, A } },
    { "import importlib, sys\nimportlib.import_module(sys.argv[1])\n" DONE, false, { Q, Q, A }, { D, D, D }, { Q, Q, A } },
    { "import os\nos.system('ls')\n" DONE, false,                          { Q, Q, D }, { Q, Q, D }, { Q, Q, D } },
    { "import os, epics\nepics.caput('A', 1)\nos.system('ls')\n" DONE, false, { Q, Q, D }, { D, D, D }, { Q, Q, D } },
};
// clang-format on

static enum mynah_verdict judge(const struct mynah_analyzer *analyzer, const char *code)
{
    struct mynah_report *report = mynah_analyzer_check(analyzer, code, strlen(code), NULL);
    assert_non_null(report);
    enum mynah_verdict verdict = mynah_report_verdict(report);
    mynah_report_destroy(report);
    return verdict;
}

static struct mynah_analyzer *analyzer_of(const char *yaml)
{
    struct mynah_error error = { .text = "" };
    struct mynah_config *config = mynah_config_parse(yaml, strlen(yaml), &error);
    struct mynah_analyzer *analyzer =
        config ? mynah_analyzer_create(&(struct mynah_analyzer_options){ .config = config }, &error)
               : NULL;
    mynah_config_destroy(config);
    if (!analyzer) {
        fail_msg("%s: %s", yaml, error.text);
    }
    return analyzer;
}

static void check_cells(size_t mode, bool writes, bool required)
{
    char yaml[512];
    snprintf(yaml, sizeof yaml,
             "approval: {global_mode: %s, capabilities: {python_execution: {enabled: %s, mode: "
             "%s}}}\ncontrol_system: {writes_enabled: %s}\nanalysis: {results: %s}\n"
             "policy: {free: ['SIM:*']}\n",
             modes[mode].global, modes[mode].enabled, modes[mode].mode, writes ? "true" : "false",
             required ? "required" : "optional");
    struct mynah_analyzer *analyzer = analyzer_of(yaml);
    for (size_t i = 0; i < COUNT(cells); i++) {
        const enum mynah_verdict *row = writes ? cells[i].enabled : cells[i].disabled;
        row = cells[i].bare && !required ? cells[i].optional : row;
        enum mynah_verdict verdict = judge(analyzer, cells[i].code);
        if (verdict != row[modes[mode].column]) {
            fail_msg("%s%sis %s", yaml, cells[i].code, mynah_verdict_name(verdict));
        }
    }
    mynah_analyzer_destroy(analyzer);
}

static void test_every_cell(void **state)
{
    (void)state;
    assert_int_equal(COUNT(modes), GLOBAL_COUNT * 2 * MODE_COUNT);
    for (size_t mode = 0; mode < COUNT(modes); mode++) {
        for (int i = 0; i < 4; i++) {
            check_cells(mode, i & 1, i & 2);
        }
    }
}

// ## The printed table

// Return the `column`-th word of the line that begins with `first`, in `word`.
static void cell_of(const char *table, const char *first, int column, char word[32])
{
    size_t length = strlen(first);
    const char *at = table;
    while (at && !(strncmp(at, "  ", 2) == 0 && strncmp(at + 2, first, length) == 0 &&
                   at[2 + length] == ' ')) {
        at = strchr(at, '\n');
        at = at ? at + 1 : NULL;
    }
    if (!at) {
        fail_msg("there is no row %s", first);
        return;
    }
    at += 2 + length;
    for (int i = 0;; i++) {
        at += strspn(at, " !");
        size_t size = strcspn(at, " \n");
        assert_true(size > 0 && size < 32);
        if (i == column) {
            memcpy(word, at, size);
            word[size] = '\0';
            return;
        }
        at += size;
    }
}

static void test_the_printed_table_is_the_one(void **state)
{
    (void)state;
    static const struct {
        const char *row;
        const char *verdicts[3];
    } rows[] = {
        { "syntax", { "retry", "retry", "retry" } },
        { "results", { "retry", "retry", "retry" } },
        { "code", { "allow", "ask", "allow" } },
        { "note", { "allow", "allow", "allow" } },
        { "suppressed", { "allow", "allow", "allow" } },
        { "write", { "ask", "ask", "allow" } },
        { "free", { "allow", "allow", "allow" } },
        { "unsure", { "ask", "ask", "allow" } },
        { "writes-off", { "deny", "deny", "deny" } },
        { "protected", { "deny", "deny", "deny" } },
        { "limit", { "deny", "deny", "deny" } },
        { "risk", { "ask", "ask", "deny" } },
    };
    static const char *const columns[] = { "writes", "all", "off" };
    struct policy policy;
    struct text text = { 0 };
    char word[32];
    assert_true(mynah__policy_read(&policy, NULL, NULL));
    mynah__policy_table_text(&text, &policy);
    assert_false(text.failed);
    assert_int_equal(COUNT(rows), KIND_COUNT);
    for (size_t i = 0; i < COUNT(rows); i++) {
        for (int column = 0; column < 3; column++) {
            cell_of(text.bytes, rows[i].row, column, word);
            assert_string_equal(word, rows[i].verdicts[column]);
        }
    }
    for (size_t i = 0; i < COUNT(modes); i++) {
        static const char *const names[] = { "control_writes", "epics_writes", "all_code",
                                             "disabled" };
        char first[64];
        int column = 0;
        while (strcmp(names[column], modes[i].mode) != 0) {
            column++;
        }
        snprintf(first, sizeof first, "%-16s %s", modes[i].global, modes[i].enabled);
        cell_of(text.bytes, first, column, word);
        assert_string_equal(word, columns[modes[i].column]);
    }
    mynah__text_finish(&text);
    mynah__policy_finish(&policy);
}

// ## Where Osprey had the switch before

static void test_old_switch_of_writes(void **state)
{
    (void)state;
    static const char write[] = "import epics\nepics.caput('A', 1)\n" DONE;
    static const struct {
        const char *yaml;
        enum mynah_verdict verdict;
    } rows[] = {
        { "execution_control: {epics: {writes_enabled: false, gateway: x}, other: 1}\n", D },
        { "execution_control: {epics: {writes_enabled: true}}\n", Q },
        { "execution_control: {limits: {}}\n", Q },
        { "execution_control: {epics: {writes_enabled: false}}\n"
          "control_system: {writes_enabled: true}\n",
          Q },
        { "execution_control: {epics: {writes_enabled: true}}\n"
          "control_system: {writes_enabled: false}\n",
          D },
        { "execution_control: {epics: {writes_enabled: false}}\ncontrol_system: {type: epics}\n",
          D },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct mynah_analyzer *analyzer = analyzer_of(rows[i].yaml);
        if (judge(analyzer, write) != rows[i].verdict) {
            fail_msg("%s", rows[i].yaml);
        }
        mynah_analyzer_destroy(analyzer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_cell),
        cmocka_unit_test(test_the_printed_table_is_the_one),
        cmocka_unit_test(test_old_switch_of_writes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
