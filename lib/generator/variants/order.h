// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_VARIANT_ORDER_H
#define MYNAH_VARIANT_ORDER_H

// Which rows each number has.  Two lists of pairs are gone through, one after the other, and what a
// pair leaves open is drawn.  The first has each spelling with each family of payloads and group of
// carriers, each carrier with each family and group of spellings; the second each spelling with
// each carrier.  Pairs that exclude each other are in neither.

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

// Return how many numbers it takes to go through the first list.
size_t mynah__order_first(const struct order *order);

void mynah__order_destroy(struct order *order);

#endif
