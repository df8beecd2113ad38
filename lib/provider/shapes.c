// SPDX-License-Identifier: Apache-2.0
//
// The descriptions of what is said to a chat model and of what it answers, so that they are copied,
// compared, shown, matched and written as JSON.

#include <mynah/chat.h>

#include "provider/failure.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define AT(type, member) .name = #member, .offset = offsetof(struct type, member)
#define MANY(type, member, number)                                                                 \
    .name = #member, .offset = offsetof(struct type, member),                                      \
    .count_offset = offsetof(struct type, number), .kind = MYNAH_FIELD_RECORDS
#define SHAPE(what, type)                                                                          \
    {                                                                                              \
        .name = what, .size = sizeof(struct type), .fields = type##_fields,                        \
        .field_count = COUNT(type##_fields)                                                        \
    }

static const char *const part_kinds[] = { "text", "image", NULL };
static const char *const phases[] = { "before_answer", "before_token", "between_tokens", NULL };

// clang-format off
static const struct mynah_field mynah_chat_part_fields[] = {
    { AT(mynah_chat_part, kind),       .kind = MYNAH_FIELD_WORD, .words = part_kinds },
    { AT(mynah_chat_part, text),       .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_chat_part, media_type), .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_chat_part, url),        .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_chat_part, data),       .kind = MYNAH_FIELD_BYTES },
};
static const struct mynah_shape part_shape = SHAPE("part", mynah_chat_part);

// Arguments are text: a model may write what is no JSON, and that has to be seen as it is.
static const struct mynah_field mynah_tool_call_fields[] = {
    { AT(mynah_tool_call, id),        .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_tool_call, name),      .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_tool_call, arguments), .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_tool_call, index),     .kind = MYNAH_FIELD_INT },
};
static const struct mynah_shape tool_call_shape = SHAPE("tool call", mynah_tool_call);

static const struct mynah_field mynah_chat_message_fields[] = {
    { AT(mynah_chat_message, role),         .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_chat_message, content),      .kind = MYNAH_FIELD_TEXT },
    { MANY(mynah_chat_message, parts, part_count),           .shape = &part_shape },
    { AT(mynah_chat_message, name),         .kind = MYNAH_FIELD_TEXT },
    { MANY(mynah_chat_message, tool_calls, tool_call_count), .shape = &tool_call_shape },
    { AT(mynah_chat_message, tool_call_id), .kind = MYNAH_FIELD_TEXT },
};
static const struct mynah_shape message_shape = SHAPE("message", mynah_chat_message);

static const struct mynah_field mynah_chat_tool_fields[] = {
    { AT(mynah_chat_tool, name),        .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_chat_tool, description), .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_chat_tool, parameters),  .kind = MYNAH_FIELD_JSON },
};
static const struct mynah_shape tool_shape = SHAPE("tool", mynah_chat_tool);

static const struct mynah_field mynah_chat_request_fields[] = {
    { AT(mynah_chat_request, model),           .kind = MYNAH_FIELD_TEXT },
    { MANY(mynah_chat_request, messages, message_count), .shape = &message_shape },
    { MANY(mynah_chat_request, tools, tool_count),       .shape = &tool_shape },
    { AT(mynah_chat_request, tool_choice),     .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_chat_request, has_temperature), .kind = MYNAH_FIELD_BOOL },
    { AT(mynah_chat_request, temperature),     .kind = MYNAH_FIELD_REAL },
    { AT(mynah_chat_request, max_tokens),      .kind = MYNAH_FIELD_INT },
    { AT(mynah_chat_request, stop),            .kind = MYNAH_FIELD_TEXTS,
      .count_offset = offsetof(struct mynah_chat_request, stop_count) },
    { AT(mynah_chat_request, options),         .kind = MYNAH_FIELD_JSON },
};
static const struct mynah_shape request_shape = SHAPE("request", mynah_chat_request);

static const struct mynah_field mynah_chat_usage_fields[] = {
    { AT(mynah_chat_usage, prompt_tokens),               .kind = MYNAH_FIELD_INT },
    { AT(mynah_chat_usage, completion_tokens),           .kind = MYNAH_FIELD_INT },
    { AT(mynah_chat_usage, total_tokens),                .kind = MYNAH_FIELD_INT },
    { AT(mynah_chat_usage, cache_creation_input_tokens), .kind = MYNAH_FIELD_INT },
    { AT(mynah_chat_usage, cache_read_input_tokens),     .kind = MYNAH_FIELD_INT },
};
static const struct mynah_shape usage_shape = SHAPE("usage", mynah_chat_usage);

static const struct mynah_field mynah_chat_response_fields[] = {
    { AT(mynah_chat_response, content),       .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_chat_response, role),          .kind = MYNAH_FIELD_TEXT },
    { MANY(mynah_chat_response, tool_calls, tool_call_count), .shape = &tool_call_shape },
    { AT(mynah_chat_response, finish_reason), .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_chat_response, usage),         .kind = MYNAH_FIELD_RECORD, .shape = &usage_shape },
    { AT(mynah_chat_response, model),         .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_chat_response, id),            .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_chat_response, metadata),      .kind = MYNAH_FIELD_JSON },
};
static const struct mynah_shape response_shape = SHAPE("response", mynah_chat_response);

static const struct mynah_field mynah_chat_chunk_fields[] = {
    { AT(mynah_chat_chunk, content),       .kind = MYNAH_FIELD_TEXT },
    { MANY(mynah_chat_chunk, tool_calls, tool_call_count), .shape = &tool_call_shape },
    { AT(mynah_chat_chunk, is_final),      .kind = MYNAH_FIELD_BOOL },
    { AT(mynah_chat_chunk, finish_reason), .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_chat_chunk, usage),         .kind = MYNAH_FIELD_RECORD, .shape = &usage_shape },
    { AT(mynah_chat_chunk, model),         .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_chat_chunk, metadata),      .kind = MYNAH_FIELD_JSON },
    { AT(mynah_chat_chunk, delay),         .kind = MYNAH_FIELD_INT },
};
static const struct mynah_shape chunk_shape = SHAPE("chunk", mynah_chat_chunk);

static const struct mynah_field mynah_chat_error_fields[] = {
    { AT(mynah_chat_error, kind),        .kind = MYNAH_FIELD_WORD,
      .words = mynah__chat_failure_kinds },
    { AT(mynah_chat_error, message),     .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_chat_error, status),      .kind = MYNAH_FIELD_INT },
    { AT(mynah_chat_error, retry_after), .kind = MYNAH_FIELD_INT },
    { AT(mynah_chat_error, timeout),     .kind = MYNAH_FIELD_INT },
    { AT(mynah_chat_error, phase),       .kind = MYNAH_FIELD_WORD, .words = phases },
};
static const struct mynah_shape error_shape = SHAPE("error", mynah_chat_error);
// clang-format on

const struct mynah_shape *mynah_chat_message_shape(void)
{
    return &message_shape;
}

const struct mynah_shape *mynah_chat_tool_shape(void)
{
    return &tool_shape;
}

const struct mynah_shape *mynah_chat_request_shape(void)
{
    return &request_shape;
}

const struct mynah_shape *mynah_chat_response_shape(void)
{
    return &response_shape;
}

const struct mynah_shape *mynah_chat_chunk_shape(void)
{
    return &chunk_shape;
}

const struct mynah_shape *mynah_chat_error_shape(void)
{
    return &error_shape;
}

const struct mynah_shape *mynah_tool_call_shape(void)
{
    return &tool_call_shape;
}
