// SPDX-License-Identifier: Apache-2.0
//
// Looking back: questions about the calls of a double, most of them asked of its world.

#include "double/double.h"

#include "core/json.h"
#include "stand_in/match.h"
#include "stand_in/record.h"

#include <assert.h>
#include <string.h>

static struct mynah_query query_of(const struct mynah_double *self, const char *method,
                                   const struct mynah_match *when)
{
    return (struct mynah_query){ .stand_in = mynah_double_name(self),
                                 .method = method,
                                 .request = when };
}

static const struct mynah_journal *journal_of(const struct mynah_double *self)
{
    return mynah_world_journal(self->base.world);
}

// ## Arguments

const struct mynah_arguments *mynah_double_arguments(const struct mynah_double *self,
                                                     const char *method, long index)
{
    struct mynah_entry entry;
    const struct mynah_query query = query_of(self, method, NULL);
    return mynah_journal_at(journal_of(self), &query, index, &entry) ? entry.request : NULL;
}

bool mynah_double_was_called(const struct mynah_double *self, const char *method,
                             const struct mynah_match *when)
{
    const struct mynah_query query = query_of(self, method, when);
    struct mynah_entry entry = { 0 };
    return mynah_journal_next(journal_of(self), &query, &entry);
}

static struct mynah_match equal_to(const struct mynah_arguments *arguments)
{
    return (struct mynah_match){ .record = arguments, .shape = mynah_arguments_shape() };
}

bool mynah_double_was_called_with(const struct mynah_double *self, const char *method,
                                  const char *format, ...)
{
    struct more more;
    struct arena arena = { 0 };
    struct mynah_arguments arguments;
    struct mynah_error error;
    va_start(more.list, format);
    bool packed = mynah__pack_arguments(&arena, &arguments, format, &more, &error);
    va_end(more.list);
    assert(packed || error.code == MYNAH_ERROR_MEMORY);
    const struct mynah_match same = equal_to(&arguments);
    bool called = packed && mynah_double_was_called(self, method, &same);
    mynah__arena_finish(&arena);
    return called;
}

static bool add_captured(void *self, const struct mynah_value *value)
{
    struct text *text = self;
    if (value->kind && !text->failed) {
        mynah__text_add(text, text->size > 1 ? "," : "");
        mynah__value_json(text, value);
    }
    return false;
}

char *mynah_double_capture(const struct mynah_double *self, const char *method,
                           const struct mynah_match *when, const char *path,
                           struct mynah_error *error)
{
    struct text text = { 0 };
    const struct mynah_query query = query_of(self, method, when);
    struct mynah_entry entry = { 0 };
    if (!mynah_record_path(mynah_arguments_shape(), path, error)) {
        return NULL;
    }
    mynah__text_add(&text, "[");
    while (mynah_journal_next(journal_of(self), &query, &entry)) {
        mynah__path_visit(entry.request_shape, entry.request, path, add_captured, &text);
    }
    mynah__text_add(&text, "]");
    char *json = mynah__text_detach(&text);
    if (!json) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return json;
}

// ## Properties

static bool ask_world(const struct mynah_double *self, struct mynah_world_property property,
                      struct sink *why)
{
    return mynah_world_meets(self->base.world, property, why->bytes, why->size);
}

static bool called_between(const struct mynah_double *self,
                           const struct mynah_double_property *property, struct sink *why)
{
    const struct mynah_query query = query_of(self, property->method, property->match);
    const struct mynah_world_property asked = { .kind = MYNAH_WORLD_CALLED_BETWEEN,
                                                .queries = &query,
                                                .query_count = 1,
                                                .least = property->least,
                                                .most = property->most };
    return ask_world(self, asked, why);
}

static bool called_with(const struct mynah_double *self,
                        const struct mynah_double_property *property, struct sink *why)
{
    const struct mynah_match same = equal_to(property->arguments);
    const struct mynah_double_property asked = {
        .method = property->method, .match = &same, .least = 1, .most = SIZE_MAX
    };
    return called_between(self, &asked, why);
}

static bool in_order(const struct mynah_double *self, const struct mynah_double_property *property,
                     struct sink *why)
{
    struct arena arena = { 0 };
    size_t count = property->method_count;
    struct mynah_query *queries = mynah__arena_alloc(&arena, count * sizeof *queries + 1);
    for (size_t i = 0; queries && i < count; i++) {
        queries[i] = query_of(self, property->methods[i], NULL);
    }
    if (!queries) {
        mynah__sink_add(why, "out of memory");
        return false;
    }
    const struct mynah_world_property asked = { .kind = MYNAH_WORLD_IN_ORDER,
                                                .queries = queries,
                                                .query_count = count };
    bool ordered = ask_world(self, asked, why);
    mynah__arena_finish(&arena);
    return ordered;
}

static void expect_call(struct sink *why, const struct mynah_query *query, const char *which)
{
    mynah__sink_format(why, "expected: %s of ", which);
    mynah__query_show(why, query);
    mynah__sink_add(why, "\n  actual: ");
}

static bool explain_call(const struct mynah_double *self, const struct mynah_entry *entry,
                         const struct mynah_match *match, struct sink *why)
{
    char text[400] = "";
    mynah_match_meets(match, entry->request_shape, entry->request, text, sizeof text);
    mynah__sink_format(why, "#%llu: %s\n", (unsigned long long)entry->number, text);
    mynah__journal_show_around(why, journal_of(self), entry->number);
    return false;
}

static bool nth_call(const struct mynah_double *self, const struct mynah_double_property *property,
                     struct sink *why)
{
    const struct mynah_query query = query_of(self, property->method, property->match);
    const struct mynah_query any = query_of(self, property->method, NULL);
    struct mynah_entry entry;
    char which[40];
    struct sink sink = mynah__sink(which, sizeof which);
    mynah__sink_format(&sink, property->index == -1 ? "the last call" : "call number %ld",
                       property->index);
    if (!mynah_journal_at(journal_of(self), &any, property->index, &entry)) {
        expect_call(why, &query, which);
        size_t count = mynah_journal_count(journal_of(self), &any);
        mynah__sink_format(why, "it was called %zu time%s\n", count, count == 1 ? "" : "s");
        mynah__journal_show_around(why, journal_of(self), 0);
        return false;
    }
    if (mynah_match_meets(property->match, entry.request_shape, entry.request, NULL, 0)) {
        return true;
    }
    expect_call(why, &query, which);
    return explain_call(self, &entry, property->match, why);
}

static bool all_calls(const struct mynah_double *self, const struct mynah_double_property *property,
                      struct sink *why)
{
    const struct mynah_query query = query_of(self, property->method, property->match);
    const struct mynah_query any = query_of(self, property->method, NULL);
    struct mynah_entry entry = { 0 };
    size_t count = 0;
    for (; mynah_journal_next(journal_of(self), &any, &entry); count++) {
        if (!mynah_match_meets(property->match, entry.request_shape, entry.request, NULL, 0)) {
            expect_call(why, &query, "every call");
            return explain_call(self, &entry, property->match, why);
        }
    }
    if (count == 0) {
        expect_call(why, &query, "every call");
        mynah__sink_add(why, "there is none\n");
        mynah__journal_show_around(why, journal_of(self), 0);
    }
    return count > 0;
}

static bool verified(const struct mynah_double *self, const struct mynah_double_property *property,
                     struct sink *why)
{
    char left[700];
    (void)property;
    if (mynah_double_verify(self, left, sizeof left)) {
        return true;
    }
    mynah__sink_format(why,
                       "expected: %s did all that it was told to do, and was asked nothing else\n"
                       "  actual: %s",
                       mynah_double_name(self), left);
    return false;
}

bool mynah_double_meets(const struct mynah_double *self, struct mynah_double_property property,
                        char *why, size_t size)
{
    static bool (*const checks[])(const struct mynah_double *, const struct mynah_double_property *,
                                  struct sink *) = {
        [MYNAH_DOUBLE_VERIFIED] = verified,       [MYNAH_DOUBLE_CALLED_BETWEEN] = called_between,
        [MYNAH_DOUBLE_CALLED_WITH] = called_with, [MYNAH_DOUBLE_NTH_CALL] = nth_call,
        [MYNAH_DOUBLE_ALL_CALLS] = all_calls,     [MYNAH_DOUBLE_IN_ORDER] = in_order,
    };
    struct sink sink = mynah__sink(why, size);
    assert((unsigned)property.kind <= MYNAH_DOUBLE_IN_ORDER);
    return checks[property.kind](self, &property, &sink);
}
