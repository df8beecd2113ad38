// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CLI_CHECK_H
#define MYNAH_CLI_CHECK_H

// What the parts of `mynah check` share: the session with its options worked out, the files to be
// judged, and the ways to judge them.

#include "cli/audit.h"
#include "cli/command.h"
#include "format/format.h"

// How much of a file that is no regular one is ever read: one byte more than what is judged.
#define INPUT_MOST MYNAH_CODE_MAX

// Which findings are printed: names of rules and of categories.
struct selection {
    struct list select; // empty: all
    struct list ignore;
};

struct baseline;

struct session {
    const struct mynah_analyzer *analyzer;
    struct format_options options;
    struct format_document document;
    struct selection selection;
    struct list exclude; // patterns of names that are left out
    bool markdown;       // standard input and snippets are
    struct baseline *baseline;
    struct audit audit;
    bool verdicts_seen[4]; // by enum mynah_verdict: the new ones, with a baseline
    bool cut;              // the output is not whole
    bool stale_seen;       // the baseline has what is no longer there
    bool trouble;          // something could not be judged or written
    struct arena arena;
};

// Return whether `finding` is printed; a `shown` of format options.
bool mynah__selection_has(const struct mynah_finding *finding, const void *selection);
// Read a list of names parted by commas into `list`.  False, once complained about, for unknown
// ones.
bool mynah__selection_add(struct session *session, struct list *list, const char *names);

// ## Which files

// Find the files of the operands: folders are walked for *.py, in order of names.  What cannot be
// read is complained about and is trouble.
bool mynah__walk(struct session *session, struct list operands, struct list *paths);
// Add the Python among the files that the file `path` lists, or standard input for "-".
bool mynah__files_from(struct session *session, const char *path, struct list *paths);
// Add one file, unless it is excluded.
bool mynah__path_add(struct session *session, struct list *paths, const char *path);

// Take the patterns of --exclude.  False, once complained about, when one is none.
bool mynah__exclusions_read(struct session *session, struct list patterns);
bool mynah__is_excluded(const struct session *session, const char *path);
bool mynah__is_python(const char *path);
bool mynah__is_markdown(const char *path);

// ## Judging

// Add what standard input has, but not much more than `most` bytes.
bool mynah__read_stdin(struct text *code, size_t most, struct mynah_error *error);

// Judge code that is read already, as Markdown if that is what it is.
struct mynah_report *mynah__check_code(const struct session *session, bool markdown,
                                       const struct text *code, struct mynah_error *error);

// Judge the files one after the other, or with `jobs` threads; printed in order either way.
void mynah__check_files(struct session *session, struct list paths, int jobs);

// Judge one snippet for each line of standard input.
void mynah__check_batch(struct session *session, int jobs);

// ## Baselines: findings that are known and do not count

// Return an empty one, to be filled or written.
struct baseline *mynah__baseline_create(void);
void mynah__baseline_destroy(struct baseline *baseline);
// Read the file.  False, once complained about, when it is no baseline.
bool mynah__baseline_read(struct baseline *baseline, const char *path);
// Say in `unit` which findings are known and what the verdict is without them.  Any thread may ask.
// Returns the findings' fingerprints; NULL when out of memory.
const struct fingerprint *mynah__baseline_compare(const struct baseline *baseline,
                                                  struct format_unit *unit, struct arena *arena);
// Note what was found in a file, as far as it is `shown`.
void mynah__baseline_note(struct baseline *baseline, const struct format_unit *unit,
                          const struct fingerprint *fingerprints,
                          const struct format_options *options);
// Complain about what is listed and no longer found; return whether there was any.
bool mynah__baseline_report_stale(struct baseline *baseline, const char *path);
// Write what was noted, and what is known of files that were not judged.
bool mynah__baseline_write(struct baseline *baseline, const char *path, struct arena *arena);

// ## Files that are replaced as a whole

struct replacement {
    const char *path;   // as it was given
    const char *target; // what is replaced
    char *beside;       // what is written; NULL: `target` itself, for it is no regular file
    int fd;
};

// Each complains when it is false; the old file is there then as it was.
bool mynah__replace_begin(struct replacement *file, const char *path, struct arena *arena);
bool mynah__replace_write(const struct replacement *file, const char *bytes, size_t size);
bool mynah__replace_commit(struct replacement *file);
void mynah__replace_drop(struct replacement *file);

// Let standard output go to the file, and put it in its place at the end if it is whole.
bool mynah__output_begin(struct replacement *file, const char *path, struct arena *arena);
bool mynah__output_end(struct replacement *file, bool whole);

#endif
