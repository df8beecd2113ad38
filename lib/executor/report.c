// SPDX-License-Identifier: Apache-2.0
//
// Reads the report of the child, a JSON object on each line, which the code may have garbled or
// cut short, and draws the conclusion: what came of the run.

#include "executor/report.h"

#include "core/utf8.h"
#include "core/words.h"

#include <jansson.h>
#include <signal.h>
#include <string.h>

struct reader {
    struct mynah_execution *execution;
    struct mynah_channel_access *accesses;
    size_t capacity;
    struct arena *arena;
    bool ended;
    bool garbled;
    const char *violation; // the first write that a limit held back
};

static const char violation_type[] = "ChannelLimitsViolationError";

// ## Lines

static const char *text_of(const json_t *event, const char *key, struct arena *arena)
{
    const char *text = json_string_value(json_object_get(event, key));
    return text ? mynah__arena_text(arena, text) : NULL;
}

static void read_access(struct reader *reader, const json_t *event)
{
    struct mynah_execution *execution = reader->execution;
    size_t count = execution->access_count;
    if (count >= MYNAH_ACCESSES_MOST) {
        execution->accesses_cut = true;
        return;
    }
    struct mynah_channel_access *moved =
        mynah__arena_grow(reader->arena, reader->accesses, count, &reader->capacity, sizeof *moved);
    if (!moved) {
        return;
    }
    reader->accesses = moved;
    struct mynah_channel_access *access = &moved[execution->access_count++];
    *access = (struct mynah_channel_access){
        .number = (int64_t)count + 1,
        .direction = json_is_true(json_object_get(event, "write")) ? MYNAH_DIRECTION_WRITE
                                                                   : MYNAH_DIRECTION_READ,
        .channel = text_of(event, "channel", reader->arena),
        .value = text_of(event, "value", reader->arena),
        .api = text_of(event, "api", reader->arena),
        .line = json_integer_value(json_object_get(event, "line")),
        .error = text_of(event, "error", reader->arena),
    };
    if (!reader->violation && access->error &&
        strncmp(access->error, violation_type, sizeof violation_type - 1) == 0) {
        reader->violation = access->channel ? access->channel : "";
    }
}

static void read_end(struct reader *reader, const json_t *event)
{
    struct mynah_execution *execution = reader->execution;
    reader->ended = true;
    execution->results = text_of(event, "results", reader->arena);
    execution->type = text_of(event, "type", reader->arena);
    execution->message = text_of(event, "message", reader->arena);
    execution->traceback = text_of(event, "traceback", reader->arena);
    execution->line = json_integer_value(json_object_get(event, "line"));
}

static void read_line(struct reader *reader, const char *line, size_t size)
{
    json_t *event = json_loadb(line, size, 0, NULL);
    const char *kind = json_string_value(json_object_get(event, "event"));
    if (!kind) {
        reader->garbled = true;
    } else if (strcmp(kind, "access") == 0) {
        read_access(reader, event);
    } else if (strcmp(kind, "end") == 0) {
        read_end(reader, event);
    }
    json_decref(event);
}

static void read_lines(struct reader *reader, const struct text *report)
{
    const char *at = report->bytes;
    const char *end = at ? at + report->size : at;
    while (at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        if (!newline) {
            reader->garbled = true; // cut short
            break;
        }
        read_line(reader, at, (size_t)(newline - at));
        at = newline + 1;
    }
    reader->execution->accesses = reader->accesses;
}

// ## Output

// Return what was printed as UTF-8 without NUL bytes.
static const char *printable(const struct text *text, struct arena *arena)
{
    struct text good = { 0 };
    for (size_t at = 0; at < text->size;) {
        size_t valid = mynah__utf8_valid(text->bytes + at, text->size - at);
        size_t plain = strnlen(text->bytes + at, valid);
        mynah__text_add_bytes(&good, text->bytes + at, plain);
        at += plain;
        if (at < text->size) {
            mynah__text_add(&good, "\xEF\xBF\xBD");
            at++;
        }
    }
    const char *copy = mynah__arena_copy(arena, good.bytes ? good.bytes : "", good.size);
    arena->failed = arena->failed || good.failed;
    mynah__text_finish(&good);
    return copy;
}

// Return the last line of what was printed that says anything.
static const char *last_line(const char *text, struct arena *arena)
{
    size_t end = text ? strlen(text) : 0;
    while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == ' ')) {
        end--;
    }
    size_t start = end;
    while (start > 0 && text[start - 1] != '\n') {
        start--;
    }
    const char *line = mynah__arena_copy(arena, text ? text + start : "", end - start);
    return line ? line : "";
}

// ## Conclusions

static const char *how_ended(const struct mynah_execution *execution,
                             const struct spawn_limits *limits, struct arena *arena)
{
    const char *when = execution->results ? "after" : "before";
    if (execution->signal == SIGXCPU) {
        return mynah__arena_format(arena, "it used more than %lld s of CPU time",
                                   (long long)limits->cpu);
    }
    if (execution->signal) {
        return mynah__arena_format(arena, "signal %d ended the process %s the code's end",
                                   (int)execution->signal, when);
    }
    return mynah__arena_format(arena, "the process ended with exit code %d %s the code's end",
                               (int)execution->exit_code, when);
}

static void conclude_end(struct mynah_execution *execution, const char *message)
{
    execution->status = MYNAH_EXECUTION_ENDED;
    execution->type = "ProcessEnded";
    execution->message = message;
    execution->results = NULL;
    execution->traceback = NULL;
    execution->line = 0;
}

static void check_results(struct mynah_execution *execution, struct arena *arena)
{
    json_error_t flaw;
    json_t *results = json_loads(execution->results, JSON_ALLOW_NUL, &flaw);
    if (!results) {
        execution->status = MYNAH_EXECUTION_RESULTS;
        execution->type = "results-not-json";
        execution->message = mynah__arena_format(arena, "the results are no JSON: %s", flaw.text);
        execution->results = NULL;
    }
    json_decref(results);
}

static void conclude(struct reader *reader, const struct run_facts *facts)
{
    struct mynah_execution *execution = reader->execution;
    struct arena *arena = reader->arena;
    bool good = execution->signal == 0 && execution->exit_code == 0;
    if (facts->spawned->timed_out) {
        conclude_end(execution, mynah__arena_format(arena, "it was still running after %lld ms",
                                                    (long long)(facts->limits->wall / 1000000)));
        execution->status = MYNAH_EXECUTION_TIMEOUT;
        execution->type = "TimeoutError";
    } else if (facts->spawned->cut[SPAWN_REPORTED]) {
        conclude_end(execution, "its results and accesses are more than can be taken");
    } else if (reader->garbled && !reader->ended) {
        conclude_end(execution, "its report is garbled");
    } else if (!reader->ended || (!execution->type && !good)) {
        conclude_end(execution, how_ended(execution, facts->limits, arena));
    } else if (execution->type) {
        bool results = strcmp(execution->type, "missing-results") == 0 ||
                       strncmp(execution->type, "results-not-", 12) == 0;
        execution->status = results ? MYNAH_EXECUTION_RESULTS : MYNAH_EXECUTION_RAISED;
    } else if (execution->results) {
        check_results(execution, arena);
    }
    if (reader->violation && execution->status != MYNAH_EXECUTION_SUCCEEDED) {
        execution->status = MYNAH_EXECUTION_VIOLATION;
        if (!execution->type || strcmp(execution->type, violation_type) != 0) {
            execution->message = mynah__arena_format(
                arena, "a write of %s was held back by its limits, and then: %s: %s",
                reader->violation, execution->type, execution->message);
            execution->type = violation_type;
        }
    }
}

static int signal_of(const struct run_facts *facts)
{
    int code = facts->spawned->exit_code;
    // So bubblewrap tells of a signal.
    return facts->confined && code > 128 && code < 128 + 65 ? code - 128 : facts->spawned->signal;
}

bool mynah__report_read(struct mynah_execution *execution, const struct run_facts *facts,
                        struct arena *arena, struct mynah_error *error)
{
    const struct spawned *spawned = facts->spawned;
    struct reader reader = { .execution = execution, .arena = arena };
    *execution = (struct mynah_execution){
        .output = printable(&spawned->streams[SPAWN_OUTPUT], arena),
        .errors = printable(&spawned->streams[SPAWN_ERRORS], arena),
        .output_cut = spawned->cut[SPAWN_OUTPUT],
        .errors_cut = spawned->cut[SPAWN_ERRORS],
        .confined = facts->confined,
        .signal = signal_of(facts),
    };
    execution->exit_code = execution->signal ? -1 : spawned->exit_code;
    read_lines(&reader, &spawned->streams[SPAWN_REPORTED]);
    // The first that a child reports is that it has begun.
    bool begun = spawned->streams[SPAWN_REPORTED].size > 0;
    if (!begun && !spawned->timed_out && !arena->failed) {
        char clip[MYNAH__CLIP];
        const char *why = last_line(execution->errors, arena);
        return mynah_error_set(error, MYNAH_ERROR_CONFIG, "Python could not be started%s%s",
                               *why ? ": " : "", facts->confined ? why : mynah__clip(clip, why));
    }
    conclude(&reader, facts);
    return !arena->failed || mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}
