// SPDX-License-Identifier: Apache-2.0
//
// `mynah check` on a short snippet, from starting the process to its end.

#include "bench.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

extern char **environ;

struct command {
    char *const *arguments;
    posix_spawn_file_actions_t actions;
    bool failed;
};

static void run(void *self)
{
    struct command *command = self;
    pid_t child;
    int status;
    if (posix_spawn(&child, command->arguments[0], &command->actions, NULL, command->arguments,
                    environ) != 0 ||
        waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) > 1) {
        command->failed = true;
    }
}

int main(int count, char **arguments)
{
    if (count != 3) {
        fprintf(stderr, "usage: %s MYNAH SNIPPET\n", arguments[0]);
        return 2;
    }
    char check[] = "check";
    struct command command = {
        .arguments = (char *[]){ arguments[1], check, arguments[2], NULL },
    };
    posix_spawn_file_actions_init(&command.actions);
    posix_spawn_file_actions_addopen(&command.actions, 1, "/dev/null", O_WRONLY, 0);
    bool kept = bench_run(&(struct bench){
        .name = "process: mynah check, 30 lines", .call = run, .self = &command, .limit = 5e-3 });
    posix_spawn_file_actions_destroy(&command.actions);
    if (command.failed) {
        fprintf(stderr, "the command failed\n");
    }
    return kept && !command.failed ? EXIT_SUCCESS : EXIT_FAILURE;
}
