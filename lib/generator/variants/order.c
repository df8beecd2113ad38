// SPDX-License-Identifier: Apache-2.0
//
// Which rows each number has: the first have what covers most, later ones draw their payload.

#include "generator/variants/order.h"

#include "core/alloc.h"
#include "generator/variants/cover.h"

#include <string.h>

enum { DRAW_FAMILY = 220, DRAW_PAYLOAD, DRAW_NOISE, DRAW_ENDING };

struct order {
    struct arena arena;
    uint64_t seed;
    int edition;
    struct allowed rows;
    struct picks picks;
};

// ## What is allowed

static bool is_chosen(const char *wanted, const char *name)
{
    return !wanted || strcmp(wanted, name) == 0;
}

static bool is_of_edition(int edition, int wanted)
{
    return edition <= 1 || edition <= wanted;
}

static const struct family *family_of(const struct payload *payload)
{
    const struct family *family = mynah__families;
    while (strcmp(family->name, payload->family) != 0) {
        family++;
    }
    return family;
}

// Behaviours whose variants are some of another one's: those of one package.
static const struct narrowed {
    const char *behavior, *of, *api;
} narrowed[] = {
    { "epics_read", "channel_read", "epics." },
    { "epics_write", "channel_write", "epics." },
};

static bool is_of_behavior(const struct payload *payload, const char *behavior)
{
    for (size_t i = 0; behavior && i < sizeof narrowed / sizeof *narrowed; i++) {
        if (strcmp(behavior, narrowed[i].behavior) == 0) {
            return is_of_behavior(payload, narrowed[i].of) && payload->api &&
                   strncmp(payload->api, narrowed[i].api, strlen(narrowed[i].api)) == 0;
        }
    }
    return is_chosen(behavior, family_of(payload)->behavior);
}

static bool note_words(struct order *order, struct group *group, unsigned words)
{
    for (size_t i = 0; i < group->word_count; i++) {
        if (group->words[i] == words) {
            return true;
        }
    }
    group->words = mynah__arena_grow(&order->arena, group->words, group->word_count,
                                     &group->word_capacity, sizeof *group->words);
    if (group->words) {
        group->words[group->word_count++] = words;
    }
    return group->words;
}

static bool take_payload(struct order *order, const struct payload *payload,
                         const struct mynah_variants_options *options)
{
    const char *wanted = options->choices.payload;
    if (!is_of_edition(payload->edition, order->edition) ||
        !is_of_behavior(payload, options->behavior) ||
        !(is_chosen(wanted, payload->name) || is_chosen(wanted, payload->family))) {
        return true;
    }
    struct group *group = order->rows.families;
    while (group->count && strcmp(group->payloads[0]->family, payload->family) != 0) {
        group++;
    }
    group->payloads = mynah__arena_grow(&order->arena, group->payloads, group->count,
                                        &group->capacity, sizeof *group->payloads);
    if (!group->payloads) {
        return false;
    }
    order->rows.family_count += group->count == 0;
    group->payloads[group->count++] = payload;
    return note_words(order, group, payload->words);
}

#define TAKE(kind, plural)                                                                         \
    for (size_t i = 0; i < mynah__##kind##_count; i++) {                                           \
        const struct kind *row = &mynah__##plural[i];                                              \
        if (is_of_edition(row->edition, order->edition) &&                                         \
            is_chosen(options->choices.kind, row->name)) {                                         \
            order->rows.plural[order->rows.kind##_count++] = row;                                  \
        }                                                                                          \
    }

static bool take_rows(struct order *order, const struct mynah_variants_options *options)
{
    struct arena *arena = &order->arena;
    order->rows.spellings = mynah__arena_alloc(arena, mynah__spelling_count * sizeof(void *));
    order->rows.carriers = mynah__arena_alloc(arena, mynah__carrier_count * sizeof(void *));
    order->rows.noises = mynah__arena_alloc(arena, mynah__noise_count * sizeof(void *));
    order->rows.families =
        mynah__arena_alloc(arena, (mynah__family_count + 1) * sizeof *order->rows.families);
    if (arena->failed) {
        return false;
    }
    TAKE(spelling, spellings)
    TAKE(carrier, carriers)
    TAKE(noise, noises)
    for (size_t i = 0; i < mynah__payload_count; i++) {
        if (!take_payload(order, &mynah__payloads[i], options)) {
            return false;
        }
    }
    return true;
}

// ## The order

struct order *mynah__order_create(const struct mynah_variants_options *options,
                                  struct mynah_error *error)
{
    struct order *order = mynah__alloc(sizeof *order);
    if (!order) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    order->seed = options->seed;
    order->edition = options->edition;
    bool done = take_rows(order, options) &&
                mynah__cover(&order->arena, &order->rows, order->seed, &order->picks);
    if (!done) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    } else if (order->picks.count == 0 || order->rows.noise_count == 0) {
        mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                        "nothing can be made of these choices: they exclude each other");
        done = false;
    }
    if (!done) {
        mynah__order_destroy(order);
        return NULL;
    }
    return order;
}

void mynah__order_destroy(struct order *order)
{
    if (order) {
        mynah__arena_finish(&order->arena);
        mynah__free(order);
    }
}

// ## Numbers

const struct ending *mynah__order_ending(const struct payload *payload, uint64_t details,
                                         int edition)
{
    uint64_t from = mynah__variant_draw(details, 0, DRAW_ENDING) % mynah__ending_count;
    for (size_t i = 0;; i++) {
        const struct ending *ending = &mynah__endings[(from + i) % mynah__ending_count];
        bool plain = ending->results == MYNAH_RESULTS_ALWAYS && !ending->wrong &&
                     is_of_edition(ending->edition, edition);
        if (payload->ending ? strcmp(payload->ending, ending->name) == 0 : plain) {
            return ending;
        }
    }
}

// Find a payload for the spelling and the carrier of the recipe, of any family.
static void draw_payload(const struct order *order, uint64_t index, struct recipe *recipe)
{
    uint64_t family = mynah__variant_draw(order->seed, index, DRAW_FAMILY);
    uint64_t payload = mynah__variant_draw(order->seed, index, DRAW_PAYLOAD);
    recipe->payload = NULL;
    for (size_t i = 0; i < order->rows.family_count && !recipe->payload; i++) {
        size_t at = (size_t)(family % order->rows.family_count + i) % order->rows.family_count;
        recipe->payload =
            mynah__fitting(&order->rows.families[at], recipe->spelling, recipe->carrier, payload);
    }
}

void mynah__order_at(const struct order *order, uint64_t index, struct recipe *recipe)
{
    const struct allowed *rows = &order->rows;
    const struct pick *pick = &order->picks.each[index % order->picks.count];
    recipe->spelling = rows->spellings[pick->spelling];
    recipe->carrier = rows->carriers[pick->carrier];
    recipe->payload = rows->families[pick->family].payloads[pick->payload];
    if (index >= order->picks.count) {
        draw_payload(order, index, recipe);
    }
    recipe->noise =
        rows->noises[mynah__variant_draw(order->seed, index, DRAW_NOISE) % rows->noise_count];
}
