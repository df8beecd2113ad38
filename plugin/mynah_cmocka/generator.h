// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CMOCKA_GENERATOR_H
#define MYNAH_CMOCKA_GENERATOR_H

/*
 * Assertions about the calls of a mock generator.  Included by mynah_cmocka.h.
 */

#include <mynah/generator.h>

#include "mynah_cmocka/match.h"

/** The generator was called at least once. */
#define assert_generator_called(generator)                                                         \
    mynah_cmocka_called(MYNAH_CMOCKA_HERE("assert_generator_called(" #generator ")", NULL),        \
                        (generator))

/** The generator was called exactly `times` times; calls that got an error count. */
#define assert_generator_called_times(generator, times)                                            \
    mynah_cmocka_called_times(                                                                     \
        MYNAH_CMOCKA_HERE("assert_generator_called_times(" #generator ", " #times ")", NULL),      \
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
    mynah_cmocka_last_request(MYNAH_CMOCKA_HERE("assert_generator_last_request(" #generator        \
                                                ", " #__VA_ARGS__ ")",                             \
                                                NULL),                                             \
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
        MYNAH_CMOCKA_HERE("assert_generator_last_errors(" #generator ", " #__VA_ARGS__ ")", NULL), \
        (generator), __VA_ARGS__)

/* ### For assertions of your own */

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

#endif
