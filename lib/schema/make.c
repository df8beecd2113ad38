// SPDX-License-Identifier: Apache-2.0
//
// Making up a value that meets a schema, the same for the same seed.

#include "schema/make.h"

#include "core/text.h"
#include "schema/pattern.h"

#include <stdio.h>
#include <string.h>

enum { TRIES = 32, ELEMENT_TRIES = 30, NAME_TRIES = 30, MORE_ELEMENTS = 3 };

static json_t *make(struct maker *maker, const json_t *schema, const struct place *place);

// ## Errors

json_t *mynah__make_refuse(struct maker *maker, const struct place *place, const char *text)
{
    char where[120];
    struct sink sink = mynah__sink(where, sizeof where);
    if (!maker->error.code) {
        mynah__value_place_show(&sink, place);
        mynah_error_set(&maker->error, MYNAH_ERROR_ARGUMENT, "%s: %s", where, text);
    }
    return NULL;
}

json_t *mynah__make_memory(struct maker *maker)
{
    mynah_error_set(&maker->error, MYNAH_ERROR_MEMORY, "out of memory");
    return NULL;
}

// ## Values that the schema names

static bool suits(const struct maker *maker, const json_t *flat, const json_t *value)
{
    struct judge judge = { .schema = maker->schema };
    return mynah__judge(&judge, &(struct asked){ flat, value, NULL });
}

// Return one of the values that meet the schema, NULL when none does.
static json_t *choose_value(struct maker *maker, const json_t *flat, const json_t *values)
{
    size_t count = 0, chosen;
    for (size_t i = 0; i < json_array_size(values); i++) {
        count += suits(maker, flat, json_array_get(values, i));
    }
    if (!count) {
        return NULL;
    }
    chosen = mynah__random_below(&maker->random, count);
    for (size_t i = 0; i < json_array_size(values); i++) {
        json_t *value = json_array_get(values, i);
        if (suits(maker, flat, value) && chosen-- == 0) {
            json_t *copy = json_deep_copy(value);
            return copy ? copy : mynah__make_memory(maker);
        }
    }
    return NULL;
}

// ## Objects

struct object {
    const json_t *flat;
    const struct place *place;
    json_t *made;
};

// Return the schema of the member `name` that `properties` does not have; NULL: it may be anything.
static const json_t *schema_of_other(const struct object *object, const char *name)
{
    const char *pattern;
    json_t *schema;
    json_t *text = json_string(name);
    json_object_foreach(json_object_get(object->flat, "patternProperties"), pattern, schema)
    {
        if (text && mynah__pattern_in(pattern, text) == PATTERN_MATCHES) {
            json_decref(text);
            return schema;
        }
    }
    json_decref(text);
    return json_object_get(object->flat, "additionalProperties");
}

static bool add_member(struct maker *maker, const struct object *object, const char *name,
                       const json_t *schema)
{
    const struct place place = { object->place, name, 0, 0 };
    json_t *value = make(maker, schema ? schema : json_true(), &place);
    if (value && json_object_set_new(object->made, name, value) != 0) {
        mynah__make_memory(maker);
        return false;
    }
    return value != NULL;
}

static const json_t *schema_of(const struct object *object, const char *name)
{
    const json_t *schema = json_object_get(json_object_get(object->flat, "properties"), name);
    return schema ? schema : schema_of_other(object, name);
}

static bool is_in(const json_t *names, const char *name)
{
    for (size_t i = 0; i < json_array_size(names); i++) {
        if (strcmp(json_string_value(json_array_get(names, i)), name) == 0) {
            return true;
        }
    }
    return false;
}

static bool has_room(const struct object *object, size_t more)
{
    const json_t *most = json_object_get(object->flat, "maxProperties");
    return !most || (double)(json_object_size(object->made) + more) <= json_number_value(most);
}

static bool is_wanted(struct maker *maker, const struct object *object, const json_t *schema)
{
    bool coin = mynah__random_next(&maker->random) & 1;
    if (maker->depth >= MAKE_SHORT || maker->fill == MYNAH_SCHEMA_REQUIRED ||
        json_is_false(schema)) {
        return false;
    }
    return (maker->fill == MYNAH_SCHEMA_ALL || coin) &&
           has_room(object, 1 + json_array_size(json_object_get(object->flat, "required")));
}

// The members of `properties`, in their order: those that are required, and some of the others.
static bool add_properties(struct maker *maker, const struct object *object)
{
    const json_t *required = json_object_get(object->flat, "required");
    const char *name;
    json_t *schema;
    json_object_foreach(json_object_get(object->flat, "properties"), name, schema)
    {
        if (!is_in(required, name) && !is_wanted(maker, object, schema)) {
            continue;
        }
        if (!add_member(maker, object, name, schema)) {
            return false;
        }
    }
    return true;
}

static bool add_missing(struct maker *maker, const struct object *object, const json_t *names)
{
    for (size_t i = 0; i < json_array_size(names); i++) {
        const char *name = json_string_value(json_array_get(names, i));
        if (!json_object_get(object->made, name) &&
            !add_member(maker, object, name, schema_of(object, name))) {
            return false;
        }
    }
    return true;
}

static bool add_dependent(struct maker *maker, const struct object *object)
{
    const char *name;
    json_t *names;
    json_object_foreach(json_object_get(object->flat, "dependentRequired"), name, names)
    {
        if (json_object_get(object->made, name) && !add_missing(maker, object, names)) {
            return false;
        }
    }
    return true;
}

// Make up the name of one more member; the caller's text.
static void make_name(struct maker *maker, const struct object *object, struct text *text)
{
    const json_t *names = json_object_get(object->flat, "propertyNames");
    json_t *patterns = json_object_get(object->flat, "patternProperties");
    if (names) {
        json_t *name = make(maker, names, object->place);
        mynah__text_add(text, json_is_string(name) ? json_string_value(name) : "");
        json_decref(name);
    } else if (patterns && json_object_size(patterns)) {
        const char *pattern = json_object_iter_key(json_object_iter(patterns));
        json_t *named = json_pack("{s: s}", "pattern", pattern);
        json_t *name = named ? mynah__make_string(maker, named, object->place) : NULL;
        mynah__text_add(text, name ? json_string_value(name) : "");
        json_decref(name);
        json_decref(named);
    } else {
        mynah__text_add_format(text, "key_%zu", json_object_size(object->made) + 1);
    }
}

// Add members until there are enough: first those that are described, then others.
static bool fill_up(struct maker *maker, const struct object *object)
{
    double least = json_number_value(json_object_get(object->flat, "minProperties"));
    const char *name;
    json_t *schema;
    json_object_foreach(json_object_get(object->flat, "properties"), name, schema)
    {
        if ((double)json_object_size(object->made) < least &&
            !json_object_get(object->made, name) && !json_is_false(schema) &&
            !add_member(maker, object, name, schema)) {
            return false;
        }
    }
    for (int tries = 0; tries < NAME_TRIES && (double)json_object_size(object->made) < least;) {
        struct text text = { .bytes = NULL };
        mynah__text_add(&text, "");
        make_name(maker, object, &text);
        bool fresh = !text.failed && !json_object_get(object->made, text.bytes);
        bool good = !maker->error.code && !text.failed;
        if (good && fresh) {
            good = add_member(maker, object, text.bytes, schema_of(object, text.bytes));
        }
        tries = fresh ? 0 : tries + 1;
        mynah__text_finish(&text);
        if (!good) {
            return false;
        }
    }
    return true;
}

static json_t *make_object(struct maker *maker, const json_t *flat, const struct place *place)
{
    struct object object = { flat, place, json_object() };
    if (!object.made) {
        return mynah__make_memory(maker);
    }
    if (add_properties(maker, &object) &&
        add_missing(maker, &object, json_object_get(flat, "required")) &&
        add_dependent(maker, &object) && fill_up(maker, &object)) {
        return object.made;
    }
    json_decref(object.made);
    return NULL;
}

// ## Arrays

static size_t count_elements(struct maker *maker, const json_t *flat, const json_t *prefix)
{
    const json_t *most = json_object_get(flat, "maxItems");
    const json_t *contains = json_object_get(flat, "contains");
    const json_t *wanted = json_object_get(flat, "minContains");
    double least = json_number_value(json_object_get(flat, "minItems"));
    double needed = !contains ? 0 : wanted ? json_number_value(wanted) : 1;
    least = needed > least ? needed : least;
    if (maker->depth < MAKE_SHORT && maker->fill != MYNAH_SCHEMA_REQUIRED) {
        double more = (double)mynah__random_below(&maker->random, MORE_ELEMENTS);
        double first = (double)json_array_size(prefix);
        least = (least > first ? least : first) + (prefix ? 0 : more);
    }
    if (most && least > json_number_value(most)) {
        least = json_number_value(most);
    }
    return least < MYNAH_SCHEMA_VALUES ? (size_t)least : MYNAH_SCHEMA_VALUES + 1;
}

// Return the schema of the element at `index`; the caller's.
static json_t *element_schema(const json_t *flat, const json_t *prefix, size_t index)
{
    const json_t *contains = json_object_get(flat, "contains");
    const json_t *wanted = json_object_get(flat, "minContains");
    const json_t *items = json_object_get(
        flat, json_is_array(json_object_get(flat, "items")) ? "additionalItems" : "items");
    const json_t *own = index < json_array_size(prefix) ? json_array_get(prefix, index) : items;
    double needed = !contains ? 0 : wanted ? json_number_value(wanted) : 1;
    if ((double)index < needed) {
        return own ? json_pack("{s: [O, O]}", "allOf", own, contains)
                   : json_incref((json_t *)contains);
    }
    return own ? json_incref((json_t *)own) : json_pack("{s: s}", "type", "string");
}

static bool is_new(const json_t *flat, const json_t *made, const json_t *value)
{
    bool unique = json_is_true(json_object_get(flat, "uniqueItems"));
    for (size_t i = 0; unique && i < json_array_size(made); i++) {
        if (mynah__json_same(json_array_get(made, i), value)) {
            return false;
        }
    }
    return true;
}

static json_t *make_element(struct maker *maker, const json_t *flat, const json_t *made,
                            const json_t *schema, const struct place *place)
{
    json_t *value = make(maker, schema, place);
    for (int tries = 0; value && tries < ELEMENT_TRIES && !is_new(flat, made, value); tries++) {
        json_decref(value);
        value = make(maker, schema, place);
    }
    return value;
}

static json_t *make_array(struct maker *maker, const json_t *flat, const struct place *place)
{
    const json_t *items = json_object_get(flat, "items");
    const json_t *prefix = json_is_array(items) ? items : json_object_get(flat, "prefixItems");
    size_t count = count_elements(maker, flat, prefix);
    json_t *made = json_array();
    for (size_t i = 0; made && i < count; i++) {
        const struct place inner = { place, NULL, i, 0 };
        json_t *schema = element_schema(flat, prefix, i);
        json_t *value = schema ? make_element(maker, flat, made, schema, &inner) : NULL;
        json_decref(schema);
        if (!value || json_array_append_new(made, value) != 0) {
            json_decref(made);
            made = NULL;
        }
    }
    return made || maker->error.code ? made : mynah__make_memory(maker);
}

// ## Any value

static const char *const types[] = { "object", "array",   "string", "integer",
                                     "number", "boolean", "null" };

// What a schema that does not say so must mean.
static const char *implied(const json_t *flat)
{
    static const struct {
        const char *keyword;
        const char *type;
    } signs[] = {
        { "properties", "object" },
        { "required", "object" },
        { "patternProperties", "object" },
        { "minProperties", "object" },
        { "additionalProperties", "object" },
        { "items", "array" },
        { "prefixItems", "array" },
        { "minItems", "array" },
        { "contains", "array" },
        { "minimum", "number" },
        { "maximum", "number" },
        { "exclusiveMinimum", "number" },
        { "exclusiveMaximum", "number" },
        { "multipleOf", "number" },
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (json_object_get(flat, signs[i].keyword)) {
            return signs[i].type;
        }
    }
    return "string";
}

static const char *choose_type(struct maker *maker, const json_t *flat)
{
    const json_t *type = json_object_get(flat, "type");
    if (json_is_string(type)) {
        return json_string_value(type);
    }
    if (!type) {
        return implied(flat);
    }
    size_t count = json_array_size(type);
    size_t chosen = count ? mynah__random_below(&maker->random, count) : 0;
    // Deep down a list of types that has one without parts is answered with that.
    for (size_t i = 0; maker->depth >= MAKE_SHORT && i < count; i++) {
        const char *name = json_string_value(json_array_get(type, i));
        chosen = strcmp(name, types[0]) != 0 && strcmp(name, types[1]) != 0 ? i : chosen;
    }
    return json_string_value(json_array_get(type, chosen)); // NULL: there is no type left
}

static json_t *make_type(struct maker *maker, const json_t *flat, const struct place *place)
{
    const char *type = choose_type(maker, flat);
    size_t index = 0;
    while (type && index < sizeof types / sizeof *types && strcmp(types[index], type) != 0) {
        index++;
    }
    json_t *made = NULL;
    switch (type ? index : sizeof types) {
    case 0:
        return make_object(maker, flat, place);
    case 1:
        return make_array(maker, flat, place);
    case 2:
        return mynah__make_string(maker, flat, place);
    case 3:
    case 4:
        return mynah__make_number(maker, flat, index == 3);
    case 5:
        made = json_boolean(mynah__random_next(&maker->random) & 1);
        break;
    case 6:
        made = json_null();
        break;
    default:
        return mynah__make_refuse(maker, place, "no type is left that all schemas allow");
    }
    return made ? made : mynah__make_memory(maker);
}

static json_t *make_flat(struct maker *maker, const json_t *flat, const struct place *place)
{
    json_t *only = json_object_get(flat, "const");
    const json_t *values = json_object_get(flat, "enum");
    const json_t *examples = json_object_get(flat, "examples");
    json_t *made = examples ? choose_value(maker, flat, examples) : NULL;
    if (made || maker->error.code) {
        return made;
    }
    if (only) {
        made = json_deep_copy(only);
        return made ? made : mynah__make_memory(maker);
    }
    if (values) {
        made = choose_value(maker, flat, values);
        return made || maker->error.code
                   ? made
                   : mynah__make_refuse(maker, place, "none of `enum` meets the other keywords");
    }
    return make_type(maker, flat, place);
}

static json_t *make(struct maker *maker, const json_t *schema, const struct place *place)
{
    if (maker->depth >= MYNAH_SCHEMA_DEPTH) {
        return mynah__make_refuse(maker, place, "the value never ends");
    }
    if (++maker->values > MYNAH_SCHEMA_VALUES) {
        mynah__make_refuse(maker, place, "more than 10000 values are wanted");
        maker->error.code = MYNAH_ERROR_LIMIT;
        return NULL;
    }
    json_t *flat = mynah__make_flat(maker, schema, place);
    if (!flat) {
        return NULL;
    }
    maker->depth++;
    json_t *made = make_flat(maker, flat, place);
    maker->depth--;
    json_decref(flat);
    return made;
}

// ## Trying

// Make one value and judge it.  NULL with an error in `first`, which only memory and limits
// replace.
static json_t *attempt(const struct schema *schema, const struct mynah_schema_options *options,
                       uint64_t number, struct mynah_error *first)
{
    char why[200] = "";
    struct sink sink = mynah__sink(why, sizeof why);
    struct maker maker = { .schema = schema,
                           .random = { options->seed + number * UINT64_C(0x2545f4914f6cdd1d) },
                           .fill = options->fill };
    json_t *made = make(&maker, schema->root, NULL);
    struct judge judge = { .schema = schema, .why = &sink };
    if (made && !mynah__judge(&judge, &(struct asked){ schema->root, made, NULL })) {
        json_decref(made);
        made = NULL;
        mynah_error_set(&maker.error, judge.trouble ? judge.trouble : MYNAH_ERROR_ARGUMENT,
                        "no value was found that meets the schema: %s",
                        judge.trouble ? judge.stopped : why);
    }
    if (!made && (number == 0 || maker.error.code == MYNAH_ERROR_MEMORY)) {
        *first = maker.error;
    }
    return made;
}

char *mynah_schema_example(const char *schema_text, const struct mynah_schema_options *given,
                           struct mynah_error *error)
{
    const struct mynah_schema_options options =
        given ? *given : (struct mynah_schema_options){ .seed = 0 };
    struct mynah_error first = { .code = MYNAH_ERROR_NONE };
    struct schema schema;
    json_t *made = NULL;
    if (!mynah__schema_init(&schema, schema_text, error)) {
        return NULL;
    }
    for (uint64_t i = 0; i < TRIES && !made; i++) {
        made = attempt(&schema, &options, i, &first);
        if (first.code == MYNAH_ERROR_MEMORY || first.code == MYNAH_ERROR_LIMIT) {
            break;
        }
    }
    char *text = made ? mynah__json_write(made) : NULL;
    if (made && !text) {
        mynah_error_set(&first, MYNAH_ERROR_MEMORY, "out of memory");
    }
    json_decref(made);
    mynah__schema_finish(&schema);
    if (!text) {
        mynah_error_set(error, first.code, "%s", first.text);
    }
    return text;
}
