// SPDX-License-Identifier: Apache-2.0
//
// Which rows each number has: what pairs are wanted is gone through, the rest is drawn.

#include "generator/variants/order.h"

#include "core/alloc.h"
#include "core/arena.h"

#include <string.h>

enum {
    DRAW_STEP = 200,
    DRAW_START,
    DRAW_SPELLING,
    DRAW_CARRIER,
    DRAW_FAMILY,
    DRAW_PAYLOAD,
    DRAW_NOISE,
    DRAW_ENDING
};

// Rows from `start` up to before `end`.
struct range {
    uint16_t start, end;
};

// What the rows of a number are to be of: single rows, groups of them, or any.
struct want {
    struct range spelling, carrier, family;
};

struct list {
    struct want *wants;
    size_t count, capacity;
};

// Payloads of one family.
struct group {
    const struct payload **payloads;
    size_t count;
    size_t capacity;
    unsigned *words; // of the payloads, each set of words once
    size_t word_count;
    size_t word_capacity;
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
    struct list first, later; // what is gone through first, and then
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
    return note_words(order, group, payload->words);
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
    size_t some = 0;
    while (some < group->word_count &&
           !mynah__words_fit(group->words[some], spelling, carrier, &why)) {
        some++;
    }
    for (size_t i = 0; some < group->word_count && i < group->count; i++) {
        const struct payload *payload = group->payloads[(from + i) % group->count];
        if (mynah__recipe_fits(payload, spelling, carrier, &why)) {
            return payload;
        }
    }
    return NULL;
}

// The number in a range that is `step` behind a drawn one, around the end.
static size_t around(struct range range, uint64_t from, size_t step)
{
    size_t count = (size_t)(range.end - range.start);
    return range.start + (size_t)((from % count + step) % count);
}

static size_t length(struct range range)
{
    return (size_t)(range.end - range.start);
}

// Find a family with a payload for the spelling and the carrier of the recipe.
static bool find_payload(const struct order *order, struct range families, const uint64_t from[4],
                         struct recipe *recipe)
{
    recipe->payload = NULL;
    for (size_t i = 0; i < length(families) && !recipe->payload; i++) {
        recipe->payload = fitting(&order->families[around(families, from[2], i)], recipe->spelling,
                                  recipe->carrier, from[3]);
    }
    return recipe->payload != NULL;
}

// Find rows that are as wanted and go together, beginning with those drawn.
static bool find_rows(const struct order *order, const struct want *want, const uint64_t from[4],
                      struct recipe *recipe)
{
    size_t carriers = length(want->carrier), pairs = length(want->spelling) * carriers;
    for (size_t i = 0; i < pairs; i++) {
        size_t spelling = around(want->spelling, from[0], i / carriers);
        recipe->spelling = order->spellings[spelling];
        recipe->carrier = order->carriers[around(want->carrier, from[1], i % carriers)];
        if (find_payload(order, want->family, from, recipe)) {
            return true;
        }
    }
    return false;
}

// ## What is wanted

static void add_want(struct order *order, struct list *list, const struct want *want)
{
    static const uint64_t from[4] = { 0, 0, 0, 0 };
    struct recipe recipe;
    if (!find_rows(order, want, from, &recipe)) {
        return;
    }
    list->wants = mynah__arena_grow(&order->arena, list->wants, list->count, &list->capacity,
                                    sizeof *list->wants);
    if (list->wants) {
        list->wants[list->count++] = *want;
    }
}

static struct range one(size_t number)
{
    return (struct range){ (uint16_t)number, (uint16_t)(number + 1) };
}

// Return the rows of the group that begins at `start`, of rows of which `group_at` tells the group.
static struct range group_from(const struct order *order, size_t start, size_t count,
                               const char *(*group_at)(const struct order *order, size_t number))
{
    size_t end = start + 1;
    while (end < count && strcmp(group_at(order, start), group_at(order, end)) == 0) {
        end++;
    }
    return (struct range){ (uint16_t)start, (uint16_t)end };
}

static const char *spelling_group(const struct order *order, size_t number)
{
    return order->spellings[number]->group;
}

static const char *carrier_group(const struct order *order, size_t number)
{
    return order->carriers[number]->group;
}

static void want_with_carriers(struct order *order, struct want want)
{
    for (size_t i = 0; i < order->carrier_count; i++) {
        want.carrier = one(i);
        add_want(order, &order->later, &want);
    }
    for (size_t i = 0; i < order->carrier_count; i = want.carrier.end) {
        want.carrier = group_from(order, i, order->carrier_count, carrier_group);
        add_want(order, &order->first, &want);
    }
}

static void list_wants(struct order *order)
{
    const struct want any = { .spelling = { 0, (uint16_t)order->spelling_count },
                              .carrier = { 0, (uint16_t)order->carrier_count },
                              .family = { 0, (uint16_t)order->family_count } };
    struct want want = any;
    for (size_t i = 0; i < order->spelling_count; i++) {
        want.spelling = one(i);
        want_with_carriers(order, want);
        for (size_t j = 0; j < order->family_count; j++) {
            add_want(order, &order->first, &(struct want){ one(i), any.carrier, one(j) });
        }
    }
    for (size_t i = 0; i < order->carrier_count; i++) {
        want = any;
        want.carrier = one(i);
        for (size_t j = 0; j < order->spelling_count; j = want.spelling.end) {
            want.spelling = group_from(order, j, order->spelling_count, spelling_group);
            add_want(order, &order->first, &want);
        }
        for (size_t j = 0; j < order->family_count; j++) {
            add_want(order, &order->first, &(struct want){ any.spelling, one(i), one(j) });
        }
    }
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
    if (done) {
        list_wants(order);
        done = !order->arena.failed;
    }
    if (!done) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    } else if (order->later.count == 0 || order->noise_count == 0) {
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

size_t mynah__order_first(const struct order *order)
{
    return order->first.count;
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

// Return what the list wants at a turn: everything once, before anything comes again.
static const struct want *want_at(const struct list *list, uint64_t seed, uint64_t turn)
{
    size_t step = 1 + mynah__variant_draw(seed, list->count, DRAW_STEP) % list->count;
    while (common_divisor(step, list->count) != 1) {
        step++;
    }
    uint64_t start = mynah__variant_draw(seed, list->count, DRAW_START) % list->count;
    return &list->wants[(start + turn % list->count * step) % list->count];
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
    uint64_t seed = order->seed, round = order->first.count + order->later.count;
    uint64_t turn = index % round;
    const struct want *want = turn < order->first.count
                                  ? want_at(&order->first, seed, turn)
                                  : want_at(&order->later, seed, turn - order->first.count);
    const uint64_t from[4] = { mynah__variant_draw(seed, index, DRAW_SPELLING),
                               mynah__variant_draw(seed, index, DRAW_CARRIER),
                               mynah__variant_draw(seed, index, DRAW_FAMILY),
                               mynah__variant_draw(seed, index, DRAW_PAYLOAD) };
    find_rows(order, want, from, recipe);
    recipe->noise =
        order->noises[mynah__variant_draw(seed, index, DRAW_NOISE) % order->noise_count];
}
