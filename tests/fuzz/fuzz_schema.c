// SPDX-License-Identifier: Apache-2.0
//
// Any text as a schema: refused with a word, or values are made up that meet it; and as a value.

#include "fuzz.h"

#include <mynah/schema.h>

#include <stdlib.h>
#include <string.h>

static void make(const char *schema, uint64_t seed)
{
    const struct mynah_schema_options options = { .seed = seed,
                                                  .fill = (enum mynah_schema_fill)(seed % 3) };
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    char why[200] = "";
    char *json = mynah_schema_example(schema, &options, &error);
    if (json ? !mynah_schema_meets(schema, json, why, sizeof why) : error.text[0] == '\0') {
        abort();
    }
    mynah_free(json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1), why[100];
    if (!text) {
        abort();
    }
    if (size) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    for (uint64_t seed = 0; seed < 3; seed++) {
        make(text, seed);
    }
    bool met = mynah_schema_meets("{\"type\": \"object\", \"properties\": {\"a\": {\"pattern\": "
                                  "\"^(a|b*)*c\"}}}",
                                  text, why, sizeof why);
    if (!met && why[0] == '\0') {
        abort();
    }
    free(text);
    return 0;
}
