// SPDX-License-Identifier: Apache-2.0
//
// One schema out of several: references are followed, alternatives chosen, and what all of them
// demand is put together.

#include "schema/make.h"

#include <string.h>

enum { HOPS_MOST = 64, HEIGHT_NEVER = 1000, HEIGHT_HOPS = 12, HEIGHT_STEPS = 20000 };

// ## How deep a value has to be

static size_t height(struct maker *maker, const json_t *schema, size_t hops);

static size_t larger_of(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t height_of_list(struct maker *maker, const json_t *schemas, size_t hops, bool all)
{
    size_t count = json_array_size(schemas), found = all || !count ? 0 : HEIGHT_NEVER;
    for (size_t i = 0; i < count; i++) {
        size_t each = height(maker, json_array_get(schemas, i), hops);
        found = all ? larger_of(found, each) : each < found ? each : found;
    }
    return found;
}

// Return how deep the shortest value nests, HEIGHT_NEVER when none was found that ends.
static size_t height(struct maker *maker, const json_t *schema, size_t hops)
{
    const json_t *reference = json_object_get(schema, "$ref");
    const json_t *required = json_object_get(schema, "required");
    size_t found = 1;
    if (!json_is_object(schema) || json_object_get(schema, "const") ||
        json_object_get(schema, "enum")) {
        return 1;
    }
    if (!hops || ++maker->steps > HEIGHT_STEPS) {
        return HEIGHT_NEVER;
    }
    if (reference) {
        const json_t *target = mynah__schema_follow(maker->schema, json_string_value(reference));
        found = larger_of(found, height(maker, target, hops - 1));
    }
    found =
        larger_of(found, height_of_list(maker, json_object_get(schema, "allOf"), hops - 1, true));
    found =
        larger_of(found, height_of_list(maker, json_object_get(schema, "anyOf"), hops - 1, false));
    found =
        larger_of(found, height_of_list(maker, json_object_get(schema, "oneOf"), hops - 1, false));
    for (size_t i = 0; i < json_array_size(required); i++) {
        const char *name = json_string_value(json_array_get(required, i));
        const json_t *member = json_object_get(json_object_get(schema, "properties"), name);
        found = larger_of(found, member ? 1 + height(maker, member, hops - 1) : 0);
    }
    if (json_number_value(json_object_get(schema, "minItems")) > 0) {
        found = larger_of(found, 1 + height(maker, json_object_get(schema, "items"), hops - 1));
    }
    return found < HEIGHT_NEVER ? found : HEIGHT_NEVER;
}

static const json_t *choose(struct maker *maker, const json_t *schemas)
{
    size_t chosen = mynah__random_below(&maker->random, json_array_size(schemas));
    if (maker->depth < MAKE_SHORT) {
        return json_array_get(schemas, chosen);
    }
    size_t least = HEIGHT_NEVER + 1;
    for (size_t i = 0; i < json_array_size(schemas); i++) {
        size_t each = height(maker, json_array_get(schemas, i), HEIGHT_HOPS);
        if (each < least) {
            least = each;
            chosen = i;
        }
    }
    return json_array_get(schemas, chosen);
}

// ## Putting demands together
//
// Each returns what two demands of one keyword come to, the caller's; NULL: out of memory.

typedef json_t *combine_function(json_t *a, json_t *b);

static json_t *larger(json_t *a, json_t *b)
{
    return json_incref(json_number_value(a) < json_number_value(b) ? b : a);
}

static json_t *smaller(json_t *a, json_t *b)
{
    return json_incref(json_number_value(a) > json_number_value(b) ? b : a);
}

static bool holds(const json_t *list, const json_t *value)
{
    bool found = false;
    for (size_t i = 0; i < json_array_size(list) && !found; i++) {
        found = mynah__json_same(json_array_get(list, i), value);
    }
    return found;
}

// The elements of `b` that are in `a`, or are not, behind `to`.
static json_t *add_elements(json_t *to, const json_t *a, const json_t *b, bool inside)
{
    for (size_t i = 0; to && i < json_array_size(b); i++) {
        json_t *each = json_array_get(b, i);
        if (holds(a, each) == inside && json_array_append(to, each) != 0) {
            json_decref(to);
            to = NULL;
        }
    }
    return to;
}

static json_t *united(json_t *a, json_t *b)
{
    return add_elements(json_copy(a), a, b, false);
}

static json_t *common(json_t *a, json_t *b)
{
    return add_elements(json_array(), a, b, true);
}

static json_t *as_list(json_t *types)
{
    return json_is_array(types) ? json_incref(types) : json_pack("[O]", types);
}

static bool has_type(const json_t *list, const char *type)
{
    bool found = false;
    for (size_t i = 0; i < json_array_size(list); i++) {
        found = found || strcmp(json_string_value(json_array_get(list, i)), type) == 0;
    }
    return found;
}

// Whole numbers are numbers.
static json_t *common_types(json_t *a, json_t *b)
{
    json_t *first = as_list(a), *second = as_list(b);
    json_t *both = first && second ? common(first, second) : NULL;
    bool whole = (has_type(first, "integer") && has_type(second, "number")) ||
                 (has_type(first, "number") && has_type(second, "integer"));
    if (both && whole && !has_type(both, "integer") &&
        json_array_append_new(both, json_string("integer")) != 0) {
        json_decref(both);
        both = NULL;
    }
    json_decref(first);
    json_decref(second);
    return both;
}

static json_t *both(json_t *a, json_t *b)
{
    return json_pack("{s: [O, O]}", "allOf", a, b);
}

static json_t *both_members(json_t *a, json_t *b)
{
    json_t *members = json_copy(a);
    const char *name;
    json_t *member;
    json_object_foreach(b, name, member)
    {
        json_t *there = json_object_get(members, name);
        json_t *made = there ? both(there, member) : json_incref(member);
        if (!members || json_object_set_new(members, name, made) != 0) {
            json_decref(members);
            return NULL;
        }
    }
    return members;
}

static json_t *first_of(json_t *a, json_t *b)
{
    (void)b;
    return json_incref(a);
}

static json_t *same_or_none(json_t *a, json_t *b)
{
    return mynah__json_same(a, b) ? json_incref(a) : json_pack("{s: {}}", "not");
}

static const struct {
    const char *name;
    combine_function *combine;
} combinations[] = {
    { "additionalItems", both },
    { "additionalProperties", both },
    { "const", same_or_none },
    { "contains", both },
    { "dependentSchemas", both_members },
    { "enum", common },
    { "exclusiveMaximum", smaller },
    { "exclusiveMinimum", larger },
    { "items", both },
    { "maxContains", smaller },
    { "maxItems", smaller },
    { "maxLength", smaller },
    { "maxProperties", smaller },
    { "maximum", smaller },
    { "minContains", larger },
    { "minItems", larger },
    { "minLength", larger },
    { "minProperties", larger },
    { "minimum", larger },
    { "multipleOf", larger },
    { "patternProperties", both_members },
    { "properties", both_members },
    { "propertyNames", both },
    { "required", united },
    { "type", common_types },
};

// Where nothing better is known, what was said first is aimed at, and judging tells.
static combine_function *combination(const char *name)
{
    for (size_t i = 0; i < sizeof combinations / sizeof *combinations; i++) {
        if (strcmp(combinations[i].name, name) == 0) {
            return combinations[i].combine;
        }
    }
    return first_of;
}

// ## Flattening

struct flattener {
    struct maker *maker;
    const struct place *place;
    size_t hops;
};

static bool flatten(struct flattener *flattener, const json_t *schema, json_t *flat);

static bool add_keyword(struct flattener *flattener, json_t *flat, const char *name,
                        json_t *argument)
{
    json_t *there = json_object_get(flat, name);
    json_t *added = there ? combination(name)(there, argument) : json_incref(argument);
    if (!added || json_object_set_new(flat, name, added) != 0) {
        mynah__make_memory(flattener->maker);
        return false;
    }
    return true;
}

static bool flatten_all(struct flattener *flattener, const json_t *schemas, json_t *flat)
{
    for (size_t i = 0; i < json_array_size(schemas); i++) {
        if (!flatten(flattener, json_array_get(schemas, i), flat)) {
            return false;
        }
    }
    return true;
}

// Take `if` and `then`, or `else`.
static bool flatten_condition(struct flattener *flattener, const json_t *schema, json_t *flat)
{
    const json_t *otherwise = json_object_get(schema, "else");
    const json_t *then = json_object_get(schema, "then");
    if (mynah__random_next(&flattener->maker->random) & 1) {
        return !otherwise || flatten(flattener, otherwise, flat);
    }
    return flatten(flattener, json_object_get(schema, "if"), flat) &&
           (!then || flatten(flattener, then, flat));
}

static bool is_structure(const char *name)
{
    static const char *const names[] = { "$defs", "$ref", "allOf", "anyOf", "definitions",
                                         "else",  "if",   "oneOf", "then" };
    bool found = false;
    for (size_t i = 0; i < sizeof names / sizeof *names && !found; i++) {
        found = strcmp(names[i], name) == 0;
    }
    return found;
}

static bool flatten_object(struct flattener *flattener, const json_t *schema, json_t *flat)
{
    const json_t *reference = json_object_get(schema, "$ref");
    const json_t *any = json_object_get(schema, "anyOf");
    const json_t *one = json_object_get(schema, "oneOf");
    const char *name;
    json_t *argument;
    json_object_foreach((json_t *)schema, name, argument)
    {
        if (!is_structure(name) && !add_keyword(flattener, flat, name, argument)) {
            return false;
        }
    }
    struct maker *maker = flattener->maker;
    return (!reference ||
            flatten(flattener, mynah__schema_follow(maker->schema, json_string_value(reference)),
                    flat)) &&
           flatten_all(flattener, json_object_get(schema, "allOf"), flat) &&
           (!any || flatten(flattener, choose(maker, any), flat)) &&
           (!one || flatten(flattener, choose(maker, one), flat)) &&
           (!json_object_get(schema, "if") || flatten_condition(flattener, schema, flat));
}

static bool flatten(struct flattener *flattener, const json_t *schema, json_t *flat)
{
    if (json_is_true(schema)) {
        return true;
    }
    if (!json_is_object(schema)) {
        mynah__make_refuse(flattener->maker, flattener->place, "the schema allows nothing");
        return false;
    }
    if (++flattener->hops > HOPS_MOST) {
        mynah__make_refuse(flattener->maker, flattener->place,
                           "the schema refers to itself without end");
        return false;
    }
    return flatten_object(flattener, schema, flat);
}

json_t *mynah__make_flat(struct maker *maker, const json_t *schema, const struct place *place)
{
    struct flattener flattener = { maker, place, 0 };
    json_t *flat = json_object();
    if (!flat) {
        return mynah__make_memory(maker);
    }
    if (!flatten(&flattener, schema, flat)) {
        json_decref(flat);
        return NULL;
    }
    return flat;
}
