// SPDX-License-Identifier: Apache-2.0
//
// Recording a provider: what passes becomes JSON at once, a text for each call.

#include <mynah/cassette.h>

#include "core/alloc.h"
#include "core/file.h"
#include "core/json.h"
#include "provider/failure.h"
#include "provider/redact.h"
#include "provider/wrap.h"

#include <assert.h>

struct taped {
    struct taped *next;
    char *json;
};

struct mynah_cassette {
    struct wrapper base;
    struct secrets secrets;
    struct taped *first; // the rest has the lock of the wrapper
    struct taped **last;
    size_t count;
};

// ## One call, as it is written down

struct tape {
    struct mynah_cassette *cassette;
    struct text json;
    int64_t begun;
    int64_t last; // when the chunk before came
    size_t chunks;
    bool over;
};

static int64_t now(const struct mynah_cassette *cassette)
{
    return mynah_clock_now(mynah__wrapper_clock(&cassette->base));
}

// Add a record without its secrets.
static void add_record(struct tape *tape, const struct mynah_shape *shape, const void *record)
{
    char *json = mynah_record_to_json(shape, record, NULL);
    char *clean = json ? mynah__redact(&tape->cassette->secrets, json) : NULL;
    if (clean) {
        mynah__text_add(&tape->json, clean);
    } else {
        tape->json.failed = true;
    }
    mynah_free(json);
    mynah_free(clean);
}

static void tape_begin(struct tape *tape, struct mynah_cassette *cassette, const char *method,
                       const struct mynah_chat_request *request)
{
    *tape = (struct tape){ .cassette = cassette, .begun = now(cassette) };
    tape->last = tape->begun;
    mynah__text_add_format(&tape->json, "{\"method\": \"%s\", \"request\": ", method);
    add_record(tape, mynah_chat_request_shape(), request);
}

static void tape_chunk(struct tape *tape, const struct mynah_chat_chunk *chunk)
{
    struct mynah_chat_chunk timed = *chunk;
    timed.delay = now(tape->cassette) - tape->last;
    tape->last += timed.delay;
    mynah__text_add(&tape->json, tape->chunks++ ? ", " : ", \"chunks\": [");
    add_record(tape, mynah_chat_chunk_shape(), &timed);
}

static void tape_delay(struct tape *tape, int64_t delay)
{
    mynah__text_add_format(&tape->json, ", \"delay\": %lld", (long long)delay);
}

static void close_chunks(struct tape *tape)
{
    if (tape->chunks) {
        mynah__text_add_char(&tape->json, ']');
    }
}

static void tape_response(struct tape *tape, const struct mynah_chat_response *response)
{
    tape_delay(tape, now(tape->cassette) - tape->begun);
    mynah__text_add(&tape->json, ", \"response\": ");
    add_record(tape, mynah_chat_response_shape(), response);
}

// A timeout is part of the time that passed; what is left came before it.
static void tape_failure(struct tape *tape, const struct mynah_chat_failure *failure)
{
    const struct mynah_chat_error error = {
        .kind = failure->kind,
        .message = failure->error.text,
        .status = failure->status,
        .retry_after = failure->retry_after ? failure->retry_after : -1,
        .timeout = failure->timeout ? failure->timeout : -1,
        .phase = failure->phase,
    };
    int64_t passed = now(tape->cassette) - tape->last - failure->timeout;
    close_chunks(tape);
    tape_delay(tape, passed > 0 ? passed : 0);
    mynah__text_add(&tape->json, ", \"failure\": ");
    add_record(tape, mynah_chat_error_shape(), &error);
}

// Keep the call.  Returns false when there is no memory for it.
static bool tape_end(struct tape *tape)
{
    struct mynah_cassette *cassette = tape->cassette;
    struct taped *taped = mynah__alloc(sizeof *taped);
    tape->over = true;
    mynah__text_add_char(&tape->json, '}');
    char *json = taped ? mynah__text_detach(&tape->json) : NULL;
    if (!json) {
        mynah__free(taped);
        mynah__text_finish(&tape->json);
        return false;
    }
    taped->json = json;
    pthread_mutex_lock(&cassette->base.lock);
    *cassette->last = taped;
    cassette->last = &taped->next;
    cassette->count++;
    pthread_mutex_unlock(&cassette->base.lock);
    return true;
}

static bool not_kept(struct mynah_cassette *cassette, struct mynah_chat_failure *failure)
{
    struct mynah_error error;
    mynah_error_set(&error, MYNAH_ERROR_MEMORY, "the call cannot be kept: out of memory");
    return mynah__chat_failure_own(failure, MYNAH_CHAT_STAND_IN, cassette->base.name, &error);
}

// ## Chatting

static struct mynah_chat_response *chat(void *self, const struct mynah_chat_request *request,
                                        struct mynah_chat_failure *failure)
{
    struct mynah_cassette *cassette = self;
    const struct mynah_chat_provider *inner = &cassette->base.inner;
    struct mynah_chat_failure own;
    struct mynah_chat_failure *told = failure ? failure : &own;
    struct tape tape;
    tape_begin(&tape, cassette, "chat", request);
    struct mynah_chat_response *response = inner->chat(inner->self, request, told);
    if (response) {
        tape_response(&tape, response);
    } else {
        tape_failure(&tape, told);
    }
    if (!tape_end(&tape)) {
        mynah_free(response);
        response = NULL;
        not_kept(cassette, told);
    }
    return response;
}

// ## Streaming

struct taped_stream {
    struct tape tape;
    struct mynah_chat_stream inner;
};

static bool next(void *self, const struct mynah_chat_chunk **chunk,
                 struct mynah_chat_failure *failure)
{
    struct taped_stream *stream = self;
    struct mynah_chat_failure own;
    struct mynah_chat_failure *told = failure ? failure : &own;
    bool more = stream->inner.next(stream->inner.self, chunk, told);
    if (stream->tape.over) {
        return more;
    }
    if (more) {
        tape_chunk(&stream->tape, *chunk);
        return true;
    }
    if (told->kind == MYNAH_CHAT_NO_FAILURE) {
        close_chunks(&stream->tape);
    } else {
        tape_failure(&stream->tape, told);
    }
    return !tape_end(&stream->tape) && not_kept(stream->tape.cassette, told);
}

static void close_stream(void *self)
{
    struct taped_stream *stream = self;
    if (!stream->tape.over) {
        close_chunks(&stream->tape);
        tape_end(&stream->tape);
    }
    stream->inner.close(stream->inner.self);
    mynah__free(stream);
}

static bool stream(void *self, const struct mynah_chat_request *request,
                   struct mynah_chat_stream *opened, struct mynah_chat_failure *failure)
{
    struct mynah_cassette *cassette = self;
    const struct mynah_chat_provider *inner = &cassette->base.inner;
    struct mynah_chat_failure own;
    struct mynah_chat_failure *told = failure ? failure : &own;
    struct taped_stream *taped = mynah__alloc(sizeof *taped);
    if (!taped) {
        return not_kept(cassette, told);
    }
    tape_begin(&taped->tape, cassette, "stream", request);
    if (inner->stream(inner->self, request, &taped->inner, told)) {
        *opened = (struct mynah_chat_stream){ .next = next, .close = close_stream, .self = taped };
        return true;
    }
    tape_failure(&taped->tape, told);
    bool kept = tape_end(&taped->tape);
    mynah__free(taped);
    return kept ? false : not_kept(cassette, told);
}

// ## Submitting

struct taped_call {
    struct wrapped_call base;
    struct tape tape;
};

static void tell(void *self, const struct mynah_chat_event *event)
{
    struct taped_call *call = self;
    const struct mynah_chat_listener listener = call->base.listener;
    if (event->chunk) {
        tape_chunk(&call->tape, event->chunk);
        listener.tell(listener.self, event);
        return;
    }
    struct mynah_cassette *cassette = call->tape.cassette;
    struct mynah_chat_failure failure;
    struct mynah_chat_event told = *event;
    if (event->failure) {
        tape_failure(&call->tape, event->failure);
    } else if (listener.streams) {
        close_chunks(&call->tape);
    } else {
        tape_response(&call->tape, event->response);
    }
    if (!tape_end(&call->tape)) {
        not_kept(cassette, &failure);
        told = (struct mynah_chat_event){ .failure = &failure };
    }
    mynah__wrapper_end(&cassette->base, &call->base);
    listener.tell(listener.self, &told);
}

static void release(struct wrapped_call *call)
{
    mynah__text_finish(&((struct taped_call *)call)->tape.json);
}

static struct mynah_chat_handle *submit(void *self, const struct mynah_chat_request *request,
                                        const struct mynah_chat_listener *listener,
                                        struct mynah_chat_failure *failure)
{
    struct mynah_cassette *cassette = self;
    struct taped_call *call = mynah__alloc(sizeof *call);
    if (!call) {
        not_kept(cassette, failure);
        return NULL;
    }
    tape_begin(&call->tape, cassette, listener->streams ? "stream" : "chat", request);
    call->base.listener = *listener;
    call->base.release = release;
    mynah__wrapper_link(&cassette->base, &call->base);
    if (!mynah__wrapper_submit(&call->base, tell, failure, request)) {
        mynah__wrapper_end(&cassette->base, &call->base);
        return NULL;
    }
    return (struct mynah_chat_handle *)call;
}

struct mynah_chat_provider mynah_cassette_interface(struct mynah_cassette *cassette)
{
    struct mynah_chat_provider interface = mynah__wrapper_interface(&cassette->base);
    interface.chat = chat;
    interface.stream = cassette->base.inner.stream ? stream : NULL;
    interface.submit = cassette->base.inner.submit ? submit : NULL;
    return interface;
}

// ## Life

size_t mynah_cassette_count(struct mynah_cassette *cassette)
{
    pthread_mutex_lock(&cassette->base.lock);
    size_t count = cassette->count;
    pthread_mutex_unlock(&cassette->base.lock);
    return count;
}

bool mynah_cassette_save(struct mynah_cassette *cassette, const char *path,
                         struct mynah_error *error)
{
    struct text text = { .bytes = NULL };
    mynah__text_add(&text, "{\"mynah_cassette\": 1, \"calls\": [");
    pthread_mutex_lock(&cassette->base.lock);
    for (const struct taped *taped = cassette->first; taped; taped = taped->next) {
        mynah__text_add(&text, taped == cassette->first ? "\n" : ",\n");
        mynah__text_add(&text, taped->json);
    }
    pthread_mutex_unlock(&cassette->base.lock);
    mynah__text_add(&text, "\n]}\n");
    bool saved = text.failed ? mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory")
                             : mynah__file_write(path, text.bytes, text.size, error);
    mynah__text_finish(&text);
    return saved;
}

static void reset(void *self)
{
    struct mynah_cassette *cassette = self;
    mynah__wrapper_drop(&cassette->base);
    pthread_mutex_lock(&cassette->base.lock);
    struct taped *taped = cassette->first;
    cassette->first = NULL;
    cassette->last = &cassette->first;
    cassette->count = 0;
    pthread_mutex_unlock(&cassette->base.lock);
    while (taped) {
        struct taped *after = taped->next;
        mynah_free(taped->json);
        mynah__free(taped);
        taped = after;
    }
}

void mynah_cassette_reset(struct mynah_cassette *cassette)
{
    reset(cassette);
}

static void destroy(void *self)
{
    struct mynah_cassette *cassette = self;
    reset(cassette);
    mynah__wrapper_finish(&cassette->base);
    mynah__secrets_finish(&cassette->secrets);
    mynah__free(cassette);
}

void mynah_cassette_destroy(struct mynah_cassette *cassette)
{
    if (cassette) {
        destroy(cassette);
    }
}

struct mynah_cassette *mynah_cassette_create(struct mynah_world *world,
                                             const struct mynah_chat_provider *inner,
                                             const struct mynah_cassette_options *given,
                                             struct mynah_error *error)
{
    const struct mynah_cassette_options options =
        given ? *given : (struct mynah_cassette_options){ .name = NULL };
    const struct mynah_member member = { .name = options.name ? options.name : "cassette",
                                         .reset = reset,
                                         .destroy = destroy };
    assert(inner && inner->chat);
    struct mynah_cassette *cassette = mynah__alloc(sizeof *cassette);
    if (!cassette ||
        !mynah__secrets_init(&cassette->secrets, options.secrets, options.secret_count)) {
        mynah__free(cassette);
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    cassette->last = &cassette->first;
    if (!mynah__wrapper_init(&cassette->base, world, inner, &member, error)) {
        mynah__secrets_finish(&cassette->secrets);
        mynah__free(cassette);
        return NULL;
    }
    return cassette;
}
