// SPDX-License-Identifier: Apache-2.0
//
// The mock class, whose methods hand every call to their controls, and the class of `on`, which
// has the controls.

#include "interface/emit.h"

#include <string.h>

enum { LINE_MOST = 100 };

static const char *on_name(const struct emitter *emitter)
{
    return emitter->prefixed ? "mock_on" : "on";
}

static const char *short_name(const struct emitter *emitter)
{
    return emitter->interface->mock_name + strlen("Mock");
}

// Return the type parameters as "[T, S]", or "".
static void add_type_parameters(const struct emitter *emitter, struct text *text)
{
    const struct mynah_interface *interface = emitter->interface;
    for (size_t i = 0; i < interface->type_parameter_count; i++) {
        mynah__text_add_format(text, "%s%s", i ? ", " : "[", interface->type_parameters[i]);
    }
    mynah__text_add(text, interface->type_parameter_count ? "]" : "");
}

static bool is_class_wide(const struct mynah_interface_member *member)
{
    return member->kind == MYNAH_MEMBER_CLASS_METHOD || member->kind == MYNAH_MEMBER_STATIC_METHOD;
}

// What the control of a class-wide method is generic over: it has no class around it.
static const char *any_types(const struct mynah_interface_member *member)
{
    return member->item ? "[Any, Any]" : "[Any]";
}

// Begin a block for what is only there under the member's condition.
static void open_condition(struct emitter *emitter, const struct mynah_interface_member *member)
{
    if (member->condition) {
        mynah__emit_line(emitter, "if %s:", member->condition);
        emitter->indent += 4;
    }
}

static void close_condition(struct emitter *emitter, const struct mynah_interface_member *member)
{
    emitter->indent -= member->condition ? 4 : 0;
}

/* The controls */

// Add the type of a control; `wide`: of whatever result.
static void add_control_type(const struct emitter *emitter, size_t index, bool wide,
                             struct text *text)
{
    const struct mynah_interface_member *member = &emitter->interface->members[index];
    const char *any = emitter->names[NAME_ANY];
    wide = wide || is_class_wide(member);
    mynah__handle_class(emitter, index, text);
    mynah__text_add_format(text, "[%s", member->result && !wide ? member->result : any);
    if (member->item) {
        mynah__text_add_format(text, ", %s", wide ? any : member->item);
    }
    mynah__text_add_char(text, ']');
}

// Whether the type of a control has no room on its line.
static bool is_untyped(const struct emitter *emitter, size_t index)
{
    struct text text = { 0 };
    char name[128];
    add_control_type(emitter, index, false, &text);
    mynah__handle_name(emitter->interface, index, name);
    size_t size = strlen(name) + text.size + 16;
    mynah__text_finish(&text);
    return size > LINE_MOST;
}

static void emit_control(struct emitter *emitter, size_t index, bool type)
{
    const struct mynah_interface_member *member = &emitter->interface->members[index];
    struct text text = { 0 };
    char name[128];
    mynah__handle_name(emitter->interface, index, name);
    open_condition(emitter, member);
    if (type) {
        add_control_type(emitter, index, is_untyped(emitter, index), &text);
        const char *quote = text.bytes && strchr(text.bytes, '"') ? "'" : "\"";
        mynah__emit_line(emitter, "%s: %s%s%s", name, quote, text.bytes ? text.bytes : "", quote);
    } else {
        mynah__handle_class(emitter, index, &text);
        const char *class = text.bytes ? text.bytes : "";
        if (is_class_wide(member)) {
            mynah__emit_line(emitter, "self.%s = %s(%s, %s%s, \"%s\")", name,
                             emitter->names[NAME_CLASS_WIDE], emitter->interface->mock_name, class,
                             any_types(member), member->name);
        } else {
            mynah__emit_line(emitter, "self.%s = %s(mock, \"%s\")", name, class, member->name);
        }
    }
    close_condition(emitter, member);
    emitter->text.failed = emitter->text.failed || text.failed;
    mynah__text_finish(&text);
}

static bool has_controls(const struct mynah_interface *interface)
{
    for (size_t i = 0; i < interface->member_count; i++) {
        if (mynah__is_controlled(&interface->members[i])) {
            return true;
        }
    }
    return false;
}

static void emit_controls(struct emitter *emitter, bool types)
{
    for (size_t i = 0; i < emitter->interface->member_count; i++) {
        if (mynah__is_controlled(&emitter->interface->members[i])) {
            emit_control(emitter, i, types);
        }
    }
}

void mynah__emit_on(struct emitter *emitter)
{
    const struct mynah_interface *interface = emitter->interface;
    struct text generic = { 0 };
    add_type_parameters(emitter, &generic);
    const char *list = generic.bytes ? generic.bytes : "";
    if (interface->type_parameter_list) {
        mynah__emit_line(emitter, "class _On%s%s:", short_name(emitter),
                         interface->type_parameter_list);
    } else if (*list) {
        mynah__emit_line(emitter, "class _On%s(%s%s):", short_name(emitter),
                         emitter->names[NAME_GENERIC], list);
    } else {
        mynah__emit_line(emitter, "class _On%s:", short_name(emitter));
    }
    emitter->indent += 4;
    mynah__emit_line(emitter, "\"\"\"The controls of `%s`.\"\"\"", interface->mock_name);
    mynah__emit_blank(emitter, 1);
    if (has_controls(interface)) {
        emit_controls(emitter, true);
        mynah__emit_blank(emitter, 1);
    }
    mynah__emit_line(emitter,
                     "def __init__(self, mock: %s) -> None:", emitter->names[NAME_CONTROLLED]);
    emitter->indent += 4;
    if (has_controls(interface)) {
        emit_controls(emitter, false);
    } else {
        mynah__emit_line(emitter, "pass");
    }
    emitter->indent -= 8;
    emitter->text.failed = emitter->text.failed || generic.failed;
    mynah__text_finish(&generic);
}

/* Methods */

static const char *receiver(const struct mynah_interface_member *member)
{
    const struct mynah_interface_signature *signature = &member->signature;
    return signature->parameter_count ? signature->parameters[0].name : "self";
}

// Whether the receiver is annotated: then it need not be a mock to type checkers.
static bool has_typed_receiver(const struct mynah_interface_member *member)
{
    const struct mynah_interface_signature *signature = &member->signature;
    return signature->parameter_count && signature->parameters[0].annotation &&
           member->kind != MYNAH_MEMBER_STATIC_METHOD;
}

// Add the expression that calls the control.
static void add_call(const struct emitter *emitter, size_t index, struct text *text)
{
    const struct mynah_interface_member *member = &emitter->interface->members[index];
    bool async = member->flow == MYNAH_FLOW_ASYNC;
    char name[128];
    if (is_class_wide(member)) {
        mynah__text_add_format(text, "%s%s(%s, ", async ? "await " : "",
                               emitter->names[NAME_CLASS_WIDE], emitter->interface->mock_name);
        mynah__handle_class(emitter, index, text);
        mynah__text_add_format(text, "%s, \"%s\")", any_types(member), member->name);
    } else {
        bool starred = member->signature.parameter_count &&
                       member->signature.parameters[0].kind == MYNAH_PARAMETER_VARARG;
        bool typed = has_typed_receiver(member);
        const char *wait = async ? "await " : "";
        mynah__handle_name(emitter->interface, index, name);
        if (starred || typed) {
            mynah__text_add_format(text, "%s%s(Any, %s%s).%s.%s", wait, emitter->names[NAME_CAST],
                                   receiver(member), starred ? "[0]" : "", on_name(emitter), name);
        } else {
            mynah__text_add_format(text, "%s%s.%s.%s", wait, receiver(member), on_name(emitter),
                                   name);
        }
    }
    mynah__text_add(text, async ? ".call_async(" : ".call(");
    mynah__add_values(text, member);
    mynah__text_add_char(text, ')');
}

static bool is_type(const char *type, const char *name)
{
    return type && strcmp(type, name) == 0;
}

static void emit_body(struct emitter *emitter, size_t index)
{
    const struct mynah_interface_member *member = &emitter->interface->members[index];
    const char *returns = member->signature.returns;
    struct text text = { 0 };
    add_call(emitter, index, &text);
    const char *call = text.bytes ? text.bytes : "";
    bool never = is_type(returns, "NoReturn") || is_type(returns, "Never") ||
                 is_type(returns, "typing.NoReturn");
    bool any = !member->result || is_class_wide(member) || is_untyped(emitter, index) ||
               has_typed_receiver(member);
    if (member->managed && is_type(member->result, "None")) {
        mynah__emit_line(emitter, "%s", call);
        mynah__emit_line(emitter, "yield");
    } else if (member->managed) {
        mynah__emit_line(emitter, "yield %s", call);
    } else if (member->flow == MYNAH_FLOW_GENERATOR) {
        mynah__emit_line(emitter, "return (yield from %s)", call);
    } else if (member->flow == MYNAH_FLOW_ASYNC_GENERATOR) {
        mynah__emit_line(emitter, "items = %s", call);
        mynah__emit_line(emitter, "try:");
        mynah__emit_line(emitter, "    async for item in items:");
        mynah__emit_line(emitter, "        yield item");
        mynah__emit_line(emitter, "finally:");
        mynah__emit_line(emitter, "    await %s(items)", emitter->names[NAME_CLOSED]);
    } else if (never) {
        mynah__emit_line(emitter, "%s", call);
        mynah__emit_line(emitter, "raise AssertionError(\"%s returns\")", member->name);
    } else if (is_type(returns, "None")) {
        mynah__emit_line(emitter, "%s", call);
    } else if (any && returns && strcmp(returns, "Any") != 0) {
        mynah__emit_line(emitter, "result: %s = %s", returns, call);
        mynah__emit_line(emitter, "return result");
    } else {
        mynah__emit_line(emitter, "return %s", call);
    }
    emitter->text.failed = emitter->text.failed || text.failed;
    mynah__text_finish(&text);
}

static void emit_def(struct emitter *emitter, const struct mynah_interface_member *member,
                     const struct mynah_interface_signature *signature, const char *body)
{
    struct text text = { 0 };
    bool async = member->flow == MYNAH_FLOW_ASYNC || member->flow == MYNAH_FLOW_ASYNC_GENERATOR;
    mynah__add_parameters(emitter, &text, member, signature, false);
    mynah__emit_line(emitter, "%sdef %s%s(%s)%s%s:%s%s%s", async ? "async " : "", member->name,
                     signature->type_parameters ? signature->type_parameters : "",
                     text.bytes ? text.bytes : "", signature->returns ? " -> " : "",
                     signature->returns ? signature->returns : "", body,
                     signature->comment ? "  " : "", signature->comment ? signature->comment : "");
    emitter->text.failed = emitter->text.failed || text.failed;
    mynah__text_finish(&text);
}

static void emit_decorators(struct emitter *emitter, const struct mynah_interface_member *member)
{
    bool async = member->flow == MYNAH_FLOW_ASYNC;
    const char *decorator = member->kind == MYNAH_MEMBER_CLASS_METHOD    ? "classmethod"
                            : member->kind == MYNAH_MEMBER_STATIC_METHOD ? "staticmethod"
                            : member->kind == MYNAH_MEMBER_PROPERTY      ? "property"
                            : member->kind == MYNAH_MEMBER_CACHED_PROPERTY
                                ? emitter->names[NAME_CACHED_PROPERTY]
                                : NULL;
    if (decorator) {
        mynah__emit_line(emitter, "@%s", decorator);
    }
    if (member->managed) {
        mynah__emit_line(emitter, "@%s",
                         emitter->names[async ? NAME_ASYNC_CONTEXT_MANAGER : NAME_CONTEXT_MANAGER]);
    }
}

static void emit_accessors(struct emitter *emitter, size_t index)
{
    const struct mynah_interface_member *member = &emitter->interface->members[index];
    char name[128];
    mynah__handle_name(emitter->interface, index, name);
    if (member->has_setter) {
        mynah__emit_blank(emitter, 1);
        mynah__emit_line(emitter, "@%s.setter", member->name);
        mynah__emit_line(emitter, "def %s(%s, value: %s) -> None:", member->name, receiver(member),
                         member->signature.returns ? member->signature.returns
                                                   : emitter->names[NAME_ANY]);
        mynah__emit_line(emitter, "    %s.%s.%s.assign(value)", receiver(member), on_name(emitter),
                         name);
    }
    if (member->has_deleter) {
        mynah__emit_blank(emitter, 1);
        mynah__emit_line(emitter, "@%s.deleter", member->name);
        mynah__emit_line(emitter, "def %s(%s) -> None:", member->name, receiver(member));
        mynah__emit_line(emitter, "    %s.%s.%s.delete()", receiver(member), on_name(emitter),
                         name);
    }
}

static void emit_method(struct emitter *emitter, size_t index)
{
    const struct mynah_interface_member *member = &emitter->interface->members[index];
    for (size_t i = 0; i < member->overload_count; i++) {
        mynah__emit_line(emitter, "@%s", emitter->names[NAME_OVERLOAD]);
        emit_decorators(emitter, member);
        emit_def(emitter, member, &member->overloads[i], "");
        mynah__emit_line(emitter, "    ...");
        mynah__emit_blank(emitter, 1);
    }
    emit_decorators(emitter, member);
    emit_def(emitter, member, &member->signature, "");
    emitter->indent += 4;
    emit_body(emitter, index);
    emitter->indent -= 4;
    emit_accessors(emitter, index);
}

static void emit_member(struct emitter *emitter, size_t index)
{
    const struct mynah_interface_member *member = &emitter->interface->members[index];
    bool attribute =
        member->kind == MYNAH_MEMBER_ATTRIBUTE || member->kind == MYNAH_MEMBER_CLASS_ATTRIBUTE;
    if (attribute) {
        return;
    }
    mynah__emit_blank(emitter, 1);
    open_condition(emitter, member);
    if (member->kind == MYNAH_MEMBER_ALIAS) {
        mynah__emit_line(emitter, "%s = %s", member->name, member->annotation);
    } else {
        mynah__emit_blank(emitter, member->condition ? 1 : 0);
        emit_method(emitter, index);
    }
    close_condition(emitter, member);
}

/* The class */

// Add the names of the attributes of that kind, each behind a comma.
static void add_attributes(const struct emitter *emitter, struct text *text,
                           enum mynah_interface_member_kind kind)
{
    for (size_t i = 0; i < emitter->interface->member_count; i++) {
        const struct mynah_interface_member *member = &emitter->interface->members[i];
        if (member->kind == kind) {
            mynah__text_add_format(text, ", \"%s\"", member->name);
        }
    }
}

static void emit_attributes(struct emitter *emitter)
{
    for (size_t i = 0; i < emitter->interface->member_count; i++) {
        const struct mynah_interface_member *member = &emitter->interface->members[i];
        if (member->kind == MYNAH_MEMBER_ATTRIBUTE ||
            member->kind == MYNAH_MEMBER_CLASS_ATTRIBUTE) {
            if (member->taken_over) {
                continue;
            }
            open_condition(emitter, member);
            mynah__emit_line(emitter, "%s: %s", member->name, member->annotation);
            close_condition(emitter, member);
        }
    }
}

static void emit_init(struct emitter *emitter)
{
    mynah__emit_line(emitter,
                     "def __init__(self, *, strict: bool = False, world: %s[%s] = None) -> None:",
                     emitter->names[NAME_OPTIONAL], emitter->names[NAME_WORLD]);
    mynah__emit_line(emitter, "    self._mynah_start(_On%s, strict, world)", short_name(emitter));
    struct text names = { 0 };
    add_attributes(emitter, &names, MYNAH_MEMBER_ATTRIBUTE);
    if (names.size) {
        mynah__emit_blank(emitter, 1);
        mynah__emit_line(emitter, "def _mynah_values(self) -> None:");
        emitter->indent += 4;
        mynah__emit_line(emitter, "%s(self%s)", emitter->names[NAME_DECLARE], names.bytes);
        emitter->indent -= 4;
    }
    emitter->text.failed = emitter->text.failed || names.failed;
    mynah__text_finish(&names);
}

// Behind the class: the attributes that all of its objects share.
static void emit_class_attributes(struct emitter *emitter)
{
    struct text names = { 0 };
    add_attributes(emitter, &names, MYNAH_MEMBER_CLASS_ATTRIBUTE);
    if (names.size) {
        mynah__emit_line(emitter, "%s(%s(%s)%s)", emitter->names[NAME_DECLARE],
                         emitter->names[NAME_CLASS_WIDE_MOCK], emitter->interface->mock_name,
                         names.bytes);
    }
    emitter->text.failed = emitter->text.failed || names.failed;
    mynah__text_finish(&names);
}

// Behind the class: methods whose defaults and annotations could not be written down here.
static void emit_taken_over(struct emitter *emitter)
{
    for (size_t i = 0; i < emitter->interface->member_count; i++) {
        const struct mynah_interface_member *member = &emitter->interface->members[i];
        if (member->taken_over && !member->overload_count && mynah__is_controlled(member)) {
            open_condition(emitter, member);
            mynah__emit_line(emitter, "%s(%s, \"%s\", %s)", emitter->names[NAME_LIKE],
                             emitter->interface->mock_name, member->name, member->origin);
            close_condition(emitter, member);
        }
    }
}

void mynah__emit_class(struct emitter *emitter)
{
    const struct mynah_interface *interface = emitter->interface;
    struct text generic = { 0 };
    add_type_parameters(emitter, &generic);
    const char *list = generic.bytes ? generic.bytes : "";
    mynah__emit_line(emitter, "class %s%s(%s%s%s%s, %s):", interface->mock_name,
                     interface->type_parameter_list ? interface->type_parameter_list : "",
                     interface->name, list, emitter->stateful ? ", " : "",
                     emitter->stateful ? emitter->names[NAME_STATEFUL] : "",
                     emitter->names[emitter->prefixed ? NAME_PREFIXED_MOCK : NAME_MOCK]);
    emitter->indent += 4;
    mynah__emit_line(emitter, "\"\"\"A mock of `%s`.\"\"\"", interface->name);
    mynah__emit_blank(emitter, 1);
    mynah__emit_line(emitter, "%s: \"_On%s%s\"", on_name(emitter), short_name(emitter), list);
    emit_attributes(emitter);
    mynah__emit_blank(emitter, 1);
    emit_init(emitter);
    for (size_t i = 0; i < interface->member_count; i++) {
        emit_member(emitter, i);
    }
    emitter->indent -= 4;
    struct text class = emitter->text;
    emitter->text = (struct text){ 0 };
    emit_class_attributes(emitter);
    emit_taken_over(emitter);
    struct text behind = emitter->text;
    emitter->text = class;
    mynah__emit_blank(emitter, !behind.size ? 0 : interface->condition ? 1 : 2);
    mynah__text_add(&emitter->text, behind.bytes ? behind.bytes : "");
    emitter->text.failed = emitter->text.failed || behind.failed;
    mynah__text_finish(&behind);
    emitter->text.failed = emitter->text.failed || generic.failed;
    mynah__text_finish(&generic);
}
