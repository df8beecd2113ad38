// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_JOURNAL_H
#define MYNAH_JOURNAL_H

/**
 * # mynah/journal.h: every call that was received
 *
 * All stand-ins of a world write one journal, with one numbering, so that the order of calls over
 * all of them is known.  It keeps deep copies: what the caller does to its request afterwards does
 * not change what was recorded.
 *
 *     const struct mynah_journal *journal = mynah_world_journal(world);
 *     struct mynah_query query = { .stand_in = "mock", .request = &orders };
 *     assert(mynah_journal_count(journal, &query) == 2);
 *     struct mynah_entry entry = { 0 };
 *     while (mynah_journal_next(journal, &query, &entry)) {
 *         printf("%s\n", entry.text);
 *     }
 *
 * Threads may write and ask at the same time.  An entry is handed out as a snapshot; what it points
 * to stays where it is until a reset of the journal or of the stand-in, or, in a journal with a
 * limit, until as many newer calls, or calls with as many bytes, have been received as it says.
 */

#include <mynah/match.h>

MYNAH_BEGIN

struct mynah_journal;

enum mynah_outcome {
    MYNAH_OUTCOME_UNFINISHED, /* still running, or its callback jumped away */
    MYNAH_OUTCOME_ANSWERED,
    MYNAH_OUTCOME_ERROR,
};

/** Return `"unfinished"`, `"answered"`, `"error"`. */
MYNAH_API const char *mynah_outcome_name(enum mynah_outcome outcome);

/** One call. */
struct mynah_entry {
    uint64_t number;      /* 1 for the first call since the reset, over all stand-ins */
    const char *stand_in; /* its name, unique in the world: the second "mock" is "mock-2" */
    const char *method;
    const struct mynah_shape *request_shape;
    const void *request;
    enum mynah_outcome outcome;
    const char *text; /* the reply when it is text, else `NULL` */
    size_t text_size;
    const struct mynah_shape *reply_shape; /* the reply when it is a record, else `NULL` */
    const void *reply;
    const struct mynah_error *error; /* of ERROR, else `NULL` */
    int64_t begin;                   /* on the clock of the world */
    int64_t end;                     /* as `begin` while unfinished */
    int64_t step;                    /* of the script that answered, from 0; -1 when none did */
    const char *file;                /* where that step was written; `NULL` when not known */
    int line;
};

/** Which calls are meant: those for which every member that is not zero holds. */
struct mynah_query {
    const char *stand_in;
    const char *method;
    const struct mynah_match *request; /* a request of another shape than it speaks of is none */
    const struct mynah_match *reply;   /* of replies that are records */
    const struct mynah_match *entry;   /* of the entry: `number`, `method`, `outcome`, `text`,
                                          `error`, `begin`, `end`, `step` */
};

/** Return how many calls there were that the query means; `NULL` means all that are kept. */
MYNAH_API size_t mynah_journal_count(const struct mynah_journal *journal,
                                     const struct mynah_query *query);

/** Find the call at `index` among those meant: 0 is the first, -1 the last. */
MYNAH_API bool mynah_journal_at(const struct mynah_journal *journal,
                                const struct mynah_query *query, long index,
                                struct mynah_entry *entry);

/** Find the next call after `entry`; start with a zeroed one. */
MYNAH_API bool mynah_journal_next(const struct mynah_journal *journal,
                                  const struct mynah_query *query, struct mynah_entry *entry);

/**
 * Find the call that comes nearest to what the query means; of several the last.
 *
 * `why` then says what is missing, and is "" when the call is one of those meant.
 * Returns false when the stand-in and the method were not called at all.
 */
MYNAH_API bool mynah_journal_closest(const struct mynah_journal *journal,
                                     const struct mynah_query *query, struct mynah_entry *entry,
                                     char *why, size_t size);

/** Return how many calls the stand-in received, also those that were dropped; `NULL`: all. */
MYNAH_API size_t mynah_journal_calls(const struct mynah_journal *journal, const char *stand_in);

/** Return how many calls the limits have dropped. */
MYNAH_API size_t mynah_journal_dropped(const struct mynah_journal *journal);

/**
 * Write the call on one line: `#3 mock.generate {user_query: "…"} -> "results = {}\n"`.
 * Returns the length, as snprintf().
 */
MYNAH_API size_t mynah_entry_show(const struct mynah_entry *entry, char *buffer, size_t size);

MYNAH_END

#endif
