// SPDX-License-Identifier: Apache-2.0
//
// Reads JSON: one pass, texts copied without their escapes, everything else left where it is.

#include "wire/value.h"

#include "core/text.h"
#include "core/utf8.h"

#include <jansson.h>
#include <string.h>

struct parser {
    struct arena *arena;
    const char *begin;
    const char *at;
    const char *end;
    const char *why; // the first thing that is wrong
};

static bool refuse(struct parser *parser, const char *why)
{
    parser->why = parser->why ? parser->why : why;
    return false;
}

static void skip_space(struct parser *parser)
{
    while (parser->at < parser->end && (*parser->at == ' ' || *parser->at == '\n' ||
                                        *parser->at == '\r' || *parser->at == '\t')) {
        parser->at++;
    }
}

static char peek(const struct parser *parser)
{
    return parser->at < parser->end ? *parser->at : '\0';
}

// ## Texts

static bool read_hex(struct parser *parser, uint32_t *unit)
{
    static const char digits[] = "0123456789abcdef";
    *unit = 0;
    for (int i = 0; i < 4; i++) {
        char byte = peek(parser);
        byte = (char)(byte >= 'A' && byte <= 'F' ? byte + ('a' - 'A') : byte);
        const char *found = byte ? strchr(digits, byte) : NULL;
        if (!found) {
            return refuse(parser, "\\u wants four hexadecimal digits");
        }
        *unit = *unit * 16 + (uint32_t)(found - digits);
        parser->at++;
    }
    return true;
}

// Behind `\u`: a code point, maybe in two halves.
static bool read_point(struct parser *parser, uint32_t *point)
{
    uint32_t low;
    if (!read_hex(parser, point)) {
        return false;
    }
    if (*point >= 0xD800 && *point < 0xDC00 && parser->end - parser->at >= 6 &&
        memcmp(parser->at, "\\u", 2) == 0) {
        const char *behind = parser->at;
        parser->at += 2;
        if (!read_hex(parser, &low)) {
            return false;
        }
        if (low >= 0xDC00 && low < 0xE000) {
            *point = 0x10000 + ((*point - 0xD800) << 10) + (low - 0xDC00);
        } else {
            parser->at = behind;
        }
    }
    if (*point == 0) {
        return refuse(parser, "a text with a NUL character is not taken");
    }
    if (*point >= 0xD800 && *point < 0xE000) {
        *point = 0xFFFD;
    }
    return true;
}

static bool read_escape(struct parser *parser, char **to)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char bytes[] = "\"\\/\b\f\n\r\t";
    char letter = peek(parser);
    const char *found = letter ? strchr(letters, letter) : NULL;
    uint32_t point;
    parser->at++;
    if (found) {
        *(*to)++ = bytes[found - letters];
        return true;
    }
    if (letter != 'u') {
        return refuse(parser, "there is no such escape");
    }
    if (!read_point(parser, &point)) {
        return false;
    }
    *to += mynah__utf8_write(point, *to);
    return true;
}

// Return the length of the bytes that stand for themselves.
static size_t plain(const struct parser *parser)
{
    const char *at = parser->at;
    while (at < parser->end && (unsigned char)*at >= ' ' && (unsigned char)*at < 0x80 &&
           *at != '"' && *at != '\\') {
        at++;
    }
    return (size_t)(at - parser->at);
}

static bool read_odd(struct parser *parser, char **to)
{
    uint32_t point;
    if (*parser->at == '\\') {
        parser->at++;
        return read_escape(parser, to);
    }
    size_t size = mynah__utf8_read(parser->at, (size_t)(parser->end - parser->at), &point);
    if (size < 2) {
        return refuse(parser, size ? "a control character stands in a text" : "it is not UTF-8");
    }
    memcpy(*to, parser->at, size);
    *to += size;
    parser->at += size;
    return true;
}

// Return where the text ends, at most at the end of all.
static const char *find_end(const struct parser *parser)
{
    const char *at = parser->at;
    while (at < parser->end && *at != '"') {
        at += *at == '\\' ? 2 : 1;
    }
    return at < parser->end ? at : parser->end;
}

static const char *read_text(struct parser *parser)
{
    parser->at++;
    // No escape is shorter than what it stands for.
    size_t most = (size_t)(find_end(parser) - parser->at);
    char *text = mynah__arena_alloc(parser->arena, most + 1);
    char *to = text;
    while (text && !parser->why) {
        size_t size = plain(parser);
        memcpy(to, parser->at, size);
        to += size;
        parser->at += size;
        if (parser->at >= parser->end) {
            refuse(parser, "a text does not end");
        } else if (*parser->at == '"') {
            parser->at++;
            return text;
        } else {
            read_odd(parser, &to);
        }
    }
    return NULL;
}

// ## Numbers

static bool read_digits(struct parser *parser)
{
    const char *begin = parser->at;
    while (peek(parser) >= '0' && peek(parser) <= '9') {
        parser->at++;
    }
    return parser->at > begin || refuse(parser, "a number wants a digit here");
}

static bool read_number(struct parser *parser)
{
    parser->at += peek(parser) == '-';
    bool zero = peek(parser) == '0';
    if (!read_digits(parser)) {
        return false;
    }
    if (zero && parser->at[-1] != '0') {
        return refuse(parser, "a number does not begin with 0");
    }
    if (peek(parser) == '.') {
        parser->at++;
        if (!read_digits(parser)) {
            return false;
        }
    }
    if (peek(parser) == 'e' || peek(parser) == 'E') {
        parser->at++;
        parser->at += peek(parser) == '+' || peek(parser) == '-';
        return read_digits(parser);
    }
    return true;
}

// ## Values

static struct value *read_value(struct parser *parser, int depth);

// Read `"name":`.
static const char *read_name(struct parser *parser)
{
    if (peek(parser) != '"') {
        refuse(parser, "a name in quotes is wanted");
        return NULL;
    }
    const char *name = read_text(parser);
    skip_space(parser);
    if (name && peek(parser) != ':') {
        refuse(parser, "a colon is wanted");
        return NULL;
    }
    parser->at++;
    skip_space(parser);
    return name;
}

// Read what is between brackets.
static bool read_items(struct parser *parser, struct value *list, char close, int depth)
{
    const struct value **last = &list->first;
    parser->at++;
    skip_space(parser);
    if (peek(parser) == close) {
        parser->at++;
        return true;
    }
    for (;;) {
        const char *name = close == '}' ? read_name(parser) : NULL;
        struct value *item = parser->why ? NULL : read_value(parser, depth + 1);
        if (!item) {
            return false;
        }
        item->name = name;
        *last = item;
        last = &item->next;
        list->count++;
        skip_space(parser);
        char next = peek(parser);
        if (next != ',' && next != close) {
            return refuse(parser, close == '}' ? "a comma or a brace is wanted"
                                               : "a comma or a bracket is wanted");
        }
        parser->at++;
        if (next == close) {
            return true;
        }
        skip_space(parser);
    }
}

static bool read_word(struct parser *parser, const char *word)
{
    size_t size = strlen(word);
    if ((size_t)(parser->end - parser->at) < size || memcmp(parser->at, word, size) != 0) {
        return refuse(parser, "a value is wanted");
    }
    parser->at += size;
    return true;
}

static bool fill(struct parser *parser, struct value *value, int depth)
{
    switch (peek(parser)) {
    case '{':
        value->kind = VALUE_OBJECT;
        return read_items(parser, value, '}', depth);
    case '[':
        value->kind = VALUE_LIST;
        return read_items(parser, value, ']', depth);
    case '"':
        value->kind = VALUE_TEXT;
        value->text = read_text(parser);
        return value->text != NULL;
    case 't':
        value->kind = VALUE_TRUE;
        return read_word(parser, "true");
    case 'f':
        value->kind = VALUE_FALSE;
        return read_word(parser, "false");
    case 'n':
        return read_word(parser, "null");
    default:
        value->kind = VALUE_NUMBER;
        return read_number(parser);
    }
}

static struct value *read_value(struct parser *parser, int depth)
{
    struct value *value = mynah__arena_alloc(parser->arena, sizeof *value);
    if (depth > VALUE_DEPTH_MOST) {
        refuse(parser, "it nests more than 128 deep");
        return NULL;
    }
    if (!value) {
        return NULL;
    }
    value->source = parser->at;
    if (!fill(parser, value, depth)) {
        return NULL;
    }
    value->size = (size_t)(parser->at - value->source);
    return value;
}

const struct value *mynah__value_parse(struct arena *arena, const char *bytes, size_t size,
                                       struct value_error *error)
{
    struct parser parser = { .arena = arena, .begin = bytes, .at = bytes, .end = bytes + size };
    skip_space(&parser);
    const struct value *value = read_value(&parser, 1);
    skip_space(&parser);
    if (value && parser.at < parser.end) {
        refuse(&parser, "something follows the value");
    }
    if (value && !parser.why) {
        return value;
    }
    *error = (struct value_error){ .why = parser.why ? parser.why : "out of memory",
                                   .line = 1,
                                   .column = 1 };
    for (const char *at = bytes; at < parser.at && at < parser.end; at++) {
        error->line += *at == '\n';
        error->column = *at == '\n' ? 1 : error->column + 1;
    }
    return NULL;
}

// ## Looking

const struct value *mynah__value_get(const struct value *object, const char *name)
{
    const struct value *found = NULL;
    const struct value *member = object && object->kind == VALUE_OBJECT ? object->first : NULL;
    for (; member; member = member->next) {
        found = mynah__text_same(member->name, name) ? member : found;
    }
    return found;
}

const char *mynah__value_text(const struct value *value)
{
    return value ? value->text : NULL;
}

const char *mynah__value_member(const struct value *object, const char *name)
{
    return mynah__value_text(mynah__value_get(object, name));
}

bool mynah__value_is(const struct value *value, enum value_kind kind)
{
    return value && value->kind == kind;
}

bool mynah__value_there(const struct value *value)
{
    return value && value->kind != VALUE_NULL;
}

const struct value *mynah__value_first(const struct value *list)
{
    return mynah__value_is(list, VALUE_LIST) ? list->first : NULL;
}

bool mynah__value_integer(const struct value *value, int64_t *integer)
{
    enum { DIGITS_MOST = 18 };
    if (!mynah__value_is(value, VALUE_NUMBER) || value->size > DIGITS_MOST) {
        return false;
    }
    bool negative = *value->source == '-';
    *integer = 0;
    for (size_t i = negative; i < value->size; i++) {
        if (value->source[i] < '0' || value->source[i] > '9') {
            return false;
        }
        *integer = *integer * 10 + (value->source[i] - '0');
    }
    *integer = negative ? -*integer : *integer;
    return true;
}

// A number with few digits is exact as a quotient of two that are; the others are jansson's, whose
// decimal point is a point in every locale.
bool mynah__value_real(const struct value *value, double *real)
{
    enum { DIGITS_MOST = 15 };
    int64_t digits = 0, scale = 1;
    bool behind = false;
    if (!mynah__value_is(value, VALUE_NUMBER)) {
        return false;
    }
    bool negative = *value->source == '-';
    size_t i = negative;
    for (; i < value->size && i < DIGITS_MOST; i++) {
        char byte = value->source[i];
        if (byte == '.') {
            behind = true;
        } else if (byte >= '0' && byte <= '9') {
            digits = digits * 10 + (byte - '0');
            scale *= behind ? 10 : 1;
        } else {
            break;
        }
    }
    if (i == value->size) {
        *real = (double)digits / (double)scale;
        *real = negative ? -*real : *real;
        return true;
    }
    json_t *number = json_loadb(value->source, value->size, JSON_DECODE_ANY, NULL);
    *real = json_number_value(number);
    bool read = number != NULL;
    json_decref(number);
    return read;
}
