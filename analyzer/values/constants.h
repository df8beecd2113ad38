// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_VALUES_CONSTANTS_H
#define MYNAH_VALUES_CONSTANTS_H

// Constants: reading them from the source, writing them as source, and what Python's operators and
// methods make of them.

#include "values/engine.h"

// literal.c: constants in the source, and constants as source
uint32_t mynah__literal(struct engine *engine, const struct unit *unit, uint32_t node);
// Add what is between `at` and `end` of adjacent literals; `quote` is the state: 0 outside of one.
struct literal_state {
    char quote; // 0: between literals
    bool triple;
    bool raw;
    bool format;
};
void mynah__literal_text(struct literal_state *state, const char *at, const char *end,
                         struct text *text);
void mynah__repr(const struct engine *engine, uint32_t id, struct text *text);
bool mynah__value_literal(struct engine *engine, uint32_t set, struct text *text);

// fold.c: operators on constants
uint32_t mynah__fold_binary(struct engine *engine, int op, uint32_t left, uint32_t right,
                            uint32_t site);
uint32_t mynah__fold_unary(struct engine *engine, int op, uint32_t operand);
uint32_t mynah__fold_compare(struct engine *engine, int op, uint32_t left, uint32_t right);
// Give the bounds of a slice of `length` elements as Python does; false where they are not known.
bool mynah__slice_bounds(struct engine *engine, const uint32_t bounds[3], int64_t length,
                         int64_t result[3]);
uint32_t mynah__fold_slice(struct engine *engine, uint32_t id, const uint32_t bounds[3]);
uint32_t mynah__fold_str(struct engine *engine, uint32_t id); // str() of one constant, as a set
uint32_t mynah__fold_text(struct engine *engine, struct text *text, enum value_kind kind);
// 1: surely true, 0: surely false, -1: either
int mynah__truth(struct engine *engine, uint32_t set);

// format.c
uint32_t mynah__joined_text(struct engine *engine, struct unit *unit, uint32_t node);
// Format one constant by a format specification; a set.
uint32_t mynah__format_value(struct engine *engine, uint32_t id, const char *spec, size_t size);

// fold_methods.c: methods of text and bytes
uint32_t mynah__fold_method(struct engine *engine, uint32_t receiver, const char *name,
                            const struct arguments *arguments, uint32_t site);
uint32_t mynah__fold_format(struct engine *engine, uint32_t receiver,
                            const struct arguments *arguments);
uint32_t mynah__fold_percent(struct engine *engine, uint32_t left, uint32_t right, uint32_t site);

// paths.c
// `path / part`
uint32_t mynah__path_divide(struct engine *engine, uint32_t left, uint32_t right, uint32_t site);

#endif
