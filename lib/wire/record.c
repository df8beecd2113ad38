// SPDX-License-Identifier: Apache-2.0
//
// What came over the wire, described as records, and the names of faults: there also where the
// server is not.

#include "wire/fault.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define AT(type, member) .name = #member, .offset = offsetof(struct type, member)

const char *const mynah__fault_kinds[] = {
    "status",    "hang",       "stall",     "reset",    "close",       "cut",
    "cut-clean", "cut-event",  "cut-utf8",  "bad-json", "error-event", "content-type",
    "trickle",   "bad-header", "bad-chunk", "raw",      NULL,
};

// clang-format off
static const struct mynah_field header_fields[] = {
    { AT(mynah_header, name),  .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_header, value), .kind = MYNAH_FIELD_TEXT },
};
const struct mynah_shape mynah__header_shape = {
    .name = "header", .size = sizeof(struct mynah_header), .fields = header_fields,
    .field_count = COUNT(header_fields),
};
static const struct mynah_field request_fields[] = {
    { AT(mynah_http_request, method),   .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_http_request, path),     .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_http_request, protocol), .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_http_request, headers),  .kind = MYNAH_FIELD_RECORDS, .shape = &mynah__header_shape,
      .count_offset = offsetof(struct mynah_http_request, header_count) },
    { AT(mynah_http_request, size),     .kind = MYNAH_FIELD_INT },
    { AT(mynah_http_request, stream),   .kind = MYNAH_FIELD_BOOL },
    { AT(mynah_http_request, retry),    .kind = MYNAH_FIELD_INT },
};
static const struct mynah_shape request_shape = {
    .name = "HTTP request", .size = sizeof(struct mynah_http_request), .fields = request_fields,
    .field_count = COUNT(request_fields),
};
static const struct mynah_field response_fields[] = {
    { AT(mynah_http_response, status),   .kind = MYNAH_FIELD_INT },
    { AT(mynah_http_response, chunks),   .kind = MYNAH_FIELD_INT },
    { AT(mynah_http_response, size),     .kind = MYNAH_FIELD_INT },
    { AT(mynah_http_response, fault),    .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_http_response, complete), .kind = MYNAH_FIELD_BOOL },
    { AT(mynah_http_response, unmatched), .kind = MYNAH_FIELD_BOOL },
};
static const struct mynah_shape response_shape = {
    .name = "HTTP response", .size = sizeof(struct mynah_http_response),
    .fields = response_fields, .field_count = COUNT(response_fields),
};
// clang-format on

const struct mynah_shape *mynah_http_request_shape(void)
{
    return &request_shape;
}

const struct mynah_shape *mynah_http_response_shape(void)
{
    return &response_shape;
}

const char *mynah_wire_fault_kind_name(enum mynah_wire_fault_kind kind)
{
    return (unsigned)kind <= MYNAH_FAULT_RAW ? mynah__fault_kinds[kind] : "unknown";
}
