// SPDX-License-Identifier: Apache-2.0
//
// The host as a program, with a mock in the place of the model:
//
//     agent channel_write "Set the magnet to 1.5 A"
//
// It runs nothing: it says what it would run.  A person is asked on the terminal.

#include "agent.h"

#include <mynah/generator.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *complete(void *self, const char *prompt)
{
    const struct mynah_request request = { .user_query = prompt };
    char *code = mynah_generator_generate(self, &request, NULL, 0, NULL);
    char *copy = code ? malloc(strlen(code) + 1) : NULL;
    if (copy) {
        strcpy(copy, code);
    }
    mynah_free(code);
    return copy;
}

static bool run(void *self, const char *code)
{
    (void)self;
    printf("--- this would be run:\n%s", code);
    return true;
}

static bool approve(void *self, const char *code, const char *reasons)
{
    (void)self;
    printf("%s--- may this be run?\n%s(y/n) ", code, reasons);
    fflush(stdout);
    return getchar() == 'y';
}

int main(int argc, char **argv)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    if (argc != 3) {
        fprintf(stderr, "usage: agent BEHAVIOR WISH\n");
        return 2;
    }
    const struct mynah_generator_options options = { .behavior = argv[1] };
    struct mynah_generator *mock = mynah_generator_create(NULL, &options, &error);
    struct mynah_analyzer *analyzer = mock ? mynah_analyzer_create(NULL, &error) : NULL;
    if (!analyzer) {
        fprintf(stderr, "agent: %s\n", error.text);
        mynah_generator_destroy(mock);
        return 2;
    }
    const struct agent agent = { .model = { complete, mock },
                                 .surroundings = { run, approve, NULL },
                                 .analyzer = analyzer,
                                 .attempts_most = 3 };
    enum decision decision = agent_handle(&agent, argv[2]);
    printf("--- %s\n", decision_name(decision));
    mynah_analyzer_destroy(analyzer);
    mynah_generator_destroy(mock);
    return decision == DECISION_RAN ? 0 : 1;
}
