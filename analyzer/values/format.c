// SPDX-License-Identifier: Apache-2.0
// F-strings, and the format specifications that names of channels are made with: `02d` and kin.

#include "values/constants.h"
#include "values/engine.h"

#include <string.h>

static uint32_t foreign(struct engine *engine)
{
    return mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
}

uint32_t mynah__format_value(struct engine *engine, uint32_t id, const char *spec, size_t size)
{
    struct value value = engine->values[id];
    size_t at = 0;
    size_t width = 0;
    char fill = size > 0 && spec[0] == '0' ? '0' : ' ';
    if (size == 0) {
        return mynah__fold_str(engine, id);
    }
    for (; at < size && spec[at] >= '0' && spec[at] <= '9' && width < 100; at++) {
        width = width * 10 + (size_t)(spec[at] - '0');
    }
    bool plain = at == size || (at + 1 == size && (spec[at] == 'd' || spec[at] == 's'));
    bool number = value.kind == VALUE_INT && mynah__int(&value) >= 0;
    if (!plain || width >= 100 || (!number && (value.kind != VALUE_STR || fill == '0'))) {
        return foreign(engine);
    }
    struct text shown = { 0 };
    struct text padded = { 0 };
    if (number) {
        mynah__repr(engine, id, &shown);
    } else {
        mynah__text_add(&shown, mynah__atom_bytes(engine, value.a));
    }
    size_t blanks = shown.size < width ? width - shown.size : 0;
    mynah__text_add_repeat(&padded, fill, number ? blanks : 0);
    mynah__text_add_bytes(&padded, shown.bytes ? shown.bytes : "", shown.size);
    mynah__text_add_repeat(&padded, ' ', number ? 0 : blanks);
    engine->arena->failed = engine->arena->failed || shown.failed;
    mynah__text_finish(&shown);
    return mynah__fold_text(engine, &padded, VALUE_STR);
}

// Give what one `{…}` may show.
static uint32_t replacement(struct engine *engine, struct unit *unit, uint32_t node)
{
    const struct node *nodes = unit->tree->nodes;
    const char *text = unit->source->text;
    uint32_t inner = mynah__tree_child(unit->tree, node, ROLE_VALUE);
    if (inner == NODE_NONE) {
        return foreign(engine);
    }
    uint32_t at = nodes[inner].end;
    uint32_t end = nodes[node].end;
    while (at < end && (text[at] == ' ' || text[at] == ')')) {
        at++;
    }
    end -= end > at && text[end - 1] == '}';
    bool spec = at < end && text[at] == ':';
    bool nested = memchr(text + at, '{', end - at) != NULL;
    if (at < end && (!spec || nested)) { // `!r`, `=`
        return unit->sets[inner] == SET_EMPTY ? SET_EMPTY : foreign(engine);
    }
    const uint32_t *members = mynah__members(engine, unit->sets[inner]);
    uint32_t shown[CONSTANTS_MAX + SET_MAX];
    uint32_t count = mynah__set_size(engine, unit->sets[inner]);
    for (uint32_t i = 0; i < count; i++) {
        shown[i] = mynah__format_value(engine, members[i], text + at + spec, end - at - spec);
    }
    return mynah__set_unite(engine, shown, count);
}

uint32_t mynah__joined_text(struct engine *engine, struct unit *unit, uint32_t node)
{
    const struct node *nodes = unit->tree->nodes;
    const char *source = unit->source->text;
    struct literal_state state = { 0 };
    uint32_t at = nodes[node].start;
    uint32_t site = unit->base + node;
    uint32_t result = mynah__set_text(engine, "");
    for (uint32_t child = node + 1;; child = nodes[child].after) {
        bool last = child >= nodes[node].after;
        uint32_t end = last ? nodes[node].end : nodes[child].start;
        struct text text = { 0 };
        mynah__literal_text(&state, source + at, source + (at < end ? end : at), &text);
        uint32_t part = mynah__fold_text(engine, &text, VALUE_STR);
        result = mynah__fold_binary(engine, OP_ADD, result, part, site);
        if (last) {
            return result;
        }
        result = mynah__fold_binary(engine, OP_ADD, result, replacement(engine, unit, child), site);
        at = nodes[child].end;
    }
}
