// SPDX-License-Identifier: Apache-2.0
//
// Takes the code out of a chat reply: collect every piece that may be meant, and there has to be
// one.

#include <mynah/extract.h>

#include "core/alloc.h"
#include "core/fences.h"
#include "core/sink.h"

#include <assert.h>
#include <jansson.h>
#include <string.h>

// A piece of the reply that is code.
struct piece {
    enum mynah_code_form form;
    const char *text; // of a tool call, or bare
    size_t size;
    const struct fenced *block;
    const char *tool_call_id;
    const char *tool;
};

struct extractor {
    const struct mynah_chat_response *response;
    struct mynah_code_options options;
    struct arena arena;
    struct lined lined;
    struct fences fences;
    struct piece *pieces;
    size_t count;
    size_t capacity;
    bool has_nul;
};

// What the caller gets: the code, and by how much each of its lines was further to the right.
struct placed {
    struct mynah_code code;
    size_t lines;
    uint32_t *shifts; // behind it, and then the text
};

static bool wants(const struct extractor *extractor, enum mynah_code_form form)
{
    return !extractor->options.forms || (extractor->options.forms & (unsigned)form);
}

static bool add(struct extractor *extractor, struct piece piece)
{
    struct piece *moved = mynah__arena_grow(&extractor->arena, extractor->pieces, extractor->count,
                                            &extractor->capacity, sizeof *moved);
    if (moved) {
        extractor->pieces = moved;
        moved[extractor->count++] = piece;
    }
    return moved != NULL;
}

// ## Blocks

static bool add_blocks(struct extractor *extractor)
{
    const struct fences *fences = &extractor->fences;
    bool named = false;
    for (size_t i = 0; i < fences->count; i++) {
        named = named || mynah__fence_language(&fences->blocks[i]) == FENCE_PYTHON;
    }
    for (size_t i = 0; i < fences->count; i++) {
        const struct fenced *block = &fences->blocks[i];
        enum fence_language language = mynah__fence_language(block);
        bool meant = language == FENCE_PYTHON || (language == FENCE_UNNAMED && !named);
        if (meant && !add(extractor, (struct piece){ .form = MYNAH_AS_FENCED, .block = block })) {
            return false;
        }
    }
    return true;
}

// ## Tool calls

static const json_t *follow(const struct extractor *extractor, const json_t *value)
{
    static const char *const usual[] = { "code" };
    const struct mynah_code_options *options = &extractor->options;
    const char *const *path = options->path ? options->path : usual;
    size_t count = options->path ? options->path_count : 1;
    for (size_t i = 0; i < count; i++) {
        value = json_object_get(value, path[i]);
    }
    return value;
}

static bool add_call(struct extractor *extractor, const struct mynah_tool_call *call)
{
    const char *tool = extractor->options.tool;
    if (tool && (!call->name || strcmp(call->name, tool) != 0)) {
        return true;
    }
    json_t *arguments = call->arguments ? json_loads(call->arguments, JSON_ALLOW_NUL, NULL) : NULL;
    const json_t *code = follow(extractor, arguments);
    bool good = true;
    if (json_is_string(code)) {
        size_t size = json_string_length(code);
        const char *text = mynah__arena_copy(&extractor->arena, json_string_value(code), size);
        extractor->has_nul = extractor->has_nul || (text && strlen(text) != size);
        good = text && add(extractor, (struct piece){ .form = MYNAH_AS_TOOL_CALL,
                                                      .text = text,
                                                      .size = size,
                                                      .tool_call_id = call->id,
                                                      .tool = call->name });
    }
    json_decref(arguments);
    return good;
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n\f")] == '\0';
}

static bool collect(struct extractor *extractor)
{
    const struct mynah_chat_response *response = extractor->response;
    const char *content = response->content ? response->content : "";
    size_t size = strlen(content);
    if (size > UINT32_MAX - 2 ||
        !mynah__lined_init(&extractor->lined, content, (uint32_t)size, &extractor->arena) ||
        !mynah__fences_find(&extractor->fences, &extractor->lined, &extractor->arena)) {
        return false;
    }
    for (size_t i = 0; wants(extractor, MYNAH_AS_TOOL_CALL) && i < response->tool_call_count; i++) {
        if (!add_call(extractor, &response->tool_calls[i])) {
            return false;
        }
    }
    if (wants(extractor, MYNAH_AS_FENCED) && !add_blocks(extractor)) {
        return false;
    }
    // Text beside a tool call is talk, and so is text around fences where those are looked for.
    bool only_bare = extractor->options.forms == MYNAH_AS_BARE;
    bool bare = wants(extractor, MYNAH_AS_BARE) && extractor->count == 0 && !is_blank(content) &&
                (only_bare || extractor->fences.count == 0);
    return !bare ||
           add(extractor, (struct piece){ .form = MYNAH_AS_BARE, .text = content, .size = size });
}

// ## Choosing

static void list(const struct extractor *extractor, char *buffer, size_t size)
{
    struct sink sink = mynah__sink(buffer, size);
    for (size_t i = 0; i < extractor->count; i++) {
        const struct piece *piece = &extractor->pieces[i];
        mynah__sink_add(&sink, i ? "; " : "");
        if (piece->form == MYNAH_AS_FENCED) {
            mynah__sink_format(&sink, "a block of %u lines at line %u",
                               piece->block->end - piece->block->first, piece->block->first + 1);
        } else {
            mynah__sink_format(&sink, "the call %.40s of %.40s",
                               piece->tool_call_id ? piece->tool_call_id : "",
                               piece->tool ? piece->tool : "");
        }
    }
}

static bool choose(const struct extractor *extractor, struct mynah_error *error)
{
    char pieces[180];
    if (extractor->count == 1) {
        return !extractor->has_nul ||
               mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "the code has a NUL character in it");
    }
    if (extractor->count == 0) {
        const char *content = extractor->response->content;
        mynah_text_show(content ? content : "", 80, pieces, sizeof pieces);
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "there is no code in the reply %s",
                               pieces);
    }
    list(extractor, pieces, sizeof pieces);
    return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "the reply has %zu pieces of code: %s",
                           extractor->count, pieces);
}

// ## The result

static struct placed *make(const struct piece *piece, size_t lines, size_t size)
{
    const char *id = piece->tool_call_id;
    size_t id_size = id ? strlen(id) + 1 : 0;
    struct placed *placed =
        mynah__alloc(sizeof *placed + lines * sizeof(uint32_t) + size + 1 + id_size);
    if (placed) {
        placed->lines = lines;
        placed->shifts = (uint32_t *)(placed + 1);
        char *text = (char *)(placed->shifts + lines);
        placed->code = (struct mynah_code){ .text = text, .form = piece->form };
        if (id) {
            placed->code.tool_call_id = memcpy(text + size + 1, id, id_size);
        }
    }
    return placed;
}

static struct placed *make_text(const struct piece *piece)
{
    struct placed *placed = make(piece, 0, piece->size);
    if (placed) {
        memcpy((char *)placed->code.text, piece->text, piece->size);
        placed->code.size = piece->size;
        placed->code.line = piece->form == MYNAH_AS_BARE;
    }
    return placed;
}

static struct placed *make_block(const struct extractor *extractor, const struct fenced *block,
                                 const struct piece *piece)
{
    const struct lined *lined = &extractor->lined;
    uint32_t end = block->end < lined->count ? block->end : lined->count;
    size_t most = lined->starts[end] - lined->starts[block->first < end ? block->first : end] + 1;
    struct placed *placed = make(piece, end - block->first, most);
    if (!placed) {
        return NULL;
    }
    char *text = (char *)placed->code.text;
    size_t size = 0;
    for (uint32_t line = block->first; line < end; line++) {
        uint32_t start = mynah__fence_content(lined, line, &block->fence);
        uint32_t count = mynah__lined_end(lined, line) - start;
        memcpy(text + size, lined->text + start, count);
        size += count;
        text[size++] = '\n';
        placed->shifts[line - block->first] = start - lined->starts[line];
    }
    placed->code.size = size;
    placed->code.line = (int)block->first + 1;
    return placed;
}

struct mynah_code *mynah_code_extract(const struct mynah_chat_response *response,
                                      const struct mynah_code_options *options,
                                      struct mynah_error *error)
{
    assert(response);
    struct extractor extractor = { .response = response };
    struct placed *placed = NULL;
    if (options) {
        extractor.options = *options;
    }
    if (!collect(&extractor)) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    } else if (choose(&extractor, error)) {
        const struct piece *piece = extractor.pieces;
        placed = piece->block ? make_block(&extractor, piece->block, piece) : make_text(piece);
        if (!placed) {
            mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        }
    }
    mynah__arena_finish(&extractor.arena);
    return placed ? &placed->code : NULL;
}

struct mynah_place mynah_code_place(const struct mynah_code *code, int line, int column)
{
    const struct placed *placed = (const struct placed *)code;
    bool inside = line >= 1 && (size_t)line <= placed->lines;
    int shift = inside ? (int)placed->shifts[line - 1] : 0;
    int first = code->line ? code->line - 1 : 0;
    return (struct mynah_place){ .line = line + first, .column = column + shift };
}

void mynah_code_destroy(struct mynah_code *code)
{
    mynah__free(code);
}
