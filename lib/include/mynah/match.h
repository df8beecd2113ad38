// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_MATCH_H
#define MYNAH_MATCH_H

/**
 * # mynah/match.h: conditions on records
 *
 * A condition is a plain value: nothing to create, nothing to release, nothing lost when a test
 * framework jumps away.
 *
 *     const struct mynah_match orders = { .path = "user_query", .kind = MYNAH_MATCH_CONTAINS,
 *                                         .text = "orders" };
 *     const struct mynah_match second_try = {
 *         .kind = MYNAH_MATCH_ALL, .terms = (const struct mynah_match[]){
 *             { .path = "request.user_query", .text = "Plot the orbit" },   // equal, by default
 *             { .path = "failures", .kind = MYNAH_MATCH_AT_LEAST, .number = 1 },
 *             { .path = "failures[*].type", .text = "NameError" },          // of any failure
 *         }, .term_count = 3 };
 *
 * Every condition can say what it demands, and why a record does not meet it.  Wherever a `const
 * struct mynah_match *` is taken, `NULL` is met by everything.
 */

#include <mynah/record.h>

MYNAH_BEGIN

enum { MYNAH_MATCH_DEPTH = 16 };

/** What is demanded of the field at `path`. */
enum mynah_match_kind {
    MYNAH_MATCH_EQUAL,     /* `text`, `number`, `real` or `record`, by the kind of the field */
    MYNAH_MATCH_NOT_EQUAL, /* present or absent, but not that */
    MYNAH_MATCH_CONTAINS,  /* `text` is in it; of an array of texts: is one of them */
    MYNAH_MATCH_PREFIX,    /* begins with `text` */
    MYNAH_MATCH_SUFFIX,    /* ends with `text` */
    MYNAH_MATCH_REGEX,     /* a POSIX extended regular expression `text` matches in it */
    MYNAH_MATCH_LESS,      /* than `number`, or than `real` when the field is real */
    MYNAH_MATCH_AT_MOST,
    MYNAH_MATCH_GREATER,
    MYNAH_MATCH_AT_LEAST,
    MYNAH_MATCH_PRESENT, /* there is a value: not `NULL`, and its index in range */
    MYNAH_MATCH_ABSENT,
    MYNAH_MATCH_PREDICATE, /* `predicate` returns true */
    MYNAH_MATCH_NEAR,      /* a number that is at most `within` away from `real`, or `number` */
    MYNAH_MATCH_TYPE,      /* `text` is what it is: "text", "integer", "real", "number", "boolean",
                              "array", "object", "bytes", "pointer", "nothing" */
    MYNAH_MATCH_JSON,      /* equal to the JSON `text`, by value: 2 and 2.0 are equal */
    MYNAH_MATCH_INCLUDES,  /* has all that the JSON `text` has: objects may have more members */
    MYNAH_MATCH_ALL,       /* all of `terms`; their paths start from the record, not from `path` */
    MYNAH_MATCH_ANY,       /* at least one of `terms` */
    MYNAH_MATCH_NOT,       /* none of `terms` */
};

/**
 * A condition.
 *
 * `path` is one of mynah_record_find(), `NULL` for the record itself, with one addition: `[*]` is
 * met when any element meets the condition.  The number of an array is its count; of text, its
 * size in bytes; of a boolean, 0 or 1, for EQUAL also the text `"false"` or `"true"`.  EQUAL
 * compares an array's count too; text that is `NULL` is equal to what is absent, and JSON is
 * compared as a value.  What a number is compared with is `real`, unless that is 0; then it is
 * `number`.
 *
 * A path goes on into JSON: `"data.user.tags[0]"`.  There, and for named values, the kind of the
 * value is known only when it is seen: a condition that does not speak about that kind is not met.
 */
struct mynah_match {
    const char *path;
    enum mynah_match_kind kind;
    const char *text;
    int64_t number;
    double real;
    double within;      /* NEAR */
    const void *record; /* EQUAL and NOT_EQUAL of a record, of `shape`, or of an opaque pointer */
    const struct mynah_shape *shape; /* of `record`; must be the field's own */
    /**
     * It is shown a zeroed value where the path leads nowhere.  It may jump away, except from
     * inside of JSON, but must not change what it is shown.
     */
    bool (*predicate)(void *self, const struct mynah_value *value);
    void *self;       /* the caller's; kept as long as the condition is used */
    const char *name; /* of the predicate, for explanations */
    const struct mynah_match *terms;
    size_t term_count;    /* terms nest at most `MYNAH_MATCH_DEPTH` deep */
    const void *compiled; /* the library's own; leave it zero */
};

/**
 * Check that the condition makes sense for records of `shape`.
 * Errors: `MYNAH_ERROR_ARGUMENT`: a path that leads nowhere, a regular expression that does not
 * compile, text that is no JSON or no type where it has to be one, a condition on text or numbers
 * for a field that has none, a struct that is compared with no `record`; terms nested too deep.
 */
MYNAH_API bool mynah_match_check(const struct mynah_match *match, const struct mynah_shape *shape,
                                 struct mynah_error *error);

/**
 * Return whether the record meets the condition.
 *
 * When it does not, and `size` is not 0, `why` says so:
 * `user_query contains "orders": it is "Plot the orbit"`.  A condition that mynah_match_check()
 * refuses is met by nothing, and `why` holds the error.  Nothing is left allocated.
 */
MYNAH_API bool mynah_match_meets(const struct mynah_match *match, const struct mynah_shape *shape,
                                 const void *record, char *why, size_t size);

/**
 * Return how near the record is to meeting the condition: 1000 when it does, 0 when nothing fits.
 * Terms count alike; text that is not met counts by how much of its two ends is right.
 */
MYNAH_API int mynah_match_nearness(const struct mynah_match *match, const struct mynah_shape *shape,
                                   const void *record);

/** Write what is demanded: `user_query contains "orders"`.  Returns the length, as snprintf(). */
MYNAH_API size_t mynah_match_show(const struct mynah_match *match, char *buffer, size_t size);

MYNAH_END

#endif
