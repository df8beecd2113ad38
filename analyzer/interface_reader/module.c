// SPDX-License-Identifier: Apache-2.0
//
// Modules: their trees, the names that they bind at their top, under which conditions, and the
// classes in them.  Other modules are loaded when a name leads there.

#include "interface_reader/reader.h"

#include "core/alloc.h"
#include "core/text.h"
#include "interface_reader/known.h"
#include "syntax/syntax.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { CONDITION_MOST = 1000 };

void mynah__problem(struct reader *reader, const struct module *unit, uint32_t node,
                    const char *format, ...)
{
    struct mynah_interface_problem *moved =
        mynah__arena_grow(reader->arena, reader->problems, reader->problem_count,
                          &reader->problem_capacity, sizeof *moved);
    if (!moved) {
        reader->failed = true;
        return;
    }
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    int line, column;
    mynah__source_place(&unit->source, unit->tree.nodes[node].start, &line, &column);
    reader->problems = moved;
    reader->problems[reader->problem_count++] =
        (struct mynah_interface_problem){ line, column, mynah__arena_text(reader->arena, text) };
}

const char *mynah__module_text(const struct reader *reader, const struct module *unit,
                               uint32_t node)
{
    const struct node *place = &unit->tree.nodes[node];
    char *text = mynah__arena_copy(reader->arena, unit->source.text + place->start,
                                   place->end - place->start);
    size_t used = 0;
    for (const char *at = text; at && *at; at++) {
        bool blank = *at == ' ' || *at == '\n' || *at == '\t' || *at == '\f' || *at == '\\';
        if (!blank) {
            text[used++] = *at;
        } else if (used > 0 && text[used - 1] != ' ') {
            text[used++] = ' ';
        }
    }
    if (text) {
        text[used] = '\0';
    }
    return text ? text : "";
}

const char *mynah__module_name(const struct reader *reader, const struct module *unit,
                               uint32_t node)
{
    uint32_t name = mynah__tree_child(&unit->tree, node, ROLE_NAME);
    const char *text =
        name == NODE_NONE ? NULL : mynah__identifier(&unit->tree, name, reader->arena);
    return text ? text : "";
}

const char *mynah__condition(struct reader *reader, const struct module *unit, uint32_t test,
                             bool negated, const char *outer)
{
    const char *text = mynah__module_text(reader, unit, test);
    bool simple = unit->tree.nodes[test].kind == NODE_NAME ||
                  unit->tree.nodes[test].kind == NODE_COMPARE ||
                  unit->tree.nodes[test].flags & FLAG_PARENTHESIZED;
    bool name = unit->tree.nodes[test].kind == NODE_NAME;
    text = mynah__arena_format(reader->arena, "%s%s%s%s", negated ? "not " : "",
                               (negated && !name) || !simple ? "(" : "", text,
                               (negated && !name) || !simple ? ")" : "");
    if (outer && text) {
        text = mynah__arena_format(reader->arena, "%s and %s", outer, text);
    }
    reader->failed = reader->failed || !text;
    return text ? text : "";
}

/* Bindings */

static void bind(struct reader *reader, struct module *unit, const char *name, uint32_t node,
                 const char *condition)
{
    struct binding *moved = mynah__arena_grow(reader->arena, unit->bindings, unit->binding_count,
                                              &unit->binding_capacity, sizeof *moved);
    if (!moved) {
        reader->failed = true;
        return;
    }
    unit->bindings = moved;
    unit->bindings[unit->binding_count++] = (struct binding){ name, node, condition };
}

// Bind what an assignment's target names.
static void bind_target(struct reader *reader, struct module *unit, uint32_t target, uint32_t node,
                        const char *condition)
{
    const struct node *nodes = unit->tree.nodes;
    if (nodes[target].kind == NODE_NAME) {
        const char *name = mynah__identifier(&unit->tree, target, reader->arena);
        bind(reader, unit, name ? name : "", node, condition);
    } else if (nodes[target].kind == NODE_TUPLE || nodes[target].kind == NODE_LIST) {
        for (uint32_t item = target + 1; item < nodes[target].after; item = nodes[item].after) {
            if (nodes[item].kind == NODE_NAME) {
                bind_target(reader, unit, item, node, condition);
            }
        }
    }
}

static void bind_imports(struct reader *reader, struct module *unit, uint32_t statement,
                         const char *condition)
{
    const struct node *nodes = unit->tree.nodes;
    if (nodes[statement].flags & FLAG_STAR) {
        bind(reader, unit, "*", statement, condition);
    }
    for (uint32_t alias = statement + 1; alias < nodes[statement].after;
         alias = nodes[alias].after) {
        if (nodes[alias].kind != NODE_ALIAS) {
            continue;
        }
        uint32_t as = mynah__tree_child(&unit->tree, alias, ROLE_ASNAME);
        const char *name = as == NODE_NONE ? mynah__module_name(reader, unit, alias)
                                           : mynah__identifier(&unit->tree, as, reader->arena);
        const char *dot = as == NODE_NONE && name ? strchr(name, '.') : NULL;
        if (dot) {
            name = mynah__arena_copy(reader->arena, name, (size_t)(dot - name));
        }
        bind(reader, unit, name ? name : "", alias, condition);
        if (name && strcmp(mynah__module_name(reader, unit, statement), "__future__") == 0 &&
            strcmp(name, "annotations") == 0) {
            unit->postponed = true;
        }
    }
}

static uint32_t scope_of_class(const struct module *unit, uint32_t node)
{
    for (uint32_t scope = 0; scope < unit->scopes.scope_count; scope++) {
        if (unit->scopes.scopes[scope].node == node &&
            unit->scopes.scopes[scope].kind == SCOPE_CLASS) {
            return scope;
        }
    }
    return 0;
}

static bool is_broken(const struct module *unit, uint32_t node)
{
    for (uint32_t at = node; at < unit->tree.nodes[node].after; at++) {
        if (unit->tree.nodes[at].kind == NODE_ERROR || unit->tree.nodes[at].flags & FLAG_MISSING) {
            return true;
        }
    }
    return false;
}

static void add_class(struct reader *reader, struct module *unit, uint32_t node,
                      const struct class *outer, const char *condition)
{
    struct class *moved = mynah__arena_grow(reader->arena, unit->classes, unit->class_count,
                                            &unit->class_capacity, sizeof *moved);
    if (!moved) {
        reader->failed = true;
        return;
    }
    const char *name = mynah__module_name(reader, unit, node);
    if (outer) {
        name = mynah__arena_format(reader->arena, "%s.%s", outer->name, name);
    }
    unit->classes = moved;
    unit->classes[unit->class_count++] = (struct class){
        .unit = unit,
        .name = name ? name : "",
        .node = node,
        .scope = scope_of_class(unit, node),
        .outer = outer,
        .condition = condition,
        .broken = is_broken(unit, node),
    };
}

static void walk(struct reader *reader, struct module *unit, uint32_t parent,
                 const char *condition);

static void bind_statement(struct reader *reader, struct module *unit, uint32_t node,
                           const char *condition)
{
    const struct node *nodes = unit->tree.nodes;
    switch (nodes[node].kind) {
    case NODE_CLASS_DEF:
        add_class(reader, unit, node, NULL, condition);
        bind(reader, unit, mynah__module_name(reader, unit, node), node, condition);
        break;
    case NODE_FUNCTION_DEF:
    case NODE_TYPE_ALIAS:
        bind(reader, unit, mynah__module_name(reader, unit, node), node, condition);
        break;
    case NODE_ASSIGN:
    case NODE_ANN_ASSIGN:
        for (uint32_t target = mynah__tree_child(&unit->tree, node, ROLE_TARGET);
             target != NODE_NONE; target = mynah__tree_next(&unit->tree, target)) {
            bind_target(reader, unit, target, node, condition);
        }
        break;
    case NODE_IMPORT:
    case NODE_IMPORT_FROM:
        bind_imports(reader, unit, node, condition);
        break;
    default:
        walk(reader, unit, node, condition);
    }
}

// Bind what the statements inside of `parent` bind, each under its condition.
static void walk(struct reader *reader, struct module *unit, uint32_t parent, const char *condition)
{
    const struct node *nodes = unit->tree.nodes;
    if (condition && strlen(condition) > CONDITION_MOST) {
        return; // nobody's code: and elif by elif it would take the square of time
    }
    uint32_t test = nodes[parent].kind == NODE_IF
                        ? mynah__tree_child(&unit->tree, parent, ROLE_TEST)
                        : NODE_NONE;
    for (uint32_t child = parent + 1; child < nodes[parent].after; child = nodes[child].after) {
        bool statement = nodes[child].role == ROLE_BODY || nodes[child].role == ROLE_ORELSE ||
                         nodes[child].role == ROLE_FINALBODY;
        if (statement && nodes[child].kind <= NODE_CONTINUE) {
            bool rest = nodes[child].role == ROLE_ORELSE;
            bind_statement(reader, unit, child,
                           test == NODE_NONE
                               ? condition
                               : mynah__condition(reader, unit, test, rest, condition));
        } else if (nodes[child].kind == NODE_EXCEPT_HANDLER) {
            walk(reader, unit, child, condition);
        } else if (nodes[child].kind == NODE_ERROR) {
            walk(reader, unit, child, condition);
        }
    }
}

// Add the classes inside of classes, whose outer ones are all known by then.
static void add_nested(struct reader *reader, struct module *unit)
{
    for (size_t i = 0; i < unit->class_count && !reader->failed; i++) {
        const struct node *nodes = unit->tree.nodes;
        uint32_t outer = unit->classes[i].node;
        for (uint32_t node = outer + 1; node < nodes[outer].after; node = nodes[node].after) {
            if (nodes[node].kind == NODE_CLASS_DEF && nodes[node].role == ROLE_BODY) {
                add_class(reader, unit, node, &unit->classes[i], NULL);
            }
        }
    }
}

/* Units */

static bool read_unit(struct reader *reader, struct module *unit, const char *code, size_t size)
{
    struct syntax syntax;
    if (!mynah__source_read(&unit->source, code, size, reader->arena) ||
        mynah__syntax_read(&syntax, &unit->tree, &unit->source, PYTHON_NEWEST, reader->arena) ==
            TREE_NO_MEMORY ||
        !mynah__scopes_build(&unit->scopes, &unit->tree, reader->arena)) {
        reader->failed = true;
        return false;
    }
    if (!syntax.accepted && unit == reader->units) {
        mynah__problem(reader, unit, 0, "%s: %s", syntax.error.type, syntax.error.message);
        if (reader->problem_count) {
            struct mynah_interface_problem *last = &reader->problems[reader->problem_count - 1];
            last->line = syntax.error.line;
            last->column = syntax.error.column;
        }
    }
    // Pointers to classes are taken by their inner ones, so there is room for all from the start.
    size_t classes = 0;
    for (uint32_t node = 0; node < unit->tree.count; node++) {
        classes += unit->tree.nodes[node].kind == NODE_CLASS_DEF;
    }
    unit->class_capacity = classes + 1;
    unit->classes = mynah__arena_alloc(reader->arena, unit->class_capacity * sizeof(struct class));
    if (!unit->classes) {
        reader->failed = true;
        return false;
    }
    walk(reader, unit, 0, NULL);
    add_nested(reader, unit);
    return !reader->failed;
}

struct module *mynah__module_add(struct reader *reader, const char *module, const char *code,
                                 size_t size)
{
    struct module *unit = mynah__arena_alloc(reader->arena, sizeof *unit);
    if (!unit) {
        reader->failed = true;
        return NULL;
    }
    unit->module = mynah__arena_text(reader->arena, module);
    *reader->tail = unit;
    reader->tail = &unit->next;
    reader->unit_count++;
    return read_unit(reader, unit, code, size) ? unit : NULL;
}

struct module *mynah__module_find(struct reader *reader, const char *module)
{
    for (struct module *unit = reader->units; unit; unit = unit->next) {
        if (unit->module && strcmp(unit->module, module) == 0) {
            return unit->tree.count ? unit : NULL;
        }
    }
    if (reader->unit_count >= UNITS_MOST || reader->failed) {
        return NULL;
    }
    size_t size = 0;
    const char *known = mynah__known_module(module, &size);
    if (known) {
        return mynah__module_add(reader, module, known, size);
    }
    bool package = false;
    char *code = reader->options->load
                     ? reader->options->load(reader->options->self, module, &package)
                     : NULL;
    struct module *unit = NULL;
    if (code) {
        unit = mynah__module_add(reader, module, code, strlen(code));
        if (unit) {
            unit->package = package;
        }
        mynah_free(code);
    }
    return unit;
}

const struct binding *mynah__module_binding(const struct module *unit, const char *name)
{
    for (size_t i = 0; i < unit->binding_count; i++) {
        if (strcmp(unit->bindings[i].name, name) == 0) {
            return &unit->bindings[i];
        }
    }
    return NULL;
}

const struct class *mynah__module_class(const struct module *unit, const char *name)
{
    const struct class *found = NULL;
    for (size_t i = 0; i < unit->class_count; i++) {
        found = strcmp(unit->classes[i].name, name) == 0 ? &unit->classes[i] : found;
    }
    return found;
}

const struct class *mynah__module_class_at(const struct module *unit, uint32_t node)
{
    for (size_t i = 0; i < unit->class_count; i++) {
        if (unit->classes[i].node == node) {
            return &unit->classes[i];
        }
    }
    return NULL;
}
