// SPDX-License-Identifier: Apache-2.0
//
// Which classes are interfaces, in what order their ancestors' members count, and what the type
// variables of the ancestors are in them.

#include "interface_reader/reader.h"

#include <string.h>

static bool is_abstract_method(struct reader *reader, struct module *unit, uint32_t function)
{
    for (uint32_t decorator = mynah__tree_child(&unit->tree, function, ROLE_DECORATOR);
         decorator != NODE_NONE; decorator = mynah__tree_next(&unit->tree, decorator)) {
        uint32_t value = mynah__tree_child(&unit->tree, decorator, ROLE_VALUE);
        struct target target = mynah__target(reader, unit, value);
        const char *name = target.path ? strrchr(target.path, '.') : NULL;
        if (name && strncmp(name, ".abstract", 9) == 0) {
            return true;
        }
    }
    return false;
}

static bool has_abstract_method(struct reader *reader, const struct class *class)
{
    const struct tree *tree = &class->unit->tree;
    for (uint32_t node = class->node + 1; node < tree->nodes[class->node].after;
         node = tree->nodes[node].after) {
        if (tree->nodes[node].kind == NODE_FUNCTION_DEF &&
            is_abstract_method(reader, class->unit, node)) {
            return true;
        }
    }
    return false;
}

static bool has_abstract_metaclass(struct reader *reader, const struct class *class)
{
    const struct tree *tree = &class->unit->tree;
    for (uint32_t node = class->node + 1; node < tree->nodes[class->node].after;
         node = tree->nodes[node].after) {
        if (tree->nodes[node].kind == NODE_KEYWORD &&
            strcmp(mynah__module_name(reader, class->unit, node), "metaclass") == 0) {
            struct target target =
                mynah__target(reader, class->unit, mynah__tree_child(tree, node, ROLE_VALUE));
            return mynah__target_is(&target, "abc", "ABCMeta");
        }
    }
    return false;
}

struct ancestry {
    const struct class *classes[BASES_MOST];
    size_t count;
};

static bool binds(const struct class *class, const char *name)
{
    uint32_t id = mynah__scopes_find(&class->unit->scopes, name);
    return id != UINT32_MAX &&
           mynah__scopes_symbol(&class->unit->scopes, class->scope, id) != SYMBOL_NONE;
}

// Whether the last of the classes has an abstract method that none before it has.
static bool leaves_abstract(struct reader *reader, const struct ancestry *ancestry)
{
    const struct class *class = ancestry->classes[ancestry->count - 1];
    const struct tree *tree = &class->unit->tree;
    for (uint32_t node = mynah__tree_child(tree, class->node, ROLE_BODY); node != NODE_NONE;
         node = mynah__tree_next(tree, node)) {
        if (tree->nodes[node].kind != NODE_FUNCTION_DEF ||
            !is_abstract_method(reader, class->unit, node)) {
            continue;
        }
        const char *name = mynah__module_name(reader, class->unit, node);
        bool found = false;
        for (size_t i = 0; i + 1 < ancestry->count && !found; i++) {
            found = binds(ancestry->classes[i], name);
        }
        if (!found) {
            return true;
        }
    }
    return false;
}

// Whether an abstract method of its ancestors is left to those who derive from the class.
static bool is_still_abstract(struct reader *reader, const struct class *class,
                              struct ancestry *ancestry)
{
    const struct tree *tree = &class->unit->tree;
    for (size_t i = 0; i < ancestry->count; i++) {
        if (ancestry->classes[i] == class) {
            return false;
        }
    }
    if (ancestry->count == BASES_MOST) {
        return false;
    }
    ancestry->classes[ancestry->count++] = class;
    if (leaves_abstract(reader, ancestry)) {
        return true;
    }
    for (uint32_t base = mynah__tree_child(tree, class->node, ROLE_ARGS); base != NODE_NONE;
         base = mynah__tree_next(tree, base)) {
        struct target target = mynah__target(reader, class->unit, base);
        if (target.class && is_still_abstract(reader, target.class, ancestry)) {
            return true;
        }
    }
    return false;
}

static enum class_kind kind_of(struct reader *reader, const struct class *class, int depth)
{
    const struct tree *tree = &class->unit->tree;
    enum class_kind kind = CLASS_OTHER;
    bool inherits = has_abstract_metaclass(reader, class);
    if (inherits) {
        kind = CLASS_ABSTRACT;
    }
    for (uint32_t base = mynah__tree_child(tree, class->node, ROLE_ARGS);
         base != NODE_NONE && depth < CHAIN_MOST; base = mynah__tree_next(tree, base)) {
        struct target target = mynah__target(reader, class->unit, base);
        if (mynah__target_is(&target, NULL, "Protocol")) {
            return CLASS_PROTOCOL;
        }
        if (mynah__target_is(&target, "abc", "ABC")) {
            kind = CLASS_ABSTRACT;
        } else if (target.class && target.class != class) {
            inherits = inherits || kind_of(reader, target.class, depth + 1) != CLASS_OTHER;
        }
    }
    if (kind == CLASS_OTHER && inherits) {
        // A stub need not name all methods that there are.
        struct ancestry ancestry = { .count = 0 };
        bool abstract = has_abstract_method(reader, class) ||
                        (!class->unit->stub && is_still_abstract(reader, class, &ancestry));
        kind = abstract ? CLASS_ABSTRACT : CLASS_OTHER;
    }
    return kind;
}

enum class_kind mynah__class_kind(struct reader *reader, const struct class *class)
{
    return kind_of(reader, class, 0);
}

/* Type variables */

struct variables {
    const char **items;
    size_t count, capacity;
};

static void add_variable(struct reader *reader, struct variables *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i], name) == 0) {
            return;
        }
    }
    const char **moved =
        mynah__arena_grow(reader->arena, list->items, list->count, &list->capacity, sizeof *moved);
    if (!moved) {
        reader->failed = true;
        return;
    }
    list->items = moved;
    list->items[list->count++] = name;
}

// Add the type variables that an expression mentions.
static void add_mentioned(struct reader *reader, const struct class *class, uint32_t node,
                          struct variables *list)
{
    const struct tree *tree = &class->unit->tree;
    for (uint32_t at = node; at < tree->nodes[node].after; at++) {
        const char *name =
            tree->nodes[at].kind == NODE_NAME ? mynah__identifier(tree, at, reader->arena) : NULL;
        if (name && mynah__is_type_variable(reader, class->unit, name)) {
            add_variable(reader, list, name);
        }
    }
}

const char **mynah__class_variables(struct reader *reader, const struct class *class, size_t *count)
{
    const struct tree *tree = &class->unit->tree;
    struct variables list = { .count = 0 };
    for (uint32_t node = mynah__tree_child(tree, class->node, ROLE_TYPE_PARAM); node != NODE_NONE;
         node = mynah__tree_next(tree, node)) {
        add_variable(reader, &list, mynah__module_name(reader, class->unit, node));
    }
    for (int pass = 0; pass < 2 && list.count == 0; pass++) {
        for (uint32_t base = mynah__tree_child(tree, class->node, ROLE_ARGS); base != NODE_NONE;
             base = mynah__tree_next(tree, base)) {
            struct target target = mynah__target(reader, class->unit, base);
            bool declares = mynah__target_is(&target, NULL, "Protocol") ||
                            mynah__target_is(&target, NULL, "Generic");
            if (tree->nodes[base].kind == NODE_SUBSCRIPT && (declares || pass == 1)) {
                add_mentioned(reader, class, mynah__tree_child(tree, base, ROLE_SLICE), &list);
            }
        }
    }
    *count = list.count;
    return list.items;
}

// Return how a variable that several types take the place of stands in brackets.
static const char *argument_of(struct reader *reader, const struct class *class, const char *name)
{
    const struct tree *tree = &class->unit->tree;
    for (uint32_t at = class->node + 1; at < tree->nodes[class->node].after; at++) {
        const struct node *node = &tree->nodes[at];
        const char *text = class->unit->source.text + node->start;
        if (node->role == ROLE_BODY && node->parent == class->node) {
            break;
        }
        if (node->kind == NODE_TYPE_PARAM && text[0] == '*' && text[1] != '*' &&
            strcmp(mynah__module_name(reader, class->unit, at), name) == 0) {
            return mynah__arena_format(reader->arena, "*%s", name);
        }
        const char *own =
            node->kind == NODE_NAME ? mynah__identifier(tree, at, reader->arena) : NULL;
        if (!own || strcmp(own, name) != 0) {
            continue;
        }
        struct target around = mynah__target(reader, class->unit, node->parent);
        if (tree->nodes[node->parent].kind == NODE_STARRED) {
            return mynah__arena_format(reader->arena, "*%s", name);
        }
        if (tree->nodes[node->parent].kind == NODE_SUBSCRIPT &&
            mynah__target_is(&around, NULL, "Unpack")) {
            struct view view = { .reader = reader, .unit = class->unit, .function = NODE_NONE };
            return mynah__print_type(&view, node->parent);
        }
    }
    return name;
}

const char **mynah__class_arguments(struct reader *reader, const struct class *class,
                                    const char *const *variables, size_t count)
{
    const char **list = mynah__arena_alloc(reader->arena, (count + 1) * sizeof *list);
    for (size_t i = 0; list && i < count; i++) {
        list[i] = argument_of(reader, class, variables[i]);
        reader->failed = reader->failed || !list[i];
    }
    reader->failed = reader->failed || !list;
    return list;
}

/* Ancestors */

// Give each type variable of `base`, which `class` names by the expression `node`, its meaning.
static void substitute(struct reader *reader, const struct ancestor *derived,
                       const struct class *class, uint32_t node, struct ancestor *base)
{
    const struct tree *tree = &class->unit->tree;
    size_t count = 0;
    const char **names = mynah__class_variables(reader, base->class, &count);
    uint32_t slice = tree->nodes[node].kind == NODE_SUBSCRIPT
                         ? mynah__tree_child(tree, node, ROLE_SLICE)
                         : NODE_NONE;
    bool many = slice != NODE_NONE && tree->nodes[slice].kind == NODE_TUPLE;
    uint32_t item = many ? slice + 1 : slice;
    base->variables = mynah__arena_alloc(reader->arena, (count + 1) * sizeof *base->variables);
    if (!base->variables) {
        reader->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const char *text = "Any";
        if (item != NODE_NONE && (many ? item < tree->nodes[slice].after : i == 0)) {
            struct view view = { .reader = reader,
                                 .unit = class->unit,
                                 .class = class,
                                 .ancestor = derived,
                                 .function = NODE_NONE };
            text = mynah__print_type(&view, item);
            item = many ? tree->nodes[item].after : item;
        }
        base->variables[base->variable_count++] = (struct substitution){ names[i], text };
    }
}

static bool in_chain(const struct class *const *chain, int depth, const struct class *class)
{
    for (int i = 0; i < depth; i++) {
        if (chain[i] == class) {
            return true;
        }
    }
    return false;
}

static void visit(struct reader *reader, struct ancestor ancestor, struct lineage *lineage,
                  const struct class **chain, int depth)
{
    const struct class *class = ancestor.class;
    if (depth >= BASES_MOST || in_chain(chain, depth, class) || lineage->count > UNITS_MOST) {
        bool here = class->unit == reader->units;
        mynah__problem(reader, reader->units, here ? class->node : 0,
                       "`%.60s` inherits from itself", class->name);
        return;
    }
    struct ancestor *moved = mynah__arena_grow(reader->arena, lineage->items, lineage->count,
                                               &lineage->capacity, sizeof *moved);
    if (!moved) {
        reader->failed = true;
        return;
    }
    lineage->items = moved;
    lineage->items[lineage->count++] = ancestor;
    chain[depth] = class;
    const struct tree *tree = &class->unit->tree;
    for (uint32_t base = mynah__tree_child(tree, class->node, ROLE_ARGS);
         base != NODE_NONE && !reader->failed; base = mynah__tree_next(tree, base)) {
        struct target target = mynah__target(reader, class->unit, base);
        if (target.class) {
            struct ancestor next = { .class = target.class };
            substitute(reader, &ancestor, class, base, &next);
            visit(reader, next, lineage, chain, depth + 1);
        }
    }
}

bool mynah__class_lineage(struct reader *reader, const struct class *class, struct lineage *lineage)
{
    const struct class *chain[BASES_MOST];
    struct lineage all = { .count = 0 };
    visit(reader, (struct ancestor){ .class = class }, &all, chain, 0);
    // An ancestor that is reached twice counts where it is last, behind all that derive from it.
    *lineage = (struct lineage){ .items = all.items, .capacity = all.capacity };
    for (size_t i = 0; i < all.count; i++) {
        bool again = false;
        for (size_t j = i + 1; j < all.count && i > 0; j++) {
            again = again || all.items[j].class == all.items[i].class;
        }
        if (!again) {
            lineage->items[lineage->count++] = all.items[i];
        }
    }
    return !reader->failed;
}
