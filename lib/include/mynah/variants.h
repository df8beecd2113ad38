// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_VARIANTS_H
#define MYNAH_VARIANTS_H

/**
 * # mynah/variants.h: endlessly many snippets of which the truth is known
 *
 * Eight behaviours show that a gate works on eight texts.  Variants are Python put together from
 * four independent choices: a *payload* is what happens, a *spelling* how it is written, a
 * *carrier* where it stands, *noise* what is around it.  Each comes with its label, which follows
 * from the rows that were chosen, never from the code:
 *
 *     struct mynah_variants *variants =
 *         mynah_variants_create(&(struct mynah_variants_options){ .seed = 42 }, NULL);
 *     struct mynah_variant variant;
 *     for (int i = 0; i < 10000 && mynah_variants_next(variants, &variant, NULL); i++) {
 *         assert(my_gate(variant.code) >= variant.label.verdict);
 *     }
 *     mynah_variants_destroy(variants);
 *
 * The same seed and number give the same bytes, on every machine and in every version of one major
 * version: rows that come later belong to a later `edition`.  docs/variants.md describes the
 * tables.
 */

#include <mynah/verdict.h>

MYNAH_BEGIN

/* ## What a variant is */

/**
 * The names of the rows that a variant is made of.  Of a behaviour as it is they are its name,
 * "template", "module" and "none".
 */
struct mynah_variant_choices {
    const char *payload;
    const char *spelling;
    const char *carrier;
    const char *noise;
};

/** A channel that the payload touches. */
struct mynah_variant_access {
    enum mynah_direction direction;
    const char *channel; /* `NULL` when it has no name */
    const char *value;   /* what is written, as a Python literal; `NULL` when it is not constant */
    const char *api;     /* qualified name of what is called: `epics.caput` */
    int line;
};

/** The truth about one variant. */
struct mynah_variant_label {
    enum mynah_verdict verdict; /* under the default policy, of a gate that makes no mistake */
    bool parses;                /* CPython compiles it */
    enum mynah_results results; /* whether it binds `results`, a mapping */
    const struct mynah_variant_access *accesses;
    size_t access_count;
    /* Every rule of which a finding is due, sorted.  If the payload is not `resolvable`, one that
       begins with `opaque-` may stand for those of the payload. */
    const char *const *rules;
    size_t rule_count;
    bool resolvable;      /* what happens can be told from the text; else only that something may */
    bool executes;        /* the payload takes place when the code is run */
    int line;             /* where the payload stands: its use, not its preparation */
    const char *raises;   /* the exception that the run ends with, by its name; or `NULL` */
    const char *module;   /* the module that the payload needs to be there; or `NULL` */
    const char *packages; /* packages that the noise imports and that may not be there; or `NULL` */
};

/** One variant.  Everything is borrowed until the next call for the same variants. */
struct mynah_variant {
    const char *code; /* `size` bytes of UTF-8, and a NUL byte behind them */
    size_t size;
    uint64_t seed;
    uint64_t number;
    const char *behavior; /* the behaviour that it is a variant of */
    const char *family;   /* what the payload is one of: "write-call", "syntax-error" */
    struct mynah_variant_choices choices;
    struct mynah_variant_label label;
};

/* ## Making them */

struct mynah_variants;

/** Zero means: all behaviours, seed 0, from number 0, any choice, the first edition. */
struct mynah_variants_options {
    const char *behavior; /* "channel_write"; `NULL`: all */
    uint64_t seed;
    uint64_t first;                       /* the number that mynah_variants_next() begins with */
    struct mynah_variant_choices choices; /* only these; `NULL`: any.  A payload may be a family */
    int edition; /* 0 and 1: the rows of this major version; more: those added since, too */
};

/**
 * Create a source of variants.
 *
 * A source of behaviours begins with those as they are: of one behaviour, number 0 is its own code.
 * With `choices` it has none of these.
 * Errors: an unknown name, or choices of which nothing can be made, as they exclude each other:
 * `MYNAH_ERROR_ARGUMENT`; `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_variants *mynah_variants_create(const struct mynah_variants_options *options,
                                                       struct mynah_error *error);

/**
 * Make the next variant.  There is always one: the end is where the caller stops.
 * Errors: `MYNAH_ERROR_MEMORY`; the next call makes the same variant.
 */
MYNAH_API bool mynah_variants_next(struct mynah_variants *variants, struct mynah_variant *variant,
                                   struct mynah_error *error);

/** Make variant `number`; mynah_variants_next() goes on where it was.  Errors: as above. */
MYNAH_API bool mynah_variants_at(struct mynah_variants *variants, uint64_t number,
                                 struct mynah_variant *variant, struct mynah_error *error);

/**
 * Make what `choices` say, with the channel, value and ending that variant `number` has: so that a
 * variant can be made smaller one choice at a time.  The plainest choices are the spelling
 * "direct", the carrier "module" and the noise "none", which a member that is `NULL` stands for.
 *
 * Errors: an unknown name, or choices that exclude each other, with the reason:
 * `MYNAH_ERROR_ARGUMENT`; `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API bool mynah_variants_compose(struct mynah_variants *variants, uint64_t number,
                                      const struct mynah_variant_choices *choices,
                                      struct mynah_variant *variant, struct mynah_error *error);

MYNAH_API void mynah_variants_destroy(struct mynah_variants *variants);

/**
 * Return the variant as one JSON object without line ends: `id`, `code`, `label`, `choices`,
 * `number`, `seed` and more; `mynah check --batch` takes it as it is.
 *
 * Ownership: the caller's; release with mynah_free().  Errors: `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API char *mynah_variant_to_json(const struct mynah_variant *variant,
                                      struct mynah_error *error);

/* ## The tables */

enum mynah_variant_table {
    MYNAH_VARIANT_PAYLOADS,
    MYNAH_VARIANT_SPELLINGS,
    MYNAH_VARIANT_CARRIERS,
    MYNAH_VARIANT_NOISE,
    MYNAH_VARIANT_FAMILIES, /* of payloads */
};

/** What one row of a table says; members that the table does not have are `NULL`. */
struct mynah_variant_row {
    const char *name;
    const char *family;   /* of a payload */
    const char *behavior; /* of a family: the behaviour that its payloads are variants of */
    const char *api;      /* of a payload: the qualified name of what it uses, or `NULL` */
    const char *rules;    /* the rules that it brings, with spaces between */
    const char *text;     /* the Python, with `{holes}` */
    int edition;
};

/** Fill in the row at `index`; false behind the last.  Everything is static. */
MYNAH_API bool mynah_variant_row_at(enum mynah_variant_table table, size_t index,
                                    struct mynah_variant_row *row);

MYNAH_END

#endif
