// SPDX-License-Identifier: Apache-2.0
//
// The file of a baseline: JSON with an entry a line, in order, so that a diff shows what was
// accepted and a person can read it.

#include "cli/baseline.h"
#include "core/file.h"
#include "core/json.h"

#include <jansson.h>
#include <string.h>

enum { FILE_MOST = 64 << 20, COUNT_MOST = 1000000 };

static void add_entry(struct text *text, const struct entry *entry)
{
    mynah__text_add(text, "{\"path\":");
    mynah__json_string(text, entry->path);
    mynah__add_member(text, "rule", entry->rule);
    mynah__add_member(text, "fingerprint", entry->digits);
    mynah__add_member_number(text, "count", (int)entry->count);
    mynah__add_member(text, "code", entry->code);
    mynah__text_add_char(text, '}');
}

void mynah__baseline_format(struct text *text, const struct entries *entries)
{
    mynah__text_add(text, "{\"schema\":1,\"findings\":[\n");
    for (size_t i = 0; i < entries->count; i++) {
        add_entry(text, &entries->items[i]);
        mynah__text_add(text, i + 1 < entries->count ? ",\n" : "\n");
    }
    mynah__text_add(text, "]}\n");
}

// Copy a string member, or be NULL when it is none.
static const char *member(struct baseline *baseline, const json_t *object, const char *key)
{
    const char *value = json_string_value(json_object_get(object, key));
    return value ? mynah__arena_text(&baseline->arena, value) : NULL;
}

static bool read_entry(struct baseline *baseline, const json_t *object, struct entry *entry)
{
    const char *digits = json_string_value(json_object_get(object, "fingerprint"));
    json_int_t count = json_integer_value(json_object_get(object, "count"));
    bool named = digits && strlen(digits) == 16 && strspn(digits, "0123456789abcdef") == 16;
    *entry = (struct entry){ .path = member(baseline, object, "path"),
                             .rule = member(baseline, object, "rule"),
                             .code = member(baseline, object, "code"),
                             .count = count > 0 && count <= COUNT_MOST ? (unsigned)count : 0 };
    if (named) {
        memcpy(entry->digits, digits, 16);
    }
    entry->code = entry->code ? entry->code : "";
    return named && entry->path && entry->rule && entry->count;
}

static bool refuse(const char *path, const char *why)
{
    mynah__complain("%.200s: this is no baseline: %s", path, why);
    return false;
}

static bool read_entries(struct baseline *baseline, const json_t *root, const char *path)
{
    const json_t *findings = json_object_get(root, "findings");
    if (json_integer_value(json_object_get(root, "schema")) != 1 || !json_is_array(findings)) {
        return refuse(path, "`schema` 1 and `findings` are wanted");
    }
    for (size_t i = 0; i < json_array_size(findings); i++) {
        struct entry *entry = mynah__entries_add(baseline, &baseline->accepted);
        if (!entry || !read_entry(baseline, json_array_get(findings, i), entry)) {
            char why[80];
            snprintf(why, sizeof why, "entry %zu is not as --write-baseline writes it", i + 1);
            return refuse(path, baseline->arena.failed ? "out of memory" : why);
        }
    }
    mynah__entries_sort(&baseline->accepted);
    for (size_t i = 1; i < baseline->accepted.count; i++) {
        const struct entry *entry = &baseline->accepted.items[i];
        if (strcmp(entry[-1].path, entry->path) == 0 && strcmp(entry[-1].rule, entry->rule) == 0 &&
            strcmp(entry[-1].digits, entry->digits) == 0) {
            char why[80];
            snprintf(why, sizeof why, "fingerprint %s is listed twice", entry->digits);
            return refuse(path, why);
        }
    }
    return true;
}

bool mynah__baseline_read(struct baseline *baseline, const char *path)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct text content = { 0 };
    json_error_t flaw;
    if (!mynah__file_read(path, FILE_MOST, &content, &error)) {
        mynah__complain_error(NULL, &error);
        mynah__text_finish(&content);
        return false;
    }
    json_t *root =
        json_loadb(content.bytes ? content.bytes : "", content.size, JSON_REJECT_DUPLICATES, &flaw);
    bool done = false;
    if (root) {
        done = read_entries(baseline, root, path);
    } else {
        mynah__complain("%.200s:%d:%d: this is no baseline: %.150s", path, flaw.line, flaw.column,
                        flaw.text);
    }
    json_decref(root);
    mynah__text_finish(&content);
    baseline->judges = done;
    return done;
}
