// SPDX-License-Identifier: Apache-2.0
//
// Expressions from `star_expressions` down to `primary`.

#include "syntax/parser.h"

bool mynah__starts_expression(const struct parser *parser)
{
    switch (kind(parser)) {
    case TOKEN_NAME:
    case TOKEN_NUMBER:
    case TOKEN_STRING:
    case TOKEN_FSTRING_START:
    case TOKEN_NONE:
    case TOKEN_TRUE:
    case TOKEN_FALSE:
    case TOKEN_NOT:
    case TOKEN_LAMBDA:
    case TOKEN_AWAIT:
    case TOKEN_LPAR:
    case TOKEN_LSQB:
    case TOKEN_LBRACE:
    case TOKEN_MINUS:
    case TOKEN_PLUS:
    case TOKEN_TILDE:
    case TOKEN_ELLIPSIS:
        return true;
    default:
        return false;
    }
}

// A loop over comma-separated elements, for the three productions that make a tuple without
// parentheses.
typedef bool element(struct parser *, struct expr *);

static bool tuple_of(struct parser *parser, struct expr *expr, element *parse)
{
    uint32_t first = parser->at;
    if (!parse(parser, expr)) {
        return false;
    }
    if (!at(parser, TOKEN_COMMA)) {
        return true;
    }
    struct expr item = *expr;
    *expr = (struct expr){ .part = { .kind = EXPR_TUPLE, .first = first }, .head = item.part };
    mynah__expr_append(expr, &item);
    while (accept(parser, TOKEN_COMMA)) {
        uint32_t mark = parser->at;
        if (!mynah__starts_expression(parser) && !at(parser, TOKEN_STAR)) {
            break;
        }
        if (!parse(parser, &item)) {
            expr->part.last = mark - 1;
            return mynah__parser_back(parser, mark);
        }
        mynah__expr_append(expr, &item);
    }
    expr->part.last = parser->at - 1;
    return true;
}

// '*' bitwise_or
static bool starred(struct parser *parser, struct expr *expr)
{
    uint32_t first = parser->at++;
    struct expr operand;
    if (!mynah__parse_bitwise_or(parser, &operand)) {
        return false;
    }
    mynah__expr_set(parser, expr, EXPR_STARRED, first);
    const struct part *bad = mynah__expr_unassignable(&operand);
    if (operand.part.kind == EXPR_STARRED) {
        bad = &operand.part;
    }
    if (bad) {
        expr->has_unassignable = true;
        expr->unassignable = *bad;
    }
    return true;
}

// star_expression: '*' bitwise_or | expression
static bool star_expression(struct parser *parser, struct expr *expr)
{
    return at(parser, TOKEN_STAR) ? starred(parser, expr) : mynah__parse_expression(parser, expr);
}

// star_expressions: star_expression (',' star_expression)* [',']
bool mynah__parse_star_expressions(struct parser *parser, struct expr *expr)
{
    return tuple_of(parser, expr, star_expression);
}

void mynah__note_star_value(struct parser *parser, const struct expr *expr)
{
    const struct token *items = parser->tokens->items;
    struct span *noted = &parser->star_value;
    uint32_t start = items[expr->part.first].start;
    if (expr->part.kind == EXPR_STARRED && (!noted->end || start < noted->start)) {
        *noted = (struct span){ start, items[expr->part.last].end };
    }
}

bool mynah__parse_star_value(struct parser *parser, struct expr *expr)
{
    if (!mynah__parse_star_expressions(parser, expr)) {
        return false;
    }
    mynah__note_star_value(parser, expr);
    return true;
}

// star_named_expression: '*' bitwise_or | named_expression
bool mynah__parse_star_named_expression(struct parser *parser, struct expr *expr)
{
    return at(parser, TOKEN_STAR) ? starred(parser, expr)
                                  : mynah__parse_named_expression(parser, expr);
}

// star_target: '*' (!'*' star_target) | target_with_star_atom
static bool star_target(struct parser *parser, struct expr *expr)
{
    return at(parser, TOKEN_STAR) ? starred(parser, expr) : mynah__parse_bitwise_or(parser, expr);
}

// star_targets: star_target (',' star_target)* [',']
// Wider than that: it is for the caller to refuse what is no target.
bool mynah__parse_star_targets(struct parser *parser, struct expr *expr)
{
    return tuple_of(parser, expr, star_target);
}

// yield_expr: 'yield' 'from' expression | 'yield' [star_expressions]
bool mynah__parse_yield_expr(struct parser *parser, struct expr *expr)
{
    uint32_t first = parser->at++;
    struct expr value;
    if (accept(parser, TOKEN_FROM)) {
        if (!mynah__parse_expression(parser, &value)) {
            return false;
        }
    } else if ((mynah__starts_expression(parser) || at(parser, TOKEN_STAR)) &&
               !mynah__parse_star_value(parser, &value)) {
        return false;
    }
    mynah__expr_set(parser, expr, EXPR_YIELD, first);
    return true;
}

// annotated_rhs: yield_expr | star_expressions
bool mynah__parse_annotated_rhs(struct parser *parser, struct expr *expr)
{
    return at(parser, TOKEN_YIELD) ? mynah__parse_yield_expr(parser, expr)
                                   : mynah__parse_star_expressions(parser, expr);
}

// named_expression: NAME ':=' ~ expression | expression !':='
bool mynah__parse_named_expression(struct parser *parser, struct expr *expr)
{
    uint32_t first = parser->at;
    if (at(parser, TOKEN_NAME) && second(parser) == TOKEN_COLONEQUAL) {
        parser->at += 2;
        if (!mynah__parse_expression(parser, expr)) {
            return false;
        }
        mynah__expr_set(parser, expr, EXPR_NAMED, first);
        return true;
    }
    if (!mynah__parse_expression(parser, expr)) {
        return false;
    }
    if (at(parser, TOKEN_COLONEQUAL) || (parser->explain && at(parser, TOKEN_EQUAL))) {
        return mynah__invalid_named_expression(parser, expr);
    }
    return true;
}

// lambdef: 'lambda' [lambda_params] ':' expression
static bool lambda_head(struct parser *parser)
{
    uint32_t first = parser->at++;
    if (!at(parser, TOKEN_COLON) && !mynah__parse_parameters(parser, PARAMETERS_LAMBDA)) {
        return false;
    }
    if (!accept(parser, TOKEN_COLON)) {
        return false;
    }
    if (parser->explain && parser->field_letter &&
        (at(parser, TOKEN_FSTRING_MIDDLE) || at(parser, TOKEN_FSTRING_END))) {
        return RAISE(parser, first, parser->at - 1, MESSAGE_FIELD_LAMBDA, parser->field_letter);
    }
    return true;
}

// expression: disjunction 'if' disjunction 'else' expression | disjunction | lambdef
// A loop, so that no chain of `lambda: lambda: …` or `a if b else …` is too deep.
static bool expression(struct parser *parser, struct expr *expr)
{
    uint32_t first = parser->at;
    enum expr_kind outer = EXPR_NAME;
    for (;;) {
        if (at(parser, TOKEN_LAMBDA)) {
            outer = outer == EXPR_NAME ? EXPR_LAMBDA : outer;
            if (!lambda_head(parser)) {
                return false;
            }
            continue;
        }
        uint32_t start = parser->at;
        if (!mynah__parse_disjunction(parser, expr)) {
            return false;
        }
        if (parser->explain && !mynah__invalid_expression(parser, expr, start)) {
            return false;
        }
        if (!at(parser, TOKEN_IF)) {
            break;
        }
        uint32_t mark = parser->at++;
        struct expr test;
        if (!mynah__parse_disjunction(parser, &test)) {
            return mynah__parser_back(parser, mark);
        }
        if (!accept(parser, TOKEN_ELSE)) {
            if (!at(parser, TOKEN_COLON) && parser->explain) {
                return RAISE(parser, start, test.part.last, MESSAGE_EXPECTED_ELSE);
            }
            mynah__parser_reset(parser, mark);
            break;
        }
        outer = outer == EXPR_NAME ? EXPR_CONDITIONAL : outer;
    }
    if (outer != EXPR_NAME) {
        mynah__expr_set(parser, expr, outer, first);
    }
    return true;
}

bool mynah__parse_expression(struct parser *parser, struct expr *expr)
{
    if (parser->depth >= DEPTH_MOST) {
        return RAISE(parser, parser->at, parser->at, MESSAGE_TOO_COMPLEX);
    }
    parser->depth++;
    bool good = expression(parser, expr);
    parser->depth--;
    return good;
}

// How tightly a binary operator binds: bitwise_or 1, bitwise_xor 2, … term 6.
static const uint8_t precedences[TOKEN_KIND_COUNT] = {
    [TOKEN_VBAR] = 1,       [TOKEN_CIRCUMFLEX] = 2,  [TOKEN_AMPER] = 3,   [TOKEN_LEFTSHIFT] = 4,
    [TOKEN_RIGHTSHIFT] = 4, [TOKEN_PLUS] = 5,        [TOKEN_MINUS] = 5,   [TOKEN_STAR] = 6,
    [TOKEN_SLASH] = 6,      [TOKEN_DOUBLESLASH] = 6, [TOKEN_PERCENT] = 6, [TOKEN_AT] = 6,
};

// One step of a primary behind its atom: '.' NAME | '(' [arguments] ')' | '[' slices ']'
static bool trailer(struct parser *parser, enum expr_kind *made)
{
    switch (kind(parser)) {
    case TOKEN_DOT:
        parser->at++;
        *made = EXPR_ATTRIBUTE;
        return accept(parser, TOKEN_NAME);
    case TOKEN_LPAR:
        parser->at++;
        *made = EXPR_CALL;
        return mynah__parse_arguments(parser, false) && accept(parser, TOKEN_RPAR);
    default:
        parser->at++;
        *made = EXPR_SUBSCRIPT;
        return mynah__parse_slices(parser) && accept(parser, TOKEN_RSQB);
    }
}

// primary: atom | primary '.' NAME | primary genexp | primary '(' [arguments] ')'
//        | primary '[' slices ']'
static bool primary(struct parser *parser, struct expr *expr)
{
    uint32_t first = parser->at;
    if (!mynah__parse_atom(parser, expr)) {
        return false;
    }
    while (at(parser, TOKEN_DOT) || at(parser, TOKEN_LPAR) || at(parser, TOKEN_LSQB)) {
        uint32_t mark = parser->at;
        enum expr_kind made;
        if (!trailer(parser, &made)) {
            return mynah__parser_back(parser, mark);
        }
        mynah__expr_set(parser, expr, made, first);
    }
    return true;
}

// await_primary: 'await' primary | primary
static bool await_primary(struct parser *parser, struct expr *expr)
{
    uint32_t first = parser->at;
    if (!accept(parser, TOKEN_AWAIT)) {
        return primary(parser, expr);
    }
    if (!primary(parser, expr)) {
        return false;
    }
    mynah__expr_set(parser, expr, EXPR_AWAIT, first);
    return true;
}

// factor: ('+' | '-' | '~') factor | power
// power: await_primary '**' factor | await_primary
// A loop, so that no chain of signs and powers is too deep.
static bool factor(struct parser *parser, struct expr *expr)
{
    uint32_t first = parser->at;
    uint32_t mark = first;
    bool operation = false;
    struct expr operand;
    for (;;) {
        while (at(parser, TOKEN_MINUS) || at(parser, TOKEN_PLUS) || at(parser, TOKEN_TILDE)) {
            parser->at++;
        }
        bool is_signed = parser->at > mark + operation;
        if (!await_primary(parser, &operand)) {
            return operation && mynah__parser_back(parser, mark);
        }
        if (operation || is_signed) {
            mynah__expr_set(parser, expr, EXPR_OPERATION, first);
        } else {
            *expr = operand;
        }
        if (!at(parser, TOKEN_DOUBLESTAR)) {
            return true;
        }
        operation = true;
        mark = parser->at++;
    }
}

// bitwise_or: bitwise_or '|' bitwise_xor | bitwise_xor, and so on down to
// term: term ('*' | '/' | '//' | '%' | '@') factor | factor
static bool binary(struct parser *parser, struct expr *expr, unsigned least)
{
    uint32_t first = parser->at;
    if (!factor(parser, expr)) {
        return false;
    }
    for (;;) {
        unsigned precedence = precedences[kind(parser)];
        if (precedence < least) {
            return true;
        }
        uint32_t mark = parser->at++;
        struct expr right;
        if (!binary(parser, &right, precedence + 1)) {
            return mynah__parser_back(parser, mark);
        }
        mynah__expr_set(parser, expr, EXPR_OPERATION, first);
    }
}

bool mynah__parse_bitwise_or(struct parser *parser, struct expr *expr)
{
    return binary(parser, expr, 1);
}

static bool comparison_operator(struct parser *parser)
{
    switch (kind(parser)) {
    case TOKEN_EQEQUAL:
    case TOKEN_NOTEQUAL:
    case TOKEN_LESSEQUAL:
    case TOKEN_LESS:
    case TOKEN_GREATEREQUAL:
    case TOKEN_GREATER:
    case TOKEN_IN:
        parser->at++;
        return true;
    case TOKEN_NOT:
        parser->at++;
        if (accept(parser, TOKEN_IN)) {
            return true;
        }
        mynah__parser_reset(parser, parser->at - 1);
        return false;
    case TOKEN_IS:
        parser->at++;
        (void)accept(parser, TOKEN_NOT);
        return true;
    default:
        return false;
    }
}

// comparison: bitwise_or (('==' | '!=' | '<=' | '<' | '>=' | '>' | 'not' 'in' | 'in' | 'is' 'not' |
// 'is')
//                         bitwise_or)*
static bool comparison(struct parser *parser, struct expr *expr)
{
    uint32_t first = parser->at;
    if (!mynah__parse_bitwise_or(parser, expr)) {
        return false;
    }
    for (;;) {
        uint32_t mark = parser->at;
        struct expr right;
        if (!comparison_operator(parser)) {
            return true;
        }
        if (!mynah__parse_bitwise_or(parser, &right)) {
            return mynah__parser_back(parser, mark);
        }
        mynah__expr_set(parser, expr, EXPR_COMPARISON, first);
    }
}

// inversion: 'not' inversion | comparison
static bool inversion(struct parser *parser, struct expr *expr)
{
    uint32_t first = parser->at;
    while (accept(parser, TOKEN_NOT)) {
    }
    bool inverted = parser->at > first;
    if (!comparison(parser, expr)) {
        return false;
    }
    if (inverted) {
        mynah__expr_set(parser, expr, EXPR_BOOLEAN, first);
    }
    return true;
}

// A chain of operands with one operator between them.
static bool chain(struct parser *parser, struct expr *expr, enum token_kind operator,
                  production * operand)
{
    uint32_t first = parser->at;
    if (!operand(parser, expr)) {
        return false;
    }
    while (at(parser, operator)) {
        uint32_t mark = parser->at++;
        struct expr right;
        if (!operand(parser, &right)) {
            return mynah__parser_back(parser, mark);
        }
        mynah__expr_set(parser, expr, EXPR_BOOLEAN, first);
    }
    return true;
}

// conjunction: inversion ('and' inversion)*
static bool conjunction(struct parser *parser, struct expr *expr)
{
    return chain(parser, expr, TOKEN_AND, inversion);
}

// disjunction: conjunction ('or' conjunction)*
bool mynah__parse_disjunction(struct parser *parser, struct expr *expr)
{
    return chain(parser, expr, TOKEN_OR, conjunction);
}
