// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SCHEMA_SCHEMA_H
#define MYNAH_SCHEMA_SCHEMA_H

// A JSON Schema in memory, its keywords, and the question whether a value meets it.

#include <mynah/schema.h>

#include "core/sink.h"
#include "schema/pattern.h"
#include "stand_in/record.h"

#include <jansson.h>

struct schema {
    json_t *root;
};

// Read and check a schema; release with mynah__schema_finish().
bool mynah__schema_init(struct schema *schema, const char *json, struct mynah_error *error);
void mynah__schema_finish(struct schema *schema);

// Return what `$ref` leads to: `#`, or a pointer behind it; NULL: nothing.
const json_t *mynah__schema_follow(const struct schema *schema, const char *reference);

// Read JSON of any kind.  Errors: no JSON, with line and column; `MYNAH_ERROR_MEMORY`.
json_t *mynah__json_read(const char *what, const char *json, struct mynah_error *error);
// Return JSON text on one line, the caller's (mynah_free); NULL when out of memory.
char *mynah__json_write(const json_t *value);

// ## Judging

struct judge {
    const struct schema *schema;
    struct sink *why; // NULL: nobody wants to know
    size_t steps;
    size_t depth;
    enum mynah_error_code trouble; // it could not be told,
    const char *stopped;           // for this reason
};

// Show the place of a value: `$.failures[1].type`; NULL is `$`.
void mynah__value_place_show(struct sink *sink, const struct place *place);

// A value at a place, and the schema that it is held against.
struct asked {
    const json_t *schema;
    const json_t *value;
    const struct place *place;
};

bool mynah__judge(struct judge *judge, const struct asked *asked);
// The same with nobody told why.
bool mynah__judge_quietly(struct judge *judge, const struct asked *asked);
// Say why, behind the place; returns false.
bool mynah__judge_says(struct judge *judge, const struct asked *asked, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// Give up: the answer is not known.
bool mynah__judge_stops(struct judge *judge, enum mynah_error_code code, const char *text);

// ## Keywords

// What stands behind a keyword.
enum keyword_form {
    FORM_ANY,     // a value
    FORM_NOTE,    // nothing that is looked at
    FORM_BOOL,    //
    FORM_NUMBER,  //
    FORM_LIMIT,   // a number; in draft 4 a boolean
    FORM_COUNT,   // a number from 0
    FORM_VALUES,  // values
    FORM_TEXTS,   // strings
    FORM_TYPE,    // the name of a type, or some
    FORM_PATTERN, // a regular expression
    FORM_REF,     // a reference inside of the schema
    FORM_SCHEMA,  //
    FORM_SCHEMAS, // at least one
    FORM_ITEMS,   // a schema; in old drafts also several
    FORM_MEMBERS, // an object of schemas
    FORM_PATTERNS,
    FORM_LISTS, // an object of strings
};

struct keyword {
    const char *name;
    enum keyword_form form;
    // Whether the value meets it; NULL: it says nothing of values by itself.
    bool (*meets)(struct judge *judge, const json_t *argument, const struct asked *asked);
};

// Find a keyword.  NULL: there is none of that name.
const struct keyword *mynah__keyword_find(const char *name);

typedef bool keyword_function(struct judge *judge, const json_t *argument,
                              const struct asked *asked);
keyword_function mynah__meets_minimum, mynah__meets_maximum, mynah__meets_above, mynah__meets_below,
    mynah__meets_multiple, mynah__meets_min_length, mynah__meets_max_length, mynah__meets_pattern,
    mynah__meets_items, mynah__meets_prefix, mynah__meets_min_items, mynah__meets_max_items,
    mynah__meets_unique, mynah__meets_contains, mynah__meets_properties,
    mynah__meets_pattern_properties, mynah__meets_additional, mynah__meets_names,
    mynah__meets_required, mynah__meets_min_properties, mynah__meets_max_properties,
    mynah__meets_dependent, mynah__meets_dependent_schemas;

// The name of a value's type, `"integer"` where it is one.
const char *mynah__json_type_of(const json_t *value);
bool mynah__json_is_type(const json_t *value, const char *type);
// A real number that is whole is a whole number.
bool mynah__json_is_whole(const json_t *value);
// Compare values; numbers by what they are, not by how they are written.
bool mynah__json_same(const json_t *a, const json_t *b);
// Whether a multiple of `step`, as near as numbers get.
bool mynah__json_is_multiple(double value, double step);
// Whether the pattern is in a string.
enum pattern_answer mynah__pattern_in(const char *pattern, const json_t *value);

#endif
