// SPDX-License-Identifier: Apache-2.0
//
// f-strings before 3.12: one token, whose text is searched for replacement fields, and the
// expression in each is parsed on its own.

#include "syntax/literal.h"

#include <string.h>

enum { LEVELS_MOST = 2, PARENTHESES_MOST = 200 };

struct scanner {
    struct parser *parser;
    const char *text;
    uint32_t at;
    uint32_t end;
    uint32_t place; // the token at which errors are reported
    bool raw;
    char brackets[PARENTHESES_MOST];
};

#define SCANNER_RAISE(scanner, ...)                                                                \
    RAISE((scanner)->parser, (scanner)->place, (scanner)->place, __VA_ARGS__)

static bool fields(struct scanner *scanner, unsigned level);

static char byte_at(const struct scanner *scanner, uint32_t at)
{
    return at < scanner->end ? scanner->text[at] : '\0';
}

// Behind a backslash in literal text.
static void skip_escape(struct scanner *scanner)
{
    char byte = byte_at(scanner, scanner->at + 1);
    if (byte == '{' || byte == '}') {
        scanner->at++;
        return;
    }
    uint32_t at = scanner->at + 2;
    if (byte == 'N' && byte_at(scanner, at) == '{') {
        const char *close = memchr(scanner->text + at, '}', scanner->end - at);
        at = close ? (uint32_t)(close - scanner->text) + 1 : scanner->end;
    }
    scanner->at = at < scanner->end ? at : scanner->end;
}

// Literal text up to a brace that is not doubled.
static bool literal_text(struct scanner *scanner, unsigned level)
{
    uint32_t start = scanner->at;
    while (scanner->at < scanner->end) {
        char byte = scanner->text[scanner->at];
        if (byte == '\\' && !scanner->raw) {
            skip_escape(scanner);
        } else if (byte != '{' && byte != '}') {
            scanner->at++;
        } else if (level == 0 && byte_at(scanner, scanner->at + 1) == byte) {
            scanner->at += 2;
        } else if (level == 0 && byte == '}') {
            return SCANNER_RAISE(scanner, MESSAGE_FSTRING_BRACE);
        } else {
            break;
        }
    }
    struct span body = { start, scanner->at };
    return scanner->raw || mynah__check_escapes(scanner->parser, body, scanner->place);
}

// A string in the expression; return whether it ends.
static bool skip_string(struct scanner *scanner)
{
    char quote = scanner->text[scanner->at];
    bool triple =
        byte_at(scanner, scanner->at + 1) == quote && byte_at(scanner, scanner->at + 2) == quote;
    scanner->at += triple ? 3 : 1;
    for (; scanner->at < scanner->end; scanner->at++) {
        char byte = scanner->text[scanner->at];
        if (byte == '\\') {
            return SCANNER_RAISE(scanner, MESSAGE_FSTRING_BACKSLASH);
        }
        if (byte == quote && (!triple || (byte_at(scanner, scanner->at + 1) == quote &&
                                          byte_at(scanner, scanner->at + 2) == quote))) {
            scanner->at += triple ? 3 : 1;
            return true;
        }
    }
    return SCANNER_RAISE(scanner, MESSAGE_FSTRING_UNTERMINATED);
}

static bool close_bracket(struct scanner *scanner, unsigned *depth, char close)
{
    if (!*depth) {
        return SCANNER_RAISE(scanner, MESSAGE_FSTRING_UNMATCHED, close);
    }
    char open = scanner->brackets[--*depth];
    char wanted = open == '(' ? ')' : open == '[' ? ']' : '}';
    return close == wanted || SCANNER_RAISE(scanner, MESSAGE_FSTRING_MISMATCH, close, open);
}

// Whether the expression ends here; two-character operators are passed over.
static bool ends(struct scanner *scanner, char byte)
{
    if (!strchr("!:=<>}", byte)) {
        return false;
    }
    if (byte != ':' && byte != '}' && byte_at(scanner, scanner->at + 1) == '=') {
        scanner->at++;
        return false;
    }
    return byte != '<' && byte != '>';
}

// Find the end of the expression.
static bool scan_expression(struct scanner *scanner)
{
    unsigned depth = 0;
    while (scanner->at < scanner->end) {
        char byte = scanner->text[scanner->at];
        if (byte == '\\') {
            return SCANNER_RAISE(scanner, MESSAGE_FSTRING_BACKSLASH);
        }
        if (byte == '#') {
            return SCANNER_RAISE(scanner, MESSAGE_FSTRING_COMMENT);
        }
        if (byte == '\'' || byte == '"') {
            if (!skip_string(scanner)) {
                return false;
            }
            continue;
        }
        if (byte == '(' || byte == '[' || byte == '{') {
            if (depth >= PARENTHESES_MOST) {
                return SCANNER_RAISE(scanner, MESSAGE_FSTRING_BRACKETS);
            }
            scanner->brackets[depth++] = byte;
        } else if (!depth && ends(scanner, byte)) {
            break;
        } else if (byte == ')' || byte == ']' || byte == '}') {
            if (!close_bracket(scanner, &depth, byte)) {
                return false;
            }
        }
        scanner->at++;
    }
    if (depth) {
        return SCANNER_RAISE(scanner, MESSAGE_FSTRING_UNMATCHED, scanner->brackets[depth - 1]);
    }
    return scanner->at < scanner->end || SCANNER_RAISE(scanner, MESSAGE_FSTRING_END);
}

// The parentheses that CPython puts around the expression are not there.
static void take_parentheses(struct parser *parser)
{
    if (!parser->nodes || parser->nodes->failed) {
        return;
    }
    const struct tokens *tokens = parser->tokens;
    struct node *node = &parser->nodes->items[parser->nodes->count - 1];
    if (node->start == tokens->items[0].start) {
        node->start = tokens->items[1].start;
        node->end = tokens->items[tokens->count - 3].end;
    }
    if (node->start == tokens->items[1].start) {
        node->flags &= (uint8_t)~FLAG_PARENTHESIZED;
    }
}

// Parse the expression with a parser of its own; its error is the f-string's.
static bool compile_expression(struct scanner *scanner, struct span span)
{
    struct parser *outer = scanner->parser;
    struct tokens tokens = { .stacks = outer->tokens->stacks };
    mynah__tokens_read_fragment(&tokens, outer->source, outer->version, span, outer->arena);
    struct parser parser = {
        .source = outer->source,
        .tokens = &tokens,
        .arena = outer->arena,
        .nodes = outer->nodes,
        .version = outer->version,
        .requires_python = outer->requires_python,
        .depth = outer->depth + 1,
        .is_fragment = true,
    };
    if (outer->arena->failed) {
        return false;
    }
    bool good = mynah__parser_run(&parser);
    if (good) {
        take_parentheses(&parser);
        as(&parser, ROLE_VALUE);
    }
    outer->requires_python = parser.requires_python;
    if (!good && !outer->failure.set) {
        outer->failure = parser.failure;
        bool prefixed = !tokens.failure.set && parser.failure.text &&
                        strncmp(parser.failure.text, "f-string", 8) != 0;
        if (prefixed) {
            outer->failure.text =
                mynah__arena_format(outer->arena, "f-string: %s", parser.failure.text);
        }
    }
    return good;
}

static bool is_blank(const struct scanner *scanner, struct span span)
{
    for (uint32_t at = span.start; at < span.end; at++) {
        if (!strchr(" \t\n\f\r", scanner->text[at])) {
            return false;
        }
    }
    return true;
}

static bool expression(struct scanner *scanner)
{
    struct span span = { ++scanner->at, 0 };
    if (!scan_expression(scanner)) {
        return false;
    }
    span.end = scanner->at;
    if (!is_blank(scanner, span)) {
        return compile_expression(scanner, span);
    }
    char byte = scanner->text[scanner->at];
    return byte == '}' ? SCANNER_RAISE(scanner, MESSAGE_FSTRING_EMPTY)
                       : SCANNER_RAISE(scanner, MESSAGE_FSTRING_REQUIRED, byte);
}

// '{' expression ['='] ['!' ('s' | 'r' | 'a')] [':' format_spec] '}'
static bool field(struct scanner *scanner, unsigned level)
{
    uint32_t start = scanner->at;
    if (level >= LEVELS_MOST) {
        return SCANNER_RAISE(scanner, MESSAGE_FSTRING_DEEP);
    }
    if (!expression(scanner)) {
        return false;
    }
    if (byte_at(scanner, scanner->at) == '=') {
        do {
            scanner->at++;
        } while (scanner->at < scanner->end && strchr(" \t\n\f\r", scanner->text[scanner->at]));
    }
    if (byte_at(scanner, scanner->at) == '!') {
        char conversion = byte_at(scanner, ++scanner->at);
        if (scanner->at >= scanner->end) {
            return SCANNER_RAISE(scanner, MESSAGE_FSTRING_END);
        }
        if (conversion != 's' && conversion != 'r' && conversion != 'a') {
            return SCANNER_RAISE(scanner, MESSAGE_FSTRING_CONVERSION);
        }
        scanner->at++;
    }
    if (byte_at(scanner, scanner->at) == ':') {
        scanner->at++;
        if (!fields(scanner, level + 1)) {
            return false;
        }
    }
    if (byte_at(scanner, scanner->at) != '}') {
        return SCANNER_RAISE(scanner, MESSAGE_FSTRING_END);
    }
    scanner->at++;
    struct nodes *nodes = scanner->parser->nodes;
    if (nodes) {
        mynah__nodes_make(nodes, NODE_FORMATTED_VALUE, start, scanner->at);
        as(scanner->parser, level ? ROLE_ITEM : ROLE_VALUE);
    }
    return true;
}

// Literal text and fields by turns; in a format specification up to its closing brace.
static bool fields(struct scanner *scanner, unsigned level)
{
    while (scanner->at < scanner->end) {
        if (!literal_text(scanner, level)) {
            return false;
        }
        if (scanner->at >= scanner->end || scanner->text[scanner->at] == '}') {
            return true;
        }
        if (!field(scanner, level)) {
            return false;
        }
    }
    return true;
}

bool mynah__parse_fstring_fragments(struct parser *parser, const struct literal *literal,
                                    uint32_t place)
{
    struct scanner scanner = {
        .parser = parser,
        .text = parser->source->text,
        .at = literal->body.start,
        .end = literal->body.end,
        .place = place,
        .raw = literal->raw,
    };
    return fields(&scanner, 0);
}
