// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_PROVIDER_MOCK_H
#define MYNAH_PROVIDER_MOCK_H

// The mock provider, as its files see it.

#include <mynah/provider.h>

#include "stand_in/call.h"

struct template_step;

struct mynah_provider {
    struct stand_in base;
    struct mynah_provider_options options; // its texts are in `model`
    char *model;
    pthread_mutex_t lock;        // of what follows
    struct mynah_script *script; // all steps
    _Atomic bool changed;        // since the calls last took it over
    struct template_step *templates;
    struct mynah_chat_handle *handles; // calls that were submitted and are on their way
};

// Answer by all steps that were added.
bool mynah__provider_follow(struct mynah_provider *provider, struct mynah_error *error);

// A step that renders a template.  The provider keeps them until its end: a call may be rendering.
bool mynah__template_add(struct mynah_provider *provider,
                         const struct mynah_chat_response *response, struct mynah_step *step,
                         struct mynah_error *error);
void mynah__templates_destroy(struct template_step *templates);

// Give up all calls that were submitted, and tell nobody.
void mynah__handles_drop(struct mynah_provider *provider);

#endif
