// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_PROVIDER_FAILURE_H
#define MYNAH_PROVIDER_FAILURE_H

// The kinds of failures, and failures that the mock itself has.

#include <mynah/chat.h>

extern const char *const mynah__chat_failure_kinds[]; // by kind; ends with NULL

// Return the error with everything filled in that it left to its kind.
struct mynah_chat_error mynah__chat_error_full(const struct mynah_chat_error *error);

// Say what kept the mock from answering.  Returns false.
bool mynah__chat_failure_own(struct mynah_chat_failure *failure, enum mynah_chat_failure_kind kind,
                             const char *provider, const struct mynah_error *error);

#endif
