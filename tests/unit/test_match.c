// SPDX-License-Identifier: Apache-2.0
//
// mynah/match.h: each kind of condition met and not met, what it says, and what makes no sense.

#include <mynah/match.h>

#include "shortage.h"
#include "stand_in/match.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct part {
    const char *type;
    int64_t line;
};

struct request {
    const char *query;
    const char *plan;
    int64_t retries;
    double heat;
    bool stream;
    int role;
    const void *token;
    struct part main;
    const struct part *parts;
    size_t part_count;
    const char *const *prompts;
    size_t prompt_count;
    struct mynah_bytes image;
};

static const char *const roles[] = { "user", "tool", NULL };

// clang-format off
static const struct mynah_field part_fields[] = {
    { .name = "type", .kind = MYNAH_FIELD_TEXT, .offset = offsetof(struct part, type) },
    { .name = "line", .kind = MYNAH_FIELD_INT, .offset = offsetof(struct part, line) },
};
static const struct mynah_shape part_shape = {
    .name = "part", .size = sizeof(struct part), .fields = part_fields, .field_count = 2
};
static const struct mynah_field request_fields[] = {
    { .name = "query", .kind = MYNAH_FIELD_TEXT, .offset = offsetof(struct request, query) },
    { .name = "plan", .kind = MYNAH_FIELD_JSON, .offset = offsetof(struct request, plan) },
    { .name = "retries", .kind = MYNAH_FIELD_INT, .offset = offsetof(struct request, retries) },
    { .name = "heat", .kind = MYNAH_FIELD_REAL, .offset = offsetof(struct request, heat) },
    { .name = "stream", .kind = MYNAH_FIELD_BOOL, .offset = offsetof(struct request, stream) },
    { .name = "role", .kind = MYNAH_FIELD_WORD, .offset = offsetof(struct request, role), .words = roles },
    { .name = "token", .kind = MYNAH_FIELD_OPAQUE, .offset = offsetof(struct request, token) },
    { .name = "main", .kind = MYNAH_FIELD_RECORD, .offset = offsetof(struct request, main), .shape = &part_shape },
    { .name = "parts", .kind = MYNAH_FIELD_RECORDS, .offset = offsetof(struct request, parts),
      .count_offset = offsetof(struct request, part_count), .shape = &part_shape },
    { .name = "prompts", .kind = MYNAH_FIELD_TEXTS, .offset = offsetof(struct request, prompts),
      .count_offset = offsetof(struct request, prompt_count) },
    { .name = "image", .kind = MYNAH_FIELD_BYTES, .offset = offsetof(struct request, image) },
};
// clang-format on

static const struct mynah_shape request_shape = { .name = "request",
                                                  .size = sizeof(struct request),
                                                  .fields = request_fields,
                                                  .field_count = sizeof request_fields /
                                                                 sizeof *request_fields };

static const struct part two_parts[] = { { "NameError", 3 }, { "ValueError", 0 } };
static const char *const prompts[] = { "be brief", "be kind" };
static const int token;

static const struct request sample = { .query = "Plot the orbit",
                                       .plan = "{\"a\": 1}",
                                       .retries = 2,
                                       .heat = 0.5,
                                       .stream = true,
                                       .role = 1,
                                       .token = &token,
                                       .main = { "SyntaxError", 9 },
                                       .parts = two_parts,
                                       .part_count = 2,
                                       .prompts = prompts,
                                       .prompt_count = 2,
                                       .image = { "png", 3 } };

static bool is_even(void *self, const struct mynah_value *value)
{
    ++*(int *)self;
    return value->number % 2 == 0;
}

static int asked;

#define IS(kind_) .kind = MYNAH_MATCH_##kind_

// A condition that the sample meets, and one that it does not, with the reason.
static const struct {
    struct mynah_match met, unmet;
    const char *why;
} rows[] = {
    { { .path = "query", .text = "Plot the orbit" },
      { .path = "query", .text = "Plot orders" },
      "query is \"Plot orders\": it is \"Plot the orbit\"" },
    { { .path = "query", IS(NOT_EQUAL), .text = "x" },
      { .path = "query", IS(NOT_EQUAL), .text = "Plot the orbit" },
      "query is not \"Plot the orbit\": it is \"Plot the orbit\"" },
    { { .path = "query", IS(CONTAINS), .text = "the" },
      { .path = "query", IS(CONTAINS), .text = "orders" },
      "query contains \"orders\": it is \"Plot the orbit\"" },
    { { .path = "query", IS(PREFIX), .text = "Plot" },
      { .path = "query", IS(PREFIX), .text = "plot" },
      "query begins with \"plot\": it is \"Plot the orbit\"" },
    { { .path = "query", IS(SUFFIX), .text = "orbit" },
      { .path = "query", IS(SUFFIX), .text = "a very long text, longer than it" },
      "query ends with \"a very long text, longer than it\": it is \"Plot the orbit\"" },
    { { .path = "query", IS(REGEX), .text = "^Plot (the|an) [a-z]+$" },
      { .path = "query", IS(REGEX), .text = "^plot" },
      "query matches \"^plot\": it is \"Plot the orbit\"" },
    { { .path = "plan", .text = "{\"a\":1}" },
      { .path = "plan", .text = "{\"a\":2}" },
      "plan is \"{\\\"a\\\":2}\": it is \"{\\\"a\\\": 1}\"" },
    { { .path = "retries", .number = 2 },
      { .path = "retries", .number = 3 },
      "retries is 3: it is 2" },
    { { .path = "retries", IS(LESS), .number = 3 },
      { .path = "retries", IS(LESS), .number = 2 },
      "retries is less than 2: it is 2" },
    { { .path = "retries", IS(AT_MOST), .number = 2 },
      { .path = "retries", IS(AT_MOST), .number = 1 },
      "retries is at most 1: it is 2" },
    { { .path = "retries", IS(GREATER), .number = 1 },
      { .path = "retries", IS(GREATER), .number = 2 },
      "retries is greater than 2: it is 2" },
    { { .path = "retries", IS(AT_LEAST), .number = 2 },
      { .path = "retries", IS(AT_LEAST), .number = 3 },
      "retries is at least 3: it is 2" },
    { { .path = "heat", .real = 0.5 },
      { .path = "heat", .real = 0.25 },
      "heat is 0.25: it is 0.5" },
    { { .path = "heat", IS(GREATER), .real = 0.25 },
      { .path = "heat", IS(LESS), .real = 0.5 },
      "heat is less than 0.5: it is 0.5" },
    { { .path = "stream", .number = 1 }, { .path = "stream" }, "stream is 0: it is true" },
    { { .path = "stream", .text = "true" },
      { .path = "stream", .text = "false" },
      "stream is \"false\": it is true" },
    { { .path = "parts", .number = 2 },
      { .path = "parts", .number = 2, .text = "x" },
      "parts is \"x\": it has 2" },
    { { .path = "role", .text = "tool" },
      { .path = "role", .text = "user" },
      "role is \"user\": it is tool" },
    { { .path = "role", .number = 1 }, { .path = "role" }, "role is 0: it is tool" },
    { { .path = "token", .record = &token },
      { .path = "token", .record = &asked },
      "token is the given pointer: it is <pointer>" },
    { { .path = "main", .record = &(const struct part){ "SyntaxError", 9 }, .shape = &part_shape },
      { .path = "main", .record = &(const struct part){ "SyntaxError", 8 }, .shape = &part_shape },
      "main is {type: \"SyntaxError\", line: 8}: line: 9 is not 8" },
    { { .path = "parts", .number = 2 },
      { .path = "parts", IS(AT_LEAST), .number = 3 },
      "parts is at least 3: it has 2" },
    { { .path = "parts[*].type", .text = "ValueError" },
      { .path = "parts[*].type", .text = "NameErrors" },
      "parts[*].type is \"NameErrors\": the nearest is \"NameError\"" },
    { { .path = "parts[-1].type", .text = "ValueError" },
      { .path = "parts[5].type", .text = "ValueError" },
      "parts[5].type is \"ValueError\": it is absent" },
    { { .path = "prompts", IS(CONTAINS), .text = "be kind" },
      { .path = "prompts", IS(CONTAINS), .text = "be" },
      "prompts contains \"be\": it is [\"be brief\", \"be kind\"]" },
    { { .path = "prompts[*]", IS(PREFIX), .text = "be k" },
      { .path = "prompts[0]", IS(PREFIX), .text = "be k" },
      "prompts[0] begins with \"be k\": it is \"be brief\"" },
    { { .path = "query", IS(LESS), .number = 15 },
      { .path = "query", IS(LESS), .number = 14 },
      "query is less than 14: it has 14 bytes" },
    { { .path = "image", IS(PRESENT) },
      { .path = "image", IS(ABSENT) },
      "image is absent: it is <3 bytes: 706e67>" },
    { { .path = "parts[2]", IS(ABSENT) },
      { .path = "parts[2]", IS(PRESENT) },
      "parts[2] is present: it is absent" },
    { { .path = "parts[7].type", IS(NOT_EQUAL), .text = "x" },
      { .path = "parts[7].type", IS(CONTAINS), .text = "" },
      "parts[7].type contains \"\": it is absent" },
    { { .path = "retries", IS(PREDICATE), .predicate = is_even, .self = &asked },
      { .path = "main.line",
        IS(PREDICATE),
        .predicate = is_even,
        .self = &asked,
        .name = "is even" },
      "main.line meets is even: it is 9" },
    { { IS(ALL) }, { IS(ANY) }, "any of nothing" },
    { { IS(ALL),
        .terms = (const struct mynah_match[]){ { .path = "retries", .number = 2 },
                                               { .path = "role", .text = "tool" } },
        .term_count = 2 },
      { IS(ALL),
        .terms = (const struct mynah_match[]){ { .path = "retries", .number = 2 },
                                               { .path = "role", .text = "user" },
                                               { .path = "main.line", .number = 1 } },
        .term_count = 3 },
      "role is \"user\": it is tool; main.line is 1: it is 9" },
    { { IS(ANY),
        .terms = (const struct mynah_match[]){ { .path = "retries", .number = 1 },
                                               { .path = "role", .text = "tool" } },
        .term_count = 2 },
      { IS(ANY),
        .terms = (const struct mynah_match[]){ { .path = "retries", .number = 1 },
                                               { .path = "role", .text = "user" } },
        .term_count = 2 },
      "none holds: retries is 1: it is 2; role is \"user\": it is tool" },
    { { IS(NOT), .terms = (const struct mynah_match[]){ { .path = "retries", .number = 1 } },
        .term_count = 1 },
      { IS(NOT), .terms = (const struct mynah_match[]){ { .path = "retries", .number = 2 } },
        .term_count = 1 },
      "it must not be that retries is 2" },
};

static void check_row(size_t i, const struct mynah_match *met, const struct mynah_match *unmet)
{
    char why[500];
    assert_true(mynah_match_check(met, &request_shape, NULL));
    assert_true(mynah_match_meets(met, &request_shape, &sample, why, sizeof why));
    assert_string_equal(why, "");
    assert_int_equal(mynah_match_nearness(met, &request_shape, &sample), 1000);
    assert_true(mynah_match_check(unmet, &request_shape, NULL));
    assert_false(mynah_match_meets(unmet, &request_shape, &sample, why, sizeof why));
    assert_string_equal(why, rows[i].why);
    assert_true(mynah_match_nearness(unmet, &request_shape, &sample) < 1000);
    assert_false(mynah_match_meets(unmet, &request_shape, &sample, NULL, 0));
}

static void test_conditions(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check_row(i, &rows[i].met, &rows[i].unmet);
    }
    assert_true(asked > 0);
    assert_true(mynah_match_meets(NULL, &request_shape, &sample, NULL, 0));
}

// A copy is independent of the original, and its regular expressions are compiled.
static void test_compiled(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct mynah_match *met = mynah__match_compile(&rows[i].met, NULL);
        struct mynah_match *unmet = mynah__match_compile(&rows[i].unmet, NULL);
        assert_non_null(met);
        assert_non_null(unmet);
        check_row(i, met, unmet);
        struct mynah_match *again = mynah__match_compile(met, NULL);
        mynah__match_release(met);
        assert_true(mynah_match_meets(again, &request_shape, &sample, NULL, 0));
        mynah__match_release(again);
        mynah__match_release(unmet);
    }
}

static void test_any_of_no_elements(void **state)
{
    (void)state;
    const struct request empty = { .query = "" };
    char why[200];
    const struct mynah_match match = { .path = "parts[*].type", .text = "NameError" };
    assert_false(mynah_match_meets(&match, &request_shape, &empty, why, sizeof why));
    assert_string_equal(why, "parts[*].type is \"NameError\": there is none");
}

static void test_long_text(void **state)
{
    (void)state;
    char text[2001], other[2001], why[500];
    memset(text, 'a', 2000);
    text[2000] = '\0';
    strcpy(other, text);
    memcpy(other + 1000, "orderly", 7);
    const struct request request = { .query = other };
    struct mynah_match match = { .path = "query", .text = text };
    assert_false(mynah_match_meets(&match, &request_shape, &request, why, sizeof why));
    assert_non_null(strstr(why, ": it differs from byte 1000 on: ..."
                                "\"aaaaaaaaaaaaaaaaaaaaaaaaorderlyaaaaaaaaaaaaaaaaa\"..."));
    match = (struct mynah_match){ .path = "query", IS(CONTAINS), .text = "orders" };
    assert_false(mynah_match_meets(&match, &request_shape, &request, why, sizeof why));
    assert_string_equal(why, "query contains \"orders\": the nearest is at byte 1000: ..."
                             "\"aaaaaaaaaaaaaaaaaaaaaaaaorderlyaaaaaaaaaaaaaaaaa\"...");
}

static void test_nearness(void **state)
{
    (void)state;
    struct mynah_match near = { .path = "query", .text = "Plot the orbits" };
    struct mynah_match far = { .path = "query", .text = "Send mail" };
    assert_true(mynah_match_nearness(&near, &request_shape, &sample) >
                mynah_match_nearness(&far, &request_shape, &sample));
    assert_int_equal(mynah_match_nearness(NULL, &request_shape, &sample), 1000);
}

static void test_senseless(void **state)
{
    (void)state;
    const struct {
        struct mynah_match match;
        const char *text;
    } bad[] = {
        { { .path = "qury", .text = "x" },
          "no field at \"qury\": a request has query, plan, retries, heat, stream, role, token, "
          "main, parts, prompts, image" },
        { { .path = "query", IS(CONTAINS) }, "the condition on query has no text" },
        { { .path = "retries", IS(PREFIX), .text = "2" },
          "retries begins with \"2\": the field is of another kind" },
        { { .path = "main", IS(LESS) }, "main is less than 0: the field is of another kind" },
        { { .path = "image", .number = 3 }, "image is 3: the field is of another kind" },
        { { .path = "role", .text = "boss" }, "role is \"boss\": there is no such word" },
        { { .path = "main" }, "the condition on main has no record to compare with" },
        { { .path = "main", .record = &sample, .shape = &request_shape },
          "the record is of another shape" },
        { { .path = "query", IS(PREDICATE) }, "the condition on query has no predicate" },
        { { IS(ALL), .term_count = 1 }, "the condition has no terms" },
        { { .kind = (enum mynah_match_kind)99 }, "the condition is of no known kind" },
        { { IS(NOT), .terms = (const struct mynah_match[]){ { .path = "nowhere", .text = "x" } },
            .term_count = 1 },
          "no field at \"nowhere\"" },
        { { IS(REGEX), .path = "query", .text = "(" }, "the regular expression \"(\": " },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct mynah_error error = { 0 };
        char why[500];
        assert_false(mynah_match_check(&bad[i].match, &request_shape, &error));
        assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
        assert_non_null(strstr(error.text, bad[i].text));
        assert_false(mynah_match_meets(&bad[i].match, &request_shape, &sample, why, sizeof why));
        assert_string_equal(why, error.text);
        assert_int_equal(mynah_match_nearness(&bad[i].match, &request_shape, &sample), 0);
        assert_true(mynah_match_show(&bad[i].match, why, sizeof why) > 0); // also what is no kind
    }
}

static void test_depth(void **state)
{
    (void)state;
    struct mynah_match chain[MYNAH_MATCH_DEPTH + 1] = { { .path = "retries", .number = 2 } };
    struct mynah_error error;
    for (size_t i = 1; i <= MYNAH_MATCH_DEPTH; i++) {
        chain[i] = (struct mynah_match){ IS(ALL), .terms = &chain[i - 1], .term_count = 1 };
    }
    assert_true(mynah_match_meets(&chain[MYNAH_MATCH_DEPTH - 1], &request_shape, &sample, NULL, 0));
    assert_false(mynah_match_check(&chain[MYNAH_MATCH_DEPTH], &request_shape, &error));
    assert_string_equal(error.text, "the condition nests too deep");
    assert_null(mynah__match_compile(&chain[MYNAH_MATCH_DEPTH], &error));
}

static jmp_buf away;

static bool jump(void *self, const struct mynah_value *value)
{
    (void)self;
    (void)value;
    longjmp(away, 1);
}

static void test_predicate_that_jumps(void **state)
{
    (void)state;
    const struct mynah_match match = { IS(PREDICATE), .predicate = jump };
    char shown[80];
    if (setjmp(away) == 0) {
        mynah_match_meets(&match, &request_shape, &sample, shown, sizeof shown);
        fail();
    }
    mynah_match_show(&match, shown, sizeof shown);
    assert_string_equal(shown, "it meets a predicate");
    mynah_match_show(NULL, shown, sizeof shown);
    assert_string_equal(shown, "anything");
}

static void test_show(void **state)
{
    (void)state;
    const struct mynah_match parts[] = {
        { .path = "retries", .number = 2 },
        { IS(ANY), .terms = &rows[0].met, .term_count = 1 },
        { .path = "token", .record = &token },
        { .path = "plan" },
    };
    const struct mynah_match all = { IS(ALL), .terms = parts, .term_count = 3 };
    const struct mynah_match none = { IS(NOT), .terms = &all, .term_count = 1 };
    char shown[300];
    size_t length = mynah_match_show(&none, shown, sizeof shown);
    assert_string_equal(shown, "none of (all of (retries is 2; any of (query is \"Plot the "
                               "orbit\"); token is the given pointer))");
    assert_int_equal(length, strlen(shown));
    assert_false(mynah_match_meets(&none, &request_shape, &sample, shown, sizeof shown));
    assert_ptr_equal(strstr(shown, "it must not be that all of (retries is 2; "), shown);
    // Text that is NULL is equal to what is absent, and only to that.
    assert_false(mynah_match_meets(&parts[3], &request_shape, &sample, shown, sizeof shown));
    assert_true(mynah_match_meets(&parts[3], &request_shape, &(struct request){ 0 }, NULL, 0));
}

// What is missing is less than nothing, matches nothing and holds nothing.
static void test_missing(void **state)
{
    (void)state;
    const struct mynah_match conditions[] = {
        { .path = "query", IS(REGEX), .text = ".*" }, { .path = "query", IS(LESS), .number = 9 },
        { .path = "query", IS(SUFFIX), .text = "" },  { .path = "parts[0].line", .number = 0 },
        { .path = "parts[0].line", IS(AT_LEAST) },
    };
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        assert_true(mynah_match_check(&conditions[i], &request_shape, NULL));
        assert_false(
            mynah_match_meets(&conditions[i], &request_shape, &(struct request){ 0 }, NULL, 0));
    }
}

static void test_out_of_memory(void **state)
{
    (void)state;
    const struct mynah_match match = {
        IS(ALL),
        .terms =
            (const struct mynah_match[]){
                { IS(REGEX), .path = "query", .text = "a+" },
                { .path = "main", .record = &two_parts[0], .shape = &part_shape },
                { IS(REGEX), .path = "query", .text = "b+" } },
        .term_count = 3
    };
    for (struct shortage at = { 0 }; shortage_next(&at);) {
        struct mynah_match *copy = mynah__match_compile(&match, &at.error);
        shortage_over(&at, copy != NULL);
        mynah__match_release(copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_compiled),
        cmocka_unit_test(test_any_of_no_elements),
        cmocka_unit_test(test_long_text),
        cmocka_unit_test(test_nearness),
        cmocka_unit_test(test_senseless),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_predicate_that_jumps),
        cmocka_unit_test(test_show),
        cmocka_unit_test(test_missing),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests_name("match", tests, NULL, NULL);
}
