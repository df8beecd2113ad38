// SPDX-License-Identifier: Apache-2.0
//
// Where requests go, by method and path.

#include "wire/server.h"

#include <string.h>

// clang-format off
static const struct route routes[] = {
    { "POST", "/chat/completions", &mynah__openai_chat,      "POST /v1/chat/completions" },
    { "POST", "/responses",        &mynah__openai_responses, "POST /v1/responses" },
    { "POST", "/messages",         &mynah__anthropic,        "POST /v1/messages" },
    { "GET",  "/models",           NULL,                     "GET /v1/models" },
};
// clang-format on

// SDKs are told a base with or without "/v1", and mean the same.
static bool is_path(const char *target, const char *path)
{
    static const char version[] = "/v1";
    size_t size = strlen(path), skipped = sizeof version - 1;
    target += strncmp(target, version, skipped) == 0 ? skipped : 0;
    return strncmp(target, path, size) == 0 && (target[size] == '\0' || target[size] == '?');
}

const struct route *mynah__route_find(const struct http_reader *reader, bool *known)
{
    const struct route *found = NULL;
    *known = false;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        if (is_path(reader->target, routes[i].path)) {
            *known = true;
            found = strcmp(reader->method, routes[i].method) == 0 ? &routes[i] : found;
        }
    }
    return found;
}

const struct protocol *mynah__route_guess(const struct http_reader *reader)
{
    return mynah__http_header(reader, "anthropic-version") ||
                   (reader->target && is_path(reader->target, "/messages"))
               ? &mynah__anthropic
               : &mynah__openai_chat;
}
