// SPDX-License-Identifier: Apache-2.0
// Functions of the code itself: arguments flow into parameters, returned values back.

#include "values/engine.h"

#include <string.h>

static uint32_t foreign(struct engine *engine)
{
    return mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
}

static void bind_set(struct engine *engine, struct unit *unit, uint32_t name_node, uint32_t set)
{
    uint32_t definition = name_node == NODE_NONE ? UINT32_MAX : unit->definition_of[name_node];
    if (definition != UINT32_MAX) {
        mynah__bind(engine, unit, definition, set);
    }
}

// State of binding one call's arguments to parameters.
struct binding {
    const struct arguments *arguments;
    uint32_t receiver; // value, or UINT32_MAX
    uint32_t next;     // position
    uint64_t taken;    // keywords, by index
    uint32_t site;     // of the function
};

static uint32_t take_positional(struct engine *engine, struct binding *binding)
{
    uint32_t at = binding->next++;
    if (binding->receiver != UINT32_MAX) {
        if (at == 0) {
            return mynah__set_of(engine, binding->receiver);
        }
        at--;
    }
    return at < binding->arguments->count ? binding->arguments->positional[at]
                                          : binding->arguments->rest;
}

static uint32_t take_keyword(struct engine *engine, struct binding *binding, const char *name)
{
    uint32_t set = binding->arguments->keyword_rest;
    for (uint32_t i = 0; i < binding->arguments->keyword_count; i++) {
        const struct keyword_argument *keyword = &binding->arguments->keywords[i];
        if (strcmp(mynah__atom_bytes(engine, keyword->name), name) == 0) {
            set = mynah__set_union(engine, set, keyword->set);
            binding->taken |= (uint64_t)1 << (i & 63);
        }
    }
    return set;
}

static uint32_t bind_rest(struct engine *engine, struct binding *binding, uint32_t node)
{
    uint32_t made = mynah__container_at(engine, CONTAINER_TUPLE, node);
    uint32_t all = binding->arguments->count + (binding->receiver != UINT32_MAX);
    for (int64_t i = 0; binding->next < all; i++) {
        mynah__container_put(engine, made, mynah__value_int(engine, i),
                             take_positional(engine, binding));
    }
    if (binding->arguments->rest != SET_EMPTY) {
        mynah__container_append(engine, made, binding->arguments->rest);
    }
    return mynah__set_of(engine, made);
}

static uint32_t bind_keywords(struct engine *engine, struct binding *binding, uint32_t node)
{
    uint32_t made = mynah__container_at(engine, CONTAINER_DICT, node);
    for (uint32_t i = 0; i < binding->arguments->keyword_count; i++) {
        const struct keyword_argument *keyword = &binding->arguments->keywords[i];
        if (!(binding->taken & (uint64_t)1 << (i & 63))) {
            mynah__container_put(engine, made, mynah__value(engine, VALUE_STR, 0, keyword->name, 0),
                                 keyword->set);
        }
    }
    if (binding->arguments->keyword_rest != SET_EMPTY) {
        mynah__container_put_any(engine, made, SET_EMPTY, binding->arguments->keyword_rest);
    }
    return mynah__set_of(engine, made);
}

static void bind_parameter(struct engine *engine, struct unit *unit, uint32_t arg,
                           struct binding *binding)
{
    uint32_t name_node = mynah__tree_child(unit->tree, arg, ROLE_NAME);
    const char *name = mynah__atom_bytes(engine, mynah__name(engine, unit, name_node));
    uint32_t fallback = mynah__tree_child(unit->tree, arg, ROLE_VALUE);
    uint32_t set = SET_EMPTY;
    switch ((enum arg_kind)unit->tree->nodes[arg].op) {
    case ARG_VARARG:
        set = bind_rest(engine, binding, unit->base + arg);
        break;
    case ARG_KWARG:
        set = bind_keywords(engine, binding, unit->base + arg);
        break;
    case ARG_POSITIONAL_ONLY:
    case ARG_NORMAL:
        set = take_positional(engine, binding);
        set = set == SET_EMPTY ? take_keyword(engine, binding, name) : set;
        break;
    case ARG_KEYWORD_ONLY:
        set = take_keyword(engine, binding, name);
        break;
    }
    if (set == SET_EMPTY && fallback != NODE_NONE) {
        set = mynah__node_set(engine, unit, fallback);
    }
    bind_set(engine, unit, name_node, set);
}

static uint32_t generator(struct engine *engine, struct function *function, uint32_t site)
{
    uint32_t yields = function->yields;
    uint32_t made = mynah__container_at(engine, CONTAINER_ITERATOR, site);
    mynah__container_append(engine, made, yields);
    mynah__cell_join(engine, made, mynah__word(engine, "<return>"), function->returns);
    mynah__join(engine, &function->sent, mynah__cell(engine, made, mynah__word(engine, "<sent>")),
                PLACE_FUNCTION, function->site);
    return mynah__set_of(engine, made);
}

uint32_t mynah__call_function(struct engine *engine, uint32_t id, uint32_t receiver,
                              const struct arguments *arguments, uint32_t site)
{
    uint32_t at = engine->values[id].b;
    struct unit *unit = mynah__unit_of(engine, at);
    uint32_t node = at - unit->base;
    struct function *function = mynah__function_at(engine, at);
    uint32_t list = mynah__tree_child(unit->tree, node, ROLE_ARGUMENTS);
    struct binding binding = { .arguments = arguments, .receiver = receiver, .site = at };
    (void)site;
    if (!function) {
        return SET_EMPTY;
    }
    if (!function->called) {
        function->called = true;
        engine->grew = true;
    }
    for (uint32_t arg = list == NODE_NONE ? NODE_NONE
                                          : mynah__tree_child(unit->tree, list, ROLE_ITEM);
         arg != NODE_NONE; arg = mynah__tree_next(unit->tree, arg)) {
        bind_parameter(engine, unit, arg, &binding);
    }
    if (unit->tree->nodes[node].kind == NODE_LAMBDA) {
        uint32_t body = mynah__tree_child(unit->tree, node, ROLE_BODY);
        return body == NODE_NONE ? foreign(engine) : mynah__node_set(engine, unit, body);
    }
    const struct function *gives = mynah__function(engine, at);
    if (gives->yields != SET_EMPTY) {
        return generator(engine, mynah__function_at(engine, at), at);
    }
    if (gives->returns == SET_EMPTY && mynah__is_settled(engine)) {
        return mynah__set_of(engine, mynah__value(engine, VALUE_NONE, 0, 0, 0));
    }
    return gives->returns;
}

void mynah__bind_fields(struct engine *engine, uint32_t class_value, uint32_t object,
                        const struct arguments *arguments)
{
    struct unit *unit = mynah__unit_of(engine, engine->values[class_value].b);
    uint32_t node = engine->values[class_value].b - unit->base;
    struct binding binding = { .arguments = arguments, .receiver = UINT32_MAX };
    for (uint32_t field = mynah__tree_child(unit->tree, node, ROLE_BODY); field != NODE_NONE;
         field = mynah__tree_next(unit->tree, field)) {
        uint32_t target = mynah__tree_child(unit->tree, field, ROLE_TARGET);
        if (unit->tree->nodes[field].kind != NODE_ANN_ASSIGN || target == NODE_NONE ||
            unit->tree->nodes[target].kind != NODE_NAME) {
            continue;
        }
        uint32_t name = mynah__name(engine, unit, target);
        uint32_t set = take_positional(engine, &binding);
        if (set == SET_EMPTY) {
            set = take_keyword(engine, &binding, mynah__atom_bytes(engine, name));
        }
        if (set != SET_EMPTY) {
            mynah__object_put(engine, object, name, set);
        }
    }
}

// The first parameter of a method is any object of its class.
static uint32_t own_object(struct engine *engine, struct unit *unit, uint32_t function)
{
    uint32_t parent = unit->tree->nodes[function].parent;
    if (parent == NODE_NONE || unit->tree->nodes[parent].kind != NODE_CLASS_DEF) {
        return SET_EMPTY;
    }
    return mynah__any_object(engine, mynah__value(engine, VALUE_CLASS, 0, 0, unit->base + parent));
}

static void seed_function(struct engine *engine, struct unit *unit, uint32_t node)
{
    const struct function *function = mynah__function(engine, unit->base + node);
    uint32_t list = mynah__tree_child(unit->tree, node, ROLE_ARGUMENTS);
    bool unknown = function && (function->escaped || !function->called || engine->functions_lost);
    bool first = true;
    for (uint32_t arg = list == NODE_NONE ? NODE_NONE
                                          : mynah__tree_child(unit->tree, list, ROLE_ITEM);
         arg != NODE_NONE; arg = mynah__tree_next(unit->tree, arg)) {
        uint32_t name = mynah__tree_child(unit->tree, arg, ROLE_NAME);
        uint32_t fallback = mynah__tree_child(unit->tree, arg, ROLE_VALUE);
        uint32_t definition = name == NODE_NONE ? UINT32_MAX : unit->definition_of[name];
        uint32_t set = first ? own_object(engine, unit, node) : SET_EMPTY;
        first = false;
        if (definition == UINT32_MAX) {
            continue;
        }
        bool empty = unit->definition_sets[definition] == SET_EMPTY;
        if (!unknown && !empty) {
            continue;
        }
        if (set == SET_EMPTY) {
            set = mynah__annotated(engine, unit, arg);
        }
        if (fallback != NODE_NONE) {
            set = mynah__set_union(engine, set, unit->sets[fallback]);
        }
        mynah__bind(engine, unit, definition, set);
    }
}

// A field of a class of which nothing is known but its type.
static void seed_field(struct engine *engine, struct unit *unit, uint32_t node)
{
    uint32_t parent = unit->tree->nodes[node].parent;
    uint32_t target = mynah__tree_child(unit->tree, node, ROLE_TARGET);
    bool field = parent != NODE_NONE && unit->tree->nodes[parent].kind == NODE_CLASS_DEF &&
                 target != NODE_NONE && unit->tree->nodes[target].kind == NODE_NAME;
    if (!field || mynah__tree_child(unit->tree, node, ROLE_VALUE) != NODE_NONE) {
        return;
    }
    uint32_t name = mynah__name(engine, unit, target);
    uint32_t set = mynah__annotated(engine, unit, node);
    uint32_t class_value = mynah__value(engine, VALUE_CLASS, 0, 0, unit->base + parent);
    uint32_t objects = mynah__any_object(engine, class_value);
    const uint32_t *members = mynah__members(engine, objects);
    for (uint32_t i = 0; i < mynah__set_size(engine, objects); i++) {
        if (mynah__cell(engine, members[i], name) == SET_EMPTY) {
            mynah__cell_join(engine, members[i], name, set);
        }
    }
}

// Give arguments that nobody knows to every function that nobody seen here calls.
void mynah__seed(struct engine *engine, struct unit *unit)
{
    for (uint32_t node = 0; node < unit->tree->count; node++) {
        enum node_kind kind = (enum node_kind)unit->tree->nodes[node].kind;
        if (kind == NODE_FUNCTION_DEF || kind == NODE_LAMBDA) {
            seed_function(engine, unit, node);
        } else if (kind == NODE_ANN_ASSIGN) {
            seed_field(engine, unit, node);
        }
    }
}
