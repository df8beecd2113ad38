// SPDX-License-Identifier: Apache-2.0
//
// The smallest program that uses both libraries: generate, judge, print the verdict.

#include <mynah/analyzer.h>
#include <mynah/generator.h>

#include <stdio.h>
#include <string.h>

int main(void)
{
    struct mynah_generator *generator = mynah_generator_create(
        NULL, &(struct mynah_generator_options){ .behavior = "channel_write" }, NULL);
    char *code = mynah_generator_generate(
        generator, &(struct mynah_request){ .user_query = "Set it" }, NULL, 0, NULL);
    struct mynah_analyzer *analyzer = mynah_analyzer_create(NULL, NULL);
    struct mynah_report *report = mynah_analyzer_check(analyzer, code, strlen(code), NULL);
    puts(mynah_verdict_name(mynah_report_verdict(report)));
    mynah_report_destroy(report);
    mynah_analyzer_destroy(analyzer);
    mynah_free(code);
    mynah_generator_destroy(generator);
    return 0;
}
