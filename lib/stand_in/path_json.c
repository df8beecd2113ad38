// SPDX-License-Identifier: Apache-2.0
//
// Paths that go on into JSON: what they lead to, as values that live as long as the visit.

#include "stand_in/record.h"

#include <jansson.h>
#include <string.h>

struct visitor {
    bool (*visit)(void *self, const struct mynah_value *value);
    void *self;
};

static bool visit_dumped(const json_t *json, const struct visitor *visitor)
{
    json_free_t release;
    json_get_alloc_funcs(NULL, &release);
    struct mynah_value value = { .kind = MYNAH_FIELD_JSON, .present = true };
    char *text = json_dumps(json, JSON_COMPACT);
    if (!text) {
        return visitor->visit(visitor->self, &(struct mynah_value){ 0 });
    }
    value.text = text;
    value.count = strlen(text);
    bool met = visitor->visit(visitor->self, &value);
    release(text);
    return met;
}

static bool visit_value(const json_t *json, const struct visitor *visitor)
{
    struct mynah_value value = { .present = true };
    if (!json) {
        value.present = false;
    } else if (json_is_string(json)) {
        value.kind = MYNAH_FIELD_TEXT;
        value.text = json_string_value(json);
        value.count = json_string_length(json);
    } else if (json_is_integer(json)) {
        value.kind = MYNAH_FIELD_INT;
        value.number = json_integer_value(json);
    } else if (json_is_real(json)) {
        value.kind = MYNAH_FIELD_REAL;
        value.real = json_real_value(json);
    } else if (json_is_boolean(json)) {
        value.kind = MYNAH_FIELD_BOOL;
        value.number = json_is_true(json);
    } else if (json_is_null(json)) {
        value.kind = MYNAH_FIELD_JSON;
        value.present = false;
    } else {
        return visit_dumped(json, visitor);
    }
    return visitor->visit(visitor->self, &value);
}

static const json_t *element(const json_t *array, int64_t index)
{
    int64_t count = (int64_t)json_array_size(array);
    index = index < 0 ? index + count : index;
    return index >= 0 && index < count ? json_array_get(array, (size_t)index) : NULL;
}

static const json_t *member(const json_t *object, const struct path_part *part)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value)
    {
        if (strlen(key) == part->size && memcmp(key, part->name, part->size) == 0) {
            return value;
        }
    }
    return NULL;
}

static bool visit_json(const json_t *json, const char *path, const struct visitor *visitor)
{
    while (json && *path) {
        struct path_part part;
        const char *rest = mynah__path_part(path, false, &part);
        if (!rest) {
            json = NULL;
        } else if (part.index == INDEX_ANY) {
            bool met = false;
            for (size_t i = 0; i < json_array_size(json) && !met; i++) {
                met = visit_json(json_array_get(json, i), rest, visitor);
            }
            return met;
        } else {
            json = part.name ? member(json, &part) : element(json, part.number);
        }
        path = rest;
    }
    return visit_value(json, visitor);
}

bool mynah__path_visit_json(const char *text, const char *path,
                            bool (*visit)(void *self, const struct mynah_value *value), void *self)
{
    const struct visitor visitor = { visit, self };
    json_t *json = json_loads(text, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    bool met = visit_json(json, path, &visitor);
    json_decref(json);
    return met;
}
