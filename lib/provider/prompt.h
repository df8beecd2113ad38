// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_PROVIDER_PROMPT_H
#define MYNAH_PROVIDER_PROMPT_H

#include <mynah/chat.h>

// Return the text of the last message of the user, or NULL.
const char *mynah__prompt_of(const struct mynah_chat_request *request);

#endif
