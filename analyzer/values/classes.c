// SPDX-License-Identifier: Apache-2.0
// Classes of the code itself: what they have under a name, what binding makes of that, and the
// methods of special names that Python calls by itself.

#include "values/engine.h"

#include <string.h>

// Bases stand before the body, which may be long: from `child` on the first one before that.
static uint32_t base_from(const struct node *nodes, uint32_t child, uint32_t end)
{
    while (child < end && nodes[child].role != ROLE_ARGS && nodes[child].role != ROLE_BODY) {
        child = nodes[child].after;
    }
    return child < end && nodes[child].role == ROLE_ARGS ? child : NODE_NONE;
}

uint32_t mynah__first_base(const struct tree *tree, uint32_t class_node)
{
    return base_from(tree->nodes, class_node + 1, tree->nodes[class_node].after);
}

uint32_t mynah__next_base(const struct tree *tree, uint32_t base)
{
    const struct node *nodes = tree->nodes;
    return base_from(nodes, nodes[base].after, nodes[nodes[base].parent].after);
}

// Look a name up in what a class is derived from.
uint32_t mynah__base_lookup(struct engine *engine, uint32_t class_value, uint32_t name,
                            uint32_t site, uint32_t depth)
{
    struct unit *unit = mynah__unit_of(engine, engine->values[class_value].b);
    uint32_t node = engine->values[class_value].b - unit->base;
    uint32_t result = SET_EMPTY;
    for (uint32_t base = mynah__first_base(unit->tree, node); base != NODE_NONE;
         base = mynah__next_base(unit->tree, base)) {
        uint32_t set = mynah__node_set(engine, unit, base);
        const uint32_t *members = mynah__members(engine, set);
        for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
            struct value value = engine->values[members[i]];
            uint32_t part = SET_EMPTY;
            if (value.kind == VALUE_CLASS && depth > 0 && mynah__spend(engine, site)) {
                part = mynah__class_lookup(engine, members[i], name, site, depth - 1);
            } else if (value.kind == VALUE_CLASS) {
                mynah__lose(engine, site);
            } else if (value.kind == VALUE_EXTERNAL && value.powers) {
                uint32_t made = mynah__value(engine, VALUE_INSTANCE, 0,
                                             mynah__type_made(engine, value.a), site);
                part = mynah__set_of(engine, mynah__value(engine, VALUE_METHOD, 0, made, name));
            } else if (value.kind == VALUE_UNKNOWN) {
                part = mynah__set_of(engine, members[i]);
            }
            result = mynah__set_union(engine, result, part);
        }
    }
    return result;
}

static uint32_t own_lookup(struct engine *engine, uint32_t class_value, uint32_t name)
{
    struct unit *unit = mynah__unit_of(engine, engine->values[class_value].b);
    uint32_t node = engine->values[class_value].b - unit->base;
    uint32_t body = mynah__tree_child(unit->tree, node, ROLE_BODY);
    uint32_t set = mynah__cell(engine, class_value, name);
    uint32_t id = mynah__name_id(engine, unit, name);
    if (body == NODE_NONE || id == UINT32_MAX) {
        return set;
    }
    uint32_t symbol = mynah__scopes_symbol(unit->scopes, unit->scopes->scope_of[body], id);
    if (symbol == SYMBOL_NONE) {
        return set;
    }
    return mynah__set_union(engine, set, mynah__symbol_set(engine, unit, symbol));
}

uint32_t mynah__class_values(struct engine *engine, uint32_t class_value)
{
    struct unit *unit = mynah__unit_of(engine, engine->values[class_value].b);
    uint32_t node = engine->values[class_value].b - unit->base;
    uint32_t body = mynah__tree_child(unit->tree, node, ROLE_BODY);
    uint32_t set = SET_EMPTY;
    if (body == NODE_NONE) {
        return set;
    }
    uint32_t symbol = unit->scopes->scopes[unit->scopes->scope_of[body]].first_symbol;
    for (; symbol != SYMBOL_NONE; symbol = unit->scopes->symbols[symbol].next) {
        mynah__note(engine, PLACE_SYMBOL, unit->base + symbol);
        for (uint32_t d = unit->first_of_symbol[symbol]; d != UINT32_MAX;
             d = unit->next_of_symbol[d]) {
            uint32_t single = mynah__single(engine, unit->definition_sets[d]);
            if (single != UINT32_MAX && mynah__is_constant(&engine->values[single])) {
                set = mynah__set_union(engine, set, unit->definition_sets[d]);
            }
        }
    }
    return set;
}

uint32_t mynah__class_lookup(struct engine *engine, uint32_t class_value, uint32_t name,
                             uint32_t site, uint32_t depth)
{
    uint32_t set = own_lookup(engine, class_value, name);
    return set != SET_EMPTY ? set : mynah__base_lookup(engine, class_value, name, site, depth);
}

uint32_t mynah__call_hook(struct engine *engine, uint32_t class_value, uint32_t self,
                          const char *name, const struct arguments *arguments)
{
    uint32_t site = engine->values[class_value].b;
    uint32_t atom = mynah__word(engine, name);
    uint32_t result = SET_EMPTY;
    if (!mynah__is_spelled(engine, name)) {
        return result;
    }
    uint32_t found = mynah__class_lookup(engine, class_value, atom, site, CALL_DEPTH_MAX);
    const uint32_t *members = mynah__members(engine, found);
    for (uint32_t i = 0; i < mynah__set_size(engine, found); i++) {
        struct value value = engine->values[members[i]];
        bool marker = value.kind == VALUE_BOUND && value.sub != BOUND_METHOD;
        uint32_t id = marker ? value.b : members[i];
        uint32_t part = SET_EMPTY;
        if (engine->values[id].kind == VALUE_FUNCTION) {
            part = mynah__call_function(engine, id,
                                        marker && value.sub == BOUND_STATIC ? UINT32_MAX : self,
                                        arguments, site);
        } else if (value.kind == VALUE_EXTERNAL || value.kind == VALUE_METHOD) {
            part = mynah__invoke(engine, mynah__bind_value(engine, id, self, class_value, site),
                                 arguments, site);
        }
        result = mynah__set_union(engine, result, part);
    }
    return result;
}

bool mynah__has_hook(struct engine *engine, uint32_t class_value, const char *name)
{
    uint32_t atom = mynah__word(engine, name);
    uint32_t site = engine->values[class_value].b;
    return mynah__is_spelled(engine, name) &&
           mynah__class_lookup(engine, class_value, atom, site, CALL_DEPTH_MAX) != SET_EMPTY;
}

// `__get__` of what stands in a class.
static uint32_t describe(struct engine *engine, uint32_t id, uint32_t receiver,
                         uint32_t class_value)
{
    uint32_t none = mynah__value(engine, VALUE_NONE, 0, 0, 0);
    uint32_t both[2] = { mynah__set_of(engine, receiver == UINT32_MAX ? none : receiver),
                         mynah__set_of(engine, class_value) };
    struct arguments arguments = { .positional = both, .count = 2 };
    return mynah__call_hook(engine, engine->values[id].a, id, "__get__", &arguments);
}

// `__getitem__ = dict.__getitem__` in a class that is derived from dict.
static uint32_t bind_external(struct engine *engine, uint32_t id, uint32_t receiver)
{
    const char *name = mynah__atom_bytes(engine, engine->values[id].a);
    const char *dot = strrchr(name, '.');
    uint32_t made = mynah__cell(engine, receiver, mynah__word(engine, "<delegate>"));
    if (strncmp(name, "builtins.", 9) != 0 || dot == name + 8 || made == SET_EMPTY) {
        return mynah__set_of(engine, id);
    }
    return mynah__load(engine, made, mynah__atom_text(engine, dot + 1), engine->values[receiver].b);
}

uint32_t mynah__bind_value(struct engine *engine, uint32_t id, uint32_t receiver,
                           uint32_t class_value, uint32_t site)
{
    struct value value = engine->values[id];
    bool marker = value.kind == VALUE_BOUND && value.sub != BOUND_METHOD;
    bool free = receiver == UINT32_MAX;
    if (value.kind == VALUE_FUNCTION && !free) {
        return mynah__set_of(engine, mynah__value(engine, VALUE_BOUND, BOUND_METHOD, receiver, id));
    }
    if (value.kind == VALUE_EXTERNAL && !free) {
        return bind_external(engine, id, receiver);
    }
    if (value.kind == VALUE_OBJECT && mynah__has_hook(engine, value.a, "__get__")) {
        return describe(engine, id, receiver, class_value);
    }
    if (marker && value.sub == BOUND_STATIC) {
        return mynah__set_of(engine, value.b);
    }
    if (marker && value.sub == BOUND_CLASSMETHOD) {
        return mynah__set_of(engine,
                             mynah__value(engine, VALUE_BOUND, BOUND_METHOD, class_value, value.b));
    }
    if (marker && !free) {
        return mynah__call1(engine, mynah__set_of(engine, value.b), mynah__set_of(engine, receiver),
                            site);
    }
    return mynah__set_of(engine, id);
}

uint32_t mynah__bind_set(struct engine *engine, uint32_t set, uint32_t receiver,
                         uint32_t class_value, uint32_t site)
{
    uint32_t result = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        uint32_t part = mynah__bind_value(engine, members[i], receiver, class_value, site);
        result = mynah__set_union(engine, result, part);
    }
    return result;
}

uint32_t mynah__metaclasses(struct engine *engine, uint32_t class_value)
{
    return mynah__cell(engine, class_value, mynah__word(engine, "<meta>"));
}

uint32_t mynah__call_meta(struct engine *engine, uint32_t class_value, const char *name,
                          const struct arguments *arguments)
{
    uint32_t result = SET_EMPTY;
    uint32_t metas = mynah__metaclasses(engine, class_value);
    const uint32_t *members = mynah__members(engine, metas);
    for (uint32_t i = 0; i < mynah__set_size(engine, metas); i++) {
        if (engine->values[members[i]].kind == VALUE_CLASS) {
            uint32_t part = mynah__call_hook(engine, members[i], class_value, name, arguments);
            result = mynah__set_union(engine, result, part);
        }
    }
    return result;
}

bool mynah__is_base(struct engine *engine, uint32_t class_value, uint32_t type)
{
    uint32_t bases = mynah__cell(engine, class_value, mynah__word(engine, "<outside>"));
    const uint32_t *members = mynah__members(engine, bases);
    for (uint32_t i = 0; i < mynah__set_size(engine, bases); i++) {
        struct value value = engine->values[members[i]];
        if (value.kind == VALUE_EXTERNAL && value.a == type) {
            return true;
        }
    }
    return false;
}
