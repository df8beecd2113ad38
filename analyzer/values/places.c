// SPDX-License-Identifier: Apache-2.0
// What each statement read when it was evaluated last, and what has changed since: a pass leaves
// out statements that would find what they found before.  Each kind of place has a range of its
// own, in which things that are numbered one by one have a place each and others share places.
// Where places are shared a statement may be evaluated in vain; a pass over all has the last word.
//
// Time is counted in ticks, two for each evaluation of a statement.  What a statement changes
// before it reads it changed just before the statement's own tick, because the statement would find
// it as it is; what it changes after that in its own tick.

#include "values/engine.h"

// What the places of each kind are numbered by, and how many nodes of code there are for a place.
// Numbers beyond a range begin again at its start.
static const struct {
    uint8_t nodes_log2; // 31: one place for all
    bool sites;         // numbered by nodes: those near each other share a place
} kinds[PLACE_KIND_COUNT] = {
    [PLACE_DEFINITION] = { 2, false }, //
    [PLACE_SYMBOL] = { 3, false },     //
    [PLACE_CELL] = { 0, false },       // by hashes
    [PLACE_CONTAINER] = { 3, false },  //
    [PLACE_FUNCTION] = { 4, true },    //
    [PLACE_PARTIAL] = { 5, true },     //
    [PLACE_NODE] = { 2, true },        //
    [PLACE_RAISED] = { 31, false },    //
    [PLACE_UNITS] = { 31, false },     //
    [PLACE_SETTLED] = { 31, false },   //
};

static struct place *place_of(const struct engine *engine, enum place_kind kind, uint32_t id)
{
    const struct place_range *range = &engine->ranges[kind];
    uint32_t at = kinds[kind].sites ? id >> kinds[kind].nodes_log2 : id;
    return &engine->places[range->first + (at & range->mask)];
}

bool mynah__places_create(struct engine *engine, uint32_t nodes)
{
    enum { LEAST = 64 };
    uint32_t total = 0;
    for (int kind = 0; kind < PLACE_KIND_COUNT; kind++) {
        uint32_t count = kinds[kind].nodes_log2 == 31 ? 1 : LEAST;
        while (count < nodes >> kinds[kind].nodes_log2) {
            count *= 2;
        }
        engine->ranges[kind] = (struct place_range){ total, count - 1 };
        total += count;
    }
    engine->places = mynah__arena_alloc(engine->arena, total * sizeof(*engine->places));
    return engine->places != NULL;
}

static bool notes_grow(struct engine *engine)
{
    uint32_t *notes = mynah__arena_grow(engine->arena, engine->notes, engine->note_count,
                                        &engine->note_capacity, sizeof(*notes));
    engine->notes = notes ? notes : engine->notes;
    return notes != NULL;
}

void mynah__note(struct engine *engine, enum place_kind kind, uint32_t id)
{
    struct place *place = place_of(engine, kind, id);
    if (place->noted == engine->tick) {
        return;
    }
    place->noted = engine->tick;
    if (engine->note_count == engine->note_capacity && !notes_grow(engine)) {
        return;
    }
    engine->notes[engine->note_count++] = (uint32_t)(place - engine->places);
}

void mynah__changed(struct engine *engine, enum place_kind kind, uint32_t id)
{
    struct place *place = place_of(engine, kind, id);
    if (place->noted) { // else nobody has read it
        place->changed = place->noted == engine->tick ? engine->tick : engine->tick - 1;
    }
    engine->grew = true;
}

bool mynah__is_stale(const struct engine *engine, const struct read_record *reading)
{
    if (reading->tick == 0) {
        return true;
    }
    for (uint32_t i = 0; i < reading->count; i++) {
        if (engine->places[reading->places[i]].changed >= reading->tick) {
            return true;
        }
    }
    return false;
}

void mynah__read_begin(struct engine *engine)
{
    engine->tick += 2;
    engine->note_count = 0;
}

void mynah__read_end(struct engine *engine, struct read_record *reading)
{
    uint32_t count = engine->note_count;
    if (count > reading->capacity) {
        uint32_t capacity = count + count / 2;
        uint32_t *places = mynah__arena_alloc(engine->arena, capacity * sizeof(*places));
        if (!places) {
            reading->tick = 0;
            return;
        }
        reading->places = places;
        reading->capacity = capacity;
    }
    for (uint32_t i = 0; i < count; i++) {
        reading->places[i] = engine->notes[i];
    }
    reading->count = count;
    reading->tick = engine->tick;
}

uint32_t mynah__node_set(struct engine *engine, const struct unit *unit, uint32_t node)
{
    mynah__note(engine, PLACE_NODE, unit->base + node);
    return unit->sets[node];
}

uint32_t mynah__symbol_set(struct engine *engine, const struct unit *unit, uint32_t symbol)
{
    mynah__note(engine, PLACE_SYMBOL, unit->base + symbol);
    return unit->symbol_sets[symbol];
}

bool mynah__is_settled(struct engine *engine)
{
    mynah__note(engine, PLACE_SETTLED, 0);
    return engine->settled;
}
