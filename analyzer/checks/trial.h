// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CHECKS_TRIAL_H
#define MYNAH_CHECKS_TRIAL_H

// A bounded run of the module in the head, path by path.  What is known is computed as Python does;
// what is not is a *question*, answered with yes on one path and with no on another.  When each
// path was gone to its end within the bounds, it is exact which of them leave the followed name
// bound. Where anything cannot be followed the trial gives up, and what the walk over states says
// holds.

#include "checks/results.h"

enum {
    TRIAL_STEPS = 60000, // expressions and statements, over all paths
    TRIAL_PATHS = 600,   // ways to answer all questions
    TRIAL_ANSWERS = 64,  // questions on one path
    TRIAL_QUESTIONS = 2048,
    TRIAL_DEPTH = 24,    // calls within calls
    TRIAL_NESTING = 120, // expressions within expressions
    TRIAL_ITEMS = 2048,  // in one container
    TRIAL_HANDLED = 8,
    TRIAL_ARGUMENTS = 12,
};

enum thing_kind {
    THING_UNBOUND,
    THING_UNKNOWN,  // `at` is a question: is it true?
    THING_CONSTANT, // `at` is a value of the engine
    THING_BOX,      // `at` is the index of a container
    THING_FUNCTION, // `at` is the node of a def or lambda, `frame` where it was made
    THING_NAMED,    // `at` is a value of the engine: something of another module
    THING_METHOD,   // `at` is the index of a bound method
};

struct thing {
    uint8_t kind;
    bool negated; // of an unknown: its truth is the opposite of the answer
    uint32_t at;
    uint32_t frame;
};

enum box_kind { BOX_LIST, BOX_TUPLE, BOX_DICT, BOX_SET, BOX_ITERATOR };

struct box {
    enum box_kind kind;
    bool unknown;       // what is in it is not known
    uint32_t question;  // then: is it empty?
    struct thing *keys; // of a dict
    struct thing *items;
    uint32_t count;
    size_t key_capacity;
    size_t capacity;
    uint32_t source; // of an iterator: index + 1 of what it goes over
    uint32_t lent;   // iterators that still go over it
};

struct method {
    struct thing self;
    uint32_t name; // atom
};

struct frame {
    uint32_t scope;
    uint32_t parent;     // index, or UINT32_MAX
    struct thing *slots; // by symbol
};

enum way { WAY_ON, WAY_BREAK, WAY_CONTINUE, WAY_RETURN, WAY_RAISE, WAY_GONE };

// What two unknowns were asked already.
struct comparison {
    uint8_t op;
    struct thing left;
    struct thing right;
    uint32_t question;
};

struct trial {
    struct walk *walk;
    struct engine *engine;
    struct unit *unit;
    struct arena arena; // of one path
    struct box *boxes;
    uint32_t box_count;
    size_t box_capacity;
    struct method *methods;
    uint32_t method_count;
    size_t method_capacity;
    struct frame *frames;
    uint32_t frame_count;
    size_t frame_capacity;
    uint32_t frame; // the innermost
    struct comparison *comparisons;
    uint32_t comparison_count;
    size_t comparison_capacity;
    uint8_t answers[TRIAL_ANSWERS];
    uint32_t answered; // on this path
    uint32_t given;    // answers that this path begins with
    int8_t truths[TRIAL_QUESTIONS];
    uint32_t question_count;
    uint32_t steps; // left
    uint32_t nesting;
    uint32_t depth;  // of calls
    uint32_t guards; // `try` around, in any function
    bool gave_up;
    bool globals; // some function declares a name global
    bool classes;
    enum way way;       // what happens instead of going on
    const char *raised; // name of the type; NULL: not known
    const char *handled[TRIAL_HANDLED];
    uint32_t handled_count;
    struct thing returned;
};

// Run the module: false where the trial gave up, else whether some path ends with the name bound,
// and some unbound.  Where that confirms what was `walked` it is enough, and no more paths are
// gone.
bool mynah__trial(struct walk *walk, struct state walked, struct state *end);

// trial.c
void mynah__trial_give_up(struct trial *trial);
// Answer a question: the same on one path whenever it is asked.
bool mynah__trial_ask(struct trial *trial, uint32_t question);
void mynah__trial_raise(struct trial *trial, const char *type);
// What may raise, and nobody knows: both are tried where that matters.
void mynah__trial_may_raise(struct trial *trial);
void mynah__trial_push(struct trial *trial, uint32_t scope, uint32_t parent);
struct thing *mynah__trial_slot(struct trial *trial, uint32_t symbol);
bool mynah__trial_step(struct trial *trial);
// All containers may have changed.
void mynah__trial_shake(struct trial *trial);

// trial_statements.c
enum way mynah__trial_body(struct trial *trial, uint32_t parent, enum node_role role);
struct thing mynah__trial_child(struct trial *trial, uint32_t node, enum node_role role);

// trial_guards.c
void mynah__trial_try(struct trial *trial, uint32_t node);
void mynah__trial_raises(struct trial *trial, uint32_t node);
void mynah__trial_with(struct trial *trial, uint32_t node);

// trial_things.c
struct thing mynah__thing_unknown(struct trial *trial);
struct thing mynah__thing_constant(struct trial *trial, uint32_t value);
struct thing mynah__thing_bool(struct trial *trial, bool truth);
struct thing mynah__thing_int(struct trial *trial, int64_t number);
struct thing mynah__thing_none(struct trial *trial);
// The single constant of a set, or something unknown.
struct thing mynah__thing_of_set(struct trial *trial, uint32_t set);
struct thing mynah__thing_box(struct trial *trial, enum box_kind kind);
struct box *mynah__box(struct trial *trial, struct thing thing);
void mynah__box_add(struct trial *trial, struct thing to, struct thing item);
void mynah__box_put(struct trial *trial, struct thing to, struct thing key, struct thing item);
void mynah__box_remove(struct trial *trial, struct thing from, uint32_t index);
// Return the index of a key, or of an item where it is no dict; -1: it has none, -2: not known.
int mynah__box_find(struct trial *trial, struct thing in, struct thing key);
void mynah__box_forget(struct trial *trial, struct thing thing);
// What is about to change it; gives up where an iterator still goes over it.
bool mynah__box_changes(struct trial *trial, struct thing box);
// 1, 0, or -1 for what is not known.
int mynah__thing_equal(struct trial *trial, struct thing a, struct thing b, int depth);
bool mynah__thing_true(struct trial *trial, struct thing thing);
struct thing mynah__thing_not(struct trial *trial, struct thing thing);
struct thing mynah__thing_compare(struct trial *trial, int op, struct thing a, struct thing b);
struct thing mynah__thing_binary(struct trial *trial, int op, struct thing a, struct thing b,
                                 uint32_t node);
// An iterator over the thing, made at once; unknown where that is.
struct thing mynah__thing_iterate(struct trial *trial, struct thing thing, bool lend);
// An iterator was gone to its end.
void mynah__iterator_done(struct trial *trial, struct thing iterator);
const char *mynah__thing_name(struct trial *trial, struct thing thing); // of NAMED, or ""

// trial_eval.c
struct thing mynah__trial_eval(struct trial *trial, uint32_t node);
void mynah__trial_assign(struct trial *trial, uint32_t target, struct thing thing);

struct given {
    struct thing at[TRIAL_ARGUMENTS];
    uint32_t count;
    struct thing named[TRIAL_ARGUMENTS];
    uint32_t names[TRIAL_ARGUMENTS]; // atoms
    uint32_t named_count;
    bool open; // `*a`, `**k`
};

// trial_calls.c
struct thing mynah__trial_unknown_call(struct trial *trial, const struct given *given, bool keeps);
struct thing mynah__trial_call(struct trial *trial, uint32_t node);
struct thing mynah__trial_invoke(struct trial *trial, struct thing function,
                                 const struct thing *arguments, uint32_t count);

// trial_builtins.c
struct thing mynah__trial_builtin(struct trial *trial, const char *name, const struct given *given);

// trial_methods.c
struct thing mynah__trial_method(struct trial *trial, struct method method,
                                 const struct thing *arguments, uint32_t count);

// trial_match.c
// 1, 0, or -1 for what is not known; binds names as far as it matches.
int mynah__trial_match(struct trial *trial, uint32_t pattern, struct thing subject);
// Return whether a handler of that type surely catches what was raised (1), does not (0), or may.
int mynah__trial_catches(struct trial *trial, struct thing type);

#endif
