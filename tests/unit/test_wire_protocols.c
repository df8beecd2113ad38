// SPDX-License-Identifier: Apache-2.0
//
// The protocols without a wire: bodies read as requests, answers written as bytes, JSON of all
// kinds.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "shortage.h"
#include "wire/hear.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ## JSON

static void json_is_read_as_it_is_written(void **state)
{
    static const struct {
        const char *json;
        const char *text; // of a text; NULL: none
        const char *why;  // it is refused
    } rows[] = {
        { "\"a\"", "a", NULL },
        { " \"\\\"\\\\\\/\\b\\f\\n\\r\\t\" ", "\"\\/\b\f\n\r\t", NULL },
        { "\"\\u00e9\\uD83D\\uDE00\"", "\xC3\xA9\xF0\x9F\x98\x80", NULL },
        { "\"\\ud83d!\\udc00\"", "\xEF\xBF\xBD!\xEF\xBF\xBD", NULL },
        { "\"\\ud83d\\u0041\"",
          "\xEF\xBF\xBD"
          "A",
          NULL },
        { "[1, -0.5, 1e5, true, false, null, {\"a\": [], \"b\": {}}]", NULL, NULL },
        { "", NULL, "a number wants a digit" },
        { "\"a", NULL, "does not end" },
        { "\"\\", NULL, "no such escape" },
        { "\"\\x\"", NULL, "no such escape" },
        { "\"\\u12", NULL, "four hexadecimal digits" },
        { "\"\\u0000\"", NULL, "NUL" },
        { "\"\n\"", NULL, "control character" },
        { "\"\xC3\"", NULL, "not UTF-8" },
        { "01", NULL, "does not begin with 0" },
        { "1.", NULL, "wants a digit" },
        { "-", NULL, "wants a digit" },
        { "1e", NULL, "wants a digit" },
        { "tru", NULL, "a value is wanted" },
        { "[1 2]", NULL, "a comma or a bracket" },
        { "[1,]", NULL, "wants a digit" },
        { "{\"a\" 1}", NULL, "a colon" },
        { "{\"a\":1,}", NULL, "a name in quotes" },
        { "{a:1}", NULL, "a name in quotes" },
        { "1 2", NULL, "something follows" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena arena = { .chunk = NULL };
        struct value_error error = { .why = "" };
        // Exactly as large as the text, so that reading beyond it is seen.
        size_t size = strlen(rows[i].json);
        char *bytes = malloc(size ? size : 1);
        memcpy(bytes, rows[i].json, size);
        const struct value *value = mynah__value_parse(&arena, bytes, size, &error);
        if (!value != (rows[i].why != NULL) || (!value && !strstr(error.why, rows[i].why))) {
            fail_msg("%s: %s", rows[i].json, error.why);
        }
        if (rows[i].text) {
            assert_string_equal(mynah__value_text(value), rows[i].text);
        }
        free(bytes);
        mynah__arena_finish(&arena);
    }
}

static void what_nests_too_deep_is_refused(void **state)
{
    enum { SIZE = 100000 };
    struct arena arena = { .chunk = NULL };
    struct value_error error;
    char *deep = malloc(SIZE);
    (void)state;
    memset(deep, '[', SIZE);
    assert_null(mynah__value_parse(&arena, deep, SIZE, &error));
    assert_string_equal(error.why, "it nests more than 128 deep");
    assert_int_equal(error.column, 129);
    mynah__arena_finish(&arena);
    free(deep);
}

static void numbers_are_exact(void **state)
{
    static const struct {
        const char *json;
        double real;
    } rows[] = {
        { "0.2", 0.2 },
        { "1", 1 },
        { "-0.75", -0.75 },
        { "1.0", 1 },
        { "0.30000000000000004", 0.30000000000000004 },
        { "1e-3", 1e-3 },
        { "2E2", 200 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena arena = { .chunk = NULL };
        struct value_error error;
        double real;
        int64_t integer;
        const struct value *value =
            mynah__value_parse(&arena, rows[i].json, strlen(rows[i].json), &error);
        assert_true(mynah__value_real(value, &real));
        assert_memory_equal(&real, &rows[i].real, sizeof real);
        assert_int_equal(mynah__value_integer(value, &integer), strcmp(rows[i].json, "1") == 0);
        mynah__arena_finish(&arena);
    }
}

// ## Requests

// The same conversation in all protocols: a system, an image, calls and their results, tools.
static const struct asked {
    const struct protocol *protocol;
    const char *body;
} conversations[] = {
    { &mynah__openai_chat,
      "{\"model\":\"m\",\"max_completion_tokens\":7,\"temperature\":0.5,\"stop\":\"END\",\"top_p\":"
      "1,"
      "\"stream\":true,\"messages\":[{\"role\":\"developer\",\"content\":\"Be brief\"},"
      "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"What "
      "\"},{\"type\":\"text\",\"text\":\"is this?\"},"
      "{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\"}}]},"
      "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"1\",\"type\":"
      "\"function\","
      "\"function\":{\"name\":\"look\",\"arguments\":\"{\\\"a\\\": 1}\"}}]},"
      "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"A cat\"}],"
      "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"description\":\"d\","
      "\"parameters\":{}}}],"
      "\"tool_choice\":\"required\"}" },
    { &mynah__anthropic,
      "{\"model\":\"m\",\"max_tokens\":7,\"temperature\":0.5,\"stop_sequences\":[\"END\"],\"top_"
      "p\":1,"
      "\"stream\":true,\"system\":[{\"type\":\"text\",\"text\":\"Be brief\"}],\"messages\":["
      "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"What "
      "\"},{\"type\":\"text\",\"text\":\"is this?\"},"
      "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"u\"}}]},"
      "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\"},"
      "{\"type\":\"tool_use\",\"id\":\"1\",\"name\":\"look\",\"input\":{\"a\": 1}}]},"
      "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"1\",\"content\":"
      "\"A cat\"}]}],"
      "\"tools\":[{\"name\":\"look\",\"description\":\"d\",\"input_schema\":{}}],\"tool_choice\":{"
      "\"type\":\"any\"}}" },
    { &mynah__openai_responses,
      "{\"model\":\"m\",\"max_output_tokens\":7,\"temperature\":0.5,\"stop\":\"END\",\"top_p\":1,"
      "\"stream\":true,\"instructions\":\"Be brief\",\"input\":["
      "{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"What "
      "\"},{\"type\":\"input_text\",\"text\":\"is this?\"},"
      "{\"type\":\"input_image\",\"image_url\":\"u\"}]},"
      "{\"type\":\"reasoning\",\"id\":\"r\"},"
      "{\"type\":\"function_call\",\"call_id\":\"1\",\"name\":\"look\",\"arguments\":\"{\\\"a\\\": "
      "1}\"},"
      "{\"type\":\"function_call_output\",\"call_id\":\"1\",\"output\":\"A cat\"}],"
      "\"tools\":[{\"type\":\"function\",\"name\":\"look\",\"description\":\"d\",\"parameters\":{}}"
      "],"
      "\"tool_choice\":\"required\"}" },
};

enum { CONVERSATIONS = sizeof conversations / sizeof *conversations };

static bool read_body(struct arena *arena, const struct protocol *protocol, const char *body,
                      struct question *question)
{
    struct value_error error;
    const struct value *json = mynah__value_parse(arena, body, strlen(body), &error);
    *question = (struct question){ .arena = arena };
    return json && protocol->read(question, json) && !arena->failed;
}

static void one_conversation_is_the_same_request_in_all_protocols(void **state)
{
    static const char expected[] =
        "{model: \"m\", messages: [{role: \"system\", content: \"Be brief\"}, {role: \"user\", "
        "content: \"What is this?\", parts: [{kind: text, text: \"What \"}, {kind: text, text: "
        "\"is this?\"}, {kind: image, url: \"u\"}]}, {role: \"assistant\", tool_calls: [{id: "
        "\"1\", name: \"look\", arguments: \"{\\\"a\\\": 1}\"}]}, {role: \"tool\", content: \"A "
        "cat\", tool_call_id: \"1\"}], tools: [{name: \"look\", description: \"d\", parameters: "
        "\"{}\"}], tool_choice: \"required\", has_temperature: true, temperature: 0.5, "
        "max_tokens: 7";
    (void)state;
    for (size_t i = 0; i < CONVERSATIONS; i++) {
        struct arena arena = { .chunk = NULL };
        struct question question;
        char shown[2000];
        assert_true(read_body(&arena, conversations[i].protocol, conversations[i].body, &question));
        assert_true(question.stream);
        mynah_record_show(mynah_chat_request_shape(), &question.request, NULL, shown, sizeof shown);
        assert_memory_equal(shown, expected, sizeof expected - 1);
        assert_non_null(strstr(question.request.options, "\"top_p\":1"));
        mynah__arena_finish(&arena);
    }
}

static void bodies_that_are_no_requests_are_refused(void **state)
{
    static const struct {
        const struct protocol *protocol;
        const char *body;
        const char *why;
    } rows[] = {
#define CHAT(messages) "{\"model\":\"m\",\"messages\":" messages "}"
#define MESSAGES(messages) "{\"model\":\"m\",\"max_tokens\":1,\"messages\":" messages "}"
#define RESPONSES(input) "{\"model\":\"m\",\"input\":" input "}"
        { &mynah__openai_chat, "{\"model\":1}", "'model' is no text" },
        { &mynah__openai_chat, CHAT("[]"), "'messages'" },
        { &mynah__openai_chat, CHAT("[1]"), "without a role" },
        { &mynah__openai_chat, CHAT("[{\"role\":\"user\",\"content\":1}]"), "neither text nor" },
        { &mynah__openai_chat, CHAT("[{\"role\":\"user\",\"content\":[1]}]"), "without a type" },
        { &mynah__openai_chat, CHAT("[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]"),
          "without its text" },
        { &mynah__openai_chat, CHAT("[{\"role\":\"tool\",\"content\":\"x\"}]"), "'tool_call_id'" },
        { &mynah__openai_chat, CHAT("[{\"role\":\"assistant\",\"tool_calls\":[{}]}]"),
          "without an id" },
        { &mynah__openai_chat, CHAT("[{\"role\":\"user\"}],\"stream\":1"),
          "neither true nor false" },
        { &mynah__openai_chat, CHAT("[{\"role\":\"user\"}],\"temperature\":\"x\""),
          "'temperature'" },
        { &mynah__openai_chat, CHAT("[{\"role\":\"user\"}],\"max_tokens\":-1"), "'max_tokens'" },
        { &mynah__openai_chat, CHAT("[{\"role\":\"user\"}],\"stop\":[1]"), "'stop'" },
        { &mynah__openai_chat, CHAT("[{\"role\":\"user\"}],\"tools\":[{\"function\":{}}]"),
          "without a name" },
        { &mynah__anthropic, "{\"model\":\"m\",\"messages\":[]}", "max_tokens: Field required" },
        { &mynah__anthropic, MESSAGES("[]"), "at least one message" },
        { &mynah__anthropic, MESSAGES("[{\"role\":\"user\"}]"), "content: Field required" },
        { &mynah__anthropic,
          MESSAGES("[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\"}]}]"),
          "tool_use_id" },
        { &mynah__anthropic,
          MESSAGES("[{\"role\":\"user\",\"content\":[{\"type\":\"tool_use\"}]}]"), "no id" },
        { &mynah__anthropic, MESSAGES("[{\"role\":\"user\",\"content\":\"x\"}],\"tools\":[{}]"),
          "tools: name" },
        { &mynah__openai_responses, "{\"model\":\"m\"}", "'input'" },
        { &mynah__openai_responses, RESPONSES("[{}]"), "without a type" },
        { &mynah__openai_responses, RESPONSES("[{\"type\":\"function_call\"}]"),
          "call_id or name" },
        { &mynah__openai_responses, RESPONSES("[{\"type\":\"function_call_output\"}]"), "call_id" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena arena = { .chunk = NULL };
        struct question question;
        bool read = read_body(&arena, rows[i].protocol, rows[i].body, &question);
        if (read || !strstr(question.why, rows[i].why)) {
            fail_msg("%s: %s", rows[i].body, question.why);
        }
        mynah__arena_finish(&arena);
    }
}

// ## Answers

struct sheet {
    struct text text;
    size_t events;
};

static void write_event(void *self, const struct text *event)
{
    struct sheet *sheet = self;
    if (event->failed) {
        sheet->text.failed = true;
        return;
    }
    mynah__text_add_bytes(&sheet->text, event->bytes, event->size);
    sheet->events++;
}

static const struct mynah_tool_call first = { .id = "1", .name = "f", .index = 0 };
static const struct mynah_tool_call first_more = { .arguments = "{\"a\"", .index = 0 };
static const struct mynah_tool_call first_rest = { .arguments = ": 1}", .index = 0 };
static const struct mynah_tool_call second = {
    .id = "2", .name = "g", .arguments = "{}", .index = 1
};

static const struct mynah_chat_chunk chunks[] = {
    { .content = "One " },
    { .content = "\xC3\xA9\n" },
    { .tool_calls = &first, .tool_call_count = 1 },
    { .tool_calls = &first_more, .tool_call_count = 1 },
    { .tool_calls = &first_rest, .tool_call_count = 1 },
    { .tool_calls = &second, .tool_call_count = 1 },
    { .is_final = true,
      .finish_reason = "tool_calls",
      .usage = { .prompt_tokens = 5, .completion_tokens = 6, .total_tokens = 11 } },
};

enum { CHUNKS = sizeof chunks / sizeof *chunks };

static struct telling begin(const struct protocol *protocol, struct sheet *sheet)
{
    return (struct telling){ .protocol = protocol,
                             .id = "id",
                             .model = "m",
                             .include_usage = true,
                             .plain = true,
                             .emit = write_event,
                             .self = sheet };
}

static bool write_all(const struct protocol *protocol, struct sheet *sheet)
{
    struct telling telling = begin(protocol, sheet);
    protocol->open(&telling);
    for (size_t i = 0; i < CHUNKS; i++) {
        protocol->chunk(&telling, &chunks[i]);
    }
    protocol->error_event(&telling, &(struct wire_error){ .status = 529 });
    bool failed = telling.event.failed || sheet->text.failed;
    mynah__telling_finish(&telling);
    return !failed;
}

// Every event is JSON, and what is heard of them all is what was told.
static void what_is_told_is_heard(void **state)
{
    (void)state;
    for (size_t i = 0; i < CONVERSATIONS; i++) {
        for (size_t piece = 1; piece < 50; piece += 24) {
            const struct protocol *protocol = conversations[i].protocol;
            struct sheet sheet = { .events = 0 };
            struct heard heard = { .protocol = protocol, .streams = true, .status = 200 };
            assert_true(write_all(protocol, &sheet));
            for (size_t at = 0; at < sheet.text.size; at += piece) {
                size_t left = sheet.text.size - at;
                mynah__hear(&heard, sheet.text.bytes + at, left < piece ? left : piece, 0);
            }
            mynah__hear_end(&heard);
            assert_true(heard.over);
            size_t text = 0, calls = 0;
            char arguments[40] = "";
            for (size_t k = 0; k < heard.chunk_count; k++) {
                text += strlen(heard.chunks[k].content ? heard.chunks[k].content : "");
                const struct mynah_tool_call *call = heard.chunks[k].tool_calls;
                calls += call && call->id;
                if (call && call->index == 0 && call->arguments) {
                    strncat(arguments, call->arguments, sizeof arguments - 1 - strlen(arguments));
                }
            }
            assert_int_equal(text, strlen("One \xC3\xA9\n"));
            assert_int_equal(calls, 2);
            assert_string_equal(arguments, "{\"a\": 1}");
            const struct mynah_chat_chunk *last = &heard.chunks[heard.chunk_count - 1];
            assert_string_equal(last->finish_reason, "tool_calls");
            assert_int_equal(last->usage.total_tokens, 11);
            mynah__heard_finish(&heard);
            mynah__text_finish(&sheet.text);
        }
    }
}

static size_t count(const char *text, const char *part)
{
    size_t found = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at++) {
        found++;
    }
    return found;
}

// The order of the events, as the providers have it.
static void events_come_in_the_order_of_the_provider(void **state)
{
    static const char *const names[CONVERSATIONS][24] = {
        { "\"role\":\"assistant\",\"content\":\"\"", "\"content\":\"One \"",
          "\"tool_calls\":[{\"index\":0,\"id\":\"1\"",
          "{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\"\"}}",
          "{\"index\":0,\"function\":{\"arguments\":\": 1}\"}}", "{\"index\":1,\"id\":\"2\"",
          "\"finish_reason\":\"tool_calls\"", "\"choices\":[],\"usage\":{\"prompt_tokens\":5",
          "[DONE]" },
        { "event: message_start",
          "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0",
          "event: ping", "text_delta", "event: content_block_stop",
          "\"index\":1,\"content_block\":{\"type\":\"tool_use\"", "\"partial_json\":\"\"",
          "\"partial_json\":\"{\\\"a\\\"\"", "event: content_block_stop", "\"index\":2",
          "event: content_block_stop", "event: message_delta", "event: message_stop",
          "event: error", "overloaded_error" },
        { "event: response.created", "\"sequence_number\":0", "event: response.in_progress",
          "event: response.output_item.added", "event: response.content_part.added",
          "event: response.output_text.delta", "event: response.output_text.done",
          "event: response.content_part.done", "event: response.output_item.done",
          "event: response.output_item.added", "event: response.function_call_arguments.delta",
          "event: response.function_call_arguments.done", "event: response.output_item.done",
          "\"call_id\":\"2\"", "event: response.completed", "event: error" },
    };
    (void)state;
    for (size_t i = 0; i < CONVERSATIONS; i++) {
        struct sheet sheet = { .events = 0 };
        assert_true(write_all(conversations[i].protocol, &sheet));
        const char *at = sheet.text.bytes;
        for (size_t k = 0; names[i][k]; k++) {
            const char *found = strstr(at, names[i][k]);
            if (!found) {
                fail_msg("%s: %s is not behind the one before\n%s", conversations[i].protocol->name,
                         names[i][k], sheet.text.bytes);
            }
            at = found + 1;
        }
        assert_int_equal(count(sheet.text.bytes, "\n\n"), sheet.events);
        mynah__text_finish(&sheet.text);
    }
}

static void errors_have_the_form_of_the_provider(void **state)
{
    static const struct {
        const struct protocol *protocol;
        struct wire_error error;
        const char *body;
    } rows[] = {
        { &mynah__openai_chat,
          { .status = 429 },
          "{\"error\":{\"message\":\"Rate limit reached for "
          "requests\",\"type\":\"requests\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}" },
        { &mynah__openai_responses,
          { .status = 401, .message = "x" },
          "{\"error\":{\"message\":\"x\",\"type\":\"invalid_request_error\",\"param\":null,"
          "\"code\":\"invalid_api_key\"}}" },
        { &mynah__openai_chat,
          { .status = 400, .param = "messages", .code = "context_length_exceeded", .message = "x" },
          "{\"error\":{\"message\":\"x\",\"type\":\"invalid_request_error\",\"param\":\"messages\","
          "\"code\":\"context_length_exceeded\"}}" },
        { &mynah__openai_chat,
          { .status = 429,
            .type = "insufficient_quota",
            .code = "insufficient_quota",
            .message = "x" },
          "{\"error\":{\"message\":\"x\",\"type\":\"insufficient_quota\",\"param\":null,\"code\":"
          "\"insufficient_quota\"}}" },
        { &mynah__anthropic,
          { .status = 529 },
          "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}"
          ",\"request_id\":\"req_1\"}" },
        { &mynah__anthropic,
          { .status = 418, .message = "x" },
          "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"x\"},"
          "\"request_id\":\"req_1\"}" },
        { &mynah__anthropic,
          { .status = 429, .code = "enforced_spend_limit_reached", .message = "x" },
          "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"x\","
          "\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}},\"request_id\":\"req_"
          "1\"}" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text text = { .bytes = NULL };
        rows[i].protocol->error(&text, &rows[i].error, "req_1");
        assert_string_equal(text.bytes, rows[i].body);
        mynah__text_finish(&text);
    }
}

// ## Without memory

static void without_memory_nothing_leaks(void **state)
{
    (void)state;
    for (size_t i = 0; i < CONVERSATIONS; i++) {
        for (struct shortage at = { .untold = true }; shortage_next(&at);) {
            struct arena arena = { .chunk = NULL };
            struct question question;
            struct sheet sheet = { .events = 0 };
            bool read =
                read_body(&arena, conversations[i].protocol, conversations[i].body, &question);
            bool written = write_all(conversations[i].protocol, &sheet);
            shortage_over(&at, read && written);
            mynah__arena_finish(&arena);
            mynah__text_finish(&sheet.text);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_is_read_as_it_is_written),
        cmocka_unit_test(what_nests_too_deep_is_refused),
        cmocka_unit_test(numbers_are_exact),
        cmocka_unit_test(one_conversation_is_the_same_request_in_all_protocols),
        cmocka_unit_test(bodies_that_are_no_requests_are_refused),
        cmocka_unit_test(what_is_told_is_heard),
        cmocka_unit_test(events_come_in_the_order_of_the_provider),
        cmocka_unit_test(errors_have_the_form_of_the_provider),
        cmocka_unit_test(without_memory_nothing_leaks),
    };
    return cmocka_run_group_tests_name("wire_protocols", tests, NULL, NULL);
}
