// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a query of a store, and as JSON that is inserted: an answer or an error with text.

#include "fuzz.h"

#include <mynah/store.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct mynah_store *store;
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    char *text = malloc(size + 1);
    if (!store) {
        store = mynah_store_create(NULL, NULL, NULL);
        mynah_store_add_table(store, "t(a, b?)", NULL);
        mynah_store_insert(store, "t", NULL, "{s:i, s:[s]}", "a", 1, "b", "x");
        mynah_store_insert(store, "t", NULL, "{s:s}", "a", "x");
        mynah_store_keep(store, NULL);
    }
    if (!text || !store) {
        abort();
    }
    memcpy(text, data, size);
    text[size] = '\0';
    char *rows = mynah_store_query(store, text, &error);
    if (!rows && (!*error.text || error.code == MYNAH_ERROR_NONE)) {
        abort();
    }
    mynah_free(rows);
    if (mynah_store_insert(store, "t", &error, "j", text) == 0 && !*error.text) {
        abort();
    }
    mynah_store_reset(store);
    free(text);
    return 0;
}
