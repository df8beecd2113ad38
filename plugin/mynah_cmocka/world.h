// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CMOCKA_WORLD_H
#define MYNAH_CMOCKA_WORLD_H

/*
 * Assertions about all stand-ins of a world together.  Included by mynah_cmocka.h.
 *
 *     assert_world_in_order(world, mynah_calls(mynah_call_of("planner"), mynah_call_of("writer"),
 *                                              mynah_call_where("planner", again)));
 */

#include <mynah/world.h>

#include "mynah_cmocka/match.h"

/** Every stand-in did all that it was told to do: no step of a script is left. */
#define assert_world_verified(world)                                                               \
    MYNAH_CMOCKA_WORLD("assert_world_verified(" #world ")", NULL, world,                           \
                       mynah_cmocka_order(MYNAH_WORLD_VERIFIED, mynah_cmocka_no_calls()))

/** There were these calls, in this order; others may have come between. */
#define assert_world_in_order(world, calls)                                                        \
    MYNAH_CMOCKA_WORLD("assert_world_in_order(" #world ", " #calls ")", NULL, world,               \
                       mynah_cmocka_order(MYNAH_WORLD_IN_ORDER, (calls)))

/** There were these calls, in this order, and no others. */
#define assert_world_calls(world, calls)                                                           \
    MYNAH_CMOCKA_WORLD("assert_world_calls(" #world ", " #calls ")", NULL, world,                  \
                       mynah_cmocka_order(MYNAH_WORLD_EXACTLY, (calls)))

/** There were exactly `times` calls like this one, or a number from `least` to `most`. */
#define assert_world_call_times(world, times, call)                                                \
    MYNAH_CMOCKA_WORLD("assert_world_call_times(" #world ", " #times ", " #call ")", NULL, world,  \
                       mynah_cmocka_world_times(mynah_calls(call), (times)))
#define assert_world_call_between(world, least, most, call)                                        \
    MYNAH_CMOCKA_WORLD("assert_world_call_between(" #world ", " #least ", " #most ", " #call ")",  \
                       NULL, world,                                                                \
                       mynah_cmocka_world_between(mynah_calls(call), (least), (most)))

/* ### Which calls */

/** Calls that are listed; they live as long as the block that this stands in. */
struct mynah_cmocka_calls {
    const struct mynah_query *queries;
    size_t count;
};

/** A call of the stand-in of that name; `NULL`: of any. */
static inline struct mynah_query mynah_call_of(const char *stand_in)
{
    struct mynah_query query = MYNAH_CMOCKA_ZERO;
    query.stand_in = stand_in;
    return query;
}

static inline struct mynah_query mynah_cmocka_call_where(const char *stand_in,
                                                         const struct mynah_match *condition)
{
    struct mynah_query query = mynah_call_of(stand_in);
    query.request = condition;
    return query;
}

static inline struct mynah_cmocka_calls mynah_cmocka_list(const struct mynah_query *queries,
                                                          size_t count)
{
    struct mynah_cmocka_calls calls;
    calls.queries = queries;
    calls.count = count;
    return calls;
}

static inline struct mynah_cmocka_calls mynah_cmocka_no_calls(void)
{
    return mynah_cmocka_list(NULL, 0);
}

/**
 * mynah_call_where(stand_in, condition): a call whose request meets the condition.
 * mynah_calls(call, ...): these calls.
 */
#ifdef __cplusplus
static inline mynah_query mynah_call_where(const char *stand_in, const mynah_match &condition)
{
    return mynah_cmocka_call_where(stand_in, &condition);
}
static inline mynah_cmocka_calls
mynah_cmocka_list_of(const std::initializer_list<mynah_query> &queries)
{
    return mynah_cmocka_list(queries.begin(), queries.size());
}
#define mynah_calls(...) mynah_cmocka_list_of({ __VA_ARGS__ })
#else
#define mynah_call_where(stand_in, condition)                                                      \
    mynah_cmocka_call_where((stand_in), (const struct mynah_match[]){ condition })
#define mynah_calls(...)                                                                           \
    mynah_cmocka_list((const struct mynah_query[]){ __VA_ARGS__ },                                 \
                      sizeof((const struct mynah_query[]){ __VA_ARGS__ }) /                        \
                          sizeof(struct mynah_query))
#endif

/* ### For assertions of your own */

#define MYNAH_CMOCKA_WORLD(expression, message, world, property)                                   \
    mynah_cmocka_world(MYNAH_CMOCKA_HERE(expression, message), (world), property)

static inline struct mynah_world_property mynah_cmocka_order(enum mynah_world_property_kind kind,
                                                             struct mynah_cmocka_calls calls)
{
    struct mynah_world_property property = MYNAH_CMOCKA_ZERO;
    property.kind = kind;
    property.queries = calls.queries;
    property.query_count = calls.count;
    return property;
}

static inline struct mynah_world_property mynah_cmocka_world_between(struct mynah_cmocka_calls call,
                                                                     size_t least, size_t most)
{
    struct mynah_world_property property = mynah_cmocka_order(MYNAH_WORLD_CALLED_BETWEEN, call);
    property.least = least;
    property.most = most;
    return property;
}

static inline struct mynah_world_property mynah_cmocka_world_times(struct mynah_cmocka_calls call,
                                                                   size_t times)
{
    return mynah_cmocka_world_between(call, times, times);
}

static inline void mynah_cmocka_world(struct mynah_cmocka_place place,
                                      const struct mynah_world *world,
                                      struct mynah_world_property property)
{
    char why[MYNAH_CMOCKA_WHY_SIZE];
    if (!mynah_world_meets(world, property, why, sizeof why)) {
        mynah_cmocka_raise(place, why);
    }
}

#endif
