// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_FLOW_FLOW_BUILD_H
#define MYNAH_FLOW_FLOW_BUILD_H

// What the parts of the flow builder share.

#include "flow/flow.h"

// What a symbol may be bound to: nothing, a definition (its index + 1), or a join (from
// `first_join` on).
enum { VALUE_UNBOUND = 0 };
#define NOTHING UINT32_MAX

struct operand {
    uint32_t value;
    uint32_t next; // NOTHING ends the list
};

// A change of a symbol's state: in the log with the value before, in an arm with the one after.
struct change {
    uint32_t symbol;
    uint32_t value;
};

// One way to a join: the changes since its fork.
struct arm {
    uint32_t first; // in `changes`
    uint32_t count;
};

// A loop or a `finally` that jumps concern.
struct frame;

struct walker {
    struct flow *flow;
    const struct scopes *scopes;
    const struct tree *tree;
    struct arena *scratch;
    uint32_t *definition_of; // by node: its first definition, or NOTHING
    uint32_t *region_of;     // by scope
    uint8_t *meaning;        // by symbol: see exits.c
    bool *imported;          // by symbol: nothing but imports bind it
    bool *lazy;              // by scope: it runs later than where it stands
    bool *outside;           // by symbol: another region binds it too
    bool *fuzzy;             // by symbol: its uses see all
    uint32_t *state;         // by symbol: a value
    uint32_t *handler;       // by symbol: the join that the innermost handler sees, or 0
    uint32_t *use;           // by node: the value that is used, or NOTHING: all
    uint32_t *stamp;         // by symbol: what a pass over some has seen
    uint32_t *meeting_of;    // by symbol
    uint32_t stamp_now;
    uint32_t *joins; // first operand, by join
    uint32_t join_count;
    size_t join_capacity;
    struct operand *operands;
    uint32_t operand_count;
    size_t operand_capacity;
    struct change *log;
    uint32_t log_count;
    size_t log_capacity;
    struct change *changes;
    uint32_t change_count;
    size_t change_capacity;
    struct frame *frame;
    uint32_t region;
    uint32_t first_join;
    uint32_t depth;
    uint32_t raises; // how many raises and exits were seen
    size_t work;     // what may still be copied at jumps
    bool alive;
    bool patched;  // the code may have changed what exit() and the like do
    bool swallows; // the code has context managers that swallow exceptions
    bool overrun;  // all uses see all definitions
};

// definitions.c: collect all definitions.
bool mynah__flow_definitions(struct walker *walker, struct arena *arena);

// states.c
void mynah__state_set(struct walker *walker, uint32_t symbol, uint32_t value);
void mynah__state_restore(struct walker *walker, uint32_t mark);
// Bind a symbol: the innermost handler may see it.
void mynah__state_define(struct walker *walker, uint32_t symbol, uint32_t value);
uint32_t mynah__join_new(struct walker *walker, uint32_t value);
void mynah__join_add(struct walker *walker, uint32_t join, uint32_t value);
// Take the changes since `mark` as an arm, and go back to `mark`.
struct arm mynah__arm_take(struct walker *walker, uint32_t mark);
// The same without going back.
struct arm mynah__arm_copy(struct walker *walker, uint32_t mark);
void mynah__arm_apply(struct walker *walker, struct arm arm);
// Join arms that start from the present state.
void mynah__arms_join(struct walker *walker, const struct arm *arms, uint32_t count);

// expressions.c: note the uses in a range of nodes, and what walruses bind.
void mynah__flow_scan(struct walker *walker, uint32_t from, uint32_t to);
// Note the state that a name sees.
void mynah__flow_use(struct walker *walker, uint32_t node);
// Bind the names that are stored to in a range of nodes.
void mynah__flow_bind(struct walker *walker, uint32_t from, uint32_t to);
void mynah__flow_define(struct walker *walker, uint32_t node);
// Bind all that is bound in a range, perhaps; uses of it see everything.
void mynah__flow_blur(struct walker *walker, uint32_t from, uint32_t to);
// Return the first definition in the nodes from `node` on.
uint32_t mynah__flow_definition_from(const struct walker *walker, uint32_t node);
// Return the symbol of this region that a definition binds, or SYMBOL_NONE.
uint32_t mynah__flow_symbol(const struct walker *walker, uint32_t definition);
// What a condition is known to be: 1 true, 0 false, -1 unknown.
int mynah__flow_constant(const struct walker *walker, uint32_t node);
// exits.c: whether the expression leaves the program: sys.exit() and the like.
bool mynah__flow_exits(const struct walker *walker, uint32_t call);

// Find out what the imports say of each symbol.
void mynah__flow_meanings(struct walker *walker);
// Whether the code defines a context manager that may swallow exceptions.
bool mynah__flow_may_swallow(const struct walker *walker);
// Whether the manager of a `with` may swallow exceptions.
bool mynah__flow_swallows(const struct walker *walker, uint32_t node);
// Whether the code may replace such a function.
bool mynah__flow_may_patch(const struct walker *walker);

// statements.c: walk one region.
void mynah__flow_region(struct walker *walker, uint32_t scope);

// reaching.c: turn the values of uses into lists.
bool mynah__flow_reaching(struct walker *walker, struct arena *arena);

#endif
