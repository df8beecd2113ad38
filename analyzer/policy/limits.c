// SPDX-License-Identifier: Apache-2.0
//
// The limits database of a control system, a JSON file of channels, and writes of literal values
// held against it.  Only what is surely wrong is a finding; the rest is left to the run time.

#include "core/file.h"
#include "core/hash.h"
#include "policy/policy.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DATABASE_MOST = 64 << 20, LITERAL_MOST = 64 };

static bool flawed(struct mynah_error *error, const char *channel, const char *what)
{
    return mynah_error_set(error, MYNAH_ERROR_CONFIG, "limits database: `%.80s`: %s", channel,
                           what);
}

// Read the key of `entry`, else that of `defaults`.
static json_t *member(const json_t *entry, const json_t *defaults, const char *key)
{
    json_t *value = json_object_get(entry, key);
    return value ? value : json_object_get(defaults, key);
}

static bool read_bound(double *value, bool *given, const json_t *bound)
{
    *given = bound && !json_is_null(bound);
    *value = json_number_value(bound);
    return !*given || json_is_number(bound);
}

static bool read_channel(struct channel_limit *limit, const json_t *entry, const json_t *defaults,
                         struct mynah_error *error)
{
    if (!json_is_object(entry)) {
        return flawed(error, limit->channel, "an object is wanted");
    }
    const json_t *writable = member(entry, defaults, "writable");
    if (writable && !json_is_boolean(writable)) {
        return flawed(error, limit->channel, "`writable` is true or false");
    }
    limit->writable = !json_is_false(writable);
    if (!read_bound(&limit->least, &limit->has_least, member(entry, defaults, "min_value")) ||
        !read_bound(&limit->most, &limit->has_most, member(entry, defaults, "max_value"))) {
        return flawed(error, limit->channel, "`min_value` and `max_value` are numbers");
    }
    if (limit->has_least && limit->has_most && limit->most < limit->least) {
        return flawed(error, limit->channel, "`max_value` is below `min_value`");
    }
    return true;
}

static int by_channel(const void *left, const void *right)
{
    const struct channel_limit *a = left;
    const struct channel_limit *b = right;
    return strcmp(a->channel, b->channel);
}

static bool read_channels(struct limits *limits, json_t *root, struct arena *arena,
                          struct mynah_error *error)
{
    const json_t *defaults = json_object_get(root, "defaults");
    if (defaults && !json_is_object(defaults)) {
        return flawed(error, "defaults", "an object is wanted");
    }
    limits->channels =
        mynah__arena_alloc(arena, (json_object_size(root) + 1) * sizeof *limits->channels);
    const char *name;
    json_t *entry;
    json_object_foreach(root, name, entry)
    {
        if (*name == '_' || strcmp(name, "defaults") == 0) {
            continue;
        }
        char *channel = mynah__arena_text(arena, name);
        if (arena->failed) {
            break;
        }
        struct channel_limit *limit = &limits->channels[limits->count++];
        limit->channel = channel;
        if (!read_channel(limit, entry, defaults, error)) {
            return false;
        }
    }
    if (arena->failed) {
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    qsort(limits->channels, limits->count, sizeof *limits->channels, by_channel);
    return true;
}

static bool parse(struct limits *limits, const struct text *text, struct arena *arena,
                  struct mynah_error *error)
{
    const char *bytes = text->bytes ? text->bytes : "";
    json_error_t flaw;
    json_t *root = json_loadb(bytes, text->size, JSON_REJECT_DUPLICATES, &flaw);
    if (!root) {
        return mynah_error_set(error, MYNAH_ERROR_CONFIG, "limits database, %d:%d: %.150s",
                               flaw.line, flaw.column, flaw.text);
    }
    bool done = json_is_object(root)
                    ? read_channels(limits, root, arena, error)
                    : mynah_error_set(error, MYNAH_ERROR_CONFIG,
                                      "limits database: an object of channels is wanted");
    json_decref(root);
    mynah__sha256(bytes, text->size, limits->sha256);
    return done;
}

bool mynah__limits_load(struct limits *limits, const char *path, struct arena *arena,
                        struct mynah_error *error)
{
    struct text text = { 0 };
    bool done =
        mynah__file_read(path, DATABASE_MOST, &text, error) && parse(limits, &text, arena, error);
    mynah__text_finish(&text);
    return done;
}

// Rewrite a Python number as JSON has it; false for anything else.  `1_000.` is `1000.0`.
static bool json_number(char json[LITERAL_MOST + 4], const char *literal)
{
    size_t size = 0;
    for (char before = '\0'; *literal && size < LITERAL_MOST; before = *literal++) {
        if (*literal == '_') {
            continue;
        }
        bool digit = *literal >= '0' && *literal <= '9';
        if (*literal == '.' && !(before >= '0' && before <= '9')) {
            json[size++] = '0';
        }
        if (before == '.' && !digit) {
            json[size++] = '0';
        }
        json[size++] = *literal;
    }
    if (size && json[size - 1] == '.') {
        json[size++] = '0';
    }
    json[size] = '\0';
    return *literal == '\0';
}

bool mynah__limits_number(const char *literal, double *value)
{
    char json[LITERAL_MOST + 4];
    json_error_t flaw;
    if (strcmp(literal, "True") == 0 || strcmp(literal, "False") == 0) {
        *value = *literal == 'T';
        return true;
    }
    bool minus = *literal == '-';
    const char *digits = literal + (minus || *literal == '+');
    if (*digits == '-' || !json_number(json, digits)) {
        return false;
    }
    json_t *number = json_loads(json, JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, &flaw);
    bool huge = !number && json_error_code(&flaw) == json_error_numeric_overflow;
    bool done = json_is_number(number) || huge;
    *value = huge ? HUGE_VAL : json_number_value(number);
    *value = minus ? -*value : *value;
    json_decref(number);
    return done;
}

// What a Python literal is, as far as limits go.
enum literal {
    LITERAL_UNKNOWN,
    LITERAL_NUMBER,
    LITERAL_NAN,
    LITERAL_SEVERAL, // a list, or anything else with items
    LITERAL_OTHER,   // text that is no number, None, bytes
};

// `float('nan')`, `-float('inf')` and their kin.
static enum literal read_infinite(const char *literal, double *value)
{
    bool minus = *literal == '-';
    literal += minus || *literal == '+';
    if (strcmp(literal, "float('nan')") == 0) {
        return LITERAL_NAN;
    }
    bool negative = strcmp(literal, "float('-inf')") == 0;
    *value = negative != minus ? -HUGE_VAL : HUGE_VAL;
    return negative || strcmp(literal, "float('inf')") == 0 ? LITERAL_NUMBER : LITERAL_UNKNOWN;
}

// Text counts as the number that the run time makes of it: `'11'` is 11.
static enum literal read_text(const char *literal, double *value)
{
    char inside[LITERAL_MOST];
    size_t size = strlen(literal);
    if (size < 2 || size - 2 >= sizeof inside) {
        return LITERAL_OTHER;
    }
    memcpy(inside, literal + 1, size - 2);
    inside[size - 2] = '\0';
    if (size > 2 && inside[0] >= '+' && inside[0] <= '9' && mynah__limits_number(inside, value)) {
        return LITERAL_NUMBER;
    }
    return strcmp(inside, "nan") == 0 ? LITERAL_NAN : LITERAL_OTHER;
}

static enum literal read_literal(const char *literal, double *value)
{
    if (mynah__limits_number(literal, value)) {
        return LITERAL_NUMBER;
    }
    switch (*literal) {
    case '[':
    case '(':
    case '{':
        return LITERAL_SEVERAL;
    case '\'':
    case '"':
        return read_text(literal, value);
    case 'b':
    case 'N': // None
    case 'E': // Ellipsis
        return LITERAL_OTHER;
    default:
        return read_infinite(literal, value);
    }
}

static const char *out_of_bounds(const struct channel_limit *limit, const char *literal)
{
    double value = 0;
    switch (literal ? read_literal(literal, &value) : LITERAL_UNKNOWN) {
    case LITERAL_UNKNOWN:
        return NULL;
    case LITERAL_NAN:
        return "the value is NaN, which no limit holds";
    case LITERAL_SEVERAL:
        return "the value is several, and the limits are for one number";
    case LITERAL_OTHER:
        return "the value is no number";
    case LITERAL_NUMBER:
        break;
    }
    if (limit->has_least && value < limit->least) {
        return "the value is below its minimum";
    }
    return limit->has_most && value > limit->most ? "the value is above its maximum" : NULL;
}

// Say why the write surely violates the limits, or return NULL.
static const char *violation(const struct limits *limits, const struct mynah_access *access)
{
    const struct channel_limit key = { .channel = access->channel };
    const struct channel_limit *limit =
        limits->count ? bsearch(&key, limits->channels, limits->count, sizeof key, by_channel)
                      : NULL;
    if (!limit) {
        return limits->allow_unlisted ? NULL : "it is not in the limits database";
    }
    if (!limit->writable) {
        return "it may only be read";
    }
    bool bounded = limit->has_least || limit->has_most;
    return bounded ? out_of_bounds(limit, access->value) : NULL;
}

bool mynah__limits_know(const char *value)
{
    double number;
    return value && read_literal(value, &number) != LITERAL_UNKNOWN;
}

void mynah__limits_check(const struct limits *limits, struct mynah_report *report)
{
    size_t count = report->finding_count;
    for (size_t i = 0; limits->enabled && i < report->access_count; i++) {
        const struct mynah_access *access = &report->accesses[i];
        if (access->direction != MYNAH_DIRECTION_WRITE || !access->certain || !access->channel) {
            continue;
        }
        const char *why = violation(limits, access);
        if (why) {
            mynah__report_add_at(report, count, "channel-limit", access, why);
        }
    }
}
