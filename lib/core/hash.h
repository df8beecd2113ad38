// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CORE_HASH_H
#define MYNAH_CORE_HASH_H

#include <stddef.h>
#include <stdint.h>

// Write the SHA-256 (FIPS 180-4) of the bytes as 64 hexadecimal digits and a NUL byte.
void mynah__sha256(const void *bytes, size_t size, char digits[65]);

// Return a 32-bit hash for tables in memory: never shown, never stored, not the same everywhere.
uint32_t mynah__hash(const char *bytes, size_t size);

#endif
