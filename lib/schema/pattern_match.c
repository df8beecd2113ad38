// SPDX-License-Identifier: Apache-2.0
//
// Matching by sets of places: where a part of the pattern may begin gives where it may end, so that
// no text makes it try again and again.  And text that a pattern describes.

#include "schema/pattern_tree.h"

#include "core/utf8.h"

#include <mynah/schema.h>

#include <string.h>

enum { WORK_MOST = 50000000, MADE_MOST = 4096 };

// The places of one set: a byte for each, from 0 to the length of the text.
struct places {
    struct places *next;
    unsigned char at[];
};

struct matcher {
    struct arena arena;
    struct places *unused;
    const uint32_t *points;
    size_t count;
    size_t work;
};

static struct places *get(struct matcher *matcher)
{
    struct places *places = matcher->unused;
    if (places) {
        matcher->unused = places->next;
        return places;
    }
    return mynah__arena_alloc(&matcher->arena, sizeof *places + matcher->count + 1);
}

static void put(struct matcher *matcher, struct places *places)
{
    if (places) {
        places->next = matcher->unused;
        matcher->unused = places;
    }
}

// Replace the places by those where the pattern ends that begins at one of them; false when it
// takes too long or there is no memory.
static bool follow(struct matcher *matcher, const struct pattern *pattern, struct places *places);

static bool follow_set(struct matcher *matcher, const struct pattern *set, struct places *places)
{
    for (size_t i = matcher->count; i > 0; i--) {
        places->at[i] = places->at[i - 1] && mynah__pattern_accepts(set, matcher->points[i - 1]);
    }
    places->at[0] = 0;
    return true;
}

static bool follow_choice(struct matcher *matcher, const struct pattern *choice,
                          struct places *places)
{
    struct places *all = get(matcher), *one = get(matcher);
    bool good = all && one;
    if (good) {
        memset(all->at, 0, matcher->count + 1);
    }
    for (const struct pattern *child = choice->child; good && child; child = child->next) {
        memcpy(one->at, places->at, matcher->count + 1);
        good = follow(matcher, child, one);
        for (size_t i = 0; good && i <= matcher->count; i++) {
            all->at[i] |= one->at[i];
        }
    }
    if (good) {
        memcpy(places->at, all->at, matcher->count + 1);
    }
    put(matcher, all);
    put(matcher, one);
    return good;
}

// From each place on as long as the set accepts what comes.
static void sweep(const struct matcher *matcher, const struct pattern *set, struct places *places)
{
    for (size_t i = 0; i < matcher->count; i++) {
        places->at[i + 1] |= places->at[i] && mynah__pattern_accepts(set, matcher->points[i]);
    }
}

// Add where more repetitions end, until they add nothing.
static bool follow_more(struct matcher *matcher, const struct pattern *repeat,
                        struct places *places)
{
    struct places *last = get(matcher);
    bool good = last != NULL, news = true;
    if (good) {
        memcpy(last->at, places->at, matcher->count + 1);
    }
    for (size_t i = repeat->least; good && news && i < repeat->most; i++) {
        good = follow(matcher, repeat->child, last);
        news = false;
        for (size_t k = 0; good && k <= matcher->count; k++) {
            news = news || (last->at[k] && !places->at[k]);
            places->at[k] |= last->at[k];
        }
    }
    put(matcher, last);
    return good;
}

static bool follow_repeat(struct matcher *matcher, const struct pattern *repeat,
                          struct places *places)
{
    bool any = true;
    for (size_t i = 0; any && i < repeat->least; i++) {
        if (!follow(matcher, repeat->child, places)) {
            return false;
        }
        any = memchr(places->at, 1, matcher->count + 1) != NULL;
    }
    if (repeat->most == SIZE_MAX && repeat->child->kind == PATTERN_SET) {
        sweep(matcher, repeat->child, places);
        return true;
    }
    return !any || follow_more(matcher, repeat, places);
}

static bool follow(struct matcher *matcher, const struct pattern *pattern, struct places *places)
{
    bool first = places->at[0], last = places->at[matcher->count], good = true;
    matcher->work += matcher->count + 1;
    if (matcher->work > WORK_MOST) {
        return false;
    }
    switch (pattern->kind) {
    case PATTERN_SET:
        return follow_set(matcher, pattern, places);
    case PATTERN_SEQUENCE:
        for (const struct pattern *child = pattern->child; good && child; child = child->next) {
            good = follow(matcher, child, places);
        }
        return good;
    case PATTERN_CHOICE:
        return follow_choice(matcher, pattern, places);
    case PATTERN_REPEAT:
        return follow_repeat(matcher, pattern, places);
    case PATTERN_START:
        memset(places->at, 0, matcher->count + 1);
        places->at[0] = first;
        return true;
    default:
        memset(places->at, 0, matcher->count + 1);
        places->at[matcher->count] = last;
        return true;
    }
}

static const uint32_t *read_points(struct matcher *matcher, const char *text, size_t size)
{
    uint32_t *points = mynah__arena_alloc(&matcher->arena, (size + 1) * sizeof *points);
    for (size_t at = 0; points && at < size;) {
        uint32_t point = (unsigned char)text[at];
        size_t length = mynah__utf8_read(text + at, size - at, &point);
        points[matcher->count++] = point;
        at += length ? length : 1;
    }
    return points;
}

enum pattern_answer mynah__pattern_match(const struct pattern *pattern, const char *text,
                                         size_t size)
{
    struct matcher matcher = { .count = 0 };
    if (mynah__utf8_length(text, size) > MYNAH_PATTERN_TEXT) {
        return PATTERN_TOO_LONG;
    }
    matcher.points = read_points(&matcher, text, size);
    struct places *places = matcher.points ? get(&matcher) : NULL;
    enum pattern_answer answer = PATTERN_NO_MEMORY;
    if (places) {
        memset(places->at, 1, matcher.count + 1);
        if (follow(&matcher, pattern, places)) {
            bool any = memchr(places->at, 1, matcher.count + 1) != NULL;
            answer = any ? PATTERN_MATCHES : PATTERN_DIFFERS;
        } else if (!matcher.arena.failed) {
            answer = PATTERN_TOO_LONG;
        }
    }
    mynah__arena_finish(&matcher.arena);
    return answer;
}

// ## Making text

static void add_point(struct text *text, uint32_t point)
{
    char bytes[4];
    mynah__text_add_bytes(text, bytes, mynah__utf8_write(point, bytes));
}

// Any code point that is not in the ranges, letters before what is less usual.
static void make_other(const struct pattern *set, struct random *random, struct text *text)
{
    static const char usual[] = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ -_";
    enum { COUNT = sizeof usual - 1, UNUSUAL_LAST = 0x3000 };
    size_t start = mynah__random_below(random, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        uint32_t point = (unsigned char)usual[(start + i) % COUNT];
        if (mynah__pattern_accepts(set, point)) {
            add_point(text, point);
            return;
        }
    }
    for (uint32_t point = '!'; point < UNUSUAL_LAST; point++) {
        if (mynah__pattern_accepts(set, point)) {
            add_point(text, point);
            return;
        }
    }
}

static void make_set(const struct pattern *set, struct random *random, struct text *text)
{
    enum { FIRST_OF_RANGE = 64 };
    if (set->negated || set->range_count == 0) {
        make_other(set, random, text);
        return;
    }
    const struct pattern_range *range = &set->ranges[mynah__random_below(random, set->range_count)];
    size_t count = (size_t)(range->last - range->first) + 1;
    count = count < FIRST_OF_RANGE ? count : FIRST_OF_RANGE;
    uint32_t point = range->first + (uint32_t)mynah__random_below(random, count);
    // A range that begins with control characters has printable ones, too.
    bool control = point < ' ' && range->last > ' ';
    add_point(text, control ? ' ' + 1 : point);
}

void mynah__pattern_make(const struct pattern *pattern, struct random *random, size_t more,
                         struct text *text)
{
    if (text->size > MADE_MOST) {
        return;
    }
    size_t count = 0, chosen;
    switch (pattern->kind) {
    case PATTERN_SET:
        make_set(pattern, random, text);
        break;
    case PATTERN_SEQUENCE:
        for (const struct pattern *child = pattern->child; child; child = child->next) {
            mynah__pattern_make(child, random, more, text);
        }
        break;
    case PATTERN_CHOICE:
        for (const struct pattern *child = pattern->child; child; child = child->next) {
            count++;
        }
        chosen = mynah__random_below(random, count);
        for (const struct pattern *child = pattern->child; child; child = child->next) {
            if (chosen-- == 0) {
                mynah__pattern_make(child, random, more, text);
            }
        }
        break;
    case PATTERN_REPEAT:
        count = pattern->most - pattern->least;
        count = count < more ? count : more;
        chosen = pattern->least + mynah__random_below(random, count + 1);
        for (size_t i = 0; i < chosen && text->size <= MADE_MOST; i++) {
            mynah__pattern_make(pattern->child, random, more, text);
        }
        break;
    default:
        break;
    }
}
