// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_VALUES_H
#define MYNAH_VALUES_H

// What may each expression be?  Every expression and definition has a set of values: a bounded,
// sorted, hash-consed list.  Values carry powers (what they can do to the world); a set that grows
// too large becomes unknown but keeps its powers.  Code that is executed from a literal is a unit
// of its own.  See values/engine.h for the inside; checks see the uses that are made of values.

#include "core/text.h"
#include "flow/flow.h"

enum value_kind {
    VALUE_UNKNOWN, // sub: enum unknown_reason; a: powers; b, of LOST: enum lost
    VALUE_STR,     // a: atom
    VALUE_BYTES,   // a: atom
    VALUE_INT,     // a, b: low and high half of an int64_t
    VALUE_NUMBER,  // another number; a: atom of its literal
    VALUE_TRUE,
    VALUE_FALSE,
    VALUE_NONE,
    VALUE_ELLIPSIS,
    VALUE_EXTERNAL,  // an object of a module that is not here; a: atom of its qualified name;
                     // sub: enum external_origin
    VALUE_INSTANCE,  // made by calling one; a: atom of the type, b: site
    VALUE_METHOD,    // attribute of an instance; a: value of the instance, b: atom of the name
    VALUE_CONTAINER, // sub: enum container_kind, b: site
    VALUE_FUNCTION,  // a def or lambda of this code; b: site
    VALUE_CLASS,     // b: site
    VALUE_OBJECT,    // instance of a local class; a: value of the class, b: site
    VALUE_BOUND,     // a local method with its receiver; a: receiver, b: value of the function
    VALUE_PARTIAL,   // functools.partial and the like; b: site
    VALUE_SUPER,     // a: value of the class, b: value of the receiver
    VALUE_NAMESPACE, // globals(), vars(), a module's __dict__; a: value of what it is of, or none
};

enum unknown_reason {
    UNKNOWN_FOREIGN,   // data from outside
    UNKNOWN_REFLECTED, // looked up by a name that could not be folded
    UNKNOWN_LOST,      // a bound was hit
};

// What may be behind a value that got lost.
enum lost {
    LOST_CONSTANT, // a constant: sets that have it have no constants
    LOST_ANYTHING, // anything, and `a` is what it can reach: sets that have it have nothing else
};

enum external_origin {
    EXTERNAL_IMPORTED,
    EXTERNAL_BUILTIN,
    EXTERNAL_FREE, // a name that the code never binds
};

enum container_kind {
    CONTAINER_LIST,
    CONTAINER_TUPLE,
    CONTAINER_DICT,
    CONTAINER_SET,
    CONTAINER_ITERATOR,
};

enum power {
    POWER_WRITES = 1,
    POWER_READS = 2,
    POWER_EXECUTES = 4, // code or processes
    POWER_RISKS = 8,    // anything else that a risk rule names
    POWER_IMPORTS = 16,
    POWERS_ALL = 31,
};

struct value {
    uint8_t kind;
    uint8_t sub;
    uint16_t powers;
    uint32_t a;
    uint32_t b;
    uint32_t alone; // the set of nothing else, once asked for
};

#define SET_MAX 16        // values of a set that are no constants
#define CONSTANTS_MAX 256 // constants of a set
#define ATOM_NONE UINT32_MAX
#define SET_EMPTY 0u // the id of the set without values: nothing arrived here (yet)

struct set {
    uint32_t first; // in engine.members
    uint16_t count;
    bool lost; // some of it got lost
    uint16_t powers;
};

struct keyword_argument {
    uint32_t name; // atom
    uint32_t set;
};

// The arguments of a call, normalised: `*literal` and `**literal` are spread.
struct arguments {
    uint32_t *positional; // sets
    uint32_t count;
    struct keyword_argument *keywords;
    uint32_t keyword_count;
    uint32_t rest;         // set of what an unknown `*x` may bring; SET_EMPTY: none
    uint32_t keyword_rest; // likewise `**x`
};

enum use_kind {
    USE_CALL,           // `value` is called with `arguments`
    USE_LOAD,           // attribute or item `name` of `value` is loaded
    USE_STORE,          // it is set to `set`; ATOM_NONE: a key that is not known
    USE_IMPORT,         // the module or object `name` is imported
    USE_ESCAPE,         // `value` goes where it can not be followed
    USE_IMPORT_UNKNOWN, // a module of unknown name is imported
    USE_CODE_UNKNOWN,   // code that is not known is executed; `certain`: that does not compile
    USE_LOST,           // from here on not everything could be followed; shown once
    USE_CONSTANT,       // a text constant is bound to, compared with, or passed as `name`
};

struct use {
    enum use_kind kind;
    uint32_t site;  // of the call, attribute, import …
    uint32_t value; // value id
    uint32_t name;  // atom
    uint32_t set;
    const struct arguments *arguments;
    bool certain;  // no other value is possible here
    bool indirect; // the call is made by what it was passed to
};

struct engine;

// Add the one name of what `name` names, whichever way it is reached: `epics.PV` of `epics.pv.PV`.
void mynah__alias(const char *name, struct text *text);

// What is known of the names of others' modules, from all tables: built once, then only read.
struct tables;
struct table_set;
// Return the index of a set, which has to live on, or NULL when out of memory.
struct tables *mynah__tables_create(const struct table_set *set);
void mynah__tables_destroy(struct tables *tables);

#endif
