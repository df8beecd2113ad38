// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_DOUBLE_DOUBLE_H
#define MYNAH_DOUBLE_DOUBLE_H

// A double, as its files see it: a stand-in that has a script for each method.

#include <mynah/double.h>

#include "core/arena.h"
#include "stand_in/call.h"

#include <stdarg.h>

// How a method is declared: its name and what its arguments are called; or a table and its columns.
struct signature {
    const char *name;
    const char *part; // "argument", "column"
    bool any;         // there is no list of arguments
    size_t count;
    const char **parameters;
    bool *optional;
};

struct signatures {
    struct arena arena;
    struct signature *list;
    size_t count; // 0: anything can be called
};

bool mynah__signatures_read(struct signatures *signatures, const char *const *texts,
                            const char *part, struct mynah_error *error);
// Return the signature of a method; true with NULL when none is declared at all.
bool mynah__signature_find(const struct signatures *signatures, const char *method,
                           const struct signature **found, struct mynah_error *error);
// Whether these are arguments of the method, whether this is one, and whether a condition speaks of
// such only.
bool mynah__signature_takes(const struct signature *signature,
                            const struct mynah_arguments *arguments, struct mynah_error *error);
bool mynah__signature_names(const struct signature *signature, const char *name,
                            struct mynah_error *error);
bool mynah__signature_has(const struct signature *signature, const struct mynah_match *match,
                          struct mynah_error *error);

// A method lives from its first mention to the end of the double, so that calls need no lock for
// it.
struct method {
    struct method *_Atomic next;
    const struct signature *signature; // NULL: anything goes
    struct cursor cursor;
    struct mynah_script *script; // all steps
    enum mynah_exhaustion exhaustion;
    _Atomic bool told;    // there is a script
    _Atomic bool changed; // since the calls last took it over
    _Atomic size_t calls;
    char name[];
};

struct expectation {
    struct expectation *_Atomic next;
    struct method *method;
    struct mynah_match *when;
    size_t least;
    size_t most;
    _Atomic size_t count;
    int line;
    char file[]; // "" when not known
};

enum { COMPLAINT_SIZE = 300 };

struct mynah_double {
    struct stand_in base; // its own cursor has no script: it is for calls that are refused
    bool nice;
    enum mynah_exhaustion exhaustion;
    struct signatures signatures;
    pthread_mutex_t lock; // of what follows
    struct method *_Atomic methods;
    struct expectation *_Atomic expectations;
    size_t complaints; // calls that nothing was told about, and answers of the wrong type
    char complaint[COMPLAINT_SIZE]; // the first
};

// Return the method, made when it is new; NULL with `error`.
struct method *mynah__double_method(struct mynah_double *self, const char *name,
                                    struct mynah_error *error);
// Answer by all steps that were added.
bool mynah__double_follow(struct mynah_double *self, struct method *method,
                          struct mynah_error *error);
void mynah__double_complain(struct mynah_double *self, const char *text);

// What a call came to.  The reply, of mynah_reply_shape() or an error, is in the journal and the
// caller's share of it is returned; NULL: there is only `error`.  `arena` is where the arguments
// are, finished before any code of others runs that could jump away; it may be NULL.
struct reply *mynah__double_answer(struct mynah_double *self, const char *name,
                                   const struct mynah_arguments *arguments, struct arena *arena,
                                   struct mynah_error *error);

// The arguments of a format: a va_list cannot be passed by its address everywhere.
struct more {
    va_list list;
};

// Read a format.  `values` and what they point to are in the arena.
bool mynah__pack_arguments(struct arena *arena, struct mynah_arguments *arguments,
                           const char *format, struct more *more, struct mynah_error *error);
bool mynah__pack_value(struct arena *arena, struct mynah_reply *reply, const char *format,
                       struct more *more, struct mynah_error *error);
// Read a result from JSON.
bool mynah__pack_json(struct arena *arena, struct mynah_reply *reply, const char *json,
                      struct mynah_error *error);

#endif
