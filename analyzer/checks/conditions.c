// SPDX-License-Identifier: Apache-2.0
// What rules ask of arguments.

#include "checks/internal.h"
#include "values/constants.h"

#include <string.h>

static uint32_t asked(struct checks *checks, const struct use *use,
                      const struct condition *condition)
{
    struct engine *engine = checks->engine;
    struct value value = engine->values[use->value];
    if (condition->position == RECEIVER) {
        bool method = value.kind == VALUE_METHOD;
        if (method && engine->values[value.a].kind == VALUE_STR) {
            return mynah__set_of(engine, value.a);
        }
        return method ? mynah__cell(engine, value.a, mynah__word(engine, "<channel>")) : SET_EMPTY;
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
    case VALUE_INT:
        return mynah__arena_format(checks->arena, "%lld", (long long)mynah__int(value));
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
    if (strcmp(path, "/dev/null") == 0) {
        return false;
    }
    return path[0] == '/' || path[0] == '~' || path[0] == '\\' || strncmp(path, "..", 2) == 0 ||
           strstr(path, "/..") != NULL || (path[0] && path[1] == ':');
}

static bool starts(const char *text, const char *const *words)
{
    for (; *words; words++) {
        if (strncmp(text, *words, strlen(*words)) == 0) {
            return true;
        }
    }
    return false;
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

static bool is_number(struct checks *checks, const struct value *value)
{
    return value->kind == VALUE_INSTANCE &&
           strcmp(mynah__atom_bytes(checks->engine, value->a), "builtins.int") == 0;
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
    case PREDICATE_STARTS:
        return text && starts(bytes, condition->words);
    case PREDICATE_OUTSIDE: // a number is a file that is open already
        return text ? leads_outside(bytes) : unknown && !is_number(checks, value);
    case PREDICATE_OUTSIDE_TEXT:
        return text && leads_outside(bytes);
    case PREDICATE_BELOW:
        return value->kind == VALUE_INT && mynah__int(value) < condition->number;
    case PREDICATE_BITS:
        return value->kind == VALUE_INT && (mynah__int(value) & condition->number) != 0;
    case PREDICATE_UNKNOWN:
    case PREDICATE_FOREIGN:
        return unknown;
    case PREDICATE_TEXT:
        return text || unknown;
    default:
        return false;
    }
}

static bool constant_inside(struct checks *checks, uint32_t set, int depth)
{
    struct engine *engine = checks->engine;
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        const struct container *found = mynah__container(engine, members[i]);
        bool same = mynah__is_constant(&engine->values[members[i]]);
        if (found && depth > 0) {
            struct container container = *found;
            same = container.any == SET_EMPTY || constant_inside(checks, container.any, depth - 1);
            for (uint32_t k = 0; k < container.count; k++) {
                same = same && constant_inside(checks, container.sets[k], depth - 1);
            }
        }
        if (!same) {
            return false;
        }
    }
    return true;
}

static bool has_key(struct checks *checks, const struct use *use, uint32_t set,
                    const struct condition *condition)
{
    struct engine *engine = checks->engine;
    const struct arguments *arguments = use->arguments;
    for (uint32_t i = 0; arguments && i < arguments->keyword_count; i++) {
        if (listed(condition->words, mynah__atom_bytes(engine, arguments->keywords[i].name))) {
            return true;
        }
    }
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        const struct container *found = mynah__container(engine, members[i]);
        struct container container = found ? *found : (struct container){ 0 };
        for (uint32_t k = 0; k < container.count; k++) {
            const char *word = word_of(checks, &engine->values[container.keys[k]]);
            if (word && listed(condition->words, word)) {
                return true;
            }
        }
    }
    return false;
}

static bool any_member_meets(struct checks *checks, uint32_t set, const struct condition *condition)
{
    struct engine *engine = checks->engine;
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        if (member_meets(checks, &engine->values[members[i]], condition)) {
            return true;
        }
    }
    return false;
}

// IS, of the text or of the first element of a tuple.
static bool is_host(struct checks *checks, uint32_t set, const struct condition *condition)
{
    const struct condition same = { .predicate = PREDICATE_IS, .words = condition->words };
    return any_member_meets(checks, set, &same) ||
           any_member_meets(checks, mynah__element(checks->engine, set, 0), &same);
}

static bool is_call_of(struct checks *checks, const struct unit *unit, uint32_t node,
                       const char *const *names)
{
    uint32_t function = unit->tree->nodes[node].kind == NODE_CALL
                            ? mynah__tree_child(unit->tree, node, ROLE_FUNC)
                            : NODE_NONE;
    const struct condition is = { .predicate = PREDICATE_IS, .words = names };
    return function != NODE_NONE && any_member_meets(checks, unit->sets[function], &is);
}

static bool moves(struct checks *checks, const struct unit *unit)
{
    static const char *const names[] = { "os.chdir", "contextlib.chdir", NULL };
    const struct condition outside = { .predicate = PREDICATE_OUTSIDE_TEXT };
    for (uint32_t node = 0; node < unit->tree->count; node++) {
        uint32_t argument = is_call_of(checks, unit, node, names)
                                ? mynah__tree_child(unit->tree, node, ROLE_ARGS)
                                : NODE_NONE;
        if (argument != NODE_NONE && any_member_meets(checks, unit->sets[argument], &outside)) {
            return true;
        }
    }
    return false;
}

// Whether the code makes some other folder the working one: then no name is surely inside.
static bool has_moved(struct checks *checks)
{
    struct engine *engine = checks->engine;
    for (uint32_t i = 0; !checks->moves_known && i < engine->unit_count; i++) {
        checks->moves = checks->moves || moves(checks, engine->units[i]);
    }
    checks->moves_known = true;
    return checks->moves;
}

static bool is_outside_text(struct checks *checks, uint32_t set)
{
    const struct condition outside = { .predicate = PREDICATE_OUTSIDE_TEXT };
    struct engine *engine = checks->engine;
    const uint32_t *members = mynah__members(engine, set);
    bool text = false;
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        uint8_t kind = engine->values[members[i]].kind;
        text = text || kind == VALUE_STR || kind == VALUE_BYTES;
    }
    return text && (any_member_meets(checks, set, &outside) || has_moved(checks));
}

static bool is_outside(struct checks *checks, const struct use *use, uint32_t set,
                       const struct condition *condition)
{
    if (condition->position == RECEIVER && set == SET_EMPTY) {
        return true;
    }
    if (is_outside_text(checks, set)) {
        return true;
    }
    const char *text =
        mynah__leading_text(checks, use->site, condition->position, condition->keyword);
    bool inside = (text && *text && !leads_outside(text) && !has_moved(checks)) ||
                  mynah__folder_of(checks, use->site, condition->position, condition->keyword) ==
                      FOLDER_TEMPORARY;
    return any_member_meets(checks, set, condition) &&
           (!inside || mynah__tainted(checks, use->site, false));
}

static bool is_commit(struct checks *checks, uint32_t set)
{
    struct engine *engine = checks->engine;
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        const struct value *value = &engine->values[members[i]];
        const char *text = value->kind == VALUE_STR ? mynah__atom_bytes(engine, value->a) : "";
        bool hex = strlen(text) >= 7 && strspn(text, "0123456789abcdefABCDEF") == strlen(text);
        if (mynah__is_constant(value) && !hex) {
            return false;
        }
    }
    return set != SET_EMPTY;
}

static bool holds(struct checks *checks, const struct use *use, const struct condition *condition)
{
    struct engine *engine = checks->engine;
    uint32_t set = asked(checks, use, condition);
    uint32_t single = mynah__single(engine, set);
    const struct value *only = single == UINT32_MAX ? NULL : &engine->values[single];
    bool given = set != SET_EMPTY;
    switch (condition->predicate) {
    case PREDICATE_ABSENT:
        return !given || (only && only->kind == VALUE_NONE);
    case PREDICATE_PRESENT:
        return given;
    case PREDICATE_TRUE:
        return given && mynah__truth(engine, set) != 0;
    case PREDICATE_FALSE:
        return given && mynah__truth(engine, set) == 0;
    case PREDICATE_UNSET:
        return !given || mynah__truth(engine, set) == 0;
    case PREDICATE_NOT:
        return !(only && listed(condition->words, word_of(checks, only)));
    case PREDICATE_VARIABLE:
        return given && !constant_inside(checks, set, 2);
    case PREDICATE_OUTSIDE:
        return is_outside(checks, use, set, condition);
    case PREDICATE_OUTSIDE_TEXT:
        return is_outside_text(checks, set);
    case PREDICATE_FOREIGN:
        return any_member_meets(checks, set, condition) &&
               mynah__folder_of(checks, use->site, condition->position, condition->keyword) !=
                   FOLDER_OWN;
    case PREDICATE_HOST:
        return is_host(checks, set, condition);
    case PREDICATE_COMMIT:
        return is_commit(checks, set);
    case PREDICATE_KEYS:
        return has_key(checks, use, set, condition);
    case PREDICATE_FEWER:
        return use->arguments && use->arguments->rest == SET_EMPTY &&
               use->arguments->keyword_rest == SET_EMPTY &&
               use->arguments->count + use->arguments->keyword_count < (uint32_t)condition->number;
    default:
        return any_member_meets(checks, set, condition);
    }
}

bool mynah__condition_holds(struct checks *checks, const struct use *use,
                            const struct condition *condition)
{
    switch (condition->predicate) {
    case PREDICATE_ALWAYS:
        return true;
    case PREDICATE_SQL:
        return mynah__joins_query(checks, use, condition) != condition->unless;
    case PREDICATE_LOOP:
        return mynah__in_endless_loop(checks, use->site) != condition->unless;
    case PREDICATE_SECRET:
        return mynah__makes_secret(checks, use->site) != condition->unless;
    default:
        return holds(checks, use, condition) != condition->unless;
    }
}
