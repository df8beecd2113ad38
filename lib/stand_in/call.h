// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_STAND_IN_CALL_H
#define MYNAH_STAND_IN_CALL_H

// What every stand-in is made of, and the one way a call takes: begin in the journal, take a step
// of the script, sleep as it says, ask its callback without any lock, end in the journal.
//
// A front puts a `struct stand_in` first in its own struct:
//
//     struct mynah_generator { struct stand_in base; ... };
//     static const struct mynah_member member = { .name = "mock", .verify = mynah__stand_in_verify,
//                                                 .reset = ..., .destroy = ... };
//
// and its functions are one call of mynah__call() each.  A private world lives in the stand-in.

#include "core/arena.h"
#include "stand_in/journal.h"
#include "stand_in/reply.h"
#include "stand_in/script.h"
#include "stand_in/world.h"

struct stand_in {
    struct mynah_world *world;
    bool owns_world;
    struct source *source; // its name and its calls in the journal
    struct cursor cursor;
};

// Begin a stand-in in `world`, or in a world of its own when that is NULL, and add it there with
// `member`, the `self` of which is filled in: the address of the stand-in, hence of the front's
// struct.  The name becomes unique in the world.
bool mynah__stand_in_init(struct stand_in *stand_in, struct mynah_world *world,
                          const struct mynah_member *member, struct mynah_error *error);
// Leave the world; also fine when the world is being destroyed, and after a failed init.
void mynah__stand_in_finish(struct stand_in *stand_in);

const char *mynah__stand_in_name(const struct stand_in *stand_in);

// Answer by the script from now on, from its first step; NULL: by none.  Every condition is checked
// against requests of `shape`.
bool mynah__stand_in_follow(struct stand_in *stand_in, const struct mynah_script *script,
                            const struct mynah_shape *shape, struct mynah_error *error);

// For the table of a member: which steps were not used; begin anew with the script alone (the world
// resets the journal).
bool mynah__stand_in_verify(const void *self, char *why, size_t size);
void mynah__stand_in_rewind(void *self);
// Forget the calls and begin anew with the script: the reset of one stand-in.
void mynah__stand_in_reset(struct stand_in *stand_in);

size_t mynah__stand_in_calls(const struct stand_in *stand_in);
// Return what the journal knows of the call at `index`: 0 is the first, -1 the last.
bool mynah__stand_in_entry(const struct stand_in *stand_in, long index, struct mynah_entry *entry);

struct call {
    const char *method;
    const struct mynah_shape *shape;
    const void *request;
    const char *unset;     // the text of MYNAH_ERROR_UNSET; NULL: a general one
    struct cursor *cursor; // of a front that has a script for each method; NULL: the stand-in's
    struct arena *arena;   // where the request is, finished once the journal has it; may be NULL
};

// Answer one call.  Returns the reply: release it with mynah__reply_release().  One of kind ERROR
// comes with `error` filled; NULL means that there is no reply but only `error`.
struct reply *mynah__call(struct stand_in *stand_in, const struct call *call,
                          struct mynah_error *error);

// The same in two halves, for a front that answers over time, as a stream does, or that adds to the
// reply.  An opened call is closed with what it came to, or with `error` when `reply` is NULL; left
// open by a jump it is an unfinished one.  Until it is closed the journal has a share of the reply,
// so that whoever runs code of others meanwhile needs none of its own.
struct entry *mynah__call_open(struct stand_in *stand_in, const struct call *call,
                               struct reply **reply, struct mynah_error *error);
void mynah__call_close(struct stand_in *stand_in, struct entry *entry, struct reply *reply,
                       const struct mynah_error *error);

// Opening in two steps, for a front that waits in its own way: begun, a call knows its step and
// delay; answered, its reply.  `call` is what a callback is told; its request is the caller's, and
// may be exchanged for the journal's copy, which lasts until the call is closed.
struct begun_call {
    struct entry *entry; // NULL: there is no call, but an error
    struct mynah_call call;
    struct taken taken; // its `reply` is NULL when no step answers; then there is an error
};

void mynah__call_begin(struct stand_in *stand_in, const struct call *call, struct begun_call *begun,
                       struct mynah_error *error);
// Return the reply, asking the callback if there is one; `begun` has it no more.
struct reply *mynah__call_answer(struct stand_in *stand_in, struct begun_call *begun,
                                 struct mynah_error *error);

#endif
