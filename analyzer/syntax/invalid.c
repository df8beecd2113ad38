// SPDX-License-Identifier: Apache-2.0
//
// The `invalid_` rules of expressions and assignments in CPython's grammar: what is wrong where
// the grammar found nothing that fits.

#include "syntax/parser.h"

#include <string.h>

static const struct token *token_at(const struct parser *parser, uint32_t index)
{
    return &parser->tokens->items[index];
}

static bool is_word(const struct parser *parser, uint32_t index, const char *word)
{
    return at_word(parser, index, word, (uint32_t)strlen(word));
}

static bool is_legacy_name(const struct parser *parser, uint32_t index)
{
    return is_word(parser, index, "print") || is_word(parser, index, "exec");
}

static bool is_bare_name(const struct parser *parser, const struct part *part)
{
    return part->kind == EXPR_NAME && !part->parenthesized && part->first == part->last &&
           token_at(parser, part->first)->kind == TOKEN_NAME;
}

// A soft keyword, or the beginning of one: CPython compares no further than the name goes.
static bool begins_soft_keyword(const struct parser *parser, const struct token *name)
{
    static const char *const words[] = { "match", "case", "_", "type" };
    size_t count = parser->version >= 312 ? 4 : 3;
    size_t size = name->end - name->start;
    for (size_t i = 0; i < count; i++) {
        if (size <= strlen(words[i]) &&
            memcmp(words[i], parser->source->text + name->start, size) == 0) {
            return true;
        }
    }
    return false;
}

// NAME STRING | SOFT_KEYWORD
static bool may_be_no_operand(const struct parser *parser, uint32_t first)
{
    return token_at(parser, first)->kind == TOKEN_NAME &&
           (token_at(parser, first + 1)->kind == TOKEN_STRING ||
            begins_soft_keyword(parser, token_at(parser, first)));
}

// !(NAME STRING | SOFT_KEYWORD) a=disjunction b=expression_without_invalid
static bool missing_comma(struct parser *parser, const struct expr *expr, uint32_t first)
{
    if (!mynah__starts_expression(parser) || may_be_no_operand(parser, first)) {
        return true;
    }
    struct expr next;
    parser->explain = false;
    bool found = mynah__parser_sees(parser, mynah__parse_expression, &next);
    parser->explain = true;
    bool legacy = is_bare_name(parser, &expr->part) && is_legacy_name(parser, expr->part.first);
    if (!found || legacy || token_at(parser, parser->seen - 1)->level == 0) {
        return !parser->failure.set;
    }
    return RAISE(parser, expr->part.first, next.part.last, MESSAGE_MISSING_COMMA);
}

// Names in a row, as in prose: CPython looks behind each of them in turn.
static bool follow_names(struct parser *parser, uint32_t first)
{
    uint32_t mark = parser->at;
    bool good = true;
    for (bool more = true; more && good; first++) {
        struct expr expr;
        mynah__parser_reset(parser, first);
        parser->explain = false;
        more = mynah__parser_sees(parser, mynah__parse_disjunction, &expr);
        parser->explain = true;
        if (more) {
            parser->at = parser->seen;
            good = missing_comma(parser, &expr, first);
            more =
                is_bare_name(parser, &expr.part) && token_at(parser, first + 1)->kind != TOKEN_LPAR;
        }
    }
    mynah__parser_reset(parser, mark);
    return good && !parser->failure.set;
}

// invalid_legacy_expression: a=NAME !'(' b=star_expressions
// CPython looks behind every name, and may so find another error there.
static bool legacy_statement(struct parser *parser, const struct expr *expr, uint32_t first)
{
    bool legacy = is_legacy_name(parser, first);
    // Where CPython has looked for a comma it remembers what it found, without other messages.
    bool fresh = may_be_no_operand(parser, first);
    if (!(legacy || is_bare_name(parser, &expr->part)) ||
        token_at(parser, first + 1)->kind == TOKEN_LPAR) {
        return true;
    }
    if (!fresh && !legacy) {
        return follow_names(parser, first + 1);
    }
    uint32_t mark = parser->at;
    struct expr operand;
    mynah__parser_reset(parser, first + 1);
    parser->explain = fresh;
    bool found = mynah__parser_sees(parser, mynah__parse_star_expressions, &operand);
    parser->explain = true;
    mynah__parser_reset(parser, mark);
    if (!found || !legacy) {
        return !parser->failure.set;
    }
    const struct token *name = token_at(parser, first);
    int size = (int)(name->end - name->start);
    const char *text = parser->source->text + name->start;
    return RAISE(parser, first, operand.part.last, MESSAGE_LEGACY_STATEMENT, size, text, size,
                 text);
}

// Behind the disjunction `expr` that starts at token `first`.
bool mynah__invalid_expression(struct parser *parser, const struct expr *expr, uint32_t first)
{
    return missing_comma(parser, expr, first) && legacy_statement(parser, expr, first);
}

// Whether the operand at token `first` begins with a list, a tuple or a generator, or is True,
// False or None: CPython does not take those for a target that somebody meant to compare.
static bool begins_with_display(struct parser *parser, uint32_t first)
{
    uint32_t mark = parser->at;
    struct expr atom;
    mynah__parser_reset(parser, first);
    parser->explain = false;
    bool found = mynah__parser_sees(parser, mynah__parse_atom, &atom);
    parser->explain = true;
    mynah__parser_reset(parser, mark);
    if (!found) {
        return false;
    }
    switch (atom.part.kind) {
    case EXPR_LIST:
    case EXPR_TUPLE:
    case EXPR_GENERATOR:
    case EXPR_TRUE:
    case EXPR_FALSE:
    case EXPR_NONE:
        return true;
    default:
        return false;
    }
}

// Whether the expression is a bitwise_or: nothing that binds less tightly.
static bool is_bitwise_or(const struct part *part)
{
    switch (part->kind) {
    case EXPR_BOOLEAN:
    case EXPR_COMPARISON:
    case EXPR_CONDITIONAL:
    case EXPR_LAMBDA:
    case EXPR_NAMED:
    case EXPR_YIELD:
        return part->parenthesized;
    case EXPR_STARRED:
        return false;
    default:
        return true;
    }
}

// a=NAME '=' b=bitwise_or !('='|':=') | a=bitwise_or '=' bitwise_or !('='|':=')
static bool equals(struct parser *parser, const struct part *part)
{
    uint32_t mark = parser->at++;
    struct expr right;
    bool found = mynah__parse_bitwise_or(parser, &right) && !at(parser, TOKEN_EQUAL) &&
                 !at(parser, TOKEN_COLONEQUAL);
    mynah__parser_reset(parser, mark);
    if (!found) {
        return !parser->failure.set;
    }
    if (is_bare_name(parser, part)) {
        return RAISE(parser, part->first, right.part.last, MESSAGE_EQUALS_NAME);
    }
    if (!is_bitwise_or(part) || begins_with_display(parser, part->first)) {
        return !parser->failure.set;
    }
    return RAISE_PART(parser, part, MESSAGE_EQUALS_OTHER, mynah__expr_name(part));
}

// Behind the expression `part` stands `:=` or `=`.
static bool invalid_named(struct parser *parser, const struct part *part)
{
    if (at(parser, TOKEN_EQUAL)) {
        return equals(parser, part);
    }
    if (!at(parser, TOKEN_COLONEQUAL) || is_bare_name(parser, part) || part->kind == EXPR_STARRED) {
        return true;
    }
    uint32_t mark = parser->at++;
    struct expr value;
    bool found = mynah__parser_sees(parser, mynah__parse_expression, &value);
    mynah__parser_reset(parser, mark);
    if (!found) {
        return !parser->failure.set;
    }
    return RAISE_PART(parser, part, MESSAGE_WALRUS_TARGET, mynah__expr_name(part));
}

bool mynah__invalid_named_expression(struct parser *parser, const struct expr *expr)
{
    return invalid_named(parser, &expr->part);
}

// 'for' a=star_expressions, where no 'in' follows the targets, or one of them is none, or (NULL)
// there are none.
bool mynah__invalid_for_target(struct parser *parser, uint32_t first, const struct expr *target)
{
    struct expr all;
    if (target && at(parser, TOKEN_IN)) {
        all = *target;
    } else {
        mynah__parser_reset(parser, first);
        if (!mynah__parse_star_expressions(parser, &all)) {
            return false;
        }
        if (all.part.kind == EXPR_COMPARISON) {
            return true;
        }
    }
    const struct part *bad = mynah__expr_unassignable(&all);
    return bad ? RAISE_PART(parser, bad, MESSAGE_CANNOT_ASSIGN, mynah__expr_name(bad)) : true;
}

static bool is_open_tuple(const struct expr *expr)
{
    return expr->part.kind == EXPR_TUPLE && !expr->part.parenthesized;
}

// An assignment whose first target is `first` does not fit; the parser stands behind `last`, which
// is followed by '=' and no target, or at '=' itself behind `first`.
bool mynah__invalid_assignment(struct parser *parser, const struct expr *first, uint32_t equal,
                               const struct expr *last)
{
    uint32_t mark = parser->at;
    bool is_yield = first->part.kind == EXPR_YIELD && !first->part.parenthesized;
    if (!is_yield) {
        mynah__parser_reset(parser, equal);
        bool good = invalid_named(parser, is_open_tuple(first) ? &first->tail : &first->part);
        mynah__parser_reset(parser, mark);
        if (!good) {
            return false;
        }
    }
    if (!last) {
        return true;
    }
    if (last->part.kind == EXPR_YIELD && !last->part.parenthesized) {
        return RAISE_PART(parser, &last->part, MESSAGE_ASSIGN_YIELD);
    }
    const struct part *bad = mynah__expr_unassignable(last);
    return bad ? RAISE_PART(parser, bad, MESSAGE_CANNOT_ASSIGN, mynah__expr_name(bad)) : true;
}

// Before a colon stands what cannot be annotated.
bool mynah__invalid_annotation(struct parser *parser, const struct expr *target)
{
    const struct part *part = &target->part;
    uint32_t mark = parser->at++;
    struct expr annotation;
    bool found = mynah__parser_sees(parser, mynah__parse_expression, &annotation);
    mynah__parser_reset(parser, mark);
    if (!found || part->kind == EXPR_STARRED || part->kind == EXPR_YIELD) {
        return !parser->failure.set;
    }
    if (is_open_tuple(target)) {
        return RAISE_PART(parser, &target->head, MESSAGE_ANNOTATION_SINGLE, "tuple");
    }
    if (part->kind == EXPR_TUPLE || part->kind == EXPR_LIST) {
        return RAISE_PART(parser, part, MESSAGE_ANNOTATION_SINGLE, mynah__expr_name(part));
    }
    return RAISE_PART(parser, part, MESSAGE_ANNOTATION_ILLEGAL);
}

// invalid_assignment: a=star_named_expression ',' star_named_expressions* ':' expression
// The parser stands behind the open tuple `expr`; CPython reads on as if commas were missing.
bool mynah__invalid_after_tuple(struct parser *parser, const struct expr *expr)
{
    uint32_t mark = parser->at;
    if (!is_open_tuple(expr) || !mynah__starts_expression(parser)) {
        return true;
    }
    struct expr more;
    while (mynah__starts_expression(parser) &&
           mynah__parser_sees(parser, mynah__parse_star_named_expression, &more)) {
        parser->at = parser->seen;
        (void)accept(parser, TOKEN_COMMA);
    }
    if (at(parser, TOKEN_COLON) && !parser->failure.set) {
        parser->at++;
        if (mynah__parser_sees(parser, mynah__parse_expression, &more)) {
            return RAISE_PART(parser, &expr->head, MESSAGE_ANNOTATION_SINGLE, "tuple");
        }
    }
    return mynah__parser_back(parser, mark);
}
