// SPDX-License-Identifier: Apache-2.0
//
// A code generator of a chat provider: it puts the request into messages, and takes the code out of
// the reply.  And back: behaviours in the forms that a model would send them in.

#include <mynah/extract.h>

#include "core/alloc.h"
#include "core/json.h"
#include "generator/behaviors.h"
#include "generator/template.h"
#include "provider/mock.h"

#include <assert.h>
#include <string.h>

struct chat_generator {
    struct mynah_chat_provider provider;
    char *model;
    char *system;
    struct mynah_code_options code; // its texts are ours
};

static const char usual_system[] =
    "You write Python. Answer with one block of Python code and nothing else. The code assigns a "
    "dictionary called `results`.";

// ## What is asked

static void add_part(struct text *text, const char *title, const char *part)
{
    if (part && *part) {
        mynah__text_add_format(text, "%s%s:\n", text->size ? "\n\n" : "", title);
        mynah__text_add(text, part);
    }
}

static char *first_message(const struct mynah_request *request)
{
    struct text text = { .bytes = NULL };
    mynah__text_add(&text, "");
    add_part(&text, "Request", request->user_query);
    add_part(&text, "Task", request->task_objective);
    add_part(&text, "Expected results", request->expected_results);
    add_part(&text, "Plan", request->structured_plan);
    add_part(&text, "Context", request->capability_context_data);
    for (size_t i = 0; i < request->capability_prompt_count; i++) {
        add_part(&text, "Notes", request->capability_prompts[i]);
    }
    return mynah__text_detach(&text);
}

static void add_failure(struct text *text, const struct mynah_failure *failure)
{
    mynah__text_add(text, "\n- ");
    if (failure->attempt) {
        mynah__text_add_format(text, "attempt %lld: ", (long long)failure->attempt);
    }
    mynah__text_add_format(text, "%s: %s", failure->type, failure->message);
    if (failure->line) {
        mynah__text_add_format(text, " (line %lld)", (long long)failure->line);
    }
}

static char *second_message(const struct mynah_failure *failures, size_t count)
{
    struct text text = { .bytes = NULL };
    mynah__text_add(&text, "That failed:");
    for (size_t i = 0; i < count; i++) {
        add_failure(&text, &failures[i]);
    }
    mynah__text_add(&text, "\nWrite the whole code again, without these errors.");
    return mynah__text_detach(&text);
}

static char *fenced(const char *code)
{
    struct text text = { .bytes = NULL };
    size_t size = strlen(code);
    mynah__text_add(&text, "```python\n");
    mynah__text_add(&text, code);
    mynah__text_add(&text, size && code[size - 1] == '\n' ? "```\n" : "\n```\n");
    return mynah__text_detach(&text);
}

// ## What is answered

static char *code_of(const struct chat_generator *generator,
                     const struct mynah_chat_response *response, struct mynah_error *error)
{
    struct mynah_code *code = mynah_code_extract(response, &generator->code, error);
    char *text = code ? mynah_copy_text(code->text) : NULL;
    if (code && !text) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    mynah_code_destroy(code);
    return text;
}

static char *ask(const struct chat_generator *generator, const struct mynah_chat_message *messages,
                 size_t count, struct mynah_error *error)
{
    const struct mynah_chat_provider *provider = &generator->provider;
    const struct mynah_chat_request request = { .model = generator->model,
                                                .messages = messages,
                                                .message_count = count };
    struct mynah_chat_failure failure = { .kind = MYNAH_CHAT_NO_FAILURE };
    struct mynah_chat_response *response = provider->chat(provider->self, &request, &failure);
    if (!response) {
        mynah_error_set(error, failure.error.code ? failure.error.code : MYNAH_ERROR_SCRIPTED, "%s",
                        failure.error.text);
        return NULL;
    }
    char *code = code_of(generator, response, error);
    mynah_free(response);
    return code;
}

static char *generate(void *self, const struct mynah_request *request,
                      const struct mynah_failure *failures, size_t failure_count,
                      struct mynah_error *error)
{
    const struct chat_generator *generator = self;
    const struct mynah_failure *last = failure_count ? &failures[failure_count - 1] : NULL;
    char *first = first_message(request);
    char *answer = last && last->code ? fenced(last->code) : NULL;
    char *second = last ? second_message(failures, failure_count) : NULL;
    char *code = NULL;
    if (!first || (last && (!second || (last->code && !answer)))) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    } else {
        struct mynah_chat_message messages[4] = {
            { .role = "system", .content = generator->system },
            { .role = "user", .content = first },
        };
        size_t count = 2;
        if (answer) {
            messages[count++] =
                (struct mynah_chat_message){ .role = "assistant", .content = answer };
        }
        if (second) {
            messages[count++] = (struct mynah_chat_message){ .role = "user", .content = second };
        }
        code = ask(generator, messages, count, error);
    }
    mynah_free(first);
    mynah_free(answer);
    mynah_free(second);
    return code;
}

static char *metadata(void *self, struct mynah_error *error)
{
    const struct chat_generator *generator = self;
    struct text text = { .bytes = NULL };
    mynah__text_add(&text, "{\"generator\": \"chat\", \"provider\": ");
    mynah__json_string(&text, generator->provider.name);
    mynah__text_add(&text, ", \"model\": ");
    mynah__json_string(&text, generator->model);
    mynah__text_add(&text, "}");
    char *json = mynah__text_detach(&text);
    if (!json) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return json;
}

// ## Life

static void destroy(void *self)
{
    struct chat_generator *generator = self;
    for (size_t i = 0; generator->code.path && i < generator->code.path_count; i++) {
        mynah_free((char *)generator->code.path[i]);
    }
    mynah__free((void *)generator->code.path);
    mynah_free((char *)generator->code.tool);
    mynah_free(generator->model);
    mynah_free(generator->system);
    mynah__free(generator);
}

static bool copy_path(struct mynah_code_options *code, const char *const *path, size_t count)
{
    const char **copy = mynah__alloc((count + 1) * sizeof *copy);
    code->path = copy;
    code->path_count = count;
    for (size_t i = 0; copy && i < count; i++) {
        copy[i] = mynah_copy_text(path[i]);
        if (!copy[i]) {
            return false;
        }
    }
    return copy != NULL;
}

static bool copy_options(struct chat_generator *generator,
                         const struct mynah_chat_generator_options *options)
{
    const struct mynah_code_options *code = &options->code;
    const char *system = options->system ? options->system : usual_system;
    generator->code.forms = code->forms;
    generator->system = mynah_copy_text(system);
    generator->model = options->model ? mynah_copy_text(options->model) : NULL;
    generator->code.tool = code->tool ? mynah_copy_text(code->tool) : NULL;
    return generator->system && !generator->model == !options->model &&
           !generator->code.tool == !code->tool &&
           (!code->path || copy_path(&generator->code, code->path, code->path_count));
}

bool mynah_generator_from_provider(const struct mynah_chat_provider *provider,
                                   const struct mynah_chat_generator_options *given,
                                   struct mynah_code_generator *generator,
                                   struct mynah_error *error)
{
    static const struct mynah_chat_generator_options none = { .model = NULL };
    assert(provider && provider->chat && generator);
    struct chat_generator *made = mynah__alloc(sizeof *made);
    if (made) {
        made->provider = *provider;
    }
    if (!made || !copy_options(made, given ? given : &none)) {
        if (made) {
            destroy(made);
        }
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    *generator = (struct mynah_code_generator){
        .generate = generate, .metadata = metadata, .destroy = destroy, .self = made
    };
    return true;
}

// ## Behaviours as replies

static char *arguments_of(const char *code)
{
    struct text text = { .bytes = NULL };
    mynah__text_add(&text, "{\"code\": ");
    mynah__json_string(&text, code);
    mynah__text_add(&text, "}");
    return mynah__text_detach(&text);
}

static char *around(const char *code)
{
    struct text text = { .bytes = NULL };
    char *block = fenced(code);
    mynah__text_add(&text, "Here is the code:\n\n");
    mynah__text_add(&text, block ? block : "");
    mynah__text_add(&text, "\nIt stores what it found in `results`.\n");
    text.failed = text.failed || !block;
    mynah_free(block);
    return mynah__text_detach(&text);
}

bool mynah__provider_add_behavior(struct mynah_provider *provider,
                                  const struct behavior_reply *reply, const struct mynah_step *how,
                                  struct mynah_error *error)
{
    enum mynah_code_form form = reply->form;
    static const struct behaviors built_in = { 0 };
    const struct mynah_behavior *behavior = mynah__behaviors_find(&built_in, reply->name, error);
    if (!behavior) {
        return false;
    }
    if (form != MYNAH_AS_FENCED && form != MYNAH_AS_TOOL_CALL && form != MYNAH_AS_BARE) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "code has no such form as %d",
                               (int)form);
    }
    char *code = mynah__template_render(behavior, NULL, 0, error);
    if (!code) {
        return false;
    }
    char *text = form == MYNAH_AS_BARE     ? mynah_copy_text(code)
                 : form == MYNAH_AS_FENCED ? around(code)
                                           : arguments_of(code);
    const struct mynah_tool_call call = { .name = "run_python", .arguments = text };
    const bool calls = form == MYNAH_AS_TOOL_CALL;
    struct mynah_chat_response response = reply->like;
    response.content = calls ? NULL : text;
    response.tool_calls = calls ? &call : NULL;
    response.tool_call_count = calls;
    bool added = text ? mynah_provider_add_reply(provider, &response, how, error)
                      : mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    mynah_free(text);
    mynah_free(code);
    return added;
}

bool mynah_provider_add_behavior(struct mynah_provider *provider, const char *name,
                                 enum mynah_code_form form, const struct mynah_step *how,
                                 struct mynah_error *error)
{
    assert(provider && name);
    const struct behavior_reply reply = { .name = name, .form = form };
    return mynah__provider_add_behavior(provider, &reply, how, error);
}
