// SPDX-License-Identifier: Apache-2.0
//
// A host that asks a chat model, tested without one: the mock is busy, then fails, then answers,
// and the time that the host waits costs nothing.

#include <mynah/breaker.h>
#include <mynah/extract.h>

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

// ## The host: what it would do with a real provider

// Return the code that the model writes for the task; the caller's (mynah_free).
static char *write_code(const struct mynah_chat_provider *provider, const char *task)
{
    const struct mynah_chat_message messages[] = { { .role = "user", .content = task } };
    const struct mynah_chat_request request = { .model = "any",
                                                .messages = messages,
                                                .message_count = 1 };
    struct mynah_chat_response *response = provider->chat(provider->self, &request, NULL);
    struct mynah_code *code = response ? mynah_code_extract(response, NULL, NULL) : NULL;
    char *text = code ? mynah_copy_text(code->text) : NULL;
    mynah_code_destroy(code);
    mynah_free(response);
    return text;
}

// Print a stream as it comes; returns the number of characters.
static size_t show(const struct mynah_chat_provider *provider)
{
    const struct mynah_chat_message asked = { .role = "user", .content = "Explain the orbit" };
    const struct mynah_chat_request request = { .messages = &asked, .message_count = 1 };
    struct mynah_chat_stream stream;
    const struct mynah_chat_chunk *chunk;
    size_t shown = 0;
    if (provider->stream(provider->self, &request, &stream, NULL)) {
        while (stream.next(stream.self, &chunk, NULL)) {
            shown += strlen(chunk->content);
        }
        stream.close(stream.self);
    }
    return shown;
}

// ## Its tests

static void the_host_waits_until_the_limit_is_over(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct mynah_provider *mock = mynah_provider_create(world, NULL, NULL);
    const struct mynah_chat_error limit = { .kind = MYNAH_CHAT_RATE_LIMIT,
                                            .retry_after = 20 * MYNAH_SECOND };
    mynah_provider_add_error(mock, &limit, NULL, NULL);
    mynah_provider_add_behavior(mock, "channel_write", MYNAH_AS_FENCED, NULL, NULL);

    struct mynah_chat_provider inner = mynah_provider_interface(mock);
    struct mynah_retry *retry = mynah_retry_create(world, &inner, NULL, NULL);
    struct mynah_chat_provider provider = mynah_retry_interface(retry);
    char *code = write_code(&provider, "Raise the magnet by a tenth");

    assert_non_null(strstr(code, "write_channel("));
    assert_int_equal(mynah_provider_calls(mock), 2);
    assert_int_equal(mynah_clock_now(mynah_world_clock(world)), 20 * MYNAH_SECOND);
    assert_string_equal(mynah_provider_prompt(mock, -1), "Raise the magnet by a tenth");
    mynah_free(code);
    mynah_world_destroy(world);
}

static void a_stream_that_breaks_is_shown_as_far_as_it_came(void **state)
{
    (void)state;
    struct mynah_provider *mock = mynah_provider_create(NULL, NULL, NULL);
    const struct mynah_chat_chunk chunks[] = { { .content = "The orbit " }, { .content = "is" } };
    const struct mynah_chat_error late = { .kind = MYNAH_CHAT_TIMEOUT,
                                           .phase = MYNAH_CHAT_BETWEEN_TOKENS };
    const struct mynah_chat_script script = { .chunks = chunks, .chunk_count = 2, .breaks = &late };
    mynah_provider_add_stream(mock, &script, NULL, NULL);

    struct mynah_chat_provider provider = mynah_provider_interface(mock);
    assert_int_equal(show(&provider), strlen("The orbit is"));
    mynah_provider_destroy(mock);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_host_waits_until_the_limit_is_over),
        cmocka_unit_test(a_stream_that_breaks_is_shown_as_far_as_it_came),
    };
    return cmocka_run_group_tests_name("chat", tests, NULL, NULL);
}
