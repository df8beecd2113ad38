// SPDX-License-Identifier: Apache-2.0
//
// Whether a value meets a schema: the table of keywords, and those about values of any kind.

#include "schema/schema.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// ## Saying why

void mynah__value_place_show(struct sink *sink, const struct place *place)
{
    if (!place) {
        mynah__sink_add(sink, "$");
        return;
    }
    mynah__value_place_show(sink, place->outer);
    if (place->name) {
        mynah__sink_add(sink, ".");
        mynah__sink_name(sink, place->name);
    } else {
        mynah__sink_format(sink, "[%zu]", place->index);
    }
}

static void say_place(struct judge *judge, const struct asked *asked)
{
    *judge->why = mynah__sink(judge->why->bytes, judge->why->size);
    mynah__value_place_show(judge->why, asked->place);
    mynah__sink_add(judge->why, ": ");
}

bool mynah__judge_says(struct judge *judge, const struct asked *asked, const char *format, ...)
{
    char text[300];
    if (judge->why && !judge->trouble) {
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(text, sizeof text, format, arguments);
        va_end(arguments);
        say_place(judge, asked);
        mynah__sink_add(judge->why, text);
    }
    return false;
}

bool mynah__judge_stops(struct judge *judge, enum mynah_error_code code, const char *text)
{
    if (!judge->trouble) {
        judge->trouble = code;
        judge->stopped = text;
    }
    return false;
}

bool mynah__judge_quietly(struct judge *judge, const struct asked *asked)
{
    struct sink *why = judge->why;
    judge->why = NULL;
    bool good = mynah__judge(judge, asked);
    judge->why = why;
    return good;
}

static struct asked with(const struct asked *asked, const json_t *schema)
{
    return (struct asked){ schema, asked->value, asked->place };
}

// Show a value, shortened.
static const char *shown(const json_t *value, char *buffer, size_t size)
{
    char *text = mynah__json_write(value);
    snprintf(buffer, size, "%s", text ? text : "it");
    if (text && strlen(text) >= size) {
        memcpy(buffer + size - 4, "...", 4);
    }
    mynah_free(text);
    return buffer;
}

// ## Values of any kind

static bool meets_type(struct judge *judge, const json_t *types, const struct asked *asked)
{
    bool any = json_is_string(types) && mynah__json_is_type(asked->value, json_string_value(types));
    for (size_t i = 0; i < json_array_size(types); i++) {
        any = any || mynah__json_is_type(asked->value, json_string_value(json_array_get(types, i)));
    }
    bool nullable = json_is_true(json_object_get(asked->schema, "nullable"));
    if (any || (nullable && json_is_null(asked->value))) {
        return true;
    }
    char wanted[100];
    const char *name = json_string_value(types);
    return mynah__judge_says(judge, asked, "it is of type %s, not %s",
                             mynah__json_type_of(asked->value),
                             name ? name : shown(types, wanted, sizeof wanted));
}

static bool meets_enum(struct judge *judge, const json_t *values, const struct asked *asked)
{
    char value[60], wanted[160];
    for (size_t i = 0; i < json_array_size(values); i++) {
        if (mynah__json_same(json_array_get(values, i), asked->value)) {
            return true;
        }
    }
    return judge->why && mynah__judge_says(judge, asked, "%s is none of %s",
                                           shown(asked->value, value, sizeof value),
                                           shown(values, wanted, sizeof wanted));
}

static bool meets_const(struct judge *judge, const json_t *wanted, const struct asked *asked)
{
    char value[60], only[100];
    if (mynah__json_same(wanted, asked->value)) {
        return true;
    }
    return judge->why &&
           mynah__judge_says(judge, asked, "%s is not %s", shown(asked->value, value, sizeof value),
                             shown(wanted, only, sizeof only));
}

static bool meets_ref(struct judge *judge, const json_t *reference, const struct asked *asked)
{
    const json_t *schema = mynah__schema_follow(judge->schema, json_string_value(reference));
    const struct asked inner = with(asked, schema);
    return schema && mynah__judge(judge, &inner);
}

static bool meets_all(struct judge *judge, const json_t *schemas, const struct asked *asked)
{
    for (size_t i = 0; i < json_array_size(schemas); i++) {
        const struct asked inner = with(asked, json_array_get(schemas, i));
        if (!mynah__judge(judge, &inner)) {
            return false;
        }
    }
    return true;
}

static size_t count_met(struct judge *judge, const json_t *schemas, const struct asked *asked)
{
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(schemas); i++) {
        const struct asked inner = with(asked, json_array_get(schemas, i));
        count += mynah__judge_quietly(judge, &inner);
    }
    return count;
}

static bool meets_any(struct judge *judge, const json_t *schemas, const struct asked *asked)
{
    if (json_array_size(schemas) == 1) { // then its reason is the reason
        return meets_all(judge, schemas, asked);
    }
    return count_met(judge, schemas, asked) > 0 ||
           mynah__judge_says(judge, asked, "it meets none of the %zu schemas of `anyOf`",
                             json_array_size(schemas));
}

static bool meets_one(struct judge *judge, const json_t *schemas, const struct asked *asked)
{
    size_t count = count_met(judge, schemas, asked);
    return count == 1 ||
           mynah__judge_says(judge, asked, "it meets %zu of the %zu schemas of `oneOf`", count,
                             json_array_size(schemas));
}

static bool meets_not(struct judge *judge, const json_t *schema, const struct asked *asked)
{
    const struct asked inner = with(asked, schema);
    return (!mynah__judge_quietly(judge, &inner) && !judge->trouble) ||
           mynah__judge_says(judge, asked, "it meets the schema of `not`");
}

static bool meets_if(struct judge *judge, const json_t *schema, const struct asked *asked)
{
    const struct asked condition = with(asked, schema);
    const char *branch = mynah__judge_quietly(judge, &condition) ? "then" : "else";
    const struct asked inner = with(asked, json_object_get(asked->schema, branch));
    return !inner.schema || mynah__judge(judge, &inner);
}

// ## Keywords

// In order of names, for the search.
// clang-format off
static const struct keyword keywords[] = {
    { "$comment", FORM_NOTE, NULL },
    { "$defs", FORM_MEMBERS, NULL },
    { "$id", FORM_NOTE, NULL },
    { "$ref", FORM_REF, meets_ref },
    { "$schema", FORM_NOTE, NULL },
    { "additionalItems", FORM_SCHEMA, NULL }, // beside `items`
    { "additionalProperties", FORM_SCHEMA, mynah__meets_additional },
    { "allOf", FORM_SCHEMAS, meets_all },
    { "anyOf", FORM_SCHEMAS, meets_any },
    { "const", FORM_ANY, meets_const },
    { "contains", FORM_SCHEMA, mynah__meets_contains },
    { "contentEncoding", FORM_NOTE, NULL },
    { "contentMediaType", FORM_NOTE, NULL },
    { "default", FORM_NOTE, NULL },
    { "definitions", FORM_MEMBERS, NULL },
    { "dependentRequired", FORM_LISTS, mynah__meets_dependent },
    { "dependentSchemas", FORM_MEMBERS, mynah__meets_dependent_schemas },
    { "deprecated", FORM_NOTE, NULL },
    { "description", FORM_NOTE, NULL },
    { "else", FORM_SCHEMA, NULL }, // beside `if`
    { "enum", FORM_VALUES, meets_enum },
    { "examples", FORM_NOTE, NULL },
    { "exclusiveMaximum", FORM_LIMIT, mynah__meets_below },
    { "exclusiveMinimum", FORM_LIMIT, mynah__meets_above },
    { "format", FORM_NOTE, NULL },
    { "if", FORM_SCHEMA, meets_if },
    { "items", FORM_ITEMS, mynah__meets_items },
    { "maxContains", FORM_COUNT, NULL }, // beside `contains`
    { "maxItems", FORM_COUNT, mynah__meets_max_items },
    { "maxLength", FORM_COUNT, mynah__meets_max_length },
    { "maxProperties", FORM_COUNT, mynah__meets_max_properties },
    { "maximum", FORM_NUMBER, mynah__meets_maximum },
    { "minContains", FORM_COUNT, NULL },
    { "minItems", FORM_COUNT, mynah__meets_min_items },
    { "minLength", FORM_COUNT, mynah__meets_min_length },
    { "minProperties", FORM_COUNT, mynah__meets_min_properties },
    { "minimum", FORM_NUMBER, mynah__meets_minimum },
    { "multipleOf", FORM_NUMBER, mynah__meets_multiple },
    { "not", FORM_SCHEMA, meets_not },
    { "nullable", FORM_BOOL, NULL }, // beside `type`; OpenAPI's
    { "oneOf", FORM_SCHEMAS, meets_one },
    { "pattern", FORM_PATTERN, mynah__meets_pattern },
    { "patternProperties", FORM_PATTERNS, mynah__meets_pattern_properties },
    { "prefixItems", FORM_SCHEMAS, mynah__meets_prefix },
    { "properties", FORM_MEMBERS, mynah__meets_properties },
    { "propertyNames", FORM_SCHEMA, mynah__meets_names },
    { "readOnly", FORM_NOTE, NULL },
    { "required", FORM_TEXTS, mynah__meets_required },
    { "then", FORM_SCHEMA, NULL },
    { "title", FORM_NOTE, NULL },
    { "type", FORM_TYPE, meets_type },
    { "uniqueItems", FORM_BOOL, mynah__meets_unique },
    { "writeOnly", FORM_NOTE, NULL },
};
// clang-format on

const struct keyword *mynah__keyword_find(const char *name)
{
    size_t low = 0, high = sizeof keywords / sizeof *keywords;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(keywords[middle].name, name);
        if (order == 0) {
            return &keywords[middle];
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

static bool judge_object(struct judge *judge, const struct asked *asked)
{
    const char *name;
    json_t *argument;
    json_object_foreach((json_t *)asked->schema, name, argument)
    {
        const struct keyword *keyword = mynah__keyword_find(name);
        if (keyword && keyword->meets &&
            (!keyword->meets(judge, argument, asked) || judge->trouble)) {
            return false;
        }
    }
    return true;
}

bool mynah__judge(struct judge *judge, const struct asked *asked)
{
    if (judge->trouble) {
        return false;
    }
    if (!json_is_object(asked->schema)) {
        return json_is_true(asked->schema) ||
               mynah__judge_says(judge, asked, "nothing is allowed here");
    }
    if (++judge->steps > MYNAH_SCHEMA_STEPS) {
        return mynah__judge_stops(judge, MYNAH_ERROR_LIMIT,
                                  "it takes more than 1000000 schemas to tell");
    }
    if (judge->depth >= 2 * MYNAH_SCHEMA_DEPTH) {
        return mynah__judge_stops(judge, MYNAH_ERROR_LIMIT,
                                  "the schema refers to itself without end, or the value is too "
                                  "deep");
    }
    judge->depth++;
    bool good = judge_object(judge, asked);
    judge->depth--;
    return good && !judge->trouble;
}

static bool explain(const struct mynah_error *error, char *why, size_t size)
{
    struct sink sink = mynah__sink(why, size);
    mynah__sink_add(&sink, error->text);
    return false;
}

bool mynah_schema_meets(const char *schema_text, const char *json, char *why, size_t size)
{
    struct mynah_error error;
    struct schema schema;
    struct sink sink = mynah__sink(why, size);
    if (!mynah__schema_init(&schema, schema_text, &error)) {
        return explain(&error, why, size);
    }
    json_t *value = mynah__json_read("the value", json, &error);
    struct judge judge = { .schema = &schema, .why = size ? &sink : NULL };
    bool good = value ? mynah__judge(&judge, &(struct asked){ schema.root, value, NULL })
                      : explain(&error, why, size);
    if (judge.trouble && size) {
        sink = mynah__sink(why, size);
        mynah__sink_add(&sink, judge.stopped);
    }
    json_decref(value);
    mynah__schema_finish(&schema);
    return good;
}
