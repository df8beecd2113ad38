// SPDX-License-Identifier: Apache-2.0
// What calls do to the followed name: functions that declare it global, namespaces, executed text,
// and exits; and the verdict about it.

#include "checks/results.h"
#include "checks/trial.h"

#include <string.h>

// Walk a body of its own, with nothing left over from the one around.
static struct state enter(struct walk *walk, const struct unit *unit, uint32_t parent,
                          struct state state)
{
    struct walk inner = *walk;
    inner.unit = unit;
    inner.effects++;
    inner.consumed = false;
    inner.broken = inner.continued = inner.returned = inner.raised = (struct state){ 0 };
    return mynah__walk_body(&inner, parent, state);
}

static struct state combine(struct walk *walk, struct state state, const struct summary *summary)
{
    if (!summary->from_unbound.unbound) {
        return summary->from_unbound; // it never returns, or surely binds
    }
    struct state after = state.unbound ? summary->from_unbound : (struct state){ 0 };
    if (state.bound) {
        struct state kept = summary->from_bound;
        if (kept.bound) {
            kept.set = mynah__set_union(walk->engine, kept.set, state.set);
            kept.site = kept.site > state.site ? kept.site : state.site;
        }
        after = mynah__state_join(walk, after, kept);
    }
    return after;
}

static struct state function_effect(struct walk *walk, uint32_t site, struct state state)
{
    const struct unit *unit = mynah__unit_of(walk->engine, site);
    uint32_t node = site - unit->base;
    const struct function *function = mynah__function(walk->engine, site);
    if (site >= walk->site_count || unit->tree->nodes[node].kind != NODE_FUNCTION_DEF) {
        return state;
    }
    struct summary *summary = &walk->summaries[site];
    if (summary->kind == SUMMARY_RUNNING || walk->effects >= EFFECT_DEPTH_MAX) {
        return state;
    }
    if (summary->kind == SUMMARY_NONE) {
        summary->kind = SUMMARY_RUNNING;
        summary->from_unbound = enter(walk, unit, node, (struct state){ .unbound = true });
        summary->from_bound = enter(walk, unit, node, (struct state){ .bound = true });
        summary->kind = SUMMARY_DONE;
    }
    struct state after = combine(walk, state, summary);
    bool lazy = function && function->yields != SET_EMPTY; // it runs where it is iterated over
    if (!lazy || walk->consumed) {
        return after;
    }
    uint32_t made = mynah__container_at(walk->engine, CONTAINER_ITERATOR, site);
    const struct container *container = mynah__container(walk->engine, made);
    return container && !container->used ? state : mynah__state_join(walk, state, after);
}

static struct state value_effect(struct walk *walk, uint32_t id, struct state state)
{
    struct engine *engine = walk->engine;
    struct value value = engine->values[id];
    static const char *const exits[] = { "sys.exit",           "builtins.exit", "builtins.quit",
                                         "os._exit",           "os.abort",      "posix._exit",
                                         "builtins.SystemExit" };
    if (value.kind == VALUE_FUNCTION) {
        return function_effect(walk, value.b, state);
    }
    if (value.kind == VALUE_BOUND && engine->values[value.b].kind == VALUE_FUNCTION) {
        return function_effect(walk, engine->values[value.b].b, state);
    }
    if (value.kind == VALUE_PARTIAL) {
        return mynah__values_effect(walk, mynah__partial(engine, value.b)->callee, state, true);
    }
    if (value.kind == VALUE_CLASS) {
        uint32_t init = mynah__class_lookup(engine, id, mynah__word(engine, "__init__"), value.b,
                                            CALL_DEPTH_MAX);
        uint32_t single = mynah__single(engine, init);
        return single != UINT32_MAX && engine->values[single].kind == VALUE_FUNCTION
                   ? function_effect(walk, engine->values[single].b, state)
                   : state;
    }
    for (size_t i = 0; value.kind == VALUE_EXTERNAL && i + 1 < sizeof(exits) / sizeof(*exits);
         i++) {
        if (strcmp(mynah__atom_bytes(engine, value.a), exits[i]) == 0) {
            return (struct state){ 0 };
        }
    }
    return state;
}

struct state mynah__values_effect(struct walk *walk, uint32_t set, struct state state, bool sure)
{
    const uint32_t *members = mynah__members(walk->engine, set);
    uint32_t count = mynah__set_size(walk->engine, set);
    struct state after = sure && count > 0 ? (struct state){ 0 } : state;
    for (uint32_t i = 0; i < count; i++) {
        after = mynah__state_join(walk, after, value_effect(walk, members[i], state));
    }
    return after;
}

// A coroutine runs where it is awaited or handed to something that runs it.
static bool runs(struct walk *walk, uint32_t call)
{
    const struct tree *tree = walk->unit->tree;
    uint32_t function = mynah__tree_child(tree, call, ROLE_FUNC);
    uint32_t single = function == NODE_NONE
                          ? UINT32_MAX
                          : mynah__single(walk->engine, walk->unit->sets[function]);
    if (single == UINT32_MAX) {
        return true;
    }
    struct value value = walk->engine->values[single];
    value = value.kind == VALUE_BOUND ? walk->engine->values[value.b] : value;
    if (value.kind != VALUE_FUNCTION) {
        return true;
    }
    const struct unit *unit = mynah__unit_of(walk->engine, value.b);
    if (!(unit->tree->nodes[value.b - unit->base].flags & FLAG_ASYNC)) {
        return true;
    }
    uint32_t parent = tree->nodes[call].parent;
    return tree->nodes[parent].kind == NODE_AWAIT || tree->nodes[parent].kind == NODE_CALL ||
           tree->nodes[parent].kind == NODE_STARRED || tree->nodes[parent].kind == NODE_LIST;
}

// Functions that are given to something that calls them.
static struct state callback_effect(struct walk *walk, uint32_t call, struct state state)
{
    const struct node *nodes = walk->unit->tree->nodes;
    for (uint32_t child = call + 1; child < nodes[call].after; child = nodes[child].after) {
        uint32_t value = child;
        if (nodes[child].kind == NODE_KEYWORD) {
            value = mynah__tree_child(walk->unit->tree, child, ROLE_VALUE);
        }
        if (nodes[child].role != ROLE_FUNC && value != NODE_NONE) {
            uint32_t single = mynah__single(walk->engine, walk->unit->sets[value]);
            uint8_t kind = single == UINT32_MAX ? VALUE_UNKNOWN : walk->engine->values[single].kind;
            if (kind == VALUE_FUNCTION || kind == VALUE_BOUND || kind == VALUE_PARTIAL) {
                state = mynah__values_effect(walk, walk->unit->sets[value], state, true);
            }
        }
    }
    return state;
}

static bool is_our_key(struct walk *walk, uint32_t set)
{
    uint32_t single = mynah__single(walk->engine, set);
    return single != UINT32_MAX && walk->engine->values[single].kind == VALUE_STR &&
           strcmp(mynah__atom_bytes(walk->engine, walk->engine->values[single].a), walk->name) == 0;
}

static struct state namespace_call(struct walk *walk, uint32_t call, const char *name,
                                   struct state state)
{
    const struct node *nodes = walk->unit->tree->nodes;
    struct engine *engine = walk->engine;
    uint32_t globals = mynah__value(engine, VALUE_NAMESPACE, 1, 0, 0);
    uint32_t set = mynah__cell(engine, globals, mynah__atom_text(engine, walk->name));
    bool update = strcmp(name, "update") == 0;
    bool removes = strcmp(name, "pop") == 0 || strcmp(name, "__delitem__") == 0;
    uint32_t removed = mynah__tree_child(walk->unit->tree, call, ROLE_ARGS);
    if (strcmp(name, "clear") == 0 ||
        (removes && removed != NODE_NONE && is_our_key(walk, walk->unit->sets[removed]))) {
        return (struct state){ .unbound = true };
    }
    for (uint32_t child = call + 1; child < nodes[call].after; child = nodes[child].after) {
        uint32_t key = mynah__tree_child(walk->unit->tree, child, ROLE_NAME);
        uint32_t single = mynah__single(engine, walk->unit->sets[child]);
        const struct container *dict =
            single == UINT32_MAX ? NULL : mynah__container(engine, single);
        bool found =
            nodes[child].kind == NODE_KEYWORD && key != NODE_NONE &&
            strcmp(mynah__atom_bytes(engine, mynah__name(engine, (struct unit *)walk->unit, key)),
                   walk->name) == 0;
        for (uint32_t i = 0; update && dict && i < dict->count; i++) {
            found = found || is_our_key(walk, mynah__set_of(engine, dict->keys[i]));
        }
        found = (found && update) ||
                (nodes[child].role == ROLE_ARGS &&
                 (strcmp(name, "__setitem__") == 0 || strcmp(name, "setdefault") == 0) &&
                 is_our_key(walk, walk->unit->sets[child]));
        if (found) {
            return (struct state){ false, true, set, walk->unit->base + call };
        }
    }
    return state;
}

static struct state executed(struct walk *walk, uint32_t call, struct state state)
{
    const struct scopes *scopes = walk->unit->scopes;
    enum scope_kind kind = scopes->scopes[scopes->scope_of[call]].kind;
    bool elsewhere = kind == SCOPE_FUNCTION || kind == SCOPE_LAMBDA;
    uint32_t source = mynah__tree_child(walk->unit->tree, call, ROLE_ARGS);
    uint32_t names = source == NODE_NONE ? NODE_NONE : mynah__tree_next(walk->unit->tree, source);
    if (names != NODE_NONE && walk->unit->tree->nodes[names].role == ROLE_ARGS) {
        uint32_t single = mynah__single(walk->engine, walk->unit->sets[names]);
        elsewhere = single != UINT32_MAX && walk->engine->values[single].kind == VALUE_CONTAINER;
    }
    for (uint32_t i = 1; i < walk->engine->unit_count; i++) {
        const struct unit *unit = walk->engine->units[i];
        if (unit->site == walk->unit->base + call && walk->effects < EFFECT_DEPTH_MAX) {
            struct state after = enter(walk, unit, 0, state);
            state = elsewhere ? state : after;
        }
    }
    return state;
}

static struct state store_attribute(struct walk *walk, uint32_t base, uint32_t set, uint32_t site,
                                    struct state state);

// setattr(module, "results", {})
static struct state set_attribute(struct walk *walk, uint32_t call, struct state state)
{
    const struct tree *tree = walk->unit->tree;
    uint32_t base = mynah__tree_child(tree, call, ROLE_ARGS);
    uint32_t key = base == NODE_NONE ? NODE_NONE : mynah__tree_next(tree, base);
    uint32_t value = key == NODE_NONE ? NODE_NONE : mynah__tree_next(tree, key);
    if (value == NODE_NONE || !is_our_key(walk, walk->unit->sets[key])) {
        return state;
    }
    return store_attribute(walk, walk->unit->sets[base], walk->unit->sets[value],
                           walk->unit->base + call, state);
}

struct state mynah__call_effect(struct walk *walk, uint32_t call, struct state state)
{
    struct engine *engine = walk->engine;
    uint32_t function = mynah__tree_child(walk->unit->tree, call, ROLE_FUNC);
    uint32_t set = function == NODE_NONE ? SET_EMPTY : walk->unit->sets[function];
    uint32_t single = mynah__single(engine, set);
    if (!runs(walk, call)) {
        return state;
    }
    state = executed(walk, call, state);
    if (single != UINT32_MAX) {
        struct value value = engine->values[single];
        if (value.kind == VALUE_METHOD && engine->values[value.a].kind == VALUE_NAMESPACE &&
            engine->values[value.a].sub == 1) {
            return namespace_call(walk, call, mynah__atom_bytes(engine, value.b), state);
        }
        uint32_t name = mynah__qualified(engine, single);
        const struct known *known = name == ATOM_NONE ? NULL : mynah__known(engine, name);
        if (known && known->model && known->model->call == mynah__model_setattr) {
            return set_attribute(walk, call, state);
        }
        if (known && known->model && known->model->apply) {
            return callback_effect(walk, call, state);
        }
    }
    walk->consumed = mynah__is_consumed(walk, call);
    state = mynah__values_effect(walk, set, state, true);
    walk->consumed = false;
    return state;
}

bool mynah__is_our_item(struct walk *walk, uint32_t set, uint32_t key)
{
    uint32_t single = mynah__single(walk->engine, set);
    return single != UINT32_MAX && walk->engine->values[single].kind == VALUE_NAMESPACE &&
           walk->engine->values[single].sub == 1 && is_our_key(walk, key);
}

struct state mynah__method_effect(struct walk *walk, uint32_t set, const char *name,
                                  struct state state)
{
    uint32_t single = mynah__single(walk->engine, set);
    if (single == UINT32_MAX || walk->engine->values[single].kind != VALUE_OBJECT) {
        return state;
    }
    uint32_t method =
        mynah__load_value(walk->engine, single, mynah__atom_text(walk->engine, name), 0);
    return mynah__values_effect(walk, method, state, true);
}

// An attribute of what may be our module.
static struct state store_attribute(struct walk *walk, uint32_t base, uint32_t set, uint32_t site,
                                    struct state state)
{
    const uint32_t *members = mynah__members(walk->engine, base);
    struct state stored = { false, true, set, site };
    bool ours = false;
    bool surely = true;
    for (uint32_t i = 0; i < mynah__set_size(walk->engine, base); i++) {
        struct value value = walk->engine->values[members[i]];
        bool own = value.kind == VALUE_EXTERNAL &&
                   strcmp(mynah__atom_bytes(walk->engine, value.a), "__main__") == 0;
        ours = ours || own || (value.kind == VALUE_UNKNOWN && value.sub != UNKNOWN_FOREIGN);
        surely = surely && own;
    }
    return !ours ? state : surely ? stored : mynah__state_join(walk, state, stored);
}

struct state mynah__store_effect(struct walk *walk, uint32_t statement, struct state state)
{
    const struct tree *tree = walk->unit->tree;
    if (tree->nodes[statement].kind != NODE_ASSIGN) {
        return state;
    }
    uint32_t value = mynah__tree_child(tree, statement, ROLE_VALUE);
    for (uint32_t target = mynah__tree_child(tree, statement, ROLE_TARGET); target != NODE_NONE;
         target = mynah__tree_next(tree, target)) {
        uint32_t base = mynah__tree_child(tree, target, ROLE_VALUE);
        uint32_t key = mynah__tree_child(tree, target, ROLE_SLICE);
        if (tree->nodes[target].kind == NODE_ATTRIBUTE && base != NODE_NONE && value != NODE_NONE) {
            uint32_t name = mynah__name(walk->engine, (struct unit *)walk->unit,
                                        mynah__tree_child(tree, target, ROLE_ATTR));
            if (name != ATOM_NONE &&
                strcmp(mynah__atom_bytes(walk->engine, name), walk->name) == 0) {
                state = store_attribute(walk, walk->unit->sets[base], walk->unit->sets[value],
                                        walk->unit->base + target, state);
            }
        }
        if (tree->nodes[target].kind != NODE_SUBSCRIPT || base == NODE_NONE || key == NODE_NONE ||
            value == NODE_NONE || !is_our_key(walk, walk->unit->sets[key])) {
            continue;
        }
        uint32_t single = mynah__single(walk->engine, walk->unit->sets[base]);
        if (single != UINT32_MAX && walk->engine->values[single].kind == VALUE_NAMESPACE &&
            walk->engine->values[single].sub == 1) {
            state =
                (struct state){ false, true, walk->unit->sets[value], walk->unit->base + target };
        }
    }
    return state;
}

static bool surely_no_mapping(struct walk *walk, uint32_t id)
{
    static const char *const modules[] = { "math.", "json.",  "time.",       "random.",
                                           "re.",   "cmath.", "statistics.", "itertools." };
    static const char *const types[] = { "builtins.int", "builtins.float", "builtins.str",
                                         "builtins.bool", "builtins.NoneType" };
    struct value value = walk->engine->values[id];
    const char *name = "";
    switch ((enum value_kind)value.kind) {
    case VALUE_CONTAINER:
        return value.sub != CONTAINER_DICT;
    case VALUE_FUNCTION:
    case VALUE_CLASS:
    case VALUE_BOUND:
    case VALUE_PARTIAL:
        return true;
    case VALUE_EXTERNAL:
        name = mynah__atom_bytes(walk->engine, value.a);
        for (size_t i = 0; i < sizeof(modules) / sizeof(*modules); i++) {
            size_t size = strlen(modules[i]);
            if (strncmp(name, modules[i], size) == 0 ||
                (strlen(name) == size - 1 && strncmp(name, modules[i], size - 1) == 0)) {
                return true;
            }
        }
        return false;
    case VALUE_INSTANCE:
        name = mynah__atom_bytes(walk->engine, value.a);
        for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
            if (strcmp(name, types[i]) == 0) {
                return true;
            }
        }
        return false;
    default:
        return mynah__is_constant(&value);
    }
}

static void verdict(struct walk *walk, struct state end)
{
    struct checks *checks = walk->checks;
    const uint32_t *members = mynah__members(walk->engine, end.set);
    uint32_t count = mynah__set_size(walk->engine, end.set);
    bool wrong = end.bound && count > 0;
    checks->report->results = !end.bound    ? MYNAH_RESULTS_NEVER
                              : end.unbound ? MYNAH_RESULTS_SOMETIMES
                                            : MYNAH_RESULTS_ALWAYS;
    for (uint32_t i = 0; i < count; i++) {
        wrong = wrong && surely_no_mapping(walk, members[i]);
    }
    if (wrong) {
        struct finding finding = { .rule = "results-not-a-mapping",
                                   .confidence = MYNAH_CONFIDENCE_HIGH,
                                   .subject = walk->name };
        mynah__checks_add(checks, end.site, &finding);
    }
    if (!checks->results_optional && checks->report->results != MYNAH_RESULTS_ALWAYS) {
        struct finding finding = { .rule = end.bound ? "maybe-missing-results" : "missing-results",
                                   .confidence = MYNAH_CONFIDENCE_HIGH,
                                   .subject = walk->name };
        mynah__report_add_finding(checks->report, &finding);
    }
}

void mynah__check_results(struct checks *checks)
{
    struct engine *engine = checks->engine;
    const struct unit *last = engine->units[engine->unit_count - 1];
    struct walk walk = { .checks = checks,
                         .engine = engine,
                         .unit = engine->units[0],
                         .name = checks->results_name,
                         .site_count = last->base + last->tree->count };
    walk.summaries = mynah__arena_alloc(engine->arena, walk.site_count * sizeof(*walk.summaries));
    if (!walk.summaries) {
        return;
    }
    struct state end = mynah__walk_body(&walk, 0, (struct state){ .unbound = true });
    struct state tried;
    if (mynah__trial(&walk, end, &tried) &&
        tried.bound != tried.unbound) { // else the walk knows as much
        end.bound = tried.bound;
        end.unbound = tried.unbound;
    }
    verdict(&walk, end);
}
