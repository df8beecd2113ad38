// SPDX-License-Identifier: Apache-2.0
// The index of triggers by name, so that looking at a call costs the same however many rules there
// are.

#include "rules/index.h"

#include "core/alloc.h"
#include "core/arena.h"
#include "core/hash.h"

#include <string.h>

struct slot {
    const char *name;
    size_t size;
    bool below;
    struct rule_entry *first;
    struct rule_entry *last;
};

struct rule_index {
    struct arena arena;
    struct slot *slots;
    size_t capacity; // a power of two, at least twice the names
};

static struct slot *slot_of(const struct rule_index *index, const char *name, size_t size,
                            bool below)
{
    size_t at = mynah__hash(name, size) + below;
    for (;; at++) {
        struct slot *slot = &index->slots[at & (index->capacity - 1)];
        if (!slot->name ||
            (slot->size == size && slot->below == below && memcmp(slot->name, name, size) == 0)) {
            return slot;
        }
    }
}

static void add(struct rule_index *index, const char *name, const struct rule *row,
                const struct trigger *trigger)
{
    size_t size = strlen(name);
    bool below = size > 2 && strcmp(name + size - 2, ".*") == 0;
    size -= below ? 2 : 0;
    struct rule_entry *entry = mynah__arena_alloc(&index->arena, sizeof(*entry));
    struct slot *slot = slot_of(index, name, size, below);
    if (!entry) {
        return;
    }
    *entry = (struct rule_entry){ row, trigger, NULL };
    if (slot->last) {
        slot->last->next = entry;
        slot->last = entry;
    } else {
        *slot = (struct slot){ name, size, below, entry, entry };
    }
}

static size_t each_name_of(const struct rule *row, struct rule_index *index)
{
    size_t count = 0;
    for (const struct trigger *t = row->triggers; t && t->kind != TRIGGER_END; t++) {
        for (const char *const *name = t->names; *name; name++, count++) {
            if (index) {
                add(index, *name, row, t);
            }
        }
    }
    return count;
}

// Count the names of all triggers, and add them where there is an index.
static size_t each_name(const struct rule_family *const *families, struct rule_index *index)
{
    size_t count = 0;
    for (; *families; families++) {
        for (const struct rule *row = (*families)->rows; row->about.name; row++) {
            count += each_name_of(row, index);
        }
    }
    return count;
}

struct rule_index *mynah__rule_index_create(const struct rule_family *const *families)
{
    struct rule_index *index = mynah__alloc(sizeof(*index));
    if (!index) {
        return NULL;
    }
    index->capacity = 16;
    while (index->capacity < 2 * each_name(families, NULL)) {
        index->capacity *= 2;
    }
    index->slots = mynah__arena_alloc(&index->arena, index->capacity * sizeof(*index->slots));
    if (index->slots) {
        each_name(families, index);
    }
    if (index->arena.failed) {
        mynah__rule_index_destroy(index);
        return NULL;
    }
    return index;
}

void mynah__rule_index_destroy(struct rule_index *index)
{
    if (index) {
        mynah__arena_finish(&index->arena);
        mynah__free(index);
    }
}

const struct rule_entry *mynah__rule_index_find(const struct rule_index *index, const char *name,
                                                size_t size, bool below)
{
    return slot_of(index, name, size, below)->first;
}
