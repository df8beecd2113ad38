// SPDX-License-Identifier: Apache-2.0
// A property test: for any variant, a gate never lets code pass of which the label says that a
// person has to be asked.  When the property does not hold, the variant is made smaller, one choice
// at a time, for as long as it still does not.

#include <mynah/analyzer.h>
#include <mynah/variants.h>

#include <stdio.h>
#include <string.h>

#include <mynah_cmocka.h>

// A gate, and whether it would stop the code.
struct gate {
    bool (*stops)(void *self, const char *code);
    void *self;
};

static bool holds(const struct gate *gate, const struct mynah_variant *variant)
{
    return variant->label.verdict == MYNAH_VERDICT_ALLOW || gate->stops(gate->self, variant->code);
}

// Return the first variant of `count` for which the property does not hold, as small as it gets.
static bool find_counterexample(struct mynah_variants *variants, const struct gate *gate, int count,
                                struct mynah_variant *found)
{
    for (int i = 0; i < count; i++) {
        assert_true(mynah_variants_next(variants, found, NULL));
        if (holds(gate, found)) {
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
            if (!made || holds(gate, &tried)) {
                *parts[part] = before;
            }
        }
        return mynah_variants_compose(variants, found->number, &smaller, found, NULL);
    }
    return false;
}

// Show a counterexample, as comments of TAP.
static void show(const struct mynah_variant *found)
{
    printf("# variant %llu of seed %llu passes: %s, spelled %s\n",
           (unsigned long long)found->number, (unsigned long long)found->seed,
           found->choices.payload, found->choices.spelling);
    for (const char *line = found->code; *line;) {
        size_t size = strcspn(line, "\n");
        printf("#     %.*s\n", (int)size, line);
        line += size + (line[size] == '\n');
    }
}

// ## A gate that looks for words

static bool looks_for_words(void *self, const char *code)
{
    (void)self;
    return strstr(code, "caput(") || strstr(code, ".put(") || strstr(code, "write_channel(");
}

static void test_a_search_for_words_is_no_gate(void **state)
{
    (void)state;
    const struct gate words = { looks_for_words, NULL };
    const struct mynah_variants_options options = { .behavior = "epics_write", .seed = 1 };
    struct mynah_variants *variants = mynah_variants_create(&options, NULL);
    struct mynah_variant found;
    assert_true(find_counterexample(variants, &words, 1000, &found));
    // Nothing is left that does not matter.
    assert_string_equal(found.choices.noise, "none");
    assert_string_equal(found.choices.carrier, "module");
    show(&found);
    mynah_variants_destroy(variants);
}

// ## Mynah

static bool asks_mynah(void *self, const char *code)
{
    struct mynah_report *report = mynah_analyzer_check(self, code, strlen(code), NULL);
    bool stops = mynah_report_verdict(report) != MYNAH_VERDICT_ALLOW;
    mynah_report_destroy(report);
    return stops;
}

static void test_mynah_lets_no_write_pass(void **state)
{
    (void)state;
    const struct gate mynah = { asks_mynah, mynah_analyzer_create(NULL, NULL) };
    const struct mynah_variants_options options = { .behavior = "channel_write", .seed = 1 };
    struct mynah_variants *variants = mynah_variants_create(&options, NULL);
    struct mynah_variant found;
    if (find_counterexample(variants, &mynah, 1000, &found)) {
        show(&found);
        fail();
    }
    mynah_variants_destroy(variants);
    mynah_analyzer_destroy(mynah.self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_search_for_words_is_no_gate),
        cmocka_unit_test(test_mynah_lets_no_write_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
