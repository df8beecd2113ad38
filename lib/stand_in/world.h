// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_STAND_IN_WORLD_H
#define MYNAH_STAND_IN_WORLD_H

#include <mynah/world.h>

#include "core/sink.h"

// The journal of a world for those who write it.
struct mynah_journal *mynah__world_journal(struct mynah_world *world);

// Pieces of explanations: the calls around the one with `number`, which is marked, or the last ones
// when it is 0; which calls a query means; how many calls there may be.
void mynah__journal_show_around(struct sink *why, const struct mynah_journal *journal,
                                uint64_t number);
void mynah__query_show(struct sink *why, const struct mynah_query *query);
void mynah__show_range(struct sink *why, size_t least, size_t most);

#endif
