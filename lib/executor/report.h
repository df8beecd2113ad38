// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_EXECUTOR_REPORT_H
#define MYNAH_EXECUTOR_REPORT_H

// What the child reported, and how its process ended, as one `struct mynah_execution`.

#include <mynah/executor.h>

#include "core/arena.h"
#include "executor/spawn.h"

struct run_facts {
    const struct spawned *spawned;
    const struct spawn_limits *limits;
    bool confined;
};

// Fill `execution`, the texts of which live in the arena.  False, with `error`, when the code was
// not begun at all, or when out of memory.
bool mynah__report_read(struct mynah_execution *execution, const struct run_facts *facts,
                        struct arena *arena, struct mynah_error *error);

#endif
