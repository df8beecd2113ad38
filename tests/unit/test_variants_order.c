// SPDX-License-Identifier: Apache-2.0
// The order of variants: what can go together does so as early as counting allows, whatever the
// seed, and a part of a stream is the same as the whole.

#include <mynah/generator.h>
#include <mynah/variants.h>

#include "generator/variants/compose.h"
#include "variants.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TABLES = 5, AXIS_MOST = 256 };

// Where a combination stands: spelling, carrier, family, and the groups of the first two.
struct place {
    size_t spelling, carrier, family, spellings, carriers;
};

// The pairs that have to occur: 1 is possible, 2 has occurred.
struct pairs {
    char seen[TABLES][AXIS_MOST][AXIS_MOST];
};

static void mark(struct pairs *pairs, const struct place *at, char what)
{
    pairs->seen[0][at->spelling][at->family] = what;
    pairs->seen[1][at->carrier][at->family] = what;
    pairs->seen[2][at->spelling][at->carriers] = what;
    pairs->seen[3][at->carrier][at->spellings] = what;
    pairs->seen[4][at->spelling][at->carrier] = what;
}

static size_t count_marked(const struct pairs *pairs, int table, char what)
{
    size_t count = 0;
    for (size_t i = 0; i < AXIS_MOST; i++) {
        for (size_t j = 0; j < AXIS_MOST; j++) {
            count += pairs->seen[table][i][j] == what;
        }
    }
    return count;
}

static size_t count_left(const struct pairs *pairs, int table)
{
    return count_marked(pairs, table, 1);
}

// Return where the name is in a column of a table, which is where a group begins, too.
static size_t number_of(const char *const *column, size_t size, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        const char *const *cell = (const char *const *)((const char *)column + i * size);
        if (strcmp(*cell, name) == 0) {
            return i;
        }
    }
    return AXIS_MOST;
}

static struct place place_of(const char *spelling, const char *carrier, const char *family)
{
    const struct spelling *s = mynah__spellings;
    const struct carrier *c = mynah__carriers;
    struct place at;
    at.spelling = number_of(&s->name, sizeof *s, mynah__spelling_count, spelling);
    at.carrier = number_of(&c->name, sizeof *c, mynah__carrier_count, carrier);
    at.family =
        number_of(&mynah__families->name, sizeof *mynah__families, mynah__family_count, family);
    if (at.spelling < AXIS_MOST) {
        at.spellings = number_of(&s->group, sizeof *s, mynah__spelling_count, s[at.spelling].group);
        at.carriers = number_of(&c->group, sizeof *c, mynah__carrier_count, c[at.carrier].group);
    }
    return at;
}

static void mark_possible(struct pairs *pairs)
{
    const struct payload *payloads = mynah__payloads;
    size_t *families = calloc(mynah__payload_count, sizeof *families);
    assert_non_null(families);
    for (size_t p = 0; p < mynah__payload_count; p++) {
        families[p] =
            place_of(mynah__spellings->name, mynah__carriers->name, payloads[p].family).family;
    }
    for (size_t s = 0; s < mynah__spelling_count; s++) {
        for (size_t c = 0; c < mynah__carrier_count; c++) {
            struct place at =
                place_of(mynah__spellings[s].name, mynah__carriers[c].name, payloads[0].family);
            for (size_t p = 0; p < mynah__payload_count; p++) {
                const char *why;
                at.family = families[p];
                if (payloads[p].edition <= 1 &&
                    mynah__recipe_fits(&payloads[p], &mynah__spellings[s], &mynah__carriers[c],
                                       &why)) {
                    mark(pairs, &at, 1);
                }
            }
        }
    }
    free(families);
}

// Of either with a payload, too: which are marked, by spelling or carrier and payload.
struct with_payloads {
    char *seen;
    size_t distinct;
};

static void meet_payload(struct with_payloads *pairs, size_t row, size_t payload)
{
    char *cell = &pairs->seen[row * mynah__payload_count + payload];
    pairs->distinct += *cell == 0;
    *cell = 1;
}

// Payloads of a later edition are not drawn.
static void must_have_all(const char *payloads)
{
    for (size_t i = 0; i < mynah__payload_count; i++) {
        if (!payloads[i] && mynah__payloads[i].edition <= 1) {
            fail_msg("%s does not occur", mynah__payloads[i].name);
        }
    }
}

static void test_pairs_occur_early(void **state)
{
    (void)state;
    assert_true(mynah__spelling_count < AXIS_MOST && mynah__carrier_count < AXIS_MOST);
    struct pairs *pairs = calloc(1, sizeof *pairs);
    struct with_payloads spellings = { calloc(AXIS_MOST, mynah__payload_count), 0 };
    struct with_payloads carriers = { calloc(AXIS_MOST, mynah__payload_count), 0 };
    char *payloads = calloc(mynah__payload_count, 1);
    assert_true(pairs && spellings.seen && carriers.seen && payloads);
    mark_possible(pairs);
    size_t all = count_left(pairs, 4), behaviors = mynah_behavior_count();
    assert_true(all > 10000);
    struct mynah_variants *variants = variants_of(&(struct mynah_variants_options){ .seed = 5 });
    for (size_t i = 0; i < all + 300; i++) {
        if (i == 10000) {
            for (int table = 0; table < TABLES - 1; table++) {
                assert_int_equal(count_left(pairs, table), 0);
            }
            must_have_all(payloads);
            assert_true(count_marked(pairs, 4, 2) > 9700);
            assert_true(spellings.distinct > 8800);
            assert_true(carriers.distinct > 9500);
        }
        struct mynah_variant variant = next_of(variants);
        struct place at =
            place_of(variant.choices.spelling, variant.choices.carrier, variant.family);
        if (i >= behaviors) {
            size_t payload = number_of(&mynah__payloads->name, sizeof *mynah__payloads,
                                       mynah__payload_count, variant.choices.payload);
            mark(pairs, &at, 2);
            payloads[payload] = 1;
            meet_payload(&spellings, at.spelling, payload);
            meet_payload(&carriers, at.carrier, payload);
        }
    }
    assert_int_equal(count_left(pairs, 4), 0);
    free(pairs);
    free(spellings.seen);
    free(carriers.seen);
    free(payloads);
    mynah_variants_destroy(variants);
}

// A row that is the only one of its kind is found in a stream of few rows, too, and nothing of it
// comes twice before all of it has come once.
static void test_few_rows(void **state)
{
    (void)state;
    struct mynah_variants *variants = variants_of(&(struct mynah_variants_options){
        .seed = 9, .choices = { .payload = "epics.caput", .spelling = "direct" } });
    char *carriers = calloc(mynah__carrier_count, 1);
    assert_non_null(carriers);
    size_t distinct = 0, count = 0;
    for (; distinct == count && count < 2 * mynah__carrier_count; count++) {
        struct mynah_variant variant = next_of(variants);
        assert_string_equal(variant.choices.payload, "epics.caput");
        size_t carrier = number_of(&mynah__carriers->name, sizeof *mynah__carriers,
                                   mynah__carrier_count, variant.choices.carrier);
        distinct += !carriers[carrier];
        carriers[carrier] = 1;
    }
    const char *why;
    for (size_t i = 0; i < mynah__carrier_count; i++) {
        unsigned words = WORD_CALL | WORD_DANGER | WORD_PRELOADED | WORD_NAMED | WORD_ARGUMENTS;
        bool fits = mynah__words_fit(words, mynah__spellings, &mynah__carriers[i], &why);
        assert_int_equal(carriers[i], fits);
    }
    free(carriers);
    mynah_variants_destroy(variants);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs_occur_early),
        cmocka_unit_test(test_few_rows),
    };
    return cmocka_run_group_tests_name("variants_order", tests, NULL, NULL);
}
