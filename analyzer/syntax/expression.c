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
            if (!mynah__parser_back(parser, mark)) {
                return false;
            }
            break;
        }
        mynah__expr_append(expr, &item);
    }
    expr->part.last = parser->at - 1;
    return all_as(parser, first, ROLE_VALUE, 0) && make(parser, NODE_TUPLE, first);
}

// starred_expression: '*' expression, or what else may follow the star
bool mynah__parse_starred(struct parser *parser, production *operand, struct expr *expr)
{
    uint32_t first = parser->at++;
    return operand(parser, expr) && as(parser, ROLE_VALUE) && make(parser, NODE_STARRED, first);
}

// '*' bitwise_or
static bool starred(struct parser *parser, struct expr *expr)
{
    uint32_t first = parser->at;
    struct expr operand;
    if (!mynah__parse_starred(parser, mynah__parse_bitwise_or, &operand)) {
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
    bool from = accept(parser, TOKEN_FROM);
    if (from || mynah__starts_expression(parser) || at(parser, TOKEN_STAR)) {
        production *parse = from ? mynah__parse_expression : mynah__parse_star_expressions;
        if (!parse(parser, &value)) {
            return false;
        }
        as(parser, ROLE_VALUE);
    }
    mynah__expr_set(parser, expr, EXPR_YIELD, first);
    return make(parser, from ? NODE_YIELD_FROM : NODE_YIELD, first);
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
        parser->at++;
        make(parser, NODE_NAME, first);
        as(parser, ROLE_TARGET);
        flagged(parser, FLAG_STORE);
        parser->at++;
        if (!mynah__parse_expression(parser, expr)) {
            return false;
        }
        mynah__expr_set(parser, expr, EXPR_NAMED, first);
        return as(parser, ROLE_VALUE) && make(parser, NODE_NAMED_EXPR, first);
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
    if (!mynah__parse_parameters(parser, PARAMETERS_LAMBDA)) {
        return false;
    }
    defer(parser, NODE_LAMBDA, OP_NONE, first);
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
    uint32_t around = deferred(parser);
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
        as(parser, ROLE_BODY);
        uint32_t mark = parser->at++;
        struct expr test;
        if (!mynah__parse_disjunction(parser, &test)) {
            if (!mynah__parser_back(parser, mark)) {
                return false;
            }
            break;
        }
        as(parser, ROLE_TEST);
        if (!accept(parser, TOKEN_ELSE)) {
            if (!at(parser, TOKEN_COLON) && parser->explain) {
                return RAISE(parser, start, test.part.last, MESSAGE_EXPECTED_ELSE);
            }
            mynah__parser_reset(parser, mark);
            break;
        }
        defer(parser, NODE_IF_EXP, OP_NONE, start);
        outer = outer == EXPR_NAME ? EXPR_CONDITIONAL : outer;
    }
    make_deferred(parser, around);
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

static const uint8_t operators[TOKEN_KIND_COUNT] = {
    [TOKEN_VBAR] = OP_BIT_OR,        [TOKEN_CIRCUMFLEX] = OP_BIT_XOR,
    [TOKEN_AMPER] = OP_BIT_AND,      [TOKEN_LEFTSHIFT] = OP_L_SHIFT,
    [TOKEN_RIGHTSHIFT] = OP_R_SHIFT, [TOKEN_PLUS] = OP_ADD,
    [TOKEN_MINUS] = OP_SUB,          [TOKEN_STAR] = OP_MULT,
    [TOKEN_SLASH] = OP_DIV,          [TOKEN_DOUBLESLASH] = OP_FLOOR_DIV,
    [TOKEN_PERCENT] = OP_MOD,        [TOKEN_AT] = OP_MAT_MULT,
};

// One step of a primary behind its atom: '.' NAME | '(' [arguments] ')' | '[' slices ']'
static bool trailer(struct parser *parser, enum expr_kind *made, uint32_t first)
{
    switch (kind(parser)) {
    case TOKEN_DOT:
        as(parser, ROLE_VALUE);
        parser->at++;
        *made = EXPR_ATTRIBUTE;
        return accept_name(parser, ROLE_ATTR) && make(parser, NODE_ATTRIBUTE, first);
    case TOKEN_LPAR:
        as(parser, ROLE_FUNC);
        parser->at++;
        *made = EXPR_CALL;
        return mynah__parse_arguments(parser, false) && accept(parser, TOKEN_RPAR) &&
               make(parser, NODE_CALL, first);
    default:
        as(parser, ROLE_VALUE);
        parser->at++;
        *made = EXPR_SUBSCRIPT;
        return mynah__parse_slices(parser) && as(parser, ROLE_SLICE) &&
               accept(parser, TOKEN_RSQB) && make(parser, NODE_SUBSCRIPT, first);
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
        if (!trailer(parser, &made, first)) {
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
    return as(parser, ROLE_VALUE) && make(parser, NODE_AWAIT, first);
}

static enum node_op sign(const struct parser *parser)
{
    switch (kind(parser)) {
    case TOKEN_PLUS:
        return OP_U_ADD;
    case TOKEN_MINUS:
        return OP_U_SUB;
    case TOKEN_TILDE:
        return OP_INVERT;
    default:
        return OP_NONE;
    }
}

// factor: ('+' | '-' | '~') factor | power
// power: await_primary '**' factor | await_primary
// A loop, so that no chain of signs and powers is too deep.
static bool factor(struct parser *parser, struct expr *expr)
{
    uint32_t first = parser->at;
    uint32_t mark = first;
    bool operation = false;
    uint32_t around = deferred(parser);
    uint32_t found = around; // nodes that wait for what follows, in front of `mark`
    struct expr operand;
    for (;;) {
        for (enum node_op op; (op = sign(parser)) != OP_NONE; parser->at++) {
            defer(parser, NODE_UNARY_OP, op, parser->at);
        }
        bool is_signed = parser->at > mark + operation;
        uint32_t base = parser->at;
        if (!await_primary(parser, &operand)) {
            return operation && mynah__parser_back(parser, mark) && leave_deferred(parser, found) &&
                   make_deferred(parser, around);
        }
        if (operation || is_signed) {
            mynah__expr_set(parser, expr, EXPR_OPERATION, first);
        } else {
            *expr = operand;
        }
        if (!at(parser, TOKEN_DOUBLESTAR)) {
            return make_deferred(parser, around);
        }
        as(parser, ROLE_LEFT);
        found = deferred(parser);
        defer(parser, NODE_BIN_OP, OP_POW, base);
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
        as(parser, ROLE_LEFT);
        uint32_t mark = parser->at++;
        struct expr right;
        if (!binary(parser, &right, precedence + 1)) {
            return mynah__parser_back(parser, mark);
        }
        mynah__expr_set(parser, expr, EXPR_OPERATION, first);
        as(parser, ROLE_RIGHT);
        make(parser, NODE_BIN_OP, first);
        with_op(parser, operators[parser->tokens->items[mark].kind]);
    }
}

bool mynah__parse_bitwise_or(struct parser *parser, struct expr *expr)
{
    return binary(parser, expr, 1);
}

static enum node_op comparison_operator(struct parser *parser)
{
    static const uint8_t single[TOKEN_KIND_COUNT] = {
        [TOKEN_EQEQUAL] = OP_EQ, [TOKEN_NOTEQUAL] = OP_NOT_EQ,   [TOKEN_LESSEQUAL] = OP_LT_E,
        [TOKEN_LESS] = OP_LT,    [TOKEN_GREATEREQUAL] = OP_GT_E, [TOKEN_GREATER] = OP_GT,
        [TOKEN_IN] = OP_IN,
    };
    switch (kind(parser)) {
    case TOKEN_NOT:
        parser->at++;
        if (accept(parser, TOKEN_IN)) {
            return OP_NOT_IN;
        }
        mynah__parser_reset(parser, parser->at - 1);
        return OP_NONE;
    case TOKEN_IS:
        parser->at++;
        return accept(parser, TOKEN_NOT) ? OP_IS_NOT : OP_IS;
    default: {
        enum node_op op = (enum node_op)single[kind(parser)];
        parser->at += op != OP_NONE;
        return op;
    }
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
    enum node_op op = OP_NONE; // the first
    for (;;) {
        uint32_t mark = parser->at;
        struct expr right;
        enum node_op next = comparison_operator(parser);
        if (next == OP_NONE) {
            break;
        }
        if (!mynah__parse_bitwise_or(parser, &right)) {
            if (!mynah__parser_back(parser, mark)) {
                return false;
            }
            break;
        }
        mynah__expr_set(parser, expr, EXPR_COMPARISON, first);
        op = op == OP_NONE ? next : op;
    }
    return op == OP_NONE || (all_as(parser, first, ROLE_VALUE, 0) &&
                             make(parser, NODE_COMPARE, first) && with_op(parser, op));
}

// inversion: 'not' inversion | comparison
static bool inversion(struct parser *parser, struct expr *expr)
{
    uint32_t first = parser->at;
    uint32_t around = deferred(parser);
    for (; at(parser, TOKEN_NOT); parser->at++) {
        defer(parser, NODE_UNARY_OP, OP_NOT, parser->at);
    }
    bool inverted = parser->at > first;
    if (!comparison(parser, expr)) {
        return false;
    }
    if (inverted) {
        mynah__expr_set(parser, expr, EXPR_BOOLEAN, first);
    }
    return make_deferred(parser, around);
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
        as(parser, ROLE_VALUE);
        uint32_t mark = parser->at++;
        struct expr right;
        if (!operand(parser, &right)) {
            return mynah__parser_back(parser, mark);
        }
        mynah__expr_set(parser, expr, EXPR_BOOLEAN, first);
        as(parser, ROLE_VALUE);
        make(parser, NODE_BOOL_OP, first);
        with_op(parser, operator== TOKEN_AND ? OP_AND : OP_OR);
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
