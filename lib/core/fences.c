// SPDX-License-Identifier: Apache-2.0
//
// Finds the fenced blocks of Markdown.

#include "core/fences.h"

#include <string.h>

// ## Lines

bool mynah__lined_init(struct lined *lined, const char *text, uint32_t size, struct arena *arena)
{
    uint32_t count = 1;
    for (uint32_t i = 0; i < size; i++) {
        count += text[i] == '\n';
    }
    uint32_t *starts = mynah__arena_alloc(arena, (count + 1) * sizeof *starts);
    if (!starts) {
        return false;
    }
    uint32_t line = 0;
    for (uint32_t i = 0; i < size; i++) {
        if (text[i] == '\n') {
            starts[++line] = i + 1;
        }
    }
    starts[count] = size;
    *lined = (struct lined){ .text = text, .starts = starts, .count = count };
    return true;
}

uint32_t mynah__lined_end(const struct lined *lined, uint32_t line)
{
    uint32_t start = lined->starts[line], end = lined->starts[line + 1];
    if (end > start && lined->text[end - 1] == '\n') {
        end--;
    }
    return end > start && lined->text[end - 1] == '\r' ? end - 1 : end;
}

// Move behind at most `most` quote marks, each with blanks before it and one behind; return how
// many there are.
static uint32_t skip_quotes(const char *text, uint32_t *at, uint32_t end, uint32_t most)
{
    uint32_t quotes = 0;
    while (quotes < most) {
        uint32_t mark = *at;
        while (mark < end && text[mark] == ' ') {
            mark++;
        }
        if (mark == end || text[mark] != '>') {
            break;
        }
        *at = mark + 1 + (mark + 1 < end && text[mark + 1] == ' ');
        quotes++;
    }
    return quotes;
}

static uint32_t count_run(const char *text, uint32_t at, uint32_t end, char character)
{
    uint32_t from = at;
    while (at < end && text[at] == character) {
        at++;
    }
    return at - from;
}

// Move over a list's marker: `-`, `*`, `+`, `1.` or `1)`, and a blank.
static uint32_t skip_marker(const char *text, uint32_t at, uint32_t end)
{
    uint32_t from = at;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
        at++;
    }
    bool numbered = at > from && at < end && (text[at] == '.' || text[at] == ')');
    bool dotted = at == from && at < end && (text[at] == '-' || text[at] == '*' || text[at] == '+');
    bool marked = (numbered || dotted) && at + 1 < end && text[at + 1] == ' ';
    return marked ? at + 2 : from;
}

// ## Fences

// Read the line as one that opens a block.
static bool read_opening(const struct lined *lined, uint32_t line, struct fenced *block)
{
    const char *text = lined->text;
    uint32_t at = lined->starts[line];
    uint32_t end = mynah__lined_end(lined, line);
    *block = (struct fenced){ .first = line + 1 };
    block->fence.quotes = skip_quotes(text, &at, end, UINT32_MAX);
    uint32_t from = at;
    at += count_run(text, at, end, ' ');
    at = skip_marker(text, at, end);
    at += count_run(text, at, end, ' ');
    char character = at < end ? text[at] : '\0';
    uint32_t size = character == '`' || character == '~' ? count_run(text, at, end, character) : 0;
    block->fence.character = character;
    block->fence.size = size;
    block->fence.indent = at - from;
    block->info = text + at + size;
    block->info_size = end - at - size;
    // What has a backtick behind backticks is code within a line.
    return size >= 3 && !(character == '`' && memchr(block->info, '`', block->info_size));
}

static bool is_closing(const struct lined *lined, uint32_t line, const struct fence *fence)
{
    const char *text = lined->text;
    uint32_t at = lined->starts[line];
    uint32_t end = mynah__lined_end(lined, line);
    skip_quotes(text, &at, end, fence->quotes);
    uint32_t indent = count_run(text, at, end, ' ');
    at += indent;
    uint32_t size = count_run(text, at, end, fence->character);
    at += size;
    while (at < end && (text[at] == ' ' || text[at] == '\t')) {
        at++;
    }
    return size >= fence->size && at == end && indent < fence->indent + 4;
}

// Quotes have no lazy lines here: one without its mark ends the quote and the block.
static bool is_outside(const struct lined *lined, uint32_t line, const struct fence *fence)
{
    uint32_t at = lined->starts[line];
    uint32_t end = mynah__lined_end(lined, line);
    return skip_quotes(lined->text, &at, end, fence->quotes) < fence->quotes;
}

static bool add_block(struct fences *fences, const struct fenced *block, struct arena *arena)
{
    struct fenced *moved =
        mynah__arena_grow(arena, fences->blocks, fences->count, &fences->capacity, sizeof *moved);
    if (moved) {
        fences->blocks = moved;
        moved[fences->count++] = *block;
    }
    return moved != NULL;
}

bool mynah__fences_find(struct fences *fences, const struct lined *text, struct arena *arena)
{
    *fences = (struct fences){ .count = 0 };
    for (uint32_t line = 0; line < text->count; line++) {
        struct fenced block;
        if (!read_opening(text, line, &block)) {
            continue;
        }
        uint32_t end = block.first;
        bool outside = false;
        while (end < text->count && !(outside = is_outside(text, end, &block.fence)) &&
               !is_closing(text, end, &block.fence)) {
            end++;
        }
        block.end = end;
        line = outside ? end - 1 : end;
        if (!add_block(fences, &block, arena)) {
            return false;
        }
    }
    return true;
}

uint32_t mynah__fence_content(const struct lined *text, uint32_t line, const struct fence *fence)
{
    uint32_t at = text->starts[line];
    uint32_t end = mynah__lined_end(text, line);
    skip_quotes(text->text, &at, end, fence->quotes);
    uint32_t blanks = count_run(text->text, at, end, ' ');
    return at + (blanks < fence->indent ? blanks : fence->indent);
}

enum fence_language mynah__fence_language(const struct fenced *block)
{
    static const char *const names[] = { "python",  "py",       "python3",        "py3",
                                         "ipython", "ipython3", "jupyter-python", "python2" };
    const char *info = block->info;
    char word[16] = "";
    uint32_t at = 0;
    uint32_t count = 0;
    while (at < block->info_size && memchr(" \t{.", info[at], 4)) {
        at++;
    }
    if (at == block->info_size) {
        return FENCE_UNNAMED;
    }
    for (; at < block->info_size && count + 1 < sizeof word && !memchr(" \t,;:{}.", info[at], 8);
         at++) {
        bool upper = info[at] >= 'A' && info[at] <= 'Z';
        word[count++] = (char)(upper ? info[at] - 'A' + 'a' : info[at]);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(word, names[i]) == 0) {
            return FENCE_PYTHON;
        }
    }
    return FENCE_OTHER;
}
