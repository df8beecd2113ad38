// SPDX-License-Identifier: Apache-2.0
//
// Reads string literals: as one token each, and from 3.12 on (PEP 701) those with replacement
// fields as FSTRING_START, FSTRING_MIDDLE, the tokens of the fields, and FSTRING_END.

#include "syntax/lexer.h"

#include <string.h>

enum { FIELDS_MOST = 3 };

// Whether `quote` stands at `at` as often as the literal wants it.
static bool quotes_at(const struct lexer *lexer, uint32_t at, char quote, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (lexer->text[at + i] != quote) {
            return false;
        }
    }
    return true;
}

// The line on which the end was missed: the last one, of which the newline at the end is a part.
static int last_line(const struct lexer *lexer)
{
    uint32_t size = lexer->source->size;
    bool newline = size && lexer->text[size - 1] == '\n';
    return mynah__lexer_line(lexer, newline && !mynah__lexer_adds_line(lexer) ? size - 1 : size);
}

static bool unterminated(struct lexer *lexer, uint32_t start, char quote, uint32_t quotes)
{
    // In a replacement field, the literal's own quotes: its brace is what is missing.
    const struct fstring *around =
        lexer->fstring_count ? &lexer->stacks->fstrings[lexer->fstring_count - 1] : NULL;
    if (around && around->quote == quote && around->quote_size == quotes) {
        return LEXER_FAIL(lexer, start, start, MESSAGE_FIELD_END_BRACE, around->letter);
    }
    if (quotes == 3) {
        return LEXER_FAIL(lexer, start, start, MESSAGE_UNTERMINATED_TRIPLE, last_line(lexer));
    }
    return LEXER_FAIL(lexer, start, start, MESSAGE_UNTERMINATED_STRING,
                      mynah__lexer_line(lexer, lexer->at));
}

static bool plain_string(struct lexer *lexer, uint32_t start, uint32_t quotes)
{
    const char *text = lexer->text;
    char quote = text[lexer->at];
    uint32_t at = lexer->at + quotes;
    for (;; at++) {
        while (at < lexer->size && text[at] != quote && text[at] != '\\' &&
               (text[at] != '\n' || quotes == 3)) {
            at++;
        }
        lexer->at = at < lexer->size ? at : lexer->size;
        if (at >= lexer->size || (text[at] == '\n' && quotes == 1)) {
            return unterminated(lexer, start, quote, quotes);
        }
        if (text[at] == '\\') {
            at++;
        } else if (quotes_at(lexer, at, quote, quotes)) {
            break;
        }
    }
    lexer->at = at + quotes;
    mynah__lexer_add(lexer, TOKEN_STRING, start, lexer->at);
    return true;
}

static bool open_fstring(struct lexer *lexer, uint32_t start, uint32_t quotes, char letter)
{
    if (lexer->fstring_count + 1 >= FSTRINGS_MOST) {
        return LEXER_FAIL(lexer, lexer->at, lexer->at, MESSAGE_FSTRING_TOKEN_MANY);
    }
    const char *prefix = lexer->text + start;
    struct fstring *fstring = &lexer->stacks->fstrings[lexer->fstring_count++];
    *fstring = (struct fstring){
        .start = start,
        .contents = lexer->at + quotes,
        .quote = lexer->text[lexer->at],
        .quote_size = (uint8_t)quotes,
        .letter = letter,
        .raw = (prefix[0] | 0x20) == 'r' || (prefix[1] | 0x20) == 'r',
    };
    lexer->at += quotes;
    mynah__lexer_add(lexer, TOKEN_FSTRING_START, start, lexer->at);
    return true;
}

bool mynah__lexer_string(struct lexer *lexer, uint32_t start, char letter)
{
    char quote = lexer->text[lexer->at];
    uint32_t quotes = quotes_at(lexer, lexer->at, quote, 3) ? 3 : 1;
    if (lexer->version >= 312 && (letter == 'f' || letter == 't')) {
        return open_fstring(lexer, start, quotes, letter);
    }
    return plain_string(lexer, start, quotes);
}

static bool fstring_unterminated(struct lexer *lexer, const struct fstring *fstring, uint32_t at)
{
    uint32_t start = fstring->start;
    if (fstring->quote_size == 3) {
        return LEXER_FAIL(lexer, start, start, MESSAGE_UNTERMINATED_TRIPLE_FSTRING, fstring->letter,
                          last_line(lexer));
    }
    return LEXER_FAIL(lexer, start, start, MESSAGE_UNTERMINATED_FSTRING, fstring->letter,
                      mynah__lexer_line(lexer, at));
}

// The text up to `at`, if there is any.
static void middle(struct lexer *lexer, uint32_t at)
{
    if (at > lexer->at) {
        mynah__lexer_add(lexer, TOKEN_FSTRING_MIDDLE, lexer->at, at);
    }
    lexer->at = at;
}

// A brace behind the text: a replacement field begins, or one with a format specification ends.
static bool brace(struct lexer *lexer, struct fstring *fstring, char byte)
{
    if (byte == '{' && fstring->fields >= FIELDS_MOST) {
        return LEXER_FAIL(lexer, lexer->at - 1, lexer->at - 1, MESSAGE_FSTRING_TOKEN_DEEP,
                          fstring->letter);
    }
    uint32_t at = lexer->at;
    if (byte == '{') {
        fstring->field_depth[fstring->fields++] = fstring->depth;
        fstring->in_expression = true;
        if (!mynah__lexer_open(lexer)) {
            return false;
        }
        mynah__lexer_add(lexer, TOKEN_LBRACE, at, at + 1);
    } else {
        if (!mynah__lexer_close(lexer)) {
            return false;
        }
        mynah__lexer_add(lexer, TOKEN_RBRACE, at, at + 1);
    }
    lexer->at++;
    return true;
}

// Behind a backslash: how many more bytes belong to the text, whatever they are.
static uint32_t escaped(const struct lexer *lexer, const struct fstring *fstring, uint32_t at)
{
    const char *text = lexer->text + at;
    if (text[1] == '{' || text[1] == '}') {
        return 1; // the backslash is itself
    }
    if (text[1] == 'N' && text[2] == '{' && !fstring->raw) {
        const char *end = text + 3;
        while (*end && *end != '}' && *end != '{' && *end != fstring->quote && *end != '\n') {
            end++;
        }
        return (uint32_t)(end - text) + (*end == '}');
    }
    return 2;
}

static bool end_fstring(struct lexer *lexer, const struct fstring *fstring, uint32_t at)
{
    middle(lexer, at);
    lexer->fstring_count--;
    lexer->at += fstring->quote_size;
    mynah__lexer_add(lexer, TOKEN_FSTRING_END, at, lexer->at);
    return true;
}

// Read literal text, and the brace or quotes behind it.
bool mynah__lexer_fstring_text(struct lexer *lexer, struct fstring *fstring)
{
    const char *text = lexer->text;
    for (uint32_t at = lexer->at;;) {
        char byte = at < lexer->size ? text[at] : '\0';
        if (at >= lexer->size || (byte == '\n' && fstring->quote_size == 1)) {
            if (at < lexer->size && fstring->in_format_spec) {
                middle(lexer, at); // the grammar will miss the closing brace
                fstring->in_expression = true;
                fstring->in_format_spec = false;
                return true;
            }
            return fstring_unterminated(lexer, fstring, at);
        }
        if (byte == fstring->quote && quotes_at(lexer, at, byte, fstring->quote_size)) {
            return end_fstring(lexer, fstring, at);
        }
        if (byte == '\\') {
            at += escaped(lexer, fstring, at);
        } else if ((byte == '{' || byte == '}') && text[at + 1] == byte &&
                   !fstring->in_format_spec) {
            at += 2;
        } else if (byte == '{' || byte == '}') {
            middle(lexer, at);
            return brace(lexer, fstring, byte);
        } else {
            at++;
        }
    }
}
