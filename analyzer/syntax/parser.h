// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SYNTAX_PARSER_H
#define MYNAH_SYNTAX_PARSER_H

// A recursive-descent parser over the tokens, one function for each production of CPython's
// Grammar/python.gram, named after it.  Each function says whether the production is there, moves
// behind it, describes an expression in a few words, and makes its nodes if they are wanted.
//
// Like CPython's it passes over a broken source twice.  The first pass only finds where it breaks;
// in the second, `explain` is set and the places where CPython has an `invalid_` rule look for a
// better message than "invalid syntax".

#include "syntax/nodes.h"
#include "syntax/syntax.h"
#include "syntax/token.h"

enum expr_kind {
    EXPR_NAME,
    EXPR_ATTRIBUTE,
    EXPR_SUBSCRIPT,
    EXPR_STARRED,
    EXPR_LIST,
    EXPR_TUPLE,
    EXPR_LAMBDA,
    EXPR_CALL,
    EXPR_BOOLEAN, // and, or, not
    EXPR_OPERATION,
    EXPR_COMPARISON,
    EXPR_CONDITIONAL,
    EXPR_NAMED,
    EXPR_GENERATOR,
    EXPR_LIST_COMPREHENSION,
    EXPR_SET_COMPREHENSION,
    EXPR_DICT_COMPREHENSION,
    EXPR_YIELD,
    EXPR_AWAIT,
    EXPR_DICT,
    EXPR_SET,
    EXPR_FSTRING,
    EXPR_TSTRING,
    EXPR_LITERAL,
    EXPR_ELLIPSIS,
    EXPR_TRUE,
    EXPR_FALSE,
    EXPR_NONE,
    EXPR_KIND_COUNT
};

// An expression that is part of another: what it is and which tokens it has.
struct part {
    uint8_t kind;
    bool parenthesized;
    uint32_t first;
    uint32_t last;
};

struct expr {
    struct part part;
    // Of a tuple, list or starred expression only:
    bool has_unassignable;
    bool has_undeletable;
    struct part unassignable; // the first part that cannot be assigned to
    struct part undeletable;
    struct part head; // of a tuple, its first and last elements
    struct part tail;
};

struct parser {
    const struct source *source;
    struct tokens *tokens;
    struct arena *arena;
    struct nodes *nodes; // NULL: none are wanted
    int version;
    int requires_python;
    uint32_t at;
    uint32_t far; // the furthest token that was looked at when the parser went back
    bool explain;
    unsigned depth;       // of nested expressions
    char field_letter;    // 'f' or 't' in a replacement field, else NUL
    unsigned field_depth; // replacement fields around, within one literal
    bool is_fragment;     // of one expression in an f-string before 3.12, in parentheses
    uint32_t seen;        // the token behind what mynah__parser_sees() saw
    size_t looked_ahead;  // tokens that the second pass read only to find a message
    struct failure failure;
};

enum { DEPTH_MOST = 400 };

static inline const struct token *peek(const struct parser *parser)
{
    return &parser->tokens->items[parser->at];
}

static inline enum token_kind kind(const struct parser *parser)
{
    return (enum token_kind)peek(parser)->kind;
}

// The token behind the next one.  There is one: only ENDMARKER and ERROR are last.
static inline enum token_kind second(const struct parser *parser)
{
    const struct token *token = peek(parser);
    return (enum token_kind)token[token->kind != TOKEN_ENDMARKER && token->kind != TOKEN_ERROR]
        .kind;
}

static inline bool at(const struct parser *parser, enum token_kind wanted)
{
    return kind(parser) == wanted;
}

static inline bool accept(struct parser *parser, enum token_kind wanted)
{
    if (kind(parser) != wanted) {
        return false;
    }
    parser->at++;
    return true;
}

static inline bool since(struct parser *parser, int version)
{
    if (parser->version < version) {
        return false;
    }
    if (parser->requires_python < version) {
        parser->requires_python = version;
    }
    return true;
}

static inline bool at_word(const struct parser *parser, uint32_t index, const char *word,
                           uint32_t size)
{
    const struct token *token = &parser->tokens->items[index];
    return token->kind == TOKEN_NAME && token->end - token->start == size &&
           __builtin_memcmp(parser->source->text + token->start, word, size) == 0;
}
// Whether the next token is a name spelt so: a soft keyword.
#define AT_WORD(parser, word) at_word(parser, (parser)->at, word, sizeof(word) - 1)

// Make a node from token `first` to before the next token; see syntax/nodes.h.  This and what
// follows is always true, so that it can stand between the parts of a production.
static inline bool make(struct parser *parser, enum node_kind node, uint32_t first)
{
    if (parser->nodes) {
        const struct token *items = parser->tokens->items;
        mynah__nodes_make(parser->nodes, node, items[first].start, items[parser->at - 1].end);
    }
    return true;
}

// Say what the node that was made last is to the one it is in.
static inline bool as(struct parser *parser, enum node_role role)
{
    if (parser->nodes && !parser->nodes->failed) {
        parser->nodes->items[parser->nodes->count - 1].role = (uint8_t)role;
    }
    return true;
}

static inline bool flagged(struct parser *parser, int flags)
{
    if (parser->nodes && !parser->nodes->failed) {
        parser->nodes->items[parser->nodes->count - 1].flags |= (uint8_t)flags;
    }
    return true;
}

// An enum node_op, or what else stands in `op`.
static inline bool with_op(struct parser *parser, unsigned op)
{
    if (parser->nodes && !parser->nodes->failed) {
        parser->nodes->items[parser->nodes->count - 1].op = (uint8_t)op;
    }
    return true;
}

// All that was made since token `first` has the same role.
static inline bool all_as(struct parser *parser, uint32_t first, enum node_role role, int flags)
{
    if (parser->nodes) {
        mynah__nodes_give(parser->nodes, parser->tokens->items[first].start, role, flags);
    }
    return true;
}

// The node that was made last goes; its children stay.
static inline bool unwrap(struct parser *parser)
{
    if (parser->nodes && !parser->nodes->failed) {
        parser->nodes->count--;
    }
    return true;
}

// A node from token `first` on is made when what follows has ended.
static inline bool defer(struct parser *parser, enum node_kind node, enum node_op op,
                         uint32_t first)
{
    if (parser->nodes) {
        mynah__nodes_defer(parser->nodes, node, op, parser->tokens->items[first].start);
    }
    return true;
}

static inline uint32_t deferred(const struct parser *parser)
{
    return parser->nodes ? parser->nodes->deferred_count : 0;
}

// Let no more than the first `left` wait.
static inline bool leave_deferred(struct parser *parser, uint32_t left)
{
    if (parser->nodes) {
        parser->nodes->deferred_count = left;
    }
    return true;
}

// Make those that wait but the first `left`.
static inline bool make_deferred(struct parser *parser, uint32_t left)
{
    if (parser->nodes) {
        mynah__nodes_make_deferred(parser->nodes, left, parser->tokens->items[parser->at - 1].end);
    }
    return true;
}

// A name that is bound or used by its spelling alone.
static inline bool accept_name(struct parser *parser, enum node_role role)
{
    return accept(parser, TOKEN_NAME) && make(parser, NODE_IDENTIFIER, parser->at - 1) &&
           as(parser, role);
}

// Go back to token `mark`, as if nothing had been found behind it.
void mynah__parser_reset(struct parser *parser, uint32_t mark);

// An optional part is not there: go back to `mark` and be true, unless the parser failed for good.
bool mynah__parser_back(struct parser *parser, uint32_t mark);

// Return the furthest token that was looked at.
uint32_t mynah__parser_far(const struct parser *parser);

// Fail for good with a message about tokens `first` to `last`; the first failure stays.
bool mynah__parser_raise(struct parser *parser, uint32_t first, uint32_t last);
#define RAISE(parser, first, last, ...)                                                            \
    ((parser)->failure.set ? false                                                                 \
                           : (mynah__failure_set(&(parser)->failure, (parser)->arena,              \
                                                 (parser)->version, __VA_ARGS__),                  \
                              mynah__parser_raise((parser), (first), (last))))
// At the furthest token, as RAISE_SYNTAX_ERROR without a location.
#define RAISE_FAR(parser, ...)                                                                     \
    RAISE(parser, mynah__parser_far(parser), mynah__parser_far(parser), __VA_ARGS__)
// From a token up to where CPython has read, as RAISE_SYNTAX_ERROR_STARTING_FROM.
bool mynah__parser_extend(struct parser *parser);
#define RAISE_FROM(parser, first, ...)                                                             \
    (RAISE(parser, first, first, __VA_ARGS__), mynah__parser_extend(parser))
#define RAISE_PART(parser, part, ...) RAISE(parser, (part)->first, (part)->last, __VA_ARGS__)

// In the second pass only.
#define EXPLAIN(parser, first, last, ...)                                                          \
    ((parser)->explain ? RAISE(parser, first, last, __VA_ARGS__) : false)
#define EXPLAIN_PART(parser, part, ...) EXPLAIN(parser, (part)->first, (part)->last, __VA_ARGS__)
#define EXPLAIN_FAR(parser, ...)                                                                   \
    EXPLAIN(parser, mynah__parser_far(parser), mynah__parser_far(parser), __VA_ARGS__)

// Whether an expression of some kind stands at the next token.  Does not move.  The second pass may
// spend only so many tokens on looking ahead, so that it stays linear; then the answer is no.
typedef bool production(struct parser *, struct expr *);
bool mynah__parser_sees(struct parser *parser, production *parse, struct expr *expr);

// Parse all, and find the one error.
bool mynah__parser_run(struct parser *parser);

// A token that must come; CPython's `&&`.
bool mynah__parse_forced(struct parser *parser, enum token_kind wanted, const char *text);

const char *mynah__expr_name(const struct part *part);
// The part that keeps the expression from being a target, or NULL.
const struct part *mynah__expr_unassignable(const struct expr *expr);
const struct part *mynah__expr_undeletable(const struct expr *expr);

// statements
bool mynah__parse_statements(struct parser *parser);
bool mynah__parse_statement(struct parser *parser);
bool mynah__parse_simple_stmts(struct parser *parser);
bool mynah__parse_compound_stmt(struct parser *parser, bool *found);
// Its statements have `role`; `what` is the statement that it is in, whose keyword is `keyword`.
bool mynah__parse_block(struct parser *parser, enum node_role role, const char *what,
                        uint32_t keyword);
bool mynah__parse_match_stmt(struct parser *parser, bool *found);
// NAME ('.' NAME)*, as an expression.
bool mynah__parse_name_or_attr(struct parser *parser);
bool mynah__parse_type_params(struct parser *parser);
bool mynah__parse_colon(struct parser *parser);

// expressions
bool mynah__starts_expression(const struct parser *parser);
bool mynah__parse_star_expressions(struct parser *parser, struct expr *expr);
bool mynah__parse_star_named_expression(struct parser *parser, struct expr *expr);
bool mynah__parse_annotated_rhs(struct parser *parser, struct expr *expr);
bool mynah__parse_yield_expr(struct parser *parser, struct expr *expr);
bool mynah__parse_named_expression(struct parser *parser, struct expr *expr);
bool mynah__parse_expression(struct parser *parser, struct expr *expr);
bool mynah__parse_disjunction(struct parser *parser, struct expr *expr);
bool mynah__parse_bitwise_or(struct parser *parser, struct expr *expr);
bool mynah__parse_star_targets(struct parser *parser, struct expr *expr);
bool mynah__parse_atom(struct parser *parser, struct expr *expr);
bool mynah__parse_strings(struct parser *parser, struct expr *expr);
bool mynah__parse_arguments(struct parser *parser, bool of_class);
bool mynah__parse_slices(struct parser *parser);
bool mynah__parse_starred(struct parser *parser, production *operand, struct expr *expr);
bool mynah__parse_for_if_clauses(struct parser *parser);
bool mynah__at_for_if_clauses(const struct parser *parser);
enum parameters_of { PARAMETERS_FUNCTION, PARAMETERS_LAMBDA };
bool mynah__parse_parameters(struct parser *parser, enum parameters_of of);
void mynah__expr_append(struct expr *tuple, const struct expr *element);
void mynah__expr_set(struct parser *parser, struct expr *expr, enum expr_kind kind, uint32_t first);

// literals
bool mynah__parse_number(struct parser *parser);

// The invalid_ rules of expressions, for the second pass.  False when one of them raised.
bool mynah__invalid_expression(struct parser *parser, const struct expr *expr, uint32_t first);
bool mynah__invalid_named_expression(struct parser *parser, const struct expr *expr);
bool mynah__invalid_for_target(struct parser *parser, uint32_t first, const struct expr *target);
bool mynah__invalid_assignment(struct parser *parser, const struct expr *first, uint32_t equal,
                               const struct expr *last);
bool mynah__invalid_after_tuple(struct parser *parser, const struct expr *expr);
bool mynah__invalid_annotation(struct parser *parser, const struct expr *target);

#endif
