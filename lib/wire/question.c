// SPDX-License-Identifier: Apache-2.0
//
// What reading a request of any protocol has in common: content that is text or parts, tools,
// numbers, and the members that nobody knows.

#include "wire/question.h"

#include "core/json.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { DUMP = JSON_COMPACT | JSON_ENCODE_ANY };

bool mynah__question_refuse(struct question *question, const char *param, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(question->why, sizeof question->why, format, arguments);
    va_end(arguments);
    question->param = param;
    return false;
}

struct mynah_chat_message *mynah__question_message(struct question *question, const char *role)
{
    struct mynah_chat_request *request = &question->request;
    struct mynah_chat_message *grown =
        mynah__arena_grow(question->arena, question->messages, request->message_count,
                          &question->message_capacity, sizeof *grown);
    if (!grown) {
        question->spare = (struct mynah_chat_message){ .role = role };
        return &question->spare;
    }
    question->messages = grown;
    request->messages = grown;
    grown += request->message_count++;
    *grown = (struct mynah_chat_message){ .role = role };
    return grown;
}

void mynah__question_call(struct question *question, struct mynah_chat_message *message,
                          const struct mynah_tool_call *call)
{
    // Few, and known one by one: a new array for each is simple, and doubling keeps it cheap.
    size_t count = message->tool_call_count;
    struct mynah_tool_call *calls = (struct mynah_tool_call *)message->tool_calls;
    if ((count & (count - 1)) == 0) {
        calls = mynah__arena_alloc(question->arena, (count ? 2 * count : 1) * sizeof *calls);
        if (!calls) {
            return;
        }
        if (count) {
            memcpy(calls, message->tool_calls, count * sizeof *calls);
        }
    }
    calls[count] = *call;
    calls[count].index = (int64_t)count;
    message->tool_calls = calls;
    message->tool_call_count = count + 1;
}

void mynah__question_tool(struct question *question, const struct mynah_chat_tool *tool)
{
    struct mynah_chat_request *request = &question->request;
    struct mynah_chat_tool *grown =
        mynah__arena_grow(question->arena, question->tools, request->tool_count,
                          &question->tool_capacity, sizeof *grown);
    if (grown) {
        question->tools = grown;
        request->tools = grown;
        grown[request->tool_count++] = *tool;
    }
}

const char *mynah__question_dump(struct question *question, const json_t *json)
{
    size_t size = json_dumpb(json, NULL, 0, DUMP);
    char *text = mynah__arena_alloc(question->arena, size + 1);
    if (text) {
        json_dumpb(json, text, size, DUMP);
    }
    return text;
}

// ## Content

static const struct {
    const char *type;
    enum mynah_chat_part_kind kind;
    const char *member;
} part_types[] = {
    { "text", MYNAH_CHAT_PART_TEXT, "text" },
    { "input_text", MYNAH_CHAT_PART_TEXT, "text" },
    { "output_text", MYNAH_CHAT_PART_TEXT, "text" },
    { "refusal", MYNAH_CHAT_PART_TEXT, "refusal" },
    { "image_url", MYNAH_CHAT_PART_IMAGE, "image_url" },
    { "input_image", MYNAH_CHAT_PART_IMAGE, "image_url" },
    { "image", MYNAH_CHAT_PART_IMAGE, "source" },
};

enum { PART_TYPES = sizeof part_types / sizeof *part_types };

static const char *member(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

// An image is a place, bytes in base64, or both in one as a `data:` URL; the bytes stay as they are
// told, for what counts here is that there is one.
static void read_image(struct mynah_chat_part *part, const json_t *image)
{
    part->url = json_is_string(image) ? json_string_value(image) : member(image, "url");
    part->media_type = member(image, "media_type");
    const json_t *data = json_object_get(image, "data");
    part->data = (struct mynah_bytes){ json_string_value(data), json_string_length(data) };
}

static bool read_part(struct question *question, struct mynah_chat_part *part, const json_t *json,
                      const char *param)
{
    const char *type = member(json, "type");
    size_t row = 0;
    while (type && row < PART_TYPES && strcmp(part_types[row].type, type) != 0) {
        row++;
    }
    if (!type) {
        return mynah__question_refuse(question, param, "'%s' has a part without a type", param);
    }
    if (row == PART_TYPES) {
        // Files, sound, thoughts: kept as what they are.
        *part = (struct mynah_chat_part){ .text = mynah__question_dump(question, json) };
        return true;
    }
    const json_t *value = json_object_get(json, part_types[row].member);
    *part = (struct mynah_chat_part){ .kind = part_types[row].kind };
    if (part->kind == MYNAH_CHAT_PART_IMAGE) {
        read_image(part, value);
    } else if (json_is_string(value)) {
        part->text = json_string_value(value);
    } else {
        return mynah__question_refuse(question, param, "'%s' has a part without its text", param);
    }
    return true;
}

// Put the texts together, so that whoever matches them need not care how they were cut.
static const char *join(struct question *question, const struct mynah_chat_part *parts,
                        size_t count, bool *all)
{
    size_t size = 0, texts = 0;
    for (size_t i = 0; i < count; i++) {
        texts += parts[i].text != NULL;
        size += parts[i].text ? strlen(parts[i].text) : 0;
    }
    *all = texts == count;
    if (count == 1 || texts == 0) {
        return count ? parts[0].text : NULL;
    }
    char *text = mynah__arena_alloc(question->arena, size + 1);
    for (size_t i = 0, at = 0; text && i < count; i++) {
        size_t length = parts[i].text ? strlen(parts[i].text) : 0;
        if (length) {
            memcpy(text + at, parts[i].text, length);
        }
        at += length;
    }
    return text;
}

bool mynah__question_content(struct question *question, struct mynah_chat_message *message,
                             const json_t *content, const char *param)
{
    if (json_is_string(content)) {
        message->content = json_string_value(content);
        return true;
    }
    if (!content || json_is_null(content)) {
        return true;
    }
    if (!json_is_array(content)) {
        return mynah__question_refuse(question, param, "'%s' is neither text nor a list of parts",
                                      param);
    }
    size_t count = json_array_size(content);
    struct mynah_chat_part *parts =
        mynah__arena_alloc(question->arena, (count + 1) * sizeof *parts);
    for (size_t i = 0; parts && i < count; i++) {
        if (!read_part(question, &parts[i], json_array_get(content, i), param)) {
            return false;
        }
    }
    bool texts = true;
    message->content = parts ? join(question, parts, count, &texts) : NULL;
    if (!texts) {
        message->parts = parts;
        message->part_count = count;
    }
    return true;
}

// ## Members

bool mynah__question_text(struct question *question, const json_t *body, const char *name,
                          bool required, const char **text)
{
    const json_t *value = json_object_get(body, name);
    if (!value || json_is_null(value)) {
        return !required || mynah__question_refuse(question, name, "you must provide '%s'", name);
    }
    *text = json_string_value(value);
    return *text || mynah__question_refuse(question, name, "'%s' is no text", name);
}

bool mynah__question_common(struct question *question, const json_t *body, const char *most)
{
    struct mynah_chat_request *request = &question->request;
    const json_t *temperature = json_object_get(body, "temperature");
    const json_t *tokens = json_object_get(body, most);
    if (!mynah__question_text(question, body, "model", true, &request->model)) {
        return false;
    }
    if (json_is_number(temperature)) {
        request->has_temperature = true;
        request->temperature = json_number_value(temperature);
    } else if (temperature && !json_is_null(temperature)) {
        return mynah__question_refuse(question, "temperature", "'temperature' is no number");
    }
    if (json_is_integer(tokens) && json_integer_value(tokens) > 0) {
        request->max_tokens = json_integer_value(tokens);
    } else if (tokens && !json_is_null(tokens)) {
        return mynah__question_refuse(question, most, "'%s' is no positive integer", most);
    }
    const json_t *stream = json_object_get(body, "stream");
    question->stream = json_is_true(stream);
    return !stream || json_is_boolean(stream) || json_is_null(stream) ||
           mynah__question_refuse(question, "stream", "'stream' is neither true nor false");
}

bool mynah__question_stop(struct question *question, const json_t *stop, const char *name)
{
    size_t count = json_is_string(stop) ? 1 : json_array_size(stop);
    if (!stop || json_is_null(stop)) {
        return true;
    }
    const char **texts = mynah__arena_alloc(question->arena, (count + 1) * sizeof *texts);
    for (size_t i = 0; texts && i < count; i++) {
        texts[i] = json_string_value(json_is_string(stop) ? stop : json_array_get(stop, i));
        if (!texts[i]) {
            return mynah__question_refuse(question, name, "'%s' is no list of texts", name);
        }
    }
    question->request.stop = texts;
    question->request.stop_count = texts ? count : 0;
    return json_is_string(stop) || json_is_array(stop) ||
           mynah__question_refuse(question, name, "'%s' is no list of texts", name);
}

static bool listed(const char *name, const char *const *names)
{
    while (*names && strcmp(*names, name) != 0) {
        names++;
    }
    return *names != NULL;
}

void mynah__question_rest(struct question *question, const json_t *body, const char *const *known)
{
    struct text rest = { .bytes = NULL };
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)body, key, value)
    {
        if (!listed(key, known)) {
            const char *text = mynah__question_dump(question, value);
            mynah__text_add_char(&rest, rest.size ? ',' : '{');
            mynah__json_string(&rest, key);
            mynah__text_add_char(&rest, ':');
            mynah__text_add(&rest, text ? text : "null");
        }
    }
    if (rest.size) {
        mynah__text_add_char(&rest, '}');
        question->request.options = mynah__arena_copy(question->arena, rest.bytes, rest.size);
        question->arena->failed = question->arena->failed || rest.failed;
    }
    mynah__text_finish(&rest);
}
