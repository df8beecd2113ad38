// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SCHEMA_H
#define MYNAH_SCHEMA_H

/**
 * # mynah/schema.h: JSON that a JSON Schema describes
 *
 * A tool that a model may call has its parameters described by a JSON Schema.  From that, arguments
 * are made up, the same for the same seed, and arguments are judged:
 *
 *     char *arguments = mynah_schema_example(schema, &(struct mynah_schema_options){ .seed = 7 },
 *                                            &error);
 *     char why[200];
 *     assert(mynah_schema_meets(schema, arguments, why, sizeof why));
 *     mynah_free(arguments);
 *
 * Both know these keywords of draft 2020-12, and what older drafts called them:
 *
 *     any value   type, enum, const, $ref (within the schema: `#`, `#/$defs/...`), $defs,
 *                 definitions, allOf, anyOf, oneOf, not, if, then, else, nullable
 *     numbers     minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf
 *     text        minLength, maxLength, pattern, format
 *     arrays      items, prefixItems, additionalItems, minItems, maxItems, uniqueItems, contains,
 *                 minContains, maxContains
 *     objects     properties, patternProperties, additionalProperties, propertyNames, required,
 *                 minProperties, maxProperties, dependentRequired, dependentSchemas
 *
 * What only describes (title, description, default, examples, deprecated, readOnly, writeOnly,
 * $schema, $id, $comment, contentMediaType, contentEncoding, names that begin with `x-`) is passed
 * over.  Any other keyword is an error that names its path, never silence: `#/properties/a: no
 * keyword is called 'unevaluatedItems'`.
 *
 * Patterns are regular expressions of ECMA 262 without assertions but `^` and `$`, references to
 * groups and classes of properties; they are matched in time that grows with text and pattern only.
 * A `format` is kept where values are made up, and not judged, as drafts since 2019 say.
 */

#include <mynah/base.h>

MYNAH_BEGIN

enum {
    MYNAH_SCHEMA_DEPTH = 64,      /* how deep schemas and values nest at most */
    MYNAH_SCHEMA_VALUES = 10000,  /* values in what is made up */
    MYNAH_SCHEMA_STEPS = 1000000, /* schemas that are asked about one value */
    MYNAH_PATTERN_SIZE = 1000,    /* bytes of a pattern */
    MYNAH_PATTERN_TEXT = 1 << 16, /* code points of text that a pattern is matched with */
};

/** Which members an object gets that its schema does not require. */
enum mynah_schema_fill {
    MYNAH_SCHEMA_SOME, /* by the seed */
    MYNAH_SCHEMA_ALL,
    MYNAH_SCHEMA_REQUIRED, /* none */
};

struct mynah_schema_options {
    uint64_t seed;
    enum mynah_schema_fill fill;
};

/**
 * Make up a value that meets the schema, as JSON on one line.
 *
 * It is always one that mynah_schema_meets() accepts.  Where the schema has `examples`, it is one
 * of them that does.  Within a major version, a schema and a seed give the same bytes.  A schema
 * that refers to itself ends as soon as it can once it is a few levels deep.
 * Ownership: the caller's; release with mynah_free().
 * Errors: as mynah_schema_check(); a value that never ends, or that was not found, with its path:
 * `MYNAH_ERROR_ARGUMENT`; more than MYNAH_SCHEMA_VALUES values: `MYNAH_ERROR_LIMIT`;
 * `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API char *mynah_schema_example(const char *schema, const struct mynah_schema_options *options,
                                     struct mynah_error *error);

/**
 * Return whether the JSON text meets the schema.
 *
 * When it does not, and `size` is not 0, `why` says so: `$.limit: 0 is less than the minimum, 1`;
 * also when `json` is no JSON, with line and column, and what mynah_schema_check() says when
 * `schema` is no schema.
 */
MYNAH_API bool mynah_schema_meets(const char *schema, const char *json, char *why, size_t size);

/**
 * Check a schema.
 * Errors: no JSON, with line and column; a keyword that is not known, or that has what it may not
 * have, a reference to nothing, a pattern that is not understood, each with its path:
 * `MYNAH_ERROR_ARGUMENT`; one that nests too deep: `MYNAH_ERROR_LIMIT`; `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API bool mynah_schema_check(const char *schema, struct mynah_error *error);

MYNAH_END

#endif
