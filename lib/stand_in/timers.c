// SPDX-License-Identifier: Apache-2.0
//
// The timers of a clock: an array in order, the next one at its end, so that taking it moves
// nothing.

#include "stand_in/timers.h"

#include "core/alloc.h"

#include <stdatomic.h>
#include <string.h>

bool mynah__timers_init(struct timers *timers)
{
    *timers = (struct timers){ .queue = NULL };
    return pthread_mutex_init(&timers->lock, NULL) == 0;
}

void mynah__timers_finish(struct timers *timers)
{
    mynah__free(timers->queue);
    pthread_mutex_destroy(&timers->lock);
}

uint64_t mynah__timers_add(struct timers *timers, int64_t deadline, mynah_timer_function *function,
                           void *self)
{
    uint64_t number = 0;
    pthread_mutex_lock(&timers->lock);
    size_t count = timers->count;
    struct timer *queue =
        mynah__grow(timers->queue, count, &timers->capacity, sizeof *timers->queue);
    if (queue) {
        timers->queue = queue;
        size_t at = count;
        while (at > 0 && queue[at - 1].deadline <= deadline) {
            at--;
        }
        memmove(&queue[at + 1], &queue[at], (count - at) * sizeof *queue);
        number = ++timers->numbers;
        queue[at] = (struct timer){ deadline, number, function, self };
        timers->count = count + 1;
    }
    pthread_mutex_unlock(&timers->lock);
    return number;
}

bool mynah__timers_remove(struct timers *timers, uint64_t number)
{
    bool found = false;
    pthread_mutex_lock(&timers->lock);
    size_t count = timers->count;
    for (size_t i = count; i > 0 && !found; i--) {
        struct timer *timer = &timers->queue[i - 1];
        if (timer->number == number) {
            memmove(timer, timer + 1, (count - i) * sizeof *timer);
            timers->count = count - 1;
            found = true;
        }
    }
    pthread_mutex_unlock(&timers->lock);
    return found;
}

void mynah__timers_clear(struct timers *timers)
{
    pthread_mutex_lock(&timers->lock);
    timers->count = 0;
    pthread_mutex_unlock(&timers->lock);
}

int64_t mynah__timers_next(struct timers *timers)
{
    if (timers->count == 0) {
        return -1;
    }
    pthread_mutex_lock(&timers->lock);
    int64_t next = timers->count ? timers->queue[timers->count - 1].deadline : -1;
    pthread_mutex_unlock(&timers->lock);
    return next;
}

bool mynah__timers_take(struct timers *timers, int64_t now, struct timer *timer)
{
    if (timers->count == 0) {
        return false;
    }
    pthread_mutex_lock(&timers->lock);
    size_t count = timers->count;
    bool due = count && timers->queue[count - 1].deadline <= now;
    if (due) {
        *timer = timers->queue[count - 1];
        timers->count = count - 1;
    }
    pthread_mutex_unlock(&timers->lock);
    return due;
}
