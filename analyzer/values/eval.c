// SPDX-License-Identifier: Apache-2.0
// Expressions, without recursion: an expression's nodes are visited from the last to the first, so
// that parts come before the whole; statements are in source order.

#include "values/constants.h"
#include "values/engine.h"

static uint32_t foreign(struct engine *engine)
{
    return mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
}

static uint32_t child_set(const struct unit *unit, uint32_t node, enum node_role role)
{
    uint32_t child = mynah__tree_child(unit->tree, node, role);
    return child == NODE_NONE ? SET_EMPTY : unit->sets[child];
}

static uint32_t make_display(struct engine *engine, struct unit *unit, uint32_t node,
                             enum container_kind kind)
{
    const struct node *nodes = unit->tree->nodes;
    uint32_t made = mynah__container_at(engine, kind, unit->base + node);
    int64_t index = 0;
    bool shifted = false;
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        uint32_t set = unit->sets[child];
        if (nodes[child].kind == NODE_STARRED) {
            mynah__container_extend(engine, made, child_set(unit, child, ROLE_VALUE));
            shifted = true;
        } else if (shifted || index >= KEYS_MAX) {
            mynah__container_append(engine, made, set);
        } else {
            mynah__container_put(engine, made, mynah__value_int(engine, index++), set);
        }
    }
    return mynah__set_of(engine, made);
}

static void put_pair(struct engine *engine, uint32_t made, uint32_t key_set, uint32_t set)
{
    uint32_t key = mynah__single(engine, key_set);
    if (key != UINT32_MAX && mynah__is_constant(&engine->values[key])) {
        mynah__container_put(engine, made, key, set);
    } else {
        mynah__container_put_any(engine, made, key_set, set);
    }
}

static void merge_dict(struct engine *engine, uint32_t made, uint32_t set)
{
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t m = 0; m < mynah__set_size(engine, set); m++) {
        const struct container *found = mynah__container(engine, members[m]);
        if (!found) {
            mynah__container_put_any(engine, made, foreign(engine), foreign(engine));
            continue;
        }
        struct container from = *found;
        for (uint32_t i = 0; i < from.count; i++) {
            mynah__container_put(engine, made, from.keys[i], from.sets[i]);
        }
        if (from.open) {
            mynah__container_put_any(engine, made, from.any_keys, from.any);
        }
    }
}

static uint32_t make_dict(struct engine *engine, struct unit *unit, uint32_t node)
{
    const struct node *nodes = unit->tree->nodes;
    uint32_t made = mynah__container_at(engine, CONTAINER_DICT, unit->base + node);
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        if (nodes[child].kind == NODE_DICT_ITEM) {
            uint32_t set = child_set(unit, child, ROLE_VALUE);
            put_pair(engine, made, child_set(unit, child, ROLE_KEY), set);
        } else {
            merge_dict(engine, made, child_set(unit, child, ROLE_VALUE));
        }
    }
    return mynah__set_of(engine, made);
}

// Return whether a condition of a comprehension surely never holds, or something that it goes over
// has nothing, so far.
static bool is_filtered(struct engine *engine, struct unit *unit, uint32_t node)
{
    for (uint32_t loop = mynah__tree_child(unit->tree, node, ROLE_ITEM); loop != NODE_NONE;
         loop = mynah__tree_next(unit->tree, loop)) {
        for (uint32_t test = mynah__tree_child(unit->tree, loop, ROLE_TEST); test != NODE_NONE;
             test = mynah__tree_next(unit->tree, test)) {
            uint32_t set = unit->sets[test];
            if (set == SET_EMPTY ? !mynah__is_settled(engine) : mynah__truth(engine, set) == 0) {
                return true;
            }
        }
    }
    return false;
}

static uint32_t make_comprehension(struct engine *engine, struct unit *unit, uint32_t node)
{
    static const uint8_t kinds[] = {
        [NODE_LIST_COMP] = CONTAINER_LIST,
        [NODE_SET_COMP] = CONTAINER_SET,
        [NODE_DICT_COMP] = CONTAINER_DICT,
        [NODE_GENERATOR_EXP] = CONTAINER_ITERATOR,
    };
    const struct node *nodes = unit->tree->nodes;
    enum container_kind kind = (enum container_kind)kinds[nodes[node].kind];
    uint32_t made = mynah__container_at(engine, kind, unit->base + node);
    uint32_t element = mynah__tree_child(unit->tree, node, ROLE_VALUE);
    if (element == NODE_NONE || is_filtered(engine, unit, node)) {
        return mynah__set_of(engine, made);
    }
    if (nodes[element].kind == NODE_DICT_ITEM) {
        mynah__container_put_any(engine, made, child_set(unit, element, ROLE_KEY),
                                 child_set(unit, element, ROLE_VALUE));
    } else {
        mynah__container_append(engine, made, unit->sets[element]);
    }
    return mynah__set_of(engine, made);
}

static uint32_t slice_container(struct engine *engine, uint32_t id, const uint32_t bounds[3],
                                uint32_t site)
{
    struct value value = engine->values[id];
    uint32_t made = mynah__container_at(engine, (enum container_kind)value.sub, site);
    int64_t length = mynah__length(engine, mynah__set_of(engine, id));
    int64_t range[3];
    int64_t index = 0;
    if (length < 0 || length > KEYS_MAX || mynah__container(engine, id)->loose ||
        !mynah__slice_bounds(engine, bounds, length, range)) {
        mynah__container_append(engine, made, mynah__container_all(engine, id));
        return mynah__set_of(engine, made);
    }
    for (int64_t i = range[0]; range[2] > 0 ? i < range[1] : i > range[1]; i += range[2]) {
        mynah__container_put(engine, made, mynah__value_int(engine, index++),
                             mynah__container_get(engine, id, mynah__value_int(engine, i)));
    }
    return mynah__set_of(engine, made);
}

static uint32_t subscript(struct engine *engine, struct unit *unit, uint32_t node)
{
    uint32_t base = child_set(unit, node, ROLE_VALUE);
    uint32_t slice = mynah__tree_child(unit->tree, node, ROLE_SLICE);
    uint32_t site = unit->base + node;
    const uint32_t *members = mynah__members(engine, base);
    uint32_t count = mynah__set_size(engine, base);
    if (slice == NODE_NONE || unit->tree->nodes[slice].kind != NODE_SLICE) {
        uint32_t key = slice == NODE_NONE ? SET_EMPTY : unit->sets[slice];
        uint32_t single = mynah__single(engine, key);
        bool text = single != UINT32_MAX && engine->values[single].kind == VALUE_STR;
        for (uint32_t i = 0; engine->visiting && i < count; i++) {
            mynah__use(engine, &(struct use){ .kind = USE_LOAD,
                                              .site = site,
                                              .value = members[i],
                                              .name = text ? engine->values[single].a : ATOM_NONE,
                                              .certain = count == 1,
                                              .indirect = true });
        }
        return mynah__load_item(engine, base, key, site);
    }
    uint32_t bounds[3] = { child_set(unit, slice, ROLE_LOWER), child_set(unit, slice, ROLE_UPPER),
                           child_set(unit, slice, ROLE_STEP) };
    uint32_t result = SET_EMPTY;
    for (uint32_t i = 0; i < count; i++) {
        struct value value = engine->values[members[i]];
        uint32_t part;
        if (value.kind == VALUE_CONTAINER) {
            part = slice_container(engine, members[i], bounds, site);
        } else if (!mynah__is_constant(&value)) {
            part =
                mynah__load_item(engine, mynah__set_of(engine, members[i]), foreign(engine), site);
        } else {
            part = mynah__fold_slice(engine, members[i], bounds);
        }
        result = mynah__set_union(engine, result, part);
    }
    return result;
}

static uint32_t bool_op(struct engine *engine, struct unit *unit, uint32_t node)
{
    uint32_t left = mynah__tree_child(unit->tree, node, ROLE_VALUE);
    uint32_t right = left == NODE_NONE ? NODE_NONE : mynah__tree_next(unit->tree, left);
    if (right == NODE_NONE) {
        return foreign(engine);
    }
    int truth = mynah__truth(engine, unit->sets[left]);
    bool is_and = unit->tree->nodes[node].op == OP_AND;
    if (unit->sets[left] != SET_EMPTY && truth == (is_and ? 0 : 1)) {
        return unit->sets[left];
    }
    if (unit->sets[left] != SET_EMPTY && truth == (is_and ? 1 : 0)) {
        return unit->sets[right];
    }
    return mynah__set_union(engine, unit->sets[left], unit->sets[right]);
}

static uint32_t compare(struct engine *engine, struct unit *unit, uint32_t node)
{
    uint32_t left = mynah__tree_child(unit->tree, node, ROLE_VALUE);
    uint32_t right = left == NODE_NONE ? NODE_NONE : mynah__tree_next(unit->tree, left);
    if (right == NODE_NONE || mynah__tree_next(unit->tree, right) != NODE_NONE) {
        return foreign(engine);
    }
    return mynah__compare(engine, unit->tree->nodes[node].op, unit->sets[left], unit->sets[right],
                          unit->base + node);
}

static uint32_t yield(struct engine *engine, struct unit *unit, uint32_t node)
{
    uint32_t set = child_set(unit, node, ROLE_VALUE);
    struct function *function = mynah__owner(engine, unit, node);
    uint32_t result = function ? mynah__function(engine, function->site)->sent : SET_EMPTY;
    if (unit->tree->nodes[node].kind == NODE_YIELD_FROM) {
        const uint32_t *members = mynah__members(engine, set);
        for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
            uint32_t part = mynah__cell(engine, members[i], mynah__word(engine, "<return>"));
            result = mynah__set_union(engine, result, part);
        }
        set = mynah__iterate(engine, set);
    } else if (mynah__tree_child(unit->tree, node, ROLE_VALUE) == NODE_NONE) {
        set = mynah__set_of(engine, mynah__value(engine, VALUE_NONE, 0, 0, 0));
    }
    if (function) {
        mynah__join(engine, &function->yields, set, PLACE_FUNCTION, function->site);
    }
    return mynah__set_union(engine, result, foreign(engine));
}

static uint32_t conditional(struct engine *engine, struct unit *unit, uint32_t node)
{
    int truth = mynah__truth(engine, child_set(unit, node, ROLE_TEST));
    uint32_t body = child_set(unit, node, ROLE_BODY);
    uint32_t other = child_set(unit, node, ROLE_ORELSE);
    if (child_set(unit, node, ROLE_TEST) == SET_EMPTY || truth < 0) {
        return mynah__set_union(engine, body, other);
    }
    return truth ? body : other;
}

static uint32_t eval_simple(struct engine *engine, struct unit *unit, uint32_t node)
{
    const struct node *at = &unit->tree->nodes[node];
    uint32_t site = unit->base + node;
    switch ((enum node_kind)at->kind) {
    case NODE_CONSTANT:
        return mynah__set_of(engine, mynah__literal(engine, unit, node));
    case NODE_JOINED_STR:
        return mynah__joined_text(engine, unit, node);
    case NODE_LIST:
        return make_display(engine, unit, node, CONTAINER_LIST);
    case NODE_TUPLE:
        return make_display(engine, unit, node, CONTAINER_TUPLE);
    case NODE_SET:
        return make_display(engine, unit, node, CONTAINER_SET);
    case NODE_DICT:
        return make_dict(engine, unit, node);
    case NODE_LIST_COMP:
    case NODE_SET_COMP:
    case NODE_DICT_COMP:
    case NODE_GENERATOR_EXP:
        return make_comprehension(engine, unit, node);
    case NODE_LAMBDA:
        return mynah__set_of(engine, mynah__value(engine, VALUE_FUNCTION, 0, 0, site));
    case NODE_YIELD:
    case NODE_YIELD_FROM:
        return yield(engine, unit, node);
    case NODE_BIN_OP:
        return mynah__binary(engine, at->op, child_set(unit, node, ROLE_LEFT),
                             child_set(unit, node, ROLE_RIGHT), site);
    case NODE_UNARY_OP:
        return mynah__unary(engine, at->op, child_set(unit, node, ROLE_VALUE), site);
    case NODE_BOOL_OP:
        return bool_op(engine, unit, node);
    case NODE_COMPARE:
        return compare(engine, unit, node);
    case NODE_IF_EXP:
        return conditional(engine, unit, node);
    default:
        return SET_EMPTY;
    }
}

static void eval_node(struct engine *engine, struct unit *unit, uint32_t node)
{
    const struct node *at = &unit->tree->nodes[node];
    bool stored = at->flags & (FLAG_STORE | FLAG_DEL);
    uint32_t set;
    switch ((enum node_kind)at->kind) {
    case NODE_CONSTANT:
        set = unit->sets[node] ? unit->sets[node] : eval_simple(engine, unit, node);
        break;
    case NODE_NAME:
        set = stored ? SET_EMPTY : mynah__eval_name(engine, unit, node);
        break;
    case NODE_ATTRIBUTE: {
        uint32_t name = mynah__name(engine, unit, mynah__tree_child(unit->tree, node, ROLE_ATTR));
        set = stored
                  ? SET_EMPTY
                  : mynah__load(engine, child_set(unit, node, ROLE_VALUE), name, unit->base + node);
        break;
    }
    case NODE_SUBSCRIPT:
        set = stored ? SET_EMPTY : subscript(engine, unit, node);
        break;
    case NODE_CALL:
        set = mynah__call_node(engine, unit, node);
        break;
    case NODE_NAMED_EXPR:
        set = child_set(unit, node, ROLE_VALUE);
        mynah__assign(engine, unit, mynah__tree_child(unit->tree, node, ROLE_TARGET), set);
        break;
    case NODE_AWAIT:
        set = mynah__await(engine, child_set(unit, node, ROLE_VALUE), unit->base + node);
        break;
    case NODE_STARRED:
    case NODE_FORMATTED_VALUE:
    case NODE_DECORATOR:
        set = child_set(unit, node, ROLE_VALUE);
        break;
    case NODE_COMPREHENSION:
        set = SET_EMPTY;
        mynah__assign(engine, unit, mynah__tree_child(unit->tree, node, ROLE_TARGET),
                      mynah__iterate(engine, child_set(unit, node, ROLE_ITER)));
        break;
    default:
        set = stored ? SET_EMPTY : eval_simple(engine, unit, node);
        break;
    }
    if (unit->sets[node] != set) {
        unit->sets[node] = set;
        mynah__changed(engine, PLACE_NODE, unit->base + node);
    }
}

// An expression and all in it, parts first.
static void eval_range(struct engine *engine, struct unit *unit, uint32_t root)
{
    for (uint32_t node = unit->tree->nodes[root].after; node-- > root;) {
        uint8_t kind = unit->tree->nodes[node].kind;
        bool expression = kind >= NODE_BOOL_OP;
        if (kind != NODE_IDENTIFIER && (!expression || unit->flow->reachable[node])) {
            eval_node(engine, unit, node);
        }
    }
}

static bool is_statement(const struct node *node)
{
    return node->kind <= NODE_CONTINUE || node->kind == NODE_WITH_ITEM ||
           node->kind == NODE_MATCH_CASE || node->kind == NODE_EXCEPT_HANDLER ||
           node->kind == NODE_ERROR;
}

// Evaluate a statement's own expressions, and what it does with them.
static void eval_statement(struct engine *engine, struct unit *unit, uint32_t node)
{
    const struct node *nodes = unit->tree->nodes;
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        if (!is_statement(&nodes[child])) {
            eval_range(engine, unit, child);
        }
    }
    mynah__eval_statement(engine, unit, node);
}

void mynah__eval_unit(struct engine *engine, struct unit *unit)
{
    for (uint32_t i = 0; i < unit->statement_count; i++) {
        uint32_t at = engine->backwards ? unit->statement_count - 1 - i : i;
        if (engine->whole || mynah__is_stale(engine, &unit->readings[at])) {
            mynah__read_begin(engine);
            eval_statement(engine, unit, unit->statements[at]);
            mynah__read_end(engine, &unit->readings[at]);
        }
    }
}

bool mynah__list_statements(struct engine *engine, struct unit *unit)
{
    const struct node *nodes = unit->tree->nodes;
    size_t capacity = 0;
    for (uint32_t node = 0; node < unit->tree->count;) {
        bool part = nodes[node].kind > NODE_CONTINUE;
        if (!is_statement(&nodes[node]) || (!part && node != 0 && !unit->flow->reachable[node])) {
            node = nodes[node].after;
            continue;
        }
        uint32_t *list = mynah__arena_grow(engine->arena, unit->statements, unit->statement_count,
                                           &capacity, sizeof(*list));
        if (!list) {
            return false;
        }
        unit->statements = list;
        list[unit->statement_count++] = node++;
    }
    unit->readings =
        mynah__arena_alloc(engine->arena, (unit->statement_count + 1) * sizeof(*unit->readings));
    return unit->readings != NULL;
}
