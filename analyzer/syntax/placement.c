// SPDX-License-Identifier: Apache-2.0
//
// Statements and expressions that CPython's compiler accepts only in some places: return, yield,
// await, async, break, continue, what is nested too deep.

#include "syntax/compile.h"

enum { BLOCKS_MOST = 20, BLOCKS_MOST_313 = 21 };

enum flow {
    FLOW_LOOP = 1,         // in a loop of the same function
    FLOW_EXCEPT_STAR = 2,  // in an except* handler of it
    FLOW_STAR_INNER = 4,   // and the handler is in the loop, not the loop in the handler
    FLOW_NOT_COMPILED = 8, // an annotation that is not evaluated, before 3.10
};

// Of each statement, what is around it in the same function.
struct around {
    uint8_t flow;
    uint8_t blocks;
};

struct placement {
    struct checker *checker;
    const struct node *nodes;
    struct around *around; // by node
    bool *generator;       // by scope: has a yield
    bool *coroutine;       // by scope: has an await, or an asynchronous comprehension in it
    bool deferred;         // annotations are not looked at
};

static bool in_async_function(const struct checker *checker, uint32_t node)
{
    return scope_kind_of(checker, node) == SCOPE_FUNCTION &&
           checker->nodes[scope_node_of(checker, node)].flags & FLAG_ASYNC;
}

static uint8_t add_blocks(uint8_t blocks, unsigned more)
{
    return (uint8_t)(blocks + more > UINT8_MAX ? UINT8_MAX : blocks + more);
}

static unsigned count_items(const struct placement *placement, uint32_t with, uint32_t before)
{
    const struct node *nodes = placement->nodes;
    unsigned count = 0;
    uint32_t child = with + 1;
    for (; child < before && nodes[child].kind == NODE_WITH_ITEM; child = nodes[child].after) {
        count++;
    }
    return count;
}

// In a `try`, by CPython's blocks: of `finally`, of the handlers, and in a handler two.
static unsigned try_blocks(const struct placement *placement, uint32_t try, uint8_t role)
{
    const struct tree *tree = placement->checker->tree;
    unsigned final = mynah__tree_child(tree, try, ROLE_FINALBODY) != NODE_NONE;
    switch (role) {
    case ROLE_BODY:
        return final + (mynah__tree_child(tree, try, ROLE_HANDLER) != NODE_NONE);
    case ROLE_HANDLER:
        return final + 2;
    case ROLE_FINALBODY:
        return 1;
    default:
        return final;
    }
}

static bool is_statement(const struct node *node)
{
    return node->kind <= NODE_CONTINUE;
}

static void inherit(struct placement *placement, uint32_t node)
{
    const struct node *nodes = placement->nodes;
    uint32_t parent = nodes[node].parent;
    struct around around = placement->around[parent];
    uint8_t role = nodes[node].role;
    switch (nodes[parent].kind) {
    case NODE_FUNCTION_DEF:
    case NODE_CLASS_DEF:
        around = is_statement(&nodes[node]) ? (struct around){ 0 } : around;
        around.flow |= placement->deferred && role == ROLE_RETURNS ? FLOW_NOT_COMPILED : 0;
        break;
    case NODE_FOR:
    case NODE_WHILE:
        if (role == ROLE_BODY) {
            around.flow = (uint8_t)((around.flow | FLOW_LOOP) & ~FLOW_STAR_INNER);
            around.blocks = add_blocks(around.blocks, 1);
        }
        break;
    case NODE_TRY:
        around.blocks = add_blocks(around.blocks, try_blocks(placement, parent, role));
        if (nodes[node].flags & FLAG_STAR && nodes[node].kind == NODE_EXCEPT_HANDLER) {
            around.flow |= FLOW_EXCEPT_STAR | FLOW_STAR_INNER;
        }
        break;
    case NODE_WITH:
        if (role == ROLE_BODY) {
            around.blocks = add_blocks(around.blocks, count_items(placement, parent, node));
        }
        break;
    case NODE_TYPE_PARAM:
        break;
    default:
        if (placement->deferred && role == ROLE_ANNOTATION) {
            around.flow |= FLOW_NOT_COMPILED;
        }
        break;
    }
    placement->around[node] = around;
}

static bool check_return(struct placement *placement, uint32_t node)
{
    struct checker *checker = placement->checker;
    if (scope_kind_of(checker, node) != SCOPE_FUNCTION) {
        return CHECKER_RAISE(checker, node, MESSAGE_RETURN_OUTSIDE);
    }
    uint32_t scope = checker->scopes->scope_of[node];
    bool value = placement->nodes[node].after > node + 1;
    // CPython takes a function with `await` for asynchronous here, even without `async`.
    bool asynchronous = in_async_function(checker, node) || placement->coroutine[scope];
    if (value && asynchronous && placement->generator[scope]) {
        return CHECKER_RAISE(checker, node, MESSAGE_RETURN_VALUE);
    }
    return !(placement->around[node].flow & FLOW_EXCEPT_STAR) ||
           CHECKER_RAISE(checker, node, MESSAGE_EXCEPT_STAR_LEFT);
}

static bool check_leave(struct placement *placement, uint32_t node)
{
    struct checker *checker = placement->checker;
    uint8_t flow = placement->around[node].flow;
    bool is_break = placement->nodes[node].kind == NODE_BREAK;
    if (flow & FLOW_LOOP ? flow & FLOW_STAR_INNER : flow & FLOW_EXCEPT_STAR) {
        return CHECKER_RAISE(checker, node, MESSAGE_EXCEPT_STAR_LEFT);
    }
    return flow & FLOW_LOOP ||
           CHECKER_RAISE(checker, node,
                         is_break ? MESSAGE_BREAK_OUTSIDE : MESSAGE_CONTINUE_OUTSIDE);
}

static bool check_yield(struct placement *placement, uint32_t node)
{
    struct checker *checker = placement->checker;
    enum scope_kind kind = scope_kind_of(checker, node);
    if (kind != SCOPE_FUNCTION && kind != SCOPE_LAMBDA) {
        return CHECKER_RAISE(checker, node, MESSAGE_YIELD_OUTSIDE);
    }
    return placement->nodes[node].kind != NODE_YIELD_FROM || !in_async_function(checker, node) ||
           CHECKER_RAISE(checker, node, MESSAGE_YIELD_FROM_ASYNC);
}

static bool check_await(struct placement *placement, uint32_t node)
{
    struct checker *checker = placement->checker;
    switch (scope_kind_of(checker, node)) {
    case SCOPE_MODULE:
    case SCOPE_CLASS:
        return CHECKER_RAISE(checker, node, MESSAGE_AWAIT_OUTSIDE);
    case SCOPE_COMPREHENSION:
        return true;
    default:
        return in_async_function(checker, node) ||
               CHECKER_RAISE(checker, node, MESSAGE_AWAIT_NOT_ASYNC);
    }
}

static bool check_async(struct placement *placement, uint32_t node, const char *what)
{
    return !(placement->nodes[node].flags & FLAG_ASYNC) ||
           in_async_function(placement->checker, node) ||
           CHECKER_RAISE(placement->checker, node, MESSAGE_ASYNC_OUTSIDE, what);
}

// The scope that the comprehension opens: the one of its element.
static uint32_t own_scope(const struct placement *placement, uint32_t node)
{
    return placement->checker->scopes->scope_of[node + 1];
}

static bool check_comprehension(struct placement *placement, uint32_t node)
{
    struct checker *checker = placement->checker;
    bool nested = checker->version >= 311 && scope_kind_of(checker, node) == SCOPE_COMPREHENSION;
    if (!placement->coroutine[own_scope(placement, node)] || nested ||
        in_async_function(checker, node)) {
        return true;
    }
    return CHECKER_RAISE(checker, node, MESSAGE_ASYNC_COMPREHENSION);
}

static bool check_blocks(struct placement *placement, uint32_t node, unsigned more)
{
    unsigned most = placement->checker->version >= 313 ? BLOCKS_MOST_313 : BLOCKS_MOST;
    return placement->around[node].blocks + more <= most ||
           CHECKER_RAISE(placement->checker, node, MESSAGE_TOO_MANY_BLOCKS);
}

static bool check_try(struct placement *placement, uint32_t node)
{
    const struct node *nodes = placement->nodes;
    unsigned final = mynah__tree_child(placement->checker->tree, node, ROLE_FINALBODY) != NODE_NONE;
    if (!check_blocks(placement, node, final + 1)) {
        return false;
    }
    uint32_t bare = NODE_NONE;
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        if (nodes[child].kind != NODE_EXCEPT_HANDLER) {
            continue;
        }
        if (bare != NODE_NONE) {
            return CHECKER_RAISE(placement->checker, bare, MESSAGE_EXCEPT_ORDER);
        }
        bare = mynah__tree_child(placement->checker->tree, child, ROLE_VALUE) == NODE_NONE
                   ? child
                   : NODE_NONE;
    }
    return true;
}

static bool check_node(struct placement *placement, uint32_t node)
{
    if (placement->around[node].flow & FLOW_NOT_COMPILED) {
        return true;
    }
    switch (placement->nodes[node].kind) {
    case NODE_RETURN:
        return check_return(placement, node);
    case NODE_BREAK:
    case NODE_CONTINUE:
        return check_leave(placement, node);
    case NODE_YIELD:
    case NODE_YIELD_FROM:
        return check_yield(placement, node);
    case NODE_AWAIT:
        return check_await(placement, node);
    case NODE_FOR:
        return check_async(placement, node, "for") && check_blocks(placement, node, 1);
    case NODE_WITH:
        return check_async(placement, node, "with") &&
               check_blocks(placement, node,
                            count_items(placement, node, placement->nodes[node].after));
    case NODE_WHILE:
        return check_blocks(placement, node, 1);
    case NODE_TRY:
        return check_try(placement, node);
    case NODE_LIST_COMP:
    case NODE_SET_COMP:
    case NODE_DICT_COMP:
        return check_comprehension(placement, node);
    case NODE_IMPORT_FROM:
        return mynah__check_future_place(placement->checker, node);
    case NODE_MATCH:
        return mynah__check_match(placement->checker, node);
    default:
        return mynah__check_target(placement->checker, node);
    }
}

// Which functions are generators and which comprehensions asynchronous: inside out, as a
// comprehension in another makes that one asynchronous too, from 3.11 on.
static void survey(struct placement *placement)
{
    const struct checker *checker = placement->checker;
    const uint32_t *scope_of = checker->scopes->scope_of;
    for (uint32_t node = checker->tree->count; node-- > 1;) {
        uint32_t scope = scope_of[node];
        switch (placement->nodes[node].kind) {
        case NODE_YIELD:
        case NODE_YIELD_FROM:
            placement->generator[scope] = true;
            break;
        case NODE_AWAIT:
            placement->coroutine[scope] = true;
            break;
        case NODE_COMPREHENSION:
            if (placement->nodes[node].flags & FLAG_ASYNC) {
                placement->coroutine[scope] = true;
            }
            break;
        case NODE_LIST_COMP:
        case NODE_SET_COMP:
        case NODE_DICT_COMP:
            if (checker->version >= 311 && placement->coroutine[own_scope(placement, node)]) {
                placement->coroutine[scope] = true;
            }
            break;
        default:
            break;
        }
    }
}

bool mynah__check_placement(struct checker *checker)
{
    size_t scopes = checker->scopes->scope_count;
    struct placement placement = {
        .checker = checker,
        .nodes = checker->nodes,
        .around = mynah__arena_alloc(checker->arena, checker->tree->count * sizeof(struct around)),
        .generator = mynah__arena_alloc(checker->arena, scopes * sizeof(bool)),
        .coroutine = mynah__arena_alloc(checker->arena, scopes * sizeof(bool)),
        .deferred = checker->deferred_annotations && checker->version < 310,
    };
    if (checker->arena->failed) {
        return false;
    }
    survey(&placement);
    for (uint32_t node = 1; node < checker->tree->count; node++) {
        inherit(&placement, node);
        if (!check_node(&placement, node)) {
            return false;
        }
    }
    return true;
}
