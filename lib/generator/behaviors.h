// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_GENERATOR_BEHAVIORS_H
#define MYNAH_GENERATOR_BEHAVIORS_H

// The behaviours that one generator knows: those built in and those of a folder.

#include <mynah/generator.h>

#include "core/arena.h"

struct behaviors {
    struct arena arena;
    const struct mynah_behavior **own; // of the folder, in order of names
    size_t own_count;
};

// Add the behaviours of the folder: its `*.py` files.
bool mynah__behaviors_load(struct behaviors *all, const char *folder, struct mynah_error *error);
void mynah__behaviors_finish(struct behaviors *all);

// Return the behaviour, or NULL with an error that names what there is.
const struct mynah_behavior *mynah__behaviors_find(const struct behaviors *all, const char *name,
                                                   struct mynah_error *error);

// Return the behaviour at `index` of all, in order of names, or NULL behind the last.
const struct mynah_behavior *mynah__behaviors_at(const struct behaviors *all, size_t index);

// Write the names of all, as far as there is room, and return `buffer`.
const char *mynah__behaviors_list(const struct behaviors *all, char *buffer, size_t size);

#endif
