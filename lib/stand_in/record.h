// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_STAND_IN_RECORD_H
#define MYNAH_STAND_IN_RECORD_H

// What the parts of the record code share: members, values, paths, and copying in place.

#include <mynah/record.h>

#include "core/sink.h"
#include "core/text.h"

// Where a walk through a record is: a list from the inside out, on the stack.
struct place {
    const struct place *outer;
    const char *name; // NULL: the element `index`
    size_t index;
    int depth; // of the record that it is in
};

// Show it as a path: `failures[1].type`.
void mynah__place_show(struct sink *sink, const struct place *place);

// Return the pointer that a record has at `offset`; a copy, as its declared type is not known.
const void *mynah__record_pointer(const void *record, size_t offset);
// Return the member as a value.
struct mynah_value mynah__record_value(const struct mynah_field *field, const void *record);
// Return the element of an array value, which must be in range.
struct mynah_value mynah__record_element(const struct mynah_value *array, size_t index);
// Return a named value as a value.
struct mynah_value mynah__named_value(const struct mynah_named *named);
const char *mynah__named_name(const struct mynah_named *named); // "" for none
const struct mynah_named *mynah__named_find(const struct mynah_named *values, size_t count,
                                            const char *name, size_t size);
// Return the field that holds named values, if there is one.
const struct mynah_field *mynah__record_named(const struct mynah_shape *shape);
const struct mynah_field *mynah__record_field(const struct mynah_shape *shape, const char *name,
                                              size_t size);

// Return how many bytes a copy needs, 0 when the record nests too deep.
size_t mynah__record_measure(const struct mynah_shape *shape, const void *record);
// Copy to a block of that size, aligned for anything.
void mynah__record_place(const struct mynah_shape *shape, const void *record, void *block);

// Show one value as mynah_record_show() shows members.
void mynah__value_show(struct sink *sink, const struct mynah_value *value, size_t text_most);
// Compare two values of the same field.
bool mynah__value_equal(const struct mynah_value *a, const struct mynah_value *b);
// Return how many of the named values of `b` are the same in `a`.
size_t mynah__named_same(const struct mynah_value *a, const struct mynah_value *b);
// Compare two JSON texts as values; as text when one of them is not JSON.
bool mynah__json_equal(const char *a, const char *b);
// Add a value as JSON; what has no form in JSON is `null`.
void mynah__value_json(struct text *text, const struct mynah_value *value);

// Visit what the path leads to, every element where it has `[*]`, until a visit returns true, and
// return whether one did.  What is missing is visited as a zeroed value.  A path that goes on into
// JSON leads to values that live as long as the visit.
bool mynah__path_visit(const struct mynah_shape *shape, const void *record, const char *path,
                       bool (*visit)(void *self, const struct mynah_value *value), void *self);
// The same from a JSON text on, by the rest of a path.
bool mynah__path_visit_json(const char *json, const char *path,
                            bool (*visit)(void *self, const struct mynah_value *value), void *self);

// One step of a path: a name, or an index.
enum path_index { INDEX_NONE, INDEX_NUMBER, INDEX_ANY };

struct path_part {
    const char *name;
    size_t size;
    enum path_index index;
    int64_t number;
};

// Read the next step and return what is behind it, or NULL when it is none.
const char *mynah__path_part(const char *path, bool first, struct path_part *part);

// As mynah_record_path(), and say by what kind of field the path is answered; 0: that depends on
// the record.
bool mynah__path_check(const struct mynah_shape *shape, const char *path, struct mynah_field *field,
                       struct mynah_error *error);

#endif
