// SPDX-License-Identifier: Apache-2.0
//
// Takes error texts apart: "Type: message", whole tracebacks, chained ones (the last counts), the
// blocks that Python prints for syntax errors, names of rules, and prose.

#include "generator/failure.h"

#include "core/alloc.h"

#include <assert.h>
#include <string.h>

// A piece of text, up to before `end`.
struct span {
    const char *at;
    const char *end;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_word(char c)
{
    return is_lower(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

static struct span trim(struct span span)
{
    while (span.at < span.end && is_space(*span.at)) {
        span.at++;
    }
    while (span.at < span.end && is_space(span.end[-1])) {
        span.end--;
    }
    return span;
}

static size_t size_of(struct span span)
{
    return (size_t)(span.end - span.at);
}

// Whether the span begins with `text`.
static bool begins(struct span span, const char *text)
{
    return size_of(span) >= strlen(text) && memcmp(span.at, text, strlen(text)) == 0;
}

static bool ends(struct span span, const char *text)
{
    size_t size = strlen(text);
    return size_of(span) >= size && memcmp(span.end - size, text, size) == 0;
}

static const char *find(struct span span, const char *text)
{
    for (; span.at < span.end; span.at++) {
        if (begins(span, text)) {
            return span.at;
        }
    }
    return NULL;
}

// Cut the next line off `rest`.
static struct span next_line(struct span *rest)
{
    struct span line = *rest;
    while (line.end > line.at && rest->at < rest->end && *rest->at != '\n') {
        rest->at++;
    }
    line.end = rest->at;
    rest->at += rest->at < rest->end;
    return line;
}

// ## Types

// The words in front of a colon that are types also without a traceback above them.
static bool looks_like_type(struct span name)
{
    static const char *const suffixes[] = { "Error",     "Exception", "Warning",
                                            "Interrupt", "Exit",      "Iteration",
                                            "Violation", "Timeout",   "ExceptionGroup" };
    bool rule = false;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        if (ends(name, suffixes[i])) {
            return true;
        }
    }
    for (const char *at = name.at; at < name.end; at++) {
        if (!is_lower(*at) && *at != '-') {
            return false;
        }
        rule = rule || *at == '-';
    }
    return rule; // "missing-results", as the analyzer names it
}

// Return the type with which `text` begins: a dotted name or a rule, then a colon or the end.
static struct span type_of(struct span text)
{
    struct span type = { text.at, text.at };
    while (type.end < text.end && (is_word(*type.end) || *type.end == '.' || *type.end == '-')) {
        type.end++;
    }
    if (type.end < text.end && *type.end != ':' && !is_space(*type.end)) {
        type.end = type.at;
    } else if (type.end < text.end && is_space(*type.end) && *type.end != '\n') {
        type.end = type.at;
    }
    return type;
}

// ## Tracebacks

// One `File "code.py", line 3, in <module>`; `line` is 0 when it is none.
struct frame {
    struct span file;
    int64_t line;
    bool module;
    bool located; // without "in": where a syntax error is
};

static struct frame read_frame(struct span line)
{
    struct frame frame = { .line = 0 };
    line = trim(line);
    if (!begins(line, "File \"")) {
        return frame;
    }
    line.at += 6;
    const char *number = find(line, "\", line ");
    if (!number) {
        return frame;
    }
    frame.file = (struct span){ line.at, number };
    number += 8;
    while (number < line.end && *number >= '0' && *number <= '9' && frame.line < 1000000000) {
        frame.line = frame.line * 10 + (*number++ - '0');
    }
    frame.located = trim((struct span){ number, line.end }).at == line.end;
    frame.module = ends(line, ", in <module>");
    return frame;
}

// Library code that is being imported runs at module level too, and is not the code meant.
static bool is_library(struct span file)
{
    return find(file, "/lib/python") || find(file, "/site-packages/") ||
           find(file, "/dist-packages/") || begins(file, "<frozen ");
}

static bool same(struct span a, struct span b)
{
    return size_of(a) == size_of(b) && memcmp(a.at, b.at, size_of(a)) == 0;
}

// Return the line in the code that failed: the innermost frame in the file of the innermost module.
static int64_t line_in(struct span frames)
{
    struct span file = { NULL, NULL };
    int64_t line = 0;
    for (struct span rest = frames; rest.at < rest.end;) {
        struct frame frame = read_frame(next_line(&rest));
        if (frame.line && (frame.module || frame.located || !file.at) && !is_library(frame.file)) {
            file = frame.file;
        }
    }
    for (struct span rest = frames; rest.at < rest.end;) {
        struct frame frame = read_frame(next_line(&rest));
        if (frame.line && file.at && same(frame.file, file)) {
            line = frame.line;
        }
    }
    return line;
}

static struct span last_traceback(struct span text)
{
    static const char head[] = "Traceback (most recent call last):";
    for (const char *at = find(text, head); at; at = find(text, head)) {
        text.at = at + sizeof head - 1;
    }
    return text;
}

// Cut the frames off `rest`, which then begins with the line that names the error.
static struct span take_frames(struct span *rest)
{
    struct span frames = { rest->at, rest->at };
    while (rest->at < rest->end) {
        struct span after = *rest, line = next_line(&after);
        // The first line has lost its indentation when somebody has stripped the text.
        if (line.at < line.end && !is_space(*line.at) && !begins(line, "File \"")) {
            break;
        }
        *rest = after;
    }
    frames.end = rest->at;
    return frames;
}

struct error_text mynah__error_text(const char *text)
{
    struct span whole = { text, text + strlen(text) };
    struct span rest = last_traceback(whole);
    bool headed = rest.at > whole.at;
    struct span block = rest;
    struct span frames = take_frames(&block);
    bool located = size_of(block) > 0 && (headed || find(frames, "File \""));
    struct error_text error = { .traceback = located };
    struct span message = trim(located ? block : whole);
    struct span type = type_of(message);
    error.line = located ? line_in(frames) : 0;
    if (size_of(type) > 0 && (located || looks_like_type(type))) {
        error.type = type.at;
        error.type_size = size_of(type);
        message.at = type.end + (type.end < message.end);
        message = trim(message);
    }
    error.message = message.at;
    error.message_size = size_of(message);
    return error;
}

// ## Failures

struct mynah_failure *mynah_failure_from_text(const char *text, struct mynah_error *error)
{
    assert(text);
    struct error_text parts = mynah__error_text(text);
    const char *type = parts.type ? parts.type : "Error";
    size_t type_size = parts.type ? parts.type_size : strlen(type);
    size_t text_size = parts.traceback ? strlen(text) + 1 : 0;
    struct mynah_failure *failure =
        mynah__alloc(sizeof *failure + type_size + parts.message_size + 2 + text_size);
    if (!failure) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    char *room = (char *)(failure + 1);
    failure->type = memcpy(room, type, type_size);
    room += type_size + 1;
    failure->message = memcpy(room, parts.message, parts.message_size);
    room += parts.message_size + 1;
    failure->traceback = parts.traceback ? memcpy(room, text, text_size) : NULL;
    failure->line = parts.line;
    return failure;
}

void mynah_failure_destroy(struct mynah_failure *failure)
{
    mynah__free(failure);
}
