// SPDX-License-Identifier: Apache-2.0
// The passes: all units again and again until nothing grows, then with unknown arguments for what
// nobody calls, then once for the visitor.

#include "values/engine.h"

#include <string.h>

enum { FOLDED_FLOOR = 262144, WORK_FLOOR = 20000, WORK_FACTOR = 4 };

void mynah__use(struct engine *engine, const struct use *use)
{
    if (engine->visiting) {
        engine->visit(engine->self, use);
    }
}

void mynah__lose(struct engine *engine, uint32_t site)
{
    if (!engine->lost) {
        engine->lost = true;
        engine->lost_site = site;
    }
}

bool mynah__spend(struct engine *engine, uint32_t site)
{
    if (++engine->work <= engine->work_max) {
        return true;
    }
    mynah__lose(engine, site);
    return false;
}

struct unit *mynah__unit_of(const struct engine *engine, uint32_t site)
{
    uint32_t low = 0;
    uint32_t high = engine->unit_count;
    while (high - low > 1) {
        uint32_t middle = (low + high) / 2;
        bool behind = site >= engine->units[middle]->base;
        low = behind ? middle : low;
        high = behind ? high : middle;
    }
    return engine->units[low];
}

// Return whether an identifier is as it is spelled: ASCII without blanks in it.
static bool is_plain(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if ((unsigned char)text[i] <= 0x20 || (unsigned char)text[i] >= 0x80 || text[i] == '\\') {
            return false;
        }
    }
    return true;
}

uint32_t mynah__name(struct engine *engine, struct unit *unit, uint32_t node)
{
    if (node == NODE_NONE) {
        return ATOM_NONE;
    }
    if (unit->names[node] == 0) {
        const struct node *at = &unit->tree->nodes[node];
        const char *text = unit->source->text + at->start;
        size_t size = at->end - at->start;
        if (!is_plain(text, size)) {
            text = mynah__identifier(unit->tree, node, engine->arena);
            size = text ? strlen(text) : 0;
        }
        unit->names[node] = text ? mynah__atom(engine, text, size) + 1 : 1;
    }
    return unit->names[node] - 1;
}

uint32_t mynah__name_id(struct engine *engine, struct unit *unit, uint32_t atom)
{
    struct name_id *name = &unit->name_ids[atom % NAME_IDS_MAX];
    if (name->atom != atom + 1) {
        name->atom = atom + 1;
        name->id = mynah__scopes_find(unit->scopes, mynah__atom_bytes(engine, atom));
    }
    return name->id;
}

static bool index_definitions(struct engine *engine, struct unit *unit)
{
    const struct flow *flow = unit->flow;
    uint32_t nodes = unit->tree->count;
    uint32_t symbols = unit->scopes->symbol_count;
    unit->definition_of = mynah__arena_alloc(engine->arena, (nodes + 1) * sizeof(uint32_t));
    unit->definition_sets =
        mynah__arena_alloc(engine->arena, (flow->definition_count + 1) * sizeof(uint32_t));
    unit->symbol_sets = mynah__arena_alloc(engine->arena, (symbols + 1) * sizeof(uint32_t));
    unit->first_of_symbol = mynah__arena_alloc(engine->arena, (symbols + 1) * sizeof(uint32_t));
    unit->next_of_symbol =
        mynah__arena_alloc(engine->arena, (flow->definition_count + 1) * sizeof(uint32_t));
    if (engine->arena->failed) {
        return false;
    }
    for (uint32_t i = 0; i < nodes; i++) {
        unit->definition_of[i] = UINT32_MAX;
    }
    for (uint32_t i = 0; i < symbols; i++) {
        unit->first_of_symbol[i] = UINT32_MAX;
    }
    for (uint32_t d = flow->definition_count; d-- > 0;) {
        const struct definition *definition = &flow->definitions[d];
        bool binds = definition->kind != DEFINITION_DELETE && definition->kind != DEFINITION_STAR;
        if (definition->node < nodes && binds) {
            unit->definition_of[definition->node] = d;
        }
        if (definition->symbol < symbols && binds) {
            unit->next_of_symbol[d] = unit->first_of_symbol[definition->symbol];
            unit->first_of_symbol[definition->symbol] = d;
        }
    }
    return true;
}

static bool list_stars(struct engine *engine, struct unit *unit)
{
    const struct node *nodes = unit->tree->nodes;
    size_t capacity = 0;
    if (!unit->scopes->scopes[0].star_import) {
        return true;
    }
    for (uint32_t node = 0; node < unit->tree->count; node++) {
        if (nodes[node].kind == NODE_IMPORT_FROM && nodes[node].flags & FLAG_STAR) {
            uint32_t *stars = mynah__arena_grow(engine->arena, unit->stars, unit->star_count,
                                                &capacity, sizeof(*stars));
            if (!stars) {
                return false;
            }
            unit->stars = stars;
            stars[unit->star_count++] = node;
        }
    }
    return true;
}

struct unit *mynah__unit_add(struct engine *engine, const struct flow *flow)
{
    struct unit *unit = mynah__arena_alloc(engine->arena, sizeof(*unit));
    if (!unit || engine->unit_count >= UNIT_MAX) {
        return NULL;
    }
    unit->flow = flow;
    unit->scopes = flow->scopes;
    unit->tree = flow->scopes->tree;
    unit->source = unit->tree->source;
    unit->parent = UINT32_MAX;
    if (engine->unit_count > 0) {
        const struct unit *last = engine->units[engine->unit_count - 1];
        unit->base = last->base + last->tree->count;
    }
    unit->sets = mynah__arena_alloc(engine->arena, (unit->tree->count + 1) * sizeof(uint32_t));
    unit->names = mynah__arena_alloc(engine->arena, (unit->tree->count + 1) * sizeof(uint32_t));
    if (!index_definitions(engine, unit) || !list_stars(engine, unit) ||
        !mynah__list_statements(engine, unit)) {
        return NULL;
    }
    engine->work_max += (uint64_t)unit->tree->count * WORK_FACTOR;
    engine->units[engine->unit_count++] = unit;
    return unit;
}

static void pass(struct engine *engine)
{
    engine->grew = false;
    engine->passes++;
    engine->folded = 0;
    engine->work = 0;
    for (uint32_t i = 0; i < engine->unit_count; i++) {
        mynah__eval_unit(engine, engine->units[i]);
    }
}

// Pass until nothing grows.  After a pass over everything the next ones look only at what read what
// changed; the pass for the visitor is over everything and has the last word.
static void settle(struct engine *engine)
{
    uint32_t units = engine->unit_count;
    uint32_t precise = PASS_PRECISE;
    engine->passes_here = 0;
    engine->widening = false;
    engine->grew = true;
    while (engine->grew && engine->passes_here < PASS_MOST && !engine->arena->failed) {
        engine->backwards = engine->passes_here % 2 == 1;
        engine->passes_here++;
        pass(engine);
        if (engine->unit_count > units && precise < PASS_PRECISE * 2) {
            precise++; // what was executed may bind names that earlier passes missed
            units = engine->unit_count;
        }
        engine->widening = engine->passes_here >= precise;
    }
    if (engine->grew) {
        mynah__lose(engine, 0);
    }
    engine->backwards = false;
}

// Give unknown arguments to what nobody calls, and to everything where that is not known any more.
static void settle_unknown(struct engine *engine)
{
    bool all;
    engine->settled = true;
    mynah__changed(engine, PLACE_SETTLED, 0);
    do {
        all = engine->functions_lost;
        for (uint32_t i = 0; i < engine->unit_count; i++) {
            mynah__seed(engine, engine->units[i]);
        }
        settle(engine);
    } while (engine->functions_lost && !all);
}

// Show all uses to the visitor; again from the start where the pass still finds something.
static void show(struct engine *engine)
{
    enum { SHOW_MOST = 3 };
    for (int round = 0; round < SHOW_MOST; round++) {
        if (round > 0) {
            engine->visiting = false;
            engine->whole = false;
            settle_unknown(engine);
        }
        engine->restart(engine->self);
        engine->whole = true;
        engine->visiting = true;
        pass(engine);
        if (!engine->grew) {
            return;
        }
    }
}

bool mynah__engine_run(struct engine *engine, const struct tables *tables, const struct flow *flow)
{
    mynah__tables_enter(engine, tables);
    // The first of each exists from the start, so that an id is valid after any failure.
    mynah__value(engine, VALUE_UNKNOWN, UNKNOWN_FOREIGN, 0, 0);
    mynah__set_make(engine, NULL, 0);
    engine->work_max = WORK_FLOOR;
    engine->folded_max = FOLDED_FLOOR + 4 * (size_t)flow->scopes->tree->source->size;
    if (engine->arena->failed || !mynah__places_create(engine, flow->scopes->tree->count) ||
        !mynah__unit_add(engine, flow)) {
        return false;
    }
    settle(engine);
    settle_unknown(engine);
    show(engine);
    if (engine->lost || engine->grew) {
        mynah__use(engine, &(struct use){ .kind = USE_LOST, .site = engine->lost_site });
    }
    return !engine->arena->failed;
}
