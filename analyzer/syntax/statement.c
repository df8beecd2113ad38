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
static bool annotated_assignment(struct parser *parser, const struct expr *target)
{
    struct expr expr;
    if (target->part.kind != EXPR_NAME && target->part.kind != EXPR_ATTRIBUTE &&
        target->part.kind != EXPR_SUBSCRIPT) {
        return parser->explain && mynah__invalid_annotation(parser, target) && false;
    }
    parser->at++;
    if (!mynah__parse_expression(parser, &expr)) {
        return false;
    }
    if (!accept(parser, TOKEN_EQUAL)) {
        return true;
    }
    bool found = mynah__parse_annotated_rhs(parser, &expr);
    if (found) {
        mynah__note_star_value(parser, &expr);
    }
    return found;
}

static bool is_assignable(const struct expr *expr)
{
    return !mynah__expr_unassignable(expr);
}

// (star_targets '=')+ annotated_rhs !'='
static bool plain_assignment(struct parser *parser, const struct expr *first)
{
    uint32_t equal = parser->at;
    struct expr expr = *first;
    bool good = true;
    while (good && at(parser, TOKEN_EQUAL) && is_assignable(&expr)) {
        parser->at++;
        good = mynah__parse_annotated_rhs(parser, &expr);
    }
    if (good && !at(parser, TOKEN_EQUAL)) {
        mynah__note_star_value(parser, &expr);
        return true;
    }
    return parser->explain && !parser->failure.set &&
           mynah__invalid_assignment(parser, first, equal, good ? &expr : NULL) && false;
}

// single_target augassign ~ annotated_rhs
static bool augmented_assignment(struct parser *parser, const struct expr *target)
{
    struct expr value;
    bool single = target->part.kind == EXPR_NAME || target->part.kind == EXPR_ATTRIBUTE ||
                  target->part.kind == EXPR_SUBSCRIPT;
    bool open_yield = target->part.kind == EXPR_YIELD && !target->part.parenthesized;
    if (!single && (!parser->explain || open_yield)) {
        return false;
    }
    parser->at++;
    if (!mynah__parse_annotated_rhs(parser, &value)) {
        return false;
    }
    mynah__note_star_value(parser, &value);
    return single || EXPLAIN_PART(parser, &target->part, MESSAGE_AUGMENTED_ILLEGAL,
                                  mynah__expr_name(&target->part));
}

// assignment | star_expressions | yield_stmt
static bool expression_statement(struct parser *parser)
{
    struct expr expr;
    if (!mynah__parse_annotated_rhs(parser, &expr)) {
        return false;
    }
    if (parser->explain && !mynah__invalid_after_tuple(parser, &expr)) {
        return false;
    }
    switch (kind(parser)) {
    case TOKEN_COLON:
        return annotated_assignment(parser, &expr);
    case TOKEN_EQUAL:
        return plain_assignment(parser, &expr);
    case TOKEN_AUGASSIGN:
        return augmented_assignment(parser, &expr);
    case TOKEN_COLONEQUAL:
        return parser->explain && mynah__invalid_assignment(parser, &expr, parser->at, NULL) &&
               false;
    default:
        mynah__note_star_value(parser, &expr);
        return true;
    }
}

// return_stmt: 'return' [star_expressions]
static bool return_stmt(struct parser *parser)
{
    struct expr expr;
    return at_end_of_statement(parser) || mynah__parse_star_value(parser, &expr);
}

// raise_stmt: 'raise' expression ['from' expression] | 'raise'
static bool raise_stmt(struct parser *parser)
{
    struct expr expr;
    if (at_end_of_statement(parser)) {
        return true;
    }
    return mynah__parse_expression(parser, &expr) &&
           (!accept(parser, TOKEN_FROM) || mynah__parse_expression(parser, &expr));
}

// del_stmt: 'del' del_targets &(';' | NEWLINE)
static bool del_stmt(struct parser *parser)
{
    struct expr expr;
    if (!mynah__parse_star_expressions(parser, &expr)) {
        return false;
    }
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
    return mynah__parse_expression(parser, &expr) &&
           (!accept(parser, TOKEN_COMMA) || mynah__parse_expression(parser, &expr));
}

// global_stmt: 'global' ','.NAME+
// nonlocal_stmt: 'nonlocal' ','.NAME+
static bool names(struct parser *parser)
{
    do {
        if (!accept(parser, TOKEN_NAME)) {
            return false;
        }
    } while (accept(parser, TOKEN_COMMA));
    return true;
}

// dotted_name: dotted_name '.' NAME | NAME
static bool dotted_name(struct parser *parser)
{
    do {
        if (!accept(parser, TOKEN_NAME)) {
            return false;
        }
    } while (accept(parser, TOKEN_DOT));
    return true;
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
    return accept(parser, TOKEN_NAME);
}

// import_name: 'import' ','.(dotted_name ['as' NAME])+
static bool import_name(struct parser *parser)
{
    uint32_t keyword = parser->at - 1;
    if (parser->version >= 313 && at(parser, TOKEN_NEWLINE)) {
        return EXPLAIN(parser, parser->at, parser->at, MESSAGE_IMPORT_NOTHING);
    }
    do {
        if (!dotted_name(parser) || !as_name(parser)) {
            return false;
        }
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
        if (!accept(parser, TOKEN_NAME) || !as_name(parser)) {
            return false;
        }
    } while (accept(parser, TOKEN_COMMA));
    return !open || accept(parser, TOKEN_RPAR);
}

// What the tree's grammar takes for an error, and CPython for one of its own.
static void note_future_star(struct parser *parser, uint32_t first)
{
    const struct token *items = parser->tokens->items;
    uint32_t module = parser->at - 3;
    bool relative = module > first + 1;
    if (at_word(parser, module, "__future__", 10) && !parser->future_star.end &&
        !(relative && parser->version >= 313)) {
        parser->future_star = (struct span){ items[first].start, items[parser->at - 1].end };
    }
}

// import_from: 'from' ('.' | '...')* dotted_name 'import' import_from_targets
//            | 'from' ('.' | '...')+ 'import' import_from_targets
static bool import_from(struct parser *parser)
{
    uint32_t first = parser->at - 1;
    bool relative = false;
    while (accept(parser, TOKEN_DOT) || accept(parser, TOKEN_ELLIPSIS)) {
        relative = true;
    }
    if (!(relative && at(parser, TOKEN_IMPORT)) && !dotted_name(parser)) {
        return false;
    }
    if (!accept(parser, TOKEN_IMPORT)) {
        return false;
    }
    if (parser->version >= 313 && at(parser, TOKEN_NEWLINE)) {
        return EXPLAIN(parser, parser->at, parser->at, MESSAGE_IMPORT_NOTHING);
    }
    if (!accept(parser, TOKEN_STAR)) {
        return import_from_as_names(parser);
    }
    note_future_star(parser, first);
    return true;
}

// type_alias: "type" NAME [type_params] '=' expression
static bool type_alias(struct parser *parser)
{
    struct expr value;
    parser->at++;
    return accept(parser, TOKEN_NAME) &&
           (!at(parser, TOKEN_LSQB) || mynah__parse_type_params(parser)) &&
           accept(parser, TOKEN_EQUAL) && since(parser, 312) &&
           mynah__parse_expression(parser, &value);
}

static bool nothing(struct parser *parser)
{
    (void)parser;
    return true;
}

// simple_stmt: assignment | type_alias | star_expressions | return_stmt | import_stmt | …
static bool simple_stmt(struct parser *parser)
{
    typedef bool statement(struct parser *);
    static statement *const statements[TOKEN_KIND_COUNT] = {
        [TOKEN_PASS] = nothing,       [TOKEN_BREAK] = nothing,    [TOKEN_CONTINUE] = nothing,
        [TOKEN_RETURN] = return_stmt, [TOKEN_RAISE] = raise_stmt, [TOKEN_DEL] = del_stmt,
        [TOKEN_ASSERT] = assert_stmt, [TOKEN_GLOBAL] = names,     [TOKEN_NONLOCAL] = names,
        [TOKEN_IMPORT] = import_name, [TOKEN_FROM] = import_from,
    };
    statement *parse = statements[kind(parser)];
    if (parse) {
        parser->at++;
        return parse(parser);
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
