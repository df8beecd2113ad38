// SPDX-License-Identifier: Apache-2.0
//
// A call of the mock generator, with all that the journal keeps of it, beside the copy of the code
// that no generator can save.

#include "bench.h"

#include <mynah/generator.h>

#include <stdlib.h>

static void generate(void *self)
{
    static const struct mynah_request request = {
        .user_query = "Raise the current of the magnet by 10 %",
        .task_objective = "Write the setpoint of the magnet",
        .execution_folder_name = "magnet_setpoint",
    };
    mynah_free(mynah_generator_generate(self, &request, NULL, 0, NULL));
}

static void copy(void *self)
{
    mynah_free(mynah_copy_text(self));
}

static bool measure(const char *name, const struct mynah_generator_options *options)
{
    struct mynah_world *world =
        mynah_world_create(&(struct mynah_world_options){ .journal_limit = 1000 }, NULL);
    struct mynah_generator *generator = mynah_generator_create(world, options, NULL);
    bool kept = world && generator &&
                bench_run(&(struct bench){
                    .name = name, .call = generate, .self = generator, .limit = 1e-6 });
    mynah_world_destroy(world);
    return kept;
}

int main(void)
{
    char code[] = "results = {}\n";
    bool kept = bench_run(&(struct bench){ .name = "copy the code", .call = copy, .self = code });
    kept &= measure("generate: static code", &(struct mynah_generator_options){ .code = code });
    kept &= measure("generate: behaviour success",
                    &(struct mynah_generator_options){ .behavior = "success" });
    return kept ? EXIT_SUCCESS : EXIT_FAILURE;
}
