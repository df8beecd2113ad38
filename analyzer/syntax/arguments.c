// SPDX-License-Identifier: Apache-2.0
//
// The arguments of a call or class.

#include "syntax/parser.h"

// What arguments have been so far decides what may follow.
enum stage { STAGE_POSITIONAL, STAGE_KEYWORD, STAGE_UNPACKING };

struct arguments {
    bool of_class;
    enum stage stage;
    unsigned count;
};

// From 3.13 on CPython points at the comma before the star.
static bool unpacking_order(struct parser *parser, uint32_t star)
{
    if (!parser->explain || parser->version < 313) {
        return EXPLAIN(parser, star, star, MESSAGE_UNPACKING_ORDER);
    }
    struct expr value;
    parser->at++;
    return (mynah__parse_expression(parser, &value) || !parser->failure.set) &&
           RAISE_FROM(parser, star - 1, MESSAGE_UNPACKING_ORDER);
}

static bool starred(struct parser *parser, struct arguments *arguments)
{
    uint32_t star = parser->at;
    struct expr value;
    if (arguments->stage == STAGE_UNPACKING) {
        return unpacking_order(parser, star);
    }
    if (mynah__parse_starred(parser, mynah__parse_expression, &value)) {
        as(parser, ROLE_ARGS);
        if (parser->explain && !arguments->count && mynah__at_for_if_clauses(parser)) {
            return mynah__parse_for_if_clauses(parser) &&
                   RAISE(parser, star, value.part.last, MESSAGE_COMPREHENSION_STAR);
        }
        return !at(parser, TOKEN_EQUAL);
    }
    if (parser->version >= 313) {
        return EXPLAIN_FAR(parser, MESSAGE_ARGUMENT_STAR);
    }
    // invalid_arguments: kwargs ',' '*'
    return arguments->stage != STAGE_POSITIONAL && unpacking_order(parser, star);
}

static bool double_starred(struct parser *parser, struct arguments *arguments)
{
    uint32_t stars = parser->at;
    struct expr value;
    arguments->stage = STAGE_UNPACKING;
    if (!mynah__parse_starred(parser, mynah__parse_expression, &value)) {
        return false;
    }
    as(parser, ROLE_KEYWORD);
    flagged(parser, FLAG_DOUBLE_STAR);
    if (at(parser, TOKEN_EQUAL)) {
        return parser->version >= 312 &&
               EXPLAIN(parser, stars, parser->at, MESSAGE_ARGUMENT_UNPACKING_ASSIGN);
    }
    return true;
}

// NAME '=' expression
static bool keyword(struct parser *parser, struct arguments *arguments)
{
    uint32_t name = parser->at;
    struct expr value;
    (void)accept_name(parser, ROLE_NAME);
    parser->at++;
    if (arguments->stage == STAGE_POSITIONAL) {
        arguments->stage = STAGE_KEYWORD;
    }
    if (parser->version >= 312 && (at(parser, TOKEN_COMMA) || at(parser, TOKEN_RPAR))) {
        return EXPLAIN(parser, name, name + 1, MESSAGE_ARGUMENT_VALUE);
    }
    if (!mynah__parse_expression(parser, &value)) {
        return false;
    }
    if (parser->explain && mynah__at_for_if_clauses(parser)) {
        return mynah__parse_for_if_clauses(parser) &&
               RAISE(parser, name, name + 1, MESSAGE_EQUALS_NAME);
    }
    return as(parser, ROLE_VALUE) && make(parser, NODE_KEYWORD, name) && as(parser, ROLE_KEYWORD);
}

// invalid_kwarg: an expression that is no name stands before '='.
static bool assigned(struct parser *parser, const struct part *part)
{
    bool constant =
        part->first == part->last &&
        (part->kind == EXPR_TRUE || part->kind == EXPR_FALSE || part->kind == EXPR_NONE);
    return constant ? EXPLAIN(parser, part->first, parser->at, MESSAGE_CANNOT_ASSIGN,
                              mynah__expr_name(part))
                    : EXPLAIN(parser, part->first, parser->at, MESSAGE_ARGUMENT_ASSIGNMENT);
}

static bool argument(struct parser *parser, struct arguments *arguments);

// The parentheses of the call are the generator's, too.
static bool make_with_parentheses(struct parser *parser, uint32_t bracket)
{
    if (parser->nodes) {
        const struct token *items = parser->tokens->items;
        mynah__nodes_make(parser->nodes, NODE_GENERATOR_EXP, items[bracket].start,
                          peek(parser)->end);
        as(parser, ROLE_ARGS);
    }
    return true;
}

// A generator expression: without parentheses of its own it has to be alone, and in a call.
static bool generator(struct parser *parser, struct arguments *arguments, uint32_t first)
{
    if (arguments->of_class && !arguments->count && !parser->explain) {
        return false;
    }
    as(parser, ROLE_VALUE);
    if (!mynah__parse_for_if_clauses(parser)) {
        return false;
    }
    if (!arguments->count && at(parser, TOKEN_RPAR)) {
        return !arguments->of_class && make_with_parentheses(parser, first - 1);
    }
    uint32_t last = parser->at - 1;
    if (!parser->explain || (!arguments->count && !accept(parser, TOKEN_COMMA))) {
        return false;
    }
    if (!arguments->count && !at(parser, TOKEN_RPAR)) { // ',' [args]
        arguments->count++;
        if (!argument(parser, arguments) && parser->failure.set) {
            return false;
        }
    }
    return RAISE(parser, first, last, MESSAGE_GENERATOR_ARGUMENT);
}

// invalid_arguments: args ',' args, where the second begins with what cannot follow the first.
static bool misplaced(struct parser *parser, const struct arguments *arguments)
{
    if (!parser->explain) {
        return false;
    }
    struct arguments rest = { .of_class = arguments->of_class, .count = 1 };
    while (accept(parser, TOKEN_COMMA) && !at(parser, TOKEN_RPAR)) {
        uint32_t mark = parser->at;
        if (!argument(parser, &rest) && !mynah__parser_back(parser, mark)) {
            return false;
        }
    }
    return arguments->stage == STAGE_UNPACKING
               ? RAISE_FAR(parser, MESSAGE_POSITIONAL_AFTER_UNPACKING)
               : RAISE_FAR(parser, MESSAGE_POSITIONAL_ORDER);
}

// (assignment_expression | expression !':=') !'='
static bool positional(struct parser *parser, struct arguments *arguments)
{
    uint32_t first = parser->at;
    struct expr value;
    bool named = at(parser, TOKEN_NAME) && second(parser) == TOKEN_COLONEQUAL;
    if (!(named ? mynah__parse_named_expression : mynah__parse_expression)(parser, &value) ||
        at(parser, TOKEN_COLONEQUAL)) {
        return false;
    }
    if (at(parser, TOKEN_EQUAL)) {
        return !named && assigned(parser, &value.part);
    }
    if (mynah__at_for_if_clauses(parser)) {
        return (!named || since(parser, 309)) && generator(parser, arguments, first);
    }
    as(parser, ROLE_ARGS);
    return arguments->stage == STAGE_POSITIONAL || misplaced(parser, arguments);
}

static bool argument(struct parser *parser, struct arguments *arguments)
{
    if (at(parser, TOKEN_STAR)) {
        return starred(parser, arguments);
    }
    if (at(parser, TOKEN_DOUBLESTAR)) {
        return double_starred(parser, arguments);
    }
    if (at(parser, TOKEN_NAME) && second(parser) == TOKEN_EQUAL) {
        return keyword(parser, arguments);
    }
    return positional(parser, arguments);
}

// arguments: args [','] &')'
// args: ','.(starred_expression | (assignment_expression | expression !':=') !'=')+ [',' kwargs]
//     | kwargs
// kwargs: ','.kwarg_or_starred+ ',' ','.kwarg_or_double_starred+ | …
bool mynah__parse_arguments(struct parser *parser, bool of_class)
{
    struct arguments arguments = { .of_class = of_class };
    while (!at(parser, TOKEN_RPAR)) {
        if (!argument(parser, &arguments)) {
            return false;
        }
        arguments.count++;
        if (!accept(parser, TOKEN_COMMA)) {
            break;
        }
    }
    return true;
}
