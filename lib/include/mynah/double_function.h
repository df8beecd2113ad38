// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_DOUBLE_FUNCTION_H
#define MYNAH_DOUBLE_FUNCTION_H

/**
 * # mynah/double_function.h: doubles as C functions
 *
 * Code under test calls functions with C types.  This defines one that asks a double:
 *
 *     static struct mynah_double *epics;
 *     MYNAH_DOUBLE_FUNCTION(epics, int, caput, (const char *, name), (double, value));
 *
 * is `int caput(const char *name, double value)`, the method `"caput"` of the double `epics` with
 * the arguments `name` and `value`.  With `static` before it, it is a static function.  Its address
 * is a member of a struct of function pointers; the double may then be found through a parameter:
 *
 *     static MYNAH_DOUBLE_FUNCTION(self, int, send, (void *, self), (const char *, to));
 *     const struct mailer mailer = { .send = send, .self = double };
 *
 * and under the linker's `--wrap=caput` it is called `__wrap_caput`, of which the method is
 * `"caput"`.
 *
 * Parameters, at most 8, are numbers, booleans, `const char *` (text, copied) and pointers to
 * anything else, also `char *` (kept, never read).  Results are the same, or `void`.  Another type
 * is an error of the compiler at the macro, as is a ninth parameter.
 *
 * What it returns:
 *
 * - the result that the double was told, which must fit the type; text lives as long as the journal
 *   keeps the call;
 * - nothing told, of a nice double: 0, `NULL` or false;
 * - a fault, or a call that nothing was told about: -1, `NULL`, false, or NaN; `errno` is the
 *   number of the fault when it has one.
 *
 * A result that does not fit is answered as a fault, and verify reports it.  This is C only.
 */

#include <mynah/double.h>

MYNAH_BEGIN

/** What a function is to return. */
struct mynah_returned {
    struct mynah_double *self;
    const char *method;
    struct mynah_named value;
    bool failed;
};

/** Call the method; `__wrap_` before its name is left out.  Pointers in it are borrowed. */
MYNAH_API struct mynah_returned mynah_double_run(struct mynah_double *self, const char *method,
                                                 const struct mynah_named *arguments, size_t count);

/** Return the result as a C value, of `size` bytes where it is whole. */
MYNAH_API int64_t mynah_returned_integer(const struct mynah_returned *returned, size_t size);
MYNAH_API double mynah_returned_real(const struct mynah_returned *returned, size_t size);
MYNAH_API bool mynah_returned_truth(const struct mynah_returned *returned, size_t size);
MYNAH_API const char *mynah_returned_text(const struct mynah_returned *returned, size_t size);
MYNAH_API void *mynah_returned_pointer(const struct mynah_returned *returned, size_t size);

/** Return a C value as a named value. */
MYNAH_API struct mynah_named mynah_named_integer(const char *name, int64_t value);
MYNAH_API struct mynah_named mynah_named_unsigned(const char *name, uint64_t value);
MYNAH_API struct mynah_named mynah_named_real(const char *name, double value);
MYNAH_API struct mynah_named mynah_named_truth(const char *name, bool value);
MYNAH_API struct mynah_named mynah_named_text(const char *name, const char *value);
/** The name is what a compiler says of a parameter of another type. */
MYNAH_API struct mynah_named mynah_parameters_are_numbers_text_or_pointers(const char *name,
                                                                           const void *value);

MYNAH_END

#ifndef __cplusplus

/* clang-format off */
#define MYNAH_NAMED(name, value)                                                                   \
    _Generic((value),                                                                              \
        _Bool: mynah_named_truth,                                                                  \
        char: mynah_named_integer, signed char: mynah_named_integer,                               \
        short: mynah_named_integer, int: mynah_named_integer, long: mynah_named_integer,           \
        long long: mynah_named_integer,                                                            \
        unsigned char: mynah_named_unsigned, unsigned short: mynah_named_unsigned,                 \
        unsigned: mynah_named_unsigned, unsigned long: mynah_named_unsigned,                       \
        unsigned long long: mynah_named_unsigned,                                                  \
        float: mynah_named_real, double: mynah_named_real,                                         \
        const char *: mynah_named_text,                                                            \
        default: mynah_parameters_are_numbers_text_or_pointers)((name), (value))

#define MYNAH_RETURNED(type, returned)                                                             \
    ((type)_Generic((type){ 0 },                                                                   \
        _Bool: mynah_returned_truth,                                                               \
        char: mynah_returned_integer, signed char: mynah_returned_integer,                         \
        short: mynah_returned_integer, int: mynah_returned_integer,                                \
        long: mynah_returned_integer, long long: mynah_returned_integer,                           \
        unsigned char: mynah_returned_integer, unsigned short: mynah_returned_integer,             \
        unsigned: mynah_returned_integer, unsigned long: mynah_returned_integer,                   \
        unsigned long long: mynah_returned_integer,                                                \
        float: mynah_returned_real, double: mynah_returned_real,                                   \
        const char *: mynah_returned_text,                                                         \
        default: mynah_returned_pointer)((returned), sizeof(type)))
/* clang-format on */

/** Define the function; see above. */
#define MYNAH_DOUBLE_FUNCTION(double_, ...)                                                        \
    MYNAH_DOUBLE_JOIN(MYNAH_DOUBLE_WITH_, MYNAH_DOUBLE_COUNT(__VA_ARGS__))(double_, __VA_ARGS__)

#define MYNAH_DOUBLE_JOIN(a, b) MYNAH_DOUBLE_JOIN_(a, b)
#define MYNAH_DOUBLE_JOIN_(a, b) a##b
#define MYNAH_DOUBLE_COUNT(...)                                                                    \
    MYNAH_DOUBLE_PICK(__VA_ARGS__, MANY, MANY, MANY, MANY, MANY, MANY, 8, 7, 6, 5, 4, 3, 2, 1, 0,  \
                      FEW, 0)
#define MYNAH_DOUBLE_PICK(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, count, ...) count
#define MYNAH_DOUBLE_WITH_MANY(double_, ...)                                                       \
    _Static_assert(0, "MYNAH_DOUBLE_FUNCTION takes at most 8 parameters")
#define MYNAH_DOUBLE_WITH_FEW(double_, ...)                                                        \
    _Static_assert(0, "MYNAH_DOUBLE_FUNCTION(double, type, name, (type, parameter)...)")

/* A parameter is written (type, name). */
#define MYNAH_DOUBLE_D(type, name) type name
#define MYNAH_DOUBLE_P(type, name) MYNAH_NAMED(#name, name)

/* clang-format off */
#define MYNAH_DOUBLE_WITH_0(d, type, name)                                                         \
    MYNAH_DOUBLE_DEFINE(d, type, name, (void), 0, mynah_named_integer("", 0))
#define MYNAH_DOUBLE_WITH_1(d, type, name, a)                                                      \
    MYNAH_DOUBLE_DEFINE(d, type, name, (MYNAH_DOUBLE_D a), 1, MYNAH_DOUBLE_P a)
#define MYNAH_DOUBLE_WITH_2(d, type, name, a, b)                                                   \
    MYNAH_DOUBLE_DEFINE(d, type, name, (MYNAH_DOUBLE_D a, MYNAH_DOUBLE_D b), 2,                    \
                        MYNAH_DOUBLE_P a, MYNAH_DOUBLE_P b)
#define MYNAH_DOUBLE_WITH_3(d, type, name, a, b, c)                                                \
    MYNAH_DOUBLE_DEFINE(d, type, name,                                                             \
                        (MYNAH_DOUBLE_D a, MYNAH_DOUBLE_D b, MYNAH_DOUBLE_D c), 3,                 \
                        MYNAH_DOUBLE_P a, MYNAH_DOUBLE_P b, MYNAH_DOUBLE_P c)
#define MYNAH_DOUBLE_WITH_4(d, type, name, a, b, c, e)                                             \
    MYNAH_DOUBLE_DEFINE(d, type, name, (MYNAH_DOUBLE_D a, MYNAH_DOUBLE_D b, MYNAH_DOUBLE_D c,      \
                        MYNAH_DOUBLE_D e), 4,                                                      \
                        MYNAH_DOUBLE_P a, MYNAH_DOUBLE_P b, MYNAH_DOUBLE_P c, MYNAH_DOUBLE_P e)
#define MYNAH_DOUBLE_WITH_5(d, type, name, a, b, c, e, f)                                          \
    MYNAH_DOUBLE_DEFINE(d, type, name, (MYNAH_DOUBLE_D a, MYNAH_DOUBLE_D b, MYNAH_DOUBLE_D c,      \
                        MYNAH_DOUBLE_D e, MYNAH_DOUBLE_D f), 5,                                    \
                        MYNAH_DOUBLE_P a, MYNAH_DOUBLE_P b, MYNAH_DOUBLE_P c, MYNAH_DOUBLE_P e,    \
                        MYNAH_DOUBLE_P f)
#define MYNAH_DOUBLE_WITH_6(d, type, name, a, b, c, e, f, g)                                       \
    MYNAH_DOUBLE_DEFINE(d, type, name, (MYNAH_DOUBLE_D a, MYNAH_DOUBLE_D b, MYNAH_DOUBLE_D c,      \
                        MYNAH_DOUBLE_D e, MYNAH_DOUBLE_D f, MYNAH_DOUBLE_D g), 6,                  \
                        MYNAH_DOUBLE_P a, MYNAH_DOUBLE_P b, MYNAH_DOUBLE_P c, MYNAH_DOUBLE_P e,    \
                        MYNAH_DOUBLE_P f, MYNAH_DOUBLE_P g)
#define MYNAH_DOUBLE_WITH_7(d, type, name, a, b, c, e, f, g, h)                                    \
    MYNAH_DOUBLE_DEFINE(d, type, name, (MYNAH_DOUBLE_D a, MYNAH_DOUBLE_D b, MYNAH_DOUBLE_D c,      \
                        MYNAH_DOUBLE_D e, MYNAH_DOUBLE_D f, MYNAH_DOUBLE_D g,                      \
                        MYNAH_DOUBLE_D h), 7,                                                      \
                        MYNAH_DOUBLE_P a, MYNAH_DOUBLE_P b, MYNAH_DOUBLE_P c, MYNAH_DOUBLE_P e,    \
                        MYNAH_DOUBLE_P f, MYNAH_DOUBLE_P g, MYNAH_DOUBLE_P h)
#define MYNAH_DOUBLE_WITH_8(d, type, name, a, b, c, e, f, g, h, i)                                 \
    MYNAH_DOUBLE_DEFINE(d, type, name, (MYNAH_DOUBLE_D a, MYNAH_DOUBLE_D b, MYNAH_DOUBLE_D c,      \
                        MYNAH_DOUBLE_D e, MYNAH_DOUBLE_D f, MYNAH_DOUBLE_D g,                      \
                        MYNAH_DOUBLE_D h, MYNAH_DOUBLE_D i), 8,                                    \
                        MYNAH_DOUBLE_P a, MYNAH_DOUBLE_P b, MYNAH_DOUBLE_P c, MYNAH_DOUBLE_P e,    \
                        MYNAH_DOUBLE_P f, MYNAH_DOUBLE_P g, MYNAH_DOUBLE_P h, MYNAH_DOUBLE_P i)
/* clang-format on */

/* `void` has no value to return: the macro below is expanded only when nothing but `void` stands
 * before the parentheses, and then the second of the words is 1. */
#define MYNAH_DOUBLE_IS_void() ~, 1
#define MYNAH_DOUBLE_SECOND(...) MYNAH_DOUBLE_SECOND_(__VA_ARGS__)
#define MYNAH_DOUBLE_SECOND_(a, b, ...) b

#define MYNAH_DOUBLE_DEFINE(double_, type, name, parameters, count, ...)                           \
    MYNAH_DOUBLE_JOIN(MYNAH_DOUBLE_BODY_, MYNAH_DOUBLE_SECOND(MYNAH_DOUBLE_IS_##type(), 0, 0))     \
    (double_, type, name, parameters, count, __VA_ARGS__)

/* Declared first, so that no compiler misses a prototype, and last, so that `;` follows. */
#define MYNAH_DOUBLE_BODY_0(double_, type, name, parameters, count, ...)                           \
    type name parameters;                                                                          \
    type name parameters                                                                           \
    {                                                                                              \
        const struct mynah_named mynah_values[] = { __VA_ARGS__ };                                 \
        const struct mynah_returned mynah_returned =                                               \
            mynah_double_run((double_), #name, mynah_values, (count));                             \
        return MYNAH_RETURNED(type, &mynah_returned);                                              \
    }                                                                                              \
    type name parameters
#define MYNAH_DOUBLE_BODY_1(double_, type, name, parameters, count, ...)                           \
    type name parameters;                                                                          \
    type name parameters                                                                           \
    {                                                                                              \
        const struct mynah_named mynah_values[] = { __VA_ARGS__ };                                 \
        (void)mynah_double_run((double_), #name, mynah_values, (count));                           \
    }                                                                                              \
    type name parameters

#endif

#endif
