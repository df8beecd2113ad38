// SPDX-License-Identifier: Apache-2.0
// Escapes: what goes where it can not be followed takes along all that can be had from it.  Each
// thing with powers among that is told to the visitor.

#include "values/engine.h"

enum { DEEP_MAX = 64 };

static uint32_t foreign(struct engine *engine)
{
    return mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
}

// Call what nobody knows the arguments of.
static uint32_t call_blindly(struct engine *engine, uint32_t id, uint32_t site)
{
    struct value value = engine->values[id];
    uint32_t unknown = foreign(engine);
    struct arguments arguments = { .rest = unknown, .keyword_rest = unknown };
    uint32_t result = SET_EMPTY;
    bool gentle = engine->gentle;
    bool taken = engine->taken;
    engine->gentle = engine->taken = false; // what happens inside is another matter
    if (value.kind == VALUE_PARTIAL) {
        result = mynah__call_value(engine, id, &arguments, site, false);
    } else if (value.sub == BOUND_METHOD && engine->values[value.b].kind == VALUE_FUNCTION) {
        result = mynah__call_function(engine, value.b, value.a, &arguments, site);
    }
    engine->gentle = gentle;
    engine->taken = taken;
    return result;
}

static void escape_function(struct engine *engine, uint32_t id)
{
    struct value value = engine->values[id];
    struct function *known =
        value.kind == VALUE_FUNCTION ? mynah__function_at(engine, value.b) : NULL;
    if (known && !known->escaped) {
        known->escaped = true;
        engine->grew = true;
    }
}

// Rows of surfaces are given what other rows make, and what makes it.
static bool is_of_rows(struct engine *engine, const struct value *value)
{
    const struct surface *row =
        value->kind == VALUE_EXTERNAL ? mynah__surface(engine, value->a) : NULL;
    return value->kind == VALUE_INSTANCE || (row && row->result && row->direction == SURFACE_NONE);
}

static void escape_set(struct engine *engine, uint32_t set, uint32_t site, int depth);
static void escape_value(struct engine *engine, uint32_t id, uint32_t site, int depth);

// What is in a container escapes with it: once in a pass is enough.
static void escape_container(struct engine *engine, uint32_t id, uint32_t site, int depth)
{
    struct container *container = mynah__container(engine, id);
    if (!engine->gentle) {
        mynah__container_loosen(engine, id);
        container = mynah__container(engine, id);
    }
    if (container->escaped == engine->passes) {
        return;
    }
    container->escaped = engine->passes;
    container->used = true;
    struct container from = *container;
    for (uint32_t i = 0; i < from.count; i++) {
        escape_set(engine, mynah__set_of(engine, from.keys[i]), site, depth);
        escape_set(engine, from.sets[i], site, depth);
    }
    escape_set(engine, from.any_keys, site, depth);
    escape_set(engine, from.any, site, depth);
}

// All that callables give escapes with them, and all that objects have.
static void escape_results(struct engine *engine, uint32_t id, uint32_t site, int depth)
{
    uint32_t at = engine->values[id].b;
    struct unit *unit = mynah__unit_of(engine, at);
    const struct function *function = mynah__function(engine, at);
    uint32_t body = mynah__tree_child(unit->tree, at - unit->base, ROLE_BODY);
    bool lambda = unit->tree->nodes[at - unit->base].kind == NODE_LAMBDA;
    if (!function) {
        return;
    }
    uint32_t yields = function->yields;
    escape_set(engine, function->returns, site, depth);
    escape_set(engine, yields, site, depth);
    if (lambda && body != NODE_NONE) {
        escape_set(engine, mynah__node_set(engine, unit, body), site, depth);
    }
}

static void escape_fields(struct engine *engine, uint32_t id, uint32_t site, int depth)
{
    for (uint32_t at = mynah__fields(engine, id); at; at = engine->cells[at - 1].next) {
        escape_set(engine, engine->cells[at - 1].set, site, depth);
    }
}

// To whom the body of a class goes: to anybody; to a class that this one is derived from, which
// finds callables by their names; to one that looks for names that Python gave a meaning only.
enum body_to { BODY_TO_ALL, BODY_TO_BASE, BODY_TO_PLAIN_BASE };

static void escape_body(struct engine *engine, uint32_t id, uint32_t site, int depth,
                        enum body_to to)
{
    struct unit *unit = mynah__unit_of(engine, engine->values[id].b);
    uint32_t node = engine->values[id].b - unit->base;
    uint32_t body = mynah__tree_child(unit->tree, node, ROLE_BODY);
    uint32_t symbol = body == NODE_NONE
                          ? SYMBOL_NONE
                          : unit->scopes->scopes[unit->scopes->scope_of[body]].first_symbol;
    for (; symbol != SYMBOL_NONE; symbol = unit->scopes->symbols[symbol].next) {
        const char *name = unit->scopes->names[unit->scopes->symbols[symbol].name];
        if (to == BODY_TO_PLAIN_BASE && name[0] != '_') {
            continue;
        }
        bool inherited = to != BODY_TO_ALL;
        uint32_t set = mynah__symbol_set(engine, unit, symbol);
        const uint32_t *members = mynah__members(engine, set);
        for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
            uint8_t kind = engine->values[members[i]].kind;
            if (kind == VALUE_FUNCTION && !inherited && mynah__escapes_first(engine, members[i])) {
                escape_results(engine, members[i], site, depth);
            } else if (kind != VALUE_FUNCTION && (kind != VALUE_INSTANCE || !inherited)) {
                escape_value(engine, members[i], site, depth);
            }
        }
    }
}

void mynah__escape_body(struct engine *engine, uint32_t class_value, bool plain, uint32_t site)
{
    escape_body(engine, class_value, site, DEEP_MAX, plain ? BODY_TO_PLAIN_BASE : BODY_TO_BASE);
}

static void escape_parts(struct engine *engine, uint32_t id, uint32_t site, int depth)
{
    struct value value = engine->values[id];
    if (value.kind == VALUE_FUNCTION) {
        escape_results(engine, id, site, depth);
        return;
    }
    escape_fields(engine, id, site, depth);
    if (value.kind == VALUE_CLASS) {
        escape_body(engine, id, site, depth, BODY_TO_ALL);
    } else if (value.kind == VALUE_OBJECT || value.kind == VALUE_NAMESPACE) {
        escape_value(engine, value.a, site, depth);
    }
}

static void escape_value(struct engine *engine, uint32_t id, uint32_t site, int depth)
{
    struct value value = engine->values[id];
    bool known = value.kind != VALUE_NAMESPACE || value.sub == 0;
    if (depth == 0) {
        mynah__lose(engine, site);
        return;
    }
    switch ((enum value_kind)value.kind) {
    case VALUE_BOUND:
        escape_value(engine, value.b, site, depth - 1);
        call_blindly(engine, id, site);
        break;
    case VALUE_PARTIAL: {
        uint32_t result = call_blindly(engine, id, site);
        if (mynah__escapes_first(engine, id)) {
            escape_set(engine, result, site, depth - 1);
        }
        break;
    }
    case VALUE_CONTAINER:
        escape_container(engine, id, site, depth - 1);
        break;
    case VALUE_FUNCTION:
        escape_function(engine, id);
        // fall through
    case VALUE_CLASS:
    case VALUE_OBJECT:
    case VALUE_NAMESPACE:
        if (known && mynah__escapes_first(engine, id)) {
            escape_parts(engine, id, site, depth - 1);
        }
        break;
    default:
        if (engine->taken && is_of_rows(engine, &value)) {
            break;
        }
        if (value.powers) {
            mynah__use(
                engine,
                &(struct use){ .kind = USE_ESCAPE, .site = site, .value = id, .certain = true });
        }
        if (value.kind == VALUE_INSTANCE && mynah__escapes_first(engine, id)) {
            escape_fields(engine, id, site, depth - 1);
        }
        break;
    }
}

static void escape_set(struct engine *engine, uint32_t set, uint32_t site, int depth)
{
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        escape_value(engine, mynah__members(engine, set)[i], site, depth);
    }
}

void mynah__escape(struct engine *engine, uint32_t set, uint32_t site)
{
    escape_set(engine, set, site, DEEP_MAX);
}

void mynah__escape_all(struct engine *engine, const struct arguments *arguments, uint32_t site)
{
    for (uint32_t i = 0; i < arguments->count; i++) {
        mynah__escape(engine, arguments->positional[i], site);
    }
    for (uint32_t i = 0; i < arguments->keyword_count; i++) {
        mynah__escape(engine, arguments->keywords[i].set, site);
    }
    mynah__escape(engine, arguments->rest, site);
    mynah__escape(engine, arguments->keyword_rest, site);
}

// Return what is known of the beginning of a name that says what becomes of arguments, or NULL.
static const struct known *taker(struct engine *engine, uint32_t name)
{
    struct atom atom = *mynah__atom_at(engine, name);
    for (uint32_t size = atom.size; size > 0; size--) {
        if (size == atom.size || atom.bytes[size] == '.') {
            uint32_t prefix = size == atom.size ? name : mynah__atom(engine, atom.bytes, size);
            const struct known *known = mynah__known(engine, prefix);
            if (known && (known->inert || known->reader || known->holder)) {
                return known;
            }
        }
    }
    return NULL;
}

// Let go what of a set can be called, also of what is in containers, of which the deepest go whole;
// none where `depth` is negative.
static void escape_callables(struct engine *engine, uint32_t set, uint32_t site, int depth)
{
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t m = 0; m < mynah__set_size(engine, set); m++) {
        uint8_t kind = engine->values[members[m]].kind;
        if (kind == VALUE_FUNCTION || kind == VALUE_CLASS || kind == VALUE_BOUND ||
            kind == VALUE_PARTIAL || kind == VALUE_EXTERNAL || kind == VALUE_METHOD ||
            kind == VALUE_UNKNOWN) {
            if (kind == VALUE_CLASS && depth >= 0) {
                continue; // its methods are looked at as they are
            }
            mynah__escape(engine, mynah__set_of(engine, members[m]), site);
        } else if (kind == VALUE_CONTAINER && depth > 0) {
            escape_callables(engine, mynah__container_all(engine, members[m]), site, depth - 1);
        } else if (kind == VALUE_CONTAINER && depth == 0) {
            mynah__escape(engine, mynah__set_of(engine, members[m]), site);
        }
    }
}

// What takes anything without harm still calls what it is told to by name, like
// json.loads(object_hook=); what holds things calls all that it can.
static void escape_callbacks(struct engine *engine, const struct known *known,
                             const struct arguments *arguments, uint32_t site)
{
    enum { CALLABLE_DEPTH = 3 };
    for (uint32_t i = 0; i < arguments->keyword_count; i++) {
        escape_callables(engine, arguments->keywords[i].set, site,
                         known->inert ? -1 : CALLABLE_DEPTH);
    }
    for (uint32_t i = 0; !known->inert && i < arguments->count; i++) {
        escape_callables(engine, arguments->positional[i], site, CALLABLE_DEPTH);
    }
    if (!known->inert) {
        mynah__escape(engine, arguments->rest, site);
        mynah__escape(engine, arguments->keyword_rest, site);
    }
}

void mynah__escape_to(struct engine *engine, uint32_t name, const struct arguments *arguments,
                      uint32_t site)
{
    const struct known *known = taker(engine, name);
    const struct surface *row = mynah__surface(engine, name);
    bool outer = engine->gentle;
    bool outer_taken = engine->taken;
    if (known && (known->inert || known->holder)) {
        escape_callbacks(engine, known, arguments, site);
    } else {
        engine->gentle = known || row;
        engine->taken = row != NULL;
        mynah__escape_all(engine, arguments, site);
        engine->gentle = outer;
        engine->taken = outer_taken;
    }
}
