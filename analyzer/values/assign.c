// SPDX-License-Identifier: Apache-2.0
// Bindings: assignment to targets of every shape, and imports.

#include "values/engine.h"

#include <string.h>

static uint32_t count_targets(const struct unit *unit, uint32_t node, uint32_t *starred)
{
    const struct node *nodes = unit->tree->nodes;
    uint32_t count = 0;
    *starred = UINT32_MAX;
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        if (nodes[child].kind == NODE_STARRED) {
            *starred = count;
        }
        count++;
    }
    return count;
}

static uint32_t middle(struct engine *engine, uint32_t set, uint32_t from, uint32_t behind,
                       uint32_t site)
{
    int64_t length = mynah__length(engine, set);
    uint32_t made = mynah__container_at(engine, CONTAINER_LIST, site);
    if (length < 0 || length > ITERATE_MAX) {
        mynah__container_append(engine, made, mynah__iterate(engine, set));
    }
    for (int64_t i = from; length <= ITERATE_MAX && i < length - (int64_t)behind; i++) {
        mynah__container_put(engine, made, mynah__value_int(engine, i - from),
                             mynah__element(engine, set, i));
    }
    return mynah__set_of(engine, made);
}

static void unpack(struct engine *engine, struct unit *unit, uint32_t node, uint32_t set)
{
    const struct node *nodes = unit->tree->nodes;
    uint32_t starred;
    uint32_t count = count_targets(unit, node, &starred);
    uint32_t index = 0;
    int64_t length = mynah__length(engine, set);
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        if (index == starred) {
            uint32_t inner = mynah__tree_child(unit->tree, child, ROLE_VALUE);
            if (inner != NODE_NONE) {
                mynah__assign(engine, unit, inner,
                              middle(engine, set, index, count - index - 1, unit->base + child));
            }
        } else if (starred != UINT32_MAX && index > starred) {
            int64_t at = length - (int64_t)(count - index);
            mynah__assign(engine, unit, child,
                          length < 0 || at < 0 ? mynah__iterate(engine, set)
                                               : mynah__element(engine, set, at));
        } else {
            mynah__assign(engine, unit, child, mynah__element(engine, set, index));
        }
        index++;
    }
}

static void put_item(struct engine *engine, uint32_t id, uint32_t key_set, uint32_t set,
                     uint32_t site)
{
    struct value value = engine->values[id];
    uint32_t key = mynah__single(engine, key_set);
    bool constant = key != UINT32_MAX && mynah__is_constant(&engine->values[key]);
    bool text = constant && engine->values[key].kind == VALUE_STR;
    mynah__container_change(engine, id);
    if (value.kind == VALUE_CONTAINER && constant) {
        mynah__container_put(engine, id, key, set);
    } else if (value.kind == VALUE_CONTAINER) {
        mynah__container_put_any(engine, id, key_set, set);
    } else if (value.kind == VALUE_NAMESPACE && value.sub == 0 && text) {
        mynah__store(engine, mynah__set_of(engine, value.a), engine->values[key].a, set, site);
    } else if (value.kind == VALUE_NAMESPACE && text) {
        mynah__cell_join(engine, id, engine->values[key].a, set);
    } else if (value.kind == VALUE_OBJECT) {
        mynah__put_object_item(engine, id, key_set, set, site);
    } else if (text && value.kind == VALUE_EXTERNAL &&
               strcmp(mynah__atom_bytes(engine, value.a), "builtins") == 0) {
        mynah__store(engine, mynah__set_of(engine, id), engine->values[key].a, set, site);
    } else if (value.kind == VALUE_EXTERNAL || value.kind == VALUE_INSTANCE ||
               value.kind == VALUE_METHOD) {
        mynah__cell_join(engine, id, mynah__word(engine, "[]"), set);
    } else if (value.kind == VALUE_UNKNOWN) {
        mynah__escape(engine, set, site);
    }
}

void mynah__assign_item(struct engine *engine, uint32_t base, uint32_t key, uint32_t set,
                        uint32_t site)
{
    const uint32_t *members = mynah__members(engine, base);
    uint32_t single = mynah__single(engine, key);
    bool text = single != UINT32_MAX && engine->values[single].kind == VALUE_STR;
    for (uint32_t i = 0; i < mynah__set_size(engine, base); i++) {
        uint8_t kind = engine->values[members[i]].kind;
        if (kind == VALUE_EXTERNAL || kind == VALUE_INSTANCE || kind == VALUE_METHOD ||
            kind == VALUE_UNKNOWN) {
            mynah__use(engine, &(struct use){ .kind = USE_STORE,
                                              .site = site,
                                              .value = members[i],
                                              .name = text ? engine->values[single].a : ATOM_NONE,
                                              .set = set,
                                              .certain = true,
                                              .indirect = true });
        }
        put_item(engine, members[i], key, set, site);
    }
}

static void assign_name(struct engine *engine, struct unit *unit, uint32_t node, uint32_t set)
{
    uint32_t definition = unit->definition_of[node];
    if (definition != UINT32_MAX) {
        mynah__bind(engine, unit, definition, set);
    }
    const uint32_t *members = mynah__members(engine, set);
    uint32_t count = mynah__set_size(engine, set);
    for (uint32_t i = 0; engine->visiting && i < count; i++) {
        uint8_t kind = engine->values[members[i]].kind;
        uint32_t name = mynah__name(engine, unit, node);
        if (name != ATOM_NONE && (kind == VALUE_STR || kind == VALUE_BYTES)) {
            mynah__use(engine, &(struct use){ .kind = USE_CONSTANT,
                                              .site = unit->base + node,
                                              .value = members[i],
                                              .name = name,
                                              .certain = count == 1 });
        }
    }
}

static void put_slice(struct engine *engine, uint32_t base, uint32_t set, uint32_t site)
{
    const uint32_t *members = mynah__members(engine, base);
    uint32_t elements = mynah__iterate(engine, set);
    mynah__set_loosen(engine, base);
    for (uint32_t i = 0; i < mynah__set_size(engine, base); i++) {
        if (engine->values[members[i]].kind == VALUE_CONTAINER) {
            mynah__container_append(engine, members[i], elements);
        } else {
            mynah__assign_item(engine, mynah__set_of(engine, members[i]), SET_EMPTY, set, site);
        }
    }
}

void mynah__assign(struct engine *engine, struct unit *unit, uint32_t node, uint32_t set)
{
    const struct node *at = &unit->tree->nodes[node];
    uint32_t site = unit->base + node;
    uint32_t base = mynah__tree_child(unit->tree, node, ROLE_VALUE);
    if (engine->nesting > NESTING_MAX) {
        mynah__lose(engine, site);
        return;
    }
    engine->nesting++;
    switch ((enum node_kind)at->kind) {
    case NODE_NAME:
    case NODE_IDENTIFIER:
        assign_name(engine, unit, node, set);
        break;
    case NODE_ATTRIBUTE: {
        uint32_t attribute = mynah__tree_child(unit->tree, node, ROLE_ATTR);
        uint32_t name = mynah__name(engine, unit, attribute);
        if (name != ATOM_NONE && base != NODE_NONE) {
            mynah__store(engine, unit->sets[base], name, set, site);
        }
        break;
    }
    case NODE_SUBSCRIPT: {
        uint32_t slice = mynah__tree_child(unit->tree, node, ROLE_SLICE);
        if (slice != NODE_NONE && base != NODE_NONE &&
            unit->tree->nodes[slice].kind == NODE_SLICE) {
            put_slice(engine, unit->sets[base], set, site);
        } else if (slice != NODE_NONE && base != NODE_NONE) {
            mynah__assign_item(engine, unit->sets[base], unit->sets[slice], set, site);
        }
        break;
    }
    case NODE_STARRED:
        if (base != NODE_NONE) {
            mynah__assign(engine, unit, base, set);
        }
        break;
    case NODE_TUPLE:
    case NODE_LIST:
        unpack(engine, unit, node, set);
        break;
    default:
        break;
    }
    engine->nesting--;
}

static uint32_t external(struct engine *engine, const char *name)
{
    return mynah__set_external(engine, name);
}

// Return the text of a dotted name as the import statement has it, with `dots` before it.
static const char *module_name(struct engine *engine, struct unit *unit, uint32_t node)
{
    uint32_t name = mynah__tree_child(unit->tree, node, ROLE_NAME);
    const char *text = mynah__atom_bytes(engine, mynah__name(engine, unit, name));
    return unit->tree->nodes[node].op == 0 ? text
                                           : mynah__arena_format(engine->arena, "..%s", text);
}

static void note_import(struct engine *engine, const char *name, uint32_t site)
{
    uint32_t atom = mynah__canonical(engine, mynah__atom_text(engine, name));
    const struct known *known = mynah__known(engine, atom);
    if (known && (known->powers | known->below)) {
        engine->armed = true;
    }
    mynah__use(engine, &(struct use){ .kind = USE_IMPORT, .site = site, .name = atom });
}

static void import_alias(struct engine *engine, struct unit *unit, uint32_t alias,
                         const char *module)
{
    uint32_t name_node = mynah__tree_child(unit->tree, alias, ROLE_NAME);
    uint32_t as = mynah__tree_child(unit->tree, alias, ROLE_ASNAME);
    if (name_node == NODE_NONE || !module) {
        return;
    }
    const char *name = mynah__atom_bytes(engine, mynah__name(engine, unit, name_node));
    const char *full = *module ? mynah__arena_format(engine->arena, "%s.%s", module, name) : name;
    const char *dot = strchr(name, '.');
    if (!full) {
        return;
    }
    note_import(engine, full, unit->base + alias);
    uint32_t set = mynah__module_constant(engine, full);
    uint32_t atom = mynah__canonical(engine, mynah__atom_text(engine, full));
    if (*module && *module != '.' && mynah__is_reexported(engine, name, atom)) {
        full = name;
    }
    set = set == SET_EMPTY ? external(engine, full) : set;
    if (strcmp(module, "__main__") == 0) {
        set = mynah__lookup(engine, engine->units[0], mynah__name(engine, unit, name_node));
    }
    if (as == NODE_NONE && dot && !*module) { // `import a.b` binds a
        const char *top = mynah__arena_copy(engine->arena, name, (size_t)(dot - name));
        set = top ? external(engine, top) : SET_EMPTY;
    }
    uint32_t bound = as != NODE_NONE ? as : name_node;
    uint32_t definition = unit->definition_of[bound];
    if (definition != UINT32_MAX) {
        mynah__bind(engine, unit, definition, set);
    }
}

void mynah__import(struct engine *engine, struct unit *unit, uint32_t node)
{
    const struct node *nodes = unit->tree->nodes;
    bool from = nodes[node].kind == NODE_IMPORT_FROM;
    const char *module = from ? module_name(engine, unit, node) : "";
    if (from && module && (nodes[node].flags & FLAG_STAR)) {
        note_import(engine, module, unit->base + node);
    }
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        if (nodes[child].kind == NODE_ALIAS) {
            import_alias(engine, unit, child, module);
        }
    }
}
