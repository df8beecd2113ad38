// SPDX-License-Identifier: Apache-2.0
//
// What every stand-in is made of, and the one way a call takes.

#include "stand_in/call.h"

#include <string.h>

// Where a callback puts its answer.  It is the journal's at once: should the callback jump away,
// nothing is lost.
struct mynah_answer {
    struct mynah_journal *journal;
    struct entry *entry;
};

bool mynah__stand_in_init(struct stand_in *stand_in, struct mynah_world *world,
                          const struct mynah_member *member, struct mynah_error *error)
{
    *stand_in = (struct stand_in){ .world = world };
    if (!world) {
        stand_in->world = mynah_world_create(NULL, error);
        stand_in->owns_world = stand_in->world != NULL;
    }
    if (!stand_in->world) {
        return false;
    }
    struct mynah_member own = *member;
    own.self = stand_in;
    struct source *source =
        mynah__journal_source(mynah__world_journal(stand_in->world), member->name, error);
    if (!source || !mynah_world_add(stand_in->world, &own, error)) {
        mynah__journal_retire(mynah__world_journal(stand_in->world), source);
        mynah__stand_in_finish(stand_in);
        return false;
    }
    if (!mynah__cursor_init(&stand_in->cursor)) {
        mynah__journal_retire(mynah__world_journal(stand_in->world), source);
        mynah__stand_in_finish(stand_in);
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    stand_in->source = source;
    return true;
}

void mynah__stand_in_finish(struct stand_in *stand_in)
{
    if (!stand_in->world) {
        return;
    }
    mynah_world_remove(stand_in->world, stand_in);
    if (stand_in->source) {
        mynah__cursor_finish(&stand_in->cursor);
        mynah__journal_retire(mynah__world_journal(stand_in->world), stand_in->source);
    }
    if (stand_in->owns_world) {
        mynah_world_destroy(stand_in->world);
    }
    *stand_in = (struct stand_in){ 0 };
}

const char *mynah__stand_in_name(const struct stand_in *stand_in)
{
    return stand_in->source->name;
}

bool mynah__stand_in_follow(struct stand_in *stand_in, const struct mynah_script *script,
                            const struct mynah_shape *shape, struct mynah_error *error)
{
    return (!script || mynah__script_check(script, shape, error)) &&
           mynah__cursor_set(&stand_in->cursor, script, error);
}

bool mynah__stand_in_verify(const void *self, char *why, size_t size)
{
    // Constant to who verifies, but not its lock.
    struct stand_in *stand_in = (struct stand_in *)self;
    struct sink sink = mynah__sink(why, size);
    return mynah__cursor_verify(&stand_in->cursor, stand_in->source->name, &sink);
}

void mynah__stand_in_rewind(void *self)
{
    mynah__cursor_reset(&((struct stand_in *)self)->cursor);
}

void mynah__stand_in_reset(struct stand_in *stand_in)
{
    mynah__stand_in_rewind(stand_in);
    mynah__journal_forget(mynah__world_journal(stand_in->world), stand_in->source);
}

size_t mynah__stand_in_calls(const struct stand_in *stand_in)
{
    return mynah__journal_calls_of(mynah__world_journal(stand_in->world), stand_in->source);
}

bool mynah__stand_in_entry(const struct stand_in *stand_in, long index, struct mynah_entry *entry)
{
    return mynah__journal_of(mynah__world_journal(stand_in->world), stand_in->source, index, entry);
}

static bool keep_answer(struct mynah_answer *answer, const struct mynah_step *step,
                        struct mynah_error *error)
{
    struct reply *reply = mynah__reply_create(step, error);
    if (reply) {
        mynah__journal_pending(answer->journal, answer->entry, reply);
    }
    return reply != NULL;
}

bool mynah_answer_text(struct mynah_answer *answer, const char *text, size_t size,
                       struct mynah_error *error)
{
    return keep_answer(answer, &(struct mynah_step){ .text = text, .size = size }, error);
}

bool mynah_answer_record(struct mynah_answer *answer, const struct mynah_shape *shape,
                         const void *record, struct mynah_error *error)
{
    return keep_answer(answer, &(struct mynah_step){ .shape = shape, .record = record }, error);
}

bool mynah_answer_step(struct mynah_answer *answer, const struct mynah_step *step,
                       struct mynah_error *error)
{
    if (step->kind == MYNAH_STEP_CALLBACK) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "a callback cannot answer with a callback");
    }
    return keep_answer(answer, step, error);
}

// Ask the callback.  Nothing is held meanwhile that a jump would lose.
static struct reply *ask(struct mynah_journal *journal, struct entry *entry,
                         const struct taken *taken, const struct mynah_call *call,
                         struct mynah_error *error)
{
    struct mynah_answer answer = { .journal = journal, .entry = entry };
    struct mynah_error own = { .code = MYNAH_ERROR_NONE };
    if (!taken->callback(taken->self, call, &answer, &own)) {
        if (own.code == MYNAH_ERROR_NONE) {
            mynah_error_set(&own, MYNAH_ERROR_SCRIPTED, "the callback refused without a reason");
        }
        mynah_error_set(error, own.code, "%s", own.text);
        return NULL;
    }
    struct reply *reply = entry->pending ? mynah__reply_share(entry->pending) : NULL;
    if (!reply) {
        mynah_error_set(error, MYNAH_ERROR_UNSET, "the callback of %s.%s gave no answer",
                        call->stand_in, call->method);
    }
    return reply;
}

// Take a step.  The share of its reply that a callback's step has goes to the journal, so that an
// unfinished call shows where its callback was scripted.
static void take(struct stand_in *stand_in, struct begun_call *begun, const struct call *made,
                 struct mynah_error *error)
{
    const struct mynah_call *call = &begun->call;
    struct taken *taken = &begun->taken;
    struct cursor *cursor = made->cursor ? made->cursor : &stand_in->cursor;
    struct mynah_error inner;
    if (!mynah__cursor_take(cursor, call->shape, call->request, taken, &inner)) {
        bool general = inner.code != MYNAH_ERROR_UNSET || !made->unset;
        mynah_error_set(error, inner.code, "%s%s%s: %s", call->stand_in, made->cursor ? "." : "",
                        made->cursor ? call->method : "", general ? inner.text : made->unset);
        taken->reply = NULL;
        return;
    }
    bool asks = taken->reply->kind == MYNAH_STEP_CALLBACK;
    mynah__journal_step(mynah__world_journal(stand_in->world), begun->entry,
                        asks ? taken->reply : mynah__reply_share(taken->reply), taken->index);
}

void mynah__call_begin(struct stand_in *stand_in, const struct call *call, struct begun_call *begun,
                       struct mynah_error *error)
{
    *begun = (struct begun_call){
        .call = { .stand_in = stand_in->source->name,
                  .method = call->method,
                  .shape = call->shape,
                  .request = call->request,
                  .now = mynah_clock_now(mynah_world_clock(stand_in->world)) },
    };
    begun->entry = mynah__journal_begin(mynah__world_journal(stand_in->world), stand_in->source,
                                        &begun->call, error);
    if (call->arena) {
        begun->call.request = begun->entry ? begun->entry->seen.request : NULL;
        mynah__arena_finish(call->arena);
    }
    if (begun->entry) {
        begun->call.number = begun->entry->seen.number;
        begun->call.index = begun->entry->rank;
        take(stand_in, begun, call, error);
    }
}

struct reply *mynah__call_answer(struct stand_in *stand_in, struct begun_call *begun,
                                 struct mynah_error *error)
{
    struct reply *reply = begun->taken.reply;
    begun->taken.reply = NULL;
    if (reply && reply->kind == MYNAH_STEP_CALLBACK) {
        begun->call.now = mynah_clock_now(mynah_world_clock(stand_in->world));
        reply = ask(mynah__world_journal(stand_in->world), begun->entry, &begun->taken,
                    &begun->call, error);
    }
    if (reply && reply->kind == MYNAH_STEP_ERROR && error) {
        *error = *reply->error;
    }
    return reply;
}

struct entry *mynah__call_open(struct stand_in *stand_in, const struct call *call,
                               struct reply **reply, struct mynah_error *error)
{
    struct begun_call begun;
    mynah__call_begin(stand_in, call, &begun, error);
    if (begun.taken.delay) {
        struct mynah_clock *clock = mynah_world_clock(stand_in->world);
        mynah_clock_sleep_until(clock, mynah_clock_after(clock, begun.taken.delay));
    }
    *reply = mynah__call_answer(stand_in, &begun, error);
    return begun.entry;
}

void mynah__call_close(struct stand_in *stand_in, struct entry *entry, struct reply *reply,
                       const struct mynah_error *error)
{
    mynah__journal_end(mynah__world_journal(stand_in->world), entry,
                       reply ? mynah__reply_share(reply) : mynah__reply_error(error),
                       mynah_clock_now(mynah_world_clock(stand_in->world)));
}

struct reply *mynah__call(struct stand_in *stand_in, const struct call *call,
                          struct mynah_error *error)
{
    struct mynah_error own;
    struct reply *reply;
    struct entry *entry = mynah__call_open(stand_in, call, &reply, error ? error : &own);
    if (entry) {
        mynah__call_close(stand_in, entry, reply, error ? error : &own);
    }
    return reply;
}
