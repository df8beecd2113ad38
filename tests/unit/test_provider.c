// SPDX-License-Identifier: Apache-2.0
//
// mynah/provider.h: what a mock provider answers to who chats, and when.

#include "provider_rows.h"

#include "shortage.h"

#include <stdio.h>

static void test_reply(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    struct mynah_chat_failure failure;
    char why[200];
    add_text(provider, "Hello world");
    struct mynah_chat_response *response = mynah_provider_chat(provider, &request, &failure);
    assert_non_null(response);
    assert_string_equal(response->content, "Hello world");
    assert_string_equal(response->role, "assistant");
    assert_string_equal(response->model, "m-1");
    assert_string_equal(response->finish_reason, "stop");
    assert_string_equal(response->id, "response_1");
    assert_int_equal(response->usage.prompt_tokens, 7 + 3);
    assert_int_equal(response->usage.completion_tokens, 2);
    assert_int_equal(response->usage.total_tokens, 12);
    assert_true(mynah_chat_response_meets(response, why, sizeof why));
    mynah_free(response);
    assert_int_equal(mynah_provider_calls(provider), 1);
    assert_string_equal(mynah_provider_prompt(provider, -1), "Plot the orbit");
    assert_string_equal(mynah_provider_reply(provider, 0)->content, "Hello world");
    mynah_provider_reset(provider);
    assert_int_equal(mynah_provider_calls(provider), 0);
    assert_null(mynah_provider_call(provider, -1));
    assert_null(mynah_provider_reply(provider, 0));
    mynah_provider_destroy(provider);
}

// What was recorded does not change with what the caller does to its request.
static void test_requests_are_copied(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    char text[] = "before";
    struct mynah_chat_message message = { .role = "user", .content = text };
    const struct mynah_chat_request own = { .messages = &message, .message_count = 1 };
    add_text(provider, "x");
    mynah_free(mynah_provider_chat(provider, &own, NULL));
    strcpy(text, "after");
    message.role = "system";
    assert_string_equal(mynah_provider_prompt(provider, 0), "before");
    assert_string_equal(mynah_provider_reply(provider, 0)->model, "mock");
    mynah_provider_destroy(provider);
}

static void test_not_told(void **state)
{
    (void)state;
    struct mynah_provider *provider =
        mynah_provider_create(NULL, &(struct mynah_provider_options){ .name = "p" }, NULL);
    assert_fails(provider, MYNAH_CHAT_STAND_IN, "p: it was not told what to answer: add a reply");
    add_text(provider, "x");
    assert_text(provider, "x");
    assert_true(mynah_provider_clear(provider, NULL));
    assert_fails(provider, MYNAH_CHAT_STAND_IN, "p: it was not told what to answer: add a reply");
    assert_int_equal(mynah_provider_calls(provider), 3);
    mynah_provider_destroy(provider);
}

// Steps can be added between calls; the place in the script stays.
static void test_queue(void **state)
{
    (void)state;
    const struct mynah_provider_options strict = { .exhaustion = MYNAH_EXHAUSTION_ERROR };
    struct mynah_provider *provider = mynah_provider_create(NULL, &strict, NULL);
    add_text(provider, "one");
    add_text(provider, "two");
    assert_text(provider, "one");
    add_text(provider, "three");
    assert_text(provider, "two");
    assert_text(provider, "three");
    struct mynah_chat_failure failure;
    assert_null(mynah_provider_chat(provider, &request, &failure));
    assert_int_equal(failure.kind, MYNAH_CHAT_STAND_IN);
    assert_int_equal(failure.error.code, MYNAH_ERROR_EXHAUSTED);
    assert_non_null(strstr(failure.error.text, "the script (3 steps) is used up"));
    assert_non_null(strstr(failure.error.text, "Plot the orbit"));
    mynah_provider_reset(provider);
    assert_text(provider, "one");
    mynah_provider_destroy(provider);
}

static void test_clone(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    const struct mynah_provider_options strict = { .exhaustion = MYNAH_EXHAUSTION_ERROR };
    struct mynah_provider *provider = mynah_provider_create(world, &strict, NULL);
    add_text(provider, "one");
    add_text(provider, "two");
    assert_text(provider, "one");
    struct mynah_provider *clone = mynah_provider_clone(provider, NULL);
    assert_non_null(clone);
    assert_int_equal(mynah_provider_calls(clone), 0);
    add_text(clone, "three");
    assert_text(clone, "two");
    assert_text(clone, "three");
    assert_text(provider, "two");
    assert_null(mynah_provider_chat(provider, &request, NULL));
    mynah_world_destroy(world);
}

static const struct {
    enum mynah_chat_failure_kind kind;
    const char *name;
    int status;
    int64_t retry_after;
    bool transient;
} kinds[] = {
    { MYNAH_CHAT_GENERIC, "generic", 500, 0, true },
    { MYNAH_CHAT_TIMEOUT, "timeout", 408, 0, true },
    { MYNAH_CHAT_RATE_LIMIT, "rate_limit", 429, 60 * MYNAH_SECOND, true },
    { MYNAH_CHAT_AUTH, "auth", 401, 0, false },
    { MYNAH_CHAT_CONNECTION, "connection", 0, 0, true },
    { MYNAH_CHAT_INVALID_RESPONSE, "invalid_response", 0, 0, true },
    { MYNAH_CHAT_OVERLOADED, "overloaded", 529, 0, true },
};

static void test_failures(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
        struct mynah_chat_failure failure;
        enum mynah_chat_failure_kind found;
        char text[60];
        snprintf(text, sizeof text, "Simulated %s error", kinds[i].name);
        assert_true(mynah_chat_failure_kind_find(kinds[i].name, &found, NULL));
        assert_int_equal(found, kinds[i].kind);
        const struct mynah_chat_error wanted = { .kind = kinds[i].kind };
        assert_true(mynah_provider_add_error(provider, &wanted, NULL, NULL));
        assert_null(mynah_provider_chat(provider, &request, &failure));
        assert_int_equal(failure.kind, kinds[i].kind);
        assert_int_equal(failure.status, kinds[i].status);
        assert_int_equal(failure.retry_after, kinds[i].retry_after);
        assert_int_equal(failure.error.code, MYNAH_ERROR_SCRIPTED);
        assert_string_equal(failure.error.text, text);
        assert_string_equal(failure.provider, "provider");
        assert_int_equal(mynah_chat_failure_is_transient(&failure), kinds[i].transient);
        mynah_provider_destroy(provider);
    }
}

static void test_unknown_kind(void **state)
{
    (void)state;
    struct mynah_error error;
    enum mynah_chat_failure_kind kind;
    assert_false(mynah_chat_failure_kind_find("rate-limit", &kind, &error));
    assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    assert_string_equal(error.text,
                        "no failure is called 'rate-limit'; there are: generic, timeout, "
                        "rate_limit, auth, connection, invalid_response, overloaded, unsupported, "
                        "rejected, cancelled, stand_in");
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    const struct mynah_chat_error wrong = { .kind = (enum mynah_chat_failure_kind)77 };
    assert_false(mynah_provider_add_error(provider, &wrong, NULL, &error));
    assert_string_equal(error.text, "the failure is of no known kind");
    mynah_provider_destroy(provider);
}

static void test_failures_say_what_they_are_told(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    struct mynah_chat_failure failure;
    const struct mynah_chat_error told = { .kind = MYNAH_CHAT_RATE_LIMIT,
                                           .message = "slow down",
                                           .status = 430,
                                           .retry_after = 250 * MYNAH_MILLISECOND };
    assert_true(mynah_provider_add_error(provider, &told, NULL, NULL));
    assert_null(mynah_provider_chat(provider, &request, &failure));
    assert_string_equal(failure.error.text, "slow down");
    assert_int_equal(failure.status, 430);
    assert_int_equal(failure.retry_after, 250 * MYNAH_MILLISECOND);
    mynah_provider_destroy(provider);
}

static void test_fail_after(void **state)
{
    (void)state;
    const struct mynah_chat_response reply = { .content = "Success call {{call}}" };
    const struct mynah_chat_error limit = { .kind = MYNAH_CHAT_RATE_LIMIT };
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    const struct mynah_step twice = { .times = 2 }, always = { .times = MYNAH_ALWAYS };
    assert_true(mynah_provider_add_template(provider, &reply, &twice, NULL));
    assert_true(mynah_provider_add_error(provider, &limit, &always, NULL));
    assert_text(provider, "Success call 1");
    assert_text(provider, "Success call 2");
    for (int i = 0; i < 3; i++) {
        assert_fails(provider, MYNAH_CHAT_RATE_LIMIT, "Simulated rate_limit error");
    }
    assert_int_equal(mynah_provider_calls(provider), 5);
    mynah_provider_destroy(provider);
    provider = mynah_provider_create(NULL, NULL, NULL);
    assert_true(mynah_provider_fail_after(provider, 0, &reply, &limit, NULL));
    assert_fails(provider, MYNAH_CHAT_RATE_LIMIT, "Simulated rate_limit error");
    mynah_provider_destroy(provider);
}

// Delays are exact, and a timeout takes as long as it says.
static void test_time(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct mynah_clock *clock = mynah_world_clock(world);
    struct mynah_provider *provider = mynah_provider_create(world, NULL, NULL);
    const struct mynah_chat_response reply = { .content = "x" };
    const struct mynah_step slow = { .delay = 1500 * MYNAH_MILLISECOND };
    const struct mynah_chat_error late = { .kind = MYNAH_CHAT_TIMEOUT, .timeout = MYNAH_SECOND };
    assert_true(mynah_provider_add_reply(provider, &reply, &slow, NULL));
    assert_true(mynah_provider_add_error(provider, &late, NULL, NULL));
    assert_text(provider, "x");
    assert_int_equal(mynah_clock_now(clock), 1500 * MYNAH_MILLISECOND);
    assert_fails(provider, MYNAH_CHAT_TIMEOUT, "Simulated timeout error");
    assert_int_equal(mynah_clock_now(clock), 2500 * MYNAH_MILLISECOND);
    assert_int_equal(mynah_provider_latency(provider, 0), 1500 * MYNAH_MILLISECOND);
    assert_int_equal(mynah_provider_latency(provider, 1), MYNAH_SECOND);
    assert_int_equal(mynah_provider_latency(provider, 2), -1);
    mynah_world_destroy(world);
}

static const struct {
    enum mynah_latency_kind kind;
    int64_t takes[4]; // milliseconds
} latencies[] = {
    { MYNAH_LATENCY_CONSTANT, { 100, 100, 100, 100 } },
    { MYNAH_LATENCY_INCREASING, { 100, 110, 120, 130 } },
    { MYNAH_LATENCY_DEGRADING, { 100, 105, 110, 115 } },
};

static void test_latency(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof latencies / sizeof *latencies; i++) {
        const struct mynah_provider_options options = {
            .latency = { .kind = latencies[i].kind, .base = 100 * MYNAH_MILLISECOND }
        };
        struct mynah_provider *provider = mynah_provider_create(NULL, &options, NULL);
        add_text(provider, "x");
        for (long k = 0; k < 4; k++) {
            assert_text(provider, "x");
            assert_int_equal(mynah_provider_latency(provider, k),
                             latencies[i].takes[k] * MYNAH_MILLISECOND);
        }
        mynah_provider_destroy(provider);
    }
}

// The same seed gives the same times; they stay within the jitter and are not all the same.
static void test_random_latency(void **state)
{
    (void)state;
    struct mynah_provider_options options = {
        .latency = { .kind = MYNAH_LATENCY_RANDOM, .base = 100, .jitter = 20 }, .seed = 7
    };
    struct mynah_provider *a = mynah_provider_create(NULL, &options, NULL);
    struct mynah_provider *b = mynah_provider_create(NULL, &options, NULL);
    int64_t least = 1000, most = 0;
    add_text(a, "x");
    add_text(b, "x");
    for (long i = 0; i < 200; i++) {
        assert_text(a, "x");
        assert_text(b, "x");
        int64_t takes = mynah_provider_latency(a, i);
        assert_int_equal(takes, mynah_provider_latency(b, i));
        least = takes < least ? takes : least;
        most = takes > most ? takes : most;
    }
    assert_true(least >= 80 && least < 85);
    assert_true(most <= 120 && most > 115);
    mynah_provider_destroy(a);
    mynah_provider_destroy(b);
}

static void test_latency_timeout(void **state)
{
    (void)state;
    const struct mynah_provider_options options = {
        .latency = { .kind = MYNAH_LATENCY_INCREASING, .base = 100, .timeout_after = 110 }
    };
    struct mynah_provider *provider = mynah_provider_create(NULL, &options, NULL);
    add_text(provider, "x");
    assert_text(provider, "x");
    assert_text(provider, "x");
    assert_fails(provider, MYNAH_CHAT_TIMEOUT, "Simulated timeout error");
    assert_int_equal(mynah_provider_latency(provider, 2), 110);
    mynah_provider_destroy(provider);
}

static void test_options_refused(void **state)
{
    (void)state;
    struct mynah_error error;
    const struct mynah_provider_options wrong[] = {
        { .latency = { .base = -1 } },
        { .latency = { .kind = (enum mynah_latency_kind)9 } },
        { .exhaustion = (enum mynah_exhaustion)9 },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_null(mynah_provider_create(NULL, &wrong[i], &error));
        assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    }
}

static void test_tools(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    const struct mynah_tool_call search = { .name = "search", .arguments = "{\"q\": \"x\"}" };
    const struct mynah_tool_call two[] = { { .name = "a" }, { .id = "own", .name = "b" } };
    struct mynah_chat_failure failure;
    char why[200];
    const struct mynah_chat_response searching = { .content = "Searching...",
                                                   .tool_calls = &search,
                                                   .tool_call_count = 1 };
    mynah_provider_add_reply(provider, &searching, NULL, NULL);
    mynah_provider_add_tool_calls(provider, two, 2, NULL, NULL);
    struct mynah_chat_response *first = mynah_provider_chat(provider, &request, &failure);
    struct mynah_chat_response *second = mynah_provider_chat(provider, &request, &failure);
    assert_string_equal(first->content, "Searching...");
    assert_int_equal(first->tool_call_count, 1);
    assert_string_equal(first->tool_calls[0].id, "call_1");
    assert_string_equal(first->tool_calls[0].name, "search");
    assert_string_equal(first->finish_reason, "tool_calls");
    assert_string_equal(second->tool_calls[0].id, "call_2_1");
    assert_string_equal(second->tool_calls[0].arguments, "{}");
    assert_string_equal(second->tool_calls[1].id, "own");
    assert_true(mynah_chat_response_meets(first, why, sizeof why));
    assert_true(mynah_chat_response_meets(second, why, sizeof why));
    mynah_free(first);
    mynah_free(second);
    mynah_provider_destroy(provider);
}

static const struct {
    const char *template;
    const char *rendered; // NULL: refused with `error`
    const char *error;
} templates[] = {
    { "no placeholder { } }}", "no placeholder { } }}", NULL },
    { "{{prompt}}!", "Plot the orbit!", NULL },
    { "{{ system }}", "You are a helpful assistant.", NULL },
    { "{{model}}/{{call}}", "m-1/1", NULL },
    { "{{json messages[-1].content}}", "\"Plot the orbit\"", NULL },
    { "{{json messages[9].content}}", "null", NULL },
    { "{{json has_temperature}} {{json max_tokens}} {{json temperature}}", "false 0 0.0", NULL },
    { "{{json stop}}", "[]", NULL },
    { "{{json messages}}",
      "[{\"role\":\"system\",\"content\":\"You are a helpful assistant.\",\"parts\":[],"
      "\"tool_calls\":[]},{\"role\":\"user\",\"content\":\"Plot the orbit\",\"parts\":[],"
      "\"tool_calls\":[]}]",
      NULL },
    { "{{prompts}}", NULL,
      "no placeholder is called 'prompts'; there are: call, json PATH, model, prompt, system" },
    { "{{json nothing}}", NULL, NULL },
    { "{{prompt", NULL, "a placeholder of the template does not end: {{prompt" },
};

static void test_templates(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof templates / sizeof *templates; i++) {
        struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
        const struct mynah_chat_response reply = { .content = templates[i].template };
        struct mynah_error error;
        bool added = mynah_provider_add_template(provider, &reply, NULL, &error);
        assert_int_equal(added, templates[i].rendered != NULL);
        if (added) {
            assert_text(provider, templates[i].rendered);
        } else if (templates[i].error) {
            assert_string_equal(error.text, templates[i].error);
        }
        mynah_provider_destroy(provider);
    }
}

static bool echo(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                 struct mynah_error *error)
{
    const struct mynah_chat_request *seen = call->request;
    int *times = self;
    ++*times;
    return mynah_answer_text(answer, seen->messages[1].content, 0, error);
}

static bool wrong(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                  struct mynah_error *error)
{
    (void)self;
    (void)call;
    return mynah_answer_record(answer, mynah_chat_message_shape(), &asked[0], error);
}

static void test_rules(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    const struct mynah_match orbit = { .path = "messages[-1].content",
                                       .kind = MYNAH_MATCH_CONTAINS,
                                       .text = "orbit" };
    const struct mynah_match typo = { .path = "message", .text = "x" };
    const struct mynah_match other = { .path = "model", .text = "m-2" };
    struct mynah_error error;
    int times = 0;
    assert_true(mynah_provider_on_request(provider, &other, wrong, NULL, NULL));
    assert_true(mynah_provider_on_request(provider, &orbit, echo, &times, NULL));
    assert_false(mynah_provider_on_request(provider, &typo, echo, &times, &error));
    assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    assert_text(provider, "Plot the orbit");
    assert_text(provider, "Plot the orbit");
    assert_int_equal(times, 2);
    struct mynah_chat_request second = request;
    struct mynah_chat_failure failure;
    second.model = "m-2";
    assert_null(mynah_provider_chat(provider, &second, &failure));
    assert_string_equal(failure.error.text, "its answer is a message, but a chat provider answers "
                                            "with a response");
    assert_int_equal(failure.kind, MYNAH_CHAT_STAND_IN);
    mynah_provider_destroy(provider);
}

static jmp_buf back;

static bool jump(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                 struct mynah_error *error)
{
    (void)self;
    (void)call;
    (void)answer;
    (void)error;
    longjmp(back, 1);
}

// Nothing is lost when a callback jumps away, and the provider goes on.
static void test_jumps(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    const struct mynah_match first = { .path = "model", .text = "m-1" };
    mynah_provider_on_request(provider, &first, jump, NULL, NULL);
    if (setjmp(back) == 0) {
        mynah_free(mynah_provider_chat(provider, &request, NULL));
        fail_msg("it did not jump");
    }
    assert_int_equal(mynah_provider_calls(provider), 1);
    mynah_provider_clear(provider, NULL);
    add_text(provider, "x");
    assert_text(provider, "x");
    mynah_provider_destroy(provider);
}

static void test_malformed(void **state)
{
    (void)state;
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    mynah_provider_add_malformed(provider, "{ this is not valid json !!! ", NULL, NULL);
    add_text(provider, "{}");
    assert_text(provider, "{ this is not valid json !!! ");
    assert_text(provider, "{}");
    mynah_provider_destroy(provider);
}

static void test_verify(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct mynah_provider *provider = mynah_provider_create(world, NULL, NULL);
    const struct mynah_chat_response reply = { .content = "Hi" };
    char why[300];
    assert_true(mynah_provider_add_reply(provider, &reply,
                                         &(struct mynah_step){ .file = "t.c", .line = 7 }, NULL));
    assert_false(mynah_world_verify(world, why, sizeof why));
    assert_string_equal(why, "provider: step 1 of 1 was never used: reply {content: \"Hi\"}\n"
                             "t.c:7: note: scripted here\n");
    assert_text(provider, "Hi");
    assert_true(mynah_world_verify(world, why, sizeof why));
    mynah_world_destroy(world);
}

static const struct mynah_chat_chunk words[] = {
    { .content = "Hello" }, { .content = " " }, { .content = "world" }, { .content = "!" }
};

// All that can be asked of a provider, with whatever memory there is.
static bool exercise(void)
{
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    if (!provider) {
        return false;
    }
    const struct mynah_tool_call call = { .name = "a" };
    const struct mynah_chat_response reply = { .content = "{{prompt}}" };
    const struct mynah_chat_error wrong_kind = { .kind = MYNAH_CHAT_AUTH };
    const struct mynah_chat_script script = { .chunks = words, .chunk_count = 4 };
    struct mynah_chat_stream stream;
    bool good = mynah_provider_add_tool_calls(provider, &call, 1, NULL, NULL) &&
                mynah_provider_add_template(provider, &reply, NULL, NULL) &&
                mynah_provider_add_stream(provider, &script, NULL, NULL) &&
                mynah_provider_add_error(provider, &wrong_kind, NULL, NULL);
    for (int i = 0; i < 3; i++) {
        if (mynah_provider_stream(provider, &request, &stream, NULL)) {
            struct mynah_chat_chunk **chunks;
            size_t count;
            struct mynah_chat_response *response =
                mynah_chat_collect(&stream, &chunks, &count, NULL);
            good = good && response;
            mynah_chat_chunks_destroy(chunks, count);
            mynah_free(response);
        } else {
            good = false;
        }
    }
    struct mynah_chat_failure failure;
    assert_null(mynah_provider_chat(provider, &request, &failure));
    good = good && failure.kind == MYNAH_CHAT_AUTH;
    struct mynah_provider *clone = mynah_provider_clone(provider, NULL);
    good = good && clone && mynah_provider_add_malformed(clone, "x", NULL, NULL);
    mynah_provider_destroy(clone);
    mynah_provider_destroy(provider);
    return good;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    struct shortage at = { .untold = true };
    while (shortage_next(&at)) {
        shortage_over(&at, exercise());
    }
    shortage_came_behind(&at, 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reply),
        cmocka_unit_test(test_requests_are_copied),
        cmocka_unit_test(test_not_told),
        cmocka_unit_test(test_queue),
        cmocka_unit_test(test_clone),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_unknown_kind),
        cmocka_unit_test(test_failures_say_what_they_are_told),
        cmocka_unit_test(test_fail_after),
        cmocka_unit_test(test_time),
        cmocka_unit_test(test_latency),
        cmocka_unit_test(test_random_latency),
        cmocka_unit_test(test_latency_timeout),
        cmocka_unit_test(test_options_refused),
        cmocka_unit_test(test_tools),
        cmocka_unit_test(test_templates),
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_jumps),
        cmocka_unit_test(test_malformed),
        cmocka_unit_test(test_verify),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests_name("provider", tests, NULL, NULL);
}
