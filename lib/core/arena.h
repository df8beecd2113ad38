// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CORE_ARENA_H
#define MYNAH_CORE_ARENA_H

// Memory that is released all at once.  A zeroed struct is an empty arena.  Failure is sticky:
// allocate freely, look at `failed` once at the end.

#include <stdbool.h>
#include <stddef.h>

struct arena_chunk;

struct arena {
    struct arena_chunk *chunk; // the newest; each knows the one before
    size_t used;               // bytes given out, over all chunks
    size_t limit;              // most bytes to give out; 0: no limit
    size_t first;              // bytes of the first chunk; 0: what suits much of it
    bool failed;
};

// Return `size` zeroed bytes, aligned for anything, or NULL.
void *mynah__arena_alloc(struct arena *arena, size_t size);
// Return a copy of `size` bytes with a NUL byte behind them, or NULL.
char *mynah__arena_copy(struct arena *arena, const char *bytes, size_t size);
char *mynah__arena_text(struct arena *arena, const char *text);
char *mynah__arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// Return an array with room for one more element behind `count`; as mynah__grow(), in the arena.
void *mynah__arena_grow(struct arena *arena, void *array, size_t count, size_t *capacity,
                        size_t element);
void mynah__arena_finish(struct arena *arena);

#endif
