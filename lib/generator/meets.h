// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_GENERATOR_MEETS_H
#define MYNAH_GENERATOR_MEETS_H

// One question about the calls of a generator.  Each kind of property is a row in meets.c and a
// function here, which returns whether it holds and, if not, writes why.

#include <mynah/generator.h>

#include "stand_in/call.h"

enum { TEXT_SHOWN = 60 }; // bytes of a text in a comparison

struct question {
    const struct mynah_generator *generator;
    const struct mynah_generator_property *property;
    struct sink *why;
};

typedef bool generator_check(const struct question *question);

// How often it was called, and what is left of its script.
generator_check mynah__generator_called, mynah__generator_called_times,
    mynah__generator_called_between, mynah__generator_script_used;
// Requests that are compared member by member.
generator_check mynah__generator_nth_request, mynah__generator_any_request,
    mynah__generator_all_requests;
// The error chain.
generator_check mynah__generator_nth_errors, mynah__generator_errors_grow;
// Calls that meet a condition.
generator_check mynah__generator_nth_call, mynah__generator_all_calls,
    mynah__generator_calls_between;

/* ## Words that answers are made of */

const char *mynah__plural(size_t count);
const struct stand_in *mynah__generator_base(const struct mynah_generator *generator);
// Add `generator "mock"`; a text in quotes, cut; the type of a failure.
void mynah__why_generator(struct sink *why, const struct mynah_generator *generator);
void mynah__why_quoted(struct sink *why, const char *text);
void mynah__why_type(struct sink *why, const struct mynah_failure *failure);
// Add `expected: the last call of generator "mock" `, or with the call's number.
void mynah__why_nth(const struct question *question);
// Add "between 1 and 3", "exactly 2", "at least 1", "no"; the noun is in the number of the returned
// count.
size_t mynah__why_range(struct sink *why, size_t least, size_t most);
// Add the calls, the last ones when there are many, and where their replies were scripted.
void mynah__why_calls(const struct question *question);
// Add where the reply to one call was scripted.
void mynah__why_place(const struct question *question, size_t index);
// Say why there is no call at `index` to look at.
void mynah__why_none(const struct question *question, long index);
// Return the call at the property's index, and in `*number` what it is shown with.
const struct mynah_generation *mynah__nth_call(const struct question *question, size_t *number);

/* ## Records, member by member */

// Return how many members of the expected record are set; `*wrong` is how many of them differ.
size_t mynah__members_compare(const struct mynah_shape *shape, const void *actual,
                              const void *expected, size_t *wrong);
// Show the members that are set in the expected record, each as `ok` or, with both values, `!!`.
void mynah__why_members(struct sink *why, const struct mynah_shape *shape, const void *actual,
                        const void *expected);
void mynah__why_record(struct sink *why, const struct mynah_shape *shape, const void *record);

#endif
