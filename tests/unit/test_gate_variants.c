// SPDX-License-Identifier: Apache-2.0
//
// The gate over variants: what is counted, that threads and pieces change nothing, and that what
// is printed can be read.

#include "gate/gate.h"
#include "shortage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

// ## Gates

// One that lets all pass.
static bool allow(void *self, struct mynah_gate_outcome *outcome, char *message)
{
    (void)self;
    *message = '\0';
    outcome->answered = true;
    outcome->verdict = MYNAH_VERDICT_ALLOW;
    outcome->agrees = outcome->about->expected == MYNAH_VERDICT_ALLOW;
    return true;
}

// One that looks for one word, and answers nothing when there is another.
static bool search(void *self, struct mynah_gate_outcome *outcome, char *message)
{
    (void)self;
    outcome->answered = !strstr(outcome->about->code, "subprocess");
    if (!outcome->answered) {
        snprintf(message, 256, "it does not like \"subprocess\"\n");
    }
    outcome->verdict =
        strstr(outcome->about->code, "put(") ? MYNAH_VERDICT_ASK : MYNAH_VERDICT_ALLOW;
    outcome->agrees = outcome->answered && outcome->verdict == outcome->about->expected;
    return true;
}

static bool ask(struct gate_variants *matrix, size_t count, const struct gate_run *run)
{
    *matrix = (struct gate_variants){ .seed = 7, .count = count };
    return mynah__gate_variants_run(matrix, run);
}

static size_t sum(const struct gate_tally *tally)
{
    return tally->stopped + tally->missed + tally->passed + tally->alarms + tally->other +
           tally->none;
}

// ## Tests

static void test_each_is_counted_once_on_each_axis(void **state)
{
    (void)state;
    struct gate_variants matrix;
    assert_false(ask(&matrix, 700, &(struct gate_run){ .ask = search }));
    assert_int_equal(sum(&matrix.total), 700);
    for (int axis = 0; axis < GATE_AXES; axis++) {
        size_t all = 0, missed = 0, none = 0;
        for (size_t i = 0; i < matrix.axes[axis].count; i++) {
            all += sum(&matrix.axes[axis].rows[i]);
            missed += matrix.axes[axis].rows[i].missed;
            none += matrix.axes[axis].rows[i].none;
        }
        assert_int_equal(all, 700);
        assert_int_equal(missed, matrix.total.missed);
        assert_int_equal(none, matrix.total.none);
    }
    assert_true(matrix.total.missed > 0 && matrix.total.none > 0 && matrix.total.passed > 0);
    assert_true(matrix.total.stopped > 0 && matrix.total.alarms > 0 && matrix.total.other > 0);
    mynah__gate_variants_finish(&matrix);
}

static void test_who_allows_all_misses_all(void **state)
{
    (void)state;
    struct gate_variants matrix;
    assert_false(ask(&matrix, 600, &(struct gate_run){ .ask = allow }));
    assert_int_equal(matrix.total.missed + matrix.total.passed, 600);
    assert_true(matrix.total.missed > 100);
    assert_true(matrix.example_count > 0);
    assert_false(matrix.examples[0].agrees);
    mynah__gate_variants_finish(&matrix);
}

static void test_mynah_agrees(void **state)
{
    (void)state;
    struct gate_variants matrix;
    struct mynah_analyzer *analyzer = mynah_analyzer_create(NULL, NULL);
    bool agrees =
        ask(&matrix, 200, &(struct gate_run){ .ask = mynah__gate_ask_variant, .self = analyzer });
    if (!agrees && matrix.example_count) {
        fail_msg("%s:\n%s", matrix.examples[0].about->name, matrix.examples[0].about->code);
    }
    assert_true(agrees);
    assert_true(matrix.total.nameable > 0);
    assert_true(matrix.total.named * 10 >= matrix.total.nameable * 9);
    mynah__gate_variants_finish(&matrix);
    mynah_analyzer_destroy(analyzer);
}

static char *text_of(struct gate_variants *matrix, bool json)
{
    struct text text = { 0 };
    const struct gate_format format = { .gate = "a\x1b[2Jgate" };
    (json ? mynah__gate_variants_json : mynah__gate_variants_text)(&text, matrix, &format);
    return mynah__text_detach(&text);
}

static void test_threads_change_nothing(void **state)
{
    (void)state;
    struct gate_variants one, four;
    ask(&one, 600, &(struct gate_run){ .ask = search });
    ask(&four, 600, &(struct gate_run){ .ask = search, .jobs = 4 });
    for (int json = 0; json < 2; json++) {
        char *left = text_of(&one, json), *right = text_of(&four, json);
        assert_string_equal(left, right);
        mynah_free(left);
        mynah_free(right);
    }
    mynah__gate_variants_finish(&one);
    mynah__gate_variants_finish(&four);
}

static void test_json_has_what_the_text_has(void **state)
{
    (void)state;
    struct gate_variants matrix;
    ask(&matrix, 700, &(struct gate_run){ .ask = search });
    char *text = text_of(&matrix, false), *json = text_of(&matrix, true);
    json_t *root = json_loads(json, 0, NULL);
    assert_non_null(root);
    assert_int_equal(json_integer_value(json_object_get(root, "count")), 700);
    assert_true(json_is_false(json_object_get(root, "agrees")));
    const json_t *total = json_object_get(root, "total");
    assert_int_equal(json_integer_value(json_object_get(total, "missed")), matrix.total.missed);
    const json_t *spelling = json_array_get(json_object_get(root, "spellings"), 0);
    assert_non_null(strstr(text, json_string_value(json_object_get(spelling, "name"))));
    const json_t *example = json_array_get(json_object_get(root, "examples"), 0);
    assert_string_equal(json_string_value(json_object_get(example, "code")),
                        matrix.examples[0].about->code);
    assert_null(strchr(text, '\x1b'));
    json_decref(root);
    mynah_free(text);
    mynah_free(json);
    mynah__gate_variants_finish(&matrix);
}

static void test_an_unknown_behavior_is_refused(void **state)
{
    (void)state;
    struct gate_variants matrix = { .behavior = "no such", .count = 10 };
    assert_false(mynah__gate_variants_run(&matrix, &(struct gate_run){ .ask = allow }));
    assert_int_equal(matrix.error.code, MYNAH_ERROR_ARGUMENT);
    mynah__gate_variants_finish(&matrix);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    // Most allocations are those of the tables, which have their own test.
    for (struct shortage at = { .share = 16 }; shortage_next(&at);) {
        struct gate_variants matrix;
        ask(&matrix, 20, &(struct gate_run){ .ask = search });
        char *text = text_of(&matrix, false), *json = text_of(&matrix, true);
        at.error = matrix.error;
        at.untold = at.error.code == MYNAH_ERROR_NONE; // a text has no error
        shortage_over(&at, at.untold && text && json);
        mynah_free(text);
        mynah_free(json);
        mynah__gate_variants_finish(&matrix);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_is_counted_once_on_each_axis),
        cmocka_unit_test(test_who_allows_all_misses_all),
        cmocka_unit_test(test_mynah_agrees),
        cmocka_unit_test(test_threads_change_nothing),
        cmocka_unit_test(test_json_has_what_the_text_has),
        cmocka_unit_test(test_an_unknown_behavior_is_refused),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
