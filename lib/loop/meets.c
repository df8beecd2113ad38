// SPDX-License-Identifier: Apache-2.0
//
// Properties of a loop's result, each answered with a reason: what was expected, what there is, and
// the history of the run.

#include <mynah/loop.h>

#include "core/sink.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { EVENTS_SHOWN = 12, WRITES_SHOWN = 8, TEXT_SHOWN = 120 };

struct question {
    const struct mynah_loop_result *result;
    const struct mynah_loop_property *property;
    struct sink *why;
};

static void add_quoted(struct sink *why, const char *text)
{
    mynah__sink_quoted(why, text, strlen(text), TEXT_SHOWN);
}

static const struct mynah_failure *last_failure(const struct mynah_loop_result *result)
{
    return result->failure_count ? &result->failures[result->failure_count - 1] : NULL;
}

static void add_outcome(const struct question *question)
{
    const struct mynah_loop_result *result = question->result;
    mynah__sink_format(question->why, "\n  actual: %s after %lld attempt%s",
                       mynah_loop_outcome_name(result->outcome), (long long)result->attempts,
                       result->attempts == 1 ? "" : "s");
    if (result->reason) {
        mynah__sink_add(question->why, ": ");
        add_quoted(question->why, result->reason);
    }
    mynah__sink_add(question->why, "\n");
}

static void add_history(const struct question *question)
{
    const struct mynah_loop_result *result = question->result;
    size_t skipped = result->event_count > EVENTS_SHOWN ? result->event_count - EVENTS_SHOWN : 0;
    for (size_t i = skipped; i < result->event_count; i++) {
        const struct mynah_loop_event *event = &result->events[i];
        // Why it ended has been said.
        bool ended = event->state == MYNAH_LOOP_ENDED;
        mynah__sink_format(question->why, "%s attempt %lld, %s",
                           i == skipped ? " history:" : "         ", (long long)event->attempt,
                           ended ? mynah_loop_outcome_name(event->outcome)
                                 : mynah_loop_state_name(event->state));
        if (event->detail && !ended) {
            mynah__sink_add(question->why, ": ");
            add_quoted(question->why, event->detail);
        }
        mynah__sink_add(question->why, "\n");
    }
}

static bool has_succeeded(const struct question *question)
{
    if (question->result->outcome == MYNAH_LOOP_COMPLETE) {
        return true;
    }
    mynah__sink_add(question->why, "expected: the run came to its end: complete");
    return false;
}

// Whether `name` is the type, with or without the module in front.
static bool is_type(const char *type, const char *name)
{
    size_t size = strlen(type), length = strlen(name);
    return size >= length && strcmp(type + size - length, name) == 0 &&
           (size == length || type[size - length - 1] == '.');
}

static bool has_failed_with(const struct question *question)
{
    const struct mynah_loop_result *result = question->result;
    const struct mynah_failure *failure = last_failure(result);
    const char *wanted = question->property->text;
    bool ended = result->outcome != MYNAH_LOOP_COMPLETE && result->outcome != MYNAH_LOOP_PENDING;
    if (ended && (!wanted || strcmp(mynah_loop_outcome_name(result->outcome), wanted) == 0 ||
                  (failure && is_type(failure->type, wanted)))) {
        return true;
    }
    mynah__sink_add(question->why, "expected: the run failed");
    if (wanted) {
        mynah__sink_add(question->why, " with ");
        mynah__sink_name(question->why, wanted);
    }
    return false;
}

static bool has_attempts(const struct question *question)
{
    size_t wanted = question->property->count;
    if (question->result->attempts == (int64_t)wanted) {
        return true;
    }
    mynah__sink_format(question->why, "expected: code was asked for %zu time%s", wanted,
                       wanted == 1 ? "" : "s");
    return false;
}

static bool is_pending(const struct question *question)
{
    if (question->result->outcome == MYNAH_LOOP_PENDING) {
        return true;
    }
    mynah__sink_add(question->why, "expected: the run waits for approval: pending");
    return false;
}

// Whether two JSON texts say the same; 1 and 1.0 do.
static bool same_json(const char *left, const char *right)
{
    const size_t flags = JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL;
    json_t *a = json_loads(left, flags, NULL);
    json_t *b = json_loads(right, flags, NULL);
    bool same = a && b ? json_equal(a, b) : strcmp(left, right) == 0;
    json_decref(a);
    json_decref(b);
    return same;
}

static bool is_write(const struct mynah_channel_access *access)
{
    return access->direction == MYNAH_DIRECTION_WRITE && access->channel;
}

static void add_writes(const struct question *question, const struct mynah_execution *execution)
{
    size_t shown = 0;
    for (size_t i = 0; execution && i < execution->access_count; i++) {
        const struct mynah_channel_access *access = &execution->accesses[i];
        if (is_write(access) && shown++ < WRITES_SHOWN) {
            mynah__sink_add(question->why, shown == 1 ? "  writes: " : "          ");
            add_quoted(question->why, access->channel);
            mynah__sink_format(question->why, " = %.80s", access->value ? access->value : "null");
            if (access->error) {
                mynah__sink_add(question->why, ", which did not take place: ");
                add_quoted(question->why, access->error);
            }
            mynah__sink_add(question->why, "\n");
        }
    }
    if (shown > WRITES_SHOWN) {
        mynah__sink_format(question->why, "          and %zu more\n", shown - WRITES_SHOWN);
    }
    if (!shown) {
        mynah__sink_add(question->why, "  writes: none\n");
    }
}

static bool has_written(const struct question *question)
{
    const struct mynah_execution *execution = question->result->execution;
    const struct mynah_loop_property *property = question->property;
    for (size_t i = 0; execution && i < execution->access_count; i++) {
        const struct mynah_channel_access *access = &execution->accesses[i];
        if (is_write(access) && !access->error &&
            (!property->text || strcmp(access->channel, property->text) == 0) &&
            (!property->value ||
             same_json(access->value ? access->value : "null", property->value))) {
            return true;
        }
    }
    mynah__sink_add(question->why, "expected: the run wrote the channel ");
    if (property->text) {
        add_quoted(question->why, property->text);
    } else {
        mynah__sink_add(question->why, "(any)");
    }
    if (property->value) {
        mynah__sink_format(question->why, ", the value %.80s", property->value);
    }
    return false;
}

bool mynah_loop_result_meets(const struct mynah_loop_result *result,
                             struct mynah_loop_property property, char *why, size_t size)
{
    static bool (*const checks[])(const struct question *) = {
        [MYNAH_LOOP_SUCCEEDED] = has_succeeded,   [MYNAH_LOOP_FAILED_WITH] = has_failed_with,
        [MYNAH_LOOP_ATTEMPTS] = has_attempts,     [MYNAH_LOOP_PENDING_APPROVAL] = is_pending,
        [MYNAH_LOOP_WROTE_CHANNEL] = has_written,
    };
    struct sink sink = mynah__sink(why, size);
    const struct question question = { result, &property, &sink };
    if (!result) {
        mynah__sink_add(&sink, "expected: a result of a run\n  actual: there is none, only NULL\n");
        return false;
    }
    bool met = checks[property.kind](&question);
    if (!met) {
        add_outcome(&question);
        if (property.kind == MYNAH_LOOP_WROTE_CHANNEL) {
            add_writes(&question, result->execution);
        }
        add_history(&question);
    }
    return met;
}
