// SPDX-License-Identifier: Apache-2.0
//
// Replies that use the tools of a request, with arguments made up from their schemas, and with
// mistakes in them as models make them.

#include <mynah/schema.h>

#include "core/arena.h"
#include "core/text.h"
#include "core/words.h"
#include "provider/mock.h"

#include <assert.h>
#include <jansson.h>
#include <string.h>

// What the callback needs.  Of the shape only the texts have to be told: the rest is copied anyway.
struct own_use {
    struct mynah_tool_use use;
    uint64_t seed;
};

static const struct mynah_field use_fields[] = {
    { .name = "tool",
      .kind = MYNAH_FIELD_TEXT,
      .offset = offsetof(struct own_use, use) + offsetof(struct mynah_tool_use, tool) },
    { .name = "content",
      .kind = MYNAH_FIELD_TEXT,
      .offset = offsetof(struct own_use, use) + offsetof(struct mynah_tool_use, content) },
};
static const struct mynah_shape use_shape = {
    .name = "tool use", .size = sizeof(struct own_use), .fields = use_fields, .field_count = 2
};

// ## Mistakes

static void cut_off(struct text *text, const char *json)
{
    size_t size = strlen(json) * 2 / 3;
    while (size && ((unsigned char)json[size] & 0xC0) == 0x80) {
        size--;
    }
    mynah__text_add_bytes(text, json, size);
}

static void add_comma(struct text *text, const char *json)
{
    size_t size = strlen(json);
    mynah__text_add_bytes(text, json, size ? size - 1 : 0);
    mynah__text_add(text, ",");
    mynah__text_add(text, size ? json + size - 1 : "");
}

static void quote_singly(struct text *text, const char *json)
{
    if (!strchr(json, '"')) {
        mynah__text_add(text, "{'a': 1}");
    }
    for (const char *at = strchr(json, '"') ? json : ""; *at; at++) {
        if (*at == '\\' && at[1]) {
            mynah__text_add_bytes(text, at++, 2);
        } else {
            mynah__text_add_char(text, *at == '"' ? '\'' : *at);
        }
    }
}

static void fence(struct text *text, const char *json)
{
    mynah__text_add_format(text, "```json\n%s\n```", json);
}

static void say_it(struct text *text, const char *json)
{
    mynah__text_add_format(text, "Sure, I will call it with %zu bytes of arguments.", strlen(json));
}

static void wrap(struct text *text, const char *json)
{
    mynah__text_add_format(text, "[%s]", json);
}

// Put a value of another type in the place of each that is no object and no array.
static json_t *of_other_type(const json_t *value)
{
    const char *name;
    json_t *member;
    if (json_is_object(value)) {
        json_t *made = json_object_size(value) ? json_object() : json_pack("{s: b}", "extra", 1);
        json_object_foreach((json_t *)value, name, member)
        {
            json_object_set_new(made, name, of_other_type(member)); // NULL is refused
        }
        return made;
    }
    return json_is_string(value) ? json_integer(0) : json_string("none");
}

static void change_types(struct text *text, const char *json)
{
    json_t *value = json_loads(json, JSON_DECODE_ANY, NULL);
    json_t *other = value ? of_other_type(value) : NULL;
    char *dumped = other ? json_dumps(other, JSON_ENCODE_ANY) : NULL;
    json_free_t release;
    json_get_alloc_funcs(NULL, &release);
    if (dumped) {
        mynah__text_add(text, dumped);
        release(dumped);
    } else {
        text->failed = true;
    }
    json_decref(other);
    json_decref(value);
}

static void leave(struct text *text, const char *json)
{
    mynah__text_add(text, json);
}

static void leave_out(struct text *text, const char *json)
{
    (void)json;
    mynah__text_add(text, "");
}

static void (*const mistakes[])(struct text *text, const char *json) = {
    [MYNAH_TOOL_NO_MISTAKE] = leave,
    [MYNAH_TOOL_CUT_OFF] = cut_off,
    [MYNAH_TOOL_TRAILING_COMMA] = add_comma,
    [MYNAH_TOOL_SINGLE_QUOTES] = quote_singly,
    [MYNAH_TOOL_FENCED] = fence,
    [MYNAH_TOOL_PROSE] = say_it,
    [MYNAH_TOOL_EMPTY] = leave_out,
    [MYNAH_TOOL_NO_OBJECT] = wrap,
    [MYNAH_TOOL_WRONG_TYPES] = change_types,
};

// ## Calls

struct maker {
    const struct own_use *own;
    const struct mynah_call *call;
    struct arena arena;
    struct mynah_error *error;
};

// Make up arguments for one tool; NULL with an error.
static const char *make_arguments(struct maker *maker, const struct mynah_chat_tool *tool,
                                  size_t index)
{
    const struct own_use *own = maker->own;
    const struct mynah_schema_options options = {
        .seed = own->seed + maker->call->index * UINT64_C(0x9e3779b97f4a7c15) + index,
        .fill = own->use.required_only ? MYNAH_SCHEMA_REQUIRED : MYNAH_SCHEMA_SOME,
    };
    struct mynah_error inner;
    char clipped[MYNAH__CLIP];
    char *json = mynah_schema_example(
        tool->parameters ? tool->parameters : "{\"type\": \"object\"}", &options, &inner);
    if (!json) {
        mynah_error_set(maker->error, inner.code, "no arguments for the tool '%s': %.150s",
                        mynah__clip(clipped, tool->name ? tool->name : ""), inner.text);
        return NULL;
    }
    struct text text = { .bytes = NULL };
    mynah__text_add(&text, "");
    mistakes[own->use.mistake](&text, json);
    const char *made = text.failed ? NULL : mynah__arena_text(&maker->arena, text.bytes);
    mynah__text_finish(&text);
    mynah_free(json);
    if (!made) {
        mynah_error_set(maker->error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return made;
}

// Return the calls, `*count` of them; NULL with an error.
static const struct mynah_tool_call *make_calls(struct maker *maker, size_t *count)
{
    const struct mynah_chat_request *request = maker->call->request;
    const char *wanted = maker->own->use.tool;
    char clipped[MYNAH__CLIP];
    struct mynah_tool_call *calls =
        mynah__arena_alloc(&maker->arena, (request->tool_count + 1) * sizeof *calls);
    *count = 0;
    for (size_t i = 0; calls && i < request->tool_count; i++) {
        const struct mynah_chat_tool *tool = &request->tools[i];
        if (wanted && (!tool->name || strcmp(tool->name, wanted) != 0)) {
            continue;
        }
        const char *arguments = make_arguments(maker, tool, i);
        if (!arguments) {
            return NULL;
        }
        calls[(*count)++] = (struct mynah_tool_call){ .name = tool->name, .arguments = arguments };
    }
    if (!calls) {
        mynah_error_set(maker->error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    if (!*count) {
        mynah_error_set(maker->error, MYNAH_ERROR_ARGUMENT,
                        wanted ? "the request offers no tool '%s'"
                               : "the request offers no tools%s",
                        wanted ? mynah__clip(clipped, wanted) : "");
        return NULL;
    }
    return calls;
}

static bool answer(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                   struct mynah_error *error)
{
    struct maker maker = { .own = self, .call = call, .error = error };
    struct mynah_chat_response response = { .content = maker.own->use.content };
    response.tool_calls = make_calls(&maker, &response.tool_call_count);
    bool answered = response.tool_calls &&
                    mynah_answer_record(answer, mynah_chat_response_shape(), &response, error);
    mynah__arena_finish(&maker.arena);
    return answered;
}

bool mynah_provider_add_tool_use(struct mynah_provider *provider, const struct mynah_tool_use *use,
                                 const struct mynah_step *how, struct mynah_error *error)
{
    assert(use);
    if ((unsigned)use->mistake > MYNAH_TOOL_WRONG_TYPES) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "the mistake is of no known kind");
    }
    const struct own_use own = { *use, provider->options.seed };
    struct own_use *copy = mynah_record_copy(&use_shape, &own, error);
    const struct mynah_step step = { .kind = MYNAH_STEP_CALLBACK,
                                     .callback = answer,
                                     .self = copy };
    return copy && mynah__provider_keep(provider, copy, error) &&
           mynah__provider_add(provider, step, how, error);
}
