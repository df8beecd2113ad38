// SPDX-License-Identifier: Apache-2.0
//
// Which configuration is in force.  Never one beside the code that is judged: code must not bring
// its own policy.

#include "cli/command.h"

#include <stdlib.h>
#include <unistd.h>

static const char *find(const char *path)
{
    static const char *const names[] = { "mynah.yml", "config.yml" };
    const char *named = getenv("MYNAH_CONFIG");
    if (path) {
        return path;
    }
    if (named && *named) {
        return named;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        // One that is there and cannot be read has to be an error later, so only existence counts.
        if (access(names[i], F_OK) == 0) {
            return names[i];
        }
    }
    return NULL;
}

bool mynah__config_find(const char *path, struct mynah_config **config, const char **used)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    *used = find(path);
    *config = *used ? mynah_config_load(*used, &error) : NULL;
    if (*used && !*config) {
        mynah__complain_error(*used, &error);
        return false;
    }
    return true;
}
