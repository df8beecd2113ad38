// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_GENERATOR_FAILURE_H
#define MYNAH_GENERATOR_FAILURE_H

#include <mynah/generator.h>

// An error as Python or people write it, taken apart; all pointers are into the text.
struct error_text {
    const char *type; // NULL when no word of it is a type
    size_t type_size;
    const char *message;
    size_t message_size;
    int64_t line;
    bool traceback; // the text has a traceback or a place in a file
};

struct error_text mynah__error_text(const char *text);

#endif
