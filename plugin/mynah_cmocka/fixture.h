// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CMOCKA_FIXTURE_H
#define MYNAH_CMOCKA_FIXTURE_H

/*
 * Tests that start from a fixture and end with a look at what is left.  Included by mynah_cmocka.h.
 *
 *     MYNAH_TEST(asks_once)
 *     {
 *         struct mynah_generator *model = mynah_generator_create(fixture->world, ..., NULL);
 *         ...
 *     }
 *
 *     int main(void)
 *     {
 *         const struct CMUnitTest tests[] = { mynah_unit_test(asks_once) };
 *         return cmocka_run_group_tests(tests, NULL, NULL);
 *     }
 */

#include <stdio.h>

#include <mynah/fixture.h>

#include "mynah_cmocka/world.h"

/**
 * Define the test `test`; its body has a `struct mynah_fixture *fixture`.
 *
 * Behind the body, every stand-in of `fixture->world` must have done all that it was told to do.
 * That is verified as a part of the test: what a teardown finds is an error without a place, and
 * what a group's teardown finds does not even change the exit status.
 */
#define MYNAH_TEST(test)                                                                           \
    static void test##_body(struct mynah_fixture *fixture);                                        \
    static void test(void **state)                                                                 \
    {                                                                                              \
        struct mynah_fixture *fixture = (struct mynah_fixture *)*state;                            \
        test##_body(fixture);                                                                      \
        mynah_cmocka_world(MYNAH_CMOCKA_HERE("MYNAH_TEST(" #test ")", NULL), fixture->world,       \
                           mynah_cmocka_order(MYNAH_WORLD_VERIFIED, mynah_cmocka_no_calls()));     \
    }                                                                                              \
    static void test##_body(MYNAH_CMOCKA_UNUSED struct mynah_fixture *fixture)

/** The row of a test for cmocka; the second with a setup of its own, which calls mynah_setup(). */
#define mynah_unit_test(test)                                                                      \
    {                                                                                              \
#test, test, mynah_setup, mynah_teardown, NULL                                             \
    }
#define mynah_unit_test_setup(test, setup)                                                         \
    {                                                                                              \
#test, test, setup, mynah_teardown, NULL                                                   \
    }

/** A setup: `*state` becomes a `struct mynah_fixture *`. */
static inline int mynah_setup(void **state)
{
    struct mynah_error error = MYNAH_CMOCKA_ZERO;
    struct mynah_fixture *fixture = mynah_fixture_create((const struct mynah_row *)*state, &error);
    if (fixture == NULL) {
        mynah_cmocka_print_line(error.text);
        return -1;
    }
    *state = fixture;
    return 0;
}

/** The teardown for mynah_setup(). */
static inline int mynah_teardown(void **state)
{
    mynah_fixture_destroy((struct mynah_fixture *)*state);
    return 0;
}

/** A teardown that first verifies the world: for tests that are not written with MYNAH_TEST. */
static inline int mynah_teardown_verified(void **state)
{
    char why[MYNAH_CMOCKA_WHY_SIZE];
    bool done = mynah_world_verify(((struct mynah_fixture *)*state)->world, why, sizeof why);
    mynah_teardown(state);
    if (!done) {
        mynah_cmocka_print_line(why);
    }
    return done ? 0 : -1;
}

/** A teardown for tests that share the fixture of their group: the world starts anew. */
static inline int mynah_teardown_reset(void **state)
{
    mynah_world_reset(((struct mynah_fixture *)*state)->world);
    return 0;
}

/* ### Tables */

/** Do what follows for each behaviour that is built in. */
#define mynah_for_each_behavior(behavior)                                                          \
    for (const struct mynah_behavior *behavior = mynah_behavior_at(0); behavior != NULL;           \
         behavior = mynah_cmocka_behavior_after(behavior))

static inline const struct mynah_behavior *
mynah_cmocka_behavior_after(const struct mynah_behavior *behavior)
{
    size_t index = 0;
    while (mynah_behavior_at(index) != behavior) {
        index++;
    }
    return index + 1 < mynah_behavior_count() ? mynah_behavior_at(index + 1) : NULL;
}

/** A test that is run over a table: `fixture->row` is a row of it, which names the test. */
static inline int mynah_run_table(const char *group, const struct mynah_table *table,
                                  CMUnitTestFunction test)
{
    static struct CMUnitTest tests[MYNAH_TABLE_MOST];
    size_t count = mynah_table_count(table);
    for (size_t i = 0; i < count; i++) {
        const struct mynah_row *row = mynah_table_row(table, i);
        tests[i].name = row->name;
        tests[i].test_func = test;
        tests[i].setup_func = mynah_setup;
        tests[i].teardown_func = mynah_teardown;
        memcpy(&tests[i].initial_state, &row, sizeof row); /* without its const */
    }
    return _cmocka_run_group_tests(group, tests, count, NULL, NULL);
}

static inline int mynah_cmocka_run(const char *group, struct mynah_table *table,
                                   CMUnitTestFunction test, const struct mynah_error *error)
{
    if (table == NULL || mynah_table_count(table) == 0) {
        /* Not by print_error(), which writes into the TAP from cmocka 2.0 on. */
        fprintf(stderr, "%s: %s\n", group, table == NULL ? error->text : "there is no row");
        mynah_table_destroy(table);
        return -1;
    }
    int status = mynah_run_table(group, table, test);
    mynah_table_destroy(table);
    return status;
}

/** Run the test for each snippet of the behaviours; returns what cmocka does, -1 without rows. */
static inline int mynah_run_behaviors(const char *group, CMUnitTestFunction test)
{
    struct mynah_error error = MYNAH_CMOCKA_ZERO;
    struct mynah_table *table = mynah_table_of_behaviors(&error);
    return mynah_cmocka_run(group, table, test, &error);
}

/** Run the test for each file `*.py` of the folder; likewise. */
static inline int mynah_run_folder(const char *group, const char *folder, CMUnitTestFunction test)
{
    struct mynah_error error = MYNAH_CMOCKA_ZERO;
    struct mynah_table *table = mynah_table_of_folder(folder, &error);
    return mynah_cmocka_run(group, table, test, &error);
}

#endif
