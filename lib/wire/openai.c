// SPDX-License-Identifier: Apache-2.0
//
// What both protocols of OpenAI have: errors, limits, the list of models.

#include "wire/telling.h"

#include "core/json.h"

#include <string.h>

// clang-format off
static const struct row {
    int status;
    const char *type;
    const char *code;
    const char *message;
} rows[] = {
    { 400, "invalid_request_error", NULL, "Invalid request" },
    { 401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided" },
    { 403, "request_forbidden", "unsupported_country_region_territory",
      "Country, region, or territory not supported" },
    { 404, "invalid_request_error", "model_not_found", "The model does not exist" },
    { 429, "requests", "rate_limit_exceeded", "Rate limit reached for requests" },
    { 500, "server_error", NULL, "The server had an error while processing your request" },
    { 503, "server_error", NULL, "The engine is currently overloaded, please try again later" },
};
// clang-format on

static const struct row *find(int status)
{
    const struct row *found = &rows[status < 500 ? 0 : 5];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        found = rows[i].status == status ? &rows[i] : found;
    }
    return found;
}

struct wire_error mynah__openai_full(const struct wire_error *error)
{
    const struct row *row = find(error->status);
    struct wire_error full = *error;
    full.message = full.message ? full.message : row->message;
    full.code = full.code || full.type ? full.code : row->code;
    full.type = full.type ? full.type : row->type;
    return full;
}

void mynah__openai_error_members(struct text *text, const struct wire_error *error)
{
    const struct wire_error full = mynah__openai_full(error);
    mynah__put_member(text, "message", full.message);
    ADD(text, ",");
    mynah__put_member(text, "type", full.type);
    ADD(text, ",");
    mynah__put_member(text, "param", full.param);
    ADD(text, ",");
    mynah__put_member(text, "code", full.code);
}

void mynah__openai_error(struct text *text, const struct wire_error *error, const char *request_id)
{
    (void)request_id;
    ADD(text, "{\"error\":{");
    mynah__openai_error_members(text, error);
    ADD(text, "}}");
}

void mynah__openai_limits(struct text *text, const struct wire_error *error)
{
    ADD(text, "x-ratelimit-limit-requests: 500\r\nx-ratelimit-limit-tokens: 30000\r\n"
              "x-ratelimit-remaining-requests: 0\r\nx-ratelimit-remaining-tokens: 0\r\n"
              "x-ratelimit-reset-requests: ");
    mynah__put_number(text, error->retry_after / MYNAH_MILLISECOND);
    ADD(text, "ms\r\nx-ratelimit-reset-tokens: ");
    mynah__put_number(text, error->retry_after / MYNAH_MILLISECOND);
    ADD(text, "ms\r\n");
}

void mynah__openai_model(struct text *text, const char *name, int64_t created)
{
    ADD(text, "{");
    mynah__put_member(text, "id", name);
    ADD(text, ",\"object\":\"model\",\"created\":");
    mynah__put_number(text, created);
    ADD(text, ",\"owned_by\":\"mynah\"}");
}

void mynah__openai_models(struct text *text, const char *const *names, size_t count,
                          int64_t created)
{
    ADD(text, "{\"object\":\"list\",\"data\":[");
    for (size_t i = 0; i < count; i++) {
        mynah__text_add(text, i ? "," : "");
        mynah__openai_model(text, names[i], created);
    }
    ADD(text, "]}");
}

const char *mynah__openai_finish(const char *reason)
{
    static const char *const words[][2] = {
        { "end_turn", "stop" },
        { "stop_sequence", "stop" },
        { "pause_turn", "stop" },
        { "max_tokens", "length" },
        { "model_context_window_exceeded", "length" },
        { "tool_use", "tool_calls" },
        { "refusal", "content_filter" },
    };
    for (size_t i = 0; reason && i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i][0], reason) == 0) {
            return words[i][1];
        }
    }
    return reason;
}
