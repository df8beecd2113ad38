// SPDX-License-Identifier: Apache-2.0
//
// Calls that leave the program for sure, and context managers that swallow exceptions.  Code behind
// them is not judged, so a name counts only when nothing else in the code could have put something
// different there.

#include "flow/flow_build.h"

#include <string.h>

static const struct exit_function {
    const char *module; // NULL: a builtin
    const char *name;
} exits[] = {
    { NULL, "exit" }, { NULL, "quit" }, { "sys", "exit" }, { "os", "_exit" }, { "os", "abort" },
};

// What can change attributes and globals without naming them as such.
static const char *const reflections[] = {
    "setattr", "vars",     "globals",      "locals",   "exec",
    "eval",    "__dict__", "__builtins__", "builtins", "patch",
};

enum { CLIMB_MOST = 64 };

static bool spells(const struct walker *walker, uint32_t node, const char *text)
{
    const struct node *it = &walker->tree->nodes[node];
    size_t size = strlen(text);
    return it->end - it->start == size &&
           memcmp(walker->tree->source->text + it->start, text, size) == 0;
}

// What a symbol is by all of its definitions: the functions of a module, one of them, or something
// else that does not matter here.
enum { MEANS_NOTHING, MEANS_MODULE = 1, MEANS_FUNCTION = 101, MEANS_OTHER = 255 };

static uint8_t meaning_of(const struct walker *walker, const struct definition *definition)
{
    const struct tree *tree = walker->tree;
    if (definition->kind != DEFINITION_IMPORT) {
        return MEANS_OTHER;
    }
    uint32_t import = tree->nodes[definition->value].parent;
    uint32_t name = mynah__tree_child(tree, definition->value, ROLE_NAME);
    uint32_t from = mynah__tree_child(tree, import, ROLE_NAME);
    for (size_t i = 0; i < sizeof exits / sizeof *exits; i++) {
        bool plain = tree->nodes[import].kind == NODE_IMPORT;
        if (plain && exits[i].module && spells(walker, name, exits[i].module)) {
            return (uint8_t)(MEANS_MODULE + i);
        }
        if (!plain && from != NODE_NONE && tree->nodes[import].op == 0 && exits[i].module &&
            spells(walker, from, exits[i].module) && spells(walker, name, exits[i].name)) {
            return (uint8_t)(MEANS_FUNCTION + i);
        }
    }
    return MEANS_OTHER;
}

void mynah__flow_meanings(struct walker *walker)
{
    for (uint32_t i = 0; i < walker->flow->definition_count; i++) {
        const struct definition *definition = &walker->flow->definitions[i];
        uint8_t *meaning = &walker->meaning[definition->symbol];
        uint8_t here = meaning_of(walker, definition);
        bool first = *meaning == MEANS_NOTHING;
        bool import = definition->kind == DEFINITION_IMPORT;
        *meaning = first || *meaning == here ? here : MEANS_OTHER;
        walker->imported[definition->symbol] =
            import && (first || walker->imported[definition->symbol]);
    }
}

static bool is_function(const struct walker *walker, uint32_t callee, size_t index)
{
    const struct scopes *scopes = walker->scopes;
    const struct node *nodes = walker->tree->nodes;
    bool dotted = nodes[callee].kind == NODE_ATTRIBUTE;
    uint32_t name = dotted ? callee + 1 : callee;
    if (nodes[name].kind != NODE_NAME || scopes->symbol_of[name] == SYMBOL_NONE) {
        return false;
    }
    uint32_t owner = scopes->symbols[scopes->symbol_of[name]].owner;
    if (owner == SYMBOL_NONE) {
        return !dotted && !exits[index].module && spells(walker, name, exits[index].name) &&
               !scopes->scopes[0].star_import;
    }
    uint8_t meaning = walker->meaning[owner];
    if (!dotted) {
        return meaning == MEANS_FUNCTION + index;
    }
    uint32_t attribute = mynah__tree_child(walker->tree, callee, ROLE_ATTR);
    return meaning >= MEANS_MODULE && meaning < MEANS_FUNCTION && exits[index].module &&
           strcmp(exits[meaning - MEANS_MODULE].module, exits[index].module) == 0 &&
           attribute != NODE_NONE && spells(walker, attribute, exits[index].name);
}

bool mynah__flow_may_patch(const struct walker *walker)
{
    const struct tree *tree = walker->tree;
    for (size_t i = 0; i < sizeof reflections / sizeof *reflections; i++) {
        if (mynah__scopes_find(walker->scopes, reflections[i]) != UINT32_MAX) {
            return true;
        }
    }
    for (uint32_t i = 0; i < tree->count; i++) {
        if (tree->nodes[i].kind != NODE_IDENTIFIER || tree->nodes[i].role != ROLE_ATTR) {
            continue;
        }
        bool stored = tree->nodes[tree->nodes[i].parent].flags & (FLAG_STORE | FLAG_DEL);
        for (size_t e = 0; stored && e < sizeof exits / sizeof *exits; e++) {
            if (spells(walker, i, exits[e].name)) {
                return true;
            }
        }
        if (spells(walker, i, "__dict__") || spells(walker, i, "modules")) {
            return true;
        }
    }
    return false;
}

bool mynah__flow_exits(const struct walker *walker, uint32_t call)
{
    if (walker->patched || walker->tree->nodes[call].kind != NODE_CALL ||
        walker->tree->nodes[call].after == call + 1) {
        return false;
    }
    for (size_t i = 0; i < sizeof exits / sizeof *exits; i++) {
        if (is_function(walker, call + 1, i)) {
            return true;
        }
    }
    return false;
}

// Return the function that a node stands in, or NODE_NONE; and whether on the way out of it there
// is a `try` whose handlers see what happens at the node.
static uint32_t around(const struct tree *tree, uint32_t node, bool *handled)
{
    const struct node *nodes = tree->nodes;
    *handled = false;
    for (int i = 0; i < CLIMB_MOST && node != NODE_NONE; i++) {
        uint32_t parent = nodes[node].parent;
        if (nodes[node].kind == NODE_FUNCTION_DEF) {
            return node;
        }
        *handled = *handled || (parent != NODE_NONE && nodes[parent].kind == NODE_TRY &&
                                nodes[node].role == ROLE_BODY &&
                                mynah__tree_child(tree, parent, ROLE_HANDLER) != NODE_NONE);
        node = parent;
    }
    return NODE_NONE;
}

static bool is_exit(const struct walker *walker, uint32_t name)
{
    return name != NODE_NONE &&
           (spells(walker, name, "__exit__") || spells(walker, name, "__aexit__"));
}

bool mynah__flow_may_swallow(const struct walker *walker)
{
    const struct tree *tree = walker->tree;
    const struct node *nodes = tree->nodes;
    for (uint32_t node = 0; node < tree->count; node++) {
        bool handled;
        bool yields = nodes[node].kind == NODE_YIELD;
        if (nodes[node].kind == NODE_NAME && nodes[node].flags & FLAG_STORE) {
            if (is_exit(walker, node)) {
                return true;
            }
        } else if (yields || nodes[node].kind == NODE_RETURN) {
            uint32_t function = around(tree, node, &handled);
            uint32_t value = mynah__tree_child(tree, node, ROLE_VALUE);
            bool none = value == NODE_NONE ||
                        (nodes[value].kind == NODE_CONSTANT &&
                         (nodes[value].op == CONSTANT_NONE || nodes[value].op == CONSTANT_FALSE));
            if (yields ? handled
                       : !none && function != NODE_NONE &&
                             is_exit(walker, mynah__tree_child(tree, function, ROLE_NAME))) {
                return true;
            }
        }
    }
    return false;
}

// Return whether a manager is made by what the code does not define itself, as far as names say.
static bool is_foreign(const struct walker *walker, uint32_t node)
{
    const struct scopes *scopes = walker->scopes;
    while (walker->tree->nodes[node].kind == NODE_CALL ||
           walker->tree->nodes[node].kind == NODE_ATTRIBUTE) {
        node++; // what is called, or has the attribute, stands first
    }
    if (walker->tree->nodes[node].kind != NODE_NAME || scopes->symbol_of[node] == SYMBOL_NONE) {
        return false;
    }
    uint32_t owner = scopes->symbols[scopes->symbol_of[node]].owner;
    return owner == SYMBOL_NONE || walker->imported[owner];
}

// Whether a context manager may swallow exceptions: by its name, or because one of the code's own
// does and this may be it.
bool mynah__flow_swallows(const struct walker *walker, uint32_t node)
{
    static const char *const names[] = { "suppress",          "raises",    "assertRaises",
                                         "assertRaisesRegex", "ExitStack", "AsyncExitStack" };
    const struct tree *tree = walker->tree;
    uint32_t item = mynah__tree_child(tree, node, ROLE_ITEM);
    for (; item != NODE_NONE; item = mynah__tree_next(tree, item)) {
        uint32_t value = mynah__tree_child(tree, item, ROLE_VALUE);
        if (value == NODE_NONE) {
            continue;
        }
        if (walker->swallows && !is_foreign(walker, value)) {
            return true;
        }
        if (tree->nodes[value].kind != NODE_CALL) {
            continue;
        }
        const struct node *callee = &tree->nodes[value + 1];
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            size_t size = strlen(names[i]);
            if (callee->end - callee->start >= size &&
                memcmp(tree->source->text + callee->end - size, names[i], size) == 0) {
                return true;
            }
        }
    }
    return false;
}
