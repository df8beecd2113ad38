// SPDX-License-Identifier: Apache-2.0
//
// The life of a mock provider: made, reset, cloned, gone, and what it keeps for its steps.

#include "core/alloc.h"
#include "provider/mock.h"

#include <assert.h>
#include <stdatomic.h>

// ## What is kept

struct shared_block {
    _Atomic unsigned shares;
    void *block;
};

struct kept {
    struct kept *next;
    struct shared_block *shared;
};

static void kept_destroy(struct kept *kept)
{
    while (kept) {
        struct kept *next = kept->next;
        if (atomic_fetch_sub(&kept->shared->shares, 1) == 1) {
            mynah_free(kept->shared->block);
            mynah__free(kept->shared);
        }
        mynah__free(kept);
        kept = next;
    }
}

bool mynah__provider_keep(struct mynah_provider *provider, void *block, struct mynah_error *error)
{
    struct kept *kept = mynah__alloc(sizeof *kept);
    struct shared_block *shared = kept ? mynah__alloc(sizeof *shared) : NULL;
    if (!shared) {
        mynah__free(kept);
        mynah_free(block);
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    atomic_init(&shared->shares, 1);
    shared->block = block;
    kept->shared = shared;
    pthread_mutex_lock(&provider->lock);
    kept->next = provider->kept;
    provider->kept = kept;
    pthread_mutex_unlock(&provider->lock);
    return true;
}

// Give the clone its own shares; the provider's lock is held.
static bool keep_too(struct mynah_provider *clone, const struct kept *kept)
{
    for (; kept; kept = kept->next) {
        struct kept *share = mynah__alloc(sizeof *share);
        if (!share) {
            return false;
        }
        atomic_fetch_add(&kept->shared->shares, 1);
        share->shared = kept->shared;
        share->next = clone->kept;
        clone->kept = share;
    }
    return true;
}

// ## Life

bool mynah__provider_verify(const void *self, char *why, size_t size)
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
    kept_destroy(provider->kept);
    mynah_free(provider->fallback);
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
    if (latency->base < 0 || latency->jitter < 0 || latency->timeout_after < 0 ||
        latency->between < 0) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "a latency is negative");
    }
    if ((unsigned)options->exhaustion > MYNAH_EXHAUSTION_ERROR) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "the exhaustion policy is of no known kind");
    }
    return true;
}

static bool copy_fallback(struct mynah_provider *provider,
                          const struct mynah_chat_response *fallback)
{
    if (!fallback) {
        return true;
    }
    provider->fallback = mynah_record_copy(mynah_chat_response_shape(), fallback, NULL);
    provider->options.fallback = provider->fallback;
    return provider->fallback != NULL;
}

static struct mynah_provider *create(struct mynah_world *world,
                                     const struct mynah_provider_options *options,
                                     struct mynah_error *error)
{
    const struct mynah_member member = { .name = options->name ? options->name : "provider",
                                         .verify = mynah__provider_verify,
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
    if (!provider->model || !copy_fallback(provider, options->fallback)) {
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
    struct mynah_provider *provider =
        check(&options, error) ? create(world, &options, error) : NULL;
    if (!provider || !provider->fallback || options.exhaustion != MYNAH_EXHAUSTION_DEFAULT) {
        return provider;
    }
    const struct mynah_step after = { .shape = mynah_chat_response_shape(),
                                      .record = provider->fallback };
    if (!mynah__provider_after(provider, &after, error)) {
        destroy(provider);
        return NULL;
    }
    return provider;
}

// ## Clones

// Take over the steps and the place in them.
static bool follow_too(struct mynah_provider *clone, struct mynah_provider *provider,
                       struct mynah_error *error)
{
    pthread_mutex_lock(&provider->lock);
    clone->after = provider->after;
    clone->has_after = provider->has_after;
    bool cloned = keep_too(clone, provider->kept) ||
                  mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    if (cloned && provider->script) {
        cloned = mynah__cursor_extend(&clone->base.cursor, &provider->base.cursor, provider->script,
                                      error);
        // Sharing only counts, so this is the clone's own share.
        clone->script = (struct mynah_script *)mynah__script_share(provider->script);
    }
    pthread_mutex_unlock(&provider->lock);
    // A fallback that is a record was copied with the options.
    if (clone->fallback) {
        clone->after.record = clone->fallback;
    }
    return cloned;
}

static struct mynah_provider *clone_into(struct mynah_provider *provider, struct mynah_world *world,
                                         struct mynah_error *error)
{
    struct mynah_provider_options options = provider->options;
    options.name = mynah__stand_in_name(&provider->base);
    if (!mynah__provider_follow(provider, error)) {
        return NULL;
    }
    struct mynah_provider *clone = create(world, &options, error);
    if (clone && !follow_too(clone, provider, error)) {
        destroy(clone);
        return NULL;
    }
    return clone;
}

struct mynah_provider *mynah_provider_clone(struct mynah_provider *provider,
                                            struct mynah_error *error)
{
    assert(provider);
    return clone_into(provider, provider->base.world, error);
}

struct mynah_provider *mynah_provider_clone_deep(struct mynah_provider *provider,
                                                 struct mynah_world *world,
                                                 struct mynah_error *error)
{
    assert(provider);
    struct mynah_provider *clone = clone_into(provider, world, error);
    if (clone &&
        !mynah__journal_copy(mynah__world_journal(provider->base.world), provider->base.source,
                             mynah__world_journal(clone->base.world), clone->base.source, error)) {
        destroy(clone);
        return NULL;
    }
    return clone;
}
