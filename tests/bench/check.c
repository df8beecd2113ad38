// SPDX-License-Identifier: Apache-2.0
//
// How long it takes to judge a short snippet, within a process that judges many.

#include "bench.h"

#include <mynah/analyzer.h>
#include <stdio.h>
#include <stdlib.h>

struct check {
    const struct mynah_analyzer *analyzer;
    char code[16384];
    size_t size;
    bool failed;
};

static void run(void *self)
{
    struct check *check = self;
    struct mynah_report *report =
        mynah_analyzer_check(check->analyzer, check->code, check->size, NULL);
    check->failed = check->failed || !report;
    mynah_report_destroy(report);
}

int main(int count, char **arguments)
{
    static struct check check;
    FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
    if (!file) {
        fprintf(stderr, "usage: %s SNIPPET\n", arguments[0]);
        return 2;
    }
    check.size = fread(check.code, 1, sizeof check.code, file);
    fclose(file);
    struct mynah_analyzer *analyzer = mynah_analyzer_create(NULL, NULL);
    check.analyzer = analyzer;
    bool kept = analyzer && bench_run(&(struct bench){
                                .name = "check: one call, 30 lines", .call = run, .self = &check });
    mynah_analyzer_destroy(analyzer);
    return kept && !check.failed ? EXIT_SUCCESS : EXIT_FAILURE;
}
