// SPDX-License-Identifier: Apache-2.0
//
// Taking secrets out of JSON.

#include "provider/redact.h"

#include <mynah/base.h>

#include "core/alloc.h"

#include <jansson.h>
#include <string.h>

const char mynah__redacted[] = "[redacted]";

static const char *const usual[] = {
    "authorization",
    "proxy-authorization",
    "api_key",
    "api-key",
    "apikey",
    "x-api-key",
    "token",
    "access_token",
    "secret",
    "password",
    "cookie",
    "set-cookie",
    NULL,
};

bool mynah__secrets_init(struct secrets *secrets, const char *const *names, size_t count)
{
    secrets->names = NULL;
    if (!names) {
        return true;
    }
    secrets->names = mynah__alloc((count + 1) * sizeof *secrets->names);
    for (size_t i = 0; secrets->names && i < count; i++) {
        secrets->names[i] = mynah_copy_text(names[i]);
        if (!secrets->names[i]) {
            mynah__secrets_finish(secrets);
        }
    }
    return secrets->names != NULL;
}

void mynah__secrets_finish(struct secrets *secrets)
{
    for (char **name = secrets->names; name && *name; name++) {
        mynah_free(*name);
    }
    mynah__free(secrets->names);
    secrets->names = NULL;
}

static int lower(int character)
{
    return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
}

static bool same_name(const char *a, const char *b)
{
    while (*a && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return lower(*a) == lower(*b);
}

static bool is_secret(const struct secrets *secrets, const char *name)
{
    const char *const *names = secrets->names ? (const char *const *)secrets->names : usual;
    while (*names && !same_name(*names, name)) {
        names++;
    }
    return *names != NULL;
}

static bool clean(const struct secrets *secrets, json_t *value);

static char *dump(const json_t *value)
{
    json_free_t release;
    char *dumped = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    char *copy = dumped ? mynah_copy_text(dumped) : NULL;
    json_get_alloc_funcs(NULL, &release);
    if (dumped) {
        release(dumped);
    }
    return copy;
}

// The arguments of a tool call are JSON inside a string, if the model wrote JSON.  Where there is
// no secret in them they stay as they were written.
static bool clean_arguments(const struct secrets *secrets, json_t *object, const char *name,
                            const json_t *value)
{
    json_t *before = json_loads(json_string_value(value), 0, NULL);
    if (!before) {
        return true;
    }
    json_t *after = json_deep_copy(before);
    bool good = after && clean(secrets, after);
    if (good && !json_equal(before, after)) {
        char *text = dump(after);
        good = text && json_object_set_new(object, name, json_string(text)) == 0;
        mynah_free(text);
    }
    json_decref(before);
    json_decref(after);
    return good;
}

static bool clean_member(const struct secrets *secrets, json_t *object, const char *name,
                         json_t *value)
{
    if (is_secret(secrets, name)) {
        return json_is_null(value) ||
               json_object_set_new(object, name, json_string(mynah__redacted)) == 0;
    }
    if (strcmp(name, "arguments") == 0 && json_is_string(value)) {
        return clean_arguments(secrets, object, name, value);
    }
    return clean(secrets, value);
}

// jansson bounds how deep what it reads nests, and so this.
static bool clean(const struct secrets *secrets, json_t *value)
{
    bool good = true;
    if (json_is_object(value)) {
        for (void *at = json_object_iter(value); at && good;
             at = json_object_iter_next(value, at)) {
            good =
                clean_member(secrets, value, json_object_iter_key(at), json_object_iter_value(at));
        }
    }
    for (size_t i = 0; json_is_array(value) && i < json_array_size(value) && good; i++) {
        good = clean(secrets, json_array_get(value, i));
    }
    return good;
}

char *mynah__redact(const struct secrets *secrets, const char *json)
{
    json_t *value = json_loads(json, JSON_DECODE_ANY, NULL);
    char *text = value && clean(secrets, value) ? dump(value) : NULL;
    json_decref(value);
    return text;
}
