// SPDX-License-Identifier: Apache-2.0
//
// How many megabytes of Python a second are judged, on one core, over the modules of the standard
// library; what looking for risks adds to finding what names are; and what Bandit needs for the
// same, where it is installed.

#include "checks/checks.h"
#include "files.h"
#include "report.h"
#include "syntax/syntax.h"
#include "table_set.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { ROUNDS = 3 };

#define ADDED_MOST 0.10

// Seconds of work of this process: what else the machine does counts little.
static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

// Likewise, of the processes that it started.
static double now_of_children(void)
{
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

// Seconds to judge all files as `mynah check` does.
static double judge_all(const struct mynah_analyzer *analyzer)
{
    double start = now();
    for (size_t i = 0; i < file_count; i++) {
        struct mynah_report *report =
            mynah_analyzer_check(analyzer, files[i].bytes, files[i].size, NULL);
        if (!report) {
            abort();
        }
        mynah_report_destroy(report);
    }
    return now() - start;
}

// Seconds that names, flow, values and checks of all files take with these rules.
static double check_all(const struct tables *tables, const struct rule_index *rules)
{
    const struct check_options options = { .tables = tables,
                                           .rules = rules,
                                           .results_optional = true };
    double seconds = 0;
    for (size_t i = 0; i < file_count; i++) {
        struct arena arena = { 0 };
        struct mynah_report report = { .parses = true };
        struct syntax syntax;
        struct tree tree;
        struct scopes scopes;
        struct flow flow;
        if (!mynah__source_read(&report.source, files[i].bytes, files[i].size, &arena) ||
            !mynah__syntax_parse(&syntax, &tree, &report.source, PYTHON_DEFAULT, &arena)) {
            abort();
        }
        double start = now();
        bool done = !syntax.accepted || (mynah__scopes_build(&scopes, &tree, &arena) &&
                                         mynah__flow_build(&flow, &scopes, &arena) &&
                                         mynah__checks_run(&report, &flow, &options));
        seconds += now() - start;
        if (!done) {
            abort();
        }
        mynah__arena_finish(&report.arena);
        mynah__arena_finish(&arena);
    }
    return seconds;
}

static double least(double a, double b)
{
    return a == 0 || b < a ? b : a;
}

// Print what the rules add; return whether it is little enough.
static bool compare_rules(void)
{
    static const struct rule_family *const none[] = { NULL };
    struct tables *tables = mynah__tables_create(&mynah__builtin_tables);
    struct rule_index *all = mynah__rule_index_create(mynah__rule_families);
    struct rule_index *empty = mynah__rule_index_create(none);
    double with = 0;
    double without = 0;
    for (int round = 0; round < ROUNDS; round++) { // in turn: what else runs hits both
        without = least(without, check_all(tables, empty));
        with = least(with, check_all(tables, all));
    }
    double added = with / without - 1;
    printf("%-40s %8.1f %% more time than names and checks%s\n", "library: the rules", added * 100,
           added <= ADDED_MOST ? "" : "  TOO MUCH");
    mynah__rule_index_destroy(all);
    mynah__rule_index_destroy(empty);
    mynah__tables_destroy(tables);
    return added <= ADDED_MOST;
}

static void compare_bandit(const char *folder, double seconds)
{
    char command[8192];
    snprintf(command, sizeof command, "bandit -q -f json %s/*.py >/dev/null 2>&1", folder);
    if (system("command -v bandit >/dev/null") != 0) {
        printf("library: bandit is not installed\n");
        return;
    }
    double start = now_of_children();
    int status = system(command);
    double bandit = now_of_children() - start;
    printf("%-40s %8.2f MB/s, %.1f times as long%s\n", "library: bandit",
           (double)total / bandit * 1e-6, bandit / seconds, status < 0 ? " (failed)" : "");
}

int main(int count, char **arguments)
{
    if (count != 2 || !load_all(arguments[1])) {
        fprintf(stderr, "usage: %s STANDARD-LIBRARY\n", arguments[0]);
        return 2;
    }
    struct mynah_analyzer *analyzer = mynah_analyzer_create(NULL, NULL);
    double seconds = 0;
    for (int round = 0; analyzer && round < ROUNDS; round++) {
        seconds = least(seconds, judge_all(analyzer));
    }
    printf("library: %zu files, %.1f MB\n", file_count, (double)total * 1e-6);
    printf("%-40s %8.2f MB/s\n", "library: mynah check, one core", (double)total / seconds * 1e-6);
    mynah_analyzer_destroy(analyzer);
    compare_bandit(arguments[1], seconds);
    bool good = compare_rules();
    release_all();
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
