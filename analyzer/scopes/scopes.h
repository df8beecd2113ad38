// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SCOPES_H
#define MYNAH_SCOPES_H

// Who owns a name: Python's scopes and the symbols in them, by the rules of its reference manual
// (4.2 Naming and binding): all bindings of a scope before any use, `global` and `nonlocal`, class
// scopes that nested functions do not see, comprehensions with their first iterable outside.
// There is one such table, for the errors of Python's symbol table and for the judge alike.

#include "tree/node.h"

enum scope_kind {
    SCOPE_MODULE,
    SCOPE_CLASS,
    SCOPE_FUNCTION,
    SCOPE_LAMBDA,
    SCOPE_COMPREHENSION,
    SCOPE_TYPE_PARAMS, // of a generic def or class, or a type alias, whose value is in it
};

enum symbol_flag {
    SYMBOL_BOUND = 1, // assigned, imported, defined, a target, a parameter … in this scope
    SYMBOL_USED = 2,  // loaded in this scope
    SYMBOL_PARAMETER = 4,
    SYMBOL_GLOBAL = 8,    // declared `global`
    SYMBOL_NONLOCAL = 16, // declared `nonlocal`
    SYMBOL_IMPORTED = 32,
    SYMBOL_ANNOTATED = 64,
    SYMBOL_DELETED = 128,
    SYMBOL_IMPLICIT = 256, // the cell `__class__` of a class
};

struct scope {
    enum scope_kind kind;
    uint32_t node;         // the MODULE, FUNCTION_DEF, CLASS_DEF, LAMBDA, …
    uint32_t parent;       // SCOPE_NONE for the module
    uint32_t first_symbol; // head of a list by symbol.next, in order of first appearance
    bool star_import;      // `from m import *` in it: any name may be bound
};

struct symbol {
    uint32_t name;  // an index of `names`
    uint32_t scope; // where it appears
    uint32_t owner; // the symbol that it stands for: itself when bound here; the symbol of the
                    // enclosing function or of the module otherwise; SYMBOL_NONE: never bound in
                    // this code, so a builtin or preloaded
    uint32_t next;
    uint16_t flags;
    uint32_t node; // where it appears first
};

#define SCOPE_NONE UINT32_MAX
#define SYMBOL_NONE UINT32_MAX

struct scopes {
    const struct tree *tree;
    struct scope *scopes; // scopes[0] is the module's; parents come before children
    uint32_t scope_count;
    struct symbol *symbols;
    uint32_t symbol_count;
    uint32_t *scope_of;       // by node: the scope in which the node is evaluated
    uint32_t *symbol_of;      // by node: of a NAME or a binding IDENTIFIER; else SYMBOL_NONE
    const char *const *names; // by name id: NFKC-normalised, NUL-terminated, each text once
    uint32_t name_count;
    const uint32_t *name_table; // for mynah__scopes_find(): name id + 1 by hash
    uint32_t name_mask;
    const uint32_t *symbol_table; // for mynah__scopes_symbol(): symbol + 1 by hash
    uint32_t symbol_mask;
};

// Build the scopes of `tree`; everything lives in `arena`.  False only when out of memory.
bool mynah__scopes_build(struct scopes *scopes, const struct tree *tree, struct arena *arena);

// Return the id of the name spelt `text`, or UINT32_MAX when the code does not have it.
uint32_t mynah__scopes_find(const struct scopes *scopes, const char *text);

// Return the symbol of name `name` in `scope`, or SYMBOL_NONE.
uint32_t mynah__scopes_symbol(const struct scopes *scopes, uint32_t scope, uint32_t name);

// Return the normalised text of an identifier-like node (NAME, IDENTIFIER); it may be dotted in
// an import.  Lives in `arena`.
const char *mynah__identifier(const struct tree *tree, uint32_t node, struct arena *arena);

#endif
