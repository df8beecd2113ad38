// SPDX-License-Identifier: Apache-2.0
// How a name came to mean what it means: from the use back over the definitions that reach it.

#include "checks/internal.h"

#include <string.h>

enum { STEPS_MAX = 6, STEP_TEXT_MAX = 80 };

// Return the name with which the expression `node` begins, or NODE_NONE.
static uint32_t head(const struct tree *tree, uint32_t node)
{
    for (int depth = 0; node != NODE_NONE && depth < NESTING_MAX; depth++) {
        switch ((enum node_kind)tree->nodes[node].kind) {
        case NODE_NAME:
            return node;
        case NODE_CALL:
            node = mynah__tree_child(tree, node, ROLE_FUNC);
            break;
        case NODE_ATTRIBUTE:
        case NODE_SUBSCRIPT:
        case NODE_AWAIT:
        case NODE_STARRED:
            node = mynah__tree_child(tree, node, ROLE_VALUE);
            break;
        default:
            return NODE_NONE;
        }
    }
    return NODE_NONE;
}

// Return the statement around a node.
static uint32_t statement(const struct tree *tree, uint32_t node)
{
    while (tree->nodes[node].kind > NODE_CONTINUE && tree->nodes[node].parent != NODE_NONE) {
        node = tree->nodes[node].parent;
    }
    return node;
}

static struct mynah_trace step(struct checks *checks, uint32_t node)
{
    const struct source *source = checks->engine->units[0]->source;
    const struct node *at = &checks->engine->units[0]->tree->nodes[node];
    struct mynah_trace made = { 0 };
    uint32_t size = 0;
    while (at->start + size < at->end && source->text[at->start + size] != '\n' &&
           size < STEP_TEXT_MAX) {
        size++;
    }
    while (size > 0 && ((unsigned char)source->text[at->start + size] & 0xC0) == 0x80) {
        size--; // not in the middle of a letter
    }
    mynah__source_place(source, at->start, &made.line, &made.column);
    made.text = mynah__arena_copy(&checks->report->arena, source->text + at->start, size);
    return made;
}

size_t mynah__trace(struct checks *checks, uint32_t node, const struct mynah_trace **trace)
{
    const struct unit *unit = checks->engine->units[0];
    const struct flow *flow = unit->flow;
    struct mynah_trace steps[STEPS_MAX];
    size_t count = 0;
    uint32_t name = head(unit->tree, node);
    *trace = NULL;
    while (name != NODE_NONE && count < STEPS_MAX && flow->reaching_count[name] > 0) {
        const struct definition *definition =
            &flow->definitions[flow->reaching[flow->first_reaching[name]]];
        if (definition->node >= unit->tree->count) {
            break;
        }
        uint32_t made = statement(unit->tree, definition->node);
        steps[count++] = step(checks, made);
        name = definition->kind == DEFINITION_ASSIGN && definition->value != NODE_NONE &&
                       made < statement(unit->tree, name)
                   ? head(unit->tree, definition->value)
                   : NODE_NONE;
    }
    struct mynah_trace *list =
        count ? mynah__arena_alloc(&checks->report->arena, count * sizeof(*list)) : NULL;
    if (!list) {
        return 0;
    }
    for (size_t i = 0; i < count; i++) { // from the import to the use
        list[i] = steps[count - 1 - i];
        if (!list[i].text) {
            return 0;
        }
    }
    *trace = list;
    return count;
}
