// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SYNTAX_LEXER_H
#define MYNAH_SYNTAX_LEXER_H

// Shared by the files of the lexer; the rest sees syntax/token.h.

#include "syntax/token.h"

// A string literal with replacement fields that is being read (3.12 and later).
struct fstring {
    uint32_t start;    // of the prefix
    uint32_t contents; // behind the opening quote
    char quote;
    uint8_t quote_size; // 1 or 3
    char letter;        // 'f' or 't'
    bool raw;
    bool in_expression;  // between braces, not in literal text
    bool in_format_spec; // in literal text behind a colon
    int depth;           // brackets open in it
    int fields;          // fields open in it
    int field_depth[3];  // of each, the brackets open around it
};

enum { BRACKETS_MOST = 200, INDENTS_MOST = 100, FSTRINGS_MOST = 150 };

struct bracket {
    char character;
    uint32_t start;
};

struct lexer_stacks {
    struct bracket brackets[BRACKETS_MOST];
    uint32_t columns[INDENTS_MOST];      // of each block, a tab reaching to the next 8th
    uint32_t alternatives[INDENTS_MOST]; // likewise, a tab counting 1
    struct fstring fstrings[FSTRINGS_MOST];
};

struct lexer {
    const struct source *source;
    const char *text;
    uint32_t at;
    uint32_t size;
    int version;
    struct arena *arena;
    struct tokens *tokens;
    bool line_start; // indentation comes next
    bool fragment;   // an expression in an f-string: neither lines nor indentation
    unsigned level;
    unsigned base_level; // in a fragment, brackets that are not its own
    unsigned depth;
    unsigned fstring_count;
    struct lexer_stacks *stacks;
};

enum { CLASS_START = 1, CLASS_CONTINUE = 2, CLASS_DIGIT = 4, CLASS_BLANK = 8, CLASS_HEX = 16 };
extern const uint8_t mynah__byte_class[256];

static inline bool byte_is(char byte, unsigned classes)
{
    return (mynah__byte_class[(unsigned char)byte] & classes) != 0;
}

void mynah__lexer_add(struct lexer *lexer, enum token_kind kind, uint32_t start, uint32_t end);

// End the tokens with an ERROR at bytes `start` to `end`, and be false.  The message and its
// arguments come last.
#define LEXER_FAIL(lexer, start, end, ...)                                                         \
    (mynah__failure_set(&(lexer)->tokens->failure, (lexer)->arena, (lexer)->version, __VA_ARGS__), \
     mynah__lexer_error((lexer), (start), (end)))
bool mynah__lexer_error(struct lexer *lexer, uint32_t start, uint32_t end);

// Each reads one thing at `lexer->at` and moves behind it, or fails.
bool mynah__lexer_number(struct lexer *lexer);
bool mynah__lexer_string(struct lexer *lexer, uint32_t start, char letter);
bool mynah__lexer_fstring_text(struct lexer *lexer, struct fstring *fstring);
bool mynah__lexer_identifier_check(struct lexer *lexer, uint32_t start, uint32_t end);

// Note a bracket that opens or closes.
bool mynah__lexer_open(struct lexer *lexer);
bool mynah__lexer_close(struct lexer *lexer);

// Whether CPython of this version adds an empty line to the source.
static inline bool mynah__lexer_adds_line(const struct lexer *lexer)
{
    return lexer->source->ends_with_crlf && lexer->version < 312 && !lexer->fragment;
}

int mynah__lexer_line(const struct lexer *lexer, uint32_t offset);

#endif
