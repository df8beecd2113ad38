// SPDX-License-Identifier: Apache-2.0
//
// Paths into records: `failures[0].type`, with `[*]` for every element.

#include "stand_in/record.h"

#include "core/words.h"

#include <assert.h>
#include <string.h>

static const char *read_index(const char *path, struct path_part *part)
{
    if (strncmp(path, "[*]", 3) == 0) {
        part->index = INDEX_ANY;
        return path + 3;
    }
    const char *at = path + 1;
    bool negative = *at == '-';
    at += negative;
    size_t digits = strspn(at, "0123456789");
    if (digits == 0 || digits > 18 || at[digits] != ']') {
        return NULL;
    }
    for (size_t i = 0; i < digits; i++) {
        part->number = part->number * 10 + (at[i] - '0');
    }
    part->number = negative ? -part->number : part->number;
    part->index = INDEX_NUMBER;
    return at + digits + 1;
}

const char *mynah__path_part(const char *path, bool first, struct path_part *part)
{
    *part = (struct path_part){ 0 };
    if (*path == '[') {
        return read_index(path, part);
    }
    if (!first) {
        if (*path != '.') {
            return NULL;
        }
        path++;
    }
    part->name = path;
    part->size = strcspn(path, ".[");
    return part->size ? path + part->size : NULL;
}

static bool is_array(enum mynah_field_kind kind)
{
    return kind == MYNAH_FIELD_RECORDS || kind == MYNAH_FIELD_TEXTS;
}

static bool select_named(struct mynah_value *value, const struct path_part *part)
{
    const struct mynah_field *field = mynah__record_named(value->shape);
    if (!field) {
        return false;
    }
    struct mynah_value array = mynah__record_value(field, value->data);
    const struct mynah_named *named =
        mynah__named_find(array.data, array.count, part->name, part->size);
    if (named) {
        *value = mynah__named_value(named);
    }
    return named != NULL;
}

static bool select_member(struct mynah_value *value, const struct path_part *part)
{
    if (!value->shape || is_array(value->kind) || !value->data) {
        return false;
    }
    const struct mynah_field *field = mynah__record_field(value->shape, part->name, part->size);
    if (!field) {
        return select_named(value, part);
    }
    *value = mynah__record_value(field, value->data);
    return true;
}

static bool select_element(struct mynah_value *value, int64_t index)
{
    int64_t count = (int64_t)value->count;
    index = index < 0 ? index + count : index;
    if (!is_array(value->kind) || index < 0 || index >= count) {
        return false;
    }
    *value = mynah__record_element(value, (size_t)index);
    return true;
}

struct visitor {
    bool (*visit)(void *self, const struct mynah_value *value);
    void *self;
};

static bool visit_path(struct mynah_value value, const char *path, bool first,
                       const struct visitor *visitor);

static bool visit_elements(const struct mynah_value *array, const char *path,
                           const struct visitor *visitor)
{
    for (size_t i = 0; i < array->count; i++) {
        if (visit_path(mynah__record_element(array, i), path, false, visitor)) {
            return true;
        }
    }
    return false;
}

static bool visit_path(struct mynah_value value, const char *path, bool first,
                       const struct visitor *visitor)
{
    while (*path) {
        struct path_part part;
        if (value.kind == MYNAH_FIELD_JSON && value.present) {
            return mynah__path_visit_json(value.text, path, visitor->visit, visitor->self);
        }
        path = mynah__path_part(path, first, &part);
        first = false;
        if (path && part.index == INDEX_ANY && is_array(value.kind)) {
            return visit_elements(&value, path, visitor);
        }
        if (!path || part.index == INDEX_ANY ||
            !(part.name ? select_member(&value, &part) : select_element(&value, part.number))) {
            value = (struct mynah_value){ 0 };
            break;
        }
    }
    return visitor->visit(visitor->self, &value);
}

bool mynah__path_visit(const struct mynah_shape *shape, const void *record, const char *path,
                       bool (*visit)(void *self, const struct mynah_value *value), void *self)
{
    struct mynah_value value = {
        .kind = MYNAH_FIELD_RECORD, .present = true, .data = record, .shape = shape
    };
    return visit_path(value, path ? path : "", true, &(struct visitor){ visit, self });
}

bool mynah_record_find(const struct mynah_shape *shape, const void *record, const char *path,
                       struct mynah_value *value)
{
    *value = (struct mynah_value){
        .kind = MYNAH_FIELD_RECORD, .present = true, .data = record, .shape = shape
    };
    bool found = true;
    path = path ? path : "";
    for (bool first = true; found && *path; first = false) {
        struct path_part part;
        path = mynah__path_part(path, first, &part);
        found = path && part.index != INDEX_ANY &&
                (part.name ? select_member(value, &part) : select_element(value, part.number));
    }
    if (!found) {
        *value = (struct mynah_value){ 0 };
    }
    return found;
}

static bool no_such_field(const struct mynah_shape *shape, const char *path,
                          struct mynah_error *error)
{
    char names[160] = "";
    for (size_t i = 0; i < shape->field_count; i++) {
        if (shape->fields[i].kind != MYNAH_FIELD_NAMED) {
            mynah__list_add(names, sizeof names, shape->fields[i].name);
        }
    }
    char shown[64];
    mynah_text_show(path, 40, shown, sizeof shown);
    return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "no field at %s: a %s has %s", shown,
                           shape->name, names);
}

bool mynah__path_check(const struct mynah_shape *shape, const char *path, struct mynah_field *field,
                       struct mynah_error *error)
{
    assert(shape);
    const char *rest = path ? path : "";
    *field = (struct mynah_field){ .kind = MYNAH_FIELD_RECORD, .shape = shape };
    const struct mynah_shape *inside = shape; // the last record on the way
    for (bool first = true; *rest; first = false) {
        struct path_part part;
        rest = mynah__path_part(rest, first, &part);
        const struct mynah_field *next = NULL;
        if (rest && (field->kind == MYNAH_FIELD_JSON || !field->kind)) {
            field->kind = 0;
            continue;
        }
        if (rest && part.name && field->shape && !is_array(field->kind)) {
            next = mynah__record_field(field->shape, part.name, part.size);
        }
        if (next) {
            *field = *next;
            inside = next->shape ? next->shape : inside;
        } else if (rest && part.index && is_array(field->kind)) {
            field->kind = field->shape ? MYNAH_FIELD_RECORD : MYNAH_FIELD_TEXT;
        } else if (rest && part.name && field->shape && !is_array(field->kind) &&
                   mynah__record_named(field->shape)) {
            *field = (struct mynah_field){ .name = part.name };
        } else {
            return no_such_field(inside, path, error);
        }
    }
    return true;
}

bool mynah_record_path(const struct mynah_shape *shape, const char *path, struct mynah_error *error)
{
    struct mynah_field field;
    return mynah__path_check(shape, path, &field, error);
}
