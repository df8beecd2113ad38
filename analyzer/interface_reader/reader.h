// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_READER_H
#define MYNAH_READER_H

// From modules of Python to the model of mynah/interface.h, in stages:
//
//     module.c      a module's tree, and the names that it binds
//     target.c    what a name stands for, across modules
//     classes.c   which classes are interfaces, their bases and type parameters
//     print.c     expressions as text that the mock's module can evaluate
//     imports.c   what that module has to import for it
//     members.c, signature.c, docstring.c   what is in a class
//
// Everything lives in one arena until the model is copied out of it.

#include "scopes/scopes.h"
#include "tree/tree.h"

#include <mynah/interface_reader.h>

enum { UNITS_MOST = 256, BASES_MOST = 32, CHAIN_MOST = 32 };

// A name that a module binds.
struct binding {
    const char *name;
    uint32_t node;         // the class, def or assignment, or the ALIAS of an import
    const char *condition; // under which it is bound, or NULL
};

struct class
{
    struct module *unit;
    const char *name; // "Outer.Inner"
    uint32_t node;
    uint32_t scope;
    const struct class *outer;
    const char *condition;
    bool broken; // something in it does not parse
};

// One module.
struct module {
    struct module *next;
    const char *module;
    bool package;
    bool stub;
    bool postponed; // `from __future__ import annotations`
    struct source source;
    struct tree tree;
    struct scopes scopes;
    struct binding *bindings;
    size_t binding_count, binding_capacity;
    struct class *classes;
    size_t class_count, class_capacity;
};

struct import_list {
    struct mynah_interface_import *items;
    size_t count, capacity;
};

struct reader {
    struct arena *arena;
    const struct mynah_interface_options *options;
    struct module *units; // the first is the code itself
    struct module **tail;
    size_t unit_count;
    struct import_list imports;
    struct mynah_interface_problem *problems;
    size_t problem_count, problem_capacity;
    bool failed; // out of memory
};

/* module.c */

// Add the module; NULL only when out of memory.
struct module *mynah__module_add(struct reader *reader, const char *module, const char *code,
                                 size_t size);
// Return the module of that name, loaded if need be, or NULL when there is none.
struct module *mynah__module_find(struct reader *reader, const char *module);
const struct binding *mynah__module_binding(const struct module *unit, const char *name);
const struct class *mynah__module_class(const struct module *unit, const char *name);
const struct class *mynah__module_class_at(const struct module *unit, uint32_t node);
// Return the text of a node, with each run of white space as one blank.
const char *mynah__module_text(const struct reader *reader, const struct module *unit,
                               uint32_t node);
const char *mynah__module_name(const struct reader *reader, const struct module *unit,
                               uint32_t node);
// Return the condition under which the body (or, if `negated`, the rest) of an `if` is run.
const char *mynah__condition(struct reader *reader, const struct module *unit, uint32_t test,
                             bool negated, const char *outer);
void mynah__problem(struct reader *reader, const struct module *unit, uint32_t node,
                    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* target.c: what a name stands for */

struct target {
    const struct class *class; // a class that was read, or NULL
    struct module *unit;       // where the binding is, or NULL: outside of what was read
    const struct binding *binding;
    const char *path; // "typing.Protocol": as it is called where it comes from; NULL: unknown
};

// Return what the expression, a name or attributes of one, stands for in the module.
struct target mynah__target(struct reader *reader, struct module *unit, uint32_t node);
struct target mynah__target_name(struct reader *reader, struct module *unit, const char *name);
// Return whether the target is called so in `typing`, `typing_extensions`, or the module named.
bool mynah__target_is(const struct target *target, const char *module, const char *name);
// Return whether the name is a type variable there, as far as can be told.
bool mynah__is_variable(struct reader *reader, const struct target *target);
bool mynah__is_type_variable(struct reader *reader, struct module *unit, const char *name);
// Return from which module the name comes by `from module import *`, or NULL: it is Python's own,
// or nobody's.
const char *mynah__star_module(struct reader *reader, struct module *unit, const char *name);
// Return "a.b" of the module that `level` dots and `name` mean in the unit, or NULL.
const char *mynah__module_path(const struct reader *reader, const struct module *unit,
                               unsigned level, const char *name);

/* classes.c */

enum class_kind { CLASS_OTHER, CLASS_PROTOCOL, CLASS_ABSTRACT };

enum class_kind mynah__class_kind(struct reader *reader, const struct class *class);

// What a type variable of a base is in the class that is mocked.
struct substitution {
    const char *variable;
    const char *text;
};

// A class in the order in which members are looked up, and its type variables.
struct ancestor {
    const struct class *class;
    struct substitution *variables;
    size_t variable_count;
};

struct lineage {
    struct ancestor *items; // the class itself first
    size_t count, capacity;
};

bool mynah__class_lineage(struct reader *reader, const struct class *class,
                          struct lineage *lineage);
// Give the type variables of a class, in their order: "T", "*Ts", "**P".
const char **mynah__class_variables(struct reader *reader, const struct class *class,
                                    size_t *count);
// Give them as they stand in brackets: "T", "*Ts", "Unpack[Ts]".
const char **mynah__class_arguments(struct reader *reader, const struct class *class,
                                    const char *const *variables, size_t count);

/* print.c */

// From where an expression is seen, and what must not be in it.
struct view {
    struct reader *reader;
    struct module *unit;
    const struct class *class;       // in whose body it stands; may be NULL
    const struct ancestor *ancestor; // whose type variables are replaced; may be NULL
    const struct class *mocked;      // the class that `Self` is, seen from outside; may be NULL
    const char *const *variables;    // of the class; they may be in it even when `outside`
    size_t variable_count;
    const char *const *own; // the type variables of the class that is mocked
    size_t own_count;
    uint32_t function; // whose type parameters are in sight, or NODE_NONE
    bool unquoted;     // an annotation in quotes is printed without them
    bool outside;      // the text is to stand outside of the class and of its methods
    bool loose;        // set: it has what can not be there
    bool changed;      // set: it is another text than in the source
};

// Return an annotation as text, with what it needs imported.
const char *mynah__print_type(struct view *view, uint32_t node);
// Return a default or another value; NULL when it is not to be evaluated twice.
const char *mynah__print_value(struct view *view, uint32_t node);

/* imports.c */

// Have the name imported that `unit` binds at the level of the module; returns what to call it.
const char *mynah__import_name(struct reader *reader, struct module *unit, const char *name);

// Have what a condition mentions imported.
void mynah__import_condition(struct reader *reader, struct module *unit, const char *condition);

/* members.c */

struct member_list {
    struct mynah_interface_member *items;
    size_t count, capacity;
};

bool mynah__members_read(struct reader *reader, const struct class *class,
                         const struct lineage *lineage, const struct mynah_interface *interface,
                         struct member_list *list);

// A method or attribute being read.
struct site {
    struct reader *reader;
    const struct ancestor *ancestor;
    const struct class *mocked;
    const struct mynah_interface *interface;
};

/* signature.c */

// Return whether a name is changed by the class that it stands in.
bool mynah__is_private(const char *name);
// Return the type parameters from `first` on, in brackets.
const char *mynah__type_parameters(struct reader *reader, struct module *unit, uint32_t first);
void mynah__signature_read(const struct site *site, uint32_t function,
                           struct mynah_interface_member *member,
                           struct mynah_interface_signature *signature);
void mynah__result_read(const struct site *site, uint32_t function,
                        struct mynah_interface_member *member);

/* docstring.c */

// Read what the docstring of a function promises.
void mynah__docstring_read(const struct site *site, uint32_t function,
                           struct mynah_interface_member *member);
bool mynah__is_builtin_error(const char *type);
// Return the first paragraph of the docstring in a class or function, as one line, or NULL.
const char *mynah__docstring_summary(struct reader *reader, const struct module *unit,
                                     uint32_t node);

#endif
