// SPDX-License-Identifier: Apache-2.0
//
// Writing the journal: one block for each call, in a ring by number.

#include "stand_in/journal.h"

#include "core/alloc.h"
#include "stand_in/record.h"

#include <stdio.h>
#include <string.h>

static const struct mynah_error out_of_memory = { .code = MYNAH_ERROR_MEMORY,
                                                  .text = "out of memory" };

const char *mynah_outcome_name(enum mynah_outcome outcome)
{
    static const char *const names[] = { "unfinished", "answered", "error" };
    return (unsigned)outcome <= MYNAH_OUTCOME_ERROR ? names[outcome] : "unknown";
}

struct mynah_journal *mynah__journal_create(size_t limit, size_t bytes, struct mynah_error *error)
{
    struct mynah_journal *journal = mynah__alloc(sizeof *journal);
    if (!journal || pthread_mutex_init(&journal->lock, NULL) != 0) {
        mynah__free(journal);
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    journal->limit = limit;
    journal->bytes_limit = bytes;
    journal->first = 1;
    return journal;
}

static struct entry **slot_at(const struct mynah_journal *journal, size_t position)
{
    size_t at = journal->head + position;
    return &journal->ring[at < journal->capacity ? at : at - journal->capacity];
}

struct entry *mynah__journal_entry(const struct mynah_journal *journal, size_t position)
{
    return *slot_at(journal, position);
}

static void entry_release(struct entry *entry)
{
    mynah__reply_release(entry->origin);
    mynah__reply_release(entry->pending);
    mynah__reply_release(entry->reply);
    mynah__free(entry);
}

// The entry is in the ring no longer.
static void entry_drop(struct mynah_journal *journal, struct entry *entry)
{
    if (!entry) {
        return;
    }
    journal->bytes -= entry->size;
    if (!entry->pins) {
        entry_release(entry);
        return;
    }
    entry->dropped = true;
    entry->next = journal->limbo;
    entry->previous = NULL;
    if (journal->limbo) {
        journal->limbo->previous = entry;
    }
    journal->limbo = entry;
}

void mynah__journal_unpin(struct mynah_journal *journal, struct entry *entry)
{
    entry->pins--;
    if (entry->pins || !entry->dropped) {
        return;
    }
    if (entry->previous) {
        entry->previous->next = entry->next;
    } else {
        journal->limbo = entry->next;
    }
    if (entry->next) {
        entry->next->previous = entry->previous;
    }
    entry_release(entry);
}

static void drop_oldest(struct mynah_journal *journal)
{
    struct entry *oldest = mynah__journal_entry(journal, 0);
    journal->dropped += oldest != NULL; // what was forgotten is not dropped
    entry_drop(journal, oldest);
    journal->head = journal->head + 1 < journal->capacity ? journal->head + 1 : 0;
    journal->count--;
    journal->first++;
}

// More bytes are kept: the oldest calls go, but not the newest one.
static void keep_bytes(struct mynah_journal *journal, size_t size)
{
    journal->bytes += size;
    while (journal->bytes_limit && journal->bytes > journal->bytes_limit && journal->count > 1) {
        drop_oldest(journal);
    }
}

static bool make_room(struct mynah_journal *journal)
{
    if (journal->limit && journal->count == journal->limit) {
        drop_oldest(journal);
    }
    if (journal->count < journal->capacity) {
        return true;
    }
    // A full ring that moves begins anew at its head.
    size_t wanted = journal->capacity ? journal->capacity * 2 : 16;
    struct entry **ring = mynah__alloc(wanted * sizeof *ring);
    if (!ring) {
        return false;
    }
    for (size_t i = 0; i < journal->count; i++) {
        ring[i] = mynah__journal_entry(journal, i);
    }
    mynah__free(journal->ring);
    journal->ring = ring;
    journal->capacity = wanted;
    journal->head = 0;
    return true;
}

static struct entry *entry_create(const struct mynah_call *call, struct mynah_error *error)
{
    const size_t unit = sizeof(max_align_t);
    const size_t head = (sizeof(struct entry) + unit - 1) / unit * unit;
    size_t size = mynah__record_measure(call->shape, call->request);
    if (!size) {
        mynah_error_set(error, MYNAH_ERROR_LIMIT, "the request nests more than %d deep",
                        MYNAH_RECORD_DEPTH);
        return NULL;
    }
    size_t method = strlen(call->method);
    struct entry *entry = mynah__alloc(head + size + method + 1);
    if (!entry) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    mynah__record_place(call->shape, call->request, (char *)entry + head);
    entry->pins = 1;
    entry->size = head + size + method + 1;
    entry->seen.method = memcpy((char *)entry + head + size, call->method, method + 1);
    entry->seen.request_shape = call->shape;
    entry->seen.request = (char *)entry + head;
    entry->seen.begin = call->now;
    entry->seen.end = call->now;
    entry->seen.step = -1;
    return entry;
}

struct entry *mynah__journal_begin(struct mynah_journal *journal, struct source *source,
                                   const struct mynah_call *call, struct mynah_error *error)
{
    struct entry *entry = entry_create(call, error);
    if (!entry) {
        return NULL;
    }
    entry->source = source;
    entry->seen.stand_in = source->name;
    pthread_mutex_lock(&journal->lock);
    bool room = make_room(journal);
    if (room) {
        entry->rank = source->calls++;
        source->called = true;
        entry->seen.number = journal->first + journal->count;
        *slot_at(journal, journal->count) = entry;
        journal->count++;
        keep_bytes(journal, entry->size);
    }
    pthread_mutex_unlock(&journal->lock);
    if (!room) {
        mynah__free(entry);
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    return entry;
}

void mynah__journal_step(struct mynah_journal *journal, struct entry *entry, struct reply *origin,
                         long step)
{
    pthread_mutex_lock(&journal->lock);
    entry->origin = origin;
    entry->seen.file = origin->file;
    entry->seen.line = origin->line;
    entry->seen.step = step;
    pthread_mutex_unlock(&journal->lock);
}

void mynah__journal_pending(struct mynah_journal *journal, struct entry *entry,
                            struct reply *pending)
{
    pthread_mutex_lock(&journal->lock);
    struct reply *before = entry->pending;
    entry->pending = pending;
    pthread_mutex_unlock(&journal->lock);
    mynah__reply_release(before);
}

void mynah__journal_end(struct mynah_journal *journal, struct entry *entry, struct reply *reply,
                        int64_t now)
{
    bool answered = reply && reply->kind != MYNAH_STEP_ERROR;
    pthread_mutex_lock(&journal->lock);
    struct reply *pending = entry->pending;
    entry->pending = NULL;
    entry->reply = reply;
    entry->seen.outcome = answered ? MYNAH_OUTCOME_ANSWERED : MYNAH_OUTCOME_ERROR;
    entry->seen.end = now;
    if (answered) {
        entry->seen.text = reply->text;
        entry->seen.text_size = reply->size;
    }
    if (reply) {
        entry->seen.reply_shape = reply->shape;
        entry->seen.reply = reply->record;
    }
    entry->seen.error = answered ? NULL : reply ? reply->error : &out_of_memory;
    if (reply && !entry->dropped) {
        size_t size = sizeof *reply + reply->size + reply->record_size;
        entry->size += size;
        keep_bytes(journal, size);
    }
    mynah__journal_unpin(journal, entry);
    pthread_mutex_unlock(&journal->lock);
    mynah__reply_release(pending);
}

static bool name_taken(const struct mynah_journal *journal, const char *name)
{
    for (const struct source *source = journal->sources; source; source = source->next) {
        if (strcmp(source->name, name) == 0) {
            return true;
        }
    }
    return false;
}

struct source *mynah__journal_source(struct mynah_journal *journal, const char *name,
                                     struct mynah_error *error)
{
    size_t size = strlen(name) + 24;
    struct source *source = mynah__alloc(sizeof *source + size);
    if (!source) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    snprintf(source->name, size, "%s", name);
    pthread_mutex_lock(&journal->lock);
    for (unsigned i = 2; name_taken(journal, source->name); i++) {
        snprintf(source->name, size, "%s-%u", name, i);
    }
    source->next = journal->sources;
    journal->sources = source;
    pthread_mutex_unlock(&journal->lock);
    return source;
}

void mynah__journal_retire(struct mynah_journal *journal, struct source *source)
{
    if (!source) {
        return;
    }
    pthread_mutex_lock(&journal->lock);
    bool unused = !source->called;
    struct source **link = &journal->sources;
    while (unused && *link != source) {
        link = &(*link)->next;
    }
    if (unused) {
        *link = source->next;
        mynah__free(source);
    }
    pthread_mutex_unlock(&journal->lock);
}

// Find the entry of a source with that rank: walk from the end, or from the one found last.
static struct entry *find_rank(const struct mynah_journal *journal, struct source *source,
                               size_t rank)
{
    if (!journal->count) {
        return NULL;
    }
    size_t position = journal->count - 1;
    size_t away = rank > source->at_rank ? rank - source->at_rank : source->at_rank - rank;
    bool up = false;
    if (source->at >= journal->first && source->at - journal->first < journal->count &&
        away < source->calls - rank) {
        position = (size_t)(source->at - journal->first);
        up = source->at_rank < rank;
    }
    do {
        struct entry *entry = mynah__journal_entry(journal, position);
        if (entry && entry->source == source && entry->rank == rank) {
            source->at = journal->first + position;
            source->at_rank = rank;
            return entry;
        }
    } while (up ? ++position < journal->count : position-- > 0);
    return NULL;
}

bool mynah__journal_of(struct mynah_journal *journal, struct source *source, long index,
                       struct mynah_entry *entry)
{
    struct entry *found = NULL;
    pthread_mutex_lock(&journal->lock);
    size_t from_end = index < 0 ? (size_t)(-1 - index) + 1 : 0;
    size_t rank = index < 0 ? source->calls - from_end : (size_t)index;
    if (from_end <= source->calls && rank < source->calls) {
        found = find_rank(journal, source, rank);
    }
    if (found) {
        *entry = found->seen;
    }
    pthread_mutex_unlock(&journal->lock);
    return found != NULL;
}

size_t mynah__journal_calls_of(struct mynah_journal *journal, const struct source *source)
{
    pthread_mutex_lock(&journal->lock);
    size_t calls = source->calls;
    pthread_mutex_unlock(&journal->lock);
    return calls;
}

// Record a call that has been one of another source, and is pinned there.
static bool copy_entry(const struct entry *entry, struct mynah_journal *to, struct source *copy,
                       struct mynah_error *error)
{
    const struct mynah_call call = { .method = entry->seen.method,
                                     .shape = entry->seen.request_shape,
                                     .request = entry->seen.request,
                                     .now = entry->seen.begin };
    struct entry *made = mynah__journal_begin(to, copy, &call, error);
    if (!made) {
        return false;
    }
    if (entry->origin) {
        mynah__journal_step(to, made, mynah__reply_share(entry->origin), entry->seen.step);
    }
    if (entry->seen.outcome != MYNAH_OUTCOME_UNFINISHED) {
        mynah__journal_end(to, made, entry->reply ? mynah__reply_share(entry->reply) : NULL,
                           entry->seen.end);
    } else {
        pthread_mutex_lock(&to->lock);
        mynah__journal_unpin(to, made); // nobody will end it
        pthread_mutex_unlock(&to->lock);
    }
    return true;
}

bool mynah__journal_copy(struct mynah_journal *from, struct source *source,
                         struct mynah_journal *to, struct source *copy, struct mynah_error *error)
{
    bool good = true;
    size_t count = mynah__journal_calls_of(from, source);
    for (size_t rank = 0; good && rank < count; rank++) {
        pthread_mutex_lock(&from->lock);
        struct entry *entry = find_rank(from, source, rank);
        if (entry) {
            entry->pins++;
        }
        pthread_mutex_unlock(&from->lock);
        if (entry) {
            good = copy_entry(entry, to, copy, error);
            pthread_mutex_lock(&from->lock);
            mynah__journal_unpin(from, entry);
            pthread_mutex_unlock(&from->lock);
        } else { // the limit has dropped it: it counts all the same
            pthread_mutex_lock(&to->lock);
            copy->calls++;
            pthread_mutex_unlock(&to->lock);
        }
    }
    return good;
}

void mynah__journal_forget(struct mynah_journal *journal, struct source *source)
{
    pthread_mutex_lock(&journal->lock);
    for (size_t i = 0; i < journal->count; i++) {
        struct entry **slot = slot_at(journal, i);
        if (*slot && (*slot)->source == source) {
            entry_drop(journal, *slot);
            *slot = NULL;
        }
    }
    source->calls = 0;
    source->at = 0;
    pthread_mutex_unlock(&journal->lock);
}

void mynah__journal_reset(struct mynah_journal *journal)
{
    pthread_mutex_lock(&journal->lock);
    for (size_t i = 0; i < journal->count; i++) {
        entry_drop(journal, mynah__journal_entry(journal, i));
    }
    journal->head = 0;
    journal->count = 0;
    journal->first = 1;
    journal->dropped = 0;
    for (struct source *source = journal->sources; source; source = source->next) {
        source->calls = 0;
        source->at = 0;
    }
    pthread_mutex_unlock(&journal->lock);
}

void mynah__journal_destroy(struct mynah_journal *journal)
{
    if (!journal) {
        return;
    }
    mynah__journal_reset(journal);
    while (journal->limbo) {
        struct entry *next = journal->limbo->next;
        entry_release(journal->limbo);
        journal->limbo = next;
    }
    while (journal->sources) {
        struct source *next = journal->sources->next;
        mynah__free(journal->sources);
        journal->sources = next;
    }
    pthread_mutex_destroy(&journal->lock);
    mynah__free(journal->ring);
    mynah__free(journal);
}
