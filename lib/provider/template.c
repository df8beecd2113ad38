// SPDX-License-Identifier: Apache-2.0
//
// Replies that are made from the request: text with placeholders.

#include "core/alloc.h"
#include "core/json.h"
#include "core/words.h"
#include "provider/mock.h"
#include "provider/prompt.h"

#include <assert.h>
#include <string.h>

static const char *text_or_empty(const char *text)
{
    return text ? text : "";
}

// ## Placeholders

static void add_value(struct text *text, const struct mynah_chat_request *request,
                      const char *path);

// Every element of an array, by its own path.
static void add_array(struct text *text, const struct mynah_chat_request *request, const char *path,
                      size_t count)
{
    mynah__text_add_char(text, '[');
    for (size_t i = 0; i < count; i++) {
        struct text element = { .bytes = NULL };
        mynah__text_add_format(&element, "%s[%zu]", path, i);
        if (i > 0) {
            mynah__text_add_char(text, ',');
        }
        if (element.failed) {
            text->failed = true;
        } else {
            add_value(text, request, element.bytes);
        }
        mynah__text_finish(&element);
    }
    mynah__text_add_char(text, ']');
}

static void add_record(struct text *text, const struct mynah_value *value)
{
    char *json = mynah_record_to_json(value->shape, value->data, NULL);
    mynah__text_add(text, text_or_empty(json));
    text->failed = text->failed || !json;
    mynah_free(json);
}

static void add_value(struct text *text, const struct mynah_chat_request *request, const char *path)
{
    struct mynah_value value;
    char real[40];
    struct sink sink = mynah__sink(real, sizeof real);
    if (!mynah_record_find(mynah_chat_request_shape(), request, path, &value) || !value.present) {
        mynah__text_add(text, "null");
        return;
    }
    switch (value.kind) {
    case MYNAH_FIELD_INT:
        mynah__text_add_format(text, "%lld", (long long)value.number);
        break;
    case MYNAH_FIELD_BOOL:
        mynah__text_add(text, value.number ? "true" : "false");
        break;
    case MYNAH_FIELD_REAL:
        mynah__sink_real(&sink, value.real);
        mynah__text_add(text, real);
        break;
    case MYNAH_FIELD_JSON:
        mynah__text_add(text, value.text);
        break;
    case MYNAH_FIELD_RECORD:
    case MYNAH_FIELD_POINTER:
        add_record(text, &value);
        break;
    case MYNAH_FIELD_RECORDS:
    case MYNAH_FIELD_TEXTS:
        add_array(text, request, path, value.count);
        break;
    case MYNAH_FIELD_BYTES:
        mynah__json_base64(text, value.data, value.count);
        break;
    default:
        mynah__json_string(text, value.text);
        break;
    }
}

const char *mynah__prompt_of(const struct mynah_chat_request *request)
{
    for (size_t i = request->message_count; i > 0; i--) {
        const struct mynah_chat_message *message = &request->messages[i - 1];
        if (!message->role || strcmp(message->role, "user") != 0) {
            continue;
        }
        for (size_t k = 0; !message->content && k < message->part_count; k++) {
            if (message->parts[k].text) {
                return message->parts[k].text;
            }
        }
        return message->content;
    }
    return NULL;
}

static const char *system_of(const struct mynah_chat_request *request)
{
    for (size_t i = 0; i < request->message_count; i++) {
        const struct mynah_chat_message *message = &request->messages[i];
        if (message->role && strcmp(message->role, "system") == 0) {
            return message->content;
        }
    }
    return NULL;
}

static void put_prompt(struct text *text, const struct mynah_call *call)
{
    mynah__text_add(text, text_or_empty(mynah__prompt_of(call->request)));
}

static void put_system(struct text *text, const struct mynah_call *call)
{
    mynah__text_add(text, text_or_empty(system_of(call->request)));
}

static void put_model(struct text *text, const struct mynah_call *call)
{
    const struct mynah_chat_request *request = call->request;
    mynah__text_add(text, text_or_empty(request->model));
}

static void put_call(struct text *text, const struct mynah_call *call)
{
    mynah__text_add_format(text, "%zu", call->index + 1);
}

static const struct placeholder {
    const char *name;
    void (*put)(struct text *text, const struct mynah_call *call);
} placeholders[] = {
    { "call", put_call },
    { "model", put_model },
    { "prompt", put_prompt },
    { "system", put_system },
};

enum { COUNT = sizeof placeholders / sizeof *placeholders, NAME_MOST = 200 };

// Read the placeholder at `{{` to `name`, without the space around it; NULL when it does not end.
static const char *read_name(const char *at, char name[NAME_MOST])
{
    const char *end = strstr(at, "}}");
    if (!end) {
        return NULL;
    }
    at += 2;
    size_t size = (size_t)(end - at);
    while (size && *at == ' ') {
        at++;
        size--;
    }
    while (size && at[size - 1] == ' ') {
        size--;
    }
    if (size >= NAME_MOST) {
        return NULL;
    }
    memcpy(name, at, size);
    name[size] = '\0';
    return end + 2;
}

static const struct placeholder *find(const char *name)
{
    for (size_t i = 0; i < COUNT; i++) {
        if (strcmp(placeholders[i].name, name) == 0) {
            return &placeholders[i];
        }
    }
    return NULL;
}

static const char json_mark[] = "json ";
enum { JSON_MARK = sizeof json_mark - 1 };

static bool is_json_path(const char *name)
{
    return strncmp(name, json_mark, JSON_MARK) == 0;
}

// ## Templates

static bool check(const char *template, struct mynah_error *error)
{
    char name[NAME_MOST], clipped[MYNAH__CLIP];
    for (const char *at = strstr(template, "{{"); at; at = strstr(at, "{{")) {
        const char *rest = read_name(at, name);
        if (!rest) {
            return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                                   "a placeholder of the template does not end: %s",
                                   mynah__clip(clipped, at));
        }
        if (is_json_path(name)) {
            if (!mynah_record_path(mynah_chat_request_shape(), name + JSON_MARK, error)) {
                return false;
            }
        } else if (!find(name)) {
            return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                                   "no placeholder is called '%s'; there are: call, json PATH, "
                                   "model, prompt, system",
                                   mynah__clip(clipped, name));
        }
        at = rest;
    }
    return true;
}

static char *render(const char *template, const struct mynah_call *call)
{
    struct text text = { .bytes = NULL };
    char name[NAME_MOST];
    mynah__text_add(&text, "");
    for (const char *at; (at = strstr(template, "{{")) != NULL;) {
        mynah__text_add_bytes(&text, template, (size_t)(at - template));
        template = read_name(at, name);
        const struct placeholder *placeholder = find(name);
        if (placeholder) {
            placeholder->put(&text, call);
        } else {
            add_value(&text, call->request, name + JSON_MARK);
        }
    }
    mynah__text_add(&text, template);
    return mynah__text_detach(&text);
}

static bool answer(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                   struct mynah_error *error)
{
    struct mynah_chat_response response = *(const struct mynah_chat_response *)self;
    char *content = render(response.content, call);
    if (!content) {
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    response.content = content;
    bool answered = mynah_answer_record(answer, mynah_chat_response_shape(), &response, error);
    mynah_free(content);
    return answered;
}

bool mynah_provider_add_template(struct mynah_provider *provider,
                                 const struct mynah_chat_response *response,
                                 const struct mynah_step *how, struct mynah_error *error)
{
    assert(response && response->content);
    if (!check(response->content, error)) {
        return false;
    }
    struct mynah_chat_response *copy =
        mynah_record_copy(mynah_chat_response_shape(), response, error);
    const struct mynah_step step = { .kind = MYNAH_STEP_CALLBACK,
                                     .callback = answer,
                                     .self = copy };
    return copy && mynah__provider_keep(provider, copy, error) &&
           mynah__provider_add(provider, step, how, error);
}
