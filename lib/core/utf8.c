// SPDX-License-Identifier: Apache-2.0
//
// Reading and writing UTF-8.

#include "core/utf8.h"

#include <string.h>

// The least code point that needs so many bytes; a smaller one is an overlong form.
static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };

static size_t lead_size(unsigned char lead)
{
    if (lead < 0x80) {
        return 1;
    }
    if (lead < 0xC2 || lead > 0xF4) {
        return 0;
    }
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

size_t mynah__utf8_read(const char *bytes, size_t size, uint32_t *point)
{
    const unsigned char *byte = (const unsigned char *)bytes;
    size_t count = lead_size(byte[0]);
    if (count == 0 || count > size) {
        return 0;
    }
    uint32_t value = count == 1 ? byte[0] : byte[0] & (0x7Fu >> count);
    for (size_t i = 1; i < count; i++) {
        if ((byte[i] & 0xC0) != 0x80) {
            return 0;
        }
        value = value << 6 | (byte[i] & 0x3Fu);
    }
    if (value < least[count] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
        return 0;
    }
    *point = value;
    return count;
}

size_t mynah__utf8_write(uint32_t point, char bytes[4])
{
    if (point < 0x80) {
        bytes[0] = (char)point;
        return 1;
    }
    size_t count = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    for (size_t i = count - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (point & 0x3F));
        point >>= 6;
    }
    bytes[0] = (char)(leads[count] | point);
    return count;
}

size_t mynah__utf8_valid(const char *bytes, size_t size)
{
    size_t at = 0;
    while (at < size) {
        uint32_t point;
        size_t count = mynah__utf8_read(bytes + at, size - at, &point);
        if (count == 0) {
            break;
        }
        at += count;
    }
    return at;
}

// Return how many bytes there are before the first block of eight that is not all ASCII.
static size_t ascii_size(const char *bytes, size_t size)
{
    size_t at = 0;
    for (uint64_t word; size - at >= sizeof word; at += sizeof word) {
        memcpy(&word, bytes + at, sizeof word);
        if (word & UINT64_C(0x8080808080808080)) {
            break;
        }
    }
    return at;
}

size_t mynah__utf8_length(const char *bytes, size_t size)
{
    size_t at = ascii_size(bytes, size);
    size_t length = at;
    for (; at < size; length++) {
        uint32_t point;
        if ((unsigned char)bytes[at] < 0x80) {
            at++;
            continue;
        }
        size_t count = mynah__utf8_read(bytes + at, size - at, &point);
        at += count ? count : 1;
    }
    return length;
}
