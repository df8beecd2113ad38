// SPDX-License-Identifier: Apache-2.0
// Code that is executed from a text that is known: it becomes a unit of its own, seen in place.

#include "syntax/syntax.h"
#include "values/engine.h"

static struct unit *unit_read(struct engine *engine, uint32_t text)
{
    struct source *source = mynah__arena_alloc(engine->arena, sizeof(*source));
    struct tree *tree = mynah__arena_alloc(engine->arena, sizeof(*tree));
    struct scopes *scopes = mynah__arena_alloc(engine->arena, sizeof(*scopes));
    struct flow *flow = mynah__arena_alloc(engine->arena, sizeof(*flow));
    struct syntax syntax;
    struct atom atom = *mynah__atom_at(engine, text);
    if (!source || !tree || !scopes || !flow ||
        !mynah__source_read(source, atom.bytes, atom.size, engine->arena) ||
        source->state == SOURCE_OTHER_CODING ||
        mynah__syntax_read(&syntax, tree, source, engine->version, engine->arena) != TREE_DONE ||
        !mynah__scopes_build(scopes, tree, engine->arena) ||
        (syntax.accepted &&
         !mynah__syntax_compile(&syntax, scopes, engine->version, engine->arena)) ||
        !mynah__flow_build(flow, scopes, engine->arena)) {
        return NULL;
    }
    struct unit *unit = mynah__unit_add(engine, flow);
    if (unit) {
        unit->broken = !syntax.accepted;
    }
    return unit;
}

// Return the value of a unit that is one expression.
static uint32_t value_of(struct engine *engine, const struct unit *unit)
{
    uint32_t statement = mynah__tree_child(unit->tree, 0, ROLE_BODY);
    if (statement == NODE_NONE || unit->tree->nodes[statement].kind != NODE_EXPR ||
        mynah__tree_next(unit->tree, statement) != NODE_NONE) {
        return SET_EMPTY;
    }
    uint32_t value = mynah__tree_child(unit->tree, statement, ROLE_VALUE);
    return value == NODE_NONE ? SET_EMPTY : mynah__node_set(engine, unit, value);
}

// What the code binds is in the namespaces that it was given.
static void publish(struct engine *engine, const struct unit *unit)
{
    uint32_t symbol = unit->scopes->scopes[0].first_symbol;
    for (; symbol != SYMBOL_NONE; symbol = unit->scopes->symbols[symbol].next) {
        const char *name = unit->scopes->names[unit->scopes->symbols[symbol].name];
        uint32_t set = mynah__symbol_set(engine, unit, symbol);
        if (set != SET_EMPTY) {
            mynah__assign_item(engine, unit->given, mynah__set_text(engine, name), set, unit->site);
        }
    }
}

static uint32_t execute(struct engine *engine, uint32_t text, uint32_t given, uint32_t site)
{
    struct unit *parent = mynah__unit_of(engine, site);
    for (uint32_t i = 1; i < engine->unit_count; i++) {
        struct unit *unit = engine->units[i];
        if (unit->site == site && unit->text == text) {
            mynah__join(engine, &unit->given, given, PLACE_UNITS, 0);
            publish(engine, unit);
            if (unit->broken) {
                mynah__use(engine, &(struct use){
                                       .kind = USE_CODE_UNKNOWN, .site = site, .certain = true });
            }
            return value_of(engine, unit);
        }
    }
    size_t bytes = engine->folded + mynah__atom_at(engine, text)->size;
    if (engine->visiting || engine->unit_count >= UNIT_MAX || parent->depth >= UNIT_DEPTH_MAX ||
        bytes > engine->folded_max) {
        mynah__use(engine, &(struct use){ .kind = USE_CODE_UNKNOWN, .site = site });
        return mynah__unknown(engine, UNKNOWN_LOST, 0);
    }
    engine->folded = bytes;
    uint32_t parent_index = 0;
    while (engine->units[parent_index] != parent) {
        parent_index++;
    }
    struct unit *unit = unit_read(engine, text);
    if (!unit) {
        return mynah__unknown(engine, UNKNOWN_LOST, 0);
    }
    unit->parent = parent_index;
    unit->site = site;
    unit->text = text;
    unit->given = given;
    unit->depth = parent->depth + 1;
    mynah__changed(engine, PLACE_UNITS, 0);
    return SET_EMPTY;
}

uint32_t mynah__exec(struct engine *engine, uint32_t code, uint32_t given, uint32_t site)
{
    uint32_t result = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, code);
    for (uint32_t i = 0; i < mynah__set_size(engine, code); i++) {
        struct value value = engine->values[members[i]];
        if (value.kind == VALUE_STR || value.kind == VALUE_BYTES) {
            result = mynah__set_union(engine, result, execute(engine, value.a, given, site));
        } else if (value.kind == VALUE_FUNCTION) { // its code
            mynah__call_value(engine, members[i], &(struct arguments){ 0 }, site, false);
        } else {
            mynah__use(engine, &(struct use){ .kind = USE_CODE_UNKNOWN, .site = site });
            result = mynah__set_union(engine, result, mynah__unknown(engine, UNKNOWN_FOREIGN, 0));
        }
    }
    return result;
}
