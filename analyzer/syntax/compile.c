// SPDX-License-Identifier: Apache-2.0
//
// What CPython finds behind the grammar, in its order: __future__, symbol table, compiler.

#include "syntax/compile.h"

#include <string.h>

bool mynah__checker_raise(struct checker *checker, uint32_t node)
{
    checker->failure.start = checker->nodes[node].start;
    checker->failure.end = checker->nodes[node].end;
    return false;
}

const char *mynah__checker_name(struct checker *checker, uint32_t node)
{
    const char *name = mynah__identifier(checker->tree, node, checker->arena);
    return name ? name : "";
}

bool mynah__is_text(const struct checker *checker, uint32_t node, const char *text)
{
    const struct node *it = &checker->nodes[node];
    size_t size = strlen(text);
    return it->end - it->start == size &&
           memcmp(checker->tree->source->text + it->start, text, size) == 0;
}

// How deep a tree CPython follows: its recursion limit, taken three times, and from 3.13 on the C
// stack's.  The figures are measured; those who come near to them have other worries.
static bool check_depth(struct checker *checker)
{
    uint32_t most = checker->version >= 313 ? 8000 : 2990;
    uint32_t *depths = mynah__arena_alloc(checker->arena, checker->tree->count * sizeof *depths);
    for (uint32_t node = 1; depths && node < checker->tree->count; node++) {
        depths[node] = depths[checker->nodes[node].parent] + 1;
        if (depths[node] > most) {
            return CHECKER_RAISE(checker, node, MESSAGE_TOO_DEEP_TO_COMPILE);
        }
    }
    return true;
}

bool mynah__syntax_compile(struct syntax *syntax, const struct scopes *scopes, int version,
                           struct arena *arena)
{
    const struct tree *tree = scopes->tree;
    struct checker checker = {
        .scopes = scopes,
        .tree = tree,
        .nodes = tree->nodes,
        .version = version,
        .arena = arena,
        .bound = mynah__arena_alloc(arena, scopes->name_count + 1),
    };
    if (arena->failed || !checker.bound) {
        return false;
    }
    if (!check_depth(&checker) || !mynah__check_future(&checker) ||
        !mynah__check_symbols(&checker) || !mynah__check_placement(&checker)) {
        syntax->accepted = false;
        mynah__syntax_place(syntax, tree->source, &checker.failure);
    }
    return !arena->failed;
}
