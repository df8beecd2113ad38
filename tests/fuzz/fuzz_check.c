// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as code: a verdict, the same one twice, in order, and never `allow` for what does not
// parse.

#include "fuzz.h"

#include <mynah/analyzer.h>

#include <stdlib.h>
#include <string.h>

static struct mynah_analyzer *analyzer;

static char *judge(const uint8_t *data, size_t size)
{
    struct mynah_report *report = mynah_analyzer_check(analyzer, (const char *)data, size, NULL);
    if (!report) {
        abort();
    }
    for (size_t i = 1; i < mynah_report_finding_count(report); i++) {
        if (mynah_report_finding(report, i - 1)->line > mynah_report_finding(report, i)->line) {
            abort();
        }
    }
    if (!mynah_report_parses(report) && mynah_report_verdict(report) == MYNAH_VERDICT_ALLOW) {
        abort();
    }
    mynah_free(mynah_report_write(report, MYNAH_FORMAT_TEXT, NULL, NULL));
    char *json = mynah_report_write(report, MYNAH_FORMAT_NDJSON, NULL, NULL);
    mynah_report_destroy(report);
    return json;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!analyzer) {
        analyzer = mynah_analyzer_create(NULL, NULL);
    }
    char *first = judge(data, size);
    char *second = judge(data, size);
    if (!first || !second || strcmp(first, second) != 0) {
        abort();
    }
    mynah_free(first);
    mynah_free(second);
    return 0;
}
