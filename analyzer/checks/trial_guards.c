// SPDX-License-Identifier: Apache-2.0
// The statements of a trial that raise, catch and swallow.

#include "checks/trial.h"

#include <string.h>

// Run what catches: false where nothing does.
static bool handled(struct trial *trial, uint32_t node)
{
    const struct tree *tree = trial->unit->tree;
    const char *raised = trial->raised;
    for (uint32_t handler = mynah__tree_child(tree, node, ROLE_HANDLER); handler != NODE_NONE;
         handler = mynah__tree_next(tree, handler)) {
        uint32_t type = mynah__tree_child(tree, handler, ROLE_VALUE);
        int catches = 1;
        trial->way = WAY_ON;
        if (type != NODE_NONE) {
            struct thing thing = mynah__trial_eval(trial, type);
            trial->raised = trial->way == WAY_ON ? raised : trial->raised;
            catches = trial->way == WAY_ON ? mynah__trial_catches(trial, thing) : 0;
        }
        if (trial->way != WAY_ON) {
            return true;
        }
        if (catches == 1 ||
            (catches < 0 && mynah__trial_ask(trial, mynah__thing_unknown(trial).at))) {
            uint32_t name = mynah__tree_child(tree, handler, ROLE_ASNAME);
            struct thing *slot =
                name == NODE_NONE ? NULL
                                  : mynah__trial_slot(trial, trial->unit->scopes->symbol_of[name]);
            if (slot) {
                *slot = mynah__thing_unknown(trial);
            }
            bool room = trial->handled_count < TRIAL_HANDLED;
            if (room) {
                trial->handled[trial->handled_count++] = raised;
            }
            trial->way = mynah__trial_body(trial, handler, ROLE_BODY);
            trial->handled_count -= room;
            if (slot) {
                *mynah__trial_slot(trial, trial->unit->scopes->symbol_of[name]) =
                    (struct thing){ .kind = THING_UNBOUND };
            }
            return true;
        }
    }
    trial->way = WAY_RAISE;
    trial->raised = raised;
    return false;
}

void mynah__trial_try(struct trial *trial, uint32_t node)
{
    const struct tree *tree = trial->unit->tree;
    if (tree->nodes[node].flags & FLAG_STAR) {
        mynah__trial_give_up(trial);
        return;
    }
    bool final = mynah__tree_child(tree, node, ROLE_FINALBODY) != NODE_NONE;
    trial->guards++;
    enum way way = mynah__trial_body(trial, node, ROLE_BODY);
    trial->guards -= !final;
    trial->way = way;
    if (way == WAY_RAISE && !trial->gave_up) {
        handled(trial, node);
    } else if (way == WAY_ON) {
        trial->way = mynah__trial_body(trial, node, ROLE_ORELSE);
    }
    trial->guards -= final;
    if (final && trial->way != WAY_GONE) {
        way = trial->way;
        const char *raised = trial->raised;
        struct thing returned = trial->returned;
        trial->way = WAY_ON;
        enum way end = mynah__trial_body(trial, node, ROLE_FINALBODY);
        trial->way = end == WAY_ON ? way : end;
        if (end == WAY_ON) {
            trial->raised = raised;
            trial->returned = returned;
        }
    }
}

void mynah__trial_raises(struct trial *trial, uint32_t node)
{
    uint32_t value = mynah__tree_child(trial->unit->tree, node, ROLE_VALUE);
    const char *type = NULL;
    if (value == NODE_NONE) {
        type = trial->handled_count ? trial->handled[trial->handled_count - 1] : NULL;
    } else {
        uint32_t called = trial->unit->tree->nodes[value].kind == NODE_CALL
                              ? mynah__tree_child(trial->unit->tree, value, ROLE_FUNC)
                              : value;
        mynah__trial_eval(trial, value);
        if (trial->way != WAY_ON) {
            return;
        }
        struct thing thing = mynah__trial_eval(trial, called);
        const char *name = mynah__thing_name(trial, thing);
        type = strncmp(name, "builtins.", 9) == 0 ? name + 9 : NULL;
    }
    mynah__trial_raise(trial, type);
}

// `with`: 1 where what is raised in it is surely swallowed, 0 where not, -1 for what nobody knows.
static int swallows(struct trial *trial, uint32_t item)
{
    const struct tree *tree = trial->unit->tree;
    uint32_t value = mynah__tree_child(tree, item, ROLE_VALUE);
    uint32_t function = value != NODE_NONE && tree->nodes[value].kind == NODE_CALL
                            ? mynah__tree_child(tree, value, ROLE_FUNC)
                            : NODE_NONE;
    struct thing called =
        function == NODE_NONE ? mynah__thing_unknown(trial) : mynah__trial_eval(trial, function);
    const char *name = mynah__thing_name(trial, called);
    if (strcmp(name, "contextlib.suppress") == 0) {
        int all = 0;
        for (uint32_t type = mynah__tree_child(tree, value, ROLE_ARGS); type != NODE_NONE;
             type = mynah__tree_next(tree, type)) {
            int one = mynah__trial_catches(trial, mynah__trial_eval(trial, type));
            all = one == 1 || all == 1 ? 1 : one < 0 ? -1 : all;
        }
        return all;
    }
    return mynah__item_suppresses(trial->walk, item) ? -1 : 0;
}

void mynah__trial_with(struct trial *trial, uint32_t node)
{
    const struct tree *tree = trial->unit->tree;
    for (uint32_t item = mynah__tree_child(tree, node, ROLE_ITEM); item != NODE_NONE;
         item = mynah__tree_next(tree, item)) {
        struct thing value = mynah__trial_child(trial, item, ROLE_VALUE);
        uint32_t target = mynah__tree_child(tree, item, ROLE_TARGET);
        if (trial->way != WAY_ON) {
            return;
        }
        if (value.kind != THING_NAMED && trial->globals && trial->classes) {
            mynah__trial_give_up(trial);
        }
        if (target != NODE_NONE) {
            mynah__trial_assign(trial, target, mynah__thing_unknown(trial));
        }
    }
    trial->guards++;
    trial->way = mynah__trial_body(trial, node, ROLE_BODY);
    trial->guards--;
    const char *raised = trial->raised;
    bool raises = trial->way == WAY_RAISE;
    for (uint32_t item = mynah__tree_child(tree, node, ROLE_ITEM); raises && item != NODE_NONE;
         item = mynah__tree_next(tree, item)) {
        trial->way = WAY_ON;
        trial->raised = raised;
        int one = swallows(trial, item);
        raises =
            !(one == 1 || (one < 0 && mynah__trial_ask(trial, mynah__thing_unknown(trial).at))) &&
            trial->way != WAY_GONE;
        trial->way = trial->way == WAY_GONE ? WAY_GONE : raises ? WAY_RAISE : WAY_ON;
        trial->raised = raised;
    }
}
