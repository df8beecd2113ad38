// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SYNTAX_H
#define MYNAH_SYNTAX_H

// Would CPython compile it?  A strict recogniser: tokens, then the grammar of Grammar/python.gram.
// What CPython finds only behind the grammar (placement of return and await, names declared twice)
// is asked of the tree and its scopes.  One error at most: the one that CPython reports.

#include "scopes/scopes.h"

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

// Bytes whose tree is not to be trusted, although the grammar accepts the code.
struct syntax_gap {
    uint32_t start;
    uint32_t end;
};

struct syntax {
    bool accepted;
    struct syntax_error error; // when not accepted
    int requires_python;       // the oldest version whose syntax suffices, when accepted
    const uint32_t *indents;   // tokens' INDENT depth by line, where a logical line starts
    uint32_t future_start;     // bytes of the first `from __future__ import *`
    uint32_t future_end;
    uint32_t star_start;     // bytes of the first starred expression that is a value by itself,
    uint32_t star_end;       // for mynah__syntax_compile(); equal: there is none
    struct syntax_gap *gaps; // see mynah__syntax_compile()
    size_t gap_count;
};

// Ask the lexer and the grammar.  False only when out of memory.
bool mynah__syntax_parse(struct syntax *syntax, const struct source *source, int version,
                         struct arena *arena);

// Ask what CPython asks behind the grammar, in its order: __future__, symbol table, compiler.
// Clears `syntax->accepted` at an error.  Whole statements of the module in which the tree has an
// ERROR, or a statement in another block than its line, become `gaps`; nothing is asked there.
// False only when out of memory.
bool mynah__syntax_compile(struct syntax *syntax, const struct scopes *scopes, int version,
                           struct arena *arena);

#endif
