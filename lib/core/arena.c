// SPDX-License-Identifier: Apache-2.0
//
// A bump allocator over chunks that double in size.

#include "core/arena.h"

#include "core/alloc.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { CHUNK_FIRST = 4096, CHUNK_MOST = 1 << 20 };

struct arena_chunk {
    struct arena_chunk *before;
    size_t used;
    size_t size;
    max_align_t bytes[];
};

static struct arena_chunk *chunk_add(struct arena *arena, size_t size)
{
    size_t first = arena->first ? arena->first : CHUNK_FIRST;
    size_t wanted = arena->chunk ? arena->chunk->size * 2 : first;
    if (wanted > CHUNK_MOST) {
        wanted = CHUNK_MOST;
    }
    if (wanted < size) {
        wanted = size;
    }
    struct arena_chunk *chunk = mynah__alloc(sizeof *chunk + wanted);
    if (chunk) {
        chunk->size = wanted;
        chunk->before = arena->chunk;
        arena->chunk = chunk;
    }
    return chunk;
}

void *mynah__arena_alloc(struct arena *arena, size_t size)
{
    const size_t unit = sizeof(max_align_t);
    if (arena->failed || size > SIZE_MAX / 2) {
        arena->failed = true;
        return NULL;
    }
    size = (size + unit - 1) / unit * unit;
    struct arena_chunk *chunk = arena->chunk;
    if (arena->limit && arena->used + size > arena->limit) {
        chunk = NULL;
    } else if (!chunk || chunk->size - chunk->used < size) {
        chunk = chunk_add(arena, size);
    }
    if (!chunk) {
        arena->failed = true;
        return NULL;
    }
    void *block = (char *)chunk->bytes + chunk->used;
    chunk->used += size;
    arena->used += size;
    return block;
}

char *mynah__arena_copy(struct arena *arena, const char *bytes, size_t size)
{
    char *copy = mynah__arena_alloc(arena, size + 1);
    if (copy && size) {
        memcpy(copy, bytes, size);
    }
    return copy;
}

char *mynah__arena_text(struct arena *arena, const char *text)
{
    return mynah__arena_copy(arena, text, strlen(text));
}

char *mynah__arena_format(struct arena *arena, const char *format, ...)
{
    char shorter[128];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(shorter, sizeof shorter, format, arguments);
    va_end(arguments);
    if (size >= 0 && (size_t)size < sizeof shorter) {
        return mynah__arena_copy(arena, shorter, (size_t)size);
    }
    char *text = size < 0 ? NULL : mynah__arena_alloc(arena, (size_t)size + 1);
    if (text) {
        va_start(arguments, format);
        vsnprintf(text, (size_t)size + 1, format, arguments);
        va_end(arguments);
    }
    return text;
}

void *mynah__arena_grow(struct arena *arena, void *array, size_t count, size_t *capacity,
                        size_t element)
{
    if (count < *capacity) {
        return array;
    }
    size_t wanted = *capacity ? *capacity * 2 : 8;
    void *moved = wanted > SIZE_MAX / element ? NULL : mynah__arena_alloc(arena, wanted * element);
    if (!moved) {
        arena->failed = true;
        return NULL;
    }
    if (count) {
        memcpy(moved, array, count * element);
    }
    *capacity = wanted;
    return moved;
}

void mynah__arena_finish(struct arena *arena)
{
    while (arena->chunk) {
        struct arena_chunk *before = arena->chunk->before;
        mynah__free(arena->chunk);
        arena->chunk = before;
    }
    *arena = (struct arena){ 0 };
}
