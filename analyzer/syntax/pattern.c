// SPDX-License-Identifier: Apache-2.0
//
// `match` and its patterns.

#include "syntax/parser.h"

static bool pattern(struct parser *parser);

static bool at_wildcard(const struct parser *parser)
{
    return AT_WORD(parser, "_");
}

// signed_number !('+' | '-') | complex_number
static bool number(struct parser *parser)
{
    uint32_t first = parser->at;
    bool minus = accept(parser, TOKEN_MINUS);
    uint32_t real = parser->at;
    if (!mynah__parse_number(parser)) {
        return false;
    }
    if (minus) {
        as(parser, ROLE_VALUE);
        make(parser, NODE_UNARY_OP, first);
        with_op(parser, OP_U_SUB);
    }
    if (!at(parser, TOKEN_PLUS) && !at(parser, TOKEN_MINUS)) {
        return true;
    }
    as(parser, ROLE_LEFT);
    enum node_op op = at(parser, TOKEN_PLUS) ? OP_ADD : OP_SUB;
    parser->at++;
    uint32_t imaginary = parser->at;
    if (!mynah__parse_number(parser)) {
        return false;
    }
    as(parser, ROLE_RIGHT);
    make(parser, NODE_BIN_OP, first);
    with_op(parser, op);
    const char *text = parser->source->text;
    const struct token *items = parser->tokens->items;
    if ((text[items[real].end - 1] | 0x20) == 'j') {
        return RAISE(parser, real, real, MESSAGE_PATTERN_REAL);
    }
    if ((text[items[imaginary].end - 1] | 0x20) != 'j') {
        return RAISE(parser, imaginary, imaginary, MESSAGE_PATTERN_IMAGINARY);
    }
    return true;
}

// literal_expr: signed_number | complex_number | strings | 'None' | 'True' | 'False'
static bool literal_expr(struct parser *parser, bool *found)
{
    struct expr expr;
    *found = true;
    switch (kind(parser)) {
    case TOKEN_MINUS:
    case TOKEN_NUMBER:
        return number(parser);
    case TOKEN_STRING:
    case TOKEN_FSTRING_START:
        return mynah__parse_strings(parser, &expr);
    case TOKEN_NONE:
    case TOKEN_TRUE:
    case TOKEN_FALSE:
        return mynah__parse_atom(parser, &expr);
    default:
        *found = false;
        return true;
    }
}

// name_or_attr: name_or_attr '.' NAME | NAME
bool mynah__parse_name_or_attr(struct parser *parser)
{
    uint32_t first = parser->at;
    if (!accept(parser, TOKEN_NAME)) {
        return false;
    }
    make(parser, NODE_NAME, first);
    while (at(parser, TOKEN_DOT)) {
        as(parser, ROLE_VALUE);
        parser->at++;
        if (!accept_name(parser, ROLE_ATTR)) {
            return false;
        }
        make(parser, NODE_ATTRIBUTE, first);
    }
    return true;
}

// class_pattern: name_or_attr '(' [positional_patterns] [keyword_patterns] [','] ')'
// invalid_class_pattern: positional patterns behind keyword patterns
static bool class_arguments(struct parser *parser)
{
    bool keywords = false;
    parser->at++;
    while (!at(parser, TOKEN_RPAR)) {
        uint32_t first = parser->at;
        bool keyword = at(parser, TOKEN_NAME) && second(parser) == TOKEN_EQUAL;
        if (keyword) {
            (void)accept_name(parser, ROLE_NAME);
            parser->at++;
        }
        if (!pattern(parser)) {
            return false;
        }
        if (keyword) {
            make(parser, NODE_KEYWORD, first);
            as(parser, ROLE_KEYWORD);
        }
        if (keywords && !keyword) {
            return EXPLAIN(parser, first, parser->at - 1, MESSAGE_PATTERN_ORDER);
        }
        keywords = keyword;
        if (!accept(parser, TOKEN_COMMA)) {
            break;
        }
    }
    return accept(parser, TOKEN_RPAR);
}

// star_pattern: '*' (pattern_capture_target | wildcard_pattern)
// maybe_star_pattern: star_pattern | pattern
static bool maybe_star_pattern(struct parser *parser)
{
    uint32_t first = parser->at;
    if (accept(parser, TOKEN_STAR)) {
        bool wildcard = at_wildcard(parser);
        return (wildcard ? accept(parser, TOKEN_NAME) : accept_name(parser, ROLE_NAME)) &&
               !at(parser, TOKEN_DOT) && !at(parser, TOKEN_LPAR) && !at(parser, TOKEN_EQUAL) &&
               make(parser, NODE_MATCH_STAR, first) && as(parser, ROLE_PATTERN);
    }
    return pattern(parser);
}

// sequence_pattern: '[' [maybe_sequence_pattern] ']' | '(' [open_sequence_pattern] ')'
// group_pattern: '(' pattern ')'
static bool sequence_pattern(struct parser *parser, enum token_kind close)
{
    uint32_t first = parser->at++;
    bool lone_star = close == TOKEN_RPAR && at(parser, TOKEN_STAR);
    unsigned count = 0;
    bool comma = false;
    while (!at(parser, close)) {
        if (!maybe_star_pattern(parser)) {
            return false;
        }
        count++;
        comma = accept(parser, TOKEN_COMMA);
        if (!comma) {
            break;
        }
    }
    if (lone_star && count == 1 && !comma) {
        return false;
    }
    bool group = close == TOKEN_RPAR && count == 1 && !comma;
    return accept(parser, close) && (group || make(parser, NODE_MATCH_SEQUENCE, first));
}

// key_value_pattern: (literal_expr | attr) ':' pattern
static bool key_value_pattern(struct parser *parser)
{
    bool found;
    if (!literal_expr(parser, &found)) {
        return false;
    }
    if (!found) {
        uint32_t first = parser->at;
        if (!mynah__parse_name_or_attr(parser) || parser->at == first + 1) {
            return false;
        }
    }
    as(parser, ROLE_KEY);
    return accept(parser, TOKEN_COLON) && pattern(parser);
}

// mapping_pattern: '{' [items_pattern] [',' '**' pattern_capture_target] [','] '}'
static bool mapping_pattern(struct parser *parser)
{
    uint32_t first = parser->at++;
    while (!at(parser, TOKEN_RBRACE)) {
        if (accept(parser, TOKEN_DOUBLESTAR)) {
            if (at_wildcard(parser) || !accept_name(parser, ROLE_REST)) {
                return false;
            }
            (void)accept(parser, TOKEN_COMMA);
            break;
        }
        if (!key_value_pattern(parser)) {
            return false;
        }
        if (!accept(parser, TOKEN_COMMA)) {
            break;
        }
    }
    return accept(parser, TOKEN_RBRACE) && make(parser, NODE_MATCH_MAPPING, first);
}

// capture_pattern: !"_" NAME | wildcard_pattern: "_"
// value_pattern: attr | class_pattern
static bool named_pattern(struct parser *parser)
{
    uint32_t first = parser->at;
    enum token_kind next = second(parser);
    if (next != TOKEN_DOT && next != TOKEN_LPAR) {
        bool wildcard = at_wildcard(parser);
        (void)(wildcard ? accept(parser, TOKEN_NAME) : accept_name(parser, ROLE_NAME));
        return !at(parser, TOKEN_EQUAL) && make(parser, NODE_MATCH_AS, first);
    }
    if (!mynah__parse_name_or_attr(parser)) {
        return false;
    }
    if (at(parser, TOKEN_LPAR)) {
        as(parser, ROLE_FUNC);
        return class_arguments(parser) && make(parser, NODE_MATCH_CLASS, first);
    }
    as(parser, ROLE_VALUE);
    return !at(parser, TOKEN_EQUAL) && make(parser, NODE_MATCH_VALUE, first);
}

// closed_pattern: literal_pattern | capture_pattern | wildcard_pattern | value_pattern
//               | group_pattern | sequence_pattern | mapping_pattern | class_pattern
static bool closed_pattern(struct parser *parser)
{
    uint32_t first = parser->at;
    bool singleton = at(parser, TOKEN_NONE) || at(parser, TOKEN_TRUE) || at(parser, TOKEN_FALSE);
    bool found;
    if (!literal_expr(parser, &found)) {
        return false;
    }
    if (found) {
        as(parser, ROLE_VALUE);
        return make(parser, singleton ? NODE_MATCH_SINGLETON : NODE_MATCH_VALUE, first);
    }
    switch (kind(parser)) {
    case TOKEN_NAME:
        return named_pattern(parser);
    case TOKEN_LPAR:
        return sequence_pattern(parser, TOKEN_RPAR);
    case TOKEN_LSQB:
        return sequence_pattern(parser, TOKEN_RSQB);
    case TOKEN_LBRACE:
        return mapping_pattern(parser);
    default:
        return false;
    }
}

// pattern_capture_target: !"_" NAME !('.' | '(' | '=')
// invalid_as_pattern: or_pattern 'as' "_" | or_pattern 'as' !NAME expression
static bool as_target(struct parser *parser)
{
    if (at_wildcard(parser)) {
        return EXPLAIN(parser, parser->at, parser->at, MESSAGE_PATTERN_WILDCARD_TARGET);
    }
    enum token_kind next = second(parser);
    bool name = at(parser, TOKEN_NAME);
    if (name && next != TOKEN_DOT && next != TOKEN_LPAR && next != TOKEN_EQUAL) {
        return accept_name(parser, ROLE_NAME);
    }
    struct expr expr;
    if (name) { // CPython has looked behind it
        mynah__parser_reset(parser, parser->at + 1);
        mynah__parser_reset(parser, parser->at - 1);
    }
    if (!parser->explain || (name && parser->version < 314) ||
        !mynah__parse_expression(parser, &expr)) {
        return false;
    }
    return parser->version >= 314 ? RAISE_PART(parser, &expr.part, MESSAGE_PATTERN_TARGET_KIND,
                                               mynah__expr_name(&expr.part))
                                  : RAISE_PART(parser, &expr.part, MESSAGE_PATTERN_TARGET);
}

// pattern: or_pattern 'as' pattern_capture_target | or_pattern
// or_pattern: '|'.closed_pattern+
static bool pattern(struct parser *parser)
{
    uint32_t first = parser->at;
    unsigned count = 0;
    do {
        if (!closed_pattern(parser)) {
            return false;
        }
        as(parser, ROLE_PATTERN);
        count++;
    } while (accept(parser, TOKEN_VBAR));
    if (count > 1) {
        make(parser, NODE_MATCH_OR, first);
        as(parser, ROLE_PATTERN);
    }
    return !accept(parser, TOKEN_AS) ||
           (as_target(parser) && make(parser, NODE_MATCH_AS, first) && as(parser, ROLE_PATTERN));
}

// patterns: open_sequence_pattern | pattern
static bool patterns(struct parser *parser)
{
    uint32_t first = parser->at;
    bool star = at(parser, TOKEN_STAR);
    if (!maybe_star_pattern(parser)) {
        return false;
    }
    if (!at(parser, TOKEN_COMMA)) {
        return !star;
    }
    while (accept(parser, TOKEN_COMMA)) {
        if (at(parser, TOKEN_COLON) || at(parser, TOKEN_IF)) {
            break;
        }
        if (!maybe_star_pattern(parser)) {
            return false;
        }
    }
    return make(parser, NODE_MATCH_SEQUENCE, first) && as(parser, ROLE_PATTERN);
}

// case_block: "case" patterns ['if' named_expression] ':' block
static bool case_block(struct parser *parser)
{
    uint32_t keyword = parser->at++;
    struct expr guard;
    if (!patterns(parser)) {
        return false;
    }
    if (accept(parser, TOKEN_IF) &&
        !(mynah__parse_named_expression(parser, &guard) && as(parser, ROLE_TEST))) {
        return false;
    }
    return mynah__parse_colon(parser) &&
           mynah__parse_block(parser, ROLE_BODY, "'case' statement", keyword) &&
           make(parser, NODE_MATCH_CASE, keyword) && as(parser, ROLE_ITEM);
}

// subject_expr: star_named_expression ',' [star_named_expressions] | named_expression
static bool subject_expr(struct parser *parser)
{
    uint32_t first = parser->at;
    struct expr expr;
    bool star = at(parser, TOKEN_STAR);
    if (!mynah__parse_star_named_expression(parser, &expr) || (star && !at(parser, TOKEN_COMMA))) {
        return false;
    }
    bool tuple = at(parser, TOKEN_COMMA);
    while (accept(parser, TOKEN_COMMA)) {
        if (!mynah__starts_expression(parser) && !at(parser, TOKEN_STAR)) {
            break;
        }
        if (!mynah__parse_star_named_expression(parser, &expr)) {
            return false;
        }
    }
    if (tuple) {
        all_as(parser, first, ROLE_VALUE, 0);
        make(parser, NODE_TUPLE, first);
    }
    return as(parser, ROLE_SUBJECT);
}

// "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT
static bool match_stmt(struct parser *parser)
{
    uint32_t keyword = parser->at++;
    if (!subject_expr(parser)) {
        return false;
    }
    if (at(parser, TOKEN_NEWLINE)) {
        return EXPLAIN_FAR(parser, MESSAGE_EXPECTED, ":");
    }
    if (!accept(parser, TOKEN_COLON) || !accept(parser, TOKEN_NEWLINE)) {
        return false;
    }
    if (!at(parser, TOKEN_INDENT)) {
        int line;
        int column;
        mynah__source_place(parser->source, parser->tokens->items[keyword].start, &line, &column);
        return !at(parser, TOKEN_ERROR) &&
               EXPLAIN_FAR(parser, MESSAGE_EXPECTED_BLOCK, "'match' statement", line);
    }
    parser->at++;
    if (!AT_WORD(parser, "case") || !since(parser, 310)) {
        return false;
    }
    while (AT_WORD(parser, "case")) {
        if (!case_block(parser)) {
            return false;
        }
    }
    return accept(parser, TOKEN_DEDENT) && make(parser, NODE_MATCH, keyword);
}

// A statement that starts with a name may be `match`; `found` says whether it is.
bool mynah__parse_match_stmt(struct parser *parser, bool *found)
{
    uint32_t mark = parser->at;
    *found = false;
    if (parser->version < 310 || !AT_WORD(parser, "match")) {
        return true;
    }
    *found = match_stmt(parser);
    return *found || mynah__parser_back(parser, mark);
}
