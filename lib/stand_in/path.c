// SPDX-License-Identifier: Apache-2.0
//
// Paths into records: `failures[0].type`, with `[*]` for every element.

#include "stand_in/record.h"

#include "core/words.h"

#include <assert.h>
#include <string.h>

enum index_kind { INDEX_NONE, INDEX_NUMBER, INDEX_ANY };

// One step of a path: a name, or an index.
struct part {
    const char *name;
    size_t size;
    enum index_kind index;
    int64_t number;
};

static const char *read_index(const char *path, struct part *part)
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

// Read the next step and return what is behind it, or NULL when it is none.
static const char *read_part(const char *path, bool first, struct part *part)
{
    *part = (struct part){ 0 };
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

static bool select_member(struct mynah_value *value, const struct part *part)
{
    if (!value->shape || is_array(value->kind) || !value->data) {
        return false;
    }
    const struct mynah_field *field = mynah__record_field(value->shape, part->name, part->size);
    if (field) {
        *value = mynah__record_value(field, value->data);
    }
    return field != NULL;
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
        struct part part;
        path = read_part(path, first, &part);
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

static bool keep_value(void *self, const struct mynah_value *value)
{
    *(struct mynah_value *)self = *value;
    return true;
}

bool mynah_record_find(const struct mynah_shape *shape, const void *record, const char *path,
                       struct mynah_value *value)
{
    *value = (struct mynah_value){ 0 };
    if (path && strstr(path, "[*]")) {
        return false;
    }
    mynah__path_visit(shape, record, path, keep_value, value);
    return value->kind != 0;
}

static bool no_such_field(const struct mynah_shape *shape, const char *path,
                          struct mynah_error *error)
{
    char names[160] = "";
    for (size_t i = 0; i < shape->field_count; i++) {
        mynah__list_add(names, sizeof names, shape->fields[i].name);
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
        struct part part;
        rest = read_part(rest, first, &part);
        const struct mynah_field *next = NULL;
        if (rest && part.name && field->shape && !is_array(field->kind)) {
            next = mynah__record_field(field->shape, part.name, part.size);
        }
        if (next) {
            *field = *next;
            inside = next->shape ? next->shape : inside;
        } else if (rest && part.index && is_array(field->kind)) {
            field->kind = field->shape ? MYNAH_FIELD_RECORD : MYNAH_FIELD_TEXT;
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
