// SPDX-License-Identifier: Apache-2.0
//
// Turns about.

#include "turns.h"

#include <time.h>

enum { ROUNDS = 7 };

double turns_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void turns_measure(struct turns *turns, size_t count, const struct file *over, size_t over_count)
{
    for (size_t i = 0; i < count; i++) {
        turns[i].seconds = 0;
    }
    for (size_t at = 0; at < over_count; at++) {
        double least[8] = { 0 };
        for (int round = 0; round < ROUNDS; round++) {
            for (size_t i = 0; i < count && i < sizeof least / sizeof *least; i++) {
                double seconds = turns[i].take(&over[at], turns[i].with);
                least[i] = round == 0 || seconds < least[i] ? seconds : least[i];
            }
        }
        for (size_t i = 0; i < count && i < sizeof least / sizeof *least; i++) {
            turns[i].seconds += least[i];
        }
    }
}
