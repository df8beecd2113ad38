// SPDX-License-Identifier: Apache-2.0
// Constants: from their spelling in the source to values, and from values to Python literals.
// Adjacent string literals are one constant, as in Python.

#include "core/text.h"
#include "core/utf8.h"
#include "values/constants.h"
#include "values/engine.h"

#include <string.h>

static int digit_of(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 99;
}

static uint32_t integer(struct engine *engine, const char *text, uint32_t size)
{
    int base = 10;
    uint32_t at = 0;
    if (size > 2 && text[0] == '0') {
        char mark = (char)(text[1] | 32);
        base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
        at = base == 10 ? 0 : 2;
    }
    int64_t number = 0;
    for (; at < size; at++) {
        if (text[at] == '_') {
            continue;
        }
        int digit = digit_of(text[at]);
        if (digit >= base || number > (INT64_MAX - digit) / base) {
            return mynah__value(engine, VALUE_NUMBER, 0, mynah__atom(engine, text, size), 0);
        }
        number = number * base + digit;
    }
    return mynah__value_int(engine, number);
}

static void add_point(struct text *text, uint32_t point, bool bytes)
{
    char utf8[4];
    if (bytes) {
        mynah__text_add_char(text, (char)point);
    } else if (point < 0x110000 && (point < 0xD800 || point > 0xDFFF)) {
        mynah__text_add_bytes(text, utf8, mynah__utf8_write(point, utf8));
    } else {
        mynah__text_add(text, "\xEF\xBF\xBD");
    }
}

static uint32_t numbered(const char *at, const char *end, int base, int most, uint32_t *point)
{
    uint32_t used = 0;
    *point = 0;
    while (at + used < end && used < (uint32_t)most && digit_of(at[used]) < base) {
        *point = *point * (uint32_t)base + (uint32_t)digit_of(at[used]);
        used++;
    }
    return used;
}

// Take one escape behind the backslash; return how many bytes it has.
static uint32_t escape(struct text *text, const char *at, const char *end, bool bytes)
{
    static const char from[] = "\\'\"abfnrtv";
    static const char to[] = "\\'\"\a\b\f\n\r\t\v";
    const char *simple = *at ? strchr(from, *at) : NULL;
    uint32_t point;
    if (*at == '\n') {
        return 1;
    }
    if (simple) {
        mynah__text_add_char(text, to[simple - from]);
        return 1;
    }
    if (*at >= '0' && *at <= '7') {
        uint32_t used = numbered(at, end, 8, 3, &point);
        add_point(text, bytes ? point & 255 : point, bytes);
        return used;
    }
    int most = *at == 'x' ? 2 : bytes ? 0 : *at == 'u' ? 4 : *at == 'U' ? 8 : 0;
    if (most > 0) {
        uint32_t used = numbered(at + 1, end, 16, most, &point);
        add_point(text, point, bytes);
        return used + 1;
    }
    mynah__text_add_char(text, '\\');
    return 0;
}

static void decode(struct text *text, const char *at, const char *end, bool raw, bool bytes)
{
    while (at < end) {
        const char *mark = raw ? NULL : memchr(at, '\\', (size_t)(end - at));
        const char *stop = mark && mark + 1 < end ? mark : end;
        mynah__text_add_bytes(text, at, (size_t)(stop - at));
        at = stop;
        if (at < end) {
            at++;
            at += escape(text, at, end, bytes);
        }
    }
}

// Decode one literal that starts at `at`; return where it ends.
static const char *one_string(struct text *text, const char *at, const char *end, bool *bytes)
{
    bool raw = false;
    while (at < end && *at != '"' && *at != '\'') {
        raw = raw || (*at | 32) == 'r';
        *bytes = *bytes || (*at | 32) == 'b';
        at++;
    }
    if (at >= end) {
        return end;
    }
    char quote = *at;
    size_t width = end - at >= 6 && at[1] == quote && at[2] == quote ? 3 : 1;
    const char *start = at + width;
    const char *close = start;
    while (close < end &&
           !(*close == quote &&
             (width == 1 || (close + 2 < end && close[1] == quote && close[2] == quote)))) {
        close += *close == '\\' && close + 1 < end ? 2 : 1;
    }
    decode(text, start, close < end ? close : end, raw, *bytes);
    return close + width < end ? close + width : end;
}

static const char *skip_between(const char *at, const char *end)
{
    while (at < end && *at != '"' && *at != '\'') {
        if (*at == '#') {
            while (at < end && *at != '\n') {
                at++;
            }
        } else if ((*at | 32) >= 'a' && (*at | 32) <= 'z') {
            break;
        } else {
            at++;
        }
    }
    return at;
}

static uint32_t string(struct engine *engine, const char *at, const char *end, bool bytes)
{
    struct text text = { 0 };
    while ((at = skip_between(at, end)) < end) {
        at = one_string(&text, at, end, &bytes);
    }
    uint32_t atom = mynah__atom(engine, text.bytes ? text.bytes : "", text.size);
    engine->arena->failed = engine->arena->failed || text.failed;
    mynah__text_finish(&text);
    return mynah__value(engine, bytes ? VALUE_BYTES : VALUE_STR, 0, atom, 0);
}

// Look at the opening of a literal: prefix and quotes; return where its text starts.
static const char *open_literal(struct literal_state *state, const char *at, const char *end)
{
    *state = (struct literal_state){ 0 };
    while (at < end && *at != '"' && *at != '\'') {
        state->raw = state->raw || (*at | 32) == 'r';
        state->format = state->format || (*at | 32) == 'f';
        at++;
    }
    if (at == end) {
        return end;
    }
    state->quote = *at;
    state->triple = end - at >= 3 && at[1] == *at && at[2] == *at;
    return at + (state->triple ? 3 : 1);
}

void mynah__literal_text(struct literal_state *state, const char *at, const char *end,
                         struct text *text)
{
    while (at < end) {
        if (!state->quote) {
            at = skip_between(at, end);
            at = at < end ? open_literal(state, at, end) : end;
            continue;
        }
        bool closes = *at == state->quote &&
                      (!state->triple || (end - at >= 3 && at[1] == *at && at[2] == *at));
        if (closes) {
            at += state->triple ? 3 : 1;
            state->quote = 0;
        } else if (*at == '\\' && !state->raw && at + 1 < end) {
            at++;
            at += escape(text, at, end, false);
        } else {
            mynah__text_add_char(text, *at);
            bool twice =
                state->format && (*at == '{' || *at == '}') && at + 1 < end && at[1] == *at;
            at += twice ? 2 : 1;
        }
    }
}

uint32_t mynah__literal(struct engine *engine, const struct unit *unit, uint32_t node)
{
    const struct node *at = &unit->tree->nodes[node];
    const char *text = unit->source->text + at->start;
    uint32_t size = at->end - at->start;
    switch ((enum constant_kind)at->op) {
    case CONSTANT_STR:
        return string(engine, text, text + size, false);
    case CONSTANT_BYTES:
        return string(engine, text, text + size, true);
    case CONSTANT_INT:
        return integer(engine, text, size);
    case CONSTANT_TRUE:
        return mynah__value(engine, VALUE_TRUE, 0, 0, 0);
    case CONSTANT_FALSE:
        return mynah__value(engine, VALUE_FALSE, 0, 0, 0);
    case CONSTANT_NONE:
        return mynah__value(engine, VALUE_NONE, 0, 0, 0);
    case CONSTANT_ELLIPSIS:
        return mynah__value(engine, VALUE_ELLIPSIS, 0, 0, 0);
    case CONSTANT_FLOAT:
    case CONSTANT_IMAGINARY:
        break;
    }
    return mynah__value(engine, VALUE_NUMBER, 0, mynah__atom(engine, text, size), 0);
}

static void repr_text(const struct atom *atom, bool bytes, struct text *text)
{
    static const char digits[] = "0123456789abcdef";
    bool single = memchr(atom->bytes, '\'', atom->size) != NULL;
    bool twice = memchr(atom->bytes, '"', atom->size) != NULL;
    char quote = single && !twice ? '"' : '\'';
    mynah__text_add(text, bytes ? "b" : "");
    mynah__text_add_char(text, quote);
    for (uint32_t i = 0; i < atom->size; i++) {
        char c = atom->bytes[i];
        const char *named = c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\t' ? "\\t" : NULL;
        if (named) {
            mynah__text_add(text, named);
        } else if (c == quote || c == '\\') {
            mynah__text_add_char(text, '\\');
            mynah__text_add_char(text, c);
        } else if ((unsigned char)c < 32 || c == 127 || (bytes && (unsigned char)c > 127)) {
            mynah__text_add(text, "\\x");
            mynah__text_add_char(text, digits[(unsigned char)c >> 4]);
            mynah__text_add_char(text, digits[c & 15]);
        } else {
            mynah__text_add_char(text, c);
        }
    }
    mynah__text_add_char(text, quote);
}

void mynah__repr(const struct engine *engine, uint32_t id, struct text *text)
{
    static const char *const words[] = {
        [VALUE_TRUE] = "True",
        [VALUE_FALSE] = "False",
        [VALUE_NONE] = "None",
        [VALUE_ELLIPSIS] = "Ellipsis",
    };
    const struct value *value = &engine->values[id];
    switch (value->kind) {
    case VALUE_STR:
    case VALUE_BYTES:
        repr_text(mynah__atom_at(engine, value->a), value->kind == VALUE_BYTES, text);
        break;
    case VALUE_INT:
        mynah__text_add_format(text, "%lld", (long long)mynah__int(value));
        break;
    case VALUE_NUMBER:
        mynah__text_add(text, mynah__atom_at(engine, value->a)->bytes);
        break;
    case VALUE_TRUE:
    case VALUE_FALSE:
    case VALUE_NONE:
    case VALUE_ELLIPSIS:
        mynah__text_add(text, words[value->kind]);
        break;
    default:
        mynah__text_add(text, "?");
        break;
    }
}

static bool literal_value(struct engine *engine, uint32_t id, struct text *text, int depth);

static bool literal_set(struct engine *engine, uint32_t set, struct text *text, int depth)
{
    uint32_t single = mynah__single(engine, set);
    return single != UINT32_MAX && literal_value(engine, single, text, depth);
}

static bool literal_items(struct engine *engine, uint32_t id, struct text *text, int depth)
{
    const struct container container = *mynah__container(engine, id);
    bool dict = engine->values[id].sub == CONTAINER_DICT;
    for (uint32_t i = 0; i < container.count; i++) {
        mynah__text_add(text, i ? ", " : "");
        if (dict && literal_value(engine, container.keys[i], text, depth)) {
            mynah__text_add(text, ": ");
        }
        if (!literal_set(engine, container.sets[i], text, depth)) {
            return false;
        }
    }
    return true;
}

static bool literal_value(struct engine *engine, uint32_t id, struct text *text, int depth)
{
    static const char *const opening[] = { "[", "(", "{", "{" };
    static const char *const closing[] = { "]", ")", "}", "}" };
    struct value value = engine->values[id];
    if (mynah__is_constant(&value)) {
        mynah__repr(engine, id, text);
        return true;
    }
    if (value.kind != VALUE_CONTAINER || value.sub > CONTAINER_SET || depth == 0) {
        return false;
    }
    const struct container *container = mynah__container(engine, id);
    if (container->open || container->count > ITERATE_MAX ||
        (value.sub == CONTAINER_SET && container->count == 0)) {
        return false;
    }
    bool lone = value.sub == CONTAINER_TUPLE && container->count == 1;
    mynah__text_add(text, opening[value.sub]);
    bool known = literal_items(engine, id, text, depth - 1);
    mynah__text_add(text, lone ? "," : "");
    mynah__text_add(text, closing[value.sub]);
    return known;
}

bool mynah__value_literal(struct engine *engine, uint32_t set, struct text *text)
{
    return literal_set(engine, set, text, 3);
}
