// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_PROVIDER_MOCK_H
#define MYNAH_PROVIDER_MOCK_H

// The mock provider, as its files see it.

#include <mynah/extract.h>
#include <mynah/provider.h>

#include "stand_in/call.h"

// What the callbacks of steps need, shared with clones.
struct kept;

struct mynah_provider {
    struct stand_in base;
    struct mynah_provider_options options; // its texts are in `model`
    char *model;
    struct mynah_chat_response *fallback; // of `options`
    struct mynah_step after;              // answers behind the last step, when `has_after`
    bool has_after;
    pthread_mutex_t lock;        // of what follows
    struct mynah_script *script; // all steps
    _Atomic bool changed;        // since the calls last took it over
    struct kept *kept;
    struct mynah_chat_handle *handles; // calls that were submitted and are on their way
};

// Say which steps were never used; `self` is a provider.
bool mynah__provider_verify(const void *self, char *why, size_t size);
// Answer by all steps that were added.
bool mynah__provider_follow(struct mynah_provider *provider, struct mynah_error *error);

// Keep a block, which has been made by mynah_record_copy() or the like, until neither the provider
// nor a clone of it needs it: a call may be using it.  Without memory it is released at once.
bool mynah__provider_keep(struct mynah_provider *provider, void *block, struct mynah_error *error);

// Add a step, with what `how`, which may be NULL, says of when and how often.
bool mynah__provider_add(struct mynah_provider *provider, struct mynah_step step,
                         const struct mynah_step *how, struct mynah_error *error);
// Let this step answer what no other step does; the provider's policy has to be DEFAULT.
bool mynah__provider_after(struct mynah_provider *provider, const struct mynah_step *step,
                           struct mynah_error *error);

// A behaviour's code as a reply, for which everything but the text and the calls is as in `like`.
struct behavior_reply {
    const char *name;
    enum mynah_code_form form;
    struct mynah_chat_response like;
};

// As mynah_provider_add_behavior().
bool mynah__provider_add_behavior(struct mynah_provider *provider,
                                  const struct behavior_reply *behavior,
                                  const struct mynah_step *how, struct mynah_error *error);

// Give up all calls that were submitted, and tell nobody.
void mynah__handles_drop(struct mynah_provider *provider);

#endif
