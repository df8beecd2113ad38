// SPDX-License-Identifier: Apache-2.0
//
// What the mock's module has to import so that names mean there what they mean here.  A name that
// is imported here is imported from where it comes from, under the same condition; one that is
// made here, or in a way that can not be repeated, is imported from here.

#include "interface_reader/reader.h"

#include <string.h>

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

// Return what an import binds, `size` bytes of it.
static const char *bound_name(const struct mynah_interface_import *import, size_t *size)
{
    const char *name = import->as ? import->as : import->name ? import->name : import->module;
    *size = import->as || import->name ? strlen(name) : strcspn(name, ".");
    return name;
}

// Have it imported; false when the name it would bind already means something else.
static bool add(struct reader *reader, struct mynah_interface_import import)
{
    size_t size, other_size;
    const char *name = bound_name(&import, &size);
    for (size_t i = 0; i < reader->imports.count; i++) {
        const struct mynah_interface_import *other = &reader->imports.items[i];
        const char *other_name = bound_name(other, &other_size);
        bool same =
            strcmp(other->module, import.module) == 0 && same_text(other->name, import.name);
        if (size != other_size || strncmp(name, other_name, size) != 0) {
            continue;
        }
        if (same && same_text(other->condition, import.condition)) {
            return true;
        }
        bool modules = !import.as && !import.name && !other->as && !other->name;
        if (!modules && !(import.condition && other->condition)) {
            return same;
        }
    }
    struct mynah_interface_import *moved =
        mynah__arena_grow(reader->arena, reader->imports.items, reader->imports.count,
                          &reader->imports.capacity, sizeof *moved);
    if (!moved) {
        reader->failed = true;
        return true;
    }
    reader->imports.items = moved;
    reader->imports.items[reader->imports.count++] = import;
    return true;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

void mynah__import_condition(struct reader *reader, struct module *unit, const char *condition)
{
    static const char words[][4] = { "and", "or", "not", "in", "is" };
    bool quoted = false;
    for (const char *at = condition; at && *at && !reader->failed; at++) {
        quoted = quoted != (*at == '"' || *at == '\'');
        if (quoted || !is_letter(*at) || (at > condition && at[-1] >= '0' && at[-1] <= '9')) {
            continue;
        }
        bool attribute = at > condition && at[-1] == '.';
        size_t size = 1;
        while (is_letter(at[size]) || (at[size] >= '0' && at[size] <= '9')) {
            size++;
        }
        const char *name = mynah__arena_copy(reader->arena, at, size);
        bool word = !name || attribute;
        for (size_t i = 0; name && i < sizeof words / sizeof *words; i++) {
            word = word || strcmp(name, words[i]) == 0;
        }
        if (!word) {
            mynah__import_name(reader, unit, name);
        }
        at += size - 1;
    }
}

// Return how `unit` binds the name by the alias of an import.
static struct mynah_interface_import from_alias(struct reader *reader, struct module *unit,
                                                const struct binding *binding)
{
    const struct node *statement = &unit->tree.nodes[unit->tree.nodes[binding->node].parent];
    uint32_t as = mynah__tree_child(&unit->tree, binding->node, ROLE_ASNAME);
    const char *name = mynah__module_name(reader, unit, binding->node);
    struct mynah_interface_import import = { .module = name, .condition = binding->condition };
    if (as != NODE_NONE) {
        import.as = binding->name;
    }
    if (statement->kind == NODE_IMPORT_FROM) {
        const char *from = mynah__module_name(reader, unit, unit->tree.nodes[binding->node].parent);
        const char *module = mynah__module_path(reader, unit, statement->op, from);
        import.name = name;
        import.module = module && *module ? module : unit->module;
        import.as = import.as && strcmp(import.as, name) == 0 ? NULL : import.as;
    }
    return import;
}

// Whether each binding of the name is an import, no two of them under the same condition.
static bool is_imported(const struct module *unit, const char *name)
{
    const struct binding *last = NULL;
    for (size_t i = 0; i < unit->binding_count; i++) {
        const struct binding *binding = &unit->bindings[i];
        if (strcmp(binding->name, name) != 0) {
            continue;
        }
        const struct node *node = &unit->tree.nodes[binding->node];
        bool module =
            node->kind == NODE_ALIAS && unit->tree.nodes[node->parent].kind == NODE_IMPORT;
        if (node->kind != NODE_ALIAS ||
            (last && !module && same_text(last->condition, binding->condition))) {
            return false;
        }
        last = binding;
    }
    return last != NULL;
}

// Return the condition under which the name is bound, if it is bound once.
static const char *only_condition(const struct module *unit, const char *name)
{
    const struct binding *first = mynah__module_binding(unit, name);
    for (const struct binding *other = first + 1; other < unit->bindings + unit->binding_count;
         other++) {
        if (strcmp(other->name, name) == 0) {
            return NULL;
        }
    }
    return first->condition;
}

const char *mynah__import_name(struct reader *reader, struct module *unit, const char *name)
{
    bool done = true;
    if (!mynah__module_binding(unit, name)) {
        const char *star = mynah__star_module(reader, unit, name);
        if (star) {
            add(reader, (struct mynah_interface_import){ .module = star, .name = name });
        }
        return name;
    }
    if (is_imported(unit, name)) {
        for (size_t i = 0; i < unit->binding_count; i++) {
            const struct binding *binding = &unit->bindings[i];
            if (strcmp(binding->name, name) == 0) {
                mynah__import_condition(reader, unit, binding->condition);
                done = add(reader, from_alias(reader, unit, binding)) && done;
            }
        }
    } else {
        const char *condition = only_condition(unit, name);
        mynah__import_condition(reader, unit, condition);
        done = add(reader, (struct mynah_interface_import){
                               .module = unit->module, .name = name, .condition = condition });
    }
    const char *called = name;
    for (int i = 2; !done && !reader->failed && i < 100; i++) {
        called = mynah__arena_format(reader->arena, "%s_%d", name, i);
        done = called && add(reader, (struct mynah_interface_import){
                                         .module = unit->module, .name = name, .as = called });
    }
    reader->failed = reader->failed || !called;
    return called ? called : name;
}
