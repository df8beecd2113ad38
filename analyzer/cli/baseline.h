// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CLI_BASELINE_H
#define MYNAH_CLI_BASELINE_H

// A baseline as it is read and written, and what is noted about it on the way.

#include "cli/check.h"

// Findings of one file that have the same fingerprint.
struct entry {
    const char *path; // without a leading "./"
    const char *rule;
    char digits[17];
    unsigned count;
    bool shown; // by --select and --ignore
    const char *code;
};

struct entries {
    struct entry *items;
    size_t count;
    size_t capacity;
};

struct baseline {
    struct arena arena;
    struct entries accepted; // as read, in order
    struct entries found;
    const char **paths; // of the files that were judged
    size_t path_count;
    size_t path_capacity;
    bool judges;  // one was read
    bool settled; // `found` and `paths` are in order
};

// Return room for one more entry, or NULL.
struct entry *mynah__entries_add(struct baseline *baseline, struct entries *entries);
void mynah__entries_sort(struct entries *entries);

// Add the file that has the entries.
void mynah__baseline_format(struct text *text, const struct entries *entries);

// Compare two `const char *` for qsort() and bsearch().
int mynah__by_text(const void *left, const void *right);

#endif
