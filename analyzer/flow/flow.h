// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_FLOW_H
#define MYNAH_FLOW_H

// What can run after what, and which bindings a use may see.  The module and every function and
// lambda is a *region* of its own; bodies of classes and comprehensions run where they stand.
// Code under literally false conditions and behind an exit is unreachable.
//
// One walk over a region keeps, for each symbol, what it may be bound to: a definition, or a join
// of several.  Loops open with joins that their ends feed, `except` sees a join of all that its
// `try` bound.  This is linear in the code times its depth of nesting; where lists of definitions
// or the copying of states at jumps would grow beyond that, uses see all definitions instead.
//
// An exception may happen anywhere in a `try`.  A `with` is taken to complete its body, unless its
// manager is called `suppress` or `raises`, or may be one of the code's own that swallows
// exceptions; but code behind a `with` that can only be left by an exception counts as reachable,
// because the manager may swallow it.

#include "scopes/scopes.h"

enum definition_kind {
    DEFINITION_ASSIGN,    // target of an assignment (also walrus): `value` is the right-hand side
    DEFINITION_AUGMENTED, // `value` is the right-hand side of `+=` and the like
    DEFINITION_ITEM,      // a part of an unpacked right-hand side `value`
    DEFINITION_FOR,       // in the target of a for or comprehension: `value` is the iterable
    DEFINITION_WITH,      // in the target of a with item: `value` is the context manager
    DEFINITION_EXCEPT,    // `value` is the exception type, or NODE_NONE
    DEFINITION_IMPORT,    // `value` is the ALIAS
    DEFINITION_FUNCTION,  // `value` is the FUNCTION_DEF
    DEFINITION_CLASS,     // `value` is the CLASS_DEF
    DEFINITION_PARAMETER, // `value` is the ARG
    DEFINITION_PATTERN,   // captured by a match pattern: `value` is the subject
    DEFINITION_STAR,      // `from m import *` may bind this name, which other code binds too (for
                          // one that nothing else binds look at scope.star_import); `node` and
                          // `value` are the IMPORT_FROM
    DEFINITION_DELETE,    // `del name`, and the end of an except clause; never reaches a use
    DEFINITION_DECLARED,  // an annotation without value, a type alias or parameter
};

struct definition {
    uint32_t symbol; // the owner
    uint32_t node;   // the NAME or IDENTIFIER that is bound
    uint32_t value;
    enum definition_kind kind;
    bool reachable;
};

struct flow {
    const struct scopes *scopes;
    struct definition *definitions; // in source order of `node`
    uint32_t definition_count;
    bool *reachable; // by node, of statements and expressions
    // By node, of NAMEs that are loaded or the target of an augmented assignment: a range in
    // `reaching`, ascending.  A use in another region than its owner's, in a generator expression,
    // or of a symbol that another region binds too, sees all definitions of the symbol.
    uint32_t *first_reaching;
    uint32_t *reaching_count;
    uint32_t *reaching;  // definition indices
    bool *maybe_unbound; // by node, of the same: some path has no definition, or nothing ever has
};

// Build the flow of `scopes`; everything lives in `arena`.  False only when out of memory.
bool mynah__flow_build(struct flow *flow, const struct scopes *scopes, struct arena *arena);

#endif
