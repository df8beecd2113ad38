// SPDX-License-Identifier: Apache-2.0
//
// The way of a wish: prompt, code, verdict, decision; and back to the model with what was wrong.

#include "agent.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROMPT_MOST = 8192, REASONS_MOST = 2048 };

const char *decision_name(enum decision decision)
{
    static const char *const names[] = { "ran", "rejected", "denied", "gave up", "failed" };
    return names[decision];
}

// Say what asked for the verdict, a line for each finding.
static void list_reasons(const struct mynah_report *report, char reasons[REASONS_MOST])
{
    size_t length = 0;
    reasons[0] = '\0';
    for (size_t i = 0; i < mynah_report_finding_count(report); i++) {
        const struct mynah_finding *finding = mynah_report_finding(report, i);
        int written = snprintf(reasons + length, REASONS_MOST - length, "line %d: %s\n",
                               finding->line, finding->message);
        if (written < 0 || (size_t)written >= REASONS_MOST - length) {
            return;
        }
        length += (size_t)written;
    }
}

static void first_prompt(char prompt[PROMPT_MOST], const char *wish)
{
    snprintf(prompt, PROMPT_MOST, "Write Python that does this, and bind `results`: %s\n", wish);
}

// Tell the model what was wrong, behind all that it was told before.
static void add_problem(char prompt[PROMPT_MOST], int attempt, const char *reasons)
{
    size_t length = strlen(prompt);
    snprintf(prompt + length, PROMPT_MOST - length, "Attempt %d was wrong:\n%s", attempt, reasons);
}

static enum decision run(const struct agent *agent, const char *code)
{
    return agent->surroundings.run(agent->surroundings.self, code) ? DECISION_RAN : DECISION_FAILED;
}

// Decide what becomes of the code; false when the model is to try again.
static bool decide(const struct agent *agent, const char *code, char reasons[REASONS_MOST],
                   enum decision *decision)
{
    struct mynah_report *report = mynah_analyzer_check(agent->analyzer, code, strlen(code), NULL);
    enum mynah_verdict verdict = report ? mynah_report_verdict(report) : MYNAH_VERDICT_DENY;
    if (report) {
        list_reasons(report, reasons);
    }
    mynah_report_destroy(report);
    switch (verdict) {
    case MYNAH_VERDICT_ALLOW:
        *decision = run(agent, code);
        return true;
    case MYNAH_VERDICT_ASK:
        *decision = agent->surroundings.approve(agent->surroundings.self, code, reasons)
                        ? run(agent, code)
                        : DECISION_REJECTED;
        return true;
    case MYNAH_VERDICT_DENY:
        *decision = DECISION_DENIED;
        return true;
    default:
        return false;
    }
}

enum decision agent_handle(const struct agent *agent, const char *wish)
{
    char prompt[PROMPT_MOST];
    char reasons[REASONS_MOST];
    enum decision decision = DECISION_GAVE_UP;
    first_prompt(prompt, wish);
    for (int attempt = 1; attempt <= agent->attempts_most; attempt++) {
        char *code = agent->model.complete(agent->model.self, prompt);
        bool decided = code && decide(agent, code, reasons, &decision);
        if (!decided) {
            add_problem(prompt, attempt, code ? reasons : "There was no answer.\n");
        }
        free(code);
        if (decided) {
            break;
        }
    }
    return decision;
}
