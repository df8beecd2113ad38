// SPDX-License-Identifier: Apache-2.0
//
// Parameters: as a method has them, as `when` has them, and as they are handed on.

#include "interface/emit.h"

#include <string.h>

const struct mynah_interface_parameter *
mynah__given_parameters(const struct mynah_interface_member *member, size_t *count)
{
    const struct mynah_interface_signature *signature = &member->signature;
    const struct mynah_interface_parameter *first = signature->parameters;
    *count = signature->parameter_count;
    bool receiver =
        member->kind != MYNAH_MEMBER_STATIC_METHOD && *count > 0 &&
        (first->kind == MYNAH_PARAMETER_POSITIONAL_ONLY || first->kind == MYNAH_PARAMETER_NORMAL);
    *count -= receiver;
    return receiver ? first + 1 : first;
}

static void add_comma(struct text *text, size_t start)
{
    mynah__text_add(text, text->size > start ? ", " : "");
}

// Add the marks that stand between two kinds of parameters.
static void add_marks(struct text *text, size_t start, enum mynah_interface_parameter_kind before,
                      enum mynah_interface_parameter_kind kind, bool any)
{
    if (any && before == MYNAH_PARAMETER_POSITIONAL_ONLY &&
        kind != MYNAH_PARAMETER_POSITIONAL_ONLY) {
        add_comma(text, start);
        mynah__text_add_char(text, '/');
    }
    if (kind == MYNAH_PARAMETER_KEYWORD_ONLY &&
        !(any && (before == MYNAH_PARAMETER_VARARG || before == MYNAH_PARAMETER_KEYWORD_ONLY))) {
        add_comma(text, start);
        mynah__text_add_char(text, '*');
    }
}

static void add_parameter(const struct emitter *emitter, struct text *text,
                          const struct mynah_interface_parameter *parameter, bool condition)
{
    const char *annotation = parameter->annotation;
    if (condition && annotation) {
        annotation =
            parameter->condition_type ? parameter->condition_type : emitter->names[NAME_ANY];
    } else if (condition) {
        annotation = emitter->names[NAME_ANY];
    }
    mynah__text_add(text, parameter->kind == MYNAH_PARAMETER_VARARG  ? "*"
                          : parameter->kind == MYNAH_PARAMETER_KWARG ? "**"
                                                                     : "");
    mynah__text_add(text, parameter->name);
    if (annotation) {
        mynah__text_add_format(text, ": %s", annotation);
    }
    if (parameter->default_value) {
        bool ours = strcmp(parameter->default_value, "ELLIPSIS") == 0;
        mynah__text_add_format(text, annotation ? " = %s" : "=%s",
                               ours ? emitter->names[NAME_ELLIPSIS] : parameter->default_value);
    }
}

// Return a name for the receiver of `when` that no parameter has.
static const char *receiver_of(const struct mynah_interface_member *member)
{
    size_t count;
    const struct mynah_interface_parameter *given = mynah__given_parameters(member, &count);
    const char *name = "self";
    for (size_t i = 0; i < count; i++) {
        name = strcmp(given[i].name, "self") == 0 ? "self_" : name;
    }
    return name;
}

void mynah__add_parameters(const struct emitter *emitter, struct text *text,
                           const struct mynah_interface_member *member,
                           const struct mynah_interface_signature *signature, bool conditions)
{
    size_t start = text->size;
    const struct mynah_interface_parameter *list = signature->parameters;
    size_t count = signature->parameter_count;
    bool any = false;
    enum mynah_interface_parameter_kind before = MYNAH_PARAMETER_NORMAL;
    if (conditions) {
        list = mynah__given_parameters(member, &count);
        mynah__text_add(text, receiver_of(member));
        any = count > 0;
        before = any ? list[0].kind : before;
        if (any && before == MYNAH_PARAMETER_KEYWORD_ONLY) {
            before = MYNAH_PARAMETER_NORMAL;
        }
    }
    for (size_t i = 0; i < count; i++) {
        add_marks(text, start, before, list[i].kind, any);
        add_comma(text, start);
        add_parameter(emitter, text, &list[i], conditions);
        before = list[i].kind;
        any = true;
    }
    if (any && before == MYNAH_PARAMETER_POSITIONAL_ONLY) {
        mynah__text_add(text, ", /");
    }
}

void mynah__add_values(struct text *text, const struct mynah_interface_member *member)
{
    size_t count, start = text->size;
    const struct mynah_interface_parameter *given = mynah__given_parameters(member, &count);
    for (size_t i = 0; i < count; i++) {
        add_comma(text, start);
        mynah__text_add_format(text, "%s=%s", given[i].name, given[i].name);
    }
}
