// SPDX-License-Identifier: Apache-2.0
//
// A server that passes on what it is asked, to another one that stands in for the real endpoint:
// what the client gets, what is kept, and that it is the same when replayed.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "wire_client.h"

#include <mynah/cassette.h>
#include <mynah/fixture.h>

#include <stdlib.h>

struct fixture {
    struct mynah_fixture *files;
    char path[300];
    struct mynah_provider *mock;
    struct mynah_server *endpoint;
    struct mynah_server *recorder;
    struct answer direct;
    struct answer answer;
};

static const struct mynah_step always = { .times = MYNAH_ALWAYS };

static const struct way {
    const char *path;
    const char *plain;
    const char *streamed;
} ways[] = {
    { "/v1/chat/completions", CHAT(""), CHAT(STREAM) },
    { "/v1/responses", RESPONSES(""), RESPONSES(STREAM) },
    { "/v1/messages", MESSAGES(""), MESSAGES(STREAM) },
};

enum { WAYS = sizeof ways / sizeof *ways };

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct mynah_error error;
    fixture->files = mynah_fixture_create(NULL, NULL);
    snprintf(fixture->path, sizeof fixture->path, "%s/cassette.json",
             mynah_fixture_folder(fixture->files, NULL));
    fixture->mock = mynah_provider_create(NULL, NULL, NULL);
    fixture->endpoint =
        mynah_server_start(&(struct mynah_server_options){ .provider = fixture->mock }, NULL);
    fixture->recorder = mynah_server_start(
        &(struct mynah_server_options){ .upstream = mynah_server_url(fixture->endpoint) }, &error);
    *state = fixture;
    if (!fixture->recorder) {
        print_message("%s\n", error.text);
    }
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    mynah_server_stop(fixture->recorder);
    mynah_server_stop(fixture->endpoint);
    mynah_provider_destroy(fixture->mock);
    mynah_fixture_destroy(fixture->files);
    free(fixture);
    return 0;
}

// Ask through the recorder all that can be asked; returns how many requests that were.
static size_t ask_all(struct fixture *fixture)
{
    for (size_t i = 0; i < WAYS; i++) {
        client_ask(fixture->recorder, ways[i].path, ways[i].plain, &fixture->answer);
        assert_non_null(strstr(fixture->answer.bytes, "HTTP/1.1 200 OK\r\n"));
        client_ask(fixture->recorder, ways[i].path, ways[i].streamed, &fixture->answer);
        assert_non_null(strstr(fixture->answer.bytes, "HTTP/1.1 200 OK\r\n"));
    }
    return 2 * WAYS;
}

static struct mynah_provider *replay(struct fixture *fixture, bool loose)
{
    struct mynah_error error;
    if (!mynah_server_save(fixture->recorder, fixture->path, &error)) {
        fail_msg("%s", error.text);
    }
    const struct mynah_replay_options options = { .loose = loose };
    struct mynah_provider *mock = mynah_cassette_replay(NULL, fixture->path, &options, &error);
    if (!mock) {
        fail_msg("%s", error.text);
    }
    return mock;
}

static void what_was_said_is_the_same_when_replayed(void **state)
{
    struct fixture *fixture = *state;
    if (!fixture->recorder) {
        skip();
    }
    const struct mynah_tool_call calls[] = {
        { .id = "a", .name = "read", .arguments = "{\"channel\": \"SR:C\"}" },
        { .id = "b", .name = "add", .arguments = "{\"a\": 1, \"b\": 2}" },
    };
    const struct mynah_chat_response reply = { .content = "One mo\xC3\xB1"
                                                          "ent please",
                                               .tool_calls = calls,
                                               .tool_call_count = 2 };
    assert_true(mynah_provider_add_reply(fixture->mock, &reply, &always, NULL));
    size_t asked = ask_all(fixture);
    assert_int_equal(mynah_provider_calls(fixture->mock), asked);
    struct mynah_provider *mock = replay(fixture, false);
    struct mynah_server *server =
        mynah_server_start(&(struct mynah_server_options){ .provider = mock }, NULL);
    for (size_t i = 0; i < WAYS; i++) {
        client_ask(server, ways[i].path, ways[i].plain, &fixture->answer);
        client_ask(server, ways[i].path, ways[i].streamed, &fixture->direct);
        const struct mynah_chat_response *whole = mynah_provider_reply(mock, -2);
        const struct mynah_chat_response *streamed = mynah_provider_reply(mock, -1);
        assert_non_null(whole);
        assert_non_null(streamed);
        assert_string_equal(whole->content, reply.content);
        assert_string_equal(streamed->content, reply.content);
        assert_int_equal(whole->tool_call_count, 2);
        assert_int_equal(streamed->tool_call_count, 2);
        for (size_t k = 0; k < 2; k++) {
            assert_string_equal(whole->tool_calls[k].id, calls[k].id);
            assert_string_equal(whole->tool_calls[k].name, calls[k].name);
            assert_string_equal(whole->tool_calls[k].arguments, calls[k].arguments);
            assert_string_equal(streamed->tool_calls[k].arguments, calls[k].arguments);
        }
        assert_string_equal(whole->finish_reason, "tool_calls");
        assert_int_equal(whole->usage.completion_tokens, streamed->usage.completion_tokens);
    }
    // Each was recorded once.
    client_ask(server, ways[0].path, ways[0].plain, &fixture->answer);
    assert_non_null(strstr(fixture->answer.bytes, "HTTP/1.1 404 "));
    mynah_server_stop(server);
    mynah_provider_destroy(mock);
}

static void the_client_gets_what_the_endpoint_says(void **state)
{
    struct fixture *fixture = *state;
    if (!fixture->recorder) {
        skip();
    }
    const struct mynah_chat_response reply = { .content = "Hello you" };
    assert_true(mynah_provider_add_reply(fixture->mock, &reply, &always, NULL));
    client_ask(fixture->endpoint, ways[0].path, ways[0].plain, &fixture->direct);
    mynah_provider_reset(fixture->mock);
    client_ask(fixture->recorder, ways[0].path, ways[0].plain, &fixture->answer);
    const char *body = strstr(fixture->direct.bytes, "{\"id\"");
    assert_non_null(body);
    assert_non_null(strstr(fixture->answer.bytes, body));
    client_ask(fixture->recorder, "/v1/messages", "{", &fixture->answer);
    assert_non_null(strstr(fixture->answer.bytes, "HTTP/1.1 400 Bad Request\r\n"));
    assert_non_null(strstr(fixture->answer.bytes, "\r\nrequest-id: req_"));
    client_ask(fixture->recorder, "/v1/nowhere", "{}", &fixture->answer);
    assert_non_null(strstr(fixture->answer.bytes, "HTTP/1.1 404 "));
}

static void failures_are_kept_and_keys_are_not(void **state)
{
    struct fixture *fixture = *state;
    if (!fixture->recorder) {
        skip();
    }
    const struct mynah_chat_error limit = { .kind = MYNAH_CHAT_RATE_LIMIT,
                                            .message = "Slow down",
                                            .retry_after = 2 * MYNAH_SECOND };
    const struct mynah_chat_response reply = { .content = "a b c d e" };
    assert_true(mynah_provider_add_error(fixture->mock, &limit, NULL, NULL));
    assert_true(mynah_provider_add_reply(fixture->mock, &reply, &always, NULL));
    const struct mynah_wire_fault cut = { .kind = MYNAH_FAULT_CUT, .after = 2, .spare = 1 };
    assert_true(mynah_server_add_fault(fixture->endpoint, &cut, NULL));
    client_ask(fixture->recorder, ways[0].path,
               "{\"model\":\"m\",\"metadata\":{\"api_key\":\"sk-inside\"},\"messages\":[{\"role\":"
               "\"user\",\"content\":\"Hi\"}]}",
               &fixture->answer);
    assert_non_null(strstr(fixture->answer.bytes, "HTTP/1.1 429 "));
    assert_non_null(strstr(fixture->answer.bytes, "\r\nretry-after: 2\r\n"));
    client_ask(fixture->recorder, ways[2].path, ways[2].streamed, &fixture->answer);
    assert_null(strstr(fixture->answer.bytes, "message_stop"));
    struct mynah_provider *mock = replay(fixture, true);
    struct mynah_chat_provider provider = mynah_provider_interface(mock);
    const struct mynah_chat_message asked = { .role = "user", .content = "Hi" };
    const struct mynah_chat_request request = { .model = "m",
                                                .messages = &asked,
                                                .message_count = 1 };
    struct mynah_chat_failure failure;
    struct mynah_chat_stream stream;
    assert_null(provider.chat(provider.self, &request, &failure));
    assert_int_equal(failure.kind, MYNAH_CHAT_RATE_LIMIT);
    assert_int_equal(failure.retry_after, 2 * MYNAH_SECOND);
    assert_string_equal(failure.error.text, "Slow down");
    assert_true(provider.stream(provider.self, &request, &stream, &failure));
    assert_null(mynah_chat_collect(&stream, NULL, NULL, &failure));
    assert_int_equal(failure.kind, MYNAH_CHAT_CONNECTION);
    mynah_provider_destroy(mock);
    char kept[20000] = "";
    FILE *file = fopen(fixture->path, "r");
    assert_non_null(file);
    kept[fread(kept, 1, sizeof kept - 1, file)] = '\0';
    fclose(file);
    assert_non_null(strstr(kept, "[redacted]"));
    assert_null(strstr(kept, "sk-"));
}

static void an_endpoint_that_is_not_there_is_a_bad_gateway(void **state)
{
    struct fixture *fixture = *state;
    if (!fixture->recorder) {
        skip();
    }
    mynah_server_stop(fixture->endpoint);
    fixture->endpoint = NULL;
    client_ask(fixture->recorder, ways[0].path, ways[0].plain, &fixture->answer);
    assert_non_null(strstr(fixture->answer.bytes, "HTTP/1.1 502 Bad Gateway\r\n"));
    assert_non_null(strstr(fixture->answer.bytes, "the upstream cannot be asked"));
    struct mynah_error error;
    assert_false(mynah_server_save(fixture->recorder, "/nowhere/at/all", &error));
    assert_int_equal(error.code, MYNAH_ERROR_IO);
}

#define test(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(what_was_said_is_the_same_when_replayed),
        test(the_client_gets_what_the_endpoint_says),
        test(failures_are_kept_and_keys_are_not),
        test(an_endpoint_that_is_not_there_is_a_bad_gateway),
    };
    return cmocka_run_group_tests_name("wire_record", tests, NULL, NULL);
}
