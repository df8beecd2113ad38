// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SAMPLE_H
#define MYNAH_SAMPLE_H

/**
 * # mynah/sample.h: what tests of hosts need over and over
 *
 * Mock providers in one call, and requests and tool calls that look like real ones:
 *
 *     struct mynah_provider *mock = mynah_provider_failing(NULL, "rate_limit", 2, NULL);
 *     struct mynah_chat_request *request = mynah_sample_request(
 *         &(struct mynah_sample_options){ .turns = 3, .tools = 2, .seed = 7 }, NULL);
 *     ...
 *     mynah_free(request);
 */

#include <mynah/provider.h>

MYNAH_BEGIN

/* ## Providers.  `world` may be `NULL`; release with mynah_provider_destroy() or with the world.
 * Errors: `MYNAH_ERROR_MEMORY`, and what is said below. */

/** Return one that always answers with `text`; `NULL`: "Test response". */
MYNAH_API struct mynah_provider *mynah_provider_simple(struct mynah_world *world, const char *text,
                                                       struct mynah_error *error);

/** Return one that always streams these chunks, each `delay` nanoseconds after what comes before.
 */
MYNAH_API struct mynah_provider *mynah_provider_streaming(struct mynah_world *world,
                                                          const char *const *chunks, size_t count,
                                                          int64_t delay, struct mynah_error *error);

/**
 * Return one that succeeds `successes` times, with "Success call 1" and so on, and then fails for
 * ever with the kind of that name: `"timeout"`, `"rate_limit"`, ...
 * Errors: an unknown kind, a negative number: `MYNAH_ERROR_ARGUMENT`.
 */
MYNAH_API struct mynah_provider *mynah_provider_failing(struct mynah_world *world, const char *kind,
                                                        long successes, struct mynah_error *error);

/** Return one that always calls these tools, with `text` beside; `NULL`: "Executing tools...". */
MYNAH_API struct mynah_provider *mynah_provider_calling(struct mynah_world *world,
                                                        const struct mynah_tool_call *calls,
                                                        size_t count, const char *text,
                                                        struct mynah_error *error);

/* ## Messages and tool calls */

/**
 * Fill two messages: the system's, "You are a helpful assistant.", and the user's, `content`;
 * `NULL`: "Test message".
 */
MYNAH_API void mynah_sample_messages(const char *content, struct mynah_chat_message messages[2]);

/**
 * Return a tool call, of which nothing is copied.  `arguments`, `NULL` for `{}`, is JSON as the
 * model wrote it; `id`: `NULL` for one that the provider gives it, the same in every run.
 */
MYNAH_API struct mynah_tool_call mynah_sample_tool_call(const char *name, const char *arguments,
                                                        const char *id);

struct mynah_sample_options {
    size_t turns; /* of the user, with an answer behind each but the last; 0: 1 */
    size_t tools; /* that are offered; with any, every second answer calls one, and gets a result */
    size_t images; /* in the last message */
    size_t words;  /* of each text; 0: 8 */
    uint64_t seed;
};

/** The most of each that there is. */
enum { MYNAH_SAMPLE_MOST = 1000 };

/**
 * Make up a request: a conversation of a person with a model, the same for the same seed.  Every
 * member that hosts use is in it: roles, tool calls with their results, tools with a JSON Schema.
 *
 * Ownership: one block, the caller's; release with mynah_free().
 * Errors: more of anything than MYNAH_SAMPLE_MOST: `MYNAH_ERROR_ARGUMENT`; `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_chat_request *
mynah_sample_request(const struct mynah_sample_options *options, struct mynah_error *error);

MYNAH_END

#endif
