// SPDX-License-Identifier: Apache-2.0
//
// Which nodes bind, declare or use a name, and in which scope.

#include "scopes/collect.h"

#include <string.h>

// The name of the class that code in a scope is written in, or NULL.
static const char *class_around(const struct collector *collector, uint32_t scope)
{
    const struct scopes *scopes = collector->scopes;
    uint32_t class_scope = collector->class_of[scope];
    if (class_scope == SCOPE_NONE) {
        return NULL;
    }
    uint32_t name = mynah__tree_child(scopes->tree, scopes->scopes[class_scope].node, ROLE_NAME);
    return name == NODE_NONE ? NULL : mynah__identifier(scopes->tree, name, collector->scratch);
}

// Return the symbol for the text of a node in a scope.
static uint32_t symbol_for(struct collector *collector, uint32_t node, uint32_t scope, bool first)
{
    const struct tree *tree = collector->scopes->tree;
    const struct node *it = &tree->nodes[node];
    const char *text = tree->source->text + it->start;
    size_t size = it->end - it->start;
    bool plain = true;
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        plain = plain && c < 0x80 && c > ' ' && c != '\\';
    }
    if (!plain) {
        text = mynah__identifier(tree, node, collector->scratch);
        size = text ? strlen(text) : 0;
    }
    if (!text) {
        return SYMBOL_NONE;
    }
    const char *dot = first ? memchr(text, '.', size) : NULL;
    size = dot ? (size_t)(dot - text) : size;
    if (size > 2 && text[0] == '_' && text[1] == '_' && !dot) {
        const char *class_name = class_around(collector, scope);
        char *name = mynah__arena_copy(collector->scratch, text, size);
        text =
            name && class_name ? mynah__names_mangled(name, class_name, collector->scratch) : name;
        size = text ? strlen(text) : 0;
    }
    uint32_t name = text ? mynah__names_add(&collector->names, text, size) : UINT32_MAX;
    return name == UINT32_MAX ? SYMBOL_NONE : mynah__collect_symbol(collector, scope, name, node);
}

static void note(struct collector *collector, uint32_t node, uint32_t scope, unsigned flags)
{
    uint32_t symbol = symbol_for(collector, node, scope, (flags & SYMBOL_IMPORTED) != 0);
    if (symbol == SYMBOL_NONE) {
        collector->arena->failed = true;
        return;
    }
    collector->scopes->symbols[symbol].flags |= (uint16_t)flags;
    collector->scopes->symbol_of[node] = symbol;
}

// A walrus in comprehensions binds around them.
static uint32_t walrus_scope(const struct scopes *scopes, uint32_t scope)
{
    while (scopes->scopes[scope].kind == SCOPE_COMPREHENSION) {
        scope = scopes->scopes[scope].parent;
    }
    return scope;
}

static void note_name(struct collector *collector, uint32_t node)
{
    const struct scopes *scopes = collector->scopes;
    const struct node *nodes = scopes->tree->nodes;
    const struct node *parent = &nodes[nodes[node].parent];
    uint32_t scope = scopes->scope_of[node];
    unsigned flags = SYMBOL_USED;
    if (nodes[node].flags & FLAG_DEL) {
        flags = SYMBOL_BOUND | SYMBOL_DELETED;
    } else if (nodes[node].flags & FLAG_STORE) {
        flags = SYMBOL_BOUND;
    }
    if (parent->kind == NODE_NAMED_EXPR && nodes[node].role == ROLE_TARGET) {
        scope = walrus_scope(scopes, scope);
    } else if (parent->kind == NODE_ANN_ASSIGN && nodes[node].role == ROLE_TARGET) {
        bool simple = !(nodes[node].flags & FLAG_PARENTHESIZED);
        bool valued = mynah__tree_child(scopes->tree, nodes[node].parent, ROLE_VALUE) != NODE_NONE;
        flags = simple ? SYMBOL_BOUND | SYMBOL_ANNOTATED : valued ? SYMBOL_BOUND : 0;
    }
    note(collector, node, scope, flags);
}

// What an identifier does by its parent and role; 0: it is no name of a variable.
static unsigned identifier_flags(const struct tree *tree, uint32_t node)
{
    const struct node *nodes = tree->nodes;
    uint32_t parent = nodes[node].parent;
    uint8_t role = nodes[node].role;
    switch (nodes[parent].kind) {
    case NODE_FUNCTION_DEF:
    case NODE_CLASS_DEF:
    case NODE_TYPE_ALIAS:
    case NODE_TYPE_PARAM:
    case NODE_MATCH_AS:
    case NODE_MATCH_STAR:
        return role == ROLE_NAME ? SYMBOL_BOUND : 0;
    case NODE_EXCEPT_HANDLER:
        return role == ROLE_ASNAME ? SYMBOL_BOUND : 0;
    case NODE_MATCH_MAPPING:
        return role == ROLE_REST ? SYMBOL_BOUND : 0;
    case NODE_ARG:
        return role == ROLE_NAME ? SYMBOL_BOUND | SYMBOL_PARAMETER : 0;
    case NODE_GLOBAL:
        return SYMBOL_GLOBAL;
    case NODE_NONLOCAL:
        return SYMBOL_NONLOCAL;
    case NODE_ALIAS:
        if (role == ROLE_ASNAME || mynah__tree_child(tree, parent, ROLE_ASNAME) == NODE_NONE) {
            return SYMBOL_BOUND | SYMBOL_IMPORTED;
        }
        return 0;
    default:
        return 0;
    }
}

void mynah__collect_node(struct collector *collector, uint32_t node)
{
    struct scopes *scopes = collector->scopes;
    const struct node *it = &scopes->tree->nodes[node];
    if (it->kind == NODE_NAME) {
        note_name(collector, node);
    } else if (it->kind == NODE_IDENTIFIER) {
        unsigned flags = identifier_flags(scopes->tree, node);
        if (flags) {
            note(collector, node, scopes->scope_of[node], flags);
        }
    } else if (it->kind == NODE_IMPORT_FROM && it->flags & FLAG_STAR) {
        scopes->scopes[scopes->scope_of[node]].star_import = true;
    }
}
