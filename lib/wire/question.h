// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_WIRE_QUESTION_H
#define MYNAH_WIRE_QUESTION_H

// A body in the JSON of a protocol, read as a chat request.  Texts are borrowed from the JSON.

#include <mynah/chat.h>

#include "wire/value.h"

struct question {
    struct arena *arena;
    struct mynah_chat_request request;
    struct mynah_chat_message *messages;
    size_t message_capacity;
    struct mynah_chat_message spare; // written to when there is no memory
    struct mynah_chat_tool *tools;
    size_t tool_capacity;
    int64_t choices; // `n` of Chat Completions
    bool stream;
    bool include_usage; // `stream_options` of Chat Completions
    bool plain;         // without `obfuscation`
    char why[200];      // it cannot be read
    const char *param;  // which member is at fault, or NULL
};

// Say why the body cannot be read.  Returns false.
bool mynah__question_refuse(struct question *question, const char *param, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// Add a message; never NULL: without memory the arena has failed, and the message is lost.
struct mynah_chat_message *mynah__question_message(struct question *question, const char *role);
// Add a call to a message, `calls` of which have room.
void mynah__question_call(struct question *question, struct mynah_chat_message *message,
                          const struct mynah_tool_call *call);
void mynah__question_tool(struct question *question, const struct mynah_chat_tool *tool);

// Return the JSON as it is written, as text in the arena.
const char *mynah__question_dump(struct question *question, const struct value *json);
// Fill in the text of a message from a string or a list of parts, and the parts when not all of
// them are text.
bool mynah__question_content(struct question *question, struct mynah_chat_message *message,
                             const struct value *content, const char *param);

// The same for a list of parts, of which `wanted`, unless it is NULL, tells those that are meant.
bool mynah__question_parts(struct question *question, struct mynah_chat_message *message,
                           const struct value *content, bool (*wanted)(const struct value *part),
                           const char *param);

// ## Members that the protocols share

bool mynah__question_text(struct question *question, const struct value *body, const char *name,
                          bool required, const char **text);
// Read model, stream, temperature, which is at most `hottest`, and the rest: `most` names the
// member for the most tokens.
bool mynah__question_common(struct question *question, const struct value *body, const char *most,
                            int hottest);
// Whether the value, if there is one, is an integer from 1 to `most`; if not, that is why.
bool mynah__question_range(struct question *question, const struct value *value, const char *name,
                           int64_t most);
// Likewise, whether the tools are a list, and the choice of one a word or an object.
bool mynah__question_choice(struct question *question, const struct value *tools,
                            const struct value *choice);
// Return whether the text is one of the words, which end with NULL.
bool mynah__is_word(const char *text, const char *const *words);
bool mynah__question_stop(struct question *question, const struct value *stop, const char *name);
// Keep the members that `known`, which ends with NULL, does not name.
void mynah__question_rest(struct question *question, const struct value *body,
                          const char *const *known);

#endif
