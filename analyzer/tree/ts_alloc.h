// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TREE_TS_ALLOC_H
#define MYNAH_TREE_TS_ALLOC_H

// The allocator that tree-sitter and the scanner of its Python grammar are compiled with; they
// cannot handle a NULL, so none of these returns one: see tree/ts_memory.h.

#include <stddef.h>

void *mynah__ts_malloc(size_t size);
void *mynah__ts_calloc(size_t count, size_t size);
void *mynah__ts_realloc(void *block, size_t size);
void mynah__ts_free(void *block);

#endif
