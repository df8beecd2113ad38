// SPDX-License-Identifier: Apache-2.0
//
// f-strings and t-strings from 3.12 on (PEP 701): their replacement fields are tokens like others.

#include "syntax/literal.h"

#include <string.h>

static bool replacement_field(struct parser *parser, const struct literal *literal,
                              enum node_role role);

// Whether only PEP 701 allows this text of a field: backslashes, comments, line ends in a
// single-quoted literal, and the literal's own quotes.
static bool is_new_style(const struct parser *parser, const struct literal *literal,
                         struct span field)
{
    const char *text = parser->source->text;
    char inner = '\0';
    for (uint32_t at = field.start; at < field.end; at++) {
        char byte = text[at];
        bool same = byte == literal->quote &&
                    (literal->quotes == 1 || (text[at + 1] == byte && text[at + 2] == byte));
        if (byte == '\\' || same || (byte == '\n' && literal->quotes == 1) ||
            (byte == '#' && !inner)) {
            return true;
        }
        if (byte == '\'' || byte == '"') {
            inner = !inner ? byte : inner == byte ? '\0' : inner;
        }
    }
    return false;
}

static bool is_conversion(const struct parser *parser, const struct token *name)
{
    return name->end - name->start == 1 && strchr("sra", parser->source->text[name->start]);
}

// fstring_conversion: '!' NAME
static bool conversion(struct parser *parser, char letter)
{
    uint32_t mark = parser->at++;
    if (at(parser, TOKEN_COLON) || at(parser, TOKEN_RBRACE)) {
        return EXPLAIN(parser, parser->at, parser->at, MESSAGE_FIELD_CONVERSION_MISSING, letter);
    }
    const struct token *name = peek(parser);
    if (!accept(parser, TOKEN_NAME)) {
        return EXPLAIN(parser, parser->at, parser->at, MESSAGE_FIELD_CONVERSION_INVALID, letter);
    }
    if (parser->tokens->items[mark].end != name->start) {
        return RAISE(parser, mark, mark + 1, MESSAGE_FIELD_CONVERSION_GAP, letter);
    }
    if (!is_conversion(parser, name)) {
        return RAISE(parser, mark + 1, mark + 1, MESSAGE_FIELD_CONVERSION, letter,
                     (int)(name->end - name->start), parser->source->text + name->start);
    }
    return true;
}

// FSTRING_MIDDLE
static bool middle(struct parser *parser, const struct literal *literal)
{
    const struct token *token = peek(parser);
    uint32_t place = parser->at++;
    struct span body = { token->start, token->end };
    return literal->raw || mynah__check_escapes(parser, body, place);
}

// fstring_full_format_spec: ':' (FSTRING_MIDDLE | fstring_replacement_field)*
static bool format_spec(struct parser *parser, const struct literal *literal)
{
    parser->at++;
    for (;;) {
        if (at(parser, TOKEN_FSTRING_MIDDLE)) {
            if (!middle(parser, literal)) {
                return false;
            }
        } else if (at(parser, TOKEN_LBRACE)) {
            if (!replacement_field(parser, literal, ROLE_ITEM)) {
                return false;
            }
        } else {
            return true;
        }
    }
}

// What CPython misses behind the parts of a field.
static bool missing(struct parser *parser, enum message message, char letter)
{
    return !at(parser, TOKEN_ERROR) && EXPLAIN(parser, parser->at, parser->at, message, letter);
}

static bool at_part(const struct parser *parser, enum token_kind first)
{
    return kind(parser) >= first && (at(parser, TOKEN_RBRACE) || at(parser, TOKEN_COLON) ||
                                     at(parser, TOKEN_EXCLAMATION) || at(parser, TOKEN_EQUAL));
}

// Behind the expression: '='? [fstring_conversion] [fstring_full_format_spec] '}'
static bool field_end(struct parser *parser, const struct literal *literal)
{
    char letter = literal->letter;
    enum message message = MESSAGE_FIELD_END_BRACE;
    if (!at_part(parser, TOKEN_RBRACE)) {
        return missing(parser, MESSAGE_FIELD_END, letter);
    }
    if (accept(parser, TOKEN_EQUAL) &&
        (!at_part(parser, TOKEN_RBRACE) || at(parser, TOKEN_EQUAL))) {
        return missing(parser, MESSAGE_FIELD_END_DEBUG, letter);
    }
    if (at(parser, TOKEN_EXCLAMATION)) {
        if (!conversion(parser, letter)) {
            return false;
        }
        message = MESSAGE_FIELD_END_CONVERSION;
    }
    if (at(parser, TOKEN_COLON)) {
        if (!format_spec(parser, literal)) {
            return false;
        }
        message = MESSAGE_FIELD_END_SPEC;
    }
    return accept(parser, TOKEN_RBRACE) || missing(parser, message, letter);
}

// fstring_replacement_field: '{' annotated_rhs '='? [fstring_conversion]
//                            [fstring_full_format_spec] '}'
static bool replacement_field(struct parser *parser, const struct literal *literal,
                              enum node_role role)
{
    const struct token *brace = peek(parser);
    char letter = literal->letter;
    uint32_t first = ++parser->at;
    struct expr expr;
    if (at_part(parser, TOKEN_RBRACE)) {
        return EXPLAIN(parser, first, first, MESSAGE_FIELD_EMPTY, letter,
                       parser->source->text[peek(parser)->start]);
    }
    char outer = parser->field_letter;
    parser->field_letter = letter;
    bool good = mynah__parse_annotated_rhs(parser, &expr);
    parser->field_letter = outer;
    if (!good) {
        return mynah__parser_back(parser, first) &&
               missing(parser, MESSAGE_FIELD_EXPRESSION, letter);
    }
    as(parser, ROLE_VALUE);
    struct span field = { brace->end, peek(parser)->start };
    if (parser->requires_python < 312 &&
        (parser->field_depth >= 2 || is_new_style(parser, literal, field))) {
        parser->requires_python = 312;
    }
    parser->field_depth++;
    good = field_end(parser, literal);
    parser->field_depth--;
    return good && make(parser, NODE_FORMATTED_VALUE, first - 1) && as(parser, role);
}

// fstring: FSTRING_START (FSTRING_MIDDLE | fstring_replacement_field)* FSTRING_END
bool mynah__parse_fstring(struct parser *parser, const struct literal *literal)
{
    unsigned outer = parser->field_depth;
    parser->field_depth = 0;
    parser->at++;
    bool good = true;
    while (good && !at(parser, TOKEN_FSTRING_END)) {
        if (at(parser, TOKEN_FSTRING_MIDDLE)) {
            good = middle(parser, literal);
        } else if (at(parser, TOKEN_LBRACE)) {
            good = replacement_field(parser, literal, ROLE_VALUE);
        } else {
            good = false;
        }
    }
    parser->field_depth = outer;
    return good && accept(parser, TOKEN_FSTRING_END);
}
