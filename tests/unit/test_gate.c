// SPDX-License-Identifier: Apache-2.0
//
// The gate: what it takes for a case, what comes of a run, and that nothing which no longer agrees
// goes unnoticed.

#include "core/alloc.h"
#include "gate/gate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define A MYNAH_VERDICT_ALLOW
#define Q MYNAH_VERDICT_ASK
#define D MYNAH_VERDICT_DENY
#define R MYNAH_VERDICT_RETRY

static struct mynah_gate_cases *create(void)
{
    struct mynah_error error = { .text = "" };
    struct mynah_gate_cases *cases = mynah_gate_cases_create(&error);
    assert_non_null(cases);
    return cases;
}

static void add(struct mynah_gate_cases *cases, const char *name, const char *code,
                enum mynah_verdict expected)
{
    struct mynah_error error = { .text = "" };
    const struct mynah_gate_case added = {
        .name = name, .code = code, .size = strlen(code), .expected = expected
    };
    if (!mynah_gate_cases_add(cases, &added, &error)) {
        fail_msg("%s", error.text);
    }
}

// ## Running

// A gate that answers with the verdict that the code names, and with none for other code.
static bool obey(void *self, const char *code, size_t size, enum mynah_verdict *verdict,
                 struct mynah_error *error)
{
    size_t *calls = self;
    int found = mynah__verdict_find(code, size);
    assert_int_equal(code[size], '\0');
    (*calls)++;
    *verdict = (enum mynah_verdict)(found < 0 ? 99 : found);
    return found >= 0 ||
           (strcmp(code, "mad") != 0 ? mynah_error_set(error, MYNAH_ERROR_IO, "it said '%s'", code)
                                     : true);
}

static void test_misses_are_sorted(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *code;
        enum mynah_verdict expected;
    } rows[] = {
        { "fine", "ask", Q },     { "alarm", "ask", A },      { "let through", "allow", Q },
        { "crash", "boom", D },   { "worst", "allow", D },    { "also fine", "deny", D },
        { "broken", "allow", R }, { "no verdict", "mad", A }, { "let through 2", "allow", Q },
        { "weaker", "ask", D },
    };
    static const char *const misses[] = { "worst", "let through", "let through 2", "weaker",
                                          "crash", "broken",      "no verdict",    "alarm" };
    struct mynah_gate_cases *cases = create();
    for (size_t i = 0; i < COUNT(rows); i++) {
        add(cases, rows[i].name, rows[i].code, rows[i].expected);
    }
    size_t calls = 0;
    struct mynah_gate_matrix matrix;
    assert_false(mynah_gate_run(cases, obey, &calls, &matrix));
    assert_int_equal(calls, COUNT(rows));
    assert_int_equal(matrix.count, COUNT(rows));
    assert_int_equal(matrix.miss_count, COUNT(misses));
    for (size_t i = 0; i < COUNT(misses); i++) {
        assert_string_equal(matrix.misses[i]->about->name, misses[i]);
    }
    assert_int_equal(matrix.counts[Q][Q], 1);
    assert_int_equal(matrix.counts[Q][A], 2);
    assert_int_equal(matrix.counts[D][GATE_NONE], 1);
    assert_int_equal(matrix.counts[A][GATE_NONE], 1);
    assert_string_equal(matrix.outcomes[3].message, "it said 'boom'");
    assert_string_equal(matrix.outcomes[7].message, "99 is no verdict");
    mynah_gate_matrix_finish(&matrix);
    mynah_gate_cases_destroy(cases);
}

static void test_all_agree(void **state)
{
    (void)state;
    struct mynah_analyzer *analyzer = mynah_analyzer_create(NULL, NULL);
    struct mynah_gate_matrix matrix;
    assert_true(mynah_gate_run(NULL, mynah_gate_by_analyzer, analyzer, &matrix));
    assert_int_equal(matrix.count, mynah_behavior_count());
    assert_int_equal(matrix.miss_count, 0);
    mynah_gate_matrix_finish(&matrix);
    char why[1024] = "x";
    assert_true(mynah_gate_meets(mynah_gate_by_analyzer, analyzer, why, sizeof why));
    assert_string_equal(why, "");
    mynah_analyzer_destroy(analyzer);
}

static void test_no_cases_agree(void **state)
{
    (void)state;
    struct mynah_gate_cases *cases = create();
    size_t calls = 0;
    struct mynah_gate_matrix matrix;
    assert_true(mynah_gate_run(cases, obey, &calls, &matrix));
    assert_int_equal(matrix.count, 0);
    mynah_gate_matrix_finish(&matrix);
    mynah_gate_matrix_finish(&matrix); // once more is fine
    mynah_gate_cases_destroy(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_misses_are_sorted),
        cmocka_unit_test(test_all_agree),
        cmocka_unit_test(test_no_cases_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
