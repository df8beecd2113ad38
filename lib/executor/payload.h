// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_EXECUTOR_PAYLOAD_H
#define MYNAH_EXECUTOR_PAYLOAD_H

// What the child reads: the program that runs the code, the modules that stand in for the control
// system, the channels, and the code.

#include <mynah/executor.h>

#include "core/text.h"

struct payload {
    const char *channels; // JSON, checked
    const char *limits;   // likewise; may be NULL
    const struct mynah_executor_options *options;
    const char *code;
    size_t size;
    bool confine;
};

void mynah__payload_write(struct text *text, const struct payload *payload);

// The first lines that Python runs: they read the rest from descriptor 3.
extern const char mynah__payload_loader[];

#endif
