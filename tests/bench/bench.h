// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_BENCH_H
#define MYNAH_BENCH_H

// Measures one thing: how long a call takes, as the fastest of some rounds, so that what else the
// machine does counts little.

#include <stdbool.h>

struct bench {
    const char *name;
    void (*call)(void *self);
    void *self;
    double limit;    // seconds; slower is a failure.  0: no limit
    double *seconds; // where to put what a call takes; may be NULL
    bool own_time;   // count the work of this process only: what else runs then counts less still
};

// Measure, print a line, and return whether the limit was kept.
bool bench_run(const struct bench *bench);

#endif
