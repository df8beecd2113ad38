// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SYNTAX_NODES_H
#define MYNAH_SYNTAX_NODES_H

// How productions make nodes.  A production that has found all its parts makes one node from its
// first token to the last one that was read; what was made since that token and is in no other
// node becomes its children, in order:
//
//     // await_primary: 'await' primary
//     uint32_t first = parser->at++;
//     return primary(parser, expr) && as(parser, ROLE_VALUE) && make(parser, NODE_AWAIT, first);
//
// So a left-recursive production simply makes another node around what it has, and going back to a
// token unmakes what was made behind it.  In the end the nodes, which stand in the order in which
// they end, are put in the order in which they start: tree/node.h.
//
// Where no nodes are wanted `parser->nodes` is NULL, and nothing happens.

#include "tree/node.h"

// A node that reaches as far as the next one does: of `a if b else …`, `lambda: …`, `not …`,
// `- …`, `a ** …`, `elif …`.  A list of them instead of recursion, so that no chain is too deep.
struct deferred {
    uint32_t start;
    uint8_t kind;
    uint8_t op;
};

struct nodes {
    struct node *items; // `parent` is the first node below it, until all are there
    uint32_t count;
    size_t capacity;
    struct deferred *deferred;
    uint32_t deferred_count;
    size_t deferred_capacity;
    bool failed; // out of memory
};

void mynah__nodes_make(struct nodes *nodes, enum node_kind kind, uint32_t start, uint32_t end);

// Unmake what starts at `start` or behind it, also what waits.
void mynah__nodes_unmake(struct nodes *nodes, uint32_t start);

// Give all that was made since `start`, and is in no other node, its role and flags.
void mynah__nodes_give(struct nodes *nodes, uint32_t start, enum node_role role, int flags);

// Likewise for parameters in front of a `/`.
void mynah__nodes_positional_only(struct nodes *nodes, uint32_t start);

// Let a node wait for its end; make those that wait, but for the first `left`, up to `end`.
void mynah__nodes_defer(struct nodes *nodes, enum node_kind kind, enum node_op op, uint32_t start);
void mynah__nodes_make_deferred(struct nodes *nodes, uint32_t left, uint32_t end);

// Put the nodes in the order of tree/node.h.  False when out of memory.
bool mynah__nodes_arrange(const struct nodes *nodes, struct tree *tree, struct arena *arena);

void mynah__nodes_finish(struct nodes *nodes);

#endif
