// SPDX-License-Identifier: Apache-2.0
//
// Scenarios: what they answer, what they match, what they refuse and where, and what is said about
// a request that nothing matches.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "wire_client.h"

#include "shortage.h"
#include "wire/scenario.h"

#include <stdlib.h>

static const char full[] =
    "serve: {models: [gpt-5, claude], seed: 9, exhaustion: error,\n"
    "        pace: {first: 0ms, between: 1us, jitter: 0.5us}}\n"
    "faults:\n"
    "  - {kind: status, status: 503, when: {user: busy}, times: 2, text: Busy, retry_after: 1.5s}\n"
    "steps:\n"
    "  - when: {user: weather, turn: 1, system: '/^You/', model: '=m', tool: get_weather}\n"
    "    calls: [{name: get_weather, arguments: '{\"city\": \"Bern\"}', id: c1}]\n"
    "    times: always\n"
    "  - when: {tool_result: sun}\n"
    "    reply: It is sunny.\n"
    "    usage: {prompt: 10, completion: 3, cached: 4}\n"
    "    delay: 10ms\n"
    "  - {when: {user: limit}, error: {status: 429, retry_after: 20ms, code: slow, message: No}}\n"
    "  - {when: {user: stream}, stream: [a, b, c], finish: length}\n"
    "  - {when: {user: template}, template: 'You said {{prompt}}'}\n"
    "  - {when: {user: code}, behavior: channel_write, form: tool-call}\n"
    "  - {when: {user: late}, stream: [a], error: {kind: timeout, timeout: 1ms, phase: "
    "between-tokens}}\n"
    "  - {when: {last: cut}, reply: a b c d, fault: {kind: cut, after: 2}}\n";

static struct mynah_scenario *parse(const char *yaml)
{
    struct mynah_error error;
    struct mynah_scenario *scenario = mynah_scenario_parse(NULL, yaml, strlen(yaml), &error);
    if (!scenario) {
        fail_msg("line %d: %s", error.line, error.text);
    }
    return scenario;
}

static struct mynah_chat_response *ask(struct mynah_scenario *scenario, const char *prompt,
                                       struct mynah_chat_failure *failure)
{
    const struct mynah_chat_message asked = { .role = "user", .content = prompt };
    const struct mynah_chat_request request = { .model = "m",
                                                .messages = &asked,
                                                .message_count = 1 };
    return mynah_provider_chat(mynah_scenario_provider(scenario), &request, failure);
}

static void steps_answer_in_their_ways(void **state)
{
    struct mynah_scenario *scenario = parse(full);
    struct mynah_chat_failure failure;
    (void)state;
    assert_null(ask(scenario, "limit", &failure));
    assert_int_equal(failure.status, 429);
    assert_int_equal(failure.retry_after, 20 * MYNAH_MILLISECOND);
    assert_string_equal(failure.error.text, "No");
    struct mynah_chat_response *response = ask(scenario, "stream", &failure);
    assert_string_equal(response->content, "abc");
    assert_string_equal(response->finish_reason, "length");
    mynah_free(response);
    response = ask(scenario, "template", &failure);
    assert_string_equal(response->content, "You said template");
    mynah_free(response);
    response = ask(scenario, "code", &failure);
    assert_string_equal(response->tool_calls[0].name, "run_python");
    mynah_free(response);
    assert_null(ask(scenario, "late", &failure));
    assert_int_equal(failure.kind, MYNAH_CHAT_TIMEOUT);
    // Each step but the first is used up now.
    assert_null(ask(scenario, "code", &failure));
    assert_int_equal(failure.kind, MYNAH_CHAT_STAND_IN);
    mynah_scenario_destroy(scenario);
}

// A request in all that `when` can speak of, of which the last member may be changed.
static bool weather(struct mynah_scenario *scenario, const char *system, const char *model,
                    const char *tool, bool second)
{
    const struct mynah_chat_message messages[] = {
        { .role = "system", .content = system },
        { .role = "user", .content = "How is the weather?" },
        { .role = "assistant", .content = "One moment" },
        { .role = "user", .content = "And the weather now?" },
    };
    const struct mynah_chat_tool tools[] = { { .name = "other" }, { .name = tool } };
    const struct mynah_chat_request request = { .model = model,
                                                .messages = messages,
                                                .message_count = second ? 4 : 2,
                                                .tools = tools,
                                                .tool_count = 2 };
    struct mynah_chat_response *response =
        mynah_provider_chat(mynah_scenario_provider(scenario), &request, NULL);
    bool answered = response != NULL;
    mynah_free(response);
    return answered;
}

static void all_that_is_demanded_has_to_hold(void **state)
{
    struct mynah_scenario *scenario = parse(full);
    (void)state;
    assert_true(weather(scenario, "You help", "m", "get_weather", false));
    assert_false(weather(scenario, "Do you help", "m", "get_weather", false));
    assert_false(weather(scenario, "You help", "mm", "get_weather", false));
    assert_false(weather(scenario, "You help", "m", "get_time", false));
    assert_false(weather(scenario, "You help", "m", "get_weather", true));
    assert_true(weather(scenario, "You help", "m", "get_weather", false));
    mynah_scenario_destroy(scenario);
}

static void what_is_wrong_is_said_with_its_place(void **state)
{
    static const struct {
        const char *yaml;
        int line;
        const char *says;
    } rows[] = {
        { "serve: {}", 0, "a list of 'steps'" },
        { "steps: []", 1, "a list of 'steps'" },
        { "steps:\n  - {when: {user: x}}", 2, "a step has a reply" },
        { "steps:\n  - {reply: a,\n     template: b}", 2, "answers in one way" },
        { "steps:\n  - {reply: a}\n  - {replay: a}", 3, "unknown key 'replay'" },
        { "steps:\n  - reply: a\n    when: {usr: x}", 3,
          "'when' cannot speak of 'usr'; there are: user" },
        { "steps:\n  - reply: a\n    when: {user: '/(/'}", 3, "regular expression" },
        { "steps:\n  - reply: a\n    when: {turn: 0}", 3, "a turn is a number" },
        { "steps:\n  - reply: a\n    times: never", 3, "'times' is a number" },
        { "steps:\n  - reply: a\n    delay: 20", 3, "a duration is a number and a unit" },
        { "steps:\n  - reply: a\n    delay: 1..5s", 3, "a duration is a number and a unit" },
        { "steps:\n  - behavior: nope", 2, "nope" },
        { "steps:\n  - calls: [{arguments: '{}'}]", 2, "a call has a 'name'" },
        { "steps:\n  - template: '{{nope}}'", 2, "nope" },
        { "steps:\n  - error: {kind: nope}", 2, "no failure is called 'nope'" },
        { "steps:\n  - reply: a\n    fault: {after: 2}", 3, "a fault has a 'kind'" },
        { "steps:\n  - reply: a\n    fault: {kind: cut, after: -2}", 3, "negative" },
        { "steps:\n  - reply: a\nfaults:\n  - {kind: raw}", 4, "has no text" },
        { "steps:\n  - reply: a\nserve: {pace: {first: soon}}", 3, "a duration" },
        { "steps: {a: b}", 1, "a list of 'steps'" },
        { "steps: [a]", 1, "must be a mapping" },
        { "steps:\n  - error:\n      status: 700", 3, "from 400 to 599" },
        { "steps:\n  - error:\n      status: 302", 3, "from 400 to 599" },
        // What would be said in vain.
        { "steps: [{reply: a}]\nfault: []", 2, "unknown key 'fault'; did you mean 'faults'?" },
        { "steps: [{reply: a}]\nxyz: 1", 2, "a scenario has steps, faults and serve" },
        { "serve: {model: m}\nsteps: [{reply: a}]", 1, "unknown key 'model'" },
        { "steps:\n  - reply: a\n    form: bare", 3, "belongs to 'behavior'" },
        { "steps:\n  - stream: [a]\n    id: x", 3, "a stream has an id from the seed" },
        { "steps:\n  - error: {status: 500}\n    finish: stop", 3, "'finish' means nothing here" },
        { "steps:\n  - error: {status: 500}\n    usage: {prompt: 1}", 3, "an error has none" },
        { "steps:\n  - error: {status: 500}\n    model: m", 3, "an error has none" },
        { "steps:\n  - error:\n      status: 500\n      timeout: 1s", 4, "the kind 'timeout'" },
        { "steps:\n  - error:\n      kind: timeout\n      status: 500", 4, "a timeout tells" },
        { "steps:\n  - reply: a\n    fault: {kind: cut,\n      status: 500}", 4, "'cut'" },
        { "steps: [{reply: a}]\nfaults:\n  - kind: close\n    after: 1", 4, "'close'" },
        { "steps: [{reply: a}]\nfaults:\n  - kind: hang\n    text: x", 4, "'hang'" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct mynah_error error = { .code = MYNAH_ERROR_NONE };
        assert_null(mynah_scenario_parse(NULL, rows[i].yaml, strlen(rows[i].yaml), &error));
        if (!strstr(error.text, rows[i].says) || error.line != rows[i].line) {
            fail_msg("%s: line %d: %s", rows[i].yaml, error.line, error.text);
        }
    }
}

// Whatever way a step answers in, in the protocol of Anthropic, which tells some of it at the
// start.
static void what_an_answer_says_is_told_in_streams_and_of_behaviours(void **state)
{
    static const char yaml[] =
        "steps:\n"
        "  - {when: {user: Hi, model: a}, stream: [x, y], finish: length, model: odd,\n"
        "     usage: {prompt: 11, completion: 7, cached: 3}, times: always}\n"
        "  - {when: {user: Hi, model: b}, behavior: success, finish: length, model: odd, id: own,\n"
        "     usage: {prompt: 11, completion: 7, cached: 3}, times: always}\n";
    static const char *const said[] = { "\"model\":\"odd\"", "\"stop_reason\":\"max_tokens\"",
                                        "\"input_tokens\":11", "\"output_tokens\":7",
                                        "\"cache_read_input_tokens\":3" };
    struct mynah_scenario *scenario = parse(yaml);
    struct mynah_server *server =
        mynah_server_start(&(struct mynah_server_options){ .scenario = scenario }, NULL);
    static struct answer answer;
    (void)state;
    for (int way = 0; way < 4; way++) {
        char body[200];
        snprintf(body, sizeof body,
                 "{\"model\":\"%s\",\"max_tokens\":9,\"stream\":%s,"
                 "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                 way % 2 ? "b" : "a", way / 2 ? "true" : "false");
        client_ask(server, "/v1/messages", body, &answer);
        for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
            assert_non_null(strstr(answer.bytes, said[i]));
        }
        assert_int_equal(strstr(answer.bytes, "\"id\":\"own\"") != NULL, way % 2);
        const char *start = strstr(answer.bytes, "message_start");
        const char *told = start ? strstr(start, said[4]) : NULL;
        assert_true(!start || (told && told < strstr(start, "content_block_start")));
    }
    mynah_server_stop(server);
    mynah_scenario_destroy(scenario);
}

static void durations_are_read_exactly(void **state)
{
    static const struct {
        const char *text;
        int64_t duration;
    } rows[] = {
        { "20ms", 20 * MYNAH_MILLISECOND },   { "1.5s", 1500 * MYNAH_MILLISECOND },
        { "2m", 120 * MYNAH_SECOND },         { "0s", 0 },
        { "300us", 300 * MYNAH_MICROSECOND }, { "7ns", 7 },
    };
    int64_t duration;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(mynah__duration_read(rows[i].text, &duration));
        assert_int_equal(duration, rows[i].duration);
    }
    static const char *const wrong[] = { "",    "ms",  "1",  "1 s",         "-1s",
                                         "1.s", ".5s", "1h", "99999999999s" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(mynah__duration_read(wrong[i], &duration));
    }
}

static void a_server_does_as_its_scenario_says(void **state)
{
    struct mynah_scenario *scenario = parse(full);
    const struct mynah_server_options options = { .scenario = scenario };
    struct mynah_server *server = mynah_server_start(&options, NULL);
    static struct answer answer;
    (void)state;
    assert_non_null(server);
#define ASK(prompt)                                                                                \
    client_ask(server, "/v1/responses",                                                            \
               "{\"model\":\"m\",\"stream\":true,\"input\":\"" prompt "\"}", &answer)
    for (int i = 0; i < 2; i++) {
        ASK("busy weather");
        assert_non_null(strstr(answer.bytes, "HTTP/1.1 503 "));
        assert_non_null(strstr(answer.bytes, "\"message\":\"Busy\""));
        assert_non_null(strstr(answer.bytes, "retry-after-ms: 1500"));
    }
    ASK("busy weather");
    assert_non_null(strstr(answer.bytes, "HTTP/1.1 404 "));
    assert_non_null(strstr(answer.bytes, "nearest is step 1 (line 6), which wants "));
    assert_non_null(strstr(answer.bytes, "model: \\\"=m\\\"") ? "" : strstr(answer.bytes, "tool:"));
    ASK("limit");
    assert_non_null(strstr(answer.bytes, "\"code\":\"slow\""));
    assert_non_null(strstr(answer.bytes, "\"message\":\"No\""));
    ASK("cut");
    assert_null(strstr(answer.bytes, "response.completed"));
    assert_non_null(strstr(answer.bytes, "\"delta\":\"b \""));
    assert_null(strstr(answer.bytes, "\"delta\":\"c \""));
    ASK("stream");
    assert_non_null(strstr(answer.bytes, "event: response.incomplete"));
    ASK("stream");
    assert_non_null(strstr(answer.bytes, "which is used up"));
    int fd = client_open(server);
    static const char models[] = "GET /v1/models HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    client_send(fd, models, sizeof models - 1);
    client_read(fd, &answer, NULL, 5000);
    close(fd);
    assert_non_null(strstr(answer.bytes, "\"id\":\"claude\""));
    mynah_server_stop(server);
    mynah_scenario_destroy(scenario);
}

static void the_example_is_one(void **state)
{
    const char *root = getenv("MYNAH_SOURCE_ROOT");
    char path[500];
    struct mynah_error error;
    struct mynah_chat_failure failure;
    (void)state;
    snprintf(path, sizeof path, "%s/examples/serve.yml", root ? root : ".");
    struct mynah_scenario *scenario = mynah_scenario_load(NULL, path, &error);
    assert_non_null(scenario);
    for (int i = 0; i < 2; i++) {
        assert_null(ask(scenario, "Plot the orbit", &failure));
        assert_int_equal(failure.status, 429);
    }
    struct mynah_chat_response *response = ask(scenario, "Plot the orbit", &failure);
    assert_non_null(strstr(response->content, "```"));
    mynah_free(response);
    mynah_scenario_destroy(scenario);
}

static void without_memory_a_scenario_is_refused(void **state)
{
    (void)state;
    for (struct shortage at = { 0 }; shortage_next(&at);) {
        struct mynah_scenario *scenario =
            mynah_scenario_parse(NULL, full, sizeof full - 1, &at.error);
        shortage_over(&at, scenario != NULL);
        mynah_scenario_destroy(scenario);
    }
    struct mynah_scenario *scenario = parse(full);
    const struct mynah_server_options options = { .scenario = scenario };
    for (struct shortage at = { 0 }; shortage_next(&at);) {
        struct mynah_server *server = mynah_server_start(&options, &at.error);
        shortage_over(&at, server != NULL);
        mynah_server_stop(server);
    }
    mynah_scenario_destroy(scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_answer_in_their_ways),
        cmocka_unit_test(all_that_is_demanded_has_to_hold),
        cmocka_unit_test(what_is_wrong_is_said_with_its_place),
        cmocka_unit_test(what_an_answer_says_is_told_in_streams_and_of_behaviours),
        cmocka_unit_test(durations_are_read_exactly),
        cmocka_unit_test(a_server_does_as_its_scenario_says),
        cmocka_unit_test(the_example_is_one),
        cmocka_unit_test(without_memory_a_scenario_is_refused),
    };
    return cmocka_run_group_tests_name("wire_scenario", tests, NULL, NULL);
}
