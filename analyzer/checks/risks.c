// SPDX-License-Identifier: Apache-2.0
// Risks: which rules a use triggers, and what to say of a thing with powers that goes where it can
// not be followed.

#include "checks/internal.h"

#include <string.h>

// One use, as triggers see it.
struct seen {
    const struct use *use;
    enum trigger_kind kind;
    const char *name; // qualified, or bare for METHOD and ATTRIBUTE; NULL: nothing to match
    bool free;
    bool low;   // not surely what happens
    bool exact; // it is not everything below a name that is meant
};

static bool name_matches(const char *pattern, const char *name)
{
    size_t size = strlen(pattern);
    if (size > 1 && pattern[size - 1] == '*' && pattern[size - 2] == '.') {
        return strncmp(pattern, name, size - 1) == 0;
    }
    return strcmp(pattern, name) == 0;
}

static bool any_matches(const char *const *names, const char *name, bool exact)
{
    for (; *names; names++) {
        if (exact ? strcmp(*names, name) == 0 : name_matches(*names, name)) {
            return true;
        }
    }
    return false;
}

static void add(struct checks *checks, const struct rule *row, const struct trigger *trigger,
                const struct seen *seen)
{
    enum mynah_confidence confidence = row->confidence;
    if (trigger->confidence) {
        confidence = (enum mynah_confidence)(trigger->confidence - 1);
    }
    if (seen->free || seen->low) {
        confidence = MYNAH_CONFIDENCE_LOW;
    }
    struct finding finding = {
        .rule = row->about.name,
        .about = &row->about,
        .confidence = confidence,
        .severity = trigger->severity,
        .subject = seen->name,
        .message = mynah__arena_format(checks->arena, "%s: %s", seen->name, row->about.summary),
    };
    mynah__checks_add(checks, seen->use->site, &finding);
}

static bool imported(struct checks *checks, const char *module)
{
    struct engine *engine = checks->engine;
    const struct unit *unit = engine->units[0];
    for (uint32_t d = 0; d < unit->flow->definition_count; d++) {
        uint32_t single = mynah__single(engine, unit->definition_sets[d]);
        const char *name = single != UINT32_MAX && engine->values[single].kind == VALUE_EXTERNAL
                               ? mynah__atom_bytes(engine, engine->values[single].a)
                               : "";
        size_t size = strlen(module);
        if (strncmp(name, module, size) == 0 && (name[size] == 0 || name[size] == '.')) {
            return true;
        }
    }
    return false;
}

// Return the first trigger of the rule that fits what was seen, or NULL.
static const struct trigger *trigger_of(struct checks *checks, const struct rule *row,
                                        const struct seen *seen)
{
    for (const struct trigger *t = row->triggers; t && t->kind != TRIGGER_END; t++) {
        if (t->kind == seen->kind && any_matches(t->names, seen->name, seen->exact) &&
            mynah__condition_holds(checks, seen->use, &t->when) &&
            mynah__condition_holds(checks, seen->use, &t->also) &&
            (!t->with || imported(checks, t->with))) {
            return t;
        }
    }
    return NULL;
}

static void match(struct checks *checks, const struct seen *seen)
{
    for (const struct rule_family *const *family = checks->engine->tables->rules; *family; family++) {
        for (const struct rule *row = (*family)->rows; row->about.name; row++) {
            const struct trigger *trigger = trigger_of(checks, row, seen);
            if (trigger) {
                add(checks, row, trigger, seen);
            }
        }
    }
}

// Return whether some table has the name or everything below what it is part of.
static bool in_tables(struct checks *checks, uint32_t name)
{
    struct engine *engine = checks->engine;
    struct atom atom = engine->atoms[name];
    if (mynah__known(engine, name)) {
        return true;
    }
    for (uint32_t size = atom.size; size-- > 0;) {
        if (atom.bytes[size] == '.') {
            uint32_t above = mynah__atom(engine, atom.bytes, size);
            uint32_t all = mynah__atom_join(engine, above, '.', mynah__atom_text(engine, "*"));
            if (mynah__known(engine, all)) {
                return true;
            }
        }
    }
    return false;
}

static void match_arguments(struct checks *checks, const struct use *use)
{
    struct engine *engine = checks->engine;
    const struct arguments *arguments = use->arguments;
    uint32_t rest = arguments->count + arguments->keyword_count;
    for (uint32_t i = 0; i < rest + 2; i++) {
        uint32_t set = i < arguments->count ? arguments->positional[i]
                       : i < rest           ? arguments->keywords[i - arguments->count].set
                       : i == rest          ? arguments->rest
                                            : arguments->keyword_rest;
        const uint32_t *members = mynah__members(engine, set);
        for (uint32_t m = 0; m < mynah__set_size(engine, set); m++) {
            struct value value = engine->values[members[m]];
            if (value.kind == VALUE_EXTERNAL && mynah__known(engine, value.a)) {
                struct seen seen = { .use = use,
                                     .kind = TRIGGER_ARGUMENT,
                                     .name = mynah__atom_bytes(engine, value.a) };
                match(checks, &seen);
            }
        }
    }
}

static const char *called_attribute(struct checks *checks, const struct use *use)
{
    struct unit *unit = mynah__unit_of(checks->engine, use->site);
    uint32_t call = use->site - unit->base;
    uint32_t function = mynah__tree_child(unit->tree, call, ROLE_FUNC);
    if (unit->tree->nodes[call].kind != NODE_CALL || function == NODE_NONE ||
        unit->tree->nodes[function].kind != NODE_ATTRIBUTE) {
        return NULL;
    }
    uint32_t name = mynah__tree_child(unit->tree, function, ROLE_ATTR);
    return mynah__atom_bytes(checks->engine, mynah__name(checks->engine, unit, name));
}

static void match_call(struct checks *checks, const struct use *use)
{
    struct engine *engine = checks->engine;
    struct value value = engine->values[use->value];
    uint32_t name = mynah__qualified(engine, use->value);
    struct seen seen = { .use = use, .kind = TRIGGER_CALL };
    seen.free = value.kind == VALUE_EXTERNAL && value.sub == EXTERNAL_FREE;
    if (name != ATOM_NONE && in_tables(checks, name)) {
        seen.name = mynah__atom_bytes(engine, name);
        match(checks, &seen);
    }
    match_arguments(checks, use);
    const char *bare = value.kind == VALUE_EXTERNAL ? NULL : called_attribute(checks, use);
    if (bare && (name == ATOM_NONE || !mynah__known(engine, name))) {
        seen.kind = TRIGGER_METHOD;
        seen.name = bare;
        match(checks, &seen);
    }
}

static void match_attribute(struct checks *checks, const struct use *use)
{
    struct engine *engine = checks->engine;
    struct value value = engine->values[use->value];
    bool item = use->indirect;
    const char *bare = use->name == ATOM_NONE ? NULL : mynah__atom_bytes(engine, use->name);
    struct seen seen = { .use = use, .kind = TRIGGER_ATTRIBUTE, .name = bare };
    if (use->kind == USE_LOAD && bare && !item && value.kind != VALUE_CONTAINER) {
        match(checks, &seen);
    }
    if (value.kind != VALUE_EXTERNAL && value.kind != VALUE_INSTANCE) {
        return;
    }
    seen.kind = use->kind == USE_LOAD ? TRIGGER_LOAD : TRIGGER_STORE;
    seen.exact = value.kind == VALUE_INSTANCE || item;
    seen.free = value.kind == VALUE_EXTERNAL && value.sub == EXTERNAL_FREE;
    uint32_t name =
        use->name == ATOM_NONE
            ? value.a
            : mynah__canonical(engine, mynah__atom_join(engine, value.a, '.', use->name));
    if (in_tables(checks, name)) {
        seen.name = mynah__atom_bytes(engine, name);
        match(checks, &seen);
    } else if (item && in_tables(checks, value.a)) {
        seen.name = mynah__atom_bytes(engine, value.a);
        match(checks, &seen);
    }
}

static void match_import(struct checks *checks, const struct use *use)
{
    struct engine *engine = checks->engine;
    const char *name = mynah__atom_bytes(engine, use->name);
    struct seen seen = { .use = use, .kind = TRIGGER_IMPORT, .name = name };
    if (in_tables(checks, use->name)) {
        match(checks, &seen);
    }
    if (use->indirect && mynah__external_powers(engine, use->name)) {
        const struct rule *row = mynah__rule_row("dynamic-import");
        if (row && row->triggers) {
            add(checks, row, row->triggers, &seen);
        }
    }
}

void mynah__check_risks(struct checks *checks, const struct use *use)
{
    if (use->kind == USE_CALL) {
        match_call(checks, use);
    } else if (use->kind == USE_IMPORT) {
        match_import(checks, use);
    } else {
        match_attribute(checks, use);
    }
}

static void escape_rule(struct checks *checks, const struct use *use, const char *name)
{
    const struct arguments nothing = { 0 };
    struct use call = *use;
    call.arguments = &nothing;
    struct seen seen = { .use = &call, .kind = TRIGGER_CALL, .name = name, .low = true };
    match(checks, &seen);
}

void mynah__check_escape(struct checks *checks, const struct use *use)
{
    struct engine *engine = checks->engine;
    struct value value = engine->values[use->value];
    uint32_t name;
    const struct surface *row = mynah__surface_of(checks, use->value, &name);
    if (row && row->direction != SURFACE_NONE) {
        const char *api = mynah__atom_bytes(engine, name);
        if (row->direction & SURFACE_WRITE) {
            mynah__check_channel_blind(checks, use, MYNAH_DIRECTION_WRITE, api);
        }
        if (row->direction & SURFACE_READ) {
            mynah__check_channel_blind(checks, use, MYNAH_DIRECTION_READ, api);
        }
        return;
    }
    const struct known *known = name == ATOM_NONE ? NULL : mynah__known(engine, name);
    if (known && known->powers && (value.kind == VALUE_EXTERNAL || value.kind == VALUE_METHOD)) {
        escape_rule(checks, use, mynah__atom_bytes(engine, name));
    } else if (value.powers & (POWER_WRITES | POWER_EXECUTES)) {
        struct finding finding = { .rule = "opaque-call", .confidence = MYNAH_CONFIDENCE_LOW };
        finding.subject = name == ATOM_NONE ? NULL : mynah__atom_bytes(engine, name);
        mynah__checks_add(checks, use->site, &finding);
    }
}
