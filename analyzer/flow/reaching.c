// SPDX-License-Identifier: Apache-2.0
//
// From the values that uses see to lists of definitions.

#include "flow/flow_build.h"

#include <string.h>

enum {
    LIST_MOST = 64,   // a use with more definitions sees all
    VISITS_MOST = 256 // joins that are looked at for one list
};

struct range {
    uint32_t first;
    uint32_t count;
    bool unbound;
    bool known;
};

struct lister {
    struct walker *walker;
    struct arena *arena;
    struct range *by_symbol; // all definitions
    struct range *by_join;   // memory of what was asked
    uint32_t count;
    size_t capacity;
};

static uint32_t put(struct lister *lister, const uint32_t *definitions, uint32_t count)
{
    struct flow *flow = lister->walker->flow;
    uint32_t first = lister->count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t *grown = mynah__arena_grow(lister->arena, flow->reaching, lister->count,
                                            &lister->capacity, sizeof *grown);
        if (!grown) {
            return 0;
        }
        flow->reaching = grown;
        grown[lister->count++] = definitions[i];
    }
    return first;
}

// Lay out all definitions of each symbol, in order.
static void list_symbols(struct lister *lister)
{
    struct walker *walker = lister->walker;
    struct flow *flow = walker->flow;
    for (uint32_t i = 0; i < flow->definition_count; i++) {
        const struct definition *it = &flow->definitions[i];
        lister->by_symbol[it->symbol].count +=
            it->kind != DEFINITION_DELETE && flow->reachable[it->node];
    }
    uint32_t total = 0;
    for (uint32_t i = 0; i < walker->scopes->symbol_count; i++) {
        lister->by_symbol[i].first = total;
        total += lister->by_symbol[i].count;
        lister->by_symbol[i].count = 0;
    }
    flow->reaching = mynah__arena_alloc(lister->arena, ((size_t)total + 1) * sizeof(uint32_t));
    lister->capacity = (size_t)total + 1;
    lister->count = total;
    for (uint32_t i = 0; flow->reaching && i < flow->definition_count; i++) {
        const struct definition *it = &flow->definitions[i];
        if (it->kind != DEFINITION_DELETE && flow->reachable[it->node]) {
            struct range *range = &lister->by_symbol[it->symbol];
            flow->reaching[range->first + range->count++] = i;
        }
    }
}

struct search {
    uint32_t values[VISITS_MOST];
    uint32_t count;
    uint32_t found[LIST_MOST];
    uint32_t found_count;
    bool unbound;
};

// Take a value into the search; false when there are too many.
static bool reach(struct search *search, uint32_t value, uint32_t first_join)
{
    if (value == VALUE_UNBOUND) {
        search->unbound = true;
        return true;
    }
    bool join = value >= first_join;
    uint32_t *list = join ? search->values : search->found;
    uint32_t *count = join ? &search->count : &search->found_count;
    uint32_t item = join ? value : value - 1;
    for (uint32_t i = 0; i < *count; i++) {
        if (list[i] == item) {
            return true;
        }
    }
    if (*count == (join ? (uint32_t)VISITS_MOST : (uint32_t)LIST_MOST)) {
        return false;
    }
    list[(*count)++] = item;
    return true;
}

static void sort(uint32_t *items, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        uint32_t item = items[i];
        uint32_t at = i;
        for (; at > 0 && items[at - 1] > item; at--) {
            items[at] = items[at - 1];
        }
        items[at] = item;
    }
}

static struct range everything(const struct lister *lister, uint32_t symbol, bool unbound)
{
    struct range range = lister->by_symbol[symbol];
    range.unbound = unbound || range.count == 0;
    return range;
}

static struct range resolve(struct lister *lister, uint32_t symbol, uint32_t value)
{
    const struct walker *walker = lister->walker;
    bool join = value >= walker->first_join;
    struct range *memory = join ? &lister->by_join[value - walker->first_join] : NULL;
    if (memory && memory->known) {
        return *memory;
    }
    struct search search = { .count = 0 };
    bool fits = reach(&search, value, walker->first_join);
    for (uint32_t i = 0; fits && i < search.count; i++) {
        uint32_t operand = walker->joins[search.values[i] - walker->first_join];
        for (; fits && operand != NOTHING; operand = walker->operands[operand].next) {
            fits = reach(&search, walker->operands[operand].value, walker->first_join);
        }
    }
    struct range range = everything(lister, symbol, true);
    if (fits) {
        sort(search.found, search.found_count);
        range.first = put(lister, search.found, search.found_count);
        range.count = search.found_count;
        range.unbound = search.unbound;
    }
    range.known = true;
    if (memory) {
        *memory = range;
    }
    return range;
}

// What a use or the module's end sees of a symbol.
static struct range see(struct lister *lister, uint32_t symbol, uint32_t value)
{
    const struct walker *walker = lister->walker;
    if (value == NOTHING) {
        return everything(lister, symbol, false);
    }
    if (walker->overrun || walker->fuzzy[symbol]) {
        return everything(lister, symbol, true);
    }
    struct range range = resolve(lister, symbol, value);
    return walker->outside[symbol] ? everything(lister, symbol, range.unbound) : range;
}

static void list_uses(struct lister *lister)
{
    const struct walker *walker = lister->walker;
    const struct scopes *scopes = walker->scopes;
    struct flow *flow = walker->flow;
    for (uint32_t i = 0; i < walker->tree->count; i++) {
        const struct node *node = &walker->tree->nodes[i];
        bool augmented =
            node->role == ROLE_TARGET && walker->tree->nodes[node->parent].kind == NODE_AUG_ASSIGN;
        bool used = node->kind == NODE_NAME && scopes->symbol_of[i] != SYMBOL_NONE &&
                    (!(node->flags & (FLAG_STORE | FLAG_DEL)) || augmented);
        if (!used || !flow->reachable[i]) {
            continue;
        }
        uint32_t owner = scopes->symbols[scopes->symbol_of[i]].owner;
        if (owner == SYMBOL_NONE) {
            flow->maybe_unbound[i] = true;
            continue;
        }
        struct range range = see(lister, owner, walker->use[i]);
        flow->first_reaching[i] = range.first;
        flow->reaching_count[i] = range.count;
        flow->maybe_unbound[i] = range.unbound;
    }
}

bool mynah__flow_reaching(struct walker *walker, struct arena *arena)
{
    struct flow *flow = walker->flow;
    struct arena *scratch = walker->scratch;
    struct lister lister = { .walker = walker, .arena = arena };
    lister.by_symbol =
        mynah__arena_alloc(scratch, walker->scopes->symbol_count * sizeof(struct range));
    lister.by_join = mynah__arena_alloc(scratch, walker->join_count * sizeof(struct range));
    if (scratch->failed) {
        return false;
    }
    for (uint32_t i = 0; i < flow->definition_count; i++) {
        flow->definitions[i].reachable = flow->reachable[flow->definitions[i].node];
    }
    list_symbols(&lister);
    if (!arena->failed) {
        list_uses(&lister);
    }
    return !arena->failed;
}
