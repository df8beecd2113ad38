// SPDX-License-Identifier: Apache-2.0
//
// Properties of the findings of a report: risks, and findings that are named by rule, id or call.

#include "core/words.h"
#include "properties/property.h"

#include <string.h>

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
            mynah__answer_mark(answer, finding);
        }
        if (count++ < LISTED_MOST) {
            mynah__text_add_format(&answer->actual, "%s%s", count > 1 ? ", " : "it has ",
                                   finding->rule);
            if (finding->subject) {
                mynah__text_add_char(&answer->actual, ' ');
                mynah__answer_quoted(&answer->actual, finding->subject);
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

bool mynah__meets_risk(const struct question *question, struct answer *answer)
{
    const struct mynah_report *report = question->report;
    const char *operand = question->property->operand;
    for (size_t i = 0; i < report->finding_count; i++) {
        const struct mynah_finding *finding = &report->findings[i];
        if (finding->category == MYNAH_CATEGORY_RISK && is_meant(finding, operand)) {
            return true;
        }
    }
    if (!say_risks(question, answer, MYNAH_SEVERITY_INFO)) {
        mynah__text_add(&answer->actual, "it has no risk");
    }
    hint_rule(operand, answer);
    return false;
}

bool mynah__meets_no_risks(const struct question *question, struct answer *answer)
{
    return !say_risks(question, answer, MYNAH_SEVERITY_MEDIUM);
}
