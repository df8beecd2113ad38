// SPDX-License-Identifier: Apache-2.0
//
// The assertions about chat providers where they hold.  failing/provider.c has those that do not.

#include <mynah_cmocka.h>

#include <mynah/sample.h>

static const struct mynah_chat_error limit = { .kind = MYNAH_CHAT_RATE_LIMIT };
static const struct mynah_chat_response reply = { .content = "The mean is 3 mA" };
static const char schema[] = "{\"type\": \"object\", \"required\": [\"q\"]}";

static struct mynah_provider *ask(struct mynah_fixture *fixture)
{
    const struct mynah_tool_call call = mynah_sample_tool_call("search", "{\"q\": \"x\"}", NULL);
    struct mynah_provider *model = mynah_provider_create(fixture->world, NULL, NULL);
    mynah_provider_add_error(model, &limit, NULL, NULL);
    mynah_provider_add_tool_calls(model, &call, 1, NULL, NULL);
    mynah_provider_add_reply(model, &reply, NULL, NULL);
    for (int i = 0; i < 3; i++) {
        struct mynah_chat_response *response = mynah_provider_chat(model, &fixture->chat, NULL);
        if (response) {
            assert_chat_response_valid(response);
        }
        mynah_free(response);
    }
    return model;
}

MYNAH_TEST(calls_are_counted)
{
    struct mynah_provider *idle = mynah_provider_create(fixture->world, NULL, NULL);
    struct mynah_provider *model = ask(fixture);
    assert_provider_not_called(idle);
    assert_provider_called(model);
    assert_provider_called_times(model, 3);
    assert_provider_called_at_least(model, 3);
    assert_provider_called_at_most(model, 3);
    assert_provider_called_between(model, 1, 4);
    assert_provider_failed_times(model, 1, MYNAH_CHAT_RATE_LIMIT);
    assert_provider_failed_times(model, 0, MYNAH_CHAT_AUTH);
    assert_provider_failed_times(model, 1, MYNAH_CHAT_NO_FAILURE);
    assert_provider_script_used(model);
}

MYNAH_TEST(requests_meet_conditions)
{
    struct mynah_provider *model = ask(fixture);
    const struct mynah_match asked = mynah_match_is("model", "test-model");
    assert_provider_last_prompt(model, fixture->request.user_query);
    assert_provider_nth_prompt(model, 0, "What is the mean beam current of the last hour?");
    assert_provider_all_calls(model, asked);
    assert_provider_last_call(model, mynah_match_contains("messages[-1].content", "beam"));
    assert_provider_nth_call(model, 0, mynah_match_number("messages", 2));
    assert_provider_any_call(model, mynah_match_is("messages[*].role", "system"));
    assert_provider_no_call(model, mynah_match_is("messages[*].role", "tool"));
    assert_provider_call_between(model, 3, 3, asked);
    assert_provider_last_prompt_msg(model, fixture->request.user_query, "as it was asked");
}

MYNAH_TEST(replies_meet_conditions)
{
    struct mynah_provider *model = ask(fixture);
    assert_provider_last_reply(model, mynah_match_contains("content", "3 mA"));
    assert_provider_nth_reply(model, 1, mynah_match_is("tool_calls[0].name", "search"));
    assert_provider_replies_valid(model);
    assert_chat_arguments_meet(&mynah_provider_reply(model, 1)->tool_calls[0], schema);
}

MYNAH_TEST(streams_are_whole)
{
    struct mynah_provider *model = mynah_provider_simple(fixture->world, "a b", NULL);
    struct mynah_chat_stream stream;
    struct mynah_chat_chunk **chunks;
    size_t count;
    assert_true(mynah_provider_stream(model, &fixture->chat, &stream, NULL));
    mynah_free(mynah_chat_collect(&stream, &chunks, &count, NULL));
    assert_chat_chunks_valid(chunks, count);
    mynah_chat_chunks_destroy(chunks, count);
    assert_provider_last_reply(model, mynah_match_is("content", "a b"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        mynah_unit_test(calls_are_counted),
        mynah_unit_test(requests_meet_conditions),
        mynah_unit_test(replies_meet_conditions),
        mynah_unit_test(streams_are_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
