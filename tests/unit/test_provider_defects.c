// SPDX-License-Identifier: Apache-2.0
//
// What is wrong with Victor's provider mocks, each done better; docs/providers.md has the list.

#include <mynah/breaker.h>
#include <mynah/load.h>
#include <mynah/sample.h>

#include "provider_rows.h"

static void ask(const struct mynah_chat_provider *provider, struct mynah_chat_failure *failure)
{
    mynah_free(provider->chat(provider->self, &request, failure));
}

static struct mynah_breaker *guard(struct mynah_world *world, struct mynah_provider *mock,
                                   int threshold, struct mynah_chat_provider *provider)
{
    struct mynah_chat_provider inner = mynah_provider_interface(mock);
    const struct mynah_breaker_options options = { .failure_threshold = threshold };
    struct mynah_breaker *breaker = mynah_breaker_create(world, &inner, &options, NULL);
    *provider = mynah_breaker_interface(breaker);
    return breaker;
}

// 1: the breaker is fed by the mock.
static void defect_01_breaker_is_fed(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct mynah_chat_provider provider;
    struct mynah_provider *mock = mynah_provider_failing(world, "overloaded", 0, NULL);
    struct mynah_breaker *breaker = guard(world, mock, 2, &provider);
    ask(&provider, NULL);
    ask(&provider, NULL);
    assert_int_equal(mynah_breaker_state(breaker), MYNAH_BREAKER_OPEN);
    mynah_world_destroy(world);
}

// 2: each breaker counts for itself, with its own threshold.
static void defect_02_nothing_is_shared(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct mynah_chat_provider a, b;
    struct mynah_provider *mock = mynah_provider_failing(world, "connection", 0, NULL);
    struct mynah_breaker *first = guard(world, mock, 5, &a), *second = guard(world, mock, 1, &b);
    ask(&b, NULL);
    assert_int_equal(mynah_breaker_state(second), MYNAH_BREAKER_OPEN);
    assert_int_equal(mynah_breaker_state(first), MYNAH_BREAKER_CLOSED);
    mynah_world_destroy(world);
}

static size_t chunks_of(struct mynah_provider *provider, struct mynah_chat_chunk ***chunks,
                        struct mynah_chat_response **response)
{
    struct mynah_chat_stream stream;
    size_t count;
    assert_true(mynah_provider_stream(provider, &request, &stream, NULL));
    *response = mynah_chat_collect(&stream, chunks, &count, NULL);
    assert_non_null(*response);
    return count;
}

// 3: whoever says which chunk is the final one gets these chunks and no more.
static void defect_03_exactly_the_chunks(void **state)
{
    (void)state;
    static const struct mynah_chat_chunk own[] = { { .content = "Hello" },
                                                   { .content = " world" },
                                                   { .content = "!", .is_final = true } };
    const struct mynah_chat_script script = { .chunks = own, .chunk_count = 3 };
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    struct mynah_chat_chunk **chunks;
    struct mynah_chat_response *response;
    mynah_provider_add_stream(provider, &script, NULL, NULL);
    size_t count = chunks_of(provider, &chunks, &response);
    assert_int_equal(count, 3);
    assert_string_equal(chunks[2]->content, "!");
    mynah_chat_chunks_destroy(chunks, count);
    mynah_free(response);
    mynah_provider_destroy(provider);
}

// 4: streams lose nothing: white space, tool calls, the finish reason and usage; one final chunk.
static void defect_04_streams_are_lossless(void **state)
{
    (void)state;
    static const char *const texts[] = { "a  b\nc", "", " \t", "x" };
    const struct mynah_tool_call call = mynah_sample_tool_call("f", "{\"a\": 1}", NULL);
    for (size_t i = 0; i < 8; i++) {
        const struct mynah_chat_response reply = { .content = texts[i / 2],
                                                   .tool_calls = &call,
                                                   .tool_call_count = i % 2,
                                                   .usage = { 3, 4, 7, 0, 0 } };
        struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
        struct mynah_chat_chunk **chunks;
        struct mynah_chat_response *response;
        char why[100];
        mynah_provider_add_reply(provider, &reply, NULL, NULL);
        size_t count = chunks_of(provider, &chunks, &response);
        assert_true(mynah_chat_chunks_meet((const struct mynah_chat_chunk *const *)chunks, count,
                                           why, sizeof why));
        assert_string_equal(response->content, texts[i / 2]);
        assert_int_equal(response->tool_call_count, i % 2);
        assert_string_equal(response->finish_reason, i % 2 ? "tool_calls" : "stop");
        assert_int_equal(chunks[count - 1]->usage.total_tokens, 7);
        mynah_chat_chunks_destroy(chunks, count);
        mynah_free(response);
        mynah_provider_destroy(provider);
    }
}

// 5: what a provider cannot do, it does not do.
static void defect_05_capabilities_are_enforced(void **state)
{
    (void)state;
    const struct mynah_provider_options options = { .no_tools = true, .no_streaming = true };
    struct mynah_provider *provider = mynah_provider_create(NULL, &options, NULL);
    struct mynah_chat_request *with_tools =
        mynah_sample_request(&(struct mynah_sample_options){ .tools = 1 }, NULL);
    struct mynah_chat_failure failure;
    struct mynah_chat_stream stream;
    add_text(provider, "x");
    assert_null(mynah_provider_chat(provider, with_tools, &failure));
    assert_int_equal(failure.kind, MYNAH_CHAT_UNSUPPORTED);
    assert_false(mynah_provider_stream(provider, &request, &stream, &failure));
    assert_int_equal(failure.kind, MYNAH_CHAT_UNSUPPORTED);
    mynah_free(with_tools);
    mynah_provider_destroy(provider);
}

// 6: a stream has the tool calls that it is told to have.
static void defect_06_tool_calls_in_streams(void **state)
{
    (void)state;
    const struct mynah_tool_call pieces[] = { { .id = "c", .name = "f", .arguments = "{\"a\"" },
                                              { .arguments = ": 1}" } };
    const struct mynah_chat_chunk own[] = { { .content = "x" },
                                            { .tool_calls = &pieces[0], .tool_call_count = 1 },
                                            { .tool_calls = &pieces[1], .tool_call_count = 1 } };
    const struct mynah_chat_script script = { .chunks = own, .chunk_count = 3 };
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    struct mynah_chat_chunk **chunks;
    struct mynah_chat_response *response;
    mynah_provider_add_stream(provider, &script, NULL, NULL);
    size_t count = chunks_of(provider, &chunks, &response);
    assert_int_equal(response->tool_call_count, 1);
    assert_string_equal(response->tool_calls[0].arguments, "{\"a\": 1}");
    assert_string_equal(response->finish_reason, "tool_calls");
    mynah_chat_chunks_destroy(chunks, count);
    mynah_free(response);
    mynah_provider_destroy(provider);
}

// 7: every kind of answer is a valid response, without more being said.
static void defect_07_all_responses_are_valid(void **state)
{
    (void)state;
    static const char *const words[] = { "a", "b" };
    const struct mynah_tool_call call = mynah_sample_tool_call("f", NULL, NULL);
    struct mynah_provider *const providers[] = {
        mynah_provider_simple(NULL, NULL, NULL),
        mynah_provider_failing(NULL, "generic", 1, NULL),
        mynah_provider_streaming(NULL, words, 2, 0, NULL),
        mynah_provider_calling(NULL, &call, 1, NULL, NULL),
    };
    for (size_t i = 0; i < 4; i++) {
        char why[100];
        struct mynah_chat_response *response = mynah_provider_chat(providers[i], &request, NULL);
        assert_true(mynah_chat_response_meets(response, why, sizeof why));
        assert_true(response->usage.total_tokens > 0);
        mynah_free(response);
        mynah_provider_destroy(providers[i]);
    }
}

// 8: an unknown kind and a negative count are refused, with what there is.
static void defect_08_nonsense_is_refused(void **state)
{
    (void)state;
    struct mynah_error error;
    assert_null(mynah_provider_failing(NULL, "time-out", 0, &error));
    assert_non_null(strstr(error.text, "no failure is called 'time-out'; there are: generic"));
    assert_null(mynah_provider_failing(NULL, "timeout", -1, &error));
    assert_string_equal(error.text, "-1 successes cannot be");
    const size_t wrong[] = { 3, 2, 0 };
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    const struct mynah_chat_error failure = { .kind = MYNAH_CHAT_AUTH };
    const struct mynah_chat_response reply = { .content = "x" };
    assert_false(mynah_provider_fail_at(provider, wrong, &failure, &reply, &error));
    assert_string_equal(error.text, "the calls to fail at are not in order: 2 comes behind 3");
    assert_fails(provider, MYNAH_CHAT_STAND_IN,
                 "provider: it was not told what to answer: add a reply");
    mynah_provider_destroy(provider);
}

// What each of some calls comes to: `+` or `-`.
static void assert_pattern(struct mynah_provider *provider, const char *wanted)
{
    char seen[20] = "";
    for (size_t i = 0; wanted[i]; i++) {
        struct mynah_chat_response *response = mynah_provider_chat(provider, &request, NULL);
        seen[i] = response ? '+' : '-';
        mynah_free(response);
    }
    assert_string_equal(seen, wanted);
    mynah_provider_destroy(provider);
}

// 9: failing first, at chosen calls, in the middle of a stream; own waits and statuses.
static void defect_09_failures_of_all_shapes(void **state)
{
    (void)state;
    const struct mynah_chat_response reply = { .content = "x" };
    const struct mynah_chat_error failure = { .kind = MYNAH_CHAT_RATE_LIMIT,
                                              .status = 430,
                                              .retry_after = 5 };
    const size_t at[] = { 1, 4, 5, 0 };
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    assert_true(mynah_provider_fail_first(provider, 2, &failure, &reply, NULL));
    assert_pattern(provider, "--++++");
    provider = mynah_provider_create(NULL, NULL, NULL);
    assert_true(mynah_provider_fail_at(provider, at, &failure, &reply, NULL));
    assert_pattern(provider, "-++--+++");
    provider = mynah_provider_create(NULL, NULL, NULL);
    assert_true(mynah_provider_fail_after(provider, 2, &reply, &failure, NULL));
    assert_pattern(provider, "++---");
    provider = mynah_provider_create(NULL, NULL, NULL);
    assert_true(mynah_provider_fail_first(provider, 1, &failure, &reply, NULL));
    struct mynah_chat_failure seen;
    assert_null(mynah_provider_chat(provider, &request, &seen));
    assert_int_equal(seen.status, 430);
    assert_int_equal(seen.retry_after, 5);
    mynah_provider_destroy(provider);
}

// 10: what was recorded is a copy.
static void defect_10_records_are_copies(void **state)
{
    (void)state;
    char text[] = "before";
    const struct mynah_chat_message message = { .role = "user", .content = text };
    const struct mynah_chat_request own = { .messages = &message, .message_count = 1 };
    struct mynah_provider *provider = mynah_provider_simple(NULL, NULL, NULL);
    mynah_free(mynah_provider_chat(provider, &own, NULL));
    memcpy(text, "behind", sizeof text);
    assert_string_equal(mynah_provider_prompt(provider, 0), "before");
    mynah_provider_destroy(provider);
}

// 11: the same in every run, ids and errors alike; whether to try again is the kind's to say.
static void defect_11_nothing_is_random(void **state)
{
    (void)state;
    const struct mynah_tool_call call = mynah_sample_tool_call("f", NULL, NULL);
    char shown[2][600];
    for (int run = 0; run < 2; run++) {
        struct mynah_provider *provider = mynah_provider_calling(NULL, &call, 1, NULL, NULL);
        struct mynah_chat_response *response = mynah_provider_chat(provider, &request, NULL);
        mynah_record_show(mynah_chat_response_shape(), response, NULL, shown[run],
                          sizeof shown[run]);
        mynah_free(response);
        mynah_provider_destroy(provider);
    }
    assert_string_equal(shown[0], shown[1]);
    const struct mynah_chat_error told = { .kind = MYNAH_CHAT_AUTH,
                                           .message = "see ticket 429500" };
    struct mynah_chat_failure failure;
    mynah_chat_failure_set(&failure, "p", &told);
    assert_false(mynah_chat_failure_is_transient(&failure));
}

// 12: latency of streams and of empty text, and timeouts to the nanosecond, in no time.
static void defect_12_latency_is_exact(void **state)
{
    (void)state;
    const struct mynah_provider_options options = {
        .latency = { .base = 200 * MYNAH_MILLISECOND, .between = 10 * MYNAH_MILLISECOND }
    };
    struct mynah_provider *provider = mynah_provider_create(NULL, &options, NULL);
    struct mynah_chat_chunk **chunks;
    struct mynah_chat_response *response;
    add_text(provider, "");
    add_text(provider, "one two three");
    for (long i = 0; i < 2; i++) {
        size_t count = chunks_of(provider, &chunks, &response);
        assert_int_equal(count, i ? 4 : 1);
        assert_int_equal(mynah_provider_latency(provider, i),
                         (200 + (i ? 30 : 0)) * MYNAH_MILLISECOND);
        mynah_chat_chunks_destroy(chunks, count);
        mynah_free(response);
    }
    mynah_provider_destroy(provider);
    const struct mynah_provider_options limited = {
        .latency = { .base = 300 * MYNAH_MILLISECOND, .timeout_after = 200 * MYNAH_MILLISECOND }
    };
    struct mynah_chat_stream stream;
    struct mynah_chat_failure failure;
    provider = mynah_provider_create(NULL, &limited, NULL);
    add_text(provider, "x");
    assert_false(mynah_provider_stream(provider, &request, &stream, &failure));
    assert_int_equal(failure.timeout, 200 * MYNAH_MILLISECOND);
    assert_int_equal(mynah_provider_latency(provider, 0), 200 * MYNAH_MILLISECOND);
    mynah_provider_destroy(provider);
}

// 13: failures that count for nothing leave a half open breaker as open as it was.
static void defect_13_half_open_is_left(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct mynah_provider *mock = mynah_provider_create(world, NULL, NULL);
    struct mynah_chat_provider provider;
    struct mynah_breaker *breaker = guard(world, mock, 1, &provider);
    const struct mynah_chat_error down = { .kind = MYNAH_CHAT_CONNECTION };
    const struct mynah_chat_error denied = { .kind = MYNAH_CHAT_AUTH };
    mynah_provider_add_error(mock, &down, NULL, NULL);
    mynah_provider_add_error(mock, &denied, &(struct mynah_step){ .times = 10 }, NULL);
    add_text(mock, "up");
    ask(&provider, NULL);
    mynah_clock_advance(mynah_world_clock(world), 30 * MYNAH_SECOND);
    struct mynah_chat_failure failure;
    for (int i = 0; i < 10; i++) {
        ask(&provider, &failure);
        assert_int_equal(failure.kind, MYNAH_CHAT_AUTH);
        assert_int_equal(mynah_breaker_state(breaker), MYNAH_BREAKER_HALF_OPEN);
    }
    ask(&provider, NULL);
    ask(&provider, NULL);
    assert_int_equal(mynah_breaker_state(breaker), MYNAH_BREAKER_CLOSED);
    mynah_world_destroy(world);
}

// 14: threads, steps that nobody used, reset of all kinds of mock, and answers by the prompt.
static void defect_14_what_was_missing(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct mynah_provider *mock = mynah_provider_failing(world, "timeout", 1, NULL);
    char why[300];
    assert_false(mynah_world_verify(world, why, sizeof why));
    assert_text(mock, "Success call 1");
    assert_fails(mock, MYNAH_CHAT_TIMEOUT, "Simulated timeout error");
    mynah_provider_reset(mock);
    assert_text(mock, "Success call 1");
    struct mynah_provider *by_prompt = mynah_provider_create(world, NULL, NULL);
    const struct mynah_match orbit = { .path = "messages[-1].content",
                                       .kind = MYNAH_MATCH_CONTAINS,
                                       .text = "orbit" };
    const struct mynah_chat_response seen = { .content = "the orbit" };
    add_text(by_prompt, "first");
    mynah_provider_clear(by_prompt, NULL);
    mynah_provider_add_reply(by_prompt, &seen, &(struct mynah_step){ .when = &orbit }, NULL);
    assert_text(by_prompt, "the orbit");
    struct mynah_provider *shared = mynah_provider_simple(world, NULL, NULL);
    struct mynah_chat_provider provider = mynah_provider_interface(shared);
    const struct mynah_load_options options = { .threads = 8, .calls = 200 };
    struct mynah_load_report report;
    assert_true(mynah_load_run(&provider, &request, &options, &report, NULL));
    assert_int_equal(report.answered, 1600);
    assert_int_equal(mynah_provider_calls(shared), 1600);
    mynah_world_destroy(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defect_01_breaker_is_fed),
        cmocka_unit_test(defect_02_nothing_is_shared),
        cmocka_unit_test(defect_03_exactly_the_chunks),
        cmocka_unit_test(defect_04_streams_are_lossless),
        cmocka_unit_test(defect_05_capabilities_are_enforced),
        cmocka_unit_test(defect_06_tool_calls_in_streams),
        cmocka_unit_test(defect_07_all_responses_are_valid),
        cmocka_unit_test(defect_08_nonsense_is_refused),
        cmocka_unit_test(defect_09_failures_of_all_shapes),
        cmocka_unit_test(defect_10_records_are_copies),
        cmocka_unit_test(defect_11_nothing_is_random),
        cmocka_unit_test(defect_12_latency_is_exact),
        cmocka_unit_test(defect_13_half_open_is_left),
        cmocka_unit_test(defect_14_what_was_missing),
    };
    return cmocka_run_group_tests_name("provider_defects", tests, NULL, NULL);
}
