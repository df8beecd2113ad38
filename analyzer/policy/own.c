// SPDX-License-Identifier: Apache-2.0
//
// Reads rows of the user's own into the structs that the built-in tables have.  Whatever is not
// understood is an error with its file and line: a row that is dropped would be a hole in the gate.

#include "policy/own.h"

#include "core/file.h"
#include "core/hash.h"
#include "core/words.h"
#include "values/values.h"

#include <stddef.h>
#include <string.h>

enum { FILE_MOST = 1 << 20, ROWS_MOST = 10000, NAME_MOST = 200, POSITION_MOST = 99 };

// A row as it is written.
struct written {
    const char *rule;
    const char *call;
    const char *method;
    const char *attribute;
    const char *import;
    const char *on;
    int direction;
    struct mynah_config_pairs channel;
    struct mynah_config_pairs value;
    const char *join;
    const char *returns;
    int severity;
    const char *message;
};

// One file while it is read.
struct reading {
    struct own *own;
    enum own_list list;
    const char *file;
    const struct mynah_config *config;
    size_t index;
    struct mynah_error *error;
};

static const char *const lists[] = { "surfaces", "rules" };
static const char *const directions[] = { "none", "read", "write", "both", NULL };
static const char *const severities[] = { "info", "low", "medium", "high", NULL };

#define AT(member) offsetof(struct written, member)

// clang-format off
static const struct mynah_config_field surface_fields[] = {
    { .name = "call", .kind = MYNAH_CONFIG_STRING, .offset = AT(call) },
    { .name = "method", .kind = MYNAH_CONFIG_STRING, .offset = AT(method) },
    { .name = "attribute", .kind = MYNAH_CONFIG_STRING, .offset = AT(attribute) },
    { .name = "on", .kind = MYNAH_CONFIG_STRING, .offset = AT(on) },
    { .name = "direction", .kind = MYNAH_CONFIG_ENUM, .offset = AT(direction), .words = directions },
    { .name = "channel", .kind = MYNAH_CONFIG_CHOICE, .offset = AT(channel) },
    { .name = "value", .kind = MYNAH_CONFIG_CHOICE, .offset = AT(value) },
    { .name = "join", .kind = MYNAH_CONFIG_STRING, .offset = AT(join) },
    { .name = "returns", .kind = MYNAH_CONFIG_STRING, .offset = AT(returns) },
    { 0 },
};
static const struct mynah_config_field rule_fields[] = {
    { .name = "rule", .kind = MYNAH_CONFIG_STRING, .offset = AT(rule) },
    { .name = "call", .kind = MYNAH_CONFIG_STRING, .offset = AT(call) },
    { .name = "method", .kind = MYNAH_CONFIG_STRING, .offset = AT(method) },
    { .name = "attribute", .kind = MYNAH_CONFIG_STRING, .offset = AT(attribute) },
    { .name = "import", .kind = MYNAH_CONFIG_STRING, .offset = AT(import) },
    { .name = "on", .kind = MYNAH_CONFIG_STRING, .offset = AT(on) },
    { .name = "severity", .kind = MYNAH_CONFIG_ENUM, .offset = AT(severity), .words = severities },
    { .name = "message", .kind = MYNAH_CONFIG_STRING, .offset = AT(message) },
    { 0 },
};
// clang-format on

// Fill the error of the caller, who knows the place of the file's name, with the place in the file.
static bool refuse_at(const struct reading *reading, int line, int column, const char *what)
{
    char clip[MYNAH__CLIP];
    return mynah_error_set(reading->error, MYNAH_ERROR_CONFIG, "%s:%d:%d: %s",
                           mynah__clip(clip, reading->file), line, column, what);
}

// Refuse the row, or what stands under a key of it.
static bool refuse(const struct reading *reading, const char *key, const char *what)
{
    char path[80] = "";
    int line = 0;
    int column = 0;
    struct text place = { 0 };
    mynah__text_add_format(&place, "%s[%zu]%s%s", lists[reading->list], reading->index,
                           key ? "." : "", key ? key : "");
    if (!place.failed && place.size < sizeof path) {
        memcpy(path, place.bytes, place.size + 1);
    }
    mynah__text_finish(&place);
    mynah_config_place(reading->config, path, &line, &column);
    return refuse_at(reading, line, column, what);
}

static bool refuse_value(const struct reading *reading, const char *key, const char *value,
                         const char *what)
{
    char clip[MYNAH__CLIP];
    struct text text = { 0 };
    mynah__text_add_format(&text, "`%s`: `%s` %s", key, mynah__clip(clip, value), what);
    bool done = refuse(reading, key, text.failed ? what : text.bytes);
    mynah__text_finish(&text);
    return done;
}

// ## What a row names

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
           (unsigned char)byte > 127;
}

// Whether it is `a.b.c`; with `any`, `*` may stand for the last part.
static bool is_name(const char *name, bool dots, bool any)
{
    size_t size = strlen(name);
    bool starts = true;
    if (size == 0 || size > NAME_MOST) {
        return false;
    }
    if (any && name[size - 1] == '*' && (size == 1 ? !dots : name[size - 2] == '.')) {
        size -= size == 1 ? 1 : 2;
    }
    for (size_t i = 0; i < size; i++) {
        bool digit = name[i] >= '0' && name[i] <= '9';
        if (name[i] == '.' ? starts || !dots : !is_letter(name[i]) && !(digit && !starts)) {
            return false;
        }
        starts = name[i] == '.';
    }
    return size == 0 || !starts;
}

// Return the key of what the row is about, or NULL where it is not exactly one thing.
static const char *subject_of(const struct written *row)
{
    const struct {
        const char *key;
        const char *value;
    } subjects[] = {
        { "call", row->call },
        { "method", row->method },
        { "attribute", row->attribute },
        { "import", row->import },
    };
    const char *found = NULL;
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        if (subjects[i].value && found) {
            return NULL;
        }
        found = subjects[i].value ? subjects[i].key : found;
    }
    return found;
}

// Give the qualified name of what the row is about, in the arena.
static bool name_row(const struct reading *reading, const struct written *row, const char **name)
{
    const char *key = subject_of(row);
    const char *part = row->method ? row->method : row->attribute;
    const char *whole = row->call ? row->call : row->import;
    if (!key) {
        return refuse(reading, NULL,
                      reading->list == OWN_SURFACES
                          ? "a row has one of `call`, `method` and `attribute`"
                          : "a row has one of `call`, `method`, `attribute` and `import`");
    }
    if (part ? !row->on : row->on != NULL) {
        return refuse(reading, key,
                      part ? "`on` has to say of which type or module this is"
                           : "`on` belongs to `method` and `attribute`");
    }
    if (!is_name(part ? part : whole, !part, true)) {
        return refuse_value(reading, key, part ? part : whole, "is not a Python name");
    }
    if (part && !is_name(row->on, true, false)) {
        return refuse_value(reading, "on", row->on, "is not a Python name");
    }
    struct text text = { 0 };
    mynah__text_add_format(&text, "%s%s%s", part ? row->on : whole, part ? "." : "",
                           part ? part : "");
    struct text known = { 0 };
    mynah__alias(text.bytes ? text.bytes : "", &known);
    reading->own->arena->failed |= text.failed || known.failed;
    *name = mynah__arena_text(reading->own->arena, known.bytes ? known.bytes : "");
    mynah__text_finish(&text);
    mynah__text_finish(&known);
    return !reading->own->arena->failed;
}

// Whether `pattern`, of some table, speaks of `name`: as itself or as everything below.
static bool covers(const char *pattern, const char *name)
{
    size_t size = strlen(pattern);
    if (size > 1 && pattern[size - 1] == '*' && pattern[size - 2] == '.') {
        return strncmp(pattern, name, size - 1) == 0;
    }
    return strcmp(pattern, name) == 0;
}

static const char *name_of_rule(const struct rule *row, const char *name)
{
    for (const struct trigger *t = row->triggers; t && t->kind != TRIGGER_END; t++) {
        for (const char *const *at = t->names; *at; at++) {
            if (covers(*at, name) || covers(name, *at)) {
                return *at;
            }
        }
    }
    return NULL;
}

// Return what a rule that is built in says of the name, or NULL; a bare name is nobody's.
static const char *built_in_rule(const char *name)
{
    const char *found = NULL;
    const struct rule_family *const *family = mynah__builtin_tables.rules;
    for (; strchr(name, '.') && *family && !found; family++) {
        for (const struct rule *row = (*family)->rows; row->about.name && !found; row++) {
            found = name_of_rule(row, name);
        }
    }
    return found;
}

// Return a row that is built in and would say something else of the name, or NULL.
static const char *built_in(const char *name)
{
    for (const struct surface_table *const *table = mynah__builtin_tables.surfaces; *table;
         table++) {
        for (const struct surface *row = (*table)->rows; row->api; row++) {
            if (covers(row->api, name) || covers(name, row->api)) {
                return row->api;
            }
        }
    }
    return built_in_rule(name);
}

static bool check_new(const struct reading *reading, const char *name)
{
    const struct own *own = reading->own;
    const char *there = built_in(name);
    if (there) {
        return refuse_value(reading, "direction", there,
                            "is built in: rows add to what is known, they do not replace it");
    }
    for (size_t i = 0; i < own->surface_count; i++) {
        if (strcmp(own->surfaces[i].api, name) == 0) {
            return refuse(reading, NULL, "another row is about the same thing");
        }
    }
    return true;
}

// ## Surfaces

static bool read_position(const char *text, int *position)
{
    int value = 0;
    for (const char *at = text; *at; at++) {
        if (*at < '0' || *at > '9' || value > POSITION_MOST) {
            return false;
        }
        value = value * 10 + *at - '0';
    }
    *position = value + 1; // people count from 0, the tables from 1
    return *text && value <= POSITION_MOST;
}

// `1`, `name`, or `{position: 1, keyword: name}`.
static bool read_argument(const struct reading *reading, const char *key,
                          struct mynah_config_pairs pairs, struct surface_argument *argument)
{
    for (size_t i = 0; i < pairs.count; i++) {
        const char *name = pairs.items[i].name;
        const char *value = pairs.items[i].value;
        bool digits = *value >= '0' && *value <= '9';
        bool position = strcmp(name, "position") == 0 || (!*name && digits);
        bool keyword = strcmp(name, "keyword") == 0 || (!*name && !digits);
        if (position ? !read_position(value, &argument->position)
                     : !keyword || !is_name(value, false, false)) {
            return refuse_value(reading, key, *name && !position && !keyword ? name : value,
                                "is neither a position from 0 to 99 nor the name of an argument");
        }
        if (keyword) {
            argument->keyword = mynah__arena_text(reading->own->arena, value);
        }
    }
    return true;
}

static bool check_surface(const struct reading *reading, const struct written *row)
{
    if (row->direction < 0) {
        return refuse(reading, NULL, "`direction` is missing: none, read, write or both");
    }
    if (row->attribute && (row->channel.count || row->value.count || row->returns)) {
        return refuse(reading, NULL, "an attribute has neither arguments nor a result");
    }
    if (row->join && !*row->join) {
        return refuse(reading, "join", "`join` is empty");
    }
    if (row->call && row->join) {
        return refuse(reading, "join", "`join` belongs to `method` and `attribute`");
    }
    if (row->returns && !is_name(row->returns, true, false)) {
        return refuse_value(reading, "returns", row->returns, "is not a Python name");
    }
    return true;
}

static enum surface_channel kind_of(const struct written *row)
{
    if (row->join) {
        return CHANNEL_JOINED;
    }
    if (row->channel.count) {
        return CHANNEL_ARGUMENT;
    }
    return row->call ? CHANNEL_NONE : CHANNEL_RECEIVER;
}

static bool add_surface(const struct reading *reading, const struct written *row, const char *name)
{
    struct own *own = reading->own;
    struct surface made = { .api = name,
                            .direction = (enum surface_direction)row->direction,
                            .kind = kind_of(row),
                            .attribute = row->attribute != NULL };
    if (!check_surface(reading, row) || !check_new(reading, name) ||
        !read_argument(reading, "channel", row->channel, &made.channel) ||
        !read_argument(reading, "value", row->value, &made.value)) {
        return false;
    }
    made.join = row->join ? mynah__arena_text(own->arena, row->join) : NULL;
    made.result = row->returns ? mynah__arena_text(own->arena, row->returns) : NULL;
    if (row->call && row->channel.count && row->direction == SURFACE_NONE && !row->returns) {
        made.result = name; // a constructor
    }
    own->surfaces = mynah__arena_grow(own->arena, own->surfaces, own->surface_count,
                                      &own->surface_capacity, sizeof *own->surfaces);
    if (own->surfaces) {
        own->surfaces[own->surface_count++] = made;
    }
    return true;
}

// ## Rules

static bool is_rule_name(const char *name)
{
    size_t size = strlen(name);
    return size > 0 && size < 64 && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == size &&
           name[0] != '-' && name[size - 1] != '-';
}

static bool check_rule(const struct reading *reading, const struct written *row)
{
    if (!row->rule || !is_rule_name(row->rule)) {
        return refuse(reading, row->rule ? "rule" : NULL,
                      "`rule` is wanted: a name of small letters, digits and hyphens");
    }
    if (mynah_rule_find(row->rule)) {
        return refuse_value(reading, "rule", row->rule, "is the name of a rule that is built in");
    }
    if (row->severity < 0) {
        return refuse(reading, NULL, "`severity` is missing: info, low, medium or high");
    }
    return (row->message && *row->message) || refuse(reading, NULL, "`message` is missing");
}

static const struct trigger *make_triggers(struct own *own, const struct written *row,
                                           const char *name)
{
    struct trigger *triggers = mynah__arena_alloc(own->arena, 2 * sizeof *triggers);
    const char **names = mynah__arena_alloc(own->arena, 2 * sizeof *names);
    if (triggers && names) {
        names[0] = name;
        triggers[0] = (struct trigger){ .kind = row->import      ? TRIGGER_IMPORT
                                                : row->attribute ? TRIGGER_STORE
                                                                 : TRIGGER_CALL,
                                        .names = names };
    }
    return triggers;
}

static bool add_rule(const struct reading *reading, const struct written *row, const char *name)
{
    static const char *const none[] = { NULL };
    struct own *own = reading->own;
    if (!check_rule(reading, row)) {
        return false;
    }
    own->rules = mynah__arena_grow(own->arena, own->rules, own->rule_count, &own->rule_capacity,
                                   sizeof *own->rules);
    const char *message = mynah__arena_text(own->arena, row->message);
    struct rule made = { .about = { .name = mynah__arena_text(own->arena, row->rule),
                                    .category = MYNAH_CATEGORY_RISK,
                                    .severity = (enum mynah_severity)row->severity,
                                    .summary = message,
                                    .why = message,
                                    .bad = "",
                                    .good = "",
                                    .bandit = none,
                                    .ruff = none },
                         .confidence = MYNAH_CONFIDENCE_HIGH,
                         .triggers = make_triggers(own, row, name) };
    if (!own->arena->failed) {
        own->rules[own->rule_count++] = made;
    }
    return true;
}

// ## Files

static bool list_row(const struct reading *reading, const struct written *row, const char *name)
{
    struct own *own = reading->own;
    char path[40] = "";
    int column = 0;
    struct text text = { 0 };
    mynah__text_add_format(&text, "%s[%zu]", lists[reading->list], reading->index);
    memcpy(path, text.bytes ? text.bytes : "", text.bytes ? text.size + 1 : 1);
    own->arena->failed |= text.failed;
    mynah__text_finish(&text);
    own->rows =
        mynah__arena_grow(own->arena, own->rows, own->count, &own->capacity, sizeof *own->rows);
    struct mynah_own_row made = {
        .file = mynah__arena_text(own->arena, reading->file),
        .name = name,
        .access = reading->list == OWN_SURFACES ? directions[row->direction] : NULL,
        .rule = row->rule ? mynah__arena_text(own->arena, row->rule) : NULL,
        .severity = row->severity < 0 ? MYNAH_SEVERITY_INFO : (enum mynah_severity)row->severity,
        .message = row->message ? mynah__arena_text(own->arena, row->message) : NULL,
    };
    mynah_config_place(reading->config, path, &made.line, &column);
    if (!own->arena->failed) {
        own->rows[own->count++] = made;
    }
    return true;
}

static bool read_row(struct reading *reading)
{
    struct written row = { .direction = -1, .severity = -1 };
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    const char *name = NULL;
    struct text path = { 0 };
    mynah__text_add_format(&path, "%s[%zu]", lists[reading->list], reading->index);
    bool read = path.bytes &&
                mynah_config_read(reading->config, path.bytes,
                                  reading->list == OWN_SURFACES ? surface_fields : rule_fields,
                                  &row, &error);
    reading->own->arena->failed |= path.failed;
    mynah__text_finish(&path);
    if (reading->own->arena->failed) {
        return false;
    }
    if (!read) {
        return refuse_at(reading, error.line, error.column, error.text);
    }
    return name_row(reading, &row, &name) &&
           (reading->list == OWN_SURFACES ? add_surface(reading, &row, name)
                                          : add_rule(reading, &row, name)) &&
           list_row(reading, &row, name) && !reading->own->arena->failed;
}

static bool read_rows(struct reading *reading)
{
    size_t count = mynah_config_count(reading->config, lists[reading->list]);
    if (count == 0 || count > ROWS_MOST - reading->own->count) {
        return refuse_at(reading, 1, 1,
                         count ? "there are more than 10000 rows"
                         : reading->list == OWN_SURFACES
                             ? "there is no list `surfaces` of rows in this file"
                             : "there is no list `rules` of rows in this file");
    }
    bool done = true;
    for (reading->index = 0; done && reading->index < count; reading->index++) {
        done = read_row(reading);
    }
    return done;
}

bool mynah__own_parse(struct own *own, enum own_list list, const char *file,
                      const struct text *text, struct mynah_error *error)
{
    struct mynah_error flaw = { .code = MYNAH_ERROR_NONE };
    struct mynah_config *config =
        mynah_config_parse(text->bytes ? text->bytes : "", text->size, &flaw);
    struct reading reading = { own, list, file, config, 0, error };
    if (!config && flaw.code == MYNAH_ERROR_MEMORY) {
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    if (!config) {
        return refuse_at(&reading, flaw.line, flaw.column, flaw.text);
    }
    bool done = read_rows(&reading);
    mynah_config_destroy(config);
    char digits[65];
    mynah__sha256(text->bytes ? text->bytes : "", text->size, digits);
    mynah__text_add_format(&own->hashes, "%s %s\n", lists[list], digits);
    if (own->arena->failed || own->hashes.failed) {
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return done;
}

bool mynah__own_load(struct own *own, enum own_list list, const char *file, const char *path,
                     struct mynah_error *error)
{
    struct text text = { 0 };
    struct mynah_error flaw = { .code = MYNAH_ERROR_NONE };
    char clip[MYNAH__CLIP];
    bool done =
        mynah__file_read(path, FILE_MOST, &text, &flaw)
            ? mynah__own_parse(own, list, file, &text, error)
            : mynah_error_set(error, flaw.code, "%s: %s", mynah__clip(clip, file), flaw.text);
    mynah__text_finish(&text);
    return done;
}

bool mynah__own_close(struct own *own)
{
    size_t tables = 0;
    size_t families = 0;
    while (mynah__builtin_tables.surfaces[tables]) {
        tables++;
    }
    while (mynah__builtin_tables.rules[families]) {
        families++;
    }
    own->surfaces = mynah__arena_grow(own->arena, own->surfaces, own->surface_count,
                                      &own->surface_capacity, sizeof *own->surfaces);
    own->rules = mynah__arena_grow(own->arena, own->rules, own->rule_count, &own->rule_capacity,
                                   sizeof *own->rules);
    own->surface_tables =
        mynah__arena_alloc(own->arena, (tables + 2) * sizeof *own->surface_tables);
    own->families = mynah__arena_alloc(own->arena, (families + 2) * sizeof *own->families);
    if (own->arena->failed) {
        return false;
    }
    own->surfaces[own->surface_count] = (struct surface){ .api = NULL };
    own->rules[own->rule_count] = (struct rule){ .about = { .name = NULL } };
    own->surface_table = (struct surface_table){ "your own", own->surfaces };
    own->family = (struct rule_family){ own->rules };
    memcpy(own->surface_tables, mynah__builtin_tables.surfaces,
           tables * sizeof *own->surface_tables);
    memcpy(own->families, mynah__builtin_tables.rules, families * sizeof *own->families);
    own->surface_tables[tables] = &own->surface_table;
    own->families[families] = &own->family;
    own->set = (struct table_set){ own->surface_tables, own->families, NULL };
    return true;
}

const struct mynah_rule *mynah__own_rule(const struct own *own, const char *name)
{
    for (size_t i = 0; i < own->rule_count; i++) {
        if (strcmp(own->rules[i].about.name, name) == 0) {
            return &own->rules[i].about;
        }
    }
    return NULL;
}
