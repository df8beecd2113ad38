// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_POLICY_H
#define MYNAH_POLICY_H

// What may be done with code, given what was found in it: the configuration read into one struct,
// and one table that turns each finding into a verdict.

#include "policy/own.h"
#include "report.h"

enum approval {
    APPROVAL_WRITES, // writes and risks need a person's approval
    APPROVAL_ALL,    // all code does
    APPROVAL_OFF,    // nobody can be asked
    APPROVAL_COUNT
};

// What the policy says instead of the table for a rule or for a category.
struct action {
    const char *name;
    enum mynah_verdict verdict;
};

struct channel_limit {
    const char *channel;
    bool writable;
    bool has_least;
    bool has_most;
    double least;
    double most;
};

struct limits {
    bool enabled;
    bool allow_unlisted;
    struct channel_limit *channels; // in order of names
    size_t count;
    char sha256[65]; // of the database
};

struct policy {
    struct arena arena;
    enum approval approval;
    bool writes_enabled;
    bool results_required;
    const char *results_name;
    const char *target_version; // "3.13"
    struct mynah_config_pairs predefined;
    const char *const *protected_globs; // end with NULL
    const char *const *free_globs;
    struct action *actions;
    size_t action_count;
    bool suppressions; // comments in the code may change its verdict
    struct limits limits;
    struct own own;
    char fingerprint[17];
};

// Read the sections `approval`, `control_system`, `analysis` and `policy` of the options'
// configuration; release with mynah__policy_finish(), also after a failure.
bool mynah__policy_read(struct policy *policy, const struct mynah_analyzer_options *options,
                        struct mynah_error *error);
void mynah__policy_finish(struct policy *policy);

// Read the limits database, a JSON file, into `limits`.
bool mynah__limits_load(struct limits *limits, const char *path, struct arena *arena,
                        struct mynah_error *error);

// Read a Python literal as a number: decimal ones with an optional sign, and the two booleans.
bool mynah__limits_number(const char *literal, double *value);

// Say whether the Python literal `value` (or NULL) is one that can be held against limits.
bool mynah__limits_know(const char *value);

// Add a `channel-limit` finding for each write that surely violates the limits.  `report` is in
// order before, not after.
void mynah__limits_check(const struct limits *limits, struct mynah_report *report);

// Give `report` its verdict, reasons and fingerprint.  False only when out of memory.
bool mynah__policy_judge(const struct policy *policy, struct mynah_report *report);

#endif
