// SPDX-License-Identifier: Apache-2.0
//
// Building scripts: checked and copied step by step, frozen by the first use.

#include "stand_in/script.h"

#include "core/alloc.h"
#include "stand_in/match.h"

#include <assert.h>
#include <stdatomic.h>
#include <string.h>

const char *mynah_exhaustion_name(enum mynah_exhaustion exhaustion)
{
    static const char *const names[] = { "repeat-last", "cycle", "default", "error" };
    return (unsigned)exhaustion <= MYNAH_EXHAUSTION_ERROR ? names[exhaustion] : "unknown";
}

static void step_release(struct script_step *step)
{
    mynah__reply_release(step->reply);
    mynah__match_release(step->when);
}

static bool step_init(struct script_step *step, const struct mynah_step *from,
                      struct mynah_error *error)
{
    *step = (struct script_step){ .step = *from };
    step->reply = mynah__reply_create(from, error);
    if (!step->reply) {
        return false;
    }
    if (from->when) {
        step->when = mynah__match_compile(from->when, error);
        if (!step->when) {
            step_release(step);
            return false;
        }
    }
    step->step.text = step->reply->text;
    step->step.size = step->reply->size;
    step->step.record = step->reply->record;
    step->step.file = step->reply->file;
    step->step.when = step->when;
    return true;
}

struct mynah_script *mynah_script_create(const struct mynah_script_options *options,
                                         struct mynah_error *error)
{
    static const struct mynah_step empty = { .optional = true };
    struct mynah_script *script = mynah__alloc(sizeof *script);
    if (!script) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    atomic_init(&script->shares, 1);
    if (!options) {
        return script;
    }
    assert((unsigned)options->exhaustion <= MYNAH_EXHAUSTION_ERROR);
    script->exhaustion = options->exhaustion;
    if (options->exhaustion == MYNAH_EXHAUSTION_DEFAULT &&
        !step_init(&script->fallback, options->fallback ? options->fallback : &empty, error)) {
        mynah__free(script);
        return NULL;
    }
    return script;
}

static bool check_stream(const struct mynah_script *script, const struct mynah_script *stream,
                         struct mynah_error *error)
{
    if (stream == script) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "a script cannot stream itself");
    }
    for (size_t i = 0; i < stream->count; i++) {
        if (stream->steps[i].step.kind == MYNAH_STEP_STREAM) {
            return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                                   "a chunk of a stream cannot be a stream");
        }
    }
    return true;
}

bool mynah_script_add(struct mynah_script *script, const struct mynah_step *step,
                      struct mynah_error *error)
{
    struct script_step added;
    if (atomic_load(&script->frozen)) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "the script is in use: steps can no longer be added");
    }
    if (step->kind == MYNAH_STEP_STREAM && step->stream &&
        !check_stream(script, step->stream, error)) {
        return false;
    }
    struct script_step *steps =
        mynah__grow(script->steps, script->count, &script->capacity, sizeof *steps);
    if (!steps) {
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    script->steps = steps;
    if (!step_init(&added, step, error)) {
        return false;
    }
    steps[script->count++] = added;
    return true;
}

size_t mynah_script_count(const struct mynah_script *script)
{
    return script->count;
}

const struct mynah_step *mynah_script_step(const struct mynah_script *script, size_t index)
{
    assert(index < script->count);
    return &script->steps[index].step;
}

const struct mynah_script *mynah__script_share(const struct mynah_script *script)
{
    // A script is constant to those who use it, but not the count of them.
    struct mynah_script *shared = (struct mynah_script *)script;
    atomic_store(&shared->frozen, true);
    atomic_fetch_add_explicit(&shared->shares, 1, memory_order_relaxed);
    return script;
}

void mynah_script_destroy(struct mynah_script *script)
{
    if (!script || atomic_fetch_sub_explicit(&script->shares, 1, memory_order_acq_rel) != 1) {
        return;
    }
    for (size_t i = 0; i < script->count; i++) {
        step_release(&script->steps[i]);
    }
    step_release(&script->fallback);
    mynah__free(script->steps);
    mynah__free(script);
}

bool mynah__script_check(const struct mynah_script *script, const struct mynah_shape *shape,
                         struct mynah_error *error)
{
    for (size_t i = 0; i < script->count; i++) {
        struct mynah_error inner;
        if (!mynah_match_check(script->steps[i].when, shape, &inner)) {
            return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "step %zu: %.200s", i + 1,
                                   inner.text);
        }
    }
    return true;
}

void mynah__step_show(struct sink *sink, const struct mynah_step *step)
{
    static const char *const names[] = { "reply", "error", "malformed reply", "stream",
                                         "callback" };
    mynah__sink_add(sink, names[step->kind]);
    if (step->kind == MYNAH_STEP_STREAM) {
        mynah__sink_format(sink, " of %zu chunks", mynah_script_count(step->stream));
    } else if (step->kind != MYNAH_STEP_CALLBACK && step->text) {
        mynah__sink_add(sink, " ");
        mynah__sink_quoted(sink, step->text, step->size, 60);
    } else if (step->record) {
        char shown[120];
        mynah_record_show(step->shape, step->record,
                          &(struct mynah_show_options){ .text_most = 30 }, shown, sizeof shown);
        mynah__sink_format(sink, " %s", shown);
    }
    if (step->when) {
        char shown[160];
        mynah_match_show(step->when, shown, sizeof shown);
        mynah__sink_format(sink, " when %s", shown);
    }
}
