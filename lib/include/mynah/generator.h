// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_GENERATOR_H
#define MYNAH_GENERATOR_H

/**
 * # mynah/generator.h: a code generator without a model
 *
 * Code under test depends on `struct mynah_code_generator`, a small interface: two functions and a
 * `self`.  The mock generator, `struct mynah_generator`, stands in for a real one:
 *
 *     struct mynah_generator_options options = { .behavior = "success" };
 *     struct mynah_generator *mock = mynah_generator_create(NULL, &options, NULL);
 *     struct mynah_code_generator generator = mynah_generator_interface(mock);
 *     // hand `generator` to the code under test, then look at what was asked:
 *     assert(mynah_generator_calls(mock) == 1);
 *     mynah_generator_destroy(mock);
 */

#include <mynah/config.h>
#include <mynah/label.h>
#include <mynah/script.h>
#include <mynah/world.h>

MYNAH_BEGIN

/* ## What a generator is asked */

/**
 * A request for code.  Hosts always give the first three members; the others may be `NULL` or zero.
 * The mock asks for none of them: it records what it is given.
 */
struct mynah_request {
    const char *user_query;
    const char *task_objective;
    const char *execution_folder_name;
    const char *execution_folder_path;
    const char *expected_results; /* JSON object */
    const char *const *capability_prompts;
    size_t capability_prompt_count;
    const char *planning_mode;           /* "generator_driven" or "capability_driven" */
    const char *structured_plan;         /* JSON object */
    const char *capability_context_data; /* JSON object */
    const char *session_context;         /* JSON object */
    int64_t retries;
};

/** One earlier attempt that failed: an entry of the error chain, oldest first. */
struct mynah_failure {
    const char *type;      /* "ZeroDivisionError", "SyntaxError", a finding's rule; never `NULL` */
    const char *message;   /* without the type; never `NULL` */
    const char *code;      /* the code that failed, or `NULL` */
    int64_t line;          /* in that code, 0 when not known */
    const char *traceback; /* as Python prints it, or `NULL` */
    int64_t attempt;       /* 1 for the first; 0 when not known */
};

/**
 * Read an error as people write it: `"NameError: name 'np' is not defined"`, or a whole traceback,
 * the last line of which then counts.
 *
 * Ownership: the failure and its text are one block; release with mynah_failure_destroy().
 * Errors: `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_failure *mynah_failure_from_text(const char *text,
                                                        struct mynah_error *error);
MYNAH_API void mynah_failure_destroy(struct mynah_failure *failure);

/* ## The interface that code under test depends on */

/** Something that writes code: a mock, or a real generator of the host. */
struct mynah_code_generator {
    /**
     * Return code for `request`, after the failures of earlier attempts, oldest first.
     *
     * Ownership: the caller's; release with mynah_free(), so allocate with mynah_copy_text().
     * Errors: `NULL`, with `error` filled.
     */
    char *(*generate)(void *self, const struct mynah_request *request,
                      const struct mynah_failure *failures, size_t failure_count,
                      struct mynah_error *error);
    /** Return a JSON object that says who generates: at least `"generator"`.  As above. */
    char *(*metadata)(void *self, struct mynah_error *error);
    /** Release `self`; may be `NULL` when nobody owns it through this struct. */
    void (*destroy)(void *self);
    void *self;
};

/* ## Behaviours */

/** What a behaviour is to use: `{ "channel", "SR:MAG:SP" }`. */
struct mynah_parameter {
    const char *name;
    const char *value; /* as it is, without quotes: it becomes a Python literal; UTF-8 */
};

/**
 * One row of the table of behaviours.
 *
 * `source` is Python with placeholders: `{{channel}}` in the code, not in a string or comment,
 * stands for a parameter.  The values of `parameters` here are defaults, written in Python.  A
 * default in quotes takes text, whatever it looks like; a default that is a number takes numbers
 * only; any other takes both.
 */
struct mynah_behavior {
    const char *name;
    const char *summary;
    const char *source;
    const struct mynah_parameter *parameters;
    size_t parameter_count;
    bool adapts;              /* after a failure it answers with other code, by the newest error */
    struct mynah_label label; /* of the code that the defaults give; zero for those of a folder */
};

/** Return the number of behaviours built in, and the one at `index`: static, in order of names. */
MYNAH_API size_t mynah_behavior_count(void);
MYNAH_API const struct mynah_behavior *mynah_behavior_at(size_t index);
/** Return the behaviour called `name`, or `NULL`. */
MYNAH_API const struct mynah_behavior *mynah_behavior_find(const char *name);

/* ## The mock generator */

struct mynah_generator;

/** At most one of `code`, `sequence` and `behavior` may be set. */
struct mynah_generator_options {
    const char *name; /* shown in failures, unique in the world ("x-2"); "mock" by default */
    const char *code; /* the same code for every call; "" is legal */
    const char *const *sequence;
    size_t sequence_count;
    const char *behavior;
    const struct mynah_parameter *parameters; /* for the behaviour */
    size_t parameter_count;
    const char *behavior_folder;      /* further behaviours: see mynah_generator_behavior() */
    enum mynah_exhaustion exhaustion; /* after the last of a sequence; repeat the last by default */
};

/**
 * Create a mock generator in `world`, or in a private world when that is `NULL`.
 *
 * Without code, sequence or behaviour it answers every call with `MYNAH_ERROR_UNSET`, which names
 * what is available.  Release with mynah_generator_destroy(), or with its world.
 * Errors: an unknown behaviour or parameter, or more than one way to answer:
 * `MYNAH_ERROR_ARGUMENT`.
 */
MYNAH_API struct mynah_generator *
mynah_generator_create(struct mynah_world *world, const struct mynah_generator_options *options,
                       struct mynah_error *error);

/** Answer every call with `code` from now on; "" is legal.  Errors: `MYNAH_ERROR_MEMORY`. */
MYNAH_API bool mynah_generator_set_code(struct mynah_generator *generator, const char *code,
                                        struct mynah_error *error);

/**
 * Answer with `codes` in turn, the next call with the first; after the last as the generator's
 * `exhaustion` says.  Errors: `count` is 0: `MYNAH_ERROR_ARGUMENT`; `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API bool mynah_generator_set_sequence(struct mynah_generator *generator,
                                            const char *const *codes, size_t count,
                                            struct mynah_error *error);

/**
 * Answer by the behaviour called `name`, with `count` parameters.
 *
 * Errors: an unknown behaviour, which is named with those that there are; a parameter that it does
 * not take, that is given twice or has a value that does not suit: `MYNAH_ERROR_ARGUMENT`;
 * `MYNAH_ERROR_MEMORY`.  After an error of this or another set function it answers as before.
 */
MYNAH_API bool mynah_generator_set_behavior(struct mynah_generator *generator, const char *name,
                                            const struct mynah_parameter *parameters, size_t count,
                                            struct mynah_error *error);

/**
 * Answer by a script of steps: replies, errors, delays, callbacks.  The generator takes a share of
 * the script.  Conditions are on a `struct mynah_generation`: `"request.user_query"`.
 *
 * Errors: a step that answers with a stream or with a record without text, which are no code, or a
 * condition that requests cannot be asked: `MYNAH_ERROR_ARGUMENT`; `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API bool mynah_generator_set_script(struct mynah_generator *generator,
                                          const struct mynah_script *script,
                                          struct mynah_error *error);

/**
 * Return the behaviour at `index` among those that this generator knows, in order of names: those
 * built in, and those of its folder; `NULL` behind the last.
 *
 * In a folder each `<name>.py` is a behaviour, if the name is an identifier that does not begin
 * with `_` (`my-ramp.py` is passed over) and no built-in one has it.  Its first lines may say what
 * it is and takes, and are not part of the code:
 *
 *     # mynah: summary ramps a magnet in steps
 *     # mynah: parameter channel = 'SR:MAG:SP'
 *     # mynah: parameter steps = 10
 *
 * Ownership: borrowed from the generator.
 */
MYNAH_API const struct mynah_behavior *
mynah_generator_behavior(const struct mynah_generator *generator, size_t index);

/** Return code, as `struct mynah_code_generator` says.  Threads may call it at the same time. */
MYNAH_API char *mynah_generator_generate(struct mynah_generator *generator,
                                         const struct mynah_request *request,
                                         const struct mynah_failure *failures, size_t failure_count,
                                         struct mynah_error *error);

/** Return the interface of the mock.  Its `destroy` is `NULL`: the mock stays the caller's. */
MYNAH_API struct mynah_code_generator mynah_generator_interface(struct mynah_generator *generator);

/** What one call was given: the record that the journal keeps of it. */
struct mynah_generation {
    struct mynah_request request;
    const struct mynah_failure *failures;
    size_t failure_count;
};

/** Return the descriptions of these structs, for mynah/record.h and mynah/match.h. */
MYNAH_API const struct mynah_shape *mynah_request_shape(void);
MYNAH_API const struct mynah_shape *mynah_failure_shape(void);
MYNAH_API const struct mynah_shape *mynah_generation_shape(void);

/** Return the number of calls since creation or reset, also of those that failed. */
MYNAH_API size_t mynah_generator_calls(const struct mynah_generator *generator);

/**
 * Return what the call number `index` was given: 0 is the first, -1 the last.
 *
 * Ownership: borrowed until the next reset or destroy, also while other threads call.
 * Returns `NULL` when there is no such call, or when a limit of the journal has dropped it.
 */
MYNAH_API const struct mynah_generation *
mynah_generator_call(const struct mynah_generator *generator, long index);

/** Return the code that the call number `index` was answered with, or `NULL`; as above. */
MYNAH_API const char *mynah_generator_reply(const struct mynah_generator *generator, long index);

/** Forget the calls and start the sequence at its first element; keep the configuration. */
MYNAH_API void mynah_generator_reset(struct mynah_generator *generator);

MYNAH_API void mynah_generator_destroy(struct mynah_generator *generator);

/* ## Properties: one question about the calls, answered with a reason */

enum mynah_generator_property_kind {
    MYNAH_GENERATOR_CALLED,         /* at least once */
    MYNAH_GENERATOR_CALLED_TIMES,   /* exactly `count` times */
    MYNAH_GENERATOR_LAST_REQUEST,   /* the last call was given `request` */
    MYNAH_GENERATOR_LAST_ERRORS,    /* the last call was given `failures`, `count` of them */
    MYNAH_GENERATOR_CALLED_BETWEEN, /* at least `count` times, at most `most` */
    MYNAH_GENERATOR_NTH_REQUEST,    /* the call at `index` was given `request` */
    MYNAH_GENERATOR_ANY_REQUEST,    /* at least one call was */
    MYNAH_GENERATOR_ALL_REQUESTS,   /* every call was, and there was one */
    MYNAH_GENERATOR_NTH_ERRORS,     /* the call at `index` was given `failures`, `count` of them */
    MYNAH_GENERATOR_ERRORS_GROW,    /* each call was given those of the call before and one more,
                                       or none, which begins anew */
    MYNAH_GENERATOR_NTH_CALL,       /* the call at `index` meets `match` */
    MYNAH_GENERATOR_ALL_CALLS,      /* every call does, and there was one */
    MYNAH_GENERATOR_CALLS_BETWEEN,  /* at least `count` calls meet `match`, at most `most` */
    MYNAH_GENERATOR_SCRIPT_USED,    /* nothing is left of what it was told to answer */
};

/**
 * What is expected of the calls; members that the kind does not name are not looked at.  Members of
 * `request` and of `failures` that are `NULL` or zero are not compared; a `request` with no member
 * set is not met, because it would say nothing.
 */
struct mynah_generator_property {
    enum mynah_generator_property_kind kind;
    size_t count;
    const struct mynah_request *request;
    const struct mynah_failure *failures; /* oldest first; may be `NULL` when `count` is 0 */
    const struct mynah_match *match;      /* of a `struct mynah_generation`; `NULL`: of any */
    size_t most;                          /* `SIZE_MAX`: any number */
    long index;                           /* 0 is the first call, -1 the last */
};

/**
 * Say whether the calls so far have the property.  When they have not, `why` gets what was
 * expected, what there is, the first difference and the recorded calls: several lines of text, cut
 * at `size` bytes.  Nothing is left allocated.
 */
MYNAH_API bool mynah_generator_meets(const struct mynah_generator *generator,
                                     struct mynah_generator_property property, char *why,
                                     size_t size);

/* ## From a configuration */

/** Makes a generator of the host: `section` is its name below `execution.generators`. */
struct mynah_generator_factory {
    const char *name;
    bool (*create)(void *self, const struct mynah_config *config,
                   struct mynah_code_generator *generator, struct mynah_error *error);
    void *self;
};

struct mynah_generator_registry {
    struct mynah_world *world; /* where the mock is made; may be `NULL` */
    const struct mynah_generator_factory *factories;
    size_t factory_count;
    /** Chooses where `code_generator` is a mapping: `"ci"`.  `NULL` or unknown: its `default`. */
    const char *choice;
};

/**
 * Make the generator that `execution.code_generator` names; "mock" is built in, unless the registry
 * has one of that name.
 *
 *     execution:
 *       code_generator: mock          # or {ci: mock, default: claude_code}
 *       generators:
 *         mock:
 *           behavior: channel_write   # or code: TEXT, or sequence: [TEXT, ...]
 *           parameters: {channel: "SR:MAG:SP"}
 *           behavior_folder: lab/     # further behaviours; from the current directory
 *           exhaustion: error         # or repeat-last, cycle, default
 *
 * Ownership: call `generator->destroy(generator->self)` when it is not `NULL`.
 * Errors: a name that is neither built in nor in `registry` (the text lists those that are); more
 * than one of `behavior`, `code` and `sequence`; an unknown behaviour or parameter: all of them
 * `MYNAH_ERROR_CONFIG` with line and column.  A folder that cannot be read: `MYNAH_ERROR_IO`, with
 * the place where it is named; what is wrong in a file there: `MYNAH_ERROR_ARGUMENT`, with the line
 * in that file.  And what a factory of the registry says.
 */
MYNAH_API bool mynah_generator_from_config(const struct mynah_config *config,
                                           const struct mynah_generator_registry *registry,
                                           struct mynah_code_generator *generator,
                                           struct mynah_error *error);

MYNAH_END

#endif
