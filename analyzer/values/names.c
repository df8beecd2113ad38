// SPDX-License-Identifier: Apache-2.0
// What a name stands for: the definitions that reach it; else what star imports, executed code, the
// host or Python itself bring; else the name itself, as one that hosts may bind beforehand.

#include "values/engine.h"

#include <string.h>

enum { REACHING_MAX = 64 };

const char *const mynah__builtins[] = {
    "__build_class__",
    "__debug__",
    "__import__",
    "__loader__",
    "abs",
    "aiter",
    "all",
    "anext",
    "any",
    "ascii",
    "bin",
    "bool",
    "breakpoint",
    "bytearray",
    "bytes",
    "callable",
    "chr",
    "classmethod",
    "compile",
    "complex",
    "copyright",
    "credits",
    "delattr",
    "dict",
    "dir",
    "divmod",
    "enumerate",
    "eval",
    "exec",
    "exit",
    "filter",
    "float",
    "format",
    "frozenset",
    "getattr",
    "globals",
    "hasattr",
    "hash",
    "help",
    "hex",
    "id",
    "input",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "license",
    "list",
    "locals",
    "map",
    "max",
    "memoryview",
    "min",
    "next",
    "object",
    "oct",
    "open",
    "ord",
    "pow",
    "print",
    "property",
    "quit",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "setattr",
    "slice",
    "sorted",
    "staticmethod",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "vars",
    "zip",
    NULL,
};

static bool is_builtin(const struct engine *engine, uint32_t name)
{
    return name < engine->known_count && engine->known[name].builtin;
}

static bool ends_as_exception(const char *name)
{
    size_t size = strlen(name);
    static const char *const ends[] = { "Error", "Exception", "Warning", "Exit", "Interrupt" };
    bool may = size && strchr("rngt", name[size - 1]);
    for (size_t i = 0; may && i < sizeof(ends) / sizeof(*ends); i++) {
        size_t tail = strlen(ends[i]);
        if (size >= tail && strcmp(name + size - tail, ends[i]) == 0) {
            return true;
        }
    }
    return strcmp(name, "StopIteration") == 0 || strcmp(name, "StopAsyncIteration") == 0;
}

bool mynah__is_exception(struct engine *engine, uint32_t atom)
{
    const char *name = mynah__atom_bytes(engine, atom);
    return strncmp(name, "builtins.", 9) == 0 && ends_as_exception(name + 9);
}

static uint32_t external(struct engine *engine, enum external_origin origin, const char *module,
                         uint32_t name)
{
    uint32_t atom =
        module ? mynah__atom_join(engine, mynah__word(engine, module), '.', name) : name;
    atom = mynah__canonical(engine, atom);
    return mynah__set_of(engine, mynah__value(engine, VALUE_EXTERNAL, (int)origin, atom, 0));
}

static uint32_t all_definitions(struct engine *engine, const struct unit *unit, uint32_t symbol)
{
    return symbol == SYMBOL_NONE ? SET_EMPTY : mynah__symbol_set(engine, unit, symbol);
}

static uint32_t in_scope(struct engine *engine, struct unit *unit, uint32_t scope, uint32_t name)
{
    uint32_t id = mynah__name_id(engine, unit, name);
    if (id == UINT32_MAX) {
        return SET_EMPTY;
    }
    return all_definitions(engine, unit, mynah__scopes_symbol(unit->scopes, scope, id));
}

static bool is_inside(const struct engine *engine, const struct unit *unit,
                      const struct unit *outer)
{
    while (unit->parent < engine->unit_count) {
        unit = engine->units[unit->parent];
        if (unit == outer) {
            return true;
        }
    }
    return false;
}

// What code that is executed inside of this unit binds.
static uint32_t from_executed(struct engine *engine, const struct unit *unit, uint32_t name)
{
    uint32_t set = SET_EMPTY;
    mynah__note(engine, PLACE_UNITS, 0);
    for (uint32_t i = 1; i < engine->unit_count; i++) {
        if (is_inside(engine, engine->units[i], unit)) {
            set = mynah__set_union(engine, set, in_scope(engine, engine->units[i], 0, name));
        }
    }
    return set;
}

// What the namespace that code is executed in has.
static uint32_t from_given(struct engine *engine, const struct unit *unit, uint32_t name)
{
    uint32_t set = SET_EMPTY;
    if (unit->given == SET_EMPTY) {
        return set;
    }
    uint32_t key = mynah__value(engine, VALUE_STR, 0, name, 0);
    const uint32_t *members = mynah__members(engine, unit->given);
    for (uint32_t i = 0; i < mynah__set_size(engine, unit->given); i++) {
        set = mynah__set_union(engine, set, mynah__container_get(engine, members[i], key));
    }
    return set;
}

// Names of Python's own that `from module import *` puts something else in the place of.  Source:
// what each module's __all__ has, in CPython 3.8 to 3.13.
static const char *const hiding[] = {
    "aifc.open",    "bz2.open",           "codecs.open",
    "dbm.open",     "fileinput.input",    "fnmatch.filter",
    "gzip.open",    "locale.str",         "lzma.open",
    "math.pow",     "operator.abs",       "operator.pow",
    "os.open",      "pdb.help",           "posix.open",
    "pydoc.help",   "py_compile.compile", "re.compile",
    "reprlib.repr", "shelve.open",        "sunau.open",
    "sys.exit",     "tarfile.open",       "threading.enumerate",
    "wave.open",    "webbrowser.open",
};

static bool is_hiding(struct engine *engine, uint32_t full)
{
    const char *name = mynah__atom_bytes(engine, full);
    for (size_t i = 0; i < sizeof(hiding) / sizeof(*hiding); i++) {
        if (strcmp(hiding[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static uint32_t from_stars(struct engine *engine, struct unit *unit, uint32_t name)
{
    uint32_t set = SET_EMPTY;
    for (uint32_t i = 0; i < unit->star_count; i++) {
        uint32_t name_node = mynah__tree_child(unit->tree, unit->stars[i], ROLE_NAME);
        uint32_t module = mynah__name(engine, unit, name_node);
        uint32_t full = mynah__canonical(engine, mynah__atom_join(engine, module, '.', name));
        bool brings =
            module != ATOM_NONE && (mynah__known(engine, full) || is_hiding(engine, full));
        if (brings) {
            set = mynah__set_union(engine, set,
                                   mynah__set_of(engine, mynah__value(engine, VALUE_EXTERNAL,
                                                                      EXTERNAL_IMPORTED, full, 0)));
        }
    }
    return set;
}

// What the code that executes this unit has bound where it does, itself or by other such texts.
static uint32_t from_outside(struct engine *engine, const struct unit *unit, uint32_t name)
{
    uint32_t set = SET_EMPTY;
    while (set == SET_EMPTY && unit->parent != UINT32_MAX) {
        struct unit *parent = engine->units[unit->parent];
        uint32_t scope = parent->scopes->scope_of[unit->site - parent->base];
        for (; scope != SCOPE_NONE && set == SET_EMPTY;
             scope = parent->scopes->scopes[scope].parent) {
            set = in_scope(engine, parent, scope, name);
        }
        set = mynah__set_union(engine, set, from_executed(engine, parent, name));
        set = mynah__set_union(engine, set, from_given(engine, parent, name));
        if (set == SET_EMPTY) {
            set = from_stars(engine, parent, name);
        }
        unit = parent;
    }
    return set;
}

// Names that hosts bind beforehand stand for what a surface says they do.
static uint32_t preloaded(struct engine *engine, uint32_t name)
{
    uint32_t full = mynah__preloaded(engine, name);
    return full == ATOM_NONE ? SET_EMPTY
                             : mynah__set_of(engine, mynah__value(engine, VALUE_EXTERNAL,
                                                                  EXTERNAL_FREE, full, 0));
}

// What the code has put into Python's own names.
static uint32_t put_into_builtins(struct engine *engine, uint32_t name)
{
    uint32_t module =
        mynah__value(engine, VALUE_EXTERNAL, EXTERNAL_IMPORTED, mynah__word(engine, "builtins"), 0);
    return mynah__cell(engine, module, name);
}

// What Python itself has under that name, and what the code has put in its place.
static uint32_t builtin(struct engine *engine, uint32_t name)
{
    uint32_t own = external(engine, EXTERNAL_BUILTIN, "builtins", name);
    return mynah__set_union(engine, own, put_into_builtins(engine, name));
}

static uint32_t given(struct engine *engine, uint32_t name)
{
    const char *text = mynah__atom_bytes(engine, name);
    for (size_t i = 0; i < engine->predefined_count; i++) {
        if (strcmp(engine->predefined[i].name, text) == 0) {
            return mynah__set_external(engine, engine->predefined[i].value);
        }
    }
    if (name == mynah__word(engine, "__builtins__")) {
        return mynah__set_external(engine, "builtins");
    }
    if (is_builtin(engine, name)) {
        return builtin(engine, name);
    }
    uint32_t put = put_into_builtins(engine, name);
    if (put != SET_EMPTY) {
        return put;
    }
    if (name == mynah__word(engine, "__name__")) {
        return external(engine, EXTERNAL_BUILTIN, "__main__", name);
    }
    if (text[0] == '_' && text[1] == '_') {
        return mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
    }
    if (ends_as_exception(text)) {
        return external(engine, EXTERNAL_BUILTIN, "builtins", name);
    }
    uint32_t set = preloaded(engine, name);
    return set != SET_EMPTY ? set : external(engine, EXTERNAL_FREE, NULL, name);
}

uint32_t mynah__lookup(struct engine *engine, struct unit *unit, uint32_t name)
{
    uint32_t globals = mynah__value(engine, VALUE_NAMESPACE, 1, 0, 0);
    uint32_t set = mynah__cell(engine, globals, name);
    set = mynah__set_union(engine, set, in_scope(engine, unit, 0, name));
    set = mynah__set_union(engine, set, from_executed(engine, unit, name));
    set = mynah__set_union(engine, set, from_given(engine, unit, name));
    if (set == SET_EMPTY) {
        set = from_outside(engine, unit, name);
    }
    if (set == SET_EMPTY) {
        set = from_stars(engine, unit, name);
    }
    return set == SET_EMPTY ? given(engine, name) : set;
}

// Names of other scopes: all that is bound to them anywhere.
static uint32_t outside(struct engine *engine, struct unit *unit, uint32_t symbol)
{
    uint32_t set = all_definitions(engine, unit, symbol);
    return set == SET_EMPTY && mynah__is_settled(engine)
               ? mynah__unknown(engine, UNKNOWN_FOREIGN, 0)
               : set;
}

// Whether it may be asked for before some `import *` has put something in its place.  What stands
// behind one at the top of the unit is not.
static bool comes_before_star(const struct unit *unit, uint32_t node)
{
    bool early = unit->parent != UINT32_MAX;
    for (uint32_t i = 0; i < unit->star_count; i++) {
        bool top = unit->tree->nodes[unit->stars[i]].parent == 0;
        early = early || !top || unit->stars[i] > node;
    }
    return early;
}

// Return the statement of the module by which a definition binds its name whenever the module is
// run, or NODE_NONE.
static uint32_t binding_statement(const struct unit *unit, const struct definition *definition)
{
    const struct node *nodes = unit->tree->nodes;
    uint32_t at = nodes[definition->node].parent;
    uint8_t kind = nodes[at].kind;
    bool binds = (definition->kind == DEFINITION_ASSIGN && kind == NODE_ASSIGN) ||
                 definition->kind == DEFINITION_FUNCTION || definition->kind == DEFINITION_CLASS;
    if (definition->kind == DEFINITION_IMPORT && kind == NODE_ALIAS) {
        at = nodes[at].parent;
        binds = true;
    }
    return binds && at != 0 && nodes[at].parent == 0 ? at : NODE_NONE;
}

static bool is_in_function(const struct unit *unit, const struct definition *definition)
{
    const struct node *nodes = unit->tree->nodes;
    bool named = definition->kind == DEFINITION_FUNCTION || definition->kind == DEFINITION_CLASS;
    uint32_t at = nodes[named ? definition->value : definition->node].parent;
    while (at != 0 && nodes[at].kind != NODE_FUNCTION_DEF && nodes[at].kind != NODE_LAMBDA) {
        at = nodes[at].parent;
    }
    return at != 0;
}

// Of a name of the module that is asked for in a function: how many of the definitions that reach
// it, which are all, stand before one that comes for certain before the function is made.
static uint32_t count_overwritten(const struct unit *unit, uint32_t node)
{
    const struct flow *flow = unit->flow;
    const uint32_t *reaching = flow->reaching + flow->first_reaching[node];
    uint32_t count = flow->reaching_count[node];
    const struct scopes *scopes = unit->scopes;
    if (unit->parent != UINT32_MAX || count < 2 || scopes->scope_of[node] == 0) {
        return 0;
    }
    while (count-- > 0) {
        const struct definition *definition = &flow->definitions[reaching[count]];
        uint32_t statement = scopes->symbols[definition->symbol].scope == 0
                                 ? binding_statement(unit, definition)
                                 : NODE_NONE;
        if (statement != NODE_NONE && unit->tree->nodes[statement].after <= node) {
            return count;
        }
    }
    return 0;
}

uint32_t mynah__eval_name(struct engine *engine, struct unit *unit, uint32_t node)
{
    const struct flow *flow = unit->flow;
    uint32_t name = mynah__name(engine, unit, node);
    uint32_t symbol = unit->scopes->symbol_of[node];
    uint32_t owner = symbol == SYMBOL_NONE ? SYMBOL_NONE : unit->scopes->symbols[symbol].owner;
    if (owner == SYMBOL_NONE) {
        uint32_t found = mynah__lookup(engine, unit, name);
        bool early = is_builtin(engine, name) && comes_before_star(unit, node);
        return early ? mynah__set_union(engine, found, builtin(engine, name)) : found;
    }
    uint32_t set = SET_EMPTY;
    uint32_t first = flow->first_reaching[node];
    uint32_t count = flow->reaching_count[node];
    if (count > REACHING_MAX) { // all are more than enough, and there already
        set = all_definitions(engine, unit, owner);
        count = 0;
    }
    uint32_t overwritten = count ? count_overwritten(unit, node) : 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t index = flow->reaching[first + i];
        enum definition_kind kind = flow->definitions[index].kind;
        if (i < overwritten && !is_in_function(unit, &flow->definitions[index])) {
            continue;
        }
        uint32_t part = unit->definition_sets[index];
        mynah__note(engine, PLACE_DEFINITION, unit->base + index);
        if (kind == DEFINITION_STAR) {
            part = from_stars(engine, unit, name);
        }
        set = mynah__set_union(engine, set, part);
    }
    if (unit->scopes->symbols[owner].scope == 0) {
        uint32_t globals = mynah__value(engine, VALUE_NAMESPACE, 1, 0, 0);
        set = mynah__set_union(engine, set, mynah__cell(engine, globals, name));
        set = mynah__set_union(engine, set, from_executed(engine, unit, name));
    }
    if (flow->reaching_count[node] == 0) {
        set = mynah__set_union(engine, set, outside(engine, unit, owner));
    }
    enum scope_kind kind = unit->scopes->scopes[unit->scopes->symbols[owner].scope].kind;
    bool falls_back = kind == SCOPE_MODULE || kind == SCOPE_CLASS; // a function's names do not
    if (falls_back && (flow->maybe_unbound[node] || set == SET_EMPTY) && is_builtin(engine, name)) {
        set = mynah__set_union(engine, set, builtin(engine, name));
    }
    if (flow->maybe_unbound[node] && kind == SCOPE_CLASS) { // then it is the module's
        set = mynah__set_union(engine, set, mynah__lookup(engine, unit, name));
    }
    return set;
}
