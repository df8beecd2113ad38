// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SCHEMA_RANDOM_H
#define MYNAH_SCHEMA_RANDOM_H

// SplitMix64 (Steele, Lea and Flood 2014): numbers that depend on the seed alone.

#include <stddef.h>
#include <stdint.h>

struct random {
    uint64_t state;
};

static inline uint64_t mynah__random_next(struct random *random)
{
    uint64_t z = random->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

// Return a number below `count`; 0 when that is 0.
static inline size_t mynah__random_below(struct random *random, size_t count)
{
    return (size_t)(mynah__random_next(random) % (count ? count : 1));
}

#endif
