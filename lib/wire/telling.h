// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_WIRE_TELLING_H
#define MYNAH_WIRE_TELLING_H

// An answer in the bytes of a protocol.  A protocol is a table of functions, one file each; what
// HTTP and faults do with the bytes is no business of theirs.

#include "core/json.h"
#include "core/text.h"
#include "wire/question.h"

#include <mynah/wire.h>

// Add a literal.
#define ADD(text, literal) mynah__text_add_bytes(text, literal, sizeof(literal) - 1)

// An error as a provider tells it; members that are NULL follow from the status.
struct wire_error {
    int status;
    const char *message;
    const char *type;
    const char *code;
    const char *param;
    int64_t retry_after; // nanoseconds; 0: not told
};

struct protocol;

// Something of the answer that is on its way: a text or a call.
struct item {
    int64_t call;     // its index; -1: the text
    struct text text; // so far, or of the arguments of a call
    struct text id;   // of a call
    struct text name; // likewise
    bool open;
};

struct telling {
    const struct protocol *protocol;
    const struct value *asked; // the body of the request; NULL where there is none
    int64_t choices;           // how many answers were asked for; 0: one
    int64_t max_tokens;        // of the request
    uint64_t seed;
    size_t index;    // of the call
    int64_t created; // in seconds
    const char *id;
    const char *model;
    struct mynah_chat_usage usage; // as far as it is known before the end
    bool include_usage;
    bool plain;
    struct text event; // that is being written
    void (*emit)(void *self, const struct text *event);
    void *self; // of `emit`
    // What the protocols remember between events.
    bool opened;
    size_t choice;  // where the number of the choice is in the event; 0: nowhere
    uint64_t noise; // lengths of what clients have to ignore
    int64_t sequence;
    struct text prefix;
    struct item *items;
    size_t item_count;
    size_t item_capacity;
};

struct protocol {
    const char *name;
    const char *request_id; // the header
    const char *response_id;
    const char *call_id; // what ids of calls begin with
    bool (*read)(struct question *question, const struct value *body);
    void (*whole)(struct telling *telling, const struct mynah_chat_response *response);
    void (*open)(struct telling *telling);
    void (*chunk)(struct telling *telling, const struct mynah_chat_chunk *chunk);
    void (*error_event)(struct telling *telling, const struct wire_error *error);
    void (*error)(struct text *text, const struct wire_error *error, const char *request_id);
    void (*limits)(struct text *text, const struct wire_error *error); // headers of a 429
    void (*models)(struct text *text, const char *const *names, size_t count, int64_t created);
    void (*model)(struct text *text, const char *name, int64_t created);
};

extern const struct protocol mynah__openai_chat;
extern const struct protocol mynah__openai_responses;
extern const struct protocol mynah__anthropic;

// The errors and models of OpenAI, which both of its protocols have.
void mynah__openai_error(struct text *text, const struct wire_error *error, const char *request_id);
void mynah__openai_limits(struct text *text, const struct wire_error *error);
void mynah__openai_models(struct text *text, const char *const *names, size_t count,
                          int64_t created);
void mynah__openai_model(struct text *text, const char *name, int64_t created);
// Return OpenAI's word for a finish reason, which may be one of Anthropic's; NULL stays NULL.
const char *mynah__openai_finish(const char *reason);
// Fill in what follows from the status.
struct wire_error mynah__openai_full(const struct wire_error *error);
// Add the members `"message"`, `"type"`, `"param"`, `"code"`, of which those that are NULL are
// null.
void mynah__openai_error_members(struct text *text, const struct wire_error *error);

// ## Tools of the protocols

void mynah__put_number(struct text *text, int64_t number);
// Add `"name":"value"`.  Inline, for names are literals.
static inline void mynah__put_member(struct text *text, const char *name, const char *value)
{
    ADD(text, "\"");
    mynah__text_add(text, name);
    ADD(text, "\":");
    mynah__json_string(text, value);
}
// Begin an event, and hand it over: `event: NAME` where it has a name, `data: `.
void mynah__event_begin(struct telling *telling, const char *name);
void mynah__event_end(struct telling *telling);
// Return a number in which every bit depends on every bit of `state`.
uint64_t mynah__mix(uint64_t state);
// Return the next number from 0 to `most` of a row that the seed and the call determine.
size_t mynah__noise(struct telling *telling, size_t most);

// Find the item of a call (-1: the text); NULL when it is new.
struct item *mynah__telling_item(struct telling *telling, int64_t call);
// Return a new item, or NULL.
struct item *mynah__telling_add(struct telling *telling, int64_t call);

// Write an id: the prefix and 24 letters and digits that follow from the numbers.
enum { ID_MOST = 48 };
const char *mynah__make_id(char buffer[ID_MOST], const char *prefix, uint64_t seed,
                           uint64_t number);

void mynah__telling_finish(struct telling *telling);

#endif
