// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_DOUBLE_H
#define MYNAH_DOUBLE_H

/**
 * # mynah/double.h: a stand-in for any dependency
 *
 * A double has a name and methods.  It answers as it is told, method by method, and the journal
 * keeps what it was asked:
 *
 *     struct mynah_double *payment =
 *         mynah_double_create(world, &(struct mynah_double_options){ .name = "payment" }, NULL);
 *     const struct mynah_fault timeout = { .kind = "timeout", .text = "Network timeout" };
 *     mynah_double_fails(payment, "charge", NULL, &timeout, NULL);
 *     mynah_double_returns(payment, "charge", NULL, NULL, "s", "txn_1");
 *     ... // the code under test charges, and charges again
 *     assert(mynah_double_calls(payment, "charge") == 2);
 *     assert(mynah_double_was_called_with(payment, "charge", "{s:f, s:s}", "amount", 99.99,
 *                                         "card", "tok_1"));
 *
 * The code under test reaches it through functions with the types of the real ones, which
 * mynah/double_function.h makes, or by mynah_double_call().
 *
 * Arguments and results are *named values*: text, numbers, booleans, JSON, or pointers that are
 * kept and compared but never read.  They are copied when a call is made.
 *
 * ## Formats
 *
 * Values are written as for json_pack() of jansson: `s` text (`const char *`; `NULL` is null),
 * `i` `int`, `I` `int64_t`, `f` `double`, `b` `int` as a boolean, `n` null, `[…]`, and `{s:…, s:…}`
 * with a name before each value.  In addition `j` is JSON text (`const char *`), and `p` a pointer
 * (`const void *`), which cannot be inside of other values.  Arguments are an object, `""` for
 * none; a result is any value, `""` for nothing.  What is wrong with a format, or with JSON, is
 * said with its line and column.
 */

#include <mynah/script.h>
#include <mynah/world.h>

#include <stdarg.h>

MYNAH_BEGIN

struct mynah_double;

/** The arguments of a call, of mynah_arguments_shape(). */
struct mynah_arguments {
    const struct mynah_named *values;
    size_t count;
};

/** What is written to where a pointer among the arguments points: results of C interfaces. */
struct mynah_output {
    const char *argument;     /* its name */
    struct mynah_bytes bytes; /* copied there before the call returns */
};

/** What a method answers, of mynah_reply_shape(): one value, or none, and what it writes. */
struct mynah_reply {
    const struct mynah_named *value; /* its name says nothing */
    size_t value_count;              /* 0 or 1 */
    const struct mynah_output *outputs;
    size_t output_count;
};

/** An error that a method answers with, of mynah_fault_shape(). */
struct mynah_fault {
    const char *text; /* "the scripted error" by default */
    const char *kind; /* a word of the interface's own: `"timeout"` */
    int64_t number;   /* also what `errno` is set to by a function of mynah/double_function.h */
};

MYNAH_API const struct mynah_shape *mynah_arguments_shape(void);
MYNAH_API const struct mynah_shape *mynah_reply_shape(void);
MYNAH_API const struct mynah_shape *mynah_fault_shape(void);

struct mynah_double_options {
    const char *name; /* shown in failures, unique in the world; "double" by default */
    /**
     * What there is to call, ends with `NULL`: `"charge(amount, card, note?)"`, or only the name
     * for any arguments.  A method or an argument that is not there, or is missing, is refused,
     * when it is told about and when it is called.  `NULL`: anything can be called.
     */
    const char *const *methods;
    /**
     * Answer a call that nothing was told about with nothing (0, `NULL`, null), and let verify be
     * content with it.  By default it is an error, which verify reports too.
     */
    bool nice;
    enum mynah_exhaustion exhaustion; /* of each method; repeat the last step by default */
};

/**
 * Create a double in `world`, or in a private world when that is `NULL`.
 *
 * Release with mynah_double_destroy(), or with its world.
 * Errors: a method that is not written as above (`MYNAH_ERROR_ARGUMENT`); `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_double *mynah_double_create(struct mynah_world *world,
                                                   const struct mynah_double_options *options,
                                                   struct mynah_error *error);

/* ## What it answers: each adds a step behind those that the method has, also between calls.
 *
 * A step is used up by `times` calls, one by default; see mynah/script.h for the order and for what
 * comes after the last.  Of `how`, which may be `NULL`, the members `when`, `times`, `delay`,
 * `optional`, `file` and `line` count; conditions are on the arguments by their names:
 * `{ .path = "amount", .kind = MYNAH_MATCH_GREATER, .number = 100 }`, `"to[0].address"`.
 * All that is passed is copied.
 * Errors: `MYNAH_ERROR_ARGUMENT`, with line and column of a format or of JSON; a method or an
 * argument that the options do not have; `MYNAH_ERROR_MEMORY`.  After an error it answers as
 * before.
 */

/** Add a result, by a format: `mynah_double_returns(d, "charge", NULL, NULL, "s", "txn_1")`. */
MYNAH_API bool mynah_double_returns(struct mynah_double *self, const char *method,
                                    const struct mynah_step *how, struct mynah_error *error,
                                    const char *format, ...);

/** Add an error; `times` of `how` is how often. */
MYNAH_API bool mynah_double_fails(struct mynah_double *self, const char *method,
                                  const struct mynah_step *how, const struct mynah_fault *fault,
                                  struct mynah_error *error);

/**
 * Add a step of any kind but a stream: a REPLY whose `text` is JSON or whose `record` is a
 * `struct mynah_reply`, an ERROR whose `record` may be a `struct mynah_fault`, a CALLBACK:
 *
 *     mynah_double_when(d, "charge", &(struct mynah_step){
 *         MYNAH_HERE, .kind = MYNAH_STEP_CALLBACK, .callback = count_up, .self = &counter,
 *         .times = MYNAH_ALWAYS, .delay = 2 * MYNAH_SECOND }, NULL);
 *
 * A callback finds the arguments in `call->request`, a `struct mynah_arguments`, and answers by
 * mynah_double_answer(), mynah_double_answer_fault() or those of mynah/script.h.
 */
MYNAH_API bool mynah_double_when(struct mynah_double *self, const char *method,
                                 const struct mynah_step *step, struct mynah_error *error);

/** Choose what comes after the last step of one method. */
MYNAH_API bool mynah_double_set_exhaustion(struct mynah_double *self, const char *method,
                                           enum mynah_exhaustion exhaustion,
                                           struct mynah_error *error);

/** Forget all that it was told, and what it is expected to be asked; calls are kept. */
MYNAH_API bool mynah_double_clear(struct mynah_double *self, struct mynah_error *error);

/* ## What it is expected to be asked */

/** So many calls of the method that meet the condition; both 0: never. */
struct mynah_expectation {
    const char *method;
    const struct mynah_match *when; /* `NULL`: any arguments */
    size_t least;
    size_t most;      /* `SIZE_MAX`: any number */
    const char *file; /* where it was written: `MYNAH_HERE` */
    int line;
};

/** Expect that; verify says when it did not come so.  Only calls from now on are counted. */
MYNAH_API bool mynah_double_expects(struct mynah_double *self,
                                    const struct mynah_expectation *expectation,
                                    struct mynah_error *error);

/* ## Calls */

/** What went wrong with a call: the fault that was told, or a call that nothing was told about. */
struct mynah_double_failure {
    struct mynah_error error; /* `MYNAH_ERROR_SCRIPTED` for a fault */
    int64_t number;           /* of the fault */
    char kind[64];            /* likewise, cut */
};

/**
 * Call the method with the arguments of the format.
 *
 * Threads may call at the same time.  Delays are slept on the clock of the world.
 * Ownership: the result is one block; release with mynah_free().  Its `kind` is 0 for nothing.
 * Errors: `NULL` and `failure`, which may be `NULL`.
 */
MYNAH_API struct mynah_named *mynah_double_call(struct mynah_double *self, const char *method,
                                                struct mynah_double_failure *failure,
                                                const char *format, ...);

/** The same with arguments that are there already. */
MYNAH_API struct mynah_named *mynah_double_call_with(struct mynah_double *self, const char *method,
                                                     const struct mynah_arguments *arguments,
                                                     struct mynah_double_failure *failure);

/* ## For callbacks */

/** Answer with a result; see mynah_answer_text(). */
MYNAH_API bool mynah_double_answer(struct mynah_answer *answer, struct mynah_error *error,
                                   const char *format, ...);
/** Answer with an error that was to be expected. */
MYNAH_API bool mynah_double_answer_fault(struct mynah_answer *answer,
                                         const struct mynah_fault *fault,
                                         struct mynah_error *error);

/**
 * Return an argument: as it is, or as what it is asked for: `NULL` or 0 when it is not there or not
 * of that kind.  A number is one whether it is whole or not; text of JSON is the JSON.
 */
MYNAH_API const struct mynah_named *mynah_argument(const struct mynah_arguments *arguments,
                                                   const char *name);
MYNAH_API const char *mynah_argument_text(const struct mynah_arguments *arguments,
                                          const char *name);
MYNAH_API int64_t mynah_argument_integer(const struct mynah_arguments *arguments, const char *name);
MYNAH_API double mynah_argument_real(const struct mynah_arguments *arguments, const char *name);
MYNAH_API bool mynah_argument_truth(const struct mynah_arguments *arguments, const char *name);
/** The pointer is the caller's, who may be passing it to be written to: hence not constant. */
MYNAH_API void *mynah_argument_pointer(const struct mynah_arguments *arguments, const char *name);

/* ## What it was asked */

/** Return how many calls the method received, also those that failed; `NULL`: all methods. */
MYNAH_API size_t mynah_double_calls(const struct mynah_double *self, const char *method);

/**
 * Return the arguments of the call at `index` of the method: 0 is the first, -1 the last.
 * Ownership: borrowed until the next reset or destroy.
 * Returns `NULL` when there is no such call, or when a limit of the journal has dropped it.
 */
MYNAH_API const struct mynah_arguments *mynah_double_arguments(const struct mynah_double *self,
                                                               const char *method, long index);

/** Return whether a call of the method met the condition. */
MYNAH_API bool mynah_double_was_called(const struct mynah_double *self, const char *method,
                                       const struct mynah_match *when);

/** Return whether a call had exactly these arguments, in any order, numbers compared as numbers. */
MYNAH_API bool mynah_double_was_called_with(const struct mynah_double *self, const char *method,
                                            const char *format, ...);

/**
 * Return what the calls that met the condition had at `path`, as a JSON array: `["a","b"]`.
 *
 * All arguments are kept, so what other tools have captors for is asked afterwards here.
 * Ownership: the caller's; release with mynah_free().
 * Errors: `MYNAH_ERROR_ARGUMENT`: a path that is none; `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API char *mynah_double_capture(const struct mynah_double *self, const char *method,
                                     const struct mynah_match *when, const char *path,
                                     struct mynah_error *error);

/** Return the name that the double has in its world. */
MYNAH_API const char *mynah_double_name(const struct mynah_double *self);

/* ## Properties: one question about its calls, answered with a reason */

enum mynah_double_property_kind {
    MYNAH_DOUBLE_VERIFIED,       /* as mynah_double_verify() says */
    MYNAH_DOUBLE_CALLED_BETWEEN, /* at least `least` calls meet `match`, at most `most` */
    MYNAH_DOUBLE_CALLED_WITH,    /* a call had exactly `arguments` */
    MYNAH_DOUBLE_NTH_CALL,       /* the call at `index` meets `match` */
    MYNAH_DOUBLE_ALL_CALLS,      /* every call meets `match`, and there was one */
    MYNAH_DOUBLE_IN_ORDER,       /* `methods` were called in this order; others may come between */
};

/** What is expected; members that the kind does not name are not looked at. */
struct mynah_double_property {
    enum mynah_double_property_kind kind;
    const char *method; /* `NULL`: any */
    const struct mynah_match *match;
    const struct mynah_arguments *arguments;
    long index;
    size_t least;
    size_t most; /* `SIZE_MAX`: any number */
    const char *const *methods;
    size_t method_count;
};

/** Say whether the calls have the property, and if not why, as mynah_world_meets() does. */
MYNAH_API bool mynah_double_meets(const struct mynah_double *self,
                                  struct mynah_double_property property, char *why, size_t size);

/**
 * Return whether every step was used, every expectation met, and no call was one that nothing was
 * told about.  If not, `why` says which, a line for each and the place where it was written.
 */
MYNAH_API bool mynah_double_verify(const struct mynah_double *self, char *why, size_t size);

/* ## Life */

/** Forget the calls and start at the first step of each method; what it was told stays. */
MYNAH_API void mynah_double_reset(struct mynah_double *self);

MYNAH_API void mynah_double_destroy(struct mynah_double *self);

/* ## Formats, for functions of one's own that take them */

/**
 * Read arguments by a format.  Ownership: one block; release with mynah_free().
 * Errors: `MYNAH_ERROR_ARGUMENT` with line and column; `MYNAH_ERROR_LIMIT`, `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_arguments *mynah_arguments_pack(struct mynah_error *error,
                                                       const char *format, ...);
MYNAH_API struct mynah_arguments *mynah_arguments_vpack(struct mynah_error *error,
                                                        const char *format, va_list list);

MYNAH_END

#endif
