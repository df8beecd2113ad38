// SPDX-License-Identifier: Apache-2.0
//
// The descriptions of what a generator is given, so that it is copied, compared, shown and matched.

#include <mynah/generator.h>

#include "generator/shapes.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define AT(type, member) .name = #member, .offset = offsetof(struct type, member)

// clang-format off
static const struct mynah_field request_fields[] = {
    { AT(mynah_request, user_query),              .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_request, task_objective),          .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_request, execution_folder_name),   .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_request, execution_folder_path),   .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_request, expected_results),        .kind = MYNAH_FIELD_JSON },
    { AT(mynah_request, capability_prompts),      .kind = MYNAH_FIELD_TEXTS,
      .count_offset = offsetof(struct mynah_request, capability_prompt_count) },
    { AT(mynah_request, planning_mode),           .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_request, structured_plan),         .kind = MYNAH_FIELD_JSON },
    { AT(mynah_request, capability_context_data), .kind = MYNAH_FIELD_JSON },
    { AT(mynah_request, session_context),         .kind = MYNAH_FIELD_JSON },
    { AT(mynah_request, retries),                 .kind = MYNAH_FIELD_INT },
};
static const struct mynah_field failure_fields[] = {
    { AT(mynah_failure, type),      .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_failure, message),   .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_failure, code),      .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_failure, line),      .kind = MYNAH_FIELD_INT },
    { AT(mynah_failure, traceback), .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_failure, attempt),   .kind = MYNAH_FIELD_INT },
};
// clang-format on

const struct mynah_shape mynah__request_shape = {
    .name = "request",
    .size = sizeof(struct mynah_request),
    .fields = request_fields,
    .field_count = COUNT(request_fields),
};

const struct mynah_shape mynah__failure_shape = {
    .name = "failure",
    .size = sizeof(struct mynah_failure),
    .fields = failure_fields,
    .field_count = COUNT(failure_fields),
};

static const struct mynah_field generation_fields[] = {
    { AT(mynah_generation, request), .kind = MYNAH_FIELD_RECORD, .shape = &mynah__request_shape },
    { AT(mynah_generation, failures), .kind = MYNAH_FIELD_RECORDS, .shape = &mynah__failure_shape,
      .count_offset = offsetof(struct mynah_generation, failure_count) },
};

static const struct mynah_shape generation_shape = {
    .name = "generation",
    .size = sizeof(struct mynah_generation),
    .fields = generation_fields,
    .field_count = COUNT(generation_fields),
};

const struct mynah_shape *mynah_request_shape(void)
{
    return &mynah__request_shape;
}

const struct mynah_shape *mynah_failure_shape(void)
{
    return &mynah__failure_shape;
}

const struct mynah_shape *mynah_generation_shape(void)
{
    return &generation_shape;
}
