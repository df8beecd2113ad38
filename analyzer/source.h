// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SOURCE_H
#define MYNAH_SOURCE_H

// The bytes of one unit of code as text: valid UTF-8 without a byte order mark, with LF as the only
// line end.  All offsets in the analyzer are into `text`.

#include "core/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum source_state {
    SOURCE_READY,
    SOURCE_NOT_UTF8,     // `bad` is the offset of the first wrong byte; `text` has U+FFFD there
    SOURCE_NUL_BYTE,     // `bad` is the offset of the first NUL byte; `text` has a blank there
    SOURCE_OTHER_CODING, // a coding cookie that is not UTF-8, ASCII or Latin-1; `coding` names it
};

enum { SOURCE_STRIDE = 1024 };

struct source {
    const char *text; // ends with a NUL byte beyond `size`
    uint32_t size;
    const uint32_t *lines;  // offset at which each line starts
    uint32_t line_count;    // at least 1
    const uint32_t *points; // code points before each SOURCE_STRIDE-th byte
    enum source_state state;
    uint32_t bad;
    uint8_t bad_byte;
    const char *coding;  // NULL without a cookie
    bool has_mark;       // a byte order mark was there
    bool ends_with_crlf; // before 3.12, CPython adds an empty line then
};

// Make `source` of `size` bytes; everything lives in `arena`.  False only when out of memory.
bool mynah__source_read(struct source *source, const char *bytes, size_t size, struct arena *arena);

// The same for text that is UTF-8 whatever a coding cookie says.
bool mynah__source_read_text(struct source *source, const char *bytes, size_t size,
                             struct arena *arena);

// Give the line and column of `offset`: 1-based, the column in code points.
void mynah__source_place(const struct source *source, uint32_t offset, int *line, int *column);

// Give the offset of a place: of the line's end when the line is shorter.  The line must be there.
uint32_t mynah__source_offset(const struct source *source, int line, int column);

// Give the offset of the end of a line, before its newline.
uint32_t mynah__source_line_end(const struct source *source, int line);

#endif
