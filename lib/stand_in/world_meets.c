// SPDX-License-Identifier: Apache-2.0
//
// Properties of a world: the order of the calls of all its stand-ins, how many are meant by a
// query, and whether anything is left to do.

#include <mynah/world.h>

#include "stand_in/match.h"
#include "stand_in/world.h"

#include <assert.h>
#include <string.h>

enum { CALLS_SHOWN = 5, CALL_SHOWN = 84, WHY_SIZE = 300 };

struct question {
    const struct mynah_journal *journal;
    const struct mynah_world_property *property;
    struct sink *why;
};

void mynah__query_show(struct sink *why, const struct mynah_query *query)
{
    mynah__sink_add(why, query->stand_in ? query->stand_in : "any stand-in");
    mynah__sink_add(why, query->method ? "." : "");
    mynah__sink_add(why, query->method ? query->method : "");
    if (query->request) {
        mynah__sink_add(why, " where ");
        mynah__match_describe(why, query->request);
    }
}

// Add a call on one line, cut.
static void add_call(struct sink *why, const struct mynah_entry *entry)
{
    char shown[CALL_SHOWN];
    size_t size = mynah_entry_show(entry, shown, sizeof shown);
    mynah__sink_format(why, "%s%s\n", shown, size >= sizeof shown ? "..." : "");
}

void mynah__journal_show_around(struct sink *why, const struct mynah_journal *journal,
                                uint64_t number)
{
    size_t count = mynah_journal_count(journal, NULL);
    size_t from = count > CALLS_SHOWN ? count - CALLS_SHOWN : 0;
    struct mynah_entry entry = { 0 };
    for (size_t i = 0; number && mynah_journal_next(journal, NULL, &entry); i++) {
        if (entry.number == number && i < from + CALLS_SHOWN / 2) {
            from = i > CALLS_SHOWN / 2 ? i - CALLS_SHOWN / 2 : 0;
        }
    }
    const char *head = "   calls: ";
    if (from) {
        mynah__sink_format(why, "%s%zu earlier, then\n", head, from);
        head = "          ";
    }
    entry = (struct mynah_entry){ 0 };
    for (size_t i = 0; i < from + CALLS_SHOWN; i++) {
        if (!mynah_journal_next(journal, NULL, &entry)) {
            return;
        }
        if (i >= from) {
            mynah__sink_add(why, head);
            add_call(why, &entry);
            head = entry.number + 1 == number ? "       -> " : "          ";
        }
    }
    if (mynah_journal_next(journal, NULL, &entry)) {
        mynah__sink_format(why, "          and %zu more\n", count - from - CALLS_SHOWN);
    }
}

static void expect_order(const struct question *question, const char *how)
{
    const struct mynah_world_property *property = question->property;
    mynah__sink_format(question->why, "expected: %s", how);
    for (size_t i = 0; i < property->query_count; i++) {
        mynah__sink_format(question->why, "%s%zu ", i ? ", " : "", i + 1);
        mynah__query_show(question->why, &property->queries[i]);
    }
    mynah__sink_add(question->why, property->query_count ? "\n" : "no call\n");
}

static bool in_order(const struct question *question)
{
    const struct mynah_world_property *property = question->property;
    struct sink *why = question->why;
    struct mynah_entry entry = { 0 };
    for (size_t i = 0; i < property->query_count; i++) {
        const struct mynah_query *query = &property->queries[i];
        uint64_t before = entry.number;
        if (mynah_journal_next(question->journal, query, &entry)) {
            continue;
        }
        expect_order(question, "calls in this order: ");
        mynah__sink_format(why, "  actual: number %zu, ", i + 1);
        mynah__query_show(why, query);
        struct mynah_entry earlier;
        if (!mynah_journal_at(question->journal, query, -1, &earlier)) {
            mynah__sink_add(why, ", was never called so\n");
            earlier.number = 0;
        } else {
            mynah__sink_format(why, ", was last called as #%llu, not after #%llu\n",
                               (unsigned long long)earlier.number, (unsigned long long)before);
        }
        mynah__journal_show_around(why, question->journal, earlier.number);
        return false;
    }
    return true;
}

// Return whether the query means this call.
static bool means(const struct question *question, const struct mynah_query *query,
                  const struct mynah_entry *entry)
{
    struct mynah_entry next = { .number = entry->number - 1 };
    return mynah_journal_next(question->journal, query, &next) && next.number == entry->number;
}

static bool exactly(const struct question *question)
{
    const struct mynah_world_property *property = question->property;
    struct sink *why = question->why;
    struct mynah_entry entry = { 0 };
    size_t met = 0;
    bool more;
    while ((more = mynah_journal_next(question->journal, NULL, &entry)) &&
           met < property->query_count && means(question, &property->queries[met], &entry)) {
        met++;
    }
    if (!more && met == property->query_count) {
        return true;
    }
    expect_order(question, "these calls and no others: ");
    if (!more) {
        mynah__sink_format(why, "  actual: after %zu call%s number %zu is missing, ", met,
                           met == 1 ? "" : "s", met + 1);
        mynah__query_show(why, &property->queries[met]);
        mynah__sink_add(why, "\n");
        mynah__journal_show_around(why, question->journal, 0);
    } else {
        mynah__sink_format(why, "  actual: #%llu is %s.%s", (unsigned long long)entry.number,
                           entry.stand_in, entry.method);
        if (met == property->query_count) {
            mynah__sink_add(why, ", one too many\n");
        } else {
            mynah__sink_add(why, ", not ");
            mynah__query_show(why, &property->queries[met]);
            mynah__sink_add(why, "\n");
        }
        mynah__journal_show_around(why, question->journal, entry.number);
    }
    return false;
}

void mynah__show_range(struct sink *why, size_t least, size_t most)
{
    if (most == 0) {
        mynah__sink_add(why, "no call");
    } else if (least == most) {
        mynah__sink_format(why, "exactly %zu call%s", least, least == 1 ? "" : "s");
    } else if (most == SIZE_MAX) {
        mynah__sink_format(why, "at least %zu call%s", least, least == 1 ? "" : "s");
    } else {
        mynah__sink_format(why, "between %zu and %zu calls", least, most);
    }
}

static bool called_between(const struct question *question)
{
    const struct mynah_world_property *property = question->property;
    const struct mynah_query *query = property->queries;
    struct sink *why = question->why;
    assert(property->query_count == 1);
    size_t count = mynah_journal_count(question->journal, query);
    if (count >= property->least && count <= property->most) {
        return true;
    }
    mynah__sink_add(why, "expected: ");
    mynah__show_range(why, property->least, property->most);
    mynah__sink_add(why, " of ");
    mynah__query_show(why, query);
    mynah__sink_format(why, "\n  actual: %zu of %zu call%s in all\n", count,
                       mynah_journal_count(question->journal, NULL),
                       mynah_journal_count(question->journal, NULL) == 1 ? "" : "s");
    struct mynah_entry closest = { 0 };
    char text[WHY_SIZE] = "";
    if (count < property->least &&
        mynah_journal_closest(question->journal, query, &closest, text, sizeof text) && *text) {
        mynah__sink_format(why, " closest: #%llu: %s\n", (unsigned long long)closest.number, text);
    }
    mynah__journal_show_around(why, question->journal, closest.number);
    return false;
}

static bool verified(const struct mynah_world *world, struct sink *why)
{
    char left[700];
    if (mynah_world_verify(world, left, sizeof left)) {
        return true;
    }
    mynah__sink_add(why, "expected: every stand-in did all that it was told to do\n  actual: ");
    mynah__sink_add(why, left);
    return false;
}

bool mynah_world_meets(const struct mynah_world *world, struct mynah_world_property property,
                       char *why, size_t size)
{
    static bool (*const checks[])(const struct question *) = {
        [MYNAH_WORLD_IN_ORDER] = in_order,
        [MYNAH_WORLD_EXACTLY] = exactly,
        [MYNAH_WORLD_CALLED_BETWEEN] = called_between,
    };
    struct sink sink = mynah__sink(why, size);
    const struct question question = { mynah_world_journal(world), &property, &sink };
    assert(property.query_count == 0 || property.queries);
    return property.kind == MYNAH_WORLD_VERIFIED ? verified(world, &sink)
                                                 : checks[property.kind](&question);
}
