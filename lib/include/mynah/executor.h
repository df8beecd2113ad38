// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_EXECUTOR_H
#define MYNAH_EXECUTOR_H

/**
 * # mynah/executor.h: run Python for real, in front of a control system that is not
 *
 *     struct mynah_executor *executor = mynah_executor_create(NULL, NULL, &error);
 *     struct mynah_execution *execution =
 *         mynah_executor_execute(executor, &(struct mynah_job){ .code = code }, &error);
 *     if (execution->status == MYNAH_EXECUTION_SUCCEEDED) puts(execution->results);
 *     mynah_free(execution);
 *     mynah_executor_destroy(executor);
 *
 * ## What is kept from the code, and what is not
 *
 * `local` runs the interpreter as a child with a process group, a working folder, an environment
 * and descriptors of its own, under limits of time, memory, file size and output; at the end the
 * group is killed and the folder removed.  It guards against accidents, not against intent: code
 * that means harm can leave the group, write elsewhere and use the network.
 *
 * `container` does the same within namespaces made by bubblewrap: no network, the system read-only,
 * nobody's user, an empty /tmp, and all processes gone at the end.  Where bubblewrap is missing or
 * may not make namespaces that is an error; nothing falls back to `local`.
 *
 * ## The control system
 *
 * In the child every module that talks to a control system is one of ours, before any that is
 * installed: `osprey.runtime`, `epics`, `p4p` and `tango` work over a table of channels, the others
 * raise `ImportError: not mocked: …`.  So no run can reach a machine.  The table is a JSON object:
 *
 *     {"SR:DCCT": 498.2,
 *      "SR:MAG:SP": {"value": 1.0, "min_value": 0, "max_value": 10, "max_step": 2},
 *      "SR:MAG:RB": {"value": 1.0, "writable": false},
 *      "SR:SLOW": {"value": 0, "delay": 30},
 *      "SR:BAD": {"value": 0, "read_error": "no such device", "write_error": "it is interlocked"}}
 *
 * A write changes the value that reads get afterwards.  Limits are inclusive; a write that violates
 * one raises `ChannelLimitsViolationError` and changes nothing.  Delays are in seconds and take no
 * time: what is longer than the access's timeout is a timeout, as the client reports it.  The
 * channels of the behaviours are always there: `DEVICE:PV:SETPOINT` and `DEVICE:PV:READBACK` with
 * 100.0, `DEVICE:STATUS` with `"OK"`.  Any other channel is one that does not answer.
 *
 * What was really read and written is in `struct mynah_execution`, in order, and in the journal of
 * the world: calls of the stand-in "executor" with the methods "read" and "write".
 */

#include <mynah/config.h>
#include <mynah/verdict.h>
#include <mynah/world.h>

MYNAH_BEGIN

/* ## What came of a run */

enum mynah_execution_status {
    MYNAH_EXECUTION_SUCCEEDED, /* it came to its end and left results */
    MYNAH_EXECUTION_RAISED,    /* an exception came out of it; or it did not compile */
    MYNAH_EXECUTION_RESULTS,   /* it came to its end, and the results are missing or no mapping */
    MYNAH_EXECUTION_VIOLATION, /* a write was held back by a limit of its channel */
    MYNAH_EXECUTION_TIMEOUT,   /* the wall limit was reached */
    MYNAH_EXECUTION_ENDED,     /* the process ended without its end being reported */
};

/** Return `"succeeded"`, `"raised"`, `"results"`, `"violation"`, `"timeout"`, `"ended"`. */
MYNAH_API const char *mynah_execution_status_name(enum mynah_execution_status status);

/** One access to a channel, as it happened. */
struct mynah_channel_access {
    int64_t number; /* 1 for the first of the run */
    enum mynah_direction direction;
    const char *channel;
    const char *value; /* what was written, or what the read gave: JSON; `NULL` for nothing */
    const char *api;   /* what was called: "osprey.runtime.write_channel" */
    int64_t line;      /* in the code, 0 when not known */
    const char *error; /* why it did not take place; `NULL` when it did */
};

/** A record: mynah_execution_shape() describes it.  Text of `NULL` is absent. */
struct mynah_execution {
    enum mynah_execution_status status;
    const char *results; /* JSON object */
    const char *type;    /* "ZeroDivisionError"; "missing-results", "results-not-a-mapping",
                            "results-not-json"; "TimeoutError"; "ProcessEnded" */
    const char *message;
    int64_t line;          /* in the code; 0 when not known */
    const char *traceback; /* as Python prints it, with the code's own line numbers */
    const char *output;    /* what went to stdout and stderr: UTF-8, other bytes are U+FFFD */
    const char *errors;
    bool output_cut; /* there was more than the limit */
    bool errors_cut;
    bool accesses_cut; /* there were more than MYNAH_ACCESSES_MOST */
    bool confined;     /* it ran in a container */
    const struct mynah_channel_access *accesses;
    size_t access_count;
    int64_t exit_code; /* of the process; -1 when a signal ended it */
    int64_t signal;    /* that signal; 0: none */
};

enum { MYNAH_ACCESSES_MOST = 100000 };

MYNAH_API const struct mynah_shape *mynah_execution_shape(void);
MYNAH_API const struct mynah_shape *mynah_channel_access_shape(void);

/* ## The interface that code under test depends on */

/** What is to be run. */
struct mynah_job {
    const char *code;
    size_t size;  /* of `code`; 0: up to its NUL byte */
    bool confine; /* in a container, whatever the executor's method is */
};

/** Something that runs code. */
struct mynah_code_executor {
    /**
     * Run the code and say what came of it, which may be a failure of the code.
     *
     * Ownership: one block, the caller's; release with mynah_free(), so make it with
     * mynah_record_copy() of a struct on the stack.
     * Errors: `NULL`, with `error` filled, when the code could not be run at all.
     */
    struct mynah_execution *(*execute)(void *self, const struct mynah_job *job,
                                       struct mynah_error *error);
    /** Release `self`; may be `NULL` when nobody owns it through this struct. */
    void (*destroy)(void *self);
    void *self;
};

/* ## The executor */

struct mynah_executor;

enum mynah_execution_method {
    MYNAH_EXECUTION_LOCAL,
    MYNAH_EXECUTION_CONTAINER,
};

struct mynah_executor_options {
    const char *name; /* in the journal; "executor" by default */
    enum mynah_execution_method method;
    const char *python; /* looked for on PATH; "python3" by default */
    const char *bwrap;  /* bubblewrap, likewise; "bwrap" by default */
    const char *folder; /* working folders are made here; else in TMPDIR, else in /tmp */
    /** Folders with Python modules of the host; `NULL` ends the list.  A container shows them. */
    const char *const *module_folders;
    const char *channels;     /* JSON, as above; may be `NULL` */
    const char *limits;       /* JSON: a limits database; `NULL`: those of `channels` only */
    bool allow_unlisted;      /* channels that `limits` does not list may be written */
    bool writes_disabled;     /* no channel may be written */
    const char *results_name; /* "results" by default */
    bool results_optional;    /* the code need not leave any */
    /* Limits; 0 means the default. */
    int64_t wall_limit;  /* nanoseconds; 1 minute */
    int64_t cpu_limit;   /* nanoseconds, rounded up to seconds; 1 minute */
    size_t memory_limit; /* bytes of address space of each process; 4 GiB */
    size_t file_limit;   /* bytes of one file; 256 MiB */
    size_t output_limit; /* bytes of stdout, and of stderr, that are kept; 1 MiB */
};

/**
 * Create an executor in `world`, or in a private world when that is `NULL`.
 *
 * The interpreter is asked at once which version it is, and with the method `container` bubblewrap
 * is tried.  Release with mynah_executor_destroy(), or with its world.
 * Errors: `MYNAH_ERROR_CONFIG`: no such interpreter, one older than 3.8, no working bubblewrap;
 * `MYNAH_ERROR_ARGUMENT`: `channels` or `limits` that are not as described.
 */
MYNAH_API struct mynah_executor *mynah_executor_create(struct mynah_world *world,
                                                       const struct mynah_executor_options *options,
                                                       struct mynah_error *error);

/**
 * Create an executor as a configuration says; `config` may be `NULL`.
 *
 *     execution:
 *       execution_method: container   # or local, the default
 *       python: python3.11
 *       execution_timeout_seconds: 60
 *     control_system:
 *       writes_enabled: true
 *       limits_checking: {enabled: true, database_path: limits.json}
 *     analysis: {results: required, results_name: results}
 *
 * `options` may be `NULL`; a member of it that is set goes before the configuration.
 * Errors: as above; `MYNAH_ERROR_CONFIG` with line and column; `MYNAH_ERROR_IO`.
 */
MYNAH_API struct mynah_executor *
mynah_executor_from_config(struct mynah_world *world, const struct mynah_config *config,
                           const struct mynah_executor_options *options, struct mynah_error *error);

/**
 * Run the code, as `struct mynah_code_executor` says.  Threads may call it at the same time.
 *
 * Errors: `MYNAH_ERROR_CONFIG`: the job is to be confined and bubblewrap does not work;
 * `MYNAH_ERROR_IO`: no folder, no process; `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_execution *mynah_executor_execute(struct mynah_executor *executor,
                                                         const struct mynah_job *job,
                                                         struct mynah_error *error);

/** Return the interface of the executor.  Its `destroy` is `NULL`. */
MYNAH_API struct mynah_code_executor mynah_executor_interface(struct mynah_executor *executor);

/** Return the version of the interpreter, "3.11", for `target_version` of the analyzer. */
MYNAH_API const char *mynah_executor_python_version(const struct mynah_executor *executor);

/** Say whether code can be run in a container here; if not, `error` says why. */
MYNAH_API bool mynah_executor_can_confine(struct mynah_executor *executor,
                                          struct mynah_error *error);

MYNAH_API void mynah_executor_destroy(struct mynah_executor *executor);

MYNAH_END

#endif
