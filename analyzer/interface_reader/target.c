// SPDX-License-Identifier: Apache-2.0
//
// What a name stands for: through imports, into other modules as far as they can be read.

#include "interface_reader/reader.h"

#include "interface_reader/known.h"
#include "values/engine.h"

#include <string.h>

static struct target find_name(struct reader *reader, struct module *unit, const char *name,
                               int depth);

static struct target outside(const char *path)
{
    return (struct target){ .path = path };
}

const char *mynah__module_path(const struct reader *reader, const struct module *unit,
                               unsigned level, const char *name)
{
    if (level == 0) {
        return name;
    }
    // One dot is the package that the module is in, each more one further out.
    size_t size = strlen(unit->module);
    for (unsigned i = unit->package ? 1 : 0; i < level; i++) {
        while (size > 0 && unit->module[size - 1] != '.') {
            size--;
        }
        size = size > 0 ? size - 1 : 0;
    }
    return mynah__arena_format(reader->arena, "%.*s%s%s", (int)size, unit->module,
                               size > 0 && *name ? "." : "", name);
}

// Modules whose names are known by themselves: where they come from in the end means nothing.
static bool is_plain(const char *module)
{
    static const char *const modules[] = { "abc", "dataclasses", "enum", "functools", "types" };
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
        if (strcmp(modules[i], module) == 0) {
            return true;
        }
    }
    return false;
}

// Look `name` up in the module, which may not be there to be read.
static struct target find_in(struct reader *reader, const char *module, const char *name, int depth)
{
    const char *path = mynah__arena_format(reader->arena, "%s.%s", module, name);
    struct module *unit =
        module && *module && !is_plain(module) ? mynah__module_find(reader, module) : NULL;
    if (!path) {
        reader->failed = true;
        return outside("");
    }
    if (!unit || !mynah__module_binding(unit, name)) {
        return outside(path);
    }
    struct target target = find_name(reader, unit, name, depth + 1);
    if (!target.path) {
        target.path = path;
    }
    return target;
}

static struct target find_alias(struct reader *reader, struct module *unit, uint32_t alias,
                                int depth)
{
    const struct node *statement = &unit->tree.nodes[unit->tree.nodes[alias].parent];
    const char *name = mynah__module_name(reader, unit, alias);
    if (statement->kind == NODE_IMPORT_FROM) {
        const char *from = mynah__module_name(reader, unit, unit->tree.nodes[alias].parent);
        const char *module = mynah__module_path(reader, unit, statement->op, from);
        if (module && strcmp(module, unit->module) == 0) {
            return outside(mynah__arena_format(reader->arena, "%s.%s", module, name));
        }
        return find_in(reader, module ? module : "", name, depth);
    }
    const char *dot =
        mynah__tree_child(&unit->tree, alias, ROLE_ASNAME) == NODE_NONE ? strchr(name, '.') : NULL;
    return outside(dot ? mynah__arena_copy(reader->arena, name, (size_t)(dot - name)) : name);
}

static struct target find_node(struct reader *reader, struct module *unit, uint32_t node, int depth)
{
    const struct node *place = &unit->tree.nodes[node];
    if (depth > CHAIN_MOST) {
        return (struct target){ .path = NULL };
    }
    if (place->kind == NODE_SUBSCRIPT) {
        return find_node(reader, unit, mynah__tree_child(&unit->tree, node, ROLE_VALUE), depth + 1);
    }
    if (place->kind == NODE_NAME) {
        const char *name = mynah__identifier(&unit->tree, node, reader->arena);
        return find_name(reader, unit, name ? name : "", depth);
    }
    if (place->kind != NODE_ATTRIBUTE) {
        return (struct target){ .path = NULL };
    }
    uint32_t value = mynah__tree_child(&unit->tree, node, ROLE_VALUE);
    uint32_t attribute = mynah__tree_child(&unit->tree, node, ROLE_ATTR);
    const char *name = mynah__identifier(&unit->tree, attribute, reader->arena);
    struct target target = find_node(reader, unit, value, depth + 1);
    if (target.class && name) {
        const char *nested = mynah__arena_format(reader->arena, "%s.%s", target.class->name, name);
        target.class = nested ? mynah__module_class(target.class->unit, nested) : NULL;
        return target;
    }
    return target.path && name ? find_in(reader, target.path, name, depth)
                               : (struct target){ .path = NULL };
}

static bool is_builtin(const char *name)
{
    for (const char *const *at = mynah__builtins; *at; at++) {
        if (strcmp(*at, name) == 0) {
            return true;
        }
    }
    return mynah__is_builtin_error(name);
}

// Whether the module, which is not read, has the name.
static bool offers(const char *module, const char *name)
{
    bool abstract = strncmp(name, "ABC", 3) == 0 || strncmp(name, "abstract", 8) == 0;
    return strcmp(module, "abc") == 0 ? abstract : !abstract;
}

const char *mynah__star_module(struct reader *reader, struct module *unit, const char *name)
{
    const char *found = NULL, *last = NULL;
    if (*name == '_' || is_builtin(name) || !mynah__module_binding(unit, "*")) {
        return NULL;
    }
    for (size_t i = 0; i < unit->binding_count; i++) {
        const struct node *nodes = unit->tree.nodes;
        if (strcmp(unit->bindings[i].name, "*") != 0) {
            continue;
        }
        uint32_t statement = unit->bindings[i].node;
        const char *module = mynah__module_path(reader, unit, nodes[statement].op,
                                                mynah__module_name(reader, unit, statement));
        struct module *other =
            module && *module && !is_plain(module) ? mynah__module_find(reader, module) : NULL;
        const struct binding *binding =
            other && other != unit ? mynah__module_binding(other, name) : NULL;
        size_t size;
        // What Python's own modules import for themselves they do not hand on.
        bool own = binding && (!mynah__known_module(module, &size) ||
                               other->tree.nodes[binding->node].kind != NODE_ALIAS);
        if (own) {
            last = module;
        }
        found = module && *module && !found && offers(module, name) ? module : found;
    }
    return last ? last : found;
}

static struct target find_name(struct reader *reader, struct module *unit, const char *name,
                               int depth)
{
    const struct binding *binding = mynah__module_binding(unit, name);
    if (depth > CHAIN_MOST) {
        return (struct target){ .path = NULL };
    }
    const char *star = binding ? NULL : mynah__star_module(reader, unit, name);
    if (star) {
        return find_in(reader, star, name, depth);
    }
    if (!binding) {
        return outside(mynah__arena_format(reader->arena, "builtins.%s", name));
    }
    struct target target = { .unit = unit, .binding = binding };
    const struct node *node = &unit->tree.nodes[binding->node];
    if (node->kind == NODE_ALIAS) {
        target = find_alias(reader, unit, binding->node, depth + 1);
    } else if (node->kind == NODE_CLASS_DEF) {
        target.class = mynah__module_class_at(unit, binding->node);
    } else if (node->kind == NODE_ASSIGN) {
        uint32_t value = mynah__tree_child(&unit->tree, binding->node, ROLE_VALUE);
        uint8_t kind = value == NODE_NONE ? NODE_ERROR : unit->tree.nodes[value].kind;
        if (kind == NODE_NAME || kind == NODE_ATTRIBUTE) {
            struct target other = find_node(reader, unit, value, depth + 1);
            target = other.class || other.path ? other : target;
        }
    }
    if (!target.path && (target.class || target.unit)) {
        target.path = mynah__arena_format(reader->arena, "%s.%s", unit->module, name);
    }
    return target;
}

struct target mynah__target(struct reader *reader, struct module *unit, uint32_t node)
{
    return find_node(reader, unit, node, 0);
}

struct target mynah__target_name(struct reader *reader, struct module *unit, const char *name)
{
    return find_name(reader, unit, name, 0);
}

bool mynah__target_is(const struct target *target, const char *module, const char *name)
{
    static const char *const homes[] = { "typing", "typing_extensions" };
    size_t size = target->path ? strlen(target->path) : 0;
    size_t tail = strlen(name);
    if (size < tail + 2 || strcmp(target->path + size - tail, name) != 0 ||
        target->path[size - tail - 1] != '.') {
        return false;
    }
    size -= tail + 1;
    for (size_t i = 0; !module && i < sizeof homes / sizeof *homes; i++) {
        if (strlen(homes[i]) == size && strncmp(target->path, homes[i], size) == 0) {
            return true;
        }
    }
    return module && strlen(module) == size && strncmp(target->path, module, size) == 0;
}

// Whether a name that comes from where nothing can be read looks like a type variable's.
static bool looks_variable(const char *name)
{
    size_t size = strlen(name);
    const char *bare = name + strspn(name, "_");
    size_t letters = strspn(bare, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    const char *rest = bare + letters + strspn(bare + letters, "0123456789");
    bool short_name = letters >= 1 && letters <= 2 && *rest == '\0';
    return short_name || (size > 3 && strcmp(name + size - 3, "_co") == 0) ||
           (size > 7 && strcmp(name + size - 7, "_contra") == 0) ||
           (size > 1 && letters < strlen(bare) && name[size - 1] == 'T') ||
           strcmp(name, "AnyStr") == 0;
}

bool mynah__is_variable(struct reader *reader, const struct target *target)
{
    static const char *const makers[] = { "TypeVar", "ParamSpec", "TypeVarTuple" };
    if (target->class || !target->path) {
        return false;
    }
    if (!target->unit) {
        return strncmp(target->path, "builtins.", 9) != 0 &&
               looks_variable(strrchr(target->path, '.') ? strrchr(target->path, '.') + 1
                                                         : target->path);
    }
    const struct tree *tree = &target->unit->tree;
    uint32_t value = tree->nodes[target->binding->node].kind == NODE_ASSIGN
                         ? mynah__tree_child(tree, target->binding->node, ROLE_VALUE)
                         : NODE_NONE;
    if (value == NODE_NONE || tree->nodes[value].kind != NODE_CALL) {
        return false;
    }
    struct target maker =
        mynah__target(reader, target->unit, mynah__tree_child(tree, value, ROLE_FUNC));
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        if (mynah__target_is(&maker, NULL, makers[i])) {
            return true;
        }
    }
    return false;
}

bool mynah__is_type_variable(struct reader *reader, struct module *unit, const char *name)
{
    struct target target = mynah__target_name(reader, unit, name);
    return mynah__is_variable(reader, &target);
}
