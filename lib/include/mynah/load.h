// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_LOAD_H
#define MYNAH_LOAD_H

/**
 * # mynah/load.h: a provider under load, and what each call costs
 *
 * `mynah_load_run()` asks any provider from many threads at once and counts what comes of it: for
 * tests of retries, circuit breakers and locks of the host's own provider.
 *
 *     struct mynah_load_report report;
 *     const struct mynah_load_options options = { .threads = 50, .calls = 10000 };
 *     assert(mynah_load_run(&provider, &request, &options, &report, NULL));
 *     assert(report.answered == 500000);
 *
 * A *profile* wraps a provider and tells a callback of each call when it is over.  Both measure the
 * time of the machine, not that of a world's clock: the delays of a mock with a virtual clock cost
 * nothing.
 */

#include <mynah/chat.h>
#include <mynah/world.h>

MYNAH_BEGIN

enum { MYNAH_LOAD_THREADS_MOST = 1024, MYNAH_CHAT_FAILURE_KINDS = MYNAH_CHAT_STAND_IN + 1 };

struct mynah_load_options {
    size_t threads; /* 0: 8; at most `MYNAH_LOAD_THREADS_MOST` */
    size_t calls;   /* of each thread; 0: 100 */
    bool streams;   /* stream, and read to the end */
};

struct mynah_load_report {
    size_t calls; /* in all */
    size_t answered;
    size_t failed[MYNAH_CHAT_FAILURE_KINDS]; /* by kind */
    int64_t duration; /* nanoseconds, from the start of all to the last end */
    int64_t median;   /* of the duration of a call */
    int64_t p90;
    int64_t p99;
    int64_t longest;
};

/**
 * Ask `threads` times `calls` times.  All threads begin at the same moment.
 *
 * The provider has to be safe for threads; so does what it wraps.
 * Errors: too many threads or calls, streams of a provider that has no `stream`:
 * `MYNAH_ERROR_ARGUMENT`; threads that cannot be started, no memory for the durations:
 * `MYNAH_ERROR_MEMORY`.  Failures of calls are in the report.
 */
MYNAH_API bool mynah_load_run(const struct mynah_chat_provider *provider,
                              const struct mynah_chat_request *request,
                              const struct mynah_load_options *options,
                              struct mynah_load_report *report, struct mynah_error *error);

/** Write the report on one line.  Returns the length, as snprintf(). */
MYNAH_API size_t mynah_load_show(const struct mynah_load_report *report, char *buffer, size_t size);

/* ## Profiles */

/** One call that is over. */
struct mynah_profiled {
    const char *provider;
    const char *method;  /* `"chat"` or `"stream"` */
    int64_t duration;    /* nanoseconds until the end; of a stream with the time of who reads */
    int64_t first_chunk; /* nanoseconds until the first chunk; -1: there was none */
    size_t request_size; /* bytes of text in the messages */
    size_t reply_size;   /* bytes of text that came */
    size_t chunks;
    enum mynah_chat_failure_kind failure;
};

struct mynah_profile;

/**
 * Wrap `inner`, which is copied, and call `hook` after each call, in its thread and without a lock.
 * Release with mynah_profile_destroy(), or with the world.  Errors: `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_profile *
mynah_profile_create(struct mynah_world *world, const struct mynah_chat_provider *inner,
                     void (*hook)(void *self, const struct mynah_profiled *call), void *self,
                     struct mynah_error *error);
MYNAH_API struct mynah_chat_provider mynah_profile_interface(struct mynah_profile *profile);
MYNAH_API void mynah_profile_destroy(struct mynah_profile *profile);

MYNAH_END

#endif
