// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CMOCKA_CODE_H
#define MYNAH_CMOCKA_CODE_H

/*
 * Assertions about Python code.  Included by mynah_cmocka.h.
 *
 * `code` is text, judged under the default policy, or a `struct mynah_report *`, which was judged
 * under a policy of yours (see mynah/analyzer.h).  Conditions are on accesses and on findings with
 * the paths that `struct mynah_property` lists.
 */

#include <mynah/analyzer.h>
#include <mynah/snapshot.h>

#include "mynah_cmocka/match.h"

/* ### Syntax */

/** CPython compiles the code. */
#define assert_code_parses(code)                                                                   \
    MYNAH_CMOCKA_CODE("assert_code_parses(" #code ")", NULL, code,                                 \
                      mynah_cmocka_ask(MYNAH_PROPERTY_PARSES, NULL))

/** CPython does not compile the code. */
#define assert_code_syntax_error(code)                                                             \
    MYNAH_CMOCKA_CODE("assert_code_syntax_error(" #code ")", NULL, code,                           \
                      mynah_cmocka_ask(MYNAH_PROPERTY_SYNTAX_ERROR, NULL))

/** CPython does not compile the code, and names this line. */
#define assert_code_syntax_error_at(code, line)                                                    \
    MYNAH_CMOCKA_CODE("assert_code_syntax_error_at(" #code ", " #line ")", NULL, code,             \
                      mynah_cmocka_ask_number(MYNAH_PROPERTY_SYNTAX_ERROR_AT, (line)))

/** CPython does not compile the code; what it says, `SyntaxError: …`, has this in it. */
#define assert_code_syntax_error_message(code, part)                                               \
    MYNAH_CMOCKA_CODE("assert_code_syntax_error_message(" #code ", " #part ")", NULL, code,        \
                      mynah_cmocka_ask(MYNAH_PROPERTY_SYNTAX_ERROR_MESSAGE, (part)))

/** The syntax of this version of Python suffices: `"3.8"`. */
#define assert_code_runs_on(code, version)                                                         \
    MYNAH_CMOCKA_CODE("assert_code_runs_on(" #code ", " #version ")", NULL, code,                  \
                      mynah_cmocka_ask(MYNAH_PROPERTY_REQUIRES, (version)))

/* ### Results */

/** `results` is bound whenever the code ends normally. */
#define assert_code_defines_results(code)                                                          \
    MYNAH_CMOCKA_CODE("assert_code_defines_results(" #code ")", NULL, code,                        \
                      mynah_cmocka_ask(MYNAH_PROPERTY_DEFINES_RESULTS, NULL))

/** `results` is never bound. */
#define assert_code_missing_results(code)                                                          \
    MYNAH_CMOCKA_CODE("assert_code_missing_results(" #code ")", NULL, code,                        \
                      mynah_cmocka_ask(MYNAH_PROPERTY_MISSING_RESULTS, NULL))

/** `results` is bound on some ways through the code, and on others not. */
#define assert_code_may_miss_results(code)                                                         \
    MYNAH_CMOCKA_CODE("assert_code_may_miss_results(" #code ")", NULL, code,                       \
                      mynah_cmocka_ask_number(MYNAH_PROPERTY_RESULTS, MYNAH_RESULTS_SOMETIMES))

/* ### Channels */

/** The code may write this channel; any channel when that is `NULL`. */
#define assert_code_writes_channel(code, channel)                                                  \
    MYNAH_CMOCKA_CODE("assert_code_writes_channel(" #code ", " #channel ")", NULL, code,           \
                      mynah_cmocka_ask(MYNAH_PROPERTY_WRITES_CHANNEL, (channel)))

/** The code may write this value, a Python literal: `"1.5"`, `"'on'"`; numbers by value. */
#define assert_code_writes_value(code, channel, value)                                             \
    MYNAH_CMOCKA_CODE("assert_code_writes_value(" #code ", " #channel ", " #value ")", NULL, code, \
                      mynah_cmocka_ask_value(MYNAH_PROPERTY_WRITES_VALUE, (channel), (value)))

/** The code writes this channel, no other, and does nothing that might hide a write. */
#define assert_code_writes_only(code, channel)                                                     \
    MYNAH_CMOCKA_CODE("assert_code_writes_only(" #code ", " #channel ")", NULL, code,              \
                      mynah_cmocka_ask(MYNAH_PROPERTY_WRITES_ONLY, (channel)))

/** The code may read this channel; any channel when that is `NULL`. */
#define assert_code_reads_channel(code, channel)                                                   \
    MYNAH_CMOCKA_CODE("assert_code_reads_channel(" #code ", " #channel ")", NULL, code,            \
                      mynah_cmocka_ask(MYNAH_PROPERTY_READS_CHANNEL, (channel)))

/** The code writes no channel, and does nothing that might hide a write. */
#define assert_code_no_channel_writes(code)                                                        \
    MYNAH_CMOCKA_CODE("assert_code_no_channel_writes(" #code ")", NULL, code,                      \
                      mynah_cmocka_ask(MYNAH_PROPERTY_NO_CHANNEL_WRITES, NULL))

/** The code reads no channel, and does nothing that might hide a read. */
#define assert_code_no_channel_reads(code)                                                         \
    MYNAH_CMOCKA_CODE("assert_code_no_channel_reads(" #code ")", NULL, code,                       \
                      mynah_cmocka_ask(MYNAH_PROPERTY_NO_CHANNEL_READS, NULL))

/** At least one access meets the condition. */
#define assert_code_any_access(code, condition)                                                    \
    MYNAH_CMOCKA_CODE(                                                                             \
        "assert_code_any_access(" #code ", " #condition ")", NULL, code,                           \
        mynah_cmocka_ask_count(MYNAH_PROPERTY_ACCESSES, (condition), 1, MYNAH_ANY_NUMBER))

/** No access that was found meets the condition. */
#define assert_code_no_access(code, condition)                                                     \
    MYNAH_CMOCKA_CODE("assert_code_no_access(" #code ", " #condition ")", NULL, code,              \
                      mynah_cmocka_ask_count(MYNAH_PROPERTY_ACCESSES, (condition), 0, 0))

/** Exactly `times` accesses meet the condition. */
#define assert_code_access_times(code, times, condition)                                           \
    MYNAH_CMOCKA_CODE("assert_code_access_times(" #code ", " #times ", " #condition ")", NULL,     \
                      code, mynah_cmocka_ask_times(MYNAH_PROPERTY_ACCESSES, (condition), (times)))

/* ### Findings */

/** The code has this risk: a rule's name, its Bandit or Ruff id, or the qualified name called. */
#define assert_code_has_risk(code, what)                                                           \
    MYNAH_CMOCKA_CODE("assert_code_has_risk(" #code ", " #what ")", NULL, code,                    \
                      mynah_cmocka_ask(MYNAH_PROPERTY_HAS_RISK, (what)))

/** The code has no risk of severity medium or high. */
#define assert_code_no_risks(code)                                                                 \
    MYNAH_CMOCKA_CODE("assert_code_no_risks(" #code ")", NULL, code,                               \
                      mynah_cmocka_ask(MYNAH_PROPERTY_NO_RISKS, NULL))

/** This rule reports something, or nothing. */
#define assert_code_has_rule(code, rule)                                                           \
    MYNAH_CMOCKA_CODE("assert_code_has_rule(" #code ", " #rule ")", NULL, code,                    \
                      mynah_cmocka_ask_count(MYNAH_PROPERTY_FINDINGS,                              \
                                             mynah_match_is("rule", (rule)), 1, MYNAH_ANY_NUMBER))
#define assert_code_no_rule(code, rule)                                                            \
    MYNAH_CMOCKA_CODE(                                                                             \
        "assert_code_no_rule(" #code ", " #rule ")", NULL, code,                                   \
        mynah_cmocka_ask_count(MYNAH_PROPERTY_FINDINGS, mynah_match_is("rule", (rule)), 0, 0))

/** Something of this category is found, or nothing: `MYNAH_CATEGORY_OPAQUE`. */
#define assert_code_has_category(code, category)                                                   \
    MYNAH_CMOCKA_CODE(                                                                             \
        "assert_code_has_category(" #code ", " #category ")", NULL, code,                          \
        mynah_cmocka_ask_count(MYNAH_PROPERTY_FINDINGS,                                            \
                               mynah_match_is("category", mynah_category_name(category)), 1,       \
                               MYNAH_ANY_NUMBER))
#define assert_code_no_category(code, category)                                                    \
    MYNAH_CMOCKA_CODE(                                                                             \
        "assert_code_no_category(" #code ", " #category ")", NULL, code,                           \
        mynah_cmocka_ask_count(MYNAH_PROPERTY_FINDINGS,                                            \
                               mynah_match_is("category", mynah_category_name(category)), 0, 0))

/** Nothing is found that has this severity or a higher one: `MYNAH_SEVERITY_MEDIUM`. */
#define assert_code_no_severity(code, severity)                                                    \
    MYNAH_CMOCKA_CODE(                                                                             \
        "assert_code_no_severity(" #code ", " #severity ")", NULL, code,                           \
        mynah_cmocka_ask_count(MYNAH_PROPERTY_FINDINGS, mynah_match_severity(severity), 0, 0))

/** At least one finding meets the condition. */
#define assert_code_any_finding(code, condition)                                                   \
    MYNAH_CMOCKA_CODE(                                                                             \
        "assert_code_any_finding(" #code ", " #condition ")", NULL, code,                          \
        mynah_cmocka_ask_count(MYNAH_PROPERTY_FINDINGS, (condition), 1, MYNAH_ANY_NUMBER))

/** No finding meets the condition. */
#define assert_code_no_finding(code, condition)                                                    \
    MYNAH_CMOCKA_CODE("assert_code_no_finding(" #code ", " #condition ")", NULL, code,             \
                      mynah_cmocka_ask_count(MYNAH_PROPERTY_FINDINGS, (condition), 0, 0))

/** Exactly `times` findings meet the condition. */
#define assert_code_finding_times(code, times, condition)                                          \
    MYNAH_CMOCKA_CODE("assert_code_finding_times(" #code ", " #times ", " #condition ")", NULL,    \
                      code, mynah_cmocka_ask_times(MYNAH_PROPERTY_FINDINGS, (condition), (times)))

/** There are exactly `count` findings in all. */
#define assert_code_finding_count(code, count)                                                     \
    MYNAH_CMOCKA_CODE("assert_code_finding_count(" #code ", " #count ")", NULL, code,              \
                      mynah_cmocka_ask_total(MYNAH_PROPERTY_FINDINGS, (count)))

/* ### The verdict */

/** A person must approve the code before it runs: the verdict is `ask`. */
#define assert_code_needs_approval(code)                                                           \
    MYNAH_CMOCKA_CODE("assert_code_needs_approval(" #code ")", NULL, code,                         \
                      mynah_cmocka_ask(MYNAH_PROPERTY_NEEDS_APPROVAL, NULL))

/** The code may run as it is: the verdict is `allow`. */
#define assert_code_allowed(code)                                                                  \
    MYNAH_CMOCKA_CODE("assert_code_allowed(" #code ")", NULL, code,                                \
                      mynah_cmocka_ask(MYNAH_PROPERTY_ALLOWED, NULL))

/** The verdict is this one: `MYNAH_VERDICT_DENY`. */
#define assert_code_verdict(code, verdict)                                                         \
    MYNAH_CMOCKA_CODE("assert_code_verdict(" #code ", " #verdict ")", NULL, code,                  \
                      mynah_cmocka_ask_number(MYNAH_PROPERTY_VERDICT, (verdict)))

/* ### Classes */

/**
 * A class of the code has all methods of an interface: of the last class in `interface`, a piece of
 * Python such as a `typing.Protocol`.  Each method can be called as the interface's can: by the
 * same names, in the same order, async or not.  Bases in the code count, annotations do not.
 */
#define assert_code_implements(code, name, interface)                                              \
    MYNAH_CMOCKA_CODE("assert_code_implements(" #code ", " #name ", " #interface ")", NULL, code,  \
                      mynah_cmocka_ask_value(MYNAH_PROPERTY_IMPLEMENTS, (name), (interface)))

/* ### Snapshots */

/**
 * The code is that of the snapshot `snapshots/<name>.py`, but for line ends and trailing blanks.
 * How to accept new code, where the folder is and that `CI` is respected: mynah/snapshot.h.
 */
#define assert_code_matches_snapshot(code, name)                                                   \
    mynah_cmocka_snapshot(                                                                         \
        MYNAH_CMOCKA_HERE("assert_code_matches_snapshot(" #code ", " #name ")", NULL), (code),     \
        (name))

/* ### For assertions of your own */

/** A question with the condition that it is about, so that neither needs storage of its own. */
struct mynah_cmocka_question {
    struct mynah_property property;
    struct mynah_match match;
    bool has_match;
};

static inline struct mynah_cmocka_question
mynah_cmocka_ask_value(enum mynah_property_kind kind, const char *operand, const char *value)
{
    struct mynah_cmocka_question question = MYNAH_CMOCKA_ZERO;
    question.property.kind = kind;
    question.property.operand = operand;
    question.property.value = value;
    return question;
}

static inline struct mynah_cmocka_question mynah_cmocka_ask(enum mynah_property_kind kind,
                                                            const char *operand)
{
    return mynah_cmocka_ask_value(kind, operand, NULL);
}

static inline struct mynah_cmocka_question mynah_cmocka_ask_number(enum mynah_property_kind kind,
                                                                   int64_t number)
{
    struct mynah_cmocka_question question = mynah_cmocka_ask(kind, NULL);
    question.property.number = number;
    return question;
}

static inline struct mynah_cmocka_question mynah_cmocka_ask_count(enum mynah_property_kind kind,
                                                                  struct mynah_match match,
                                                                  size_t least, size_t most)
{
    struct mynah_cmocka_question question = mynah_cmocka_ask(kind, NULL);
    question.property.least = least;
    question.property.most = most;
    question.match = match;
    question.has_match = true;
    return question;
}

static inline struct mynah_cmocka_question
mynah_cmocka_ask_times(enum mynah_property_kind kind, struct mynah_match match, size_t times)
{
    return mynah_cmocka_ask_count(kind, match, times, times);
}

static inline struct mynah_cmocka_question mynah_cmocka_ask_total(enum mynah_property_kind kind,
                                                                  size_t count)
{
    struct mynah_cmocka_question question = mynah_cmocka_ask(kind, NULL);
    question.property.least = count;
    question.property.most = count;
    return question;
}

static inline struct mynah_property
mynah_cmocka_property(const struct mynah_cmocka_question *question)
{
    struct mynah_property property = question->property;
    property.match = question->has_match ? &question->match : NULL;
    return property;
}

static inline void mynah_cmocka_text(struct mynah_cmocka_place place, const char *code,
                                     struct mynah_cmocka_question question)
{
    char why[MYNAH_CMOCKA_WHY_SIZE];
    if (!mynah_code_meets(code, mynah_cmocka_property(&question), why, sizeof why)) {
        mynah_cmocka_raise(place, why);
    }
}

static inline void mynah_cmocka_report(struct mynah_cmocka_place place,
                                       const struct mynah_report *report,
                                       struct mynah_cmocka_question question)
{
    char why[MYNAH_CMOCKA_WHY_SIZE];
    if (!mynah_report_meets(report, mynah_cmocka_property(&question), why, sizeof why)) {
        mynah_cmocka_raise(place, why);
    }
}

static inline void mynah_cmocka_snapshot(struct mynah_cmocka_place place, const char *code,
                                         const char *name)
{
    char why[MYNAH_CMOCKA_WHY_SIZE];
    struct mynah_snapshot snapshot = MYNAH_CMOCKA_ZERO;
    snapshot.name = name;
    if (!mynah_snapshot_meets(code, &snapshot, why, sizeof why)) {
        mynah_cmocka_raise(place, why);
    }
}

/* Text or a report, by the type of `code`. */
#ifdef __cplusplus
static inline void mynah_cmocka_code(mynah_cmocka_place place, const char *code,
                                     mynah_cmocka_question question)
{
    mynah_cmocka_text(place, code, question);
}
static inline void mynah_cmocka_code(mynah_cmocka_place place, const mynah_report *report,
                                     mynah_cmocka_question question)
{
    mynah_cmocka_report(place, report, question);
}
#define MYNAH_CMOCKA_CODE(expression, message, code, question)                                     \
    mynah_cmocka_code(MYNAH_CMOCKA_HERE(expression, message), (code), question)
#else
#define MYNAH_CMOCKA_CODE(expression, message, code, question)                                     \
    _Generic((code), struct mynah_report * : mynah_cmocka_report, const struct mynah_report *      \
             : mynah_cmocka_report, default                                                        \
             : mynah_cmocka_text)(MYNAH_CMOCKA_HERE(expression, message), (code), question)
#endif

#endif
