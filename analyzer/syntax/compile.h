// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SYNTAX_COMPILE_H
#define MYNAH_SYNTAX_COMPILE_H

// Shared by the checks behind the grammar.  Each goes over the nodes in the order of the source,
// which is CPython's order but within a statement; none needs recursion, as what it has to know of
// the nodes around one is kept by node and inherited from the parent.

#include "syntax/message.h"
#include "syntax/syntax.h"

struct checker {
    const struct scopes *scopes;
    const struct tree *tree;
    const struct node *nodes;
    int version;
    struct arena *arena;
    struct failure failure;
    bool deferred_annotations; // they are not evaluated
    uint32_t future_end;       // node of the last import from __future__ in its place
    bool *bound;               // by name id: bound in the pattern that is looked at
};

static inline enum scope_kind scope_kind_of(const struct checker *checker, uint32_t node)
{
    return checker->scopes->scopes[checker->scopes->scope_of[node]].kind;
}

// The node that opened the scope in which `node` is evaluated.
static inline uint32_t scope_node_of(const struct checker *checker, uint32_t node)
{
    return checker->scopes->scopes[checker->scopes->scope_of[node]].node;
}

// Make the failure the error of `syntax`.
void mynah__syntax_place(struct syntax *syntax, const struct source *source,
                         const struct failure *failure);

// The error is at `node`.  False, for `return`.
bool mynah__checker_raise(struct checker *checker, uint32_t node);
#define CHECKER_RAISE(checker, node, ...)                                                          \
    (mynah__failure_set(&(checker)->failure, (checker)->arena, (checker)->version, __VA_ARGS__),   \
     mynah__checker_raise((checker), (node)))

// Return the normalised text of a name; "" when out of memory.
const char *mynah__checker_name(struct checker *checker, uint32_t node);

bool mynah__is_text(const struct checker *checker, uint32_t node, const char *text);

// Each is false at the first error.
bool mynah__check_future(struct checker *checker);
bool mynah__check_future_place(struct checker *checker, uint32_t node);
bool mynah__check_symbols(struct checker *checker);
bool mynah__check_placement(struct checker *checker);
bool mynah__check_target(struct checker *checker, uint32_t node);
// The keys of a mapping pattern are all different; else `repeated` is the first that is not,
// as Python shows it.
bool mynah__check_keys(struct checker *checker, uint32_t mapping, const char **repeated);

// The keywords of a call, class or class pattern are all different.
bool mynah__check_keywords(struct checker *checker, uint32_t call, enum message message);
bool mynah__check_match(struct checker *checker, uint32_t node);

#endif
