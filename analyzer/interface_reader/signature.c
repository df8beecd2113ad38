// SPDX-License-Identifier: Apache-2.0
//
// Parameters, results, and what of their types can be said outside of the class.

#include "interface_reader/reader.h"

#include <string.h>

static struct view inside(const struct site *site, uint32_t function)
{
    const struct class *class = site->ancestor->class;
    return (struct view){ .reader = site->reader,
                          .unit = class->unit,
                          .class = class,
                          .ancestor = site->ancestor,
                          .mocked = site->mocked,
                          .own = site->interface->type_parameters,
                          .own_count = site->interface->type_parameter_count,
                          .function = function };
}

static struct view outside(const struct site *site, uint32_t function, bool generic)
{
    struct view view = inside(site, function);
    view.outside = true;
    view.unquoted = generic; // for it is a part of one that is in quotes
    if (generic) {
        view.variables = site->interface->type_parameters;
        view.variable_count = site->interface->type_parameter_count;
    }
    return view;
}

bool mynah__is_private(const char *name)
{
    size_t size = strlen(name);
    return size > 2 && strncmp(name, "__", 2) == 0 && strcmp(name + size - 2, "__") != 0;
}

static struct mynah_interface_parameter read_parameter(const struct site *site, uint32_t function,
                                                       uint32_t node,
                                                       struct mynah_interface_member *member)
{
    static const enum mynah_interface_parameter_kind kinds[] = {
        [ARG_POSITIONAL_ONLY] = MYNAH_PARAMETER_POSITIONAL_ONLY,
        [ARG_NORMAL] = MYNAH_PARAMETER_NORMAL,
        [ARG_VARARG] = MYNAH_PARAMETER_VARARG,
        [ARG_KEYWORD_ONLY] = MYNAH_PARAMETER_KEYWORD_ONLY,
        [ARG_KWARG] = MYNAH_PARAMETER_KWARG,
    };
    struct module *unit = site->ancestor->class->unit;
    struct view view = inside(site, function);
    struct view out = outside(site, function, false);
    uint32_t annotation = mynah__tree_child(&unit->tree, node, ROLE_ANNOTATION);
    uint32_t value = mynah__tree_child(&unit->tree, node, ROLE_VALUE);
    struct mynah_interface_parameter parameter = {
        .name = mynah__module_name(site->reader, unit, node),
        .kind = kinds[unit->tree.nodes[node].op],
    };
    if (annotation != NODE_NONE) {
        parameter.annotation = mynah__print_type(&view, annotation);
        const char *text = mynah__print_type(&out, annotation);
        parameter.condition_type = out.loose ? NULL : text;
    }
    if (value != NODE_NONE) {
        const char *text = mynah__print_value(&view, value);
        bool known = text && strcmp(text, "...") != 0;
        parameter.default_value = known ? text : "ELLIPSIS";
        member->taken_over = member->taken_over || !text;
    }
    // The class that a private name stands in is part of it.
    member->taken_over = member->taken_over || view.changed || mynah__is_private(parameter.name);
    return parameter;
}

// Return the comment that turns a type checker off for the line of the name.
static const char *ignore_comment(const struct site *site, uint32_t function)
{
    const struct module *unit = site->ancestor->class->unit;
    uint32_t name = mynah__tree_child(&unit->tree, function, ROLE_NAME);
    const char *at =
        unit->source.text + unit->tree.nodes[name == NODE_NONE ? function : name].start;
    size_t line = strcspn(at, "\n");
    const char *mark = strstr(at, "# type: ignore[");
    if (!mark || (size_t)(mark - at) > line) {
        return NULL;
    }
    size_t size = strcspn(mark, "]\n");
    return mark[size] == ']' ? mynah__arena_copy(site->reader->arena, mark, size + 1) : NULL;
}

const char *mynah__type_parameters(struct reader *reader, struct module *unit, uint32_t first)
{
    const struct node *nodes = unit->tree.nodes;
    uint32_t last = first;
    for (uint32_t at = first; at != NODE_NONE; at = mynah__tree_next(&unit->tree, at)) {
        last = at;
    }
    // What a bound mentions has to be there, too.
    for (uint32_t at = first; at < nodes[last].after; at++) {
        if (nodes[at].kind == NODE_NAME) {
            const char *name = mynah__identifier(&unit->tree, at, reader->arena);
            mynah__import_name(reader, unit, name ? name : "");
        }
    }
    const char *text =
        mynah__arena_format(reader->arena, "[%.*s]", (int)(nodes[last].end - nodes[first].start),
                            unit->source.text + nodes[first].start);
    reader->failed = reader->failed || !text;
    return text;
}

void mynah__signature_read(const struct site *site, uint32_t function,
                           struct mynah_interface_member *member,
                           struct mynah_interface_signature *signature)
{
    struct module *unit = site->ancestor->class->unit;
    const struct node *nodes = unit->tree.nodes;
    uint32_t arguments = mynah__tree_child(&unit->tree, function, ROLE_ARGUMENTS);
    uint32_t returns = mynah__tree_child(&unit->tree, function, ROLE_RETURNS);
    struct mynah_interface_parameter *list = NULL;
    size_t count = 0, capacity = 0;
    for (uint32_t node = arguments == NODE_NONE ? 0 : arguments + 1;
         node != 0 && node < nodes[arguments].after; node = nodes[node].after) {
        struct mynah_interface_parameter *moved =
            nodes[node].kind == NODE_ARG
                ? mynah__arena_grow(site->reader->arena, list, count, &capacity, sizeof *moved)
                : NULL;
        if (moved) {
            list = moved;
            list[count++] = read_parameter(site, function, node, member);
        }
    }
    *signature = (struct mynah_interface_signature){
        .parameters = list,
        .parameter_count = count,
        .comment = ignore_comment(site, function),
    };
    if (returns != NODE_NONE) {
        struct view view = inside(site, function);
        signature->returns = mynah__print_type(&view, returns);
        member->taken_over = member->taken_over || view.changed;
    }
    uint32_t first = mynah__tree_child(&unit->tree, function, ROLE_TYPE_PARAM);
    if (first != NODE_NONE) {
        signature->type_parameters = mynah__type_parameters(site->reader, unit, first);
    }
}

/* Results */

// clang-format off
static const struct { const char *name; bool async; } iterators[] = {
    { "AsyncGenerator", true }, { "AsyncIterable", true }, { "AsyncIterator", true },
    { "Generator", false },     { "Iterable", false },     { "Iterator", false },
};
// clang-format on

// Say what items an iterator of that type gives.
static void read_item(const struct site *site, uint32_t function, uint32_t returns,
                      struct mynah_interface_member *member)
{
    struct module *unit = site->ancestor->class->unit;
    const struct node *nodes = unit->tree.nodes;
    struct target target = mynah__target(site->reader, unit, returns);
    for (size_t i = 0; i < sizeof iterators / sizeof *iterators; i++) {
        if (!mynah__target_is(&target, NULL, iterators[i].name) &&
            !mynah__target_is(&target, "collections.abc", iterators[i].name)) {
            continue;
        }
        uint32_t slice = nodes[returns].kind == NODE_SUBSCRIPT
                             ? mynah__tree_child(&unit->tree, returns, ROLE_SLICE)
                             : NODE_NONE;
        if (slice != NODE_NONE && nodes[slice].kind == NODE_TUPLE) {
            slice++;
        }
        struct view view = outside(site, function, true);
        const char *item = slice == NODE_NONE ? "Any" : mynah__print_type(&view, slice);
        member->item = view.loose ? "Any" : item;
        member->item_async = iterators[i].async;
    }
}

void mynah__result_read(const struct site *site, uint32_t function,
                        struct mynah_interface_member *member)
{
    struct module *unit = site->ancestor->class->unit;
    uint32_t returns = mynah__tree_child(&unit->tree, function, ROLE_RETURNS);
    if (returns == NODE_NONE) {
        return;
    }
    struct view view = outside(site, function, true);
    struct target target = mynah__target(site->reader, unit, returns);
    const char *text = mynah__print_type(&view, returns);
    member->result = view.loose ? NULL : text;
    if (mynah__target_is(&target, NULL, "Self")) {
        member->result = NULL;
    }
    read_item(site, function, returns, member);
}
