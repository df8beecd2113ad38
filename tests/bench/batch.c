// SPDX-License-Identifier: Apache-2.0
//
// How many snippets a second `mynah check --batch` judges, with one thread and with two, and
// whether its memory stays flat.

#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FEW = 2000, MANY = 40000 };

extern char **environ;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

// Write snippets to a file without a name and return it, to be read from its start.
static FILE *make_input(int count)
{
    FILE *file = tmpfile();
    for (int i = 0; file && i < count; i++) {
        fprintf(file,
                "{\"id\":%d,\"code\":\"import epics\\nx = epics.caget('SR:C%02d:BPM:X')\\n"
                "results = {'x': x * %d}\\n\"}\n",
                i, i % 40, i);
    }
    if (file && (fflush(file) != 0 || fseek(file, 0, SEEK_SET) != 0)) {
        fclose(file);
        file = NULL;
    }
    return file;
}

// Return the seconds that the command takes for `count` snippets, and the peak of its memory so far
// in KiB; 0 when it fails.
static double measure(char *mynah, char *jobs, int count, long *peak)
{
    char check[] = "check", batch[] = "--batch", option[] = "--jobs";
    char *const arguments[] = { mynah, check, batch, option, jobs, NULL };
    posix_spawn_file_actions_t actions;
    struct rusage usage;
    pid_t child;
    int status = -1;
    FILE *input = make_input(count);
    if (!input) {
        return 0;
    }
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fileno(input), STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    double start = now();
    bool done = posix_spawn(&child, mynah, &actions, NULL, arguments, environ) == 0 &&
                waitpid(child, &status, 0) == child && status == 0;
    double seconds = now() - start;
    posix_spawn_file_actions_destroy(&actions);
    fclose(input);
    getrusage(RUSAGE_CHILDREN, &usage);
    *peak = usage.ru_maxrss;
    return done ? seconds : 0;
}

int main(int count, char **arguments)
{
    static char jobs[][2] = { "1", "2" };
    long few, many;
    if (count != 2) {
        fprintf(stderr, "usage: %s MYNAH\n", arguments[0]);
        return 2;
    }
    for (int i = 0; i < 2; i++) {
        double seconds = measure(arguments[1], jobs[i], FEW, &few);
        seconds = seconds > 0 ? measure(arguments[1], jobs[i], MANY, &many) : 0;
        if (seconds <= 0) {
            fprintf(stderr, "the command failed\n");
            return EXIT_FAILURE;
        }
        printf("batch: --jobs %s: %.0f snippets of 3 lines a second, %.1f MB, %.2f times those of "
               "%d\n",
               jobs[i], MANY / seconds, (double)many / 1024, (double)many / (double)few, FEW);
        // What a run of few took is in the peak of both: more is a leak.
        if ((double)many > (double)few * 1.2) {
            fprintf(stderr, "memory grows with the number of snippets\n");
            return EXIT_FAILURE;
        }
    }
    return EXIT_SUCCESS;
}
