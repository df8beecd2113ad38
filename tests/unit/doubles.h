// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TESTS_DOUBLES_H
#define MYNAH_TESTS_DOUBLES_H

// Doubles in one line, and what they are expected to answer and to say.

#include <mynah/double.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static inline struct mynah_double *make(const struct mynah_double_options *options)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_double *self = mynah_double_create(NULL, options, &error);
    if (!self) {
        fail_msg("%s", error.text);
    }
    return self;
}

// What a call came to is that text, which is JSON unless it is a text itself.
#define assert_answers(expected, ...) check_answer(mynah_double_call(__VA_ARGS__), (expected))

static inline void check_answer(struct mynah_named *value, const char *expected)
{
    assert_non_null(value);
    assert_int_equal(value->kind, expected ? MYNAH_FIELD_TEXT : 0);
    if (expected) {
        assert_string_equal(value->text, expected);
    }
    mynah_free(value);
}

static inline void check_says(const char *text, const char *part)
{
    if (!strstr(text, part)) {
        fail_msg("\"%s\" is not in \"%s\"", part, text);
    }
}

static inline void check_left(const struct mynah_double *self, const char *part)
{
    char why[1000];
    assert_false(mynah_double_verify(self, why, sizeof why));
    check_says(why, part);
}

static inline void check_done(const struct mynah_double *self)
{
    char why[1000];
    if (!mynah_double_verify(self, why, sizeof why)) {
        fail_msg("%s", why);
    }
    assert_string_equal(why, "");
}

#endif
