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
    const struct mynah_script_options options = { .exhaustion = provider->options.exhaustion };
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

// Add `step`, with what `how` says of when and how often.
static bool add(struct mynah_provider *provider, struct mynah_step step,
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
        provider->changed = false;
    }
    pthread_mutex_unlock(&provider->lock);
    return cleared;
}

// ## Steps

bool mynah_provider_add_reply(struct mynah_provider *provider,
                              const struct mynah_chat_response *response,
                              const struct mynah_step *how, struct mynah_error *error)
{
    assert(response);
    return add(provider,
               (struct mynah_step){ .shape = mynah_chat_response_shape(), .record = response }, how,
               error);
}

bool mynah_provider_add_template(struct mynah_provider *provider,
                                 const struct mynah_chat_response *response,
                                 const struct mynah_step *how, struct mynah_error *error)
{
    struct mynah_step step = { .kind = MYNAH_STEP_CALLBACK };
    assert(response && response->content);
    return mynah__template_add(provider, response, &step, error) && add(provider, step, how, error);
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
    return is_kind(failure, error) && add(provider, failing(failure), how, error);
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
    added =
        added && add(provider, (struct mynah_step){ .kind = MYNAH_STEP_STREAM, .stream = script },
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
    return add(provider, (struct mynah_step){ .kind = MYNAH_STEP_MALFORMED, .text = text }, how,
               error);
}

bool mynah_provider_on_request(struct mynah_provider *provider, const struct mynah_match *when,
                               bool (*callback)(void *self, const struct mynah_call *call,
                                                struct mynah_answer *answer,
                                                struct mynah_error *error),
                               void *self, struct mynah_error *error)
{
    assert(callback);
    const struct mynah_step how = { .when = when, .times = MYNAH_ALWAYS };
    return add(
        provider,
        (struct mynah_step){ .kind = MYNAH_STEP_CALLBACK, .callback = callback, .self = self },
        &how, error);
}

bool mynah_provider_fail_after(struct mynah_provider *provider, size_t successes,
                               const struct mynah_chat_response *reply,
                               const struct mynah_chat_error *failure, struct mynah_error *error)
{
    assert(reply && failure);
    if (successes > INT32_MAX) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "%zu successes are too many",
                               successes);
    }
    const struct mynah_step first = { .times = (int)successes };
    const struct mynah_step then = { .times = MYNAH_ALWAYS };
    return is_kind(failure, error) &&
           (successes == 0 || mynah_provider_add_reply(provider, reply, &first, error)) &&
           mynah_provider_add_error(provider, failure, &then, error);
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

// ## Life

static bool verify(const void *self, char *why, size_t size)
{
    // Constant to who verifies, but not what has not been looked at yet.
    struct mynah_provider *provider = (struct mynah_provider *)self;
    struct mynah_error error;
    if (!mynah__provider_follow(provider, &error)) {
        struct sink sink = mynah__sink(why, size);
        mynah__sink_add(&sink, error.text);
        return false;
    }
    return mynah__stand_in_verify(self, why, size);
}

static void rewind_provider(void *self)
{
    mynah__handles_drop(self);
    mynah__stand_in_rewind(self);
}

static void destroy(void *self)
{
    struct mynah_provider *provider = self;
    if (provider->base.world) {
        mynah__handles_drop(provider);
    }
    mynah__stand_in_finish(&provider->base);
    mynah_script_destroy(provider->script);
    mynah__templates_destroy(provider->templates);
    pthread_mutex_destroy(&provider->lock);
    mynah__free(provider->model);
    mynah__free(provider);
}

void mynah_provider_reset(struct mynah_provider *provider)
{
    mynah__handles_drop(provider);
    mynah__stand_in_reset(&provider->base);
}

void mynah_provider_destroy(struct mynah_provider *provider)
{
    if (provider) {
        destroy(provider);
    }
}

static bool check(const struct mynah_provider_options *options, struct mynah_error *error)
{
    const struct mynah_latency *latency = &options->latency;
    if ((unsigned)latency->kind > MYNAH_LATENCY_RANDOM) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "the latency is of no known kind");
    }
    if (latency->base < 0 || latency->jitter < 0 || latency->timeout_after < 0) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "a latency is negative");
    }
    if ((unsigned)options->exhaustion > MYNAH_EXHAUSTION_ERROR) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "the exhaustion policy is of no known kind");
    }
    return true;
}

static struct mynah_provider *create(struct mynah_world *world,
                                     const struct mynah_provider_options *options,
                                     struct mynah_error *error)
{
    const struct mynah_member member = { .name = options->name ? options->name : "provider",
                                         .verify = verify,
                                         .reset = rewind_provider,
                                         .destroy = destroy };
    struct mynah_provider *provider = mynah__alloc(sizeof *provider);
    if (!provider || pthread_mutex_init(&provider->lock, NULL) != 0) {
        mynah__free(provider);
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    provider->options = *options;
    provider->options.name = NULL;
    provider->model = mynah_copy_text(options->model ? options->model : "mock");
    provider->options.model = provider->model;
    if (!provider->model) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        destroy(provider);
        return NULL;
    }
    if (!mynah__stand_in_init(&provider->base, world, &member, error)) {
        destroy(provider);
        return NULL;
    }
    return provider;
}

struct mynah_provider *mynah_provider_create(struct mynah_world *world,
                                             const struct mynah_provider_options *given,
                                             struct mynah_error *error)
{
    const struct mynah_provider_options options =
        given ? *given : (struct mynah_provider_options){ .name = NULL };
    return check(&options, error) ? create(world, &options, error) : NULL;
}

struct mynah_provider *mynah_provider_clone(struct mynah_provider *provider,
                                            struct mynah_error *error)
{
    struct mynah_provider_options options = provider->options;
    options.name = mynah__stand_in_name(&provider->base);
    if (!mynah__provider_follow(provider, error)) {
        return NULL;
    }
    struct mynah_provider *clone = create(provider->base.world, &options, error);
    if (!clone) {
        return NULL;
    }
    pthread_mutex_lock(&provider->lock);
    bool cloned =
        !provider->script ||
        mynah__cursor_extend(&clone->base.cursor, &provider->base.cursor, provider->script, error);
    if (cloned && provider->script) {
        // Sharing only counts, so this is the clone's own share.
        clone->script = (struct mynah_script *)mynah__script_share(provider->script);
    }
    pthread_mutex_unlock(&provider->lock);
    if (!cloned) {
        destroy(clone);
        return NULL;
    }
    return clone;
}
