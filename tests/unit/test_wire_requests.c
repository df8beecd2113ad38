// SPDX-License-Identifier: Apache-2.0
//
// What clients ask in odd ways: methods and paths, one model, several choices, members that the
// providers refuse, words of the other provider; each with what is answered.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "wire_client.h"

#define USER "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]"
#define ANTHROPIC "anthropic-version: 2023-06-01\r\n"

static const char chat[] = "POST /v1/chat/completions";
static const char responses[] = "POST /v1/responses";
static const char messages[] = "POST /v1/messages";

// Each request comes alone, as HTTP/1.1, and wants the connection to end.
static const struct row {
    const char *line;
    const char *headers;
    const char *body;
    int status;
    const char *has;
    const char *lacks;
} rows[] = {
    // One model, for either provider.
    { "GET /v1/models/a%2Fb?x=1", "", "", 200,
      "{\"id\":\"a/b\",\"object\":\"model\",\"created\":0,\"owned_by\":\"mynah\"}", "list" },
    { "GET /models/m-1", ANTHROPIC, "", 200, "{\"type\":\"model\",\"id\":\"m-1\"", "has_more" },
    { "GET /v1/models/m-2", "", "", 404, "The model 'm-2' does not exist", NULL },
    { "GET /v1/models/m-2", ANTHROPIC, "", 404, "\"type\":\"not_found_error\"", NULL },
    { "GET /v1/models/%zz%4", "", "", 404, "The model '%zz%4' does not exist", NULL },
    // HEAD is GET without the body, also where there is nothing.
    { "HEAD /v1/models", "", "", 200, "content-length: 1", "\"data\"" },
    { "HEAD /", "", "", 404, "content-length: ", "error" },
    // Methods that a path has not.
    { "GET /v1/chat/completions", "", "", 405, "\r\nallow: POST\r\n", NULL },
    { "OPTIONS /v1/messages", "", "", 405, "\r\nallow: POST\r\n", NULL },
    { "DELETE /v1/models/m-1", "", "", 405, "\r\nallow: GET, HEAD\r\n", NULL },
    { "POST /v1/v1/messages", "", "", 404, "is not served here", "\r\nallow:" },
    // As to a proxy.
    { "POST http://localhost:1/v1/chat/completions", "", "{\"model\":\"m\"," USER "}", 200,
      "Hello you", NULL },
    { "GET https://localhost", "", "", 404, "is not served here", NULL },
    // Several choices, which take their tokens each.
    { chat, "", "{\"model\":\"m\",\"n\":2," USER "}", 200,
      "{\"index\":1,\"message\":", "\"index\":2" },
    { chat, "", "{\"model\":\"m\",\"n\":3," USER "}", 200,
      "\"completion_tokens\":6,\"total_tokens\":7", NULL },
    { chat, "",
      "{\"model\":\"m\",\"n\":12,\"stream\":true,\"stream_options\":{\"include_usage\":true}," USER
      "}",
      200, "\"choices\":[{\"index\":11,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}]",
      "\"index\":12" },
    { chat, "", "{\"model\":\"m\",\"n\":0," USER "}", 400, "'n' is no integer", NULL },
    { chat, "", "{\"model\":\"m\",\"n\":129," USER "}", 400, "'n' is no integer", NULL },
    { chat, "", "{\"model\":\"m\",\"n\":\"2\"," USER "}", 400, "\"param\":\"n\"", NULL },
    // What providers refuse.
    { chat, "", "{\"model\":\"m\",\"temperature\":2.1," USER "}", 400, "from 0 to 2", NULL },
    { messages, "", "{\"model\":\"m\",\"max_tokens\":1,\"temperature\":1.5," USER "}", 400,
      "from 0 to 1", NULL },
    { chat, "", "{\"model\":\"m\",\"tools\":{}," USER "}", 400, "'tools' is no list", NULL },
    { responses, "", "{\"model\":\"m\",\"tools\":5,\"input\":\"Hi\"}", 400, "'tools' is no list",
      NULL },
    { messages, "", "{\"model\":\"m\",\"max_tokens\":1,\"tools\":\"t\"," USER "}", 400,
      "'tools' is no list", NULL },
    { chat, "", "{\"model\":\"m\",\"tool_choice\":\"maybe\"," USER "}", 400,
      "\"param\":\"tool_choice\"", NULL },
    { responses, "", "{\"model\":\"m\",\"tool_choice\":5,\"input\":\"Hi\"}", 400,
      "\"param\":\"tool_choice\"", NULL },
    { messages, "", "{\"model\":\"m\",\"max_tokens\":1,\"tool_choice\":\"auto\"," USER "}", 400,
      "tool_choice: type", NULL },
    { chat, "", "{\"model\":\"m\",\"stream_options\":{}," USER "}", 400,
      "only allowed with 'stream'", NULL },
    { chat, "", "{\"model\":\"m\",\"messages\":[{\"role\":\"robot\",\"content\":\"Hi\"}]}", 400,
      "the role 'robot'", NULL },
    { responses, "", "{\"model\":\"m\",\"input\":[{\"role\":\"tool\",\"content\":\"Hi\"}]}", 400,
      "the role 'tool'", NULL },
    { messages, "",
      "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"system\",\"content\":\"Hi\"}]}",
      400, "neither user nor assistant", NULL },
    // What was asked comes back, as it was written.
    { responses, "",
      "{\"model\":\"m\",\"input\":\"Hi\",\"temperature\":0.5,\"tool_choice\":\"none\",\"tools\":[ "
      "],\"metadata\":{\"a\": \"b\"},\"parallel_tool_calls\":false,\"instructions\":\"Be\"}",
      200, "\"instructions\":\"Be\",\"max_output_tokens\":null,\"model\":\"m\",\"output\":[",
      "\"temperature\":1.0" },
    { responses, "", "{\"model\":\"m\",\"input\":\"Hi\",\"stream\":true,\"tools\":[ ]}", 200,
      "\"tool_choice\":\"auto\",\"tools\":[ ],\"top_p\":1.0,\"truncation\":\"disabled\"", NULL },
    { responses, "", "{\"model\":\"m\",\"input\":\"Hi\",\"metadata\":{\"a\": \"b\"}}", 200,
      "\"user\":null,\"metadata\":{\"a\": \"b\"}}", NULL },
    // Lists of words in `connection`; lines that end with '\n' alone.
    { "GET /v1/models", "Connection: TE, close\r\n", "", 200, "\r\nconnection: close\r\n", NULL },
    { "GET /v1/models", "X: y\nZ: z\r\n", "", 400, NULL, NULL },
};

struct fixture {
    struct mynah_world *world;
    struct mynah_provider *mock;
    struct mynah_server *server;
};

static struct answer answer;

static int set_up(void **state)
{
    static struct fixture fixture;
    static const char *const models[] = { "m-1", "a/b" };
    const struct mynah_step always = { .times = MYNAH_ALWAYS };
    fixture.world = mynah_world_create(NULL, NULL);
    fixture.mock = mynah_provider_create(fixture.world, NULL, NULL);
    mynah_provider_add_reply(fixture.mock, &(struct mynah_chat_response){ .content = "Hello you" },
                             &always, NULL);
    fixture.server = mynah_server_start(&(struct mynah_server_options){ .provider = fixture.mock,
                                                                        .models = models,
                                                                        .model_count = 2 },
                                        NULL);
    *state = &fixture;
    return fixture.server ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    mynah_world_destroy(fixture->world);
    return 0;
}

static void ask(const struct fixture *fixture, const struct row *row)
{
    char request[1000];
    bool closes = strstr(row->headers, "Connection") != NULL;
    int size =
        snprintf(request, sizeof request,
                 "%s HTTP/1.1\r\nHost: x\r\n%s%sContent-Length: %zu\r\n\r\n%s", row->line,
                 closes ? "" : "Connection: close\r\n", row->headers, strlen(row->body), row->body);
    int client = client_open(fixture->server);
    client_send(client, request, (size_t)size);
    client_read(client, &answer, NULL, 5000);
    close(client);
}

static void requests_are_answered_as_providers_do(void **state)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i];
        char line[20];
        ask(*state, row);
        snprintf(line, sizeof line, "HTTP/1.1 %d ", row->status);
        if (strncmp(answer.bytes, line, strlen(line)) != 0 || !answer.ended ||
            (row->has && !strstr(answer.bytes, row->has)) ||
            (row->lacks && strstr(answer.bytes, row->lacks))) {
            fail_msg("row %zu, %s %s: %s", i, row->line, row->body, answer.bytes);
        }
    }
}

// A head is not followed by a body, so the next answer is where it should be.
static void heads_keep_the_connection_in_step(void **state)
{
    static const char both[] = "HEAD /v1/models HTTP/1.1\r\nHost: x\r\n\r\n"
                               "HEAD /nowhere HTTP/1.1\r\nHost: x\r\n\r\n"
                               "GET /v1/models HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    const struct fixture *fixture = *state;
    int client = client_open(fixture->server);
    client_send(client, both, sizeof both - 1);
    client_read(client, &answer, NULL, 5000);
    close(client);
    const char *second = strstr(answer.bytes, "\r\n\r\nHTTP/1.1 404 ");
    assert_non_null(second);
    assert_non_null(strstr(second, "\r\n\r\nHTTP/1.1 200 "));
}

// A scenario may use the words of either provider for why an answer ends.
static void reasons_are_told_in_the_words_of_each_provider(void **state)
{
    static const char *const words[][4] = {
        { "end_turn", "stop", "completed", "end_turn" },
        { "stop_sequence", "stop", "completed", "stop_sequence" },
        { "pause_turn", "stop", "completed", "pause_turn" },
        { "max_tokens", "length", "incomplete", "max_tokens" },
        { "length", "length", "incomplete", "max_tokens" },
        { "model_context_window_exceeded", "length", "incomplete",
          "model_context_window_exceeded" },
        { "tool_use", "tool_calls", "completed", "tool_use" },
        { "refusal", "content_filter", "incomplete", "refusal" },
        { "content_filter", "content_filter", "incomplete", "refusal" },
    };
    static const char *const members[] = { "\"finish_reason\":\"%s\"", "\"status\":\"%s\"",
                                           "\"stop_reason\":\"%s\"" };
    static const char *const paths[] = { "/v1/chat/completions", "/v1/responses", "/v1/messages" };
    static const char *const bodies[][2] = { { CHAT(""), CHAT(STREAM) },
                                             { RESPONSES(""), RESPONSES(STREAM) },
                                             { MESSAGES(""), MESSAGES(STREAM) } };
    const struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        mynah_provider_clear(fixture->mock, NULL);
        mynah_provider_add_reply(
            fixture->mock,
            &(struct mynah_chat_response){ .content = "cut", .finish_reason = words[i][0] },
            &(struct mynah_step){ .times = MYNAH_ALWAYS }, NULL);
        for (size_t way = 0; way < 6; way++) {
            char wanted[80];
            client_ask(fixture->server, paths[way / 2], bodies[way / 2][way % 2], &answer);
            snprintf(wanted, sizeof wanted, members[way / 2], words[i][way / 2 + 1]);
            if (!strstr(answer.bytes, wanted)) {
                fail_msg("%s, way %zu: no %s in %s", words[i][0], way, wanted, answer.bytes);
            }
        }
    }
}

#define test(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(requests_are_answered_as_providers_do),
        test(heads_keep_the_connection_in_step),
        test(reasons_are_told_in_the_words_of_each_provider),
    };
    return cmocka_run_group_tests_name("wire_requests", tests, NULL, NULL);
}
