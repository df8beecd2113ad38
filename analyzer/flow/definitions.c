// SPDX-License-Identifier: Apache-2.0
//
// All bindings of the code: which node binds which symbol, how, and to what.

#include "flow/flow_build.h"

#include <string.h>

enum { CLIMB_MOST = 1000 };

struct binding {
    enum definition_kind kind;
    uint32_t value;
};

// The statement that was looked at last and its value: one statement may have thousands of targets.
struct last {
    uint32_t parent;
    uint32_t value;
};

static uint32_t value_of(const struct tree *tree, uint32_t parent, enum node_role role,
                         struct last *last)
{
    if (last->parent != parent) {
        *last = (struct last){ parent, mynah__tree_child(tree, parent, role) };
    }
    return last->value;
}

// A name that is stored to: what it is part of says how.
static struct binding bind_name(const struct tree *tree, uint32_t node, struct last *last)
{
    static const struct {
        uint8_t parent;
        uint8_t kind;
        uint8_t value;
    } rows[] = {
        { NODE_ASSIGN, DEFINITION_ASSIGN, ROLE_VALUE },
        { NODE_NAMED_EXPR, DEFINITION_ASSIGN, ROLE_VALUE },
        { NODE_ANN_ASSIGN, DEFINITION_ASSIGN, ROLE_VALUE },
        { NODE_AUG_ASSIGN, DEFINITION_AUGMENTED, ROLE_VALUE },
        { NODE_FOR, DEFINITION_FOR, ROLE_ITER },
        { NODE_COMPREHENSION, DEFINITION_FOR, ROLE_ITER },
        { NODE_WITH_ITEM, DEFINITION_WITH, ROLE_VALUE },
    };
    const struct node *nodes = tree->nodes;
    if (nodes[node].flags & FLAG_DEL) {
        return (struct binding){ DEFINITION_DELETE, NODE_NONE };
    }
    uint32_t part = node;
    for (int i = 0; i < CLIMB_MOST; i++) {
        uint8_t kind = nodes[nodes[part].parent].kind;
        if (kind != NODE_TUPLE && kind != NODE_LIST && kind != NODE_STARRED) {
            break;
        }
        part = nodes[part].parent;
    }
    uint32_t parent = nodes[part].parent;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].parent == nodes[parent].kind) {
            uint32_t value = value_of(tree, parent, (enum node_role)rows[i].value, last);
            enum definition_kind kind = (enum definition_kind)rows[i].kind;
            kind = value == NODE_NONE                          ? DEFINITION_DECLARED
                   : kind == DEFINITION_ASSIGN && part != node ? DEFINITION_ITEM
                                                               : kind;
            return (struct binding){ kind, value };
        }
    }
    return (struct binding){ DEFINITION_ITEM, NODE_NONE };
}

static uint32_t subject_of(const struct tree *tree, uint32_t node)
{
    for (int i = 0; i < CLIMB_MOST && node != NODE_NONE; i++) {
        if (tree->nodes[node].kind == NODE_MATCH) {
            return mynah__tree_child(tree, node, ROLE_SUBJECT);
        }
        node = tree->nodes[node].parent;
    }
    return NODE_NONE;
}

static struct binding bind_identifier(const struct tree *tree, uint32_t node)
{
    uint32_t parent = tree->nodes[node].parent;
    switch (tree->nodes[parent].kind) {
    case NODE_FUNCTION_DEF:
        return (struct binding){ DEFINITION_FUNCTION, parent };
    case NODE_CLASS_DEF:
        return (struct binding){ DEFINITION_CLASS, parent };
    case NODE_ARG:
        return (struct binding){ DEFINITION_PARAMETER, parent };
    case NODE_ALIAS:
        return (struct binding){ DEFINITION_IMPORT, parent };
    case NODE_EXCEPT_HANDLER:
        return (struct binding){ DEFINITION_EXCEPT, mynah__tree_child(tree, parent, ROLE_VALUE) };
    case NODE_TYPE_ALIAS:
    case NODE_TYPE_PARAM:
        return (struct binding){ DEFINITION_DECLARED, parent };
    default:
        return (struct binding){ DEFINITION_PATTERN, subject_of(tree, parent) };
    }
}

static bool binds(const struct scopes *scopes, uint32_t node)
{
    const struct node *it = &scopes->tree->nodes[node];
    if (scopes->symbol_of[node] == SYMBOL_NONE) {
        return false;
    }
    uint8_t parent = scopes->tree->nodes[it->parent].kind;
    return it->kind == NODE_NAME ? (it->flags & (FLAG_STORE | FLAG_DEL)) != 0
                                 : parent != NODE_GLOBAL && parent != NODE_NONLOCAL;
}

static void find_regions(struct walker *walker)
{
    const struct scopes *scopes = walker->scopes;
    for (uint32_t i = 0; i < scopes->scope_count; i++) {
        enum scope_kind kind = scopes->scopes[i].kind;
        bool own = kind == SCOPE_MODULE || kind == SCOPE_FUNCTION || kind == SCOPE_LAMBDA;
        walker->region_of[i] = own ? i : walker->region_of[scopes->scopes[i].parent];
        bool generator = scopes->tree->nodes[scopes->scopes[i].node].kind == NODE_GENERATOR_EXP;
        walker->lazy[i] = generator || (!own && walker->lazy[scopes->scopes[i].parent]);
    }
}

struct adder {
    struct walker *walker;
    struct arena *arena;
    size_t capacity;
};

static void add(struct adder *adder, uint32_t symbol, uint32_t node, struct binding binding)
{
    struct flow *flow = adder->walker->flow;
    struct definition *definitions =
        mynah__arena_grow(adder->arena, flow->definitions, flow->definition_count, &adder->capacity,
                          sizeof *definitions);
    if (!definitions) {
        return;
    }
    flow->definitions = definitions;
    if (adder->walker->definition_of[node] == NOTHING) {
        adder->walker->definition_of[node] = flow->definition_count;
    }
    definitions[flow->definition_count++] = (struct definition){
        .symbol = symbol, .node = node, .value = binding.value, .kind = binding.kind
    };
}

static void add_star(struct adder *adder, uint32_t node)
{
    const struct scopes *scopes = adder->walker->scopes;
    uint32_t symbol = scopes->scopes[scopes->scope_of[node]].first_symbol;
    for (; symbol != SYMBOL_NONE; symbol = scopes->symbols[symbol].next) {
        if (scopes->symbols[symbol].owner == symbol) {
            add(adder, symbol, node, (struct binding){ DEFINITION_STAR, node });
        }
    }
}

bool mynah__flow_definitions(struct walker *walker, struct arena *arena)
{
    // A star import may bind every name: with more of them than this, nothing is known of any.
    enum { STARS_MOST = 16 };
    const struct scopes *scopes = walker->scopes;
    const struct tree *tree = walker->tree;
    struct adder adder = { .walker = walker, .arena = arena };
    struct last last = { NODE_NONE, NODE_NONE };
    uint32_t stars = 0;
    find_regions(walker);
    for (uint32_t i = 0; i < tree->count && !arena->failed; i++) {
        const struct node *node = &tree->nodes[i];
        bool star = node->kind == NODE_IMPORT_FROM && node->flags & FLAG_STAR;
        if (star && stars++ < STARS_MOST) {
            add_star(&adder, i);
        }
        bool named = node->kind == NODE_NAME || node->kind == NODE_IDENTIFIER;
        if (!named || !binds(scopes, i)) {
            continue;
        }
        uint32_t owner = scopes->symbols[scopes->symbol_of[i]].owner;
        if (owner == SYMBOL_NONE) {
            continue;
        }
        struct binding binding =
            node->kind == NODE_NAME ? bind_name(tree, i, &last) : bind_identifier(tree, i);
        add(&adder, owner, i, binding);
        if (binding.kind == DEFINITION_EXCEPT) {
            add(&adder, owner, i, (struct binding){ DEFINITION_DELETE, NODE_NONE });
        }
        uint32_t here = walker->region_of[scopes->scope_of[i]];
        if (here != walker->region_of[scopes->symbols[owner].scope]) {
            walker->outside[owner] = true;
        }
    }
    walker->overrun = stars > STARS_MOST;
    return !arena->failed;
}
