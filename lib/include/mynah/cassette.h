// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CASSETTE_H
#define MYNAH_CASSETTE_H

/**
 * # mynah/cassette.h: record a provider once, replay it in tests
 *
 * A cassette wraps any `struct mynah_chat_provider` and keeps what passes: requests, answers,
 * failures, the chunks of streams, and how long everything took on the clock of its world.  Saved,
 * it is a file of JSON with a call on each line; replayed, it is a mock provider with a step for
 * each call, which is asked, looked at, verified and reset as any other.
 *
 *     struct mynah_cassette *cassette = mynah_cassette_create(world, &real, NULL, NULL);
 *     struct mynah_chat_provider provider = mynah_cassette_interface(cassette);
 *     ...
 *     mynah_cassette_save(cassette, "tests/orbit.json", &error);
 *
 *     struct mynah_provider *mock = mynah_cassette_replay(world, "tests/orbit.json", NULL, &error);
 *
 * Secrets.  The values of members whose names are in a list, whatever their case, are not written:
 * `"[redacted]"` stands for them, in the options of requests, in metadata and in the arguments of
 * tool calls.  What people write in messages is not looked at.
 *
 * The file.  `{"mynah_cassette": 1, "calls": [...]}`; a call is `{"method": "chat" or "stream",
 * "request": {...}, "delay": N}` and `"response": {...}`, `"failure": {...}` or `"chunks": [...]`,
 * the last maybe with a `"failure"` behind them.  Records are as their shapes in mynah/chat.h say,
 * times are nanoseconds.
 */

#include <mynah/provider.h>

MYNAH_BEGIN

struct mynah_cassette;

struct mynah_cassette_options {
    const char *name; /* "cassette" by default */
    /**
     * Names of members that are secret.  `NULL`: authorization, proxy-authorization, api_key,
     * api-key, apikey, x-api-key, token, access_token, secret, password, cookie, set-cookie.
     */
    const char *const *secrets;
    size_t secret_count;
};

/**
 * Wrap `inner`, which is copied; what it points to has to outlive the cassette.
 * Release with mynah_cassette_destroy(), or with the world.  Errors: `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_cassette *mynah_cassette_create(struct mynah_world *world,
                                                       const struct mynah_chat_provider *inner,
                                                       const struct mynah_cassette_options *options,
                                                       struct mynah_error *error);

/** Return the cassette as a provider.  A call that cannot be kept fails, and says so. */
MYNAH_API struct mynah_chat_provider mynah_cassette_interface(struct mynah_cassette *cassette);

/** Return the number of calls that it has; those that are not over are not counted. */
MYNAH_API size_t mynah_cassette_count(struct mynah_cassette *cassette);

/**
 * Write the calls to a file, which afterwards has all of them or is as it was before.
 * Errors: `MYNAH_ERROR_IO`, `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API bool mynah_cassette_save(struct mynah_cassette *cassette, const char *path,
                                   struct mynah_error *error);

/** Forget the calls. */
MYNAH_API void mynah_cassette_reset(struct mynah_cassette *cassette);
MYNAH_API void mynah_cassette_destroy(struct mynah_cassette *cassette);

/* ## Replaying */

enum { MYNAH_CASSETTE_SIZE_MOST = 64 << 20 };

struct mynah_replay_options {
    const char *name; /* of the mock; "replay" by default */
    /**
     * Answer whoever asks the same model with the same last message, also more often than recorded.
     * Without it a request has to be the recorded one in every member, once for each record.
     */
    bool loose;
    bool no_delays; /* answer at once */
};

/**
 * Make a mock provider of a file that was saved.  A request that nothing was recorded for is
 * answered with `MYNAH_CHAT_STAND_IN`, and the text says where it differs from the nearest one.
 *
 * Errors: `MYNAH_ERROR_IO`; what is no cassette, with the line and column of what is no JSON, or
 * of the call that is not as it should be: `MYNAH_ERROR_ARGUMENT`; a file that is larger than
 * `MYNAH_CASSETTE_SIZE_MOST`: `MYNAH_ERROR_LIMIT`; `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_provider *mynah_cassette_replay(struct mynah_world *world, const char *path,
                                                       const struct mynah_replay_options *options,
                                                       struct mynah_error *error);

/** The same from text in memory, `size` bytes long. */
MYNAH_API struct mynah_provider *
mynah_cassette_replay_text(struct mynah_world *world, const char *json, size_t size,
                           const struct mynah_replay_options *options, struct mynah_error *error);

MYNAH_END

#endif
