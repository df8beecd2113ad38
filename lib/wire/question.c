// SPDX-License-Identifier: Apache-2.0
//
// What reading a request of any protocol has in common: content that is text or parts, tools,
// numbers, and the members that nobody knows.

#include "wire/question.h"

#include "core/json.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

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

const char *mynah__question_dump(struct question *question, const struct value *json)
{
    return mynah__arena_copy(question->arena, json->source, json->size);
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

// An image is a place, bytes in base64, or both in one as a `data:` URL; the bytes stay as they are
// told, for what counts here is that there is one.
static void read_image(struct mynah_chat_part *part, const struct value *image)
{
    part->url = mynah__value_is(image, VALUE_TEXT) ? mynah__value_text(image)
                                                   : mynah__value_member(image, "url");
    part->media_type = mynah__value_member(image, "media_type");
    const char *data = mynah__value_member(image, "data");
    part->data = (struct mynah_bytes){ data, data ? strlen(data) : 0 };
}

static bool read_part(struct question *question, struct mynah_chat_part *part,
                      const struct value *json, const char *param)
{
    const char *type = mynah__value_member(json, "type");
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
    const struct value *value = mynah__value_get(json, part_types[row].member);
    *part = (struct mynah_chat_part){ .kind = part_types[row].kind };
    if (part->kind == MYNAH_CHAT_PART_IMAGE) {
        read_image(part, value);
    } else if (mynah__value_is(value, VALUE_TEXT)) {
        part->text = mynah__value_text(value);
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

bool mynah__question_parts(struct question *question, struct mynah_chat_message *message,
                           const struct value *content, bool (*wanted)(const struct value *part),
                           const char *param)
{
    struct mynah_chat_part *parts =
        mynah__arena_alloc(question->arena, (content->count + 1) * sizeof *parts);
    const struct value *part = parts ? mynah__value_first(content) : NULL;
    size_t count = 0;
    for (; part; part = part->next) {
        if (wanted && !wanted(part)) {
            continue;
        }
        if (!read_part(question, &parts[count++], part, param)) {
            return false;
        }
    }
    bool texts = true;
    message->content = count ? join(question, parts, count, &texts) : NULL;
    if (!texts) {
        message->parts = parts;
        message->part_count = count;
    }
    return true;
}

bool mynah__question_content(struct question *question, struct mynah_chat_message *message,
                             const struct value *content, const char *param)
{
    if (!mynah__value_there(content)) {
        return true;
    }
    if (content->kind == VALUE_LIST) {
        return mynah__question_parts(question, message, content, NULL, param);
    }
    message->content = mynah__value_text(content);
    return message->content ||
           mynah__question_refuse(question, param, "'%s' is neither text nor a list of parts",
                                  param);
}

// ## Members

bool mynah__question_text(struct question *question, const struct value *body, const char *name,
                          bool required, const char **text)
{
    const struct value *value = mynah__value_get(body, name);
    if (!mynah__value_there(value)) {
        return !required || mynah__question_refuse(question, name, "you must provide '%s'", name);
    }
    *text = mynah__value_text(value);
    return *text || mynah__question_refuse(question, name, "'%s' is no text", name);
}

static bool read_stream(struct question *question, const struct value *body)
{
    const struct value *stream = mynah__value_get(body, "stream");
    question->stream = mynah__value_is(stream, VALUE_TRUE);
    return question->stream || !mynah__value_there(stream) ||
           mynah__value_is(stream, VALUE_FALSE) ||
           mynah__question_refuse(question, "stream", "'stream' is neither true nor false");
}

bool mynah__is_word(const char *text, const char *const *words)
{
    while (*words && !mynah__text_same(*words, text)) {
        words++;
    }
    return *words != NULL;
}

bool mynah__question_range(struct question *question, const struct value *value, const char *name,
                           int64_t most)
{
    int64_t number;
    return !mynah__value_there(value) ||
           (mynah__value_integer(value, &number) && number >= 1 && number <= most) ||
           mynah__question_refuse(question, name, "'%s' is no integer from 1 to %lld", name,
                                  (long long)most);
}

bool mynah__question_choice(struct question *question, const struct value *tools,
                            const struct value *choice)
{
    static const char *const words[] = { "none", "auto", "required", NULL };
    const char *word = mynah__value_text(choice);
    if (mynah__value_there(tools) && !mynah__value_is(tools, VALUE_LIST)) {
        return mynah__question_refuse(question, "tools", "'tools' is no list");
    }
    return !mynah__value_there(choice) || mynah__value_is(choice, VALUE_OBJECT) ||
           (word && mynah__is_word(word, words)) ||
           mynah__question_refuse(question, "tool_choice",
                                  "'tool_choice' is neither none, auto, required nor an object");
}

bool mynah__question_common(struct question *question, const struct value *body, const char *most,
                            int hottest)
{
    struct mynah_chat_request *request = &question->request;
    const struct value *temperature = mynah__value_get(body, "temperature");
    const struct value *tokens = mynah__value_get(body, most);
    if (!mynah__question_text(question, body, "model", true, &request->model)) {
        return false;
    }
    request->has_temperature = mynah__value_real(temperature, &request->temperature);
    if (mynah__value_there(temperature) && !request->has_temperature) {
        return mynah__question_refuse(question, "temperature", "'temperature' is no number");
    }
    if (request->has_temperature &&
        !(request->temperature >= 0 && request->temperature <= (double)hottest)) {
        return mynah__question_refuse(question, "temperature", "'temperature' is not from 0 to %d",
                                      hottest);
    }
    if (mynah__value_there(tokens) &&
        (!mynah__value_integer(tokens, &request->max_tokens) || request->max_tokens < 1)) {
        return mynah__question_refuse(question, most, "'%s' is no positive integer", most);
    }
    return read_stream(question, body);
}

bool mynah__question_stop(struct question *question, const struct value *stop, const char *name)
{
    const struct value *item = mynah__value_first(stop);
    size_t count = 0;
    if (!mynah__value_there(stop)) {
        return true;
    }
    const char **texts = mynah__arena_alloc(question->arena, (stop->count + 1) * sizeof *texts);
    if (texts && mynah__value_text(stop)) {
        texts[count++] = mynah__value_text(stop);
    }
    for (; texts && item; item = item->next) {
        texts[count] = mynah__value_text(item);
        if (!texts[count++]) {
            return mynah__question_refuse(question, name, "'%s' is no list of texts", name);
        }
    }
    question->request.stop = texts;
    question->request.stop_count = count;
    return stop->kind == VALUE_TEXT || stop->kind == VALUE_LIST ||
           mynah__question_refuse(question, name, "'%s' is no list of texts", name);
}

void mynah__question_rest(struct question *question, const struct value *body,
                          const char *const *known)
{
    struct text rest = { .bytes = NULL };
    const struct value *member = body->first;
    for (; member; member = member->next) {
        if (!mynah__is_word(member->name, known)) {
            mynah__text_add_char(&rest, rest.size ? ',' : '{');
            mynah__json_string(&rest, member->name);
            mynah__text_add_char(&rest, ':');
            mynah__text_add_bytes(&rest, member->source, member->size);
        }
    }
    if (rest.size) {
        mynah__text_add_char(&rest, '}');
        question->request.options = mynah__arena_copy(question->arena, rest.bytes, rest.size);
        question->arena->failed = question->arena->failed || rest.failed;
    }
    mynah__text_finish(&rest);
}
