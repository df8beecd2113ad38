// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TEST_REPORTS_H
#define MYNAH_TEST_REPORTS_H

// Reports made by hand, for the tests of what comes behind the checks.

#include "core/alloc.h"
#include "report.h"

#include <string.h>

// Return a report of `code` without findings, as the checks would leave it.
static inline struct mynah_report *report_of(const char *code)
{
    struct mynah_report *report = mynah__alloc(sizeof *report);
    mynah__source_read(&report->source, code, strlen(code), &report->arena);
    report->parses = true;
    report->results = MYNAH_RESULTS_ALWAYS;
    report->requires_python = "3.8";
    report->target_version = "3.13";
    memset(report->sha256, 'a', 64);
    return report;
}

// Add a finding of `rule` that covers `size` bytes from `start`.
static inline void find(struct mynah_report *report, const char *rule, uint32_t start,
                        uint32_t size, const char *subject)
{
    mynah__report_add_finding(report, &(struct finding){ .rule = rule,
                                                         .start = start,
                                                         .end = start + size,
                                                         .confidence = MYNAH_CONFIDENCE_HIGH,
                                                         .subject = subject });
}

// Add a risk of a rule that no table has.
static inline void find_risk(struct mynah_report *report, const char *rule,
                             enum mynah_severity severity, int line, const char *subject)
{
    find(report, rule, 0, 1, subject);
    struct mynah_finding *finding = &report->findings[report->finding_count - 1];
    finding->category = MYNAH_CATEGORY_RISK;
    finding->severity = severity;
    finding->line = finding->end_line = line;
}

// Add a write finding and its access at the start of line `line`.
static inline void find_write(struct mynah_report *report, int line, const char *channel,
                              const char *value)
{
    uint32_t start = report->source.lines[line - 1];
    mynah__report_add_access(report, &(struct mynah_access){ .direction = MYNAH_DIRECTION_WRITE,
                                                             .channel = channel,
                                                             .certain = true,
                                                             .value = value,
                                                             .api = "epics.caput",
                                                             .line = line,
                                                             .column = 1 });
    find(report, "channel-write", start, 5, channel);
}

static inline void access_read(struct mynah_report *report, int line, const char *channel)
{
    mynah__report_add_access(report, &(struct mynah_access){ .direction = MYNAH_DIRECTION_READ,
                                                             .channel = channel,
                                                             .certain = true,
                                                             .api = "epics.caget",
                                                             .line = line,
                                                             .column = 1 });
}

#endif
