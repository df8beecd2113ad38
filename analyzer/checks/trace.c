// SPDX-License-Identifier: Apache-2.0
// How a name came to mean what it means: from the use back over the definitions that reach it.

#include "checks/internal.h"

#include <string.h>

enum { STEPS_MAX = 6, STEP_TEXT_MAX = 80, NODES_MAX = 400, LATE_MAX = 1000 };

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

// Return the first definition that reaches the name, or NULL.
static const struct definition *reaching(const struct unit *unit, uint32_t name)
{
    const struct flow *flow = unit->flow;
    const struct definition *found =
        flow->reaching_count[name] > 0
            ? &flow->definitions[flow->reaching[flow->first_reaching[name]]]
            : NULL;
    return found && found->node < unit->tree->count ? found : NULL;
}

// Return the definition that the name stands for, or NULL.  A name in the body of a class that is
// bound there only later is the module's.
static const struct definition *definition_of(const struct unit *unit, uint32_t name)
{
    const struct flow *flow = unit->flow;
    const struct symbol *symbols = unit->scopes->symbols;
    uint32_t symbol = unit->scopes->symbol_of[name];
    const struct definition *found = reaching(unit, name);
    bool late = !found && symbol != SYMBOL_NONE && symbols[symbol].owner == symbol &&
                unit->scopes->scopes[symbols[symbol].scope].kind == SCOPE_CLASS;
    uint32_t count = flow->definition_count < LATE_MAX ? flow->definition_count : LATE_MAX;
    for (uint32_t i = 0; late && !found && i < count; i++) {
        const struct symbol *bound = &symbols[flow->definitions[i].symbol];
        if (bound->name == symbols[symbol].name && bound->scope == 0) {
            found = &flow->definitions[i];
        }
    }
    return found && found->node < unit->tree->count ? found : NULL;
}

// Return the first name in the expression that has a definition, or NODE_NONE: of `map(put, names)`
// it is `put`, whose import says more than the builtin's.
static uint32_t defined(const struct unit *unit, uint32_t node)
{
    const struct node *nodes = unit->tree->nodes;
    uint32_t after = nodes[node].after;
    after = after - node > NODES_MAX ? node + NODES_MAX : after;
    for (uint32_t at = node; at < after; at++) {
        if (nodes[at].kind == NODE_NAME && reaching(unit, at)) {
            return at;
        }
    }
    return NODE_NONE;
}

// Return the name whose definitions say how the expression came to do what it does.
static uint32_t telling(const struct unit *unit, uint32_t node)
{
    uint32_t name = head(unit->tree, node);
    name = name != NODE_NONE && definition_of(unit, name) ? name : defined(unit, node);
    bool target = unit->tree->nodes[node].role == ROLE_TARGET;
    return name == NODE_NONE && target ? defined(unit, statement(unit->tree, node)) : name;
}

size_t mynah__trace(struct checks *checks, uint32_t node, const struct mynah_trace **trace)
{
    const struct unit *unit = checks->engine->units[0];
    struct mynah_trace steps[STEPS_MAX];
    size_t count = 0;
    uint32_t name = telling(unit, node);
    *trace = NULL;
    while (name != NODE_NONE && count < STEPS_MAX) {
        const struct definition *definition = definition_of(unit, name);
        if (!definition) {
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
