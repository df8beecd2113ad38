// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_VERDICT_H
#define MYNAH_VERDICT_H

/**
 * # mynah/verdict.h: the words for what code is and what may be done with it
 *
 * Both halves of Mynah speak them: the generator labels what it writes, the analyzer reports what
 * it read.  Each enumeration has a function that gives a value's name as the command prints it.
 */

#include <mynah/base.h>

MYNAH_BEGIN

/** What may be done with a piece of code. */
enum mynah_verdict {
    MYNAH_VERDICT_ALLOW, /* run it */
    MYNAH_VERDICT_ASK,   /* a person must approve it first */
    MYNAH_VERDICT_DENY,  /* the policy forbids it */
    MYNAH_VERDICT_RETRY, /* it is broken: back to the generator with the findings */
};

/** Whether `results` is bound at module scope when the module ends normally. */
enum mynah_results {
    MYNAH_RESULTS_UNKNOWN, /* the code does not parse; JSON has `null` */
    MYNAH_RESULTS_NEVER,
    MYNAH_RESULTS_SOMETIMES,
    MYNAH_RESULTS_ALWAYS,
};

/** What a finding is about. */
enum mynah_category {
    MYNAH_CATEGORY_SYNTAX,  /* Python would not compile it */
    MYNAH_CATEGORY_RESULTS, /* the `results` mapping is missing or no mapping */
    MYNAH_CATEGORY_CHANNEL, /* a control-system channel is written or read */
    MYNAH_CATEGORY_RISK,    /* a security risk */
    MYNAH_CATEGORY_OPAQUE,  /* the analyzer could not follow what happens here */
};

enum mynah_severity {
    MYNAH_SEVERITY_INFO,
    MYNAH_SEVERITY_LOW,
    MYNAH_SEVERITY_MEDIUM,
    MYNAH_SEVERITY_HIGH,
};

/** How sure the analyzer is that a finding is what it says. */
enum mynah_confidence {
    MYNAH_CONFIDENCE_LOW,
    MYNAH_CONFIDENCE_MEDIUM,
    MYNAH_CONFIDENCE_HIGH,
};

enum mynah_direction {
    MYNAH_DIRECTION_READ,
    MYNAH_DIRECTION_WRITE,
};

/** One step of how the analyzer came to a finding: an import, an alias, a call. */
struct mynah_trace {
    int line;
    int column;
    const char *text;
};

/** One thing that the analyzer found, at `line`:`column` up to before `end_line`:`end_column`. */
struct mynah_finding {
    const char *rule; /* kebab-case name, as `mynah rules` lists it */
    enum mynah_category category;
    enum mynah_severity severity;
    enum mynah_confidence confidence;
    int line;
    int column;
    int end_line;
    int end_column;
    const char *message; /* one sentence */
    const char *subject; /* the channel, name or module that it is about; may be `NULL` */
    const struct mynah_trace *trace;
    size_t trace_count;
    const char *suppressed; /* the reason that a comment gives for allowing it; else `NULL` */
};

/** One access to a control-system channel: one for each call and channel that it may touch. */
struct mynah_access {
    enum mynah_direction direction;
    const char *channel; /* `NULL` when it is not known */
    bool certain;        /* false when it is one of several channels or only maybe an access */
    const char *value;   /* the value written, as a Python literal; `NULL` when not known */
    const char *api;     /* qualified name of what is called: `epics.caput` */
    int line;
    int column;
};

/** Why a verdict is what it is: one for each finding that asked for more than `allow`. */
struct mynah_reason {
    enum mynah_verdict verdict;
    const char *rule;
    int line;
};

/** Return the value's name: `"ask"`, `"sometimes"`, `"risk"`, `"medium"`, `"write"`. */
MYNAH_API const char *mynah_verdict_name(enum mynah_verdict verdict);
MYNAH_API const char *mynah_results_name(enum mynah_results results);
MYNAH_API const char *mynah_category_name(enum mynah_category category);
MYNAH_API const char *mynah_severity_name(enum mynah_severity severity);
MYNAH_API const char *mynah_confidence_name(enum mynah_confidence confidence);
MYNAH_API const char *mynah_direction_name(enum mynah_direction direction);

MYNAH_END

#endif
