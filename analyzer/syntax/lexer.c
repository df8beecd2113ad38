// SPDX-License-Identifier: Apache-2.0
//
// Splits a source into tokens as CPython's tokenizer does: indentation, brackets, names and
// operators here; numbers and strings have files of their own.

#include "syntax/lexer.h"

#include <assert.h>
#include <string.h>

// clang-format off
#define S (CLASS_START | CLASS_CONTINUE)
#define H (CLASS_START | CLASS_CONTINUE | CLASS_HEX)
#define D (CLASS_CONTINUE | CLASS_DIGIT | CLASS_HEX)
#define B CLASS_BLANK
#define S16 S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S
const uint8_t mynah__byte_class[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, B, 0, 0, B, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    B, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    D, D, D, D, D, D, D, D, D, D, 0, 0, 0, 0, 0, 0,
    0, H, H, H, H, H, H, S, S, S, S, S, S, S, S, S,
    S, S, S, S, S, S, S, S, S, S, S, 0, 0, 0, 0, S,
    0, H, H, H, H, H, H, S, S, S, S, S, S, S, S, S,
    S, S, S, S, S, S, S, S, S, S, S, 0, 0, 0, 0, 0,
    S16, S16, S16, S16, S16, S16, S16, S16,
};

static const struct keyword { const char *text; uint8_t size; uint8_t kind; } keywords[] = {
    { "False", 5, TOKEN_FALSE }, { "None", 4, TOKEN_NONE }, { "True", 4, TOKEN_TRUE },
    { "and", 3, TOKEN_AND }, { "as", 2, TOKEN_AS }, { "assert", 6, TOKEN_ASSERT },
    { "async", 5, TOKEN_ASYNC }, { "await", 5, TOKEN_AWAIT }, { "break", 5, TOKEN_BREAK },
    { "class", 5, TOKEN_CLASS }, { "continue", 8, TOKEN_CONTINUE }, { "def", 3, TOKEN_DEF },
    { "del", 3, TOKEN_DEL }, { "elif", 4, TOKEN_ELIF }, { "else", 4, TOKEN_ELSE },
    { "except", 6, TOKEN_EXCEPT }, { "finally", 7, TOKEN_FINALLY }, { "for", 3, TOKEN_FOR },
    { "from", 4, TOKEN_FROM }, { "global", 6, TOKEN_GLOBAL }, { "if", 2, TOKEN_IF },
    { "import", 6, TOKEN_IMPORT }, { "in", 2, TOKEN_IN }, { "is", 2, TOKEN_IS },
    { "lambda", 6, TOKEN_LAMBDA }, { "nonlocal", 8, TOKEN_NONLOCAL }, { "not", 3, TOKEN_NOT },
    { "or", 2, TOKEN_OR }, { "pass", 4, TOKEN_PASS }, { "raise", 5, TOKEN_RAISE },
    { "return", 6, TOKEN_RETURN }, { "try", 3, TOKEN_TRY }, { "while", 5, TOKEN_WHILE },
    { "with", 4, TOKEN_WITH }, { "yield", 5, TOKEN_YIELD },
};
// By first letter, from 'a' on: the first of its keywords above.
static const uint8_t keyword_first[27] = {
    3, 8, 9, 11, 13, 16, 19, 20, 20, 24, 24, 24, 25, 25, 27, 28, 29, 29, 31, 31, 32, 32, 32, 34, 34,
    35, 35,
};

// Longest first: an operator is the first of its character's that the text starts with.
static const struct operator { char text[4]; uint8_t kind; } operators[] = {
    { "...", TOKEN_ELLIPSIS }, { "**=", TOKEN_AUGASSIGN }, { "//=", TOKEN_AUGASSIGN },
    { ">>=", TOKEN_AUGASSIGN }, { "<<=", TOKEN_AUGASSIGN },
    { "!=", TOKEN_NOTEQUAL }, { "%=", TOKEN_AUGASSIGN }, { "&=", TOKEN_AUGASSIGN },
    { "**", TOKEN_DOUBLESTAR }, { "*=", TOKEN_AUGASSIGN }, { "+=", TOKEN_AUGASSIGN },
    { "-=", TOKEN_AUGASSIGN }, { "->", TOKEN_RARROW }, { "//", TOKEN_DOUBLESLASH },
    { "/=", TOKEN_AUGASSIGN }, { ":=", TOKEN_COLONEQUAL }, { "<<", TOKEN_LEFTSHIFT },
    { "<=", TOKEN_LESSEQUAL }, { "<>", TOKEN_LESSGREATER }, { "==", TOKEN_EQEQUAL },
    { ">=", TOKEN_GREATEREQUAL }, { ">>", TOKEN_RIGHTSHIFT }, { "@=", TOKEN_AUGASSIGN },
    { "^=", TOKEN_AUGASSIGN }, { "|=", TOKEN_AUGASSIGN },
};

static const uint8_t single[128] = {
    ['('] = TOKEN_LPAR, [')'] = TOKEN_RPAR, ['['] = TOKEN_LSQB, [']'] = TOKEN_RSQB,
    ['{'] = TOKEN_LBRACE, ['}'] = TOKEN_RBRACE, [':'] = TOKEN_COLON, [','] = TOKEN_COMMA,
    [';'] = TOKEN_SEMI, ['.'] = TOKEN_DOT, ['@'] = TOKEN_AT, ['='] = TOKEN_EQUAL,
    ['!'] = TOKEN_EXCLAMATION, ['+'] = TOKEN_PLUS, ['-'] = TOKEN_MINUS, ['*'] = TOKEN_STAR,
    ['/'] = TOKEN_SLASH, ['%'] = TOKEN_PERCENT, ['|'] = TOKEN_VBAR, ['^'] = TOKEN_CIRCUMFLEX,
    ['&'] = TOKEN_AMPER, ['~'] = TOKEN_TILDE, ['<'] = TOKEN_LESS, ['>'] = TOKEN_GREATER,
    ['$'] = TOKEN_OTHER, ['?'] = TOKEN_OTHER, ['`'] = TOKEN_OTHER,
};
// clang-format on

int mynah__lexer_line(const struct lexer *lexer, uint32_t offset)
{
    int line;
    int column;
    mynah__source_place(lexer->source, offset, &line, &column);
    return line;
}

void mynah__lexer_add(struct lexer *lexer, enum token_kind kind, uint32_t start, uint32_t end)
{
    struct tokens *tokens = lexer->tokens;
    if (tokens->count == tokens->capacity) {
        struct token *moved = mynah__arena_grow(lexer->arena, tokens->items, tokens->count,
                                                &tokens->capacity, sizeof *moved);
        if (!moved) {
            return;
        }
        tokens->items = moved;
    }
    tokens->items[tokens->count++] =
        (struct token){ start, end, (uint8_t)kind, (uint8_t)lexer->level };
}

bool mynah__lexer_error(struct lexer *lexer, uint32_t start, uint32_t end)
{
    lexer->tokens->failure.start = start;
    lexer->tokens->failure.end = end;
    mynah__lexer_add(lexer, TOKEN_ERROR, start, end);
    return false;
}

static bool never_closed(struct lexer *lexer)
{
    const struct bracket *open = &lexer->stacks->brackets[lexer->level - 1];
    assert(open);
    return LEXER_FAIL(lexer, open->start, open->start, MESSAGE_NEVER_CLOSED, open->character);
}

// A backslash: the line goes on.
static bool continue_line(struct lexer *lexer)
{
    if (lexer->at + 1 < lexer->size && lexer->text[lexer->at + 1] != '\n') {
        return LEXER_FAIL(lexer, lexer->at + 1, lexer->at + 1, MESSAGE_LINE_CONTINUATION);
    }
    lexer->at += 2;
    if (lexer->at < lexer->size || mynah__lexer_adds_line(lexer)) {
        return true;
    }
    if (lexer->level) {
        return never_closed(lexer);
    }
    return LEXER_FAIL(lexer, lexer->at - 1, lexer->at - 1, MESSAGE_UNEXPECTED_EOF);
}

static void skip_comment(struct lexer *lexer)
{
    const char *end = memchr(lexer->text + lexer->at, '\n', lexer->size - lexer->at);
    lexer->at = end ? (uint32_t)(end - lexer->text) : lexer->size;
}

static bool enter_block(struct lexer *lexer, uint32_t line, uint32_t column, uint32_t alternative)
{
    if (lexer->depth + 1 >= INDENTS_MOST) {
        return LEXER_FAIL(lexer, lexer->at, lexer->at, MESSAGE_TOO_DEEP);
    }
    if (alternative <= lexer->stacks->alternatives[lexer->depth]) {
        return LEXER_FAIL(lexer, line, line, MESSAGE_TABS);
    }
    lexer->depth++;
    lexer->stacks->columns[lexer->depth] = column;
    lexer->stacks->alternatives[lexer->depth] = alternative;
    mynah__lexer_add(lexer, TOKEN_INDENT, line, lexer->at);
    return true;
}

static bool leave_blocks(struct lexer *lexer, uint32_t line, uint32_t column, uint32_t alternative)
{
    unsigned depth = lexer->depth;
    while (depth > 0 && column < lexer->stacks->columns[depth]) {
        depth--;
    }
    if (column != lexer->stacks->columns[depth]) {
        skip_comment(lexer);
        return LEXER_FAIL(lexer, lexer->at, lexer->at, MESSAGE_UNINDENT);
    }
    if (alternative != lexer->stacks->alternatives[depth]) {
        return LEXER_FAIL(lexer, line, line, MESSAGE_TABS);
    }
    for (; lexer->depth > depth; lexer->depth--) {
        mynah__lexer_add(lexer, TOKEN_DEDENT, lexer->at, lexer->at);
    }
    return true;
}

struct indentation {
    uint32_t column;      // a tab reaches to the next 8th column
    uint32_t alternative; // a tab counts 1
    uint32_t continued;   // the column where the first backslash stood, or 0
    uint32_t continued_alternative;
};

// Read the blanks at the start of a line.
static bool measure(struct lexer *lexer, struct indentation *indentation)
{
    struct indentation in = { 0 };
    for (;;) {
        char byte = lexer->text[lexer->at];
        if (byte == ' ') {
            in.column++;
            in.alternative++;
        } else if (byte == '\t') {
            in.column = (in.column / 8 + 1) * 8;
            in.alternative++;
        } else if (byte == '\f') {
            in.column = in.alternative = 0;
        } else if (byte == '\\') {
            in.continued = in.continued ? in.continued : in.column;
            in.continued_alternative =
                in.continued_alternative ? in.continued_alternative : in.alternative;
            if (!continue_line(lexer)) {
                return false;
            }
            continue;
        } else {
            break;
        }
        lexer->at++;
    }
    if (in.continued && lexer->version != 309) {
        in.column = in.continued;
        in.alternative = in.continued_alternative;
    }
    *indentation = in;
    return true;
}

// The start of a logical line: compare its indentation with the blocks around it.
static bool indent(struct lexer *lexer)
{
    uint32_t line = lexer->at;
    struct indentation in;
    if (!measure(lexer, &in)) {
        return false;
    }
    char byte = lexer->text[lexer->at];
    if (lexer->at >= lexer->size || byte == '#' || byte == '\n') {
        skip_comment(lexer);
        lexer->at += lexer->at < lexer->size; // a blank line; the next one starts
        return true;
    }
    assert(lexer->stacks); // nothing is read without them
    lexer->line_start = false;
    uint32_t top = lexer->stacks->columns[lexer->depth];
    if (in.column > top) {
        return enter_block(lexer, line, in.column, in.alternative);
    }
    if (in.column < top) {
        return leave_blocks(lexer, line, in.column, in.alternative);
    }
    if (in.alternative != lexer->stacks->alternatives[lexer->depth]) {
        return LEXER_FAIL(lexer, line, line, MESSAGE_TABS);
    }
    return true;
}

static enum token_kind name_kind(const char *text, uint32_t size)
{
    unsigned first;
    unsigned last;
    if (text[0] >= 'a' && text[0] <= 'z') {
        first = keyword_first[text[0] - 'a'];
        last = keyword_first[text[0] - 'a' + 1];
    } else if (text[0] == 'F' || text[0] == 'N' || text[0] == 'T') {
        first = 0;
        last = 3;
    } else {
        return TOKEN_NAME;
    }
    for (unsigned i = first; i < last; i++) {
        if (keywords[i].size == size && memcmp(keywords[i].text, text, size) == 0) {
            return keywords[i].kind;
        }
    }
    return TOKEN_NAME;
}

// The letters before a quote: each once, `r` with `b`, `f` or `t`, `u` alone.  Return their number
// when a quote follows, else 0; `letter` is what they make of the string.
static uint32_t prefix(const struct lexer *lexer, char *letter)
{
    bool raw = false;
    *letter = '\0';
    for (uint32_t i = 0; i < 3; i++) {
        char byte = lexer->text[lexer->at + i];
        if (byte == '\'' || byte == '"') {
            return i;
        }
        byte = (char)(byte | 0x20);
        if (byte == 'r' && !raw && *letter != 'u') {
            raw = true;
        } else if (!*letter && (byte == 'b' || byte == 'f' || (byte == 'u' && !raw) ||
                                (byte == 't' && lexer->version >= 314))) {
            *letter = byte;
        } else {
            return 0;
        }
    }
    return 0;
}

static bool name(struct lexer *lexer)
{
    char letter;
    uint32_t start = lexer->at;
    uint32_t letters = prefix(lexer, &letter);
    if (letters) {
        lexer->at += letters;
        return mynah__lexer_string(lexer, start, letter);
    }
    unsigned char all = 0;
    const char *text = lexer->text;
    uint32_t at = start;
    while (byte_is(text[at], CLASS_CONTINUE)) {
        all |= (unsigned char)text[at++];
    }
    lexer->at = at;
    if (all >= 0x80 && !mynah__lexer_identifier_check(lexer, start, at)) {
        return false;
    }
    mynah__lexer_add(lexer, name_kind(text + start, at - start), start, at);
    return true;
}

static struct fstring *innermost(struct lexer *lexer)
{
    return lexer->fstring_count ? &lexer->stacks->fstrings[lexer->fstring_count - 1] : NULL;
}

bool mynah__lexer_open(struct lexer *lexer)
{
    if (lexer->level >= BRACKETS_MOST) {
        return LEXER_FAIL(lexer, lexer->at, lexer->at, MESSAGE_TOO_MANY_BRACKETS);
    }
    lexer->stacks->brackets[lexer->level++] = (struct bracket){ lexer->text[lexer->at], lexer->at };
    if (lexer->fstring_count) {
        lexer->stacks->fstrings[lexer->fstring_count - 1].depth++;
    }
    return true;
}

static bool pairs(char open, char close)
{
    return (open == '(' && close == ')') || (open == '[' && close == ']') ||
           (open == '{' && close == '}');
}

// A bracket that does not belong to the one that is open.
static bool mismatch(struct lexer *lexer, const struct bracket *open, char close)
{
    uint32_t at = lexer->at;
    const struct fstring *fstring = innermost(lexer);
    if (fstring && open->character == '{' && fstring->fields &&
        fstring->depth - 1 == fstring->field_depth[fstring->fields - 1]) {
        return LEXER_FAIL(lexer, at, at, MESSAGE_FSTRING_TOKEN_UNMATCHED, fstring->letter, close);
    }
    int line = mynah__lexer_line(lexer, open->start);
    if (line != mynah__lexer_line(lexer, at)) {
        return LEXER_FAIL(lexer, at, at, MESSAGE_MISMATCH_LINE, close, open->character, line);
    }
    return LEXER_FAIL(lexer, at, at, MESSAGE_MISMATCH, close, open->character);
}

bool mynah__lexer_close(struct lexer *lexer)
{
    char close = lexer->text[lexer->at];
    struct fstring *fstring = innermost(lexer);
    if (fstring && !fstring->depth && close == '}') {
        return LEXER_FAIL(lexer, lexer->at, lexer->at, MESSAGE_FSTRING_TOKEN_BRACE,
                          fstring->letter);
    }
    if (lexer->level <= lexer->base_level) {
        return LEXER_FAIL(lexer, lexer->at, lexer->at, MESSAGE_UNMATCHED, close);
    }
    lexer->level--;
    if (!pairs(lexer->stacks->brackets[lexer->level].character, close)) {
        return mismatch(lexer, &lexer->stacks->brackets[lexer->level], close);
    }
    if (!fstring) {
        return true;
    }
    fstring->depth--;
    if (fstring->depth < 0) {
        return LEXER_FAIL(lexer, lexer->at, lexer->at, MESSAGE_FSTRING_TOKEN_UNMATCHED,
                          fstring->letter, close);
    }
    if (close == '}' && fstring->fields &&
        fstring->depth == fstring->field_depth[fstring->fields - 1]) {
        fstring->fields--;
        fstring->in_expression = false;
        fstring->in_format_spec = fstring->fields > 0;
    }
    return true;
}

// A colon or an exclamation mark directly in a replacement field ends its expression.
static bool ends_field(struct lexer *lexer, char byte)
{
    if (!lexer->fstring_count) {
        return false;
    }
    struct fstring *fstring = &lexer->stacks->fstrings[lexer->fstring_count - 1];
    if (!fstring->fields || fstring->depth - 1 != fstring->field_depth[fstring->fields - 1]) {
        return false;
    }
    if (byte == ':') {
        fstring->in_expression = false;
        fstring->in_format_spec = true;
        return true;
    }
    return false;
}

// Of `left` bytes of text, the size of the operator they start with.
static uint32_t operator_size(const char *text, uint32_t left, enum token_kind *kind)
{
    *kind = single[(unsigned char)text[0]];
    if (left < 2 || !strchr("=*/<>.", text[1])) {
        return 1;
    }
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        const char *wanted = operators[i].text;
        uint32_t size = wanted[2] ? 3 : 2;
        if (wanted[0] == text[0] && wanted[1] == text[1] && size <= left &&
            (size == 2 || wanted[2] == text[2])) {
            *kind = operators[i].kind;
            return size;
        }
    }
    return 1;
}

static bool operator(struct lexer *lexer)
{
    const char *text = lexer->text + lexer->at;
    unsigned char byte = (unsigned char)text[0];
    enum token_kind kind;
    uint32_t size = 1;
    if (byte == '(' || byte == '[' || byte == '{') {
        if (!mynah__lexer_open(lexer)) {
            return false;
        }
        kind = single[byte];
    } else if (byte == ')' || byte == ']' || byte == '}') {
        if (!mynah__lexer_close(lexer)) {
            return false;
        }
        kind = single[byte];
    } else if (byte >= 0x80 || !single[byte]) {
        return LEXER_FAIL(lexer, lexer->at, lexer->at, MESSAGE_NON_PRINTABLE, (unsigned)byte);
    } else if (ends_field(lexer, (char)byte)) {
        kind = single[byte];
    } else {
        size = operator_size(text, lexer->size - lexer->at, &kind);
    }
    mynah__lexer_add(lexer, kind, lexer->at, lexer->at + size);
    lexer->at += size;
    return true;
}

static void newline(struct lexer *lexer, uint32_t start)
{
    if (!lexer->level && !lexer->fragment) {
        mynah__lexer_add(lexer, TOKEN_NEWLINE, start, lexer->at);
        lexer->line_start = true;
    }
    lexer->at++;
}

// Read one token, or blanks.
static bool step(struct lexer *lexer)
{
    const char *text = lexer->text;
    while (byte_is(text[lexer->at], CLASS_BLANK)) {
        lexer->at++;
    }
    if (lexer->at >= lexer->size) {
        return true;
    }
    uint32_t start = lexer->at;
    char byte = text[start];
    if (byte_is(byte, CLASS_START)) {
        return name(lexer);
    }
    if (byte_is(byte, CLASS_DIGIT) || (byte == '.' && byte_is(text[start + 1], CLASS_DIGIT))) {
        return mynah__lexer_number(lexer);
    }
    switch (byte) {
    case '#':
        skip_comment(lexer);
        if (lexer->at < lexer->size) {
            newline(lexer, start);
        }
        return true;
    case '\n':
        newline(lexer, start);
        return true;
    case '\'':
    case '"':
        return mynah__lexer_string(lexer, start, '\0');
    case '\\':
        return continue_line(lexer);
    default:
        return operator(lexer);
    }
}

static bool lex(struct lexer *lexer)
{
    while (!lexer->arena->failed) {
        struct fstring *fstring = innermost(lexer);
        bool good;
        if (fstring && !fstring->in_expression) {
            good = mynah__lexer_fstring_text(lexer, fstring);
        } else if (lexer->at >= lexer->size) {
            return true;
        } else {
            good = lexer->line_start ? indent(lexer) : step(lexer);
        }
        if (!good) {
            return false;
        }
    }
    return false;
}

// The end of the source: what is still open, then NEWLINE, DEDENTs and ENDMARKER.
static void finish(struct lexer *lexer)
{
    struct tokens *tokens = lexer->tokens;
    // CPython puts the end behind the last line, before its line feed.
    uint32_t end = lexer->size;
    end -=
        !lexer->fragment && end && lexer->text[end - 1] == '\n' && !mynah__lexer_adds_line(lexer);
    if (lexer->level > lexer->base_level) {
        (void)never_closed(lexer);
        return;
    }
    if (!lexer->fragment) {
        if (tokens->count && tokens->items[tokens->count - 1].kind != TOKEN_NEWLINE &&
            !lexer->line_start) {
            mynah__lexer_add(lexer, TOKEN_NEWLINE, end, end);
        }
        for (; lexer->depth; lexer->depth--) {
            mynah__lexer_add(lexer, TOKEN_DEDENT, end, end);
        }
    }
    mynah__lexer_add(lexer, TOKEN_ENDMARKER, end, end);
}

void mynah__tokens_read(struct tokens *tokens, const struct source *source, int version,
                        struct arena *arena)
{
    *tokens = (struct tokens){ .capacity = source->size / 4 + 16 };
    tokens->items = mynah__arena_alloc(arena, tokens->capacity * sizeof *tokens->items);
    tokens->stacks = mynah__arena_alloc(arena, sizeof *tokens->stacks);
    struct lexer lexer = {
        .source = source,
        .text = source->text,
        .size = source->size,
        .version = version,
        .arena = arena,
        .tokens = tokens,
        .line_start = true,
        .stacks = tokens->stacks,
    };
    if (tokens->items && tokens->stacks && lex(&lexer)) {
        finish(&lexer);
    }
}

void mynah__tokens_read_fragment(struct tokens *tokens, const struct source *source, int version,
                                 struct span span, struct arena *arena)
{
    struct lexer lexer = {
        .source = source,
        .text = source->text,
        .at = span.start,
        .size = span.end,
        .version = version,
        .arena = arena,
        .tokens = tokens,
        .fragment = true,
        .level = 1,
        .base_level = 1,
        .stacks = tokens->stacks,
    };
    lexer.stacks->brackets[0] = (struct bracket){ '(', span.start };
    mynah__lexer_add(&lexer, TOKEN_LPAR, span.start - 1, span.start);
    if (lex(&lexer)) {
        lexer.level = lexer.base_level = 0;
        mynah__lexer_add(&lexer, TOKEN_RPAR, span.end, span.end + 1);
        finish(&lexer);
    }
}
