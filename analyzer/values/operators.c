// SPDX-License-Identifier: Apache-2.0
// What operators and iteration do with objects of classes of the code itself: they call methods of
// special names.

#include "values/constants.h"
#include "values/engine.h"

// Call the method of those objects whose class has that name.
static uint32_t operate(struct engine *engine, uint32_t set, const char *name, uint32_t argument,
                        uint32_t site)
{
    uint32_t result = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, set);
    uint32_t atom = mynah__word(engine, name);
    for (uint32_t i = 0; i < mynah__set_size(engine, set) && mynah__is_spelled(engine, name); i++) {
        struct value value = engine->values[members[i]];
        if (value.kind == VALUE_OBJECT &&
            mynah__class_lookup(engine, value.a, atom, value.b, CALL_DEPTH_MAX) != SET_EMPTY) {
            uint32_t one = mynah__set_of(engine, members[i]);
            uint32_t part = mynah__call_special(engine, one, name, argument, site);
            result = mynah__set_union(engine, result, part);
        }
    }
    return result;
}

// What operators stand for, of the objects of a class that defines them.
static const char *const operators[][3] = {
    [OP_ADD] = { "__add__", "__radd__", "__iadd__" },
    [OP_SUB] = { "__sub__", "__rsub__", "__isub__" },
    [OP_MULT] = { "__mul__", "__rmul__", "__imul__" },
    [OP_MAT_MULT] = { "__matmul__", "__rmatmul__", "__imatmul__" },
    [OP_DIV] = { "__truediv__", "__rtruediv__", "__itruediv__" },
    [OP_FLOOR_DIV] = { "__floordiv__", "__rfloordiv__", "__ifloordiv__" },
    [OP_MOD] = { "__mod__", "__rmod__", "__imod__" },
    [OP_POW] = { "__pow__", "__rpow__", "__ipow__" },
    [OP_L_SHIFT] = { "__lshift__", "__rlshift__", "__ilshift__" },
    [OP_R_SHIFT] = { "__rshift__", "__rrshift__", "__irshift__" },
    [OP_BIT_OR] = { "__or__", "__ror__", "__ior__" },
    [OP_BIT_XOR] = { "__xor__", "__rxor__", "__ixor__" },
    [OP_BIT_AND] = { "__and__", "__rand__", "__iand__" },
    [OP_INVERT] = { "__invert__" },
    [OP_U_ADD] = { "__pos__" },
    [OP_U_SUB] = { "__neg__" },
};

uint32_t mynah__binary(struct engine *engine, int op, uint32_t left, uint32_t right, uint32_t site)
{
    uint32_t result = mynah__fold_binary(engine, op, left, right, site);
    for (int i = 0; op < OP_AND && i < 3; i++) {
        uint32_t self = i == 1 ? right : left;
        uint32_t other = i == 1 ? left : right;
        uint32_t part = operate(engine, self, operators[op][i], other, site);
        result = mynah__set_union(engine, result, part);
    }
    return result;
}

uint32_t mynah__unary(struct engine *engine, int op, uint32_t operand, uint32_t site)
{
    uint32_t result = mynah__fold_unary(engine, op, operand);
    if (op == OP_NOT) {
        return result;
    }
    uint32_t part = operate(engine, operand, operators[op][0], SET_EMPTY, site);
    return mynah__set_union(engine, result, part);
}

uint32_t mynah__iterate_object(struct engine *engine, uint32_t id)
{
    uint32_t site = engine->values[id].b;
    uint32_t one = mynah__set_of(engine, id);
    uint32_t given = operate(engine, one, "__iter__", SET_EMPTY, site);
    uint32_t steppers = mynah__set_union(engine, given, one);
    uint32_t result = mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
    uint32_t next = operate(engine, steppers, "__next__", SET_EMPTY, site);
    const uint32_t *members = mynah__members(engine, given);
    for (uint32_t i = 0; i < mynah__set_size(engine, given); i++) {
        result = mynah__set_union(engine, result, mynah__container_all(engine, members[i]));
    }
    uint32_t made = mynah__delegates(engine, id);
    uint32_t unknown = mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
    if (given == SET_EMPTY && next == SET_EMPTY && made == SET_EMPTY) { // by index, or as it likes
        uint32_t item = operate(engine, one, "__getitem__", unknown, site);
        uint16_t powers = item == SET_EMPTY ? mynah__reach(engine, id) : 0;
        return mynah__set_union(engine, item, mynah__unknown(engine, UNKNOWN_FOREIGN, powers));
    }
    if (made != SET_EMPTY) {
        result = mynah__set_union(engine, result, mynah__iterate(engine, made));
    }
    return mynah__set_union(engine, result, next);
}

// What awaiting gives: of an object whose class says so, what its `__await__` returns.
uint32_t mynah__await(struct engine *engine, uint32_t set, uint32_t site)
{
    uint32_t given = operate(engine, set, "__await__", SET_EMPTY, site);
    uint32_t key = mynah__word(engine, "<return>");
    const uint32_t *members = mynah__members(engine, given);
    uint32_t result = set;
    for (uint32_t i = 0; i < mynah__set_size(engine, given); i++) {
        result = mynah__set_union(engine, result, mynah__cell(engine, members[i], key));
    }
    return result;
}

static const char *const comparisons[][2] = {
    { "__eq__", "__eq__" }, { "__ne__", "__ne__" }, { "__lt__", "__gt__" },
    { "__le__", "__ge__" }, { "__gt__", "__lt__" }, { "__ge__", "__le__" },
};

uint32_t mynah__compare(struct engine *engine, int op, uint32_t left, uint32_t right, uint32_t site)
{
    uint32_t result = mynah__fold_compare(engine, op, left, right);
    uint32_t part = SET_EMPTY;
    if (op >= OP_EQ && op <= OP_GT_E) {
        part = operate(engine, left, comparisons[op - OP_EQ][0], right, site);
        part = mynah__set_union(engine, part,
                                operate(engine, right, comparisons[op - OP_EQ][1], left, site));
    } else if (op == OP_IN || op == OP_NOT_IN) {
        part = operate(engine, right, "__contains__", left, site);
    }
    return mynah__set_union(engine, result, part);
}

int64_t mynah__length(struct engine *engine, uint32_t set)
{
    uint32_t single = mynah__single(engine, set);
    if (single == UINT32_MAX) {
        return -1;
    }
    struct value value = engine->values[single];
    if (value.kind == VALUE_CONTAINER) {
        const struct container *container = mynah__container(engine, single);
        return container->open ? -1 : (int64_t)container->count;
    }
    return value.kind == VALUE_BYTES ? (int64_t)mynah__atom_at(engine, value.a)->size : -1;
}
