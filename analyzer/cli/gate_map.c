// SPDX-License-Identifier: Apache-2.0
//
// What somebody else's gate means by its exit code or by what it prints.

#include "cli/gate.h"
#include "core/words.h"

#include <stdio.h>
#include <string.h>

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || (unsigned char)c >= 0x80;
}

// Read `key=verdict`, of which there are `size` bytes.
static bool read_answer(struct answer *answer, const char *text, size_t size)
{
    const char *equals = memchr(text, '=', size);
    size_t key = equals ? (size_t)(equals - text) : 0;
    int verdict = key ? mynah__verdict_find(equals + 1, size - key - 1) : -1;
    bool number = key > 0 && key <= 3;
    *answer = (struct answer){ .word = text, .word_size = key, .code = 0 };
    for (size_t i = 0; i < key; i++) {
        number = number && text[i] >= '0' && text[i] <= '9';
        answer->code = number ? answer->code * 10 + (text[i] - '0') : 0;
        if (!is_word(text[i])) {
            return false;
        }
    }
    if (number) {
        answer->word = NULL;
    }
    answer->verdict = (enum mynah_verdict)(verdict < 0 ? 0 : verdict);
    return verdict >= 0 && answer->code <= 255;
}

static bool same_key(const struct answer *a, const struct answer *b)
{
    if (!a->word || !b->word) {
        return !a->word && !b->word && a->code == b->code;
    }
    return a->word_size == b->word_size && memcmp(a->word, b->word, a->word_size) == 0;
}

bool mynah__answer_map_read(struct answer_map *map, const char *text)
{
    char clip[MYNAH__CLIP];
    map->count = 0;
    for (const char *at = text;; at++) {
        size_t size = strcspn(at, ",");
        struct answer answer;
        if (map->count == ANSWERS_MOST || !read_answer(&answer, at, size)) {
            mynah__complain("--map takes exit codes and words, as in 0=allow,3=ask,blocked=deny; "
                            "not '%s'",
                            mynah__clip(clip, at));
            return false;
        }
        for (size_t i = 0; i < map->count; i++) {
            if (same_key(&map->items[i], &answer)) {
                mynah__complain("--map has '%.*s' twice", (int)(strcspn(at, "=")), at);
                return false;
            }
        }
        map->items[map->count++] = answer;
        at += size;
        if (!*at) {
            return true;
        }
    }
}

// Give the start of the last line that is not empty, and its size.
static const char *last_line(const char *output, size_t *size)
{
    size_t end = strlen(output);
    while (end && !is_word(output[end - 1])) {
        end--;
    }
    size_t start = end;
    while (start && output[start - 1] != '\n') {
        start--;
    }
    *size = end - start;
    return output + start;
}

static const struct answer *find_code(const struct answer_map *map, int code)
{
    for (size_t i = 0; i < map->count; i++) {
        if (!map->items[i].word && map->items[i].code == code) {
            return &map->items[i];
        }
    }
    return NULL;
}

static const struct answer *find_word(const struct answer_map *map, const char *word, size_t size)
{
    for (size_t i = 0; i < map->count; i++) {
        const struct answer *answer = &map->items[i];
        if (answer->word && answer->word_size == size && memcmp(answer->word, word, size) == 0) {
            return answer;
        }
    }
    return NULL;
}

// Look for the map's words in `line`.  Gives the first one found, and one of another verdict.
static const struct answer *find_words(const struct answer_map *map, const char *line, size_t size,
                                       const struct answer **other)
{
    const struct answer *found = NULL;
    *other = NULL;
    for (size_t at = 0; at < size;) {
        size_t length = 0;
        while (at + length < size && is_word(line[at + length])) {
            length++;
        }
        const struct answer *answer = length ? find_word(map, line + at, length) : NULL;
        if (answer && found && answer->verdict != found->verdict) {
            *other = answer;
        }
        found = found ? found : answer;
        at += length ? length : 1;
    }
    return found;
}

bool mynah__answer_find(const struct answer_map *map, struct ending ending,
                        enum mynah_verdict *verdict, char *message, size_t size)
{
    size_t length;
    const char *line = last_line(ending.output, &length);
    const struct answer *other;
    const struct answer *found = find_words(map, line, length, &other);
    if (other) {
        snprintf(message, size, "it printed both '%.*s' and '%.*s'", (int)found->word_size,
                 found->word, (int)other->word_size, other->word);
        return false;
    }
    found = found ? found : find_code(map, ending.code);
    if (!found) {
        snprintf(message, size, "exit code %d is not in the map", ending.code);
        return false;
    }
    *verdict = found->verdict;
    return true;
}
