// SPDX-License-Identifier: Apache-2.0
//
// The whole of reading: the code, its interfaces one after the other, and the model in one block.

#include "interface_reader/reader.h"

#include "core/words.h"

#include <stdio.h>
#include <string.h>

enum { CODE_MOST = 16 << 20 };

struct interfaces {
    struct mynah_interface *items;
    size_t count, capacity;
};

static bool is_wanted(struct reader *reader, const struct class *class)
{
    const struct mynah_interface_options *options = reader->options;
    for (size_t i = 0; i < options->class_count; i++) {
        if (strcmp(options->classes[i], class->name) == 0) {
            return true;
        }
    }
    return options->class_count == 0 && mynah__class_kind(reader, class) != CLASS_OTHER;
}

static bool is_taken(const struct interfaces *list, const struct module *unit, const char *name)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i].mock_name, name) == 0) {
            return true;
        }
    }
    return mynah__module_binding(unit, name) != NULL;
}

// `EmailServiceInterface` and `EmailServiceProtocol` are mocked by `MockEmailService`.
static const char *mock_name(struct reader *reader, const struct interfaces *list,
                             const struct class *class)
{
    static const char *const endings[] = { "Interface", "Protocol" };
    const char *dot = strrchr(class->name, '.');
    const char *name = dot ? dot + 1 : class->name;
    name += strspn(name, "_");
    size_t size = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t end = strlen(endings[i]);
        if (size > end && strcmp(name + size - end, endings[i]) == 0) {
            size -= end;
            break;
        }
    }
    const char *made = mynah__arena_format(reader->arena, "Mock%.*s", (int)size, name);
    for (int i = 2; made && is_taken(list, class->unit, made) && i < 1000; i++) {
        made = i == 2 ? mynah__arena_format(reader->arena, "Mock%s", name)
                      : mynah__arena_format(reader->arena, "Mock%s%d", name, i);
    }
    reader->failed = reader->failed || !made;
    return made ? made : "Mock";
}

static void read_interface(struct reader *reader, const struct class *class,
                           struct interfaces *list)
{
    const struct class *top = class;
    struct lineage lineage;
    struct member_list members = { .count = 0 };
    struct mynah_interface *moved =
        mynah__arena_grow(reader->arena, list->items, list->count, &list->capacity, sizeof *moved);
    if (!moved) {
        reader->failed = true;
        return;
    }
    list->items = moved;
    while (top->outer) {
        top = top->outer;
    }
    int line, column;
    const struct tree *tree = &class->unit->tree;
    mynah__source_place(&class->unit->source, tree->nodes[class->node].start, &line, &column);
    struct mynah_interface interface = {
        .name = class->name,
        .mock_name = mock_name(reader, list, class),
        .docs = mynah__docstring_summary(reader, class->unit, class->node),
        .is_protocol = mynah__class_kind(reader, class) == CLASS_PROTOCOL,
        .condition = top->condition,
        .line = line,
    };
    interface.type_parameters =
        mynah__class_variables(reader, class, &interface.type_parameter_count);
    uint32_t parameter = mynah__tree_child(tree, class->node, ROLE_TYPE_PARAM);
    if (parameter != NODE_NONE) {
        interface.type_parameter_list = mynah__type_parameters(reader, class->unit, parameter);
    } else {
        for (size_t i = 0; i < interface.type_parameter_count; i++) {
            mynah__import_name(reader, class->unit, interface.type_parameters[i]);
        }
    }
    mynah__import_condition(reader, class->unit, top->condition);
    mynah__import_name(reader, class->unit, top->name);
    if (mynah__class_lineage(reader, class, &lineage) &&
        mynah__members_read(reader, class, &lineage, &interface, &members)) {
        interface.type_parameters = mynah__class_arguments(reader, class, interface.type_parameters,
                                                           interface.type_parameter_count);
        interface.members = members.items;
        interface.member_count = members.count;
        list->items[list->count++] = interface;
    }
}

static void read_classes(struct reader *reader, struct module *unit, struct interfaces *list)
{
    for (size_t i = 0; i < unit->class_count && !reader->failed; i++) {
        const struct class *class = &unit->classes[i];
        if (mynah__module_class(unit, class->name) != class || !is_wanted(reader, class)) {
            continue;
        }
        if (class->broken) {
            mynah__problem(reader, unit, class->node, "`%.60s` does not parse: it is left out",
                           class->name);
        } else {
            read_interface(reader, class, list);
        }
    }
}

// Check that the classes asked for are there.
static bool check_classes(const struct reader *reader, const struct module *unit,
                          struct mynah_error *error)
{
    const struct mynah_interface_options *options = reader->options;
    char clip[MYNAH__CLIP];
    for (size_t i = 0; i < options->class_count; i++) {
        if (!mynah__module_class(unit, options->classes[i])) {
            return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "there is no class `%s`",
                                   mynah__clip(clip, options->classes[i]));
        }
    }
    return true;
}

static struct mynah_interface_module *read_code(struct reader *reader, const char *code,
                                                size_t size, struct mynah_error *error)
{
    const char *module = reader->options->module ? reader->options->module : "interfaces";
    struct interfaces list = { .count = 0 };
    struct module *unit = mynah__module_add(reader, module, code, size);
    if (unit) {
        unit->package = reader->options->package;
        unit->stub = reader->options->stub;
        if (!check_classes(reader, unit, error)) {
            return NULL;
        }
        read_classes(reader, unit, &list);
    }
    if (reader->failed || !unit) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    const struct mynah_interface_module model = {
        .name = module,
        .path = reader->options->path,
        .postponed = unit->postponed,
        .imports = reader->imports.items,
        .import_count = reader->imports.count,
        .interfaces = list.items,
        .interface_count = list.count,
        .problems = reader->problems,
        .problem_count = reader->problem_count,
    };
    return mynah_record_copy(&mynah_interface_module_shape, &model, error);
}

struct mynah_interface_module *mynah_interfaces_read(const char *code, size_t size,
                                                     const struct mynah_interface_options *options,
                                                     struct mynah_error *error)
{
    static const struct mynah_interface_options defaults = { .module = NULL };
    struct arena arena = { 0 };
    struct reader reader = { .arena = &arena, .options = options ? options : &defaults };
    reader.tail = &reader.units;
    if (size > CODE_MOST) {
        mynah_error_set(error, MYNAH_ERROR_LIMIT, "code of %zu bytes is more than %d", size,
                        CODE_MOST);
        return NULL;
    }
    struct mynah_interface_module *model = read_code(&reader, code, size, error);
    mynah__arena_finish(&arena);
    return model;
}
