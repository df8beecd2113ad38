// SPDX-License-Identifier: Apache-2.0
//
// `mynah check`: judge files, or a batch of snippets, and say by the exit code how it went.

#include "cli/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum exit_style { EXIT_BY_FAIL_ON, EXIT_BY_VERDICT };

struct check {
    int format;
    bool batch;
    const char *config;
    const char *target_version;
    const char *results;
    const char *fail_on;
    int exit_code;
    struct list select;
    struct list ignore;
    int jobs;
    const char *audit;
};

// clang-format off
#define AT(member) offsetof(struct check, member)

static const char *const formats[] = { "text", "json", "ndjson", "sarif", "github", "gitlab", "junit", "html", NULL };
static const char *const exit_styles[] = { "fail-on", "verdict", NULL };

static const struct option_row options[] = {
    { "format", OPTION_WORD, AT(format), "FORMAT", "text (default), json, ndjson, sarif, github, gitlab, junit, html", formats },
    { "batch", OPTION_FLAG, AT(batch), NULL,
      "read one {\"id\":...,\"code\":\"...\"} a line, write one verdict a line", NULL },
    { "config", OPTION_TEXT, AT(config), "FILE",
      "the configuration; else MYNAH_CONFIG, mynah.yml, config.yml", NULL },
    { "target-version", OPTION_TEXT, AT(target_version), "VERSION", "3.8 to 3.14 (default 3.13)", NULL },
    { "results", OPTION_TEXT, AT(results), "WORD", "required (default) or optional", NULL },
    { "fail-on", OPTION_TEXT, AT(fail_on), "VERDICTS",
      "exit with 1 for these (default ask,deny,retry; none)", NULL },
    { "exit-code", OPTION_WORD, AT(exit_code), "STYLE",
      "fail-on (default), or verdict: 0 allow, 3 ask, 4 deny, 5 retry", exit_styles },
    { "select", OPTION_LIST, AT(select), "NAMES", "print findings of these rules and categories only", NULL },
    { "ignore", OPTION_LIST, AT(ignore), "NAMES", "do not print findings of these", NULL },
    { "audit", OPTION_TEXT, AT(audit), "FILE", "add a line to it for each verdict ask or deny", NULL },
    { "jobs", OPTION_NUMBER, AT(jobs), "N", "judge files with N threads (default 1)", NULL },
    { 0 },
};
// clang-format on

// Read "ask,deny" into one flag for each verdict.
static bool read_fail_on(const char *words, bool fail_on[4])
{
    static const char *const names[] = { "allow", "ask", "deny", "retry" };
    if (strcmp(words, "none") == 0) {
        return true;
    }
    while (*words) {
        size_t size = strcspn(words, ",");
        size_t i = 0;
        while (i < 4 && (strlen(names[i]) != size || strncmp(names[i], words, size) != 0)) {
            i++;
        }
        if (i == 4) {
            mynah__complain("--fail-on takes allow, ask, deny, retry, parted by commas, or none; "
                            "not '%.40s'",
                            words);
            return false;
        }
        fail_on[i] = true;
        words += size + (words[size] == ',');
    }
    return true;
}

static int exit_code_of(const struct session *session, const bool fail_on[4], enum exit_style style)
{
    static const struct {
        enum mynah_verdict verdict;
        int code;
    } codes[] = { { MYNAH_VERDICT_DENY, 4 }, { MYNAH_VERDICT_RETRY, 5 }, { MYNAH_VERDICT_ASK, 3 } };
    if (session->trouble) {
        return EXIT_TROUBLE;
    }
    if (style == EXIT_BY_VERDICT) {
        for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
            if (session->verdicts_seen[codes[i].verdict]) {
                return codes[i].code;
            }
        }
        return EXIT_FINE;
    }
    for (size_t i = 0; i < 4; i++) {
        if (fail_on[i] && session->verdicts_seen[i]) {
            return EXIT_VERDICT;
        }
    }
    return EXIT_FINE;
}

static bool read_selection(const struct check *check, struct session *session)
{
    struct selection *selection = &session->selection;
    for (size_t i = 0; i < check->select.count; i++) {
        if (!mynah__selection_add(session, &selection->select, check->select.items[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < check->ignore.count; i++) {
        if (!mynah__selection_add(session, &selection->ignore, check->ignore.items[i])) {
            return false;
        }
    }
    return true;
}

static void check_files(const struct check *check, struct session *session, struct list operands)
{
    struct list paths = { 0 };
    struct text rest = { 0 };
    if (!mynah__walk(session, operands, &paths)) {
        session->trouble = true;
        return;
    }
    mynah__check_files(session, paths, check->jobs);
    mynah__document_end(&session->document, &rest);
    session->trouble = !mynah__print_text(&rest) || session->trouble;
}

static bool is_usable(const struct check *check, struct list operands)
{
    if (check->batch && operands.count) {
        mynah__complain("check: --batch reads standard input and takes no path");
        return false;
    }
    if (check->batch && check->format != MYNAH_FORMAT_TEXT &&
        check->format != MYNAH_FORMAT_NDJSON) {
        mynah__complain("check: --batch writes ndjson, not %s", formats[check->format]);
        return false;
    }
    if (!check->batch && operands.count == 0) {
        mynah__complain("check: a path is wanted, or '-' for standard input");
        return false;
    }
    return true;
}

static struct mynah_analyzer *make_analyzer(const struct check *check)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_config *config = NULL;
    const char *used;
    if (!mynah__config_find(check->config, &config, &used)) {
        return NULL;
    }
    struct mynah_analyzer *analyzer = mynah_analyzer_create(
        &(struct mynah_analyzer_options){ config, check->target_version, check->results }, &error);
    if (!analyzer) {
        mynah__complain_error(error.code == MYNAH_ERROR_CONFIG ? used : NULL, &error);
    }
    mynah_config_destroy(config);
    return analyzer;
}

static int run(void *filled, struct list operands)
{
    const struct check *check = filled;
    bool fail_on[4] = { false };
    struct session session = { .analyzer = NULL };
    if (!is_usable(check, operands) ||
        !read_fail_on(check->fail_on ? check->fail_on : "ask,deny,retry", fail_on)) {
        return EXIT_TROUBLE;
    }
    struct mynah_analyzer *analyzer = make_analyzer(check);
    session.analyzer = analyzer;
    if (analyzer && read_selection(check, &session) &&
        mynah__audit_open(&session.audit, check->audit)) {
        session.options = (struct format_options){
            .target_version = mynah__analyzer_version(analyzer),
            .color = isatty(STDOUT_FILENO) && !getenv("NO_COLOR"),
            .shown = mynah__selection_has,
            .self = &session.selection,
        };
        session.document = (struct format_document){ .format = mynah__formats[check->format],
                                                     .options = &session.options };
        if (check->batch) {
            mynah__check_batch(&session);
        } else {
            check_files(check, &session, operands);
        }
    } else {
        session.trouble = true;
    }
    mynah__audit_close(&session.audit);
    mynah_analyzer_destroy(analyzer);
    mynah__arena_finish(&session.arena);
    return exit_code_of(&session, fail_on, (enum exit_style)check->exit_code);
}

const struct command mynah__command_check = {
    .name = "check",
    .operands = "PATH...",
    .summary = "Judge Python code: what would it do, and may it run?",
    .details = "PATH is a file, a folder (walked for *.py) or '-' for standard input.\n\n"
               "Exit codes: 0 every verdict is fine; 1 some verdict is one of --fail-on;\n"
               "2 usage, input, output, configuration, or something could not be judged.",
    .options = options,
    .size = sizeof(struct check),
    .run = run,
};
