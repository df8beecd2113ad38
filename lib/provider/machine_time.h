// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_PROVIDER_MACHINE_TIME_H
#define MYNAH_PROVIDER_MACHINE_TIME_H

// The time of the machine in nanoseconds, for measuring only; nothing is ever decided by it.

#include <stdint.h>
#include <time.h>

static inline int64_t mynah__machine_time(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

#endif
