// SPDX-License-Identifier: Apache-2.0
//
// Finds the fenced blocks of Markdown (CommonMark 0.31, section 4.5; also in quotes and lists) and
// joins those of Python.  A block that names no language counts when it is Python, so that nothing
// runs unread; text without any fence is taken for code.

#include "markdown.h"

#include "syntax/syntax.h"

#include <string.h>

struct fence {
    char character;
    uint32_t size;
    uint32_t indent; // blanks before it, behind the quote marks
    uint32_t quotes; // `>` before it
};

enum language { LANGUAGE_PYTHON, LANGUAGE_NONE, LANGUAGE_OTHER };

// Lines `first` to before `end` are the content.
struct block {
    struct fence fence;
    enum language language;
    uint32_t first;
    uint32_t end;
    bool taken;
};

struct reader {
    const struct source *text;
    struct arena *arena;
    struct block *blocks;
    size_t count;
    size_t capacity;
};

// ## Lines

static uint32_t line_start(const struct source *text, uint32_t line)
{
    return text->lines[line];
}

static uint32_t line_end(const struct source *text, uint32_t line)
{
    return mynah__source_line_end(text, (int)line + 1);
}

// Move behind at most `most` quote marks, each with blanks before it and one behind; return how
// many there are.
static uint32_t skip_quotes(const struct source *text, uint32_t *at, uint32_t end, uint32_t most)
{
    uint32_t quotes = 0;
    while (quotes < most) {
        uint32_t mark = *at;
        while (mark < end && text->text[mark] == ' ') {
            mark++;
        }
        if (mark == end || text->text[mark] != '>') {
            break;
        }
        *at = mark + 1 + (mark + 1 < end && text->text[mark + 1] == ' ');
        quotes++;
    }
    return quotes;
}

static uint32_t count_run(const struct source *text, uint32_t at, uint32_t end, char character)
{
    uint32_t from = at;
    while (at < end && text->text[at] == character) {
        at++;
    }
    return at - from;
}

// ## Fences

// Move over a list's marker: `-`, `*`, `+`, `1.` or `1)`, and a blank.
static uint32_t skip_marker(const struct source *text, uint32_t at, uint32_t end)
{
    uint32_t from = at;
    while (at < end && text->text[at] >= '0' && text->text[at] <= '9') {
        at++;
    }
    bool numbered = at > from && at < end && strchr(".)", text->text[at]);
    bool dotted = at == from && at < end && strchr("-*+", text->text[at]);
    bool marked = (numbered || dotted) && at + 1 < end && text->text[at + 1] == ' ';
    return marked ? at + 2 : from;
}

static enum language language_of(const char *info, uint32_t size)
{
    static const char *const names[] = { "python",  "py",       "python3",        "py3",
                                         "ipython", "ipython3", "jupyter-python", "python2" };
    char word[16] = "";
    uint32_t at = 0;
    uint32_t count = 0;
    while (at < size && strchr(" \t{.", info[at])) {
        at++;
    }
    if (at == size) {
        return LANGUAGE_NONE;
    }
    for (; at < size && count + 1 < sizeof word && !strchr(" \t,;:{}.", info[at]); at++) {
        bool upper = info[at] >= 'A' && info[at] <= 'Z';
        word[count++] = (char)(upper ? info[at] - 'A' + 'a' : info[at]);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(word, names[i]) == 0) {
            return LANGUAGE_PYTHON;
        }
    }
    return LANGUAGE_OTHER;
}

// Read the line as one that opens a block.
static bool read_opening(const struct source *text, uint32_t line, struct block *block)
{
    uint32_t at = line_start(text, line);
    uint32_t end = line_end(text, line);
    *block = (struct block){ .first = line + 1 };
    block->fence.quotes = skip_quotes(text, &at, end, UINT32_MAX);
    uint32_t from = at;
    at += count_run(text, at, end, ' ');
    at = skip_marker(text, at, end);
    at += count_run(text, at, end, ' ');
    char character = at < end ? text->text[at] : '\0';
    uint32_t size = character == '`' || character == '~' ? count_run(text, at, end, character) : 0;
    block->fence.character = character;
    block->fence.size = size;
    block->fence.indent = at - from;
    const char *info = text->text + at + size;
    uint32_t info_size = end - at - size;
    if (size < 3 || (character == '`' && memchr(info, '`', info_size))) {
        return false; // code within a line
    }
    block->language = language_of(info, info_size);
    return true;
}

static bool is_closing(const struct source *text, uint32_t line, const struct fence *fence)
{
    uint32_t at = line_start(text, line);
    uint32_t end = line_end(text, line);
    skip_quotes(text, &at, end, fence->quotes);
    uint32_t indent = count_run(text, at, end, ' ');
    at += indent;
    uint32_t size = count_run(text, at, end, fence->character);
    at += size;
    while (at < end && (text->text[at] == ' ' || text->text[at] == '\t')) {
        at++;
    }
    return size >= fence->size && at == end && indent < fence->indent + 4;
}

// Quotes have no lazy lines here: one without its mark ends the quote and the block.
static bool is_outside(const struct source *text, uint32_t line, const struct fence *fence)
{
    uint32_t at = line_start(text, line);
    return skip_quotes(text, &at, line_end(text, line), fence->quotes) < fence->quotes;
}

static bool find_blocks(struct reader *reader)
{
    const struct source *text = reader->text;
    for (uint32_t line = 0; line < text->line_count; line++) {
        struct block block;
        if (!read_opening(text, line, &block)) {
            continue;
        }
        uint32_t end = block.first;
        while (end < text->line_count && !is_outside(text, end, &block.fence) &&
               !is_closing(text, end, &block.fence)) {
            end++;
        }
        block.end = end;
        bool outside = end < text->line_count && is_outside(text, end, &block.fence);
        line = outside ? end - 1 : end;
        struct block *moved = mynah__arena_grow(reader->arena, reader->blocks, reader->count,
                                                &reader->capacity, sizeof *moved);
        if (!moved) {
            return false;
        }
        reader->blocks = moved;
        reader->blocks[reader->count++] = block;
    }
    return true;
}

// ## The program

// Give the part of a line that is code in the block.
static uint32_t content_start(const struct source *text, uint32_t line, const struct fence *fence)
{
    uint32_t at = line_start(text, line);
    uint32_t end = line_end(text, line);
    skip_quotes(text, &at, end, fence->quotes);
    uint32_t blanks = count_run(text, at, end, ' ');
    return at + (blanks < fence->indent ? blanks : fence->indent);
}

static size_t add_block(char *to, const struct source *text, const struct block *block)
{
    size_t size = 0;
    for (uint32_t line = block->first; line < block->end; line++) {
        uint32_t start = content_start(text, line, &block->fence);
        uint32_t count = line_end(text, line) - start;
        memcpy(to + size, text->text + start, count);
        size += count;
        if (line + 1 < text->line_count) {
            to[size++] = '\n';
        }
    }
    return size;
}

// Read the block by itself; `parses` may be NULL.
static bool read_block(const struct source *text, const struct block *block, int version,
                       bool *other_coding, bool *parses)
{
    struct arena arena = { 0 };
    struct source source;
    struct syntax syntax;
    uint32_t end = block->end > block->first ? line_end(text, block->end - 1) : 0;
    size_t most = block->end > block->first ? end - line_start(text, block->first) + 2 : 1;
    char *code = mynah__arena_alloc(&arena, most);
    bool done = code && mynah__source_read(&source, code, add_block(code, text, block), &arena);
    if (done) {
        *other_coding = source.state == SOURCE_OTHER_CODING;
    }
    if (done && parses) {
        done = mynah__syntax_parse(&syntax, NULL, &source, version, &arena);
        *parses = done && syntax.accepted;
    }
    mynah__arena_finish(&arena);
    return done;
}

// Say which blocks are the program: those of Python, and others without a language if they are
// Python, or if there is nothing else.
static bool take_blocks(struct reader *reader, struct markdown *markdown, int version)
{
    bool named = false;
    for (size_t i = 0; i < reader->count; i++) {
        named = named || reader->blocks[i].language == LANGUAGE_PYTHON;
    }
    for (size_t i = 0; i < reader->count; i++) {
        struct block *block = &reader->blocks[i];
        bool parses = true;
        bool other_coding = false;
        if (block->language == LANGUAGE_OTHER) {
            continue;
        }
        bool guess = block->language == LANGUAGE_NONE && named;
        if (!read_block(reader->text, block, version, &other_coding, guess ? &parses : NULL)) {
            return false;
        }
        block->taken = parses;
        if (parses && other_coding && !markdown->other_coding) {
            markdown->other_coding = true;
            markdown->coding_line = block->first;
        }
    }
    return true;
}

static void join(struct reader *reader, struct markdown *markdown, char *program)
{
    const struct source *text = reader->text;
    size_t size = 0;
    size_t next = 0;
    for (uint32_t line = 0; line < text->line_count; line++) {
        while (next < reader->count && reader->blocks[next].end <= line) {
            next++;
        }
        const struct block *block = next < reader->count ? &reader->blocks[next] : NULL;
        if (block && block->taken && block->first <= line) {
            uint32_t start = content_start(text, line, &block->fence);
            uint32_t count = line_end(text, line) - start;
            memcpy(program + size, text->text + start, count);
            size += count;
            markdown->shifts[line] = start - line_start(text, line);
        }
        if (line + 1 < text->line_count) {
            program[size++] = '\n';
        }
    }
    markdown->program = program;
    markdown->size = size;
}

bool mynah__markdown_read(struct markdown *markdown, const struct source *text, int version,
                          struct arena *arena)
{
    struct reader reader = { .text = text, .arena = arena };
    *markdown = (struct markdown){ .program = text->text, .size = text->size };
    markdown->shifts = mynah__arena_alloc(arena, text->line_count * sizeof *markdown->shifts);
    if (!markdown->shifts || !find_blocks(&reader)) {
        return false;
    }
    if (reader.count == 0) {
        return true;
    }
    char *program = mynah__arena_alloc(arena, (size_t)text->size + 1);
    if (!program || !take_blocks(&reader, markdown, version)) {
        return false;
    }
    join(&reader, markdown, program);
    return true;
}
