// SPDX-License-Identifier: Apache-2.0
//
// The executor: what a run needs is put together, run, read, and recorded in the journal.

#define _GNU_SOURCE // realpath

#include <mynah/executor.h>

#include "core/alloc.h"
#include "core/words.h"
#include "executor/channels.h"
#include "executor/folder.h"
#include "executor/interpreter.h"
#include "executor/payload.h"
#include "executor/report.h"
#include "stand_in/call.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum confinement { CONFINE_UNTRIED, CONFINE_WORKS, CONFINE_BROKEN };

struct mynah_executor {
    struct stand_in base;
    struct arena arena;
    struct mynah_executor_options options; // texts are in the arena
    struct interpreter interpreter;
    char *channels;
    char *limits;
    const char *bwrap;
    pthread_mutex_t lock; // for what follows
    enum confinement confinement;
    struct mynah_error broken; // why it does
};

static bool no_memory(struct mynah_error *error)
{
    return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

// ## Words for the child

// Clients that look for a machine find nobody: the addresses are those of this host alone.
static const char *const pinned[] = {
    "EPICS_CA_ADDR_LIST=127.0.0.1",
    "EPICS_CA_AUTO_ADDR_LIST=NO",
    "EPICS_CA_NAME_SERVERS=127.0.0.1",
    "EPICS_CAS_INTF_ADDR_LIST=127.0.0.1",
    "EPICS_PVA_ADDR_LIST=127.0.0.1",
    "EPICS_PVA_AUTO_ADDR_LIST=NO",
    "EPICS_PVA_NAME_SERVERS=127.0.0.1",
    "EPICS_PVAS_INTF_ADDR_LIST=127.0.0.1",
    "TANGO_HOST=127.0.0.1:10000",
    "PATH=/usr/local/bin:/usr/bin:/bin",
    "LANG=C.UTF-8",
    "MPLBACKEND=Agg",
    "MALLOC_ARENA_MAX=2", // each takes much of the address space that is limited
};

struct words_of_run {
    struct words arguments;
    struct words environment;
};

static void add_environment(struct words *words, struct arena *arena, const char *home,
                            const char *temporary)
{
    for (size_t i = 0; i < sizeof pinned / sizeof *pinned; i++) {
        mynah__words_add(words, arena, pinned[i]);
    }
    mynah__words_add(words, arena, mynah__arena_format(arena, "HOME=%s", home));
    mynah__words_add(words, arena, mynah__arena_format(arena, "MPLCONFIGDIR=%s", home));
    mynah__words_add(words, arena, mynah__arena_format(arena, "TMPDIR=%s", temporary));
    mynah__words_add(words, arena, NULL);
}

static void add_python(struct words *words, struct arena *arena, const char *path)
{
    static const char *const options[] = { "-I", "-B", "-X", "utf8", "-c" };
    mynah__words_add(words, arena, path);
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        mynah__words_add(words, arena, options[i]);
    }
    mynah__words_add(words, arena, mynah__payload_loader);
    mynah__words_add(words, arena, NULL);
}

static struct words_of_run make_words(const struct mynah_executor *executor, const char *folder,
                                      bool confine, struct arena *arena)
{
    struct words_of_run words = { .arguments = { 0 } };
    if (confine) {
        const struct container container = { .bwrap = executor->bwrap,
                                             .interpreter = &executor->interpreter,
                                             .folder = folder,
                                             .shown = executor->options.module_folders };
        mynah__container_add(&words.arguments, arena, &container);
    }
    add_environment(&words.environment, arena, confine ? "/box" : folder,
                    confine ? "/tmp" : folder);
    add_python(&words.arguments, arena, executor->interpreter.path);
    return words;
}

// ## Running

struct run {
    const struct mynah_executor *executor;
    const struct mynah_job *job;
    struct spawned spawned;
    bool confine;
};

static struct spawn_limits limits_of(const struct mynah_executor_options *options)
{
    return (struct spawn_limits){
        .wall = options->wall_limit,
        .cpu = (options->cpu_limit + MYNAH_SECOND - 1) / MYNAH_SECOND,
        .memory = options->memory_limit,
        .file = options->file_limit,
        .output = options->output_limit,
    };
}

static bool run_in(struct run *run, const char *folder, struct arena *arena,
                   struct mynah_error *error)
{
    const struct mynah_executor *executor = run->executor;
    const struct payload payload = { .channels = executor->channels,
                                     .limits = executor->limits,
                                     .options = &executor->options,
                                     .code = run->job->code,
                                     .size = run->job->size,
                                     .confine = run->confine };
    struct words_of_run words = make_words(executor, folder, run->confine, arena);
    struct text text = { 0 };
    mynah__payload_write(&text, &payload);
    if (text.failed || arena->failed) {
        mynah__text_finish(&text);
        return no_memory(error);
    }
    int descriptor = mynah__folder_payload(folder, text.bytes, text.size, error);
    mynah__text_finish(&text);
    if (descriptor < 0) {
        return false;
    }
    bool done = mynah__spawn(&(struct spawn){ .arguments = words.arguments.items,
                                              .environment = words.environment.items,
                                              .folder = folder,
                                              .payload = descriptor,
                                              .limits = limits_of(&executor->options) },
                             &run->spawned, error);
    close(descriptor);
    return done;
}

// Run the code in a folder of its own, and read what came of it.
static struct mynah_execution *run_code(struct run *run, struct mynah_error *error)
{
    char folder[FOLDER_PATH];
    struct arena arena = { 0 };
    struct mynah_execution read, *execution = NULL;
    if (!mynah__folder_create(run->executor->options.folder, folder, error)) {
        return NULL;
    }
    bool done = run_in(run, folder, &arena, error);
    mynah__folder_remove(folder);
    if (done) {
        const struct spawn_limits limits = limits_of(&run->executor->options);
        const struct run_facts facts = { &run->spawned, &limits, run->confine };
        done = mynah__report_read(&read, &facts, &arena, error);
    }
    if (done) {
        execution = mynah_record_copy(mynah_execution_shape(), &read, error);
    }
    mynah__spawn_finish(&run->spawned);
    mynah__arena_finish(&arena);
    return execution;
}

// ## Containers

// Run nothing in a container, to see whether that can be done.
static bool try_container(struct mynah_executor *executor, struct mynah_error *error)
{
    struct mynah_error why = { .code = MYNAH_ERROR_NONE };
    const char *name = executor->options.bwrap ? executor->options.bwrap : "bwrap";
    char clip[MYNAH__CLIP];
    executor->bwrap = mynah__program_find(name, &executor->arena);
    if (executor->arena.failed) {
        return no_memory(error);
    }
    if (!executor->bwrap) {
        return mynah_error_set(error, MYNAH_ERROR_CONFIG,
                               "a container needs bubblewrap, and there is no program '%s'",
                               mynah__clip(clip, name));
    }
    struct run run = { .executor = executor,
                       .job = &(struct mynah_job){ .code = "results = {}", .size = 12 },
                       .confine = true };
    struct mynah_execution *execution = run_code(&run, &why);
    bool works = execution && execution->status <= MYNAH_EXECUTION_RESULTS;
    if (execution && !works) {
        mynah_error_set(&why, MYNAH_ERROR_CONFIG, "%s", execution->message);
    }
    mynah_free(execution);
    return works || mynah_error_set(error, why.code, "bubblewrap cannot make a container here: %s",
                                    why.text);
}

bool mynah_executor_can_confine(struct mynah_executor *executor, struct mynah_error *error)
{
    assert(executor);
    pthread_mutex_lock(&executor->lock);
    if (executor->confinement == CONFINE_UNTRIED) {
        bool works = try_container(executor, &executor->broken);
        // For want of memory it may be tried again.
        if (works || executor->broken.code != MYNAH_ERROR_MEMORY) {
            executor->confinement = works ? CONFINE_WORKS : CONFINE_BROKEN;
        }
    }
    bool works = executor->confinement == CONFINE_WORKS;
    if (!works && error) {
        *error = executor->broken;
    }
    pthread_mutex_unlock(&executor->lock);
    return works;
}

// ## The journal

static void record(struct mynah_executor *executor, const struct mynah_channel_access *access)
{
    struct mynah_journal *journal = mynah__world_journal(executor->base.world);
    int64_t now = mynah_clock_now(mynah_world_clock(executor->base.world));
    bool writes = access->direction == MYNAH_DIRECTION_WRITE;
    const struct mynah_call call = { .stand_in = mynah__stand_in_name(&executor->base),
                                     .method = !access->channel ? "import"
                                               : writes         ? "write"
                                                                : "read",
                                     .shape = mynah_channel_access_shape(),
                                     .request = access,
                                     .now = now };
    struct entry *entry = mynah__journal_begin(journal, executor->base.source, &call, NULL);
    struct mynah_error error;
    if (entry && access->error) {
        mynah_error_set(&error, MYNAH_ERROR_SCRIPTED, "%s", access->error);
        mynah__journal_end(journal, entry, mynah__reply_error(&error), now);
    } else if (entry) {
        const char *value = access->value && !writes ? access->value : "";
        mynah__journal_end(journal, entry,
                           mynah__reply_create(&(struct mynah_step){ .text = value }, NULL), now);
    }
}

struct mynah_execution *mynah_executor_execute(struct mynah_executor *executor,
                                               const struct mynah_job *given,
                                               struct mynah_error *error)
{
    assert(executor && given && given->code);
    struct mynah_job job = *given;
    job.size = job.size ? job.size : strlen(job.code);
    struct run run = { .executor = executor,
                       .job = &job,
                       .confine =
                           job.confine || executor->options.method == MYNAH_EXECUTION_CONTAINER };
    if (run.confine && !mynah_executor_can_confine(executor, error)) {
        return NULL;
    }
    struct mynah_execution *execution = run_code(&run, error);
    for (size_t i = 0; execution && i < execution->access_count; i++) {
        record(executor, &execution->accesses[i]);
    }
    return execution;
}

// ## Life

static void destroy(void *self)
{
    struct mynah_executor *executor = self;
    mynah__stand_in_finish(&executor->base);
    mynah_free(executor->channels);
    mynah_free(executor->limits);
    mynah__arena_finish(&executor->arena);
    pthread_mutex_destroy(&executor->lock);
    mynah__free(executor);
}

void mynah_executor_destroy(struct mynah_executor *executor)
{
    if (executor) {
        destroy(executor);
    }
}

static const char *keep(struct arena *arena, const char *text)
{
    return text ? mynah__arena_text(arena, text) : NULL;
}

static const char *const *keep_folders(struct arena *arena, const char *const *folders)
{
    struct words words = { 0 };
    for (; folders && *folders; folders++) {
        char path[FOLDER_PATH];
        // The child is elsewhere, so what is meant from here has to be made whole.
        mynah__words_add(&words, arena, keep(arena, realpath(*folders, path) ? path : *folders));
    }
    mynah__words_add(&words, arena, NULL);
    return words.items;
}

static void keep_options(struct mynah_executor *executor,
                         const struct mynah_executor_options *given)
{
    struct arena *arena = &executor->arena;
    struct mynah_executor_options *options = &executor->options;
    *options = *given;
    options->python = keep(arena, given->python ? given->python : "python3");
    options->bwrap = keep(arena, given->bwrap);
    options->folder = keep(arena, given->folder);
    options->results_name = keep(arena, given->results_name);
    options->module_folders = keep_folders(arena, given->module_folders);
    options->channels = options->limits = options->name = NULL;
    if (!options->wall_limit) {
        options->wall_limit = 60 * MYNAH_SECOND;
    }
    if (!options->cpu_limit) {
        options->cpu_limit = 60 * MYNAH_SECOND;
    }
    if (!options->memory_limit) {
        options->memory_limit = (size_t)4 << 30;
    }
    if (!options->file_limit) {
        options->file_limit = (size_t)256 << 20;
    }
    if (!options->output_limit) {
        options->output_limit = (size_t)1 << 20;
    }
}

static bool configure(struct mynah_executor *executor, const struct mynah_executor_options *given,
                      struct mynah_error *error)
{
    keep_options(executor, given);
    if (executor->arena.failed) {
        return no_memory(error);
    }
    executor->channels = mynah__channels_check(given->channels, error);
    if (!executor->channels) {
        return false;
    }
    executor->limits = given->limits ? mynah__limits_check_json(given->limits, error) : NULL;
    if (given->limits && !executor->limits) {
        return false;
    }
    return mynah__interpreter_find(&executor->interpreter, executor->options.python,
                                   &executor->arena, error) &&
           (given->method != MYNAH_EXECUTION_CONTAINER ||
            mynah_executor_can_confine(executor, error));
}

struct mynah_executor *mynah_executor_create(struct mynah_world *world,
                                             const struct mynah_executor_options *options,
                                             struct mynah_error *error)
{
    static const struct mynah_executor_options none = { .name = NULL };
    const struct mynah_executor_options *given = options ? options : &none;
    const struct mynah_member member = { .name = given->name ? given->name : "executor",
                                         .destroy = destroy };
    struct mynah_executor *executor = mynah__alloc(sizeof *executor);
    if (!executor || pthread_mutex_init(&executor->lock, NULL) != 0) {
        mynah__free(executor);
        no_memory(error);
        return NULL;
    }
    if (!mynah__stand_in_init(&executor->base, world, &member, error) ||
        !configure(executor, given, error)) {
        destroy(executor);
        return NULL;
    }
    return executor;
}

const char *mynah_executor_python_version(const struct mynah_executor *executor)
{
    return executor->interpreter.version;
}

static struct mynah_execution *execute(void *self, const struct mynah_job *job,
                                       struct mynah_error *error)
{
    return mynah_executor_execute(self, job, error);
}

struct mynah_code_executor mynah_executor_interface(struct mynah_executor *executor)
{
    assert(executor);
    return (struct mynah_code_executor){ .execute = execute, .self = executor };
}
