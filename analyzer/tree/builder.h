// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TREE_BUILDER_H
#define MYNAH_TREE_BUILDER_H

// How raws become nodes.  A stack of tasks stands in for recursion, so no depth of nesting matters.
// Building a raw opens a node and *plans* what is in it, in source order: raws to build and nodes
// to open and close.  The plan is worked off before anything that was planned earlier.

#include "tree/node.h"
#include "tree/raw.h"

enum task_kind { TASK_BUILD, TASK_OPEN, TASK_CLOSE };

struct task {
    uint32_t raw; // to build; of TASK_OPEN the node's start
    uint32_t end;
    uint8_t what; // an enum task_kind
    uint8_t role;
    uint8_t flags; // of the node to come
    uint8_t kind;  // of the node to open
    uint8_t op;
};

// Where a raw is built: the role and the flags that it gets from around it.
struct place {
    uint32_t raw;
    uint8_t role;
    uint8_t flags;
};

struct builder {
    const struct source *source;
    struct raw *raws; // of the piece at hand
    struct node *nodes;
    uint32_t count;
    size_t capacity;
    uint32_t open; // the innermost open node
    struct task *tasks;
    size_t task_count;
    size_t task_capacity;
    bool failed;         // out of memory
    struct node nothing; // what is opened then
};

typedef void build_function(struct builder *builder, struct place place);

// Open a node for a raw now.
struct node *mynah__open(struct builder *builder, enum node_kind kind, struct place place);

void mynah__plan(struct builder *builder, struct task task);
// Plan a raw; UINT32_MAX is none.  Tokens are no nodes; an error has no role but among statements;
// a target is stored to unless the flags say otherwise.
void mynah__plan_raw(struct builder *builder, uint32_t raw, enum node_role role);
void mynah__plan_flags(struct builder *builder, uint32_t raw, enum node_role role, int flags);
void mynah__plan_open(struct builder *builder, enum node_kind kind, enum node_role role,
                      uint32_t start, uint32_t end);
void mynah__plan_close(struct builder *builder);
// Plan a node for a spelling that is no expression.
void mynah__plan_identifier(struct builder *builder, enum node_role role, uint32_t start,
                            uint32_t end);
// Plan the children of a raw with the roles in order, the last for all that are left.  Tokens only
// give the open node its operator and `async`; errors have no role.
void mynah__plan_children(struct builder *builder, struct place place, const uint8_t roles[4]);
// Plan the children as if they stood in the place of the raw.
build_function mynah__plan_through;

// A role that children have from a token on.
struct turn {
    enum raw_kind token;
    enum node_role role;
};
// Plan the children of a raw; the first role is without a token, the last row has no role.
void mynah__plan_turns(struct builder *builder, uint32_t raw, const struct turn *turns);

// Plan what stands in a raw behind `skip` children and in front of any block: one child as it is,
// several or one with a comma in a node of kind `wrap`, the children with role `each`.
struct several {
    uint32_t raw;
    uint32_t skip;
    enum node_kind wrap;
    enum node_role role;
    enum node_role each;
};
void mynah__plan_several(struct builder *builder, struct several several);

// Return the n-th child that is neither token nor error, or UINT32_MAX.
uint32_t mynah__raw_nth(const struct builder *builder, uint32_t raw, uint32_t n);
// Return the first child of that kind, or UINT32_MAX.
uint32_t mynah__raw_find(const struct builder *builder, uint32_t raw, enum raw_kind kind);
bool mynah__raw_is(const struct builder *builder, uint32_t raw, enum raw_kind kind);
// Return whether the raw's text is one `_`.
bool mynah__raw_is_wildcard(const struct builder *builder, uint32_t raw);

// Return the kind that the table gives to what a raw becomes.
enum node_kind mynah__raw_becomes(const struct builder *builder, uint32_t raw);

// Plan what a call is given, or a class is derived from.
void mynah__plan_arguments(struct builder *builder, uint32_t list);

// Open the module; close it.
void mynah__build_start(struct builder *builder);
void mynah__build_finish(struct builder *builder);
// Add an error for text that is not looked at.
void mynah__build_skipped(struct builder *builder, uint32_t start, uint32_t end);
// Build all of the piece whose raws are set, as children of the open node.
void mynah__build_piece(struct builder *builder);

// The irregular ones, by matter: statements.c
build_function mynah__build_expression_statement, mynah__build_assignment, mynah__build_delete,
    mynah__build_if, mynah__build_try, mynah__build_except, mynah__build_with_item,
    mynah__build_raise, mynah__build_import_from, mynah__build_print, mynah__build_match;
// definitions.c
build_function mynah__build_decorated, mynah__build_function, mynah__build_class,
    mynah__build_type_alias, mynah__build_type_call, mynah__build_type_parameters,
    mynah__build_parameters, mynah__build_lambda;
// expressions.c
build_function mynah__build_call, mynah__build_comprehension, mynah__build_string,
    mynah__build_concatenated, mynah__build_number, mynah__build_unary, mynah__build_slice,
    mynah__build_subscript, mynah__build_generic_type, mynah__build_yield,
    mynah__build_parenthesized, mynah__build_tuple_pattern, mynah__build_dotted_name,
    mynah__build_identifier;
// patterns.c; the first is for every raw that stands where a pattern does.
build_function mynah__build_pattern, mynah__build_case, mynah__build_complex_pattern;

#endif
