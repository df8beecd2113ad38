// SPDX-License-Identifier: Apache-2.0
//
// A scenario: a YAML document that becomes the script of a mock and a list of faults.

#include "wire/scenario.h"

#include "core/alloc.h"
#include "provider/mock.h"

#include <mynah/extract.h>

#include <stdio.h>
#include <string.h>

#define AT(type, member) .offset = offsetof(struct type, member)

// ## The tables

struct usage_row {
    int64_t prompt;
    int64_t completion;
    int64_t cached;
};

// A fault, or an error, as they are written.
struct fault_row {
    const char *kind;
    struct mynah_config_pairs when;
    struct mynah_config_pairs headers;
    const char *times;
    const char *delay;
    const char *retry_after;
    const char *timeout;
    const char *message; // of an error, and the text of a fault
    const char *type;
    const char *code;
    const char *param;
    int64_t spare;
    int64_t after;
    int64_t status;
    int phase;
};

struct step_row {
    struct mynah_config_pairs when;
    const char *times;
    const char *delay;
    const char *reply;
    const char *template;
    const char *behavior;
    int form;
    struct mynah_config_strings stream;
    const char *finish;
    const char *model;
    const char *id;
    struct usage_row usage;
    struct fault_row error;
    struct fault_row fault;
};

struct serve_row {
    struct mynah_config_strings models;
    int64_t seed;
    int exhaustion;
    const char *first;
    const char *between;
    const char *jitter;
};

// In the order of the enumerations.
static const char *const exhaustions[] = { "repeat-last", "cycle", "default", "error", NULL };
static const char *const forms[] = { "fenced", "tool-call", "bare", NULL };
static const char *const phases[] = { "before-answer", "before-token", "between-tokens", NULL };
static const enum mynah_code_form form_of[] = { MYNAH_AS_FENCED, MYNAH_AS_TOOL_CALL,
                                                MYNAH_AS_BARE };

// clang-format off
#define FAULT_FIELDS(table, holder, prefix)                                                          \
    static const struct mynah_config_field table[] = {                                             \
        { .name = "kind",        .kind = MYNAH_CONFIG_STRING, AT(holder, prefix kind) },             \
        { .name = "when",        .kind = MYNAH_CONFIG_PAIRS,  AT(holder, prefix when) },             \
        { .name = "headers",     .kind = MYNAH_CONFIG_PAIRS,  AT(holder, prefix headers) },          \
        { .name = "times",       .kind = MYNAH_CONFIG_STRING, AT(holder, prefix times) },            \
        { .name = "spare",       .kind = MYNAH_CONFIG_INT,    AT(holder, prefix spare) },            \
        { .name = "after",       .kind = MYNAH_CONFIG_INT,    AT(holder, prefix after) },            \
        { .name = "delay",       .kind = MYNAH_CONFIG_STRING, AT(holder, prefix delay) },            \
        { .name = "status",      .kind = MYNAH_CONFIG_INT,    AT(holder, prefix status) },           \
        { .name = "text",        .kind = MYNAH_CONFIG_STRING, AT(holder, prefix message) },          \
        { .name = "type",        .kind = MYNAH_CONFIG_STRING, AT(holder, prefix type) },             \
        { .name = "code",        .kind = MYNAH_CONFIG_STRING, AT(holder, prefix code) },             \
        { .name = "param",       .kind = MYNAH_CONFIG_STRING, AT(holder, prefix param) },            \
        { .name = "retry_after", .kind = MYNAH_CONFIG_STRING, AT(holder, prefix retry_after) },      \
        { 0 },                                                                                     \
    }
#define NOTHING
FAULT_FIELDS(fault_fields, fault_row, NOTHING);
FAULT_FIELDS(step_fault_fields, step_row, fault.);

static const struct mynah_config_field error_fields[] = {
    { .name = "kind",        .kind = MYNAH_CONFIG_STRING, AT(step_row, error.kind) },
    { .name = "status",      .kind = MYNAH_CONFIG_INT,    AT(step_row, error.status) },
    { .name = "message",     .kind = MYNAH_CONFIG_STRING, AT(step_row, error.message) },
    { .name = "type",        .kind = MYNAH_CONFIG_STRING, AT(step_row, error.type) },
    { .name = "code",        .kind = MYNAH_CONFIG_STRING, AT(step_row, error.code) },
    { .name = "param",       .kind = MYNAH_CONFIG_STRING, AT(step_row, error.param) },
    { .name = "headers",     .kind = MYNAH_CONFIG_PAIRS,  AT(step_row, error.headers) },
    { .name = "retry_after", .kind = MYNAH_CONFIG_STRING, AT(step_row, error.retry_after) },
    { .name = "timeout",     .kind = MYNAH_CONFIG_STRING, AT(step_row, error.timeout) },
    { .name = "phase",       .kind = MYNAH_CONFIG_ENUM,   AT(step_row, error.phase), .words = phases },
    { 0 },
};
static const struct mynah_config_field usage_fields[] = {
    { .name = "prompt",     .kind = MYNAH_CONFIG_INT, AT(step_row, usage.prompt) },
    { .name = "completion", .kind = MYNAH_CONFIG_INT, AT(step_row, usage.completion) },
    { .name = "cached",     .kind = MYNAH_CONFIG_INT, AT(step_row, usage.cached) },
    { 0 },
};
static const struct mynah_config_field step_fields[] = {
    { .name = "when",     .kind = MYNAH_CONFIG_PAIRS,   AT(step_row, when) },
    { .name = "times",    .kind = MYNAH_CONFIG_STRING,  AT(step_row, times) },
    { .name = "delay",    .kind = MYNAH_CONFIG_STRING,  AT(step_row, delay) },
    { .name = "reply",    .kind = MYNAH_CONFIG_STRING,  AT(step_row, reply) },
    { .name = "template", .kind = MYNAH_CONFIG_STRING,  AT(step_row, template) },
    { .name = "calls",    .kind = MYNAH_CONFIG_IGNORED },
    { .name = "behavior", .kind = MYNAH_CONFIG_STRING,  AT(step_row, behavior) },
    { .name = "form",     .kind = MYNAH_CONFIG_ENUM,    AT(step_row, form), .words = forms },
    { .name = "stream",   .kind = MYNAH_CONFIG_STRINGS, AT(step_row, stream) },
    { .name = "finish",   .kind = MYNAH_CONFIG_STRING,  AT(step_row, finish) },
    { .name = "model",    .kind = MYNAH_CONFIG_STRING,  AT(step_row, model) },
    { .name = "id",       .kind = MYNAH_CONFIG_STRING,  AT(step_row, id) },
    { .name = "usage",    .kind = MYNAH_CONFIG_SECTION, .fields = usage_fields },
    { .name = "error",    .kind = MYNAH_CONFIG_SECTION, .fields = error_fields },
    { .name = "fault",    .kind = MYNAH_CONFIG_SECTION, .fields = step_fault_fields },
    { 0 },
};
static const struct mynah_config_field call_fields[] = {
    { .name = "id",        .kind = MYNAH_CONFIG_STRING, AT(mynah_tool_call, id) },
    { .name = "name",      .kind = MYNAH_CONFIG_STRING, AT(mynah_tool_call, name) },
    { .name = "arguments", .kind = MYNAH_CONFIG_STRING, AT(mynah_tool_call, arguments) },
    { 0 },
};
static const struct mynah_config_field pace_fields[] = {
    { .name = "first",   .kind = MYNAH_CONFIG_STRING, AT(serve_row, first) },
    { .name = "between", .kind = MYNAH_CONFIG_STRING, AT(serve_row, between) },
    { .name = "jitter",  .kind = MYNAH_CONFIG_STRING, AT(serve_row, jitter) },
    { 0 },
};
static const struct mynah_config_field serve_fields[] = {
    { .name = "models",     .kind = MYNAH_CONFIG_STRINGS, AT(serve_row, models) },
    { .name = "seed",       .kind = MYNAH_CONFIG_INT,     AT(serve_row, seed) },
    { .name = "exhaustion", .kind = MYNAH_CONFIG_ENUM,    AT(serve_row, exhaustion), .words = exhaustions },
    { .name = "pace",       .kind = MYNAH_CONFIG_SECTION, .fields = pace_fields },
    { 0 },
};
// clang-format on

// ## Values

bool mynah__scenario_refuse(const struct mynah_scenario *scenario, const char *path,
                            const char *why, struct mynah_error *error)
{
    int line = 0, column = 0;
    char at[160];
    snprintf(at, sizeof at, "%s", path);
    mynah_config_place(scenario->config, at, &line, &column);
    while (!line && strrchr(at, '.')) { // what is missing is missing where it belongs
        *strrchr(at, '.') = '\0';
        mynah_config_place(scenario->config, at, &line, &column);
    }
    return mynah_error_set_at(error, MYNAH_ERROR_CONFIG, line, column, "%.200s", why);
}

// Where a row is in the document, and what its values are read into.
struct reading {
    struct mynah_scenario *scenario;
    char path[64]; // "steps[3]"
    struct mynah_error *error;
};

static bool refuse(const struct reading *reading, const char *key, const char *why)
{
    char path[120];
    snprintf(path, sizeof path, "%s.%s", reading->path, key);
    return mynah__scenario_refuse(reading->scenario, path, why, reading->error);
}

// Say what somebody else found wrong.
static bool refuse_inner(const struct reading *reading, const char *key,
                         const struct mynah_error *inner)
{
    return inner->code == MYNAH_ERROR_MEMORY
               ? mynah_error_set(reading->error, MYNAH_ERROR_MEMORY, "out of memory")
               : refuse(reading, key, inner->text);
}

static bool read_duration(const struct reading *reading, const char *key, const char *text,
                          int64_t *duration)
{
    return !text || mynah__duration_read(text, duration) ||
           refuse(reading, key, "a duration is a number and a unit: 20ms, 1.5s, 2m");
}

static bool read_times(const struct reading *reading, const char *key, const char *text, int *times)
{
    enum { TIMES_MOST = 1000000 };
    if (!text) {
        return true;
    }
    if (strcmp(text, "always") == 0) {
        *times = MYNAH_ALWAYS;
        return true;
    }
    size_t digits = strspn(text, "0123456789");
    *times = 0;
    for (size_t i = 0; i < digits && *times < TIMES_MOST; i++) {
        *times = *times * 10 + (text[i] - '0');
    }
    return (digits && !text[digits] && *times > 0) ||
           refuse(reading, key, "'times' is a number from 1 on, or 'always'");
}

// ## Faults

static bool read_headers(const struct reading *reading, struct mynah_config_pairs pairs,
                         struct mynah_wire_fault *fault)
{
    struct mynah_header *headers =
        mynah__arena_alloc(&reading->scenario->arena, (pairs.count + 1) * sizeof *headers);
    for (size_t i = 0; headers && i < pairs.count; i++) {
        headers[i] = (struct mynah_header){ pairs.items[i].name, pairs.items[i].value };
    }
    fault->headers = headers;
    fault->header_count = pairs.count;
    return headers || mynah_error_set(reading->error, MYNAH_ERROR_MEMORY, "out of memory");
}

// Fill in what faults and errors have in common; the row is at `reading->path` and `section`.
static bool read_fault(const struct reading *reading, const char *section,
                       const struct fault_row *row, struct mynah_wire_fault *fault)
{
    static const char *const keys[] = { "times", "delay", "retry_after" };
    char key[3][40];
    for (size_t i = 0; i < 3; i++) {
        snprintf(key[i], sizeof key[i], "%s%s", section, keys[i]);
    }
    fault->spare = (size_t)row->spare;
    fault->after = row->after;
    fault->status = (int)row->status;
    fault->text = row->message;
    fault->type = row->type;
    fault->code = row->code;
    fault->param = row->param;
    if (row->spare < 0 || row->after < 0 || row->status < 0 || row->status > 599) {
        return refuse(reading, section, "a number is negative, or a status above 599");
    }
    return read_times(reading, key[0], row->times, &fault->times) &&
           read_duration(reading, key[1], row->delay, &fault->delay) &&
           read_duration(reading, key[2], row->retry_after, &fault->retry_after) &&
           read_headers(reading, row->headers, fault);
}

static bool add_fault(const struct reading *reading, const struct mynah_wire_fault *fault)
{
    struct mynah_error inner;
    return mynah__faults_add(&reading->scenario->faults, fault, &inner) ||
           refuse_inner(reading, "kind", &inner);
}

static bool add_row(const struct reading *reading, const char *section, const struct fault_row *row,
                    struct mynah_wire_fault fault)
{
    char path[100], key[40], place[100];
    snprintf(key, sizeof key, "%skind", section);
    snprintf(place, sizeof place, "%s%s", reading->path, *section ? ".fault" : "");
    snprintf(path, sizeof path, "%s.%swhen", reading->path, section);
    int kind = row->kind ? mynah__fault_kind_find(row->kind) : -1;
    if (kind < 0) {
        return refuse(reading, key,
                      "a fault has a 'kind' that is one of status, hang, stall, "
                      "reset, close, cut, cut-clean, cut-event, cut-utf8, bad-json, "
                      "error-event, content-type, trickle, bad-header, bad-chunk, raw");
    }
    fault.kind = (enum mynah_wire_fault_kind)kind;
    return mynah__scenario_check_fault(reading->scenario, place, fault.kind, reading->error) &&
           read_fault(reading, section, row, &fault) &&
           mynah__scenario_when(reading->scenario, path, row->when, &fault.when, reading->error) &&
           add_fault(reading, &fault);
}

// ## Steps

static bool read_error(const struct reading *reading, const struct fault_row *row,
                       struct mynah_chat_error *failure)
{
    *failure = (struct mynah_chat_error){ .kind = mynah__kind_of_status(row->status),
                                          .message = row->message,
                                          .status = row->status,
                                          .retry_after = -1,
                                          .phase = (enum mynah_chat_phase)row->phase };
    struct mynah_error inner;
    if (row->status && (row->status < 400 || row->status > 599)) {
        return refuse(reading, "error.status", "the status of an error is from 400 to 599");
    }
    if (row->kind && !mynah_chat_failure_kind_find(row->kind, &failure->kind, &inner)) {
        return refuse_inner(reading, "error.kind", &inner);
    }
    return read_duration(reading, "error.retry_after", row->retry_after, &failure->retry_after) &&
           read_duration(reading, "error.timeout", row->timeout, &failure->timeout);
}

// What an error has that a failure of a provider has not is told by a fault of the step.
static bool add_details(const struct reading *reading, const struct fault_row *row, size_t step)
{
    struct mynah_wire_fault fault = { .kind = MYNAH_FAULT_STATUS,
                                      .step = step,
                                      .times = MYNAH_ALWAYS };
    if (!row->type && !row->code && !row->param && !row->headers.count) {
        return true;
    }
    return read_fault(reading, "error.", row, &fault) && add_fault(reading, &fault);
}

static bool read_calls(const struct reading *reading, struct mynah_chat_response *response)
{
    struct mynah_scenario *scenario = reading->scenario;
    char path[100];
    snprintf(path, sizeof path, "%s.calls", reading->path);
    size_t count = mynah_config_count(scenario->config, path);
    struct mynah_tool_call *calls =
        mynah__arena_alloc(&scenario->arena, (count + 1) * sizeof *calls);
    if (!calls) {
        return mynah_error_set(reading->error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s.calls[%zu]", reading->path, i);
        if (!mynah_config_read(scenario->config, path, call_fields, &calls[i], reading->error)) {
            return false;
        }
        if (!calls[i].name) {
            return mynah__scenario_refuse(scenario, path, "a call has a 'name'", reading->error);
        }
    }
    response->tool_calls = calls;
    response->tool_call_count = count;
    return true;
}

static struct mynah_chat_usage usage_of(const struct step_row *row)
{
    return (struct mynah_chat_usage){ .prompt_tokens = row->usage.prompt,
                                      .completion_tokens = row->usage.completion,
                                      .total_tokens = row->usage.prompt + row->usage.completion,
                                      .cache_read_input_tokens = row->usage.cached };
}

static bool add_stream(const struct reading *reading, const struct step_row *row,
                       const struct mynah_chat_error *breaks, const struct mynah_step *how)
{
    struct mynah_scenario *scenario = reading->scenario;
    size_t count = row->stream.count;
    struct mynah_chat_chunk *chunks =
        mynah__arena_alloc(&scenario->arena, (count + 1) * sizeof *chunks);
    for (size_t i = 0; chunks && i < count; i++) {
        chunks[i].content = row->stream.items[i];
        chunks[i].model = row->model;
    }
    if (!chunks) {
        return mynah_error_set(reading->error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    if (!breaks) {
        chunks[count++] = (struct mynah_chat_chunk){ .is_final = true,
                                                     .finish_reason = row->finish,
                                                     .usage = usage_of(row),
                                                     .model = row->model };
    }
    const struct mynah_chat_script script = { .chunks = chunks,
                                              .chunk_count = count,
                                              .breaks = breaks };
    return mynah_provider_add_stream(scenario->provider, &script, how, reading->error);
}

static bool add_answer(const struct reading *reading, const struct step_row *row,
                       const struct mynah_step *how, bool fails)
{
    struct mynah_provider *provider = reading->scenario->provider;
    struct mynah_error inner;
    struct mynah_chat_error failure;
    struct mynah_chat_response response = {
        .content = row->template ? row->template : row->reply,
        .finish_reason = row->finish,
        .model = row->model,
        .id = row->id,
        .usage = usage_of(row),
    };
    if (!read_calls(reading, &response) || (fails && !read_error(reading, &row->error, &failure))) {
        return false;
    }
    if (row->stream.count) {
        return add_stream(reading, row, fails ? &failure : NULL, how);
    }
    if (fails) {
        return mynah_provider_add_error(provider, &failure, how, reading->error);
    }
    if (row->behavior) {
        const struct behavior_reply behavior = { row->behavior, form_of[row->form], response };
        return mynah__provider_add_behavior(provider, &behavior, how, &inner) ||
               refuse_inner(reading, "behavior", &inner);
    }
    return row->template ? mynah_provider_add_template(provider, &response, how, &inner) ||
                               refuse_inner(reading, "template", &inner)
                         : mynah_provider_add_reply(provider, &response, how, reading->error);
}

static bool has(const struct reading *reading, const char *key)
{
    char path[100];
    int line, column;
    snprintf(path, sizeof path, "%s.%s", reading->path, key);
    mynah_config_place(reading->scenario->config, path, &line, &column);
    return line > 0;
}

static bool add_step(struct mynah_scenario *scenario, size_t index, struct mynah_error *error)
{
    struct reading reading = { .scenario = scenario, .error = error };
    struct step_row row = { .reply = NULL };
    struct mynah_step how = { .optional = true, .file = scenario->path };
    char path[80];
    int column;
    snprintf(reading.path, sizeof reading.path, "steps[%zu]", index);
    snprintf(path, sizeof path, "%s.when", reading.path);
    mynah_config_place(scenario->config, reading.path, &how.line, &column);
    if (!mynah_config_read(scenario->config, reading.path, step_fields, &row, error)) {
        return false;
    }
    bool fails = has(&reading, "error");
    return mynah__scenario_check_step(scenario, reading.path, row.error.kind, error) &&
           read_times(&reading, "times", row.times, &how.times) &&
           read_duration(&reading, "delay", row.delay, &how.delay) &&
           mynah__scenario_when(scenario, path, row.when, &how.when, error) &&
           add_answer(&reading, &row, &how, fails) &&
           (!fails || add_details(&reading, &row.error, index + 1)) &&
           (!has(&reading, "fault") ||
            add_row(&reading, "fault.", &row.fault,
                    (struct mynah_wire_fault){ .step = index + 1, .times = MYNAH_ALWAYS }));
}

// ## The document

static bool add_faults(struct mynah_scenario *scenario, struct mynah_error *error)
{
    size_t count = mynah_config_count(scenario->config, "faults");
    struct reading reading = { .scenario = scenario, .error = error };
    for (size_t i = 0; i < count; i++) {
        struct fault_row row = { .kind = NULL };
        snprintf(reading.path, sizeof reading.path, "faults[%zu]", i);
        if (!mynah_config_read(scenario->config, reading.path, fault_fields, &row, error) ||
            !add_row(&reading, "", &row, (struct mynah_wire_fault){ .step = 0 })) {
            return false;
        }
    }
    return true;
}

static bool read_serve(struct mynah_scenario *scenario, struct mynah_world *world,
                       struct mynah_error *error)
{
    struct serve_row row = { .seed = 0 };
    const struct reading reading = { .scenario = scenario, .path = "serve", .error = error };
    if (!mynah_config_read(scenario->config, "serve", serve_fields, &row, error) ||
        !read_duration(&reading, "pace.first", row.first, &scenario->pace.first) ||
        !read_duration(&reading, "pace.between", row.between, &scenario->pace.between) ||
        !read_duration(&reading, "pace.jitter", row.jitter, &scenario->pace.jitter)) {
        return false;
    }
    scenario->seed = (uint64_t)row.seed;
    scenario->models = row.models.items;
    scenario->model_count = row.models.count;
    const struct mynah_provider_options options = {
        .exhaustion = (enum mynah_exhaustion)row.exhaustion,
        .seed = scenario->seed,
    };
    scenario->provider = mynah_provider_create(world, &options, error);
    return scenario->provider != NULL;
}

static struct mynah_scenario *make(struct mynah_world *world, struct mynah_config *config,
                                   const char *path, struct mynah_error *error)
{
    struct mynah_scenario *scenario = config ? mynah__alloc(sizeof *scenario) : NULL;
    if (!scenario || !mynah__faults_init(&scenario->faults)) {
        if (config) {
            mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        }
        mynah__free(scenario);
        mynah_config_destroy(config);
        return NULL;
    }
    scenario->config = config;
    scenario->path = path ? mynah__arena_text(&scenario->arena, path) : NULL;
    size_t count = mynah_config_count(config, "steps");
    bool good = mynah__scenario_check_document(scenario, error) &&
                read_serve(scenario, world, error) && add_faults(scenario, error);
    scenario->step_count = count;
    for (size_t i = 0; good && i < count; i++) {
        scenario->step = i + 1;
        good = add_step(scenario, i, error);
    }
    if (good && count == 0) {
        good = mynah__scenario_refuse(scenario, "steps", "a scenario has a list of 'steps'", error);
    }
    if (!good) {
        mynah_scenario_destroy(scenario);
        return NULL;
    }
    return scenario;
}

struct mynah_scenario *mynah_scenario_load(struct mynah_world *world, const char *path,
                                           struct mynah_error *error)
{
    return make(world, mynah_config_load(path, error), path, error);
}

struct mynah_scenario *mynah_scenario_parse(struct mynah_world *world, const char *yaml,
                                            size_t size, struct mynah_error *error)
{
    return make(world, mynah_config_parse(yaml, size, error), NULL, error);
}

struct mynah_provider *mynah_scenario_provider(struct mynah_scenario *scenario)
{
    return scenario->provider;
}

void mynah_scenario_destroy(struct mynah_scenario *scenario)
{
    if (!scenario) {
        return;
    }
    mynah_provider_destroy(scenario->provider);
    mynah__conditions_destroy(scenario->conditions);
    mynah__faults_finish(&scenario->faults);
    mynah_config_destroy(scenario->config);
    mynah__arena_finish(&scenario->arena);
    mynah__free(scenario);
}

// ## For the server

void mynah__scenario_merge(const struct mynah_scenario *scenario,
                           struct mynah_server_options *options)
{
    const struct mynah_pace *pace = &options->pace;
    options->provider = options->provider ? options->provider : scenario->provider;
    options->seed = options->seed ? options->seed : scenario->seed;
    if (!pace->first && !pace->between && !pace->jitter) {
        options->pace = scenario->pace;
    }
    if (!options->model_count) {
        options->models = scenario->models;
        options->model_count = scenario->model_count;
    }
}

bool mynah__scenario_add_faults(const struct mynah_scenario *scenario, struct fault_list *faults,
                                struct mynah_error *error)
{
    for (const struct fault *fault = scenario->faults.first; fault; fault = fault->next) {
        struct mynah_wire_fault copy = *fault->is;
        copy.when = fault->when;
        if (!mynah__faults_add(faults, &copy, error)) {
            return false;
        }
    }
    return true;
}
