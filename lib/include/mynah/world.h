// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_WORLD_H
#define MYNAH_WORLD_H

/**
 * # mynah/world.h: all stand-ins of a test, together
 *
 * A world owns a clock, a journal and every stand-in that is made in it, so that one call verifies,
 * resets or destroys everything of a test:
 *
 *     struct mynah_world *world = mynah_world_create(NULL, NULL);
 *     struct mynah_generator *mock = mynah_generator_create(world, ..., NULL);
 *     ... // the code under test
 *     char why[1000];
 *     if (!mynah_world_verify(world, why, sizeof why)) { puts(why); }
 *     mynah_world_destroy(world);  // the mock too
 *
 * Every constructor of a stand-in takes a world; `NULL` gives the stand-in a world of its own,
 * which lives and dies with it.
 *
 * Lifetimes.  A stand-in may be destroyed before its world, never after it; its calls stay in the
 * journal.  Worlds share nothing.  Stand-ins may be made and called by any thread; verify and reset
 * may run beside calls, but not beside making or destroying stand-ins of the same world.
 */

#include <mynah/clock.h>
#include <mynah/journal.h>

MYNAH_BEGIN

struct mynah_world;

struct mynah_world_options {
    size_t journal_limit; /* calls to keep, the newest; 0: all.  Counts are exact in any case */
    size_t journal_bytes; /* that they may keep together: of more, older calls are dropped, never
                             the newest; 0: any number */
    bool real_time;       /* a real clock: delays are really waited for */
    int64_t start;        /* what the clock shows at first */
};

/** Create an empty world.  Release with mynah_world_destroy().  Errors: `MYNAH_ERROR_MEMORY`. */
MYNAH_API struct mynah_world *mynah_world_create(const struct mynah_world_options *options,
                                                 struct mynah_error *error);

MYNAH_API struct mynah_clock *mynah_world_clock(struct mynah_world *world);
MYNAH_API const struct mynah_journal *mynah_world_journal(const struct mynah_world *world);

/**
 * Return whether every stand-in got to do all that it was told to do.
 *
 * When not, `why` says what is left, a line for each, with the place where it was written:
 *
 *     mock: step 2 of 3 was never used: reply "results = {}\n"
 *     test_plot.c:41: note: scripted here
 */
MYNAH_API bool mynah_world_verify(const struct mynah_world *world, char *why, size_t size);

/**
 * Start anew: an empty journal that counts from 1, the clock at its start, each script at its first
 * step.  The stand-ins and what they were told stay.
 */
MYNAH_API void mynah_world_reset(struct mynah_world *world);

/** Destroy the world with its stand-ins, those made last first. */
MYNAH_API void mynah_world_destroy(struct mynah_world *world);

/* ## Properties: one question about all calls, answered with a reason */

enum mynah_world_property_kind {
    MYNAH_WORLD_VERIFIED, /* as mynah_world_verify() says */
    MYNAH_WORLD_IN_ORDER, /* a call for each of `queries`, in that order; others may come between */
    MYNAH_WORLD_EXACTLY,  /* a call for each of `queries`, in that order, and no others */
    MYNAH_WORLD_CALLED_BETWEEN, /* `queries[0]` means at least `least` calls, at most `most` */
};

/** What is expected; members that the kind does not name are not looked at. */
struct mynah_world_property {
    enum mynah_world_property_kind kind;
    const struct mynah_query *queries;
    size_t query_count;
    size_t least;
    size_t most; /* `SIZE_MAX`: any number */
};

/**
 * Say whether the calls so far have the property.  When they have not, `why` gets what was
 * expected, what there is, where it differs first and the recorded calls: several lines of text,
 * cut at `size` bytes.  Nothing is left allocated.
 */
MYNAH_API bool mynah_world_meets(const struct mynah_world *world,
                                 struct mynah_world_property property, char *why, size_t size);

/* ## Stand-ins of one's own */

/** What a world does with something that is in it; any function may be `NULL`. */
struct mynah_member {
    const char *name;
    /** Return whether nothing is left to do; if not, write what, as snprintf() would. */
    bool (*verify)(const void *self, char *why, size_t size);
    void (*reset)(void *self);
    void (*destroy)(void *self);
    void *self;
};

/** Put something into the world.  `name` is copied.  Errors: `MYNAH_ERROR_MEMORY`. */
MYNAH_API bool mynah_world_add(struct mynah_world *world, const struct mynah_member *member,
                               struct mynah_error *error);

/** Take what has this `self` out of the world again, without destroying it. */
MYNAH_API void mynah_world_remove(struct mynah_world *world, const void *self);

MYNAH_END

#endif
