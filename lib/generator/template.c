// SPDX-License-Identifier: Apache-2.0
//
// Fills in templates.  The security of it: placeholders count in code only, where a value becomes
// one complete literal, so no value can become code.

#include "generator/template.h"

#include "core/text.h"
#include "core/utf8.h"
#include "core/words.h"

#include <stdio.h>
#include <string.h>

enum { NUMBER_MOST = 300 }; // CPython refuses integers of more than 4300 digits

// ## Values

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *after_digits(const char *text)
{
    while (is_digit(*text)) {
        text++;
    }
    return text;
}

// JSON's numbers: each of them is a number in Python, and means the same.
static bool is_number(const char *text)
{
    const char *at = text + (*text == '-');
    if (!is_digit(*at) || (*at == '0' && is_digit(at[1])) || strlen(text) > NUMBER_MOST) {
        return false;
    }
    at = after_digits(at);
    if (*at == '.') {
        if (!is_digit(*++at)) {
            return false;
        }
        at = after_digits(at);
    }
    if (*at == 'e' || *at == 'E') {
        at++;
        at += *at == '+' || *at == '-';
        if (!is_digit(*at)) {
            return false;
        }
        at = after_digits(at);
    }
    return *at == '\0';
}

// What would not be seen, or seen at another place than where it is.
static bool is_hidden(uint32_t point)
{
    return point < 0x20 || (point >= 0x7f && point <= 0xa0) || point == 0xad ||
           (point >= 0x200b && point <= 0x200f) || (point >= 0x2028 && point <= 0x202e) ||
           (point >= 0x2060 && point <= 0x206f) || point == 0xfeff || point >= 0xe0000;
}

static void add_escaped(struct text *text, uint32_t point)
{
    const char *format = point < 0x100 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x";
    char digits[12] = "";
    switch (point) {
    case '\n':
        mynah__text_add(text, "\\n");
        return;
    case '\r':
        mynah__text_add(text, "\\r");
        return;
    case '\t':
        mynah__text_add(text, "\\t");
        return;
    default:
        snprintf(digits, sizeof digits, format, (unsigned)point);
        mynah__text_add(text, digits);
    }
}

static bool add_string(struct text *text, const char *value)
{
    size_t left = strlen(value);
    mynah__text_add_char(text, '\'');
    while (left) {
        uint32_t point = 0;
        size_t size = mynah__utf8_read(value, left, &point);
        if (size == 0) {
            return false;
        }
        if (is_hidden(point)) {
            add_escaped(text, point);
        } else {
            if (point == '\'' || point == '\\') {
                mynah__text_add_char(text, '\\');
            }
            mynah__text_add_bytes(text, value, size);
        }
        value += size;
        left -= size;
    }
    mynah__text_add_char(text, '\'');
    return true;
}

// Add `given` as a literal that suits what has this default.  Returns what is wrong, or NULL.
static const char *add_value(struct text *text, const char *given, const char *by_default)
{
    bool is_text = *by_default == '\'' || *by_default == '"';
    bool number = is_number(given);
    if (number && !is_text) {
        mynah__text_add(text, given);
    } else if (!is_text && is_number(by_default)) {
        return "must be a number";
    } else if (!add_string(text, given)) {
        return "is not UTF-8";
    }
    return NULL;
}

// ## Python, as far as strings and comments go

// Return what is behind the string that begins at `at`.
static const char *after_string(const char *at)
{
    const char quote = *at;
    bool triple = at[1] == quote && at[2] == quote;
    at += triple ? 3 : 1;
    while (*at) {
        if (*at == '\\' && at[1]) {
            at += 2;
        } else if (*at == quote && (!triple || (at[1] == quote && at[2] == quote))) {
            return at + (triple ? 3 : 1);
        } else if (*at == '\n' && !triple) {
            return at; // never closed: the line ends it
        } else {
            at++;
        }
    }
    return at;
}

// Return what is behind the string, comment or single character at `at`.
static const char *after_piece(const char *at)
{
    if (*at == '\'' || *at == '"') {
        return after_string(at);
    }
    return *at == '#' ? at + strcspn(at, "\n") : at + 1;
}

static bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
}

// Return the size of the placeholder at `at`, or 0.  Its name is what is between the braces.
static size_t placeholder_size(const char *at)
{
    size_t size = 2;
    if (at[0] != '{' || at[1] != '{' || is_digit(at[2])) {
        return 0;
    }
    while (is_name_character(at[size])) {
        size++;
    }
    return size > 2 && at[size] == '}' && at[size + 1] == '}' ? size + 2 : 0;
}

// ## Behaviours

static const struct mynah_parameter *find(const struct mynah_parameter *parameters, size_t count,
                                          const char *name, size_t size)
{
    for (size_t i = 0; i < count; i++) {
        if (strncmp(parameters[i].name, name, size) == 0 && parameters[i].name[size] == '\0') {
            return &parameters[i];
        }
    }
    return NULL;
}

static bool refuse_unknown(const struct mynah_behavior *behavior, const char *name,
                           struct mynah_error *error)
{
    char clip[MYNAH__CLIP], list[128] = "";
    for (size_t i = 0; i < behavior->parameter_count; i++) {
        mynah__list_add(list, sizeof list, behavior->parameters[i].name);
    }
    return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                           *list ? "behaviour '%s' has no parameter '%s'; it takes %s"
                                 : "behaviour '%s' has no parameter '%s'; it takes none%s",
                           behavior->name, mynah__clip(clip, name), list);
}

static bool check_given(const struct mynah_behavior *behavior, const struct mynah_parameter *given,
                        size_t count, struct mynah_error *error)
{
    for (size_t i = 0; i < count; i++) {
        const char *name = given[i].name;
        struct text literal = { 0 };
        const struct mynah_parameter *known =
            find(behavior->parameters, behavior->parameter_count, name, strlen(name));
        if (!known) {
            return refuse_unknown(behavior, name, error);
        }
        const char *wrong = find(given, i, name, strlen(name))
                                ? "is given twice"
                                : add_value(&literal, given[i].value, known->value);
        mynah__text_finish(&literal);
        if (wrong) {
            return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "parameter '%s' of '%s' %s", name,
                                   behavior->name, wrong);
        }
    }
    return true;
}

char *mynah__template_render(const struct mynah_behavior *behavior,
                             const struct mynah_parameter *given, size_t count,
                             struct mynah_error *error)
{
    struct text code = { 0 };
    if (!check_given(behavior, given, count, error)) {
        return NULL;
    }
    for (const char *at = behavior->source; *at;) {
        size_t size = placeholder_size(at);
        const struct mynah_parameter *known =
            size ? find(behavior->parameters, behavior->parameter_count, at + 2, size - 4) : NULL;
        const struct mynah_parameter *value = known ? find(given, count, at + 2, size - 4) : NULL;
        const char *next = known ? at + size : after_piece(at);
        if (value) {
            add_value(&code, value->value, known->value);
        } else if (known) {
            mynah__text_add(&code, known->value);
        } else {
            mynah__text_add_bytes(&code, at, (size_t)(next - at));
        }
        at = next;
    }
    char *rendered = mynah__text_detach(&code);
    if (!rendered) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return rendered;
}

// Return the next placeholder in the code, or NULL; `line` counts on.
static const char *next_placeholder(const char *at, int *line)
{
    while (*at && !placeholder_size(at)) {
        const char *next = after_piece(at);
        for (; at < next; at++) {
            *line += *at == '\n';
        }
    }
    return *at ? at : NULL;
}

bool mynah__template_check(const struct mynah_behavior *behavior, struct mynah_error *error)
{
    char clip[MYNAH__CLIP], name[MYNAH__CLIP];
    int line = 1;
    for (const char *at = next_placeholder(behavior->source, &line); at;
         at = next_placeholder(at + placeholder_size(at), &line)) {
        size_t size = placeholder_size(at) - 4;
        if (!find(behavior->parameters, behavior->parameter_count, at + 2, size)) {
            snprintf(name, sizeof name, "%.*s", (int)(size < 64 ? size : 64), at + 2);
            return mynah_error_set_at(error, MYNAH_ERROR_ARGUMENT, line, 0,
                                      "behaviour '%s' has a placeholder for '%s', which is none of "
                                      "its parameters",
                                      mynah__clip(clip, behavior->name), name);
        }
    }
    for (size_t i = 0; i < behavior->parameter_count; i++) {
        const char *parameter = behavior->parameters[i].name, *at = behavior->source;
        while ((at = next_placeholder(at, &line)) &&
               (strncmp(at + 2, parameter, strlen(parameter)) != 0 ||
                placeholder_size(at) != strlen(parameter) + 4)) {
            at++;
        }
        if (!at) {
            return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                                   "behaviour '%s' has no placeholder for its parameter '%s'",
                                   mynah__clip(clip, behavior->name), parameter);
        }
    }
    return true;
}
