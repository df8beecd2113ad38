// SPDX-License-Identifier: Apache-2.0
//
// Properties of a generator's calls, each answered with a reason: what was expected, what there is,
// the first difference, and the calls themselves.  Here are the table of them and those that count.

#include "generator/meets.h"

#include <assert.h>

bool mynah__generator_called(const struct question *question)
{
    if (mynah_generator_calls(question->generator) > 0) {
        return true;
    }
    mynah__sink_add(question->why, "expected: ");
    mynah__why_generator(question->why, question->generator);
    mynah__sink_add(question->why, " is called at least once\n");
    mynah__why_none(question, -1);
    return false;
}

bool mynah__generator_called_times(const struct question *question)
{
    struct sink *why = question->why;
    size_t wanted = question->property->count;
    size_t calls = mynah_generator_calls(question->generator);
    if (calls == wanted) {
        return true;
    }
    mynah__sink_add(why, "expected: ");
    mynah__why_generator(why, question->generator);
    mynah__sink_format(why, " is called %zu time%s\n", wanted, mynah__plural(wanted));
    if (calls == 0) {
        mynah__why_none(question, -1);
        return false;
    }
    mynah__sink_format(why, "  actual: it was called %zu time%s, %zu too %s\n", calls,
                       mynah__plural(calls), calls > wanted ? calls - wanted : wanted - calls,
                       calls > wanted ? "many" : "few");
    mynah__why_calls(question);
    return false;
}

bool mynah__generator_called_between(const struct question *question)
{
    struct sink *why = question->why;
    size_t least = question->property->count, most = question->property->most;
    size_t calls = mynah_generator_calls(question->generator);
    if (calls >= least && calls <= most) {
        return true;
    }
    mynah__sink_add(why, "expected: ");
    size_t noun = mynah__why_range(why, least, most);
    mynah__sink_format(why, " call%s of ", mynah__plural(noun));
    mynah__why_generator(why, question->generator);
    mynah__sink_add(why, "\n");
    if (calls == 0) {
        mynah__why_none(question, -1);
        return false;
    }
    mynah__sink_format(why, "  actual: it was called %zu time%s, %zu too %s\n", calls,
                       mynah__plural(calls), calls > most ? calls - most : least - calls,
                       calls > most ? "many" : "few");
    mynah__why_calls(question);
    return false;
}

bool mynah__generator_script_used(const struct question *question)
{
    char left[600];
    if (mynah__stand_in_verify(question->generator, left, sizeof left)) {
        return true;
    }
    mynah__sink_add(question->why, "expected: ");
    mynah__why_generator(question->why, question->generator);
    mynah__sink_add(question->why, " was asked for all that it was told to answer\n  actual: ");
    mynah__sink_add(question->why, left);
    mynah__why_calls(question);
    return false;
}

bool mynah_generator_meets(const struct mynah_generator *generator,
                           struct mynah_generator_property property, char *why, size_t size)
{
    static generator_check *const checks[] = {
        [MYNAH_GENERATOR_CALLED] = mynah__generator_called,
        [MYNAH_GENERATOR_CALLED_TIMES] = mynah__generator_called_times,
        [MYNAH_GENERATOR_CALLED_BETWEEN] = mynah__generator_called_between,
        [MYNAH_GENERATOR_SCRIPT_USED] = mynah__generator_script_used,
        [MYNAH_GENERATOR_LAST_REQUEST] = mynah__generator_nth_request,
        [MYNAH_GENERATOR_NTH_REQUEST] = mynah__generator_nth_request,
        [MYNAH_GENERATOR_ANY_REQUEST] = mynah__generator_any_request,
        [MYNAH_GENERATOR_ALL_REQUESTS] = mynah__generator_all_requests,
        [MYNAH_GENERATOR_LAST_ERRORS] = mynah__generator_nth_errors,
        [MYNAH_GENERATOR_NTH_ERRORS] = mynah__generator_nth_errors,
        [MYNAH_GENERATOR_ERRORS_GROW] = mynah__generator_errors_grow,
        [MYNAH_GENERATOR_NTH_CALL] = mynah__generator_nth_call,
        [MYNAH_GENERATOR_ALL_CALLS] = mynah__generator_all_calls,
        [MYNAH_GENERATOR_CALLS_BETWEEN] = mynah__generator_calls_between,
    };
    if (property.kind == MYNAH_GENERATOR_LAST_REQUEST ||
        property.kind == MYNAH_GENERATOR_LAST_ERRORS) {
        property.index = -1;
    }
    struct sink sink = mynah__sink(why, size);
    const struct question question = { generator, &property, &sink };
    return checks[property.kind](&question);
}
