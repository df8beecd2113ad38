// SPDX-License-Identifier: Apache-2.0
//
// The ways to call a mock provider.  They differ in who waits: chatting and streaming sleep on the
// clock, what was submitted goes on by its timers.

#include "core/alloc.h"
#include "provider/failure.h"
#include "provider/run.h"
#include "stand_in/record.h"

#include <assert.h>

static struct mynah_clock *clock_of(struct mynah_provider *provider)
{
    return mynah_world_clock(provider->base.world);
}

// Sleep until the next event of the call that there is something to tell of.
static enum run_event wait_for(struct run *run)
{
    enum run_event event;
    do {
        mynah_clock_sleep_until(clock_of(run->provider), run->due);
        event = mynah__run_step(run);
    } while (event == RUN_NOTHING);
    return event;
}

static void tell_failure(struct mynah_chat_failure *failure, const struct run *run)
{
    if (failure) {
        *failure = run->failure;
    }
}

// ## Chatting

// Return the caller's copy of the response.  The journal has just made one, and knows its size.
static struct mynah_chat_response *copy_response(const struct run *run, struct mynah_error *error)
{
    if (!run->response_size) {
        return mynah_record_copy(mynah_chat_response_shape(), &run->response, error);
    }
    void *block = mynah__alloc(run->response_size);
    if (block) {
        mynah__record_place(mynah_chat_response_shape(), &run->response, block);
    } else {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return block;
}

struct mynah_chat_response *mynah_provider_chat(struct mynah_provider *provider,
                                                const struct mynah_chat_request *request,
                                                struct mynah_chat_failure *failure)
{
    assert(provider && request);
    struct run run = { .streams = false };
    struct mynah_chat_response *response = NULL;
    struct mynah_error error;
    if (failure) {
        failure->kind = MYNAH_CHAT_NO_FAILURE;
    }
    if (!mynah__run_begin(&run, provider, request, "chat", failure)) {
        return NULL;
    }
    if (wait_for(&run) == RUN_END) {
        response = copy_response(&run, &error);
        if (!response) {
            mynah__chat_failure_own(&run.failure, MYNAH_CHAT_STAND_IN,
                                    mynah__stand_in_name(&provider->base), &error);
        }
    }
    if (!response) {
        tell_failure(failure, &run);
    }
    mynah__run_finish(&run);
    return response;
}

// ## Streaming

static bool next(void *self, const struct mynah_chat_chunk **chunk,
                 struct mynah_chat_failure *failure)
{
    struct run *run = self;
    if (failure) {
        failure->kind = MYNAH_CHAT_NO_FAILURE;
    }
    switch (wait_for(run)) {
    case RUN_CHUNK:
        *chunk = run->chunk;
        return true;
    case RUN_FAILED:
        tell_failure(failure, run);
        return false;
    default:
        return false;
    }
}

static void close_stream(void *self)
{
    struct run *run = self;
    mynah__run_abandon(run, false);
    mynah__run_finish(run);
    mynah__free(run);
}

// What comes before an answer is told by who asks, what comes later by who reads.
static bool undecided(const struct run *run)
{
    bool late = run->breaks.phase != MYNAH_CHAT_BEFORE_ANSWER;
    return run->state == RUN_WAITS || (run->state == RUN_BREAKS && !late);
}

static void *out_of_memory(struct mynah_provider *provider, struct mynah_chat_failure *failure)
{
    struct mynah_error error;
    mynah_error_set(&error, MYNAH_ERROR_MEMORY, "out of memory");
    mynah__chat_failure_own(failure, MYNAH_CHAT_STAND_IN, mynah__stand_in_name(&provider->base),
                            &error);
    return NULL;
}

bool mynah_provider_stream(struct mynah_provider *provider,
                           const struct mynah_chat_request *request,
                           struct mynah_chat_stream *stream, struct mynah_chat_failure *failure)
{
    assert(provider && request && stream);
    struct run *run = mynah__alloc(sizeof *run);
    if (!run) {
        return out_of_memory(provider, failure) != NULL;
    }
    if (failure) {
        failure->kind = MYNAH_CHAT_NO_FAILURE;
    }
    run->streams = true;
    if (!mynah__run_begin(run, provider, request, "stream", failure)) {
        mynah__free(run);
        return false;
    }
    while (undecided(run)) {
        mynah_clock_sleep_until(clock_of(provider), run->due);
        if (mynah__run_step(run) == RUN_FAILED) {
            tell_failure(failure, run);
            close_stream(run);
            return false;
        }
    }
    *stream = (struct mynah_chat_stream){ .next = next, .close = close_stream, .self = run };
    return true;
}

// ## Submitting

struct mynah_chat_handle {
    struct run run;
    struct mynah_chat_handle *next;
    struct mynah_chat_listener listener;
    uint64_t timer;
    bool busy;      // its timer is being called
    bool cancelled; // meanwhile
};

// Take the handle out of the provider; false when it is not there any more.  The lock is held.
static bool unlink_handle(struct mynah_provider *provider, struct mynah_chat_handle *handle)
{
    struct mynah_chat_handle **link = &provider->handles;
    while (*link && *link != handle) {
        link = &(*link)->next;
    }
    bool found = *link != NULL;
    if (found) {
        *link = handle->next;
    }
    return found;
}

static void release(struct mynah_chat_handle *handle)
{
    mynah__run_finish(&handle->run);
    mynah__free(handle);
}

// Tell the end and let go.  The handle is nobody's any more, so that the listener may jump away:
// what it is told of stays valid until it returns, and is then released.
static void tell_end(struct mynah_chat_handle *handle, enum run_event event)
{
    struct run *run = &handle->run;
    struct mynah_chat_event told = { .response = event == RUN_END ? &run->response : NULL,
                                     .failure = event == RUN_END ? NULL : &run->failure };
    handle->listener.tell(handle->listener.self, &told);
    pthread_mutex_lock(&run->provider->lock);
    unlink_handle(run->provider, handle);
    pthread_mutex_unlock(&run->provider->lock);
    release(handle);
}

static void tick(void *self);

// Wait for the next event.  Without memory for a timer the call fails.
static bool arm(struct mynah_chat_handle *handle)
{
    struct mynah_clock *clock = clock_of(handle->run.provider);
    struct mynah_error error;
    handle->timer = mynah_clock_at(clock, handle->run.due, tick, handle, &error);
    return handle->timer != 0;
}

// Whether the call was cancelled while it was busy; if not, it waits from here on.
static bool settle(struct mynah_chat_handle *handle)
{
    struct mynah_provider *provider = handle->run.provider;
    pthread_mutex_lock(&provider->lock);
    bool goes_on = !handle->cancelled && arm(handle);
    handle->busy = !goes_on;
    pthread_mutex_unlock(&provider->lock);
    return goes_on;
}

static void tick(void *self)
{
    struct mynah_chat_handle *handle = self;
    struct run *run = &handle->run;
    pthread_mutex_lock(&run->provider->lock);
    handle->busy = true;
    bool cancelled = handle->cancelled;
    pthread_mutex_unlock(&run->provider->lock);
    enum run_event event = cancelled ? RUN_NOTHING : mynah__run_step(run);
    if (event == RUN_CHUNK) {
        handle->listener.tell(handle->listener.self,
                              &(struct mynah_chat_event){ .chunk = run->chunk });
    } else if (event != RUN_NOTHING) {
        tell_end(handle, event);
        return;
    }
    if (!settle(handle)) {
        mynah__run_abandon(run, true);
        tell_end(handle, run->failure.kind ? RUN_FAILED : RUN_END);
    }
}

struct mynah_chat_handle *mynah_provider_submit(struct mynah_provider *provider,
                                                const struct mynah_chat_request *request,
                                                const struct mynah_chat_listener *listener,
                                                struct mynah_chat_failure *failure)
{
    assert(provider && request && listener && listener->tell);
    struct mynah_chat_handle *handle = mynah__alloc(sizeof *handle);
    if (!handle) {
        return out_of_memory(provider, failure);
    }
    handle->listener = *listener;
    handle->run.streams = listener->streams;
    const char *method = listener->streams ? "stream" : "chat";
    if (!mynah__run_begin(&handle->run, provider, request, method, failure)) {
        mynah__free(handle);
        return NULL;
    }
    pthread_mutex_lock(&provider->lock);
    bool armed = arm(handle);
    if (armed) {
        handle->next = provider->handles;
        provider->handles = handle;
    }
    pthread_mutex_unlock(&provider->lock);
    if (!armed) {
        mynah__run_abandon(&handle->run, true);
        release(handle);
        return out_of_memory(provider, failure);
    }
    return handle;
}

void mynah_provider_cancel(struct mynah_provider *provider, struct mynah_chat_handle *handle)
{
    struct mynah_clock *clock = clock_of(provider);
    pthread_mutex_lock(&provider->lock);
    struct mynah_chat_handle *at = provider->handles;
    while (at && at != handle) {
        at = at->next;
    }
    // Whoever calls its timer, now or in a moment, sees that it is cancelled.
    bool own = at && !at->busy && mynah_clock_cancel(clock, at->timer);
    if (at && !own) {
        at->cancelled = true;
    }
    pthread_mutex_unlock(&provider->lock);
    if (own) {
        mynah__run_abandon(&at->run, true);
        tell_end(at, RUN_FAILED);
    }
}

void mynah__handles_drop(struct mynah_provider *provider)
{
    while (provider->handles) {
        struct mynah_chat_handle *handle = provider->handles;
        provider->handles = handle->next;
        mynah_clock_cancel(clock_of(provider), handle->timer);
        mynah__run_abandon(&handle->run, true);
        release(handle);
    }
}

// ## The interface

static struct mynah_chat_response *chat(void *self, const struct mynah_chat_request *request,
                                        struct mynah_chat_failure *failure)
{
    return mynah_provider_chat(self, request, failure);
}

static bool stream(void *self, const struct mynah_chat_request *request,
                   struct mynah_chat_stream *opened, struct mynah_chat_failure *failure)
{
    return mynah_provider_stream(self, request, opened, failure);
}

static struct mynah_chat_handle *submit(void *self, const struct mynah_chat_request *request,
                                        const struct mynah_chat_listener *listener,
                                        struct mynah_chat_failure *failure)
{
    return mynah_provider_submit(self, request, listener, failure);
}

static void cancel(void *self, struct mynah_chat_handle *handle)
{
    mynah_provider_cancel(self, handle);
}

static int64_t count_tokens(void *self, const char *text)
{
    (void)self;
    return mynah__count_tokens(text);
}

static bool supports_tools(void *self)
{
    return !((struct mynah_provider *)self)->options.no_tools;
}

static bool supports_streaming(void *self)
{
    return !((struct mynah_provider *)self)->options.no_streaming;
}

struct mynah_chat_provider mynah_provider_interface(struct mynah_provider *provider)
{
    assert(provider);
    return (struct mynah_chat_provider){ .name = mynah__stand_in_name(&provider->base),
                                         .chat = chat,
                                         .stream = stream,
                                         .submit = submit,
                                         .cancel = cancel,
                                         .count_tokens = count_tokens,
                                         .supports_tools = supports_tools,
                                         .supports_streaming = supports_streaming,
                                         .self = provider };
}
