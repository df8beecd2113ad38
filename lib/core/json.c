// SPDX-License-Identifier: Apache-2.0
//
// Strings in JSON, and bytes in strings.

#include "core/json.h"

#include "core/utf8.h"

#include <string.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Add a byte that cannot stand for itself.
static void add_escape(struct text *text, char byte)
{
    static const char bytes[] = "\"\\\b\f\n\r\t";
    static const char letters[] = "\"\\bfnrt";
    const char *found = byte ? strchr(bytes, byte) : NULL;
    if (found) {
        const char escape[2] = { '\\', letters[found - bytes] };
        mynah__text_add_bytes(text, escape, 2);
    } else {
        mynah__text_add_format(text, "\\u%04x", (unsigned)byte);
    }
}

static bool is_plain(char byte)
{
    return byte >= ' ' && byte < 0x7F && byte != '"' && byte != '\\';
}

// Whether any of eight bytes cannot stand for itself.  What is less than ' ' or equal to '"' or a
// backslash borrows from its highest bit, 0x7F carries into it; a byte may be taken for special
// that is not, when the one before it is.
static bool any_special(const char *bytes)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    uint64_t special = (word - each * ' ') | ((word ^ each * '"') - each) |
                       ((word ^ each * '\\') - each) | (word + each) | word;
    return (special & each * 0x80) != 0;
}

// How many bytes from here on stand for themselves.
static size_t plain_size(const char *bytes, size_t size)
{
    size_t at = 0;
    while (size - at >= sizeof(uint64_t) && !any_special(bytes + at)) {
        at += sizeof(uint64_t);
    }
    while (at < size && is_plain(bytes[at])) {
        at++;
    }
    return at;
}

void mynah__json_text(struct text *text, const char *bytes, size_t size)
{
    mynah__text_add_char(text, '"');
    for (size_t at = 0; at < size;) {
        size_t plain = plain_size(bytes + at, size - at);
        mynah__text_add_bytes(text, bytes + at, plain);
        at += plain;
        if (at == size) {
            break;
        }
        uint32_t point;
        size_t count = mynah__utf8_read(bytes + at, size - at, &point);
        if (count > 1) {
            mynah__text_add_bytes(text, bytes + at, count);
        } else if (count == 1) {
            add_escape(text, bytes[at]);
        } else {
            mynah__text_add(text, "\xEF\xBF\xBD");
        }
        at += count ? count : 1;
    }
    mynah__text_add_char(text, '"');
}

void mynah__json_string(struct text *text, const char *string)
{
    if (string) {
        mynah__json_text(text, string, strlen(string));
    } else {
        mynah__text_add(text, "null");
    }
}

void mynah__json_base64(struct text *text, const void *bytes, size_t size)
{
    const unsigned char *byte = bytes;
    mynah__text_add_char(text, '"');
    for (size_t at = 0; at < size; at += 3) {
        size_t left = size - at < 3 ? size - at : 3;
        uint32_t group = 0;
        for (size_t i = 0; i < 3; i++) {
            group = group << 8 | (i < left ? byte[at + i] : 0);
        }
        for (size_t i = 0; i < 4; i++) {
            mynah__text_add_char(text, i <= left ? digits[group >> (18 - 6 * i) & 63] : '=');
        }
    }
    mynah__text_add_char(text, '"');
}

bool mynah__base64_read(const char *text, size_t size, void *bytes, size_t *count)
{
    unsigned char *byte = bytes;
    *count = 0;
    if (size % 4) {
        return false;
    }
    size_t padding = size && text[size - 1] == '=' ? 1 + (text[size - 2] == '=') : 0;
    for (size_t at = 0; at < size; at += 4) {
        uint32_t group = 0;
        size_t left = at + 4 == size ? 4 - padding : 4;
        for (size_t i = 0; i < 4; i++) {
            const char *digit = i < left && text[at + i] ? strchr(digits, text[at + i]) : NULL;
            if (i < left && !digit) {
                return false;
            }
            group = group << 6 | (digit ? (uint32_t)(digit - digits) : 0);
        }
        for (size_t i = 0; i + 1 < left; i++) {
            byte[(*count)++] = (unsigned char)(group >> (16 - 8 * i));
        }
    }
    return true;
}
