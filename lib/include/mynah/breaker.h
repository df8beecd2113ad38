// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_BREAKER_H
#define MYNAH_BREAKER_H

/**
 * # mynah/breaker.h: wrappers that fail fast, and that try again
 *
 * Both wrap any `struct mynah_chat_provider`, real or mock, and are one themselves, so they are put
 * around each other as the host does it.  They measure time on the clock of their world only.
 *
 *     struct mynah_breaker *breaker = mynah_breaker_create(world, &inner, NULL, NULL);
 *     struct mynah_chat_provider guarded = mynah_breaker_interface(breaker);
 *     struct mynah_retry *retry = mynah_retry_create(world, &guarded, NULL, NULL);
 *     struct mynah_chat_provider provider = mynah_retry_interface(retry);
 *
 * ## The circuit breaker
 *
 * *Closed*, it passes calls on; failures in a row open it.  *Open*, it answers with
 * `MYNAH_CHAT_REJECTED` at once, with the time that is left in `retry_after`.  After that time it
 * is *half open*: a few calls may try, as many successes as it wants close it, one failure opens it
 * again.  Failures of excluded kinds are passed on and count for nothing.  A stream has succeeded
 * with its final chunk, and counts for nothing when it is closed before.  Each breaker counts for
 * itself; threads may share one.
 */

#include <mynah/chat.h>
#include <mynah/world.h>

MYNAH_BEGIN

struct mynah_breaker;

enum mynah_breaker_state {
    MYNAH_BREAKER_CLOSED,
    MYNAH_BREAKER_OPEN,
    MYNAH_BREAKER_HALF_OPEN,
};

/** Return `"closed"`, `"open"`, `"half-open"`. */
MYNAH_API const char *mynah_breaker_state_name(enum mynah_breaker_state state);

struct mynah_breaker_options {
    const char *name;      /* in messages; "breaker" by default */
    int failure_threshold; /* failures in a row that open it; 0: 5 */
    int success_threshold; /* successes that close it again; 0: 2 */
    int half_open_calls;   /* calls at a time that may try; 0: 3 */
    int64_t recovery_time; /* nanoseconds that it stays open; 0: 30 s */
    /** Kinds that count for nothing; none given: auth, unsupported, cancelled and stand_in. */
    const enum mynah_chat_failure_kind *excluded;
    size_t excluded_count;
};

struct mynah_breaker_stats {
    enum mynah_breaker_state state;
    size_t calls;     /* that were passed on */
    size_t successes; /* of them */
    size_t failures;  /* of them, without those of excluded kinds */
    size_t excluded;
    size_t rejected;
    size_t changes; /* of the state */
    int in_a_row;   /* failures, while closed; successes, while half open */
    int64_t opened; /* when it opened last; -1: never */
};

/**
 * Wrap `inner`, which is copied; what it points to has to outlive the breaker.
 * Release with mynah_breaker_destroy(), or with the world.
 * Errors: a negative option: `MYNAH_ERROR_ARGUMENT`; `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_breaker *mynah_breaker_create(struct mynah_world *world,
                                                     const struct mynah_chat_provider *inner,
                                                     const struct mynah_breaker_options *options,
                                                     struct mynah_error *error);

/** Return the breaker as a provider. */
MYNAH_API struct mynah_chat_provider mynah_breaker_interface(struct mynah_breaker *breaker);

/** Return its state now: an open one whose time has come is half open. */
MYNAH_API enum mynah_breaker_state mynah_breaker_state(struct mynah_breaker *breaker);
MYNAH_API struct mynah_breaker_stats mynah_breaker_stats(struct mynah_breaker *breaker);

/** Close it and count from nothing; submitted calls are given up, and nobody is told. */
MYNAH_API void mynah_breaker_reset(struct mynah_breaker *breaker);
MYNAH_API void mynah_breaker_destroy(struct mynah_breaker *breaker);

/* ## Trying again
 *
 * A failure that is transient (mynah_chat_failure_is_transient()) is tried again after a while: as
 * long as it says in `retry_after`, else `base` times `factor` for each time before, at most
 * `longest`.  A stream is tried again until its first chunk has come, never after that.
 */

struct mynah_retry;

struct mynah_retry_options {
    const char *name; /* "retry" by default */
    int attempts;     /* in all, the first one too; 0: 4 */
    int64_t base;     /* nanoseconds; 0: 1 s */
    double factor;    /* 0: 2 */
    int64_t longest;  /* nanoseconds, of `retry_after` too; 0: 60 s */
    double jitter;    /* a part of each pause by which it is shorter or longer, 0 to 1 */
    uint64_t seed;    /* of the jitter */
};

struct mynah_retry_stats {
    size_t calls;    /* of the host */
    size_t attempts; /* that were passed on for them */
    size_t given_up; /* calls that failed after the last attempt */
    int64_t waited;  /* nanoseconds between attempts, in all */
};

/** Wrap `inner` as mynah_breaker_create() does.  Errors: also a jitter above 1. */
MYNAH_API struct mynah_retry *mynah_retry_create(struct mynah_world *world,
                                                 const struct mynah_chat_provider *inner,
                                                 const struct mynah_retry_options *options,
                                                 struct mynah_error *error);
MYNAH_API struct mynah_chat_provider mynah_retry_interface(struct mynah_retry *retry);
MYNAH_API struct mynah_retry_stats mynah_retry_stats(struct mynah_retry *retry);
MYNAH_API void mynah_retry_reset(struct mynah_retry *retry);
MYNAH_API void mynah_retry_destroy(struct mynah_retry *retry);

MYNAH_END

#endif
