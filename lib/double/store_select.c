// SPDX-License-Identifier: Apache-2.0
//
// What is in a store, as JSON: by conditions, by queries, and for the steps of a double.

#include "double/sql.h"
#include "double/store.h"

#include "core/alloc.h"
#include "stand_in/record.h"

#include <stdlib.h>
#include <string.h>

// ## Selecting

struct sorted {
    const struct row *row;
    struct mynah_value value;
    size_t index;
    bool descending;
};

static int compare_values(const struct mynah_value *a, const struct mynah_value *b)
{
    if (!a->present || !b->present) {
        return (int)a->present - (int)b->present; // nothing comes first
    }
    if (a->text && b->text) {
        return strcmp(a->text, b->text);
    }
    if (a->text || b->text) {
        return a->text ? 1 : -1; // numbers come before text
    }
    double x = a->kind == MYNAH_FIELD_REAL ? a->real : (double)a->number;
    double y = b->kind == MYNAH_FIELD_REAL ? b->real : (double)b->number;
    return (x > y) - (x < y);
}

static int compare_rows(const void *a, const void *b)
{
    const struct sorted *one = a, *two = b;
    int order = compare_values(&one->value, &two->value);
    order = one->descending ? -order : order;
    return order ? order : one->index < two->index ? -1 : 1;
}

static struct mynah_value value_of(const struct row *row, const char *column)
{
    const struct mynah_named *named = mynah_argument(row->values, column);
    return named ? mynah__named_value(named) : (struct mynah_value){ .kind = MYNAH_FIELD_JSON };
}

// Find the rows that are meant, in their order, in the arena.
static struct sorted *find_rows(const struct table *table, const struct select *select,
                                struct arena *arena, size_t *count)
{
    const struct rows *rows = &table->rows;
    struct sorted *found = mynah__arena_alloc(arena, rows->count * sizeof *found + 1);
    *count = 0;
    for (size_t i = 0; found && i < rows->count; i++) {
        if (mynah__row_meets(rows->list[i], select->where)) {
            found[*count] = (struct sorted){ .row = rows->list[i],
                                             .index = i,
                                             .descending = select->descending };
            if (select->order) {
                found[*count].value = value_of(rows->list[i], select->order);
            }
            ++*count;
        }
    }
    if (found && select->order && *count) {
        qsort(found, *count, sizeof *found, compare_rows);
    }
    if (select->limit >= 0 && (uint64_t)select->limit < *count && !select->counts) {
        *count = (size_t)select->limit;
    }
    return found;
}

static void add_columns(struct text *text, const struct row *row, const struct select *select)
{
    struct mynah_named *list = mynah__alloc(select->column_count * sizeof *list);
    text->failed = text->failed || !list;
    for (size_t i = 0; list && i < select->column_count; i++) {
        const struct mynah_named *named = mynah_argument(row->values, select->columns[i]);
        list[i] = named ? *named : (struct mynah_named){ .name = select->columns[i] };
    }
    const struct mynah_arguments some = { list, list ? select->column_count : 0 };
    const struct mynah_value value = {
        .kind = MYNAH_FIELD_RECORD, .present = true, .data = &some, .shape = mynah_arguments_shape()
    };
    mynah__value_json(text, &value);
    mynah__free(list);
}

static char *rows_as_json(const struct table *table, const struct select *select,
                          struct mynah_error *error)
{
    struct arena arena = { 0 };
    struct text text = { 0 };
    size_t count;
    struct sorted *found = find_rows(table, select, &arena, &count);
    text.failed = !found;
    if (select->counts) {
        mynah__text_add_format(&text, "[{\"count\":%zu}]", count);
    } else {
        mynah__text_add(&text, "[");
    }
    for (size_t i = 0; found && !select->counts && i < count && !text.failed; i++) {
        const struct mynah_value value = { .kind = MYNAH_FIELD_RECORD,
                                           .present = true,
                                           .data = found[i].row->values,
                                           .shape = mynah_arguments_shape() };
        mynah__text_add(&text, i ? "," : "");
        if (select->columns) {
            add_columns(&text, found[i].row, select);
        } else {
            mynah__value_json(&text, &value);
        }
    }
    mynah__text_add(&text, select->counts ? "" : "]");
    mynah__arena_finish(&arena);
    char *json = mynah__text_detach(&text);
    if (!json) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return json;
}

static bool check_select(const struct table *table, const struct select *select,
                         struct mynah_error *error)
{
    bool good = mynah__store_where(table, select->where, error) &&
                (!select->order || mynah__store_column(table, select->order, error));
    for (size_t i = 0; good && i < select->column_count; i++) {
        good = mynah__store_column(table, select->columns[i], error);
    }
    return good;
}

static char *answer(struct mynah_store *self, const struct select *select,
                    struct mynah_error *error)
{
    pthread_mutex_lock(&self->lock);
    struct table *table = mynah__store_table(self, select->table, error);
    char *json =
        table && check_select(table, select, error) ? rows_as_json(table, select, error) : NULL;
    pthread_mutex_unlock(&self->lock);
    return json;
}

char *mynah_store_select(struct mynah_store *self, const char *table,
                         const struct mynah_match *where, struct mynah_error *error)
{
    const struct select select = { .table = table, .where = where, .limit = -1 };
    return answer(self, &select, error);
}

char *mynah_store_query(struct mynah_store *self, const char *sql, struct mynah_error *error)
{
    struct arena arena = { 0 };
    struct select select;
    char *json = mynah__sql_read(&arena, sql, &select, error) ? answer(self, &select, error) : NULL;
    mynah__arena_finish(&arena);
    return json;
}

// ## For the steps of a double

static bool answer_error(struct mynah_answer *answer, const struct mynah_error *what,
                         struct mynah_error *error)
{
    return mynah_double_answer_fault(
        answer, &(struct mynah_fault){ .text = what->text, .kind = "sql" }, error);
}

bool mynah_store_answer_query(void *self, const struct mynah_call *call,
                              struct mynah_answer *answer_, struct mynah_error *error)
{
    struct mynah_error own;
    const char *sql = mynah_argument_text(call->request, "sql");
    char *json = mynah_store_query(self, sql ? sql : "", &own);
    bool answered =
        json ? mynah_answer_text(answer_, json, 0, error) : answer_error(answer_, &own, error);
    mynah_free(json);
    return answered;
}

bool mynah_store_answer_insert(void *self, const struct mynah_call *call,
                               struct mynah_answer *answer_, struct mynah_error *error)
{
    struct mynah_error own;
    const char *table = mynah_argument_text(call->request, "table");
    const char *data = mynah_argument_text(call->request, "data");
    data = data ? data : "{}";
    struct mynah_arguments *values =
        mynah_record_from_json(mynah_arguments_shape(), data, strlen(data), &own);
    int64_t id = values ? mynah_store_insert_with(self, table ? table : "", values, &own) : 0;
    mynah_free(values);
    return id ? mynah_double_answer(answer_, error, "I", id) : answer_error(answer_, &own, error);
}
