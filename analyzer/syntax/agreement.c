// SPDX-License-Identifier: Apache-2.0
//
// Accepted code whose tree has an error, or a statement in another block than its indentation puts
// it, would be judged as something that it is not.  Blocks are compared by depth: INDENT tokens
// above a line against statement lists above the statement that begins it.

#include "syntax/agreement.h"

#include <string.h>

static bool is_statement(const struct node *node)
{
    return node->kind >= NODE_FUNCTION_DEF && node->kind <= NODE_CONTINUE;
}

static bool opens_block(const struct node *node)
{
    return node->kind == NODE_MATCH_CASE || is_statement(node);
}

// An `elif` is a statement in the tree, but stands where its `if` stands.
static bool is_elif(const struct tree *tree, const struct node *node)
{
    return node->kind == NODE_IF && node->role == ROLE_ORELSE &&
           strncmp(tree->source->text + node->start, "elif", 4) == 0;
}

// Return the line, from 0, that the node is the first thing on, or UINT32_MAX.
static uint32_t begun_line(const struct source *source, const struct node *node, uint32_t *line)
{
    while (*line + 1 < source->line_count && source->lines[*line + 1] <= node->start) {
        ++*line;
    }
    uint32_t start = source->lines[*line];
    size_t blanks = strspn(source->text + start, " \t\f");
    return start + blanks == node->start ? *line : UINT32_MAX;
}

// Give each node the depth of the statement lists it is in; `depths` is zeroed.
static uint32_t depth_of(const struct tree *tree, const uint32_t *depths, uint32_t at)
{
    const struct node *node = &tree->nodes[at];
    if (node->parent == NODE_NONE) {
        return 0;
    }
    const struct node *parent = &tree->nodes[node->parent];
    bool inside = opens_block(node) && opens_block(parent) && !is_elif(tree, node);
    bool handled = is_statement(node) && parent->kind == NODE_EXCEPT_HANDLER;
    return depths[node->parent] + (inside || handled);
}

static void compare_depths(struct disagreement *disagreement, const struct syntax *syntax,
                           const struct tree *tree, uint32_t *depths)
{
    uint32_t line = 0;
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct node *node = &tree->nodes[i];
        depths[i] = depth_of(tree, depths, i);
        if (!is_statement(node)) {
            continue;
        }
        uint32_t begun = begun_line(tree->source, node, &line);
        if (begun != UINT32_MAX && syntax->indents[begun] != depths[i]) {
            *disagreement =
                (struct disagreement){ true, node->start, node->end,
                                       "the analyzer sees this statement in another block" };
            return;
        }
    }
}

bool mynah__syntax_compare(struct disagreement *disagreement, const struct syntax *syntax,
                           const struct tree *tree, struct arena *arena)
{
    *disagreement = (struct disagreement){ .found = false };
    if (tree->first_error != NODE_NONE) {
        const struct node *node = &tree->nodes[tree->first_error];
        *disagreement = (struct disagreement){ true, node->start, node->end,
                                               "the analyzer cannot follow this notation" };
        return true;
    }
    if (!syntax->indents || tree->count == 0) {
        return true;
    }
    uint32_t *depths = mynah__arena_alloc(arena, tree->count * sizeof *depths);
    if (depths) {
        compare_depths(disagreement, syntax, tree, depths);
    }
    return depths != NULL;
}
