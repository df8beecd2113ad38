// SPDX-License-Identifier: Apache-2.0
//
// Variants, one after the other: the behaviours as they are, then what the order says.

#include <mynah/variants.h>

#include "core/alloc.h"
#include "core/words.h"
#include "generator/variants/behavior.h"
#include "generator/variants/compose.h"
#include "generator/variants/order.h"

#include <mynah/generator.h>
#include <string.h>

enum { DRAW_DETAILS = 300 };

struct mynah_variants {
    struct order *order;
    struct workshop workshop;
    uint64_t seed;
    uint64_t next;
    uint64_t plain;                        // numbers below are behaviours as they are
    const struct mynah_behavior *behavior; // NULL: all
    int edition;
};

// ## Names

// A table of rows that begin with their name.
struct named {
    const char *what;
    const void *rows;
    size_t count, size;
};

static const struct named *table_of(enum mynah_variant_table table, struct named *named)
{
    switch (table) {
    case MYNAH_VARIANT_PAYLOADS:
        *named = (struct named){ "payload", mynah__payloads, mynah__payload_count,
                                 sizeof *mynah__payloads };
        break;
    case MYNAH_VARIANT_SPELLINGS:
        *named = (struct named){ "spelling", mynah__spellings, mynah__spelling_count,
                                 sizeof *mynah__spellings };
        break;
    case MYNAH_VARIANT_CARRIERS:
        *named = (struct named){ "carrier", mynah__carriers, mynah__carrier_count,
                                 sizeof *mynah__carriers };
        break;
    case MYNAH_VARIANT_NOISE:
        *named =
            (struct named){ "noise", mynah__noises, mynah__noise_count, sizeof *mynah__noises };
        break;
    default:
        *named = (struct named){ "family", mynah__families, mynah__family_count,
                                 sizeof *mynah__families };
        break;
    }
    return named;
}

static const void *row_of(const struct named *named, size_t index)
{
    return (const char *)named->rows + index * named->size;
}

static const void *find(enum mynah_variant_table table, const char *name)
{
    struct named named;
    table_of(table, &named);
    for (size_t i = 0; i < named.count; i++) {
        const void *row = row_of(&named, i);
        if (strcmp(*(const char *const *)row, name) == 0) {
            return row;
        }
    }
    return NULL;
}

static bool refuse(enum mynah_variant_table table, const char *name, struct mynah_error *error)
{
    struct named named;
    char clip[MYNAH__CLIP];
    table_of(table, &named);
    const char *meant = mynah__nearest(name, named.rows, named.count, named.size);
    return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "unknown %s '%s'%s%s%s", named.what,
                           mynah__clip(clip, name), meant ? " (did you mean '" : "",
                           meant ? meant : "", meant ? "'?)" : "");
}

static bool check_names(const struct mynah_variants_options *options, struct mynah_error *error)
{
    const struct mynah_variant_choices *choices = &options->choices;
    const char *payload = choices->payload;
    if (options->behavior && !mynah_behavior_find(options->behavior)) {
        char clip[MYNAH__CLIP];
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "unknown behaviour '%s'",
                               mynah__clip(clip, options->behavior));
    }
    if (payload && !find(MYNAH_VARIANT_PAYLOADS, payload) &&
        !find(MYNAH_VARIANT_FAMILIES, payload)) {
        return refuse(MYNAH_VARIANT_PAYLOADS, payload, error);
    }
    const char *const names[] = { choices->spelling, choices->carrier, choices->noise };
    for (int i = 0; i < 3; i++) {
        enum mynah_variant_table table = (enum mynah_variant_table)(MYNAH_VARIANT_SPELLINGS + i);
        if (names[i] && !find(table, names[i])) {
            return refuse(table, names[i], error);
        }
    }
    return true;
}

// ## Making them

struct mynah_variants *mynah_variants_create(const struct mynah_variants_options *options,
                                             struct mynah_error *error)
{
    static const struct mynah_variants_options none = { .behavior = NULL };
    options = options ? options : &none;
    if (!check_names(options, error)) {
        return NULL;
    }
    struct mynah_variants *variants = mynah__alloc(sizeof *variants);
    if (!variants) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    const struct mynah_variant_choices *choices = &options->choices;
    bool chosen = choices->payload || choices->spelling || choices->carrier || choices->noise;
    variants->behavior = options->behavior ? mynah_behavior_find(options->behavior) : NULL;
    variants->plain = chosen ? 0 : variants->behavior ? 1 : mynah_behavior_count();
    variants->seed = options->seed;
    variants->next = options->first;
    variants->edition = options->edition;
    variants->order = mynah__order_create(options, error);
    if (!variants->order) {
        mynah_variants_destroy(variants);
        return NULL;
    }
    return variants;
}

void mynah_variants_destroy(struct mynah_variants *variants)
{
    if (variants) {
        mynah__order_destroy(variants->order);
        mynah__workshop_finish(&variants->workshop);
        mynah__free(variants);
    }
}

static bool put_together(struct mynah_variants *variants, uint64_t number, struct recipe *recipe,
                         struct mynah_variant *variant, struct mynah_error *error)
{
    recipe->details = mynah__variant_draw(variants->seed, number, DRAW_DETAILS);
    recipe->ending = mynah__order_ending(recipe->payload, recipe->details, variants->edition);
    variant->seed = variants->seed;
    variant->number = number;
    const struct family *family = find(MYNAH_VARIANT_FAMILIES, recipe->payload->family);
    variant->behavior = variants->behavior ? variants->behavior->name : family->behavior;
    return mynah__compose(&variants->workshop, recipe, variant) ||
           mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

bool mynah_variants_at(struct mynah_variants *variants, uint64_t number,
                       struct mynah_variant *variant, struct mynah_error *error)
{
    if (number < variants->plain) {
        const struct mynah_behavior *behavior =
            variants->behavior ? variants->behavior : mynah_behavior_at((size_t)number);
        variant->seed = variants->seed;
        variant->number = number;
        return mynah__variant_of_behavior(&variants->workshop, behavior, variant) ||
               mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    struct recipe recipe;
    mynah__order_at(variants->order, number - variants->plain, &recipe);
    return put_together(variants, number, &recipe, variant, error);
}

bool mynah_variants_next(struct mynah_variants *variants, struct mynah_variant *variant,
                         struct mynah_error *error)
{
    bool made = mynah_variants_at(variants, variants->next, variant, error);
    variants->next += made;
    return made;
}

bool mynah_variants_compose(struct mynah_variants *variants, uint64_t number,
                            const struct mynah_variant_choices *choices,
                            struct mynah_variant *variant, struct mynah_error *error)
{
    const char *const names[] = { choices->payload ? choices->payload : "nothing",
                                  choices->spelling ? choices->spelling : "direct",
                                  choices->carrier ? choices->carrier : "module",
                                  choices->noise ? choices->noise : "none" };
    const struct mynah_behavior *behavior = mynah_behavior_find(names[0]);
    if (behavior) {
        variant->seed = variants->seed;
        variant->number = number;
        return mynah__variant_of_behavior(&variants->workshop, behavior, variant) ||
               mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    const void *rows[4];
    for (int i = 0; i < 4; i++) {
        rows[i] = find((enum mynah_variant_table)i, names[i]);
        if (!rows[i]) {
            return refuse((enum mynah_variant_table)i, names[i], error);
        }
    }
    struct recipe recipe = {
        .payload = rows[0], .spelling = rows[1], .carrier = rows[2], .noise = rows[3]
    };
    const char *why;
    if (!mynah__recipe_fits(recipe.payload, recipe.spelling, recipe.carrier, &why)) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "the %s does not go together with the rest: payload '%s', "
                               "spelling '%s', carrier '%s'",
                               why, names[0], names[1], names[2]);
    }
    return put_together(variants, number, &recipe, variant, error);
}

// ## The tables

static void describe(enum mynah_variant_table table, const void *found,
                     struct mynah_variant_row *row)
{
    const struct payload *payload = found;
    const struct spelling *spelling = found;
    const struct carrier *carrier = found;
    const struct noise *noise = found;
    const struct family *family = found;
    *row = (struct mynah_variant_row){ .name = *(const char *const *)found };
    switch (table) {
    case MYNAH_VARIANT_PAYLOADS:
        row->family = payload->family;
        row->api = payload->api;
        row->rules = payload->rules;
        row->text = payload->use;
        row->edition = payload->edition;
        break;
    case MYNAH_VARIANT_SPELLINGS:
        row->rules = spelling->rules;
        row->text = spelling->use;
        row->edition = spelling->edition;
        break;
    case MYNAH_VARIANT_CARRIERS:
        row->rules = carrier->rules;
        row->text = carrier->text;
        row->edition = carrier->edition;
        break;
    case MYNAH_VARIANT_NOISE:
        row->text = noise->before;
        row->edition = noise->edition;
        break;
    default:
        row->behavior = family->behavior;
        break;
    }
}

bool mynah_variant_row_at(enum mynah_variant_table table, size_t index,
                          struct mynah_variant_row *row)
{
    struct named named;
    table_of(table, &named);
    if (index >= named.count) {
        return false;
    }
    describe(table, row_of(&named, index), row);
    row->edition = row->edition ? row->edition : 1;
    return true;
}
