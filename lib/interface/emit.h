// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_INTERFACE_EMIT_H
#define MYNAH_INTERFACE_EMIT_H

// From the model to Python.  One file for each thing that is emitted:
//
//     emit.c      the module: header, imports, run-time support, interfaces
//     handles.c   the class of a method's controls: what it takes, its contract, its triggers
//     nice.c      what it answers when it was told nothing
//     class.c     the mock class, and the object `on` with its controls
//     contracts.c the module of contract tests
//     layout.c    lines as Black leaves them
//
// Names of the run-time support that the interface's module uses for something else get an
// underscore behind them, see names.c.

#include <mynah/interface.h>

#include "core/arena.h"
#include "core/text.h"

// The names of the run-time support that what is emitted uses.
enum runtime_name {
    NAME_ANY,
    NAME_ASYNC_CONTEXT_MANAGER,
    NAME_CACHED_PROPERTY,
    NAME_CALL,
    NAME_CAST,
    NAME_CLASS_WIDE,
    NAME_CLASS_WIDE_MOCK,
    NAME_CLOSED,
    NAME_CONTEXT_MANAGER,
    NAME_CONTROLLED,
    NAME_DECLARE,
    NAME_DICT,
    NAME_ELLIPSIS,
    NAME_GENERIC,
    NAME_ITEM,
    NAME_LIKE,
    NAME_LIMIT,
    NAME_MADE,
    NAME_METHOD,
    NAME_MOCK,
    NAME_OPTIONAL,
    NAME_OVERLOAD,
    NAME_PREFIXED_MOCK,
    NAME_PROPERTY,
    NAME_R,
    NAME_RULE,
    NAME_STATEFUL,
    NAME_STREAM,
    NAME_TABLE_METHOD,
    NAME_TYPE_CHECKING,
    NAME_TYPE_IMPORTS,
    NAME_WORLD,
    NAME_COUNT
};

enum { PIECES_MOST = 256 };

struct emitter {
    struct text text;
    const struct mynah_interface_module *module;
    const struct mynah_emit_options *options;
    const struct mynah_interface *interface;
    size_t indent; // of what is emitted
    bool stateful; // it has methods that share a table
    bool prefixed; // the interface has members called like the controls of a mock
    const char *names[NAME_COUNT];
    bool taken[PIECES_MOST];  // names of the run-time support that the module has for another thing
    bool wanted[PIECES_MOST]; // pieces of it that are needed
};

extern const struct mynah_shape mynah__interface_member_shape;

/* emit.c */

// Add the lines that say what the module was made of.
bool mynah__emit_made_of(struct emitter *emitter, struct mynah_error *error);

/* layout.c */

// Add a logical line, broken in brackets where it is too long.
void mynah__emit_line(struct emitter *emitter, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void mynah__emit_blank(struct emitter *emitter, int lines);

/* names.c */

// Choose the names of the run-time support.  False when out of memory.
bool mynah__names_choose(struct emitter *emitter, struct arena *arena);
// Add of the run-time support, or of what imports it, what `body` mentions.
void mynah__emit_runtime(struct emitter *emitter, const char *body);
// Add what the contract tests in `body` share.
void mynah__emit_contract_support(struct emitter *emitter, const char *body);
// Return whether the run-time support has the same import, which is then emitted with it.
bool mynah__runtime_imports(struct emitter *emitter, const struct mynah_interface_import *import);

/* handles.c */

// Return what the control of a member is called: `send_email`, `getitem` of `__getitem__`.
const char *mynah__handle_name(const struct mynah_interface *interface, size_t member,
                               char buffer[128]);
// Add the name of its class.
void mynah__handle_class(const struct emitter *emitter, size_t member, struct text *text);
// Add the name of a class in lower case: "timeout_error" of "TimeoutError".
void mynah__add_snake(struct text *text, const char *type);
void mynah__emit_handle(struct emitter *emitter, size_t index);
// Return whether the member is told what to answer.
bool mynah__is_controlled(const struct mynah_interface_member *member);

/* nice.c */

// Add what a call gets that nothing was told about, if it is not None.
void mynah__emit_default(struct emitter *emitter, const struct mynah_interface_member *member);

/* roles.c */

// Return what the member does with a table, "create" or the like, and the table's name; NULL when
// it does nothing with any.
const char *mynah__role(const struct mynah_interface *interface, size_t index, char table[64]);

/* class.c */

void mynah__emit_on(struct emitter *emitter);
void mynah__emit_class(struct emitter *emitter);

/* signature.c */

// Add the parameters of a method: "self, to: str, *, cc: str = None".  `conditions`: as those of
// `when`.
void mynah__add_parameters(const struct emitter *emitter, struct text *text,
                           const struct mynah_interface_member *member,
                           const struct mynah_interface_signature *signature, bool conditions);
// Add the values that the method hands to its control: "to=to, cc=cc".
void mynah__add_values(struct text *text, const struct mynah_interface_member *member);
// Return the parameters that a caller gives: without `self`.
const struct mynah_interface_parameter *
mynah__given_parameters(const struct mynah_interface_member *member, size_t *count);

#endif
