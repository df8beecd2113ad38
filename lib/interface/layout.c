// SPDX-License-Identifier: Apache-2.0
//
// Long lines, broken where Black breaks them: at the last bracket that opens, of a `def` at the
// first; what is in it on one line if it fits there, else one item on each with a comma behind it.

#include "interface/emit.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { WIDTH = 88, LINE_MOST = 100, STEP = 4 };

static size_t width_of(const char *text, size_t size)
{
    size_t width = 0;
    for (size_t i = 0; i < size; i++) {
        width += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
    return width;
}

static bool is_open(char c)
{
    return c == '(' || c == '[' || c == '{';
}

static bool is_close(char c)
{
    return c == ')' || c == ']' || c == '}';
}

// Return the offset behind the string literal that starts at `at`.
static size_t pass_string(const char *text, size_t size, size_t at)
{
    char quote = text[at++];
    while (at < size && text[at] != quote) {
        at += text[at] == '\\' ? 2 : 1;
    }
    return at < size ? at + 1 : size;
}

// Find the bracket at the top to break at, [*open, *close] being its places: the first, or the last
// that opens within `most` bytes.
static bool find_bracket(const char *text, size_t size, size_t most, size_t *open, size_t *close)
{
    int depth = 0;
    bool found = false;
    size_t start = 0;
    for (size_t i = 0; i < size;) {
        if (text[i] == '"' || text[i] == '\'') {
            i = pass_string(text, size, i);
            continue;
        }
        if (is_open(text[i]) && depth++ == 0) {
            start = i;
        } else if (is_close(text[i]) && --depth == 0 && i > start + 1 && (!found || start < most)) {
            found = true;
            *open = start;
            *close = i;
        }
        i++;
    }
    return found && depth == 0;
}

// Return the length of the item at the start: up to a comma at the top.
static size_t item_size(const char *text, size_t size)
{
    int depth = 0;
    for (size_t i = 0; i < size;) {
        if (text[i] == '"' || text[i] == '\'') {
            i = pass_string(text, size, i);
            continue;
        }
        depth += is_open(text[i]) ? 1 : is_close(text[i]) ? -1 : 0;
        if (text[i] == ',' && depth == 0) {
            return i;
        }
        i++;
    }
    return size;
}

static void put(struct emitter *emitter, size_t indent, const char *text, size_t size,
                const char *end)
{
    mynah__text_add_repeat(&emitter->text, ' ', indent);
    mynah__text_add_bytes(&emitter->text, text, size);
    mynah__text_add(&emitter->text, end);
    mynah__text_add_char(&emitter->text, '\n');
}

static void lay(struct emitter *emitter, size_t indent, const char *text, size_t size,
                const char *end);

static void lay_items(struct emitter *emitter, size_t indent, const char *text, size_t size)
{
    while (size > 0) {
        size_t item = item_size(text, size);
        lay(emitter, indent, text, item, ",");
        item += item < size;
        while (item < size && text[item] == ' ') {
            item++;
        }
        text += item;
        size -= item;
    }
}

static void lay(struct emitter *emitter, size_t indent, const char *text, size_t size,
                const char *end)
{
    size_t open = 0, close = 0;
    const char *comment = strstr(text, "  # type:");
    size_t code = comment && comment < text + size ? (size_t)(comment - text) : size;
    bool definition = strncmp(text, "def ", 4) == 0 || strncmp(text, "async def ", 10) == 0 ||
                      strncmp(text, "class ", 6) == 0;
    bool whole = indent + width_of(text, size) + strlen(end) <= LINE_MOST;
    if ((whole && indent + width_of(text, code) + strlen(end) <= WIDTH) ||
        !find_bracket(text, code, definition || indent > WIDTH ? 0 : WIDTH - indent, &open,
                      &close)) {
        put(emitter, indent, text, size, end);
        return;
    }
    const char *body = text + open + 1;
    size_t inside = close - open - 1;
    bool single = item_size(body, inside) == inside;
    mynah__text_add_repeat(&emitter->text, ' ', indent);
    mynah__text_add_bytes(&emitter->text, text, open + 1);
    mynah__text_add_bytes(&emitter->text, text + code, size - code);
    mynah__text_add_char(&emitter->text, '\n');
    if (definition && single) {
        put(emitter, indent + STEP, body, inside, strncmp(text, "class ", 6) == 0 ? "" : ",");
    } else if (indent + STEP + width_of(body, inside) <= WIDTH) {
        put(emitter, indent + STEP, body, inside, "");
    } else if (single) {
        lay(emitter, indent + STEP, body, inside, "");
    } else {
        lay_items(emitter, indent + STEP, body, inside);
    }
    put(emitter, indent, text + close, code - close, end);
}

void mynah__emit_line(struct emitter *emitter, const char *format, ...)
{
    char small[512];
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(small, sizeof small, format, arguments);
    va_end(arguments);
    struct text text = { 0 };
    if (size >= (int)sizeof small) {
        mynah__text_add_repeat(&text, ' ', (size_t)size + 1);
        if (!text.failed) {
            vsnprintf(text.bytes, (size_t)size + 1, format, again);
        }
    }
    va_end(again);
    emitter->text.failed = emitter->text.failed || text.failed;
    if (size >= 0 && !text.failed) {
        lay(emitter, emitter->indent, text.bytes ? text.bytes : small, (size_t)size, "");
    }
    mynah__text_finish(&text);
}

void mynah__emit_blank(struct emitter *emitter, int lines)
{
    mynah__text_add_repeat(&emitter->text, '\n', (size_t)lines);
}
