// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a configuration and, behind a line "---", as code: the policy and what the gate is
// to expect are read or refused with a place, and what is judged keeps to what the table says.

#include "fuzz.h"

#include "policy/table.h"

#include <mynah/gate.h>

#include <stdlib.h>
#include <string.h>

// Whether the configuration would have us read files or start programs.
static bool leads_out(const char *yaml)
{
    static const char *const words[] = { "path", "surfaces", "rules", "auto" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strstr(yaml, words[i])) {
            return true;
        }
    }
    return false;
}

static void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void judge(const struct mynah_config *config, const struct policy *policy, const char *code)
{
    size_t failures = 0;
    struct mynah_analyzer *analyzer =
        mynah_analyzer_create(&(struct mynah_analyzer_options){ .config = config }, NULL);
    must(analyzer != NULL);
    struct mynah_report *report = mynah_analyzer_check(analyzer, code, strlen(code), NULL);
    must(report != NULL);
    mynah_report_failures(report, &failures);
    must((failures > 0) == (mynah_report_verdict(report) == MYNAH_VERDICT_RETRY));
    must(strcmp(mynah_report_policy(report), policy->fingerprint) == 0);
    bool asked = mynah_report_verdict(report) == MYNAH_VERDICT_ASK;
    must(!asked || policy->approval != APPROVAL_OFF);
    bool allowed = mynah_report_verdict(report) == MYNAH_VERDICT_ALLOW;
    must(!allowed || policy->approval != APPROVAL_ALL);
    for (size_t i = 0; i < mynah_report_finding_count(report); i++) {
        must(policy->suppressions || !mynah_report_finding(report, i)->suppressed);
    }
    mynah_report_destroy(report);
    mynah_analyzer_destroy(analyzer);
}

static void read_all(char *yaml, const char *code)
{
    struct mynah_error error = { .text = "" };
    struct policy policy;
    struct mynah_config *config = mynah_config_parse(yaml, strlen(yaml), &error);
    if (!config) {
        return;
    }
    struct text text = { 0 };
    if (mynah__policy_read(&policy, &(struct mynah_analyzer_options){ .config = config }, &error)) {
        mynah__policy_table_text(&text, &policy);
        mynah__policy_table_json(&text, &policy);
        judge(config, &policy, code);
        struct mynah_gate_cases *cases = mynah_gate_cases_create(NULL);
        must(mynah_gate_cases_add_behaviors(cases, config, &error) || error.text[0]);
        mynah_gate_cases_destroy(cases);
    } else {
        must(error.text[0]);
    }
    must(!text.failed);
    mynah__text_finish(&text);
    mynah__policy_finish(&policy);
    mynah_config_destroy(config);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *yaml = malloc(size + 1);
    must(yaml != NULL);
    if (size) {
        memcpy(yaml, data, size);
    }
    yaml[size] = '\0';
    char *line = strstr(yaml, "\n---\n");
    const char *code = line ? line + 5 : "";
    if (line) {
        line[1] = '\0';
    }
    if (!leads_out(yaml)) {
        read_all(yaml, code);
    }
    free(yaml);
    return 0;
}
