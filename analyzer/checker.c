// SPDX-License-Identifier: Apache-2.0
//
// The analyzer as a stage of a loop: its report in the words of one, and code that is run to see
// what it comes to.

#include <mynah/analyzer.h>

#include "core/alloc.h"
#include "core/sink.h"
#include "core/text.h"

#include <assert.h>
#include <string.h>

enum { LINES_AROUND = 3, LINE_MOST = 100 };

// What may do more than it seems is kept from doing it.
static bool has_to_be_confined(const struct mynah_report *report)
{
    for (size_t i = 0; i < mynah_report_finding_count(report); i++) {
        enum mynah_category category = mynah_report_finding(report, i)->category;
        if (category == MYNAH_CATEGORY_RISK || category == MYNAH_CATEGORY_OPAQUE) {
            return true;
        }
    }
    return false;
}

static const char *message_of(const struct mynah_report *report, const struct mynah_reason *reason)
{
    for (size_t i = 0; i < mynah_report_finding_count(report); i++) {
        const struct mynah_finding *finding = mynah_report_finding(report, i);
        if (finding->line == reason->line && strcmp(finding->rule, reason->rule) == 0) {
            return finding->message;
        }
    }
    return "";
}

// List what asked for more than to be allowed; of what is to be mended, in the words for that.
static size_t list_issues(struct mynah_issue *issues, const struct mynah_report *report)
{
    size_t count = 0, failure_count;
    const struct mynah_failure *failures = mynah_report_failures(report, &failure_count);
    for (size_t i = 0; i < failure_count; i++) {
        issues[count++] = (struct mynah_issue){ MYNAH_VERDICT_RETRY, failures[i].type,
                                                failures[i].message, failures[i].line };
    }
    for (size_t i = 0; i < mynah_report_reason_count(report); i++) {
        const struct mynah_reason *reason = mynah_report_reason(report, i);
        if (reason->verdict != MYNAH_VERDICT_RETRY || !failure_count) {
            issues[count++] = (struct mynah_issue){ reason->verdict, reason->rule,
                                                    message_of(report, reason), reason->line };
        }
    }
    return count;
}

static struct mynah_judgement *judge(const struct mynah_report *report, struct mynah_error *error)
{
    size_t failure_count;
    mynah_report_failures(report, &failure_count);
    struct mynah_issue *issues =
        mynah__alloc((mynah_report_reason_count(report) + failure_count + 1) * sizeof *issues);
    struct mynah_judgement *copy = NULL;
    if (issues) {
        const struct mynah_judgement judgement = { .verdict = mynah_report_verdict(report),
                                                   .policy = mynah_report_policy(report),
                                                   .confine = has_to_be_confined(report),
                                                   .issues = issues,
                                                   .issue_count = list_issues(issues, report) };
        copy = mynah_record_copy(mynah_judgement_shape(), &judgement, error);
    } else {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    mynah__free(issues);
    return copy;
}

static struct mynah_judgement *check(void *self, const char *code, size_t size,
                                     struct mynah_error *error)
{
    struct mynah_report *report = mynah_analyzer_check(self, code, size, error);
    struct mynah_judgement *judgement = report ? judge(report, error) : NULL;
    mynah_report_destroy(report);
    return judgement;
}

struct mynah_code_checker mynah_analyzer_checker(const struct mynah_analyzer *analyzer)
{
    assert(analyzer);
    // It is only read, but an interface has one kind of self.
    return (struct mynah_code_checker){ .check = check, .self = (void *)analyzer };
}

// ## What code comes to

// Run the code as a loop would that nobody has to be asked in.
static struct mynah_execution *run(const char *code, struct mynah_error *error)
{
    struct mynah_executor *executor = mynah_executor_create(NULL, NULL, error);
    struct mynah_analyzer *analyzer = executor ? mynah_analyzer_create(NULL, error) : NULL;
    struct mynah_report *report =
        analyzer ? mynah_analyzer_check(analyzer, code, strlen(code), error) : NULL;
    struct mynah_execution *execution = NULL;
    if (report) {
        const struct mynah_job job = { .code = code, .confine = has_to_be_confined(report) };
        execution = mynah_executor_execute(executor, &job, error);
    }
    mynah_report_destroy(report);
    mynah_analyzer_destroy(analyzer);
    mynah_executor_destroy(executor);
    return execution;
}

static void add_quoted(struct sink *why, const char *text)
{
    mynah__sink_quoted(why, text, strlen(text), 300);
}

// Show the lines around the marked one, or the first ones.
static void add_code(struct sink *why, const char *code, int64_t marked)
{
    int64_t count = 0;
    for (const char *at = code; *at; at += strcspn(at, "\n"), at += *at == '\n') {
        count++;
    }
    mynah__sink_format(why, "    code: %lld line%s\n", (long long)count, count == 1 ? "" : "s");
    int64_t first = marked > LINES_AROUND ? marked - LINES_AROUND : 1;
    for (int64_t line = 1; *code && line <= first + 2 * LINES_AROUND; line++) {
        size_t size = strcspn(code, "\r\n");
        if (line >= first) {
            mynah__sink_format(why, "%s%4lld | ", line == marked ? " >" : "  ", (long long)line);
            mynah__sink_bytes(why, code, size < LINE_MOST ? size : LINE_MOST);
            mynah__sink_add(why, size < LINE_MOST ? "\n" : "...\n");
        }
        code += strcspn(code, "\n");
        code += *code == '\n';
    }
}

static void add_execution(struct sink *why, const struct mynah_execution *execution,
                          const char *code)
{
    if (execution->status == MYNAH_EXECUTION_SUCCEEDED) {
        mynah__sink_add(why, "it came to its end, and left ");
        add_quoted(why, execution->results ? execution->results : "no results");
        mynah__sink_add(why, "\n");
        add_code(why, code, 0);
        return;
    }
    mynah__sink_format(why, "%s: ", mynah_execution_status_name(execution->status));
    mynah__sink_name(why, execution->type);
    mynah__sink_add(why, ": ");
    add_quoted(why, execution->message);
    mynah__sink_add(why, "\n");
    add_code(why, code, execution->line);
}

static bool is_type(const char *type, const char *name)
{
    size_t size = type ? strlen(type) : 0, length = strlen(name);
    return type && size >= length && strcmp(type + size - length, name) == 0 &&
           (size == length || type[size - length - 1] == '.');
}

bool mynah_code_run_meets(const char *code, const char *raises, char *why, size_t size)
{
    struct sink sink = mynah__sink(why, size);
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_execution *execution = code ? run(code, &error) : NULL;
    bool succeeded = execution && execution->status == MYNAH_EXECUTION_SUCCEEDED;
    bool met = raises ? execution && !succeeded && is_type(execution->type, raises) : succeeded;
    if (!met) {
        mynah__sink_add(&sink, raises ? "expected: run, the code ends with "
                                      : "expected: run, the code comes to its end with results");
        if (raises) {
            mynah__sink_name(&sink, raises);
        }
        mynah__sink_add(&sink, "\n  actual: ");
        if (execution) {
            add_execution(&sink, execution, code);
        } else {
            mynah__sink_add(&sink, code ? error.text : "there is no code, only NULL");
            mynah__sink_add(&sink, "\n");
        }
    }
    mynah_free(execution);
    return met;
}
