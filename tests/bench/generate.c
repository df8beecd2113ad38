// SPDX-License-Identifier: Apache-2.0
//
// How long one call of the mock generator takes, journal included, beside the copying of the same
// code that nobody can save.

#include <mynah/generator.h>

#include "bench.h"

#include <stddef.h>

static const char code[] = "import json\n"
                           "value = 42\n"
                           "results = {'value': value, 'status': 'success'}\n"
                           "print(json.dumps(results))\n";

static const struct mynah_request request = {
    .user_query = "Plot the closed orbit of the last hour",
    .task_objective = "a plot of the closed orbit",
    .execution_folder_name = "orbit",
};

static void generate(void *self)
{
    mynah_free(mynah_generator_generate(self, &request, NULL, 0, NULL));
}

static void copy(void *self)
{
    mynah_free(mynah_copy_text(self));
}

static bool measure(const char *name, const struct mynah_generator_options *options)
{
    // With a limit, because a benchmark makes more calls than memory has room for.
    struct mynah_world *world =
        mynah_world_create(&(struct mynah_world_options){ .journal_limit = 1000 }, NULL);
    struct mynah_generator *mock = mynah_generator_create(world, options, NULL);
    bool kept = mock && bench_run(&(struct bench){ name, generate, mock, 1e-6 });
    mynah_world_destroy(world);
    return kept;
}

int main(void)
{
    char source[sizeof code];
    for (size_t i = 0; i < sizeof code; i++) {
        source[i] = code[i];
    }
    bool kept = bench_run(&(struct bench){ "copy the code", copy, source, 0 });
    kept =
        measure("generate: static code", &(struct mynah_generator_options){ .code = code }) && kept;
    kept = measure("generate: behaviour",
                   &(struct mynah_generator_options){ .behavior = "channel_write" }) &&
           kept;
    return kept ? 0 : 1;
}
