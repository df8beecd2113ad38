// SPDX-License-Identifier: Apache-2.0
//
// Builds a document from libyaml's events.  The caps are here: libyaml takes quadratic time on deep
// nesting, many directives and (looked up by us) many anchors, so all three are bounded while the
// events arrive.  An alias shares the node it names; nothing is expanded.

#include "config/document.h"

#include "core/alloc.h"
#include "core/utf8.h"
#include "core/words.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { SIZE_MOST = 1 << 20, DEPTH_MOST = 64, ANCHORS_MOST = 256, DIRECTIVES_MOST = 16 };

// A list or mapping that is still open.
struct level {
    struct config_node *node;
    const struct config_node *key; // read, its value not yet
    const char *anchor;
    size_t entry_capacity;
    size_t view_capacity;
};

struct anchor {
    const char *name;
    const struct config_node *node;
};

struct builder {
    struct arena *arena;
    struct mynah_error *error;
    const struct config_node *root;
    size_t documents;
    size_t depth;
    size_t anchor_count;
    struct level levels[DEPTH_MOST];
    struct anchor anchors[ANCHORS_MOST];
};

static bool refuse(struct builder *builder, const yaml_event_t *event, const char *why)
{
    return mynah_error_set_at(builder->error, MYNAH_ERROR_CONFIG, (int)event->start_mark.line + 1,
                              (int)event->start_mark.column + 1, "%s", why);
}

static bool no_memory(struct mynah_error *error)
{
    return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

// ## Nodes

static int compare_keys(const void *a, const void *b)
{
    const struct config_entry *const *left = a, *const *right = b;
    int order = strcmp((*left)->key->scalar.value, (*right)->key->scalar.value);
    return order ? order : (*left > *right) - (*left < *right);
}

// Sorted, so that a mapping with very many keys does not take quadratic time.
static bool mark_repeated(const struct config_node *node)
{
    struct config_entry **sorted = mynah__alloc(node->count * sizeof(struct config_entry *));
    size_t count = 0;
    if (!sorted) {
        return false;
    }
    for (size_t i = 0; i < node->count; i++) {
        if (node->entries[i].key->shape == CONFIG_SCALAR) {
            sorted[count++] = &node->entries[i];
        }
    }
    qsort(sorted, count, sizeof *sorted, compare_keys);
    for (size_t i = 1; i < count; i++) {
        const char *before = sorted[i - 1]->key->scalar.value;
        sorted[i]->repeated = strcmp(before, sorted[i]->key->scalar.value) == 0;
    }
    mynah__free(sorted);
    return true;
}

static bool append(struct builder *builder, struct level *level, const struct config_node *value)
{
    struct config_node *node = level->node;
    struct arena *arena = builder->arena;
    size_t count = node->count;
    node->entries = mynah__arena_grow(arena, node->entries, count, &level->entry_capacity,
                                      sizeof *node->entries);
    if (node->shape == CONFIG_LIST) {
        node->texts = mynah__arena_grow(arena, node->texts, count, &level->view_capacity,
                                        sizeof *node->texts);
    } else {
        node->pairs = mynah__arena_grow(arena, node->pairs, count, &level->view_capacity,
                                        sizeof *node->pairs);
    }
    if (arena->failed) {
        return false;
    }
    node->entries[count] = (struct config_entry){ .key = level->key, .value = value };
    if (node->shape == CONFIG_LIST) {
        node->texts[count] = value->scalar.value;
    } else {
        node->pairs[count] =
            (struct mynah_config_pair){ level->key->scalar.value, value->scalar.value };
        level->key = NULL;
    }
    node->count++;
    return true;
}

// Put a complete node where it belongs.
static bool place(struct builder *builder, const struct config_node *node)
{
    if (builder->depth == 0) {
        builder->root = node;
        return true;
    }
    struct level *level = &builder->levels[builder->depth - 1];
    if (level->node->shape == CONFIG_MAPPING && !level->key) {
        level->key = node;
        return true;
    }
    return append(builder, level, node);
}

static struct config_node *make(struct builder *builder, const yaml_event_t *event,
                                enum config_shape shape, const yaml_char_t *tag)
{
    struct config_node *node = mynah__arena_alloc(builder->arena, sizeof *node);
    if (!node) {
        return NULL;
    }
    node->shape = shape;
    node->line = (int)event->start_mark.line + 1;
    node->column = (int)event->start_mark.column + 1;
    node->tag = tag ? mynah__arena_text(builder->arena, (const char *)tag) : NULL;
    return node;
}

// ## Events

static bool remember(struct builder *builder, const yaml_event_t *event, const char *name,
                     const struct config_node *node)
{
    if (!name) {
        return true;
    }
    if (builder->anchor_count == ANCHORS_MOST) {
        return refuse(builder, event, "there are too many anchors");
    }
    builder->anchors[builder->anchor_count++] = (struct anchor){ name, node };
    return true;
}

static const char *keep(struct builder *builder, const yaml_char_t *text)
{
    return text ? mynah__arena_text(builder->arena, (const char *)text) : NULL;
}

static bool on_document(struct builder *builder, const yaml_event_t *event)
{
    return ++builder->documents == 1 ||
           refuse(builder, event, "a configuration is one document; a second one starts here");
}

static bool on_alias(struct builder *builder, const yaml_event_t *event)
{
    const char *name = (const char *)event->data.alias.anchor;
    // From the newest: YAML lets an anchor be used again for another node.
    for (size_t i = builder->anchor_count; i > 0; i--) {
        if (strcmp(builder->anchors[i - 1].name, name) == 0) {
            return place(builder, builder->anchors[i - 1].node);
        }
    }
    char clip[MYNAH__CLIP], why[MYNAH__CLIP + 64] = "no complete value before this has the anchor ";
    strcat(why, mynah__clip(clip, name));
    return refuse(builder, event, why);
}

static bool on_scalar(struct builder *builder, const yaml_event_t *event)
{
    const char *value = (const char *)event->data.scalar.value;
    size_t size = event->data.scalar.length;
    struct config_node *node = make(builder, event, CONFIG_SCALAR, event->data.scalar.tag);
    if (memchr(value, '\0', size)) {
        return refuse(builder, event, "text cannot contain a NUL character");
    }
    const char *copy = mynah__arena_copy(builder->arena, value, size);
    const char *anchor = keep(builder, event->data.scalar.anchor);
    if (builder->arena->failed) {
        return false;
    }
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node->scalar = (struct mynah_config_pair){ "", copy };
    return remember(builder, event, anchor, node) && place(builder, node);
}

static bool open_level(struct builder *builder, const yaml_event_t *event, struct config_node *node,
                       const yaml_char_t *anchor)
{
    if (builder->depth == DEPTH_MOST) {
        return refuse(builder, event, "the nesting is too deep");
    }
    builder->levels[builder->depth++] =
        (struct level){ .node = node, .anchor = keep(builder, anchor) };
    return !builder->arena->failed;
}

static bool on_list(struct builder *builder, const yaml_event_t *event)
{
    return open_level(builder, event,
                      make(builder, event, CONFIG_LIST, event->data.sequence_start.tag),
                      event->data.sequence_start.anchor);
}

static bool on_mapping(struct builder *builder, const yaml_event_t *event)
{
    return open_level(builder, event,
                      make(builder, event, CONFIG_MAPPING, event->data.mapping_start.tag),
                      event->data.mapping_start.anchor);
}

static bool on_close(struct builder *builder, const yaml_event_t *event)
{
    struct level *level = &builder->levels[--builder->depth];
    if (level->node->shape == CONFIG_MAPPING && !mark_repeated(level->node)) {
        builder->arena->failed = true;
        return false;
    }
    return remember(builder, event, level->anchor, level->node) && place(builder, level->node);
}

static bool on_event(struct builder *builder, const yaml_event_t *event)
{
    static bool (*const handlers[])(struct builder *, const yaml_event_t *) = {
        [YAML_DOCUMENT_START_EVENT] = on_document, [YAML_ALIAS_EVENT] = on_alias,
        [YAML_SCALAR_EVENT] = on_scalar,           [YAML_SEQUENCE_START_EVENT] = on_list,
        [YAML_SEQUENCE_END_EVENT] = on_close,      [YAML_MAPPING_START_EVENT] = on_mapping,
        [YAML_MAPPING_END_EVENT] = on_close,
    };
    size_t type = (size_t)event->type;
    return type >= sizeof handlers / sizeof *handlers || !handlers[type] ||
           handlers[type](builder, event);
}

// ## The text before libyaml sees it

// Fill `error` for the byte at `offset`.
static bool refuse_byte(const char *text, size_t offset, struct mynah_error *error, const char *why)
{
    size_t line = 1, start = 0;
    for (size_t i = 0; i < offset; i++) {
        if (text[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    size_t column = mynah__utf8_length(text + start, offset - start) + 1;
    return mynah_error_set_at(error, MYNAH_ERROR_CONFIG, (int)line, (int)column, "%s", why);
}

static bool inspect(const char *text, size_t size, struct mynah_error *error)
{
    if (size > SIZE_MOST) {
        return mynah_error_set(error, MYNAH_ERROR_LIMIT,
                               "a configuration may have at most %d bytes", SIZE_MOST);
    }
    size_t valid = mynah__utf8_valid(text, size);
    if (valid < size) {
        return refuse_byte(text, valid, error, "this is not UTF-8");
    }
    size_t directives = 0;
    for (size_t i = 0; i < size; i++) {
        bool starts_line = i == 0 || text[i - 1] == '\n' || text[i - 1] == '\r';
        if (text[i] == '%' && starts_line && ++directives > DIRECTIVES_MOST) {
            return refuse_byte(text, i, error, "there are too many directives");
        }
        if ((unsigned char)text[i] < ' ' && !strchr("\t\n\r", text[i] ? text[i] : 1)) {
            return refuse_byte(text, i, error, "control characters are not allowed");
        }
    }
    return true;
}

// Whether the byte that libyaml stumbled over is a tab.
static bool is_tab(const char *text, size_t size, yaml_mark_t mark)
{
    size_t line = 0;
    for (size_t i = 0, column = 0; i < size && line <= mark.line; i++, column++) {
        if (line == mark.line && column == mark.column) {
            return text[i] == '\t';
        }
        if (text[i] == '\n') {
            line++;
            column = (size_t)-1;
        }
    }
    return false;
}

static bool report(const yaml_parser_t *parser, const char *text, size_t size,
                   struct mynah_error *error)
{
    if (parser->error == YAML_MEMORY_ERROR) {
        return no_memory(error);
    }
    if (parser->error == YAML_READER_ERROR) {
        size_t offset = parser->problem_offset < size ? parser->problem_offset : size;
        return refuse_byte(text, offset, error, parser->problem);
    }
    yaml_mark_t mark = parser->problem_mark;
    bool tab = is_tab(text, size, mark);
    return mynah_error_set_at(error, MYNAH_ERROR_CONFIG, (int)mark.line + 1, (int)mark.column + 1,
                              "%s", tab ? "a tab cannot indent; use spaces" : parser->problem);
}

static bool build(struct builder *builder, const char *text, size_t size)
{
    yaml_parser_t parser;
    bool built = true, more = true;
    if (!yaml_parser_initialize(&parser)) {
        return no_memory(builder->error);
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, size);
    while (built && more) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            built = report(&parser, text, size, builder->error);
            break;
        }
        more = event.type != YAML_STREAM_END_EVENT;
        built = on_event(builder, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return builder->arena->failed ? no_memory(builder->error) : built;
}

static bool check_root(const struct config_node *root, struct mynah_error *error)
{
    if (!root || root->shape == CONFIG_MAPPING || mynah__config_is_null(root)) {
        return true;
    }
    return mynah_error_set_at(error, MYNAH_ERROR_CONFIG, root->line, root->column,
                              "a configuration is a mapping of sections");
}

struct mynah_config *mynah_config_parse(const char *text, size_t size, struct mynah_error *error)
{
    assert(text || size == 0);
    if (!inspect(text, size, error)) {
        return NULL;
    }
    struct mynah_config *config = mynah__alloc(sizeof *config);
    struct builder *builder = mynah__alloc(sizeof *builder);
    bool built = false;
    if (config && builder) {
        builder->arena = &config->arena;
        builder->error = error;
        built = build(builder, text, size) && check_root(builder->root, error);
    } else {
        no_memory(error);
    }
    if (built && builder->root && builder->root->shape == CONFIG_MAPPING) {
        config->root = builder->root;
    }
    mynah__free(builder);
    if (!built) {
        mynah_config_destroy(config);
        config = NULL;
    }
    return config;
}

void mynah_config_destroy(struct mynah_config *config)
{
    if (config) {
        mynah__arena_finish(&config->arena);
        mynah__free(config);
    }
}
