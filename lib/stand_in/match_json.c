// SPDX-License-Identifier: Apache-2.0
//
// Conditions on values as JSON has them: their type, and comparing them, whole or in part.

#include "stand_in/match.h"

#include "core/json_flaw.h"
#include "core/words.h"
#include "stand_in/record.h"

#include <jansson.h>
#include <string.h>

enum { FLAGS = JSON_DECODE_ANY | JSON_REJECT_DUPLICATES };

// ## Types

static const char *const types[] = { "text",  "integer", "real",  "number",  "boolean",
                                     "array", "object",  "bytes", "pointer", "nothing" };

static const char *type_of_json(const char *text)
{
    static const char blank[] = " \t\r\n";
    switch (text[strspn(text, blank)]) {
    case '[':
        return "array";
    case '{':
        return "object";
    case '"':
        return "text";
    case 't':
    case 'f':
        return "boolean";
    case 'n':
        return "nothing";
    default:
        return strpbrk(text, ".eE") ? "real" : "integer";
    }
}

const char *mynah__value_type(const struct mynah_value *value)
{
    static const char *const names[] = {
        [MYNAH_FIELD_TEXT] = "text",      [MYNAH_FIELD_BYTES] = "bytes",
        [MYNAH_FIELD_INT] = "integer",    [MYNAH_FIELD_REAL] = "real",
        [MYNAH_FIELD_BOOL] = "boolean",   [MYNAH_FIELD_WORD] = "text",
        [MYNAH_FIELD_OPAQUE] = "pointer", [MYNAH_FIELD_RECORD] = "object",
        [MYNAH_FIELD_POINTER] = "object", [MYNAH_FIELD_RECORDS] = "array",
        [MYNAH_FIELD_TEXTS] = "array",
    };
    if (!value->present) {
        return "nothing";
    }
    return value->kind == MYNAH_FIELD_JSON ? type_of_json(value->text) : names[value->kind];
}

static bool is_type(const struct mynah_match *match, const struct mynah_value *value)
{
    const char *type = mynah__value_type(value);
    bool number = strcmp(type, "integer") == 0 || strcmp(type, "real") == 0;
    return strcmp(match->text, type) == 0 || (number && strcmp(match->text, "number") == 0);
}

static bool known_type(const char *text, struct mynah_error *error)
{
    char names[160] = "";
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (strcmp(types[i], text) == 0) {
            return true;
        }
        mynah__list_add(names, sizeof names, types[i]);
    }
    char clip[MYNAH__CLIP];
    return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "there is no type \"%s\"; there are: %s",
                           mynah__clip(clip, text), names);
}

// ## JSON

static json_t *load(const char *text, struct mynah_error *error)
{
    json_error_t wrong;
    json_t *json = json_loads(text, FLAGS, &wrong);
    if (!json && mynah__json_no_memory(&wrong, text)) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    } else if (!json) {
        mynah_error_set_at(error, MYNAH_ERROR_ARGUMENT, wrong.line > 0 ? wrong.line : 1,
                           wrong.column > 0 ? wrong.column : 1,
                           "the condition's JSON: line %d, column %d: %s", wrong.line, wrong.column,
                           wrong.text);
    }
    return json;
}

bool mynah__match_json_check(const struct mynah_match *match, struct mynah_error *error)
{
    if (match->kind == MYNAH_MATCH_TYPE) {
        return known_type(match->text, error);
    }
    json_t *json = load(match->text, error);
    json_decref(json);
    return json != NULL;
}

void *mynah__match_json_keep(const struct mynah_match *match, struct mynah_error *error)
{
    return load(match->text, error);
}

void mynah__match_json_release(void *kept)
{
    json_decref(kept);
}

// jansson parses at most 2048 deep, so this ends.
static bool same(const json_t *given, const json_t *wanted, bool partly);

static bool same_members(const json_t *given, const json_t *wanted, bool partly)
{
    const char *key;
    json_t *member;
    if (!partly && json_object_size(given) != json_object_size(wanted)) {
        return false;
    }
    json_object_foreach((json_t *)wanted, key, member)
    {
        const json_t *other = json_object_get(given, key);
        if (!(other ? same(other, member, partly) : partly && json_is_null(member))) {
            return false;
        }
    }
    return true;
}

static bool same_elements(const json_t *given, const json_t *wanted, bool partly)
{
    size_t count = json_array_size(wanted);
    bool all = json_array_size(given) == count;
    for (size_t i = 0; i < count && all; i++) {
        all = same(json_array_get(given, i), json_array_get(wanted, i), partly);
    }
    return all;
}

static bool same(const json_t *given, const json_t *wanted, bool partly)
{
    if (json_is_object(given) && json_is_object(wanted)) {
        return same_members(given, wanted, partly);
    }
    if (json_is_array(given) && json_is_array(wanted)) {
        return same_elements(given, wanted, partly);
    }
    if (json_is_number(given) && json_is_number(wanted) &&
        json_typeof(given) != json_typeof(wanted)) {
        double a = json_number_value(given), b = json_number_value(wanted);
        return a >= b && a <= b;
    }
    return json_equal(given, wanted);
}

bool mynah__match_json_holds(const struct mynah_match *match, const struct mynah_value *value)
{
    if (match->kind == MYNAH_MATCH_TYPE) {
        return is_type(match, value);
    }
    struct text text = { 0 };
    mynah__value_json(&text, value);
    json_t *given = text.failed ? NULL : json_loads(text.bytes, JSON_DECODE_ANY, NULL);
    json_t *own = match->compiled || !given ? NULL : load(match->text, NULL);
    const json_t *wanted = match->compiled ? match->compiled : own;
    bool holds = given && wanted && same(given, wanted, match->kind == MYNAH_MATCH_INCLUDES);
    json_decref(own);
    json_decref(given);
    mynah__text_finish(&text);
    return holds;
}
