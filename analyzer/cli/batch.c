// SPDX-License-Identifier: Apache-2.0
//
// `mynah check --batch`: one snippet a line in, one verdict a line out, in the same order, with
// memory for a few lines only.  With one thread each verdict is written out before the next line is
// read.  A line that cannot be judged is denied, and the run goes on.

#include "cli/check.h"
#include "core/alloc.h"
#include "core/crew.h"
#include "core/json.h"

#include <errno.h>
#include <jansson.h>
#include <pthread.h>
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

// Judge the code, which is left in `code`.
static struct mynah_report *judge(const struct session *session, const struct item *item,
                                  bool halves, struct text *code, struct mynah_error *error)
{
    mynah__text_add_bytes(code, json_string_value(item->code), json_string_length(item->code));
    if (halves && !code->failed) {
        change_halves(code, "\xED\xA0\x80"); // a surrogate, which UTF-8 does not have
    }
    if (code->failed) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    return mynah__check_code(session, session->markdown, code, error);
}

// A line on its way, and what became of it.
struct slot {
    struct text line;
    struct text verdict_line;
    struct text audit;
    enum mynah_verdict verdict;
    bool judged; // it could be
    bool done;
};

static void judge_line(const struct session *session, struct slot *slot)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct item item = { .root = NULL };
    struct text *line = &slot->line;
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
    slot->judged = report != NULL;
    slot->verdict = report ? mynah_report_verdict(report) : MYNAH_VERDICT_DENY;
    mynah__format_ndjson.unit(&parts, &unit, &session->options);
    slot->verdict_line = parts.texts[PART_BODY];
    if (session->audit.path) {
        mynah__audit_unit(&slot->audit, &unit, code.bytes ? code.bytes : "", code.size);
    }
    mynah__text_finish(&code);
    mynah_report_destroy(report);
    mynah__text_finish(&item.id);
    json_decref(item.root);
}

enum { SLOTS_EACH = 4 };

struct pool {
    struct session *session;
    struct lines lines;
    struct slot slots[CREW_MOST * SLOTS_EACH];
    size_t slot_count;
    size_t next;    // the line to be read
    size_t printed; // lines that are finished with
    bool reading;   // somebody waits for a line
    bool over;      // there are no more, or nobody reads what we write
    pthread_mutex_t lock;
    pthread_cond_t changed;
};

// Print all that is ready, in order.  The lock is held.
static void print_ready(struct pool *pool)
{
    struct session *session = pool->session;
    struct slot *slot;
    while ((slot = &pool->slots[pool->printed % pool->slot_count])->done) {
        pool->printed++;
        slot->done = false;
        session->trouble = session->trouble || !slot->judged;
        session->verdicts_seen[slot->verdict] |= slot->judged;
        // A verdict that is not on record is not given out.
        if (!mynah__audit_write(&session->audit, &slot->audit)) {
            mynah__text_finish(&slot->verdict_line);
            session->trouble = session->cut = pool->over = true;
        }
        if (!mynah__print_text(&slot->verdict_line) || !mynah__flush()) {
            session->trouble = session->cut = pool->over = true;
        }
        if (slot->line.capacity > LINE_KEPT) {
            mynah__text_finish(&slot->line);
        }
    }
    pthread_cond_broadcast(&pool->changed);
}

// Read the next line into its slot; NULL when there is none.  The lock is let go meanwhile.
static struct slot *take(struct pool *pool)
{
    struct slot *slot = &pool->slots[pool->next % pool->slot_count];
    pool->reading = true;
    pthread_mutex_unlock(&pool->lock);
    bool got = next_line(&pool->lines, &slot->line);
    pthread_mutex_lock(&pool->lock);
    pool->reading = false;
    pool->over = pool->over || !got;
    pool->next += got;
    pthread_cond_broadcast(&pool->changed);
    return got ? slot : NULL;
}

static void *work(void *argument)
{
    struct pool *pool = argument;
    pthread_mutex_lock(&pool->lock);
    while (!pool->over) {
        if (pool->reading || pool->next - pool->printed >= pool->slot_count) {
            pthread_cond_wait(&pool->changed, &pool->lock);
            continue;
        }
        struct slot *slot = take(pool);
        if (slot) {
            pthread_mutex_unlock(&pool->lock);
            judge_line(pool->session, slot);
            pthread_mutex_lock(&pool->lock);
            slot->done = true;
            print_ready(pool);
        }
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

static void finish(struct pool *pool)
{
    if (pool->lines.broken) {
        mynah__complain("standard input cannot be read");
        pool->session->trouble = true;
    }
    for (size_t i = 0; i < pool->slot_count; i++) {
        mynah__text_finish(&pool->slots[i].line);
        mynah__text_finish(&pool->slots[i].verdict_line);
        mynah__text_finish(&pool->slots[i].audit);
    }
    pthread_cond_destroy(&pool->changed);
    pthread_mutex_destroy(&pool->lock);
    mynah__free(pool);
}

void mynah__check_batch(struct session *session, int jobs)
{
    struct pool *pool = mynah__alloc(sizeof *pool);
    if (!pool) {
        mynah__complain("out of memory");
        session->trouble = true;
        return;
    }
    jobs = jobs > CREW_MOST ? CREW_MOST : jobs;
    pool->session = session;
    pool->slot_count = jobs > 1 ? (size_t)jobs * SLOTS_EACH : 1;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->changed, NULL);
    mynah__crew_work(jobs, work, pool);
    finish(pool);
}
