// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_POLICY_TABLE_H
#define MYNAH_POLICY_TABLE_H

// The one table that decides: which column is in force, and what each column says of what was
// found.  It is printed by `mynah gate --policy-table`.

#include "policy/policy.h"

enum global_mode { GLOBAL_SELECTIVE, GLOBAL_DISABLED, GLOBAL_ALL, GLOBAL_COUNT };
enum mode { MODE_CONTROL_WRITES, MODE_EPICS_WRITES, MODE_ALL_CODE, MODE_DISABLED, MODE_COUNT };

// What the modes are called in a configuration; end with NULL.
extern const char *const mynah__global_modes[];
extern const char *const mynah__modes[];

// The column for `approval.global_mode`, whether Python execution is `enabled`, and its `mode`.
extern const enum approval mynah__approvals[GLOBAL_COUNT][2][MODE_COUNT];

// What a finding is to the policy.
enum kind {
    KIND_SYNTAX,
    KIND_RESULTS,
    KIND_CODE,
    KIND_NOTE,
    KIND_SUPPRESSED,
    KIND_WRITE,
    KIND_FREE,
    KIND_UNSURE,
    KIND_WRITES_OFF,
    KIND_PROTECTED,
    KIND_LIMIT,
    KIND_RISK,
    KIND_COUNT
};

struct verdict_row {
    const char *name;
    const char *what;
    bool fixed; // neither an action of the policy nor a comment in the code changes it
    enum mynah_verdict verdicts[APPROVAL_COUNT];
};

extern const struct verdict_row mynah__verdicts[KIND_COUNT];

// Print the table, and what of it is in force.
void mynah__policy_table_text(struct text *text, const struct policy *policy);
void mynah__policy_table_json(struct text *text, const struct policy *policy);

#endif
