// SPDX-License-Identifier: Apache-2.0
// Operators on constants.  Text and whole numbers are folded; all else of two constants is data
// that nobody knows, which is no reason for alarm.

#include "core/text.h"
#include "core/utf8.h"
#include "values/constants.h"
#include "values/engine.h"

#include <string.h>

static uint32_t foreign(struct engine *engine)
{
    return mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
}

uint32_t mynah__fold_text(struct engine *engine, struct text *text, enum value_kind kind)
{
    uint32_t set;
    engine->arena->failed = engine->arena->failed || text->failed;
    engine->folded += text->size;
    if (text->size > TEXT_MAX || engine->folded > engine->folded_max) {
        set = mynah__unknown(engine, UNKNOWN_LOST, 0);
    } else {
        uint32_t atom = mynah__atom(engine, text->bytes ? text->bytes : "", text->size);
        set = mynah__set_of(engine, mynah__value(engine, kind, 0, atom, 0));
    }
    mynah__text_finish(text);
    return set;
}

static bool arithmetic(int op, int64_t a, int64_t b, int64_t *result)
{
    switch (op) {
    case OP_ADD:
        return !__builtin_add_overflow(a, b, result);
    case OP_SUB:
        return !__builtin_sub_overflow(a, b, result);
    case OP_MULT:
        return !__builtin_mul_overflow(a, b, result);
    case OP_FLOOR_DIV:
    case OP_MOD:
        if (b == 0 || b == -1) {
            return false;
        }
        *result = op == OP_MOD ? a % b : a / b;
        if (a % b != 0 && (a < 0) != (b < 0)) {
            *result += op == OP_MOD ? b : -1;
        }
        return true;
    case OP_BIT_OR:
        *result = a | b;
        return true;
    case OP_BIT_AND:
        *result = a & b;
        return true;
    case OP_BIT_XOR:
        *result = a ^ b;
        return true;
    case OP_L_SHIFT:
        *result = b >= 0 && b < 31 && a >= 0 && a < ((int64_t)1 << 31) ? a << b : 0;
        return *result != 0;
    case OP_R_SHIFT:
        *result = b >= 0 && b < 63 && a >= 0 ? a >> b : 0;
        return b >= 0 && b < 63 && a >= 0;
    default:
        return false;
    }
}

static uint32_t concatenate(struct engine *engine, const struct value *left,
                            const struct value *right)
{
    struct text text = { 0 };
    mynah__text_add_bytes(&text, mynah__atom_at(engine, left->a)->bytes,
                          mynah__atom_at(engine, left->a)->size);
    mynah__text_add_bytes(&text, mynah__atom_at(engine, right->a)->bytes,
                          mynah__atom_at(engine, right->a)->size);
    return mynah__fold_text(engine, &text, left->kind);
}

static uint32_t repeat(struct engine *engine, const struct value *value, int64_t times)
{
    struct text text = { 0 };
    struct atom atom = *mynah__atom_at(engine, value->a);
    if (times > TEXT_MAX || (times > 0 && atom.size * (uint64_t)times > TEXT_MAX)) {
        return mynah__unknown(engine, UNKNOWN_LOST, 0);
    }
    for (int64_t i = 0; i < times; i++) {
        mynah__text_add_bytes(&text, atom.bytes, atom.size);
    }
    return mynah__fold_text(engine, &text, value->kind);
}

static bool is_text(const struct value *value)
{
    return value->kind == VALUE_STR || value->kind == VALUE_BYTES;
}

static uint32_t add_containers(struct engine *engine, uint32_t left, uint32_t right, uint32_t site)
{
    enum container_kind kind = (enum container_kind)engine->values[left].sub;
    uint32_t made = mynah__container_at(engine, kind, site);
    uint32_t parts[2] = { left, right };
    int64_t at = 0;
    for (int part = 0; part < 2; part++) {
        struct container from = *mynah__container(engine, parts[part]);
        for (uint32_t i = 0; i < from.count; i++) {
            uint32_t key = kind == CONTAINER_DICT ? from.keys[i] : mynah__value_int(engine, at++);
            mynah__container_put(engine, made, key, from.sets[i]);
        }
        if (from.open) {
            mynah__container_put_any(engine, made, from.any_keys, from.any);
        }
    }
    return mynah__set_of(engine, made);
}

// Add all that is in a value, or may be in what is not known.
static void add_all(struct engine *engine, uint32_t made, uint32_t id)
{
    uint8_t kind = engine->values[id].kind;
    if (kind == VALUE_CONTAINER) {
        mynah__container_put_any(engine, made, mynah__container_keys(engine, id),
                                 mynah__container_all(engine, id));
    } else if (kind == VALUE_UNKNOWN) {
        mynah__container_append(engine, made, mynah__set_of(engine, id));
    }
}

static uint32_t binary(struct engine *engine, int op, uint32_t left, uint32_t right, uint32_t site)
{
    struct value a = engine->values[left];
    struct value b = engine->values[right];
    int64_t number;
    if (a.kind == VALUE_INT && b.kind == VALUE_INT) {
        if (arithmetic(op, mynah__int(&a), mynah__int(&b), &number)) {
            return mynah__set_of(engine, mynah__value_int(engine, number));
        }
        return foreign(engine);
    }
    if (op == OP_DIV && a.kind == VALUE_INSTANCE &&
        strcmp(mynah__atom_bytes(engine, a.a), "pathlib.Path") == 0) {
        return mynah__path_divide(engine, left, right, site);
    }
    if (op == OP_ADD && is_text(&a) && a.kind == b.kind) {
        return concatenate(engine, &a, &b);
    }
    if (op == OP_MULT && is_text(&a) && b.kind == VALUE_INT) {
        return repeat(engine, &a, mynah__int(&b));
    }
    if (op == OP_MULT && is_text(&b) && a.kind == VALUE_INT) {
        return repeat(engine, &b, mynah__int(&a));
    }
    if (op == OP_MOD && a.kind == VALUE_STR) {
        return mynah__fold_percent(engine, left, mynah__set_of(engine, right), site);
    }
    if ((op == OP_ADD || op == OP_BIT_OR) && a.kind == VALUE_CONTAINER &&
        b.kind == VALUE_CONTAINER && a.sub == b.sub) {
        return add_containers(engine, left, right, site);
    }
    if ((a.kind == VALUE_CONTAINER || b.kind == VALUE_CONTAINER) &&
        (op == OP_MULT || op == OP_ADD || op == OP_BIT_OR)) {
        uint8_t kind = a.kind == VALUE_CONTAINER ? a.sub : b.sub;
        uint32_t made = mynah__container_at(engine, (enum container_kind)kind, site);
        add_all(engine, made, left);
        add_all(engine, made, right);
        return mynah__set_of(engine, made);
    }
    return mynah__unknown(engine, UNKNOWN_FOREIGN, (uint16_t)(a.powers | b.powers));
}

uint32_t mynah__fold_binary(struct engine *engine, int op, uint32_t left, uint32_t right,
                            uint32_t site)
{
    const uint32_t *a = mynah__members(engine, left);
    const uint32_t *b = mynah__members(engine, right);
    uint32_t a_count = mynah__set_size(engine, left);
    uint32_t b_count = mynah__set_size(engine, right);
    uint32_t results[CONSTANTS_MAX];
    uint32_t count = 0;
    if (a_count * b_count > CONSTANTS_MAX) {
        uint16_t powers =
            (uint16_t)(mynah__set_powers(engine, left) | mynah__set_powers(engine, right));
        return mynah__unknown(engine, UNKNOWN_LOST, powers);
    }
    for (uint32_t i = 0; i < a_count; i++) {
        for (uint32_t j = 0; j < b_count; j++) {
            results[count++] = binary(engine, op, a[i], b[j], site);
        }
    }
    return mynah__set_unite(engine, results, count);
}

int mynah__truth(struct engine *engine, uint32_t set)
{
    int truth = -2;
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        struct value value = engine->values[members[i]];
        int one = -1;
        if (is_text(&value)) {
            one = mynah__atom_at(engine, value.a)->size > 0;
        } else if (value.kind == VALUE_INT) {
            one = mynah__int(&value) != 0;
        } else if (value.kind == VALUE_FALSE || value.kind == VALUE_NONE) {
            one = 0;
        } else if (value.kind == VALUE_CONTAINER && value.sub != CONTAINER_ITERATOR) {
            const struct container *container = mynah__container(engine, members[i]);
            one = container->open || container->hollow ? -1 : container->count > 0;
        } else if (value.kind == VALUE_TRUE || value.kind == VALUE_FUNCTION ||
                   value.kind == VALUE_CLASS) {
            one = 1;
        }
        truth = truth == -2 || truth == one ? one : -1;
    }
    return truth == -2 ? -1 : truth;
}

uint32_t mynah__fold_unary(struct engine *engine, int op, uint32_t operand)
{
    uint32_t single = mynah__single(engine, operand);
    if (operand == SET_EMPTY) {
        return SET_EMPTY;
    }
    if (op == OP_NOT) {
        int truth = mynah__truth(engine, operand);
        return truth < 0 ? foreign(engine) : mynah__boolean(engine, !truth);
    }
    if (single == UINT32_MAX) {
        return foreign(engine);
    }
    struct value value = engine->values[single];
    if (value.kind == VALUE_INT && mynah__int(&value) != INT64_MIN) {
        int64_t number = mynah__int(&value);
        number = op == OP_U_SUB ? -number : op == OP_INVERT ? ~number : number;
        return mynah__set_of(engine, mynah__value_int(engine, number));
    }
    if (value.kind == VALUE_NUMBER && op == OP_U_SUB) {
        const char *spelt = mynah__atom_bytes(engine, value.a);
        struct text text = { 0 };
        mynah__text_add(&text, *spelt == '-' ? "" : "-");
        mynah__text_add(&text, *spelt == '-' ? spelt + 1 : spelt);
        return mynah__fold_text(engine, &text, VALUE_NUMBER);
    }
    return foreign(engine);
}

static int order(struct engine *engine, uint32_t left, uint32_t right, bool *comparable)
{
    struct value a = engine->values[left];
    struct value b = engine->values[right];
    *comparable = true;
    if (a.kind == VALUE_INT && b.kind == VALUE_INT) {
        int64_t x = mynah__int(&a);
        int64_t y = mynah__int(&b);
        return x < y ? -1 : x > y;
    }
    if (is_text(&a) && a.kind == b.kind) {
        struct atom x = *mynah__atom_at(engine, a.a);
        struct atom y = *mynah__atom_at(engine, b.a);
        int same = memcmp(x.bytes, y.bytes, x.size < y.size ? x.size : y.size);
        return same ? same : x.size < y.size ? -1 : x.size > y.size;
    }
    *comparable = false;
    return left != right;
}

// Return what comparing two constants gives: 1, 0, or -1 for what is not known.
static int compare_values(struct engine *engine, int op, uint32_t a, uint32_t b)
{
    struct value left = engine->values[a];
    struct value right = engine->values[b];
    if (!mynah__is_constant(&left) || !mynah__is_constant(&right) || left.kind == VALUE_NUMBER ||
        right.kind == VALUE_NUMBER) {
        return -1;
    }
    bool comparable;
    int compared = order(engine, a, b, &comparable);
    switch (op) {
    case OP_EQ:
    case OP_IS:
        return compared == 0;
    case OP_NOT_EQ:
    case OP_IS_NOT:
        return compared != 0;
    case OP_LT:
        return comparable ? compared < 0 : -1;
    case OP_LT_E:
        return comparable ? compared <= 0 : -1;
    case OP_GT:
        return comparable ? compared > 0 : -1;
    case OP_GT_E:
        return comparable ? compared >= 0 : -1;
    default:
        return -1;
    }
}

uint32_t mynah__fold_compare(struct engine *engine, int op, uint32_t left, uint32_t right)
{
    const uint32_t *lefts = mynah__members(engine, left);
    const uint32_t *rights = mynah__members(engine, right);
    uint32_t result = SET_EMPTY;
    if (mynah__set_size(engine, left) * mynah__set_size(engine, right) > 4 * CONSTANTS_MAX) {
        return foreign(engine);
    }
    for (uint32_t i = 0; i < mynah__set_size(engine, left); i++) {
        for (uint32_t j = 0; j < mynah__set_size(engine, right); j++) {
            int truth = compare_values(engine, op, lefts[i], rights[j]);
            if (truth < 0) {
                return foreign(engine);
            }
            result = mynah__set_union(engine, result, mynah__boolean(engine, truth));
        }
    }
    return result;
}

bool mynah__slice_bounds(struct engine *engine, const uint32_t bounds[3], int64_t length,
                         int64_t result[3])
{
    int64_t given[3] = { 0, 0, 1 };
    bool absent[3];
    for (int i = 0; i < 3; i++) {
        uint32_t single = mynah__single(engine, bounds[i]);
        absent[i] = bounds[i] == SET_EMPTY ||
                    (single != UINT32_MAX && engine->values[single].kind == VALUE_NONE);
        if (!absent[i] && (single == UINT32_MAX || engine->values[single].kind != VALUE_INT)) {
            return false;
        }
        given[i] = absent[i] ? given[i] : mynah__int(&engine->values[single]);
    }
    int64_t step = given[2];
    int64_t low = step < 0 ? -1 : 0;
    int64_t high = step < 0 ? length - 1 : length;
    for (int i = 0; i < 2; i++) {
        int64_t at = given[i] < 0 ? given[i] + length : given[i];
        at = at < low ? low : at > high ? high : at;
        bool start = i == 0;
        result[i] = !absent[i] ? at : (step < 0) == start ? high : low;
    }
    result[2] = step;
    return step != 0 && step > -TEXT_MAX && step < TEXT_MAX;
}

uint32_t mynah__fold_slice(struct engine *engine, uint32_t id, const uint32_t bounds[3])
{
    struct value value = engine->values[id];
    if (!is_text(&value)) {
        return foreign(engine);
    }
    struct atom atom = *mynah__atom_at(engine, value.a);
    int64_t range[3];
    size_t length = value.kind == VALUE_STR ? mynah__utf8_length(atom.bytes, atom.size) : atom.size;
    if (length != atom.size || !mynah__slice_bounds(engine, bounds, (int64_t)length, range)) {
        return foreign(engine);
    }
    struct text text = { 0 };
    for (int64_t i = range[0]; range[2] > 0 ? i < range[1] : i > range[1]; i += range[2]) {
        mynah__text_add_char(&text, atom.bytes[i]);
    }
    return mynah__fold_text(engine, &text, value.kind);
}

uint32_t mynah__fold_str(struct engine *engine, uint32_t id)
{
    struct value value = engine->values[id];
    if (value.kind == VALUE_STR) {
        return mynah__set_of(engine, id);
    }
    if (!mynah__is_constant(&value)) {
        return value.kind == VALUE_UNKNOWN ? mynah__set_of(engine, id) : foreign(engine);
    }
    struct text text = { 0 };
    mynah__repr(engine, id, &text);
    return mynah__fold_text(engine, &text, VALUE_STR);
}
