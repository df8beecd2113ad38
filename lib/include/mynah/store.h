// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_STORE_H
#define MYNAH_STORE_H

/**
 * # mynah/store.h: tables in memory, for fakes of databases
 *
 * A store keeps rows, so that a double of a database can answer with what was put into it:
 *
 *     struct mynah_store *store = mynah_store_create(world, NULL, NULL);
 *     mynah_store_add_table(store, "users(email, name?)", NULL);
 *     mynah_double_when(db, "query", &(struct mynah_step){
 *         .kind = MYNAH_STEP_CALLBACK, .callback = mynah_store_answer_query, .self = store,
 *         .times = MYNAH_ALWAYS, .delay = 20 * MYNAH_MILLISECOND }, NULL);
 *     ... // the code under test
 *     assert(mynah_store_count(store, "users", NULL) == 1);
 *
 * Each row has an `id`, a whole number of at least 1: the one that it was inserted with, or the
 * next one that was never used.  Rows are copies, and so is what is selected: nobody outside can
 * change what is in the store.  Formats of values are those of mynah/double.h, conditions those of
 * mynah/match.h, on columns: `{ .path = "email", .text = "a@b.c" }`.
 *
 * Threads may use a store at the same time.  A predicate in a condition must not use the store, nor
 * jump away.
 */

#include <mynah/double.h>

MYNAH_BEGIN

struct mynah_store;

struct mynah_store_options {
    const char *name; /* in errors; "store" by default */
};

/**
 * Create a store in `world`, or on its own when that is `NULL`.
 * Release with mynah_store_destroy(), or with its world.  Errors: `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_store *mynah_store_create(struct mynah_world *world,
                                                 const struct mynah_store_options *options,
                                                 struct mynah_error *error);

/**
 * Add an empty table: `"users"` with any columns, or `"users(email, name?)"` with these beside
 * `id`, of which those with a `?` may be missing. Errors: one that is there already, or is not
 * written so: `MYNAH_ERROR_ARGUMENT`, with the column.
 */
MYNAH_API bool mynah_store_add_table(struct mynah_store *self, const char *table,
                                     struct mynah_error *error);

/* ## Rows.  Errors of all: no such table or column, values that are refused, what is wrong with a
 * format or a condition: `MYNAH_ERROR_ARGUMENT`; `MYNAH_ERROR_MEMORY`.
 */

/** Insert a row: `mynah_store_insert(s, "users", NULL, "{s:s}", "email", "a@b.c")`.  Returns its
 * id, 0 after an error: also when the id it comes with is taken. */
MYNAH_API int64_t mynah_store_insert(struct mynah_store *self, const char *table,
                                     struct mynah_error *error, const char *format, ...);
MYNAH_API int64_t mynah_store_insert_with(struct mynah_store *self, const char *table,
                                          const struct mynah_arguments *values,
                                          struct mynah_error *error);

/** Return the rows that meet the condition, in the order of insertion, as a JSON array.
 * Ownership: the caller's; release with mynah_free(). */
MYNAH_API char *mynah_store_select(struct mynah_store *self, const char *table,
                                   const struct mynah_match *where, struct mynah_error *error);

/** Set columns of the rows that meet the condition; not `id`.  Returns how many, -1 after an error,
 * when nothing has changed. */
MYNAH_API long mynah_store_update(struct mynah_store *self, const char *table,
                                  const struct mynah_match *where, struct mynah_error *error,
                                  const char *format, ...);

/** Delete the rows that meet the condition.  Returns how many, -1 after an error. */
MYNAH_API long mynah_store_delete(struct mynah_store *self, const char *table,
                                  const struct mynah_match *where, struct mynah_error *error);

/** Return how many rows meet the condition; -1 when there is no such table. */
MYNAH_API long mynah_store_count(struct mynah_store *self, const char *table,
                                 const struct mynah_match *where);

/**
 * Answer a query, as mynah_store_select() does:
 *
 *     SELECT * | COUNT(*) | column, … FROM table [WHERE condition]
 *         [ORDER BY column [ASC | DESC]] [LIMIT number] [;]
 *
 * Conditions are `=`, `<>`, `!=`, `<`, `<=`, `>`, `>=` between a column and a number, a 'text',
 * TRUE or FALSE, and IS [NOT] NULL, with AND, OR, NOT and parentheses.  Key words may be written in
 * any case.  Errors: `MYNAH_ERROR_ARGUMENT` with line and column: `SQL, line 1, column 10: expected
 * FROM, not "FORM"`.
 */
MYNAH_API char *mynah_store_query(struct mynah_store *self, const char *sql,
                                  struct mynah_error *error);

/* ## For the steps of a double: `self` is the store */

/** Answer the method whose argument `sql` is a query.  Errors are faults of the kind "sql". */
MYNAH_API bool mynah_store_answer_query(void *self, const struct mynah_call *call,
                                        struct mynah_answer *answer, struct mynah_error *error);

/** Answer the method that inserts `data`, an object, into `table`, with the id. */
MYNAH_API bool mynah_store_answer_insert(void *self, const struct mynah_call *call,
                                         struct mynah_answer *answer, struct mynah_error *error);

/* ## Life */

/** Let a reset, also that of the world, come back to what is in the store now.  Without it a reset
 * empties the tables. */
MYNAH_API bool mynah_store_keep(struct mynah_store *self, struct mynah_error *error);

MYNAH_API void mynah_store_reset(struct mynah_store *self);

MYNAH_API void mynah_store_destroy(struct mynah_store *self);

MYNAH_END

#endif
