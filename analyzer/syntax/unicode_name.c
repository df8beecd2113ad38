// SPDX-License-Identifier: Apache-2.0
//
// Whether there is a Unicode character of a name, for `\N{...}`.  Names are kept as hashes: one
// text in a hundred thousand that is no name would pass for one, and no name ever for none.

#include "syntax/unicode_name.h"

#include <stdint.h>
#include <string.h>

static const uint32_t hashes[] = {
#include "unicode_names.inc"
};

enum { COUNT = sizeof hashes / sizeof *hashes };

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static bool begins(const char *name, size_t size, const char *prefix)
{
    size_t length = strlen(prefix);
    for (size_t i = 0; i < length && i < size; i++) {
        if (upper(name[i]) != prefix[i]) {
            return false;
        }
    }
    return size > length;
}

// CJK UNIFIED IDEOGRAPH-4E00: any hexadecimal number will do.
static bool is_ideograph(const char *name, size_t size)
{
    size_t prefix = sizeof "CJK UNIFIED IDEOGRAPH-" - 1;
    if (!begins(name, size, "CJK UNIFIED IDEOGRAPH-") || size < prefix + 4 || size > prefix + 5) {
        return false;
    }
    for (size_t i = prefix; i < size; i++) {
        if (!strchr("0123456789ABCDEF", upper(name[i]))) {
            return false;
        }
    }
    return true;
}

static bool is_syllable(const char *name, size_t size)
{
    size_t prefix = sizeof "HANGUL SYLLABLE " - 1;
    if (!begins(name, size, "HANGUL SYLLABLE ")) {
        return false;
    }
    for (size_t i = prefix; i < size; i++) {
        if (!strchr("ABCDEGHIJKLMNOPRSTUWY", upper(name[i]))) {
            return false;
        }
    }
    return true;
}

bool mynah__unicode_has_name(const char *name, size_t size)
{
    uint32_t hash = 0x811C9DC5; // FNV-1a, as the table was made
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ (unsigned char)upper(name[i])) * 0x01000193u;
    }
    size_t low = 0;
    size_t high = COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (hashes[middle] < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (low < COUNT && hashes[low] == hash) || is_ideograph(name, size) ||
           is_syllable(name, size);
}
