// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SCHEMA_PATTERN_H
#define MYNAH_SCHEMA_PATTERN_H

// Regular expressions as JSON Schemas have them: parsed once, then matched, or text made of them.

#include "core/arena.h"
#include "core/text.h"
#include "schema/random.h"

#include <stdint.h>

struct pattern;

// Parse into `arena`.  NULL: `*why` is what is not understood, or `arena` has failed.
struct pattern *mynah__pattern_parse(const char *text, struct arena *arena, const char **why);

enum pattern_answer {
    PATTERN_DIFFERS,
    PATTERN_MATCHES,
    PATTERN_TOO_LONG, // the text, for this pattern
    PATTERN_NO_MEMORY,
};

// Return whether it matches anywhere in the text.
enum pattern_answer mynah__pattern_match(const struct pattern *pattern, const char *text,
                                         size_t size);

// Add text that it describes, in which nothing is repeated more than `more` times oftener than it
// has to be.  Assertions in the middle may keep it from matching after all.
void mynah__pattern_make(const struct pattern *pattern, struct random *random, size_t more,
                         struct text *text);

#endif
