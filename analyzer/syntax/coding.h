// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SYNTAX_CODING_H
#define MYNAH_SYNTAX_CODING_H

#include <stdbool.h>

// Whether Python has a codec of that name.
bool mynah__coding_is_known(const char *name);

// Whether the name may stand in a cookie behind a byte order mark.
bool mynah__coding_is_utf8_name(const char *name);

#endif
