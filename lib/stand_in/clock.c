// SPDX-License-Identifier: Apache-2.0
//
// The virtual clock, which is one atomic number, and the real one.  Moving on goes from timer to
// timer.

#include "core/alloc.h"
#include "stand_in/timers.h"

#include <assert.h>
#include <errno.h>
#include <stdatomic.h>
#include <time.h>

struct mynah_clock {
    bool real;
    int64_t start;
    _Atomic int64_t now; // virtual: the time; real: what the system showed when this showed `start`
    struct timers timers;
};

static int64_t later(int64_t time, int64_t delay)
{
    if (delay <= 0) {
        return time;
    }
    return time > INT64_MAX - delay ? INT64_MAX : time + delay;
}

static int64_t system_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * MYNAH_SECOND + time.tv_nsec;
}

struct mynah_clock *mynah_clock_create(const struct mynah_clock_options *options,
                                       struct mynah_error *error)
{
    assert(!options || options->start >= 0);
    struct mynah_clock *clock = mynah__alloc(sizeof *clock);
    if (!clock || !mynah__timers_init(&clock->timers)) {
        mynah__free(clock);
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    clock->real = options && options->real;
    clock->start = options ? options->start : 0;
    mynah_clock_reset(clock);
    return clock;
}

int64_t mynah_clock_now(const struct mynah_clock *clock)
{
    int64_t now = atomic_load(&clock->now);
    return clock->real ? later(clock->start, system_now() - now) : now;
}

int64_t mynah_clock_after(const struct mynah_clock *clock, int64_t delay)
{
    return later(mynah_clock_now(clock), delay);
}

static void sleep_really(struct mynah_clock *clock, int64_t deadline)
{
    int64_t left = deadline - clock->start;
    int64_t until = later(atomic_load(&clock->now), left);
    struct timespec time = { .tv_sec = (time_t)(until / MYNAH_SECOND),
                             .tv_nsec = (long)(until % MYNAH_SECOND) };
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL) == EINTR) {
    }
}

// Show at least `deadline`, after waiting for it where time is real.
static void reach(struct mynah_clock *clock, int64_t deadline)
{
    if (clock->real) {
        if (deadline > mynah_clock_now(clock)) {
            sleep_really(clock, deadline);
        }
        return;
    }
    int64_t now = atomic_load(&clock->now);
    while (now < deadline && !atomic_compare_exchange_weak(&clock->now, &now, deadline)) {
    }
}

void mynah_clock_sleep_until(struct mynah_clock *clock, int64_t deadline)
{
    struct timer timer;
    for (;;) {
        int64_t next = mynah__timers_next(&clock->timers);
        if (next < 0 || next > deadline) {
            break;
        }
        reach(clock, next);
        if (mynah__timers_take(&clock->timers, next, &timer)) {
            timer.function(timer.self);
        }
    }
    reach(clock, deadline);
}

void mynah_clock_sleep(struct mynah_clock *clock, int64_t delay)
{
    mynah_clock_sleep_until(clock, mynah_clock_after(clock, delay));
}

// Add to a virtual clock and return what it then shows.
static int64_t add(struct mynah_clock *clock, int64_t delay)
{
    int64_t now = atomic_load(&clock->now);
    while (!atomic_compare_exchange_weak(&clock->now, &now, later(now, delay))) {
    }
    return later(now, delay);
}

void mynah_clock_advance(struct mynah_clock *clock, int64_t delay)
{
    assert(!clock->real);
    struct timer timer;
    for (;;) {
        int64_t now = mynah_clock_now(clock), next = mynah__timers_next(&clock->timers);
        if (next < 0 || next > later(now, delay)) {
            break;
        }
        int64_t step = next > now ? next - now : 0;
        if (mynah__timers_take(&clock->timers, add(clock, step), &timer)) {
            timer.function(timer.self);
        }
        delay -= step;
    }
    add(clock, delay);
}

uint64_t mynah_clock_at(struct mynah_clock *clock, int64_t deadline, mynah_timer_function *function,
                        void *self, struct mynah_error *error)
{
    assert(function);
    uint64_t number =
        mynah__timers_add(&clock->timers, deadline > 0 ? deadline : 0, function, self);
    if (!number) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return number;
}

bool mynah_clock_cancel(struct mynah_clock *clock, uint64_t timer)
{
    return mynah__timers_remove(&clock->timers, timer);
}

int64_t mynah_clock_next(struct mynah_clock *clock)
{
    return mynah__timers_next(&clock->timers);
}

size_t mynah_clock_run(struct mynah_clock *clock)
{
    struct timer timer;
    size_t count = 0;
    while (mynah__timers_take(&clock->timers, mynah_clock_now(clock), &timer)) {
        timer.function(timer.self);
        count++;
    }
    return count;
}

bool mynah_clock_is_real(const struct mynah_clock *clock)
{
    return clock->real;
}

void mynah_clock_reset(struct mynah_clock *clock)
{
    mynah__timers_clear(&clock->timers);
    atomic_store(&clock->now, clock->real ? system_now() : clock->start);
}

void mynah_clock_destroy(struct mynah_clock *clock)
{
    if (clock) {
        mynah__timers_finish(&clock->timers);
        mynah__free(clock);
    }
}
