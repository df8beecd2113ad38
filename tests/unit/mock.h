// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TESTS_MOCK_H
#define MYNAH_TESTS_MOCK_H

// A mock generator in one line, and what it is expected to answer.

#include <mynah/generator.h>

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const struct mynah_request request = {
    .user_query = "Plot the orbit",
    .task_objective = "a plot",
    .execution_folder_name = "orbit",
};

static inline struct mynah_generator *create(const struct mynah_generator_options *options)
{
    struct mynah_error error = { 0 };
    struct mynah_generator *generator = mynah_generator_create(NULL, options, &error);
    if (!generator) {
        fail_msg("%s", error.text);
    }
    return generator;
}

static inline void generates(struct mynah_generator *generator, const char *expected)
{
    struct mynah_error error = { 0 };
    char *code = mynah_generator_generate(generator, &request, NULL, 0, &error);
    if (!code) {
        fail_msg("%s", error.text);
    }
    assert_string_equal(code, expected);
    mynah_free(code);
}

static inline void refuses(struct mynah_generator *generator, enum mynah_error_code code,
                           const char *why)
{
    struct mynah_error error = { 0 };
    assert_null(mynah_generator_generate(generator, &request, NULL, 0, &error));
    assert_int_equal(error.code, code);
    if (!strstr(error.text, why)) {
        fail_msg("%s", error.text);
    }
}

#endif
