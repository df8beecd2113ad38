// SPDX-License-Identifier: Apache-2.0
//
// Tables of code: what the behaviours write, and the files of a folder.

#include <mynah/fixture.h>

#include "core/alloc.h"
#include "core/arena.h"
#include "core/file.h"
#include "generator/repair.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { CODE_MOST = 4 << 20 };

struct mynah_table {
    struct arena arena; // holds the rows and all that they point to
    struct mynah_row *rows;
    size_t count;
    size_t capacity;
};

static bool no_memory(struct mynah_error *error)
{
    return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

// Add a row, with a copy of the code; its name is made fit for reports.
static struct mynah_row *add_row(struct mynah_table *table, const char *name, const char *code,
                                 size_t size)
{
    struct arena *arena = &table->arena;
    table->rows =
        mynah__arena_grow(arena, table->rows, table->count, &table->capacity, sizeof *table->rows);
    char *copy = mynah__arena_copy(arena, code, size);
    char *label = mynah__arena_text(arena, name);
    if (arena->failed) {
        return NULL;
    }
    for (char *at = label; *at; at++) {
        bool good = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                    (*at >= '0' && *at <= '9') || strchr("_-.", *at);
        *at = good ? *at : '_';
    }
    struct mynah_row *row = &table->rows[table->count++];
    *row = (struct mynah_row){ .name = label, .code = copy, .code_size = size };
    return row;
}

static struct mynah_table *create(struct mynah_error *error)
{
    struct mynah_table *table = mynah__alloc(sizeof *table);
    if (!table) {
        no_memory(error);
    }
    return table;
}

/* Behaviours */

// Add what the mock answers after a failure of that type; `NULL`: at first.
static bool add_answer(struct mynah_table *table, const struct mynah_behavior *behavior,
                       struct mynah_generator *mock, const char *type, struct mynah_error *error)
{
    const struct mynah_request request = { .user_query = "Compute it" };
    const struct mynah_failure failure = { .type = type, .message = "", .attempt = 1 };
    char *code = mynah_generator_generate(mock, &request, &failure, type ? 1 : 0, error);
    char *name = mynah__arena_format(&table->arena, "%s%s%s", behavior->name, type ? "-" : "",
                                     type ? type : "");
    struct mynah_row *row = code && name ? add_row(table, name, code, strlen(code)) : NULL;
    if (row) {
        row->behavior = behavior;
        row->failure = type;
    } else if (code) {
        no_memory(error);
    }
    mynah_free(code);
    return row != NULL;
}

static bool add_behavior(struct mynah_table *table, const struct mynah_behavior *behavior,
                         struct mynah_error *error)
{
    const struct mynah_generator_options options = { .behavior = behavior->name };
    struct mynah_generator *mock = mynah_generator_create(NULL, &options, error);
    bool done = mock && add_answer(table, behavior, mock, NULL, error);
    for (size_t i = 0; done && behavior->adapts && i < mynah__repair_count(); i++) {
        const char *type = mynah__repair_at(i)->types[0];
        done = !type || add_answer(table, behavior, mock, type, error);
    }
    mynah_generator_destroy(mock);
    return done;
}

struct mynah_table *mynah_table_of_behaviors(struct mynah_error *error)
{
    struct mynah_table *table = create(error);
    bool done = table != NULL;
    for (size_t i = 0; done && i < mynah_behavior_count(); i++) {
        done = add_behavior(table, mynah_behavior_at(i), error);
    }
    if (!done) {
        mynah_table_destroy(table);
        return NULL;
    }
    return table;
}

/* Folders */

struct names {
    char **items;
    size_t count;
    size_t capacity;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool list_names(struct mynah_table *table, const char *folder, struct names *names,
                       struct mynah_error *error)
{
    struct arena *arena = &table->arena;
    DIR *stream = opendir(folder);
    if (!stream) {
        return mynah__file_refuse(folder, errno, error);
    }
    struct dirent *entry;
    while (!arena->failed && names->count <= MYNAH_TABLE_MOST && (entry = readdir(stream))) {
        size_t size = strlen(entry->d_name);
        if (size > 3 && entry->d_name[0] != '.' && strcmp(entry->d_name + size - 3, ".py") == 0) {
            names->items = mynah__arena_grow(arena, names->items, names->count, &names->capacity,
                                             sizeof *names->items);
            char *name = mynah__arena_text(arena, entry->d_name);
            if (!arena->failed) {
                names->items[names->count++] = name;
            }
        }
    }
    closedir(stream);
    if (arena->failed) {
        return no_memory(error);
    }
    if (names->count > MYNAH_TABLE_MOST) {
        return mynah_error_set(error, MYNAH_ERROR_LIMIT, "there are more than %d files",
                               MYNAH_TABLE_MOST);
    }
    if (names->count > 0) {
        qsort(names->items, names->count, sizeof *names->items, by_name);
    }
    return true;
}

static bool add_file(struct mynah_table *table, const char *folder, const char *name,
                     struct mynah_error *error)
{
    struct text code = { 0 };
    struct mynah_row *row = NULL;
    char *path = mynah__arena_format(&table->arena, "%s/%s", folder, name);
    char *stem = mynah__arena_copy(&table->arena, name, strlen(name) - 3);
    bool read = path && stem && mynah__file_read(path, CODE_MOST, &code, error);
    if (read) {
        row = add_row(table, stem, code.bytes ? code.bytes : "", code.size);
    }
    if (row) {
        row->path = path;
    } else if (read || !path || !stem) {
        no_memory(error);
    }
    mynah__text_finish(&code);
    return row != NULL;
}

struct mynah_table *mynah_table_of_folder(const char *folder, struct mynah_error *error)
{
    struct mynah_table *table = create(error);
    struct names names = { .count = 0 };
    bool done = table && list_names(table, folder, &names, error);
    for (size_t i = 0; done && i < names.count; i++) {
        done = add_file(table, folder, names.items[i], error);
    }
    if (!done) {
        mynah_table_destroy(table);
        return NULL;
    }
    return table;
}

size_t mynah_table_count(const struct mynah_table *table)
{
    return table->count;
}

const struct mynah_row *mynah_table_row(const struct mynah_table *table, size_t index)
{
    return index < table->count ? &table->rows[index] : NULL;
}

void mynah_table_destroy(struct mynah_table *table)
{
    if (table) {
        mynah__arena_finish(&table->arena);
        mynah__free(table);
    }
}
