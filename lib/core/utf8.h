// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CORE_UTF8_H
#define MYNAH_CORE_UTF8_H

// UTF-8 as RFC 3629 has it: no surrogates, no overlong forms, nothing above U+10FFFF.

#include <stddef.h>
#include <stdint.h>

// Read the code point at `bytes`, of which `size` (at least 1) are there, and return how many bytes
// it has; 0 when they are not UTF-8.
size_t mynah__utf8_read(const char *bytes, size_t size, uint32_t *point);

// Write `point` to at most 4 bytes and return how many.
size_t mynah__utf8_write(uint32_t point, char bytes[4]);

// Return the length of the longest prefix that is UTF-8: `size` when all is.
size_t mynah__utf8_valid(const char *bytes, size_t size);

// Return the number of code points.  A byte that does not belong to one counts as one.
size_t mynah__utf8_length(const char *bytes, size_t size);

#endif
