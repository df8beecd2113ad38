// SPDX-License-Identifier: Apache-2.0
//
// Servers of a test's world, and the assertions about their requests where they hold.
// failing/server.c has those that do not.

#include <mynah_cmocka.h>

#include "../unit/wire_client.h"

static struct answer answer;

static struct mynah_provider *greeter(struct mynah_world *world, const char *text)
{
    struct mynah_provider *mock = mynah_provider_create(world, NULL, NULL);
    const struct mynah_step always = { .times = MYNAH_ALWAYS };
    mynah_provider_add_reply(mock, &(struct mynah_chat_response){ .content = text }, &always, NULL);
    return mock;
}

MYNAH_TEST(a_server_is_three_lines)
{
    struct mynah_provider *mock = mynah_provider_create(fixture->world, NULL, NULL);
    mynah_provider_add_reply(mock, &(struct mynah_chat_response){ .content = "Hello" }, NULL, NULL);
    struct mynah_server *server = mynah_serve(mock);
    client_ask(server, "/v1/chat/completions", CHAT(""), &answer);
    assert_non_null(strstr(answer.bytes, "\"content\":\"Hello\""));
    assert_provider_last_prompt(mynah_server_provider(server), "Hi");
    assert_server_requested_times(server, 1);
}

MYNAH_TEST(requests_and_answers_meet_conditions)
{
    struct mynah_server *server = mynah_serve(greeter(fixture->world, "Hello"));
    assert_server_requested_times(server, 0);
    client_ask(server, "/v1/messages", MESSAGES(STREAM), &answer);
    client_ask(server, "/v1/nowhere", "", &answer);
    assert_server_requested_between(server, 1, 2);
    assert_server_all_matched(server);
    assert_server_last_request(server, mynah_match_is("path", "/v1/nowhere"));
    assert_server_nth_request(server, 0, mynah_match_is("protocol", "anthropic"));
    assert_server_any_request(server, mynah_match_is("headers[*].value", "[redacted]"));
    assert_server_no_request(server, mynah_match_contains("headers[*].value", "sk-secret"));
    assert_server_request_between(server, 1, 1, mynah_match_is("stream", "true"));
    assert_server_last_answer(server, mynah_match_at_least("status", 404));
    assert_server_nth_answer(server, 0, mynah_match_is("complete", "true"));
    assert_server_last_answer_msg(server, mynah_match_number("status", 404), "nobody lives there");
}

MYNAH_TEST(two_servers_are_two)
{
    struct mynah_server *first = mynah_serve(greeter(fixture->world, "One"));
    struct mynah_server *second = mynah_serve(greeter(fixture->world, "Two"));
    assert_string_not_equal(mynah_server_url(first), mynah_server_url(second));
    assert_string_equal(mynah_server_name(second), "server-2");
    for (int i = 0; i < 3; i++) {
        client_ask(first, "/v1/responses", RESPONSES(""), &answer);
        assert_non_null(strstr(answer.bytes, "\"text\":\"One\""));
    }
    client_ask(second, "/v1/responses", RESPONSES(STREAM), &answer);
    assert_non_null(strstr(answer.bytes, "\"text\":\"Two\""));
    assert_server_requested_times(first, 3);
    assert_server_requested_times(second, 1);
    assert_server_no_request(first, mynah_match_is("stream", "true"));
}

MYNAH_TEST(a_scenario_is_served)
{
    static const char yaml[] = "steps:\n"
                               "  - {when: {user: Hi}, error: {status: 429}}\n"
                               "  - {when: {user: Hi}, reply: Hello}\n";
    char path[300];
    snprintf(path, sizeof path, "%s/scenario.yml", mynah_fixture_folder(fixture, NULL));
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(yaml, file);
    assert_int_equal(fclose(file), 0);
    struct mynah_server *server = mynah_serve_scenario(fixture->world, path);
    client_ask(server, "/v1/chat/completions", CHAT(""), &answer);
    client_ask(server, "/v1/chat/completions", CHAT(""), &answer);
    assert_server_nth_answer(server, 0, mynah_match_number("status", 429));
    assert_server_nth_answer(server, 1, mynah_match_number("status", 200));
    assert_provider_failed_times(mynah_server_provider(server), 1, MYNAH_CHAT_RATE_LIMIT);
}

// A client that keeps its connection has its answer before the server has put it down.
MYNAH_TEST(an_answer_that_was_read_is_in_the_journal)
{
    struct mynah_server *server = mynah_serve(greeter(fixture->world, "Hello"));
    static const char request[] = "GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\n";
    int client = client_open(server);
    for (int i = 0; i < 300; i++) {
        client_send(client, request, sizeof request - 1);
        client_read(client, &answer, "\"list\"", 5000);
        assert_server_last_answer(server, mynah_match_is("complete", "true"));
    }
    close(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        mynah_unit_test(a_server_is_three_lines),
        mynah_unit_test(requests_and_answers_meet_conditions),
        mynah_unit_test(two_servers_are_two),
        mynah_unit_test(a_scenario_is_served),
        mynah_unit_test(an_answer_that_was_read_is_in_the_journal),
    };
    return cmocka_run_group_tests_name("server", tests, NULL, NULL);
}
