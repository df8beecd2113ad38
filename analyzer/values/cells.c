// SPDX-License-Identifier: Apache-2.0
// What grows while values are found: cells (attributes of anything), containers by the place that
// makes them, functions and partials.  All of it only ever gains values.

#include "values/engine.h"

// Owners of cells that are no values.
#define OWNER_CONTAINER 0xF0000000u
#define OWNER_FUNCTION 0xF1000000u
#define OWNER_PARTIAL 0xF2000000u
#define OWNER_POWERS 0xF3000000u  // the set is powers then
#define OWNER_FIELDS 0xF4000000u  // the set is the index + 1 of the cell that was made last
#define OWNER_ESCAPES 0xF5000000u // the set is the pass

static uint32_t count_constants(const struct engine *engine, uint32_t set)
{
    const uint32_t *members = mynah__members(engine, set);
    uint32_t count = 0;
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        count += mynah__is_constant(&engine->values[members[i]]);
    }
    return count;
}

// Let go of what keeps a set growing: constants first, in the end everything.
static uint32_t widen(struct engine *engine, uint32_t old, uint32_t joined)
{
    if (engine->passes_here > PASS_WIDENED) {
        return mynah__set_union(engine, joined, mynah__lost(engine, 0));
    }
    if (count_constants(engine, joined) > count_constants(engine, old)) {
        return mynah__set_union(engine, joined, mynah__unknown(engine, UNKNOWN_LOST, 0));
    }
    return joined;
}

void mynah__join(struct engine *engine, uint32_t *slot, uint32_t set, enum place_kind kind,
                 uint32_t id)
{
    uint32_t joined = mynah__set_union(engine, *slot, set);
    if (joined != *slot && engine->widening && *slot != SET_EMPTY) {
        joined = widen(engine, *slot, joined);
    }
    if (joined != *slot) {
        *slot = joined;
        mynah__changed(engine, kind, id);
    }
}

void mynah__bind(struct engine *engine, struct unit *unit, uint32_t definition, uint32_t set)
{
    uint32_t symbol = unit->flow->definitions[definition].symbol;
    uint32_t before = unit->definition_sets[definition];
    mynah__join(engine, &unit->definition_sets[definition], set, PLACE_DEFINITION,
                unit->base + definition);
    uint32_t after = unit->definition_sets[definition];
    if (after != before && symbol < unit->scopes->symbol_count) {
        uint32_t *all = &unit->symbol_sets[symbol];
        *all = mynah__set_union(engine, *all, after);
        mynah__changed(engine, PLACE_SYMBOL, unit->base + symbol);
    }
}

static uint32_t cell_hash(uint32_t owner, uint32_t key)
{
    return mynah__near_hash(owner, key);
}

static bool cells_reserve(struct engine *engine)
{
    struct slots *slots = &engine->cell_slots;
    if (slots->count * 2 < slots->capacity) { // most cells that are asked for are not there
        return true;
    }
    uint32_t capacity = slots->capacity ? slots->capacity * 2 : 128;
    uint32_t *items = mynah__arena_alloc(engine->arena, capacity * sizeof(*items));
    if (!items) {
        return false;
    }
    for (uint32_t i = 0; i < engine->cell_count; i++) {
        uint32_t at = cell_hash(engine->cells[i].owner, engine->cells[i].key) & (capacity - 1);
        while (items[at]) {
            at = (at + 1) & (capacity - 1);
        }
        items[at] = i + 1;
    }
    slots->items = items;
    slots->capacity = capacity;
    return true;
}

static struct cell *cell_find(struct engine *engine, uint32_t owner, uint32_t key, bool make)
{
    const struct slots *slots = &engine->cell_slots;
    uint32_t hash = cell_hash(owner, key);
    uint32_t at = 0;
    for (int round = 0; round < 2; round++) { // again where room was made
        uint32_t mask = slots->capacity - 1;
        at = slots->capacity ? hash & mask : 0;
        for (; slots->capacity && slots->items[at]; at = (at + 1) & mask) {
            struct cell *cell = &engine->cells[slots->items[at] - 1];
            if (cell->owner == owner && cell->key == key) {
                return cell;
            }
        }
        if (!make || (round == 0 && !cells_reserve(engine))) {
            return NULL;
        }
    }
    struct cell *cells = mynah__arena_grow(engine->arena, engine->cells, engine->cell_count,
                                           &engine->cell_capacity, sizeof(*cells));
    if (!cells) {
        return NULL;
    }
    engine->cells = cells;
    cells[engine->cell_count] = (struct cell){ owner, key, SET_EMPTY, 0 };
    engine->cell_slots.items[at] = ++engine->cell_count;
    engine->cell_slots.count++;
    return &cells[engine->cell_count - 1];
}

uint32_t mynah__cell(struct engine *engine, uint32_t owner, uint32_t key)
{
    const struct cell *cell = cell_find(engine, owner, key, false);
    mynah__note(engine, PLACE_CELL, cell_hash(owner, key));
    return cell ? cell->set : SET_EMPTY;
}

void mynah__cell_join(struct engine *engine, uint32_t owner, uint32_t key, uint32_t set)
{
    uint16_t reach = mynah__set_reach(engine, set);
    uint32_t before = engine->cell_count;
    struct cell *cell = cell_find(engine, owner, key, true);
    uint32_t made = engine->cell_count;
    if (cell) {
        mynah__join(engine, &cell->set, set, PLACE_CELL, cell_hash(owner, key));
    }
    struct cell *powers = reach ? cell_find(engine, OWNER_POWERS, owner, true) : NULL;
    if (powers && (powers->set | reach) != powers->set) {
        powers->set |= reach;
        mynah__changed(engine, PLACE_CELL, cell_hash(OWNER_POWERS, owner));
    }
    struct cell *last = made > before ? cell_find(engine, OWNER_FIELDS, owner, true) : NULL;
    if (last) {
        engine->cells[made - 1].next = last->set;
        last->set = made;
        mynah__changed(engine, PLACE_CELL, cell_hash(OWNER_FIELDS, owner));
    }
}

uint32_t mynah__fields(struct engine *engine, uint32_t owner)
{
    const struct cell *last = cell_find(engine, OWNER_FIELDS, owner, false);
    mynah__note(engine, PLACE_CELL, cell_hash(OWNER_FIELDS, owner));
    return last ? last->set : 0;
}

bool mynah__escapes_first(struct engine *engine, uint32_t value)
{
    struct cell *cell = cell_find(engine, OWNER_ESCAPES, value, true);
    bool first = cell && cell->set != engine->passes;
    if (first) {
        cell->set = engine->passes;
    }
    return first;
}

static uint16_t partial_reach(struct engine *engine, uint32_t site, int depth);

// All that calling a function gives: what it returns and yields, or a lambda's body.
static uint32_t given_back(struct engine *engine, uint32_t site)
{
    struct unit *unit = mynah__unit_of(engine, site);
    uint32_t node = site - unit->base;
    if (unit->tree->nodes[node].kind == NODE_LAMBDA) {
        uint32_t body = mynah__tree_child(unit->tree, node, ROLE_BODY);
        return body == NODE_NONE ? SET_EMPTY : mynah__node_set(engine, unit, body);
    }
    const struct function *function = mynah__function(engine, site);
    return function ? mynah__set_union(engine, function->returns, function->yields) : SET_EMPTY;
}

// What a function gives back, and what functions that it gives back do; behind `depth` of them that
// is taken to be all that there is.  What is not known yet is asked for again in the next pass.
static uint16_t returned_powers(struct engine *engine, uint32_t site, int depth)
{
    uint32_t returns = depth ? given_back(engine, site) : SET_EMPTY;
    uint16_t powers = 0;
    if (depth == 0) {
        return POWERS_ALL;
    }
    for (uint32_t i = 0; i < mynah__set_size(engine, returns); i++) {
        struct value value = engine->values[mynah__members(engine, returns)[i]];
        powers |= value.powers;
        if (value.kind == VALUE_FUNCTION && value.b != site) {
            powers |= returned_powers(engine, value.b, depth - 1);
        }
    }
    return powers;
}

// What is reached through more than REACH_MAX things is taken to be all that there is.
static uint16_t reach(struct engine *engine, uint32_t id, int depth)
{
    struct value value = engine->values[id];
    switch ((enum value_kind)value.kind) {
    case VALUE_CONTAINER: {
        uint16_t fields = (uint16_t)mynah__cell(engine, OWNER_POWERS, id);
        mynah__note(engine, PLACE_CONTAINER, value.a);
        return engine->containers[value.a].powers | fields;
    }
    case VALUE_INSTANCE:
    case VALUE_EXTERNAL:
    case VALUE_OBJECT:
        return (uint16_t)(value.powers | mynah__cell(engine, OWNER_POWERS, id));

    case VALUE_METHOD:
    case VALUE_BOUND:
        return (uint16_t)(value.powers | (depth ? reach(engine, value.a, depth - 1) : POWERS_ALL));
    case VALUE_SUPER:
        return depth ? reach(engine, value.b, depth - 1) : POWERS_ALL;
    case VALUE_PARTIAL:
        return depth ? partial_reach(engine, value.b, depth - 1) : POWERS_ALL;
    case VALUE_FUNCTION:
        return (uint16_t)(value.powers | returned_powers(engine, value.b, 2));
    case VALUE_NAMESPACE:
        return POWERS_ALL;
    default:
        return value.powers;
    }
}

static uint16_t set_reach(struct engine *engine, uint32_t set, int depth)
{
    uint16_t powers = 0;
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        powers |= reach(engine, mynah__members(engine, set)[i], depth);
    }
    return powers;
}

static uint16_t partial_reach(struct engine *engine, uint32_t site, int depth)
{
    const struct partial *found = mynah__partial(engine, site);
    if (!found) {
        return POWERS_ALL;
    }
    const struct arguments *bound = &found->arguments;
    uint32_t powers = set_reach(engine, found->callee, depth);
    for (uint32_t i = 0; i < bound->count; i++) {
        powers |= set_reach(engine, bound->positional[i], depth);
    }
    for (uint32_t i = 0; i < bound->keyword_count; i++) {
        powers |= set_reach(engine, bound->keywords[i].set, depth);
    }
    powers |= set_reach(engine, bound->rest, depth);
    return (uint16_t)(powers | set_reach(engine, bound->keyword_rest, depth));
}

uint16_t mynah__reach(struct engine *engine, uint32_t id)
{
    return reach(engine, id, REACH_MAX);
}

uint16_t mynah__set_reach(struct engine *engine, uint32_t set)
{
    return set_reach(engine, set, REACH_MAX);
}

struct function *mynah__function_at(struct engine *engine, uint32_t site)
{
    struct cell *cell = cell_find(engine, OWNER_FUNCTION, site, true);
    if (!cell) {
        return NULL;
    }
    if (cell->set == 0) {
        struct function *functions =
            mynah__arena_grow(engine->arena, engine->functions, engine->function_count,
                              &engine->function_capacity, sizeof(*functions));
        if (!functions) {
            return NULL;
        }
        engine->functions = functions;
        functions[engine->function_count] = (struct function){ .site = site };
        cell->set = ++engine->function_count;
    }
    return &engine->functions[cell->set - 1];
}

const struct function *mynah__function(struct engine *engine, uint32_t site)
{
    mynah__note(engine, PLACE_FUNCTION, site);
    return mynah__function_at(engine, site);
}

struct partial *mynah__partial(struct engine *engine, uint32_t site)
{
    struct cell *cell = cell_find(engine, OWNER_PARTIAL, site, true);
    if (!cell) {
        return NULL;
    }
    if (cell->set == 0) {
        struct partial *partials =
            mynah__arena_grow(engine->arena, engine->partials, engine->partial_count,
                              &engine->partial_capacity, sizeof(*partials));
        if (!partials) {
            return NULL;
        }
        engine->partials = partials;
        partials[engine->partial_count] = (struct partial){ 0 };
        cell->set = ++engine->partial_count;
    }
    mynah__note(engine, PLACE_PARTIAL, site);
    return &engine->partials[cell->set - 1];
}

uint32_t mynah__container_at(struct engine *engine, enum container_kind kind, uint32_t site)
{
    struct cell *cell = cell_find(engine, OWNER_CONTAINER + (uint32_t)kind, site, true);
    if (!cell) {
        return 0;
    }
    if (cell->set == 0) {
        struct container *containers =
            mynah__arena_grow(engine->arena, engine->containers, engine->container_count,
                              &engine->container_capacity, sizeof(*containers));
        if (!containers) {
            return 0;
        }
        engine->containers = containers;
        containers[engine->container_count] = (struct container){ .made = engine->passes };
        cell->set = ++engine->container_count;
    }
    return mynah__value(engine, VALUE_CONTAINER, (int)kind, cell->set - 1, site);
}

// The container of that value to put something into, or NULL.  That is no reading: whatever else is
// in it by then, putting in the same again changes nothing.
static struct container *opened(struct engine *engine, uint32_t value)
{
    const struct value *at = &engine->values[value];
    return at->kind == VALUE_CONTAINER ? &engine->containers[at->a] : NULL;
}

struct container *mynah__container(struct engine *engine, uint32_t value)
{
    struct container *container = opened(engine, value);
    if (container) {
        mynah__note(engine, PLACE_CONTAINER, engine->values[value].a);
    }
    return container;
}

static uint32_t find_key(const struct container *container, uint32_t key)
{
    for (uint32_t i = 0; i < container->count; i++) {
        if (container->keys[i] == key) {
            return i;
        }
    }
    return UINT32_MAX;
}

static void note_powers(struct engine *engine, struct container *container, uint32_t set)
{
    uint32_t powers = container->powers | mynah__set_reach(engine, set);
    if (powers != container->powers) {
        container->powers = (uint16_t)powers;
        mynah__changed(engine, PLACE_CONTAINER, (uint32_t)(container - engine->containers));
    }
}

void mynah__container_put_any(struct engine *engine, uint32_t value, uint32_t key_set, uint32_t set)
{
    struct container *container = opened(engine, value);
    if (!container) {
        return;
    }
    note_powers(engine, container, set);
    note_powers(engine, container, key_set);
    uint32_t index = engine->values[value].a;
    mynah__join(engine, &container->any, set, PLACE_CONTAINER, index);
    mynah__join(engine, &container->any_keys, key_set, PLACE_CONTAINER, index);
    if (!container->open) {
        container->open = true;
        mynah__changed(engine, PLACE_CONTAINER, index);
    }
}

void mynah__container_put(struct engine *engine, uint32_t value, uint32_t key, uint32_t set)
{
    struct container *container = opened(engine, value);
    if (!container) {
        return;
    }
    uint32_t at = find_key(container, key);
    bool grows = engine->widening && container->made != engine->passes;
    if (at == UINT32_MAX && (grows || container->count >= KEYS_MAX)) {
        mynah__container_put_any(engine, value, mynah__set_of(engine, key), set);
        return;
    }
    if (at == UINT32_MAX) {
        size_t capacity = container->capacity;
        uint32_t *keys = mynah__arena_grow(engine->arena, container->keys, container->count,
                                           &capacity, sizeof(*keys));
        size_t same = container->capacity;
        uint32_t *sets = mynah__arena_grow(engine->arena, container->sets, container->count, &same,
                                           sizeof(*sets));
        if (!keys || !sets) {
            return;
        }
        container->keys = keys;
        container->sets = sets;
        container->capacity = (uint32_t)capacity;
        at = container->count++;
        keys[at] = key;
        sets[at] = SET_EMPTY;
        note_powers(engine, container, mynah__set_of(engine, key));
        mynah__changed(engine, PLACE_CONTAINER, engine->values[value].a);
    }
    note_powers(engine, container, set);
    mynah__join(engine, &container->sets[at], set, PLACE_CONTAINER, engine->values[value].a);
}

void mynah__container_loosen(struct engine *engine, uint32_t value)
{
    struct container *container = opened(engine, value);
    if (container && !container->loose && engine->values[value].sub != CONTAINER_TUPLE) {
        container->loose = true;
        container->open = true;
        mynah__changed(engine, PLACE_CONTAINER, engine->values[value].a);
    }
}

void mynah__container_change(struct engine *engine, uint32_t value)
{
    struct container *container = opened(engine, value);
    if (container && container->count == 0 && !container->hollow) {
        container->hollow = true;
        mynah__changed(engine, PLACE_CONTAINER, engine->values[value].a);
    }
}

void mynah__set_loosen(struct engine *engine, uint32_t set)
{
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        mynah__container_loosen(engine, mynah__members(engine, set)[i]);
    }
}

uint32_t mynah__container_get(struct engine *engine, uint32_t value, uint32_t key)
{
    struct container *container = mynah__container(engine, value);
    if (!container) {
        return SET_EMPTY;
    }
    container->used = true;
    uint32_t at = find_key(container, key);
    bool ordered = engine->values[value].sub != CONTAINER_DICT;
    bool negative = engine->values[key].kind == VALUE_INT && mynah__int(&engine->values[key]) < 0;
    if (ordered && (container->loose || (negative && container->open))) {
        return mynah__container_all(engine, value);
    }
    if (at == UINT32_MAX && negative && !container->open) {
        int64_t index = mynah__int(&engine->values[key]) + (int64_t)container->count;
        at = index >= 0 && engine->values[value].sub <= CONTAINER_TUPLE ? (uint32_t)index
                                                                        : UINT32_MAX;
    }
    uint32_t set = at == UINT32_MAX ? SET_EMPTY : container->sets[at];
    return mynah__set_union(engine, set, container->any);
}

uint32_t mynah__container_all(struct engine *engine, uint32_t value)
{
    struct container *container = mynah__container(engine, value);
    if (!container) {
        return SET_EMPTY;
    }
    container->used = true;
    uint32_t set = mynah__set_unite(engine, container->sets, container->count);
    return mynah__set_union(engine, set, container->any);
}

uint32_t mynah__container_keys(struct engine *engine, uint32_t value)
{
    const struct container *container = mynah__container(engine, value);
    if (!container) {
        return SET_EMPTY;
    }
    uint32_t keys[KEYS_MAX];
    uint32_t any = container->any_keys;
    uint32_t count = container->count;
    for (uint32_t i = 0; i < count; i++) {
        keys[i] = mynah__set_of(engine, container->keys[i]);
    }
    return mynah__set_union(engine, mynah__set_unite(engine, keys, count), any);
}

void mynah__container_append(struct engine *engine, uint32_t value, uint32_t set)
{
    mynah__container_put_any(engine, value, SET_EMPTY, set);
}

// Add all that iterating over `set` gives; where both sides are known, in order.
void mynah__container_extend(struct engine *engine, uint32_t value, uint32_t set)
{
    int64_t length = mynah__length(engine, set);
    const struct container *container = mynah__container(engine, value);
    if (!container || length < 0 || length > ITERATE_MAX || container->open ||
        container->count > 0) {
        mynah__container_append(engine, value, mynah__iterate(engine, set));
        return;
    }
    for (int64_t i = 0; i < length; i++) {
        mynah__container_put(engine, value, mynah__value_int(engine, i),
                             mynah__element(engine, set, i));
    }
}

static uint32_t iterate_text(struct engine *engine, const struct value *value)
{
    struct atom atom = *mynah__atom_at(engine, value->a);
    uint32_t set = SET_EMPTY;
    if (atom.size > SET_MAX) {
        return mynah__unknown(engine, UNKNOWN_LOST, 0);
    }
    for (uint32_t i = 0; i < atom.size; i++) {
        uint32_t part =
            value->kind == VALUE_BYTES
                ? mynah__value_int(engine, (unsigned char)atom.bytes[i])
                : mynah__value(engine, VALUE_STR, 0, mynah__atom(engine, atom.bytes + i, 1), 0);
        set = mynah__set_union(engine, set, mynah__set_of(engine, part));
    }
    return set;
}

uint32_t mynah__iterate(struct engine *engine, uint32_t set)
{
    uint32_t result = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, set);
    uint32_t count = mynah__set_size(engine, set);
    for (uint32_t i = 0; i < count; i++) {
        struct value value = engine->values[members[i]];
        uint32_t part;
        if (value.kind == VALUE_CONTAINER) {
            part = value.sub == CONTAINER_DICT ? mynah__container_keys(engine, members[i])
                                               : mynah__container_all(engine, members[i]);
            if (part == SET_EMPTY && mynah__is_settled(engine) &&
                engine->containers[value.a].open) {
                part = mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
            }
        } else if (value.kind == VALUE_STR || value.kind == VALUE_BYTES) {
            part = iterate_text(engine, &value);
        } else if (value.kind == VALUE_OBJECT) {
            part = mynah__iterate_object(engine, members[i]);
        } else if (value.kind == VALUE_CLASS) {
            part = mynah__class_values(engine, members[i]);
        } else if (mynah__is_constant(&value)) {
            part = SET_EMPTY;
        } else if (value.kind == VALUE_UNKNOWN) {
            part = mynah__set_of(engine, members[i]);
        } else {
            bool names = value.kind == VALUE_EXTERNAL && mynah__has_names(engine, &value);
            part = mynah__unknown(engine, UNKNOWN_FOREIGN,
                                  names ? 0 : mynah__reach(engine, members[i]));
        }
        result = mynah__set_union(engine, result, part);
    }
    return result;
}

static uint32_t element_of(struct engine *engine, uint32_t id, int64_t index)
{
    struct value value = engine->values[id];
    if (value.kind == VALUE_CONTAINER) {
        const struct container *container = mynah__container(engine, id);
        if (value.sub == CONTAINER_DICT) {
            return index < (int64_t)container->count && !container->open
                       ? mynah__set_of(engine, container->keys[index])
                       : mynah__container_keys(engine, id);
        }
        return mynah__container_get(engine, id, mynah__value_int(engine, index));
    }
    return mynah__iterate(engine, mynah__set_of(engine, id));
}

uint32_t mynah__element(struct engine *engine, uint32_t set, int64_t index)
{
    uint32_t result = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, set);
    uint32_t count = mynah__set_size(engine, set);
    for (uint32_t i = 0; i < count; i++) {
        result = mynah__set_union(engine, result, element_of(engine, members[i], index));
    }
    return result;
}
