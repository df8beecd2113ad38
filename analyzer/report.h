// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_REPORT_H
#define MYNAH_REPORT_H

// What the stages found, in the arena that becomes the public `struct mynah_report`.  Stages add in
// any order; mynah__report_finish() sorts and removes what is there twice.

#include <mynah/analyzer.h>

#include "source.h"

struct mynah_report {
    struct arena arena;           // holds all that the report points to, the code included
    struct source source;         // what places and lines are about
    const struct source *program; // what was judged, when that is only a part of it; else NULL
    const uint32_t *shifts;       // then, of each line, the columns that the program leaves out
    struct mynah_finding *findings;
    size_t finding_count;
    size_t finding_capacity;
    struct mynah_access *accesses;
    size_t access_count;
    size_t access_capacity;
    struct mynah_reason *reasons;
    size_t reason_count;
    struct mynah_failure *failures; // what has to be put right, when the verdict is `retry`
    size_t failure_count;
    enum mynah_verdict verdict;
    enum mynah_results results;
    bool parses;
    const char *requires_python;
    const char *policy; // fingerprint of the policy in force
    const char *target_version;
    char sha256[65];
};

// A finding to be added; what is left out comes from the rule's row.
struct finding {
    const char *rule;
    const struct mynah_rule *about; // its row; NULL: the one that is built in
    uint32_t start;                 // bytes in the source
    uint32_t end;
    enum mynah_confidence confidence;
    int severity;                    // an enum mynah_severity + 1; 0: the rule's
    const char *subject;             // copied; may be NULL
    const char *message;             // copied; NULL: the rule's summary
    const struct mynah_trace *trace; // lives in the report's arena
    size_t trace_count;
};

void mynah__report_add_finding(struct mynah_report *report, const struct finding *finding);

// Add a finding of `rule` about `access`, where that is.  The first `count` findings are in order.
void mynah__report_add_at(struct mynah_report *report, size_t count, const char *rule,
                          const struct mynah_access *access, const char *why);

// Texts of `access` are copied.
void mynah__report_add_access(struct mynah_report *report, const struct mynah_access *access);

// Sort findings and accesses, each once.  False when anything was lost for want of memory.
bool mynah__report_finish(struct mynah_report *report);

// Create an analyzer that knows nothing but `set`, unless that is NULL: so a test can take away row
// by row.
struct table_set;
struct mynah_analyzer *mynah__analyzer_create(const struct mynah_analyzer_options *options,
                                              const struct table_set *set,
                                              struct mynah_error *error);

// Let all places be those of `source`, which has the same lines with more in front of each:
// `shifts` columns.  False when out of memory.
bool mynah__report_move(struct mynah_report *report, const struct source *source,
                        const uint32_t *shifts);

// Return the Python version that the analyzer judges for: "3.13".
const char *mynah__analyzer_version(const struct mynah_analyzer *analyzer);
// Return the fingerprint of the policy that it judges by.
const char *mynah__analyzer_policy(const struct mynah_analyzer *analyzer);

#endif
