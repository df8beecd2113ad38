// SPDX-License-Identifier: Apache-2.0
//
// Workflow commands of GitHub Actions: each finding becomes an annotation, and one plain line says
// the verdict.  Code and names are hostile here: a line end would begin another command.

#include "format/format.h"

#include <string.h>

// Escape as the runner unescapes; a property also ends at a colon or a comma.
static void add_data(struct text *text, const char *string, bool property)
{
    for (; *string; string++) {
        bool escaped = strchr("%\r\n", *string) || (property && strchr(":,", *string));
        mynah__text_add_format(text, escaped ? "%%%02X" : "%c", (unsigned char)*string);
    }
}

static void add_safe_data(struct text *text, const char *string, bool property)
{
    struct text safe = { 0 };
    mynah__add_safe(&safe, string);
    add_data(text, safe.bytes ? safe.bytes : "", property);
    text->failed = text->failed || safe.failed;
    mynah__text_finish(&safe);
}

static void add_file(struct text *text, const char *path)
{
    if (path) {
        mynah__text_add(text, "file=");
        add_safe_data(text, strncmp(path, "./", 2) == 0 ? path + 2 : path, true);
        mynah__text_add_char(text, ',');
    }
}

static void add_finding(struct text *text, const char *path, const struct mynah_finding *finding)
{
    static const char *const levels[] = { "notice", "notice", "warning", "error" };
    mynah__text_add_format(text, "::%s ",
                           finding->suppressed ? "notice" : levels[finding->severity]);
    add_file(text, path);
    mynah__text_add_format(text, "line=%d,endLine=%d,", finding->line, finding->end_line);
    if (finding->line == finding->end_line) {
        mynah__text_add_format(text, "col=%d,endColumn=%d,", finding->column, finding->end_column);
    }
    mynah__text_add(text, "title=");
    add_safe_data(text, finding->rule, true);
    mynah__text_add(text, "::");
    add_safe_data(text, finding->message, false);
    if (finding->suppressed) {
        mynah__text_add(text, "%0Aa comment allows it: ");
        add_safe_data(text, finding->suppressed, false);
    }
    for (size_t i = 0; i < finding->trace_count; i++) {
        mynah__text_add_format(text, "%%0Aline %d: ", finding->trace[i].line);
        add_safe_data(text, finding->trace[i].text, false);
    }
    mynah__text_add_char(text, '\n');
}

// A plain line.  The runner looks for commands of the old kind, `##[...]`, within lines too.
static void add_verdict(struct text *text, const struct format_unit *unit)
{
    struct text line = { 0 };
    mynah__add_safe(&line, unit->path ? unit->path : "<code>");
    mynah__text_add(&line, ": ");
    mynah__add_reasons(&line, unit->report);
    mynah__text_add(text, "mynah: ");
    for (const char *at = line.bytes ? line.bytes : ""; *at; at++) {
        mynah__text_add(text, at[0] == '#' && at[1] == '#' ? "\\x23" : (char[]){ *at, '\0' });
    }
    mynah__text_add_char(text, '\n');
    text->failed = text->failed || line.failed;
    mynah__text_finish(&line);
}

static void write_unit(struct format_parts *parts, const struct format_unit *unit,
                       const struct format_options *options)
{
    struct text *text = &parts->texts[PART_BODY];
    if (!unit->report) {
        mynah__text_add(text, "::error ");
        add_file(text, unit->path);
        mynah__text_add(text, "title=not judged::");
        add_safe_data(text, unit->error->text, false);
        mynah__text_add_char(text, '\n');
        return;
    }
    for (size_t i = 0; i < unit->report->finding_count; i++) {
        if (mynah__unit_shows(unit, options, i, true)) {
            add_finding(text, unit->path, &unit->report->findings[i]);
        }
    }
    add_verdict(text, unit);
}

const struct format mynah__format_github = { .name = "github", .between = "", .unit = write_unit };
