// SPDX-License-Identifier: Apache-2.0
//
// The descriptions of what a loop judges, does and comes to, and the names of its words.

#include <mynah/loop.h>

#include "executor/shapes.h"
#include "generator/shapes.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define AT(type, member) .name = #member, .offset = offsetof(struct type, member)
#define COUNTED(type, member) .count_offset = offsetof(struct type, member)

static const char *const verdicts[] = { "allow", "ask", "deny", "retry", NULL };
static const char *const states[] = { "generation", "analysis", "approval",
                                      "execution",  "ended",    NULL };
static const char *const outcomes[] = { "none",     "complete", "failed", "denied",
                                        "rejected", "pending",  NULL };

// clang-format off
static const struct mynah_field issue_fields[] = {
    { AT(mynah_issue, verdict), .kind = MYNAH_FIELD_WORD, .words = verdicts },
    { AT(mynah_issue, rule),    .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_issue, message), .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_issue, line),    .kind = MYNAH_FIELD_INT },
};
static const struct mynah_shape issue_shape = {
    .name = "issue", .size = sizeof(struct mynah_issue),
    .fields = issue_fields, .field_count = COUNT(issue_fields),
};

static const struct mynah_field judgement_fields[] = {
    { AT(mynah_judgement, verdict), .kind = MYNAH_FIELD_WORD, .words = verdicts },
    { AT(mynah_judgement, policy),  .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_judgement, confine), .kind = MYNAH_FIELD_BOOL },
    { AT(mynah_judgement, issues),  .kind = MYNAH_FIELD_RECORDS, .shape = &issue_shape,
      COUNTED(mynah_judgement, issue_count) },
};
static const struct mynah_shape judgement_shape = {
    .name = "judgement", .size = sizeof(struct mynah_judgement),
    .fields = judgement_fields, .field_count = COUNT(judgement_fields),
};

static const struct mynah_field event_fields[] = {
    { AT(mynah_loop_event, number),  .kind = MYNAH_FIELD_INT },
    { AT(mynah_loop_event, state),   .kind = MYNAH_FIELD_WORD, .words = states },
    { AT(mynah_loop_event, attempt), .kind = MYNAH_FIELD_INT },
    { AT(mynah_loop_event, outcome), .kind = MYNAH_FIELD_WORD, .words = outcomes },
    { AT(mynah_loop_event, detail),  .kind = MYNAH_FIELD_TEXT },
};
static const struct mynah_shape event_shape = {
    .name = "loop_event", .size = sizeof(struct mynah_loop_event),
    .fields = event_fields, .field_count = COUNT(event_fields),
};

static const struct mynah_field result_fields[] = {
    { AT(mynah_loop_result, outcome),   .kind = MYNAH_FIELD_WORD, .words = outcomes },
    { AT(mynah_loop_result, reason),    .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_loop_result, attempts),  .kind = MYNAH_FIELD_INT },
    { AT(mynah_loop_result, code),      .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_loop_result, sha256),    .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_loop_result, failures),  .kind = MYNAH_FIELD_RECORDS,
      .shape = &mynah__failure_shape, COUNTED(mynah_loop_result, failure_count) },
    { AT(mynah_loop_result, judgement), .kind = MYNAH_FIELD_POINTER, .shape = &judgement_shape },
    { AT(mynah_loop_result, execution), .kind = MYNAH_FIELD_POINTER,
      .shape = &mynah__execution_shape },
    { AT(mynah_loop_result, events),    .kind = MYNAH_FIELD_RECORDS, .shape = &event_shape,
      COUNTED(mynah_loop_result, event_count) },
    { AT(mynah_loop_result, token),     .kind = MYNAH_FIELD_TEXT },
};
static const struct mynah_shape result_shape = {
    .name = "loop_result", .size = sizeof(struct mynah_loop_result),
    .fields = result_fields, .field_count = COUNT(result_fields),
};
// clang-format on

const struct mynah_shape *mynah_judgement_shape(void)
{
    return &judgement_shape;
}

const struct mynah_shape *mynah_loop_event_shape(void)
{
    return &event_shape;
}

const struct mynah_shape *mynah_loop_result_shape(void)
{
    return &result_shape;
}

const char *mynah_loop_state_name(enum mynah_loop_state state)
{
    return (unsigned)state < COUNT(states) - 1 ? states[state] : "unknown";
}

const char *mynah_loop_outcome_name(enum mynah_loop_outcome outcome)
{
    return (unsigned)outcome < COUNT(outcomes) - 1 ? outcomes[outcome] : "unknown";
}
