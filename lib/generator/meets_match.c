// SPDX-License-Identifier: Apache-2.0
//
// Calls of a generator that meet a condition; the condition explains itself.

#include "generator/meets.h"

#include <assert.h>

enum { WHY_SIZE = 300, SHOWN_SIZE = 400 };

static bool call_meets(const struct question *question, const struct mynah_generation *call,
                       char why[WHY_SIZE])
{
    return mynah_match_meets(question->property->match, mynah_generation_shape(), call, why,
                             WHY_SIZE);
}

static void add_condition(const struct question *question)
{
    char shown[SHOWN_SIZE];
    mynah_match_show(question->property->match, shown, sizeof shown);
    mynah__sink_add(question->why, shown);
    mynah__sink_add(question->why, "\n");
}

// Say that the condition makes no sense; false when it does.
static bool makes_no_sense(const struct question *question)
{
    struct mynah_error error;
    if (mynah_match_check(question->property->match, mynah_generation_shape(), &error)) {
        return false;
    }
    mynah__sink_format(question->why, "  actual: the condition makes no sense: %s\n", error.text);
    return true;
}

bool mynah__generator_nth_call(const struct question *question)
{
    size_t number;
    char why[WHY_SIZE];
    const struct mynah_generation *call = mynah__nth_call(question, &number);
    if (call && call_meets(question, call, why)) {
        return true;
    }
    mynah__why_nth(question);
    mynah__sink_add(question->why, "meets: ");
    add_condition(question);
    if (makes_no_sense(question)) {
        return false;
    }
    if (!call) {
        mynah__why_none(question, question->property->index);
        return false;
    }
    mynah__sink_format(question->why, "  actual: call #%zu does not: %s\n", number, why);
    mynah__why_calls(question);
    return false;
}

bool mynah__generator_all_calls(const struct question *question)
{
    size_t calls = mynah_generator_calls(question->generator);
    char why[WHY_SIZE];
    size_t index = 0;
    const struct mynah_generation *call = NULL;
    for (; index < calls; index++) {
        call = mynah_generator_call(question->generator, (long)index);
        if (!call || !call_meets(question, call, why)) {
            break;
        }
    }
    if (calls > 0 && index == calls) {
        return true;
    }
    mynah__sink_add(question->why, "expected: every call of ");
    mynah__why_generator(question->why, question->generator);
    mynah__sink_add(question->why, " meets: ");
    add_condition(question);
    if (makes_no_sense(question)) {
        return false;
    }
    if (!call) {
        mynah__why_none(question, calls > 0 ? (long)index : -1);
        return false;
    }
    mynah__sink_format(question->why, "  actual: call #%zu of %zu does not: %s\n", index + 1, calls,
                       why);
    mynah__why_calls(question);
    return false;
}

// Show the call that comes nearest to the condition.
static void add_closest(const struct question *question)
{
    const struct mynah_match *match = question->property->match;
    const struct mynah_generation *closest = NULL;
    char why[WHY_SIZE];
    size_t number = 0;
    int best = -1;
    for (size_t i = 0; i < mynah_generator_calls(question->generator); i++) {
        const struct mynah_generation *call = mynah_generator_call(question->generator, (long)i);
        int near = call ? mynah_match_nearness(match, mynah_generation_shape(), call) : -1;
        if (near >= best && call && !call_meets(question, call, why)) {
            best = near;
            closest = call;
            number = i + 1;
        }
    }
    if (closest && !call_meets(question, closest, why)) {
        mynah__sink_format(question->why, " closest: #%zu: %s\n", number, why);
    }
}

bool mynah__generator_calls_between(const struct question *question)
{
    const struct mynah_generator_property *property = question->property;
    size_t calls = mynah_generator_calls(question->generator);
    size_t count = 0;
    char why[WHY_SIZE];
    for (size_t i = 0; i < calls; i++) {
        const struct mynah_generation *call = mynah_generator_call(question->generator, (long)i);
        count += call && call_meets(question, call, why);
    }
    bool sensible = mynah_match_check(property->match, mynah_generation_shape(), NULL);
    if (sensible && count >= property->count && count <= property->most) {
        return true;
    }
    mynah__sink_add(question->why, "expected: ");
    size_t noun = mynah__why_range(question->why, property->count, property->most);
    mynah__sink_format(question->why, " call%s of ", mynah__plural(noun));
    mynah__why_generator(question->why, question->generator);
    mynah__sink_format(question->why, " meet%s: ", noun == 1 ? "s" : "");
    add_condition(question);
    if (makes_no_sense(question)) {
        return false;
    }
    if (calls == 0) {
        mynah__why_none(question, -1);
        return false;
    }
    mynah__sink_format(question->why, "  actual: it was called %zu time%s, %zu of them so\n", calls,
                       mynah__plural(calls), count);
    if (count < property->count) {
        add_closest(question);
    }
    mynah__why_calls(question);
    return false;
}
