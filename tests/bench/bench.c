// SPDX-License-Identifier: Apache-2.0
//
// Calls a thing as often as a round of a tenth of a second takes, for some rounds.

#include "bench.h"

#include <stdio.h>
#include <time.h>

#define ROUNDS 7
#define ROUND_SECONDS 0.1

static double now(const struct bench *bench)
{
    struct timespec time;
    clock_gettime(bench->own_time ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static double round_of(const struct bench *bench, unsigned long calls)
{
    double start = now(bench);
    for (unsigned long i = 0; i < calls; i++) {
        bench->call(bench->self);
    }
    return now(bench) - start;
}

static void print(const char *name, double seconds)
{
    static const struct {
        const char *unit;
        double scale;
    } units[] = { { "ns", 1e9 }, { "us", 1e6 }, { "ms", 1e3 }, { "s", 1 } };
    size_t unit = seconds < 1e-6 ? 0 : seconds < 1e-3 ? 1 : seconds < 1 ? 2 : 3;
    printf("%-40s %9.2f %-2s", name, seconds * units[unit].scale, units[unit].unit);
}

bool bench_run(const struct bench *bench)
{
    unsigned long calls = 1;
    while (calls < 1UL << 30 && round_of(bench, calls) < ROUND_SECONDS) {
        calls *= 2;
    }
    double best = round_of(bench, calls);
    for (int round = 1; round < ROUNDS; round++) {
        double seconds = round_of(bench, calls);
        best = seconds < best ? seconds : best;
    }
    double seconds = best / (double)calls;
    if (bench->seconds) {
        *bench->seconds = seconds;
    }
    bool kept = bench->limit == 0 || seconds < bench->limit;
    print(bench->name, seconds);
    printf("%s\n", kept ? "" : "  TOO SLOW");
    return kept;
}
