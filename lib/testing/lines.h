// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TESTING_LINES_H
#define MYNAH_TESTING_LINES_H

// Two texts, line by line: what differs between them.

#include "core/text.h"

#include <stddef.h>

struct lines {
    const char **at; // where each begins; one behind the last, at the end of the text
    size_t count;
};

// Add `text` with LF as its line end, no blanks at the ends of lines, one newline at its end.
void mynah__lines_normal(struct text *normal, const char *text);

// Take normal text apart.  Release `at` with mynah__free().  False when out of memory.
bool mynah__lines_split(struct lines *lines, const char *text);

// How two texts differ: by how many lines, and from which line of the newer one on.
struct difference {
    size_t removed;
    size_t added;
    size_t first;
};

// Add the lines that differ, with their numbers, one line of what is alike around each group, and
// `most` lines at most.  False when out of memory.
bool mynah__lines_compare(struct text *shown, const struct lines *old, const struct lines *new,
                          size_t most, struct difference *difference);

#endif
