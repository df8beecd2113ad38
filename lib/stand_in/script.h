// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_STAND_IN_SCRIPT_H
#define MYNAH_STAND_IN_SCRIPT_H

// Scripts as the stand-ins see them, and the cursor: a stand-in's own place in a script.

#include <mynah/script.h>

#include "core/sink.h"
#include "stand_in/reply.h"

#include <pthread.h>

struct script_step {
    struct mynah_step step; // as it was added, pointing to the copies
    struct reply *reply;
    struct mynah_match *when;
};

struct mynah_script {
    _Atomic unsigned shares;
    _Atomic bool frozen;
    enum mynah_exhaustion exhaustion;
    struct script_step fallback; // without a reply: there is none
    struct script_step *steps;
    size_t count;
    size_t capacity;
};

// Return the script, frozen, with one share more; release with mynah_script_destroy().
const struct mynah_script *mynah__script_share(const struct mynah_script *script);
// Check that every condition can be asked of requests of `shape`.
bool mynah__script_check(const struct mynah_script *script, const struct mynah_shape *shape,
                         struct mynah_error *error);
// Say in words what a step answers.
void mynah__step_show(struct sink *sink, const struct mynah_step *step);

struct track;

// Conditions are asked without the lock, so that a predicate may jump away.  The tracks of scripts
// that were replaced meanwhile are kept until nobody can be looking at them.
struct cursor {
    pthread_mutex_t lock;
    struct track *track; // the newest first; only that one is in use
};

// What a call is to do: `reply` is a share, also for a callback, where it says where that is.
struct taken {
    struct reply *reply;
    bool (*callback)(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                     struct mynah_error *error);
    void *self;
    int64_t delay;
    long index; // -1 for the fallback
};

bool mynah__cursor_init(struct cursor *cursor);
// Begin a script; NULL: there is none any more.
bool mynah__cursor_set(struct cursor *cursor, const struct mynah_script *script,
                       struct mynah_error *error);
// Begin a script that has the steps of the one that `from` is in, and maybe more, at the same
// place. Both may be the same cursor.
bool mynah__cursor_extend(struct cursor *cursor, struct cursor *from,
                          const struct mynah_script *script, struct mynah_error *error);
// Take the step that answers the request.  Errors: `MYNAH_ERROR_UNSET`: there is no script;
// `MYNAH_ERROR_EXHAUSTED`.
bool mynah__cursor_take(struct cursor *cursor, const struct mynah_shape *shape, const void *request,
                        struct taken *taken, struct mynah_error *error);
void mynah__cursor_reset(struct cursor *cursor);
// Say which steps were never used, a line for each that begins with `name`; false when one was not.
bool mynah__cursor_verify(struct cursor *cursor, const char *name, struct sink *why);
void mynah__cursor_finish(struct cursor *cursor);

#endif
