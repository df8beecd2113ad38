// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TESTS_RECOGNISE_H
#define MYNAH_TESTS_RECOGNISE_H

// What the analyzer does to find out whether CPython would compile some code.

#include "syntax/syntax.h"

struct recognised {
    struct arena arena;
    struct source source;
    struct syntax syntax;
    struct tree tree; // when accepted
    struct scopes scopes;
};

// Ask the lexer, the grammar, and what is behind it.  False when out of memory.  `code` is zeroed
// by the caller, who finishes its arena.
static inline bool recognise(struct recognised *code, const char *bytes, size_t size, int version)
{
    struct arena *arena = &code->arena;
    if (!mynah__source_read(&code->source, bytes, size, arena) ||
        !mynah__syntax_parse(&code->syntax, &code->tree, &code->source, version, arena)) {
        return false;
    }
    return !code->syntax.accepted ||
           (mynah__scopes_build(&code->scopes, &code->tree, arena) &&
            mynah__syntax_compile(&code->syntax, &code->scopes, version, arena));
}

#endif
