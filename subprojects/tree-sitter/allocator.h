// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TREE_SITTER_ALLOCATOR_H
#define MYNAH_TREE_SITTER_ALLOCATOR_H

// Included in front of every third-party source here: all of their memory is the analyzer's.
// The parser allocates by the first four names, the grammar's scanner by the other four.

#include "../../analyzer/tree/ts_alloc.h"

#include <stdlib.h>

#define ts_malloc mynah__ts_malloc
#define ts_calloc mynah__ts_calloc
#define ts_realloc mynah__ts_realloc
#define ts_free mynah__ts_free

#define malloc mynah__ts_malloc
#define calloc mynah__ts_calloc
#define realloc mynah__ts_realloc
#define free mynah__ts_free

#endif
