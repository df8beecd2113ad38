// SPDX-License-Identifier: Apache-2.0
// Is `results` bound when the module ends normally, and to a mapping?  The statements are walked
// with the states that the name may be in; calls of functions of the code apply what those do.

#include "checks/results.h"
#include "values/constants.h"

#include <string.h>

static struct state join(struct walk *walk, struct state a, struct state b)
{
    return (struct state){ a.unbound || b.unbound, a.bound || b.bound,
                           mynah__set_union(walk->engine, a.set, b.set),
                           b.bound && b.site > a.site ? b.site : a.site };
}

static void merge(struct walk *walk, struct state *into, struct state state)
{
    *into = join(walk, *into, state);
}

static bool reachable(struct state state)
{
    return state.bound || state.unbound;
}

static bool is_ours(struct walk *walk, uint32_t node)
{
    const struct scopes *scopes = walk->unit->scopes;
    uint32_t symbol = scopes->symbol_of[node];
    if (symbol == SYMBOL_NONE || scopes->symbols[symbol].owner == SYMBOL_NONE) {
        return false;
    }
    const struct symbol *owner = &scopes->symbols[scopes->symbols[symbol].owner];
    return owner->scope == 0 && strcmp(scopes->names[owner->name], walk->name) == 0;
}

static struct state bound(struct walk *walk, uint32_t node, uint32_t set)
{
    return (struct state){ false, true, set, walk->unit->base + node };
}

static uint32_t bound_set(struct walk *walk, uint32_t node)
{
    uint32_t definition = walk->unit->definition_of[node];
    return definition == UINT32_MAX ? SET_EMPTY : walk->unit->definition_sets[definition];
}

// `a < b < c` may leave out c.
static bool is_later_operand(const struct tree *tree, uint32_t compare, uint32_t node)
{
    uint32_t first = mynah__tree_child(tree, compare, ROLE_VALUE);
    return first != NODE_NONE && node != first && node != mynah__tree_next(tree, first);
}

enum chance { CHANCE_NONE, CHANCE_SOME, CHANCE_SURE };

// Return whether the element of a comprehension is evaluated; a generator's where it is iterated.
static enum chance element_chance(struct walk *walk, uint32_t comprehension)
{
    const struct tree *tree = walk->unit->tree;
    uint32_t loop = mynah__tree_child(tree, comprehension, ROLE_ITEM);
    uint32_t iter = loop == NODE_NONE ? NODE_NONE : mynah__tree_child(tree, loop, ROLE_ITER);
    bool filtered = loop != NODE_NONE && (mynah__tree_next(tree, loop) != NODE_NONE ||
                                          mynah__tree_child(tree, loop, ROLE_TEST) != NODE_NONE);
    if (tree->nodes[comprehension].kind == NODE_GENERATOR_EXP) {
        uint32_t made = mynah__single(walk->engine, walk->unit->sets[comprehension]);
        const struct container *container =
            made == UINT32_MAX ? NULL : mynah__container(walk->engine, made);
        if (container && !container->used) {
            return CHANCE_NONE;
        }
        filtered = filtered || !mynah__is_consumed(walk, comprehension);
    }
    bool some = iter != NODE_NONE && mynah__not_empty(walk, walk->unit->sets[iter]);
    return some && !filtered ? CHANCE_SURE : CHANCE_SOME;
}

// Return whether what stands at `node` inside of `root` is evaluated when `root` is.
static enum chance chance_of(struct walk *walk, uint32_t node, uint32_t root)
{
    const struct node *nodes = walk->unit->tree->nodes;
    enum chance chance = CHANCE_SURE;
    while (node != root) {
        uint32_t parent = nodes[node].parent;
        enum node_kind kind = (enum node_kind)nodes[parent].kind;
        if ((kind == NODE_BOOL_OP && mynah__tree_next(walk->unit->tree, node) == NODE_NONE) ||
            (kind == NODE_COMPARE && is_later_operand(walk->unit->tree, parent, node))) {
            chance = CHANCE_SOME;
        }
        bool looped = kind == NODE_LIST_COMP || kind == NODE_SET_COMP || kind == NODE_DICT_COMP ||
                      kind == NODE_GENERATOR_EXP;
        if (looped && nodes[node].role == ROLE_VALUE) {
            enum chance element = element_chance(walk, parent);
            if (element == CHANCE_NONE) {
                return CHANCE_NONE;
            }
            chance = element < chance ? element : chance;
        }
        node = parent;
    }
    return chance;
}

static bool same_state(struct state a, struct state b)
{
    return a.bound == b.bound && a.unbound == b.unbound && a.set == b.set && a.site == b.site;
}

static struct state expression(struct walk *walk, uint32_t root, struct state state);

// `a if b else c`: one of both arms.
static struct state alternatives(struct walk *walk, uint32_t node, struct state state)
{
    const struct tree *tree = walk->unit->tree;
    uint32_t test = mynah__tree_child(tree, node, ROLE_TEST);
    uint32_t body = mynah__tree_child(tree, node, ROLE_BODY);
    uint32_t other = mynah__tree_child(tree, node, ROLE_ORELSE);
    if (test == NODE_NONE || body == NODE_NONE || other == NODE_NONE ||
        walk->depth >= WALK_DEPTH_MAX) {
        return state;
    }
    walk->depth++;
    state = expression(walk, test, state);
    int truth = walk->unit->sets[test] == SET_EMPTY
                    ? -1
                    : mynah__truth(walk->engine, walk->unit->sets[test]);
    struct state yes = truth == 0 ? (struct state){ 0 } : expression(walk, body, state);
    struct state no = truth == 1 ? (struct state){ 0 } : expression(walk, other, state);
    walk->depth--;
    return join(walk, yes, no);
}

// Apply what evaluating the expression `root` does.
static struct state expression(struct walk *walk, uint32_t root, struct state state)
{
    const struct node *nodes = walk->unit->tree->nodes;
    for (uint32_t node = root; node < nodes[root].after && reachable(state); node++) {
        if (nodes[node].kind == NODE_LAMBDA) {
            node = nodes[node].after - 1;
            continue;
        }
        struct state after = state;
        uint32_t from = node;
        if (nodes[node].kind == NODE_IF_EXP) {
            after = alternatives(walk, node, state);
            node = nodes[node].after - 1;
        } else if (nodes[node].kind == NODE_CALL) {
            after = mynah__call_effect(walk, node, state);
        } else if ((nodes[node].kind == NODE_NAME || nodes[node].kind == NODE_IDENTIFIER) &&
                   nodes[node].flags & FLAG_STORE && is_ours(walk, node)) {
            after = bound(walk, node, bound_set(walk, node));
        }
        if (!same_state(after, state)) {
            enum chance chance = chance_of(walk, from, root);
            state = chance == CHANCE_SURE   ? after
                    : chance == CHANCE_SOME ? join(walk, state, after)
                                            : state;
        }
    }
    return state;
}

static bool may_raise(struct walk *walk, uint32_t statement)
{
    const struct node *nodes = walk->unit->tree->nodes;
    for (uint32_t node = statement; node < nodes[statement].after; node++) {
        switch ((enum node_kind)nodes[node].kind) {
        case NODE_FUNCTION_DEF:
        case NODE_LAMBDA:
            node = nodes[node].after - 1;
            break;
        case NODE_CALL:
        case NODE_BIN_OP:
        case NODE_ATTRIBUTE:
        case NODE_SUBSCRIPT:
        case NODE_AWAIT:
        case NODE_RAISE:
        case NODE_ASSERT:
        case NODE_IMPORT:
        case NODE_IMPORT_FROM:
        case NODE_FOR:
        case NODE_COMPARE:
        case NODE_DELETE:
            return true;
        default:
            break;
        }
    }
    return false;
}

static struct state block(struct walk *walk, uint32_t parent, enum node_role role,
                          struct state state)
{
    const struct tree *tree = walk->unit->tree;
    if (walk->depth >= WALK_DEPTH_MAX) {
        return state;
    }
    walk->depth++;
    for (uint32_t node = mynah__tree_child(tree, parent, role);
         node != NODE_NONE && reachable(state); node = mynah__tree_next(tree, node)) {
        if (may_raise(walk, node)) {
            merge(walk, &walk->raised, state);
        }
        state = mynah__walk_statement(walk, node, state);
    }
    walk->depth--;
    return state;
}

static struct state loop(struct walk *walk, uint32_t node, struct state state, bool some,
                         bool endless)
{
    struct state breaks = walk->broken;
    struct state continues = walk->continued;
    struct state out = state;
    walk->broken = (struct state){ 0 };
    for (int round = 0; round < 2; round++) {
        walk->continued = (struct state){ 0 };
        struct state entry = round == 0 ? state : join(walk, state, out);
        if (round == 1 && same_state(entry, state)) {
            break; // it would end as it did
        }
        uint32_t target = mynah__tree_child(walk->unit->tree, node, ROLE_TARGET);
        if (target != NODE_NONE) {
            entry = expression(walk, target, entry);
        }
        out = join(walk, block(walk, node, ROLE_BODY, entry), walk->continued);
    }
    struct state end = some ? out : join(walk, state, out);
    if (endless) {
        end = (struct state){ 0 };
    }
    struct state broken = walk->broken;
    walk->broken = breaks;
    walk->continued = continues;
    if (reachable(end)) {
        end = block(walk, node, ROLE_ORELSE, end);
    }
    return join(walk, end, broken);
}

static void pass_through(struct walk *walk, struct state *state, struct state final)
{
    if (reachable(*state)) {
        *state = final.bound && final.unbound ? join(walk, *state, final) : final;
    }
}

// What leaves the statement other than by its end goes through `finally` as well.
static struct state finally(struct walk *walk, uint32_t node, struct state end,
                            const struct walk *outer)
{
    struct state any = join(walk, join(walk, walk->broken, walk->continued),
                            join(walk, walk->returned, walk->raised));
    struct state *ways[] = { &walk->broken, &walk->continued, &walk->returned, &walk->raised };
    struct state before[] = { outer->broken, outer->continued, outer->returned, outer->raised };
    bool own = mynah__tree_child(walk->unit->tree, node, ROLE_FINALBODY) != NODE_NONE;
    bool follow = own && reachable(any) && walk->finals < FINALS_MAX;
    struct state left[] = { walk->broken, walk->continued, walk->returned, walk->raised };
    for (size_t i = 0; i < 4; i++) {
        *ways[i] = before[i];
    }
    walk->finals++;
    struct state final = follow ? block(walk, node, ROLE_FINALBODY, any) : any;
    walk->finals--;
    for (size_t i = 0; i < 4; i++) {
        pass_through(walk, &left[i], follow ? final : left[i]);
        merge(walk, ways[i], left[i]);
    }
    return own && reachable(end) ? block(walk, node, ROLE_FINALBODY, end) : end;
}

static struct state try_block(struct walk *walk, uint32_t node, struct state state)
{
    const struct tree *tree = walk->unit->tree;
    const struct walk outer = *walk;
    walk->broken = walk->continued = walk->returned = walk->raised = (struct state){ 0 };
    struct state end = block(walk, node, ROLE_BODY, state);
    struct state raised = walk->raised;
    if (reachable(end)) {
        end = block(walk, node, ROLE_ORELSE, end);
    }
    for (uint32_t handler = mynah__tree_child(tree, node, ROLE_HANDLER); handler != NODE_NONE;
         handler = mynah__tree_next(tree, handler)) {
        if (!reachable(raised)) {
            break;
        }
        struct state entry = raised;
        uint32_t name = mynah__tree_child(tree, handler, ROLE_ASNAME);
        struct state handled = block(walk, handler, ROLE_BODY, entry);
        if (name != NODE_NONE && is_ours(walk, name) && reachable(handled)) {
            handled = (struct state){ .unbound = true }; // the clause deletes its name at its end
        }
        end = join(walk, end, handled);
    }
    return finally(walk, node, end, &outer);
}

static bool suppresses(struct walk *walk, uint32_t value)
{
    uint32_t single =
        value == NODE_NONE ? UINT32_MAX : mynah__single(walk->engine, walk->unit->sets[value]);
    if (single == UINT32_MAX || walk->engine->values[single].kind != VALUE_INSTANCE) {
        return false;
    }
    const char *type = mynah__atom_bytes(walk->engine, walk->engine->values[single].a);
    return strcmp(type, "contextlib.suppress") == 0;
}

// Return whether the object's `__exit__` may give something true.
static bool exit_suppresses(struct walk *walk, uint32_t set)
{
    uint32_t single = mynah__single(walk->engine, set);
    if (single == UINT32_MAX || walk->engine->values[single].kind != VALUE_OBJECT) {
        return false;
    }
    uint32_t name = mynah__word(walk->engine, "__exit__");
    uint32_t method = mynah__single(walk->engine, mynah__load_value(walk->engine, single, name, 0));
    struct value value = method == UINT32_MAX ? (struct value){ 0 } : walk->engine->values[method];
    if (value.kind == VALUE_BOUND) {
        value = walk->engine->values[value.b];
    }
    const struct function *function =
        value.kind == VALUE_FUNCTION ? mynah__function(walk->engine, value.b) : NULL;
    return function && function->returns != SET_EMPTY &&
           mynah__truth(walk->engine, function->returns) != 0;
}

// Return whether something that suppresses is given to a stack of contexts in there.
static bool enters_suppressor(struct walk *walk, uint32_t with)
{
    const struct node *nodes = walk->unit->tree->nodes;
    for (uint32_t node = with; node < nodes[with].after; node++) {
        if (nodes[node].kind == NODE_CALL && nodes[node].role == ROLE_ARGS &&
            suppresses(walk, node)) {
            return true;
        }
    }
    return false;
}

bool mynah__item_suppresses(struct walk *walk, uint32_t item)
{
    uint32_t value = mynah__tree_child(walk->unit->tree, item, ROLE_VALUE);
    uint32_t set = value == NODE_NONE ? SET_EMPTY : walk->unit->sets[value];
    return suppresses(walk, value) || exit_suppresses(walk, set) ||
           enters_suppressor(walk, walk->unit->tree->nodes[item].parent);
}

static struct state with_block(struct walk *walk, uint32_t node, struct state state)
{
    const struct tree *tree = walk->unit->tree;
    bool suppressed = enters_suppressor(walk, node);
    for (uint32_t item = mynah__tree_child(tree, node, ROLE_ITEM); item != NODE_NONE;
         item = mynah__tree_next(tree, item)) {
        state = expression(walk, item, state);
        uint32_t value = mynah__tree_child(tree, item, ROLE_VALUE);
        uint32_t set = value == NODE_NONE ? SET_EMPTY : walk->unit->sets[value];
        suppressed = suppressed || suppresses(walk, value) || exit_suppresses(walk, set);
        state = mynah__method_effect(walk, set, "__enter__", state);
    }
    struct state outer = walk->raised;
    walk->raised = (struct state){ 0 };
    struct state end = block(walk, node, ROLE_BODY, state);
    struct state raised = walk->raised;
    walk->raised = join(walk, outer, raised);
    return suppressed ? join(walk, end, raised) : end;
}

static bool irrefutable(struct walk *walk, uint32_t item)
{
    const struct tree *tree = walk->unit->tree;
    uint32_t pattern = mynah__tree_child(tree, item, ROLE_PATTERN);
    return pattern != NODE_NONE && tree->nodes[pattern].kind == NODE_MATCH_AS &&
           mynah__tree_child(tree, pattern, ROLE_PATTERN) == NODE_NONE &&
           mynah__tree_child(tree, item, ROLE_TEST) == NODE_NONE;
}

static struct state match_block(struct walk *walk, uint32_t node, struct state state)
{
    const struct tree *tree = walk->unit->tree;
    struct state end = { 0 };
    bool complete = false;
    for (uint32_t item = mynah__tree_child(tree, node, ROLE_ITEM); item != NODE_NONE;
         item = mynah__tree_next(tree, item)) {
        struct state entry = state;
        uint32_t pattern = mynah__tree_child(tree, item, ROLE_PATTERN);
        for (uint32_t part = pattern; part != NODE_NONE && part < tree->nodes[pattern].after;
             part++) {
            if (tree->nodes[part].kind == NODE_IDENTIFIER && is_ours(walk, part)) {
                entry = bound(walk, part, bound_set(walk, part));
            }
        }
        end = join(walk, end, block(walk, item, ROLE_BODY, entry));
        complete = complete || irrefutable(walk, item);
    }
    return complete ? end : join(walk, end, state);
}

static struct state if_block(struct walk *walk, uint32_t node, struct state state)
{
    const struct tree *tree = walk->unit->tree;
    uint32_t test = mynah__tree_child(tree, node, ROLE_TEST);
    int truth = -1;
    if (test != NODE_NONE) {
        state = expression(walk, test, state);
        truth = walk->unit->sets[test] == SET_EMPTY
                    ? -1
                    : mynah__truth(walk->engine, walk->unit->sets[test]);
    }
    struct state yes = truth == 0 ? (struct state){ 0 } : block(walk, node, ROLE_BODY, state);
    struct state no = truth == 1 ? (struct state){ 0 } : block(walk, node, ROLE_ORELSE, state);
    return join(walk, yes, no);
}

// Statements that are their expressions and bindings.
static struct state simple(struct walk *walk, uint32_t node, struct state state)
{
    const struct node *nodes = walk->unit->tree->nodes;
    bool declares = nodes[node].kind == NODE_ANN_ASSIGN &&
                    mynah__tree_child(walk->unit->tree, node, ROLE_VALUE) == NODE_NONE;
    if (nodes[node].kind == NODE_AUG_ASSIGN) {
        uint32_t target = mynah__tree_child(walk->unit->tree, node, ROLE_TARGET);
        bool ours = target != NODE_NONE && nodes[target].kind == NODE_NAME && is_ours(walk, target);
        if (ours && !state.bound) {
            return (struct state){ 0 }; // NameError
        }
    }
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        if (!(declares && nodes[child].role == ROLE_TARGET)) {
            state = expression(walk, child, state);
        }
    }
    if (nodes[node].kind == NODE_ASSERT) {
        uint32_t test = mynah__tree_child(walk->unit->tree, node, ROLE_TEST);
        uint32_t set = test == NODE_NONE ? SET_EMPTY : walk->unit->sets[test];
        if (set != SET_EMPTY && mynah__truth(walk->engine, set) == 0) {
            return (struct state){ 0 };
        }
    }
    return mynah__store_effect(walk, node, state);
}

static struct state defined(struct walk *walk, uint32_t node, struct state state)
{
    const struct tree *tree = walk->unit->tree;
    uint32_t name = mynah__tree_child(tree, node, ROLE_NAME);
    for (uint32_t child = mynah__tree_child(tree, node, ROLE_DECORATOR); child != NODE_NONE;
         child = mynah__tree_next(tree, child)) {
        state = expression(walk, child, state);
        state = mynah__values_effect(walk, walk->unit->sets[child], state, true);
    }
    if (tree->nodes[node].kind == NODE_CLASS_DEF) {
        state = block(walk, node, ROLE_BODY, state);
    }
    if (name != NODE_NONE && is_ours(walk, name)) {
        state = bound(walk, name, bound_set(walk, name));
    }
    return state;
}

static struct state imported(struct walk *walk, uint32_t node, struct state state)
{
    const struct node *nodes = walk->unit->tree->nodes;
    for (uint32_t part = node; part < nodes[node].after; part++) {
        if (nodes[part].kind == NODE_IDENTIFIER && walk->unit->definition_of[part] != UINT32_MAX &&
            is_ours(walk, part)) {
            state = bound(walk, part, bound_set(walk, part));
        }
    }
    return state;
}

static struct state deleted(struct walk *walk, uint32_t node, struct state state)
{
    const struct node *nodes = walk->unit->tree->nodes;
    for (uint32_t part = node; part < nodes[node].after; part++) {
        if (!(nodes[part].flags & FLAG_DEL)) {
            continue;
        }
        uint32_t base = mynah__tree_child(walk->unit->tree, part, ROLE_VALUE);
        uint32_t key = mynah__tree_child(walk->unit->tree, part, ROLE_SLICE);
        bool item = nodes[part].kind == NODE_SUBSCRIPT && base != NODE_NONE && key != NODE_NONE;
        if ((nodes[part].kind == NODE_NAME && is_ours(walk, part)) ||
            (item && mynah__is_our_item(walk, walk->unit->sets[base], walk->unit->sets[key]))) {
            return (struct state){ .unbound = true };
        }
    }
    return state;
}

static struct state leave(struct walk *walk, struct state *to, struct state state)
{
    merge(walk, to, state);
    return (struct state){ 0 };
}

struct state mynah__walk_statement(struct walk *walk, uint32_t node, struct state state)
{
    const struct tree *tree = walk->unit->tree;
    uint32_t iter = mynah__tree_child(tree, node, ROLE_ITER);
    uint32_t test = mynah__tree_child(tree, node, ROLE_TEST);
    switch ((enum node_kind)tree->nodes[node].kind) {
    case NODE_IF:
        return if_block(walk, node, state);
    case NODE_FOR:
        state = iter == NODE_NONE ? state : expression(walk, iter, state);
        if (iter != NODE_NONE && mynah__is_empty(walk, walk->unit->sets[iter])) {
            return block(walk, node, ROLE_ORELSE, state);
        }
        return loop(walk, node, state,
                    iter != NODE_NONE && mynah__not_empty(walk, walk->unit->sets[iter]), false);
    case NODE_WHILE: {
        int truth = -1;
        if (test != NODE_NONE) {
            state = expression(walk, test, state);
            truth = walk->unit->sets[test] == SET_EMPTY
                        ? -1
                        : mynah__truth(walk->engine, walk->unit->sets[test]);
        }
        int first = truth < 0 && test != NODE_NONE ? mynah__first_truth(walk, test, node) : truth;
        return first == 0 ? block(walk, node, ROLE_ORELSE, state)
                          : loop(walk, node, state, first == 1, truth == 1);
    }
    case NODE_TRY:
        return try_block(walk, node, state);
    case NODE_WITH:
        return with_block(walk, node, state);
    case NODE_MATCH:
        return match_block(walk, node, state);
    case NODE_FUNCTION_DEF:
    case NODE_CLASS_DEF:
        return defined(walk, node, state);
    case NODE_IMPORT:
    case NODE_IMPORT_FROM:
        return imported(walk, node, state);
    case NODE_DELETE:
        return deleted(walk, node, state);
    case NODE_RETURN:
        state = simple(walk, node, state);
        return leave(walk, &walk->returned, state);
    case NODE_RAISE:
        state = simple(walk, node, state);
        return leave(walk, &walk->raised, state);
    case NODE_BREAK:
        return leave(walk, &walk->broken, state);
    case NODE_CONTINUE:
        return leave(walk, &walk->continued, state);
    case NODE_GLOBAL:
    case NODE_NONLOCAL:
        return state;
    default:
        return simple(walk, node, state);
    }
}

struct state mynah__walk_body(struct walk *walk, uint32_t parent, struct state state)
{
    struct state end = block(walk, parent, ROLE_BODY, state);
    return join(walk, end, walk->returned);
}

struct state mynah__state_join(struct walk *walk, struct state a, struct state b)
{
    return join(walk, a, b);
}
