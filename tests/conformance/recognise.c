// SPDX-License-Identifier: Apache-2.0
//
// For conformance.py: reads pieces of code, each behind its size in decimal and a newline, and
// answers each with one line: `ok`, or the exception, line, column, end line, end column and
// message.
//
//     recognise VERSION    (311 is 3.11)

#include "syntax/syntax.h"
#include "tree/tree.h"

#include <stdio.h>
#include <stdlib.h>

static bool recognise(struct syntax *syntax, const char *code, size_t size, int version,
                      struct arena *arena)
{
    struct source source;
    struct tree tree;
    struct scopes scopes;
    if (!mynah__source_read(&source, code, size, arena) ||
        !mynah__syntax_parse(syntax, &source, version, arena)) {
        return false;
    }
    return !syntax->accepted || (mynah__tree_build(&tree, &source, arena) != TREE_NO_MEMORY &&
                                 mynah__scopes_build(&scopes, &tree, arena) &&
                                 mynah__syntax_compile(syntax, &scopes, version, arena));
}

static bool answer(const char *code, size_t size, int version)
{
    struct arena arena = { 0 };
    struct syntax syntax;
    bool done = recognise(&syntax, code, size, version, &arena);
    if (done && syntax.accepted) {
        printf("ok\n");
    } else if (done) {
        const struct syntax_error *error = &syntax.error;
        printf("%s\t%d\t%d\t%d\t%d\t", error->type, error->line, error->column, error->end_line,
               error->end_column);
        for (const char *c = error->message; *c; c++) {
            putchar(*c == '\n' ? ' ' : *c);
        }
        putchar('\n');
    }
    mynah__arena_finish(&arena);
    return done;
}

int main(int argc, char **argv)
{
    size_t size;
    int version = argc == 2 ? atoi(argv[1]) : PYTHON_DEFAULT;
    while (scanf("%zu", &size) == 1 && getchar() == '\n') {
        char *code = malloc(size + 1);
        if (!code || fread(code, 1, size, stdin) != size || !answer(code, size, version)) {
            free(code);
            return 1;
        }
        free(code);
    }
    return 0;
}
