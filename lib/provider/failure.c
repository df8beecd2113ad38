// SPDX-License-Identifier: Apache-2.0
//
// What goes wrong between a host and its model: kinds, and what each means where nobody says more.
// Statuses are those of HTTP; 529 is what Anthropic answers when it is overloaded.

#include "provider/failure.h"

#include "core/words.h"

#include <mynah/clock.h>

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

const char *const mynah__chat_failure_kinds[] = {
    "none",       "generic",          "timeout",    "rate_limit",  "auth",
    "connection", "invalid_response", "overloaded", "unsupported", "rejected",
    "cancelled",  "stand_in",         NULL,
};

// clang-format off
static const struct kind {
    int status;
    bool transient;
    const char *hint;
} kinds[] = {
    [MYNAH_CHAT_GENERIC] =          { 500, true, "" },
    [MYNAH_CHAT_TIMEOUT] =          { 408, true, "Allow more time, or look whether the provider is up." },
    [MYNAH_CHAT_RATE_LIMIT] =       { 429, true, "Wait before asking again." },
    [MYNAH_CHAT_AUTH] =             { 401, false, "Check the key, and what it may do." },
    [MYNAH_CHAT_CONNECTION] =       { 0, true, "Check the network and the address of the provider." },
    [MYNAH_CHAT_INVALID_RESPONSE] = { 0, true, "The answer does not have the form that it should." },
    [MYNAH_CHAT_OVERLOADED] =       { 529, true, "Wait before asking again." },
    [MYNAH_CHAT_UNSUPPORTED] =      { 0, false, "Ask a provider that can do this." },
    [MYNAH_CHAT_REJECTED] =         { 0, true, "Wait until the circuit is tried again." },
    [MYNAH_CHAT_CANCELLED] =        { 0, false, "" },
    [MYNAH_CHAT_STAND_IN] =         { 0, false, "Tell the mock what to answer." },
};
// clang-format on

const char *mynah_chat_failure_kind_name(enum mynah_chat_failure_kind kind)
{
    return (unsigned)kind < COUNT(kinds) ? mynah__chat_failure_kinds[kind] : "unknown";
}

bool mynah_chat_failure_kind_find(const char *name, enum mynah_chat_failure_kind *kind,
                                  struct mynah_error *error)
{
    char list[200] = "", clipped[MYNAH__CLIP];
    for (size_t i = 1; i < COUNT(kinds); i++) {
        if (strcmp(mynah__chat_failure_kinds[i], name) == 0) {
            *kind = (enum mynah_chat_failure_kind)i;
            return true;
        }
        mynah__list_add(list, sizeof list, mynah__chat_failure_kinds[i]);
    }
    return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "no failure is called '%s'; there are: %s",
                           mynah__clip(clipped, name), list);
}

// 0 stands for the default, -1 for none.
static int64_t chosen(int64_t told, int64_t by_default)
{
    return told ? (told < 0 ? 0 : told) : by_default;
}

struct mynah_chat_error mynah__chat_error_full(const struct mynah_chat_error *error)
{
    struct mynah_chat_error full = *error;
    if ((unsigned)full.kind >= COUNT(kinds) || full.kind == MYNAH_CHAT_NO_FAILURE) {
        full.kind = MYNAH_CHAT_GENERIC;
    }
    if (!full.status) {
        full.status = kinds[full.kind].status;
    }
    bool limited = full.kind == MYNAH_CHAT_RATE_LIMIT, late = full.kind == MYNAH_CHAT_TIMEOUT;
    full.retry_after = chosen(full.retry_after, limited ? 60 * MYNAH_SECOND : 0);
    full.timeout = chosen(full.timeout, late ? 60 * MYNAH_SECOND : 0);
    return full;
}

static void name(struct mynah_chat_failure *failure, const char *provider)
{
    snprintf(failure->provider, sizeof failure->provider, "%s", provider ? provider : "");
    snprintf(failure->hint, sizeof failure->hint, "%s", kinds[failure->kind].hint);
}

void mynah_chat_failure_set(struct mynah_chat_failure *failure, const char *provider,
                            const struct mynah_chat_error *error)
{
    if (!failure) {
        return;
    }
    struct mynah_chat_error full = mynah__chat_error_full(error);
    *failure = (struct mynah_chat_failure){ .kind = full.kind,
                                            .status = (int)full.status,
                                            .retry_after = full.retry_after,
                                            .timeout = full.timeout,
                                            .phase = full.phase };
    name(failure, provider);
    if (full.message) {
        mynah_error_set(&failure->error, MYNAH_ERROR_SCRIPTED, "%s", full.message);
    } else {
        mynah_error_set(&failure->error, MYNAH_ERROR_SCRIPTED, "Simulated %s error",
                        mynah__chat_failure_kinds[full.kind]);
    }
}

bool mynah__chat_failure_own(struct mynah_chat_failure *failure, enum mynah_chat_failure_kind kind,
                             const char *provider, const struct mynah_error *error)
{
    if (failure) {
        *failure = (struct mynah_chat_failure){ .kind = kind, .error = *error };
        name(failure, provider);
    }
    return false;
}

bool mynah_chat_failure_is_transient(const struct mynah_chat_failure *failure)
{
    return (unsigned)failure->kind < COUNT(kinds) && kinds[failure->kind].transient;
}
