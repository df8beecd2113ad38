// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_DOUBLE_STORE_H
#define MYNAH_DOUBLE_STORE_H

// A store, as its files see it.

#include <mynah/store.h>

#include "double/double.h"

struct row {
    size_t shares;
    int64_t id;
    struct mynah_arguments *values;
};

struct rows {
    struct row **list;
    size_t count;
    size_t capacity;
    int64_t last; // the greatest id that was ever used
};

struct table {
    struct table *next;
    struct signatures columns; // of one table
    struct rows rows;
    struct rows kept; // what a reset comes back to
};

struct mynah_store {
    struct mynah_world *world; // NULL: on its own
    pthread_mutex_t lock;
    struct table *tables;
    char name[];
};

// With the lock held: find a table, see whether it has a column, and whether a condition is good
// and speaks of its columns only.
struct table *mynah__store_table(struct mynah_store *self, const char *name,
                                 struct mynah_error *error);
bool mynah__store_column(const struct table *table, const char *name, struct mynah_error *error);
bool mynah__store_where(const struct table *table, const struct mynah_match *where,
                        struct mynah_error *error);
bool mynah__row_meets(const struct row *row, const struct mynah_match *where);

#endif
