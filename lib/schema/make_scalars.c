// SPDX-License-Identifier: Apache-2.0
//
// Text and numbers that a schema means.

#include "schema/make.h"

#include "core/text.h"
#include "core/utf8.h"
#include "schema/pattern.h"

#include <math.h>
#include <string.h>

// ## Text

static const char *const words[] = { "alpha", "bravo",  "charlie", "delta",  "echo",
                                     "fox",   "golf",   "hotel",   "india",  "juliet",
                                     "kilo",  "lima",   "mike",    "north",  "oscar",
                                     "papa",  "quebec", "romeo",   "sierra", "tango" };
enum {
    WORDS = sizeof words / sizeof *words,
    LENGTH_MOST = 1 << 20,
    LENGTH_TRIES = 10,
    REPEATED_MORE = 3
};

static const char *word(struct maker *maker)
{
    return words[mynah__random_below(&maker->random, WORDS)];
}

// What is behind `%` is made up: `w` is a word, the others are numbers.
static const struct format {
    const char *name;
    const char *form;
} formats[] = {
    { "date", "202%d-%m-%D" },
    { "date-time", "202%d-%m-%DT%H:%S:%SZ" },
    { "duration", "PT1%dM" },
    { "email", "%w@example.org" },
    { "hostname", "%w.example.org" },
    { "idn-email", "%w@example.org" },
    { "idn-hostname", "%w.example.org" },
    { "ipv4", "10.%B.%B.%B" },
    { "ipv6", "2001:db8::%x%x" },
    { "iri", "https://example.org/%w" },
    { "iri-reference", "/%w/%w" },
    { "json-pointer", "/%w/%d" },
    { "regex", "^%w%d+$" },
    { "relative-json-pointer", "1/%w" },
    { "time", "%H:%S:%SZ" },
    { "uri", "https://example.org/%w" },
    { "uri-reference", "/%w/%w" },
    { "uuid", "%x%x%x%x%x%x%x%x-%x%x%x%x-4%x%x%x-8%x%x%x-%x%x%x%x%x%x%x%x%x%x%x%x" },
};

static const struct part {
    char letter;
    size_t first;
    size_t count;
    size_t digits; // at least
} parts[] = {
    { 'd', 0, 10, 1 }, { 'x', 0, 16, 1 }, { 'm', 1, 12, 2 },  { 'D', 1, 28, 2 },
    { 'H', 0, 24, 2 }, { 'S', 0, 60, 2 }, { 'B', 1, 254, 1 },
};

static void add_part(struct maker *maker, struct text *text, char letter)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const struct part *part = &parts[i];
        if (part->letter == letter) {
            size_t number = part->first + mynah__random_below(&maker->random, part->count);
            if (number < 10 && part->digits == 2) {
                mynah__text_add_char(text, '0');
            }
            mynah__text_add_format(text, letter == 'x' ? "%zx" : "%zu", number);
            return;
        }
    }
    mynah__text_add(text, word(maker));
}

static const char *form_of(const char *format)
{
    for (size_t i = 0; format && i < sizeof formats / sizeof *formats; i++) {
        if (strcmp(formats[i].name, format) == 0) {
            return formats[i].form;
        }
    }
    return NULL;
}

static void add_form(struct maker *maker, struct text *text, const char *form)
{
    for (; *form; form++) {
        if (*form == '%') {
            add_part(maker, text, *++form);
        } else {
            mynah__text_add_char(text, *form);
        }
    }
}

// Add words until there are enough characters, and no more than that.
static void add_words(struct maker *maker, struct text *text, const json_t *flat)
{
    const json_t *most = json_object_get(flat, "maxLength");
    size_t least = (size_t)json_number_value(json_object_get(flat, "minLength"));
    mynah__text_add(text, word(maker));
    while (text->size < least && !text->failed) {
        mynah__text_add_char(text, ' ');
        mynah__text_add(text, word(maker));
    }
    if (most && !text->failed && (double)text->size > json_number_value(most)) {
        text->size = (size_t)json_number_value(most);
        text->bytes[text->size] = '\0';
    }
}

// How far the text is from the lengths that are allowed.
static int length_of(const struct text *text, const json_t *flat)
{
    const json_t *most = json_object_get(flat, "maxLength");
    double length = (double)mynah__utf8_length(text->bytes, text->size);
    bool too_long = most && length > json_number_value(most);
    return too_long ? 1 : length < json_number_value(json_object_get(flat, "minLength")) ? -1 : 0;
}

// Make text of the pattern, repeating more or less until it has a length that is allowed.
static bool add_pattern(struct maker *maker, struct text *text, const json_t *flat)
{
    struct arena arena = { .chunk = NULL };
    const char *why;
    const struct pattern *pattern =
        mynah__pattern_parse(json_string_value(json_object_get(flat, "pattern")), &arena, &why);
    size_t more = REPEATED_MORE;
    for (int tries = 0; pattern && !text->failed && tries < LENGTH_TRIES; tries++) {
        text->size = 0;
        mynah__text_add(text, "");
        mynah__pattern_make(pattern, &maker->random, more, text);
        int length = text->failed ? 0 : length_of(text, flat);
        if (length == 0) {
            break;
        }
        more = length > 0 ? more / 2 : more * 2;
    }
    mynah__arena_finish(&arena);
    if (pattern && !text->failed && length_of(text, flat) < 0) {
        add_words(maker, text, flat); // it may match anywhere
    }
    return pattern != NULL;
}

json_t *mynah__make_string(struct maker *maker, const json_t *flat, const struct place *place)
{
    struct text text = { .bytes = NULL };
    const char *pattern = json_string_value(json_object_get(flat, "pattern"));
    const char *form = form_of(json_string_value(json_object_get(flat, "format")));
    if (json_number_value(json_object_get(flat, "minLength")) > LENGTH_MOST) {
        mynah__make_refuse(maker, place, "more than 1048576 characters are wanted");
        maker->error.code = MYNAH_ERROR_LIMIT;
        return NULL;
    }
    mynah__text_add(&text, "");
    bool good = true;
    if (pattern) {
        good = add_pattern(maker, &text, flat);
    } else if (form) {
        add_form(maker, &text, form);
    } else {
        add_words(maker, &text, flat);
    }
    json_t *made = good && !text.failed ? json_stringn(text.bytes, text.size) : NULL;
    mynah__text_finish(&text);
    return made ? made : mynah__make_memory(maker);
}

// ## Numbers

enum { RANGE = 100 };
#define EXACT 9007199254740992.0 // up to here doubles are exact

struct range {
    double least;
    double most;
    bool above; // `least` itself is not in it
    bool below;
};

// One end of the range, as the schema says it.
struct end {
    const char *inclusive;
    const char *exclusive;
    int sign;
};

// Draft 4 says `"exclusiveMinimum": true` beside `minimum`.
static void read_end(const json_t *flat, const struct end *names, double *end, bool *open)
{
    const json_t *limit = json_object_get(flat, names->inclusive);
    const json_t *strict = json_object_get(flat, names->exclusive);
    *open = limit && json_is_true(strict);
    *end = json_number_value(limit);
    bool tighter = !limit || names->sign * json_number_value(strict) >= names->sign * *end;
    if (json_is_number(strict) && tighter) {
        *end = json_number_value(strict);
        *open = true;
    }
}

static struct range read_range(const json_t *flat)
{
    static const struct end low = { "minimum", "exclusiveMinimum", 1 };
    static const struct end high = { "maximum", "exclusiveMaximum", -1 };
    struct range range;
    read_end(flat, &low, &range.least, &range.above);
    read_end(flat, &high, &range.most, &range.below);
    bool from = json_object_get(flat, "minimum") || range.above;
    bool to = json_object_get(flat, "maximum") || range.below;
    if (!to) {
        range.most = (from ? range.least : 0) + RANGE;
    }
    if (!from) {
        range.least = range.most - RANGE;
        range.least = range.most >= 0 && range.least < 0 ? 0 : range.least;
    }
    return range;
}

// Choose a multiple of `step` in the range; false when there is none.
static bool choose(struct maker *maker, const struct range *range, double step, double *number)
{
    double first = ceil(range->least / step), last = floor(range->most / step);
    first += range->above && !(first * step > range->least);
    last -= range->below && !(last * step < range->most);
    if (!(first <= last)) {
        return false;
    }
    double count = last - first + 1;
    size_t chosen = mynah__random_below(&maker->random, count > RANGE ? RANGE : (size_t)count);
    *number = (first + (double)chosen) * step;
    return true;
}

json_t *mynah__make_number(struct maker *maker, const json_t *flat, bool whole)
{
    const json_t *minimum = json_object_get(flat, "minimum");
    double step = json_number_value(json_object_get(flat, "multipleOf"));
    struct range range = read_range(flat);
    double number;
    json_t *made;
    if (whole && json_is_integer(minimum) && fabs(range.least) >= EXACT) {
        made = json_integer(json_integer_value(minimum)); // as near as it gets
    } else if (whole) {
        bool stepped = step > 0 && !(floor(step) < step);
        if (!choose(maker, &range, stepped ? step : 1, &number)) {
            number = range.least;
        }
        bool fits = fabs(number) < EXACT;
        made = fits ? json_integer((json_int_t)number) : json_real(number);
    } else {
        bool found = choose(maker, &range, step > 0 ? step : 0.25, &number);
        if (!found) {
            size_t part = 1 + mynah__random_below(&maker->random, 15);
            number = range.least + (range.most - range.least) * (double)part / 16;
        }
        made = json_real(number);
    }
    return made ? made : mynah__make_memory(maker);
}
