// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_QUEUE_H
#define MYNAH_QUEUE_H

/**
 * # mynah/queue.h: answers one after the other, for tests of who validates them
 *
 * Who asks a model for JSON, a vision model above all, has to cope with answers that are none.  A
 * queue is a mock provider with a list of answers, each used once, of which some are spoilt:
 *
 *     const struct mynah_queue_item items[] = { { .json = "{\"horizons\": [\"A\", \"B\"]}" },
 *                                               { .json = "{\"horizons\": [\"A\", \"B\"]}" } };
 *     const size_t first = 1;
 *     struct mynah_provider *mock = mynah_queue_create(
 *         NULL, &(struct mynah_queue_options){ .items = items, .count = 2,
 *                                              .malformed_at = &first, .malformed_count = 1 },
 *         NULL);
 *     // the code under test asks: the first answer is no JSON, the second is the second item
 *     assert(strstr(mynah_provider_prompt(mock, 1), "previous response failed"));
 *
 * All that mynah/provider.h says of a provider holds: prompts and images that it was asked, calls,
 * reset to the first item, clones, verify, which names the items that nobody asked for.
 */

#include <mynah/provider.h>

MYNAH_BEGIN

/** What stands in the place of an answer that is spoilt: 29 bytes, the last one a space. */
#define MYNAH_QUEUE_MALFORMED "{ this is not valid json !!! "

/** An answer: one of both. */
struct mynah_queue_item {
    const char *text; /* as it is */
    const char *json; /* a value, written by mynah_queue_json() */
};

struct mynah_queue_options {
    const char *name; /* as of a provider */
    const struct mynah_queue_item *items;
    size_t count;
    /** Numbers of calls, from 1 and in order, that are answered with MYNAH_QUEUE_MALFORMED. */
    const size_t *malformed_at;
    size_t malformed_count;
    bool keep_items; /* a malformed answer comes before an item; else it takes the item's place */
};

/**
 * Create a queue.  Release with mynah_provider_destroy(), or with its world.
 *
 * Behind the last item every call fails with `MYNAH_CHAT_STAND_IN` and `MYNAH_ERROR_EXHAUSTED`:
 * `queue exhausted: 2 calls, only 1 response queued; asked: "Describe the profile"`.
 * Errors: an item with neither or both members; JSON that is none, with line and column; a
 * malformed answer at a call that no item would answer; `MYNAH_ERROR_ARGUMENT` for all of them.
 * `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_provider *mynah_queue_create(struct mynah_world *world,
                                                    const struct mynah_queue_options *options,
                                                    struct mynah_error *error);

/**
 * Write a JSON value as R's jsonlite writes it with `auto_unbox`: without space, members in their
 * order, numbers with four digits behind the point at most (`3.1416`), large and small ones as
 * `1e+22` and `1e-07`, `</` as `<\/`, control characters as `\u001f`, all else as it is.
 *
 * Whole numbers keep all of their digits, and negative ones are written as positive ones are;
 * jsonlite loses digits of both where they are large.
 * Ownership: the caller's; release with mynah_free().
 * Errors: no JSON, with line and column: `MYNAH_ERROR_ARGUMENT`; `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API char *mynah_queue_json(const char *json, struct mynah_error *error);

MYNAH_END

#endif
