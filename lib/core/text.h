// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CORE_TEXT_H
#define MYNAH_CORE_TEXT_H

// Text that grows.  A zeroed struct is empty text.  Failure is sticky: add freely, look at the
// result of mynah__text_detach() once at the end.

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct text {
    char *bytes; // NULL while empty, else ends with a NUL byte
    size_t size;
    size_t capacity;
    bool failed;
};

// Make room for so many more bytes and the NUL byte.  Returns false after a failure.
bool mynah__text_reserve(struct text *text, size_t more);
void mynah__text_add_repeat(struct text *text, char character, size_t times);
void mynah__text_add_format(struct text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// Most additions are short literals into text that has room for them: these are inline so that
// such a one is a copy of known size.
static inline void mynah__text_add_bytes(struct text *text, const char *bytes, size_t size)
{
    bool room = text->bytes && !text->failed && size < text->capacity - text->size;
    if (room || mynah__text_reserve(text, size)) {
        if (size) {
            memcpy(text->bytes + text->size, bytes, size);
        }
        text->size += size;
        text->bytes[text->size] = '\0';
    }
}

static inline void mynah__text_add_char(struct text *text, char character)
{
    mynah__text_add_bytes(text, &character, 1);
}

static inline void mynah__text_add(struct text *text, const char *string)
{
    mynah__text_add_bytes(text, string, strlen(string));
}

// Whether two texts are equal.  Most names that are looked up differ in their first byte from most
// of those that they are compared with.
static inline bool mynah__text_same(const char *left, const char *right)
{
    return *left == *right && strcmp(left, right) == 0;
}

// Return the bytes as the caller's (mynah_free), or NULL after a failure; the text is empty then.
char *mynah__text_detach(struct text *text);
void mynah__text_finish(struct text *text);

#endif
