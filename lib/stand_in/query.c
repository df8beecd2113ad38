// SPDX-License-Identifier: Apache-2.0
//
// Asking the journal: entries are found under its lock, conditions are asked without it.

#include "stand_in/journal.h"
#include "stand_in/match.h"
#include "stand_in/record.h"

#include <string.h>

// What a condition on the entry itself is asked of.
struct view {
    int64_t number;
    const char *stand_in;
    const char *method;
    int outcome;
    const char *text;
    const char *error;
    int64_t begin;
    int64_t end;
    int64_t step;
};

static const char *const outcomes[] = { "unfinished", "answered", "error", NULL };

#define VIEW(member, of)                                                                           \
    {                                                                                              \
        .name = #member, .kind = (of), .offset = offsetof(struct view, member)                     \
    }

static const struct mynah_field view_fields[] = {
    VIEW(number, MYNAH_FIELD_INT),
    VIEW(stand_in, MYNAH_FIELD_TEXT),
    VIEW(method, MYNAH_FIELD_TEXT),
    { .name = "outcome",
      .kind = MYNAH_FIELD_WORD,
      .offset = offsetof(struct view, outcome),
      .words = outcomes },
    VIEW(text, MYNAH_FIELD_TEXT),
    VIEW(error, MYNAH_FIELD_TEXT),
    VIEW(begin, MYNAH_FIELD_INT),
    VIEW(end, MYNAH_FIELD_INT),
    VIEW(step, MYNAH_FIELD_INT),
};

static const struct mynah_shape view_shape = { .name = "call",
                                               .size = sizeof(struct view),
                                               .fields = view_fields,
                                               .field_count =
                                                   sizeof view_fields / sizeof *view_fields };

static struct view view_of(const struct mynah_entry *entry)
{
    return (struct view){ .number = (int64_t)entry->number,
                          .stand_in = entry->stand_in,
                          .method = entry->method,
                          .outcome = (int)entry->outcome,
                          .text = entry->text,
                          .error = entry->error ? entry->error->text : NULL,
                          .begin = entry->begin,
                          .end = entry->end,
                          .step = entry->step };
}

// A walk over the entries that a query means.
struct walk {
    struct mynah_journal *journal;
    const struct mynah_query *query;
    const struct mynah_shape *shapes[2]; // of the request and the reply that were checked last
    bool good[2];
    bool entry_good;
    struct entry *pinned;
};

static bool cheap(const struct mynah_query *query, const struct mynah_entry *entry)
{
    return !query || ((!query->stand_in || strcmp(query->stand_in, entry->stand_in) == 0) &&
                      (!query->method || strcmp(query->method, entry->method) == 0));
}

// Whether conditions are to be asked; a query without any needs no pins.
static bool asks(const struct mynah_query *query)
{
    return query && (query->request || query->reply || query->entry);
}

static struct walk begin_walk(const struct mynah_journal *journal, const struct mynah_query *query)
{
    // A journal is constant to those who ask it, but not its lock and pins.
    struct walk walk = { .journal = (struct mynah_journal *)journal, .query = query };
    walk.entry_good = query && query->entry && mynah_match_check(query->entry, &view_shape, NULL);
    return walk;
}

// Score one condition, 1000 when there is none; `which` is 0 for the request, 1 for the reply.
static int score(struct walk *walk, int which, const struct mynah_match *match,
                 const struct mynah_entry *entry)
{
    const struct mynah_shape *shape = which ? entry->reply_shape : entry->request_shape;
    const void *record = which ? entry->reply : entry->request;
    if (!match) {
        return MATCH_MET;
    }
    if (!record) {
        return 0;
    }
    if (walk->shapes[which] != shape) {
        walk->shapes[which] = shape;
        walk->good[which] = mynah_match_check(match, shape, NULL);
    }
    return walk->good[which] ? mynah__match_score(match, shape, record) : 0;
}

// Score an entry by all conditions of the query: 3000 when all are met.
static int score_all(struct walk *walk, const struct mynah_entry *entry)
{
    int sum = score(walk, 0, walk->query->request, entry);
    sum += score(walk, 1, walk->query->reply, entry);
    if (!walk->query->entry) {
        return sum + MATCH_MET;
    }
    struct view view = view_of(entry);
    return sum +
           (walk->entry_good ? mynah__match_score(walk->query->entry, &view_shape, &view) : 0);
}

// Find the next entry from `number` on, up or down, that stand-in and method allow.  It is pinned
// when conditions are to be asked of it.
static bool find(struct walk *walk, uint64_t number, bool up, struct mynah_entry *entry)
{
    struct mynah_journal *journal = walk->journal;
    struct entry *found = NULL;
    pthread_mutex_lock(&journal->lock);
    if (walk->pinned) {
        mynah__journal_unpin(journal, walk->pinned);
        walk->pinned = NULL;
    }
    uint64_t last = journal->first + journal->count; // one behind it
    uint64_t at = up && number < journal->first ? journal->first : number;
    at = !up && at >= last ? last - 1 : at;
    for (; !found && at >= journal->first && at < last; at += up ? 1 : (uint64_t)-1) {
        struct entry *other = mynah__journal_entry(journal, (size_t)(at - journal->first));
        if (other && cheap(walk->query, &other->seen)) {
            found = other;
        }
    }
    if (found) {
        *entry = found->seen;
        if (asks(walk->query)) {
            found->pins++;
            walk->pinned = found;
        }
    }
    pthread_mutex_unlock(&journal->lock);
    return found != NULL;
}

static void end_walk(struct walk *walk)
{
    if (walk->pinned) {
        pthread_mutex_lock(&walk->journal->lock);
        mynah__journal_unpin(walk->journal, walk->pinned);
        pthread_mutex_unlock(&walk->journal->lock);
    }
}

// Find the next entry that the query means.
static bool find_meant(struct walk *walk, uint64_t number, bool up, struct mynah_entry *entry)
{
    struct mynah_entry found;
    while (find(walk, number, up, &found)) {
        if (!asks(walk->query) || score_all(walk, &found) == 3 * MATCH_MET) {
            *entry = found;
            return true;
        }
        number = up ? found.number + 1 : found.number - 1;
    }
    return false;
}

size_t mynah_journal_count(const struct mynah_journal *journal, const struct mynah_query *query)
{
    struct walk walk = begin_walk(journal, query);
    struct mynah_entry entry;
    size_t count = 0;
    for (uint64_t number = 0; find_meant(&walk, number, true, &entry); count++) {
        number = entry.number + 1;
    }
    end_walk(&walk);
    return count;
}

bool mynah_journal_at(const struct mynah_journal *journal, const struct mynah_query *query,
                      long index, struct mynah_entry *entry)
{
    struct walk walk = begin_walk(journal, query);
    bool up = index >= 0;
    uint64_t number = up ? 0 : UINT64_MAX;
    bool found = false;
    struct mynah_entry at;
    for (long left = up ? index : -(index + 1); left >= 0; left--) {
        found = find_meant(&walk, number, up, &at);
        if (!found) {
            break;
        }
        number = up ? at.number + 1 : at.number - 1;
    }
    end_walk(&walk);
    if (found) {
        *entry = at;
    }
    return found;
}

bool mynah_journal_next(const struct mynah_journal *journal, const struct mynah_query *query,
                        struct mynah_entry *entry)
{
    struct walk walk = begin_walk(journal, query);
    bool found = find_meant(&walk, entry->number + 1, true, entry);
    end_walk(&walk);
    return found;
}

static void explain_one(struct sink *why, const struct mynah_match *match, const char *what,
                        const struct mynah_shape *shape, const void *record)
{
    char text[500];
    if (!match || (record && mynah_match_meets(match, shape, record, text, sizeof text))) {
        return;
    }
    mynah__sink_add(why, why->length ? "; " : "");
    if (record) {
        mynah__sink_add(why, text);
        return;
    }
    mynah__match_describe(why, match);
    mynah__sink_format(why, ": there is no %s", what);
}

static void explain(struct sink *why, const struct mynah_query *query,
                    const struct mynah_entry *entry)
{
    struct view view = view_of(entry);
    explain_one(why, query->request, "request", entry->request_shape, entry->request);
    explain_one(why, query->reply, "record in the reply", entry->reply_shape, entry->reply);
    explain_one(why, query->entry, "call", &view_shape, &view);
}

bool mynah_journal_closest(const struct mynah_journal *journal, const struct mynah_query *query,
                           struct mynah_entry *entry, char *why, size_t size)
{
    struct walk walk = begin_walk(journal, query);
    struct sink sink = mynah__sink(why, size);
    struct mynah_entry found;
    int best = -1;
    for (uint64_t number = UINT64_MAX; find(&walk, number, false, &found);
         number = found.number - 1) {
        int points = asks(query) ? score_all(&walk, &found) : 3 * MATCH_MET;
        if (points > best) {
            best = points;
            *entry = found;
            sink = mynah__sink(why, size);
            if (asks(query) && points < 3 * MATCH_MET) {
                explain(&sink, query, &found); // while it is pinned
            }
        }
    }
    end_walk(&walk);
    return best >= 0;
}

size_t mynah_journal_calls(const struct mynah_journal *journal, const char *stand_in)
{
    struct mynah_journal *own = (struct mynah_journal *)journal;
    size_t calls = 0;
    pthread_mutex_lock(&own->lock);
    for (const struct source *source = own->sources; source; source = source->next) {
        calls += !stand_in || strcmp(source->name, stand_in) == 0 ? source->calls : 0;
    }
    pthread_mutex_unlock(&own->lock);
    return calls;
}

size_t mynah_journal_dropped(const struct mynah_journal *journal)
{
    struct mynah_journal *own = (struct mynah_journal *)journal;
    pthread_mutex_lock(&own->lock);
    size_t dropped = own->dropped;
    pthread_mutex_unlock(&own->lock);
    return dropped;
}

size_t mynah_entry_show(const struct mynah_entry *entry, char *buffer, size_t size)
{
    struct sink sink = mynah__sink(buffer, size);
    char shown[400];
    mynah_record_show(entry->request_shape, entry->request,
                      &(struct mynah_show_options){ .text_most = 60 }, shown, sizeof shown);
    mynah__sink_format(&sink, "#%llu %s.%s %s -> ", (unsigned long long)entry->number,
                       entry->stand_in, entry->method, shown);
    if (entry->outcome == MYNAH_OUTCOME_UNFINISHED) {
        mynah__sink_add(&sink, "unfinished");
    } else if (entry->error) {
        mynah__sink_format(&sink, "error: %s", entry->error->text);
    } else if (entry->text) {
        mynah__sink_quoted(&sink, entry->text, entry->text_size, 60);
    } else if (entry->reply) {
        mynah_record_show(entry->reply_shape, entry->reply,
                          &(struct mynah_show_options){ .text_most = 60 }, shown, sizeof shown);
        mynah__sink_add(&sink, shown);
    } else {
        mynah__sink_add(&sink, "nothing");
    }
    return sink.length;
}
