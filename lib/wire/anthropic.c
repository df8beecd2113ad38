// SPDX-License-Identifier: Apache-2.0
//
// Anthropic's Messages: POST /v1/messages.

#include "wire/telling.h"

#include "core/json.h"

#include <string.h>

// ## Reading

static bool is_type(const struct value *block, const char *type)
{
    const char *is = mynah__value_member(block, "type");
    return is && strcmp(is, type) == 0;
}

static bool read_result(struct question *question, const struct value *block)
{
    struct mynah_chat_message *message = mynah__question_message(question, "tool");
    message->tool_call_id = mynah__value_member(block, "tool_use_id");
    return message->tool_call_id
               ? mynah__question_content(question, message, mynah__value_get(block, "content"),
                                         "messages")
               : mynah__question_refuse(question, "messages",
                                        "messages: a tool_result has no tool_use_id");
}

static bool read_use(struct question *question, struct mynah_chat_message *message,
                     const struct value *block)
{
    const struct value *input = mynah__value_get(block, "input");
    const struct mynah_tool_call call = {
        .id = mynah__value_member(block, "id"),
        .name = mynah__value_member(block, "name"),
        .arguments = input ? mynah__question_dump(question, input) : "{}",
    };
    if (!call.id || !call.name) {
        return mynah__question_refuse(question, "messages",
                                      "messages: a tool_use has no id or no name");
    }
    mynah__question_call(question, message, &call);
    return true;
}

// Whether the block is neither a result nor a call, which are kept elsewhere, nor a thought.
static bool is_content(const struct value *block)
{
    return !is_type(block, "tool_result") && !is_type(block, "tool_use") &&
           !is_type(block, "thinking") && !is_type(block, "redacted_thinking");
}

// Each result is a message of its own, and comes before what the user says beside it.
static bool read_blocks(struct question *question, const char *role, const struct value *content)
{
    struct mynah_chat_message message = { .role = role };
    const struct value *block;
    bool said = false;
    for (block = content->first; block; block = block->next) {
        if (is_type(block, "tool_result") && !read_result(question, block)) {
            return false;
        }
    }
    for (block = content->first; block; block = block->next) {
        said = said || is_content(block);
        if (is_type(block, "tool_use") && !read_use(question, &message, block)) {
            return false;
        }
    }
    if (said && !mynah__question_parts(question, &message, content, is_content, "messages")) {
        return false;
    }
    if (said || message.tool_call_count) {
        *mynah__question_message(question, role) = message;
    }
    return true;
}

static bool read_message(struct question *question, const struct value *json)
{
    static const char *const roles[] = { "user", "assistant", NULL };
    const char *role = mynah__value_member(json, "role");
    const struct value *content = mynah__value_get(json, "content");
    if (!role) {
        return mynah__question_refuse(question, "messages", "messages: role: Field required");
    }
    if (!mynah__is_word(role, roles)) {
        return mynah__question_refuse(question, "messages",
                                      "messages: the role '%.40s' is neither user nor assistant; "
                                      "a system prompt is the member 'system'",
                                      role);
    }
    if (mynah__value_is(content, VALUE_LIST)) {
        return read_blocks(question, role, content);
    }
    return content
               ? mynah__question_content(question, mynah__question_message(question, role), content,
                                         "messages")
               : mynah__question_refuse(question, "messages", "messages: content: Field required");
}

static bool read_tools(struct question *question, const struct value *body)
{
    static const char *const choices[][2] = { { "any", "required" },
                                              { "auto", "auto" },
                                              { "none", "none" } };
    const struct value *tools = mynah__value_get(body, "tools");
    const struct value *choice = mynah__value_get(body, "tool_choice");
    const struct value *tool = mynah__value_first(tools);
    if (!mynah__question_choice(question, tools, NULL)) {
        return false;
    }
    if (mynah__value_there(choice) && !mynah__value_member(choice, "type")) {
        return mynah__question_refuse(question, "tool_choice", "tool_choice: type: Field required");
    }
    for (; tool; tool = tool->next) {
        const struct value *schema = mynah__value_get(tool, "input_schema");
        const struct mynah_chat_tool read = {
            .name = mynah__value_member(tool, "name"),
            .description = mynah__value_member(tool, "description"),
            .parameters = schema ? mynah__question_dump(question, schema) : NULL,
        };
        if (!read.name) {
            return mynah__question_refuse(question, "tools", "tools: name: Field required");
        }
        mynah__question_tool(question, &read);
    }
    question->request.tool_choice = mynah__value_member(choice, "name");
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        if (is_type(choice, choices[i][0])) {
            question->request.tool_choice = choices[i][1];
        }
    }
    return true;
}

static bool read(struct question *question, const struct value *body)
{
    static const char *const known[] = { "model",  "messages",    "system",
                                         "tools",  "tool_choice", "stop_sequences",
                                         "stream", "temperature", "max_tokens",
                                         NULL };
    const struct value *messages = mynah__value_get(body, "messages");
    const struct value *system = mynah__value_get(body, "system");
    if (!mynah__question_common(question, body, "max_tokens", 1)) {
        return false;
    }
    if (!question->request.max_tokens) {
        return mynah__question_refuse(question, "max_tokens", "max_tokens: Field required");
    }
    if (!mynah__value_is(messages, VALUE_LIST) || !messages->first) {
        return mynah__question_refuse(question, "messages",
                                      "messages: at least one message is required");
    }
    if (system && !mynah__question_content(question, mynah__question_message(question, "system"),
                                           system, "system")) {
        return false;
    }
    for (const struct value *message = messages->first; message; message = message->next) {
        if (!read_message(question, message)) {
            return false;
        }
    }
    mynah__question_rest(question, body, known);
    return read_tools(question, body) &&
           mynah__question_stop(question, mynah__value_get(body, "stop_sequences"),
                                "stop_sequences");
}

// ## Writing

static const char *stop_reason(const char *finish_reason)
{
    static const char *const rows[][2] = {
        { "stop", "end_turn" },
        { "length", "max_tokens" },
        { "tool_calls", "tool_use" },
        { "content_filter", "refusal" },
    };
    for (size_t i = 0; finish_reason && i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i][0], finish_reason) == 0) {
            return rows[i][1];
        }
    }
    return finish_reason ? finish_reason : "end_turn";
}

static void add_input_usage(struct text *text, const struct mynah_chat_usage *usage)
{
    ADD(text, "\"usage\":{\"input_tokens\":");
    mynah__put_number(text, usage->prompt_tokens);
    ADD(text, ",\"cache_creation_input_tokens\":");
    mynah__put_number(text, usage->cache_creation_input_tokens);
    ADD(text, ",\"cache_read_input_tokens\":");
    mynah__put_number(text, usage->cache_read_input_tokens);
}

static void add_usage(struct text *text, const struct mynah_chat_usage *usage, int64_t output)
{
    add_input_usage(text, usage);
    ADD(text, ",\"output_tokens\":");
    mynah__put_number(text, output);
    ADD(text, ",\"service_tier\":\"standard\"}");
}

static void add_head(struct text *text, const struct telling *telling)
{
    ADD(text, "{");
    mynah__put_member(text, "id", telling->id);
    ADD(text, ",\"type\":\"message\",\"role\":\"assistant\",\"content\":[");
}

static void add_model(struct text *text, const struct telling *telling, const char *reason)
{
    ADD(text, "],");
    mynah__put_member(text, "model", telling->model);
    ADD(text, ",");
    mynah__put_member(text, "stop_reason", reason);
    ADD(text, ",\"stop_sequence\":null,");
}

// The input of a call is an object, whatever the model wrote: what is none is its member "raw".
static void add_input(struct text *text, const char *arguments)
{
    struct arena arena = { .chunk = NULL };
    struct value_error error;
    size_t size = arguments ? strlen(arguments) : 0;
    const struct value *input = size ? mynah__value_parse(&arena, arguments, size, &error) : NULL;
    if (!size) {
        ADD(text, "{}");
    } else if (mynah__value_is(input, VALUE_OBJECT)) {
        mynah__text_add_bytes(text, input->source, input->size);
    } else {
        ADD(text, "{\"raw\":");
        mynah__json_string(text, arguments);
        ADD(text, "}");
    }
    mynah__arena_finish(&arena);
}

static void add_use(struct text *text, const char *id, const char *name)
{
    ADD(text, "{\"type\":\"tool_use\",");
    mynah__put_member(text, "id", id);
    ADD(text, ",");
    mynah__put_member(text, "name", name);
    ADD(text, ",\"input\":");
}

static void whole(struct telling *telling, const struct mynah_chat_response *response)
{
    struct text *text = &telling->event;
    bool content = response->content && (*response->content || !response->tool_call_count);
    add_head(text, telling);
    if (content) {
        ADD(text, "{\"type\":\"text\",");
        mynah__put_member(text, "text", response->content);
        ADD(text, "}");
    }
    for (size_t i = 0; i < response->tool_call_count; i++) {
        const struct mynah_tool_call *call = &response->tool_calls[i];
        mynah__text_add(text, content || i ? "," : "");
        add_use(text, call->id, call->name);
        add_input(text, call->arguments);
        ADD(text, ",\"caller\":{\"type\":\"direct\"}}");
    }
    add_model(text, telling, stop_reason(response->finish_reason));
    add_usage(text, &response->usage, response->usage.completion_tokens);
    ADD(text, "}");
}

// ## Streaming

// The JSON of an event ends with as many blanks as chance would have it.
static void end(struct telling *telling)
{
    mynah__text_add_repeat(&telling->event, ' ', mynah__noise(telling, 12));
    ADD(&telling->event, "}");
    mynah__event_end(telling);
}

static void begin(struct telling *telling, const char *name)
{
    mynah__event_begin(telling, name);
    ADD(&telling->event, "{\"type\":\"");
    mynah__text_add(&telling->event, name);
    ADD(&telling->event, "\"");
}

static void begin_indexed(struct telling *telling, const char *name, size_t index)
{
    begin(telling, name);
    ADD(&telling->event, ",\"index\":");
    mynah__put_number(&telling->event, (int64_t)index);
}

static void open_stream(struct telling *telling)
{
    (void)telling;
}

static void start(struct telling *telling)
{
    struct text *text = &telling->event;
    begin(telling, "message_start");
    ADD(text, ",\"message\":");
    add_head(text, telling);
    add_model(text, telling, NULL);
    add_usage(text, &telling->usage, 1);
    ADD(text, "}");
    end(telling);
    telling->opened = true;
}

static size_t index_of(const struct telling *telling, const struct item *item)
{
    return (size_t)(item - telling->items);
}

static void close_block(struct telling *telling)
{
    struct item *last = telling->item_count ? &telling->items[telling->item_count - 1] : NULL;
    if (last && last->open) {
        begin_indexed(telling, "content_block_stop", telling->item_count - 1);
        end(telling);
        last->open = false;
    }
}

static void begin_input(struct telling *telling, size_t index, const char *piece)
{
    begin_indexed(telling, "content_block_delta", index);
    ADD(&telling->event, ",\"delta\":{\"type\":\"input_json_delta\",");
    mynah__put_member(&telling->event, "partial_json", piece);
    ADD(&telling->event, "}");
    end(telling);
}

// Begin a block: of text, or of the call that `piece` begins.  A ping follows the first.
static struct item *open_block(struct telling *telling, const struct mynah_tool_call *piece)
{
    struct text *text = &telling->event;
    close_block(telling);
    struct item *item = mynah__telling_add(telling, piece ? piece->index : -1);
    if (!item) {
        return NULL;
    }
    item->open = true;
    begin_indexed(telling, "content_block_start", index_of(telling, item));
    ADD(text, ",\"content_block\":");
    if (piece) {
        add_use(text, piece->id, piece->name);
        ADD(text, "{},\"caller\":{\"type\":\"direct\"}}");
    } else {
        ADD(text, "{\"type\":\"text\",\"text\":\"\"}");
    }
    end(telling);
    if (telling->item_count == 1) {
        mynah__event_begin(telling, "ping");
        ADD(text, "{\"type\": \"ping\"}");
        mynah__event_end(telling);
    }
    if (piece) {
        begin_input(telling, index_of(telling, item), "");
    }
    return item;
}

static void tell_text(struct telling *telling, const char *content)
{
    struct item *item = telling->item_count ? &telling->items[telling->item_count - 1] : NULL;
    if (!item || item->call != -1) {
        item = open_block(telling, NULL);
    }
    if (item) {
        begin_indexed(telling, "content_block_delta", index_of(telling, item));
        ADD(&telling->event, ",\"delta\":{\"type\":\"text_delta\",");
        mynah__put_member(&telling->event, "text", content);
        ADD(&telling->event, "}");
        end(telling);
    }
}

static void tell_call(struct telling *telling, const struct mynah_tool_call *piece)
{
    struct item *item = mynah__telling_item(telling, piece->index);
    item = item ? item : open_block(telling, piece);
    if (item && piece->arguments && *piece->arguments) {
        begin_input(telling, index_of(telling, item), piece->arguments);
    }
}

static void tell_end(struct telling *telling, const struct mynah_chat_chunk *chunk)
{
    struct text *text = &telling->event;
    close_block(telling);
    begin(telling, "message_delta");
    ADD(text, ",\"delta\":{");
    mynah__put_member(text, "stop_reason", stop_reason(chunk->finish_reason));
    ADD(text, ",\"stop_sequence\":null},");
    add_input_usage(text, &chunk->usage);
    ADD(text, ",\"output_tokens\":");
    mynah__put_number(text, chunk->usage.completion_tokens);
    ADD(text, "}");
    end(telling);
    begin(telling, "message_stop");
    end(telling);
}

static void chunk(struct telling *telling, const struct mynah_chat_chunk *chunk)
{
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
        tell_end(telling, chunk);
    }
}

// ## Errors

// clang-format off
static const struct row {
    int status;
    const char *type;
    const char *message;
} rows[] = {
    { 400, "invalid_request_error", "Invalid request" },
    { 401, "authentication_error", "invalid x-api-key" },
    { 402, "billing_error", "Your credit balance is too low" },
    { 403, "permission_error", "Your API key does not have permission to use this resource" },
    { 404, "not_found_error", "Not found" },
    { 409, "conflict_error", "Conflict" },
    { 413, "request_too_large", "Request exceeds the maximum size" },
    { 429, "rate_limit_error", "This request would exceed your rate limit" },
    { 500, "api_error", "Internal server error" },
    { 504, "timeout_error", "The request timed out" },
    { 529, "overloaded_error", "Overloaded" },
};
// clang-format on

static const struct row *find(int status)
{
    const struct row *found = &rows[status < 500 ? 0 : 8];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        found = rows[i].status == status ? &rows[i] : found;
    }
    return found;
}

static void add_error(struct text *text, const struct wire_error *error)
{
    const struct row *row = find(error->status);
    ADD(text, "{\"type\":\"error\",\"error\":{");
    mynah__put_member(text, "type", error->type ? error->type : row->type);
    ADD(text, ",");
    mynah__put_member(text, "message", error->message ? error->message : row->message);
    if (error->code) {
        ADD(text, ",\"details\":{");
        mynah__put_member(text, "error_code", error->code);
        ADD(text, "}");
    }
    ADD(text, "}");
}

static void tell_error(struct text *text, const struct wire_error *error, const char *request_id)
{
    add_error(text, error);
    ADD(text, ",");
    mynah__put_member(text, "request_id", request_id);
    ADD(text, "}");
}

static void error_event(struct telling *telling, const struct wire_error *error)
{
    mynah__event_begin(telling, "error");
    add_error(&telling->event, error);
    ADD(&telling->event, "}");
    mynah__event_end(telling);
}

// A date is wanted; it is the clock's beginning, for the time of the machine is in no answer.
static void limits(struct text *text, const struct wire_error *error)
{
    static const char *const kinds[] = { "requests", "tokens", "input-tokens", "output-tokens" };
    (void)error;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        ADD(text, "anthropic-ratelimit-");
        mynah__text_add(text, kinds[i]);
        ADD(text, "-limit: 50\r\nanthropic-ratelimit-");
        mynah__text_add(text, kinds[i]);
        ADD(text, "-remaining: 0\r\nanthropic-ratelimit-");
        mynah__text_add(text, kinds[i]);
        ADD(text, "-reset: 1970-01-01T00:00:00Z\r\n");
    }
}

static void model(struct text *text, const char *name, int64_t created)
{
    (void)created;
    ADD(text, "{\"type\":\"model\",");
    mynah__put_member(text, "id", name);
    ADD(text, ",");
    mynah__put_member(text, "display_name", name);
    ADD(text, ",\"created_at\":\"1970-01-01T00:00:00Z\"}");
}

static void models(struct text *text, const char *const *names, size_t count, int64_t created)
{
    ADD(text, "{\"data\":[");
    for (size_t i = 0; i < count; i++) {
        mynah__text_add(text, i ? "," : "");
        model(text, names[i], created);
    }
    ADD(text, "],\"has_more\":false,");
    mynah__put_member(text, "first_id", count ? names[0] : NULL);
    ADD(text, ",");
    mynah__put_member(text, "last_id", count ? names[count - 1] : NULL);
    ADD(text, "}");
}

const struct protocol mynah__anthropic = {
    .name = "anthropic",
    .request_id = "request-id",
    .response_id = "msg_01",
    .call_id = "toolu_01",
    .read = read,
    .whole = whole,
    .open = open_stream,
    .chunk = chunk,
    .error_event = error_event,
    .error = tell_error,
    .limits = limits,
    .models = models,
    .model = model,
};
