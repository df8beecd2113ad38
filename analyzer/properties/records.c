// SPDX-License-Identifier: Apache-2.0
//
// Properties that count: accesses and findings that meet a condition, which is one on records.  An
// access has the fields of `struct mynah_access` and `number`, its value when that is a number; a
// finding those of `struct mynah_finding` without the trace.

#include <mynah/match.h>

#include "policy/policy.h"
#include "properties/property.h"

#include <math.h>
#include <string.h>

enum { WHY_SIZE = 300 };

struct access_view {
    struct mynah_access access;
    double number; // not a number when the value is none
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define ACCESS(member) .name = #member, .offset = offsetof(struct mynah_access, member)
#define FINDING(member) .name = #member, .offset = offsetof(struct mynah_finding, member)

// In the order of the enumerations; the names are those that mynah_…_name() give.
static const char *const directions[] = { "read", "write", NULL };
static const char *const categories[] = { "syntax", "results", "channel", "risk", "opaque", NULL };
static const char *const severities[] = { "info", "low", "medium", "high", NULL };

// clang-format off
static const struct mynah_field access_fields[] = {
    { ACCESS(direction), .kind = MYNAH_FIELD_WORD, .words = directions },
    { ACCESS(channel),   .kind = MYNAH_FIELD_TEXT },
    { ACCESS(certain),   .kind = MYNAH_FIELD_BOOL },
    { ACCESS(value),     .kind = MYNAH_FIELD_TEXT },
    { ACCESS(api),       .kind = MYNAH_FIELD_TEXT },
    { .name = "number",  .kind = MYNAH_FIELD_REAL, .offset = offsetof(struct access_view, number) },
};
static const struct mynah_field finding_fields[] = {
    { FINDING(rule),       .kind = MYNAH_FIELD_TEXT },
    { FINDING(category),   .kind = MYNAH_FIELD_WORD, .words = categories },
    { FINDING(severity),   .kind = MYNAH_FIELD_WORD, .words = severities },
    { FINDING(confidence), .kind = MYNAH_FIELD_WORD, .words = severities + 1 },
    { FINDING(message),    .kind = MYNAH_FIELD_TEXT },
    { FINDING(subject),    .kind = MYNAH_FIELD_TEXT },
};
// clang-format on

static const struct mynah_shape access_shape = { .name = "access",
                                                 .size = sizeof(struct access_view),
                                                 .fields = access_fields,
                                                 .field_count = COUNT(access_fields) };
static const struct mynah_shape finding_shape = { .name = "finding",
                                                  .size = sizeof(struct mynah_finding),
                                                  .fields = finding_fields,
                                                  .field_count = COUNT(finding_fields) };

// The accesses or the findings of a report, one by one.
struct items {
    const struct mynah_report *report;
    bool accesses;
    const struct mynah_match *match;
};

static size_t item_count(const struct items *items)
{
    return items->accesses ? items->report->access_count : items->report->finding_count;
}

static bool item_meets(const struct items *items, size_t index, char *why, size_t size, int *near)
{
    struct access_view view = { .number = NAN };
    const struct mynah_shape *shape = items->accesses ? &access_shape : &finding_shape;
    const void *record;
    if (items->accesses) {
        view.access = items->report->accesses[index];
        if (!view.access.value || !mynah__limits_number(view.access.value, &view.number)) {
            view.number = NAN;
        }
        record = &view;
    } else {
        record = &items->report->findings[index];
    }
    *near = mynah_match_nearness(items->match, shape, record);
    return mynah_match_meets(items->match, shape, record, why, size);
}

static void add_item(struct text *text, const struct items *items, size_t index)
{
    const char *name, *subject;
    int line;
    if (items->accesses) {
        const struct mynah_access *access = &items->report->accesses[index];
        name = mynah_direction_name(access->direction);
        subject = access->channel;
        line = access->line;
    } else {
        const struct mynah_finding *finding = &items->report->findings[index];
        name = finding->rule;
        subject = finding->subject;
        line = finding->line;
    }
    mynah__text_add(text, name);
    if (subject) {
        mynah__text_add_char(text, ' ');
        mynah__answer_quoted(text, subject);
    }
    mynah__text_add_format(text, " (line %d)", line);
}

static void mark_item(struct answer *answer, const struct items *items, size_t index)
{
    if (items->accesses) {
        answer->line = items->report->accesses[index].line;
        answer->column = items->report->accesses[index].column;
        answer->end_column = 0;
    } else {
        mynah__answer_mark(answer, &items->report->findings[index]);
    }
}

// Say which items meet the condition; or, when there are none, which there are.
static size_t list_items(const struct items *items, struct answer *answer, bool met)
{
    size_t count = 0;
    for (size_t i = 0; i < item_count(items); i++) {
        int near;
        if (met && !item_meets(items, i, NULL, 0, &near)) {
            continue;
        }
        if (count < LISTED_MOST) {
            mynah__text_add(&answer->actual, count ? ", " : ": ");
            add_item(&answer->actual, items, i);
        }
        if (count++ == 0) {
            mark_item(answer, items, i);
        }
    }
    if (count > LISTED_MOST) {
        mynah__text_add_format(&answer->actual, ", and %zu more", count - LISTED_MOST);
    }
    return count;
}

// Show the item that comes nearest to the condition without meeting it.
static void say_closest(const struct items *items, struct answer *answer)
{
    char why[WHY_SIZE], nearest_why[WHY_SIZE] = "";
    size_t nearest = item_count(items);
    int best = -1;
    for (size_t i = 0; i < item_count(items); i++) {
        int near;
        if (!item_meets(items, i, why, sizeof why, &near) && near > best) {
            best = near;
            nearest = i;
            memcpy(nearest_why, why, sizeof why);
        }
    }
    if (nearest < item_count(items)) {
        mark_item(answer, items, nearest);
        answer->label = " closest: ";
        add_item(&answer->hint, items, nearest);
        mynah__text_add(&answer->hint, ": ");
        mynah__answer_message(&answer->hint, nearest_why);
    }
}

static const char *noun(bool accesses, size_t count)
{
    static const char *const nouns[2][2] = { { "finding", "findings" }, { "access", "accesses" } };
    return nouns[accesses][count != 1];
}

static bool meets(const struct question *question, bool accesses, struct answer *answer)
{
    const struct mynah_property *property = question->property;
    const struct items items = { question->report, accesses, property->match };
    struct mynah_error error;
    if (!mynah_match_check(items.match, accesses ? &access_shape : &finding_shape, &error)) {
        mynah__text_add(&answer->actual, "the condition makes no sense: ");
        mynah__answer_message(&answer->actual, error.text);
        return false;
    }
    size_t all = item_count(&items), count = 0;
    for (size_t i = 0; i < all; i++) {
        int near;
        count += item_meets(&items, i, NULL, 0, &near);
    }
    if (count >= property->least && count <= property->most) {
        return true;
    }
    bool broken = accesses && !question->report->parses;
    if (broken) {
        mynah__answer_broken(question, answer);
        mynah__text_add(&answer->actual, "; ");
    }
    if (items.match && all > 0) {
        mynah__text_add_format(&answer->actual, "%zu of %zu %s", count, all, noun(accesses, all));
    } else {
        mynah__text_add_format(&answer->actual, "it has %zu %s", all, noun(accesses, all));
    }
    list_items(&items, answer, count > 0);
    if (count < property->least && items.match) {
        say_closest(&items, answer);
    }
    return false;
}

bool mynah__meets_accesses(const struct question *question, struct answer *answer)
{
    return meets(question, true, answer);
}

bool mynah__meets_findings(const struct question *question, struct answer *answer)
{
    return meets(question, false, answer);
}

static void expect(struct text *text, const struct mynah_property *property, bool accesses)
{
    size_t least = property->least, most = property->most;
    char shown[400];
    if (most == 0) {
        mynah__text_add(text, "no");
    } else if (least == most) {
        mynah__text_add_format(text, "exactly %zu", least);
    } else if (most == MYNAH_ANY_NUMBER) {
        mynah__text_add_format(text, "at least %zu", least);
    } else {
        mynah__text_add_format(text, "between %zu and %zu", least, most);
    }
    mynah__text_add_format(
        text, " %s", noun(accesses, most == MYNAH_ANY_NUMBER || !most ? least + !most : most));
    if (property->match) {
        mynah_match_show(property->match, shown, sizeof shown);
        mynah__text_add(text, " where ");
        mynah__answer_message(text, shown);
    }
}

void mynah__expect_accesses(struct text *text, const struct mynah_property *property)
{
    expect(text, property, true);
}

void mynah__expect_findings(struct text *text, const struct mynah_property *property)
{
    expect(text, property, false);
}
