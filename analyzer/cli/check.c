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
    struct list exclude;
    const char *files_from;
    bool markdown;
    const char *baseline;
    const char *write_baseline;
    const char *output;
    const char *audit;
    int jobs;
};

// clang-format off
#define AT(member) offsetof(struct check, member)

static const char *const formats[] = { "text", "json", "ndjson", "sarif", "github", "gitlab", "junit", "html",
                                       NULL };
static const char *const exit_styles[] = { "fail-on", "verdict", NULL };

static const struct option_row options[] = {
    { "format", OPTION_WORD, AT(format), "FORMAT",
      "text (default), json, ndjson, sarif, github, gitlab, junit, html", formats },
    { "batch", OPTION_FLAG, AT(batch), NULL,
      "read one {\"id\":...,\"code\":\"...\"} a line, write one verdict a line", NULL },
    { "config", OPTION_TEXT, AT(config), "FILE",
      "the configuration; else MYNAH_CONFIG, mynah.yml, config.yml", NULL },
    { "target-version", OPTION_TEXT, AT(target_version), "VERSION",
      "3.8 to 3.14, or auto: that of execution.python (default 3.13)", NULL },
    { "results", OPTION_TEXT, AT(results), "WORD", "required (default) or optional", NULL },
    { "fail-on", OPTION_TEXT, AT(fail_on), "VERDICTS",
      "exit with 1 for these (default ask,deny,retry); stale; none", NULL },
    { "exit-code", OPTION_WORD, AT(exit_code), "STYLE",
      "fail-on (default), or verdict: 0 allow, 3 ask, 4 deny, 5 retry", exit_styles },
    { "select", OPTION_LIST, AT(select), "NAMES", "print findings of these rules and categories only", NULL },
    { "ignore", OPTION_LIST, AT(ignore), "NAMES", "do not print findings of these", NULL },
    { "exclude", OPTION_LIST, AT(exclude), "GLOB",
      "leave out paths, folders and, without a slash, names that match", NULL },
    { "files-from", OPTION_TEXT, AT(files_from), "FILE",
      "judge the *.py listed in FILE or '-', one a line or parted by NUL", NULL },
    { "markdown", OPTION_FLAG, AT(markdown), NULL,
      "take standard input for Markdown; judge listed *.md, too", NULL },
    { "baseline", OPTION_TEXT, AT(baseline), "FILE", "findings in FILE do not count for --fail-on", NULL },
    { "write-baseline", OPTION_TEXT, AT(write_baseline), "FILE",
      "accept what is found: write it to FILE", NULL },
    { "output", OPTION_TEXT, AT(output), "FILE", "write to FILE, which is replaced when all is done", NULL },
    { "audit", OPTION_TEXT, AT(audit), "FILE", "add a line to it for each verdict ask or deny", NULL },
    { "jobs", OPTION_NUMBER, AT(jobs), "N", "judge with N threads (default 1)", NULL },
    { 0 },
};
// clang-format on

// What --fail-on may name: the verdicts, and that the baseline has what is no longer there.
enum { FAIL_ON_STALE = 4, FAIL_ON_COUNT };

// Read "ask,deny" into one flag for each.
static bool read_fail_on(const char *words, bool fail_on[FAIL_ON_COUNT])
{
    static const char *const names[] = { "allow", "ask", "deny", "retry", "stale" };
    if (strcmp(words, "none") == 0) {
        return true;
    }
    while (*words) {
        size_t size = strcspn(words, ",");
        size_t i = 0;
        while (i < FAIL_ON_COUNT &&
               (strlen(names[i]) != size || strncmp(names[i], words, size) != 0)) {
            i++;
        }
        if (i == FAIL_ON_COUNT) {
            mynah__complain("--fail-on takes allow, ask, deny, retry, stale, parted by commas, or "
                            "none; not '%.40s'",
                            words);
            return false;
        }
        fail_on[i] = true;
        words += size + (words[size] == ',');
    }
    return true;
}

static int exit_code_by_verdict(const struct session *session)
{
    static const struct {
        enum mynah_verdict verdict;
        int code;
    } codes[] = { { MYNAH_VERDICT_DENY, 4 }, { MYNAH_VERDICT_RETRY, 5 }, { MYNAH_VERDICT_ASK, 3 } };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (session->verdicts_seen[codes[i].verdict]) {
            return codes[i].code;
        }
    }
    return EXIT_FINE;
}

static int exit_code_of(const struct check *check, const struct session *session,
                        const bool fail_on[FAIL_ON_COUNT])
{
    bool failed = fail_on[FAIL_ON_STALE] && session->stale_seen;
    if (session->trouble) {
        return EXIT_TROUBLE;
    }
    if (check->exit_code == EXIT_BY_VERDICT) {
        return exit_code_by_verdict(session);
    }
    for (size_t i = 0; i < FAIL_ON_STALE; i++) {
        failed = failed || (fail_on[i] && session->verdicts_seen[i]);
    }
    // What is written to a baseline is accepted.
    return failed && !check->write_baseline ? EXIT_VERDICT : EXIT_FINE;
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

static void finish_baseline(const struct check *check, struct session *session)
{
    struct baseline *baseline = session->baseline;
    if (check->baseline) {
        session->stale_seen = mynah__baseline_report_stale(baseline, check->baseline);
    }
    if (check->write_baseline && session->trouble) {
        mynah__complain("the baseline is not written: not all could be judged");
    } else if (check->write_baseline) {
        session->trouble = !mynah__baseline_write(baseline, check->write_baseline, &session->arena);
    }
}

static void check_files(const struct check *check, struct session *session, struct list operands)
{
    struct list paths = { 0 };
    struct text rest = { 0 };
    if (!mynah__walk(session, operands, &paths) ||
        (check->files_from && !mynah__files_from(session, check->files_from, &paths))) {
        session->trouble = true;
        return;
    }
    mynah__check_files(session, paths, check->jobs);
    mynah__document_end(&session->document, &rest);
    if (!mynah__print_text(&rest)) {
        session->trouble = session->cut = true;
    }
    if (session->baseline) {
        finish_baseline(check, session);
    }
}

static bool has_standard(struct list operands)
{
    for (size_t i = 0; i < operands.count; i++) {
        if (strcmp(operands.items[i], "-") == 0) {
            return true;
        }
    }
    return false;
}

static bool is_usable(const struct check *check, struct list operands)
{
    bool known = check->baseline || check->write_baseline;
    bool batch = check->batch;
    bool standard = has_standard(operands);
    bool listed = check->files_from && strcmp(check->files_from, "-") == 0;
    bool lines = check->format == MYNAH_FORMAT_TEXT || check->format == MYNAH_FORMAT_NDJSON;
    const struct {
        bool wrong;
        const char *why;
    } rules[] = {
        { batch && (operands.count || check->files_from),
          "--batch reads standard input and takes no path" },
        { batch && !lines, "--batch writes ndjson, no other format" },
        { batch && known, "--batch has no paths that a baseline could know" },
        { known && check->exit_code == EXIT_BY_VERDICT,
          "--exit-code verdict says what may run, a baseline only what is not new" },
        { known && standard, "a baseline is about files, not standard input" },
        { standard && listed, "standard input is code or a list of files, not both" },
        { !batch && !operands.count && !check->files_from,
          "a path is wanted, or '-' for standard input" },
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (rules[i].wrong) {
            mynah__complain("check: %s", rules[i].why);
            return false;
        }
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

static bool make_baseline(const struct check *check, struct session *session)
{
    if (check->baseline || check->write_baseline) {
        session->baseline = mynah__baseline_create();
        return session->baseline &&
               (!check->baseline || mynah__baseline_read(session->baseline, check->baseline));
    }
    return true;
}

static void judge(const struct check *check, struct session *session, struct list operands)
{
    session->options = (struct format_options){
        .target_version = mynah__analyzer_version(session->analyzer),
        .color = isatty(STDOUT_FILENO) && !getenv("NO_COLOR"),
        .shown = mynah__selection_has,
        .self = &session->selection,
    };
    session->document = (struct format_document){ .format = mynah__formats[check->format],
                                                  .options = &session->options };
    if (check->batch) {
        mynah__check_batch(session, check->jobs);
    } else {
        check_files(check, session, operands);
    }
}

static void judge_to_file(const struct check *check, struct session *session, struct list operands)
{
    struct replacement file;
    if (!mynah__output_begin(&file, check->output, &session->arena)) {
        session->trouble = true;
        return;
    }
    judge(check, session, operands);
    session->trouble = !mynah__output_end(&file, !session->cut) || session->trouble;
}

static int run(void *filled, struct list operands)
{
    const struct check *check = filled;
    bool fail_on[FAIL_ON_COUNT] = { false };
    struct session session = { .markdown = check->markdown };
    if (!is_usable(check, operands) ||
        !read_fail_on(check->fail_on ? check->fail_on : "ask,deny,retry", fail_on)) {
        return EXIT_TROUBLE;
    }
    struct mynah_analyzer *analyzer = make_analyzer(check);
    session.analyzer = analyzer;
    if (analyzer && read_selection(check, &session) &&
        mynah__exclusions_read(&session, check->exclude) && make_baseline(check, &session) &&
        mynah__audit_open(&session.audit, check->audit)) {
        (check->output ? judge_to_file : judge)(check, &session, operands);
    } else {
        session.trouble = true;
    }
    mynah__audit_close(&session.audit);
    mynah__baseline_destroy(session.baseline);
    mynah_analyzer_destroy(analyzer);
    mynah__arena_finish(&session.arena);
    return exit_code_of(check, &session, fail_on);
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
