// SPDX-License-Identifier: Apache-2.0
//
// What mynah/base.h and mynah/verdict.h promise: errors, the version, the names of words.

#include <mynah/verdict.h>

#include "core/alloc.h"
#include "core/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define TEXT_OF(number) #number
#define VERSION(major, minor, patch) TEXT_OF(major) "." TEXT_OF(minor) "." TEXT_OF(patch)

const char *mynah_version(void)
{
    return VERSION(MYNAH_VERSION_MAJOR, MYNAH_VERSION_MINOR, MYNAH_VERSION_PATCH);
}

void mynah_free(void *text)
{
    mynah__free(text);
}

char *mynah_copy_text(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = mynah__alloc(size);
    return copy ? memcpy(copy, text, size) : NULL;
}

static void fill(struct mynah_error *error, enum mynah_error_code code, const char *format,
                 va_list arguments)
{
    if (error) {
        error->code = code;
        error->line = 0;
        error->column = 0;
        vsnprintf(error->text, sizeof error->text, format, arguments);
        // A text that was cut off does not end within a character.
        error->text[mynah__utf8_valid(error->text, strlen(error->text))] = '\0';
    }
}

bool mynah_error_set(struct mynah_error *error, enum mynah_error_code code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(error, code, format, arguments);
    va_end(arguments);
    return false;
}

bool mynah_error_set_at(struct mynah_error *error, enum mynah_error_code code, int line, int column,
                        const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(error, code, format, arguments);
    va_end(arguments);
    if (error) {
        error->line = line;
        error->column = column;
    }
    return false;
}

static const char *name_of(const char *const *names, size_t count, unsigned value)
{
    return value < count ? names[value] : "unknown";
}

const char *mynah_verdict_name(enum mynah_verdict verdict)
{
    static const char *const names[] = { "allow", "ask", "deny", "retry" };
    return name_of(names, COUNT(names), (unsigned)verdict);
}

const char *mynah_results_name(enum mynah_results results)
{
    static const char *const names[] = { "unknown", "never", "sometimes", "always" };
    return name_of(names, COUNT(names), (unsigned)results);
}

const char *mynah_category_name(enum mynah_category category)
{
    static const char *const names[] = { "syntax", "results", "channel", "risk", "opaque" };
    return name_of(names, COUNT(names), (unsigned)category);
}

const char *mynah_severity_name(enum mynah_severity severity)
{
    static const char *const names[] = { "info", "low", "medium", "high" };
    return name_of(names, COUNT(names), (unsigned)severity);
}

const char *mynah_confidence_name(enum mynah_confidence confidence)
{
    static const char *const names[] = { "low", "medium", "high" };
    return name_of(names, COUNT(names), (unsigned)confidence);
}

const char *mynah_direction_name(enum mynah_direction direction)
{
    static const char *const names[] = { "read", "write" };
    return name_of(names, COUNT(names), (unsigned)direction);
}
