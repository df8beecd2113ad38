// SPDX-License-Identifier: Apache-2.0
//
// Which rows each number has: pairs are gone through, the rest is drawn.

#include "generator/variants/order.h"

#include "core/alloc.h"
#include "core/arena.h"

#include <string.h>

enum {
    DRAW_DETAILS = 200,
    DRAW_STEP,
    DRAW_START,
    DRAW_THIRD,
    DRAW_PAYLOAD,
    DRAW_NOISE,
    DRAW_ENDING
};

struct pair {
    uint16_t first, second;
};

// Payloads of one family.
struct group {
    const struct payload **payloads;
    size_t count;
    size_t capacity;
};

struct order {
    struct arena arena;
    uint64_t seed;
    int edition;
    const struct spelling **spellings;
    const struct carrier **carriers;
    const struct noise **noises;
    struct group *families; // only those that have payloads
    size_t spelling_count, carrier_count, noise_count, family_count;
    struct pair *pairs[ORDER_LISTS];
    size_t pair_count[ORDER_LISTS];
};

// The lists that numbers take from, in turn: the longest one has two turns.
static const enum order_list turns[] = { ORDER_SPELLING_CARRIER, ORDER_SPELLING_FAMILY,
                                         ORDER_SPELLING_CARRIER, ORDER_CARRIER_FAMILY };
enum { TURNS = sizeof turns / sizeof *turns };

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

static bool take_payload(struct order *order, const struct payload *payload,
                         const struct mynah_variants_options *options)
{
    const char *wanted = options->choices.payload;
    if (!is_of_edition(payload->edition, order->edition) ||
        !is_of_behavior(payload, options->behavior) ||
        !(is_chosen(wanted, payload->name) || is_chosen(wanted, payload->family))) {
        return true;
    }
    struct group *group = order->families;
    while (group->count && strcmp(group->payloads[0]->family, payload->family) != 0) {
        group++;
    }
    group->payloads = mynah__arena_grow(&order->arena, group->payloads, group->count,
                                        &group->capacity, sizeof *group->payloads);
    if (!group->payloads) {
        return false;
    }
    order->family_count += group->count == 0;
    group->payloads[group->count++] = payload;
    return true;
}

#define TAKE(kind, plural)                                                                         \
    for (size_t i = 0; i < mynah__##kind##_count; i++) {                                           \
        const struct kind *row = &mynah__##plural[i];                                              \
        if (is_of_edition(row->edition, order->edition) &&                                         \
            is_chosen(options->choices.kind, row->name)) {                                         \
            order->plural[order->kind##_count++] = row;                                            \
        }                                                                                          \
    }

static bool take_rows(struct order *order, const struct mynah_variants_options *options)
{
    struct arena *arena = &order->arena;
    order->spellings = mynah__arena_alloc(arena, mynah__spelling_count * sizeof(void *));
    order->carriers = mynah__arena_alloc(arena, mynah__carrier_count * sizeof(void *));
    order->noises = mynah__arena_alloc(arena, mynah__noise_count * sizeof(void *));
    order->families =
        mynah__arena_alloc(arena, (mynah__family_count + 1) * sizeof *order->families);
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

// ## What goes together

static const struct payload *fitting(const struct group *group, const struct spelling *spelling,
                                     const struct carrier *carrier, uint64_t from)
{
    const char *why;
    for (size_t i = 0; i < group->count; i++) {
        const struct payload *payload = group->payloads[(from + i) % group->count];
        if (mynah__recipe_fits(payload, spelling, carrier, &why)) {
            return payload;
        }
    }
    return NULL;
}

// Return a payload that goes together with the pair of a list and number `third` of the third
// table, which wraps around; NULL when there is none.
static const struct payload *complete(const struct order *order, enum order_list list,
                                      struct pair pair, uint64_t third, uint64_t from,
                                      struct recipe *recipe)
{
    size_t spelling = pair.first, carrier = pair.second, family = pair.second;
    switch (list) {
    case ORDER_SPELLING_CARRIER:
        family = third % order->family_count;
        break;
    case ORDER_SPELLING_FAMILY:
        carrier = third % order->carrier_count;
        break;
    default:
        carrier = pair.first;
        spelling = third % order->spelling_count;
        break;
    }
    recipe->spelling = order->spellings[spelling];
    recipe->carrier = order->carriers[carrier];
    return fitting(&order->families[family], recipe->spelling, recipe->carrier, from);
}

static size_t thirds(const struct order *order, enum order_list list)
{
    return list == ORDER_SPELLING_CARRIER  ? order->family_count
           : list == ORDER_SPELLING_FAMILY ? order->carrier_count
                                           : order->spelling_count;
}

static bool complete_any(const struct order *order, enum order_list list, struct pair pair,
                         const uint64_t from[2], struct recipe *recipe)
{
    size_t count = thirds(order, list);
    recipe->payload = NULL;
    for (size_t i = 0; i < count && !recipe->payload; i++) {
        recipe->payload = complete(order, list, pair, from[0] % count + i, from[1], recipe);
    }
    return recipe->payload;
}

static bool list_pairs(struct order *order, enum order_list list)
{
    static const uint64_t from[2] = { 0, 0 };
    size_t firsts = list == ORDER_CARRIER_FAMILY ? order->carrier_count : order->spelling_count;
    size_t seconds = list == ORDER_SPELLING_CARRIER ? order->carrier_count : order->family_count;
    struct pair *pairs = mynah__arena_alloc(&order->arena, (firsts * seconds + 1) * sizeof *pairs);
    for (size_t i = 0; pairs && i < firsts * seconds; i++) {
        struct pair pair = { (uint16_t)(i / seconds), (uint16_t)(i % seconds) };
        struct recipe recipe;
        if (complete_any(order, list, pair, from, &recipe)) {
            pairs[order->pair_count[list]++] = pair;
        }
    }
    order->pairs[list] = pairs;
    return pairs != NULL;
}

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
    bool done = take_rows(order, options);
    for (int list = 0; done && list < ORDER_LISTS; list++) {
        done = list_pairs(order, list);
    }
    if (!done) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    } else if (order->pair_count[0] == 0 || order->noise_count == 0) {
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

size_t mynah__order_pairs(const struct order *order, enum order_list list)
{
    return order->pair_count[list];
}

// ## Numbers

static size_t common_divisor(size_t a, size_t b)
{
    while (b) {
        size_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

// Return where the list is at its turn number `turn`: every place once, before any comes again.
static size_t place_at(const struct order *order, enum order_list list, uint64_t turn)
{
    size_t count = order->pair_count[list];
    size_t step = 1 + mynah__variant_draw(order->seed, list, DRAW_STEP) % count;
    while (common_divisor(step, count) != 1) {
        step++;
    }
    uint64_t start = mynah__variant_draw(order->seed, list, DRAW_START) % count;
    return (size_t)((start + turn % count * step) % count);
}

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

void mynah__order_at(const struct order *order, uint64_t index, struct recipe *recipe)
{
    enum order_list list = turns[index % TURNS];
    uint64_t turn = index / TURNS;
    if (list == ORDER_SPELLING_CARRIER) {
        turn = turn * 2 + (index % TURNS) / 2;
    }
    struct pair pair = order->pairs[list][place_at(order, list, turn)];
    uint64_t seed = order->seed;
    const uint64_t from[2] = { mynah__variant_draw(seed, index, DRAW_THIRD),
                               mynah__variant_draw(seed, index, DRAW_PAYLOAD) };
    complete_any(order, list, pair, from, recipe);
    recipe->noise =
        order->noises[mynah__variant_draw(seed, index, DRAW_NOISE) % order->noise_count];
}
