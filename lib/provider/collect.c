// SPDX-License-Identifier: Apache-2.0
//
// What hosts and tests do with any provider: read a stream to its end, and see whether answers are
// whole.

#include "core/alloc.h"
#include "core/sink.h"
#include "provider/collector.h"
#include "provider/failure.h"

#include <jansson.h>
#include <string.h>

// ## Reading to the end

// The chunks so far, each a block of its own.
struct kept {
    struct mynah_chat_chunk **chunks;
    size_t count;
    size_t capacity;
};

static void drop(struct kept *kept)
{
    for (size_t i = 0; i < kept->count; i++) {
        mynah_free(kept->chunks[i]);
    }
    mynah__free(kept->chunks);
}

static bool keep(struct kept *kept, const struct mynah_chat_chunk *chunk)
{
    struct mynah_chat_chunk *copy = mynah_record_copy(mynah_chat_chunk_shape(), chunk, NULL);
    struct mynah_chat_chunk **chunks =
        copy ? mynah__grow(kept->chunks, kept->count, &kept->capacity, sizeof *chunks) : NULL;
    if (!chunks) {
        mynah_free(copy);
        return false;
    }
    kept->chunks = chunks;
    chunks[kept->count++] = copy;
    return true;
}

static bool fails(struct mynah_chat_failure *failure, enum mynah_chat_failure_kind kind,
                  enum mynah_error_code code, const char *text)
{
    struct mynah_error error;
    mynah_error_set(&error, code, "%s", text);
    return mynah__chat_failure_own(failure, kind, NULL, &error);
}

// Add what comes to the collector; `kept` may be NULL.
static bool read(struct mynah_chat_stream *stream, struct collector *collector, struct kept *kept,
                 struct mynah_chat_failure *failure)
{
    const struct mynah_chat_chunk *chunk;
    while (stream->next(stream->self, &chunk, failure)) {
        if (collector->final) {
            return fails(failure, MYNAH_CHAT_INVALID_RESPONSE, MYNAH_ERROR_ARGUMENT,
                         "a chunk follows the final one");
        }
        mynah__collector_add(collector, chunk);
        if (kept && !keep(kept, chunk)) {
            return fails(failure, MYNAH_CHAT_STAND_IN, MYNAH_ERROR_MEMORY, "out of memory");
        }
    }
    if (failure->kind != MYNAH_CHAT_NO_FAILURE) {
        return false;
    }
    return collector->final || fails(failure, MYNAH_CHAT_CONNECTION, MYNAH_ERROR_ARGUMENT,
                                     "the stream ended without a final chunk");
}

struct mynah_chat_response *mynah_chat_collect(struct mynah_chat_stream *stream,
                                               struct mynah_chat_chunk ***chunks, size_t *count,
                                               struct mynah_chat_failure *failure)
{
    struct collector collector = { .failed = false };
    struct kept kept = { .chunks = NULL };
    struct mynah_chat_failure own = { .kind = MYNAH_CHAT_NO_FAILURE };
    struct mynah_chat_response response, *copy = NULL;
    if (read(stream, &collector, chunks ? &kept : NULL, &own)) {
        copy = mynah__collector_response(&collector, &response)
                   ? mynah_record_copy(mynah_chat_response_shape(), &response, NULL)
                   : NULL;
        if (!copy) {
            fails(&own, MYNAH_CHAT_STAND_IN, MYNAH_ERROR_MEMORY, "out of memory");
        }
    }
    stream->close(stream->self);
    mynah__collector_finish(&collector);
    if (chunks) {
        *chunks = kept.chunks;
        *count = kept.count;
    }
    if (failure) {
        *failure = own;
    }
    return copy;
}

void mynah_chat_chunks_destroy(struct mynah_chat_chunk **chunks, size_t count)
{
    drop(&(struct kept){ .chunks = chunks, .count = count });
}

// ## Properties

static bool is_json(const char *text)
{
    json_t *value = json_loads(text, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, NULL);
    json_decref(value);
    return value != NULL;
}

static bool unmet(char *why, size_t size, const char *text, const char *what)
{
    struct sink sink = mynah__sink(why, size);
    mynah__sink_add(&sink, text);
    if (what) {
        mynah__sink_quoted(&sink, what, strlen(what), 60);
    }
    return false;
}

static bool call_meets(const struct mynah_tool_call *call, char *why, size_t size)
{
    if (!call->id || !*call->id) {
        return unmet(why, size, "a tool call has no id: ", call->name ? call->name : "");
    }
    if (!call->name || !*call->name) {
        return unmet(why, size, "a tool call has no name: ", call->id);
    }
    return (call->arguments && is_json(call->arguments)) ||
           unmet(why, size, "the arguments of a tool call are not JSON: ",
                 call->arguments ? call->arguments : "");
}

static bool usage_meets(const struct mynah_chat_usage *usage, char *why, size_t size)
{
    if (usage->prompt_tokens < 0 || usage->completion_tokens < 0) {
        return unmet(why, size, "a count of tokens is negative", NULL);
    }
    if (usage->total_tokens != usage->prompt_tokens + usage->completion_tokens) {
        struct sink sink = mynah__sink(why, size);
        mynah__sink_format(&sink, "the tokens do not add up: %lld and %lld are not %lld",
                           (long long)usage->prompt_tokens, (long long)usage->completion_tokens,
                           (long long)usage->total_tokens);
        return false;
    }
    return true;
}

bool mynah_chat_response_meets(const struct mynah_chat_response *response, char *why, size_t size)
{
    bool text = response->content && *response->content;
    if (!text && !response->tool_call_count) {
        return unmet(why, size, "it has neither text nor tool calls", NULL);
    }
    if (!response->role || strcmp(response->role, "assistant") != 0) {
        return unmet(why, size,
                     "its role is not \"assistant\": ", response->role ? response->role : "");
    }
    if (!response->finish_reason) {
        return unmet(why, size, "it has no finish reason", NULL);
    }
    for (size_t i = 0; i < response->tool_call_count; i++) {
        if (!call_meets(&response->tool_calls[i], why, size)) {
            return false;
        }
    }
    return usage_meets(&response->usage, why, size);
}

bool mynah_chat_chunks_meet(const struct mynah_chat_chunk *const *chunks, size_t count, char *why,
                            size_t size)
{
    struct sink sink = mynah__sink(why, size);
    for (size_t i = 0; i < count; i++) {
        bool last = i + 1 == count;
        if (chunks[i]->is_final != last) {
            mynah__sink_format(&sink,
                               last ? "chunk %zu is the last, but not final"
                                    : "chunk %zu is final, but not the last",
                               i + 1);
            return false;
        }
    }
    return count > 0 || unmet(why, size, "there are no chunks", NULL);
}
