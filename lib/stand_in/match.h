// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_STAND_IN_MATCH_H
#define MYNAH_STAND_IN_MATCH_H

// Conditions that are kept: deep copies whose regular expressions are compiled.

#include <mynah/match.h>

#include "core/sink.h"

// Return a copy of the condition; release with mynah__match_release().  NULL with `error` when out
// of memory, when a regular expression does not compile or the terms nest too deep.
struct mynah_match *mynah__match_compile(const struct mynah_match *match,
                                         struct mynah_error *error);
void mynah__match_release(struct mynah_match *match);

// As mynah_match_nearness(), for a condition that mynah_match_check() found good for the shape;
// only 1000 means that it is met.
int mynah__match_score(const struct mynah_match *match, const struct mynah_shape *shape,
                       const void *record);
// Say why the condition is not met.
void mynah__match_explain(struct sink *why, const struct mynah_match *match,
                          const struct mynah_shape *shape, const void *record);
void mynah__match_describe(struct sink *sink, const struct mynah_match *match);

// Return whether this kind of condition can speak about this kind of field.
bool mynah__match_speaks(enum mynah_match_kind kind, enum mynah_field_kind field);
// The conditions on values as JSON has them, in match_json.c: whether `text` is what they need, in
// which form it is kept (NULL with `error`), and whether a value meets one.
bool mynah__match_json_check(const struct mynah_match *match, struct mynah_error *error);
void *mynah__match_json_keep(const struct mynah_match *match, struct mynah_error *error);
void mynah__match_json_release(void *kept);
bool mynah__match_json_holds(const struct mynah_match *match, const struct mynah_value *value);
// Return which of the words of MYNAH_MATCH_TYPE the value is.
const char *mynah__value_type(const struct mynah_value *value);

// How mynah__match_score() rates one value, and what the explanation points at.
int mynah__match_rate(const struct mynah_match *match, const struct mynah_value *value);

enum { MATCH_MET = 1000 };

#endif
