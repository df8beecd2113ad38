// SPDX-License-Identifier: Apache-2.0
// The tables of surfaces, rules and models as one index by atom, built once and then only read: any
// number of engines begin with its atoms.

#include "core/alloc.h"
#include "values/engine.h"

#include <string.h>

enum { RESULT_ROUNDS = 3 }; // what makes what makes something that writes

static struct known *known_at(struct engine *engine, uint32_t atom)
{
    while (engine->known_count <= atom) {
        struct known *known = mynah__arena_grow(engine->arena, engine->known, engine->known_count,
                                                &engine->known_capacity, sizeof(*known));
        if (!known) {
            return NULL;
        }
        engine->known = known;
        engine->known_count++;
    }
    return &engine->known[atom];
}

// Call `add` for each name in the tables.
typedef void adder(struct engine *engine, const char *name, const struct known *what);

static void each_surface(struct engine *engine, adder *add)
{
    for (const struct surface_table *const *table = engine->tables->surfaces; *table; table++) {
        for (const struct surface *row = (*table)->rows; row->api; row++) {
            uint16_t powers = 0;
            powers |= row->direction & SURFACE_WRITE ? POWER_WRITES : 0;
            powers |= row->direction & SURFACE_READ ? POWER_READS : 0;
            add(engine, row->api, &(struct known){ .surface = row, .powers = powers });
        }
    }
}

// What conditions compare with by qualified name: calling it makes an instance of that type.
static void each_word(struct engine *engine, adder *add, const struct condition *condition)
{
    bool names = condition->predicate == PREDICATE_IS || condition->predicate == PREDICATE_NOT;
    for (const char *const *word = condition->words; names && word && *word; word++) {
        if (strchr(*word, '.')) {
            add(engine, *word, &(struct known){ .prefix = true });
        }
    }
}

static void add_trigger(struct engine *engine, adder *add, const struct rule *row,
                        const struct trigger *trigger)
{
    int severity = trigger->severity ? trigger->severity - 1 : (int)row->about.severity;
    bool plain = trigger->when.predicate == PREDICATE_ALWAYS || // what is given may hold
                 trigger->when.predicate == PREDICATE_UNSET ||
                 trigger->when.predicate == PREDICATE_ABSENT ||
                 trigger->when.predicate == PREDICATE_TEXT;
    bool grave = trigger->kind == TRIGGER_CALL && severity >= MYNAH_SEVERITY_MEDIUM && plain;
    grave = grave || (trigger->kind == TRIGGER_LOAD && severity >= MYNAH_SEVERITY_HIGH);
    bool by_name = trigger->kind != TRIGGER_METHOD && trigger->kind != TRIGGER_ATTRIBUTE;
    each_word(engine, add, &trigger->when);
    for (const char *const *name = trigger->names; by_name && *name; name++) {
        add(engine, *name, &(struct known){ .powers = grave ? POWER_RISKS : 0 });
    }
}

static void each_rule(struct engine *engine, adder *add)
{
    for (const struct rule_family *const *family = engine->tables->rules; *family; family++) {
        for (const struct rule *row = (*family)->rows; row->about.name; row++) {
            for (const struct trigger *t = row->triggers; t && t->kind != TRIGGER_END; t++) {
                add_trigger(engine, add, row, t);
            }
        }
    }
}

static void each_other(struct engine *engine, adder *add)
{
    for (const struct model *model = mynah__models; model->name; model++) {
        add(engine, model->name, &(struct known){ .model = model });
    }
    for (const char *const *name = mynah__inert; *name; name++) {
        add(engine, *name, &(struct known){ .inert = true });
    }
    for (const char *const *name = mynah__readers; *name; name++) {
        add(engine, *name, &(struct known){ .reader = true });
    }
    for (const char *const *name = mynah__holders; *name; name++) {
        add(engine, *name, &(struct known){ .holder = true });
    }
}

// What makes something can do what that can.
static void note_result(struct engine *engine, uint32_t atom, const char *type)
{
    const struct known *made = known_at(engine, mynah__atom_text(engine, type));
    uint16_t powers = made ? made->powers | made->below : 0;
    struct atom name = engine->atoms[atom];
    struct known *maker = known_at(engine, atom);
    if (!maker) {
        return;
    }
    maker->below |= powers;
    for (const char *dot = strchr(name.bytes, '.'); dot; dot = strchr(dot + 1, '.')) {
        struct known *above =
            known_at(engine, mynah__atom(engine, name.bytes, (size_t)(dot - name.bytes)));
        if (above) {
            above->below |= powers;
        }
    }
}

static void note_results(struct engine *engine)
{
    for (int round = 0; round < RESULT_ROUNDS; round++) {
        for (uint32_t i = 0; i < engine->known_count; i++) {
            const struct surface *row = engine->known[i].surface;
            if (row && row->result) {
                note_result(engine, i, row->result + (row->result[0] == '['));
            }
        }
    }
}

static void note_any(struct engine *engine, const char *name, const struct surface *row)
{
    size_t size = strlen(name);
    if (row && size > 2 && strcmp(name + size - 2, ".*") == 0) {
        struct known *known = known_at(engine, mynah__atom(engine, name, size - 2));
        if (known && !known->any) {
            known->any = row;
        }
    }
}

static void note_name(struct engine *engine, const char *name, const struct known *what)
{
    bool aliased = false;
    note_any(engine, name, what->surface);
    for (const char *dot = strchr(name, '.'); dot; dot = strchr(dot + 1, '.')) {
        struct known *known = known_at(engine, mynah__atom(engine, name, (size_t)(dot - name)));
        if (known) {
            known->below |= what->powers;
            known->prefix = true;
            known->named = true;
            known->aliased = aliased = aliased || known->aliased;
        }
    }
    struct known *known = known_at(engine, mynah__atom_text(engine, name));
    if (known) {
        known->surface = known->surface ? known->surface : what->surface;
        known->model = what->model ? what->model : known->model;
        known->powers |= what->powers;
        known->inert = known->inert || what->inert;
        known->reader = known->reader || what->reader;
        known->holder = known->holder || what->holder;
        known->prefix = known->prefix || what->prefix;
        known->aliased = known->aliased || aliased;
        known->named = true;
    }
}

// Call `add` for the last part and the last two of each name that hosts bind beforehand.
typedef void ending_adder(struct engine *engine, const char *ending, const char *name);

static void each_preloaded(struct engine *engine, ending_adder *add)
{
    for (const struct surface_table *const *table = engine->tables->surfaces; *table; table++) {
        for (const struct surface *row = (*table)->rows; row->api; row++) {
            const char *last = row->preloaded ? strrchr(row->api, '.') : NULL;
            const char *before = last;
            while (before && before > row->api && before[-1] != '.') {
                before--;
            }
            if (last) {
                add(engine, last + 1, row->api);
            }
            if (before && before > row->api) {
                add(engine, before, row->api);
            }
        }
    }
}

static void note_ending(struct engine *engine, const char *ending, const char *name)
{
    struct known *known = known_at(engine, mynah__atom_text(engine, ending));
    if (known && !known->preloaded) {
        known->preloaded = mynah__atom_text(engine, name);
    }
}

static void note_builtins(struct engine *engine)
{
    for (const char *const *name = mynah__builtins; *name; name++) {
        struct known *known = known_at(engine, mynah__atom_text(engine, *name));
        if (known) {
            known->builtin = true;
        }
    }
}

static void note_aliases(struct engine *engine)
{
    for (const char *const(*alias)[2] = mynah__aliases; (*alias)[0]; alias++) {
        struct known *known = known_at(engine, mynah__atom_text(engine, (*alias)[0]));
        if (known) {
            known->aliased = true;
        }
    }
}

// Ask once for the one name of each, so that no engine has to write it down.
static void note_canonical(struct engine *engine)
{
    for (uint32_t i = 0; i < engine->atom_count; i++) {
        const struct known *known = mynah__known(engine, i);
        if (known && !known->aliased) {
            engine->atoms[i].canonical = i + 1;
        }
        mynah__canonical(engine, i);
    }
}

static bool build(struct engine *engine, struct tables *tables)
{
    // The first of each exists from the start, so that an id is valid after any failure.
    mynah__atom(engine, "", 0);
    note_aliases(engine);
    each_surface(engine, note_name);
    each_rule(engine, note_name);
    each_other(engine, note_name);
    each_preloaded(engine, note_ending);
    note_builtins(engine);
    note_results(engine);
    if (engine->arena->failed) {
        return false;
    }
    note_canonical(engine);
    tables->atoms = engine->atoms;
    tables->atom_count = engine->atom_count;
    tables->slots = engine->atom_slots;
    tables->known = engine->known;
    tables->known_count = engine->known_count;
    return !engine->arena->failed;
}

struct tables *mynah__tables_create(const struct table_set *set)
{
    struct tables *tables = mynah__alloc(sizeof(*tables));
    struct engine *engine = mynah__alloc(sizeof(*engine));
    bool done = tables && engine;
    if (done) {
        engine->arena = &tables->arena;
        engine->tables = tables->set = set;
        done = build(engine, tables);
    }
    mynah__free(engine);
    if (!done) {
        mynah__tables_destroy(tables);
        return NULL;
    }
    return tables;
}

void mynah__tables_destroy(struct tables *tables)
{
    if (tables) {
        mynah__arena_finish(&tables->arena);
        mynah__free(tables);
    }
}

void mynah__tables_enter(struct engine *engine, const struct tables *tables)
{
    engine->shared = tables;
    engine->shared_count = tables->atom_count;
    engine->atom_count = tables->atom_count;
    engine->tables = tables->set;
    engine->known = tables->known;
    engine->known_count = tables->known_count;
}
