// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TREE_TS_MEMORY_H
#define MYNAH_TREE_TS_MEMORY_H

// Where the memory of a parse comes from.  When there is nothing left to give, the parse is left by
// longjmp, and its memory dropped whole.  What a parse allocates is also the measure of its work:
// error recovery that turns quadratic allocates in step with the time it takes, and bytes, unlike
// time, are the same in every run.

#include "core/arena.h"

#include <setjmp.h>
#include <stdbool.h>

struct ts_memory {
    struct arena arena; // its `limit` is the bound
    jmp_buf leave;      // set by the caller; taken with 1
    bool exhausted;     // it was the bound, not want of memory
};

// Let what tree-sitter allocates in this thread come from `memory` from now on; NULL ends it.
void mynah__ts_use(struct ts_memory *memory);

#endif
