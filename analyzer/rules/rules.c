// SPDX-License-Identifier: Apache-2.0
// The list of families, and the public view of all rules in order of their names.

#include "rules/families.h"

#include <string.h>

const struct rule_family *const mynah__rule_families[] = {
    &mynah__rules_analysis, &mynah__rules_code,
    &mynah__rules_process,  &mynah__rules_files,
    &mynah__rules_data,     &mynah__rules_network,
    &mynah__rules_secrets,  &mynah__rules_crypto,
    &mynah__rules_desktop,  NULL,
};

size_t mynah_rule_count(void)
{
    size_t count = 0;
    for (const struct rule_family *const *family = mynah__rule_families; *family; family++) {
        for (const struct rule *row = (*family)->rows; row->about.name; row++) {
            count++;
        }
    }
    return count;
}

// Return the first row by name behind `after`, or the very first where that is NULL.
static const struct rule *next_by_name(const char *after)
{
    const struct rule *best = NULL;
    for (const struct rule_family *const *family = mynah__rule_families; *family; family++) {
        for (const struct rule *row = (*family)->rows; row->about.name; row++) {
            bool behind = !after || strcmp(row->about.name, after) > 0;
            if (behind && (!best || strcmp(row->about.name, best->about.name) < 0)) {
                best = row;
            }
        }
    }
    return best;
}

const struct mynah_rule *mynah_rule_at(size_t index)
{
    const struct rule *row = next_by_name(NULL);
    while (row && index-- > 0) {
        row = next_by_name(row->about.name);
    }
    return row ? &row->about : NULL;
}

const struct rule *mynah__rule_row(const char *name)
{
    for (const struct rule_family *const *family = mynah__rule_families; *family; family++) {
        for (const struct rule *row = (*family)->rows; row->about.name; row++) {
            if (strcmp(row->about.name, name) == 0) {
                return row;
            }
        }
    }
    return NULL;
}

static bool listed(const char *const *list, const char *name)
{
    for (; list && *list; list++) {
        if (strcmp(*list, name) == 0) {
            return true;
        }
    }
    return false;
}

const struct mynah_rule *mynah_rule_find(const char *name)
{
    const struct rule *row = mynah__rule_row(name);
    for (const struct rule_family *const *family = mynah__rule_families; *family && !row;
         family++) {
        for (const struct rule *at = (*family)->rows; at->about.name && !row; at++) {
            if (listed(at->about.bandit, name) || listed(at->about.ruff, name)) {
                row = at;
            }
        }
    }
    return row ? &row->about : NULL;
}
