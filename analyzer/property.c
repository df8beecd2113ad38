// SPDX-License-Identifier: Apache-2.0
//
// One question about a report, answered with a reason: what was expected, what there is, what may
// have been meant, and the code around the place.  Test reports print the answer as it is, so it is
// plain ASCII, starts in column 0 and has the essentials first.

#include "core/alloc.h"
#include "core/text.h"
#include "core/words.h"
#include "format/format.h"

#include <stdio.h>
#include <string.h>

enum { LISTED_MOST = 4, CONTEXT_LINES = 2 };

// What is said when the property does not hold.
struct answer {
    struct text actual;
    struct text hint;
    int line; // of the code to be marked; 0: nothing
    int column;
    int end_column; // 0: up to the end of the line
};

struct question {
    const struct mynah_report *report;
    const char *operand;
    enum mynah_direction direction;
    enum mynah_verdict verdict;
};

// One row for each kind of property.
struct row {
    const char *expected; // `%s` is the operand
    const char *any;      // what is expected without an operand
    bool (*meets)(const struct question *question, struct answer *answer);
    enum mynah_direction direction;
    enum mynah_verdict verdict;
};

// Add other people's text: ASCII, shortened.
static void add_clipped(struct text *text, const char *words)
{
    char clip[MYNAH__CLIP];
    for (const char *at = mynah__clip(clip, words); *at; at++) {
        mynah__text_add_char(text, (unsigned char)*at < 0x7F ? *at : '?');
    }
}

static void add_quoted(struct text *text, const char *words)
{
    mynah__text_add_char(text, '"');
    add_clipped(text, words);
    mynah__text_add_char(text, '"');
}

static void add_message(struct text *text, const char *message)
{
    for (size_t shown = 0; *message && shown < 200; message++, shown++) {
        bool plain = *message >= ' ' && *message < 0x7F;
        mynah__text_add_char(text, plain ? *message : '?');
    }
}

static void mark_finding(struct answer *answer, const struct mynah_finding *finding)
{
    answer->line = finding->line;
    answer->column = finding->column;
    answer->end_column = finding->end_line > finding->line ? 0 : finding->end_column;
}

// Say what the finding says, and mark its place.
static void say_finding(struct answer *answer, const struct mynah_finding *finding)
{
    mynah__text_add_format(&answer->actual, "line %d: ", finding->line);
    add_message(&answer->actual, finding->message);
    mynah__text_add_format(&answer->actual, " [%s]", finding->rule);
    mark_finding(answer, finding);
}

static const struct mynah_finding *find_category(const struct mynah_report *report,
                                                 enum mynah_category category,
                                                 enum mynah_severity least)
{
    for (size_t i = 0; i < report->finding_count; i++) {
        if (report->findings[i].category == category && report->findings[i].severity >= least) {
            return &report->findings[i];
        }
    }
    return NULL;
}

// Say that the code does not parse, and why; false, to be returned.
static bool say_broken(const struct question *question, struct answer *answer)
{
    const struct mynah_finding *finding =
        find_category(question->report, MYNAH_CATEGORY_SYNTAX, MYNAH_SEVERITY_INFO);
    mynah__text_add(&answer->actual, "it does not parse");
    if (finding) {
        mynah__text_add_format(&answer->actual, ": %d:%d ", finding->line, finding->column);
        add_message(&answer->actual, finding->message);
        mark_finding(answer, finding);
    }
    return false;
}

static bool meets_parses(const struct question *question, struct answer *answer)
{
    return question->report->parses || say_broken(question, answer);
}

static bool meets_syntax_error(const struct question *question, struct answer *answer)
{
    mynah__text_add_format(&answer->actual, "it parses as Python %s",
                           question->report->target_version);
    return !question->report->parses;
}

static bool meets_defines_results(const struct question *question, struct answer *answer)
{
    const struct mynah_report *report = question->report;
    if (!report->parses) {
        return say_broken(question, answer);
    }
    const struct mynah_finding *finding =
        find_category(report, MYNAH_CATEGORY_RESULTS, MYNAH_SEVERITY_INFO);
    mynah__text_add_format(&answer->actual, "%s bound%s", mynah_results_name(report->results),
                           finding ? "; " : "");
    if (finding) {
        say_finding(answer, finding);
    }
    return report->results == MYNAH_RESULTS_ALWAYS;
}

static bool meets_missing_results(const struct question *question, struct answer *answer)
{
    const struct mynah_report *report = question->report;
    mynah__text_add_format(&answer->actual, "%s bound", mynah_results_name(report->results));
    return report->parses ? report->results == MYNAH_RESULTS_NEVER : say_broken(question, answer);
}

static void add_access(struct text *text, const struct mynah_access *access)
{
    if (access->channel) {
        add_quoted(text, access->channel);
    } else {
        mynah__text_add(text, "a channel that is not known");
    }
    mynah__text_add_format(text, " (line %d)", access->line);
}

// Say which channels are accessed that way, and mark the first access; false when there is none.
static bool say_accesses(const struct question *question, struct answer *answer,
                         enum mynah_direction direction, const char *verb)
{
    const struct mynah_report *report = question->report;
    size_t count = 0;
    for (size_t i = 0; i < report->access_count; i++) {
        const struct mynah_access *access = &report->accesses[i];
        if (access->direction != direction) {
            continue;
        }
        if (count < LISTED_MOST) {
            mynah__text_add(&answer->actual, count ? ", " : verb);
            add_access(&answer->actual, access);
        }
        if (count++ == 0) {
            answer->line = access->line;
            answer->column = access->column;
        }
    }
    if (count > LISTED_MOST) {
        mynah__text_add_format(&answer->actual, ", and %zu more", count - LISTED_MOST);
    }
    return count > 0;
}

static void hint_channel(const struct question *question, struct answer *answer)
{
    const struct mynah_report *report = question->report;
    const char *channels[64];
    size_t count = 0;
    for (size_t i = 0; i < report->access_count && count < sizeof channels / sizeof *channels;
         i++) {
        if (report->accesses[i].channel) {
            channels[count++] = report->accesses[i].channel;
        }
    }
    const char *nearest = question->operand
                              ? mynah__nearest(question->operand, channels, count, sizeof *channels)
                              : NULL;
    if (nearest && strcmp(nearest, question->operand) != 0) {
        mynah__text_add(&answer->hint, "the nearest channel is ");
        add_quoted(&answer->hint, nearest);
    }
}

static bool meets_access(const struct question *question, struct answer *answer)
{
    static const char *const verbs[] = { "it reads ", "it writes " };
    static const char *const nones[] = { "it reads no channel", "it writes no channel" };
    const struct mynah_report *report = question->report;
    for (size_t i = 0; i < report->access_count; i++) {
        const struct mynah_access *access = &report->accesses[i];
        bool wanted = !question->operand ||
                      (access->channel && strcmp(access->channel, question->operand) == 0);
        if (access->direction == question->direction && wanted) {
            return true;
        }
    }
    enum mynah_direction other =
        question->direction == MYNAH_DIRECTION_READ ? MYNAH_DIRECTION_WRITE : MYNAH_DIRECTION_READ;
    if (!say_accesses(question, answer, question->direction, verbs[question->direction])) {
        mynah__text_add(&answer->actual, nones[question->direction]);
        say_accesses(question, answer, other,
                     other == MYNAH_DIRECTION_READ ? "; it reads " : "; it writes ");
    }
    if (!report->parses) {
        mynah__text_add(&answer->actual, "; ");
        say_broken(question, answer);
    }
    hint_channel(question, answer);
    return false;
}

// What cannot be followed may write.
static bool meets_no_writes(const struct question *question, struct answer *answer)
{
    if (!question->report->parses) {
        return say_broken(question, answer);
    }
    if (say_accesses(question, answer, MYNAH_DIRECTION_WRITE, "it writes ")) {
        return false;
    }
    const struct mynah_finding *opaque =
        find_category(question->report, MYNAH_CATEGORY_OPAQUE, MYNAH_SEVERITY_INFO);
    if (opaque) {
        mynah__text_add(&answer->actual, "it may write; ");
        say_finding(answer, opaque);
    }
    return !opaque;
}

static bool lists(const char *const *words, const char *word)
{
    for (; words && *words; words++) {
        if (strcmp(*words, word) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_meant(const struct mynah_finding *finding, const char *operand)
{
    const struct mynah_rule *rule = mynah_rule_find(finding->rule);
    return !operand || strcmp(finding->rule, operand) == 0 ||
           (finding->subject && strcmp(finding->subject, operand) == 0) ||
           (rule && (lists(rule->bandit, operand) || lists(rule->ruff, operand)));
}

// Say what risks there are from `least` on; false when there is none.
static bool say_risks(const struct question *question, struct answer *answer,
                      enum mynah_severity least)
{
    const struct mynah_report *report = question->report;
    size_t count = 0;
    for (size_t i = 0; i < report->finding_count; i++) {
        const struct mynah_finding *finding = &report->findings[i];
        if (finding->category != MYNAH_CATEGORY_RISK || finding->severity < least) {
            continue;
        }
        if (count == 0) {
            mark_finding(answer, finding);
        }
        if (count++ < LISTED_MOST) {
            mynah__text_add_format(&answer->actual, "%s%s", count > 1 ? ", " : "it has ",
                                   finding->rule);
            if (finding->subject) {
                mynah__text_add_char(&answer->actual, ' ');
                add_quoted(&answer->actual, finding->subject);
            }
            mynah__text_add_format(&answer->actual, " (line %d)", finding->line);
        }
    }
    if (count > LISTED_MOST) {
        mynah__text_add_format(&answer->actual, ", and %zu more", count - LISTED_MOST);
    }
    return count > 0;
}

static void hint_rule(const char *operand, struct answer *answer)
{
    const char *names[256];
    size_t count = 0;
    for (; count < mynah_rule_count() && count < sizeof names / sizeof *names; count++) {
        names[count] = mynah_rule_at(count)->name;
    }
    if (!operand || strchr(operand, '.') || mynah_rule_find(operand)) {
        return;
    }
    const char *nearest = mynah__nearest(operand, names, count, sizeof *names);
    if (nearest) {
        mynah__text_add_format(&answer->hint, "no rule is called that; did you mean \"%s\"?",
                               nearest);
    }
}

static bool meets_has_risk(const struct question *question, struct answer *answer)
{
    const struct mynah_report *report = question->report;
    for (size_t i = 0; i < report->finding_count; i++) {
        const struct mynah_finding *finding = &report->findings[i];
        if (finding->category == MYNAH_CATEGORY_RISK && is_meant(finding, question->operand)) {
            return true;
        }
    }
    if (!say_risks(question, answer, MYNAH_SEVERITY_INFO)) {
        mynah__text_add(&answer->actual, "it has no risk");
    }
    hint_rule(question->operand, answer);
    return false;
}

static bool meets_no_risks(const struct question *question, struct answer *answer)
{
    return !say_risks(question, answer, MYNAH_SEVERITY_MEDIUM);
}

static bool meets_verdict(const struct question *question, struct answer *answer)
{
    const struct mynah_report *report = question->report;
    mynah__text_add_format(&answer->actual, "the verdict is `%s`",
                           mynah_verdict_name(report->verdict));
    size_t count = 0;
    for (size_t i = 0; i < report->reason_count; i++) {
        const struct mynah_reason *reason = &report->reasons[i];
        if (reason->verdict == report->verdict && count++ < LISTED_MOST) {
            mynah__text_add_format(&answer->actual, "%s%s (line %d)", count > 1 ? ", " : ": ",
                                   reason->rule, reason->line);
            answer->line = answer->line ? answer->line : reason->line;
        }
    }
    answer->column = 1;
    return report->verdict == question->verdict;
}

// clang-format off
static const struct row rows[] = {
    [MYNAH_PROPERTY_PARSES] = { .any = "the code parses", .meets = meets_parses },
    [MYNAH_PROPERTY_SYNTAX_ERROR] = { .any = "the code does not parse", .meets = meets_syntax_error },
    [MYNAH_PROPERTY_DEFINES_RESULTS] = {
        .any = "`results` is bound at module level on every path", .meets = meets_defines_results },
    [MYNAH_PROPERTY_MISSING_RESULTS] = {
        .any = "`results` is never bound at module level", .meets = meets_missing_results },
    [MYNAH_PROPERTY_WRITES_CHANNEL] = {
        .expected = "a write to the channel ", .any = "a write to a channel",
        .meets = meets_access, .direction = MYNAH_DIRECTION_WRITE },
    [MYNAH_PROPERTY_READS_CHANNEL] = {
        .expected = "a read of the channel ", .any = "a read of a channel",
        .meets = meets_access, .direction = MYNAH_DIRECTION_READ },
    [MYNAH_PROPERTY_NO_CHANNEL_WRITES] = {
        .any = "no channel is written", .meets = meets_no_writes },
    [MYNAH_PROPERTY_HAS_RISK] = {
        .expected = "a risk of the rule, id or called name ", .any = "a risk", .meets = meets_has_risk },
    [MYNAH_PROPERTY_NO_RISKS] = {
        .any = "no risk of severity medium or high", .meets = meets_no_risks },
    [MYNAH_PROPERTY_NEEDS_APPROVAL] = {
        .any = "the code needs approval: the verdict `ask`", .meets = meets_verdict,
        .verdict = MYNAH_VERDICT_ASK },
    [MYNAH_PROPERTY_ALLOWED] = {
        .any = "the code may run: the verdict `allow`", .meets = meets_verdict,
        .verdict = MYNAH_VERDICT_ALLOW },
};
// clang-format on

static void add_code_line(struct text *text, const struct source *source, int line,
                          const struct answer *answer)
{
    bool marked = line == answer->line;
    struct shown_line shown = mynah__show_line(source, line, marked ? answer->column : 1,
                                               marked ? answer->end_column : 0, true);
    mynah__text_add_format(text, "%s%4d | %s\n", marked ? " >" : "  ", line,
                           shown.text.bytes ? shown.text.bytes : "");
    if (marked) {
        mynah__text_add(text, "       | ");
        mynah__text_add_repeat(text, ' ', shown.indent);
        mynah__text_add_char(text, '^');
        mynah__text_add_repeat(text, '~', shown.width - 1);
        mynah__text_add_char(text, '\n');
    }
    text->failed = text->failed || shown.text.failed;
    mynah__text_finish(&shown.text);
}

// Show the lines around the marked one, or the first ones.
static void add_code(struct text *text, const struct source *source, const struct answer *answer)
{
    int count = (int)source->line_count;
    if (count > 1 && source->lines[count - 1] == source->size) {
        count--; // the empty line behind the last newline
    }
    mynah__text_add_format(text, "    code: %d line%s\n", count, count == 1 ? "" : "s");
    int first = answer->line - CONTEXT_LINES > 1 ? answer->line - CONTEXT_LINES : 1;
    for (int line = first; line <= count && line <= first + 2 * CONTEXT_LINES; line++) {
        add_code_line(text, source, line, answer);
    }
}

static void add_expected(struct text *text, const struct row *row, const char *operand)
{
    mynah__text_add(text, "expected: ");
    if (row->expected && operand) {
        mynah__text_add(text, row->expected);
        add_quoted(text, operand);
    } else {
        mynah__text_add(text, row->any);
    }
    mynah__text_add_char(text, '\n');
}

static void add_answer(struct text *text, const struct answer *answer)
{
    text->failed = text->failed || answer->actual.failed || answer->hint.failed;
    if (text->failed) {
        return;
    }
    mynah__text_add_format(text, "  actual: %s\n",
                           answer->actual.bytes ? answer->actual.bytes : "");
    if (answer->hint.size) {
        mynah__text_add_format(text, "    hint: %s\n", answer->hint.bytes);
    }
}

static void copy_cut(char *why, size_t size, const char *text)
{
    if (size) {
        size_t length = strlen(text);
        length = length < size ? length : size - 1;
        memcpy(why, text, length);
        why[length] = '\0';
    }
}

bool mynah_report_meets(const struct mynah_report *report, struct mynah_property property,
                        char *why, size_t size)
{
    const struct row *row = &rows[property.kind];
    const struct question question = { report, property.operand, row->direction, row->verdict };
    struct answer answer = { .line = 0 };
    copy_cut(why, size, "");
    bool met = row->meets(&question, &answer);
    if (!met) {
        struct text text = { 0 };
        add_expected(&text, row, property.operand);
        add_answer(&text, &answer);
        add_code(&text, &report->source, &answer);
        copy_cut(why, size, text.failed ? "out of memory\n" : text.bytes);
        mynah__text_finish(&text);
    }
    mynah__text_finish(&answer.actual);
    mynah__text_finish(&answer.hint);
    return met;
}

// Say why there is nothing to ask: there is no report.
static bool explain_nothing(struct mynah_property property, const char *actual, char *why,
                            size_t size)
{
    struct text text = { 0 };
    add_expected(&text, &rows[property.kind], property.operand);
    mynah__text_add_format(&text, "  actual: %s\n", actual);
    copy_cut(why, size, text.failed ? "out of memory\n" : text.bytes);
    mynah__text_finish(&text);
    return false;
}

bool mynah_code_meets(const char *code, struct mynah_property property, char *why, size_t size)
{
    if (!code) {
        return explain_nothing(property, "there is no code, only NULL", why, size);
    }
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_analyzer *analyzer = mynah_analyzer_create(NULL, &error);
    struct mynah_report *report =
        analyzer ? mynah_analyzer_check(analyzer, code, strlen(code), &error) : NULL;
    bool met = report ? mynah_report_meets(report, property, why, size)
                      : explain_nothing(property, error.text, why, size);
    mynah_report_destroy(report);
    mynah_analyzer_destroy(analyzer);
    return met;
}
