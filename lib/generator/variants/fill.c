// SPDX-License-Identifier: Apache-2.0
//
// Fills templates: finds holes, writes values the way that a hole asks for, and indents lines.

#include "generator/variants/fill.h"

#include "core/json.h"
#include "core/utf8.h"

#include <string.h>

// ## Ways to write a value

static void add_quoted(struct text *out, const char *bytes, size_t size)
{
    mynah__text_add_char(out, '\'');
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '\n') {
            mynah__text_add(out, "\\n");
        } else {
            mynah__text_add(out, bytes[i] == '\'' || bytes[i] == '\\' ? "\\" : "");
            mynah__text_add_char(out, bytes[i]);
        }
    }
    mynah__text_add_char(out, '\'');
}

static void write_quoted(struct text *out, const char *value, size_t size)
{
    add_quoted(out, value, size);
}

static void write_first_half(struct text *out, const char *value, size_t size)
{
    add_quoted(out, value, size / 2);
}

static void write_second_half(struct text *out, const char *value, size_t size)
{
    add_quoted(out, value + size / 2, size - size / 2);
}

// The ways below are for ASCII, which names of APIs are; `turn` is asked for each character.
static void write_turned(struct text *out, const char *value, size_t size,
                         char (*turn)(const char *value, size_t size, size_t at))
{
    struct text turned = { 0 };
    for (size_t i = 0; i < size; i++) {
        mynah__text_add_char(&turned, turn(value, size, i));
    }
    out->failed = out->failed || turned.failed;
    add_quoted(out, turned.bytes ? turned.bytes : "", turned.size);
    mynah__text_finish(&turned);
}

static char from_behind(const char *value, size_t size, size_t at)
{
    return value[size - 1 - at];
}

static bool is_letter(char character)
{
    return (character | 32) >= 'a' && (character | 32) <= 'z';
}

static char with_other_case(const char *value, size_t size, size_t at)
{
    (void)size;
    return is_letter(value[at]) ? (char)(value[at] ^ 32) : value[at];
}

static char by_thirteen(const char *value, size_t size, size_t at)
{
    (void)size;
    char base = (char)((value[at] & 32) | 'A');
    int turned = base + (value[at] - base + 13) % 26;
    return is_letter(value[at]) ? (char)turned : value[at];
}

static void write_reversed(struct text *out, const char *value, size_t size)
{
    write_turned(out, value, size, from_behind);
}

static void write_swapped(struct text *out, const char *value, size_t size)
{
    write_turned(out, value, size, with_other_case);
}

static void write_rot13(struct text *out, const char *value, size_t size)
{
    write_turned(out, value, size, by_thirteen);
}

static void write_dashed(struct text *out, const char *value, size_t size)
{
    mynah__text_add_char(out, '\'');
    for (size_t i = 0; i < size; i++) {
        mynah__text_add(out, i ? "-" : "");
        mynah__text_add_char(out, value[i]);
    }
    mynah__text_add_char(out, '\'');
}

static void write_each(struct text *out, const char *value, size_t size, const char *format,
                       const char *between)
{
    for (size_t i = 0; i < size; i++) {
        mynah__text_add(out, i ? between : "");
        // NOLINTNEXTLINE(clang-diagnostic-format-nonliteral): one of the two below
        mynah__text_add_format(out, format, (unsigned)(unsigned char)value[i]);
    }
}

static void write_characters(struct text *out, const char *value, size_t size)
{
    write_each(out, value, size, "chr(%u)", " + ");
}

static void write_codes(struct text *out, const char *value, size_t size)
{
    write_each(out, value, size, "%u", ", ");
}

static void write_hex(struct text *out, const char *value, size_t size)
{
    mynah__text_add_char(out, '\'');
    write_each(out, value, size, "%02x", "");
    mynah__text_add_char(out, '\'');
}

static void write_escaped(struct text *out, const char *value, size_t size)
{
    mynah__text_add_char(out, '\'');
    write_each(out, value, size, "\\x%02x", "");
    mynah__text_add_char(out, '\'');
}

static void write_base64(struct text *out, const char *value, size_t size)
{
    mynah__json_base64(out, value, size);
}

// An identifier that Python takes for the same: its first letter as a full-width form.
static void write_wide(struct text *out, const char *value, size_t size)
{
    size_t at = 0;
    while (at < size && !is_letter(value[at])) {
        at++;
    }
    mynah__text_add_bytes(out, value, at);
    if (at < size) {
        char bytes[4];
        uint32_t wide = 0xFF21 + (uint32_t)(value[at] - 'A');
        mynah__text_add_bytes(out, bytes, mynah__utf8_write(wide, bytes));
        mynah__text_add_bytes(out, value + at + 1, size - at - 1);
    }
}

static const struct way {
    const char *name;
    void (*write)(struct text *out, const char *value, size_t size);
} ways[] = {
    { "base64", write_base64 },
    { "characters", write_characters },
    { "codes", write_codes },
    { "dashed", write_dashed },
    { "escaped", write_escaped },
    { "first-half", write_first_half },
    { "hex", write_hex },
    { "quoted", write_quoted },
    { "reversed", write_reversed },
    { "rot13", write_rot13 },
    { "second-half", write_second_half },
    { "swapped", write_swapped },
    { "wide", write_wide },
};

// ## Holes

struct place {
    size_t size; // of the whole hole, with its braces
    const struct hole *hole;
    const struct way *way; // NULL: as it is
};

static bool equals(const char *name, const char *word, size_t size)
{
    return strncmp(name, word, size) == 0 && name[size] == '\0';
}

// Read the hole at `text`, which is a brace.  False when it is none.
static bool read_hole(const char *text, const struct hole *holes, struct place *place)
{
    size_t size = strcspn(text + 1, "{}:\n ");
    const char *end = text + 1 + size;
    *place = (struct place){ .hole = holes };
    while (place->hole->name && !equals(place->hole->name, text + 1, size)) {
        place->hole++;
    }
    if (!place->hole->name || !place->hole->value) {
        return false;
    }
    if (*end == ':') {
        size_t length = strcspn(end + 1, "{}\n ");
        for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
            if (equals(ways[i].name, end + 1, length)) {
                place->way = &ways[i];
            }
        }
        if (!place->way) {
            return false;
        }
        end += 1 + length;
    }
    place->size = (size_t)(end - text) + 1;
    return *end == '}';
}

// Return how many spaces the last line of `out` begins with.
static size_t last_indent(const struct text *out, bool *blank)
{
    size_t start = out->size, indent = 0;
    while (start > 0 && out->bytes[start - 1] != '\n') {
        start--;
    }
    while (start + indent < out->size && out->bytes[start + indent] == ' ') {
        indent++;
    }
    *blank = start + indent == out->size;
    return indent;
}

// Add a value as it is, its lines below each other.
static void add_lines(struct text *out, const char *value)
{
    bool blank;
    size_t indent = last_indent(out, &blank);
    for (const char *next; (next = strchr(value, '\n')); value = next + 1) {
        mynah__text_add_bytes(out, value, (size_t)(next + 1 - value));
        if (next[1] != '\n') {
            mynah__text_add_repeat(out, ' ', indent);
        }
    }
    mynah__text_add(out, value);
}

// Take back the spaces before a hole without value if its line has nothing else, and say so.
static bool drop_line(struct text *out, const char *behind)
{
    bool blank;
    size_t indent = last_indent(out, &blank);
    if (!blank || *behind != '\n' || out->failed) {
        return false;
    }
    out->size -= indent;
    return true;
}

void mynah__fill(struct text *out, const char *template, const struct hole *holes)
{
    while (*template) {
        struct place place;
        size_t plain = strcspn(template, "{");
        mynah__text_add_bytes(out, template, plain);
        template += plain;
        if (*template && !read_hole(template, holes, &place)) {
            mynah__text_add_char(out, *template ++);
        } else if (*template) {
            const char *value = place.hole->value;
            template += place.size;
            if (place.way) {
                place.way->write(out, value, strlen(value));
            } else if (*value) {
                add_lines(out, value);
            } else if (drop_line(out, template)) {
                template ++;
            }
        }
    }
}

bool mynah__fill_has(const char *template, const char *name)
{
    size_t size = strlen(name);
    for (const char *at = template; at && (at = strchr(at, '{')); at++) {
        if (strncmp(at + 1, name, size) == 0 && (at[1 + size] == '}' || at[1 + size] == ':')) {
            return true;
        }
    }
    return false;
}
