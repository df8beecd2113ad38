// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_STAND_IN_TIMERS_H
#define MYNAH_STAND_IN_TIMERS_H

// What is to be called at a time: a queue in the order of deadlines, and of being set where those
// are equal.

#include <mynah/clock.h>

#include <pthread.h>

struct timer {
    int64_t deadline;
    uint64_t number;
    mynah_timer_function *function;
    void *self;
};

struct timers {
    pthread_mutex_t lock;
    _Atomic size_t count; // also read without the lock, to see that there is nothing to do
    struct timer *queue;  // the next one comes last
    size_t capacity;
    uint64_t numbers; // given out
};

bool mynah__timers_init(struct timers *timers);
void mynah__timers_finish(struct timers *timers);

// Put one in and return its number, 0 when out of memory.
uint64_t mynah__timers_add(struct timers *timers, int64_t deadline, mynah_timer_function *function,
                           void *self);
// Take one out; false when it is not there any more.
bool mynah__timers_remove(struct timers *timers, uint64_t number);
void mynah__timers_clear(struct timers *timers);

// Return the next deadline, or -1.
int64_t mynah__timers_next(struct timers *timers);
// Take out the next one when it is due by `now`.
bool mynah__timers_take(struct timers *timers, int64_t now, struct timer *timer);

#endif
