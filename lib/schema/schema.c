// SPDX-License-Identifier: Apache-2.0
//
// Reading JSON Schemas: every keyword is known and has what it may have, or is refused by its path.

#include "schema/schema.h"

#include "core/alloc.h"
#include "core/json_flaw.h"
#include "core/text.h"
#include "core/words.h"
#include "schema/pattern.h"

#include <string.h>

// A walk through a schema; `name` NULL means the element `index`.
struct spot {
    const struct spot *outer;
    const char *name;
    size_t index;
    size_t depth;
};

struct checker {
    const struct schema *schema;
    struct mynah_error *error;
};

// ## JSON

static void refuse_json(const char *what, const char *json, const json_error_t *where,
                        struct mynah_error *error)
{
    if (mynah__json_no_memory(where, json)) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    } else {
        mynah_error_set_at(error, MYNAH_ERROR_ARGUMENT, where->line, where->column,
                           "%s is no JSON: line %d, column %d: %s", what, where->line,
                           where->column, where->text);
    }
}

json_t *mynah__json_read(const char *what, const char *json, struct mynah_error *error)
{
    json_error_t where;
    json_t *value = json_loads(json, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &where);
    if (!value) {
        refuse_json(what, json, &where, error);
    }
    return value;
}

char *mynah__json_write(const json_t *value)
{
    json_free_t release;
    char *dumped = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    char *copy = dumped ? mynah_copy_text(dumped) : NULL;
    json_get_alloc_funcs(NULL, &release);
    if (dumped) {
        release(dumped);
    }
    return copy;
}

// ## References

// Copy the next part of a pointer, unescaped; returns what is behind it, NULL when it is too long.
static const char *read_part(const char *at, char *part, size_t size)
{
    size_t used = 0;
    for (; *at && *at != '/'; at++) {
        char byte = *at;
        if (byte == '~' && (at[1] == '0' || at[1] == '1')) {
            byte = *++at == '0' ? '~' : '/';
        }
        if (used + 1 == size) {
            return NULL;
        }
        part[used++] = byte;
    }
    part[used] = '\0';
    return at;
}

static const json_t *step_into(const json_t *value, const char *part)
{
    if (!json_is_array(value)) {
        return json_object_get(value, part);
    }
    size_t digits = strspn(part, "0123456789"), index = 0;
    if (!digits || part[digits] || digits > 6) {
        return NULL;
    }
    for (; *part; part++) {
        index = index * 10 + (size_t)(*part - '0');
    }
    return json_array_get(value, index);
}

const json_t *mynah__schema_follow(const struct schema *schema, const char *reference)
{
    const json_t *value = schema->root;
    char part[256];
    if (*reference++ != '#') {
        return NULL;
    }
    while (value && *reference) {
        if (*reference != '/') {
            return NULL;
        }
        reference = read_part(reference + 1, part, sizeof part);
        if (!reference) {
            return NULL;
        }
        value = step_into(value, part);
    }
    return json_is_object(value) || json_is_boolean(value) ? value : NULL;
}

// ## Checking

// Write the place as a JSON Pointer behind `#`.
static void show_spot(struct sink *sink, const struct spot *spot)
{
    if (!spot) {
        mynah__sink_add(sink, "#");
        return;
    }
    show_spot(sink, spot->outer);
    char clipped[MYNAH__CLIP];
    if (spot->name) {
        mynah__sink_format(sink, "/%s", mynah__clip(clipped, spot->name));
    } else {
        mynah__sink_format(sink, "/%zu", spot->index);
    }
}

static bool refuse(const struct checker *checker, const struct spot *spot, const char *what)
{
    char where[120];
    struct sink sink = mynah__sink(where, sizeof where);
    show_spot(&sink, spot);
    return mynah_error_set(checker->error, MYNAH_ERROR_ARGUMENT, "%s: %s", where, what);
}

static bool check(const struct checker *checker, const json_t *schema, const struct spot *spot);

static bool check_list(const struct checker *checker, const json_t *list, const struct spot *spot,
                       bool schemas)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const struct spot inner = { spot, NULL, i, spot->depth + 1 };
        const json_t *each = json_array_get(list, i);
        if (schemas ? !check(checker, each, &inner) : !json_is_string(each)) {
            return schemas ? false : refuse(checker, &inner, "expected a string");
        }
    }
    return true;
}

static bool check_pattern(const struct checker *checker, const char *pattern,
                          const struct spot *spot)
{
    struct arena arena = { .chunk = NULL };
    const char *why = "a pattern of more than 1000 bytes";
    bool good =
        strlen(pattern) <= MYNAH_PATTERN_SIZE && mynah__pattern_parse(pattern, &arena, &why);
    bool memory = arena.failed;
    mynah__arena_finish(&arena);
    if (memory) {
        return mynah_error_set(checker->error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return good || refuse(checker, spot, why);
}

// An object of schemas, of patterns with schemas, or of lists of strings.
static bool check_members(const struct checker *checker, const json_t *members,
                          const struct spot *spot, enum keyword_form form)
{
    const char *name;
    json_t *member;
    json_object_foreach((json_t *)members, name, member)
    {
        const struct spot inner = { spot, name, 0, spot->depth + 1 };
        if (form == FORM_LISTS) {
            if (!json_is_array(member)) {
                return refuse(checker, &inner, "expected an array of strings");
            }
            if (!check_list(checker, member, &inner, false)) {
                return false;
            }
        } else if ((form == FORM_PATTERNS && !check_pattern(checker, name, &inner)) ||
                   !check(checker, member, &inner)) {
            return false;
        }
    }
    return true;
}

static bool is_type_name(const char *name)
{
    static const char *const names[] = { "array",  "boolean", "integer", "null",
                                         "number", "object",  "string" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static bool check_type(const struct checker *checker, const json_t *type, const struct spot *spot)
{
    bool good =
        json_is_string(type) ? is_type_name(json_string_value(type)) : json_array_size(type) > 0;
    for (size_t i = 0; good && i < json_array_size(type); i++) {
        const json_t *each = json_array_get(type, i);
        good = json_is_string(each) && is_type_name(json_string_value(each));
    }
    return good || refuse(checker, spot,
                          "expected array, boolean, integer, null, number, object, string, or "
                          "an array of those");
}

static const struct form {
    const char *expected;
    json_type types[2]; // the first twice where there is one
} forms[] = {
    [FORM_BOOL] = { "expected true or false", { JSON_TRUE, JSON_FALSE } },
    [FORM_NUMBER] = { "expected a number", { JSON_INTEGER, JSON_REAL } },
    [FORM_VALUES] = { "expected an array", { JSON_ARRAY, JSON_ARRAY } },
    [FORM_TEXTS] = { "expected an array of strings", { JSON_ARRAY, JSON_ARRAY } },
    [FORM_PATTERN] = { "expected a string", { JSON_STRING, JSON_STRING } },
    [FORM_REF] = { "expected a string", { JSON_STRING, JSON_STRING } },
    [FORM_SCHEMAS] = { "expected an array of schemas", { JSON_ARRAY, JSON_ARRAY } },
    [FORM_MEMBERS] = { "expected an object of schemas", { JSON_OBJECT, JSON_OBJECT } },
    [FORM_PATTERNS] = { "expected an object of schemas", { JSON_OBJECT, JSON_OBJECT } },
    [FORM_LISTS] = { "expected an object of arrays", { JSON_OBJECT, JSON_OBJECT } },
};

// Whether the argument has the form at first sight.
static bool check_form(const struct checker *checker, const json_t *argument,
                       const struct spot *spot, enum keyword_form form)
{
    if (form == FORM_COUNT) {
        bool good = json_is_number(argument) && mynah__json_is_whole(argument) &&
                    json_number_value(argument) >= 0;
        return good || refuse(checker, spot, "expected a whole number from 0");
    }
    if (form == FORM_LIMIT) {
        return json_is_number(argument) || json_is_boolean(argument) ||
               refuse(checker, spot, "expected a number");
    }
    const struct form *row = (size_t)form < sizeof forms / sizeof *forms ? &forms[form] : NULL;
    if (!row || !row->expected) {
        return true;
    }
    json_type type = json_typeof(argument);
    return type == row->types[0] || type == row->types[1] || refuse(checker, spot, row->expected);
}

static bool check_argument(const struct checker *checker, const json_t *argument,
                           const struct spot *spot, enum keyword_form form)
{
    if (!check_form(checker, argument, spot, form)) {
        return false;
    }
    switch (form) {
    case FORM_TEXTS:
        return check_list(checker, argument, spot, false);
    case FORM_TYPE:
        return check_type(checker, argument, spot);
    case FORM_PATTERN:
        return check_pattern(checker, json_string_value(argument), spot);
    case FORM_REF:
        return mynah__schema_follow(checker->schema, json_string_value(argument)) ||
               refuse(checker, spot, "the reference leads to no schema in here");
    case FORM_SCHEMA:
        return check(checker, argument, spot);
    case FORM_SCHEMAS:
        return json_array_size(argument) ? check_list(checker, argument, spot, true)
                                         : refuse(checker, spot, "expected at least one schema");
    case FORM_ITEMS:
        return json_is_array(argument) ? check_list(checker, argument, spot, true)
                                       : check(checker, argument, spot);
    case FORM_MEMBERS:
    case FORM_PATTERNS:
    case FORM_LISTS:
        return check_members(checker, argument, spot, form);
    default:
        return true;
    }
}

static bool check(const struct checker *checker, const json_t *schema, const struct spot *spot)
{
    const char *name;
    json_t *argument;
    size_t depth = spot ? spot->depth : 0;
    char unknown[MYNAH__CLIP + 40], clipped[MYNAH__CLIP];
    if (depth > MYNAH_SCHEMA_DEPTH) {
        return mynah_error_set(checker->error, MYNAH_ERROR_LIMIT,
                               "the schema nests more than %d deep", MYNAH_SCHEMA_DEPTH);
    }
    if (json_is_boolean(schema)) {
        return true;
    }
    if (!json_is_object(schema)) {
        return refuse(checker, spot, "expected a schema: an object, true or false");
    }
    json_object_foreach((json_t *)schema, name, argument)
    {
        const struct keyword *keyword = mynah__keyword_find(name);
        const struct spot inner = { spot, name, 0, depth + 1 };
        if (keyword) {
            if (!check_argument(checker, argument, &inner, keyword->form)) {
                return false;
            }
        } else if (strncmp(name, "x-", 2) != 0) {
            struct sink sink = mynah__sink(unknown, sizeof unknown);
            mynah__sink_format(&sink, "no keyword is called '%s'", mynah__clip(clipped, name));
            return refuse(checker, spot, unknown);
        }
    }
    return true;
}

bool mynah__schema_init(struct schema *schema, const char *json, struct mynah_error *error)
{
    schema->root = mynah__json_read("the schema", json, error);
    const struct checker checker = { schema, error };
    if (schema->root && !check(&checker, schema->root, NULL)) {
        mynah__schema_finish(schema);
    }
    return schema->root != NULL;
}

void mynah__schema_finish(struct schema *schema)
{
    json_decref(schema->root);
    schema->root = NULL;
}

bool mynah_schema_check(const char *json, struct mynah_error *error)
{
    struct schema schema;
    bool good = mynah__schema_init(&schema, json, error);
    mynah__schema_finish(&schema);
    return good;
}
