// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as the token of a pending run: refused with a word, or continued with code that is what
// its SHA-256 says.

#include "fuzz.h"

#include <mynah/loop.h>

#include <stdlib.h>
#include <string.h>

static char *generate(void *self, const struct mynah_request *request,
                      const struct mynah_failure *failures, size_t count, struct mynah_error *error)
{
    (void)self, (void)request, (void)failures, (void)count;
    mynah_error_set(error, MYNAH_ERROR_SCRIPTED, "no model");
    return NULL;
}

static struct mynah_judgement *check(void *self, const char *code, size_t size,
                                     struct mynah_error *error)
{
    (void)self, (void)code, (void)size;
    const struct mynah_judgement judgement = { .verdict = MYNAH_VERDICT_ASK, .policy = "p" };
    return mynah_record_copy(mynah_judgement_shape(), &judgement, error);
}

static struct mynah_execution *execute(void *self, const struct mynah_job *job,
                                       struct mynah_error *error)
{
    (void)self, (void)job;
    const struct mynah_execution execution = { .results = "{}" };
    return mynah_record_copy(mynah_execution_shape(), &execution, error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct mynah_loop_options options = { .generator = { .generate = generate },
                                                .checker = { .check = check },
                                                .executor = { .execute = execute } };
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_loop *loop = mynah_loop_create(NULL, &options, &error);
    char *token = malloc(size + 1);
    if (!loop || !token) {
        abort();
    }
    if (size) {
        memcpy(token, data, size);
    }
    token[size] = '\0';
    struct mynah_loop_result *result = mynah_loop_resume(loop, token, true, &error);
    if (result ? strlen(result->sha256) != 64 : error.text[0] == '\0') {
        abort();
    }
    mynah_free(result);
    free(token);
    mynah_loop_destroy(loop);
    return 0;
}
