// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_VALUES_ENGINE_H
#define MYNAH_VALUES_ENGINE_H

// The inside of the engine that finds values.  It passes over all nodes of all units, forwards and
// backwards in turn, until nothing grows; what still gains constants after PASS_PRECISE passes
// loses them, what still grows after PASS_WIDENED loses everything.  Then functions that nobody
// calls get unknown arguments and it passes again; then once more to show each use to the visitor.
// All passes but the first and the last leave out statements that read nothing that changed.
// All tables live in one arena; failure is sticky in it.
//
// Every bound that is hit either leaves a value that is lost but keeps its powers, or is told to
// the visitor as USE_LOST; see mynah__lose().

#include "core/text.h"
#include "table_set.h"
#include "values/values.h"

#include <mynah/config.h>

enum {
    PASS_PRECISE = 4,
    PASS_WIDENED = 12,
    PASS_MOST = 24,
    UNIT_DEPTH_MAX = 3,
    UNIT_MAX = 64,
    CALL_DEPTH_MAX = 12,
    KEYS_MAX = 256,
    TEXT_MAX = 65536,
    ITERATE_MAX = 256,
    NESTING_MAX = 100,
    REACH_MAX = 4,
    LITERALS_MAX = 256,
    NAME_IDS_MAX = 256,
    JOINED_MAX = 512,
};

// Atoms: each text once.
struct atom {
    const char *bytes; // ends with a NUL byte, may have others
    uint32_t size;
    uint32_t hash;
    uint32_t canonical; // the atom of the one name of what this names + 1, once asked for
};

// What a VALUE_BOUND is (sub).  The last three are what decorators make of a function in a class.
enum bound_kind {
    BOUND_METHOD,
    BOUND_STATIC,
    BOUND_CLASSMETHOD,
    BOUND_PROPERTY,
};

// Slots hold an index + 1; the owner compares.
struct slots {
    uint32_t *items;
    uint32_t capacity; // a power of two
    uint32_t count;
};

// What the tables know of a qualified name, by atom.
struct known {
    const struct surface *surface;
    const struct surface *any; // the row of `name.*`: what every other name below it is
    const struct model *model;
    uint16_t powers;    // of the thing itself
    uint16_t below;     // of all that its name is the beginning of
    bool inert;         // neither calls nor keeps nor gives back what it takes
    bool reader;        // does not change what it takes
    bool holder;        // keeps what it takes, but only calls what can be called
    bool prefix;        // some name begins with it
    bool named;         // it is in the tables: as a name, or as the beginning of one
    bool builtin;       // Python itself binds that name
    bool aliased;       // it is another's name, or begins with one that is
    uint32_t preloaded; // atom of what hosts bind by this name, or 0
};

// What is known of all names, by atom.
struct tables {
    struct arena arena;
    const struct table_set *set;
    struct atom *atoms;
    uint32_t atom_count;
    struct slots slots;
    struct known *known; // for the first `known_count` atoms
    uint32_t known_count;
};

// A list, tuple, dict, set or iterator.
struct container {
    uint32_t *keys; // value ids of constants, in order of first appearance
    uint32_t *sets;
    uint32_t count;
    uint32_t capacity;
    uint32_t any;      // set of what stands under other keys
    uint32_t any_keys; // set of those keys, of a dict
    bool open;         // it may have more than is known here
    bool hollow;       // it was empty when something was put in that is not part of making it
    bool used;         // something takes from it, or it is where that can not be seen
    bool loose;        // what is in it may also be gone, or elsewhere
    uint32_t made;     // the pass in which it was seen first
    uint32_t escaped;  // the pass in which it last went where it can not be followed
    uint16_t powers;   // of all that was ever put in, and what that can reach
};

struct cell {
    uint32_t owner;
    uint32_t key;
    uint32_t set;
    uint32_t next; // index + 1 of another cell of the owner, or 0
};

struct function {
    uint32_t site;
    uint32_t returns; // set
    uint32_t yields;
    uint32_t sent; // what yields of it may give
    bool called;   // no statement reads these two, only what gives unknown arguments
    bool escaped;  // called from where its arguments are not known
};

struct partial {
    uint32_t callee; // set
    struct arguments arguments;
    uint32_t object; // attrgetter, methodcaller, itemgetter: 0 or the atom of the model's name
};

// What grows, and is read elsewhere than where it grows.
enum place_kind {
    PLACE_DEFINITION, // by the unit's base and its index
    PLACE_SYMBOL,     // by the unit's base and its index
    PLACE_CELL,       // by hash
    PLACE_CONTAINER,  // by index
    PLACE_FUNCTION,   // by site
    PLACE_PARTIAL,    // by site
    PLACE_NODE,       // by site: the values of an expression
    PLACE_RAISED,     // one for all
    PLACE_UNITS,      // likewise
    PLACE_SETTLED,    // likewise
    PLACE_KIND_COUNT
};

struct place {
    uint32_t changed; // the tick in which it changed last
    uint32_t noted;   // the tick in which it was noted last, or 0
};

// Where the places of a kind are.
struct place_range {
    uint32_t first;
    uint32_t mask;
};

// What a statement read when it was evaluated last.
struct read_record {
    uint32_t tick; // 0: never
    uint32_t count;
    uint32_t capacity;
    uint32_t *places;
};

// The index of a name in the scopes of a unit, or UINT32_MAX.
struct name_id {
    uint32_t atom; // + 1
    uint32_t id;
};

struct unit {
    const struct source *source;
    const struct tree *tree;
    const struct scopes *scopes;
    const struct flow *flow;
    uint32_t base;   // site of node 0
    uint32_t parent; // index of a unit, or UINT32_MAX
    uint32_t site;   // where it is executed
    uint32_t text;   // atom of its code
    uint32_t given;  // set of the namespaces that it is executed in
    uint32_t depth;
    bool broken;               // Python would not compile it
    uint32_t *sets;            // by node
    uint32_t *names;           // by node: atom of an identifier + 1, once asked for
    uint32_t *definition_of;   // by node, or UINT32_MAX
    uint32_t *definition_sets; // by definition
    uint32_t *symbol_sets;     // by symbol: of all its definitions
    uint32_t *first_of_symbol; // by symbol: head of the list by next_of_symbol
    uint32_t *next_of_symbol;  // by definition
    uint32_t *statements;      // nodes of statements that are reached, in source order
    uint32_t statement_count;
    struct read_record *readings;          // by index of a statement
    struct name_id name_ids[NAME_IDS_MAX]; // by atom: what was asked for last
    uint32_t *stars;                       // nodes of `from m import *`
    uint32_t star_count;
};

// A string literal of ours and its atom.
struct word {
    const char *literal;
    uint32_t atom;
    uint32_t units; // how many units were looked through for it
    bool spelled;   // some of those has it as a name
};

// Two atoms that were joined, and what that gave.
struct joined {
    uint32_t left; // + 1
    uint32_t right;
    uint32_t atom;
    char between;
};

struct engine {
    struct arena *arena;
    const struct tables *shared; // its atoms come first, and are only read
    uint32_t shared_count;
    struct atom *atoms;  // those behind
    uint32_t atom_count; // of all
    size_t atom_capacity;
    struct slots atom_slots;
    struct word words[LITERALS_MAX];  // by where it is
    struct joined joined[JOINED_MAX]; // by both
    struct value *values;
    uint32_t value_count;
    size_t value_capacity;
    struct slots value_slots;
    uint32_t *members;
    uint32_t member_count;
    size_t member_capacity;
    struct set *sets;
    uint32_t set_count;
    size_t set_capacity;
    struct slots set_slots;
    struct cell *cells;
    uint32_t cell_count;
    size_t cell_capacity;
    struct slots cell_slots;
    struct container *containers;
    uint32_t container_count;
    size_t container_capacity;
    struct function *functions;
    uint32_t function_count;
    size_t function_capacity;
    struct partial *partials;
    uint32_t partial_count;
    size_t partial_capacity;
    const struct table_set *tables;
    struct known *known; // by atom, for the first `known_count` atoms
    uint32_t known_count;
    size_t known_capacity;
    struct unit *units[UNIT_MAX];
    uint32_t unit_count;
    const struct mynah_config_pair *predefined;
    size_t predefined_count;
    int version;   // of Python: 313 is 3.13
    size_t folded; // bytes of text that folding made
    size_t folded_max;
    struct place *places;
    struct place_range ranges[PLACE_KIND_COUNT];
    uint32_t *notes; // indices of places that are read in this tick
    uint32_t note_count;
    size_t note_capacity;
    uint32_t tick;    // of the statement that is evaluated
    uint32_t raised;  // set of what is raised, and of what generators return
    uint32_t depth;   // of calls within calls
    uint32_t nesting; // of targets within targets
    uint64_t work;    // calls in this pass
    uint64_t work_max;
    uint32_t passes;
    uint32_t passes_here; // since things settled last
    uint32_t lost_site;   // where a bound was hit first
    bool lost;
    bool functions_lost; // of some function it is not known any more who calls it
    bool widening;       // what still gains constants loses them
    bool backwards;
    bool whole;   // this pass leaves nothing out
    bool grew;    // in this pass
    bool settled; // what has no value yet is unknown
    bool visiting;
    bool gentle; // what escapes now is only read
    bool taken;  // it goes to a row of a surface, which instances are made for
    bool armed;  // a module with powers is imported
    void (*visit)(void *self, const struct use *use);
    void (*restart)(void *self); // what was shown does not count
    void *self;
};

// How the engine treats a known callable; see models.c.
typedef uint32_t model_call(struct engine *engine, uint32_t value,
                            const struct arguments *arguments, uint32_t site);
struct model {
    const char *name;
    model_call *call;   // NULL: as any external callable
    const char *result; // type of the result, or NULL
    const struct apply *apply;
};

// How a callable calls what it is given.
enum apply_mode {
    APPLY_SPREAD,  // with the arguments behind: submit(f, a, b)
    APPLY_PACKED,  // with a tuple and a dict: Thread(target=f, args=(a, b), kwargs={})
    APPLY_EACH,    // with each element of the iterables behind: map(f, a, b)
    APPLY_STAR,    // with each element, spread: starmap(f, [(a, b)])
    APPLY_UNKNOWN, // with what nobody knows: signal(n, f)
};

enum apply_result {
    APPLY_FOREIGN,
    APPLY_RETURN, // what it returned
    APPLY_LIST,   // all that it returned, in order
    APPLY_SOME,   // some of the elements
    APPLY_FUTURE, // something whose result() is what it returned
};

struct apply {
    enum apply_mode mode;
    enum apply_result result;
    struct surface_argument callee;
    struct surface_argument arguments; // PACKED: the tuple; else where they begin
    struct surface_argument keywords;  // PACKED
};

// engine.c
// Find the values of the program of `flow`.  The engine is zeroed but for arena, predefined,
// version, visit, restart and self.  False only when out of memory.
bool mynah__engine_run(struct engine *engine, const struct tables *tables, const struct flow *flow);
struct unit *mynah__unit_of(const struct engine *engine, uint32_t site);
struct unit *mynah__unit_add(struct engine *engine, const struct flow *flow);
void mynah__use(struct engine *engine, const struct use *use);
// Tell the visitor, in the end, that a bound was hit which leaves no value that says so.
void mynah__lose(struct engine *engine, uint32_t site);
// Count one unit of work at `site`; false where there is none left.
bool mynah__spend(struct engine *engine, uint32_t site);
// Return the index of a name in the scopes of the unit, or UINT32_MAX.
uint32_t mynah__name_id(struct engine *engine, struct unit *unit, uint32_t atom);
// Return the atom of an identifier's name, or ATOM_NONE.
uint32_t mynah__name(struct engine *engine, struct unit *unit, uint32_t node);

// cells.c: containers, cells, functions
struct container *mynah__container(struct engine *engine, uint32_t value);
uint32_t mynah__container_at(struct engine *engine, enum container_kind kind, uint32_t site);
void mynah__container_put(struct engine *engine, uint32_t value, uint32_t key, uint32_t set);
void mynah__container_put_any(struct engine *engine, uint32_t value, uint32_t key_set,
                              uint32_t set);
void mynah__container_extend(struct engine *engine, uint32_t value, uint32_t set);
void mynah__container_append(struct engine *engine, uint32_t value, uint32_t set);
// What is in the container may go or move: from now on its length and order are not known.
void mynah__container_loosen(struct engine *engine, uint32_t value);
void mynah__set_loosen(struct engine *engine, uint32_t set);
// Something is about to be put in that is not part of making the container.
void mynah__container_change(struct engine *engine, uint32_t value);
uint32_t mynah__container_get(struct engine *engine, uint32_t value, uint32_t key);
uint32_t mynah__container_all(struct engine *engine, uint32_t value);
uint32_t mynah__container_keys(struct engine *engine, uint32_t value);
uint32_t mynah__cell(struct engine *engine, uint32_t owner, uint32_t key);
void mynah__cell_join(struct engine *engine, uint32_t owner, uint32_t key, uint32_t set);
// Return the index + 1 of a cell of the owner, or 0; the others by `next`.
uint32_t mynah__fields(struct engine *engine, uint32_t owner);
// Return whether the value escapes for the first time in this pass.
bool mynah__escapes_first(struct engine *engine, uint32_t value);
// What the function at that site gives; or the same, to add to it.
const struct function *mynah__function(struct engine *engine, uint32_t site);
struct function *mynah__function_at(struct engine *engine, uint32_t site);
struct partial *mynah__partial(struct engine *engine, uint32_t site);
// Add a set to what stands in a place.
void mynah__join(struct engine *engine, uint32_t *slot, uint32_t set, enum place_kind kind,
                 uint32_t id);
void mynah__bind(struct engine *engine, struct unit *unit, uint32_t definition, uint32_t set);
// Return the powers of a value and of all that can be had from it.
uint16_t mynah__reach(struct engine *engine, uint32_t id);
uint16_t mynah__set_reach(struct engine *engine, uint32_t set);
// The elements that iterating over a set gives, one set for each step where that is known.
uint32_t mynah__iterate(struct engine *engine, uint32_t set);
uint32_t mynah__element(struct engine *engine, uint32_t set, int64_t index);
// Return how many elements there surely are, or -1.
int64_t mynah__length(struct engine *engine, uint32_t set);

// places.c
// Return whether what has no value yet will not get one, but is unknown.
bool mynah__is_settled(struct engine *engine);
bool mynah__places_create(struct engine *engine, uint32_t nodes);
// The statement that is evaluated reads that place; or the place changed.
void mynah__note(struct engine *engine, enum place_kind kind, uint32_t id);
void mynah__changed(struct engine *engine, enum place_kind kind, uint32_t id);
// Return whether something changed that the statement read.
bool mynah__is_stale(const struct engine *engine, const struct read_record *reading);
void mynah__read_begin(struct engine *engine);
void mynah__read_end(struct engine *engine, struct read_record *reading);
// The values of an expression of another statement; of all definitions of a symbol.
uint32_t mynah__node_set(struct engine *engine, const struct unit *unit, uint32_t node);
uint32_t mynah__symbol_set(struct engine *engine, const struct unit *unit, uint32_t symbol);

// known.c: what the tables say
const struct known *mynah__known(const struct engine *engine, uint32_t atom);
uint32_t mynah__canonical(struct engine *engine, uint32_t atom);
uint16_t mynah__external_powers(struct engine *engine, uint32_t atom);
// Return the row that says what a name does: its own, or that of all names below its beginning.
const struct surface *mynah__surface(struct engine *engine, uint32_t atom);
// Return whether no table knows the name, but tables know others of its module or type that write.
bool mynah__is_strange(struct engine *engine, uint32_t atom);
// Return the type that calling the external of that name makes: another one's where a row says so.
uint32_t mynah__type_made(struct engine *engine, uint32_t atom);
// The powers of the module that a qualified name begins with.
uint16_t mynah__module_powers(struct engine *engine, uint32_t atom);
// Return whether the name is that of a type whose methods are called with their object.
bool mynah__is_type(struct engine *engine, uint32_t atom);
// Return whether that is the qualified name of an exception of Python itself.
bool mynah__is_exception(struct engine *engine, uint32_t atom);
// The qualified name of what hosts bind as `name` beforehand, or ATOM_NONE.
uint32_t mynah__preloaded(const struct engine *engine, uint32_t name);
// The value of a constant of a module that is known, or SET_EMPTY.
uint32_t mynah__set_number(struct engine *engine, const char *literal);
// Whether going through this external gives names only, whatever can be done with it.
bool mynah__has_names(struct engine *engine, const struct value *value);
uint32_t mynah__module_constant(struct engine *engine, const char *name);
// The qualified name that an external, or a method of an external instance, has; else ATOM_NONE.
uint32_t mynah__qualified(struct engine *engine, uint32_t id);

// tables.c
// Begin with the atoms of the tables.
void mynah__tables_enter(struct engine *engine, const struct tables *tables);

// statements.c
// Do what a statement does with the values of its expressions.
void mynah__eval_statement(struct engine *engine, struct unit *unit, uint32_t node);
// All that is raised may be what a handler for its type gets.
void mynah__raise(struct engine *engine, uint32_t set, uint32_t site);
// Return the function or lambda that a node stands in, to add to it, or NULL.
struct function *mynah__owner(struct engine *engine, struct unit *unit, uint32_t node);

// eval.c: expressions
void mynah__eval_unit(struct engine *engine, struct unit *unit);
// Fill `unit->statements`.  False only when out of memory.
bool mynah__list_statements(struct engine *engine, struct unit *unit);
uint32_t mynah__eval_name(struct engine *engine, struct unit *unit, uint32_t node);
uint32_t mynah__lookup(struct engine *engine, struct unit *unit, uint32_t name);

// assign.c: targets
void mynah__assign(struct engine *engine, struct unit *unit, uint32_t node, uint32_t set);
void mynah__assign_item(struct engine *engine, uint32_t base, uint32_t key, uint32_t set,
                        uint32_t site);
void mynah__import(struct engine *engine, struct unit *unit, uint32_t node);

// match.c
void mynah__match(struct engine *engine, struct unit *unit, uint32_t pattern, uint32_t set);

// attribute.c
// Modules that others import are attributes of those, too: platform.os.  `full` is the atom of
// both.
bool mynah__is_reexported(struct engine *engine, const char *name, uint32_t full);
uint32_t mynah__load(struct engine *engine, uint32_t set, uint32_t name, uint32_t site);
uint32_t mynah__load_value(struct engine *engine, uint32_t id, uint32_t name, uint32_t site);
void mynah__store(struct engine *engine, uint32_t base, uint32_t name, uint32_t set, uint32_t site);
uint32_t mynah__load_item(struct engine *engine, uint32_t base, uint32_t key, uint32_t site);
// Return whether the value is `__name__`.
bool mynah__is_own_name(struct engine *engine, uint32_t id);
// call.c: call what `name` is for the object with one argument or none (SET_EMPTY).
uint32_t mynah__call_special(struct engine *engine, uint32_t set, const char *name,
                             uint32_t argument, uint32_t site);

// classes.c
// What the class has under that name, for an object that was made at `site`; not bound yet.
uint32_t mynah__class_lookup(struct engine *engine, uint32_t class_value, uint32_t name,
                             uint32_t site, uint32_t depth);
// The first that a class is derived from, or NODE_NONE.
uint32_t mynah__first_base(const struct tree *tree, uint32_t class_node);
uint32_t mynah__next_base(const struct tree *tree, uint32_t base);
// All that is bound in a class's body: what iterating over an Enum gives.
uint32_t mynah__class_values(struct engine *engine, uint32_t class_value);
// The same, in what the class is derived from only.
uint32_t mynah__base_lookup(struct engine *engine, uint32_t class_value, uint32_t name,
                            uint32_t site, uint32_t depth);
// What reading what stands in a class gives: bound to the receiver, or (UINT32_MAX) to the class.
uint32_t mynah__bind_value(struct engine *engine, uint32_t id, uint32_t receiver,
                           uint32_t class_value, uint32_t site);
uint32_t mynah__bind_set(struct engine *engine, uint32_t set, uint32_t receiver,
                         uint32_t class_value, uint32_t site);
// Call the method of that special name that the class has, for `self`; SET_EMPTY where it has none.
uint32_t mynah__call_hook(struct engine *engine, uint32_t class_value, uint32_t self,
                          const char *name, const struct arguments *arguments);
bool mynah__has_hook(struct engine *engine, uint32_t class_value, const char *name);
uint32_t mynah__metaclasses(struct engine *engine, uint32_t class_value);
// Return whether the class is derived from the type of that name.
bool mynah__is_base(struct engine *engine, uint32_t class_value, uint32_t type);
// The same of the class's metaclass, for the class.
uint32_t mynah__call_meta(struct engine *engine, uint32_t class_value, const char *name,
                          const struct arguments *arguments);

// objects.c
// What objects of classes that are derived from something known pass on what they do not know to.
uint32_t mynah__delegates(struct engine *engine, uint32_t object);
uint32_t mynah__load_object(struct engine *engine, uint32_t id, uint32_t name, uint32_t site);
uint32_t mynah__load_class(struct engine *engine, uint32_t id, uint32_t name, uint32_t site);
uint32_t mynah__load_super(struct engine *engine, uint32_t id, uint32_t name, uint32_t site);
uint32_t mynah__call_super(struct engine *engine, uint32_t id, const char *name,
                           const struct arguments *arguments, uint32_t site);
void mynah__store_object(struct engine *engine, uint32_t id, uint32_t name, uint32_t set,
                         uint32_t site);
uint32_t mynah__item_of_object(struct engine *engine, uint32_t id, uint32_t key, uint32_t site);
uint32_t mynah__item_of_class(struct engine *engine, uint32_t id, uint32_t key, uint32_t site);
void mynah__put_object_item(struct engine *engine, uint32_t id, uint32_t key, uint32_t set,
                            uint32_t site);

// operators.c: of constants, and of objects of the code itself
uint32_t mynah__binary(struct engine *engine, int op, uint32_t left, uint32_t right, uint32_t site);
uint32_t mynah__unary(struct engine *engine, int op, uint32_t operand, uint32_t site);
uint32_t mynah__compare(struct engine *engine, int op, uint32_t left, uint32_t right,
                        uint32_t site);
uint32_t mynah__iterate_object(struct engine *engine, uint32_t id);
uint32_t mynah__await(struct engine *engine, uint32_t set, uint32_t site);

// call.c
uint32_t mynah__call_node(struct engine *engine, struct unit *unit, uint32_t node);
uint32_t mynah__invoke(struct engine *engine, uint32_t callee, const struct arguments *arguments,
                       uint32_t site);
uint32_t mynah__call_value(struct engine *engine, uint32_t id, const struct arguments *arguments,
                           uint32_t site, bool certain);
uint32_t mynah__argument(struct engine *engine, const struct arguments *arguments,
                         uint32_t position, const char *keyword);
uint32_t mynah__call1(struct engine *engine, uint32_t callee, uint32_t argument, uint32_t site);

// escape.c
void mynah__escape(struct engine *engine, uint32_t set, uint32_t site);
// What stands in the body of a class escapes to what the class is derived from.
void mynah__escape_body(struct engine *engine, uint32_t class_value, bool plain, uint32_t site);
void mynah__escape_all(struct engine *engine, const struct arguments *arguments, uint32_t site);
// The arguments of a call of what has that name escape, unless it is known to do nothing with them.
void mynah__escape_to(struct engine *engine, uint32_t name, const struct arguments *arguments,
                      uint32_t site);

// annotation.c
// What the annotation of a parameter or field says that it is; foreign where it says nothing.
uint32_t mynah__annotated(struct engine *engine, struct unit *unit, uint32_t node);
uint32_t mynah__instances(struct engine *engine, uint32_t types, uint32_t site);

// local.c: functions of the code itself
uint32_t mynah__call_function(struct engine *engine, uint32_t id, uint32_t receiver,
                              const struct arguments *arguments, uint32_t site);
// Bind a dataclass's arguments to its annotated fields.
void mynah__bind_fields(struct engine *engine, uint32_t class_value, uint32_t object,
                        const struct arguments *arguments);
void mynah__seed(struct engine *engine, struct unit *unit);

// construct.c
uint32_t mynah__call_class(struct engine *engine, uint32_t id, const struct arguments *arguments,
                           uint32_t site);
// Any object of the class or of one derived from it.
uint32_t mynah__any_object(struct engine *engine, uint32_t class_value);
// Note what a class is derived from.
void mynah__class_define(struct engine *engine, struct unit *unit, uint32_t node);
// Set an attribute of an object, and of what stands for all objects of its classes.
void mynah__object_put(struct engine *engine, uint32_t object, uint32_t name, uint32_t set);
// Construct what a class is derived from, where that is known from outside.
void mynah__call_bases(struct engine *engine, uint32_t class_value, uint32_t object,
                       const struct arguments *arguments, uint32_t depth);

// methods.c: methods of containers, namespaces and texts
// Put into a dict what a set of mappings has.
void mynah__merge(struct engine *engine, uint32_t into, uint32_t set);
uint32_t mynah__call_method(struct engine *engine, uint32_t id, const struct arguments *arguments,
                            uint32_t site);

// models.c: what is known of callables outside
extern const struct model mynah__models[];
extern const char *const mynah__inert[];   // names, and beginnings of names
extern const char *const mynah__readers[]; // the same
extern const char *const mynah__holders[]; // the same
extern const char *const mynah__builtins[];
uint32_t mynah__apply(struct engine *engine, const struct apply *apply,
                      const struct arguments *arguments, uint32_t site);

// models_builtins.c, models_data.c
model_call mynah__model_getattr, mynah__model_setattr, mynah__model_vars, mynah__model_globals,
    mynah__model_import, mynah__model_exec, mynah__model_print, mynah__model_first,
    mynah__model_super, mynah__model_static, mynah__model_partial, mynah__model_attrgetter,
    mynah__model_type, mynah__model_sorted, mynah__model_modules_get, mynah__model_iter,
    mynah__model_cast, mynah__model_reflected, mynah__model_spec, mynah__model_resolve,
    mynah__model_function, mynah__model_reference, mynah__model_run_text, mynah__model_timed;
// Return what calls `callee` with these arguments, and more, when it is called.
uint32_t mynah__later(struct engine *engine, const char *callee, const struct arguments *arguments,
                      uint32_t site);
model_call mynah__model_list, mynah__model_tuple, mynah__model_set, mynah__model_dict,
    mynah__model_zip, mynah__model_enumerate, mynah__model_reversed, mynah__model_next,
    mynah__model_range, mynah__model_str, mynah__model_chr, mynah__model_ord, mynah__model_bytes,
    mynah__model_decode, mynah__model_unhex, mynah__model_recode, mynah__model_chain,
    mynah__model_context, mynah__model_namespace, mynah__model_join_path, mynah__model_float,
    mynah__model_int, mynah__model_product, mynah__model_path, mynah__model_namedtuple,
    mynah__model_record, mynah__model_paths, mynah__model_path_of, mynah__model_reduce,
    mynah__model_dedent, mynah__model_words, mynah__model_ends;

// exec.c
// Execute text, or a function's code, where `given` is what names mean there and where they go.
uint32_t mynah__exec(struct engine *engine, uint32_t code, uint32_t given, uint32_t site);

#include "values/domain.h"

#endif
