// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_EXECUTOR_SPAWN_H
#define MYNAH_EXECUTOR_SPAWN_H

// The one way to start a process: as the leader of a group of its own, with nothing inherited but
// what is given, under limits, and with all of the group gone at the end.

#include <mynah/base.h>

#include "core/text.h"

// Descriptors of the child besides the usual three.
enum { SPAWN_PAYLOAD = 3, SPAWN_REPORT = 4 };

// Of every limit 0 means none.
struct spawn_limits {
    int64_t wall;    // nanoseconds
    int64_t cpu;     // seconds
    uint64_t memory; // bytes of address space
    uint64_t file;   // bytes of a file
    size_t output;   // bytes that are kept of stdout and of stderr
    size_t report;   // bytes that are kept of the report
};

struct spawn {
    const char *const *arguments;   // the first is the path of the program; end with NULL
    const char *const *environment; // ends with NULL
    const char *folder;             // where it starts; NULL: where we are
    int payload;                    // a descriptor, for reading; -1: none
    struct spawn_limits limits;
};

enum { SPAWN_OUTPUT, SPAWN_ERRORS, SPAWN_REPORTED, SPAWN_STREAMS };

// What came of it.  Release with mynah__spawn_finish(), also after a failure.
struct spawned {
    struct text streams[SPAWN_STREAMS];
    bool cut[SPAWN_STREAMS]; // there was more than the limit
    bool timed_out;
    int exit_code; // -1 when a signal ended it, or when somebody else has taken its status
    int signal;
};

// Run the program to its end.  False when it could not be started.
bool mynah__spawn(const struct spawn *spawn, struct spawned *spawned, struct mynah_error *error);
void mynah__spawn_finish(struct spawned *spawned);

#endif
