// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_GATE_H
#define MYNAH_GATE_H

/**
 * # mynah/gate.h: does a gate ask where it has to?
 *
 * A gate is whatever decides if generated code may run: Mynah under a policy, a checker of your
 * own, a pattern search.  It is given code of which the right verdict is known, and its answers are
 * counted in a matrix:
 *
 *     static bool check(void *self, const char *code, size_t size, enum mynah_verdict *verdict,
 *                       struct mynah_error *error)
 *     {
 *         *verdict = my_gate(code) ? MYNAH_VERDICT_ASK : MYNAH_VERDICT_ALLOW;
 *         return true;
 *     }
 *
 *     struct mynah_gate_matrix matrix;
 *     if (!mynah_gate_run(NULL, check, NULL, &matrix)) {
 *         puts(mynah_gate_matrix_write(&matrix, MYNAH_FORMAT_TEXT, NULL));
 *     }
 *     mynah_gate_matrix_finish(&matrix);
 *
 * What is expected is a requirement.  It does not follow from the policy in force, so a policy that
 * no longer asks about a write does not agree.
 */

#include <mynah/analyzer.h>

MYNAH_BEGIN

/* ## Cases */

/** Code, and the verdict that it has to get. */
struct mynah_gate_case {
    const char *name; /* "channel_write", "writes/alias": unique in its set */
    const char *code; /* `size` bytes, and a NUL byte behind them */
    size_t size;
    enum mynah_verdict expected;
    const char *path;         /* the file that it was read from; `NULL`: there is none */
    const char *const *rules; /* what Mynah has to report, sorted; `NULL`: that is not asked for */
    size_t rule_count;
};

/** A set of cases.  Not changed by a run, so threads may share one that is complete. */
struct mynah_gate_cases;

/** Create a set without cases.  Release with mynah_gate_cases_destroy(). */
MYNAH_API struct mynah_gate_cases *mynah_gate_cases_create(struct mynah_error *error);

/**
 * Add a case; its texts and rules are copied.
 * Errors: there is one of that name, `MYNAH_ERROR_ARGUMENT`; `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API bool mynah_gate_cases_add(struct mynah_gate_cases *cases,
                                    const struct mynah_gate_case *added, struct mynah_error *error);

/**
 * Add every behaviour of the mock generator, with the verdict that its label claims.
 *
 * Of `config`, which may be `NULL`, the section `gate` counts: `channel` is the channel that the
 * behaviours use, and `expect: {channel_write: deny}` says what to expect instead.  Without
 * `channel` it is the first channel in the limits database that is writable and neither protected
 * nor free, if there is a database.
 * Errors: what is wrong with the configuration; `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API bool mynah_gate_cases_add_behaviors(struct mynah_gate_cases *cases,
                                              const struct mynah_config *config,
                                              struct mynah_error *error);

/**
 * Add the snippets of a folder: its `*.py`, and those of its folders, in order of names.
 *
 * The first line of a snippet says what is expected and is not part of the code: `# gate: ask`,
 * with a reason behind ` -- ` if one likes.  The case is called by its path in the folder without
 * `.py`.  Links to folders are not followed.
 * Errors: a folder or file that cannot be read, `MYNAH_ERROR_IO`; a snippet without that line, or a
 * folder without snippets, `MYNAH_ERROR_ARGUMENT`; too much of them, `MYNAH_ERROR_LIMIT`;
 * `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API bool mynah_gate_cases_add_folder(struct mynah_gate_cases *cases, const char *folder,
                                           struct mynah_error *error);

/** Return the number of cases, and the one at `index` in the order in which they were added. */
MYNAH_API size_t mynah_gate_cases_count(const struct mynah_gate_cases *cases);
MYNAH_API const struct mynah_gate_case *mynah_gate_cases_at(const struct mynah_gate_cases *cases,
                                                            size_t index);
MYNAH_API void mynah_gate_cases_destroy(struct mynah_gate_cases *cases);

/* ## Running */

/**
 * Judge `size` bytes of code; a NUL byte is behind them.  Returns false, with `error` filled, when
 * there is no verdict: that never agrees.
 */
typedef bool mynah_gate_checker(void *self, const char *code, size_t size,
                                enum mynah_verdict *verdict, struct mynah_error *error);

/** The checker that is Mynah itself: `self` is a `struct mynah_analyzer`. */
MYNAH_API bool mynah_gate_by_analyzer(void *self, const char *code, size_t size,
                                      enum mynah_verdict *verdict, struct mynah_error *error);

/** What became of one case. */
struct mynah_gate_outcome {
    const struct mynah_gate_case *about;
    bool answered;              /* false: there was no verdict */
    enum mynah_verdict verdict; /* if there was */
    bool agrees;
    const char *message; /* why there was no verdict, or what else does not agree; or `NULL` */
};

/** What came of all cases: the one structure that every format of the gate is written from. */
struct mynah_gate_matrix {
    const struct mynah_gate_outcome *outcomes; /* in the order of the cases */
    size_t count;
    const struct mynah_gate_outcome *const *misses; /* that do not agree, the worst first */
    size_t miss_count;
    size_t counts[4][5];      /* by expected and by given verdict; the fifth: none was given */
    struct mynah_error error; /* code NONE unless the run itself went wrong */
    void *memory;             /* Mynah's own */
};

/**
 * Ask `checker` about each of `cases`, one after the other; `NULL` is all behaviours.
 *
 * Returns whether it agrees with all of them.  Ownership: `matrix` is the caller's; release what it
 * holds with mynah_gate_matrix_finish(), whatever was returned.  It borrows from `cases`.
 * Errors: false, with `matrix->error` filled and no outcomes: `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API bool mynah_gate_run(const struct mynah_gate_cases *cases, mynah_gate_checker *checker,
                              void *self, struct mynah_gate_matrix *matrix);
MYNAH_API void mynah_gate_matrix_finish(struct mynah_gate_matrix *matrix);

/**
 * Return the matrix as `MYNAH_FORMAT_TEXT`, `MYNAH_FORMAT_JSON` or `MYNAH_FORMAT_JUNIT`: every
 * case, the counts, and each miss with its code.  Of `options`, which may be `NULL`, `color` counts
 * and `path`, which says what was asked. Release with mynah_free().
 */
MYNAH_API char *mynah_gate_matrix_write(const struct mynah_gate_matrix *matrix,
                                        enum mynah_format format,
                                        const struct mynah_write_options *options,
                                        struct mynah_error *error);

/**
 * Say whether `checker` agrees with all behaviours.  When it does not, `why` gets the counts and
 * the worst miss with its code: several lines of text, cut at `size` bytes.
 */
MYNAH_API bool mynah_gate_meets(mynah_gate_checker *checker, void *self, char *why, size_t size);

MYNAH_END

#endif
