// SPDX-License-Identifier: Apache-2.0
//
// Words in error messages: clipping what others wrote, and finding the name that was meant.

#include "core/words.h"

#include "core/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { CLIP_POINTS = 40, WORD_MOST = 64 };

const char *mynah__clip(char buffer[MYNAH__CLIP], const char *text)
{
    size_t left = strlen(text), used = 0, points = 0;
    while (left && points < CLIP_POINTS && used < MYNAH__CLIP - 8) {
        uint32_t point = 0;
        size_t size = mynah__utf8_read(text, left, &point);
        if (size == 0 || point < ' ' || (point >= 0x7f && point < 0xa0)) {
            buffer[used++] = '?';
            size = size ? size : 1;
        } else {
            memcpy(buffer + used, text, size);
            used += size;
        }
        text += size;
        left -= size;
        points++;
    }
    strcpy(buffer + used, left ? "..." : "");
    return buffer;
}

void mynah__list_add(char *buffer, size_t size, const char *name)
{
    static const char rest[] = "...";
    size_t used = strlen(buffer), length = strlen(name);
    if (used >= sizeof rest - 1 && strcmp(buffer + used - (sizeof rest - 1), rest) == 0) {
        return;
    }
    if (used) {
        strcpy(buffer + used, ", ");
        used += 2;
    }
    bool room = used + length + 2 + sizeof rest <= size; // also for the rest of the list
    strcpy(buffer + used, room ? name : rest);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

// Edits (insert, delete, replace, swap neighbours) that make `b` of `a`; both at most WORD_MOST.
static size_t distance(const char *a, size_t a_size, const char *b, size_t b_size)
{
    size_t rows[3][WORD_MOST + 1];
    for (size_t j = 0; j <= b_size; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= a_size; i++) {
        size_t *row = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b_size; j++) {
            size_t replaced = before[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = least(replaced, least(row[j - 1], before[j]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = least(row[j], earlier[j - 2] + 1);
            }
        }
    }
    return rows[a_size % 3][b_size];
}

const char *mynah__nearest(const char *word, const void *names, size_t count, size_t stride)
{
    size_t size = strlen(word), best = SIZE_MAX;
    const char *nearest = NULL;
    if (size > WORD_MOST) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        const char *name;
        memcpy(&name, (const char *)names + i * stride, sizeof name);
        size_t length = strlen(name);
        size_t edits = length > WORD_MOST ? SIZE_MAX : distance(word, size, name, length);
        if (edits < best && edits <= 1 + length / 4 && edits < length) {
            best = edits;
            nearest = name;
        }
    }
    return nearest;
}
