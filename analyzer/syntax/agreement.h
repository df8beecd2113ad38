// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_AGREEMENT_H
#define MYNAH_AGREEMENT_H

// Do the recogniser, which knows Python, and the tree, which is what the checks see, speak of the
// same code?

#include "syntax/syntax.h"

// Where accepted code stands differently in the tree: [start, end) in bytes, and why.
struct disagreement {
    bool found;
    uint32_t start;
    uint32_t end;
    const char *message;
};

// Find the first place at which the tree of accepted code is not what Python runs.  False only when
// out of memory.
bool mynah__syntax_compare(struct disagreement *disagreement, const struct syntax *syntax,
                           const struct tree *tree, struct arena *arena);

#endif
