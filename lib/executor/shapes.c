// SPDX-License-Identifier: Apache-2.0
//
// The descriptions of what came of a run, and the names of its words.

#include <mynah/executor.h>

#include "executor/shapes.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define AT(type, member) .name = #member, .offset = offsetof(struct type, member)

static const char *const statuses[] = { "succeeded", "raised", "results", "violation",
                                        "timeout",   "ended",  NULL };
static const char *const directions[] = { "read", "write", NULL };

// clang-format off
static const struct mynah_field access_fields[] = {
    { AT(mynah_channel_access, number),    .kind = MYNAH_FIELD_INT },
    { AT(mynah_channel_access, direction), .kind = MYNAH_FIELD_WORD, .words = directions },
    { AT(mynah_channel_access, channel),   .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_channel_access, value),     .kind = MYNAH_FIELD_JSON },
    { AT(mynah_channel_access, api),       .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_channel_access, line),      .kind = MYNAH_FIELD_INT },
    { AT(mynah_channel_access, error),     .kind = MYNAH_FIELD_TEXT },
};

static const struct mynah_shape access_shape = {
    .name = "channel_access", .size = sizeof(struct mynah_channel_access),
    .fields = access_fields, .field_count = COUNT(access_fields),
};

static const struct mynah_field execution_fields[] = {
    { AT(mynah_execution, status),       .kind = MYNAH_FIELD_WORD, .words = statuses },
    { AT(mynah_execution, results),      .kind = MYNAH_FIELD_JSON },
    { AT(mynah_execution, type),         .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_execution, message),      .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_execution, line),         .kind = MYNAH_FIELD_INT },
    { AT(mynah_execution, traceback),    .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_execution, output),       .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_execution, errors),       .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_execution, output_cut),   .kind = MYNAH_FIELD_BOOL },
    { AT(mynah_execution, errors_cut),   .kind = MYNAH_FIELD_BOOL },
    { AT(mynah_execution, accesses_cut), .kind = MYNAH_FIELD_BOOL },
    { AT(mynah_execution, confined),     .kind = MYNAH_FIELD_BOOL },
    { AT(mynah_execution, accesses),     .kind = MYNAH_FIELD_RECORDS, .shape = &access_shape,
      .count_offset = offsetof(struct mynah_execution, access_count) },
    { AT(mynah_execution, exit_code),    .kind = MYNAH_FIELD_INT },
    { AT(mynah_execution, signal),       .kind = MYNAH_FIELD_INT },
};
// clang-format on

const struct mynah_shape mynah__execution_shape = {
    .name = "execution",
    .size = sizeof(struct mynah_execution),
    .fields = execution_fields,
    .field_count = COUNT(execution_fields),
};

const struct mynah_shape *mynah_channel_access_shape(void)
{
    return &access_shape;
}

const struct mynah_shape *mynah_execution_shape(void)
{
    return &mynah__execution_shape;
}

const char *mynah_execution_status_name(enum mynah_execution_status status)
{
    return (unsigned)status < COUNT(statuses) - 1 ? statuses[status] : "unknown";
}
