// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_PROVIDER_COLLECTOR_H
#define MYNAH_PROVIDER_COLLECTOR_H

// What the chunks of a stream add up to.  A zeroed struct has none yet.  Failure is sticky: add
// freely, look at the result once.

#include <mynah/chat.h>

#include "core/arena.h"
#include "core/text.h"

struct collected_call {
    int64_t index;
    const char *id;
    const char *name;
    struct text arguments;
};

struct collector {
    struct arena arena;
    struct text content;
    struct collected_call *calls; // in the order of their indices
    size_t call_count;
    size_t call_capacity;
    struct mynah_chat_chunk last; // what only the last chunk that said it says
    bool final;
    bool failed;
};

void mynah__collector_add(struct collector *collector, const struct mynah_chat_chunk *chunk);
// Fill in what was said so far, borrowed from the collector; false when out of memory.
bool mynah__collector_response(struct collector *collector, struct mynah_chat_response *response);
void mynah__collector_finish(struct collector *collector);

#endif
