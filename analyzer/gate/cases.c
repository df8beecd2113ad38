// SPDX-License-Identifier: Apache-2.0
//
// The set of cases: names, code and what is expected, all copied into one arena.

#include "core/alloc.h"
#include "core/words.h"
#include "gate/gate.h"

#include <string.h>

static bool no_memory(struct mynah_error *error)
{
    return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

struct mynah_gate_cases *mynah_gate_cases_create(struct mynah_error *error)
{
    struct mynah_gate_cases *cases = mynah__alloc(sizeof *cases);
    if (!cases) {
        no_memory(error);
    }
    return cases;
}

void mynah_gate_cases_destroy(struct mynah_gate_cases *cases)
{
    if (cases) {
        mynah__arena_finish(&cases->arena);
        mynah__free(cases);
    }
}

static const char *const *copy_words(struct arena *arena, const char *const *words, size_t count)
{
    const char **copies = mynah__arena_alloc(arena, (count + 1) * sizeof *copies);
    for (size_t i = 0; copies && i < count; i++) {
        copies[i] = mynah__arena_text(arena, words[i]);
    }
    return copies;
}

bool mynah_gate_cases_add(struct mynah_gate_cases *cases, const struct mynah_gate_case *added,
                          struct mynah_error *error)
{
    struct arena *arena = &cases->arena;
    for (size_t i = 0; i < cases->count; i++) {
        if (strcmp(cases->items[i]->name, added->name) == 0) {
            char clip[MYNAH__CLIP];
            return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "there are two cases called '%s'",
                                   mynah__clip(clip, added->name));
        }
    }
    struct mynah_gate_case **items =
        mynah__arena_grow(arena, cases->items, cases->count, &cases->capacity, sizeof *items);
    struct mynah_gate_case *copy = mynah__arena_alloc(arena, sizeof *copy);
    if (!items || !copy) {
        return no_memory(error);
    }
    cases->items = items;
    *copy = *added;
    copy->name = mynah__arena_text(arena, added->name);
    copy->code = mynah__arena_copy(arena, added->code, added->size);
    copy->path = added->path ? mynah__arena_text(arena, added->path) : NULL;
    copy->rules = added->rules ? copy_words(arena, added->rules, added->rule_count) : NULL;
    if (arena->failed) {
        return no_memory(error);
    }
    items[cases->count++] = copy;
    return true;
}

size_t mynah_gate_cases_count(const struct mynah_gate_cases *cases)
{
    return cases->count;
}

const struct mynah_gate_case *mynah_gate_cases_at(const struct mynah_gate_cases *cases,
                                                  size_t index)
{
    return index < cases->count ? cases->items[index] : NULL;
}

int mynah__verdict_find(const char *name, size_t size)
{
    for (int i = 0; i < GATE_VERDICTS; i++) {
        const char *known = mynah_verdict_name((enum mynah_verdict)i);
        if (strlen(known) == size && memcmp(known, name, size) == 0) {
            return i;
        }
    }
    return -1;
}
