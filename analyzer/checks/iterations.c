// SPDX-License-Identifier: Apache-2.0
// How often loops and generators run, as far as values say: whether an iterable gives anything,
// whether somebody iterates over it, and what a loop's test is at first.

#include "checks/results.h"
#include "values/constants.h"

#include <string.h>

bool mynah__not_empty(struct walk *walk, uint32_t set)
{
    const uint32_t *members = mynah__members(walk->engine, set);
    uint32_t count = mynah__set_size(walk->engine, set);
    for (uint32_t i = 0; i < count; i++) {
        struct value value = walk->engine->values[members[i]];
        const struct container *container = mynah__container(walk->engine, members[i]);
        bool some = container ? container->count > 0 && !container->loose && !container->hollow
                              : (value.kind == VALUE_STR || value.kind == VALUE_BYTES) &&
                                    mynah__atom_at(walk->engine, value.a)->size > 0;
        if (!some) {
            return false;
        }
    }
    return count > 0;
}

bool mynah__is_empty(struct walk *walk, uint32_t set)
{
    const uint32_t *members = mynah__members(walk->engine, set);
    uint32_t count = mynah__set_size(walk->engine, set);
    for (uint32_t i = 0; i < count; i++) {
        struct value value = walk->engine->values[members[i]];
        const struct container *container = mynah__container(walk->engine, members[i]);
        bool none = container ? container->count == 0 && !container->open
                              : (value.kind == VALUE_STR || value.kind == VALUE_BYTES) &&
                                    mynah__atom_at(walk->engine, value.a)->size == 0;
        if (!none) {
            return false;
        }
    }
    return count > 0;
}

bool mynah__is_consumed(struct walk *walk, uint32_t node)
{
    static const char *const consumers[] = {
        "list", "tuple", "set", "frozenset", "sorted", "sum",
        "max",  "min",   "any", "all",       "next",   "dict"
    };
    const struct tree *tree = walk->unit->tree;
    uint32_t parent = tree->nodes[node].parent;
    enum node_kind kind = (enum node_kind)tree->nodes[parent].kind;
    if ((kind == NODE_FOR || kind == NODE_COMPREHENSION) && tree->nodes[node].role == ROLE_ITER) {
        return true;
    }
    if (kind != NODE_CALL) {
        return kind == NODE_STARRED || kind == NODE_YIELD_FROM;
    }
    uint32_t function = mynah__tree_child(tree, parent, ROLE_FUNC);
    uint32_t single = function == NODE_NONE
                          ? UINT32_MAX
                          : mynah__single(walk->engine, walk->unit->sets[function]);
    if (single == UINT32_MAX || walk->engine->values[single].kind != VALUE_EXTERNAL) {
        return false;
    }
    const char *name = mynah__atom_bytes(walk->engine, walk->engine->values[single].a);
    for (size_t i = 0; i < sizeof(consumers) / sizeof(*consumers); i++) {
        if (strncmp(name, "builtins.", 9) == 0 && strcmp(name + 9, consumers[i]) == 0) {
            return true;
        }
    }
    return false;
}

// What a name is when the loop is reached: by the definitions that do not stand in it.
static uint32_t name_before(struct walk *walk, uint32_t name, uint32_t loop)
{
    const struct flow *flow = walk->unit->flow;
    const struct scopes *scopes = walk->unit->scopes;
    const struct node *nodes = walk->unit->tree->nodes;
    uint32_t set = SET_EMPTY;
    for (uint32_t i = 0; i < flow->reaching_count[name]; i++) {
        uint32_t index = flow->reaching[flow->first_reaching[name] + i];
        uint32_t at = flow->definitions[index].node;
        bool inside =
            at >= loop && at < nodes[loop].after && scopes->scope_of[at] == scopes->scope_of[loop];
        if (!inside) {
            set = mynah__set_union(walk->engine, set, walk->unit->definition_sets[index]);
        }
    }
    return flow->maybe_unbound[name] ? SET_EMPTY : set;
}

static uint32_t before(struct walk *walk, uint32_t node, uint32_t loop, int depth)
{
    const struct tree *tree = walk->unit->tree;
    const struct node *at = &tree->nodes[node];
    uint32_t left = mynah__tree_child(tree, node, ROLE_VALUE);
    uint32_t right = left == NODE_NONE ? NODE_NONE : mynah__tree_next(tree, left);
    if (at->kind == NODE_CONSTANT) {
        return walk->unit->sets[node];
    }
    if (at->kind == NODE_NAME) {
        return name_before(walk, node, loop);
    }
    if (depth == 0 || left == NODE_NONE ||
        (at->kind != NODE_COMPARE && at->kind != NODE_UNARY_OP)) {
        return SET_EMPTY;
    }
    uint32_t first = before(walk, left, loop, depth - 1);
    if (first == SET_EMPTY) {
        return SET_EMPTY;
    }
    if (at->kind == NODE_UNARY_OP) {
        return mynah__fold_unary(walk->engine, at->op, first);
    }
    if (right == NODE_NONE || mynah__tree_next(tree, right) != NODE_NONE) {
        return SET_EMPTY;
    }
    uint32_t second = before(walk, right, loop, depth - 1);
    return second == SET_EMPTY ? SET_EMPTY
                               : mynah__fold_compare(walk->engine, at->op, first, second);
}

int mynah__first_truth(struct walk *walk, uint32_t test, uint32_t loop)
{
    enum { TEST_DEPTH = 8 };
    const struct node *nodes = walk->unit->tree->nodes;
    for (uint32_t node = nodes[loop].parent; node != NODE_NONE; node = nodes[node].parent) {
        if (nodes[node].kind == NODE_FOR || nodes[node].kind == NODE_WHILE) {
            return -1; // it is reached more than once
        }
    }
    uint32_t set = before(walk, test, loop, TEST_DEPTH);
    return set == SET_EMPTY ? -1 : mynah__truth(walk->engine, set);
}
