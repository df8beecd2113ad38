// SPDX-License-Identifier: Apache-2.0
//
// Text that grows, with one sticky failure instead of a check at every call.

#include "core/text.h"

#include "core/alloc.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

bool mynah__text_reserve(struct text *text, size_t more)
{
    if (text->failed || more >= SIZE_MAX / 2 - text->size) {
        text->failed = true;
        return false;
    }
    if (text->bytes && text->size + more < text->capacity) {
        return true;
    }
    size_t wanted = text->capacity ? text->capacity : 64;
    while (wanted <= text->size + more) {
        wanted *= 2;
    }
    char *moved = mynah__realloc(text->bytes, wanted);
    if (!moved) {
        text->failed = true;
        return false;
    }
    text->bytes = moved;
    text->capacity = wanted;
    return true;
}

void mynah__text_add_repeat(struct text *text, char character, size_t times)
{
    if (!mynah__text_reserve(text, times)) {
        return;
    }
    memset(text->bytes + text->size, character, times);
    text->size += times;
    text->bytes[text->size] = '\0';
}

void mynah__text_add_format(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (size < 0 || !mynah__text_reserve(text, (size_t)size)) {
        text->failed = true;
        return;
    }
    va_start(arguments, format);
    vsnprintf(text->bytes + text->size, (size_t)size + 1, format, arguments);
    va_end(arguments);
    text->size += (size_t)size;
}

char *mynah__text_detach(struct text *text)
{
    if (!text->bytes) {
        mynah__text_add(text, "");
    }
    char *bytes = text->bytes;
    if (text->failed) {
        mynah__free(bytes);
        bytes = NULL;
    }
    *text = (struct text){ 0 };
    return bytes;
}

void mynah__text_finish(struct text *text)
{
    mynah__free(text->bytes);
    *text = (struct text){ 0 };
}
