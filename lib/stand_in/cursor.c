// SPDX-License-Identifier: Apache-2.0
//
// A stand-in's place in its script: which step answers next, and what comes after the last.

#include "stand_in/script.h"

#include "core/alloc.h"
#include "stand_in/match.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

// A predicate that changes its mind must not keep a call for ever.
enum { TRIES_MOST = 1000 };

struct use {
    int times; // in this round
    bool ever;
};

// One use of one script, from its being set to its being replaced.
struct track {
    struct track *older;
    const struct mynah_script *script;
    size_t fresh; // every step before it is used up
    size_t round; // how often the steps were made fresh again
    size_t pins;  // calls that are asking its conditions, or jumped away while asking
    struct use uses[];
};

bool mynah__cursor_init(struct cursor *cursor)
{
    cursor->track = NULL;
    return pthread_mutex_init(&cursor->lock, NULL) == 0;
}

static void track_destroy(struct track *track)
{
    if (track) {
        mynah_script_destroy((struct mynah_script *)track->script);
        mynah__free(track);
    }
}

// Destroy the replaced tracks that nobody looks at; the lock is held.
static void sweep(struct cursor *cursor)
{
    struct track **link = cursor->track ? &cursor->track->older : &cursor->track;
    while (*link) {
        struct track *track = *link;
        if (track->pins) {
            link = &track->older;
        } else {
            *link = track->older;
            track_destroy(track);
        }
    }
}

static struct track *track_create(const struct mynah_script *script, struct mynah_error *error)
{
    // A track without a script stands for "none"; it has no uses.
    size_t count = script ? script->count : 0;
    struct track *track = mynah__alloc(sizeof *track + count * sizeof *track->uses);
    if (!track) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    track->script = script ? mynah__script_share(script) : NULL;
    return track;
}

// Use the track from now on; the lock is held.
static void begin(struct cursor *cursor, struct track *track)
{
    track->older = cursor->track;
    cursor->track = track;
    sweep(cursor);
}

bool mynah__cursor_set(struct cursor *cursor, const struct mynah_script *script,
                       struct mynah_error *error)
{
    struct track *track = track_create(script, error);
    if (track) {
        pthread_mutex_lock(&cursor->lock);
        begin(cursor, track);
        pthread_mutex_unlock(&cursor->lock);
    }
    return track != NULL;
}

bool mynah__cursor_extend(struct cursor *cursor, struct cursor *from,
                          const struct mynah_script *script, struct mynah_error *error)
{
    struct track *track = track_create(script, error);
    if (!track) {
        return false;
    }
    pthread_mutex_lock(&from->lock);
    const struct track *old = from->track;
    if (old && old->script) {
        assert(old->script->count <= script->count);
        memcpy(track->uses, old->uses, old->script->count * sizeof *old->uses);
        track->fresh = old->fresh;
        track->round = old->round;
    }
    if (cursor == from) {
        begin(cursor, track);
    }
    pthread_mutex_unlock(&from->lock);
    if (cursor != from) {
        pthread_mutex_lock(&cursor->lock);
        begin(cursor, track);
        pthread_mutex_unlock(&cursor->lock);
    }
    return true;
}

static bool used_up(const struct track *track, size_t index)
{
    int times = track->script->steps[index].step.times;
    return times != MYNAH_ALWAYS && track->uses[index].times >= (times ? times : 1);
}

static void consume(struct track *track, size_t index, struct taken *taken)
{
    const struct script_step *step = &track->script->steps[index];
    struct use *use = &track->uses[index];
    use->times += use->times < INT32_MAX;
    use->ever = true;
    while (track->fresh < track->script->count && used_up(track, track->fresh)) {
        track->fresh++;
    }
    *taken = (struct taken){ .reply = mynah__reply_share(step->reply),
                             .callback = step->step.callback,
                             .self = step->step.self,
                             .delay = step->step.delay,
                             .index = (long)index };
}

// Asked without the lock.
static bool accepts(const struct track *track, size_t index, const struct mynah_shape *shape,
                    const void *request)
{
    const struct mynah_match *when = track->script->steps[index].when;
    return !when || mynah__match_score(when, shape, request) == MATCH_MET;
}

// One request at a cursor.
struct asking {
    struct cursor *cursor;
    struct track *track;
    size_t start; // the first step that was not used up
    size_t round;
    const struct mynah_shape *shape;
    const void *request;
    struct taken *taken;
};

static bool take_fresh(struct asking *asking)
{
    struct track *track = asking->track;
    for (size_t i = asking->start; i < track->script->count; i++) {
        pthread_mutex_lock(&asking->cursor->lock);
        bool spent = used_up(track, i);
        pthread_mutex_unlock(&asking->cursor->lock);
        if (spent || !accepts(track, i, asking->shape, asking->request)) {
            continue;
        }
        pthread_mutex_lock(&asking->cursor->lock);
        bool taken = !used_up(track, i); // another call may have been faster
        if (taken) {
            consume(track, i, asking->taken);
        }
        pthread_mutex_unlock(&asking->cursor->lock);
        if (taken) {
            return true;
        }
    }
    return false;
}

static bool take_last(struct asking *asking)
{
    for (size_t i = asking->track->script->count; i > 0; i--) {
        if (accepts(asking->track, i - 1, asking->shape, asking->request)) {
            pthread_mutex_lock(&asking->cursor->lock);
            consume(asking->track, i - 1, asking->taken);
            pthread_mutex_unlock(&asking->cursor->lock);
            return true;
        }
    }
    return false;
}

// Make all steps fresh again, unless another call has just done that.
static bool take_again(struct asking *asking)
{
    struct track *track = asking->track;
    bool any = false;
    for (size_t i = 0; i < track->script->count && !any; i++) {
        any = accepts(track, i, asking->shape, asking->request);
    }
    for (int tries = 0; any && tries < TRIES_MOST; tries++) {
        pthread_mutex_lock(&asking->cursor->lock);
        if (track->round == asking->round) {
            track->round++;
            track->fresh = 0;
            for (size_t i = 0; i < track->script->count; i++) {
                track->uses[i].times = 0;
            }
        }
        asking->round = track->round;
        asking->start = 0;
        pthread_mutex_unlock(&asking->cursor->lock);
        if (take_fresh(asking)) {
            return true;
        }
    }
    return false;
}

static bool take_fallback(struct asking *asking)
{
    const struct script_step *step = &asking->track->script->fallback;
    *asking->taken = (struct taken){ .reply = mynah__reply_share(step->reply),
                                     .callback = step->step.callback,
                                     .self = step->step.self,
                                     .delay = step->step.delay,
                                     .index = -1 };
    return true;
}

static bool take(struct asking *asking)
{
    if (take_fresh(asking)) {
        return true;
    }
    switch (asking->track->script->exhaustion) {
    case MYNAH_EXHAUSTION_REPEAT_LAST:
        return take_last(asking);
    case MYNAH_EXHAUSTION_CYCLE:
        return take_again(asking);
    case MYNAH_EXHAUSTION_DEFAULT:
        return take_fallback(asking);
    default:
        return false;
    }
}

// Say what keeps the step that comes nearest to the request from answering it; `why` is "" when
// there is no step with a condition.  Returns its index.
static size_t nearest(const struct asking *asking, char *why, size_t size)
{
    const struct mynah_script *script = asking->track->script;
    struct sink sink = mynah__sink(why, size);
    const struct mynah_match *when = NULL;
    size_t found = 0;
    int best = -1;
    for (size_t i = 0; i < script->count; i++) {
        const struct mynah_match *condition = script->steps[i].when;
        int score = condition ? mynah__match_score(condition, asking->shape, asking->request) : -1;
        if (score > best) {
            best = score;
            found = i;
            when = condition;
        }
    }
    if (best == MATCH_MET) {
        mynah__sink_add(&sink, "used up");
    } else if (when) {
        mynah__match_explain(&sink, when, asking->shape, asking->request);
    }
    return found;
}

static bool exhausted(const struct asking *asking, struct mynah_error *error)
{
    char shown[160], why[140];
    size_t count = asking->track->script->count, step = nearest(asking, why, sizeof why);
    bool left = false;
    pthread_mutex_lock(&asking->cursor->lock);
    for (size_t i = 0; i < count; i++) {
        left = left || !used_up(asking->track, i);
    }
    pthread_mutex_unlock(&asking->cursor->lock);
    size_t room = *why ? 60 : sizeof shown;
    bool cut =
        mynah_record_show(asking->shape, asking->request,
                          &(struct mynah_show_options){ .text_most = 60 }, shown, room) >= room;
    if (*why) {
        return mynah_error_set(
            error, MYNAH_ERROR_EXHAUSTED,
            "no step of the script (%zu) accepts the request %s%s; nearest is step "
            "%zu: %s",
            count, shown, cut ? "..." : "", step + 1, why);
    }
    if (left || asking->track->script->exhaustion != MYNAH_EXHAUSTION_ERROR) {
        return mynah_error_set(error, MYNAH_ERROR_EXHAUSTED,
                               "no step of the script (%zu) accepts the request %s", count, shown);
    }
    return mynah_error_set(error, MYNAH_ERROR_EXHAUSTED,
                           "the script (%zu steps) is used up; the request is %s", count, shown);
}

bool mynah__cursor_take(struct cursor *cursor, const struct mynah_shape *shape, const void *request,
                        struct taken *taken, struct mynah_error *error)
{
    pthread_mutex_lock(&cursor->lock);
    struct track *track = cursor->track;
    if (!track || !track->script) {
        pthread_mutex_unlock(&cursor->lock);
        return mynah_error_set(error, MYNAH_ERROR_UNSET, "it was not told what to answer");
    }
    // The usual case needs no questions: the next step takes anything.
    if (track->fresh < track->script->count && !track->script->steps[track->fresh].when) {
        consume(track, track->fresh, taken);
        pthread_mutex_unlock(&cursor->lock);
        return true;
    }
    struct asking asking = { .cursor = cursor,
                             .track = track,
                             .start = track->fresh,
                             .round = track->round,
                             .shape = shape,
                             .request = request,
                             .taken = taken };
    track->pins++;
    pthread_mutex_unlock(&cursor->lock);
    bool found = take(&asking) || exhausted(&asking, error);
    pthread_mutex_lock(&cursor->lock);
    track->pins--;
    sweep(cursor);
    pthread_mutex_unlock(&cursor->lock);
    return found;
}

void mynah__cursor_reset(struct cursor *cursor)
{
    pthread_mutex_lock(&cursor->lock);
    struct track *track = cursor->track;
    if (track && track->script) {
        track->fresh = 0;
        track->round = 0;
        memset(track->uses, 0, track->script->count * sizeof *track->uses);
    }
    pthread_mutex_unlock(&cursor->lock);
}

static bool verify_step(const struct track *track, size_t index, const char *name, struct sink *why)
{
    const struct mynah_step *step = &track->script->steps[index].step;
    const struct use *use = &track->uses[index];
    bool short_of = track->round == 0 && step->times > 1 && use->times < step->times;
    if (step->optional || (use->ever && !short_of)) {
        return true;
    }
    mynah__sink_format(why, "%s: step %zu of %zu was ", name, index + 1, track->script->count);
    if (use->ever) {
        mynah__sink_format(why, "used %d of %d times: ", use->times, step->times);
    } else {
        mynah__sink_add(why, "never used: ");
    }
    mynah__step_show(why, step);
    mynah__sink_add(why, "\n");
    if (step->file) {
        mynah__sink_format(why, "%s:%d: note: scripted here\n", step->file, step->line);
    }
    return false;
}

bool mynah__cursor_verify(struct cursor *cursor, const char *name, struct sink *why)
{
    bool all = true;
    pthread_mutex_lock(&cursor->lock);
    struct track *track = cursor->track;
    for (size_t i = 0; track && track->script && i < track->script->count; i++) {
        all = verify_step(track, i, name, why) && all;
    }
    pthread_mutex_unlock(&cursor->lock);
    return all;
}

void mynah__cursor_finish(struct cursor *cursor)
{
    while (cursor->track) {
        struct track *older = cursor->track->older;
        track_destroy(cursor->track);
        cursor->track = older;
    }
    pthread_mutex_destroy(&cursor->lock);
}
