// SPDX-License-Identifier: Apache-2.0
// Patterns of `case`: what the names in them get.

#include "values/engine.h"

static void match_children(struct engine *engine, struct unit *unit, uint32_t pattern, uint32_t set)
{
    const struct node *nodes = unit->tree->nodes;
    bool sequence = nodes[pattern].kind == NODE_MATCH_SEQUENCE;
    bool alike = nodes[pattern].kind == NODE_MATCH_OR || nodes[pattern].kind == NODE_MATCH_AS;
    uint32_t key = SET_EMPTY;
    uint32_t index = 0;
    bool starred = false;
    for (uint32_t child = pattern + 1; child < nodes[pattern].after; child = nodes[child].after) {
        uint32_t part = mynah__unknown(engine, UNKNOWN_FOREIGN, mynah__set_reach(engine, set));
        uint32_t inner = child;
        if (nodes[child].role == ROLE_KEY) {
            key = unit->sets[child];
            continue;
        }
        if (nodes[child].kind == NODE_KEYWORD) {
            uint32_t name =
                mynah__name(engine, unit, mynah__tree_child(unit->tree, child, ROLE_NAME));
            inner = mynah__tree_child(unit->tree, child, ROLE_PATTERN);
            part = mynah__load(engine, set, name, unit->base + child);
        } else if (alike) {
            part = set;
        } else if (sequence && nodes[child].kind == NODE_MATCH_STAR) {
            uint32_t rest = mynah__container_at(engine, CONTAINER_LIST, unit->base + child);
            mynah__container_append(engine, rest, mynah__iterate(engine, set));
            part = mynah__set_of(engine, rest);
            starred = true;
        } else if (sequence) {
            part = starred ? mynah__iterate(engine, set) : mynah__element(engine, set, index++);
        } else if (nodes[pattern].kind == NODE_MATCH_MAPPING && key != SET_EMPTY) {
            part = mynah__load_item(engine, set, key, unit->base + child);
        }
        if (inner != NODE_NONE) {
            mynah__match(engine, unit, inner, part);
        }
    }
}

void mynah__match(struct engine *engine, struct unit *unit, uint32_t pattern, uint32_t set)
{
    uint32_t name = mynah__tree_child(unit->tree, pattern, ROLE_NAME);
    uint32_t rest = mynah__tree_child(unit->tree, pattern, ROLE_REST);
    if (engine->nesting > NESTING_MAX) {
        mynah__lose(engine, unit->base + pattern);
        return;
    }
    engine->nesting++;
    if (name != NODE_NONE) {
        mynah__assign(engine, unit, name, set);
    }
    if (rest != NODE_NONE) {
        mynah__assign(engine, unit, rest, set);
    }
    match_children(engine, unit, pattern, set);
    engine->nesting--;
}
