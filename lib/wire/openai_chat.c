// SPDX-License-Identifier: Apache-2.0
//
// OpenAI's Chat Completions: POST /v1/chat/completions.

#include "wire/telling.h"

#include "core/json.h"

#include <string.h>

// ## Reading

// A call is `{"id", "type": "function", "function": {"name", "arguments"}}`.
static bool read_calls(struct question *question, struct mynah_chat_message *message,
                       const struct value *calls)
{
    const struct value *call = mynah__value_first(calls);
    for (; call; call = call->next) {
        const struct value *function = mynah__value_get(call, "function");
        const struct mynah_tool_call read = { .id = mynah__value_member(call, "id"),
                                              .name = mynah__value_member(function, "name"),
                                              .arguments =
                                                  mynah__value_member(function, "arguments") };
        if (!read.id || !read.name) {
            return mynah__question_refuse(question, "messages",
                                          "'messages' has a tool call without an id or a name");
        }
        mynah__question_call(question, message, &read);
    }
    return true;
}

static bool read_message(struct question *question, const struct value *json)
{
    static const char *const roles[] = { "system", "developer", "user", "assistant",
                                         "tool",   "function",  NULL };
    const char *role = mynah__value_member(json, "role");
    if (!role) {
        return mynah__question_refuse(question, "messages", "'messages' has one without a role");
    }
    if (!mynah__is_word(role, roles)) {
        return mynah__question_refuse(question, "messages", "'messages' has the role '%.40s'",
                                      role);
    }
    // Newer models call it so; scenarios speak of the system.
    bool system = strcmp(role, "developer") == 0;
    struct mynah_chat_message *message =
        mynah__question_message(question, system ? "system" : role);
    message->name = mynah__value_member(json, "name");
    message->tool_call_id = mynah__value_member(json, "tool_call_id");
    if (strcmp(role, "tool") == 0 && !message->tool_call_id) {
        return mynah__question_refuse(question, "messages",
                                      "'messages' has a tool's result without 'tool_call_id'");
    }
    return mynah__question_content(question, message, mynah__value_get(json, "content"),
                                   "messages") &&
           read_calls(question, message, mynah__value_get(json, "tool_calls"));
}

static bool read_tools(struct question *question, const struct value *body)
{
    const struct value *tools = mynah__value_get(body, "tools");
    const struct value *choice = mynah__value_get(body, "tool_choice");
    const struct value *tool = mynah__value_first(tools);
    if (!mynah__question_choice(question, tools, choice)) {
        return false;
    }
    for (; tool; tool = tool->next) {
        const struct value *function = mynah__value_get(tool, "function");
        const struct value *parameters = mynah__value_get(function, "parameters");
        const char *name =
            function ? mynah__value_member(function, "name") : mynah__value_member(tool, "type");
        if (!name) {
            return mynah__question_refuse(question, "tools", "'tools' has one without a name");
        }
        mynah__question_tool(
            question,
            &(struct mynah_chat_tool){
                .name = name,
                .description = mynah__value_member(function, "description"),
                .parameters = parameters ? mynah__question_dump(question, parameters) : NULL });
    }
    question->request.tool_choice =
        mynah__value_is(choice, VALUE_TEXT)
            ? mynah__value_text(choice)
            : mynah__value_member(mynah__value_get(choice, "function"), "name");
    return true;
}

static bool read(struct question *question, const struct value *body)
{
    static const char *const known[] = {
        "model",  "messages",    "tools",      "tool_choice",           "stop",
        "stream", "temperature", "max_tokens", "max_completion_tokens", "stream_options",
        NULL,
    };
    const struct value *messages = mynah__value_get(body, "messages");
    const struct value *options = mynah__value_get(body, "stream_options");
    bool newer = mynah__value_get(body, "max_completion_tokens") != NULL;
    if (!mynah__question_common(question, body, newer ? "max_completion_tokens" : "max_tokens",
                                2)) {
        return false;
    }
    if (!mynah__value_is(messages, VALUE_LIST) || !messages->first) {
        return mynah__question_refuse(question, "messages", "'messages' is no list of messages");
    }
    for (const struct value *message = messages->first; message; message = message->next) {
        if (!read_message(question, message)) {
            return false;
        }
    }
    if (!mynah__question_range(question, mynah__value_get(body, "n"), "n", 128)) {
        return false;
    }
    mynah__value_integer(mynah__value_get(body, "n"), &question->choices);
    if (mynah__value_there(options) && !question->stream) {
        return mynah__question_refuse(question, "stream_options",
                                      "'stream_options' is only allowed with 'stream'");
    }
    question->include_usage =
        mynah__value_is(mynah__value_get(options, "include_usage"), VALUE_TRUE);
    question->plain =
        mynah__value_is(mynah__value_get(options, "include_obfuscation"), VALUE_FALSE);
    mynah__question_rest(question, body, known);
    return read_tools(question, body) &&
           mynah__question_stop(question, mynah__value_get(body, "stop"), "stop");
}

// ## Writing

static const char fingerprint[] = "\"system_fingerprint\":\"fp_6d796e6168\"";

static void add_usage(struct text *text, const struct mynah_chat_usage *usage)
{
    ADD(text, "\"usage\":{\"prompt_tokens\":");
    mynah__put_number(text, usage->prompt_tokens);
    ADD(text, ",\"completion_tokens\":");
    mynah__put_number(text, usage->completion_tokens);
    ADD(text, ",\"total_tokens\":");
    mynah__put_number(text, usage->total_tokens);
    ADD(text, ",\"prompt_tokens_details\":{\"cached_tokens\":");
    mynah__put_number(text, usage->cache_read_input_tokens);
    ADD(text, ",\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":0,"
              "\"audio_tokens\":0,\"accepted_prediction_tokens\":0,"
              "\"rejected_prediction_tokens\":0}}");
}

static void add_head(struct text *text, const struct telling *telling, const char *object)
{
    ADD(text, "{");
    mynah__put_member(text, "id", telling->id);
    ADD(text, ",\"object\":\"");
    mynah__text_add(text, object);
    ADD(text, "\",\"created\":");
    mynah__put_number(text, telling->created);
    ADD(text, ",");
    mynah__put_member(text, "model", telling->model);
}

static void add_call(struct text *text, const struct mynah_tool_call *call)
{
    mynah__put_member(text, "id", call->id);
    ADD(text, ",\"type\":\"function\",\"function\":{");
    mynah__put_member(text, "name", call->name);
    ADD(text, ",");
    mynah__put_member(text, "arguments", call->arguments ? call->arguments : "");
    ADD(text, "}");
}

// What `n` answers take: the prompt is read once.
static struct mynah_chat_usage of_all(const struct telling *telling, struct mynah_chat_usage usage)
{
    if (telling->choices > 1 && usage.completion_tokens <= INT64_MAX / (2 * telling->choices)) {
        usage.total_tokens += (telling->choices - 1) * usage.completion_tokens;
        usage.completion_tokens *= telling->choices;
    }
    return usage;
}

static void add_choice(struct text *text, const struct mynah_chat_response *response, int64_t index)
{
    bool bare = response->tool_call_count && !(response->content && *response->content);
    ADD(text, "{\"index\":");
    mynah__put_number(text, index);
    ADD(text, ",\"message\":{\"role\":\"assistant\",\"content\":");
    mynah__json_string(text, bare ? NULL : response->content);
    for (size_t i = 0; i < response->tool_call_count; i++) {
        mynah__text_add(text, i ? ",{" : ",\"tool_calls\":[{");
        add_call(text, &response->tool_calls[i]);
        mynah__text_add(text, i + 1 < response->tool_call_count ? "}" : "}]");
    }
    ADD(text, ",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,");
    mynah__put_member(text, "finish_reason", mynah__openai_finish(response->finish_reason));
    ADD(text, "}");
}

static void whole(struct telling *telling, const struct mynah_chat_response *response)
{
    struct text *text = &telling->event;
    const struct mynah_chat_usage usage = of_all(telling, response->usage);
    add_head(text, telling, "chat.completion");
    ADD(text, ",\"choices\":[");
    for (int64_t i = 0; i == 0 || i < telling->choices; i++) {
        mynah__text_add(text, i ? "," : "");
        add_choice(text, response, i);
    }
    ADD(text, "],");
    add_usage(text, &usage);
    ADD(text, ",\"service_tier\":\"default\",");
    mynah__text_add(text, fingerprint);
    ADD(text, "}");
}

// ## Streaming

static void begin(struct telling *telling)
{
    mynah__event_begin(telling, NULL);
    mynah__text_add_bytes(&telling->event, telling->prefix.bytes, telling->prefix.size);
}

// End an event with what clients do not look at, and with the usage that only the last one knows.
static void end(struct telling *telling)
{
    static const char noise[] = "kT9wQ2xLmZ4b";
    if (telling->include_usage) {
        ADD(&telling->event, ",\"usage\":null");
    }
    if (!telling->plain) {
        ADD(&telling->event, ",\"obfuscation\":\"");
        mynah__text_add_bytes(&telling->event, noise, mynah__noise(telling, sizeof noise - 1));
        ADD(&telling->event, "\"");
    }
    ADD(&telling->event, "}");
    mynah__event_end(telling);
}

static void begin_delta(struct telling *telling)
{
    begin(telling);
    ADD(&telling->event, "\"choices\":[{\"index\":");
    telling->choice = telling->event.size;
    ADD(&telling->event, "0,\"delta\":{");
}

// The same event once more for each other choice, with its number.
static void repeat(struct telling *telling)
{
    const struct text *event = &telling->event;
    struct text other = { .bytes = NULL };
    size_t at = telling->choice;
    for (int64_t i = 1; i < telling->choices && !event->failed; i++) {
        other.size = 0;
        mynah__text_add_bytes(&other, event->bytes, at);
        mynah__put_number(&other, i);
        mynah__text_add_bytes(&other, event->bytes + at + 1, event->size - at - 1);
        telling->emit(telling->self, &other);
    }
    telling->event.failed = event->failed || other.failed;
    mynah__text_finish(&other);
}

static void end_delta(struct telling *telling, const char *finish_reason)
{
    ADD(&telling->event, "},\"logprobs\":null,");
    mynah__put_member(&telling->event, "finish_reason", finish_reason);
    ADD(&telling->event, "}]");
    end(telling);
    repeat(telling);
}

static void open_stream(struct telling *telling)
{
    add_head(&telling->prefix, telling, "chat.completion.chunk");
    ADD(&telling->prefix, ",\"service_tier\":\"default\",");
    mynah__text_add(&telling->prefix, fingerprint);
    ADD(&telling->prefix, ",");
    telling->event.failed = telling->event.failed || telling->prefix.failed;
}

// The first delta tells the role: with empty text, or with none where calls come.
static void tell_role(struct telling *telling, bool calls)
{
    begin_delta(telling);
    ADD(&telling->event, "\"role\":\"assistant\",\"content\":");
    mynah__text_add(&telling->event, calls ? "null" : "\"\"");
    ADD(&telling->event, ",\"refusal\":null");
    end_delta(telling, NULL);
    telling->opened = true;
}

static void tell_call(struct telling *telling, const struct mynah_tool_call *piece)
{
    struct text *text = &telling->event;
    const char *arguments = piece->arguments ? piece->arguments : "";
    bool head = piece->id || piece->name;
    if (head) {
        begin_delta(telling);
        ADD(text, "\"tool_calls\":[{\"index\":");
        mynah__put_number(text, piece->index);
        ADD(text, ",");
        add_call(text, &(struct mynah_tool_call){ .id = piece->id, .name = piece->name });
        ADD(text, "}]");
        end_delta(telling, NULL);
    }
    if (*arguments || !head) {
        begin_delta(telling);
        ADD(text, "\"tool_calls\":[{\"index\":");
        mynah__put_number(text, piece->index);
        ADD(text, ",\"function\":{");
        mynah__put_member(text, "arguments", arguments);
        ADD(text, "}}]");
        end_delta(telling, NULL);
    }
}

static void tell_end(struct telling *telling, const struct mynah_chat_chunk *chunk)
{
    begin_delta(telling);
    end_delta(telling, chunk->finish_reason ? mynah__openai_finish(chunk->finish_reason) : "stop");
    if (telling->include_usage) {
        begin(telling);
        const struct mynah_chat_usage usage = of_all(telling, chunk->usage);
        ADD(&telling->event, "\"choices\":[],");
        add_usage(&telling->event, &usage);
        ADD(&telling->event, "}");
        mynah__event_end(telling);
    }
    mynah__event_begin(telling, NULL);
    ADD(&telling->event, "[DONE]");
    mynah__event_end(telling);
}

static void chunk(struct telling *telling, const struct mynah_chat_chunk *chunk)
{
    bool text = chunk->content && *chunk->content;
    if (!telling->opened) {
        tell_role(telling, !text && chunk->tool_call_count);
    }
    if (text) {
        begin_delta(telling);
        mynah__put_member(&telling->event, "content", chunk->content);
        end_delta(telling, NULL);
    }
    for (size_t i = 0; i < chunk->tool_call_count; i++) {
        tell_call(telling, &chunk->tool_calls[i]);
    }
    if (chunk->is_final) {
        tell_end(telling, chunk);
    }
}

static void error_event(struct telling *telling, const struct wire_error *error)
{
    mynah__event_begin(telling, NULL);
    ADD(&telling->event, "{\"error\":{");
    mynah__openai_error_members(&telling->event, error);
    ADD(&telling->event, "}}");
    mynah__event_end(telling);
}

const struct protocol mynah__openai_chat = {
    .name = "openai-chat",
    .request_id = "x-request-id",
    .response_id = "chatcmpl-",
    .call_id = "call_",
    .read = read,
    .whole = whole,
    .open = open_stream,
    .chunk = chunk,
    .error_event = error_event,
    .error = mynah__openai_error,
    .limits = mynah__openai_limits,
    .models = mynah__openai_models,
    .model = mynah__openai_model,
};
