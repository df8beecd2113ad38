// SPDX-License-Identifier: Apache-2.0
// Expressions and statements, without recursion: an expression's nodes are visited from the last to
// the first, so that parts come before the whole; statements in source order.

#include "values/engine.h"

#include <string.h>

enum { DECORATORS_MAX = 32 };

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
    if (element == NODE_NONE) {
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
            uint32_t made = mynah__container_at(engine, (enum container_kind)value.sub, site);
            mynah__container_append(engine, made, mynah__container_all(engine, members[i]));
            part = mynah__set_of(engine, made);
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

static struct function *owner(struct engine *engine, struct unit *unit, uint32_t node)
{
    uint32_t scope = unit->scopes->scope_of[node];
    const struct scope *at = &unit->scopes->scopes[scope];
    if (at->kind != SCOPE_FUNCTION && at->kind != SCOPE_LAMBDA) {
        return NULL;
    }
    return mynah__function(engine, unit->base + at->node);
}

static uint32_t yield(struct engine *engine, struct unit *unit, uint32_t node)
{
    uint32_t set = child_set(unit, node, ROLE_VALUE);
    struct function *function = owner(engine, unit, node);
    uint32_t result = function ? function->sent : SET_EMPTY;
    if (unit->tree->nodes[node].kind == NODE_YIELD_FROM) {
        const uint32_t *members = mynah__members(engine, set);
        for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
            uint32_t part = mynah__cell(engine, members[i], mynah__atom_text(engine, "<return>"));
            result = mynah__set_union(engine, result, part);
        }
        set = mynah__iterate(engine, set);
    } else if (mynah__tree_child(unit->tree, node, ROLE_VALUE) == NODE_NONE) {
        set = mynah__set_of(engine, mynah__value(engine, VALUE_NONE, 0, 0, 0));
    }
    if (function) {
        mynah__join(engine, &function->yields, set);
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
        engine->grew = true;
    }
}

// An expression and all in it, parts first.
static void eval_range(struct engine *engine, struct unit *unit, uint32_t root)
{
    for (uint32_t node = unit->tree->nodes[root].after; node-- > root;) {
        if (unit->flow->reachable[node] || unit->tree->nodes[node].kind == NODE_IDENTIFIER ||
            unit->tree->nodes[node].kind < NODE_BOOL_OP) {
            eval_node(engine, unit, node);
        }
    }
}

// Return what decorators make of a function or class.
static uint32_t decorated(struct engine *engine, struct unit *unit, uint32_t node, uint32_t set)
{
    const struct node *nodes = unit->tree->nodes;
    uint32_t decorators[DECORATORS_MAX];
    uint32_t count = 0;
    for (uint32_t child = mynah__tree_child(unit->tree, node, ROLE_DECORATOR); child != NODE_NONE;
         child = mynah__tree_next(unit->tree, child)) {
        if (count == DECORATORS_MAX) {
            mynah__lose(engine, unit->base + child);
            break;
        }
        decorators[count++] = child;
    }
    while (count-- > 0) {
        uint32_t callee = unit->sets[decorators[count]];
        uint32_t value = nodes[decorators[count]].kind == NODE_DECORATOR
                             ? mynah__tree_child(unit->tree, decorators[count], ROLE_VALUE)
                             : decorators[count];
        uint32_t site = unit->base + (value == NODE_NONE ? decorators[count] : value);
        uint32_t made = mynah__call1(engine, callee, set, site);
        uint32_t single = mynah__single(engine, made);
        uint8_t kind = single == UINT32_MAX ? VALUE_UNKNOWN : engine->values[single].kind;
        bool plain = kind == VALUE_FUNCTION || kind == VALUE_CLASS || kind == VALUE_BOUND ||
                     kind == VALUE_PARTIAL || kind == VALUE_OBJECT;
        bool matters = mynah__set_size(engine, made) > 1 || mynah__set_powers(engine, made);
        set = plain ? made : mynah__set_union(engine, set, matters ? made : SET_EMPTY);
    }
    return set;
}

static void enter(struct engine *engine, struct unit *unit, uint32_t item)
{
    uint32_t set = child_set(unit, item, ROLE_VALUE);
    uint32_t target = mynah__tree_child(unit->tree, item, ROLE_TARGET);
    uint32_t site = unit->base + item;
    uint32_t entered = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        struct value value = engine->values[members[i]];
        uint32_t one = mynah__set_of(engine, members[i]);
        if (value.kind == VALUE_CONTAINER) {
            one = mynah__iterate(engine, one);
        } else if (value.kind == VALUE_OBJECT) {
            const char *name = unit->tree->nodes[unit->tree->nodes[item].parent].flags & FLAG_ASYNC
                                   ? "__aenter__"
                                   : "__enter__";
            one = mynah__call_special(engine, one, name, SET_EMPTY, site);
        }
        entered = mynah__set_union(engine, entered, one);
    }
    if (target != NODE_NONE) {
        mynah__assign(engine, unit, target, entered);
    }
}

// `del q[0]`
static void delete_items(struct engine *engine, struct unit *unit, uint32_t node)
{
    const struct node *nodes = unit->tree->nodes;
    for (uint32_t part = node + 1; part < nodes[node].after; part++) {
        if (nodes[part].kind == NODE_SUBSCRIPT && nodes[part].flags & FLAG_DEL) {
            mynah__set_loosen(engine, child_set(unit, part, ROLE_VALUE));
        }
    }
}

static void augment(struct engine *engine, struct unit *unit, uint32_t node)
{
    uint32_t target = mynah__tree_child(unit->tree, node, ROLE_TARGET);
    uint32_t right = child_set(unit, node, ROLE_VALUE);
    uint32_t site = unit->base + node;
    uint32_t left = foreign(engine);
    if (target == NODE_NONE) {
        return;
    }
    uint32_t base = child_set(unit, target, ROLE_VALUE);
    if (unit->tree->nodes[target].kind == NODE_NAME) {
        left = mynah__eval_name(engine, unit, target);
    } else if (unit->tree->nodes[target].kind == NODE_ATTRIBUTE) {
        uint32_t name = mynah__name(engine, unit, mynah__tree_child(unit->tree, target, ROLE_ATTR));
        left = mynah__load(engine, base, name, unit->base + target);
    } else if (unit->tree->nodes[target].kind == NODE_SUBSCRIPT) {
        left = mynah__load_item(engine, base, child_set(unit, target, ROLE_SLICE), site);
    }
    int op = unit->tree->nodes[node].op;
    if (op != OP_ADD && op != OP_BIT_OR) {
        mynah__set_loosen(engine, left); // `s -= other` takes from what others may have too
    }
    mynah__assign(engine, unit, target, mynah__binary(engine, op, left, right, site));
}

static void assign_all(struct engine *engine, struct unit *unit, uint32_t node, uint32_t set)
{
    for (uint32_t target = mynah__tree_child(unit->tree, node, ROLE_TARGET); target != NODE_NONE;
         target = mynah__tree_next(unit->tree, target)) {
        mynah__assign(engine, unit, target, set);
    }
}

static void define(struct engine *engine, struct unit *unit, uint32_t node, enum value_kind kind)
{
    uint32_t set = mynah__set_of(engine, mynah__value(engine, kind, 0, 0, unit->base + node));
    uint32_t name = mynah__tree_child(unit->tree, node, ROLE_NAME);
    set = decorated(engine, unit, node, set);
    if (name != NODE_NONE) {
        mynah__assign(engine, unit, name, set);
    }
}

static void returned(struct engine *engine, struct unit *unit, uint32_t node)
{
    uint32_t value = mynah__tree_child(unit->tree, node, ROLE_VALUE);
    struct function *function = owner(engine, unit, node);
    uint32_t none = mynah__set_of(engine, mynah__value(engine, VALUE_NONE, 0, 0, 0));
    if (function) {
        mynah__join(engine, &function->returns, value == NODE_NONE ? none : unit->sets[value]);
    }
    if (function && function->yields && value != NODE_NONE &&
        mynah__set_reach(engine, unit->sets[value])) { // the value of its StopIteration
        uint32_t made = mynah__set_instance(engine, "builtins.StopIteration", unit->base + node);
        mynah__cell_join(engine, mynah__single(engine, made), mynah__atom_text(engine, "value"),
                         unit->sets[value]);
        mynah__join(engine, &engine->raised, made);
    }
}

// Return whether a handler for that type may get the value.
static bool handles(struct engine *engine, uint32_t type, uint32_t id)
{
    struct value value = engine->values[id];
    if (engine->values[type].kind != VALUE_CLASS || value.kind == VALUE_UNKNOWN) {
        return true;
    }
    uint32_t own = mynah__value(engine, VALUE_OBJECT, 0, type, engine->values[type].b);
    uint32_t all = value.kind == VALUE_OBJECT
                       ? mynah__cell(engine, value.a, mynah__atom_text(engine, "<above>"))
                       : SET_EMPTY;
    const uint32_t *members = mynah__members(engine, all);
    for (uint32_t i = 0; i < mynah__set_size(engine, all); i++) {
        if (members[i] == own || engine->values[members[i]].kind != VALUE_OBJECT) {
            return true;
        }
    }
    return false;
}

// What a handler gets of all that is raised anywhere.
static uint32_t caught(struct engine *engine, uint32_t types)
{
    uint32_t result = foreign(engine);
    uint32_t single = mynah__single(engine, types);
    if (single != UINT32_MAX && engine->values[single].kind == VALUE_CONTAINER) {
        types = mynah__container_all(engine, single);
    }
    uint32_t count = mynah__set_size(engine, types);
    for (uint32_t i = 0; i < mynah__set_size(engine, engine->raised); i++) {
        uint32_t id = mynah__members(engine, engine->raised)[i];
        bool fits = count == 0;
        for (uint32_t t = 0; t < count && !fits; t++) {
            fits = handles(engine, mynah__members(engine, types)[t], id);
        }
        result = mynah__set_union(engine, result, fits ? mynah__set_of(engine, id) : SET_EMPTY);
    }
    return result;
}

// All that is raised may be what a handler for its type gets.
static void raised(struct engine *engine, struct unit *unit, uint32_t node)
{
    uint32_t set = child_set(unit, node, ROLE_VALUE);
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        uint8_t kind = engine->values[members[i]].kind;
        uint32_t one = mynah__set_of(engine, members[i]);
        if (kind == VALUE_CLASS) {
            one = mynah__invoke(engine, one, &(struct arguments){ 0 }, unit->base + node);
        }
        if (kind == VALUE_CLASS || kind == VALUE_OBJECT || mynah__set_reach(engine, one)) {
            mynah__join(engine, &engine->raised, one);
        }
    }
}

static void statement(struct engine *engine, struct unit *unit, uint32_t node)
{
    const struct node *at = &unit->tree->nodes[node];
    switch ((enum node_kind)at->kind) {
    case NODE_FUNCTION_DEF:
        define(engine, unit, node, VALUE_FUNCTION);
        break;
    case NODE_CLASS_DEF:
        mynah__class_define(engine, unit, node);
        define(engine, unit, node, VALUE_CLASS);
        break;
    case NODE_RETURN:
        returned(engine, unit, node);
        break;
    case NODE_RAISE:
        raised(engine, unit, node);
        break;
    case NODE_ASSIGN:
        assign_all(engine, unit, node, child_set(unit, node, ROLE_VALUE));
        break;
    case NODE_ANN_ASSIGN:
        if (mynah__tree_child(unit->tree, node, ROLE_VALUE) != NODE_NONE) {
            assign_all(engine, unit, node, child_set(unit, node, ROLE_VALUE));
        }
        break;
    case NODE_DELETE:
        delete_items(engine, unit, node);
        break;
    case NODE_AUG_ASSIGN:
        augment(engine, unit, node);
        break;
    case NODE_FOR:
        assign_all(engine, unit, node, mynah__iterate(engine, child_set(unit, node, ROLE_ITER)));
        break;
    case NODE_WITH_ITEM:
        enter(engine, unit, node);
        break;
    case NODE_EXCEPT_HANDLER: {
        uint32_t name = mynah__tree_child(unit->tree, node, ROLE_ASNAME);
        if (name != NODE_NONE) {
            mynah__assign(engine, unit, name,
                          caught(engine, child_set(unit, node, ROLE_VALUE)));
        }
        break;
    }
    case NODE_MATCH_CASE: {
        uint32_t pattern = mynah__tree_child(unit->tree, node, ROLE_PATTERN);
        if (pattern != NODE_NONE) {
            mynah__match(engine, unit, pattern, child_set(unit, at->parent, ROLE_SUBJECT));
        }
        break;
    }
    case NODE_IMPORT:
    case NODE_IMPORT_FROM:
        mynah__import(engine, unit, node);
        break;
    default:
        break;
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
    statement(engine, unit, node);
}

void mynah__eval_unit(struct engine *engine, struct unit *unit)
{
    for (uint32_t i = 0; i < unit->statement_count; i++) {
        uint32_t at = engine->backwards ? unit->statement_count - 1 - i : i;
        eval_statement(engine, unit, unit->statements[at]);
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
    return true;
}
