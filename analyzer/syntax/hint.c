// SPDX-License-Identifier: Apache-2.0
//
// What to do about the errors that generated code has most.

#include "syntax/hint.h"

#include <string.h>

struct line {
    const char *text; // behind its indentation
    size_t size;
};

static struct line line_at(const struct source *source, uint32_t offset)
{
    int number;
    int column;
    mynah__source_place(source, offset, &number, &column);
    uint32_t start = source->lines[number - 1];
    uint32_t end = (uint32_t)number < source->line_count ? source->lines[number] - 1 : source->size;
    while (start < end && strchr(" \t\f", source->text[start])) {
        start++;
    }
    while (end > start && strchr(" \t", source->text[end - 1])) {
        end--;
    }
    return (struct line){ source->text + start, end - start };
}

static bool starts_with(const struct line *line, const char *prefix)
{
    size_t size = strlen(prefix);
    return line->size >= size && memcmp(line->text, prefix, size) == 0;
}

static bool contains(const struct line *line, const char *text)
{
    size_t size = strlen(text);
    for (size_t i = 0; i + size <= line->size; i++) {
        if (memcmp(line->text + i, text, size) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// A Markdown fence.
static bool is_fence(const struct line *line)
{
    return starts_with(line, "```") || starts_with(line, "~~~");
}

static bool is_prompt(const struct line *line)
{
    return starts_with(line, ">>> ") || starts_with(line, "In [");
}

// `%matplotlib inline`, `!pip install x`, `x?`
static bool is_magic(const struct line *line)
{
    bool marked = line->size > 1 && (line->text[0] == '%' || line->text[0] == '!');
    return (marked && (is_letter(line->text[1]) || line->text[1] == line->text[0])) ||
           (line->size > 1 && line->text[line->size - 1] == '?');
}

// clang-format off
static const char *const keywords[] = {
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
    "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
};
// clang-format on

static bool is_keyword(const char *word, size_t size)
{
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        if (strlen(keywords[i]) == size && memcmp(keywords[i], word, size) == 0) {
            return true;
        }
    }
    return false;
}

// How many letters stand at the beginning.
static size_t word_size(const char *text, size_t most)
{
    size_t size = 0;
    while (size < most && is_letter(text[size])) {
        size++;
    }
    return size;
}

// At least four words in a row, with nothing but blanks, commas, colons and full stops between;
// Python's own count only behind a capital letter, as `for x in range` is none.
static bool is_prose(const struct line *line)
{
    bool capital = line->size && line->text[0] >= 'A' && line->text[0] <= 'Z';
    unsigned words = 0;
    for (size_t i = 0; i < line->size;) {
        char c = line->text[i];
        size_t size = word_size(line->text + i, line->size - i);
        bool apostrophe = c == '\'' && i > 0 && is_letter(line->text[i - 1]);
        if (!size && !strchr(" ,.:;!-", c) && !apostrophe) {
            break;
        }
        words += size && (capital || !is_keyword(line->text + i, size));
        i += size ? size : 1;
    }
    return words >= 4;
}

// `+ added = 1`, `- removed()`, `@@ -1,2 +1,3 @@`
static bool is_diff(const struct line *line)
{
    bool changed = starts_with(line, "+ ") || starts_with(line, "- ");
    return (changed && (contains(line, " = ") || contains(line, "("))) ||
           starts_with(line, "@@ -") || starts_with(line, "diff --");
}

// `12  import os`, `3: x = 1`, `4 | y`
static bool is_numbered(const struct line *line)
{
    size_t at = 0;
    while (at < line->size && line->text[at] >= '0' && line->text[at] <= '9') {
        at++;
    }
    size_t digits = at;
    while (at < line->size && strchr(" :|\t", line->text[at])) {
        at++;
    }
    return digits && at > digits && at < line->size && is_letter(line->text[at]);
}

static bool is_tag(const struct line *line)
{
    return line->size > 2 && line->text[0] == '<' && line->text[line->size - 1] == '>';
}

static bool has_question(const struct line *line)
{
    return contains(line, " ? ") && contains(line, " : ");
}

// `class = 3`, `f(from=1)`
static bool has_keyword_name(const struct line *line)
{
    for (size_t i = 0; i < line->size; i++) {
        size_t size = word_size(line->text + i, line->size - i);
        size_t behind = i + size;
        while (behind < line->size && line->text[behind] == ' ') {
            behind++;
        }
        bool assigned = size && behind + 1 < line->size && line->text[behind] == '=' &&
                        line->text[behind + 1] != '=';
        bool whole = i == 0 || strchr(" (,", line->text[i - 1]);
        if (assigned && whole && is_keyword(line->text + i, size)) {
            return true;
        }
        i += size;
    }
    return false;
}

static bool is_heading(const struct line *line)
{
    return starts_with(line, "- ") || starts_with(line, "* ") || starts_with(line, "**") ||
           (line->size > 2 && line->text[0] >= '1' && line->text[0] <= '9' &&
            line->text[1] == '.' && line->text[2] == ' ');
}

static bool is_else_if(const struct line *line)
{
    return starts_with(line, "else if ");
}

static bool has_and(const struct line *line)
{
    return contains(line, "&&");
}

static bool has_or(const struct line *line)
{
    return contains(line, "||");
}

static bool has_arrow(const struct line *line)
{
    return contains(line, "=>");
}

static bool has_increment(const struct line *line)
{
    return line->size > 2 && (memcmp(line->text + line->size - 2, "++", 2) == 0 ||
                              memcmp(line->text + line->size - 2, "--", 2) == 0);
}

// By the text of the line, for errors of the grammar and the lexer alike; the first that fits.
static const struct {
    bool (*fits)(const struct line *);
    const char *hint;
} line_hints[] = {
    { is_fence, "this is a Markdown fence: take only the code between the fences" },
    { is_prompt, "this is an interpreter's prompt: take only the code behind it" },
    { is_tag, "this is markup around the code: take only the code" },
    { is_diff, "this is a diff: take the code as it is after the change" },
    { is_magic, "this is an IPython command: plain Python does not have it" },
    { is_else_if, "Python writes `elif`" },
    { has_and, "Python writes `and`" },
    { has_or, "Python writes `or`" },
    { has_increment, "Python writes `+= 1` or `-= 1`" },
    { has_arrow, "Python has no `=>`: use `lambda`, or `>=` to compare" },
    { has_question, "Python writes `a if condition else b`" },
    { has_keyword_name, "this name is a keyword of Python: choose another one" },
    { is_numbered, "this is a line number: take only the code behind it" },
    { is_prose, "this reads like prose: leave it out or put `#` before it" },
    { is_heading, "this reads like Markdown: leave it out or put `#` before it" },
};

// By the message, when the line says nothing.
static const struct {
    enum message message;
    const char *hint;
} message_hints[] = {
    { MESSAGE_NEVER_CLOSED, "this bracket is opened here and closed nowhere: add its other half" },
    { MESSAGE_UNMATCHED, "this bracket closes nothing: remove it or add its other half before" },
    { MESSAGE_MISMATCH, "brackets are closed in the reverse order of their opening" },
    { MESSAGE_MISMATCH_LINE, "brackets are closed in the reverse order of their opening" },
    { MESSAGE_UNTERMINATED_STRING, "close the string on this line, or use three quotes" },
    { MESSAGE_UNTERMINATED_TRIPLE, "close the string with three quotes of the same kind" },
    { MESSAGE_UNTERMINATED_FSTRING, "close the string on this line, or use three quotes" },
    { MESSAGE_LEGACY_STATEMENT,
      "in Python 3 this is a function: put its arguments in parentheses" },
    { MESSAGE_EXCEPT_TYPES,
      "Python 3 writes `except A as e`, and `except (A, B)` for several types" },
    { MESSAGE_TABS, "indent with spaces only: tabs and spaces are mixed" },
    { MESSAGE_UNINDENT, "indent this line as much as a line of the block it belongs to" },
    { MESSAGE_UNEXPECTED_INDENT, "only a line behind a colon is indented further" },
    { MESSAGE_EXPECTED_BLOCK, "indent what belongs to it, or put `pass` there" },
    { MESSAGE_AWAIT_OUTSIDE, "put it in an `async def` and run that with asyncio.run()" },
    { MESSAGE_AWAIT_NOT_ASYNC, "make the function around it `async def`" },
    { MESSAGE_ASYNC_OUTSIDE, "put it in an `async def` and run that with asyncio.run()" },
    { MESSAGE_ASYNC_COMPREHENSION, "put it in an `async def` and run that with asyncio.run()" },
    { MESSAGE_RETURN_OUTSIDE, "code at the top of a module has nothing to return from: assign it" },
    { MESSAGE_YIELD_OUTSIDE, "only a function can yield" },
    { MESSAGE_NULL_BYTES, "the code holds NUL bytes: it is no text, or is encoded as UTF-16" },
    { MESSAGE_LEADING_ZEROS, "write the number without the zeros in front" },
};

struct character_hint {
    uint32_t first;
    uint32_t last;
    const char *hint;
};

static const struct character_hint character_hints[] = {
    { 0x2018, 0x201F, "this is a typographic quote: use ' or \"" },
    { 0x00AB, 0x00AB, "this is a typographic quote: use ' or \"" },
    { 0x00BB, 0x00BB, "this is a typographic quote: use ' or \"" },
    { 0x2010, 0x2015, "this is a typographic dash: use -" },
    { 0x2212, 0x2212, "this is a typographic minus: use -" },
    { 0x00D7, 0x00D7, "this is a multiplication sign: use *" },
    { 0x2026, 0x2026, "this is one character for an ellipsis: use ..." },
    { 0x00A0, 0x00A0, "this is an invisible non-breaking space: use a plain space" },
    { 0x200B, 0x200F, "this character is invisible: remove it" },
    { 0x202A, 0x202E, "this invisible character turns text around: remove it" },
    { 0x2060, 0x2069, "this character is invisible: remove it" },
    { 0xFEFF, 0xFEFF, "this character is invisible: remove it" },
};

static const char *hint_of_character(const struct source *source, uint32_t at)
{
    uint32_t point = 0;
    (void)mynah__utf8_read(source->text + at, source->size - at, &point);
    for (size_t i = 0; i < sizeof character_hints / sizeof *character_hints; i++) {
        if (point >= character_hints[i].first && point <= character_hints[i].last) {
            return character_hints[i].hint;
        }
    }
    return NULL;
}

static bool is_about_text(enum message message)
{
    return message == MESSAGE_INVALID_SYNTAX || message == MESSAGE_INVALID_CHARACTER ||
           message == MESSAGE_UNTERMINATED_STRING || message == MESSAGE_UNEXPECTED_INDENT ||
           message == MESSAGE_MISSING_COMMA || message == MESSAGE_INVALID_LITERAL ||
           message == MESSAGE_EXPECTED || message == MESSAGE_LINE_CONTINUATION ||
           message == MESSAGE_NEVER_CLOSED || message == MESSAGE_EQUALS_OTHER;
}

const char *mynah__syntax_hint(const struct source *source, const struct failure *failure)
{
    const char *hint = NULL;
    enum message message = failure->message;
    if ((message == MESSAGE_INVALID_CHARACTER || message == MESSAGE_NON_PRINTABLE) &&
        failure->start < source->size) {
        hint = hint_of_character(source, failure->start);
    }
    struct line line = line_at(source, failure->start);
    for (size_t i = 0;
         !hint && is_about_text(message) && i < sizeof line_hints / sizeof *line_hints; i++) {
        hint = line_hints[i].fits(&line) ? line_hints[i].hint : NULL;
    }
    if (!hint && message == MESSAGE_MISSING_COMMA &&
        memchr(source->text + failure->start, '\n', failure->end - failure->start)) {
        hint = "put a comma behind it, or close the bracket before the next line";
    }
    for (size_t i = 0; !hint && i < sizeof message_hints / sizeof *message_hints; i++) {
        hint = message_hints[i].message == message ? message_hints[i].hint : NULL;
    }
    return hint;
}
