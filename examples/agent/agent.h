// SPDX-License-Identifier: Apache-2.0
#ifndef AGENT_H
#define AGENT_H

// A small agent host: it asks a model for Python that does what a person wants, has the code
// checked, and decides: run it, ask the person, send it back to the model, or leave it alone.

#include <mynah/analyzer.h>

#include <stdbool.h>
#include <stddef.h>

// Something that writes code.  The host's own interface: it knows nothing of mocks.
struct model {
    // Return code for the prompt, to be released with free(), or NULL when there is none.
    char *(*complete)(void *self, const char *prompt);
    void *self;
};

// What the host does with code, and whom it asks.
struct surroundings {
    bool (*run)(void *self, const char *code);
    bool (*approve)(void *self, const char *code, const char *reasons);
    void *self;
};

enum decision {
    DECISION_RAN,
    DECISION_REJECTED, // a person said no
    DECISION_DENIED,   // the policy says no; nobody was asked
    DECISION_GAVE_UP,  // the model wrote nothing that could be run
    DECISION_FAILED,   // it was run, and failed
};

struct agent {
    struct model model;
    struct surroundings surroundings;
    const struct mynah_analyzer *analyzer; // with the policy of the facility
    int attempts_most;
};

// Do what `wish` says.
enum decision agent_handle(const struct agent *agent, const char *wish);

const char *decision_name(enum decision decision);

#endif
