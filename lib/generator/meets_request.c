// SPDX-License-Identifier: Apache-2.0
//
// Requests that a generator was given, compared member by member with one that is expected; what
// of that is NULL or zero says nothing.

#include "generator/meets.h"

#include "stand_in/record.h"

#include <assert.h>

enum { PREFIX_SHOWN = 12 }; // bytes of what two long texts have in common

// Return whether an expected member says anything.
static bool is_set(const struct mynah_value *value)
{
    return value->text != NULL || value->count > 0 || value->number != 0;
}

static bool equal(const struct mynah_field *field, const void *actual, const void *expected)
{
    const struct mynah_shape alone = { .fields = field, .field_count = 1 };
    return mynah_record_equal(&alone, actual, expected, NULL, 0);
}

// Return how many members of the expected record are set; `*wrong` is how many of them differ.
size_t mynah__members_compare(const struct mynah_shape *shape, const void *actual,
                              const void *expected, size_t *wrong)
{
    size_t set = 0;
    *wrong = 0;
    for (size_t i = 0; i < shape->field_count; i++) {
        struct mynah_value want = mynah__record_value(&shape->fields[i], expected);
        if (is_set(&want)) {
            set++;
            *wrong += !equal(&shape->fields[i], actual, expected);
        }
    }
    return set;
}

// Return where two texts begin to differ, less a few bytes, when that is further than can be shown.
static size_t common_prefix(const struct mynah_value *a, const struct mynah_value *b)
{
    size_t same = 0;
    if (a->kind == MYNAH_FIELD_TEXT && a->text && b->text) {
        while (a->text[same] != '\0' && a->text[same] == b->text[same]) {
            same++;
        }
    }
    if (same < TEXT_SHOWN / 2) {
        return 0;
    }
    same -= PREFIX_SHOWN;
    while (same > 0 && ((unsigned char)a->text[same] & 0xC0) == 0x80) {
        same--;
    }
    return same;
}

static void add_value(struct sink *sink, struct mynah_value value, size_t skipped)
{
    if (skipped > 0) {
        mynah__sink_add(sink, "...");
        mynah__why_quoted(sink, value.text + skipped);
    } else {
        mynah__value_show(sink, &value, TEXT_SHOWN);
    }
}

void mynah__why_record(struct sink *why, const struct mynah_shape *shape, const void *record)
{
    const struct mynah_value value = {
        .kind = MYNAH_FIELD_RECORD, .present = true, .data = record, .shape = shape
    };
    mynah__value_show(why, &value, TEXT_SHOWN);
    mynah__sink_add(why, "\n");
}

// Show the members that are set in the expected record, each as `ok` or, with both values, `!!`.
void mynah__why_members(struct sink *why, const struct mynah_shape *shape, const void *actual,
                        const void *expected)
{
    for (size_t i = 0; i < shape->field_count; i++) {
        const struct mynah_field *field = &shape->fields[i];
        struct mynah_value want = mynah__record_value(field, expected);
        struct mynah_value have = mynah__record_value(field, actual);
        if (!is_set(&want)) {
            continue;
        }
        if (equal(field, actual, expected)) {
            mynah__sink_format(why, "          ok  %s = ", field->name);
            add_value(why, have, 0);
        } else {
            size_t skipped = common_prefix(&have, &want);
            mynah__sink_format(why, "          !!  %s = ", field->name);
            add_value(why, have, skipped);
            mynah__sink_add(why, ", want ");
            add_value(why, want, skipped);
        }
        mynah__sink_add(why, "\n");
    }
}

/* Requests */

// Say that the expectation says nothing; false when it does.
static bool says_nothing(const struct question *question)
{
    const struct mynah_request *wanted = question->property->request;
    size_t wrong;
    assert(wanted);
    if (mynah__members_compare(mynah_request_shape(), wanted, wanted, &wrong) > 0) {
        return false;
    }
    mynah__sink_add(question->why,
                    "  actual: no member is set in the expectation, so it says nothing\n");
    return true;
}

static bool given(const struct question *question, const struct mynah_generation *call, size_t *set,
                  size_t *wrong)
{
    *set = mynah__members_compare(mynah_request_shape(), &call->request,
                                  question->property->request, wrong);
    return *set > 0 && *wrong == 0;
}

// Say that nobody was asked for the request that was expected.
static void say_none(const struct question *question, long index)
{
    mynah__sink_add(question->why, "          ");
    mynah__why_record(question->why, mynah_request_shape(), question->property->request);
    mynah__why_none(question, index);
}

static void say_members(const struct question *question, const struct mynah_generation *call)
{
    mynah__why_members(question->why, mynah_request_shape(), &call->request,
                       question->property->request);
    mynah__why_calls(question);
}

bool mynah__generator_nth_request(const struct question *question)
{
    size_t number, set = 0, wrong = 0;
    const struct mynah_generation *call = mynah__nth_call(question, &number);
    if (call && given(question, call, &set, &wrong)) {
        return true;
    }
    mynah__why_nth(question);
    mynah__sink_add(question->why, "is given this request\n");
    if (says_nothing(question)) {
        return false;
    }
    if (!call) {
        say_none(question, question->property->index);
        return false;
    }
    mynah__sink_format(question->why, "  actual: %zu of %zu member%s differ%s in call #%zu\n",
                       wrong, set, mynah__plural(set), wrong == 1 ? "s" : "", number);
    say_members(question, call);
    return false;
}

bool mynah__generator_any_request(const struct question *question)
{
    size_t calls = mynah_generator_calls(question->generator);
    size_t set = 0, wrong = 0, least = SIZE_MAX, closest = 0;
    for (size_t i = 0; i < calls; i++) {
        const struct mynah_generation *call = mynah_generator_call(question->generator, (long)i);
        if (call && given(question, call, &set, &wrong)) {
            return true;
        }
        if (call && wrong <= least) {
            least = wrong;
            closest = i;
        }
    }
    mynah__sink_add(question->why, "expected: some call of ");
    mynah__why_generator(question->why, question->generator);
    mynah__sink_add(question->why, " is given this request\n");
    if (says_nothing(question)) {
        return false;
    }
    const struct mynah_generation *call = mynah_generator_call(question->generator, (long)closest);
    if (!call) {
        say_none(question, -1);
        return false;
    }
    mynah__sink_format(question->why,
                       "  actual: none of %zu call%s is; in the closest, #%zu, %zu of %zu member%s "
                       "differ%s\n",
                       calls, mynah__plural(calls), closest + 1, least, set, mynah__plural(set),
                       least == 1 ? "s" : "");
    say_members(question, call);
    return false;
}

bool mynah__generator_all_requests(const struct question *question)
{
    size_t calls = mynah_generator_calls(question->generator);
    size_t set = 1, wrong = 0, index = 0;
    const struct mynah_generation *call = NULL;
    for (; index < calls; index++) {
        call = mynah_generator_call(question->generator, (long)index);
        if (!call || !given(question, call, &set, &wrong)) {
            break;
        }
    }
    if (calls > 0 && index == calls) {
        return true;
    }
    mynah__sink_add(question->why, "expected: every call of ");
    mynah__why_generator(question->why, question->generator);
    mynah__sink_add(question->why, " is given this request\n");
    if (says_nothing(question)) {
        return false;
    }
    if (!call) {
        say_none(question, calls > 0 ? (long)index : -1);
        return false;
    }
    mynah__sink_format(question->why,
                       "  actual: call #%zu of %zu is not: %zu of %zu member%s differ%s\n",
                       index + 1, calls, wrong, set, mynah__plural(set), wrong == 1 ? "s" : "");
    say_members(question, call);
    return false;
}
