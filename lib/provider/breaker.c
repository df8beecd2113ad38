// SPDX-License-Identifier: Apache-2.0
//
// The circuit breaker: it counts what the provider inside comes to, and stops asking for a while
// when that is too bad.

#include <mynah/breaker.h>

#include "core/alloc.h"
#include "provider/failure.h"
#include "provider/wrap.h"

#include <assert.h>
#include <string.h>

enum { EXCLUDED_MOST = MYNAH_CHAT_STAND_IN + 1 };

struct mynah_breaker {
    struct wrapper base;
    struct mynah_breaker_options options;
    bool excluded[EXCLUDED_MOST]; // by kind
    // The rest has the lock of the wrapper.
    struct mynah_breaker_stats stats;
    size_t epoch; // counts changes of the state, and resets
    int trying;   // calls on their way while half open
};

const char *mynah_breaker_state_name(enum mynah_breaker_state state)
{
    static const char *const names[] = { "closed", "open", "half-open" };
    return (unsigned)state <= MYNAH_BREAKER_HALF_OPEN ? names[state] : "unknown";
}

// ## The states; the lock is held

static int64_t now(const struct mynah_breaker *breaker)
{
    return mynah_clock_now(mynah__wrapper_clock(&breaker->base));
}

static void become(struct mynah_breaker *breaker, enum mynah_breaker_state state)
{
    breaker->stats.state = state;
    breaker->stats.changes++;
    breaker->epoch++;
    breaker->stats.in_a_row = 0;
    breaker->trying = 0;
    if (state == MYNAH_BREAKER_OPEN) {
        breaker->stats.opened = now(breaker);
    }
}

static int64_t left(const struct mynah_breaker *breaker)
{
    int64_t passed = now(breaker) - breaker->stats.opened;
    return passed < breaker->options.recovery_time ? breaker->options.recovery_time - passed : 0;
}

static void look_at_the_clock(struct mynah_breaker *breaker)
{
    if (breaker->stats.state == MYNAH_BREAKER_OPEN && left(breaker) == 0) {
        become(breaker, MYNAH_BREAKER_HALF_OPEN);
    }
}

// ## Calls

// A call that was passed on: what it comes to counts if the state has not changed meanwhile.
struct ticket {
    size_t epoch;
};

static void reject(struct mynah_breaker *breaker, struct mynah_chat_failure *failure)
{
    bool open = breaker->stats.state == MYNAH_BREAKER_OPEN;
    int64_t wait = open ? left(breaker) : 0;
    struct mynah_error error;
    breaker->stats.rejected++;
    if (open) {
        int64_t tenths = (wait + MYNAH_SECOND / 10 - 1) / (MYNAH_SECOND / 10);
        mynah_error_set(&error, MYNAH_ERROR_SCRIPTED,
                        "the circuit '%.60s' is open: try again after %lld.%lld s",
                        breaker->base.name, (long long)(tenths / 10), (long long)(tenths % 10));
    } else {
        mynah_error_set(&error, MYNAH_ERROR_SCRIPTED,
                        "the circuit '%.60s' is half open, and %d calls are trying",
                        breaker->base.name, breaker->trying);
    }
    mynah__chat_failure_own(failure, MYNAH_CHAT_REJECTED, breaker->base.name, &error);
    if (failure) {
        failure->retry_after = wait;
    }
}

// Let a call pass, or say why not.
static bool admit(struct mynah_breaker *breaker, struct ticket *ticket,
                  struct mynah_chat_failure *failure)
{
    pthread_mutex_lock(&breaker->base.lock);
    look_at_the_clock(breaker);
    enum mynah_breaker_state state = breaker->stats.state;
    bool half = state == MYNAH_BREAKER_HALF_OPEN;
    bool passes = state == MYNAH_BREAKER_CLOSED ||
                  (half && breaker->trying < breaker->options.half_open_calls);
    if (passes) {
        breaker->stats.calls++;
        breaker->trying += half;
        ticket->epoch = breaker->epoch;
    } else {
        reject(breaker, failure);
    }
    pthread_mutex_unlock(&breaker->base.lock);
    return passes;
}

static void count_success(struct mynah_breaker *breaker, bool counts)
{
    struct mynah_breaker_stats *stats = &breaker->stats;
    stats->successes++;
    if (!counts) {
        return;
    }
    if (stats->state == MYNAH_BREAKER_CLOSED) {
        stats->in_a_row = 0;
    } else if (++stats->in_a_row >= breaker->options.success_threshold) {
        become(breaker, MYNAH_BREAKER_CLOSED);
    }
}

static void count_failure(struct mynah_breaker *breaker, bool counts)
{
    struct mynah_breaker_stats *stats = &breaker->stats;
    stats->failures++;
    if (counts && (stats->state == MYNAH_BREAKER_HALF_OPEN ||
                   ++stats->in_a_row >= breaker->options.failure_threshold)) {
        become(breaker, MYNAH_BREAKER_OPEN);
    }
}

enum outcome {
    SUCCEEDED,
    FAILED,
    NEITHER, // it was closed early
};

// A call is over: count it, and free its place.
static void settle(struct mynah_breaker *breaker, struct ticket ticket, enum outcome outcome,
                   enum mynah_chat_failure_kind kind)
{
    bool excluded = outcome == FAILED && (unsigned)kind < EXCLUDED_MOST && breaker->excluded[kind];
    pthread_mutex_lock(&breaker->base.lock);
    bool counts = ticket.epoch == breaker->epoch;
    if (counts && breaker->stats.state == MYNAH_BREAKER_HALF_OPEN) {
        breaker->trying--;
    }
    if (excluded) {
        breaker->stats.excluded++;
    } else if (outcome == SUCCEEDED) {
        count_success(breaker, counts);
    } else if (outcome == FAILED) {
        count_failure(breaker, counts);
    }
    pthread_mutex_unlock(&breaker->base.lock);
}

// ## Chatting

static struct mynah_chat_response *chat(void *self, const struct mynah_chat_request *request,
                                        struct mynah_chat_failure *failure)
{
    struct mynah_breaker *breaker = self;
    const struct mynah_chat_provider *inner = &breaker->base.inner;
    struct mynah_chat_failure own;
    struct mynah_chat_failure *told = failure ? failure : &own;
    struct ticket ticket;
    if (!admit(breaker, &ticket, told)) {
        return NULL;
    }
    struct mynah_chat_response *response = inner->chat(inner->self, request, told);
    settle(breaker, ticket, response ? SUCCEEDED : FAILED, told->kind);
    return response;
}

// ## Streaming

struct guarded_stream {
    struct mynah_breaker *breaker;
    struct mynah_chat_stream inner;
    struct ticket ticket;
    bool settled;
};

static void settle_stream(struct guarded_stream *stream, enum outcome outcome,
                          enum mynah_chat_failure_kind kind)
{
    if (!stream->settled) {
        stream->settled = true;
        settle(stream->breaker, stream->ticket, outcome, kind);
    }
}

static bool next(void *self, const struct mynah_chat_chunk **chunk,
                 struct mynah_chat_failure *failure)
{
    struct guarded_stream *stream = self;
    struct mynah_chat_failure own;
    struct mynah_chat_failure *told = failure ? failure : &own;
    bool more = stream->inner.next(stream->inner.self, chunk, told);
    if (more && (*chunk)->is_final) {
        settle_stream(stream, SUCCEEDED, MYNAH_CHAT_NO_FAILURE);
    } else if (!more && told->kind != MYNAH_CHAT_NO_FAILURE) {
        settle_stream(stream, FAILED, told->kind);
    }
    return more;
}

static void close_stream(void *self)
{
    struct guarded_stream *stream = self;
    settle_stream(stream, NEITHER, MYNAH_CHAT_NO_FAILURE);
    stream->inner.close(stream->inner.self);
    mynah__free(stream);
}

static bool out_of_memory(struct mynah_breaker *breaker, struct mynah_chat_failure *failure)
{
    struct mynah_error error;
    mynah_error_set(&error, MYNAH_ERROR_MEMORY, "out of memory");
    return mynah__chat_failure_own(failure, MYNAH_CHAT_STAND_IN, breaker->base.name, &error);
}

static bool stream(void *self, const struct mynah_chat_request *request,
                   struct mynah_chat_stream *opened, struct mynah_chat_failure *failure)
{
    struct mynah_breaker *breaker = self;
    const struct mynah_chat_provider *inner = &breaker->base.inner;
    struct mynah_chat_failure own;
    struct mynah_chat_failure *told = failure ? failure : &own;
    struct guarded_stream *guarded = mynah__alloc(sizeof *guarded);
    if (!guarded) {
        return out_of_memory(breaker, told);
    }
    guarded->breaker = breaker;
    if (!admit(breaker, &guarded->ticket, told)) {
        mynah__free(guarded);
        return false;
    }
    if (!inner->stream(inner->self, request, &guarded->inner, told)) {
        settle_stream(guarded, FAILED, told->kind);
        mynah__free(guarded);
        return false;
    }
    *opened = (struct mynah_chat_stream){ .next = next, .close = close_stream, .self = guarded };
    return true;
}

// ## Submitting

struct guarded_call {
    struct wrapped_call base;
    struct ticket ticket;
};

static void tell(void *self, const struct mynah_chat_event *event)
{
    struct guarded_call *call = self;
    const struct mynah_chat_listener listener = call->base.listener;
    if (!event->chunk) {
        settle((struct mynah_breaker *)call->base.wrapper, call->ticket,
               event->failure ? FAILED : SUCCEEDED,
               event->failure ? event->failure->kind : MYNAH_CHAT_NO_FAILURE);
        mynah__wrapper_end(call->base.wrapper, &call->base);
    }
    listener.tell(listener.self, event);
}

static struct mynah_chat_handle *submit(void *self, const struct mynah_chat_request *request,
                                        const struct mynah_chat_listener *listener,
                                        struct mynah_chat_failure *failure)
{
    struct mynah_breaker *breaker = self;
    struct mynah_chat_failure own;
    struct mynah_chat_failure *told = failure ? failure : &own;
    struct guarded_call *call = mynah__alloc(sizeof *call);
    if (!call) {
        out_of_memory(breaker, told);
        return NULL;
    }
    struct ticket ticket;
    if (!admit(breaker, &ticket, told)) {
        mynah__free(call);
        return NULL;
    }
    call->ticket = ticket;
    call->base.listener = *listener;
    mynah__wrapper_link(&breaker->base, &call->base);
    if (!mynah__wrapper_submit(&call->base, tell, told, request)) {
        settle(breaker, ticket, FAILED, told->kind);
        mynah__wrapper_end(&breaker->base, &call->base);
        return NULL;
    }
    return (struct mynah_chat_handle *)call;
}

struct mynah_chat_provider mynah_breaker_interface(struct mynah_breaker *breaker)
{
    struct mynah_chat_provider interface = mynah__wrapper_interface(&breaker->base);
    interface.chat = chat;
    interface.stream = breaker->base.inner.stream ? stream : NULL;
    interface.submit = breaker->base.inner.submit ? submit : NULL;
    return interface;
}

// ## Looking at it

enum mynah_breaker_state mynah_breaker_state(struct mynah_breaker *breaker)
{
    return mynah_breaker_stats(breaker).state;
}

struct mynah_breaker_stats mynah_breaker_stats(struct mynah_breaker *breaker)
{
    pthread_mutex_lock(&breaker->base.lock);
    look_at_the_clock(breaker);
    struct mynah_breaker_stats stats = breaker->stats;
    pthread_mutex_unlock(&breaker->base.lock);
    return stats;
}

// ## Life

static void reset(void *self)
{
    struct mynah_breaker *breaker = self;
    mynah__wrapper_drop(&breaker->base);
    pthread_mutex_lock(&breaker->base.lock);
    breaker->epoch++; // calls that are on their way were not admitted by what begins now
    breaker->stats = (struct mynah_breaker_stats){ .opened = -1 };
    breaker->trying = 0;
    pthread_mutex_unlock(&breaker->base.lock);
}

void mynah_breaker_reset(struct mynah_breaker *breaker)
{
    reset(breaker);
}

static void destroy(void *self)
{
    struct mynah_breaker *breaker = self;
    mynah__wrapper_finish(&breaker->base);
    mynah__free(breaker);
}

void mynah_breaker_destroy(struct mynah_breaker *breaker)
{
    if (breaker) {
        destroy(breaker);
    }
}

static bool configure(struct mynah_breaker *breaker, const struct mynah_breaker_options *given,
                      struct mynah_error *error)
{
    static const enum mynah_chat_failure_kind excluded[] = {
        MYNAH_CHAT_AUTH, MYNAH_CHAT_UNSUPPORTED, MYNAH_CHAT_CANCELLED, MYNAH_CHAT_STAND_IN
    };
    struct mynah_breaker_options *options = &breaker->options;
    *options = given ? *given : (struct mynah_breaker_options){ .name = NULL };
    if (options->failure_threshold < 0 || options->success_threshold < 0 ||
        options->half_open_calls < 0 || options->recovery_time < 0) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "an option of the breaker is negative");
    }
    options->failure_threshold = options->failure_threshold ? options->failure_threshold : 5;
    options->success_threshold = options->success_threshold ? options->success_threshold : 2;
    options->half_open_calls = options->half_open_calls ? options->half_open_calls : 3;
    options->recovery_time = options->recovery_time ? options->recovery_time : 30 * MYNAH_SECOND;
    if (!options->excluded) {
        options->excluded = excluded;
        options->excluded_count = sizeof excluded / sizeof *excluded;
    }
    for (size_t i = 0; i < options->excluded_count; i++) {
        if ((unsigned)options->excluded[i] >= EXCLUDED_MOST) {
            return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                                   "an excluded failure is of no known kind");
        }
        breaker->excluded[options->excluded[i]] = true;
    }
    options->excluded = NULL; // the caller's; it is by kind now
    return true;
}

struct mynah_breaker *mynah_breaker_create(struct mynah_world *world,
                                           const struct mynah_chat_provider *inner,
                                           const struct mynah_breaker_options *options,
                                           struct mynah_error *error)
{
    const struct mynah_member member = { .name =
                                             options && options->name ? options->name : "breaker",
                                         .reset = reset,
                                         .destroy = destroy };
    assert(inner && inner->chat);
    struct mynah_breaker *breaker = mynah__alloc(sizeof *breaker);
    if (!breaker) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    breaker->stats.opened = -1;
    if (!configure(breaker, options, error) ||
        !mynah__wrapper_init(&breaker->base, world, inner, &member, error)) {
        mynah__free(breaker);
        return NULL;
    }
    return breaker;
}
