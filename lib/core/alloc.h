// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CORE_ALLOC_H
#define MYNAH_CORE_ALLOC_H

// The one door to the heap.  In builds with fault injection a test can make any allocation of its
// own thread fail, so that every path for "out of memory" is walked.

#include <stddef.h>

void *mynah__alloc(size_t size); // zeroed
void *mynah__realloc(void *block, size_t size);
void mynah__free(void *block);

// Return room for one more element behind `count` of them, doubling `*capacity`.  The array is
// returned, moved or not; on failure NULL, and the old array is as it was.
void *mynah__grow(void *array, size_t count, size_t *capacity, size_t element);

#ifdef MYNAH_FAULT_INJECTION
// Let allocation number `n` (1 is the next) of this thread fail, and all after it; 0 turns it off.
void mynah__alloc_fail_from(size_t n);
// Return how many allocations this thread has made since mynah__alloc_fail_from().
size_t mynah__alloc_count(void);
#endif

#endif
