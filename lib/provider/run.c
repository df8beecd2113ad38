// SPDX-License-Identifier: Apache-2.0
//
// One call on its way: from the step that it takes to the events that it is told as.

#include "provider/run.h"

#include "provider/failure.h"

#include <string.h>

static int64_t later(int64_t time, int64_t delay)
{
    return time > INT64_MAX - delay ? INT64_MAX : time + delay;
}

static const char *name_of(const struct run *run)
{
    return mynah__stand_in_name(&run->provider->base);
}

// ## How it ends

static void close_with(struct run *run, const struct mynah_step *outcome)
{
    static const struct mynah_error no_memory = { .code = MYNAH_ERROR_MEMORY,
                                                  .text = "out of memory" };
    struct reply *reply = mynah__reply_create(outcome, NULL);
    run->response_size = reply ? reply->record_size : 0;
    mynah__call_close(&run->provider->base, run->begun.entry, reply, &no_memory);
    mynah__reply_release(reply);
    run->state = RUN_OVER;
}

static void close_answered(struct run *run)
{
    close_with(run, &(struct mynah_step){ .shape = mynah_chat_response_shape(),
                                          .record = &run->response });
}

static enum run_event close_failed(struct run *run)
{
    run->breaks.kind = run->failure.kind;
    close_with(run, &(struct mynah_step){ .kind = MYNAH_STEP_ERROR,
                                          .code = run->failure.error.code,
                                          .text = run->failure.error.text,
                                          .shape = mynah_chat_error_shape(),
                                          .record = &run->breaks });
    return RUN_FAILED;
}

// Break with a failure that was wanted.
static void break_with(struct run *run, const struct mynah_chat_error *error)
{
    run->breaks = mynah__chat_error_full(error);
    mynah_chat_failure_set(&run->failure, name_of(run), error);
    run->state = RUN_BREAKS;
    if (run->breaks.kind == MYNAH_CHAT_TIMEOUT) {
        run->due = later(run->due, run->breaks.timeout);
    }
}

// Break with what kept the mock from answering.
static void break_own(struct run *run, enum mynah_chat_failure_kind kind,
                      const struct mynah_error *error)
{
    mynah__chat_failure_own(&run->failure, kind, name_of(run), error);
    run->state = RUN_BREAKS;
}

static void break_memory(struct run *run)
{
    struct mynah_error error;
    mynah_error_set(&error, MYNAH_ERROR_MEMORY, "out of memory");
    break_own(run, MYNAH_CHAT_STAND_IN, &error);
}

// A step of kind ERROR: with a chat error, or with text alone.
static void break_scripted(struct run *run, const struct reply *reply)
{
    if (reply->shape == mynah_chat_error_shape()) {
        break_with(run, reply->record);
    } else {
        break_with(run, &(struct mynah_chat_error){ .message = reply->error->text });
    }
}

// ## How it begins

static bool supported(struct run *run, const struct mynah_chat_request *request)
{
    const struct mynah_provider_options *options = &run->provider->options;
    bool tools = options->no_tools && request->tool_count > 0;
    struct mynah_error error;
    if (!tools && !(options->no_streaming && run->streams)) {
        return true;
    }
    mynah_error_set(&error, MYNAH_ERROR_SCRIPTED, "%s does not %s", name_of(run),
                    tools ? "support tools" : "stream");
    break_own(run, MYNAH_CHAT_UNSUPPORTED, &error);
    return false;
}

static void wait_for_answer(struct run *run)
{
    const struct mynah_provider_options *options = &run->provider->options;
    const struct mynah_latency *latency = &options->latency;
    int64_t takes = mynah__latency(latency, options->seed, run->begun.call.index);
    if (latency->timeout_after && takes > latency->timeout_after) {
        break_with(run, &(struct mynah_chat_error){ .kind = MYNAH_CHAT_TIMEOUT,
                                                    .timeout = latency->timeout_after });
        return;
    }
    run->due = later(later(run->due, takes), run->begun.taken.delay);
}

bool mynah__run_begin(struct run *run, struct mynah_provider *provider,
                      const struct mynah_chat_request *request, const char *method,
                      struct mynah_chat_failure *failure)
{
    const struct call call = { .method = method,
                               .shape = mynah_chat_request_shape(),
                               .request = request,
                               .unset = "it was not told what to answer: add a reply" };
    struct mynah_error error;
    *run = (struct run){ .provider = provider,
                         .streams = run->streams,
                         .make_id = run->make_id,
                         .id_self = run->id_self,
                         .collector = { .arena = { .first = 128 } },
                         .arena = { .first = 128 } }; // there is little to fill in
    if (!mynah__provider_follow(provider, &error)) {
        return mynah__chat_failure_own(failure, MYNAH_CHAT_STAND_IN, name_of(run), &error);
    }
    mynah__call_begin(&provider->base, &call, &run->begun, &error);
    if (!run->begun.entry) {
        return mynah__chat_failure_own(failure, MYNAH_CHAT_STAND_IN, name_of(run), &error);
    }
    run->begun.call.request = run->begun.entry->seen.request;
    run->due = run->begun.call.now;
    if (!supported(run, request)) {
        return true;
    }
    if (!run->begun.taken.reply) {
        break_own(run, MYNAH_CHAT_STAND_IN, &error);
    } else {
        wait_for_answer(run);
    }
    return true;
}

// ## How it goes on

static void fill(struct run *run, const struct mynah_chat_response *from)
{
    const struct answer_defaults defaults = { .request = run->begun.call.request,
                                              .model = run->provider->model,
                                              .index = run->begun.call.index,
                                              .no_usage = run->provider->options.no_usage,
                                              .make_id = run->make_id,
                                              .self = run->id_self };
    run->response = mynah__answer_fill(from, &defaults, &run->arena);
    const struct mynah_chat_request *request = run->begun.call.request;
    if (run->response.model == request->model) {
        // The journal's copy may go when the call is closed, and the answer is read after that.
        run->response.model = mynah__arena_text(&run->arena, request->model);
    }
}

static int64_t stream_delay(const struct run *run)
{
    const struct mynah_script *stream = run->reply->stream;
    return run->next < stream->count ? stream->steps[run->next].step.delay : 0;
}

// The step answers: see what that is.
static void answer(struct run *run)
{
    struct mynah_error error;
    struct reply *reply = mynah__call_answer(&run->provider->base, &run->begun, &error);
    run->state = RUN_TELLS;
    run->reply = reply;
    if (!reply) {
        break_own(run, MYNAH_CHAT_STAND_IN, &error);
    } else if (reply->kind == MYNAH_STEP_ERROR) {
        break_scripted(run, reply);
    } else if (reply->kind == MYNAH_STEP_STREAM) {
        run->due = later(run->due, stream_delay(run));
    } else if (reply->record && reply->shape != mynah_chat_response_shape()) {
        mynah_error_set(&error, MYNAH_ERROR_ARGUMENT,
                        "its answer is a %s, but a chat provider answers with a response",
                        reply->shape->name);
        break_own(run, MYNAH_CHAT_STAND_IN, &error);
    } else {
        const struct mynah_chat_response text = { .content = reply->text };
        fill(run, reply->record ? reply->record : &text);
        if (run->streams && !run->arena.failed) {
            mynah__slicer_init(&run->slicer, &run->response, &run->arena);
        }
        if (run->arena.failed) {
            break_memory(run);
        }
    }
}

// Put together what the chunks said, so that the final one can say what is left.
static bool sum_up(struct run *run)
{
    struct mynah_chat_response told;
    if (!mynah__collector_response(&run->collector, &told)) {
        return false;
    }
    fill(run, &told);
    return !run->arena.failed;
}

static enum run_event tell_final(struct run *run)
{
    struct mynah_chat_chunk *piece = &run->piece;
    if (!sum_up(run)) {
        break_memory(run);
        return RUN_NOTHING;
    }
    piece->is_final = true;
    piece->finish_reason = run->response.finish_reason;
    piece->usage = run->response.usage;
    piece->model = run->response.model;
    close_answered(run);
    run->chunk = piece;
    return run->streams ? RUN_CHUNK : RUN_END;
}

static enum run_event tell_stream(struct run *run)
{
    const struct mynah_script *stream = run->reply->stream;
    run->piece = (struct mynah_chat_chunk){ .content = "" };
    if (run->next == stream->count) {
        return tell_final(run);
    }
    const struct reply *reply = stream->steps[run->next++].reply;
    if (reply->kind == MYNAH_STEP_ERROR) {
        break_scripted(run, reply);
        return RUN_NOTHING;
    }
    run->piece.content = reply->text;
    if (reply->record) {
        run->piece = *(const struct mynah_chat_chunk *)reply->record;
    }
    run->due = later(run->due, stream_delay(run));
    mynah__collector_add(&run->collector, &run->piece);
    if (run->piece.is_final) {
        return tell_final(run);
    }
    run->chunk = &run->piece;
    return run->streams ? RUN_CHUNK : RUN_NOTHING;
}

const struct mynah_chat_chunk *mynah__run_scripted(const struct run *run, bool last)
{
    bool streams = run->reply && run->reply->kind == MYNAH_STEP_STREAM;
    const struct mynah_script *stream = streams ? run->reply->stream : NULL;
    if (!stream || !stream->count) {
        return NULL;
    }
    const struct reply *reply = stream->steps[last ? stream->count - 1 : 0].reply;
    return reply->shape == mynah_chat_chunk_shape() ? reply->record : NULL;
}

static enum run_event tell_reply(struct run *run)
{
    if (!run->streams) {
        close_answered(run);
        return RUN_END;
    }
    run->chunk = mynah__slicer_next(&run->slicer);
    if (run->chunk->is_final) {
        close_answered(run);
    } else {
        mynah__collector_add(&run->collector, run->chunk);
        run->due = later(run->due, run->provider->options.latency.between);
    }
    return RUN_CHUNK;
}

enum run_event mynah__run_step(struct run *run)
{
    switch (run->state) {
    case RUN_WAITS:
        answer(run);
        return RUN_NOTHING;
    case RUN_TELLS:
        return run->reply->kind == MYNAH_STEP_STREAM ? tell_stream(run) : tell_reply(run);
    case RUN_BREAKS:
        return close_failed(run);
    default:
        return run->failure.kind ? RUN_FAILED : RUN_END;
    }
}

void mynah__run_abandon(struct run *run, bool cancelled)
{
    if (run->state == RUN_OVER) {
        return;
    }
    if (cancelled) {
        struct mynah_error error;
        mynah_error_set(&error, MYNAH_ERROR_SCRIPTED, "the call was cancelled");
        break_own(run, MYNAH_CHAT_CANCELLED, &error);
        close_failed(run);
        return;
    }
    struct mynah_chat_response told;
    if (mynah__collector_response(&run->collector, &told)) {
        run->response = told;
        run->response.finish_reason = "closed";
        close_answered(run);
    } else {
        break_memory(run);
        close_failed(run);
    }
}

void mynah__run_finish(struct run *run)
{
    mynah__reply_release(run->begun.taken.reply);
    mynah__reply_release(run->reply);
    mynah__collector_finish(&run->collector);
    mynah__arena_finish(&run->arena);
}
