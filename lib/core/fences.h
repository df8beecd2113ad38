// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CORE_FENCES_H
#define MYNAH_CORE_FENCES_H

// The fenced blocks of Markdown (CommonMark 0.31, section 4.5; also in quotes and lists).

#include "core/arena.h"

#include <stdint.h>

// Text by lines.  `starts` has one element more than there are lines: the size of the text.
struct lined {
    const char *text;
    const uint32_t *starts;
    uint32_t count;
};

struct fence {
    char character;
    uint32_t size;
    uint32_t indent; // blanks before it, behind the quote marks
    uint32_t quotes; // `>` before it
};

// Lines `first` to before `end` are the content; the first line of the text is 0.
struct fenced {
    struct fence fence;
    const char *info; // what stands behind the fence, up to the end of the line
    uint32_t info_size;
    uint32_t first;
    uint32_t end;
};

struct fences {
    struct fenced *blocks;
    size_t count;
    size_t capacity;
};

// Find the lines of a text.  False when out of memory.
bool mynah__lined_init(struct lined *lined, const char *text, uint32_t size, struct arena *arena);
// Return where the line ends, without its newline.
uint32_t mynah__lined_end(const struct lined *lined, uint32_t line);

// Find the blocks.  False when out of memory.
bool mynah__fences_find(struct fences *fences, const struct lined *text, struct arena *arena);
// Return where the content begins in a line of the block.
uint32_t mynah__fence_content(const struct lined *text, uint32_t line, const struct fence *fence);

enum fence_language { FENCE_PYTHON, FENCE_UNNAMED, FENCE_OTHER };

// Say what language the block says that it is in.
enum fence_language mynah__fence_language(const struct fenced *block);

#endif
