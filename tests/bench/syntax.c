// SPDX-License-Identifier: Apache-2.0
//
// How many megabytes of Python a second the recogniser reads, beside the tree's building and
// CPython's compile(), over the modules of the standard library.

#include "syntax/syntax.h"
#include "files.h"
#include "tree/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 5 };

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static bool recognise(const struct source *source, struct arena *arena)
{
    struct syntax syntax;
    return mynah__syntax_parse(&syntax, NULL, source, PYTHON_DEFAULT, arena);
}

static bool make_nodes(const struct source *source, struct arena *arena)
{
    struct syntax syntax;
    struct tree tree;
    return mynah__syntax_parse(&syntax, &tree, source, PYTHON_DEFAULT, arena);
}

static bool build_tree(const struct source *source, struct arena *arena)
{
    struct tree tree;
    return mynah__tree_build(&tree, source, arena) != TREE_NO_MEMORY;
}

// Seconds that the call takes over all files, the fastest of some rounds; reading is not counted.
static double measure(bool (*call)(const struct source *, struct arena *))
{
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double seconds = 0;
        for (size_t i = 0; i < file_count; i++) {
            struct arena arena = { 0 };
            struct source source;
            if (!mynah__source_read(&source, files[i].bytes, files[i].size, &arena)) {
                abort();
            }
            double start = now();
            if (!call(&source, &arena)) {
                abort();
            }
            seconds += now() - start;
            mynah__arena_finish(&arena);
        }
        best = round == 0 || seconds < best ? seconds : best;
    }
    return best;
}

// Ask Python how long its compile() takes over the same files.
static double measure_python(const char *python, const char *folder)
{
    char command[8192];
    snprintf(command, sizeof command,
             "%s -W ignore -c \"import glob, time\n"
             "codes = [open(path, 'rb').read() for path in glob.glob('%s/*.py')]\n"
             "start = time.perf_counter()\n"
             "for code in codes: compile(code, 'x', 'exec')\n"
             "print(time.perf_counter() - start)\"",
             python, folder);
    FILE *pipe = popen(command, "r");
    double seconds = 0;
    if (!pipe || fscanf(pipe, "%lf", &seconds) != 1) {
        seconds = 0;
    }
    if (pipe) {
        pclose(pipe);
    }
    return seconds;
}

static void print(const char *name, double seconds, double recogniser)
{
    if (seconds > 0) {
        printf("%-40s %7.1f MB/s, %5.1f times as long\n", name, (double)total / seconds * 1e-6,
               seconds / recogniser);
    }
}

int main(int count, char **arguments)
{
    if (count != 3 || !load_all(arguments[1])) {
        fprintf(stderr, "usage: %s STANDARD-LIBRARY PYTHON\n", arguments[0]);
        return 2;
    }
    double recogniser = measure(recognise);
    printf("syntax: %zu files, %.1f MB\n", file_count, (double)total * 1e-6);
    print("syntax: recogniser", recogniser, recogniser);
    print("syntax: recogniser and nodes", measure(make_nodes), recogniser);
    print("syntax: tree-sitter and flattening", measure(build_tree), recogniser);
    print("syntax: CPython's compile()", measure_python(arguments[2], arguments[1]), recogniser);
    release_all();
    return 0;
}
