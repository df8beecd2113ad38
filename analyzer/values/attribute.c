// SPDX-License-Identifier: Apache-2.0
// Attributes and items: what loading one gives for each kind of value, and where stores go.

#include "values/engine.h"

#include <string.h>

enum { NAME_MAX_BYTES = 200 };

static uint32_t foreign(struct engine *engine)
{
    return mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
}

static uint32_t load_external(struct engine *engine, uint32_t id, uint32_t name)
{
    struct value value = engine->values[id];
    const char *text = mynah__atom_bytes(engine, name);
    static const char *const data[] = { "__name__",  "__doc__",     "__file__",       "__version__",
                                        "__path__",  "__module__",  "__qualname__",   "__spec__",
                                        "__class__", "__package__", "__annotations__" };
    static const char *const same[] = { "__call__", "__func__", "__wrapped__" };
    for (size_t i = 0; i < sizeof(data) / sizeof(*data); i++) {
        if (strcmp(text, data[i]) == 0) {
            return foreign(engine);
        }
    }
    for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
        if (strcmp(text, same[i]) == 0) {
            return mynah__set_of(engine, id);
        }
    }
    if (strcmp(text, "__dict__") == 0) {
        return mynah__set_of(engine, mynah__value(engine, VALUE_NAMESPACE, 0, id, 0));
    }
    if (engine->atoms[value.a].size > NAME_MAX_BYTES) {
        return mynah__unknown(engine, UNKNOWN_FOREIGN, value.powers);
    }
    uint32_t joined = mynah__canonical(engine, mynah__atom_join(engine, value.a, '.', name));
    uint32_t constant = mynah__module_constant(engine, mynah__atom_bytes(engine, joined));
    if (constant != SET_EMPTY) {
        return constant;
    }
    if (value.sub == EXTERNAL_FREE && !mynah__known(engine, joined)) {
        uint32_t full = mynah__preloaded(engine, joined);
        joined = full == ATOM_NONE ? joined : full;
    }
    return mynah__set_of(engine, mynah__value(engine, VALUE_EXTERNAL, value.sub, joined, 0));
}

static uint32_t load_instance(struct engine *engine, uint32_t id, uint32_t name)
{
    struct value value = engine->values[id];
    const char *text = mynah__atom_bytes(engine, name);
    if (strcmp(text, "__class__") == 0) {
        return mynah__set_of(engine,
                             mynah__value(engine, VALUE_EXTERNAL, EXTERNAL_IMPORTED, value.a, 0));
    }
    const struct known *known = mynah__known(
        engine, mynah__canonical(engine, mynah__atom_join(engine, value.a, '.', name)));
    if (known && known->surface && known->surface->attribute) {
        return foreign(engine);
    }
    return mynah__set_of(engine, mynah__value(engine, VALUE_METHOD, 0, id, name));
}

// An attribute of a method is an attribute of what that name of the instance is.
static uint32_t load_method(struct engine *engine, uint32_t id, uint32_t name)
{
    struct value method = engine->values[id];
    struct value receiver = engine->values[method.a];
    const char *text = mynah__atom_bytes(engine, name);
    if (strcmp(text, "__call__") == 0 || strcmp(text, "__func__") == 0) {
        return mynah__set_of(engine, id);
    }
    if (receiver.kind == VALUE_BOUND && receiver.sub == BOUND_PROPERTY) {
        return mynah__set_of(engine, mynah__value(engine, VALUE_METHOD, 0, method.a, name));
    }
    if (receiver.kind != VALUE_INSTANCE || engine->atoms[receiver.a].size > NAME_MAX_BYTES) {
        return foreign(engine);
    }
    uint32_t type = mynah__canonical(engine, mynah__atom_join(engine, receiver.a, '.', method.b));
    uint32_t part = mynah__value(engine, VALUE_INSTANCE, 0, type, receiver.b);
    return load_instance(engine, part, name);
}

// Bases stand before the body, which may be long.
uint32_t mynah__first_base(const struct tree *tree, uint32_t class_node)
{
    const struct node *nodes = tree->nodes;
    uint32_t child = class_node + 1;
    while (child < nodes[class_node].after && nodes[child].role != ROLE_ARGS &&
           nodes[child].role != ROLE_BODY) {
        child = nodes[child].after;
    }
    bool found = child < nodes[class_node].after && nodes[child].role == ROLE_ARGS;
    return found ? child : NODE_NONE;
}

// Look a name up in what a class is derived from.
static uint32_t base_lookup(struct engine *engine, uint32_t class_value, uint32_t name,
                            uint32_t site, uint32_t depth)
{
    struct unit *unit = mynah__unit_of(engine, engine->values[class_value].b);
    uint32_t node = engine->values[class_value].b - unit->base;
    uint32_t result = SET_EMPTY;
    for (uint32_t base = mynah__first_base(unit->tree, node); base != NODE_NONE;
         base = mynah__tree_next(unit->tree, base)) {
        uint32_t set = unit->sets[base];
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
    uint32_t id = mynah__scopes_find(unit->scopes, mynah__atom_bytes(engine, name));
    if (body == NODE_NONE || id == UINT32_MAX) {
        return set;
    }
    uint32_t symbol = mynah__scopes_symbol(unit->scopes, unit->scopes->scope_of[body], id);
    if (symbol == SYMBOL_NONE) {
        return set;
    }
    return mynah__set_union(engine, set, unit->symbol_sets[symbol]);
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
    return set != SET_EMPTY ? set : base_lookup(engine, class_value, name, site, depth);
}

// Bind what a class has to a receiver, or to the class itself where there is none.
static uint32_t bind(struct engine *engine, uint32_t set, uint32_t receiver, uint32_t class_value,
                     uint32_t site)
{
    uint32_t result = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        struct value value = engine->values[members[i]];
        uint32_t part = mynah__set_of(engine, members[i]);
        bool marker = value.kind == VALUE_BOUND && value.sub != BOUND_METHOD;
        if (value.kind == VALUE_FUNCTION && receiver != UINT32_MAX) {
            part = mynah__set_of(
                engine, mynah__value(engine, VALUE_BOUND, BOUND_METHOD, receiver, members[i]));
        } else if (marker && value.sub == BOUND_STATIC) {
            part = mynah__set_of(engine, value.b);
        } else if (marker && value.sub == BOUND_CLASSMETHOD) {
            part = mynah__set_of(
                engine, mynah__value(engine, VALUE_BOUND, BOUND_METHOD, class_value, value.b));
        } else if (marker && receiver != UINT32_MAX) {
            part = mynah__call1(engine, mynah__set_of(engine, value.b),
                                mynah__set_of(engine, receiver), site);
        }
        result = mynah__set_union(engine, result, part);
    }
    return result;
}

static uint32_t load_object(struct engine *engine, uint32_t id, uint32_t name, uint32_t site)
{
    struct value value = engine->values[id];
    const char *text = mynah__atom_bytes(engine, name);
    if (strcmp(text, "__class__") == 0) {
        return mynah__set_of(engine, value.a);
    }
    if (strcmp(text, "__dict__") == 0) {
        return mynah__set_of(engine, mynah__value(engine, VALUE_NAMESPACE, 0, id, 0));
    }
    uint32_t own = mynah__cell(engine, id, name);
    uint32_t found = mynah__class_lookup(engine, value.a, name, value.b, CALL_DEPTH_MAX);
    uint32_t set = mynah__set_union(engine, own, bind(engine, found, id, value.a, site));
    if (set == SET_EMPTY && engine->settled) {
        uint32_t dynamic = mynah__class_lookup(
            engine, value.a, mynah__atom_text(engine, "__getattr__"), value.b, CALL_DEPTH_MAX);
        uint32_t bound = bind(engine, dynamic, id, value.a, site);
        uint32_t key = mynah__set_of(engine, mynah__value(engine, VALUE_STR, 0, name, 0));
        set = bound == SET_EMPTY ? foreign(engine) : mynah__call1(engine, bound, key, site);
    }
    return set;
}

static uint32_t load_super(struct engine *engine, uint32_t id, uint32_t name, uint32_t site)
{
    struct value value = engine->values[id];
    uint32_t made = engine->values[value.b].kind == VALUE_OBJECT ? engine->values[value.b].b : site;
    uint32_t found = base_lookup(engine, value.a, name, made, CALL_DEPTH_MAX);
    return bind(engine, found, value.b, value.a, site);
}

static uint32_t load_function(struct engine *engine, uint32_t id, uint32_t name)
{
    const char *text = mynah__atom_bytes(engine, name);
    struct value value = engine->values[id];
    if (strcmp(text, "__call__") == 0 || strcmp(text, "__wrapped__") == 0) {
        return mynah__set_of(engine, id);
    }
    if (strcmp(text, "__globals__") == 0) {
        return mynah__set_of(engine, mynah__value(engine, VALUE_NAMESPACE, 1, 0, 0));
    }
    if (value.kind == VALUE_BOUND && value.sub == BOUND_PROPERTY) {
        return mynah__set_of(engine, mynah__value(engine, VALUE_METHOD, 0, id, name));
    }
    if (value.kind == VALUE_BOUND && strcmp(text, "__func__") == 0) {
        return mynah__set_of(engine, value.b);
    }
    if (value.kind == VALUE_BOUND && strcmp(text, "__self__") == 0) {
        return mynah__set_of(engine, value.a);
    }
    if (value.kind == VALUE_PARTIAL && strcmp(text, "func") == 0) {
        return mynah__partial(engine, value.b)->callee;
    }
    uint32_t set = mynah__cell(engine, id, name);
    return set == SET_EMPTY && engine->settled ? foreign(engine) : set;
}

uint32_t mynah__load_value(struct engine *engine, uint32_t id, uint32_t name, uint32_t site)
{
    struct value value = engine->values[id];
    switch ((enum value_kind)value.kind) {
    case VALUE_UNKNOWN:
        return mynah__set_of(engine, id);
    case VALUE_EXTERNAL: {
        uint32_t stored = mynah__cell(engine, id, name);
        return mynah__set_union(engine, stored, load_external(engine, id, name));
    }
    case VALUE_INSTANCE:
        return mynah__set_union(engine, mynah__cell(engine, id, name),
                                load_instance(engine, id, name));
    case VALUE_METHOD:
        return load_method(engine, id, name);
    case VALUE_FUNCTION:
    case VALUE_BOUND:
    case VALUE_PARTIAL:
        return load_function(engine, id, name);
    case VALUE_CLASS: {
        uint32_t found = mynah__class_lookup(engine, id, name, value.b, CALL_DEPTH_MAX);
        uint32_t set = bind(engine, found, UINT32_MAX, id, site);
        return set == SET_EMPTY && engine->settled ? foreign(engine) : set;
    }
    case VALUE_OBJECT:
        return load_object(engine, id, name, site);
    case VALUE_SUPER:
        return load_super(engine, id, name, site);
    case VALUE_STR:
    case VALUE_INT:
        if (strcmp(mynah__atom_bytes(engine, name), "value") == 0) { // of an Enum's member
            return mynah__set_of(engine, id);
        }
        return mynah__set_of(engine, mynah__value(engine, VALUE_METHOD, 0, id, name));
    default: {
        uint32_t stored = mynah__cell(engine, id, name); // of a named tuple
        return stored != SET_EMPTY
                   ? stored
                   : mynah__set_of(engine, mynah__value(engine, VALUE_METHOD, 0, id, name));
    }
    }
}

uint32_t mynah__load(struct engine *engine, uint32_t set, uint32_t name, uint32_t site)
{
    uint32_t result = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, set);
    uint32_t count = mynah__set_size(engine, set);
    for (uint32_t i = 0; i < count; i++) {
        mynah__use(engine, &(struct use){ .kind = USE_LOAD,
                                          .site = site,
                                          .value = members[i],
                                          .name = name,
                                          .certain = count == 1 });
        result =
            mynah__set_union(engine, result, mynah__load_value(engine, members[i], name, site));
    }
    return result;
}

static void store_object(struct engine *engine, uint32_t id, uint32_t name, uint32_t set,
                         uint32_t site)
{
    struct value value = engine->values[id];
    uint32_t found = mynah__class_lookup(engine, value.a, name, value.b, CALL_DEPTH_MAX);
    const uint32_t *members = mynah__members(engine, found);
    bool property = false;
    for (uint32_t i = 0; i < mynah__set_size(engine, found); i++) {
        struct value marker = engine->values[members[i]];
        if (marker.kind == VALUE_BOUND && marker.sub == BOUND_PROPERTY) {
            uint32_t setter = mynah__cell(engine, marker.b, mynah__atom_text(engine, "setter"));
            uint32_t both[2] = { mynah__set_of(engine, id), set };
            struct arguments arguments = { .positional = both, .count = 2 };
            mynah__invoke(engine, setter, &arguments, site);
            property = true;
        } else if (marker.kind == VALUE_METHOD) {
            mynah__store(engine, mynah__set_of(engine, marker.a), name, set, site);
        }
    }
    if (!property) {
        mynah__object_put(engine, id, name, set);
    }
}

void mynah__store(struct engine *engine, uint32_t base, uint32_t name, uint32_t set, uint32_t site)
{
    const uint32_t *members = mynah__members(engine, base);
    uint32_t count = mynah__set_size(engine, base);
    for (uint32_t i = 0; i < count; i++) {
        mynah__use(engine, &(struct use){ .kind = USE_STORE,
                                          .site = site,
                                          .value = members[i],
                                          .name = name,
                                          .set = set,
                                          .certain = count == 1 });
        switch ((enum value_kind)engine->values[members[i]].kind) {
        case VALUE_OBJECT:
            store_object(engine, members[i], name, set, site);
            break;
        case VALUE_UNKNOWN:
            mynah__escape(engine, set, site);
            break;
        case VALUE_EXTERNAL:
            if (!mynah__known(engine, engine->values[members[i]].a)) {
                mynah__escape(engine, set, site);
            }
            // fall through
        default:
            mynah__cell_join(engine, members[i], name, set);
            break;
        }
    }
}

static uint32_t namespace_item(struct engine *engine, uint32_t id, uint32_t key, uint32_t site)
{
    struct value value = engine->values[id];
    struct value name = engine->values[key];
    uint16_t powers = // hosts may have bound what writes
        value.sub == 0 ? engine->values[value.a].powers : POWER_WRITES;
    if (name.kind != VALUE_STR) {
        return mynah__unknown(engine, UNKNOWN_REFLECTED, powers);
    }
    if (value.sub == 0) {
        return mynah__load(engine, mynah__set_of(engine, value.a), name.a, site);
    }
    struct unit *unit = mynah__unit_of(engine, site);
    return mynah__lookup(engine, unit, mynah__atom_bytes(engine, name.a), site - unit->base);
}

static uint32_t item_of(struct engine *engine, uint32_t id, uint32_t key, uint32_t site)
{
    struct value value = engine->values[id];
    struct value index = engine->values[key];
    uint32_t set;
    switch ((enum value_kind)value.kind) {
    case VALUE_CONTAINER:
        set = mynah__is_constant(&index) ? mynah__container_get(engine, id, key)
                                         : mynah__container_all(engine, id);
        return set == SET_EMPTY && engine->settled ? foreign(engine) : set;
    case VALUE_NAMESPACE:
        return namespace_item(engine, id, key, site);
    case VALUE_STR:
    case VALUE_BYTES: {
        int64_t at = index.kind == VALUE_INT ? mynah__int(&index) : -1;
        struct atom atom = engine->atoms[value.a];
        at = at < 0 && index.kind == VALUE_INT ? at + (int64_t)atom.size : at;
        if (at < 0 || at >= (int64_t)atom.size || (unsigned char)atom.bytes[at] > 127) {
            return foreign(engine);
        }
        uint32_t part =
            value.kind == VALUE_BYTES
                ? mynah__value_int(engine, (unsigned char)atom.bytes[at])
                : mynah__value(engine, VALUE_STR, 0, mynah__atom(engine, atom.bytes + at, 1), 0);
        return mynah__set_of(engine, part);
    }
    case VALUE_EXTERNAL:
        if (strcmp(mynah__atom_bytes(engine, value.a), "sys.modules") == 0) {
            if (index.kind == VALUE_STR) {
                return mynah__set_external(engine, mynah__atom_bytes(engine, index.a));
            }
            return mynah__unknown(engine, UNKNOWN_REFLECTED, POWER_IMPORTS);
        }
        if (index.kind == VALUE_STR) { // os.environ["X"], ctypes.cdll["libca.so"]
            return load_external(engine, id, mynah__atom_text(engine, "[]"));
        }
        return foreign(engine);
    case VALUE_INSTANCE:
        return mynah__set_of(
            engine, mynah__value(engine, VALUE_METHOD, 0, id, mynah__atom_text(engine, "[]")));
    case VALUE_UNKNOWN:
        return mynah__set_of(engine, id);
    default:
        return mynah__call_special(engine, mynah__set_of(engine, id), "__getitem__",
                                   mynah__set_of(engine, key), site);
    }
}

uint32_t mynah__load_item(struct engine *engine, uint32_t base, uint32_t key, uint32_t site)
{
    uint32_t result = SET_EMPTY;
    const uint32_t *bases = mynah__members(engine, base);
    const uint32_t *keys = mynah__members(engine, key);
    for (uint32_t i = 0; i < mynah__set_size(engine, base); i++) {
        for (uint32_t j = 0; j < mynah__set_size(engine, key); j++) {
            result = mynah__set_union(engine, result, item_of(engine, bases[i], keys[j], site));
        }
    }
    return result;
}
