// SPDX-License-Identifier: Apache-2.0
// Atoms, values and sets: each exists once, so that equality is equality of ids.  Sets are sorted
// and bounded; one that would grow too large gives up its constants first, then everything but its
// powers, and stays so whatever else is joined to it.

#include "core/hash.h"
#include "values/engine.h"

#include <string.h>

// Mix two words into 32 bits of which the low ones depend on all.
static uint32_t mix(uint64_t a, uint64_t b)
{
    uint64_t product = (a ^ (b << 32 | b >> 32)) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(product >> 32) ^ (uint32_t)(product >> 12);
}

static bool slots_grow(struct engine *engine, struct slots *slots,
                       uint32_t (*rehash)(const struct engine *, uint32_t))
{
    uint32_t capacity = slots->capacity ? slots->capacity * 2 : 256;
    uint32_t *items = mynah__arena_alloc(engine->arena, capacity * sizeof(*items));
    if (!items) {
        return false;
    }
    for (uint32_t i = 0; i < slots->capacity; i++) {
        if (slots->items[i]) {
            uint32_t at = rehash(engine, slots->items[i] - 1) & (capacity - 1);
            while (items[at]) {
                at = (at + 1) & (capacity - 1);
            }
            items[at] = slots->items[i];
        }
    }
    slots->items = items;
    slots->capacity = capacity;
    return true;
}

// Make room for one more where two of three slots are taken.  False only when out of memory.
static inline bool slots_reserve(struct engine *engine, struct slots *slots,
                                 uint32_t (*rehash)(const struct engine *, uint32_t))
{
    return slots->count * 3 + 3 <= slots->capacity * 2 || slots_grow(engine, slots, rehash);
}

static uint32_t atom_hash(const struct engine *engine, uint32_t atom)
{
    return mynah__atom_at(engine, atom)->hash;
}

// Return the slot of that text: its own, or the free one where it belongs.
static uint32_t *atom_slot(const struct engine *engine, const struct slots *slots,
                           const struct atom *wanted)
{
    uint32_t mask = slots->capacity - 1;
    uint32_t at = wanted->hash & mask;
    for (; slots->items[at]; at = (at + 1) & mask) {
        const struct atom *atom = mynah__atom_at(engine, slots->items[at] - 1);
        if (atom->hash == wanted->hash && atom->size == wanted->size &&
            memcmp(atom->bytes, wanted->bytes, wanted->size) == 0) {
            break;
        }
    }
    return &slots->items[at];
}

uint32_t mynah__atom(struct engine *engine, const char *bytes, size_t size)
{
    if (size > UINT32_MAX / 2 || !slots_reserve(engine, &engine->atom_slots, atom_hash)) {
        return 0;
    }
    struct atom atom = { bytes, (uint32_t)size, mynah__hash(bytes, size), 0 };
    uint32_t *slot = engine->shared ? atom_slot(engine, &engine->shared->slots, &atom) : NULL;
    if (!slot || !*slot) {
        slot = atom_slot(engine, &engine->atom_slots, &atom);
    }
    if (*slot) {
        return *slot - 1;
    }
    struct atom *atoms =
        mynah__arena_grow(engine->arena, engine->atoms, engine->atom_count - engine->shared_count,
                          &engine->atom_capacity, sizeof(*atoms));
    atom.bytes = mynah__arena_copy(engine->arena, bytes, size);
    if (!atoms || !atom.bytes) {
        return 0;
    }
    engine->atoms = atoms;
    atoms[engine->atom_count - engine->shared_count] = atom;
    *slot = ++engine->atom_count;
    engine->atom_slots.count++;
    return engine->atom_count - 1;
}

uint32_t mynah__atom_text(struct engine *engine, const char *text)
{
    return mynah__atom(engine, text, strlen(text));
}

static struct word *word_at(struct engine *engine, const char *literal)
{
    uintptr_t place = (uintptr_t)literal;
    struct word *word = &engine->words[(place ^ place >> 8) % LITERALS_MAX];
    if (word->literal != literal) {
        *word = (struct word){ .literal = literal, .atom = mynah__atom_text(engine, literal) };
    }
    return word;
}

uint32_t mynah__word(struct engine *engine, const char *literal)
{
    return word_at(engine, literal)->atom;
}

bool mynah__is_spelled(struct engine *engine, const char *literal)
{
    struct word *word = word_at(engine, literal);
    for (; word->units < engine->unit_count; word->units++) {
        const struct scopes *scopes = engine->units[word->units]->scopes;
        word->spelled = word->spelled || mynah__scopes_find(scopes, literal) != UINT32_MAX;
    }
    return word->spelled;
}

uint32_t mynah__atom_join(struct engine *engine, uint32_t left, char between, uint32_t right)
{
    if (left >= engine->atom_count || right >= engine->atom_count) {
        return 0;
    }
    struct joined *joined = &engine->joined[(left * 31 + right) % JOINED_MAX];
    if (joined->left == left + 1 && joined->right == right && joined->between == between) {
        return joined->atom;
    }
    struct atom a = *mynah__atom_at(engine, left);
    struct atom b = *mynah__atom_at(engine, right);
    size_t size = (size_t)a.size + b.size + 1;
    char small[256];
    char *bytes = size <= sizeof(small) ? small : mynah__arena_alloc(engine->arena, size);
    if (!bytes) {
        return 0;
    }
    memcpy(bytes, a.bytes, a.size);
    bytes[a.size] = between;
    memcpy(bytes + a.size + 1, b.bytes, b.size);
    *joined = (struct joined){ left + 1, right, mynah__atom(engine, bytes, size), between };
    return joined->atom;
}

// `kind` has the sub-kind, too.  The site says all of a container.
static uint32_t value_hash(uint32_t kind, uint32_t a, uint32_t b)
{
    uint64_t words = b == 0 || kind >> 8 == VALUE_CONTAINER ? 0 : a;
    return mynah__near_hash(words << 32 | kind, b == 0 ? a : b);
}

static uint32_t value_rehash(const struct engine *engine, uint32_t id)
{
    const struct value *value = &engine->values[id];
    return value_hash((uint32_t)value->kind << 8 | value->sub, value->a, value->b);
}

static uint16_t value_powers(struct engine *engine, enum value_kind kind, uint32_t a, uint32_t b)
{
    switch (kind) {
    case VALUE_UNKNOWN:
        return (uint16_t)a;
    case VALUE_EXTERNAL:
    case VALUE_INSTANCE:
        return mynah__external_powers(engine, a);
    case VALUE_METHOD:
        if (engine->values[a].kind == VALUE_INSTANCE) {
            return mynah__external_powers(engine,
                                          mynah__atom_join(engine, engine->values[a].a, '.', b));
        }
        return 0;
    default:
        return 0;
    }
}

uint32_t mynah__value(struct engine *engine, enum value_kind kind, int sub, uint32_t a, uint32_t b)
{
    if (!slots_reserve(engine, &engine->value_slots, value_rehash)) {
        return 0;
    }
    uint32_t hash = value_hash((uint32_t)kind << 8 | (uint32_t)sub, a, b);
    uint32_t mask = engine->value_slots.capacity - 1;
    uint32_t at = hash & mask;
    for (; engine->value_slots.items[at]; at = (at + 1) & mask) {
        const struct value *value = &engine->values[engine->value_slots.items[at] - 1];
        if (value->kind == (uint8_t)kind && value->sub == (uint8_t)sub && value->a == a &&
            value->b == b) {
            return engine->value_slots.items[at] - 1;
        }
    }
    uint16_t powers = value_powers(engine, kind, a, b);
    struct value *values = mynah__arena_grow(engine->arena, engine->values, engine->value_count,
                                             &engine->value_capacity, sizeof(*values));
    if (!values) {
        return 0;
    }
    engine->values = values;
    values[engine->value_count] = (struct value){ (uint8_t)kind, (uint8_t)sub, powers, a, b };
    engine->value_slots.items[at] = ++engine->value_count;
    engine->value_slots.count++;
    return engine->value_count - 1;
}

uint32_t mynah__value_int(struct engine *engine, int64_t number)
{
    uint64_t bits = (uint64_t)number;
    return mynah__value(engine, VALUE_INT, 0, (uint32_t)bits, (uint32_t)(bits >> 32));
}

int64_t mynah__int(const struct value *value)
{
    return (int64_t)((uint64_t)value->b << 32 | value->a);
}

static uint32_t members_hash(const uint32_t *values, uint32_t count)
{
    uint32_t hash = count;
    for (uint32_t i = 0; i < count; i++) {
        hash = mix(values[i], hash);
    }
    return hash;
}

static uint32_t set_hash(const struct engine *engine, uint32_t id)
{
    return members_hash(engine->members + engine->sets[id].first, engine->sets[id].count);
}

static bool is_lost(const struct value *value)
{
    return value->kind == VALUE_UNKNOWN && value->sub == UNKNOWN_LOST;
}

// Intern a sorted list without doubles.
static uint32_t set_intern(struct engine *engine, const uint32_t *values, uint32_t count)
{
    if (!slots_reserve(engine, &engine->set_slots, set_hash)) {
        return SET_EMPTY;
    }
    uint32_t mask = engine->set_slots.capacity - 1;
    uint32_t at = members_hash(values, count) & mask;
    for (; engine->set_slots.items[at]; at = (at + 1) & mask) {
        const struct set *set = &engine->sets[engine->set_slots.items[at] - 1];
        const uint32_t *members = engine->members + set->first;
        uint32_t same = 0;
        while (same < count && set->count == count && members[same] == values[same]) {
            same++;
        }
        if (set->count == count && same == count) {
            return engine->set_slots.items[at] - 1;
        }
    }
    struct set set = { .first = engine->member_count, .count = (uint16_t)count };
    for (uint32_t i = 0; i < count; i++) {
        uint32_t *members = mynah__arena_grow(engine->arena, engine->members, engine->member_count,
                                              &engine->member_capacity, sizeof(*members));
        if (!members) {
            return SET_EMPTY;
        }
        engine->members = members;
        members[engine->member_count++] = values[i];
        set.powers |= engine->values[values[i]].powers;
        set.lost = set.lost || is_lost(&engine->values[values[i]]);
    }
    struct set *sets = mynah__arena_grow(engine->arena, engine->sets, engine->set_count,
                                         &engine->set_capacity, sizeof(*sets));
    if (!sets) {
        return SET_EMPTY;
    }
    engine->sets = sets;
    sets[engine->set_count] = set;
    engine->set_slots.items[at] = ++engine->set_count;
    engine->set_slots.count++;
    return engine->set_count - 1;
}

// Put a value in its place in a sorted list; return whether it is new.
static bool insert(uint32_t *sorted, uint32_t size, uint32_t value)
{
    uint32_t at = size;
    while (at > 0 && sorted[at - 1] > value) {
        at--;
    }
    if (at > 0 && sorted[at - 1] == value) {
        return false;
    }
    memmove(sorted + at + 1, sorted + at, (size - at) * sizeof(*sorted));
    sorted[at] = value;
    return true;
}

// Give up all of a set but what it can reach.
static uint32_t lose_all(struct engine *engine, const uint32_t *values, uint32_t count)
{
    uint16_t powers = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint8_t kind = engine->values[values[i]].kind;
        powers |= mynah__reach(engine, values[i]);
        engine->functions_lost = engine->functions_lost || kind == VALUE_FUNCTION ||
                                 kind == VALUE_CLASS || kind == VALUE_BOUND;
    }
    return mynah__lost(engine, powers);
}

// Make a set that is too large, or has lost something, small: constants go first.  `values` has
// room for one more.
static uint32_t widen(struct engine *engine, uint32_t *values, uint32_t count)
{
    uint32_t kept = 0;
    bool anything = false;
    for (uint32_t i = 0; i < count; i++) {
        const struct value *value = &engine->values[values[i]];
        anything = anything || (is_lost(value) && value->b == LOST_ANYTHING);
        if (!mynah__is_constant(value)) {
            values[kept++] = values[i];
        }
    }
    uint32_t constant = mynah__value(engine, VALUE_UNKNOWN, UNKNOWN_LOST, 0, LOST_CONSTANT);
    if (!anything && kept < SET_MAX) {
        kept += insert(values, kept, constant);
        return set_intern(engine, values, kept);
    }
    return lose_all(engine, values, kept);
}

static bool is_wide(const struct engine *engine, const uint32_t *values, uint32_t count)
{
    uint32_t constants = 0;
    for (uint32_t i = 0; count > SET_MAX && i < count; i++) {
        constants += mynah__is_constant(&engine->values[values[i]]);
    }
    return count > SET_MAX && (constants > CONSTANTS_MAX || count - constants > SET_MAX);
}

uint32_t mynah__set_make(struct engine *engine, const uint32_t *values, uint32_t count)
{
    uint32_t set = set_intern(engine, values, 0);
    for (uint32_t i = 0; i < count; i++) {
        set = mynah__set_union(engine, set, mynah__set_of(engine, values[i]));
    }
    return set;
}

uint32_t mynah__set_alone(struct engine *engine, uint32_t value)
{
    uint32_t set = set_intern(engine, &value, 1);
    engine->values[value].alone = set;
    return set;
}

// Most often the one is in the other already, and is as wide as it gets where it has lost
// something.
uint32_t mynah__set_merge(struct engine *engine, uint32_t left, uint32_t right)
{
    uint32_t merged[2 * (SET_MAX + CONSTANTS_MAX) + 1];
    uint32_t count = 0;
    struct set a = engine->sets[left];
    struct set b = engine->sets[right];
    const uint32_t *x = engine->members + a.first, *x_end = x + a.count;
    const uint32_t *y = engine->members + b.first, *y_end = y + b.count;
    while (x < x_end && y < y_end) {
        uint32_t one = *x, other = *y;
        merged[count++] = one < other ? one : other;
        x += one <= other;
        y += other <= one;
    }
    while (x < x_end) {
        merged[count++] = *x++;
    }
    while (y < y_end) {
        merged[count++] = *y++;
    }
    bool lost = a.lost || b.lost;
    if (!lost || count < SET_MAX) {
        if (count == a.count || count == b.count) {
            return count == a.count ? left : right;
        }
    }
    bool wide = lost || is_wide(engine, merged, count);
    return wide ? widen(engine, merged, count) : set_intern(engine, merged, count);
}

uint32_t mynah__set_unite(struct engine *engine, const uint32_t *sets, uint32_t count)
{
    if (count < 2) {
        return count ? sets[0] : SET_EMPTY;
    }
    uint32_t half = count / 2;
    uint32_t left = mynah__set_unite(engine, sets, half);
    return mynah__set_union(engine, left, mynah__set_unite(engine, sets + half, count - half));
}

uint32_t mynah__unknown(struct engine *engine, enum unknown_reason reason, uint16_t powers)
{
    bool plain = reason == UNKNOWN_FOREIGN && powers == 0; // the first value
    return mynah__set_of(engine,
                         plain ? 0 : mynah__value(engine, VALUE_UNKNOWN, (int)reason, powers, 0));
}

uint32_t mynah__lost(struct engine *engine, uint16_t powers)
{
    return mynah__set_of(engine,
                         mynah__value(engine, VALUE_UNKNOWN, UNKNOWN_LOST, powers, LOST_ANYTHING));
}

uint32_t mynah__set_text(struct engine *engine, const char *text)
{
    return mynah__set_of(engine,
                         mynah__value(engine, VALUE_STR, 0, mynah__atom_text(engine, text), 0));
}

uint32_t mynah__set_external(struct engine *engine, const char *name)
{
    uint32_t atom = mynah__canonical(engine, mynah__atom_text(engine, name));
    return mynah__set_of(engine, mynah__value(engine, VALUE_EXTERNAL, EXTERNAL_IMPORTED, atom, 0));
}

uint32_t mynah__set_instance(struct engine *engine, const char *type, uint32_t site)
{
    uint32_t atom = mynah__atom_text(engine, type);
    return mynah__set_of(engine, mynah__value(engine, VALUE_INSTANCE, 0, atom, site));
}

uint32_t mynah__boolean(struct engine *engine, bool truth)
{
    return mynah__set_of(engine, mynah__value(engine, truth ? VALUE_TRUE : VALUE_FALSE, 0, 0, 0));
}
