// SPDX-License-Identifier: Apache-2.0
//
// Records as JSON.

#include "stand_in/record.h"

#include "core/json.h"
#include "core/json_flaw.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

static void write_value(struct text *text, const struct mynah_value *value, int depth);

// Whether the member has something to write.
static bool written(const struct mynah_value *value)
{
    return value->present && value->kind != MYNAH_FIELD_OPAQUE &&
           !(value->kind == MYNAH_FIELD_WORD && !value->text);
}

static void write_member(struct text *text, const char *name, const struct mynah_value *value,
                         int depth)
{
    mynah__text_add(text, text->bytes[text->size - 1] == '{' ? "" : ",");
    mynah__json_string(text, name);
    mynah__text_add_char(text, ':');
    write_value(text, value, depth);
}

// What is nothing has its name at least; a pointer has no form in JSON.
static void write_named(struct text *text, const struct mynah_value *array, int depth)
{
    const struct mynah_named *named = array->data;
    for (size_t i = 0; i < array->count; i++) {
        struct mynah_value value = mynah__named_value(&named[i]);
        if (named[i].kind != MYNAH_FIELD_OPAQUE && !text->failed) {
            write_member(text, mynah__named_name(&named[i]), &value, depth);
        }
    }
}

static void write_record(struct text *text, const struct mynah_shape *shape, const void *record,
                         int depth)
{
    if (depth > MYNAH_RECORD_DEPTH) {
        text->failed = true;
        return;
    }
    mynah__text_add_char(text, '{');
    for (size_t i = 0; i < shape->field_count && !text->failed; i++) {
        const struct mynah_field *field = &shape->fields[i];
        struct mynah_value value = mynah__record_value(field, record);
        if (value.kind == MYNAH_FIELD_NAMED) {
            write_named(text, &value, depth);
        } else if (written(&value)) {
            write_member(text, field->name, &value, depth);
        }
    }
    mynah__text_add_char(text, '}');
}

static void write_array(struct text *text, const struct mynah_value *array, int depth)
{
    mynah__text_add_char(text, '[');
    for (size_t i = 0; i < array->count; i++) {
        struct mynah_value value = mynah__record_element(array, i);
        mynah__text_add(text, i ? "," : "");
        write_value(text, &value, depth);
    }
    mynah__text_add_char(text, ']');
}

// JSON goes in as it is, but on one line.
static void write_json(struct text *text, const struct mynah_value *value)
{
    json_error_t flaw;
    json_t *json = json_loads(value->text, JSON_DECODE_ANY | JSON_ALLOW_NUL, &flaw);
    if (!json) {
        text->failed = text->failed || mynah__json_no_memory(&flaw, value->text);
        mynah__json_text(text, value->text, value->count);
        return;
    }
    json_decref(json);
    bool quoted = false;
    for (const char *at = value->text; *at; at++) {
        if (quoted || !strchr(" \t\r\n", *at)) {
            mynah__text_add_char(text, *at);
        }
        if (quoted && *at == '\\') {
            mynah__text_add_char(text, *++at);
        } else if (*at == '"') {
            quoted = !quoted;
        }
    }
}

static void write_real(struct text *text, double real)
{
    char digits[64];
    struct sink sink = mynah__sink(digits, sizeof digits);
    if (isnan(real) || isinf(real)) {
        mynah__text_add(text, "null");
        return;
    }
    mynah__sink_real(&sink, real);
    mynah__text_add(text, digits);
}

static void write_value(struct text *text, const struct mynah_value *value, int depth)
{
    if (!value->present) {
        mynah__text_add(text, "null");
        return;
    }
    switch (value->kind) {
    case MYNAH_FIELD_TEXT:
    case MYNAH_FIELD_WORD:
        mynah__json_text(text, value->text, value->count);
        break;
    case MYNAH_FIELD_JSON:
        write_json(text, value);
        break;
    case MYNAH_FIELD_BYTES:
        mynah__json_base64(text, value->data, value->count);
        break;
    case MYNAH_FIELD_REAL:
        write_real(text, value->real);
        break;
    case MYNAH_FIELD_BOOL:
        mynah__text_add(text, value->number ? "true" : "false");
        break;
    case MYNAH_FIELD_RECORD:
    case MYNAH_FIELD_POINTER:
        write_record(text, value->shape, value->data, depth + 1);
        break;
    case MYNAH_FIELD_RECORDS:
    case MYNAH_FIELD_TEXTS:
        write_array(text, value, depth);
        break;
    default:
        mynah__text_add_format(text, "%lld", (long long)value->number);
        break;
    }
}

void mynah__value_json(struct text *text, const struct mynah_value *value)
{
    bool formless = value->kind == MYNAH_FIELD_OPAQUE || value->kind == MYNAH_FIELD_NAMED ||
                    (value->kind == MYNAH_FIELD_WORD && !value->text);
    if (formless || !value->kind) {
        mynah__text_add(text, "null");
    } else {
        write_value(text, value, 0);
    }
}

char *mynah_record_to_json(const struct mynah_shape *shape, const void *record,
                           struct mynah_error *error)
{
    struct text text = { 0 };
    if (!mynah__record_measure(shape, record)) {
        mynah_error_set(error, MYNAH_ERROR_LIMIT, "a %s nests more than %d deep", shape->name,
                        MYNAH_RECORD_DEPTH);
        return NULL;
    }
    write_record(&text, shape, record, 1);
    char *json = mynah__text_detach(&text);
    if (!json) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return json;
}
