// SPDX-License-Identifier: Apache-2.0
//
// What literals hold: escapes, bytes beyond ASCII, kinds of string side by side, huge numbers.

#include "syntax/literal.h"

#include "syntax/unicode_name.h"

#include <string.h>

enum { DIGITS_MOST = 4300 };

// CPython refuses to convert a decimal integer of more digits.
static bool check_number(struct parser *parser, uint32_t token)
{
    const struct token *number = &parser->tokens->items[token];
    const char *text = parser->source->text;
    if (number->end - number->start <= DIGITS_MOST) {
        return true;
    }
    unsigned digits = 0;
    for (uint32_t at = number->start; at < number->end; at++) {
        if (text[at] >= '0' && text[at] <= '9') {
            digits++;
        } else if (text[at] != '_') {
            return true;
        }
    }
    if (digits <= DIGITS_MOST) {
        return true;
    }
    (void)RAISE(parser, token, token, MESSAGE_DIGITS_LIMIT, digits);
    int line;
    int column;
    mynah__source_place(parser->source, number->start, &line, &column);
    parser->failure.start = parser->failure.end = parser->source->lines[line - 1];
    return false;
}

static enum constant_kind number_kind(const struct parser *parser, const struct token *number)
{
    const char *text = parser->source->text;
    char last = text[number->end - 1];
    bool radix = text[number->start] == '0' && strchr("xXoObB", text[number->start + 1]);
    if (radix) {
        return CONSTANT_INT;
    }
    if (last == 'j' || last == 'J') {
        return CONSTANT_IMAGINARY;
    }
    for (uint32_t at = number->start; at < number->end; at++) {
        if (strchr(".eE", text[at])) {
            return CONSTANT_FLOAT;
        }
    }
    return CONSTANT_INT;
}

// NUMBER
bool mynah__parse_number(struct parser *parser)
{
    uint32_t number = parser->at;
    return accept(parser, TOKEN_NUMBER) && check_number(parser, number) &&
           make(parser, NODE_CONSTANT, number) &&
           with_op(parser, number_kind(parser, &parser->tokens->items[number]));
}

// Take the prefix and the quotes off the literal.
struct literal mynah__literal_read(const struct parser *parser, const struct token *token)
{
    struct literal literal = { .body = { token->start, token->end } };
    const char *text = parser->source->text;
    for (;;) {
        char byte = text[literal.body.start];
        if (byte == '\'' || byte == '"') {
            break;
        }
        byte = (char)(byte | 0x20);
        if (byte == 'r') {
            literal.raw = true;
        } else {
            literal.letter = byte;
        }
        literal.body.start++;
    }
    const char *quotes = text + literal.body.start;
    literal.quotes = quotes[1] == quotes[0] && quotes[2] == quotes[0] ? 3 : 1;
    if (literal.quotes == 3 && token->end - literal.body.start < 3) {
        literal.quotes = 1; // an empty string
    }
    literal.quote = quotes[0];
    literal.body.start += literal.quotes;
    literal.body.end -= token->kind == TOKEN_STRING ? literal.quotes : 0;
    return literal;
}

struct escape {
    uint32_t at;       // of the backslash
    uint32_t end;      // where it ends, or where it went wrong
    unsigned position; // of the backslash, as CPython counts
};

static unsigned hex_digits(const char *text, uint32_t *at, uint32_t end, unsigned most,
                           uint32_t *value)
{
    unsigned count = 0;
    *value = 0;
    for (; count < most && *at < end; count++, (*at)++) {
        char byte = text[*at];
        uint32_t digit;
        if (byte >= '0' && byte <= '9') {
            digit = (uint32_t)(byte - '0');
        } else if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'f') {
            digit = (uint32_t)((byte | 0x20) - 'a' + 10);
        } else {
            break;
        }
        *value = *value << 4 | digit;
    }
    return count;
}

static bool raise_range(struct parser *parser, uint32_t token, enum message message,
                        const struct escape *escape)
{
    return RAISE(parser, token, token, message, escape->position,
                 escape->position + (escape->end - escape->at) - 1);
}

// \xXX \uXXXX \UXXXXXXXX
static bool check_hex(struct parser *parser, uint32_t end, uint32_t token, struct escape *escape)
{
    static const char *const names[] = { "xXX", "uXXXX", "UXXXXXXXX" };
    const char *text = parser->source->text;
    char letter = text[escape->at + 1];
    const char *name = names[letter == 'x' ? 0 : letter == 'u' ? 1 : 2];
    unsigned digits = (unsigned)strlen(name) - 1;
    uint32_t value;
    escape->end = escape->at + 2;
    if (hex_digits(text, &escape->end, end, digits, &value) < digits) {
        return RAISE(parser, token, token, MESSAGE_ESCAPE_TRUNCATED, escape->position,
                     escape->position + (escape->end - escape->at) - 1, name);
    }
    return value <= 0x10FFFF || raise_range(parser, token, MESSAGE_ESCAPE_ILLEGAL, escape);
}

// \N{NAME}
static bool check_name(struct parser *parser, uint32_t end, uint32_t token, struct escape *escape)
{
    const char *text = parser->source->text;
    escape->end = escape->at + 2;
    if (escape->end >= end || text[escape->end] != '{') {
        return raise_range(parser, token, MESSAGE_ESCAPE_NAME, escape);
    }
    uint32_t name = ++escape->end;
    while (escape->end < end && text[escape->end] != '}') {
        escape->end++;
    }
    if (escape->end >= end || escape->end == name) {
        return raise_range(parser, token, MESSAGE_ESCAPE_NAME, escape);
    }
    size_t size = escape->end - name;
    escape->end++;
    return mynah__unicode_has_name(text + name, size) ||
           raise_range(parser, token, MESSAGE_ESCAPE_UNKNOWN, escape);
}

// Check the escapes of text; an error is reported at `token`.
bool mynah__check_escapes(struct parser *parser, struct span body, uint32_t token)
{
    const char *text = parser->source->text;
    struct escape escape = { 0 };
    for (uint32_t at = body.start; at < body.end;) {
        if (text[at] != '\\') { // CPython writes what is not ASCII as \UXXXXXXXX first
            unsigned char byte = (unsigned char)text[at++];
            escape.position += byte < 0x80 ? 1 : byte >= 0xC0 ? 10 : 0;
            continue;
        }
        escape.at = at;
        escape.end = at + 2;
        char letter = at + 1 < body.end ? text[at + 1] : '\0';
        if (letter == 'x' || letter == 'u' || letter == 'U') {
            if (!check_hex(parser, body.end, token, &escape)) {
                return false;
            }
        } else if (letter == 'N') {
            if (!check_name(parser, body.end, token, &escape)) {
                return false;
            }
        } else if ((unsigned char)letter >= 0x80) {
            escape.end = at + 1;
            escape.position += 5;
        }
        escape.position += escape.end - at;
        at = escape.end;
    }
    return true;
}

static bool check_bytes(struct parser *parser, const struct literal *literal, uint32_t token,
                        uint32_t place)
{
    const char *text = parser->source->text;
    for (uint32_t at = literal->body.start; at < literal->body.end; at++) {
        if ((unsigned char)text[at] >= 0x80) {
            return RAISE(parser, token, token, MESSAGE_BYTES_ASCII);
        }
    }
    for (uint32_t at = literal->body.start; at < literal->body.end && !literal->raw; at++) {
        if (text[at] != '\\') {
            continue;
        }
        uint32_t backslash = at++;
        if (text[at] == 'x') {
            uint32_t value;
            uint32_t digit = at + 1;
            if (hex_digits(text, &digit, literal->body.end, 2, &value) < 2) {
                return RAISE(parser, place, place, MESSAGE_ESCAPE_BYTES,
                             backslash - literal->body.start);
            }
        }
    }
    return true;
}

// Check the STRING at `token`; errors in escapes are reported at `place`.
static bool check_string(struct parser *parser, const struct literal *literal, uint32_t token,
                         uint32_t place)
{
    const struct span *body = &literal->body;
    if (literal->letter == 'b') {
        return check_bytes(parser, literal, token, place);
    }
    if (literal->letter == 'f') {
        return mynah__parse_fstring_fragments(parser, literal, place);
    }
    if (literal->raw || body->start >= body->end ||
        !memchr(parser->source->text + body->start, '\\', body->end - body->start)) {
        return true;
    }
    return mynah__check_escapes(parser, *body, place);
}

// What strings side by side have been so far.
struct concatenation {
    unsigned count;
    bool bytes; // the first
    bool formatted;
    bool templates;
    bool not_templates;
};

static bool concatenate(struct parser *parser, struct concatenation *all, char letter,
                        uint32_t place)
{
    bool bytes = letter == 'b';
    if (all->count++ == 0) {
        all->bytes = bytes;
    } else if (all->bytes != bytes) {
        return RAISE(parser, place, place, MESSAGE_BYTES_MIXED);
    }
    all->formatted |= letter == 'f';
    all->templates |= letter == 't';
    all->not_templates |= letter != 't';
    return true;
}

// strings: STRING+, before 3.12: read first, then looked into
static bool plain_strings(struct parser *parser, struct concatenation *all)
{
    uint32_t first = parser->at;
    while (accept(parser, TOKEN_STRING)) {
    }
    uint32_t end = parser->at;
    if (at(parser, TOKEN_ERROR)) {
        return false;
    }
    for (uint32_t token = first; token < end; token++) {
        struct literal literal = mynah__literal_read(parser, &parser->tokens->items[token]);
        if (!check_string(parser, &literal, token, end) ||
            !concatenate(parser, all, literal.letter, end)) {
            return false;
        }
    }
    return true;
}

// strings: (fstring | string)+
static bool mixed_strings(struct parser *parser, struct concatenation *all)
{
    while (at(parser, TOKEN_STRING) || at(parser, TOKEN_FSTRING_START)) {
        uint32_t token = parser->at;
        struct literal literal = mynah__literal_read(parser, peek(parser));
        if (at(parser, TOKEN_FSTRING_START)) {
            if (!mynah__parse_fstring(parser, &literal)) {
                return false;
            }
        } else {
            parser->at++;
            if (!check_string(parser, &literal, token, token)) {
                return false;
            }
        }
        if (at(parser, TOKEN_ERROR) || !concatenate(parser, all, literal.letter, parser->at)) {
            return false;
        }
    }
    if (all->templates && (all->not_templates || !since(parser, 314))) {
        return RAISE_FAR(parser, MESSAGE_TSTRING_MIXED);
    }
    return true;
}

// strings: (fstring | string)+
bool mynah__parse_strings(struct parser *parser, struct expr *expr)
{
    uint32_t first = parser->at;
    struct concatenation all = { 0 };
    if (!(parser->version < 312 ? plain_strings : mixed_strings)(parser, &all)) {
        return false;
    }
    bool joined = all.templates || all.formatted;
    mynah__expr_set(parser, expr,
                    all.templates   ? EXPR_TSTRING
                    : all.formatted ? EXPR_FSTRING
                                    : EXPR_LITERAL,
                    first);
    return make(parser, joined ? NODE_JOINED_STR : NODE_CONSTANT, first) &&
           with_op(parser, all.bytes ? CONSTANT_BYTES : 0);
}
