// SPDX-License-Identifier: Apache-2.0
//
// What the commands that make a generator share: parameters as they are written, and where we are.

#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

struct mynah_parameter *mynah__parameters_read(struct list set, struct arena *arena)
{
    struct mynah_parameter *parameters =
        mynah__arena_alloc(arena, (set.count + 1) * sizeof *parameters);
    for (size_t i = 0; parameters && i < set.count; i++) {
        const char *text = set.items[i];
        const char *equals = strchr(text, '=');
        if (!equals || equals == text) {
            mynah__complain("--set takes KEY=VALUE, not '%.40s'", text);
            return NULL;
        }
        parameters[i].name = mynah__arena_copy(arena, text, (size_t)(equals - text));
        parameters[i].value = equals + 1;
    }
    if (arena->failed) {
        mynah__complain("out of memory");
        return NULL;
    }
    return parameters;
}

bool mynah__in_ci(void)
{
    const char *ci = getenv("CI");
    return ci && *ci && strcmp(ci, "false") != 0 && strcmp(ci, "0") != 0;
}
