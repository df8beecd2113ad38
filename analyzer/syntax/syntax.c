// SPDX-License-Identifier: Apache-2.0
//
// The entry of the recogniser: from a source to what CPython would say of it.

#include "syntax/syntax.h"

#include "syntax/coding.h"
#include "syntax/compile.h"
#include "syntax/hint.h"
#include "syntax/parser.h"

void mynah__syntax_place(struct syntax *syntax, const struct source *source,
                         const struct failure *failure)
{
    struct syntax_error *error = &syntax->error;
    *error = (struct syntax_error){
        .start = failure->start,
        .end = failure->end,
        .type = mynah__message_type(failure->message),
        .message = failure->text,
        .hint = mynah__syntax_hint(source, failure),
    };
    mynah__source_place(source, failure->start, &error->line, &error->column);
    if (failure->end > failure->start) {
        mynah__source_place(source, failure->end, &error->end_line, &error->end_column);
    }
}

// The first byte that is no text: without a cookie as CPython says when it reads a file.
static void set_not_text(struct failure *failure, const struct source *source, int version,
                         struct arena *arena)
{
    enum { STARTS_FIRST = 0xC2, STARTS_LAST = 0xF4 };
    unsigned byte = source->bad_byte;
    int line;
    int column;
    mynah__source_place(source, source->bad, &line, &column);
    if (!source->coding) {
        mynah__failure_set(failure, arena, version, MESSAGE_NOT_UTF8, byte, line);
    } else if (mynah__coding_is_utf8_name(source->coding)) {
        bool starts = byte >= STARTS_FIRST && byte <= STARTS_LAST;
        mynah__failure_set(failure, arena, version, MESSAGE_NOT_UTF8_DECLARED, byte, source->bad,
                           starts ? "continuation" : "start");
    } else {
        mynah__failure_set(failure, arena, version, MESSAGE_NOT_ASCII, byte, source->bad);
    }
}

// What is wrong with the source before it is text.
static bool check_bytes(struct failure *failure, const struct source *source, int version,
                        struct arena *arena)
{
    if (source->state == SOURCE_NUL_BYTE) {
        mynah__failure_set(failure, arena, version, MESSAGE_NULL_BYTES);
    } else if (source->coding && source->has_mark && !mynah__coding_is_utf8_name(source->coding)) {
        mynah__failure_set(failure, arena, version, MESSAGE_ENCODING_MARK, source->coding);
    } else if (source->state == SOURCE_OTHER_CODING && !mynah__coding_is_known(source->coding)) {
        mynah__failure_set(failure, arena, version, MESSAGE_UNKNOWN_ENCODING, source->coding);
    } else if (source->state == SOURCE_NOT_UTF8) {
        set_not_text(failure, source, version, arena);
    } else {
        return true;
    }
    bool bad = source->state == SOURCE_NUL_BYTE || source->state == SOURCE_NOT_UTF8;
    failure->start = failure->end = bad ? source->bad : 0;
    return false;
}

// Run the parser over the tokens; its nodes become the tree of code that is accepted.
static bool run(struct parser *parser, struct tree *tree)
{
    struct nodes nodes = { 0 };
    parser->nodes = tree ? &nodes : NULL;
    bool accepted = mynah__parser_run(parser);
    if (accepted && tree && !mynah__nodes_arrange(&nodes, tree, parser->arena)) {
        parser->arena->failed = true;
    }
    mynah__nodes_finish(&nodes);
    return accepted;
}

bool mynah__syntax_parse(struct syntax *syntax, struct tree *tree, const struct source *source,
                         int version, struct arena *arena)
{
    *syntax = (struct syntax){ 0 };
    if (tree) {
        *tree = (struct tree){ .source = source, .first_error = NODE_NONE };
    }
    struct tokens tokens;
    struct parser parser = {
        .source = source,
        .tokens = &tokens,
        .version = version,
        .arena = arena,
        .requires_python = PYTHON_OLDEST,
    };
    if (!check_bytes(&parser.failure, source, version, arena)) {
        mynah__syntax_place(syntax, source, &parser.failure);
        return !arena->failed;
    }
    mynah__tokens_read(&tokens, source, version, arena);
    if (arena->failed) {
        return false;
    }
    syntax->accepted = run(&parser, tree);
    if (syntax->accepted) {
        syntax->requires_python = parser.requires_python;
    } else {
        mynah__syntax_place(syntax, source, &parser.failure);
    }
    return !arena->failed;
}

enum tree_result mynah__syntax_read(struct syntax *syntax, struct tree *tree,
                                    const struct source *source, int version, struct arena *arena)
{
    if (!mynah__syntax_parse(syntax, tree, source, version, arena)) {
        return TREE_NO_MEMORY;
    }
    return syntax->accepted ? TREE_DONE : mynah__tree_build(tree, source, arena);
}
