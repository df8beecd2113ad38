// SPDX-License-Identifier: Apache-2.0
//
// The cases that Victor's provider mocks are tested with, and the examples that they are shown
// with, by their numbers; docs/providers.md has the table, and says where the answers differ.

#include <mynah/breaker.h>
#include <mynah/sample.h>

#include "provider_rows.h"

static void ask(struct mynah_provider *provider)
{
    mynah_free(mynah_provider_chat(provider, &request, NULL));
}

static struct mynah_chat_response *answer_of(struct mynah_provider *provider)
{
    struct mynah_chat_response *response = mynah_provider_chat(provider, &request, NULL);
    assert_non_null(response);
    return response;
}

struct told {
    struct mynah_chat_chunk **chunks;
    size_t count;
    struct mynah_chat_response *response;
};

static struct told read_all(struct mynah_provider *provider)
{
    struct told told = { .count = 0 };
    struct mynah_chat_stream stream;
    assert_true(mynah_provider_stream(provider, &request, &stream, NULL));
    told.response = mynah_chat_collect(&stream, &told.chunks, &told.count, NULL);
    assert_non_null(told.response);
    assert_true(told.chunks[told.count - 1]->is_final);
    return told;
}

static void forget(struct told *told)
{
    mynah_chat_chunks_destroy(told->chunks, told->count);
    mynah_free(told->response);
}

// ## MockBaseProvider

static void case_01_chat_returns_the_text(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_simple(NULL, "Hello", NULL);
    struct mynah_chat_response *response = answer_of(provider);
    assert_string_equal(response->content, "Hello");
    assert_string_equal(response->role, "assistant");
    assert_string_equal(response->model, request.model);
    assert_int_equal(mynah_provider_calls(provider), 1);
    mynah_free(response);
    mynah_provider_destroy(provider);
}

static void case_02_stream_ends_with_a_final_chunk(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_simple(NULL, "Hello world", NULL);
    struct told told = read_all(provider);
    assert_true(told.count >= 1);
    assert_string_equal(told.response->content, "Hello world");
    forget(&told);
    mynah_provider_destroy(provider);
}

static void case_03_calls_are_tracked(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_simple(NULL, NULL, NULL);
    ask(provider);
    ask(provider);
    assert_int_equal(mynah_provider_calls(provider), 2);
    assert_string_equal(mynah_provider_call(provider, -1)->model, request.model);
    mynah_provider_destroy(provider);
}

static void case_04_reset_forgets_them(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_simple(NULL, NULL, NULL);
    ask(provider);
    mynah_provider_reset(provider);
    assert_int_equal(mynah_provider_calls(provider), 0);
    assert_null(mynah_provider_call(provider, -1));
    mynah_provider_destroy(provider);
}

// ## FailingProvider

static void case_05_timeout_at_the_first_call(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_failing(NULL, "timeout", 0, NULL);
    assert_fails(provider, MYNAH_CHAT_TIMEOUT, "Simulated timeout error");
    mynah_provider_destroy(provider);
}

static void case_06_rate_limit_after_two_successes(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_failing(NULL, "rate_limit", 2, NULL);
    assert_text(provider, "Success call 1");
    assert_text(provider, "Success call 2");
    assert_fails(provider, MYNAH_CHAT_RATE_LIMIT, "Simulated rate_limit error");
    assert_int_equal(mynah_provider_calls(provider), 3);
    mynah_provider_destroy(provider);
}

static void case_07_every_kind_of_error(void **state)
{
    (void)state;
    static const char *const kinds[] = { "timeout",    "rate_limit",       "auth",
                                         "connection", "invalid_response", "generic" };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct mynah_provider *provider = mynah_provider_failing(NULL, kinds[i], 0, NULL);
        struct mynah_chat_failure failure;
        assert_null(mynah_provider_chat(provider, &request, &failure));
        assert_string_equal(mynah_chat_failure_kind_name(failure.kind), kinds[i]);
        mynah_provider_destroy(provider);
    }
}

// ## StreamingTestProvider

static const char *const hello[] = { "Hello", " ", "world", "!" };

static void case_08_exact_chunks_and_a_final_one(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_streaming(NULL, hello, 4, 0, NULL);
    struct told told = read_all(provider);
    assert_int_equal(told.count, 5);
    assert_string_equal(told.chunks[0]->content, "Hello");
    assert_true(told.chunks[4]->is_final);
    forget(&told);
    mynah_provider_destroy(provider);
}

static void case_09_what_was_streamed_is_recorded(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_streaming(NULL, hello, 2, 0, NULL);
    struct told told = read_all(provider);
    assert_int_equal(told.count, 2 + 1);
    assert_string_equal(mynah_provider_reply(provider, -1)->content, "Hello ");
    forget(&told);
    mynah_provider_destroy(provider);
}

// ## ToolCallMockProvider

static void case_10_a_tool_call(void **state)
{
    (void)state;
    const struct mynah_tool_call search = mynah_sample_tool_call("search", "{\"q\": \"x\"}", NULL);
    struct mynah_provider *provider =
        mynah_provider_calling(NULL, &search, 1, "Searching...", NULL);
    struct mynah_chat_response *response = answer_of(provider);
    assert_string_equal(response->content, "Searching...");
    assert_int_equal(response->tool_call_count, 1);
    assert_string_equal(response->tool_calls[0].name, "search");
    mynah_free(response);
    mynah_provider_destroy(provider);
}

static void case_11_a_sequence_and_what_follows_it(void **state)
{
    (void)state;
    const struct mynah_provider_options options = { .exhaustion = MYNAH_EXHAUSTION_DEFAULT,
                                                    .fallback = &(struct mynah_chat_response){
                                                        .content = "Executing tools..." } };
    struct mynah_provider *provider = mynah_provider_create(NULL, &options, NULL);
    add_text(provider, "First");
    add_text(provider, "Second");
    add_text(provider, "Third");
    assert_text(provider, "First");
    assert_text(provider, "Second");
    assert_text(provider, "Third");
    assert_text(provider, "Executing tools...");
    mynah_provider_destroy(provider);
}

// ## ProviderTestHelpers

static void case_12_simple_mock(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_simple(NULL, NULL, NULL);
    assert_text(provider, "Test response");
    mynah_provider_destroy(provider);
}

static void case_13_failing_mock(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_failing(NULL, "generic", 0, NULL);
    assert_fails(provider, MYNAH_CHAT_GENERIC, "Simulated generic error");
    mynah_provider_destroy(provider);
}

static void case_14_test_messages(void **state)
{
    (void)state;
    struct mynah_chat_message messages[2];
    mynah_sample_messages("Hello", messages);
    assert_string_equal(messages[0].role, "system");
    assert_string_equal(messages[0].content, "You are a helpful assistant.");
    assert_string_equal(messages[1].role, "user");
    assert_string_equal(messages[1].content, "Hello");
}

static void case_15_test_tool_call(void **state)
{
    (void)state;
    const struct mynah_tool_call call = mynah_sample_tool_call("tool", "{\"param\": 1}", NULL);
    struct mynah_provider *provider = mynah_provider_calling(NULL, &call, 1, NULL, NULL);
    struct mynah_chat_response *response = answer_of(provider);
    assert_string_equal(response->tool_calls[0].name, "tool");
    assert_non_null(strstr(response->tool_calls[0].arguments, "param"));
    assert_string_equal(response->tool_calls[0].id, "call_1");
    mynah_free(response);
    mynah_provider_destroy(provider);
}

static void case_16_chunks_are_collected(void **state)
{
    (void)state;
    static const char *const letters[] = { "a", "b", "c" };
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct mynah_provider *provider =
        mynah_provider_streaming(world, letters, 3, 10 * MYNAH_MILLISECOND, NULL);
    struct told told = read_all(provider);
    assert_int_equal(told.count, 4);
    assert_string_equal(told.response->content, "abc");
    assert_int_equal(mynah_clock_now(mynah_world_clock(world)), 30 * MYNAH_MILLISECOND);
    forget(&told);
    mynah_world_destroy(world);
}

static void case_17_a_valid_response(void **state)
{
    (void)state;
    const struct mynah_chat_response response = {
        .content = "Hi",
        .role = "assistant",
        .finish_reason = "stop",
        .usage = { .prompt_tokens = 4, .completion_tokens = 6, .total_tokens = 10 }
    };
    char why[100];
    assert_true(mynah_chat_response_meets(&response, why, sizeof why));
}

static void case_18_valid_chunks(void **state)
{
    (void)state;
    const struct mynah_chat_chunk a = { .content = "a" }, b = { .content = "b", .is_final = true };
    const struct mynah_chat_chunk *const chunks[] = { &a, &b };
    char why[100];
    assert_true(mynah_chat_chunks_meet(chunks, 2, why, sizeof why));
}

// ## LatencySimulationProvider: the clock is virtual, so that times are exact

static struct mynah_provider *slow(enum mynah_latency_kind kind, int64_t jitter, int64_t limit)
{
    const struct mynah_provider_options options = {
        .latency = { .kind = kind,
                     .base = 100 * MYNAH_MILLISECOND,
                     .jitter = jitter,
                     .timeout_after = limit },
        .seed = 42,
    };
    struct mynah_provider *provider = mynah_provider_create(NULL, &options, NULL);
    add_text(provider, "Simulated response");
    return provider;
}

static int64_t nth_latency(struct mynah_provider *provider, long index)
{
    return mynah_provider_latency(provider, index) / MYNAH_MILLISECOND;
}

static void case_19_constant_latency(void **state)
{
    (void)state;
    struct mynah_provider *provider = slow(MYNAH_LATENCY_CONSTANT, 0, 0);
    ask(provider);
    assert_int_equal(nth_latency(provider, 0), 100);
    mynah_provider_destroy(provider);
}

static void case_20_latencies_are_kept(void **state)
{
    (void)state;
    struct mynah_provider *provider = slow(MYNAH_LATENCY_CONSTANT, 0, 0);
    for (long i = 0; i < 3; i++) {
        ask(provider);
        assert_int_equal(nth_latency(provider, i), 100);
    }
    assert_int_equal(mynah_provider_latency(provider, 3), -1);
    mynah_provider_destroy(provider);
}

static void case_21_increasing_latency(void **state)
{
    (void)state;
    struct mynah_provider *provider = slow(MYNAH_LATENCY_INCREASING, 0, 0);
    for (long i = 0; i < 3; i++) {
        ask(provider);
        assert_int_equal(nth_latency(provider, i), 100 + 10 * i);
    }
    mynah_provider_destroy(provider);
}

static void case_22_random_latency_stays_within_its_jitter(void **state)
{
    (void)state;
    struct mynah_provider *provider = slow(MYNAH_LATENCY_RANDOM, 20 * MYNAH_MILLISECOND, 0);
    for (long i = 0; i < 50; i++) {
        ask(provider);
        assert_in_range(nth_latency(provider, i), 80, 120);
    }
    mynah_provider_destroy(provider);
}

static void case_23_latency_beyond_the_limit_is_a_timeout(void **state)
{
    (void)state;
    struct mynah_provider *provider = slow(MYNAH_LATENCY_CONSTANT, 0, 50 * MYNAH_MILLISECOND);
    assert_fails(provider, MYNAH_CHAT_TIMEOUT, "Simulated timeout error");
    assert_int_equal(nth_latency(provider, 0), 50);
    mynah_provider_destroy(provider);
}

static void case_24_streaming_takes_as_long(void **state)
{
    (void)state;
    struct mynah_provider *provider = slow(MYNAH_LATENCY_CONSTANT, 0, 0);
    struct told told = read_all(provider);
    assert_int_equal(nth_latency(provider, 0), 100);
    forget(&told);
    mynah_provider_destroy(provider);
}

static void case_25_reset_forgets_latencies(void **state)
{
    (void)state;
    struct mynah_provider *provider = slow(MYNAH_LATENCY_INCREASING, 0, 0);
    ask(provider);
    ask(provider);
    mynah_provider_reset(provider);
    assert_int_equal(mynah_provider_latency(provider, 0), -1);
    ask(provider);
    assert_int_equal(nth_latency(provider, 0), 100);
    mynah_provider_destroy(provider);
}

static void case_26_average_latency(void **state)
{
    (void)state;
    struct mynah_provider *provider = slow(MYNAH_LATENCY_CONSTANT, 0, 0);
    int64_t sum = 0;
    for (long i = 0; i < 4; i++) {
        ask(provider);
        sum += nth_latency(provider, i);
    }
    assert_int_equal(sum / 4, 100);
    mynah_provider_destroy(provider);
}

static void case_27_degrading_latency(void **state)
{
    (void)state;
    struct mynah_provider *provider = slow(MYNAH_LATENCY_DEGRADING, 0, 0);
    for (int i = 0; i < 3; i++) {
        ask(provider);
    }
    assert_true(mynah_provider_latency(provider, 2) > mynah_provider_latency(provider, 0));
    mynah_provider_destroy(provider);
}

// ## The examples

static void example_01_basic(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_simple(NULL, "I can help", NULL);
    assert_text(provider, "I can help");
    mynah_provider_destroy(provider);
}

static void example_02_streaming(void **state)
{
    (void)state;
    static const char *const words[] = { "The", "quick", "brown", "fox" };
    struct mynah_provider *provider = mynah_provider_streaming(NULL, words, 4, 0, NULL);
    struct told told = read_all(provider);
    assert_string_equal(told.response->content, "Thequickbrownfox");
    forget(&told);
    mynah_provider_destroy(provider);
}

static void example_03_error_handling(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_failing(NULL, "rate_limit", 2, NULL);
    struct mynah_chat_failure failure;
    ask(provider);
    ask(provider);
    assert_null(mynah_provider_chat(provider, &request, &failure));
    assert_int_equal(failure.kind, MYNAH_CHAT_RATE_LIMIT);
    assert_int_equal(failure.retry_after, 60 * MYNAH_SECOND);
    mynah_provider_destroy(provider);
}

static void example_04_tool_calling(void **state)
{
    (void)state;
    const struct mynah_tool_call call =
        mynah_sample_tool_call("search_web", "{\"query\": \"python\", \"limit\": 5}", "call_x");
    struct mynah_provider *provider = mynah_provider_calling(NULL, &call, 1, NULL, NULL);
    struct mynah_chat_response *response = answer_of(provider);
    assert_string_equal(response->tool_calls[0].name, "search_web");
    assert_string_equal(response->tool_calls[0].id, "call_x");
    assert_non_null(strstr(response->tool_calls[0].arguments, "\"limit\": 5"));
    mynah_free(response);
    mynah_provider_destroy(provider);
}

static void example_05_multi_turn(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    const struct mynah_tool_call call = mynah_sample_tool_call("search", NULL, NULL);
    mynah_provider_add_tool_calls(provider, &call, 1, NULL, NULL);
    add_text(provider, "Here is what I found");
    struct mynah_chat_response *first = answer_of(provider), *second = answer_of(provider);
    assert_int_equal(first->tool_call_count, 1);
    assert_string_equal(second->content, "Here is what I found");
    assert_int_equal(second->tool_call_count, 0);
    mynah_free(first);
    mynah_free(second);
    mynah_provider_destroy(provider);
}

static void example_06_usage(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    const struct mynah_chat_response reply = { .content = "x",
                                               .usage = { .prompt_tokens = 100,
                                                          .completion_tokens = 50,
                                                          .total_tokens = 150,
                                                          .cache_read_input_tokens = 25 } };
    mynah_provider_add_reply(provider, &reply, NULL, NULL);
    struct mynah_chat_response *response = answer_of(provider);
    assert_memory_equal(&response->usage, &reply.usage, sizeof reply.usage);
    mynah_free(response);
    mynah_provider_destroy(provider);
}

// This one fails in the original: its mocks never tell the circuit breaker.
static void example_07_circuit_breaker(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct mynah_provider *mock = mynah_provider_failing(world, "connection", 0, NULL);
    struct mynah_chat_provider inner = mynah_provider_interface(mock);
    const struct mynah_breaker_options options = { .failure_threshold = 3 };
    struct mynah_breaker *breaker = mynah_breaker_create(world, &inner, &options, NULL);
    struct mynah_chat_provider provider = mynah_breaker_interface(breaker);
    for (int i = 0; i < 5; i++) {
        assert_null(provider.chat(provider.self, &request, NULL));
    }
    assert_int_equal(mynah_breaker_state(breaker), MYNAH_BREAKER_OPEN);
    struct mynah_breaker_stats stats = mynah_breaker_stats(breaker);
    assert_int_equal(stats.calls, 3);
    assert_int_equal(stats.failures, 3);
    assert_int_equal(stats.rejected, 2);
    assert_int_equal(mynah_provider_calls(mock), 3);
    mynah_world_destroy(world);
}

static void example_08_switching(void **state)
{
    (void)state;
    struct mynah_provider *a = mynah_provider_simple(NULL, "A", NULL);
    struct mynah_provider *b = mynah_provider_simple(NULL, "B", NULL);
    assert_text(a, "A");
    assert_text(b, "B");
    assert_text(b, "B");
    assert_int_equal(mynah_provider_calls(a), 1);
    assert_int_equal(mynah_provider_calls(b), 2);
    mynah_provider_destroy(a);
    mynah_provider_destroy(b);
}

static void example_09_parameters(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_simple(NULL, NULL, NULL);
    struct mynah_chat_request own = request;
    own.has_temperature = true;
    own.temperature = 0.5;
    own.max_tokens = 1000;
    own.options = "{\"top_p\": 0.9}";
    mynah_free(mynah_provider_chat(provider, &own, NULL));
    const struct mynah_chat_request *seen = mynah_provider_call(provider, -1);
    assert_true(mynah_record_equal(mynah_chat_request_shape(), seen, &own, NULL, 0));
    mynah_provider_destroy(provider);
}

static void example_10_validation(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_simple(NULL, NULL, NULL);
    char why[100];
    struct mynah_chat_response *response = answer_of(provider);
    assert_true(mynah_chat_response_meets(response, why, sizeof why));
    struct told told = read_all(provider);
    assert_true(mynah_chat_chunks_meet((const struct mynah_chat_chunk *const *)told.chunks,
                                       told.count, why, sizeof why));
    forget(&told);
    mynah_free(response);
    mynah_provider_destroy(provider);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_01_chat_returns_the_text),
        cmocka_unit_test(case_02_stream_ends_with_a_final_chunk),
        cmocka_unit_test(case_03_calls_are_tracked),
        cmocka_unit_test(case_04_reset_forgets_them),
        cmocka_unit_test(case_05_timeout_at_the_first_call),
        cmocka_unit_test(case_06_rate_limit_after_two_successes),
        cmocka_unit_test(case_07_every_kind_of_error),
        cmocka_unit_test(case_08_exact_chunks_and_a_final_one),
        cmocka_unit_test(case_09_what_was_streamed_is_recorded),
        cmocka_unit_test(case_10_a_tool_call),
        cmocka_unit_test(case_11_a_sequence_and_what_follows_it),
        cmocka_unit_test(case_12_simple_mock),
        cmocka_unit_test(case_13_failing_mock),
        cmocka_unit_test(case_14_test_messages),
        cmocka_unit_test(case_15_test_tool_call),
        cmocka_unit_test(case_16_chunks_are_collected),
        cmocka_unit_test(case_17_a_valid_response),
        cmocka_unit_test(case_18_valid_chunks),
        cmocka_unit_test(case_19_constant_latency),
        cmocka_unit_test(case_20_latencies_are_kept),
        cmocka_unit_test(case_21_increasing_latency),
        cmocka_unit_test(case_22_random_latency_stays_within_its_jitter),
        cmocka_unit_test(case_23_latency_beyond_the_limit_is_a_timeout),
        cmocka_unit_test(case_24_streaming_takes_as_long),
        cmocka_unit_test(case_25_reset_forgets_latencies),
        cmocka_unit_test(case_26_average_latency),
        cmocka_unit_test(case_27_degrading_latency),
        cmocka_unit_test(example_01_basic),
        cmocka_unit_test(example_02_streaming),
        cmocka_unit_test(example_03_error_handling),
        cmocka_unit_test(example_04_tool_calling),
        cmocka_unit_test(example_05_multi_turn),
        cmocka_unit_test(example_06_usage),
        cmocka_unit_test(example_07_circuit_breaker),
        cmocka_unit_test(example_08_switching),
        cmocka_unit_test(example_09_parameters),
        cmocka_unit_test(example_10_validation),
    };
    return cmocka_run_group_tests_name("provider_cases", tests, NULL, NULL);
}
