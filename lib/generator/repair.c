// SPDX-License-Identifier: Apache-2.0
//
// The table of repairs, and how a failure is recognised: by its type wherever that stands, and only
// then by fragments of its message, so that "SyntaxError: important" is no import error.

#include "generator/repair.h"

#include "generator/failure.h"

#include "behavior_sources.h"

#include <string.h>

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

// clang-format off
static const struct repair repairs[] = {
    { .name = "name", .source = source_error_aware_name,
      .types = LIST("NameError", "UnboundLocalError", "ImportError", "ModuleNotFoundError",
                    "opaque-import"),
      .fragments = LIST("is not defined", "no module named", "missing module",
                        "cannot import name") },
    { .name = "division", .source = source_error_aware_division,
      .types = LIST("ZeroDivisionError"),
      .fragments = LIST("division by zero", "modulo by zero", "divide by zero") },
    { .name = "indentation", .source = source_error_aware_indentation,
      .types = LIST("IndentationError", "TabError"),
      .fragments = LIST("unexpected indent", "expected an indented block", "unindent does not match",
                        "inconsistent use of tabs") },
    { .name = "syntax", .source = source_error_aware_syntax,
      .types = LIST("SyntaxError", "syntax-error", "syntax"),
      .fragments = LIST("syntax error", "invalid syntax", "was never closed") },
    { .name = "results", .source = source_error_aware_results,
      .types = LIST("missing-results", "maybe-missing-results", "results-not-a-mapping"),
      .fragments = LIST("required 'results' dictionary", "assign to 'results'", "results_missing",
                        "missing results", "results missing", "results is missing") },
    { .name = "limits", .source = source_error_aware_limits,
      .types = LIST("ChannelLimitsViolationError", "ChannelBoundaryViolationError",
                    "PVBoundaryViolationError", "channel-limit"),
      .fragments = LIST("limits violation", "max_exceeded", "min_exceeded", "max_step_exceeded",
                        "read_only_channel", "unlisted_channel") },
    { .name = "lookup", .source = source_error_aware_lookup,
      .types = LIST("KeyError", "IndexError", "LookupError", "AttributeError"),
      .fragments = LIST("index out of range", "has no attribute") },
    { .name = "type", .source = source_error_aware_type,
      .types = LIST("TypeError", "ValueError", "OverflowError"),
      .fragments = LIST("unsupported operand", "could not convert", "invalid literal for") },
    { .name = "file", .source = source_error_aware_file,
      .types = LIST("FileNotFoundError", "PermissionError", "IsADirectoryError",
                    "NotADirectoryError", "OSError", "IOError"),
      .fragments = LIST("no such file or directory", "permission denied") },
    { .name = "other", .source = source_error_aware_other,
      .types = LIST(NULL), .fragments = LIST(NULL) },
};
// clang-format on

size_t mynah__repair_count(void)
{
    return COUNT(repairs);
}

const struct repair *mynah__repair_at(size_t index)
{
    return &repairs[index];
}

// ## Recognition

// Whether the type is `name`, with or without the module in front.
static bool is_type(const char *type, size_t size, const char *name)
{
    size_t length = strlen(name);
    return size >= length && memcmp(type + size - length, name, length) == 0 &&
           (size == length || type[size - length - 1] == '.');
}

static const struct repair *by_type(const char *type, size_t size)
{
    for (size_t i = 0; i < COUNT(repairs); i++) {
        for (const char *const *name = repairs[i].types; *name; name++) {
            if (is_type(type, size, *name)) {
                return &repairs[i];
            }
        }
    }
    return NULL;
}

static const struct repair *by_type_in(const char *text)
{
    struct error_text parts = text ? mynah__error_text(text) : (struct error_text){ 0 };
    return parts.type ? by_type(parts.type, parts.type_size) : NULL;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static bool contains(const char *text, const char *fragment)
{
    for (; *text; text++) {
        size_t same = 0;
        while (fragment[same] && lower(text[same]) == fragment[same]) {
            same++;
        }
        if (!fragment[same]) {
            return true;
        }
    }
    return false;
}

static const struct repair *by_fragment(const char *text)
{
    for (size_t i = 0; i < COUNT(repairs); i++) {
        for (const char *const *fragment = repairs[i].fragments; *fragment; fragment++) {
            if (contains(text, *fragment)) {
                return &repairs[i];
            }
        }
    }
    return NULL;
}

const struct repair *mynah__repair_of(const struct mynah_failure *failure)
{
    const struct repair *repair = NULL;
    // A pipeline may put its own category into `type` and leave the exception to the message.
    if (failure->type) {
        repair = by_type(failure->type, strlen(failure->type));
    }
    if (!repair && failure->message) {
        repair = by_type_in(failure->message);
    }
    if (!repair) {
        repair = by_type_in(failure->traceback);
    }
    if (!repair && failure->message) {
        repair = by_fragment(failure->message);
    }
    return repair ? repair : &repairs[COUNT(repairs) - 1];
}
