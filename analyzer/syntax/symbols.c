// SPDX-License-Identifier: Apache-2.0
//
// The errors of CPython's symbol table: names that are declared too late or twice, and expressions
// that may not stand in a comprehension, an annotation or a class body.

#include "syntax/compile.h"

#include <string.h>

// An evaluated place in which yield, await and walrus are forbidden.
enum within {
    WITHIN_NOTHING,
    WITHIN_ANNOTATION,
    WITHIN_BOUND,
    WITHIN_DEFAULT,
    WITHIN_ALIAS,
    WITHIN_GENERIC,
};

static const char *const within_names[] = {
    "",
    "an annotation",
    "a TypeVar bound",
    "a TypeVar default",
    "a type alias",
    "the definition of a generic",
};

enum { NO_LOOP = UINT16_MAX };

// Of each node, what it inherits.
struct around {
    uint8_t within;   // an enum within, while the scope stays the same
    bool in_iterable; // of a comprehension
    uint16_t loop;    // which `for` of the comprehension around; NO_LOOP: its element
    uint16_t loops;   // of a comprehension, how many there were
};

struct range {
    uint32_t from;
    uint32_t to;
};

enum { RANGES_MOST = 1024 };

struct symbols {
    struct checker *checker;
    const struct scopes *scopes;
    const struct node *nodes;
    struct around *around; // by node
    uint16_t *seen;        // by symbol: its flags so far
    uint32_t *declaration; // by symbol: the first `global` or `nonlocal` statement
    uint16_t *target_loop; // by symbol of a comprehension: the first `for` that binds it
    uint16_t
        *walrus_loop; // by symbol of a comprehension: the first `for` with a walrus of that name
};

static bool is_comprehension(uint8_t kind)
{
    return kind == NODE_LIST_COMP || kind == NODE_SET_COMP || kind == NODE_DICT_COMP ||
           kind == NODE_GENERATOR_EXP;
}

static enum within within_of(const struct symbols *symbols, uint32_t node, uint32_t parent)
{
    const struct node *nodes = symbols->nodes;
    // Before 3.10 CPython did not mind in an annotation that is not evaluated.
    bool deferred = symbols->checker->deferred_annotations && symbols->checker->version >= 310;
    switch (nodes[node].role) {
    case ROLE_ANNOTATION:
        if (nodes[parent].kind == NODE_TYPE_PARAM) {
            return WITHIN_BOUND;
        }
        return deferred ? WITHIN_ANNOTATION : WITHIN_NOTHING;
    case ROLE_RETURNS:
        return deferred ? WITHIN_ANNOTATION : WITHIN_NOTHING;
    case ROLE_VALUE:
        if (nodes[parent].kind == NODE_TYPE_PARAM) {
            return WITHIN_DEFAULT;
        }
        return nodes[parent].kind == NODE_TYPE_ALIAS ? WITHIN_ALIAS : WITHIN_NOTHING;
    default:
        return WITHIN_NOTHING;
    }
}

static void inherit(struct symbols *symbols, uint32_t node)
{
    const struct node *nodes = symbols->nodes;
    uint32_t parent = nodes[node].parent;
    struct around around = symbols->around[parent];
    const uint32_t *scope_of = symbols->scopes->scope_of;
    enum within within = within_of(symbols, node, parent);
    if (within) {
        around.within = (uint8_t)within;
    } else if (scope_of[node] != scope_of[parent]) {
        around.within = WITHIN_NOTHING;
    }
    if (!around.within && scope_kind_of(symbols->checker, node) == SCOPE_TYPE_PARAMS) {
        around.within = WITHIN_GENERIC;
    }
    around.loops = 0;
    if (nodes[node].kind == NODE_COMPREHENSION) {
        around.loop = symbols->around[parent].loops;
        symbols->around[parent].loops = (uint16_t)(around.loop + (around.loop + 1 < NO_LOOP));
    } else if (is_comprehension(nodes[parent].kind)) {
        around.loop = NO_LOOP;
    }
    if (nodes[parent].kind == NODE_COMPREHENSION && nodes[node].role == ROLE_ITER) {
        around.in_iterable = true;
    }
    symbols->around[node] = around;
}

// Note what names the loops of a comprehension bind.  Before 3.12 names that a target only uses
// counted too.
static void note_targets(struct symbols *symbols, uint32_t comprehension)
{
    const struct node *nodes = symbols->nodes;
    uint32_t target = mynah__tree_child(symbols->checker->tree, comprehension, ROLE_TARGET);
    for (uint32_t node = target; target != NODE_NONE && node < nodes[target].after; node++) {
        uint32_t symbol = symbols->scopes->symbol_of[node];
        bool counts = nodes[node].kind == NODE_NAME && symbol != SYMBOL_NONE &&
                      (nodes[node].flags & FLAG_STORE || symbols->checker->version < 312);
        uint16_t loop = symbols->around[comprehension].loop;
        if (counts && loop < symbols->target_loop[symbol]) {
            symbols->target_loop[symbol] = loop;
        }
    }
}

static bool check_within(struct symbols *symbols, uint32_t node, const char *what)
{
    enum within within = symbols->around[node].within;
    return !within ||
           CHECKER_RAISE(symbols->checker, node, MESSAGE_WITHIN, what, within_names[within]);
}

static bool check_yield(struct symbols *symbols, uint32_t node)
{
    if (!check_within(symbols, node, "yield expression")) {
        return false;
    }
    if (scope_kind_of(symbols->checker, node) != SCOPE_COMPREHENSION) {
        return true;
    }
    uint8_t kind = symbols->nodes[scope_node_of(symbols->checker, node)].kind;
    const char *name = kind == NODE_LIST_COMP   ? "list comprehension"
                       : kind == NODE_SET_COMP  ? "set comprehension"
                       : kind == NODE_DICT_COMP ? "dict comprehension"
                                                : "generator expression";
    return CHECKER_RAISE(symbols->checker, node, MESSAGE_YIELD_INSIDE, name);
}

// A walrus in comprehensions: its target is bound around them, and must not be theirs.
static bool check_walrus_scopes(struct symbols *symbols, uint32_t walrus, uint32_t target)
{
    const struct scopes *scopes = symbols->scopes;
    struct checker *checker = symbols->checker;
    uint32_t name = scopes->symbols[scopes->symbol_of[target]].name;
    uint32_t scope = scopes->scope_of[walrus];
    uint16_t loop = symbols->around[walrus].loop;
    uint32_t own = mynah__scopes_symbol(scopes, scope, name);
    if (own != SYMBOL_NONE && loop < symbols->walrus_loop[own]) {
        symbols->walrus_loop[own] = loop;
    }
    // Before 3.13 CPython looked for a private name unmangled, and found nothing.
    bool mangled = strcmp(scopes->names[name], mynah__checker_name(checker, target)) != 0;
    bool unseen = mangled && checker->version < 313;
    while (scopes->scopes[scope].kind == SCOPE_COMPREHENSION) {
        uint32_t symbol = mynah__scopes_symbol(scopes, scope, name);
        if (!unseen && symbol != SYMBOL_NONE && symbols->target_loop[symbol] != NO_LOOP &&
            symbols->target_loop[symbol] <= loop) {
            return CHECKER_RAISE(checker, target, MESSAGE_WALRUS_REBINDS,
                                 mynah__checker_name(checker, target));
        }
        loop = symbols->around[scopes->scopes[scope].node].loop;
        scope = scopes->scopes[scope].parent;
    }
    if (scopes->scopes[scope].kind == SCOPE_CLASS) {
        return CHECKER_RAISE(checker, target, MESSAGE_WALRUS_CLASS);
    }
    if (scopes->scopes[scope].kind == SCOPE_TYPE_PARAMS) {
        return CHECKER_RAISE(checker, target, MESSAGE_WALRUS_WITHIN, within_names[WITHIN_GENERIC]);
    }
    return true;
}

static bool check_walrus(struct symbols *symbols, uint32_t node)
{
    if (!check_within(symbols, node, "named expression")) {
        return false;
    }
    if (symbols->around[node].in_iterable) {
        return CHECKER_RAISE(symbols->checker, node, MESSAGE_WALRUS_ITERABLE);
    }
    uint32_t target = mynah__tree_child(symbols->checker->tree, node, ROLE_TARGET);
    if (target == NODE_NONE || symbols->scopes->symbol_of[target] == SYMBOL_NONE ||
        scope_kind_of(symbols->checker, node) != SCOPE_COMPREHENSION) {
        return true;
    }
    return check_walrus_scopes(symbols, node, target);
}

static bool check_name(struct symbols *symbols, uint32_t node)
{
    const struct node *it = &symbols->nodes[node];
    const struct node *parent = &symbols->nodes[it->parent];
    uint32_t symbol = symbols->scopes->symbol_of[node];
    if (symbol == SYMBOL_NONE) {
        return true;
    }
    bool stored = it->flags & (FLAG_STORE | FLAG_DEL);
    uint16_t flags = stored ? SYMBOL_BOUND : SYMBOL_USED;
    if (parent->kind == NODE_ANN_ASSIGN && it->role == ROLE_TARGET) {
        bool simple = !(it->flags & FLAG_PARENTHESIZED);
        bool valued =
            mynah__tree_child(symbols->checker->tree, it->parent, ROLE_VALUE) != NODE_NONE;
        flags = simple ? SYMBOL_BOUND | SYMBOL_ANNOTATED : valued ? SYMBOL_BOUND : 0;
    }
    symbols->seen[symbol] |= flags;
    uint16_t loop = symbols->around[node].loop;
    if (stored && loop != NO_LOOP && symbols->walrus_loop[symbol] < loop &&
        symbols->target_loop[symbol] != NO_LOOP) {
        return CHECKER_RAISE(symbols->checker, node, MESSAGE_WALRUS_REBOUND,
                             mynah__checker_name(symbols->checker, node));
    }
    return true;
}

static bool check_identifier(struct symbols *symbols, uint32_t node)
{
    uint32_t symbol = symbols->scopes->symbol_of[node];
    uint8_t parent = symbols->nodes[symbols->nodes[node].parent].kind;
    if (symbol == SYMBOL_NONE || parent == NODE_GLOBAL || parent == NODE_NONLOCAL) {
        return true;
    }
    struct checker *checker = symbols->checker;
    uint16_t seen = symbols->seen[symbol];
    symbols->seen[symbol] |= SYMBOL_BOUND;
    if (parent == NODE_ARG) {
        symbols->seen[symbol] |= SYMBOL_PARAMETER;
        return !(seen & SYMBOL_PARAMETER) ||
               CHECKER_RAISE(checker, node, MESSAGE_DUPLICATE_PARAMETER,
                             mynah__checker_name(checker, node));
    }
    if (parent == NODE_TYPE_PARAM && seen & SYMBOL_BOUND) {
        return CHECKER_RAISE(checker, node, MESSAGE_DUPLICATE_TYPE_PARAMETER,
                             mynah__checker_name(checker, node));
    }
    return true;
}

static bool check_declared(struct symbols *symbols, uint32_t statement, uint32_t node)
{
    uint32_t symbol = symbols->scopes->symbol_of[node];
    bool global = symbols->nodes[statement].kind == NODE_GLOBAL;
    if (symbol == SYMBOL_NONE) {
        return true;
    }
    uint16_t seen = symbols->seen[symbol];
    if (seen & (SYMBOL_PARAMETER | SYMBOL_USED | SYMBOL_ANNOTATED | SYMBOL_BOUND)) {
        enum message message = seen & SYMBOL_PARAMETER   ? MESSAGE_NAME_IS_PARAMETER
                               : seen & SYMBOL_USED      ? MESSAGE_NAME_IS_USED
                               : seen & SYMBOL_ANNOTATED ? MESSAGE_NAME_IS_ANNOTATED
                                                         : MESSAGE_NAME_IS_ASSIGNED;
        return CHECKER_RAISE(symbols->checker, statement, message,
                             mynah__checker_name(symbols->checker, node),
                             global ? "global" : "nonlocal");
    }
    symbols->seen[symbol] |= global ? SYMBOL_GLOBAL : SYMBOL_NONLOCAL;
    if (symbols->declaration[symbol] == NODE_NONE) {
        symbols->declaration[symbol] = statement;
    }
    return true;
}

static bool check_declaration(struct symbols *symbols, uint32_t node)
{
    const struct node *nodes = symbols->nodes;
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        if (!check_declared(symbols, node, child)) {
            return false;
        }
    }
    return true;
}

static bool check_annotated(struct symbols *symbols, uint32_t node)
{
    uint32_t target = mynah__tree_child(symbols->checker->tree, node, ROLE_TARGET);
    if (target == NODE_NONE || symbols->nodes[target].kind != NODE_NAME ||
        symbols->nodes[target].flags & FLAG_PARENTHESIZED || symbols->scopes->scope_of[node] == 0) {
        return true;
    }
    uint32_t symbol = symbols->scopes->symbol_of[target];
    uint16_t seen = symbol == SYMBOL_NONE ? 0 : symbols->seen[symbol];
    if (!(seen & (SYMBOL_GLOBAL | SYMBOL_NONLOCAL))) {
        return true;
    }
    return CHECKER_RAISE(symbols->checker, node, MESSAGE_NAME_IS_ANNOTATED,
                         mynah__checker_name(symbols->checker, target),
                         seen & SYMBOL_GLOBAL ? "global" : "nonlocal");
}

static bool check_import_star(struct symbols *symbols, uint32_t node)
{
    if (!(symbols->nodes[node].flags & FLAG_STAR) || symbols->scopes->scope_of[node] == 0) {
        return true;
    }
    (void)CHECKER_RAISE(symbols->checker, node, MESSAGE_IMPORT_STAR);
    symbols->checker->failure.start = symbols->nodes[node].end - 1; // CPython points at the star
    return false;
}

static bool check_node(struct symbols *symbols, uint32_t node)
{
    switch (symbols->nodes[node].kind) {
    case NODE_NAME:
        return check_name(symbols, node);
    case NODE_IDENTIFIER:
        return check_identifier(symbols, node);
    case NODE_GLOBAL:
    case NODE_NONLOCAL:
        return check_declaration(symbols, node);
    case NODE_ANN_ASSIGN:
        return check_annotated(symbols, node);
    case NODE_IMPORT_FROM:
        return check_import_star(symbols, node);
    case NODE_YIELD:
    case NODE_YIELD_FROM:
        return check_yield(symbols, node);
    case NODE_AWAIT:
        return check_within(symbols, node, "await expression");
    case NODE_NAMED_EXPR:
        return check_walrus(symbols, node);
    default:
        return true;
    }
}

// Before 3.13 CPython visits the `else` of a `try` before its handlers.  Cut the nodes from `node`
// to `to` into what comes before them, the `else`, the handlers, and the rest; the first remains.
static uint32_t reorder(const struct symbols *symbols, uint32_t node, uint32_t to,
                        struct range *ranges, size_t *count)
{
    const struct node *nodes = symbols->nodes;
    const struct tree *tree = symbols->checker->tree;
    uint32_t handler = mynah__tree_child(tree, node, ROLE_HANDLER);
    uint32_t orelse = mynah__tree_child(tree, node, ROLE_ORELSE);
    if (handler == NODE_NONE || orelse == NODE_NONE || *count + 3 > RANGES_MOST) {
        return to;
    }
    uint32_t end = orelse;
    while (end < nodes[node].after && nodes[end].role == ROLE_ORELSE) {
        end = nodes[end].after;
    }
    ranges[(*count)++] = (struct range){ end, to };
    ranges[(*count)++] = (struct range){ handler, orelse };
    ranges[(*count)++] = (struct range){ orelse, end };
    return handler;
}

static bool check_nodes(struct symbols *symbols)
{
    struct range ranges[RANGES_MOST] = { { 1, symbols->checker->tree->count } };
    size_t count = 1;
    while (count > 0) {
        struct range range = ranges[--count];
        for (uint32_t node = range.from; node < range.to; node++) {
            if (symbols->nodes[node].kind == NODE_TRY && symbols->checker->version < 313) {
                range.to = reorder(symbols, node, range.to, ranges, &count);
            }
            if (!check_node(symbols, node)) {
                return false;
            }
        }
    }
    return true;
}

// When all is known: names that are declared and found nowhere, or declared both ways.
static bool check_symbol(struct symbols *symbols, uint32_t index)
{
    const struct symbol *symbol = &symbols->scopes->symbols[index];
    const char *name = symbols->scopes->names[symbol->name];
    uint32_t statement = symbols->declaration[index];
    uint16_t seen = symbols->seen[index];
    struct checker *checker = symbols->checker;
    if (statement == NODE_NONE || !(seen & SYMBOL_NONLOCAL)) {
        return true;
    }
    if (seen & SYMBOL_GLOBAL) {
        return CHECKER_RAISE(checker, statement, MESSAGE_NAME_IS_BOTH, name);
    }
    if (symbol->scope == 0) {
        return CHECKER_RAISE(checker, statement, MESSAGE_NONLOCAL_MODULE);
    }
    if (symbol->owner == SYMBOL_NONE) {
        return CHECKER_RAISE(checker, statement, MESSAGE_NONLOCAL_UNBOUND, name);
    }
    uint32_t owner = symbols->scopes->symbols[symbol->owner].scope;
    return symbols->scopes->scopes[owner].kind != SCOPE_TYPE_PARAMS ||
           CHECKER_RAISE(checker, statement, MESSAGE_NONLOCAL_TYPE_PARAMETER, name);
}

static bool check_symbols(struct symbols *symbols)
{
    const struct scopes *scopes = symbols->scopes;
    for (uint32_t scope = 0; scope < scopes->scope_count; scope++) {
        uint32_t symbol = scopes->scopes[scope].first_symbol;
        for (; symbol != SYMBOL_NONE; symbol = scopes->symbols[symbol].next) {
            if (!check_symbol(symbols, symbol)) {
                return false;
            }
        }
    }
    return true;
}

bool mynah__check_symbols(struct checker *checker)
{
    const struct scopes *scopes = checker->scopes;
    size_t count = scopes->symbol_count;
    struct symbols symbols = {
        .checker = checker,
        .scopes = scopes,
        .nodes = checker->nodes,
        .around = mynah__arena_alloc(checker->arena, checker->tree->count * sizeof(struct around)),
        .seen = mynah__arena_alloc(checker->arena, count * sizeof(uint16_t)),
        .declaration = mynah__arena_alloc(checker->arena, count * sizeof(uint32_t)),
        .target_loop = mynah__arena_alloc(checker->arena, count * sizeof(uint16_t)),
        .walrus_loop = mynah__arena_alloc(checker->arena, count * sizeof(uint16_t)),
    };
    if (checker->arena->failed) {
        return false;
    }
    memset(symbols.declaration, 0xFF, count * sizeof(uint32_t));
    memset(symbols.target_loop, 0xFF, count * sizeof(uint16_t));
    memset(symbols.walrus_loop, 0xFF, count * sizeof(uint16_t));
    symbols.around[0].loop = NO_LOOP;
    for (uint32_t node = 1; node < checker->tree->count; node++) {
        inherit(&symbols, node);
        if (checker->nodes[node].kind == NODE_COMPREHENSION) {
            note_targets(&symbols, node);
        }
    }
    return check_nodes(&symbols) && check_symbols(&symbols);
}
