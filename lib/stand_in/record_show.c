// SPDX-License-Identifier: Apache-2.0
//
// Records for people: on one line, or a field on each.

#include "stand_in/record.h"

#include <string.h>

struct shower {
    struct sink *sink;
    bool lines;
    size_t text_most;
    int depth;
};

static void show_value(struct shower *shower, const struct mynah_value *value);

static void new_line(struct shower *shower)
{
    mynah__sink_add(shower->sink, "\n");
    for (int i = 0; i < shower->depth; i++) {
        mynah__sink_add(shower->sink, "    ");
    }
}

// Begin an item of a list in braces or brackets.
static void begin_item(struct shower *shower, bool first)
{
    if (shower->lines) {
        new_line(shower);
    } else if (!first) {
        mynah__sink_add(shower->sink, ", ");
    }
}

static void end_list(struct shower *shower, bool empty, const char *bracket)
{
    shower->depth--;
    if (shower->lines && !empty) {
        new_line(shower);
    }
    mynah__sink_add(shower->sink, bracket);
}

static bool anything_to_show(const struct mynah_shape *shape, const void *record);

static bool worth_showing(const struct mynah_value *value)
{
    switch (value->kind) {
    case MYNAH_FIELD_INT:
    case MYNAH_FIELD_BOOL:
        return value->number != 0;
    case MYNAH_FIELD_REAL:
        return value->real < 0 || value->real > 0 || value->real != value->real;
    case MYNAH_FIELD_RECORDS:
    case MYNAH_FIELD_TEXTS:
    case MYNAH_FIELD_NAMED:
        return value->count != 0;
    case MYNAH_FIELD_RECORD:
        return anything_to_show(value->shape, value->data);
    default:
        return value->present;
    }
}

// Shapes are finite where records are inside each other, so this ends.
static bool anything_to_show(const struct mynah_shape *shape, const void *record)
{
    for (size_t i = 0; i < shape->field_count; i++) {
        struct mynah_value value = mynah__record_value(&shape->fields[i], record);
        if (worth_showing(&value)) {
            return true;
        }
    }
    return false;
}

// All of them: that an argument is 0 is worth showing.
static void show_named(struct shower *shower, const struct mynah_value *array, bool first)
{
    const struct mynah_named *named = array->data;
    for (size_t i = 0; i < array->count; i++) {
        struct mynah_value value = mynah__named_value(&named[i]);
        begin_item(shower, first && i == 0);
        mynah__sink_name(shower->sink, mynah__named_name(&named[i]));
        mynah__sink_add(shower->sink, ": ");
        if (value.kind == MYNAH_FIELD_JSON && value.present) {
            mynah__sink_plain(shower->sink, value.text, value.count, shower->text_most);
        } else {
            show_value(shower, &value);
        }
    }
}

static void show_record(struct shower *shower, const struct mynah_shape *shape, const void *record)
{
    bool first = true;
    mynah__sink_add(shower->sink, "{");
    shower->depth++;
    for (size_t i = 0; i < shape->field_count; i++) {
        struct mynah_value value = mynah__record_value(&shape->fields[i], record);
        if (value.kind == MYNAH_FIELD_NAMED) {
            show_named(shower, &value, first);
            first = first && value.count == 0;
        } else if (worth_showing(&value)) {
            begin_item(shower, first);
            mynah__sink_format(shower->sink, "%s: ", shape->fields[i].name);
            show_value(shower, &value);
            first = false;
        }
    }
    end_list(shower, first, "}");
}

static void show_array(struct shower *shower, const struct mynah_value *array)
{
    mynah__sink_add(shower->sink, "[");
    shower->depth++;
    for (size_t i = 0; i < array->count; i++) {
        struct mynah_value value = mynah__record_element(array, i);
        begin_item(shower, i == 0);
        show_value(shower, &value);
    }
    end_list(shower, array->count == 0, "]");
}

static void show_bytes(struct sink *sink, const struct mynah_value *value)
{
    const unsigned char *byte = value->data;
    mynah__sink_format(sink, "<%zu bytes", value->count);
    for (size_t i = 0; i < value->count && i < 8; i++) {
        mynah__sink_format(sink, "%s%02x", i ? "" : ": ", byte[i]);
    }
    mynah__sink_add(sink, value->count > 8 ? "...>" : ">");
}

static void show_scalar(struct sink *sink, const struct mynah_value *value)
{
    switch (value->kind) {
    case MYNAH_FIELD_BYTES:
        show_bytes(sink, value);
        break;
    case MYNAH_FIELD_REAL:
        mynah__sink_real(sink, value->real);
        break;
    case MYNAH_FIELD_BOOL:
        mynah__sink_add(sink, value->number ? "true" : "false");
        break;
    case MYNAH_FIELD_WORD:
        if (value->text) {
            mynah__sink_add(sink, value->text);
            break;
        }
        mynah__sink_format(sink, "%lld", (long long)value->number);
        break;
    case MYNAH_FIELD_OPAQUE:
        mynah__sink_add(sink, "<pointer>"); // where it points to differs from run to run
        break;
    default:
        mynah__sink_format(sink, "%lld", (long long)value->number);
        break;
    }
}

static void show_value(struct shower *shower, const struct mynah_value *value)
{
    if (!value->present) {
        mynah__sink_add(shower->sink, "absent");
        return;
    }
    if (shower->depth > MYNAH_RECORD_DEPTH) {
        mynah__sink_add(shower->sink, "...");
        return;
    }
    switch (value->kind) {
    case MYNAH_FIELD_TEXT:
    case MYNAH_FIELD_JSON:
        mynah__sink_quoted(shower->sink, value->text, value->count, shower->text_most);
        break;
    case MYNAH_FIELD_RECORD:
    case MYNAH_FIELD_POINTER:
        show_record(shower, value->shape, value->data);
        break;
    case MYNAH_FIELD_RECORDS:
    case MYNAH_FIELD_TEXTS:
        show_array(shower, value);
        break;
    default:
        show_scalar(shower->sink, value);
        break;
    }
}

void mynah__value_show(struct sink *sink, const struct mynah_value *value, size_t text_most)
{
    show_value(&(struct shower){ .sink = sink, .text_most = text_most }, value);
}

size_t mynah_record_show(const struct mynah_shape *shape, const void *record,
                         const struct mynah_show_options *options, char *buffer, size_t size)
{
    struct sink sink = mynah__sink(buffer, size);
    struct shower shower = { .sink = &sink };
    if (options) {
        shower.lines = options->lines;
        shower.text_most = options->text_most;
    }
    show_record(&shower, shape, record);
    return sink.length;
}
