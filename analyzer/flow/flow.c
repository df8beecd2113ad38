// SPDX-License-Identifier: Apache-2.0
//
// Walks all regions, then turns what each use sees into lists of definitions.

#include "flow/flow_build.h"

#include <string.h>

static void prepare(struct walker *walker, struct arena *arena)
{
    const struct scopes *scopes = walker->scopes;
    struct flow *flow = walker->flow;
    size_t nodes = walker->tree->count;
    size_t symbols = scopes->symbol_count;
    struct arena *scratch = walker->scratch;
    flow->reachable = mynah__arena_alloc(arena, nodes);
    flow->first_reaching = mynah__arena_alloc(arena, nodes * sizeof(uint32_t));
    flow->reaching_count = mynah__arena_alloc(arena, nodes * sizeof(uint32_t));
    flow->maybe_unbound = mynah__arena_alloc(arena, nodes);
    walker->definition_of = mynah__arena_alloc(scratch, nodes * sizeof(uint32_t));
    walker->use = mynah__arena_alloc(scratch, nodes * sizeof(uint32_t));
    walker->region_of = mynah__arena_alloc(scratch, scopes->scope_count * sizeof(uint32_t));
    walker->lazy = mynah__arena_alloc(scratch, scopes->scope_count);
    walker->imported = mynah__arena_alloc(scratch, symbols);
    walker->meaning = mynah__arena_alloc(scratch, symbols);
    walker->outside = mynah__arena_alloc(scratch, symbols);
    walker->fuzzy = mynah__arena_alloc(scratch, symbols);
    walker->state = mynah__arena_alloc(scratch, symbols * sizeof(uint32_t));
    walker->handler = mynah__arena_alloc(scratch, symbols * sizeof(uint32_t));
    walker->stamp = mynah__arena_alloc(scratch, symbols * sizeof(uint32_t));
    walker->meeting_of = mynah__arena_alloc(scratch, symbols * sizeof(uint32_t));
    if (!scratch->failed && !arena->failed) {
        memset(flow->reachable, 1, nodes);
        memset(walker->definition_of, 0xFF, nodes * sizeof(uint32_t));
        memset(walker->use, 0xFF, nodes * sizeof(uint32_t));
    }
}

static bool walk_all(struct walker *walker, struct arena *arena)
{
    const struct scopes *scopes = walker->scopes;
    if (!mynah__flow_definitions(walker, arena)) {
        return false;
    }
    walker->first_join = walker->flow->definition_count + 1;
    walker->work = 64 * (size_t)walker->tree->count + (1 << 16);
    mynah__flow_meanings(walker);
    walker->patched = mynah__flow_may_patch(walker);
    walker->swallows = mynah__flow_may_swallow(walker);
    for (uint32_t scope = 0; scope < scopes->scope_count && !walker->scratch->failed; scope++) {
        if (walker->region_of[scope] == scope) {
            mynah__flow_region(walker, scope);
        }
    }
    return !walker->scratch->failed;
}

bool mynah__flow_build(struct flow *flow, const struct scopes *scopes, struct arena *arena)
{
    *flow = (struct flow){ .scopes = scopes };
    struct arena scratch = { 0 };
    struct walker walker = { .flow = flow, .scopes = scopes, .tree = scopes->tree };
    walker.scratch = &scratch;
    prepare(&walker, arena);
    bool done = !scratch.failed && !arena->failed && walk_all(&walker, arena) &&
                mynah__flow_reaching(&walker, arena);
    mynah__arena_finish(&scratch);
    return done && !arena->failed;
}
