// SPDX-License-Identifier: Apache-2.0
// Making classes and objects of them: what their definition runs, what calling a class runs, and
// what an object inherits from bases that are known from outside: it delegates to one of those.

#include "values/engine.h"

#include <string.h>

// The object that stands for all objects of a class; it has what any of them has.
static uint32_t generic_object(struct engine *engine, uint32_t class_value)
{
    return mynah__value(engine, VALUE_OBJECT, 0, class_value, engine->values[class_value].b);
}

// Construct one base that is known from outside.  What it makes, where that is followed, is what
// the object delegates to; else its methods know what its constructor was given.
static void call_outside(struct engine *engine, uint32_t base, uint32_t object,
                         const struct arguments *arguments)
{
    struct value value = engine->values[base];
    uint32_t site = engine->values[object].b;
    const struct known *known = mynah__known(engine, value.a);
    if (value.kind == VALUE_INSTANCE || (known && known->model && known->model->call) ||
        mynah__is_exception(engine, value.a)) {
        uint32_t made = mynah__call_value(engine, base, arguments, site, true);
        mynah__object_put(engine, object, mynah__word(engine, "<delegate>"), made);
        return;
    }
    uint32_t made =
        mynah__value(engine, VALUE_INSTANCE, 0, mynah__type_made(engine, value.a), site);
    uint32_t name = mynah__word(engine, "__init__");
    mynah__call_value(engine, mynah__value(engine, VALUE_METHOD, 0, made, name), arguments, site,
                      true);
}

void mynah__call_bases(struct engine *engine, uint32_t class_value, uint32_t object,
                       const struct arguments *arguments, uint32_t depth)
{
    struct unit *unit = mynah__unit_of(engine, engine->values[class_value].b);
    uint32_t node = engine->values[class_value].b - unit->base;
    if (!mynah__spend(engine, engine->values[object].b)) {
        return;
    }
    for (uint32_t base = mynah__first_base(unit->tree, node); base != NODE_NONE;
         base = mynah__next_base(unit->tree, base)) {
        uint32_t set = mynah__node_set(engine, unit, base);
        const uint32_t *members = mynah__members(engine, set);
        for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
            uint8_t kind = engine->values[members[i]].kind;
            if (kind == VALUE_EXTERNAL || kind == VALUE_INSTANCE) {
                call_outside(engine, members[i], object, arguments);
            } else if (kind == VALUE_CLASS && depth > 0) {
                mynah__call_bases(engine, members[i], object, arguments, depth - 1);
            } else if (kind == VALUE_CLASS) {
                mynah__lose(engine, engine->values[object].b);
            } else if (kind == VALUE_UNKNOWN) {
                mynah__escape_all(engine, arguments, engine->values[object].b);
            }
        }
    }
}

static bool is_local(struct engine *engine, uint32_t set)
{
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        if (engine->values[members[i]].kind == VALUE_FUNCTION) {
            return true;
        }
    }
    return false;
}

uint32_t mynah__call_class(struct engine *engine, uint32_t id, const struct arguments *arguments,
                           uint32_t site)
{
    uint32_t object = mynah__value(engine, VALUE_OBJECT, 0, id, site);
    uint32_t name = mynah__word(engine, "__init__");
    bool local = is_local(engine, mynah__class_lookup(engine, id, name, site, CALL_DEPTH_MAX));
    const struct arguments nothing = { 0 };
    uint32_t result = mynah__set_of(engine, object);
    if (local) {
        mynah__call_hook(engine, id, object, "__init__", arguments);
        mynah__call_bases(engine, id, object, &nothing, CALL_DEPTH_MAX);
    } else {
        mynah__bind_fields(engine, id, object, arguments);
        mynah__call_bases(engine, id, object, arguments, CALL_DEPTH_MAX);
    }
    mynah__call_hook(engine, id, object, "__post_init__", &nothing);
    uint32_t made = mynah__call_hook(engine, id, id, "__new__", arguments);
    made = mynah__set_union(engine, made, mynah__call_meta(engine, id, "__call__", arguments));
    return mynah__set_union(engine, result, made);
}

// What the body of a class binds, as the namespace that metaclasses get.
static uint32_t body_of(struct engine *engine, struct unit *unit, uint32_t node)
{
    uint32_t body = mynah__tree_child(unit->tree, node, ROLE_BODY);
    uint32_t made = mynah__container_at(engine, CONTAINER_DICT, unit->base + node);
    if (body == NODE_NONE) {
        return mynah__set_of(engine, made);
    }
    uint32_t symbol = unit->scopes->scopes[unit->scopes->scope_of[body]].first_symbol;
    for (; symbol != SYMBOL_NONE; symbol = unit->scopes->symbols[symbol].next) {
        const char *name = unit->scopes->names[unit->scopes->symbols[symbol].name];
        uint32_t key = mynah__value(engine, VALUE_STR, 0, mynah__atom_text(engine, name), 0);
        mynah__container_put(engine, made, key, mynah__symbol_set(engine, unit, symbol));
    }
    return mynah__set_of(engine, made);
}

// A metaclass makes the class: its methods get the name, the bases and the namespace.
static void run_metaclass(struct engine *engine, struct unit *unit, uint32_t node, uint32_t meta)
{
    uint32_t class_value = mynah__value(engine, VALUE_CLASS, 0, 0, unit->base + node);
    uint32_t name_node = mynah__tree_child(unit->tree, node, ROLE_NAME);
    uint32_t name = mynah__name(engine, unit, name_node);
    uint32_t bases = mynah__container_at(engine, CONTAINER_TUPLE, unit->base + node);
    uint32_t all[3] = { mynah__set_text(engine, mynah__atom_bytes(engine, name)),
                        mynah__set_of(engine, bases), body_of(engine, unit, node) };
    struct arguments arguments = { .positional = all, .count = 3 };
    if (engine->values[meta].kind == VALUE_CLASS) {
        mynah__call_hook(engine, meta, meta, "__new__", &arguments);
        mynah__call_hook(engine, meta, class_value, "__init__", &arguments);
    } else if (engine->values[meta].kind == VALUE_FUNCTION) {
        mynah__call_value(engine, meta, &arguments, unit->base + node, true);
    }
}

// `class C(Base, metaclass=M, key=value)`
static void take_keywords(struct engine *engine, struct unit *unit, uint32_t node)
{
    const struct node *nodes = unit->tree->nodes;
    uint32_t class_value = mynah__value(engine, VALUE_CLASS, 0, 0, unit->base + node);
    for (uint32_t part = node + 1; part < nodes[node].after && nodes[part].role != ROLE_BODY;
         part = nodes[part].after) {
        uint32_t name = mynah__tree_child(unit->tree, part, ROLE_NAME);
        uint32_t value = mynah__tree_child(unit->tree, part, ROLE_VALUE);
        if (nodes[part].kind == NODE_KEYWORD && value != NODE_NONE &&
            strcmp(mynah__atom_bytes(engine, mynah__name(engine, unit, name)), "metaclass") == 0) {
            mynah__cell_join(engine, class_value, mynah__word(engine, "<meta>"), unit->sets[value]);
        }
    }
    uint32_t metas = mynah__metaclasses(engine, class_value);
    for (uint32_t i = 0; i < mynah__set_size(engine, metas); i++) {
        run_metaclass(engine, unit, node, mynah__members(engine, metas)[i]);
    }
}

// `__init_subclass__` of a base gets the class and its keywords.
static void tell_base(struct engine *engine, struct unit *unit, uint32_t node, uint32_t base)
{
    enum { KEYWORDS_MAX = 16 };
    struct keyword_argument keywords[KEYWORDS_MAX];
    struct arguments arguments = { .keywords = keywords };
    const struct node *nodes = unit->tree->nodes;
    uint32_t class_value = mynah__value(engine, VALUE_CLASS, 0, 0, unit->base + node);
    for (uint32_t part = node + 1; part < nodes[node].after && nodes[part].role != ROLE_BODY;
         part = nodes[part].after) {
        uint32_t value = mynah__tree_child(unit->tree, part, ROLE_VALUE);
        if (nodes[part].kind != NODE_KEYWORD || value == NODE_NONE) {
            continue;
        }
        uint32_t name = mynah__name(engine, unit, mynah__tree_child(unit->tree, part, ROLE_NAME));
        if (arguments.keyword_count < KEYWORDS_MAX) {
            keywords[arguments.keyword_count++] =
                (struct keyword_argument){ name, unit->sets[value] };
        } else {
            arguments.keyword_rest =
                mynah__set_union(engine, arguments.keyword_rest, unit->sets[value]);
        }
    }
    mynah__call_hook(engine, base, class_value, "__init_subclass__", &arguments);
}

// Descriptors are told the name that they have.
static void name_descriptors(struct engine *engine, struct unit *unit, uint32_t node)
{
    uint32_t class_value = mynah__value(engine, VALUE_CLASS, 0, 0, unit->base + node);
    uint32_t body = mynah__tree_child(unit->tree, node, ROLE_BODY);
    uint32_t symbol = body == NODE_NONE
                          ? SYMBOL_NONE
                          : unit->scopes->scopes[unit->scopes->scope_of[body]].first_symbol;
    for (; symbol != SYMBOL_NONE; symbol = unit->scopes->symbols[symbol].next) {
        uint32_t set = mynah__symbol_set(engine, unit, symbol);
        for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
            uint32_t id = mynah__members(engine, set)[i];
            if (engine->values[id].kind != VALUE_OBJECT) {
                continue;
            }
            const char *name = unit->scopes->names[unit->scopes->symbols[symbol].name];
            uint32_t both[2] = { mynah__set_of(engine, class_value),
                                 mynah__set_text(engine, name) };
            mynah__call_hook(engine, engine->values[id].a, id, "__set_name__",
                             &(struct arguments){ .positional = both, .count = 2 });
        }
    }
}

// Whether a class derived from it is asked for no names but those that Python gave a meaning.
static bool is_plain_base(const char *name)
{
    static const char *const modules[] = { "abc.", "enum.", "typing." };
    for (size_t i = 0; i < sizeof(modules) / sizeof(*modules); i++) {
        if (strncmp(name, modules[i], strlen(modules[i])) == 0) {
            return true;
        }
    }
    return false;
}

// Note what one base brings.
static uint32_t derive(struct engine *engine, struct unit *unit, uint32_t node, uint32_t base,
                       uint32_t all)
{
    uint32_t class_value = mynah__value(engine, VALUE_CLASS, 0, 0, unit->base + node);
    uint32_t outside = mynah__word(engine, "<outside>");
    struct value value = engine->values[base];
    if (value.kind == VALUE_CLASS) {
        static const char *const inherited[] = { "<outside>", "<meta>" };
        for (size_t i = 0; i < sizeof(inherited) / sizeof(*inherited); i++) {
            uint32_t key = mynah__atom_text(engine, inherited[i]);
            uint32_t set = mynah__cell(engine, base, key);
            if (set != SET_EMPTY) {
                mynah__cell_join(engine, class_value, key, set);
            }
        }
        tell_base(engine, unit, node, base);
        return mynah__set_union(engine, all,
                                mynah__cell(engine, base, mynah__word(engine, "<above>")));
    }
    if (value.kind == VALUE_UNKNOWN || value.kind == VALUE_EXTERNAL) {
        bool plain = value.kind == VALUE_EXTERNAL &&
                     strcmp(mynah__atom_bytes(engine, value.a), "builtins.object") == 0;
        if (!plain) {
            mynah__cell_join(engine, class_value, outside, mynah__set_of(engine, base));
        }
    }
    if (value.kind == VALUE_UNKNOWN ||
        (value.kind == VALUE_EXTERNAL && !mynah__known(engine, value.a))) {
        bool plain =
            value.kind == VALUE_EXTERNAL && is_plain_base(mynah__atom_bytes(engine, value.a));
        mynah__escape_body(engine, class_value, plain, unit->base + node);
    }
    return all;
}

void mynah__class_define(struct engine *engine, struct unit *unit, uint32_t node)
{
    uint32_t class_value = mynah__value(engine, VALUE_CLASS, 0, 0, unit->base + node);
    uint32_t own = mynah__set_of(engine, generic_object(engine, class_value));
    uint32_t below = mynah__word(engine, "<below>");
    uint32_t all = own;
    for (uint32_t base = mynah__first_base(unit->tree, node); base != NODE_NONE;
         base = mynah__next_base(unit->tree, base)) {
        uint32_t set = unit->sets[base];
        for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
            all = derive(engine, unit, node, mynah__members(engine, set)[i], all);
        }
    }
    mynah__cell_join(engine, class_value, mynah__word(engine, "<above>"), all);
    const uint32_t *members = mynah__members(engine, all);
    for (uint32_t i = 0; i < mynah__set_size(engine, all); i++) {
        if (engine->values[members[i]].kind == VALUE_OBJECT) {
            mynah__cell_join(engine, engine->values[members[i]].a, below, own);
        } else {
            mynah__lose(engine, unit->base + node);
        }
    }
    take_keywords(engine, unit, node);
    name_descriptors(engine, unit, node);
}

void mynah__object_put(struct engine *engine, uint32_t object, uint32_t name, uint32_t set)
{
    uint32_t class_value = engine->values[object].a;
    uint32_t all = mynah__cell(engine, class_value, mynah__word(engine, "<above>"));
    const uint32_t *members = mynah__members(engine, all);
    uint32_t count = mynah__set_size(engine, all);
    mynah__cell_join(engine, object, name, set);
    for (uint32_t i = 0; i < count; i++) {
        mynah__cell_join(engine, members[i], name, set);
    }
}

// Any object of the class or of one derived from it, also where nobody makes one.
uint32_t mynah__any_object(struct engine *engine, uint32_t class_value)
{
    uint32_t own = mynah__set_of(engine, generic_object(engine, class_value));
    return mynah__set_union(engine, own,
                            mynah__cell(engine, class_value, mynah__word(engine, "<below>")));
}
