// SPDX-License-Identifier: Apache-2.0
//
// Code as HTML: every line with its number, coloured by our own tokens, what was found marked in it
// and told beside it.  Long stretches in which nothing was found are folded.

#include "format/html.h"

#include "core/utf8.h"
#include "syntax/syntax.h"
#include "syntax/token.h"

#include <string.h>

// Lines around a finding that are shown, lines that are worth folding, bytes of a line that are
// shown, and bytes that one finding marks.
enum { AROUND = 6, FOLD_LEAST = 20, LINE_MOST = 4000, MARK_MOST = 1000 };

enum style { STYLE_PLAIN, STYLE_KEYWORD, STYLE_STRING, STYLE_NUMBER, STYLE_COMMENT, STYLE_NAME };

static const char *const style_names[] = { "", "k", "s", "n", "c", "d" };

struct listing {
    struct text *text;
    const struct format_unit *unit;
    const struct format_options *options;
    const struct source *source;
    const struct source *program; // what the tokens are of
    uint32_t line;                // of the program, that was painted last
    struct html_anchor anchor;
    unsigned char *styles; // of each byte: an enum style, and from bit 4 a severity + 1
    unsigned char *near;   // of each line: whether it is shown unfolded
    size_t next;           // the finding that has not been told yet
    bool any;              // finding is shown
    int last;              // line of the last of them
};

// ## Colours

static enum style style_of(const struct token *token, const struct token *before)
{
    if (token->kind >= TOKEN_FALSE && token->kind < TOKEN_KIND_COUNT) {
        return STYLE_KEYWORD;
    }
    switch (token->kind) {
    case TOKEN_STRING:
    case TOKEN_FSTRING_START:
    case TOKEN_FSTRING_MIDDLE:
    case TOKEN_FSTRING_END:
        return STYLE_STRING;
    case TOKEN_NUMBER:
        return STYLE_NUMBER;
    case TOKEN_NAME:
        return before && (before->kind == TOKEN_DEF || before->kind == TOKEN_CLASS) ? STYLE_NAME
                                                                                    : STYLE_PLAIN;
    default:
        return STYLE_PLAIN;
    }
}

// Style the bytes from `start` to `end` of the program, wherever they are in what is shown.
static void paint(struct listing *listing, uint32_t start, uint32_t end, enum style style)
{
    const struct source *program = listing->program;
    const uint32_t *shifts = listing->unit->report->shifts;
    if (!shifts) {
        memset(listing->styles + start, (int)style, end - start);
        return;
    }
    while (start < end) {
        while (program->lines[listing->line] <= start && listing->line + 1 < program->line_count &&
               program->lines[listing->line + 1] <= start) {
            listing->line++;
        }
        uint32_t first = program->lines[listing->line];
        uint32_t line_end = mynah__source_line_end(program, (int)listing->line + 1) + 1;
        uint32_t to = end < line_end ? end : line_end;
        uint32_t shown = listing->source->lines[listing->line] + shifts[listing->line] - first;
        memset(listing->styles + shown + start, (int)style, to - start);
        start = to;
    }
}

// Between tokens there is nothing but blanks, comments and joined lines.
static void paint_gap(struct listing *listing, uint32_t start, uint32_t end)
{
    const char *text = listing->program->text;
    const char *comment = start < end ? memchr(text + start, '#', end - start) : NULL;
    while (comment) {
        uint32_t from = (uint32_t)(comment - text);
        const char *newline = memchr(comment, '\n', end - from);
        uint32_t to = newline ? (uint32_t)(newline - text) : end;
        paint(listing, from, to, STYLE_COMMENT);
        comment = memchr(text + to, '#', end - to);
    }
}

static void color(struct listing *listing, struct arena *arena)
{
    struct tokens tokens = { 0 };
    uint32_t at = 0;
    mynah__tokens_read(&tokens, listing->program, PYTHON_NEWEST, arena);
    bool accepted = tokens.count && tokens.items[tokens.count - 1].kind == TOKEN_ENDMARKER;
    for (size_t i = 0; i < tokens.count && tokens.items[i].kind != TOKEN_ERROR; i++) {
        const struct token *token = &tokens.items[i];
        // An end of line may reach over the comment before it.
        bool code =
            token->kind >= TOKEN_NAME && token->start >= at && token->end <= listing->program->size;
        if (code) {
            paint_gap(listing, at, token->start);
            paint(listing, token->start, token->end, style_of(token, i ? token - 1 : NULL));
            at = token->end;
        }
    }
    paint_gap(listing, at, accepted ? listing->program->size : at);
}

// ## Marks

static void show_near(struct listing *listing, int line)
{
    int first = line > AROUND ? line - AROUND : 1;
    int count = (int)listing->source->line_count;
    for (int at = first; at <= line + AROUND && at <= count; at++) {
        listing->near[at] = 1;
    }
}

static void mark(struct listing *listing, const struct mynah_finding *finding)
{
    const struct source *source = listing->source;
    uint32_t start = mynah__source_offset(source, finding->line, finding->column);
    uint32_t end = mynah__source_offset(source, finding->end_line, finding->end_column);
    uint32_t line_end = mynah__source_line_end(source, finding->line);
    unsigned char severity = (unsigned char)(finding->severity + 1);
    end = end < line_end ? end : line_end;
    end = end > start ? end : start + 1; // a place without extent is a byte wide
    for (uint32_t at = start; at < end && at < line_end && at < start + MARK_MOST; at++) {
        unsigned char style = listing->styles[at];
        if (style >> 4 < severity) {
            listing->styles[at] = (unsigned char)((style & 15) | severity << 4);
        }
    }
    show_near(listing, finding->line);
    for (size_t i = 0; i < finding->trace_count; i++) {
        show_near(listing, finding->trace[i].line);
    }
    listing->any = true;
    listing->last = finding->line;
}

// ## Findings

static void add_trace(struct listing *listing, const struct mynah_finding *finding)
{
    struct text *text = listing->text;
    if (finding->trace_count == 0) {
        return;
    }
    mynah__text_add(text, "<ul>");
    for (size_t i = 0; i < finding->trace_count; i++) {
        mynah__text_add_format(text, "<li><a href=\"#%s-%d\">line %d</a> <bdi>",
                               listing->anchor.name, finding->trace[i].line,
                               finding->trace[i].line);
        mynah__add_xml_safe(text, finding->trace[i].text);
        mynah__text_add(text, "</bdi></li>");
    }
    mynah__text_add(text, "</ul>");
}

static void add_help(struct text *text, const struct mynah_rule *rule)
{
    mynah__text_add(text, "<details><summary>Why it matters</summary><p>");
    mynah__add_xml_string(text, rule->why);
    mynah__text_add(text, "</p>");
    if (rule->good && *rule->good) {
        mynah__text_add(text, "<p>Not reported:</p><pre>");
        mynah__add_xml_string(text, rule->good);
        mynah__text_add(text, "</pre>");
    }
    mynah__text_add(text, "</details>");
}

static void add_note(struct listing *listing, size_t index)
{
    const struct mynah_finding *finding = &listing->unit->report->findings[index];
    const struct mynah_rule *rule = mynah_rule_find(finding->rule);
    struct text *text = listing->text;
    mynah__text_add_format(text, "<div class=\"note w%d\"><p><b>%s</b> <code>",
                           (int)finding->severity + 1, mynah_severity_name(finding->severity));
    mynah__add_xml_safe(text, finding->rule);
    mynah__text_add(text, "</code>");
    if (listing->unit->known && listing->unit->known[index]) {
        mynah__text_add(text, " <i>in the baseline</i>");
    }
    mynah__text_add(text, "<br/><bdi>");
    mynah__add_xml_safe(text, finding->message);
    mynah__text_add(text, "</bdi></p>");
    if (finding->suppressed) {
        mynah__text_add(text, "<p><i>A comment allows it: <bdi>");
        mynah__add_xml_safe(text, finding->suppressed);
        mynah__text_add(text, "</bdi></i></p>");
    }
    add_trace(listing, finding);
    if (rule) {
        add_help(text, rule);
    }
    mynah__text_add(text, "</div>");
}

// Tell what was found on the line; nothing is added when that is nothing.
static void add_notes(struct listing *listing, int line)
{
    const struct mynah_report *report = listing->unit->report;
    bool any = false;
    for (; listing->next < report->finding_count && report->findings[listing->next].line <= line;
         listing->next++) {
        if (mynah__unit_shows(listing->unit, listing->options, listing->next, false)) {
            mynah__text_add(listing->text, any ? "" : "<div class=\"notes\">");
            add_note(listing, listing->next);
            any = true;
        }
    }
    mynah__text_add(listing->text, any ? "</div>" : "");
}

// ## Lines

static void add_points(struct text *text, const char *bytes, size_t size)
{
    size_t done = 0;
    for (size_t at = 0; at < size;) {
        uint32_t point = 0xFFFD;
        size_t count = mynah__utf8_read(bytes + at, size - at, &point);
        count = count ? count : 1;
        if (point != '\t' && mynah__is_hidden(point)) {
            mynah__add_xml(text, bytes + done, at - done);
            mynah__text_add_format(text, "<b class=\"x\">\\%c%0*x</b>", point < 0x100 ? 'x' : 'u',
                                   point < 0x100 ? 2 : 4, (unsigned)point);
            done = at + count;
        }
        at += count;
    }
    mynah__add_xml(text, bytes + done, size - done);
}

// Add the bytes from `start` to `end`, which all have one style.
static void add_span(const struct listing *listing, uint32_t start, uint32_t end)
{
    struct text *text = listing->text;
    unsigned style = listing->styles[start];
    if (style) {
        const char *name = style_names[style & 15];
        mynah__text_add_format(text, "<span class=\"%s", name);
        if (style >> 4) {
            mynah__text_add_format(text, "%sm w%u", *name ? " " : "", style >> 4);
        }
        mynah__text_add(text, "\">");
    }
    add_points(text, listing->source->text + start, end - start);
    mynah__text_add(text, style ? "</span>" : "");
}

static void add_line(struct listing *listing, int line)
{
    const struct source *source = listing->source;
    struct text *text = listing->text;
    uint32_t at = source->lines[line - 1];
    uint32_t whole = mynah__source_line_end(source, line);
    uint32_t end = whole - at > LINE_MOST ? at + LINE_MOST : whole;
    while (end < whole && ((unsigned char)source->text[end] & 0xC0) == 0x80) {
        end++;
    }
    mynah__text_add_format(text, "<div class=\"l\" id=\"%s-%d\"><span class=\"no\">%d</span><code>",
                           listing->anchor.name, line, line);
    while (at < end) {
        uint32_t to = at + 1;
        while (to < end && (listing->styles[to] == listing->styles[at] ||
                            ((unsigned char)source->text[to] & 0xC0) == 0x80)) {
            to++;
        }
        add_span(listing, at, to);
        at = to;
    }
    if (end < whole) {
        mynah__text_add_format(text, "<i> and %u more bytes</i>", whole - end);
    }
    mynah__text_add(text, "</code>");
    add_notes(listing, line);
    mynah__text_add(text, "</div>\n");
}

static void add_lines(struct listing *listing)
{
    int count = (int)listing->source->line_count;
    // What follows the last line end is a line only when it has something.
    if (count > 1 && listing->source->lines[count - 1] == listing->source->size &&
        listing->last < count) {
        count--;
    }
    for (int line = 1; line <= count;) {
        int end = line;
        while (end <= count && !listing->near[end]) {
            end++;
        }
        bool folded = end - line >= FOLD_LEAST;
        if (folded) {
            mynah__text_add_format(listing->text,
                                   "<details class=\"fold\"><summary>lines %d to %d"
                                   "</summary>\n",
                                   line, end - 1);
        }
        while (line < end) {
            add_line(listing, line++);
        }
        mynah__text_add(listing->text, folded ? "</details>\n" : "");
        while (line <= count && listing->near[line]) {
            add_line(listing, line++);
        }
    }
}

void mynah__html_code(struct text *text, const struct format_unit *unit,
                      const struct format_options *options)
{
    struct arena arena = { 0 };
    const struct mynah_report *report = unit->report;
    struct listing listing = { .text = text,
                               .unit = unit,
                               .options = options,
                               .source = &report->source,
                               .program = report->program ? report->program : &report->source,
                               .anchor = mynah__html_anchor(unit->path) };
    listing.styles = mynah__arena_alloc(&arena, (size_t)listing.source->size + 1);
    listing.near = mynah__arena_alloc(&arena, (size_t)listing.source->line_count + 2);
    if (listing.styles && listing.near) {
        color(&listing, &arena);
    }
    if (arena.failed || !listing.styles || !listing.near) {
        text->failed = true;
        mynah__arena_finish(&arena);
        return;
    }
    for (size_t i = 0; i < report->finding_count; i++) {
        if (mynah__unit_shows(unit, options, i, false)) {
            mark(&listing, &report->findings[i]);
        }
    }
    mynah__text_add_format(text, "<div class=\"code%s\">\n", listing.any ? " noted" : "");
    if (!listing.any && listing.source->line_count < 200) {
        memset(listing.near, 1, (size_t)listing.source->line_count + 1);
    }
    add_lines(&listing);
    mynah__text_add(text, "</div>\n");
    mynah__arena_finish(&arena);
}
