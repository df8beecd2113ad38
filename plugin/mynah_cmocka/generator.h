// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CMOCKA_GENERATOR_H
#define MYNAH_CMOCKA_GENERATOR_H

/*
 * Assertions about the calls of a mock generator.  Included by mynah_cmocka.h.
 *
 * Calls are numbered from 0, and from the end with -1.  Conditions are on a `struct
 * mynah_generation`: `"request.user_query"`, `"failures[-1].type"`.
 */

#include <mynah/generator.h>

#include "mynah_cmocka/match.h"

/* ### How often */

/** The generator was called at least once. */
#define assert_generator_called(generator)                                                         \
    MYNAH_CMOCKA_GENERATOR("assert_generator_called(" #generator ")", NULL, generator,             \
                           mynah_cmocka_count(MYNAH_GENERATOR_CALLED, 0, 0))

/** The generator was never called. */
#define assert_generator_not_called(generator)                                                     \
    MYNAH_CMOCKA_GENERATOR("assert_generator_not_called(" #generator ")", NULL, generator,         \
                           mynah_cmocka_count(MYNAH_GENERATOR_CALLED_TIMES, 0, 0))

/** The generator was called exactly `times` times; calls that got an error count. */
#define assert_generator_called_times(generator, times)                                            \
    MYNAH_CMOCKA_GENERATOR("assert_generator_called_times(" #generator ", " #times ")", NULL,      \
                           generator,                                                              \
                           mynah_cmocka_count(MYNAH_GENERATOR_CALLED_TIMES, (times), 0))

#define assert_generator_called_at_least(generator, times)                                         \
    MYNAH_CMOCKA_GENERATOR("assert_generator_called_at_least(" #generator ", " #times ")", NULL,   \
                           generator,                                                              \
                           mynah_cmocka_count(MYNAH_GENERATOR_CALLED_BETWEEN, (times), SIZE_MAX))

#define assert_generator_called_at_most(generator, times)                                          \
    MYNAH_CMOCKA_GENERATOR("assert_generator_called_at_most(" #generator ", " #times ")", NULL,    \
                           generator,                                                              \
                           mynah_cmocka_count(MYNAH_GENERATOR_CALLED_BETWEEN, 0, (times)))

#define assert_generator_called_between(generator, least, most)                                    \
    MYNAH_CMOCKA_GENERATOR(                                                                        \
        "assert_generator_called_between(" #generator ", " #least ", " #most ")", NULL, generator, \
        mynah_cmocka_count(MYNAH_GENERATOR_CALLED_BETWEEN, (least), (most)))

/** Nothing is left of what the generator was told to answer: each step of its script was used. */
#define assert_generator_script_used(generator)                                                    \
    MYNAH_CMOCKA_GENERATOR("assert_generator_script_used(" #generator ")", NULL, generator,        \
                           mynah_cmocka_count(MYNAH_GENERATOR_SCRIPT_USED, 0, 0))

/* ### With which request: compared by member */

/**
 * The last call was given this request.
 *
 *     assert_generator_last_request(generator, &(struct mynah_request){ .user_query = "Plot it" });
 *
 * Members of the expected request that are `NULL` or zero are not compared; at least one must be
 * set.  The request may be written in place, commas and all.
 */
#define assert_generator_last_request(generator, ...)                                              \
    MYNAH_CMOCKA_GENERATOR("assert_generator_last_request(" #generator ", " #__VA_ARGS__ ")",      \
                           NULL, generator,                                                        \
                           mynah_cmocka_request(MYNAH_GENERATOR_LAST_REQUEST, -1, __VA_ARGS__))

#define assert_generator_nth_request(generator, index, ...)                                        \
    MYNAH_CMOCKA_GENERATOR(                                                                        \
        "assert_generator_nth_request(" #generator ", " #index ", " #__VA_ARGS__ ")", NULL,        \
        generator, mynah_cmocka_request(MYNAH_GENERATOR_NTH_REQUEST, (index), __VA_ARGS__))

/** At least one call was given it. */
#define assert_generator_any_request(generator, ...)                                               \
    MYNAH_CMOCKA_GENERATOR("assert_generator_any_request(" #generator ", " #__VA_ARGS__ ")", NULL, \
                           generator,                                                              \
                           mynah_cmocka_request(MYNAH_GENERATOR_ANY_REQUEST, 0, __VA_ARGS__))

/** Every call was given it, and there was one. */
#define assert_generator_all_requests(generator, ...)                                              \
    MYNAH_CMOCKA_GENERATOR("assert_generator_all_requests(" #generator ", " #__VA_ARGS__ ")",      \
                           NULL, generator,                                                        \
                           mynah_cmocka_request(MYNAH_GENERATOR_ALL_REQUESTS, 0, __VA_ARGS__))

/* ### After which errors */

/**
 * The last call was given these failures of earlier attempts, oldest first, and no others.
 *
 *     assert_generator_last_errors(generator, failures, count);
 *     assert_generator_last_errors(generator, NULL, 0);  // it was a first attempt
 *
 * Members of an expected failure that are `NULL` or zero are not compared.
 */
#define assert_generator_last_errors(generator, ...)                                               \
    MYNAH_CMOCKA_GENERATOR("assert_generator_last_errors(" #generator ", " #__VA_ARGS__ ")", NULL, \
                           generator,                                                              \
                           mynah_cmocka_errors(MYNAH_GENERATOR_LAST_ERRORS, -1, __VA_ARGS__))

#define assert_generator_nth_errors(generator, index, ...)                                         \
    MYNAH_CMOCKA_GENERATOR(                                                                        \
        "assert_generator_nth_errors(" #generator ", " #index ", " #__VA_ARGS__ ")", NULL,         \
        generator, mynah_cmocka_errors(MYNAH_GENERATOR_NTH_ERRORS, (index), __VA_ARGS__))

/**
 * Each retry was told what went wrong before: every call was given the failures of the call before
 * it, unchanged, and at least one more.  A call without failures begins anew.
 */
#define assert_generator_errors_grow(generator)                                                    \
    MYNAH_CMOCKA_GENERATOR("assert_generator_errors_grow(" #generator ")", NULL, generator,        \
                           mynah_cmocka_count(MYNAH_GENERATOR_ERRORS_GROW, 0, 0))

/* ### Meeting a condition */

/** The last call meets the condition: `mynah_match_contains("request.user_query", "orders")`. */
#define assert_generator_last_call(generator, condition)                                           \
    MYNAH_CMOCKA_GENERATOR("assert_generator_last_call(" #generator ", " #condition ")", NULL,     \
                           generator,                                                              \
                           mynah_cmocka_call(MYNAH_GENERATOR_NTH_CALL, -1, (condition), 0, 0))

#define assert_generator_nth_call(generator, index, condition)                                     \
    MYNAH_CMOCKA_GENERATOR(                                                                        \
        "assert_generator_nth_call(" #generator ", " #index ", " #condition ")", NULL, generator,  \
        mynah_cmocka_call(MYNAH_GENERATOR_NTH_CALL, (index), (condition), 0, 0))

/** At least one call meets it. */
#define assert_generator_any_call(generator, condition)                                            \
    MYNAH_CMOCKA_GENERATOR(                                                                        \
        "assert_generator_any_call(" #generator ", " #condition ")", NULL, generator,              \
        mynah_cmocka_call(MYNAH_GENERATOR_CALLS_BETWEEN, 0, (condition), 1, SIZE_MAX))

/** Every call meets it, and there was one. */
#define assert_generator_all_calls(generator, condition)                                           \
    MYNAH_CMOCKA_GENERATOR("assert_generator_all_calls(" #generator ", " #condition ")", NULL,     \
                           generator,                                                              \
                           mynah_cmocka_call(MYNAH_GENERATOR_ALL_CALLS, 0, (condition), 0, 0))

#define assert_generator_no_call(generator, condition)                                             \
    MYNAH_CMOCKA_GENERATOR("assert_generator_no_call(" #generator ", " #condition ")", NULL,       \
                           generator,                                                              \
                           mynah_cmocka_call(MYNAH_GENERATOR_CALLS_BETWEEN, 0, (condition), 0, 0))

/** Exactly `times` calls meet it, or a number of calls from `least` to `most`. */
#define assert_generator_call_times(generator, times, condition)                                   \
    MYNAH_CMOCKA_GENERATOR("assert_generator_call_times(" #generator ", " #times ", " #condition   \
                           ")",                                                                    \
                           NULL, generator, mynah_cmocka_call_times((condition), (times)))

#define assert_generator_call_between(generator, least, most, condition)                           \
    MYNAH_CMOCKA_GENERATOR(                                                                        \
        "assert_generator_call_between(" #generator ", " #least ", " #most ", " #condition ")",    \
        NULL, generator,                                                                           \
        mynah_cmocka_call(MYNAH_GENERATOR_CALLS_BETWEEN, 0, (condition), (least), (most)))

/* ### For assertions of your own */

#define MYNAH_CMOCKA_GENERATOR(expression, message, generator, question)                           \
    mynah_cmocka_generator(MYNAH_CMOCKA_HERE(expression, message), (generator), question)

/** A question with the condition that it is about, so that neither needs storage of its own. */
struct mynah_cmocka_generator_question {
    struct mynah_generator_property property;
    struct mynah_match match;
    bool has_match;
};

static inline struct mynah_cmocka_generator_question
mynah_cmocka_count(enum mynah_generator_property_kind kind, size_t count, size_t most)
{
    struct mynah_cmocka_generator_question question = MYNAH_CMOCKA_ZERO;
    question.property.kind = kind;
    question.property.count = count;
    question.property.most = most;
    return question;
}

static inline struct mynah_cmocka_generator_question
mynah_cmocka_request(enum mynah_generator_property_kind kind, long index,
                     const struct mynah_request *request)
{
    struct mynah_cmocka_generator_question question = mynah_cmocka_count(kind, 0, 0);
    question.property.index = index;
    question.property.request = request;
    return question;
}

static inline struct mynah_cmocka_generator_question
mynah_cmocka_errors(enum mynah_generator_property_kind kind, long index,
                    const struct mynah_failure *failures, size_t count)
{
    struct mynah_cmocka_generator_question question = mynah_cmocka_count(kind, count, 0);
    question.property.index = index;
    question.property.failures = failures;
    return question;
}

static inline struct mynah_cmocka_generator_question
mynah_cmocka_call(enum mynah_generator_property_kind kind, long index, struct mynah_match match,
                  size_t least, size_t most)
{
    struct mynah_cmocka_generator_question question = mynah_cmocka_count(kind, least, most);
    question.property.index = index;
    question.match = match;
    question.has_match = true;
    return question;
}

static inline struct mynah_cmocka_generator_question
mynah_cmocka_call_times(struct mynah_match match, size_t times)
{
    return mynah_cmocka_call(MYNAH_GENERATOR_CALLS_BETWEEN, 0, match, times, times);
}

static inline void mynah_cmocka_generator(struct mynah_cmocka_place place,
                                          const struct mynah_generator *generator,
                                          struct mynah_cmocka_generator_question question)
{
    char why[MYNAH_CMOCKA_WHY_SIZE];
    question.property.match = question.has_match ? &question.match : NULL;
    if (!mynah_generator_meets(generator, question.property, why, sizeof why)) {
        mynah_cmocka_raise(place, why);
    }
}

#endif
