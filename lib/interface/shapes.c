// SPDX-License-Identifier: Apache-2.0
//
// The description of the model.

#include <mynah/interface.h>

#include "core/alloc.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define FIELD(type, member) .name = #member, .offset = offsetof(struct type, member)
#define TEXT(type, member)                                                                         \
    {                                                                                              \
        FIELD(type, member), .kind = MYNAH_FIELD_TEXT                                              \
    }
#define BOOL(type, member)                                                                         \
    {                                                                                              \
        FIELD(type, member), .kind = MYNAH_FIELD_BOOL                                              \
    }
#define NUMBER(type, member)                                                                       \
    {                                                                                              \
        FIELD(type, member), .kind = MYNAH_FIELD_INT                                               \
    }
#define WORD(type, member, list)                                                                   \
    {                                                                                              \
        FIELD(type, member), .kind = MYNAH_FIELD_WORD, .words = list                               \
    }
#define TEXTS(type, member, number)                                                                \
    {                                                                                              \
        FIELD(type, member), .kind = MYNAH_FIELD_TEXTS,                                            \
                             .count_offset = offsetof(struct type, number)                         \
    }
#define RECORDS(type, member, number, of)                                                          \
    {                                                                                              \
        FIELD(type, member), .kind = MYNAH_FIELD_RECORDS,                                          \
                             .count_offset = offsetof(struct type, number), .shape = &of           \
    }
#define SHAPE(type, called, list)                                                                  \
    {                                                                                              \
        .name = called, .size = sizeof(struct type), .fields = list, .field_count = COUNT(list)    \
    }

static const char *const parameter_kinds[] = { "positional_only", "normal", "vararg",
                                               "keyword_only",    "kwarg",  NULL };
static const char *const member_kinds[] = { "method",          "class_method",    "static_method",
                                            "property",        "cached_property", "attribute",
                                            "class_attribute", "alias",           NULL };
static const char *const flows[] = { "plain", "async", "generator", "async_generator", NULL };

// clang-format off
static const struct mynah_field parameter_fields[] = {
    TEXT(mynah_interface_parameter, name),
    WORD(mynah_interface_parameter, kind, parameter_kinds),
    TEXT(mynah_interface_parameter, annotation),
    TEXT(mynah_interface_parameter, default_value),
    TEXT(mynah_interface_parameter, condition_type),
};
static const struct mynah_shape parameter_shape =
    SHAPE(mynah_interface_parameter, "parameter", parameter_fields);

static const struct mynah_field signature_fields[] = {
    TEXT(mynah_interface_signature, type_parameters),
    RECORDS(mynah_interface_signature, parameters, parameter_count, parameter_shape),
    TEXT(mynah_interface_signature, returns),
    TEXT(mynah_interface_signature, comment),
};
static const struct mynah_shape signature_shape =
    SHAPE(mynah_interface_signature, "signature", signature_fields);

static const struct mynah_field raise_fields[] = {
    TEXT(mynah_interface_raise, type),
    TEXT(mynah_interface_raise, when),
    BOOL(mynah_interface_raise, is_known),
};
static const struct mynah_shape raise_shape = SHAPE(mynah_interface_raise, "raise", raise_fields);

static const struct mynah_field choice_fields[] = {
    TEXT(mynah_interface_choice, key),
    TEXTS(mynah_interface_choice, values, value_count),
};
static const struct mynah_shape choice_shape =
    SHAPE(mynah_interface_choice, "choice", choice_fields);

static const struct mynah_field limit_fields[] = {
    TEXT(mynah_interface_limit, parameter),
    TEXT(mynah_interface_limit, test),
    TEXT(mynah_interface_limit, example),
    TEXT(mynah_interface_limit, raises),
};
static const struct mynah_shape limit_shape = SHAPE(mynah_interface_limit, "limit", limit_fields);

static const struct mynah_field member_fields[] = {
    TEXT(mynah_interface_member, name),
    WORD(mynah_interface_member, kind, member_kinds),
    WORD(mynah_interface_member, flow, flows),
    { FIELD(mynah_interface_member, signature), .kind = MYNAH_FIELD_RECORD,
      .shape = &signature_shape },
    RECORDS(mynah_interface_member, overloads, overload_count, signature_shape),
    TEXT(mynah_interface_member, annotation),
    TEXT(mynah_interface_member, result),
    TEXT(mynah_interface_member, item),
    BOOL(mynah_interface_member, item_async),
    BOOL(mynah_interface_member, managed),
    BOOL(mynah_interface_member, taken_over),
    BOOL(mynah_interface_member, has_setter),
    BOOL(mynah_interface_member, has_deleter),
    TEXT(mynah_interface_member, origin),
    TEXT(mynah_interface_member, condition),
    TEXT(mynah_interface_member, docs),
    TEXT(mynah_interface_member, example),
    RECORDS(mynah_interface_member, raises, raise_count, raise_shape),
    RECORDS(mynah_interface_member, choices, choice_count, choice_shape),
    RECORDS(mynah_interface_member, limits, limit_count, limit_shape),
    NUMBER(mynah_interface_member, line),
};
const struct mynah_shape mynah__interface_member_shape =
    SHAPE(mynah_interface_member, "member", member_fields);

static const struct mynah_field interface_fields[] = {
    TEXT(mynah_interface, name),
    TEXT(mynah_interface, mock_name),
    TEXTS(mynah_interface, type_parameters, type_parameter_count),
    TEXT(mynah_interface, type_parameter_list),
    TEXT(mynah_interface, condition),
    RECORDS(mynah_interface, members, member_count, mynah__interface_member_shape),
    BOOL(mynah_interface, is_protocol),
    TEXT(mynah_interface, docs),
    NUMBER(mynah_interface, line),
};
static const struct mynah_shape interface_shape =
    SHAPE(mynah_interface, "interface", interface_fields);

static const struct mynah_field import_fields[] = {
    TEXT(mynah_interface_import, module),
    TEXT(mynah_interface_import, name),
    TEXT(mynah_interface_import, as),
    TEXT(mynah_interface_import, condition),
    BOOL(mynah_interface_import, is_private),
};
static const struct mynah_shape import_shape =
    SHAPE(mynah_interface_import, "import", import_fields);

static const struct mynah_field problem_fields[] = {
    NUMBER(mynah_interface_problem, line),
    NUMBER(mynah_interface_problem, column),
    TEXT(mynah_interface_problem, text),
};
static const struct mynah_shape problem_shape =
    SHAPE(mynah_interface_problem, "problem", problem_fields);

static const struct mynah_field module_fields[] = {
    TEXT(mynah_interface_module, name),
    TEXT(mynah_interface_module, path),
    BOOL(mynah_interface_module, postponed),
    RECORDS(mynah_interface_module, imports, import_count, import_shape),
    RECORDS(mynah_interface_module, interfaces, interface_count, interface_shape),
    RECORDS(mynah_interface_module, problems, problem_count, problem_shape),
};
const struct mynah_shape mynah_interface_module_shape =
    SHAPE(mynah_interface_module, "module", module_fields);
// clang-format on

void mynah_interfaces_destroy(struct mynah_interface_module *module)
{
    mynah__free(module);
}
