// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CORE_WORDS_H
#define MYNAH_CORE_WORDS_H

// Other people's words in our error messages: shortened, without line ends, and "did you mean".

#include <stddef.h>

enum { MYNAH__CLIP = 96 };

// Write `text` for use inside a one-line message: at most 40 code points, then "...", with `?` for
// what is not printable.  Returns `buffer`.
const char *mynah__clip(char buffer[MYNAH__CLIP], const char *text);

// Return the one of `count` names that `word` is most likely a slip of, or NULL.  `stride` is the
// distance in bytes between two `const char *`, so that a column of a table serves.
const char *mynah__nearest(const char *word, const void *names, size_t count, size_t stride);

#endif
