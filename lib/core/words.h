// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CORE_WORDS_H
#define MYNAH_CORE_WORDS_H

// Other people's words in our error messages: shortened, without line ends, listed, and
// "did you mean".

#include <stddef.h>

enum { MYNAH__CLIP = 96 };

// Write `text` for use inside a one-line message: at most 40 code points, then "...", with `?` for
// what is not printable.  Returns `buffer`.
const char *mynah__clip(char buffer[MYNAH__CLIP], const char *text);

// Add a name to the list "a, b" in `buffer`, which has at least 16 bytes and is "" at first; names
// for which there is no room are "..." together.
void mynah__list_add(char *buffer, size_t size, const char *name);

// Return the one of `count` names that `word` is most likely a slip of, or NULL.  `stride` is the
// distance in bytes between two `const char *`, so that a column of a table serves.
const char *mynah__nearest(const char *word, const void *names, size_t count, size_t stride);

#endif
