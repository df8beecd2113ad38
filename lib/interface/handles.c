// SPDX-License-Identifier: Apache-2.0
//
// The class of a member's control: what the member takes, what its documentation promises, and a
// trigger for each exception that it speaks of.

#include "interface/emit.h"

#include <stdio.h>
#include <string.h>

enum { WHEN_MOST = 60 };

bool mynah__is_controlled(const struct mynah_interface_member *member)
{
    return member->kind < MYNAH_MEMBER_ATTRIBUTE;
}

/* Names */

static bool is_keyword(const char *name)
{
    static const char *const keywords[] = {
        "and",
        "as",
        "assert",
        "async",
        "await",
        "break",
        "class",
        "continue",
        "def",
        "del",
        "elif",
        "else",
        "except",
        "finally",
        "for",
        "from",
        "global",
        "if",
        "import",
        "in",
        "is",
        "lambda",
        "nonlocal",
        "not",
        "or",
        "pass",
        "raise",
        "return",
        "try",
        "while",
        "with",
        "yield",
        // types that annotations beside it mention
        "bool",
        "bytes",
        "complex",
        "dict",
        "float",
        "int",
        "str",
        "type",
    };
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        if (strcmp(keywords[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_member(const struct mynah_interface *interface, const char *name)
{
    for (size_t i = 0; i < interface->member_count; i++) {
        if (strcmp(interface->members[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

const char *mynah__handle_name(const struct mynah_interface *interface, size_t member,
                               char buffer[128])
{
    const char *name = interface->members[member].name;
    size_t size = strlen(name);
    bool dunder = size > 4 && strncmp(name, "__", 2) == 0 && strcmp(name + size - 2, "__") == 0;
    if (!dunder) {
        // As in any class, a name with two underscores in front would be changed.
        snprintf(buffer, 128, "%s", name + (strncmp(name, "__", 2) == 0 ? 1 : 0));
        return buffer;
    }
    snprintf(buffer, 126, "%.*s", (int)(size < 100 ? size - 4 : 100), name + 2);
    if (is_keyword(buffer) || is_member(interface, buffer)) {
        strcat(buffer, "_");
    }
    return buffer;
}

void mynah__handle_class(const struct emitter *emitter, size_t member, struct text *text)
{
    char name[128];
    mynah__text_add_format(text, "_%s_%s", emitter->interface->mock_name + strlen("Mock"),
                           mynah__handle_name(emitter->interface, member, name));
}

/* Contracts */

// Say how a side effect is called that does not take all of its arguments by position.
static void emit_hand_on(struct emitter *emitter, const struct mynah_interface_member *member)
{
    static const char *const marks[] = {
        [MYNAH_PARAMETER_POSITIONAL_ONLY] = "", [MYNAH_PARAMETER_NORMAL] = "",
        [MYNAH_PARAMETER_VARARG] = "*",         [MYNAH_PARAMETER_KEYWORD_ONLY] = "=",
        [MYNAH_PARAMETER_KWARG] = "**",
    };
    struct text text = { 0 };
    size_t count;
    bool plain = true;
    const struct mynah_interface_parameter *given = mynah__given_parameters(member, &count);
    for (size_t i = 0; i < count; i++) {
        const char *mark = marks[given[i].kind];
        bool named = *mark == '=';
        mynah__text_add_format(&text, "%s%s%sgiven[\"%s\"]", i ? ", " : "",
                               named ? given[i].name : mark, named ? "=" : "", given[i].name);
        plain = plain && !*mark;
    }
    if (!plain) {
        const char *any = emitter->names[NAME_ANY];
        mynah__emit_blank(emitter, 1);
        mynah__emit_line(emitter, "def hand_on(self, function: %s, given: %s[str, %s]) -> %s:", any,
                         emitter->names[NAME_DICT], any, any);
        mynah__emit_line(emitter, "    return function(%s)", text.bytes ? text.bytes : "");
    }
    emitter->text.failed = emitter->text.failed || text.failed;
    mynah__text_finish(&text);
}

static void emit_choices(struct emitter *emitter, const struct mynah_interface_member *member)
{
    struct text text = { 0 };
    for (size_t i = 0; i < member->choice_count; i++) {
        const struct mynah_interface_choice *choice = &member->choices[i];
        mynah__text_add_format(&text, "%s%s: (", i ? ", " : "", choice->key ? choice->key : "\"\"");
        for (size_t j = 0; j < choice->value_count; j++) {
            mynah__text_add_format(&text, "%s%s", j ? ", " : "", choice->values[j]);
        }
        mynah__text_add(&text, choice->value_count == 1 ? ",)" : ")");
    }
    if (text.size) {
        mynah__emit_line(emitter, "allowed = {%s}", text.bytes);
    }
    emitter->text.failed = emitter->text.failed || text.failed;
    mynah__text_finish(&text);
}

// Add text as a Python string, in the quotes that Black leaves.
static void add_string(struct text *text, const char *string)
{
    char quote = strchr(string, '"') && !strchr(string, '\'') ? '\'' : '"';
    mynah__text_add_char(text, quote);
    for (const char *at = string; *at; at++) {
        mynah__text_add(text, *at == quote || *at == '\\' ? "\\" : "");
        mynah__text_add_char(text, *at);
    }
    mynah__text_add_char(text, quote);
}

static void emit_limits(struct emitter *emitter, const struct mynah_interface_member *member)
{
    struct text text = { 0 };
    for (size_t i = 0; i < member->limit_count; i++) {
        const struct mynah_interface_limit *limit = &member->limits[i];
        mynah__text_add_format(&text, "%s%s(", i ? ", " : "", emitter->names[NAME_LIMIT]);
        add_string(&text, limit->test);
        mynah__text_add_format(&text, ", lambda %s: %s, %s%s%s)", limit->parameter, limit->test,
                               limit->example ? limit->example : "None", limit->raises ? ", " : "",
                               limit->raises ? limit->raises : "");
    }
    if (text.size) {
        mynah__emit_line(emitter, "limits = (%s%s)", text.bytes,
                         member->limit_count == 1 ? "," : "");
    }
    emitter->text.failed = emitter->text.failed || text.failed;
    mynah__text_finish(&text);
}

void mynah__add_snake(struct text *text, const char *type)
{
    const char *dot = strrchr(type, '.');
    const char *name = dot ? dot + 1 : type;
    for (const char *at = name; *at; at++) {
        bool upper = *at >= 'A' && *at <= 'Z';
        bool next_lower = at[0] && at[1] >= 'a' && at[1] <= 'z';
        bool before_upper = at > name && at[-1] >= 'A' && at[-1] <= 'Z';
        if (upper && at > name && at[-1] != '_' && (!before_upper || next_lower)) {
            mynah__text_add_char(text, '_');
        }
        mynah__text_add_char(text, upper ? (char)(*at + ('a' - 'A')) : *at);
    }
}

// Add text as a Python string, cut where it is long.
static void add_quoted(struct text *text, const char *string)
{
    size_t size = 0;
    mynah__text_add_char(text, '"');
    for (const char *at = string ? string : ""; *at && size < WHEN_MOST; at++, size++) {
        if (*at == '"' || *at == '\\') {
            mynah__text_add_char(text, '\\');
        }
        mynah__text_add_char(text, (unsigned char)*at < ' ' ? ' ' : *at);
    }
    while (text->size && (unsigned char)text->bytes[text->size - 1] >= 0x80 && string &&
           string[size]) {
        text->bytes[--text->size] = '\0';
    }
    mynah__text_add_char(text, '"');
}

static void emit_triggers(struct emitter *emitter, const struct mynah_interface_member *member)
{
    for (size_t i = 0; i < member->raise_count; i++) {
        struct text name = { 0 }, when = { 0 };
        mynah__add_snake(&name, member->raises[i].type);
        add_quoted(&when, member->raises[i].when);
        mynah__emit_blank(emitter, 1);
        bool known = member->raises[i].is_known;
        mynah__emit_line(
            emitter, "def fail_with_%s(self, %s: %s) -> %s[%s]:", name.bytes ? name.bytes : "",
            known ? "*args" : "error", known ? emitter->names[NAME_ANY] : "BaseException",
            emitter->names[NAME_RULE], emitter->names[NAME_R]);
        emitter->indent += 4;
        if (known) {
            mynah__emit_line(emitter, "return self.fails(%s, args, %s)", member->raises[i].type,
                             when.bytes ? when.bytes : "\"\"");
        } else {
            mynah__emit_line(emitter, "return self.raises(error)");
        }
        emitter->indent -= 4;
        emitter->text.failed = emitter->text.failed || name.failed || when.failed;
        mynah__text_finish(&name);
        mynah__text_finish(&when);
    }
}

static void emit_when(struct emitter *emitter, const struct mynah_interface_member *member)
{
    struct text parameters = { 0 }, values = { 0 };
    mynah__add_parameters(emitter, &parameters, member, &member->signature, true);
    mynah__add_values(&values, member);
    const char *self = parameters.bytes ? parameters.bytes : "";
    mynah__emit_blank(emitter, 1);
    mynah__emit_line(emitter, "def when(%s) -> %s[%s]:", self, emitter->names[NAME_RULE],
                     emitter->names[NAME_R]);
    emitter->indent += 4;
    mynah__emit_line(emitter, "return %.*s.rule(%s)", (int)strcspn(self, ","), self,
                     values.bytes ? values.bytes : "");
    emitter->indent -= 4;
    emitter->text.failed = emitter->text.failed || parameters.failed || values.failed;
    mynah__text_finish(&parameters);
    mynah__text_finish(&values);
}

// Say what is raised for a row that is not there.
static void emit_missing(struct emitter *emitter, const struct mynah_interface_member *member)
{
    static const char *const words[] = { "NotFound", "KeyError", "LookupError", "DoesNotExist" };
    for (size_t i = 0; i < member->raise_count; i++) {
        for (size_t j = 0; j < sizeof words / sizeof *words; j++) {
            if (member->raises[i].is_known && strstr(member->raises[i].type, words[j])) {
                mynah__emit_line(emitter, "missing = (%s,)", member->raises[i].type);
                return;
            }
        }
    }
}

void mynah__emit_handle(struct emitter *emitter, size_t index)
{
    const struct mynah_interface_member *member = &emitter->interface->members[index];
    struct text class = { 0 };
    char table[64];
    const char *role = emitter->stateful ? mynah__role(emitter->interface, index, table) : NULL;
    mynah__handle_class(emitter, index, &class);
    const char *name = class.bytes ? class.bytes : "";
    const char *r = emitter->names[NAME_R];
    if (member->kind == MYNAH_MEMBER_PROPERTY || member->kind == MYNAH_MEMBER_CACHED_PROPERTY) {
        mynah__emit_line(emitter, "class %s(%s[%s]):", name, emitter->names[NAME_PROPERTY], r);
    } else if (member->item) {
        mynah__emit_line(emitter, "class %s(%s[%s, %s]):", name, emitter->names[NAME_STREAM], r,
                         emitter->names[NAME_ITEM]);
    } else {
        mynah__emit_line(emitter, "class %s(%s[%s]):", name,
                         emitter->names[role ? NAME_TABLE_METHOD : NAME_METHOD], r);
    }
    emitter->indent += 4;
    mynah__emit_line(emitter, "\"\"\"Controls `%s`.\"\"\"", member->name);
    mynah__emit_blank(emitter, 1);
    mynah__emit_line(emitter, "__slots__ = ()");
    if (role) {
        mynah__emit_line(emitter, "role = \"%s\"", role);
        mynah__emit_line(emitter, "table = \"%s\"", table);
        emit_missing(emitter, member);
        if (member->signature.returns && strcmp(member->signature.returns, "None") == 0) {
            mynah__emit_line(emitter, "silent = True");
        }
    }
    emit_choices(emitter, member);
    emit_limits(emitter, member);
    if (member->managed) {
        mynah__emit_line(emitter, "managed = True");
    }
    if (member->item_async) {
        mynah__emit_line(emitter, "asynchronous = True");
    }
    emit_when(emitter, member);
    mynah__emit_default(emitter, member);
    emit_hand_on(emitter, member);
    emit_triggers(emitter, member);
    emitter->indent -= 4;
    emitter->text.failed = emitter->text.failed || class.failed;
    mynah__text_finish(&class);
}
