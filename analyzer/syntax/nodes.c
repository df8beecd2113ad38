// SPDX-License-Identifier: Apache-2.0
//
// Nodes in the order in which they end, as the productions make them, and the tree that comes of
// them.

#include "syntax/nodes.h"

#include "core/alloc.h"

static bool has_body(enum node_kind kind)
{
    switch (kind) {
    case NODE_FUNCTION_DEF:
    case NODE_CLASS_DEF:
    case NODE_FOR:
    case NODE_WHILE:
    case NODE_IF:
    case NODE_WITH:
    case NODE_MATCH:
    case NODE_TRY:
    case NODE_MATCH_CASE:
    case NODE_EXCEPT_HANDLER:
        return true;
    default:
        return false;
    }
}

// Return the last node without a parent among the first `count`, if it starts at `start` or behind.
static struct node *last_since(const struct nodes *nodes, uint32_t count, uint32_t start)
{
    struct node *node = count ? &nodes->items[count - 1] : NULL;
    return node && node->start >= start ? node : NULL;
}

void mynah__nodes_make(struct nodes *nodes, enum node_kind kind, uint32_t start, uint32_t end)
{
    struct node *items = mynah__grow(nodes->items, nodes->count, &nodes->capacity, sizeof *items);
    if (!items) {
        nodes->failed = true;
        return;
    }
    nodes->items = items;
    uint32_t first = nodes->count;
    for (const struct node *child; (child = last_since(nodes, first, start)) != NULL;) {
        first = child->parent;
    }
    if (has_body(kind) && first < nodes->count) {
        end = items[nodes->count - 1].end; // without the line ends and comments behind it
    }
    items[nodes->count++] =
        (struct node){ .start = start, .end = end, .parent = first, .kind = (uint8_t)kind };
}

void mynah__nodes_unmake(struct nodes *nodes, uint32_t start)
{
    while (last_since(nodes, nodes->count, start)) {
        nodes->count--;
    }
    while (nodes->deferred_count && nodes->deferred[nodes->deferred_count - 1].start >= start) {
        nodes->deferred_count--;
    }
}

void mynah__nodes_give(struct nodes *nodes, uint32_t start, enum node_role role, int flags)
{
    uint32_t count = nodes->count;
    for (struct node *node; (node = last_since(nodes, count, start)) != NULL;) {
        node->role = (uint8_t)role;
        node->flags |= (uint8_t)flags;
        count = node->parent;
    }
}

void mynah__nodes_positional_only(struct nodes *nodes, uint32_t start)
{
    uint32_t count = nodes->count;
    for (struct node *node; (node = last_since(nodes, count, start)) != NULL;) {
        node->op = ARG_POSITIONAL_ONLY;
        count = node->parent;
    }
}

void mynah__nodes_defer(struct nodes *nodes, enum node_kind kind, enum node_op op, uint32_t start)
{
    struct deferred *deferred = mynah__grow(nodes->deferred, nodes->deferred_count,
                                            &nodes->deferred_capacity, sizeof *deferred);
    if (!deferred) {
        nodes->failed = true;
        return;
    }
    nodes->deferred = deferred;
    deferred[nodes->deferred_count++] = (struct deferred){ start, (uint8_t)kind, (uint8_t)op };
}

// What the part is, for which a node waited.
static enum node_role deferred_role(enum node_kind kind)
{
    switch (kind) {
    case NODE_IF:
    case NODE_IF_EXP:
        return ROLE_ORELSE;
    case NODE_LAMBDA:
        return ROLE_BODY;
    case NODE_BIN_OP:
        return ROLE_RIGHT;
    default:
        return ROLE_VALUE;
    }
}

void mynah__nodes_make_deferred(struct nodes *nodes, uint32_t left, uint32_t end)
{
    while (nodes->deferred_count > left && !nodes->failed) {
        const struct deferred *deferred = &nodes->deferred[--nodes->deferred_count];
        enum node_kind kind = (enum node_kind)deferred->kind;
        nodes->items[nodes->count - 1].role = (uint8_t)deferred_role(kind);
        mynah__nodes_make(nodes, kind, deferred->start, end);
        nodes->items[nodes->count - 1].op = deferred->op;
    }
}

// The elements of what is assigned to are assigned to.
static uint8_t inherited(const struct node *parent)
{
    bool passes =
        parent->kind == NODE_TUPLE || parent->kind == NODE_LIST || parent->kind == NODE_STARRED;
    return passes ? parent->flags & (FLAG_STORE | FLAG_DEL) : 0;
}

// Backwards, parents come before their children.  Of nodes that end before a node does, those below
// it start behind it; of those that start before it, those around it end behind it: so its place in
// the new order is that of the first node below it in the old one, and one more for each around it.
bool mynah__nodes_arrange(const struct nodes *nodes, struct tree *tree, struct arena *arena)
{
    struct node *all = mynah__arena_alloc(arena, nodes->count * sizeof *all);
    if (!all || nodes->failed) {
        return false;
    }
    uint32_t open = NODE_NONE; // in the new order
    uint32_t depth = 0;
    for (uint32_t old = nodes->count; old-- > 0;) {
        struct node node = nodes->items[old];
        uint32_t first = node.parent;
        while (open != NODE_NONE && open - (depth - 1) > old) {
            open = all[open].parent;
            depth--;
        }
        uint32_t place = first + depth;
        node.parent = open;
        node.after = place + (old - first) + 1;
        node.flags |= open == NODE_NONE ? 0 : inherited(&all[open]);
        all[place] = node;
        open = place;
        depth++;
    }
    tree->nodes = all;
    tree->count = nodes->count;
    tree->first_error = NODE_NONE;
    return true;
}

void mynah__nodes_finish(struct nodes *nodes)
{
    mynah__free(nodes->items);
    mynah__free(nodes->deferred);
}
