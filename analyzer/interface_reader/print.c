// SPDX-License-Identifier: Apache-2.0
//
// Expressions as text that the mock's module evaluates to the same: canonical in its spacing and
// quotes, with names as that module calls them, and with the type variables of an ancestor
// replaced by what they are in the class that is mocked.

#include "interface_reader/reader.h"

#include "core/text.h"
#include "syntax/syntax.h"

#include <string.h>

struct printer {
    struct view *view;
    const struct tree *tree; // of the module, or of an annotation in quotes
    struct text text;
    bool type;     // an annotation: text in it is one, too
    bool repeated; // evaluating it twice is evaluating it once
    int depth;
};

enum { DEPTH_MOST = 60 };

static const char *const operators[] = {
    [OP_ADD] = "+",      [OP_SUB] = "-",    [OP_MULT] = "*",     [OP_MAT_MULT] = "@",
    [OP_DIV] = "/",      [OP_MOD] = "%",    [OP_POW] = "**",     [OP_FLOOR_DIV] = "//",
    [OP_L_SHIFT] = "<<", [OP_BIT_OR] = "|", [OP_R_SHIFT] = ">>", [OP_BIT_XOR] = "^",
    [OP_BIT_AND] = "&",  [OP_AND] = "and",  [OP_OR] = "or",      [OP_NOT] = "not ",
    [OP_INVERT] = "~",   [OP_U_ADD] = "+",  [OP_U_SUB] = "-",
};

static void print(struct printer *printer, uint32_t node);

/* Names */

static bool names_parameter(const struct view *view, uint32_t node, const char *name)
{
    if (node == NODE_NONE) {
        return false;
    }
    for (uint32_t at = mynah__tree_child(&view->unit->tree, node, ROLE_TYPE_PARAM); at != NODE_NONE;
         at = mynah__tree_next(&view->unit->tree, at)) {
        if (strcmp(mynah__module_name(view->reader, view->unit, at), name) == 0) {
            return true;
        }
    }
    return false;
}

// Whether the class's body binds the name to something that can be part of a type.
static bool binds(const struct view *view, const char *name)
{
    const struct tree *tree = &view->unit->tree;
    uint32_t id = mynah__scopes_find(&view->unit->scopes, name);
    if (!view->class || id == UINT32_MAX ||
        mynah__scopes_symbol(&view->unit->scopes, view->class->scope, id) == SYMBOL_NONE) {
        return false;
    }
    for (uint32_t at = view->class->node + 1; at < tree->nodes[view->class->node].after;
         at = tree->nodes[at].after) {
        bool named = tree->nodes[at].kind == NODE_CLASS_DEF;
        uint32_t target = mynah__tree_child(tree, at, ROLE_TARGET);
        bool assigned = tree->nodes[at].kind == NODE_ASSIGN && target != NODE_NONE &&
                        tree->nodes[target].kind == NODE_NAME;
        if (!named && !assigned) {
            continue;
        }
        const char *own = named ? mynah__module_name(view->reader, view->unit, at)
                                : mynah__identifier(tree, target, view->reader->arena);
        if (own && strcmp(own, name) == 0) {
            return true;
        }
    }
    return false;
}

static const char *substituted(const struct view *view, const char *name)
{
    for (size_t i = 0; view->ancestor && i < view->ancestor->variable_count; i++) {
        if (strcmp(view->ancestor->variables[i].variable, name) == 0) {
            return view->ancestor->variables[i].text;
        }
    }
    return NULL;
}

static bool among(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

// Say that the text has a name that means nothing where it is to stand.
static void note_outside(struct view *view, const char *name)
{
    if (view->outside && !among(view->variables, view->variable_count, name)) {
        view->loose = true;
    }
}

static const char *outer_name(struct view *view, const char *name)
{
    const struct class *top = view->class;
    while (top->outer) {
        top = top->outer;
    }
    const char *first = mynah__import_name(view->reader, view->unit, top->name);
    view->changed = true;
    return mynah__arena_format(view->reader->arena, "%s%s.%s", first,
                               view->class->name + strlen(top->name), name);
}

static const char *name_of(struct view *view, const char *name)
{
    if (names_parameter(view, view->function, name)) {
        note_outside(view, name);
        return name;
    }
    const char *other = substituted(view, name);
    if (other) {
        view->changed = view->changed || strcmp(other, name) != 0;
        return other;
    }
    if (view->class && names_parameter(view, view->class->node, name)) {
        note_outside(view, name);
        return name;
    }
    if (binds(view, name)) {
        return outer_name(view, name);
    }
    if (mynah__is_type_variable(view->reader, view->unit, name)) {
        if (view->ancestor && view->ancestor->class != view->mocked &&
            among(view->own, view->own_count, name)) {
            // A method's own, which in the mocked class would be that class's.
            view->changed = true;
            return "Any";
        }
        note_outside(view, name);
    }
    struct target target = mynah__target_name(view->reader, view->unit, name);
    if (mynah__target_is(&target, NULL, "Self")) {
        view->loose = view->loose || view->outside;
    }
    const char *called = mynah__import_name(view->reader, view->unit, name);
    view->changed = view->changed || strcmp(called, name) != 0;
    return called;
}

/* Text in quotes */

// Print an annotation that stands in quotes; false when it can not be read.
static bool print_quoted(struct printer *printer, const char *bytes, size_t size)
{
    struct reader *reader = printer->view->reader;
    struct source *source = mynah__arena_alloc(reader->arena, sizeof *source);
    struct tree *tree = mynah__arena_alloc(reader->arena, sizeof *tree);
    const char *inner = mynah__arena_format(reader->arena, "(%.*s)", (int)size, bytes);
    struct syntax syntax;
    if (!source || !tree || !inner || size > 10000 ||
        !mynah__source_read_text(source, inner, strlen(inner), reader->arena) ||
        !mynah__syntax_parse(&syntax, tree, source, PYTHON_NEWEST, reader->arena)) {
        reader->failed = true;
        return false;
    }
    uint32_t statement = syntax.accepted ? mynah__tree_child(tree, 0, ROLE_BODY) : NODE_NONE;
    if (statement == NODE_NONE || tree->nodes[statement].kind != NODE_EXPR) {
        return false;
    }
    const struct tree *outer = printer->tree;
    uint32_t value = mynah__tree_child(tree, statement, ROLE_VALUE);
    size_t start = printer->text.size;
    tree->nodes[value].flags &= (uint8_t)~FLAG_PARENTHESIZED;
    printer->tree = tree;
    const char *quote = printer->view->unquoted ? "" : "\"";
    mynah__text_add(&printer->text, quote);
    print(printer, value);
    mynah__text_add(&printer->text, quote);
    printer->tree = outer;
    size_t end = printer->text.size - 1;
    if (*quote && !printer->text.failed &&
        memchr(printer->text.bytes + start + 1, '"', end - start - 1)) {
        printer->text.bytes[start] = printer->text.bytes[end] = '\'';
    }
    return true;
}

static void print_constant(struct printer *printer, uint32_t node)
{
    const struct node *place = &printer->tree->nodes[node];
    const char *at = printer->tree->source->text + place->start;
    size_t size = place->end - place->start;
    bool quoted = size >= 2 && (*at == '"' || *at == '\'') && !memchr(at + 1, *at, size - 2) &&
                  !memchr(at, '\\', size) && !memchr(at, '\n', size);
    bool inner = printer->tree != &printer->view->unit->tree;
    if (place->op == CONSTANT_STR && quoted && printer->type && !inner &&
        print_quoted(printer, at + 1, size - 2)) {
        return;
    }
    if (place->op == CONSTANT_STR && quoted && !memchr(at + 1, '"', size - 2) &&
        (!inner || printer->view->unquoted)) {
        mynah__text_add_char(&printer->text, '"');
        mynah__text_add_bytes(&printer->text, at + 1, size - 2);
        mynah__text_add_char(&printer->text, '"');
        return;
    }
    mynah__text_add_bytes(&printer->text, at, size);
    printer->repeated = printer->repeated && !memchr(at, '\n', size);
}

/* Compound expressions */

static void print_items(struct printer *printer, uint32_t parent, const char *open,
                        const char *close)
{
    const struct node *nodes = printer->tree->nodes;
    size_t count = 0;
    mynah__text_add(&printer->text, open);
    for (uint32_t item = parent + 1; item < nodes[parent].after; item = nodes[item].after) {
        mynah__text_add(&printer->text, count++ ? ", " : "");
        print(printer, item);
    }
    bool single = nodes[parent].kind == NODE_TUPLE && count == 1;
    mynah__text_add(&printer->text, single ? "," : "");
    mynah__text_add(&printer->text, close);
}

static void print_subscript(struct printer *printer, uint32_t node)
{
    const struct tree *tree = printer->tree;
    uint32_t value = mynah__tree_child(tree, node, ROLE_VALUE);
    uint32_t slice = mynah__tree_child(tree, node, ROLE_SLICE);
    bool type = printer->type;
    print(printer, value);
    // The arguments of Literal are values; so are Annotated's but the first, which mostly are no
    // text.
    size_t size = printer->text.size;
    if (size >= 7 && memcmp(printer->text.bytes + size - 7, "Literal", 7) == 0) {
        printer->type = false;
    }
    mynah__text_add_char(&printer->text, '[');
    bool many = slice != NODE_NONE && tree->nodes[slice].kind == NODE_TUPLE &&
                !(tree->nodes[slice].flags & FLAG_PARENTHESIZED) &&
                tree->nodes[slice].after > slice + 1;
    if (many) {
        print_items(printer, slice, "", "");
    } else if (slice != NODE_NONE) {
        print(printer, slice);
    }
    mynah__text_add_char(&printer->text, ']');
    printer->type = type;
}

static void print_operation(struct printer *printer, uint32_t node)
{
    const struct node *place = &printer->tree->nodes[node];
    uint32_t left = node + 1;
    uint32_t right = printer->tree->nodes[left].after;
    bool unary = place->kind == NODE_UNARY_OP;
    const char *operator= place->op<sizeof operators / sizeof * operators && operators[place->op]
        ? operators[place->op]
        : "|";
    if (unary || right >= place->after) {
        mynah__text_add(&printer->text, operator);
        print(printer, left);
        return;
    }
    print(printer, left);
    mynah__text_add_format(&printer->text, " %s ", operator);
    print(printer, right);
}

static void print_attribute(struct printer *printer, uint32_t node)
{
    uint32_t attribute = mynah__tree_child(printer->tree, node, ROLE_ATTR);
    const char *name = mynah__identifier(printer->tree, attribute, printer->view->reader->arena);
    print(printer, mynah__tree_child(printer->tree, node, ROLE_VALUE));
    mynah__text_add_format(&printer->text, ".%s", name ? name : "");
    if (printer->view->outside && printer->tree == &printer->view->unit->tree) {
        struct target target = mynah__target(printer->view->reader, printer->view->unit, node);
        bool unbound = mynah__is_variable(printer->view->reader, &target) ||
                       mynah__target_is(&target, NULL, "Self");
        printer->view->loose = printer->view->loose || unbound;
    }
}

static void print_bare(struct printer *printer, uint32_t node)
{
    const struct tree *tree = printer->tree;
    switch (tree->nodes[node].kind) {
    case NODE_NAME: {
        const char *name = mynah__identifier(tree, node, printer->view->reader->arena);
        // A private name is another one in another class.
        printer->repeated = printer->repeated && name && !mynah__is_private(name);
        mynah__text_add(&printer->text, name_of(printer->view, name ? name : ""));
        break;
    }
    case NODE_ATTRIBUTE:
        print_attribute(printer, node);
        break;
    case NODE_CONSTANT:
        print_constant(printer, node);
        break;
    case NODE_SUBSCRIPT:
        print_subscript(printer, node);
        break;
    case NODE_BIN_OP:
    case NODE_BOOL_OP:
    case NODE_UNARY_OP:
        print_operation(printer, node);
        break;
    case NODE_LIST:
        printer->repeated = printer->repeated && (printer->type || tree->nodes[node].after > node);
        print_items(printer, node, "[", "]");
        break;
    case NODE_TUPLE:
        print_items(printer, node, "(", ")");
        break;
    case NODE_STARRED:
        mynah__text_add(&printer->text, "*");
        print(printer, node + 1);
        break;
    default:
        printer->repeated = false;
        mynah__text_add(&printer->text, "...");
    }
}

static void print(struct printer *printer, uint32_t node)
{
    if (node == NODE_NONE || printer->depth > DEPTH_MOST) {
        printer->repeated = false;
        return;
    }
    const struct node *place = &printer->tree->nodes[node];
    bool brackets = place->flags & FLAG_PARENTHESIZED && place->kind != NODE_TUPLE;
    printer->depth++;
    mynah__text_add(&printer->text, brackets ? "(" : "");
    print_bare(printer, node);
    mynah__text_add(&printer->text, brackets ? ")" : "");
    printer->depth--;
}

static const char *finish(struct printer *printer)
{
    struct reader *reader = printer->view->reader;
    const char *text =
        printer->text.failed
            ? NULL
            : mynah__arena_copy(reader->arena, printer->text.bytes ? printer->text.bytes : "",
                                printer->text.size);
    mynah__text_finish(&printer->text);
    reader->failed = reader->failed || !text;
    return text ? text : "";
}

const char *mynah__print_type(struct view *view, uint32_t node)
{
    struct printer printer = {
        .view = view, .tree = &view->unit->tree, .type = true, .repeated = true
    };
    print(&printer, node);
    if (!printer.repeated) {
        // Nothing that has a type: as the source has it, to be taken over from there.
        view->loose = true;
        view->changed = true;
        mynah__text_finish(&printer.text);
        return mynah__import_name(view->reader, view->unit, "Any");
    }
    return finish(&printer);
}

const char *mynah__print_value(struct view *view, uint32_t node)
{
    struct printer printer = { .view = view, .tree = &view->unit->tree, .repeated = true };
    print(&printer, node);
    const char *text = finish(&printer);
    return printer.repeated ? text : NULL;
}
