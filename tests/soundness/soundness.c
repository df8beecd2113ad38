// SPDX-License-Identifier: Apache-2.0
//
// Is the judge sound?  Takes variants or a corpus, asks the analyzer about each, runs some in
// CPython in a container, and compares what was claimed, reported and done.  Every disagreement is
// printed as a fixture, of the smallest variant that still disagrees.

#include "soundness.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 250, JOBS_MOST = 16, RUN_TO_MINIMISE_MOST = 6, EXIT_SKIPPED = 77 };

static const char usage[] =
    "usage: soundness [OPTION VALUE]... WITNESS [CORPUS]\n"
    "WITNESS is witness.py; CORPUS is NDJSON with `code` in each line, '-' is standard input\n"
    "  --count N  so many snippets (100000)   --seed S  of the variants (0)\n"
    "  --run N    run so many (20000)         --jobs N  at a time (2)\n"
    "  --show N   print so many of each disagreement (5)\n";

struct options {
    long count;
    long seed;
    long run;
    long jobs;
    long show;
    const char *witness;
    const char *corpus; // NULL: variants
};

struct session {
    struct options options;
    struct mynah_variants_options wanted;
    struct judges judges;
    struct mynah_variants *variants; // unless there is a corpus
    FILE *corpus;
    struct summary *summary;
    long taken;
    int minimised[DISAGREEMENTS]; // by running it again
    bool failed;
    pthread_mutex_t lock; // for what changes
};

// What one thread works on at a time.
struct batch {
    struct arena arena;
    struct snippet snippets[BATCH];
    struct observed observed[BATCH];
    size_t count;
    bool run;
};

static bool complain(const struct mynah_error *error)
{
    fprintf(stderr, "soundness: %s\n", error->text);
    return false;
}

// ## Taking snippets

static bool take_line(struct session *session, struct batch *batch, struct mynah_error *error)
{
    json_error_t flaw;
    json_t *line = json_loadf(session->corpus, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &flaw);
    if (!line) {
        return !feof(session->corpus) &&
               mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "the corpus: %s", flaw.text);
    }
    bool read = snippet_read(&batch->snippets[batch->count], line, &batch->arena, error);
    json_decref(line);
    return read;
}

static bool take_one(struct session *session, struct batch *batch, struct mynah_error *error)
{
    struct mynah_variant variant;
    if (session->corpus) {
        return take_line(session, batch, error);
    }
    return mynah_variants_next(session->variants, &variant, error) &&
           snippet_copy(&batch->snippets[batch->count], &variant, &batch->arena, error);
}

// Take the next batch.  False when there is none, or something is wrong.
static bool take(struct session *session, struct batch *batch)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    pthread_mutex_lock(&session->lock);
    batch->run = session->judges.container && session->taken < session->options.run;
    while (!session->failed && batch->count < BATCH && session->taken < session->options.count &&
           take_one(session, batch, &error)) {
        batch->count++;
        session->taken++;
    }
    if (error.code != MYNAH_ERROR_NONE) {
        session->failed = true;
        complain(&error);
    }
    pthread_mutex_unlock(&session->lock);
    return batch->count > 0;
}

// ## Working

// To run a snippet by itself takes long, so that is done for a few only.
static bool may_minimise(struct session *session, enum disagreement what)
{
    if (!needs_run(what)) {
        return true;
    }
    pthread_mutex_lock(&session->lock);
    bool may = session->minimised[what]++ < RUN_TO_MINIMISE_MOST;
    pthread_mutex_unlock(&session->lock);
    return may;
}

static void minimise_all(struct session *session, const struct snippet *snippet,
                         const struct comparison *comparison, struct arena *arena)
{
    for (int what = 0; what < DISAGREEMENTS; what++) {
        struct difference difference = comparison->differences[what];
        struct snippet least = *snippet;
        if (difference.found) {
            if (may_minimise(session, (enum disagreement)what)) {
                minimise(&session->judges, (enum disagreement)what, &least, &difference, arena);
            }
            pthread_mutex_lock(&session->lock);
            summary_keep(session->summary, (enum disagreement)what, &least, &difference);
            pthread_mutex_unlock(&session->lock);
        }
    }
}

static bool work_on(struct session *session, struct batch *batch, struct mynah_error *error)
{
    if (batch->run &&
        !container_run(session->judges.container, batch->snippets, batch->count,
                       &(struct observations){ batch->observed, &batch->arena }, error)) {
        return false;
    }
    for (size_t i = 0; i < batch->count; i++) {
        struct comparison comparison;
        if (!judge(&session->judges, &batch->snippets[i], &batch->observed[i], &comparison,
                   error)) {
            return false;
        }
        pthread_mutex_lock(&session->lock);
        bool fresh =
            summary_add(session->summary, &batch->snippets[i], &batch->observed[i], &comparison);
        pthread_mutex_unlock(&session->lock);
        if (fresh) {
            minimise_all(session, &batch->snippets[i], &comparison, &batch->arena);
        }
    }
    return true;
}

static void *work(void *argument)
{
    struct session *session = argument;
    struct batch *batch;
    while ((batch = calloc(1, sizeof *batch)) && take(session, batch)) {
        struct mynah_error error;
        if (!work_on(session, batch, &error)) {
            complain(&error);
            pthread_mutex_lock(&session->lock);
            session->failed = true;
            pthread_mutex_unlock(&session->lock);
        }
        mynah__arena_finish(&batch->arena);
        free(batch);
    }
    if (batch) {
        mynah__arena_finish(&batch->arena);
    }
    free(batch);
    return NULL;
}

static void work_together(struct session *session)
{
    pthread_t threads[JOBS_MOST];
    int started = 0;
    while (started + 1 < session->options.jobs && started < JOBS_MOST &&
           pthread_create(&threads[started], NULL, work, session) == 0) {
        started++;
    }
    work(session);
    for (int i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
}

// ## Options

static bool read_options(struct options *options, char **arguments)
{
    const struct {
        const char *name;
        long *value;
    } rows[] = {
        { "--count", &options->count }, { "--seed", &options->seed }, { "--run", &options->run },
        { "--jobs", &options->jobs },   { "--show", &options->show },
    };
    for (arguments++; *arguments; arguments++) {
        size_t row = 0;
        char *end = NULL;
        while (row < sizeof rows / sizeof *rows && strcmp(rows[row].name, *arguments) != 0) {
            row++;
        }
        if (row < sizeof rows / sizeof *rows) {
            arguments++;
            *rows[row].value = *arguments ? strtol(*arguments, &end, 10) : -1;
            if (!*arguments || *end || *rows[row].value < 0) {
                return false;
            }
        } else if (!options->witness) {
            options->witness = *arguments;
        } else if (!options->corpus) {
            options->corpus = *arguments;
        } else {
            return false;
        }
    }
    return options->witness != NULL;
}

static bool open_corpus(struct session *session)
{
    const char *path = session->options.corpus;
    session->corpus = !path ? NULL : strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    if (path && !session->corpus) {
        perror(path);
    }
    return !path || session->corpus;
}

static bool open_judges(struct session *session, struct mynah_error *error)
{
    struct judges *judges = &session->judges;
    const char *version = judges->container ? container_version(judges->container) : NULL;
    judges->analyzer = mynah_analyzer_create(
        &(struct mynah_analyzer_options){ .target_version = version,
                                          .results = session->corpus ? "optional" : NULL },
        error);
    if (judges->analyzer && !session->corpus) {
        judges->variants = &session->wanted;
        session->wanted.seed = (uint64_t)session->options.seed;
        session->variants = mynah_variants_create(&session->wanted, error);
    }
    return judges->analyzer && (session->corpus || session->variants);
}

int main(int count, char **arguments)
{
    struct session session = { .options = { 100000, 0, 20000, 2, 5, NULL, NULL } };
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    (void)count;
    if (!read_options(&session.options, arguments)) {
        fputs(usage, stderr);
        return 2;
    }
    if (!open_corpus(&session)) {
        return 2;
    }
    if (session.options.run) {
        session.judges.container = container_create(session.options.witness, &error);
        if (!session.judges.container) {
            complain(&error);
            return EXIT_SKIPPED;
        }
    }
    session.summary = summary_create();
    if (!session.summary || !open_judges(&session, &error)) {
        complain(&error);
        return 2;
    }
    pthread_mutex_init(&session.lock, NULL);
    work_together(&session);
    size_t disagreements = summary_print(session.summary, (size_t)session.options.show);
    pthread_mutex_destroy(&session.lock);
    summary_destroy(session.summary);
    mynah_variants_destroy(session.variants);
    mynah_analyzer_destroy(session.judges.analyzer);
    container_destroy(session.judges.container);
    return session.failed ? 2 : disagreements > 0;
}
