// SPDX-License-Identifier: Apache-2.0
//
// Replies: checked and copied from steps, shared by counting.

#include "stand_in/reply.h"

#include "core/alloc.h"
#include "stand_in/record.h"
#include "stand_in/script.h"

#include <stdatomic.h>
#include <string.h>

static const char *complaint(const struct mynah_step *step)
{
    if ((unsigned)step->kind > MYNAH_STEP_CALLBACK) {
        return "the step is of no known kind";
    }
    if (step->kind == MYNAH_STEP_CALLBACK && !step->callback) {
        return "a callback step without a callback";
    }
    if (step->kind == MYNAH_STEP_STREAM && !step->stream) {
        return "a stream step without a stream";
    }
    if (step->record && !step->shape) {
        return "a step has a record without a shape";
    }
    if (step->size && !step->text) {
        return "a step has a size without text";
    }
    if (step->delay < 0 || step->times < MYNAH_ALWAYS) {
        return step->delay < 0 ? "the delay of a step is negative"
                               : "`times` of a step is negative";
    }
    return NULL;
}

static size_t aligned(size_t size)
{
    return (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
}

static char *put(char **at, const char *bytes, size_t size)
{
    char *copy = *at;
    if (size) {
        memcpy(copy, bytes, size);
    }
    *at += size + 1; // the block is zeroed: a NUL byte stays behind
    return copy;
}

static void fill_error(struct mynah_error *error, const struct mynah_step *step, size_t size)
{
    error->code = step->code ? step->code : MYNAH_ERROR_SCRIPTED;
    const char *text = size ? step->text : "the scripted error";
    size_t most = sizeof error->text - 1;
    size = strlen(text);
    memcpy(error->text, text, size < most ? size : most);
}

struct reply *mynah__reply_create(const struct mynah_step *step, struct mynah_error *error)
{
    const char *wrong = complaint(step);
    if (wrong) {
        mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "%s", wrong);
        return NULL;
    }
    bool has_text = step->text || !step->record;
    size_t size = step->size ? step->size : step->text ? strlen(step->text) : 0;
    size_t record = step->record ? mynah__record_measure(step->shape, step->record) : 0;
    if (step->record && !record) {
        mynah_error_set(error, MYNAH_ERROR_LIMIT, "the record of a step nests too deep");
        return NULL;
    }
    size_t head = aligned(sizeof(struct reply)), file = step->file ? strlen(step->file) : 0;
    size_t failure = step->kind == MYNAH_STEP_ERROR ? aligned(sizeof(struct mynah_error)) : 0;
    struct reply *reply = mynah__alloc(head + aligned(record) + failure + size + file + 2);
    if (!reply) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    char *at = (char *)reply + head;
    atomic_init(&reply->shares, 1);
    reply->kind = step->kind;
    if (record) {
        mynah__record_place(step->shape, step->record, at);
        reply->shape = step->shape;
        reply->record = at;
        reply->record_size = record;
        at += aligned(record);
    }
    if (failure) {
        fill_error((struct mynah_error *)at, step, size);
        reply->error = (struct mynah_error *)at;
        at += failure;
    }
    if (has_text) {
        reply->size = size;
        reply->text = put(&at, step->text, size);
    }
    reply->file = step->file ? put(&at, step->file, file) : NULL;
    reply->line = step->line;
    reply->stream = step->kind == MYNAH_STEP_STREAM ? mynah__script_share(step->stream) : NULL;
    return reply;
}

struct reply *mynah__reply_error(const struct mynah_error *what)
{
    return mynah__reply_create(
        &(struct mynah_step){ .kind = MYNAH_STEP_ERROR, .code = what->code, .text = what->text },
        NULL);
}

struct reply *mynah__reply_share(struct reply *reply)
{
    atomic_fetch_add_explicit(&reply->shares, 1, memory_order_relaxed);
    return reply;
}

void mynah__reply_release(struct reply *reply)
{
    if (reply && atomic_fetch_sub_explicit(&reply->shares, 1, memory_order_acq_rel) == 1) {
        mynah_script_destroy((struct mynah_script *)reply->stream);
        mynah__free(reply);
    }
}
