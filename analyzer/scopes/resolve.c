// SPDX-License-Identifier: Apache-2.0
//
// Whose a name is: a walk over the scopes, outside in, that keeps for each name the symbol that
// inner functions see under it.  Linear in scopes and symbols, however deep they are nested.

#include "scopes/collect.h"

#include <string.h>

// What a name meant before a scope was entered.
struct undo {
    uint32_t name;
    uint32_t symbol;
};

struct resolver {
    struct collector *collector;
    struct scopes *scopes;
    uint32_t *visible; // by name: the symbol that functions further in see, or SYMBOL_NONE
    struct undo *undo;
    uint32_t undo_count;
    uint32_t *first_child; // by scope
    uint32_t *next_child;
    uint32_t *entered; // by scope: undo_count before it
};

static void show(struct resolver *resolver, uint32_t name, uint32_t symbol)
{
    resolver->undo[resolver->undo_count++] = (struct undo){ name, resolver->visible[name] };
    resolver->visible[name] = symbol;
}

static uint32_t module_symbol(const struct resolver *resolver, uint32_t name)
{
    uint32_t symbol = mynah__scopes_symbol(resolver->scopes, 0, name);
    bool bound = symbol != SYMBOL_NONE && resolver->scopes->symbols[symbol].flags & SYMBOL_BOUND;
    return bound ? symbol : SYMBOL_NONE;
}

// The type parameters of a class's methods, and they alone, see the names of the class.
static uint32_t seen_from(const struct resolver *resolver, const struct symbol *symbol)
{
    const struct scopes *scopes = resolver->scopes;
    const struct scope *scope = &scopes->scopes[symbol->scope];
    if (scope->kind == SCOPE_TYPE_PARAMS && scopes->scopes[scope->parent].kind == SCOPE_CLASS) {
        uint32_t inner = mynah__scopes_symbol(scopes, scope->parent, symbol->name);
        if (inner != SYMBOL_NONE && scopes->symbols[inner].flags & SYMBOL_BOUND) {
            return scopes->symbols[inner].owner;
        }
    }
    return resolver->visible[symbol->name];
}

static uint32_t find_owner(const struct resolver *resolver, uint32_t index)
{
    const struct scopes *scopes = resolver->scopes;
    const struct symbol *symbol = &scopes->symbols[index];
    if (symbol->scope == 0) {
        return symbol->flags & SYMBOL_BOUND ? index : SYMBOL_NONE;
    }
    if (symbol->flags & SYMBOL_GLOBAL) {
        return module_symbol(resolver, symbol->name);
    }
    if (symbol->flags & SYMBOL_NONLOCAL) {
        uint32_t outer = resolver->visible[symbol->name];
        bool inner = outer != SYMBOL_NONE && scopes->symbols[outer].scope != 0;
        return inner ? outer : SYMBOL_NONE;
    }
    return symbol->flags & SYMBOL_BOUND ? index : seen_from(resolver, symbol);
}

static void enter(struct resolver *resolver, uint32_t scope)
{
    struct scopes *scopes = resolver->scopes;
    bool is_class = scopes->scopes[scope].kind == SCOPE_CLASS;
    resolver->entered[scope] = resolver->undo_count;
    uint32_t symbol = scopes->scopes[scope].first_symbol;
    for (; symbol != SYMBOL_NONE; symbol = scopes->symbols[symbol].next) {
        scopes->symbols[symbol].owner = find_owner(resolver, symbol);
    }
    symbol = scopes->scopes[scope].first_symbol;
    for (; symbol != SYMBOL_NONE; symbol = scopes->symbols[symbol].next) {
        const struct symbol *it = &scopes->symbols[symbol];
        bool binds = it->flags & (SYMBOL_BOUND | SYMBOL_GLOBAL | SYMBOL_NONLOCAL);
        if (binds && (!is_class || it->flags & SYMBOL_IMPLICIT)) {
            show(resolver, it->name, it->owner);
        }
    }
}

static void leave(struct resolver *resolver, uint32_t scope)
{
    while (resolver->undo_count > resolver->entered[scope]) {
        struct undo undo = resolver->undo[--resolver->undo_count];
        resolver->visible[undo.name] = undo.symbol;
    }
}

// A binding of a declared global is one of the module's.
static void bind_globals(struct collector *collector)
{
    struct scopes *scopes = collector->scopes;
    for (uint32_t i = 0; i < scopes->symbol_count; i++) {
        struct symbol symbol = scopes->symbols[i];
        if (symbol.scope == 0 || !(symbol.flags & SYMBOL_GLOBAL) ||
            !(symbol.flags & SYMBOL_BOUND)) {
            continue;
        }
        uint32_t owner = mynah__collect_symbol(collector, 0, symbol.name, symbol.node);
        if (owner != SYMBOL_NONE) {
            scopes->symbols[owner].flags |= SYMBOL_BOUND;
        }
    }
}

// Methods see the class as `__class__`, which `super()` uses.
static void bind_class_cells(struct collector *collector)
{
    struct scopes *scopes = collector->scopes;
    struct names *names = &collector->names;
    uint32_t name = mynah__names_find(names->names, names->table, names->mask, "__class__");
    uint32_t count = name == UINT32_MAX ? 0 : scopes->scope_count;
    for (uint32_t scope = 0; scope < count; scope++) {
        if (scopes->scopes[scope].kind != SCOPE_CLASS ||
            mynah__scopes_symbol(scopes, scope, name) != SYMBOL_NONE) {
            continue;
        }
        uint32_t symbol = mynah__collect_symbol(collector, scope, name, scopes->scopes[scope].node);
        if (symbol != SYMBOL_NONE) {
            scopes->symbols[symbol].flags = SYMBOL_BOUND | SYMBOL_IMPLICIT;
        }
    }
}

static void walk(struct resolver *resolver)
{
    struct scopes *scopes = resolver->scopes;
    for (uint32_t scope = scopes->scope_count; scope-- > 1;) {
        uint32_t parent = scopes->scopes[scope].parent;
        resolver->next_child[scope] = resolver->first_child[parent];
        resolver->first_child[parent] = scope;
    }
    uint32_t scope = 0;
    enter(resolver, 0);
    for (;;) {
        uint32_t next = resolver->first_child[scope];
        if (next) {
            resolver->first_child[scope] = resolver->next_child[next];
            scope = next;
            enter(resolver, scope);
            continue;
        }
        leave(resolver, scope);
        if (scope == 0) {
            return;
        }
        scope = scopes->scopes[scope].parent;
    }
}

bool mynah__resolve(struct collector *collector)
{
    struct scopes *scopes = collector->scopes;
    struct arena *scratch = collector->scratch;
    bind_globals(collector);
    bind_class_cells(collector);
    size_t names = collector->names.count * sizeof(uint32_t);
    size_t scope_size = scopes->scope_count * sizeof(uint32_t);
    struct resolver resolver = {
        .collector = collector,
        .scopes = scopes,
        .visible = mynah__arena_alloc(scratch, names),
        .undo = mynah__arena_alloc(scratch, scopes->symbol_count * sizeof(struct undo)),
        .first_child = mynah__arena_alloc(scratch, scope_size),
        .next_child = mynah__arena_alloc(scratch, scope_size),
        .entered = mynah__arena_alloc(scratch, scope_size),
    };
    if (scratch->failed || collector->arena->failed) {
        return false;
    }
    memset(resolver.visible, 0xFF, names);
    walk(&resolver);
    return true;
}
