// SPDX-License-Identifier: Apache-2.0
// Calls: arguments are normalised, then each value that the callee may be is called by its kind.
// What goes where it can not be followed escapes.

#include "values/engine.h"

#include <string.h>

enum { ARGUMENTS_MAX = 64, DEEP_MAX = 64 };

struct packed {
    struct arguments arguments;
    uint32_t positional[ARGUMENTS_MAX];
    struct keyword_argument keywords[ARGUMENTS_MAX];
};

static uint32_t foreign(struct engine *engine)
{
    return mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
}

static void add_positional(struct engine *engine, struct packed *packed, uint32_t set)
{
    struct arguments *arguments = &packed->arguments;
    if (arguments->count < ARGUMENTS_MAX && arguments->rest == SET_EMPTY) {
        arguments->positional[arguments->count++] = set;
    } else {
        arguments->rest = mynah__set_union(engine, arguments->rest, set);
    }
}

static void add_keyword(struct engine *engine, struct packed *packed, uint32_t name, uint32_t set)
{
    struct arguments *arguments = &packed->arguments;
    if (arguments->keyword_count < ARGUMENTS_MAX) {
        arguments->keywords[arguments->keyword_count++] = (struct keyword_argument){ name, set };
    } else {
        arguments->keyword_rest = mynah__set_union(engine, arguments->keyword_rest, set);
    }
}

static void spread(struct engine *engine, struct packed *packed, uint32_t set)
{
    int64_t length = mynah__length(engine, set);
    if (length >= 0 && length <= ARGUMENTS_MAX) {
        for (int64_t i = 0; i < length; i++) {
            add_positional(engine, packed, mynah__element(engine, set, i));
        }
        return;
    }
    packed->arguments.rest =
        mynah__set_union(engine, packed->arguments.rest, mynah__iterate(engine, set));
}

static void spread_keywords(struct engine *engine, struct packed *packed, uint32_t set)
{
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t m = 0; m < mynah__set_size(engine, set); m++) {
        const struct container *found = mynah__container(engine, members[m]);
        if (!found) {
            packed->arguments.keyword_rest = mynah__set_union(
                engine, packed->arguments.keyword_rest,
                mynah__unknown(engine, UNKNOWN_FOREIGN, engine->values[members[m]].powers));
            continue;
        }
        struct container container = *found;
        for (uint32_t i = 0; i < container.count; i++) {
            struct value key = engine->values[container.keys[i]];
            if (key.kind == VALUE_STR) {
                add_keyword(engine, packed, key.a, container.sets[i]);
            }
        }
        if (container.open) {
            packed->arguments.keyword_rest =
                mynah__set_union(engine, packed->arguments.keyword_rest, container.any);
        }
    }
}

static void collect(struct engine *engine, struct unit *unit, uint32_t node, struct packed *packed)
{
    const struct node *nodes = unit->tree->nodes;
    packed->arguments =
        (struct arguments){ .positional = packed->positional, .keywords = packed->keywords };
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        if (nodes[child].role == ROLE_FUNC) {
            continue;
        }
        uint32_t value = child;
        if (nodes[child].kind == NODE_STARRED || nodes[child].kind == NODE_KEYWORD) {
            value = mynah__tree_child(unit->tree, child, ROLE_VALUE);
            if (value == NODE_NONE) {
                continue;
            }
        }
        uint32_t set = unit->sets[value];
        if (nodes[child].kind == NODE_KEYWORD) {
            uint32_t name = mynah__tree_child(unit->tree, child, ROLE_NAME);
            if (name != NODE_NONE) {
                add_keyword(engine, packed, mynah__name(engine, unit, name), set);
            }
        } else if (nodes[child].kind == NODE_STARRED && nodes[child].flags & FLAG_DOUBLE_STAR) {
            spread_keywords(engine, packed, set);
        } else if (nodes[child].kind == NODE_STARRED) {
            spread(engine, packed, set);
        } else {
            add_positional(engine, packed, set);
        }
    }
}

uint32_t mynah__argument(struct engine *engine, const struct arguments *arguments,
                         uint32_t position, const char *keyword)
{
    if (position > 0 && position <= arguments->count) {
        return arguments->positional[position - 1];
    }
    for (uint32_t i = 0; keyword && i < arguments->keyword_count; i++) {
        if (strcmp(mynah__atom_bytes(engine, arguments->keywords[i].name), keyword) == 0) {
            return arguments->keywords[i].set;
        }
    }
    uint32_t set = position > 0 ? arguments->rest : SET_EMPTY;
    return keyword ? mynah__set_union(engine, set, arguments->keyword_rest) : set;
}

// Call what nobody knows the arguments of.
static uint32_t call_blindly(struct engine *engine, uint32_t id, uint32_t site)
{
    struct value value = engine->values[id];
    uint32_t unknown = foreign(engine);
    struct arguments arguments = { .rest = unknown, .keyword_rest = unknown };
    if (value.kind == VALUE_PARTIAL) {
        return mynah__call_value(engine, id, &arguments, site, false);
    }
    if (value.sub == BOUND_METHOD && engine->values[value.b].kind == VALUE_FUNCTION) {
        return mynah__call_function(engine, value.b, value.a, &arguments, site);
    }
    return SET_EMPTY;
}

static void escape_function(struct engine *engine, uint32_t id)
{
    struct value value = engine->values[id];
    struct function *known = value.kind == VALUE_FUNCTION ? mynah__function(engine, value.b) : NULL;
    if (known && !known->escaped) {
        known->escaped = true;
        engine->grew = true;
    }
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
    struct container from = *container;
    for (uint32_t i = 0; i < from.count; i++) {
        escape_set(engine, from.sets[i], site, depth);
    }
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
        escape_set(engine, unit->sets[body], site, depth);
    }
}

static void escape_fields(struct engine *engine, uint32_t id, uint32_t site, int depth)
{
    for (uint32_t at = mynah__fields(engine, id); at; at = engine->cells[at - 1].next) {
        escape_set(engine, engine->cells[at - 1].set, site, depth);
    }
}

// `inherited`: to a class that this one is derived from, which finds callables by their names.
static void escape_body(struct engine *engine, uint32_t id, uint32_t site, int depth,
                        bool inherited)
{
    struct unit *unit = mynah__unit_of(engine, engine->values[id].b);
    uint32_t node = engine->values[id].b - unit->base;
    uint32_t body = mynah__tree_child(unit->tree, node, ROLE_BODY);
    uint32_t symbol = body == NODE_NONE
                          ? SYMBOL_NONE
                          : unit->scopes->scopes[unit->scopes->scope_of[body]].first_symbol;
    for (; symbol != SYMBOL_NONE; symbol = unit->scopes->symbols[symbol].next) {
        uint32_t set = unit->symbol_sets[symbol];
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

void mynah__escape_body(struct engine *engine, uint32_t class_value, uint32_t site)
{
    escape_body(engine, class_value, site, DEEP_MAX, true);
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
        escape_body(engine, id, site, depth, false);
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
    struct atom atom = engine->atoms[name];
    for (uint32_t size = atom.size; size > 0; size--) {
        if (size == atom.size || atom.bytes[size] == '.') {
            uint32_t prefix = size == atom.size ? name : mynah__atom(engine, atom.bytes, size);
            const struct known *known = mynah__known(engine, prefix);
            if (known && (known->inert || known->reader)) {
                return known;
            }
        }
    }
    return NULL;
}

static void escape_to(struct engine *engine, uint32_t name, const struct arguments *arguments,
                      uint32_t site)
{
    const struct known *known = taker(engine, name);
    bool outer = engine->gentle;
    if (!known || !known->inert) {
        engine->gentle = known != NULL;
        mynah__escape_all(engine, arguments, site);
        engine->gentle = outer;
    }
}

// Return what the row says that a call gives; it remembers the channel.
static uint32_t surface_result(struct engine *engine, const struct surface *row, uint32_t id,
                               const struct arguments *arguments, uint32_t site)
{
    bool list = row->result[0] == '[';
    uint32_t result = mynah__set_instance(engine, row->result + (list ? 1 : 0), site);
    uint32_t made = mynah__single(engine, result);
    uint32_t channel =
        mynah__argument(engine, arguments, (uint32_t)row->channel.position, row->channel.keyword);
    struct value callee = engine->values[id];
    uint32_t key = mynah__atom_text(engine, "<channel>");
    if (row->kind == CHANNEL_RECEIVER && callee.kind == VALUE_METHOD) {
        channel = mynah__cell(engine, callee.a, key);
    }
    for (uint32_t i = (uint32_t)row->channel.position; list && i < arguments->count; i++) {
        channel = mynah__set_union(engine, channel, arguments->positional[i]);
    }
    mynah__cell_join(engine, made, key, channel);
    if (row->value.keyword) { // what is written has a name of its own
        uint32_t written = mynah__argument(engine, arguments, 0, row->value.keyword);
        mynah__cell_join(engine, made, mynah__atom_text(engine, "<written>"), written);
    }
    if (!list) {
        return result;
    }
    uint32_t container = mynah__container_at(engine, CONTAINER_LIST, site);
    mynah__container_append(engine, container, result);
    return mynah__set_of(engine, container);
}

static uint32_t call_external(struct engine *engine, uint32_t id, const struct arguments *arguments,
                              uint32_t site)
{
    uint32_t name = mynah__qualified(engine, id);
    const struct known *known = mynah__known(engine, name);
    if (known && known->model && known->model->call) {
        return known->model->call(engine, id, arguments, site);
    }
    if (known && known->model && known->model->apply) {
        uint32_t result = mynah__apply(engine, known->model->apply, arguments, site);
        return known->model->result ? mynah__set_instance(engine, known->model->result, site)
                                    : result;
    }
    escape_to(engine, name, arguments, site);
    if (known && known->surface && known->surface->result) {
        return surface_result(engine, known->surface, id, arguments, site);
    }
    if (known && known->model && known->model->result) {
        return mynah__set_instance(engine, known->model->result, site);
    }
    if (known && known->prefix) {
        uint32_t made = mynah__value(engine, VALUE_INSTANCE, 0, name, site);
        return mynah__set_of(engine, made);
    }
    return foreign(engine);
}

// Making an instance by `super().__init__(…)` or by a class that is derived from a known one.
static uint32_t call_init(struct engine *engine, uint32_t id, const struct arguments *arguments,
                          uint32_t site)
{
    struct value instance = engine->values[engine->values[id].a];
    const struct known *known = mynah__known(engine, instance.a);
    if (known && known->surface && known->surface->result) {
        surface_result(engine, known->surface,
                       mynah__value(engine, VALUE_EXTERNAL, EXTERNAL_IMPORTED, instance.a, 0),
                       arguments, instance.b);
    }
    (void)site;
    return mynah__set_of(engine, mynah__value(engine, VALUE_NONE, 0, 0, 0));
}

static uint32_t call_partial(struct engine *engine, uint32_t id, const struct arguments *more,
                             uint32_t site)
{
    const struct partial partial = *mynah__partial(engine, engine->values[id].b);
    struct packed packed;
    packed.arguments = partial.arguments;
    packed.arguments.positional = packed.positional;
    packed.arguments.keywords = packed.keywords;
    packed.arguments.count = 0;
    packed.arguments.keyword_count = 0;
    for (uint32_t i = 0; i < partial.arguments.count; i++) {
        add_positional(engine, &packed, partial.arguments.positional[i]);
    }
    for (uint32_t i = 0; i < more->count; i++) {
        add_positional(engine, &packed, more->positional[i]);
    }
    for (uint32_t i = 0; i < more->keyword_count; i++) {
        add_keyword(engine, &packed, more->keywords[i].name, more->keywords[i].set);
    }
    for (uint32_t i = 0; i < partial.arguments.keyword_count; i++) {
        add_keyword(engine, &packed, partial.arguments.keywords[i].name,
                    partial.arguments.keywords[i].set);
    }
    packed.arguments.rest = mynah__set_union(engine, packed.arguments.rest, more->rest);
    packed.arguments.keyword_rest =
        mynah__set_union(engine, packed.arguments.keyword_rest, more->keyword_rest);
    return mynah__invoke(engine, partial.callee, &packed.arguments, site);
}

static uint32_t call_kind(struct engine *engine, uint32_t id, const struct arguments *arguments,
                          uint32_t site, bool certain)
{
    struct value value = engine->values[id];
    switch ((enum value_kind)value.kind) {
    case VALUE_EXTERNAL:
        return call_external(engine, id, arguments, site);
    case VALUE_INSTANCE: {
        uint32_t name = mynah__atom_text(engine, "__call__");
        return mynah__call_value(engine, mynah__value(engine, VALUE_METHOD, 0, id, name), arguments,
                                 site, certain);
    }
    case VALUE_METHOD:
        if (engine->values[value.a].kind != VALUE_INSTANCE) {
            return mynah__call_method(engine, id, arguments, site);
        }
        if (strcmp(mynah__atom_bytes(engine, value.b), "__init__") == 0) {
            return call_init(engine, id, arguments, site);
        }
        if (strcmp(mynah__atom_bytes(engine, value.b), "__setattr__") == 0) {
            uint32_t all[3] = { mynah__set_of(engine, value.a),
                                mynah__argument(engine, arguments, 1, NULL),
                                mynah__argument(engine, arguments, 2, NULL) };
            struct arguments set = { .positional = all, .count = 3 };
            return mynah__model_setattr(engine, id, &set, site);
        }
        return call_external(engine, id, arguments, site);
    case VALUE_FUNCTION:
        return mynah__call_function(engine, id, UINT32_MAX, arguments, site);
    case VALUE_BOUND:
        if (engine->values[value.b].kind == VALUE_FUNCTION && value.sub == BOUND_METHOD) {
            return mynah__call_function(engine, value.b, value.a, arguments, site);
        }
        return mynah__call_value(engine, value.b, arguments, site, certain);
    case VALUE_CLASS:
        return mynah__call_class(engine, id, arguments, site);
    case VALUE_OBJECT: {
        uint32_t name = mynah__atom_text(engine, "__call__");
        uint32_t callee = mynah__load_value(engine, id, name, site);
        return mynah__invoke(engine, callee, arguments, site);
    }
    case VALUE_PARTIAL:
        return call_partial(engine, id, arguments, site);
    case VALUE_UNKNOWN:
        mynah__escape_all(engine, arguments, site);
        return mynah__unknown(engine, UNKNOWN_FOREIGN, value.powers);
    default:
        return foreign(engine);
    }
}

uint32_t mynah__call_value(struct engine *engine, uint32_t id, const struct arguments *arguments,
                           uint32_t site, bool certain)
{
    if (engine->depth >= CALL_DEPTH_MAX || !mynah__spend(engine, site)) {
        mynah__lose(engine, site);
        return mynah__lost(engine, mynah__reach(engine, id));
    }
    enum value_kind kind = (enum value_kind)engine->values[id].kind;
    if (kind == VALUE_EXTERNAL || kind == VALUE_METHOD || kind == VALUE_UNKNOWN) {
        mynah__use(engine, &(struct use){ .kind = USE_CALL,
                                          .site = site,
                                          .value = id,
                                          .arguments = arguments,
                                          .certain = certain,
                                          .indirect = engine->depth > 0 });
    }
    engine->depth++;
    uint32_t result = call_kind(engine, id, arguments, site, certain);
    engine->depth--;
    return result;
}

uint32_t mynah__invoke(struct engine *engine, uint32_t callee, const struct arguments *arguments,
                       uint32_t site)
{
    uint32_t result = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, callee);
    uint32_t count = mynah__set_size(engine, callee);
    for (uint32_t i = 0; i < count; i++) {
        result = mynah__set_union(
            engine, result, mynah__call_value(engine, members[i], arguments, site, count == 1));
    }
    return result;
}

uint32_t mynah__call1(struct engine *engine, uint32_t callee, uint32_t argument, uint32_t site)
{
    return mynah__invoke(engine, callee, &(struct arguments){ .positional = &argument, .count = 1 },
                         site);
}

uint32_t mynah__call_special(struct engine *engine, uint32_t set, const char *name,
                             uint32_t argument, uint32_t site)
{
    uint32_t result = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        if (engine->values[members[i]].kind != VALUE_OBJECT) {
            result = mynah__set_union(
                engine, result,
                mynah__unknown(engine, UNKNOWN_FOREIGN, engine->values[members[i]].powers));
            continue;
        }
        uint32_t callee =
            mynah__load_value(engine, members[i], mynah__atom_text(engine, name), site);
        struct arguments arguments = { .positional = &argument,
                                       .count = argument == SET_EMPTY ? 0 : 1 };
        result = mynah__set_union(engine, result, mynah__invoke(engine, callee, &arguments, site));
    }
    return result;
}

uint32_t mynah__call_node(struct engine *engine, struct unit *unit, uint32_t node)
{
    struct packed packed;
    uint32_t function = mynah__tree_child(unit->tree, node, ROLE_FUNC);
    if (function == NODE_NONE) {
        return foreign(engine);
    }
    collect(engine, unit, node, &packed);
    return mynah__invoke(engine, unit->sets[function], &packed.arguments, unit->base + node);
}
