// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CMOCKA_H
#define MYNAH_CMOCKA_H

/**
 * # mynah_cmocka.h: assertions about generators and about Python, for cmocka
 *
 *     #include <mynah_cmocka.h>
 *
 *     static void writes_the_channel_at_the_second_attempt(void **state)
 *     {
 *         struct mynah_generator *generator = *state;
 *         ...
 *         assert_generator_called_times(generator, 2);
 *         assert_code_writes_channel(code, "SR:MAG:SP");
 *     }
 *
 * The header works with cmocka 1.1.5 and later, 2.x included, brings the headers that cmocka needs,
 * and is compiled into the test; `pkg-config --libs mynah-cmocka` names what to link.  Every
 * assertion asks a library function that answers with a `bool` and an explanation:
 * mynah_generator_meets(), mynah_code_meets().  Call those yourself where nothing may jump away: in
 * callbacks, in other threads, in a fuzzer, under another test framework.
 *
 * When an assertion does not hold, cmocka leaves the test function at once.  Nothing of the
 * assertion's own is allocated then; let the test's teardown release what the test made.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <mynah/analyzer.h>
#include <mynah/generator.h>

MYNAH_BEGIN
#include <cmocka.h>
MYNAH_END

/* ## Calls of a generator */

/** The generator was called at least once. */
#define assert_generator_called(generator)                                                         \
    mynah_cmocka_called(MYNAH_CMOCKA_HERE("assert_generator_called(" #generator ")"), (generator))

/** The generator was called exactly `times` times; calls that got an error count. */
#define assert_generator_called_times(generator, times)                                            \
    mynah_cmocka_called_times(                                                                     \
        MYNAH_CMOCKA_HERE("assert_generator_called_times(" #generator ", " #times ")"),            \
        (generator), (times))

/**
 * The last call was given this request.
 *
 *     assert_generator_last_request(generator, &(struct mynah_request){ .user_query = "Plot it" });
 *
 * Members of the expected request that are `NULL` or zero are not compared; at least one must be
 * set.  The request may be written in place, commas and all.
 */
#define assert_generator_last_request(generator, ...)                                              \
    mynah_cmocka_last_request(                                                                     \
        MYNAH_CMOCKA_HERE("assert_generator_last_request(" #generator ", " #__VA_ARGS__ ")"),      \
        (generator), __VA_ARGS__)

/**
 * The last call was given these failures of earlier attempts, oldest first, and no others.
 *
 *     assert_generator_last_errors(generator, failures, count);
 *     assert_generator_last_errors(generator, NULL, 0);  // it was a first attempt
 *
 * Members of an expected failure that are `NULL` or zero are not compared.
 */
#define assert_generator_last_errors(generator, ...)                                               \
    mynah_cmocka_last_errors(                                                                      \
        MYNAH_CMOCKA_HERE("assert_generator_last_errors(" #generator ", " #__VA_ARGS__ ")"),       \
        (generator), __VA_ARGS__)

/* ## Python code, judged under the default policy */

/** CPython compiles the code. */
#define assert_code_parses(code)                                                                   \
    MYNAH_CMOCKA_CODE("assert_code_parses(" #code ")", MYNAH_PROPERTY_PARSES, code, NULL)

/** CPython does not compile the code. */
#define assert_code_syntax_error(code)                                                             \
    MYNAH_CMOCKA_CODE("assert_code_syntax_error(" #code ")", MYNAH_PROPERTY_SYNTAX_ERROR, code,    \
                      NULL)

/** `results` is bound whenever the code ends normally. */
#define assert_code_defines_results(code)                                                          \
    MYNAH_CMOCKA_CODE("assert_code_defines_results(" #code ")", MYNAH_PROPERTY_DEFINES_RESULTS,    \
                      code, NULL)

/** `results` is never bound. */
#define assert_code_missing_results(code)                                                          \
    MYNAH_CMOCKA_CODE("assert_code_missing_results(" #code ")", MYNAH_PROPERTY_MISSING_RESULTS,    \
                      code, NULL)

/** The code may write this channel; any channel when that is `NULL`. */
#define assert_code_writes_channel(code, channel)                                                  \
    MYNAH_CMOCKA_CODE("assert_code_writes_channel(" #code ", " #channel ")",                       \
                      MYNAH_PROPERTY_WRITES_CHANNEL, code, channel)

/** The code may read this channel; any channel when that is `NULL`. */
#define assert_code_reads_channel(code, channel)                                                   \
    MYNAH_CMOCKA_CODE("assert_code_reads_channel(" #code ", " #channel ")",                        \
                      MYNAH_PROPERTY_READS_CHANNEL, code, channel)

/** The code writes no channel, and does nothing that might hide a write. */
#define assert_code_no_channel_writes(code)                                                        \
    MYNAH_CMOCKA_CODE("assert_code_no_channel_writes(" #code ")",                                  \
                      MYNAH_PROPERTY_NO_CHANNEL_WRITES, code, NULL)

/** The code has this risk: a rule's name, its Bandit or Ruff id, or the qualified name called. */
#define assert_code_has_risk(code, what)                                                           \
    MYNAH_CMOCKA_CODE("assert_code_has_risk(" #code ", " #what ")", MYNAH_PROPERTY_HAS_RISK, code, \
                      what)

/** The code has no risk of severity medium or high. */
#define assert_code_no_risks(code)                                                                 \
    MYNAH_CMOCKA_CODE("assert_code_no_risks(" #code ")", MYNAH_PROPERTY_NO_RISKS, code, NULL)

/** A person must approve the code before it runs: the verdict is `ask`. */
#define assert_code_needs_approval(code)                                                           \
    MYNAH_CMOCKA_CODE("assert_code_needs_approval(" #code ")", MYNAH_PROPERTY_NEEDS_APPROVAL,      \
                      code, NULL)

/** The code may run as it is: the verdict is `allow`. */
#define assert_code_allowed(code)                                                                  \
    MYNAH_CMOCKA_CODE("assert_code_allowed(" #code ")", MYNAH_PROPERTY_ALLOWED, code, NULL)

/* ## For assertions of your own */

/** Where an assertion stands, and how it is written there. */
struct mynah_cmocka_place {
    const char *file;
    int line;
    const char *expression;
};

#define MYNAH_CMOCKA_HERE(expression) mynah_cmocka_here(__FILE__, __LINE__, expression)

#define MYNAH_CMOCKA_CODE(expression, kind, code, operand)                                         \
    mynah_cmocka_code(MYNAH_CMOCKA_HERE(expression), (code), (kind), (operand))

/* What is longer is cut: an expression with a program in it, an explanation with much code. */
#define MYNAH_CMOCKA_EXPRESSION_SIZE 160
#define MYNAH_CMOCKA_WHY_SIZE 4096

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
#else
#define MYNAH_CMOCKA_NORETURN
#endif

static inline struct mynah_cmocka_place mynah_cmocka_here(const char *file, int line,
                                                          const char *expression)
{
    struct mynah_cmocka_place place;
    place.file = file;
    place.line = line;
    place.expression = expression;
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
    mynah_cmocka_print(why);
    size_t length = strlen(why);
    if (length > 0 && why[length - 1] != '\n') {
        MYNAH_CMOCKA_PRINT("\n");
    }
    _fail(place.file, place.line);
    abort(); /* cmocka 1.1.5 does not declare that _fail() never returns */
}

static inline void mynah_cmocka_generator(struct mynah_cmocka_place place,
                                          const struct mynah_generator *generator,
                                          struct mynah_generator_property property)
{
    char why[MYNAH_CMOCKA_WHY_SIZE];
    if (!mynah_generator_meets(generator, property, why, sizeof why)) {
        mynah_cmocka_raise(place, why);
    }
}

static inline void mynah_cmocka_called(struct mynah_cmocka_place place,
                                       const struct mynah_generator *generator)
{
    struct mynah_generator_property property = { MYNAH_GENERATOR_CALLED, 0, NULL, NULL };
    mynah_cmocka_generator(place, generator, property);
}

static inline void mynah_cmocka_called_times(struct mynah_cmocka_place place,
                                             const struct mynah_generator *generator, size_t times)
{
    struct mynah_generator_property property = { MYNAH_GENERATOR_CALLED_TIMES, times, NULL, NULL };
    mynah_cmocka_generator(place, generator, property);
}

static inline void mynah_cmocka_last_request(struct mynah_cmocka_place place,
                                             const struct mynah_generator *generator,
                                             const struct mynah_request *request)
{
    struct mynah_generator_property property = { MYNAH_GENERATOR_LAST_REQUEST, 0, request, NULL };
    mynah_cmocka_generator(place, generator, property);
}

static inline void mynah_cmocka_last_errors(struct mynah_cmocka_place place,
                                            const struct mynah_generator *generator,
                                            const struct mynah_failure *failures, size_t count)
{
    struct mynah_generator_property property = { MYNAH_GENERATOR_LAST_ERRORS, count, NULL,
                                                 failures };
    mynah_cmocka_generator(place, generator, property);
}

static inline void mynah_cmocka_code(struct mynah_cmocka_place place, const char *code,
                                     enum mynah_property_kind kind, const char *operand)
{
    struct mynah_property property = { kind, operand };
    char why[MYNAH_CMOCKA_WHY_SIZE];
    if (!mynah_code_meets(code, property, why, sizeof why)) {
        mynah_cmocka_raise(place, why);
    }
}

#endif
