// SPDX-License-Identifier: Apache-2.0
// What rules ask of arguments.

#include "checks/internal.h"

#include <string.h>

static uint32_t asked(struct checks *checks, const struct use *use,
                      const struct condition *condition)
{
    struct engine *engine = checks->engine;
    struct value value = engine->values[use->value];
    if (condition->position == RECEIVER) {
        return value.kind == VALUE_METHOD
                   ? mynah__cell(engine, value.a, mynah__atom_text(engine, "<channel>"))
                   : SET_EMPTY;
    }
    if (!use->arguments) {
        return use->set;
    }
    return mynah__argument(engine, use->arguments, (uint32_t)condition->position,
                           condition->keyword);
}

// Return the word by which conditions know a value, or NULL.
static const char *word_of(struct checks *checks, const struct value *value)
{
    switch ((enum value_kind)value->kind) {
    case VALUE_STR:
    case VALUE_EXTERNAL:
    case VALUE_INSTANCE:
        return mynah__atom_bytes(checks->engine, value->a);
    case VALUE_TRUE:
        return "True";
    case VALUE_FALSE:
        return "False";
    case VALUE_NONE:
        return "None";
    default:
        return NULL;
    }
}

static bool listed(const char *const *words, const char *word)
{
    for (; word && *words; words++) {
        if (strcmp(*words, word) == 0) {
            return true;
        }
    }
    return false;
}

static bool leads_outside(const char *path)
{
    return path[0] == '/' || path[0] == '~' || path[0] == '\\' || strncmp(path, "..", 2) == 0 ||
           strstr(path, "/..") != NULL || (path[0] && path[1] == ':');
}

static bool contains(const char *text, const char *const *words)
{
    for (; *words; words++) {
        if (strstr(text, *words)) {
            return true;
        }
    }
    return false;
}

static bool member_meets(struct checks *checks, const struct value *value,
                         const struct condition *condition)
{
    bool text = value->kind == VALUE_STR || value->kind == VALUE_BYTES;
    bool unknown = value->kind == VALUE_UNKNOWN || value->kind == VALUE_INSTANCE ||
                   value->kind == VALUE_METHOD;
    const char *bytes = text ? mynah__atom_bytes(checks->engine, value->a) : "";
    switch (condition->predicate) {
    case PREDICATE_IS:
        return listed(condition->words, word_of(checks, value));
    case PREDICATE_HAS:
        return text && strpbrk(bytes, condition->words[0]) != NULL;
    case PREDICATE_CONTAINS:
        return text && contains(bytes, condition->words);
    case PREDICATE_OUTSIDE:
        return text ? leads_outside(bytes) : unknown;
    case PREDICATE_BELOW:
        return value->kind == VALUE_INT && mynah__int(value) < condition->number;
    case PREDICATE_BITS:
        return value->kind == VALUE_INT ? (mynah__int(value) & condition->number) != 0 : unknown;
    case PREDICATE_UNKNOWN:
        return unknown;
    case PREDICATE_TEXT:
        return text || unknown;
    default:
        return false;
    }
}

// A query that is put together: the argument's own expression joins text with what is not known.
static bool joins_query(struct checks *checks, const struct use *use)
{
    static const char *const starts[] = { "select ",  "insert ", "update ", "delete ",
                                          "replace ", "drop ",   "with " };
    const struct unit *unit = mynah__unit_of(checks->engine, use->site);
    const struct node *nodes = unit->tree->nodes;
    uint32_t call = use->site - unit->base;
    uint32_t argument = mynah__tree_child(unit->tree, call, ROLE_ARGS);
    if (nodes[call].kind != NODE_CALL || argument == NODE_NONE) {
        return false;
    }
    bool joined = nodes[argument].kind == NODE_JOINED_STR || nodes[argument].kind == NODE_BIN_OP ||
                  nodes[argument].kind == NODE_CALL || nodes[argument].kind == NODE_NAME;
    uint32_t single = mynah__single(checks->engine, unit->sets[argument]);
    bool known = single != UINT32_MAX && mynah__is_constant(&checks->engine->values[single]);
    if (!joined || known) {
        return false;
    }
    uint32_t first = argument;
    while (first < nodes[argument].after && nodes[first].kind != NODE_JOINED_STR &&
           nodes[first].kind != NODE_CONSTANT) {
        first++;
    }
    if (first == nodes[argument].after) {
        return false;
    }
    const char *at = unit->source->text + nodes[first].start;
    while (*at && strchr("frbuFRBU\"' \n", *at)) {
        at++;
    }
    for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
        size_t same = 0;
        while (starts[i][same] && (at[same] | 32) == (starts[i][same] | 32)) {
            same++;
        }
        if (!starts[i][same]) {
            return true;
        }
    }
    return false;
}

bool mynah__condition_holds(struct checks *checks, const struct use *use,
                            const struct condition *condition)
{
    struct engine *engine = checks->engine;
    if (condition->predicate == PREDICATE_ALWAYS) {
        return true;
    }
    if (condition->predicate == PREDICATE_SQL) {
        return joins_query(checks, use);
    }
    uint32_t set = asked(checks, use, condition);
    uint32_t single = mynah__single(engine, set);
    const struct value *only = single == UINT32_MAX ? NULL : &engine->values[single];
    switch (condition->predicate) {
    case PREDICATE_ABSENT:
        return set == SET_EMPTY || (only && only->kind == VALUE_NONE);
    case PREDICATE_PRESENT:
        return set != SET_EMPTY;
    case PREDICATE_TRUE:
        return set != SET_EMPTY && mynah__truth(engine, set) != 0;
    case PREDICATE_FALSE:
        return set != SET_EMPTY && mynah__truth(engine, set) == 0;
    case PREDICATE_NOT:
        return !(only && listed(condition->words, word_of(checks, only)));
    default:
        break;
    }
    if (condition->position == RECEIVER && set == SET_EMPTY) {
        return condition->predicate == PREDICATE_OUTSIDE;
    }
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        if (member_meets(checks, &engine->values[members[i]], condition)) {
            return true;
        }
    }
    return false;
}
