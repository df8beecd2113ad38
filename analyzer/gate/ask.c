// SPDX-License-Identifier: Apache-2.0
//
// Who is asked: a checker of the host, or Mynah itself; and the question that assertions put.

#include "gate/gate.h"
#include "report.h"

#include <stdio.h>
#include <string.h>

// ## A checker of the host

struct host {
    mynah_gate_checker *checker;
    void *self;
};

static bool ask_host(void *self, struct mynah_gate_outcome *outcome, char *message)
{
    const struct host *host = self;
    const struct mynah_gate_case *about = outcome->about;
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    enum mynah_verdict verdict = MYNAH_VERDICT_DENY;
    outcome->answered = host->checker(host->self, about->code, about->size, &verdict, &error);
    if (outcome->answered && (unsigned)verdict >= GATE_VERDICTS) {
        outcome->answered = false;
        mynah_error_set(&error, MYNAH_ERROR_ARGUMENT, "%d is no verdict", (int)verdict);
    }
    if (outcome->answered) {
        outcome->verdict = verdict;
        outcome->agrees = verdict == about->expected;
    } else {
        snprintf(message, sizeof error.text, "%s",
                 *error.text ? error.text : "no verdict was given");
    }
    return true;
}

bool mynah_gate_run(const struct mynah_gate_cases *cases, mynah_gate_checker *checker, void *self,
                    struct mynah_gate_matrix *matrix)
{
    struct host host = { checker, self };
    return mynah__gate_run(cases, &(struct gate_run){ .ask = ask_host, .self = &host }, matrix);
}

// ## Mynah itself

bool mynah_gate_by_analyzer(void *self, const char *code, size_t size, enum mynah_verdict *verdict,
                            struct mynah_error *error)
{
    struct mynah_report *report = mynah_analyzer_check(self, code, size, error);
    if (report) {
        *verdict = mynah_report_verdict(report);
    }
    mynah_report_destroy(report);
    return report != NULL;
}

static bool reports(const struct mynah_report *report, const char *rule)
{
    for (size_t i = 0; i < report->finding_count; i++) {
        if (strcmp(report->findings[i].rule, rule) == 0) {
            return true;
        }
    }
    return false;
}

static bool expects(const struct mynah_gate_case *about, const char *rule)
{
    for (size_t i = 0; i < about->rule_count; i++) {
        if (strcmp(about->rules[i], rule) == 0) {
            return true;
        }
    }
    return false;
}

// Whether each rule that the case names is reported.
static bool reports_all(const struct mynah_gate_case *about, const struct mynah_report *report,
                        char *message, size_t size)
{
    for (size_t i = 0; i < about->rule_count; i++) {
        if (!reports(report, about->rules[i])) {
            snprintf(message, size, "%s is not reported", about->rules[i]);
            return false;
        }
    }
    return true;
}

// Whether no rule but the case's is reported; a facility's own rules are its own affair.
static bool reports_no_other(const struct mynah_gate_case *about, const struct mynah_report *report,
                             char *message, size_t size)
{
    for (size_t i = 0; about->rules && i < report->finding_count; i++) {
        const struct mynah_finding *finding = &report->findings[i];
        if (mynah_rule_find(finding->rule) && !expects(about, finding->rule)) {
            snprintf(message, size, "%s is reported, at line %d", finding->rule, finding->line);
            return false;
        }
    }
    return true;
}

// Say which finding decided.
static void say_reason(const struct mynah_report *report, char *message, size_t size)
{
    for (size_t i = 0; i < report->reason_count; i++) {
        const struct mynah_reason *reason = &report->reasons[i];
        if (reason->verdict == report->verdict) {
            snprintf(message, size, "%s at line %d", reason->rule, reason->line);
            return;
        }
    }
}

// Return the report on the case, or NULL; then `message` says why.
static struct mynah_report *check(void *self, struct mynah_gate_outcome *outcome, char *message,
                                  struct mynah_error *error)
{
    const struct mynah_gate_case *about = outcome->about;
    struct mynah_report *report = mynah_analyzer_check(self, about->code, about->size, error);
    if (report) {
        outcome->answered = true;
        outcome->verdict = report->verdict;
    } else {
        snprintf(message, sizeof error->text, "%s", error->text);
    }
    return report;
}

bool mynah__gate_ask_analyzer(void *self, struct mynah_gate_outcome *outcome, char *message)
{
    const struct mynah_gate_case *about = outcome->about;
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_report *report = check(self, outcome, message, &error);
    if (report && report->verdict != about->expected) {
        say_reason(report, message, sizeof error.text);
    } else if (report) {
        outcome->agrees = reports_all(about, report, message, sizeof error.text) &&
                          reports_no_other(about, report, message, sizeof error.text);
    }
    mynah_report_destroy(report);
    return error.code != MYNAH_ERROR_MEMORY;
}

// The verdict alone decides over a variant; a rule that is missing is told of beside it.
bool mynah__gate_ask_variant(void *self, struct mynah_gate_outcome *outcome, char *message)
{
    const struct mynah_gate_case *about = outcome->about;
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_report *report = check(self, outcome, message, &error);
    if (report) {
        outcome->agrees = report->verdict == about->expected;
        reports_all(about, report, message, sizeof error.text);
    }
    mynah_report_destroy(report);
    return error.code != MYNAH_ERROR_MEMORY;
}
