// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SCOPES_NAMES_H
#define MYNAH_SCOPES_NAMES_H

// Each name of the code once, with a number.

#include "core/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct names {
    struct arena *arena;
    const char **names;
    uint32_t count;
    size_t capacity;
    uint32_t *table; // name id + 1 by hash, 0: free
    uint32_t mask;
};

// Return the id of `size` bytes of text, which are copied; UINT32_MAX when out of memory.
uint32_t mynah__names_add(struct names *names, const char *text, size_t size);

// Return the id of the text in a table, or UINT32_MAX.
uint32_t mynah__names_find(const char *const *names, const uint32_t *table, uint32_t mask,
                           const char *text);

// Return the text in NFKC, as CPython reads identifiers, without blanks; in `arena`.
const char *mynah__names_normal(const char *text, size_t size, struct arena *arena);

// Return `name` as code in class `class_name` has it: `__x` is `_Class__x`.
const char *mynah__names_mangled(const char *name, const char *class_name, struct arena *arena);

#endif
