// SPDX-License-Identifier: Apache-2.0
// What is known of the text of paths: `pathlib` objects remember it, as far as it is known, also
// when they are put together or asked for others.  A part that is not known is written `?`; such a
// text is only for those who ask where a path leads, no value has it.

#include "values/constants.h"
#include "values/engine.h"

#include <string.h>

static const char remembered[] = "<channel>";

static uint32_t known_text(struct engine *engine, uint32_t set)
{
    uint32_t result = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        struct value value = engine->values[members[i]];
        uint32_t part = SET_EMPTY;
        if (value.kind == VALUE_INSTANCE) {
            part = mynah__cell(engine, members[i], mynah__atom_text(engine, remembered));
        } else if (value.kind == VALUE_STR) {
            part = mynah__set_of(engine, members[i]);
        }
        part = part == SET_EMPTY ? mynah__set_text(engine, "?") : part;
        result = mynah__set_union(engine, result, part);
    }
    return result;
}

static bool is_absolute(struct engine *engine, uint32_t set)
{
    uint32_t single = mynah__single(engine, set);
    const char *text = single == UINT32_MAX || engine->values[single].kind != VALUE_STR
                           ? ""
                           : mynah__atom_bytes(engine, engine->values[single].a);
    return text[0] == '/';
}

static uint32_t join(struct engine *engine, uint32_t left, uint32_t right, uint32_t site)
{
    uint32_t from = known_text(engine, left);
    uint32_t to = known_text(engine, right);
    if (from == SET_EMPTY || is_absolute(engine, to)) {
        return to;
    }
    from = mynah__fold_binary(engine, OP_ADD, from, mynah__set_text(engine, "/"), site);
    return mynah__fold_binary(engine, OP_ADD, from, to, site);
}

static uint32_t make(struct engine *engine, uint32_t text, uint32_t site)
{
    uint32_t made = mynah__set_instance(engine, "pathlib.Path", site);
    mynah__cell_join(engine, mynah__single(engine, made), mynah__atom_text(engine, remembered),
                     text);
    return made;
}

uint32_t mynah__path_divide(struct engine *engine, uint32_t left, uint32_t right, uint32_t site)
{
    return make(engine,
                join(engine, mynah__set_of(engine, left), mynah__set_of(engine, right), site),
                site);
}

static uint32_t join_all(struct engine *engine, uint32_t path, const struct arguments *arguments,
                         uint32_t site)
{
    for (uint32_t i = 0; i < arguments->count; i++) {
        path = join(engine, path, arguments->positional[i], site);
    }
    return path;
}

// pathlib.Path(a, b)
uint32_t mynah__model_path(struct engine *engine, uint32_t value, const struct arguments *arguments,
                           uint32_t site)
{
    (void)value;
    uint32_t text = arguments->count > 0 ? join_all(engine, SET_EMPTY, arguments, site)
                                         : mynah__set_text(engine, ".");
    return make(engine, text, site);
}

static uint32_t receiver(struct engine *engine, uint32_t value)
{
    struct value method = engine->values[value];
    return method.kind == VALUE_METHOD ? known_text(engine, mynah__set_of(engine, method.a))
                                       : SET_EMPTY;
}

// p.joinpath(a), p.resolve(), Path.home()
uint32_t mynah__model_path_of(struct engine *engine, uint32_t value,
                              const struct arguments *arguments, uint32_t site)
{
    uint32_t qualified = mynah__qualified(engine, value);
    const char *name = qualified == ATOM_NONE ? "" : mynah__atom_bytes(engine, qualified);
    const char *last = strrchr(name, '.');
    uint32_t path = receiver(engine, value);
    if (last && strcmp(last, ".home") == 0) {
        path = mynah__set_text(engine, "~");
    } else if (last && strcmp(last, ".cwd") == 0) {
        path = mynah__set_text(engine, ".");
    } else if (last && strcmp(last, ".joinpath") == 0) {
        path = join_all(engine, path, arguments, site);
    }
    return make(engine, path, site);
}

// What glob, rglob and iterdir give.
uint32_t mynah__model_paths(struct engine *engine, uint32_t value,
                            const struct arguments *arguments, uint32_t site)
{
    (void)arguments;
    uint32_t path = join(engine, receiver(engine, value), mynah__set_text(engine, "?"), site);
    uint32_t made = mynah__container_at(engine, CONTAINER_ITERATOR, site);
    mynah__container_append(engine, made, make(engine, path, site));
    return mynah__set_of(engine, made);
}
