// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_OWN_H
#define MYNAH_OWN_H

// Tables of the user's own: the files under `analysis.surfaces` and `analysis.rules`.  Their rows
// are what the rows that are built in are, and stand behind them.

#include "core/arena.h"
#include "core/text.h"
#include "table_set.h"

struct own {
    struct arena *arena;
    struct mynah_own_row *rows;
    size_t count;
    size_t capacity;
    struct surface *surfaces; // end with a row without `api`
    size_t surface_count;
    size_t surface_capacity;
    struct rule *rules; // end with a row without name
    size_t rule_count;
    size_t rule_capacity;
    struct text hashes; // of the files
    struct surface_table surface_table;
    struct rule_family family;
    const struct surface_table **surface_tables;
    const struct rule_family **families;
    struct table_set set; // what is built in, and this
};

// Add the rows of the list `surfaces` or `rules` of a file's text.
enum own_list { OWN_SURFACES, OWN_RULES };
bool mynah__own_parse(struct own *own, enum own_list list, const char *file,
                      const struct text *text, struct mynah_error *error);
// Read the file at `path`, which the configuration calls `file`.
bool mynah__own_load(struct own *own, enum own_list list, const char *file, const char *path,
                     struct mynah_error *error);
// Fill `set`, when all is read.  False only when out of memory.
bool mynah__own_close(struct own *own);
// Return the user's rule with that name, or NULL.
const struct mynah_rule *mynah__own_rule(const struct own *own, const char *name);

#endif
