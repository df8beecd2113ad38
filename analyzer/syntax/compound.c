// SPDX-License-Identifier: Apache-2.0
//
// Compound statements but `match`, and blocks.

#include "syntax/parser.h"

static int line_of(const struct parser *parser, uint32_t token)
{
    int line;
    int column;
    mynah__source_place(parser->source, parser->tokens->items[token].start, &line, &column);
    return line;
}

// ':', with a message of its own where the line ends instead
bool mynah__parse_colon(struct parser *parser)
{
    if (at(parser, TOKEN_NEWLINE)) {
        return EXPLAIN_FAR(parser, MESSAGE_EXPECTED, ":");
    }
    return accept(parser, TOKEN_COLON);
}

// block: NEWLINE INDENT statements DEDENT | simple_stmts
// `what` is the statement, whose first token is `keyword`.
bool mynah__parse_block(struct parser *parser, enum node_role role, const char *what,
                        uint32_t keyword)
{
    uint32_t first = parser->at;
    if (!accept(parser, TOKEN_NEWLINE)) {
        return mynah__parse_simple_stmts(parser) && all_as(parser, first, role, 0);
    }
    if (!at(parser, TOKEN_INDENT)) {
        return !at(parser, TOKEN_ERROR) &&
               EXPLAIN_FAR(parser, MESSAGE_EXPECTED_BLOCK, what, line_of(parser, keyword));
    }
    parser->at++;
    return mynah__parse_statements(parser) && accept(parser, TOKEN_DEDENT) &&
           all_as(parser, first, role, 0);
}

// else_block: 'else' &&':' block
static bool else_block(struct parser *parser, bool after_if)
{
    uint32_t keyword = parser->at;
    if (!accept(parser, TOKEN_ELSE)) {
        return true;
    }
    if (!mynah__parse_forced(parser, TOKEN_COLON, ":") ||
        !mynah__parse_block(parser, ROLE_ORELSE, "'else' statement", keyword)) {
        return false;
    }
    if (after_if && parser->version >= 314 && at(parser, TOKEN_ELIF)) {
        return EXPLAIN_FAR(parser, MESSAGE_ELIF_AFTER_ELSE);
    }
    return true;
}

// named_expression ':' block
static bool test_and_block(struct parser *parser, const char *what)
{
    uint32_t keyword = parser->at++;
    struct expr test;
    return mynah__parse_named_expression(parser, &test) && as(parser, ROLE_TEST) &&
           mynah__parse_colon(parser) && mynah__parse_block(parser, ROLE_BODY, what, keyword);
}

// if_stmt: 'if' named_expression ':' block (elif_stmt | [else_block])
static bool if_stmt(struct parser *parser)
{
    uint32_t first = parser->at;
    uint32_t around = deferred(parser);
    if (!test_and_block(parser, "'if' statement")) {
        return false;
    }
    while (at(parser, TOKEN_ELIF)) {
        defer(parser, NODE_IF, OP_NONE, first);
        first = parser->at;
        if (!test_and_block(parser, "'elif' statement")) {
            return false;
        }
    }
    return else_block(parser, true) && make(parser, NODE_IF, first) &&
           make_deferred(parser, around);
}

// while_stmt: 'while' named_expression ':' block [else_block]
static bool while_stmt(struct parser *parser)
{
    uint32_t first = parser->at;
    return test_and_block(parser, "'while' statement") && else_block(parser, false) &&
           make(parser, NODE_WHILE, first);
}

// for_stmt: 'for' star_targets 'in' ~ star_expressions ':' block [else_block]
static bool for_stmt(struct parser *parser, uint32_t start)
{
    uint32_t keyword = parser->at++;
    struct expr target;
    struct expr iter;
    bool found = mynah__parse_star_targets(parser, &target);
    if (!found || mynah__expr_unassignable(&target) || !at(parser, TOKEN_IN)) {
        return parser->explain && !parser->failure.set &&
               mynah__invalid_for_target(parser, keyword + 1, found ? &target : NULL) && false;
    }
    as(parser, ROLE_TARGET);
    flagged(parser, FLAG_STORE);
    parser->at++;
    uint32_t first = parser->at;
    if (!mynah__parse_star_expressions(parser, &iter)) {
        return false;
    }
    as(parser, ROLE_ITER);
    // Before 3.9 a starred element needed parentheses here.
    if (iter.part.kind == EXPR_TUPLE && !iter.part.parenthesized && iter.has_undeletable &&
        iter.undeletable.kind == EXPR_STARRED && !since(parser, 309)) {
        mynah__parser_reset(parser, first);
        return false;
    }
    return mynah__parse_colon(parser) &&
           mynah__parse_block(parser, ROLE_BODY, "'for' statement", keyword) &&
           else_block(parser, false) && make(parser, NODE_FOR, start);
}

static bool at_end_of_item(const struct parser *parser)
{
    return at(parser, TOKEN_COMMA) || at(parser, TOKEN_RPAR) || at(parser, TOKEN_COLON);
}

// with_item: expression 'as' star_target &(',' | ')' | ':') | expression
static bool with_item(struct parser *parser, bool *has_target)
{
    uint32_t first = parser->at;
    struct expr expr;
    if (!mynah__parse_expression(parser, &expr)) {
        return false;
    }
    as(parser, ROLE_VALUE);
    if (!accept(parser, TOKEN_AS)) {
        return make(parser, NODE_WITH_ITEM, first) && as(parser, ROLE_ITEM);
    }
    *has_target = true;
    uint32_t target = parser->at;
    bool star = at(parser, TOKEN_STAR);
    bool found =
        (star ? mynah__parse_star_named_expression : mynah__parse_bitwise_or)(parser, &expr);
    if (found && at_end_of_item(parser) && !mynah__expr_unassignable(&expr)) {
        as(parser, ROLE_TARGET);
        flagged(parser, FLAG_STORE);
        return make(parser, NODE_WITH_ITEM, first) && as(parser, ROLE_ITEM);
    }
    if (!parser->explain || parser->failure.set) {
        return false;
    }
    if (found && at(parser, TOKEN_NEWLINE) && !mynah__expr_unassignable(&expr)) {
        return RAISE_FAR(parser, MESSAGE_EXPECTED, ":");
    }
    // invalid_with_item: expression 'as' a=expression &(',' | ')' | ':')
    mynah__parser_reset(parser, target);
    if (!mynah__parse_expression(parser, &expr) || !at_end_of_item(parser)) {
        return false;
    }
    const struct part *bad = mynah__expr_unassignable(&expr);
    return bad && RAISE_PART(parser, bad, MESSAGE_CANNOT_ASSIGN, mynah__expr_name(bad));
}

// '(' ','.with_item+ ','? ')' &':'
static bool parenthesized_items(struct parser *parser)
{
    bool has_target = false;
    parser->at++;
    if (at(parser, TOKEN_RPAR)) {
        return false;
    }
    do {
        if (at(parser, TOKEN_RPAR)) {
            break;
        }
        if (!with_item(parser, &has_target)) {
            return false;
        }
    } while (accept(parser, TOKEN_COMMA));
    if (!accept(parser, TOKEN_RPAR)) {
        return false;
    }
    if (!at(parser, TOKEN_COLON)) {
        // invalid_with_stmt: 'with' '(' ','.(expressions ['as' star_target])+ ','? ')' NEWLINE
        return at(parser, TOKEN_NEWLINE) && EXPLAIN_FAR(parser, MESSAGE_EXPECTED, ":");
    }
    // Before 3.9 parentheses without `as` were a tuple's or an expression's.
    return has_target ? since(parser, 309) : parser->version >= 309;
}

// with_stmt: 'with' '(' ','.with_item+ ','? ')' ':' block | 'with' ','.with_item+ ':' block
static bool with_stmt(struct parser *parser, uint32_t first)
{
    uint32_t keyword = parser->at++;
    uint32_t mark = parser->at;
    bool has_target = false;
    bool found = at(parser, TOKEN_LPAR) && parenthesized_items(parser);
    if (!found) {
        if (!mynah__parser_back(parser, mark)) {
            return false;
        }
        do {
            if (!with_item(parser, &has_target)) {
                return false;
            }
        } while (accept(parser, TOKEN_COMMA));
    }
    return mynah__parse_colon(parser) &&
           mynah__parse_block(parser, ROLE_BODY, "'with' statement", keyword) &&
           make(parser, NODE_WITH, first);
}

// A token that must come in a definition; from 3.12 on it is missed in the second pass only.
static bool definition_token(struct parser *parser, enum token_kind wanted, const char *text)
{
    if (parser->version >= 312 && !parser->explain) {
        return accept(parser, wanted);
    }
    return mynah__parse_forced(parser, wanted, text);
}

// function_def_raw: 'def' NAME [type_params] &&'(' [params] ')' ['->' expression] &&':' block
static bool function_def_raw(struct parser *parser, uint32_t first)
{
    uint32_t keyword = parser->at++;
    if (!accept_name(parser, ROLE_NAME)) {
        return false;
    }
    uint32_t bracket = parser->at;
    if (at(parser, TOKEN_LSQB) && since(parser, 312) && !mynah__parse_type_params(parser) &&
        !mynah__parser_back(parser, bracket)) {
        return false;
    }
    if (!definition_token(parser, TOKEN_LPAR, "(") ||
        !mynah__parse_parameters(parser, PARAMETERS_FUNCTION) || !accept(parser, TOKEN_RPAR)) {
        return false;
    }
    uint32_t mark = parser->at;
    struct expr returns;
    if (accept(parser, TOKEN_RARROW) &&
        !(mynah__parse_expression(parser, &returns) && as(parser, ROLE_RETURNS)) &&
        !mynah__parser_back(parser, mark)) {
        return false;
    }
    return definition_token(parser, TOKEN_COLON, ":") &&
           mynah__parse_block(parser, ROLE_BODY, "function definition", keyword) &&
           make(parser, NODE_FUNCTION_DEF, first);
}

// class_def_raw: 'class' NAME [type_params] ['(' [arguments] ')'] ':' block
static bool class_def_raw(struct parser *parser, uint32_t first)
{
    uint32_t keyword = parser->at++;
    if (!accept_name(parser, ROLE_NAME)) {
        return false;
    }
    if (at(parser, TOKEN_LSQB) && (!since(parser, 312) || !mynah__parse_type_params(parser))) {
        return false;
    }
    if (accept(parser, TOKEN_LPAR) &&
        (!mynah__parse_arguments(parser, true) || !accept(parser, TOKEN_RPAR))) {
        return false;
    }
    return mynah__parse_colon(parser) &&
           mynah__parse_block(parser, ROLE_BODY, "class definition", keyword) &&
           make(parser, NODE_CLASS_DEF, first);
}

// decorator of 3.8: '@' dotted_name ['(' [arguments] ')'] &NEWLINE
static bool dotted_decorator(struct parser *parser)
{
    uint32_t first = parser->at;
    if (!mynah__parse_name_or_attr(parser)) {
        return false;
    }
    if (at(parser, TOKEN_LPAR)) {
        as(parser, ROLE_FUNC);
        parser->at++;
        if (!mynah__parse_arguments(parser, false) || !accept(parser, TOKEN_RPAR)) {
            return false;
        }
        make(parser, NODE_CALL, first);
    }
    return at(parser, TOKEN_NEWLINE);
}

// decorators: ('@' named_expression NEWLINE)+
static bool decorators(struct parser *parser)
{
    while (accept(parser, TOKEN_AT)) {
        uint32_t mark = parser->at;
        struct expr expr;
        bool dotted = !parser->explain && dotted_decorator(parser);
        if (!dotted && (!mynah__parser_back(parser, mark) || !since(parser, 309) ||
                        !mynah__parse_named_expression(parser, &expr))) {
            return false;
        }
        as(parser, ROLE_VALUE);
        make(parser, NODE_DECORATOR, mark - 1);
        as(parser, ROLE_DECORATOR);
        if (!accept(parser, TOKEN_NEWLINE)) {
            return false;
        }
    }
    return true;
}

// except_block: 'except' expression ['as' NAME] ':' block | 'except' ':' block
// except_star_block: 'except' '*' expression ['as' NAME] ':' block
struct handlers {
    unsigned count;
    bool star; // of the first
};

// Several types without parentheses: from 3.14 on, when no 'as' follows.
static bool except_types(struct parser *parser, const struct expr *first, uint32_t start)
{
    struct expr type;
    while (accept(parser, TOKEN_COMMA) && !at(parser, TOKEN_COLON)) {
        if (!mynah__parse_expression(parser, &type)) {
            return false;
        }
    }
    bool named = at(parser, TOKEN_AS);
    if (parser->version >= 314 && !named) {
        return since(parser, 314) && all_as(parser, start, ROLE_VALUE, 0) &&
               make(parser, NODE_TUPLE, start);
    }
    if (!parser->explain || (named && (parser->at++, !accept(parser, TOKEN_NAME))) ||
        !at(parser, TOKEN_COLON)) {
        return false;
    }
    return RAISE_FROM(parser, first->part.first,
                      named && parser->version >= 314 ? MESSAGE_EXCEPT_TYPES_AS
                                                      : MESSAGE_EXCEPT_TYPES);
}

static bool except_head(struct parser *parser, bool star)
{
    uint32_t first = parser->at;
    struct expr type;
    if (star && (at(parser, TOKEN_NEWLINE) || at(parser, TOKEN_COLON))) {
        return EXPLAIN_FAR(parser, MESSAGE_EXCEPT_STAR_BARE);
    }
    if (at(parser, TOKEN_COLON) || at(parser, TOKEN_NEWLINE)) {
        return mynah__parse_colon(parser);
    }
    if (!mynah__parse_expression(parser, &type)) {
        return false;
    }
    if (at(parser, TOKEN_COMMA) && !except_types(parser, &type, first)) {
        return false;
    }
    as(parser, ROLE_VALUE);
    if (accept(parser, TOKEN_AS) && !accept_name(parser, ROLE_ASNAME)) {
        return false;
    }
    return mynah__parse_colon(parser);
}

static bool except_block(struct parser *parser, struct handlers *handlers)
{
    uint32_t keyword = parser->at++;
    bool star = at(parser, TOKEN_STAR);
    if (star && !since(parser, 311)) {
        return false;
    }
    parser->at += star;
    if (!handlers->count++) {
        handlers->star = star;
    }
    if (!except_head(parser, star)) {
        return false;
    }
    if (star != handlers->star) {
        return EXPLAIN(parser, keyword, keyword + star, MESSAGE_EXCEPT_BOTH);
    }
    return mynah__parse_block(parser, ROLE_BODY,
                              star ? "'except*' statement" : "'except' statement", keyword) &&
           make(parser, NODE_EXCEPT_HANDLER, keyword) && as(parser, ROLE_HANDLER) &&
           flagged(parser, star ? FLAG_STAR : 0);
}

// try_stmt: 'try' &&':' block finally_block
//         | 'try' &&':' block (except_block+ | except_star_block+) [else_block] [finally_block]
static bool try_stmt(struct parser *parser)
{
    uint32_t first = parser->at++;
    struct handlers handlers = { 0 };
    if (!mynah__parse_forced(parser, TOKEN_COLON, ":") ||
        !mynah__parse_block(parser, ROLE_BODY, "'try' statement", first)) {
        return false;
    }
    if (!at(parser, TOKEN_EXCEPT) && !at(parser, TOKEN_FINALLY)) {
        return !at(parser, TOKEN_ERROR) && EXPLAIN_FAR(parser, MESSAGE_EXPECTED_EXCEPT);
    }
    while (at(parser, TOKEN_EXCEPT)) {
        if (!except_block(parser, &handlers)) {
            return false;
        }
    }
    if (handlers.count && !else_block(parser, false)) {
        return false;
    }
    uint32_t keyword = parser->at;
    if (accept(parser, TOKEN_FINALLY) &&
        (!mynah__parse_forced(parser, TOKEN_COLON, ":") ||
         !mynah__parse_block(parser, ROLE_FINALBODY, "'finally' statement", keyword))) {
        return false;
    }
    return make(parser, NODE_TRY, first) && flagged(parser, handlers.star ? FLAG_STAR : 0);
}

// Behind decorators or 'async', from token `first` on.
static bool definition(struct parser *parser, bool decorated, uint32_t first)
{
    bool async = accept(parser, TOKEN_ASYNC);
    bool good = false;
    switch (kind(parser)) {
    case TOKEN_DEF:
        good = function_def_raw(parser, first);
        break;
    case TOKEN_CLASS:
        good = decorated && !async && class_def_raw(parser, first);
        break;
    case TOKEN_WITH:
        good = !decorated && with_stmt(parser, first);
        break;
    case TOKEN_FOR:
        good = !decorated && for_stmt(parser, first);
        break;
    default:
        break;
    }
    return good && flagged(parser, async ? FLAG_ASYNC : 0);
}

// compound_stmt: function_def | if_stmt | class_def | with_stmt | for_stmt | try_stmt | while_stmt
//              | match_stmt
// `found` says whether the statement is a compound one.
bool mynah__parse_compound_stmt(struct parser *parser, bool *found)
{
    uint32_t first = parser->at;
    *found = true;
    switch (kind(parser)) {
    case TOKEN_IF:
        return if_stmt(parser);
    case TOKEN_WHILE:
        return while_stmt(parser);
    case TOKEN_FOR:
        return for_stmt(parser, first);
    case TOKEN_WITH:
        return with_stmt(parser, first);
    case TOKEN_TRY:
        return try_stmt(parser);
    case TOKEN_DEF:
        return function_def_raw(parser, first);
    case TOKEN_CLASS:
        return class_def_raw(parser, first);
    case TOKEN_AT:
        return decorators(parser) && definition(parser, true, first);
    case TOKEN_ASYNC:
        return definition(parser, false, first);
    case TOKEN_NAME:
        return mynah__parse_match_stmt(parser, found);
    default:
        *found = false;
        return true;
    }
}
