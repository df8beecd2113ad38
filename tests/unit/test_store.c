// SPDX-License-Identifier: Apache-2.0
//
// mynah/store.h: rows in tables, queries of them, and what is refused.

#include "doubles.h"

#include <mynah/store.h>

#include "core/alloc.h"
#include "shortage.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static struct mynah_world *world;
static struct mynah_store *store;

static int setup(void **state)
{
    (void)state;
    world = mynah_world_create(NULL, NULL);
    store = mynah_store_create(world, NULL, NULL);
    return mynah_store_add_table(store, "users(name, age?, tags?)", NULL) &&
                   mynah_store_insert(store, "users", NULL, "{s:s, s:i}", "name", "Ann", "age",
                                      30) == 1 &&
                   mynah_store_insert(store, "users", NULL, "{s:s, s:f}", "name", "bob", "age",
                                      9.5) == 2 &&
                   mynah_store_insert(store, "users", NULL, "{s:s, s:[s], s:i}", "name", "O'Neil",
                                      "tags", "x", "id", 10) == 10
               ? 0
               : -1;
}

static int teardown(void **state)
{
    (void)state;
    mynah_world_destroy(world);
    return 0;
}

#define ANN "{\"id\":1,\"name\":\"Ann\",\"age\":30}"
#define BOB "{\"id\":2,\"name\":\"bob\",\"age\":9.5}"
#define NEIL "{\"id\":10,\"name\":\"O'Neil\",\"tags\":[\"x\"]}"

static void check_rows(char *json, const char *expected)
{
    assert_non_null(json);
    assert_string_equal(json, expected);
    mynah_free(json);
}

static void test_rows(void **state)
{
    (void)state;
    const struct mynah_match young = { .path = "age", .kind = MYNAH_MATCH_LESS, .number = 18 };
    const struct mynah_match tagged = { .path = "tags[*]", .text = "x" };
    const struct mynah_match tenth = { .path = "id", .number = 10 };
    check_rows(mynah_store_select(store, "users", NULL, NULL), "[" ANN "," BOB "," NEIL "]");
    check_rows(mynah_store_select(store, "users", &young, NULL), "[" BOB "]");
    assert_int_equal(mynah_store_count(store, "users", &tagged), 1);
    assert_int_equal(
        mynah_store_update(store, "users", &young, NULL, "{s:i, s:n}", "age", 10, "tags"), 1);
    check_rows(mynah_store_select(store, "users", &young, NULL),
               "[{\"id\":2,\"name\":\"bob\",\"age\":10,\"tags\":null}]");
    assert_int_equal(mynah_store_delete(store, "users", &tenth, NULL), 1);
    assert_int_equal(mynah_store_insert(store, "users", NULL, "{s:s}", "name", "new"),
                     11); // never again 10
    assert_int_equal(mynah_store_delete(store, "users", NULL, NULL), 3);
    check_rows(mynah_store_select(store, "users", NULL, NULL), "[]");
}

static const struct {
    const char *sql, *rows;
} queries[] = {
    { "SELECT * FROM users", "[" ANN "," BOB "," NEIL "]" },
    { "  select *\nfrom users ;", "[" ANN "," BOB "," NEIL "]" },
    { "select COUNT(*) from users where age is not null", "[{\"count\":2}]" },
    { "select name, tags from users where id = 10;", "[{\"name\":\"O'Neil\",\"tags\":[\"x\"]}]" },
    { "SELECT id, age FROM users WHERE age IS NULL", "[{\"id\":10,\"age\":null}]" },
    { "SELECT id FROM users WHERE name = 'O''Neil'", "[{\"id\":10}]" },
    { "SELECT id FROM users WHERE name <> 'Ann' AND age != 30",
      "[{\"id\":2}]" }, // nothing is not different
    { "SELECT id FROM users WHERE age >= 9.5 AND age<=9.50", "[{\"id\":2}]" },
    { "SELECT id FROM users WHERE age > -1 AND NOT (id = 1 OR id = 3)", "[{\"id\":2}]" },
    { "SELECT id FROM users WHERE id = 1 OR id = 2 AND age > 100", "[{\"id\":1}]" },
    { "SELECT id FROM users ORDER BY age", "[{\"id\":10},{\"id\":2},{\"id\":1}]" },
    { "SELECT id FROM users ORDER BY name DESC LIMIT 2", "[{\"id\":2},{\"id\":10}]" },
    { "SELECT id FROM users ORDER BY id ASC LIMIT 0", "[]" },
    { "SELECT name FROM users WHERE name = TRUE OR name = 7", "[]" },
};

static void test_queries(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(queries); i++) {
        struct mynah_error error = { .code = MYNAH_ERROR_NONE };
        char *json = mynah_store_query(store, queries[i].sql, &error);
        assert_string_equal(error.text, "");
        check_rows(json, queries[i].rows);
    }
}

static void test_queries_refused(void **state)
{
    (void)state;
    static const struct {
        const char *sql;
        int line, column;
        const char *why;
    } rows[] = {
        { "", 1, 1, "SQL, line 1, column 1: expected SELECT, not the end" },
        { "SELECT * FORM users", 1, 10, "expected FROM, not \"FORM\"" },
        { "SELECT *\n FROM", 2, 6, "expected the name of a table, not the end" },
        { "DELETE FROM users", 1, 1, "expected SELECT, not \"DELETE\"" },
        { "SELECT FROM users", 1, 8, "expected a column or *, not \"FROM\"" },
        { "SELECT id, FROM users", 1, 12, "expected a column or *" },
        { "SELECT * FROM users WHERE", 1, 26, "expected a column, not the end" },
        { "SELECT * FROM users WHERE name LIKE 'x'", 1, 32,
          "expected =, <>, <, <=, >, >= or IS, not \"LIKE\"" },
        { "SELECT * FROM users WHERE name = 'x", 1, 34,
          "expected a number, a text, TRUE or FALSE, not \"'x\"" },
        { "SELECT * FROM users WHERE name < 'x'", 1, 34, "expected a number, not \"'x'\"" },
        { "SELECT * FROM users WHERE id = 3x", 1, 32, "not \"3x\"" },
        { "SELECT * FROM users WHERE (id = 3", 1, 34, "expected ), not the end" },
        { "SELECT * FROM users LIMIT 1.5", 1, 27, "expected a whole number" },
        { "SELECT * FROM users; DROP TABLE users", 1, 22, "expected the end, not \"DROP\"" },
        { "SELECT * FROM users WHERE ((((((((((id = 1))))))))))", 1, 35,
          "a condition that nests less" },
        { "SELECT * FROM usres", 0, 0,
          "store: there is no table \"usres\"; did you mean \"users\"?" },
        { "SELECT nmae FROM users", 0, 0, "users has no column \"nmae\"; did you mean \"name\"?" },
        { "SELECT * FROM users WHERE x = 1 OR id = 1", 0, 0, "users has no column \"x\"" },
        { "SELECT * FROM users ORDER BY y", 0, 0, "users has no column \"y\"" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct mynah_error error = { .code = MYNAH_ERROR_NONE };
        assert_null(mynah_store_query(store, rows[i].sql, &error));
        assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
        check_says(error.text, rows[i].why);
        assert_int_equal(error.line, rows[i].line);
        assert_int_equal(error.column, rows[i].column);
    }
}

static void refused_insert(const char *why, const char *format, const char *name, int64_t value)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    assert_int_equal(mynah_store_insert(store, "users", &error, format, "name", "x", name, value),
                     0);
    check_says(error.text, why);
}

static void test_rows_refused(void **state)
{
    (void)state;
    struct mynah_error error;
    refused_insert("users.id: 10 is taken", "{s:s, s:I}", "id", 10);
    refused_insert("users.id: it is a whole number of at least 1", "{s:s, s:I}", "id", 0);
    refused_insert("users has no column \"agge\"; did you mean \"age\"?", "{s:s, s:I}", "agge", 1);
    refused_insert("users has no column \"age.x\"", "{s:s, s:I}", "age.x", 1);
    assert_int_equal(mynah_store_insert(store, "users", &error, "{s:i}", "age", 1), 0);
    assert_string_equal(error.text, "users.name: it is missing");
    assert_int_equal(
        mynah_store_insert(store, "users", &error, "{s:p}", "name", (const void *)&error), 0);
    assert_string_equal(error.text, "users.name: a pointer is no value");
    assert_int_equal(mynah_store_insert(store, "orders", &error, ""), 0);
    assert_string_equal(error.text, "store: there is no table \"orders\"");
    assert_int_equal(mynah_store_update(store, "users", NULL, &error, "{s:i}", "id", 3), -1);
    assert_string_equal(error.text, "users.id: it cannot be changed");
    assert_int_equal(mynah_store_count(store, "users", NULL), 3); // nothing of that was done
    assert_int_equal(mynah_store_count(store, "orders", NULL), -1);
    assert_false(mynah_store_add_table(store, "users", &error));
    assert_string_equal(error.text, "store: there is a table \"users\"");
    assert_false(mynah_store_add_table(store, "a b", &error));
    assert_int_equal(error.column, 3);
    mynah_store_insert(store, "users", NULL, "{s:s, s:I}", "name", "x", "id", INT64_MAX);
    refused_insert("users has no id left", "{s:s, s:I}", "age", 1);
}

// A reset comes back to what was kept, else to nothing.
static void test_reset(void **state)
{
    (void)state;
    const struct mynah_match ann = { .path = "name", .text = "Ann" };
    assert_true(mynah_store_keep(store, NULL));
    for (int i = 0; i < 3; i++) {
        assert_int_equal(mynah_store_update(store, "users", &ann, NULL, "{s:s}", "name", "Eve"), 1);
        assert_int_equal(mynah_store_delete(store, "users", &ann, NULL), 0);
        assert_int_equal(mynah_store_delete(store, "users", NULL, NULL), 3);
        assert_int_equal(mynah_store_insert(store, "users", NULL, "{s:s}", "name", "new"), 11);
        mynah_world_reset(world);
        check_rows(mynah_store_select(store, "users", NULL, NULL), "[" ANN "," BOB "," NEIL "]");
    }
    struct mynah_store *other = mynah_store_create(NULL, NULL, NULL);
    mynah_store_add_table(other, "t", NULL);
    assert_int_equal(mynah_store_insert(other, "t", NULL, "{s:i}", "anything", 1), 1);
    mynah_store_reset(other);
    assert_int_equal(mynah_store_count(other, "t", NULL), 0);
    assert_int_equal(mynah_store_insert(other, "t", NULL, ""), 1);
    mynah_store_destroy(other);
}

static void test_double_of_a_database(void **state)
{
    (void)state;
    struct mynah_double *db = mynah_double_create(world, NULL, NULL);
    struct mynah_double_failure failure;
    const struct mynah_step query = { .kind = MYNAH_STEP_CALLBACK,
                                      .callback = mynah_store_answer_query,
                                      .self = store,
                                      .times = MYNAH_ALWAYS };
    const struct mynah_step insert = { .kind = MYNAH_STEP_CALLBACK,
                                       .callback = mynah_store_answer_insert,
                                       .self = store,
                                       .times = MYNAH_ALWAYS };
    mynah_double_when(db, "query", &query, NULL);
    mynah_double_when(db, "insert", &insert, NULL);
    struct mynah_named *id = mynah_double_call(db, "insert", NULL, "{s:s, s:{s:s}}", "table",
                                               "users", "data", "name", "Zoe");
    assert_int_equal(id->number, 11);
    mynah_free(id);
    struct mynah_named *rows = mynah_double_call(db, "query", NULL, "{s:s}", "sql",
                                                 "SELECT name FROM users WHERE id = 11");
    assert_string_equal(rows->text, "[{\"name\":\"Zoe\"}]");
    mynah_free(rows);
    assert_null(mynah_double_call(db, "query", &failure, "{s:s}", "sql", "SELECT"));
    assert_string_equal(failure.kind, "sql");
    check_says(failure.error.text, "SQL, line 1, column 7: expected a column or *, not the end");
    assert_null(mynah_double_call(db, "query", &failure, ""));
    assert_null(
        mynah_double_call(db, "insert", &failure, "{s:s, s:s}", "table", "users", "data", "[]"));
    assert_null(mynah_double_call(db, "insert", &failure, "{s:s}", "table", "users"));
    check_says(failure.error.text, "users.name: it is missing");
    mynah_double_destroy(db);
}

static bool live(void)
{
    struct mynah_store *own = mynah_store_create(NULL, NULL, NULL);
    const struct mynah_match one = { .path = "n", .kind = MYNAH_MATCH_JSON, .text = "[1]" };
    bool good = own && mynah_store_add_table(own, "t(n, m?)", NULL) &&
                mynah_store_insert(own, "t", NULL, "{s:[i]}", "n", 1) == 1 &&
                mynah_store_insert(own, "t", NULL, "{s:s}", "n", "x") == 2 &&
                mynah_store_keep(own, NULL) &&
                mynah_store_update(own, "t", NULL, NULL, "{s:i}", "m", 1) == 2;
    char *all = good ? mynah_store_select(own, "t", &one, NULL) : NULL;
    char *some =
        all ? mynah_store_query(own, "SELECT m FROM t WHERE n = 'x' OR m = 2 ORDER BY m", NULL)
            : NULL;
    good = some && strcmp(all, "[{\"id\":1,\"n\":[1],\"m\":1}]") == 0 &&
           strcmp(some, "[{\"m\":1}]") == 0;
    mynah_free(all);
    mynah_free(some);
    if (own) {
        mynah_store_reset(own);
    }
    mynah_store_destroy(own);
    return good;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    json_set_alloc_funcs(mynah__alloc, mynah__free);
    struct shortage at = { .untold = true };
    while (shortage_next(&at)) {
        shortage_over(&at, live());
    }
    shortage_came_behind(&at, 40);
    json_set_alloc_funcs(malloc, free);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_rows, setup, teardown),
        cmocka_unit_test_setup_teardown(test_queries, setup, teardown),
        cmocka_unit_test_setup_teardown(test_queries_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_rows_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_reset, setup, teardown),
        cmocka_unit_test_setup_teardown(test_double_of_a_database, setup, teardown),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
