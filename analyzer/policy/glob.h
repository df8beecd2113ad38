// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_GLOB_H
#define MYNAH_GLOB_H

// Patterns of channel names: `*` is any text, `?` one code point, `[a-z]` one of a set, `[!a-z]`
// one that is not in it.  The whole name has to match, and case matters.  There is no escape: `[*]`
// is a star.  No locale has a say in it.

#include <stdbool.h>

// Return NULL when `pattern` is well formed, else what is wrong with it.
const char *mynah__glob_flaw(const char *pattern);

// Say whether the whole of `text` matches `pattern`, which is well formed.
bool mynah__glob_match(const char *pattern, const char *text);

#endif
