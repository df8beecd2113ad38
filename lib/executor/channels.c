// SPDX-License-Identifier: Apache-2.0
//
// Checks the tables that a run is given, by one table of keys, and writes them in the form that
// the child reads: JSON in which Python sees its own literals.

#include "executor/channels.h"

#include "core/json_flaw.h"
#include "core/text.h"
#include "core/words.h"

#include <jansson.h>
#include <string.h>

enum { DEPTH_MOST = 16 };

enum kind { KIND_ANY, KIND_NUMBER, KIND_BOOL, KIND_TEXT };

struct key {
    const char *name;
    enum kind kind;
};

static const struct key channel_keys[] = {
    { "value", KIND_ANY },       { "min_value", KIND_NUMBER }, { "max_value", KIND_NUMBER },
    { "max_step", KIND_NUMBER }, { "writable", KIND_BOOL },    { "delay", KIND_NUMBER },
    { "read_error", KIND_TEXT }, { "write_error", KIND_TEXT }, { NULL, KIND_ANY },
};

// Hosts keep more in their databases.
static const struct key limit_keys[] = {
    { "min_value", KIND_NUMBER }, { "max_value", KIND_NUMBER }, { "max_step", KIND_NUMBER },
    { "writable", KIND_BOOL },    { NULL, KIND_ANY },
};

struct table {
    const char *what;
    const struct key *keys;
    bool closed;   // other keys are mistakes
    bool database; // names with an underscore are none of channels, and entries are objects
};

static const struct table channels = { "channels", channel_keys, true, false };
static const struct table limits = { "limits", limit_keys, false, true };

static bool flawed(const struct table *table, const char *channel, const char *why,
                   struct mynah_error *error)
{
    char clip[MYNAH__CLIP];
    return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "%s: '%s': %s", table->what,
                           mynah__clip(clip, channel), why);
}

static bool too_deep(const json_t *value, int depth)
{
    const char *key;
    json_t *element;
    size_t index;
    if (depth > DEPTH_MOST) {
        return true;
    }
    json_object_foreach((json_t *)value, key, element)
    {
        if (too_deep(element, depth + 1)) {
            return true;
        }
    }
    json_array_foreach(value, index, element)
    {
        if (too_deep(element, depth + 1)) {
            return true;
        }
    }
    return false;
}

static bool has_kind(const json_t *value, enum kind kind)
{
    switch (kind) {
    case KIND_NUMBER:
        return json_is_number(value) || json_is_null(value);
    case KIND_BOOL:
        return json_is_boolean(value);
    case KIND_TEXT:
        return json_is_string(value) || json_is_null(value);
    case KIND_ANY:
        return !too_deep(value, 0);
    }
    return false;
}

static bool check_key(const struct table *table, const char *channel, const char *name,
                      const json_t *value, struct mynah_error *error)
{
    static const char *const kinds[] = { "less deep", "a number", "true or false", "a text" };
    char why[160];
    const struct key *key = table->keys;
    while (key->name && strcmp(key->name, name) != 0) {
        key++;
    }
    if (!key->name && table->closed) {
        char clip[MYNAH__CLIP];
        snprintf(why, sizeof why, "there is no key '%s'", mynah__clip(clip, name));
        return flawed(table, channel, why, error);
    }
    if (key->name && !has_kind(value, key->kind)) {
        snprintf(why, sizeof why, "'%s' has to be %s", name, kinds[key->kind]);
        return flawed(table, channel, why, error);
    }
    return true;
}

static bool check_entry(const struct table *table, const char *channel, json_t *entry,
                        struct mynah_error *error)
{
    const char *name;
    json_t *value;
    if (!json_is_object(entry)) {
        if (table->database) {
            return flawed(table, channel, "an object is wanted", error);
        }
        return !too_deep(entry, 0) || flawed(table, channel, "it is too deep", error);
    }
    json_object_foreach(entry, name, value)
    {
        if (!check_key(table, channel, name, value, error)) {
            return false;
        }
    }
    double least = json_number_value(json_object_get(entry, "min_value"));
    double most = json_number_value(json_object_get(entry, "max_value"));
    bool both = json_is_number(json_object_get(entry, "min_value")) &&
                json_is_number(json_object_get(entry, "max_value"));
    return !both || least <= most ||
           flawed(table, channel, "'max_value' is below 'min_value'", error);
}

static int add(const char *bytes, size_t size, void *text)
{
    mynah__text_add_bytes(text, bytes, size);
    return 0;
}

// Write the channels of the database without its remarks.
static char *write_table(const struct table *table, json_t *root, struct mynah_error *error)
{
    struct text text = { 0 };
    const char *name;
    json_t *entry;
    void *next;
    if (table->database) {
        json_object_foreach_safe(root, next, name, entry)
        {
            if (*name == '_') {
                json_object_del(root, name);
            }
        }
    }
    bool written = json_dump_callback(root, add, &text, JSON_COMPACT) == 0;
    char *result = written ? mynah__text_detach(&text) : NULL;
    mynah__text_finish(&text);
    if (!result) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return result;
}

static char *check(const struct table *table, const char *json, struct mynah_error *error)
{
    json_error_t flaw;
    json_t *root = json_loads(json, JSON_REJECT_DUPLICATES, &flaw);
    if (!root) {
        const char *why;
        enum mynah_error_code code = mynah__json_error(&flaw, json, &why);
        mynah_error_set_at(error, code, flaw.line, flaw.column, "%s: %.150s", table->what, why);
        return NULL;
    }
    char *result = NULL;
    bool done = json_is_object(root);
    if (!done) {
        mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "%s: an object is wanted", table->what);
    }
    const char *name;
    json_t *entry;
    json_object_foreach(root, name, entry)
    {
        bool remark = table->database && *name == '_';
        done = done && (remark || check_entry(table, name, entry, error));
    }
    if (done) {
        result = write_table(table, root, error);
    }
    json_decref(root);
    return result;
}

char *mynah__channels_check(const char *json, struct mynah_error *error)
{
    return check(&channels, json ? json : "{}", error);
}

char *mynah__limits_check_json(const char *json, struct mynah_error *error)
{
    return check(&limits, json, error);
}
