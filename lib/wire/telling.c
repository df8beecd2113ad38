// SPDX-License-Identifier: Apache-2.0
//
// What writing answers in any protocol has in common: numbers, ids, events, items.

#include "wire/telling.h"

#include "core/alloc.h"

#include <string.h>

// ## Text

void mynah__put_number(struct text *text, int64_t number)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left);
    if (number < 0) {
        digits[--at] = '-';
    }
    mynah__text_add_bytes(text, digits + at, sizeof digits - at);
}

// ## Numbers that look like chance

// splitmix64, by Sebastiano Vigna, in the public domain: a bijection that mixes well.
uint64_t mynah__mix(uint64_t state)
{
    state += UINT64_C(0x9E3779B97F4A7C15);
    state = (state ^ state >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    state = (state ^ state >> 27) * UINT64_C(0x94D049BB133111EB);
    return state ^ state >> 31;
}

const char *mynah__make_id(char buffer[ID_MOST], const char *prefix, uint64_t seed, uint64_t number)
{
    static const char signs[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    enum { SIGNS = sizeof signs - 1, LENGTH = 24, EACH = 8 };
    size_t size = strlen(prefix);
    uint64_t state = mynah__mix(mynah__mix(seed) ^ number);
    memcpy(buffer, prefix, size);
    for (size_t i = 0; i < LENGTH; i += EACH) {
        state = mynah__mix(state + i);
        for (size_t j = 0; j < EACH; j++) {
            buffer[size + i + j] = signs[(state >> (j * 8)) % SIGNS];
        }
    }
    buffer[size + LENGTH] = '\0';
    return buffer;
}

size_t mynah__noise(struct telling *telling, size_t most)
{
    telling->noise = mynah__mix(telling->noise + telling->index + mynah__mix(telling->seed));
    return (size_t)(telling->noise % (most + 1));
}

// ## Events

void mynah__event_begin(struct telling *telling, const char *name)
{
    struct text *event = &telling->event;
    event->size = 0;
    if (name) {
        ADD(event, "event: ");
        mynah__text_add(event, name);
        ADD(event, "\n");
    }
    ADD(event, "data: ");
}

void mynah__event_end(struct telling *telling)
{
    ADD(&telling->event, "\n\n");
    telling->emit(telling->self, &telling->event);
}

// ## Items

struct item *mynah__telling_item(struct telling *telling, int64_t call)
{
    for (size_t i = telling->item_count; i > 0; i--) {
        if (telling->items[i - 1].call == call) {
            return &telling->items[i - 1];
        }
    }
    return NULL;
}

struct item *mynah__telling_add(struct telling *telling, int64_t call)
{
    struct item *items =
        mynah__grow(telling->items, telling->item_count, &telling->item_capacity, sizeof *items);
    if (!items) {
        telling->event.failed = true;
        return NULL;
    }
    telling->items = items;
    items += telling->item_count++;
    *items = (struct item){ .call = call };
    return items;
}

void mynah__telling_finish(struct telling *telling)
{
    for (size_t i = 0; i < telling->item_count; i++) {
        mynah__text_finish(&telling->items[i].text);
        mynah__text_finish(&telling->items[i].id);
        mynah__text_finish(&telling->items[i].name);
    }
    mynah__free(telling->items);
    mynah__text_finish(&telling->prefix);
    mynah__text_finish(&telling->event);
}
