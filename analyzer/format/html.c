// SPDX-License-Identifier: Apache-2.0
//
// One self-contained page, without script: the verdicts, what is known of each file, its code.  The
// markup is well-formed XML as well, so that any parser can hold us to it.

#include "format/html.h"

#include "core/hash.h"

#include <string.h>

struct html_anchor mynah__html_anchor(const char *path)
{
    struct html_anchor anchor = { .name = "f" };
    char digits[65];
    const char *named = path ? path : "";
    mynah__sha256(named, strlen(named), digits);
    memcpy(anchor.name + 1, digits, sizeof anchor.name - 2);
    return anchor;
}

static void add_path(struct text *text, const char *path)
{
    mynah__add_xml_safe(text, path ? path : "<code>");
}

// A count of 0 is not shown.
static void add_badge(struct text *text, size_t count, const char *verdict)
{
    mynah__text_add_format(text, "<span class=\"v %s\">", verdict);
    if (count) {
        mynah__text_add_format(text, "%zu ", count);
    }
    mynah__text_add_format(text, "%s</span>",
                           strcmp(verdict, "error") == 0 ? "not judged" : verdict);
}

// Add the rules that decided, in brackets of `before` and `after`; nothing where there is none.
static void add_reasons(struct text *text, const struct mynah_report *report, const char *before,
                        const char *after)
{
    struct text reasons = { 0 };
    mynah__add_reasons(&reasons, report);
    const char *rules = reasons.bytes ? strstr(reasons.bytes, ": ") : NULL;
    if (rules) {
        mynah__text_add(text, before);
        mynah__add_xml_safe(text, rules + 2);
        mynah__text_add(text, after);
    }
    text->failed = text->failed || reasons.failed;
    mynah__text_finish(&reasons);
}

// ## What is known of a file

static void add_fact(struct text *text, const char *name, const char *value)
{
    mynah__text_add_format(text, "<dt>%s</dt><dd>", name);
    mynah__add_xml_safe(text, value);
    mynah__text_add(text, "</dd>\n");
}

static void add_facts(struct text *text, const struct format_unit *unit)
{
    const struct mynah_report *report = unit->report;
    mynah__text_add(text, "<dl>\n");
    if (report->parses) {
        add_fact(text, "Needs Python", report->requires_python);
        add_fact(text, "<code>results</code>", mynah_results_name(report->results));
    } else {
        add_fact(text, "Python", "would not compile it");
    }
    if (unit->known) {
        add_fact(text, "Beyond the baseline", mynah_verdict_name(unit->new_verdict));
    }
    add_fact(text, "SHA-256", report->sha256);
    if (report->policy) {
        add_fact(text, "Policy", report->policy);
    }
    mynah__text_add(text, "</dl>\n");
}

static void add_cell(struct text *text, const char *value)
{
    mynah__text_add(text, "<td>");
    if (value) {
        mynah__text_add(text, "<code>");
        mynah__add_xml_safe(text, value);
        mynah__text_add(text, "</code>");
    } else {
        mynah__text_add(text, "<i>unknown</i>");
    }
    mynah__text_add(text, "</td>");
}

static void add_access(struct text *text, const struct html_anchor *anchor,
                       const struct mynah_access *access)
{
    bool writes = access->direction == MYNAH_DIRECTION_WRITE;
    mynah__text_add_format(text, "<tr><td>%s%s</td>", access->certain ? "" : "may ",
                           writes ? (access->certain ? "writes" : "write")
                                  : (access->certain ? "reads" : "read"));
    add_cell(text, access->channel);
    if (writes) {
        add_cell(text, access->value);
    } else {
        mynah__text_add(text, "<td></td>");
    }
    add_cell(text, access->api);
    mynah__text_add_format(text, "<td><a href=\"#%s-%d\">%d</a></td></tr>\n", anchor->name,
                           access->line, access->line);
}

static void add_accesses(struct text *text, const struct format_unit *unit)
{
    struct html_anchor anchor = mynah__html_anchor(unit->path);
    if (unit->report->access_count == 0) {
        return;
    }
    mynah__text_add(text, "<div class=\"wide\"><table>\n<tr><th>Access</th><th>Channel</th>"
                          "<th>Value</th><th>Through</th><th>Line</th></tr>\n");
    for (size_t i = 0; i < unit->report->access_count; i++) {
        add_access(text, &anchor, &unit->report->accesses[i]);
    }
    mynah__text_add(text, "</table></div>\n");
}

// ## The units

static void add_heading(struct text *text, const char *path, const char *verdict)
{
    struct html_anchor anchor = mynah__html_anchor(path);
    mynah__text_add_format(text, "<section id=\"%s\">\n<h2>", anchor.name);
    add_badge(text, 0, verdict);
    mynah__text_add(text, " <bdi>");
    add_path(text, path);
    mynah__text_add(text, "</bdi></h2>\n");
}

static void add_summary(struct text *text, const struct format_unit *unit)
{
    const char *verdict = unit->report ? mynah_verdict_name(mynah__unit_verdict(unit)) : "error";
    struct html_anchor anchor = mynah__html_anchor(unit->path);
    mynah__text_add(text, "<li>");
    add_badge(text, 0, verdict);
    mynah__text_add_format(text, " <a href=\"#%s\"><bdi>", anchor.name);
    add_path(text, unit->path);
    mynah__text_add(text, "</bdi></a>");
    if (unit->report) {
        add_reasons(text, unit->report, " <span class=\"dim\">", "</span>");
    }
    mynah__text_add(text, "</li>\n");
}

static void write_unit(struct format_parts *parts, const struct format_unit *unit,
                       const struct format_options *options)
{
    struct text *text = &parts->texts[PART_BODY];
    add_summary(&parts->texts[PART_INDEX], unit);
    if (!unit->report) {
        add_heading(text, unit->path, "error");
        mynah__text_add(text, "<p>It could not be judged: ");
        mynah__add_xml_safe(text, unit->error->text);
        mynah__text_add(text, "</p>\n</section>\n");
        return;
    }
    add_heading(text, unit->path, mynah_verdict_name(unit->report->verdict));
    add_reasons(text, unit->report, "<p>", "</p>\n");
    add_facts(text, unit);
    add_accesses(text, unit);
    mynah__html_code(text, unit, options);
    mynah__text_add(text, "</section>\n");
}

// ## The page

static void add_sums(struct text *text, const struct format_document *document)
{
    static const enum mynah_verdict order[] = { MYNAH_VERDICT_DENY, MYNAH_VERDICT_RETRY,
                                                MYNAH_VERDICT_ASK, MYNAH_VERDICT_ALLOW };
    mynah__text_add_format(text, "<p>%zu %s:", document->units,
                           document->units == 1 ? "file" : "files");
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (document->verdicts[order[i]]) {
            mynah__text_add_char(text, ' ');
            add_badge(text, document->verdicts[order[i]], mynah_verdict_name(order[i]));
        }
    }
    if (document->unjudged) {
        mynah__text_add_char(text, ' ');
        add_badge(text, document->unjudged, "error");
    }
    mynah__text_add(text, "</p>\n");
}

static void write_head(struct text *text, const struct format_document *document)
{
    mynah__text_add(
        text, "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n"
              "<meta charset=\"utf-8\"/>\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
              "<meta http-equiv=\"Content-Security-Policy\" "
              "content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
              "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
              "<title>Mynah's report</title>\n<style>\n");
    for (const char *const *piece = mynah__html_style; *piece; piece++) {
        mynah__text_add(text, *piece);
    }
    mynah__text_add_format(text,
                           "</style>\n</head>\n<body>\n<header>\n<h1>Mynah's report</h1>\n"
                           "<p class=\"dim\">mynah %s, Python %s</p>\n",
                           mynah_version(), document->options->target_version);
    add_sums(text, document);
    if (document->units > 1) {
        const struct text *index = &document->parts.texts[PART_INDEX];
        mynah__text_add_format(text, "<nav>\n<ul>\n%s</ul>\n</nav>\n",
                               index->bytes ? index->bytes : "");
    }
    mynah__text_add(text, "</header>\n<main>\n");
}

static void write_tail(struct text *text, const struct format_document *document)
{
    (void)document;
    mynah__text_add(text, "</main>\n</body>\n</html>\n");
}

const struct format mynah__format_html = {
    .name = "html",
    .between = "",
    .whole = true,
    .head = write_head,
    .unit = write_unit,
    .tail = write_tail,
};
