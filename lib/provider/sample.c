// SPDX-License-Identifier: Apache-2.0
//
// Providers in one call.

#include <mynah/sample.h>

#include "core/arena.h"

#include <string.h>

// Return the provider when it has become what it should, else destroy it.
static struct mynah_provider *made(struct mynah_provider *provider, bool good)
{
    if (!good) {
        mynah_provider_destroy(provider);
    }
    return good ? provider : NULL;
}

struct mynah_provider *mynah_provider_simple(struct mynah_world *world, const char *text,
                                             struct mynah_error *error)
{
    const struct mynah_step always = { .times = MYNAH_ALWAYS };
    const struct mynah_chat_response reply = { .content = text ? text : "Test response" };
    struct mynah_provider *provider = mynah_provider_create(world, NULL, error);
    return made(provider, provider && mynah_provider_add_reply(provider, &reply, &always, error));
}

struct mynah_provider *mynah_provider_streaming(struct mynah_world *world,
                                                const char *const *chunks, size_t count,
                                                int64_t delay, struct mynah_error *error)
{
    const struct mynah_step always = { .times = MYNAH_ALWAYS };
    struct arena arena = { .chunk = NULL };
    struct mynah_chat_chunk *all = mynah__arena_alloc(&arena, (count + 1) * sizeof *all);
    struct mynah_provider *provider = all ? mynah_provider_create(world, NULL, error) : NULL;
    if (!all) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        all[i].content = chunks[i];
    }
    const struct mynah_chat_script script = { .chunks = all, .chunk_count = count, .delay = delay };
    bool good = provider && mynah_provider_add_stream(provider, &script, &always, error);
    mynah__arena_finish(&arena);
    return made(provider, good);
}

struct mynah_provider *mynah_provider_failing(struct mynah_world *world, const char *kind,
                                              long successes, struct mynah_error *error)
{
    static const struct mynah_chat_response reply = { .content = "Success call {{call}}" };
    const struct mynah_step first = { .times = (int)successes }, then = { .times = MYNAH_ALWAYS };
    struct mynah_chat_error failure = { .message = NULL };
    if (!mynah_chat_failure_kind_find(kind, &failure.kind, error)) {
        return NULL;
    }
    if (successes < 0 || successes > INT32_MAX) {
        mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "%ld successes cannot be", successes);
        return NULL;
    }
    struct mynah_provider *provider = mynah_provider_create(world, NULL, error);
    return made(provider, provider &&
                              (successes == 0 ||
                               mynah_provider_add_template(provider, &reply, &first, error)) &&
                              mynah_provider_add_error(provider, &failure, &then, error));
}

struct mynah_provider *mynah_provider_calling(struct mynah_world *world,
                                              const struct mynah_tool_call *calls, size_t count,
                                              const char *text, struct mynah_error *error)
{
    const struct mynah_step always = { .times = MYNAH_ALWAYS };
    const struct mynah_chat_response reply = { .content = text ? text : "Executing tools...",
                                               .tool_calls = calls,
                                               .tool_call_count = count };
    struct mynah_provider *provider = mynah_provider_create(world, NULL, error);
    return made(provider, provider && mynah_provider_add_reply(provider, &reply, &always, error));
}
