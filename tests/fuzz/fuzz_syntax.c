// SPDX-License-Identifier: Apache-2.0
//
// Any bytes through the recogniser, of every kind of version: the same answer twice, at a place
// that is there.

#include "fuzz.h"

#include "syntax/syntax.h"
#include "tree/tree.h"

#include <stdlib.h>
#include <string.h>

struct answer {
    struct arena arena;
    struct source source;
    struct syntax syntax;
};

static void recognise(struct answer *answer, const uint8_t *data, size_t size, int version)
{
    struct arena *arena = &answer->arena;
    struct syntax *syntax = &answer->syntax;
    struct tree tree;
    struct scopes scopes;
    bool done = mynah__source_read(&answer->source, (const char *)data, size, arena) &&
                mynah__syntax_parse(syntax, &answer->source, version, arena);
    if (done && syntax->accepted) {
        done = mynah__tree_build(&tree, &answer->source, arena) != TREE_NO_MEMORY &&
               mynah__scopes_build(&scopes, &tree, arena) &&
               mynah__syntax_compile(syntax, &scopes, version, arena);
    }
    if (!done) {
        abort();
    }
}

static void check_place(const struct answer *answer)
{
    const struct syntax_error *error = &answer->syntax.error;
    if (error->start > answer->source.size || error->end > answer->source.size + 1 ||
        error->end < error->start || error->line < 1 || error->column < 1 ||
        (uint32_t)error->line > answer->source.line_count || !error->message || !error->type) {
        abort();
    }
}

static void check_same(const struct syntax *one, const struct syntax *other)
{
    bool same = one->accepted == other->accepted;
    if (same && one->accepted) {
        same = one->requires_python == other->requires_python && one->gap_count == other->gap_count;
    } else if (same) {
        same = one->error.start == other->error.start && one->error.end == other->error.end &&
               strcmp(one->error.message, other->error.message) == 0;
    }
    if (!same) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int versions[] = { 308, 311, 313, 314 };
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
        struct answer one = { .arena = { 0 } };
        struct answer other = { .arena = { 0 } };
        recognise(&one, data, size, versions[i]);
        recognise(&other, data, size, versions[i]);
        check_same(&one.syntax, &other.syntax);
        if (!one.syntax.accepted) {
            check_place(&one);
        } else if (one.syntax.requires_python > versions[i]) {
            abort();
        }
        mynah__arena_finish(&one.arena);
        mynah__arena_finish(&other.arena);
    }
    return 0;
}
