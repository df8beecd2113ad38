// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_LOOP_RUN_H
#define MYNAH_LOOP_RUN_H

// One run of a loop.  Everything of it belongs to the loop until its end, so that a stage may jump
// away and nothing is lost but the run.

#include <mynah/loop.h>

#include "core/arena.h"
#include "stand_in/call.h"

#include <pthread.h>

struct mynah_loop {
    struct stand_in base;
    struct mynah_loop_options options;
    pthread_mutex_t lock; // for the list of runs
    struct run *runs;
};

struct run {
    struct mynah_loop *loop;
    struct run *next;
    struct run *previous;
    struct arena arena; // holds what follows, as far as it is not a block of a stage
    const struct mynah_request *request;
    int64_t retries;
    struct mynah_loop_result result; // as far as it is known
    size_t code_size;
    struct mynah_failure *failures;
    size_t failure_capacity;
    struct mynah_loop_event *events;
    size_t event_capacity;
    struct mynah_judgement *judgement; // a block
    struct mynah_execution *execution; // likewise
    void *token;                       // likewise: the one that is continued
    char *written;                     // likewise: the one to be continued with
};

// The stages from `state` on, to the end.
void mynah__run_from(struct run *run, enum mynah_loop_state state);
// Enter a state: on record, and told to who watches.
void mynah__run_enter(struct run *run, enum mynah_loop_state state, const char *detail);
// Take `size` bytes for the code that the run is about.
void mynah__run_take_code(struct run *run, const char *code, size_t size);
// End the run; `reason` lives in its arena, or is static.
enum mynah_loop_state mynah__run_end(struct run *run, enum mynah_loop_outcome outcome,
                                     const char *reason);
// Check the code of the run.  False when that failed, with `error`.
bool mynah__run_check(struct run *run, struct mynah_error *error);

// What a pending run is continued with: a record.
struct token {
    const char *kind;
    int64_t schema;
    const char *sha256;
    const char *policy;
    struct mynah_bytes code;
    struct mynah_request request;
    const struct mynah_failure *failures;
    size_t failure_count;
    int64_t attempts;
    int64_t retries;
};

// Write the token of a run that waits for approval; NULL when out of memory.
char *mynah__token_write(const struct run *run);
// Read a token; release with mynah_free().
struct token *mynah__token_read(const char *json, struct mynah_error *error);

#endif
