// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SURFACE_ROWS_H
#define MYNAH_SURFACE_ROWS_H

// Short forms for the tables of surfaces.

#include "surfaces/surface.h"

// clang-format off
#define AT(position, keyword) { position, keyword }

// A call that is given the channel.
#define READ(name, where)                                                                          \
    {.api = name, .direction = SURFACE_READ, .kind = CHANNEL_ARGUMENT, .channel = where}
#define WRITE(name, where, what)                                                                   \
    {.api = name, .direction = SURFACE_WRITE, .kind = CHANNEL_ARGUMENT, .channel = where,          \
     .value = what}
// The same, of a name that hosts bind beforehand.
#define PRELOADED_READ(name, where)                                                                \
    {.api = name, .direction = SURFACE_READ, .kind = CHANNEL_ARGUMENT, .channel = where,           \
     .preloaded = true}
#define PRELOADED_WRITE(name, where, what)                                                         \
    {.api = name, .direction = SURFACE_WRITE, .kind = CHANNEL_ARGUMENT, .channel = where,          \
     .value = what, .preloaded = true}
// A method of something that was made for one channel.
#define READ_OWN(name) {.api = name, .direction = SURFACE_READ, .kind = CHANNEL_RECEIVER}
#define WRITE_OWN(name, what)                                                                      \
    {.api = name, .direction = SURFACE_WRITE, .kind = CHANNEL_RECEIVER, .value = what}
// One whose channel is the receiver's and a part.
#define READ_PART(name, between, where)                                                            \
    {.api = name, .direction = SURFACE_READ, .kind = CHANNEL_JOINED, .join = between,              \
     .channel = where}
#define WRITE_PART(name, between, where, what)                                                     \
    {.api = name, .direction = SURFACE_WRITE, .kind = CHANNEL_JOINED, .join = between,             \
     .channel = where, .value = what}
// One whose channel is the receiver's and a part that is always the same.
#define READ_FIELD(name, field)                                                                    \
    {.api = name, .direction = SURFACE_READ, .kind = CHANNEL_FIELD, .join = field}
#define WRITE_FIELD(name, field, what)                                                             \
    {.api = name, .direction = SURFACE_WRITE, .kind = CHANNEL_FIELD, .join = field, .value = what}
#define FIELD_ATTRIBUTE(name, field)                                                               \
    {.api = name, .direction = SURFACE_BOTH, .kind = CHANNEL_FIELD, .join = field,                 \
     .attribute = true}
// One that can not be named.
#define WRITE_ANY(name) {.api = name, .direction = SURFACE_WRITE}
#define READ_ANY(name) {.api = name, .direction = SURFACE_READ}
// What makes something that remembers the channel; its type may be another one's.
#define MAKES(name, where, type)                                                                   \
    {.api = name, .channel = where, .kind = CHANNEL_ARGUMENT, .result = type}
#define MAKES_PART(name, between, where, type)                                                     \
    {.api = name, .channel = where, .kind = CHANNEL_JOINED, .join = between, .result = type}
// Harmless: a call, and what is only data.  Modules that can write have all their names in a table:
// a call of one that is in none is opaque.
#define NOTHING(name) {.api = name}
#define DATA(name) {.api = name, .attribute = true}
#define HAS(name, type)                                                                            \
    {.api = name, .attribute = true, .kind = CHANNEL_RECEIVER, .result = type}
// An attribute: loading it reads, storing it writes.
#define OWN_ATTRIBUTE(name)                                                                        \
    {.api = name, .direction = SURFACE_BOTH, .kind = CHANNEL_RECEIVER, .attribute = true}
#define READ_ATTRIBUTE(name)                                                                       \
    {.api = name, .direction = SURFACE_READ, .kind = CHANNEL_RECEIVER, .attribute = true}
#define ANY_ATTRIBUTE(name, between)                                                               \
    {.api = name, .direction = SURFACE_BOTH, .kind = CHANNEL_JOINED, .join = between,              \
     .attribute = true}
// clang-format on

extern const struct surface_table mynah__surfaces_bluesky, mynah__surfaces_buses,
    mynah__surfaces_ca, mynah__surfaces_epics, mynah__surfaces_hardware, mynah__surfaces_ophyd,
    mynah__surfaces_osprey, mynah__surfaces_plc, mynah__surfaces_pva, mynah__surfaces_pvapy,
    mynah__surfaces_tango;

#endif
