// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_MARKDOWN_H
#define MYNAH_MARKDOWN_H

// Markdown as models answer in it: its fenced blocks of Python, joined to one program that has each
// line where the Markdown has it.

#include "source.h"

struct markdown {
    const char *program; // as many lines as the Markdown; those outside of the blocks are empty
    size_t size;
    uint32_t *shifts;     // of each line (the first is 0): columns that the program leaves out
    bool other_coding;    // a block asks to be read as what it is not
    uint32_t coding_line; // then, where it begins
};

// Take the program out of `text`, which is Markdown.  False only when out of memory.
bool mynah__markdown_read(struct markdown *markdown, const struct source *text, int version,
                          struct arena *arena);

#endif
