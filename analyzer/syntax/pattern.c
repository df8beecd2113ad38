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
    (void)accept(parser, TOKEN_MINUS);
    uint32_t real = parser->at;
    if (!accept(parser, TOKEN_NUMBER) || !mynah__check_number(parser, real)) {
        return false;
    }
    if (!at(parser, TOKEN_PLUS) && !at(parser, TOKEN_MINUS)) {
        return true;
    }
    parser->at++;
    uint32_t imaginary = parser->at;
    if (!accept(parser, TOKEN_NUMBER)) {
        return false;
    }
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
        parser->at++;
        return true;
    default:
        *found = false;
        return true;
    }
}

// name_or_attr: attr | NAME
static bool name_or_attr(struct parser *parser)
{
    do {
        if (!accept(parser, TOKEN_NAME)) {
            return false;
        }
    } while (accept(parser, TOKEN_DOT));
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
        parser->at += keyword ? 2 : 0;
        if (!pattern(parser)) {
            return false;
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
    if (accept(parser, TOKEN_STAR)) {
        return accept(parser, TOKEN_NAME) && !at(parser, TOKEN_DOT) && !at(parser, TOKEN_LPAR) &&
               !at(parser, TOKEN_EQUAL);
    }
    return pattern(parser);
}

// sequence_pattern: '[' [maybe_sequence_pattern] ']' | '(' [open_sequence_pattern] ')'
// group_pattern: '(' pattern ')'
static bool sequence_pattern(struct parser *parser, enum token_kind close)
{
    parser->at++;
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
    return accept(parser, close);
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
        if (!name_or_attr(parser) || parser->at == first + 1) {
            return false;
        }
    }
    return accept(parser, TOKEN_COLON) && pattern(parser);
}

// mapping_pattern: '{' [items_pattern] [',' '**' pattern_capture_target] [','] '}'
static bool mapping_pattern(struct parser *parser)
{
    parser->at++;
    while (!at(parser, TOKEN_RBRACE)) {
        if (accept(parser, TOKEN_DOUBLESTAR)) {
            if (at_wildcard(parser) || !accept(parser, TOKEN_NAME)) {
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
    return accept(parser, TOKEN_RBRACE);
}

// closed_pattern: literal_pattern | capture_pattern | wildcard_pattern | value_pattern
//               | group_pattern | sequence_pattern | mapping_pattern | class_pattern
static bool closed_pattern(struct parser *parser)
{
    bool found;
    if (!literal_expr(parser, &found)) {
        return false;
    }
    if (found) {
        return true;
    }
    switch (kind(parser)) {
    case TOKEN_NAME:
        if (!name_or_attr(parser)) {
            return false;
        }
        return at(parser, TOKEN_LPAR) ? class_arguments(parser) : !at(parser, TOKEN_EQUAL);
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
        parser->at++;
        return true;
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
    do {
        if (!closed_pattern(parser)) {
            return false;
        }
    } while (accept(parser, TOKEN_VBAR));
    return !accept(parser, TOKEN_AS) || as_target(parser);
}

// patterns: open_sequence_pattern | pattern
static bool patterns(struct parser *parser)
{
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
    return true;
}

// case_block: "case" patterns ['if' named_expression] ':' block
static bool case_block(struct parser *parser)
{
    uint32_t keyword = parser->at++;
    struct expr guard;
    if (!patterns(parser)) {
        return false;
    }
    if (accept(parser, TOKEN_IF) && !mynah__parse_named_expression(parser, &guard)) {
        return false;
    }
    return mynah__parse_colon(parser) && mynah__parse_block(parser, "'case' statement", keyword);
}

// subject_expr: star_named_expression ',' [star_named_expressions] | named_expression
static bool subject_expr(struct parser *parser)
{
    struct expr expr;
    bool star = at(parser, TOKEN_STAR);
    if (!mynah__parse_star_named_expression(parser, &expr) || (star && !at(parser, TOKEN_COMMA))) {
        return false;
    }
    while (accept(parser, TOKEN_COMMA)) {
        if (!mynah__starts_expression(parser) && !at(parser, TOKEN_STAR)) {
            break;
        }
        if (!mynah__parse_star_named_expression(parser, &expr)) {
            return false;
        }
    }
    return true;
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
    return accept(parser, TOKEN_DEDENT);
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
