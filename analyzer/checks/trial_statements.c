// SPDX-License-Identifier: Apache-2.0
// The statements of a trial.

#include "checks/trial.h"

#include <string.h>

struct thing mynah__trial_child(struct trial *trial, uint32_t node, enum node_role role)
{
    uint32_t child = mynah__tree_child(trial->unit->tree, node, role);
    return child == NODE_NONE ? mynah__thing_none(trial) : mynah__trial_eval(trial, child);
}

static bool test_of(struct trial *trial, uint32_t node)
{
    struct thing test = mynah__trial_child(trial, node, ROLE_TEST);
    return trial->way == WAY_ON && mynah__thing_true(trial, test);
}

// What the loop's body binds may have any value from now on; so may what is in containers.
static void havoc(struct trial *trial, uint32_t loop)
{
    const struct node *nodes = trial->unit->tree->nodes;
    bool calls = false;
    for (uint32_t node = loop; node < nodes[loop].after; node++) {
        bool binds = nodes[node].flags & FLAG_STORE || nodes[node].kind == NODE_IDENTIFIER;
        uint32_t symbol = trial->unit->scopes->symbol_of[node];
        struct thing *slot = binds ? mynah__trial_slot(trial, symbol) : NULL;
        calls = calls || nodes[node].kind == NODE_CALL;
        if (slot && slot->kind != THING_UNBOUND && slot->kind != THING_FUNCTION) {
            *slot = mynah__thing_unknown(trial);
        }
    }
    for (uint32_t i = 0; calls && trial->globals && i < trial->unit->scopes->symbol_count; i++) {
        for (uint32_t f = 0; f < trial->frame_count; f++) {
            struct thing *slot = &trial->frames[f].slots[i];
            if (slot->kind != THING_UNBOUND && slot->kind != THING_FUNCTION &&
                slot->kind != THING_NAMED) {
                *slot = mynah__thing_unknown(trial);
            }
        }
    }
    mynah__trial_shake(trial);
}

// One loop while it runs.
struct rounds {
    uint32_t node;
    struct thing over; // of `for`
    uint32_t index;
    uint32_t unsure; // rounds with questions
    bool any;        // from now on a round is like any later one
    bool done;       // and that round was made
};

// Bind the next element: false where there is none.
static bool next_element(struct trial *trial, struct rounds *rounds)
{
    struct box *box = mynah__box(trial, rounds->over);
    struct thing item;
    if (rounds->any || !box || box->unknown) {
        if (rounds->done || !mynah__trial_ask(trial, mynah__thing_unknown(trial).at)) {
            return false;
        }
        item = mynah__thing_unknown(trial);
    } else if (rounds->index >= box->count) {
        return false;
    } else if (box->kind == BOX_ITERATOR) {
        item = box->items[0];
        mynah__box_remove(trial, rounds->over, 0);
    } else {
        item = box->items[rounds->index++];
    }
    mynah__trial_assign(trial, mynah__tree_child(trial->unit->tree, rounds->node, ROLE_TARGET),
                        item);
    return trial->way == WAY_ON;
}

static bool goes_on(struct trial *trial, struct rounds *rounds)
{
    if (trial->unit->tree->nodes[rounds->node].kind == NODE_FOR) {
        return next_element(trial, rounds);
    }
    bool truth = test_of(trial, rounds->node);
    if (truth && rounds->done) { // what leaves it was seen in the rounds before
        trial->way = trial->way == WAY_ON ? WAY_GONE : trial->way;
    }
    return truth && trial->way == WAY_ON;
}

static void loop(struct trial *trial, uint32_t node)
{
    struct rounds rounds = { .node = node };
    bool over = trial->unit->tree->nodes[node].kind == NODE_FOR;
    if (over) {
        struct thing iter = mynah__trial_child(trial, node, ROLE_ITER);
        const struct box *box = trial->way == WAY_ON ? mynah__box(trial, iter) : NULL;
        bool live = box && (box->kind == BOX_LIST || box->kind == BOX_TUPLE);
        rounds.over = trial->way != WAY_ON || live ? iter : mynah__thing_iterate(trial, iter, true);
    }
    while (mynah__trial_step(trial)) {
        uint32_t before = trial->answered;
        if (!goes_on(trial, &rounds)) {
            break;
        }
        enum way way = mynah__trial_body(trial, node, ROLE_BODY);
        if (way == WAY_BREAK) {
            trial->way = WAY_ON;
            return;
        }
        trial->way = way == WAY_CONTINUE ? WAY_ON : way;
        rounds.done = rounds.any;
        rounds.unsure += trial->answered != before;
        if (rounds.unsure >= 2 && trial->way == WAY_ON) {
            rounds.any = true;
            havoc(trial, node);
        }
    }
    if (trial->way == WAY_ON) {
        mynah__iterator_done(trial, rounds.over);
        trial->way = mynah__trial_body(trial, node, ROLE_ORELSE);
    }
}

static void match_statement(struct trial *trial, uint32_t node)
{
    const struct tree *tree = trial->unit->tree;
    struct thing subject = mynah__trial_child(trial, node, ROLE_SUBJECT);
    for (uint32_t item = mynah__tree_child(tree, node, ROLE_ITEM);
         item != NODE_NONE && trial->way == WAY_ON; item = mynah__tree_next(tree, item)) {
        uint32_t pattern = mynah__tree_child(tree, item, ROLE_PATTERN);
        int fits = pattern == NODE_NONE ? -1 : mynah__trial_match(trial, pattern, subject);
        bool taken =
            fits == 1 || (fits < 0 && mynah__trial_ask(trial, mynah__thing_unknown(trial).at));
        bool guarded = mynah__tree_child(tree, item, ROLE_TEST) != NODE_NONE;
        if (taken && (!guarded || test_of(trial, item))) {
            trial->way =
                trial->way == WAY_ON ? mynah__trial_body(trial, item, ROLE_BODY) : trial->way;
            return;
        }
    }
}

static void assign_statement(struct trial *trial, uint32_t node)
{
    const struct tree *tree = trial->unit->tree;
    bool declares = tree->nodes[node].kind == NODE_ANN_ASSIGN;
    if (declares && mynah__tree_child(tree, node, ROLE_VALUE) == NODE_NONE) {
        return;
    }
    struct thing value = mynah__trial_child(trial, node, ROLE_VALUE);
    for (uint32_t target = mynah__tree_child(tree, node, ROLE_TARGET);
         target != NODE_NONE && trial->way == WAY_ON; target = mynah__tree_next(tree, target)) {
        mynah__trial_assign(trial, target, value);
    }
}

static void augmented(struct trial *trial, uint32_t node)
{
    const struct tree *tree = trial->unit->tree;
    uint32_t target = mynah__tree_child(tree, node, ROLE_TARGET);
    struct thing old =
        target == NODE_NONE ? mynah__thing_none(trial) : mynah__trial_eval(trial, target);
    struct thing value = trial->way == WAY_ON ? mynah__trial_child(trial, node, ROLE_VALUE) : old;
    if (trial->way != WAY_ON || target == NODE_NONE) {
        return;
    }
    const struct box *box = mynah__box(trial, old);
    if (box && box->kind != BOX_TUPLE) { // in place
        bool plain = box->kind == BOX_LIST && tree->nodes[node].op == OP_ADD;
        struct thing more = plain && mynah__box_changes(trial, old)
                                ? mynah__thing_iterate(trial, value, false)
                                : mynah__thing_unknown(trial);
        const struct box *from = mynah__box(trial, more);
        if (!from && trial->way == WAY_ON) {
            mynah__box_forget(trial, old);
        }
        for (uint32_t i = 0; from && i < trial->boxes[more.at].count && !trial->gave_up; i++) {
            mynah__box_add(trial, old, trial->boxes[more.at].items[i]);
        }
        return;
    }
    struct thing sum = mynah__thing_binary(trial, tree->nodes[node].op, old, value, node);
    if (trial->way == WAY_ON) {
        mynah__trial_assign(trial, target, sum);
    }
}

static void delete_target(struct trial *trial, uint32_t target)
{
    const struct tree *tree = trial->unit->tree;
    const struct node *at = &tree->nodes[target];
    if (at->kind == NODE_NAME) {
        struct thing *slot = mynah__trial_slot(trial, trial->unit->scopes->symbol_of[target]);
        if (!slot || slot->kind == THING_UNBOUND) {
            mynah__trial_raise(trial, "NameError");
        } else {
            *slot = (struct thing){ .kind = THING_UNBOUND };
        }
        return;
    }
    if (at->kind == NODE_TUPLE || at->kind == NODE_LIST) {
        for (uint32_t child = target + 1; child < at->after && trial->way == WAY_ON;
             child = tree->nodes[child].after) {
            delete_target(trial, child);
        }
        return;
    }
    struct thing base = mynah__trial_child(trial, target, ROLE_VALUE);
    struct thing key = at->kind == NODE_SUBSCRIPT ? mynah__trial_child(trial, target, ROLE_SLICE)
                                                  : mynah__thing_none(trial);
    if (trial->way != WAY_ON) {
        return;
    }
    const struct box *box = mynah__box(trial, base);
    bool dict = box && box->kind == BOX_DICT && mynah__box_changes(trial, base);
    int index = dict ? mynah__box_find(trial, base, key) : -2;
    if (index >= 0) {
        mynah__box_remove(trial, base, (uint32_t)index);
    } else if (index == -1) {
        mynah__trial_raise(trial, "KeyError");
    } else {
        mynah__trial_may_raise(trial);
        mynah__box_forget(trial, base);
    }
}

static void import_statement(struct trial *trial, uint32_t node)
{
    static const char *const always[] = {
        "json", "math",     "os",         "sys",       "re",        "time",        "random",
        "csv",  "datetime", "statistics", "itertools", "functools", "collections", "contextlib",
        "io",   "pathlib",  "typing",     "logging",   "string",    "dataclasses", "operator",
    };
    const struct node *nodes = trial->unit->tree->nodes;
    bool sure = nodes[node].kind == NODE_IMPORT;
    for (uint32_t part = node; part < nodes[node].after; part++) {
        uint32_t definition = trial->unit->definition_of[part];
        if (nodes[part].kind != NODE_IDENTIFIER || definition == UINT32_MAX) {
            continue;
        }
        struct thing *slot = mynah__trial_slot(trial, trial->unit->scopes->symbol_of[part]);
        uint32_t single = mynah__single(trial->engine, trial->unit->definition_sets[definition]);
        bool named = single != UINT32_MAX && trial->engine->values[single].kind == VALUE_EXTERNAL;
        struct thing thing = { .kind = THING_NAMED, .at = single };
        bool known = false;
        for (size_t i = 0; named && i < sizeof(always) / sizeof(*always); i++) {
            known = known || strcmp(mynah__thing_name(trial, thing), always[i]) == 0;
        }
        if (!(known && sure)) {
            mynah__trial_may_raise(trial);
        }
        if (slot && trial->way == WAY_ON) {
            *slot = named ? thing : mynah__thing_unknown(trial);
        }
    }
}

// A class is something that nobody knows; its body runs.
static void class_statement(struct trial *trial, uint32_t node)
{
    const struct tree *tree = trial->unit->tree;
    uint32_t name = mynah__tree_child(tree, node, ROLE_NAME);
    uint32_t body = mynah__tree_child(tree, node, ROLE_BODY);
    uint32_t outer = trial->frame;
    if (mynah__tree_child(tree, node, ROLE_DECORATOR) != NODE_NONE || body == NODE_NONE) {
        mynah__trial_may_raise(trial);
    }
    for (uint32_t base = mynah__tree_child(tree, node, ROLE_ARGS); base != NODE_NONE;
         base = mynah__tree_next(tree, base)) {
        mynah__trial_eval(trial, base);
    }
    if (trial->way == WAY_ON && body != NODE_NONE) {
        mynah__trial_push(trial, trial->unit->scopes->scope_of[body], outer);
        enum way way = mynah__trial_body(trial, node, ROLE_BODY);
        trial->way = way;
        trial->frame = outer;
    }
    struct thing *slot =
        name == NODE_NONE ? NULL : mynah__trial_slot(trial, trial->unit->scopes->symbol_of[name]);
    if (slot && trial->way == WAY_ON) {
        *slot = mynah__thing_unknown(trial);
        trial->truths[slot->at] = 1;
    }
}

static void function_statement(struct trial *trial, uint32_t node)
{
    const struct tree *tree = trial->unit->tree;
    uint32_t name = mynah__tree_child(tree, node, ROLE_NAME);
    bool decorated = mynah__tree_child(tree, node, ROLE_DECORATOR) != NODE_NONE;
    struct thing *slot =
        name == NODE_NONE ? NULL : mynah__trial_slot(trial, trial->unit->scopes->symbol_of[name]);
    if (decorated && trial->globals) {
        mynah__trial_give_up(trial);
    }
    if (slot && decorated) {
        *slot = mynah__thing_unknown(trial);
    } else if (slot) {
        *slot = (struct thing){ .kind = THING_FUNCTION, .at = node, .frame = trial->frame };
    }
}

static void simple_statement(struct trial *trial, uint32_t node)
{
    switch ((enum node_kind)trial->unit->tree->nodes[node].kind) {
    case NODE_RETURN:
        trial->returned = mynah__trial_child(trial, node, ROLE_VALUE);
        trial->way = trial->way == WAY_ON ? WAY_RETURN : trial->way;
        break;
    case NODE_BREAK:
        trial->way = WAY_BREAK;
        break;
    case NODE_CONTINUE:
        trial->way = WAY_CONTINUE;
        break;
    case NODE_EXPR:
        mynah__trial_child(trial, node, ROLE_VALUE);
        break;
    case NODE_DELETE:
        for (uint32_t target = mynah__tree_child(trial->unit->tree, node, ROLE_TARGET);
             target != NODE_NONE && trial->way == WAY_ON;
             target = mynah__tree_next(trial->unit->tree, target)) {
            delete_target(trial, target);
        }
        break;
    case NODE_ASSERT:
        if (!test_of(trial, node)) {
            mynah__trial_raise(trial, "AssertionError");
        }
        break;
    case NODE_PASS:
    case NODE_GLOBAL:
    case NODE_NONLOCAL:
        break;
    default:
        mynah__trial_give_up(trial);
        break;
    }
}

static void statement(struct trial *trial, uint32_t node)
{
    switch ((enum node_kind)trial->unit->tree->nodes[node].kind) {
    case NODE_IF:
        trial->way = test_of(trial, node)   ? mynah__trial_body(trial, node, ROLE_BODY)
                     : trial->way == WAY_ON ? mynah__trial_body(trial, node, ROLE_ORELSE)
                                            : trial->way;
        break;
    case NODE_FOR:
    case NODE_WHILE:
        loop(trial, node);
        break;
    case NODE_TRY:
        mynah__trial_try(trial, node);
        break;
    case NODE_WITH:
        mynah__trial_with(trial, node);
        break;
    case NODE_MATCH:
        match_statement(trial, node);
        break;
    case NODE_RAISE:
        mynah__trial_raises(trial, node);
        break;
    case NODE_ASSIGN:
    case NODE_ANN_ASSIGN:
        assign_statement(trial, node);
        break;
    case NODE_AUG_ASSIGN:
        augmented(trial, node);
        break;
    case NODE_IMPORT:
    case NODE_IMPORT_FROM:
        import_statement(trial, node);
        break;
    case NODE_CLASS_DEF:
        class_statement(trial, node);
        break;
    case NODE_FUNCTION_DEF:
        function_statement(trial, node);
        break;
    default:
        simple_statement(trial, node);
        break;
    }
}

enum way mynah__trial_body(struct trial *trial, uint32_t parent, enum node_role role)
{
    const struct tree *tree = trial->unit->tree;
    if (++trial->nesting > TRIAL_NESTING) {
        mynah__trial_give_up(trial);
    }
    for (uint32_t node = mynah__tree_child(tree, parent, role);
         node != NODE_NONE && mynah__trial_step(trial); node = mynah__tree_next(tree, node)) {
        statement(trial, node);
    }
    trial->nesting--;
    enum way way = trial->way;
    trial->way = trial->gave_up ? WAY_GONE : WAY_ON;
    return trial->gave_up ? WAY_GONE : way;
}
