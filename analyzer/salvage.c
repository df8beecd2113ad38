// SPDX-License-Identifier: Apache-2.0
// Broken code, line by line.  One missing bracket hides from the tree what stands around it; each
// line by itself mostly says what it does.  So lines are made into statements of their own, with
// brackets closed and without the words that only mean something between lines; those that parse
// then are checked as one program in which any of them may run.  What is found keeps its line.

#include "salvage.h"

#include "core/text.h"
#include "syntax/syntax.h"
#include "values/engine.h"

#include <assert.h>
#include <string.h>

enum { BRACKETS_MAX = 64, LINE_MAX_BYTES = 4096 };

struct salvage {
    struct mynah_report *report;
    int version;
    struct arena arena;
    struct text program; // as many lines as the code has
    char triple;         // the quote of a text over several lines that is open here, or 0
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
}

static bool begins(const char *at, const char *word)
{
    size_t size = strlen(word);
    return strncmp(at, word, size) == 0 && !is_letter(at[size]);
}

// Return where a text that began with three quotes ends, or NULL.
static const char *end_of_triple(const char *at, const char *end, char quote)
{
    for (; at + 2 < end; at++) {
        if (at[0] == quote && at[1] == quote && at[2] == quote) {
            return at + 3;
        }
    }
    return NULL;
}

static const char *copy_triple(struct salvage *salvage, const char *at, const char *end,
                               struct text *line)
{
    const char *close = end_of_triple(at + 3, end, *at);
    if (close) {
        mynah__text_add_bytes(line, at, (size_t)(close - at));
        return close;
    }
    const char *file_end = salvage->report->source.text + salvage->report->source.size;
    salvage->triple = end_of_triple(end, file_end, *at) ? *at : 0; // else it never ends
    mynah__text_add(line, "''");
    return end;
}

static const char *copy_string(const char *at, const char *end, struct text *line)
{
    char quote = *at;
    mynah__text_add_char(line, *at++);
    for (; at < end && *at != quote; at++) {
        mynah__text_add_char(line, *at);
        if (*at == '\\' && at + 1 < end) {
            mynah__text_add_char(line, *++at);
        }
    }
    mynah__text_add_char(line, quote);
    return at < end ? at + 1 : end;
}

// Copy code with all brackets closed, none of them more than opened, and without comments.
static void copy_balanced(struct salvage *salvage, const char *at, const char *end,
                          struct text *line)
{
    char open[BRACKETS_MAX];
    int depth = 0;
    while (at < end && *at != '#') {
        if ((*at == '"' || *at == '\'') && at + 2 < end && at[1] == *at && at[2] == *at) {
            at = copy_triple(salvage, at, end, line);
        } else if (*at == '"' || *at == '\'') {
            at = copy_string(at, end, line);
        } else if (strchr("([{", *at) && depth < BRACKETS_MAX) {
            open[depth++] = *at == '(' ? ')' : *at == '[' ? ']' : '}';
            mynah__text_add_char(line, *at++);
        } else if (strchr(")]}", *at)) {
            bool fits = depth > 0 && open[depth - 1] == *at;
            mynah__text_add_char(line, fits ? *at : ' ');
            depth -= fits;
            at++;
        } else {
            mynah__text_add_char(line, *at++);
        }
    }
    while (depth > 0) {
        mynah__text_add_char(line, open[--depth]);
    }
}

// Words at the beginning of lines that only mean something between lines, and what to do.
static const struct {
    const char *word;
    bool drop;           // the whole line
    const char *instead; // of the word, where the rest is kept
    bool suite;          // it wants a body
} words[] = {
    { "else", true },
    { "try", true },
    { "finally", true },
    { "except", true },
    { "case", true },
    { "match", true },
    { "pass", true },
    { "break", true },
    { "continue", true },
    { "global", true },
    { "nonlocal", true },
    { "elif", false, "if", true },
    { "if", false, "if", true },
    { "while", false, "if", true },
    { "for", false, "for", true },
    { "with", false, "with", true },
    { "def", false, "def", true },
    { "class", false, "class", true },
    { "async", false, "", false },
    { "await", false, "", false },
    { "return", false, "", false },
    { "raise", false, "", false },
    { "yield", false, "", false },
    { "assert", false, "", false },
};

// Write one line of code as a statement that may or may not run.
static void rewrite(struct salvage *salvage, const char *at, const char *end, struct text *line)
{
    bool suite = false;
    mynah__text_add(line, "if _: ");
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        if (!begins(at, words[i].word)) {
            continue;
        }
        if (words[i].drop) {
            line->size = 0;
            return;
        }
        at += strlen(words[i].word);
        at += strspn(at, " ");
        if (words[i].suite) {
            line->size = 0;
            mynah__text_add_format(line, "%s ", words[i].instead);
            suite = true;
            break;
        }
    }
    if (at < end && *at == '@') {
        at++;
    }
    copy_balanced(salvage, at, end, line);
    while (line->size > 0 && strchr(" :\\,=", line->bytes[line->size - 1])) {
        line->size--;
    }
    if (suite) {
        mynah__text_add(line, ": pass");
    }
}

static bool parses(struct salvage *salvage, const struct text *line)
{
    struct arena arena = { 0 };
    struct source source;
    struct syntax syntax = { .accepted = false };
    bool done = mynah__source_read(&source, line->bytes, line->size, &arena) &&
                mynah__syntax_parse(&syntax, NULL, &source, salvage->version, &arena);
    salvage->arena.failed = salvage->arena.failed || !done;
    mynah__arena_finish(&arena);
    return done && syntax.accepted;
}

static void add_line(struct salvage *salvage, const char *at, const char *end)
{
    struct text line = { 0 };
    if (salvage->triple) { // all up to the end of the text is text
        const char *close = end_of_triple(at, end, salvage->triple);
        salvage->triple = close ? 0 : salvage->triple;
        at = close ? close : end;
    }
    assert(at);
    at += strspn(at, " \t");
    if (at < end && end - at < LINE_MAX_BYTES) {
        rewrite(salvage, at, end, &line);
    }
    salvage->arena.failed = salvage->arena.failed || line.failed;
    if (line.size > 0 && !line.failed && parses(salvage, &line)) {
        mynah__text_add_bytes(&salvage->program, line.bytes, line.size);
    }
    mynah__text_add_char(&salvage->program, '\n');
    mynah__text_finish(&line);
}

static const struct mynah_rule *rule_of(const struct check_options *options, const char *name)
{
    const struct rule_family *const *family = options->tables->set->rules;
    for (; *family; family++) {
        for (const struct rule *row = (*family)->rows; row->about.name; row++) {
            if (strcmp(row->about.name, name) == 0) {
                return &row->about;
            }
        }
    }
    return mynah_rule_find(name);
}

static void add_finding(struct salvage *salvage, const struct check_options *options,
                        const struct mynah_finding *found)
{
    const struct source *source = &salvage->report->source;
    uint32_t start = source->lines[found->line - 1];
    start += (uint32_t)strspn(source->text + start, " \t");
    mynah__report_add_finding(salvage->report,
                              &(struct finding){
                                  .rule = found->rule,
                                  .about = rule_of(options, found->rule),
                                  .start = start,
                                  .end = mynah__source_line_end(source, found->line),
                                  .confidence = MYNAH_CONFIDENCE_LOW,
                                  .severity = (int)found->severity + 1,
                                  .subject = found->subject,
                                  .message = found->message,
                              });
}

// Add what the lines say and the tree did not, each rule once a line.
static void merge(struct salvage *salvage, const struct check_options *options,
                  const struct mynah_report *lines)
{
    struct mynah_report *report = salvage->report;
    size_t known = report->finding_count;
    size_t line_count = report->source.line_count;
    size_t *first = mynah__arena_alloc(&salvage->arena, (line_count + 2) * sizeof(*first));
    size_t *next = mynah__arena_alloc(&salvage->arena, (known + 1) * sizeof(*next));
    bool *accessed = mynah__arena_alloc(&salvage->arena, (line_count + 2) * sizeof(*accessed));
    if (!first || !next || !accessed) {
        return;
    }
    for (size_t i = 0; i < known; i++) {
        size_t line = (size_t)report->findings[i].line;
        next[i] = first[line];
        first[line] = i + 1;
    }
    for (size_t i = 0; i < report->access_count; i++) {
        accessed[report->accesses[i].line] = true;
    }
    for (size_t i = 0; i < lines->finding_count; i++) {
        const struct mynah_finding *found = &lines->findings[i];
        bool again = found->category == MYNAH_CATEGORY_OPAQUE;
        for (size_t at = first[found->line]; at && !again; at = next[at - 1]) {
            again = strcmp(report->findings[at - 1].rule, found->rule) == 0;
        }
        if (!again) {
            add_finding(salvage, options, found);
        }
    }
    for (size_t i = 0; i < lines->access_count; i++) {
        struct mynah_access access = lines->accesses[i];
        access.certain = false;
        access.column = 1;
        if (!accessed[access.line]) {
            mynah__report_add_access(report, &access);
        }
    }
}

static bool check_lines(struct salvage *salvage, const struct check_options *options)
{
    struct mynah_report lines = { .parses = false };
    struct check_options quiet = *options;
    struct tree tree;
    struct scopes scopes;
    struct flow flow;
    struct syntax syntax;
    quiet.results_optional = true;
    bool done =
        mynah__source_read(&lines.source, salvage->program.bytes, salvage->program.size,
                           &lines.arena) &&
        mynah__syntax_parse(&syntax, &tree, &lines.source, salvage->version, &salvage->arena);
    if (done && syntax.accepted) {
        done = mynah__scopes_build(&scopes, &tree, &salvage->arena) &&
               mynah__flow_build(&flow, &scopes, &salvage->arena) &&
               mynah__checks_run(&lines, &flow, &quiet) && mynah__report_finish(&lines);
        if (done) {
            merge(salvage, options, &lines);
        }
    }
    mynah__arena_finish(&lines.arena);
    return done;
}

bool mynah__salvage(struct mynah_report *report, int version, const struct check_options *options)
{
    struct salvage salvage = { .report = report, .version = version };
    const struct source *source = &report->source;
    for (uint32_t line = 1; line <= source->line_count; line++) {
        const char *at = source->text + source->lines[line - 1];
        add_line(&salvage, at, source->text + mynah__source_line_end(source, (int)line));
    }
    bool done = !salvage.program.failed && !salvage.arena.failed &&
                check_lines(&salvage, options) && !salvage.arena.failed;
    mynah__text_finish(&salvage.program);
    mynah__arena_finish(&salvage.arena);
    return done;
}
