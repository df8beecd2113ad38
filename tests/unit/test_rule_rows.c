// SPDX-License-Identifier: Apache-2.0
// Each row is needed: without a trigger, a name of it, or a word of its condition, the rule's
// fixture fails.  The tables are changed in memory, one part at a time.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixtures.h"
#include "report.h"
#include "table_set.h"

enum { ROWS_MOST = 256, TRIGGERS_MOST = 32, LIST_MOST = 128 };

// All rules, of which one has a trigger or a list that is changed.
struct mutant {
    struct fixture fixture;
    struct rule rows[ROWS_MOST];
    struct rule *row;
    struct trigger triggers[TRIGGERS_MOST];
    const char *list[LIST_MOST];
    int count;
    int alive;
};

// Return whether the fixture finds what it says.
static bool passes(struct mutant *mutant)
{
    static const struct mynah_analyzer_options options = { .results = "optional" };
    const struct rule_family family = { mutant->rows };
    const struct rule_family *const families[] = { &family, NULL };
    const struct table_set set = { mynah__surface_tables, families, NULL };
    struct mynah_analyzer *analyzer = mynah__analyzer_create(&options, &set, NULL);
    assert_non_null(analyzer);
    struct mynah_report *report =
        mynah_analyzer_check(analyzer, mutant->fixture.text, mutant->fixture.size, NULL);
    assert_non_null(report);
    bool same = fixture_differs(&mutant->fixture, report, false) == 0;
    mynah_report_destroy(report);
    mynah_analyzer_destroy(analyzer);
    return same;
}

static void try_mutant(struct mutant *mutant, const char *what, const char *name)
{
    mutant->count++;
    if (passes(mutant)) {
        print_message("%s: nothing fails without the %s %s\n", mutant->row->about.name, what, name);
        mutant->alive++;
    }
}

static size_t length(const char *const *list)
{
    size_t count = 0;
    while (list && list[count]) {
        count++;
    }
    return count;
}

// Leave one of the list out; what is left stands in the mutant.
static const char *const *without(struct mutant *mutant, const char *const *list, size_t left_out)
{
    size_t count = 0;
    for (size_t i = 0; list[i]; i++) {
        assert_true(count + 1 < LIST_MOST);
        if (i != left_out) {
            mutant->list[count++] = list[i];
        }
    }
    mutant->list[count] = NULL;
    return mutant->list;
}

static void try_words(struct mutant *mutant, struct condition *condition)
{
    const char *const *words = condition->words;
    bool pieces = condition->predicate != PREDICATE_HAS && condition->predicate != PREDICATE_NOT;
    for (size_t i = 0; pieces && i < length(words) && length(words) > 1; i++) {
        condition->words = without(mutant, words, i);
        try_mutant(mutant, "word", words[i]);
        condition->words = words;
    }
}

static void try_trigger(struct mutant *mutant, struct trigger *trigger)
{
    const char *const *names = trigger->names;
    for (size_t i = 0; i < length(names); i++) {
        trigger->names = without(mutant, names, i);
        try_mutant(mutant, "name", names[i]);
        trigger->names = names;
    }
    try_words(mutant, &trigger->when);
    try_words(mutant, &trigger->also);
}

static void try_rule(struct mutant *mutant)
{
    const struct trigger *original = mutant->row->triggers;
    size_t count = 0;
    while (original && original[count].kind != TRIGGER_END) {
        count++;
    }
    assert_true(count < TRIGGERS_MOST);
    mutant->row->triggers = original ? mutant->triggers : NULL;
    for (size_t i = 0; i < count; i++) {
        memcpy(mutant->triggers, original, (count + 1) * sizeof *original);
        try_trigger(mutant, &mutant->triggers[i]);
        memmove(&mutant->triggers[i], &mutant->triggers[i + 1],
                (count - i) * sizeof *mutant->triggers);
        try_mutant(mutant, "trigger with", original[i].names[0]);
    }
    mutant->row->triggers = original;
}

static size_t copy_rows(struct mutant *mutant)
{
    size_t count = 0;
    for (const struct rule_family *const *family = mynah__rule_families; *family; family++) {
        for (const struct rule *row = (*family)->rows; row->about.name; row++) {
            assert_true(count + 1 < ROWS_MOST);
            mutant->rows[count++] = *row;
        }
    }
    return count;
}

static void test_nothing_of_a_rule_can_be_left_out(void **state)
{
    (void)state;
    static struct mutant mutant;
    size_t count = copy_rows(&mutant);
    for (size_t i = 0; i < count; i++) {
        char file[128];
        mutant.row = &mutant.rows[i];
        snprintf(file, sizeof file, "%s.py", mutant.row->about.name);
        if (!mutant.row->triggers) {
            continue;
        }
        assert_true(fixture_read(&mutant.fixture, file));
        if (!passes(&mutant)) {
            fail_msg("%s fails with all rows", file);
        }
        try_rule(&mutant);
    }
    print_message("# %d parts were left out, one at a time\n", mutant.count);
    assert_int_equal(mutant.alive, 0);
    assert_true(mutant.count > 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_of_a_rule_can_be_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
