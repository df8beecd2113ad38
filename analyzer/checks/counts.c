// SPDX-License-Identifier: Apache-2.0
// How often a call in loops is made, where the loops go over something whose length can be read
// off: said of a channel that is one of too many to be named one by one.

#include "checks/internal.h"
#include "values/constants.h"

#include <string.h>

enum { DEPTH_MAX = 8, COUNT_MOST = 1000000000 };

static int64_t count_of(struct checks *checks, const struct unit *unit, uint32_t node, int depth);

static int64_t children(const struct tree *tree, uint32_t node)
{
    int64_t count = 0;
    for (uint32_t child = node + 1; child < tree->nodes[node].after;
         child = tree->nodes[child].after) {
        enum node_kind kind = (enum node_kind)tree->nodes[child].kind;
        bool whole =
            kind != NODE_STARRED && (tree->nodes[node].kind != NODE_DICT || kind == NODE_DICT_ITEM);
        if (!whole) {
            return -1;
        }
        count++;
    }
    return count;
}

static int64_t steps_of_range(struct checks *checks, const struct unit *unit, uint32_t argument)
{
    int64_t bounds[3] = { 0, 0, 1 };
    int count = 0;
    for (; argument != NODE_NONE; argument = mynah__tree_next(unit->tree, argument)) {
        uint32_t single = mynah__single(checks->engine, unit->sets[argument]);
        bool known = single != UINT32_MAX && checks->engine->values[single].kind == VALUE_INT;
        int64_t bound = known ? mynah__int(&checks->engine->values[single]) : 0;
        if (!known || count == 3 || bound > COUNT_MOST || bound < -COUNT_MOST) {
            return -1;
        }
        bounds[count++] = bound;
    }
    if (count == 1) {
        bounds[1] = bounds[0];
        bounds[0] = 0;
    }
    int64_t step = bounds[2];
    int64_t wide = step < 0 ? bounds[0] - bounds[1] : bounds[1] - bounds[0];
    step = step < 0 ? -step : step;
    return step == 0 ? -1 : wide <= 0 ? 0 : (wide + step - 1) / step;
}

static int64_t count_of_call(struct checks *checks, const struct unit *unit, uint32_t node,
                             int depth)
{
    static const char *const same[] = { "enumerate", "list", "reversed", "sorted", "tuple", "zip" };
    static const char *const views[] = { "items", "keys", "values" };
    struct engine *engine = checks->engine;
    uint32_t function = mynah__tree_child(unit->tree, node, ROLE_FUNC);
    uint32_t first = mynah__tree_child(unit->tree, node, ROLE_ARGS);
    uint32_t single =
        function == NODE_NONE ? UINT32_MAX : mynah__single(engine, unit->sets[function]);
    struct value value = single == UINT32_MAX ? (struct value){ 0 } : engine->values[single];
    if (value.kind == VALUE_METHOD) {
        const char *name = mynah__atom_bytes(engine, value.b);
        uint32_t base = mynah__tree_child(unit->tree, function, ROLE_VALUE);
        for (size_t i = 0; base != NODE_NONE && i < sizeof(views) / sizeof(*views); i++) {
            if (strcmp(name, views[i]) == 0) {
                return count_of(checks, unit, base, depth);
            }
        }
    }
    const char *name = value.kind == VALUE_EXTERNAL ? mynah__atom_bytes(engine, value.a) : "";
    if (first == NODE_NONE || strncmp(name, "builtins.", 9) != 0) {
        return -1;
    }
    for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
        if (strcmp(name + 9, same[i]) == 0) {
            return count_of(checks, unit, first, depth);
        }
    }
    return strcmp(name + 9, "range") == 0 ? steps_of_range(checks, unit, first) : -1;
}

// Return how many things iterating over the expression gives, or -1.
static int64_t count_of(struct checks *checks, const struct unit *unit, uint32_t node, int depth)
{
    const struct tree *tree = unit->tree;
    const struct flow *flow = unit->flow;
    uint32_t loop;
    if (depth-- == 0) {
        return -1;
    }
    switch ((enum node_kind)tree->nodes[node].kind) {
    case NODE_LIST:
    case NODE_TUPLE:
    case NODE_SET:
    case NODE_DICT:
        return children(tree, node);
    case NODE_LIST_COMP:
    case NODE_GENERATOR_EXP:
        loop = mynah__tree_child(tree, node, ROLE_ITEM);
        if (loop == NODE_NONE || mynah__tree_next(tree, loop) != NODE_NONE ||
            mynah__tree_child(tree, loop, ROLE_TEST) != NODE_NONE) {
            return -1;
        }
        return count_of(checks, unit, mynah__tree_child(tree, loop, ROLE_ITER), depth);
    case NODE_CALL:
        return count_of_call(checks, unit, node, depth);
    case NODE_NAME:
        if (flow->reaching_count[node] == 1) {
            const struct definition *definition =
                &flow->definitions[flow->reaching[flow->first_reaching[node]]];
            bool made = definition->kind == DEFINITION_ASSIGN && definition->value != NODE_NONE;
            return made ? count_of(checks, unit, definition->value, depth) : -1;
        }
        return -1;
    default:
        return -1;
    }
}

int64_t mynah__loop_count(struct checks *checks, uint32_t site)
{
    const struct unit *unit = mynah__unit_of(checks->engine, site);
    const struct node *nodes = unit->tree->nodes;
    int64_t count = 1;
    for (uint32_t node = nodes[site - unit->base].parent; node != NODE_NONE;
         node = nodes[node].parent) {
        enum node_kind kind = (enum node_kind)nodes[node].kind;
        uint32_t loop = kind == NODE_LIST_COMP || kind == NODE_GENERATOR_EXP
                            ? mynah__tree_child(unit->tree, node, ROLE_ITEM)
                        : kind == NODE_FOR ? node
                                           : NODE_NONE;
        if (kind == NODE_FUNCTION_DEF || kind == NODE_LAMBDA || kind == NODE_WHILE) {
            return -1;
        }
        if (loop != NODE_NONE) {
            uint32_t iter = mynah__tree_child(unit->tree, loop, ROLE_ITER);
            int64_t here = iter == NODE_NONE ? -1 : count_of(checks, unit, iter, DEPTH_MAX);
            if (here < 0 || count * here > COUNT_MOST) {
                return -1;
            }
            count *= here;
        }
    }
    return count;
}
