// SPDX-License-Identifier: Apache-2.0
//
// For conformance.py: reads pieces of code, each behind its size in decimal and a newline, and
// answers each with one line.
//
//     recognise VERSION          `ok`, or the exception, line, column, end line, end column and
//                                message (311 is 3.11)
//     recognise VERSION nodes    of accepted code, whether the nodes that the grammar makes are
//                                those that are made of tree-sitter's tree: `ok`, `-` (the code is
//                                refused, or tree-sitter finds an error in it), or the line of the
//                                first that differs, and both

#include "../recognise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_line(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        putchar(text[i] == '\n' ? ' ' : text[i]);
    }
}

static void answer_verdict(const struct recognised *code)
{
    const struct syntax_error *error = &code->syntax.error;
    if (code->syntax.accepted) {
        printf("ok");
    } else {
        printf("%s\t%d\t%d\t%d\t%d\t", error->type, error->line, error->column, error->end_line,
               error->end_column);
        print_line(error->message, strlen(error->message));
    }
}

// ## Nodes

// tree-sitter's grammar counts the comment behind a decorator and the parentheses around an item of
// `with` to them.
static bool has_place(const struct node *node)
{
    return node->kind != NODE_DECORATOR && node->kind != NODE_WITH_ITEM;
}

static bool same(const struct node *one, const struct node *other)
{
    bool placed = !has_place(one) || (one->start == other->start && one->end == other->end);
    return placed && one->parent == other->parent && one->kind == other->kind &&
           one->role == other->role && one->op == other->op &&
           (one->flags | FLAG_PARENTHESIZED) == (other->flags | FLAG_PARENTHESIZED);
}

// It lets `^` bind more tightly than `&`, and reads `A[B] | C | D` in an annotation from the right:
// in all the same nodes, in other places.
static bool is_misread(const struct node *one, const struct node *other)
{
    return one->kind == NODE_BIN_OP && other->kind == NODE_BIN_OP && one->start == other->start &&
           one->end == other->end && one->after == other->after;
}

static void print_node(const struct tree *tree, uint32_t at)
{
    const struct node *node = &tree->nodes[at];
    size_t size = node->end - node->start;
    if (node->parent != NODE_NONE) {
        printf("%s > ", mynah__node_kind_name((enum node_kind)tree->nodes[node->parent].kind));
    }
    printf("%s role %u op %u flags %u at %u-%u `",
           mynah__node_kind_name((enum node_kind)node->kind), node->role, node->op, node->flags,
           node->start, node->end);
    print_line(tree->source->text + node->start, size < 60 ? size : 60);
    printf("`");
}

// Return the first node that differs, or the number of nodes.
static uint32_t compare(const struct tree *tree, const struct tree *other)
{
    uint32_t node = 0;
    uint32_t operation = 0; // the outermost one around
    while (node < tree->count && node < other->count) {
        const struct node *one = &tree->nodes[node];
        if (one->kind == NODE_BIN_OP && (!operation || node >= tree->nodes[operation].after)) {
            operation = node;
        }
        if (same(one, &other->nodes[node])) {
            node++;
        } else if (operation && node < tree->nodes[operation].after &&
                   is_misread(&tree->nodes[operation], &other->nodes[operation])) {
            node = tree->nodes[operation].after;
        } else {
            break;
        }
    }
    return node;
}

static bool answer_nodes(struct recognised *code)
{
    struct tree other;
    if (!code->syntax.accepted) {
        printf("-");
        return true;
    }
    if (mynah__tree_build(&other, &code->source, &code->arena) == TREE_NO_MEMORY) {
        return false;
    }
    uint32_t node = compare(&code->tree, &other);
    if (other.first_error != NODE_NONE) {
        printf("-");
    } else if (node == code->tree.count && node == other.count) {
        printf("ok");
    } else {
        int line;
        int column;
        uint32_t last = node < code->tree.count ? node : code->tree.count - 1;
        mynah__source_place(&code->source, code->tree.nodes[last].start, &line, &column);
        printf("%d\t", line);
        print_node(&code->tree, last);
        printf("\t");
        print_node(&other, node < other.count ? node : other.count - 1);
    }
    return true;
}

static bool answer(const char *bytes, size_t size, int version, bool nodes)
{
    struct recognised code = { .arena = { 0 } };
    bool done = recognise(&code, bytes, size, version);
    if (done && nodes) {
        done = answer_nodes(&code);
    } else if (done) {
        answer_verdict(&code);
    }
    putchar('\n');
    mynah__arena_finish(&code.arena);
    return done;
}

int main(int argc, char **argv)
{
    size_t size;
    int version = argc > 1 ? atoi(argv[1]) : PYTHON_DEFAULT;
    bool nodes = argc > 2 && strcmp(argv[2], "nodes") == 0;
    while (scanf("%zu", &size) == 1 && getchar() == '\n') {
        char *code = malloc(size + 1);
        if (!code || fread(code, 1, size, stdin) != size || !answer(code, size, version, nodes)) {
            free(code);
            return 1;
        }
        free(code);
    }
    return 0;
}
