// SPDX-License-Identifier: Apache-2.0
// Calls: arguments are normalised, then each value that the callee may be is called by its kind.

#include "values/constants.h"
#include "values/engine.h"

#include <string.h>

enum { ARGUMENTS_MAX = 64 };

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
    uint32_t key = mynah__word(engine, "<channel>");
    if (row->kind == CHANNEL_RECEIVER && callee.kind == VALUE_METHOD) {
        channel = mynah__cell(engine, callee.a, key);
    }
    if (row->kind == CHANNEL_JOINED && callee.kind == VALUE_METHOD) {
        uint32_t base = mynah__fold_binary(engine, OP_ADD, mynah__cell(engine, callee.a, key),
                                           mynah__set_text(engine, row->join), site);
        channel = mynah__fold_binary(engine, OP_ADD, base, channel, site);
    }
    uint32_t suffix =
        mynah__argument(engine, arguments, (uint32_t)row->suffix.position, row->suffix.keyword);
    if (suffix != SET_EMPTY) {
        channel = mynah__fold_binary(engine, OP_ADD, channel, suffix, site);
    }
    for (uint32_t i = (uint32_t)row->channel.position; list && i < arguments->count; i++) {
        channel = mynah__set_union(engine, channel, arguments->positional[i]);
    }
    mynah__cell_join(engine, made, key, channel);
    if (row->value.keyword) { // what is written has a name of its own
        uint32_t written = mynah__argument(engine, arguments, 0, row->value.keyword);
        mynah__cell_join(engine, made, mynah__word(engine, "<written>"), written);
    }
    if (!list) {
        return result;
    }
    uint32_t container = mynah__container_at(engine, CONTAINER_LIST, site);
    mynah__container_append(engine, container, result);
    return mynah__set_of(engine, container);
}

// `PV.put(pv, 1)` and `dict.get(d, "x")`: return what the method of the first argument is, where
// the type fits; else SET_EMPTY.
static uint32_t unbound(struct engine *engine, uint32_t id, const struct arguments *arguments,
                        uint32_t site)
{
    struct value value = engine->values[id];
    const char *name = mynah__atom_bytes(engine, value.a);
    const char *dot = strrchr(name, '.');
    if (value.kind != VALUE_EXTERNAL || !dot || arguments->count == 0) {
        return SET_EMPTY;
    }
    uint32_t type = mynah__atom(engine, name, (size_t)(dot - name));
    uint32_t method = mynah__atom_text(engine, dot + 1);
    uint32_t self = arguments->positional[0];
    uint32_t result = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, self);
    for (uint32_t i = 0; i < mynah__set_size(engine, self); i++) {
        struct value first = engine->values[members[i]];
        bool fits = (first.kind == VALUE_INSTANCE && first.a == type) ||
                    (first.kind == VALUE_CONTAINER && mynah__is_type(engine, type));
        uint32_t part = SET_EMPTY;
        if (fits) {
            part = mynah__set_of(engine, mynah__value(engine, VALUE_METHOD, 0, members[i], method));
        } else if (first.kind == VALUE_OBJECT && strcmp(dot + 1, "__init__") != 0 &&
                   mynah__is_base(engine, first.a, type)) {
            part = mynah__load_value(engine, members[i], method, site);
        }
        result = mynah__set_union(engine, result, part);
    }
    return result;
}

static struct arguments without_first(const struct arguments *arguments)
{
    struct arguments rest = *arguments;
    rest.positional++;
    rest.count--;
    return rest;
}

// What is raised keeps what it is given.
static uint32_t make_exception(struct engine *engine, uint32_t name,
                               const struct arguments *arguments, uint32_t site)
{
    uint32_t made = mynah__value(engine, VALUE_INSTANCE, 0, name, site);
    uint32_t all = mynah__container_at(engine, CONTAINER_TUPLE, site);
    for (uint32_t i = 0; i < arguments->count; i++) {
        mynah__container_put(engine, all, mynah__value_int(engine, i), arguments->positional[i]);
    }
    if (arguments->rest != SET_EMPTY) {
        mynah__container_append(engine, all, arguments->rest);
    }
    mynah__cell_join(engine, made, mynah__word(engine, "args"), mynah__set_of(engine, all));
    return mynah__set_of(engine, made);
}

static uint32_t call_external(struct engine *engine, uint32_t id, const struct arguments *arguments,
                              uint32_t site)
{
    uint32_t name = mynah__qualified(engine, id);
    const struct known *known = mynah__known(engine, name);
    uint32_t bound = known && known->model ? SET_EMPTY : unbound(engine, id, arguments, site);
    if (bound != SET_EMPTY) {
        struct arguments rest = without_first(arguments);
        return mynah__invoke(engine, bound, &rest, site);
    }
    if (mynah__is_exception(engine, name)) {
        return make_exception(engine, name, arguments, site);
    }
    if (known && known->model && known->model->call) {
        return known->model->call(engine, id, arguments, site);
    }
    if (known && known->model && known->model->apply) {
        uint32_t result = mynah__apply(engine, known->model->apply, arguments, site);
        return known->model->result ? mynah__set_instance(engine, known->model->result, site)
                                    : result;
    }
    mynah__escape_to(engine, name, arguments, site);
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
    } else if (known && known->model && known->model->apply) {
        mynah__apply(engine, known->model->apply, arguments, site);
    } else if (!known || !known->surface) {
        mynah__escape_to(engine, instance.a, arguments, site);
    }
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
        uint32_t name = mynah__word(engine, "__call__");
        return mynah__call_value(engine, mynah__value(engine, VALUE_METHOD, 0, id, name), arguments,
                                 site, certain);
    }
    case VALUE_METHOD:
        if (engine->values[value.a].kind == VALUE_SUPER) {
            const char *name = mynah__atom_bytes(engine, value.b);
            return mynah__call_super(engine, value.a, name, arguments, site);
        }
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
        uint32_t name = mynah__word(engine, "__call__");
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
