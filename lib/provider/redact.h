// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_PROVIDER_REDACT_H
#define MYNAH_PROVIDER_REDACT_H

// Taking secrets out of JSON, by the names of members.

#include <stdbool.h>
#include <stddef.h>

struct secrets {
    char **names; // ends with NULL; NULL itself: the usual ones
};

extern const char mynah__redacted[]; // what stands for a secret

// Copy `count` names; NULL means the usual ones.  Returns false when out of memory.
bool mynah__secrets_init(struct secrets *secrets, const char *const *names, size_t count);
void mynah__secrets_finish(struct secrets *secrets);

// Return the JSON without secrets, also in strings called "arguments" that are JSON; the caller's
// (mynah_free).  NULL when out of memory, or when it is no JSON.
char *mynah__redact(const struct secrets *secrets, const char *json);

#endif
