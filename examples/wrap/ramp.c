// SPDX-License-Identifier: Apache-2.0
//
// The code under test knows nothing of tests: it calls a library, and the system's clock.

#define _POSIX_C_SOURCE 200809L

#include "ramp.h"

#include <math.h>
#include <time.h>

bool ramp(const char *name, double target, double step)
{
    const struct timespec second = { .tv_sec = 1 };
    double value;
    if (caget(name, &value) != 0) {
        return false;
    }
    while (fabs(target - value) > 1e-9) {
        double left = target - value;
        value += fabs(left) < step ? left : copysign(step, left);
        if (caput(name, value) != 0) {
            return false;
        }
        nanosleep(&second, NULL);
    }
    return true;
}

bool settle(const char *name, double target)
{
    const struct timespec pause = { .tv_nsec = 250000000 };
    struct timespec start, now;
    double value = NAN;
    clock_gettime(CLOCK_MONOTONIC, &start);
    do {
        if (caget(name, &value) == 0 && fabs(value - target) < 0.01) {
            return true;
        }
        nanosleep(&pause, NULL);
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while (now.tv_sec - start.tv_sec < 60);
    return false;
}
