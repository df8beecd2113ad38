// SPDX-License-Identifier: Apache-2.0
//
// The error chain: the failures of earlier attempts that a generator was given, oldest first.

#include "generator/meets.h"

#include <assert.h>
#include <stdio.h>

static void add_failures(struct sink *sink, const struct mynah_failure *failures, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        mynah__sink_format(sink, "%s%zu ", i == 0 ? "  errors: " : "          ", i + 1);
        mynah__why_type(sink, &failures[i]);
        if (failures[i].message) {
            mynah__sink_add(sink, ": ");
            mynah__why_quoted(sink, failures[i].message);
        }
        if (failures[i].line > 0) {
            mynah__sink_format(sink, ", line %lld", (long long)failures[i].line);
        }
        mynah__sink_add(sink, "\n");
    }
}

// Return the index of the first failure that is not as expected; `count` when there is none.
static size_t first_wrong(const struct mynah_generation *last,
                          const struct mynah_generator_property *property)
{
    size_t wrong = 0;
    size_t index = 0;
    while (index < property->count && index < last->failure_count) {
        mynah__members_compare(mynah_failure_shape(), &last->failures[index],
                               &property->failures[index], &wrong);
        if (wrong > 0) {
            break;
        }
        index++;
    }
    return index;
}

// Say how the failure at `index`, the first that is not as expected, differs.
static void add_difference(struct sink *why, const struct mynah_generation *last,
                           const struct mynah_generator_property *property, size_t index)
{
    if (index == property->count) {
        mynah__sink_format(why, ", number %zu is one too many\n", index + 1);
    } else if (index == last->failure_count) {
        mynah__sink_format(why, ", number %zu is missing\n          ", index + 1);
        mynah__why_record(why, mynah_failure_shape(), &property->failures[index]);
    } else {
        mynah__sink_format(why, ", number %zu differs\n", index + 1);
        mynah__why_members(why, mynah_failure_shape(), &last->failures[index],
                           &property->failures[index]);
    }
}

bool mynah__generator_nth_errors(const struct question *question)
{
    const struct mynah_generator_property *property = question->property;
    struct sink *why = question->why;
    size_t number;
    assert(property->count == 0 || property->failures);
    const struct mynah_generation *call = mynah__nth_call(question, &number);
    size_t index = call ? first_wrong(call, property) : 0;
    if (call && index == property->count && index == call->failure_count) {
        return true;
    }
    mynah__why_nth(question);
    mynah__sink_format(why, "is given %zu error%s\n", property->count,
                       mynah__plural(property->count));
    if (!call) {
        mynah__why_none(question, property->index);
        return false;
    }
    mynah__sink_format(why, "  actual: call #%zu was given %zu error%s", number,
                       call->failure_count, mynah__plural(call->failure_count));
    add_difference(why, call, property, index);
    add_failures(why, call->failures, call->failure_count);
    mynah__why_place(question, number - 1);
    return false;
}

// Return the index of the first failure of `before` that `call` was not given; the count of those
// of `before` when it was given them all.
static size_t first_lost(const struct mynah_generation *before, const struct mynah_generation *call)
{
    size_t index = 0;
    while (index < before->failure_count && index < call->failure_count &&
           mynah_record_equal(mynah_failure_shape(), &call->failures[index],
                              &before->failures[index], NULL, 0)) {
        index++;
    }
    return index;
}

static void explain_lost(const struct question *question, size_t at,
                         const struct mynah_generation *before, const struct mynah_generation *call)
{
    struct sink *why = question->why;
    size_t lost = first_lost(before, call);
    mynah__sink_add(why, "expected: each call of ");
    mynah__why_generator(why, question->generator);
    mynah__sink_add(why, " is given the errors of the call before, and one more\n");
    mynah__sink_format(why, "  actual: call #%zu was given %zu error%s", at + 1,
                       call->failure_count, mynah__plural(call->failure_count));
    if (lost < before->failure_count) {
        mynah__sink_format(why, "; number %zu is not that of call #%zu:\n          ", lost + 1, at);
        mynah__why_record(why, mynah_failure_shape(), &before->failures[lost]);
    } else {
        mynah__sink_format(why, ", as many as call #%zu\n", at);
    }
    add_failures(why, call->failures, call->failure_count);
    mynah__why_calls(question);
}

bool mynah__generator_errors_grow(const struct question *question)
{
    size_t calls = mynah_generator_calls(question->generator);
    const struct mynah_generation *before = NULL;
    for (size_t i = 0; i < calls; i++) {
        const struct mynah_generation *call = mynah_generator_call(question->generator, (long)i);
        // A call without errors is a first attempt: at something new.
        bool grown = !before || !call || call->failure_count == 0 ||
                     (call->failure_count > before->failure_count &&
                      first_lost(before, call) == before->failure_count);
        if (!grown) {
            explain_lost(question, i, before, call);
            return false;
        }
        before = call;
    }
    return true;
}
