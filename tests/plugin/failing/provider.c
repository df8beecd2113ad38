// SPDX-License-Identifier: Apache-2.0
//
// Assertions about chat providers that do not hold.

#include "failing.h"

#include <mynah/sample.h>

// A model that fails once and then answers, asked as often as there are prompts.
static struct mynah_provider *ask(struct fixture *f, const char *first, const char *second)
{
    static const struct mynah_chat_error limit = { .kind = MYNAH_CHAT_RATE_LIMIT };
    static const struct mynah_chat_response reply = { .content = "The mean is 3 mA" };
    const char *const prompts[] = { first, second };
    const struct mynah_provider_options options = { .name = "model" };
    struct mynah_provider *model = mynah_provider_create(f->world, &options, NULL);
    mynah_provider_fail_first(model, 1, &limit, &reply, NULL);
    for (size_t i = 0; i < 2 && prompts[i]; i++) {
        struct mynah_chat_message messages[2];
        mynah_sample_messages(prompts[i], messages);
        const struct mynah_chat_request request = { .model = "m-1",
                                                    .messages = messages,
                                                    .message_count = 2 };
        mynah_free(mynah_provider_chat(model, &request, NULL));
    }
    return model;
}

void provider_never_called(void **state)
{
    assert_provider_called(ask(*state, NULL, NULL));
}

void provider_called_after_all(void **state)
{
    assert_provider_not_called(ask(*state, "Plot the orbit", NULL));
}

void provider_called_too_often(void **state)
{
    assert_provider_called_times(ask(*state, "Plot the orbit", "Once more"), 1);
}

void provider_called_too_seldom(void **state)
{
    assert_provider_called_at_least(ask(*state, "Plot the orbit", NULL), 2);
}

void provider_called_more_than_that(void **state)
{
    assert_provider_called_at_most(ask(*state, "Plot the orbit", "Once more"), 1);
}

void provider_not_called_that_often(void **state)
{
    assert_provider_called_between(ask(*state, "Plot the orbit", NULL), 2, 3);
}

void provider_with_steps_left(void **state)
{
    struct fixture *f = *state;
    struct mynah_provider *model = ask(f, "Plot the orbit", NULL);
    const struct mynah_step how = { .file = "plan.c", .line = 28 };
    mynah_provider_clear(model, NULL);
    mynah_provider_add_malformed(model, "{ not json", &how, NULL);
    assert_provider_script_used(model);
}

void provider_failed_too_often(void **state)
{
    assert_provider_failed_times(ask(*state, "Plot the orbit", "Once more"), 0,
                                 MYNAH_CHAT_RATE_LIMIT);
}

void provider_last_prompt_differs(void **state)
{
    assert_provider_last_prompt(ask(*state, "Plot the orbit", "Once more"), "Plot the orbit");
}

void provider_prompt_that_never_was(void **state)
{
    assert_provider_nth_prompt(ask(*state, "Plot the orbit", NULL), 1, "Once more");
}

void provider_last_call_differs(void **state)
{
    assert_provider_last_call(ask(*state, "Plot the orbit", NULL),
                              mynah_match_is("messages[-1].role", "tool"));
}

void provider_nth_call_differs(void **state)
{
    assert_provider_nth_call(ask(*state, "Plot the orbit", "Once more"), 0,
                             mynah_match_contains("messages[*].content", "more"));
}

void provider_no_call_like_that(void **state)
{
    assert_provider_any_call(ask(*state, "Plot the orbit", "Once more"),
                             mynah_match_is("model", "m-2"));
}

void provider_one_call_differs(void **state)
{
    assert_provider_all_calls(ask(*state, "Plot the orbit", "Once more"),
                              mynah_match_prefix("messages[-1].content", "Plot"));
}

void provider_a_call_like_that(void **state)
{
    assert_provider_no_call(ask(*state, "Plot the orbit", NULL), mynah_match_is("model", "m-1"));
}

void provider_fewer_calls_like_that(void **state)
{
    assert_provider_call_between(ask(*state, "Plot the orbit", "Once more"), 2, 3,
                                 mynah_match_contains("messages[-1].content", "more"));
}

void provider_condition_without_sense(void **state)
{
    assert_provider_any_call(ask(*state, "Plot the orbit", NULL),
                             mynah_match_is("message", "Plot"));
}

void provider_last_reply_differs(void **state)
{
    assert_provider_last_reply(ask(*state, "Plot the orbit", "Once more"),
                               mynah_match_contains("content", "4 mA"));
}

void provider_reply_that_failed(void **state)
{
    assert_provider_nth_reply(ask(*state, "Plot the orbit", NULL), 0,
                              mynah_match_contains("content", "3 mA"));
}

void provider_reply_not_whole(void **state)
{
    struct fixture *f = *state;
    const struct mynah_tool_call call = mynah_sample_tool_call("search", "{\"q\": ", NULL);
    struct mynah_provider *model = mynah_provider_calling(f->world, &call, 1, NULL, NULL);
    const struct mynah_chat_request request = { .model = "m-1" };
    mynah_free(mynah_provider_chat(model, &request, NULL));
    assert_provider_replies_valid(model);
}

void chat_response_not_whole(void **state)
{
    (void)state;
    const struct mynah_chat_response response = { .content = "x", .role = "user" };
    assert_chat_response_valid(&response);
}

void chat_chunks_not_whole(void **state)
{
    (void)state;
    const struct mynah_chat_chunk chunk = { .content = "x" };
    const struct mynah_chat_chunk *const chunks[] = { &chunk, &chunk };
    assert_chat_chunks_valid(chunks, 2);
}

void chat_arguments_do_not_meet(void **state)
{
    (void)state;
    const struct mynah_tool_call call = { .name = "search", .arguments = "{\"limit\": 0}" };
    assert_chat_arguments_meet(&call, "{\"properties\": {\"limit\": {\"minimum\": 1}}}");
}
