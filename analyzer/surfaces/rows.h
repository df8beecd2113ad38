// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SURFACE_ROWS_H
#define MYNAH_SURFACE_ROWS_H

// Short forms for the tables of surfaces.

#include "surfaces/surface.h"

#define AT(position, keyword)                                                                      \
    {                                                                                              \
        position, keyword                                                                          \
    }

// A call that is given the channel.
#define READ(name, where)                                                                          \
    {                                                                                              \
        .api = name, .direction = SURFACE_READ, .kind = CHANNEL_ARGUMENT, .channel = where         \
    }
#define WRITE(name, where, what)                                                                   \
    {                                                                                              \
        .api = name, .direction = SURFACE_WRITE, .kind = CHANNEL_ARGUMENT, .channel = where,       \
        .value = what                                                                              \
    }
// A method of something that was made for one channel.
#define READ_OWN(name)                                                                             \
    {                                                                                              \
        .api = name, .direction = SURFACE_READ, .kind = CHANNEL_RECEIVER                           \
    }
#define WRITE_OWN(name, what)                                                                      \
    {                                                                                              \
        .api = name, .direction = SURFACE_WRITE, .kind = CHANNEL_RECEIVER, .value = what           \
    }
// One whose channel is the receiver's and a part.
#define READ_PART(name, between, where)                                                            \
    {                                                                                              \
        .api = name, .direction = SURFACE_READ, .kind = CHANNEL_JOINED, .join = between,           \
        .channel = where                                                                           \
    }
#define WRITE_PART(name, between, where, what)                                                     \
    {                                                                                              \
        .api = name, .direction = SURFACE_WRITE, .kind = CHANNEL_JOINED, .join = between,          \
        .channel = where, .value = what                                                            \
    }
// One that can not be named.
#define WRITE_ANY(name)                                                                            \
    {                                                                                              \
        .api = name, .direction = SURFACE_WRITE                                                    \
    }
#define READ_ANY(name)                                                                             \
    {                                                                                              \
        .api = name, .direction = SURFACE_READ                                                     \
    }
#define MAKES(name, where, type)                                                                   \
    {                                                                                              \
        .api = name, .channel = where, .kind = CHANNEL_ARGUMENT, .result = type                    \
    }
#define NOTHING(name)                                                                              \
    {                                                                                              \
        .api = name                                                                                \
    }
#define OWN_ATTRIBUTE(name)                                                                        \
    {                                                                                              \
        .api = name, .direction = SURFACE_BOTH, .kind = CHANNEL_RECEIVER, .attribute = true        \
    }

extern const struct surface_table mynah__surfaces_osprey, mynah__surfaces_epics,
    mynah__surfaces_pva, mynah__surfaces_tango, mynah__surfaces_bluesky, mynah__surfaces_plc;

#endif
