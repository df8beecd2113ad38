// SPDX-License-Identifier: Apache-2.0
//
// Text for the reports of test frameworks.  What is shown may be code that a model wrote, so it can
// hold bytes that break a terminal, a CDATA section or a block of YAML.

#include <mynah/base.h>

#include "core/utf8.h"

#include <string.h>

enum { PIECE_MIN = 5 }; // the longest thing that is kept whole, and a NUL byte

// What XML forbids, what YAML takes for the end of a line, what moves a terminal's cursor.
static bool is_control(uint32_t point)
{
    return (point < 0x20 && point != '\t') || (point >= 0x7F && point < 0xA0) || point == 0x2028 ||
           point == 0x2029 || point == 0xFFFE || point == 0xFFFF;
}

// Return how many bytes the code point at `text` has, 0 when a report cannot hold it.
static size_t printable(const char *text)
{
    uint32_t point = 0;
    size_t length = mynah__utf8_read(text, strnlen(text, 4), &point);
    return length > 0 && !is_control(point) ? length : 0;
}

const char *mynah_text_piece(const char *text, char *piece, size_t size)
{
    size_t used = 0;
    if (*text == '\n') {
        piece[used++] = *text++;
        piece[used] = '\0';
        return text;
    }
    while (*text != '\0' && *text != '\n' && used + PIECE_MIN <= size) {
        size_t length = printable(text);
        if (strncmp(text, "]]>", 3) == 0) {
            memcpy(piece + used, "]] >", 4);
            used += 4;
            text += 3;
        } else if (length == 0) {
            piece[used++] = '?';
            text++;
        } else {
            memcpy(piece + used, text, length);
            used += length;
            text += length;
        }
    }
    piece[used] = '\0';
    return text;
}
