// SPDX-License-Identifier: Apache-2.0
//
// Whether a class of the code has the methods that an interface, a class in other code, names: each
// there under its name, callable in every way in which the interface's is.  Bases that are in the
// code count; of others nothing is known, and the answer says so.

#include "properties/property.h"
#include "scopes/scopes.h"
#include "tree/tree.h"

#include <string.h>

enum { BASES_DEEP = 16, PROBLEMS_SHOWN = 3 };

// One of the two pieces of code.
struct unit {
    struct tree tree;
    struct scopes scopes;
    struct arena *arena;
};

static bool build(struct unit *unit, const struct source *source, struct arena *arena)
{
    unit->arena = arena;
    return mynah__tree_build(&unit->tree, source, arena) != TREE_NO_MEMORY &&
           mynah__scopes_build(&unit->scopes, &unit->tree, arena);
}

static const char *name_of(const struct unit *unit, uint32_t node)
{
    uint32_t name = mynah__tree_child(&unit->tree, node, ROLE_NAME);
    const char *text = name == NODE_NONE ? NULL : mynah__identifier(&unit->tree, name, unit->arena);
    return text ? text : "";
}

// Return the last class of that name in the module, or NODE_NONE; NULL: of any name.
static uint32_t find_class(const struct unit *unit, const char *name)
{
    uint32_t found = NODE_NONE;
    for (uint32_t node = 0; node < unit->tree.count; node++) {
        if (unit->tree.nodes[node].kind == NODE_CLASS_DEF && unit->scopes.scope_of[node] == 0 &&
            (!name || strcmp(name_of(unit, node), name) == 0)) {
            found = node;
        }
    }
    return found;
}

// Return the scope of the class's body.
static uint32_t scope_of_class(const struct unit *unit, uint32_t class)
{
    uint32_t scope = 0;
    while (scope < unit->scopes.scope_count && (unit->scopes.scopes[scope].node != class ||
                                                unit->scopes.scopes[scope].kind != SCOPE_CLASS)) {
        scope++;
    }
    return scope;
}

// Return the last method of that name in the class itself, or NODE_NONE.
static uint32_t own_method(const struct unit *unit, uint32_t class, const char *name)
{
    uint32_t scope = scope_of_class(unit, class);
    uint32_t found = NODE_NONE;
    for (uint32_t node = class; node < unit->tree.nodes[class].after; node++) {
        if (unit->tree.nodes[node].kind == NODE_FUNCTION_DEF &&
            unit->scopes.scope_of[node] == scope && strcmp(name_of(unit, node), name) == 0) {
            found = node;
        }
    }
    return found;
}

// Whether the class binds the name in another way than by a def: what it then is, is not known.
static bool binds(const struct unit *unit, uint32_t class, const char *name)
{
    uint32_t id = mynah__scopes_find(&unit->scopes, name);
    uint32_t symbol = id == UINT32_MAX
                          ? SYMBOL_NONE
                          : mynah__scopes_symbol(&unit->scopes, scope_of_class(unit, class), id);
    return symbol != SYMBOL_NONE && (unit->scopes.symbols[symbol].flags & SYMBOL_BOUND);
}

// What was found of a method.
struct method {
    uint32_t node;       // NODE_NONE: no def
    bool bound;          // but something of that name
    const char *unknown; // a base that is not in the code, or NULL
};

static struct method find_method(const struct unit *unit, uint32_t class, const char *name,
                                 int depth)
{
    struct method method = { own_method(unit, class, name), binds(unit, class, name), NULL };
    uint32_t base = mynah__tree_child(&unit->tree, class, ROLE_ARGS);
    for (; method.node == NODE_NONE && !method.bound && base != NODE_NONE && depth < BASES_DEEP;
         base = mynah__tree_next(&unit->tree, base)) {
        const struct node *node = &unit->tree.nodes[base];
        const char *text =
            node->kind == NODE_NAME ? mynah__identifier(&unit->tree, base, unit->arena) : NULL;
        uint32_t other = text ? find_class(unit, text) : NODE_NONE;
        if (other == NODE_NONE || other == class) {
            method.unknown = text ? text : "an expression";
        } else {
            const char *before = method.unknown;
            method = find_method(unit, other, name, depth + 1);
            method.unknown = method.unknown ? method.unknown : before;
        }
    }
    return method;
}

/* Parameters */

enum { PARAMETERS_MOST = 64 };

struct parameters {
    uint32_t positional[PARAMETERS_MOST];
    size_t positional_count;
    uint32_t keyword[PARAMETERS_MOST];
    size_t keyword_count;
    bool vararg, kwarg;
};

static bool decorated(const struct unit *unit, uint32_t function, const char *name)
{
    uint32_t decorator = mynah__tree_child(&unit->tree, function, ROLE_DECORATOR);
    for (; decorator != NODE_NONE; decorator = mynah__tree_next(&unit->tree, decorator)) {
        uint32_t value = mynah__tree_child(&unit->tree, decorator, ROLE_VALUE);
        if (value != NODE_NONE && unit->tree.nodes[value].kind == NODE_NAME) {
            const char *text = mynah__identifier(&unit->tree, value, unit->arena);
            if (text && strcmp(text, name) == 0) {
                return true;
            }
        }
    }
    return false;
}

// Take the parameters apart, without the one for the object or the class.
static void read_parameters(const struct unit *unit, uint32_t function, struct parameters *all)
{
    uint32_t arguments = mynah__tree_child(&unit->tree, function, ROLE_ARGUMENTS);
    size_t skipped = decorated(unit, function, "staticmethod") ? 0 : 1;
    *all = (struct parameters){ .positional_count = 0 };
    if (arguments == NODE_NONE) {
        return;
    }
    uint32_t at = arguments + 1;
    for (; at < unit->tree.nodes[arguments].after; at = unit->tree.nodes[at].after) {
        const struct node *node = &unit->tree.nodes[at];
        if (node->kind != NODE_ARG) {
            continue;
        }
        bool positional = node->op == ARG_POSITIONAL_ONLY || node->op == ARG_NORMAL;
        all->vararg = all->vararg || node->op == ARG_VARARG;
        all->kwarg = all->kwarg || node->op == ARG_KWARG;
        if (positional && skipped > 0) {
            skipped--;
        } else if (positional && all->positional_count < PARAMETERS_MOST) {
            all->positional[all->positional_count++] = at;
        } else if (node->op == ARG_KEYWORD_ONLY && all->keyword_count < PARAMETERS_MOST) {
            all->keyword[all->keyword_count++] = at;
        }
    }
}

static bool has_default(const struct unit *unit, uint32_t parameter)
{
    return mynah__tree_child(&unit->tree, parameter, ROLE_VALUE) != NODE_NONE;
}

static bool named(const struct unit *unit, const uint32_t *parameters, size_t count,
                  const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (unit->tree.nodes[parameters[i]].op != ARG_POSITIONAL_ONLY &&
            strcmp(name_of(unit, parameters[i]), name) == 0) {
            return true;
        }
    }
    return false;
}

// Whether what is wanted positionally at `index` can be given.
static bool takes_positional(const struct unit *face, uint32_t wanted, const struct unit *unit,
                             const struct parameters *have, size_t index)
{
    if (index >= have->positional_count) {
        return have->vararg && face->tree.nodes[wanted].op == ARG_POSITIONAL_ONLY;
    }
    uint32_t parameter = have->positional[index];
    return (!has_default(face, wanted) || has_default(unit, parameter)) &&
           (face->tree.nodes[wanted].op == ARG_POSITIONAL_ONLY ||
            (unit->tree.nodes[parameter].op != ARG_POSITIONAL_ONLY &&
             strcmp(name_of(unit, parameter), name_of(face, wanted)) == 0));
}

// Whether each call that suits the interface's parameters suits those of the method.
static bool takes(const struct unit *face, const struct parameters *want, const struct unit *unit,
                  const struct parameters *have)
{
    if ((want->vararg && !have->vararg) || (want->kwarg && !have->kwarg)) {
        return false;
    }
    bool anything = have->vararg && have->kwarg;
    for (size_t i = 0; i < want->positional_count; i++) {
        if (!takes_positional(face, want->positional[i], unit, have, i) &&
            !(anything && i >= have->positional_count)) {
            return false;
        }
    }
    for (size_t i = want->positional_count; i < have->positional_count; i++) {
        if (!has_default(unit, have->positional[i]) &&
            !named(face, want->keyword, want->keyword_count, name_of(unit, have->positional[i]))) {
            return false;
        }
    }
    for (size_t i = 0; i < want->keyword_count; i++) {
        const char *name = name_of(face, want->keyword[i]);
        if (!have->kwarg && !named(unit, have->keyword, have->keyword_count, name) &&
            !named(unit, have->positional, have->positional_count, name)) {
            return false;
        }
    }
    for (size_t i = 0; i < have->keyword_count; i++) {
        if (!has_default(unit, have->keyword[i]) &&
            !named(face, want->keyword, want->keyword_count, name_of(unit, have->keyword[i]))) {
            return false;
        }
    }
    return true;
}

/* The answer */

static void add_parameters(struct text *text, const struct unit *unit, uint32_t function)
{
    uint32_t node = mynah__tree_child(&unit->tree, function, ROLE_ARGUMENTS);
    const struct source *source = unit->tree.source;
    char *copy = node == NODE_NONE
                     ? NULL
                     : mynah__arena_copy(unit->arena, source->text + unit->tree.nodes[node].start,
                                         unit->tree.nodes[node].end - unit->tree.nodes[node].start);
    bool bracket = copy && *copy == '(';
    mynah__text_add(text, bracket ? "" : "(");
    mynah__answer_clipped(text, copy ? copy : "");
    mynah__text_add(text, bracket ? "" : ")");
}

static void mark_node(struct answer *answer, const struct unit *unit, uint32_t node)
{
    uint32_t name = mynah__tree_child(&unit->tree, node, ROLE_NAME);
    uint32_t at = name == NODE_NONE ? node : name;
    int line;
    mynah__source_place(unit->tree.source, unit->tree.nodes[at].start, &answer->line,
                        &answer->column);
    mynah__source_place(unit->tree.source, unit->tree.nodes[at].end, &line, &answer->end_column);
}

static void begin_problem(struct answer *answer, size_t number, const char *method)
{
    mynah__text_add(&answer->actual, number ? "; `" : "`");
    mynah__answer_clipped(&answer->actual, method);
    mynah__text_add(&answer->actual, "` ");
}

struct comparison {
    const struct unit *face, *unit;
    uint32_t class;
    struct answer *answer;
    size_t problems;
};

static const char *const decorators[] = { "property", "staticmethod", "classmethod" };

// Return in what way the two are called differently, or NULL.
static const char *other_kind(const struct comparison *both, uint32_t wanted, uint32_t node)
{
    static const char *const kinds[] = { "is a property or is not, unlike the interface's",
                                         "is static or is not, unlike the interface's",
                                         "is of the class or is not, unlike the interface's" };
    for (size_t i = 0; i < sizeof decorators / sizeof *decorators; i++) {
        if (decorated(both->face, wanted, decorators[i]) !=
            decorated(both->unit, node, decorators[i])) {
            return kinds[i];
        }
    }
    bool async = both->face->tree.nodes[wanted].flags & FLAG_ASYNC;
    if (async != (bool)(both->unit->tree.nodes[node].flags & FLAG_ASYNC)) {
        return async ? "is not async" : "is async";
    }
    return NULL;
}

static void compare_method(struct comparison *both, uint32_t wanted)
{
    struct answer *answer = both->answer;
    const char *name = name_of(both->face, wanted);
    struct method method = find_method(both->unit, both->class, name, 0);
    uint32_t place = method.node == NODE_NONE ? both->class : method.node;
    if (method.node == NODE_NONE && method.bound) {
        return;
    }
    const char *kind =
        method.node == NODE_NONE ? "is missing" : other_kind(both, wanted, method.node);
    struct parameters want, have;
    read_parameters(both->face, wanted, &want);
    if (!kind) {
        read_parameters(both->unit, method.node, &have);
        if (takes(both->face, &want, both->unit, &have)) {
            return;
        }
    }
    if (both->problems < PROBLEMS_SHOWN) {
        begin_problem(answer, both->problems, name);
        mynah__text_add(&answer->actual, kind ? kind : "takes ");
        if (!kind) {
            add_parameters(&answer->actual, both->unit, method.node);
            mynah__text_add(&answer->actual, ", not ");
            add_parameters(&answer->actual, both->face, wanted);
        }
    }
    if (both->problems++ == 0) {
        mark_node(answer, both->unit, place);
        if (method.unknown) {
            mynah__text_add(&answer->hint, "it may inherit from `");
            mynah__answer_clipped(&answer->hint, method.unknown);
            mynah__text_add(&answer->hint, "`, which is not in the code");
        }
    }
}

// Compare all methods of the interface; each name once, as it is defined last.
static bool compare(struct comparison *both, uint32_t face)
{
    const struct unit *unit = both->face;
    for (uint32_t node = face; node < unit->tree.nodes[face].after; node++) {
        if (unit->tree.nodes[node].kind == NODE_FUNCTION_DEF &&
            own_method(unit, face, name_of(unit, node)) == node) {
            compare_method(both, node);
        }
    }
    if (both->problems > PROBLEMS_SHOWN) {
        mynah__text_add_format(&both->answer->actual, ", and %zu more",
                               both->problems - PROBLEMS_SHOWN);
    }
    return both->problems == 0;
}

static bool answer_units(const struct question *question, struct answer *answer,
                         const struct unit *face, const struct unit *unit)
{
    uint32_t wanted = find_class(face, NULL);
    uint32_t class = find_class(unit, question->property->operand);
    if (face->tree.first_error != NODE_NONE) {
        mynah__text_add(&answer->actual, "the interface does not parse");
        return false;
    }
    if (wanted == NODE_NONE || class == NODE_NONE) {
        mynah__text_add(&answer->actual, wanted == NODE_NONE ? "the interface has no class"
                                                             : "the code has no such class");
        return false;
    }
    struct comparison both = { face, unit, class, answer, 0 };
    return compare(&both, wanted);
}

bool mynah__meets_interface(const struct question *question, struct answer *answer)
{
    const char *text = question->property->value;
    struct arena arena = { 0 };
    struct source source;
    struct unit face, unit;
    if (!question->report->parses) {
        return mynah__answer_broken(question, answer);
    }
    bool met = false;
    if (mynah__source_read(&source, text ? text : "", text ? strlen(text) : 0, &arena) &&
        build(&face, &source, &arena) && build(&unit, &question->report->source, &arena)) {
        met = answer_units(question, answer, &face, &unit);
    }
    answer->actual.failed = answer->actual.failed || arena.failed;
    met = met && !arena.failed;
    mynah__arena_finish(&arena);
    return met;
}
