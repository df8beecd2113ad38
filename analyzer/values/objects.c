// SPDX-License-Identifier: Apache-2.0
// Attributes and items of objects and classes of the code itself: their own, those of their class,
// what methods of special names give, and what they inherit from outside.

#include "values/engine.h"

#include <string.h>

static uint32_t foreign(struct engine *engine)
{
    return mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
}

static uint32_t text_of(struct engine *engine, uint32_t atom)
{
    return mynah__set_of(engine, mynah__value(engine, VALUE_STR, 0, atom, 0));
}

uint32_t mynah__delegates(struct engine *engine, uint32_t object)
{
    return mynah__cell(engine, object, mynah__word(engine, "<delegate>"));
}

// Return what bases from outside have under that name: for an object, or (NONE) for the class.
static uint32_t load_outside(struct engine *engine, uint32_t class_value, uint32_t object,
                             uint32_t name)
{
    uint32_t bases = mynah__cell(engine, class_value, mynah__word(engine, "<outside>"));
    uint32_t result = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, bases);
    for (uint32_t i = 0; i < mynah__set_size(engine, bases); i++) {
        struct value value = engine->values[members[i]];
        uint32_t part = mynah__set_of(engine, members[i]);
        if (value.kind == VALUE_EXTERNAL && object != UINT32_MAX) {
            uint32_t made =
                mynah__value(engine, VALUE_INSTANCE, 0, mynah__type_made(engine, value.a),
                             engine->values[object].b);
            part = mynah__set_of(engine, mynah__value(engine, VALUE_METHOD, 0, made, name));
        } else if (value.kind == VALUE_EXTERNAL) {
            part = mynah__load_value(engine, members[i], name, value.b);
        }
        result = mynah__set_union(engine, result, part);
    }
    return result;
}

// Return whether Python itself may mean something by that name.
static bool is_special(const char *name)
{
    return name[0] == '_' && name[1] == '_';
}

static bool is_data(const char *name)
{
    static const char *const names[] = { "__name__",     "__doc__",         "__module__",
                                         "__qualname__", "__annotations__", "__slots__" };
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

// What is left where neither the object nor its class has the name.
static uint32_t load_beyond(struct engine *engine, uint32_t id, uint32_t name, uint32_t site)
{
    uint32_t class_value = engine->values[id].a;
    uint32_t made = mynah__delegates(engine, id);
    uint32_t key = text_of(engine, name);
    struct arguments arguments = { .positional = &key, .count = 1 };
    uint32_t set = mynah__call_hook(engine, class_value, id, "__getattr__", &arguments);
    if (made != SET_EMPTY) {
        set = mynah__set_union(engine, set, mynah__load(engine, made, name, site));
    }
    if (set != SET_EMPTY || !mynah__is_settled(engine)) {
        return set;
    }
    set = load_outside(engine, class_value, id, name);
    return set == SET_EMPTY ? foreign(engine) : set;
}

uint32_t mynah__load_object(struct engine *engine, uint32_t id, uint32_t name, uint32_t site)
{
    struct value value = engine->values[id];
    const char *text = mynah__atom_bytes(engine, name);
    bool special = is_special(text);
    if (special && strcmp(text, "__class__") == 0) {
        return mynah__set_of(engine, value.a);
    }
    if (special && strcmp(text, "__dict__") == 0) {
        return mynah__set_of(engine, mynah__value(engine, VALUE_NAMESPACE, 0, id, 0));
    }
    if (special && is_data(text)) {
        return foreign(engine);
    }
    uint32_t own = mynah__cell(engine, id, name);
    uint32_t found = mynah__class_lookup(engine, value.a, name, value.b, CALL_DEPTH_MAX);
    uint32_t key = text_of(engine, name);
    struct arguments arguments = { .positional = &key, .count = 1 };
    uint32_t set = mynah__set_union(engine, own, mynah__bind_set(engine, found, id, value.a, site));
    uint32_t hooked = mynah__call_hook(engine, value.a, id, "__getattribute__", &arguments);
    set = mynah__set_union(engine, set, hooked);
    return set == SET_EMPTY ? load_beyond(engine, id, name, site) : set;
}

uint32_t mynah__load_class(struct engine *engine, uint32_t id, uint32_t name, uint32_t site)
{
    struct value value = engine->values[id];
    const char *text = mynah__atom_bytes(engine, name);
    bool special = is_special(text);
    if (special && strcmp(text, "__dict__") == 0) {
        return mynah__set_of(engine, mynah__value(engine, VALUE_NAMESPACE, 0, id, 0));
    }
    if (special && is_data(text)) {
        return foreign(engine);
    }
    if (special && (strcmp(text, "__mro__") == 0 || strcmp(text, "__bases__") == 0 ||
                    strcmp(text, "__base__") == 0 || strcmp(text, "__subclasses__") == 0)) {
        return mynah__unknown(engine, UNKNOWN_REFLECTED, 0);
    }
    uint32_t found = mynah__class_lookup(engine, id, name, value.b, CALL_DEPTH_MAX);
    uint32_t set = mynah__bind_set(engine, found, UINT32_MAX, id, site);
    uint32_t metas = mynah__metaclasses(engine, id);
    const uint32_t *members = mynah__members(engine, metas);
    for (uint32_t i = 0; set == SET_EMPTY && i < mynah__set_size(engine, metas); i++) {
        if (engine->values[members[i]].kind == VALUE_CLASS) {
            found = mynah__class_lookup(engine, members[i], name, value.b, CALL_DEPTH_MAX);
            set = mynah__bind_set(engine, found, id, members[i], site);
        }
    }
    uint32_t key = text_of(engine, name);
    struct arguments arguments = { .positional = &key, .count = 1 };
    if (set == SET_EMPTY && metas != SET_EMPTY) {
        set = mynah__call_meta(engine, id, "__getattr__", &arguments);
    }
    if (metas != SET_EMPTY) {
        uint32_t hooked = mynah__call_meta(engine, id, "__getattribute__", &arguments);
        set = mynah__set_union(engine, set, hooked);
    }
    if (set == SET_EMPTY && mynah__is_settled(engine)) {
        set = load_outside(engine, id, UINT32_MAX, name);
        set = set == SET_EMPTY ? foreign(engine) : set;
    }
    return set;
}

uint32_t mynah__load_super(struct engine *engine, uint32_t id, uint32_t name, uint32_t site)
{
    struct value value = engine->values[id];
    struct value receiver = engine->values[value.b];
    uint32_t made = receiver.kind == VALUE_OBJECT ? receiver.b : site;
    uint32_t found = mynah__base_lookup(engine, value.a, name, made, CALL_DEPTH_MAX);
    uint32_t set = mynah__bind_set(engine, found, value.b, value.a, site);
    const char *text = mynah__atom_bytes(engine, name);
    static const char *const methods[] = { "__init__", "__new__", "__setattr__", "__getattribute__",
                                           "__getattr__" };
    for (size_t i = 0;
         set == SET_EMPTY && is_special(text) && i < sizeof(methods) / sizeof(*methods); i++) {
        if (strcmp(text, methods[i]) == 0) {
            return mynah__set_of(engine, mynah__value(engine, VALUE_METHOD, 0, id, name));
        }
    }
    if (set == SET_EMPTY && receiver.kind == VALUE_OBJECT) {
        uint32_t delegates = mynah__delegates(engine, value.b);
        set = mynah__load(engine, delegates, name, site);
        if (set == SET_EMPTY && mynah__is_settled(engine)) {
            set = load_outside(engine, receiver.a, value.b, name);
        }
    }
    return set == SET_EMPTY && mynah__is_settled(engine) ? foreign(engine) : set;
}

// Methods of `super()` that no class of the code itself has.
uint32_t mynah__call_super(struct engine *engine, uint32_t id, const char *name,
                           const struct arguments *arguments, uint32_t site)
{
    struct value value = engine->values[id];
    struct value receiver = engine->values[value.b];
    uint32_t self = mynah__set_of(engine, value.b);
    if (strcmp(name, "__new__") == 0) {
        uint32_t class_value = receiver.kind == VALUE_CLASS ? value.b : value.a;
        return mynah__any_object(engine, class_value);
    }
    if (strcmp(name, "__init__") == 0) {
        if (receiver.kind == VALUE_OBJECT) {
            mynah__call_bases(engine, value.a, value.b, arguments, CALL_DEPTH_MAX);
        }
        return mynah__set_of(engine, mynah__value(engine, VALUE_NONE, 0, 0, 0));
    }
    uint32_t all[3] = { self, mynah__argument(engine, arguments, 1, NULL),
                        mynah__argument(engine, arguments, 2, NULL) };
    bool stores = strcmp(name, "__setattr__") == 0;
    struct arguments given = { .positional = all, .count = stores ? 3 : 2 };
    return stores ? mynah__model_setattr(engine, id, &given, site)
                  : mynah__model_getattr(engine, id, &given, site);
}

// Set what the class says is more than an attribute; return whether it is.
// `both` is the object and what is set.
static bool store_special(struct engine *engine, uint32_t member, uint32_t name,
                          const struct arguments *both, uint32_t site)
{
    struct value marker = engine->values[member];
    if (marker.kind == VALUE_BOUND && marker.sub == BOUND_PROPERTY) {
        uint32_t setter = mynah__cell(engine, marker.b, mynah__word(engine, "setter"));
        mynah__invoke(engine, setter, both, site);
        return true;
    }
    if (marker.kind == VALUE_OBJECT && mynah__has_hook(engine, marker.a, "__set__")) {
        mynah__call_hook(engine, marker.a, member, "__set__", both);
        return true;
    }
    if (marker.kind == VALUE_METHOD) {
        mynah__store(engine, mynah__set_of(engine, marker.a), name, both->positional[1], site);
    }
    return false;
}

// What an object has is for its bases from outside to find, where nobody knows what those do.
static void show_outside(struct engine *engine, uint32_t class_value, uint32_t set, uint32_t site)
{
    uint32_t bases = mynah__cell(engine, class_value, mynah__word(engine, "<outside>"));
    const uint32_t *members = mynah__members(engine, bases);
    bool unknown = false;
    for (uint32_t i = 0; i < mynah__set_size(engine, bases); i++) {
        struct value base = engine->values[members[i]];
        unknown = unknown || base.kind == VALUE_UNKNOWN ||
                  (base.kind == VALUE_EXTERNAL && !mynah__known(engine, base.a) &&
                   base.sub == EXTERNAL_IMPORTED);
    }
    const uint32_t *values = mynah__members(engine, set);
    for (uint32_t i = 0; unknown && i < mynah__set_size(engine, set); i++) {
        uint8_t kind = engine->values[values[i]].kind;
        if (kind == VALUE_EXTERNAL || kind == VALUE_PARTIAL || kind == VALUE_METHOD) {
            mynah__escape(engine, mynah__set_of(engine, values[i]), site);
        }
    }
}

void mynah__store_object(struct engine *engine, uint32_t id, uint32_t name, uint32_t set,
                         uint32_t site)
{
    struct value value = engine->values[id];
    uint32_t found = mynah__class_lookup(engine, value.a, name, value.b, CALL_DEPTH_MAX);
    const uint32_t *members = mynah__members(engine, found);
    uint32_t both[2] = { text_of(engine, name), set };
    uint32_t own[2] = { mynah__set_of(engine, id), set };
    struct arguments arguments = { .positional = own, .count = 2 };
    bool special = false;
    for (uint32_t i = 0; i < mynah__set_size(engine, found); i++) {
        special = store_special(engine, members[i], name, &arguments, site) || special;
    }
    mynah__call_hook(engine, value.a, id, "__setattr__",
                     &(struct arguments){ .positional = both, .count = 2 });
    if (!special) {
        mynah__object_put(engine, id, name, set);
        show_outside(engine, value.a, set, site);
    }
}

uint32_t mynah__item_of_object(struct engine *engine, uint32_t id, uint32_t key, uint32_t site)
{
    struct value value = engine->values[id];
    uint32_t key_set = mynah__set_of(engine, key);
    uint32_t made = mynah__delegates(engine, id);
    struct arguments arguments = { .positional = &key_set, .count = 1 };
    uint32_t set = mynah__call_hook(engine, value.a, id, "__getitem__", &arguments);
    if (made != SET_EMPTY) {
        set = mynah__set_union(engine, set, mynah__load_item(engine, made, key_set, site));
        uint32_t missing = mynah__call_hook(engine, value.a, id, "__missing__", &arguments);
        set = mynah__set_union(engine, set, missing);
    }
    return set == SET_EMPTY && mynah__is_settled(engine)
               ? mynah__unknown(engine, UNKNOWN_FOREIGN, mynah__reach(engine, id))
               : set;
}

// An Enum's member, or what `__class_getitem__` and metaclasses make of it.
uint32_t mynah__item_of_class(struct engine *engine, uint32_t id, uint32_t key, uint32_t site)
{
    uint32_t key_set = mynah__set_of(engine, key);
    struct arguments arguments = { .positional = &key_set, .count = 1 };
    uint32_t set = mynah__call_hook(engine, id, id, "__class_getitem__", &arguments);
    set = mynah__set_union(engine, set, mynah__call_meta(engine, id, "__getitem__", &arguments));
    if (engine->values[key].kind == VALUE_STR) {
        uint32_t found =
            mynah__class_lookup(engine, id, engine->values[key].a, site, CALL_DEPTH_MAX);
        set = mynah__set_union(engine, set, found);
    }
    return set == SET_EMPTY && mynah__is_settled(engine) ? foreign(engine) : set;
}

void mynah__put_object_item(struct engine *engine, uint32_t id, uint32_t key, uint32_t set,
                            uint32_t site)
{
    uint32_t both[2] = { key, set };
    struct arguments arguments = { .positional = both, .count = 2 };
    uint32_t made = mynah__delegates(engine, id);
    mynah__call_hook(engine, engine->values[id].a, id, "__setitem__", &arguments);
    mynah__assign_item(engine, made, key, set, site);
}
