// SPDX-License-Identifier: Apache-2.0
//
// The matrix for people: every case, the counts by what was expected and what was answered, and
// each miss with its code, the worst first.  And the short form of it for assertions.

#include "core/utf8.h"
#include "format/format.h"
#include "gate/gate.h"

#include <string.h>

enum { LINES_MOST = 40, ESSENTIAL_LINES = 6, NAME_LEAST = 16, NAME_MOST = 48 };

struct pen {
    struct text *text;
    bool color;
    bool ascii;
};

static void paint(const struct pen *pen, const char *color, const char *string)
{
    if (pen->color) {
        mynah__text_add_format(pen->text, "\033[1;%sm%s\033[0m", color, string);
    } else {
        mynah__text_add(pen->text, string);
    }
}

// Add what came from a file's name or a program, up to `most` bytes, and return how many cells it
// takes: nothing in it may move the cursor.
static size_t add_safe(const struct pen *pen, const char *string, size_t most)
{
    size_t cells = 0;
    for (size_t left = strlen(string); left && cells < most; cells++) {
        uint32_t point = 0xFFFD;
        size_t size = mynah__utf8_read(string, left, &point);
        bool hidden = size == 0 || point < ' ' || (point >= 0x7F && point < 0xA0) ||
                      (point >= 0x200B && point <= 0x206F) || (pen->ascii && point >= 0x80);
        size = size ? size : 1;
        mynah__text_add_bytes(pen->text, hidden ? "?" : string, hidden ? 1 : size);
        string += size;
        left -= size;
    }
    return cells;
}

// ## Cases

static size_t name_width(const struct mynah_gate_matrix *matrix)
{
    size_t width = NAME_LEAST;
    for (size_t i = 0; i < matrix->count; i++) {
        const char *name = matrix->outcomes[i].about->name;
        size_t length = mynah__utf8_length(name, strlen(name));
        width = length > width ? length : width;
    }
    return width < NAME_MOST ? width : NAME_MOST;
}

static void add_cases(const struct pen *pen, const struct mynah_gate_matrix *matrix)
{
    size_t width = name_width(matrix);
    mynah__text_add(pen->text, "case");
    mynah__text_add_repeat(pen->text, ' ', width - 4);
    mynah__text_add(pen->text, "  expected  answered\n");
    for (size_t i = 0; i < matrix->count; i++) {
        const struct mynah_gate_outcome *outcome = &matrix->outcomes[i];
        size_t cells = add_safe(pen, outcome->about->name, NAME_MOST);
        mynah__text_add_repeat(pen->text, ' ', width - cells);
        mynah__text_add_format(pen->text, "  %-8s  ", mynah_verdict_name(outcome->about->expected));
        if (outcome->agrees) {
            mynah__text_add(pen->text, mynah__gate_answer(outcome));
        } else {
            mynah__text_add_format(pen->text, "%-8s  ", mynah__gate_answer(outcome));
            paint(pen, "31", "MISS");
        }
        mynah__text_add_char(pen->text, '\n');
    }
}

// ## Counts

static void add_row(const struct pen *pen, const struct mynah_gate_matrix *matrix, int expected,
                    const char *before)
{
    mynah__text_add_format(pen->text, "%s%-8s", before,
                           mynah_verdict_name((enum mynah_verdict)expected));
    for (int i = 0; i <= GATE_NONE; i++) {
        size_t count = matrix->counts[expected][i];
        if (count) {
            mynah__text_add_format(pen->text, "  %5zu", count);
        } else {
            mynah__text_add(pen->text, "      .");
        }
    }
    mynah__text_add_char(pen->text, '\n');
}

static bool is_expected(const struct mynah_gate_matrix *matrix, int verdict)
{
    size_t count = 0;
    for (int i = 0; i <= GATE_NONE; i++) {
        count += matrix->counts[verdict][i];
    }
    return count > 0;
}

// Add the matrix; the short form has no rows of verdicts that no case expects.
static void add_counts(const struct pen *pen, const struct mynah_gate_matrix *matrix,
                       const char *before)
{
    mynah__text_add_format(pen->text, "%sexpected  allow    ask   deny  retry   none  (answered)\n",
                           before);
    for (int i = 0; i < GATE_VERDICTS; i++) {
        if (!*before || is_expected(matrix, i)) {
            add_row(pen, matrix, i, before);
        }
    }
}

// ## Misses

static void add_code(const struct pen *pen, const struct mynah_gate_case *about, uint32_t most)
{
    struct arena arena = { 0 };
    struct source source;
    if (!mynah__source_read(&source, about->code, about->size, &arena)) {
        pen->text->failed = true;
        mynah__arena_finish(&arena);
        return;
    }
    uint32_t lines = source.line_count;
    lines -= lines > 1 && source.lines[lines - 1] == source.size;
    for (uint32_t i = 0; i < lines && i < most; i++) {
        struct shown_line shown = mynah__show_line(&source, (int)i + 1, 1, 0, pen->ascii);
        mynah__text_add_format(pen->text, "%6u |%s%s\n", i + 1, shown.text.size ? " " : "",
                               shown.text.bytes ? shown.text.bytes : "");
        pen->text->failed = pen->text->failed || shown.text.failed;
        mynah__text_finish(&shown.text);
    }
    if (lines > most) {
        mynah__text_add_format(pen->text, "       | ... and %u more lines\n", lines - most);
    }
    mynah__arena_finish(&arena);
}

static void add_what(const struct pen *pen, const struct mynah_gate_outcome *outcome)
{
    add_safe(pen, outcome->about->name, pen->ascii ? NAME_MOST : 200);
    mynah__text_add_format(pen->text, ": expected %s, answered %s",
                           mynah_verdict_name(outcome->about->expected),
                           mynah__gate_answer(outcome));
    if (outcome->message) {
        mynah__text_add(pen->text, ": ");
        add_safe(pen, outcome->message, pen->ascii ? 100 : 200);
    }
    mynah__text_add_char(pen->text, '\n');
}

static void add_miss(const struct pen *pen, const struct mynah_gate_outcome *outcome)
{
    mynah__text_add_char(pen->text, '\n');
    bool alarm = outcome->answered && outcome->about->expected == MYNAH_VERDICT_ALLOW;
    paint(pen, "31", alarm ? "ALARM" : "MISS");
    mynah__text_add_char(pen->text, ' ');
    add_what(pen, outcome);
    if (outcome->about->path) {
        mynah__text_add(pen->text, "     in ");
        add_safe(pen, outcome->about->path, 400);
        mynah__text_add_char(pen->text, '\n');
    }
    add_code(pen, outcome->about, LINES_MOST);
}

void mynah__gate_text_name(struct text *text, const struct gate_format *format)
{
    add_safe(&(struct pen){ .text = text }, format->gate, 200);
    mynah__text_add(text, format->policy ? ", policy " : "");
    mynah__text_add(text, format->policy ? format->policy : "");
}

void mynah__gate_text_miss(struct text *text, const struct mynah_gate_outcome *outcome, bool color)
{
    add_miss(&(struct pen){ .text = text, .color = color }, outcome);
}

void mynah__gate_text(struct text *text, const struct mynah_gate_matrix *matrix,
                      const struct gate_format *format)
{
    const struct pen pen = { .text = text, .color = format->color };
    add_cases(&pen, matrix);
    mynah__text_add_char(text, '\n');
    add_counts(&pen, matrix, "");
    for (size_t i = 0; i < matrix->miss_count; i++) {
        add_miss(&pen, matrix->misses[i]);
    }
    mynah__text_add_char(text, '\n');
    mynah__gate_text_name(text, format);
    mynah__text_add_format(text, ": %zu cases, ", matrix->count);
    if (matrix->miss_count) {
        mynah__text_add_format(text, "%zu ", matrix->miss_count);
        paint(&pen, "31", matrix->miss_count == 1 ? "does not agree" : "do not agree");
    } else {
        paint(&pen, "32", "all agree");
    }
    mynah__text_add_char(text, '\n');
}

// ## The short form

static void copy_cut(char *why, size_t size, const char *text)
{
    if (size) {
        size_t length = strlen(text);
        length = length < size ? length : size - 1;
        memcpy(why, text, length);
        why[length] = '\0';
    }
}

static void explain(struct text *text, const struct mynah_gate_matrix *matrix)
{
    const struct pen pen = { .text = text, .ascii = true };
    mynah__text_add(text, "expected: the gate agrees with every behaviour\n  actual: ");
    if (matrix->error.code != MYNAH_ERROR_NONE) {
        add_safe(&pen, matrix->error.text, 200);
        mynah__text_add_char(text, '\n');
        return;
    }
    mynah__text_add_format(text, "%zu of %zu do not agree, the worst: ", matrix->miss_count,
                           matrix->count);
    add_what(&pen, matrix->misses[0]);
    add_counts(&pen, matrix, "          ");
    mynah__text_add(text, "    code: ");
    add_safe(&pen, matrix->misses[0]->about->name, NAME_MOST);
    mynah__text_add_char(text, '\n');
    add_code(&pen, matrix->misses[0]->about, ESSENTIAL_LINES);
}

bool mynah_gate_meets(mynah_gate_checker *checker, void *self, char *why, size_t size)
{
    struct mynah_gate_matrix matrix;
    bool met = mynah_gate_run(NULL, checker, self, &matrix);
    copy_cut(why, size, "");
    if (!met) {
        struct text text = { 0 };
        explain(&text, &matrix);
        copy_cut(why, size, text.failed ? "out of memory\n" : text.bytes);
        mynah__text_finish(&text);
    }
    mynah_gate_matrix_finish(&matrix);
    return met;
}
