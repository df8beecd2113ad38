// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_FLOW_H
#define MYNAH_FLOW_H

// What can run after what, and which bindings a use may see.  Every scope that has a body of its
// own (module, function, class, lambda, comprehension) gets a graph of blocks; literally false
// conditions and code behind an exit are unreachable.

#include "scopes/scopes.h"

enum definition_kind {
    DEFINITION_ASSIGN,    // target of an assignment (also walrus): `value` is the right-hand side
    DEFINITION_AUGMENTED, // `value` is the right-hand side of `+=` and the like
    DEFINITION_ITEM,      // a part of an unpacked right-hand side `value`
    DEFINITION_FOR,       // target of a for or comprehension: `value` is the iterable
    DEFINITION_WITH,      // target of a with item: `value` is the context manager
    DEFINITION_EXCEPT,    // `value` is the exception type, or NODE_NONE
    DEFINITION_IMPORT,    // `value` is the ALIAS
    DEFINITION_FUNCTION,  // `value` is the FUNCTION_DEF
    DEFINITION_CLASS,     // `value` is the CLASS_DEF
    DEFINITION_PARAMETER, // `value` is the ARG
    DEFINITION_PATTERN,   // captured by a match pattern: `value` is the subject
    DEFINITION_STAR,      // `from m import *`: may bind this name; `value` is the IMPORT_FROM
    DEFINITION_DELETE,    // `del name`, and the end of an except clause
    DEFINITION_DECLARED,  // an annotation without value, a type alias or parameter
    DEFINITION_OUTSIDE,   // bound by code of another scope (global, nonlocal), or not yet bound
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
    bool *reachable;          // by node, of statements and expressions
    uint32_t *first_reaching; // by node, of NAMEs that are loaded: range in `reaching`
    uint32_t *reaching_count;
    uint32_t *reaching; // definition indices; a use in another scope than its owner's sees them all
    bool *maybe_unbound; // by node, of NAMEs that are loaded: some path has no definition
};

// Build the flow of `scopes`; everything lives in `arena`.  False only when out of memory.
bool mynah__flow_build(struct flow *flow, const struct scopes *scopes, struct arena *arena);

// The definitions of a module-level symbol that may reach the module's normal end, and whether the
// end may be reached without one.  `ends` is false when there is no normal end.
struct flow_exit {
    const uint32_t *definitions;
    uint32_t count;
    bool maybe_unbound;
    bool ends;
};
struct flow_exit mynah__flow_exit(const struct flow *flow, uint32_t symbol);

#endif
