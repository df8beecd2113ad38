// SPDX-License-Identifier: Apache-2.0
//
// What doubles are asked and what they answer, as records, and arguments one by one.

#include "double/double.h"

#include "stand_in/record.h"

#include <string.h>

#define AT(type, member) .name = #member, .offset = offsetof(struct type, member)

// clang-format off
static const struct mynah_field argument_fields[] = {
    { AT(mynah_arguments, values), .kind = MYNAH_FIELD_NAMED,
      .count_offset = offsetof(struct mynah_arguments, count) },
};
static const struct mynah_shape arguments_shape = {
    .name = "call", .size = sizeof(struct mynah_arguments), .fields = argument_fields,
    .field_count = 1,
};

static const struct mynah_field output_fields[] = {
    { AT(mynah_output, argument), .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_output, bytes),    .kind = MYNAH_FIELD_BYTES },
};
static const struct mynah_shape output_shape = {
    .name = "output", .size = sizeof(struct mynah_output), .fields = output_fields,
    .field_count = 2,
};

static const struct mynah_field reply_fields[] = {
    { AT(mynah_reply, value),   .kind = MYNAH_FIELD_NAMED,
      .count_offset = offsetof(struct mynah_reply, value_count) },
    { AT(mynah_reply, outputs), .kind = MYNAH_FIELD_RECORDS,
      .count_offset = offsetof(struct mynah_reply, output_count), .shape = &output_shape },
};
static const struct mynah_shape reply_shape = {
    .name = "reply", .size = sizeof(struct mynah_reply), .fields = reply_fields,
    .field_count = 2,
};

static const struct mynah_field fault_fields[] = {
    { AT(mynah_fault, text),   .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_fault, kind),   .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_fault, number), .kind = MYNAH_FIELD_INT },
};
static const struct mynah_shape fault_shape = {
    .name = "fault", .size = sizeof(struct mynah_fault), .fields = fault_fields,
    .field_count = 3,
};
// clang-format on

const struct mynah_shape *mynah_arguments_shape(void)
{
    return &arguments_shape;
}

const struct mynah_shape *mynah_reply_shape(void)
{
    return &reply_shape;
}

const struct mynah_shape *mynah_fault_shape(void)
{
    return &fault_shape;
}

const struct mynah_named *mynah_argument(const struct mynah_arguments *arguments, const char *name)
{
    return mynah__named_find(arguments->values, arguments->count, name, strlen(name));
}

// Return the argument when it is of that kind.
static const struct mynah_named *of_kind(const struct mynah_arguments *arguments, const char *name,
                                         enum mynah_field_kind kind)
{
    const struct mynah_named *named = mynah_argument(arguments, name);
    return named && named->kind == kind ? named : NULL;
}

const char *mynah_argument_text(const struct mynah_arguments *arguments, const char *name)
{
    const struct mynah_named *named = mynah_argument(arguments, name);
    return named ? named->text : NULL;
}

int64_t mynah_argument_integer(const struct mynah_arguments *arguments, const char *name)
{
    const struct mynah_named *real = of_kind(arguments, name, MYNAH_FIELD_REAL);
    const struct mynah_named *number = of_kind(arguments, name, MYNAH_FIELD_INT);
    if (real && real->real > -0x1p63 && real->real < 0x1p63) {
        return (int64_t)real->real;
    }
    return number ? number->number : 0;
}

double mynah_argument_real(const struct mynah_arguments *arguments, const char *name)
{
    const struct mynah_named *real = of_kind(arguments, name, MYNAH_FIELD_REAL);
    const struct mynah_named *number = of_kind(arguments, name, MYNAH_FIELD_INT);
    return real ? real->real : number ? (double)number->number : 0;
}

bool mynah_argument_truth(const struct mynah_arguments *arguments, const char *name)
{
    const struct mynah_named *truth = of_kind(arguments, name, MYNAH_FIELD_BOOL);
    return truth && truth->number;
}

void *mynah_argument_pointer(const struct mynah_arguments *arguments, const char *name)
{
    const struct mynah_named *named = of_kind(arguments, name, MYNAH_FIELD_OPAQUE);
    return named ? (void *)named->pointer : NULL;
}
