// SPDX-License-Identifier: Apache-2.0
//
// Files judged by one thread or several.  Each thread takes the next file; what it has to say waits
// in a slot until all before it are printed, and nobody runs further ahead than there are slots, so
// memory stays flat and the output is the same for any number of threads.

#include "cli/check.h"
#include "core/alloc.h"
#include "core/crew.h"
#include "core/file.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { SLOTS_EACH = 4 };

// What became of one file.
struct outcome {
    struct format_unit unit;
    struct format_parts parts;
    struct mynah_error error; // code NONE: it was judged
    struct mynah_report *report;
    struct arena arena; // holds what the baseline has to do with it
    const struct fingerprint *fingerprints;
    struct text audit;
    bool done;
};

struct pool {
    struct session *session;
    struct list paths;
    struct outcome slots[CREW_MOST * SLOTS_EACH];
    size_t slot_count;
    size_t next;    // the file to be taken
    size_t printed; // files that are finished with
    bool broken;    // stdout is: no use in going on
    pthread_mutex_t lock;
    pthread_cond_t changed;
};

bool mynah__read_stdin(struct text *code, size_t most, struct mynah_error *error)
{
    char piece[65536];
    size_t count = 1;
    while (count > 0 && code->size <= most && !code->failed) {
        count = fread(piece, 1, sizeof piece, stdin);
        mynah__text_add_bytes(code, piece, count);
    }
    if (code->failed) {
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    if (ferror(stdin)) {
        return mynah_error_set(error, MYNAH_ERROR_IO, "standard input cannot be read");
    }
    return true;
}

struct mynah_report *mynah__check_code(const struct session *session, bool markdown,
                                       const struct text *code, struct mynah_error *error)
{
    const char *bytes = code->bytes ? code->bytes : "";
    return markdown ? mynah_analyzer_check_markdown(session->analyzer, bytes, code->size, error)
                    : mynah_analyzer_check(session->analyzer, bytes, code->size, error);
}

static void compare(const struct session *session, struct outcome *outcome)
{
    if (session->baseline && outcome->report) {
        outcome->fingerprints =
            mynah__baseline_compare(session->baseline, &outcome->unit, &outcome->arena);
        if (!outcome->fingerprints) {
            mynah_report_destroy(outcome->report);
            outcome->unit.report = outcome->report = NULL;
            mynah_error_set(&outcome->error, MYNAH_ERROR_MEMORY, "out of memory");
        }
    }
}

static void judge(const struct session *session, const char *path, struct outcome *outcome)
{
    struct text code = { 0 };
    bool standard = strcmp(path, "-") == 0;
    bool markdown = standard ? session->markdown : mynah__is_markdown(path);
    bool got = standard ? mynah__read_stdin(&code, INPUT_MOST, &outcome->error)
                        : mynah__file_read(path, INPUT_MOST, &code, &outcome->error);
    if (got) {
        outcome->report = mynah__check_code(session, markdown, &code, &outcome->error);
    }
    outcome->unit = (struct format_unit){ .report = outcome->report,
                                          .error = &outcome->error,
                                          .path = standard ? "<stdin>" : path };
    if (session->audit.path) {
        mynah__audit_unit(&outcome->audit, &outcome->unit, code.bytes ? code.bytes : "", code.size);
    }
    mynah__text_finish(&code);
    compare(session, outcome);
    session->document.format->unit(&outcome->parts, &outcome->unit, &session->options);
}

static void finish(struct outcome *outcome)
{
    mynah_report_destroy(outcome->report);
    mynah__parts_finish(&outcome->parts);
    mynah__text_finish(&outcome->audit);
    mynah__arena_finish(&outcome->arena);
    *outcome = (struct outcome){ .report = NULL };
}

// Print what became of one file, in its turn.
static void print(struct pool *pool, struct outcome *outcome)
{
    struct session *session = pool->session;
    struct text text = { 0 };
    if (!outcome->report) {
        mynah__complain_error(NULL, &outcome->error);
        session->trouble = true;
    } else {
        session->verdicts_seen[mynah__unit_verdict(&outcome->unit)] = true;
    }
    if (session->baseline && outcome->report) {
        mynah__baseline_note(session->baseline, &outcome->unit, outcome->fingerprints,
                             &session->options);
    }
    mynah__document_add(&session->document, &outcome->unit, &outcome->parts, &text);
    // A verdict that is not on record is not given out.
    if (!mynah__audit_write(&session->audit, &outcome->audit)) {
        mynah__text_finish(&text);
        pool->broken = true;
    }
    pool->broken = !mynah__print_text(&text) || pool->broken;
    session->cut = session->cut || pool->broken;
    session->trouble = session->trouble || pool->broken;
    finish(outcome);
}

// Print all that is ready, in order.  The lock is held.
static void print_ready(struct pool *pool)
{
    struct outcome *outcome;
    while ((outcome = &pool->slots[pool->printed % pool->slot_count])->done) {
        pool->printed++;
        print(pool, outcome);
    }
    pthread_cond_broadcast(&pool->changed);
}

static void *work(void *argument)
{
    struct pool *pool = argument;
    pthread_mutex_lock(&pool->lock);
    while (pool->next < pool->paths.count && !pool->broken) {
        if (pool->next - pool->printed >= pool->slot_count) {
            pthread_cond_wait(&pool->changed, &pool->lock);
            continue;
        }
        size_t index = pool->next++;
        struct outcome *outcome = &pool->slots[index % pool->slot_count];
        pthread_mutex_unlock(&pool->lock);
        judge(pool->session, pool->paths.items[index], outcome);
        pthread_mutex_lock(&pool->lock);
        outcome->done = true;
        print_ready(pool);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

// Let go of what was judged behind a broken stdout.
static void drop(struct pool *pool)
{
    for (size_t i = 0; i < pool->slot_count; i++) {
        finish(&pool->slots[i]);
    }
}

void mynah__check_files(struct session *session, struct list paths, int jobs)
{
    struct pool *pool = mynah__alloc(sizeof *pool);
    if (!pool) {
        mynah__complain("out of memory");
        session->trouble = true;
        return;
    }
    jobs = jobs > CREW_MOST ? CREW_MOST : jobs;
    pool->session = session;
    pool->paths = paths;
    pool->slot_count = (size_t)(jobs > 1 ? jobs : 1) * SLOTS_EACH;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->changed, NULL);
    mynah__crew_work(jobs, work, pool);
    drop(pool);
    pthread_cond_destroy(&pool->changed);
    pthread_mutex_destroy(&pool->lock);
    mynah__free(pool);
}
