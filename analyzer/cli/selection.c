// SPDX-License-Identifier: Apache-2.0
//
// --select and --ignore: which findings are printed.  They never touch a verdict.

#include "cli/check.h"

#include <string.h>

enum { CATEGORY_COUNT = MYNAH_CATEGORY_OPAQUE + 1, NAMES_MOST = 512 };

static const char *category_at(size_t index)
{
    return mynah_category_name((enum mynah_category)index);
}

// Return the rule's or category's own name, or NULL.
static const char *canonical(const struct mynah_analyzer *analyzer, const char *name)
{
    for (size_t i = 0; i < mynah_analyzer_row_count(analyzer); i++) {
        const struct mynah_own_row *row = mynah_analyzer_row(analyzer, i);
        if (row->rule && strcmp(row->rule, name) == 0) {
            return row->rule;
        }
    }
    for (size_t i = 0; i < CATEGORY_COUNT; i++) {
        if (strcmp(category_at(i), name) == 0) {
            return category_at(i);
        }
    }
    const struct mynah_rule *rule = mynah_rule_find(name);
    return rule ? rule->name : NULL;
}

static bool complain(const char *name)
{
    const char *names[NAMES_MOST];
    size_t count = 0;
    for (; count < CATEGORY_COUNT; count++) {
        names[count] = category_at(count);
    }
    for (size_t i = 0; i < mynah_rule_count() && count < NAMES_MOST; i++) {
        names[count++] = mynah_rule_at(i)->name;
    }
    mynah__complain_unknown("rule or category", name, names, count);
    return false;
}

bool mynah__selection_add(struct session *session, struct list *list, const char *names)
{
    struct arena *arena = &session->arena;
    while (*names) {
        size_t size = strcspn(names, ",");
        const char *name = mynah__arena_copy(arena, names, size);
        const char **moved =
            mynah__arena_grow(arena, list->items, list->count, &list->capacity, sizeof *moved);
        if (!name || !moved) {
            mynah__complain("out of memory");
            return false;
        }
        list->items = moved;
        list->items[list->count] = canonical(session->analyzer, name);
        if (!list->items[list->count++]) {
            return complain(name);
        }
        names += size + (names[size] == ',');
    }
    return true;
}

static bool has(const struct list *list, const struct mynah_finding *finding)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i], finding->rule) == 0 ||
            strcmp(list->items[i], mynah_category_name(finding->category)) == 0) {
            return true;
        }
    }
    return false;
}

bool mynah__selection_has(const struct mynah_finding *finding, const void *selection)
{
    const struct selection *names = selection;
    return (names->select.count == 0 || has(&names->select, finding)) &&
           !has(&names->ignore, finding);
}
