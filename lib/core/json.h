// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CORE_JSON_H
#define MYNAH_CORE_JSON_H

// Pieces of JSON text, and the text that bytes become in it.

#include "core/text.h"

// Add a string with its quotes.  Bytes that are not UTF-8 become U+FFFD.
void mynah__json_text(struct text *text, const char *bytes, size_t size);
// The same up to a NUL byte; `null` for NULL.
void mynah__json_string(struct text *text, const char *string);
// Add bytes as a string in base64 (RFC 4648).
void mynah__json_base64(struct text *text, const void *bytes, size_t size);
// Read base64 of `size` characters to at most `size` / 4 * 3 bytes; returns false when it is none.
bool mynah__base64_read(const char *text, size_t size, void *bytes, size_t *count);

#endif
