// SPDX-License-Identifier: Apache-2.0
//
// `mynah run`: the loop on the command line, with the mock generator or code of a file, the
// analyzer, a person at the terminal, and Python in front of mocked channels.

#include "cli/run.h"
#include "cli/command.h"
#include "core/alloc.h"
#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <mynah/analyzer.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum approve_word { APPROVE_ASK, APPROVE_YES, APPROVE_NO };
enum format_word { FORMAT_TEXT, FORMAT_JSON };
enum { TOKEN_MOST = 64 << 20 };

struct run {
    const char *behavior;
    struct list set;
    const char *behaviors;
    const char *config;
    int approve;
    const char *channels;
    int format;
    int retries;
    int timeout;
    const char *resume;
    const char *token;
    bool unconfined;
};

static const char *const approve_words[] = { "ask", "yes", "no", NULL };
static const char *const format_words[] = { "text", "json", NULL };

// clang-format off
#define AT(member) offsetof(struct run, member)

static const struct option_row options[] = {
    { "behavior", OPTION_TEXT, AT(behavior), "NAME", "let the mock generator write code that behaves so", NULL },
    { "set", OPTION_LIST, AT(set), "KEY=VALUE", "set a parameter of the behaviour", NULL },
    { "behaviors", OPTION_TEXT, AT(behaviors), "FOLDER", "take further behaviours from its *.py", NULL },
    { "config", OPTION_TEXT, AT(config), "FILE",
      "the configuration; else MYNAH_CONFIG, mynah.yml, config.yml", NULL },
    { "approve", OPTION_WORD, AT(approve), "ask|yes|no",
      "who approves: ask at the terminal (default), always, never", approve_words },
    { "channels", OPTION_TEXT, AT(channels), "FILE", "the channels that there are, as JSON", NULL },
    { "format", OPTION_WORD, AT(format), "text|json", "how to print what came of it", format_words },
    { "retries", OPTION_NUMBER, AT(retries), "N", "failures until it is given up (default 3; 1 for FILE)", NULL },
    { "timeout", OPTION_NUMBER, AT(timeout), "SECONDS", "for one run of code (default 60)", NULL },
    { "unconfined", OPTION_FLAG, AT(unconfined), NULL,
      "run code with a risk without a container, too", NULL },
    { "token", OPTION_TEXT, AT(token), "FILE", "where to keep a run that waits for approval", NULL },
    { "resume", OPTION_TEXT, AT(resume), "FILE", "go on with a run that was kept; --approve says how", NULL },
    { 0 },
};
// clang-format on

// What is made for a run, and let go behind it.
struct session {
    const struct run *run;
    struct mynah_config *config;
    const char *config_path;
    struct mynah_world *world;
    struct mynah_code_generator generator;
    bool owns_generator;
    struct mynah_executor *executor;
    struct mynah_analyzer *analyzer;
    bool from_file;
};

// Complain about an error, which names a place in the configuration only when it is of that kind.
static bool refuse(const struct session *session, const struct mynah_error *error)
{
    bool ours = error->code == MYNAH_ERROR_CONFIG || error->code == MYNAH_ERROR_IO;
    mynah__complain_error(ours ? session->config_path : NULL, error);
    return false;
}

static bool read_whole(const char *path, struct text *text)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    bool standard = strcmp(path, "-") == 0;
    if (!mynah__file_read(standard ? "/dev/stdin" : path, MYNAH_CODE_MAX, text, &error)) {
        mynah__complain_error(NULL, &error);
        return false;
    }
    mynah__text_add(text, ""); // so that there are bytes
    return !text->failed;
}

// ## Making the stages

// Let the mock answer with the code of a file.
static bool generate_file(struct session *session, const char *path)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct text code = { 0 };
    bool done = read_whole(path, &code);
    if (done && strlen(code.bytes) != code.size) {
        mynah__complain("'%.80s' has a NUL byte, which no Python has", path);
        done = false;
    }
    struct mynah_generator *mock =
        done ? mynah_generator_create(
                   session->world, &(struct mynah_generator_options){ .code = code.bytes }, &error)
             : NULL;
    mynah__text_finish(&code);
    session->from_file = true;
    if (mock) {
        session->generator = mynah_generator_interface(mock);
    }
    return mock || (done && refuse(session, &error));
}

static bool generate_behavior(struct session *session, struct arena *arena)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    const struct run *run = session->run;
    struct mynah_parameter *parameters = mynah__parameters_read(run->set, arena);
    if (!parameters) {
        return false;
    }
    const struct mynah_generator_options mock_options = { .behavior = run->behavior,
                                                          .parameters = parameters,
                                                          .parameter_count = run->set.count,
                                                          .behavior_folder = run->behaviors };
    struct mynah_generator *mock = mynah_generator_create(session->world, &mock_options, &error);
    if (!mock) {
        mynah__complain_error(NULL, &error);
        return false;
    }
    session->generator = mynah_generator_interface(mock);
    return true;
}

static bool make_generator(struct session *session, struct list operands, struct arena *arena)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    if (operands.count) {
        return generate_file(session, operands.items[0]);
    }
    int line = 0, column = 0;
    if (session->config) {
        mynah_config_place(session->config, "execution.code_generator", &line, &column);
    }
    // A run that goes on has its code, and may need no generator any more.
    if (session->run->behavior || !session->config || (session->run->resume && !line)) {
        return generate_behavior(session, arena);
    }
    const struct mynah_generator_registry registry = { .world = session->world,
                                                       .choice = mynah__in_ci() ? "ci" : NULL };
    session->owns_generator =
        mynah_generator_from_config(session->config, &registry, &session->generator, &error);
    return session->owns_generator || refuse(session, &error);
}

static bool make_stages(struct session *session, struct list operands, struct arena *arena)
{
    const struct run *run = session->run;
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct text channels = { 0 };
    session->world = mynah_world_create(NULL, &error);
    if (!session->world) {
        return refuse(session, &error);
    }
    if (!make_generator(session, operands, arena) ||
        (run->channels && !read_whole(run->channels, &channels))) {
        mynah__text_finish(&channels);
        return false;
    }
    const struct mynah_executor_options executor = {
        .channels = channels.bytes,
        .wall_limit = run->timeout * MYNAH_SECOND,
    };
    session->executor =
        mynah_executor_from_config(session->world, session->config, &executor, &error);
    mynah__text_finish(&channels);
    if (!session->executor) {
        return refuse(session, &error);
    }
    const struct mynah_analyzer_options analyzer = {
        .config = session->config,
        .target_version = mynah_executor_python_version(session->executor),
    };
    session->analyzer = mynah_analyzer_create(&analyzer, &error);
    return session->analyzer || refuse(session, &error);
}

static struct mynah_loop *make_loop(struct session *session)
{
    static const enum mynah_approval approvals[] = { MYNAH_APPROVAL_LATER, MYNAH_APPROVAL_APPROVED,
                                                     MYNAH_APPROVAL_REJECTED };
    const struct run *run = session->run;
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_loop_options stages = {
        .generator = session->generator,
        .checker = mynah_analyzer_checker(session->analyzer),
        .approver = mynah_approver_always(approvals[run->approve]),
        .executor = mynah_executor_interface(session->executor),
        .retries = run->retries         ? run->retries
                   : session->from_file ? 1
                                        : 0,
        .unconfined = run->unconfined,
        .on_event = run->format == FORMAT_TEXT ? mynah__run_show_event : NULL,
    };
    if (run->approve == APPROVE_ASK) {
        stages.approver = (struct mynah_approver){ .approve = mynah__run_ask };
    }
    struct mynah_loop *loop = mynah_loop_create(session->world, &stages, &error);
    if (!loop) {
        refuse(session, &error);
    }
    return loop;
}

// ## Running

static struct mynah_loop_result *resume(const struct run *run, struct mynah_loop *loop)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_loop_result *result = NULL;
    struct text token = { 0 };
    if (mynah__file_read(run->resume, TOKEN_MOST, &token, &error)) {
        result = mynah_loop_resume(loop, token.bytes ? token.bytes : "",
                                   run->approve == APPROVE_YES, &error);
    }
    mynah__text_finish(&token);
    if (!result) {
        mynah__complain_error(run->resume, &error);
    }
    return result;
}

static struct mynah_loop_result *run_loop(const struct run *run, struct mynah_loop *loop)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    const struct mynah_request request = { .user_query = "",
                                           .task_objective = "",
                                           .execution_folder_name = "" };
    struct mynah_loop_result *result = mynah_loop_run(loop, &request, &error);
    if (!result) {
        mynah__complain_error(run->config, &error);
    }
    return result;
}

// Write the token so that only its owner can read or change it.
static bool keep_token(const char *path, const char *token)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    FILE *stream = file >= 0 ? fdopen(file, "w") : NULL;
    if (!stream) {
        if (file >= 0) {
            close(file);
        }
        mynah__complain("'%.80s' cannot be written", path);
        return false;
    }
    bool done = fputs(token, stream) >= 0;
    done = fclose(stream) == 0 && done;
    if (!done) {
        mynah__complain("'%.80s' cannot be written", path);
    }
    return done;
}

static bool show(const struct run *run, const struct mynah_loop_result *result)
{
    if (run->format == FORMAT_TEXT) {
        return mynah__run_show_result(result);
    }
    struct text text = { 0 };
    char *json = mynah_record_to_json(mynah_loop_result_shape(), result, NULL);
    mynah__text_add_format(&text, "{\"schema\":1,%s\n", json ? json + 1 : "");
    text.failed = text.failed || !json;
    mynah_free(json);
    return mynah__print_text(&text);
}

// Whether a stage could not do its work, which says nothing about the code.
static bool broke_down(const struct mynah_loop_result *result)
{
    static const char *const types[] = { "ApprovalError", "CheckError", "ExecutorError" };
    const char *type =
        result->failure_count ? result->failures[result->failure_count - 1].type : "";
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (result->outcome == MYNAH_LOOP_FAILED && strcmp(type, types[i]) == 0) {
            return true;
        }
    }
    return false;
}

static int conclude(const struct run *run, const struct mynah_loop_result *result)
{
    bool told = show(run, result);
    if (result->token && run->token) {
        told = keep_token(run->token, result->token) && told;
    } else if (result->token && run->format == FORMAT_TEXT) {
        mynah__complain("it waits for approval: --approve answers, --token FILE keeps it");
    }
    return !told || broke_down(result)              ? EXIT_TROUBLE
           : result->outcome == MYNAH_LOOP_COMPLETE ? EXIT_FINE
                                                    : EXIT_VERDICT;
}

static bool check_usage(const struct run *run, struct list operands)
{
    if ((operands.count > 0) + (run->behavior != NULL) + (run->resume && operands.count > 0) > 1 ||
        operands.count > 1) {
        mynah__complain("run: one FILE, --behavior or --resume, see 'mynah run --help'");
        return false;
    }
    if (run->resume && run->approve == APPROVE_ASK) {
        mynah__complain("run: --resume wants to know whether to: --approve yes or no");
        return false;
    }
    if ((run->set.count || run->behaviors) && !run->behavior) {
        mynah__complain("%s is for --behavior", run->set.count ? "--set" : "--behaviors");
        return false;
    }
    return true;
}

static int run(void *filled, struct list operands)
{
    const struct run *run = filled;
    struct session session = { .run = run };
    struct arena arena = { 0 };
    int exit_code = EXIT_TROUBLE;
    if (!check_usage(run, operands) ||
        !mynah__config_find(run->config, &session.config, &session.config_path)) {
        return EXIT_TROUBLE;
    }
    bool told = operands.count || run->behavior || run->resume || session.config;
    if (!told) {
        mynah__complain("run: nothing to run: a FILE, --behavior or a configuration is wanted");
    } else if (make_stages(&session, operands, &arena)) {
        struct mynah_loop *loop = make_loop(&session);
        struct mynah_loop_result *result = !loop         ? NULL
                                           : run->resume ? resume(run, loop)
                                                         : run_loop(run, loop);
        exit_code = result ? conclude(run, result) : EXIT_TROUBLE;
        mynah_free(result);
    }
    if (session.owns_generator && session.generator.destroy) {
        session.generator.destroy(session.generator.self);
    }
    mynah_analyzer_destroy(session.analyzer);
    mynah_world_destroy(session.world);
    mynah_config_destroy(session.config);
    mynah__arena_finish(&arena);
    return exit_code;
}

const struct command mynah__command_run = {
    .name = "run",
    .operands = "[FILE]",
    .summary = "Generate, check, approve and run Python in front of mocked channels",
    .details =
        "FILE is Python, or '-' for standard input.  Without FILE and --behavior the generator is\n"
        "that of the configuration.\n\n"
        "Modules of control systems are replaced by ours, so no machine can be reached.  With\n"
        "execution_method: local, the default, Python runs as a child with limits: that guards\n"
        "against accidents, not against intent.  Code with a risk or anything opaque runs in a\n"
        "container (bubblewrap), and not at all where there is none, unless --unconfined says "
        "so.\n\n"
        "Exit codes: 0 the code came to its end with results; 1 it did not, or waits for\n"
        "approval; 2 usage, input, output or configuration.",
    .options = options,
    .size = sizeof(struct run),
    .run = run,
};
