// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TREE_RAW_H
#define MYNAH_TREE_RAW_H

// tree-sitter's tree of one piece of text, copied out in one pass into an array in preorder, so
// that whoever makes nodes of it can look ahead and behind.  Comments and the tokens that say
// nothing beyond the kind of their parent are left out.

#include "source.h"

// The grammar's names for what it finds, in order of spelling; then the tokens that matter.
enum raw_kind {
    RAW_ERROR,
    RAW_ALIASED_IMPORT,
    RAW_ARGUMENT_LIST,
    RAW_AS_PATTERN,
    RAW_AS_PATTERN_TARGET,
    RAW_ASSERT_STATEMENT,
    RAW_ASSIGNMENT,
    RAW_ATTRIBUTE,
    RAW_AUGMENTED_ASSIGNMENT,
    RAW_AWAIT,
    RAW_BINARY_OPERATOR,
    RAW_BLOCK,
    RAW_BOOLEAN_OPERATOR,
    RAW_BREAK_STATEMENT,
    RAW_CALL,
    RAW_CASE_CLAUSE,
    RAW_CASE_PATTERN,
    RAW_CHEVRON,
    RAW_CLASS_DEFINITION,
    RAW_CLASS_PATTERN,
    RAW_COMPARISON_OPERATOR,
    RAW_COMPLEX_PATTERN,
    RAW_CONCATENATED_STRING,
    RAW_CONDITIONAL_EXPRESSION,
    RAW_CONSTRAINED_TYPE,
    RAW_CONTINUE_STATEMENT,
    RAW_DECORATED_DEFINITION,
    RAW_DECORATOR,
    RAW_DEFAULT_PARAMETER,
    RAW_DELETE_STATEMENT,
    RAW_DICT_PATTERN,
    RAW_DICTIONARY,
    RAW_DICTIONARY_COMPREHENSION,
    RAW_DICTIONARY_SPLAT,
    RAW_DICTIONARY_SPLAT_PATTERN,
    RAW_DOTTED_NAME,
    RAW_ELIF_CLAUSE,
    RAW_ELLIPSIS,
    RAW_ELSE_CLAUSE,
    RAW_EXCEPT_CLAUSE,
    RAW_EXEC_STATEMENT,
    RAW_EXPRESSION_LIST,
    RAW_EXPRESSION_STATEMENT,
    RAW_FALSE,
    RAW_FINALLY_CLAUSE,
    RAW_FLOAT,
    RAW_FOR_IN_CLAUSE,
    RAW_FOR_STATEMENT,
    RAW_FORMAT_EXPRESSION,
    RAW_FORMAT_SPECIFIER,
    RAW_FUNCTION_DEFINITION,
    RAW_FUTURE_IMPORT_STATEMENT,
    RAW_GENERATOR_EXPRESSION,
    RAW_GENERIC_TYPE,
    RAW_GLOBAL_STATEMENT,
    RAW_IDENTIFIER,
    RAW_IF_CLAUSE,
    RAW_IF_STATEMENT,
    RAW_IMPORT_FROM_STATEMENT,
    RAW_IMPORT_PREFIX,
    RAW_IMPORT_STATEMENT,
    RAW_INTEGER,
    RAW_INTERPOLATION,
    RAW_KEYWORD_ARGUMENT,
    RAW_KEYWORD_PATTERN,
    RAW_KEYWORD_SEPARATOR,
    RAW_LAMBDA,
    RAW_LAMBDA_PARAMETERS,
    RAW_LIST,
    RAW_LIST_COMPREHENSION,
    RAW_LIST_PATTERN,
    RAW_LIST_SPLAT,
    RAW_LIST_SPLAT_PATTERN,
    RAW_MATCH_STATEMENT,
    RAW_MEMBER_TYPE,
    RAW_MODULE,
    RAW_NAMED_EXPRESSION,
    RAW_NONE,
    RAW_NONLOCAL_STATEMENT,
    RAW_NOT_OPERATOR,
    RAW_PAIR,
    RAW_PARAMETERS,
    RAW_PARENTHESIZED_EXPRESSION,
    RAW_PARENTHESIZED_LIST_SPLAT,
    RAW_PASS_STATEMENT,
    RAW_PATTERN_LIST,
    RAW_POSITIONAL_SEPARATOR,
    RAW_PRINT_STATEMENT,
    RAW_RAISE_STATEMENT,
    RAW_RELATIVE_IMPORT,
    RAW_RETURN_STATEMENT,
    RAW_SET,
    RAW_SET_COMPREHENSION,
    RAW_SLICE,
    RAW_SPLAT_PATTERN,
    RAW_SPLAT_TYPE,
    RAW_STRING,
    RAW_SUBSCRIPT,
    RAW_TRUE,
    RAW_TRY_STATEMENT,
    RAW_TUPLE,
    RAW_TUPLE_PATTERN,
    RAW_TYPE,
    RAW_TYPE_ALIAS_STATEMENT,
    RAW_TYPE_PARAMETER,
    RAW_TYPED_DEFAULT_PARAMETER,
    RAW_TYPED_PARAMETER,
    RAW_UNARY_OPERATOR,
    RAW_UNION_PATTERN,
    RAW_UNION_TYPE,
    RAW_WHILE_STATEMENT,
    RAW_WILDCARD_IMPORT,
    RAW_WITH_CLAUSE,
    RAW_WITH_ITEM,
    RAW_WITH_STATEMENT,
    RAW_YIELD,
    RAW_GRAMMAR_COUNT,
    RAW_TYPE_CALL = RAW_GRAMMAR_COUNT, // ours: see tree/definitions.c
    RAW_TYPE_ITEM,
    RAW_NAMED_COUNT,
    RAW_COMMA = RAW_NAMED_COUNT,
    RAW_COLON,
    RAW_EQUAL,
    RAW_STAR,
    RAW_DOUBLE_STAR,
    RAW_MINUS,
    RAW_UNDERSCORE,
    RAW_FUTURE,
    RAW_ASYNC,
    RAW_FROM,
    RAW_OPERATOR, // any other that has an `op`
    RAW_KIND_COUNT,
    RAW_LEFT_OUT = RAW_KIND_COUNT
};

enum raw_flag {
    RAW_FLAG_MISSING = 1,   // made up by error recovery
    RAW_FLAG_BROKEN = 2,    // a token that is left out here was made up in it
    RAW_FLAG_ERROR = 4,     // there is an error in it or below
    RAW_FLAG_SEEN_BELOW = 8 // and a child has it
};

struct raw {
    uint32_t start; // bytes in the source
    uint32_t end;
    uint32_t after; // the first one behind this and all below it
    uint8_t kind;   // an enum raw_kind
    uint8_t op;     // an enum node_op, of tokens
    uint8_t flags;
};

struct raws {
    struct raw *raws;
    uint32_t count;
    size_t capacity;
};

enum raw_result {
    RAW_DONE,
    RAW_NO_MEMORY,
    RAW_TOO_MUCH, // the parse went beyond its bound
};

// Parse the text from `start` to `end` and replace what is in `raws`, giving tree-sitter at most
// `limit` bytes in all; `*used` gets what it took.
struct raw_piece {
    const struct source *source;
    uint32_t start;
    uint32_t end;
    size_t limit;
    size_t used;
};
enum raw_result mynah__raw_parse(struct raws *raws, struct raw_piece *piece);

#endif
