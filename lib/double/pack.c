// SPDX-License-Identifier: Apache-2.0
//
// Formats: what stands in one is read from the arguments of the function it was given to, at the
// top to named values, inside of others to JSON.

#include "double/double.h"

#include "core/json.h"
#include "core/json_flaw.h"
#include "stand_in/record.h"

#include <assert.h>
#include <jansson.h>
#include <math.h>
#include <string.h>

enum { DEPTH_MOST = 32 };

struct packer {
    const char *format;
    const char *at;
    struct more *more;
    struct arena *arena;
    struct mynah_error *error;
};

static bool wrong(const struct packer *packer, const char *what)
{
    return mynah_error_set_at(packer->error, MYNAH_ERROR_ARGUMENT, 1,
                              (int)(packer->at - packer->format) + 1,
                              "the format \"%.60s\", column %d: %s", packer->format,
                              (int)(packer->at - packer->format) + 1, what);
}

// Return the next character that says something, without passing it.
static char next(struct packer *packer)
{
    packer->at += strspn(packer->at, " \t\n,:");
    return *packer->at;
}

static bool load_json(struct packer *packer, const char *text, json_t **json)
{
    json_error_t bad;
    *json = json_loads(text, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &bad);
    if (*json) {
        return true;
    }
    if (mynah__json_no_memory(&bad, text)) {
        return mynah_error_set(packer->error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return mynah_error_set_at(packer->error, MYNAH_ERROR_ARGUMENT, bad.line > 0 ? bad.line : 1,
                              bad.column > 0 ? bad.column : 1, "JSON, line %d, column %d: %s",
                              bad.line, bad.column, bad.text);
}

static bool pack_text(struct packer *packer, struct mynah_named *named, const char *text)
{
    named->kind = text ? MYNAH_FIELD_TEXT : 0;
    named->text = text ? mynah__arena_text(packer->arena, text) : NULL;
    return true;
}

static bool pack_json_value(struct packer *packer, struct mynah_named *named, const json_t *json)
{
    if (json_is_string(json)) {
        return pack_text(packer, named, json_string_value(json));
    }
    if (json_is_array(json) || json_is_object(json)) {
        json_free_t release;
        char *text = json_dumps(json, JSON_COMPACT);
        named->kind = MYNAH_FIELD_JSON;
        named->text = text ? mynah__arena_text(packer->arena, text) : NULL;
        packer->arena->failed = packer->arena->failed || !text;
        json_get_alloc_funcs(NULL, &release);
        release(text);
    } else if (json_is_number(json)) {
        named->kind = json_is_integer(json) ? MYNAH_FIELD_INT : MYNAH_FIELD_REAL;
        named->number = json_integer_value(json);
        named->real = json_is_real(json) ? json_real_value(json) : 0;
    } else if (json_is_boolean(json)) {
        named->kind = MYNAH_FIELD_BOOL;
        named->number = json_is_true(json);
    }
    return true;
}

static bool pack_json_text(struct packer *packer, struct mynah_named *named, const char *text)
{
    json_t *json;
    if (!text) {
        return true;
    }
    if (!load_json(packer, text, &json)) {
        return false;
    }
    bool packed = pack_json_value(packer, named, json);
    json_decref(json);
    return packed;
}

static bool pack_scalar(struct packer *packer, struct mynah_named *named)
{
    struct more *more = packer->more;
    switch (next(packer)) {
    case 's':
        packer->at++;
        return pack_text(packer, named, va_arg(more->list, const char *));
    case 'i':
    case 'b':
        named->kind = *packer->at++ == 'b' ? MYNAH_FIELD_BOOL : MYNAH_FIELD_INT;
        named->number = va_arg(more->list, int);
        named->number = named->kind == MYNAH_FIELD_BOOL ? named->number != 0 : named->number;
        return true;
    case 'I':
        packer->at++;
        named->kind = MYNAH_FIELD_INT;
        named->number = va_arg(more->list, int64_t);
        return true;
    case 'f':
        packer->at++;
        named->kind = MYNAH_FIELD_REAL;
        named->real = va_arg(more->list, double);
        return true;
    case 'n':
        packer->at++;
        return true;
    case 'j':
        packer->at++;
        return pack_json_text(packer, named, va_arg(more->list, const char *));
    case 'p':
        packer->at++;
        named->kind = MYNAH_FIELD_OPAQUE;
        named->pointer = va_arg(more->list, const void *);
        return true;
    default:
        return wrong(packer,
                     *packer->at ? "it is none of s i I f b n j p [ {" : "a value is missing");
    }
}

static bool add_value(struct packer *packer, struct text *text, int depth);

static bool add_elements(struct packer *packer, struct text *text, int depth)
{
    mynah__text_add_char(text, '[');
    for (size_t i = 0; next(packer) != ']'; i++) {
        mynah__text_add(text, i ? "," : "");
        if (!add_value(packer, text, depth)) {
            return false;
        }
    }
    packer->at++;
    mynah__text_add_char(text, ']');
    return true;
}

static bool read_name(struct packer *packer, const char **name)
{
    if (next(packer) != 's') {
        return wrong(packer, *packer->at ? "a name (s) is expected" : "the } is missing");
    }
    *name = va_arg(packer->more->list, const char *);
    if (!*name) {
        return wrong(packer, "the name is NULL");
    }
    packer->at++;
    return true;
}

static bool add_members(struct packer *packer, struct text *text, int depth)
{
    mynah__text_add_char(text, '{');
    for (size_t i = 0; next(packer) != '}'; i++) {
        const char *name;
        if (!read_name(packer, &name)) {
            return false;
        }
        mynah__text_add(text, i ? "," : "");
        mynah__json_string(text, name);
        mynah__text_add_char(text, ':');
        if (!add_value(packer, text, depth)) {
            return false;
        }
    }
    packer->at++;
    mynah__text_add_char(text, '}');
    return true;
}

static bool add_value(struct packer *packer, struct text *text, int depth)
{
    if (depth > DEPTH_MOST) {
        return wrong(packer, "it nests too deep");
    }
    char kind = next(packer);
    if (kind == '[' || kind == '{') {
        packer->at++;
        return kind == '[' ? add_elements(packer, text, depth + 1)
                           : add_members(packer, text, depth + 1);
    }
    if (kind == 'p') {
        return wrong(packer, "a pointer cannot be inside of a value");
    }
    struct mynah_named named = { .kind = 0 };
    if (!pack_scalar(packer, &named)) {
        return false;
    }
    if (named.kind == MYNAH_FIELD_REAL && (isnan(named.real) || isinf(named.real))) {
        packer->at--;
        return wrong(packer, "JSON has no such number");
    }
    struct mynah_value value = mynah__named_value(&named);
    mynah__value_json(text, &value);
    return true;
}

// Read one value.
static bool pack_one(struct packer *packer, struct mynah_named *named)
{
    char kind = next(packer);
    if (kind != '[' && kind != '{') {
        return pack_scalar(packer, named);
    }
    struct text text = { 0 };
    bool packed = add_value(packer, &text, 1);
    if (packed) {
        named->kind = MYNAH_FIELD_JSON;
        named->text = mynah__arena_copy(packer->arena, text.bytes, text.size);
        packer->arena->failed = packer->arena->failed || text.failed;
    }
    mynah__text_finish(&text);
    return packed;
}

static bool ended(struct packer *packer)
{
    if (next(packer)) {
        return wrong(packer, "nothing more is expected here");
    }
    return !packer->arena->failed ||
           mynah_error_set(packer->error, MYNAH_ERROR_MEMORY, "out of memory");
}

// ## Arguments

struct named_list {
    struct mynah_named *values;
    size_t count;
    size_t capacity;
};

static struct mynah_named *add_named(struct packer *packer, struct named_list *list,
                                     const char *name)
{
    struct mynah_named *grown =
        mynah__arena_grow(packer->arena, list->values, list->count, &list->capacity, sizeof *grown);
    if (!grown) {
        mynah_error_set(packer->error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    list->values = grown;
    if (list->count == MYNAH_NAMED_MOST) {
        mynah_error_set(packer->error, MYNAH_ERROR_LIMIT, "there are more than %d named values",
                        MYNAH_NAMED_MOST);
        return NULL;
    }
    if (mynah__named_find(grown, list->count, name, strlen(name))) {
        mynah_error_set_at(packer->error, MYNAH_ERROR_ARGUMENT, 1,
                           (int)(packer->at - packer->format), "there are two values \"%.60s\"",
                           name);
        return NULL;
    }
    const char *copy = mynah__arena_text(packer->arena, name);
    struct mynah_named *added = &grown[list->count++];
    *added = (struct mynah_named){ .name = copy ? copy : "" };
    return added;
}

static bool pack_members(struct packer *packer, struct named_list *list)
{
    packer->at++;
    while (next(packer) != '}') {
        const char *name = NULL;
        if (!read_name(packer, &name) || !name) {
            return false;
        }
        struct mynah_named *named = add_named(packer, list, name);
        if (!named || !pack_one(packer, named)) {
            return false;
        }
    }
    packer->at++;
    return true;
}

static bool pack_json_members(struct packer *packer, struct named_list *list)
{
    json_t *json, *member;
    const char *text = va_arg(packer->more->list, const char *), *key;
    if (!load_json(packer, text ? text : "{}", &json)) {
        return false;
    }
    bool packed = json_is_object(json) || wrong(packer, "the JSON is not an object");
    if (packed) {
        json_object_foreach(json, key, member)
        {
            struct mynah_named *named = add_named(packer, list, key);
            packed = named && pack_json_value(packer, named, member);
            if (!packed) {
                break;
            }
        }
    }
    packer->at++;
    json_decref(json);
    return packed;
}

bool mynah__pack_arguments(struct arena *arena, struct mynah_arguments *arguments,
                           const char *format, struct more *more, struct mynah_error *error)
{
    struct packer packer = { format, format, more, arena, error };
    struct named_list named = { .count = 0 };
    bool packed = true;
    assert(format);
    switch (next(&packer)) {
    case '\0':
        break;
    case '{':
        packed = pack_members(&packer, &named);
        break;
    case 'j':
        packed = pack_json_members(&packer, &named);
        break;
    default:
        packed = wrong(&packer, "arguments have names: {s:..., s:...}");
        break;
    }
    *arguments = (struct mynah_arguments){ named.values, named.count };
    return packed && ended(&packer);
}

struct mynah_arguments *mynah_arguments_vpack(struct mynah_error *error, const char *format,
                                              va_list list)
{
    struct more more;
    struct arena arena = { 0 };
    struct mynah_arguments arguments;
    va_copy(more.list, list);
    bool packed = mynah__pack_arguments(&arena, &arguments, format, &more, error);
    va_end(more.list);
    struct mynah_arguments *copy =
        packed ? mynah_record_copy(mynah_arguments_shape(), &arguments, error) : NULL;
    mynah__arena_finish(&arena);
    return copy;
}

struct mynah_arguments *mynah_arguments_pack(struct mynah_error *error, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    struct mynah_arguments *arguments = mynah_arguments_vpack(error, format, list);
    va_end(list);
    return arguments;
}

// ## Results

static bool keep_value(struct packer *packer, struct mynah_reply *reply,
                       bool (*pack)(struct packer *packer, struct mynah_named *named))
{
    struct mynah_named *value = mynah__arena_alloc(packer->arena, sizeof *value);
    *reply = (struct mynah_reply){ .value = value, .value_count = 1 };
    if (!value) {
        return mynah_error_set(packer->error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    value->name = "value";
    return pack(packer, value) && ended(packer);
}

bool mynah__pack_value(struct arena *arena, struct mynah_reply *reply, const char *format,
                       struct more *more, struct mynah_error *error)
{
    struct packer packer = { format, format, more, arena, error };
    assert(format);
    *reply = (struct mynah_reply){ .value_count = 0 };
    return !next(&packer) || keep_value(&packer, reply, pack_one);
}

static bool pack_whole(struct packer *packer, struct mynah_named *named)
{
    const char *text = packer->at;
    packer->at += strlen(text);
    return pack_json_text(packer, named, text);
}

bool mynah__pack_json(struct arena *arena, struct mynah_reply *reply, const char *json,
                      struct mynah_error *error)
{
    struct packer packer = { json, json, NULL, arena, error };
    *reply = (struct mynah_reply){ .value_count = 0 };
    return !*json || keep_value(&packer, reply, pack_whole);
}
