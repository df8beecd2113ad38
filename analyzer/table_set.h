// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TABLE_SET_H
#define MYNAH_TABLE_SET_H

// All that one analyzer knows of others' modules: the tables that are built in, and behind them
// those of the user's files.  A row that comes later never replaces an earlier one.

#include "rules/rule.h"
#include "surfaces/surface.h"

struct table_set {
    const struct surface_table *const *surfaces; // ends with a NULL pointer
    const struct rule_family *const *rules;      // likewise
};

extern const struct table_set mynah__builtin_tables;

#endif
