// SPDX-License-Identifier: Apache-2.0
// Annotations: what a parameter or a field may be where nothing but its type is known.  A type is
// read from its text, so that one in quotes is as good as one that is not.

#include "values/engine.h"

#include <string.h>

struct reading {
    struct unit *unit;
    uint32_t site;
    const char *at;
    const char *end;
    uint32_t depth;
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c > 127;
}

static bool is_part(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

uint32_t mynah__instances(struct engine *engine, uint32_t types, uint32_t site)
{
    uint32_t result = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, types);
    for (uint32_t i = 0; i < mynah__set_size(engine, types); i++) {
        struct value value = engine->values[members[i]];
        uint32_t part = SET_EMPTY;
        if (value.kind == VALUE_EXTERNAL && value.powers) {
            part = mynah__set_of(engine, mynah__value(engine, VALUE_INSTANCE, 0,
                                                      mynah__type_made(engine, value.a), site));
        } else if (value.kind == VALUE_CLASS) {
            part = mynah__any_object(engine, members[i]);
        }
        result = mynah__set_union(engine, result, part);
    }
    return result;
}

// Read `a.b.c`; `*last` is its last part.
static uint32_t read_name(struct engine *engine, struct reading *reading, uint32_t *last)
{
    uint32_t set = SET_EMPTY;
    bool first = true;
    while (reading->at < reading->end && is_letter(*reading->at)) {
        const char *from = reading->at;
        while (reading->at < reading->end && is_part(*reading->at)) {
            reading->at++;
        }
        *last = mynah__atom(engine, from, (size_t)(reading->at - from));
        set = first ? mynah__lookup(engine, reading->unit, *last)
                    : mynah__load(engine, set, *last, reading->site);
        first = false;
        if (reading->at < reading->end && *reading->at == '.') {
            reading->at++;
        }
    }
    return set;
}

// Return what a generic type of that name is where its parameters are `parts`.
static uint32_t generic(struct engine *engine, uint32_t name, uint32_t parts, uint32_t site)
{
    static const char *const same[] = { "Annotated", "ClassVar", "Final", "Optional", "Union" };
    const char *text = mynah__atom_bytes(engine, name);
    bool dict = strstr(text, "ict") || strstr(text, "Mapping");
    for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
        if (strcmp(text, same[i]) == 0) {
            return parts;
        }
    }
    if (parts == SET_EMPTY || strcmp(text, "Callable") == 0) {
        return SET_EMPTY;
    }
    uint32_t made = mynah__container_at(engine, dict ? CONTAINER_DICT : CONTAINER_LIST, site);
    mynah__container_put_any(engine, made,
                             dict ? mynah__unknown(engine, UNKNOWN_FOREIGN, 0) : SET_EMPTY, parts);
    return mynah__set_of(engine, made);
}

// Read types that `|` joins, up to a comma or the end of the brackets around them.
static uint32_t read_type(struct engine *engine, struct reading *reading)
{
    uint32_t result = SET_EMPTY;
    while (reading->at < reading->end && *reading->at != ',' && *reading->at != ']') {
        uint32_t name = ATOM_NONE;
        if (!is_letter(*reading->at)) {
            reading->at++;
            continue;
        }
        uint32_t part = read_name(engine, reading, &name);
        if (reading->at == reading->end || *reading->at != '[') {
            part = mynah__instances(engine, part, reading->site);
        } else if (reading->depth++ < NESTING_MAX) {
            part = SET_EMPTY;
            while (reading->at < reading->end && *reading->at != ']') {
                reading->at++;
                part = mynah__set_union(engine, part, read_type(engine, reading));
            }
            reading->at += reading->at < reading->end;
            reading->depth--;
            part = generic(engine, name, part, reading->site);
        } else {
            mynah__lose(engine, reading->site);
            reading->at = reading->end;
        }
        result = mynah__set_union(engine, result, part);
    }
    return result;
}

uint32_t mynah__annotated(struct engine *engine, struct unit *unit, uint32_t node)
{
    uint32_t annotation = mynah__tree_child(unit->tree, node, ROLE_ANNOTATION);
    uint32_t site = unit->base + node;
    if (annotation == NODE_NONE) {
        return mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
    }
    uint32_t result = mynah__instances(engine, unit->sets[annotation], site);
    if (result == SET_EMPTY) {
        const struct node *at = &unit->tree->nodes[annotation];
        struct reading reading = { .unit = unit,
                                   .site = site,
                                   .at = unit->source->text + at->start,
                                   .end = unit->source->text + at->end };
        result = read_type(engine, &reading);
    }
    return result == SET_EMPTY ? mynah__unknown(engine, UNKNOWN_FOREIGN, 0) : result;
}
