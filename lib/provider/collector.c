// SPDX-License-Identifier: Apache-2.0
//
// Putting the chunks of a stream together again.

#include "provider/collector.h"

#include "core/alloc.h"

#include <string.h>

enum { CONTENT_FIRST = 500 };

// Return the call that pieces of `index` belong to.
static struct collected_call *call_of(struct collector *collector, int64_t index)
{
    size_t at = collector->call_count;
    while (at > 0 && collector->calls[at - 1].index >= index) {
        at--;
    }
    if (at < collector->call_count && collector->calls[at].index == index) {
        return &collector->calls[at];
    }
    struct collected_call *calls = mynah__grow(collector->calls, collector->call_count,
                                               &collector->call_capacity, sizeof *calls);
    if (!calls) {
        return NULL;
    }
    memmove(&calls[at + 1], &calls[at], (collector->call_count - at) * sizeof *calls);
    calls[at] = (struct collected_call){ .index = index };
    collector->calls = calls;
    collector->call_count++;
    return &calls[at];
}

static void add_call(struct collector *collector, const struct mynah_tool_call *piece)
{
    struct collected_call *call = call_of(collector, piece->index);
    if (!call) {
        collector->failed = true;
        return;
    }
    if (piece->id) {
        call->id = mynah__arena_text(&collector->arena, piece->id);
    }
    if (piece->name) {
        call->name = mynah__arena_text(&collector->arena, piece->name);
    }
    if (piece->arguments) {
        mynah__text_add(&call->arguments, piece->arguments);
    }
}

static bool counted(const struct mynah_chat_usage *usage)
{
    return usage->prompt_tokens || usage->completion_tokens || usage->total_tokens ||
           usage->cache_creation_input_tokens || usage->cache_read_input_tokens;
}

void mynah__collector_add(struct collector *collector, const struct mynah_chat_chunk *chunk)
{
    struct mynah_chat_chunk *last = &collector->last;
    if (chunk->content) {
        if (!collector->content.bytes) {
            mynah__text_reserve(&collector->content, CONTENT_FIRST);
        }
        mynah__text_add(&collector->content, chunk->content);
    }
    for (size_t i = 0; i < chunk->tool_call_count; i++) {
        add_call(collector, &chunk->tool_calls[i]);
    }
    if (chunk->finish_reason) {
        last->finish_reason = mynah__arena_text(&collector->arena, chunk->finish_reason);
    }
    if (chunk->model && (!last->model || strcmp(last->model, chunk->model) != 0)) {
        last->model = mynah__arena_text(&collector->arena, chunk->model);
    }
    if (chunk->metadata) {
        last->metadata = mynah__arena_text(&collector->arena, chunk->metadata);
    }
    if (counted(&chunk->usage)) {
        last->usage = chunk->usage;
    }
    collector->final = collector->final || chunk->is_final;
}

bool mynah__collector_response(struct collector *collector, struct mynah_chat_response *response)
{
    struct mynah_tool_call *calls =
        collector->call_count
            ? mynah__arena_alloc(&collector->arena, collector->call_count * sizeof *calls)
            : NULL;
    bool failed = collector->failed || collector->arena.failed || collector->content.failed;
    for (size_t i = 0; i < collector->call_count && !failed; i++) {
        const struct collected_call *call = &collector->calls[i];
        calls[i] = (struct mynah_tool_call){ .id = call->id,
                                             .name = call->name,
                                             .arguments =
                                                 call->arguments.bytes ? call->arguments.bytes : "",
                                             .index = call->index };
        failed = call->arguments.failed;
    }
    *response = (struct mynah_chat_response){
        .content = collector->content.bytes ? collector->content.bytes : "",
        .role = "assistant",
        .tool_calls = calls,
        .tool_call_count = collector->call_count,
        .finish_reason = collector->last.finish_reason,
        .usage = collector->last.usage,
        .model = collector->last.model,
        .metadata = collector->last.metadata,
    };
    return !failed;
}

void mynah__collector_finish(struct collector *collector)
{
    for (size_t i = 0; i < collector->call_count; i++) {
        mynah__text_finish(&collector->calls[i].arguments);
    }
    mynah__free(collector->calls);
    mynah__text_finish(&collector->content);
    mynah__arena_finish(&collector->arena);
    *collector = (struct collector){ .failed = false };
}
