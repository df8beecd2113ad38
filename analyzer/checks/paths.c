// SPDX-License-Identifier: Apache-2.0
// Where a path leads that is not known as a whole: a text that begins with a name inside of the
// working folder mostly stays there, whatever is put behind it.

#include "checks/internal.h"

#include <string.h>

enum { DEPTH_MAX = 8 };

static const char *leading(struct checks *checks, struct unit *unit, uint32_t node, int depth);

static const char *of_constant(struct checks *checks, const struct unit *unit, uint32_t node)
{
    struct engine *engine = checks->engine;
    uint32_t single = mynah__single(engine, unit->sets[node]);
    bool text = single != UINT32_MAX && engine->values[single].kind == VALUE_STR;
    return text ? mynah__atom_bytes(engine, engine->values[single].a) : NULL;
}

static const char *of_joined(struct checks *checks, struct unit *unit, uint32_t node, int depth)
{
    const struct node *at = &unit->tree->nodes[node];
    const char *text = unit->source->text + at->start;
    text += strspn(text, "rfRFuU");
    size_t quotes = strspn(text, "\"'");
    text += quotes;
    size_t size = strcspn(text, "{\"'");
    if (size > 0) {
        return mynah__arena_copy(checks->arena, text, size);
    }
    bool value = node + 1 < at->after && unit->tree->nodes[node + 1].kind == NODE_FORMATTED_VALUE;
    uint32_t first = value ? mynah__tree_child(unit->tree, node + 1, ROLE_VALUE) : NODE_NONE;
    return first == NODE_NONE ? NULL : leading(checks, unit, first, depth);
}

static const char *of_call(struct checks *checks, struct unit *unit, uint32_t node, int depth)
{
    static const char *const joining[] = { "os.path.join", "builtins.str", "os.fspath",
                                           "os.path.normpath" };
    struct engine *engine = checks->engine;
    uint32_t function = mynah__tree_child(unit->tree, node, ROLE_FUNC);
    uint32_t argument = mynah__tree_child(unit->tree, node, ROLE_ARGS);
    uint32_t single =
        function == NODE_NONE ? UINT32_MAX : mynah__single(engine, unit->sets[function]);
    const char *name = single != UINT32_MAX && engine->values[single].kind == VALUE_EXTERNAL
                           ? mynah__atom_bytes(engine, engine->values[single].a)
                           : "";
    for (size_t i = 0; i < sizeof(joining) / sizeof(*joining) && argument != NODE_NONE; i++) {
        if (strcmp(name, joining[i]) == 0) {
            return leading(checks, unit, argument, depth);
        }
    }
    bool method = function != NODE_NONE && unit->tree->nodes[function].kind == NODE_ATTRIBUTE;
    uint32_t text = method ? mynah__tree_child(unit->tree, function, ROLE_VALUE) : NODE_NONE;
    return text != NODE_NONE && unit->tree->nodes[text].kind == NODE_CONSTANT
               ? of_constant(checks, unit, text)
               : NULL;
}

// Return what the text of an expression begins with, or NULL where that is not known.
static const char *leading(struct checks *checks, struct unit *unit, uint32_t node, int depth)
{
    const struct flow *flow = unit->flow;
    uint32_t left;
    if (depth-- == 0) {
        return NULL;
    }
    switch ((enum node_kind)unit->tree->nodes[node].kind) {
    case NODE_CONSTANT:
        return of_constant(checks, unit, node);
    case NODE_JOINED_STR:
        return of_joined(checks, unit, node, depth);
    case NODE_BIN_OP:
        left = mynah__tree_child(unit->tree, node, ROLE_LEFT);
        return left == NODE_NONE ? NULL : leading(checks, unit, left, depth);
    case NODE_CALL:
        return of_call(checks, unit, node, depth);
    case NODE_NAME:
        if (flow->reaching_count[node] == 1) {
            const struct definition *definition =
                &flow->definitions[flow->reaching[flow->first_reaching[node]]];
            bool made = definition->kind == DEFINITION_ASSIGN && definition->value != NODE_NONE;
            return made ? leading(checks, unit, definition->value, depth) : NULL;
        }
        return NULL;
    default:
        return NULL;
    }
}

uint32_t mynah__argument_node(struct checks *checks, uint32_t site, int position,
                              const char *keyword)
{
    struct unit *unit = mynah__unit_of(checks->engine, site);
    const struct node *nodes = unit->tree->nodes;
    uint32_t call = site - unit->base;
    if (nodes[call].kind != NODE_CALL || position < 1) {
        return NODE_NONE;
    }
    uint32_t argument = mynah__tree_child(unit->tree, call, ROLE_ARGS);
    for (int i = 1; i < position && argument != NODE_NONE; i++) {
        argument = mynah__tree_next(unit->tree, argument);
    }
    for (uint32_t child = call + 1; argument == NODE_NONE && child < nodes[call].after;
         child = nodes[child].after) {
        uint32_t name = nodes[child].kind == NODE_KEYWORD
                            ? mynah__tree_child(unit->tree, child, ROLE_NAME)
                            : NODE_NONE;
        uint32_t atom = mynah__name(checks->engine, unit, name);
        if (atom != ATOM_NONE && keyword &&
            strcmp(mynah__atom_bytes(checks->engine, atom), keyword) == 0) {
            argument = mynah__tree_child(unit->tree, child, ROLE_VALUE);
        }
    }
    return argument;
}

const char *mynah__leading_text(struct checks *checks, uint32_t site, int position,
                                const char *keyword)
{
    uint32_t argument = mynah__argument_node(checks, site, position, keyword);
    return argument == NODE_NONE
               ? NULL
               : leading(checks, mynah__unit_of(checks->engine, site), argument, DEPTH_MAX);
}

static const char *called(struct checks *checks, const struct unit *unit, uint32_t call)
{
    struct engine *engine = checks->engine;
    uint32_t function = mynah__tree_child(unit->tree, call, ROLE_FUNC);
    uint32_t single =
        function == NODE_NONE ? UINT32_MAX : mynah__single(engine, unit->sets[function]);
    uint32_t name = single == UINT32_MAX ? ATOM_NONE : mynah__qualified(engine, single);
    return name == ATOM_NONE ? "" : mynah__atom_bytes(engine, name);
}

// What a path or text is put together of, that part of it which comes first.
static uint32_t first_part(struct checks *checks, const struct unit *unit, uint32_t node)
{
    const struct tree *tree = unit->tree;
    const struct flow *flow = unit->flow;
    switch ((enum node_kind)tree->nodes[node].kind) {
    case NODE_JOINED_STR:
    case NODE_FORMATTED_VALUE:
    case NODE_ATTRIBUTE:
    case NODE_SUBSCRIPT:
    case NODE_BIN_OP:
        return node + 1 < tree->nodes[node].after ? node + 1 : NODE_NONE;
    case NODE_CALL: {
        const char *name = called(checks, unit, node);
        bool joins = strncmp(name, "os.path.", 8) == 0 || strcmp(name, "os.fspath") == 0 ||
                     strcmp(name, "builtins.str") == 0 || strcmp(name, "pathlib.Path") == 0;
        return joins ? mynah__tree_child(tree, node, ROLE_ARGS)
                     : mynah__tree_child(tree, node, ROLE_FUNC);
    }
    case NODE_NAME: {
        uint32_t first = flow->reaching_count[node] == 1 ? flow->first_reaching[node] : UINT32_MAX;
        const struct definition *definition =
            first == UINT32_MAX ? NULL : &flow->definitions[flow->reaching[first]];
        bool made = definition &&
                    (definition->kind == DEFINITION_ASSIGN || definition->kind == DEFINITION_ITEM ||
                     definition->kind == DEFINITION_WITH);
        return made && definition->value < tree->count ? definition->value : NODE_NONE;
    }
    default:
        return NODE_NONE;
    }
}

static bool is_temporary(const char *name)
{
    static const char *const makers[] = { "tempfile.TemporaryDirectory", "tempfile.mkdtemp",
                                          "tempfile.mkstemp", "tempfile.NamedTemporaryFile",
                                          "tempfile.TemporaryFile" };
    for (size_t i = 0; i < sizeof(makers) / sizeof(*makers); i++) {
        if (strcmp(name, makers[i]) == 0) {
            return true;
        }
    }
    return false;
}

enum folder mynah__folder_of(struct checks *checks, uint32_t site, int position,
                             const char *keyword)
{
    const struct unit *unit = mynah__unit_of(checks->engine, site);
    uint32_t node = mynah__argument_node(checks, site, position, keyword);
    for (int depth = 0; node != NODE_NONE && depth < 2 * DEPTH_MAX; depth++) {
        if (unit->tree->nodes[node].kind == NODE_CALL && is_temporary(called(checks, unit, node))) {
            return FOLDER_TEMPORARY;
        }
        uint32_t next = first_part(checks, unit, node);
        uint32_t atom = next == NODE_NONE && unit->tree->nodes[node].kind == NODE_NAME
                            ? mynah__name(checks->engine, (struct unit *)unit, node)
                            : ATOM_NONE;
        if (atom != ATOM_NONE && strcmp(mynah__atom_bytes(checks->engine, atom), "__file__") == 0) {
            return FOLDER_OWN;
        }
        node = next;
    }
    return FOLDER_UNKNOWN;
}
