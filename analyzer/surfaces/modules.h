// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SURFACE_MODULES_H
#define MYNAH_SURFACE_MODULES_H

#include <stdbool.h>

// Return whether a top-level module of that name is one of Python's own or a well-known package.
bool mynah__module_is_known(const char *name);

#endif
