// SPDX-License-Identifier: Apache-2.0
//
// mynah/provider.h: what a mock provider answers to who streams, what it can, and what is a whole
// answer.

#include "provider_rows.h"

#include <time.h>

struct told {
    struct mynah_chat_chunk **chunks;
    size_t count;
    struct mynah_chat_response *response;
    struct mynah_chat_failure failure;
};

static struct told read_all(struct mynah_provider *provider)
{
    struct told told = { .count = 0 };
    struct mynah_chat_stream stream;
    assert_true(mynah_provider_stream(provider, &request, &stream, &told.failure));
    told.response = mynah_chat_collect(&stream, &told.chunks, &told.count, &told.failure);
    return told;
}

static void forget(struct told *told)
{
    mynah_chat_chunks_destroy(told->chunks, told->count);
    mynah_free(told->response);
}

static const struct {
    const char *text;
    const char *chunks[6]; // before the final one
} cuts[] = {
    { "", { NULL } },
    { " ", { " " } },
    { "word", { "word" } },
    { "The quick\tbrown  fox\n", { "The ", "quick\t", "brown  ", "fox\n" } },
    { "\n\n a b", { "\n\n a ", "b" } },
    { "caf\xc3\xa9 \xf0\x9f\x90\xa6", { "caf\xc3\xa9 ", "\xf0\x9f\x90\xa6" } },
};

// The chunks of a reply add up to it, whatever space it has; the last one, and only that, is final.
static void test_reply_as_stream(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
        char why[200];
        size_t count = 0;
        add_text(provider, cuts[i].text);
        struct told told = read_all(provider);
        assert_string_equal(told.response->content, cuts[i].text);
        for (; cuts[i].chunks[count]; count++) {
            assert_string_equal(told.chunks[count]->content, cuts[i].chunks[count]);
        }
        assert_int_equal(told.count, count + 1);
        assert_true(mynah_chat_chunks_meet((const struct mynah_chat_chunk *const *)told.chunks,
                                           told.count, why, sizeof why));
        assert_string_equal(told.chunks[count]->content, "");
        assert_string_equal(told.chunks[count]->finish_reason, "stop");
        assert_int_equal(told.chunks[count]->usage.prompt_tokens, 10);
        assert_string_equal(mynah_provider_reply(provider, 0)->content, cuts[i].text);
        forget(&told);
        mynah_provider_destroy(provider);
    }
}

static void test_tool_calls_as_stream(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    const struct mynah_tool_call calls[] = { { .name = "a", .arguments = "{\"x\": 1}" },
                                             { .name = "b", .arguments = "{}" } };
    const struct mynah_chat_response reply = { .content = "Let me see",
                                               .tool_calls = calls,
                                               .tool_call_count = 2 };
    mynah_provider_add_reply(provider, &reply, NULL, NULL);
    struct told told = read_all(provider);
    assert_int_equal(told.count, 3 + 1 + 2 + 1 + 1 + 1);
    assert_string_equal(told.chunks[3]->tool_calls[0].name, "a");
    assert_string_equal(told.chunks[3]->tool_calls[0].arguments, "");
    assert_null(told.chunks[4]->tool_calls[0].name);
    assert_string_equal(told.chunks[4]->tool_calls[0].arguments, "{\"x\": ");
    assert_int_equal(told.chunks[6]->tool_calls[0].index, 1);
    assert_int_equal(told.response->tool_call_count, 2);
    assert_string_equal(told.response->tool_calls[0].id, "call_1_1");
    assert_string_equal(told.response->tool_calls[0].arguments, "{\"x\": 1}");
    assert_string_equal(told.response->tool_calls[1].name, "b");
    assert_string_equal(told.response->finish_reason, "tool_calls");
    forget(&told);
    mynah_provider_destroy(provider);
}

static const struct mynah_chat_chunk four[] = {
    { .content = "Hello" }, { .content = " " }, { .content = "world" }, { .content = "!" }
};

// Chunks come as they were told, each at its time, and then the final one.
static void test_stream(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct mynah_provider *provider = mynah_provider_create(world, NULL, NULL);
    const struct mynah_chat_script script = { .chunks = four, .chunk_count = 4, .delay = 10 };
    const struct mynah_step how = { .delay = 100, .times = 2 };
    struct mynah_chat_stream stream;
    const struct mynah_chat_chunk *chunk;
    assert_true(mynah_provider_add_stream(provider, &script, &how, NULL));
    assert_true(mynah_provider_stream(provider, &request, &stream, NULL));
    for (int64_t i = 0; i < 4; i++) {
        assert_true(stream.next(stream.self, &chunk, NULL));
        assert_string_equal(chunk->content, four[i].content);
        assert_false(chunk->is_final);
        assert_int_equal(mynah_clock_now(mynah_world_clock(world)), 100 + 10 * (i + 1));
    }
    assert_true(stream.next(stream.self, &chunk, NULL));
    assert_true(chunk->is_final);
    assert_int_equal(chunk->usage.completion_tokens, 3);
    assert_string_equal(chunk->model, "m-1");
    assert_false(stream.next(stream.self, &chunk, NULL));
    assert_false(stream.next(stream.self, &chunk, NULL));
    stream.close(stream.self);
    // Whoever chats gets what they add up to, at the time of the last.
    assert_text(provider, "Hello world!");
    assert_int_equal(mynah_provider_latency(provider, 1), 140);
    mynah_world_destroy(world);
}

static void test_final_chunk_of_ones_own(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    const struct mynah_chat_chunk chunks[] = {
        { .content = "a" },
        { .content = "b",
          .is_final = true,
          .finish_reason = "length",
          .metadata = "{\"k\": 1}",
          .usage = { .prompt_tokens = 1, .completion_tokens = 25, .total_tokens = 26 } },
    };
    struct mynah_chat_script script = { .chunks = chunks, .chunk_count = 2 };
    assert_true(mynah_provider_add_stream(provider, &script, NULL, NULL));
    struct told told = read_all(provider);
    assert_int_equal(told.count, 2);
    assert_string_equal(told.response->content, "ab");
    assert_string_equal(told.response->finish_reason, "length");
    assert_string_equal(told.response->metadata, "{\"k\": 1}");
    assert_int_equal(told.chunks[1]->usage.completion_tokens, 25);
    forget(&told);
    struct mynah_error error;
    script.cut = true;
    assert_false(mynah_provider_add_stream(provider, &script, NULL, &error));
    assert_string_equal(error.text, "chunk 2 is final, but something follows it");
    mynah_provider_destroy(provider);
}

static void test_stream_breaks(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct mynah_provider *provider = mynah_provider_create(world, NULL, NULL);
    const struct mynah_chat_error late = { .kind = MYNAH_CHAT_TIMEOUT,
                                           .timeout = 30,
                                           .phase = MYNAH_CHAT_BETWEEN_TOKENS };
    mynah_provider_add_stream(
        provider, &(struct mynah_chat_script){ .chunks = four, .chunk_count = 2, .breaks = &late },
        NULL, NULL);
    mynah_provider_add_stream(
        provider, &(struct mynah_chat_script){ .chunks = four, .chunk_count = 3, .cut = true },
        NULL, NULL);
    struct told broken = read_all(provider);
    assert_null(broken.response);
    assert_int_equal(broken.count, 2);
    assert_int_equal(broken.failure.kind, MYNAH_CHAT_TIMEOUT);
    assert_int_equal(broken.failure.phase, MYNAH_CHAT_BETWEEN_TOKENS);
    assert_int_equal(mynah_provider_latency(provider, 0), 30);
    struct told cut = read_all(provider);
    assert_int_equal(cut.count, 3);
    assert_int_equal(cut.failure.kind, MYNAH_CHAT_CONNECTION);
    assert_string_equal(cut.failure.error.text, "the stream ended without a final chunk");
    assert_null(mynah_provider_reply(provider, 1));
    forget(&broken);
    forget(&cut);
    mynah_world_destroy(world);
}

// A timeout before the answer is told by who asks; one before the first chunk by who reads.
static void test_timeouts_of_streams(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    const struct mynah_chat_error early = { .kind = MYNAH_CHAT_TIMEOUT };
    const struct mynah_chat_error late = { .kind = MYNAH_CHAT_TIMEOUT,
                                           .phase = MYNAH_CHAT_BEFORE_TOKEN };
    struct mynah_chat_stream stream;
    struct mynah_chat_failure failure;
    const struct mynah_chat_chunk *chunk;
    mynah_provider_add_error(provider, &early, NULL, NULL);
    mynah_provider_add_error(provider, &late, NULL, NULL);
    assert_false(mynah_provider_stream(provider, &request, &stream, &failure));
    assert_int_equal(failure.phase, MYNAH_CHAT_BEFORE_ANSWER);
    assert_true(mynah_provider_stream(provider, &request, &stream, &failure));
    assert_false(stream.next(stream.self, &chunk, &failure));
    assert_int_equal(failure.phase, MYNAH_CHAT_BEFORE_TOKEN);
    assert_int_equal(failure.timeout, 60 * MYNAH_SECOND);
    stream.close(stream.self);
    mynah_provider_destroy(provider);
}

// Closing early is recorded: what was read, and that it was not all.
static void test_close_early(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    struct mynah_chat_stream stream;
    const struct mynah_chat_chunk *chunk;
    add_text(provider, "one two three");
    assert_true(mynah_provider_stream(provider, &request, &stream, NULL));
    assert_true(stream.next(stream.self, &chunk, NULL));
    assert_true(stream.next(stream.self, &chunk, NULL));
    stream.close(stream.self);
    assert_string_equal(mynah_provider_reply(provider, 0)->content, "one two ");
    assert_string_equal(mynah_provider_reply(provider, 0)->finish_reason, "closed");
    mynah_provider_destroy(provider);
}

static void test_responses_that_are_not_whole(void **state)
{
    (void)state;
    const struct mynah_tool_call broken = { .id = "1", .name = "a", .arguments = "{" };
    const struct mynah_tool_call anonymous = { .name = "a", .arguments = "{}" };
    const struct {
        struct mynah_chat_response response;
        const char *why;
    } rows[] = {
        { { .role = "assistant" }, "it has neither text nor tool calls" },
        { { .content = "x", .role = "user" }, "its role is not \"assistant\": \"user\"" },
        { { .content = "x", .role = "assistant" }, "it has no finish reason" },
        { { .role = "assistant",
            .finish_reason = "stop",
            .tool_calls = &broken,
            .tool_call_count = 1 },
          "the arguments of a tool call are not JSON: \"{\"" },
        { { .role = "assistant",
            .finish_reason = "stop",
            .tool_calls = &anonymous,
            .tool_call_count = 1 },
          "a tool call has no id: \"a\"" },
        { { .content = "x",
            .role = "assistant",
            .finish_reason = "stop",
            .usage = { .prompt_tokens = 1, .total_tokens = 3 } },
          "the tokens do not add up: 1 and 0 are not 3" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char why[200];
        assert_false(mynah_chat_response_meets(&rows[i].response, why, sizeof why));
        assert_string_equal(why, rows[i].why);
    }
    const struct mynah_chat_chunk plain = { .content = "a" }, final = { .is_final = true };
    const struct mynah_chat_chunk *open[] = { &plain }, *twice[] = { &final, &final };
    char why[100];
    assert_false(mynah_chat_chunks_meet(NULL, 0, why, sizeof why));
    assert_string_equal(why, "there are no chunks");
    assert_false(mynah_chat_chunks_meet(open, 1, why, sizeof why));
    assert_string_equal(why, "chunk 1 is the last, but not final");
    assert_false(mynah_chat_chunks_meet(twice, 2, why, sizeof why));
    assert_string_equal(why, "chunk 1 is final, but not the last");
}

static void test_capabilities(void **state)
{
    (void)state;
    const struct mynah_provider_options options = { .no_tools = true, .no_streaming = true };
    struct mynah_provider *provider = mynah_provider_create(NULL, &options, NULL);
    struct mynah_chat_provider interface = mynah_provider_interface(provider);
    const struct mynah_chat_tool tool = { .name = "search" };
    struct mynah_chat_request with_tool = request;
    struct mynah_chat_failure failure;
    struct mynah_chat_stream stream;
    with_tool.tools = &tool;
    with_tool.tool_count = 1;
    add_text(provider, "x");
    assert_false(interface.supports_tools(interface.self));
    assert_false(interface.supports_streaming(interface.self));
    assert_null(interface.chat(interface.self, &with_tool, &failure));
    assert_int_equal(failure.kind, MYNAH_CHAT_UNSUPPORTED);
    assert_string_equal(failure.error.text, "provider does not support tools");
    assert_false(interface.stream(interface.self, &request, &stream, &failure));
    assert_string_equal(failure.error.text, "provider does not stream");
    assert_int_equal(mynah_provider_calls(provider), 2);
    assert_text(provider, "x");
    assert_int_equal(interface.count_tokens(interface.self, "abcdefgh"), 2);
    mynah_provider_destroy(provider);
}

static int64_t machine_time(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * MYNAH_SECOND + time.tv_nsec;
}

// With a real clock delays are really waited for, never less, and where the machine has time for it
// hardly more.
static void test_real_time(void **state)
{
    (void)state;
    const struct mynah_world_options real = { .real_time = true };
    const struct mynah_chat_script script = { .chunks = four,
                                              .chunk_count = 4,
                                              .delay = 5 * MYNAH_MILLISECOND };
    int64_t least = INT64_MAX;
    for (int tries = 0; tries < 20 && least > 25 * MYNAH_MILLISECOND; tries++) {
        struct mynah_world *world = mynah_world_create(&real, NULL);
        struct mynah_provider *provider = mynah_provider_create(world, NULL, NULL);
        mynah_provider_add_stream(provider, &script, NULL, NULL);
        int64_t begin = machine_time();
        struct told told = read_all(provider);
        int64_t took = machine_time() - begin;
        assert_true(took >= 20 * MYNAH_MILLISECOND);
        least = took < least ? took : least;
        forget(&told);
        mynah_world_destroy(world);
    }
    assert_true(least <= 25 * MYNAH_MILLISECOND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reply_as_stream), cmocka_unit_test(test_tool_calls_as_stream),
        cmocka_unit_test(test_stream),          cmocka_unit_test(test_final_chunk_of_ones_own),
        cmocka_unit_test(test_stream_breaks),   cmocka_unit_test(test_timeouts_of_streams),
        cmocka_unit_test(test_close_early),     cmocka_unit_test(test_responses_that_are_not_whole),
        cmocka_unit_test(test_capabilities),    cmocka_unit_test(test_real_time),
    };
    return cmocka_run_group_tests_name("provider_streams", tests, NULL, NULL);
}
