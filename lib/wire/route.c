// SPDX-License-Identifier: Apache-2.0
//
// Where requests go, by method and path.

#include "wire/server.h"

#include <string.h>

// clang-format off
static const struct route routes[] = {
    { "POST", "/chat/completions", &mynah__openai_chat,      "POST /v1/chat/completions", "POST" },
    { "POST", "/responses",        &mynah__openai_responses, "POST /v1/responses", "POST" },
    { "POST", "/messages",         &mynah__anthropic,        "POST /v1/messages", "POST" },
    { "GET",  "/models",           NULL,                     "GET /v1/models", "GET, HEAD" },
    { "GET",  "/models/",          NULL,                     "GET /v1/models/{model}", "GET, HEAD" },
};
// clang-format on

// SDKs are told a base with or without "/v1", and mean the same.
static const char *without_version(const char *target)
{
    static const char version[] = "/v1";
    size_t size = sizeof version - 1;
    return strncmp(target, version, size) == 0 ? target + size : target;
}

// A path that ends with "/" wants one more part.
static bool is_path(const char *target, const char *path)
{
    size_t size = strlen(path), length = strcspn(target, "?");
    return strncmp(target, path, size) == 0 &&
           (path[size - 1] == '/' ? length > size : length == size);
}

const struct route *mynah__route_find(const struct http_reader *reader, const char **allow)
{
    const char *target = without_version(reader->target);
    const char *method = strcmp(reader->method, "HEAD") == 0 ? "GET" : reader->method;
    const struct route *found = NULL;
    *allow = NULL;
    for (size_t i = 0; i < sizeof routes / sizeof *routes && !found; i++) {
        if (is_path(target, routes[i].path)) {
            *allow = routes[i].allow;
            found = strcmp(method, routes[i].method) == 0 ? &routes[i] : NULL;
        }
    }
    return found;
}

static int digit_of(char byte)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    const char *found = byte ? strchr(digits, byte) : NULL;
    int digit = found ? (int)(found - digits) : -1;
    return digit > 15 ? digit - 6 : digit;
}

bool mynah__route_model(const struct http_reader *reader, char *model, size_t size)
{
    static const char models[] = "/models/";
    const char *at = without_version(reader->target);
    if (!is_path(at, models)) {
        return false;
    }
    at += sizeof models - 1;
    size_t length = 0;
    for (; *at && *at != '?' && length + 1 < size; at++) {
        int high = *at == '%' ? digit_of(at[1]) : -1;
        int low = high >= 0 ? digit_of(at[2]) : -1;
        model[length++] = low >= 0 ? (char)(high * 16 + low) : *at;
        at += low >= 0 ? 2 : 0;
    }
    model[length] = '\0';
    return true;
}

const struct protocol *mynah__route_guess(const struct http_reader *reader)
{
    return mynah__http_header(reader, "anthropic-version") ||
                   (reader->target && is_path(without_version(reader->target), "/messages"))
               ? &mynah__anthropic
               : &mynah__openai_chat;
}
