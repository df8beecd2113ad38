// SPDX-License-Identifier: Apache-2.0
//
// Writing into buffers of fixed size, and how text and numbers look to people.

#include "core/sink.h"

#include "core/utf8.h"

#include <mynah/record.h>

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_MOST = 120, NAME_MOST = 60 };

struct sink mynah__sink(char *buffer, size_t size)
{
    if (size) {
        buffer[0] = '\0';
    }
    return (struct sink){ .bytes = buffer, .size = size };
}

void mynah__sink_bytes(struct sink *sink, const char *bytes, size_t size)
{
    if (sink->length + 1 < sink->size) {
        size_t room = sink->size - 1 - sink->length;
        size_t fits = size < room ? size : room;
        memcpy(sink->bytes + sink->length, bytes, fits);
        sink->bytes[sink->length + fits] = '\0';
    }
    sink->length += size;
}

void mynah__sink_add(struct sink *sink, const char *text)
{
    mynah__sink_bytes(sink, text, strlen(text));
}

void mynah__sink_format(struct sink *sink, const char *format, ...)
{
    bool room = sink->length < sink->size;
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(room ? sink->bytes + sink->length : NULL,
                         room ? sink->size - sink->length : 0, format, arguments);
    va_end(arguments);
    sink->length += size > 0 ? (size_t)size : 0;
}

static void add_escaped(struct sink *sink, uint32_t point)
{
    static const char letters[] = "\n\t\r\"\\";
    static const char names[] = "ntr\"\\";
    const char *letter = point && point < 0x80 ? strchr(letters, (int)point) : NULL;
    if (letter) {
        const char escape[2] = { '\\', names[letter - letters] };
        mynah__sink_bytes(sink, escape, 2);
    } else if (point >= 0x20 && point < 0x7F) {
        mynah__sink_bytes(sink, &(char){ (char)point }, 1);
    } else if (point < 0x80) {
        mynah__sink_format(sink, "\\x%02x", (unsigned)point);
    } else {
        mynah__sink_format(sink, point > 0xFFFF ? "\\U%08x" : "\\u%04x", (unsigned)point);
    }
}

static size_t shown_end(size_t size, size_t most)
{
    most = most ? most : TEXT_MOST;
    return size < most ? size : most;
}

void mynah__sink_plain(struct sink *sink, const char *text, size_t size, size_t most)
{
    size_t at = 0, end = shown_end(size, most);
    while (at < end) {
        uint32_t point;
        size_t count = mynah__utf8_read(text + at, size - at, &point);
        if (count == 1 && strchr("\"\\", text[at]) && text[at]) {
            mynah__sink_bytes(sink, text + at, 1);
        } else {
            add_escaped(sink, count ? point : (unsigned char)text[at]);
        }
        at += count ? count : 1;
    }
    if (at < size) {
        mynah__sink_format(sink, "... (%zu bytes)", size);
    }
}

void mynah__sink_quoted(struct sink *sink, const char *text, size_t size, size_t most)
{
    size_t end = shown_end(size, most);
    size_t at = 0;
    mynah__sink_bytes(sink, "\"", 1);
    while (at < end) {
        uint32_t point;
        size_t count = mynah__utf8_read(text + at, size - at, &point);
        if (count) {
            add_escaped(sink, point);
        } else {
            mynah__sink_format(sink, "\\x%02x", (unsigned)(unsigned char)text[at]);
        }
        at += count ? count : 1;
    }
    mynah__sink_bytes(sink, "\"", 1);
    if (at < size) {
        mynah__sink_format(sink, "... (%zu bytes)", size);
    }
}

size_t mynah_text_show(const char *text, size_t most, char *buffer, size_t size)
{
    struct sink sink = mynah__sink(buffer, size);
    mynah__sink_quoted(&sink, text, strlen(text), most);
    return sink.length;
}

// What stands between the digits is the locale's decimal point, of one byte or more.
static void add_with_point(struct sink *sink, const char *digits)
{
    static const char plain[] = "+-0123456789e";
    while (*digits) {
        size_t run = strspn(digits, plain);
        mynah__sink_bytes(sink, digits, run);
        digits += run;
        size_t point = strcspn(digits, plain);
        if (point) {
            mynah__sink_bytes(sink, ".", 1);
            digits += point;
        }
    }
}

void mynah__sink_real(struct sink *sink, double real)
{
    if (isnan(real) || isinf(real)) {
        mynah__sink_add(sink, isnan(real) ? "nan" : real < 0 ? "-inf" : "inf");
        return;
    }
    char digits[64];
    for (int precision = 15; precision <= 17; precision++) {
        double back;
        snprintf(digits, sizeof digits, "%.*g", precision, real);
        // NOLINTNEXTLINE(cert-err34-c): the digits are our own, written in the same locale
        if (sscanf(digits, "%lf", &back) == 1 && !(back < real) && !(back > real)) {
            break;
        }
    }
    add_with_point(sink, digits);
    if (!strpbrk(digits, ".,e") && strspn(digits, "-0123456789") == strlen(digits)) {
        mynah__sink_add(sink, ".0");
    }
}

void mynah__sink_name(struct sink *sink, const char *name)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./";
    size_t size = strlen(name);
    if (size && size <= NAME_MOST && strspn(name, plain) == size) {
        mynah__sink_bytes(sink, name, size);
    } else {
        mynah__sink_quoted(sink, name, size, NAME_MOST);
    }
}
