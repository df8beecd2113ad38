// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_VARIANT_COVER_H
#define MYNAH_VARIANT_COVER_H

// Chooses the rows of the first numbers, so that what can go together does so early.
//
// There are more pairs of a spelling and a carrier than anybody goes through, and of either with a
// payload ten times as many.  So the first numbers have each payload, each spelling and each
// carrier with each family of payloads and with each group of the other; then come the pairs of a
// spelling and a carrier that are left, each once.  Of each family the payloads are dealt like
// cards.

#include "core/arena.h"
#include "generator/variants/compose.h"

// Payloads of one family.
struct group {
    const struct payload **payloads;
    size_t count;
    size_t capacity;
    unsigned *words; // of the payloads, each set of words once
    size_t word_count;
    size_t word_capacity;
};

// The rows that are allowed.
struct allowed {
    const struct spelling **spellings;
    const struct carrier **carriers;
    const struct noise **noises;
    struct group *families; // only those that have payloads
    size_t spelling_count, carrier_count, noise_count, family_count;
};

enum { FAMILIES_MOST = 64 };

struct pick {
    uint16_t spelling, carrier, family, payload; // the last within its family
    bool dealt;                                  // the payload is chosen
};

struct picks {
    struct pick *each;
    size_t count;
    size_t first; // how many it takes until all but single pairs of the two have occurred
};

// Choose; no pick is left when nothing goes together.  False when memory runs out.
bool mynah__cover(struct arena *arena, const struct allowed *rows, uint64_t seed,
                  struct picks *picks);

// Return which of `count` comes at a turn, each once before any comes again.
size_t mynah__shuffled(uint64_t seed, size_t count, uint64_t turn);

// Return a payload of the group that goes together with the two, beginning at `from`, or NULL.
const struct payload *mynah__fitting(const struct group *group, const struct spelling *spelling,
                                     const struct carrier *carrier, uint64_t from);

#endif
