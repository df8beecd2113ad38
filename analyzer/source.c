// SPDX-License-Identifier: Apache-2.0
//
// From bytes to text, as CPython reads a file: the byte order mark, the coding cookie of PEP 263,
// line ends.  Whatever the bytes are, the result is valid UTF-8 without NUL bytes.

#include "source.h"

#include "core/utf8.h"

#include <string.h>

enum coding { CODING_UTF8, CODING_ASCII, CODING_LATIN1, CODING_OTHER };

// The names by which Python's codec registry knows the codings that are read here: the table
// `encodings.aliases` of CPython 3.13.
static const struct coding_name {
    const char *name;
    enum coding coding;
} coding_names[] = {
    // clang-format off
    { "utf_8", CODING_UTF8 },           { "utf8", CODING_UTF8 },
    { "u8", CODING_UTF8 },              { "utf", CODING_UTF8 },
    { "utf8_ucs2", CODING_UTF8 },       { "utf8_ucs4", CODING_UTF8 },
    { "cp65001", CODING_UTF8 },         { "ascii", CODING_ASCII },
    { "646", CODING_ASCII },            { "ansi_x3.4_1968", CODING_ASCII },
    { "ansi_x3_4_1968", CODING_ASCII }, { "ansi_x3.4_1986", CODING_ASCII },
    { "cp367", CODING_ASCII },          { "csascii", CODING_ASCII },
    { "ibm367", CODING_ASCII },         { "iso646_us", CODING_ASCII },
    { "iso_646.irv_1991", CODING_ASCII },{ "iso_ir_6", CODING_ASCII },
    { "us", CODING_ASCII },             { "us_ascii", CODING_ASCII },
    { "latin_1", CODING_LATIN1 },       { "8859", CODING_LATIN1 },
    { "cp819", CODING_LATIN1 },         { "csisolatin1", CODING_LATIN1 },
    { "ibm819", CODING_LATIN1 },        { "iso8859", CODING_LATIN1 },
    { "iso8859_1", CODING_LATIN1 },     { "iso_8859_1", CODING_LATIN1 },
    { "iso_8859_1_1987", CODING_LATIN1 },{ "iso_latin_1", CODING_LATIN1 },
    { "iso_ir_100", CODING_LATIN1 },    { "l1", CODING_LATIN1 },
    { "latin", CODING_LATIN1 },         { "latin1", CODING_LATIN1 },
    // clang-format on
};

// A name with one of these in front is that coding, whatever follows: CPython's tokenizer looks no
// further.
static const struct coding_name coding_prefixes[] = {
    { "utf_8_", CODING_UTF8 },
    { "latin_1_", CODING_LATIN1 },
    { "iso_8859_1_", CODING_LATIN1 },
    { "iso_latin_1_", CODING_LATIN1 },
};

static bool is_name_char(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '_' || c == '.';
}

static enum coding coding_find(const char *name)
{
    char folded[32];
    size_t size = 0;
    for (; name[size]; size++) {
        if (size + 1 == sizeof folded) {
            return CODING_OTHER;
        }
        char c = name[size];
        folded[size] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c == '-' ? '_' : c;
    }
    folded[size] = '\0';
    for (size_t i = 0; i < sizeof coding_names / sizeof *coding_names; i++) {
        if (strcmp(folded, coding_names[i].name) == 0) {
            return coding_names[i].coding;
        }
    }
    for (size_t i = 0; i < sizeof coding_prefixes / sizeof *coding_prefixes; i++) {
        if (strncmp(folded, coding_prefixes[i].name, strlen(coding_prefixes[i].name)) == 0) {
            return coding_prefixes[i].coding;
        }
    }
    return CODING_OTHER;
}

static size_t line_end(const char *bytes, size_t size, size_t at)
{
    while (at < size && bytes[at] != '\n' && bytes[at] != '\r') {
        at++;
    }
    return at;
}

// Find the name in a comment like `# -*- coding: latin-1 -*-` between `at` and `end`.
static bool cookie_in_comment(const char *bytes, size_t at, size_t end, size_t name[2])
{
    for (; at + 7 <= end; at++) {
        if (memcmp(bytes + at, "coding", 6) != 0 ||
            (bytes[at + 6] != ':' && bytes[at + 6] != '=')) {
            continue;
        }
        size_t from = at + 7;
        while (from < end && (bytes[from] == ' ' || bytes[from] == '\t')) {
            from++;
        }
        size_t to = from;
        while (to < end && is_name_char(bytes[to])) {
            to++;
        }
        if (to > from) {
            name[0] = from;
            name[1] = to;
            return true;
        }
    }
    return false;
}

// A cookie stands on the first two lines, and on the second only when the first holds no code.
static bool cookie_find(const char *bytes, size_t size, size_t name[2])
{
    size_t at = 0;
    for (int line = 0; line < 2 && at < size; line++) {
        size_t end = line_end(bytes, size, at);
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\f')) {
            at++;
        }
        if (at < end && bytes[at] != '#') {
            return false;
        }
        if (cookie_in_comment(bytes, at, end, name)) {
            return true;
        }
        at = end + (end + 1 < size && bytes[end] == '\r' && bytes[end + 1] == '\n' ? 2 : 1);
    }
    return false;
}

struct reader {
    struct source *source;
    enum coding coding;
    char *text;
    uint32_t size;
    uint32_t lines;
};

static void note(struct reader *reader, enum source_state state, unsigned char byte)
{
    struct source *source = reader->source;
    // CPython refuses a NUL byte before it decodes anything, and decodes only what it has a codec
    // for.
    bool first = source->state == SOURCE_READY ||
                 (state == SOURCE_NUL_BYTE && source->state != SOURCE_NUL_BYTE);
    if (first) {
        source->state = state;
        source->bad = reader->size;
        source->bad_byte = byte;
    }
}

static void put_point(struct reader *reader, uint32_t point)
{
    if (reader->text) {
        mynah__utf8_write(point, reader->text + reader->size);
    }
    reader->size += point < 0x80 ? 1 : point < 0x800 ? 2 : 3;
}

// Read what is no line end; return the number of bytes read.
static size_t put_other(struct reader *reader, const char *bytes, size_t size)
{
    uint32_t point;
    unsigned char byte = (unsigned char)bytes[0];
    if (byte == 0) {
        note(reader, SOURCE_NUL_BYTE, byte);
        put_point(reader, ' ');
        return 1;
    }
    if (byte < 0x80 || reader->coding == CODING_LATIN1) {
        put_point(reader, byte);
        return 1;
    }
    size_t count = reader->coding == CODING_ASCII ? 0 : mynah__utf8_read(bytes, size, &point);
    if (count == 0) {
        note(reader, SOURCE_NOT_UTF8, byte);
        put_point(reader, 0xFFFD);
        return 1;
    }
    if (reader->text) {
        memcpy(reader->text + reader->size, bytes, count);
    }
    reader->size += (uint32_t)count;
    return count;
}

// Return how many bytes are ASCII and neither control characters nor line ends: nearly all are, so
// eight are looked at in one.
static size_t count_plain(const char *bytes, size_t size)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    const uint64_t blanks = UINT64_C(0x2020202020202020);
    size_t at = 0;
    for (; at + 8 <= size; at += 8) {
        uint64_t word;
        memcpy(&word, bytes + at, sizeof word);
        // A byte below a blank borrows from the bit that is set for it, one of 128 and more has it.
        if ((((word | high) - blanks) & ~word & high) != high) {
            break;
        }
    }
    while (at < size && (unsigned char)bytes[at] >= ' ' && (unsigned char)bytes[at] < 0x80) {
        at++;
    }
    return at;
}

static size_t put_plain(struct reader *reader, const char *bytes, size_t size)
{
    size_t count = count_plain(bytes, size);
    if (reader->text && count) {
        memcpy(reader->text + reader->size, bytes, count);
    }
    reader->size += (uint32_t)count;
    return count;
}

// Go through all bytes: without `reader->text` only to count.
static void read_bytes(struct reader *reader, const char *bytes, size_t size, uint32_t *lines)
{
    reader->size = 0;
    reader->lines = 1;
    for (size_t at = 0; at < size;) {
        at += put_plain(reader, bytes + at, size - at);
        if (at == size) {
            break;
        }
        if (bytes[at] != '\n' && bytes[at] != '\r') {
            at += put_other(reader, bytes + at, size - at);
            continue;
        }
        at += bytes[at] == '\r' && at + 1 < size && bytes[at + 1] == '\n' ? 2 : 1;
        put_point(reader, '\n');
        if (lines) {
            lines[reader->lines] = reader->size;
        }
        reader->lines++;
    }
}

static void read_cookie(struct reader *reader, const char *bytes, size_t size, bool marked,
                        struct arena *arena)
{
    size_t name[2];
    if (!cookie_find(bytes, size, name)) {
        return;
    }
    struct source *source = reader->source;
    source->coding = mynah__arena_copy(arena, bytes + name[0], name[1] - name[0]);
    reader->coding = source->coding ? coding_find(source->coding) : CODING_OTHER;
    // Behind a byte order mark CPython allows the cookie "utf-8" only.
    if (reader->coding == CODING_OTHER || (marked && reader->coding != CODING_UTF8)) {
        source->state = SOURCE_OTHER_CODING;
        reader->coding = CODING_UTF8;
    }
}

static bool read_all(struct source *source, const char *bytes, size_t size, bool cookies,
                     struct arena *arena)
{
    *source = (struct source){
        .has_mark = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0,
        .ends_with_crlf = size >= 2 && bytes[size - 2] == '\r' && bytes[size - 1] == '\n',
    };
    struct reader reader = { .source = source, .coding = CODING_UTF8 };
    bool marked = source->has_mark;
    if (marked) {
        bytes += 3;
        size -= 3;
    }
    if (cookies) {
        read_cookie(&reader, bytes, size, marked, arena);
    }
    read_bytes(&reader, bytes, size, NULL);
    reader.text = mynah__arena_alloc(arena, (size_t)reader.size + 4);
    uint32_t *lines = mynah__arena_alloc(arena, reader.lines * sizeof *lines);
    if (!reader.text || !lines) {
        return false;
    }
    read_bytes(&reader, bytes, size, lines);
    reader.text[reader.size] = '\0';
    source->text = reader.text;
    source->size = reader.size;
    source->lines = lines;
    source->line_count = reader.lines;
    return !arena->failed;
}

static uint32_t count_between(const struct source *source, uint32_t start, uint32_t end)
{
    uint32_t points = 0;
    for (uint32_t at = start; at < end; at++) {
        points += ((unsigned char)source->text[at] & 0xC0) != 0x80;
    }
    return points;
}

// Return how many code points begin in the text before `offset`, which is in the text.
static uint32_t points_before(const struct source *source, uint32_t offset)
{
    uint32_t stride = offset / SOURCE_STRIDE;
    return source->points[stride] + count_between(source, stride * SOURCE_STRIDE, offset);
}

static const uint32_t *count_points(const struct source *source, struct arena *arena)
{
    uint32_t strides = source->size / SOURCE_STRIDE + 1;
    uint32_t *points = mynah__arena_alloc(arena, strides * sizeof *points);
    for (uint32_t i = 0, count = 0; points && i < strides; i++) {
        uint32_t end = (i + 1) * SOURCE_STRIDE;
        points[i] = count;
        count += i + 1 < strides ? count_between(source, i * SOURCE_STRIDE, end) : 0;
    }
    return points;
}

bool mynah__source_read(struct source *source, const char *bytes, size_t size, struct arena *arena)
{
    if (!read_all(source, bytes, size, true, arena)) {
        return false;
    }
    source->points = count_points(source, arena);
    return source->points != NULL;
}

bool mynah__source_read_text(struct source *source, const char *bytes, size_t size,
                             struct arena *arena)
{
    if (!read_all(source, bytes, size, false, arena)) {
        return false;
    }
    source->points = count_points(source, arena);
    return source->points != NULL;
}

void mynah__source_place(const struct source *source, uint32_t offset, int *line, int *column)
{
    uint32_t low = 0;
    uint32_t high = source->line_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->lines[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    uint32_t end = offset < source->size ? offset : source->size;
    *line = (int)low + 1;
    uint32_t start = source->lines[low];
    bool near = end - start < SOURCE_STRIDE;
    *column = 1 + (int)(near ? count_between(source, start, end)
                             : points_before(source, end) - points_before(source, start));
}

uint32_t mynah__source_line_end(const struct source *source, int line)
{
    return (uint32_t)line < source->line_count ? source->lines[line] - 1 : source->size;
}

uint32_t mynah__source_offset(const struct source *source, int line, int column)
{
    uint32_t start = source->lines[line - 1];
    uint32_t wanted = points_before(source, start) + (uint32_t)(column > 1 ? column - 1 : 0);
    uint32_t low = start;
    uint32_t high = mynah__source_line_end(source, line);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (points_before(source, middle) < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    while (((unsigned char)source->text[low] & 0xC0) == 0x80) {
        low++; // the code point before has begun, but not ended
    }
    return low;
}
