// SPDX-License-Identifier: Apache-2.0
//
// Replaying a cassette: each call in the file becomes a step of a mock, with the request as its
// condition.

#include <mynah/cassette.h>

#include "core/arena.h"
#include "core/file.h"
#include "core/json_flaw.h"
#include "provider/redact.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

struct replayer {
    struct mynah_provider *mock;
    const char *json; // the whole text, which has been read once
    size_t size;
    const struct mynah_replay_options *options;
    struct mynah_error *error;
    size_t call; // that is being read, from 1
};

// ## Where a call stands

// Return what is behind the string that begins at `at`.
static size_t skip_string(const char *json, size_t size, size_t at)
{
    for (at++; at < size && json[at] != '"'; at++) {
        at += json[at] == '\\';
    }
    return at < size ? at + 1 : size;
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

// Whether the string at `at` is the member `calls` of the outermost object.
static bool is_calls(const char *json, size_t at, size_t behind, int depth)
{
    static const char name[] = "\"calls\"";
    return depth == 1 && behind - at == sizeof name - 1 &&
           memcmp(json + at, name, behind - at) == 0;
}

// Return where the call at `index` begins, in text that is known to be JSON and to have it.
static size_t find_call(const char *json, size_t size, size_t index)
{
    size_t at = 0, seen = 0;
    int depth = 0;
    bool calls = false;   // its array is next, or is being read
    bool element = false; // one is to come
    while (at < size) {
        char byte = json[at];
        if (element && depth == 2 && !is_space(byte) && byte != ']') {
            if (seen++ == index) {
                return at;
            }
            element = false;
        }
        size_t behind = byte == '"' ? skip_string(json, size, at) : at + 1;
        if (byte == '"' && is_calls(json, at, behind, depth)) {
            calls = true;
        }
        depth += (byte == '{' || byte == '[') - (byte == '}' || byte == ']');
        element = element || (calls && depth == 2 && (byte == '[' || byte == ','));
        at = behind;
    }
    return size;
}

// Refuse a call, with the line and column where it begins.
static bool refuse_call(struct replayer *replayer, enum mynah_error_code code, const char *why)
{
    size_t begins = find_call(replayer->json, replayer->size, replayer->call - 1);
    int line = 1, column = 1;
    for (size_t i = 0; i < begins; i++) {
        column = replayer->json[i] == '\n' ? 1 : column + 1;
        line += replayer->json[i] == '\n';
    }
    return mynah_error_set_at(replayer->error, code, line, column,
                              "call %zu of the cassette: %.220s", replayer->call, why);
}

static bool refuse(struct replayer *replayer, const char *why)
{
    return refuse_call(replayer, MYNAH_ERROR_ARGUMENT, why);
}

// Read the member `name` of a call as a record; the caller's.
static void *read_record(struct replayer *replayer, const json_t *value,
                         const struct mynah_shape *shape, const char *name)
{
    struct mynah_error inner;
    char *json = json_is_object(value) ? json_dumps(value, JSON_COMPACT) : NULL;
    if (!json && json_is_object(value)) {
        mynah_error_set(replayer->error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    if (!json) {
        char why[80];
        snprintf(why, sizeof why, "its `%s` is no object", name);
        refuse(replayer, why);
        return NULL;
    }
    void *record = mynah_record_from_json(shape, json, strlen(json), &inner);
    json_free_t release;
    json_get_alloc_funcs(NULL, &release);
    release(json);
    if (!record) {
        char why[260];
        snprintf(why, sizeof why, "%s: %.200s", name, inner.text);
        refuse_call(replayer, inner.code, why);
    }
    return record;
}

// ## The condition of a step

struct terms {
    struct arena arena;
    struct mynah_match *terms;
    size_t count;
    size_t capacity;
};

static void add_term(struct terms *terms, struct mynah_match term)
{
    struct mynah_match *grown = mynah__arena_grow(&terms->arena, terms->terms, terms->count,
                                                  &terms->capacity, sizeof *grown);
    if (grown) {
        terms->terms = grown;
        grown[terms->count++] = term;
    }
}

static void add_records(struct terms *terms, const char *path, const struct mynah_shape *shape,
                        const void *records, size_t count)
{
    add_term(terms, (struct mynah_match){ .path = path, .number = (int64_t)count });
    for (size_t i = 0; i < count; i++) {
        add_term(terms, (struct mynah_match){
                            .path = mynah__arena_format(&terms->arena, "%s[%zu]", path, i),
                            .record = (const char *)records + i * shape->size,
                            .shape = shape });
    }
}

// The request has to be this one in every member but those that hold secrets.
static void add_strict(struct terms *terms, const struct mynah_chat_request *request)
{
    add_term(terms, (struct mynah_match){ .path = "model", .text = request->model });
    add_records(terms, "messages", mynah_chat_message_shape(), request->messages,
                request->message_count);
    add_records(terms, "tools", mynah_chat_tool_shape(), request->tools, request->tool_count);
    add_term(terms, (struct mynah_match){ .path = "tool_choice", .text = request->tool_choice });
    add_term(terms,
             (struct mynah_match){ .path = "has_temperature", .number = request->has_temperature });
    add_term(terms, (struct mynah_match){ .path = "temperature", .real = request->temperature });
    add_term(terms, (struct mynah_match){ .path = "max_tokens", .number = request->max_tokens });
    add_term(terms, (struct mynah_match){ .path = "stop", .number = (int64_t)request->stop_count });
    for (size_t i = 0; i < request->stop_count; i++) {
        add_term(terms,
                 (struct mynah_match){ .path = mynah__arena_format(&terms->arena, "stop[%zu]", i),
                                       .text = request->stop[i] });
    }
    if (!request->options || !strstr(request->options, mynah__redacted)) {
        add_term(terms, (struct mynah_match){ .path = "options", .text = request->options });
    }
}

static void add_loose(struct terms *terms, const struct mynah_chat_request *request)
{
    add_term(terms, (struct mynah_match){ .path = "model", .text = request->model });
    if (request->message_count) {
        add_term(terms,
                 (struct mynah_match){ .path = "messages[-1]",
                                       .record = &request->messages[request->message_count - 1],
                                       .shape = mynah_chat_message_shape() });
    }
}

// ## Steps

// Add what the call was answered; `how` says when.
static bool add_chunks(struct replayer *replayer, const json_t *chunks,
                       const struct mynah_chat_error *breaks, const struct mynah_step *how)
{
    size_t count = json_array_size(chunks), read = 0;
    struct arena arena = { .chunk = NULL };
    struct mynah_chat_chunk *all = mynah__arena_alloc(&arena, (count + 1) * sizeof *all);
    void **blocks = mynah__arena_alloc(&arena, (count + 1) * sizeof *blocks);
    bool good =
        !arena.failed || mynah_error_set(replayer->error, MYNAH_ERROR_MEMORY, "out of memory");
    for (; good && read < count; read++) {
        blocks[read] =
            read_record(replayer, json_array_get(chunks, read), mynah_chat_chunk_shape(), "chunks");
        good = blocks[read] != NULL;
        if (good) {
            all[read] = *(struct mynah_chat_chunk *)blocks[read];
            all[read].delay = replayer->options->no_delays ? 0 : all[read].delay;
        } else {
            break;
        }
    }
    const struct mynah_chat_script script = { .chunks = all,
                                              .chunk_count = count,
                                              .breaks = breaks };
    good = good && mynah_provider_add_stream(replayer->mock, &script, how, replayer->error);
    for (size_t i = 0; i < read; i++) {
        mynah_free(blocks[i]);
    }
    mynah__arena_finish(&arena);
    return good;
}

static bool add_answer(struct replayer *replayer, const json_t *call, const struct mynah_step *how)
{
    const json_t *response = json_object_get(call, "response");
    const json_t *failure = json_object_get(call, "failure");
    const json_t *chunks = json_object_get(call, "chunks");
    struct mynah_chat_error *error = NULL;
    bool added = false;
    if (failure) {
        error = read_record(replayer, failure, mynah_chat_error_shape(), "failure");
        if (!error) {
            return false;
        }
        error->timeout = replayer->options->no_delays ? -1 : error->timeout;
    }
    if (json_is_array(chunks)) {
        added = add_chunks(replayer, chunks, error, how);
    } else if (error) {
        added = mynah_provider_add_error(replayer->mock, error, how, replayer->error);
    } else if (response) {
        struct mynah_chat_response *reply =
            read_record(replayer, response, mynah_chat_response_shape(), "response");
        added = reply && mynah_provider_add_reply(replayer->mock, reply, how, replayer->error);
        mynah_free(reply);
    } else {
        refuse(replayer, "it has neither a response nor chunks nor a failure");
    }
    mynah_free(error);
    return added;
}

static bool add_call(struct replayer *replayer, const json_t *call)
{
    const struct mynah_replay_options *options = replayer->options;
    const json_t *delay = json_object_get(call, "delay");
    struct mynah_chat_request *request = read_record(replayer, json_object_get(call, "request"),
                                                     mynah_chat_request_shape(), "request");
    struct terms terms = { .count = 0 };
    if (!request) {
        return false;
    }
    if (options->loose) {
        add_loose(&terms, request);
    } else {
        add_strict(&terms, request);
    }
    const struct mynah_match when = { .kind = MYNAH_MATCH_ALL,
                                      .terms = terms.terms,
                                      .term_count = terms.count };
    bool timed = json_is_integer(delay) && json_integer_value(delay) > 0 && !options->no_delays;
    const struct mynah_step how = { .when = &when,
                                    .optional = options->loose,
                                    .delay = timed ? json_integer_value(delay) : 0 };
    bool added = !terms.arena.failed
                     ? add_answer(replayer, call, &how)
                     : mynah_error_set(replayer->error, MYNAH_ERROR_MEMORY, "out of memory");
    mynah__arena_finish(&terms.arena);
    mynah_free(request);
    return added;
}

// ## The file

static json_t *read_calls(const char *json, size_t size, json_t **top, struct mynah_error *error)
{
    json_error_t where;
    *top = json_loadb(json, size, JSON_REJECT_DUPLICATES, &where);
    if (!*top) {
        if (mynah__json_no_memory(&where, json)) {
            mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        } else {
            mynah_error_set_at(error, MYNAH_ERROR_ARGUMENT, where.line, where.column,
                               "the cassette is no JSON: %s", where.text);
        }
        return NULL;
    }
    json_t *calls = json_object_get(*top, "calls");
    if (json_integer_value(json_object_get(*top, "mynah_cassette")) != 1 || !json_is_array(calls)) {
        mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                        "this is no cassette: it has no `\"mynah_cassette\": 1` and `calls`");
        return NULL;
    }
    return calls;
}

struct mynah_provider *mynah_cassette_replay_text(struct mynah_world *world, const char *json,
                                                  size_t size,
                                                  const struct mynah_replay_options *given,
                                                  struct mynah_error *error)
{
    const struct mynah_replay_options options =
        given ? *given : (struct mynah_replay_options){ .name = NULL };
    const struct mynah_provider_options mock = {
        .name = options.name ? options.name : "replay",
        .exhaustion = options.loose ? MYNAH_EXHAUSTION_REPEAT_LAST : MYNAH_EXHAUSTION_ERROR,
    };
    struct replayer replayer = { .json = json, .size = size, .options = &options, .error = error };
    json_t *top = NULL, *calls = read_calls(json, size, &top, error);
    bool good = calls != NULL;
    if (good) {
        replayer.mock = mynah_provider_create(world, &mock, error);
        good = replayer.mock != NULL;
    }
    for (size_t i = 0; good && i < json_array_size(calls); i++) {
        replayer.call = i + 1;
        good = add_call(&replayer, json_array_get(calls, i));
    }
    json_decref(top);
    if (!good) {
        mynah_provider_destroy(replayer.mock);
        return NULL;
    }
    return replayer.mock;
}

struct mynah_provider *mynah_cassette_replay(struct mynah_world *world, const char *path,
                                             const struct mynah_replay_options *options,
                                             struct mynah_error *error)
{
    struct text content = { .bytes = NULL };
    struct mynah_provider *mock = NULL;
    if (mynah__file_read(path, MYNAH_CASSETTE_SIZE_MOST, &content, error)) {
        mock = mynah_cassette_replay_text(world, content.bytes ? content.bytes : "", content.size,
                                          options, error);
    }
    mynah__text_finish(&content);
    return mock;
}
