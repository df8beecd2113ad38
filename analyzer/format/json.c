// SPDX-License-Identifier: Apache-2.0
//
// The report as JSON, schema 1.  Written straight into text: the keys' order is part of the
// contract, there are no floats, and whatever bytes the code has, the output is valid UTF-8.

#include "format/format.h"

#include "core/json.h"

#include <string.h>

// Add `,"key":` and the string.
static void add_string(struct text *text, const char *key, const char *string)
{
    mynah__text_add_format(text, ",\"%s\":", key);
    mynah__json_string(text, string);
}

static void add_number(struct text *text, const char *key, int number)
{
    mynah__text_add_format(text, ",\"%s\":%d", key, number);
}

static void add_accesses(struct text *text, const char *key, const struct mynah_report *report,
                         enum mynah_direction direction)
{
    mynah__text_add_format(text, ",\"%s\":[", key);
    const char *between = "";
    for (size_t i = 0; i < report->access_count; i++) {
        const struct mynah_access *access = &report->accesses[i];
        if (access->direction != direction) {
            continue;
        }
        mynah__text_add_format(text, "%s{\"channel\":", between);
        mynah__json_string(text, access->channel);
        mynah__text_add_format(text, ",\"certain\":%s", access->certain ? "true" : "false");
        add_string(text, "value", access->value);
        add_string(text, "api", access->api);
        add_number(text, "line", access->line);
        add_number(text, "column", access->column);
        mynah__text_add_char(text, '}');
        between = ",";
    }
    mynah__text_add_char(text, ']');
}

static void add_trace(struct text *text, const struct mynah_finding *finding)
{
    mynah__text_add(text, ",\"trace\":[");
    for (size_t i = 0; i < finding->trace_count; i++) {
        const struct mynah_trace *trace = &finding->trace[i];
        mynah__text_add_format(text, "%s{\"line\":%d", i ? "," : "", trace->line);
        add_number(text, "column", trace->column);
        add_string(text, "text", trace->text);
        mynah__text_add_char(text, '}');
    }
    mynah__text_add_char(text, ']');
}

static void add_finding(struct text *text, const struct mynah_finding *finding)
{
    mynah__text_add(text, "{\"rule\":");
    mynah__json_string(text, finding->rule);
    add_string(text, "category", mynah_category_name(finding->category));
    add_string(text, "severity", mynah_severity_name(finding->severity));
    add_string(text, "confidence", mynah_confidence_name(finding->confidence));
    add_number(text, "line", finding->line);
    add_number(text, "column", finding->column);
    add_number(text, "end_line", finding->end_line);
    add_number(text, "end_column", finding->end_column);
    add_string(text, "message", finding->message);
    add_string(text, "subject", finding->subject);
    add_trace(text, finding);
    if (finding->suppressed) {
        add_string(text, "suppressed", finding->suppressed);
    }
    mynah__text_add_char(text, '}');
}

static void add_findings(struct text *text, const struct mynah_report *report,
                         const struct format_options *options)
{
    mynah__text_add(text, ",\"findings\":[");
    const char *between = "";
    for (size_t i = 0; i < report->finding_count; i++) {
        if (!options->shown || options->shown(&report->findings[i], options->self)) {
            mynah__text_add(text, between);
            add_finding(text, &report->findings[i]);
            between = ",";
        }
    }
    mynah__text_add_char(text, ']');
}

static void add_reasons(struct text *text, const struct mynah_report *report)
{
    mynah__text_add(text, ",\"reasons\":[");
    for (size_t i = 0; i < report->reason_count; i++) {
        const struct mynah_reason *reason = &report->reasons[i];
        mynah__text_add_format(text, "%s{\"verdict\":\"%s\"", i ? "," : "",
                               mynah_verdict_name(reason->verdict));
        add_string(text, "rule", reason->rule);
        add_number(text, "line", reason->line);
        mynah__text_add_char(text, '}');
    }
    mynah__text_add_char(text, ']');
}

void mynah__format_json(struct text *text, const struct mynah_report *report,
                        const struct format_options *options)
{
    bool known = report->results != MYNAH_RESULTS_UNKNOWN;
    mynah__text_add_format(text, "{\"schema\":1,\"id\":%s",
                           options->id_json ? options->id_json : "null");
    add_string(text, "path", options->path);
    add_string(text, "sha256", report->sha256);
    add_string(text, "policy", report->policy);
    add_string(text, "version", mynah_version());
    add_string(text, "verdict", mynah_verdict_name(report->verdict));
    mynah__text_add_format(text, ",\"parses\":%s", report->parses ? "true" : "false");
    add_string(text, "requires_python", report->requires_python);
    add_string(text, "results", known ? mynah_results_name(report->results) : NULL);
    add_accesses(text, "writes", report, MYNAH_DIRECTION_WRITE);
    add_accesses(text, "reads", report, MYNAH_DIRECTION_READ);
    add_findings(text, report, options);
    add_reasons(text, report);
    mynah__text_add_char(text, '}');
}

void mynah__format_json_head(struct text *text, const char *target_version)
{
    mynah__text_add_format(text, "{\"schema\":1,\"tool\":{\"name\":\"mynah\",\"version\":\"%s\"}",
                           mynah_version());
    add_string(text, "target_version", target_version);
    mynah__text_add(text, ",\"files\":[");
}

void mynah__format_json_tail(struct text *text)
{
    mynah__text_add(text, "]}\n");
}

const char *mynah__error_name(enum mynah_error_code code)
{
    static const char *const names[] = { "none",  "memory",    "argument", "config", "io",
                                         "unset", "exhausted", "scripted", "limit" };
    return (size_t)code < sizeof names / sizeof *names ? names[code] : "unknown";
}

void mynah__format_json_error(struct text *text, const char *path, const char *id_json,
                              const struct mynah_error *error)
{
    mynah__text_add_format(text, "{\"schema\":1,\"id\":%s", id_json ? id_json : "null");
    if (path) {
        add_string(text, "path", path);
    }
    mynah__text_add(text, ",\"verdict\":\"deny\",\"error\":{\"code\":");
    mynah__json_string(text, mynah__error_name(error->code));
    add_string(text, "message", error->text);
    mynah__text_add(text, "}}");
}
