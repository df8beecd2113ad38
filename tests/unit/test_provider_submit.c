// SPDX-License-Identifier: Apache-2.0
//
// mynah/provider.h: calls that nobody waits for, and calls of many threads.

#include "provider_rows.h"

#include <pthread.h>
#include <stdlib.h>

// What a listener was told.
struct told {
    struct mynah_provider *provider;
    struct mynah_clock *clock;
    char text[64];
    int64_t times[8];
    size_t chunks;
    size_t ends;
    enum mynah_chat_failure_kind failure;
    struct mynah_chat_handle *handle; // to be cancelled at the first chunk
};

static void listen(void *self, const struct mynah_chat_event *event)
{
    struct told *told = self;
    if (event->chunk) {
        told->times[told->chunks++] = mynah_clock_now(told->clock);
        strcat(told->text, event->chunk->content);
        if (told->handle) {
            mynah_provider_cancel(told->provider, told->handle);
        }
        return;
    }
    told->ends++;
    if (event->response) {
        strcat(told->text, "|");
        strcat(told->text, event->response->content);
    } else {
        told->failure = event->failure->kind;
    }
}

static const struct mynah_chat_chunk two[] = { { .content = "a" }, { .content = "b" } };

struct set {
    struct mynah_world *world;
    struct told told;
};

static void begin(struct set *set)
{
    set->world = mynah_world_create(NULL, NULL);
    set->told = (struct told){ .provider = mynah_provider_create(set->world, NULL, NULL),
                               .clock = mynah_world_clock(set->world) };
    const struct mynah_chat_script script = { .chunks = two, .chunk_count = 2, .delay = 10 };
    const struct mynah_step how = { .delay = 100, .times = MYNAH_ALWAYS };
    assert_true(mynah_provider_add_stream(set->told.provider, &script, &how, NULL));
}

static struct mynah_chat_handle *submit(struct set *set, bool streams)
{
    struct mynah_chat_provider interface = mynah_provider_interface(set->told.provider);
    struct mynah_chat_handle *handle =
        interface.submit(interface.self, &request,
                         &(struct mynah_chat_listener){ listen, &set->told, streams }, NULL);
    assert_non_null(handle);
    assert_int_equal(set->told.ends, 0);
    return handle;
}

static void test_submit(void **state)
{
    (void)state;
    struct set set;
    begin(&set);
    submit(&set, false);
    mynah_clock_advance(set.told.clock, 119);
    assert_int_equal(set.told.ends, 0);
    mynah_clock_advance(set.told.clock, 1);
    assert_int_equal(set.told.ends, 1);
    assert_string_equal(set.told.text, "|ab");
    assert_int_equal(mynah_clock_next(set.told.clock), -1);
    assert_int_equal(mynah_provider_latency(set.told.provider, 0), 120);
    mynah_world_destroy(set.world);
}

static void test_submit_a_stream(void **state)
{
    (void)state;
    struct set set;
    begin(&set);
    submit(&set, true);
    mynah_clock_advance(set.told.clock, 1000);
    assert_int_equal(set.told.chunks, 3);
    assert_int_equal(set.told.times[0], 110);
    assert_int_equal(set.told.times[1], 120);
    assert_int_equal(set.told.times[2], 120);
    assert_int_equal(set.told.ends, 1);
    assert_string_equal(set.told.text, "ab|ab");
    mynah_world_destroy(set.world);
}

// Whoever waits for another call brings on those that were submitted.
static void test_submitted_beside_chat(void **state)
{
    (void)state;
    struct set set;
    begin(&set);
    submit(&set, false);
    assert_text(set.told.provider, "ab");
    assert_int_equal(set.told.ends, 1);
    mynah_world_destroy(set.world);
}

static void test_submit_that_fails(void **state)
{
    (void)state;
    struct set set;
    begin(&set);
    mynah_provider_clear(set.told.provider, NULL);
    const struct mynah_chat_error late = { .kind = MYNAH_CHAT_TIMEOUT, .timeout = 50 };
    mynah_provider_add_error(set.told.provider, &late, NULL, NULL);
    submit(&set, true);
    mynah_clock_advance(set.told.clock, 49);
    assert_int_equal(set.told.ends, 0);
    mynah_clock_advance(set.told.clock, 1);
    assert_int_equal(set.told.failure, MYNAH_CHAT_TIMEOUT);
    mynah_world_destroy(set.world);
}

static void test_cancel(void **state)
{
    (void)state;
    struct set set;
    struct mynah_entry entry;
    begin(&set);
    struct mynah_chat_handle *handle = submit(&set, false);
    mynah_clock_advance(set.told.clock, 50);
    mynah_provider_cancel(set.told.provider, handle);
    assert_int_equal(set.told.ends, 1);
    assert_int_equal(set.told.failure, MYNAH_CHAT_CANCELLED);
    mynah_clock_advance(set.told.clock, 1000);
    assert_int_equal(set.told.ends, 1);
    assert_true(mynah_journal_at(mynah_world_journal(set.world), NULL, 0, &entry));
    assert_int_equal(entry.outcome, MYNAH_OUTCOME_ERROR);
    assert_int_equal(entry.end, 50);
    assert_string_equal(entry.error->text, "the call was cancelled");
    mynah_world_destroy(set.world);
}

static void test_cancel_from_the_listener(void **state)
{
    (void)state;
    struct set set;
    begin(&set);
    set.told.handle = submit(&set, true);
    mynah_clock_advance(set.told.clock, 1000);
    assert_int_equal(set.told.chunks, 1);
    assert_int_equal(set.told.ends, 1);
    assert_int_equal(set.told.failure, MYNAH_CHAT_CANCELLED);
    mynah_world_destroy(set.world);
}

// A reset gives up what is on its way, and tells nobody; so does the end of the world.
static void test_reset(void **state)
{
    (void)state;
    struct set set;
    begin(&set);
    submit(&set, true);
    mynah_world_reset(set.world);
    mynah_clock_advance(set.told.clock, 1000);
    assert_int_equal(set.told.chunks + set.told.ends, 0);
    submit(&set, true);
    mynah_provider_reset(set.told.provider);
    mynah_clock_advance(set.told.clock, 1000);
    assert_int_equal(set.told.chunks + set.told.ends, 0);
    submit(&set, true);
    mynah_world_destroy(set.world);
    assert_int_equal(set.told.chunks + set.told.ends, 0);
}

// ## Threads

enum { THREADS = 8, TIMES = 500 };

static _Atomic size_t ended;

static void count(void *self, const struct mynah_chat_event *event)
{
    (void)self;
    ended += !event->chunk;
}

static void *call(void *self)
{
    struct set *set = self;
    struct mynah_provider *provider = set->told.provider;
    for (int i = 0; i < TIMES; i++) {
        struct mynah_chat_stream stream;
        struct mynah_chat_response *response;
        if (i % 4 == 0) {
            const struct mynah_chat_listener listener = { count, NULL, i % 8 == 0 };
            struct mynah_chat_handle *handle =
                mynah_provider_submit(provider, &request, &listener, NULL);
            if (i % 3 == 0) {
                mynah_provider_cancel(provider, handle);
            }
            continue;
        }
        if (i % 4 == 1 && mynah_provider_stream(provider, &request, &stream, NULL)) {
            response = mynah_chat_collect(&stream, NULL, NULL, NULL);
        } else {
            response = mynah_provider_chat(provider, &request, NULL);
        }
        if (!response || strcmp(response->content, "ab") != 0) {
            abort();
        }
        mynah_free(response);
    }
    return NULL;
}

static void test_threads(void **state)
{
    (void)state;
    struct set set;
    pthread_t threads[THREADS];
    ended = 0;
    begin(&set);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, call, &set), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    mynah_clock_advance(set.told.clock, 1000);
    assert_int_equal(ended, THREADS * TIMES / 4);
    assert_int_equal(mynah_provider_calls(set.told.provider), THREADS * TIMES);
    const struct mynah_match running = { .path = "outcome", .text = "unfinished" };
    const struct mynah_query query = { .entry = &running };
    assert_int_equal(mynah_journal_count(mynah_world_journal(set.world), &query), 0);
    mynah_world_destroy(set.world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_submit),
        cmocka_unit_test(test_submit_a_stream),
        cmocka_unit_test(test_submitted_beside_chat),
        cmocka_unit_test(test_submit_that_fails),
        cmocka_unit_test(test_cancel),
        cmocka_unit_test(test_cancel_from_the_listener),
        cmocka_unit_test(test_reset),
        cmocka_unit_test(test_threads),
    };
    return cmocka_run_group_tests_name("provider_submit", tests, NULL, NULL);
}
