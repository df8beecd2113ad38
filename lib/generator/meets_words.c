// SPDX-License-Identifier: Apache-2.0
//
// The words that answers about a generator are made of, and its calls as they are shown.

#include "generator/meets.h"

#include "stand_in/record.h"

#include <string.h>

enum { CALLS_SHOWN = 8, OTHERS_SHOWN = 4 };

const char *mynah__plural(size_t count)
{
    return count == 1 ? "" : "s";
}

void mynah__why_quoted(struct sink *why, const char *text)
{
    mynah__sink_quoted(why, text, strlen(text), TEXT_SHOWN);
}

// A generator begins with its stand-in.
const struct stand_in *mynah__generator_base(const struct mynah_generator *generator)
{
    return (const struct stand_in *)(const void *)generator;
}

// Callers may leave out the type of a failure, although they should not.
void mynah__why_type(struct sink *why, const struct mynah_failure *failure)
{
    if (failure->type) {
        mynah__sink_name(why, failure->type);
    } else {
        mynah__sink_add(why, "(no type)");
    }
}

void mynah__why_generator(struct sink *why, const struct mynah_generator *generator)
{
    mynah__sink_add(why, "generator ");
    mynah__why_quoted(why, mynah__stand_in_name(mynah__generator_base(generator)));
}

void mynah__why_nth(const struct question *question)
{
    long index = question->property->index;
    mynah__sink_add(question->why, "expected: ");
    if (index >= 0) {
        mynah__sink_format(question->why, "call #%ld", index + 1);
    } else if (index == -1) {
        mynah__sink_add(question->why, "the last call");
    } else {
        mynah__sink_format(question->why, "call #%ld from the end", -index);
    }
    mynah__sink_add(question->why, " of ");
    mynah__why_generator(question->why, question->generator);
    mynah__sink_add(question->why, " ");
}

size_t mynah__why_range(struct sink *why, size_t least, size_t most)
{
    if (most == 0) {
        mynah__sink_add(why, "no");
        return 1;
    }
    if (least == most) {
        mynah__sink_format(why, "exactly %zu", least);
    } else if (most == SIZE_MAX) {
        mynah__sink_format(why, "at least %zu", least);
        return least;
    } else if (least == 0) {
        mynah__sink_format(why, "at most %zu", most);
    } else {
        mynah__sink_format(why, "between %zu and %zu", least, most);
    }
    return most;
}

/* The calls */

static void add_outcome(struct sink *sink, const struct mynah_entry *entry)
{
    mynah__sink_add(sink, " -> ");
    if (entry->outcome == MYNAH_OUTCOME_ANSWERED && entry->text) {
        mynah__sink_quoted(sink, entry->text, entry->text_size, TEXT_SHOWN);
    } else if (entry->outcome == MYNAH_OUTCOME_ERROR && entry->error) {
        mynah__sink_add(sink, "error ");
        mynah__why_quoted(sink, entry->error->text);
    } else {
        mynah__sink_add(sink, mynah_outcome_name(entry->outcome));
    }
    mynah__sink_add(sink, "\n");
}

static void add_call(struct sink *sink, const struct mynah_generator *generator, size_t index)
{
    struct mynah_entry entry;
    mynah__sink_format(sink, "#%zu ", index + 1);
    if (!mynah__stand_in_entry(mynah__generator_base(generator), (long)index, &entry)) {
        mynah__sink_add(sink, "is no longer in the journal\n");
        return;
    }
    const struct mynah_generation *call = entry.request;
    mynah__why_quoted(sink, call->request.user_query ? call->request.user_query : "");
    if (call->failure_count > 0) {
        mynah__sink_format(sink, " after %zu error%s, the last ", call->failure_count,
                           mynah__plural(call->failure_count));
        mynah__why_type(sink, &call->failures[call->failure_count - 1]);
    }
    add_outcome(sink, &entry);
}

static bool same_place(const struct mynah_entry *a, const struct mynah_entry *b)
{
    return a->file && b->file && a->line == b->line && strcmp(a->file, b->file) == 0;
}

// Say where the replies from the call at `first` on were scripted; of several from one place in a
// row only the last.
static void add_places(struct sink *sink, const struct mynah_generator *generator, size_t first)
{
    size_t count = mynah_generator_calls(generator);
    for (size_t i = first; i < count; i++) {
        struct mynah_entry entry, next;
        bool known =
            mynah__stand_in_entry(mynah__generator_base(generator), (long)i, &entry) && entry.file;
        bool again = known && i + 1 < count &&
                     mynah__stand_in_entry(mynah__generator_base(generator), (long)i + 1, &next) &&
                     same_place(&entry, &next);
        if (known && !again) {
            mynah__sink_format(sink, "%s:%d: note: reply #%zu was scripted here\n", entry.file,
                               entry.line, i + 1);
        }
    }
}

void mynah__why_calls(const struct question *question)
{
    struct sink *sink = question->why;
    const struct mynah_generator *generator = question->generator;
    size_t count = mynah_generator_calls(generator);
    size_t first = count > CALLS_SHOWN ? count - CALLS_SHOWN : 0;
    const char *head = "   calls: ";
    if (first > 0) {
        mynah__sink_format(sink, "%s%zu earlier, then\n", head, first);
        head = "          ";
    }
    for (size_t i = first; i < count; i++) {
        mynah__sink_add(sink, head);
        add_call(sink, generator, i);
        head = "          ";
    }
    add_places(sink, generator, first);
}

// Name the stand-ins of the same world that were called, up to a few, with their counts.
static void add_others(struct sink *sink, const struct mynah_journal *journal)
{
    struct mynah_entry entry = { 0 };
    size_t shown = 0;
    while (shown < OTHERS_SHOWN && mynah_journal_next(journal, NULL, &entry)) {
        struct mynah_query same = { .stand_in = entry.stand_in };
        struct mynah_entry first;
        if (mynah_journal_at(journal, &same, 0, &first) && first.number == entry.number) {
            size_t calls = mynah_journal_calls(journal, entry.stand_in);
            mynah__sink_add(sink, shown == 0 ? "; in its world " : ", ");
            mynah__why_quoted(sink, entry.stand_in);
            mynah__sink_format(sink, " was called %zu time%s", calls, mynah__plural(calls));
            shown++;
        }
    }
}

void mynah__why_place(const struct question *question, size_t index)
{
    struct mynah_entry entry;
    if (mynah__stand_in_entry(mynah__generator_base(question->generator), (long)index, &entry) &&
        entry.file) {
        mynah__sink_format(question->why, "%s:%d: note: reply #%zu was scripted here\n", entry.file,
                           entry.line, index + 1);
    }
}

const struct mynah_generation *mynah__nth_call(const struct question *question, size_t *number)
{
    long index = question->property->index;
    size_t calls = mynah_generator_calls(question->generator);
    *number = index >= 0 ? (size_t)index + 1 : calls + (size_t)(index + 1);
    return mynah_generator_call(question->generator, index);
}

// Say why there is no call to look at.
void mynah__why_none(const struct question *question, long index)
{
    size_t calls = mynah_generator_calls(question->generator);
    size_t back = index < 0 ? (size_t) - (index + 1) : 0;
    size_t number = index < 0 ? calls - back : (size_t)index + 1;
    if (calls == 0) {
        mynah__sink_add(question->why, "  actual: it was never called");
        add_others(question->why,
                   mynah_world_journal(mynah__generator_base(question->generator)->world));
        mynah__sink_add(question->why, "\n");
    } else if (index < 0 ? back < calls : number <= calls) {
        mynah__sink_format(question->why,
                           "  actual: call #%zu is no longer in the journal: a limit of "
                           "the world's journal is too low\n",
                           number);
    } else {
        mynah__sink_format(question->why, "  actual: it was called only %zu time%s\n", calls,
                           mynah__plural(calls));
        mynah__why_calls(question);
    }
}
