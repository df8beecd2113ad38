// SPDX-License-Identifier: Apache-2.0
// The calls of a trial: functions of the code itself, and those of which nobody knows what they
// give.

#include "checks/trial.h"
#include "values/constants.h"

#include <string.h>

// What goes where nobody follows it may be changed there, and functions may be called.
static void hand_over(struct trial *trial, struct thing thing)
{
    const struct box *box = mynah__box(trial, thing);
    if (thing.kind == THING_FUNCTION) {
        mynah__trial_shake(trial);
        if (trial->globals) {
            mynah__trial_give_up(trial);
        }
    }
    if (!box) {
        return;
    }
    struct box items = *box;
    mynah__box_changes(trial, thing);
    mynah__box_forget(trial, thing);
    for (uint32_t i = 0; i < items.count && !trial->gave_up; i++) {
        if (items.items[i].kind == THING_BOX && !trial->boxes[items.items[i].at].unknown) {
            hand_over(trial, items.items[i]);
        } else if (items.items[i].kind == THING_FUNCTION) {
            hand_over(trial, items.items[i]);
        }
    }
}

struct thing mynah__trial_unknown_call(struct trial *trial, const struct given *given, bool keeps)
{
    for (uint32_t i = 0; keeps && i < given->count; i++) {
        hand_over(trial, given->at[i]);
    }
    for (uint32_t i = 0; keeps && i < given->named_count; i++) {
        hand_over(trial, given->named[i]);
    }
    mynah__trial_may_raise(trial);
    return mynah__thing_unknown(trial);
}

static void bind_parameter(struct trial *trial, uint32_t arg, struct thing thing)
{
    uint32_t name = mynah__tree_child(trial->unit->tree, arg, ROLE_NAME);
    if (name != NODE_NONE) {
        mynah__trial_assign(trial, name, thing);
    }
}

static struct thing parameter(struct trial *trial, uint32_t arg, const struct given *given,
                              uint32_t *position)
{
    const struct tree *tree = trial->unit->tree;
    uint32_t name = mynah__tree_child(tree, arg, ROLE_NAME);
    uint32_t atom = mynah__name(trial->engine, trial->unit, name);
    enum arg_kind kind = (enum arg_kind)tree->nodes[arg].op;
    if (kind == ARG_VARARG || kind == ARG_KWARG) {
        struct thing rest = mynah__thing_box(trial, kind == ARG_VARARG ? BOX_TUPLE : BOX_DICT);
        while (kind == ARG_VARARG && *position < given->count) {
            mynah__box_add(trial, rest, given->at[(*position)++]);
        }
        if (given->open || kind == ARG_KWARG) {
            mynah__box_forget(trial, rest);
        }
        return rest;
    }
    if (kind != ARG_KEYWORD_ONLY && *position < given->count) {
        return given->at[(*position)++];
    }
    for (uint32_t i = 0; i < given->named_count; i++) {
        if (given->names[i] == atom) {
            return given->named[i];
        }
    }
    uint32_t fallback = mynah__tree_child(tree, arg, ROLE_VALUE);
    if (given->open || fallback == NODE_NONE) {
        if (!given->open) {
            mynah__trial_raise(trial, "TypeError");
        }
        return mynah__thing_unknown(trial);
    }
    return tree->nodes[fallback].kind == NODE_CONSTANT ? mynah__trial_eval(trial, fallback)
                                                       : mynah__thing_unknown(trial);
}

// A function that runs later, or that its decorators changed.
static bool runs_elsewhere(const struct tree *tree, uint32_t function)
{
    if (tree->nodes[function].flags & FLAG_ASYNC) {
        return true;
    }
    for (uint32_t node = function; node < tree->nodes[function].after; node++) {
        if (node != function && (tree->nodes[node].kind == NODE_FUNCTION_DEF ||
                                 tree->nodes[node].kind == NODE_LAMBDA)) {
            node = tree->nodes[node].after - 1;
        } else if (tree->nodes[node].kind == NODE_YIELD ||
                   tree->nodes[node].kind == NODE_YIELD_FROM) {
            return true;
        }
    }
    return false;
}

static struct thing call_function(struct trial *trial, struct thing function,
                                  const struct given *given)
{
    const struct tree *tree = trial->unit->tree;
    uint32_t list = mynah__tree_child(tree, function.at, ROLE_ARGUMENTS);
    uint32_t body = mynah__tree_child(tree, function.at, ROLE_BODY);
    uint32_t outer = trial->frame;
    uint32_t position = 0;
    bool lambda = tree->nodes[function.at].kind == NODE_LAMBDA;
    if (body == NODE_NONE || runs_elsewhere(tree, function.at) || trial->depth >= TRIAL_DEPTH) {
        bool harmless = body != NODE_NONE && trial->depth < TRIAL_DEPTH && !trial->globals;
        mynah__trial_shake(trial);
        if (!harmless) {
            mynah__trial_give_up(trial);
        }
        return mynah__trial_unknown_call(trial, given, true);
    }
    mynah__trial_push(trial, trial->unit->scopes->scope_of[body], function.frame);
    trial->depth++;
    for (uint32_t arg = list == NODE_NONE ? NODE_NONE : mynah__tree_child(tree, list, ROLE_ITEM);
         arg != NODE_NONE && trial->way == WAY_ON; arg = mynah__tree_next(tree, arg)) {
        bind_parameter(trial, arg, parameter(trial, arg, given, &position));
    }
    if (position < given->count) {
        mynah__trial_raise(trial, "TypeError");
    }
    struct thing result = mynah__thing_none(trial);
    if (trial->way == WAY_ON && lambda) {
        result = mynah__trial_eval(trial, body);
    } else if (trial->way == WAY_ON) {
        enum way way = mynah__trial_body(trial, function.at, ROLE_BODY);
        result = way == WAY_RETURN ? trial->returned : result;
        trial->way = way == WAY_RETURN ? WAY_ON : way;
    }
    trial->depth--;
    trial->frame = outer;
    return result;
}

struct thing mynah__trial_invoke(struct trial *trial, struct thing function,
                                 const struct thing *arguments, uint32_t count)
{
    struct given given = { .count = count };
    for (uint32_t i = 0; i < count && i < TRIAL_ARGUMENTS; i++) {
        given.at[i] = arguments[i];
    }
    if (function.kind == THING_FUNCTION) {
        return call_function(trial, function, &given);
    }
    return mynah__trial_unknown_call(trial, &given, true);
}

static struct thing call_named(struct trial *trial, struct thing callee, const struct given *given)
{
    struct engine *engine = trial->engine;
    const char *name = mynah__thing_name(trial, callee);
    static const char *const exits[] = { "sys.exit", "builtins.exit", "builtins.quit" };
    static const char *const ends[] = { "os._exit", "os.abort" };
    for (size_t i = 0; i < sizeof(exits) / sizeof(*exits); i++) {
        if (strcmp(name, exits[i]) == 0) {
            mynah__trial_raise(trial, "SystemExit");
            return callee;
        }
    }
    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
        if (strcmp(name, ends[i]) == 0) {
            trial->way = WAY_GONE;
            return callee;
        }
    }
    if (mynah__is_exception(engine, engine->values[callee.at].a) ||
        strcmp(name, "contextlib.suppress") == 0) {
        return mynah__thing_unknown(trial);
    }
    if (strncmp(name, "builtins.", 9) == 0) {
        return mynah__trial_builtin(trial, name + 9, given);
    }
    const struct known *known = mynah__known(engine, engine->values[callee.at].a);
    return mynah__trial_unknown_call(trial, given, !known || !(known->inert || known->reader));
}

static void read_arguments(struct trial *trial, uint32_t node, struct given *given)
{
    const struct tree *tree = trial->unit->tree;
    for (uint32_t at = node + 1; at < tree->nodes[node].after && trial->way == WAY_ON;
         at = tree->nodes[at].after) {
        uint32_t value = mynah__tree_child(tree, at, ROLE_VALUE);
        if (tree->nodes[at].role == ROLE_FUNC) {
            continue;
        }
        bool room = given->count < TRIAL_ARGUMENTS && given->named_count < TRIAL_ARGUMENTS;
        bool starred = tree->nodes[at].kind == NODE_STARRED;
        bool keyword = tree->nodes[at].kind == NODE_KEYWORD;
        struct thing thing = mynah__trial_eval(trial, starred || keyword ? value : at);
        given->open = given->open || starred || !room;
        if (starred || !room) {
            hand_over(trial, thing);
        } else if (keyword) {
            uint32_t name = mynah__tree_child(tree, at, ROLE_NAME);
            given->names[given->named_count] = mynah__name(trial->engine, trial->unit, name);
            given->named[given->named_count++] = thing;
        } else {
            given->at[given->count++] = thing;
        }
    }
}

struct thing mynah__trial_call(struct trial *trial, uint32_t node)
{
    uint32_t function = mynah__tree_child(trial->unit->tree, node, ROLE_FUNC);
    struct thing callee =
        function == NODE_NONE ? mynah__thing_unknown(trial) : mynah__trial_eval(trial, function);
    struct given given = { .count = 0 };
    if (trial->way == WAY_ON) {
        read_arguments(trial, node, &given);
    }
    if (trial->way != WAY_ON) {
        return callee;
    }
    switch ((enum thing_kind)callee.kind) {
    case THING_FUNCTION:
        return call_function(trial, callee, &given);
    case THING_NAMED:
        return call_named(trial, callee, &given);
    case THING_METHOD:
        if (!given.open && given.named_count == 0) {
            return mynah__trial_method(trial, trial->methods[callee.at], given.at, given.count);
        }
        hand_over(trial, trial->methods[callee.at].self);
        break;
    default:
        break;
    }
    if (trial->classes) { // it may be a method of the code itself
        mynah__trial_shake(trial);
    }
    return mynah__trial_unknown_call(trial, &given, true);
}
