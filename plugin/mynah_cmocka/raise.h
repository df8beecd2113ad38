// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CMOCKA_RAISE_H
#define MYNAH_CMOCKA_RAISE_H

/*
 * What every assertion of mynah_cmocka.h ends in: text that goes into all of cmocka's outputs, and
 * the one way out of the test.  Included by mynah_cmocka.h, not by tests.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <mynah/base.h>

MYNAH_BEGIN
#include <cmocka.h>
MYNAH_END

/** Where an assertion stands, how it is written there, and what its `_msg` twin was told. */
struct mynah_cmocka_place {
    const char *file;
    int line;
    const char *expression;
    const char *message; /* may be `NULL` */
};

#define MYNAH_CMOCKA_HERE(expression, message)                                                     \
    mynah_cmocka_here(__FILE__, __LINE__, (expression), (message))

/* What is longer is cut: an expression with a program in it, an explanation with much code. */
#define MYNAH_CMOCKA_EXPRESSION_SIZE 160
#define MYNAH_CMOCKA_WHY_SIZE 4096

/* A struct of which nothing is said is zero, in C and in C++, without a warning in either. */
#ifdef __cplusplus
/* clang-format off */
#define MYNAH_CMOCKA_ZERO {}
#else
#define MYNAH_CMOCKA_ZERO { 0 }
/* clang-format on */
#endif

/* cmocka collects the text of a failure in a buffer, from where it goes into all its kinds of
 * output; text printed in other ways is missing from TAP and XML.  1.1.5 exports the function
 * without declaring it, 2.x has renamed it. */
#ifdef cm_print_error
#define MYNAH_CMOCKA_PRINT cmocka_print_error
#else
#define MYNAH_CMOCKA_PRINT cm_print_error
#ifndef CMOCKA_NORETURN
MYNAH_BEGIN
void cm_print_error(const char *const format, ...) MYNAH_PRINTF(1, 2);
MYNAH_END
#endif
#endif

#ifdef __GNUC__
#define MYNAH_CMOCKA_NORETURN __attribute__((__noreturn__))
#define MYNAH_CMOCKA_UNUSED __attribute__((__unused__))
#else
#define MYNAH_CMOCKA_NORETURN
#define MYNAH_CMOCKA_UNUSED
#endif

static inline struct mynah_cmocka_place
mynah_cmocka_here(const char *file, int line, const char *expression, const char *message)
{
    struct mynah_cmocka_place place;
    place.file = file;
    place.line = line;
    place.expression = expression;
    place.message = message;
    return place;
}

/* In pieces, because cmocka 2.x loses the last byte of 256 or more in one call. */
static inline void mynah_cmocka_print(const char *text)
{
    char piece[200];
    while (*text != '\0') {
        text = mynah_text_piece(text, piece, sizeof piece);
        MYNAH_CMOCKA_PRINT("%s", piece);
    }
}

static inline void mynah_cmocka_print_line(const char *text)
{
    mynah_cmocka_print(text);
    size_t length = strlen(text);
    if (length > 0 && text[length - 1] != '\n') {
        MYNAH_CMOCKA_PRINT("\n");
    }
}

/* The lines of a message behind the first are set in, so that none looks like a report's own. */
static inline void mynah_cmocka_print_message(const char *message)
{
    char piece[200] = "";
    MYNAH_CMOCKA_PRINT(" message: ");
    while (*message != '\0') {
        message = mynah_text_piece(message, piece, sizeof piece);
        MYNAH_CMOCKA_PRINT("%s", piece);
        if (piece[0] == '\n' && *message != '\0') {
            MYNAH_CMOCKA_PRINT("          ");
        }
    }
    if (piece[0] != '\n') {
        MYNAH_CMOCKA_PRINT("\n");
    }
}

/** Let the test fail at `place`: the one way out of every assertion. */
MYNAH_CMOCKA_NORETURN static inline void mynah_cmocka_raise(struct mynah_cmocka_place place,
                                                            const char *why)
{
    char expression[MYNAH_CMOCKA_EXPRESSION_SIZE];
    const char *rest = mynah_text_piece(place.expression, expression, sizeof expression);
    mynah_cmocka_print(place.file);
    MYNAH_CMOCKA_PRINT(":%d: error: ", place.line);
    MYNAH_CMOCKA_PRINT("%s%s", expression, *rest == '\0' ? "" : " ...");
    MYNAH_CMOCKA_PRINT("\n");
    if (place.message != NULL) {
        mynah_cmocka_print_message(place.message);
    }
    mynah_cmocka_print_line(why);
    _fail(place.file, place.line);
    abort(); /* cmocka 1.1.5 does not declare that _fail() never returns */
}

#endif
