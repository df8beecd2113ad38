// SPDX-License-Identifier: Apache-2.0
//
// Responses made whole, and cut into chunks.

#include "provider/answer.h"

#include "core/utf8.h"

#include <string.h>

// ## Filling in

// A token for every four code points, as many hosts estimate; at least one where there is text.
int64_t mynah__count_tokens(const char *text)
{
    size_t size = text ? strlen(text) : 0;
    size_t tokens = mynah__utf8_length(text ? text : "", size) / 4;
    return size && !tokens ? 1 : (int64_t)tokens;
}

static int64_t count_message(const struct mynah_chat_message *message)
{
    int64_t tokens = mynah__count_tokens(message->content);
    for (size_t i = 0; i < message->part_count; i++) {
        tokens += mynah__count_tokens(message->parts[i].text);
    }
    for (size_t i = 0; i < message->tool_call_count; i++) {
        tokens += mynah__count_tokens(message->tool_calls[i].arguments);
    }
    return tokens;
}

int64_t mynah__count_prompt(const struct mynah_chat_request *request)
{
    int64_t tokens = 0;
    for (size_t i = 0; i < request->message_count; i++) {
        tokens += count_message(&request->messages[i]);
    }
    return tokens;
}

static struct mynah_chat_usage count(const struct mynah_chat_request *request,
                                     const struct mynah_chat_response *response)
{
    struct mynah_chat_usage usage = { .prompt_tokens = mynah__count_prompt(request) };
    usage.completion_tokens = mynah__count_tokens(response->content);
    for (size_t i = 0; i < response->tool_call_count; i++) {
        usage.completion_tokens += mynah__count_tokens(response->tool_calls[i].arguments);
    }
    usage.total_tokens = usage.prompt_tokens + usage.completion_tokens;
    return usage;
}

static bool is_zero(const struct mynah_chat_usage *usage)
{
    return !usage->prompt_tokens && !usage->completion_tokens && !usage->total_tokens &&
           !usage->cache_creation_input_tokens && !usage->cache_read_input_tokens;
}

static const char *make_id(const struct answer_defaults *defaults, size_t count, long call,
                           struct arena *arena)
{
    size_t index = defaults->index;
    if (defaults->make_id) {
        return defaults->make_id(defaults->self, index, call, arena);
    }
    if (call < 0) {
        return mynah__arena_format(arena, "response_%zu", index + 1);
    }
    return count == 1 ? mynah__arena_format(arena, "call_%zu", index + 1)
                      : mynah__arena_format(arena, "call_%zu_%ld", index + 1, call + 1);
}

static const struct mynah_tool_call *fill_calls(const struct mynah_chat_response *from,
                                                const struct answer_defaults *defaults,
                                                struct arena *arena)
{
    size_t count = from->tool_call_count;
    struct mynah_tool_call *calls = mynah__arena_alloc(arena, count * sizeof *calls);
    for (size_t i = 0; calls && i < count; i++) {
        calls[i] = from->tool_calls[i];
        calls[i].index = (int64_t)i;
        if (!calls[i].id) {
            calls[i].id = make_id(defaults, count, (long)i, arena);
        }
        if (!calls[i].arguments) {
            calls[i].arguments = "{}";
        }
    }
    return calls;
}

struct mynah_chat_response mynah__answer_fill(const struct mynah_chat_response *from,
                                              const struct answer_defaults *defaults,
                                              struct arena *arena)
{
    struct mynah_chat_response response = *from;
    const struct mynah_chat_request *request = defaults->request;
    if (from->tool_call_count) {
        response.tool_calls = fill_calls(from, defaults, arena);
        response.tool_call_count = response.tool_calls ? from->tool_call_count : 0;
    } else if (!response.content) {
        response.content = "";
    }
    if (!response.role) {
        response.role = "assistant";
    }
    if (!response.finish_reason) {
        response.finish_reason = response.tool_call_count ? "tool_calls" : "stop";
    }
    if (!response.model) {
        response.model = request->model ? request->model : defaults->model;
    }
    if (!response.id) {
        response.id = make_id(defaults, 0, -1, arena);
    }
    if (is_zero(&response.usage) && !defaults->no_usage && !arena->failed) {
        response.usage = count(request, &response);
    }
    return response;
}

// ## Cutting

static bool is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

// Return the length of the next piece of text: space, a word, and the space behind it.
static size_t piece_length(const char *text)
{
    size_t length = 0;
    while (is_space(text[length])) {
        length++;
    }
    while (text[length] && !is_space(text[length])) {
        length++;
    }
    while (is_space(text[length])) {
        length++;
    }
    return length;
}

static size_t longest_piece(const char *text)
{
    size_t longest = 0;
    while (text && *text) {
        size_t length = piece_length(text);
        longest = length > longest ? length : longest;
        text += length;
    }
    return longest;
}

void mynah__slicer_init(struct slicer *slicer, const struct mynah_chat_response *response,
                        struct arena *arena)
{
    size_t longest = longest_piece(response->content);
    for (size_t i = 0; i < response->tool_call_count; i++) {
        size_t length = longest_piece(response->tool_calls[i].arguments);
        longest = length > longest ? length : longest;
    }
    *slicer =
        (struct slicer){ .response = response, .buffer = mynah__arena_alloc(arena, longest + 1) };
}

// Cut the next piece of `text`; false at its end.
static bool cut(struct slicer *slicer, const char *text)
{
    size_t length = text ? piece_length(text + slicer->at) : 0;
    if (length) {
        memcpy(slicer->buffer, text + slicer->at, length);
        slicer->buffer[length] = '\0';
        slicer->at += length;
    }
    return length > 0;
}

static bool next_of_call(struct slicer *slicer)
{
    const struct mynah_tool_call *call = &slicer->response->tool_calls[slicer->call];
    if (!slicer->head) {
        slicer->head = true;
        slicer->at = 0;
        slicer->piece = *call;
        slicer->piece.arguments = "";
        return true;
    }
    slicer->piece = (struct mynah_tool_call){ .arguments = slicer->buffer, .index = call->index };
    return cut(slicer, call->arguments);
}

const struct mynah_chat_chunk *mynah__slicer_next(struct slicer *slicer)
{
    const struct mynah_chat_response *response = slicer->response;
    slicer->chunk = (struct mynah_chat_chunk){ .content = "", .model = response->model };
    if (!slicer->head && slicer->call == 0 && cut(slicer, response->content)) {
        slicer->chunk.content = slicer->buffer;
        return &slicer->chunk;
    }
    while (slicer->call < response->tool_call_count) {
        if (next_of_call(slicer)) {
            slicer->chunk.tool_calls = &slicer->piece;
            slicer->chunk.tool_call_count = 1;
            return &slicer->chunk;
        }
        slicer->call++;
        slicer->head = false;
    }
    if (slicer->over) {
        return NULL;
    }
    slicer->over = true;
    slicer->chunk.is_final = true;
    slicer->chunk.finish_reason = response->finish_reason;
    slicer->chunk.usage = response->usage;
    slicer->chunk.metadata = response->metadata;
    return &slicer->chunk;
}

// ## Latency

// SplitMix64 (Steele, Lea and Flood 2014): one number for each seed and index.
static uint64_t mix(uint64_t seed, uint64_t index)
{
    uint64_t z = seed + (index + 1) * UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static int64_t add_up(int64_t a, int64_t b)
{
    return a > INT64_MAX - b ? INT64_MAX : a + b;
}

static int64_t grown(int64_t base, int64_t step, size_t index)
{
    bool fits = step == 0 || index <= (uint64_t)(INT64_MAX / step);
    return add_up(base, fits ? step * (int64_t)index : INT64_MAX);
}

int64_t mynah__latency(const struct mynah_latency *latency, uint64_t seed, size_t index)
{
    int64_t least = latency->base > latency->jitter ? latency->base - latency->jitter : 0;
    switch (latency->kind) {
    case MYNAH_LATENCY_INCREASING:
        return grown(latency->base, latency->base / 10, index);
    case MYNAH_LATENCY_DEGRADING:
        return grown(latency->base, latency->base / 20, index);
    case MYNAH_LATENCY_RANDOM: {
        uint64_t range = (uint64_t)add_up(latency->base, latency->jitter) - (uint64_t)least + 1;
        return least + (int64_t)(mix(seed, index) % range);
    }
    default:
        return latency->base;
    }
}
