// SPDX-License-Identifier: Apache-2.0
//
// The findings and accesses of one piece of code: collected in any order, then put into the one
// order that every output has, each once; and the getters of the public report.

#include "report.h"

#include "core/alloc.h"

#include <stdlib.h>
#include <string.h>

static const char *copy(struct mynah_report *report, const char *text)
{
    return text ? mynah__arena_text(&report->arena, text) : NULL;
}

void mynah__report_add_finding(struct mynah_report *report, const struct finding *finding)
{
    struct mynah_finding *moved =
        mynah__arena_grow(&report->arena, report->findings, report->finding_count,
                          &report->finding_capacity, sizeof *moved);
    if (!moved) {
        return;
    }
    report->findings = moved;
    const struct mynah_rule *built_in = mynah_rule_find(finding->rule);
    const struct mynah_rule *rule = finding->about ? finding->about : built_in;
    struct mynah_finding *added = &moved[report->finding_count++];
    *added = (struct mynah_finding){
        .rule = built_in ? built_in->name : copy(report, finding->rule),
        .category = rule ? rule->category : MYNAH_CATEGORY_OPAQUE,
        .severity = rule ? rule->severity : MYNAH_SEVERITY_HIGH,
        .confidence = finding->confidence,
        .message = finding->message ? copy(report, finding->message)
                   : rule           ? rule->summary
                                    : "",
        .subject = copy(report, finding->subject),
        .trace = finding->trace,
        .trace_count = finding->trace_count,
    };
    if (finding->severity) {
        added->severity = (enum mynah_severity)(finding->severity - 1);
    }
    mynah__source_place(&report->source, finding->start, &added->line, &added->column);
    mynah__source_place(&report->source, finding->end, &added->end_line, &added->end_column);
}

void mynah__report_add_access(struct mynah_report *report, const struct mynah_access *access)
{
    struct mynah_access *moved =
        mynah__arena_grow(&report->arena, report->accesses, report->access_count,
                          &report->access_capacity, sizeof *moved);
    if (!moved) {
        return;
    }
    report->accesses = moved;
    struct mynah_access *added = &moved[report->access_count++];
    *added = *access;
    added->channel = copy(report, access->channel);
    added->value = copy(report, access->value);
    added->api = copy(report, access->api);
}

static int by_number(int a, int b)
{
    return (a > b) - (a < b);
}

// What is absent comes first.
static int by_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) : by_number(a != NULL, b != NULL);
}

// Findings for which this is 0 are the same one, found twice.
static int by_place(const struct mynah_finding *a, const struct mynah_finding *b)
{
    const int orders[] = {
        by_number(a->line, b->line),         by_number(a->column, b->column),
        by_number(a->end_line, b->end_line), by_number(a->end_column, b->end_column),
        by_text(a->rule, b->rule),           by_text(a->subject, b->subject),
    };
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        if (orders[i]) {
            return orders[i];
        }
    }
    return 0;
}

// Of the same finding the gravest and surest comes first, and stays.
static int by_finding(const void *left, const void *right)
{
    const struct mynah_finding *a = left;
    const struct mynah_finding *b = right;
    int order = by_place(a, b);
    order = order ? order : by_number((int)b->severity, (int)a->severity);
    order = order ? order : by_number((int)b->confidence, (int)a->confidence);
    return order ? order : by_text(a->message, b->message);
}

static int by_access(const void *left, const void *right)
{
    const struct mynah_access *a = left;
    const struct mynah_access *b = right;
    int order = by_number(a->line, b->line);
    order = order ? order : by_number(a->column, b->column);
    order = order ? order : by_number((int)a->direction, (int)b->direction);
    order = order ? order : by_text(a->channel, b->channel);
    order = order ? order : by_text(a->value, b->value);
    order = order ? order : by_text(a->api, b->api);
    return order ? order : by_number(b->certain, a->certain);
}

static bool same_access(const struct mynah_access *a, const struct mynah_access *b)
{
    return a->line == b->line && a->column == b->column && a->direction == b->direction &&
           by_text(a->channel, b->channel) == 0 && by_text(a->value, b->value) == 0 &&
           by_text(a->api, b->api) == 0;
}

// Sort what is not in order yet: it is looked at after each stage that may add to it.
static void sort(void *items, size_t count, size_t size, int (*order)(const void *, const void *))
{
    const char *item = items;
    for (size_t i = 1; i < count; i++, item += size) {
        if (order(item, item + size) > 0) {
            qsort(items, count, size, order);
            return;
        }
    }
}

static void finish_findings(struct mynah_report *report)
{
    if (report->finding_count == 0) {
        return;
    }
    sort(report->findings, report->finding_count, sizeof *report->findings, by_finding);
    size_t kept = 1;
    for (size_t i = 1; i < report->finding_count; i++) {
        if (by_place(&report->findings[kept - 1], &report->findings[i]) != 0) {
            report->findings[kept++] = report->findings[i];
        }
    }
    report->finding_count = kept;
}

static void finish_accesses(struct mynah_report *report)
{
    if (report->access_count == 0) {
        return;
    }
    sort(report->accesses, report->access_count, sizeof *report->accesses, by_access);
    size_t kept = 1;
    for (size_t i = 1; i < report->access_count; i++) {
        if (!same_access(&report->accesses[kept - 1], &report->accesses[i])) {
            report->accesses[kept++] = report->accesses[i];
        }
    }
    report->access_count = kept;
}

static int by_start(const void *left, const void *right)
{
    const struct mynah_finding *a = left;
    const struct mynah_finding *b = right;
    int order = by_number(a->line, b->line);
    return order ? order : by_number(a->column, b->column);
}

// Return a finding that starts at line and column, or NULL; the findings are in order.
static const struct mynah_finding *finding_at(const struct mynah_report *report, size_t count,
                                              int line, int column)
{
    const struct mynah_finding key = { .line = line, .column = column };
    return count ? bsearch(&key, report->findings, count, sizeof key, by_start) : NULL;
}

void mynah__report_add_at(struct mynah_report *report, size_t count, const char *rule,
                          const struct mynah_access *access, const char *why)
{
    const struct mynah_finding *found = finding_at(report, count, access->line, access->column);
    int end_line = found ? found->end_line : access->line;
    int end_column = found ? found->end_column : access->column + 1;
    const char *message =
        mynah__arena_format(&report->arena, "`%s` = %s: %s", access->channel,
                            access->value ? access->value : "an unknown value", why);
    mynah__report_add_finding(report, &(struct finding){ .rule = rule,
                                                         .confidence = MYNAH_CONFIDENCE_HIGH,
                                                         .subject = access->channel,
                                                         .message = message });
    if (!report->arena.failed) {
        struct mynah_finding *added = &report->findings[report->finding_count - 1];
        added->line = access->line;
        added->column = access->column;
        added->end_line = end_line;
        added->end_column = end_column;
    }
}

bool mynah__report_finish(struct mynah_report *report)
{
    if (report->arena.failed) {
        return false;
    }
    finish_findings(report);
    finish_accesses(report);
    return true;
}

static void move_finding(struct mynah_report *report, struct mynah_finding *finding,
                         const uint32_t *shifts)
{
    finding->column += (int)shifts[finding->line - 1];
    finding->end_column += (int)shifts[finding->end_line - 1];
    struct mynah_trace *trace =
        mynah__arena_alloc(&report->arena, (finding->trace_count + 1) * sizeof *trace);
    for (size_t i = 0; trace && i < finding->trace_count; i++) {
        trace[i] = finding->trace[i];
        trace[i].column += (int)shifts[trace[i].line - 1];
    }
    finding->trace = trace;
}

bool mynah__report_move(struct mynah_report *report, const struct source *source,
                        const uint32_t *shifts)
{
    struct source *program = mynah__arena_alloc(&report->arena, sizeof *program);
    if (!program) {
        return false;
    }
    *program = report->source;
    report->program = program;
    report->source = *source;
    report->shifts = shifts;
    for (size_t i = 0; i < report->finding_count; i++) {
        move_finding(report, &report->findings[i], shifts);
    }
    for (size_t i = 0; i < report->access_count; i++) {
        report->accesses[i].column += (int)shifts[report->accesses[i].line - 1];
    }
    return !report->arena.failed;
}

void mynah_report_destroy(struct mynah_report *report)
{
    if (report) {
        mynah__arena_finish(&report->arena);
        mynah__free(report);
    }
}

enum mynah_verdict mynah_report_verdict(const struct mynah_report *report)
{
    return report->verdict;
}

bool mynah_report_parses(const struct mynah_report *report)
{
    return report->parses;
}

enum mynah_results mynah_report_results(const struct mynah_report *report)
{
    return report->results;
}

const char *mynah_report_requires_python(const struct mynah_report *report)
{
    return report->requires_python;
}

const char *mynah_report_sha256(const struct mynah_report *report)
{
    return report->sha256;
}

const char *mynah_report_policy(const struct mynah_report *report)
{
    return report->policy;
}

const struct mynah_failure *mynah_report_failures(const struct mynah_report *report, size_t *count)
{
    *count = report->failure_count;
    return report->failures;
}

size_t mynah_report_finding_count(const struct mynah_report *report)
{
    return report->finding_count;
}

const struct mynah_finding *mynah_report_finding(const struct mynah_report *report, size_t index)
{
    return index < report->finding_count ? &report->findings[index] : NULL;
}

size_t mynah_report_access_count(const struct mynah_report *report)
{
    return report->access_count;
}

const struct mynah_access *mynah_report_access(const struct mynah_report *report, size_t index)
{
    return index < report->access_count ? &report->accesses[index] : NULL;
}

size_t mynah_report_reason_count(const struct mynah_report *report)
{
    return report->reason_count;
}

const struct mynah_reason *mynah_report_reason(const struct mynah_report *report, size_t index)
{
    return index < report->reason_count ? &report->reasons[index] : NULL;
}
