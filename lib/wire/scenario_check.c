// SPDX-License-Identifier: Apache-2.0
//
// What a scenario says in vain is refused: keys that mean nothing beside the others of their step
// or fault, and keys of the document that nobody reads.

#include "config/document.h"
#include "core/words.h"
#include "wire/scenario.h"

#include <stdio.h>
#include <string.h>

static bool has(const struct mynah_scenario *scenario, const char *path, const char *key)
{
    char whole[160];
    int line, column;
    snprintf(whole, sizeof whole, "%s.%s", path, key);
    mynah_config_place(scenario->config, whole, &line, &column);
    return line > 0;
}

static bool refuse(const struct mynah_scenario *scenario, const char *path, const char *key,
                   const char *why, struct mynah_error *error)
{
    char whole[160], text[200];
    snprintf(whole, sizeof whole, "%s.%s", path, key);
    snprintf(text, sizeof text, "'%s' means nothing here: %s", key, why);
    return mynah__scenario_refuse(scenario, whole, text, error);
}

// ## The document

bool mynah__scenario_check_document(const struct mynah_scenario *scenario,
                                    struct mynah_error *error)
{
    static const char *const keys[] = { "steps", "faults", "serve" };
    enum { KEYS = sizeof keys / sizeof *keys };
    const struct config_node *root = scenario->config->root;
    for (size_t i = 0; root && i < root->count; i++) {
        const struct config_node *key = root->entries[i].key;
        const char *name = key->scalar.value;
        size_t known = 0;
        char clip[MYNAH__CLIP];
        while (known < KEYS && (!name || strcmp(keys[known], name) != 0)) {
            known++;
        }
        if (known == KEYS) {
            const char *near = name ? mynah__nearest(name, keys, KEYS, sizeof *keys) : NULL;
            return mynah_error_set_at(
                error, MYNAH_ERROR_CONFIG, key->line, key->column, "unknown key '%s'; %s%s%s",
                mynah__clip(clip, name ? name : ""), near ? "did you mean '" : "a scenario has ",
                near ? near : "steps, faults and serve", near ? "'?" : "");
        }
    }
    return true;
}

// ## Steps

// A step answers in one way.
static bool check_ways(const struct mynah_scenario *scenario, const char *path,
                       struct mynah_error *error)
{
    static const char *const keys[] = { "template", "behavior", "stream" };
    int ways = has(scenario, path, "reply") || has(scenario, path, "calls");
    bool fails = has(scenario, path, "error");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        ways += has(scenario, path, keys[i]);
    }
    if (ways == 0 && !fails) {
        return mynah__scenario_refuse(
            scenario, path, "a step has a reply, template, calls, behavior, stream or error",
            error);
    }
    return (ways <= 1 && (ways == 0 || !fails || has(scenario, path, "stream"))) ||
           mynah__scenario_refuse(scenario, path,
                                  "a step answers in one way: not with several of reply, "
                                  "template, behavior, stream and error",
                                  error);
}

bool mynah__scenario_check_step(const struct mynah_scenario *scenario, const char *path,
                                const char *error_kind, struct mynah_error *error)
{
    static const char *const unsaid[] = { "status", "message", "type",       "code",
                                          "param",  "headers", "retry_after" };
    bool fails = has(scenario, path, "error"), streams = has(scenario, path, "stream");
    bool times_out = error_kind && strcmp(error_kind, "timeout") == 0;
    const struct {
        const char *key;
        bool fits;
        const char *why;
    } rows[] = {
        { "form", has(scenario, path, "behavior"), "it belongs to 'behavior'" },
        { "id", !streams && !fails, "a stream has an id from the seed, an error none" },
        { "finish", !fails, "an error has none" },
        { "usage", !fails, "an error has none" },
        { "model", !fails || streams, "an error has none" },
        { "error.timeout", times_out, "it belongs to the kind 'timeout'" },
        { "error.phase", times_out, "it belongs to the kind 'timeout'" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!rows[i].fits && has(scenario, path, rows[i].key)) {
            return refuse(scenario, path, rows[i].key, rows[i].why, error);
        }
    }
    for (size_t i = 0; times_out && i < sizeof unsaid / sizeof *unsaid; i++) {
        char key[40];
        snprintf(key, sizeof key, "error.%s", unsaid[i]);
        if (has(scenario, path, key)) {
            return refuse(scenario, path, key, "a timeout tells nothing", error);
        }
    }
    return check_ways(scenario, path, error);
}

// ## Faults

bool mynah__scenario_check_fault(const struct mynah_scenario *scenario, const char *path,
                                 enum mynah_wire_fault_kind kind, struct mynah_error *error)
{
    enum { AFTER = 1, DELAY = 2, TEXT = 4, TELLS = 8, HEADERS = 16 };
    static const int allowed[] = {
        [MYNAH_FAULT_STATUS] = TEXT | TELLS | HEADERS,
        [MYNAH_FAULT_HANG] = DELAY | HEADERS,
        [MYNAH_FAULT_STALL] = AFTER | DELAY | HEADERS,
        [MYNAH_FAULT_RESET] = AFTER | HEADERS,
        [MYNAH_FAULT_CLOSE] = 0,
        [MYNAH_FAULT_CUT] = AFTER | HEADERS,
        [MYNAH_FAULT_CUT_CLEAN] = AFTER | HEADERS,
        [MYNAH_FAULT_CUT_EVENT] = AFTER | HEADERS,
        [MYNAH_FAULT_CUT_UTF8] = AFTER | HEADERS,
        [MYNAH_FAULT_BAD_JSON] = AFTER | HEADERS,
        [MYNAH_FAULT_ERROR_EVENT] = AFTER | TEXT | TELLS | HEADERS,
        [MYNAH_FAULT_CONTENT_TYPE] = TEXT | HEADERS,
        [MYNAH_FAULT_TRICKLE] = AFTER | DELAY | HEADERS,
        [MYNAH_FAULT_BAD_HEADER] = TEXT | HEADERS,
        [MYNAH_FAULT_BAD_CHUNK] = AFTER | TEXT | HEADERS,
        [MYNAH_FAULT_RAW] = TEXT,
    };
    static const struct {
        const char *key;
        int what;
    } keys[] = {
        { "after", AFTER },  { "delay", DELAY },       { "text", TEXT },
        { "status", TELLS }, { "type", TELLS },        { "code", TELLS },
        { "param", TELLS },  { "retry_after", TELLS }, { "headers", HEADERS },
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (!(allowed[kind] & keys[i].what) && has(scenario, path, keys[i].key)) {
            char why[80];
            snprintf(why, sizeof why, "the kind '%s' does not look at it",
                     mynah_wire_fault_kind_name(kind));
            return refuse(scenario, path, keys[i].key, why, error);
        }
    }
    return true;
}
