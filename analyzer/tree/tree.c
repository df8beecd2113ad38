// SPDX-License-Identifier: Apache-2.0
//
// Drives the parse piece by piece within its bounds, and reads the tree that comes of it.

#include "tree/tree.h"

#include "core/alloc.h"
#include "tree/builder.h"
#include "tree/pieces.h"

#include <string.h>

enum {
    PIECE = 2 << 10, // errors cost more than in proportion to what they are in
    // tree-sitter takes up to 350 bytes of memory for a byte of code that it parses without errors.
    LIMIT_LEAST = 256 << 10,
    LIMIT_FACTOR = 512,
    HALVINGS = 32,
};

struct range {
    uint32_t start;
    uint32_t end;
};

struct work {
    struct builder builder;
    struct raws raws;
    size_t left; // bytes that the rest of the parse may take
    bool skipped;
    bool failed;
};

// Parse one range and build it; false when it took too much.
static bool build_range(struct work *work, struct range range)
{
    size_t limit = LIMIT_LEAST + (size_t)LIMIT_FACTOR * (range.end - range.start);
    struct raw_piece piece = {
        .source = work->builder.source,
        .start = range.start,
        .end = range.end,
        .limit = limit < work->left ? limit : work->left,
    };
    if (piece.limit < LIMIT_LEAST) {
        work->left = 0;
        return false;
    }
    enum raw_result result = mynah__raw_parse(&work->raws, &piece);
    work->left -= piece.used < work->left ? piece.used : work->left;
    if (result == RAW_TOO_MUCH) {
        return false;
    }
    work->failed = result == RAW_NO_MEMORY;
    if (!work->failed) {
        work->builder.raws = work->raws.raws;
        mynah__build_piece(&work->builder);
        work->failed = work->builder.failed;
    }
    return true;
}

// Parse a piece; while it takes too much, halves of it.
static void build_piece(struct work *work, struct range piece)
{
    struct range ranges[HALVINGS];
    uint32_t count = 0;
    ranges[count++] = piece;
    while (count && !work->failed) {
        struct range range = ranges[--count];
        if (build_range(work, range)) {
            continue;
        }
        uint32_t middle = mynah__piece_middle(work->builder.source, range.start, range.end);
        if (middle == range.start || count + 2 > HALVINGS || work->left == 0) {
            work->skipped = true;
            mynah__build_skipped(&work->builder, range.start, range.end);
        } else {
            ranges[count++] = (struct range){ middle, range.end };
            ranges[count++] = (struct range){ range.start, middle };
        }
    }
}

static bool copy_nodes(struct tree *tree, const struct builder *builder, struct arena *arena)
{
    size_t size = builder->count * sizeof *tree->nodes;
    tree->nodes = mynah__arena_alloc(arena, size);
    if (!tree->nodes) {
        return false;
    }
    memcpy(tree->nodes, builder->nodes, size);
    tree->count = builder->count;
    tree->first_error = NODE_NONE;
    for (uint32_t i = 0; i < tree->count && tree->first_error == NODE_NONE; i++) {
        if (tree->nodes[i].kind == NODE_ERROR || tree->nodes[i].flags & FLAG_MISSING) {
            tree->first_error = i;
        }
    }
    return true;
}

enum tree_result mynah__tree_build(struct tree *tree, const struct source *source,
                                   struct arena *arena)
{
    struct work work = {
        .builder = { .source = source },
        // One place that takes too much is tried in halves, quarters … : twice as much in all.
        .left = 8 * (size_t)LIMIT_LEAST + 3 * (size_t)LIMIT_FACTOR * source->size,
    };
    *tree = (struct tree){ .source = source };
    mynah__build_start(&work.builder);
    work.failed = work.builder.failed;
    uint32_t start = 0;
    do {
        uint32_t end = mynah__piece_end(source, start, PIECE);
        if (!work.failed) {
            build_piece(&work, (struct range){ start, end });
        }
        start = end;
    } while (start < source->size && !work.failed);
    if (!work.failed) {
        mynah__build_finish(&work.builder);
    }
    bool done = !work.failed && copy_nodes(tree, &work.builder, arena);
    mynah__free(work.builder.nodes);
    mynah__free(work.builder.tasks);
    mynah__free(work.raws.raws);
    return !done ? TREE_NO_MEMORY : work.skipped ? TREE_TOO_MUCH : TREE_DONE;
}

const char *mynah__node_kind_name(enum node_kind kind)
{
    static const char *const names[NODE_KIND_COUNT] = {
        // clang-format off
        "Module", "FunctionDef", "ClassDef", "Return", "Delete", "Assign", "AugAssign",
        "AnnAssign", "TypeAlias", "For", "While", "If", "With", "Match", "Raise", "Try", "Assert",
        "Import", "ImportFrom", "Global", "Nonlocal", "Expr", "Pass", "Break", "Continue",
        "withitem", "match_case", "ExceptHandler", "alias", "arguments", "arg", "decorator",
        "type_param", "BoolOp", "NamedExpr", "BinOp", "UnaryOp", "Lambda", "IfExp", "Dict",
        "dict_item", "Set", "ListComp", "SetComp", "DictComp", "GeneratorExp", "comprehension",
        "Await", "Yield", "YieldFrom", "Compare", "Call", "keyword", "JoinedStr",
        "FormattedValue", "Constant", "Attribute", "Subscript", "Starred", "Name", "List",
        "Tuple", "Slice", "MatchValue", "MatchSingleton", "MatchSequence", "MatchMapping",
        "MatchClass", "MatchStar", "MatchAs", "MatchOr", "identifier", "ERROR",
        // clang-format on
    };
    return names[kind];
}
