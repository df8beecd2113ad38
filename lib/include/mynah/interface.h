// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_INTERFACE_H
#define MYNAH_INTERFACE_H

/**
 * # mynah/interface.h: mock classes from a model of interfaces
 *
 *     struct mynah_interface_module *module =
 *         mynah_interfaces_read(code, size, &options, &error);   // mynah/interface_reader.h
 *     char *python = mynah_interfaces_emit(module, NULL, &error);
 *     mynah_free(python);
 *     mynah_interfaces_destroy(module);
 *
 * The model is plain structs, so that it can come from elsewhere too.  What Python source says
 * stands in it as Python: annotations, defaults, bases.  docs/mock-classes.md tells how to use the
 * classes that come of it.
 */

#include <mynah/record.h>

MYNAH_BEGIN

enum mynah_interface_parameter_kind {
    MYNAH_PARAMETER_POSITIONAL_ONLY,
    MYNAH_PARAMETER_NORMAL,
    MYNAH_PARAMETER_VARARG,
    MYNAH_PARAMETER_KEYWORD_ONLY,
    MYNAH_PARAMETER_KWARG,
};

/** A parameter, `self` included. */
struct mynah_interface_parameter {
    const char *name;
    enum mynah_interface_parameter_kind kind;
    const char *annotation;     /* `NULL`: none */
    const char *default_value;  /* `NULL`: none */
    const char *condition_type; /* the annotation where the class is not around it; `NULL`: Any */
};

struct mynah_interface_signature {
    const char *type_parameters; /* "[T]" of `def f[T]()`; `NULL`: none */
    const struct mynah_interface_parameter *parameters;
    size_t parameter_count;
    const char *returns; /* `NULL`: not annotated */
    const char *comment; /* to be put behind it: "# type: ignore[override]"; may be `NULL` */
};

/** An exception that the documentation speaks of. */
struct mynah_interface_raise {
    const char *type; /* an expression: "errors.Timeout" */
    const char *when; /* may be `NULL` */
    bool is_known;    /* the mock's module can name the type */
};

/** What the documentation says that a result, or an item of it, may be. */
struct mynah_interface_choice {
    const char *key;           /* of a mapping; `NULL`: the result itself */
    const char *const *values; /* Python literals */
    size_t value_count;
};

/** A condition on a parameter that the documentation states plainly. */
struct mynah_interface_limit {
    const char *parameter;
    const char *test;    /* an expression about it: "amount > 0" */
    const char *example; /* an expression that passes: "1" */
    const char *raises;  /* the exception that the documentation names for it; may be `NULL` */
};

enum mynah_interface_member_kind {
    MYNAH_MEMBER_METHOD,
    MYNAH_MEMBER_CLASS_METHOD,
    MYNAH_MEMBER_STATIC_METHOD,
    MYNAH_MEMBER_PROPERTY,
    MYNAH_MEMBER_CACHED_PROPERTY,
    MYNAH_MEMBER_ATTRIBUTE,       /* annotated, without a value */
    MYNAH_MEMBER_CLASS_ATTRIBUTE, /* `ClassVar`, without a value */
    MYNAH_MEMBER_ALIAS,           /* `second = first` */
};

/** How a method gives its result. */
enum mynah_interface_flow {
    MYNAH_FLOW_PLAIN,
    MYNAH_FLOW_ASYNC,           /* `async def` */
    MYNAH_FLOW_GENERATOR,       /* `def` with `yield` */
    MYNAH_FLOW_ASYNC_GENERATOR, /* `async def` with `yield` */
};

struct mynah_interface_member {
    const char *name;
    enum mynah_interface_member_kind kind;
    enum mynah_interface_flow flow;
    struct mynah_interface_signature signature;
    const struct mynah_interface_signature *overloads;
    size_t overload_count;
    const char *annotation; /* of an attribute; of an alias: the other name */
    const char *result;     /* the type of what is configured; `NULL`: Any */
    const char *item;       /* when an iterator is returned, the type of its items; else `NULL` */
    bool item_async;        /* an asynchronous iterator */
    bool managed;           /* `@contextmanager`: `result` is what `with` gives */
    bool taken_over;        /* defaults and annotations are to be those of the interface itself */
    bool has_setter;
    bool has_deleter;
    const char *origin;    /* the class that defines it, as the mock's module can name it */
    const char *condition; /* "sys.version_info >= (3, 10)"; `NULL`: always there */
    const char *docs;      /* the first paragraph of the docstring; may be `NULL` */
    const char *example;   /* a Python literal that the documentation gives for the result */
    const struct mynah_interface_raise *raises;
    size_t raise_count;
    const struct mynah_interface_choice *choices;
    size_t choice_count;
    const struct mynah_interface_limit *limits;
    size_t limit_count;
    int64_t line;
};

/** A class to be mocked, with all members, inherited ones too as far as they were read. */
struct mynah_interface {
    const char *name;                   /* "Outer.Inner" */
    const char *mock_name;              /* "MockInner" */
    const char *const *type_parameters; /* "T", "P", "*Ts", "Unpack[Ts]" */
    size_t type_parameter_count;
    const char *type_parameter_list; /* "[T: int]" of `class C[T: int]`; else `NULL` */
    const char *condition;           /* under which it is there; `NULL`: always */
    const struct mynah_interface_member *members;
    size_t member_count;
    bool is_protocol;
    const char *docs;
    int64_t line;
};

/** A name that the mock's module needs. */
struct mynah_interface_import {
    const char *module;    /* "datetime", "." */
    const char *name;      /* `NULL`: the module itself */
    const char *as;        /* `NULL`: as it is called there */
    const char *condition; /* "TYPE_CHECKING"; `NULL`: always */
    bool is_private;       /* the module does not offer the name to type checkers */
};

/** Something that could not be read; the rest was. */
struct mynah_interface_problem {
    int64_t line;
    int64_t column;
    const char *text;
};

/** What was read of one file. */
struct mynah_interface_module {
    const char *name; /* as it is imported: "package.service" */
    const char *path; /* as it was given; may be `NULL` */
    bool postponed;   /* `from __future__ import annotations` */
    const struct mynah_interface_import *imports;
    size_t import_count;
    const struct mynah_interface *interfaces;
    size_t interface_count;
    const struct mynah_interface_problem *problems;
    size_t problem_count;
};

/** The shape of `struct mynah_interface_module`: copies, compares, writes JSON. */
MYNAH_API extern const struct mynah_shape mynah_interface_module_shape;

MYNAH_API void mynah_interfaces_destroy(struct mynah_interface_module *module);

/* ## Emitting */

struct mynah_emit_options {
    bool shared_runtime; /* import the run-time support instead of what is needed of it */
    bool stateful;       /* methods that belong together share a table */
};

/**
 * Return the Python module of mocks.  The same model gives the same bytes.
 * Release with mynah_free().  Errors: `MYNAH_ERROR_MEMORY`; `MYNAH_ERROR_ARGUMENT`: no interface.
 */
MYNAH_API char *mynah_interfaces_emit(const struct mynah_interface_module *module,
                                      const struct mynah_emit_options *options,
                                      struct mynah_error *error);

/**
 * Return a pytest module that holds the mocks, and what they stand in for, to the same promises.
 *
 * `mocks` is what the module of mocks is imported as; `NULL`: "mock_" and the name of the
 * interfaces' module, with `_` for each dot.  Release with mynah_free().  Errors as of
 * mynah_interfaces_emit().
 */
MYNAH_API char *mynah_interfaces_emit_contracts(const struct mynah_interface_module *module,
                                                const char *mocks, struct mynah_error *error);

/**
 * Return the text of a file of the run-time support, `NULL` behind the last; `*name` is what it is
 * called, "mynah_runtime.py".
 *
 * Mocks with a shared run-time import from these what they need, and the files from each other.
 */
MYNAH_API const char *mynah_interface_support(size_t index, const char **name);

/**
 * Compare the members that `mocks`, text that was emitted earlier, was made of with `module`.
 *
 * Returns one line for each that was added, removed or changed, `""` when there is none.  Release
 * with mynah_free().  Errors: `MYNAH_ERROR_ARGUMENT`: the text was not emitted by this function's
 * library; `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API char *mynah_interfaces_drift(const struct mynah_interface_module *module,
                                       const char *mocks, struct mynah_error *error);

MYNAH_END

#endif
