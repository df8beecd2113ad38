// SPDX-License-Identifier: Apache-2.0
//
// What running code costs beside starting the interpreter, which nobody can save.

#include "bench.h"

#include "executor/interpreter.h"
#include "executor/spawn.h"

#include <mynah/executor.h>
#include <stdio.h>
#include <stdlib.h>

#define LOCAL_MOST 15e-3 // seconds beyond those of the interpreter

static const char channels[] = "import epics\nresults = {'v': epics.caget('DEVICE:PV:READBACK')}\n";

struct run {
    struct mynah_executor *executor;
    struct mynah_job job;
    bool failed;
};

static void execute(void *self)
{
    struct run *run = self;
    struct mynah_execution *execution = mynah_executor_execute(run->executor, &run->job, NULL);
    run->failed = run->failed || !execution || execution->status != MYNAH_EXECUTION_SUCCEEDED;
    mynah_free(execution);
}

static void start_python(void *self)
{
    const char *const arguments[] = { self, "-I", "-c", "pass", NULL };
    const char *const environment[] = { NULL };
    struct spawned spawned;
    mynah__spawn(
        &(struct spawn){ .arguments = arguments, .environment = environment, .payload = -1 },
        &spawned, NULL);
    mynah__spawn_finish(&spawned);
}

static bool measure(struct run *run, const char *name, double *seconds)
{
    bool kept = bench_run(
        &(struct bench){ .name = name, .call = execute, .self = run, .seconds = seconds });
    return kept && !run->failed;
}

int main(void)
{
    struct arena arena = { 0 };
    struct interpreter interpreter;
    struct mynah_error error;
    double python = 0, local = 0;
    struct run run = { .executor = mynah_executor_create(NULL, NULL, &error),
                       .job = { .code = "results = {}\n" } };
    if (!run.executor || !mynah__interpreter_find(&interpreter, "python3", &arena, &error)) {
        fprintf(stderr, "%s\n", error.text);
        return EXIT_FAILURE;
    }
    bool kept = bench_run(&(struct bench){ .name = "execute: python3 -I -c pass",
                                           .call = start_python,
                                           .self = (void *)interpreter.path,
                                           .seconds = &python });
    kept &= measure(&run, "execute: local, no work", &local);
    printf("%-40s %9.2f ms%s\n", "execute: local, beyond the interpreter", (local - python) * 1e3,
           local - python < LOCAL_MOST ? "" : "  TOO SLOW");
    kept &= local - python < LOCAL_MOST;
    run.job.code = channels;
    kept &= measure(&run, "execute: local, one channel", NULL);
    run.job = (struct mynah_job){ .code = "results = {}\n", .confine = true };
    if (mynah_executor_can_confine(run.executor, &error)) {
        kept &= measure(&run, "execute: container, no work", NULL);
    } else {
        printf("execute: container is left out: %s\n", error.text);
    }
    mynah_executor_destroy(run.executor);
    mynah__arena_finish(&arena);
    return kept ? EXIT_SUCCESS : EXIT_FAILURE;
}
