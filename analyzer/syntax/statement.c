// SPDX-License-Identifier: Apache-2.0
//
// Simple statements.

#include "syntax/parser.h"

static bool at_end_of_statement(const struct parser *parser)
{
    return at(parser, TOKEN_NEWLINE) || at(parser, TOKEN_SEMI);
}

// NAME ':' expression ['=' annotated_rhs]
// | ('(' single_target ')' | single_subscript_attribute_target) ':' expression ['=' annotated_rhs]
static bool annotated_assignment(struct parser *parser, const struct expr *target, uint32_t first)
{
    struct expr expr;
    if (target->part.kind != EXPR_NAME && target->part.kind != EXPR_ATTRIBUTE &&
        target->part.kind != EXPR_SUBSCRIPT) {
        return parser->explain && mynah__invalid_annotation(parser, target) && false;
    }
    as(parser, ROLE_TARGET);
    flagged(parser, FLAG_STORE);
    parser->at++;
    if (!mynah__parse_expression(parser, &expr)) {
        return false;
    }
    as(parser, ROLE_ANNOTATION);
    if (accept(parser, TOKEN_EQUAL) &&
        !(mynah__parse_annotated_rhs(parser, &expr) && as(parser, ROLE_VALUE))) {
        return false;
    }
    return make(parser, NODE_ANN_ASSIGN, first);
}

static bool is_assignable(const struct expr *expr)
{
    return !mynah__expr_unassignable(expr);
}

// (star_targets '=')+ annotated_rhs !'='
static bool plain_assignment(struct parser *parser, const struct expr *target, uint32_t first)
{
    uint32_t equal = parser->at;
    struct expr expr = *target;
    bool good = true;
    while (good && at(parser, TOKEN_EQUAL) && is_assignable(&expr)) {
        as(parser, ROLE_TARGET);
        flagged(parser, FLAG_STORE);
        parser->at++;
        good = mynah__parse_annotated_rhs(parser, &expr);
    }
    if (good && !at(parser, TOKEN_EQUAL)) {
        return as(parser, ROLE_VALUE) && make(parser, NODE_ASSIGN, first);
    }
    return parser->explain && !parser->failure.set &&
           mynah__invalid_assignment(parser, target, equal, good ? &expr : NULL) && false;
}

// The operator in front of the `=` of an augassign.
static enum node_op augmented_operator(const struct parser *parser)
{
    const char *text = parser->source->text + peek(parser)->start;
    bool doubled = text[0] == text[1];
    switch (text[0]) {
    case '+':
        return OP_ADD;
    case '-':
        return OP_SUB;
    case '*':
        return doubled ? OP_POW : OP_MULT;
    case '/':
        return doubled ? OP_FLOOR_DIV : OP_DIV;
    case '%':
        return OP_MOD;
    case '@':
        return OP_MAT_MULT;
    case '&':
        return OP_BIT_AND;
    case '|':
        return OP_BIT_OR;
    case '^':
        return OP_BIT_XOR;
    case '<':
        return OP_L_SHIFT;
    default:
        return OP_R_SHIFT;
    }
}

// single_target augassign ~ annotated_rhs
static bool augmented_assignment(struct parser *parser, const struct expr *target, uint32_t first)
{
    struct expr value;
    enum node_op op = augmented_operator(parser);
    bool single = target->part.kind == EXPR_NAME || target->part.kind == EXPR_ATTRIBUTE ||
                  target->part.kind == EXPR_SUBSCRIPT;
    bool open_yield = target->part.kind == EXPR_YIELD && !target->part.parenthesized;
    if (!single && (!parser->explain || open_yield)) {
        return false;
    }
    as(parser, ROLE_TARGET);
    flagged(parser, FLAG_STORE);
    parser->at++;
    if (!mynah__parse_annotated_rhs(parser, &value)) {
        return false;
    }
    as(parser, ROLE_VALUE);
    make(parser, NODE_AUG_ASSIGN, first);
    with_op(parser, op);
    return single || EXPLAIN_PART(parser, &target->part, MESSAGE_AUGMENTED_ILLEGAL,
                                  mynah__expr_name(&target->part));
}

// assignment | star_expressions | yield_stmt
static bool expression_statement(struct parser *parser)
{
    uint32_t first = parser->at;
    struct expr expr;
    if (!mynah__parse_annotated_rhs(parser, &expr)) {
        return false;
    }
    if (parser->explain && !mynah__invalid_after_tuple(parser, &expr)) {
        return false;
    }
    switch (kind(parser)) {
    case TOKEN_COLON:
        return annotated_assignment(parser, &expr, first);
    case TOKEN_EQUAL:
        return plain_assignment(parser, &expr, first);
    case TOKEN_AUGASSIGN:
        return augmented_assignment(parser, &expr, first);
    case TOKEN_COLONEQUAL:
        return parser->explain && mynah__invalid_assignment(parser, &expr, parser->at, NULL) &&
               false;
    default:
        return as(parser, ROLE_VALUE) && make(parser, NODE_EXPR, first);
    }
}

// return_stmt: 'return' [star_expressions]
static bool return_stmt(struct parser *parser)
{
    struct expr expr;
    return at_end_of_statement(parser) ||
           (mynah__parse_star_expressions(parser, &expr) && as(parser, ROLE_VALUE));
}

// raise_stmt: 'raise' expression ['from' expression] | 'raise'
static bool raise_stmt(struct parser *parser)
{
    struct expr expr;
    if (at_end_of_statement(parser)) {
        return true;
    }
    return mynah__parse_expression(parser, &expr) && as(parser, ROLE_VALUE) &&
           (!accept(parser, TOKEN_FROM) ||
            (mynah__parse_expression(parser, &expr) && as(parser, ROLE_CAUSE)));
}

// del_stmt: 'del' del_targets &(';' | NEWLINE)
static bool del_stmt(struct parser *parser)
{
    uint32_t first = parser->at;
    struct expr expr;
    if (!mynah__parse_star_expressions(parser, &expr)) {
        return false;
    }
    if (expr.part.kind == EXPR_TUPLE && !expr.part.parenthesized) {
        unwrap(parser);
    }
    all_as(parser, first, ROLE_TARGET, FLAG_DEL);
    const struct part *bad = mynah__expr_undeletable(&expr);
    if (bad) {
        return EXPLAIN_PART(parser, bad, MESSAGE_CANNOT_DELETE, mynah__expr_name(bad));
    }
    return at_end_of_statement(parser);
}

// assert_stmt: 'assert' expression [',' expression]
static bool assert_stmt(struct parser *parser)
{
    struct expr expr;
    return mynah__parse_expression(parser, &expr) && as(parser, ROLE_TEST) &&
           (!accept(parser, TOKEN_COMMA) ||
            (mynah__parse_expression(parser, &expr) && as(parser, ROLE_VALUE)));
}

// global_stmt: 'global' ','.NAME+
// nonlocal_stmt: 'nonlocal' ','.NAME+
static bool names(struct parser *parser)
{
    do {
        if (!accept_name(parser, ROLE_NAME)) {
            return false;
        }
    } while (accept(parser, TOKEN_COMMA));
    return true;
}

// dotted_name: dotted_name '.' NAME | NAME
static bool dotted_name(struct parser *parser)
{
    uint32_t first = parser->at;
    do {
        if (!accept(parser, TOKEN_NAME)) {
            return false;
        }
    } while (accept(parser, TOKEN_DOT));
    return make(parser, NODE_IDENTIFIER, first) && as(parser, ROLE_NAME);
}

// ['as' NAME]
static bool as_name(struct parser *parser)
{
    if (!accept(parser, TOKEN_AS)) {
        return true;
    }
    enum token_kind next = second(parser);
    if (parser->explain && parser->version >= 314 &&
        !(at(parser, TOKEN_NAME) && (next == TOKEN_COMMA || next == TOKEN_RPAR ||
                                     next == TOKEN_SEMI || next == TOKEN_NEWLINE))) {
        struct expr expr;
        return mynah__parse_expression(parser, &expr) &&
               RAISE_PART(parser, &expr.part, MESSAGE_IMPORT_TARGET, mynah__expr_name(&expr.part));
    }
    return accept_name(parser, ROLE_ASNAME);
}

// import_name: 'import' ','.(dotted_name ['as' NAME])+
static bool import_name(struct parser *parser)
{
    uint32_t keyword = parser->at - 1;
    if (parser->version >= 313 && at(parser, TOKEN_NEWLINE)) {
        return EXPLAIN(parser, parser->at, parser->at, MESSAGE_IMPORT_NOTHING);
    }
    do {
        uint32_t first = parser->at;
        if (!dotted_name(parser) || !as_name(parser)) {
            return false;
        }
        make(parser, NODE_ALIAS, first);
        as(parser, ROLE_ITEM);
    } while (accept(parser, TOKEN_COMMA));
    if (parser->explain && parser->version >= 313 && accept(parser, TOKEN_FROM)) {
        return dotted_name(parser) && RAISE(parser, keyword, parser->at, MESSAGE_IMPORT_FROM_ORDER);
    }
    return true;
}

// import_from_as_names: ','.(NAME ['as' NAME])+, in parentheses with a trailing comma
static bool import_from_as_names(struct parser *parser)
{
    bool open = accept(parser, TOKEN_LPAR);
    do {
        if (open && parser->tokens->items[parser->at - 1].kind == TOKEN_COMMA &&
            at(parser, TOKEN_RPAR)) {
            break;
        }
        if (!open && at(parser, TOKEN_NEWLINE) &&
            parser->tokens->items[parser->at - 1].kind == TOKEN_COMMA) {
            return EXPLAIN_FAR(parser, MESSAGE_IMPORT_TRAILING_COMMA);
        }
        uint32_t first = parser->at;
        if (!accept_name(parser, ROLE_NAME) || !as_name(parser)) {
            return false;
        }
        make(parser, NODE_ALIAS, first);
        as(parser, ROLE_ITEM);
    } while (accept(parser, TOKEN_COMMA));
    return !open || accept(parser, TOKEN_RPAR);
}

// import_from: 'from' ('.' | '...')* dotted_name 'import' import_from_targets
//            | 'from' ('.' | '...')+ 'import' import_from_targets
static bool import_from(struct parser *parser)
{
    uint32_t first = parser->at - 1;
    unsigned dots = 0;
    while (at(parser, TOKEN_DOT) || at(parser, TOKEN_ELLIPSIS)) {
        dots += at(parser, TOKEN_DOT) ? 1 : 3;
        parser->at++;
    }
    if (!(dots && at(parser, TOKEN_IMPORT)) && !dotted_name(parser)) {
        return false;
    }
    if (!accept(parser, TOKEN_IMPORT)) {
        return false;
    }
    if (parser->version >= 313 && at(parser, TOKEN_NEWLINE)) {
        return EXPLAIN(parser, parser->at, parser->at, MESSAGE_IMPORT_NOTHING);
    }
    bool star = accept(parser, TOKEN_STAR);
    return (star || import_from_as_names(parser)) && make(parser, NODE_IMPORT_FROM, first) &&
           with_op(parser, dots < UINT8_MAX ? dots : UINT8_MAX) &&
           flagged(parser, star ? FLAG_STAR : 0);
}

// type_alias: "type" NAME [type_params] '=' expression
static bool type_alias(struct parser *parser)
{
    uint32_t first = parser->at++;
    struct expr value;
    return accept_name(parser, ROLE_NAME) &&
           (!at(parser, TOKEN_LSQB) || mynah__parse_type_params(parser)) &&
           accept(parser, TOKEN_EQUAL) && since(parser, 312) &&
           mynah__parse_expression(parser, &value) && as(parser, ROLE_VALUE) &&
           make(parser, NODE_TYPE_ALIAS, first);
}

static bool nothing(struct parser *parser)
{
    (void)parser;
    return true;
}

// simple_stmt: assignment | type_alias | star_expressions | return_stmt | import_stmt | …
static bool simple_stmt(struct parser *parser)
{
    static const struct {
        bool (*parse)(struct parser *);
        enum node_kind node; // NODE_MODULE: it makes its own
    } statements[TOKEN_KIND_COUNT] = {
        [TOKEN_PASS] = { nothing, NODE_PASS },
        [TOKEN_BREAK] = { nothing, NODE_BREAK },
        [TOKEN_CONTINUE] = { nothing, NODE_CONTINUE },
        [TOKEN_RETURN] = { return_stmt, NODE_RETURN },
        [TOKEN_RAISE] = { raise_stmt, NODE_RAISE },
        [TOKEN_DEL] = { del_stmt, NODE_DELETE },
        [TOKEN_ASSERT] = { assert_stmt, NODE_ASSERT },
        [TOKEN_GLOBAL] = { names, NODE_GLOBAL },
        [TOKEN_NONLOCAL] = { names, NODE_NONLOCAL },
        [TOKEN_IMPORT] = { import_name, NODE_IMPORT },
        [TOKEN_FROM] = { import_from, NODE_MODULE },
    };
    uint32_t first = parser->at;
    enum token_kind keyword = kind(parser);
    if (statements[keyword].parse) {
        parser->at++;
        return statements[keyword].parse(parser) &&
               (!statements[keyword].node || make(parser, statements[keyword].node, first));
    }
    if (parser->version >= 312 && AT_WORD(parser, "type") && second(parser) == TOKEN_NAME) {
        uint32_t mark = parser->at;
        if (type_alias(parser)) {
            return true;
        }
        if (!mynah__parser_back(parser, mark)) {
            return false;
        }
    }
    return expression_statement(parser);
}

// simple_stmts: ';'.simple_stmt+ [';'] NEWLINE
bool mynah__parse_simple_stmts(struct parser *parser)
{
    do {
        if (!simple_stmt(parser)) {
            return false;
        }
    } while (accept(parser, TOKEN_SEMI) && !at(parser, TOKEN_NEWLINE));
    return accept(parser, TOKEN_NEWLINE);
}

// statement: compound_stmt | simple_stmts
bool mynah__parse_statement(struct parser *parser)
{
    bool found;
    if (!mynah__parse_compound_stmt(parser, &found)) {
        return false;
    }
    return found || mynah__parse_simple_stmts(parser);
}

// statements: statement+
bool mynah__parse_statements(struct parser *parser)
{
    while (!at(parser, TOKEN_ENDMARKER) && !at(parser, TOKEN_DEDENT)) {
        if (!mynah__parse_statement(parser)) {
            return false;
        }
    }
    return true;
}
