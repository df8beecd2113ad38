// SPDX-License-Identifier: Apache-2.0
//
// Any text as an error that people wrote or Python printed.

#include "fuzz.h"

#include <mynah/generator.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (size) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    struct mynah_failure *failure = mynah_failure_from_text(text, NULL);
    if (!failure || !failure->type || !failure->message || failure->line < 0) {
        abort();
    }
    mynah_failure_destroy(failure);
    free(text);
    return 0;
}
