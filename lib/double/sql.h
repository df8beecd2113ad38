// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_DOUBLE_SQL_H
#define MYNAH_DOUBLE_SQL_H

// The little SQL that a store understands, as what is to be done.

#include <mynah/match.h>

#include "core/arena.h"

struct select {
    const char *table;
    const char **columns; // NULL: all
    size_t column_count;
    bool counts; // COUNT(*)
    const struct mynah_match *where;
    const char *order; // NULL: as inserted
    bool descending;
    int64_t limit; // -1: none
};

// Read a query; all of it is in the arena.
bool mynah__sql_read(struct arena *arena, const char *sql, struct select *select,
                     struct mynah_error *error);

#endif
