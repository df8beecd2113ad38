// SPDX-License-Identifier: Apache-2.0
//
// The table of the policy, as data and as it is printed.  Whoever wants to know what Mynah would
// say reads it here; nothing else decides.

#include "policy/table.h"

#include "core/json.h"

#include <string.h>

#define ALLOW MYNAH_VERDICT_ALLOW
#define ASK MYNAH_VERDICT_ASK
#define DENY MYNAH_VERDICT_DENY
#define RETRY MYNAH_VERDICT_RETRY

#define WRITES APPROVAL_WRITES
#define ALL APPROVAL_ALL
#define OFF APPROVAL_OFF

const char *const mynah__global_modes[] = { "selective", "disabled", "all_capabilities", NULL };
const char *const mynah__modes[] = { "control_writes", "epics_writes", "all_code", "disabled",
                                     NULL };

// clang-format off

// As in Osprey: `all_capabilities` switches the capability on but keeps its mode.
const enum approval mynah__approvals[GLOBAL_COUNT][2][MODE_COUNT] = {
    //                        control_writes  epics_writes  all_code  disabled
    [GLOBAL_SELECTIVE] = { { OFF,            OFF,          OFF,      OFF },     // not enabled
                           { WRITES,         WRITES,       ALL,      OFF } },
    [GLOBAL_DISABLED]  = { { OFF,            OFF,          OFF,      OFF },
                           { OFF,            OFF,          OFF,      OFF } },
    [GLOBAL_ALL]       = { { WRITES,         WRITES,       ALL,      OFF },
                           { WRITES,         WRITES,       ALL,      OFF } },
};

const struct verdict_row mynah__verdicts[KIND_COUNT] = {
    //                                                         writes  all    off
    [KIND_SYNTAX]     = { "syntax", "code that Python does not compile",
                          true,                              { RETRY,  RETRY, RETRY } },
    [KIND_RESULTS]    = { "results", "results that are required and never bound, or no mapping",
                          false,                             { RETRY,  RETRY, RETRY } },
    [KIND_CODE]       = { "code", "any code that compiles, whatever is found in it",
                          true,                              { ALLOW,  ASK,   ALLOW } },
    [KIND_NOTE]       = { "note", "a read, a low risk, results that may be missing",
                          false,                             { ALLOW,  ALLOW, ALLOW } },
    [KIND_SUPPRESSED] = { "suppressed", "what a comment allows, where the policy lets comments",
                          false,                             { ALLOW,  ALLOW, ALLOW } },
    [KIND_WRITE]      = { "write", "a write, or what could not be followed and may be one",
                          false,                             { ASK,    ASK,   ALLOW } },
    [KIND_FREE]       = { "free", "a write to channels that are surely free",
                          false,                             { ALLOW,  ALLOW, ALLOW } },
    [KIND_UNSURE]     = { "unsure", "a write of an unknown channel or value, while limits are on",
                          false,                             { ASK,    ASK,   ALLOW } },
    [KIND_WRITES_OFF] = { "writes-off", "a write while writes are disabled",
                          true,                              { DENY,   DENY,  DENY } },
    [KIND_PROTECTED]  = { "protected", "a write to a channel that may be protected",
                          true,                              { DENY,   DENY,  DENY } },
    [KIND_LIMIT]      = { "limit", "a write that surely violates the limits",
                          true,                              { DENY,   DENY,  DENY } },
    [KIND_RISK]       = { "risk", "a risk that is medium or high",
                          false,                             { ASK,    ASK,   DENY } },
};
// clang-format on

static const char *const columns[] = {
    [APPROVAL_WRITES] = "writes", [APPROVAL_ALL] = "all", [APPROVAL_OFF] = "off"
};

// ## For people

// Add a word, and blanks up to the next column.
static void add_cell(struct text *text, const char *word, bool more)
{
    enum { CELL = 16 };
    mynah__text_add(text, word);
    mynah__text_add_repeat(text, ' ', more ? CELL - strlen(word) : 0);
}

static void add_approvals(struct text *text)
{
    mynah__text_add(text, "Which column holds (approval.global_mode, python_execution):\n\n");
    mynah__text_add_format(text, "  %-17s%-9s", "global_mode", "enabled");
    for (int mode = 0; mode < MODE_COUNT; mode++) {
        add_cell(text, mynah__modes[mode], mode + 1 < MODE_COUNT);
    }
    for (int global = 0; global < GLOBAL_COUNT; global++) {
        for (int enabled = 0; enabled < 2; enabled++) {
            mynah__text_add_format(text, "\n  %-17s%-9s", mynah__global_modes[global],
                                   enabled ? "true" : "false");
            for (int mode = 0; mode < MODE_COUNT; mode++) {
                add_cell(text, columns[mynah__approvals[global][enabled][mode]],
                         mode + 1 < MODE_COUNT);
            }
        }
    }
    mynah__text_add(text, "\n\n");
}

static void add_verdicts(struct text *text)
{
    mynah__text_add_format(text, "What is done (! stands, whatever policy.actions say):\n\n  %-14s",
                           "found");
    for (int column = 0; column < APPROVAL_COUNT; column++) {
        mynah__text_add_format(text, "%-7s", columns[column]);
    }
    mynah__text_add(text, "which is\n");
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        const struct verdict_row *row = &mynah__verdicts[kind];
        mynah__text_add_format(text, "  %-12s%-2s", row->name, row->fixed ? "!" : "");
        for (int column = 0; column < APPROVAL_COUNT; column++) {
            mynah__text_add_format(text, "%-7s", mynah_verdict_name(row->verdicts[column]));
        }
        mynah__text_add_format(text, "%s\n", row->what);
    }
    mynah__text_add(text, "\nCode that does not compile is `retry`.  Else of all that was found "
                          "the gravest holds: deny,\nretry, ask, allow.  What could not be "
                          "followed counts as a write to an unknown channel,\nwhich may be a "
                          "protected one.  Where nobody can be asked, an action `ask` is `deny`."
                          "\n\n");
}

static size_t count_globs(const char *const *globs)
{
    size_t count = 0;
    while (globs[count]) {
        count++;
    }
    return count;
}

static void add_in_force(struct text *text, const struct policy *policy)
{
    mynah__text_add_format(text, "In force, policy %s: column %s", policy->fingerprint,
                           columns[policy->approval]);
    mynah__text_add_format(text, ", writes %s, results %s, limits %s, suppressions %s,\n",
                           policy->writes_enabled ? "enabled" : "disabled",
                           policy->results_required ? "required" : "optional",
                           policy->limits.enabled ? "on" : "off",
                           policy->suppressions ? "allowed" : "forbidden");
    mynah__text_add_format(text, "%zu protected, %zu free, %zu actions", // and what those are
                           count_globs(policy->protected_globs), count_globs(policy->free_globs),
                           policy->action_count);
    for (size_t i = 0; i < policy->action_count; i++) {
        mynah__text_add_format(text, "%s%s=%s", i ? ", " : ": ", policy->actions[i].name,
                               mynah_verdict_name(policy->actions[i].verdict));
    }
    mynah__text_add(text, "\n");
}

void mynah__policy_table_text(struct text *text, const struct policy *policy)
{
    add_approvals(text);
    add_verdicts(text);
    add_in_force(text, policy);
}

// ## For programs

static void add_globs(struct text *text, const char *key, const char *const *globs)
{
    mynah__text_add_format(text, ",\"%s\":[", key);
    for (size_t i = 0; globs[i]; i++) {
        mynah__text_add(text, i ? "," : "");
        mynah__json_string(text, globs[i]);
    }
    mynah__text_add_char(text, ']');
}

static void add_json_approvals(struct text *text)
{
    const char *between = "\n";
    for (int global = 0; global < GLOBAL_COUNT; global++) {
        for (int enabled = 0; enabled < 2; enabled++) {
            for (int mode = 0; mode < MODE_COUNT; mode++) {
                mynah__text_add_format(
                    text,
                    "%s{\"global_mode\":\"%s\",\"enabled\":%s,\"mode\":\"%s\",\"column\":\"%s\"}",
                    between, mynah__global_modes[global], enabled ? "true" : "false",
                    mynah__modes[mode], columns[mynah__approvals[global][enabled][mode]]);
                between = ",\n";
            }
        }
    }
}

static void add_json_verdicts(struct text *text)
{
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        const struct verdict_row *row = &mynah__verdicts[kind];
        mynah__text_add_format(text, "%s{\"found\":\"%s\",\"fixed\":%s", kind ? ",\n" : "\n",
                               row->name, row->fixed ? "true" : "false");
        for (int column = 0; column < APPROVAL_COUNT; column++) {
            mynah__text_add_format(text, ",\"%s\":\"%s\"", columns[column],
                                   mynah_verdict_name(row->verdicts[column]));
        }
        mynah__text_add_char(text, '}');
    }
}

void mynah__policy_table_json(struct text *text, const struct policy *policy)
{
    mynah__text_add_format(text,
                           "{\"schema\":1,\"tool\":{\"name\":\"mynah\",\"version\":\"%s\"},"
                           "\"policy\":\"%s\",\"columns\":[",
                           mynah_version(), policy->fingerprint);
    add_json_approvals(text);
    mynah__text_add(text, "],\"verdicts\":[");
    add_json_verdicts(text);
    mynah__text_add_format(text, "],\"in_force\":{\"column\":\"%s\",\"writes_enabled\":%s,",
                           columns[policy->approval], policy->writes_enabled ? "true" : "false");
    mynah__text_add_format(text, "\"results\":\"%s\",\"limits\":%s,\"suppressions\":\"%s\"",
                           policy->results_required ? "required" : "optional",
                           policy->limits.enabled ? "true" : "false",
                           policy->suppressions ? "allow" : "forbid");
    add_globs(text, "protected", policy->protected_globs);
    add_globs(text, "free", policy->free_globs);
    mynah__text_add(text, ",\"actions\":{");
    for (size_t i = 0; i < policy->action_count; i++) {
        mynah__text_add(text, i ? "," : "");
        mynah__json_string(text, policy->actions[i].name);
        mynah__text_add_format(text, ":\"%s\"", mynah_verdict_name(policy->actions[i].verdict));
    }
    mynah__text_add(text, "}}}\n");
}
