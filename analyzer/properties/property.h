// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_PROPERTY_H
#define MYNAH_PROPERTY_H

// One question about a report and its answer.  Each kind of property is a row in meets.c and a
// function here, which returns whether the report has the property and fills the answer.

#include "core/text.h"
#include "report.h"

// How many things of a kind are named; of the others only how many they are is said.
enum { LISTED_MOST = 4 };

// What is said when the property does not hold.
struct answer {
    struct text actual;
    struct text hint;
    const char *label; // what stands before the hint; NULL: "    hint: "
    int line;          // of the code to be marked; 0: nothing
    int column;
    int end_column; // 0: up to the end of the line
};

struct question {
    const struct mynah_report *report;
    const struct mynah_property *property;
    enum mynah_direction direction;
    enum mynah_verdict verdict;
    enum mynah_results results;
};

typedef bool property_check(const struct question *question, struct answer *answer);

// Whether the code parses, what it binds, and the verdict.
property_check mynah__meets_parses, mynah__meets_syntax_error, mynah__meets_syntax_error_at,
    mynah__meets_syntax_error_message, mynah__meets_results, mynah__meets_version,
    mynah__meets_verdict;
// Channels.
property_check mynah__meets_access, mynah__meets_value, mynah__meets_only_channel,
    mynah__meets_no_access, mynah__meets_accesses;
// Findings.
property_check mynah__meets_risk, mynah__meets_no_risks, mynah__meets_findings;
// A class of the code beside an interface.
property_check mynah__meets_interface;

// Add other people's text: ASCII, shortened; the second in quotes; the third as a sentence.
void mynah__answer_clipped(struct text *text, const char *words);
void mynah__answer_quoted(struct text *text, const char *words);
void mynah__answer_message(struct text *text, const char *message);

void mynah__answer_mark(struct answer *answer, const struct mynah_finding *finding);
// Say what the finding says, and mark its place.
void mynah__answer_finding(struct answer *answer, const struct mynah_finding *finding);
// Say that the code does not parse, and why; false, to be returned.
bool mynah__answer_broken(const struct question *question, struct answer *answer);

// Return the first finding of that category and at least that severity, or NULL.
const struct mynah_finding *mynah__find_category(const struct mynah_report *report,
                                                 enum mynah_category category,
                                                 enum mynah_severity least);

// Say what the module binds instead of `results`, and which of it may have been meant.
void mynah__answer_names(const struct mynah_report *report, struct answer *answer);

// What is expected of accesses and of findings that meet a condition, in words.
void mynah__expect_accesses(struct text *text, const struct mynah_property *property);
void mynah__expect_findings(struct text *text, const struct mynah_property *property);

#endif
