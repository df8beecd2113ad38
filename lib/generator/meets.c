// SPDX-License-Identifier: Apache-2.0
//
// Properties of a generator's calls, each answered with a reason: what was expected, what there is,
// member by member where requests are compared, and the calls themselves.

#include <mynah/generator.h>

#include "stand_in/call.h"
#include "stand_in/record.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum {
    CALLS_SHOWN = 8,
    OTHERS_SHOWN = 4,
    TEXT_SHOWN = 60,   // bytes of a text in a comparison
    PREFIX_SHOWN = 12, // bytes of what two long texts have in common
};

struct question {
    const struct mynah_generator *generator;
    const struct mynah_generator_property *property;
    struct sink *why;
};

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void add_quoted(struct sink *sink, const char *text, size_t most)
{
    mynah__sink_quoted(sink, text, strlen(text), most);
}

// A generator begins with its stand-in.
static const struct stand_in *base(const struct mynah_generator *generator)
{
    return (const struct stand_in *)(const void *)generator;
}

// Callers may leave out the type of a failure, although they should not.
static void add_type(struct sink *sink, const struct mynah_failure *failure)
{
    if (failure->type) {
        mynah__sink_name(sink, failure->type);
    } else {
        mynah__sink_add(sink, "(no type)");
    }
}

static void add_generator(struct sink *sink, const struct mynah_generator *generator)
{
    mynah__sink_add(sink, "generator ");
    add_quoted(sink, mynah__stand_in_name(base(generator)), TEXT_SHOWN);
}

/* The calls */

static void add_outcome(struct sink *sink, const struct mynah_entry *entry)
{
    mynah__sink_add(sink, " -> ");
    if (entry->outcome == MYNAH_OUTCOME_ANSWERED && entry->text) {
        mynah__sink_quoted(sink, entry->text, entry->text_size, TEXT_SHOWN);
    } else if (entry->outcome == MYNAH_OUTCOME_ERROR && entry->error) {
        mynah__sink_add(sink, "error ");
        add_quoted(sink, entry->error->text, TEXT_SHOWN);
    } else {
        mynah__sink_add(sink, mynah_outcome_name(entry->outcome));
    }
    mynah__sink_add(sink, "\n");
}

static void add_call(struct sink *sink, const struct mynah_generator *generator, size_t index)
{
    struct mynah_entry entry;
    mynah__sink_format(sink, "#%zu ", index + 1);
    if (!mynah__stand_in_entry(base(generator), (long)index, &entry)) {
        mynah__sink_add(sink, "is no longer in the journal\n");
        return;
    }
    const struct mynah_generation *call = entry.request;
    add_quoted(sink, call->request.user_query ? call->request.user_query : "", TEXT_SHOWN);
    if (call->failure_count > 0) {
        mynah__sink_format(sink, " after %zu error%s, the last ", call->failure_count,
                           plural(call->failure_count));
        add_type(sink, &call->failures[call->failure_count - 1]);
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
        bool known = mynah__stand_in_entry(base(generator), (long)i, &entry) && entry.file;
        bool again = known && i + 1 < count &&
                     mynah__stand_in_entry(base(generator), (long)i + 1, &next) &&
                     same_place(&entry, &next);
        if (known && !again) {
            mynah__sink_format(sink, "%s:%d: note: reply #%zu was scripted here\n", entry.file,
                               entry.line, i + 1);
        }
    }
}

static void add_calls(struct sink *sink, const struct mynah_generator *generator)
{
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
            add_quoted(sink, entry.stand_in, TEXT_SHOWN);
            mynah__sink_format(sink, " was called %zu time%s", calls, plural(calls));
            shown++;
        }
    }
}

// Say why there is no call to look at.
static void explain_none(const struct question *question)
{
    size_t calls = mynah_generator_calls(question->generator);
    if (calls > 0) {
        mynah__sink_format(question->why,
                           "  actual: call #%zu is no longer in the journal: the world's "
                           "journal_limit is too low\n",
                           calls);
        return;
    }
    mynah__sink_add(question->why, "  actual: it was never called");
    add_others(question->why, mynah_world_journal(base(question->generator)->world));
    mynah__sink_add(question->why, "\n");
}

static bool called(const struct question *question)
{
    if (mynah_generator_calls(question->generator) > 0) {
        return true;
    }
    mynah__sink_add(question->why, "expected: ");
    add_generator(question->why, question->generator);
    mynah__sink_add(question->why, " is called at least once\n");
    explain_none(question);
    return false;
}

static bool called_times(const struct question *question)
{
    struct sink *why = question->why;
    size_t wanted = question->property->count;
    size_t calls = mynah_generator_calls(question->generator);
    if (calls == wanted) {
        return true;
    }
    mynah__sink_add(why, "expected: ");
    add_generator(why, question->generator);
    mynah__sink_format(why, " is called %zu time%s\n", wanted, plural(wanted));
    if (calls == 0) {
        explain_none(question);
        return false;
    }
    mynah__sink_format(why, "  actual: it was called %zu time%s, %zu too %s\n", calls,
                       plural(calls), calls > wanted ? calls - wanted : wanted - calls,
                       calls > wanted ? "many" : "few");
    add_calls(why, question->generator);
    return false;
}

/* Records, member by member */

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
static size_t compare(const struct mynah_shape *shape, const void *actual, const void *expected,
                      size_t *wrong)
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
        add_quoted(sink, value.text + skipped, TEXT_SHOWN);
    } else {
        mynah__value_show(sink, &value, TEXT_SHOWN);
    }
}

static void add_record(struct sink *sink, const struct mynah_shape *shape, const void *record)
{
    const struct mynah_value value = {
        .kind = MYNAH_FIELD_RECORD, .present = true, .data = record, .shape = shape
    };
    mynah__value_show(sink, &value, TEXT_SHOWN);
    mynah__sink_add(sink, "\n");
}

// Show the members that are set in the expected record, each as `ok` or, with both values, `!!`.
static void add_members(struct sink *sink, const struct mynah_shape *shape, const void *actual,
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
            mynah__sink_format(sink, "          ok  %s = ", field->name);
            add_value(sink, have, 0);
        } else {
            size_t skipped = common_prefix(&have, &want);
            mynah__sink_format(sink, "          !!  %s = ", field->name);
            add_value(sink, have, skipped);
            mynah__sink_add(sink, ", want ");
            add_value(sink, want, skipped);
        }
        mynah__sink_add(sink, "\n");
    }
}

static void begin(const struct question *question, const char *what)
{
    mynah__sink_add(question->why, "expected: the last call of ");
    add_generator(question->why, question->generator);
    mynah__sink_format(question->why, " is given %s\n", what);
}

static bool last_request(const struct question *question)
{
    const struct mynah_shape *shape = mynah_request_shape();
    const struct mynah_request *wanted = question->property->request;
    const struct mynah_generation *last = mynah_generator_call(question->generator, -1);
    size_t wrong = 0;
    size_t set = compare(shape, last ? &last->request : wanted, wanted, &wrong);
    if (last && set > 0 && wrong == 0) {
        return true;
    }
    begin(question, "this request");
    if (set == 0) {
        mynah__sink_add(question->why, "  actual: no member is set in the expectation, so it says "
                                       "nothing\n");
    } else if (!last) {
        mynah__sink_add(question->why, "          ");
        add_record(question->why, shape, wanted);
        explain_none(question);
    } else {
        mynah__sink_format(question->why, "  actual: %zu of %zu member%s differ%s in call #%zu\n",
                           wrong, set, plural(set), wrong == 1 ? "s" : "",
                           mynah_generator_calls(question->generator));
        add_members(question->why, shape, &last->request, wanted);
        add_calls(question->why, question->generator);
    }
    return false;
}

/* The error chain */

static void add_failures(struct sink *sink, const struct mynah_failure *failures, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        mynah__sink_format(sink, "%s%zu ", i == 0 ? "  errors: " : "          ", i + 1);
        add_type(sink, &failures[i]);
        if (failures[i].message) {
            mynah__sink_add(sink, ": ");
            add_quoted(sink, failures[i].message, TEXT_SHOWN);
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
        compare(mynah_failure_shape(), &last->failures[index], &property->failures[index], &wrong);
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
        add_record(why, mynah_failure_shape(), &property->failures[index]);
    } else {
        mynah__sink_format(why, ", number %zu differs\n", index + 1);
        add_members(why, mynah_failure_shape(), &last->failures[index], &property->failures[index]);
    }
}

static bool last_errors(const struct question *question)
{
    const struct mynah_generator_property *property = question->property;
    const struct mynah_generation *last = mynah_generator_call(question->generator, -1);
    size_t index = last ? first_wrong(last, property) : 0;
    if (last && index == property->count && index == last->failure_count) {
        return true;
    }
    char what[40];
    snprintf(what, sizeof what, "%zu error%s", property->count, plural(property->count));
    begin(question, what);
    if (!last) {
        explain_none(question);
        return false;
    }
    mynah__sink_format(question->why, "  actual: call #%zu was given %zu error%s",
                       mynah_generator_calls(question->generator), last->failure_count,
                       plural(last->failure_count));
    add_difference(question->why, last, property, index);
    add_failures(question->why, last->failures, last->failure_count);
    add_places(question->why, question->generator, mynah_generator_calls(question->generator) - 1);
    return false;
}

bool mynah_generator_meets(const struct mynah_generator *generator,
                           struct mynah_generator_property property, char *why, size_t size)
{
    static bool (*const checks[])(const struct question *) = {
        [MYNAH_GENERATOR_CALLED] = called,
        [MYNAH_GENERATOR_CALLED_TIMES] = called_times,
        [MYNAH_GENERATOR_LAST_REQUEST] = last_request,
        [MYNAH_GENERATOR_LAST_ERRORS] = last_errors,
    };
    assert(property.kind != MYNAH_GENERATOR_LAST_REQUEST || property.request);
    assert(property.count == 0 || property.kind != MYNAH_GENERATOR_LAST_ERRORS ||
           property.failures);
    struct sink sink = mynah__sink(why, size);
    const struct question question = { generator, &property, &sink };
    return checks[property.kind](&question);
}
