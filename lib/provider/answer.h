// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_PROVIDER_ANSWER_H
#define MYNAH_PROVIDER_ANSWER_H

// What a step answers, made whole: the response with everything filled in that the step left out,
// and the chunks that it arrives in.

#include <mynah/provider.h>

#include "core/arena.h"

// Makes up ids for a front that has some of its own; of the response where `call` is -1.  Returns
// text in the arena.
typedef const char *answer_id_fn(const void *self, size_t index, long call, struct arena *arena);

// What the fronts of one provider fill in.
struct answer_defaults {
    const struct mynah_chat_request *request;
    const char *model; // when the request names none
    size_t index;      // of the call
    bool no_usage;
    answer_id_fn *make_id; // NULL: "response_1", "call_1"
    const void *self;      // of `make_id`
};

// Return the response as it is answered: `from`, and in `arena` what was added to it.
struct mynah_chat_response mynah__answer_fill(const struct mynah_chat_response *from,
                                              const struct answer_defaults *defaults,
                                              struct arena *arena);
int64_t mynah__count_tokens(const char *text);
// Return the number of tokens of all messages.
int64_t mynah__count_prompt(const struct mynah_chat_request *request);

// Cutting a response into chunks that add up to it: words with the white space behind them, each
// tool call as its head and the pieces of its arguments, and one final chunk.
struct slicer {
    const struct mynah_chat_response *response;
    size_t at;   // in the content, or in the arguments of `call`
    size_t call; // that is being told
    bool head;   // of that call has been told
    bool over;
    struct mynah_chat_chunk chunk; // the one that was cut last
    struct mynah_tool_call piece;
    char *buffer; // of the piece: as large as the longest
};

// Begin; the buffer comes from `arena`.
void mynah__slicer_init(struct slicer *slicer, const struct mynah_chat_response *response,
                        struct arena *arena);
// Return the next chunk, borrowed until the next one; NULL behind the final one.
const struct mynah_chat_chunk *mynah__slicer_next(struct slicer *slicer);

// Return how long the call at `index` takes by the model.
int64_t mynah__latency(const struct mynah_latency *latency, uint64_t seed, size_t index);

#endif
