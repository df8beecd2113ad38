// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SYNTAX_H
#define MYNAH_SYNTAX_H

// Would CPython compile it?  Tokens, then the grammar of Grammar/python.gram, which makes the tree
// of what it accepts.  What CPython finds only behind the grammar (placement of return and await,
// names declared twice) is asked of the tree and its scopes.  One error at most: the one that
// CPython reports.

#include "scopes/scopes.h"
#include "tree/tree.h"

// A Python version as one number: 313 is 3.13.
enum { PYTHON_OLDEST = 308, PYTHON_NEWEST = 314, PYTHON_DEFAULT = 313 };

struct syntax_error {
    uint32_t start; // bytes in the source
    uint32_t end;   // start where CPython gives no range
    int line;       // as CPython's `lineno` and `offset`: 1-based, in code points
    int column;
    int end_line; // 0 where CPython gives none
    int end_column;
    const char *type;    // "SyntaxError", "IndentationError", "TabError"
    const char *message; // as CPython words it
    const char *hint;    // what to do about it, or NULL
};

struct syntax {
    bool accepted;
    struct syntax_error error; // when not accepted
    int requires_python;       // the oldest version whose syntax suffices, when accepted
};

// Ask the lexer and the grammar; when they accept the code, fill `tree` unless it is NULL.  False
// only when out of memory.
bool mynah__syntax_parse(struct syntax *syntax, struct tree *tree, const struct source *source,
                         int version, struct arena *arena);

// Likewise, and when they do not accept it, make of it what can be made: see tree/tree.h.
enum tree_result mynah__syntax_read(struct syntax *syntax, struct tree *tree,
                                    const struct source *source, int version, struct arena *arena);

// Ask what CPython asks behind the grammar, in its order: __future__, symbol table, compiler.
// Clears `syntax->accepted` at an error.  False only when out of memory.
bool mynah__syntax_compile(struct syntax *syntax, const struct scopes *scopes, int version,
                           struct arena *arena);

#endif
