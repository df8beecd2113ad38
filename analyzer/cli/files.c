// SPDX-License-Identifier: Apache-2.0
//
// Files judged by one thread or several.  Each thread takes the next file; what it has to say waits
// in a slot until all before it are printed, and nobody runs further ahead than there are slots, so
// memory stays flat and the output is the same for any number of threads.

#include "cli/check.h"
#include "core/alloc.h"
#include "core/file.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { JOBS_MOST = 64, SLOTS_EACH = 4 };

// What became of one file.
struct outcome {
    struct text text;
    struct mynah_error error; // code NONE: it was judged
    enum mynah_verdict verdict;
    bool done;
};

struct pool {
    struct session *session;
    struct list paths;
    struct outcome slots[JOBS_MOST * SLOTS_EACH];
    size_t slot_count;
    size_t next;    // the file to be taken
    size_t printed; // files that are finished with
    bool broken;    // stdout is: no use in going on
    pthread_mutex_t lock;
    pthread_cond_t changed;
};

static bool read_stdin(struct text *code, struct mynah_error *error)
{
    char piece[65536];
    size_t count = 1;
    while (count > 0 && code->size <= INPUT_MOST && !code->failed) {
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

static void write_report(const struct session *session, struct text *text, const char *path,
                         const struct mynah_report *report)
{
    const struct format_options options = { .path = path,
                                            .color = session->color,
                                            .shown = mynah__selection_has,
                                            .self = &session->selection };
    if (session->format == OUTPUT_TEXT) {
        mynah__format_text(text, report, &options);
    } else {
        mynah__format_json(text, report, &options);
    }
}

static void judge(const struct session *session, const char *path, struct outcome *outcome)
{
    struct text code = { 0 };
    struct mynah_report *report = NULL;
    bool standard = strcmp(path, "-") == 0;
    const char *shown = standard ? "<stdin>" : path;
    bool got = standard ? read_stdin(&code, &outcome->error)
                        : mynah__file_read(path, INPUT_MOST, &code, &outcome->error);
    if (got) {
        report = mynah_analyzer_check(session->analyzer, code.bytes ? code.bytes : "", code.size,
                                      &outcome->error);
    }
    mynah__text_finish(&code);
    if (report) {
        outcome->verdict = mynah_report_verdict(report);
        write_report(session, &outcome->text, shown, report);
    } else if (session->format != OUTPUT_TEXT) {
        mynah__format_json_error(&outcome->text, shown, NULL, &outcome->error);
    }
    mynah_report_destroy(report);
}

// Print what became of file number `index`, in its turn.
static void print(struct pool *pool, size_t index, struct outcome *outcome)
{
    struct session *session = pool->session;
    const char *between =
        session->format == OUTPUT_JSON && index + 1 < pool->paths.count ? "," : "";
    if (outcome->error.code != MYNAH_ERROR_NONE) {
        mynah__complain_error(NULL, &outcome->error);
        session->trouble = true;
    } else {
        session->verdicts_seen[outcome->verdict] = true;
    }
    if (session->format != OUTPUT_TEXT) {
        mynah__text_add(&outcome->text, between);
        mynah__text_add_char(&outcome->text, '\n');
    }
    pool->broken = !mynah__print_text(&outcome->text) || pool->broken;
    session->trouble = session->trouble || pool->broken;
    *outcome = (struct outcome){ 0 };
}

// Print all that is ready, in order.  The lock is held.
static void print_ready(struct pool *pool)
{
    struct outcome *outcome;
    while ((outcome = &pool->slots[pool->printed % pool->slot_count])->done) {
        print(pool, pool->printed++, outcome);
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
        mynah__text_finish(&pool->slots[i].text);
    }
}

void mynah__check_files(struct session *session, struct list paths, int jobs)
{
    struct pool *pool = mynah__alloc(sizeof *pool);
    pthread_t threads[JOBS_MOST];
    int started = 0;
    if (!pool) {
        mynah__complain("out of memory");
        session->trouble = true;
        return;
    }
    jobs = jobs > JOBS_MOST ? JOBS_MOST : jobs;
    pool->session = session;
    pool->paths = paths;
    pool->slot_count = (size_t)(jobs > 1 ? jobs : 1) * SLOTS_EACH;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->changed, NULL);
    while (started + 1 < jobs && pthread_create(&threads[started], NULL, work, pool) == 0) {
        started++;
    }
    work(pool);
    for (int i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
    drop(pool);
    pthread_cond_destroy(&pool->changed);
    pthread_mutex_destroy(&pool->lock);
    mynah__free(pool);
}
