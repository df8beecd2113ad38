// SPDX-License-Identifier: Apache-2.0
//
// Atoms: names, literals, and what stands in brackets, comprehensions included.

#include "syntax/parser.h"

bool mynah__at_for_if_clauses(const struct parser *parser)
{
    return at(parser, TOKEN_FOR) || (at(parser, TOKEN_ASYNC) && second(parser) == TOKEN_FOR);
}

// A condition; before 3.9 it could be a lambda.
static bool condition(struct parser *parser)
{
    struct expr expr;
    if (parser->version < 309 && at(parser, TOKEN_LAMBDA)) {
        return mynah__parse_expression(parser, &expr);
    }
    return mynah__parse_disjunction(parser, &expr);
}

// for_if_clause: ['async'] 'for' star_targets 'in' ~ disjunction ('if' disjunction)*
static bool for_if_clause(struct parser *parser)
{
    uint32_t start = parser->at;
    bool async = accept(parser, TOKEN_ASYNC);
    uint32_t first = ++parser->at;
    struct expr target;
    struct expr iter;
    bool found = mynah__parse_star_targets(parser, &target);
    if (found && parser->explain && parser->version >= 313 && !at(parser, TOKEN_IN) &&
        !at(parser, TOKEN_ERROR) && target.part.kind != EXPR_STARRED) {
        return RAISE_FAR(parser, MESSAGE_COMPREHENSION_IN);
    }
    if (!found || mynah__expr_unassignable(&target) || !at(parser, TOKEN_IN)) {
        return parser->explain && !parser->failure.set &&
               mynah__invalid_for_target(parser, first, found ? &target : NULL) && false;
    }
    as(parser, ROLE_TARGET);
    flagged(parser, FLAG_STORE);
    parser->at++;
    if (!mynah__parse_disjunction(parser, &iter)) {
        return false;
    }
    as(parser, ROLE_ITER);
    while (accept(parser, TOKEN_IF)) {
        if (!condition(parser)) {
            return false;
        }
        as(parser, ROLE_TEST);
    }
    return make(parser, NODE_COMPREHENSION, start) && as(parser, ROLE_ITEM) &&
           flagged(parser, async ? FLAG_ASYNC : 0);
}

// for_if_clauses: for_if_clause+
bool mynah__parse_for_if_clauses(struct parser *parser)
{
    do {
        if (!for_if_clause(parser)) {
            return false;
        }
    } while (mynah__at_for_if_clauses(parser));
    return true;
}

// invalid_comprehension: ('[' | '(' | '{') a=starred_expression for_if_clauses
// starred_expression: '*' expression
static bool starred_comprehension(struct parser *parser, const struct expr *element)
{
    struct expr operand;
    if (!parser->explain) {
        return false;
    }
    mynah__parser_reset(parser, element->part.first + 1);
    return mynah__parse_expression(parser, &operand) && mynah__at_for_if_clauses(parser) &&
           mynah__parse_for_if_clauses(parser) &&
           RAISE(parser, element->part.first, operand.part.last, MESSAGE_COMPREHENSION_STAR);
}

// The first of several elements; a starred one that no comma or bracket follows is wrong.
static bool first_element(struct parser *parser, struct expr *element, enum token_kind close)
{
    return mynah__parse_star_named_expression(parser, element) &&
           (element->part.kind != EXPR_STARRED || at(parser, TOKEN_COMMA) || at(parser, close) ||
            starred_comprehension(parser, element));
}

// A comprehension behind its element, up to and with the bracket.
static bool comprehension(struct parser *parser, enum token_kind close)
{
    as(parser, ROLE_VALUE);
    return mynah__parse_for_if_clauses(parser) && accept(parser, close);
}

// Before 3.9 a set took no walrus without parentheses.
static bool set_element(struct parser *parser, const struct expr *element)
{
    return element->part.kind != EXPR_NAMED || element->part.parenthesized || since(parser, 309);
}

// The elements behind the first one, up to and with the bracket.
static bool elements(struct parser *parser, struct expr *expr, enum token_kind close)
{
    struct expr item;
    expr->head = expr->tail;
    as(parser, ROLE_VALUE);
    while (accept(parser, TOKEN_COMMA)) {
        if (at(parser, close)) {
            break;
        }
        if (!mynah__starts_expression(parser) && !at(parser, TOKEN_STAR)) {
            break;
        }
        if (!mynah__parse_star_named_expression(parser, &item) ||
            (close == TOKEN_RBRACE && !set_element(parser, &item))) {
            return false;
        }
        mynah__expr_append(expr, &item);
        as(parser, ROLE_VALUE);
    }
    // invalid_comprehension: ('[' | '{') star_named_expression ',' [star_named_expressions]
    //                        for_if_clauses
    if (parser->explain && close != TOKEN_RPAR && mynah__at_for_if_clauses(parser)) {
        uint32_t last = parser->at - 1;
        bool comma = parser->tokens->items[last].kind == TOKEN_COMMA;
        bool alone = expr->head.first == expr->tail.first;
        return mynah__parse_for_if_clauses(parser) &&
               RAISE(parser, expr->head.first, comma && !alone ? expr->tail.last : last,
                     MESSAGE_COMPREHENSION_TARGET);
    }
    return accept(parser, close);
}

// group: '(' (yield_expr | named_expression) ')'
static bool group(struct parser *parser, struct expr *expr)
{
    if (expr->part.kind == EXPR_STARRED && parser->version >= 309) {
        return at(parser, TOKEN_RPAR) && EXPLAIN_PART(parser, &expr->part, MESSAGE_GROUP_STAR);
    }
    expr->part.parenthesized = true;
    return flagged(parser, FLAG_PARENTHESIZED) && accept(parser, TOKEN_RPAR);
}

// tuple: '(' [star_named_expression ',' [star_named_expressions]] ')' | group
// genexp: '(' (assignment_expression | expression !':=') for_if_clauses ')'
static bool parentheses(struct parser *parser, struct expr *expr)
{
    uint32_t first = parser->at++;
    struct expr element;
    if (accept(parser, TOKEN_RPAR)) {
        mynah__expr_set(parser, expr, EXPR_TUPLE, first);
        expr->part.parenthesized = true;
        return make(parser, NODE_TUPLE, first);
    }
    if (at(parser, TOKEN_YIELD)) {
        return mynah__parse_yield_expr(parser, expr) && group(parser, expr);
    }
    if (at(parser, TOKEN_DOUBLESTAR) && parser->explain) {
        uint32_t stars = parser->at++;
        return mynah__parse_expression(parser, &element) && at(parser, TOKEN_RPAR) &&
               RAISE(parser, stars, stars, MESSAGE_GROUP_DOUBLE_STAR);
    }
    if (!first_element(parser, &element, TOKEN_RPAR)) {
        return false;
    }
    if (at(parser, TOKEN_COMMA)) {
        struct expr tuple = { .part = { .kind = EXPR_TUPLE } };
        mynah__expr_append(&tuple, &element);
        if (!elements(parser, &tuple, TOKEN_RPAR)) {
            return false;
        }
        tuple.part = (struct part){ EXPR_TUPLE, true, first, parser->at - 1 };
        *expr = tuple;
        return make(parser, NODE_TUPLE, first);
    }
    if (mynah__at_for_if_clauses(parser)) {
        if (!comprehension(parser, TOKEN_RPAR)) {
            return false;
        }
        mynah__expr_set(parser, expr, EXPR_GENERATOR, first);
        return make(parser, NODE_GENERATOR_EXP, first);
    }
    *expr = element;
    return group(parser, expr);
}

// list: '[' [star_named_expressions] ']'
// listcomp: '[' named_expression for_if_clauses ']'
static bool list(struct parser *parser, struct expr *expr)
{
    uint32_t first = parser->at++;
    struct expr made = { .part = { EXPR_LIST, false, first, 0 } };
    if (!accept(parser, TOKEN_RSQB)) {
        struct expr element;
        if (!first_element(parser, &element, TOKEN_RSQB)) {
            return false;
        }
        if (mynah__at_for_if_clauses(parser)) {
            made.part.kind = EXPR_LIST_COMPREHENSION;
            if (!comprehension(parser, TOKEN_RSQB)) {
                return false;
            }
        } else {
            mynah__expr_append(&made, &element);
            if (!elements(parser, &made, TOKEN_RSQB)) {
                return false;
            }
        }
    }
    made.part.last = parser->at - 1;
    *expr = made;
    return make(parser, made.part.kind == EXPR_LIST ? NODE_LIST : NODE_LIST_COMP, first);
}

// The value behind a key and its colon.  CPython has its messages on dictionaries already in the
// first pass.
static bool dict_value(struct parser *parser, uint32_t key)
{
    as(parser, ROLE_KEY);
    uint32_t colon = parser->at++;
    struct expr value;
    if (at(parser, TOKEN_RBRACE) || at(parser, TOKEN_COMMA)) {
        return RAISE(parser, colon, colon, MESSAGE_DICT_VALUE);
    }
    if (at(parser, TOKEN_STAR)) {
        uint32_t star = parser->at++;
        return mynah__parse_bitwise_or(parser, &value) &&
               RAISE_FROM(parser, star, MESSAGE_DICT_STAR);
    }
    return mynah__parse_expression(parser, &value) && as(parser, ROLE_VALUE) &&
           make(parser, NODE_DICT_ITEM, key) && as(parser, ROLE_ITEM);
}

// kvpair: expression ':' expression
static bool kvpair(struct parser *parser)
{
    uint32_t first = parser->at;
    struct expr key;
    if (!mynah__parse_expression(parser, &key)) {
        return false;
    }
    if (!at(parser, TOKEN_COLON)) {
        const struct token *last = &parser->tokens->items[key.part.last];
        if (!at(parser, TOKEN_ERROR) && !parser->failure.set) {
            (void)RAISE(parser, key.part.last, key.part.last, MESSAGE_DICT_COLON);
            parser->failure.start = parser->failure.end = last->end - 1;
        }
        return false;
    }
    return dict_value(parser, first);
}

// double_starred_kvpair: '**' bitwise_or | kvpair
static bool double_starred_kvpair(struct parser *parser)
{
    if (!at(parser, TOKEN_DOUBLESTAR)) {
        return kvpair(parser);
    }
    uint32_t stars = parser->at;
    struct expr value;
    if (!mynah__parse_starred(parser, mynah__parse_bitwise_or, &value)) {
        return false;
    }
    flagged(parser, FLAG_DOUBLE_STAR);
    as(parser, ROLE_ITEM);
    if (parser->explain && mynah__at_for_if_clauses(parser)) {
        return mynah__parse_for_if_clauses(parser) && at(parser, TOKEN_RBRACE) &&
               RAISE(parser, stars, stars, MESSAGE_COMPREHENSION_DICT);
    }
    return true;
}

// double_starred_kvpairs: ','.double_starred_kvpair+ [',']
static bool double_starred_kvpairs(struct parser *parser)
{
    do {
        if (at(parser, TOKEN_RBRACE)) {
            break;
        }
        if (!double_starred_kvpair(parser)) {
            return false;
        }
    } while (accept(parser, TOKEN_COMMA));
    return accept(parser, TOKEN_RBRACE);
}

// dictcomp: '{' kvpair for_if_clauses '}', or a dict, behind the first key
static bool dict(struct parser *parser, enum expr_kind *made, uint32_t first)
{
    *made = EXPR_DICT;
    if (!dict_value(parser, first)) {
        return false;
    }
    if (mynah__at_for_if_clauses(parser)) {
        *made = EXPR_DICT_COMPREHENSION;
        return comprehension(parser, TOKEN_RBRACE);
    }
    return accept(parser, TOKEN_COMMA) ? double_starred_kvpairs(parser)
                                       : accept(parser, TOKEN_RBRACE);
}

// set: '{' star_named_expressions '}'
// setcomp: '{' named_expression for_if_clauses '}'
static bool set(struct parser *parser, const struct expr *element, enum expr_kind *made)
{
    struct expr all = { .part = { .kind = EXPR_SET } };
    *made = EXPR_SET;
    if (!set_element(parser, element)) {
        return false;
    }
    if (mynah__at_for_if_clauses(parser)) {
        *made = EXPR_SET_COMPREHENSION;
        return comprehension(parser, TOKEN_RBRACE);
    }
    mynah__expr_append(&all, element);
    return elements(parser, &all, TOKEN_RBRACE);
}

static bool braces(struct parser *parser, struct expr *expr)
{
    static const uint8_t nodes[EXPR_KIND_COUNT] = {
        [EXPR_DICT] = NODE_DICT,
        [EXPR_DICT_COMPREHENSION] = NODE_DICT_COMP,
        [EXPR_SET] = NODE_SET,
        [EXPR_SET_COMPREHENSION] = NODE_SET_COMP,
    };
    uint32_t first = parser->at++;
    enum expr_kind made = EXPR_DICT;
    struct expr element;
    bool good;
    if (at(parser, TOKEN_RBRACE) || at(parser, TOKEN_DOUBLESTAR)) {
        good = double_starred_kvpairs(parser);
    } else if (!first_element(parser, &element, TOKEN_RBRACE)) {
        good = false;
    } else if (at(parser, TOKEN_COLON) && element.part.kind != EXPR_STARRED &&
               (element.part.kind != EXPR_NAMED || element.part.parenthesized)) {
        good = dict(parser, &made, first + 1);
    } else {
        good = set(parser, &element, &made);
    }
    if (good) {
        mynah__expr_set(parser, expr, made, first);
        make(parser, (enum node_kind)nodes[made], first);
    }
    return good;
}

// slice: [expression] ':' [expression] [':' [expression]] | named_expression
static bool slice(struct parser *parser)
{
    static const uint8_t roles[] = { ROLE_UPPER, ROLE_STEP };
    uint32_t first = parser->at;
    struct expr part;
    if (at(parser, TOKEN_STAR)) {
        return since(parser, 311) && mynah__parse_starred(parser, mynah__parse_expression, &part);
    }
    if (!at(parser, TOKEN_COLON)) {
        if (!mynah__parse_named_expression(parser, &part)) {
            return false;
        }
        if (part.part.kind == EXPR_NAMED && !part.part.parenthesized) {
            return since(parser, 310) && !at(parser, TOKEN_COLON);
        }
        if (!at(parser, TOKEN_COLON)) {
            return true;
        }
        as(parser, ROLE_LOWER);
    }
    for (int colons = 0; colons < 2 && accept(parser, TOKEN_COLON); colons++) {
        if (mynah__starts_expression(parser)) {
            if (!mynah__parse_expression(parser, &part)) {
                return false;
            }
            as(parser, (enum node_role)roles[colons]);
        }
    }
    return make(parser, NODE_SLICE, first);
}

// slices: slice !',' | ','.(slice | starred_expression)+ [',']
bool mynah__parse_slices(struct parser *parser)
{
    uint32_t first = parser->at;
    bool tuple = at(parser, TOKEN_STAR);
    do {
        if (!slice(parser)) {
            return false;
        }
        as(parser, ROLE_VALUE);
        tuple = tuple || at(parser, TOKEN_COMMA);
    } while (accept(parser, TOKEN_COMMA) && !at(parser, TOKEN_RSQB));
    return !tuple || make(parser, NODE_TUPLE, first);
}

// atom: NAME | 'True' | 'False' | 'None' | strings | NUMBER | tuple | group | genexp | list
//     | listcomp | dict | set | dictcomp | setcomp | '...'
bool mynah__parse_atom(struct parser *parser, struct expr *expr)
{
    static const uint8_t simple[TOKEN_KIND_COUNT] = {
        [TOKEN_TRUE] = EXPR_TRUE,
        [TOKEN_FALSE] = EXPR_FALSE,
        [TOKEN_NONE] = EXPR_NONE,
        [TOKEN_ELLIPSIS] = EXPR_ELLIPSIS,
    };
    static const uint8_t constants[TOKEN_KIND_COUNT] = {
        [TOKEN_TRUE] = CONSTANT_TRUE,
        [TOKEN_FALSE] = CONSTANT_FALSE,
        [TOKEN_NONE] = CONSTANT_NONE,
        [TOKEN_ELLIPSIS] = CONSTANT_ELLIPSIS,
    };
    uint32_t first = parser->at;
    switch (kind(parser)) {
    case TOKEN_NAME:
        parser->at++;
        mynah__expr_set(parser, expr, EXPR_NAME, first);
        return make(parser, NODE_NAME, first);
    case TOKEN_NUMBER:
        mynah__expr_set(parser, expr, EXPR_LITERAL, first);
        expr->part.last = first;
        return mynah__parse_number(parser);
    case TOKEN_TRUE:
    case TOKEN_FALSE:
    case TOKEN_NONE:
    case TOKEN_ELLIPSIS:
        parser->at++;
        mynah__expr_set(parser, expr, simple[parser->tokens->items[first].kind], first);
        return make(parser, NODE_CONSTANT, first) &&
               with_op(parser, constants[parser->tokens->items[first].kind]);
    case TOKEN_STRING:
    case TOKEN_FSTRING_START:
        return mynah__parse_strings(parser, expr);
    case TOKEN_LPAR:
        return parentheses(parser, expr);
    case TOKEN_LSQB:
        return list(parser, expr);
    case TOKEN_LBRACE:
        return braces(parser, expr);
    default:
        return false;
    }
}
