// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_WIRE_VALUE_H
#define MYNAH_WIRE_VALUE_H

// JSON (RFC 8259) as a tree in an arena: what a server reads with each request, hence made for
// that.  Of members with the same name the last counts.  Nothing is refused that a client may write
// in good faith: surrogates that stand alone become U+FFFD.

#include "core/arena.h"

#include <stdint.h>

enum { VALUE_DEPTH_MOST = 128 };

enum value_kind {
    VALUE_NULL,
    VALUE_FALSE,
    VALUE_TRUE,
    VALUE_NUMBER,
    VALUE_TEXT,
    VALUE_LIST,
    VALUE_OBJECT,
};

struct value {
    enum value_kind kind;
    const char *name;   // of a member of an object
    const char *text;   // of TEXT, without escapes
    const char *source; // as it is written, `size` bytes
    size_t size;
    const struct value *first; // of LIST and OBJECT
    const struct value *next;
    size_t count;
};

struct value_error {
    const char *why;
    int line;
    int column; // in bytes
};

// Return the value that the bytes are, which have to outlive it; NULL with `error`.
const struct value *mynah__value_parse(struct arena *arena, const char *bytes, size_t size,
                                       struct value_error *error);

// Everything below accepts NULL for a value that is not there.

// Return the member, or NULL, also of what is no object.
const struct value *mynah__value_get(const struct value *object, const char *name);
// Return the text, or NULL of what is none; and that of a member.
const char *mynah__value_text(const struct value *value);
const char *mynah__value_member(const struct value *object, const char *name);
bool mynah__value_is(const struct value *value, enum value_kind kind);
// Whether there is a value other than null.
bool mynah__value_there(const struct value *value);
bool mynah__value_integer(const struct value *value, int64_t *integer);
bool mynah__value_real(const struct value *value, double *real);
// Return the first of a list, or NULL.
const struct value *mynah__value_first(const struct value *list);

#endif
