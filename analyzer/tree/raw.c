// SPDX-License-Identifier: Apache-2.0
//
// The one place that talks to tree-sitter: parses a piece of text and copies its tree out.

#include "tree/raw.h"

#include "core/alloc.h"
#include "tree/node.h"
#include "tree/ts_memory.h"

#include <tree_sitter/api.h>

#include <string.h>

const TSLanguage *tree_sitter_python(void);

// clang-format off
static const char *const names[RAW_GRAMMAR_COUNT] = {
    [RAW_ERROR] = "ERROR",
    [RAW_ALIASED_IMPORT] = "aliased_import",
    [RAW_ARGUMENT_LIST] = "argument_list",
    [RAW_AS_PATTERN] = "as_pattern",
    [RAW_AS_PATTERN_TARGET] = "as_pattern_target",
    [RAW_ASSERT_STATEMENT] = "assert_statement",
    [RAW_ASSIGNMENT] = "assignment",
    [RAW_ATTRIBUTE] = "attribute",
    [RAW_AUGMENTED_ASSIGNMENT] = "augmented_assignment",
    [RAW_AWAIT] = "await",
    [RAW_BINARY_OPERATOR] = "binary_operator",
    [RAW_BLOCK] = "block",
    [RAW_BOOLEAN_OPERATOR] = "boolean_operator",
    [RAW_BREAK_STATEMENT] = "break_statement",
    [RAW_CALL] = "call",
    [RAW_CASE_CLAUSE] = "case_clause",
    [RAW_CASE_PATTERN] = "case_pattern",
    [RAW_CHEVRON] = "chevron",
    [RAW_CLASS_DEFINITION] = "class_definition",
    [RAW_CLASS_PATTERN] = "class_pattern",
    [RAW_COMPARISON_OPERATOR] = "comparison_operator",
    [RAW_COMPLEX_PATTERN] = "complex_pattern",
    [RAW_CONCATENATED_STRING] = "concatenated_string",
    [RAW_CONDITIONAL_EXPRESSION] = "conditional_expression",
    [RAW_CONSTRAINED_TYPE] = "constrained_type",
    [RAW_CONTINUE_STATEMENT] = "continue_statement",
    [RAW_DECORATED_DEFINITION] = "decorated_definition",
    [RAW_DECORATOR] = "decorator",
    [RAW_DEFAULT_PARAMETER] = "default_parameter",
    [RAW_DELETE_STATEMENT] = "delete_statement",
    [RAW_DICT_PATTERN] = "dict_pattern",
    [RAW_DICTIONARY] = "dictionary",
    [RAW_DICTIONARY_COMPREHENSION] = "dictionary_comprehension",
    [RAW_DICTIONARY_SPLAT] = "dictionary_splat",
    [RAW_DICTIONARY_SPLAT_PATTERN] = "dictionary_splat_pattern",
    [RAW_DOTTED_NAME] = "dotted_name",
    [RAW_ELIF_CLAUSE] = "elif_clause",
    [RAW_ELLIPSIS] = "ellipsis",
    [RAW_ELSE_CLAUSE] = "else_clause",
    [RAW_EXCEPT_CLAUSE] = "except_clause",
    [RAW_EXEC_STATEMENT] = "exec_statement",
    [RAW_EXPRESSION_LIST] = "expression_list",
    [RAW_EXPRESSION_STATEMENT] = "expression_statement",
    [RAW_FALSE] = "false",
    [RAW_FINALLY_CLAUSE] = "finally_clause",
    [RAW_FLOAT] = "float",
    [RAW_FOR_IN_CLAUSE] = "for_in_clause",
    [RAW_FOR_STATEMENT] = "for_statement",
    [RAW_FORMAT_EXPRESSION] = "format_expression",
    [RAW_FORMAT_SPECIFIER] = "format_specifier",
    [RAW_FUNCTION_DEFINITION] = "function_definition",
    [RAW_FUTURE_IMPORT_STATEMENT] = "future_import_statement",
    [RAW_GENERATOR_EXPRESSION] = "generator_expression",
    [RAW_GENERIC_TYPE] = "generic_type",
    [RAW_GLOBAL_STATEMENT] = "global_statement",
    [RAW_IDENTIFIER] = "identifier",
    [RAW_IF_CLAUSE] = "if_clause",
    [RAW_IF_STATEMENT] = "if_statement",
    [RAW_IMPORT_FROM_STATEMENT] = "import_from_statement",
    [RAW_IMPORT_PREFIX] = "import_prefix",
    [RAW_IMPORT_STATEMENT] = "import_statement",
    [RAW_INTEGER] = "integer",
    [RAW_INTERPOLATION] = "interpolation",
    [RAW_KEYWORD_ARGUMENT] = "keyword_argument",
    [RAW_KEYWORD_PATTERN] = "keyword_pattern",
    [RAW_KEYWORD_SEPARATOR] = "keyword_separator",
    [RAW_LAMBDA] = "lambda",
    [RAW_LAMBDA_PARAMETERS] = "lambda_parameters",
    [RAW_LIST] = "list",
    [RAW_LIST_COMPREHENSION] = "list_comprehension",
    [RAW_LIST_PATTERN] = "list_pattern",
    [RAW_LIST_SPLAT] = "list_splat",
    [RAW_LIST_SPLAT_PATTERN] = "list_splat_pattern",
    [RAW_MATCH_STATEMENT] = "match_statement",
    [RAW_MEMBER_TYPE] = "member_type",
    [RAW_MODULE] = "module",
    [RAW_NAMED_EXPRESSION] = "named_expression",
    [RAW_NONE] = "none",
    [RAW_NONLOCAL_STATEMENT] = "nonlocal_statement",
    [RAW_NOT_OPERATOR] = "not_operator",
    [RAW_PAIR] = "pair",
    [RAW_PARAMETERS] = "parameters",
    [RAW_PARENTHESIZED_EXPRESSION] = "parenthesized_expression",
    [RAW_PARENTHESIZED_LIST_SPLAT] = "parenthesized_list_splat",
    [RAW_PASS_STATEMENT] = "pass_statement",
    [RAW_PATTERN_LIST] = "pattern_list",
    [RAW_POSITIONAL_SEPARATOR] = "positional_separator",
    [RAW_PRINT_STATEMENT] = "print_statement",
    [RAW_RAISE_STATEMENT] = "raise_statement",
    [RAW_RELATIVE_IMPORT] = "relative_import",
    [RAW_RETURN_STATEMENT] = "return_statement",
    [RAW_SET] = "set",
    [RAW_SET_COMPREHENSION] = "set_comprehension",
    [RAW_SLICE] = "slice",
    [RAW_SPLAT_PATTERN] = "splat_pattern",
    [RAW_SPLAT_TYPE] = "splat_type",
    [RAW_STRING] = "string",
    [RAW_SUBSCRIPT] = "subscript",
    [RAW_TRUE] = "true",
    [RAW_TRY_STATEMENT] = "try_statement",
    [RAW_TUPLE] = "tuple",
    [RAW_TUPLE_PATTERN] = "tuple_pattern",
    [RAW_TYPE] = "type",
    [RAW_TYPE_ALIAS_STATEMENT] = "type_alias_statement",
    [RAW_TYPE_PARAMETER] = "type_parameter",
    [RAW_TYPED_DEFAULT_PARAMETER] = "typed_default_parameter",
    [RAW_TYPED_PARAMETER] = "typed_parameter",
    [RAW_UNARY_OPERATOR] = "unary_operator",
    [RAW_UNION_PATTERN] = "union_pattern",
    [RAW_UNION_TYPE] = "union_type",
    [RAW_WHILE_STATEMENT] = "while_statement",
    [RAW_WILDCARD_IMPORT] = "wildcard_import",
    [RAW_WITH_CLAUSE] = "with_clause",
    [RAW_WITH_ITEM] = "with_item",
    [RAW_WITH_STATEMENT] = "with_statement",
    [RAW_YIELD] = "yield",
};

static const struct token {
    const char *text;
    uint8_t kind;
    uint8_t op;
} tokens[] = {
    { "!=", RAW_OPERATOR, OP_NOT_EQ },
    { "%", RAW_OPERATOR, OP_MOD },
    { "%=", RAW_OPERATOR, OP_MOD },
    { "&", RAW_OPERATOR, OP_BIT_AND },
    { "&=", RAW_OPERATOR, OP_BIT_AND },
    { "*", RAW_STAR, OP_MULT },
    { "**", RAW_DOUBLE_STAR, OP_POW },
    { "**=", RAW_OPERATOR, OP_POW },
    { "*=", RAW_OPERATOR, OP_MULT },
    { "+", RAW_OPERATOR, OP_ADD },
    { "+=", RAW_OPERATOR, OP_ADD },
    { ",", RAW_COMMA, OP_NONE },
    { "-", RAW_MINUS, OP_SUB },
    { "-=", RAW_OPERATOR, OP_SUB },
    { "/", RAW_OPERATOR, OP_DIV },
    { "//", RAW_OPERATOR, OP_FLOOR_DIV },
    { "//=", RAW_OPERATOR, OP_FLOOR_DIV },
    { "/=", RAW_OPERATOR, OP_DIV },
    { ":", RAW_COLON, OP_NONE },
    { "<", RAW_OPERATOR, OP_LT },
    { "<<", RAW_OPERATOR, OP_L_SHIFT },
    { "<<=", RAW_OPERATOR, OP_L_SHIFT },
    { "<=", RAW_OPERATOR, OP_LT_E },
    { "<>", RAW_OPERATOR, OP_NOT_EQ },
    { "=", RAW_EQUAL, OP_NONE },
    { "==", RAW_OPERATOR, OP_EQ },
    { ">", RAW_OPERATOR, OP_GT },
    { ">=", RAW_OPERATOR, OP_GT_E },
    { ">>", RAW_OPERATOR, OP_R_SHIFT },
    { ">>=", RAW_OPERATOR, OP_R_SHIFT },
    { "@", RAW_OPERATOR, OP_MAT_MULT },
    { "@=", RAW_OPERATOR, OP_MAT_MULT },
    { "^", RAW_OPERATOR, OP_BIT_XOR },
    { "^=", RAW_OPERATOR, OP_BIT_XOR },
    { "_", RAW_UNDERSCORE, OP_NONE },
    { "__future__", RAW_FUTURE, OP_NONE },
    { "and", RAW_OPERATOR, OP_AND },
    { "async", RAW_ASYNC, OP_NONE },
    { "from", RAW_FROM, OP_NONE },
    { "in", RAW_OPERATOR, OP_IN },
    { "is", RAW_OPERATOR, OP_IS },
    { "is not", RAW_OPERATOR, OP_IS_NOT },
    { "not in", RAW_OPERATOR, OP_NOT_IN },
    { "or", RAW_OPERATOR, OP_OR },
    { "|", RAW_OPERATOR, OP_BIT_OR },
    { "|=", RAW_OPERATOR, OP_BIT_OR },
    { "~", RAW_OPERATOR, OP_INVERT },
};
// clang-format on

static uint8_t find_name(const char *name)
{
    size_t low = 0;
    size_t high = RAW_GRAMMAR_COUNT;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(name, names[middle]);
        if (order == 0) {
            return (uint8_t)middle;
        }
        *(order < 0 ? &high : &low) = order < 0 ? middle : middle + 1;
    }
    return RAW_LEFT_OUT;
}

static struct token find_token(const char *text)
{
    size_t low = 0;
    size_t high = sizeof tokens / sizeof *tokens;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(text, tokens[middle].text);
        if (order == 0) {
            return tokens[middle];
        }
        *(order < 0 ? &high : &low) = order < 0 ? middle : middle + 1;
    }
    return (struct token){ .kind = RAW_LEFT_OUT };
}

enum { SYMBOLS_MOST = 512 };

// What a symbol of the grammar is here, by its number.  Filled for each parse: the grammar is a
// library of its own, so its numbers are not known before.
struct symbols {
    uint8_t kind[SYMBOLS_MOST];
    uint8_t op[SYMBOLS_MOST];
};

static void symbols_fill(struct symbols *symbols, const TSLanguage *language)
{
    uint32_t count = ts_language_symbol_count(language);
    for (uint32_t i = 0; i < SYMBOLS_MOST; i++) {
        TSSymbolType type =
            i < count ? ts_language_symbol_type(language, (TSSymbol)i) : TSSymbolTypeAuxiliary;
        struct token token = { .kind = RAW_LEFT_OUT };
        if (type == TSSymbolTypeRegular) {
            token.kind = find_name(ts_language_symbol_name(language, (TSSymbol)i));
        } else if (type == TSSymbolTypeAnonymous) {
            token = find_token(ts_language_symbol_name(language, (TSSymbol)i));
        }
        symbols->kind[i] = token.kind;
        symbols->op[i] = token.op;
    }
}

struct walk {
    struct raws *raws;
    const struct symbols *symbols;
    uint32_t base;
    uint32_t open; // the innermost raw that is not at its end; its `after` is the one around it
};

static struct raw read_node(const struct walk *walk, TSNode node)
{
    TSSymbol symbol = ts_node_symbol(node);
    bool known = symbol < SYMBOLS_MOST;
    struct raw raw = {
        .start = walk->base + ts_node_start_byte(node),
        .end = walk->base + ts_node_end_byte(node),
        .after = walk->open,
        .kind = known ? walk->symbols->kind[symbol] : RAW_LEFT_OUT,
        .op = known ? walk->symbols->op[symbol] : OP_NONE,
    };
    if (ts_node_is_error(node)) {
        raw.kind = RAW_ERROR;
    }
    if (ts_node_has_error(node)) {
        raw.flags = RAW_FLAG_ERROR;
    }
    if (ts_node_is_missing(node)) {
        raw.flags = RAW_FLAG_ERROR | RAW_FLAG_MISSING;
    }
    return raw;
}

// Take in the cursor's node; `*deeper` says whether its children matter.  False: no memory.
static bool enter(struct walk *walk, TSNode node, bool *deeper)
{
    struct raws *raws = walk->raws;
    struct raw raw = read_node(walk, node);
    struct raw *parent = walk->open == UINT32_MAX ? NULL : &raws->raws[walk->open];
    if (parent && (raw.flags & RAW_FLAG_ERROR)) {
        parent->flags |= RAW_FLAG_SEEN_BELOW;
    }
    *deeper = false;
    if (raw.kind == RAW_LEFT_OUT) {
        if (parent && (raw.flags & RAW_FLAG_ERROR)) {
            parent->flags |= RAW_FLAG_BROKEN;
        }
        return true;
    }
    struct raw *grown = mynah__grow(raws->raws, raws->count, &raws->capacity, sizeof raw);
    if (!grown) {
        return false;
    }
    raws->raws = grown;
    *deeper = raw.kind < RAW_NAMED_COUNT;
    if (!*deeper) {
        raw.after = raws->count + 1;
    }
    raws->raws[raws->count++] = raw;
    return true;
}

static void leave(struct walk *walk)
{
    struct raw *raw = &walk->raws->raws[walk->open];
    // A token that the grammar hides, like the end of a line, can be made up without any trace but
    // the error count of those around it.
    bool hidden = (raw->flags & RAW_FLAG_ERROR) && !(raw->flags & RAW_FLAG_SEEN_BELOW) &&
                  !(raw->flags & RAW_FLAG_MISSING) && raw->kind != RAW_ERROR;
    if (hidden) {
        raw->flags |= RAW_FLAG_BROKEN;
    }
    walk->open = raw->after;
    raw->after = walk->raws->count;
}

static bool walk_tree(struct walk *walk, TSTreeCursor *cursor)
{
    for (;;) {
        bool deeper;
        if (!enter(walk, ts_tree_cursor_current_node(cursor), &deeper)) {
            return false;
        }
        if (deeper) {
            walk->open = walk->raws->count - 1;
            if (ts_tree_cursor_goto_first_child(cursor)) {
                continue;
            }
            leave(walk);
        }
        while (!ts_tree_cursor_goto_next_sibling(cursor)) {
            if (!ts_tree_cursor_goto_parent(cursor)) {
                return true;
            }
            leave(walk);
        }
    }
}

static bool starts_with_operand(const struct raw *raw)
{
    return raw->kind == RAW_CALL || raw->kind == RAW_ATTRIBUTE || raw->kind == RAW_SUBSCRIPT ||
           raw->kind == RAW_BINARY_OPERATOR || raw->kind == RAW_COMPARISON_OPERATOR ||
           raw->kind == RAW_BOOLEAN_OPERATOR || raw->kind == RAW_CONDITIONAL_EXPRESSION;
}

// The grammar reads `*a.b()` as `(*a).b()`; turn it round: the star belongs in front of all.
static void lift_star(struct raw *raws, uint32_t splat)
{
    uint32_t top = splat;
    while (top > 0 && starts_with_operand(&raws[top - 1])) {
        top--;
    }
    if (top == splat || raws[splat].after <= splat + 2) {
        return;
    }
    struct raw star = raws[splat];
    star.end = raws[top].end;
    star.after = raws[top].after;
    memmove(raws + top + 1, raws + top, (splat - top) * sizeof *raws);
    raws[top] = star;
    for (uint32_t i = top + 1; i <= splat; i++) {
        raws[i].start = raws[splat + 2].start;
    }
    raws[splat + 1].kind = RAW_LEFT_OUT; // the star itself
    raws[splat + 1].op = OP_NONE;
}

static bool parse(struct raws *raws, const struct raw_piece *piece)
{
    const TSLanguage *language = tree_sitter_python();
    TSParser *parser = ts_parser_new();
    struct symbols symbols;
    struct walk walk = { raws, &symbols, piece->start, UINT32_MAX };
    if (!ts_parser_set_language(parser, language)) {
        ts_parser_delete(parser);
        return false;
    }
    symbols_fill(&symbols, language);
    TSTree *tree = ts_parser_parse_string(parser, NULL, piece->source->text + piece->start,
                                          piece->end - piece->start);
    TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
    bool done = walk_tree(&walk, &cursor);
    for (uint32_t i = 0; done && i < raws->count; i++) {
        if (raws->raws[i].kind == RAW_LIST_SPLAT) {
            lift_star(raws->raws, i);
        }
    }
    ts_tree_cursor_delete(&cursor);
    ts_tree_delete(tree);
    ts_parser_delete(parser);
    return done;
}

enum raw_result mynah__raw_parse(struct raws *raws, struct raw_piece *piece)
{
    struct ts_memory memory = { .arena.limit = piece->limit };
    enum raw_result result;
    raws->count = 0;
    if (setjmp(memory.leave) == 0) {
        mynah__ts_use(&memory);
        result = parse(raws, piece) ? RAW_DONE : RAW_NO_MEMORY;
    } else {
        result = memory.exhausted ? RAW_TOO_MUCH : RAW_NO_MEMORY;
    }
    mynah__ts_use(NULL);
    piece->used = memory.arena.used;
    mynah__arena_finish(&memory.arena);
    return result;
}
