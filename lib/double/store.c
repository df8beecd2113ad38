// SPDX-License-Identifier: Apache-2.0
//
// Tables in memory.  A row is one block that never changes, so that keeping, selecting and updating
// are a matter of counting shares.

#include "double/store.h"

#include "core/alloc.h"
#include "core/words.h"
#include "stand_in/match.h"
#include "stand_in/record.h"

#include <assert.h>
#include <string.h>

static const char id_name[] = "id";

static bool no_memory(struct mynah_error *error)
{
    return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

// ## Rows

static void row_release(struct row *row)
{
    if (--row->shares == 0) {
        mynah_free(row->values);
        mynah__free(row);
    }
}

static struct row *row_create(int64_t id, const struct mynah_arguments *values,
                              struct mynah_error *error)
{
    struct row *row = mynah__alloc(sizeof *row);
    if (!row) {
        no_memory(error);
        return NULL;
    }
    row->shares = 1;
    row->id = id;
    row->values = mynah_record_copy(mynah_arguments_shape(), values, error);
    if (!row->values) {
        mynah__free(row);
        return NULL;
    }
    return row;
}

static void rows_finish(struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        row_release(rows->list[i]);
    }
    mynah__free(rows->list);
    *rows = (struct rows){ .count = 0 };
}

// Copy the shares to `to`, which is empty; there is never less room than before.
static bool rows_share(struct rows *to, const struct rows *from)
{
    struct row **list = mynah__alloc(from->capacity * sizeof *list);
    if (!list) {
        return false;
    }
    for (size_t i = 0; i < from->count; i++) {
        list[i] = from->list[i];
        list[i]->shares++;
    }
    *to = (struct rows){ list, from->count, from->capacity, from->last };
    return true;
}

bool mynah__row_meets(const struct row *row, const struct mynah_match *where)
{
    return !where || mynah__match_score(where, mynah_arguments_shape(), row->values) == MATCH_MET;
}

// ## Tables

static const struct signature *columns_of(const struct table *table)
{
    return &table->columns.list[0];
}

// Find a table; the lock is held.
struct table *mynah__store_table(struct mynah_store *self, const char *name,
                                 struct mynah_error *error)
{
    const char *nearest = NULL;
    for (struct table *table = self->tables; table; table = table->next) {
        const char *other = columns_of(table)->name;
        if (strcmp(other, name) == 0) {
            return table;
        }
        nearest = nearest ? nearest : mynah__nearest(name, &other, 1, sizeof other);
    }
    char clip[MYNAH__CLIP];
    mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "%s: there is no table \"%s\"%s%.40s%s",
                    self->name, mynah__clip(clip, name), nearest ? "; did you mean \"" : "",
                    nearest ? nearest : "", nearest ? "\"?" : "");
    return NULL;
}

bool mynah__store_column(const struct table *table, const char *name, struct mynah_error *error)
{
    return strcmp(name, id_name) == 0 || mynah__signature_names(columns_of(table), name, error);
}

// Check a condition, and that it speaks of columns that there are.
bool mynah__store_where(const struct table *table, const struct mynah_match *where,
                        struct mynah_error *error)
{
    if (!where) {
        return true;
    }
    if (!mynah_match_check(where, mynah_arguments_shape(), error)) {
        return false;
    }
    for (size_t i = 0; where->kind >= MYNAH_MATCH_ALL && i < where->term_count; i++) {
        if (!mynah__store_where(table, &where->terms[i], error)) {
            return false;
        }
    }
    bool about_id = where->path && strcmp(where->path, id_name) == 0;
    return where->kind >= MYNAH_MATCH_ALL || about_id ||
           mynah__signature_has(columns_of(table), where, error);
}

bool mynah_store_add_table(struct mynah_store *self, const char *text, struct mynah_error *error)
{
    const char *const texts[] = { text, NULL };
    struct table *table = mynah__alloc(sizeof *table);
    if (!table) {
        return no_memory(error);
    }
    bool added = mynah__signatures_read(&table->columns, texts, "column", error);
    pthread_mutex_lock(&self->lock);
    struct table **link = &self->tables;
    while (added && *link) {
        added = strcmp(columns_of(*link)->name, columns_of(table)->name) != 0 ||
                mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "%s: there is a table \"%.60s\"",
                                self->name, columns_of(table)->name);
        link = &(*link)->next;
    }
    if (added) {
        *link = table;
    }
    pthread_mutex_unlock(&self->lock);
    if (!added) {
        mynah__arena_finish(&table->columns.arena);
        mynah__free(table);
    }
    return added;
}

// ## Inserting

// Choose the id of a new row: its own, when it is good and free.
static bool choose_id(const struct table *table, const struct mynah_arguments *values, int64_t *id,
                      struct mynah_error *error)
{
    const struct mynah_named *own = mynah_argument(values, id_name);
    const char *name = columns_of(table)->name;
    if (!own || !own->kind) {
        *id = table->rows.last < INT64_MAX ? table->rows.last + 1 : 0;
        return *id || mynah_error_set(error, MYNAH_ERROR_LIMIT, "%.60s has no id left", name);
    }
    *id = own->number;
    if (own->kind != MYNAH_FIELD_INT || *id < 1) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "%.60s.id: it is a whole number of at least 1", name);
    }
    for (size_t i = 0; i < table->rows.count; i++) {
        if (table->rows.list[i]->id == *id) {
            return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "%.60s.id: %lld is taken", name,
                                   (long long)*id);
        }
    }
    return true;
}

// Check values against the columns of the table, of which `id` is always one.
static bool check_values(const struct table *table, const struct mynah_arguments *values,
                         bool whole, struct mynah_error *error)
{
    const struct signature *columns = columns_of(table);
    for (size_t i = 0; i < values->count; i++) {
        if (!mynah__store_column(table, values->values[i].name, error)) {
            return false;
        }
        if (values->values[i].kind == MYNAH_FIELD_OPAQUE) {
            return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                                   "%.60s.%.60s: a pointer is no value", columns->name,
                                   values->values[i].name);
        }
    }
    for (size_t i = 0; whole && i < columns->count; i++) {
        if (!columns->optional[i] && !mynah_argument(values, columns->parameters[i])) {
            return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "%.60s.%.60s: it is missing",
                                   columns->name, columns->parameters[i]);
        }
    }
    return true;
}

// Put the id before the other values.
static bool with_id(struct arena *arena, const struct mynah_arguments *values, int64_t id,
                    struct mynah_arguments *row)
{
    struct mynah_named *list = mynah__arena_alloc(arena, (values->count + 1) * sizeof *list);
    size_t count = 0;
    if (!list) {
        return false;
    }
    list[count++] = (struct mynah_named){ .name = id_name, .kind = MYNAH_FIELD_INT, .number = id };
    for (size_t i = 0; i < values->count; i++) {
        if (strcmp(values->values[i].name, id_name) != 0) {
            list[count++] = values->values[i];
        }
    }
    *row = (struct mynah_arguments){ list, count };
    return true;
}

static int64_t insert(struct table *table, const struct mynah_arguments *values,
                      struct mynah_error *error)
{
    int64_t id = 0;
    struct arena arena = { 0 };
    struct mynah_arguments all;
    if (!check_values(table, values, true, error) || !choose_id(table, values, &id, error)) {
        return 0;
    }
    struct rows *rows = &table->rows;
    struct row **list = mynah__grow(rows->list, rows->count, &rows->capacity, sizeof *list);
    rows->list = list ? list : rows->list;
    bool memory = list && with_id(&arena, values, id, &all);
    struct row *row = memory ? row_create(id, &all, error) : NULL;
    if (!memory) {
        no_memory(error);
    }
    mynah__arena_finish(&arena);
    if (!row) {
        return 0;
    }
    list[rows->count++] = row;
    rows->last = id > rows->last ? id : rows->last;
    return id;
}

int64_t mynah_store_insert_with(struct mynah_store *self, const char *name,
                                const struct mynah_arguments *values, struct mynah_error *error)
{
    pthread_mutex_lock(&self->lock);
    struct table *table = mynah__store_table(self, name, error);
    int64_t id = table ? insert(table, values, error) : 0;
    pthread_mutex_unlock(&self->lock);
    return id;
}

int64_t mynah_store_insert(struct mynah_store *self, const char *table, struct mynah_error *error,
                           const char *format, ...)
{
    struct more more;
    struct arena arena = { 0 };
    struct mynah_arguments values;
    va_start(more.list, format);
    bool packed = mynah__pack_arguments(&arena, &values, format, &more, error);
    va_end(more.list);
    int64_t id = packed ? mynah_store_insert_with(self, table, &values, error) : 0;
    mynah__arena_finish(&arena);
    return id;
}

// ## Changing

long mynah_store_count(struct mynah_store *self, const char *name, const struct mynah_match *where)
{
    long count = -1;
    pthread_mutex_lock(&self->lock);
    const struct table *table = mynah__store_table(self, name, NULL);
    if (table && mynah__store_where(table, where, NULL)) {
        count = 0;
        for (size_t i = 0; i < table->rows.count; i++) {
            count += mynah__row_meets(table->rows.list[i], where);
        }
    }
    pthread_mutex_unlock(&self->lock);
    return count;
}

// Return the row with the new values instead of its own.
static struct row *changed(const struct row *row, const struct mynah_arguments *values,
                           struct mynah_error *error)
{
    struct arena arena = { 0 };
    const struct mynah_arguments *old = row->values;
    struct mynah_named *list =
        mynah__arena_alloc(&arena, (old->count + values->count) * sizeof *list + 1);
    size_t count = 0;
    for (size_t i = 0; list && i < old->count; i++) {
        const struct mynah_named *set = mynah_argument(values, old->values[i].name);
        list[count++] = set ? *set : old->values[i];
    }
    for (size_t i = 0; list && i < values->count; i++) {
        if (!mynah_argument(old, values->values[i].name)) {
            list[count++] = values->values[i];
        }
    }
    const struct mynah_arguments all = { list, count };
    struct row *made = list ? row_create(row->id, &all, error) : NULL;
    if (!list) {
        no_memory(error);
    }
    mynah__arena_finish(&arena);
    return made;
}

// All or nothing: the new rows are made before the first is exchanged.
static long update(struct table *table, const struct mynah_match *where,
                   const struct mynah_arguments *values, struct mynah_error *error)
{
    struct rows fresh;
    if (!mynah__store_where(table, where, error) || !check_values(table, values, false, error)) {
        return -1;
    }
    if (mynah_argument(values, id_name)) {
        mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "%.60s.id: it cannot be changed",
                        columns_of(table)->name);
        return -1;
    }
    if (!rows_share(&fresh, &table->rows)) {
        no_memory(error);
        return -1;
    }
    long count = 0;
    for (size_t i = 0; i < fresh.count; i++) {
        if (mynah__row_meets(fresh.list[i], where)) {
            struct row *row = changed(fresh.list[i], values, error);
            if (!row) {
                rows_finish(&fresh);
                return -1;
            }
            row_release(fresh.list[i]);
            fresh.list[i] = row;
            count++;
        }
    }
    rows_finish(&table->rows);
    table->rows = fresh;
    return count;
}

long mynah_store_update(struct mynah_store *self, const char *name, const struct mynah_match *where,
                        struct mynah_error *error, const char *format, ...)
{
    struct more more;
    struct arena arena = { 0 };
    struct mynah_arguments values;
    va_start(more.list, format);
    bool packed = mynah__pack_arguments(&arena, &values, format, &more, error);
    va_end(more.list);
    long count = -1;
    if (packed) {
        pthread_mutex_lock(&self->lock);
        struct table *table = mynah__store_table(self, name, error);
        count = table ? update(table, where, &values, error) : -1;
        pthread_mutex_unlock(&self->lock);
    }
    mynah__arena_finish(&arena);
    return count;
}

long mynah_store_delete(struct mynah_store *self, const char *name, const struct mynah_match *where,
                        struct mynah_error *error)
{
    long deleted = -1;
    pthread_mutex_lock(&self->lock);
    struct table *table = mynah__store_table(self, name, error);
    if (table && mynah__store_where(table, where, error)) {
        struct rows *rows = &table->rows;
        size_t left = 0;
        for (size_t i = 0; i < rows->count; i++) {
            if (mynah__row_meets(rows->list[i], where)) {
                row_release(rows->list[i]);
            } else {
                rows->list[left++] = rows->list[i];
            }
        }
        deleted = (long)(rows->count - left);
        rows->count = left;
    }
    pthread_mutex_unlock(&self->lock);
    return deleted;
}

// ## Life

static void reset(void *self)
{
    struct mynah_store *own = self;
    pthread_mutex_lock(&own->lock);
    for (struct table *table = own->tables; table; table = table->next) {
        // In place, so that a reset cannot fail: there is room for what was there before.
        struct rows *rows = &table->rows;
        for (size_t i = 0; i < rows->count; i++) {
            row_release(rows->list[i]);
        }
        assert(rows->capacity >= table->kept.count);
        for (size_t i = 0; i < table->kept.count; i++) {
            rows->list[i] = table->kept.list[i];
            rows->list[i]->shares++;
        }
        rows->count = table->kept.count;
        rows->last = table->kept.last;
    }
    pthread_mutex_unlock(&own->lock);
}

bool mynah_store_keep(struct mynah_store *self, struct mynah_error *error)
{
    bool kept = true;
    pthread_mutex_lock(&self->lock);
    for (struct table *table = self->tables; table && kept; table = table->next) {
        struct rows fresh;
        kept = rows_share(&fresh, &table->rows) || no_memory(error);
        if (kept) {
            rows_finish(&table->kept);
            table->kept = fresh;
        }
    }
    pthread_mutex_unlock(&self->lock);
    return kept;
}

void mynah_store_reset(struct mynah_store *self)
{
    reset(self);
}

static void destroy(void *self)
{
    struct mynah_store *own = self;
    while (own->tables) {
        struct table *table = own->tables;
        own->tables = table->next;
        rows_finish(&table->rows);
        rows_finish(&table->kept);
        mynah__arena_finish(&table->columns.arena);
        mynah__free(table);
    }
    pthread_mutex_destroy(&own->lock);
    mynah__free(own);
}

void mynah_store_destroy(struct mynah_store *self)
{
    if (!self) {
        return;
    }
    if (self->world) {
        mynah_world_remove(self->world, self);
    }
    destroy(self);
}

struct mynah_store *mynah_store_create(struct mynah_world *world,
                                       const struct mynah_store_options *options,
                                       struct mynah_error *error)
{
    const char *name = options && options->name ? options->name : "store";
    size_t size = strlen(name) + 1;
    struct mynah_store *self = mynah__alloc(sizeof *self + size);
    if (!self || pthread_mutex_init(&self->lock, NULL) != 0) {
        mynah__free(self);
        no_memory(error);
        return NULL;
    }
    memcpy(self->name, name, size);
    const struct mynah_member member = {
        .name = name, .reset = reset, .destroy = destroy, .self = self
    };
    if (world && !mynah_world_add(world, &member, error)) {
        destroy(self);
        return NULL;
    }
    self->world = world;
    return self;
}
