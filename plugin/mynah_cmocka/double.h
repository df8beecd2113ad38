// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CMOCKA_DOUBLE_H
#define MYNAH_CMOCKA_DOUBLE_H

/*
 * Assertions about the calls of a double.  Included by mynah_cmocka.h.
 *
 *     assert_double_called_times(payment, "charge", 2);
 *     assert_double_called_with(payment, "charge", "{s:f, s:s}", "amount", 9.5, "card", "tok_1");
 *     assert_double_last_call(payment, "charge", mynah_match_near("amount", 9.5, 0.01));
 *
 * The method may be `NULL`: any.  Calls are numbered from 0, and from the end with -1.  Conditions
 * are on the arguments by their names.  Order over several doubles is assert_world_in_order() with
 * mynah_call_to().
 */

#include <mynah/double.h>

#include "mynah_cmocka/world.h"

/* ### How often */

/** The method was called at least once. */
#define assert_double_called(double_, method)                                                      \
    MYNAH_CMOCKA_DOUBLE("assert_double_called(" #double_ ", " #method ")", NULL, double_,          \
                        mynah_cmocka_double_calls((method), 1, SIZE_MAX))

/** The method was never called. */
#define assert_double_not_called(double_, method)                                                  \
    MYNAH_CMOCKA_DOUBLE("assert_double_not_called(" #double_ ", " #method ")", NULL, double_,      \
                        mynah_cmocka_double_calls((method), 0, 0))

/** The method was called exactly `times` times; calls that got an error count. */
#define assert_double_called_times(double_, method, times)                                         \
    MYNAH_CMOCKA_DOUBLE("assert_double_called_times(" #double_ ", " #method ", " #times ")", NULL, \
                        double_, mynah_cmocka_double_times((method), (times)))

#define assert_double_called_between(double_, method, least, most)                                 \
    MYNAH_CMOCKA_DOUBLE("assert_double_called_between(" #double_ ", " #method ", " #least          \
                        ", " #most ")",                                                            \
                        NULL, double_, mynah_cmocka_double_calls((method), (least), (most)))

/* ### With what */

/**
 * A call had exactly these arguments, by a format of mynah/double.h and its values.  Numbers are
 * compared as numbers; the order of the names does not count.
 */
#define assert_double_called_with(double_, method, ...)                                            \
    mynah_cmocka_double_with(MYNAH_CMOCKA_HERE("assert_double_called_with(" #double_ ", " #method  \
                                               ", " #__VA_ARGS__ ")",                              \
                                               NULL),                                              \
                             (double_), (method), __VA_ARGS__)

/** The last call meets the condition, or the one at `index`. */
#define assert_double_last_call(double_, method, condition)                                        \
    MYNAH_CMOCKA_DOUBLE("assert_double_last_call(" #double_ ", " #method ", " #condition ")",      \
                        NULL, double_, mynah_cmocka_double_nth((method), -1, (condition)))
#define assert_double_nth_call(double_, method, index, condition)                                  \
    MYNAH_CMOCKA_DOUBLE("assert_double_nth_call(" #double_ ", " #method ", " #index                \
                        ", " #condition ")",                                                       \
                        NULL, double_, mynah_cmocka_double_nth((method), (index), (condition)))

/** At least one call meets it; every call, and there was one; none. */
#define assert_double_any_call(double_, method, condition)                                         \
    MYNAH_CMOCKA_DOUBLE(                                                                           \
        "assert_double_any_call(" #double_ ", " #method ", " #condition ")", NULL, double_,        \
        mynah_cmocka_double_call(MYNAH_DOUBLE_CALLED_BETWEEN, (method), (condition), 1, SIZE_MAX))
#define assert_double_all_calls(double_, method, condition)                                        \
    MYNAH_CMOCKA_DOUBLE(                                                                           \
        "assert_double_all_calls(" #double_ ", " #method ", " #condition ")", NULL, double_,       \
        mynah_cmocka_double_call(MYNAH_DOUBLE_ALL_CALLS, (method), (condition), 0, 0))
#define assert_double_no_call(double_, method, condition)                                          \
    MYNAH_CMOCKA_DOUBLE(                                                                           \
        "assert_double_no_call(" #double_ ", " #method ", " #condition ")", NULL, double_,         \
        mynah_cmocka_double_call(MYNAH_DOUBLE_CALLED_BETWEEN, (method), (condition), 0, 0))

/** Exactly `times` calls meet it. */
#define assert_double_call_times(double_, method, times, condition)                                \
    MYNAH_CMOCKA_DOUBLE(                                                                           \
        "assert_double_call_times(" #double_ ", " #method ", " #times ", " #condition ")", NULL,   \
        double_, mynah_cmocka_double_call_times((method), (times), (condition)))

/* ### In which order, and what is left */

/** The methods that follow were called in this order; other calls may have come between. */
#define assert_double_in_order(double_, ...)                                                       \
    MYNAH_CMOCKA_DOUBLE("assert_double_in_order(" #double_ ", " #__VA_ARGS__ ")", NULL, double_,   \
                        MYNAH_CMOCKA_METHODS(__VA_ARGS__))

/** Nothing is left of what the double was told, expected, and nothing came that it was not told. */
#define assert_double_verified(double_)                                                            \
    MYNAH_CMOCKA_DOUBLE("assert_double_verified(" #double_ ")", NULL, double_,                     \
                        mynah_cmocka_double_methods(MYNAH_DOUBLE_VERIFIED, NULL, 0))

/* ### Which calls */

/** A call of that method of the stand-in of that name, for assert_world_in_order() and others. */
static inline struct mynah_query mynah_call_to(const char *stand_in, const char *method)
{
    struct mynah_query query = mynah_call_of(stand_in);
    query.method = method;
    return query;
}

/* ### For assertions of your own */

#define MYNAH_CMOCKA_DOUBLE(expression, message, double_, question)                                \
    mynah_cmocka_double(MYNAH_CMOCKA_HERE(expression, message), (double_), question)

/** A question with the condition that it is about, so that neither needs storage of its own. */
struct mynah_cmocka_double_question {
    struct mynah_double_property property;
    struct mynah_match match;
    bool has_match;
};

static inline struct mynah_cmocka_double_question
mynah_cmocka_double_calls(const char *method, size_t least, size_t most)
{
    struct mynah_cmocka_double_question question = MYNAH_CMOCKA_ZERO;
    question.property.kind = MYNAH_DOUBLE_CALLED_BETWEEN;
    question.property.method = method;
    question.property.least = least;
    question.property.most = most;
    return question;
}

static inline struct mynah_cmocka_double_question mynah_cmocka_double_times(const char *method,
                                                                            size_t times)
{
    return mynah_cmocka_double_calls(method, times, times);
}

static inline struct mynah_cmocka_double_question
mynah_cmocka_double_call(enum mynah_double_property_kind kind, const char *method,
                         struct mynah_match match, size_t least, size_t most)
{
    struct mynah_cmocka_double_question question = mynah_cmocka_double_calls(method, least, most);
    question.property.kind = kind;
    question.match = match;
    question.has_match = true;
    return question;
}

static inline struct mynah_cmocka_double_question
mynah_cmocka_double_nth(const char *method, long index, struct mynah_match match)
{
    struct mynah_cmocka_double_question question =
        mynah_cmocka_double_call(MYNAH_DOUBLE_NTH_CALL, method, match, 0, 0);
    question.property.index = index;
    return question;
}

static inline struct mynah_cmocka_double_question
mynah_cmocka_double_call_times(const char *method, size_t times, struct mynah_match match)
{
    return mynah_cmocka_double_call(MYNAH_DOUBLE_CALLED_BETWEEN, method, match, times, times);
}

static inline struct mynah_cmocka_double_question
mynah_cmocka_double_methods(enum mynah_double_property_kind kind, const char *const *methods,
                            size_t count)
{
    struct mynah_cmocka_double_question question = mynah_cmocka_double_calls(NULL, 0, 0);
    question.property.kind = kind;
    question.property.methods = methods;
    question.property.method_count = count;
    return question;
}

#ifdef __cplusplus
static inline mynah_cmocka_double_question
mynah_cmocka_double_list(const std::initializer_list<const char *> &methods)
{
    return mynah_cmocka_double_methods(MYNAH_DOUBLE_IN_ORDER, methods.begin(), methods.size());
}
#define MYNAH_CMOCKA_METHODS(...) mynah_cmocka_double_list({ __VA_ARGS__ })
#else
#define MYNAH_CMOCKA_METHODS(...)                                                                  \
    mynah_cmocka_double_methods(MYNAH_DOUBLE_IN_ORDER, (const char *const[]){ __VA_ARGS__ },       \
                                sizeof((const char *const[]){ __VA_ARGS__ }) /                     \
                                    sizeof(const char *))
#endif

static inline void mynah_cmocka_double(struct mynah_cmocka_place place,
                                       const struct mynah_double *self,
                                       struct mynah_cmocka_double_question question)
{
    char why[MYNAH_CMOCKA_WHY_SIZE];
    question.property.match = question.has_match ? &question.match : NULL;
    if (!mynah_double_meets(self, question.property, why, sizeof why)) {
        mynah_cmocka_raise(place, why);
    }
}

static inline void mynah_cmocka_double_with(struct mynah_cmocka_place place,
                                            const struct mynah_double *self, const char *method,
                                            const char *format, ...)
{
    char why[MYNAH_CMOCKA_WHY_SIZE] = "expected: arguments by a format, and its values\n  actual: ";
    struct mynah_error error;
    va_list list;
    va_start(list, format);
    struct mynah_arguments *arguments = mynah_arguments_vpack(&error, format, list);
    va_end(list);
    if (arguments == NULL) {
        strcat(why, error.text);
        mynah_cmocka_raise(place, why);
    }
    struct mynah_cmocka_double_question question = mynah_cmocka_double_calls(method, 1, SIZE_MAX);
    question.property.kind = MYNAH_DOUBLE_CALLED_WITH;
    question.property.arguments = arguments;
    bool met = mynah_double_meets(self, question.property, why, sizeof why);
    mynah_free(arguments);
    if (!met) {
        mynah_cmocka_raise(place, why);
    }
}

#endif
