// SPDX-License-Identifier: Apache-2.0
//
// A run of the loop with stages that cost nothing, so that it is the loop that is measured; and one
// with the analyzer, beside the check alone.

#include "bench.h"

#include <mynah/analyzer.h>

#include <stdio.h>
#include <stdlib.h>

struct stages {
    struct mynah_world *world;
    struct mynah_generator *mock;
    struct mynah_analyzer *analyzer;
    struct mynah_code_checker checker;
    char code[16384];
    size_t size;
};

static struct mynah_judgement *allow(void *self, const char *code, size_t size,
                                     struct mynah_error *error)
{
    (void)self, (void)code, (void)size;
    const struct mynah_judgement judgement = { .verdict = MYNAH_VERDICT_ALLOW };
    return mynah_record_copy(mynah_judgement_shape(), &judgement, error);
}

static struct mynah_execution *succeed(void *self, const struct mynah_job *job,
                                       struct mynah_error *error)
{
    (void)self, (void)job;
    const struct mynah_execution execution = { .results = "{}" };
    return mynah_record_copy(mynah_execution_shape(), &execution, error);
}

static void run_loop(void *self)
{
    static const struct mynah_request request = { .user_query = "Sum it" };
    mynah_free(mynah_loop_run(self, &request, NULL));
}

static void check(void *self)
{
    const struct stages *stages = self;
    mynah_free(stages->checker.check(stages->checker.self, stages->code, stages->size, NULL));
}

static bool measure(struct stages *stages, const char *name, struct mynah_code_checker checker,
                    double limit)
{
    const struct mynah_loop_options options = {
        .generator = mynah_generator_interface(stages->mock),
        .checker = checker,
        .executor = { .execute = succeed },
    };
    struct mynah_loop *loop = mynah_loop_create(stages->world, &options, NULL);
    bool kept =
        loop &&
        bench_run(&(struct bench){ .name = name, .call = run_loop, .self = loop, .limit = limit });
    mynah_loop_destroy(loop);
    return kept;
}

int main(int count, char **arguments)
{
    static struct stages stages;
    FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
    if (!file) {
        fprintf(stderr, "usage: %s SNIPPET\n", arguments[0]);
        return 2;
    }
    stages.size = fread(stages.code, 1, sizeof stages.code - 1, file);
    fclose(file);
    stages.world = mynah_world_create(&(struct mynah_world_options){ .journal_limit = 1000 }, NULL);
    stages.mock = mynah_generator_create(
        stages.world, &(struct mynah_generator_options){ .code = stages.code }, NULL);
    stages.analyzer = mynah_analyzer_create(NULL, NULL);
    stages.checker = mynah_analyzer_checker(stages.analyzer);
    bool kept = measure(&stages, "loop: stages that cost nothing",
                        (struct mynah_code_checker){ .check = allow }, 20e-6);
    kept &= bench_run(&(struct bench){
        .name = "loop: the check alone, 30 lines", .call = check, .self = &stages });
    kept &= measure(&stages, "loop: with that check", stages.checker, 0);
    mynah_analyzer_destroy(stages.analyzer);
    mynah_world_destroy(stages.world);
    return kept ? EXIT_SUCCESS : EXIT_FAILURE;
}
