// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SCHEMA_MAKE_H
#define MYNAH_SCHEMA_MAKE_H

// Making up values.  What is made is judged at the end, so that the parts here may be simple: they
// aim at what a schema means, and try again with other numbers.

#include "schema/random.h"
#include "schema/schema.h"

enum { MAKE_SHORT = 4 }; // from this depth on only what has to be there

struct maker {
    const struct schema *schema;
    struct random random;
    enum mynah_schema_fill fill;
    size_t depth;
    size_t values;
    size_t steps;             // of questions how deep an alternative is
    struct mynah_error error; // the first one
};

// Return a schema of the same values that has no reference and no alternatives: one was chosen of
// each.  The caller's; NULL after an error.
json_t *mynah__make_flat(struct maker *maker, const json_t *schema, const struct place *place);

json_t *mynah__make_string(struct maker *maker, const json_t *flat, const struct place *place);
json_t *mynah__make_number(struct maker *maker, const json_t *flat, bool whole);

// Remember an error, unless there is one; returns NULL.
json_t *mynah__make_refuse(struct maker *maker, const struct place *place, const char *text);
json_t *mynah__make_memory(struct maker *maker);

#endif
