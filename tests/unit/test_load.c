// SPDX-License-Identifier: Apache-2.0
//
// mynah/load.h: many threads at one provider, with exact counts, and measured calls.

#include <mynah/breaker.h>
#include <mynah/load.h>

#include "provider_rows.h"
#include "shortage.h"

// 50 threads with 10,000 calls each: none is lost, none is counted twice, and the journal has all
// of them, numbered without a gap and none dropped.  The whole number is also what runs under TSan,
// whose business it is; ASan gets a tenth.
#if defined(__SANITIZE_ADDRESS__)
enum { THREADS = 50, CALLS = 1000 };
#else
enum { THREADS = 50, CALLS = 10000 };
#endif

static void test_exact(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct mynah_provider *mock = mynah_provider_create(world, NULL, NULL);
    const struct mynah_chat_response reply = { .content = "Hi" };
    const struct mynah_chat_error limit = { .kind = MYNAH_CHAT_RATE_LIMIT };
    const struct mynah_step many = { .times = THREADS * CALLS - 1234 };
    const struct mynah_step rest = { .times = MYNAH_ALWAYS };
    struct mynah_load_report report;
    assert_true(mynah_provider_add_reply(mock, &reply, &many, NULL));
    assert_true(mynah_provider_add_error(mock, &limit, &rest, NULL));
    const struct mynah_chat_provider provider = mynah_provider_interface(mock);
    const struct mynah_load_options options = { .threads = THREADS, .calls = CALLS };
    assert_true(mynah_load_run(&provider, &request, &options, &report, NULL));
    assert_int_equal(report.calls, THREADS * CALLS);
    assert_int_equal(report.answered, THREADS * CALLS - 1234);
    assert_int_equal(report.failed[MYNAH_CHAT_RATE_LIMIT], 1234);
    assert_int_equal(mynah_provider_calls(mock), THREADS * CALLS);
    assert_true(report.median > 0 && report.median <= report.p90);
    assert_true(report.p90 <= report.p99 && report.p99 <= report.longest);
    assert_true(report.longest <= report.duration);
    const struct mynah_journal *journal = mynah_world_journal(world);
    struct mynah_entry entry = { .number = 0 };
    uint64_t next = 1;
    while (mynah_journal_next(journal, NULL, &entry)) {
        assert_int_equal(entry.number, next);
        assert_int_not_equal(entry.outcome, MYNAH_OUTCOME_UNFINISHED);
        next++;
    }
    assert_int_equal(next - 1, THREADS * CALLS);
    assert_int_equal(mynah_journal_dropped(journal), 0);
    mynah_world_destroy(world);
}

static void test_streams(void **state)
{
    (void)state;
    struct mynah_provider *mock = mynah_provider_create(NULL, NULL, NULL);
    const struct mynah_load_options options = { .threads = 4, .calls = 50, .streams = true };
    struct mynah_load_report report;
    char shown[300];
    add_text(mock, "one two three");
    const struct mynah_chat_provider provider = mynah_provider_interface(mock);
    assert_true(mynah_load_run(&provider, &request, &options, &report, NULL));
    assert_int_equal(report.answered, 200);
    mynah_load_show(&report, shown, sizeof shown);
    assert_memory_equal(shown, "200 calls: 200 answered, median ", 32);
    mynah_provider_destroy(mock);
}

static void test_refused(void **state)
{
    (void)state;
    struct mynah_provider *mock = mynah_provider_create(NULL, NULL, NULL);
    const struct mynah_chat_provider provider = mynah_provider_interface(mock);
    const struct mynah_load_options many = { .threads = 5000 }, long_run = { .calls = SIZE_MAX };
    struct mynah_load_report report;
    struct mynah_error error;
    assert_false(mynah_load_run(&provider, &request, &many, &report, &error));
    assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    assert_false(mynah_load_run(&provider, &request, &long_run, &report, &error));
    assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    // A host's provider that only chats: its wrappers only chat, too, and streams are refused.
    const struct mynah_chat_provider chats = { .chat = provider.chat, .self = provider.self };
    const struct mynah_load_options streams = { .threads = 1, .calls = 1, .streams = true };
    struct mynah_breaker *breaker = mynah_breaker_create(NULL, &chats, NULL, NULL);
    const struct mynah_chat_provider wrapped = mynah_breaker_interface(breaker);
    add_text(mock, "x");
    assert_true(!wrapped.stream && !wrapped.submit && !wrapped.cancel && !wrapped.count_tokens);
    assert_false(mynah_load_run(&wrapped, &request, &streams, &report, &error));
    assert_string_equal(error.text, "the provider has no `stream`");
    assert_true(mynah_load_run(&wrapped, &request, NULL, &report, &error));
    assert_int_equal(report.answered, 800);
    mynah_breaker_destroy(breaker);
    mynah_provider_destroy(mock);
}

struct seen {
    struct mynah_profiled calls[8];
    size_t count;
};

static void hook(void *self, const struct mynah_profiled *call)
{
    struct seen *seen = self;
    seen->calls[seen->count++] = *call;
}

static void listen(void *self, const struct mynah_chat_event *event)
{
    (void)self;
    (void)event;
}

static void test_profile(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct mynah_provider *mock = mynah_provider_create(world, NULL, NULL);
    struct mynah_chat_provider inner = mynah_provider_interface(mock);
    struct seen seen = { .count = 0 };
    struct mynah_profile *profile = mynah_profile_create(world, &inner, hook, &seen, NULL);
    struct mynah_chat_provider provider = mynah_profile_interface(profile);
    const struct mynah_chat_error auth = { .kind = MYNAH_CHAT_AUTH };
    const struct mynah_chat_listener listener = { listen, NULL, true };
    struct mynah_chat_stream stream;
    const struct mynah_chat_response reply = { .content = "one two" };
    assert_true(mynah_provider_add_reply(mock, &reply, &(struct mynah_step){ .times = 3 }, NULL));
    assert_true(mynah_provider_add_error(mock, &auth, NULL, NULL));
    mynah_free(provider.chat(provider.self, &request, NULL));
    assert_true(provider.stream(provider.self, &request, &stream, NULL));
    mynah_free(mynah_chat_collect(&stream, NULL, NULL, NULL));
    assert_non_null(provider.submit(provider.self, &request, &listener, NULL));
    mynah_clock_advance(mynah_world_clock(world), 1);
    assert_null(provider.chat(provider.self, &request, NULL));
    assert_int_equal(seen.count, 4);
    for (size_t i = 0; i < 4; i++) {
        bool streams = i == 1 || i == 2;
        assert_string_equal(seen.calls[i].provider, "provider");
        assert_string_equal(seen.calls[i].method, streams ? "stream" : "chat");
        assert_int_equal(seen.calls[i].request_size, strlen(asked[0].content) + 14);
        assert_int_equal(seen.calls[i].reply_size, i < 3 ? 7 : 0);
        assert_int_equal(seen.calls[i].chunks, streams ? 3 : 0);
        assert_int_equal(seen.calls[i].failure, i < 3 ? MYNAH_CHAT_NO_FAILURE : MYNAH_CHAT_AUTH);
        assert_true(seen.calls[i].duration >= seen.calls[i].first_chunk);
    }
    mynah_world_destroy(world);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    struct mynah_provider *mock = mynah_provider_create(NULL, NULL, NULL);
    const struct mynah_chat_provider inner = mynah_provider_interface(mock);
    struct seen seen = { .count = 0 };
    struct mynah_load_report report;
    add_text(mock, "x");
    struct shortage run = { 0 };
    while (shortage_next(&run)) {
        shortage_over(&run, mynah_load_run(&inner, &request, NULL, &report, &run.error));
    }
    shortage_came_behind(&run, 2);
    struct shortage create = { 0 };
    while (shortage_next(&create)) {
        struct mynah_profile *profile =
            mynah_profile_create(NULL, &inner, hook, &seen, &create.error);
        shortage_over(&create, profile != NULL);
        mynah_profile_destroy(profile);
    }
    shortage_came_behind(&create, 3);
    mynah_provider_destroy(mock);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact),         cmocka_unit_test(test_streams),
        cmocka_unit_test(test_refused),       cmocka_unit_test(test_profile),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests_name("load", tests, NULL, NULL);
}
