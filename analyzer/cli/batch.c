// SPDX-License-Identifier: Apache-2.0
//
// `mynah check --batch`: one snippet a line in, one verdict a line out, each written out before the
// next is read, with memory for one line only.  A line that cannot be judged is denied, and the run
// goes on.

#include "cli/check.h"
#include "core/json.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>
#include <unistd.h>

// Six bytes of JSON may stand for one of code; and room for the id.
enum { LINE_MOST = 512 << 20, LINE_KEPT = 1 << 20 };

struct lines {
    char bytes[65536];
    size_t size;
    size_t at;
    bool ended;
    bool broken; // the input is
};

static bool fill(struct lines *lines)
{
    ssize_t got;
    do {
        got = read(STDIN_FILENO, lines->bytes, sizeof lines->bytes);
    } while (got < 0 && errno == EINTR);
    lines->at = 0;
    lines->size = got > 0 ? (size_t)got : 0;
    lines->ended = got <= 0;
    lines->broken = got < 0;
    return got > 0;
}

// Read the next line into `line`, without its end; false when there is none.  Of a line that is
// too long the rest is dropped.
static bool next_line(struct lines *lines, struct text *line)
{
    bool any = false;
    line->size = 0;
    line->failed = false;
    while (lines->at < lines->size || (!lines->ended && fill(lines))) {
        const char *start = lines->bytes + lines->at;
        const char *end = memchr(start, '\n', lines->size - lines->at);
        size_t count = end ? (size_t)(end - start) : lines->size - lines->at;
        if (line->size <= LINE_MOST) {
            mynah__text_add_bytes(line, start, count);
        }
        lines->at += count + (end != NULL);
        any = true;
        if (end) {
            return true;
        }
    }
    return any;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Return the value of the escape `\uXXXX` at `at`, or 0.
static unsigned escape_at(const char *at, const char *end)
{
    unsigned value = 0;
    if (end - at < 6 || at[0] != '\\' || at[1] != 'u') {
        return 0;
    }
    for (int i = 2; i < 6; i++) {
        if (!is_hex(at[i])) {
            return 0;
        }
        value = value * 16 + (unsigned)(at[i] <= '9' ? at[i] - '0' : (at[i] | 32) - 'a' + 10);
    }
    return value;
}

// Half a surrogate pair is legal in JSON but is no text; jansson refuses the whole line then.  Put
// U+FDD0, which never is a character, in its place; true when there was one.
static bool replace_halves(struct text *line)
{
    bool any = false;
    char *end = line->bytes + line->size;
    for (char *at = line->bytes; at < end; at++) {
        unsigned value = escape_at(at, end);
        unsigned second = value ? escape_at(at + 6, end) : 0;
        if (value >= 0xD800 && value < 0xDC00 && second >= 0xDC00 && second < 0xE000) {
            at += 11;
        } else if (value >= 0xD800 && value < 0xE000) {
            memcpy(at + 2, "fdd0", 4);
            any = true;
            at += 5;
        } else if (*at == '\\') {
            at++;
        }
    }
    return any;
}

// Put the three bytes of `other` wherever one of the halves was.
static void change_halves(struct text *text, const char *other)
{
    for (size_t i = 0; i + 2 < text->size; i++) {
        if (memcmp(text->bytes + i, "\xEF\xB7\x90", 3) == 0) {
            memcpy(text->bytes + i, other, 3);
        }
    }
}

// One line, read.
struct item {
    json_t *root;
    const json_t *code;
    struct text id; // as JSON
};

static bool read_id(struct item *item, struct mynah_error *error)
{
    const json_t *id = json_object_get(item->root, "id");
    if (json_is_string(id)) {
        mynah__json_text(&item->id, json_string_value(id), json_string_length(id));
    } else if (json_is_integer(id)) {
        mynah__text_add_format(&item->id, "%" JSON_INTEGER_FORMAT, json_integer_value(id));
    } else if (id && !json_is_null(id)) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "`id` is a string or an integer");
    } else {
        mynah__text_add(&item->id, "null");
    }
    return !item->id.failed || mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

static bool read_item(struct item *item, const struct text *line, struct mynah_error *error)
{
    json_error_t flaw;
    if (line->failed || line->size > LINE_MOST) {
        return mynah_error_set(error, line->failed ? MYNAH_ERROR_MEMORY : MYNAH_ERROR_LIMIT,
                               line->failed ? "out of memory" : "the line is too long");
    }
    item->root = json_loadb(line->bytes ? line->bytes : "", line->size,
                            JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &flaw);
    if (!item->root) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "no JSON object, column %d: %.150s",
                               flaw.column, flaw.text);
    }
    if (!json_is_object(item->root)) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "no JSON object");
    }
    item->code = json_object_get(item->root, "code");
    if (!read_id(item, error)) {
        return false;
    }
    return json_is_string(item->code) ||
           mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "`code` is missing or no string");
}

// Judge the code, a copy of which is left in `code` where it is needed further.
static struct mynah_report *judge(const struct session *session, const struct item *item,
                                  bool halves, struct text *code, struct mynah_error *error)
{
    const char *bytes = json_string_value(item->code);
    size_t size = json_string_length(item->code);
    if (halves || session->audit.path) {
        mynah__text_add_bytes(code, bytes, size);
    }
    if (halves) {
        change_halves(code, "\xED\xA0\x80"); // a surrogate, which UTF-8 does not have
        bytes = code->bytes;
    }
    if (code->failed) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    return mynah_analyzer_check(session->analyzer, bytes, size, error);
}

// Put the verdict on record.  One that is not is not given out.
static void add_audit(struct session *session, const struct format_unit *unit,
                      const struct text *code, struct text *verdict)
{
    struct text line = { 0 };
    if (session->audit.path) {
        mynah__audit_unit(&line, unit, code->bytes ? code->bytes : "", code->size);
    }
    if (!mynah__audit_write(&session->audit, &line)) {
        mynah__text_finish(verdict);
        session->unrecorded = true;
    }
}

static void judge_line(struct session *session, struct text *line, struct text *verdict)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct item item = { .root = NULL };
    struct text code = { 0 };
    bool halves = line->bytes && !line->failed && replace_halves(line);
    struct mynah_report *report =
        read_item(&item, line, &error) ? judge(session, &item, halves, &code, &error) : NULL;
    if (halves) {
        change_halves(&item.id, "\xEF\xBF\xBD");
    }
    struct format_parts parts = { 0 };
    const struct format_unit unit = { .report = report,
                                      .error = &error,
                                      .id_json = item.id.failed ? NULL : item.id.bytes };
    if (report) {
        session->verdicts_seen[mynah_report_verdict(report)] = true;
    } else {
        session->trouble = true;
    }
    mynah__format_ndjson.unit(&parts, &unit, &session->options);
    *verdict = parts.texts[PART_BODY];
    add_audit(session, &unit, &code, verdict);
    mynah__text_finish(&code);
    mynah_report_destroy(report);
    mynah__text_finish(&item.id);
    json_decref(item.root);
}

void mynah__check_batch(struct session *session)
{
    struct lines lines;
    struct text line = { 0 };
    bool writable = true;
    lines.size = lines.at = 0;
    lines.ended = lines.broken = false;
    while (writable && !session->unrecorded && next_line(&lines, &line)) {
        struct text verdict = { 0 };
        judge_line(session, &line, &verdict);
        writable = mynah__print_text(&verdict) && mynah__flush();
        if (line.capacity > LINE_KEPT) {
            mynah__text_finish(&line);
        }
    }
    mynah__text_finish(&line);
    if (lines.broken) {
        mynah__complain("standard input cannot be read");
    }
    session->trouble = session->trouble || lines.broken || !writable || session->unrecorded;
}
