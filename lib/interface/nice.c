// SPDX-License-Identifier: Apache-2.0
//
// What a method answers that was told nothing, as Python: from its documentation, its name or its
// annotation where these are plain; else it is made of the annotation at run time.

#include "interface/emit.h"

#include <stdio.h>
#include <string.h>

// What Python's own protocols take for granted; `anyway`: whatever the annotation says, the others
// where there is none.
// clang-format off
static const struct { const char *name, *answer; bool anyway; } protocols[] = {
    { "__aenter__", "return self._mock", false },
    { "__aexit__", "return None", true },
    { "__anext__", "raise StopAsyncIteration", true },
    { "__bool__", "return True", true },
    { "__bytes__", "return b\"\"", false },
    { "__complex__", "return 0j", false },
    { "__contains__", "return False", true },
    { "__dir__", "return []", false },
    { "__enter__", "return self._mock", false },
    { "__eq__", "return self._mock is call.given[\"%s\"]", true },
    { "__exit__", "return None", true },
    { "__float__", "return 0.0", false },
    { "__format__", "return \"\"", false },
    { "__fspath__", "return \"\"", false },
    { "__ge__", "return False", false },
    { "__getattr__", "raise AttributeError(call.given[\"%s\"])", true },
    { "__gt__", "return False", false },
    { "__hash__", "return object.__hash__(self._mock)", true },
    { "__index__", "return 0", false },
    { "__int__", "return 0", false },
    { "__iter__", "return iter(())", false },
    { "__le__", "return False", false },
    { "__len__", "return 0", true },
    { "__length_hint__", "return 0", false },
    { "__lt__", "return False", false },
    { "__ne__", "return self._mock is not call.given[\"%s\"]", true },
    { "__next__", "raise StopIteration", true },
    { "__repr__", "return object.__repr__(self._mock)", true },
    { "__reversed__", "return iter(())", false },
    { "__str__", "return object.__repr__(self._mock)", true },
};

// Types, by what their annotation is or begins with; `from`: where the name must come from.
static const struct { const char *type, *from, *answer; } plain[] = {
    { "None", NULL, "" },
    { "Any", "typing", "" },
    { "str", NULL, "f\"%s_{call.nth}\"" },
    { "int", NULL, "call.nth" },
    { "float", NULL, "0.0" },
    { "bool", NULL, "False" },
    { "bytes", NULL, "b\"\"" },
    { "list", NULL, "[]" },
    { "dict", NULL, "{}" },
    { "set", NULL, "set()" },
    { "List", "typing", "[]" },
    { "Dict", "typing", "{}" },
    { "Set", "typing", "set()" },
    { "Optional", "typing", "None" },
};
// clang-format on

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Whether the name is what it is called in `from`, or, with none, a builtin.
static bool means(const struct emitter *emitter, const char *name, size_t size, const char *from)
{
    bool found = !from;
    for (size_t i = 0; i < emitter->module->import_count; i++) {
        const struct mynah_interface_import *import = &emitter->module->imports[i];
        const char *bound = import->as ? import->as : import->name ? import->name : import->module;
        if (strlen(bound) == size && strncmp(bound, name, size) == 0) {
            found = from && !import->as && import->name && strcmp(import->module, from) == 0;
        }
    }
    return found;
}

// Return whether the annotation is "X | None", whatever X is.
static bool may_be_none(const char *type)
{
    size_t size = strlen(type);
    return size > 7 && strcmp(type + size - 7, " | None") == 0 && !strpbrk(type, "'\"");
}

// Return whether what follows a name is nothing, or one pair of brackets.
static bool is_whole(const char *rest)
{
    int depth = 0;
    for (const char *at = rest; *at; at++) {
        depth += *at == '[' ? 1 : *at == ']' ? -1 : 0;
        if (depth == 0) {
            return at > rest && at[1] == '\0';
        }
    }
    return !*rest;
}

// Return what a type is answered with, with a place for a name; NULL where that is not plain.
static const char *answer_of(const struct emitter *emitter, const char *type)
{
    size_t size = 0;
    while (is_word(type[size])) {
        size++;
    }
    if (may_be_none(type)) {
        return "";
    }
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (is_whole(type + size) && strlen(plain[i].type) == size &&
            strncmp(plain[i].type, type, size) == 0 && means(emitter, type, size, plain[i].from)) {
            return plain[i].answer;
        }
    }
    return NULL;
}

// Add an example; texts in it that end with a number, as "msg_123", get that of the call.
static void add_example(struct text *text, const char *example)
{
    for (const char *at = example; *at;) {
        size_t size = *at == '"' ? 1 : 0, digits = 0;
        while (size && at[size] && at[size] != '"') {
            digits = at[size] >= '0' && at[size] <= '9' ? digits + 1 : 0;
            size += at[size] == '\\' && at[size + 1] ? 2 : 1;
        }
        size_t stem = size > digits ? size - digits : 0;
        bool numbered = digits && stem > 2 && at[stem - 1] == '_' && is_word(at[stem - 2]) &&
                        !strchr("0123456789_", at[stem - 2]) && at[size] == '"' &&
                        at[size + 1] != ':' && strcspn(at + 1, "{}\\") >= size - 1;
        if (numbered) {
            mynah__text_add_format(text, "f%.*s{call.nth}\"", (int)stem, at);
        } else {
            mynah__text_add_bytes(text, at, size ? size + (at[size] == '"') : 1);
        }
        at += size ? size + (at[size] == '"') : 1;
    }
}

static bool add_protocol(struct text *text, const struct mynah_interface_member *member)
{
    size_t count;
    const struct mynah_interface_parameter *given = mynah__given_parameters(member, &count);
    for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++) {
        const char *answer = protocols[i].answer, *place = strstr(answer, "%s");
        bool meant = protocols[i].anyway || !member->signature.returns;
        if (!meant || strcmp(member->name, protocols[i].name) != 0 || (place && count == 0)) {
            continue;
        }
        int before = (int)(place ? place - answer : (ptrdiff_t)strlen(answer));
        mynah__text_add_format(text, "%.*s%s%s", before, answer, place ? given[0].name : "",
                               place ? place + 2 : "");
        return true;
    }
    return false;
}

static void add_default(const struct emitter *emitter, struct text *text,
                        const struct mynah_interface_member *member)
{
    const char *returns = member->managed ? member->result : member->signature.returns;
    const char *answer = returns ? answer_of(emitter, returns) : "";
    if (add_protocol(text, member)) {
        return;
    }
    if (member->example) {
        mynah__text_add(text, "return ");
        add_example(text, member->example);
    } else if (!answer) {
        mynah__text_add_format(text, "return %s(self, call)", emitter->names[NAME_MADE]);
    } else if (strcmp(answer, "f\"%s_{call.nth}\"") == 0) {
        mynah__text_add_format(text, "return f\"%s_{call.nth}\"", member->name);
    } else if (*answer) {
        mynah__text_add_format(text, "return %s", answer);
    }
}

void mynah__emit_default(struct emitter *emitter, const struct mynah_interface_member *member)
{
    struct text text = { 0 };
    add_default(emitter, &text, member);
    if (text.size && strcmp(text.bytes, "return None") != 0) {
        mynah__emit_blank(emitter, 1);
        mynah__emit_line(emitter, "def default(self, call: %s) -> %s:", emitter->names[NAME_CALL],
                         emitter->names[NAME_ANY]);
        emitter->indent += 4;
        mynah__emit_line(emitter, "%s", text.bytes);
        emitter->indent -= 4;
    }
    emitter->text.failed = emitter->text.failed || text.failed;
    mynah__text_finish(&text);
}
