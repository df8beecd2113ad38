// SPDX-License-Identifier: Apache-2.0
// The tables of variants against the analyzer's, which are written separately: what is missing on
// either side is named, and labels and reports have to agree.

#include <mynah/analyzer.h>
#include <mynah/variants.h>

#include "generator/variants/rows.h"
#include "rules/rule.h"
#include "surfaces/surface.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

// ## Rows against rows

// Whether a row of a surface, of which the last part may be `*`, is about the name.
static bool is_about(const struct surface *surface, const char *api)
{
    size_t size = strlen(surface->api);
    bool any = size > 2 && strcmp(surface->api + size - 2, ".*") == 0;
    return strcmp(surface->api, api) == 0 || (any && strncmp(surface->api, api, size - 1) == 0);
}

static bool suits(const struct surface *surface, const struct payload *payload)
{
    bool reads = payload->kind == PAYLOAD_READ, writes = payload->kind == PAYLOAD_WRITE;
    return payload->api && is_about(surface, payload->api) &&
           (surface->direction == SURFACE_NONE ? !reads && !writes
            : reads                            ? (surface->direction & SURFACE_READ) != 0
                                               : writes);
}

static bool has_payload(const struct surface *surface)
{
    for (size_t i = 0; i < mynah__payload_count; i++) {
        if (suits(surface, &mynah__payloads[i])) {
            return true;
        }
    }
    return false;
}

static void test_every_surface_has_a_payload(void **state)
{
    (void)state;
    int missing = 0, rows = 0;
    for (int table = 0; mynah__surface_tables[table]; table++) {
        const struct surface *surface = mynah__surface_tables[table]->rows;
        for (; surface->api; surface++, rows++) {
            if (!has_payload(surface)) {
                print_message("%s: no payload uses %s\n", mynah__surface_tables[table]->system,
                              surface->api);
                missing++;
            }
        }
    }
    assert_true(rows > 1000);
    assert_int_equal(missing, 0);
}

static bool has_surface(const struct payload *payload)
{
    for (int table = 0; mynah__surface_tables[table]; table++) {
        const struct surface *surface = mynah__surface_tables[table]->rows;
        for (; surface->api; surface++) {
            if (suits(surface, payload)) {
                return true;
            }
        }
    }
    return false;
}

static void test_every_access_has_a_surface(void **state)
{
    (void)state;
    int missing = 0;
    for (size_t i = 0; i < mynah__payload_count; i++) {
        const struct payload *payload = &mynah__payloads[i];
        bool touches = payload->kind == PAYLOAD_READ || payload->kind == PAYLOAD_WRITE;
        // Going through an attribute that is another object is no row of its own.
        if (touches && !has_surface(payload) && !strstr(payload->api, ".user_setpoint.")) {
            print_message("no surface is about %s, which %s uses\n", payload->api, payload->name);
            missing++;
        }
    }
    assert_int_equal(missing, 0);
}

static bool has_word(const char *words, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = words; at && (at = strstr(at, word)); at += size) {
        if ((at == words || at[-1] == ' ') && (at[size] == ' ' || at[size] == '\0')) {
            return true;
        }
    }
    return false;
}

static bool rule_is_brought(const char *rule)
{
    bool found = false;
    for (size_t i = 0; i < mynah__payload_count; i++) {
        found = found || has_word(mynah__payloads[i].rules, rule);
    }
    for (size_t i = 0; i < mynah__spelling_count; i++) {
        found = found || has_word(mynah__spellings[i].rules, rule);
    }
    for (size_t i = 0; i < mynah__ending_count; i++) {
        found = found || has_word(mynah__endings[i].rules, rule);
    }
    // What cannot be followed is what a spelling makes of any payload; limits are configured.
    return found || strcmp(rule, "opaque-call") == 0 || strcmp(rule, "channel-limit") == 0;
}

static void test_every_rule_is_brought(void **state)
{
    (void)state;
    int missing = 0;
    const struct mynah_rule *rule;
    for (size_t i = 0; (rule = mynah_rule_at(i)); i++) {
        if (!rule_is_brought(rule->name)) {
            print_message("nothing brings the rule %s\n", rule->name);
            missing++;
        }
    }
    assert_int_equal(missing, 0);
}

static bool is_reported(const struct mynah_report *report, const char *rule)
{
    for (size_t i = 0; i < mynah_report_finding_count(report); i++) {
        if (strcmp(mynah_report_finding(report, i)->rule, rule) == 0) {
            return true;
        }
    }
    return false;
}

static struct mynah_analyzer *analyzer_of(const char *yaml)
{
    struct mynah_error error = { 0 };
    struct mynah_config *config = mynah_config_parse(yaml, strlen(yaml), &error);
    const struct mynah_analyzer_options options = { .config = config };
    struct mynah_analyzer *analyzer = config ? mynah_analyzer_create(&options, &error) : NULL;
    mynah_config_destroy(config);
    if (!analyzer) {
        fail_msg("%s", error.text);
    }
    return analyzer;
}

static void test_a_write_beyond_limits(void **state)
{
    (void)state;
    char path[64], yaml[256];
    snprintf(path, sizeof path, "limits-of-variants-%ld.json", (long)getpid());
    snprintf(yaml, sizeof yaml,
             "control_system: {limits_checking: {enabled: true, database_path: %s}}\n", path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("{\"MOST:TEN\": {\"max_value\": 10.0}}", file);
    fclose(file);
    struct mynah_analyzer *analyzer = analyzer_of(yaml);
    unlink(path);
    struct mynah_variants *variants = mynah_variants_create(NULL, NULL);
    struct mynah_variant variant;
    const struct mynah_variant_choices choices = { .payload = "beyond-limits" };
    assert_true(mynah_variants_compose(variants, 1, &choices, &variant, NULL));
    struct mynah_report *report = mynah_analyzer_check(analyzer, variant.code, variant.size, NULL);
    assert_true(is_reported(report, "channel-limit"));
    mynah_report_destroy(report);
    mynah_analyzer_destroy(analyzer);
    mynah_variants_destroy(variants);
}

// ## Labels against reports

struct tally {
    int all, due, silent, resolvable, named, harmless, alarms;
};

static bool is_opaque(const struct mynah_report *report)
{
    return is_reported(report, "opaque-call") || is_reported(report, "opaque-code") ||
           is_reported(report, "opaque-import");
}

static void count_rules(struct tally *tally, const struct mynah_variant_label *label,
                        const struct mynah_report *report)
{
    bool named = true;
    for (size_t i = 0; i < label->rule_count; i++) {
        named = named && is_reported(report, label->rules[i]);
    }
    tally->resolvable++;
    tally->named += named;
    // Never silence: what is not named is at least reported as something that is not followed.
    if (!named && label->verdict == MYNAH_VERDICT_ASK && !is_opaque(report)) {
        tally->silent += mynah_report_verdict(report) == MYNAH_VERDICT_ALLOW;
    }
}

static void compare(struct tally *tally, const struct mynah_variant *variant,
                    const struct mynah_report *report)
{
    const struct mynah_variant_label *label = &variant->label;
    if (label->parses != mynah_report_parses(report) ||
        label->results != mynah_report_results(report)) {
        fail_msg("%s, %s, %s: syntax %d, results %s for\n%s", variant->choices.payload,
                 variant->choices.spelling, variant->choices.carrier, mynah_report_parses(report),
                 mynah_results_name(mynah_report_results(report)), variant->code);
    }
    tally->all++;
    if (label->verdict == MYNAH_VERDICT_ALLOW) {
        tally->harmless++;
        tally->alarms += mynah_report_verdict(report) != MYNAH_VERDICT_ALLOW;
    } else {
        tally->due++;
        tally->silent += !label->resolvable && label->verdict == MYNAH_VERDICT_ASK &&
                         mynah_report_verdict(report) == MYNAH_VERDICT_ALLOW;
    }
    if (label->resolvable && label->parses) {
        count_rules(tally, label, report);
    }
}

static void test_labels_agree_with_reports(void **state)
{
    (void)state;
    struct mynah_analyzer *analyzer = analyzer_of("analysis: {}\n");
    struct tally tally = { 0 };
    struct mynah_variants *variants =
        mynah_variants_create(&(struct mynah_variants_options){ .seed = 2024 }, NULL);
    assert_non_null(variants);
    for (int i = 0; i < 3000; i++) {
        struct mynah_variant variant;
        assert_true(mynah_variants_next(variants, &variant, NULL));
        struct mynah_report *report =
            mynah_analyzer_check(analyzer, variant.code, variant.size, NULL);
        assert_non_null(report);
        compare(&tally, &variant, report);
        mynah_report_destroy(report);
    }
    print_message("# %d variants: %d to be stopped, %d silent; %d of %d named; %d alarms for %d\n",
                  tally.all, tally.due, tally.silent, tally.named, tally.resolvable, tally.alarms,
                  tally.harmless);
    assert_int_equal(tally.silent, 0);
    assert_true(tally.named * 10 >= tally.resolvable * 9);
    assert_true(tally.alarms * 200 <= tally.harmless);
    mynah_variants_destroy(variants);
    mynah_analyzer_destroy(analyzer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_surface_has_a_payload),
        cmocka_unit_test(test_every_access_has_a_surface),
        cmocka_unit_test(test_every_rule_is_brought),
        cmocka_unit_test(test_a_write_beyond_limits),
        cmocka_unit_test(test_labels_agree_with_reports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
