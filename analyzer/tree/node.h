// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_NODE_H
#define MYNAH_NODE_H

// The syntax tree as one array in source order (preorder), in the terms of Python's `ast` module.
// Nothing behind this header knows tree-sitter.
//
// A node's children are the nodes whose `parent` it is; they follow it directly:
//
//     for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after)
//
// Which field of `ast` a child stands in is its `role`.  Statement lists are not nodes: the
// statements of an `if` are its children with ROLE_BODY and ROLE_ORELSE, and an `elif` is an `If`
// with ROLE_ORELSE as in `ast`.  Unlike in `ast`, every identifier that is bound or used by its
// spelling alone (name of a def, parameter, attribute, keyword, alias) is a node too, so it has a
// place: an IDENTIFIER with ROLE_NAME, ROLE_ATTR, ROLE_ASNAME or ROLE_REST.

#include "source.h"

enum node_kind {
    // statements
    NODE_MODULE,       // body*
    NODE_FUNCTION_DEF, // decorator*, name, type_param*, arguments, returns?, body*; FLAG_ASYNC;
                       // starts, like a class, at its first decorator
    NODE_CLASS_DEF,    // decorator*, name, type_param*, base*, KEYWORD*, body*
    NODE_RETURN,       // value?
    NODE_DELETE,       // target*
    NODE_ASSIGN,       // target+, value; chained targets in order
    NODE_AUG_ASSIGN,   // target, value; `op` is the operator
    NODE_ANN_ASSIGN,   // target, annotation, value?
    NODE_TYPE_ALIAS,   // name, type_param*, value
    NODE_FOR,          // target, iter, body*, orelse*; FLAG_ASYNC
    NODE_WHILE,        // test, body*, orelse*
    NODE_IF,           // test, body*, orelse*
    NODE_WITH,         // WITH_ITEM+, body*; FLAG_ASYNC
    NODE_MATCH,        // subject, MATCH_CASE*
    NODE_RAISE,        // value?, cause?
    NODE_TRY,          // body*, EXCEPT_HANDLER*, orelse*, finalbody*; FLAG_STAR for except*
    NODE_ASSERT,       // test, value?
    NODE_IMPORT,       // ALIAS+
    NODE_IMPORT_FROM,  // name? (the module, dotted), ALIAS*; `op` is the number of leading dots;
                       // FLAG_STAR for `import *`
    NODE_GLOBAL,       // name+
    NODE_NONLOCAL,     // name+
    NODE_EXPR,         // value
    NODE_PASS,
    NODE_BREAK,
    NODE_CONTINUE,
    // parts of statements
    NODE_WITH_ITEM,      // value, target?
    NODE_MATCH_CASE,     // pattern, test? (the guard), body*
    NODE_EXCEPT_HANDLER, // value? (the type), asname?, body*; FLAG_STAR
    NODE_ALIAS,          // name (dotted), asname?
    NODE_ARGUMENTS,      // ARG*; of a def or lambda
    NODE_ARG,            // name, annotation?, value? (the default); `op` is an enum arg_kind
    NODE_DECORATOR,      // value
    NODE_TYPE_PARAM,     // name, annotation? (the bound), value? (the default); FLAG_STAR
    // expressions
    NODE_BOOL_OP,         // value+; `op` is OP_AND or OP_OR; left-nested, not flat
    NODE_NAMED_EXPR,      // target, value
    NODE_BIN_OP,          // left, right
    NODE_UNARY_OP,        // value
    NODE_LAMBDA,          // arguments, body (one expression)
    NODE_IF_EXP,          // body, test, orelse: in source order
    NODE_DICT,            // DICT_ITEM*, STARRED* with FLAG_DOUBLE_STAR
    NODE_DICT_ITEM,       // key, value; also the element of a DICT_COMP
    NODE_SET,             // value*
    NODE_LIST_COMP,       // value, COMPREHENSION+
    NODE_SET_COMP,        // value, COMPREHENSION+
    NODE_DICT_COMP,       // value (a DICT_ITEM), COMPREHENSION+
    NODE_GENERATOR_EXP,   // value, COMPREHENSION+
    NODE_COMPREHENSION,   // target, iter, test*; FLAG_ASYNC
    NODE_AWAIT,           // value
    NODE_YIELD,           // value?
    NODE_YIELD_FROM,      // value
    NODE_COMPARE,         // value+ (the operands); `op` is the first operator
    NODE_CALL,            // func, (value | STARRED | KEYWORD)*
    NODE_KEYWORD,         // name, value; `**value` is a STARRED with FLAG_DOUBLE_STAR
    NODE_JOINED_STR,      // FORMATTED_VALUE*; the text between is read from the source
    NODE_FORMATTED_VALUE, // value, FORMATTED_VALUE* (of the format spec)
    NODE_CONSTANT,        // `op` is an enum constant_kind; adjacent string literals are one
    NODE_ATTRIBUTE,       // value, attr
    NODE_SUBSCRIPT,       // value, slice
    NODE_STARRED,         // value; FLAG_DOUBLE_STAR
    NODE_NAME,
    NODE_LIST,  // value*
    NODE_TUPLE, // value*
    NODE_SLICE, // lower?, upper?, step?: ROLE_LOWER, ROLE_UPPER, ROLE_STEP
    // patterns
    NODE_MATCH_VALUE,     // value
    NODE_MATCH_SINGLETON, // value (a constant)
    NODE_MATCH_SEQUENCE,  // pattern*
    NODE_MATCH_MAPPING,   // (key, pattern)*, rest?
    NODE_MATCH_CLASS,     // func, pattern* (positional), KEYWORD* (name, pattern)
    NODE_MATCH_STAR,      // name?
    NODE_MATCH_AS,        // pattern?, name?: neither is the wildcard
    NODE_MATCH_OR,        // pattern+
    // others
    NODE_IDENTIFIER, // a spelling that is no expression
    NODE_ERROR,      // what tree-sitter could not parse; its children are what it could, without
                     // roles
    NODE_KIND_COUNT
};

enum node_role {
    ROLE_NONE,
    ROLE_BODY,
    ROLE_ORELSE,
    ROLE_FINALBODY,
    ROLE_HANDLER,
    ROLE_TEST,
    ROLE_TARGET,
    ROLE_VALUE,
    ROLE_ITER,
    ROLE_FUNC,
    ROLE_ARGS, // a call's positional or starred argument, a class's base
    ROLE_KEYWORD,
    ROLE_ATTR,
    ROLE_SLICE,
    ROLE_LOWER,
    ROLE_UPPER,
    ROLE_STEP,
    ROLE_LEFT,
    ROLE_RIGHT,
    ROLE_KEY,
    ROLE_NAME,
    ROLE_ASNAME,
    ROLE_ANNOTATION,
    ROLE_RETURNS,
    ROLE_ARGUMENTS,
    ROLE_DECORATOR,
    ROLE_TYPE_PARAM,
    ROLE_ITEM, // with item, match case, alias, arg, dict item, comprehension
    ROLE_CAUSE,
    ROLE_SUBJECT,
    ROLE_PATTERN,
    ROLE_REST, // `**rest` of a mapping pattern
};

enum node_op {
    OP_NONE,
    OP_ADD,
    OP_SUB,
    OP_MULT,
    OP_MAT_MULT,
    OP_DIV,
    OP_FLOOR_DIV,
    OP_MOD,
    OP_POW,
    OP_L_SHIFT,
    OP_R_SHIFT,
    OP_BIT_OR,
    OP_BIT_XOR,
    OP_BIT_AND,
    OP_AND,
    OP_OR,
    OP_NOT,
    OP_INVERT,
    OP_U_ADD,
    OP_U_SUB,
    OP_EQ,
    OP_NOT_EQ,
    OP_LT,
    OP_LT_E,
    OP_GT,
    OP_GT_E,
    OP_IS,
    OP_IS_NOT,
    OP_IN,
    OP_NOT_IN,
};

enum constant_kind {
    CONSTANT_STR,
    CONSTANT_BYTES,
    CONSTANT_INT,
    CONSTANT_FLOAT,
    CONSTANT_IMAGINARY,
    CONSTANT_TRUE,
    CONSTANT_FALSE,
    CONSTANT_NONE,
    CONSTANT_ELLIPSIS,
};

enum arg_kind {
    ARG_POSITIONAL_ONLY,
    ARG_NORMAL,
    ARG_VARARG,
    ARG_KEYWORD_ONLY,
    ARG_KWARG,
};

enum node_flag {
    FLAG_ASYNC = 1,
    FLAG_STAR = 2,
    FLAG_DOUBLE_STAR = 4,
    FLAG_STORE = 8, // a NAME, ATTRIBUTE, SUBSCRIPT, STARRED, LIST, TUPLE that is assigned to
    FLAG_DEL = 16,  // one that is deleted
    FLAG_PARENTHESIZED = 32, // an expression in parentheses of its own
    FLAG_MISSING = 64,       // made up by error recovery, or something in it was
    FLAG_SKIPPED = 128,      // an ERROR whose text was not looked at
};

#define NODE_NONE UINT32_MAX

struct node {
    uint32_t start; // bytes in the source
    uint32_t end;
    uint32_t parent; // NODE_NONE for the module
    uint32_t after;  // the first node behind this one and all below it
    uint8_t kind;
    uint8_t role;
    uint8_t op;
    uint8_t flags;
};

struct tree {
    const struct source *source;
    struct node *nodes; // nodes[0] is the MODULE
    uint32_t count;
    uint32_t first_error; // the first ERROR or FLAG_MISSING node, or NODE_NONE
};

// Return the first child of `node` with `role`, or NODE_NONE.
static inline uint32_t mynah__tree_child(const struct tree *tree, uint32_t node,
                                         enum node_role role)
{
    const struct node *nodes = tree->nodes;
    uint32_t end = nodes[node].after;
    for (uint32_t child = node + 1; child < end; child = nodes[child].after) {
        if (nodes[child].role == role) {
            return child;
        }
    }
    return NODE_NONE;
}

// Return the next child of the same parent with the same role, or NODE_NONE.
static inline uint32_t mynah__tree_next(const struct tree *tree, uint32_t child)
{
    const struct node *nodes = tree->nodes;
    if (nodes[child].parent == NODE_NONE) {
        return NODE_NONE;
    }
    uint32_t end = nodes[nodes[child].parent].after;
    for (uint32_t next = nodes[child].after; next < end; next = nodes[next].after) {
        if (nodes[next].role == nodes[child].role) {
            return next;
        }
    }
    return NODE_NONE;
}

// Return the kind's name as `ast` spells it: "FunctionDef".
const char *mynah__node_kind_name(enum node_kind kind);

#endif
