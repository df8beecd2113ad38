// SPDX-License-Identifier: Apache-2.0
//
// The texts of CPython's syntax errors.

#include "syntax/message.h"

#include <stdarg.h>
#include <stdio.h>

enum type { TYPE_SYNTAX, TYPE_INDENTATION, TYPE_TAB, TYPE_RECURSION };

struct row {
    enum type type;
    int since;
    const char *text;
    const char *newer;
};

#define MESSAGE_ROW(name, type, text) [MESSAGE_##name] = { TYPE_##type, 0, text, NULL },
#define MESSAGE_NEWER(name, type, text, since, newer)                                              \
    [MESSAGE_##name] = { TYPE_##type, since, text, newer },

static const struct row rows[MESSAGE_COUNT] = { SYNTAX_MESSAGES(MESSAGE_ROW, MESSAGE_NEWER) };

const char *mynah__message_type(enum message message)
{
    static const char *const names[] = { "SyntaxError", "IndentationError", "TabError",
                                         "RecursionError" };
    return names[rows[message].type];
}

static char *format_text(struct arena *arena, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = size < 0 ? NULL : mynah__arena_alloc(arena, (size_t)size + 1);
    if (text) {
        vsnprintf(text, (size_t)size + 1, format, arguments);
    }
    return text;
}

void mynah__failure_set(struct failure *failure, struct arena *arena, int version,
                        enum message message, ...)
{
    const struct row *row = &rows[message];
    va_list arguments;
    va_start(arguments, message);
    failure->set = true;
    failure->message = message;
    failure->text =
        format_text(arena, row->since && version >= row->since ? row->newer : row->text, arguments);
    va_end(arguments);
}
