// SPDX-License-Identifier: Apache-2.0
//
// Reads numbers, and says what is wrong with one.

#include "syntax/lexer.h"

#include <string.h>

static bool digit_at(const struct lexer *lexer, uint32_t at)
{
    return byte_is(lexer->text[at], CLASS_DIGIT);
}

static bool bad_literal(struct lexer *lexer, uint32_t at, const char *kind)
{
    return LEXER_FAIL(lexer, at, at, MESSAGE_INVALID_LITERAL, kind);
}

// What stands directly behind a number: nothing that goes on like a name, but for the keywords that
// may follow an expression (`1if x else 2`).
static bool verify_end(struct lexer *lexer, const char *kind)
{
    static const char *const keywords[] = { "if", "in", "is", "and", "else", "for", "not", "or" };
    const char *text = lexer->text + lexer->at;
    if (!byte_is(*text, CLASS_CONTINUE) || (unsigned char)*text >= 0x80) {
        return true;
    }
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        size_t size = strlen(keywords[i]);
        if (strncmp(text, keywords[i], size) == 0 &&
            (i < 3 || !byte_is(text[size], CLASS_CONTINUE))) { // CPython looks at two letters only
            return true;
        }
    }
    if (lexer->version < 310) {
        return true; // two tokens, which the grammar refuses
    }
    return bad_literal(lexer, lexer->at - 1, kind);
}

// Decimal digits with single underscores between them.
static bool decimal_digits(struct lexer *lexer)
{
    for (;;) {
        while (digit_at(lexer, lexer->at)) {
            lexer->at++;
        }
        if (lexer->text[lexer->at] != '_') {
            return true;
        }
        if (!digit_at(lexer, lexer->at + 1)) {
            return bad_literal(lexer, lexer->at, "decimal");
        }
        lexer->at++;
    }
}

struct radix {
    char letter;
    const char *name;
    const char *digits;
};

static const struct radix radices[] = {
    { 'x', "hexadecimal", "0123456789abcdefABCDEF" },
    { 'o', "octal", "01234567" },
    { 'b', "binary", "01" },
};

static bool is_digit_of(const struct radix *radix, char byte)
{
    return byte && strchr(radix->digits, byte);
}

static bool bad_digit(struct lexer *lexer, const struct radix *radix)
{
    return LEXER_FAIL(lexer, lexer->at, lexer->at, MESSAGE_INVALID_DIGIT, lexer->text[lexer->at],
                      radix->name);
}

static bool radix_number(struct lexer *lexer, const struct radix *radix)
{
    lexer->at += 2;
    do {
        lexer->at += lexer->text[lexer->at] == '_';
        if (!is_digit_of(radix, lexer->text[lexer->at])) {
            return digit_at(lexer, lexer->at) ? bad_digit(lexer, radix)
                                              : bad_literal(lexer, lexer->at - 1, radix->name);
        }
        while (is_digit_of(radix, lexer->text[lexer->at])) {
            lexer->at++;
        }
    } while (lexer->text[lexer->at] == '_');
    if (digit_at(lexer, lexer->at)) {
        return bad_digit(lexer, radix);
    }
    return verify_end(lexer, radix->name);
}

// Zeros with single underscores between them.
static bool zeros(struct lexer *lexer)
{
    for (;;) {
        if (lexer->text[lexer->at] == '_') {
            if (!digit_at(lexer, lexer->at + 1)) {
                return bad_literal(lexer, lexer->at, "decimal");
            }
            lexer->at++;
        }
        if (lexer->text[lexer->at] != '0') {
            return true;
        }
        lexer->at++;
    }
}

// An exponent when there is one; `e` without digits belongs to what follows.
static bool exponent(struct lexer *lexer, bool *found)
{
    const char *text = lexer->text + lexer->at;
    *found = false;
    if ((text[0] | 0x20) != 'e') {
        return true;
    }
    uint32_t sign = text[1] == '+' || text[1] == '-';
    if (!byte_is(text[1 + sign], CLASS_DIGIT)) {
        return sign ? bad_literal(lexer, lexer->at + 1, "decimal") : true;
    }
    *found = true;
    lexer->at += 1 + sign;
    return decimal_digits(lexer);
}

static bool decimal_number(struct lexer *lexer)
{
    uint32_t start = lexer->at;
    uint32_t zeros_end = 0; // where other digits follow leading zeros
    if (lexer->text[start] == '0') {
        lexer->at++;
        if (!zeros(lexer)) {
            return false;
        }
        zeros_end = digit_at(lexer, lexer->at) ? lexer->at : 0;
    }
    if (!decimal_digits(lexer)) {
        return false;
    }
    if (lexer->text[lexer->at] == '.') {
        zeros_end = 0;
        lexer->at++;
        if (digit_at(lexer, lexer->at) && !decimal_digits(lexer)) {
            return false;
        }
    }
    bool has_exponent;
    if (!exponent(lexer, &has_exponent)) {
        return false;
    }
    if ((lexer->text[lexer->at] | 0x20) == 'j') {
        lexer->at++;
        return verify_end(lexer, "imaginary");
    }
    if (zeros_end && !has_exponent) {
        return LEXER_FAIL(lexer, start, zeros_end, MESSAGE_LEADING_ZEROS);
    }
    return verify_end(lexer, "decimal");
}

bool mynah__lexer_number(struct lexer *lexer)
{
    uint32_t start = lexer->at;
    const struct radix *radix = NULL;
    if (lexer->text[start] == '0') {
        for (size_t i = 0; i < sizeof radices / sizeof *radices; i++) {
            if ((lexer->text[start + 1] | 0x20) == radices[i].letter) {
                radix = &radices[i];
            }
        }
    }
    if (!(radix ? radix_number(lexer, radix) : decimal_number(lexer))) {
        return false;
    }
    mynah__lexer_add(lexer, TOKEN_NUMBER, start, lexer->at);
    return true;
}
