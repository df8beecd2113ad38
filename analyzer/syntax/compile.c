// SPDX-License-Identifier: Apache-2.0
//
// What CPython finds behind the grammar, in its order: __future__, symbol table, compiler.  And
// where the tree does not say what the tokens say, so that none of it can be asked.

#include "syntax/compile.h"

#include <string.h>

bool mynah__checker_raise(struct checker *checker, uint32_t node)
{
    checker->failure.start = checker->nodes[node].start;
    checker->failure.end = checker->nodes[node].end;
    return false;
}

// The grammar knows better than the tree which starred expressions are values by themselves.
bool mynah__checker_raise_star(struct checker *checker)
{
    mynah__failure_set(&checker->failure, checker->arena, checker->version, MESSAGE_STAR_VALUE);
    checker->failure.start = checker->syntax->star_start;
    checker->failure.end = checker->syntax->star_end;
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

// ## Where tree and tokens differ

struct comparison {
    const struct tree *tree;
    const struct node *nodes;
    const uint32_t *indents; // by line, of the tokens
    uint8_t *depths;         // by node: blocks around a statement
    bool *wrong;             // by line
    uint32_t line;           // index of the line of the newest node
    size_t gap_capacity;
};

static bool is_statement(const struct node *node)
{
    return node->kind >= NODE_FUNCTION_DEF && node->kind <= NODE_CONTINUE;
}

static bool is_elif(const struct comparison *comparison, uint32_t node)
{
    const struct node *it = &comparison->nodes[node];
    return it->kind == NODE_IF && it->role == ROLE_ORELSE &&
           strncmp(comparison->tree->source->text + it->start, "elif", 4) == 0;
}

static uint8_t depth_of(const struct comparison *comparison, uint32_t node)
{
    const struct node *nodes = comparison->nodes;
    uint32_t parent = nodes[node].parent;
    uint8_t around = comparison->depths[parent];
    bool deeper = is_statement(&nodes[node]) && parent != 0 && !is_elif(comparison, node);
    deeper = deeper || nodes[node].kind == NODE_MATCH_CASE;
    return (uint8_t)(around + (deeper && around < UINT8_MAX));
}

// Whether only blanks stand before the node on its line.
static bool begins_line(const struct comparison *comparison, uint32_t node)
{
    const struct source *source = comparison->tree->source;
    uint32_t at = source->lines[comparison->line];
    while (at < comparison->nodes[node].start && strchr(" \t\f", source->text[at])) {
        at++;
    }
    return at == comparison->nodes[node].start;
}

static bool differs(struct comparison *comparison, uint32_t node)
{
    const struct node *it = &comparison->nodes[node];
    const struct source *source = comparison->tree->source;
    while (comparison->line + 1 < source->line_count &&
           source->lines[comparison->line + 1] <= it->start) {
        comparison->line++;
    }
    if (it->kind == NODE_ERROR || it->flags & FLAG_MISSING) {
        return true;
    }
    return is_statement(it) && begins_line(comparison, node) &&
           comparison->indents[comparison->line] != comparison->depths[node];
}

// Compare what is below one node of the module; what is wrong in it puts all of it in doubt.
static bool compare_statement(struct comparison *comparison, uint32_t top)
{
    bool wrong = false;
    for (uint32_t node = top; node < comparison->nodes[top].after; node++) {
        comparison->depths[node] = depth_of(comparison, node);
        wrong = differs(comparison, node) || wrong;
    }
    return wrong;
}

static void compare(struct comparison *comparison)
{
    const struct source *source = comparison->tree->source;
    const struct node *nodes = comparison->nodes;
    for (uint32_t top = 1; top < comparison->tree->count; top = nodes[top].after) {
        uint32_t line = comparison->line;
        if (!compare_statement(comparison, top)) {
            continue;
        }
        while (line + 1 < source->line_count && source->lines[line + 1] <= nodes[top].start) {
            line++;
        }
        for (; line < source->line_count && source->lines[line] < nodes[top].end; line++) {
            comparison->wrong[line] = true;
        }
    }
}

// A line at the margin that begins a statement of the module, and no clause of the one before.
static bool begins_region(const struct source *source, const uint32_t *indents, uint32_t line)
{
    char byte = source->text[source->lines[line]];
    return indents[line] == 0 && byte && !strchr(" \t\f#\n)]}", byte);
}

// Add the lines from `first` to before `last` as a gap.
static void add_gap(struct syntax *syntax, struct comparison *comparison, uint32_t first,
                    uint32_t last, struct arena *arena)
{
    const struct source *source = comparison->tree->source;
    struct syntax_gap *gaps = mynah__arena_grow(arena, syntax->gaps, syntax->gap_count,
                                                &comparison->gap_capacity, sizeof *gaps);
    if (gaps) {
        uint32_t end = last < source->line_count ? source->lines[last] : source->size;
        gaps[syntax->gap_count++] = (struct syntax_gap){ source->lines[first], end };
        syntax->gaps = gaps;
    }
}

// Spread each wrong line over the statement of the module that it is in, as gaps.
static void find_gaps(struct syntax *syntax, struct comparison *comparison, struct arena *arena)
{
    const struct source *source = comparison->tree->source;
    uint32_t line = 0;
    while (line < source->line_count) {
        uint32_t first = line;
        bool wrong = false;
        do {
            wrong = wrong || comparison->wrong[line];
            line++;
        } while (line < source->line_count && !begins_region(source, comparison->indents, line));
        if (wrong) {
            add_gap(syntax, comparison, first, line, arena);
        }
    }
}

static bool compare_all(struct syntax *syntax, const struct tree *tree, struct arena *arena)
{
    struct comparison comparison = {
        .tree = tree,
        .nodes = tree->nodes,
        .indents = syntax->indents,
        .depths = mynah__arena_alloc(arena, tree->count),
        .wrong = mynah__arena_alloc(arena, tree->source->line_count),
    };
    syntax->gaps = NULL;
    syntax->gap_count = 0;
    if (arena->failed) {
        return false;
    }
    compare(&comparison);
    find_gaps(syntax, &comparison, arena);
    return !arena->failed;
}

// How deep a tree CPython follows: its recursion limit, taken three times, and from 3.13 on the C
// stack's.  The figures are measured; those who come near to them have other worries.
static bool check_depth(struct checker *checker)
{
    uint32_t most = checker->version >= 313 ? 8000 : 2990;
    uint32_t *depths = mynah__arena_alloc(checker->arena, checker->tree->count * sizeof *depths);
    for (uint32_t node = 1; depths && node < checker->tree->count; node++) {
        depths[node] = depths[checker->nodes[node].parent] + 1;
        if (depths[node] > most && !checker->skipped[node]) {
            return CHECKER_RAISE(checker, node, MESSAGE_TOO_DEEP_TO_COMPILE);
        }
    }
    return true;
}

// Nodes that start in a gap are not asked.
static bool *find_skipped(const struct syntax *syntax, const struct tree *tree, struct arena *arena)
{
    bool *skipped = mynah__arena_alloc(arena, tree->count);
    size_t gap = 0;
    for (uint32_t node = 1; skipped && node < tree->count && syntax->gap_count; node++) {
        uint32_t start = tree->nodes[node].start;
        while (gap < syntax->gap_count && syntax->gaps[gap].end <= start) {
            gap++;
        }
        skipped[node] = gap < syntax->gap_count && syntax->gaps[gap].start <= start;
    }
    return skipped;
}

bool mynah__syntax_compile(struct syntax *syntax, const struct scopes *scopes, int version,
                           struct arena *arena)
{
    const struct tree *tree = scopes->tree;
    if (!compare_all(syntax, tree, arena)) {
        return false;
    }
    struct checker checker = {
        .syntax = syntax,
        .scopes = scopes,
        .tree = tree,
        .nodes = tree->nodes,
        .version = version,
        .arena = arena,
        .skipped = find_skipped(syntax, tree, arena),
        .bound = mynah__arena_alloc(arena, scopes->name_count + 1),
    };
    if (arena->failed || !checker.skipped || !checker.bound) {
        return false;
    }
    if (!check_depth(&checker) || !mynah__check_future(&checker) ||
        !mynah__check_symbols(&checker) || !mynah__check_placement(&checker) ||
        !mynah__check_future_star(&checker)) {
        syntax->accepted = false;
        mynah__syntax_place(syntax, tree->source, &checker.failure);
    }
    return !arena->failed;
}
