// SPDX-License-Identifier: Apache-2.0
#ifndef HOST_MODEL_H
#define HOST_MODEL_H

// A chat model behind HTTP, and a gate that is a command: all that the host knows of others.

#include <jansson.h>

struct model {
    const char *url; // "http://127.0.0.1:34567/v1"
    const char *name;
    const char *key; // or NULL
};

enum { WHY_MOST = 512 };

// Return the Python that the model answers with; release with free().  Limits, overload and broken
// connections are tried again.  NULL: there is none, and `why` says why.
char *model_write(const struct model *model, const json_t *messages, char why[WHY_MOST]);

// Run the command with the code on its standard input, and return what it prints as JSON, or NULL.
json_t *gate_judge(char *const *command, const char *code);

#endif
