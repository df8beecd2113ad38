// SPDX-License-Identifier: Apache-2.0
//
// The keywords about numbers, text, arrays and objects.  What is said of other values than these is
// met by them.

#include "schema/schema.h"

#include "core/arena.h"
#include "core/utf8.h"
#include "core/words.h"
#include "schema/pattern.h"

#include <limits.h>
#include <math.h>
#include <string.h>

// ## Types

bool mynah__json_is_whole(const json_t *value)
{
    return json_is_integer(value) ||
           (json_is_real(value) && !(floor(json_real_value(value)) < json_real_value(value)));
}

const char *mynah__json_type_of(const json_t *value)
{
    static const char *const names[] = {
        [JSON_OBJECT] = "object",   [JSON_ARRAY] = "array", [JSON_STRING] = "string",
        [JSON_INTEGER] = "integer", [JSON_REAL] = "number", [JSON_TRUE] = "boolean",
        [JSON_FALSE] = "boolean",   [JSON_NULL] = "null",
    };
    return names[json_typeof(value)];
}

bool mynah__json_is_type(const json_t *value, const char *type)
{
    if (strcmp(type, "number") == 0) {
        return json_is_number(value);
    }
    if (strcmp(type, "integer") == 0) {
        return mynah__json_is_whole(value);
    }
    return strcmp(type, mynah__json_type_of(value)) == 0;
}

static bool same_objects(const json_t *a, const json_t *b)
{
    const char *name;
    json_t *member;
    if (json_object_size(a) != json_object_size(b)) {
        return false;
    }
    json_object_foreach((json_t *)a, name, member)
    {
        if (!mynah__json_same(member, json_object_get(b, name))) {
            return false;
        }
    }
    return true;
}

bool mynah__json_same(const json_t *a, const json_t *b)
{
    if (json_is_number(a) && json_is_number(b) && !(json_is_integer(a) && json_is_integer(b))) {
        double x = json_number_value(a), y = json_number_value(b);
        return !(x < y) && !(x > y);
    }
    if (!b || json_typeof(a) != json_typeof(b)) {
        return false;
    }
    if (json_is_object(a)) {
        return same_objects(a, b);
    }
    if (!json_is_array(a)) {
        return json_equal(a, b);
    }
    bool same = json_array_size(a) == json_array_size(b);
    for (size_t i = 0; same && i < json_array_size(a); i++) {
        same = mynah__json_same(json_array_get(a, i), json_array_get(b, i));
    }
    return same;
}

// ## Numbers

// Numbers are compared as whole ones where both are: not all of those are doubles.
static int compare(const json_t *a, const json_t *b)
{
    if (json_is_integer(a) && json_is_integer(b)) {
        return json_integer_value(a) < json_integer_value(b)
                   ? -1
                   : json_integer_value(a) > json_integer_value(b);
    }
    double x = json_number_value(a), y = json_number_value(b);
    return x < y ? -1 : x > y;
}

static bool say_number(struct judge *judge, const struct asked *asked, const char *what,
                       const json_t *limit)
{
    char value[40], bound[40];
    struct sink first = mynah__sink(value, sizeof value), second = mynah__sink(bound, sizeof bound);
    const json_t *const numbers[] = { asked->value, limit };
    struct sink *const sinks[] = { &first, &second };
    for (size_t i = 0; i < 2; i++) {
        if (json_is_integer(numbers[i])) {
            mynah__sink_format(sinks[i], "%lld", (long long)json_integer_value(numbers[i]));
        } else {
            mynah__sink_real(sinks[i], json_number_value(numbers[i]));
        }
    }
    return mynah__judge_says(judge, asked, "%s is %s %s", value, what, bound);
}

bool mynah__meets_minimum(struct judge *judge, const json_t *limit, const struct asked *asked)
{
    if (!json_is_number(asked->value)) {
        return true;
    }
    bool strict = json_is_true(json_object_get(asked->schema, "exclusiveMinimum"));
    int order = compare(asked->value, limit);
    return order > 0 || (order == 0 && !strict) ||
           say_number(judge, asked, strict ? "not above" : "below the minimum,", limit);
}

bool mynah__meets_maximum(struct judge *judge, const json_t *limit, const struct asked *asked)
{
    if (!json_is_number(asked->value)) {
        return true;
    }
    bool strict = json_is_true(json_object_get(asked->schema, "exclusiveMaximum"));
    int order = compare(asked->value, limit);
    return order < 0 || (order == 0 && !strict) ||
           say_number(judge, asked, strict ? "not below" : "above the maximum,", limit);
}

bool mynah__meets_above(struct judge *judge, const json_t *limit, const struct asked *asked)
{
    return !json_is_number(asked->value) || !json_is_number(limit) ||
           compare(asked->value, limit) > 0 || say_number(judge, asked, "not above", limit);
}

bool mynah__meets_below(struct judge *judge, const json_t *limit, const struct asked *asked)
{
    return !json_is_number(asked->value) || !json_is_number(limit) ||
           compare(asked->value, limit) < 0 || say_number(judge, asked, "not below", limit);
}

bool mynah__json_is_multiple(double value, double step)
{
    double times = value / step, away = fabs(times - nearbyint(times));
    return step > 0 && !(away > 1e-9 * (fabs(times) > 1 ? fabs(times) : 1));
}

bool mynah__meets_multiple(struct judge *judge, const json_t *step, const struct asked *asked)
{
    bool whole = json_is_integer(step) && json_is_integer(asked->value);
    if (!json_is_number(asked->value)) {
        return true;
    }
    if (whole && json_integer_value(step) > 0
            ? json_integer_value(asked->value) % json_integer_value(step) == 0
            : mynah__json_is_multiple(json_number_value(asked->value), json_number_value(step))) {
        return true;
    }
    return say_number(judge, asked, "no multiple of", step);
}

// ## Text and counts

static unsigned long long bound(const json_t *limit)
{
    double count = json_number_value(limit);
    return count < 1e18 ? (unsigned long long)count : ULLONG_MAX;
}

static bool at_least(struct judge *judge, const struct asked *asked, size_t count,
                     const json_t *limit, const char *what)
{
    return (double)count >= json_number_value(limit) ||
           mynah__judge_says(judge, asked, "%zu %s, at least %llu wanted", count, what,
                             bound(limit));
}

static bool at_most(struct judge *judge, const struct asked *asked, size_t count,
                    const json_t *limit, const char *what)
{
    return (double)count <= json_number_value(limit) ||
           mynah__judge_says(judge, asked, "%zu %s, at most %llu wanted", count, what,
                             bound(limit));
}

static size_t length_of(const json_t *text)
{
    return mynah__utf8_length(json_string_value(text), json_string_length(text));
}

bool mynah__meets_min_length(struct judge *judge, const json_t *limit, const struct asked *asked)
{
    return !json_is_string(asked->value) ||
           at_least(judge, asked, length_of(asked->value), limit, "characters");
}

bool mynah__meets_max_length(struct judge *judge, const json_t *limit, const struct asked *asked)
{
    return !json_is_string(asked->value) ||
           at_most(judge, asked, length_of(asked->value), limit, "characters");
}

enum pattern_answer mynah__pattern_in(const char *pattern, const json_t *value)
{
    struct arena arena = { .chunk = NULL };
    const char *why;
    const struct pattern *parsed = mynah__pattern_parse(pattern, &arena, &why);
    enum pattern_answer answer =
        parsed ? mynah__pattern_match(parsed, json_string_value(value), json_string_length(value))
               : PATTERN_NO_MEMORY;
    mynah__arena_finish(&arena);
    return answer;
}

static bool no_answer(struct judge *judge, enum pattern_answer answer, const char *too_long)
{
    return answer == PATTERN_NO_MEMORY
               ? mynah__judge_stops(judge, MYNAH_ERROR_MEMORY, "out of memory")
               : mynah__judge_stops(judge, MYNAH_ERROR_LIMIT, too_long);
}

bool mynah__meets_pattern(struct judge *judge, const json_t *pattern, const struct asked *asked)
{
    char clipped[MYNAH__CLIP];
    if (!json_is_string(asked->value)) {
        return true;
    }
    enum pattern_answer answer = mynah__pattern_in(json_string_value(pattern), asked->value);
    switch (answer) {
    case PATTERN_MATCHES:
        return true;
    case PATTERN_DIFFERS:
        return mynah__judge_says(judge, asked, "it does not match the pattern '%s'",
                                 mynah__clip(clipped, json_string_value(pattern)));
    default:
        return no_answer(judge, answer, "the text is too long for the pattern");
    }
}

// ## Arrays

static bool judge_element(struct judge *judge, const json_t *schema, const struct asked *asked,
                          size_t index)
{
    const struct place place = { asked->place, NULL, index, 0 };
    const struct asked inner = { schema, json_array_get(asked->value, index), &place };
    return mynah__judge(judge, &inner);
}

static bool judge_from(struct judge *judge, const json_t *schema, const struct asked *asked,
                       size_t first)
{
    for (size_t i = first; schema && i < json_array_size(asked->value); i++) {
        if (!judge_element(judge, schema, asked, i)) {
            return false;
        }
    }
    return true;
}

// Each schema of the list is for the element at its place; false when one is not met.
static bool judge_each(struct judge *judge, const json_t *schemas, const struct asked *asked)
{
    size_t count = json_array_size(asked->value);
    for (size_t i = 0; i < count && i < json_array_size(schemas); i++) {
        if (!judge_element(judge, json_array_get(schemas, i), asked, i)) {
            return false;
        }
    }
    return true;
}

bool mynah__meets_prefix(struct judge *judge, const json_t *schemas, const struct asked *asked)
{
    return judge_each(judge, schemas, asked);
}

bool mynah__meets_items(struct judge *judge, const json_t *items, const struct asked *asked)
{
    if (json_is_array(items)) {
        const json_t *rest = json_object_get(asked->schema, "additionalItems");
        return judge_each(judge, items, asked) &&
               judge_from(judge, rest, asked, json_array_size(items));
    }
    return judge_from(judge, items, asked,
                      json_array_size(json_object_get(asked->schema, "prefixItems")));
}

bool mynah__meets_min_items(struct judge *judge, const json_t *limit, const struct asked *asked)
{
    return !json_is_array(asked->value) ||
           at_least(judge, asked, json_array_size(asked->value), limit, "elements");
}

bool mynah__meets_max_items(struct judge *judge, const json_t *limit, const struct asked *asked)
{
    return !json_is_array(asked->value) ||
           at_most(judge, asked, json_array_size(asked->value), limit, "elements");
}

bool mynah__meets_unique(struct judge *judge, const json_t *unique, const struct asked *asked)
{
    size_t count = json_is_true(unique) ? json_array_size(asked->value) : 0;
    for (size_t i = 1; i < count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (mynah__json_same(json_array_get(asked->value, i),
                                 json_array_get(asked->value, k))) {
                return mynah__judge_says(judge, asked, "elements %zu and %zu are equal", k, i);
            }
        }
        judge->steps += i;
        if (judge->steps > MYNAH_SCHEMA_STEPS) {
            return mynah__judge_stops(judge, MYNAH_ERROR_LIMIT,
                                      "it takes too long to tell whether its elements differ");
        }
    }
    return true;
}

bool mynah__meets_contains(struct judge *judge, const json_t *schema, const struct asked *asked)
{
    const json_t *least = json_object_get(asked->schema, "minContains");
    const json_t *most = json_object_get(asked->schema, "maxContains");
    json_int_t one = 1;
    size_t count = 0;
    if (!json_is_array(asked->value)) {
        return true;
    }
    for (size_t i = 0; i < json_array_size(asked->value); i++) {
        const struct asked inner = { schema, json_array_get(asked->value, i), asked->place };
        count += mynah__judge_quietly(judge, &inner);
    }
    if ((double)count < (least ? json_number_value(least) : (double)one)) {
        return mynah__judge_says(judge, asked, "%zu elements meet `contains`, which are too few",
                                 count);
    }
    return !most || at_most(judge, asked, count, most, "elements meet `contains`");
}

// ## Objects

static bool judge_member(struct judge *judge, const json_t *schema, const struct asked *asked,
                         const char *name)
{
    const struct place place = { asked->place, name, 0, 0 };
    const struct asked inner = { schema, json_object_get(asked->value, name), &place };
    return mynah__judge(judge, &inner);
}

bool mynah__meets_properties(struct judge *judge, const json_t *properties,
                             const struct asked *asked)
{
    const char *name;
    json_t *schema;
    json_object_foreach((json_t *)properties, name, schema)
    {
        if (json_object_get(asked->value, name) && !judge_member(judge, schema, asked, name)) {
            return false;
        }
    }
    return true;
}

// Whether the name is one that the pattern means.
static bool is_named(struct judge *judge, const char *pattern, const char *name)
{
    json_t *text = json_string(name);
    enum pattern_answer answer = text ? mynah__pattern_in(pattern, text) : PATTERN_NO_MEMORY;
    json_decref(text);
    if (answer != PATTERN_MATCHES && answer != PATTERN_DIFFERS) {
        no_answer(judge, answer, "a name is too long for a pattern");
    }
    return answer == PATTERN_MATCHES;
}

bool mynah__meets_pattern_properties(struct judge *judge, const json_t *patterns,
                                     const struct asked *asked)
{
    const char *name, *pattern;
    json_t *member, *schema;
    json_object_foreach((json_t *)asked->value, name, member)
    {
        json_object_foreach((json_t *)patterns, pattern, schema)
        {
            if (is_named(judge, pattern, name) && !judge_member(judge, schema, asked, name)) {
                return false;
            }
        }
    }
    return !judge->trouble;
}

// Whether `properties` or `patternProperties` say what the member is.
static bool is_described(struct judge *judge, const struct asked *asked, const char *name)
{
    const char *pattern;
    json_t *schema;
    if (json_object_get(json_object_get(asked->schema, "properties"), name)) {
        return true;
    }
    json_object_foreach(json_object_get(asked->schema, "patternProperties"), pattern, schema)
    {
        if (is_named(judge, pattern, name)) {
            return true;
        }
    }
    return false;
}

bool mynah__meets_additional(struct judge *judge, const json_t *schema, const struct asked *asked)
{
    const char *name;
    json_t *member;
    char clipped[MYNAH__CLIP];
    json_object_foreach((json_t *)asked->value, name, member)
    {
        if (is_described(judge, asked, name)) {
            continue;
        }
        if (json_is_false(schema)) {
            return mynah__judge_says(judge, asked, "it has no member '%s'",
                                     mynah__clip(clipped, name));
        }
        if (!judge_member(judge, schema, asked, name)) {
            return false;
        }
    }
    return !judge->trouble;
}

bool mynah__meets_names(struct judge *judge, const json_t *schema, const struct asked *asked)
{
    const char *name;
    json_t *member;
    json_object_foreach((json_t *)asked->value, name, member)
    {
        json_t *text = json_string(name);
        const struct place place = { asked->place, name, 0, 0 };
        bool good = text && mynah__judge(judge, &(struct asked){ schema, text, &place });
        json_decref(text);
        if (!good) {
            return text ? false : mynah__judge_stops(judge, MYNAH_ERROR_MEMORY, "out of memory");
        }
    }
    return true;
}

bool mynah__meets_required(struct judge *judge, const json_t *names, const struct asked *asked)
{
    char clipped[MYNAH__CLIP];
    for (size_t i = 0; json_is_object(asked->value) && i < json_array_size(names); i++) {
        const char *name = json_string_value(json_array_get(names, i));
        if (!json_object_get(asked->value, name)) {
            return mynah__judge_says(judge, asked, "the member '%s' is missing",
                                     mynah__clip(clipped, name));
        }
    }
    return true;
}

bool mynah__meets_min_properties(struct judge *judge, const json_t *limit,
                                 const struct asked *asked)
{
    return !json_is_object(asked->value) ||
           at_least(judge, asked, json_object_size(asked->value), limit, "members");
}

bool mynah__meets_max_properties(struct judge *judge, const json_t *limit,
                                 const struct asked *asked)
{
    return !json_is_object(asked->value) ||
           at_most(judge, asked, json_object_size(asked->value), limit, "members");
}

bool mynah__meets_dependent(struct judge *judge, const json_t *lists, const struct asked *asked)
{
    const char *name;
    json_t *names;
    json_object_foreach((json_t *)lists, name, names)
    {
        if (json_object_get(asked->value, name) && !mynah__meets_required(judge, names, asked)) {
            return false;
        }
    }
    return true;
}

bool mynah__meets_dependent_schemas(struct judge *judge, const json_t *schemas,
                                    const struct asked *asked)
{
    const char *name;
    json_t *schema;
    json_object_foreach((json_t *)schemas, name, schema)
    {
        const struct asked inner = { schema, asked->value, asked->place };
        if (json_object_get(asked->value, name) && !mynah__judge(judge, &inner)) {
            return false;
        }
    }
    return true;
}
