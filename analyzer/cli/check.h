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

struct session {
    const struct mynah_analyzer *analyzer;
    struct format_options options;
    struct format_document document;
    struct selection selection;
    struct audit audit;
    bool unrecorded;       // the audit is broken: no use in going on
    bool verdicts_seen[4]; // by enum mynah_verdict
    bool trouble;          // something could not be judged or written
    struct arena arena;
};

// Return whether `finding` is printed; a `shown` of format options.
bool mynah__selection_has(const struct mynah_finding *finding, const void *selection);
// Read a list of names parted by commas into `list`.  False, once complained about, for unknown
// ones.
bool mynah__selection_add(struct session *session, struct list *list, const char *names);

// Find the files of the operands: folders are walked for *.py, in order of names.  What cannot be
// read is complained about and is trouble.
bool mynah__walk(struct session *session, struct list operands, struct list *paths);

// Judge the files one after the other, or with `jobs` threads; printed in order either way.
void mynah__check_files(struct session *session, struct list paths, int jobs);

// Judge one snippet for each line of standard input.
void mynah__check_batch(struct session *session);

#endif
