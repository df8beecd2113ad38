// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_LOOP_H
#define MYNAH_LOOP_H

/**
 * # mynah/loop.h: generate, check, approve, run, and try again
 *
 * A small, honest reference of the service that hosts a code-writing model.  Each stage is an
 * interface, and any of them may be yours:
 *
 *     struct mynah_loop_options options = {
 *         .generator = mynah_generator_interface(mock),
 *         .checker = mynah_analyzer_checker(analyzer),   // in mynah/analyzer.h
 *         .approver = { .approve = ask_the_operator },
 *         .executor = mynah_executor_interface(executor),
 *     };
 *     struct mynah_loop *loop = mynah_loop_create(world, &options, NULL);
 *     struct mynah_loop_result *result = mynah_loop_run(loop, &request, NULL);
 *     assert(result->outcome == MYNAH_LOOP_COMPLETE);
 *     mynah_free(result);
 *
 * ## What happens
 *
 * - The generator is asked for code, and told of all earlier failures.
 * - The checker judges the code.  `retry` goes back to the generator, `deny` ends the run.
 * - `ask` goes to the approver, who approves, rejects, or answers later: then the run ends as
 *   *pending*, with a token with which mynah_loop_resume() continues it, also in another process.
 * - The executor runs the code.  What fails goes back to the generator.
 *
 * All failures share one budget: the run fails with the third, or as `retries` says.  Code is only
 * ever run as it was checked; when generation fails, nothing is run.  A write that violates limits
 * ends the run: asking again would only teach the model to work around them.
 *
 * Every step is an event, given to `on_event` and recorded in the journal of the world as a call of
 * the stand-in "loop" with the method "event".
 */

#include <mynah/executor.h>
#include <mynah/generator.h>

MYNAH_BEGIN

/* ## Stages that are defined here: the checker and the approver */

/** One thing that a checker minds. */
struct mynah_issue {
    enum mynah_verdict verdict; /* what it asks for */
    const char *rule;           /* "channel-write" */
    const char *message;
    int64_t line; /* 0 when it has none */
};

/** What a checker says of code: a record, described by mynah_judgement_shape(). */
struct mynah_judgement {
    enum mynah_verdict verdict;
    const char *policy; /* a fingerprint of what was judged by; `NULL`: "" */
    bool confine;       /* the code is to run in a container */
    const struct mynah_issue *issues;
    size_t issue_count;
};

MYNAH_API const struct mynah_shape *mynah_judgement_shape(void);

/** Something that judges code. */
struct mynah_code_checker {
    /**
     * Judge `size` bytes of code.
     *
     * Ownership: one block, the caller's; release with mynah_free(), so make it with
     * mynah_record_copy() of a struct on the stack.  Errors: `NULL`, with `error` filled.
     */
    struct mynah_judgement *(*check)(void *self, const char *code, size_t size,
                                     struct mynah_error *error);
    /** Release `self`; may be `NULL` when nobody owns it through this struct. */
    void (*destroy)(void *self);
    void *self;
};

enum mynah_approval {
    MYNAH_APPROVAL_LATER, /* the run is pending until somebody resumes it */
    MYNAH_APPROVAL_APPROVED,
    MYNAH_APPROVAL_REJECTED,
};

/** What a person is asked. */
struct mynah_question {
    const struct mynah_request *request;
    const char *code;
    size_t size;
    const char *sha256; /* of the code, 64 hexadecimal digits */
    const struct mynah_judgement *judgement;
    int64_t attempt;
};

/** Somebody who may be asked whether code may run. */
struct mynah_approver {
    /** Answer the question in `*approval`.  Errors: false, with `error` filled: nobody approved. */
    bool (*approve)(void *self, const struct mynah_question *question,
                    enum mynah_approval *approval, struct mynah_error *error);
    /** Release `self`; may be `NULL` when nobody owns it through this struct. */
    void (*destroy)(void *self);
    void *self;
};

/** Approvers whose answer is always the same. */
MYNAH_API struct mynah_approver mynah_approver_always(enum mynah_approval approval);

/* ## Watching */

enum mynah_loop_state {
    MYNAH_LOOP_GENERATION,
    MYNAH_LOOP_ANALYSIS,
    MYNAH_LOOP_APPROVAL,
    MYNAH_LOOP_EXECUTION,
    MYNAH_LOOP_ENDED, /* `outcome` says how */
};

enum mynah_loop_outcome {
    MYNAH_LOOP_NONE,     /* not ended yet */
    MYNAH_LOOP_COMPLETE, /* the code ran, and left results */
    MYNAH_LOOP_FAILED,   /* the budget is used up, a limit was violated, or a stage broke down */
    MYNAH_LOOP_DENIED,   /* the policy forbids the code */
    MYNAH_LOOP_REJECTED, /* the person said no */
    MYNAH_LOOP_PENDING,  /* the person has not answered yet */
};

/** Return `"generation"`, `"analysis"`, `"approval"`, `"execution"`, `"ended"`. */
MYNAH_API const char *mynah_loop_state_name(enum mynah_loop_state state);
/** Return `"none"`, `"complete"`, `"failed"`, `"denied"`, `"rejected"`, `"pending"`. */
MYNAH_API const char *mynah_loop_outcome_name(enum mynah_loop_outcome outcome);

/** The run entered a state.  A record, described by mynah_loop_event_shape(). */
struct mynah_loop_event {
    int64_t number; /* 1 for the first of the run */
    enum mynah_loop_state state;
    int64_t attempt;                 /* 1 for the first code */
    enum mynah_loop_outcome outcome; /* of ENDED */
    const char *detail;              /* why it came to this: "SyntaxError: …"; may be `NULL` */
};

MYNAH_API const struct mynah_shape *mynah_loop_event_shape(void);

/* ## The loop */

struct mynah_loop;

struct mynah_loop_options {
    const char *name; /* in the journal; "loop" by default */
    struct mynah_code_generator generator;
    struct mynah_code_checker checker;
    struct mynah_approver approver; /* zero: answers later, so that `ask` makes a run pending */
    struct mynah_code_executor executor;
    int64_t retries; /* failures that a run may have before it fails; 0: the request's, else 3 */
    bool unconfined; /* never ask the executor for a container */
    /** Called at each event, without any lock.  It may jump away. */
    void (*on_event)(void *self, const struct mynah_loop_event *event);
    void *self;
};

/**
 * Create a loop in `world`, or in a private world when that is `NULL`.
 *
 * The stages are used, not owned.  Release with mynah_loop_destroy(), or with its world.
 * Errors: a generator, checker or executor without a function: `MYNAH_ERROR_ARGUMENT`;
 * `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_loop *mynah_loop_create(struct mynah_world *world,
                                               const struct mynah_loop_options *options,
                                               struct mynah_error *error);

/** How a run ended: a record, described by mynah_loop_result_shape(). */
struct mynah_loop_result {
    enum mynah_loop_outcome outcome;
    const char *reason; /* one sentence; `NULL` for COMPLETE */
    int64_t attempts;   /* how often code was asked for */
    const char *code;   /* the last that there was, or `NULL` */
    const char *sha256; /* of that code */
    /**
     * The error chain, oldest first, each with its attempt: what the generator was told, and what
     * ended the run.  The types of stages that gave no answer are "GenerationError", "CheckError",
     * "ApprovalError" and "ExecutorError".
     */
    const struct mynah_failure *failures;
    size_t failure_count;
    const struct mynah_judgement *judgement; /* of that code, or `NULL` */
    const struct mynah_execution *execution; /* of that code, or `NULL` */
    const struct mynah_loop_event *events;
    size_t event_count;
    const char *token; /* of PENDING: JSON, for mynah_loop_resume() */
};

MYNAH_API const struct mynah_shape *mynah_loop_result_shape(void);

/**
 * Do what `request` asks for.  Threads may call it at the same time if the stages allow it.
 *
 * Ownership: one block; release with mynah_free().
 * Errors: `MYNAH_ERROR_MEMORY` only; what a stage could not do is a result.
 */
MYNAH_API struct mynah_loop_result *mynah_loop_run(struct mynah_loop *loop,
                                                   const struct mynah_request *request,
                                                   struct mynah_error *error);

/**
 * Continue a pending run, in this process or another, with what the person said.
 *
 * The token holds the request, the code and the error chain.  The code is checked again: the token
 * is refused when the code is not the one that was shown, or when the policy has changed.  Anybody
 * who can write a token can write one for other code: keep it where only the host can write.
 *
 * Ownership: as mynah_loop_run().
 * Errors: `MYNAH_ERROR_ARGUMENT`: not a token, or one that is refused; `MYNAH_ERROR_MEMORY`; and
 * what the checker says when it cannot judge.
 */
MYNAH_API struct mynah_loop_result *mynah_loop_resume(struct mynah_loop *loop, const char *token,
                                                      bool approved, struct mynah_error *error);

MYNAH_API void mynah_loop_destroy(struct mynah_loop *loop);

/* ## Properties: one question about a result, answered with a reason */

enum mynah_loop_property_kind {
    MYNAH_LOOP_SUCCEEDED,        /* COMPLETE */
    MYNAH_LOOP_FAILED_WITH,      /* not COMPLETE or PENDING; `text` is the type of the last failure,
                                    or the outcome: "denied", "rejected" */
    MYNAH_LOOP_ATTEMPTS,         /* code was asked for `count` times */
    MYNAH_LOOP_PENDING_APPROVAL, /* PENDING */
    MYNAH_LOOP_WROTE_CHANNEL,    /* the last run wrote the channel `text`, and `value` (JSON) to it;
                                    `NULL` for any value */
};

struct mynah_loop_property {
    enum mynah_loop_property_kind kind;
    const char *text;
    const char *value;
    size_t count;
};

/**
 * Say whether the result has the property.  When it has not, `why` gets what was expected, what
 * there is, and the history of the run: several lines, cut at `size` bytes.
 */
MYNAH_API bool mynah_loop_result_meets(const struct mynah_loop_result *result,
                                       struct mynah_loop_property property, char *why, size_t size);

MYNAH_END

#endif
