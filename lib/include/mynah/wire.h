// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_WIRE_H
#define MYNAH_WIRE_H

/**
 * # mynah/wire.h: a chat model on a loopback port
 *
 * A mock provider (mynah/provider.h) behind an HTTP server, for hosts that reach their model with
 * curl or an SDK.  It speaks OpenAI's Chat Completions and Responses and Anthropic's Messages,
 * whole and as streams, and fails on command:
 *
 *     struct mynah_provider *mock = mynah_provider_create(world, NULL, NULL);
 *     mynah_provider_add_reply(mock, &(struct mynah_chat_response){ .content = "Hello" }, NULL,
 *                              NULL);
 *     struct mynah_server *server =
 *         mynah_server_start(&(struct mynah_server_options){ .provider = mock }, NULL);
 *     setenv("OPENAI_BASE_URL", mynah_server_openai_url(server), 1);
 *     ... // run the program under test, then look at the journal of the world
 *     mynah_server_stop(server);
 *
 * One answer serves all three protocols.  A request that no step of the script accepts gets the
 * provider's error with status 404, the text of which names the nearest step.
 *
 * Time.  Delays are really waited for, whatever the clock of the provider's world is: each counts
 * from when the request was complete, and does not drift.  A virtual clock is moved on to where the
 * delay ends, so times in the journal are exact.  `created` in answers is that clock's time in
 * seconds; ids are made from the seed and the number of the call: nothing in the bytes of an answer
 * comes from the machine.
 *
 * Threads.  A server has one thread, in which the callbacks of its provider are called: one that
 * sleeps keeps all connections waiting.  Servers share nothing, and any number may run.
 *
 * This part is left out where libevent is not there: then starting a server is an error that says
 * so.
 */

#include <mynah/provider.h>

MYNAH_BEGIN

/* ## Faults */

/** What goes wrong; where "behind `after` chunks" stands, pieces of the answer are counted. */
enum mynah_wire_fault_kind {
    MYNAH_FAULT_STATUS, /* an error with `status`, and of the provider's script no step is used */
    MYNAH_FAULT_HANG,   /* nothing, not even a status, for `delay` */
    MYNAH_FAULT_STALL,  /* headers, `after` chunks or half of a body, then nothing for `delay` */
    MYNAH_FAULT_RESET,  /* as STALL, but then the connection is reset; NOTHING: without headers */
    MYNAH_FAULT_CLOSE,  /* the connection is closed without an answer */
    MYNAH_FAULT_CUT,    /* closed behind `after` chunks, or half of a body */
    MYNAH_FAULT_CUT_CLEAN,    /* the same, as if that were all: HTTP ends as it should */
    MYNAH_FAULT_CUT_EVENT,    /* closed in the middle of an event, behind `after` chunks */
    MYNAH_FAULT_CUT_UTF8,     /* closed within the next character that has several bytes */
    MYNAH_FAULT_BAD_JSON,     /* the event behind `after` chunks, or the body, is no JSON */
    MYNAH_FAULT_ERROR_EVENT,  /* an error as an event behind `after` chunks, which ends the stream;
                                 a whole answer fails with the status */
    MYNAH_FAULT_CONTENT_TYPE, /* the content type is `text`; "text/html" by default */
    MYNAH_FAULT_TRICKLE,      /* `after` bytes (1 by default) every `delay` (10 ms) */
    MYNAH_FAULT_BAD_HEADER,   /* a line among the headers that is none: `text` */
    MYNAH_FAULT_BAD_CHUNK,    /* a size of an HTTP chunk that is none: `text` */
    MYNAH_FAULT_RAW,          /* `text` is all that is answered, byte for byte */
};

/** A header that is added to an answer. */
struct mynah_header {
    const char *name;
    const char *value;
};

/**
 * A fault, and which requests it befalls.  Zero members: the next request, once.
 *
 * A status comes with the body that the provider would send, in which `text` is the message, and
 * `type`, `code` and `param` replace what belongs to the status.
 */
struct mynah_wire_fault {
    enum mynah_wire_fault_kind kind;
    const struct mynah_match
        *when;     /* what the request must meet, as for mynah_provider_add_reply() */
    size_t spare;  /* so many of these requests first go well */
    int times;     /* then so many fail: 0: one; or `MYNAH_ALWAYS` */
    size_t step;   /* only what this step of the script answers, from 1; 0: any.  A status is then
                      told where that step fails */
    int64_t after; /* chunks; of TRICKLE bytes */
    int64_t delay; /* nanoseconds; 0 with HANG and STALL: until the client goes away */
    int status;    /* 500 by default */
    const char *text;
    const char *type;
    const char *code;
    const char *param;
    int64_t
        retry_after; /* nanoseconds, told in milliseconds when that is not whole seconds; 0: no */
    const struct mynah_header *headers; /* added to the answer */
    size_t header_count;
};

/** Return `"status"`, `"hang"`, ..., `"cut-clean"`, ...: as scenarios have them. */
MYNAH_API const char *mynah_wire_fault_kind_name(enum mynah_wire_fault_kind kind);

/* ## Scenarios: what is answered and what fails, in a file; see docs/wire.md */

struct mynah_scenario;

/**
 * Read a scenario and make the mock that it describes, in `world`, or in a private one when that is
 * `NULL`.  Release with mynah_scenario_destroy(), before the world.
 * Errors: `MYNAH_ERROR_CONFIG` with line and column; `MYNAH_ERROR_IO`, `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_scenario *mynah_scenario_load(struct mynah_world *world, const char *path,
                                                     struct mynah_error *error);
/** The same from text in memory, `size` bytes long. */
MYNAH_API struct mynah_scenario *mynah_scenario_parse(struct mynah_world *world, const char *yaml,
                                                      size_t size, struct mynah_error *error);
/** Return the mock, to which steps may be added.  Ownership: the scenario's. */
MYNAH_API struct mynah_provider *mynah_scenario_provider(struct mynah_scenario *scenario);
/** Release the scenario and its mock; a server that uses it has to be stopped before. */
MYNAH_API void mynah_scenario_destroy(struct mynah_scenario *scenario);

/* ## The server */

/** How the chunks of a stream follow each other, beside the delays that steps have: nanoseconds. */
struct mynah_pace {
    int64_t first;   /* before the first chunk, or the whole answer */
    int64_t between; /* before each other chunk */
    int64_t jitter;  /* give or take at most this, by the seed; never less than 0 */
};

struct mynah_server_options {
    struct mynah_provider *provider; /* who answers; has to outlive the server */
    struct mynah_scenario *scenario; /* its mock, faults and settings, where those here are zero */
    const char *address;             /* to listen at; "127.0.0.1": only this machine */
    int port;                        /* 0: one that is free */
    uint64_t seed;                   /* of ids and jitter */
    struct mynah_pace pace;
    const struct mynah_wire_fault *faults; /* of several that befall a request the first does */
    size_t fault_count;
    const char *const *models; /* for GET /v1/models; any other model is answered as well */
    size_t model_count;
    size_t body_most;  /* bytes of a request's body; 16 MiB by default */
    int64_t idle_most; /* nanoseconds that a client may take with a request, or between two; 60 s */
    size_t connections_most; /* at the same time; 1000 by default */
    /**
     * A real endpoint, `"https://api.openai.com"`: every request is passed on to it and the answer
     * passed back byte for byte, headers of the connection aside; what was said is kept for
     * mynah_server_save().  The provider, which may be `NULL`, is then not asked.  Needs libcurl.
     */
    const char *upstream;
};

struct mynah_server;

/**
 * Listen and answer.  The server is in the world of its provider, which stops it when destroyed.
 *
 * Errors: neither a provider nor a scenario, a fault that makes no sense, an address that is none:
 * `MYNAH_ERROR_ARGUMENT`; a port that is taken, no libevent: `MYNAH_ERROR_IO`;
 * `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_server *mynah_server_start(const struct mynah_server_options *options,
                                                  struct mynah_error *error);

/** Return where the server is, `"http://127.0.0.1:34567"`: Anthropic's SDKs want this. */
MYNAH_API const char *mynah_server_url(const struct mynah_server *server);
/** The same with `/v1` behind it: OpenAI's SDKs want this. */
MYNAH_API const char *mynah_server_openai_url(const struct mynah_server *server);
MYNAH_API int mynah_server_port(const struct mynah_server *server);
/** Return what the journal calls it: "server", the second one of a world "server-2". */
MYNAH_API const char *mynah_server_name(const struct mynah_server *server);
/** Return who answers: of a scenario, its mock. */
MYNAH_API struct mynah_provider *mynah_server_provider(const struct mynah_server *server);

/**
 * Add a fault behind those that there are, at any time.
 * Errors: as mynah_server_start().
 */
MYNAH_API bool mynah_server_add_fault(struct mynah_server *server,
                                      const struct mynah_wire_fault *fault,
                                      struct mynah_error *error);

/**
 * Return the journal of the server's world.  A request is in it twice: as what came over the wire
 * (`mynah_http_request_shape()`, answered with `mynah_http_response_shape()`, by the stand-in
 * "server"), and, where it could be read, as what the provider was asked.  A journal with a limit
 * drops the oldest, and says how many it dropped.  An answer that a client has read to its end is
 * one that is over here: this waits for the server's thread, hence must not be called with a lock
 * that a callback of the provider wants.
 */
MYNAH_API const struct mynah_journal *mynah_server_requests(const struct mynah_server *server);

/**
 * Write what passed between clients and the upstream to a cassette (mynah/cassette.h): no headers,
 * hence no keys, and members with the names of secrets redacted.  Calls that are not over are left
 * out.  Errors: `MYNAH_ERROR_ARGUMENT`: there is no upstream; as mynah_cassette_save().
 */
MYNAH_API bool mynah_server_save(struct mynah_server *server, const char *path,
                                 struct mynah_error *error);

/** Forget what was sent and which faults were used; script, clock and journal stay as they are. */
MYNAH_API void mynah_server_reset(struct mynah_server *server);

/** Close all connections, and release the server. */
MYNAH_API void mynah_server_stop(struct mynah_server *server);

/* ## What came over the wire */

/** A request as HTTP has it.  Values of headers that hold keys are `"[redacted]"`. */
struct mynah_http_request {
    const char *method;
    const char *path;
    const char *protocol; /* `"openai-chat"`, `"openai-responses"`, `"anthropic"`; `NULL`: none */
    const struct mynah_header *headers; /* names in lower case */
    size_t header_count;
    int64_t size; /* of the body */
    bool stream;
    int64_t retry; /* how often the SDK says it has tried before */
};

/** What was answered. */
struct mynah_http_response {
    int64_t status;    /* 0: none was sent */
    int64_t chunks;    /* pieces of the answer that a stream had */
    int64_t size;      /* bytes sent, headers included */
    const char *fault; /* that befell it, or `NULL` */
    bool complete;     /* the client got all that there was to send */
    bool unmatched;    /* no step accepts the request; the text of the entry's error says why */
};

MYNAH_API const struct mynah_shape *mynah_http_request_shape(void);
MYNAH_API const struct mynah_shape *mynah_http_response_shape(void);

/* ## Properties: one question about the requests, answered with a reason */

enum mynah_server_property_kind {
    MYNAH_SERVER_REQUESTED_BETWEEN, /* at least `least` times, at most `most` */
    MYNAH_SERVER_REQUESTS_BETWEEN,  /* at least `least` requests meet `match`, at most `most` */
    MYNAH_SERVER_NTH_REQUEST,       /* the request at `index` meets `match` */
    MYNAH_SERVER_NTH_ANSWER,        /* what was answered at `index` meets `match` */
    MYNAH_SERVER_ALL_MATCHED,       /* there was a step for every request that could be read */
};

/** What is expected; members that the kind does not name are not looked at. */
struct mynah_server_property {
    enum mynah_server_property_kind kind;
    size_t least;
    size_t most;                     /* `SIZE_MAX`: any number */
    long index;                      /* 0 is the first request, -1 the last */
    const struct mynah_match *match; /* on a `struct mynah_http_request` or `..._response` */
};

/**
 * Say whether the requests so far have the property.  When they have not, `why` gets what was
 * expected, what there is and the requests with their answers: several lines of text, cut at `size`
 * bytes.  Nothing is left allocated.
 */
MYNAH_API bool mynah_server_meets(const struct mynah_server *server,
                                  struct mynah_server_property property, char *why, size_t size);

MYNAH_END

#endif
