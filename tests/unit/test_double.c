// SPDX-License-Identifier: Apache-2.0
//
// mynah/double.h: what a double answers, what it refuses, and what is left to do.

#include "doubles.h"

#include "core/alloc.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static void test_results_of_every_kind(void **state)
{
    (void)state;
    static const int thing;
    struct mynah_double *self = make(NULL);
    mynah_double_returns(self, "m", NULL, NULL, "i", -3);
    mynah_double_returns(self, "m", NULL, NULL, "I", INT64_MIN);
    mynah_double_returns(self, "m", NULL, NULL, "f", 0.5);
    mynah_double_returns(self, "m", NULL, NULL, "b", 7);
    mynah_double_returns(self, "m", NULL, NULL, "p", (const void *)&thing);
    mynah_double_returns(self, "m", NULL, NULL, "");
    mynah_double_returns(self, "m", NULL, NULL, "n");
    mynah_double_returns(self, "m", NULL, NULL, "{s:[i,f,s,b,n], s:{}}", "a", 1, 2.5, "x\n", 0,
                         "b");
    mynah_double_returns(self, "m", NULL, NULL, "j", "{\"deep\": [1, {\"x\": null}]}");
    mynah_double_returns(self, "m", NULL, NULL, "j", "\"text\"");
    mynah_double_when(self, "m", &(struct mynah_step){ .text = "[1]" }, NULL);
    const struct {
        enum mynah_field_kind kind;
        int64_t number;
        double real;
        const char *text;
        const void *pointer;
    } rows[] = {
        { MYNAH_FIELD_INT, -3, 0, NULL, NULL },
        { MYNAH_FIELD_INT, INT64_MIN, 0, NULL, NULL },
        { MYNAH_FIELD_REAL, 0, 0.5, NULL, NULL },
        { MYNAH_FIELD_BOOL, 1, 0, NULL, NULL },
        { MYNAH_FIELD_OPAQUE, 0, 0, NULL, &thing },
        { 0, 0, 0, NULL, NULL },
        { 0, 0, 0, NULL, NULL },
        { MYNAH_FIELD_JSON, 0, 0, "{\"a\":[1,2.5,\"x\\n\",false,null],\"b\":{}}", NULL },
        { MYNAH_FIELD_JSON, 0, 0, "{\"deep\":[1,{\"x\":null}]}", NULL },
        { MYNAH_FIELD_TEXT, 0, 0, "text", NULL },
        { MYNAH_FIELD_JSON, 0, 0, "[1]", NULL },
        { MYNAH_FIELD_JSON, 0, 0, "[1]", NULL }, // the last is repeated
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct mynah_named *value = mynah_double_call(self, "m", NULL, "");
        assert_non_null(value);
        assert_int_equal(value->kind, rows[i].kind);
        assert_int_equal(value->number, rows[i].number);
        assert_true(value->real >= rows[i].real && value->real <= rows[i].real);
        assert_ptr_equal(value->pointer, rows[i].pointer);
        assert_true(!value->text == !rows[i].text);
        if (value->text) {
            assert_string_equal(value->text, rows[i].text);
        }
        mynah_free(value);
    }
    check_done(self);
    mynah_double_destroy(self);
}

static void test_errors_and_sequences(void **state)
{
    (void)state;
    struct mynah_double *self = make(&(struct mynah_double_options){ .name = "payment" });
    struct mynah_double_failure failure;
    const struct mynah_fault timeout = { .text = "Network timeout",
                                         .kind = "timeout",
                                         .number = 110 };
    mynah_double_fails(self, "charge", &(struct mynah_step){ .times = 2 }, &timeout, NULL);
    mynah_double_returns(self, "charge", NULL, NULL, "s", "txn_1");
    for (int i = 0; i < 2; i++) {
        assert_null(mynah_double_call(self, "charge", &failure, "{s:f}", "amount", 9.5));
        assert_int_equal(failure.error.code, MYNAH_ERROR_SCRIPTED);
        assert_string_equal(failure.error.text, "Network timeout");
        assert_string_equal(failure.kind, "timeout");
        assert_int_equal(failure.number, 110);
    }
    assert_answers("txn_1", self, "charge", NULL, "{s:f}", "amount", 9.5);
    assert_answers("txn_1", self, "charge", NULL, "{s:f}", "amount", 9.5);
    assert_int_equal(mynah_double_calls(self, "charge"), 4);
    assert_int_equal(mynah_double_calls(self, NULL), 4);
    assert_int_equal(mynah_double_calls(self, "refund"), 0);
    check_done(self);
    mynah_double_destroy(self);
}

static void test_exhaustion(void **state)
{
    (void)state;
    static const struct {
        enum mynah_exhaustion policy;
        const char *answers[5];
    } rows[] = {
        { MYNAH_EXHAUSTION_REPEAT_LAST, { "a", "b", "b", "b", "b" } },
        { MYNAH_EXHAUSTION_CYCLE, { "a", "b", "a", "b", "a" } },
        { MYNAH_EXHAUSTION_DEFAULT, { "a", "b", NULL, NULL, NULL } },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct mynah_double *self =
            make(&(struct mynah_double_options){ .exhaustion = rows[i].policy });
        mynah_double_returns(self, "m", NULL, NULL, "s", "a");
        mynah_double_returns(self, "m", NULL, NULL, "s", "b");
        for (size_t j = 0; j < 5; j++) {
            assert_answers(rows[i].answers[j], self, "m", NULL, "");
        }
        mynah_double_destroy(self);
    }
    struct mynah_double *self = make(NULL);
    struct mynah_double_failure failure;
    mynah_double_returns(self, "m", NULL, NULL, "s", "a");
    assert_true(mynah_double_set_exhaustion(self, "m", MYNAH_EXHAUSTION_ERROR, NULL));
    assert_answers("a", self, "m", NULL, "");
    assert_null(mynah_double_call(self, "m", &failure, "{s:i}", "x", 0));
    assert_string_equal(failure.error.text,
                        "double.m: the script (1 steps) is used up; the request is {x: 0}");
    // Each method has its own policy and place.
    mynah_double_returns(self, "n", NULL, NULL, "s", "b");
    assert_answers("b", self, "n", NULL, "");
    assert_answers("b", self, "n", NULL, "");
    // A policy that is changed later keeps the place.
    assert_true(mynah_double_set_exhaustion(self, "m", MYNAH_EXHAUSTION_REPEAT_LAST, NULL));
    assert_answers("a", self, "m", NULL, "");
    assert_false(mynah_double_set_exhaustion(self, "m", (enum mynah_exhaustion)9, NULL));
    mynah_double_destroy(self);
}

static void test_rules_by_argument(void **state)
{
    (void)state;
    struct mynah_double *self = make(&(struct mynah_double_options){ .name = "payment" });
    struct mynah_double_failure failure;
    const struct mynah_match large = { .path = "amount",
                                       .kind = MYNAH_MATCH_GREATER,
                                       .number = 100 };
    const struct mynah_match stolen = { .path = "card.tags[*]", .text = "stolen" };
    mynah_double_fails(self, "charge",
                       &(struct mynah_step){ .when = &stolen, .times = MYNAH_ALWAYS },
                       &(struct mynah_fault){ .text = "stolen card" }, NULL);
    mynah_double_returns(self, "charge", &(struct mynah_step){ MYNAH_HERE, .when = &large }, NULL,
                         "s", "large");
    assert_answers("large", self, "charge", NULL, "{s:f, s:{s:[]}}", "amount", 100.01, "card",
                   "tags");
    assert_null(mynah_double_call(self, "charge", &failure, "{s:i, s:{s:[s,s]}}", "amount", 500,
                                  "card", "tags", "gold", "stolen"));
    assert_string_equal(failure.error.text, "stolen card");
    // Nothing accepts this one, and what is nearest is said.
    assert_null(mynah_double_call(self, "charge", &failure, "{s:f}", "amount", 3.0));
    assert_int_equal(failure.error.code, MYNAH_ERROR_EXHAUSTED);
    check_says(failure.error.text, "payment.charge: no step of the script (2) accepts the request "
                                   "{amount: 3.0}; nearest is step 1: ");
    check_left(self, "payment.charge: no step of the script (2) accepts the request {amount: 3.0}");
    mynah_double_destroy(self);
}

static bool add_up(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                   struct mynah_error *error)
{
    const struct mynah_arguments *arguments = call->request;
    int64_t *sum = self;
    *sum += mynah_argument_integer(arguments, "n");
    if (*sum > 100) {
        return mynah_double_answer_fault(answer, &(struct mynah_fault){ .kind = "overflow" },
                                         error);
    }
    return mynah_double_answer(answer, error, "I", *sum);
}

static bool answer_json(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                        struct mynah_error *error)
{
    (void)call;
    return mynah_answer_text(answer, self, strlen(self), error);
}

static void test_callbacks_and_delays(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct mynah_double *self = mynah_double_create(world, NULL, NULL);
    struct mynah_double_failure failure;
    static char good[] = "\"x\"", bad[] = "{]";
    int64_t sum = 0;
    mynah_double_when(self, "add",
                      &(struct mynah_step){ .kind = MYNAH_STEP_CALLBACK,
                                            .callback = add_up,
                                            .self = &sum,
                                            .times = MYNAH_ALWAYS,
                                            .delay = 2 * MYNAH_SECOND },
                      NULL);
    for (int i = 1; i <= 3; i++) {
        struct mynah_named *value = mynah_double_call(self, "add", NULL, "{s:i}", "n", 30);
        assert_int_equal(value->number, i * 30);
        mynah_free(value);
    }
    assert_int_equal(mynah_clock_now(mynah_world_clock(world)), 6 * MYNAH_SECOND);
    assert_null(mynah_double_call(self, "add", &failure, "{s:f}", "n", 30.0));
    assert_string_equal(failure.kind, "overflow");
    assert_string_equal(failure.error.text, "the scripted error");
    // Text of a callback is JSON.
    mynah_double_when(
        self, "json",
        &(struct mynah_step){ .kind = MYNAH_STEP_CALLBACK, .callback = answer_json, .self = good },
        NULL);
    assert_answers("x", self, "json", NULL, "");
    mynah_double_when(
        self, "bad",
        &(struct mynah_step){ .kind = MYNAH_STEP_CALLBACK, .callback = answer_json, .self = bad },
        NULL);
    assert_null(mynah_double_call(self, "bad", &failure, ""));
    check_says(failure.error.text, "double.bad: JSON, line 1, column 2: string or '}' expected");
    check_left(self, "double.bad: JSON, line 1, column 2");
    mynah_world_destroy(world);
}

static void test_strict_and_nice(void **state)
{
    (void)state;
    struct mynah_double *strict = make(&(struct mynah_double_options){ .name = "email" });
    struct mynah_double_failure failure;
    mynah_double_returns(strict, "send", &(struct mynah_step){ .optional = true }, NULL, "b", 1);
    assert_null(mynah_double_call(strict, "status", &failure, "{s:s}", "id", "m1"));
    assert_int_equal(failure.error.code, MYNAH_ERROR_UNSET);
    assert_string_equal(failure.error.text,
                        "email.status: an unexpected call with {id: \"m1\"}: it was not told what "
                        "to answer; it was told of send");
    assert_null(mynah_double_call(strict, "status", NULL, "{s:s}", "id", "m2"));
    check_left(strict,
               "email.status: an unexpected call with {id: \"m1\"}: it was not told what to "
               "answer; it was told of send\nemail: and 1 more such call\n");
    mynah_double_reset(strict);
    check_done(strict);
    mynah_double_destroy(strict);

    struct mynah_double *nice = make(&(struct mynah_double_options){ .nice = true });
    const struct mynah_match one = { .path = "n", .number = 1 };
    mynah_double_returns(nice, "m", &(struct mynah_step){ .when = &one }, NULL, "s", "one");
    assert_answers(NULL, nice, "m", NULL, "{s:i}", "n", 2);
    assert_answers("one", nice, "m", NULL, "{s:i}", "n", 1);
    assert_answers(NULL, nice, "other", NULL, "");
    check_done(nice);
    mynah_double_destroy(nice);
}

static void test_declared_methods(void **state)
{
    (void)state;
    static const char *const methods[] = { "charge(amount, card, note?)", "ping()", "anything",
                                           NULL };
    struct mynah_double *self =
        make(&(struct mynah_double_options){ .name = "pay", .methods = methods, .nice = true });
    struct mynah_double_failure failure;
    struct mynah_error error;
    const struct mynah_match slip = { .path = "amuont", .number = 1 };
    const struct mynah_match deep = { .kind = MYNAH_MATCH_ANY, .terms = &slip, .term_count = 1 };
    assert_answers(NULL, self, "charge", NULL, "{s:i, s:s}", "amount", 1, "card", "c");
    assert_answers(NULL, self, "anything", NULL, "{s:i}", "x", 1);
    assert_answers(NULL, self, "ping", NULL, "");
    static const struct {
        const char *method, *format, *name, *why;
    } rows[] = {
        { "chrage", "{s:i}", "amount", "there is no method \"chrage\"; did you mean \"charge\"?" },
        { "charge", "{s:i}", "amount", "charge was called without \"card\"" },
        { "charge", "{s:i}", "crad", "charge has no argument \"crad\"; did you mean \"card\"?" },
        { "ping", "{s:i}", "x", "ping has no argument \"x\"" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        mynah_double_reset(self);
        assert_null(
            mynah_double_call(self, rows[i].method, &failure, rows[i].format, rows[i].name, 1));
        assert_int_equal(failure.error.code, MYNAH_ERROR_ARGUMENT);
        check_says(failure.error.text, rows[i].why);
        check_left(self, rows[i].why); // nice or not
        assert_int_equal(mynah_double_calls(self, NULL), 1);
    }
    assert_false(mynah_double_returns(self, "refund", NULL, &error, "i", 1));
    check_says(error.text, "there is no method \"refund\"");
    assert_false(mynah_double_returns(self, "charge", &(struct mynah_step){ .when = &deep }, &error,
                                      "i", 1));
    check_says(error.text, "charge has no argument \"amuont\"; did you mean \"amount\"?");
    assert_false(mynah_double_expects(
        self, &(struct mynah_expectation){ .method = "charge", .when = &slip }, &error));
    check_says(error.text, "did you mean \"amount\"?");
    mynah_double_destroy(self);
}

static void test_declarations_refused(void **state)
{
    (void)state;
    static const struct {
        const char *method;
        int column;
    } rows[] = { { "", 1 },       { "a b", 3 },    { "m(", 3 },  { "m(a", 4 },   { "m(a,)", 5 },
                 { "m(a b)", 5 }, { "m(a) x", 4 }, { "(a)", 1 }, { "m(a?b)", 5 } };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct mynah_error error;
        const char *const methods[] = { "good(a, b)", rows[i].method, NULL };
        assert_null(mynah_double_create(NULL, &(struct mynah_double_options){ .methods = methods },
                                        &error));
        assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
        assert_int_equal(error.column, rows[i].column);
        check_says(error.text, "write name(first, second, last?)");
    }
}

static void test_formats_refused(void **state)
{
    (void)state;
    static const struct {
        const char *format;
        int column;
        const char *why;
    } rows[] = {
        { "s", 1, "arguments have names: {s:..., s:...}" },
        { "{s", 3, "a value is missing" },
        { "{s:i", 5, "the } is missing" },
        { "{i:i}", 2, "a name (s) is expected" },
        { "{s:x}", 4, "it is none of s i I f b n j p [ {" },
        { "{s:[s", 6, "a value is missing" },
        { "{s:s} s", 7, "nothing more is expected here" },
        { "{s:[p]}", 5, "a pointer cannot be inside of a value" },
        { "{s:s, s:s}", 7, "there are two values \"a\"" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct mynah_error error;
        assert_null(mynah_arguments_pack(&error, rows[i].format, "a", "a", "a", "a"));
        assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
        check_says(error.text, rows[i].why);
        assert_int_equal(error.line, 1);
        assert_int_equal(error.column, rows[i].column);
    }
}

static void test_json_refused(void **state)
{
    (void)state;
    struct mynah_double *self = make(NULL);
    struct mynah_double_failure failure;
    struct mynah_error error;
    assert_false(
        mynah_double_when(self, "m", &(struct mynah_step){ .text = "{\"a\":\n tru}" }, &error));
    assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    assert_int_equal(error.line, 2);
    assert_int_equal(error.column, 4);
    check_says(error.text, "JSON, line 2, column 4: invalid token near 'tru'");
    assert_false(mynah_double_returns(self, "m", NULL, &error, "j", "[1,"));
    check_says(error.text, "JSON, line 1, column 3");
    assert_null(mynah_double_call(self, "m", &failure, "j", "{\"a\": 1, \"a\": 2}"));
    check_says(failure.error.text, "duplicate object key");
    assert_null(mynah_double_call(self, "m", &failure, "j", "[]"));
    check_says(failure.error.text, "the JSON is not an object");
    assert_int_equal(mynah_double_calls(self, NULL), 0); // nothing was called
    static const struct mynah_script *none;
    assert_false(mynah_double_when(
        self, "m", &(struct mynah_step){ .kind = MYNAH_STEP_STREAM, .stream = none }, &error));
    check_says(error.text, "no streams");
    const struct mynah_arguments wrong = { .count = 0 };
    assert_false(mynah_double_when(
        self, "m", &(struct mynah_step){ .shape = mynah_arguments_shape(), .record = &wrong },
        &error));
    check_says(error.text, "a double answers with a reply, not with a call");
    mynah_double_destroy(self);
}

static void test_outputs(void **state)
{
    (void)state;
    struct mynah_double *self = make(NULL);
    struct mynah_double_failure failure;
    double value = 0;
    const struct mynah_output outputs[] = { { "value", { &(double){ 1.5 }, sizeof(double) } } };
    const struct mynah_named zero = { .kind = MYNAH_FIELD_INT }; // nobody asks for its name
    const struct mynah_reply reply = { &zero, 1, outputs, 1 };
    mynah_double_when(self, "caget",
                      &(struct mynah_step){ .shape = mynah_reply_shape(), .record = &reply }, NULL);
    mynah_free(mynah_double_call(self, "caget", NULL, "{s:s, s:p}", "name", "SR:I", "value",
                                 (const void *)&value));
    assert_true(value > 1.4 && value < 1.6);
    assert_null(mynah_double_call(self, "caget", &failure, "{s:s}", "name", "SR:I"));
    check_says(failure.error.text,
               "double.caget: it is to write to \"value\", but that is no pointer");
    const struct mynah_named values[2] = { zero, zero };
    const struct mynah_reply two = { values, 2, NULL, 0 };
    struct mynah_error error;
    assert_false(mynah_double_when(
        self, "caget", &(struct mynah_step){ .shape = mynah_reply_shape(), .record = &two },
        &error));
    assert_string_equal(error.text, "a double answers with one value, not with 2: pass an object");
    mynah_double_destroy(self);
}

static void test_expectations(void **state)
{
    (void)state;
    struct mynah_double *self = make(&(struct mynah_double_options){ .name = "m", .nice = true });
    const struct mynah_match large = { .path = "n", .kind = MYNAH_MATCH_GREATER, .number = 10 };
    mynah_double_expects(
        self, &(struct mynah_expectation){ MYNAH_HERE, .method = "a", .least = 2, .most = 2 },
        NULL);
    mynah_double_expects(
        self,
        &(struct mynah_expectation){ .method = "a", .when = &large, .least = 1, .most = SIZE_MAX },
        NULL);
    mynah_double_expects(self, &(struct mynah_expectation){ .method = "b" }, NULL); // never
    check_left(self, "m.a: expected exactly 2 calls, there were 0\n");
    check_left(self, "test_double.c:");
    check_left(self,
               ": note: expected here\nm.a: expected at least 1 call where n is greater than 10, "
               "there were 0\n");
    assert_answers(NULL, self, "a", NULL, "{s:i}", "n", 10);
    assert_answers(NULL, self, "a", NULL, "{s:i}", "n", 11);
    check_done(self);
    assert_answers(NULL, self, "b", NULL, "");
    check_left(self, "m.b: expected no call, there was 1\n");
    mynah_double_reset(self);
    check_left(self, "m.a: expected exactly 2 calls, there were 0\n");
    assert_true(mynah_double_clear(self, NULL));
    check_done(self);
    struct mynah_error error;
    assert_false(mynah_double_expects(
        self, &(struct mynah_expectation){ .method = "a", .least = 2, .most = 1 }, &error));
    mynah_double_destroy(self);
}

static void test_history(void **state)
{
    (void)state;
    struct mynah_double *self = make(&(struct mynah_double_options){ .nice = true });
    char text[] = "before";
    mynah_free(mynah_double_call(self, "send", NULL, "{s:s, s:[s,s], s:i}", "to", text, "cc", "x",
                                 "y", "n", 2));
    strcpy(text, "after!");
    mynah_free(mynah_double_call(self, "send", NULL, "{s:s}", "to", "b"));
    mynah_free(mynah_double_call(self, "other", NULL, ""));
    const struct mynah_arguments *first = mynah_double_arguments(self, "send", 0);
    assert_string_equal(mynah_argument_text(first, "to"), "before"); // a copy
    assert_string_equal(mynah_argument_text(first, "cc"), "[\"x\",\"y\"]");
    assert_int_equal(mynah_argument_integer(first, "n"), 2);
    assert_true(mynah_argument_real(first, "n") > 1.9);
    assert_null(mynah_argument_text(first, "bcc"));
    assert_null(mynah_argument_pointer(first, "to"));
    assert_false(mynah_argument_truth(first, "n"));
    assert_string_equal(mynah_argument_text(mynah_double_arguments(self, "send", -1), "to"), "b");
    assert_null(mynah_double_arguments(self, "send", 2));
    assert_int_equal(mynah_double_arguments(self, NULL, -1)->count, 0);
    assert_true(mynah_double_was_called_with(self, "send", "{s:f, s:s, s:j}", "n", 2.0, "to",
                                             "before", "cc", "[ \"x\", \"y\" ]"));
    assert_false(mynah_double_was_called_with(self, "send", "{s:s}", "to", "before"));
    assert_true(mynah_double_was_called_with(self, "other", ""));
    const struct mynah_match y = { .path = "cc[-1]", .text = "y" };
    assert_true(mynah_double_was_called(self, "send", &y));
    assert_false(mynah_double_was_called(self, "other", &y));
    char *captured = mynah_double_capture(self, "send", NULL, "to", NULL);
    assert_string_equal(captured, "[\"before\",\"b\"]");
    mynah_free(captured);
    captured = mynah_double_capture(self, "send", &y, "cc[*]", NULL);
    assert_string_equal(captured, "[\"x\",\"y\"]");
    mynah_free(captured);
    struct mynah_error error;
    assert_null(mynah_double_capture(self, "send", NULL, "a..b", &error));
    assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    mynah_double_destroy(self);
}

// One call of a world resets and verifies all of its doubles; what they were told stays.
static void test_life_in_a_world(void **state)
{
    (void)state;
    char why[600];
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    const struct mynah_double_options options = { .name = "db" };
    struct mynah_double *one = mynah_double_create(world, &options, NULL);
    struct mynah_double *two = mynah_double_create(world, &options, NULL);
    assert_string_equal(mynah_double_name(two), "db-2");
    mynah_double_returns(one, "get", &(struct mynah_step){ MYNAH_HERE }, NULL, "s", "a");
    mynah_double_returns(one, "get", NULL, NULL, "s", "b");
    mynah_double_returns(two, "get", NULL, NULL, "s", "c");
    assert_answers("a", one, "get", NULL, "");
    assert_false(mynah_world_verify(world, why, sizeof why));
    check_says(why, "db.get: step 2 of 2 was never used: reply {value: \"b\"}\n");
    check_says(why, "db-2.get: step 1 of 1 was never used");
    mynah_world_reset(world);
    assert_int_equal(mynah_double_calls(one, "get"), 0);
    assert_answers("a", one, "get", NULL, "");
    assert_answers("b", one, "get", NULL, "");
    assert_answers("c", two, "get", NULL, "");
    assert_true(mynah_world_verify(world, why, sizeof why));
    mynah_double_reset(one); // the other's calls stay
    assert_int_equal(mynah_double_calls(one, NULL), 0);
    assert_int_equal(mynah_double_calls(two, NULL), 1);
    assert_true(mynah_double_clear(one, NULL));
    assert_null(mynah_double_call(one, "get", NULL, ""));
    mynah_double_destroy(two);
    mynah_world_destroy(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_results_of_every_kind),
        cmocka_unit_test(test_errors_and_sequences),
        cmocka_unit_test(test_exhaustion),
        cmocka_unit_test(test_rules_by_argument),
        cmocka_unit_test(test_callbacks_and_delays),
        cmocka_unit_test(test_strict_and_nice),
        cmocka_unit_test(test_declared_methods),
        cmocka_unit_test(test_declarations_refused),
        cmocka_unit_test(test_formats_refused),
        cmocka_unit_test(test_json_refused),
        cmocka_unit_test(test_outputs),
        cmocka_unit_test(test_expectations),
        cmocka_unit_test(test_history),
        cmocka_unit_test(test_life_in_a_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
