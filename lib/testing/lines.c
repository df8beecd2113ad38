// SPDX-License-Identifier: Apache-2.0
//
// The difference of two texts: what is alike at both ends is left away, between them the longest
// common subsequence is kept.  Where that would be too much work, all between them differs.

#include "testing/lines.h"

#include "core/alloc.h"

#include <stdint.h>
#include <string.h>

enum { TABLE_MOST = 1 << 20, LINE_SHOWN = 72 };

void mynah__lines_normal(struct text *normal, const char *text)
{
    size_t empty = 0; // lines that have to be added when another one comes
    while (*text) {
        size_t size = strcspn(text, "\r\n");
        size_t shown = size;
        while (shown > 0 && (text[shown - 1] == ' ' || text[shown - 1] == '\t')) {
            shown--;
        }
        if (shown > 0) {
            mynah__text_add_repeat(normal, '\n', empty);
            mynah__text_add_bytes(normal, text, shown);
            mynah__text_add_char(normal, '\n');
            empty = 0;
        } else {
            empty++;
        }
        text += size;
        text += text[0] == '\r' && text[1] == '\n' ? 2 : *text != '\0';
    }
}

bool mynah__lines_split(struct lines *lines, const char *text)
{
    size_t count = 0;
    for (const char *at = text; *at; at++) {
        count += *at == '\n';
    }
    lines->at = mynah__alloc((count + 1) * sizeof *lines->at);
    if (!lines->at) {
        return false;
    }
    lines->count = count;
    lines->at[0] = text;
    for (size_t line = 0; line < count; text++) {
        if (*text == '\n') {
            lines->at[++line] = text + 1;
        }
    }
    return true;
}

static bool alike(const struct lines *old, size_t a, const struct lines *new, size_t b)
{
    size_t size = (size_t)(old->at[a + 1] - old->at[a]);
    return size == (size_t)(new->at[b + 1] - new->at[b]) &&
           memcmp(old->at[a], new->at[b], size) == 0;
}

// What is between the ends that are alike.
struct middle {
    const struct lines *old, *new;
    size_t head, old_end, new_end;
    uint32_t
        *length; // of the longest common subsequence behind a pair of lines; NULL: none is kept
    size_t width;
};

static void find_middle(struct middle *middle)
{
    size_t a = middle->old->count, b = middle->new->count, head = 0;
    while (head < a && head < b && alike(middle->old, head, middle->new, head)) {
        head++;
    }
    while (a > head && b > head && alike(middle->old, a - 1, middle->new, b - 1)) {
        a--;
        b--;
    }
    middle->head = head;
    middle->old_end = a;
    middle->new_end = b;
}

static bool fill_table(struct middle *middle)
{
    size_t rows = middle->old_end - middle->head + 1, width = middle->new_end - middle->head + 1;
    if (rows > TABLE_MOST / width) {
        return true;
    }
    middle->width = width;
    middle->length = mynah__alloc(rows * width * sizeof *middle->length);
    for (size_t a = rows - 1; middle->length && a-- > 0;) {
        for (size_t b = width - 1; b-- > 0;) {
            uint32_t *at = &middle->length[a * width + b];
            uint32_t skip = at[1] > at[width] ? at[1] : at[width];
            *at = alike(middle->old, middle->head + a, middle->new, middle->head + b)
                      ? at[width + 1] + 1
                      : skip;
        }
    }
    return middle->length != NULL;
}

// Which line comes next: '-', '+' or ' '.
static char next_line(const struct middle *middle, size_t a, size_t b)
{
    if (a == middle->old_end || b == middle->new_end) {
        return a < middle->old_end ? '-' : '+';
    }
    if (!middle->length) {
        return '-';
    }
    const uint32_t *at = &middle->length[(a - middle->head) * middle->width + (b - middle->head)];
    if (alike(middle->old, a, middle->new, b)) {
        return ' ';
    }
    return at[middle->width] >= at[1] ? '-' : '+';
}

static void add_line(struct text *shown, char mark, size_t number, const struct lines *lines,
                     size_t index)
{
    const char *line = lines->at[index];
    size_t size = (size_t)(lines->at[index + 1] - line) - 1;
    mynah__text_add_format(shown, " %c%4zu | ", mark, number);
    for (size_t i = 0; i < size && i < LINE_SHOWN; i++) {
        mynah__text_add_char(shown, line[i] >= ' ' && line[i] < 0x7F ? line[i] : '?');
    }
    mynah__text_add(shown, size > LINE_SHOWN ? "...\n" : "\n");
}

// What is shown so far.
struct writer {
    struct text *shown;
    size_t most;
    size_t left_out;
    const struct middle *middle;
};

static void write_line(struct writer *writer, char mark, size_t a, size_t b)
{
    if (writer->most == 0) {
        writer->left_out += mark != ' ';
        return;
    }
    writer->most--;
    if (mark == '-') {
        add_line(writer->shown, mark, a + 1, writer->middle->old, a);
    } else {
        add_line(writer->shown, mark, b + 1, writer->middle->new, b);
    }
}

static void write_middle(struct writer *writer, struct difference *difference)
{
    const struct middle *middle = writer->middle;
    size_t a = middle->head, b = middle->head;
    bool before = false, skipped = false;
    while (a < middle->old_end || b < middle->new_end) {
        char mark = next_line(middle, a, b);
        if (mark == ' ') {
            // Of what is alike, the line behind a difference.
            if (before) {
                write_line(writer, ' ', a, b);
            } else if (!skipped && writer->most > 0) {
                mynah__text_add(writer->shown, "       ...\n");
                skipped = true;
            }
        } else {
            skipped = false;
            write_line(writer, mark, a, b);
        }
        before = mark != ' ';
        difference->removed += mark == '-';
        difference->added += mark == '+';
        a += mark != '+';
        b += mark != '-';
    }
}

bool mynah__lines_compare(struct text *shown, const struct lines *old, const struct lines *new,
                          size_t most, struct difference *difference)
{
    struct middle middle = { .old = old, .new = new };
    find_middle(&middle);
    *difference = (struct difference){ .first = middle.head + 1 };
    if (!fill_table(&middle)) {
        return false;
    }
    struct writer writer = { .shown = shown, .most = most, .middle = &middle };
    if (middle.head > 0) {
        write_line(&writer, ' ', middle.head - 1, middle.head - 1);
    }
    write_middle(&writer, difference);
    if (middle.new_end < new->count) {
        write_line(&writer, ' ', middle.old_end, middle.new_end);
    }
    if (writer.left_out > 0) {
        mynah__text_add_format(shown, "       and %zu lines more\n", writer.left_out);
    }
    mynah__free(middle.length);
    return !shown->failed;
}
