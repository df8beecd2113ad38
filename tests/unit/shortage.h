// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TESTS_SHORTAGE_H
#define MYNAH_TESTS_SHORTAGE_H

// Every allocation may fail: the same is done with none left at the first, then at the second, and
// so on until there is enough, and each time it either comes to its end or says that memory is out.
//
//     for (struct shortage at = { 0 }; shortage_next(&at);) {
//         struct thing *thing = thing_create(&at.error);
//         shortage_over(&at, thing != NULL);
//         thing_destroy(thing);
//     }
//
// Without fault injection nothing can fail: it is done once, and has to come to its end.

#include <mynah/base.h>

#include "core/alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct shortage {
    bool untold;  // `error` is not looked at: there is nothing to say it with
    bool spares;  // it comes to its end without some allocations, too
    size_t share; // where there are very many, leave out n / share of them behind the n-th; 0: none
    size_t n;     // the allocation that fails, and all behind it
    bool whole;   // there was enough at last
    struct mynah_error error;
};

static inline bool shortage_next(struct shortage *at)
{
    if (at->whole) {
        return false;
    }
    at->n += 1 + (at->share ? at->n / at->share : 0);
    assert_true(at->n < 200000);
    at->error = (struct mynah_error){ .code = MYNAH_ERROR_NONE };
#ifdef MYNAH_FAULT_INJECTION
    mynah__alloc_fail_from(at->n);
#endif
    return true;
}

// What follows has memory again.
static inline void shortage_over(struct shortage *at, bool whole)
{
    enum mynah_error_code expected = MYNAH_ERROR_NONE;
#ifdef MYNAH_FAULT_INJECTION
    bool refused = mynah__alloc_count() >= at->n;
    mynah__alloc_fail_from(0);
    assert_false(whole && refused && !at->spares);
    expected = whole ? MYNAH_ERROR_NONE : MYNAH_ERROR_MEMORY;
#else
    assert_true(whole);
#endif
    if (!at->untold && at->error.code != expected) {
        fail_msg("without allocation %zu: error %d %s", at->n, (int)at->error.code, at->error.text);
    }
    at->whole = whole;
}

// It took more than so many allocations, as far as any could fail.
static inline void shortage_came_behind(const struct shortage *at, size_t least)
{
#ifdef MYNAH_FAULT_INJECTION
    assert_true(at->n > least);
#else
    (void)at;
    (void)least;
#endif
}

#endif
