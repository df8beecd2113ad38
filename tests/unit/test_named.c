// SPDX-License-Identifier: Apache-2.0
//
// Values that have names of their own, and JSON: copied, compared, shown, written, read, and asked
// by conditions that learn only from the value of which kind it is.

#include <mynah/match.h>

#include "core/alloc.h"
#include "shortage.h"
#include "stand_in/match.h"
#include "stand_in/record.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

struct row {
    const char *table;
    const struct mynah_named *values;
    size_t count;
};

static const struct mynah_field row_fields[] = {
    { .name = "table", .kind = MYNAH_FIELD_TEXT, .offset = offsetof(struct row, table) },
    { .kind = MYNAH_FIELD_NAMED,
      .offset = offsetof(struct row, values),
      .count_offset = offsetof(struct row, count) },
};
static const struct mynah_shape row_shape = {
    .name = "row", .size = sizeof(struct row), .fields = row_fields, .field_count = 2
};

static const int thing;
static const struct mynah_named values[] = {
    { .name = "id", .kind = MYNAH_FIELD_INT, .number = 7 },
    { .name = "heat", .kind = MYNAH_FIELD_REAL, .real = 0.5 },
    { .name = "on", .kind = MYNAH_FIELD_BOOL, .number = 0 },
    { .name = "mail", .kind = MYNAH_FIELD_TEXT, .text = "a@b.c" },
    { .name = "tags", .kind = MYNAH_FIELD_JSON, .text = "[\"x\", {\"n\": 2.0, \"none\": null}]" },
    { .name = "gone" },
    { .name = "handle", .kind = MYNAH_FIELD_OPAQUE, .pointer = &thing },
};
static const struct row sample = { .table = "users", .values = values, .count = COUNT(values) };

static const char json[] = "{\"table\":\"users\",\"id\":7,\"heat\":0.5,\"on\":false,\"mail\":"
                           "\"a@b.c\",\"tags\":[\"x\",{\"n\":2.0,\"none\":null}],\"gone\":null}";

static void test_copy_and_show(void **state)
{
    (void)state;
    char shown[300], why[200];
    struct row *copy = mynah_record_copy(&row_shape, &sample, NULL);
    assert_non_null(copy);
    assert_ptr_not_equal(copy->values[3].text, values[3].text);
    assert_true(mynah_record_equal(&row_shape, copy, &sample, why, sizeof why));
    mynah_record_show(&row_shape, copy, NULL, shown, sizeof shown);
    assert_string_equal(shown,
                        "{table: \"users\", id: 7, heat: 0.5, on: false, mail: \"a@b.c\", tags: "
                        "[\"x\", {\"n\": 2.0, \"none\": null}], gone: absent, handle: <pointer>}");
    mynah_free(copy);
    const struct row empty = { .count = 0 };
    copy = mynah_record_copy(&row_shape, &empty, NULL);
    assert_true(mynah_record_equal(&row_shape, copy, &empty, why, sizeof why));
    mynah_record_show(&row_shape, copy, NULL, shown, sizeof shown);
    assert_string_equal(shown, "{}");
    mynah_free(copy);
}

static void test_differences(void **state)
{
    (void)state;
    const struct {
        struct mynah_named one, two;
        const char *why; // NULL: they are equal
    } rows[] = {
        { { "a", MYNAH_FIELD_INT, .number = 2 }, { "a", MYNAH_FIELD_REAL, .real = 2.0 }, NULL },
        { { "a", MYNAH_FIELD_REAL, .real = 2.5 },
          { "a", MYNAH_FIELD_INT, .number = 2 },
          "a: 2.5 is not 2" },
        { { "a", MYNAH_FIELD_BOOL, .number = 1 },
          { "a", MYNAH_FIELD_INT, .number = 1 },
          "a: true is not 1" },
        { { "a", MYNAH_FIELD_TEXT, .text = "1" },
          { "a", MYNAH_FIELD_INT, .number = 1 },
          "a: \"1\" is not 1" },
        { { "a", .number = 0 }, { "b", .number = 0 }, NULL }, // nothing, and nothing
        { { "a", MYNAH_FIELD_INT, .number = 1 },
          { "b", MYNAH_FIELD_INT, .number = 1 },
          "a: 1 is not absent" },
        { { "a b", .number = 0 },
          { "a b", MYNAH_FIELD_INT, .number = 1 },
          "\"a b\": absent is not 1" },
        { { "a", MYNAH_FIELD_JSON, .text = "[1, 2]" },
          { "a", MYNAH_FIELD_JSON, .text = "[1,2]" },
          NULL },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char why[200];
        const struct row one = { .values = &rows[i].one, .count = 1 };
        const struct row two = { .values = &rows[i].two, .count = 1 };
        assert_int_equal(mynah_record_equal(&row_shape, &one, &two, why, sizeof why), !rows[i].why);
        assert_string_equal(why, rows[i].why ? rows[i].why : "");
    }
}

static void test_json(void **state)
{
    (void)state;
    char why[200];
    struct mynah_error error;
    char *text = mynah_record_to_json(&row_shape, &sample, NULL);
    assert_string_equal(text, json);
    struct row *read = mynah_record_from_json(&row_shape, json, strlen(json), NULL);
    assert_non_null(read);
    assert_int_equal(read->count, 6);
    char *again = mynah_record_to_json(&row_shape, read, NULL);
    assert_string_equal(again, json);
    const struct row without = { .table = "users", .values = values, .count = 6 }; // no pointer
    assert_true(mynah_record_equal(&row_shape, read, &without, why, sizeof why));
    mynah_free(again);
    mynah_free(read);
    mynah_free(text);
    assert_null(mynah_record_from_json(&row_shape, "{\"table\": 1, \"x\": 2}", 20, &error));
    assert_string_equal(error.text, "table: expected a string");
}

static void test_paths(void **state)
{
    (void)state;
    struct mynah_value value;
    struct mynah_error error;
    assert_true(mynah_record_find(&row_shape, &sample, "mail", &value));
    assert_string_equal(value.text, "a@b.c");
    assert_true(mynah_record_find(&row_shape, &sample, "gone", &value));
    assert_false(value.present);
    assert_false(mynah_record_find(&row_shape, &sample, "other", &value));
    assert_false(mynah_record_find(&row_shape, &sample, "tags[0]", &value)); // it ends there
    assert_true(mynah_record_path(&row_shape, "any.thing[*][-2].at.all", &error));
    assert_true(mynah_record_path(&row_shape, "table", &error));
    assert_false(mynah_record_path(&row_shape, "table.name", &error));
    assert_false(mynah_record_path(&row_shape, "any..thing", &error));
    assert_false(mynah_record_path(&row_shape, "any[x]", &error));
}

#define IS(kind_) .kind = MYNAH_MATCH_##kind_

static const struct {
    struct mynah_match met, unmet;
    const char *why;
} rows[] = {
    { { .path = "id", .number = 7 }, { .path = "id", .text = "7" }, "id is \"7\": it is 7" },
    { { .path = "id", .real = 7.0 },
      { .path = "id", .number = 7, .real = 7.5 },
      "id is 7.5: it is 7" },
    { { .path = "heat", IS(AT_MOST), .number = 1 },
      { .path = "heat", IS(AT_LEAST), .number = 1 },
      "heat is at least 1: it is 0.5" },
    { { .path = "mail", IS(REGEX), .text = "^[a-z]@" },
      { .path = "id", IS(REGEX), .text = "7" },
      "id matches \"7\": it is 7" },
    { { .path = "mail", IS(NOT_EQUAL), .number = 5 },
      { .path = "mail", .number = 0 },
      "mail is 0: it is \"a@b.c\"" },
    { { .path = "tags[0]", .text = "x" },
      { .path = "tags[0]", .text = "y" },
      "tags[0] is \"y\": it is \"x\"" },
    { { .path = "tags[-1].n", .number = 2 },
      { .path = "tags[-1].n", IS(LESS), .number = 2 },
      "tags[-1].n is less than 2: it is 2.0" },
    { { .path = "tags[*].n", IS(PRESENT) },
      { .path = "tags[*].m", IS(PRESENT) },
      "tags[*].m is present: the nearest is absent" },
    { { .path = "tags[5].n", IS(ABSENT) },
      { .path = "tags.n", IS(PRESENT) },
      "tags.n is present: it is absent" },
    { { .path = "tags[1].none", IS(ABSENT) },
      { .path = "tags[1].none", .text = "null" },
      "tags[1].none is \"null\": it is absent" },
    { { .path = "tags[1]", .text = "{\"none\":null,\"n\":2.0}" },
      { .path = "tags[1]", .text = "{}" },
      "tags[1] is \"{}\": it is \"{\\\"n\\\":2.0,\\\"none\\\":null}\"" },
    { { .path = "heat", IS(NEAR), .real = 0.45, .within = 0.1 },
      { .path = "heat", IS(NEAR), .real = 0.45, .within = 0.01 },
      "heat is within 0.01 of 0.45: it is 0.5" },
    { { .path = "id", IS(NEAR), .number = 9, .within = 2 },
      { .path = "mail", IS(NEAR), .within = 2 },
      "mail is within 2.0 of 0: it is \"a@b.c\"" },
    { { .path = "tags", IS(TYPE), .text = "array" },
      { .path = "tags[1]", IS(TYPE), .text = "array" },
      "tags[1] is of the type array: it is \"{\\\"n\\\":2.0,\\\"none\\\":null}\"" },
    { { .path = "id", IS(TYPE), .text = "number" },
      { .path = "heat", IS(TYPE), .text = "integer" },
      "heat is of the type integer: it is 0.5" },
    { { .path = "gone", IS(TYPE), .text = "nothing" },
      { .path = "mail", IS(TYPE), .text = "nothing" },
      "mail is of the type nothing: it is \"a@b.c\"" },
    { { .path = "handle", IS(TYPE), .text = "pointer" },
      { .path = "on", IS(TYPE), .text = "text" },
      "on is of the type text: it is false" },
    { { .path = "handle", .record = &thing },
      { .path = "handle", .record = json },
      "handle is the given pointer: it is <pointer>" },
    { { .path = "tags", IS(JSON), .text = "[\"x\", {\"none\": null, \"n\": 2}]" },
      { .path = "tags", IS(JSON), .text = "[\"x\", {\"n\": 2}]" },
      "tags is the JSON [\"x\", {\"n\": 2}]: it is \"[\\\"x\\\", {\\\"n\\\": 2.0, \\\"none\\\": "
      "null}]\"" },
    { { .path = "mail", IS(JSON), .text = "\"a@b.c\"" },
      { .path = "nothing", IS(JSON), .text = "null" },
      "nothing is the JSON null: it is absent" },
    { { .path = "tags", IS(INCLUDES), .text = "[\"x\", {\"n\": 2}]" },
      { .path = "tags", IS(INCLUDES), .text = "[\"x\"]" },
      "tags includes [\"x\"]: it is \"[\\\"x\\\", {\\\"n\\\": 2.0, \\\"none\\\": null}]\"" },
    { { IS(INCLUDES), .text = "{\"id\": 7, \"tags\": [\"x\", {}], \"unknown\": null}" },
      { .path = "tags[1]", IS(INCLUDES), .text = "{\"m\": 1}" },
      "tags[1] includes {\"m\": 1}: it is \"{\\\"n\\\":2.0,\\\"none\\\":null}\"" },
};

static void check(const struct mynah_match *met, const struct mynah_match *unmet,
                  const char *expected)
{
    char why[500];
    assert_true(mynah_match_meets(met, &row_shape, &sample, why, sizeof why));
    assert_false(mynah_match_meets(unmet, &row_shape, &sample, why, sizeof why));
    assert_string_equal(why, expected);
}

static void test_conditions(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct mynah_match *met = mynah__match_compile(&rows[i].met, NULL);
        struct mynah_match *unmet = mynah__match_compile(&rows[i].unmet, NULL);
        check(&rows[i].met, &rows[i].unmet, rows[i].why);
        check(met, unmet, rows[i].why);
        mynah__match_release(met);
        mynah__match_release(unmet);
    }
}

static void test_senseless(void **state)
{
    (void)state;
    static const struct {
        struct mynah_match match;
        int column;
        const char *why;
    } bad[] = {
        { { .path = "x", IS(TYPE), .text = "string" },
          0,
          "there is no type \"string\"; there are: text, integer" },
        { { .path = "x", IS(TYPE) }, 0, "the condition on x has no text" },
        { { .path = "x", IS(JSON), .text = "{\"a\": }" },
          7,
          "the condition's JSON: line 1, column 7: unexpected token near '}'" },
        { { .path = "x", IS(INCLUDES), .text = "" },
          1,
          "the condition's JSON: line 1, column 0: '[' or" },
        { { .path = "x", IS(NEAR), .within = -1 }, 0, "the condition on x: `within` is negative" },
        { { .path = "table", IS(NEAR), .within = 1 }, 0, "the field is of another kind" },
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct mynah_error error;
        assert_false(mynah_match_check(&bad[i].match, &row_shape, &error));
        assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
        assert_int_equal(error.column, bad[i].column);
        if (!strstr(error.text, bad[i].why) && i != 3) {
            fail_msg("%s", error.text);
        }
    }
}

static void test_broken_json(void **state)
{
    (void)state;
    const struct mynah_named broken = { "a", MYNAH_FIELD_JSON, .text = "[1, " };
    const struct row row = { .values = &broken, .count = 1 };
    const struct mynah_match inside = { .path = "a[0]", .number = 1 };
    const struct mynah_match whole = { .path = "a", IS(JSON), .text = "[1]" };
    assert_false(mynah_match_meets(&inside, &row_shape, &row, NULL, 0));
    assert_false(mynah_match_meets(&whole, &row_shape, &row, NULL, 0));
    char *text = mynah_record_to_json(&row_shape, &row, NULL);
    assert_string_equal(text, "{\"a\":\"[1, \"}");
    mynah_free(text);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    json_set_alloc_funcs(mynah__alloc, mynah__free);
    for (struct shortage at = { .untold = true }; shortage_next(&at);) {
        struct row *read = mynah_record_from_json(&row_shape, json, strlen(json), NULL);
        struct mynah_match *kept = read ? mynah__match_compile(&rows[18].met, NULL) : NULL;
        bool met = kept && mynah_match_meets(kept, &row_shape, read, NULL, 0);
        char *text = met ? mynah_record_to_json(&row_shape, read, NULL) : NULL;
        shortage_over(&at, text != NULL);
        mynah_free(text);
        mynah__match_release(kept);
        mynah_free(read);
    }
    json_set_alloc_funcs(malloc, free);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_copy_and_show), cmocka_unit_test(test_differences),
        cmocka_unit_test(test_json),          cmocka_unit_test(test_paths),
        cmocka_unit_test(test_conditions),    cmocka_unit_test(test_senseless),
        cmocka_unit_test(test_broken_json),   cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
