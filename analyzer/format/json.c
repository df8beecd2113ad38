// SPDX-License-Identifier: Apache-2.0
//
// The report as JSON, schema 1.  Written straight into text: the keys' order is part of the
// contract, there are no floats, and whatever bytes the code has, the output is valid UTF-8.

#include "format/format.h"

#include "core/json.h"

#include <string.h>

static void add_trace(struct text *text, const struct mynah_finding *finding)
{
    mynah__text_add(text, ",\"trace\":[");
    for (size_t i = 0; i < finding->trace_count; i++) {
        const struct mynah_trace *trace = &finding->trace[i];
        mynah__text_add_format(text, "%s{\"line\":%d", i ? "," : "", trace->line);
        mynah__add_member_number(text, "column", trace->column);
        mynah__add_member(text, "text", trace->text);
        mynah__text_add_char(text, '}');
    }
    mynah__text_add_char(text, ']');
}

static void add_finding(struct text *text, const struct mynah_finding *finding, const bool *known)
{
    mynah__text_add(text, "{\"rule\":");
    mynah__json_string(text, finding->rule);
    mynah__add_member(text, "category", mynah_category_name(finding->category));
    mynah__add_member(text, "severity", mynah_severity_name(finding->severity));
    mynah__add_member(text, "confidence", mynah_confidence_name(finding->confidence));
    mynah__add_member_number(text, "line", finding->line);
    mynah__add_member_number(text, "column", finding->column);
    mynah__add_member_number(text, "end_line", finding->end_line);
    mynah__add_member_number(text, "end_column", finding->end_column);
    mynah__add_member(text, "message", finding->message);
    mynah__add_member(text, "subject", finding->subject);
    add_trace(text, finding);
    if (finding->suppressed) {
        mynah__add_member(text, "suppressed", finding->suppressed);
    }
    if (known) {
        mynah__text_add_format(text, ",\"known\":%s", *known ? "true" : "false");
    }
    mynah__text_add_char(text, '}');
}

static void add_findings(struct text *text, const struct format_unit *unit,
                         const struct format_options *options)
{
    mynah__text_add(text, ",\"findings\":[");
    const char *between = "";
    for (size_t i = 0; i < unit->report->finding_count; i++) {
        if (mynah__unit_shows(unit, options, i, false)) {
            mynah__text_add(text, between);
            add_finding(text, &unit->report->findings[i], unit->known ? &unit->known[i] : NULL);
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
        mynah__add_member(text, "rule", reason->rule);
        mynah__add_member_number(text, "line", reason->line);
        mynah__text_add_char(text, '}');
    }
    mynah__text_add_char(text, ']');
}

static void add_report(struct text *text, const struct format_unit *unit,
                       const struct format_options *options)
{
    const struct mynah_report *report = unit->report;
    bool known = report->results != MYNAH_RESULTS_UNKNOWN;
    mynah__text_add_format(text, "{\"schema\":1,\"id\":%s", unit->id_json ? unit->id_json : "null");
    mynah__add_member(text, "path", unit->path);
    mynah__add_member(text, "sha256", report->sha256);
    mynah__add_member(text, "policy", report->policy);
    mynah__add_member(text, "version", mynah_version());
    mynah__add_member(text, "verdict", mynah_verdict_name(report->verdict));
    if (unit->known) {
        mynah__add_member(text, "new_verdict", mynah_verdict_name(unit->new_verdict));
    }
    mynah__text_add_format(text, ",\"parses\":%s", report->parses ? "true" : "false");
    mynah__add_member(text, "requires_python", report->requires_python);
    mynah__add_member(text, "results", known ? mynah_results_name(report->results) : NULL);
    mynah__text_add(text, ",\"writes\":");
    mynah__add_accesses(text, report, MYNAH_DIRECTION_WRITE);
    mynah__text_add(text, ",\"reads\":");
    mynah__add_accesses(text, report, MYNAH_DIRECTION_READ);
    add_findings(text, unit, options);
    add_reasons(text, report);
    mynah__text_add_char(text, '}');
}

const char *mynah__error_name(enum mynah_error_code code)
{
    static const char *const names[] = { "none",  "memory",    "argument", "config", "io",
                                         "unset", "exhausted", "scripted", "limit" };
    return (size_t)code < sizeof names / sizeof *names ? names[code] : "unknown";
}

static void add_error(struct text *text, const struct format_unit *unit)
{
    mynah__text_add_format(text, "{\"schema\":1,\"id\":%s", unit->id_json ? unit->id_json : "null");
    if (unit->path) {
        mynah__add_member(text, "path", unit->path);
    }
    mynah__text_add(text, ",\"verdict\":\"deny\",\"error\":{\"code\":");
    mynah__json_string(text, mynah__error_name(unit->error->code));
    mynah__add_member(text, "message", unit->error->text);
    mynah__text_add(text, "}}");
}

static void write_unit(struct format_parts *parts, const struct format_unit *unit,
                       const struct format_options *options)
{
    struct text *text = &parts->texts[PART_BODY];
    if (unit->report) {
        add_report(text, unit, options);
    } else {
        add_error(text, unit);
    }
}

static void write_line(struct format_parts *parts, const struct format_unit *unit,
                       const struct format_options *options)
{
    write_unit(parts, unit, options);
    mynah__text_add_char(&parts->texts[PART_BODY], '\n');
}

static void write_head(struct text *text, const struct format_document *document)
{
    mynah__text_add_format(text, "{\"schema\":1,\"tool\":{\"name\":\"mynah\",\"version\":\"%s\"}",
                           mynah_version());
    mynah__add_member(text, "target_version", document->options->target_version);
    mynah__text_add(text, ",\"files\":[\n");
}

static void write_tail(struct text *text, const struct format_document *document)
{
    mynah__text_add(text, document->units ? "\n]}\n" : "]}\n");
}

const struct format mynah__format_json = {
    .name = "json",
    .between = ",\n",
    .head = write_head,
    .unit = write_unit,
    .tail = write_tail,
};

const struct format mynah__format_ndjson = { .name = "ndjson", .between = "", .unit = write_line };
