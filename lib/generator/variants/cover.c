// SPDX-License-Identifier: Apache-2.0
//
// Chooses the rows of the first numbers: first what covers families and groups, then each pair of a
// spelling and a carrier that is left.

#include "generator/variants/cover.h"

#include <assert.h>
#include <string.h>

enum { DRAW_STEP = 200, DRAW_START, DRAW_NEED = 210, DRAW_FAMILY, DRAW_DECK, DRAW_DEALT };
enum { FAMILY_TRIES = 8 };

// Which pairs of two kinds of rows have occurred.
struct grid {
    char *cells;
    size_t width;
};

struct cover {
    const struct allowed *rows;
    uint64_t seed;
    struct arena arena; // of what is not kept
    uint64_t *fits;     // by spelling and carrier: a bit for each family that goes with them
    struct grid paired, spelling_family, spelling_group, carrier_family, carrier_group;
    struct grid spelling_payload, carrier_payload;
    size_t *group_of_spelling, *group_of_carrier;
    uint16_t **decks;    // by family: its payloads, those before `dealt` have been dealt
    size_t *dealt;       // by family
    size_t *deck_starts; // by family: how many payloads the families before have
    struct picks *picks;
    size_t capacity;
};

// ## What goes together

const struct payload *mynah__fitting(const struct group *group, const struct spelling *spelling,
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

static uint64_t families_of(const struct allowed *rows, size_t spelling, size_t carrier)
{
    const char *why;
    uint64_t bits = 0;
    for (size_t i = 0; i < rows->family_count; i++) {
        const struct group *group = &rows->families[i];
        bool fits = false;
        for (size_t j = 0; j < group->word_count && !fits; j++) {
            fits = mynah__words_fit(group->words[j], rows->spellings[spelling],
                                    rows->carriers[carrier], &why);
        }
        bits |= (uint64_t)fits << i;
    }
    return bits;
}

static uint64_t fits_of(const struct cover *cover, size_t spelling, size_t carrier)
{
    return cover->fits[spelling * cover->rows->carrier_count + carrier];
}

// ## What has occurred

static char *cell(const struct grid *grid, size_t row, size_t column)
{
    return &grid->cells[row * grid->width + column];
}

static bool has(const struct grid *grid, size_t row, size_t column)
{
    return *cell(grid, row, column);
}

static void mark(const struct cover *cover, const struct pick *pick)
{
    *cell(&cover->paired, pick->spelling, pick->carrier) = 1;
    *cell(&cover->spelling_family, pick->spelling, pick->family) = 1;
    *cell(&cover->carrier_family, pick->carrier, pick->family) = 1;
    *cell(&cover->spelling_group, pick->spelling, cover->group_of_carrier[pick->carrier]) = 1;
    *cell(&cover->carrier_group, pick->carrier, cover->group_of_spelling[pick->spelling]) = 1;
}

// How much a pick would add; a new pair of a spelling and a carrier counts for more than the rest.
static int worth(const struct cover *cover, const struct pick *pick)
{
    return 5 * !has(&cover->paired, pick->spelling, pick->carrier) +
           !has(&cover->spelling_family, pick->spelling, pick->family) +
           !has(&cover->carrier_family, pick->carrier, pick->family) +
           !has(&cover->spelling_group, pick->spelling, cover->group_of_carrier[pick->carrier]) +
           !has(&cover->carrier_group, pick->carrier, cover->group_of_spelling[pick->spelling]);
}

// ## What is needed

// Rows from `start` up to before `end`.
struct range {
    size_t start, end;
};

struct need {
    struct range spelling, carrier, family;
    const struct payload *payload; // NULL: any of the family
};

static size_t length(struct range range)
{
    return range.end - range.start;
}

static struct pick *add_pick(struct cover *cover, const struct pick *pick)
{
    struct picks *picks = cover->picks;
    struct pick *each =
        mynah__arena_grow(&cover->arena, picks->each, picks->count, &cover->capacity, sizeof *each);
    if (each) {
        picks->each = each;
        each[picks->count++] = *pick;
        mark(cover, pick);
    }
    return each ? &each[picks->count - 1] : NULL;
}

static bool meets(const struct cover *cover, const struct need *need, const struct pick *pick)
{
    const char *why;
    return need->payload ? mynah__recipe_fits(need->payload, cover->rows->spellings[pick->spelling],
                                              cover->rows->carriers[pick->carrier], &why)
                         : fits_of(cover, pick->spelling, pick->carrier) >> pick->family & 1;
}

// Add what is worth most of all that meets the need; NULL if nothing does.
static struct pick *meet(struct cover *cover, const struct need *need)
{
    uint64_t from = mynah__variant_draw(cover->seed, cover->picks->count, DRAW_NEED);
    size_t carriers = length(need->carrier), families = length(need->family);
    size_t count = length(need->spelling) * carriers * families;
    struct pick best = { 0 };
    int most = -1;
    for (size_t i = 0; i < count; i++) {
        size_t at = (size_t)((from % count + i) % count);
        struct pick pick = { .spelling =
                                 (uint16_t)(need->spelling.start + at / families / carriers),
                             .carrier = (uint16_t)(need->carrier.start + at / families % carriers),
                             .family = (uint16_t)(need->family.start + at % families) };
        int value = meets(cover, need, &pick) ? worth(cover, &pick) : -1;
        if (value > most) {
            most = value;
            best = pick;
        }
    }
    return most >= 0 ? add_pick(cover, &best) : NULL;
}

static struct range one(size_t number)
{
    return (struct range){ number, number + 1 };
}

// Return the rows of the same group that begin at `start`.
static struct range group_at(const size_t *groups, size_t count, size_t start)
{
    struct range range = one(start);
    while (range.end < count && groups[range.end] == groups[start]) {
        range.end++;
    }
    return range;
}

// Every payload once, with a carrier that comes next.
static void cover_payloads(struct cover *cover)
{
    const struct allowed *rows = cover->rows;
    size_t next = 0;
    for (size_t family = 0; family < rows->family_count; family++) {
        for (size_t i = 0; i < rows->families[family].count; i++) {
            struct need need = { { 0, rows->spelling_count },
                                 { 0, 0 },
                                 one(family),
                                 rows->families[family].payloads[i] };
            struct pick *pick = NULL;
            for (size_t j = 0; j < rows->carrier_count && !pick; j++) {
                need.carrier = one(next++ % rows->carrier_count);
                pick = meet(cover, &need);
            }
            if (pick) {
                pick->payload = (uint16_t)i;
                pick->dealt = true;
            }
        }
    }
}

static void cover_families(struct cover *cover)
{
    const struct allowed *rows = cover->rows;
    const struct range spellings = { 0, rows->spelling_count };
    const struct range carriers = { 0, rows->carrier_count };
    for (size_t family = 0; family < rows->family_count; family++) {
        for (size_t i = 0; i < rows->carrier_count; i++) {
            if (!has(&cover->carrier_family, i, family)) {
                meet(cover, &(struct need){ spellings, one(i), one(family) });
            }
        }
        for (size_t i = 0; i < rows->spelling_count; i++) {
            if (!has(&cover->spelling_family, i, family)) {
                meet(cover, &(struct need){ one(i), carriers, one(family) });
            }
        }
    }
}

static void cover_groups(struct cover *cover)
{
    const struct allowed *rows = cover->rows;
    const struct range families = { 0, rows->family_count };
    struct range group;
    for (size_t i = 0; i < rows->spelling_count; i++) {
        for (size_t at = 0; at < rows->carrier_count; at = group.end) {
            group = group_at(cover->group_of_carrier, rows->carrier_count, at);
            if (!has(&cover->spelling_group, i, cover->group_of_carrier[at])) {
                meet(cover, &(struct need){ one(i), group, families });
            }
        }
    }
    for (size_t i = 0; i < rows->carrier_count; i++) {
        for (size_t at = 0; at < rows->spelling_count; at = group.end) {
            group = group_at(cover->group_of_spelling, rows->spelling_count, at);
            if (!has(&cover->carrier_group, i, cover->group_of_spelling[at])) {
                meet(cover, &(struct need){ group, one(i), families });
            }
        }
    }
}

static void add_other_pairs(struct cover *cover)
{
    for (size_t i = 0; i < cover->rows->spelling_count; i++) {
        for (size_t j = 0; j < cover->rows->carrier_count; j++) {
            if (fits_of(cover, i, j) && !has(&cover->paired, i, j)) {
                add_pick(cover, &(struct pick){ .spelling = (uint16_t)i, .carrier = (uint16_t)j });
            }
        }
    }
}

// ## The order

static size_t common_divisor(size_t a, size_t b)
{
    while (b) {
        size_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

size_t mynah__shuffled(uint64_t seed, size_t count, uint64_t turn)
{
    size_t step = (size_t)(1 + mynah__variant_draw(seed, count, DRAW_STEP) % count);
    while (common_divisor(step, count) != 1) {
        step++;
    }
    size_t start = (size_t)(mynah__variant_draw(seed, count, DRAW_START) % count);
    return (start + (size_t)(turn % count) * step) % count;
}

// Put the picks in the order in which they come; the result is in the arena that is kept.
static void put_in_order(struct cover *cover, struct arena *arena)
{
    struct picks *picks = cover->picks;
    const struct pick *each = picks->each;
    size_t rest = picks->count - picks->first;
    picks->each = mynah__arena_alloc(arena, (picks->count + 1) * sizeof *picks->each);
    for (size_t i = 0; picks->each && i < picks->count; i++) {
        size_t from = i < picks->first
                          ? mynah__shuffled(cover->seed, picks->first, i)
                          : picks->first + mynah__shuffled(cover->seed, rest, i - picks->first);
        picks->each[i] = each[from];
    }
}

// ## Payloads

// Return where in the deck a payload is that goes with the pick, from `start` on.  One that has
// neither been with its spelling nor with its carrier is preferred, and `*fresh` says if it is
// that.
static size_t find_card(const struct cover *cover, const struct pick *pick, struct range range,
                        bool *fresh)
{
    const struct group *group = &cover->rows->families[pick->family];
    const struct spelling *spelling = cover->rows->spellings[pick->spelling];
    const struct carrier *carrier = cover->rows->carriers[pick->carrier];
    size_t known = range.end;
    const char *why;
    for (size_t i = range.start; i < range.end; i++) {
        size_t card = cover->decks[pick->family][i];
        size_t number = cover->deck_starts[pick->family] + card;
        if (mynah__recipe_fits(group->payloads[card], spelling, carrier, &why)) {
            *fresh = !has(&cover->spelling_payload, pick->spelling, number) &&
                     !has(&cover->carrier_payload, pick->carrier, number);
            if (*fresh) {
                return i;
            }
            known = known == range.end ? i : known;
        }
    }
    *fresh = false;
    return known;
}

// Put a card of the deck on the table.
static void take_card(const struct cover *cover, struct pick *pick, size_t at)
{
    size_t *dealt = &cover->dealt[pick->family];
    uint16_t *deck = cover->decks[pick->family];
    pick->payload = deck[at];
    pick->dealt = true;
    if (at >= *dealt) {
        deck[at] = deck[*dealt];
        deck[*dealt] = pick->payload;
        *dealt = (*dealt + 1) % cover->rows->families[pick->family].count;
    }
    size_t number = cover->deck_starts[pick->family] + pick->payload;
    *cell(&cover->spelling_payload, pick->spelling, number) = 1;
    *cell(&cover->carrier_payload, pick->carrier, number) = 1;
}

// Choose the payload of a pick: of those that have not been dealt if one fits.
static bool deal(const struct cover *cover, struct pick *pick, bool only_fresh)
{
    size_t count = cover->rows->families[pick->family].count;
    size_t dealt = cover->dealt[pick->family];
    bool fresh;
    size_t at = find_card(cover, pick, (struct range){ dealt, count }, &fresh);
    if (at == count || !fresh) {
        size_t other = find_card(cover, pick, (struct range){ 0, dealt }, &fresh);
        at = at == count || fresh ? other : at;
    }
    if (only_fresh && !fresh) {
        return false;
    }
    take_card(cover, pick, at);
    return true;
}

static uint16_t lowest_bit(uint64_t bits)
{
    uint16_t bit = 0;
    while (!(bits >> bit & 1)) {
        bit++;
    }
    return bit;
}

// Draw a family for a pair of a spelling and a carrier, and its payload.
static void deal_any(const struct cover *cover, struct pick *pick, size_t number)
{
    uint64_t families = fits_of(cover, pick->spelling, pick->carrier);
    unsigned count = 0;
    for (uint64_t left = families; left; left &= left - 1) {
        count++;
    }
    assert(count > 0); // such a pair is not among the picks
    bool done = false;
    for (unsigned i = 0; count > 0 && i < FAMILY_TRIES && !done; i++) {
        uint64_t skipped = mynah__variant_draw(cover->seed, number, DRAW_FAMILY + i * 16) % count;
        uint64_t left = families;
        while (skipped--) {
            left &= left - 1;
        }
        pick->family = lowest_bit(left);
        done = deal(cover, pick, i + 1 < FAMILY_TRIES);
    }
}

static void deal_all(struct cover *cover)
{
    for (size_t i = 0; i < cover->picks->count; i++) {
        struct pick *pick = &cover->picks->each[i];
        if (pick->dealt) {
            size_t at = 0;
            while (cover->decks[pick->family][at] != pick->payload) {
                at++;
            }
            take_card(cover, pick, at);
        } else if (i < cover->picks->first) {
            deal(cover, pick, false);
        } else {
            deal_any(cover, pick, i);
        }
    }
}

// ## All of it

static void make_grid(struct cover *cover, struct grid *grid, size_t height, size_t width)
{
    grid->width = width;
    grid->cells = mynah__arena_alloc(&cover->arena, height * width + 1);
}

static const char *group_of_spelling(const struct allowed *rows, size_t number)
{
    return rows->spellings[number]->group;
}

static const char *group_of_carrier(const struct allowed *rows, size_t number)
{
    return rows->carriers[number]->group;
}

// Number the groups of rows; those of one group stand together.
static size_t *number_groups(struct cover *cover, size_t count,
                             const char *(*group_of)(const struct allowed *rows, size_t number))
{
    size_t *numbers = mynah__arena_alloc(&cover->arena, (count + 1) * sizeof *numbers);
    for (size_t i = 1; numbers && i < count; i++) {
        bool same = strcmp(group_of(cover->rows, i - 1), group_of(cover->rows, i)) == 0;
        numbers[i] = numbers[i - 1] + !same;
    }
    return numbers;
}

static void make_decks(struct cover *cover)
{
    const struct allowed *rows = cover->rows;
    size_t total = 0;
    for (size_t i = 0; i < rows->family_count && !cover->arena.failed; i++) {
        size_t count = rows->families[i].count;
        cover->deck_starts[i] = total;
        cover->decks[i] = mynah__arena_alloc(&cover->arena, count * sizeof **cover->decks);
        for (size_t j = 0; cover->decks[i] && j < count; j++) {
            cover->decks[i][j] = (uint16_t)mynah__shuffled(cover->seed + DRAW_DECK, count, j);
        }
        total += count;
    }
    make_grid(cover, &cover->spelling_payload, rows->spelling_count, total);
    make_grid(cover, &cover->carrier_payload, rows->carrier_count, total);
}

static bool make_tables(struct cover *cover)
{
    const struct allowed *rows = cover->rows;
    size_t spellings = rows->spelling_count, carriers = rows->carrier_count;
    size_t families = rows->family_count;
    make_grid(cover, &cover->paired, spellings, carriers);
    make_grid(cover, &cover->spelling_family, spellings, families);
    make_grid(cover, &cover->spelling_group, spellings, carriers);
    make_grid(cover, &cover->carrier_family, carriers, families);
    make_grid(cover, &cover->carrier_group, carriers, spellings);
    cover->group_of_spelling = number_groups(cover, spellings, group_of_spelling);
    cover->group_of_carrier = number_groups(cover, carriers, group_of_carrier);
    cover->decks = mynah__arena_alloc(&cover->arena, (families + 1) * sizeof *cover->decks);
    cover->dealt = mynah__arena_alloc(&cover->arena, (families + 1) * sizeof *cover->dealt);
    cover->deck_starts =
        mynah__arena_alloc(&cover->arena, (families + 1) * sizeof *cover->deck_starts);
    cover->fits =
        mynah__arena_alloc(&cover->arena, (spellings * carriers + 1) * sizeof *cover->fits);
    if (!cover->arena.failed) {
        make_decks(cover);
    }
    for (size_t i = 0; !cover->arena.failed && i < spellings * carriers; i++) {
        cover->fits[i] = families_of(rows, i / carriers, i % carriers);
    }
    return !cover->arena.failed;
}

bool mynah__cover(struct arena *arena, const struct allowed *rows, uint64_t seed,
                  struct picks *picks)
{
    struct cover cover = { .rows = rows, .seed = seed, .picks = picks };
    assert(rows->family_count <= FAMILIES_MOST);
    *picks = (struct picks){ .count = 0 };
    if (make_tables(&cover)) {
        cover_payloads(&cover);
        cover_families(&cover);
        cover_groups(&cover);
        picks->first = picks->count;
        add_other_pairs(&cover);
        put_in_order(&cover, arena);
    }
    bool done = !cover.arena.failed && !arena->failed;
    if (done) {
        deal_all(&cover);
    }
    mynah__arena_finish(&cover.arena);
    return done;
}
