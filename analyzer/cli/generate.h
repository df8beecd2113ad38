// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CLI_GENERATE_H
#define MYNAH_CLI_GENERATE_H

#include "cli/command.h"

#include <mynah/variants.h>

// What `mynah generate --variant` is asked for.
struct generate_variants {
    uint64_t seed;
    uint64_t first;
    uint64_t count; // 0: one
    int format;     // an index of mynah__variant_formats
    struct mynah_variant_choices choices;
};

extern const char *const mynah__variant_formats[];

// Write the variants of `behavior`, or of all when that is NULL; returns what to exit with.
int mynah__generate_variants(const struct generate_variants *asked, const char *behavior);

// Write the rows that variants are made of.
int mynah__list_variant_rows(void);

#endif
