// SPDX-License-Identifier: Apache-2.0
//
// The mock provider: a stand-in whose calls are chat requests.  All ways to answer are steps of one
// script, which is put together here.

#include "core/alloc.h"
#include "provider/mock.h"
#include "provider/prompt.h"

#include <assert.h>
#include <stdatomic.h>

// ## The script

// Return the script that steps can be added to: a copy, when the one there is has been used.  The
// lock is held.
static struct mynah_script *open_script(struct mynah_provider *provider, struct mynah_error *error)
{
    if (provider->script && !atomic_load(&provider->script->frozen)) {
        return provider->script;
    }
    const struct mynah_script_options options = {
        .exhaustion = provider->options.exhaustion,
        .fallback = provider->has_after ? &provider->after : NULL,
    };
    struct mynah_script *script = mynah_script_create(&options, error);
    for (size_t i = 0; script && provider->script && i < provider->script->count; i++) {
        if (!mynah_script_add(script, &provider->script->steps[i].step, error)) {
            mynah_script_destroy(script);
            script = NULL;
        }
    }
    if (script) {
        mynah_script_destroy(provider->script);
        provider->script = script;
    }
    return script;
}

static bool add_locked(struct mynah_provider *provider, const struct mynah_step *step,
                       struct mynah_error *error)
{
    pthread_mutex_lock(&provider->lock);
    struct mynah_script *script = open_script(provider, error);
    bool added = script && mynah_script_add(script, step, error);
    if (added) {
        provider->changed = true;
    }
    pthread_mutex_unlock(&provider->lock);
    return added;
}

bool mynah__provider_add(struct mynah_provider *provider, struct mynah_step step,
                         const struct mynah_step *how, struct mynah_error *error)
{
    assert(provider);
    if (how) {
        step.when = how->when;
        step.times = how->times;
        step.delay = how->delay;
        step.optional = how->optional || how->times == MYNAH_ALWAYS;
        step.file = how->file;
        step.line = how->line;
    }
    if (step.when && !mynah_match_check(step.when, mynah_chat_request_shape(), error)) {
        return false;
    }
    return add_locked(provider, &step, error);
}

bool mynah__provider_follow(struct mynah_provider *provider, struct mynah_error *error)
{
    if (!provider->changed) {
        return true;
    }
    pthread_mutex_lock(&provider->lock);
    bool followed =
        !provider->changed || mynah__cursor_extend(&provider->base.cursor, &provider->base.cursor,
                                                   provider->script, error);
    if (followed) {
        provider->changed = false;
    }
    pthread_mutex_unlock(&provider->lock);
    return followed;
}

bool mynah_provider_clear(struct mynah_provider *provider, struct mynah_error *error)
{
    pthread_mutex_lock(&provider->lock);
    bool cleared = mynah__stand_in_follow(&provider->base, NULL, NULL, error);
    if (cleared) {
        mynah_script_destroy(provider->script);
        provider->script = NULL;
        provider->changed = provider->has_after && open_script(provider, error);
        cleared = provider->changed || !provider->has_after;
    }
    pthread_mutex_unlock(&provider->lock);
    return cleared;
}

bool mynah__provider_after(struct mynah_provider *provider, const struct mynah_step *step,
                           struct mynah_error *error)
{
    assert(provider->options.exhaustion == MYNAH_EXHAUSTION_DEFAULT && !provider->script);
    provider->after = *step;
    provider->has_after = true;
    provider->changed = open_script(provider, error) != NULL;
    return provider->changed;
}

// ## Steps

bool mynah_provider_add_reply(struct mynah_provider *provider,
                              const struct mynah_chat_response *response,
                              const struct mynah_step *how, struct mynah_error *error)
{
    assert(response);
    return mynah__provider_add(
        provider, (struct mynah_step){ .shape = mynah_chat_response_shape(), .record = response },
        how, error);
}

static bool is_kind(const struct mynah_chat_error *failure, struct mynah_error *error)
{
    return (unsigned)failure->kind <= MYNAH_CHAT_STAND_IN ||
           mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "the failure is of no known kind");
}

static struct mynah_step failing(const struct mynah_chat_error *failure)
{
    return (struct mynah_step){ .kind = MYNAH_STEP_ERROR,
                                .text = failure->message,
                                .shape = mynah_chat_error_shape(),
                                .record = failure };
}

bool mynah_provider_add_error(struct mynah_provider *provider,
                              const struct mynah_chat_error *failure, const struct mynah_step *how,
                              struct mynah_error *error)
{
    assert(failure);
    return is_kind(failure, error) && mynah__provider_add(provider, failing(failure), how, error);
}

static bool add_chunks(struct mynah_script *script, const struct mynah_chat_script *stream,
                       struct mynah_error *error)
{
    for (size_t i = 0; i < stream->chunk_count; i++) {
        const struct mynah_chat_chunk *chunk = &stream->chunks[i];
        const struct mynah_step step = { .shape = mynah_chat_chunk_shape(),
                                         .record = chunk,
                                         .delay = chunk->delay ? chunk->delay : stream->delay };
        if (chunk->is_final && (i + 1 < stream->chunk_count || stream->breaks || stream->cut)) {
            return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                                   "chunk %zu is final, but something follows it", i + 1);
        }
        if (!mynah_script_add(script, &step, error)) {
            return false;
        }
    }
    return true;
}

bool mynah_provider_add_stream(struct mynah_provider *provider,
                               const struct mynah_chat_script *stream, const struct mynah_step *how,
                               struct mynah_error *error)
{
    static const struct mynah_chat_error cut = { .kind = MYNAH_CHAT_CONNECTION,
                                                 .message =
                                                     "the stream ended without a final chunk" };
    assert(stream && (stream->chunks || stream->chunk_count == 0));
    const struct mynah_chat_error *breaks = stream->cut ? &cut : stream->breaks;
    if (stream->cut && stream->breaks) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "a stream that is cut does not break with an error as well");
    }
    struct mynah_script *script = mynah_script_create(NULL, error);
    bool added = script && add_chunks(script, stream, error);
    if (added && breaks) {
        const struct mynah_step step = failing(breaks);
        added = is_kind(breaks, error) && mynah_script_add(script, &step, error);
    }
    added = added &&
            mynah__provider_add(provider,
                                (struct mynah_step){ .kind = MYNAH_STEP_STREAM, .stream = script },
                                how, error);
    mynah_script_destroy(script);
    return added;
}

bool mynah_provider_add_tool_calls(struct mynah_provider *provider,
                                   const struct mynah_tool_call *calls, size_t count,
                                   const struct mynah_step *how, struct mynah_error *error)
{
    const struct mynah_chat_response response = { .tool_calls = calls, .tool_call_count = count };
    return mynah_provider_add_reply(provider, &response, how, error);
}

bool mynah_provider_add_malformed(struct mynah_provider *provider, const char *text,
                                  const struct mynah_step *how, struct mynah_error *error)
{
    assert(text);
    return mynah__provider_add(
        provider, (struct mynah_step){ .kind = MYNAH_STEP_MALFORMED, .text = text }, how, error);
}

bool mynah_provider_on_request(struct mynah_provider *provider, const struct mynah_match *when,
                               bool (*callback)(void *self, const struct mynah_call *call,
                                                struct mynah_answer *answer,
                                                struct mynah_error *error),
                               void *self, struct mynah_error *error)
{
    assert(callback);
    const struct mynah_step how = { .when = when, .times = MYNAH_ALWAYS };
    return mynah__provider_add(
        provider,
        (struct mynah_step){ .kind = MYNAH_STEP_CALLBACK, .callback = callback, .self = self },
        &how, error);
}

// ## What it was asked

size_t mynah_provider_calls(const struct mynah_provider *provider)
{
    return mynah__stand_in_calls(&provider->base);
}

const struct mynah_chat_request *mynah_provider_call(const struct mynah_provider *provider,
                                                     long index)
{
    struct mynah_entry entry;
    return mynah__stand_in_entry(&provider->base, index, &entry) ? entry.request : NULL;
}

const char *mynah_provider_prompt(const struct mynah_provider *provider, long index)
{
    const struct mynah_chat_request *request = mynah_provider_call(provider, index);
    return request ? mynah__prompt_of(request) : NULL;
}

const struct mynah_chat_part *mynah_provider_image(const struct mynah_provider *provider,
                                                   long index, size_t image)
{
    const struct mynah_chat_request *request = mynah_provider_call(provider, index);
    for (size_t i = 0; request && i < request->message_count; i++) {
        const struct mynah_chat_message *message = &request->messages[i];
        for (size_t k = 0; k < message->part_count; k++) {
            if (message->parts[k].kind == MYNAH_CHAT_PART_IMAGE && image-- == 0) {
                return &message->parts[k];
            }
        }
    }
    return NULL;
}

const struct mynah_chat_response *mynah_provider_reply(const struct mynah_provider *provider,
                                                       long index)
{
    struct mynah_entry entry;
    bool answered = mynah__stand_in_entry(&provider->base, index, &entry) &&
                    entry.outcome == MYNAH_OUTCOME_ANSWERED;
    return answered ? entry.reply : NULL;
}

int64_t mynah_provider_latency(const struct mynah_provider *provider, long index)
{
    struct mynah_entry entry;
    return mynah__stand_in_entry(&provider->base, index, &entry) ? entry.end - entry.begin : -1;
}
