// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_FIXTURE_H
#define MYNAH_FIXTURE_H

/**
 * # mynah/fixture.h: what a test starts from
 *
 *     struct mynah_fixture *fixture = mynah_fixture_create(NULL, NULL);
 *     struct mynah_generator *mock = mynah_generator_create(fixture->world, ..., NULL);
 *     char *code = mynah_generator_generate(mock, &fixture->request, NULL, 0, NULL);
 *     ...
 *     mynah_fixture_destroy(fixture);  // the world, the folder
 *
 * And tables, which a test is run over row by row: the snippets of all behaviours, or the files of
 * a folder.
 */

#include <mynah/chat.h>
#include <mynah/generator.h>

MYNAH_BEGIN

/* ## Tables */

/** One piece of code that a test is run with. */
struct mynah_row {
    const char *name; /* letters, digits, `_`, `-` and `.`: fit for any report */
    const char *code;
    size_t code_size;
    const struct mynah_behavior *behavior; /* that wrote it, else `NULL` */
    const char *failure; /* the type of the failure after which it did, else `NULL` */
    const char *path;    /* of the file that it was read from, else `NULL` */
};

struct mynah_table;

/**
 * Make a table of what the behaviours write: a row for the first answer of each, named like it; and
 * for those that adapt a row for the answer after each kind of failure: `error_aware-NameError`.
 *
 * Release with mynah_table_destroy().  Errors: `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_table *mynah_table_of_behaviors(struct mynah_error *error);

/**
 * Make a table of the files `*.py` in a folder, in order of names; the rows are named like them,
 * without `.py`.
 *
 * Release with mynah_table_destroy().
 * Errors: `MYNAH_ERROR_IO`: a folder or a file that cannot be read; `MYNAH_ERROR_LIMIT`: more than
 * MYNAH_TABLE_MOST of them, or one that is larger than 4 MiB; `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_table *mynah_table_of_folder(const char *folder, struct mynah_error *error);

/** The most rows that a table has. */
enum { MYNAH_TABLE_MOST = 1000 };

MYNAH_API size_t mynah_table_count(const struct mynah_table *table);
/** Return the row at `index`; it lives as long as the table. */
MYNAH_API const struct mynah_row *mynah_table_row(const struct mynah_table *table, size_t index);
MYNAH_API void mynah_table_destroy(struct mynah_table *table);

/* ## Fixtures */

struct mynah_fixture {
    struct mynah_world *world;
    struct mynah_request request;   /* a sample: every member that hosts always give is set */
    struct mynah_chat_request chat; /* likewise: a system message and a prompt */
    const struct mynah_row *row;    /* that this test is run with; `NULL` outside of tables */
    void *own;                      /* the test's; not looked at */
};

/** Create a fixture.  Release with mynah_fixture_destroy().  Errors: `MYNAH_ERROR_MEMORY`. */
MYNAH_API struct mynah_fixture *mynah_fixture_create(const struct mynah_row *row,
                                                     struct mynah_error *error);

/**
 * Return a folder that is empty at first and that nobody else has: the same at each call, made at
 * the first one in `TMPDIR`, else in `/tmp`.  It and all in it is removed with the fixture.
 *
 * Ownership: borrowed from the fixture.  Errors: `MYNAH_ERROR_IO`, `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API const char *mynah_fixture_folder(struct mynah_fixture *fixture,
                                           struct mynah_error *error);

MYNAH_API void mynah_fixture_destroy(struct mynah_fixture *fixture);

MYNAH_END

#endif
