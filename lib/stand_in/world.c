// SPDX-License-Identifier: Apache-2.0
//
// Worlds: a clock, a journal and a list of members.

#include "stand_in/world.h"

#include "core/alloc.h"
#include "core/sink.h"
#include "stand_in/journal.h"

#include <string.h>

struct member {
    struct member *older;
    struct mynah_member is;
    char name[];
};

struct mynah_world {
    pthread_mutex_t lock; // of the list; only making and destroying stand-ins changes it
    struct mynah_clock *clock;
    struct mynah_journal *journal;
    struct member *members; // the newest first
};

struct mynah_world *mynah_world_create(const struct mynah_world_options *options,
                                       struct mynah_error *error)
{
    static const struct mynah_world_options defaults = { 0 };
    const struct mynah_world_options *chosen = options ? options : &defaults;
    struct mynah_world *world = mynah__alloc(sizeof *world);
    if (!world || pthread_mutex_init(&world->lock, NULL) != 0) {
        mynah__free(world);
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    const struct mynah_clock_options clock = { .real = chosen->real_time, .start = chosen->start };
    world->clock = mynah_clock_create(&clock, error);
    world->journal =
        world->clock ? mynah__journal_create(chosen->journal_limit, chosen->journal_bytes, error)
                     : NULL;
    if (!world->journal) {
        mynah_world_destroy(world);
        return NULL;
    }
    return world;
}

struct mynah_clock *mynah_world_clock(struct mynah_world *world)
{
    return world->clock;
}

const struct mynah_journal *mynah_world_journal(const struct mynah_world *world)
{
    return world->journal;
}

struct mynah_journal *mynah__world_journal(struct mynah_world *world)
{
    return world->journal;
}

bool mynah_world_add(struct mynah_world *world, const struct mynah_member *member,
                     struct mynah_error *error)
{
    const char *name = member->name ? member->name : "";
    size_t size = strlen(name) + 1;
    struct member *added = mynah__alloc(sizeof *added + size);
    if (!added) {
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    added->is = *member;
    added->is.name = memcpy(added->name, name, size);
    pthread_mutex_lock(&world->lock);
    added->older = world->members;
    world->members = added;
    pthread_mutex_unlock(&world->lock);
    return true;
}

void mynah_world_remove(struct mynah_world *world, const void *self)
{
    pthread_mutex_lock(&world->lock);
    struct member **link = &world->members;
    while (*link && (*link)->is.self != self) {
        link = &(*link)->older;
    }
    struct member *found = *link;
    if (found) {
        *link = found->older;
    }
    pthread_mutex_unlock(&world->lock);
    mynah__free(found);
}

// The oldest first, so that a report follows the order in which a test made things.
static bool verify_from(const struct member *member, struct sink *why)
{
    if (!member) {
        return true;
    }
    bool all = verify_from(member->older, why);
    if (!member->is.verify) {
        return all;
    }
    // It writes where the report is, so that nothing of it is cut sooner than need be.
    bool room = why->length + 1 < why->size;
    char *text = room ? why->bytes + why->length : NULL;
    bool done = member->is.verify(member->is.self, text, room ? why->size - why->length : 0);
    if (room && done) {
        text[0] = '\0';
    } else if (room) {
        why->length += strlen(text);
        if (!*text) {
            mynah__sink_format(why, "%s: something is left to do\n", member->is.name);
        } else if (why->bytes[why->length - 1] != '\n') {
            mynah__sink_add(why, "\n");
        }
    }
    return all && done;
}

bool mynah_world_verify(const struct mynah_world *world, char *why, size_t size)
{
    struct sink sink = mynah__sink(why, size);
    return verify_from(world->members, &sink);
}

void mynah_world_reset(struct mynah_world *world)
{
    for (struct member *member = world->members; member; member = member->older) {
        if (member->is.reset) {
            member->is.reset(member->is.self);
        }
    }
    mynah__journal_reset(world->journal);
    mynah_clock_reset(world->clock);
}

void mynah_world_destroy(struct mynah_world *world)
{
    if (!world) {
        return;
    }
    while (world->members) {
        struct member *member = world->members;
        world->members = member->older;
        if (member->is.destroy) {
            member->is.destroy(member->is.self);
        }
        mynah__free(member);
    }
    mynah__journal_destroy(world->journal);
    mynah_clock_destroy(world->clock);
    pthread_mutex_destroy(&world->lock);
    mynah__free(world);
}
