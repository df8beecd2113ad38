// SPDX-License-Identifier: Apache-2.0
//
// OpenAI's Responses: POST /v1/responses.

#include "wire/telling.h"

#include "core/json.h"

#include <string.h>

// ## Reading

// A call follows the assistant's message that it belongs to, or stands for one.
static bool read_call(struct question *question, const struct value *item)
{
    const struct mynah_tool_call call = { .id = mynah__value_member(item, "call_id"),
                                          .name = mynah__value_member(item, "name"),
                                          .arguments = mynah__value_member(item, "arguments") };
    size_t count = question->request.message_count;
    struct mynah_chat_message *last = count ? &question->messages[count - 1] : NULL;
    if (!call.id || !call.name) {
        return mynah__question_refuse(question, "input",
                                      "'input' has a function_call without call_id or name");
    }
    if (!last || strcmp(last->role, "assistant") != 0) {
        last = mynah__question_message(question, "assistant");
    }
    mynah__question_call(question, last, &call);
    return true;
}

static bool read_result(struct question *question, const struct value *item)
{
    struct mynah_chat_message *message = mynah__question_message(question, "tool");
    message->tool_call_id = mynah__value_member(item, "call_id");
    return message->tool_call_id
               ? mynah__question_content(question, message, mynah__value_get(item, "output"),
                                         "input")
               : mynah__question_refuse(question, "input",
                                        "'input' has a function_call_output without call_id");
}

static bool read_item(struct question *question, const struct value *item)
{
    static const char *const roles[] = { "system", "developer", "user", "assistant", NULL };
    const char *role = mynah__value_member(item, "role");
    const char *type = mynah__value_member(item, "type");
    if (role && !mynah__is_word(role, roles)) {
        return mynah__question_refuse(question, "input", "'input' has the role '%.40s'", role);
    }
    if (role) {
        bool system = strcmp(role, "developer") == 0;
        return mynah__question_content(question,
                                       mynah__question_message(question, system ? "system" : role),
                                       mynah__value_get(item, "content"), "input");
    }
    if (type && strcmp(type, "function_call") == 0) {
        return read_call(question, item);
    }
    if (type && strcmp(type, "function_call_output") == 0) {
        return read_result(question, item);
    }
    // Thoughts and references are the provider's own.
    return type || mynah__question_refuse(question, "input", "'input' has an item without a type");
}

static bool read_input(struct question *question, const struct value *input)
{
    if (mynah__value_is(input, VALUE_TEXT)) {
        mynah__question_message(question, "user")->content = mynah__value_text(input);
        return true;
    }
    if (!mynah__value_is(input, VALUE_LIST)) {
        return mynah__question_refuse(question, "input", "'input' is neither text nor a list");
    }
    for (const struct value *item = input->first; item; item = item->next) {
        if (!read_item(question, item)) {
            return false;
        }
    }
    return true;
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
        const struct value *parameters = mynah__value_get(tool, "parameters");
        const char *name = mynah__value_member(tool, "name");
        const struct mynah_chat_tool read = {
            .name = name ? name : mynah__value_member(tool, "type"),
            .description = mynah__value_member(tool, "description"),
            .parameters = parameters ? mynah__question_dump(question, parameters) : NULL,
        };
        if (!read.name) {
            return mynah__question_refuse(question, "tools", "'tools' has one without a name");
        }
        mynah__question_tool(question, &read);
    }
    question->request.tool_choice = mynah__value_is(choice, VALUE_TEXT)
                                        ? mynah__value_text(choice)
                                        : mynah__value_member(choice, "name");
    return true;
}

static bool read(struct question *question, const struct value *body)
{
    static const char *const known[] = { "model",  "input",       "instructions",
                                         "tools",  "tool_choice", "max_output_tokens",
                                         "stream", "temperature", "stream_options",
                                         NULL };
    const char *instructions = NULL;
    if (!mynah__question_common(question, body, "max_output_tokens", 2) ||
        !mynah__question_text(question, body, "instructions", false, &instructions)) {
        return false;
    }
    if (instructions) {
        mynah__question_message(question, "system")->content = instructions;
    }
    mynah__question_rest(question, body, known);
    return read_input(question, mynah__value_get(body, "input")) && read_tools(question, body);
}

// ## The response

enum { IDS_EACH = 256, IDS_OF_ITEMS = 128 };

static uint64_t id_number(const struct telling *telling, size_t item)
{
    return (uint64_t)telling->index * IDS_EACH + IDS_OF_ITEMS + item;
}

static void add_item_id(struct text *text, const struct telling *telling, size_t item, bool call,
                        const char *name)
{
    char id[ID_MOST];
    mynah__make_id(id, call ? "fc_" : "msg_", telling->seed, id_number(telling, item));
    mynah__put_member(text, name, id);
}

static void add_part(struct text *text, const char *content)
{
    ADD(text, "{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],");
    mynah__put_member(text, "text", content);
    ADD(text, "}");
}

// The item as it is when it begins (`done` is false), and when it is whole.
static void add_message(struct text *text, const struct telling *telling, size_t item,
                        const char *content, bool done)
{
    ADD(text, "{");
    add_item_id(text, telling, item, false, "id");
    ADD(text, ",\"type\":\"message\",\"status\":\"");
    mynah__text_add(text, done ? "completed" : "in_progress");
    ADD(text, "\",\"content\":[");
    if (done) {
        add_part(text, content);
    }
    ADD(text, "],\"role\":\"assistant\"}");
}

static void add_call(struct text *text, const struct telling *telling, size_t item,
                     const struct mynah_tool_call *call, bool done)
{
    ADD(text, "{");
    add_item_id(text, telling, item, true, "id");
    ADD(text, ",\"type\":\"function_call\",\"status\":\"");
    mynah__text_add(text, done ? "completed" : "in_progress");
    ADD(text, "\",");
    mynah__put_member(text, "arguments", done ? call->arguments : "");
    ADD(text, ",");
    mynah__put_member(text, "call_id", call->id);
    ADD(text, ",");
    mynah__put_member(text, "name", call->name);
    ADD(text, "}");
}

static const char *text_of(const struct text *text)
{
    return text->bytes ? text->bytes : "";
}

static void add_told_item(struct text *text, const struct telling *telling, size_t index)
{
    const struct item *item = &telling->items[index];
    if (item->call < 0) {
        add_message(text, telling, index, text_of(&item->text), true);
        return;
    }
    const struct mynah_tool_call call = { .id = text_of(&item->id),
                                          .name = text_of(&item->name),
                                          .arguments = text_of(&item->text) };
    add_call(text, telling, index, &call, true);
}

static void add_usage(struct text *text, const struct mynah_chat_usage *usage)
{
    if (!usage) {
        ADD(text, "\"usage\":null");
        return;
    }
    ADD(text, "\"usage\":{\"input_tokens\":");
    mynah__put_number(text, usage->prompt_tokens);
    ADD(text, ",\"input_tokens_details\":{\"cached_tokens\":");
    mynah__put_number(text, usage->cache_read_input_tokens);
    ADD(text, "},\"output_tokens\":");
    mynah__put_number(text, usage->completion_tokens);
    ADD(text, ",\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":");
    mynah__put_number(text, usage->total_tokens);
    ADD(text, "}");
}

// Why the response is not complete; NULL when it is.
static const char *incomplete(const char *finish_reason)
{
    finish_reason = mynah__openai_finish(finish_reason);
    bool length = finish_reason && strcmp(finish_reason, "length") == 0;
    bool filter = finish_reason && strcmp(finish_reason, "content_filter") == 0;
    return length ? "max_output_tokens" : filter ? "content_filter" : NULL;
}

// Add a member as it was asked for; where nobody asked, as it is by default.
static void add_asked(struct text *text, const struct telling *telling, const char *name,
                      const char *usual)
{
    const struct value *asked = mynah__value_get(telling->asked, name);
    ADD(text, "\"");
    mynah__text_add(text, name);
    ADD(text, "\":");
    if (mynah__value_there(asked)) {
        mynah__text_add_bytes(text, asked->source, asked->size);
    } else {
        mynah__text_add(text, usual);
    }
    ADD(text, ",");
}

static void add_head(struct text *text, const struct telling *telling, const char *status,
                     const char *reason)
{
    ADD(text, "{");
    mynah__put_member(text, "id", telling->id);
    ADD(text, ",\"object\":\"response\",\"created_at\":");
    mynah__put_number(text, telling->created);
    ADD(text, ",");
    mynah__put_member(text, "status", status);
    ADD(text, ",\"background\":false,\"error\":null,\"incomplete_details\":");
    if (reason) {
        ADD(text, "{");
        mynah__put_member(text, "reason", reason);
        ADD(text, "}");
    } else {
        ADD(text, "null");
    }
    ADD(text, ",");
    add_asked(text, telling, "instructions", "null");
    ADD(text, "\"max_output_tokens\":");
    if (telling->max_tokens) {
        mynah__put_number(text, telling->max_tokens);
    } else {
        ADD(text, "null");
    }
    ADD(text, ",");
    mynah__put_member(text, "model", telling->model);
    ADD(text, ",\"output\":[");
}

static void add_tail(struct text *text, const struct telling *telling,
                     const struct mynah_chat_usage *usage)
{
    static const char *const members[][2] = {
        { "parallel_tool_calls", "true" },
        { "previous_response_id", "null" },
        { "reasoning", "{\"effort\":null,\"summary\":null}" },
    };
    static const char *const later[][2] = {
        { "store", "true" },
        { "temperature", "1.0" },
        { "text", "{\"format\":{\"type\":\"text\"}}" },
        { "tool_choice", "\"auto\"" },
        { "tools", "[]" },
        { "top_p", "1.0" },
        { "truncation", "\"disabled\"" },
    };
    ADD(text, "],");
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        add_asked(text, telling, members[i][0], members[i][1]);
    }
    ADD(text, "\"service_tier\":\"default\",");
    for (size_t i = 0; i < sizeof later / sizeof *later; i++) {
        add_asked(text, telling, later[i][0], later[i][1]);
    }
    add_usage(text, usage);
    ADD(text, ",");
    add_asked(text, telling, "user", "null");
    add_asked(text, telling, "metadata", "{}");
    text->size -= text->size > 0; // the last comma
    ADD(text, "}");
}

static void whole(struct telling *telling, const struct mynah_chat_response *response)
{
    struct text *text = &telling->event;
    const char *reason = incomplete(response->finish_reason);
    bool content = response->content && (*response->content || !response->tool_call_count);
    add_head(text, telling, reason ? "incomplete" : "completed", reason);
    if (content) {
        add_message(text, telling, 0, response->content, true);
    }
    for (size_t i = 0; i < response->tool_call_count; i++) {
        mynah__text_add(text, content || i ? "," : "");
        add_call(text, telling, i + content, &response->tool_calls[i], true);
    }
    add_tail(text, telling, &response->usage);
}

// ## Streaming

static void begin(struct telling *telling, const char *name)
{
    mynah__event_begin(telling, name);
    ADD(&telling->event, "{\"type\":\"");
    mynah__text_add(&telling->event, name);
    ADD(&telling->event, "\",\"sequence_number\":");
    mynah__put_number(&telling->event, telling->sequence++);
}

static void end(struct telling *telling)
{
    ADD(&telling->event, "}");
    mynah__event_end(telling);
}

// Begin an event about an item.
static void begin_item(struct telling *telling, const char *name, size_t index)
{
    const struct item *item = &telling->items[index];
    begin(telling, name);
    ADD(&telling->event, ",");
    add_item_id(&telling->event, telling, index, item->call >= 0, "item_id");
    ADD(&telling->event, ",\"output_index\":");
    mynah__put_number(&telling->event, (int64_t)index);
    if (item->call < 0) {
        ADD(&telling->event, ",\"content_index\":0");
    }
}

static void tell_response(struct telling *telling, const char *name, const char *status,
                          const struct mynah_chat_chunk *last)
{
    struct text *text = &telling->event;
    begin(telling, name);
    ADD(text, ",\"response\":");
    add_head(text, telling, status, last ? incomplete(last->finish_reason) : NULL);
    for (size_t i = 0; last && i < telling->item_count; i++) {
        mynah__text_add(text, i ? "," : "");
        add_told_item(text, telling, i);
    }
    add_tail(text, telling, last ? &last->usage : NULL);
    end(telling);
}

static void open_stream(struct telling *telling)
{
    (void)telling;
}

static void start(struct telling *telling)
{
    tell_response(telling, "response.created", "in_progress", NULL);
    tell_response(telling, "response.in_progress", "in_progress", NULL);
    telling->opened = true;
}

static void close_item(struct telling *telling)
{
    size_t index = telling->item_count - 1;
    struct text *text = &telling->event;
    struct item *item = telling->item_count ? &telling->items[index] : NULL;
    if (!item || !item->open) {
        return;
    }
    item->open = false;
    if (item->call < 0) {
        begin_item(telling, "response.output_text.done", index);
        ADD(text, ",");
        mynah__put_member(text, "text", text_of(&item->text));
        ADD(text, ",\"logprobs\":[]");
        end(telling);
        begin_item(telling, "response.content_part.done", index);
        ADD(text, ",\"part\":");
        add_part(text, text_of(&item->text));
        end(telling);
    } else {
        begin_item(telling, "response.function_call_arguments.done", index);
        ADD(text, ",");
        mynah__put_member(text, "arguments", text_of(&item->text));
        end(telling);
    }
    begin(telling, "response.output_item.done");
    ADD(text, ",\"output_index\":");
    mynah__put_number(text, (int64_t)index);
    ADD(text, ",\"item\":");
    add_told_item(text, telling, index);
    end(telling);
}

static struct item *open_item(struct telling *telling, const struct mynah_tool_call *piece)
{
    struct text *text = &telling->event;
    close_item(telling);
    size_t index = telling->item_count;
    struct item *item = mynah__telling_add(telling, piece ? piece->index : -1);
    if (!item) {
        return NULL;
    }
    item->open = true;
    begin(telling, "response.output_item.added");
    ADD(text, ",\"output_index\":");
    mynah__put_number(text, (int64_t)index);
    ADD(text, ",\"item\":");
    if (piece) {
        mynah__text_add(&item->id, piece->id ? piece->id : "");
        mynah__text_add(&item->name, piece->name ? piece->name : "");
        add_call(text, telling, index, piece, false);
    } else {
        add_message(text, telling, index, "", false);
    }
    end(telling);
    if (!piece) {
        begin_item(telling, "response.content_part.added", index);
        ADD(text, ",\"part\":");
        add_part(text, "");
        end(telling);
    }
    return item;
}

static void tell_delta(struct telling *telling, struct item *item, const char *delta)
{
    size_t index = (size_t)(item - telling->items);
    bool call = item->call >= 0;
    mynah__text_add(&item->text, delta);
    begin_item(telling,
               call ? "response.function_call_arguments.delta" : "response.output_text.delta",
               index);
    ADD(&telling->event, ",");
    mynah__put_member(&telling->event, "delta", delta);
    if (!call) {
        ADD(&telling->event, ",\"logprobs\":[]");
    }
    telling->event.failed = telling->event.failed || item->text.failed;
    end(telling);
}

static void tell_text(struct telling *telling, const char *content)
{
    struct item *item = telling->item_count ? &telling->items[telling->item_count - 1] : NULL;
    if (!item || item->call != -1) {
        item = open_item(telling, NULL);
    }
    if (item) {
        tell_delta(telling, item, content);
    }
}

static void tell_call(struct telling *telling, const struct mynah_tool_call *piece)
{
    struct item *item = mynah__telling_item(telling, piece->index);
    item = item ? item : open_item(telling, piece);
    if (item && piece->arguments && *piece->arguments) {
        tell_delta(telling, item, piece->arguments);
    }
}

static void chunk(struct telling *telling, const struct mynah_chat_chunk *chunk)
{
    bool partial = incomplete(chunk->finish_reason) != NULL;
    if (!telling->opened) {
        start(telling);
    }
    if (chunk->content && *chunk->content) {
        tell_text(telling, chunk->content);
    }
    for (size_t i = 0; i < chunk->tool_call_count; i++) {
        tell_call(telling, &chunk->tool_calls[i]);
    }
    if (chunk->is_final) {
        close_item(telling);
        tell_response(telling, partial ? "response.incomplete" : "response.completed",
                      partial ? "incomplete" : "completed", chunk);
    }
}

static void error_event(struct telling *telling, const struct wire_error *error)
{
    const struct wire_error full = mynah__openai_full(error);
    begin(telling, "error");
    ADD(&telling->event, ",");
    mynah__put_member(&telling->event, "code", full.code ? full.code : full.type);
    ADD(&telling->event, ",");
    mynah__put_member(&telling->event, "message", full.message);
    ADD(&telling->event, ",");
    mynah__put_member(&telling->event, "param", full.param);
    end(telling);
}

const struct protocol mynah__openai_responses = {
    .name = "openai-responses",
    .request_id = "x-request-id",
    .response_id = "resp_",
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
