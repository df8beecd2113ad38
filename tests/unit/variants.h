// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TESTS_VARIANTS_H
#define MYNAH_TESTS_VARIANTS_H

// Variants in one line, for tests that do not expect trouble.

#include <mynah/variants.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static inline struct mynah_variants *variants_of(const struct mynah_variants_options *options)
{
    struct mynah_error error = { 0 };
    struct mynah_variants *variants = mynah_variants_create(options, &error);
    if (!variants) {
        fail_msg("%s", error.text);
    }
    return variants;
}

static inline struct mynah_variant next_of(struct mynah_variants *variants)
{
    struct mynah_variant variant;
    struct mynah_error error = { 0 };
    if (!mynah_variants_next(variants, &variant, &error)) {
        fail_msg("%s", error.text);
    }
    assert_int_equal(strlen(variant.code), variant.size);
    return variant;
}

#endif
