// SPDX-License-Identifier: Apache-2.0
//
// Where long text may be cut so that the parts parse as the whole would.

#include "tree/pieces.h"

#include <string.h>

// Words that continue the statement before them.
static const char *const continuing[] = { "else", "elif", "except", "finally" };

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
           (unsigned char)c >= 0x80;
}

// Whether the line at `at` looks like the first of a statement in column 0.
static bool starts_statement(const struct source *source, uint32_t at)
{
    const char *line = source->text + at;
    if (at > 1 && line[-2] == '\\') {
        return false;
    }
    if (!is_word(*line)) {
        return *line == '@' || *line == '(' || *line == '[' || *line == '{' || *line == '"' ||
               *line == '\'';
    }
    for (size_t i = 0; i < sizeof continuing / sizeof *continuing; i++) {
        size_t size = strlen(continuing[i]);
        if (strncmp(line, continuing[i], size) == 0 && !is_word(line[size])) {
            return false;
        }
    }
    return true;
}

static uint32_t line_end(const struct source *source, uint32_t at)
{
    const char *end = memchr(source->text + at, '\n', source->size - at);
    return end ? (uint32_t)(end - source->text) : source->size;
}

// Return the offset behind a string literal whose quotes start at `at`; one in single quotes ends
// with its line at the latest.
static uint32_t string_end(const struct source *source, uint32_t at)
{
    const char *text = source->text;
    char quote = text[at];
    bool triple = text[at + 1] == quote && text[at + 2] == quote;
    at += triple ? 3 : 1;
    while (at < source->size && (triple || text[at] != '\n')) {
        if (text[at] == '\\') {
            at += at + 1 < source->size ? 2 : 1;
        } else if (text[at] != quote) {
            at++;
        } else if (!triple) {
            return at + 1;
        } else if (text[at + 1] == quote && text[at + 2] == quote) {
            return at + 3;
        } else {
            at++;
        }
    }
    return at;
}

// Return the offset of the first line end at or behind `at` that ends a statement.  A bracket that
// is not closed for long ends where another statement seems to begin.
static uint32_t statement_end(const struct source *source, uint32_t at)
{
    enum { BRACKET_MOST = 2 << 10 };
    const char *text = source->text;
    uint32_t depth = 0;
    uint32_t start = at;
    while (at < source->size) {
        char c = text[at];
        if (c == '"' || c == '\'') {
            at = string_end(source, at);
            continue;
        }
        if (c == '#') {
            at = line_end(source, at);
            continue;
        }
        if (c == '(' || c == '[' || c == '{') {
            depth++;
        } else if (c == ')' || c == ']' || c == '}') {
            depth -= depth > 0;
        } else if (c == '\n' && depth == 0 && (at == 0 || text[at - 1] != '\\')) {
            return at;
        } else if (c == '\n' && at - start > BRACKET_MOST && starts_statement(source, at + 1)) {
            return at;
        }
        at++;
    }
    return at;
}

uint32_t mynah__piece_end(const struct source *source, uint32_t start, uint32_t least)
{
    if (source->size - start <= least) {
        return source->size;
    }
    bool decorator = false;
    uint32_t at = start;
    while (at < source->size) {
        bool statement = starts_statement(source, at);
        if (statement && !decorator && at - start >= least) {
            return at;
        }
        if (statement) {
            decorator = source->text[at] == '@';
        }
        at = statement_end(source, at);
        at += at < source->size;
    }
    return source->size;
}

uint32_t mynah__piece_middle(const struct source *source, uint32_t start, uint32_t end)
{
    uint32_t middle = start + (end - start) / 2;
    uint32_t before = middle;
    while (before > start &&
           !(source->text[before - 1] == '\n' && starts_statement(source, before))) {
        before--;
    }
    uint32_t behind = middle;
    while (behind < end && !(behind > start && source->text[behind - 1] == '\n' &&
                             starts_statement(source, behind))) {
        behind++;
    }
    if (behind < end && (before == start || behind - middle < middle - before)) {
        return behind;
    }
    return before;
}
