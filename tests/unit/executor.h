// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TESTS_EXECUTOR_H
#define MYNAH_TESTS_EXECUTOR_H

// Runs code in one line, and says what a test expects of the run.

#include <mynah/executor.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static inline struct mynah_executor *make_executor(struct mynah_world *world,
                                                   const struct mynah_executor_options *options)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_executor *executor = mynah_executor_create(world, options, &error);
    if (!executor) {
        fail_msg("%s", error.text);
    }
    return executor;
}

static inline struct mynah_execution *execute(struct mynah_executor *executor, const char *code)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_execution *execution =
        mynah_executor_execute(executor, &(struct mynah_job){ .code = code }, &error);
    if (!execution) {
        fail_msg("%s", error.text);
    }
    return execution;
}

// Let the test fail unless the run came to `status`; the message shows all of it.
static inline void check_status(const struct mynah_execution *execution,
                                enum mynah_execution_status status)
{
    if (execution->status != status) {
        char *json = mynah_record_to_json(mynah_execution_shape(), execution, NULL);
        fail_msg("expected %s: %s", mynah_execution_status_name(status), json);
    }
}

// Run `code` and expect it to leave `results`.
static inline void leaves(struct mynah_executor *executor, const char *code, const char *results)
{
    struct mynah_execution *execution = execute(executor, code);
    check_status(execution, MYNAH_EXECUTION_SUCCEEDED);
    if (strcmp(execution->results, results) != 0) {
        printf("# %s\n", execution->results);
        fail_msg("expected %s", results);
    }
    mynah_free(execution);
}

// Run `code` and expect it to come to `status` with an error of `type` in `line`, the message of
// which has `part`.
struct failing {
    enum mynah_execution_status status;
    const char *type;
    int line;
    const char *part;
};

static inline void comes_to(struct mynah_executor *executor, const char *code,
                            const struct failing *failing)
{
    struct mynah_execution *execution = execute(executor, code);
    check_status(execution, failing->status);
    assert_string_equal(execution->type, failing->type);
    assert_int_equal(execution->line, failing->line);
    if (!strstr(execution->message, failing->part)) {
        fail_msg("%s", execution->message);
    }
    assert_null(execution->results);
    mynah_free(execution);
}

#endif
