// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CHECKS_RESULTS_H
#define MYNAH_CHECKS_RESULTS_H

// The walk over statements that follows one name of the module, and the effects of calls on it.

#include "checks/internal.h"

enum { WALK_DEPTH_MAX = 400, EFFECT_DEPTH_MAX = 12, FINALS_MAX = 6 };

// What the name may be at a place; neither: the place is not reached.
struct state {
    bool unbound;
    bool bound;
    uint32_t set;  // what it is bound to
    uint32_t site; // where
};

enum summary_kind { SUMMARY_NONE, SUMMARY_RUNNING, SUMMARY_DONE };

struct summary {
    enum summary_kind kind;
    struct state from_unbound; // where a call ends that begins with the name unbound
    struct state from_bound;   // and with it bound; what it was bound to is not in there
};

struct walk {
    struct checks *checks;
    struct engine *engine;
    const struct unit *unit;
    const char *name;
    struct summary *summaries; // by site
    uint32_t site_count;
    uint32_t depth;
    uint32_t effects; // calls within calls
    uint32_t finals;  // `finally` within `finally`
    bool consumed;    // what is called now is iterated over at once
    struct state broken;
    struct state continued;
    struct state returned;
    struct state raised;
};

// results.c
struct state mynah__walk_statement(struct walk *walk, uint32_t node, struct state state);
struct state mynah__walk_body(struct walk *walk, uint32_t parent, struct state state);
struct state mynah__state_join(struct walk *walk, struct state a, struct state b);

// Return whether what is raised in a `with` may be swallowed by that item of it.
bool mynah__item_suppresses(struct walk *walk, uint32_t item);

// effects.c
struct state mynah__call_effect(struct walk *walk, uint32_t call, struct state state);
// Apply what calling each of the values does; one of them is called.
struct state mynah__values_effect(struct walk *walk, uint32_t set, struct state state, bool sure);
// Apply `globals()["results"] = …` and the like.
struct state mynah__store_effect(struct walk *walk, uint32_t statement, struct state state);
// Apply what calling the method of that name does, where the code itself has it.
struct state mynah__method_effect(struct walk *walk, uint32_t set, const char *name,
                                  struct state state);
// Return whether the set is the namespace of the module and the key our name.
bool mynah__is_our_item(struct walk *walk, uint32_t set, uint32_t key);

// iterations.c
// Return whether iterating over the set surely gives something; or nothing.
bool mynah__not_empty(struct walk *walk, uint32_t set);
bool mynah__is_empty(struct walk *walk, uint32_t set);
// Return whether what stands at `node` is iterated over right where it stands.
bool mynah__is_consumed(struct walk *walk, uint32_t node);
// What a loop's test is when it is reached first: 1 true, 0 false, -1 either.
int mynah__first_truth(struct walk *walk, uint32_t test, uint32_t loop);

#endif
