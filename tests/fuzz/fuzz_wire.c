// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as what a client sends: refused with a status, or a request, whose body is refused with
// a word, or asked in each protocol, answered, and heard again.  And as what an endpoint answers.

#include "fuzz.h"

#include "wire/hear.h"
#include "wire/http.h"

#include <stdlib.h>
#include <string.h>

static const struct protocol *const protocols[] = { &mynah__openai_chat, &mynah__openai_responses,
                                                    &mynah__anthropic };

static void hear_event(void *self, const struct text *event)
{
    mynah__hear(self, event->bytes, event->size, 0);
}

// Answer with the text of the last message, and with a call that has it as its arguments.
static void answer(const struct protocol *protocol, const struct mynah_chat_request *request)
{
    const char *said =
        request->message_count ? request->messages[request->message_count - 1].content : NULL;
    const struct mynah_tool_call call = { .id = "1", .name = "f", .arguments = said };
    const struct mynah_chat_chunk chunks[] = {
        { .content = said },
        { .tool_calls = &call, .tool_call_count = 1 },
        { .is_final = true, .finish_reason = "tool_calls" },
    };
    const struct mynah_chat_response whole = {
        .content = said, .tool_calls = &call, .tool_call_count = 1, .finish_reason = "stop"
    };
    struct heard heard = { .protocol = protocol, .streams = true, .status = 200 };
    struct telling telling = {
        .protocol = protocol, .id = "i", .model = request->model, .emit = hear_event, .self = &heard
    };
    protocol->open(&telling);
    for (size_t i = 0; i < 3; i++) {
        protocol->chunk(&telling, &chunks[i]);
    }
    mynah__hear_end(&heard);
    if (!heard.over) {
        abort();
    }
    telling.event.size = 0;
    protocol->whole(&telling, &whole);
    struct arena arena = { .chunk = NULL };
    struct value_error error;
    if (!mynah__value_parse(&arena, telling.event.bytes, telling.event.size, &error)) {
        abort();
    }
    mynah__arena_finish(&arena);
    mynah__telling_finish(&telling);
    mynah__heard_finish(&heard);
}

static void ask(const char *body, size_t size)
{
    for (size_t i = 0; i < 3; i++) {
        struct arena arena = { .chunk = NULL };
        struct value_error error = { .why = NULL };
        struct question question = { .arena = &arena };
        const struct value *json = mynah__value_parse(&arena, body, size, &error);
        if (!json && !error.why) {
            abort();
        }
        if (json && json->kind == VALUE_OBJECT) {
            if (protocols[i]->read(&question, json)) {
                answer(protocols[i], &question.request);
            } else if (!*question.why) {
                abort();
            }
        }
        mynah__arena_finish(&arena);
    }
}

// As what an endpoint answers, whole and streamed.
static void hear(const char *bytes, size_t size)
{
    for (size_t i = 0; i < 6; i++) {
        struct heard heard = { .protocol = protocols[i / 2], .streams = i % 2, .status = 200 };
        mynah__hear(&heard, bytes, size, 0);
        mynah__hear_end(&heard);
        mynah__heard_finish(&heard);
    }
}

// The same bytes in one piece and in many have to be the same requests.
static unsigned read_all(const char *bytes, size_t size, size_t piece, bool asks)
{
    struct http_reader reader = { .body_most = 1 << 16 };
    enum http_progress progress = HTTP_MORE;
    unsigned seen = 0;
    for (size_t at = 0; at < size && progress != HTTP_REFUSED;) {
        size_t left = size - at, used;
        progress = mynah__http_read(&reader, bytes + at, left < piece ? left : piece, &used);
        at += used;
        seen = progress == HTTP_WAITS ? seen * 31 + 1 : seen;
        if (progress == HTTP_COMPLETE) {
            seen = seen * 31 + (unsigned)reader.body.size + (unsigned)reader.header_count;
            if (asks) {
                ask(reader.body.bytes, reader.body.size);
            }
            mynah__http_reset(&reader);
        }
    }
    seen = seen * 31 + (unsigned)reader.status;
    if (progress == HTTP_REFUSED && !(reader.status && reader.reason)) {
        abort();
    }
    mynah__http_finish(&reader);
    return seen;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    unsigned whole = read_all(bytes, size, size ? size : 1, true);
    if (whole != read_all(bytes, size, 3, false)) {
        abort();
    }
    ask(bytes, size);
    hear(bytes, size);
    return 0;
}
