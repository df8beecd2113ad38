// SPDX-License-Identifier: Apache-2.0
//
// mynah/breaker.h: the circuit breaker and the retry, alone and around each other.

#include <mynah/breaker.h>

#include "provider_rows.h"
#include "shortage.h"

#include <pthread.h>
#include <stdlib.h>

// A mock inside a breaker or a retry, in one world.
struct set {
    struct mynah_world *world;
    struct mynah_clock *clock;
    struct mynah_provider *mock;
    struct mynah_chat_provider inner;
};

static void begin(struct set *set)
{
    set->world = mynah_world_create(NULL, NULL);
    set->clock = mynah_world_clock(set->world);
    set->mock = mynah_provider_create(set->world, NULL, NULL);
    set->inner = mynah_provider_interface(set->mock);
}

static void fail_next(struct set *set, enum mynah_chat_failure_kind kind, int times)
{
    const struct mynah_chat_error error = { .kind = kind, .timeout = -1, .retry_after = -1 };
    const struct mynah_step how = { .times = times };
    assert_true(mynah_provider_add_error(set->mock, &error, &how, NULL));
}

static void answer_next(struct set *set, int times)
{
    const struct mynah_chat_response reply = { .content = "ok" };
    const struct mynah_step how = { .times = times };
    assert_true(mynah_provider_add_reply(set->mock, &reply, &how, NULL));
}

// Ask, and return what went wrong.
static enum mynah_chat_failure_kind ask(struct mynah_chat_provider *provider)
{
    struct mynah_chat_failure failure = { .kind = MYNAH_CHAT_NO_FAILURE };
    struct mynah_chat_response *response = provider->chat(provider->self, &request, &failure);
    assert_int_equal(response == NULL, failure.kind != MYNAH_CHAT_NO_FAILURE);
    mynah_free(response);
    return failure.kind;
}

static void ask_times(struct mynah_chat_provider *provider, int times,
                      enum mynah_chat_failure_kind kind)
{
    for (int i = 0; i < times; i++) {
        assert_int_equal(ask(provider), kind);
    }
}

// Failures in a row open it; it rejects without asking; after its time a few may try.
static void test_states(void **state)
{
    (void)state;
    struct set set;
    begin(&set);
    const struct mynah_breaker_options options = { .name = "llm", .failure_threshold = 3 };
    struct mynah_breaker *breaker = mynah_breaker_create(set.world, &set.inner, &options, NULL);
    struct mynah_chat_provider provider = mynah_breaker_interface(breaker);
    struct mynah_chat_failure failure;
    fail_next(&set, MYNAH_CHAT_CONNECTION, 2);
    answer_next(&set, 1);
    fail_next(&set, MYNAH_CHAT_CONNECTION, 3);
    answer_next(&set, 1);
    fail_next(&set, MYNAH_CHAT_CONNECTION, 1);
    answer_next(&set, 2);
    ask_times(&provider, 2, MYNAH_CHAT_CONNECTION);
    ask_times(&provider, 1, MYNAH_CHAT_NO_FAILURE);
    ask_times(&provider, 3, MYNAH_CHAT_CONNECTION);
    assert_int_equal(mynah_breaker_state(breaker), MYNAH_BREAKER_OPEN);
    mynah_clock_advance(set.clock, 17550 * MYNAH_MILLISECOND);
    assert_null(provider.chat(provider.self, &request, &failure));
    assert_int_equal(failure.kind, MYNAH_CHAT_REJECTED);
    assert_int_equal(failure.retry_after, 12450 * MYNAH_MILLISECOND);
    assert_string_equal(failure.error.text, "the circuit 'llm' is open: try again after 12.5 s");
    assert_int_equal(mynah_provider_calls(set.mock), 6);
    mynah_clock_advance(set.clock, failure.retry_after);
    assert_int_equal(mynah_breaker_state(breaker), MYNAH_BREAKER_HALF_OPEN);
    ask_times(&provider, 1, MYNAH_CHAT_NO_FAILURE);
    ask_times(&provider, 1, MYNAH_CHAT_CONNECTION);
    assert_int_equal(mynah_breaker_state(breaker), MYNAH_BREAKER_OPEN);
    mynah_clock_advance(set.clock, 30 * MYNAH_SECOND);
    ask_times(&provider, 2, MYNAH_CHAT_NO_FAILURE);
    assert_int_equal(mynah_breaker_state(breaker), MYNAH_BREAKER_CLOSED);
    struct mynah_breaker_stats stats = mynah_breaker_stats(breaker);
    assert_int_equal(stats.calls, 10);
    assert_int_equal(stats.successes, 4);
    assert_int_equal(stats.failures, 6);
    assert_int_equal(stats.rejected, 1);
    assert_int_equal(stats.changes, 5);
    mynah_world_destroy(set.world);
}

// Failures that waiting does not help count for nothing, and free their place while half open.
static void test_excluded(void **state)
{
    (void)state;
    struct set set;
    begin(&set);
    const struct mynah_breaker_options options = { .failure_threshold = 1, .half_open_calls = 1 };
    struct mynah_breaker *breaker = mynah_breaker_create(set.world, &set.inner, &options, NULL);
    struct mynah_chat_provider provider = mynah_breaker_interface(breaker);
    fail_next(&set, MYNAH_CHAT_AUTH, 7);
    fail_next(&set, MYNAH_CHAT_TIMEOUT, 1);
    fail_next(&set, MYNAH_CHAT_AUTH, 7);
    answer_next(&set, 2);
    ask_times(&provider, 7, MYNAH_CHAT_AUTH);
    assert_int_equal(mynah_breaker_state(breaker), MYNAH_BREAKER_CLOSED);
    ask_times(&provider, 1, MYNAH_CHAT_TIMEOUT);
    mynah_clock_advance(set.clock, 30 * MYNAH_SECOND);
    ask_times(&provider, 7, MYNAH_CHAT_AUTH);
    assert_int_equal(mynah_breaker_state(breaker), MYNAH_BREAKER_HALF_OPEN);
    ask_times(&provider, 2, MYNAH_CHAT_NO_FAILURE);
    assert_int_equal(mynah_breaker_state(breaker), MYNAH_BREAKER_CLOSED);
    assert_int_equal(mynah_breaker_stats(breaker).excluded, 14);
    mynah_world_destroy(set.world);
}

// Each breaker counts for itself, also around the same provider.
static void test_independent(void **state)
{
    (void)state;
    struct set set;
    begin(&set);
    struct mynah_breaker *a = mynah_breaker_create(
        set.world, &set.inner, &(struct mynah_breaker_options){ .failure_threshold = 2 }, NULL);
    struct mynah_breaker *b = mynah_breaker_create(
        set.world, &set.inner, &(struct mynah_breaker_options){ .failure_threshold = 3 }, NULL);
    struct mynah_chat_provider first = mynah_breaker_interface(a);
    struct mynah_chat_provider second = mynah_breaker_interface(b);
    fail_next(&set, MYNAH_CHAT_GENERIC, MYNAH_ALWAYS);
    ask_times(&first, 2, MYNAH_CHAT_GENERIC);
    ask_times(&second, 2, MYNAH_CHAT_GENERIC);
    assert_int_equal(mynah_breaker_state(a), MYNAH_BREAKER_OPEN);
    assert_int_equal(mynah_breaker_state(b), MYNAH_BREAKER_CLOSED);
    mynah_breaker_reset(a);
    assert_int_equal(mynah_breaker_state(a), MYNAH_BREAKER_CLOSED);
    assert_int_equal(mynah_breaker_stats(a).calls, 0);
    mynah_breaker_destroy(b);
    mynah_world_destroy(set.world);
}

static enum mynah_chat_failure_kind read_stream(struct mynah_chat_provider *provider, size_t chunks)
{
    struct mynah_chat_stream stream;
    struct mynah_chat_failure failure = { .kind = MYNAH_CHAT_NO_FAILURE };
    const struct mynah_chat_chunk *chunk;
    if (!provider->stream(provider->self, &request, &stream, &failure)) {
        return failure.kind;
    }
    for (size_t i = 0; i < chunks && stream.next(stream.self, &chunk, &failure); i++) {
    }
    stream.close(stream.self);
    return failure.kind;
}

static void test_streams(void **state)
{
    (void)state;
    struct set set;
    begin(&set);
    const struct mynah_chat_chunk chunk = { .content = "a" };
    const struct mynah_chat_script cut = { .chunks = &chunk, .chunk_count = 1, .cut = true };
    struct mynah_breaker *breaker = mynah_breaker_create(
        set.world, &set.inner, &(struct mynah_breaker_options){ .failure_threshold = 2 }, NULL);
    struct mynah_chat_provider provider = mynah_breaker_interface(breaker);
    mynah_provider_add_stream(set.mock, &cut, &(struct mynah_step){ .times = MYNAH_ALWAYS }, NULL);
    assert_int_equal(read_stream(&provider, 1), MYNAH_CHAT_NO_FAILURE); // closed early
    assert_int_equal(mynah_breaker_stats(breaker).failures, 0);
    assert_int_equal(mynah_breaker_stats(breaker).successes, 0);
    assert_int_equal(read_stream(&provider, 9), MYNAH_CHAT_CONNECTION);
    assert_int_equal(read_stream(&provider, 9), MYNAH_CHAT_CONNECTION);
    assert_int_equal(read_stream(&provider, 9), MYNAH_CHAT_REJECTED);
    mynah_provider_clear(set.mock, NULL);
    answer_next(&set, MYNAH_ALWAYS);
    mynah_clock_advance(set.clock, 30 * MYNAH_SECOND);
    assert_int_equal(read_stream(&provider, 9), MYNAH_CHAT_NO_FAILURE);
    assert_int_equal(read_stream(&provider, 9), MYNAH_CHAT_NO_FAILURE);
    assert_int_equal(mynah_breaker_state(breaker), MYNAH_BREAKER_CLOSED);
    mynah_world_destroy(set.world);
}

struct told {
    size_t chunks;
    size_t ends;
    enum mynah_chat_failure_kind kind;
};

static void listen(void *self, const struct mynah_chat_event *event)
{
    struct told *told = self;
    told->chunks += event->chunk != NULL;
    told->ends += !event->chunk;
    told->kind = event->failure ? event->failure->kind : MYNAH_CHAT_NO_FAILURE;
}

static struct mynah_chat_handle *submit(struct mynah_chat_provider *provider, struct told *told)
{
    *told = (struct told){ .ends = 0 };
    const struct mynah_chat_listener listener = { listen, told, true };
    return provider->submit(provider->self, &request, &listener, NULL);
}

static void test_submit(void **state)
{
    (void)state;
    struct set set;
    struct told told;
    begin(&set);
    struct mynah_breaker *breaker = mynah_breaker_create(
        set.world, &set.inner, &(struct mynah_breaker_options){ .failure_threshold = 1 }, NULL);
    struct mynah_chat_provider provider = mynah_breaker_interface(breaker);
    answer_next(&set, 2);
    fail_next(&set, MYNAH_CHAT_OVERLOADED, 1);
    assert_non_null(submit(&provider, &told));
    mynah_clock_advance(set.clock, 1);
    assert_int_equal(told.chunks, 2);
    assert_int_equal(told.ends, 1);
    struct mynah_chat_handle *handle = submit(&provider, &told);
    provider.cancel(provider.self, handle);
    assert_int_equal(told.kind, MYNAH_CHAT_CANCELLED);
    assert_int_equal(mynah_breaker_stats(breaker).excluded, 1);
    assert_non_null(submit(&provider, &told));
    mynah_clock_advance(set.clock, 1);
    assert_int_equal(told.kind, MYNAH_CHAT_OVERLOADED);
    assert_null(submit(&provider, &told));
    assert_int_equal(told.ends, 0);
    mynah_breaker_reset(breaker);
    answer_next(&set, 1);
    assert_non_null(submit(&provider, &told));
    mynah_breaker_destroy(breaker);
    mynah_clock_advance(set.clock, 1);
    assert_int_equal(told.ends, 0);
    mynah_world_destroy(set.world);
}

// ## Retry

static void test_retry(void **state)
{
    (void)state;
    struct set set;
    begin(&set);
    struct mynah_retry *retry = mynah_retry_create(set.world, &set.inner, NULL, NULL);
    struct mynah_chat_provider provider = mynah_retry_interface(retry);
    fail_next(&set, MYNAH_CHAT_CONNECTION, 3);
    answer_next(&set, 1);
    fail_next(&set, MYNAH_CHAT_AUTH, 1);
    fail_next(&set, MYNAH_CHAT_OVERLOADED, MYNAH_ALWAYS);
    ask_times(&provider, 1, MYNAH_CHAT_NO_FAILURE);
    assert_int_equal(mynah_clock_now(set.clock), (1 + 2 + 4) * MYNAH_SECOND);
    ask_times(&provider, 1, MYNAH_CHAT_AUTH); // no use
    assert_int_equal(mynah_provider_calls(set.mock), 5);
    ask_times(&provider, 1, MYNAH_CHAT_OVERLOADED);
    struct mynah_retry_stats stats = mynah_retry_stats(retry);
    assert_int_equal(stats.calls, 3);
    assert_int_equal(stats.attempts, 9);
    assert_int_equal(stats.given_up, 2);
    assert_int_equal(stats.waited, 14 * MYNAH_SECOND);
    mynah_retry_reset(retry);
    assert_int_equal(mynah_retry_stats(retry).calls, 0);
    mynah_world_destroy(set.world);
}

// It waits as long as it is asked to, exactly, but not for ever.
static void test_retry_after(void **state)
{
    (void)state;
    struct set set;
    begin(&set);
    const struct mynah_retry_options options = { .longest = 20 * MYNAH_SECOND, .jitter = 1 };
    struct mynah_retry *retry = mynah_retry_create(set.world, &set.inner, &options, NULL);
    struct mynah_chat_provider provider = mynah_retry_interface(retry);
    const struct mynah_chat_error soon = { .kind = MYNAH_CHAT_RATE_LIMIT,
                                           .retry_after = 1500 * MYNAH_MILLISECOND };
    const struct mynah_chat_error late = { .kind = MYNAH_CHAT_RATE_LIMIT };
    mynah_provider_add_error(set.mock, &soon, NULL, NULL);
    mynah_provider_add_error(set.mock, &late, NULL, NULL);
    answer_next(&set, 1);
    ask_times(&provider, 1, MYNAH_CHAT_NO_FAILURE);
    assert_int_equal(mynah_clock_now(set.clock), 21500 * MYNAH_MILLISECOND);
    mynah_world_destroy(set.world);
}

static int64_t time_with(double jitter, uint64_t seed)
{
    struct set set;
    begin(&set);
    const struct mynah_retry_options options = { .jitter = jitter, .seed = seed, .attempts = 2 };
    struct mynah_retry *retry = mynah_retry_create(set.world, &set.inner, &options, NULL);
    struct mynah_chat_provider provider = mynah_retry_interface(retry);
    fail_next(&set, MYNAH_CHAT_CONNECTION, 1);
    answer_next(&set, 1);
    ask_times(&provider, 1, MYNAH_CHAT_NO_FAILURE);
    int64_t time = mynah_clock_now(set.clock);
    mynah_world_destroy(set.world);
    return time;
}

static void test_jitter(void **state)
{
    (void)state;
    struct mynah_error error;
    struct set set;
    int differ = 0;
    for (uint64_t seed = 0; seed < 50; seed++) {
        int64_t time = time_with(0.25, seed);
        assert_true(time >= MYNAH_SECOND * 3 / 4 && time <= MYNAH_SECOND * 5 / 4);
        assert_int_equal(time, time_with(0.25, seed));
        differ += time != MYNAH_SECOND;
    }
    assert_true(differ > 40);
    begin(&set);
    const struct mynah_retry_options wrong = { .jitter = 1.5 };
    assert_null(mynah_retry_create(set.world, &set.inner, &wrong, &error));
    assert_string_equal(error.text, "the jitter is not between 0 and 1");
    mynah_world_destroy(set.world);
}

static void test_retried_streams(void **state)
{
    (void)state;
    struct set set;
    begin(&set);
    const struct mynah_chat_chunk chunk = { .content = "a" };
    const struct mynah_chat_error late = { .kind = MYNAH_CHAT_TIMEOUT,
                                           .phase = MYNAH_CHAT_BEFORE_TOKEN };
    const struct mynah_chat_script empty = { .cut = true };
    const struct mynah_chat_script cut = { .chunks = &chunk, .chunk_count = 1, .cut = true };
    struct mynah_retry *retry = mynah_retry_create(set.world, &set.inner, NULL, NULL);
    struct mynah_chat_provider provider = mynah_retry_interface(retry);
    fail_next(&set, MYNAH_CHAT_OVERLOADED, 1);
    mynah_provider_add_error(set.mock, &late, NULL, NULL);
    mynah_provider_add_stream(set.mock, &empty, NULL, NULL);
    answer_next(&set, 1);
    mynah_provider_add_stream(set.mock, &cut, NULL, NULL);
    assert_int_equal(read_stream(&provider, 9), MYNAH_CHAT_NO_FAILURE);
    assert_int_equal(mynah_provider_calls(set.mock), 4);
    assert_int_equal(read_stream(&provider, 9), MYNAH_CHAT_CONNECTION);
    assert_int_equal(mynah_provider_calls(set.mock), 5);
    mynah_world_destroy(set.world);
}

static void test_retried_submits(void **state)
{
    (void)state;
    struct set set;
    struct told told;
    begin(&set);
    struct mynah_retry *retry = mynah_retry_create(set.world, &set.inner, NULL, NULL);
    struct mynah_chat_provider provider = mynah_retry_interface(retry);
    fail_next(&set, MYNAH_CHAT_CONNECTION, 2);
    answer_next(&set, 1);
    fail_next(&set, MYNAH_CHAT_CONNECTION, MYNAH_ALWAYS);
    assert_non_null(submit(&provider, &told));
    mynah_clock_advance(set.clock, 3 * MYNAH_SECOND - 1);
    assert_int_equal(told.ends, 0);
    mynah_clock_advance(set.clock, 1);
    assert_int_equal(told.ends, 1);
    assert_int_equal(told.kind, MYNAH_CHAT_NO_FAILURE);
    // Cancelled while it waits for its next attempt, and while that is on its way.
    struct mynah_chat_handle *handle = submit(&provider, &told);
    mynah_clock_advance(set.clock, MYNAH_SECOND / 2);
    provider.cancel(provider.self, handle);
    assert_int_equal(told.kind, MYNAH_CHAT_CANCELLED);
    assert_int_equal(told.ends, 1);
    handle = submit(&provider, &told);
    provider.cancel(provider.self, handle);
    assert_int_equal(told.ends, 1);
    assert_int_equal(mynah_clock_next(set.clock), -1);
    // A world that begins anew gives up what waits.
    submit(&provider, &told);
    mynah_clock_advance(set.clock, MYNAH_SECOND / 2);
    mynah_world_reset(set.world);
    mynah_clock_advance(set.clock, 60 * MYNAH_SECOND);
    assert_int_equal(told.ends, 0);
    submit(&provider, &told);
    mynah_world_destroy(set.world);
}

// A retry around a breaker: it waits out the open circuit.
static void test_around_each_other(void **state)
{
    (void)state;
    struct set set;
    begin(&set);
    const struct mynah_breaker_options two = { .failure_threshold = 2, .success_threshold = 1 };
    const struct mynah_retry_options many = { .attempts = 5 };
    struct mynah_breaker *breaker = mynah_breaker_create(set.world, &set.inner, &two, NULL);
    struct mynah_chat_provider guarded = mynah_breaker_interface(breaker);
    struct mynah_retry *retry = mynah_retry_create(set.world, &guarded, &many, NULL);
    struct mynah_chat_provider provider = mynah_retry_interface(retry);
    fail_next(&set, MYNAH_CHAT_CONNECTION, 2);
    answer_next(&set, 1);
    ask_times(&provider, 1, MYNAH_CHAT_NO_FAILURE);
    assert_int_equal(mynah_breaker_stats(breaker).rejected, 1);
    assert_int_equal(mynah_breaker_state(breaker), MYNAH_BREAKER_CLOSED);
    // 1 s, then 2 s of which the circuit has seen all, then the rest of its 30 s.
    assert_int_equal(mynah_clock_now(set.clock), 31 * MYNAH_SECOND);
    assert_string_equal(provider.name, "retry");
    assert_int_equal(provider.count_tokens(provider.self, "abcdefgh"), 2);
    assert_true(provider.supports_tools(provider.self));
    assert_true(provider.supports_streaming(provider.self));
    mynah_world_destroy(set.world);
}

// ## Threads

enum { THREADS = 8, TIMES = 400 };

static _Atomic size_t ended;

static void count(void *self, const struct mynah_chat_event *event)
{
    (void)self;
    ended += !event->chunk;
}

static void *call(void *self)
{
    struct mynah_chat_provider *provider = self;
    const struct mynah_chat_listener listener = { count, NULL, true };
    for (int i = 0; i < TIMES; i++) {
        struct mynah_chat_handle *handle;
        if (i % 4 == 0) {
            handle = provider->submit(provider->self, &request, &listener, NULL);
            if (!handle) {
                abort();
            }
            if (i % 8 == 0) {
                provider->cancel(provider->self, handle);
            }
        } else if (i % 4 == 1) {
            read_stream(provider, 9);
        } else {
            mynah_free(provider->chat(provider->self, &request, NULL));
        }
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
    const struct mynah_breaker_options large = { .failure_threshold = 1000000 };
    struct mynah_breaker *breaker = mynah_breaker_create(set.world, &set.inner, &large, NULL);
    struct mynah_chat_provider guarded = mynah_breaker_interface(breaker);
    struct mynah_retry *retry = mynah_retry_create(set.world, &guarded, NULL, NULL);
    struct mynah_chat_provider provider = mynah_retry_interface(retry);
    fail_next(&set, MYNAH_CHAT_CONNECTION, 100);
    answer_next(&set, MYNAH_ALWAYS);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, call, &provider), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    mynah_clock_advance(set.clock, 1000 * MYNAH_SECOND);
    assert_int_equal(ended, THREADS * TIMES / 4);
    struct mynah_breaker_stats stats = mynah_breaker_stats(breaker);
    assert_int_equal(mynah_retry_stats(retry).calls, THREADS * TIMES);
    assert_int_equal(stats.calls, mynah_provider_calls(set.mock));
    assert_int_equal(stats.successes + stats.failures + stats.excluded, stats.calls);
    // Calls that were cancelled took some of the failures with them.
    assert_true(stats.failures > 0 && stats.failures <= 100);
    mynah_world_destroy(set.world);
}

static bool exercise(struct set *set)
{
    struct told told;
    struct mynah_breaker *breaker = mynah_breaker_create(NULL, &set->inner, NULL, NULL);
    struct mynah_retry *retry =
        mynah_retry_create(NULL, &set->inner, &(struct mynah_retry_options){ .attempts = 1 }, NULL);
    bool good = breaker && retry;
    if (good) {
        struct mynah_chat_provider a = mynah_breaker_interface(breaker);
        struct mynah_chat_provider b = mynah_retry_interface(retry);
        good = ask(&a) == MYNAH_CHAT_NO_FAILURE && ask(&b) == MYNAH_CHAT_NO_FAILURE &&
               read_stream(&a, 9) == MYNAH_CHAT_NO_FAILURE &&
               read_stream(&b, 9) == MYNAH_CHAT_NO_FAILURE && submit(&a, &told) &&
               submit(&b, &told);
    }
    mynah_retry_destroy(retry);
    mynah_breaker_destroy(breaker);
    return good;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    struct set set;
    struct shortage at = { .untold = true, .spares = true };
    begin(&set);
    answer_next(&set, MYNAH_ALWAYS);
    while (shortage_next(&at)) {
        shortage_over(&at, exercise(&set));
    }
    shortage_came_behind(&at, 30);
    mynah_world_destroy(set.world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_states),
        cmocka_unit_test(test_excluded),
        cmocka_unit_test(test_independent),
        cmocka_unit_test(test_streams),
        cmocka_unit_test(test_submit),
        cmocka_unit_test(test_retry),
        cmocka_unit_test(test_retry_after),
        cmocka_unit_test(test_jitter),
        cmocka_unit_test(test_retried_streams),
        cmocka_unit_test(test_retried_submits),
        cmocka_unit_test(test_around_each_other),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests_name("breaker", tests, NULL, NULL);
}
