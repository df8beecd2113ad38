// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CORE_TEXT_H
#define MYNAH_CORE_TEXT_H

// Text that grows.  A zeroed struct is empty text.  Failure is sticky: add freely, look at the
// result of mynah__text_detach() once at the end.

#include <stdbool.h>
#include <stddef.h>

struct text {
    char *bytes; // NULL while empty, else ends with a NUL byte
    size_t size;
    size_t capacity;
    bool failed;
};

void mynah__text_add(struct text *text, const char *string);
void mynah__text_add_bytes(struct text *text, const char *bytes, size_t size);
void mynah__text_add_char(struct text *text, char character);
void mynah__text_add_repeat(struct text *text, char character, size_t times);
void mynah__text_add_format(struct text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// Return the bytes as the caller's (mynah_free), or NULL after a failure; the text is empty then.
char *mynah__text_detach(struct text *text);
void mynah__text_finish(struct text *text);

#endif
