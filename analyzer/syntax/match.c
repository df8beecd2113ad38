// SPDX-License-Identifier: Apache-2.0
//
// What CPython's compiler finds wrong with patterns that the grammar accepts.

#include "syntax/compile.h"

#include <string.h>

enum { PATTERN_DEPTH_MOST = 1000 };

struct matcher {
    struct checker *checker;
    const struct node *nodes;
    uint32_t *names; // those bound so far, as ids
    size_t count;
    size_t capacity;
    unsigned depth;
};

static bool pattern(struct matcher *matcher, uint32_t node, bool refutable);

static bool is_pattern(const struct node *node)
{
    return node->kind >= NODE_MATCH_VALUE && node->kind <= NODE_MATCH_OR;
}

static bool bind(struct matcher *matcher, uint32_t identifier, uint32_t place)
{
    struct checker *checker = matcher->checker;
    const char *text = mynah__checker_name(checker, identifier);
    uint32_t name = mynah__scopes_find(checker->scopes, text);
    if (strcmp(text, "__debug__") == 0) {
        return CHECKER_RAISE(checker, place, MESSAGE_DEBUG_ASSIGN);
    }
    if (name >= checker->scopes->name_count) {
        return true;
    }
    if (checker->bound[name]) {
        return CHECKER_RAISE(checker, place, MESSAGE_PATTERN_NAME_TWICE, text);
    }
    uint32_t *moved = mynah__arena_grow(checker->arena, matcher->names, matcher->count,
                                        &matcher->capacity, sizeof *moved);
    if (moved) {
        matcher->names = moved;
        matcher->names[matcher->count++] = name;
        checker->bound[name] = true;
    }
    return true;
}

// `pattern as name`, a capture, or the wildcard; where another pattern follows, the last two are
// wrong.
static bool match_as(struct matcher *matcher, uint32_t node, bool refutable)
{
    struct checker *checker = matcher->checker;
    uint32_t inner = mynah__tree_child(checker->tree, node, ROLE_PATTERN);
    uint32_t name = mynah__tree_child(checker->tree, node, ROLE_NAME);
    if (inner != NODE_NONE) {
        return pattern(matcher, inner, refutable) &&
               (name == NODE_NONE || bind(matcher, name, checker->version >= 312 ? node : inner));
    }
    if (refutable) {
        return name == NODE_NONE ? CHECKER_RAISE(checker, node, MESSAGE_PATTERN_UNREACHABLE)
                                 : CHECKER_RAISE(checker, node, MESSAGE_PATTERN_UNREACHABLE_NAME,
                                                 mynah__checker_name(checker, name));
    }
    return name == NODE_NONE || bind(matcher, name, node);
}

// Forget the names behind the first `count`.
static void unbind(struct matcher *matcher, size_t count)
{
    while (matcher->count > count) {
        matcher->checker->bound[matcher->names[--matcher->count]] = false;
    }
}

static uint32_t last_pattern(const struct matcher *matcher, uint32_t node)
{
    uint32_t last = node;
    for (uint32_t inner = node; inner < matcher->nodes[node].after; inner++) {
        last = is_pattern(&matcher->nodes[inner]) ? inner : last;
    }
    return last;
}

// Each alternative binds the same names, and only the last may match everything.
static bool match_or(struct matcher *matcher, uint32_t node, bool refutable)
{
    const struct node *nodes = matcher->nodes;
    struct checker *checker = matcher->checker;
    size_t base = matcher->count;
    size_t count = 0; // of names that the first alternative binds
    uint32_t *first = NULL;
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        unbind(matcher, base);
        if (!pattern(matcher, child, nodes[child].after < nodes[node].after || refutable)) {
            return false;
        }
        if (child == node + 1) {
            count = matcher->count - base;
            first = mynah__arena_alloc(checker->arena, (count + 1) * sizeof *first);
            if (!first) {
                return false;
            }
            for (size_t i = 0; i < count; i++) {
                first[i] = matcher->names[base + i];
            }
        }
        bool same = matcher->count - base == count;
        for (size_t i = 0; same && i < count; i++) {
            same = checker->bound[first[i]];
        }
        if (!same) {
            return CHECKER_RAISE(checker,
                                 checker->version >= 312 ? node : last_pattern(matcher, child),
                                 MESSAGE_PATTERN_NAMES);
        }
    }
    return true;
}

static bool match_sequence(struct matcher *matcher, uint32_t node)
{
    const struct node *nodes = matcher->nodes;
    unsigned stars = 0;
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        stars += nodes[child].kind == NODE_MATCH_STAR;
    }
    if (stars > 1) {
        return CHECKER_RAISE(matcher->checker, node, MESSAGE_PATTERN_STARS);
    }
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        if (is_pattern(&nodes[child]) && !pattern(matcher, child, false)) {
            return false;
        }
    }
    return true;
}

static bool match_class(struct matcher *matcher, uint32_t node)
{
    const struct node *nodes = matcher->nodes;
    if (!mynah__check_keywords(matcher->checker, node, MESSAGE_PATTERN_ATTRIBUTE_TWICE)) {
        return false;
    }
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        uint32_t value = nodes[child].kind == NODE_KEYWORD ? child + 2 : child;
        if (value < nodes[child].after && is_pattern(&nodes[value]) &&
            !pattern(matcher, value, false)) {
            return false;
        }
    }
    return true;
}

static bool has_fields(const struct matcher *matcher, uint32_t node)
{
    const struct node *nodes = matcher->nodes;
    for (uint32_t inner = node; inner < nodes[node].after; inner++) {
        if (nodes[inner].kind == NODE_JOINED_STR) {
            return true;
        }
    }
    return false;
}

static bool match_mapping(struct matcher *matcher, uint32_t node)
{
    const struct node *nodes = matcher->nodes;
    struct checker *checker = matcher->checker;
    const char *repeated;
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        if (nodes[child].role == ROLE_KEY && has_fields(matcher, child)) {
            return CHECKER_RAISE(checker, node, MESSAGE_PATTERN_KEY);
        }
    }
    if (!mynah__check_keys(checker, node, &repeated)) {
        return CHECKER_RAISE(checker, node, MESSAGE_PATTERN_KEY_TWICE, repeated ? repeated : "");
    }
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        if (nodes[child].role == ROLE_PATTERN && !pattern(matcher, child, false)) {
            return false;
        }
        if (nodes[child].role == ROLE_REST && !bind(matcher, child, node)) {
            return false;
        }
    }
    return true;
}

// `refutable`: there is another pattern behind this one, so that it must not match everything.
static bool pattern(struct matcher *matcher, uint32_t node, bool refutable)
{
    if (matcher->depth >= PATTERN_DEPTH_MOST) {
        return true;
    }
    matcher->depth++;
    bool good = true;
    uint32_t name;
    switch (matcher->nodes[node].kind) {
    case NODE_MATCH_VALUE:
        good = !has_fields(matcher, node) ||
               CHECKER_RAISE(matcher->checker, node, MESSAGE_PATTERN_VALUE);
        break;
    case NODE_MATCH_AS:
        good = match_as(matcher, node, refutable);
        break;
    case NODE_MATCH_OR:
        good = match_or(matcher, node, refutable);
        break;
    case NODE_MATCH_STAR:
        name = mynah__tree_child(matcher->checker->tree, node, ROLE_NAME);
        good = name == NODE_NONE || bind(matcher, name, node);
        break;
    case NODE_MATCH_SEQUENCE:
        good = match_sequence(matcher, node);
        break;
    case NODE_MATCH_CLASS:
        good = match_class(matcher, node);
        break;
    case NODE_MATCH_MAPPING:
        good = match_mapping(matcher, node);
        break;
    default:
        break;
    }
    matcher->depth--;
    return good;
}

bool mynah__check_match(struct checker *checker, uint32_t node)
{
    const struct node *nodes = checker->nodes;
    struct matcher matcher = { .checker = checker, .nodes = nodes };
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        uint32_t top = mynah__tree_child(checker->tree, child, ROLE_PATTERN);
        if (nodes[child].kind != NODE_MATCH_CASE || top == NODE_NONE) {
            continue;
        }
        bool last = nodes[child].after >= nodes[node].after;
        bool guarded = mynah__tree_child(checker->tree, child, ROLE_TEST) != NODE_NONE;
        if (!pattern(&matcher, top, !last && !guarded)) {
            return false;
        }
        unbind(&matcher, 0);
    }
    return true;
}
