// SPDX-License-Identifier: Apache-2.0
//
// One question about a report, answered with a reason: what was expected, what there is, what may
// have been meant, and the code around the place.  Test reports print the answer as it is, so it is
// plain ASCII, starts in column 0 and has the essentials first.

#include "core/alloc.h"
#include "format/format.h"
#include "properties/property.h"

#include <string.h>

enum { CONTEXT_LINES = 2 };

// One row for each kind of property.
struct row {
    const char *expected; // before the operand
    const char *any;      // what is expected without an operand
    void (*expect)(struct text *text, const struct mynah_property *property); // instead of both
    property_check *meets;
    enum mynah_direction direction;
    enum mynah_verdict verdict;
    enum mynah_results results;
};

static void expect_line(struct text *text, const struct mynah_property *property)
{
    mynah__text_add_format(text, "a syntax error at line %lld", (long long)property->number);
}

static void expect_results(struct text *text, const struct mynah_property *property)
{
    mynah__text_add_format(text, "`results` is %s bound at module level",
                           mynah_results_name((enum mynah_results)property->number));
}

static void expect_verdict(struct text *text, const struct mynah_property *property)
{
    mynah__text_add_format(text, "the verdict `%s`",
                           mynah_verdict_name((enum mynah_verdict)property->number));
}

static void expect_value(struct text *text, const struct mynah_property *property)
{
    mynah__text_add(text, "the value ");
    mynah__answer_clipped(text, property->value ? property->value : "(none)");
    mynah__text_add(text, " is written to ");
    if (property->operand) {
        mynah__text_add(text, "the channel ");
        mynah__answer_quoted(text, property->operand);
    } else {
        mynah__text_add(text, "a channel");
    }
}

#define WRITE .direction = MYNAH_DIRECTION_WRITE
#define READ .direction = MYNAH_DIRECTION_READ

// clang-format off
static const struct row rows[] = {
    [MYNAH_PROPERTY_PARSES] = { .any = "the code parses", .meets = mynah__meets_parses },
    [MYNAH_PROPERTY_SYNTAX_ERROR] = {
        .any = "the code does not parse", .meets = mynah__meets_syntax_error },
    [MYNAH_PROPERTY_SYNTAX_ERROR_AT] = {
        .expect = expect_line, .meets = mynah__meets_syntax_error_at },
    [MYNAH_PROPERTY_SYNTAX_ERROR_MESSAGE] = {
        .expected = "a syntax error with the message ", .any = "a syntax error with no message",
        .meets = mynah__meets_syntax_error_message },
    [MYNAH_PROPERTY_DEFINES_RESULTS] = {
        .any = "`results` is bound at module level on every path",
        .meets = mynah__meets_results, .results = MYNAH_RESULTS_ALWAYS },
    [MYNAH_PROPERTY_MISSING_RESULTS] = {
        .any = "`results` is never bound at module level",
        .meets = mynah__meets_results, .results = MYNAH_RESULTS_NEVER },
    [MYNAH_PROPERTY_RESULTS] = { .expect = expect_results, .meets = mynah__meets_results },
    [MYNAH_PROPERTY_REQUIRES] = {
        .expected = "the syntax of this Python suffices: ", .any = "a version that suffices",
        .meets = mynah__meets_version },
    [MYNAH_PROPERTY_WRITES_CHANNEL] = {
        .expected = "a write to the channel ", .any = "a write to a channel",
        .meets = mynah__meets_access, WRITE },
    [MYNAH_PROPERTY_READS_CHANNEL] = {
        .expected = "a read of the channel ", .any = "a read of a channel",
        .meets = mynah__meets_access, READ },
    [MYNAH_PROPERTY_WRITES_VALUE] = { .expect = expect_value, .meets = mynah__meets_value, WRITE },
    [MYNAH_PROPERTY_WRITES_ONLY] = {
        .expected = "nothing is written but the channel ", .any = "only one channel is written",
        .meets = mynah__meets_only_channel, WRITE },
    [MYNAH_PROPERTY_NO_CHANNEL_WRITES] = {
        .any = "no channel is written", .meets = mynah__meets_no_access, WRITE },
    [MYNAH_PROPERTY_NO_CHANNEL_READS] = {
        .any = "no channel is read", .meets = mynah__meets_no_access, READ },
    [MYNAH_PROPERTY_ACCESSES] = {
        .expect = mynah__expect_accesses, .meets = mynah__meets_accesses },
    [MYNAH_PROPERTY_FINDINGS] = {
        .expect = mynah__expect_findings, .meets = mynah__meets_findings },
    [MYNAH_PROPERTY_HAS_RISK] = {
        .expected = "a risk of the rule, id or called name ", .any = "a risk",
        .meets = mynah__meets_risk },
    [MYNAH_PROPERTY_NO_RISKS] = {
        .any = "no risk of severity medium or high", .meets = mynah__meets_no_risks },
    [MYNAH_PROPERTY_NEEDS_APPROVAL] = {
        .any = "the code needs approval: the verdict `ask`", .meets = mynah__meets_verdict,
        .verdict = MYNAH_VERDICT_ASK },
    [MYNAH_PROPERTY_ALLOWED] = {
        .any = "the code may run: the verdict `allow`", .meets = mynah__meets_verdict,
        .verdict = MYNAH_VERDICT_ALLOW },
    [MYNAH_PROPERTY_IMPLEMENTS] = {
        .expected = "all methods of the interface in the class ", .any = "a class that is named",
        .meets = mynah__meets_interface },
    [MYNAH_PROPERTY_VERDICT] = { .expect = expect_verdict, .meets = mynah__meets_verdict },
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

static void add_expected(struct text *text, const struct mynah_property *property)
{
    const struct row *row = &rows[property->kind];
    mynah__text_add(text, "expected: ");
    if (row->expect) {
        row->expect(text, property);
    } else if (row->expected && property->operand) {
        mynah__text_add(text, row->expected);
        mynah__answer_quoted(text, property->operand);
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
        mynah__text_add_format(text, "%s%s\n",
                               answer->label ? answer->label : "    hint: ", answer->hint.bytes);
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
    struct question question = { report, &property, row->direction, row->verdict, row->results };
    if (property.kind == MYNAH_PROPERTY_VERDICT) {
        question.verdict = (enum mynah_verdict)property.number;
    } else if (property.kind == MYNAH_PROPERTY_RESULTS) {
        question.results = (enum mynah_results)property.number;
    }
    struct answer answer = { .line = 0 };
    copy_cut(why, size, "");
    bool met = row->meets(&question, &answer);
    if (!met) {
        struct text text = { 0 };
        add_expected(&text, &property);
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
    add_expected(&text, &property);
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
