// SPDX-License-Identifier: Apache-2.0
// Accesses to channels: which row of the surfaces a call or an attribute is, and which channels its
// arguments name.

#include "checks/internal.h"

#include "core/text.h"
#include "values/constants.h"

#include <string.h>

// One access while it is being named.
struct naming {
    const struct use *use;
    const struct surface *row;
    enum mynah_direction direction;
    const char *api;
    uint32_t receiver; // value of the instance, or UINT32_MAX
    bool free;         // by a name that the code never binds
};

const struct surface *mynah__surface_of(struct checks *checks, uint32_t id, uint32_t *name)
{
    *name = mynah__qualified(checks->engine, id);
    return *name == ATOM_NONE ? NULL : mynah__surface(checks->engine, *name);
}

static void report(struct checks *checks, const struct naming *naming, uint32_t channel,
                   uint32_t value, bool certain)
{
    struct engine *engine = checks->engine;
    bool known = channel != UINT32_MAX && engine->values[channel].kind == VALUE_STR;
    const char *name = known ? mynah__atom_bytes(engine, engine->values[channel].a) : NULL;
    bool write = naming->direction == MYNAH_DIRECTION_WRITE;
    struct text literal = { 0 };
    bool has_value = write && mynah__value_literal(engine, value, &literal);
    uint32_t node = mynah__checks_node(checks, naming->use->site);
    const struct unit *unit = engine->units[0];
    struct mynah_access access = { .direction = naming->direction,
                                   .channel = name,
                                   .certain = certain && known && !naming->free,
                                   .value = has_value ? literal.bytes : NULL,
                                   .api = naming->api };
    mynah__source_place(unit->source, unit->tree->nodes[node].start, &access.line, &access.column);
    mynah__report_add_access(checks->report, &access);
    engine->arena->failed = engine->arena->failed || literal.failed;
    mynah__text_finish(&literal);
    const char *verb = write ? "writes" : "reads";
    int64_t times = name ? 1 : mynah__loop_count(checks, naming->use->site);
    const char *message =
        name ? mynah__arena_format(checks->arena, "%s %s the channel %s", naming->api, verb, name)
        : times > 1 ? mynah__arena_format(checks->arena, "%s %s a channel in each of %lld rounds",
                                          naming->api, verb, (long long)times)
                    : mynah__arena_format(checks->arena, "%s %s a channel that is not known",
                                          naming->api, verb);
    struct finding finding = {
        .rule = write ? "channel-write" : "channel-read",
        .confidence = naming->free           ? MYNAH_CONFIDENCE_LOW
                      : naming->use->certain ? MYNAH_CONFIDENCE_HIGH
                                             : MYNAH_CONFIDENCE_MEDIUM,
        .subject = name,
        .message = message,
    };
    mynah__checks_add(checks, naming->use->site, &finding);
}

void mynah__check_channel_blind(struct checks *checks, const struct use *use,
                                enum mynah_direction direction, const char *api)
{
    struct naming naming = { .use = use, .direction = direction, .api = api, .free = true };
    report(checks, &naming, UINT32_MAX, SET_EMPTY, false);
}

static uint32_t value_at(struct checks *checks, uint32_t values, uint32_t index, uint32_t count)
{
    uint32_t single = mynah__single(checks->engine, values);
    const struct container *container =
        single == UINT32_MAX ? NULL : mynah__container(checks->engine, single);
    if (container && !container->open && container->count == count) {
        return container->sets[index];
    }
    return count > 1 ? SET_EMPTY : values;
}

static void name_set(struct checks *checks, const struct naming *naming, uint32_t set,
                     uint32_t values, int depth);

static void name_container(struct checks *checks, const struct naming *naming, uint32_t id,
                           uint32_t values, int depth)
{
    struct engine *engine = checks->engine;
    struct container container = *mynah__container(engine, id);
    bool keys = engine->values[id].sub == CONTAINER_DICT;
    for (uint32_t i = 0; i < container.count; i++) {
        uint32_t own = keys ? container.sets[i] : value_at(checks, values, i, container.count);
        uint32_t set = keys ? mynah__set_of(engine, container.keys[i]) : container.sets[i];
        name_set(checks, naming, set, own, depth - 1);
    }
    if (container.open || container.count == 0) {
        uint32_t set = keys ? container.any_keys : container.any;
        if (set == SET_EMPTY) {
            report(checks, naming, UINT32_MAX, SET_EMPTY, false);
        } else {
            name_set(checks, naming, set, keys ? container.any : SET_EMPTY, depth - 1);
        }
    }
}

static void name_set(struct checks *checks, const struct naming *naming, uint32_t set,
                     uint32_t values, int depth)
{
    struct engine *engine = checks->engine;
    const uint32_t *members = mynah__members(engine, set);
    uint32_t count = mynah__set_size(engine, set);
    uint32_t key = mynah__word(engine, "<channel>");
    bool unknown = count == 0;
    for (uint32_t i = 0; i < count; i++) {
        struct value value = engine->values[members[i]];
        if (value.kind == VALUE_STR) {
            report(checks, naming, members[i], values, count == 1 && naming->use->certain);
        } else if (value.kind == VALUE_CONTAINER && depth > 0) {
            name_container(checks, naming, members[i], values, depth);
        } else if (value.kind == VALUE_INSTANCE && depth > 0 &&
                   mynah__cell(engine, members[i], key) != SET_EMPTY) {
            name_set(checks, naming, mynah__cell(engine, members[i], key), values, depth - 1);
        } else {
            unknown = true;
        }
    }
    if (unknown) {
        report(checks, naming, UINT32_MAX, values, false);
    }
}

static uint32_t receiver_channel(struct checks *checks, const struct naming *naming)
{
    struct engine *engine = checks->engine;
    uint32_t set = SET_EMPTY;
    if (naming->receiver == UINT32_MAX) {
        return set;
    }
    if (naming->direction == MYNAH_DIRECTION_WRITE) {
        set = mynah__cell(engine, naming->receiver, mynah__word(engine, "<written>"));
    }
    return set != SET_EMPTY
               ? set
               : mynah__cell(engine, naming->receiver, mynah__word(engine, "<channel>"));
}

static uint32_t joined_channel(struct checks *checks, const struct naming *naming, uint32_t part)
{
    struct engine *engine = checks->engine;
    uint32_t base = receiver_channel(checks, naming);
    uint32_t join = mynah__set_text(engine, naming->row->join);
    uint32_t single = mynah__single(engine, base);
    const char *text = single != UINT32_MAX && engine->values[single].kind == VALUE_STR
                           ? mynah__atom_bytes(engine, engine->values[single].a)
                           : "";
    size_t size = strlen(text);
    if (size == 0 || text[size - 1] != naming->row->join[0]) {
        base = mynah__fold_binary(engine, OP_ADD, base, join, naming->use->site);
    }
    return mynah__fold_binary(engine, OP_ADD, base, part, naming->use->site);
}

static void name_call(struct checks *checks, const struct naming *naming, uint32_t attribute)
{
    struct engine *engine = checks->engine;
    const struct surface *row = naming->row;
    const struct arguments *arguments = naming->use->arguments;
    uint32_t set = SET_EMPTY;
    uint32_t channel = SET_EMPTY;
    uint32_t value = naming->use->set;
    if (arguments) {
        channel = mynah__argument(engine, arguments, (uint32_t)row->channel.position,
                                  row->channel.keyword);
        value =
            mynah__argument(engine, arguments, (uint32_t)row->value.position, row->value.keyword);
    }
    switch (row->kind) {
    case CHANNEL_NONE:
        break;
    case CHANNEL_ARGUMENT:
    case CHANNEL_KEYS:
        set = channel;
        break;
    case CHANNEL_RECEIVER:
        set = receiver_channel(checks, naming);
        break;
    case CHANNEL_FIELD:
        set = mynah__fold_binary(engine, OP_ADD, receiver_channel(checks, naming),
                                 mynah__set_text(engine, row->join), naming->use->site);
        break;
    case CHANNEL_JOINED:
        set = joined_channel(checks, naming, attribute == SET_EMPTY ? channel : attribute);
        break;
    }
    name_set(checks, naming, set, value, 3);
}

static bool remembers(struct engine *engine, uint32_t set)
{
    uint32_t single = mynah__single(engine, set);
    return single != UINT32_MAX && engine->values[single].kind == VALUE_INSTANCE &&
           mynah__cell(engine, single, mynah__word(engine, "<channel>")) != SET_EMPTY;
}

// mv(first, 1, second, 2): the others, and what is written to them where the row says where.
static void name_more(struct checks *checks, const struct naming *naming)
{
    const struct surface *row = naming->row;
    const struct arguments *arguments = naming->use->arguments;
    for (uint32_t i = (uint32_t)row->channel.position; arguments && i < arguments->count; i++) {
        bool valued = row->value.position && i + 1 < arguments->count;
        if (remembers(checks->engine, arguments->positional[i])) {
            name_set(checks, naming, arguments->positional[i],
                     valued ? arguments->positional[i + 1] : SET_EMPTY, 3);
        }
    }
}

static void name_directions(struct checks *checks, struct naming *naming, int directions,
                            uint32_t attribute)
{
    if (directions & SURFACE_WRITE) {
        naming->direction = MYNAH_DIRECTION_WRITE;
        name_call(checks, naming, attribute);
        if (naming->row->more) {
            name_more(checks, naming);
        }
    }
    if (directions & SURFACE_READ) {
        naming->direction = MYNAH_DIRECTION_READ;
        name_call(checks, naming, attribute);
    }
}

static bool wildcard(const struct surface *row)
{
    size_t size = strlen(row->api);
    return size > 2 && row->api[size - 1] == '*';
}

// Modules that can write are known by all their names: one that no table has is not harmless.
static void check_strange(struct checks *checks, const struct use *use, uint32_t name)
{
    const char *api = mynah__atom_bytes(checks->engine, name);
    if (mynah__is_strange(checks->engine, name)) {
        struct finding finding = {
            .rule = "opaque-call",
            .confidence = MYNAH_CONFIDENCE_LOW,
            .subject = api,
            .message = mynah__arena_format(
                checks->arena, "%s is in no table, and others of its kind can write", api),
        };
        mynah__checks_add(checks, use->site, &finding);
    }
}

void mynah__check_channel_call(struct checks *checks, const struct use *use)
{
    struct engine *engine = checks->engine;
    uint32_t name;
    const struct surface *row = mynah__surface_of(checks, use->value, &name);
    struct value value = engine->values[use->value];
    struct naming naming = { .use = use, .row = row, .receiver = UINT32_MAX };
    if (name == ATOM_NONE) {
        return;
    }
    naming.api = mynah__atom_bytes(engine, name);
    naming.free = value.kind == VALUE_EXTERNAL && value.sub == EXTERNAL_FREE;
    naming.receiver = value.kind == VALUE_METHOD ? value.a : UINT32_MAX;
    mynah__check_command(checks, use, naming.api);
    if (!row) {
        check_strange(checks, use, name);
        return;
    }
    if (row->direction != SURFACE_NONE && wildcard(row)) { // an attribute that is called: a command
        uint32_t part = mynah__set_of(engine, mynah__value(engine, VALUE_STR, 0, value.b, 0));
        name_directions(checks, &naming, SURFACE_WRITE, part);
    } else if (!row->attribute) {
        name_directions(checks, &naming, (int)row->direction, SET_EMPTY);
    }
}

// Return whether the attribute at `site` is what a call calls: the call says what happens.
static bool is_called(struct checks *checks, uint32_t site)
{
    const struct unit *unit = mynah__unit_of(checks->engine, site);
    const struct node *at = &unit->tree->nodes[site - unit->base];
    return at->role == ROLE_FUNC;
}

void mynah__check_channel_attribute(struct checks *checks, const struct use *use)
{
    struct engine *engine = checks->engine;
    struct value value = engine->values[use->value];
    if (use->name == ATOM_NONE || (value.kind != VALUE_INSTANCE && value.kind != VALUE_EXTERNAL)) {
        return;
    }
    uint32_t name = mynah__canonical(engine, mynah__atom_join(engine, value.a, '.', use->name));
    const struct surface *row = mynah__surface(engine, name);
    bool any = row && wildcard(row);
    bool store = use->kind == USE_STORE;
    if (!row || (!row->attribute && !(store && (row->direction & SURFACE_WRITE)))) {
        return;
    }
    if (any && !store && is_called(checks, use->site)) {
        return;
    }
    struct naming naming = { .use = use,
                             .row = row,
                             .receiver = value.kind == VALUE_INSTANCE ? use->value : UINT32_MAX,
                             .api = mynah__atom_bytes(engine, name) };
    uint32_t part = mynah__set_of(engine, mynah__value(engine, VALUE_STR, 0, use->name, 0));
    bool own = value.kind == VALUE_INSTANCE && mynah__atom_bytes(engine, use->name)[0] == '_';
    if (any && own) {
        return;
    }
    name_directions(checks, &naming, (int)row->direction & (store ? SURFACE_WRITE : SURFACE_READ),
                    part);
}
