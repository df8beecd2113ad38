// SPDX-License-Identifier: Apache-2.0
//
// Records from JSON: read into an arena, then copied to one block.

#include "stand_in/record.h"

#include "core/arena.h"
#include "core/json.h"
#include "core/json_flaw.h"
#include "core/words.h"

#include <jansson.h>
#include <string.h>

struct reader {
    struct arena arena;
    struct mynah_error *error;
};

// Refuse what is at `place`; memory that ran out is another matter.  `names` follow the reason.
static bool refuse(const struct place *place, struct mynah_error *error, const char *reason,
                   const char *names)
{
    char where[120];
    struct sink sink = mynah__sink(where, sizeof where);
    mynah__place_show(&sink, place);
    if (!place) {
        mynah__sink_add(&sink, "the record");
    }
    return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "%s: %s%s", where, reason, names);
}

static bool read_text(struct reader *reader, const json_t *json, const char **text)
{
    *text = mynah__arena_copy(&reader->arena, json_string_value(json), json_string_length(json));
    return true;
}

static bool read_json(struct reader *reader, const json_t *json, const char **text)
{
    char *dumped = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
    if (!dumped) {
        reader->arena.failed = true;
        return true;
    }
    *text = mynah__arena_text(&reader->arena, dumped);
    json_free_t release;
    json_get_alloc_funcs(NULL, &release);
    release(dumped);
    return true;
}

static bool read_bytes(struct reader *reader, const json_t *json, const struct place *place,
                       struct mynah_bytes *bytes)
{
    size_t size = json_string_length(json);
    char *data = mynah__arena_alloc(&reader->arena, size / 4 * 3 + 1);
    if (!data) {
        return true;
    }
    if (!mynah__base64_read(json_string_value(json), size, data, &bytes->size)) {
        return refuse(place, reader->error, "expected base64", "");
    }
    bytes->data = data;
    return true;
}

static bool read_word(struct reader *reader, const struct mynah_field *field, const json_t *json,
                      const struct place *place, int *word)
{
    char words[160] = "";
    for (*word = 0; field->words[*word]; ++*word) {
        if (strcmp(field->words[*word], json_string_value(json)) == 0) {
            return true;
        }
        mynah__list_add(words, sizeof words, field->words[*word]);
    }
    return refuse(place, reader->error, "expected one of ", words);
}

static bool read_object(struct reader *reader, const struct mynah_shape *shape, const json_t *json,
                        const struct place *outer, char *record);

static bool read_pointer(struct reader *reader, const struct mynah_field *field, const json_t *json,
                         const struct place *place, char *at)
{
    char *record = mynah__arena_alloc(&reader->arena, field->shape->size);
    memcpy(at, &record, sizeof record);
    return !record || read_object(reader, field->shape, json, place, record);
}

static bool read_array(struct reader *reader, const struct mynah_field *field, const json_t *json,
                       const struct place *place, char *record)
{
    size_t count = json_array_size(json);
    size_t size = field->kind == MYNAH_FIELD_TEXTS ? sizeof(char *) : field->shape->size;
    char *array = mynah__arena_alloc(&reader->arena, count * size + 1);
    memcpy(record + field->offset, &array, sizeof array);
    memcpy(record + field->count_offset, &count, sizeof count);
    for (size_t i = 0; array && i < count; i++) {
        const json_t *element = json_array_get(json, i);
        const struct place here = { .outer = place, .index = i, .depth = place->depth };
        if (field->kind == MYNAH_FIELD_RECORDS) {
            if (!read_object(reader, field->shape, element, &here, array + i * size)) {
                return false;
            }
        } else if (!json_is_string(element)) {
            return refuse(&here, reader->error, "expected a string", "");
        } else {
            const char *text;
            read_text(reader, element, &text);
            memcpy(array + i * size, &text, sizeof text);
        }
    }
    return true;
}

// What JSON a kind of field is read from.
static const char *expected(enum mynah_field_kind kind, const json_t *json)
{
    switch (kind) {
    case MYNAH_FIELD_JSON:
        return NULL;
    case MYNAH_FIELD_TEXT:
    case MYNAH_FIELD_BYTES:
    case MYNAH_FIELD_WORD:
        return json_is_string(json) ? NULL : "expected a string";
    case MYNAH_FIELD_INT:
        return json_is_integer(json) ? NULL : "expected an integer";
    case MYNAH_FIELD_REAL:
        return json_is_number(json) ? NULL : "expected a number";
    case MYNAH_FIELD_BOOL:
        return json_is_boolean(json) ? NULL : "expected true or false";
    case MYNAH_FIELD_OPAQUE:
        return "a pointer cannot be read";
    case MYNAH_FIELD_RECORDS:
    case MYNAH_FIELD_TEXTS:
        return json_is_array(json) ? NULL : "expected an array";
    default:
        return json_is_object(json) ? NULL : "expected an object";
    }
}

static bool read_scalar(struct reader *reader, const struct mynah_field *field, const json_t *json,
                        const struct place *place, char *at)
{
    switch (field->kind) {
    case MYNAH_FIELD_TEXT:
        return read_text(reader, json, (const char **)(void *)at);
    case MYNAH_FIELD_JSON:
        return read_json(reader, json, (const char **)(void *)at);
    case MYNAH_FIELD_BYTES:
        return read_bytes(reader, json, place, (struct mynah_bytes *)(void *)at);
    case MYNAH_FIELD_INT:
        *(int64_t *)(void *)at = json_integer_value(json);
        return true;
    case MYNAH_FIELD_REAL:
        *(double *)(void *)at = json_number_value(json);
        return true;
    case MYNAH_FIELD_BOOL:
        *(bool *)at = json_is_true(json);
        return true;
    default:
        return read_word(reader, field, json, place, (int *)(void *)at);
    }
}

static bool read_member(struct reader *reader, const struct mynah_field *field, const json_t *json,
                        const struct place *place, char *record)
{
    if (json_is_null(json) && field->kind != MYNAH_FIELD_JSON) {
        return true; // as if it were not there
    }
    const char *wrong = expected(field->kind, json);
    if (wrong) {
        return refuse(place, reader->error, wrong, "");
    }
    switch (field->kind) {
    case MYNAH_FIELD_RECORD:
        return read_object(reader, field->shape, json, place, record + field->offset);
    case MYNAH_FIELD_POINTER:
        return read_pointer(reader, field, json, place, record + field->offset);
    case MYNAH_FIELD_RECORDS:
    case MYNAH_FIELD_TEXTS:
        return read_array(reader, field, json, place, record);
    default:
        return read_scalar(reader, field, json, place, record + field->offset);
    }
}

static void read_named_value(struct reader *reader, const json_t *json, struct mynah_named *named)
{
    if (json_is_string(json)) {
        named->kind = MYNAH_FIELD_TEXT;
        read_text(reader, json, &named->text);
    } else if (json_is_integer(json)) {
        named->kind = MYNAH_FIELD_INT;
        named->number = json_integer_value(json);
    } else if (json_is_real(json)) {
        named->kind = MYNAH_FIELD_REAL;
        named->real = json_real_value(json);
    } else if (json_is_boolean(json)) {
        named->kind = MYNAH_FIELD_BOOL;
        named->number = json_is_true(json);
    } else if (!json_is_null(json)) {
        named->kind = MYNAH_FIELD_JSON;
        read_json(reader, json, &named->text);
    }
}

// Read the members that are no fields.
static bool read_named(struct reader *reader, const struct mynah_shape *shape,
                       const struct mynah_field *field, const json_t *json, char *record)
{
    size_t count = 0;
    const char *key;
    json_t *member;
    struct mynah_named *array =
        mynah__arena_alloc(&reader->arena, json_object_size(json) * sizeof *array + 1);
    json_object_foreach((json_t *)json, key, member)
    {
        if (array && !mynah__record_field(shape, key, strlen(key))) {
            array[count].name = mynah__arena_text(&reader->arena, key);
            read_named_value(reader, member, &array[count++]);
        }
    }
    memcpy(record + field->offset, &array, sizeof array);
    memcpy(record + field->count_offset, &count, sizeof count);
    if (count > MYNAH_NAMED_MOST) {
        return mynah_error_set(reader->error, MYNAH_ERROR_LIMIT,
                               "a %s has %zu members; there may be %d", shape->name, count,
                               MYNAH_NAMED_MOST);
    }
    return true;
}

static bool read_object(struct reader *reader, const struct mynah_shape *shape, const json_t *json,
                        const struct place *outer, char *record)
{
    int depth = outer ? outer->depth + 1 : 1;
    if (depth > MYNAH_RECORD_DEPTH) {
        return mynah_error_set(reader->error, MYNAH_ERROR_LIMIT, "a %s nests more than %d deep",
                               shape->name, MYNAH_RECORD_DEPTH);
    }
    if (!json_is_object(json)) {
        return refuse(outer, reader->error, "expected an object", "");
    }
    const struct mynah_field *named = mynah__record_named(shape);
    if (named && !read_named(reader, shape, named, json, record)) {
        return false;
    }
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)json, key, member)
    {
        const struct place here = { .outer = outer, .name = key, .depth = depth };
        const struct mynah_field *field = mynah__record_field(shape, key, strlen(key));
        if (!field && named) {
            continue;
        }
        if (!field) {
            char names[160] = "";
            for (size_t i = 0; i < shape->field_count; i++) {
                mynah__list_add(names, sizeof names, shape->fields[i].name);
            }
            return refuse(&here, reader->error, "there is no such field; there are: ", names);
        }
        if (!read_member(reader, field, member, &here, record)) {
            return false;
        }
    }
    return true;
}

void *mynah_record_from_json(const struct mynah_shape *shape, const char *text, size_t size,
                             struct mynah_error *error)
{
    json_error_t wrong;
    json_t *json = json_loadb(text, size, JSON_REJECT_DUPLICATES, &wrong);
    if (!json) {
        // Of nothing at all it says column 0, and for NUL characters it names an option of its own.
        bool nul = json_error_code(&wrong) == json_error_null_character;
        const char *why;
        enum mynah_error_code code = mynah__json_error(&wrong, text, &why);
        mynah_error_set_at(error, code, wrong.line, wrong.column > 0 ? wrong.column : 1, "%s",
                           nul ? "text cannot contain a NUL character" : why);
        return NULL;
    }
    struct reader reader = { .error = error };
    char *record = mynah__arena_alloc(&reader.arena, shape->size);
    void *copy = NULL;
    bool good = !record || read_object(&reader, shape, json, NULL, record);
    if (good && reader.arena.failed) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    } else if (good) {
        copy = mynah_record_copy(shape, record, error);
    }
    mynah__arena_finish(&reader.arena);
    json_decref(json);
    return copy;
}
