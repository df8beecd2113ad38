// SPDX-License-Identifier: Apache-2.0
//
// What each symbol may be bound to at the point of the walk: one state, a log of its changes to go
// back by, and joins.

#include "flow/flow_build.h"

#include <string.h>

void mynah__state_set(struct walker *walker, uint32_t symbol, uint32_t value)
{
    if (walker->state[symbol] == value) {
        return;
    }
    struct change *log = mynah__arena_grow(walker->scratch, walker->log, walker->log_count,
                                           &walker->log_capacity, sizeof *log);
    if (log) {
        walker->log = log;
        log[walker->log_count++] = (struct change){ symbol, walker->state[symbol] };
        walker->state[symbol] = value;
    }
}

void mynah__state_restore(struct walker *walker, uint32_t mark)
{
    while (walker->log_count > mark) {
        struct change change = walker->log[--walker->log_count];
        walker->state[change.symbol] = change.value;
    }
}

uint32_t mynah__join_new(struct walker *walker, uint32_t value)
{
    uint32_t *joins = mynah__arena_grow(walker->scratch, walker->joins, walker->join_count,
                                        &walker->join_capacity, sizeof *joins);
    if (!joins) {
        return VALUE_UNBOUND;
    }
    walker->joins = joins;
    joins[walker->join_count] = NOTHING;
    uint32_t join = walker->first_join + walker->join_count++;
    mynah__join_add(walker, join, value);
    return join;
}

void mynah__join_add(struct walker *walker, uint32_t join, uint32_t value)
{
    if (join < walker->first_join || join == value) {
        return;
    }
    uint32_t *first = &walker->joins[join - walker->first_join];
    if (*first != NOTHING && walker->operands[*first].value == value) {
        return;
    }
    struct operand *operands =
        mynah__arena_grow(walker->scratch, walker->operands, walker->operand_count,
                          &walker->operand_capacity, sizeof *operands);
    if (operands) {
        walker->operands = operands;
        operands[walker->operand_count] = (struct operand){ value, *first };
        *first = walker->operand_count++;
    }
}

void mynah__state_define(struct walker *walker, uint32_t symbol, uint32_t value)
{
    mynah__state_set(walker, symbol, value);
    if (walker->handler[symbol]) {
        mynah__join_add(walker, walker->handler[symbol], value);
    }
}

struct arm mynah__arm_copy(struct walker *walker, uint32_t mark)
{
    struct arm arm = { .first = walker->change_count };
    uint32_t stamp = ++walker->stamp_now;
    for (uint32_t i = walker->log_count; i-- > mark;) {
        uint32_t symbol = walker->log[i].symbol;
        if (walker->stamp[symbol] == stamp) {
            continue;
        }
        walker->stamp[symbol] = stamp;
        struct change *changes =
            mynah__arena_grow(walker->scratch, walker->changes, walker->change_count,
                              &walker->change_capacity, sizeof *changes);
        if (!changes) {
            return (struct arm){ 0 };
        }
        walker->changes = changes;
        changes[walker->change_count++] = (struct change){ symbol, walker->state[symbol] };
    }
    arm.count = walker->change_count - arm.first;
    return arm;
}

struct arm mynah__arm_take(struct walker *walker, uint32_t mark)
{
    struct arm arm = mynah__arm_copy(walker, mark);
    mynah__state_restore(walker, mark);
    return arm;
}

void mynah__arm_apply(struct walker *walker, struct arm arm)
{
    for (uint32_t i = 0; i < arm.count; i++) {
        struct change change = walker->changes[arm.first + i];
        mynah__state_set(walker, change.symbol, change.value);
    }
}

// The value that a symbol has in all arms so far, and in how many it was changed.
struct meeting {
    uint32_t symbol;
    uint32_t value;
    uint32_t arms;
    bool joined; // `value` is a join made for this meeting
};

static void meet(struct walker *walker, struct meeting *meeting, uint32_t value)
{
    meeting->arms++;
    if (meeting->arms == 1) {
        meeting->value = value;
        return;
    }
    if (meeting->value != value && !meeting->joined) {
        meeting->value = mynah__join_new(walker, meeting->value);
        meeting->joined = true;
    }
    if (meeting->joined) {
        mynah__join_add(walker, meeting->value, value);
    }
}

void mynah__arms_join(struct walker *walker, const struct arm *arms, uint32_t count)
{
    size_t most = 0;
    for (uint32_t i = 0; i < count; i++) {
        most += arms[i].count;
    }
    struct meeting *meetings = mynah__arena_alloc(walker->scratch, most * sizeof *meetings);
    if (!meetings) {
        return;
    }
    uint32_t met = 0;
    uint32_t stamp = ++walker->stamp_now;
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t j = 0; j < arms[i].count; j++) {
            struct change change = walker->changes[arms[i].first + j];
            if (walker->stamp[change.symbol] != stamp) {
                walker->stamp[change.symbol] = stamp;
                walker->meeting_of[change.symbol] = met;
                meetings[met++] = (struct meeting){ .symbol = change.symbol };
            }
            meet(walker, &meetings[walker->meeting_of[change.symbol]], change.value);
        }
    }
    for (uint32_t i = 0; i < met; i++) {
        if (meetings[i].arms < count) {
            meet(walker, &meetings[i], walker->state[meetings[i].symbol]);
        }
        mynah__state_set(walker, meetings[i].symbol, meetings[i].value);
    }
}
