// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CHAT_H
#define MYNAH_CHAT_H

/**
 * # mynah/chat.h: what is said to a chat model, and what it answers
 *
 * Code under test depends on `struct mynah_chat_provider`, an interface: a few functions and a
 * `self`.  A real provider of the host implements it with its HTTP client; in tests it is the mock
 * of mynah/provider.h, maybe inside a wrapper, which has the same interface:
 *
 *     const struct mynah_chat_message asked = { .role = "user", .content = "Plot the orbit" };
 *     const struct mynah_chat_request request = { .model = "m", .messages = &asked,
 *                                                 .message_count = 1 };
 *     struct mynah_chat_failure failure;
 *     struct mynah_chat_response *response = provider.chat(provider.self, &request, &failure);
 *     if (response) {
 *         puts(response->content);
 *         mynah_free(response);
 *     } else {
 *         puts(failure.error.text);  // and failure.kind, failure.retry_after, ...
 *     }
 *
 * Requests and answers are records (mynah/record.h): copied, compared, shown, matched and written
 * as JSON by their shapes.  Roles and finish reasons are text, as on the wire: `"system"`,
 * `"user"`, `"assistant"`, `"tool"`; `"stop"`, `"length"`, `"tool_calls"`, `"content_filter"`.
 */

#include <mynah/record.h>

MYNAH_BEGIN

/* ## What is asked */

enum mynah_chat_part_kind {
    MYNAH_CHAT_PART_TEXT,
    MYNAH_CHAT_PART_IMAGE,
};

/** A piece of a message that is more than one text. */
struct mynah_chat_part {
    enum mynah_chat_part_kind kind;
    const char *text;
    const char *media_type;  /* of an image: `"image/png"` */
    const char *url;         /* where the image is, or `NULL` */
    struct mynah_bytes data; /* the image itself, or nothing */
};

/** A call that the model asks for. */
struct mynah_tool_call {
    const char *id;
    const char *name;
    const char *arguments; /* JSON as the model wrote it: text, for it may be malformed */
    int64_t index;         /* in a chunk of a stream: of which call this is a piece, from 0 */
};

struct mynah_chat_message {
    const char *role;
    const char *content; /* `NULL` where there are only parts or tool calls */
    const struct mynah_chat_part *parts;
    size_t part_count;
    const char *name;
    const struct mynah_tool_call *tool_calls; /* of the assistant */
    size_t tool_call_count;
    const char *tool_call_id; /* of role `"tool"`: which call this is the result of */
};

/** A tool that the model may call. */
struct mynah_chat_tool {
    const char *name;
    const char *description;
    const char *parameters; /* JSON Schema */
};

struct mynah_chat_request {
    const char *model;
    const struct mynah_chat_message *messages;
    size_t message_count;
    const struct mynah_chat_tool *tools;
    size_t tool_count;
    const char *tool_choice; /* `"auto"`, `"none"`, `"required"` or the name of a tool */
    bool has_temperature;
    double temperature; /* when `has_temperature` */
    int64_t max_tokens; /* 0: the provider's default */
    const char *const *stop;
    size_t stop_count;
    const char *options; /* JSON object: whatever else the host says to its provider */
};

/* ## What is answered */

/** Tokens; all zero when nobody counted. */
struct mynah_chat_usage {
    int64_t prompt_tokens;
    int64_t completion_tokens;
    int64_t total_tokens;
    int64_t cache_creation_input_tokens;
    int64_t cache_read_input_tokens;
};

struct mynah_chat_response {
    const char *content; /* `NULL` or "" where the model only calls tools */
    const char *role;    /* `"assistant"` */
    const struct mynah_tool_call *tool_calls;
    size_t tool_call_count;
    const char *finish_reason;
    struct mynah_chat_usage usage;
    const char *model;
    const char *id;
    const char *metadata; /* JSON object, or `NULL` */
};

/** A piece of an answer that streams.  Exactly one is the final one, the last. */
struct mynah_chat_chunk {
    const char *content;
    const struct mynah_tool_call *tool_calls; /* pieces: their `arguments` add up by `index` */
    size_t tool_call_count;
    bool is_final;
    const char *finish_reason;     /* of the final chunk */
    struct mynah_chat_usage usage; /* likewise */
    const char *model;
    const char *metadata;
    int64_t delay; /* nanoseconds since the chunk before it, or since the call */
};

/* ## What goes wrong */

enum mynah_chat_failure_kind {
    MYNAH_CHAT_NO_FAILURE,
    MYNAH_CHAT_GENERIC,          /* anything else that the provider says */
    MYNAH_CHAT_TIMEOUT,          /* `phase` says when */
    MYNAH_CHAT_RATE_LIMIT,       /* `retry_after` */
    MYNAH_CHAT_AUTH,             /* key or rights are wrong: trying again is no use */
    MYNAH_CHAT_CONNECTION,       /* nobody there, or gone in the middle of an answer */
    MYNAH_CHAT_INVALID_RESPONSE, /* an answer came, but not one that can be read */
    MYNAH_CHAT_OVERLOADED,
    MYNAH_CHAT_UNSUPPORTED, /* the provider has no tools, or does not stream */
    MYNAH_CHAT_REJECTED,    /* a wrapper did not ask: the circuit is open */
    MYNAH_CHAT_CANCELLED,
    MYNAH_CHAT_STAND_IN, /* the mock cannot answer: its script is used up; out of memory */
};

/** Return `"timeout"`, `"rate_limit"`, `"invalid_response"`, ...; `"none"` for no failure. */
MYNAH_API const char *mynah_chat_failure_kind_name(enum mynah_chat_failure_kind kind);

/**
 * Find the kind that is called `name`.
 * Errors: `MYNAH_ERROR_ARGUMENT` for any other name, with the names that there are.
 */
MYNAH_API bool mynah_chat_failure_kind_find(const char *name, enum mynah_chat_failure_kind *kind,
                                            struct mynah_error *error);

/** When a timeout hits. */
enum mynah_chat_phase {
    MYNAH_CHAT_BEFORE_ANSWER, /* nothing has come, no status either */
    MYNAH_CHAT_BEFORE_TOKEN,  /* a stream has begun, but without a chunk */
    MYNAH_CHAT_BETWEEN_TOKENS,
};

/** A failure to tell a mock: zero members are filled from the kind. */
struct mynah_chat_error {
    enum mynah_chat_failure_kind kind; /* `MYNAH_CHAT_GENERIC` by default */
    const char *message;               /* `"Simulated timeout error"` by default */
    int64_t status;                    /* of HTTP: 408, 429, 401, 503, 502, 529, 500 by kind */
    int64_t retry_after;               /* nanoseconds; 60 s for a rate limit; -1: not told */
    int64_t timeout;                   /* nanoseconds that a timeout takes; 60 s; -1: none */
    enum mynah_chat_phase phase;
};

/** A failure as it is met: filled by the provider, owned by the caller, usually on the stack. */
struct mynah_chat_failure {
    enum mynah_chat_failure_kind kind;
    int status;          /* 0 when there is none */
    int64_t retry_after; /* nanoseconds; 0 when not told */
    int64_t timeout;     /* nanoseconds that were waited; 0 when no timeout */
    enum mynah_chat_phase phase;
    char provider[64];
    char hint[160];           /* what a person may do about it; "" when nothing is known */
    struct mynah_error error; /* its code is `MYNAH_ERROR_SCRIPTED` for a failure that was wanted */
};

/** Fill `failure`, which may be `NULL`, from what a mock was told. */
MYNAH_API void mynah_chat_failure_set(struct mynah_chat_failure *failure, const char *provider,
                                      const struct mynah_chat_error *error);

/** Return whether trying again may help: not for auth, unsupported, cancelled and stand-in. */
MYNAH_API bool mynah_chat_failure_is_transient(const struct mynah_chat_failure *failure);

/* ## The interface that code under test depends on */

/**
 * A stream that is being read, a chunk at a time.
 *
 * `next` returns true with the next chunk in `*chunk`, which is borrowed until the next call.  It
 * returns false behind the final chunk, with `failure->kind` of `MYNAH_CHAT_NO_FAILURE`, and when
 * the stream breaks.  A stream that ends without a final chunk was cut: `MYNAH_CHAT_CONNECTION`.
 * `close` releases it, whenever it comes; closing early is what a caller does who has read enough.
 */
struct mynah_chat_stream {
    bool (*next)(void *self, const struct mynah_chat_chunk **chunk,
                 struct mynah_chat_failure *failure);
    void (*close)(void *self);
    void *self;
};

/** What a call that was submitted reports: chunks when it streams, and then one end. */
struct mynah_chat_event {
    const struct mynah_chat_chunk *chunk;       /* or `NULL` */
    const struct mynah_chat_response *response; /* the end of a call that went well; borrowed */
    const struct mynah_chat_failure *failure;   /* the end of one that did not */
};

/** Who is told of a call that was submitted. */
struct mynah_chat_listener {
    void (*tell)(void *self, const struct mynah_chat_event *event);
    void *self;   /* the caller's; lives until the end has been told */
    bool streams; /* tell of chunks as well */
};

/** A call that is on its way. */
struct mynah_chat_handle;

/**
 * A provider.  `chat` is always there; another function that is `NULL` is one that the provider
 * does not have, and that its wrappers do not have then either.
 */
struct mynah_chat_provider {
    const char *name; /* shown in failures */
    /**
     * Ask and wait for the whole answer.
     * Ownership: one block, the caller's; release with mynah_free().  Errors: `NULL`.
     */
    struct mynah_chat_response *(*chat)(void *self, const struct mynah_chat_request *request,
                                        struct mynah_chat_failure *failure);
    /** Ask and read the answer as it comes; `stream` is the caller's to close.  Errors: false. */
    bool (*stream)(void *self, const struct mynah_chat_request *request,
                   struct mynah_chat_stream *stream, struct mynah_chat_failure *failure);
    /**
     * Ask and return at once, for hosts with an event loop.  The listener is told what comes, by
     * whoever moves the clock on; it and the request are copied.  The handle is the provider's, and
     * is gone when the end has been told.
     * Errors: `NULL` with `failure` when there is nothing to wait for; the listener is not told.
     */
    struct mynah_chat_handle *(*submit)(void *self, const struct mynah_chat_request *request,
                                        const struct mynah_chat_listener *listener,
                                        struct mynah_chat_failure *failure);
    /** Give up a call that was submitted; its end is told as `MYNAH_CHAT_CANCELLED`. */
    void (*cancel)(void *self, struct mynah_chat_handle *handle);
    int64_t (*count_tokens)(void *self, const char *text);
    bool (*supports_tools)(void *self);
    bool (*supports_streaming)(void *self);
    /** Release `self`; may be `NULL` when nobody owns it through this struct. */
    void (*close)(void *self);
    void *self;
};

/* ## What many hosts and tests do with them */

/**
 * Read a stream to its end and return what its chunks add up to; the stream is closed.
 *
 * `chunks`, which may be `NULL`, gets copies of them: an array of `*count` pointers.
 * Ownership: both are the caller's; release the response with mynah_free(), the chunks with
 * mynah_chat_chunks_destroy().
 * Errors: as `next`; also when there was no final chunk, or a chunk after it.  `chunks` then still
 * has those that came.
 */
MYNAH_API struct mynah_chat_response *mynah_chat_collect(struct mynah_chat_stream *stream,
                                                         struct mynah_chat_chunk ***chunks,
                                                         size_t *count,
                                                         struct mynah_chat_failure *failure);

MYNAH_API void mynah_chat_chunks_destroy(struct mynah_chat_chunk **chunks, size_t count);

/**
 * Say whether a response is whole: text or a tool call, the role `"assistant"`, a finish reason,
 * usage that adds up, tool calls with ids, names and arguments that are JSON.  When it is not,
 * `why` says so.
 */
MYNAH_API bool mynah_chat_response_meets(const struct mynah_chat_response *response, char *why,
                                         size_t size);

/** Say whether chunks are a whole stream: at least one, exactly one final, and that the last. */
MYNAH_API bool mynah_chat_chunks_meet(const struct mynah_chat_chunk *const *chunks, size_t count,
                                      char *why, size_t size);

/** Return the shapes of these structs, for mynah/record.h and mynah/match.h. */
MYNAH_API const struct mynah_shape *mynah_chat_message_shape(void);
MYNAH_API const struct mynah_shape *mynah_chat_tool_shape(void);
MYNAH_API const struct mynah_shape *mynah_chat_request_shape(void);
MYNAH_API const struct mynah_shape *mynah_chat_response_shape(void);
MYNAH_API const struct mynah_shape *mynah_chat_chunk_shape(void);
MYNAH_API const struct mynah_shape *mynah_chat_error_shape(void);
MYNAH_API const struct mynah_shape *mynah_tool_call_shape(void);

MYNAH_END

#endif
