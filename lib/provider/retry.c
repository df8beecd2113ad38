// SPDX-License-Identifier: Apache-2.0
//
// Trying again: a wrapper that asks the provider inside once more when a failure may pass.

#include <mynah/breaker.h>

#include "core/alloc.h"
#include "provider/answer.h"
#include "provider/failure.h"
#include "provider/wrap.h"

#include <assert.h>

struct mynah_retry {
    struct wrapper base;
    struct mynah_retry_options options;
    struct mynah_retry_stats stats; // the rest has the lock of the wrapper
    uint64_t pauses;                // so far, for the jitter
};

// ## How long to wait

static int64_t grown(const struct mynah_retry_options *options, int attempt)
{
    double pause = (double)options->base;
    for (int i = 1; i < attempt && pause < (double)options->longest; i++) {
        pause *= options->factor;
    }
    return pause < (double)options->longest ? (int64_t)pause : options->longest;
}

// Return how long to wait after that attempt, the first of which is 1.
static int64_t pause_after(struct mynah_retry *retry, int attempt,
                           const struct mynah_chat_failure *failure)
{
    const struct mynah_retry_options *options = &retry->options;
    int64_t pause = failure->retry_after;
    if (pause > options->longest) {
        return options->longest;
    }
    if (pause > 0) {
        return pause; // what it asks for is not shortened
    }
    pause = grown(options, attempt);
    const struct mynah_latency spread = { .kind = MYNAH_LATENCY_RANDOM,
                                          .base = pause,
                                          .jitter = (int64_t)((double)pause * options->jitter) };
    pthread_mutex_lock(&retry->base.lock);
    uint64_t number = retry->pauses++;
    pthread_mutex_unlock(&retry->base.lock);
    return mynah__latency(&spread, options->seed, (size_t)number);
}

// ## Counting

static void count_call(struct mynah_retry *retry)
{
    pthread_mutex_lock(&retry->base.lock);
    retry->stats.calls++;
    pthread_mutex_unlock(&retry->base.lock);
}

static void count_attempt(struct mynah_retry *retry)
{
    pthread_mutex_lock(&retry->base.lock);
    retry->stats.attempts++;
    pthread_mutex_unlock(&retry->base.lock);
}

// Whether there is a next attempt; then `pause` says when.
static bool again(struct mynah_retry *retry, int attempt, const struct mynah_chat_failure *failure,
                  int64_t *pause)
{
    bool more = mynah_chat_failure_is_transient(failure) && attempt < retry->options.attempts;
    *pause = more ? pause_after(retry, attempt, failure) : 0;
    pthread_mutex_lock(&retry->base.lock);
    retry->stats.waited += *pause;
    retry->stats.given_up += !more;
    pthread_mutex_unlock(&retry->base.lock);
    return more;
}

static bool wait_for_next(struct mynah_retry *retry, int attempt,
                          const struct mynah_chat_failure *failure)
{
    int64_t pause;
    if (!again(retry, attempt, failure, &pause)) {
        return false;
    }
    mynah_clock_sleep(mynah__wrapper_clock(&retry->base), pause);
    return true;
}

static bool out_of_memory(struct mynah_retry *retry, struct mynah_chat_failure *failure)
{
    struct mynah_error error;
    mynah_error_set(&error, MYNAH_ERROR_MEMORY, "out of memory");
    return mynah__chat_failure_own(failure, MYNAH_CHAT_STAND_IN, retry->base.name, &error);
}

// ## Chatting

static struct mynah_chat_response *chat(void *self, const struct mynah_chat_request *request,
                                        struct mynah_chat_failure *failure)
{
    struct mynah_retry *retry = self;
    const struct mynah_chat_provider *inner = &retry->base.inner;
    struct mynah_chat_failure own;
    struct mynah_chat_failure *told = failure ? failure : &own;
    struct mynah_chat_response *response;
    int attempt = 0;
    count_call(retry);
    do {
        count_attempt(retry);
        response = inner->chat(inner->self, request, told);
        attempt++;
    } while (!response && wait_for_next(retry, attempt, told));
    return response;
}

// ## Streaming

// A stream that can begin anew until its first chunk has come.
struct retried_stream {
    struct mynah_retry *retry;
    struct mynah_chat_request *request; // a copy
    struct mynah_chat_stream inner;
    int attempt;
    bool open;
    bool begun;
};

// Open the stream inside, as often as it takes.
static bool open_stream(struct retried_stream *stream, struct mynah_chat_failure *failure)
{
    const struct mynah_chat_provider *inner = &stream->retry->base.inner;
    do {
        count_attempt(stream->retry);
        stream->attempt++;
        stream->open = inner->stream(inner->self, stream->request, &stream->inner, failure);
    } while (!stream->open && wait_for_next(stream->retry, stream->attempt, failure));
    return stream->open;
}

static bool next(void *self, const struct mynah_chat_chunk **chunk,
                 struct mynah_chat_failure *failure)
{
    struct retried_stream *stream = self;
    struct mynah_chat_failure own;
    struct mynah_chat_failure *told = failure ? failure : &own;
    while (stream->open) {
        if (stream->inner.next(stream->inner.self, chunk, told)) {
            stream->begun = true;
            return true;
        }
        if (stream->begun || told->kind == MYNAH_CHAT_NO_FAILURE ||
            !wait_for_next(stream->retry, stream->attempt, told)) {
            return false;
        }
        stream->inner.close(stream->inner.self);
        open_stream(stream, told);
    }
    return false;
}

static void close_stream(void *self)
{
    struct retried_stream *stream = self;
    if (stream->open) {
        stream->inner.close(stream->inner.self);
    }
    mynah_free(stream->request);
    mynah__free(stream);
}

static bool stream(void *self, const struct mynah_chat_request *request,
                   struct mynah_chat_stream *opened, struct mynah_chat_failure *failure)
{
    struct mynah_retry *retry = self;
    struct mynah_chat_failure own;
    struct mynah_chat_failure *told = failure ? failure : &own;
    struct retried_stream *retried = mynah__alloc(sizeof *retried);
    if (!retried) {
        return out_of_memory(retry, told);
    }
    retried->retry = retry;
    retried->request = mynah_record_copy(mynah_chat_request_shape(), request, NULL);
    bool good = retried->request || out_of_memory(retry, told);
    count_call(retry);
    if (!good || !open_stream(retried, told)) {
        close_stream(retried);
        return false;
    }
    *opened = (struct mynah_chat_stream){ .next = next, .close = close_stream, .self = retried };
    return true;
}

// ## Submitting
//
// The handle that the host has is the call here; the provider inside has another one for each
// attempt.  Between attempts the call waits for a timer.

struct retried_call {
    struct wrapped_call base;
    int attempt;
    bool begun;
    bool cancelled;
};

static void end(struct retried_call *call, const struct mynah_chat_event *event)
{
    const struct mynah_chat_listener listener = call->base.listener;
    if (mynah__wrapper_end(call->base.wrapper, &call->base)) {
        listener.tell(listener.self, event);
    }
}

static void end_cancelled(struct retried_call *call)
{
    struct mynah_chat_failure failure;
    struct mynah_error error;
    mynah_error_set(&error, MYNAH_ERROR_SCRIPTED, "the call was cancelled");
    mynah__chat_failure_own(&failure, MYNAH_CHAT_CANCELLED, call->base.wrapper->name, &error);
    end(call, &(struct mynah_chat_event){ .failure = &failure });
}

static void attempt(void *self);

// Try again after a failure, if that is of use.
static bool try_again(struct retried_call *call, const struct mynah_chat_failure *failure)
{
    struct wrapper *wrapper = call->base.wrapper;
    struct mynah_clock *clock = mynah__wrapper_clock(wrapper);
    int64_t pause;
    if (call->begun || call->cancelled ||
        !again((struct mynah_retry *)wrapper, call->attempt, failure, &pause)) {
        return false;
    }
    pthread_mutex_lock(&wrapper->lock);
    call->base.inner = NULL;
    call->base.timer = mynah_clock_at(clock, mynah_clock_after(clock, pause), attempt, call, NULL);
    bool waits = call->base.timer != 0;
    pthread_mutex_unlock(&wrapper->lock);
    return waits;
}

static void tell(void *self, const struct mynah_chat_event *event)
{
    struct retried_call *call = self;
    if (event->chunk) {
        call->begun = true;
        call->base.listener.tell(call->base.listener.self, event);
    } else if (!event->failure || !try_again(call, event->failure)) {
        end(call, event);
    }
}

static bool submit_inner(struct retried_call *call, struct mynah_chat_failure *failure)
{
    count_attempt((struct mynah_retry *)call->base.wrapper);
    call->attempt++;
    return mynah__wrapper_submit(&call->base, tell, failure, call->base.request);
}

static void attempt(void *self)
{
    struct retried_call *call = self;
    struct mynah_chat_failure failure;
    pthread_mutex_lock(&call->base.wrapper->lock);
    call->base.timer = 0;
    bool cancelled = call->cancelled;
    pthread_mutex_unlock(&call->base.wrapper->lock);
    if (cancelled) {
        end_cancelled(call);
    } else if (!submit_inner(call, &failure) && !try_again(call, &failure)) {
        end(call, &(struct mynah_chat_event){ .failure = &failure });
    }
}

static struct mynah_chat_handle *submit(void *self, const struct mynah_chat_request *request,
                                        const struct mynah_chat_listener *listener,
                                        struct mynah_chat_failure *failure)
{
    struct mynah_retry *retry = self;
    struct mynah_chat_failure own;
    struct mynah_chat_failure *told = failure ? failure : &own;
    struct retried_call *call = mynah__alloc(sizeof *call);
    struct mynah_chat_request *copy =
        call ? mynah_record_copy(mynah_chat_request_shape(), request, NULL) : NULL;
    if (!copy) {
        mynah__free(call);
        out_of_memory(retry, told);
        return NULL;
    }
    call->base.request = copy;
    call->base.listener = *listener;
    mynah__wrapper_link(&retry->base, &call->base);
    count_call(retry);
    if (!submit_inner(call, told) && !try_again(call, told)) {
        mynah__wrapper_end(&retry->base, &call->base);
        return NULL;
    }
    return (struct mynah_chat_handle *)call;
}

static void cancel(void *self, struct mynah_chat_handle *handle)
{
    struct mynah_retry *retry = self;
    const struct mynah_chat_provider *inner = &retry->base.inner;
    struct retried_call *call = NULL;
    pthread_mutex_lock(&retry->base.lock);
    for (struct wrapped_call *at = retry->base.calls; at && !call; at = at->next) {
        call = (void *)at == (void *)handle ? (struct retried_call *)at : NULL;
    }
    bool waits = call && call->base.timer &&
                 mynah_clock_cancel(mynah__wrapper_clock(&retry->base), call->base.timer);
    struct mynah_chat_handle *on_its_way = call ? call->base.inner : NULL;
    if (call) {
        call->cancelled = true;
    }
    pthread_mutex_unlock(&retry->base.lock);
    if (waits) {
        end_cancelled(call);
    } else if (on_its_way) {
        inner->cancel(inner->self, on_its_way);
    }
}

struct mynah_chat_provider mynah_retry_interface(struct mynah_retry *retry)
{
    const struct mynah_chat_provider *inner = &retry->base.inner;
    struct mynah_chat_provider interface = mynah__wrapper_interface(&retry->base);
    interface.chat = chat;
    interface.stream = inner->stream ? stream : NULL;
    interface.submit = inner->submit ? submit : NULL;
    interface.cancel = inner->cancel ? cancel : NULL;
    return interface;
}

// ## Life

struct mynah_retry_stats mynah_retry_stats(struct mynah_retry *retry)
{
    pthread_mutex_lock(&retry->base.lock);
    struct mynah_retry_stats stats = retry->stats;
    pthread_mutex_unlock(&retry->base.lock);
    return stats;
}

static void reset(void *self)
{
    struct mynah_retry *retry = self;
    mynah__wrapper_drop(&retry->base);
    pthread_mutex_lock(&retry->base.lock);
    retry->stats = (struct mynah_retry_stats){ .calls = 0 };
    retry->pauses = 0;
    pthread_mutex_unlock(&retry->base.lock);
}

void mynah_retry_reset(struct mynah_retry *retry)
{
    reset(retry);
}

static void destroy(void *self)
{
    struct mynah_retry *retry = self;
    mynah__wrapper_finish(&retry->base);
    mynah__free(retry);
}

void mynah_retry_destroy(struct mynah_retry *retry)
{
    if (retry) {
        destroy(retry);
    }
}

static bool configure(struct mynah_retry_options *options, const struct mynah_retry_options *given,
                      struct mynah_error *error)
{
    *options = given ? *given : (struct mynah_retry_options){ .name = NULL };
    if (options->attempts < 0 || options->base < 0 || options->longest < 0 ||
        !(options->factor >= 0)) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "an option of the retry is negative");
    }
    if (!(options->jitter >= 0 && options->jitter <= 1)) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "the jitter is not between 0 and 1");
    }
    options->attempts = options->attempts ? options->attempts : 4;
    options->base = options->base ? options->base : MYNAH_SECOND;
    options->factor = options->factor > 0 ? options->factor : 2;
    options->longest = options->longest ? options->longest : 60 * MYNAH_SECOND;
    return true;
}

struct mynah_retry *mynah_retry_create(struct mynah_world *world,
                                       const struct mynah_chat_provider *inner,
                                       const struct mynah_retry_options *options,
                                       struct mynah_error *error)
{
    const struct mynah_member member = { .name = options && options->name ? options->name : "retry",
                                         .reset = reset,
                                         .destroy = destroy };
    assert(inner && inner->chat);
    struct mynah_retry *retry = mynah__alloc(sizeof *retry);
    if (!retry) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    if (!configure(&retry->options, options, error) ||
        !mynah__wrapper_init(&retry->base, world, inner, &member, error)) {
        mynah__free(retry);
        return NULL;
    }
    return retry;
}
