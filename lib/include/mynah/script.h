// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SCRIPT_H
#define MYNAH_SCRIPT_H

/**
 * # mynah/script.h: what a stand-in will answer with
 *
 * A script is a list of steps.  Each call uses one up: the first step that is not used up and whose
 * condition the request meets.  What comes after that is the *exhaustion policy*.
 *
 *     struct mynah_script *script = mynah_script_create(NULL, NULL);
 *     mynah_script_add(script, &(struct mynah_step){ MYNAH_HERE, .text = "results = {}\n" }, NULL);
 *     mynah_script_add(script, &(struct mynah_step){ MYNAH_HERE, .kind = MYNAH_STEP_ERROR,
 *                                                    .text = "overloaded" }, NULL);
 *     mynah_generator_set_script(generator, script, NULL);
 *     mynah_script_destroy(script);  // the generator has its share
 *
 * The first use freezes a script; from then on it never changes, and any number of stand-ins and
 * threads use it at once, each stand-in at its own place in it.
 */

#include <mynah/match.h>

MYNAH_BEGIN

/** What is answered when no step is left that accepts the request. */
enum mynah_exhaustion {
    MYNAH_EXHAUSTION_REPEAT_LAST, /* the last step that accepts it, again and again */
    MYNAH_EXHAUSTION_CYCLE,       /* all steps are fresh again, and the first that accepts it */
    MYNAH_EXHAUSTION_DEFAULT,     /* the script's `fallback` */
    MYNAH_EXHAUSTION_ERROR,       /* `MYNAH_ERROR_EXHAUSTED`, which names the request */
};

/** Return `"repeat-last"`, `"cycle"`, `"default"`, `"error"`. */
MYNAH_API const char *mynah_exhaustion_name(enum mynah_exhaustion exhaustion);

struct mynah_script;
struct mynah_answer;

/** The call that a callback is to answer. */
struct mynah_call {
    const char *stand_in; /* its name */
    const char *method;
    uint64_t number; /* in the journal */
    size_t index;    /* among the calls of this stand-in; 0 is the first */
    const struct mynah_shape *shape;
    const void *request; /* of that shape */
    int64_t now;
};

enum mynah_step_kind {
    MYNAH_STEP_REPLY,     /* `text`, or `record` of `shape` */
    MYNAH_STEP_ERROR,     /* the error `code` with the message `text`; `record` may say more */
    MYNAH_STEP_MALFORMED, /* `text` arrives, no proper reply; for stand-ins with a format */
    MYNAH_STEP_STREAM,    /* the steps of `stream`, one chunk after the other */
    MYNAH_STEP_CALLBACK,  /* what `callback` answers */
};

enum { MYNAH_ALWAYS = -1 };

/** Members for the place where a step is written: `{ MYNAH_HERE, .text = "…" }`. */
#define MYNAH_HERE .file = __FILE__, .line = __LINE__

/** One step.  Zero: the reply "", once, at once, to any request. */
struct mynah_step {
    enum mynah_step_kind kind;
    enum mynah_error_code code;      /* of ERROR; `MYNAH_ERROR_SCRIPTED` by default */
    const char *text;                /* `NULL` is "" */
    size_t size;                     /* of `text`; 0: up to its NUL byte */
    const struct mynah_shape *shape; /* of `record` */
    const void *record;
    const struct mynah_script *stream;
    /**
     * Answer by one of the mynah_answer_…() functions and return true, or fill `error` and return
     * false.  It may call any stand-in, also this one, and may jump away: the call is then an
     * unfinished one in the journal, and everything remains usable.
     */
    bool (*callback)(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                     struct mynah_error *error);
    void *self;                     /* the caller's; lives as long as the script is used */
    int64_t delay;                  /* nanoseconds on the clock before it is answered */
    const struct mynah_match *when; /* what the request must meet */
    int times;                      /* for how many calls; 0: one; or `MYNAH_ALWAYS` */
    bool optional;                  /* verify does not mind when it is never used */
    const char *file;               /* where it was written; `NULL` when not known */
    int line;
};

struct mynah_script_options {
    enum mynah_exhaustion exhaustion;
    const struct mynah_step *fallback; /* for `MYNAH_EXHAUSTION_DEFAULT`; `NULL`: the reply "" */
};

/**
 * Create an empty script.  Release with mynah_script_destroy().
 * Errors: as mynah_script_add(), for the fallback.
 */
MYNAH_API struct mynah_script *mynah_script_create(const struct mynah_script_options *options,
                                                   struct mynah_error *error);

/**
 * Add a step, of which everything is copied; a script in `stream` is shared and thereby frozen.
 *
 * Errors: `MYNAH_ERROR_ARGUMENT`: the script is frozen, a step without what its kind needs, a
 * regular expression that does not compile; `MYNAH_ERROR_MEMORY`.  Paths of `when` are checked when
 * a stand-in takes the script, for only then is it known what is asked.
 */
MYNAH_API bool mynah_script_add(struct mynah_script *script, const struct mynah_step *step,
                                struct mynah_error *error);

/** Return the number of steps, and the step at `index` as it was added: borrowed. */
MYNAH_API size_t mynah_script_count(const struct mynah_script *script);
MYNAH_API const struct mynah_step *mynah_script_step(const struct mynah_script *script,
                                                     size_t index);

/** Release the caller's share; stand-ins that use the script keep theirs. */
MYNAH_API void mynah_script_destroy(struct mynah_script *script);

/* ## For callbacks: each copies what it is given; the last answer counts */

MYNAH_API bool mynah_answer_text(struct mynah_answer *answer, const char *text, size_t size,
                                 struct mynah_error *error);
MYNAH_API bool mynah_answer_record(struct mynah_answer *answer, const struct mynah_shape *shape,
                                   const void *record, struct mynah_error *error);
/** Answer with any step but a callback; its delay, condition and place are not looked at. */
MYNAH_API bool mynah_answer_step(struct mynah_answer *answer, const struct mynah_step *step,
                                 struct mynah_error *error);

MYNAH_END

#endif
