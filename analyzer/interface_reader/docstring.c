// SPDX-License-Identifier: Apache-2.0
//
// What docstrings promise.  Sections are found by their headings, and their items by indentation.

#include "interface_reader/docstring.h"

#include "core/text.h"
#include "values/constants.h"

#include <string.h>

enum { DOCSTRING_MOST = 1 << 16, LINES_MOST = 2000 };

// Return the text of the docstring in the body of `node`, or NULL.
static char *docstring_of(struct reader *reader, const struct module *unit, uint32_t node)
{
    const struct tree *tree = &unit->tree;
    uint32_t first = mynah__tree_child(tree, node, ROLE_BODY);
    uint32_t value = first != NODE_NONE && tree->nodes[first].kind == NODE_EXPR
                         ? mynah__tree_child(tree, first, ROLE_VALUE)
                         : NODE_NONE;
    if (value == NODE_NONE || tree->nodes[value].kind != NODE_CONSTANT ||
        tree->nodes[value].op != CONSTANT_STR ||
        tree->nodes[value].end - tree->nodes[value].start > DOCSTRING_MOST) {
        return NULL;
    }
    struct literal_state state = { 0 };
    struct text text = { 0 };
    const char *source = unit->source.text;
    mynah__literal_text(&state, source + tree->nodes[value].start, source + tree->nodes[value].end,
                        &text);
    char *copy = text.failed
                     ? NULL
                     : mynah__arena_copy(reader->arena, text.bytes ? text.bytes : "", text.size);
    mynah__text_finish(&text);
    reader->failed = reader->failed || !copy;
    return copy;
}

static size_t indent_of(const char *line)
{
    return strspn(line, " \t");
}

bool mynah__docstring_lines(struct reader *reader, char *text, struct docstring *doc)
{
    *doc = (struct docstring){ .reader = reader };
    doc->lines = mynah__arena_alloc(reader->arena, LINES_MOST * sizeof *doc->lines);
    if (!doc->lines) {
        reader->failed = true;
        return false;
    }
    for (char *line = text; line && doc->count < LINES_MOST;) {
        char *end = strchr(line, '\n');
        if (end) {
            *end = '\0';
        }
        size_t size = strlen(line);
        while (size > 0 && strchr(" \t\r", line[size - 1])) {
            line[--size] = '\0';
        }
        doc->lines[doc->count++] = (struct line){ line + indent_of(line), indent_of(line) };
        line = end ? end + 1 : NULL;
    }
    return true;
}

const char *mynah__docstring_summary(struct reader *reader, const struct module *unit,
                                     uint32_t node)
{
    struct docstring doc;
    struct text text = { 0 };
    char *bytes = docstring_of(reader, unit, node);
    if (!bytes || !mynah__docstring_lines(reader, bytes, &doc)) {
        return NULL;
    }
    size_t at = 0;
    while (at < doc.count && !*doc.lines[at].text) {
        at++;
    }
    for (; at < doc.count && *doc.lines[at].text; at++) {
        mynah__text_add(&text, text.size ? " " : "");
        mynah__text_add(&text, doc.lines[at].text);
    }
    const char *summary =
        text.size ? mynah__arena_copy(reader->arena, text.bytes, text.size) : NULL;
    reader->failed = reader->failed || text.failed;
    mynah__text_finish(&text);
    return summary;
}

/* Sections */

// Google's: "Raises:".
static bool is_heading(const char *line, const char *name)
{
    size_t size = strlen(name);
    return strncmp(line, name, size) == 0 && line[size] == ':' && !line[size + 1];
}

// NumPy's: "Raises", with a line of dashes below it.
static bool is_underlined(const struct docstring *doc, size_t at, const char *name)
{
    const char *below = at + 1 < doc->count ? doc->lines[at + 1].text : "";
    return (!name || strcmp(doc->lines[at].text, name) == 0) && strlen(below) > 2 &&
           !below[strspn(below, "-")];
}

size_t mynah__docstring_section(const struct docstring *doc, const char *name, size_t *end)
{
    for (size_t i = 0; i < doc->count; i++) {
        size_t last = i + 1;
        if (is_heading(doc->lines[i].text, name)) {
            while (last < doc->count &&
                   (!*doc->lines[last].text || doc->lines[last].indent > doc->lines[i].indent)) {
                last++;
            }
            *end = last;
            return i + 1;
        }
        if (is_underlined(doc, i, name)) {
            for (last = i + 2; last < doc->count && !is_underlined(doc, last, NULL);) {
                last++;
            }
            *end = last;
            return i + 2;
        }
    }
    *end = 0;
    return 0;
}

static bool is_type_name(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        bool letter = (text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z') ||
                      text[i] == '_';
        bool digit = text[i] >= '0' && text[i] <= '9';
        if (!letter && !(i > 0 && (digit || text[i] == '.'))) {
            return false;
        }
    }
    return size > 0;
}

// Exceptions that need no import.
// clang-format off
static const char *const builtin[] = {
    "ArithmeticError",
    "AssertionError",
    "AttributeError",
    "BaseException",
    "BlockingIOError",
    "BrokenPipeError",
    "BufferError",
    "BytesWarning",
    "ChildProcessError",
    "ConnectionAbortedError",
    "ConnectionError",
    "ConnectionRefusedError",
    "ConnectionResetError",
    "DeprecationWarning",
    "EOFError",
    "EnvironmentError",
    "Exception",
    "FileExistsError",
    "FileNotFoundError",
    "FloatingPointError",
    "FutureWarning",
    "GeneratorExit",
    "IOError",
    "ImportError",
    "ImportWarning",
    "IndentationError",
    "IndexError",
    "InterruptedError",
    "IsADirectoryError",
    "KeyError",
    "KeyboardInterrupt",
    "LookupError",
    "MemoryError",
    "ModuleNotFoundError",
    "NameError",
    "NotADirectoryError",
    "NotImplementedError",
    "OSError",
    "OverflowError",
    "PendingDeprecationWarning",
    "PermissionError",
    "ProcessLookupError",
    "RecursionError",
    "ReferenceError",
    "ResourceWarning",
    "RuntimeError",
    "RuntimeWarning",
    "StopAsyncIteration",
    "StopIteration",
    "SyntaxError",
    "SyntaxWarning",
    "SystemError",
    "SystemExit",
    "TabError",
    "TimeoutError",
    "TypeError",
    "UnboundLocalError",
    "UnicodeDecodeError",
    "UnicodeEncodeError",
    "UnicodeError",
    "UnicodeTranslateError",
    "UnicodeWarning",
    "UserWarning",
    "ValueError",
    "Warning",
    "ZeroDivisionError",
};
// clang-format on

bool mynah__is_builtin_error(const char *type)
{
    for (size_t i = 0; i < sizeof builtin / sizeof *builtin; i++) {
        if (strcmp(builtin[i], type) == 0) {
            return true;
        }
    }
    return false;
}

// Have the exception imported; false when nobody knows it.
static bool import_type(const struct docstring *doc, struct module *unit, const char *type)
{
    const char *first = mynah__arena_copy(doc->reader->arena, type, strcspn(type, "."));
    if (first && mynah__module_binding(unit, first)) {
        return strcmp(mynah__import_name(doc->reader, unit, first), first) == 0;
    }
    return mynah__is_builtin_error(type);
}

static void add_raise(struct docstring *doc, struct module *unit,
                      struct mynah_interface_member *member, const char *type, const char *when)
{
    size_t size = (member->raise_count + 1) * sizeof *member->raises;
    struct mynah_interface_raise *list = mynah__arena_alloc(doc->reader->arena, size);
    if (!list) {
        doc->reader->failed = true;
        return;
    }
    if (member->raise_count) {
        memcpy(list, member->raises, size - sizeof *list);
    }
    list[member->raise_count++] =
        (struct mynah_interface_raise){ type, *when ? when : NULL, import_type(doc, unit, type) };
    member->raises = list;
}

// Return the text with the lines [at, end) behind it.
static const char *joined(struct docstring *doc, const char *text, size_t at, size_t end)
{
    size_t most = at + 20; // nobody says more of one exception
    for (; at < end && at < most && text; at++) {
        text = mynah__arena_format(doc->reader->arena, "%s%s%s", text, *text ? " " : "",
                                   doc->lines[at].text);
    }
    doc->reader->failed = doc->reader->failed || !text;
    return text ? text : "";
}

// Google has "ValueError: when", NumPy "ValueError" and the text below it.
static void read_raises(struct docstring *doc, struct module *unit,
                        struct mynah_interface_member *member)
{
    size_t end;
    size_t at = mynah__docstring_section(doc, "Raises", &end);
    size_t indent = at < end ? doc->lines[at].indent : 0;
    for (; at < end; at++) {
        const char *text = doc->lines[at].text;
        size_t size = strcspn(text, ": ");
        if (doc->lines[at].indent != indent || !is_type_name(text, size) ||
            (text[size] && text[size] != ':')) {
            continue;
        }
        const char *type = mynah__arena_copy(doc->reader->arena, text, size);
        const char *when = text + size + strspn(text + size, ": ");
        size_t last = at + 1;
        while (last < end && *doc->lines[last].text && doc->lines[last].indent > indent) {
            last++;
        }
        add_raise(doc, unit, member, type ? type : "", joined(doc, when, at + 1, last));
    }
}

// reST has ":raises ValueError: when".
static void read_field(struct docstring *doc, struct module *unit, size_t at,
                       struct mynah_interface_member *member)
{
    const char *text = doc->lines[at].text;
    static const char *const words[] = { ":raises ", ":raise ", ":except ", ":exception " };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t start = strlen(words[i]);
        if (strncmp(text, words[i], start) != 0) {
            continue;
        }
        size_t size = strcspn(text + start, ":");
        if (is_type_name(text + start, size) && text[start + size] == ':') {
            const char *type = mynah__arena_copy(doc->reader->arena, text + start, size);
            const char *when = text + start + size + 1;
            size_t last = at + 1;
            while (last < doc->count && *doc->lines[last].text && *doc->lines[last].text != ':') {
                last++;
            }
            when = joined(doc, when + strspn(when, " "), at + 1, last);
            add_raise(doc, unit, member, type ? type : "", when);
        }
    }
}

// Add the text of the lines, with blanks between them.
static void add_lines(struct text *text, const struct docstring *doc, size_t at, size_t end)
{
    for (; at < end; at++) {
        mynah__text_add(text, text->size ? " " : "");
        mynah__text_add(text, doc->lines[at].text);
    }
}

// reST has ":returns: what", with more lines up to the next field.
static void add_returns_field(struct text *text, const struct docstring *doc)
{
    static const char *const words[] = { ":returns:", ":return:" };
    for (size_t i = 0; i < doc->count; i++) {
        const char *line = doc->lines[i].text;
        size_t word = 0;
        for (size_t j = 0; j < sizeof words / sizeof *words && !word; j++) {
            word = strncmp(line, words[j], strlen(words[j])) == 0 ? strlen(words[j]) : 0;
        }
        if (word) {
            size_t end = i + 1;
            while (end < doc->count && *doc->lines[end].text && *doc->lines[end].text != ':') {
                end++;
            }
            mynah__text_add(text, line + word);
            add_lines(text, doc, i + 1, end);
            return;
        }
    }
}

static void read_returns(struct docstring *doc, struct mynah_interface_member *member)
{
    struct text text = { 0 };
    size_t end;
    size_t at = mynah__docstring_section(doc, "Returns", &end);
    // NumPy names the type first, and says below it what it is.
    bool numpy = at > 1 && is_underlined(doc, at - 2, "Returns");
    add_lines(&text, doc, numpy && at + 1 < end ? at + 1 : at, end);
    if (!text.size) {
        add_returns_field(&text, doc);
    }
    if (text.size && !text.failed) {
        mynah__contract_result(doc->reader, text.bytes, member);
    }
    doc->reader->failed = doc->reader->failed || text.failed;
    mynah__text_finish(&text);
}

void mynah__docstring_read(const struct site *site, uint32_t function,
                           struct mynah_interface_member *member)
{
    struct module *unit = site->ancestor->class->unit;
    struct docstring doc;
    member->docs = mynah__docstring_summary(site->reader, unit, function);
    char *text = docstring_of(site->reader, unit, function);
    if (text && mynah__docstring_lines(site->reader, text, &doc)) {
        read_raises(&doc, unit, member);
        for (size_t i = 0; i < doc.count; i++) {
            read_field(&doc, unit, i, member);
        }
        read_returns(&doc, member);
        mynah__limits_read(&doc, member);
    }
}
