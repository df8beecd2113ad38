// SPDX-License-Identifier: Apache-2.0
//
// Memory for tree-sitter: an arena per parse.  Nothing is freed before the parse ends, which for
// the short pieces that are parsed here is also faster than the heap.

#include "tree/ts_alloc.h"

#include "tree/ts_memory.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

// In front of each block, because tree-sitter's arrays grow by realloc.
struct header {
    _Alignas(max_align_t) size_t size;
};

static _Thread_local struct ts_memory *current;

void mynah__ts_use(struct ts_memory *memory)
{
    current = memory;
}

void *mynah__ts_malloc(size_t size)
{
    assert(current);
    struct arena *arena = &current->arena;
    struct header *header = NULL;
    if (size < SIZE_MAX / 2) {
        header = mynah__arena_alloc(arena, sizeof *header + size);
    }
    if (!header) {
        current->exhausted = arena->limit && arena->used + sizeof *header + size > arena->limit;
        longjmp(current->leave, 1);
    }
    header->size = size;
    return header + 1;
}

void *mynah__ts_calloc(size_t count, size_t size)
{
    return mynah__ts_malloc(size && count > SIZE_MAX / size ? SIZE_MAX : count * size);
}

void *mynah__ts_realloc(void *block, size_t size)
{
    size_t before = block ? ((struct header *)block - 1)->size : 0;
    if (block && size <= before) {
        return block;
    }
    void *moved = mynah__ts_malloc(size);
    if (before) {
        memcpy(moved, block, before);
    }
    return moved;
}

void mynah__ts_free(void *block)
{
    (void)block;
}
