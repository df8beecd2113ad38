// SPDX-License-Identifier: Apache-2.0
//
// The abstract methods of the interfaces in Python's `collections.abc`, `typing` and `contextlib`:
// a mock of what derives from them has to have them.

#include "interface_reader/known.h"

#include <string.h>

#include "known_sources.h"

static const struct {
    const char *name;
    const char *source;
    size_t size;
} modules[] = {
    { "collections.abc", (const char *)known_collections, sizeof known_collections },
    { "contextlib", (const char *)known_contextlib, sizeof known_contextlib },
    { "typing", (const char *)known_collections, sizeof known_collections },
    { "typing_extensions", (const char *)known_collections, sizeof known_collections },
};

const char *mynah__known_module(const char *name, size_t *size)
{
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
        if (strcmp(modules[i].name, name) == 0) {
            *size = modules[i].size;
            return modules[i].source;
        }
    }
    return NULL;
}
