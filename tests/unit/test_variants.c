// SPDX-License-Identifier: Apache-2.0
// Variants: the same bytes for the same seed, choices that can be put together again, and tables in
// which every row is of use.

#include <mynah/generator.h>
#include <mynah/variants.h>

#include "core/hash.h"
#include "core/text.h"
#include "generator/variants/compose.h"
#include "generator/variants/fill.h"
#include "generator/variants/order.h"
#include "shortage.h"
#include "variants.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

// Within a major version these may not change: a row that comes later has a later edition.
#define FIRST_OF_SEED_42 "6abf8e9497772826860c9353d226ba1f549acb29644330875490566629fa10c4"

static void must_refuse(const struct mynah_variants_options *options, const char *part)
{
    struct mynah_error error = { 0 };
    assert_null(mynah_variants_create(options, &error));
    assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    if (!strstr(error.text, part)) {
        fail_msg("'%s' is not in: %s", part, error.text);
    }
}

// ## What comes out

static void test_behaviors_are_the_first(void **state)
{
    (void)state;
    struct mynah_variants *all = variants_of(NULL);
    for (size_t i = 0; i < mynah_behavior_count(); i++) {
        const struct mynah_behavior *behavior = mynah_behavior_at(i);
        struct mynah_variants_options one = { .behavior = behavior->name, .seed = 7 };
        struct mynah_variants *variants = variants_of(&one);
        struct mynah_variant own = next_of(variants), among = next_of(all);
        assert_string_equal(own.code, among.code);
        assert_string_equal(own.behavior, behavior->name);
        assert_int_equal(own.number, 0);
        assert_string_equal(own.choices.payload, behavior->name);
        assert_int_equal(own.label.verdict, behavior->label.verdict);
        assert_int_equal(own.label.parses, behavior->label.parses);
        assert_int_equal(own.label.access_count, behavior->label.access_count);
        for (int j = 0; j < 50; j++) {
            assert_string_equal(next_of(variants).behavior, behavior->name);
        }
        mynah_variants_destroy(variants);
    }
    mynah_variants_destroy(all);
}

static void test_same_seed_same_bytes(void **state)
{
    (void)state;
    const struct mynah_variants_options options = { .seed = 42 };
    struct mynah_variants *one = variants_of(&options), *other = variants_of(&options);
    struct text all = { 0 };
    for (uint64_t i = 0; i < 2000; i++) {
        struct mynah_variant first = next_of(one), second;
        assert_int_equal(first.number, i);
        assert_true(mynah_variants_at(other, i, &second, NULL));
        assert_string_equal(first.code, second.code);
        char *json = mynah_variant_to_json(&first, NULL);
        assert_non_null(json);
        mynah__text_add(&all, json);
        mynah_free(json);
    }
    char digits[65];
    mynah__sha256(all.bytes, all.size, digits);
    assert_string_equal(digits, FIRST_OF_SEED_42);
    mynah__text_finish(&all);
    mynah_variants_destroy(one);
    mynah_variants_destroy(other);
}

static void test_seeds_differ_and_first_skips(void **state)
{
    (void)state;
    struct mynah_variants *one = variants_of(&(struct mynah_variants_options){ .seed = 1 });
    struct mynah_variants *other =
        variants_of(&(struct mynah_variants_options){ .seed = 2, .first = 100 });
    struct mynah_variants *later =
        variants_of(&(struct mynah_variants_options){ .seed = 1, .first = 100 });
    struct mynah_variant variant, same;
    int different = 0;
    for (uint64_t i = 100; i < 200; i++) {
        assert_true(mynah_variants_at(one, i, &variant, NULL));
        same = next_of(later);
        assert_string_equal(variant.code, same.code);
        different += strcmp(variant.code, next_of(other).code) != 0;
    }
    assert_true(different > 95);
    mynah_variants_destroy(one);
    mynah_variants_destroy(other);
    mynah_variants_destroy(later);
}

// No hole is left open, and no mark.
static void test_templates_are_filled(void **state)
{
    (void)state;
    static const char *const holes[] = { "{c}",    "{C}",      "{v}",      "{d}",     "{a}",
                                         "{here}", "{module}", "{root}",   "{leaf}",  "{member}",
                                         "{call}", "{args}",   "{direct}", "{owner}", "{maker}",
                                         "{use}",  "{setup}",  "{head}",   "{text",   "{member:" };
    struct mynah_variants *variants = variants_of(&(struct mynah_variants_options){ .seed = 3 });
    for (int i = 0; i < 5000; i++) {
        struct mynah_variant variant = next_of(variants);
        for (size_t j = 0; j < COUNT(holes); j++) {
            if (strstr(variant.code, holes[j]) || strchr(variant.code, FILL_MARK)) {
                fail_msg("%s is left in\n%s", holes[j], variant.code);
            }
        }
        assert_true(variant.label.line > 0);
        for (size_t rule = 1; rule < variant.label.rule_count; rule++) {
            assert_true(strcmp(variant.label.rules[rule - 1], variant.label.rules[rule]) < 0);
        }
    }
    mynah_variants_destroy(variants);
}

static void test_json(void **state)
{
    (void)state;
    struct mynah_variants *variants = variants_of(&(struct mynah_variants_options){ .seed = 4 });
    for (int i = 0; i < 500; i++) {
        struct mynah_variant variant = next_of(variants);
        char *text = mynah_variant_to_json(&variant, NULL);
        json_t *json = json_loads(text, 0, NULL);
        assert_non_null(json);
        assert_null(strchr(text, '\n'));
        json_t *label = json_object_get(json, "label"), *choices = json_object_get(json, "choices");
        assert_string_equal(json_string_value(json_object_get(json, "code")), variant.code);
        assert_string_equal(json_string_value(json_object_get(choices, "spelling")),
                            variant.choices.spelling);
        assert_string_equal(json_string_value(json_object_get(label, "verdict")),
                            mynah_verdict_name(variant.label.verdict));
        assert_int_equal(json_array_size(json_object_get(label, "writes")) +
                             json_array_size(json_object_get(label, "reads")),
                         variant.label.access_count);
        json_decref(json);
        mynah_free(text);
    }
    mynah_variants_destroy(variants);
}

// ## Choices

static void test_choices_make_the_same_again(void **state)
{
    (void)state;
    const struct mynah_variants_options options = { .seed = 6 };
    struct mynah_variants *variants = variants_of(&options), *again = variants_of(&options);
    for (int i = 0; i < 2000; i++) {
        struct mynah_variant variant = next_of(variants), same;
        struct mynah_variant_choices choices = variant.choices;
        assert_true(mynah_variants_compose(again, variant.number, &choices, &same, NULL));
        assert_string_equal(variant.code, same.code);
        // Without noise it is the same access, in another line.
        choices.noise = NULL;
        assert_true(mynah_variants_compose(again, variant.number, &choices, &same, NULL));
        assert_int_equal(variant.label.verdict, same.label.verdict);
        assert_int_equal(variant.label.access_count, same.label.access_count);
        if (same.label.access_count && same.label.accesses[0].channel) {
            assert_string_equal(variant.label.accesses[0].channel, same.label.accesses[0].channel);
        }
        assert_true(same.size <= variant.size);
    }
    mynah_variants_destroy(variants);
    mynah_variants_destroy(again);
}

static void test_a_known_choice(void **state)
{
    (void)state;
    struct mynah_variants *variants = variants_of(NULL);
    const struct mynah_variant_choices choices = { .payload = "epics.caput",
                                                   .spelling = "getattr-reversed",
                                                   .carrier = "uncalled-function" };
    struct mynah_variant variant;
    assert_true(mynah_variants_compose(variants, 12, &choices, &variant, NULL));
    assert_non_null(strstr(variant.code, "    getattr(epics, 'tupac'[::-1])('"));
    const struct mynah_variant_label *label = &variant.label;
    assert_int_equal(label->verdict, MYNAH_VERDICT_ASK);
    assert_int_equal(label->results, MYNAH_RESULTS_ALWAYS);
    assert_int_equal(label->access_count, 1);
    assert_int_equal(label->accesses[0].direction, MYNAH_DIRECTION_WRITE);
    assert_string_equal(label->accesses[0].api, "epics.caput");
    assert_int_equal(label->accesses[0].line, 4);
    assert_int_equal(label->line, 4);
    assert_string_equal(label->rules[0], "channel-write");
    assert_true(label->resolvable);
    assert_false(label->executes);
    assert_null(label->raises);
    assert_string_equal(label->module, "epics");
    const struct mynah_variant_choices dead = { .payload = "epics.caput",
                                                .carrier = "dead-branch" };
    assert_true(mynah_variants_compose(variants, 12, &dead, &variant, NULL));
    assert_int_equal(variant.label.verdict, MYNAH_VERDICT_ALLOW);
    assert_int_equal(variant.label.access_count, 0);
    mynah_variants_destroy(variants);
}

static void test_wrong_choices_are_named(void **state)
{
    (void)state;
    struct mynah_variants *variants = variants_of(NULL);
    static const struct {
        struct mynah_variant_choices choices;
        const char *part;
    } rows[] = {
        { { .payload = "epics.caputt" }, "unknown payload 'epics.caputt' (did you mean" },
        { { .spelling = "alia" }, "unknown spelling 'alia' (did you mean 'alias'?)" },
        { { .carrier = "modul" }, "(did you mean 'module'?)" },
        { { .noise = "nonee" }, "unknown noise" },
        { { .payload = "epics.PV.value", .carrier = "lambda" }, "the carrier does not go" },
        { { .payload = "unclosed-bracket", .spelling = "exec" }, "the spelling does not go" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct mynah_error error = { 0 };
        struct mynah_variant variant;
        assert_false(mynah_variants_compose(variants, 0, &rows[i].choices, &variant, &error));
        assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
        if (!strstr(error.text, rows[i].part)) {
            fail_msg("'%s' is not in: %s", rows[i].part, error.text);
        }
    }
    mynah_variants_destroy(variants);
    must_refuse(&(struct mynah_variants_options){ .behavior = "succes" }, "unknown behaviour");
    must_refuse(&(struct mynah_variants_options){ .choices = { .payload = "write-cal" } },
                "unknown payload 'write-cal'");
    must_refuse(&(struct mynah_variants_options){ .choices = { .payload = "syntax-error",
                                                               .spelling = "getattr" } },
                "exclude each other");
}

static void test_choices_filter(void **state)
{
    (void)state;
    const struct mynah_variants_options options = {
        .choices = { .payload = "read-load", .carrier = "lambda", .noise = "json" }
    };
    struct mynah_variants *variants = variants_of(&options);
    for (int i = 0; i < 100; i++) {
        struct mynah_variant variant = next_of(variants);
        assert_string_equal(variant.family, "read-load");
        assert_string_equal(variant.behavior, "channel_read");
        assert_string_equal(variant.choices.carrier, "lambda");
        assert_string_equal(variant.choices.noise, "json");
    }
    mynah_variants_destroy(variants);
}

// ## Tables

static void test_every_row_is_of_use(void **state)
{
    (void)state;
    char *used[] = { calloc(mynah__payload_count, 1), calloc(mynah__spelling_count, 1),
                     calloc(mynah__carrier_count, 1) };
    const char *why;
    for (size_t p = 0; p < mynah__payload_count; p++) {
        for (size_t s = 0; s < mynah__spelling_count; s++) {
            for (size_t c = 0; c < mynah__carrier_count; c++) {
                if (mynah__recipe_fits(&mynah__payloads[p], &mynah__spellings[s],
                                       &mynah__carriers[c], &why)) {
                    used[0][p] = used[1][s] = used[2][c] = 1;
                }
            }
        }
    }
    static const enum mynah_variant_table tables[] = { MYNAH_VARIANT_PAYLOADS,
                                                       MYNAH_VARIANT_SPELLINGS,
                                                       MYNAH_VARIANT_CARRIERS };
    for (size_t table = 0; table < COUNT(tables); table++) {
        struct mynah_variant_row row;
        for (size_t i = 0; mynah_variant_row_at(tables[table], i, &row); i++) {
            if (!used[table][i]) {
                fail_msg("nothing goes together with %s", row.name);
            }
            assert_true(row.edition >= 1);
        }
        free(used[table]);
    }
}

static bool is_word(char character)
{
    return character &&
           strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", character);
}

// Read the name that a line, not indented, binds: "x = 1", "def x():", "for x in y:".
static bool bound_by(const char *line, char name[64])
{
    static const char *const words[] = { "def ", "class ", "for " };
    bool told = false;
    for (size_t i = 0; i < COUNT(words); i++) {
        bool begins = strncmp(line, words[i], strlen(words[i])) == 0;
        line += begins ? strlen(words[i]) : 0;
        told = told || begins;
    }
    size_t size = 0;
    while (size < 63 && is_word(line[size])) {
        size++;
    }
    memcpy(name, line, size);
    name[size] = '\0';
    return size > 0 && (told || strncmp(line + size, " = ", 3) == 0 || line[size] == ',');
}

// Return the payload that uses a name of its module, or NULL.
static const char *user_of(const char *name)
{
    for (size_t i = 0; i < mynah__payload_count; i++) {
        const struct payload *payload = &mynah__payloads[i];
        const char *owner = payload->owner ? payload->owner : "";
        const char *from = *owner ? owner : payload->use;
        size_t size = strlen(name);
        if (!(payload->words & WORD_BLOCK) && strncmp(from, name, size) == 0 &&
            !is_word(from[size])) {
            return payload->name;
        }
    }
    return NULL;
}

// Names that a payload has and that another table binds would make its label wrong.
static void must_not_bind(const char *where, const char *text)
{
    char name[64];
    for (const char *line = text; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (bound_by(line, name) && user_of(name)) {
            fail_msg("%s binds %s, which %s uses", where, name, user_of(name));
        }
    }
}

static const char *next_line(const char *line)
{
    line = strchr(line, '\n');
    return line ? line + 1 : NULL;
}

static bool binds(const char *text, const char *name)
{
    char other[64];
    for (const char *line = text; line; line = next_line(line)) {
        if (bound_by(line, other) && strcmp(name, other) == 0) {
            return true;
        }
    }
    return false;
}

// What a spelling prepares may stand beside what surrounds it.
static void must_not_bind_prepared(const char *where, const char *text)
{
    char name[64];
    for (const char *line = text; line; line = next_line(line)) {
        for (size_t i = 0; i < mynah__spelling_count && bound_by(line, name); i++) {
            const struct spelling *spelling = &mynah__spellings[i];
            if (binds(spelling->setup, name) || binds(spelling->bind, name)) {
                fail_msg("%s binds %s, and %s does, too", where, name, spelling->name);
            }
        }
    }
}

static void test_names_do_not_collide(void **state)
{
    (void)state;
    char name[64];
    assert_true(bound_by("def run(step):", name));
    assert_string_equal(name, "run");
    assert_non_null(user_of("run"));
    assert_false(bound_by("    run = 1", name));
    assert_null(user_of("ru"));
    for (size_t i = 0; i < mynah__carrier_count; i++) {
        must_not_bind(mynah__carriers[i].name, mynah__carriers[i].text);
        must_not_bind_prepared(mynah__carriers[i].name, mynah__carriers[i].text);
    }
    for (size_t i = 0; i < mynah__noise_count; i++) {
        must_not_bind(mynah__noises[i].name, mynah__noises[i].before);
        must_not_bind_prepared(mynah__noises[i].name, mynah__noises[i].before);
    }
    for (size_t i = 0; i < mynah__spelling_count; i++) {
        must_not_bind(mynah__spellings[i].name, mynah__spellings[i].setup);
    }
}

// ## Templates

static void must_fill(const char *template, const char *expected)
{
    static const struct hole holes[] = { { "name", "caput" },   { "lines", "one\ntwo" },
                                         { "none", "" },        { "absent", NULL },
                                         { "odd", "it's\n\\" }, { NULL, NULL } };
    struct text text = { 0 };
    mynah__fill(&text, template, holes);
    assert_string_equal(text.bytes, expected);
    mynah__text_finish(&text);
}

static void test_fill(void **state)
{
    (void)state;
    must_fill("{name}({'name': {name}})", "caput({'name': caput})");
    must_fill("if x:\n    {lines}\n    {none}\nend", "if x:\n    one\n    two\nend");
    must_fill("{absent} {nothing} {name", "{absent} {nothing} {name");
    must_fill("{name:first-half} {name:second-half}", "'ca' 'put'");
    must_fill("{name:reversed} {name:swapped} {name:rot13}", "'tupac' 'CAPUT' 'pnchg'");
    must_fill("{name:hex} {name:codes}", "'6361707574' 99, 97, 112, 117, 116");
    must_fill("{name:dashed} {name:escaped}", "'c-a-p-u-t' '\\x63\\x61\\x70\\x75\\x74'");
    must_fill("{name:base64} {name:wide}", "\"Y2FwdXQ=\" \xEF\xBD\x83"
                                           "aput");
    must_fill("{odd:quoted} {name:unknown}", "'it\\'s\\n\\\\' {name:unknown}");
    must_fill("{name:characters}", "chr(99) + chr(97) + chr(112) + chr(117) + chr(116)");
}

// ## Out of memory

static bool whole_life(struct mynah_error *error)
{
    struct mynah_variants *variants = mynah_variants_create(
        &(struct mynah_variants_options){
            .seed = 8, .choices = { .payload = "write-store", .carrier = "function" } },
        error);
    bool done = variants != NULL;
    for (int i = 0; done && i < 60; i++) {
        struct mynah_variant variant;
        char *json = NULL;
        done = mynah_variants_next(variants, &variant, error) &&
               (json = mynah_variant_to_json(&variant, error));
        mynah_free(json);
    }
    mynah_variants_destroy(variants);
    return done;
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    for (struct shortage at = { 0 }; shortage_next(&at);) {
        shortage_over(&at, whole_life(&at.error));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_behaviors_are_the_first),
        cmocka_unit_test(test_same_seed_same_bytes),
        cmocka_unit_test(test_seeds_differ_and_first_skips),
        cmocka_unit_test(test_templates_are_filled),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_choices_make_the_same_again),
        cmocka_unit_test(test_a_known_choice),
        cmocka_unit_test(test_wrong_choices_are_named),
        cmocka_unit_test(test_choices_filter),
        cmocka_unit_test(test_every_row_is_of_use),
        cmocka_unit_test(test_names_do_not_collide),
        cmocka_unit_test(test_fill),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
