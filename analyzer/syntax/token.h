// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SYNTAX_TOKEN_H
#define MYNAH_SYNTAX_TOKEN_H

// Python's tokens as one array, with the names of Python's `token` module.

#include "source.h"
#include "syntax/message.h"

// clang-format off
enum token_kind {
    TOKEN_ENDMARKER, TOKEN_ERROR, TOKEN_NEWLINE, TOKEN_INDENT, TOKEN_DEDENT,
    TOKEN_NAME, TOKEN_NUMBER, TOKEN_STRING,
    TOKEN_FSTRING_START, TOKEN_FSTRING_MIDDLE, TOKEN_FSTRING_END,
    // operators
    TOKEN_LPAR, TOKEN_RPAR, TOKEN_LSQB, TOKEN_RSQB, TOKEN_LBRACE, TOKEN_RBRACE,
    TOKEN_COLON, TOKEN_COMMA, TOKEN_SEMI, TOKEN_DOT, TOKEN_ELLIPSIS, TOKEN_RARROW, TOKEN_AT,
    TOKEN_COLONEQUAL, TOKEN_EQUAL, TOKEN_EXCLAMATION,
    TOKEN_PLUS, TOKEN_MINUS, TOKEN_STAR, TOKEN_SLASH, TOKEN_PERCENT, TOKEN_DOUBLESLASH,
    TOKEN_DOUBLESTAR, TOKEN_VBAR, TOKEN_CIRCUMFLEX, TOKEN_AMPER, TOKEN_TILDE,
    TOKEN_LEFTSHIFT, TOKEN_RIGHTSHIFT,
    TOKEN_LESS, TOKEN_GREATER, TOKEN_EQEQUAL, TOKEN_NOTEQUAL, TOKEN_LESSEQUAL, TOKEN_GREATEREQUAL,
    TOKEN_LESSGREATER, // `<>`: lexed, in no production
    TOKEN_AUGASSIGN, // `+=` and its like
    TOKEN_OTHER,     // `$`, `?`, a backquote: in no production
    // keywords
    TOKEN_FALSE, TOKEN_NONE, TOKEN_TRUE, TOKEN_AND, TOKEN_AS, TOKEN_ASSERT, TOKEN_ASYNC,
    TOKEN_AWAIT, TOKEN_BREAK, TOKEN_CLASS, TOKEN_CONTINUE, TOKEN_DEF, TOKEN_DEL, TOKEN_ELIF,
    TOKEN_ELSE, TOKEN_EXCEPT, TOKEN_FINALLY, TOKEN_FOR, TOKEN_FROM, TOKEN_GLOBAL, TOKEN_IF,
    TOKEN_IMPORT, TOKEN_IN, TOKEN_IS, TOKEN_LAMBDA, TOKEN_NONLOCAL, TOKEN_NOT, TOKEN_OR,
    TOKEN_PASS, TOKEN_RAISE, TOKEN_RETURN, TOKEN_TRY, TOKEN_WHILE, TOKEN_WITH, TOKEN_YIELD,
    TOKEN_KIND_COUNT
};
// clang-format on

struct token {
    uint32_t start; // bytes in the source
    uint32_t end;
    uint8_t kind;
    uint8_t level; // how many brackets are open behind it
};

// The tokens of a source.  They end with an ENDMARKER, or with an ERROR where lexing stopped.
struct tokens {
    struct token *items;
    size_t count;
    size_t capacity;
    struct failure failure;      // of the ERROR token
    struct lexer_stacks *stacks; // room for the lexer, kept for fragments
};

// Split the whole source.  Nothing is said when memory runs out but `arena->failed`.
void mynah__tokens_read(struct tokens *tokens, const struct source *source, int version,
                        struct arena *arena);

struct span {
    uint32_t start; // bytes in the source
    uint32_t end;
};

// Add the tokens of `span`, an expression in an f-string before 3.12, as if in parentheses, and an
// ENDMARKER or ERROR.
void mynah__tokens_read_fragment(struct tokens *tokens, const struct source *source, int version,
                                 struct span span, struct arena *arena);

#endif
