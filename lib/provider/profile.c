// SPDX-License-Identifier: Apache-2.0
//
// A wrapper that measures each call, and tells of it.

#include <mynah/load.h>

#include "core/alloc.h"
#include "provider/failure.h"
#include "provider/machine_time.h"
#include "provider/wrap.h"

#include <assert.h>
#include <string.h>

struct mynah_profile {
    struct wrapper base;
    void (*hook)(void *self, const struct mynah_profiled *call);
    void *self;
};

// A call that is being measured.
struct measured {
    struct mynah_profile *profile;
    struct mynah_profiled call;
    int64_t begin;
    bool told;
};

static size_t length(const char *text)
{
    return text ? strlen(text) : 0;
}

static size_t size_of_calls(const struct mynah_tool_call *calls, size_t count)
{
    size_t size = 0;
    for (size_t i = 0; i < count; i++) {
        size += length(calls[i].arguments);
    }
    return size;
}

static size_t size_of_request(const struct mynah_chat_request *request)
{
    size_t size = 0;
    for (size_t i = 0; i < request->message_count; i++) {
        const struct mynah_chat_message *message = &request->messages[i];
        size += length(message->content);
        size += size_of_calls(message->tool_calls, message->tool_call_count);
        for (size_t k = 0; k < message->part_count; k++) {
            size += length(message->parts[k].text) + message->parts[k].data.size;
        }
    }
    return size;
}

static void begin(struct measured *measured, struct mynah_profile *profile, const char *method,
                  const struct mynah_chat_request *request)
{
    *measured = (struct measured){ .profile = profile,
                                   .call = { .provider = profile->base.inner.name,
                                             .method = method,
                                             .first_chunk = -1,
                                             .request_size = size_of_request(request) },
                                   .begin = mynah__machine_time() };
}

static void count_chunk(struct measured *measured, const struct mynah_chat_chunk *chunk)
{
    struct mynah_profiled *call = &measured->call;
    if (call->chunks++ == 0) {
        call->first_chunk = mynah__machine_time() - measured->begin;
    }
    call->reply_size +=
        length(chunk->content) + size_of_calls(chunk->tool_calls, chunk->tool_call_count);
}

static void count_response(struct measured *measured, const struct mynah_chat_response *response)
{
    measured->call.reply_size =
        length(response->content) + size_of_calls(response->tool_calls, response->tool_call_count);
}

static void tell_once(struct measured *measured, enum mynah_chat_failure_kind failure)
{
    if (!measured->told) {
        measured->told = true;
        measured->call.duration = mynah__machine_time() - measured->begin;
        measured->call.failure = failure;
        measured->profile->hook(measured->profile->self, &measured->call);
    }
}

// ## The three ways to call

static struct mynah_chat_response *chat(void *self, const struct mynah_chat_request *request,
                                        struct mynah_chat_failure *failure)
{
    struct mynah_profile *profile = self;
    const struct mynah_chat_provider *inner = &profile->base.inner;
    struct mynah_chat_failure own;
    struct mynah_chat_failure *told = failure ? failure : &own;
    struct measured measured;
    begin(&measured, profile, "chat", request);
    struct mynah_chat_response *response = inner->chat(inner->self, request, told);
    if (response) {
        count_response(&measured, response);
    }
    tell_once(&measured, response ? MYNAH_CHAT_NO_FAILURE : told->kind);
    return response;
}

struct measured_stream {
    struct measured measured;
    struct mynah_chat_stream inner;
};

static bool next(void *self, const struct mynah_chat_chunk **chunk,
                 struct mynah_chat_failure *failure)
{
    struct measured_stream *stream = self;
    struct mynah_chat_failure own;
    struct mynah_chat_failure *told = failure ? failure : &own;
    if (stream->inner.next(stream->inner.self, chunk, told)) {
        count_chunk(&stream->measured, *chunk);
        return true;
    }
    tell_once(&stream->measured, told->kind);
    return false;
}

static void close_stream(void *self)
{
    struct measured_stream *stream = self;
    tell_once(&stream->measured, MYNAH_CHAT_NO_FAILURE);
    stream->inner.close(stream->inner.self);
    mynah__free(stream);
}

static void *out_of_memory(struct mynah_profile *profile, struct mynah_chat_failure *failure)
{
    struct mynah_error error;
    mynah_error_set(&error, MYNAH_ERROR_MEMORY, "out of memory");
    mynah__chat_failure_own(failure, MYNAH_CHAT_STAND_IN, profile->base.name, &error);
    return NULL;
}

static bool stream(void *self, const struct mynah_chat_request *request,
                   struct mynah_chat_stream *opened, struct mynah_chat_failure *failure)
{
    struct mynah_profile *profile = self;
    const struct mynah_chat_provider *inner = &profile->base.inner;
    struct mynah_chat_failure own;
    struct mynah_chat_failure *told = failure ? failure : &own;
    struct measured_stream *measured = mynah__alloc(sizeof *measured);
    if (!measured) {
        return out_of_memory(profile, told) != NULL;
    }
    begin(&measured->measured, profile, "stream", request);
    if (!inner->stream(inner->self, request, &measured->inner, told)) {
        tell_once(&measured->measured, told->kind);
        mynah__free(measured);
        return false;
    }
    *opened = (struct mynah_chat_stream){ .next = next, .close = close_stream, .self = measured };
    return true;
}

struct measured_call {
    struct wrapped_call base;
    struct measured measured;
};

static void tell(void *self, const struct mynah_chat_event *event)
{
    struct measured_call *call = self;
    const struct mynah_chat_listener listener = call->base.listener;
    if (event->chunk) {
        count_chunk(&call->measured, event->chunk);
        listener.tell(listener.self, event);
        return;
    }
    if (event->response) {
        count_response(&call->measured, event->response);
    }
    tell_once(&call->measured, event->failure ? event->failure->kind : MYNAH_CHAT_NO_FAILURE);
    mynah__wrapper_end(call->base.wrapper, &call->base);
    listener.tell(listener.self, event);
}

static struct mynah_chat_handle *submit(void *self, const struct mynah_chat_request *request,
                                        const struct mynah_chat_listener *listener,
                                        struct mynah_chat_failure *failure)
{
    struct mynah_profile *profile = self;
    struct mynah_chat_failure own;
    struct mynah_chat_failure *told = failure ? failure : &own;
    struct measured_call *call = mynah__alloc(sizeof *call);
    if (!call) {
        return out_of_memory(profile, told);
    }
    begin(&call->measured, profile, listener->streams ? "stream" : "chat", request);
    call->base.listener = *listener;
    mynah__wrapper_link(&profile->base, &call->base);
    if (!mynah__wrapper_submit(&call->base, tell, told, request)) {
        tell_once(&call->measured, told->kind);
        mynah__wrapper_end(&profile->base, &call->base);
        return NULL;
    }
    return (struct mynah_chat_handle *)call;
}

struct mynah_chat_provider mynah_profile_interface(struct mynah_profile *profile)
{
    struct mynah_chat_provider interface = mynah__wrapper_interface(&profile->base);
    interface.chat = chat;
    interface.stream = profile->base.inner.stream ? stream : NULL;
    interface.submit = profile->base.inner.submit ? submit : NULL;
    return interface;
}

// ## Life

static void reset(void *self)
{
    mynah__wrapper_drop(self);
}

static void destroy(void *self)
{
    struct mynah_profile *profile = self;
    mynah__wrapper_finish(&profile->base);
    mynah__free(profile);
}

void mynah_profile_destroy(struct mynah_profile *profile)
{
    if (profile) {
        destroy(profile);
    }
}

struct mynah_profile *
mynah_profile_create(struct mynah_world *world, const struct mynah_chat_provider *inner,
                     void (*hook)(void *self, const struct mynah_profiled *call), void *self,
                     struct mynah_error *error)
{
    static const struct mynah_member member = { .name = "profile",
                                                .reset = reset,
                                                .destroy = destroy };
    assert(inner && inner->chat && hook);
    struct mynah_profile *profile = mynah__alloc(sizeof *profile);
    if (!profile) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    profile->hook = hook;
    profile->self = self;
    if (!mynah__wrapper_init(&profile->base, world, inner, &member, error)) {
        mynah__free(profile);
        return NULL;
    }
    return profile;
}
