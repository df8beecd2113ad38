// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CLOCK_H
#define MYNAH_CLOCK_H

/**
 * # mynah/clock.h: time that costs no time
 *
 * Delays of stand-ins are kept by a clock.  The default one is virtual: it stands still until
 * somebody sleeps, and sleeping moves it on.  So a simulated hour takes no time at all, and the
 * times in a journal are exact and the same in every run:
 *
 *     struct mynah_clock *clock = mynah_clock_create(NULL, NULL);
 *     mynah_clock_sleep(clock, 3600 * MYNAH_SECOND);
 *     assert(mynah_clock_now(clock) == 3600 * MYNAH_SECOND);
 *     mynah_clock_destroy(clock);
 *
 * What is to happen later while nobody sleeps is a timer.  Whoever moves the clock on, or sleeps on
 * it, calls the timers on the way, each at its own time and in the order of their deadlines.
 *
 * Threads may share a clock.  When two of them sleep at once the virtual clock moves to the later
 * deadline, as in the real world: `now = max(now, deadline)`.
 */

#include <mynah/base.h>

MYNAH_BEGIN

#define MYNAH_MICROSECOND INT64_C(1000)
#define MYNAH_MILLISECOND INT64_C(1000000)
#define MYNAH_SECOND INT64_C(1000000000)

struct mynah_clock;

struct mynah_clock_options {
    bool real;     /* follow the system's monotonic clock, and really sleep */
    int64_t start; /* what the clock shows at first, in nanoseconds; not negative */
};

/** Create a clock.  Release with mynah_clock_destroy().  Errors: `MYNAH_ERROR_MEMORY`. */
MYNAH_API struct mynah_clock *mynah_clock_create(const struct mynah_clock_options *options,
                                                 struct mynah_error *error);

/** Return the time in nanoseconds: `start` when the clock was created or reset, never less. */
MYNAH_API int64_t mynah_clock_now(const struct mynah_clock *clock);

/** Return the time `delay` from now; the greatest time there is when that would overflow. */
MYNAH_API int64_t mynah_clock_after(const struct mynah_clock *clock, int64_t delay);

/** Sleep until `deadline`; return at once when it has passed. */
MYNAH_API void mynah_clock_sleep_until(struct mynah_clock *clock, int64_t deadline);

/** Sleep for `delay`: until mynah_clock_after(). */
MYNAH_API void mynah_clock_sleep(struct mynah_clock *clock, int64_t delay);

/**
 * Move a virtual clock on by `delay`; concurrent calls add up.  A delay that is not positive moves
 * nothing.  A real clock cannot be moved: it is an error in the program to try.
 */
MYNAH_API void mynah_clock_advance(struct mynah_clock *clock, int64_t delay);

/* ## Timers */

typedef void mynah_timer_function(void *self);

/**
 * Call `function` once when the clock reaches `deadline`, which may have passed already.
 *
 * It is called by the thread that moves the clock, without any lock: it may sleep, set timers and
 * jump away.  Returns the number of the timer, 0 with `error` when out of memory.
 */
MYNAH_API uint64_t mynah_clock_at(struct mynah_clock *clock, int64_t deadline,
                                  mynah_timer_function *function, void *self,
                                  struct mynah_error *error);

/** Forget a timer.  Returns false when it has been called, or is being called. */
MYNAH_API bool mynah_clock_cancel(struct mynah_clock *clock, uint64_t timer);

/** Return the deadline of the next timer, -1 when there is none: how long a loop may wait. */
MYNAH_API int64_t mynah_clock_next(struct mynah_clock *clock);

/** Call the timers that are due, and return how many: for an event loop on a real clock. */
MYNAH_API size_t mynah_clock_run(struct mynah_clock *clock);

/** Return whether the clock follows the system's. */
MYNAH_API bool mynah_clock_is_real(const struct mynah_clock *clock);

/** Put the clock back to `start` and forget its timers. */
MYNAH_API void mynah_clock_reset(struct mynah_clock *clock);

MYNAH_API void mynah_clock_destroy(struct mynah_clock *clock);

MYNAH_END

#endif
