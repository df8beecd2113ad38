// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a file of the user's own rows: taken into the tables or refused with a place.

#include "fuzz.h"

#include "policy/own.h"
#include "values/values.h"

#include <stdlib.h>

static void read_list(enum own_list list, const struct text *text)
{
    struct arena arena = { 0 };
    struct own own = { .arena = &arena };
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    if (mynah__own_parse(&own, list, "lab.yml", text, &error)) {
        struct tables *tables = mynah__own_close(&own) ? mynah__tables_create(&own.set) : NULL;
        mynah__tables_destroy(tables);
    } else if (error.text[0] == '\0') {
        abort(); // refused without a word
    }
    mynah__text_finish(&own.hashes);
    mynah__arena_finish(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text text = { 0 };
    mynah__text_add_bytes(&text, (const char *)data, size);
    read_list(OWN_SURFACES, &text);
    read_list(OWN_RULES, &text);
    mynah__text_finish(&text);
    return 0;
}
