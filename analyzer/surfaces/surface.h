// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SURFACE_H
#define MYNAH_SURFACE_H

// What touches a control system: a row for each function, method, constructor and attribute.  One
// table per control system; surfaces.c lists the tables.
//
// A method is the qualified name of its type, a dot and its name: `epics.PV.put`.  `*` as the last
// part stands for every name of that type or module that has no row of its own.  Where any row can
// write, a name without a row is taken for one that might: harmless names have rows, too.

#include <stdbool.h>
#include <stddef.h>

enum surface_direction {
    SURFACE_NONE = 0, // touches nothing: a constructor, or a name that only looks dangerous
    SURFACE_READ = 1,
    SURFACE_WRITE = 2,
    SURFACE_BOTH = 3,
};

// Where in a call something stands.
struct surface_argument {
    int position;        // 1 is the first positional argument; 0: by keyword only, or not at all
    const char *keyword; // may be NULL
};

enum surface_channel {
    CHANNEL_NONE,     // the access has no channel that could be named
    CHANNEL_ARGUMENT, // `channel` is the name, or a list of names
    CHANNEL_KEYS,     // `channel` is a mapping: its keys are the names, its values what is written
    CHANNEL_RECEIVER, // the one that the receiver's constructor was given
    CHANNEL_JOINED,   // the receiver's, `join`, and the argument or (for `*`) the attribute's name
    CHANNEL_FIELD,    // the receiver's and `join`
};

struct surface {
    const char *api;                  // qualified name
    enum surface_direction direction; // of a call; of an attribute see `attribute`
    enum surface_channel kind;
    struct surface_argument channel;
    struct surface_argument value;
    struct surface_argument suffix; // of what remembers the channel: what comes behind it
    const char *join;               // CHANNEL_JOINED, CHANNEL_FIELD
    const char *result; // type of what a call or attribute gives: it remembers the channel.  A
                        // leading `[` says that it is a list of them
    bool more;          // arguments behind that of the channel which remember one are accessed, too
    bool attribute;     // an attribute: loading it reads, storing it writes
    bool preloaded;     // hosts bind this name beforehand: it counts also where the code never
                        // binds it, by its last part or its last two
};

struct surface_table {
    const char *system;         // "EPICS"
    const struct surface *rows; // ends with a row without `api`
};

// All tables; ends with a NULL pointer.
extern const struct surface_table *const mynah__surface_tables[];

#endif
