// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_BASE_H
#define MYNAH_BASE_H

/**
 * # mynah/base.h: what every part of Mynah shares
 *
 * ## Conventions of all headers
 *
 * Ownership.  A `const T *` that is returned is borrowed: it belongs to the object that it was
 * asked of and lives as long as that object says.  A `T *` that is returned is the caller's; the
 * function's text names the function that releases it.  Arguments are copied or only read during
 * the call, never kept; the exception is a `self` pointer beside callbacks, which stays the
 * caller's.  Every `destroy` accepts `NULL`.
 *
 * Errors.  A function that can fail returns `false` or `NULL` and fills the `struct mynah_error`
 * that it was given as the last argument; that argument may be `NULL`.  Nothing has to be released
 * after an error.  A call that breaks a function's stated terms (a `NULL` where none is allowed) is
 * a programming error and stops at an `assert`.
 *
 * Options.  An options struct of which every member is zero means the defaults; `NULL` means the
 * same.  It needs to live only until the call returns.  In C:
 *
 *     mynah_world_create(&(struct mynah_world_options){ .journal_limit = 100 }, NULL);
 *
 * Text is UTF-8 and ends with a NUL byte unless a size stands beside it.  Times are nanoseconds.
 * Lines and columns start at 1; columns count code points.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define MYNAH_BEGIN extern "C" {
#define MYNAH_END }
#else
#define MYNAH_BEGIN
#define MYNAH_END
#endif

#if defined(__GNUC__)
#define MYNAH_API __attribute__((__visibility__("default")))
#define MYNAH_PRINTF(text, first) __attribute__((__format__(__printf__, text, first)))
#else
#define MYNAH_API
#define MYNAH_PRINTF(text, first)
#endif

#define MYNAH_VERSION_MAJOR 0
#define MYNAH_VERSION_MINOR 1
#define MYNAH_VERSION_PATCH 0

MYNAH_BEGIN

/** Return the version of the library in use as text, `"0.1.0"`. */
MYNAH_API const char *mynah_version(void);

/** Release text that a function returned as the caller's.  `NULL` is accepted. */
MYNAH_API void mynah_free(void *text);

/** Copy text so that mynah_free() releases it.  Returns `NULL` when out of memory. */
MYNAH_API char *mynah_copy_text(const char *text);

/* ## Text for reports */

/**
 * Copy the next piece of `text` to `piece` and return where the rest begins; `""` when all is done.
 *
 * A newline is a piece of its own, every other piece at most `size - 1` bytes of one line.  Any
 * kind of test report can hold a piece: it is UTF-8, control characters and stray bytes are `?`,
 * and the end mark of XML's CDATA is broken up.  `size` is at least 8.
 */
MYNAH_API const char *mynah_text_piece(const char *text, char *piece, size_t size);

/* ## Errors */

enum mynah_error_code {
    MYNAH_ERROR_NONE,      /* no error */
    MYNAH_ERROR_MEMORY,    /* out of memory */
    MYNAH_ERROR_ARGUMENT,  /* a name or value that was passed is not known or not allowed */
    MYNAH_ERROR_CONFIG,    /* the configuration is wrong; `line` and `column` say where */
    MYNAH_ERROR_IO,        /* a file could not be read or written */
    MYNAH_ERROR_UNSET,     /* a stand-in was called before it was told what to answer */
    MYNAH_ERROR_EXHAUSTED, /* a script has no step left and its policy is `error` */
    MYNAH_ERROR_SCRIPTED,  /* the error that a script was told to answer with */
    MYNAH_ERROR_LIMIT,     /* the input is larger than what is worked on */
};

/** What went wrong: owned by the caller, usually on the stack. */
struct mynah_error {
    enum mynah_error_code code;
    int line;       /* in the input at fault; 0 when there is no such place */
    int column;     /* likewise */
    char text[256]; /* one sentence without a newline; ends with a NUL byte */
};

/** Fill `error`, which may be `NULL`, and return false: `return mynah_error_set(...)`. */
MYNAH_API bool mynah_error_set(struct mynah_error *error, enum mynah_error_code code,
                               const char *format, ...) MYNAH_PRINTF(3, 4);

/** Fill `error` as mynah_error_set() does, with the place in the input that is at fault. */
MYNAH_API bool mynah_error_set_at(struct mynah_error *error, enum mynah_error_code code, int line,
                                  int column, const char *format, ...) MYNAH_PRINTF(5, 6);

MYNAH_END

#endif
