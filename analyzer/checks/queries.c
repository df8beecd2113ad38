// SPDX-License-Identifier: Apache-2.0
// Queries that are put together of text and data: what an expression begins with, and whether
// something that is not constant is joined to it.

#include "checks/internal.h"

#include <string.h>

enum { DEPTH_MAX = 8 };

struct query {
    struct checks *checks;
    const struct unit *unit;
    uint32_t first; // the constant or f-string that it begins with, or NODE_NONE
    bool joined;    // with what is not constant
};

static bool is_constant(const struct query *query, uint32_t node)
{
    struct engine *engine = query->checks->engine;
    const uint32_t *members = mynah__members(engine, query->unit->sets[node]);
    uint32_t count = mynah__set_size(engine, query->unit->sets[node]);
    for (uint32_t i = 0; i < count; i++) {
        if (!mynah__is_constant(&engine->values[members[i]])) {
            return false;
        }
    }
    return count > 0;
}

static void walk(struct query *query, uint32_t node, int depth);

static void walk_name(struct query *query, uint32_t node, int depth)
{
    const struct flow *flow = query->unit->flow;
    for (uint32_t i = 0; i < flow->reaching_count[node] && i < DEPTH_MAX; i++) {
        const struct definition *definition =
            &flow->definitions[flow->reaching[flow->first_reaching[node] + i]];
        if (definition->value >= query->unit->tree->count) {
            continue;
        }
        if (definition->kind == DEFINITION_ASSIGN) {
            walk(query, definition->value, depth);
        } else if (definition->kind == DEFINITION_AUGMENTED) {
            query->joined = query->joined || !is_constant(query, definition->value);
            uint32_t target = definition->node;
            walk(query, target, depth);
        }
    }
}

static const char *method_name(const struct query *query, uint32_t function)
{
    struct engine *engine = query->checks->engine;
    uint32_t name = mynah__tree_child(query->unit->tree, function, ROLE_ATTR);
    uint32_t atom = mynah__name(engine, (struct unit *)query->unit, name);
    return atom == ATOM_NONE ? "" : mynah__atom_bytes(engine, atom);
}

// "…".format(x), " ".join(parts), text("…")
static void walk_call(struct query *query, uint32_t node, int depth)
{
    static const char *const joining[] = { "format", "format_map", "replace", NULL };
    const struct tree *tree = query->unit->tree;
    uint32_t function = mynah__tree_child(tree, node, ROLE_FUNC);
    uint32_t argument = mynah__tree_child(tree, node, ROLE_ARGS);
    bool method = function != NODE_NONE && tree->nodes[function].kind == NODE_ATTRIBUTE;
    uint32_t base = method ? mynah__tree_child(tree, function, ROLE_VALUE) : NODE_NONE;
    const char *name = method ? method_name(query, function) : "";
    bool join = strcmp(name, "join") == 0;
    bool text =
        base != NODE_NONE && !join &&
        (tree->nodes[base].kind == NODE_CONSTANT || tree->nodes[base].kind == NODE_JOINED_STR ||
         tree->nodes[base].kind == NODE_CALL || tree->nodes[base].kind == NODE_NAME);
    uint32_t first = query->first;
    if (text) {
        walk(query, base, depth);
    }
    if (text && query->first != first) {
        for (size_t i = 0; joining[i]; i++) {
            query->joined =
                query->joined || (strcmp(name, joining[i]) == 0 && !is_constant(query, node));
        }
    } else if (argument != NODE_NONE) {
        walk(query, argument, depth);
        query->joined =
            query->joined || (join && query->first != first && !is_constant(query, node));
    }
}

static void walk(struct query *query, uint32_t node, int depth)
{
    const struct tree *tree = query->unit->tree;
    if (depth-- == 0) {
        return;
    }
    switch ((enum node_kind)tree->nodes[node].kind) {
    case NODE_CONSTANT:
    case NODE_JOINED_STR:
        query->first = query->first == NODE_NONE ? node : query->first;
        query->joined = query->joined || !is_constant(query, node);
        break;
    case NODE_BIN_OP: {
        uint32_t left = mynah__tree_child(tree, node, ROLE_LEFT);
        uint32_t right = mynah__tree_child(tree, node, ROLE_RIGHT);
        if (left != NODE_NONE && right != NODE_NONE) {
            walk(query, left, depth);
            query->joined =
                query->joined || (!is_constant(query, right) && !is_constant(query, node));
        }
        break;
    }
    case NODE_CALL:
        walk_call(query, node, depth);
        break;
    case NODE_NAME:
        walk_name(query, node, depth);
        break;
    case NODE_LIST: // of parts that are joined
    case NODE_TUPLE:
        if (node + 1 < tree->nodes[node].after) {
            walk(query, node + 1, depth);
        }
        break;
    default:
        break;
    }
}

// Return what stands behind the word where the text begins with it in any case, or NULL.
static const char *behind(const char *text, const char *word)
{
    for (; *word; word++, text++) {
        char c = *text >= 'A' && *text <= 'Z' ? (char)(*text | 32) : *text;
        if (c != *word) {
            return NULL;
        }
    }
    return text;
}

static bool has_word(const char *text, const char *end, const char *word)
{
    for (; text < end; text++) {
        const char *after = behind(text, word);
        bool left = text[-1] == ' ' || text[-1] == '\n' || text[-1] == ')';
        if (after && left && (*after == ' ' || *after == '\n' || *after == '(')) {
            return true;
        }
    }
    return false;
}

// How queries begin, and what follows in one that is complete.
static const char *const forms[][2] = {
    { "select ", "from" },         { "insert into ", "values" },
    { "update ", "set" },          { "delete from ", "where" },
    { "replace into ", "values" }, { "insert ", "values" },
    { "delete ", NULL },           { "drop ", NULL },
    { "with ", "select" },         { "alter ", NULL },
    { "create ", NULL },           { "grant ", NULL },
    { "truncate ", NULL },
};

// `whole`: the expression that has to be all of a query; or NULL, where it is used as one.
static bool is_query(const struct query *query, const struct node *whole)
{
    if (query->first == NODE_NONE) {
        return false;
    }
    const struct node *node = &query->unit->tree->nodes[query->first];
    const char *at = query->unit->source->text + node->start;
    const char *end = query->unit->source->text + (whole ? whole : node)->end;
    while (at < end && strchr("frbuFRBU", *at)) {
        at++;
    }
    while (at < end && strchr("\"' \n\\(", *at)) {
        at++;
    }
    for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
        const char *after = behind(at, forms[i][0]);
        if (after && (!whole || (forms[i][1] && has_word(after, end, forms[i][1])))) {
            return true;
        }
    }
    return false;
}

bool mynah__joins_query(struct checks *checks, const struct use *use,
                        const struct condition *condition)
{
    struct unit *unit = mynah__unit_of(checks->engine, use->site);
    uint32_t argument = mynah__argument_node(checks, use->site, 1, condition->keyword);
    if (argument == NODE_NONE) {
        return false;
    }
    struct query query = { .checks = checks, .unit = unit, .first = NODE_NONE };
    walk(&query, argument, DEPTH_MAX);
    return query.joined && is_query(&query, NULL);
}

// Queries that are built but not executed where that can be seen.
void mynah__check_queries(struct checks *checks)
{
    const struct unit *unit = checks->engine->units[0];
    const struct node *nodes = unit->tree->nodes;
    for (uint32_t node = 1; node < unit->tree->count; node++) {
        uint8_t kind = nodes[node].kind;
        uint8_t parent = nodes[nodes[node].parent].kind;
        bool bound = parent == NODE_ASSIGN || parent == NODE_ANN_ASSIGN || parent == NODE_RETURN ||
                     parent == NODE_NAMED_EXPR;
        bool made = kind == NODE_BIN_OP || kind == NODE_JOINED_STR || kind == NODE_CALL;
        if (!bound || !made || nodes[node].role != ROLE_VALUE) {
            continue;
        }
        struct query query = { .checks = checks, .unit = unit, .first = NODE_NONE };
        walk(&query, node, DEPTH_MAX);
        if (query.joined && query.first >= node && query.first < nodes[node].after &&
            is_query(&query, &nodes[node])) {
            mynah__checks_add(checks, unit->base + node,
                              &(struct finding){ .rule = "sql-injection",
                                                 .severity = MYNAH_SEVERITY_LOW + 1,
                                                 .confidence = MYNAH_CONFIDENCE_LOW });
        }
    }
}
