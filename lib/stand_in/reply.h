// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_STAND_IN_REPLY_H
#define MYNAH_STAND_IN_REPLY_H

// What a step answers with: one block, never changed, shared by the script, the journal and the
// call by counting.

#include <mynah/script.h>

struct reply {
    _Atomic unsigned shares;
    enum mynah_step_kind kind;
    const char *text; // NULL when it is a record only
    size_t size;
    const struct mynah_shape *shape;
    const void *record;
    size_t record_size;                // of a copy of it, as mynah__record_measure() says
    const struct mynah_error *error;   // of ERROR
    const struct mynah_script *stream; // of STREAM; a share
    const char *file;
    int line;
};

// Return a reply with one share that says what the step does, or NULL with `error`.
struct reply *mynah__reply_create(const struct mynah_step *step, struct mynah_error *error);
// Return a reply of kind ERROR.
struct reply *mynah__reply_error(const struct mynah_error *what);
struct reply *mynah__reply_share(struct reply *reply);
void mynah__reply_release(struct reply *reply); // NULL is fine

#endif
