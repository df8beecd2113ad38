// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SCHEMA_PATTERN_TREE_H
#define MYNAH_SCHEMA_PATTERN_TREE_H

// What a regular expression is parsed to.

#include "schema/pattern.h"

enum pattern_kind {
    PATTERN_SET,      // one code point of `ranges`, or of none of them
    PATTERN_SEQUENCE, // all children, one after the other
    PATTERN_CHOICE,   // one of them
    PATTERN_REPEAT,   // the only child, `least` to `most` times
    PATTERN_START,
    PATTERN_END,
};

struct pattern_range {
    uint32_t first;
    uint32_t last;
};

struct pattern {
    enum pattern_kind kind;
    struct pattern *child; // the first
    struct pattern *next;  // of the same parent
    struct pattern_range *ranges;
    size_t range_count;
    size_t range_capacity;
    bool negated;
    size_t least;
    size_t most; // SIZE_MAX: any number
};

bool mynah__pattern_accepts(const struct pattern *set, uint32_t point);

#endif
