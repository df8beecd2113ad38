// SPDX-License-Identifier: Apache-2.0
//
// Reads a section of a document into a struct, by the table of its fields.  Keys are taken in the
// order of the document, so the first error is the one that stands first.

#include "config/document.h"

#include "core/words.h"

#include <assert.h>
#include <string.h>

struct reader {
    void *target;
    struct mynah_error *error;
};

typedef bool (*take_fn)(struct reader *, const struct mynah_config_field *,
                        const struct config_node *);

bool mynah__config_is_null(const struct config_node *node)
{
    static const char *const words[] = { "", "~", "null", "Null", "NULL" };
    if (node->shape != CONFIG_SCALAR || !node->plain) {
        return false;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(node->scalar.value, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void *member(const struct reader *reader, const struct mynah_config_field *field)
{
    return (char *)reader->target + field->offset;
}

static bool refuse(const struct reader *reader, const struct config_node *node, const char *name,
                   const char *why)
{
    char clip[MYNAH__CLIP];
    return mynah_error_set_at(reader->error, MYNAH_ERROR_CONFIG, node->line, node->column,
                              "'%s' %s", mynah__clip(clip, name), why);
}

// Whether `node` is a scalar with a value; `name` and `wanted` are for the error.
static bool has_text(const struct reader *reader, const struct config_node *node, const char *name,
                     const char *wanted)
{
    if (node->tag) {
        return refuse(reader, node, name, "has a tag; tags are not supported");
    }
    if (node->shape != CONFIG_SCALAR) {
        return refuse(reader, node, name, wanted);
    }
    return !mynah__config_is_null(node) || refuse(reader, node, name, "has no value");
}

// ## Scalars

static bool take_bool(struct reader *reader, const struct mynah_config_field *field,
                      const struct config_node *node)
{
    if (!has_text(reader, node, field->name, "must be true or false")) {
        return false;
    }
    bool yes = node->plain && strcmp(node->scalar.value, "true") == 0;
    if (!yes && !(node->plain && strcmp(node->scalar.value, "false") == 0)) {
        return refuse(reader, node, field->name, "must be true or false");
    }
    *(bool *)member(reader, field) = yes;
    return true;
}

// A leading zero is refused: YAML 1.1 reads 010 as 8, people as 10.
static bool parse_integer(const char *text, int64_t *value)
{
    bool negative = *text == '-';
    const char *digits = text + negative;
    int64_t result = 0;
    if (*digits == '\0' || (*digits == '0' && (digits[1] || negative))) {
        return false;
    }
    for (; *digits; digits++) {
        int digit = *digits - '0';
        if (digit < 0 || digit > 9 || result < (INT64_MIN + digit) / 10) {
            return false;
        }
        result = result * 10 - digit; // below zero, where there is room for INT64_MIN
    }
    if (!negative && result == INT64_MIN) {
        return false;
    }
    *value = negative ? result : -result;
    return true;
}

static bool take_int(struct reader *reader, const struct mynah_config_field *field,
                     const struct config_node *node)
{
    static const char wanted[] = "must be a decimal integer of 64 bits";
    return has_text(reader, node, field->name, wanted) &&
           ((node->plain && parse_integer(node->scalar.value, member(reader, field))) ||
            refuse(reader, node, field->name, wanted));
}

static bool take_string(struct reader *reader, const struct mynah_config_field *field,
                        const struct config_node *node)
{
    if (!has_text(reader, node, field->name, "must be text")) {
        return false;
    }
    *(const char **)member(reader, field) = node->scalar.value;
    return true;
}

static bool take_enum(struct reader *reader, const struct mynah_config_field *field,
                      const struct config_node *node)
{
    if (!has_text(reader, node, field->name, "must be a word")) {
        return false;
    }
    size_t count = 0;
    for (; field->words[count]; count++) {
        if (strcmp(field->words[count], node->scalar.value) == 0) {
            *(int *)member(reader, field) = (int)count;
            return true;
        }
    }
    char list[128] = "";
    for (size_t i = 0; i < count; i++) {
        if (strlen(list) + strlen(field->words[i]) + 3 < sizeof list) {
            strcat(strcat(list, i ? ", " : ""), field->words[i]);
        }
    }
    char clip[MYNAH__CLIP];
    return mynah_error_set_at(reader->error, MYNAH_ERROR_CONFIG, node->line, node->column,
                              "'%s' cannot be '%s': it is one of %s", field->name,
                              mynah__clip(clip, node->scalar.value), list);
}

// ## Lists and mappings

static bool is_shape(const struct reader *reader, const struct config_node *node, const char *name,
                     enum config_shape shape)
{
    if (node->tag) {
        return refuse(reader, node, name, "has a tag; tags are not supported");
    }
    return node->shape == shape || mynah__config_is_null(node) ||
           refuse(reader, node, name,
                  shape == CONFIG_LIST ? "must be a list" : "must be a mapping");
}

static bool take_strings(struct reader *reader, const struct mynah_config_field *field,
                         const struct config_node *node)
{
    if (!is_shape(reader, node, field->name, CONFIG_LIST)) {
        return false;
    }
    for (size_t i = 0; i < node->count; i++) {
        if (!has_text(reader, node->entries[i].value, field->name, "must be a list of texts")) {
            return false;
        }
    }
    *(struct mynah_config_strings *)member(reader, field) =
        (struct mynah_config_strings){ node->texts, node->count };
    return true;
}

static bool check_key(const struct reader *reader, const struct config_entry *entry)
{
    const struct config_node *key = entry->key;
    if (key->shape != CONFIG_SCALAR || key->tag) {
        return mynah_error_set_at(reader->error, MYNAH_ERROR_CONFIG, key->line, key->column,
                                  "a key must be a word");
    }
    return !entry->repeated || refuse(reader, key, key->scalar.value, "is there twice");
}

static bool take_pairs(struct reader *reader, const struct mynah_config_field *field,
                       const struct config_node *node)
{
    if (!is_shape(reader, node, field->name, CONFIG_MAPPING)) {
        return false;
    }
    for (size_t i = 0; i < node->count; i++) {
        const struct config_entry *entry = &node->entries[i];
        if (!check_key(reader, entry) ||
            !has_text(reader, entry->value, entry->key->scalar.value, "must be text")) {
            return false;
        }
    }
    *(struct mynah_config_pairs *)member(reader, field) =
        (struct mynah_config_pairs){ node->pairs, node->count };
    return true;
}

static bool take_choice(struct reader *reader, const struct mynah_config_field *field,
                        const struct config_node *node)
{
    if (node->shape == CONFIG_MAPPING) {
        return take_pairs(reader, field, node);
    }
    if (!has_text(reader, node, field->name, "must be text or a mapping")) {
        return false;
    }
    *(struct mynah_config_pairs *)member(reader, field) =
        (struct mynah_config_pairs){ &node->scalar, 1 };
    return true;
}

static bool take_ignored(struct reader *reader, const struct mynah_config_field *field,
                         const struct config_node *node)
{
    (void)reader;
    (void)field;
    (void)node;
    return true;
}

// ## Sections

static bool refuse_unknown(const struct reader *reader, const struct mynah_config_field *fields,
                           const struct config_node *key)
{
    char clip[MYNAH__CLIP];
    const char *name = key->scalar.value;
    size_t count = 0;
    while (fields[count].name) {
        count++;
    }
    const char *meant = mynah__nearest(name, fields, count, sizeof *fields);
    if (strcmp(name, "<<") == 0) {
        return refuse(reader, key, name, "is not supported: merge keys are not");
    }
    return mynah_error_set_at(reader->error, MYNAH_ERROR_CONFIG, key->line, key->column,
                              "unknown key '%s'%s%s%s", mynah__clip(clip, name),
                              meant ? "; did you mean '" : "", meant ? meant : "",
                              meant ? "'?" : "");
}

static bool take_section(struct reader *, const struct mynah_config_field *,
                         const struct config_node *);

static bool take(struct reader *reader, const struct mynah_config_field *field,
                 const struct config_node *node)
{
    static const take_fn by_kind[] = {
        [MYNAH_CONFIG_BOOL] = take_bool,       [MYNAH_CONFIG_INT] = take_int,
        [MYNAH_CONFIG_STRING] = take_string,   [MYNAH_CONFIG_ENUM] = take_enum,
        [MYNAH_CONFIG_STRINGS] = take_strings, [MYNAH_CONFIG_PAIRS] = take_pairs,
        [MYNAH_CONFIG_CHOICE] = take_choice,   [MYNAH_CONFIG_SECTION] = take_section,
        [MYNAH_CONFIG_OPEN] = take_section,    [MYNAH_CONFIG_IGNORED] = take_ignored,
    };
    assert(field);
    return by_kind[field->kind](reader, field, node);
}

static const struct mynah_config_field *find(const struct mynah_config_field *fields,
                                             const char *name)
{
    for (; fields->name; fields++) {
        if (strcmp(fields->name, name) == 0) {
            return fields;
        }
    }
    return NULL;
}

static bool take_section(struct reader *reader, const struct mynah_config_field *section,
                         const struct config_node *node)
{
    if (!is_shape(reader, node, section->name, CONFIG_MAPPING)) {
        return false;
    }
    for (size_t i = 0; i < node->count; i++) {
        const struct config_entry *entry = &node->entries[i];
        const struct mynah_config_field *field =
            entry->key->shape == CONFIG_SCALAR ? find(section->fields, entry->key->scalar.value)
                                               : NULL;
        if (!field && section->kind == MYNAH_CONFIG_OPEN) {
            continue;
        }
        if (!check_key(reader, entry)) {
            return false;
        }
        if (!field) {
            return refuse_unknown(reader, section->fields, entry->key);
        }
        if (!take(reader, field, entry->value)) {
            return false;
        }
    }
    return true;
}

static const struct config_entry *entry_at(const struct config_node *node, const char *name,
                                           size_t size)
{
    for (size_t i = 0; node && i < node->count && node->shape == CONFIG_MAPPING; i++) {
        const char *key = node->pairs[i].name;
        if (key && strncmp(key, name, size) == 0 && key[size] == '\0') {
            return &node->entries[i];
        }
    }
    return NULL;
}

// Follow `[3]` from a list to its item.
static const struct config_entry *item_at(const struct config_node *list, const char *index)
{
    size_t at = 0;
    for (; *index >= '0' && *index <= '9' && at < SIZE_MAX / 16; index++) {
        at = at * 10 + (size_t)(*index - '0');
    }
    bool found = *index == ']' && list && list->shape == CONFIG_LIST && at < list->count;
    return found ? &list->entries[at] : NULL;
}

// Return what is at a path as `list[3].key`, or NULL.
static const struct config_entry *find_path(const struct mynah_config *config, const char *path)
{
    const struct config_node *node = config->root;
    const struct config_entry *entry = NULL;
    while (path) {
        path += *path == '.' || *path == '[';
        size_t size = strcspn(path, ".[");
        bool item = memchr(path, ']', size) != NULL;
        entry = item ? item_at(node, path) : entry_at(node, path, size);
        node = entry ? entry->value : NULL;
        path = path[size] ? path + size : NULL;
    }
    return entry;
}

static bool read_item(struct reader *reader, const struct mynah_config *config,
                      const struct mynah_config_field *section)
{
    const struct config_entry *entry = find_path(config, section->name);
    return !entry || take_section(reader, section, entry->value);
}

bool mynah_config_read(const struct mynah_config *config, const char *name,
                       const struct mynah_config_field *fields, void *target,
                       struct mynah_error *error)
{
    assert(config && name && fields && target);
    const struct mynah_config_field *end = fields;
    while (end->name) {
        end++;
    }
    enum mynah_config_kind kind =
        end->kind == MYNAH_CONFIG_OPEN ? MYNAH_CONFIG_OPEN : MYNAH_CONFIG_SECTION;
    // The document itself is an open section with one key of ours.
    const struct mynah_config_field top[] = {
        { .name = name, .kind = kind, .fields = fields },
        { 0 },
    };
    const struct mynah_config_field document = { .name = "the document",
                                                 .kind = MYNAH_CONFIG_OPEN,
                                                 .fields = top };
    struct reader reader = { target, error };
    if (strchr(name, '[')) {
        return read_item(&reader, config, top);
    }
    return !config->root || take_section(&reader, &document, config->root);
}

size_t mynah_config_count(const struct mynah_config *config, const char *path)
{
    const struct config_entry *entry = find_path(config, path);
    return entry && entry->value->shape == CONFIG_LIST ? entry->value->count : 0;
}

void mynah_config_place(const struct mynah_config *config, const char *path, int *line, int *column)
{
    const struct config_entry *entry = find_path(config, path);
    const struct config_node *node = entry && entry->key ? entry->key : entry ? entry->value : NULL;
    *line = node ? node->line : 0;
    *column = node ? node->column : 0;
}
