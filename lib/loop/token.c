// SPDX-License-Identifier: Apache-2.0
//
// The token with which a pending run is continued: a record as JSON, which may come back from
// anywhere and is believed only as far as it agrees with itself.

#include "loop/run.h"

#include "core/hash.h"
#include "generator/shapes.h"

#include <string.h>

enum { SCHEMA = 1, ATTEMPTS_MOST = 1000000 };

static const char token_kind[] = "mynah-approval";

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define AT(member) .name = #member, .offset = offsetof(struct token, member)

// clang-format off
static const struct mynah_field token_fields[] = {
    { AT(kind),     .kind = MYNAH_FIELD_TEXT },
    { AT(schema),   .kind = MYNAH_FIELD_INT },
    { AT(sha256),   .kind = MYNAH_FIELD_TEXT },
    { AT(policy),   .kind = MYNAH_FIELD_TEXT },
    { AT(code),     .kind = MYNAH_FIELD_BYTES }, // may be of any coding
    { AT(request),  .kind = MYNAH_FIELD_RECORD, .shape = &mynah__request_shape },
    { AT(failures), .kind = MYNAH_FIELD_RECORDS, .shape = &mynah__failure_shape,
      .count_offset = offsetof(struct token, failure_count) },
    { AT(attempts), .kind = MYNAH_FIELD_INT },
    { AT(retries),  .kind = MYNAH_FIELD_INT },
};
// clang-format on

static const struct mynah_shape token_shape = {
    .name = "token",
    .size = sizeof(struct token),
    .fields = token_fields,
    .field_count = COUNT(token_fields),
};

char *mynah__token_write(const struct run *run)
{
    const struct mynah_loop_result *result = &run->result;
    const struct token token = {
        .kind = token_kind,
        .schema = SCHEMA,
        .sha256 = result->sha256,
        .policy = run->judgement->policy ? run->judgement->policy : "",
        .code = { result->code, run->code_size },
        .request = *run->request,
        .failures = run->failures,
        .failure_count = result->failure_count,
        .attempts = result->attempts,
        .retries = run->retries,
    };
    return mynah_record_to_json(&token_shape, &token, NULL);
}

// Whether all is there, and no number is one that no run has.
static bool is_whole(const struct token *token)
{
    for (size_t i = 0; i < token->failure_count; i++) {
        if (!token->failures[i].type || !token->failures[i].message) {
            return false;
        }
    }
    return token->sha256 && token->policy && token->code.data && token->attempts >= 1 &&
           token->attempts <= ATTEMPTS_MOST && token->retries >= 1 &&
           token->retries <= ATTEMPTS_MOST && token->failure_count < (size_t)token->retries;
}

static bool check(const struct token *token, struct mynah_error *error)
{
    char sha256[65];
    if (!token->kind || strcmp(token->kind, token_kind) != 0 || token->schema != SCHEMA) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "this is no token of a run that waits for approval");
    }
    if (!is_whole(token)) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "the token is not whole");
    }
    mynah__sha256(token->code.data, token->code.size, sha256);
    return strcmp(sha256, token->sha256) == 0 ||
           mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                           "the token is refused: its code is not the code that was shown");
}

struct token *mynah__token_read(const char *json, struct mynah_error *error)
{
    struct token *token = mynah_record_from_json(&token_shape, json, strlen(json), error);
    if (token && !check(token, error)) {
        mynah_free(token);
        token = NULL;
    }
    return token;
}
