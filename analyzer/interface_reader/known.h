// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_READER_KNOWN_H
#define MYNAH_READER_KNOWN_H

#include <stddef.h>

// Return the source of a module of Python's own that is known without being read: what its
// interfaces ask of classes that derive from them.  NULL when it is none of these.
const char *mynah__known_module(const char *name, size_t *size);

#endif
