// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_PROVIDER_RUN_H
#define MYNAH_PROVIDER_RUN_H

// One call on its way, told as events that each have their time.  Chatting, streaming and
// submitting differ only in who waits for that time:
//
//     mynah__run_begin(&run, ...);
//     do { sleep until run.due; } while (mynah__run_step(&run) == RUN_NOTHING);

#include "provider/answer.h"
#include "provider/collector.h"
#include "provider/mock.h"

enum run_event {
    RUN_NOTHING, // but there is a new time to wait for
    RUN_CHUNK,   // `chunk`
    RUN_END,     // `response`
    RUN_FAILED,  // `failure`
};

enum run_state {
    RUN_WAITS,  // for the step to answer
    RUN_TELLS,  // its answer
    RUN_BREAKS, // at its time
    RUN_OVER,
};

struct run {
    struct mynah_provider *provider;
    bool streams;
    answer_id_fn *make_id; // as in answer.h
    const void *id_self;
    enum run_state state;
    int64_t due;
    struct begun_call begun;
    struct reply *reply; // of the step; what is answered borrows from it
    struct arena arena;
    struct slicer slicer;          // of a reply that streams
    size_t next;                   // step of a stream
    struct collector collector;    // what was told so far
    struct mynah_chat_chunk piece; // a chunk of a stream, filled in
    const struct mynah_chat_chunk *chunk;
    struct mynah_chat_response response;
    size_t response_size; // of a copy of it; 0: not known
    struct mynah_chat_error breaks;
    struct mynah_chat_failure failure;
};

// Begin a call; `streams` and what makes ids are set.  Returns false with `failure` when there is
// not even one to record.
bool mynah__run_begin(struct run *run, struct mynah_provider *provider,
                      const struct mynah_chat_request *request, const char *method,
                      struct mynah_chat_failure *failure);
// Return what the first chunk of a scripted stream, or the last, says: NULL where there is none.
const struct mynah_chat_chunk *mynah__run_scripted(const struct run *run, bool last);
// Go on; `due` has come.
enum run_event mynah__run_step(struct run *run);
// End a call before its end: because nobody reads on, or because it was cancelled.
void mynah__run_abandon(struct run *run, bool cancelled);
void mynah__run_finish(struct run *run);

#endif
