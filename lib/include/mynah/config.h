// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CONFIG_H
#define MYNAH_CONFIG_H

/**
 * # mynah/config.h: mynah.yml, read by tables
 *
 * A configuration is one YAML document.  Each part of Mynah owns the table of its own section and
 * reads that section into a struct of its own:
 *
 *     struct gate { bool enabled; const char *channel; };
 *     static const struct mynah_config_field gate_fields[] = {
 *         { .name = "enabled", .kind = MYNAH_CONFIG_BOOL, .offset = offsetof(struct gate, enabled)
 * }, { .name = "channel", .kind = MYNAH_CONFIG_STRING, .offset = offsetof(struct gate, channel) },
 *         { 0 },
 *     };
 *     struct gate gate = { .enabled = true };  // what is not in the document keeps its value
 *     if (!mynah_config_read(config, "gate", gate_fields, &gate, &error)) ...
 *
 * Top-level sections that nobody reads are ignored: the file may be shared with another program.
 * Inside a section that is read, an unknown or repeated key, a value of the wrong kind and an
 * unknown word are errors (`MYNAH_ERROR_CONFIG`) with line and column; nothing is guessed.  So
 * `true` is a truth value and `yes`, `True` and `"true"` are none; a key without a value is an
 * error where a scalar is wanted, and an empty list or mapping elsewhere; tags (`!env X`) and merge
 * keys
 * (`<<`) are refused.  An alias means the value that it names.
 *
 * A document has at most 1 MiB and 64 levels, and is UTF-8.
 */

#include <mynah/base.h>

MYNAH_BEGIN

/** A parsed document.  It is never changed, so threads may share it. */
struct mynah_config;

/** What the value of a key has to be, and the C type of the member at `offset`. */
enum mynah_config_kind {
    MYNAH_CONFIG_BOOL = 1, /* true or false: `bool` */
    MYNAH_CONFIG_INT,      /* a decimal integer: `int64_t` */
    MYNAH_CONFIG_STRING,   /* any scalar, as written: `const char *` */
    MYNAH_CONFIG_ENUM,     /* one of `words`, the index of which is stored: `int` */
    MYNAH_CONFIG_STRINGS,  /* a list of scalars: `struct mynah_config_strings` */
    MYNAH_CONFIG_PAIRS,    /* a mapping of scalars to scalars: `struct mynah_config_pairs` */
    MYNAH_CONFIG_CHOICE,   /* a scalar, or a mapping of scalars; the scalar is the pair with name ""
                            */
    MYNAH_CONFIG_SECTION, /* a mapping with `fields` of its own; offsets stay those of the struct */
    MYNAH_CONFIG_OPEN,    /* as SECTION, but unknown keys are other people's and ignored */
    MYNAH_CONFIG_IGNORED, /* known, and not ours: any value */
};

struct mynah_config_field {
    const char *name; /* `NULL` ends the table; with kind OPEN: unknown keys are ignored */
    enum mynah_config_kind kind;
    size_t offset;
    const char *const *words;                /* ENUM: ends with `NULL` */
    const struct mynah_config_field *fields; /* SECTION, OPEN */
};

struct mynah_config_strings {
    const char *const *items;
    size_t count;
};

struct mynah_config_pair {
    const char *name;
    const char *value;
};

struct mynah_config_pairs {
    const struct mynah_config_pair *items;
    size_t count;
};

/** Read the document in the file `path`.  Release with mynah_config_destroy(). */
MYNAH_API struct mynah_config *mynah_config_load(const char *path, struct mynah_error *error);

/** Read the document in `text`, `size` bytes long.  Release with mynah_config_destroy(). */
MYNAH_API struct mynah_config *mynah_config_parse(const char *text, size_t size,
                                                  struct mynah_error *error);

MYNAH_API void mynah_config_destroy(struct mynah_config *config);

/**
 * Return `path` as seen from the folder of the file that was loaded: what a configuration names
 * lies beside it.  Absolute paths stay, and all paths of a parsed text.  Release with mynah_free().
 */
MYNAH_API char *mynah_config_path(const struct mynah_config *config, const char *path,
                                  struct mynah_error *error);

/**
 * Read the top-level section `name` into the struct `target`; or, of a top-level list of mappings,
 * the item with that number: `"rows[3]"` is the fourth of `rows`.
 *
 * Members of keys that the document does not have keep their values, also when there is no such
 * section.  Ownership: all text and lists stored in `target` are borrowed from `config`.
 * Errors: `MYNAH_ERROR_CONFIG` with line and column; `target` is then partly filled.
 */
MYNAH_API bool mynah_config_read(const struct mynah_config *config, const char *name,
                                 const struct mynah_config_field *fields, void *target,
                                 struct mynah_error *error);

/** Return how many items the list at `path` has: 0 where there is none, or something else. */
MYNAH_API size_t mynah_config_count(const struct mynah_config *config, const char *path);

/**
 * Say where in the document a key is: `path` is `"execution.generators.mock"`, or `"rows[3].name"`.
 * Zeroes if absent.
 */
MYNAH_API void mynah_config_place(const struct mynah_config *config, const char *path, int *line,
                                  int *column);

MYNAH_END

#endif
