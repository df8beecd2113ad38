// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_WIRE_HEAR_H
#define MYNAH_WIRE_HEAR_H

// The other direction: what a real provider answers, understood, so that it can be kept.

#include "wire/telling.h"

struct heard {
    const struct protocol *protocol;
    struct arena arena;
    bool streams;
    int status;
    int64_t begun;
    int64_t retry_after; // nanoseconds; 0: not told
    struct text rest;    // of a stream, the event that is not over; else the body
    int64_t last;        // when something was heard before
    struct mynah_chat_chunk *chunks;
    size_t chunk_count;
    size_t chunk_capacity;
    int64_t calls;                       // begun, in protocols that number them otherwise
    bool over;                           // the stream said that it ends
    struct mynah_chat_response response; // what is known of the whole
    const char *message;                 // of an error
};

// Hear bytes of the body, at this time.
void mynah__hear(struct heard *heard, const char *bytes, size_t size, int64_t now);
// Nothing more comes: sum up.
void mynah__hear_end(struct heard *heard);
void mynah__heard_finish(struct heard *heard);

// Who hands what was heard over to a cassette: the provider inside it.
struct listening {
    struct heard *heard; // by the call that is being kept
    struct mynah_clock *clock;
    size_t next; // chunk of a stream
};

struct mynah_chat_provider mynah__listening_interface(struct listening *listening);

#endif
