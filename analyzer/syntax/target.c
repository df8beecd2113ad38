// SPDX-License-Identifier: Apache-2.0
//
// What CPython's compiler does not let be assigned, starred, or named twice in a call.

#include "syntax/compile.h"

#include <stdlib.h>
#include <string.h>

enum { BEFORE_STAR_MOST = 256 };

static bool is_debug(const struct checker *checker, uint32_t node)
{
    return mynah__is_text(checker, node, "__debug__");
}

static bool check_debug(struct checker *checker, uint32_t name, uint32_t place)
{
    return !is_debug(checker, name) || CHECKER_RAISE(checker, place, MESSAGE_DEBUG_ASSIGN);
}

static bool check_name(struct checker *checker, uint32_t node)
{
    uint8_t flags = checker->nodes[node].flags;
    if (flags & FLAG_STORE) {
        return check_debug(checker, node, node);
    }
    return !(flags & FLAG_DEL) || checker->version < 310 || !is_debug(checker, node) ||
           CHECKER_RAISE(checker, node, MESSAGE_DEBUG_DELETE);
}

// CPython's definition begins behind its decorators: at the keyword before the name.
static bool check_definition(struct checker *checker, uint32_t name, uint32_t definition)
{
    if (check_debug(checker, name, definition)) {
        return true;
    }
    const char *text = checker->tree->source->text;
    const struct node *it = &checker->nodes[definition];
    const char *keyword = it->kind == NODE_CLASS_DEF ? "class"
                          : it->flags & FLAG_ASYNC   ? "async"
                                                     : "def";
    for (uint32_t at = checker->nodes[name].start; at-- > it->start;) {
        if (strncmp(text + at, keyword, strlen(keyword)) == 0) {
            checker->failure.start = at;
            break;
        }
    }
    return false;
}

// An identifier that binds; CPython puts the error at what binds it.
static bool check_identifier(struct checker *checker, uint32_t node)
{
    const struct node *nodes = checker->nodes;
    uint32_t parent = nodes[node].parent;
    uint8_t role = nodes[node].role;
    switch (nodes[parent].kind) {
    case NODE_ATTRIBUTE:
        return !(nodes[parent].flags & FLAG_STORE) || check_debug(checker, node, parent);
    case NODE_ARG: {
        uint32_t function = nodes[nodes[parent].parent].parent;
        return check_debug(checker, node, checker->version >= 312 ? parent : function);
    }
    case NODE_KEYWORD: {
        bool pattern = nodes[nodes[parent].parent].kind == NODE_MATCH_CLASS;
        uint32_t value = node + 1 < nodes[parent].after ? node + 1 : node;
        uint32_t call = checker->version >= 312 ? parent : nodes[parent].parent;
        return check_debug(checker, node, pattern ? value : call);
    }
    case NODE_ALIAS: {
        bool bound = role == ROLE_ASNAME ||
                     mynah__tree_child(checker->tree, parent, ROLE_ASNAME) == NODE_NONE;
        return !bound || check_debug(checker, node, nodes[parent].parent);
    }
    case NODE_FUNCTION_DEF:
    case NODE_CLASS_DEF:
        return check_definition(checker, node, parent);
    case NODE_TYPE_ALIAS:
    case NODE_EXCEPT_HANDLER:
    case NODE_MATCH_AS:
    case NODE_MATCH_STAR:
    case NODE_MATCH_MAPPING:
        return check_debug(checker, node, parent);
    case NODE_TYPE_PARAM:
        return check_debug(checker, node, nodes[parent].parent);
    default:
        return true;
    }
}

static bool check_starred(struct checker *checker, uint32_t node)
{
    const struct node *nodes = checker->nodes;
    uint8_t role = nodes[node].role;
    bool store = nodes[node].flags & FLAG_STORE;
    bool good;
    switch (nodes[nodes[node].parent].kind) {
    case NODE_TUPLE:
    case NODE_LIST:
        good = true;
        break;
    case NODE_SET:
    case NODE_TYPE_PARAM:
        good = !store;
        break;
    case NODE_CALL:
    case NODE_CLASS_DEF:
        good = role == ROLE_ARGS;
        break;
    case NODE_ARG: // the annotation of `*args`; with parentheses the grammar of 3.8 lets it pass
        good = role == ROLE_ANNOTATION && checker->version >= 311;
        break;
    default:
        good = false;
        break;
    }
    return good || nodes[node].flags & FLAG_DOUBLE_STAR ||
           CHECKER_RAISE(checker, node, store ? MESSAGE_STAR_TARGET : MESSAGE_STAR_VALUE);
}

static bool check_sequence(struct checker *checker, uint32_t node)
{
    const struct node *nodes = checker->nodes;
    if (!(nodes[node].flags & FLAG_STORE)) {
        return true;
    }
    bool star = false;
    unsigned before = 0;
    for (uint32_t child = node + 1; child < nodes[node].after; child = nodes[child].after) {
        if (nodes[child].kind != NODE_STARRED) {
            before++;
        } else if (star) {
            return CHECKER_RAISE(checker, node, MESSAGE_STAR_TARGETS);
        } else if (before >= BEFORE_STAR_MOST) {
            return CHECKER_RAISE(checker, node, MESSAGE_STAR_TARGET_LATE);
        } else {
            star = true;
        }
    }
    return true;
}

struct named {
    const char *name;
    uint32_t node;
};

static int compare_named(const void *left, const void *right)
{
    const struct named *one = left;
    const struct named *other = right;
    int order = strcmp(one->name, other->name);
    return order ? order : one->node < other->node ? -1 : one->node > other->node;
}

// Of the keywords of a call or class, the first that was there before; NODE_NONE: each is once.
static uint32_t find_repeated(struct checker *checker, uint32_t call)
{
    const struct node *nodes = checker->nodes;
    size_t count = 0;
    for (uint32_t child = call + 1; child < nodes[call].after; child = nodes[child].after) {
        count += nodes[child].kind == NODE_KEYWORD;
    }
    if (count < 2) {
        return NODE_NONE;
    }
    struct named *all = mynah__arena_alloc(checker->arena, count * sizeof *all);
    if (!all) {
        return NODE_NONE;
    }
    size_t at = 0;
    for (uint32_t child = call + 1; child < nodes[call].after; child = nodes[child].after) {
        if (nodes[child].kind == NODE_KEYWORD) {
            all[at++] = (struct named){ mynah__checker_name(checker, child + 1), child };
        }
    }
    qsort(all, count, sizeof *all, compare_named);
    uint32_t found = NODE_NONE;
    for (size_t i = 1; i < count; i++) {
        if (strcmp(all[i - 1].name, all[i].name) == 0 && all[i].node < found) {
            found = all[i].node;
        }
    }
    return found;
}

bool mynah__check_keywords(struct checker *checker, uint32_t call, enum message message)
{
    uint32_t repeated = find_repeated(checker, call);
    if (repeated == NODE_NONE) {
        return true;
    }
    uint32_t place = message == MESSAGE_PATTERN_ATTRIBUTE_TWICE ? repeated + 2 : repeated;
    return CHECKER_RAISE(checker, place, message, mynah__checker_name(checker, repeated + 1));
}

bool mynah__check_target(struct checker *checker, uint32_t node)
{
    switch (checker->nodes[node].kind) {
    case NODE_NAME:
        return check_name(checker, node);
    case NODE_IDENTIFIER:
        return check_identifier(checker, node);
    case NODE_STARRED:
        return check_starred(checker, node);
    case NODE_TUPLE:
    case NODE_LIST:
        return check_sequence(checker, node);
    case NODE_CALL:
    case NODE_CLASS_DEF:
        return mynah__check_keywords(checker, node, MESSAGE_KEYWORD_REPEATED);
    default:
        return true;
    }
}
