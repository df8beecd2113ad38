// SPDX-License-Identifier: Apache-2.0
//
// The report for people, in the manner of compilers: place, severity and message, the line of code
// with a caret, how the analyzer came to it, and the verdict with its reasons at the end.

#include "format/format.h"

#include <string.h>

struct pen {
    struct text *text;
    const char *path;
    bool color;
};

static const char *const severity_colors[] = { "36", "36", "33", "31" };
static const char *const verdict_colors[] = { "32", "33", "31", "31" };

static void paint(const struct pen *pen, const char *color, const char *string)
{
    if (pen->color) {
        mynah__text_add_format(pen->text, "\033[1;%sm%s\033[0m", color, string);
    } else {
        mynah__text_add(pen->text, string);
    }
}

static void add_place(const struct pen *pen, int line, int column)
{
    mynah__add_safe(pen->text, pen->path);
    mynah__text_add_format(pen->text, ":%d:%d: ", line, column);
}

static void add_code(const struct pen *pen, const struct source *source,
                     const struct mynah_finding *finding)
{
    int end = finding->end_line > finding->line ? 0 : finding->end_column;
    struct shown_line shown = mynah__show_line(source, finding->line, finding->column, end, false);
    mynah__text_add_format(pen->text, "%5d | %s\n      | ", finding->line,
                           shown.text.bytes ? shown.text.bytes : "");
    mynah__text_add_repeat(pen->text, ' ', shown.indent);
    struct text mark = { 0 };
    mynah__text_add_char(&mark, '^');
    mynah__text_add_repeat(&mark, '~', shown.width - 1);
    paint(pen, severity_colors[finding->severity], mark.failed ? "^" : mark.bytes);
    mynah__text_add_char(pen->text, '\n');
    pen->text->failed = pen->text->failed || mark.failed || shown.text.failed;
    mynah__text_finish(&mark);
    mynah__text_finish(&shown.text);
}

static void add_finding(const struct pen *pen, const struct mynah_report *report,
                        const struct mynah_finding *finding)
{
    add_place(pen, finding->line, finding->column);
    paint(pen, severity_colors[finding->severity], mynah_severity_name(finding->severity));
    mynah__text_add(pen->text, ": ");
    mynah__add_safe(pen->text, finding->message);
    mynah__text_add_format(pen->text, " [%s]\n", finding->rule);
    add_code(pen, &report->source, finding);
    if (finding->suppressed) {
        add_place(pen, finding->line, finding->column);
        mynah__text_add(pen->text, "note: a comment allows it: ");
        mynah__add_safe(pen->text, finding->suppressed);
        mynah__text_add_char(pen->text, '\n');
    }
    for (size_t i = 0; i < finding->trace_count; i++) {
        add_place(pen, finding->trace[i].line, finding->trace[i].column);
        mynah__text_add(pen->text, "note: ");
        mynah__add_safe(pen->text, finding->trace[i].text);
        mynah__text_add_char(pen->text, '\n');
    }
}

// Whether it says of something else what the finding before it says, at the same place: an access
// to one of several channels.
static bool says_the_same(const struct mynah_finding *finding, const struct mynah_finding *before)
{
    return before && before->subject && finding->subject && !finding->suppressed &&
           !before->suppressed && finding->line == before->line &&
           finding->column == before->column && finding->end_line == before->end_line &&
           finding->end_column == before->end_column && finding->severity == before->severity &&
           strcmp(finding->rule, before->rule) == 0;
}

// Name the others in one line; returns the index of the last.
static size_t add_others(const struct pen *pen, const struct format_unit *unit,
                         const struct format_options *options, size_t index)
{
    const struct mynah_report *report = unit->report;
    const struct mynah_finding *finding = &report->findings[index];
    size_t last = index;
    for (size_t i = index + 1;
         i < report->finding_count && says_the_same(&report->findings[i], finding); i++) {
        if (!mynah__unit_shows(unit, options, i, true)) {
            break;
        }
        if (last == index) {
            add_place(pen, finding->line, finding->column);
            mynah__text_add(pen->text, "note: the same for ");
        } else {
            mynah__text_add(pen->text, ", ");
        }
        mynah__add_safe(pen->text, report->findings[i].subject);
        last = i;
    }
    if (last > index) {
        mynah__text_add_char(pen->text, '\n');
    }
    return last;
}

static void add_verdict(const struct pen *pen, const struct format_unit *unit, size_t known)
{
    const struct mynah_report *report = unit->report;
    struct text reasons = { 0 };
    mynah__add_safe(pen->text, pen->path);
    mynah__text_add(pen->text, ": ");
    const char *verdict = mynah_verdict_name(report->verdict);
    paint(pen, verdict_colors[report->verdict], verdict);
    mynah__add_reasons(&reasons, report);
    mynah__text_add(pen->text, reasons.failed ? "" : reasons.bytes + strlen(verdict));
    pen->text->failed = pen->text->failed || reasons.failed;
    mynah__text_finish(&reasons);
    if (known) {
        mynah__text_add_format(pen->text, " (%zu in the baseline; beyond it: %s)", known,
                               mynah_verdict_name(unit->new_verdict));
    }
    mynah__text_add_char(pen->text, '\n');
}

static void add_unit(struct text *text, const struct format_unit *unit,
                     const struct format_options *options, bool color)
{
    const struct pen pen = { text, unit->path ? unit->path : "<code>", color };
    const struct mynah_report *report = unit->report;
    size_t known = 0;
    if (!report) {
        return; // the complaint about it is all that there is
    }
    for (size_t i = 0; i < report->finding_count; i++) {
        known += unit->known && unit->known[i];
    }
    for (size_t i = 0; i < report->finding_count; i++) {
        if (mynah__unit_shows(unit, options, i, true)) {
            add_finding(&pen, report, &report->findings[i]);
            i = add_others(&pen, unit, options, i);
        }
    }
    add_verdict(&pen, unit, known);
}

void mynah__add_plain(struct text *text, const struct format_unit *unit,
                      const struct format_options *options)
{
    add_unit(text, unit, options, false);
}

static void write_unit(struct format_parts *parts, const struct format_unit *unit,
                       const struct format_options *options)
{
    add_unit(&parts->texts[PART_BODY], unit, options, options->color);
}

const struct format mynah__format_text = { .name = "text", .between = "", .unit = write_unit };
