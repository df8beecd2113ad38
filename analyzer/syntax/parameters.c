// SPDX-License-Identifier: Apache-2.0
//
// The parameters of functions and lambdas, and type parameters.

#include "syntax/parser.h"

struct parameters {
    enum parameters_of of;
    enum token_kind end;
    uint32_t first; // token
    uint32_t count; // parameters so far
    bool slash;
    bool star;
    bool double_star;
    bool default_seen; // before a star
    bool default_before_slash;
};

static bool at_end(const struct parser *parser, const struct parameters *parameters)
{
    return at(parser, parameters->end);
}

static bool annotation(struct parser *parser, const struct parameters *parameters, bool may_star)
{
    struct expr expr;
    if (parameters->of == PARAMETERS_LAMBDA || !accept(parser, TOKEN_COLON)) {
        return true;
    }
    if (may_star && at(parser, TOKEN_STAR)) {
        return since(parser, 311) && mynah__parse_starred(parser, mynah__parse_bitwise_or, &expr) &&
               as(parser, ROLE_ANNOTATION);
    }
    return mynah__parse_expression(parser, &expr) && as(parser, ROLE_ANNOTATION);
}

// A parameter from token `first` on.
static bool make_arg(struct parser *parser, enum arg_kind arg, uint32_t first)
{
    return make(parser, NODE_ARG, first) && as(parser, ROLE_ITEM) && with_op(parser, arg);
}

// CPython reports this at the star, but of a lambda at the furthest token.
static bool bare_star(struct parser *parser, const struct parameters *parameters, uint32_t star)
{
    return parameters->of == PARAMETERS_LAMBDA ? EXPLAIN_FAR(parser, MESSAGE_BARE_STAR)
                                               : EXPLAIN(parser, star, star, MESSAGE_BARE_STAR);
}

static bool slash(struct parser *parser, struct parameters *parameters)
{
    uint32_t here = parser->at;
    if (!parameters->count && !parameters->star) {
        return second(parser) == TOKEN_COMMA && EXPLAIN(parser, here, here, MESSAGE_SLASH_FIRST);
    }
    if (parameters->star) {
        return EXPLAIN(parser, here, here, MESSAGE_SLASH_AFTER_STAR);
    }
    if (parameters->slash) {
        return EXPLAIN(parser, here, here, MESSAGE_SLASH_TWICE);
    }
    parameters->slash = true;
    if (parser->nodes) {
        mynah__nodes_positional_only(parser->nodes, parser->tokens->items[parameters->first].start);
    }
    parameters->default_before_slash = parameters->default_seen;
    parser->at++;
    if (at(parser, TOKEN_STAR)) {
        return EXPLAIN(parser, parser->at, parser->at, MESSAGE_SLASH_STAR);
    }
    return true;
}

// '**' param_no_default
static bool double_star(struct parser *parser, struct parameters *parameters)
{
    uint32_t stars = parser->at++;
    parameters->double_star = true;
    if (!accept_name(parser, ROLE_NAME) || !annotation(parser, parameters, false)) {
        return false;
    }
    if (at(parser, TOKEN_EQUAL)) {
        return EXPLAIN(parser, parser->at, parser->at, MESSAGE_DOUBLE_STAR_DEFAULT);
    }
    return make_arg(parser, ARG_KWARG, stars);
}

// '*' param_no_default | '*' ',' param_maybe_default+
static bool star(struct parser *parser, struct parameters *parameters)
{
    uint32_t here = parser->at;
    if (parameters->star) {
        return EXPLAIN(parser, here, here, MESSAGE_STAR_TWICE);
    }
    parameters->star = true;
    parser->at++;
    if (at_end(parser, parameters)) {
        return bare_star(parser, parameters, here);
    }
    if (at(parser, TOKEN_COMMA)) {
        enum token_kind next = second(parser);
        if (next == parameters->end || next == TOKEN_DOUBLESTAR) {
            parser->at++;
            return bare_star(parser, parameters, here);
        }
        return true;
    }
    if (!accept_name(parser, ROLE_NAME) || !annotation(parser, parameters, true)) {
        return false;
    }
    if (at(parser, TOKEN_EQUAL)) {
        return EXPLAIN(parser, parser->at, parser->at, MESSAGE_STAR_DEFAULT);
    }
    return make_arg(parser, ARG_VARARG, here);
}

// '(' ','.NAME+ [','] ')': a tuple, as Python 2 had it.
static bool parenthesized(struct parser *parser, const struct parameters *parameters)
{
    uint32_t first = parser->at;
    if (!parser->explain || parameters->default_seen || parameters->star) {
        return false;
    }
    do {
        parser->at++;
        if (!accept(parser, TOKEN_NAME)) {
            break;
        }
    } while (at(parser, TOKEN_COMMA));
    if (!at(parser, TOKEN_RPAR) || parser->at == first + 1) {
        mynah__parser_reset(parser, first);
        return false;
    }
    return RAISE(parser, first, parser->at, MESSAGE_PARAMETER_PARENTHESIZED,
                 parameters->of == PARAMETERS_LAMBDA ? "Lambda expression" : "Function");
}

// param [default]
static bool plain(struct parser *parser, struct parameters *parameters)
{
    uint32_t name = parser->at;
    enum arg_kind arg = parameters->star ? ARG_KEYWORD_ONLY : ARG_NORMAL;
    if (!accept_name(parser, ROLE_NAME) || !annotation(parser, parameters, false)) {
        return false;
    }
    uint32_t last = parser->at - 1;
    if (at(parser, TOKEN_EQUAL)) {
        uint32_t equal = parser->at++;
        if (at(parser, TOKEN_RPAR) || at(parser, TOKEN_COMMA)) {
            return EXPLAIN(parser, equal, equal, MESSAGE_DEFAULT_MISSING);
        }
        parameters->default_seen = parameters->default_seen || !parameters->star;
        struct expr value;
        return mynah__parse_expression(parser, &value) && as(parser, ROLE_VALUE) &&
               make_arg(parser, arg, name);
    }
    if (parameters->default_seen && !parameters->star) {
        bool unnoticed =
            parser->version < 312 && parameters->slash && !parameters->default_before_slash;
        if (unnoticed || (!at(parser, TOKEN_COMMA) && !at_end(parser, parameters))) {
            return false;
        }
        return EXPLAIN(parser, name, last, MESSAGE_NON_DEFAULT);
    }
    return make_arg(parser, arg, name);
}

static bool parameter(struct parser *parser, struct parameters *parameters)
{
    if (parameters->double_star) {
        bool parameter_like = at(parser, TOKEN_NAME) || at(parser, TOKEN_STAR) ||
                              at(parser, TOKEN_DOUBLESTAR) || at(parser, TOKEN_SLASH);
        return parameter_like && EXPLAIN(parser, parser->at, parser->at, MESSAGE_DOUBLE_STAR_LAST);
    }
    switch (kind(parser)) {
    case TOKEN_SLASH:
        return slash(parser, parameters);
    case TOKEN_DOUBLESTAR:
        return double_star(parser, parameters);
    case TOKEN_STAR:
        return star(parser, parameters);
    case TOKEN_LPAR:
        return parenthesized(parser, parameters);
    default:
        return plain(parser, parameters);
    }
}

// '(' [params] ')' of a function is one node, and [lambda_params], which may be no token at all.
static bool make_arguments(struct parser *parser, const struct parameters *parameters)
{
    if (parser->nodes) {
        bool function = parameters->of == PARAMETERS_FUNCTION;
        const struct token *items = parser->tokens->items;
        const struct token *before = &items[parameters->first - 1];
        const struct token *end = function ? peek(parser) : &items[parser->at - 1];
        uint32_t start = function                          ? before->start
                         : parser->at == parameters->first ? before->end
                                                           : before[1].start;
        mynah__nodes_make(parser->nodes, NODE_ARGUMENTS, start, end->end);
        as(parser, ROLE_ARGUMENTS);
    }
    return true;
}

// parameters: slash_no_default param_no_default* param_with_default* [star_etc] | …
bool mynah__parse_parameters(struct parser *parser, enum parameters_of of)
{
    struct parameters parameters = {
        .of = of,
        .first = parser->at,
        .end = of == PARAMETERS_LAMBDA ? TOKEN_COLON : TOKEN_RPAR,
    };
    while (!at_end(parser, &parameters)) {
        if (!parameter(parser, &parameters)) {
            return false;
        }
        parameters.count++;
        if (!accept(parser, TOKEN_COMMA)) {
            break;
        }
    }
    return make_arguments(parser, &parameters);
}

// type_param: NAME [':' expression] ['=' expression] | '*' NAME ['=' star_expression]
//           | '**' NAME ['=' expression]
static bool type_param(struct parser *parser, bool *default_seen)
{
    const char *variadic = at(parser, TOKEN_STAR)         ? "TypeVarTuple"
                           : at(parser, TOKEN_DOUBLESTAR) ? "ParamSpec"
                                                          : NULL;
    bool star = at(parser, TOKEN_STAR);
    uint32_t first = parser->at;
    struct expr expr;
    parser->at += variadic != NULL;
    const struct token *name = peek(parser);
    if (!accept_name(parser, ROLE_NAME)) {
        return false;
    }
    uint32_t colon = parser->at;
    if (accept(parser, TOKEN_COLON)) {
        if (!mynah__parse_expression(parser, &expr)) {
            return false;
        }
        if (variadic) {
            const char *what = expr.part.kind == EXPR_TUPLE ? "constraints" : "bound";
            return parser->explain &&
                   RAISE_FROM(parser, colon, MESSAGE_TYPE_PARAM_BOUND, what, variadic);
        }
        as(parser, ROLE_ANNOTATION);
    }
    if (accept(parser, TOKEN_EQUAL)) {
        *default_seen = true;
        bool starred = star && at(parser, TOKEN_STAR);
        if (!since(parser, 313) ||
            !(starred ? mynah__parse_starred(parser, mynah__parse_bitwise_or, &expr)
                      : mynah__parse_expression(parser, &expr))) {
            return false;
        }
        as(parser, ROLE_VALUE);
    } else if (*default_seen) {
        return RAISE(parser, parser->at - 1, parser->at - 1, MESSAGE_TYPE_PARAM_DEFAULT,
                     (int)(name->end - name->start), parser->source->text + name->start);
    }
    return make(parser, NODE_TYPE_PARAM, first) && as(parser, ROLE_TYPE_PARAM) &&
           flagged(parser, star       ? FLAG_STAR
                           : variadic ? FLAG_DOUBLE_STAR
                                      : 0);
}

// type_params: '[' ','.type_param+ [','] ']'
bool mynah__parse_type_params(struct parser *parser)
{
    bool default_seen = false;
    parser->at++;
    if (parser->version >= 313 && at(parser, TOKEN_RSQB)) {
        return EXPLAIN(parser, parser->at, parser->at, MESSAGE_TYPE_PARAMS_EMPTY);
    }
    bool first = true;
    do {
        if (!first && at(parser, TOKEN_RSQB)) {
            break;
        }
        first = false;
        if (!type_param(parser, &default_seen)) {
            return false;
        }
    } while (accept(parser, TOKEN_COMMA));
    return accept(parser, TOKEN_RSQB);
}
