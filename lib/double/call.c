// SPDX-License-Identifier: Apache-2.0
//
// One call of a double: what it is asked, which step answers, what that comes to.

#include "double/double.h"

#include "core/alloc.h"
#include "core/words.h"
#include "stand_in/match.h"
#include "stand_in/record.h"

#include <stdatomic.h>
#include <string.h>

// Count the call where it was expected.
static void count(struct mynah_double *self, struct method *method,
                  const struct mynah_arguments *arguments)
{
    atomic_fetch_add(&method->calls, 1);
    for (struct expectation *each = atomic_load(&self->expectations); each;
         each = atomic_load(&each->next)) {
        if (each->method == method &&
            (!each->when ||
             mynah__match_score(each->when, mynah_arguments_shape(), arguments) == MATCH_MET)) {
            atomic_fetch_add(&each->count, 1);
        }
    }
}

// Say that nothing was told about this method.
static void say_unset(struct mynah_double *self, const struct mynah_arguments *arguments,
                      char *buffer, size_t size)
{
    char shown[120], told[60] = "";
    size_t length =
        mynah_record_show(mynah_arguments_shape(), arguments,
                          &(struct mynah_show_options){ .text_most = 40 }, shown, sizeof shown);
    for (const struct method *method = atomic_load(&self->methods); method;
         method = atomic_load(&method->next)) {
        if (atomic_load(&method->told)) {
            mynah__list_add(told, sizeof told, method->name);
        }
    }
    struct sink sink = mynah__sink(buffer, size);
    mynah__sink_format(&sink, "an unexpected call with %s%s: it was not told what to answer", shown,
                       length >= sizeof shown ? "..." : "");
    if (*told) {
        mynah__sink_format(&sink, "; it was told of %s", told);
    }
}

// ## Answers

static bool write_outputs(const struct mynah_reply *reply, const struct mynah_arguments *arguments,
                          struct mynah_error *error)
{
    for (size_t i = 0; i < reply->output_count; i++) {
        const struct mynah_output *output = &reply->outputs[i];
        void *to = output->argument ? mynah_argument_pointer(arguments, output->argument) : NULL;
        if (!to) {
            return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                                   "it is to write to \"%.60s\", but that is no pointer here",
                                   output->argument ? output->argument : "");
        }
        if (output->bytes.size) {
            memcpy(to, output->bytes.data, output->bytes.size);
        }
    }
    return true;
}

static struct reply *make_reply(const struct mynah_reply *reply, struct mynah_error *error)
{
    return mynah__reply_create(
        &(struct mynah_step){ .shape = mynah_reply_shape(), .record = reply }, error);
}

// Return what a callback answered as a reply of ours; takes over the share.
static struct reply *normal(struct reply *reply, struct mynah_error *error)
{
    struct arena arena = { 0 };
    struct mynah_reply value;
    struct reply *made = NULL;
    if (reply->kind == MYNAH_STEP_ERROR || reply->shape == mynah_reply_shape()) {
        return reply;
    }
    if (reply->kind != MYNAH_STEP_REPLY || reply->record) {
        mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                        "a double answers with a reply, an error, or JSON");
    } else if (mynah__pack_json(&arena, &value, reply->text, error)) {
        made = make_reply(&value, error);
    }
    mynah__arena_finish(&arena);
    mynah__reply_release(reply);
    return made;
}

static bool unexpected(const struct mynah_error *error)
{
    return error->code == MYNAH_ERROR_UNSET || error->code == MYNAH_ERROR_EXHAUSTED;
}

// Put the name of the method before what is wrong with its answer.
static void locate(const struct mynah_double *self, const char *method, struct mynah_error *error)
{
    struct mynah_error inner = *error;
    mynah_error_set_at(error, inner.code, inner.line, inner.column, "%s.%.60s: %.180s",
                       mynah__stand_in_name(&self->base), method, inner.text);
}

// End an opened call: with the reply, with nothing when the double is nice, or with the error.
static struct reply *end(struct mynah_double *self, const char *method, struct entry *entry,
                         struct reply *reply, struct mynah_error *error)
{
    static const struct mynah_reply nothing = { .value_count = 0 };
    if (!reply) {
        bool nice = self->nice && unexpected(error) && !entry->origin;
        if (!nice && error->code != MYNAH_ERROR_MEMORY && error->code != MYNAH_ERROR_SCRIPTED) {
            mynah__double_complain(self, error->text);
        }
        return nice ? make_reply(&nothing, error) : NULL;
    }
    reply = normal(reply, error);
    if (reply && reply->kind == MYNAH_STEP_REPLY &&
        !write_outputs(reply->record, entry->seen.request, error)) {
        mynah__reply_release(reply);
        reply = NULL;
    }
    if (!reply) {
        locate(self, method, error);
        mynah__double_complain(self, error->text);
    }
    return reply;
}

struct reply *mynah__double_answer(struct mynah_double *self, const char *name,
                                   const struct mynah_arguments *arguments, struct arena *arena,
                                   struct mynah_error *error)
{
    char unset[230];
    struct mynah_error refusal = { .code = MYNAH_ERROR_NONE };
    struct method *method = mynah__double_method(self, name, &refusal);
    bool takes = method && mynah__signature_takes(method->signature, arguments, &refusal) &&
                 mynah__double_follow(self, method, &refusal);
    if (refusal.code == MYNAH_ERROR_MEMORY) {
        *error = refusal;
        mynah__arena_finish(arena);
        return NULL;
    }
    if (!takes) {
        struct sink sink = mynah__sink(unset, sizeof unset);
        mynah__sink_format(&sink, "an unexpected call: %s", refusal.text);
    } else if (!atomic_load(&method->told)) {
        say_unset(self, arguments, unset, sizeof unset);
    }
    const struct call call = { .method = name,
                               .shape = mynah_arguments_shape(),
                               .request = arguments,
                               .unset = unset,
                               .cursor = takes ? &method->cursor : NULL,
                               .arena = arena };
    if (method) {
        count(self, method, arguments);
    }
    struct reply *reply;
    struct entry *entry = mynah__call_open(&self->base, &call, &reply, error);
    if (!entry) {
        return NULL;
    }
    if (!takes) {
        error->code = MYNAH_ERROR_ARGUMENT; // nice or not, that is a slip
    }
    reply = end(self, name, entry, reply, error);
    mynah__call_close(&self->base, entry, reply, error);
    return reply;
}

// ## The functions to call by

static void fail_with(struct mynah_double_failure *failure, const struct mynah_error *error,
                      const struct reply *reply)
{
    if (!failure) {
        return;
    }
    *failure = (struct mynah_double_failure){ .error = *error };
    if (!reply) {
        return;
    }
    failure->error = *reply->error;
    if (reply->shape == mynah_fault_shape()) {
        const struct mynah_fault *fault = reply->record;
        struct sink sink = mynah__sink(failure->kind, sizeof failure->kind);
        mynah__sink_add(&sink, fault->kind ? fault->kind : "");
        failure->number = fault->number;
    }
}

static struct mynah_named *copy_value(const struct mynah_reply *reply, struct mynah_error *error)
{
    static const struct mynah_named nothing = { .name = "value" };
    const struct mynah_named *value = reply->value_count ? reply->value : &nothing;
    size_t text = value->text ? strlen(value->text) + 1 : 0;
    struct mynah_named *copy = mynah__alloc(sizeof *copy + text);
    if (!copy) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    *copy = *value;
    copy->name = nothing.name;
    copy->text = text ? memcpy(copy + 1, value->text, text) : NULL;
    return copy;
}

static struct mynah_named *call(struct mynah_double *self, const char *method,
                                const struct mynah_arguments *arguments, struct arena *arena,
                                struct mynah_double_failure *failure)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct reply *reply = mynah__double_answer(self, method, arguments, arena, &error);
    struct mynah_named *value = NULL;
    bool answered = reply && reply->kind == MYNAH_STEP_REPLY;
    if (answered) {
        value = copy_value(reply->record, &error);
    }
    if (!value) {
        fail_with(failure, &error, answered ? NULL : reply);
    }
    mynah__reply_release(reply);
    return value;
}

struct mynah_named *mynah_double_call_with(struct mynah_double *self, const char *method,
                                           const struct mynah_arguments *arguments,
                                           struct mynah_double_failure *failure)
{
    return call(self, method, arguments, NULL, failure);
}

struct mynah_named *mynah_double_call(struct mynah_double *self, const char *method,
                                      struct mynah_double_failure *failure, const char *format, ...)
{
    struct more more;
    struct arena arena = { 0 };
    struct mynah_arguments arguments;
    struct mynah_error error;
    va_start(more.list, format);
    bool packed = mynah__pack_arguments(&arena, &arguments, format, &more, &error);
    va_end(more.list);
    if (!packed) {
        fail_with(failure, &error, NULL);
        mynah__arena_finish(&arena);
        return NULL;
    }
    return call(self, method, &arguments, &arena, failure);
}

bool mynah_double_answer(struct mynah_answer *answer, struct mynah_error *error, const char *format,
                         ...)
{
    struct more more;
    struct arena arena = { 0 };
    struct mynah_reply reply;
    va_start(more.list, format);
    bool good = mynah__pack_value(&arena, &reply, format, &more, error);
    va_end(more.list);
    good = good && mynah_answer_record(answer, mynah_reply_shape(), &reply, error);
    mynah__arena_finish(&arena);
    return good;
}

bool mynah_double_answer_fault(struct mynah_answer *answer, const struct mynah_fault *fault,
                               struct mynah_error *error)
{
    return mynah_answer_step(answer,
                             &(struct mynah_step){ .kind = MYNAH_STEP_ERROR,
                                                   .text = fault->text,
                                                   .shape = mynah_fault_shape(),
                                                   .record = fault },
                             error);
}
