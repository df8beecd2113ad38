// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SYNTAX_UNICODE_NAME_H
#define MYNAH_SYNTAX_UNICODE_NAME_H

#include <stdbool.h>
#include <stddef.h>

// Whether a Unicode character has that name or alias, in letters of any case.
bool mynah__unicode_has_name(const char *name, size_t size);

#endif
