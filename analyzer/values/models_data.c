// SPDX-License-Identifier: Apache-2.0
// Models of what makes data of data: containers, iteration and records.

#include "core/text.h"
#include "core/utf8.h"
#include "values/engine.h"

#include <string.h>

static uint32_t foreign(struct engine *engine)
{
    return mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
}

static uint32_t make(struct engine *engine, enum container_kind kind,
                     const struct arguments *arguments, uint32_t site)
{
    uint32_t made = mynah__container_at(engine, kind, site);
    if (arguments->count > 0) {
        mynah__container_extend(engine, made, arguments->positional[0]);
    }
    return mynah__set_of(engine, made);
}

uint32_t mynah__model_list(struct engine *engine, uint32_t value, const struct arguments *arguments,
                           uint32_t site)
{
    (void)value;
    return make(engine, CONTAINER_LIST, arguments, site);
}

uint32_t mynah__model_tuple(struct engine *engine, uint32_t value,
                            const struct arguments *arguments, uint32_t site)
{
    (void)value;
    return make(engine, CONTAINER_TUPLE, arguments, site);
}

uint32_t mynah__model_set(struct engine *engine, uint32_t value, const struct arguments *arguments,
                          uint32_t site)
{
    (void)value;
    return make(engine, CONTAINER_SET, arguments, site);
}

static void put_pairs(struct engine *engine, uint32_t made, uint32_t set)
{
    uint32_t pairs = mynah__iterate(engine, set);
    uint32_t keys = mynah__element(engine, pairs, 0);
    mynah__container_put_any(engine, made, keys, mynah__element(engine, pairs, 1));
}

// What a missing key of defaultdict(f) gets; only what can do or hold something matters.
static void put_default(struct engine *engine, uint32_t made, uint32_t factory, uint32_t site)
{
    uint32_t set = mynah__invoke(engine, factory, &(struct arguments){ 0 }, site);
    const uint32_t *members = mynah__members(engine, set);
    uint32_t kept = SET_EMPTY;
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        struct value value = engine->values[members[i]];
        bool plain =
            mynah__is_constant(&value) ||
            ((value.kind == VALUE_INSTANCE || value.kind == VALUE_UNKNOWN) && value.powers == 0);
        kept =
            mynah__set_union(engine, kept, plain ? SET_EMPTY : mynah__set_of(engine, members[i]));
    }
    mynah__container_put_any(engine, made, SET_EMPTY, kept);
}

static void put_mapping(struct engine *engine, uint32_t made, uint32_t set)
{
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t m = 0; m < mynah__set_size(engine, set); m++) {
        const struct container *found = mynah__container(engine, members[m]);
        if (!found || engine->values[members[m]].sub != CONTAINER_DICT) {
            put_pairs(engine, made, mynah__set_of(engine, members[m]));
            continue;
        }
        struct container copy = *found;
        for (uint32_t i = 0; i < copy.count; i++) {
            mynah__container_put(engine, made, copy.keys[i], copy.sets[i]);
        }
        if (copy.open) {
            mynah__container_put_any(engine, made, copy.any_keys, copy.any);
        }
    }
}

uint32_t mynah__model_dict(struct engine *engine, uint32_t value, const struct arguments *arguments,
                           uint32_t site)
{
    const char *name = mynah__atom_bytes(engine, engine->values[value].a);
    uint32_t made = mynah__container_at(engine, CONTAINER_DICT, site);
    uint32_t from = strstr(name, "defaultdict") ? 1 : 0;
    uint32_t most = strstr(name, "ChainMap") ? arguments->count : from + 1;
    if (from && arguments->count > 0) {
        put_default(engine, made, arguments->positional[0], site);
    }
    for (uint32_t i = from; i < most && i < arguments->count; i++) {
        put_mapping(engine, made, arguments->positional[i]);
    }
    for (uint32_t i = 0; i < arguments->keyword_count; i++) {
        uint32_t key = mynah__value(engine, VALUE_STR, 0, arguments->keywords[i].name, 0);
        mynah__container_put(engine, made, key, arguments->keywords[i].set);
    }
    return mynah__set_of(engine, made);
}

// iter(f, last) calls f for each.
uint32_t mynah__model_iter(struct engine *engine, uint32_t value, const struct arguments *arguments,
                           uint32_t site)
{
    if (arguments->count < 2) {
        return mynah__model_list(engine, value, arguments, site);
    }
    uint32_t made = mynah__container_at(engine, CONTAINER_ITERATOR, site);
    const struct arguments nothing = { 0 };
    mynah__container_append(engine, made,
                            mynah__invoke(engine, arguments->positional[0], &nothing, site));
    return mynah__set_of(engine, made);
}

static uint32_t iterator(struct engine *engine, uint32_t site, uint32_t set)
{
    uint32_t made = mynah__container_at(engine, CONTAINER_ITERATOR, site);
    mynah__container_append(engine, made, set);
    return mynah__set_of(engine, made);
}

// An iterator over steps that are all alike; there is at least one where each source has one.
static uint32_t steps(struct engine *engine, uint32_t site, const struct arguments *arguments,
                      uint32_t step)
{
    uint32_t made = mynah__container_at(engine, CONTAINER_ITERATOR, site);
    bool some = arguments->count > 0;
    for (uint32_t i = 0; i < arguments->count; i++) {
        uint32_t single = mynah__single(engine, arguments->positional[i]);
        const struct container *from =
            single == UINT32_MAX ? NULL : mynah__container(engine, single);
        some = some && from && from->count > 0 && !from->loose && !from->hollow;
    }
    if (some) {
        mynah__container_put(engine, made, mynah__value_int(engine, 0), step);
    }
    mynah__container_append(engine, made, step);
    return mynah__set_of(engine, made);
}

uint32_t mynah__model_zip(struct engine *engine, uint32_t value, const struct arguments *arguments,
                          uint32_t site)
{
    (void)value;
    uint32_t pair = mynah__container_at(engine, CONTAINER_TUPLE, site);
    for (uint32_t i = 0; i < arguments->count; i++) {
        mynah__container_put(engine, pair, mynah__value_int(engine, i),
                             mynah__iterate(engine, arguments->positional[i]));
    }
    return steps(engine, site, arguments, mynah__set_of(engine, pair));
}

uint32_t mynah__model_product(struct engine *engine, uint32_t value,
                              const struct arguments *arguments, uint32_t site)
{
    return mynah__model_zip(engine, value, arguments, site);
}

uint32_t mynah__model_enumerate(struct engine *engine, uint32_t value,
                                const struct arguments *arguments, uint32_t site)
{
    (void)value;
    uint32_t pair = mynah__container_at(engine, CONTAINER_TUPLE, site);
    uint32_t set = mynah__argument(engine, arguments, 1, "iterable");
    int64_t length = mynah__length(engine, set);
    uint32_t index = length < 0 || length > ITERATE_MAX ? foreign(engine) : SET_EMPTY;
    uint32_t indices[ITERATE_MAX];
    for (int64_t i = 0; length <= ITERATE_MAX && i < length; i++) {
        indices[i] = mynah__set_of(engine, mynah__value_int(engine, i));
    }
    if (length > 0 && length <= ITERATE_MAX) {
        index = mynah__set_unite(engine, indices, (uint32_t)length);
    }
    if (arguments->count > 1 || arguments->keyword_count > 0) {
        index = foreign(engine);
    }
    mynah__container_put(engine, pair, mynah__value_int(engine, 0), index);
    mynah__container_put(engine, pair, mynah__value_int(engine, 1), mynah__iterate(engine, set));
    return steps(engine, site, arguments, mynah__set_of(engine, pair));
}

uint32_t mynah__model_reversed(struct engine *engine, uint32_t value,
                               const struct arguments *arguments, uint32_t site)
{
    (void)value;
    uint32_t set = mynah__argument(engine, arguments, 1, NULL);
    uint32_t single = mynah__single(engine, set);
    int64_t length = mynah__length(engine, set);
    uint32_t made = mynah__container_at(engine, CONTAINER_ITERATOR, site);
    if (single != UINT32_MAX && engine->values[single].kind == VALUE_STR) {
        struct atom atom = *mynah__atom_at(engine, engine->values[single].a);
        bool ascii = mynah__utf8_length(atom.bytes, atom.size) == atom.size;
        if (!ascii || atom.size > KEYS_MAX) {
            mynah__container_append(engine, made, mynah__unknown(engine, UNKNOWN_LOST, 0));
            return mynah__set_of(engine, made);
        }
        for (uint32_t i = 0; i < atom.size; i++) {
            uint32_t part = mynah__atom(engine, atom.bytes + atom.size - 1 - i, 1);
            part = mynah__value(engine, VALUE_STR, 0, part, 0);
            mynah__container_put(engine, made, mynah__value_int(engine, i),
                                 mynah__set_of(engine, part));
        }
        return mynah__set_of(engine, made);
    }
    if (length < 0 || length > ITERATE_MAX) {
        mynah__container_append(engine, made, mynah__iterate(engine, set));
    }
    for (int64_t i = 0; length <= ITERATE_MAX && i < length; i++) {
        mynah__container_put(engine, made, mynah__value_int(engine, i),
                             mynah__element(engine, set, length - 1 - i));
    }
    return mynah__set_of(engine, made);
}

uint32_t mynah__model_next(struct engine *engine, uint32_t value, const struct arguments *arguments,
                           uint32_t site)
{
    (void)value;
    (void)site;
    uint32_t from = mynah__argument(engine, arguments, 1, NULL);
    uint32_t set = mynah__iterate(engine, from);
    mynah__set_loosen(engine, from);
    set = mynah__set_union(engine, set, mynah__argument(engine, arguments, 2, NULL));
    return set == SET_EMPTY && mynah__is_settled(engine) ? foreign(engine) : set;
}

static bool number(struct engine *engine, uint32_t set, int64_t *result)
{
    uint32_t single = mynah__single(engine, set);
    if (single == UINT32_MAX || engine->values[single].kind != VALUE_INT) {
        return false;
    }
    *result = mynah__int(&engine->values[single]);
    return true;
}

uint32_t mynah__model_range(struct engine *engine, uint32_t value,
                            const struct arguments *arguments, uint32_t site)
{
    (void)value;
    int64_t bounds[3] = { 0, 0, 1 };
    bool known = arguments->count >= 1 && arguments->count <= 3;
    for (uint32_t i = 0; known && i < arguments->count; i++) {
        known = number(engine, arguments->positional[i], &bounds[arguments->count == 1 ? 1 : i]);
    }
    uint32_t made = mynah__container_at(engine, CONTAINER_LIST, site);
    bool small = known && bounds[2] != 0 && bounds[2] > -ITERATE_MAX && bounds[2] < ITERATE_MAX &&
                 bounds[0] > INT32_MIN && bounds[0] < INT32_MAX && bounds[1] > INT32_MIN &&
                 bounds[1] < INT32_MAX && (bounds[1] - bounds[0]) / bounds[2] <= ITERATE_MAX;
    if (!small) {
        bool some = known && bounds[2] != 0 && (bounds[2] > 0) == (bounds[0] < bounds[1]) &&
                    bounds[0] != bounds[1];
        if (some) {
            mynah__container_put(engine, made, mynah__value_int(engine, 0), foreign(engine));
        }
        mynah__container_append(engine, made, foreign(engine));
        return mynah__set_of(engine, made);
    }
    int64_t index = 0;
    for (int64_t i = bounds[0]; bounds[2] > 0 ? i < bounds[1] : i > bounds[1]; i += bounds[2]) {
        mynah__container_put(engine, made, mynah__value_int(engine, index++),
                             mynah__set_of(engine, mynah__value_int(engine, i)));
    }
    return mynah__set_of(engine, made);
}

uint32_t mynah__model_chain(struct engine *engine, uint32_t value,
                            const struct arguments *arguments, uint32_t site)
{
    uint32_t all = SET_EMPTY;
    (void)value;
    for (uint32_t i = 0; i < arguments->count; i++) {
        all = mynah__set_union(engine, all, mynah__iterate(engine, arguments->positional[i]));
    }
    return iterator(engine, site, all);
}

// nullcontext(x), closing(x): entering gives x.
uint32_t mynah__model_context(struct engine *engine, uint32_t value,
                              const struct arguments *arguments, uint32_t site)
{
    (void)value;
    return iterator(engine, site, mynah__argument(engine, arguments, 1, NULL));
}

uint32_t mynah__model_namespace(struct engine *engine, uint32_t value,
                                const struct arguments *arguments, uint32_t site)
{
    (void)value;
    uint32_t made = mynah__set_instance(engine, "types.SimpleNamespace", site);
    for (uint32_t i = 0; i < arguments->keyword_count; i++) {
        mynah__cell_join(engine, mynah__single(engine, made), arguments->keywords[i].name,
                         arguments->keywords[i].set);
    }
    return made;
}

// namedtuple("P", "x y") makes something that makes tuples whose parts have names.
uint32_t mynah__model_namedtuple(struct engine *engine, uint32_t value,
                                 const struct arguments *arguments, uint32_t site)
{
    (void)value;
    uint32_t made = mynah__set_instance(engine, "collections.namedtuple", site);
    uint32_t fields = mynah__argument(engine, arguments, 2, "field_names");
    mynah__cell_join(engine, mynah__single(engine, made), mynah__word(engine, "<fields>"), fields);
    return made;
}

// Return the name of field `index`: one of a list, or a word of a text.
static uint32_t field_name(struct engine *engine, uint32_t fields, uint32_t index)
{
    uint32_t single = mynah__single(engine, fields);
    if (single == UINT32_MAX) {
        return ATOM_NONE;
    }
    if (engine->values[single].kind == VALUE_CONTAINER) {
        uint32_t name = mynah__single(engine, mynah__element(engine, fields, index));
        return name != UINT32_MAX && engine->values[name].kind == VALUE_STR ? engine->values[name].a
                                                                            : ATOM_NONE;
    }
    const char *at = engine->values[single].kind == VALUE_STR
                         ? mynah__atom_bytes(engine, engine->values[single].a)
                         : "";
    for (;; index--) {
        at += strspn(at, ", \t\r\n");
        size_t size = strcspn(at, ", \t\r\n");
        if (size == 0) {
            return ATOM_NONE;
        }
        if (index == 0) {
            return mynah__atom(engine, at, size);
        }
        at += size;
    }
}

uint32_t mynah__model_record(struct engine *engine, uint32_t value,
                             const struct arguments *arguments, uint32_t site)
{
    uint32_t fields = mynah__cell(engine, engine->values[value].a, mynah__word(engine, "<fields>"));
    uint32_t made = mynah__container_at(engine, CONTAINER_TUPLE, site);
    for (uint32_t i = 0;; i++) {
        uint32_t name = field_name(engine, fields, i);
        if (name == ATOM_NONE) {
            break;
        }
        if (i == KEYS_MAX) {
            mynah__escape_all(engine, arguments, site);
            break;
        }
        uint32_t set = mynah__argument(engine, arguments, i + 1, mynah__atom_bytes(engine, name));
        mynah__container_put(engine, made, mynah__value_int(engine, i), set);
        mynah__cell_join(engine, made, name, set);
    }
    return mynah__set_of(engine, made);
}

// The two ends of a pipe.
uint32_t mynah__model_ends(struct engine *engine, uint32_t value, const struct arguments *arguments,
                           uint32_t site)
{
    const char *name = mynah__atom_bytes(engine, engine->values[value].a);
    const char *type = strncmp(name, "os.", 3) == 0 ? "builtins.int"
                       : name[0] == 's'             ? "socket.socket"
                                                    : "multiprocessing.connection.Connection";
    uint32_t made = mynah__container_at(engine, CONTAINER_TUPLE, site);
    (void)arguments;
    for (uint32_t i = 0; i < 2; i++) {
        mynah__container_put(engine, made, mynah__value_int(engine, i),
                             mynah__set_instance(engine, type, site));
    }
    return mynah__set_of(engine, made);
}
