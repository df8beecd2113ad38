// SPDX-License-Identifier: Apache-2.0
//
// Members of records as values, and deep copies in one block.

#include "stand_in/record.h"

#include "core/alloc.h"

#include <stdalign.h>
#include <string.h>

// One walk does both: without a block it only counts.
struct copier {
    char *block;
    size_t used;
    bool failed;
};

const void *mynah__record_pointer(const void *record, size_t offset)
{
    const void *pointer;
    memcpy(&pointer, (const char *)record + offset, sizeof pointer);
    return pointer;
}

static size_t count_of(const struct mynah_field *field, const void *record)
{
    size_t count;
    memcpy(&count, (const char *)record + field->count_offset, sizeof count);
    return count;
}

static const char *word_of(const struct mynah_field *field, int number)
{
    for (int i = 0; field->words[i]; i++) {
        if (i == number) {
            return field->words[i];
        }
    }
    return NULL;
}

static void value_of_number(const struct mynah_field *field, const char *at,
                            struct mynah_value *value)
{
    value->present = true;
    if (field->kind == MYNAH_FIELD_INT) {
        memcpy(&value->number, at, sizeof value->number);
    } else if (field->kind == MYNAH_FIELD_REAL) {
        memcpy(&value->real, at, sizeof value->real);
    } else if (field->kind == MYNAH_FIELD_BOOL) {
        bool truth;
        memcpy(&truth, at, sizeof truth);
        value->number = truth;
    } else {
        int word;
        memcpy(&word, at, sizeof word);
        value->number = word;
        value->text = word_of(field, word);
        value->count = value->text ? strlen(value->text) : 0;
    }
}

// Into a place of the caller's: a struct that is returned is copied once more, which takes half of
// the time of a copy of a request.
static void value_of(const struct mynah_field *field, const void *record, struct mynah_value *value)
{
    *value = (struct mynah_value){ .kind = field->kind, .shape = field->shape };
    const char *at = (const char *)record + field->offset;
    switch (field->kind) {
    case MYNAH_FIELD_TEXT:
    case MYNAH_FIELD_JSON:
        value->text = mynah__record_pointer(record, field->offset);
        value->present = value->text != NULL;
        value->count = value->text ? strlen(value->text) : 0;
        break;
    case MYNAH_FIELD_BYTES: {
        struct mynah_bytes bytes;
        memcpy(&bytes, at, sizeof bytes);
        value->data = bytes.data;
        value->present = bytes.data != NULL;
        value->count = bytes.data ? bytes.size : 0;
        break;
    }
    case MYNAH_FIELD_RECORD:
        value->data = at;
        value->present = true;
        break;
    case MYNAH_FIELD_RECORDS:
    case MYNAH_FIELD_TEXTS:
    case MYNAH_FIELD_NAMED:
        value->data = mynah__record_pointer(record, field->offset);
        value->present = true;
        value->count = value->data ? count_of(field, record) : 0;
        value->number = (int64_t)value->count;
        break;
    case MYNAH_FIELD_OPAQUE:
    case MYNAH_FIELD_POINTER:
        value->data = mynah__record_pointer(record, field->offset);
        value->present = value->data != NULL;
        break;
    default:
        value_of_number(field, at, value);
        break;
    }
}

struct mynah_value mynah__record_value(const struct mynah_field *field, const void *record)
{
    struct mynah_value value;
    value_of(field, record, &value);
    return value;
}

struct mynah_value mynah__named_value(const struct mynah_named *named)
{
    // Nothing is JSON that is absent: a name without a value is not a path that leads nowhere.
    struct mynah_value value = { .kind = named->kind ? named->kind : MYNAH_FIELD_JSON };
    switch ((int)named->kind) {
    case MYNAH_FIELD_TEXT:
    case MYNAH_FIELD_JSON:
        value.text = named->text;
        value.present = named->text != NULL;
        value.count = named->text ? strlen(named->text) : 0;
        break;
    case MYNAH_FIELD_OPAQUE:
        value.data = named->pointer;
        value.present = named->pointer != NULL;
        break;
    default:
        value.number = named->number;
        value.real = named->real;
        value.present = named->kind != 0;
        break;
    }
    return value;
}

const char *mynah__named_name(const struct mynah_named *named)
{
    return named->name ? named->name : "";
}

const struct mynah_named *mynah__named_find(const struct mynah_named *values, size_t count,
                                            const char *name, size_t size)
{
    for (size_t i = 0; i < count; i++) {
        const char *own = mynah__named_name(&values[i]);
        if (strlen(own) == size && memcmp(own, name, size) == 0) {
            return &values[i];
        }
    }
    return NULL;
}

struct mynah_value mynah__record_element(const struct mynah_value *array, size_t index)
{
    struct mynah_value value = { .kind = MYNAH_FIELD_RECORD, .present = true };
    if (array->kind == MYNAH_FIELD_RECORDS) {
        value.shape = array->shape;
        value.data = (const char *)array->data + index * array->shape->size;
    } else {
        value.kind = MYNAH_FIELD_TEXT;
        value.text = mynah__record_pointer(array->data, index * sizeof(char *));
        value.count = strlen(value.text);
    }
    return value;
}

const struct mynah_field *mynah__record_field(const struct mynah_shape *shape, const char *name,
                                              size_t size)
{
    for (size_t i = 0; i < shape->field_count; i++) {
        const struct mynah_field *field = &shape->fields[i];
        if (field->kind != MYNAH_FIELD_NAMED && strlen(field->name) == size &&
            memcmp(field->name, name, size) == 0) {
            return field;
        }
    }
    return NULL;
}

const struct mynah_field *mynah__record_named(const struct mynah_shape *shape)
{
    for (size_t i = 0; i < shape->field_count; i++) {
        if (shape->fields[i].kind == MYNAH_FIELD_NAMED) {
            return &shape->fields[i];
        }
    }
    return NULL;
}

static void *reserve(struct copier *copier, size_t size, size_t alignment)
{
    copier->used = (copier->used + alignment - 1) & ~(alignment - 1); // a power of two
    void *at = copier->block ? copier->block + copier->used : NULL;
    if (size > SIZE_MAX / 4 || copier->used > SIZE_MAX / 4) {
        copier->failed = true;
        return NULL;
    }
    copier->used += size;
    return at;
}

static void copy_bytes(struct copier *copier, const void *bytes, size_t size, char *to)
{
    // One byte more, so that text keeps its NUL byte and empty bytes keep a place.
    char *at = reserve(copier, size + 1, 1);
    if (at && to) {
        memcpy(at, bytes, size);
        at[size] = '\0';
        memcpy(to, &at, sizeof at);
    }
}

static void copy_texts(struct copier *copier, const struct mynah_value *value, char *to)
{
    char *array = reserve(copier, value->count * sizeof(char *), alignof(char *));
    for (size_t i = 0; i < value->count; i++) {
        struct mynah_value text = mynah__record_element(value, i);
        copy_bytes(copier, text.text, text.count, array ? array + i * sizeof(char *) : NULL);
    }
    if (array && to) {
        memcpy(to, &array, sizeof array);
    }
}

static void copy_named(struct copier *copier, const struct mynah_value *value, char *to)
{
    const struct mynah_named *from = value->data;
    struct mynah_named *array =
        reserve(copier, value->count * sizeof *from, alignof(struct mynah_named));
    if (array && to) {
        memcpy(array, from, value->count * sizeof *from);
        memcpy(to, &array, sizeof array);
    }
    for (size_t i = 0; i < value->count; i++) {
        const char *name = mynah__named_name(&from[i]);
        copy_bytes(copier, name, strlen(name), array ? (char *)&array[i].name : NULL);
        bool text = from[i].kind == MYNAH_FIELD_TEXT || from[i].kind == MYNAH_FIELD_JSON;
        if (text && from[i].text) {
            copy_bytes(copier, from[i].text, strlen(from[i].text),
                       array ? (char *)&array[i].text : NULL);
        } else if (array) {
            array[i].text = NULL;
        }
    }
}

static void copy_members(struct copier *copier, const struct mynah_shape *shape, const void *from,
                         char *to, int depth);

static void copy_records(struct copier *copier, const struct mynah_value *value, char *to,
                         int depth)
{
    size_t count = value->kind == MYNAH_FIELD_POINTER ? 1 : value->count;
    size_t size = value->shape->size;
    char *array = reserve(copier, count * size, alignof(max_align_t));
    if (array && to) {
        memcpy(array, value->data, count * size);
        memcpy(to, &array, sizeof array);
    }
    for (size_t i = 0; i < count; i++) {
        copy_members(copier, value->shape, (const char *)value->data + i * size,
                     array ? array + i * size : NULL, depth + 1);
    }
}

static void copy_member(struct copier *copier, const struct mynah_value *value, char *to, int depth)
{
    switch (value->kind) {
    case MYNAH_FIELD_BYTES:
        copy_bytes(copier, value->data, value->count, to);
        break;
    case MYNAH_FIELD_TEXTS:
        copy_texts(copier, value, to);
        break;
    case MYNAH_FIELD_NAMED:
        copy_named(copier, value, to);
        break;
    case MYNAH_FIELD_POINTER:
    case MYNAH_FIELD_RECORDS:
        copy_records(copier, value, to, depth);
        break;
    default:
        break;
    }
}

// Copy a member that needs no value to be made of it.  Most members of most records are absent,
// text or records inside, and this is the path of every call.  Returns false for the others.
static bool copy_at_once(struct copier *copier, const struct mynah_field *field, const void *from,
                         char *member, int depth)
{
    const void *pointer;
    switch (field->kind) {
    case MYNAH_FIELD_TEXT:
    case MYNAH_FIELD_JSON:
        pointer = mynah__record_pointer(from, field->offset);
        if (pointer) {
            copy_bytes(copier, pointer, strlen(pointer), member);
        }
        return true;
    case MYNAH_FIELD_RECORD:
        copy_members(copier, field->shape, (const char *)from + field->offset, member, depth + 1);
        return true;
    case MYNAH_FIELD_POINTER:
        return !mynah__record_pointer(from, field->offset);
    case MYNAH_FIELD_RECORDS:
    case MYNAH_FIELD_TEXTS:
    case MYNAH_FIELD_NAMED:
        if (count_of(field, from) && mynah__record_pointer(from, field->offset)) {
            return false;
        }
        if (member) {
            memset(member, 0, sizeof(void *)); // not the other record's array of nothing
        }
        return true;
    default:
        return field->kind != MYNAH_FIELD_BYTES;
    }
}

// `to` holds the members already, with pointers that are still those of `from`.
static void copy_members(struct copier *copier, const struct mynah_shape *shape, const void *from,
                         char *to, int depth)
{
    if (depth > MYNAH_RECORD_DEPTH) {
        copier->failed = true;
        return;
    }
    for (size_t i = 0; i < shape->field_count && !copier->failed; i++) {
        const struct mynah_field *field = &shape->fields[i];
        char *member = to ? to + field->offset : NULL;
        if (copy_at_once(copier, field, from, member, depth)) {
            continue;
        }
        struct mynah_value value;
        value_of(field, from, &value);
        if (value.present) {
            copy_member(copier, &value, member, depth);
        }
    }
}

size_t mynah__record_measure(const struct mynah_shape *shape, const void *record)
{
    struct copier copier = { .used = shape->size };
    copy_members(&copier, shape, record, NULL, 1);
    return copier.failed ? 0 : copier.used;
}

void mynah__record_place(const struct mynah_shape *shape, const void *record, void *block)
{
    struct copier copier = { .block = block, .used = shape->size };
    memcpy(block, record, shape->size);
    copy_members(&copier, shape, record, block, 1);
}

void *mynah_record_copy(const struct mynah_shape *shape, const void *record,
                        struct mynah_error *error)
{
    size_t size = mynah__record_measure(shape, record);
    if (!size) {
        mynah_error_set(error, MYNAH_ERROR_LIMIT, "a %s nests more than %d deep", shape->name,
                        MYNAH_RECORD_DEPTH);
        return NULL;
    }
    void *block = mynah__alloc(size);
    if (!block) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    mynah__record_place(shape, record, block);
    return block;
}
