// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_INTERFACE_READER_H
#define MYNAH_INTERFACE_READER_H

/**
 * # mynah/interface_reader.h: Python's interfaces, read from source
 *
 * Protocols and abstract base classes become the model of mynah/interface.h.  The source is read,
 * never imported or run; modules that it imports are asked for, so that inherited members are
 * known, too.
 */

#include <mynah/interface.h>

MYNAH_BEGIN

struct mynah_interface_options {
    const char *module; /* what the code is imported as: "package.service"; "interfaces" */
    const char *path;   /* kept in the model; may be `NULL` */
    bool package;       /* the code is a package's `__init__.py` */
    bool stub;          /* the code is a `.pyi` */
    /** Classes to be mocked, whatever they are; none: all Protocols and abstract base classes. */
    const char *const *classes;
    size_t class_count;
    /**
     * Return the source of another module, to be released with mynah_free(), or `NULL` when there
     * is none.  May be `NULL`: the bases of classes are then only known as far as they are in the
     * code or in Python's `typing`, `collections.abc` and `contextlib`.
     */
    char *(*load)(void *self, const char *module, bool *package);
    void *self;
};

/**
 * Read the interfaces of `size` bytes of Python.
 *
 * What does not parse is among the model's problems, and what can still be read is read.  Release
 * with mynah_interfaces_destroy().  Errors: `MYNAH_ERROR_MEMORY`; `MYNAH_ERROR_LIMIT`: more than
 * 16 MiB; `MYNAH_ERROR_ARGUMENT`: a class of the options that is not there.
 */
MYNAH_API struct mynah_interface_module *
mynah_interfaces_read(const char *code, size_t size, const struct mynah_interface_options *options,
                      struct mynah_error *error);

MYNAH_END

#endif
