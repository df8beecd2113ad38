// SPDX-License-Identifier: Apache-2.0
//
// The walk over the statements of a region: forks, joins, loops, and what leaves them.

#include "flow/flow_build.h"

#include <string.h>

enum { DEPTH_MOST = 150 };

struct jump {
    struct arm arm;
    struct jump *next;
};

// The symbols that a range of nodes binds, and for each a join.
struct bound {
    uint32_t *symbols;
    uint32_t *joins;
    uint32_t count;
};

struct frame {
    struct frame *outer;
    bool is_loop;       // else a `finally` or a handler
    uint32_t mark;      // the log at the loop's head
    struct bound bound; // of a loop: fed by its ends; else: what the way out binds
    struct jump *breaks;
    uint32_t break_count;
};

static void walk_statement(struct walker *walker, uint32_t node);

static void walk_block(struct walker *walker, uint32_t node, enum node_role role)
{
    const struct node *nodes = walker->tree->nodes;
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        if (nodes[child].role == role) {
            walk_statement(walker, child);
        }
    }
}

static void scan_child(struct walker *walker, uint32_t node, enum node_role role)
{
    uint32_t child = mynah__tree_child(walker->tree, node, role);
    if (child != NODE_NONE) {
        mynah__flow_scan(walker, child, walker->tree->nodes[child].after);
    }
}

static void bind_child(struct walker *walker, uint32_t node, enum node_role role)
{
    uint32_t child = mynah__tree_child(walker->tree, node, role);
    if (child != NODE_NONE) {
        mynah__flow_scan(walker, child, walker->tree->nodes[child].after);
        mynah__flow_bind(walker, child, walker->tree->nodes[child].after);
    }
}

static struct bound bound_in(struct walker *walker, uint32_t from, uint32_t to)
{
    uint32_t first = mynah__flow_definition_from(walker, from);
    uint32_t last = mynah__flow_definition_from(walker, to);
    size_t size = (last - first) * sizeof(uint32_t);
    struct bound bound = { .symbols = mynah__arena_alloc(walker->scratch, size),
                           .joins = mynah__arena_alloc(walker->scratch, size) };
    uint32_t stamp = ++walker->stamp_now;
    for (uint32_t i = first; bound.joins && i < last; i++) {
        uint32_t symbol = mynah__flow_symbol(walker, i);
        if (symbol != SYMBOL_NONE && walker->stamp[symbol] != stamp) {
            walker->stamp[symbol] = stamp;
            bound.symbols[bound.count++] = symbol;
        }
    }
    return bound;
}

static void add_states(struct walker *walker, const struct bound *bound)
{
    for (uint32_t i = 0; i < bound->count; i++) {
        mynah__join_add(walker, bound->joins[i], walker->state[bound->symbols[i]]);
    }
}

// Take `amount` of what may be copied at jumps; false when there is no more.
static bool spend(struct walker *walker, size_t amount)
{
    if (walker->work < amount) {
        walker->overrun = true;
        return false;
    }
    walker->work -= amount;
    return true;
}

struct arms {
    struct arm *arms;
    uint32_t count;
    size_t capacity;
};

// Keep the present state, if it is alive, as an arm from `mark`.
static void add_arm(struct walker *walker, struct arms *arms, uint32_t mark)
{
    if (!walker->alive) {
        return;
    }
    struct arm *grown =
        mynah__arena_grow(walker->scratch, arms->arms, arms->count, &arms->capacity, sizeof *grown);
    if (grown) {
        arms->arms = grown;
        arms->arms[arms->count++] = mynah__arm_copy(walker, mark);
    }
}

// Go on from all arms together.
static void join_arms(struct walker *walker, const struct arms *arms, uint32_t mark)
{
    mynah__state_restore(walker, mark);
    walker->alive = arms->count > 0;
    mynah__arms_join(walker, arms->arms, arms->count);
}

static void walk_if(struct walker *walker, uint32_t node)
{
    const struct node *nodes = walker->tree->nodes;
    struct arms arms = { 0 };
    uint32_t mark = walker->log_count;
    for (;;) {
        uint32_t test = mynah__tree_child(walker->tree, node, ROLE_TEST);
        scan_child(walker, node, ROLE_TEST);
        int known = test == NODE_NONE ? -1 : mynah__flow_constant(walker, test);
        bool alive = walker->alive;
        uint32_t fork = walker->log_count;
        walker->alive = alive && known != 0;
        walk_block(walker, node, ROLE_BODY);
        add_arm(walker, &arms, mark);
        mynah__state_restore(walker, fork);
        walker->alive = alive && known != 1;
        uint32_t orelse = mynah__tree_child(walker->tree, node, ROLE_ORELSE);
        bool chained = orelse != NODE_NONE && nodes[orelse].kind == NODE_IF && walker->alive &&
                       nodes[orelse].after == nodes[node].after;
        if (!chained) {
            walk_block(walker, node, ROLE_ORELSE);
            break;
        }
        node = orelse;
    }
    add_arm(walker, &arms, mark);
    join_arms(walker, &arms, mark);
}

static void open_loop(struct walker *walker, struct frame *frame, uint32_t node)
{
    frame->bound = bound_in(walker, node, walker->tree->nodes[node].after);
    for (uint32_t i = 0; i < frame->bound.count; i++) {
        uint32_t symbol = frame->bound.symbols[i];
        frame->bound.joins[i] = mynah__join_new(walker, walker->state[symbol]);
        mynah__state_set(walker, symbol, frame->bound.joins[i]);
    }
    frame->is_loop = true;
    frame->outer = walker->frame;
    frame->mark = walker->log_count;
    walker->frame = frame;
}

static void walk_loop(struct walker *walker, uint32_t node)
{
    bool is_for = walker->tree->nodes[node].kind == NODE_FOR;
    struct frame frame = { 0 };
    int known = -1;
    if (is_for) {
        scan_child(walker, node, ROLE_ITER);
    }
    open_loop(walker, &frame, node);
    uint32_t test = mynah__tree_child(walker->tree, node, ROLE_TEST);
    if (!is_for && test != NODE_NONE) {
        scan_child(walker, node, ROLE_TEST);
        known = mynah__flow_constant(walker, test);
    }
    struct arms exits = { 0 };
    walker->alive = known != 1;
    add_arm(walker, &exits, frame.mark);
    walker->alive = known != 0;
    if (is_for) {
        bind_child(walker, node, ROLE_TARGET);
    }
    walk_block(walker, node, ROLE_BODY);
    if (walker->alive) {
        add_states(walker, &frame.bound);
    }
    walker->frame = frame.outer;
    join_arms(walker, &exits, frame.mark);
    walk_block(walker, node, ROLE_ORELSE);
    struct arms arms = { 0 };
    add_arm(walker, &arms, frame.mark);
    for (struct jump *jump = frame.breaks; jump; jump = jump->next) {
        struct arm *grown = mynah__arena_grow(walker->scratch, arms.arms, arms.count,
                                              &arms.capacity, sizeof *grown);
        if (grown) {
            arms.arms = grown;
            arms.arms[arms.count++] = jump->arm;
        }
    }
    join_arms(walker, &arms, frame.mark);
}

static void walk_jump(struct walker *walker, bool is_break)
{
    struct frame *frame = walker->frame;
    for (; frame && !frame->is_loop; frame = frame->outer) {
        // What a `finally` or the end of a handler binds is not followed through the jump.
        for (uint32_t i = 0; i < frame->bound.count; i++) {
            walker->fuzzy[frame->bound.symbols[i]] = true;
        }
    }
    size_t cost = !frame ? 0 : is_break ? walker->log_count - frame->mark : frame->bound.count;
    if (frame && spend(walker, cost)) {
        if (is_break) {
            struct jump *jump = mynah__arena_alloc(walker->scratch, sizeof *jump);
            if (jump) {
                jump->arm = mynah__arm_copy(walker, frame->mark);
                jump->next = frame->breaks;
                frame->breaks = jump;
            }
        } else {
            add_states(walker, &frame->bound);
        }
    } else if (frame && is_break) {
        static const struct arm nothing;
        struct jump *jump = mynah__arena_alloc(walker->scratch, sizeof *jump);
        if (jump) {
            *jump = (struct jump){ nothing, frame->breaks };
            frame->breaks = jump;
        }
    }
    walker->alive = false;
}

// Let a handler see what is bound in a range: for each symbol a join of all its states there.
static struct bound watch(struct walker *walker, uint32_t from, uint32_t to, uint32_t **before)
{
    struct bound bound = bound_in(walker, from, to);
    *before = mynah__arena_alloc(walker->scratch, bound.count * sizeof **before);
    for (uint32_t i = 0; *before && i < bound.count; i++) {
        uint32_t symbol = bound.symbols[i];
        bound.joins[i] = mynah__join_new(walker, walker->state[symbol]);
        (*before)[i] = walker->handler[symbol];
        if (walker->handler[symbol]) {
            mynah__join_add(walker, walker->handler[symbol], bound.joins[i]);
        }
        walker->handler[symbol] = bound.joins[i];
    }
    return bound;
}

static void unwatch(struct walker *walker, const struct bound *bound, const uint32_t *before)
{
    for (uint32_t i = 0; before && i < bound->count; i++) {
        walker->handler[bound->symbols[i]] = before[i];
    }
}

static void set_joins(struct walker *walker, const struct bound *bound)
{
    for (uint32_t i = 0; i < bound->count; i++) {
        mynah__state_set(walker, bound->symbols[i], bound->joins[i]);
    }
}

// However a handler is left, its name is unbound then.
static void walk_handler(struct walker *walker, uint32_t handler)
{
    scan_child(walker, handler, ROLE_VALUE);
    uint32_t name = mynah__tree_child(walker->tree, handler, ROLE_ASNAME);
    uint32_t definition = name == NODE_NONE ? NOTHING : walker->definition_of[name];
    uint32_t symbol = definition == NOTHING ? SYMBOL_NONE : mynah__flow_symbol(walker, definition);
    if (symbol == SYMBOL_NONE) {
        walk_block(walker, handler, ROLE_BODY);
        return;
    }
    struct frame frame = { .outer = walker->frame, .bound = { .symbols = &symbol, .count = 1 } };
    mynah__flow_define(walker, name);
    if (walker->handler[symbol]) {
        mynah__join_add(walker, walker->handler[symbol], VALUE_UNBOUND);
    }
    walker->frame = &frame;
    walk_block(walker, handler, ROLE_BODY);
    walker->frame = frame.outer;
    if (walker->alive) {
        mynah__state_define(walker, symbol, VALUE_UNBOUND);
    }
}

// body, handlers, orelse; leaves the state behind all of them, from `mark`.
static void walk_guarded(struct walker *walker, uint32_t node, uint32_t mark)
{
    uint32_t first = mynah__tree_child(walker->tree, node, ROLE_HANDLER);
    uint32_t end = first == NODE_NONE ? node + 1 : first;
    uint32_t *before;
    struct bound bound = watch(walker, node, end, &before);
    struct arms arms = { 0 };
    walk_block(walker, node, ROLE_BODY);
    unwatch(walker, &bound, before);
    walk_block(walker, node, ROLE_ORELSE);
    add_arm(walker, &arms, mark);
    for (uint32_t handler = first; handler != NODE_NONE;
         handler = mynah__tree_next(walker->tree, handler)) {
        mynah__state_restore(walker, mark);
        set_joins(walker, &bound);
        walker->alive = true;
        walk_handler(walker, handler);
        add_arm(walker, &arms, mark);
    }
    join_arms(walker, &arms, mark);
}

static void walk_finally(struct walker *walker, uint32_t node, uint32_t final)
{
    const struct node *nodes = walker->tree->nodes;
    uint32_t mark = walker->log_count;
    uint32_t *before;
    struct bound seen = watch(walker, node, final, &before);
    struct frame frame = { .outer = walker->frame };
    frame.bound = bound_in(walker, final, nodes[node].after);
    walker->frame = &frame;
    walk_guarded(walker, node, mark);
    unwatch(walker, &seen, before);
    walker->frame = frame.outer;
    bool alive = walker->alive;
    if (alive) {
        add_states(walker, &seen);
    }
    struct arm normal = mynah__arm_take(walker, mark);
    set_joins(walker, &seen);
    uint32_t fork = walker->log_count;
    walker->alive = true;
    walk_block(walker, node, ROLE_FINALBODY);
    bool ends = walker->alive;
    struct arm final_changes = mynah__arm_take(walker, fork);
    mynah__state_restore(walker, mark);
    walker->alive = alive && ends;
    if (walker->alive) {
        mynah__arm_apply(walker, normal);
        mynah__arm_apply(walker, final_changes);
    }
}

static void walk_try(struct walker *walker, uint32_t node)
{
    uint32_t final = mynah__tree_child(walker->tree, node, ROLE_FINALBODY);
    if (final == NODE_NONE) {
        walk_guarded(walker, node, walker->log_count);
    } else {
        walk_finally(walker, node, final);
    }
}

static void walk_with(struct walker *walker, uint32_t node)
{
    const struct tree *tree = walker->tree;
    uint32_t item = mynah__tree_child(tree, node, ROLE_ITEM);
    for (; item != NODE_NONE; item = mynah__tree_next(tree, item)) {
        scan_child(walker, item, ROLE_VALUE);
        bind_child(walker, item, ROLE_TARGET);
    }
    uint32_t body = mynah__tree_child(tree, node, ROLE_BODY);
    uint32_t mark = walker->log_count;
    uint32_t raises = walker->raises;
    uint32_t *before;
    struct bound bound =
        watch(walker, body == NODE_NONE ? node : body, tree->nodes[node].after, &before);
    walk_block(walker, node, ROLE_BODY);
    unwatch(walker, &bound, before);
    struct arms arms = { 0 };
    add_arm(walker, &arms, mark);
    if (mynah__flow_swallows(walker, node) || (!walker->alive && walker->raises > raises)) {
        mynah__state_restore(walker, mark);
        set_joins(walker, &bound);
        walker->alive = true;
        add_arm(walker, &arms, mark);
    }
    join_arms(walker, &arms, mark);
}

static bool matches_all(const struct walker *walker, uint32_t item)
{
    const struct node *nodes = walker->tree->nodes;
    uint32_t pattern = mynah__tree_child(walker->tree, item, ROLE_PATTERN);
    return pattern != NODE_NONE && nodes[pattern].kind == NODE_MATCH_AS &&
           mynah__tree_child(walker->tree, pattern, ROLE_PATTERN) == NODE_NONE &&
           mynah__tree_child(walker->tree, item, ROLE_TEST) == NODE_NONE;
}

static void walk_match(struct walker *walker, uint32_t node)
{
    const struct tree *tree = walker->tree;
    struct arms arms = { 0 };
    scan_child(walker, node, ROLE_SUBJECT);
    uint32_t mark = walker->log_count;
    uint32_t item = mynah__tree_child(tree, node, ROLE_ITEM);
    for (; item != NODE_NONE; item = mynah__tree_next(tree, item)) {
        bool alive = walker->alive;
        uint32_t pattern = mynah__tree_child(tree, item, ROLE_PATTERN);
        uint32_t fork = walker->log_count;
        if (pattern != NODE_NONE) {
            mynah__flow_scan(walker, pattern, tree->nodes[pattern].after);
            mynah__flow_bind(walker, pattern, tree->nodes[pattern].after);
        }
        scan_child(walker, item, ROLE_TEST);
        walk_block(walker, item, ROLE_BODY);
        add_arm(walker, &arms, mark);
        // A pattern that fails may have bound some of its names.
        mynah__state_restore(walker, fork);
        walker->alive = alive && !matches_all(walker, item);
        uint32_t end = pattern == NODE_NONE ? item : tree->nodes[pattern].after;
        uint32_t i = mynah__flow_definition_from(walker, item);
        for (; i < walker->flow->definition_count && walker->flow->definitions[i].node < end; i++) {
            uint32_t symbol = mynah__flow_symbol(walker, i);
            if (symbol != SYMBOL_NONE) {
                uint32_t join = mynah__join_new(walker, walker->state[symbol]);
                mynah__join_add(walker, join, i + 1);
                mynah__state_define(walker, symbol, join);
            }
        }
    }
    add_arm(walker, &arms, mark);
    join_arms(walker, &arms, mark);
}

// Decorators, defaults, annotations and bases are evaluated here, the body of a class is run.
static void walk_definition(struct walker *walker, uint32_t node)
{
    const struct node *nodes = walker->tree->nodes;
    uint32_t name = mynah__tree_child(walker->tree, node, ROLE_NAME);
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        if (child != name && nodes[child].role != ROLE_BODY) {
            mynah__flow_scan(walker, child, nodes[child].after);
        }
    }
    if (nodes[node].kind == NODE_CLASS_DEF) {
        walk_block(walker, node, ROLE_BODY);
    }
    if (name != NODE_NONE && walker->alive) {
        mynah__flow_define(walker, name);
    }
}

static void walk_import(struct walker *walker, uint32_t node)
{
    const struct flow *flow = walker->flow;
    mynah__flow_bind(walker, node + 1, walker->tree->nodes[node].after);
    uint32_t i = walker->definition_of[node];
    for (; i < flow->definition_count && flow->definitions[i].node == node; i++) {
        uint32_t symbol = mynah__flow_symbol(walker, i);
        if (symbol != SYMBOL_NONE) {
            uint32_t join = mynah__join_new(walker, walker->state[symbol]);
            mynah__join_add(walker, join, i + 1);
            mynah__state_define(walker, symbol, join);
        }
    }
}

// Statements whose value is evaluated before their targets are bound.
static void walk_assignment(struct walker *walker, uint32_t node)
{
    const struct node *nodes = walker->tree->nodes;
    uint32_t target = mynah__tree_child(walker->tree, node, ROLE_TARGET);
    bool augmented = nodes[node].kind == NODE_AUG_ASSIGN;
    if (augmented && target != NODE_NONE && nodes[target].kind == NODE_NAME) {
        mynah__flow_use(walker, target);
    }
    scan_child(walker, node, ROLE_VALUE);
    scan_child(walker, node, ROLE_ANNOTATION);
    bool declares = nodes[node].kind == NODE_ANN_ASSIGN &&
                    mynah__tree_child(walker->tree, node, ROLE_VALUE) == NODE_NONE;
    for (; target != NODE_NONE; target = mynah__tree_next(walker->tree, target)) {
        mynah__flow_scan(walker, target, nodes[target].after);
        if (!declares) {
            mynah__flow_bind(walker, target, nodes[target].after);
        }
    }
}

static void walk_simple(struct walker *walker, uint32_t node)
{
    const struct node *nodes = walker->tree->nodes;
    mynah__flow_scan(walker, node, nodes[node].after);
    uint32_t value = mynah__tree_child(walker->tree, node, ROLE_VALUE);
    bool exits =
        nodes[node].kind == NODE_EXPR && value != NODE_NONE && mynah__flow_exits(walker, value);
    if (nodes[node].kind == NODE_RAISE || exits) {
        walker->raises++;
        walker->alive = false;
    } else if (nodes[node].kind == NODE_RETURN) {
        walker->alive = false;
    } else if (nodes[node].kind == NODE_DELETE || nodes[node].kind == NODE_TYPE_ALIAS) {
        mynah__flow_bind(walker, node, nodes[node].after);
    }
}

static void walk_kind(struct walker *walker, uint32_t node)
{
    switch (walker->tree->nodes[node].kind) {
    case NODE_IF:
        walk_if(walker, node);
        break;
    case NODE_FOR:
    case NODE_WHILE:
        walk_loop(walker, node);
        break;
    case NODE_TRY:
        walk_try(walker, node);
        break;
    case NODE_WITH:
        walk_with(walker, node);
        break;
    case NODE_MATCH:
        walk_match(walker, node);
        break;
    case NODE_FUNCTION_DEF:
    case NODE_CLASS_DEF:
        walk_definition(walker, node);
        break;
    case NODE_IMPORT:
    case NODE_IMPORT_FROM:
        walk_import(walker, node);
        break;
    case NODE_ASSIGN:
    case NODE_ANN_ASSIGN:
    case NODE_AUG_ASSIGN:
        walk_assignment(walker, node);
        break;
    case NODE_BREAK:
    case NODE_CONTINUE:
        walk_jump(walker, walker->tree->nodes[node].kind == NODE_BREAK);
        break;
    default:
        walk_simple(walker, node);
        break;
    }
}

static void walk_statement(struct walker *walker, uint32_t node)
{
    const struct node *it = &walker->tree->nodes[node];
    if (walker->scratch->failed) {
        return;
    }
    if (!walker->alive) {
        memset(walker->flow->reachable + node, 0, it->after - node);
        return;
    }
    if (it->kind == NODE_ERROR || walker->depth >= DEPTH_MOST) {
        walker->overrun = walker->overrun || it->kind != NODE_ERROR;
        mynah__flow_blur(walker, node, it->after);
        mynah__flow_scan(walker, node, it->after);
        return;
    }
    walker->depth++;
    walk_kind(walker, node);
    walker->depth--;
}

void mynah__flow_region(struct walker *walker, uint32_t scope)
{
    const struct scope *it = &walker->scopes->scopes[scope];
    walker->region = scope;
    walker->alive = walker->flow->reachable[it->node];
    walker->frame = NULL;
    if (!walker->alive) {
        return;
    }
    uint32_t arguments = mynah__tree_child(walker->tree, it->node, ROLE_ARGUMENTS);
    if (scope != 0 && arguments != NODE_NONE) {
        mynah__flow_bind(walker, arguments, walker->tree->nodes[arguments].after);
    }
    if (it->kind == SCOPE_LAMBDA) {
        scan_child(walker, it->node, ROLE_BODY);
    } else {
        walk_block(walker, it->node, ROLE_BODY);
    }
}
