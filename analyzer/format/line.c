// SPDX-License-Identifier: Apache-2.0
//
// One line of code for people: tabs become blanks, characters that would move the cursor or turn
// the reading direction become escapes, and a very long line is cut around the marked part.  Every
// code point's width in cells is known, so that the caret stands where it should.

#include "format/format.h"

#include "core/utf8.h"

#include <string.h>

enum { TAB_CELLS = 4, BEFORE_MOST = 60, CELLS_MOST = 110 };

struct range {
    uint32_t first;
    uint32_t last;
};

// Two cells wide: East Asian Wide and Fullwidth blocks, and pictographs (Unicode, UAX #11).
static const struct range wide[] = {
    { 0x1100, 0x115F },   { 0x2E80, 0x303E },   { 0x3041, 0x33FF },   { 0x3400, 0x4DBF },
    { 0x4E00, 0x9FFF },   { 0xA000, 0xA4CF },   { 0xA960, 0xA97F },   { 0xAC00, 0xD7A3 },
    { 0xF900, 0xFAFF },   { 0xFE30, 0xFE6F },   { 0xFF00, 0xFF60 },   { 0xFFE0, 0xFFE6 },
    { 0x1F300, 0x1F64F }, { 0x1F680, 0x1F6FF }, { 0x1F900, 0x1F9FF }, { 0x20000, 0x3FFFD },
};

// No cell of their own: marks that combine with what is before them.
static const struct range combining[] = {
    { 0x0300, 0x036F }, { 0x0483, 0x0489 },   { 0x0591, 0x05BD }, { 0x064B, 0x065F },
    { 0x1AB0, 0x1AFF }, { 0x1DC0, 0x1DFF },   { 0x20D0, 0x20FF }, { 0xFE00, 0xFE0F },
    { 0xFE20, 0xFE2F }, { 0xE0100, 0xE01EF },
};

// Not shown as they are: controls, invisible marks, and those that turn the direction.
static const struct range hidden[] = {
    { 0x00, 0x1F },     { 0x7F, 0x9F },       { 0xAD, 0xAD },     { 0x61C, 0x61C },
    { 0x200B, 0x200F }, { 0x2028, 0x202E },   { 0x2060, 0x206F }, { 0xFEFF, 0xFEFF },
    { 0xFFF9, 0xFFFB }, { 0xE0000, 0xE007F },
};

#define IN(table, point) in((table), sizeof(table) / sizeof *(table), (point))

static bool in(const struct range *ranges, size_t count, uint32_t point)
{
    for (size_t i = 0; i < count; i++) {
        if (ranges[i].first <= point && point <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

bool mynah__is_hidden(uint32_t point)
{
    return IN(hidden, point);
}

static size_t show_escape(struct text *text, uint32_t point)
{
    size_t before = text->size;
    const char *format = point < 0x100 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x";
    mynah__text_add_format(text, format, (unsigned)point);
    return text->size - before;
}

// Add one code point and return how many cells it takes at cell `cell`.
static size_t show_point(struct text *text, uint32_t point, size_t cell, bool ascii)
{
    if (point == '\t') {
        size_t cells = TAB_CELLS - cell % TAB_CELLS;
        mynah__text_add_repeat(text, ' ', cells);
        return cells;
    }
    if (IN(hidden, point) || (ascii && point >= 0x80)) {
        return show_escape(text, point);
    }
    char bytes[4];
    mynah__text_add_bytes(text, bytes, mynah__utf8_write(point, bytes));
    return IN(wide, point) ? 2 : IN(combining, point) ? 0 : 1;
}

struct shown_line mynah__show_line(const struct source *source, int line, int column,
                                   int end_column, bool ascii)
{
    struct shown_line shown = { .text = { 0 } };
    if (line < 1 || (uint32_t)line > source->line_count) {
        shown.width = 1;
        return shown;
    }
    int here = column > BEFORE_MOST + 1 ? column - BEFORE_MOST : 1;
    size_t at = mynah__source_offset(source, line, here);
    size_t end = mynah__source_line_end(source, line);
    size_t cell = 0;
    if (here > 1) {
        mynah__text_add(&shown.text, "...");
        cell = 3;
    }
    shown.indent = cell;
    size_t marked_end = cell;
    while (at < end && cell < CELLS_MOST) {
        uint32_t point = 0xFFFD;
        size_t size = mynah__utf8_read(source->text + at, end - at, &point);
        cell += show_point(&shown.text, point, cell, ascii);
        at += size ? size : 1;
        here++;
        shown.indent = here <= column ? cell : shown.indent;
        marked_end = end_column == 0 || here <= end_column ? cell : marked_end;
    }
    if (at < end) {
        mynah__text_add(&shown.text, "...");
    }
    shown.width = marked_end > shown.indent ? marked_end - shown.indent : 1;
    return shown;
}
