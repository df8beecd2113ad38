// SPDX-License-Identifier: Apache-2.0
//
// The server: one answer over all protocols, whole and streamed, errors, faults, and the journal.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "wire_client.h"

#include <stdlib.h>

struct fixture {
    struct mynah_world *world;
    struct mynah_provider *mock;
    struct mynah_server *server;
    struct answer answer;
};

static const struct mynah_step always = { .times = MYNAH_ALWAYS };

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->world = mynah_world_create(NULL, NULL);
    fixture->mock = mynah_provider_create(fixture->world, NULL, NULL);
    fixture->server =
        mynah_server_start(&(struct mynah_server_options){ .provider = fixture->mock }, NULL);
    *state = fixture;
    return fixture->server ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    mynah_server_stop(fixture->server);
    mynah_world_destroy(fixture->world);
    free(fixture);
    return 0;
}

static void add_reply(struct fixture *fixture, const char *content)
{
    const struct mynah_chat_response reply = { .content = content };
    assert_true(mynah_provider_add_reply(fixture->mock, &reply, &always, NULL));
}

static void add_fault(struct fixture *fixture, struct mynah_wire_fault fault)
{
    assert_true(mynah_server_add_fault(fixture->server, &fault, NULL));
}

static size_t count(const char *text, const char *part)
{
    size_t found = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at++) {
        found++;
    }
    return found;
}

#define assert_has(fixture, part) assert_non_null(strstr((fixture)->answer.bytes, part))
#define assert_lacks(fixture, part) assert_null(strstr((fixture)->answer.bytes, part))

// What each protocol calls the same thing.
static const struct way {
    const char *path;
    const char *plain;
    const char *streamed;
    const char *text;  // of the answer "Hello you"
    const char *delta; // of a stream, the first
    const char *end;   // of a stream
    const char *error;
} ways[] = {
    { "/v1/chat/completions", CHAT(""), CHAT(STREAM), "\"content\":\"Hello you\"",
      "\"delta\":{\"content\":\"Hello \"}", "data: [DONE]\n\n", "{\"error\":{\"message\":" },
    { "/v1/responses", RESPONSES(""), RESPONSES(STREAM), "\"text\":\"Hello you\"",
      "\"delta\":\"Hello \"", "event: response.completed", "{\"error\":{\"message\":" },
    { "/v1/messages", MESSAGES(""), MESSAGES(STREAM), "\"text\":\"Hello you\"",
      "\"text_delta\",\"text\":\"Hello \"", "event: message_stop",
      "{\"type\":\"error\",\"error\":{" },
};

enum { WAYS = sizeof ways / sizeof *ways };

static void one_answer_serves_all_protocols(void **state)
{
    struct fixture *fixture = *state;
    add_reply(fixture, "Hello you");
    for (size_t i = 0; i < WAYS; i++) {
        client_ask(fixture->server, ways[i].path, ways[i].plain, &fixture->answer);
        assert_has(fixture, "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n");
        assert_has(fixture, ways[i].text);
        client_ask(fixture->server, ways[i].path, ways[i].streamed, &fixture->answer);
        assert_has(fixture, "content-type: text/event-stream");
        assert_has(fixture, ways[i].delta);
        assert_has(fixture, ways[i].end);
        assert_string_equal(fixture->answer.bytes + fixture->answer.size - 7, "\r\n0\r\n\r\n");
    }
    assert_int_equal(mynah_provider_calls(fixture->mock), 2 * WAYS);
    assert_string_equal(mynah_provider_prompt(fixture->mock, -1), "Hi");
}

static void the_same_seed_gives_the_same_bytes(void **state)
{
    struct fixture *fixture = *state;
    static struct answer first[WAYS];
    add_reply(fixture, "Hello you");
    for (size_t i = 0; i < 2 * WAYS; i++) {
        client_ask(fixture->server, ways[i % WAYS].path, ways[i % WAYS].streamed, &fixture->answer);
        if (i < WAYS) {
            first[i] = fixture->answer;
        } else {
            assert_string_equal(fixture->answer.bytes, first[i - WAYS].bytes);
        }
        if (i == WAYS - 1) {
            mynah_world_reset(fixture->world);
        }
    }
}

static void a_request_that_nothing_matches_is_refused_and_kept(void **state)
{
    struct fixture *fixture = *state;
    const struct mynah_match orbit = { .path = "messages[-1].content",
                                       .kind = MYNAH_MATCH_CONTAINS,
                                       .text = "orbit" };
    const struct mynah_step when = { .when = &orbit, .times = MYNAH_ALWAYS };
    assert_true(mynah_provider_add_reply(
        fixture->mock, &(struct mynah_chat_response){ .content = "x" }, &when, NULL));
    for (size_t i = 0; i < WAYS; i++) {
        client_ask(fixture->server, ways[i].path, ways[i].streamed, &fixture->answer);
        assert_has(fixture, "HTTP/1.1 404 Not Found\r\n");
        assert_has(fixture, ways[i].error);
        assert_has(fixture, "nearest is step 1");
        assert_has(fixture, "orbit");
    }
    const struct mynah_query refused = {
        .stand_in = "server",
        .entry = &(struct mynah_match){ .path = "outcome", .text = "error" },
        .reply = &(struct mynah_match){ .path = "status", .number = 404 },
    };
    assert_int_equal(mynah_journal_count(mynah_server_requests(fixture->server), &refused), WAYS);
}

static void what_cannot_be_read_is_refused_in_the_words_of_the_provider(void **state)
{
    static const struct {
        const char *path;
        const char *body;
        const char *status;
        const char *says;
    } rows[] = {
        { "/v1/chat/completions", "{", "400", "the body is no JSON" },
        { "/v1/chat/completions", "[]", "400", "no JSON object" },
        { "/v1/chat/completions", "{\"messages\":[]}", "400", "'model'" },
        { "/v1/chat/completions", "{\"model\":\"m\"}", "400", "'messages'" },
        { "/v1/messages", "{\"model\":\"m\",\"messages\":[]}", "400",
          "max_tokens: Field required" },
        { "/v1/responses", "{\"model\":\"m\"}", "400", "'input'" },
        { "/v1/nowhere", "{}", "404", "POST /v1/nowhere is not served here" },
        { "/v1/models", "{}", "405", "by this method" },
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        client_ask(fixture->server, rows[i].path, rows[i].body, &fixture->answer);
        assert_memory_equal(fixture->answer.bytes + strlen("HTTP/1.1 "), rows[i].status, 3);
        assert_has(fixture, rows[i].says);
    }
    assert_int_equal(mynah_provider_calls(fixture->mock), 0);
}

static void faults_of_a_status_come_first_and_use_no_step(void **state)
{
    struct fixture *fixture = *state;
    add_reply(fixture, "Hello you");
    add_fault(fixture, (struct mynah_wire_fault){ .kind = MYNAH_FAULT_STATUS,
                                                  .status = 429,
                                                  .times = 2,
                                                  .retry_after = 20 * MYNAH_MILLISECOND });
    add_fault(fixture, (struct mynah_wire_fault){ .kind = MYNAH_FAULT_STATUS,
                                                  .status = 529,
                                                  .spare = 1,
                                                  .retry_after = 3 * MYNAH_SECOND });
    static const char *const statuses[] = { "429", "429", "200", "529", "200" };
    for (size_t i = 0; i < 5; i++) {
        client_ask(fixture->server, "/v1/messages", MESSAGES(""), &fixture->answer);
        assert_memory_equal(fixture->answer.bytes + strlen("HTTP/1.1 "), statuses[i], 3);
        if (i == 0) {
            assert_has(fixture, "\r\nretry-after-ms: 20\r\n");
            assert_has(fixture, "\r\nanthropic-ratelimit-requests-remaining: 0\r\n");
            assert_has(fixture, "\"type\":\"rate_limit_error\"");
        } else if (i == 3) {
            assert_has(fixture, "\r\nretry-after: 3\r\n");
            assert_has(fixture, "\"type\":\"overloaded_error\",\"message\":\"Overloaded\"");
        }
    }
    assert_int_equal(mynah_provider_calls(fixture->mock), 2);
}

// What the client gets of a stream, or of a body, of "añ b c d" with a fault.
static const struct trouble {
    const char *name;
    struct mynah_wire_fault fault;
    bool reset;
    bool terminated;  // HTTP ends as it should
    size_t deltas;    // of the text, whole
    const char *has;  // in the stream; NULL: nothing special
    const char *body; // how the body without a stream ends; NULL: not asked
} troubles[] = {
    { "cut", { .kind = MYNAH_FAULT_CUT, .after = 2 }, false, false, 2, NULL, NULL },
    { "cut at once", { .kind = MYNAH_FAULT_CUT }, false, false, 0, "200 OK", NULL },
    { "clean", { .kind = MYNAH_FAULT_CUT_CLEAN, .after = 2 }, false, true, 2, NULL, NULL },
    { "event", { .kind = MYNAH_FAULT_CUT_EVENT, .after = 2 }, false, false, 2, NULL, NULL },
    { "utf8", { .kind = MYNAH_FAULT_CUT_UTF8 }, false, false, 0, "a\xC3", "a\xC3" },
    { "json", { .kind = MYNAH_FAULT_BAD_JSON, .after = 1 }, false, true, 3, "[DONE]", NULL },
    { "error",
      { .kind = MYNAH_FAULT_ERROR_EVENT, .after = 1, .text = "Oops" },
      false,
      true,
      1,
      "data: {\"error\":{\"message\":\"Oops\",\"type\":\"server_error\"",
      NULL },
    { "reset", { .kind = MYNAH_FAULT_RESET, .after = 3 }, true, false, 3, NULL, NULL },
    { "reset at once", { .kind = MYNAH_FAULT_RESET }, true, false, 0, "", NULL },
    { "close", { .kind = MYNAH_FAULT_CLOSE }, false, false, 0, "", "" },
    { "raw",
      { .kind = MYNAH_FAULT_RAW, .text = "HTTP/1.1 2" },
      false,
      false,
      0,
      "HTTP/1.1 2",
      "HTTP/1.1 2" },
    { "type",
      { .kind = MYNAH_FAULT_CONTENT_TYPE },
      false,
      true,
      4,
      "\r\ncontent-type: text/html\r\n",
      NULL },
    { "header",
      { .kind = MYNAH_FAULT_BAD_HEADER, .text = "no header" },
      false,
      true,
      4,
      "\r\nno header\r\n",
      NULL },
    { "chunk",
      { .kind = MYNAH_FAULT_BAD_CHUNK, .after = 2, .text = "zz" },
      false,
      false,
      2,
      "\r\nzz\r\n",
      NULL },
    { "stall",
      { .kind = MYNAH_FAULT_STALL, .after = 2, .delay = MYNAH_MILLISECOND },
      false,
      true,
      4,
      NULL,
      "}" },
    { "trickle",
      { .kind = MYNAH_FAULT_TRICKLE, .after = 500, .delay = MYNAH_MILLISECOND },
      false,
      true,
      4,
      NULL,
      "}" },
    { "hang", { .kind = MYNAH_FAULT_HANG, .delay = MYNAH_MILLISECOND }, false, true, 4, NULL, "}" },
};

enum { TROUBLES = sizeof troubles / sizeof *troubles };

static void faults_show_in_streams(void **state)
{
    struct fixture *fixture = *state;
    add_reply(fixture, "a\xC3\xB1 b c d");
    for (size_t i = 0; i < TROUBLES; i++) {
        const struct trouble *trouble = &troubles[i];
        const struct answer *answer = &fixture->answer;
        add_fault(fixture, trouble->fault);
        client_ask(fixture->server, "/v1/chat/completions", CHAT(STREAM), &fixture->answer);
        bool terminated =
            answer->size > 5 && strcmp(answer->bytes + answer->size - 5, "0\r\n\r\n") == 0;
        bool exact = trouble->has && strlen(trouble->has) == answer->size;
        if (answer->reset != trouble->reset || terminated != trouble->terminated ||
            count(answer->bytes, "\"delta\":{\"content\":") - (trouble->deltas) > 1 ||
            (trouble->has && !exact && !strstr(answer->bytes, trouble->has)) || !answer->ended) {
            fail_msg("%s: reset %d, terminated %d: %s", trouble->name, answer->reset, terminated,
                     answer->bytes);
        }
        struct mynah_entry entry;
        const struct mynah_query wire = { .stand_in = "server" };
        assert_true(mynah_journal_at(mynah_server_requests(fixture->server), &wire, -1, &entry));
        const struct mynah_http_response *told = entry.reply;
        assert_string_equal(told->fault, mynah_wire_fault_kind_name(trouble->fault.kind));
    }
}

static void faults_show_in_bodies(void **state)
{
    struct fixture *fixture = *state;
    add_reply(fixture, "a\xC3\xB1 b c d");
    for (size_t i = 0; i < TROUBLES; i++) {
        const struct trouble *trouble = &troubles[i];
        add_fault(fixture, trouble->fault);
        client_ask(fixture->server, "/v1/messages", MESSAGES(""), &fixture->answer);
        size_t size = trouble->body ? strlen(trouble->body) : 0;
        assert_true(fixture->answer.ended);
        assert_int_equal(fixture->answer.reset, trouble->reset);
        assert_true(size <= fixture->answer.size);
        assert_string_equal(fixture->answer.bytes + fixture->answer.size - size,
                            trouble->body ? trouble->body : "");
    }
}

// An answer that does not stream has no events: the error is its status.
static void an_error_event_of_a_whole_answer_is_a_status(void **state)
{
    struct fixture *fixture = *state;
    static const int told[] = { 0, 529 };
    add_reply(fixture, "Hello you");
    for (size_t i = 0; i < 2 * WAYS; i++) {
        const struct way *way = &ways[i % WAYS];
        int status = told[i / WAYS];
        char line[40];
        snprintf(line, sizeof line, "HTTP/1.1 %d ", status ? status : 500);
        add_fault(fixture, (struct mynah_wire_fault){
                               .kind = MYNAH_FAULT_ERROR_EVENT, .status = status, .text = "Oops" });
        client_ask(fixture->server, way->path, way->plain, &fixture->answer);
        assert_memory_equal(fixture->answer.bytes, line, strlen(line));
        assert_has(fixture, way->error);
        assert_has(fixture, "\"message\":\"Oops\"");
    }
}

// The journal drops calls that are under way: what they asked is needed until they are answered.
static void a_call_that_the_journal_has_dropped_is_answered(void **state)
{
    struct fixture *fixture = *state;
    const struct mynah_step later = { .delay = 100 * MYNAH_MILLISECOND };
    static struct answer answer;
    mynah_server_stop(fixture->server);
    mynah_world_destroy(fixture->world);
    fixture->world = mynah_world_create(&(struct mynah_world_options){ .journal_bytes = 1 }, NULL);
    fixture->mock = mynah_provider_create(fixture->world, NULL, NULL);
    fixture->server =
        mynah_server_start(&(struct mynah_server_options){ .provider = fixture->mock }, NULL);
    for (size_t i = 0; i < 2 * WAYS; i++) {
        const struct way *way = &ways[i % WAYS];
        const char *body = i < WAYS ? way->plain : way->streamed;
        assert_true(mynah_provider_add_reply(
            fixture->mock, &(struct mynah_chat_response){ .content = "Late" }, &later, NULL));
        assert_true(mynah_provider_add_reply(
            fixture->mock, &(struct mynah_chat_response){ .content = "Soon" }, NULL, NULL));
        int late = client_open(fixture->server);
        client_post(late, way->path, body);
        client_read(late, &answer, NULL, 20);
        client_ask(fixture->server, way->path, body, &fixture->answer);
        assert_has(fixture, "Soon");
        client_read(late, &answer, NULL, 5000);
        assert_non_null(strstr(answer.bytes, "Late"));
        close(late);
    }
}

static void the_journal_has_what_came_without_the_keys(void **state)
{
    struct fixture *fixture = *state;
    add_reply(fixture, "Hello you");
    client_ask(fixture->server, "/v1/responses?x", RESPONSES(STREAM), &fixture->answer);
    struct mynah_entry entry;
    const struct mynah_query wire = { .stand_in = "server", .method = "POST /v1/responses" };
    assert_true(mynah_journal_at(mynah_server_requests(fixture->server), &wire, 0, &entry));
    const struct mynah_http_request *request = entry.request;
    const struct mynah_http_response *response = entry.reply;
    assert_string_equal(request->path, "/v1/responses?x");
    assert_string_equal(request->protocol, "openai-responses");
    assert_true(request->stream);
    assert_int_equal(request->size, strlen(RESPONSES(STREAM)));
    char shown[1000];
    mynah_entry_show(&entry, shown, sizeof shown);
    assert_null(strstr(shown, "sk-secret"));
    assert_non_null(strstr(shown, "{name: \"authorization\", value: \"[redacted]\"}"));
    assert_int_equal(response->status, 200);
    assert_int_equal(response->size, fixture->answer.size);
    assert_true(response->complete);
    assert_int_equal(response->chunks, 3);
}

static void connections_are_kept_and_requests_may_come_at_once(void **state)
{
    struct fixture *fixture = *state;
    static const char request[] = "GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\n";
    enum { REQUESTS = 200 };
    char many[sizeof request * REQUESTS] = "";
    for (size_t i = 0; i < REQUESTS; i++) {
        memcpy(many + i * (sizeof request - 1), request, sizeof request);
    }
    int fd = client_open(fixture->server);
    client_send(fd, many, strlen(many));
    client_read(fd, &fixture->answer, NULL, 300);
    assert_int_equal(count(fixture->answer.bytes, "HTTP/1.1 200 OK"), REQUESTS);
    client_post(fd, "/v1/models", "");
    client_read(fd, &fixture->answer, NULL, 5000);
    assert_has(fixture, "405");
    assert_true(fixture->answer.ended);
    close(fd);
}

static void a_client_that_waits_is_told_to_continue(void **state)
{
    struct fixture *fixture = *state;
    add_reply(fixture, "Hello you");
    static const char body[] = CHAT("");
    char head[200];
    snprintf(head, sizeof head,
             "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
             "Content-Length: %zu\r\n\r\n",
             strlen(body));
    int fd = client_open(fixture->server);
    client_send(fd, head, strlen(head));
    client_read(fd, &fixture->answer, "\r\n\r\n", 5000);
    assert_string_equal(fixture->answer.bytes, "HTTP/1.1 100 Continue\r\n\r\n");
    client_send(fd, body, strlen(body));
    client_read(fd, &fixture->answer, "Hello you", 5000);
    assert_has(fixture, "HTTP/1.1 200 OK");
    close(fd);
}

static void servers_start_and_stop_many_times_and_share_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct mynah_server *servers[8];
    const struct mynah_server_options options = { .provider = fixture->mock };
    add_reply(fixture, "Hello you");
    for (int round = 0; round < 5; round++) {
        for (size_t i = 0; i < 8; i++) {
            servers[i] = mynah_server_start(&options, NULL);
            assert_non_null(servers[i]);
        }
        for (size_t i = 0; i < 8; i++) {
            client_ask(servers[i], "/v1/responses", RESPONSES(""), &fixture->answer);
            assert_has(fixture, "Hello you");
            mynah_server_stop(servers[i]);
        }
    }
}

static void what_cannot_be_served_is_refused_with_a_reason(void **state)
{
    struct fixture *fixture = *state;
    struct mynah_error error;
    const struct mynah_wire_fault odd = { .kind = (enum mynah_wire_fault_kind)99 };
    const struct mynah_wire_fault empty = { .kind = MYNAH_FAULT_RAW };
    const struct mynah_server_options rows[] = {
        { .port = 0 },
        { .provider = fixture->mock, .address = "nowhere" },
        { .provider = fixture->mock, .port = 70000 },
        { .provider = fixture->mock, .port = mynah_server_port(fixture->server) },
        { .provider = fixture->mock, .faults = &odd, .fault_count = 1 },
        { .provider = fixture->mock, .faults = &empty, .fault_count = 1 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        error.code = MYNAH_ERROR_NONE;
        assert_null(mynah_server_start(&rows[i], &error));
        assert_int_equal(error.code, i == 3 ? MYNAH_ERROR_IO : MYNAH_ERROR_ARGUMENT);
        assert_true(strlen(error.text) > 10);
    }
}

#define test(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(one_answer_serves_all_protocols),
        test(the_same_seed_gives_the_same_bytes),
        test(a_request_that_nothing_matches_is_refused_and_kept),
        test(what_cannot_be_read_is_refused_in_the_words_of_the_provider),
        test(faults_of_a_status_come_first_and_use_no_step),
        test(faults_show_in_streams),
        test(faults_show_in_bodies),
        test(an_error_event_of_a_whole_answer_is_a_status),
        test(a_call_that_the_journal_has_dropped_is_answered),
        test(the_journal_has_what_came_without_the_keys),
        test(connections_are_kept_and_requests_may_come_at_once),
        test(a_client_that_waits_is_told_to_continue),
        test(servers_start_and_stop_many_times_and_share_nothing),
        test(what_cannot_be_served_is_refused_with_a_reason),
    };
    return cmocka_run_group_tests_name("wire", tests, NULL, NULL);
}
