// SPDX-License-Identifier: Apache-2.0
// Methods of what the engine follows itself: containers, texts, namespaces, properties, and of
// things of unknown type that are called with functions.

#include "values/constants.h"
#include "values/engine.h"

#include <string.h>

static uint32_t foreign(struct engine *engine)
{
    return mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
}

static uint32_t none(struct engine *engine)
{
    return mynah__set_of(engine, mynah__value(engine, VALUE_NONE, 0, 0, 0));
}

struct call {
    uint32_t receiver;
    const struct arguments *arguments;
    uint32_t site;
};

typedef uint32_t method(struct engine *engine, const struct call *call);

static uint32_t first(const struct call *call)
{
    return call->arguments->count > 0 ? call->arguments->positional[0] : call->arguments->rest;
}

static uint32_t second(const struct call *call)
{
    return call->arguments->count > 1 ? call->arguments->positional[1] : SET_EMPTY;
}

static uint32_t append(struct engine *engine, const struct call *call)
{
    mynah__container_append(engine, call->receiver, first(call));
    return none(engine);
}

static uint32_t insert(struct engine *engine, const struct call *call)
{
    mynah__container_loosen(engine, call->receiver);
    mynah__container_append(engine, call->receiver, second(call));
    return none(engine);
}

static uint32_t insert_first(struct engine *engine, const struct call *call)
{
    mynah__container_loosen(engine, call->receiver);
    return append(engine, call);
}

static uint32_t extend(struct engine *engine, const struct call *call)
{
    mynah__container_append(engine, call->receiver, mynah__iterate(engine, first(call)));
    return none(engine);
}

void mynah__merge(struct engine *engine, uint32_t into, uint32_t set)
{
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t m = 0; m < mynah__set_size(engine, set); m++) {
        const struct container *found = mynah__container(engine, members[m]);
        if (!found || engine->values[members[m]].sub != CONTAINER_DICT) {
            uint16_t powers = mynah__reach(engine, members[m]);
            uint32_t unknown = mynah__unknown(engine, UNKNOWN_FOREIGN, powers);
            mynah__container_put_any(engine, into, foreign(engine), unknown);
            continue;
        }
        struct container from = *found;
        for (uint32_t i = 0; i < from.count; i++) {
            mynah__container_put(engine, into, from.keys[i], from.sets[i]);
        }
        if (from.open) {
            mynah__container_put_any(engine, into, from.any_keys, from.any);
        }
    }
}

static uint32_t update(struct engine *engine, const struct call *call)
{
    mynah__container_change(engine, call->receiver);
    if (engine->values[call->receiver].sub != CONTAINER_DICT) {
        return extend(engine, call);
    }
    mynah__merge(engine, call->receiver, first(call));
    for (uint32_t i = 0; i < call->arguments->keyword_count; i++) {
        const struct keyword_argument *keyword = &call->arguments->keywords[i];
        mynah__container_put(engine, call->receiver,
                             mynah__value(engine, VALUE_STR, 0, keyword->name, 0), keyword->set);
    }
    return none(engine);
}

static uint32_t get(struct engine *engine, const struct call *call)
{
    uint32_t set = second(call);
    if (engine->values[call->receiver].sub != CONTAINER_DICT) { // of a queue
        return mynah__container_all(engine, call->receiver);
    }
    const uint32_t *keys = mynah__members(engine, first(call));
    for (uint32_t i = 0; i < mynah__set_size(engine, first(call)); i++) {
        uint32_t part = mynah__is_constant(&engine->values[keys[i]])
                            ? mynah__container_get(engine, call->receiver, keys[i])
                            : mynah__container_all(engine, call->receiver);
        set = mynah__set_union(engine, set, part);
    }
    const struct container *dict = mynah__container(engine, call->receiver);
    bool sometimes = (dict->hollow || dict->loose) && second(call) == SET_EMPTY;
    if (sometimes) { // when it was asked the key may not have been there
        return mynah__set_union(engine, set, none(engine));
    }
    return set == SET_EMPTY && mynah__is_settled(engine) ? none(engine) : set;
}

static uint32_t pop(struct engine *engine, const struct call *call)
{
    mynah__container_loosen(engine, call->receiver);
    if (engine->values[call->receiver].sub == CONTAINER_DICT) {
        return get(engine, call);
    }
    uint32_t set = mynah__container_all(engine, call->receiver);
    return set == SET_EMPTY && mynah__is_settled(engine) ? foreign(engine) : set;
}

static uint32_t send(struct engine *engine, const struct call *call)
{
    mynah__cell_join(engine, call->receiver, mynah__word(engine, "<sent>"), first(call));
    return pop(engine, call);
}

// result() of what a pool was told to call, which may be asked for again.
static uint32_t outcome(struct engine *engine, const struct call *call)
{
    uint32_t set = mynah__container_all(engine, call->receiver);
    return set == SET_EMPTY && mynah__is_settled(engine) ? foreign(engine) : set;
}

// add_done_callback(f) calls f with the receiver.
static uint32_t call_back(struct engine *engine, const struct call *call)
{
    mynah__call1(engine, first(call), mynah__set_of(engine, call->receiver), call->site);
    return none(engine);
}

static uint32_t setdefault(struct engine *engine, const struct call *call)
{
    mynah__container_change(engine, call->receiver);
    mynah__container_put_any(engine, call->receiver, first(call), second(call));
    return get(engine, call);
}

static uint32_t iterator(struct engine *engine, const struct call *call, uint32_t set)
{
    uint32_t made = mynah__container_at(engine, CONTAINER_ITERATOR, call->site);
    mynah__container_append(engine, made, set);
    return mynah__set_of(engine, made);
}

static uint32_t keys(struct engine *engine, const struct call *call)
{
    uint32_t made = mynah__container_at(engine, CONTAINER_ITERATOR, call->site);
    struct container from = *mynah__container(engine, call->receiver);
    for (uint32_t i = 0; i < from.count; i++) {
        mynah__container_put(engine, made, mynah__value_int(engine, i),
                             mynah__set_of(engine, from.keys[i]));
    }
    if (from.open) {
        mynah__container_append(engine, made, from.any_keys);
    }
    return mynah__set_of(engine, made);
}

static uint32_t values(struct engine *engine, const struct call *call)
{
    uint32_t made = mynah__container_at(engine, CONTAINER_ITERATOR, call->site);
    struct container from = *mynah__container(engine, call->receiver);
    for (uint32_t i = 0; i < from.count; i++) {
        mynah__container_put(engine, made, mynah__value_int(engine, i), from.sets[i]);
    }
    if (from.open) {
        mynah__container_append(engine, made, from.any);
    }
    return mynah__set_of(engine, made);
}

static uint32_t items(struct engine *engine, const struct call *call)
{
    uint32_t pair = mynah__container_at(engine, CONTAINER_TUPLE, call->site);
    mynah__container_put(engine, pair, mynah__value_int(engine, 0),
                         mynah__container_keys(engine, call->receiver));
    mynah__container_put(engine, pair, mynah__value_int(engine, 1),
                         mynah__container_all(engine, call->receiver));
    uint32_t made = mynah__container_at(engine, CONTAINER_ITERATOR, call->site);
    if (mynah__container(engine, call->receiver)->count > 0) {
        mynah__container_put(engine, made, mynah__value_int(engine, 0),
                             mynah__set_of(engine, pair));
    }
    return iterator(engine, call, mynah__set_of(engine, pair));
}

static uint32_t copy(struct engine *engine, const struct call *call)
{
    struct value value = engine->values[call->receiver];
    uint32_t made = mynah__container_at(engine, (enum container_kind)value.sub, call->site);
    struct container from = *mynah__container(engine, call->receiver);
    for (uint32_t i = 0; i < from.count; i++) {
        mynah__container_put(engine, made, from.keys[i], from.sets[i]);
    }
    if (from.open) {
        mynah__container_put_any(engine, made, from.any_keys, from.any);
    }
    return mynah__set_of(engine, made);
}

// A set with what others have.
static uint32_t united(struct engine *engine, const struct call *call)
{
    uint32_t made = copy(engine, call);
    for (uint32_t i = 0; i < call->arguments->count; i++) {
        mynah__container_append(engine, mynah__single(engine, made),
                                mynah__iterate(engine, call->arguments->positional[i]));
    }
    return made;
}

static uint32_t throw(struct engine * engine, const struct call *call)
{
    mynah__raise(engine, first(call), call->site);
    return pop(engine, call);
}

static uint32_t popitem(struct engine *engine, const struct call *call)
{
    mynah__container_loosen(engine, call->receiver);
    return mynah__iterate(engine, items(engine, call));
}

static uint32_t get_item(struct engine *engine, const struct call *call)
{
    return mynah__load_item(engine, mynah__set_of(engine, call->receiver), first(call), call->site);
}

static uint32_t set_item(struct engine *engine, const struct call *call)
{
    mynah__assign_item(engine, mynah__set_of(engine, call->receiver), first(call), second(call),
                       call->site);
    return none(engine);
}

static const struct {
    const char *name;
    method *call;
} container_methods[] = {
    { "append", append },
    { "appendleft", insert_first },
    { "add", append },
    { "put", append },
    { "put_nowait", append },
    { "insert", insert },
    { "extend", extend },
    { "update", update },
    { "get", get },
    { "pop", pop },
    { "popleft", pop },
    { "popitem", popitem },
    { "result", outcome },
    { "add_done_callback", call_back },
    { "setdefault", setdefault },
    { "keys", keys },
    { "values", values },
    { "items", items },
    { "copy", copy },
    { "__getitem__", get_item },
    { "__setitem__", set_item },
    { "send", send },
    { "asend", send },
    { "__next__", pop },
    { "throw", throw },
    { "athrow", throw },
    { "union", united },
    { "intersection", united },
    { "difference", united },
    { "symmetric_difference", united },
};

static uint32_t call_container(struct engine *engine, const char *name, const struct call *call)
{
    for (size_t i = 0; i < sizeof(container_methods) / sizeof(*container_methods); i++) {
        if (strcmp(name, container_methods[i].name) == 0) {
            return container_methods[i].call(engine, call);
        }
    }
    uint32_t key = mynah__argument(engine, call->arguments, 0, "key");
    if (key != SET_EMPTY) { // list.sort(key=f)
        mynah__call1(engine, key, mynah__container_all(engine, call->receiver), call->site);
    }
    static const char *const harmless[] = { "count",      "index",    "__len__",   "__contains__",
                                            "isdisjoint", "issubset", "issuperset" };
    for (size_t i = 0; i < sizeof(harmless) / sizeof(*harmless); i++) {
        if (strcmp(name, harmless[i]) == 0) {
            return foreign(engine);
        }
    }
    mynah__container_loosen(engine, call->receiver);
    for (uint32_t i = 0; i < call->arguments->count; i++) { // it may keep it, or give it back
        uint16_t powers = mynah__set_reach(engine, call->arguments->positional[i]);
        if (powers) {
            mynah__container_append(engine, call->receiver, call->arguments->positional[i]);
        }
    }
    uint16_t powers = mynah__reach(engine, call->receiver);
    return mynah__unknown(engine, UNKNOWN_FOREIGN, powers);
}

static uint32_t call_namespace(struct engine *engine, const char *name, const struct call *call)
{
    struct value value = engine->values[call->receiver];
    static const char *const lookups[] = { "get", "pop", "__getitem__", "setdefault" };
    for (size_t i = 0; i < sizeof(lookups) / sizeof(*lookups); i++) {
        if (strcmp(name, lookups[i]) == 0) {
            return get_item(engine, call);
        }
    }
    if (strcmp(name, "__setitem__") == 0) {
        return set_item(engine, call);
    }
    if (strcmp(name, "update") == 0) {
        for (uint32_t i = 0; i < call->arguments->keyword_count; i++) {
            const struct keyword_argument *keyword = &call->arguments->keywords[i];
            uint32_t key = mynah__value(engine, VALUE_STR, 0, keyword->name, 0);
            mynah__assign_item(engine, mynah__set_of(engine, call->receiver),
                               mynah__set_of(engine, key), keyword->set, call->site);
        }
        const uint32_t *members = mynah__members(engine, first(call));
        for (uint32_t m = 0; m < mynah__set_size(engine, first(call)); m++) {
            const struct container *found = mynah__container(engine, members[m]);
            struct container from = found ? *found : (struct container){ 0 };
            for (uint32_t i = 0; i < from.count; i++) {
                mynah__assign_item(engine, mynah__set_of(engine, call->receiver),
                                   mynah__set_of(engine, from.keys[i]), from.sets[i], call->site);
            }
        }
        return none(engine);
    }
    uint16_t powers = value.sub == 0 ? engine->values[value.a].powers : 0;
    return mynah__unknown(engine, UNKNOWN_REFLECTED, powers);
}

// `@x.setter` and `@x.getter` give the property again; the setter is kept beside the getter.
static uint32_t call_property(struct engine *engine, const char *name, const struct call *call)
{
    uint32_t getter = engine->values[call->receiver].b;
    if (strcmp(name, "setter") == 0) {
        mynah__cell_join(engine, getter, mynah__word(engine, "setter"), first(call));
    }
    return mynah__set_of(engine, call->receiver);
}

uint32_t mynah__call_method(struct engine *engine, uint32_t id, const struct arguments *arguments,
                            uint32_t site)
{
    struct value value = engine->values[id];
    struct value receiver = engine->values[value.a];
    const char *name = mynah__atom_bytes(engine, value.b);
    struct call call = { value.a, arguments, site };
    switch ((enum value_kind)receiver.kind) {
    case VALUE_CONTAINER:
        return call_container(engine, name, &call);
    case VALUE_STR:
    case VALUE_BYTES:
        return mynah__fold_method(engine, value.a, name, arguments, site);
    case VALUE_NAMESPACE:
        return call_namespace(engine, name, &call);
    case VALUE_BOUND:
        return call_property(engine, name, &call);
    default:
        mynah__escape_all(engine, arguments, site);
        return foreign(engine);
    }
}
