// SPDX-License-Identifier: Apache-2.0
// A property test: for any variant, a gate never lets code pass of which the label says that a
// person has to be asked.  When the property does not hold, the variant is made smaller, one choice
// at a time, for as long as it still does not.

#include <mynah/analyzer.h>
#include <mynah/variants.h>

#include <stdio.h>
#include <string.h>

#include <mynah_cmocka.h>

// Returns true when the gate would stop the code.
typedef bool gate(const char *code);

static bool holds(gate *stops, const struct mynah_variant *variant)
{
    return variant->label.verdict == MYNAH_VERDICT_ALLOW || stops(variant->code);
}

// Return the first variant of `count` for which the property does not hold, as small as it gets.
static bool find_counterexample(struct mynah_variants *variants, gate *stops, int count,
                                struct mynah_variant *found)
{
    for (int i = 0; i < count; i++) {
        assert_true(mynah_variants_next(variants, found, NULL));
        if (holds(stops, found)) {
            continue;
        }
        const char *plainest[] = { "none", "module", "direct" };
        struct mynah_variant_choices smaller = found->choices;
        const char **parts[] = { &smaller.noise, &smaller.carrier, &smaller.spelling };
        for (int part = 0; part < 3; part++) {
            const char *before = *parts[part];
            *parts[part] = plainest[part];
            struct mynah_variant tried;
            bool made = mynah_variants_compose(variants, found->number, &smaller, &tried, NULL);
            if (!made || holds(stops, &tried)) {
                *parts[part] = before;
            }
        }
        return mynah_variants_compose(variants, found->number, &smaller, found, NULL);
    }
    return false;
}

// ## A gate that looks for words

static bool looks_for_words(const char *code)
{
    return strstr(code, "caput(") || strstr(code, ".put(") || strstr(code, "write_channel(");
}

static void test_a_search_for_words_is_no_gate(void **state)
{
    (void)state;
    const struct mynah_variants_options options = { .behavior = "epics_write", .seed = 1 };
    struct mynah_variants *variants = mynah_variants_create(&options, NULL);
    struct mynah_variant found;
    assert_true(find_counterexample(variants, looks_for_words, 1000, &found));
    // Nothing is left that does not matter.
    assert_string_equal(found.choices.noise, "none");
    assert_string_equal(found.choices.carrier, "module");
    mynah_variants_destroy(variants);
}

// ## Mynah

static bool asks_mynah(const char *code)
{
    struct mynah_analyzer *analyzer = mynah_analyzer_create(NULL, NULL);
    struct mynah_report *report = mynah_analyzer_check(analyzer, code, strlen(code), NULL);
    bool stops = mynah_report_verdict(report) != MYNAH_VERDICT_ALLOW;
    mynah_report_destroy(report);
    mynah_analyzer_destroy(analyzer);
    return stops;
}

static void test_mynah_lets_no_write_pass(void **state)
{
    (void)state;
    const struct mynah_variants_options options = { .behavior = "channel_write", .seed = 1 };
    struct mynah_variants *variants = mynah_variants_create(&options, NULL);
    struct mynah_variant found;
    if (find_counterexample(variants, asks_mynah, 1000, &found)) {
        fail_msg("variant %d passes:\n%s", (int)found.number, found.code);
    }
    mynah_variants_destroy(variants);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_search_for_words_is_no_gate),
        cmocka_unit_test(test_mynah_lets_no_write_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
