// SPDX-License-Identifier: Apache-2.0
// Statements: what each does with the values of its expressions, which are there already.

#include "values/engine.h"

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

struct function *mynah__owner(struct engine *engine, struct unit *unit, uint32_t node)
{
    uint32_t scope = unit->scopes->scope_of[node];
    const struct scope *at = &unit->scopes->scopes[scope];
    if (at->kind != SCOPE_FUNCTION && at->kind != SCOPE_LAMBDA) {
        return NULL;
    }
    return mynah__function_at(engine, unit->base + at->node);
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

// `xs += ys` and `d |= e` change what others may have, too: return what the target is then.
static uint32_t grow(struct engine *engine, int op, uint32_t left, uint32_t right, uint32_t result)
{
    uint16_t powers = mynah__set_reach(engine, left) | mynah__set_reach(engine, right);
    const uint32_t *members = mynah__members(engine, left);
    for (uint32_t i = 0; i < mynah__set_size(engine, left); i++) {
        struct value value = engine->values[members[i]];
        bool list = value.sub == CONTAINER_LIST && op == OP_ADD;
        bool other = (value.sub == CONTAINER_DICT || value.sub == CONTAINER_SET) && op == OP_BIT_OR;
        if (value.kind != VALUE_CONTAINER || !(list || other)) {
            continue;
        }
        mynah__container_change(engine, members[i]);
        if (value.sub == CONTAINER_DICT) {
            mynah__merge(engine, members[i], right);
        } else {
            mynah__container_append(engine, members[i], mynah__iterate(engine, right));
        }
        if (powers) {
            result = mynah__set_union(engine, result, mynah__set_of(engine, members[i]));
        }
    }
    return result;
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
    uint32_t result = mynah__binary(engine, op, left, right, site);
    mynah__assign(engine, unit, target, grow(engine, op, left, right, result));
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
    struct function *function = mynah__owner(engine, unit, node);
    uint32_t none = mynah__set_of(engine, mynah__value(engine, VALUE_NONE, 0, 0, 0));
    if (function) {
        mynah__join(engine, &function->returns, value == NODE_NONE ? none : unit->sets[value],
                    PLACE_FUNCTION, function->site);
    }
    if (function && value != NODE_NONE && mynah__set_reach(engine, unit->sets[value]) &&
        mynah__function(engine, function->site)->yields) { // the value of its StopIteration
        uint32_t made = mynah__set_instance(engine, "builtins.StopIteration", unit->base + node);
        mynah__cell_join(engine, mynah__single(engine, made), mynah__word(engine, "value"),
                         unit->sets[value]);
        mynah__join(engine, &engine->raised, made, PLACE_RAISED, 0);
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
                       ? mynah__cell(engine, value.a, mynah__word(engine, "<above>"))
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
    mynah__note(engine, PLACE_RAISED, 0);
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

static void handled(struct engine *engine, struct unit *unit, uint32_t node)
{
    uint32_t name = mynah__tree_child(unit->tree, node, ROLE_ASNAME);
    if (name != NODE_NONE) {
        mynah__assign(engine, unit, name, caught(engine, child_set(unit, node, ROLE_VALUE)));
    }
}

void mynah__raise(struct engine *engine, uint32_t set, uint32_t site)
{
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        uint8_t kind = engine->values[members[i]].kind;
        uint32_t one = mynah__set_of(engine, members[i]);
        if (kind == VALUE_CLASS) {
            one = mynah__invoke(engine, one, &(struct arguments){ 0 }, site);
        }
        if (kind == VALUE_CLASS || kind == VALUE_OBJECT || mynah__set_reach(engine, one)) {
            mynah__join(engine, &engine->raised, one, PLACE_RAISED, 0);
        }
    }
}

void mynah__eval_statement(struct engine *engine, struct unit *unit, uint32_t node)
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
        mynah__raise(engine, child_set(unit, node, ROLE_VALUE), unit->base + node);
        mynah__raise(engine, child_set(unit, node, ROLE_CAUSE), unit->base + node);
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
    case NODE_EXCEPT_HANDLER:
        handled(engine, unit, node);
        break;
    case NODE_MATCH_CASE: {
        uint32_t pattern = mynah__tree_child(unit->tree, node, ROLE_PATTERN);
        if (pattern != NODE_NONE) {
            uint32_t subject = mynah__tree_child(unit->tree, at->parent, ROLE_SUBJECT);
            mynah__match(engine, unit, pattern,
                         subject == NODE_NONE ? SET_EMPTY : mynah__node_set(engine, unit, subject));
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
