// SPDX-License-Identifier: Apache-2.0
//
// SARIF 2.1.0 (OASIS).  Results come first, because they can be printed as they are found; the
// files and what could not be judged follow at the end of the run.

#include "format/sarif.h"

#include "core/json.h"

#include <string.h>

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

static void add_artifact(struct text *text, const char *path)
{
    mynah__text_add(text, "{\"uri\":\"");
    mynah__add_uri(text, path ? path : "<code>");
    mynah__text_add(text, !path || path[0] != '/' ? "\",\"uriBaseId\":\"ROOT\"}" : "\"}");
}

// Within brackets that a parenthesis follows, a message would be a link (section 3.11.6).
static void add_message(struct text *text, const char *key, const char *message)
{
    struct text safe = { 0 };
    struct text escaped = { 0 };
    bool links = strstr(message, "](") != NULL;
    mynah__add_safe(&safe, message);
    for (const char *at = safe.bytes ? safe.bytes : ""; *at; at++) {
        if (links && (*at == '[' || *at == ']' || *at == '\\')) {
            mynah__text_add_char(&escaped, '\\');
        }
        mynah__text_add_char(&escaped, *at);
    }
    mynah__sarif_message(text, key, escaped.bytes ? escaped.bytes : "");
    text->failed = text->failed || safe.failed || escaped.failed;
    mynah__text_finish(&safe);
    mynah__text_finish(&escaped);
}

// A step of the way to a finding; `id` is 0 where it has none.
static void add_step(struct text *text, const char *path, const struct mynah_trace *step, size_t id)
{
    mynah__text_add_char(text, '{');
    if (id) {
        mynah__text_add_format(text, "\"id\":%zu,", id);
    }
    mynah__text_add(text, "\"physicalLocation\":{\"artifactLocation\":");
    add_artifact(text, path);
    mynah__text_add_format(text, ",\"region\":{\"startLine\":%d,\"startColumn\":%d}}", step->line,
                           step->column);
    add_message(text, "message", step->text);
    mynah__text_add_char(text, '}');
}

// The way from the first step to the finding, for viewers that walk it and for those that list it.
static void add_trace(struct text *text, const char *path, const struct mynah_finding *finding)
{
    if (finding->trace_count == 0) {
        return;
    }
    mynah__text_add(text, ",\"codeFlows\":[{\"threadFlows\":[{\"locations\":[");
    for (size_t i = 0; i < finding->trace_count; i++) {
        mynah__text_add(text, "{\"location\":");
        add_step(text, path, &finding->trace[i], 0);
        mynah__text_add(text, "},");
    }
    const struct mynah_trace end = { finding->line, finding->column, finding->message };
    mynah__text_add(text, "{\"location\":");
    add_step(text, path, &end, 0);
    mynah__text_add(text, "}]}]}],\"relatedLocations\":[");
    for (size_t i = 0; i < finding->trace_count; i++) {
        mynah__text_add(text, i ? "," : "");
        add_step(text, path, &finding->trace[i], i + 1);
    }
    mynah__text_add_char(text, ']');
}

static void add_place(struct text *text, const char *path, const struct mynah_finding *finding)
{
    mynah__text_add(text, ",\"locations\":[{\"physicalLocation\":{\"artifactLocation\":");
    add_artifact(text, path);
    mynah__text_add_format(text, ",\"region\":{\"startLine\":%d,\"startColumn\":%d", finding->line,
                           finding->column);
    mynah__text_add_format(text, ",\"endLine\":%d,\"endColumn\":%d}}}]", finding->end_line,
                           finding->end_column);
}

static void add_suppression(struct text *text, const char *kind, const char *justification)
{
    mynah__text_add_format(text, "{\"kind\":\"%s\",\"status\":\"accepted\"", kind);
    mynah__add_member(text, "justification", justification);
    mynah__text_add_char(text, '}');
}

// What a comment or the baseline allows is there, but somebody has accepted it.
static void add_state(struct text *text, const struct mynah_finding *finding, const bool *known)
{
    bool accepted = known && *known;
    if (known) {
        mynah__add_member(text, "baselineState", accepted ? "unchanged" : "new");
    }
    mynah__text_add(text, ",\"suppressions\":[");
    if (finding->suppressed) {
        add_suppression(text, "inSource", finding->suppressed);
    }
    if (accepted) {
        mynah__text_add(text, finding->suppressed ? "," : "");
        add_suppression(text, "external", "it is in the baseline");
    }
    mynah__text_add_char(text, ']');
}

static void add_result(struct text *text, const struct format_unit *unit, size_t index,
                       const struct fingerprint *fingerprint)
{
    const struct mynah_finding *finding = &unit->report->findings[index];
    int rule = mynah__sarif_rule_index(finding->rule);
    mynah__text_add(text, "{\"ruleId\":");
    mynah__json_string(text, finding->rule);
    if (rule >= 0) {
        mynah__add_member_number(text, "ruleIndex", rule);
    }
    mynah__add_member(text, "level", mynah__sarif_levels[finding->severity]);
    add_message(text, "message", finding->message);
    add_place(text, unit->path, finding);
    add_trace(text, unit->path, finding);
    mynah__text_add_format(text, ",\"partialFingerprints\":{\"mynah/v1\":\"%s:%u\"}",
                           fingerprint->digits, fingerprint->ordinal);
    add_state(text, finding, unit->known ? &unit->known[index] : NULL);
    mynah__text_add_format(text, ",\"properties\":{\"category\":\"%s\"",
                           mynah_category_name(finding->category));
    mynah__add_member(text, "severity", mynah_severity_name(finding->severity));
    mynah__add_member(text, "confidence", mynah_confidence_name(finding->confidence));
    mynah__add_member(text, "subject", finding->subject);
    mynah__text_add(text, "}}");
}

// The file, with all that is not said of a place in it.
static void add_file(struct text *text, const struct format_unit *unit)
{
    const struct mynah_report *report = unit->report;
    bool known = report->results != MYNAH_RESULTS_UNKNOWN;
    mynah__text_add(text, "{\"location\":");
    add_artifact(text, unit->path);
    mynah__text_add_format(text, ",\"hashes\":{\"sha-256\":\"%s\"}", report->sha256);
    mynah__text_add_format(text,
                           ",\"sourceLanguage\":\"python\",\"properties\":{\"verdict\":\"%s\"",
                           mynah_verdict_name(report->verdict));
    mynah__add_member(text, "policy", report->policy);
    mynah__add_member(text, "requires_python", report->requires_python);
    mynah__add_member(text, "results", known ? mynah_results_name(report->results) : NULL);
    mynah__text_add(text, ",\"writes\":");
    mynah__add_accesses(text, report, MYNAH_DIRECTION_WRITE);
    mynah__text_add(text, ",\"reads\":");
    mynah__add_accesses(text, report, MYNAH_DIRECTION_READ);
    mynah__text_add(text, "}}");
}

static void add_error(struct text *text, const struct format_unit *unit)
{
    mynah__text_add(text, "{\"level\":\"error\"");
    add_message(text, "message", unit->error->text);
    mynah__text_add(text, ",\"locations\":[{\"physicalLocation\":{\"artifactLocation\":");
    add_artifact(text, unit->path);
    mynah__text_add(text, "}}]}");
}

static void write_unit(struct format_parts *parts, const struct format_unit *unit,
                       const struct format_options *options)
{
    struct text *text = &parts->texts[PART_BODY];
    struct arena arena = { 0 };
    if (!unit->report) {
        add_error(&parts->texts[PART_ERROR], unit);
        return;
    }
    const struct fingerprint *fingerprints = mynah__fingerprints(unit->report, &arena);
    text->failed = text->failed || !fingerprints;
    for (size_t i = 0; fingerprints && i < unit->report->finding_count; i++) {
        if (mynah__unit_shows(unit, options, i, false)) {
            mynah__text_add(text, text->size ? ",\n" : "");
            add_result(text, unit, i, &fingerprints[i]);
        }
    }
    mynah__arena_finish(&arena);
    add_file(&parts->texts[PART_INDEX], unit);
}

static void write_head(struct text *text, const struct format_document *document)
{
    mynah__text_add_format(text, "{\"$schema\":\"%s\",\"version\":\"2.1.0\",\"runs\":[{\n", SCHEMA);
    mynah__text_add_format(text,
                           "\"tool\":{\"driver\":{\"name\":\"mynah\",\"version\":\"%s\","
                           "\"semanticVersion\":\"%s\",",
                           mynah_version(), mynah_version());
    mynah__sarif_rules(text);
    mynah__text_add(text,
                    "}},\n\"columnKind\":\"unicodeCodePoints\",\"originalUriBaseIds\":"
                    "{\"ROOT\":{\"description\":{\"text\":\"the folder that mynah ran in\"}}}");
    mynah__text_add(text, ",\"properties\":{\"target_version\":");
    mynah__json_string(text, document->options->target_version);
    mynah__text_add(text, "},\n\"results\":[\n");
}

static void write_tail(struct text *text, const struct format_document *document)
{
    const struct text *files = &document->parts.texts[PART_INDEX];
    const struct text *errors = &document->parts.texts[PART_ERROR];
    mynah__text_add_format(text, "%s],\n\"artifacts\":[\n%s%s],\n",
                           document->counts[PART_BODY] ? "\n" : "",
                           files->bytes ? files->bytes : "", files->size ? "\n" : "");
    mynah__text_add_format(text, "\"invocations\":[{\"executionSuccessful\":%s",
                           document->unjudged ? "false" : "true");
    mynah__text_add_format(text, ",\"toolExecutionNotifications\":[%s]}]\n}]}\n",
                           errors->bytes ? errors->bytes : "");
}

const struct format mynah__format_sarif = {
    .name = "sarif",
    .between = ",\n",
    .head = write_head,
    .unit = write_unit,
    .tail = write_tail,
};
