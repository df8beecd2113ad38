// SPDX-License-Identifier: Apache-2.0
//
// mynah/schema.h: what meets a schema, what is made up from one, and what is refused.

#include <mynah/schema.h>

#include "shortage.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

// What is met, and what is not, with the reason.
static const struct {
    const char *schema;
    const char *met;     // NULL: nothing to try
    const char *not_met; // likewise
    const char *why;
} judged[] = {
    { "true", "7", NULL, NULL },
    { "false", NULL, "7", "$: nothing is allowed here" },
    { "{\"type\": \"integer\"}", "7.0", "7.5", "$: it is of type number, not integer" },
    { "{\"type\": [\"string\", \"null\"]}", "null", "7",
      "$: it is of type integer, not [\"string\", \"null\"]" },
    { "{\"type\": \"string\", \"nullable\": true}", "null", "[]",
      "$: it is of type array, not string" },
    { "{\"enum\": [\"a\", 1, null]}", "1.0", "\"b\"", "$: \"b\" is none of [\"a\", 1, null]" },
    { "{\"const\": {\"a\": [1]}}", "{\"a\": [1.0]}", "{\"a\": [2]}",
      "$: {\"a\": [2]} is not {\"a\": [1]}" },
    { "{\"minimum\": 1, \"maximum\": 9}", "9", "0", "$: 0 is below the minimum, 1" },
    { "{\"minimum\": 1, \"maximum\": 9.5}", "\"text\"", "9.75",
      "$: 9.75 is above the maximum, 9.5" },
    { "{\"exclusiveMinimum\": 1}", "1.5", "1", "$: 1 is not above 1" },
    { "{\"exclusiveMaximum\": 1}", "0", "1.0", "$: 1.0 is not below 1" },
    { "{\"minimum\": 1, \"exclusiveMinimum\": true}", "2", "1", "$: 1 is not above 1" },
    { "{\"minimum\": 9007199254740993}", "9007199254740993", "9007199254740992",
      "$: 9007199254740992 is below the minimum, 9007199254740993" },
    { "{\"multipleOf\": 0.01}", "4.35", "4.355", "$: 4.355 is no multiple of 0.01" },
    { "{\"multipleOf\": 3}", "9", "10", "$: 10 is no multiple of 3" },
    { "{\"minLength\": 2, \"maxLength\": 2}", "\"\xc3\xa9\xf0\x9f\x90\xa6\"", "\"a\"",
      "$: 1 characters, at least 2 wanted" },
    { "{\"maxLength\": 2}", "\"ab\"", "\"abc\"", "$: 3 characters, at most 2 wanted" },
    { "{\"pattern\": \"^[A-Z]{2}:\\\\d+$\"}", "\"SR:42\"", "\"SR:\"",
      "$: it does not match the pattern '^[A-Z]{2}:\\d+$'" },
    { "{\"items\": {\"type\": \"integer\"}}", "[1, 2]", "[1, \"x\"]",
      "$[1]: it is of type string, not integer" },
    { "{\"prefixItems\": [{\"const\": 1}], \"items\": false}", "[1]", "[1, 2]",
      "$[1]: nothing is allowed here" },
    { "{\"items\": [{\"const\": 1}], \"additionalItems\": {\"const\": 2}}", "[1, 2, 2]",
      "[1, 2, 3]", "$[2]: 3 is not 2" },
    { "{\"minItems\": 1, \"maxItems\": 2}", "[1]", "[]", "$: 0 elements, at least 1 wanted" },
    { "{\"maxItems\": 2}", "[]", "[1, 2, 3]", "$: 3 elements, at most 2 wanted" },
    { "{\"uniqueItems\": true}", "[1, \"1\"]", "[1, 2, 1.0]", "$: elements 0 and 2 are equal" },
    { "{\"contains\": {\"const\": 1}, \"maxContains\": 1}", "[1, 2]", "[1, 1]",
      "$: 2 elements meet `contains`, at most 1 wanted" },
    { "{\"contains\": {\"const\": 1}, \"minContains\": 2}", "[1, 1]", "[1]",
      "$: 1 elements meet `contains`, which are too few" },
    { "{\"properties\": {\"a\": {\"items\": {\"type\": \"null\"}}}}", "{\"a\": [null]}",
      "{\"a\": [null, 0]}", "$.a[1]: it is of type integer, not null" },
    { "{\"required\": [\"a\"]}", "{\"a\": 1}", "{}", "$: the member 'a' is missing" },
    { "{\"properties\": {\"a\": true}, \"patternProperties\": {\"^x\": {\"const\": 1}}, "
      "\"additionalProperties\": false}",
      "{\"a\": 7, \"xy\": 1}", "{\"b\": 1}", "$: it has no member 'b'" },
    { "{\"patternProperties\": {\"^x\": {\"const\": 1}}}", "{\"y\": 2}", "{\"xy\": 2}",
      "$.xy: 2 is not 1" },
    { "{\"additionalProperties\": {\"const\": 1}}", "{\"y\": 1}", "{\"y\": 2}", "$.y: 2 is not 1" },
    { "{\"propertyNames\": {\"maxLength\": 1}}", "{\"y\": 1}", "{\"yy\": 2}",
      "$.yy: 2 characters, at most 1 wanted" },
    { "{\"minProperties\": 1, \"maxProperties\": 1}", "{\"y\": 1}", "{}",
      "$: 0 members, at least 1 wanted" },
    { "{\"dependentRequired\": {\"a\": [\"b\"]}}", "{\"b\": 1}", "{\"a\": 1}",
      "$: the member 'b' is missing" },
    { "{\"dependentSchemas\": {\"a\": {\"required\": [\"b\"]}}}", "{}", "{\"a\": 1}",
      "$: the member 'b' is missing" },
    { "{\"allOf\": [{\"minimum\": 1}, {\"maximum\": 2}]}", "2", "3",
      "$: 3 is above the maximum, 2" },
    { "{\"anyOf\": [{\"const\": 1}, {\"const\": 2}]}", "2", "3",
      "$: it meets none of the 2 schemas of `anyOf`" },
    { "{\"oneOf\": [{\"minimum\": 1}, {\"maximum\": 2}]}", "3", "2",
      "$: it meets 2 of the 2 schemas of `oneOf`" },
    { "{\"not\": {\"type\": \"null\"}}", "0", "null", "$: it meets the schema of `not`" },
    { "{\"if\": {\"required\": [\"a\"]}, \"then\": {\"required\": [\"b\"]}, \"else\": "
      "{\"required\": [\"c\"]}}",
      "{\"a\": 1, \"b\": 1}", "{\"b\": 1}", "$: the member 'c' is missing" },
    { "{\"$ref\": \"#/$defs/x~1y/items/0\", \"$defs\": {\"x/y\": {\"items\": [{\"const\": 1}]}}}",
      "1", "2", "$: 2 is not 1" },
    { "{\"properties\": {\"next\": {\"$ref\": \"#\"}}, \"additionalProperties\": false}",
      "{\"next\": {\"next\": {}}}", "{\"next\": {\"last\": {}}}",
      "$.next: it has no member 'last'" },
};

static void test_meets(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof judged / sizeof *judged; i++) {
        char why[300];
        if (judged[i].met &&
            !mynah_schema_meets(judged[i].schema, judged[i].met, why, sizeof why)) {
            fail_msg("%s: %s: %s", judged[i].schema, judged[i].met, why);
        }
        if (judged[i].not_met) {
            assert_false(mynah_schema_meets(judged[i].schema, judged[i].not_met, why, sizeof why));
            assert_string_equal(why, judged[i].why);
            assert_false(mynah_schema_meets(judged[i].schema, judged[i].not_met, NULL, 0));
        }
    }
}

// What is no schema, or none that is understood, with the place.
static const struct {
    const char *schema;
    const char *text;
    int line;
} refused[] = {
    { "{\"type\":\n }", "the schema is no JSON: line 2, column 2: unexpected token near '}'", 2 },
    { "7", "#: expected a schema: an object, true or false", 0 },
    { "{\"properties\": {\"a\": {\"unevaluatedItems\": false}}}",
      "#/properties/a: no keyword is called 'unevaluatedItems'", 0 },
    { "{\"allOf\": [true, {\"minimum\": \"1\"}]}", "#/allOf/1/minimum: expected a number", 0 },
    { "{\"type\": \"float\"}",
      "#/type: expected array, boolean, integer, null, number, object, string, or an array of "
      "those",
      0 },
    { "{\"type\": []}",
      "#/type: expected array, boolean, integer, null, number, object, string, or an array of "
      "those",
      0 },
    { "{\"required\": [\"a\", 1]}", "#/required/1: expected a string", 0 },
    { "{\"minLength\": -1}", "#/minLength: expected a whole number from 0", 0 },
    { "{\"minItems\": 1.5}", "#/minItems: expected a whole number from 0", 0 },
    { "{\"items\": {\"$ref\": \"#/$defs/a\"}}",
      "#/items/$ref: the reference leads to no schema in here", 0 },
    { "{\"$ref\": \"https://example.org/a.json\"}",
      "#/$ref: the reference leads to no schema in here", 0 },
    { "{\"anyOf\": []}", "#/anyOf: expected at least one schema", 0 },
    { "{\"dependentRequired\": {\"a\": \"b\"}}",
      "#/dependentRequired/a: expected an array of strings", 0 },
    { "{\"pattern\": \"a(?=b)\"}", "#/pattern: a group that looks ahead or behind", 0 },
    { "{\"pattern\": \"(a)\\\\1\"}", "#/pattern: an escape that is not known", 0 },
    { "{\"pattern\": \"a{2,1}\"}", "#/pattern: a repetition that is not understood", 0 },
    { "{\"pattern\": \"[b-a]\"}", "#/pattern: a range whose ends are not in order", 0 },
    { "{\"pattern\": \"[a\"}", "#/pattern: a class without `]`", 0 },
    { "{\"pattern\": \"(a\"}", "#/pattern: a group without `)`", 0 },
    { "{\"pattern\": \"a)\"}", "#/pattern: a `)` without a group", 0 },
    { "{\"pattern\": \"*a\"}", "#/pattern: a repetition of nothing", 0 },
    { "{\"patternProperties\": {\"a{1001}\": true}}",
      "#/patternProperties/a{1001}: a repetition of more than 1000 times", 0 },
};

static void test_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct mynah_error error;
        char why[300];
        assert_false(mynah_schema_check(refused[i].schema, &error));
        assert_string_equal(error.text, refused[i].text);
        assert_int_equal(error.line, refused[i].line);
        assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
        assert_null(mynah_schema_example(refused[i].schema, NULL, &error));
        assert_string_equal(error.text, refused[i].text);
        assert_false(mynah_schema_meets(refused[i].schema, "1", why, sizeof why));
        assert_string_equal(why, refused[i].text);
    }
    char why[100];
    assert_false(mynah_schema_meets("{}", "[1,", why, sizeof why));
    assert_string_equal(why,
                        "the value is no JSON: line 1, column 3: ']' expected near end of file");
    assert_true(mynah_schema_check("{\"x-anything\": {}, \"title\": \"T\"}", NULL));
}

static const struct {
    const char *pattern;
    const char *matches;
    const char *differs;
} patterns[] = {
    { "b", "abc", "ac" },
    { "^a*b+c?$", "aabb", "aabbcc" },
    { "^(ab|cd)*$", "abcdab", "abc" },
    { "^a{2}$", "aa", "aaa" },
    { "^a{2,}$", "aaaa", "a" },
    { "^(?:a{1,2}){2}$", "aaa", "aaaaa" },
    { "^(?<year>\\d{4})-\\d\\d$", "2024-02", "2024-2x" },
    { "^[^a-c]$", "d", "b" },
    { "^[\\w.-]+@[\\w-]+\\.\\w+?$", "a.b-c@d.ef", "a@b" },
    { "^\\S+\\s\\D$", "x y", "x 1" },
    { "^.$", "\xf0\x9f\x90\xa6", "\n" },
    { "^\\u0041\\x42\\t$", "AB\t", "ab\t" },
    { "^[\\]\\-^]+$", "]-^", "a" },
    { "^$", "", "a" },
    { "^(a*)*$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaab" },
    { "a|^$|c", "c", "b" },
    { "^[a-]$", "-", "b" },
    { "^\\/x\\.y$", "/x.y", "/xzy" },
};

static bool matches(const char *pattern, const char *text)
{
    json_t *schema = json_pack("{s: s}", "pattern", pattern), *value = json_string(text);
    char *schema_text = json_dumps(schema, 0), *json = json_dumps(value, JSON_ENCODE_ANY);
    bool met = mynah_schema_meets(schema_text, json, NULL, 0);
    free(schema_text);
    free(json);
    json_decref(schema);
    json_decref(value);
    return met;
}

static void test_patterns(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        if (!matches(patterns[i].pattern, patterns[i].matches) ||
            matches(patterns[i].pattern, patterns[i].differs)) {
            fail_msg("%s", patterns[i].pattern);
        }
    }
}

// Schemas of which values are made up; each value has to meet its schema.
static const char *const made[] = {
    "{}",
    "{\"type\": [\"integer\", \"string\", \"boolean\", \"null\"]}",
    "{\"type\": \"integer\", \"minimum\": -3, \"exclusiveMaximum\": 0}",
    "{\"type\": \"integer\", \"maximum\": -1000, \"multipleOf\": 7}",
    "{\"type\": \"integer\", \"minimum\": 9007199254740993}",
    "{\"type\": \"number\", \"exclusiveMinimum\": 0, \"exclusiveMaximum\": 0.1}",
    "{\"type\": \"number\", \"minimum\": 1, \"maximum\": 2, \"multipleOf\": 0.1}",
    "{\"type\": \"string\", \"minLength\": 50, \"maxLength\": 52}",
    "{\"type\": \"string\", \"maxLength\": 2}",
    "{\"type\": \"string\", \"pattern\": \"^[A-Z]{2,4}(:[A-Z0-9]+){1,3}$\"}",
    "{\"type\": \"string\", \"pattern\": \"^[^\\\\s@]+@[a-z]+\\\\.(org|com)$\"}",
    "{\"type\": \"string\", \"pattern\": \"\\\\d\", \"minLength\": 2}",
    "{\"type\": \"array\", \"items\": {\"enum\": [1, 2, 3]}, \"minItems\": 3, \"uniqueItems\": "
    "true}",
    "{\"type\": \"array\", \"prefixItems\": [{\"type\": \"integer\"}, {\"type\": \"string\"}], "
    "\"items\": false}",
    "{\"contains\": {\"const\": 7}, \"items\": {\"type\": \"integer\"}, \"maxItems\": 3}",
    "{\"properties\": {\"a\": {\"type\": \"string\"}, \"b\": {\"type\": \"integer\"}}, "
    "\"required\": [\"b\", \"c\"], \"additionalProperties\": {\"type\": \"null\"}}",
    "{\"type\": \"object\", \"minProperties\": 3, \"maxProperties\": 4, \"propertyNames\": "
    "{\"pattern\": \"^[a-z]{3}$\"}, \"additionalProperties\": {\"type\": \"integer\"}}",
    "{\"type\": \"object\", \"patternProperties\": {\"^x_[a-z]+$\": {\"type\": \"boolean\"}}, "
    "\"additionalProperties\": false, \"minProperties\": 2}",
    "{\"properties\": {\"a\": true}, \"dependentRequired\": {\"a\": [\"b\"]}, \"required\": "
    "[\"a\"]}",
    "{\"allOf\": [{\"type\": \"number\", \"minimum\": 5}, {\"type\": \"integer\", \"maximum\": "
    "6}]}",
    "{\"allOf\": [{\"properties\": {\"a\": {\"minimum\": 1}}, \"required\": [\"a\"]}, "
    "{\"properties\": {\"a\": {\"type\": \"integer\", \"maximum\": 2}}, \"required\": [\"b\"]}]}",
    "{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"integer\"}], \"not\": {\"type\": "
    "\"string\"}}",
    "{\"oneOf\": [{\"type\": \"integer\"}, {\"type\": \"number\", \"minimum\": 10}]}",
    "{\"type\": \"object\", \"properties\": {\"k\": {\"enum\": [\"a\", \"b\"]}}, \"required\": "
    "[\"k\"], \"if\": {\"properties\": {\"k\": {\"const\": \"a\"}}}, \"then\": {\"required\": "
    "[\"x\"]}, \"else\": {\"required\": [\"y\"]}}",
    "{\"$ref\": \"#/$defs/node\", \"$defs\": {\"node\": {\"type\": \"object\", \"properties\": "
    "{\"value\": {\"type\": \"integer\"}, \"next\": {\"anyOf\": [{\"$ref\": \"#/$defs/node\"}, "
    "{\"type\": \"null\"}]}}, \"required\": [\"value\", \"next\"]}}}",
    "{\"type\": \"object\", \"properties\": {\"name\": {\"type\": \"string\"}, \"children\": "
    "{\"type\": \"array\", \"items\": {\"$ref\": \"#\"}}}, \"required\": [\"name\", "
    "\"children\"]}",
    "{\"type\": \"object\", \"properties\": {\"value\": {\"oneOf\": [{\"type\": \"null\"}, "
    "{\"$ref\": \"#\"}]}}, \"required\": [\"value\"]}",
    "{\"type\": \"string\", \"enum\": [\"a\", 1, \"b\"], \"minLength\": 1}",
    "{\"const\": {\"deep\": [1, 2, {}]}}",
    "{\"type\": \"string\", \"examples\": [1, \"SR:MAG:SP\"]}",
};

static void test_example_meets(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        for (uint64_t seed = 0; seed < 60; seed++) {
            const struct mynah_schema_options options = { .seed = seed,
                                                          .fill =
                                                              (enum mynah_schema_fill)(seed % 3) };
            struct mynah_error error;
            char why[200];
            char *json = mynah_schema_example(made[i], &options, &error);
            char *again = mynah_schema_example(made[i], &options, &error);
            if (!json) {
                fail_msg("%s: %s", made[i], error.text);
            }
            assert_string_equal(json, again);
            if (!mynah_schema_meets(made[i], json, why, sizeof why)) {
                fail_msg("%s: %s: %s", made[i], json, why);
            }
            mynah_free(json);
            mynah_free(again);
        }
    }
}

// These bytes are kept within a major version.
static const struct {
    const char *schema;
    uint64_t seed;
    const char *json;
} golden[] = {
    { "{\"type\": \"integer\"}", 0, "35" },
    { "{\"type\": \"string\", \"format\": \"uuid\"}", 1,
      "\"17eb9055-861e-40a8-8b31-e86cdcf75b7a\"" },
    { "{\"type\": \"string\", \"format\": \"date-time\"}", 1, "\"2025-08-23T11:21:08Z\"" },
    { "{\"type\": \"string\", \"format\": \"email\"}", 2, "\"kilo@example.org\"" },
    { "{\"type\": \"object\", \"properties\": {\"query\": {\"type\": \"string\"}, \"limit\": "
      "{\"type\": \"integer\", \"minimum\": 1, \"maximum\": 10}}, \"required\": [\"query\"]}",
      7, "{\"query\": \"hotel\"}" },
};

static void test_golden(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof golden / sizeof *golden; i++) {
        const struct mynah_schema_options options = { .seed = golden[i].seed };
        char *json = mynah_schema_example(golden[i].schema, &options, NULL);
        assert_string_equal(json, golden[i].json);
        mynah_free(json);
    }
}

// Seeds make a difference, and `fill` says which members there are.
static void test_options(void **state)
{
    (void)state;
    static const char schema[] = "{\"properties\": {\"a\": {\"type\": \"null\"}, \"b\": {\"type\": "
                                 "\"null\"}}, \"required\": [\"a\"]}";
    const struct mynah_schema_options all = { .fill = MYNAH_SCHEMA_ALL };
    const struct mynah_schema_options required = { .fill = MYNAH_SCHEMA_REQUIRED };
    char *json = mynah_schema_example(schema, &all, NULL);
    assert_string_equal(json, "{\"a\": null, \"b\": null}");
    mynah_free(json);
    json = mynah_schema_example(schema, &required, NULL);
    assert_string_equal(json, "{\"a\": null}");
    mynah_free(json);
    size_t with = 0;
    for (uint64_t seed = 0; seed < 40; seed++) {
        json = mynah_schema_example(schema, &(struct mynah_schema_options){ .seed = seed }, NULL);
        with += strstr(json, "\"b\"") != NULL;
        mynah_free(json);
    }
    assert_in_range(with, 10, 30);
}

static const struct {
    const char *schema;
    enum mynah_error_code code;
    const char *text;
} impossible[] = {
    { "false", MYNAH_ERROR_ARGUMENT, "$: the schema allows nothing" },
    { "{\"$ref\": \"#\"}", MYNAH_ERROR_ARGUMENT, "$: the schema refers to itself without end" },
    { "{\"type\": \"object\", \"properties\": {\"a\": {\"$ref\": \"#\"}}, \"required\": [\"a\"]}",
      MYNAH_ERROR_ARGUMENT, NULL },
    { "{\"allOf\": [{\"type\": \"string\"}, {\"type\": \"null\"}]}", MYNAH_ERROR_ARGUMENT,
      "$: no type is left that all schemas allow" },
    { "{\"type\": \"integer\", \"minimum\": 5, \"maximum\": 4}", MYNAH_ERROR_ARGUMENT,
      "no value was found that meets the schema: $: 5 is above the maximum, 4" },
    { "{\"type\": \"string\", \"enum\": [1]}", MYNAH_ERROR_ARGUMENT,
      "$: none of `enum` meets the other keywords" },
    { "{\"properties\": {\"a\": {\"items\": {\"enum\": [1]}, \"uniqueItems\": true, \"minItems\": "
      "2}}, \"required\": [\"a\"]}",
      MYNAH_ERROR_ARGUMENT,
      "no value was found that meets the schema: $.a: elements 0 and 1 are equal" },
    { "{\"type\": \"array\", \"minItems\": 1000000000}", MYNAH_ERROR_LIMIT, NULL },
    { "{\"type\": \"string\", \"minLength\": 1000000000}", MYNAH_ERROR_LIMIT,
      "$: more than 1048576 characters are wanted" },
    { "{\"type\": \"object\", \"minProperties\": 100000}", MYNAH_ERROR_LIMIT, NULL },
};

static void test_impossible(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof impossible / sizeof *impossible; i++) {
        struct mynah_error error;
        char *json = mynah_schema_example(impossible[i].schema, NULL, &error);
        if (json) {
            fail_msg("%s: %s", impossible[i].schema, json);
        }
        if (impossible[i].text) {
            assert_string_equal(error.text, impossible[i].text);
        }
        assert_int_equal(error.code, impossible[i].code);
    }
}

// A schema that doubles with each level, one that nests for ever, one that asks without end: each
// is answered in bounded time.
static void test_hostile(void **state)
{
    (void)state;
    enum { DEEP = 3000 };
    struct mynah_error error;
    char why[200];
    static char deep[DEEP * 8 + 10];
    for (int i = 0; i < DEEP; i++) {
        memcpy(deep + i * 7, "{\"not\":", 7);
    }
    assert_false(mynah_schema_check(deep, &error));
    memcpy(deep + 700, "true", 4);
    memset(deep + 704, '}', 100);
    deep[804] = '\0';
    assert_false(mynah_schema_check(deep, &error));
    assert_int_equal(error.code, MYNAH_ERROR_LIMIT);
    assert_false(mynah_schema_meets("{\"allOf\": [{\"$ref\": \"#\"}]}", "1", why, sizeof why));
    assert_non_null(strstr(why, "without end"));
    static const char doubling[] =
        "{\"$ref\": \"#/$defs/a\", \"$defs\": {"
        "\"a\": {\"anyOf\": [{\"$ref\": \"#/$defs/b\"}, {\"$ref\": \"#/$defs/b\"}]},"
        "\"b\": {\"anyOf\": [{\"$ref\": \"#/$defs/c\"}, {\"$ref\": \"#/$defs/c\"}]},"
        "\"c\": {\"items\": {\"$ref\": \"#/$defs/a\"}}}}";
    static char nested[50];
    memset(nested, '[', 20);
    nested[20] = '1';
    memset(nested + 21, ']', 20);
    assert_false(mynah_schema_meets(doubling, nested, why, sizeof why));
    assert_non_null(strstr(why, "1000000"));
    assert_false(matches("^(([a-z]*)*)*$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"));
}

static void test_out_of_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        char *json = NULL;
        for (struct shortage at = { .share = 20 }; shortage_next(&at);) {
            json = mynah_schema_example(made[i], &(struct mynah_schema_options){ .seed = 3 },
                                        &at.error);
            shortage_over(&at, json != NULL);
        }
        for (struct shortage at = { .share = 20, .untold = true }; shortage_next(&at);) {
            char why[200];
            shortage_over(&at, mynah_schema_meets(made[i], json, why, sizeof why));
        }
        mynah_free(json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_meets),         cmocka_unit_test(test_refused),
        cmocka_unit_test(test_patterns),      cmocka_unit_test(test_example_meets),
        cmocka_unit_test(test_golden),        cmocka_unit_test(test_options),
        cmocka_unit_test(test_impossible),    cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests_name("schema", tests, NULL, NULL);
}
