// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_STAND_IN_WORLD_H
#define MYNAH_STAND_IN_WORLD_H

#include <mynah/world.h>

// The journal of a world for those who write it.
struct mynah_journal *mynah__world_journal(struct mynah_world *world);

#endif
