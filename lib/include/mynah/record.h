// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_RECORD_H
#define MYNAH_RECORD_H

/**
 * # mynah/record.h: structs that are described by a table
 *
 * A request to a code generator, a chat message, the reply of a double: all are structs, and all
 * have to be copied, compared, shown, matched and written as JSON.  Each is described once, by a
 * `struct mynah_shape`, and the functions here do the rest:
 *
 *     struct point { const char *name; int64_t x; };
 *     static const struct mynah_field point_fields[] = {
 *         { .name = "name", .kind = MYNAH_FIELD_TEXT, .offset = offsetof(struct point, name) },
 *         { .name = "x", .kind = MYNAH_FIELD_INT, .offset = offsetof(struct point, x) },
 *     };
 *     static const struct mynah_shape point_shape = {
 *         .name = "point", .size = sizeof(struct point), .fields = point_fields, .field_count = 2,
 *     };
 *     struct point *copy = mynah_record_copy(&point_shape, &(struct point){ "a", 3 }, NULL);
 *     mynah_free(copy);  // one block, text and arrays included
 *
 * Shapes are constant data and live as long as anything uses them.  A shape may contain itself
 * through a pointer or an array; records nest at most `MYNAH_RECORD_DEPTH` deep.
 */

#include <mynah/base.h>

MYNAH_BEGIN

enum { MYNAH_RECORD_DEPTH = 64, MYNAH_NAMED_MOST = 1000 };

/** What a member is: its C type, and what it means. */
enum mynah_field_kind {
    MYNAH_FIELD_TEXT = 1, /* `const char *`; `NULL` is absent */
    MYNAH_FIELD_JSON,     /* `const char *`: one JSON value; `NULL` is absent; compared as such */
    MYNAH_FIELD_BYTES,    /* `struct mynah_bytes`; `data` of `NULL` is absent; base64 in JSON */
    MYNAH_FIELD_INT,      /* `int64_t` */
    MYNAH_FIELD_REAL,     /* `double` */
    MYNAH_FIELD_BOOL,     /* `bool` */
    MYNAH_FIELD_WORD,     /* an enumeration (`int`): shown and matched as one of `words` */
    MYNAH_FIELD_OPAQUE,   /* `const void *`: the pointer is copied and compared, never read */
    MYNAH_FIELD_RECORD,   /* a struct inside the struct, described by `shape` */
    MYNAH_FIELD_POINTER,  /* a pointer to one record of `shape`; `NULL` is absent */
    MYNAH_FIELD_RECORDS,  /* a pointer to an array; a `size_t` at `count_offset` counts */
    MYNAH_FIELD_TEXTS,    /* `const char *const *`, counted likewise; no element is `NULL` */
    MYNAH_FIELD_NAMED,    /* a pointer to an array of `struct mynah_named`, counted likewise */
};

/** Bytes that are not text. */
struct mynah_bytes {
    const void *data;
    size_t size;
};

/**
 * A value that has a name of its own, not one from a shape: an argument of a call, a column of a
 * row.  It is found, shown and written by that name as if it were a field of the record itself, of
 * which there are at most `MYNAH_NAMED_MOST`.
 */
struct mynah_named {
    const char *name;           /* `NULL` is "" */
    enum mynah_field_kind kind; /* TEXT, JSON, INT, REAL, BOOL or OPAQUE; 0: nothing, as `null` */
    const char *text;           /* TEXT, JSON */
    int64_t number;             /* INT, BOOL */
    double real;                /* REAL */
    const void *pointer;        /* OPAQUE */
};

/** One row of a shape: one member that takes part. */
struct mynah_field {
    const char *name;
    enum mynah_field_kind kind;
    size_t offset;
    size_t count_offset;             /* RECORDS, TEXTS, NAMED */
    const struct mynah_shape *shape; /* RECORD, POINTER, RECORDS */
    const char *const *words;        /* WORD: ends with `NULL` */
};

/** The description of a struct. */
struct mynah_shape {
    const char *name; /* `"request"` */
    size_t size;      /* of the struct */
    const struct mynah_field *fields;
    size_t field_count;
};

/**
 * Copy a record with everything that it points to, except what opaque members point to.
 *
 * Ownership: one block, which begins with the record; release with mynah_free().
 * Errors: `MYNAH_ERROR_MEMORY`; `MYNAH_ERROR_LIMIT` when it nests too deep.
 */
MYNAH_API void *mynah_record_copy(const struct mynah_shape *shape, const void *record,
                                  struct mynah_error *error);

/**
 * Return whether two records are equal in every field.
 *
 * When they are not, and `size` is not 0, `why` says where they differ first:
 * `failures[1].message: "b" is not "a"`, the value of `actual` coming first.
 */
MYNAH_API bool mynah_record_equal(const struct mynah_shape *shape, const void *actual,
                                  const void *expected, char *why, size_t size);

/** How records are shown.  Zero: on one line, text cut after 120 bytes. */
struct mynah_show_options {
    bool lines;       /* one field on each line */
    size_t text_most; /* bytes of one text that are shown; of the rest only the size is */
};

/**
 * Write the record for people to read: `{name: "a", x: 3}`.
 *
 * Absent members are left out, and so are numbers and arrays that are 0, booleans that are false
 * and records inside of which there is nothing else.  The text is printable ASCII, other bytes are
 * escaped as in C; the same record gives the same text everywhere.  At most `size` bytes are
 * written, the last of them a NUL byte.
 * Returns the length that the whole text has, as snprintf() does.
 */
MYNAH_API size_t mynah_record_show(const struct mynah_shape *shape, const void *record,
                                   const struct mynah_show_options *options, char *buffer,
                                   size_t size);

/** Write text in quotes as mynah_record_show() does, cut after `most` bytes; 0: after 120. */
MYNAH_API size_t mynah_text_show(const char *text, size_t most, char *buffer, size_t size);

/** What a path leads to. */
struct mynah_value {
    enum mynah_field_kind kind;      /* 0 when the path leads nowhere */
    bool present;                    /* false for a `NULL` member */
    const char *text;                /* TEXT, JSON, and the word of WORD */
    const void *data;                /* BYTES, OPAQUE; RECORD and POINTER: the record; the array */
    size_t count;                    /* bytes of BYTES and text, elements of an array */
    int64_t number;                  /* INT, BOOL, WORD; of an array its count */
    double real;                     /* REAL */
    const struct mynah_shape *shape; /* RECORD, POINTER, RECORDS */
};

/**
 * Look up a field by its path: `"user_query"`, `"failures[0].type"`, `"failures[-1].message"` for
 * the last element, `""` or `NULL` for the record itself.  Conditions (mynah/match.h) go on into
 * JSON; here a path ends where JSON begins.
 *
 * Ownership: pointers in `value` are borrowed from the record.
 * Returns false, with a zeroed `value`, when an index is out of range or a pointer on the way is
 * `NULL`, and when there is no such field (see mynah_record_path()).
 */
MYNAH_API bool mynah_record_find(const struct mynah_shape *shape, const void *record,
                                 const char *path, struct mynah_value *value);

/**
 * Check that records of `shape` can have a field at `path`, in which `[*]` is an index too.  What
 * has named values or JSON can have any name there.
 * Errors: `MYNAH_ERROR_ARGUMENT`, which names the fields that there are.
 */
MYNAH_API bool mynah_record_path(const struct mynah_shape *shape, const char *path,
                                 struct mynah_error *error);

/**
 * Write the record as a JSON object; absent members are left out, opaque ones always.
 *
 * Bytes of text that are not UTF-8 become U+FFFD.  JSON members are put in as they are when they
 * are JSON, else as a string.
 * Ownership: the caller's; release with mynah_free().  Errors: `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API char *mynah_record_to_json(const struct mynah_shape *shape, const void *record,
                                     struct mynah_error *error);

/**
 * Read a record from a JSON object, `size` bytes long.  Members that it does not have are zero.
 *
 * Ownership: one block; release with mynah_free().
 * Errors: `MYNAH_ERROR_ARGUMENT`: not JSON (with line and column), a key that is no field, a value
 * of the wrong kind, each named by its path; `MYNAH_ERROR_MEMORY`, `MYNAH_ERROR_LIMIT`.
 */
MYNAH_API void *mynah_record_from_json(const struct mynah_shape *shape, const char *json,
                                       size_t size, struct mynah_error *error);

MYNAH_END

#endif
