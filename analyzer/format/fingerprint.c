// SPDX-License-Identifier: Apache-2.0
//
// Fingerprints of findings: by them a baseline, and those who read reports, know a finding again
// when lines were added above it.  The place itself is not in them; the functions and classes
// around it are, read off the indentation.

#include "format/format.h"

#include "core/hash.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MOST = 32, NAME_MOST = 80, CODE_MOST = 4096 };

// Lines that begin a function or a class and are indented less and less.
struct outline {
    const struct source *source;
    int line; // the next to be looked at
    struct level {
        uint32_t indent;
        uint32_t name; // bytes in the source
        uint32_t size;
    } levels[DEPTH_MOST];
    size_t depth;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\f' || c == '\n';
}

static uint32_t skip_word(const char *text, uint32_t at, const char *word)
{
    size_t size = strlen(word);
    if (strncmp(text + at, word, size) != 0 || !is_blank(text[at + size])) {
        return at;
    }
    at += (uint32_t)size;
    while (text[at] == ' ' || text[at] == '\t') {
        at++;
    }
    return at;
}

static void leave(struct outline *outline, uint32_t indent)
{
    while (outline->depth && outline->levels[outline->depth - 1].indent >= indent) {
        outline->depth--;
    }
}

// Take in one line: what is indented as much or more has ended before it.
static void read_line(struct outline *outline, int line)
{
    const char *text = outline->source->text;
    uint32_t start = outline->source->lines[line - 1];
    uint32_t at = start;
    while (text[at] == ' ' || text[at] == '\t' || text[at] == '\f') {
        at++;
    }
    if (text[at] == '\0' || text[at] == '\n' || text[at] == '#') {
        return;
    }
    leave(outline, at - start);
    uint32_t name = skip_word(text, skip_word(text, at, "async"), "def");
    name = name > at ? name : skip_word(text, at, "class");
    if (name > at && outline->depth < DEPTH_MOST) {
        uint32_t size = (uint32_t)strcspn(text + name, "([: \t\n#");
        outline->levels[outline->depth++] =
            (struct level){ at - start, name, size < NAME_MOST ? size : NAME_MOST };
    }
}

static void add_outline(struct text *key, const struct outline *outline)
{
    for (size_t i = 0; i < outline->depth; i++) {
        const struct level *level = &outline->levels[i];
        mynah__text_add_bytes(key, outline->source->text + level->name, level->size);
        mynah__text_add_char(key, '.');
    }
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
           (unsigned char)c >= 0x80;
}

// Add the code of the finding; of blanks only those are left, each run as one, that part words.
static void add_code(struct text *key, const struct source *source,
                     const struct mynah_finding *finding)
{
    uint32_t at = mynah__source_offset(source, finding->line, finding->column);
    uint32_t end = mynah__source_offset(source, finding->end_line, finding->end_column);
    if (end <= at) {
        at = source->lines[finding->line - 1];
        end = mynah__source_line_end(source, finding->line);
    }
    end = end - at < CODE_MOST ? end : at + CODE_MOST;
    for (char before = ' '; at < end;) {
        uint32_t blanks = 0;
        while (at + blanks < end && is_blank(source->text[at + blanks])) {
            blanks++;
        }
        at += blanks;
        if (at < end) {
            mynah__text_add(key, blanks && is_word(before) && is_word(source->text[at]) ? " " : "");
            before = source->text[at++];
            mynah__text_add_char(key, before);
        }
    }
}

static void take(struct text *key, struct outline *outline, const struct mynah_finding *finding,
                 struct fingerprint *fingerprint)
{
    char digits[65];
    key->size = 0;
    mynah__text_add(key, finding->rule);
    mynah__text_add_char(key, '\n');
    mynah__text_add(key, finding->subject ? finding->subject : "");
    mynah__text_add_char(key, '\n');
    // That results are missing is said of the whole, wherever it is said.
    if (finding->category != MYNAH_CATEGORY_RESULTS) {
        while (outline->line <= finding->line) {
            read_line(outline, outline->line++);
        }
        add_outline(key, outline);
        mynah__text_add_char(key, '\n');
        add_code(key, outline->source, finding);
    }
    mynah__sha256(key->bytes ? key->bytes : "", key->size, digits);
    memcpy(fingerprint->digits, digits, sizeof fingerprint->digits - 1);
}

static int by_digits(const void *left, const void *right)
{
    const struct fingerprint *a = *(struct fingerprint *const *)left;
    const struct fingerprint *b = *(struct fingerprint *const *)right;
    int order = memcmp(a->digits, b->digits, sizeof a->digits);
    return order ? order : (a > b) - (a < b); // of one array, so in order of findings
}

static bool number(struct fingerprint *fingerprints, size_t count, struct arena *arena)
{
    struct fingerprint **sorted = mynah__arena_alloc(arena, (count + 1) * sizeof(void *));
    if (!sorted) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        sorted[i] = &fingerprints[i];
    }
    qsort(sorted, count, sizeof *sorted, by_digits);
    for (size_t i = 0; i < count; i++) {
        bool alike = i && strcmp(sorted[i - 1]->digits, sorted[i]->digits) == 0;
        sorted[i]->ordinal = alike ? sorted[i - 1]->ordinal + 1 : 1;
    }
    return true;
}

struct fingerprint *mynah__fingerprints(const struct mynah_report *report, struct arena *arena)
{
    size_t count = report->finding_count;
    struct fingerprint *fingerprints =
        mynah__arena_alloc(arena, (count + 1) * sizeof *fingerprints);
    struct outline outline = { .source = &report->source, .line = 1 };
    struct text key = { 0 };
    for (size_t i = 0; fingerprints && i < count; i++) {
        take(&key, &outline, &report->findings[i], &fingerprints[i]);
    }
    bool done = fingerprints && !key.failed && number(fingerprints, count, arena);
    mynah__text_finish(&key);
    return done ? fingerprints : NULL;
}
