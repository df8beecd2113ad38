// SPDX-License-Identifier: Apache-2.0
//
// What judging takes beside reading: scopes to checks over the modules of the standard library,
// beside tree-sitter's tree of the same; over modules of growing size, where time may only grow in
// proportion; and whether memory stays as it is while a process judges many snippets.

#include "checks/checks.h"
#include "files.h"
#include "report.h"
#include "syntax/syntax.h"
#include "table_set.h"
#include "tree/tree.h"
#include "turns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define RATIO_MOST 0.6
#define GROWTH_MOST 2.0 // of the time for one byte, from 10 kB to 1000 kB; caches are part of it
#define MEMORY_MOST 1.2 // of the peak, from 200 snippets to 4000

static struct check_options options;

static double parse_seconds(const struct file *file, const void *with)
{
    (void)with;
    struct arena arena = { 0 };
    struct source source;
    struct tree tree;
    if (!mynah__source_read(&source, file->bytes, file->size, &arena)) {
        abort();
    }
    double start = turns_now();
    if (mynah__tree_build(&tree, &source, &arena) == TREE_NO_MEMORY) {
        abort();
    }
    double seconds = turns_now() - start;
    mynah__arena_finish(&arena);
    return seconds;
}

// From the nodes to the findings.
static double judge_seconds(const struct file *file, const void *with)
{
    (void)with;
    struct arena arena = { 0 };
    struct mynah_report report = { .arena = { 0 } };
    struct syntax syntax;
    struct tree tree;
    struct scopes scopes;
    struct flow flow;
    if (!mynah__source_read(&report.source, file->bytes, file->size, &report.arena) ||
        mynah__syntax_read(&syntax, &tree, &report.source, PYTHON_DEFAULT, &arena) ==
            TREE_NO_MEMORY) {
        abort();
    }
    report.parses = syntax.accepted;
    double start = turns_now();
    if (!mynah__scopes_build(&scopes, &tree, &arena) ||
        !mynah__flow_build(&flow, &scopes, &arena) ||
        !mynah__checks_run(&report, &flow, &options)) {
        abort();
    }
    double seconds = turns_now() - start;
    mynah__arena_finish(&arena);
    mynah__arena_finish(&report.arena);
    return seconds;
}

static bool measure_library(void)
{
    struct turns turns[] = { { .take = parse_seconds }, { .take = judge_seconds } };
    turns_measure(turns, 2, files, file_count);
    double ratio = turns[1].seconds / turns[0].seconds;
    printf("%-40s %zu files, %.1f MB\n", "judge: the standard library", file_count,
           (double)total * 1e-6);
    printf("%-40s %7.1f MB/s\n", "judge: tree-sitter and flattening",
           (double)total / turns[0].seconds * 1e-6);
    printf("%-40s %7.1f MB/s, %.2f times as long (at most %.1f)\n", "judge: scopes to checks",
           (double)total / turns[1].seconds * 1e-6, ratio, RATIO_MOST);
    return ratio <= RATIO_MOST;
}

// Functions that call each other, classes, and a script that uses both: `size` bytes of them.
static struct file generate(size_t size)
{
    struct file file = { malloc(size + 4096), 0 };
    for (int i = 0; file.bytes && file.size < size; i++) {
        file.size += (size_t)snprintf(file.bytes + file.size, 4096,
                                      "import epics\n"
                                      "class Device%d:\n"
                                      "    def __init__(self, name, limit=%d):\n"
                                      "        self.name = name\n"
                                      "        self.pv = epics.PV(name)\n"
                                      "    def move(self, value):\n"
                                      "        if value < self.limit:\n"
                                      "            self.pv.put(value)\n"
                                      "        return self.pv.get()\n"
                                      "def scan%d(names, start=0.0):\n"
                                      "    found = []\n"
                                      "    for index, name in enumerate(names):\n"
                                      "        device = Device%d(f'SR:{name}:{index}')\n"
                                      "        try:\n"
                                      "            found.append(device.move(start + index * 0.5))\n"
                                      "        except ValueError as error:\n"
                                      "            print(name, error)\n"
                                      "    return {'found': found, 'count': len(found)}\n"
                                      "results%d = scan%d(['A', 'B', 'C'], start=%d)\n",
                                      i, i, i, i, i, i, i);
    }
    return file;
}

// A module `times` times, one after the other.
struct modules {
    struct file module;
    size_t times;
};

static double modules_seconds(const struct file *file, const void *with)
{
    const struct modules *modules = with;
    double seconds = 0;
    for (size_t i = 0; i < modules->times; i++) {
        seconds += judge_seconds(&modules->module, NULL);
    }
    (void)file;
    return seconds;
}

// The same number of bytes in modules of each size, so that what else the machine does has the same
// time to hit each.
static bool measure_growth(void)
{
    enum { SIZES = 3, LARGEST = 1000000 };
    static const size_t sizes[SIZES] = { 10000, 100000, LARGEST };
    struct modules modules[SIZES];
    struct turns turns[SIZES];
    double of_byte[SIZES];
    for (size_t i = 0; i < SIZES; i++) {
        modules[i] = (struct modules){ generate(sizes[i]), LARGEST / sizes[i] };
        turns[i] = (struct turns){ .take = modules_seconds, .with = &modules[i] };
    }
    turns_measure(turns, SIZES, &modules[0].module, 1);
    for (size_t i = 0; i < SIZES; i++) {
        of_byte[i] = turns[i].seconds / (double)(modules[i].module.size * modules[i].times);
        printf("judge: a module of %4zu kB %22.1f MB/s\n", sizes[i] / 1000, 1e-6 / of_byte[i]);
        free(modules[i].module.bytes);
    }
    double growth = of_byte[SIZES - 1] / of_byte[0];
    printf("%-40s %7.2f times as long for a byte (at most %.1f)\n", "judge: 100 times the size",
           growth, GROWTH_MOST);
    return growth <= GROWTH_MOST;
}

static long peak(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : 0;
}

// Before anything else, because the peak never falls.
static bool measure_memory(void)
{
    struct mynah_analyzer *analyzer = mynah_analyzer_create(NULL, NULL);
    struct file file = generate(2000);
    long early = 0;
    for (int i = 0; i < 4000; i++) {
        struct mynah_report *report = mynah_analyzer_check(analyzer, file.bytes, file.size, NULL);
        if (!report) {
            abort();
        }
        mynah_report_destroy(report);
        early = i == 199 ? peak() : early;
    }
    long late = peak();
    printf("%-40s %ld kB after 200 snippets, %ld kB after 4000\n", "judge: peak of memory", early,
           late);
    free(file.bytes);
    mynah_analyzer_destroy(analyzer);
    return (double)late <= MEMORY_MOST * (double)early;
}

int main(int count, char **arguments)
{
    bool kept = measure_memory();
    if (count != 2 || !load_all(arguments[1])) {
        fprintf(stderr, "usage: %s STANDARD-LIBRARY\n", arguments[0]);
        return 2;
    }
    options.tables = mynah__tables_create(&mynah__builtin_tables);
    options.rules = mynah__rule_index_create(mynah__builtin_tables.rules);
    options.version = PYTHON_DEFAULT;
    if (!options.tables || !options.rules) {
        return 2;
    }
    kept = measure_library() && kept;
    kept = measure_growth() && kept;
    mynah__tables_destroy((struct tables *)options.tables);
    mynah__rule_index_destroy((struct rule_index *)options.rules);
    release_all();
    return kept ? EXIT_SUCCESS : EXIT_FAILURE;
}
