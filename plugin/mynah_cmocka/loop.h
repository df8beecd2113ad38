// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CMOCKA_LOOP_H
#define MYNAH_CMOCKA_LOOP_H

/*
 * Assertions about runs of a loop, and about code that is run to see what it comes to.  Included by
 * mynah_cmocka.h.
 *
 *     struct mynah_loop_result *result = mynah_loop_run(loop, &request, NULL);
 *     assert_loop_succeeded(result);
 *     assert_loop_wrote_channel(result, "SR:MAG:SP", "1.5");
 */

#include <mynah/analyzer.h>
#include <mynah/loop.h>

#include "mynah_cmocka/raise.h"

/* ### Runs of a loop */

/** The code of the run came to its end, and left results. */
#define assert_loop_succeeded(result)                                                              \
    MYNAH_CMOCKA_LOOP("assert_loop_succeeded(" #result ")", NULL, result,                          \
                      mynah_cmocka_loop_ask(MYNAH_LOOP_SUCCEEDED, NULL, NULL, 0))

/** The run failed with this: the type of its last error, a rule, "denied", "rejected". */
#define assert_loop_failed_with(result, type)                                                      \
    MYNAH_CMOCKA_LOOP("assert_loop_failed_with(" #result ", " #type ")", NULL, result,             \
                      mynah_cmocka_loop_ask(MYNAH_LOOP_FAILED_WITH, (type), NULL, 0))

/** The generator was asked for code `times` times. */
#define assert_loop_attempts(result, times)                                                        \
    MYNAH_CMOCKA_LOOP("assert_loop_attempts(" #result ", " #times ")", NULL, result,               \
                      mynah_cmocka_loop_ask(MYNAH_LOOP_ATTEMPTS, NULL, NULL, (times)))

/** The run waits for a person's approval. */
#define assert_loop_pending_approval(result)                                                       \
    MYNAH_CMOCKA_LOOP("assert_loop_pending_approval(" #result ")", NULL, result,                   \
                      mynah_cmocka_loop_ask(MYNAH_LOOP_PENDING_APPROVAL, NULL, NULL, 0))

/**
 * The code of the run really wrote this to the channel: JSON, `"1.5"`; numbers by value.  `NULL`
 * stands for any value, or any channel.
 */
#define assert_loop_wrote_channel(result, channel, value)                                          \
    MYNAH_CMOCKA_LOOP("assert_loop_wrote_channel(" #result ", " #channel ", " #value ")", NULL,    \
                      result,                                                                      \
                      mynah_cmocka_loop_ask(MYNAH_LOOP_WROTE_CHANNEL, (channel), (value), 0))

/* ### Code that is run, in front of mocked channels: see mynah_code_run_meets() */

/** Run, the code comes to its end and leaves results. */
#define assert_code_runs(code)                                                                     \
    mynah_cmocka_code_run(MYNAH_CMOCKA_HERE("assert_code_runs(" #code ")", NULL), (code), NULL)

/** Run, the code ends with this: "ZeroDivisionError", "missing-results". */
#define assert_code_raises(code, type)                                                             \
    mynah_cmocka_code_run(MYNAH_CMOCKA_HERE("assert_code_raises(" #code ", " #type ")", NULL),     \
                          (code), (type))

/* ## What is under it */

#define MYNAH_CMOCKA_LOOP(expression, message, result, property)                                   \
    mynah_cmocka_loop(MYNAH_CMOCKA_HERE(expression, message), (result), property)

static inline struct mynah_loop_property mynah_cmocka_loop_ask(enum mynah_loop_property_kind kind,
                                                               const char *text, const char *value,
                                                               size_t count)
{
    struct mynah_loop_property property = MYNAH_CMOCKA_ZERO;
    property.kind = kind;
    property.text = text;
    property.value = value;
    property.count = count;
    return property;
}

static inline void mynah_cmocka_loop(struct mynah_cmocka_place place,
                                     const struct mynah_loop_result *result,
                                     struct mynah_loop_property property)
{
    char why[MYNAH_CMOCKA_WHY_SIZE];
    if (!mynah_loop_result_meets(result, property, why, sizeof why)) {
        mynah_cmocka_raise(place, why);
    }
}

static inline void mynah_cmocka_code_run(struct mynah_cmocka_place place, const char *code,
                                         const char *raises)
{
    char why[MYNAH_CMOCKA_WHY_SIZE];
    if (!mynah_code_run_meets(code, raises, why, sizeof why)) {
        mynah_cmocka_raise(place, why);
    }
}

#endif
