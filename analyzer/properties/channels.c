// SPDX-License-Identifier: Apache-2.0
//
// Properties of the channels that code writes and reads.

#include "core/words.h"
#include "policy/policy.h"
#include "properties/property.h"

#include <string.h>

static const char *const verbs[] = { "it reads ", "it writes " };
static const char *const nones[] = { "it reads no channel", "it writes no channel" };

static void add_access(struct text *text, const struct mynah_access *access)
{
    if (access->channel) {
        mynah__answer_quoted(text, access->channel);
    } else {
        mynah__text_add(text, "a channel that is not known");
    }
    if (access->value) {
        mynah__text_add(text, " = ");
        mynah__answer_clipped(text, access->value);
    }
    mynah__text_add_format(text, " (line %d)", access->line);
}

static void mark_access(struct answer *answer, const struct mynah_access *access)
{
    answer->line = access->line;
    answer->column = access->column;
}

// Say which channels are accessed that way, and mark the first access; false when there is none.
static bool say_accesses(const struct question *question, struct answer *answer,
                         enum mynah_direction direction, const char *verb)
{
    const struct mynah_report *report = question->report;
    size_t count = 0;
    for (size_t i = 0; i < report->access_count; i++) {
        const struct mynah_access *access = &report->accesses[i];
        if (access->direction != direction) {
            continue;
        }
        if (count < LISTED_MOST) {
            mynah__text_add(&answer->actual, count ? ", " : verb);
            add_access(&answer->actual, access);
        }
        if (count++ == 0) {
            mark_access(answer, access);
        }
    }
    if (count > LISTED_MOST) {
        mynah__text_add_format(&answer->actual, ", and %zu more", count - LISTED_MOST);
    }
    return count > 0;
}

static void hint_channel(const struct question *question, struct answer *answer)
{
    const struct mynah_report *report = question->report;
    const char *wanted = question->property->operand;
    const char *channels[64];
    size_t count = 0;
    for (size_t i = 0; i < report->access_count && count < sizeof channels / sizeof *channels;
         i++) {
        if (report->accesses[i].channel) {
            channels[count++] = report->accesses[i].channel;
        }
    }
    const char *nearest = wanted ? mynah__nearest(wanted, channels, count, sizeof *channels) : NULL;
    if (nearest && strcmp(nearest, wanted) != 0) {
        mynah__text_add(&answer->hint, "the nearest channel is ");
        mynah__answer_quoted(&answer->hint, nearest);
    }
}

// Say what is accessed that way, else what is accessed the other way.
static bool say_all(const struct question *question, struct answer *answer)
{
    enum mynah_direction direction = question->direction;
    enum mynah_direction other =
        direction == MYNAH_DIRECTION_READ ? MYNAH_DIRECTION_WRITE : MYNAH_DIRECTION_READ;
    if (!say_accesses(question, answer, direction, verbs[direction])) {
        mynah__text_add(&answer->actual, nones[direction]);
        say_accesses(question, answer, other,
                     other == MYNAH_DIRECTION_READ ? "; it reads " : "; it writes ");
    }
    if (!question->report->parses) {
        mynah__text_add(&answer->actual, "; ");
        mynah__answer_broken(question, answer);
    }
    hint_channel(question, answer);
    return false;
}

static bool is_meant(const struct question *question, const struct mynah_access *access)
{
    const char *channel = question->property->operand;
    return access->direction == question->direction &&
           (!channel || (access->channel && strcmp(access->channel, channel) == 0));
}

bool mynah__meets_access(const struct question *question, struct answer *answer)
{
    const struct mynah_report *report = question->report;
    for (size_t i = 0; i < report->access_count; i++) {
        if (is_meant(question, &report->accesses[i])) {
            return true;
        }
    }
    return say_all(question, answer);
}

// Two literals are the same value when they are spelt alike, or when both are numbers and equal.
static bool same_value(const char *value, const char *wanted)
{
    double a, b;
    return value && wanted &&
           (strcmp(value, wanted) == 0 || (mynah__limits_number(value, &a) &&
                                           mynah__limits_number(wanted, &b) && a <= b && a >= b));
}

bool mynah__meets_value(const struct question *question, struct answer *answer)
{
    const struct mynah_report *report = question->report;
    const struct mynah_access *near = NULL;
    for (size_t i = 0; i < report->access_count; i++) {
        const struct mynah_access *access = &report->accesses[i];
        if (!is_meant(question, access)) {
            continue;
        }
        if (same_value(access->value, question->property->value)) {
            return true;
        }
        near = near ? near : access;
    }
    if (!near) {
        return say_all(question, answer);
    }
    say_all(question, answer);
    mark_access(answer, near);
    if (!near->value) {
        mynah__text_add_format(&answer->hint, "the value that line %d writes is not known",
                               near->line);
    }
    return false;
}

// Say what may access channels without being seen; false when there is nothing like that.
static bool say_opaque(const struct question *question, struct answer *answer)
{
    const struct mynah_finding *opaque =
        mynah__find_category(question->report, MYNAH_CATEGORY_OPAQUE, MYNAH_SEVERITY_INFO);
    if (opaque) {
        mynah__text_add(&answer->actual, question->direction == MYNAH_DIRECTION_WRITE
                                             ? "it may write; "
                                             : "it may read; ");
        mynah__answer_finding(answer, opaque);
    }
    return opaque != NULL;
}

bool mynah__meets_no_access(const struct question *question, struct answer *answer)
{
    if (!question->report->parses) {
        return mynah__answer_broken(question, answer);
    }
    return !say_accesses(question, answer, question->direction, verbs[question->direction]) &&
           !say_opaque(question, answer);
}

bool mynah__meets_only_channel(const struct question *question, struct answer *answer)
{
    const struct mynah_report *report = question->report;
    if (!report->parses) {
        return mynah__answer_broken(question, answer);
    }
    size_t count = 0;
    for (size_t i = 0; i < report->access_count; i++) {
        const struct mynah_access *access = &report->accesses[i];
        if (access->direction == question->direction && !is_meant(question, access)) {
            mynah__text_add(&answer->actual, verbs[question->direction]);
            add_access(&answer->actual, access);
            mynah__text_add(&answer->actual, ", too");
            mark_access(answer, access);
            return false;
        }
        count += access->direction == question->direction;
    }
    return count > 0 ? !say_opaque(question, answer) : say_all(question, answer);
}
