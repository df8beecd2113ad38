// SPDX-License-Identifier: Apache-2.0
// What each statement read when it was evaluated last, and what has changed since: a pass leaves
// out statements that would find what they found before.  Places share versions by their hashes, so
// a statement may be evaluated in vain, and a pass over all has the last word.

#include "values/engine.h"

enum { PLACES_LEAST = 1024, PLACES_MOST = 1 << 20 };

static uint32_t place_of(const struct engine *engine, enum place_kind kind, uint32_t id)
{
    uint32_t hash = (id ^ (uint32_t)kind << 27) * 0x9E3779B1u;
    return (hash ^ hash >> 15) & engine->place_mask;
}

bool mynah__places_create(struct engine *engine, uint32_t nodes)
{
    uint32_t count = PLACES_LEAST;
    while (count < nodes * 2 && count < PLACES_MOST) {
        count *= 2;
    }
    engine->place_mask = count - 1;
    engine->changed = mynah__arena_alloc(engine->arena, count * sizeof(*engine->changed));
    engine->noted = mynah__arena_alloc(engine->arena, count * sizeof(*engine->noted));
    return engine->changed && engine->noted;
}

void mynah__note(struct engine *engine, enum place_kind kind, uint32_t id)
{
    uint32_t place = place_of(engine, kind, id);
    if (engine->noted[place] == engine->tick) {
        return;
    }
    engine->noted[place] = engine->tick;
    uint32_t *places = mynah__arena_grow(engine->arena, engine->notes, engine->note_count,
                                         &engine->note_capacity, sizeof(*places));
    if (places) {
        engine->notes = places;
        places[engine->note_count++] = place;
    }
}

void mynah__changed(struct engine *engine, enum place_kind kind, uint32_t id)
{
    engine->changed[place_of(engine, kind, id)] = engine->tick;
    engine->grew = true;
}

bool mynah__is_stale(const struct engine *engine, const struct read_record *reading)
{
    if (reading->tick == 0) {
        return true;
    }
    for (uint32_t i = 0; i < reading->count; i++) {
        if (engine->changed[reading->places[i]] >= reading->tick) {
            return true;
        }
    }
    return false;
}

void mynah__read_begin(struct engine *engine)
{
    engine->tick++;
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
