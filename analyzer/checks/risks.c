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

static void add(struct checks *checks, const struct rule *row, const struct trigger *trigger,
                const struct seen *seen)
{
    enum mynah_confidence confidence = row->confidence;
    int severity = trigger->severity ? trigger->severity : (int)row->about.severity + 1;
    if (trigger->confidence) {
        confidence = (enum mynah_confidence)(trigger->confidence - 1);
    }
    if (seen->free || seen->low) {
        confidence = MYNAH_CONFIDENCE_LOW;
    }
    const char *source =
        row->sink ? mynah__tainted(checks, seen->use->site, row->sink == SINK_CODE) : NULL;
    if (source && severity < MYNAH_SEVERITY_HIGH + 1) {
        severity++;
    }
    struct finding finding = {
        .rule = row->about.name,
        .about = &row->about,
        .confidence = confidence,
        .severity = severity,
        .subject = seen->name,
        .message =
            mynah__arena_format(checks->arena, source ? "%s: %s, with data from %s" : "%s: %s",
                                seen->name, row->about.summary, source),
    };
    mynah__checks_add(checks, seen->use->site, &finding);
}

static bool is_of(const char *name, const char *module)
{
    size_t size = strlen(module);
    return strncmp(name, module, size) == 0 && (name[size] == '\0' || name[size] == '.');
}

static bool imports(struct engine *engine, struct unit *unit, const char *module)
{
    for (uint32_t i = 0; i < unit->star_count; i++) {
        uint32_t name = mynah__tree_child(unit->tree, unit->stars[i], ROLE_NAME);
        if (is_of(mynah__atom_bytes(engine, mynah__name(engine, unit, name)), module)) {
            return true;
        }
    }
    for (uint32_t d = 0; d < unit->flow->definition_count; d++) {
        uint32_t single = mynah__single(engine, unit->definition_sets[d]);
        if (single != UINT32_MAX && engine->values[single].kind == VALUE_EXTERNAL &&
            is_of(mynah__atom_bytes(engine, engine->values[single].a), module)) {
            return true;
        }
    }
    return false;
}

static bool find_import(struct checks *checks, const char *module)
{
    struct engine *engine = checks->engine;
    for (uint32_t i = 0; i < engine->unit_count; i++) {
        if (imports(engine, engine->units[i], module)) {
            return true;
        }
    }
    return false;
}

static bool imported(struct checks *checks, const char *module)
{
    for (size_t i = 0; i < IMPORTED_MAX; i++) {
        struct imported *known = &checks->imported[i];
        if (!known->module) {
            *known = (struct imported){ module, find_import(checks, module) };
        }
        if (strcmp(known->module, module) == 0) {
            return known->is;
        }
    }
    return find_import(checks, module);
}

static void watch(struct checks *checks, const struct rule *row, const struct seen *seen)
{
    struct watched *list = mynah__arena_grow(checks->arena, checks->watched, checks->watched_count,
                                             &checks->watched_capacity, sizeof(*list));
    if (list) {
        checks->watched = list;
        list[checks->watched_count++] = (struct watched){ row, seen->use->site, seen->name };
    }
}

enum { ROWS_MAX = 16, WATCHED_MAX = 64 };

// The rules that one use was reported by.
struct matched {
    const struct rule *rows[ROWS_MAX];
    uint32_t count;
};

static bool fits(struct checks *checks, const struct trigger *trigger, const struct seen *seen)
{
    return trigger->kind == seen->kind &&
           mynah__condition_holds(checks, seen->use, &trigger->when) &&
           mynah__condition_holds(checks, seen->use, &trigger->also) &&
           (!trigger->with || imported(checks, trigger->with));
}

// Report by the first trigger of each rule that fits.
static void match_list(struct checks *checks, const struct rule_entry *entry,
                       const struct seen *seen, struct matched *matched)
{
    for (; entry; entry = entry->next) {
        bool again = false;
        for (uint32_t i = 0; i < matched->count; i++) {
            again = again || matched->rows[i] == entry->row;
        }
        if (!again && matched->count < ROWS_MAX && fits(checks, entry->trigger, seen)) {
            matched->rows[matched->count++] = entry->row;
            if (entry->row->alone) {
                watch(checks, entry->row, seen);
            } else {
                add(checks, entry->row, entry->trigger, seen);
            }
        }
    }
}

static bool match(struct checks *checks, const struct seen *seen)
{
    struct matched matched = { .count = 0 };
    size_t size = strlen(seen->name);
    match_list(checks, mynah__rule_index_find(checks->rules, seen->name, size, false), seen,
               &matched);
    bool more = !seen->exact;
    while (more && size-- > 0) {
        if (seen->name[size] == '.') {
            more = seen->kind != TRIGGER_STORE;
            match_list(checks, mynah__rule_index_find(checks->rules, seen->name, size, true), seen,
                       &matched);
        }
    }
    return matched.count > 0;
}

// What only says how much there is, or of what type, takes nothing out.
static bool only_looks(struct checks *checks, uint32_t callee)
{
    static const char *const rows[] = { "len", "isinstance", "type", "id", "bool", "callable" };
    struct value value = checks->engine->values[callee];
    const char *name =
        value.kind == VALUE_EXTERNAL ? mynah__atom_bytes(checks->engine, value.a) : "no name";
    bool builtin = strncmp(name, "builtins.", strlen("builtins.")) == 0;
    for (size_t i = 0; builtin && i < sizeof(rows) / sizeof(*rows); i++) {
        if (strcmp(name + strlen("builtins."), rows[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void match_members(struct checks *checks, const struct use *use, uint32_t set)
{
    struct engine *engine = checks->engine;
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

static void match_arguments(struct checks *checks, const struct use *use)
{
    if (only_looks(checks, use->value)) {
        return;
    }
    const struct arguments *arguments = use->arguments;
    uint32_t rest = arguments->count + arguments->keyword_count;
    for (uint32_t i = 0; i < rest + 2; i++) {
        uint32_t set = i < arguments->count ? arguments->positional[i]
                       : i < rest           ? arguments->keywords[i - arguments->count].set
                       : i == rest          ? arguments->rest
                                            : arguments->keyword_rest;
        match_members(checks, use, set);
    }
}

// The child by which a node takes the whole of something as a call does, or NODE_NONE: `{**all}`,
// `f"{all}"`.
static uint32_t taken_whole(const struct tree *tree, uint32_t node)
{
    switch ((enum node_kind)tree->nodes[node].kind) {
    case NODE_STARRED:
        return tree->nodes[tree->nodes[node].parent].kind == NODE_CALL
                   ? NODE_NONE
                   : mynah__tree_child(tree, node, ROLE_VALUE);
    case NODE_FORMATTED_VALUE:
        return mynah__tree_child(tree, node, ROLE_VALUE);
    default:
        return NODE_NONE;
    }
}

void mynah__check_taken(struct checks *checks)
{
    struct engine *engine = checks->engine;
    for (uint32_t i = 0; i < engine->unit_count; i++) {
        const struct unit *unit = engine->units[i];
        for (uint32_t node = 0; node < unit->tree->count; node++) {
            uint32_t child = taken_whole(unit->tree, node);
            if (child != NODE_NONE) {
                struct use use = { .kind = USE_CALL, .site = unit->base + child };
                match_members(checks, &use, unit->sets[child]);
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

// What is called by another name, or by getattr(), is an attribute all the same; NULL: it is none.
static const char *attribute_of(struct engine *engine, const struct value *value)
{
    const char *name = value->kind == VALUE_METHOD     ? mynah__atom_bytes(engine, value->b)
                       : value->kind == VALUE_EXTERNAL ? mynah__atom_bytes(engine, value->a)
                                                       : "";
    const char *dot = strrchr(name, '.');
    return value->kind == VALUE_METHOD ? name : dot ? dot + 1 : NULL;
}

static void match_keywords(struct checks *checks, const struct use *use)
{
    for (uint32_t i = 0; i < use->arguments->keyword_count; i++) {
        struct seen seen = { .use = use, .kind = TRIGGER_KEYWORD, .exact = true };
        seen.name = mynah__atom_bytes(checks->engine, use->arguments->keywords[i].name);
        match(checks, &seen);
    }
}

// A class that is derived from a known one calls its `__init__`: that is making one.
static const char *constructed(struct checks *checks, const char *name)
{
    static const char init[] = ".__init__";
    size_t size = strlen(name);
    size_t tail = sizeof(init) - 1;
    bool made = size > tail && strcmp(name + size - tail, init) == 0;
    const char *type = made ? mynah__arena_copy(checks->arena, name, size - tail) : NULL;
    return type ? type : name;
}

static void match_call(struct checks *checks, const struct use *use)
{
    struct engine *engine = checks->engine;
    struct value value = engine->values[use->value];
    uint32_t name = mynah__qualified(engine, use->value);
    struct seen seen = { .use = use, .kind = TRIGGER_CALL };
    seen.free = value.kind == VALUE_EXTERNAL && value.sub == EXTERNAL_FREE;
    if (name != ATOM_NONE) {
        seen.name = constructed(checks, mynah__atom_bytes(engine, name));
        match(checks, &seen);
    }
    match_arguments(checks, use);
    if (name != ATOM_NONE && mynah__known(engine, name)) {
        return;
    }
    match_keywords(checks, use);
    const char *bare = attribute_of(engine, &value);
    bare = bare ? bare : called_attribute(checks, use);
    if (bare) {
        seen.kind = TRIGGER_METHOD;
        seen.name = bare;
        seen.exact = true;
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
    seen.name = mynah__atom_bytes(engine, name);
    if (!match(checks, &seen) && item) {
        seen.name = mynah__atom_bytes(engine, value.a);
        match(checks, &seen);
    }
}

static void match_import(struct checks *checks, const struct use *use)
{
    struct engine *engine = checks->engine;
    const char *name = mynah__atom_bytes(engine, use->name);
    struct seen seen = { .use = use, .kind = TRIGGER_IMPORT, .name = name };
    match(checks, &seen);
    if (use->indirect && mynah__external_powers(engine, use->name)) {
        const struct rule_entry *entry = mynah__rule_index_find(checks->rules, "!", 1, false);
        if (entry) {
            add(checks, entry->row, entry->trigger, &seen);
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

// Return whether something in the module, or the module as a whole, was reported.
static bool is_reported(struct checks *checks, const char *module)
{
    const struct mynah_report *report = checks->report;
    size_t size = strlen(module);
    for (size_t i = 0; i < report->finding_count; i++) {
        const char *subject = report->findings[i].subject;
        bool same = subject && strncmp(subject, module, size) == 0;
        if (same && (subject[size] == 0 || subject[size] == '.')) {
            return true;
        }
    }
    return false;
}

void mynah__check_watched(struct checks *checks)
{
    struct imported *reported = mynah__arena_alloc(checks->arena, WATCHED_MAX * sizeof(*reported));
    for (size_t i = 0; reported && i < checks->watched_count; i++) {
        const struct watched *watched = &checks->watched[i];
        size_t at = 0; // each module is looked for once; there are as many as the tables name
        while (at < WATCHED_MAX - 1 && reported[at].module &&
               strcmp(reported[at].module, watched->module) != 0) {
            at++;
        }
        if (!reported[at].module) {
            reported[at] =
                (struct imported){ watched->module, is_reported(checks, watched->module) };
        }
        if (!reported[at].is) {
            struct finding finding = { .rule = watched->row->about.name,
                                       .confidence = watched->row->confidence,
                                       .subject = watched->module };
            mynah__checks_add(checks, watched->site, &finding);
        }
    }
}
