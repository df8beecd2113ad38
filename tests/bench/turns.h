// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_BENCH_TURNS_H
#define MYNAH_BENCH_TURNS_H

// Measures several things side by side over the same files: for each file they take turns, round
// after round, and the fastest turn of each counts.  What else the machine does hits all of them
// alike, and a round in which it does little is soon found for a file, so that ratios repeat.

#include "files.h"

// Return the seconds that one turn takes: of work, see turns_now().
typedef double turn(const struct file *file, const void *with);

struct turns {
    turn *take;
    const void *with;
    double seconds; // of the fastest turns, summed over all files
};

// The seconds that this process has worked.
double turns_now(void);

// Measure `count` things over the files.
void turns_measure(struct turns *turns, size_t count, const struct file *over, size_t over_count);

#endif
