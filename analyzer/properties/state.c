// SPDX-License-Identifier: Apache-2.0
//
// Properties of code as a whole: whether it parses, what it binds, the verdict.  And the words that
// all answers are made of.

#include "core/words.h"
#include "properties/property.h"

#include <string.h>

void mynah__answer_clipped(struct text *text, const char *words)
{
    char clip[MYNAH__CLIP];
    for (const char *at = mynah__clip(clip, words); *at; at++) {
        mynah__text_add_char(text, (unsigned char)*at < 0x7F ? *at : '?');
    }
}

void mynah__answer_quoted(struct text *text, const char *words)
{
    mynah__text_add_char(text, '"');
    mynah__answer_clipped(text, words);
    mynah__text_add_char(text, '"');
}

void mynah__answer_message(struct text *text, const char *message)
{
    for (size_t shown = 0; *message && shown < 200; message++, shown++) {
        bool plain = *message >= ' ' && *message < 0x7F;
        mynah__text_add_char(text, plain ? *message : '?');
    }
}

void mynah__answer_mark(struct answer *answer, const struct mynah_finding *finding)
{
    answer->line = finding->line;
    answer->column = finding->column;
    answer->end_column = finding->end_line > finding->line ? 0 : finding->end_column;
}

void mynah__answer_finding(struct answer *answer, const struct mynah_finding *finding)
{
    mynah__text_add_format(&answer->actual, "line %d: ", finding->line);
    mynah__answer_message(&answer->actual, finding->message);
    mynah__text_add_format(&answer->actual, " [%s]", finding->rule);
    mynah__answer_mark(answer, finding);
}

const struct mynah_finding *mynah__find_category(const struct mynah_report *report,
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

static const struct mynah_finding *syntax_error(const struct mynah_report *report)
{
    return mynah__find_category(report, MYNAH_CATEGORY_SYNTAX, MYNAH_SEVERITY_INFO);
}

bool mynah__answer_broken(const struct question *question, struct answer *answer)
{
    const struct mynah_finding *finding = syntax_error(question->report);
    mynah__text_add(&answer->actual, "it does not parse");
    if (finding) {
        mynah__text_add_format(&answer->actual, ": %d:%d ", finding->line, finding->column);
        mynah__answer_message(&answer->actual, finding->message);
        mynah__answer_mark(answer, finding);
    }
    return false;
}

/* Syntax */

bool mynah__meets_parses(const struct question *question, struct answer *answer)
{
    return question->report->parses || mynah__answer_broken(question, answer);
}

bool mynah__meets_syntax_error(const struct question *question, struct answer *answer)
{
    mynah__text_add_format(&answer->actual, "it parses as Python %s",
                           question->report->target_version);
    return !question->report->parses;
}

bool mynah__meets_syntax_error_at(const struct question *question, struct answer *answer)
{
    if (!mynah__meets_syntax_error(question, answer)) {
        return false;
    }
    mynah__text_finish(&answer->actual);
    const struct mynah_finding *finding = syntax_error(question->report);
    return (finding && finding->line == question->property->number) ||
           mynah__answer_broken(question, answer);
}

bool mynah__meets_syntax_error_message(const struct question *question, struct answer *answer)
{
    if (!mynah__meets_syntax_error(question, answer)) {
        return false;
    }
    mynah__text_finish(&answer->actual);
    const struct mynah_finding *finding = syntax_error(question->report);
    const char *wanted = question->property->operand;
    return (finding && wanted && strstr(finding->message, wanted)) ||
           mynah__answer_broken(question, answer);
}

static int minor_version(const char *version)
{
    int minor = 0;
    for (const char *at = version + strcspn(version, "."); *at; at++) {
        minor = *at >= '0' && *at <= '9' && minor < 1000 ? minor * 10 + (*at - '0') : minor;
    }
    return minor;
}

bool mynah__meets_version(const struct question *question, struct answer *answer)
{
    const struct mynah_report *report = question->report;
    if (!report->parses) {
        return mynah__answer_broken(question, answer);
    }
    mynah__text_add_format(&answer->actual, "its syntax requires Python %s",
                           report->requires_python);
    const char *version = question->property->operand;
    return version && minor_version(report->requires_python) <= minor_version(version);
}

/* Results */

bool mynah__meets_results(const struct question *question, struct answer *answer)
{
    const struct mynah_report *report = question->report;
    if (!report->parses) {
        return mynah__answer_broken(question, answer);
    }
    if (report->results == question->results) {
        return true;
    }
    const struct mynah_finding *finding =
        mynah__find_category(report, MYNAH_CATEGORY_RESULTS, MYNAH_SEVERITY_INFO);
    mynah__text_add_format(&answer->actual, "%s bound", mynah_results_name(report->results));
    if (report->results == MYNAH_RESULTS_NEVER) {
        mynah__answer_names(report, answer);
    } else if (finding) {
        mynah__text_add(&answer->actual, "; ");
        mynah__answer_finding(answer, finding);
    }
    return false;
}

/* The verdict */

bool mynah__meets_verdict(const struct question *question, struct answer *answer)
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
