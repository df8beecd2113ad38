// SPDX-License-Identifier: Apache-2.0
//
// The virtual clock, which is one atomic number, and the real one.

#include <mynah/clock.h>

#include "core/alloc.h"

#include <assert.h>
#include <errno.h>
#include <stdatomic.h>
#include <time.h>

struct mynah_clock {
    bool real;
    int64_t start;
    _Atomic int64_t now; // virtual: the time; real: what the system showed when this showed `start`
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
    if (!clock) {
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

void mynah_clock_sleep_until(struct mynah_clock *clock, int64_t deadline)
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

void mynah_clock_sleep(struct mynah_clock *clock, int64_t delay)
{
    mynah_clock_sleep_until(clock, mynah_clock_after(clock, delay));
}

void mynah_clock_advance(struct mynah_clock *clock, int64_t delay)
{
    assert(!clock->real);
    int64_t now = atomic_load(&clock->now);
    while (!atomic_compare_exchange_weak(&clock->now, &now, later(now, delay))) {
    }
}

bool mynah_clock_is_real(const struct mynah_clock *clock)
{
    return clock->real;
}

void mynah_clock_reset(struct mynah_clock *clock)
{
    atomic_store(&clock->now, clock->real ? system_now() : clock->start);
}

void mynah_clock_destroy(struct mynah_clock *clock)
{
    mynah__free(clock);
}
