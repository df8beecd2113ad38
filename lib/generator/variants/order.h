// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_VARIANT_ORDER_H
#define MYNAH_VARIANT_ORDER_H

// Which rows each number has.  Three lists hold every pair that goes together, of spelling and
// carrier, spelling and family, carrier and family.  Numbers take from them in turn and draw what
// the pair leaves open, so each pair occurs as soon as its list has been gone through once.

#include "generator/variants/compose.h"

enum order_list {
    ORDER_SPELLING_CARRIER,
    ORDER_SPELLING_FAMILY,
    ORDER_CARRIER_FAMILY,
    ORDER_LISTS
};

struct order;

// Make the order of what the options allow.  NULL after an error.
struct order *mynah__order_create(const struct mynah_variants_options *options,
                                  struct mynah_error *error);

// Fill in the rows that number `index` has.
void mynah__order_at(const struct order *order, uint64_t index, struct recipe *recipe);

// The ending that `details` draw for a payload.
const struct ending *mynah__order_ending(const struct payload *payload, uint64_t details,
                                         int edition);

// Return how many pairs the list has.
size_t mynah__order_pairs(const struct order *order, enum order_list list);

void mynah__order_destroy(struct order *order);

#endif
