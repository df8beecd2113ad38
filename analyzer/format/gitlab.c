// SPDX-License-Identifier: Apache-2.0
//
// GitLab's Code Quality report: an array of issues.  Its fingerprints have to differ within a
// project, so the path and the number among findings alike go into them.

#include "format/format.h"

#include "core/hash.h"
#include "core/json.h"

#include <string.h>

// GitLab shows a file only when its path is as git has it.
static const char *plain_path(const char *path)
{
    while (path && path[0] == '.' && path[1] == '/') {
        path += 1 + strspn(path + 1, "/");
    }
    return path ? path : "<code>";
}

static void add_issue(struct text *text, const char *path, const char *rule, const char *message)
{
    struct text safe = { 0 };
    mynah__add_safe(&safe, message);
    mynah__text_add(text, "{\"type\":\"issue\",\"check_name\":");
    mynah__json_string(text, rule);
    mynah__add_member(text, "description", safe.bytes ? safe.bytes : "");
    text->failed = text->failed || safe.failed;
    mynah__text_finish(&safe);
    mynah__text_add(text, ",\"location\":{\"path\":");
    mynah__json_string(text, plain_path(path));
}

static void add_fingerprint(struct text *text, const char *path, const char *key, unsigned ordinal)
{
    char digits[65];
    struct text all = { 0 };
    mynah__text_add_format(&all, "%s\n%u\n", key, ordinal);
    mynah__text_add(&all, plain_path(path));
    mynah__sha256(all.bytes ? all.bytes : "", all.size, digits);
    mynah__add_member(text, "fingerprint", digits);
    text->failed = text->failed || all.failed;
    mynah__text_finish(&all);
}

static void add_finding(struct text *text, const char *path, const struct mynah_finding *finding,
                        const struct fingerprint *fingerprint)
{
    static const char *const severities[] = { "info", "minor", "major", "critical" };
    add_issue(text, path, finding->rule, finding->message);
    mynah__text_add_format(text, ",\"lines\":{\"begin\":%d,\"end\":%d}}", finding->line,
                           finding->end_line);
    mynah__add_member(text, "severity", severities[finding->suppressed ? 0 : finding->severity]);
    add_fingerprint(text, path, fingerprint->digits, fingerprint->ordinal);
    mynah__text_add_char(text, '}');
}

static void write_error(struct text *text, const struct format_unit *unit)
{
    add_issue(text, unit->path, "not-judged", unit->error->text);
    mynah__text_add(text, ",\"lines\":{\"begin\":1}},\"severity\":\"blocker\"");
    add_fingerprint(text, unit->path, "not-judged", 1);
    mynah__text_add_char(text, '}');
}

static void write_unit(struct format_parts *parts, const struct format_unit *unit,
                       const struct format_options *options)
{
    struct text *text = &parts->texts[PART_BODY];
    struct arena arena = { 0 };
    if (!unit->report) {
        write_error(text, unit);
        return;
    }
    const struct fingerprint *fingerprints = mynah__fingerprints(unit->report, &arena);
    text->failed = text->failed || !fingerprints;
    for (size_t i = 0; fingerprints && i < unit->report->finding_count; i++) {
        if (mynah__unit_shows(unit, options, i, true)) {
            mynah__text_add(text, text->size ? ",\n" : "");
            add_finding(text, unit->path, &unit->report->findings[i], &fingerprints[i]);
        }
    }
    mynah__arena_finish(&arena);
}

static void write_head(struct text *text, const struct format_document *document)
{
    (void)document;
    mynah__text_add(text, "[\n");
}

static void write_tail(struct text *text, const struct format_document *document)
{
    mynah__text_add(text, document->counts[PART_BODY] ? "\n]\n" : "]\n");
}

const struct format mynah__format_gitlab = {
    .name = "gitlab",
    .between = ",\n",
    .head = write_head,
    .unit = write_unit,
    .tail = write_tail,
};
