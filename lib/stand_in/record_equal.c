// SPDX-License-Identifier: Apache-2.0
//
// Whether two records are equal, and where they differ first.

#include "stand_in/record.h"

#include <jansson.h>
#include <string.h>

void mynah__place_show(struct sink *sink, const struct place *place)
{
    if (!place) {
        return;
    }
    mynah__place_show(sink, place->outer);
    if (place->name) {
        mynah__sink_add(sink, place->outer ? "." : "");
        mynah__sink_name(sink, place->name);
    } else {
        mynah__sink_format(sink, "[%zu]", place->index);
    }
}

bool mynah__json_equal(const char *a, const char *b)
{
    if (strcmp(a, b) == 0) {
        return true;
    }
    const size_t flags = JSON_DECODE_ANY | JSON_ALLOW_NUL;
    json_t *first = json_loads(a, flags, NULL);
    json_t *second = first ? json_loads(b, flags, NULL) : NULL;
    bool equal = second && json_equal(first, second);
    json_decref(second);
    json_decref(first);
    return equal;
}

bool mynah__value_equal(const struct mynah_value *a, const struct mynah_value *b)
{
    if (a->present != b->present || !a->present) {
        return a->present == b->present;
    }
    switch (a->kind) {
    case MYNAH_FIELD_TEXT:
        return a->count == b->count && memcmp(a->text, b->text, a->count) == 0;
    case MYNAH_FIELD_JSON:
        return mynah__json_equal(a->text, b->text);
    case MYNAH_FIELD_BYTES:
        return a->count == b->count && memcmp(a->data, b->data, a->count) == 0;
    case MYNAH_FIELD_REAL:
        return !(a->real < b->real) && !(a->real > b->real) &&
               (a->real == a->real) == (b->real == b->real);
    case MYNAH_FIELD_OPAQUE:
        return a->data == b->data;
    default:
        return a->number == b->number;
    }
}

static bool equal_records(const struct mynah_shape *shape, const void *a, const void *b,
                          const struct place *outer, struct sink *why);

static bool differ(const struct mynah_value *a, const struct mynah_value *b,
                   const struct place *place, struct sink *why)
{
    mynah__place_show(why, place);
    mynah__sink_add(why, ": ");
    mynah__value_show(why, a, 0);
    mynah__sink_add(why, " is not ");
    mynah__value_show(why, b, 0);
    return false;
}

static bool equal_arrays(const struct mynah_value *a, const struct mynah_value *b,
                         const struct place *place, struct sink *why)
{
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        struct mynah_value first = mynah__record_element(a, i);
        struct mynah_value second = mynah__record_element(b, i);
        const struct place here = { .outer = place, .index = i, .depth = place->depth };
        bool equal = first.shape ? equal_records(first.shape, first.data, second.data, &here, why)
                                 : mynah__value_equal(&first, &second);
        if (!equal) {
            return first.shape ? false : differ(&first, &second, &here, why);
        }
    }
    if (a->count != b->count) {
        mynah__place_show(why, place);
        mynah__sink_format(why, ": %zu elements, not %zu", a->count, b->count);
    }
    return a->count == b->count;
}

// Numbers are compared as such: who calls with 2 and who expects 2.0 mean the same.
static bool equal_named_values(const struct mynah_value *a, const struct mynah_value *b)
{
    bool first = a->kind == MYNAH_FIELD_REAL, second = b->kind == MYNAH_FIELD_REAL;
    if (!a->present || !b->present || a->kind == b->kind) {
        return mynah__value_equal(a, b);
    }
    if ((first || a->kind == MYNAH_FIELD_INT) && (second || b->kind == MYNAH_FIELD_INT)) {
        double x = first ? a->real : (double)a->number, y = second ? b->real : (double)b->number;
        return x >= y && x <= y;
    }
    return false;
}

size_t mynah__named_same(const struct mynah_value *a, const struct mynah_value *b)
{
    const struct mynah_named *first = a->data, *second = b->data;
    size_t same = 0;
    for (size_t i = 0; i < b->count; i++) {
        const char *name = mynah__named_name(&second[i]);
        const struct mynah_named *one = mynah__named_find(first, a->count, name, strlen(name));
        struct mynah_value x = one ? mynah__named_value(one) : (struct mynah_value){ 0 };
        struct mynah_value y = mynah__named_value(&second[i]);
        same += equal_named_values(&x, &y);
    }
    return same;
}

// By name, in any order; what is not there and what is nothing are the same.
static bool equal_named(const struct mynah_value *a, const struct mynah_value *b,
                        const struct place *outer, struct sink *why)
{
    const struct mynah_named *first = a->data, *second = b->data;
    for (size_t i = 0; i < a->count + b->count; i++) {
        const char *name = mynah__named_name(i < a->count ? &first[i] : &second[i - a->count]);
        const struct mynah_named *one = mynah__named_find(first, a->count, name, strlen(name));
        const struct mynah_named *two = mynah__named_find(second, b->count, name, strlen(name));
        struct mynah_value x = one ? mynah__named_value(one) : (struct mynah_value){ 0 };
        struct mynah_value y = two ? mynah__named_value(two) : (struct mynah_value){ 0 };
        if (!equal_named_values(&x, &y)) {
            const struct place here = { .outer = outer->outer, .name = name };
            return differ(&x, &y, &here, why);
        }
    }
    return true;
}

static bool equal_members(const struct mynah_value *a, const struct mynah_value *b,
                          const struct place *place, struct sink *why)
{
    switch (a->kind) {
    case MYNAH_FIELD_RECORDS:
    case MYNAH_FIELD_TEXTS:
        return equal_arrays(a, b, place, why);
    case MYNAH_FIELD_NAMED:
        return equal_named(a, b, place, why);
    case MYNAH_FIELD_RECORD:
    case MYNAH_FIELD_POINTER:
        if (a->present && b->present) {
            return equal_records(a->shape, a->data, b->data, place, why);
        }
        return a->present == b->present || differ(a, b, place, why);
    default:
        return mynah__value_equal(a, b) || differ(a, b, place, why);
    }
}

static bool equal_records(const struct mynah_shape *shape, const void *a, const void *b,
                          const struct place *outer, struct sink *why)
{
    int depth = outer ? outer->depth + 1 : 1;
    if (depth > MYNAH_RECORD_DEPTH) {
        mynah__sink_add(why, "the records nest too deep to be compared");
        return false;
    }
    for (size_t i = 0; i < shape->field_count; i++) {
        const struct mynah_field *field = &shape->fields[i];
        struct mynah_value first = mynah__record_value(field, a);
        struct mynah_value second = mynah__record_value(field, b);
        const struct place here = { .outer = outer, .name = field->name, .depth = depth };
        if (!equal_members(&first, &second, &here, why)) {
            return false;
        }
    }
    return true;
}

bool mynah_record_equal(const struct mynah_shape *shape, const void *actual, const void *expected,
                        char *why, size_t size)
{
    struct sink sink = mynah__sink(why, size);
    return equal_records(shape, actual, expected, NULL, &sink);
}
