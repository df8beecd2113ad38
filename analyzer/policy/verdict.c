// SPDX-License-Identifier: Apache-2.0
//
// From findings to the verdict: each finding is of one kind under the policy, one table says what
// the kind gets, the gravest wins, and every finding that asked for more than `allow` is a reason.

#include "policy/glob.h"
#include "policy/table.h"

#include <string.h>

// clang-format off

// Rules whose kind does not follow from their category.
static const struct {
    const char *rule;
    enum kind kind;
} rule_kinds[] = {
    { "channel-limit",         KIND_LIMIT },
    { "channel-read",          KIND_NOTE },
    { "channel-write",         KIND_WRITE },
    { "maybe-missing-results", KIND_NOTE },
};

static const enum kind category_kinds[] = {
    [MYNAH_CATEGORY_SYNTAX]  = KIND_SYNTAX,
    [MYNAH_CATEGORY_RESULTS] = KIND_RESULTS,
    [MYNAH_CATEGORY_CHANNEL] = KIND_WRITE,
    [MYNAH_CATEGORY_RISK]    = KIND_RISK,
    [MYNAH_CATEGORY_OPAQUE]  = KIND_WRITE,
};

static const int precedence[] = {
    [MYNAH_VERDICT_ALLOW] = 0, [MYNAH_VERDICT_ASK] = 1, [MYNAH_VERDICT_RETRY] = 2, [MYNAH_VERDICT_DENY] = 3,
};
// clang-format on

// What is known of all the channels that one call may write to.
struct targets {
    bool any;
    bool may_be_protected;
    bool surely_free;
    bool constant;
};

static bool matches(const char *const *globs, const char *channel)
{
    for (; *globs; globs++) {
        if (mynah__glob_match(*globs, channel)) {
            return true;
        }
    }
    return false;
}

static void add_target(struct targets *targets, const struct policy *policy, const char *channel,
                       const char *value)
{
    targets->any = true;
    if (channel ? matches(policy->protected_globs, channel) : policy->protected_globs[0] != NULL) {
        targets->may_be_protected = true;
    }
    if (!channel || !matches(policy->free_globs, channel)) {
        targets->surely_free = false;
    }
    if (!channel || !mynah__limits_know(value)) {
        targets->constant = false;
    }
}

// Return the index of the first access that is not before line and column.
static size_t first_access(const struct mynah_report *report, int line, int column)
{
    size_t low = 0;
    size_t high = report->access_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct mynah_access *access = &report->accesses[middle];
        if (access->line < line || (access->line == line && access->column < column)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static enum kind kind_of_write(const struct policy *policy, const struct mynah_report *report,
                               const struct mynah_finding *finding)
{
    struct targets targets = { .surely_free = true, .constant = true };
    for (size_t i = first_access(report, finding->line, finding->column); i < report->access_count;
         i++) {
        const struct mynah_access *access = &report->accesses[i];
        if (access->line != finding->line || access->column != finding->column) {
            break;
        }
        if (access->direction == MYNAH_DIRECTION_WRITE) {
            add_target(&targets, policy, access->channel, access->value);
        }
    }
    if (!targets.any) {
        bool named = finding->category == MYNAH_CATEGORY_CHANNEL;
        add_target(&targets, policy, named ? finding->subject : NULL, NULL);
    }
    if (!policy->writes_enabled) {
        return KIND_WRITES_OFF;
    }
    if (targets.may_be_protected) {
        return KIND_PROTECTED;
    }
    if (policy->limits.enabled && !targets.constant) {
        return KIND_UNSURE;
    }
    return targets.surely_free ? KIND_FREE : KIND_WRITE;
}

static enum kind kind_of(const struct policy *policy, const struct mynah_report *report,
                         const struct mynah_finding *finding)
{
    enum kind kind = category_kinds[finding->category];
    bool listed = false;
    for (size_t i = 0; i < sizeof rule_kinds / sizeof *rule_kinds && !listed; i++) {
        listed = strcmp(finding->rule, rule_kinds[i].rule) == 0;
        kind = listed ? rule_kinds[i].kind : kind;
    }
    if (!listed && kind != KIND_SYNTAX && kind != KIND_RESULTS &&
        finding->severity < MYNAH_SEVERITY_MEDIUM) {
        return KIND_NOTE;
    }
    return kind == KIND_WRITE ? kind_of_write(policy, report, finding) : kind;
}

static const struct action *action_for(const struct policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->action_count; i++) {
        if (strcmp(policy->actions[i].name, name) == 0) {
            return &policy->actions[i];
        }
    }
    return NULL;
}

// A rule's action goes before its category's, and reaches notes too; it changes no row that is
// fixed.  Without anybody to ask, `ask` is `deny`.
static enum mynah_verdict verdict_of(const struct policy *policy, const struct mynah_report *report,
                                     const struct mynah_finding *finding)
{
    enum kind kind = kind_of(policy, report, finding);
    const struct action *action = action_for(policy, finding->rule);
    if (finding->suppressed && !mynah__verdicts[kind].fixed) {
        return mynah__verdicts[KIND_SUPPRESSED].verdicts[policy->approval];
    }
    if (!action && kind != KIND_NOTE) {
        action = action_for(policy, mynah_category_name(finding->category));
    }
    if (!action || mynah__verdicts[kind].fixed) {
        return mynah__verdicts[kind].verdicts[policy->approval];
    }
    bool nobody = policy->approval == APPROVAL_OFF;
    return action->verdict == MYNAH_VERDICT_ASK && nobody ? MYNAH_VERDICT_DENY : action->verdict;
}

static void add_reason(struct mynah_report *report, enum mynah_verdict verdict, const char *rule,
                       int line)
{
    if (verdict == MYNAH_VERDICT_ALLOW) {
        return;
    }
    report->reasons[report->reason_count++] = (struct mynah_reason){ verdict, rule, line };
    if (precedence[verdict] > precedence[report->verdict]) {
        report->verdict = verdict;
    }
}

// Add what the generator is told: a syntax error by Python's own type, others by their rule.
static void add_failure(struct mynah_report *report, const struct mynah_finding *finding)
{
    const char *type = finding->rule;
    const char *message = finding->message;
    const char *colon = strstr(message, ": ");
    if (finding->category == MYNAH_CATEGORY_SYNTAX && colon) {
        type = mynah__arena_copy(&report->arena, message, (size_t)(colon - message));
        message = colon + 2;
    }
    report->failures[report->failure_count++] = (struct mynah_failure){
        .type = type, .message = message, .code = report->source.text, .line = finding->line
    };
}

// What has to be put right for another verdict than `retry`.
static bool add_failures(const struct policy *policy, struct mynah_report *report)
{
    report->failure_count = 0;
    if (report->verdict != MYNAH_VERDICT_RETRY) {
        return true;
    }
    report->failures =
        mynah__arena_alloc(&report->arena, (report->finding_count + 1) * sizeof *report->failures);
    for (size_t i = 0; report->failures && i < report->finding_count; i++) {
        if (verdict_of(policy, report, &report->findings[i]) == MYNAH_VERDICT_RETRY) {
            add_failure(report, &report->findings[i]);
        }
    }
    return !report->arena.failed;
}

bool mynah__policy_judge(const struct policy *policy, struct mynah_report *report)
{
    report->reasons =
        mynah__arena_alloc(&report->arena, (report->finding_count + 1) * sizeof *report->reasons);
    report->policy = mynah__arena_text(&report->arena, policy->fingerprint);
    if (report->arena.failed) {
        return false;
    }
    report->reason_count = 0;
    report->verdict = MYNAH_VERDICT_ALLOW;
    for (size_t i = 0; i < report->finding_count; i++) {
        const struct mynah_finding *finding = &report->findings[i];
        add_reason(report, verdict_of(policy, report, finding), finding->rule, finding->line);
    }
    if (report->verdict == MYNAH_VERDICT_ALLOW) {
        add_reason(report, mynah__verdicts[KIND_CODE].verdicts[policy->approval], "all-code", 1);
    }
    if (!report->parses) {
        report->verdict = MYNAH_VERDICT_RETRY;
    }
    return add_failures(policy, report);
}
