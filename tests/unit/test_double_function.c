// SPDX-License-Identifier: Apache-2.0
//
// mynah/double_function.h: doubles as C functions, of every type that is supported.

#include "doubles.h"

#include <mynah/double_function.h>

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>

static struct mynah_double *lib;

enum color { RED, GREEN };
struct thing;

MYNAH_DOUBLE_FUNCTION(lib, int, caput, (const char *, name), (double, value));
MYNAH_DOUBLE_FUNCTION(lib, int, __wrap_connect_to, (const char *, host));
static MYNAH_DOUBLE_FUNCTION(lib, void, notify, (int, code));
static MYNAH_DOUBLE_FUNCTION(lib, long, now);
static MYNAH_DOUBLE_FUNCTION(lib, unsigned char, get_byte);
static MYNAH_DOUBLE_FUNCTION(lib, size_t, get_size);
static MYNAH_DOUBLE_FUNCTION(lib, double, get_real);
static MYNAH_DOUBLE_FUNCTION(lib, float, get_float);
static MYNAH_DOUBLE_FUNCTION(lib, bool, get_truth);
static MYNAH_DOUBLE_FUNCTION(lib, enum color, get_color);
static MYNAH_DOUBLE_FUNCTION(lib, const char *, get_text);
static MYNAH_DOUBLE_FUNCTION(lib, struct thing *, get_thing);
static MYNAH_DOUBLE_FUNCTION(lib, void *, get_pointer);
// NOLINTNEXTLINE(readability-function-size): the most parameters that there may be
static MYNAH_DOUBLE_FUNCTION(lib, int, all_types, (bool, a), (long, b), (uint64_t, c), (float, d),
                             (const char *, e), (char *, f), (enum color, g), (struct thing *, h));
static MYNAH_DOUBLE_FUNCTION(lib, int, read_value, (const char *, name), (double *, value));
static MYNAH_DOUBLE_FUNCTION(self, int, send_to, (void *, self), (const char *, to));

// An interface as C has it: functions and what they are called with.
struct mailer {
    int (*send)(void *self, const char *to);
    void *self;
};

static int setup(void **state)
{
    (void)state;
    lib = make(&(struct mynah_double_options){ .name = "lib" });
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    mynah_double_destroy(lib);
    return 0;
}

static void test_arguments(void **state)
{
    (void)state;
    char name[] = "SR:MAG";
    char buffer[2]; // is not read, so that it need not be text
    mynah_double_returns(lib, "caput", NULL, NULL, "i", 0);
    mynah_double_returns(lib, "all_types", NULL, NULL, "i", 8);
    assert_int_equal(caput(name, 1.5), 0);
    name[0] = 'X';
    assert_true(
        mynah_double_was_called_with(lib, "caput", "{s:s, s:f}", "name", "SR:MAG", "value", 1.5));
    assert_int_equal(all_types(true, -2, UINT64_MAX, 0.5F, NULL, buffer, GREEN, NULL), 8);
    const struct mynah_arguments *given = mynah_double_arguments(lib, "all_types", 0);
    assert_int_equal(given->count, 8);
    assert_true(mynah_argument_truth(given, "a"));
    assert_int_equal(mynah_argument_integer(given, "b"), -2);
    assert_true(mynah_argument_real(given, "c") > 1.8e19);
    assert_true(mynah_argument_real(given, "d") > 0.4);
    assert_null(mynah_argument_text(given, "e"));
    assert_ptr_equal(mynah_argument_pointer(given, "f"), buffer);
    assert_int_equal(mynah_argument_integer(given, "g"), GREEN);
    assert_null(mynah_argument_pointer(given, "h"));
}

static void test_results(void **state)
{
    (void)state;
    static int place;
    mynah_double_returns(lib, "now", NULL, NULL, "I", INT64_C(1) << 40);
    mynah_double_returns(lib, "get_byte", NULL, NULL, "i", 255);
    mynah_double_returns(lib, "get_size", NULL, NULL, "i", 7);
    mynah_double_returns(lib, "get_real", NULL, NULL, "i", 2);
    mynah_double_returns(lib, "get_float", NULL, NULL, "f", 0.25);
    mynah_double_returns(lib, "get_truth", NULL, NULL, "b", 1);
    mynah_double_returns(lib, "get_color", NULL, NULL, "f", 1.0);
    mynah_double_returns(lib, "get_text", NULL, NULL, "s", "text");
    mynah_double_returns(lib, "get_thing", NULL, NULL, "p", (const void *)&place);
    mynah_double_returns(lib, "get_pointer", NULL, NULL, "");
    mynah_double_returns(lib, "notify", NULL, NULL, "");
    mynah_double_returns(lib, "connect_to", NULL, NULL, "i", 3);
    assert_true(now() == INT64_C(1) << 40);
    assert_int_equal(get_byte(), 255);
    assert_int_equal(get_size(), 7);
    assert_true(get_real() > 1.9);
    assert_true(get_float() < 0.3F);
    assert_true(get_truth());
    assert_int_equal(get_color(), GREEN);
    const char *text = get_text();
    assert_string_equal(text, "text");
    assert_ptr_equal(get_thing(), &place);
    assert_null(get_pointer());
    notify(5);
    assert_int_equal(__wrap_connect_to("host"), 3); // the method has no __wrap_
    assert_string_equal(text, "text");              // it is the journal's
    assert_true(mynah_double_was_called_with(lib, "notify", "{s:i}", "code", 5));
    check_done(lib);
}

static void test_failures(void **state)
{
    (void)state;
    static const char *const methods[] = { "caput",    "get_size",  "get_real", "get_truth",
                                           "get_text", "get_thing", "notify" };
    for (size_t i = 0; i < COUNT(methods); i++) {
        mynah_double_fails(lib, methods[i], NULL, &(struct mynah_fault){ .number = ETIMEDOUT },
                           NULL);
    }
    errno = 0;
    assert_int_equal(caput("a", 0), -1);
    assert_int_equal(errno, ETIMEDOUT);
    assert_true(get_size() == SIZE_MAX);
    assert_true(isnan(get_real()));
    assert_false(get_truth());
    assert_null(get_text());
    assert_null(get_thing());
    notify(0);
    check_done(lib);
    assert_int_equal(now(), -1); // nobody said anything of it
    check_left(lib, "lib.now: an unexpected call with {}: it was not told what to answer");
}

static void test_results_that_do_not_fit(void **state)
{
    (void)state;
    mynah_double_returns(lib, "get_byte", NULL, NULL, "i", 256);
    mynah_double_returns(lib, "caput", NULL, NULL, "s", "0");
    mynah_double_returns(lib, "get_color", NULL, NULL, "f", 1.5);
    mynah_double_returns(lib, "get_real", NULL, NULL, "b", 1);
    mynah_double_returns(lib, "get_truth", NULL, NULL, "s", "yes");
    mynah_double_returns(lib, "get_text", NULL, NULL, "i", 1);
    mynah_double_returns(lib, "get_thing", NULL, NULL, "s", "x");
    assert_int_equal(get_byte(), 255); // -1
    check_left(lib, "lib.get_byte: it returns an integer of 1 bytes, and was told to return 256");
    mynah_double_reset(lib);
    assert_int_equal(caput("a", 0), -1);
    check_left(lib, "lib.caput: it returns an integer of 4 bytes, and was told to return \"0\"");
    mynah_double_reset(lib);
    assert_int_equal((int)get_color(), -1);
    assert_true(isnan(get_real()));
    assert_false(get_truth());
    assert_null(get_text());
    assert_null(get_thing());
    check_left(lib, "lib: and 4 more such calls");
}

static void test_outputs(void **state)
{
    (void)state;
    double value = 0;
    const struct mynah_output outputs[] = { { "value", { &(double){ 2.5 }, sizeof(double) } } };
    const struct mynah_named zero = { .name = "value", .kind = MYNAH_FIELD_INT };
    const struct mynah_reply reply = { &zero, 1, outputs, 1 };
    mynah_double_when(lib, "read_value",
                      &(struct mynah_step){ .shape = mynah_reply_shape(), .record = &reply }, NULL);
    assert_int_equal(read_value("SR:I", &value), 0);
    assert_true(value > 2.4 && value < 2.6);
}

static void test_member_of_a_struct(void **state)
{
    (void)state;
    const struct mailer mailer = { .send = send_to, .self = lib };
    mynah_double_returns(lib, "send_to", NULL, NULL, "i", 250);
    assert_int_equal(mailer.send(mailer.self, "a@b.c"), 250);
    const struct mynah_match to = { .path = "to", .text = "a@b.c" };
    assert_true(mynah_double_was_called(lib, "send_to", &to));
}

static bool leave(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                  struct mynah_error *error)
{
    (void)call;
    (void)answer;
    (void)error;
    longjmp(*(jmp_buf *)self, 1);
}

// A callback that jumps away leaves everything usable, and nothing behind.
static void test_jump(void **state)
{
    (void)state;
    jmp_buf there;
    mynah_double_when(
        lib, "caput",
        &(struct mynah_step){ .kind = MYNAH_STEP_CALLBACK, .callback = leave, .self = &there },
        NULL);
    mynah_double_returns(lib, "caput", NULL, NULL, "i", 0);
    if (setjmp(there) == 0) {
        caput("a", 1);
        fail_msg("it did not jump");
    }
    assert_int_equal(caput("b", 1), 0);
    mynah_double_reset(lib);
    if (setjmp(there) == 0) {
        mynah_double_call(lib, "caput", NULL, "{s:s, s:[i]}", "name", "a", "list", 1);
        fail_msg("it did not jump");
    }
    assert_int_equal(mynah_double_calls(lib, "caput"), 1);
    assert_int_equal(caput("b", 1), 0);
    check_done(lib);
}

static bool leave_asking(void *self, const struct mynah_value *value)
{
    (void)value;
    longjmp(*(jmp_buf *)self, 1);
}

// Likewise a predicate that is asked which step answers, whatever the arguments are made of.
static void test_jump_of_a_predicate(void **state)
{
    (void)state;
    jmp_buf there;
    const struct mynah_match asks = {
        .path = "name", .kind = MYNAH_MATCH_PREDICATE, .predicate = leave_asking, .self = &there
    };
    mynah_double_returns(lib, "caput", &(struct mynah_step){ .when = &asks, .optional = true },
                         NULL, "i", 0);
    if (setjmp(there) == 0) {
        mynah_double_call(lib, "caput", NULL, "{s:s, s:[i]}", "name", "a", "list", 1);
        fail_msg("it did not jump");
    }
    if (setjmp(there) == 0) {
        caput("a", 1);
        fail_msg("it did not jump");
    }
    assert_int_equal(mynah_double_calls(lib, "caput"), 2);
    mynah_double_clear(lib, NULL);
    mynah_double_returns(lib, "caput", NULL, NULL, "i", 0);
    assert_int_equal(caput("b", 1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_arguments, setup, teardown),
        cmocka_unit_test_setup_teardown(test_results, setup, teardown),
        cmocka_unit_test_setup_teardown(test_failures, setup, teardown),
        cmocka_unit_test_setup_teardown(test_results_that_do_not_fit, setup, teardown),
        cmocka_unit_test_setup_teardown(test_outputs, setup, teardown),
        cmocka_unit_test_setup_teardown(test_member_of_a_struct, setup, teardown),
        cmocka_unit_test_setup_teardown(test_jump, setup, teardown),
        cmocka_unit_test_setup_teardown(test_jump_of_a_predicate, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
