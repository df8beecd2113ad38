// SPDX-License-Identifier: Apache-2.0
//
// Any bytes through the recogniser, of every kind of version: the same answer twice, at a place
// that is there.

#include "fuzz.h"

#include "../recognise.h"

#include <stdlib.h>
#include <string.h>

// Children lie within their parents and follow each other.
static void check_tree(const struct tree *tree)
{
    for (uint32_t i = 1; i < tree->count; i++) {
        const struct node *node = &tree->nodes[i];
        if (node->parent >= i || node->after <= i ||
            node->after > tree->nodes[node->parent].after ||
            node->start < tree->nodes[node->parent].start ||
            node->end > tree->nodes[node->parent].end || node->start > node->end) {
            abort();
        }
    }
}

static void check_same_trees(const struct tree *one, const struct tree *other)
{
    if (one->count != other->count ||
        memcmp(one->nodes, other->nodes, one->count * sizeof *one->nodes) != 0) {
        abort();
    }
}

static void check_place(const struct recognised *answer)
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
        same = one->requires_python == other->requires_python;
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
        struct recognised one = { .arena = { 0 } };
        struct recognised other = { .arena = { 0 } };
        const char *code = (const char *)data;
        if (!recognise(&one, code, size, versions[i]) ||
            !recognise(&other, code, size, versions[i])) {
            abort();
        }
        check_same(&one.syntax, &other.syntax);
        if (!one.syntax.accepted) {
            check_place(&one);
        } else if (one.syntax.requires_python > versions[i]) {
            abort();
        } else {
            check_tree(&one.tree);
            check_same_trees(&one.tree, &other.tree);
        }
        mynah__arena_finish(&one.arena);
        mynah__arena_finish(&other.arena);
    }
    return 0;
}
