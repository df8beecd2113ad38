// SPDX-License-Identifier: Apache-2.0
//
// Collects scopes and the symbols in them in one pass over the nodes; resolve.c then finds whose
// they are.

#include "scopes/collect.h"

#include <string.h>

static uint32_t symbol_hash(uint32_t scope, uint32_t name)
{
    uint32_t hash = scope * 0x9E3779B1u ^ name * 0x85EBCA77u;
    return hash ^ hash >> 15;
}

uint32_t mynah__scopes_symbol(const struct scopes *scopes, uint32_t scope, uint32_t name)
{
    if (!scopes->symbol_table) {
        return SYMBOL_NONE;
    }
    uint32_t at = symbol_hash(scope, name) & scopes->symbol_mask;
    for (; scopes->symbol_table[at]; at = (at + 1) & scopes->symbol_mask) {
        uint32_t symbol = scopes->symbol_table[at] - 1;
        if (scopes->symbols[symbol].scope == scope && scopes->symbols[symbol].name == name) {
            return symbol;
        }
    }
    return SYMBOL_NONE;
}

uint32_t mynah__scopes_find(const struct scopes *scopes, const char *text)
{
    return mynah__names_find(scopes->names, scopes->name_table, scopes->name_mask, text);
}

const char *mynah__identifier(const struct tree *tree, uint32_t node, struct arena *arena)
{
    const struct node *it = &tree->nodes[node];
    return mynah__names_normal(tree->source->text + it->start, it->end - it->start, arena);
}

static bool grow_symbol_table(struct collector *collector)
{
    struct scopes *scopes = collector->scopes;
    uint32_t mask = scopes->symbol_table ? scopes->symbol_mask * 2 + 1 : 63;
    uint32_t *table = mynah__arena_alloc(collector->arena, ((size_t)mask + 1) * sizeof *table);
    if (!table) {
        return false;
    }
    for (uint32_t i = 0; i < scopes->symbol_count; i++) {
        uint32_t at = symbol_hash(scopes->symbols[i].scope, scopes->symbols[i].name) & mask;
        while (table[at]) {
            at = (at + 1) & mask;
        }
        table[at] = i + 1;
    }
    scopes->symbol_table = collector->table = table;
    scopes->symbol_mask = mask;
    return true;
}

uint32_t mynah__collect_symbol(struct collector *collector, uint32_t scope, uint32_t name,
                               uint32_t node)
{
    struct scopes *scopes = collector->scopes;
    uint32_t found = mynah__scopes_symbol(scopes, scope, name);
    if (found != SYMBOL_NONE) {
        return found;
    }
    bool full = !scopes->symbol_table || scopes->symbol_count * 2 > scopes->symbol_mask;
    if (full && !grow_symbol_table(collector)) {
        return SYMBOL_NONE;
    }
    struct symbol *symbols =
        mynah__arena_grow(collector->arena, scopes->symbols, scopes->symbol_count,
                          &collector->symbol_capacity, sizeof *symbols);
    if (!symbols) {
        return SYMBOL_NONE;
    }
    uint32_t symbol = scopes->symbol_count++;
    scopes->symbols = symbols;
    symbols[symbol] = (struct symbol){
        .name = name, .scope = scope, .owner = SYMBOL_NONE, .next = SYMBOL_NONE, .node = node
    };
    struct scope *owner = &scopes->scopes[scope];
    if (owner->first_symbol == SYMBOL_NONE) {
        owner->first_symbol = symbol;
    } else {
        symbols[collector->last_symbol[scope]].next = symbol;
    }
    collector->last_symbol[scope] = symbol;
    uint32_t at = symbol_hash(scope, name) & scopes->symbol_mask;
    while (collector->table[at]) {
        at = (at + 1) & scopes->symbol_mask;
    }
    collector->table[at] = symbol + 1;
    return symbol;
}

static uint32_t add_scope(struct collector *collector, enum scope_kind kind, uint32_t node,
                          uint32_t parent)
{
    struct scopes *scopes = collector->scopes;
    uint32_t scope = scopes->scope_count++;
    scopes->scopes[scope] =
        (struct scope){ .kind = kind, .node = node, .parent = parent, .first_symbol = SYMBOL_NONE };
    bool is_class = kind == SCOPE_CLASS;
    collector->class_of[scope] = is_class               ? scope
                                 : parent == SCOPE_NONE ? SCOPE_NONE
                                                        : collector->class_of[parent];
    return scope;
}

static bool is_comprehension(uint8_t kind)
{
    return kind == NODE_LIST_COMP || kind == NODE_SET_COMP || kind == NODE_DICT_COMP ||
           kind == NODE_GENERATOR_EXP;
}

// The scope that a node opens, in front of which there may be one for its type parameters.
static void open_scopes(struct collector *collector, uint32_t node)
{
    const struct tree *tree = collector->scopes->tree;
    uint8_t kind = tree->nodes[node].kind;
    uint32_t around = collector->scopes->scope_of[node];
    uint32_t first = collector->scopes->scope_count;
    bool definition = kind == NODE_FUNCTION_DEF || kind == NODE_CLASS_DEF;
    bool typed = kind == NODE_TYPE_ALIAS ||
                 (definition && mynah__tree_child(tree, node, ROLE_TYPE_PARAM) != NODE_NONE);
    if (typed) {
        around = add_scope(collector, SCOPE_TYPE_PARAMS, node, around);
    }
    if (definition) {
        add_scope(collector, kind == NODE_CLASS_DEF ? SCOPE_CLASS : SCOPE_FUNCTION, node, around);
    } else if (kind == NODE_LAMBDA) {
        add_scope(collector, SCOPE_LAMBDA, node, around);
    } else if (is_comprehension(kind)) {
        add_scope(collector, SCOPE_COMPREHENSION, node, around);
    }
    if (collector->scopes->scope_count > first) {
        collector->opened[node] = first;
    }
}

// The scope of a definition's own body.
static uint32_t body_scope(const struct collector *collector, uint32_t node)
{
    uint32_t scope = collector->opened[node];
    bool typed = collector->scopes->scopes[scope].kind == SCOPE_TYPE_PARAMS &&
                 collector->scopes->tree->nodes[node].kind != NODE_TYPE_ALIAS;
    return scope + typed;
}

// The scope around a function, beyond that of its type parameters.
static uint32_t scope_outside(const struct scopes *scopes, uint32_t scope)
{
    uint32_t node = scopes->scopes[scope].node;
    while (scopes->scopes[scope].node == node && scopes->scopes[scope].parent != SCOPE_NONE) {
        scope = scopes->scopes[scope].parent;
    }
    return scope;
}

static uint32_t scope_in_definition(const struct collector *collector, uint32_t parent,
                                    uint8_t role)
{
    uint32_t around = collector->scopes->scope_of[parent];
    switch (role) {
    case ROLE_NAME:
    case ROLE_DECORATOR:
        return around;
    case ROLE_BODY:
    case ROLE_ARGUMENTS:
        return body_scope(collector, parent);
    default:
        return body_scope(collector, parent) == collector->opened[parent]
                   ? around
                   : collector->opened[parent];
    }
}

static uint32_t scope_of_child(const struct collector *collector, uint32_t node)
{
    const struct scopes *scopes = collector->scopes;
    const struct node *nodes = scopes->tree->nodes;
    uint32_t parent = nodes[node].parent;
    uint32_t around = scopes->scope_of[parent];
    uint8_t role = nodes[node].role;
    switch (nodes[parent].kind) {
    case NODE_FUNCTION_DEF:
    case NODE_CLASS_DEF:
        return scope_in_definition(collector, parent, role);
    case NODE_TYPE_ALIAS:
        return role == ROLE_NAME ? around : collector->opened[parent];
    case NODE_LAMBDA:
    case NODE_LIST_COMP:
    case NODE_SET_COMP:
    case NODE_DICT_COMP:
    case NODE_GENERATOR_EXP:
        return collector->opened[parent];
    case NODE_ARG:
        if (role == ROLE_NAME || scopes->scopes[around].parent == SCOPE_NONE) {
            return around;
        }
        return role == ROLE_ANNOTATION ? scopes->scopes[around].parent
                                       : scope_outside(scopes, around);
    case NODE_COMPREHENSION: {
        uint32_t whole = nodes[parent].parent;
        bool first = is_comprehension(nodes[whole].kind) &&
                     mynah__tree_child(scopes->tree, whole, ROLE_ITEM) == parent;
        return first && role == ROLE_ITER ? scopes->scopes[around].parent : around;
    }
    default:
        return around;
    }
}

static size_t count_scopes(const struct tree *tree)
{
    size_t count = 1;
    for (uint32_t i = 0; i < tree->count; i++) {
        uint8_t kind = tree->nodes[i].kind;
        bool one = kind == NODE_LAMBDA || kind == NODE_TYPE_ALIAS || is_comprehension(kind);
        bool two = kind == NODE_FUNCTION_DEF || kind == NODE_CLASS_DEF;
        count += one ? 1 : two ? 2 : 0;
    }
    return count;
}

bool mynah__scopes_build(struct scopes *scopes, const struct tree *tree, struct arena *arena)
{
    *scopes = (struct scopes){ .tree = tree };
    struct arena scratch = { 0 };
    struct collector collector = { .scopes = scopes, .arena = arena, .names.arena = arena };
    size_t most = count_scopes(tree);
    scopes->scopes = mynah__arena_alloc(arena, most * sizeof *scopes->scopes);
    scopes->scope_of = mynah__arena_alloc(arena, tree->count * sizeof(uint32_t));
    scopes->symbol_of = mynah__arena_alloc(arena, tree->count * sizeof(uint32_t));
    collector.opened = mynah__arena_alloc(&scratch, tree->count * sizeof(uint32_t));
    collector.last_symbol = mynah__arena_alloc(&scratch, most * sizeof(uint32_t));
    collector.class_of = mynah__arena_alloc(&scratch, most * sizeof(uint32_t));
    collector.scratch = &scratch;
    if (!arena->failed && !scratch.failed) {
        add_scope(&collector, SCOPE_MODULE, 0, SCOPE_NONE);
        memset(scopes->symbol_of, 0xFF, tree->count * sizeof(uint32_t));
    }
    for (uint32_t i = 1; i < tree->count && !arena->failed && !scratch.failed; i++) {
        scopes->scope_of[i] = scope_of_child(&collector, i);
        open_scopes(&collector, i);
        mynah__collect_node(&collector, i);
    }
    bool done = !arena->failed && !scratch.failed && mynah__resolve(&collector);
    scopes->names = collector.names.names;
    scopes->name_count = collector.names.count;
    scopes->name_table = collector.names.table;
    scopes->name_mask = collector.names.mask;
    mynah__arena_finish(&scratch);
    return done && !arena->failed;
}
