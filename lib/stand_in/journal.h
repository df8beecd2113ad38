// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_STAND_IN_JOURNAL_H
#define MYNAH_STAND_IN_JOURNAL_H

// The journal as the stand-ins write it.
//
// An entry that somebody looks at is pinned: the call that it is about, until its end, and a query
// that asks conditions of it, because both run code of others that may jump away.  A pinned entry
// that is dropped goes to limbo, where its last pin or the end of the journal releases it.

#include <mynah/journal.h>

#include "stand_in/reply.h"

#include <pthread.h>

// A stand-in, as the journal knows it; once it had a call it lives as long as the journal.
struct source {
    struct source *next;
    size_t calls; // since the last reset
    bool called;  // ever
    uint64_t at;  // number of the entry that was found last, and its rank
    size_t at_rank;
    char name[];
};

struct entry {
    struct mynah_entry seen; // what queries are told
    struct source *source;
    size_t rank;           // among the calls of its source
    size_t size;           // of what it keeps: the request, and the reply when it is there
    struct reply *origin;  // the step that answered
    struct reply *pending; // what its callback has answered so far
    struct reply *reply;
    int pins;
    bool dropped;
    struct entry *next; // in limbo
    struct entry *previous;
};

struct mynah_journal {
    pthread_mutex_t lock;
    struct entry **ring; // by number; NULL where a stand-in forgot its calls
    size_t head;
    size_t count;
    size_t capacity;
    size_t limit; // of calls; 0: none
    size_t bytes; // that those in the ring keep
    size_t bytes_limit;
    uint64_t first; // number of the entry at `head`
    size_t dropped;
    struct source *sources;
    struct entry *limbo;
};

// Keep at most `limit` calls, and of those that keep more than `bytes` only the newest; 0: any
// number.
struct mynah_journal *mynah__journal_create(size_t limit, size_t bytes, struct mynah_error *error);
void mynah__journal_reset(struct mynah_journal *journal);
void mynah__journal_destroy(struct mynah_journal *journal);

// Return a new source with that name, or "name-2", "name-3".
struct source *mynah__journal_source(struct mynah_journal *journal, const char *name,
                                     struct mynah_error *error);

// Let go of the source of a stand-in that is gone: when it never had a call, its name is free.
void mynah__journal_retire(struct mynah_journal *journal, struct source *source);

// Record a call, with a copy of the request; the entry is pinned until its end.
struct entry *mynah__journal_begin(struct mynah_journal *journal, struct source *source,
                                   const struct mynah_call *call, struct mynah_error *error);
// Say which step answers; takes over the caller's share of the reply.
void mynah__journal_step(struct mynah_journal *journal, struct entry *entry, struct reply *origin,
                         long step);
// Keep what a callback answers; takes over the share.
void mynah__journal_pending(struct mynah_journal *journal, struct entry *entry,
                            struct reply *pending);
// End a call.  Takes over the share of `reply`; NULL: there was not even memory for an error.
void mynah__journal_end(struct mynah_journal *journal, struct entry *entry, struct reply *reply,
                        int64_t now);

// Return a copy of what is known of the call at `index` of a source; -1 is the last.
bool mynah__journal_of(struct mynah_journal *journal, struct source *source, long index,
                       struct mynah_entry *entry);
size_t mynah__journal_calls_of(struct mynah_journal *journal, const struct source *source);
// Record the calls of one source once more, for another one; replies are shared.
bool mynah__journal_copy(struct mynah_journal *from, struct source *source,
                         struct mynah_journal *to, struct source *copy, struct mynah_error *error);
// Forget the calls of one source.
void mynah__journal_forget(struct mynah_journal *journal, struct source *source);

// For queries: the lock is held.
struct entry *mynah__journal_entry(const struct mynah_journal *journal, size_t position);
void mynah__journal_unpin(struct mynah_journal *journal, struct entry *entry);

#endif
