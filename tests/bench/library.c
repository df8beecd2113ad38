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
#include "turns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define ADDED_MOST 0.10
#define SPEED_LEAST 8.0 // MB/s

// The seconds that the processes which it started have worked.
static double now_of_children(void)
{
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

// Seconds to judge a file as `mynah check` does.
static double judge(const struct file *file, const void *analyzer)
{
    double start = turns_now();
    struct mynah_report *report = mynah_analyzer_check(analyzer, file->bytes, file->size, NULL);
    if (!report) {
        abort();
    }
    mynah_report_destroy(report);
    return turns_now() - start;
}

// Seconds that names, flow, values and checks of a file take with these options.
static double check(const struct file *file, const void *options)
{
    struct arena arena = { 0 };
    struct mynah_report report = { .parses = true };
    struct syntax syntax;
    struct tree tree;
    struct scopes scopes;
    struct flow flow;
    if (!mynah__source_read(&report.source, file->bytes, file->size, &arena) ||
        !mynah__syntax_parse(&syntax, &tree, &report.source, PYTHON_DEFAULT, &arena)) {
        abort();
    }
    double start = turns_now();
    bool done = !syntax.accepted || (mynah__scopes_build(&scopes, &tree, &arena) &&
                                     mynah__flow_build(&flow, &scopes, &arena) &&
                                     mynah__checks_run(&report, &flow, options));
    double seconds = turns_now() - start;
    if (!done) {
        abort();
    }
    mynah__arena_finish(&report.arena);
    mynah__arena_finish(&arena);
    return seconds;
}

// Print what the rules add; return whether it is little enough.
static bool compare_rules(void)
{
    static const struct rule_family *const none[] = { NULL };
    struct tables *tables = mynah__tables_create(&mynah__builtin_tables);
    struct rule_index *all = mynah__rule_index_create(mynah__rule_families);
    struct rule_index *empty = mynah__rule_index_create(none);
    const struct check_options without = { .tables = tables,
                                           .rules = empty,
                                           .results_optional = true };
    const struct check_options with = { .tables = tables, .rules = all, .results_optional = true };
    struct turns turns[] = { { .take = check, .with = &without },
                             { .take = check, .with = &with } };
    turns_measure(turns, 2, files, file_count);
    double added = turns[1].seconds / turns[0].seconds - 1;
    printf("%-40s %8.1f %% more time than names and checks (at most %.0f)\n", "library: the rules",
           added * 100, ADDED_MOST * 100);
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
    if (!analyzer) {
        return 2;
    }
    struct turns turns[] = { { .take = judge, .with = analyzer } };
    turns_measure(turns, 1, files, file_count);
    double speed = (double)total / turns[0].seconds * 1e-6;
    printf("library: %zu files, %.1f MB\n", file_count, (double)total * 1e-6);
    printf("%-40s %8.2f MB/s (at least %.0f)\n", "library: mynah check, one core", speed,
           SPEED_LEAST);
    mynah_analyzer_destroy(analyzer);
    compare_bandit(arguments[1], turns[0].seconds);
    bool good = compare_rules();
    release_all();
    return good && speed >= SPEED_LEAST ? EXIT_SUCCESS : EXIT_FAILURE;
}
