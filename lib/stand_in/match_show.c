// SPDX-License-Identifier: Apache-2.0
//
// Conditions in words, and why a record does not meet one.

#include "stand_in/match.h"

#include "stand_in/record.h"

#include <string.h>

// Text longer than this is not shown whole; the explanation points into it instead.
enum { WHOLE_MOST = 100, AROUND = 24, SEARCHED_MOST = 1 << 16 };

static const char *const verbs[] = {
    [MYNAH_MATCH_EQUAL] = "is",
    [MYNAH_MATCH_NOT_EQUAL] = "is not",
    [MYNAH_MATCH_CONTAINS] = "contains",
    [MYNAH_MATCH_PREFIX] = "begins with",
    [MYNAH_MATCH_SUFFIX] = "ends with",
    [MYNAH_MATCH_REGEX] = "matches",
    [MYNAH_MATCH_LESS] = "is less than",
    [MYNAH_MATCH_AT_MOST] = "is at most",
    [MYNAH_MATCH_GREATER] = "is greater than",
    [MYNAH_MATCH_AT_LEAST] = "is at least",
    [MYNAH_MATCH_PRESENT] = "is present",
    [MYNAH_MATCH_ABSENT] = "is absent",
    [MYNAH_MATCH_PREDICATE] = "meets",
    [MYNAH_MATCH_NEAR] = "is within",
    [MYNAH_MATCH_TYPE] = "is of the type",
    [MYNAH_MATCH_JSON] = "is the JSON",
    [MYNAH_MATCH_INCLUDES] = "includes",
    [MYNAH_MATCH_ALL] = "all of",
    [MYNAH_MATCH_ANY] = "any of",
    [MYNAH_MATCH_NOT] = "none of",
};

static void describe_operand(struct sink *sink, const struct mynah_match *match)
{
    if (match->kind == MYNAH_MATCH_PRESENT || match->kind == MYNAH_MATCH_ABSENT) {
        return;
    }
    mynah__sink_add(sink, " ");
    if (match->kind == MYNAH_MATCH_NEAR) {
        mynah__sink_real(sink, match->within);
        mynah__sink_add(sink, " of ");
    }
    if (match->kind >= MYNAH_MATCH_TYPE && match->text) {
        mynah__sink_plain(sink, match->text, strlen(match->text), 0);
    } else if (match->kind == MYNAH_MATCH_PREDICATE) {
        mynah__sink_add(sink, match->name ? match->name : "a predicate");
    } else if (match->text) {
        mynah__sink_quoted(sink, match->text, strlen(match->text), 0);
    } else if (match->record && match->shape) {
        const struct mynah_value value = { .kind = MYNAH_FIELD_RECORD,
                                           .present = true,
                                           .data = match->record,
                                           .shape = match->shape };
        mynah__value_show(sink, &value, 0);
    } else if (match->record) {
        mynah__sink_add(sink, "the given pointer");
    } else if ((match->real < 0 || match->real > 0) &&
               (match->real < (double)match->number || match->real > (double)match->number)) {
        mynah__sink_real(sink, match->real);
    } else {
        mynah__sink_format(sink, "%lld", (long long)match->number);
    }
}

// Conditions are shown also when they make no sense: whoever shows one may be looking for why.
static void describe(struct sink *sink, const struct mynah_match *match, int depth)
{
    if ((unsigned)match->kind > MYNAH_MATCH_NOT || depth > MYNAH_MATCH_DEPTH) {
        mynah__sink_add(sink, depth > MYNAH_MATCH_DEPTH ? "..." : "a condition of no known kind");
        return;
    }
    if (match->kind < MYNAH_MATCH_ALL) {
        mynah__sink_format(sink, "%s %s", match->path ? match->path : "it", verbs[match->kind]);
        describe_operand(sink, match);
        return;
    }
    mynah__sink_format(sink, "%s (", verbs[match->kind]);
    for (size_t i = 0; match->terms && i < match->term_count; i++) {
        mynah__sink_add(sink, i ? "; " : "");
        describe(sink, &match->terms[i], depth + 1);
    }
    mynah__sink_add(sink, ")");
}

void mynah__match_describe(struct sink *sink, const struct mynah_match *match)
{
    describe(sink, match, 0);
}

size_t mynah_match_show(const struct mynah_match *match, char *buffer, size_t size)
{
    struct sink sink = mynah__sink(buffer, size);
    if (match) {
        mynah__match_describe(&sink, match);
    } else {
        mynah__sink_add(&sink, "anything");
    }
    return sink.length;
}

// Show the text around `at`.
static void show_around(struct sink *sink, const struct mynah_value *value, size_t at)
{
    size_t from = at > AROUND ? at - AROUND : 0;
    size_t to = value->count - at > AROUND ? at + AROUND : value->count;
    mynah__sink_add(sink, from ? "..." : "");
    mynah__sink_quoted(sink, value->text + from, to - from, 0);
    mynah__sink_add(sink, to < value->count ? "..." : "");
}

static size_t common_prefix(const char *a, const char *b)
{
    size_t size = 0;
    while (a[size] && a[size] == b[size]) {
        size++;
    }
    return size;
}

// Point at the place in a long text where it comes nearest to what is demanded.
static bool explain_long(struct sink *why, const struct mynah_match *match,
                         const struct mynah_value *value)
{
    size_t at = 0, best = 0;
    if (match->kind == MYNAH_MATCH_EQUAL || match->kind == MYNAH_MATCH_PREFIX) {
        at = common_prefix(value->text, match->text);
        mynah__sink_format(why, "it differs from byte %zu on: ", at);
        show_around(why, value, at);
        return true;
    }
    if (match->kind != MYNAH_MATCH_CONTAINS) {
        return false;
    }
    for (size_t i = 0; i < value->count && i < SEARCHED_MOST; i++) {
        size_t size = common_prefix(value->text + i, match->text);
        if (size > best) {
            best = size;
            at = i;
        }
    }
    if (best < 3) {
        return false;
    }
    mynah__sink_format(why, "the nearest is at byte %zu: ", at);
    show_around(why, value, at);
    return true;
}

// Values inside of JSON live as long as a visit, so the nearest is found by one walk and explained
// by another.
struct nearest {
    const struct mynah_match *match;
    struct sink *why;
    size_t visited;
    size_t index; // of the nearest
    int best;
};

static bool find_nearest(void *self, const struct mynah_value *value)
{
    struct nearest *nearest = self;
    int rate = mynah__match_rate(nearest->match, value);
    if (!nearest->visited || rate > nearest->best) {
        nearest->index = nearest->visited;
        nearest->best = rate;
    }
    nearest->visited++;
    return false;
}

static void explain_value(const struct nearest *nearest, const struct mynah_value *value,
                          bool alone)
{
    struct sink *why = nearest->why;
    const struct mynah_match *match = nearest->match;
    if (value->text && match->text && value->count > WHOLE_MOST &&
        explain_long(why, match, value)) {
        return;
    }
    if (value->shape && value->kind != MYNAH_FIELD_RECORDS && match->shape && value->present &&
        match->kind == MYNAH_MATCH_EQUAL) {
        char difference[400];
        mynah_record_equal(value->shape, value->data, match->record, difference, sizeof difference);
        mynah__sink_add(why, difference);
        return;
    }
    bool sized = match->kind >= MYNAH_MATCH_LESS && match->kind <= MYNAH_MATCH_AT_LEAST;
    bool counted = value->kind == MYNAH_FIELD_RECORDS || value->kind == MYNAH_FIELD_TEXTS;
    if (counted && match->kind != MYNAH_MATCH_CONTAINS) {
        mynah__sink_format(why, "it has %zu", value->count);
    } else if (value->text && sized) {
        mynah__sink_format(why, "it has %zu bytes", value->count);
    } else {
        mynah__sink_add(why, alone ? "it is " : "the nearest is ");
        mynah__value_show(why, value, 0);
    }
}

static bool explain_nearest(void *self, const struct mynah_value *value)
{
    struct nearest *nearest = self;
    if (nearest->index-- > 0) {
        return false;
    }
    explain_value(nearest, value, nearest->visited == 1);
    return true;
}

static void explain_path(struct sink *why, const struct mynah_match *match,
                         const struct mynah_shape *shape, const void *record)
{
    struct nearest nearest = { .match = match, .why = why };
    mynah__path_visit(shape, record, match->path, find_nearest, &nearest);
    mynah__match_describe(why, match);
    mynah__sink_add(why, ": ");
    if (nearest.visited) {
        mynah__path_visit(shape, record, match->path, explain_nearest, &nearest);
    } else {
        mynah__sink_add(why, "there is none");
    }
}

void mynah__match_explain(struct sink *why, const struct mynah_match *match,
                          const struct mynah_shape *shape, const void *record)
{
    if (match->kind < MYNAH_MATCH_ALL) {
        explain_path(why, match, shape, record);
        return;
    }
    if (match->kind == MYNAH_MATCH_ANY) {
        mynah__sink_add(why, match->term_count ? "none holds: " : "any of nothing");
    }
    bool first = true;
    for (size_t i = 0; i < match->term_count; i++) {
        const struct mynah_match *term = &match->terms[i];
        bool met = mynah__match_score(term, shape, record) == MATCH_MET;
        if (match->kind == MYNAH_MATCH_NOT && met) {
            mynah__sink_add(why, "it must not be that ");
            mynah__match_describe(why, term);
            return;
        }
        if (match->kind != MYNAH_MATCH_NOT && !met) {
            mynah__sink_add(why, first ? "" : "; ");
            mynah__match_explain(why, term, shape, record);
            first = false;
        }
    }
}
