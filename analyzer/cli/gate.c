// SPDX-License-Identifier: Apache-2.0
//
// `mynah gate`: does the policy in force, or somebody else's gate, ask where it has to?

#include "cli/gate.h"

#include "cli/audit.h"
#include "core/hash.h"
#include "core/json.h"
#include "policy/table.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TIMEOUT_DEFAULT = 10, BAR_CELLS = 40 };

struct gate {
    const char *behavior;
    const char *cases;
    const char *config;
    int format;
    int jobs;
    const char *map;
    int timeout;
    const char *audit;
    bool policy_table;
    uint64_t seed;
    int variants;
};

// clang-format off
#define AT(member) offsetof(struct gate, member)

enum gate_output { GATE_TEXT, GATE_JSON, GATE_JUNIT };
static const char *const formats[] = { "text", "json", "junit", NULL };

static const struct option_row options[] = {
    { "audit", OPTION_TEXT, AT(audit), "FILE", "add a line to it for each verdict ask or deny", NULL },
    { "behavior", OPTION_TEXT, AT(behavior), "NAME", "only variants of this behaviour", NULL },
    { "cases", OPTION_TEXT, AT(cases), "FOLDER", "ask about its *.py instead of the behaviours", NULL },
    { "config", OPTION_TEXT, AT(config), "FILE",
      "the configuration; else MYNAH_CONFIG, mynah.yml, config.yml", NULL },
    { "format", OPTION_WORD, AT(format), "FORMAT", "text (default), json or junit", formats },
    { "jobs", OPTION_NUMBER, AT(jobs), "N", "ask about N cases at a time (default 1)", NULL },
    { "map", OPTION_TEXT, AT(map), "MAP",
      "what COMMAND's exit codes or words mean (default 0=allow,3=ask,4=deny,5=retry)", NULL },
    { "policy-table", OPTION_FLAG, AT(policy_table), NULL, "print the table that decides, and what is in force", NULL },
    { "seed", OPTION_WIDE, AT(seed), "S", "the seed of the variants (default 0)", NULL },
    { "timeout", OPTION_NUMBER, AT(timeout), "SECONDS", "time for COMMAND and a case (default 10)", NULL },
    { "variants", OPTION_NUMBER, AT(variants), "N", "ask about N variants of behaviours instead", NULL },
    { 0 },
};
// clang-format on

// ## Progress

// On a terminal only; nothing of it is left at the end.
static void show_progress(void *self, size_t done, size_t count)
{
    struct text text = { 0 };
    size_t cells = done * BAR_CELLS / count;
    (void)self;
    mynah__text_add(&text, "\r[");
    mynah__text_add_repeat(&text, '#', cells);
    mynah__text_add_repeat(&text, ' ', BAR_CELLS - cells);
    mynah__text_add_format(&text, "] %zu/%zu", done, count);
    mynah__text_add(&text, done == count ? "\r\033[K" : "");
    if (!text.failed) {
        (void)!write(STDERR_FILENO, text.bytes, text.size);
    }
    mynah__text_finish(&text);
}

// ## Cases

static bool add_cases(const struct gate *gate, const struct mynah_config *config,
                      struct mynah_gate_cases *cases, struct mynah_error *error)
{
    struct gate_settings settings;
    if (gate->cases) {
        return mynah_gate_cases_add_folder(cases, gate->cases, error);
    }
    if (!mynah__gate_settings_read(&settings, config, error) ||
        !mynah_gate_cases_add_behaviors(cases, config, error)) {
        return false;
    }
    char *folder = settings.cases ? mynah_config_path(config, settings.cases, error) : NULL;
    bool done = !settings.cases || (folder && mynah_gate_cases_add_folder(cases, folder, error));
    mynah_free(folder);
    return done;
}

static struct mynah_gate_cases *make_cases(const struct gate *gate,
                                           const struct mynah_config *config, const char *used)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_gate_cases *cases = mynah_gate_cases_create(&error);
    if (!cases || !add_cases(gate, config, cases, &error)) {
        mynah__complain_error(error.code == MYNAH_ERROR_CONFIG ? used : NULL, &error);
        mynah_gate_cases_destroy(cases);
        return NULL;
    }
    return cases;
}

// ## Asking

// What was asked, and what comes of it.
struct session {
    const struct gate *gate;
    const struct mynah_gate_cases *cases;
    struct gate_format format;
    struct audit audit;
};

static void add_member(struct text *line, const char *key, const char *value)
{
    mynah__text_add_format(line, ",\"%s\":", key);
    mynah__json_string(line, value);
}

// Add the line of a case that was stopped.
static void add_audit(struct text *line, const struct session *session,
                      const struct mynah_gate_outcome *outcome)
{
    char digits[65];
    const struct mynah_gate_case *about = outcome->about;
    mynah__sha256(about->code, about->size, digits);
    mynah__text_add(line, "{\"schema\":1,\"id\":");
    mynah__json_string(line, about->name);
    add_member(line, "path", about->path);
    add_member(line, "sha256", digits);
    add_member(line, "policy", session->format.policy);
    add_member(line, "version", mynah_version());
    add_member(line, "verdict", mynah_verdict_name(outcome->verdict));
    add_member(line, "gate", session->format.gate);
    add_member(line, "expected", mynah_verdict_name(about->expected));
    mynah__audit_source(line, about->code, about->size);
}

static bool write_audit(const struct session *session, const struct mynah_gate_matrix *matrix)
{
    struct text lines = { 0 };
    for (size_t i = 0; session->audit.path && i < matrix->count; i++) {
        const struct mynah_gate_outcome *outcome = &matrix->outcomes[i];
        if (outcome->answered && mynah__audit_has(outcome->verdict)) {
            add_audit(&lines, session, outcome);
        }
    }
    return mynah__audit_write(&session->audit, &lines);
}

// What came of all: of the cases, or of variants.
struct answers {
    struct mynah_gate_matrix matrix;
    struct gate_variants variants;
    bool agrees;
};

static void ask_all(const struct session *session, const struct gate_run *run,
                    struct answers *answers)
{
    *answers = (struct answers){ .agrees = false };
    if (session->gate->variants) {
        answers->variants.behavior = session->gate->behavior;
        answers->variants.seed = session->gate->seed;
        answers->variants.count = (size_t)session->gate->variants;
        answers->agrees = mynah__gate_variants_run(&answers->variants, run);
    } else {
        answers->agrees = mynah__gate_run(session->cases, run, &answers->matrix);
    }
}

static void write_cases(struct text *text, const struct session *session,
                        const struct mynah_gate_matrix *matrix)
{
    static void (*const writers[])(struct text *, const struct mynah_gate_matrix *,
                                   const struct gate_format *) = {
        [GATE_TEXT] = mynah__gate_text,
        [GATE_JSON] = mynah__gate_json,
        [GATE_JUNIT] = mynah__gate_junit,
    };
    writers[session->gate->format](text, matrix, &session->format);
}

static int print(const struct session *session, const struct answers *answers)
{
    const struct mynah_error *error =
        session->gate->variants ? &answers->variants.error : &answers->matrix.error;
    struct text text = { 0 };
    if (error->code != MYNAH_ERROR_NONE) {
        return mynah__complain_error(NULL, error);
    }
    if (!write_audit(session, &answers->matrix)) {
        return EXIT_TROUBLE;
    }
    if (!session->gate->variants) {
        write_cases(&text, session, &answers->matrix);
    } else if (session->gate->format == GATE_JSON) {
        mynah__gate_variants_json(&text, &answers->variants, &session->format);
    } else {
        mynah__gate_variants_text(&text, &answers->variants, &session->format);
    }
    if (!mynah__print_text(&text)) {
        return EXIT_TROUBLE;
    }
    return answers->agrees ? EXIT_FINE : EXIT_VERDICT;
}

static void finish(struct answers *answers)
{
    mynah_gate_matrix_finish(&answers->matrix);
    mynah__gate_variants_finish(&answers->variants);
}

static void fill_run(const struct session *session, struct gate_run *run)
{
    run->jobs = session->gate->jobs;
    run->progress = isatty(STDERR_FILENO) ? show_progress : NULL;
}

static int ask_mynah(struct session *session, const struct mynah_config *config, const char *used)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_analyzer *analyzer =
        mynah_analyzer_create(&(struct mynah_analyzer_options){ .config = config }, &error);
    if (!analyzer) {
        return mynah__complain_error(error.code == MYNAH_ERROR_CONFIG ? used : NULL, &error);
    }
    struct gate_run run = { .ask = session->gate->variants ? mynah__gate_ask_variant
                                                           : mynah__gate_ask_analyzer,
                            .self = analyzer };
    struct answers answers;
    fill_run(session, &run);
    session->format.gate = "mynah";
    session->format.policy = mynah__analyzer_policy(analyzer);
    ask_all(session, &run, &answers);
    int exit_code = print(session, &answers);
    finish(&answers);
    mynah_analyzer_destroy(analyzer);
    return exit_code;
}

static int ask_command(struct session *session, struct list words)
{
    struct gate_command command = { .words = words.items, .timeout = session->gate->timeout };
    const char *map = session->gate->map ? session->gate->map : "0=allow,3=ask,4=deny,5=retry";
    struct answers answers;
    sigset_t signals = mynah__gate_signals();
    if (!mynah__answer_map_read(&command.map, map)) {
        return EXIT_TROUBLE;
    }
    command.timeout = command.timeout ? command.timeout : TIMEOUT_DEFAULT;
    struct gate_run run = { .ask = mynah__gate_ask_command, .self = &command };
    fill_run(session, &run);
    session->format.gate = words.items[0];
    pthread_mutex_init(&command.starting, NULL);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    ask_all(session, &run, &answers);
    pthread_sigmask(SIG_UNBLOCK, &signals, NULL); // one that is waiting ends us here
    pthread_mutex_destroy(&command.starting);
    int exit_code = command.error.code != MYNAH_ERROR_NONE
                        ? mynah__complain_error(NULL, &command.error)
                        : print(session, &answers);
    finish(&answers);
    return exit_code;
}

static int print_policy_table(const struct gate *gate, const struct mynah_config *config,
                              const char *used)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct policy policy;
    struct text text = { 0 };
    bool done =
        mynah__policy_read(&policy, &(struct mynah_analyzer_options){ .config = config }, &error);
    if (done) {
        (gate->format == GATE_JSON ? mynah__policy_table_json : mynah__policy_table_text)(&text,
                                                                                          &policy);
    }
    mynah__policy_finish(&policy);
    if (!done) {
        return mynah__complain_error(error.code == MYNAH_ERROR_CONFIG ? used : NULL, &error);
    }
    return mynah__print_text(&text) ? EXIT_FINE : EXIT_TROUBLE;
}

static bool is_usable(const struct gate *gate, struct list operands)
{
    if (!operands.count && (gate->map || gate->timeout)) {
        mynah__complain("gate: --%s is for a COMMAND", gate->map ? "map" : "timeout");
        return false;
    }
    if (gate->policy_table && gate->format == GATE_JUNIT) {
        mynah__complain("gate: --policy-table is text or json");
        return false;
    }
    if (gate->policy_table && operands.count) {
        mynah__complain("gate: --policy-table takes no COMMAND");
        return false;
    }
    if ((gate->seed || gate->behavior) && !gate->variants) {
        mynah__complain("gate: --%s is for --variants", gate->seed ? "seed" : "behavior");
        return false;
    }
    if (gate->variants && (gate->cases || gate->audit || gate->format == GATE_JUNIT)) {
        mynah__complain("gate: --variants takes no --%s", gate->cases   ? "cases"
                                                          : gate->audit ? "audit"
                                                                        : "format junit");
        return false;
    }
    return true;
}

// Ask Mynah, or the command of the operands.
static int ask(const struct gate *gate, const struct mynah_config *config, const char *used,
               struct list operands)
{
    struct mynah_gate_cases *cases = gate->variants ? NULL : make_cases(gate, config, used);
    struct session session = { .gate = gate,
                               .cases = cases,
                               .format.color = isatty(STDOUT_FILENO) && !getenv("NO_COLOR") };
    int exit_code = EXIT_TROUBLE;
    if ((cases || gate->variants) && mynah__audit_open(&session.audit, gate->audit)) {
        exit_code =
            operands.count ? ask_command(&session, operands) : ask_mynah(&session, config, used);
    }
    mynah__audit_close(&session.audit);
    mynah_gate_cases_destroy(cases);
    return exit_code;
}

static int run(void *filled, struct list operands)
{
    const struct gate *gate = filled;
    struct mynah_config *config = NULL;
    const char *used;
    struct arena arena = { 0 };
    struct list words = { mynah__arena_alloc(&arena, (operands.count + 1) * sizeof(char *)),
                          operands.count, 0 };
    int exit_code = EXIT_TROUBLE;
    if (!words.items) {
        return mynah__complain("out of memory");
    }
    if (operands.count) {
        memcpy(words.items, operands.items, operands.count * sizeof(char *));
    }
    if (is_usable(gate, operands) && mynah__config_find(gate->config, &config, &used)) {
        exit_code = gate->policy_table ? print_policy_table(gate, config, used)
                                       : ask(gate, config, used, words);
    }
    mynah_config_destroy(config);
    mynah__arena_finish(&arena);
    return exit_code;
}

const struct command mynah__command_gate = {
    .name = "gate",
    .operands = "[-- COMMAND...]",
    .summary = "Does the policy, or a gate of yours, ask where it has to?",
    .details =
        "Without COMMAND, Mynah itself is asked, under the policy in force.  COMMAND gets each\n"
        "snippet on standard input, or in the file that stands for '{}'; no shell is involved.\n"
        "What becomes of variants is counted by how they are spelled and what carries them.\n\n"
        "Exit codes: 0 all verdicts are as expected; 1 some are not; 2 usage, input, output,\n"
        "configuration, or COMMAND cannot be run.",
    .options = options,
    .size = sizeof(struct gate),
    .run = run,
};
