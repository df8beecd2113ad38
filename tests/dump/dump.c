// SPDX-License-Identifier: Apache-2.0
//
// Shows what the first stages of the analyzer make of files, for scripts that compare it with
// CPython's own view.  A line per item; a file starts with its path behind `=`.

#include "core/alloc.h"
#include "source.h"
#include "tree/tree.h"

#include <stdio.h>
#include <string.h>

static void dump_tree(const struct tree *tree)
{
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct node *node = &tree->nodes[i];
        printf("%d %s %d %u %u %u %u\n", node->parent == NODE_NONE ? -1 : (int)node->parent,
               mynah__node_kind_name((enum node_kind)node->kind), node->role, node->start,
               node->end, node->op, node->flags);
    }
}

static bool dump_text(const char *what, const char *bytes, size_t size)
{
    struct arena arena = { 0 };
    struct source source;
    struct tree tree;
    bool done = mynah__source_read(&source, bytes, size, &arena) &&
                mynah__tree_build(&tree, &source, &arena) != TREE_NO_MEMORY;
    if (done && strcmp(what, "tree") == 0) {
        dump_tree(&tree);
    }
    mynah__arena_finish(&arena);
    return done;
}

static bool dump_file(const char *what, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        return false;
    }
    char *bytes = NULL;
    size_t size = 0;
    size_t capacity = 0;
    size_t got = 1;
    while (got > 0) {
        char *grown = mynah__grow(bytes, size, &capacity, 1);
        if (!grown) {
            break;
        }
        bytes = grown;
        got = fread(bytes + size, 1, capacity - size, file);
        size += got;
    }
    fclose(file);
    printf("= %s\n", path);
    bool done = got == 0 && dump_text(what, bytes, size);
    mynah__free(bytes);
    return done;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: dump tree FILE...\n");
        return 2;
    }
    for (int i = 2; i < argc; i++) {
        if (!dump_file(argv[1], argv[i])) {
            fprintf(stderr, "dump: cannot read %s\n", argv[i]);
            return 2;
        }
    }
    return 0;
}
