// SPDX-License-Identifier: Apache-2.0
//
// Shows what the first stages of the analyzer make of files, for scripts that compare it with
// CPython's own view.  A line per item; a file starts with its path behind `=`.

#include "core/alloc.h"
#include "flow/flow.h"
#include "source.h"
#include "syntax/syntax.h"

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

static int line_of(const struct tree *tree, uint32_t node)
{
    int line;
    int column;
    uint32_t name = mynah__tree_child(tree, node, ROLE_NAME);
    uint32_t at = node == 0 ? 0 : tree->nodes[name == NODE_NONE ? node : name].start;
    mynah__source_place(tree->source, at, &line, &column);
    return line;
}

// Each scope, and its symbols: name, flags, the owner's scope and whether it has one.
static void dump_scopes(const struct scopes *scopes)
{
    for (uint32_t i = 0; i < scopes->scope_count; i++) {
        const struct scope *scope = &scopes->scopes[i];
        printf("@ %d %s %d\n", (int)scope->kind,
               mynah__node_kind_name((enum node_kind)scopes->tree->nodes[scope->node].kind),
               line_of(scopes->tree, scope->node));
        for (uint32_t symbol = scope->first_symbol; symbol != SYMBOL_NONE;
             symbol = scopes->symbols[symbol].next) {
            const struct symbol *it = &scopes->symbols[symbol];
            int owner = it->owner == SYMBOL_NONE ? -1 : (int)scopes->symbols[it->owner].scope;
            printf("%s %d %d %d\n", scopes->names[it->name], it->flags, (int)i, owner);
        }
    }
}

static void dump_place(const struct source *source, uint32_t offset)
{
    int line;
    int column;
    mynah__source_place(source, offset, &line, &column);
    printf("%d:%d", line, column);
}

// Each use with the definitions that reach it, `?` when there may be none, `-` when it is dead.
static void dump_flow(const struct flow *flow)
{
    const struct scopes *scopes = flow->scopes;
    const struct tree *tree = scopes->tree;
    for (uint32_t i = 0; i < tree->count; i++) {
        if (tree->nodes[i].kind != NODE_NAME || scopes->symbol_of[i] == SYMBOL_NONE ||
            tree->nodes[i].flags & (FLAG_STORE | FLAG_DEL)) {
            continue;
        }
        dump_place(tree->source, tree->nodes[i].start);
        printf(" %s", scopes->names[scopes->symbols[scopes->symbol_of[i]].name]);
        for (uint32_t n = 0; n < flow->reaching_count[i]; n++) {
            uint32_t definition = flow->reaching[flow->first_reaching[i] + n];
            printf(" ");
            dump_place(tree->source, tree->nodes[flow->definitions[definition].node].start);
        }
        printf("%s%s\n", flow->maybe_unbound[i] ? " ?" : "", flow->reachable[i] ? "" : " -");
    }
}

static bool dump_text(const char *what, const char *bytes, size_t size)
{
    struct arena arena = { 0 };
    struct source source;
    struct tree tree;
    struct syntax syntax;
    int version = PYTHON_DEFAULT;
    bool done = mynah__source_read(&source, bytes, size, &arena) &&
                mynah__syntax_read(&syntax, &tree, &source, version, &arena) != TREE_NO_MEMORY;
    if (done && strcmp(what, "tree") == 0) {
        dump_tree(&tree);
    } else if (done) {
        struct scopes scopes;
        done = mynah__scopes_build(&scopes, &tree, &arena);
        if (done && strcmp(what, "scopes") == 0) {
            dump_scopes(&scopes);
        } else if (done) {
            struct flow flow;
            done = mynah__flow_build(&flow, &scopes, &arena);
            if (done && strcmp(what, "flow") == 0) {
                dump_flow(&flow);
            }
        }
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
        fprintf(stderr, "usage: dump tree|scopes|flow FILE...\n");
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
