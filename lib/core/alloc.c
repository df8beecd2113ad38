// SPDX-License-Identifier: Apache-2.0
//
// The one door to the heap, with the fault injection of the tests.

#include "core/alloc.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#ifdef MYNAH_FAULT_INJECTION
static _Thread_local size_t made;
static _Thread_local size_t fail_from;

void mynah__alloc_fail_from(size_t n)
{
    made = 0;
    fail_from = n;
}

size_t mynah__alloc_count(void)
{
    return made;
}

static bool refused(void)
{
    made++;
    return fail_from != 0 && made >= fail_from;
}
#else
static bool refused(void)
{
    return false;
}
#endif

void *mynah__alloc(size_t size)
{
    return refused() ? NULL : calloc(1, size ? size : 1);
}

void *mynah__realloc(void *block, size_t size)
{
    return refused() ? NULL : realloc(block, size ? size : 1);
}

void mynah__free(void *block)
{
    free(block);
}

void *mynah__grow(void *array, size_t count, size_t *capacity, size_t element)
{
    if (count < *capacity) {
        return array;
    }
    size_t wanted = *capacity ? *capacity * 2 : 8;
    if (wanted > SIZE_MAX / element) {
        return NULL;
    }
    void *moved = mynah__realloc(array, wanted * element);
    if (moved) {
        *capacity = wanted;
    }
    return moved;
}
