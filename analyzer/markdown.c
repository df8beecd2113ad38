// SPDX-License-Identifier: Apache-2.0
//
// Joins the fenced blocks of Python in Markdown.  A block that names no language counts when it is
// Python, so that nothing runs unread; text without any fence is taken for code.

#include "markdown.h"

#include "core/fences.h"
#include "syntax/syntax.h"

#include <string.h>

struct reader {
    struct lined text;
    struct fences fences;
    bool *taken; // of each block
};

// Add what the line has of the block, and return how much that is.
static uint32_t add_line(char *to, const struct lined *text, const struct fenced *block,
                         uint32_t line)
{
    uint32_t start = mynah__fence_content(text, line, &block->fence);
    uint32_t count = mynah__lined_end(text, line) - start;
    memcpy(to, text->text + start, count);
    return count;
}

static size_t add_block(char *to, const struct lined *text, const struct fenced *block)
{
    size_t size = 0;
    for (uint32_t line = block->first; line < block->end; line++) {
        size += add_line(to + size, text, block, line);
        if (line + 1 < text->count) {
            to[size++] = '\n';
        }
    }
    return size;
}

// Read the block by itself; `parses` may be NULL.
static bool read_block(const struct lined *text, const struct fenced *block, int version,
                       bool *other_coding, bool *parses)
{
    struct arena arena = { 0 };
    struct source source;
    struct syntax syntax;
    uint32_t size =
        block->end > block->first ? text->starts[block->end] - text->starts[block->first] : 0;
    char *code = mynah__arena_alloc(&arena, (size_t)size + 2);
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
    const struct fences *fences = &reader->fences;
    bool named = false;
    for (size_t i = 0; i < fences->count; i++) {
        named = named || mynah__fence_language(&fences->blocks[i]) == FENCE_PYTHON;
    }
    for (size_t i = 0; i < fences->count; i++) {
        const struct fenced *block = &fences->blocks[i];
        enum fence_language language = mynah__fence_language(block);
        bool parses = true;
        bool other_coding = false;
        if (language == FENCE_OTHER) {
            continue;
        }
        bool guess = language == FENCE_UNNAMED && named;
        if (!read_block(&reader->text, block, version, &other_coding, guess ? &parses : NULL)) {
            return false;
        }
        reader->taken[i] = parses;
        if (parses && other_coding && !markdown->other_coding) {
            markdown->other_coding = true;
            markdown->coding_line = block->first;
        }
    }
    return true;
}

static void join(const struct reader *reader, struct markdown *markdown, char *program)
{
    const struct lined *text = &reader->text;
    const struct fences *fences = &reader->fences;
    size_t size = 0;
    size_t next = 0;
    for (uint32_t line = 0; line < text->count; line++) {
        while (next < fences->count && fences->blocks[next].end <= line) {
            next++;
        }
        const struct fenced *block = next < fences->count ? &fences->blocks[next] : NULL;
        if (block && reader->taken[next] && block->first <= line) {
            size += add_line(program + size, text, block, line);
            markdown->shifts[line] =
                mynah__fence_content(text, line, &block->fence) - text->starts[line];
        }
        if (line + 1 < text->count) {
            program[size++] = '\n';
        }
    }
    markdown->program = program;
    markdown->size = size;
}

bool mynah__markdown_read(struct markdown *markdown, const struct source *text, int version,
                          struct arena *arena)
{
    struct reader reader = { .taken = NULL };
    *markdown = (struct markdown){ .program = text->text, .size = text->size };
    if (!mynah__lined_init(&reader.text, text->text, text->size, arena) ||
        !mynah__fences_find(&reader.fences, &reader.text, arena)) {
        return false;
    }
    size_t lines = reader.text.count > text->line_count ? reader.text.count : text->line_count;
    markdown->shifts = mynah__arena_alloc(arena, lines * sizeof *markdown->shifts);
    if (!markdown->shifts || reader.fences.count == 0) {
        return markdown->shifts != NULL;
    }
    reader.taken = mynah__arena_alloc(arena, reader.fences.count * sizeof *reader.taken);
    char *program = mynah__arena_alloc(arena, (size_t)text->size + 1);
    if (!program || !reader.taken || !take_blocks(&reader, markdown, version)) {
        return false;
    }
    join(&reader, markdown, program);
    return true;
}
