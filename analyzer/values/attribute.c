// SPDX-License-Identifier: Apache-2.0
// Attributes and items: what loading one gives for each kind of value, and where stores go.

#include "values/engine.h"

#include <string.h>

enum { NAME_MAX_BYTES = 200 };

static uint32_t foreign(struct engine *engine)
{
    return mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
}

static bool is_shared_module(const char *name)
{
    static const char *const modules[] = { "os",       "sys",       "subprocess", "shutil",
                                           "builtins", "importlib", "socket",     "ctypes" };
    for (size_t i = 0; i < sizeof(modules) / sizeof(*modules); i++) {
        if (strcmp(name, modules[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool mynah__is_reexported(struct engine *engine, const char *name, uint32_t full)
{
    return is_shared_module(name) && !mynah__known(engine, full) &&
           strcmp(mynah__atom_bytes(engine, full), "asyncio.subprocess") != 0;
}

static uint32_t load_external(struct engine *engine, uint32_t id, uint32_t name)
{
    struct value value = engine->values[id];
    const char *text = mynah__atom_bytes(engine, name);
    static const char *const data[] = { "__name__",        "__doc__",      "__file__",
                                        "__version__",     "__path__",     "__module__",
                                        "__qualname__",    "__package__",  "__all__",
                                        "__annotations__", "__signature__" };
    static const char *const inner[] = { "__globals__", "__builtins__", "__loader__",
                                         "__spec__",    "__self__",     "__closure__",
                                         "__code__",    "__defaults__", "__kwdefaults__" };
    static const char *const same[] = { "__call__", "__func__", "__wrapped__" };
    for (size_t i = 0; text[0] == '_' && i < sizeof(data) / sizeof(*data); i++) {
        if (strcmp(text, data[i]) == 0) {
            return foreign(engine);
        }
    }
    for (size_t i = 0; text[0] == '_' && i < sizeof(same) / sizeof(*same); i++) {
        if (strcmp(text, same[i]) == 0) {
            return mynah__set_of(engine, id);
        }
    }
    for (size_t i = 0; text[0] == '_' && i < sizeof(inner) / sizeof(*inner); i++) {
        if (strcmp(text, inner[i]) == 0) { // leads to all that the module has
            return mynah__unknown(engine, UNKNOWN_FOREIGN, mynah__module_powers(engine, value.a));
        }
    }
    if (strcmp(text, "__class__") == 0) { // some type: what all types have, it has
        return mynah__set_union(engine, foreign(engine),
                                mynah__set_external(engine, "builtins.object"));
    }
    if (strcmp(text, "__dict__") == 0) {
        return mynah__set_of(engine, mynah__value(engine, VALUE_NAMESPACE, 0, id, 0));
    }
    if (mynah__atom_at(engine, value.a)->size > NAME_MAX_BYTES) {
        return mynah__unknown(engine, UNKNOWN_FOREIGN, value.powers);
    }
    uint32_t joined = mynah__canonical(engine, mynah__atom_join(engine, value.a, '.', name));
    if (value.sub == EXTERNAL_IMPORTED && mynah__is_reexported(engine, text, joined)) {
        joined = name;
    }
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
        return known->surface->result
                   ? mynah__set_of(engine,
                                   mynah__value(engine, VALUE_INSTANCE, 0,
                                                mynah__atom_text(engine, known->surface->result),
                                                value.b))
                   : foreign(engine);
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
    if (strcmp(text, "__self__") == 0) {
        return mynah__set_of(engine, method.a);
    }
    if (receiver.kind != VALUE_INSTANCE ||
        mynah__atom_at(engine, receiver.a)->size > NAME_MAX_BYTES) {
        return mynah__unknown(engine, UNKNOWN_FOREIGN, mynah__reach(engine, id));
    }
    uint32_t type = mynah__canonical(engine, mynah__atom_join(engine, receiver.a, '.', method.b));
    uint32_t part = mynah__value(engine, VALUE_INSTANCE, 0, type, receiver.b);
    return load_instance(engine, part, name);
}

// What the parameters of a function are by default.
static uint32_t defaults(struct engine *engine, uint32_t id, uint32_t site)
{
    struct value value = engine->values[id];
    uint32_t made = mynah__container_at(engine, CONTAINER_TUPLE, site);
    struct unit *unit = mynah__unit_of(engine, value.b);
    uint32_t list = mynah__tree_child(unit->tree, value.b - unit->base, ROLE_ARGUMENTS);
    for (uint32_t arg = list == NODE_NONE ? NODE_NONE
                                          : mynah__tree_child(unit->tree, list, ROLE_ITEM);
         arg != NODE_NONE; arg = mynah__tree_next(unit->tree, arg)) {
        uint32_t fallback = mynah__tree_child(unit->tree, arg, ROLE_VALUE);
        if (fallback != NODE_NONE) {
            mynah__container_append(engine, made, mynah__node_set(engine, unit, fallback));
        }
    }
    return mynah__set_of(engine, made);
}

static uint32_t load_function(struct engine *engine, uint32_t id, uint32_t name, uint32_t site)
{
    const char *text = mynah__atom_bytes(engine, name);
    struct value value = engine->values[id];
    if (value.kind == VALUE_FUNCTION && strcmp(text, "__code__") == 0) {
        return mynah__set_of(engine, id);
    }
    if (value.kind == VALUE_FUNCTION &&
        (strcmp(text, "__defaults__") == 0 || strcmp(text, "__kwdefaults__") == 0)) {
        return defaults(engine, id, site);
    }
    if (strcmp(text, "__closure__") == 0) {
        return mynah__unknown(engine, UNKNOWN_REFLECTED, 0);
    }
    if (strcmp(text, "__dict__") == 0) {
        return mynah__set_of(engine, mynah__value(engine, VALUE_NAMESPACE, 0, id, 0));
    }
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
    return set == SET_EMPTY && mynah__is_settled(engine) ? foreign(engine) : set;
}

// Attributes that mean the same whatever has them: looking attributes up by a method, and the
// names of the module that a frame shows.
static uint32_t load_reflected(struct engine *engine, uint32_t id, uint32_t name, uint32_t site)
{
    static const struct {
        const char *name;
        const char *callee; // NULL: the module's names
    } rows[] = {
        { "__getattribute__", "builtins.getattr" },
        { "__setattr__", "builtins.setattr" },
        { "__delattr__", "builtins.delattr" },
        { "f_globals", NULL },
        { "f_locals", NULL },
        { "__cause__", "" },
        { "__context__", "" },
        { "f_builtins", NULL },
    };
    const char *text = mynah__atom_bytes(engine, name);
    uint8_t kind = engine->values[id].kind;
    if (text[0] != '_' && text[0] != 'f') {
        return SET_EMPTY;
    }
    bool raised = strcmp(text, "__cause__") == 0 || strcmp(text, "__context__") == 0;
    bool own = !raised && (kind == VALUE_OBJECT || kind == VALUE_CLASS || kind == VALUE_SUPER);
    bool type = kind == VALUE_EXTERNAL && mynah__is_type(engine, engine->values[id].a);
    for (size_t i = 0; !own && !type && i < sizeof(rows) / sizeof(*rows); i++) {
        if (strcmp(text, rows[i].name) != 0) {
            continue;
        }
        uint32_t self = mynah__set_of(engine, id);
        struct arguments arguments = { .positional = &self, .count = 1 };
        if (rows[i].callee && !rows[i].callee[0]) { // what else was raised
            mynah__note(engine, PLACE_RAISED, 0);
            return mynah__set_union(engine, engine->raised, foreign(engine));
        }
        return rows[i].callee
                   ? mynah__later(engine, rows[i].callee, &arguments, site)
                   : mynah__set_of(engine, mynah__value(engine, VALUE_NAMESPACE, 1, 0, 0));
    }
    return SET_EMPTY;
}

// `__main__` is the code itself.
static bool is_own_module(struct engine *engine, uint32_t id)
{
    struct value value = engine->values[id];
    return value.kind == VALUE_EXTERNAL && value.a == mynah__word(engine, "__main__");
}

bool mynah__is_own_name(struct engine *engine, uint32_t id)
{
    struct value value = engine->values[id];
    return value.kind == VALUE_EXTERNAL && value.a == mynah__word(engine, "__main__.__name__");
}

static uint32_t type_of_container(struct engine *engine, const struct value *value)
{
    static const char *const types[] = {
        [CONTAINER_LIST] = "builtins.list",     [CONTAINER_TUPLE] = "builtins.tuple",
        [CONTAINER_DICT] = "builtins.dict",     [CONTAINER_SET] = "builtins.set",
        [CONTAINER_ITERATOR] = "builtins.iter",
    };
    return mynah__set_external(engine, types[value->sub]);
}

uint32_t mynah__load_value(struct engine *engine, uint32_t id, uint32_t name, uint32_t site)
{
    struct value value = engine->values[id];
    uint32_t reflected = load_reflected(engine, id, name, site);
    if (reflected != SET_EMPTY) {
        return reflected;
    }
    if (is_own_module(engine, id)) {
        return mynah__lookup(engine, engine->units[0], name == ATOM_NONE ? 0 : name);
    }
    switch ((enum value_kind)value.kind) {
    case VALUE_UNKNOWN:
        return mynah__set_of(engine, id);
    case VALUE_EXTERNAL: {
        uint32_t stored = mynah__cell(engine, id, name);
        return mynah__set_union(engine, stored, load_external(engine, id, name));
    }
    case VALUE_INSTANCE: {
        uint32_t own = mynah__cell(engine, id, name);
        uint32_t full = mynah__atom_join(engine, value.a, '.', name);
        bool only = own != SET_EMPTY && !mynah__known(engine, mynah__canonical(engine, full));
        return only ? own : mynah__set_union(engine, own, load_instance(engine, id, name));
    }
    case VALUE_METHOD:
        return mynah__set_union(engine, mynah__cell(engine, id, name),
                                load_method(engine, id, name));
    case VALUE_FUNCTION:
    case VALUE_BOUND:
    case VALUE_PARTIAL:
        return load_function(engine, id, name, site);
    case VALUE_CLASS:
        return mynah__load_class(engine, id, name, site);
    case VALUE_OBJECT:
        return mynah__load_object(engine, id, name, site);
    case VALUE_SUPER:
        return mynah__load_super(engine, id, name, site);
    case VALUE_STR:
    case VALUE_INT:
        if (strcmp(mynah__atom_bytes(engine, name), "value") == 0) { // of an Enum's member
            return mynah__set_of(engine, id);
        }
        return mynah__set_of(engine, mynah__value(engine, VALUE_METHOD, 0, id, name));
    case VALUE_CONTAINER:
        if (strcmp(mynah__atom_bytes(engine, name), "__class__") == 0) {
            return type_of_container(engine, &value);
        }
        // fall through
    default: {
        uint32_t stored = mynah__cell(engine, id, name); // of a named tuple
        if (stored != SET_EMPTY) {
            return stored;
        }
        if (strcmp(mynah__atom_bytes(engine, name), "value") == 0) { // of an Enum's member
            return mynah__set_of(engine, id);
        }
        return mynah__set_of(engine, mynah__value(engine, VALUE_METHOD, 0, id, name));
    }
    }
}

uint32_t mynah__load(struct engine *engine, uint32_t set, uint32_t name, uint32_t site)
{
    uint32_t result = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, set);
    uint32_t count = mynah__set_size(engine, set);
    bool special = strncmp(mynah__atom_bytes(engine, name), "__", 2) == 0;
    for (uint32_t i = 0; i < count; i++) {
        if (engine->values[members[i]].kind == VALUE_NONE && count > 1 && !special) {
            continue; // it has no such attribute, so nothing comes behind that
        }
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

// What is put in the place of something of another module is called by whoever calls that.
static void escape_hooks(struct engine *engine, uint32_t id, uint32_t set, uint32_t site)
{
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t i = 0; i < mynah__set_size(engine, set) && !is_own_module(engine, id); i++) {
        struct value value = engine->values[members[i]];
        bool callable = value.kind == VALUE_EXTERNAL || value.kind == VALUE_METHOD ||
                        value.kind == VALUE_PARTIAL;
        if (callable && mynah__reach(engine, members[i])) {
            mynah__escape(engine, mynah__set_of(engine, members[i]), site);
        }
    }
}

// What stands for standard output is written to by print().
static void escape_stream(struct engine *engine, uint32_t id, uint32_t name, uint32_t set,
                          uint32_t site)
{
    const char *stream = mynah__atom_bytes(engine, name);
    bool shown = strcmp(stream, "stdout") == 0 || strcmp(stream, "stderr") == 0;
    if (shown && engine->values[id].a == mynah__word(engine, "sys")) {
        mynah__escape(engine, mynah__load(engine, set, mynah__word(engine, "write"), site), site);
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
            mynah__store_object(engine, members[i], name, set, site);
            break;
        case VALUE_UNKNOWN:
            mynah__escape(engine, set, site);
            break;
        case VALUE_INSTANCE: // `button.when_pressed = lamp.on`
            escape_hooks(engine, members[i], set, site);
            mynah__cell_join(engine, members[i], name, set);
            break;
        case VALUE_EXTERNAL:
            escape_hooks(engine, members[i], set, site);
            escape_stream(engine, members[i], name, set, site);
            if (is_own_module(engine, members[i])) {
                uint32_t globals = mynah__value(engine, VALUE_NAMESPACE, 1, 0, 0);
                mynah__cell_join(engine, globals, name, set);
            } else if (!mynah__known(engine, engine->values[members[i]].a)) {
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
    return mynah__lookup(engine, unit, name.a);
}

static uint32_t item_of_external(struct engine *engine, uint32_t id, uint32_t key)
{
    struct value value = engine->values[id];
    struct value index = engine->values[key];
    if (strcmp(mynah__atom_bytes(engine, value.a), "sys.modules") == 0) {
        if (index.kind == VALUE_STR) {
            return mynah__set_external(engine, mynah__atom_bytes(engine, index.a));
        }
        if (mynah__is_own_name(engine, key)) {
            return mynah__set_external(engine, "__main__");
        }
        // Some of what is loaded anyway can do anything: `os` is.
        return mynah__unknown(engine, UNKNOWN_REFLECTED, POWERS_ALL & ~POWER_IMPORTS);
    }
    if (index.kind == VALUE_STR && strcmp(mynah__atom_bytes(engine, value.a), "builtins") == 0) {
        return load_external(engine, id, index.a); // __builtins__["eval"]
    }
    uint32_t set = mynah__cell(engine, id, mynah__word(engine, "[]"));
    if (index.kind == VALUE_STR) { // os.environ["X"], ctypes.cdll["libca.so"]
        uint32_t named = load_external(engine, id, mynah__word(engine, "[]"));
        return mynah__set_union(engine, set, named);
    }
    return set == SET_EMPTY ? foreign(engine) : set;
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
        return set == SET_EMPTY && mynah__is_settled(engine) ? foreign(engine) : set;
    case VALUE_NAMESPACE:
        return namespace_item(engine, id, key, site);
    case VALUE_STR:
    case VALUE_BYTES: {
        int64_t at = index.kind == VALUE_INT ? mynah__int(&index) : -1;
        struct atom atom = *mynah__atom_at(engine, value.a);
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
        return item_of_external(engine, id, key);
    case VALUE_METHOD:
    case VALUE_INSTANCE: {
        uint32_t name = mynah__word(engine, "[]");
        set = mynah__set_of(engine, mynah__value(engine, VALUE_METHOD, 0, id, name));
        return mynah__set_union(engine, mynah__cell(engine, id, name),
                                value.kind == VALUE_INSTANCE ? set : foreign(engine));
    }
    case VALUE_OBJECT:
        return mynah__item_of_object(engine, id, key, site);
    case VALUE_CLASS:
        return mynah__item_of_class(engine, id, key, site);
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
