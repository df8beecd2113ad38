// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_PROVIDER_WRAP_H
#define MYNAH_PROVIDER_WRAP_H

// What wrappers of providers have in common: a place in a world, the provider inside, and the calls
// that were submitted through them.  A wrapper has a `struct wrapper` first.

#include <mynah/chat.h>
#include <mynah/world.h>

#include <pthread.h>

struct wrapped_call {
    struct wrapped_call *next;
    struct wrapper *wrapper;
    struct mynah_chat_listener listener;        // of the host
    struct mynah_chat_request *request;         // a copy, where the wrapper needs one
    struct mynah_chat_handle *inner;            // of the provider inside; NULL while it has none
    uint64_t timer;                             // that the call waits for; 0: none
    void (*release)(struct wrapped_call *call); // what else it has; may be NULL
    uint64_t number;                            // of what the provider inside was asked last
};

struct wrapper {
    struct mynah_world *world;
    bool owns_world;
    bool added; // to the world
    struct mynah_chat_provider inner;
    char *name;
    pthread_mutex_t lock;       // also of what the wrapper itself has
    struct wrapped_call *calls; // submitted and on their way
    uint64_t numbers;           // given out
};

// Begin; `member` has the name and what the world does with the wrapper, and gets its `self`.
// After a failure there is nothing to finish.
bool mynah__wrapper_init(struct wrapper *wrapper, struct mynah_world *world,
                         const struct mynah_chat_provider *inner, const struct mynah_member *member,
                         struct mynah_error *error);
// Leave the world.
void mynah__wrapper_finish(struct wrapper *wrapper);

struct mynah_clock *mynah__wrapper_clock(const struct wrapper *wrapper);

// ## Calls that were submitted
//
// A call is linked, submitted to the provider inside, maybe more than once, and ended; each may
// happen in another thread.

void mynah__wrapper_link(struct wrapper *wrapper, struct wrapped_call *call);
// Submit it to the provider inside, for which `tell` listens with the call as its `self`.
bool mynah__wrapper_submit(struct wrapped_call *call,
                           void (*tell)(void *self, const struct mynah_chat_event *event),
                           struct mynah_chat_failure *failure,
                           const struct mynah_chat_request *request);
// Take it out and release it; false when it is not there.  Copy its listener before.
bool mynah__wrapper_end(struct wrapper *wrapper, struct wrapped_call *call);
// Give up all calls, and tell nobody.
void mynah__wrapper_drop(struct wrapper *wrapper);

// What the wrapper says of itself: what the provider inside says.  The rest is the wrapper's.
struct mynah_chat_provider mynah__wrapper_interface(struct wrapper *wrapper);

#endif
