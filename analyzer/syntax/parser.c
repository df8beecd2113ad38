// SPDX-License-Identifier: Apache-2.0
//
// The parser's tools, and the order in which errors win: CPython's _PyPegen_run_parser().

#include "syntax/parser.h"

#include <string.h>

void mynah__parser_reset(struct parser *parser, uint32_t mark)
{
    if (parser->at > parser->far) {
        parser->far = parser->at;
    }
    parser->at = mark;
    if (parser->nodes) {
        mynah__nodes_unmake(parser->nodes, parser->tokens->items[mark].start);
    }
}

bool mynah__parser_back(struct parser *parser, uint32_t mark)
{
    if (parser->failure.set) {
        return false;
    }
    mynah__parser_reset(parser, mark);
    return true;
}

uint32_t mynah__parser_far(const struct parser *parser)
{
    return parser->at > parser->far ? parser->at : parser->far;
}

bool mynah__parser_raise(struct parser *parser, uint32_t first, uint32_t last)
{
    const struct token *token = &parser->tokens->items[first];
    parser->failure.start = token->start;
    parser->failure.end = parser->tokens->items[last].end;
    if (token->kind == TOKEN_INDENT || token->kind == TOKEN_DEDENT) {
        // Such a token has no column of its own; CPython takes that of the last blank.
        uint32_t end = token->end;
        bool blank = end > 0 && strchr(" \t\f", parser->source->text[end - 1]);
        parser->failure.start = parser->failure.end = end - blank;
    }
    return false;
}

bool mynah__parser_sees(struct parser *parser, production *parse, struct expr *expr)
{
    uint32_t mark = parser->at;
    if (parser->looked_ahead > 2 * parser->tokens->count + 1000) {
        return false;
    }
    bool sees = parse(parser, expr);
    parser->seen = parser->at;
    parser->looked_ahead += parser->at - mark;
    mynah__parser_reset(parser, mark);
    return sees && !parser->failure.set;
}

bool mynah__parser_extend(struct parser *parser)
{
    uint32_t end = parser->tokens->items[mynah__parser_far(parser)].end;
    if (end > parser->failure.end) {
        parser->failure.end = end - 1; // CPython's figure counts from 0 here
    }
    return false;
}

bool mynah__parse_forced(struct parser *parser, enum token_kind wanted, const char *text)
{
    if (accept(parser, wanted)) {
        return true;
    }
    if (at(parser, TOKEN_ERROR)) {
        return false;
    }
    return RAISE(parser, parser->at, parser->at, MESSAGE_EXPECTED, text);
}

const char *mynah__expr_name(const struct part *part)
{
    static const char *const names[EXPR_KIND_COUNT] = {
        [EXPR_NAME] = "name",
        [EXPR_ATTRIBUTE] = "attribute",
        [EXPR_SUBSCRIPT] = "subscript",
        [EXPR_STARRED] = "starred",
        [EXPR_LIST] = "list",
        [EXPR_TUPLE] = "tuple",
        [EXPR_LAMBDA] = "lambda",
        [EXPR_CALL] = "function call",
        [EXPR_BOOLEAN] = "expression",
        [EXPR_OPERATION] = "expression",
        [EXPR_COMPARISON] = "comparison",
        [EXPR_CONDITIONAL] = "conditional expression",
        [EXPR_NAMED] = "named expression",
        [EXPR_GENERATOR] = "generator expression",
        [EXPR_LIST_COMPREHENSION] = "list comprehension",
        [EXPR_SET_COMPREHENSION] = "set comprehension",
        [EXPR_DICT_COMPREHENSION] = "dict comprehension",
        [EXPR_YIELD] = "yield expression",
        [EXPR_AWAIT] = "await expression",
        [EXPR_DICT] = "dict literal",
        [EXPR_SET] = "set display",
        [EXPR_FSTRING] = "f-string expression",
        [EXPR_TSTRING] = "t-string expression",
        [EXPR_LITERAL] = "literal",
        [EXPR_ELLIPSIS] = "ellipsis",
        [EXPR_TRUE] = "True",
        [EXPR_FALSE] = "False",
        [EXPR_NONE] = "None",
    };
    return names[part->kind];
}

void mynah__expr_set(struct parser *parser, struct expr *expr, enum expr_kind kind, uint32_t first)
{
    *expr = (struct expr){ .part = { (uint8_t)kind, false, first, parser->at - 1 } };
}

static bool is_composite(const struct expr *expr)
{
    return expr->part.kind == EXPR_TUPLE || expr->part.kind == EXPR_LIST ||
           expr->part.kind == EXPR_STARRED;
}

static bool is_target(const struct expr *expr)
{
    return expr->part.kind == EXPR_NAME || expr->part.kind == EXPR_ATTRIBUTE ||
           expr->part.kind == EXPR_SUBSCRIPT;
}

const struct part *mynah__expr_unassignable(const struct expr *expr)
{
    if (is_composite(expr)) {
        return expr->has_unassignable ? &expr->unassignable : NULL;
    }
    return is_target(expr) ? NULL : &expr->part;
}

const struct part *mynah__expr_undeletable(const struct expr *expr)
{
    if (expr->part.kind == EXPR_STARRED) {
        return &expr->part;
    }
    if (is_composite(expr)) {
        return expr->has_undeletable ? &expr->undeletable : NULL;
    }
    return is_target(expr) ? NULL : &expr->part;
}

void mynah__expr_append(struct expr *tuple, const struct expr *element)
{
    const struct part *bad = mynah__expr_unassignable(element);
    if (bad && !tuple->has_unassignable) {
        tuple->has_unassignable = true;
        tuple->unassignable = *bad;
    }
    bad = mynah__expr_undeletable(element);
    if (bad && !tuple->has_undeletable) {
        tuple->has_undeletable = true;
        tuple->undeletable = *bad;
    }
    tuple->tail = element->part;
}

static bool pass(struct parser *parser)
{
    struct expr expr;
    if (parser->is_fragment) {
        return mynah__parse_star_expressions(parser, &expr) && at(parser, TOKEN_ENDMARKER);
    }
    return mynah__parse_statements(parser) && at(parser, TOKEN_ENDMARKER);
}

static void make_module(struct parser *parser)
{
    mynah__nodes_give(parser->nodes, 0, ROLE_BODY, 0);
    mynah__nodes_make(parser->nodes, NODE_MODULE, 0, parser->source->size);
}

static int line_of(const struct parser *parser, uint32_t offset)
{
    int line;
    int column;
    mynah__source_place(parser->source, offset, &line, &column);
    return line;
}

// CPython's tokenizer stops at these only when the parser reaches them.
static bool is_soft(const struct failure *failure)
{
    switch (failure->message) {
    case MESSAGE_UNINDENT:
    case MESSAGE_TABS:
    case MESSAGE_TOO_DEEP:
    case MESSAGE_UNEXPECTED_EOF:
    case MESSAGE_LINE_CONTINUATION:
    case MESSAGE_NEVER_CLOSED:
        return true;
    default:
        return false;
    }
}

// Behind an error of the parser CPython reads on to the end: an error in a later token goes before
// it, and so does a bracket that was never closed, when the parser's error is on a later line.
static void prefer_token_error(struct parser *parser)
{
    const struct tokens *tokens = parser->tokens;
    if (!tokens->failure.set) {
        return;
    }
    uint32_t far = mynah__parser_far(parser);
    bool closed = tokens->failure.message != MESSAGE_NEVER_CLOSED;
    bool later = line_of(parser, tokens->items[far].start) > line_of(parser, tokens->failure.start);
    if (closed ? !is_soft(&tokens->failure) : later) {
        parser->failure = tokens->failure;
    }
}

// The generic error: at the furthest token of the first pass.
static void raise_generic(struct parser *parser, uint32_t last)
{
    enum token_kind kind = parser->tokens->items[last].kind;
    if (kind == TOKEN_INDENT || kind == TOKEN_DEDENT) {
        RAISE_FAR(parser,
                  kind == TOKEN_INDENT ? MESSAGE_UNEXPECTED_INDENT : MESSAGE_UNEXPECTED_UNINDENT);
        return;
    }
    RAISE(parser, last, last, MESSAGE_INVALID_SYNTAX);
    prefer_token_error(parser);
}

// Whether the error of the token in which lexing stopped was met.
static bool met_token_error(struct parser *parser)
{
    const struct tokens *tokens = parser->tokens;
    return tokens->failure.set && mynah__parser_far(parser) == tokens->count - 1;
}

bool mynah__parser_run(struct parser *parser)
{
    unsigned depth = parser->depth;
    if (pass(parser)) {
        if (parser->nodes && !parser->is_fragment) {
            make_module(parser);
        }
        return true;
    }
    parser->nodes = NULL;
    uint32_t last = mynah__parser_far(parser);
    if (!parser->failure.set && !met_token_error(parser)) {
        mynah__parser_reset(parser, 0);
        parser->depth = depth;
        parser->explain = true;
        (void)pass(parser);
    }
    if (met_token_error(parser)) {
        parser->failure = parser->tokens->failure;
    } else if (parser->failure.set) {
        prefer_token_error(parser);
    } else {
        raise_generic(parser, last);
    }
    return false;
}
