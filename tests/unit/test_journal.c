// SPDX-License-Identifier: Apache-2.0
//
// mynah/journal.h: what is kept of calls, in which order, within which limit, and how it is asked.

#include <mynah/journal.h>

#include "oracle.h"

#include <mynah/world.h>

#include <stdio.h>

static const struct mynah_match about_mail = { .path = "text",
                                               .kind = MYNAH_MATCH_CONTAINS,
                                               .text = "mail" };

// A world with two oracles that echo nothing but "yes".
struct pair {
    struct mynah_world *world;
    const struct mynah_journal *journal;
    struct oracle *first, *second;
};

static struct pair pair_with(struct mynah_world_options options)
{
    const struct mynah_step yes = { .text = "yes", .times = MYNAH_ALWAYS, .delay = 1 };
    struct pair pair = { .world = mynah_world_create(&options, NULL) };
    pair.journal = mynah_world_journal(pair.world);
    pair.first = oracle_create(pair.world);
    pair.second = oracle_create(pair.world);
    follow(pair.first, script_of(MYNAH_EXHAUSTION_REPEAT_LAST, 1, &yes));
    follow(pair.second, script_of(MYNAH_EXHAUSTION_REPEAT_LAST, 1, &yes));
    return pair;
}

static struct pair pair_create(size_t limit)
{
    return pair_with((struct mynah_world_options){ .journal_limit = limit });
}

static void say(struct oracle *oracle, const char *text)
{
    char *answer = ask(oracle, text, NULL);
    assert_non_null(answer);
    mynah__free(answer);
}

static const char *text_of(const struct mynah_entry *entry)
{
    return ((const struct question *)entry->request)->text;
}

static void test_order(void **state)
{
    (void)state;
    struct pair pair = pair_create(0);
    struct mynah_entry entry = { 0 };
    static const char *const texts[] = { "a", "mail 1", "b", "mail 2", "mail 3" };
    say(pair.first, texts[0]);
    say(pair.second, texts[1]);
    say(pair.second, texts[2]);
    say(pair.first, texts[3]);
    say(pair.second, texts[4]);
    size_t count = 0;
    while (mynah_journal_next(pair.journal, NULL, &entry)) {
        assert_int_equal(entry.number, count + 1);
        assert_string_equal(text_of(&entry), texts[count]);
        assert_int_equal(entry.begin, count);
        assert_int_equal(entry.end, count + 1);
        count++;
    }
    assert_int_equal(count, 5);
    struct mynah_query query = { .stand_in = "oracle-2" };
    assert_int_equal(mynah_journal_count(pair.journal, &query), 3);
    assert_true(mynah_journal_at(pair.journal, &query, 1, &entry));
    assert_string_equal(text_of(&entry), "b");
    assert_true(mynah_journal_at(pair.journal, &query, -1, &entry));
    assert_string_equal(text_of(&entry), "mail 3");
    assert_true(mynah_journal_at(pair.journal, &query, -3, &entry));
    assert_string_equal(text_of(&entry), "mail 1");
    assert_false(mynah_journal_at(pair.journal, &query, 3, &entry));
    assert_false(mynah_journal_at(pair.journal, &query, -4, &entry));
    assert_string_equal(text_of(&entry), "mail 1"); // untouched
    query.request = &about_mail;
    assert_int_equal(mynah_journal_count(pair.journal, &query), 2);
    query.stand_in = NULL;
    assert_int_equal(mynah_journal_count(pair.journal, &query), 3);
    query.method = "tell";
    assert_int_equal(mynah_journal_count(pair.journal, &query), 0);
    assert_int_equal(mynah_journal_calls(pair.journal, NULL), 5);
    assert_int_equal(mynah_journal_calls(pair.journal, "oracle"), 2);
    assert_int_equal(mynah_journal_calls(pair.journal, "nobody"), 0);
    mynah_world_destroy(pair.world);
}

static void test_entry_conditions(void **state)
{
    (void)state;
    struct pair pair = pair_create(0);
    say(pair.first, "a");
    say(pair.first, "b");
    assert_true(mynah__stand_in_follow(&pair.second->base, NULL, &question_shape, NULL));
    assert_null(ask(pair.second, "c", NULL));
    const struct mynah_match failed = { .path = "outcome", .text = "error" };
    const struct mynah_match late = { .path = "begin", .kind = MYNAH_MATCH_AT_LEAST, .number = 1 };
    const struct mynah_match any_record = { .kind = MYNAH_MATCH_PRESENT };
    const struct mynah_match wrong = { .path = "colour", .kind = MYNAH_MATCH_ABSENT };
    struct mynah_entry entry;
    assert_int_equal(mynah_journal_count(pair.journal, &(struct mynah_query){ .entry = &late }), 2);
    assert_int_equal(mynah_journal_count(pair.journal, &(struct mynah_query){ .entry = &failed }),
                     1);
    assert_int_equal(
        mynah_journal_count(pair.journal, &(struct mynah_query){ .reply = &any_record }), 0);
    assert_int_equal(mynah_journal_count(pair.journal, &(struct mynah_query){ .entry = &wrong }),
                     0);
    assert_int_equal(mynah_journal_count(pair.journal, &(struct mynah_query){ .request = &wrong }),
                     0);
    assert_true(
        mynah_journal_at(pair.journal, &(struct mynah_query){ .entry = &failed }, 0, &entry));
    assert_string_equal(entry.error->text, "oracle-2: it was not told what to answer");
    assert_int_equal(entry.step, -1);
    mynah_world_destroy(pair.world);
}

static void test_closest(void **state)
{
    (void)state;
    struct pair pair = pair_create(0);
    const struct mynah_match wanted = { .path = "text", .text = "Plot the orbits" };
    const struct mynah_query query = { .stand_in = "oracle", .request = &wanted };
    struct mynah_entry entry;
    char why[300];
    assert_false(mynah_journal_closest(pair.journal, &query, &entry, why, sizeof why));
    say(pair.first, "Send mail");
    say(pair.first, "Plot the orbit");
    say(pair.first, "Dance");
    assert_true(mynah_journal_closest(pair.journal, &query, &entry, why, sizeof why));
    assert_int_equal(entry.number, 2);
    assert_string_equal(why, "text is \"Plot the orbits\": it is \"Plot the orbit\"");
    say(pair.first, "Plot the orbits");
    assert_true(mynah_journal_closest(pair.journal, &query, &entry, why, sizeof why));
    assert_int_equal(entry.number, 4);
    assert_string_equal(why, "");
    const struct mynah_query reply = { .reply = &wanted };
    assert_true(mynah_journal_closest(pair.journal, &reply, &entry, why, sizeof why));
    assert_string_equal(why, "text is \"Plot the orbits\": there is no record in the reply");
    mynah_world_destroy(pair.world);
}

static void test_show(void **state)
{
    (void)state;
    struct pair pair = pair_create(0);
    struct mynah_entry entry = { 0 };
    char shown[200];
    say(pair.first, "why?\n");
    assert_true(mynah_journal_next(pair.journal, NULL, &entry));
    size_t length = mynah_entry_show(&entry, shown, sizeof shown);
    assert_string_equal(shown, "#1 oracle.ask {text: \"why?\\n\"} -> \"yes\"");
    assert_int_equal(length, strlen(shown));
    assert_true(mynah__stand_in_follow(&pair.second->base, NULL, &question_shape, NULL));
    assert_null(ask(pair.second, "x", NULL));
    assert_true(mynah_journal_next(pair.journal, NULL, &entry));
    mynah_entry_show(&entry, shown, sizeof shown);
    assert_string_equal(shown, "#2 oracle-2.ask {text: \"x\"} -> error: oracle-2: it was not told "
                               "what to answer");
    const struct mynah_step record = { .shape = &question_shape,
                                       .record = &(struct question){ "r" } };
    follow(pair.first, script_of(MYNAH_EXHAUSTION_REPEAT_LAST, 1, &record));
    mynah__free(ask(pair.first, "y", NULL));
    assert_true(mynah_journal_next(pair.journal, NULL, &entry));
    mynah_entry_show(&entry, shown, sizeof shown);
    assert_string_equal(shown, "#3 oracle.ask {text: \"y\"} -> {text: \"r\"}");
    assert_string_equal(mynah_outcome_name(MYNAH_OUTCOME_UNFINISHED), "unfinished");
    assert_string_equal(mynah_outcome_name(MYNAH_OUTCOME_ANSWERED), "answered");
    assert_string_equal(mynah_outcome_name(MYNAH_OUTCOME_ERROR), "error");
    mynah_world_destroy(pair.world);
}

// The newest are kept, numbers and counts stay exact.
static void test_limit(void **state)
{
    (void)state;
    struct pair pair = pair_create(3);
    struct mynah_entry entry = { 0 };
    for (int i = 0; i < 100; i++) {
        char text[20];
        snprintf(text, sizeof text, "call %d", i);
        say(i % 4 ? pair.first : pair.second, text);
    }
    assert_int_equal(mynah_journal_count(pair.journal, NULL), 3);
    assert_int_equal(mynah_journal_dropped(pair.journal), 97);
    assert_int_equal(mynah_journal_calls(pair.journal, "oracle"), 75);
    assert_int_equal(mynah__stand_in_calls(&pair.second->base), 25);
    assert_true(mynah_journal_next(pair.journal, NULL, &entry));
    assert_int_equal(entry.number, 98);
    assert_string_equal(text_of(&entry), "call 97");
    assert_false(mynah__stand_in_entry(&pair.second->base, -1, &entry)); // dropped
    assert_true(mynah__stand_in_entry(&pair.first->base, 74, &entry));
    assert_string_equal(text_of(&entry), "call 99");
    mynah_world_reset(pair.world);
    assert_int_equal(mynah_journal_dropped(pair.journal), 0);
    assert_int_equal(mynah_journal_calls(pair.journal, NULL), 0);
    say(pair.first, "again");
    assert_true(mynah_journal_at(pair.journal, NULL, 0, &entry));
    assert_int_equal(entry.number, 1);
    mynah_world_destroy(pair.world);
}

// Large calls push the small ones out; the newest is kept however large it is.
static void test_limit_of_bytes(void **state)
{
    (void)state;
    enum { BYTES = 64 << 10, LARGE = 20 << 10 };
    static char large[LARGE + 1], huge[3 * BYTES + 1];
    struct pair pair = pair_with((struct mynah_world_options){ .journal_bytes = BYTES });
    struct mynah_entry entry = { 0 };
    memset(large, 'l', LARGE);
    memset(huge, 'h', 3 * BYTES);
    for (int i = 0; i < 20; i++) {
        say(pair.first, "small");
    }
    assert_int_equal(mynah_journal_dropped(pair.journal), 0);
    for (int i = 0; i < 5; i++) {
        say(pair.second, large);
    }
    assert_int_equal(mynah_journal_count(pair.journal, NULL), 3);
    assert_int_equal(mynah_journal_dropped(pair.journal), 22);
    say(pair.first, huge);
    assert_int_equal(mynah_journal_count(pair.journal, NULL), 1);
    assert_true(mynah_journal_at(pair.journal, NULL, 0, &entry));
    assert_string_equal(text_of(&entry), huge);
    say(pair.first, "small");
    assert_true(mynah_journal_at(pair.journal, NULL, 0, &entry));
    assert_string_equal(text_of(&entry), "small");
    assert_int_equal(mynah_journal_dropped(pair.journal), 26);
    assert_int_equal(mynah_journal_calls(pair.journal, NULL), 27);
    // What was forgotten takes no room, and neither does what a reset forgot.
    mynah__journal_forget(mynah__world_journal(pair.world), pair.first->base.source);
    mynah_world_reset(pair.world);
    for (int i = 0; i < 3; i++) {
        say(pair.second, large);
    }
    assert_int_equal(mynah_journal_count(pair.journal, NULL), 3);
    mynah_world_destroy(pair.world);
}

// Every call of one of several stand-ins, forwards, backwards and in leaps.
static void test_index(void **state)
{
    (void)state;
    struct pair pair = pair_create(0);
    struct mynah_entry entry;
    char text[40];
    for (int i = 0; i < 60; i++) {
        snprintf(text, sizeof text, "%d", i);
        say(i % 3 ? pair.first : pair.second, text);
    }
    for (long i = 0; i < 40; i++) {
        const long indexes[] = { i, 39 - i, i - 40, i * 17 % 40 };
        for (size_t j = 0; j < 4; j++) {
            long rank = indexes[j] < 0 ? indexes[j] + 40 : indexes[j];
            assert_true(mynah__stand_in_entry(&pair.first->base, indexes[j], &entry));
            snprintf(text, sizeof text, "%ld", rank / 2 * 3 + rank % 2 + 1);
            assert_string_equal(text_of(&entry), text);
        }
    }
    assert_false(mynah__stand_in_entry(&pair.first->base, 40, &entry));
    mynah_world_destroy(pair.world);
}

// A stand-in forgets its calls alone; the numbers of the others stay.
static void test_forget(void **state)
{
    (void)state;
    struct pair pair = pair_create(0);
    struct mynah_entry entry = { 0 };
    say(pair.first, "a");
    say(pair.second, "b");
    say(pair.first, "c");
    mynah__stand_in_reset(&pair.first->base);
    assert_int_equal(mynah__stand_in_calls(&pair.first->base), 0);
    assert_false(mynah__stand_in_entry(&pair.first->base, -1, &entry));
    assert_int_equal(mynah_journal_count(pair.journal, NULL), 1);
    say(pair.first, "d");
    assert_true(mynah__stand_in_entry(&pair.first->base, 0, &entry));
    assert_string_equal(text_of(&entry), "d");
    assert_int_equal(entry.number, 4);
    assert_true(mynah__stand_in_entry(&pair.second->base, 0, &entry));
    assert_int_equal(entry.number, 2);
    mynah_world_destroy(pair.world);
}

// Forgotten calls make room for new ones, and are not counted as dropped.
static void test_forget_with_limit(void **state)
{
    (void)state;
    struct pair pair = pair_create(3);
    say(pair.first, "a");
    say(pair.second, "b");
    say(pair.first, "c");
    mynah__stand_in_reset(&pair.first->base);
    for (int i = 0; i < 4; i++) {
        say(pair.first, "d");
    }
    assert_int_equal(mynah_journal_dropped(pair.journal), 2);
    assert_int_equal(mynah_journal_count(pair.journal, NULL), 3);
    assert_int_equal(mynah__stand_in_calls(&pair.first->base), 4);
    mynah_world_destroy(pair.world);
}

static jmp_buf away;

static bool jump(void *self, const struct mynah_value *value)
{
    (void)self;
    (void)value;
    longjmp(away, 1);
}

// A condition that jumps away leaves a journal that works, also when the limit drops the entry.
static void test_query_that_jumps(void **state)
{
    (void)state;
    struct pair pair = pair_create(2);
    const struct mynah_match match = { .kind = MYNAH_MATCH_PREDICATE, .predicate = jump };
    say(pair.first, "a");
    if (setjmp(away) == 0) {
        mynah_journal_count(pair.journal, &(struct mynah_query){ .request = &match });
        fail();
    }
    say(pair.first, "b");
    say(pair.first, "c");
    say(pair.first, "d");
    assert_int_equal(mynah_journal_count(pair.journal, NULL), 2);
    mynah_world_destroy(pair.world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_entry_conditions),
        cmocka_unit_test(test_closest),
        cmocka_unit_test(test_show),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_limit_of_bytes),
        cmocka_unit_test(test_index),
        cmocka_unit_test(test_forget),
        cmocka_unit_test(test_forget_with_limit),
        cmocka_unit_test(test_query_that_jumps),
    };
    return cmocka_run_group_tests_name("journal", tests, NULL, NULL);
}
