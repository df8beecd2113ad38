// SPDX-License-Identifier: Apache-2.0
//
// The report for people, in the manner of compilers: place, severity and message, the line of code
// with a caret, how the analyzer came to it, and the verdict with its reasons at the end.

#include "format/format.h"

#include "core/utf8.h"

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

// Add text that came from the code or its name: nothing in it may reach the terminal as a control.
static void add_safe(struct text *text, const char *string)
{
    for (size_t left = strlen(string); left;) {
        uint32_t point = 0xFFFD;
        size_t size = mynah__utf8_read(string, left, &point);
        if (size == 0 || point < ' ' || (point >= 0x7F && point < 0xA0)) {
            mynah__text_add_format(text, "\\x%02x", (unsigned char)*string);
            size = size ? size : 1;
        } else {
            mynah__text_add_bytes(text, string, size);
        }
        string += size;
        left -= size;
    }
}

static void add_place(const struct pen *pen, int line, int column)
{
    add_safe(pen->text, pen->path);
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
    add_safe(pen->text, finding->message);
    mynah__text_add_format(pen->text, " [%s]\n", finding->rule);
    add_code(pen, &report->source, finding);
    for (size_t i = 0; i < finding->trace_count; i++) {
        add_place(pen, finding->trace[i].line, finding->trace[i].column);
        mynah__text_add(pen->text, "note: ");
        add_safe(pen->text, finding->trace[i].text);
        mynah__text_add_char(pen->text, '\n');
    }
}

// The reasons that decided, each rule with its lines, the first few of them.
static void add_verdict(const struct pen *pen, const struct mynah_report *report)
{
    enum { REASONS_MOST = 8 };
    add_safe(pen->text, pen->path);
    mynah__text_add(pen->text, ": ");
    paint(pen, verdict_colors[report->verdict], mynah_verdict_name(report->verdict));
    size_t shown = 0;
    size_t left = 0;
    for (size_t i = 0; i < report->reason_count; i++) {
        const struct mynah_reason *reason = &report->reasons[i];
        if (reason->verdict != report->verdict) {
            continue;
        }
        if (shown == REASONS_MOST) {
            left++;
            continue;
        }
        mynah__text_add_format(pen->text, "%s%s at line %d", shown++ ? ", " : ": ", reason->rule,
                               reason->line);
    }
    if (left) {
        mynah__text_add_format(pen->text, ", and %zu more", left);
    }
    mynah__text_add_char(pen->text, '\n');
}

void mynah__format_text(struct text *text, const struct mynah_report *report,
                        const struct format_options *options)
{
    const struct pen pen = { text, options->path ? options->path : "<code>", options->color };
    for (size_t i = 0; i < report->finding_count; i++) {
        const struct mynah_finding *finding = &report->findings[i];
        if (!options->shown || options->shown(finding, options->self)) {
            add_finding(&pen, report, finding);
        }
    }
    add_verdict(&pen, report);
}
