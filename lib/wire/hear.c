// SPDX-License-Identifier: Apache-2.0
//
// Understands what a real provider answers, in each of the protocols, whole or event by event.

#include "wire/hear.h"

#include "wire/fault.h"

#include <string.h>

enum { REST_MOST = 64 << 20 };

static const struct value *at(const struct value *list, size_t index)
{
    const struct value *item = mynah__value_first(list);
    while (item && index--) {
        item = item->next;
    }
    return item;
}

static int64_t integer(const struct value *object, const char *name)
{
    int64_t number = 0;
    return mynah__value_integer(mynah__value_get(object, name), &number) ? number : 0;
}

static void keep(const char **to, const char *text)
{
    *to = text ? text : *to;
}

// ## Chunks and calls

static struct mynah_chat_chunk *add_chunk(struct heard *heard)
{
    struct mynah_chat_chunk *chunks = mynah__arena_grow(
        &heard->arena, heard->chunks, heard->chunk_count, &heard->chunk_capacity, sizeof *chunks);
    if (!chunks) {
        return NULL;
    }
    heard->chunks = chunks;
    chunks += heard->chunk_count++;
    *chunks = (struct mynah_chat_chunk){ .content = "" };
    return chunks;
}

static void add_text(struct heard *heard, const char *text)
{
    struct mynah_chat_chunk *chunk = text && *text ? add_chunk(heard) : NULL;
    if (chunk) {
        chunk->content = text;
    }
}

static void add_piece(struct heard *heard, struct mynah_tool_call piece)
{
    struct mynah_tool_call *kept = mynah__arena_alloc(&heard->arena, sizeof *kept);
    struct mynah_chat_chunk *chunk = kept ? add_chunk(heard) : NULL;
    if (chunk) {
        *kept = piece;
        chunk->tool_calls = kept;
        chunk->tool_call_count = 1;
    }
}

static void add_call(struct heard *heard, struct mynah_tool_call call)
{
    struct mynah_chat_response *response = &heard->response;
    size_t count = response->tool_call_count;
    struct mynah_tool_call *calls = mynah__arena_alloc(&heard->arena, (count + 1) * sizeof *calls);
    if (calls) {
        if (count) {
            memcpy(calls, response->tool_calls, count * sizeof *calls);
        }
        calls[count] = call;
        calls[count].index = (int64_t)count;
        response->tool_calls = calls;
        response->tool_call_count = count + 1;
    }
}

static void add_content(struct heard *heard, const char *text)
{
    struct mynah_chat_response *response = &heard->response;
    if (text) {
        response->content =
            response->content ? mynah__arena_format(&heard->arena, "%s%s", response->content, text)
                              : text;
    }
}

static const char *mapped(const char *const rows[][2], size_t count, const char *word)
{
    for (size_t i = 0; word && i < count; i++) {
        if (strcmp(rows[i][0], word) == 0) {
            return rows[i][1];
        }
    }
    return word;
}

// ## Chat Completions

static void hear_chat_usage(struct heard *heard, const struct value *json)
{
    const struct value *usage = mynah__value_get(json, "usage");
    if (mynah__value_is(usage, VALUE_OBJECT)) {
        heard->response.usage = (struct mynah_chat_usage){
            .prompt_tokens = integer(usage, "prompt_tokens"),
            .completion_tokens = integer(usage, "completion_tokens"),
            .total_tokens = integer(usage, "total_tokens"),
            .cache_read_input_tokens =
                integer(mynah__value_get(usage, "prompt_tokens_details"), "cached_tokens"),
        };
    }
}

static void hear_chat_calls(struct heard *heard, const struct value *calls, bool whole)
{
    const struct value *call = mynah__value_first(calls);
    for (; call; call = call->next) {
        const struct value *function = mynah__value_get(call, "function");
        const struct mynah_tool_call piece = {
            .id = mynah__value_member(call, "id"),
            .name = mynah__value_member(function, "name"),
            .arguments = mynah__value_member(function, "arguments"),
            .index = integer(call, "index"),
        };
        if (whole) {
            add_call(heard, piece);
        } else {
            add_piece(heard, piece);
        }
    }
}

static void hear_chat(struct heard *heard, const struct value *json, bool whole)
{
    const struct value *choice = at(mynah__value_get(json, "choices"), 0);
    const struct value *message = mynah__value_get(choice, whole ? "message" : "delta");
    const char *text = mynah__value_member(message, "content");
    keep(&heard->response.id, mynah__value_member(json, "id"));
    keep(&heard->response.model, mynah__value_member(json, "model"));
    keep(&heard->response.finish_reason, mynah__value_member(choice, "finish_reason"));
    if (whole) {
        add_content(heard, text);
    } else {
        add_text(heard, text);
    }
    hear_chat_calls(heard, mynah__value_get(message, "tool_calls"), whole);
    hear_chat_usage(heard, json);
    heard->over = heard->response.finish_reason != NULL;
}

// ## Responses

static void hear_response_usage(struct heard *heard, const struct value *json)
{
    const struct value *usage = mynah__value_get(json, "usage");
    heard->response.usage = (struct mynah_chat_usage){
        .prompt_tokens = integer(usage, "input_tokens"),
        .completion_tokens = integer(usage, "output_tokens"),
        .total_tokens = integer(usage, "total_tokens"),
        .cache_read_input_tokens =
            integer(mynah__value_get(usage, "input_tokens_details"), "cached_tokens"),
    };
}

static bool is_type(const struct value *json, const char *type)
{
    const char *is = mynah__value_member(json, "type");
    return is && strcmp(is, type) == 0;
}

// What a response says of itself; of its items only when it comes as a whole.
static void hear_response(struct heard *heard, const struct value *json, bool whole)
{
    const char *status = mynah__value_member(json, "status");
    const char *reason =
        mynah__value_member(mynah__value_get(json, "incomplete_details"), "reason");
    const struct value *item = mynah__value_first(mynah__value_get(json, "output"));
    bool calls = false;
    keep(&heard->response.id, mynah__value_member(json, "id"));
    keep(&heard->response.model, mynah__value_member(json, "model"));
    for (; item; item = item->next) {
        const struct value *part = mynah__value_first(mynah__value_get(item, "content"));
        calls = calls || is_type(item, "function_call");
        for (; whole && is_type(item, "message") && part; part = part->next) {
            add_content(heard, mynah__value_member(part, "text"));
        }
        if (whole && is_type(item, "function_call")) {
            add_call(heard, (struct mynah_tool_call){ .id = mynah__value_member(item, "call_id"),
                                                      .name = mynah__value_member(item, "name"),
                                                      .arguments =
                                                          mynah__value_member(item, "arguments") });
        }
    }
    if (status && strcmp(status, "in_progress") != 0) {
        bool length = reason && strcmp(reason, "max_output_tokens") == 0;
        heard->response.finish_reason = length   ? "length"
                                        : reason ? reason
                                        : calls  ? "tool_calls"
                                                 : "stop";
        heard->over = true;
        hear_response_usage(heard, json);
    }
}

static void hear_responses(struct heard *heard, const struct value *json, bool whole)
{
    const struct value *item = mynah__value_get(json, "item");
    if (whole) {
        hear_response(heard, json, true);
    } else if (mynah__value_get(json, "response")) {
        hear_response(heard, mynah__value_get(json, "response"), false);
    } else if (is_type(json, "response.output_text.delta")) {
        add_text(heard, mynah__value_member(json, "delta"));
    } else if (is_type(json, "response.output_item.added") && is_type(item, "function_call")) {
        add_piece(heard, (struct mynah_tool_call){ .id = mynah__value_member(item, "call_id"),
                                                   .name = mynah__value_member(item, "name"),
                                                   .index = heard->calls++ });
    } else if (is_type(json, "response.function_call_arguments.delta")) {
        add_piece(heard, (struct mynah_tool_call){ .arguments = mynah__value_member(json, "delta"),
                                                   .index = heard->calls - 1 });
    }
}

// ## Messages

static void hear_message_usage(struct heard *heard, const struct value *json)
{
    static const struct {
        const char *name;
        size_t offset;
    } rows[] = {
        { "input_tokens", offsetof(struct mynah_chat_usage, prompt_tokens) },
        { "output_tokens", offsetof(struct mynah_chat_usage, completion_tokens) },
        { "cache_creation_input_tokens",
          offsetof(struct mynah_chat_usage, cache_creation_input_tokens) },
        { "cache_read_input_tokens", offsetof(struct mynah_chat_usage, cache_read_input_tokens) },
    };
    struct mynah_chat_usage *usage = &heard->response.usage;
    const struct value *told = mynah__value_get(json, "usage");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mynah__value_integer(mynah__value_get(told, rows[i].name),
                             (int64_t *)(void *)((char *)usage + rows[i].offset));
    }
    usage->total_tokens = usage->prompt_tokens + usage->completion_tokens;
}

static void hear_stop(struct heard *heard, const struct value *json)
{
    static const char *const rows[][2] = {
        { "end_turn", "stop" },
        { "max_tokens", "length" },
        { "tool_use", "tool_calls" },
        { "refusal", "content_filter" },
    };
    const char *reason = mynah__value_member(json, "stop_reason");
    if (reason) {
        heard->response.finish_reason = mapped(rows, 4, reason);
        heard->over = true;
    }
}

static struct mynah_tool_call use_of(struct heard *heard, const struct value *block)
{
    const struct value *input = mynah__value_get(block, "input");
    return (struct mynah_tool_call){
        .id = mynah__value_member(block, "id"),
        .name = mynah__value_member(block, "name"),
        .arguments = input ? mynah__arena_copy(&heard->arena, input->source, input->size) : NULL,
    };
}

static void hear_message(struct heard *heard, const struct value *json, bool blocks)
{
    const struct value *block = mynah__value_first(mynah__value_get(json, "content"));
    keep(&heard->response.id, mynah__value_member(json, "id"));
    keep(&heard->response.model, mynah__value_member(json, "model"));
    for (; blocks && block; block = block->next) {
        if (is_type(block, "text")) {
            add_content(heard, mynah__value_member(block, "text"));
        } else if (is_type(block, "tool_use")) {
            add_call(heard, use_of(heard, block));
        }
    }
    hear_stop(heard, json);
    hear_message_usage(heard, json);
}

static void hear_messages(struct heard *heard, const struct value *json, bool whole)
{
    const struct value *delta = mynah__value_get(json, "delta");
    const struct value *block = mynah__value_get(json, "content_block");
    if (whole) {
        hear_message(heard, json, true);
    } else if (is_type(json, "message_start")) {
        hear_message(heard, mynah__value_get(json, "message"), false);
    } else if (is_type(block, "tool_use")) {
        struct mynah_tool_call piece = use_of(heard, block);
        piece.arguments = NULL;
        piece.index = heard->calls++;
        add_piece(heard, piece);
    } else if (is_type(delta, "text_delta")) {
        add_text(heard, mynah__value_member(delta, "text"));
    } else if (is_type(delta, "input_json_delta")) {
        add_piece(heard,
                  (struct mynah_tool_call){ .arguments = mynah__value_member(delta, "partial_json"),
                                            .index = heard->calls - 1 });
    } else if (is_type(json, "message_delta")) {
        hear_stop(heard, delta);
        hear_message_usage(heard, json);
    }
}

// ## Bytes

static void hear_json(struct heard *heard, const char *bytes, size_t size, bool whole)
{
    struct value_error error;
    const char *kept = mynah__arena_copy(&heard->arena, bytes, size);
    const struct value *json = kept ? mynah__value_parse(&heard->arena, kept, size, &error) : NULL;
    const char *message = mynah__value_member(mynah__value_get(json, "error"), "message");
    if (message) {
        heard->message = message;
    } else if (heard->protocol == &mynah__openai_chat) {
        hear_chat(heard, json, whole);
    } else if (heard->protocol == &mynah__openai_responses) {
        hear_responses(heard, json, whole);
    } else {
        hear_messages(heard, json, whole);
    }
}

// An event: of its lines those that are data.
static void hear_event(struct heard *heard, const char *bytes, size_t size, int64_t now)
{
    static const char mark[] = "data:";
    const char *end = bytes + size;
    size_t before = heard->chunk_count;
    while (bytes < end) {
        const char *stop = memchr(bytes, '\n', (size_t)(end - bytes));
        size_t line = (size_t)((stop ? stop : end) - bytes);
        if (line > sizeof mark - 1 && memcmp(bytes, mark, sizeof mark - 1) == 0) {
            hear_json(heard, bytes + sizeof mark - 1, line - (sizeof mark - 1), false);
        }
        bytes += line + 1;
    }
    if (heard->chunk_count > before) {
        heard->chunks[before].delay = now - heard->last;
        heard->last = now;
    }
}

void mynah__hear(struct heard *heard, const char *bytes, size_t size, int64_t now)
{
    struct text *rest = &heard->rest;
    if (rest->size + size > REST_MOST) {
        heard->arena.failed = true;
        return;
    }
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '\r') {
            continue;
        }
        mynah__text_add_char(rest, bytes[i]);
        bool ends = heard->streams && bytes[i] == '\n' && rest->size > 1 &&
                    rest->bytes[rest->size - 2] == '\n';
        if (ends && !rest->failed) {
            hear_event(heard, rest->bytes, rest->size, now);
            rest->size = 0;
        }
    }
}

void mynah__hear_end(struct heard *heard)
{
    if (!heard->streams || heard->status != 200) {
        hear_json(heard, heard->rest.bytes ? heard->rest.bytes : "", heard->rest.size, true);
        return;
    }
    struct mynah_chat_chunk *last = heard->over ? add_chunk(heard) : NULL;
    if (last) {
        last->is_final = true;
        last->finish_reason = heard->response.finish_reason;
        last->usage = heard->response.usage;
        last->model = heard->response.model;
    }
}

void mynah__heard_finish(struct heard *heard)
{
    mynah__text_finish(&heard->rest);
    mynah__arena_finish(&heard->arena);
}

// ## As a provider

static enum mynah_chat_failure_kind kind_of(const struct heard *heard)
{
    switch (heard->status) {
    case 200:
        return heard->streams ? MYNAH_CHAT_CONNECTION : MYNAH_CHAT_INVALID_RESPONSE;
    case 0:
        return MYNAH_CHAT_CONNECTION;
    default:
        return mynah__kind_of_status(heard->status);
    }
}

static void tell_failure(const struct heard *heard, struct mynah_chat_failure *failure)
{
    mynah_chat_failure_set(
        failure, heard->protocol->name,
        &(struct mynah_chat_error){ .kind = kind_of(heard),
                                    .message = heard->message,
                                    .status = heard->status == 200 ? 0 : heard->status,
                                    .retry_after = heard->retry_after ? heard->retry_after : -1 });
}

static struct mynah_chat_response *chat(void *self, const struct mynah_chat_request *request,
                                        struct mynah_chat_failure *failure)
{
    const struct listening *listening = self;
    const struct heard *heard = listening->heard;
    const struct mynah_chat_response *response = &heard->response;
    (void)request;
    mynah_clock_sleep(listening->clock, heard->last - heard->begun);
    if (heard->status == 200 && (response->content || response->tool_call_count)) {
        return mynah_record_copy(mynah_chat_response_shape(), response, NULL);
    }
    tell_failure(heard, failure);
    return NULL;
}

static bool next(void *self, const struct mynah_chat_chunk **chunk,
                 struct mynah_chat_failure *failure)
{
    struct listening *listening = self;
    const struct heard *heard = listening->heard;
    if (listening->next < heard->chunk_count) {
        *chunk = &heard->chunks[listening->next++];
        mynah_clock_sleep(listening->clock, (*chunk)->delay);
        return true;
    }
    failure->kind = MYNAH_CHAT_NO_FAILURE;
    if (!heard->over) {
        tell_failure(heard, failure);
    }
    return false;
}

static void close_stream(void *self)
{
    (void)self;
}

static bool stream(void *self, const struct mynah_chat_request *request,
                   struct mynah_chat_stream *opened, struct mynah_chat_failure *failure)
{
    struct listening *listening = self;
    (void)request;
    if (listening->heard->status != 200) {
        tell_failure(listening->heard, failure);
        return false;
    }
    listening->next = 0;
    *opened = (struct mynah_chat_stream){ .next = next, .close = close_stream, .self = listening };
    return true;
}

struct mynah_chat_provider mynah__listening_interface(struct listening *listening)
{
    return (struct mynah_chat_provider){
        .name = "upstream", .chat = chat, .stream = stream, .self = listening
    };
}
