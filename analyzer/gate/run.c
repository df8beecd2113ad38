// SPDX-License-Identifier: Apache-2.0
//
// The run over the cases, by one thread or several, and the matrix that comes of it.  Each outcome
// has its place from the start, so the matrix does not depend on who is done first.

#include "core/alloc.h"
#include "core/crew.h"
#include "gate/gate.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { MESSAGE_SIZE = sizeof(((struct mynah_error *)0)->text) };

// What a matrix holds.
struct memory {
    struct arena arena;
    struct mynah_gate_cases *cases; // the behaviours, if nobody gave others
};

// What the threads of one run share.  The lock is for all of it but the outcomes that are taken.
struct pool {
    const struct gate_run *run;
    struct mynah_gate_outcome *outcomes;
    struct arena *arena; // for messages
    size_t count;
    size_t next; // the one to be taken
    size_t done;
    bool stopped;
    pthread_mutex_t lock;
};

// Take note of what became of a case.  The lock is held.
static void note(struct pool *pool, struct mynah_gate_outcome *outcome, const char *message)
{
    if (*message) {
        outcome->message = mynah__arena_text(pool->arena, message);
    }
    pool->done++;
    if (pool->run->progress) {
        pool->run->progress(pool->run->progress_self, pool->done, pool->count);
    }
}

static void *work(void *argument)
{
    struct pool *pool = argument;
    pthread_mutex_lock(&pool->lock);
    while (pool->next < pool->count && !pool->stopped) {
        struct mynah_gate_outcome *outcome = &pool->outcomes[pool->next++];
        char message[MESSAGE_SIZE] = "";
        pthread_mutex_unlock(&pool->lock);
        bool asked = pool->run->ask(pool->run->self, outcome, message);
        pthread_mutex_lock(&pool->lock);
        if (asked) {
            note(pool, outcome, message);
        } else {
            pool->stopped = true;
        }
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

// Ask about everything.  False when that was given up.
static bool ask_all(struct pool *pool)
{
    pthread_mutex_init(&pool->lock, NULL);
    mynah__crew_work(pool->run->jobs, work, pool);
    pthread_mutex_destroy(&pool->lock);
    return !pool->stopped;
}

// ## The matrix

// How bad a miss is, by what is expected and what was answered: 0 is the worst.  What is let
// through comes first, then what nobody knows, then what is stopped without need.
// clang-format off
static const unsigned char ranks[GATE_VERDICTS][GATE_VERDICTS + 1] = {
    //                          allow  ask  deny  retry  none
    [MYNAH_VERDICT_ALLOW] = {     7,    8,   9,    9,     6 },
    [MYNAH_VERDICT_ASK]   = {     1,    7,   8,    8,     4 },
    [MYNAH_VERDICT_DENY]  = {     0,    2,   7,    8,     3 },
    [MYNAH_VERDICT_RETRY] = {     5,    8,   8,    7,     6 },
};
// clang-format on

static int column_of(const struct mynah_gate_outcome *outcome)
{
    return outcome->answered ? (int)outcome->verdict : GATE_NONE;
}

static int rank(const struct mynah_gate_outcome *outcome)
{
    return ranks[outcome->about->expected][column_of(outcome)];
}

// By rank, and in the order of the cases.
static int by_rank(const void *left, const void *right)
{
    const struct mynah_gate_outcome *a = *(const struct mynah_gate_outcome *const *)left;
    const struct mynah_gate_outcome *b = *(const struct mynah_gate_outcome *const *)right;
    int order = rank(a) - rank(b);
    return order ? order : (a > b) - (a < b);
}

// Count the outcomes, and sort what does not agree.
static void count(struct mynah_gate_matrix *matrix, const struct mynah_gate_outcome **misses)
{
    for (size_t i = 0; i < matrix->count; i++) {
        const struct mynah_gate_outcome *outcome = &matrix->outcomes[i];
        matrix->counts[outcome->about->expected][column_of(outcome)]++;
        if (!outcome->agrees) {
            misses[matrix->miss_count++] = outcome;
        }
    }
    if (matrix->miss_count) {
        qsort(misses, matrix->miss_count, sizeof(*misses), by_rank);
    }
    matrix->misses = misses;
}

static bool give_up(struct mynah_gate_matrix *matrix)
{
    matrix->outcomes = NULL;
    matrix->count = 0;
    if (matrix->error.code == MYNAH_ERROR_NONE) {
        mynah_error_set(&matrix->error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return false;
}

bool mynah__gate_run(const struct mynah_gate_cases *cases, const struct gate_run *run,
                     struct mynah_gate_matrix *matrix)
{
    *matrix = (struct mynah_gate_matrix){ .outcomes = NULL };
    struct memory *memory = mynah__alloc(sizeof *memory);
    matrix->memory = memory;
    if (memory && !cases) {
        memory->cases = mynah_gate_cases_create(&matrix->error);
        cases = memory->cases;
    }
    if (!memory || !cases ||
        (memory->cases && !mynah_gate_cases_add_behaviors(memory->cases, NULL, &matrix->error))) {
        return give_up(matrix);
    }
    struct mynah_gate_outcome *outcomes =
        mynah__arena_alloc(&memory->arena, (cases->count + 1) * sizeof *outcomes);
    const struct mynah_gate_outcome **misses =
        mynah__arena_alloc(&memory->arena, (cases->count + 1) * sizeof(*misses));
    if (!outcomes || !misses) {
        return give_up(matrix);
    }
    matrix->outcomes = outcomes;
    matrix->count = cases->count;
    for (size_t i = 0; i < cases->count; i++) {
        outcomes[i].about = cases->items[i];
    }
    struct pool pool = {
        .run = run, .outcomes = outcomes, .arena = &memory->arena, .count = cases->count
    };
    if (!ask_all(&pool) || memory->arena.failed) {
        return give_up(matrix);
    }
    count(matrix, misses);
    return matrix->miss_count == 0;
}

void mynah_gate_matrix_finish(struct mynah_gate_matrix *matrix)
{
    struct memory *memory = matrix->memory;
    if (memory) {
        mynah_gate_cases_destroy(memory->cases);
        mynah__arena_finish(&memory->arena);
        mynah__free(memory);
    }
    *matrix = (struct mynah_gate_matrix){ .outcomes = NULL };
}

const char *mynah__gate_answer(const struct mynah_gate_outcome *outcome)
{
    return outcome->answered ? mynah_verdict_name(outcome->verdict) : "none";
}
