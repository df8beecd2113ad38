// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_ANALYZER_H
#define MYNAH_ANALYZER_H

/**
 * # mynah/analyzer.h: what would this Python do, and may it run?
 *
 *     struct mynah_analyzer *analyzer = mynah_analyzer_create(NULL, NULL);
 *     struct mynah_report *report = mynah_analyzer_check(analyzer, code, strlen(code), NULL);
 *     if (mynah_report_verdict(report) == MYNAH_VERDICT_ALLOW) ...
 *     mynah_report_destroy(report);
 *     mynah_analyzer_destroy(analyzer);
 *
 * The code is read, never run.  Same bytes, same options, same version: same report.
 */

#include <mynah/config.h>
#include <mynah/generator.h>
#include <mynah/loop.h>
#include <mynah/match.h>
#include <mynah/verdict.h>

MYNAH_BEGIN

/** The tables and the policy to judge by.  Never changed after creation: threads may share one. */
struct mynah_analyzer;

struct mynah_analyzer_options {
    /**
     * Sections `approval`, `control_system`, `analysis` and `policy` are read, and the files that
     * they name; of `execution`, `python`.  May be `NULL`.
     */
    const struct mynah_config *config;
    /**
     * "3.8" to "3.14"; goes before the configuration's; "3.13" by default.  "auto" runs the
     * interpreter `execution.python`, `python3` by default, to ask for its version.
     */
    const char *target_version;
    /** "required" or "optional"; goes before the configuration's; "required" by default. */
    const char *results;
};

/** Create an analyzer.  Release with mynah_analyzer_destroy().  Errors: a wrong option, named. */
MYNAH_API struct mynah_analyzer *mynah_analyzer_create(const struct mynah_analyzer_options *options,
                                                       struct mynah_error *error);
MYNAH_API void mynah_analyzer_destroy(struct mynah_analyzer *analyzer);

/**
 * A row of the user's own: of a file that `analysis.surfaces` or `analysis.rules` names.  They add
 * to what is built in; docs/analysis.md says what stands in them.
 */
struct mynah_own_row {
    const char *file; /* as the configuration names it */
    int line;
    const char *name;             /* of the function, method, attribute or module */
    const char *access;           /* of a surface: "none", "read", "write", "both"; else `NULL` */
    const char *rule;             /* of a rule: its name; else `NULL` */
    enum mynah_severity severity; /* of a rule */
    const char *message;          /* of a rule; else `NULL` */
};

/** Return how many there are, and the one at `index`, in the order of the files. */
MYNAH_API size_t mynah_analyzer_row_count(const struct mynah_analyzer *analyzer);
MYNAH_API const struct mynah_own_row *mynah_analyzer_row(const struct mynah_analyzer *analyzer,
                                                         size_t index);

/* ## Checking */

/** All that was found in one piece of code. */
struct mynah_report;

/**
 * Judge `size` bytes of Python.  Any bytes are judged: what does not parse gets `retry`.
 *
 * Release with mynah_report_destroy(); the report does not need the code or the analyzer any more.
 * Errors: `MYNAH_ERROR_MEMORY`; `MYNAH_ERROR_LIMIT` for more than MYNAH_CODE_MAX bytes.
 */
MYNAH_API struct mynah_report *mynah_analyzer_check(const struct mynah_analyzer *analyzer,
                                                    const char *code, size_t size,
                                                    struct mynah_error *error);

/**
 * The same for Markdown, as models answer: its fenced blocks of Python are judged as one program,
 * in order.  A block without a language counts when it is Python; text without any fence is taken
 * for code.  Lines, columns and the hash are those of the Markdown.
 */
MYNAH_API struct mynah_report *mynah_analyzer_check_markdown(const struct mynah_analyzer *analyzer,
                                                             const char *text, size_t size,
                                                             struct mynah_error *error);

/** The largest code that is judged, in bytes: 64 MiB. */
#define MYNAH_CODE_MAX ((size_t)64 << 20)

MYNAH_API void mynah_report_destroy(struct mynah_report *report);

MYNAH_API enum mynah_verdict mynah_report_verdict(const struct mynah_report *report);
/** Return whether CPython of the target version would compile the code. */
MYNAH_API bool mynah_report_parses(const struct mynah_report *report);
MYNAH_API enum mynah_results mynah_report_results(const struct mynah_report *report);
/** Return the oldest Python version whose syntax suffices, "3.8"; `NULL` when it does not parse. */
MYNAH_API const char *mynah_report_requires_python(const struct mynah_report *report);
/** Return the SHA-256 of the code as 64 hexadecimal digits. */
MYNAH_API const char *mynah_report_sha256(const struct mynah_report *report);
/** Return the fingerprint of the policy that was in force: 16 hexadecimal digits. */
MYNAH_API const char *mynah_report_policy(const struct mynah_report *report);

/** Findings are ordered by line, column, end, rule, subject; accesses and reasons likewise. */
MYNAH_API size_t mynah_report_finding_count(const struct mynah_report *report);
MYNAH_API const struct mynah_finding *mynah_report_finding(const struct mynah_report *report,
                                                           size_t index);
MYNAH_API size_t mynah_report_access_count(const struct mynah_report *report);
MYNAH_API const struct mynah_access *mynah_report_access(const struct mynah_report *report,
                                                         size_t index);
MYNAH_API size_t mynah_report_reason_count(const struct mynah_report *report);
MYNAH_API const struct mynah_reason *mynah_report_reason(const struct mynah_report *report,
                                                         size_t index);

/**
 * Return what has to be put right, as the error chain that a generator is given for its next
 * attempt: one failure for each reason to `retry`, in order of lines, with the line and the code.
 * None unless the verdict is `retry`.  `attempt` is 0: the caller counts.
 *
 * Ownership: all of it is borrowed from the report.
 */
MYNAH_API const struct mynah_failure *mynah_report_failures(const struct mynah_report *report,
                                                            size_t *count);

/* ## Properties: one question, answered with a reason */

enum mynah_property_kind {
    MYNAH_PROPERTY_PARSES,
    MYNAH_PROPERTY_SYNTAX_ERROR,
    MYNAH_PROPERTY_DEFINES_RESULTS, /* always bound */
    MYNAH_PROPERTY_MISSING_RESULTS, /* never bound */
    MYNAH_PROPERTY_WRITES_CHANNEL,  /* `operand`: the channel, or `NULL` for any */
    MYNAH_PROPERTY_READS_CHANNEL,   /* likewise */
    MYNAH_PROPERTY_NO_CHANNEL_WRITES,
    MYNAH_PROPERTY_HAS_RISK, /* `operand`: a rule, its Bandit or Ruff id, or the name called */
    MYNAH_PROPERTY_NO_RISKS, /* no risk of severity medium or high */
    MYNAH_PROPERTY_NEEDS_APPROVAL,
    MYNAH_PROPERTY_ALLOWED,
    MYNAH_PROPERTY_SYNTAX_ERROR_AT,      /* `number`: the line that CPython names */
    MYNAH_PROPERTY_SYNTAX_ERROR_MESSAGE, /* `operand`: a part of "SyntaxError: invalid syntax" */
    MYNAH_PROPERTY_RESULTS,              /* `number`: an enum mynah_results */
    MYNAH_PROPERTY_REQUIRES,             /* `operand`: "3.8", whose syntax suffices */
    MYNAH_PROPERTY_WRITES_VALUE,         /* `operand`: as WRITES_CHANNEL; `value` */
    MYNAH_PROPERTY_WRITES_ONLY, /* `operand`: a channel, which is written, and none besides */
    MYNAH_PROPERTY_NO_CHANNEL_READS,
    MYNAH_PROPERTY_ACCESSES, /* `match`, `least`, `most` */
    MYNAH_PROPERTY_FINDINGS, /* likewise */
    MYNAH_PROPERTY_VERDICT,  /* `number`: an enum mynah_verdict */
    /** The class `operand` has the methods of the last class in `value`, a piece of Python. */
    MYNAH_PROPERTY_IMPLEMENTS,
};

/** In `most`: any number. */
#define MYNAH_ANY_NUMBER SIZE_MAX

/**
 * What is expected of the code; members that the kind does not name are not looked at.
 *
 * ACCESSES and FINDINGS count what meets a condition; `NULL` is met by all.  A condition on an
 * access has the paths `direction`, `channel`, `value` (a Python literal), `number` (the value,
 * when it is one), `api`, `certain`; on a finding `rule`, `category`, `severity`, `confidence`,
 * `message`, `subject`.
 */
struct mynah_property {
    enum mynah_property_kind kind;
    const char *operand;
    const char *value; /* a Python literal, numbers being compared by value; or Python */
    int64_t number;
    const struct mynah_match *match;
    size_t least;
    size_t most;
};

/**
 * Say whether the report has the property.  When it has not, `why` gets what was expected, what is
 * there, the reason, and the lines of code around it: several lines of text, cut at `size` bytes.
 */
MYNAH_API bool mynah_report_meets(const struct mynah_report *report, struct mynah_property property,
                                  char *why, size_t size);

/**
 * The same for code, judged under the default policy.  Code of `NULL`, which a generator returns
 * for an error, has no property; nor has any when memory runs out: `why` says which.
 */
MYNAH_API bool mynah_code_meets(const char *code, struct mynah_property property, char *why,
                                size_t size);

/* ## In a loop, see mynah/loop.h */

/**
 * Return the analyzer as the checker of a loop; its `destroy` is `NULL`, and the analyzer stays the
 * caller's.  Code with a risk or anything opaque, of whatever severity, is to be confined.
 */
MYNAH_API struct mynah_code_checker mynah_analyzer_checker(const struct mynah_analyzer *analyzer);

/**
 * Run the code, whatever the verdict on it, and say whether it ends as expected: with results, or,
 * when `raises` is not `NULL`, with that failure: "ZeroDivisionError", "missing-results".
 *
 * It runs as an executor with default options runs it: in front of mocked channels, in a container
 * when it has a risk or anything opaque.  `why` is as that of mynah_code_meets().
 */
MYNAH_API bool mynah_code_run_meets(const char *code, const char *raises, char *why, size_t size);

/* ## Writing a report */

enum mynah_format {
    MYNAH_FORMAT_TEXT,   /* for people: the code line and a caret */
    MYNAH_FORMAT_JSON,   /* one document */
    MYNAH_FORMAT_NDJSON, /* one line */
    MYNAH_FORMAT_SARIF,  /* SARIF 2.1.0 */
    MYNAH_FORMAT_GITHUB, /* workflow commands of GitHub Actions */
    MYNAH_FORMAT_GITLAB, /* GitLab's Code Quality report */
    MYNAH_FORMAT_JUNIT,  /* JUnit's XML */
    MYNAH_FORMAT_HTML,   /* one page without script */
};

struct mynah_write_options {
    const char *path; /* what to call the code; `NULL`: JSON has `null`, text has `<code>` */
    const char *id;   /* JSON's `id`; may be `NULL` */
    bool color;       /* text only */
};

/** Return the report as text.  Release with mynah_free(). */
MYNAH_API char *mynah_report_write(const struct mynah_report *report, enum mynah_format format,
                                   const struct mynah_write_options *options,
                                   struct mynah_error *error);

/* ## Rules */

/** What is known of a rule; static.  Lists end with `NULL`. */
struct mynah_rule {
    const char *name;
    enum mynah_category category;
    enum mynah_severity severity;
    const char *summary;
    const char *why;
    const char *bad;  /* code with which it is reported */
    const char *good; /* code with which it is not */
    const char *const *bandit;
    const char *const *ruff;
    int cwe; /* 0: none */
};

/** Return the number of rules, and the one at `index`, in order of names. */
MYNAH_API size_t mynah_rule_count(void);
MYNAH_API const struct mynah_rule *mynah_rule_at(size_t index);
/** Return the rule with that name, or with that Bandit or Ruff id, or `NULL`. */
MYNAH_API const struct mynah_rule *mynah_rule_find(const char *name);

MYNAH_END

#endif
