// SPDX-License-Identifier: Apache-2.0
//
// Runs of a loop that are not what was expected, told as records; and code that is run.

#include "failing.h"

static const struct mynah_loop_event events[] = {
    { 1, MYNAH_LOOP_GENERATION, 1, MYNAH_LOOP_NONE, NULL },
    { 2, MYNAH_LOOP_ANALYSIS, 1, MYNAH_LOOP_NONE, NULL },
    { 3, MYNAH_LOOP_EXECUTION, 1, MYNAH_LOOP_NONE, NULL },
    { 4, MYNAH_LOOP_GENERATION, 2, MYNAH_LOOP_NONE, "ZeroDivisionError: division by zero" },
    { 5, MYNAH_LOOP_ANALYSIS, 2, MYNAH_LOOP_NONE, NULL },
    { 6, MYNAH_LOOP_ENDED, 2, MYNAH_LOOP_FAILED,
      "2 attempts failed, the last with SyntaxError: '(' was never closed" },
};
static const struct mynah_failure failures[] = {
    { .type = "ZeroDivisionError", .message = "division by zero", .line = 3, .attempt = 1 },
    { .type = "SyntaxError", .message = "'(' was never closed", .line = 2, .attempt = 2 },
};
static const struct mynah_loop_result failed = {
    .outcome = MYNAH_LOOP_FAILED,
    .reason = "2 attempts failed, the last with SyntaxError: '(' was never closed",
    .attempts = 2,
    .failures = failures,
    .failure_count = 2,
    .events = events,
    .event_count = 6,
};

static const struct mynah_channel_access accesses[] = {
    { .number = 1, .direction = MYNAH_DIRECTION_READ, .channel = "SR:MAG:SP", .value = "1.0" },
    { .number = 2, .direction = MYNAH_DIRECTION_WRITE, .channel = "SR:MAG:SP", .value = "1.25" },
    { .number = 3,
      .direction = MYNAH_DIRECTION_WRITE,
      .channel = "SR:MAG:SP",
      .value = "99",
      .error = "ChannelLimitsViolationError: the most is 2" },
};
static const struct mynah_execution execution = { .results = "{}",
                                                  .accesses = accesses,
                                                  .access_count = 3 };
static const struct mynah_loop_event steps[] = {
    { 1, MYNAH_LOOP_GENERATION, 1, MYNAH_LOOP_NONE, NULL },
    { 2, MYNAH_LOOP_ENDED, 1, MYNAH_LOOP_COMPLETE, NULL },
};
static const struct mynah_loop_result complete = { .outcome = MYNAH_LOOP_COMPLETE,
                                                   .attempts = 1,
                                                   .execution = &execution,
                                                   .events = steps,
                                                   .event_count = 2 };

void loop_has_failed(void **state)
{
    (void)state;
    assert_loop_succeeded(&failed);
}

void loop_failed_with_another(void **state)
{
    (void)state;
    assert_loop_failed_with(&failed, "NameError");
}

void loop_tried_too_often(void **state)
{
    (void)state;
    assert_loop_attempts(&failed, 1);
}

void loop_did_not_wait(void **state)
{
    (void)state;
    assert_loop_pending_approval(&complete);
}

void loop_wrote_another_value(void **state)
{
    (void)state;
    assert_loop_wrote_channel(&complete, "SR:MAG:SP", "1.5");
}

void loop_without_a_result(void **state)
{
    (void)state;
    const struct mynah_loop_result *none = NULL;
    assert_loop_succeeded(none);
}

void code_does_not_run(void **state)
{
    (void)state;
    assert_code_runs("values = []\n"
                     "results = {'mean': sum(values) / len(values)}\n");
}

void code_raises_nothing(void **state)
{
    (void)state;
    assert_code_raises("results = {'total': 3}\n", "ZeroDivisionError");
}

void code_raises_another(void **state)
{
    (void)state;
    assert_code_raises("results = {'total': total}\n", "ZeroDivisionError");
}
