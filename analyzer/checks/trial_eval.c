// SPDX-License-Identifier: Apache-2.0
// The expressions of a trial, and what it assigns to.

#include "checks/trial.h"
#include "values/constants.h"

#include <string.h>

static struct thing child(struct trial *trial, uint32_t node, enum node_role role)
{
    uint32_t found = mynah__tree_child(trial->unit->tree, node, role);
    return found == NODE_NONE ? mynah__thing_none(trial) : mynah__trial_eval(trial, found);
}

// A name that the code never binds: a builtin, or what the host bound.
static struct thing outer_name(struct trial *trial, uint32_t node)
{
    struct engine *engine = trial->engine;
    uint32_t single = mynah__single(engine, trial->unit->sets[node]);
    if (single != UINT32_MAX && engine->values[single].kind == VALUE_EXTERNAL) {
        return (struct thing){ .kind = THING_NAMED, .at = single };
    }
    mynah__trial_may_raise(trial);
    return mynah__thing_unknown(trial);
}

static struct thing name(struct trial *trial, uint32_t node)
{
    const struct thing *slot = mynah__trial_slot(trial, trial->unit->scopes->symbol_of[node]);
    if (!slot) {
        uint32_t symbol = trial->unit->scopes->symbol_of[node];
        bool bound =
            symbol != SYMBOL_NONE && trial->unit->scopes->symbols[symbol].owner != SYMBOL_NONE;
        if (bound) { // in a scope that the trial does not have
            mynah__trial_give_up(trial);
        }
        return outer_name(trial, node);
    }
    if (slot->kind == THING_UNBOUND) {
        mynah__trial_raise(trial, "NameError");
    }
    return *slot;
}

static struct thing display(struct trial *trial, uint32_t node)
{
    const struct node *nodes = trial->unit->tree->nodes;
    enum box_kind kind = nodes[node].kind == NODE_LIST    ? BOX_LIST
                         : nodes[node].kind == NODE_TUPLE ? BOX_TUPLE
                         : nodes[node].kind == NODE_SET   ? BOX_SET
                                                          : BOX_DICT;
    struct thing made = mynah__thing_box(trial, kind);
    for (uint32_t at = node + 1; at < nodes[node].after && trial->way == WAY_ON;
         at = nodes[at].after) {
        if (nodes[at].kind == NODE_DICT_ITEM) {
            struct thing key = child(trial, at, ROLE_KEY);
            struct thing item = child(trial, at, ROLE_VALUE);
            mynah__box_put(trial, made, key, item);
        } else if (nodes[at].kind == NODE_STARRED) {
            struct thing more = child(trial, at, ROLE_VALUE);
            const struct box *from = mynah__box(trial, more);
            if (!from || from->unknown || trial->way != WAY_ON) {
                mynah__box_forget(trial, made);
                continue;
            }
            struct box items = *from;
            for (uint32_t i = 0; i < items.count; i++) {
                bool whole = items.kind == BOX_DICT && kind == BOX_DICT;
                struct thing item = items.kind == BOX_DICT ? items.keys[i] : items.items[i];
                mynah__box_put(trial, made, whole ? items.keys[i] : item,
                               whole ? items.items[i] : item);
            }
        } else {
            mynah__box_add(trial, made, mynah__trial_eval(trial, at));
        }
    }
    return made;
}

static struct thing bool_op(struct trial *trial, uint32_t node)
{
    const struct tree *tree = trial->unit->tree;
    uint32_t first = mynah__tree_child(tree, node, ROLE_VALUE);
    uint32_t second = first == NODE_NONE ? NODE_NONE : mynah__tree_next(tree, first);
    struct thing left =
        first == NODE_NONE ? mynah__thing_none(trial) : mynah__trial_eval(trial, first);
    if (trial->way != WAY_ON || second == NODE_NONE) {
        return left;
    }
    bool truth = mynah__thing_true(trial, left);
    return truth == (tree->nodes[node].op == OP_AND) ? mynah__trial_eval(trial, second) : left;
}

// The tree has the first operator of a chain; the others stand in the source.
static int operator_between(struct trial *trial, uint32_t left, uint32_t right)
{
    static const struct {
        const char *text;
        int op;
    } rows[] = {
        { "<", OP_LT },  { "<=", OP_LT_E },   { ">", OP_GT },  { ">=", OP_GT_E },
        { "==", OP_EQ }, { "!=", OP_NOT_EQ }, { "in", OP_IN }, { "is", OP_IS },
    };
    const struct node *nodes = trial->unit->tree->nodes;
    const char *at = trial->unit->source->text + nodes[left].end;
    const char *end = trial->unit->source->text + nodes[right].start;
    while (at < end && strchr(" )\t", *at)) {
        at++;
    }
    while (end > at && strchr(" (\t", end[-1])) {
        end--;
    }
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        if ((size_t)(end - at) == strlen(rows[i].text) &&
            strncmp(at, rows[i].text, (size_t)(end - at)) == 0) {
            return rows[i].op;
        }
    }
    return OP_NONE;
}

static struct thing compare(struct trial *trial, uint32_t node)
{
    const struct tree *tree = trial->unit->tree;
    uint32_t first = mynah__tree_child(tree, node, ROLE_VALUE);
    uint32_t second = first == NODE_NONE ? NODE_NONE : mynah__tree_next(tree, first);
    if (second == NODE_NONE) {
        return mynah__thing_unknown(trial);
    }
    struct thing left = mynah__trial_eval(trial, first);
    struct thing right = trial->way == WAY_ON ? mynah__trial_eval(trial, second) : left;
    if (trial->way != WAY_ON) {
        return left;
    }
    struct thing result = mynah__thing_compare(trial, tree->nodes[node].op, left, right);
    for (uint32_t next = mynah__tree_next(tree, second); // `a < b < c`
         next != NODE_NONE && trial->way == WAY_ON && mynah__thing_true(trial, result);
         second = next, next = mynah__tree_next(tree, next)) {
        left = right;
        right = mynah__trial_eval(trial, next);
        int op = operator_between(trial, second, next);
        if (trial->way == WAY_ON && op != OP_NONE) {
            result = mynah__thing_compare(trial, op, left, right);
        } else if (trial->way == WAY_ON) {
            mynah__trial_may_raise(trial);
            result = mynah__thing_unknown(trial);
        }
    }
    return result;
}

static struct thing unary(struct trial *trial, uint32_t node)
{
    struct thing value = child(trial, node, ROLE_VALUE);
    int op = trial->unit->tree->nodes[node].op;
    if (trial->way != WAY_ON) {
        return value;
    }
    if (op == OP_NOT) {
        return mynah__thing_not(trial, value);
    }
    if (value.kind != THING_CONSTANT) {
        mynah__trial_may_raise(trial);
        return mynah__thing_unknown(trial);
    }
    uint32_t set = mynah__set_of(trial->engine, value.at);
    return mynah__thing_of_set(trial, mynah__fold_unary(trial->engine, op, set));
}

static struct thing attribute(struct trial *trial, uint32_t node)
{
    struct engine *engine = trial->engine;
    struct thing base = child(trial, node, ROLE_VALUE);
    uint32_t attr = mynah__tree_child(trial->unit->tree, node, ROLE_ATTR);
    uint32_t atom = mynah__name(engine, trial->unit, attr);
    if (trial->way != WAY_ON || atom == ATOM_NONE) {
        return mynah__thing_unknown(trial);
    }
    if (base.kind == THING_NAMED) {
        uint32_t joined = mynah__canonical(
            engine, mynah__atom_join(engine, engine->values[base.at].a, '.', atom));
        uint32_t value = mynah__value(engine, VALUE_EXTERNAL, EXTERNAL_IMPORTED, joined, 0);
        return (struct thing){ .kind = THING_NAMED, .at = value };
    }
    if (base.kind == THING_BOX || base.kind == THING_CONSTANT || base.kind == THING_UNKNOWN) {
        struct method *methods =
            mynah__arena_grow(&trial->arena, trial->methods, trial->method_count,
                              &trial->method_capacity, sizeof(*methods));
        if (methods) {
            trial->methods = methods;
            methods[trial->method_count] = (struct method){ base, atom };
            return (struct thing){ .kind = THING_METHOD, .at = trial->method_count++ };
        }
    }
    mynah__trial_may_raise(trial);
    return mynah__thing_unknown(trial);
}

// `base[a:b:c]`
static struct thing part_of(struct trial *trial, struct thing base, uint32_t slice)
{
    static const enum node_role roles[] = { ROLE_LOWER, ROLE_UPPER, ROLE_STEP };
    uint32_t bounds[3];
    int64_t range[3];
    bool argv = strcmp(mynah__thing_name(trial, base), "sys.argv") == 0;
    bool known = trial->way == WAY_ON;
    for (int i = 0; i < 3; i++) {
        struct thing bound = mynah__trial_child(trial, slice, roles[i]);
        known = known && bound.kind == THING_CONSTANT;
        bounds[i] = known ? mynah__set_of(trial->engine, bound.at) : SET_EMPTY;
    }
    const struct box *box = mynah__box(trial, base);
    struct box from = box ? *box : (struct box){ .unknown = true };
    if (trial->way != WAY_ON || (!box && !argv)) {
        return mynah__thing_unknown(trial);
    }
    struct thing made = mynah__thing_box(trial, box ? from.kind : BOX_LIST);
    if (from.unknown || !known || from.kind > BOX_TUPLE ||
        !mynah__slice_bounds(trial->engine, bounds, from.count, range)) {
        mynah__box_forget(trial, made);
        return made;
    }
    for (int64_t i = range[0]; range[2] > 0 ? i < range[1] : i > range[1]; i += range[2]) {
        mynah__box_add(trial, made, from.items[i]);
    }
    return made;
}

static struct thing subscript(struct trial *trial, uint32_t node)
{
    uint32_t slice = mynah__tree_child(trial->unit->tree, node, ROLE_SLICE);
    struct thing base = child(trial, node, ROLE_VALUE);
    if (slice == NODE_NONE || trial->unit->tree->nodes[slice].kind == NODE_SLICE) {
        return slice == NODE_NONE ? base : part_of(trial, base, slice);
    }
    struct thing key = trial->way == WAY_ON ? mynah__trial_eval(trial, slice) : base;
    const struct box *box = trial->way == WAY_ON ? mynah__box(trial, base) : NULL;
    bool known = box && !box->unknown && box->kind != BOX_SET && box->kind != BOX_ITERATOR;
    if (known && box->kind == BOX_DICT) {
        int at = mynah__box_find(trial, base, key);
        if (at >= 0) {
            return box->items[at];
        }
        if (at == -1) {
            mynah__trial_raise(trial, "KeyError");
            return base;
        }
    } else if (known && key.kind == THING_CONSTANT &&
               trial->engine->values[key.at].kind == VALUE_INT) {
        int64_t index = mynah__int(&trial->engine->values[key.at]);
        index += index < 0 ? (int64_t)box->count : 0;
        if (index < 0 || index >= (int64_t)box->count) {
            mynah__trial_raise(trial, "IndexError");
            return base;
        }
        return box->items[index];
    }
    mynah__trial_may_raise(trial);
    return mynah__thing_unknown(trial);
}

// The loops of a comprehension from `loop` on; what they give goes into `made`.
static void comprehend(struct trial *trial, uint32_t loop, uint32_t element, struct thing made)
{
    const struct tree *tree = trial->unit->tree;
    if (loop == NODE_NONE) {
        if (tree->nodes[element].kind == NODE_DICT_ITEM) {
            struct thing key = child(trial, element, ROLE_KEY);
            struct thing item = child(trial, element, ROLE_VALUE);
            mynah__box_put(trial, made, key, item);
        } else {
            mynah__box_add(trial, made, mynah__trial_eval(trial, element));
        }
        return;
    }
    struct thing over = mynah__thing_iterate(trial, child(trial, loop, ROLE_ITER), false);
    const struct box *box = mynah__box(trial, over);
    if (!box || trial->way != WAY_ON) { // how often is not known: nor what it does
        for (uint32_t part = loop; part < tree->nodes[tree->nodes[loop].parent].after; part++) {
            bool acts = tree->nodes[part].kind == NODE_NAMED_EXPR;
            if (acts && trial->way == WAY_ON) {
                mynah__trial_give_up(trial);
            }
        }
        mynah__box_forget(trial, made);
        return;
    }
    struct box items = *box;
    for (uint32_t i = 0; i < items.count && mynah__trial_step(trial); i++) {
        mynah__trial_assign(trial, mynah__tree_child(tree, loop, ROLE_TARGET), items.items[i]);
        bool kept = true;
        for (uint32_t test = mynah__tree_child(tree, loop, ROLE_TEST);
             test != NODE_NONE && kept && trial->way == WAY_ON;
             test = mynah__tree_next(tree, test)) {
            struct thing truth = mynah__trial_eval(trial, test);
            kept = trial->way == WAY_ON && mynah__thing_true(trial, truth);
        }
        if (kept && trial->way == WAY_ON) {
            comprehend(trial, mynah__tree_next(tree, loop), element, made);
        }
    }
    mynah__iterator_done(trial, over);
}

static bool calls_something(const struct tree *tree, uint32_t node)
{
    for (uint32_t part = node; part < tree->nodes[node].after; part++) {
        if (tree->nodes[part].kind == NODE_CALL || tree->nodes[part].kind == NODE_NAMED_EXPR ||
            tree->nodes[part].kind == NODE_AWAIT) {
            return true;
        }
    }
    return false;
}

static struct thing comprehension(struct trial *trial, uint32_t node)
{
    static const uint8_t kinds[] = {
        [NODE_LIST_COMP] = BOX_LIST,
        [NODE_SET_COMP] = BOX_SET,
        [NODE_DICT_COMP] = BOX_DICT,
        [NODE_GENERATOR_EXP] = BOX_ITERATOR,
    };
    const struct tree *tree = trial->unit->tree;
    uint32_t element = mynah__tree_child(tree, node, ROLE_VALUE);
    uint32_t loop = mynah__tree_child(tree, node, ROLE_ITEM);
    uint32_t outer = trial->frame;
    bool lazy = tree->nodes[node].kind == NODE_GENERATOR_EXP;
    struct thing made = mynah__thing_box(trial, (enum box_kind)kinds[tree->nodes[node].kind]);
    if (element == NODE_NONE || loop == NODE_NONE || (lazy && calls_something(tree, node))) {
        mynah__trial_give_up(trial);
        return made;
    }
    mynah__trial_push(trial, trial->unit->scopes->scope_of[element], outer);
    if (!trial->gave_up) {
        comprehend(trial, loop, element, made);
    }
    trial->frame = outer;
    return made;
}

static struct thing binary(struct trial *trial, uint32_t node)
{
    struct thing left = child(trial, node, ROLE_LEFT);
    struct thing right = trial->way == WAY_ON ? child(trial, node, ROLE_RIGHT) : left;
    int op = trial->unit->tree->nodes[node].op;
    return trial->way == WAY_ON ? mynah__thing_binary(trial, op, left, right, node) : left;
}

static struct thing conditional(struct trial *trial, uint32_t node)
{
    struct thing test = child(trial, node, ROLE_TEST);
    bool truth = trial->way == WAY_ON && mynah__thing_true(trial, test);
    return trial->way == WAY_ON ? child(trial, node, truth ? ROLE_BODY : ROLE_ORELSE) : test;
}

static struct thing named(struct trial *trial, uint32_t node)
{
    struct thing value = child(trial, node, ROLE_VALUE);
    mynah__trial_assign(trial, mynah__tree_child(trial->unit->tree, node, ROLE_TARGET), value);
    return value;
}

static struct thing awaited(struct trial *trial, uint32_t node)
{
    child(trial, node, ROLE_VALUE);
    mynah__trial_may_raise(trial);
    return mynah__thing_unknown(trial);
}

static struct thing joined(struct trial *trial, uint32_t node)
{
    for (uint32_t part = node + 1; part < trial->unit->tree->nodes[node].after;
         part = trial->unit->tree->nodes[part].after) {
        child(trial, part, ROLE_VALUE);
    }
    return mynah__thing_unknown(trial);
}

static struct thing constant(struct trial *trial, uint32_t node)
{
    return mynah__thing_constant(trial, mynah__literal(trial->engine, trial->unit, node));
}

static struct thing lambda(struct trial *trial, uint32_t node)
{
    return (struct thing){ .kind = THING_FUNCTION, .at = node, .frame = trial->frame };
}

struct thing mynah__trial_eval(struct trial *trial, uint32_t node)
{
    static struct thing (*const evaluators[NODE_KIND_COUNT])(struct trial *, uint32_t) = {
        [NODE_CONSTANT] = constant,
        [NODE_NAME] = name,
        [NODE_LIST] = display,
        [NODE_TUPLE] = display,
        [NODE_SET] = display,
        [NODE_DICT] = display,
        [NODE_BOOL_OP] = bool_op,
        [NODE_COMPARE] = compare,
        [NODE_UNARY_OP] = unary,
        [NODE_BIN_OP] = binary,
        [NODE_IF_EXP] = conditional,
        [NODE_NAMED_EXPR] = named,
        [NODE_LAMBDA] = lambda,
        [NODE_ATTRIBUTE] = attribute,
        [NODE_SUBSCRIPT] = subscript,
        [NODE_CALL] = mynah__trial_call,
        [NODE_LIST_COMP] = comprehension,
        [NODE_SET_COMP] = comprehension,
        [NODE_DICT_COMP] = comprehension,
        [NODE_GENERATOR_EXP] = comprehension,
        [NODE_AWAIT] = awaited,
        [NODE_JOINED_STR] = joined,
    };
    struct thing (*evaluate)(struct trial *, uint32_t) =
        evaluators[trial->unit->tree->nodes[node].kind];
    if (!mynah__trial_step(trial) || trial->nesting > TRIAL_NESTING || !evaluate) {
        mynah__trial_give_up(trial);
        return (struct thing){ .kind = THING_UNKNOWN };
    }
    trial->nesting++;
    struct thing value = evaluate(trial, node);
    trial->nesting--;
    return value;
}

static void unpack(struct trial *trial, uint32_t target, struct thing thing)
{
    const struct node *nodes = trial->unit->tree->nodes;
    struct thing over = mynah__thing_iterate(trial, thing, false);
    const struct box *from = mynah__box(trial, over);
    struct box items = from ? *from : (struct box){ .unknown = true };
    uint32_t count = 0;
    bool starred = false;
    for (uint32_t at = target + 1; at < nodes[target].after; at = nodes[at].after) {
        starred = starred || nodes[at].kind == NODE_STARRED;
        count++;
    }
    if (!items.unknown && (starred ? items.count + 1 < count : items.count != count)) {
        mynah__trial_raise(trial, "ValueError");
        return;
    }
    uint32_t index = 0;
    for (uint32_t at = target + 1; at < nodes[target].after && trial->way == WAY_ON;
         at = nodes[at].after) {
        if (nodes[at].kind == NODE_STARRED) {
            struct thing rest = mynah__thing_box(trial, BOX_LIST);
            uint32_t last = items.count - (count - 1 - index);
            for (uint32_t i = index; !items.unknown && i < last && !trial->gave_up; i++) {
                mynah__box_add(trial, rest, items.items[i]);
            }
            if (items.unknown) {
                mynah__box_forget(trial, rest);
            }
            mynah__trial_assign(trial, mynah__tree_child(trial->unit->tree, at, ROLE_VALUE), rest);
            index = items.unknown ? index : last;
        } else {
            bool known = !items.unknown && index < items.count;
            mynah__trial_assign(trial, at,
                                known ? items.items[index++] : mynah__thing_unknown(trial));
        }
    }
}

static void store_item(struct trial *trial, uint32_t target, struct thing thing)
{
    struct thing base = child(trial, target, ROLE_VALUE);
    uint32_t slice = mynah__tree_child(trial->unit->tree, target, ROLE_SLICE);
    struct thing key = trial->way == WAY_ON && slice != NODE_NONE &&
                               trial->unit->tree->nodes[slice].kind != NODE_SLICE
                           ? mynah__trial_eval(trial, slice)
                           : mynah__thing_unknown(trial);
    struct box *box = trial->way == WAY_ON ? mynah__box(trial, base) : NULL;
    if (!box) {
        if (trial->way == WAY_ON) {
            mynah__trial_may_raise(trial);
            mynah__box_forget(trial, thing);
        }
        return;
    }
    if (box->kind == BOX_DICT && mynah__box_changes(trial, base)) {
        mynah__box_put(trial, base, key, thing);
        return;
    }
    bool index = box->kind == BOX_LIST && !box->unknown && key.kind == THING_CONSTANT &&
                 trial->engine->values[key.at].kind == VALUE_INT;
    int64_t at = index ? mynah__int(&trial->engine->values[key.at]) : 0;
    at += at < 0 ? (int64_t)box->count : 0;
    if (index && at >= 0 && at < (int64_t)box->count) {
        box->items[at] = thing;
    } else if (index) {
        mynah__trial_raise(trial, "IndexError");
    } else {
        mynah__trial_may_raise(trial);
        mynah__box_forget(trial, base);
    }
}

void mynah__trial_assign(struct trial *trial, uint32_t target, struct thing thing)
{
    if (target == NODE_NONE || trial->way != WAY_ON) {
        return;
    }
    switch ((enum node_kind)trial->unit->tree->nodes[target].kind) {
    case NODE_NAME:
    case NODE_IDENTIFIER: {
        struct thing *slot = mynah__trial_slot(trial, trial->unit->scopes->symbol_of[target]);
        if (slot) {
            *slot = thing;
        } else {
            mynah__trial_give_up(trial);
        }
        break;
    }
    case NODE_TUPLE:
    case NODE_LIST:
        unpack(trial, target, thing);
        break;
    case NODE_SUBSCRIPT:
        store_item(trial, target, thing);
        break;
    case NODE_ATTRIBUTE: // where it is kept is not followed
        child(trial, target, ROLE_VALUE);
        mynah__trial_may_raise(trial);
        mynah__box_forget(trial, thing);
        break;
    default:
        mynah__trial_give_up(trial);
        break;
    }
}
