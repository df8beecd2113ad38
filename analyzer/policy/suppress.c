// SPDX-License-Identifier: Apache-2.0
//
// Comments in the code that allow what is found there.  One is about the logical line in which it
// stands, or on a line of its own about the next one; it names rules and gives a reason.  Generated
// code must not excuse itself, so by default such a comment does nothing but show in the report.

#include "policy/suppress.h"

#include "syntax/token.h"

#include <string.h>

// The lines that a comment is about.
struct lines {
    int first;
    int last;
};

struct scan {
    const struct policy *policy;
    struct mynah_report *report;
    const struct tokens *tokens;
    size_t count; // findings before any of ours
};

// A comment, taken apart.
struct comment {
    uint32_t start; // bytes in the source
    uint32_t end;
    const char *rules; // parted by commas
    size_t rules_size;
    const char *reason;
    size_t reason_size;
};

static const char mark[] = "# mynah: allow";

// ## Where comments stand

static bool is_layout(const struct token *token)
{
    return token->kind == TOKEN_INDENT || token->kind == TOKEN_DEDENT;
}

// Return the first token that does not start before `offset`; a NEWLINE starts with its comment.
static size_t next_token(const struct tokens *tokens, uint32_t offset)
{
    size_t low = 0;
    size_t high = tokens->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tokens->items[middle].start < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

// Whether a comment starts at `offset`: not in a token, and not in another comment.
static bool is_comment(const struct scan *scan, uint32_t offset)
{
    const char *text = scan->report->source.text;
    size_t next = next_token(scan->tokens, offset);
    uint32_t from = next ? scan->tokens->items[next - 1].end : 0;
    if (offset < from) {
        return false;
    }
    for (uint32_t at = offset; at > from && text[at - 1] != '\n'; at--) {
        if (text[at - 1] == '#') {
            return false;
        }
    }
    return true;
}

static int line_of(const struct scan *scan, uint32_t offset)
{
    int line = 1;
    int column = 1;
    mynah__source_place(&scan->report->source, offset, &line, &column);
    return line;
}

// Give the lines of the logical line that a comment at `offset` is about; none at the end.
static struct lines lines_of(const struct scan *scan, uint32_t offset)
{
    const struct token *items = scan->tokens->items;
    size_t count = scan->tokens->count;
    size_t first = next_token(scan->tokens, offset);
    while (first < count && (is_layout(&items[first]) || items[first].kind == TOKEN_NEWLINE)) {
        first++;
    }
    size_t before = next_token(scan->tokens, offset);
    while (before > 0 && is_layout(&items[before - 1])) {
        before--;
    }
    if (before > 0 && items[before - 1].kind != TOKEN_NEWLINE) {
        first = before - 1; // it stands behind or between the tokens of a line
        while (first > 0 && items[first - 1].kind != TOKEN_NEWLINE &&
               !is_layout(&items[first - 1])) {
            first--;
        }
    }
    size_t last = first;
    while (last < count && items[last].kind != TOKEN_NEWLINE &&
           items[last].kind != TOKEN_ENDMARKER) {
        last++;
    }
    if (last == first) {
        return (struct lines){ 0, -1 };
    }
    return (struct lines){ line_of(scan, items[first].start), line_of(scan, items[last - 1].end) };
}

// ## What a comment says

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

// Take the comment at `start` apart.
static struct comment read_comment(const struct source *source, uint32_t start)
{
    const char *text = source->text;
    struct comment comment = { .start = start, .end = start };
    while (comment.end < source->size && text[comment.end] != '\n') {
        comment.end++;
    }
    const char *at = text + start + sizeof mark - 1;
    const char *end = text + comment.end;
    while (end > at && is_blank(end[-1])) {
        end--;
    }
    while (at < end && is_blank(*at)) {
        at++;
    }
    comment.rules = at;
    while (at < end && !(end - at >= 2 && at[0] == '-' && at[1] == '-')) {
        at++;
    }
    comment.rules_size = (size_t)(at - comment.rules);
    at += end - at >= 2 ? 2 : end - at;
    while (at < end && is_blank(*at)) {
        at++;
    }
    comment.reason = at;
    comment.reason_size = (size_t)(end - at);
    return comment;
}

static void complain(struct scan *scan, const struct comment *comment, const char *rule,
                     const char *subject)
{
    mynah__report_add_finding(scan->report, &(struct finding){ .rule = rule,
                                                               .start = comment->start,
                                                               .end = comment->end,
                                                               .confidence = MYNAH_CONFIDENCE_HIGH,
                                                               .subject = subject });
}

// ## What a comment does

static const char *rule_name(const struct policy *policy, const char *name)
{
    const struct mynah_rule *rule = mynah_rule_find(name);
    rule = rule ? rule : mynah__own_rule(&policy->own, name);
    return rule ? rule->name : NULL;
}

// Mark what the comment allows; returns whether there is any such finding.
static bool mark_findings(struct scan *scan, const char *rule, struct lines lines,
                          const char *reason)
{
    bool found = false;
    for (size_t i = 0; i < scan->count; i++) {
        struct mynah_finding *finding = &scan->report->findings[i];
        if (finding->line >= lines.first && finding->line <= lines.last &&
            strcmp(finding->rule, rule) == 0) {
            found = true;
            finding->suppressed = scan->policy->suppressions ? reason : NULL;
        }
    }
    return found;
}

static void apply_rule(struct scan *scan, const struct comment *comment, struct lines lines,
                       const char *name)
{
    const char *rule = rule_name(scan->policy, name);
    const char *reason =
        mynah__arena_copy(&scan->report->arena, comment->reason, comment->reason_size);
    if (!rule) {
        complain(scan, comment, "suppression-of-unknown-rule", name);
    } else if (comment->reason_size == 0) {
        complain(scan, comment, "suppression-without-reason", rule);
    } else if (!mark_findings(scan, rule, lines, reason)) {
        complain(scan, comment, "suppression-unused", rule);
    } else if (!scan->policy->suppressions) {
        complain(scan, comment, "suppression-refused", rule);
    }
}

static void apply(struct scan *scan, const struct comment *comment)
{
    struct lines lines = lines_of(scan, comment->start);
    const char *at = comment->rules;
    const char *end = at + comment->rules_size;
    bool named = false;
    while (at < end) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        const char *stop = comma ? comma : end;
        const char *last = stop;
        while (at < last && is_blank(*at)) {
            at++;
        }
        while (last > at && is_blank(last[-1])) {
            last--;
        }
        const char *name = mynah__arena_copy(&scan->report->arena, at, (size_t)(last - at));
        if (name) {
            apply_rule(scan, comment, lines, name);
        }
        named = true;
        at = comma ? comma + 1 : end;
    }
    if (!named) {
        complain(scan, comment, "suppression-of-unknown-rule", "");
    }
}

bool mynah__suppress(const struct policy *policy, int version, struct mynah_report *report)
{
    const struct source *source = &report->source;
    const char *at = strstr(source->text, mark);
    if (!at || !report->parses) {
        return true;
    }
    struct arena arena = { 0 };
    struct tokens tokens = { 0 };
    struct scan scan = { policy, report, &tokens, report->finding_count };
    mynah__tokens_read(&tokens, source, version, &arena);
    for (; !arena.failed && at; at = strstr(at + 1, mark)) {
        uint32_t start = (uint32_t)(at - source->text);
        char behind = at[sizeof mark - 1];
        if ((behind == '\0' || behind == '\n' || is_blank(behind)) && is_comment(&scan, start)) {
            struct comment comment = read_comment(source, start);
            apply(&scan, &comment);
        }
    }
    bool done = !arena.failed && !report->arena.failed;
    mynah__arena_finish(&arena);
    return done;
}
