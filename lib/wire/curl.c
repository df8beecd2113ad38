// SPDX-License-Identifier: Apache-2.0
//
// Finds libcurl when it is first needed.

#include "wire/curl.h"

#include <dlfcn.h>
#include <string.h>

#define ROW(name)                                                                                  \
    {                                                                                              \
        "curl_" #name, offsetof(struct curl_functions, name)                                       \
    }

static const struct {
    const char *symbol;
    size_t offset;
} rows[] = {
    ROW(global_init),   ROW(easy_init),           ROW(easy_setopt),      ROW(easy_getinfo),
    ROW(easy_strerror), ROW(easy_cleanup),        ROW(slist_append),     ROW(slist_free_all),
    ROW(multi_init),    ROW(multi_setopt),        ROW(multi_add_handle), ROW(multi_remove_handle),
    ROW(multi_assign),  ROW(multi_socket_action), ROW(multi_info_read),  ROW(multi_cleanup),
};

bool mynah__curl_load(struct curl_functions *functions, struct mynah_error *error)
{
    static const char *const names[] = { "libcurl.so.4", "libcurl-gnutls.so.4" };
    void *library = NULL;
    for (size_t i = 0; i < 2 && !library; i++) {
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    }
    bool found = library != NULL;
    for (size_t i = 0; found && i < sizeof rows / sizeof *rows; i++) {
        // A cast from one pointer to the other is not C.
        void *symbol = dlsym(library, rows[i].symbol);
        memcpy((char *)functions + rows[i].offset, &symbol, sizeof symbol);
        found = symbol != NULL;
    }
    found = found && functions->global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return found || mynah_error_set(error, MYNAH_ERROR_IO,
                                    "recording needs libcurl, which is not here (Debian's "
                                    "libcurl4)");
}
