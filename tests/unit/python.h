// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TESTS_PYTHON_H
#define MYNAH_TESTS_PYTHON_H

// Runs code under the python3 of the system, for tests only.  Tests skip without one.

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct python_run {
    int status;        // as the shell would have it; -1 when it was not run
    char output[8192]; // of both streams
};

static inline bool python_exists(void)
{
    return system("python3 -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null") == 0;
}

// Run `program`, a file, in which `sys.argv[1:]` are the (harmless) `arguments`.
static inline struct python_run python_run(const char *program, const char *arguments)
{
    struct python_run run = { .status = -1 };
    char path[] = "/tmp/mynah-python-XXXXXX", command[65536];
    int descriptor = mkstemp(path);
    FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    if (!file) {
        return run;
    }
    fputs(program, file);
    fclose(file);
    snprintf(command, sizeof command, "python3 -I %s %s 2>&1", path, arguments);
    FILE *pipe = popen(command, "r");
    if (pipe) {
        size_t size = fread(run.output, 1, sizeof run.output - 1, pipe);
        run.output[size] = '\0';
        int status = pclose(pipe);
        run.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    }
    unlink(path);
    return run;
}

#endif
