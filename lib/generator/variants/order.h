// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_VARIANT_ORDER_H
#define MYNAH_VARIANT_ORDER_H

// Which rows each number has.  The first numbers are chosen, see cover.h; when these have been gone
// through, the same spellings and carriers come with payloads that are drawn.

#include "generator/variants/compose.h"

struct order;

// Make the order of what the options allow.  NULL after an error.
struct order *mynah__order_create(const struct mynah_variants_options *options,
                                  struct mynah_error *error);

// Fill in the rows that number `index` has.
void mynah__order_at(const struct order *order, uint64_t index, struct recipe *recipe);

// The ending that `details` draw for a payload.
const struct ending *mynah__order_ending(const struct payload *payload, uint64_t details,
                                         int edition);

void mynah__order_destroy(struct order *order);

#endif
