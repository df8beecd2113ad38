// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_PROVIDER_H
#define MYNAH_PROVIDER_H

/**
 * # mynah/provider.h: a chat model without a model
 *
 * The mock answers by a script, a step for each call, and the journal keeps what it was asked:
 *
 *     struct mynah_provider *mock = mynah_provider_create(NULL, NULL, NULL);
 *     mynah_provider_add_error(mock, &(struct mynah_chat_error){ .kind = MYNAH_CHAT_RATE_LIMIT },
 *                              NULL, NULL);
 *     mynah_provider_add_reply(mock, &(struct mynah_chat_response){ .content = "Hello" }, NULL,
 *                              NULL);
 *     struct mynah_chat_provider provider = mynah_provider_interface(mock);
 *     // hand `provider` to the code under test, then look at what was asked:
 *     assert(mynah_provider_calls(mock) == 2);
 *     assert(mynah_provider_call(mock, -1)->message_count == 1);
 *     mynah_provider_destroy(mock);
 *
 * The same step answers whoever chats and whoever streams: a reply is cut into chunks that add up
 * to exactly its text, and chunks are put together.  Delays run on the clock of the world, which is
 * virtual by default: they are exact and cost no time.
 *
 * What a step leaves out is filled in, the same way in every run: ids (`"call_1"`), the role, the
 * finish reason, the model of the request, and usage (a token for every four code points, at least
 * one where there is text).
 */

#include <mynah/chat.h>
#include <mynah/script.h>
#include <mynah/world.h>

MYNAH_BEGIN

struct mynah_provider;

/** How long an answer takes, call by call. */
enum mynah_latency_kind {
    MYNAH_LATENCY_CONSTANT,   /* `base` */
    MYNAH_LATENCY_INCREASING, /* `base` and a tenth of it more with each call */
    MYNAH_LATENCY_DEGRADING,  /* `base` and a twentieth of it more with each call */
    MYNAH_LATENCY_RANDOM, /* `base` give or take at most `jitter`, by the seed; never less than 0 */
};

/** A model of latency: nanoseconds on the clock, beside what the steps say. */
struct mynah_latency {
    enum mynah_latency_kind kind;
    int64_t base;
    int64_t jitter;
    int64_t timeout_after; /* a call that takes longer is a timeout at that time; 0: none is */
    int64_t between;       /* chunks of a reply that streams, on top of the above */
};

struct mynah_provider_options {
    const char *name;  /* shown in failures, unique in the world; "provider" by default */
    const char *model; /* named in answers when the request names none; "mock" by default */
    enum mynah_exhaustion exhaustion; /* after the last step; repeat the last by default */
    bool no_tools;                    /* a request with tools is `MYNAH_CHAT_UNSUPPORTED` */
    bool no_streaming;                /* so is streaming */
    bool no_usage;                    /* do not count tokens where a step says nothing */
    struct mynah_latency latency;
    uint64_t seed; /* of random latency, and of arguments that are made up */
    /** The answer of `MYNAH_EXHAUSTION_DEFAULT`, also before the first step; "" by default. */
    const struct mynah_chat_response *fallback;
};

/**
 * Create a mock provider in `world`, or in a private world when that is `NULL`.
 *
 * Before it was told anything it answers with `MYNAH_CHAT_STAND_IN`, never with made-up text.
 * Release with mynah_provider_destroy(), or with its world.
 * Errors: latency that is negative or of no known kind: `MYNAH_ERROR_ARGUMENT`;
 * `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_provider *mynah_provider_create(struct mynah_world *world,
                                                       const struct mynah_provider_options *options,
                                                       struct mynah_error *error);

/* ## What it answers: each adds a step behind those that there are, also between calls.
 *
 * Of `how`, which may be `NULL`, the members `when`, `times`, `delay`, `optional`, `file` and
 * `line` count (see mynah/script.h); conditions are on a `struct mynah_chat_request`:
 * `"messages[-1].content"`, `"tools[*].name"`.  All that is passed is copied.
 * Errors: what cannot be asked of requests, a negative delay: `MYNAH_ERROR_ARGUMENT`;
 * `MYNAH_ERROR_MEMORY`.  After an error it answers as before.
 */

MYNAH_API bool mynah_provider_add_reply(struct mynah_provider *provider,
                                        const struct mynah_chat_response *response,
                                        const struct mynah_step *how, struct mynah_error *error);

/**
 * Add a reply whose `content` is a template: `{{prompt}}` is the text of the last message of the
 * user, `{{call}}` the number of the call, from 1, `{{system}}` the first system message,
 * `{{model}}` the model, and `{{json messages[0].name}}` the field of the request at that path, as
 * JSON.  Errors: also a placeholder that is none of these.
 */
MYNAH_API bool mynah_provider_add_template(struct mynah_provider *provider,
                                           const struct mynah_chat_response *response,
                                           const struct mynah_step *how, struct mynah_error *error);

/** Add a failure; see also `times` in `how`: `MYNAH_ALWAYS` fails from here on for ever. */
MYNAH_API bool mynah_provider_add_error(struct mynah_provider *provider,
                                        const struct mynah_chat_error *failure,
                                        const struct mynah_step *how, struct mynah_error *error);

/** A stream, chunk by chunk, as it arrives. */
struct mynah_chat_script {
    const struct mynah_chat_chunk *chunks; /* a final one follows, unless the last is final */
    size_t chunk_count;
    int64_t delay;                         /* before each chunk that has none of its own */
    const struct mynah_chat_error *breaks; /* with this error behind the chunks */
    bool cut;                              /* it ends behind the chunks, without a final one */
};

MYNAH_API bool mynah_provider_add_stream(struct mynah_provider *provider,
                                         const struct mynah_chat_script *stream,
                                         const struct mynah_step *how, struct mynah_error *error);

/** Add a reply that calls tools and has no text; with text it is mynah_provider_add_reply(). */
MYNAH_API bool mynah_provider_add_tool_calls(struct mynah_provider *provider,
                                             const struct mynah_tool_call *calls, size_t count,
                                             const struct mynah_step *how,
                                             struct mynah_error *error);

/** Add an answer that does not have the form it should: it arrives as it is, as a reply's text. */
MYNAH_API bool mynah_provider_add_malformed(struct mynah_provider *provider, const char *text,
                                            const struct mynah_step *how,
                                            struct mynah_error *error);

/** What is wrong with the arguments of a tool call. */
enum mynah_tool_mistake {
    MYNAH_TOOL_NO_MISTAKE,
    MYNAH_TOOL_CUT_OFF,        /* `{"limit": 5, "que`: as when the tokens run out */
    MYNAH_TOOL_TRAILING_COMMA, /* `{"limit": 5,}` */
    MYNAH_TOOL_SINGLE_QUOTES,  /* `{'limit': 5}` */
    MYNAH_TOOL_FENCED,         /* in a block of Markdown */
    MYNAH_TOOL_PROSE,          /* a sentence instead */
    MYNAH_TOOL_EMPTY,          /* nothing at all */
    MYNAH_TOOL_NO_OBJECT,      /* JSON, but an array with the object */
    MYNAH_TOOL_WRONG_TYPES,    /* JSON, but text in place of every value that is none, and numbers
                                  in place of text */
};

/** A use of tools that a request offers. */
struct mynah_tool_use {
    const char *tool;                /* its name; `NULL`: every tool of the request, in order */
    const char *content;             /* text beside the calls */
    enum mynah_tool_mistake mistake; /* in the arguments of each */
    bool required_only;              /* leave out members that the schema does not require */
};

/**
 * Add a reply that uses tools of the request that it answers, with arguments that are made up from
 * the JSON Schema of each (see mynah/schema.h): the same for the same `seed` of the provider and
 * the same number of the call.
 *
 * A request without that tool, or without any, and a schema of which nothing can be made is
 * answered with `MYNAH_CHAT_STAND_IN`, and the text says why.
 */
MYNAH_API bool mynah_provider_add_tool_use(struct mynah_provider *provider,
                                           const struct mynah_tool_use *use,
                                           const struct mynah_step *how, struct mynah_error *error);

/**
 * Let `callback` answer: with text, a record of mynah_chat_response_shape(), or a step; see
 * mynah/script.h.  It is a step that is never used up: what was added before it comes first, what
 * is added behind it is reached by requests only that do not meet `when`, which may be `NULL`.
 */
MYNAH_API bool
mynah_provider_on_request(struct mynah_provider *provider, const struct mynah_match *when,
                          bool (*callback)(void *self, const struct mynah_call *call,
                                           struct mynah_answer *answer, struct mynah_error *error),
                          void *self, struct mynah_error *error);

/**
 * Succeed with `reply` `successes` times, then fail for ever: the shape of tests of retries.  With
 * 0 it fails at once.
 */
MYNAH_API bool mynah_provider_fail_after(struct mynah_provider *provider, size_t successes,
                                         const struct mynah_chat_response *reply,
                                         const struct mynah_chat_error *failure,
                                         struct mynah_error *error);

/** The other way round: fail `failures` times, then succeed with `reply` for ever. */
MYNAH_API bool mynah_provider_fail_first(struct mynah_provider *provider, size_t failures,
                                         const struct mynah_chat_error *failure,
                                         const struct mynah_chat_response *reply,
                                         struct mynah_error *error);

/**
 * Fail at the calls with these numbers, which are in order, begin with 1 and end with a 0 behind
 * the last, and succeed with `reply` at all others, for ever.  Errors: also numbers out of order.
 */
MYNAH_API bool mynah_provider_fail_at(struct mynah_provider *provider, const size_t *calls,
                                      const struct mynah_chat_error *failure,
                                      const struct mynah_chat_response *reply,
                                      struct mynah_error *error);

/** Forget all steps, and with them what is unused. */
MYNAH_API bool mynah_provider_clear(struct mynah_provider *provider, struct mynah_error *error);

/* ## Calls, by hand or through the interface */

/** Return the interface of the mock.  Its `close` is `NULL`: the mock stays the caller's. */
MYNAH_API struct mynah_chat_provider mynah_provider_interface(struct mynah_provider *provider);

/** As `chat` of the interface.  Threads may call it at the same time. */
MYNAH_API struct mynah_chat_response *mynah_provider_chat(struct mynah_provider *provider,
                                                          const struct mynah_chat_request *request,
                                                          struct mynah_chat_failure *failure);

/** As `stream` of the interface. */
MYNAH_API bool mynah_provider_stream(struct mynah_provider *provider,
                                     const struct mynah_chat_request *request,
                                     struct mynah_chat_stream *stream,
                                     struct mynah_chat_failure *failure);

/** As `submit` and `cancel` of the interface. */
MYNAH_API struct mynah_chat_handle *
mynah_provider_submit(struct mynah_provider *provider, const struct mynah_chat_request *request,
                      const struct mynah_chat_listener *listener,
                      struct mynah_chat_failure *failure);
MYNAH_API void mynah_provider_cancel(struct mynah_provider *provider,
                                     struct mynah_chat_handle *handle);

/* ## What it was asked */

/** Return the number of calls since creation or reset, also of those that failed. */
MYNAH_API size_t mynah_provider_calls(const struct mynah_provider *provider);

/**
 * Return what the call number `index` asked: 0 is the first, -1 the last.
 * Ownership: borrowed until the next reset or destroy.
 * Returns `NULL` when there is no such call, or when a limit of the journal has dropped it.
 */
MYNAH_API const struct mynah_chat_request *
mynah_provider_call(const struct mynah_provider *provider, long index);

/** Return the text of the last message of the user in that call: its prompt; or `NULL`. */
MYNAH_API const char *mynah_provider_prompt(const struct mynah_provider *provider, long index);

/**
 * Return the image number `image`, from 0, of all that the messages of that call have; `NULL` when
 * there are no more.
 */
MYNAH_API const struct mynah_chat_part *mynah_provider_image(const struct mynah_provider *provider,
                                                             long index, size_t image);

/** Return what that call was answered: of a stream what its chunks add up to; or `NULL`. */
MYNAH_API const struct mynah_chat_response *
mynah_provider_reply(const struct mynah_provider *provider, long index);

/** Return how long that call took on the clock, in nanoseconds; -1 when there is none. */
MYNAH_API int64_t mynah_provider_latency(const struct mynah_provider *provider, long index);

/* ## Life */

/** Forget the calls and start at the first step; steps and options stay. */
MYNAH_API void mynah_provider_reset(struct mynah_provider *provider);

/**
 * Return a provider in the same world that is at the same place of the same steps, without calls.
 *
 * From here on the two are independent, whatever is added to either.
 * Errors: `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_provider *mynah_provider_clone(struct mynah_provider *provider,
                                                      struct mynah_error *error);

/**
 * Return a provider in `world`, which may be `NULL` for one of its own, that has all that this one
 * has: steps, the place in them, and the calls so far that the journal has.
 *
 * Nothing that is done to one of them shows in the other.  What is shared is what cannot be copied:
 * the `self` of callbacks.
 * Errors: `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_provider *mynah_provider_clone_deep(struct mynah_provider *provider,
                                                           struct mynah_world *world,
                                                           struct mynah_error *error);

MYNAH_API void mynah_provider_destroy(struct mynah_provider *provider);

/* ## Properties: one question about the calls, answered with a reason */

enum mynah_provider_property_kind {
    MYNAH_PROVIDER_CALLED_BETWEEN, /* at least `least` times, at most `most` */
    MYNAH_PROVIDER_SCRIPT_USED,    /* nothing is left of what it was told to answer */
    MYNAH_PROVIDER_NTH_PROMPT,     /* the prompt of the call at `index` is `text` */
    MYNAH_PROVIDER_NTH_CALL,       /* the request at `index` meets `match` */
    MYNAH_PROVIDER_ALL_CALLS,      /* every request does, and there was one */
    MYNAH_PROVIDER_CALLS_BETWEEN,  /* at least `least` requests meet `match`, at most `most` */
    MYNAH_PROVIDER_NTH_REPLY,      /* the response to the call at `index` meets `match` */
    MYNAH_PROVIDER_REPLIES_VALID,  /* every response is whole: mynah_chat_response_meets() */
    MYNAH_PROVIDER_FAILED_BETWEEN, /* at least `least` calls failed with `failure`, at most `most`
                                    */
};

/** What is expected of the calls; members that the kind does not name are not looked at. */
struct mynah_provider_property {
    enum mynah_provider_property_kind kind;
    size_t least;
    size_t most;                          /* `SIZE_MAX`: any number */
    long index;                           /* 0 is the first call, -1 the last */
    const char *text;                     /* `NULL`: there is no prompt */
    const struct mynah_match *match;      /* `NULL`: of any */
    enum mynah_chat_failure_kind failure; /* `MYNAH_CHAT_NO_FAILURE`: any failure */
};

/**
 * Say whether the calls so far have the property.  When they have not, `why` gets what was
 * expected, what there is and the recorded calls: several lines of text, cut at `size` bytes.
 * Nothing is left allocated.
 */
MYNAH_API bool mynah_provider_meets(const struct mynah_provider *provider,
                                    struct mynah_provider_property property, char *why,
                                    size_t size);

MYNAH_END

#endif
