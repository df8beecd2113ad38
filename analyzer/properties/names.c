// SPDX-License-Identifier: Apache-2.0
//
// What the module binds, for code that does not bind `results`: one of the names may be meant.

#include "core/words.h"
#include "properties/property.h"
#include "syntax/syntax.h"

enum { NAMES_MOST = 64, NAMES_SHOWN = 6 };

// The names that are bound in the module and that code does not merely import.
struct bound {
    const char *names[NAMES_MOST];
    uint32_t nodes[NAMES_MOST];
    size_t count;
};

static void collect(struct bound *bound, const struct scopes *scopes)
{
    uint32_t at = scopes->scopes[0].first_symbol;
    for (; at != SYMBOL_NONE && bound->count < NAMES_MOST; at = scopes->symbols[at].next) {
        const struct symbol *symbol = &scopes->symbols[at];
        if ((symbol->flags & SYMBOL_BOUND) && !(symbol->flags & SYMBOL_IMPORTED)) {
            bound->names[bound->count] = scopes->names[symbol->name];
            bound->nodes[bound->count++] = symbol->node;
        }
    }
}

static void mark(struct answer *answer, const struct tree *tree, uint32_t node)
{
    int end_line;
    mynah__source_place(tree->source, tree->nodes[node].start, &answer->line, &answer->column);
    mynah__source_place(tree->source, tree->nodes[node].end, &end_line, &answer->end_column);
}

// Say where `results` is bound, but in another scope than the module's.
static bool say_elsewhere(const struct scopes *scopes, struct answer *answer)
{
    uint32_t name = mynah__scopes_find(scopes, "results");
    for (uint32_t at = 1; name != UINT32_MAX && at < scopes->scope_count; at++) {
        uint32_t symbol = mynah__scopes_symbol(scopes, at, name);
        if (symbol != SYMBOL_NONE && scopes->symbols[symbol].owner == symbol &&
            (scopes->symbols[symbol].flags & SYMBOL_BOUND)) {
            mark(answer, scopes->tree, scopes->symbols[symbol].node);
            mynah__text_add_format(
                &answer->hint, "line %d binds `results`, but not at module level", answer->line);
            return true;
        }
    }
    return false;
}

static void say(const struct bound *bound, struct answer *answer)
{
    for (size_t i = 0; i < bound->count && i < NAMES_SHOWN; i++) {
        mynah__text_add(&answer->actual, i ? ", " : "; the module binds ");
        mynah__answer_clipped(&answer->actual, bound->names[i]);
    }
    if (bound->count > NAMES_SHOWN) {
        mynah__text_add_format(&answer->actual, ", and %zu more", bound->count - NAMES_SHOWN);
    } else if (!bound->count) {
        mynah__text_add(&answer->actual, "; the module binds nothing");
    }
}

// Say which of the names may be meant.
static void say_nearest(const struct bound *bound, const struct tree *tree, struct answer *answer)
{
    const char *nearest =
        mynah__nearest("results", bound->names, bound->count, sizeof *bound->names);
    for (size_t i = 0; nearest && i < bound->count; i++) {
        if (bound->names[i] == nearest) {
            mark(answer, tree, bound->nodes[i]);
            mynah__text_add_format(&answer->hint, "line %d binds `", answer->line);
            mynah__answer_clipped(&answer->hint, nearest);
            mynah__text_add(&answer->hint, "`: did you mean `results`?");
        }
    }
}

void mynah__answer_names(const struct mynah_report *report, struct answer *answer)
{
    struct arena arena = { 0 };
    struct tree tree;
    struct scopes scopes;
    struct syntax syntax;
    bool built = mynah__syntax_read(&syntax, &tree, &report->source, PYTHON_DEFAULT, &arena) !=
                     TREE_NO_MEMORY &&
                 mynah__scopes_build(&scopes, &tree, &arena);
    answer->actual.failed = answer->actual.failed || !built;
    if (built) {
        struct bound bound = { .count = 0 };
        collect(&bound, &scopes);
        say(&bound, answer);
        if (!say_elsewhere(&scopes, answer)) {
            say_nearest(&bound, &tree, answer);
        }
    }
    mynah__arena_finish(&arena);
}
