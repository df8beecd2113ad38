// SPDX-License-Identifier: Apache-2.0
//
// Messages, tool calls and whole conversations for tests, the same for the same seed.

#include <mynah/sample.h>

#include "core/arena.h"
#include "core/text.h"
#include "schema/random.h"

#include <string.h>

void mynah_sample_messages(const char *content, struct mynah_chat_message messages[2])
{
    messages[0] =
        (struct mynah_chat_message){ .role = "system", .content = "You are a helpful assistant." };
    messages[1] = (struct mynah_chat_message){ .role = "user",
                                               .content = content ? content : "Test message" };
}

struct mynah_tool_call mynah_sample_tool_call(const char *name, const char *arguments,
                                              const char *id)
{
    return (struct mynah_tool_call){ .id = id,
                                     .name = name,
                                     .arguments = arguments ? arguments : "{}" };
}

struct maker {
    struct arena arena;
    struct random random;
    const struct mynah_sample_options *options;
    struct mynah_chat_message *messages;
    struct mynah_chat_tool *tools;
    size_t count;
};

static const char *make_text(struct maker *maker)
{
    static const char *const words[] = { "orbit",  "current", "magnet", "beam",   "the",  "plot",
                                         "of",     "and",     "mean",   "hour",   "ring", "sum",
                                         "sample", "profile", "show",   "compare" };
    size_t count = maker->options->words ? maker->options->words : 8;
    struct text text = { .bytes = NULL };
    for (size_t i = 0; i < count; i++) {
        mynah__text_add(&text, i ? " " : "");
        mynah__text_add(&text, words[mynah__random_below(&maker->random, 16)]);
    }
    const char *copy = text.failed ? NULL : mynah__arena_text(&maker->arena, text.bytes);
    maker->arena.failed = maker->arena.failed || !copy;
    mynah__text_finish(&text);
    return copy;
}

static void make_tools(struct maker *maker)
{
    static const char parameters[] =
        "{\"type\": \"object\", \"properties\": {\"query\": {\"type\": \"string\"}, \"limit\": "
        "{\"type\": \"integer\", \"minimum\": 1, \"maximum\": 50}}, \"required\": [\"query\"]}";
    for (size_t i = 0; i < maker->options->tools && !maker->arena.failed; i++) {
        maker->tools[i] = (struct mynah_chat_tool){
            .name = mynah__arena_format(&maker->arena, "tool_%zu", i + 1),
            .description = make_text(maker),
            .parameters = parameters,
        };
    }
}

// What the model said in between: text, or a tool call and what came of it.
static void make_answer(struct maker *maker, size_t turn)
{
    if (!maker->options->tools || turn % 2 == 0) {
        maker->messages[maker->count++] =
            (struct mynah_chat_message){ .role = "assistant", .content = make_text(maker) };
        return;
    }
    size_t tool = mynah__random_below(&maker->random, maker->options->tools);
    struct mynah_tool_call *call = mynah__arena_alloc(&maker->arena, sizeof *call);
    if (!call) {
        return;
    }
    call->id = mynah__arena_format(&maker->arena, "call_%zu", turn + 1);
    call->name = maker->tools[tool].name;
    call->arguments =
        mynah__arena_format(&maker->arena, "{\"query\": \"%s\", \"limit\": %zu}", make_text(maker),
                            1 + mynah__random_below(&maker->random, 50));
    maker->messages[maker->count++] = (struct mynah_chat_message){ .role = "assistant",
                                                                   .tool_calls = call,
                                                                   .tool_call_count = 1 };
    maker->messages[maker->count++] = (struct mynah_chat_message){ .role = "tool",
                                                                   .content = make_text(maker),
                                                                   .tool_call_id = call->id };
}

static void make_question(struct maker *maker, size_t images)
{
    static const char png[] = "\x89PNG\r\n\x1a\n";
    struct mynah_chat_message *message = &maker->messages[maker->count++];
    *message = (struct mynah_chat_message){ .role = "user", .content = make_text(maker) };
    struct mynah_chat_part *parts =
        images ? mynah__arena_alloc(&maker->arena, images * sizeof *parts) : NULL;
    for (size_t i = 0; parts && i < images; i++) {
        parts[i] = (struct mynah_chat_part){ .kind = MYNAH_CHAT_PART_IMAGE,
                                             .media_type = "image/png",
                                             .data = { png, sizeof png - 1 } };
    }
    message->parts = parts;
    message->part_count = parts ? images : 0;
}

static void make_messages(struct maker *maker, size_t turns)
{
    maker->messages[maker->count++] =
        (struct mynah_chat_message){ .role = "system", .content = "You are a helpful assistant." };
    for (size_t i = 0; i < turns && !maker->arena.failed; i++) {
        bool last = i + 1 == turns;
        make_question(maker, last ? maker->options->images : 0);
        if (!last) {
            make_answer(maker, i);
        }
    }
}

struct mynah_chat_request *mynah_sample_request(const struct mynah_sample_options *given,
                                                struct mynah_error *error)
{
    const struct mynah_sample_options options =
        given ? *given : (struct mynah_sample_options){ .turns = 1 };
    size_t turns = options.turns ? options.turns : 1;
    struct maker maker = { .options = &options, .random = { options.seed } };
    struct mynah_chat_request *made = NULL;
    if (turns > MYNAH_SAMPLE_MOST || options.tools > MYNAH_SAMPLE_MOST ||
        options.images > MYNAH_SAMPLE_MOST || options.words > MYNAH_SAMPLE_MOST) {
        mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "there are at most %d of anything",
                        MYNAH_SAMPLE_MOST);
        return NULL;
    }
    maker.messages = mynah__arena_alloc(&maker.arena, (3 * turns + 1) * sizeof *maker.messages);
    maker.tools = mynah__arena_alloc(&maker.arena, (options.tools + 1) * sizeof *maker.tools);
    if (!maker.arena.failed) {
        make_tools(&maker);
        make_messages(&maker, turns);
    }
    const struct mynah_chat_request request = { .model = "test-model",
                                                .messages = maker.messages,
                                                .message_count = maker.count,
                                                .tools = maker.tools,
                                                .tool_count = options.tools };
    if (maker.arena.failed) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    } else {
        made = mynah_record_copy(mynah_chat_request_shape(), &request, error);
    }
    mynah__arena_finish(&maker.arena);
    return made;
}
