// SPDX-License-Identifier: Apache-2.0
//
// Memory for tree-sitter.  It has no way to report that there is none left, and neither has this.

#include "tree/ts_alloc.h"

#include "core/alloc.h"

#include <stdint.h>
#include <stdlib.h>

static void *must(void *block)
{
    if (!block) {
        abort();
    }
    return block;
}

void *mynah__ts_malloc(size_t size)
{
    return must(mynah__alloc(size));
}

void *mynah__ts_calloc(size_t count, size_t size)
{
    return must(size && count > SIZE_MAX / size ? NULL : mynah__alloc(count * size));
}

void *mynah__ts_realloc(void *block, size_t size)
{
    return must(mynah__realloc(block, size));
}

void mynah__ts_free(void *block)
{
    mynah__free(block);
}
