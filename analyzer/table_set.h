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
    const char *without; // for tests: the row of that name is left out of the tables below; or NULL
};

// Tables that are no part of the set, as they are looked up from within; each ends with NULL.
extern const char *const mynah__aliases[][2]; // names that are other names, or begin with them
extern const char *const mynah__channel_programs[];  // commands that write, "" and those that read
extern const char *const mynah__channel_ports[];     // of Channel Access and PV Access
extern const char *const mynah__channel_libraries[]; // what their libraries are called before a dot

extern const struct table_set mynah__builtin_tables;

#endif
