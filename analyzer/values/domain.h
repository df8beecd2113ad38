// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_VALUES_DOMAIN_H
#define MYNAH_VALUES_DOMAIN_H

// Atoms, values and sets of an engine: each exists once, so that equality is equality of ids.  What
// is asked for all the time is inline here, the rest is in domain.c.

#include "values/engine.h"

uint32_t mynah__atom(struct engine *engine, const char *bytes, size_t size);
uint32_t mynah__atom_text(struct engine *engine, const char *text);
// The same of a string literal, which is the same text whenever it is at the same place.
uint32_t mynah__word(struct engine *engine, const char *literal);
// Return whether the code has it as a name anywhere.
bool mynah__is_spelled(struct engine *engine, const char *literal);
uint32_t mynah__atom_join(struct engine *engine, uint32_t left, char between, uint32_t right);
uint32_t mynah__value(struct engine *engine, enum value_kind kind, int sub, uint32_t a, uint32_t b);
uint32_t mynah__value_int(struct engine *engine, int64_t number);
int64_t mynah__int(const struct value *value);
uint32_t mynah__set_make(struct engine *engine, const uint32_t *values, uint32_t count);
// The union of many: by halves, so that as few sets as can be are made on the way.
uint32_t mynah__set_unite(struct engine *engine, const uint32_t *sets, uint32_t count);
uint32_t mynah__unknown(struct engine *engine, enum unknown_reason reason, uint16_t powers);
// The set of a value that may be anything with these powers.
uint32_t mynah__lost(struct engine *engine, uint16_t powers);
uint32_t mynah__set_text(struct engine *engine, const char *text); // of one text constant
uint32_t mynah__set_external(struct engine *engine, const char *name);
uint32_t mynah__set_instance(struct engine *engine, const char *type, uint32_t site);
uint32_t mynah__boolean(struct engine *engine, bool truth);
// What mynah__set_of() and mynah__set_union() do where the answer is not at hand.
uint32_t mynah__set_alone(struct engine *engine, uint32_t value);
uint32_t mynah__set_merge(struct engine *engine, uint32_t left, uint32_t right);

// Where to begin looking for what belongs to some words and a key: side by side for keys that are.
// What code next to each other makes and asks for has keys next to each other: sites, atoms, ids.
static inline uint32_t mynah__near_hash(uint64_t words, uint32_t key)
{
    uint64_t block = (words ^ (uint64_t)(key >> 4) << 24) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(block >> 32 ^ block >> 48) << 4 | (key & 15);
}

static inline const struct atom *mynah__atom_at(const struct engine *engine, uint32_t atom)
{
    const struct tables *shared = engine->shared;
    return shared && atom < engine->shared_count ? &shared->atoms[atom]
                                                 : &engine->atoms[atom - engine->shared_count];
}

static inline const char *mynah__atom_bytes(const struct engine *engine, uint32_t atom)
{
    return atom < engine->atom_count ? mynah__atom_at(engine, atom)->bytes : "";
}

static inline bool mynah__is_constant(const struct value *value)
{
    return value->kind >= VALUE_STR && value->kind <= VALUE_ELLIPSIS;
}

static inline const uint32_t *mynah__members(const struct engine *engine, uint32_t set)
{
    const struct set *found = &engine->sets[set];
    return found->count ? engine->members + found->first : NULL;
}

static inline uint32_t mynah__set_size(const struct engine *engine, uint32_t set)
{
    return engine->sets[set].count;
}

static inline uint16_t mynah__set_powers(const struct engine *engine, uint32_t set)
{
    return engine->sets[set].powers;
}

// Return the only value of a set, or UINT32_MAX.
static inline uint32_t mynah__single(const struct engine *engine, uint32_t set)
{
    const struct set *found = &engine->sets[set];
    return found->count == 1 ? engine->members[found->first] : UINT32_MAX;
}

static inline uint32_t mynah__set_of(struct engine *engine, uint32_t value)
{
    uint32_t alone = engine->values[value].alone;
    return alone != SET_EMPTY ? alone : mynah__set_alone(engine, value);
}

static inline uint32_t mynah__set_union(struct engine *engine, uint32_t left, uint32_t right)
{
    if (left == right || right == SET_EMPTY) {
        return left;
    }
    return left == SET_EMPTY ? right : mynah__set_merge(engine, left, right);
}

#endif
