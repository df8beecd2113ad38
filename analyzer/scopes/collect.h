// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SCOPES_COLLECT_H
#define MYNAH_SCOPES_COLLECT_H

// What the parts of the scope builder share.

#include "scopes/names.h"
#include "scopes/scopes.h"

struct collector {
    struct scopes *scopes;
    struct arena *arena;
    struct arena *scratch;
    struct names names;
    uint32_t *opened;      // by node: the first scope that it opens
    uint32_t *last_symbol; // by scope: the end of its list
    uint32_t *class_of;    // by scope: the innermost class that it is in or is, or SCOPE_NONE
    uint32_t *table;       // scopes->symbol_table
    size_t symbol_capacity;
};

// Return the symbol of a name in a scope, new if need be; SYMBOL_NONE when out of memory.
uint32_t mynah__collect_symbol(struct collector *collector, uint32_t scope, uint32_t name,
                               uint32_t node);

// Note what a node binds, declares or uses.
void mynah__collect_node(struct collector *collector, uint32_t node);

// Find the owner of every symbol.
bool mynah__resolve(struct collector *collector);

#endif
