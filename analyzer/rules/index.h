// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_RULES_INDEX_H
#define MYNAH_RULES_INDEX_H

// Triggers by the names that they have: built once from the rows, then only read.

#include "rules/rule.h"

#include <stddef.h>

// One name of one trigger; triggers of a name are in the order of their rows.
struct rule_entry {
    const struct rule *row;
    const struct trigger *trigger;
    const struct rule_entry *next;
};

struct rule_index;

// Return the index of these families, or NULL when out of memory.
struct rule_index *mynah__rule_index_create(const struct rule_family *const *families);
void mynah__rule_index_destroy(struct rule_index *index);

// Return the first trigger with exactly the name, or with `below` one of all that is below it:
// `name.*`; NULL where there is none.
const struct rule_entry *mynah__rule_index_find(const struct rule_index *index, const char *name,
                                                size_t size, bool below);

#endif
