// SPDX-License-Identifier: Apache-2.0
//
// Runs snippets in the container of the executor, many at a time: the code that it is given is the
// program of the witness with the snippets behind it, and its results are what was observed.

#include "soundness.h"

#include "core/alloc.h"
#include "core/file.h"

#include <string.h>

struct container {
    struct mynah_executor *executor;
    struct text program;
};

struct container *container_create(const char *program, struct mynah_error *error)
{
    struct container *container = mynah__alloc(sizeof *container);
    if (!container) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    const struct mynah_executor_options options = {
        .method = MYNAH_EXECUTION_CONTAINER,
        .wall_limit = 600 * MYNAH_SECOND,
        .cpu_limit = 600 * MYNAH_SECOND,
    };
    if (!mynah__file_read(program, 1 << 20, &container->program, error) ||
        !(container->executor = mynah_executor_create(NULL, &options, error))) {
        container_destroy(container);
        return NULL;
    }
    return container;
}

const char *container_version(const struct container *container)
{
    return mynah_executor_python_version(container->executor);
}

void container_destroy(struct container *container)
{
    if (container) {
        mynah_executor_destroy(container->executor);
        mynah__text_finish(&container->program);
        mynah__free(container);
    }
}

// ## The job

static void add_bytes(struct text *text, const char *bytes, size_t size)
{
    mynah__text_add(text, "b'");
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (byte < ' ' || byte > '~' || byte == '\\' || byte == '\'') {
            mynah__text_add_format(text, "\\x%02x", byte);
        } else {
            mynah__text_add_char(text, (char)byte);
        }
    }
    mynah__text_add(text, "',\n");
}

static void write_job(struct text *text, const struct text *program, const struct snippet *snippets,
                      size_t count)
{
    mynah__text_add_bytes(text, program->bytes, program->size);
    mynah__text_add(text, "\nresults = {'runs': witness([\n");
    for (size_t i = 0; i < count; i++) {
        add_bytes(text, snippets[i].code, snippets[i].size);
    }
    mynah__text_add(text, "])}\n");
}

// ## What is reported

static const struct {
    const char *name;
    enum event_kind kind;
} kinds[] = {
    { "write", EVENT_WRITE },   { "read", EVENT_READ }, { "spawn", EVENT_SPAWN },
    { "delete", EVENT_DELETE }, { "kill", EVENT_KILL }, { "connect", EVENT_CONNECT },
    { "native", EVENT_NATIVE }, { "open", EVENT_OPEN }, { "touch", EVENT_TOUCH },
};

static enum event_kind kind_of(const json_t *event, const char *is)
{
    if (strcmp(is, "touch") == 0 && json_is_true(json_object_get(event, "writes"))) {
        return EVENT_WRITE;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(is, kinds[i].name) == 0) {
            return kinds[i].kind;
        }
    }
    return EVENT_OTHER;
}

static const char *copy(const json_t *event, const char *key, struct arena *arena)
{
    const char *text = json_string_value(json_object_get(event, key));
    return text ? mynah__arena_text(arena, text) : NULL;
}

static void read_end(struct observed *observed, const json_t *event, struct arena *arena)
{
    observed->how = copy(event, "how", arena);
    observed->complete = observed->how != NULL; // else the snippet has written it
    observed->type = copy(event, "type", arena);
    observed->results = copy(event, "results", arena);
    observed->caught = json_array_size(json_object_get(event, "caught")) > 0;
    const json_t *lines = json_object_get(event, "lines");
    int *numbers = mynah__arena_alloc(arena, (json_array_size(lines) + 1) * sizeof *numbers);
    for (size_t i = 0; numbers && i < json_array_size(lines); i++) {
        numbers[i] = (int)json_integer_value(json_array_get(lines, i));
    }
    observed->lines = numbers;
    observed->line_count = numbers ? json_array_size(lines) : 0;
}

static void read_event(struct observed *observed, const json_t *event, struct arena *arena)
{
    const char *is = json_string_value(json_object_get(event, "is"));
    if (!is) {
        return;
    }
    if (strcmp(is, "end") == 0) {
        read_end(observed, event, arena);
        return;
    }
    if (strcmp(is, "timeout") == 0) {
        observed->timed_out = true;
        return;
    }
    struct event *events = mynah__arena_grow(arena, observed->events, observed->event_count,
                                             &observed->event_capacity, sizeof *events);
    if (events) {
        observed->events = events;
        events[observed->event_count++] = (struct event){
            .kind = kind_of(event, is),
            .channel = copy(event, "channel", arena),
            .value = copy(event, "value", arena),
            .api = copy(event, "api", arena),
            .line = (int)json_integer_value(json_object_get(event, "line")),
        };
    }
}

static void read_run(struct observed *observed, const char *text, struct arena *arena)
{
    observed->ran = true;
    while (*text) {
        size_t size = strcspn(text, "\n");
        json_t *event = json_loadb(text, size, 0, NULL);
        read_event(observed, event, arena);
        json_decref(event);
        text += size + (text[size] == '\n');
    }
}

static bool read_runs(const char *results, struct observed *observed, size_t count,
                      struct arena *arena)
{
    json_t *root = json_loads(results, JSON_ALLOW_NUL, NULL);
    const json_t *runs = json_object_get(root, "runs");
    bool all = json_array_size(runs) == count;
    for (size_t i = 0; all && i < count; i++) {
        read_run(&observed[i], json_string_value(json_array_get(runs, i)), arena);
    }
    json_decref(root);
    return all;
}

bool container_run(struct container *container, const struct snippet *snippets, size_t count,
                   const struct observations *observed, struct mynah_error *error)
{
    struct text text = { 0 };
    write_job(&text, &container->program, snippets, count);
    struct mynah_execution *execution = NULL;
    if (text.failed) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    } else {
        execution = mynah_executor_execute(
            container->executor,
            &(struct mynah_job){ .code = text.bytes, .size = text.size, .confine = true }, error);
    }
    mynah__text_finish(&text);
    bool done = execution && execution->results &&
                read_runs(execution->results, observed->each, count, observed->arena);
    if (execution && !done) {
        mynah_error_set(error, MYNAH_ERROR_IO, "the witness broke down: %s: %s\n%s",
                        execution->type ? execution->type : "", execution->message,
                        execution->errors);
    }
    mynah_free(execution);
    return done;
}
