// SPDX-License-Identifier: Apache-2.0
//
// Whether records meet conditions, and how nearly.

#include "stand_in/match.h"

#include "stand_in/record.h"

#include <regex.h>
#include <string.h>

// How much text that is not met may count: less than what is met.
enum { NEAR_MOST = 900, SEARCHED_MOST = 1 << 12 };

// How much of the beginning of what is looked for is in the text.
static int near_part(const struct mynah_match *match, const struct mynah_value *value)
{
    size_t wanted = strlen(match->text), best = 0;
    for (size_t at = 0; at < value->count && at < SEARCHED_MOST; at++) {
        size_t same = 0;
        while (same < wanted && at + same < value->count &&
               value->text[at + same] == match->text[same]) {
            same++;
        }
        best = same > best ? same : best;
    }
    return wanted ? (int)((double)best / (double)wanted * NEAR_MOST) : 0;
}

static int near_text(const struct mynah_match *match, const struct mynah_value *value)
{
    size_t wanted = match->text ? strlen(match->text) : 0;
    size_t longest = wanted > value->count ? wanted : value->count;
    size_t shortest = wanted < value->count ? wanted : value->count;
    size_t front = 0, back = 0;
    if (!value->text || !match->text || !longest) {
        return 0;
    }
    if (match->kind == MYNAH_MATCH_CONTAINS) {
        return near_part(match, value);
    }
    while (front < shortest && value->text[front] == match->text[front]) {
        front++;
    }
    while (back < shortest - front &&
           value->text[value->count - 1 - back] == match->text[wanted - 1 - back]) {
        back++;
    }
    return (int)((double)(front + back) / (double)longest * NEAR_MOST);
}

// What a number is compared with: `real`, or `number` when that says nothing else.
static bool is_whole(const struct mynah_match *match)
{
    double whole = (double)match->number;
    return !(match->real < 0 || match->real > 0) ||
           (!(match->real < whole) && !(match->real > whole));
}

// Return -1, 0 or 1, and 2 for what cannot be compared.
static int compare_number(const struct mynah_match *match, int64_t number, double real,
                          bool is_real)
{
    bool whole = is_whole(match);
    if (!is_real && whole) {
        return (number > match->number) - (number < match->number);
    }
    double wanted = whole ? (double)match->number : match->real;
    double given = is_real ? real : (double)number;
    return given < wanted ? -1 : given > wanted ? 1 : given >= wanted ? 0 : 2;
}

static bool equals(const struct mynah_match *match, const struct mynah_value *value)
{
    switch ((int)value->kind) {
    case 0:
        return false; // the path leads nowhere
    case MYNAH_FIELD_TEXT:
    case MYNAH_FIELD_JSON: {
        const struct mynah_value wanted = { .kind = value->kind,
                                            .present = match->text != NULL,
                                            .text = match->text,
                                            .count = match->text ? strlen(match->text) : 0 };
        return mynah__value_equal(value, &wanted);
    }
    case MYNAH_FIELD_WORD:
        return match->text ? value->text && strcmp(value->text, match->text) == 0
                           : value->number == match->number;
    case MYNAH_FIELD_INT:
    case MYNAH_FIELD_REAL:
        return !match->text && compare_number(match, value->number, value->real,
                                              value->kind == MYNAH_FIELD_REAL) == 0;
    case MYNAH_FIELD_OPAQUE:
        return value->data == match->record;
    case MYNAH_FIELD_RECORD:
    case MYNAH_FIELD_POINTER:
        return value->present && match->record
                   ? mynah_record_equal(value->shape, value->data, match->record, NULL, 0)
                   : !value->present && !match->record;
    case MYNAH_FIELD_BOOL:
        return match->text ? strcmp(match->text, value->number ? "true" : "false") == 0
                           : value->number == match->number;
    default:
        return !match->text && value->number == match->number;
    }
}

static bool holds_text(const struct mynah_match *match, const struct mynah_value *value)
{
    size_t size = strlen(match->text);
    if (value->kind == MYNAH_FIELD_TEXTS) {
        for (size_t i = 0; i < value->count; i++) {
            if (strcmp(mynah__record_element(value, i).text, match->text) == 0) {
                return true;
            }
        }
        return false;
    }
    if (!value->text) {
        return false;
    }
    if (match->kind == MYNAH_MATCH_CONTAINS) {
        return strstr(value->text, match->text) != NULL;
    }
    size_t from = match->kind == MYNAH_MATCH_SUFFIX ? value->count - size : 0;
    return size <= value->count && memcmp(value->text + from, match->text, size) == 0;
}

static bool holds_regex(const struct mynah_match *match, const struct mynah_value *value)
{
    regex_t own;
    if (!value->text) {
        return false;
    }
    if (match->compiled) {
        return regexec(match->compiled, value->text, 0, NULL, 0) == 0;
    }
    if (regcomp(&own, match->text, REG_EXTENDED | REG_NOSUB) != 0) {
        return false;
    }
    bool found = regexec(&own, value->text, 0, NULL, 0) == 0;
    regfree(&own);
    return found;
}

static int64_t number_of(const struct mynah_value *value)
{
    bool sized = value->kind == MYNAH_FIELD_TEXT || value->kind == MYNAH_FIELD_JSON ||
                 value->kind == MYNAH_FIELD_BYTES;
    return sized ? (int64_t)value->count : value->number;
}

static bool compares(const struct mynah_match *match, const struct mynah_value *value)
{
    int order =
        compare_number(match, number_of(value), value->real, value->kind == MYNAH_FIELD_REAL);
    if (!value->present || order == 2) {
        return false;
    }
    switch (match->kind) {
    case MYNAH_MATCH_LESS:
        return order < 0;
    case MYNAH_MATCH_AT_MOST:
        return order <= 0;
    case MYNAH_MATCH_GREATER:
        return order > 0;
    default:
        return order >= 0;
    }
}

static bool is_near(const struct mynah_match *match, const struct mynah_value *value)
{
    double wanted = is_whole(match) ? (double)match->number : match->real;
    double given = value->kind == MYNAH_FIELD_REAL ? value->real : (double)value->number;
    double off = given < wanted ? wanted - given : given - wanted;
    return off <= match->within || (given >= wanted && given <= wanted);
}

static bool holds(const struct mynah_match *match, const struct mynah_value *value)
{
    switch (match->kind) {
    case MYNAH_MATCH_EQUAL:
        return equals(match, value);
    case MYNAH_MATCH_NOT_EQUAL:
        return !equals(match, value);
    case MYNAH_MATCH_CONTAINS:
    case MYNAH_MATCH_PREFIX:
    case MYNAH_MATCH_SUFFIX:
        return holds_text(match, value);
    case MYNAH_MATCH_REGEX:
        return holds_regex(match, value);
    case MYNAH_MATCH_PRESENT:
        return value->present;
    case MYNAH_MATCH_ABSENT:
        return !value->present;
    case MYNAH_MATCH_PREDICATE:
        return match->predicate(match->self, value);
    case MYNAH_MATCH_NEAR:
        return is_near(match, value);
    case MYNAH_MATCH_TYPE:
        return mynah__match_json_holds(match, value);
    case MYNAH_MATCH_JSON:
    case MYNAH_MATCH_INCLUDES:
        return value->kind && mynah__match_json_holds(match, value);
    default:
        return compares(match, value);
    }
}

// How much of a record is as it should be: so the nearest of calls with other arguments is found.
static int near_record(const struct mynah_match *match, const struct mynah_value *value)
{
    size_t same = 0, count = 0;
    for (size_t i = 0; i < match->shape->field_count; i++) {
        const struct mynah_field *field = &match->shape->fields[i];
        struct mynah_value given = mynah__record_value(field, value->data);
        struct mynah_value wanted = mynah__record_value(field, match->record);
        if (field->kind == MYNAH_FIELD_NAMED) {
            same += mynah__named_same(&given, &wanted);
            count += wanted.count;
        }
    }
    return count ? (int)((double)same / (double)count * NEAR_MOST) : 0;
}

int mynah__match_rate(const struct mynah_match *match, const struct mynah_value *value)
{
    // Only the value itself tells of which kind it is, when it is named or inside of JSON.
    if (value->kind && value->present && !mynah__match_speaks(match->kind, value->kind)) {
        return match->kind == MYNAH_MATCH_NOT_EQUAL ? MATCH_MET : 0;
    }
    if (holds(match, value)) {
        return MATCH_MET;
    }
    if (match->kind == MYNAH_MATCH_EQUAL && match->shape && match->record && value->data &&
        value->shape == match->shape) {
        return near_record(match, value);
    }
    return match->kind <= MYNAH_MATCH_SUFFIX ? near_text(match, value) : 0;
}

struct rating {
    const struct mynah_match *match;
    int best;
};

static bool rate_value(void *self, const struct mynah_value *value)
{
    struct rating *rating = self;
    int rate = mynah__match_rate(rating->match, value);
    rating->best = rate > rating->best ? rate : rating->best;
    return rate == MATCH_MET;
}

int mynah__match_score(const struct mynah_match *match, const struct mynah_shape *shape,
                       const void *record)
{
    if (match->kind < MYNAH_MATCH_ALL) {
        struct rating rating = { .match = match };
        mynah__path_visit(shape, record, match->path, rate_value, &rating);
        return rating.best;
    }
    long long sum = 0;
    int most = 0;
    for (size_t i = 0; i < match->term_count; i++) {
        int score = mynah__match_score(&match->terms[i], shape, record);
        sum += score;
        most = score > most ? score : most;
    }
    if (match->kind == MYNAH_MATCH_ALL) {
        return match->term_count ? (int)(sum / (long long)match->term_count) : MATCH_MET;
    }
    return match->kind == MYNAH_MATCH_ANY ? most : most == MATCH_MET ? 0 : MATCH_MET;
}

bool mynah_match_meets(const struct mynah_match *match, const struct mynah_shape *shape,
                       const void *record, char *why, size_t size)
{
    struct mynah_error error;
    struct sink sink = mynah__sink(why, size);
    if (!match) {
        return true;
    }
    if (!mynah_match_check(match, shape, &error)) {
        mynah__sink_add(&sink, error.text);
        return false;
    }
    bool met = mynah__match_score(match, shape, record) == MATCH_MET;
    if (!met && size) {
        mynah__match_explain(&sink, match, shape, record);
    }
    return met;
}

int mynah_match_nearness(const struct mynah_match *match, const struct mynah_shape *shape,
                         const void *record)
{
    if (!match) {
        return MATCH_MET;
    }
    return mynah_match_check(match, shape, NULL) ? mynah__match_score(match, shape, record) : 0;
}
