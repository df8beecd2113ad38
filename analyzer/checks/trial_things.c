// SPDX-License-Identifier: Apache-2.0
// The things of a trial: constants, which the engine's folding knows, containers with all that is
// in them, and what is unknown.

#include "checks/trial.h"
#include "values/constants.h"

#include <string.h>

struct thing mynah__thing_unknown(struct trial *trial)
{
    if (trial->question_count >= TRIAL_QUESTIONS) {
        mynah__trial_give_up(trial);
        return (struct thing){ .kind = THING_UNKNOWN };
    }
    trial->truths[trial->question_count] = -1;
    return (struct thing){ .kind = THING_UNKNOWN, .at = trial->question_count++ };
}

struct thing mynah__thing_constant(struct trial *trial, uint32_t value)
{
    struct thing thing = { .kind = THING_CONSTANT, .at = value };
    return mynah__is_constant(&trial->engine->values[value]) ? thing : mynah__thing_unknown(trial);
}

struct thing mynah__thing_bool(struct trial *trial, bool truth)
{
    uint32_t value = mynah__value(trial->engine, truth ? VALUE_TRUE : VALUE_FALSE, 0, 0, 0);
    return mynah__thing_constant(trial, value);
}

struct thing mynah__thing_int(struct trial *trial, int64_t number)
{
    return mynah__thing_constant(trial, mynah__value_int(trial->engine, number));
}

struct thing mynah__thing_none(struct trial *trial)
{
    return mynah__thing_constant(trial, mynah__value(trial->engine, VALUE_NONE, 0, 0, 0));
}

struct thing mynah__thing_of_set(struct trial *trial, uint32_t set)
{
    uint32_t single = mynah__single(trial->engine, set);
    return single == UINT32_MAX ? mynah__thing_unknown(trial)
                                : mynah__thing_constant(trial, single);
}

struct thing mynah__thing_box(struct trial *trial, enum box_kind kind)
{
    struct box *boxes = mynah__arena_grow(&trial->arena, trial->boxes, trial->box_count,
                                          &trial->box_capacity, sizeof(*boxes));
    if (!boxes) {
        mynah__trial_give_up(trial);
        return mynah__thing_unknown(trial);
    }
    trial->boxes = boxes;
    boxes[trial->box_count] = (struct box){ .kind = kind };
    return (struct thing){ .kind = THING_BOX, .at = trial->box_count++ };
}

struct box *mynah__box(struct trial *trial, struct thing thing)
{
    return thing.kind == THING_BOX ? &trial->boxes[thing.at] : NULL;
}

void mynah__box_forget(struct trial *trial, struct thing thing)
{
    struct box *box = mynah__box(trial, thing);
    if (box) {
        uint32_t question = mynah__thing_unknown(trial).at;
        box->unknown = true;
        box->question = question;
        box->count = 0;
    }
}

bool mynah__box_changes(struct trial *trial, struct thing thing)
{
    const struct box *box = mynah__box(trial, thing);
    if (box && box->lent > 0) {
        mynah__trial_give_up(trial);
    }
    return box && !box->unknown && !trial->gave_up;
}

void mynah__box_put(struct trial *trial, struct thing to, struct thing key, struct thing item)
{
    struct box *box = mynah__box(trial, to);
    int at = box && box->kind == BOX_DICT ? mynah__box_find(trial, to, key) : -1;
    if (!box || box->unknown || at == -2 || box->count >= TRIAL_ITEMS) {
        mynah__box_forget(trial, to);
        return;
    }
    if (at >= 0) {
        box->items[at] = item;
        return;
    }
    box->items = mynah__arena_grow(&trial->arena, box->items, box->count, &box->capacity,
                                   sizeof(*box->items));
    box->keys = mynah__arena_grow(&trial->arena, box->keys, box->count, &box->key_capacity,
                                  sizeof(*box->keys));
    if (!box->items || !box->keys) {
        mynah__trial_give_up(trial);
        box->count = 0;
        return;
    }
    box->keys[box->count] = key;
    box->items[box->count++] = item;
}

void mynah__box_add(struct trial *trial, struct thing to, struct thing item)
{
    const struct box *box = mynah__box(trial, to);
    if (box && box->kind == BOX_SET && !box->unknown) {
        int at = mynah__box_find(trial, to, item);
        if (at == -2) {
            mynah__box_forget(trial, to);
        }
        if (at != -1) {
            return;
        }
    }
    mynah__box_put(trial, to, item, item);
}

void mynah__box_remove(struct trial *trial, struct thing from, uint32_t index)
{
    struct box *box = mynah__box(trial, from);
    for (uint32_t i = index; i + 1 < box->count; i++) {
        box->keys[i] = box->keys[i + 1];
        box->items[i] = box->items[i + 1];
    }
    box->count--;
}

int mynah__box_find(struct trial *trial, struct thing in, struct thing key)
{
    const struct box *box = mynah__box(trial, in);
    bool dict = box && box->kind == BOX_DICT;
    bool unsure = !box || box->unknown;
    for (uint32_t i = 0; !unsure && i < box->count; i++) {
        int equal = mynah__thing_equal(trial, dict ? box->keys[i] : box->items[i], key, 3);
        if (equal == 1) {
            return (int)i;
        }
        unsure = equal < 0;
    }
    return unsure ? -2 : -1;
}

static int equal_boxes(struct trial *trial, const struct box *a, const struct box *b, int depth)
{
    bool ordered = a->kind <= BOX_TUPLE && b->kind <= BOX_TUPLE;
    if (a->kind != b->kind && a->kind != BOX_ITERATOR && b->kind != BOX_ITERATOR) {
        return 0;
    }
    if (a->unknown || b->unknown || depth == 0) {
        return -1;
    }
    if (a->count != b->count) {
        return 0;
    }
    int all = 1;
    for (uint32_t i = 0; ordered && i < a->count; i++) {
        int one = mynah__thing_equal(trial, a->items[i], b->items[i], depth - 1);
        if (one == 0) {
            return 0;
        }
        all = one < 0 ? -1 : all;
    }
    return ordered || a->count == 0 ? all : -1;
}

int mynah__thing_equal(struct trial *trial, struct thing a, struct thing b, int depth)
{
    struct engine *engine = trial->engine;
    if (a.kind == THING_CONSTANT && b.kind == THING_CONSTANT) {
        uint8_t kinds[] = { engine->values[a.at].kind, engine->values[b.at].kind };
        for (int i = 0; i < 2; i++) { // True == 1
            bool truth = kinds[i] == VALUE_TRUE || kinds[i] == VALUE_FALSE;
            if (truth && kinds[1 - i] != kinds[i] && kinds[1 - i] == VALUE_INT) {
                return mynah__int(&engine->values[i ? a.at : b.at]) == (kinds[i] == VALUE_TRUE);
            }
        }
        uint32_t set = mynah__fold_compare(engine, OP_EQ, mynah__set_of(engine, a.at),
                                           mynah__set_of(engine, b.at));
        return mynah__truth(engine, set);
    }
    if (a.kind == THING_BOX && b.kind == THING_BOX) {
        return a.at == b.at ? 1
                            : equal_boxes(trial, &trial->boxes[a.at], &trial->boxes[b.at], depth);
    }
    bool known = a.kind != THING_UNKNOWN && b.kind != THING_UNKNOWN && a.kind != THING_NAMED &&
                 b.kind != THING_NAMED;
    return known && a.kind != b.kind ? 0 : -1;
}

bool mynah__thing_true(struct trial *trial, struct thing thing)
{
    const struct box *box = mynah__box(trial, thing);
    int truth;
    switch ((enum thing_kind)thing.kind) {
    case THING_UNKNOWN:
        return mynah__trial_ask(trial, thing.at) != thing.negated;
    case THING_CONSTANT:
        truth = mynah__truth(trial->engine, mynah__set_of(trial->engine, thing.at));
        return truth < 0 ? mynah__trial_ask(trial, mynah__thing_unknown(trial).at) : truth == 1;
    case THING_BOX:
        if (box->unknown) {
            return !mynah__trial_ask(trial, box->question);
        }
        return box->kind == BOX_ITERATOR || box->count > 0;
    case THING_NAMED:
        return strncmp(mynah__thing_name(trial, thing), "builtins.", 9) == 0 ||
               mynah__trial_ask(trial, mynah__thing_unknown(trial).at);
    case THING_FUNCTION:
    case THING_METHOD:
    case THING_UNBOUND:
        break;
    }
    return true;
}

struct thing mynah__thing_not(struct trial *trial, struct thing thing)
{
    if (thing.kind == THING_UNKNOWN) {
        thing.negated = !thing.negated;
        return thing;
    }
    return mynah__thing_bool(trial, !mynah__thing_true(trial, thing));
}

static bool same_thing(struct thing a, struct thing b)
{
    return a.kind == b.kind && a.at == b.at && a.negated == b.negated && a.frame == b.frame;
}

// What is asked of two things, of which not all is known, has the same answer each time.
static struct thing ask_both(struct trial *trial, int op, struct thing a, struct thing b)
{
    bool stable = a.kind != THING_BOX && b.kind != THING_BOX;
    bool negated = op == OP_NOT_EQ || op == OP_IS_NOT;
    op = op == OP_NOT_EQ ? OP_EQ : op == OP_IS_NOT ? OP_IS : op;
    struct thing asked = mynah__thing_unknown(trial);
    asked.negated = negated;
    for (uint32_t i = 0; stable && i < trial->comparison_count; i++) {
        const struct comparison *known = &trial->comparisons[i];
        if (known->op == op && same_thing(known->left, a) && same_thing(known->right, b)) {
            asked.at = known->question;
            return asked;
        }
    }
    struct comparison *all =
        mynah__arena_grow(&trial->arena, trial->comparisons, trial->comparison_count,
                          &trial->comparison_capacity, sizeof(*all));
    if (all && stable) {
        trial->comparisons = all;
        all[trial->comparison_count++] =
            (struct comparison){ .op = (uint8_t)op, .left = a, .right = b, .question = asked.at };
    }
    return asked;
}

static struct thing membership(struct trial *trial, int op, struct thing a, struct thing b)
{
    struct engine *engine = trial->engine;
    bool texts = a.kind == THING_CONSTANT && b.kind == THING_CONSTANT &&
                 engine->values[a.at].kind == VALUE_STR && engine->values[b.at].kind == VALUE_STR;
    if (texts) {
        bool in = strstr(mynah__atom_bytes(engine, engine->values[b.at].a),
                         mynah__atom_bytes(engine, engine->values[a.at].a)) != NULL;
        return mynah__thing_bool(trial, in == (op == OP_IN));
    }
    int found = mynah__box_find(trial, b, a);
    if (found == -2) {
        mynah__trial_may_raise(trial);
        return mynah__thing_unknown(trial);
    }
    return mynah__thing_bool(trial, (found >= 0) == (op == OP_IN));
}

struct thing mynah__thing_compare(struct trial *trial, int op, struct thing a, struct thing b)
{
    struct engine *engine = trial->engine;
    if (op == OP_IN || op == OP_NOT_IN) {
        return membership(trial, op, a, b);
    }
    if (op == OP_EQ || op == OP_NOT_EQ) {
        int equal = mynah__thing_equal(trial, a, b, 3);
        return equal < 0 ? ask_both(trial, op, a, b)
                         : mynah__thing_bool(trial, equal == (op == OP_EQ));
    }
    bool is = op == OP_IS || op == OP_IS_NOT;
    if (is && a.kind != THING_UNKNOWN && b.kind != THING_UNKNOWN && a.kind != THING_NAMED &&
        b.kind != THING_NAMED) {
        return mynah__thing_bool(trial, same_thing(a, b) == (op == OP_IS));
    }
    if (a.kind == THING_CONSTANT && b.kind == THING_CONSTANT) {
        uint32_t set = mynah__fold_compare(engine, op, mynah__set_of(engine, a.at),
                                           mynah__set_of(engine, b.at));
        int truth = mynah__truth(engine, set);
        if (truth >= 0) {
            return mynah__thing_bool(trial, truth == 1);
        }
    }
    if (!is) {
        mynah__trial_may_raise(trial);
    }
    return ask_both(trial, op, a, b);
}

static struct thing joined_boxes(struct trial *trial, struct thing a, struct thing b)
{
    struct thing made = mynah__thing_box(trial, trial->boxes[a.at].kind);
    const struct thing both[] = { a, b };
    for (int part = 0; part < 2; part++) {
        struct box from = trial->boxes[both[part].at];
        if (from.unknown) {
            mynah__box_forget(trial, made);
        }
        for (uint32_t i = 0; i < from.count && !trial->gave_up; i++) {
            mynah__box_put(trial, made, from.keys[i], from.items[i]);
        }
    }
    return made;
}

struct thing mynah__thing_binary(struct trial *trial, int op, struct thing a, struct thing b,
                                 uint32_t node)
{
    struct engine *engine = trial->engine;
    const struct box *left = mynah__box(trial, a);
    const struct box *right = mynah__box(trial, b);
    bool divides = op == OP_DIV || op == OP_FLOOR_DIV || op == OP_MOD;
    if (a.kind == THING_CONSTANT && b.kind == THING_CONSTANT) {
        struct value values[] = { engine->values[a.at], engine->values[b.at] };
        bool ints = values[0].kind == VALUE_INT && values[1].kind == VALUE_INT;
        if (divides && ints && mynah__int(&values[1]) == 0) {
            mynah__trial_raise(trial, "ZeroDivisionError");
            return a;
        }
        if (op == OP_MOD && values[0].kind == VALUE_STR) {
            mynah__trial_may_raise(trial);
        }
        uint32_t set = mynah__fold_binary(engine, op, mynah__set_of(engine, a.at),
                                          mynah__set_of(engine, b.at), trial->unit->base + node);
        struct thing result = mynah__thing_of_set(trial, set);
        if (result.kind == THING_UNKNOWN && !(ints && op != OP_L_SHIFT && op != OP_POW)) {
            mynah__trial_may_raise(trial);
        }
        return result;
    }
    bool joins = op == OP_ADD || op == OP_BIT_OR;
    if (joins && left && right && left->kind == right->kind && left->kind != BOX_SET &&
        (op == OP_ADD) == (left->kind <= BOX_TUPLE)) {
        return joined_boxes(trial, a, b);
    }
    mynah__trial_may_raise(trial);
    if (left || right) {
        struct thing made = mynah__thing_box(trial, left ? left->kind : right->kind);
        mynah__box_forget(trial, made);
        return made;
    }
    return mynah__thing_unknown(trial);
}

static struct thing letters(struct trial *trial, struct thing text)
{
    struct engine *engine = trial->engine;
    struct atom atom = *mynah__atom_at(engine, engine->values[text.at].a);
    struct thing made = mynah__thing_box(trial, BOX_ITERATOR);
    for (uint32_t i = 0; i < atom.size; i++) {
        if ((unsigned char)atom.bytes[i] > 127 || atom.size > TRIAL_ITEMS) {
            mynah__box_forget(trial, made);
            return mynah__thing_unknown(trial);
        }
        uint32_t part = mynah__atom(engine, atom.bytes + i, 1);
        mynah__box_add(trial, made,
                       mynah__thing_constant(trial, mynah__value(engine, VALUE_STR, 0, part, 0)));
    }
    return made;
}

struct thing mynah__thing_iterate(struct trial *trial, struct thing thing, bool lend)
{
    const struct box *box = mynah__box(trial, thing);
    if (thing.kind == THING_CONSTANT) {
        if (trial->engine->values[thing.at].kind == VALUE_STR) {
            return letters(trial, thing);
        }
        mynah__trial_raise(trial, "TypeError");
        return thing;
    }
    if (!box || box->unknown) {
        if (!box) {
            mynah__trial_may_raise(trial);
        }
        return mynah__thing_unknown(trial);
    }
    if (box->kind == BOX_ITERATOR) {
        return thing;
    }
    struct thing made = mynah__thing_box(trial, BOX_ITERATOR);
    struct box from = trial->boxes[thing.at];
    bool mixed = from.kind == BOX_SET && from.count > 1; // in an order that nobody knows
    for (uint32_t i = 0; i < from.count && !trial->gave_up; i++) {
        struct thing item = from.kind == BOX_DICT ? from.keys[i] : from.items[i];
        mynah__box_add(trial, made, mixed ? mynah__thing_unknown(trial) : item);
    }
    if (lend && !trial->gave_up && from.kind != BOX_TUPLE) {
        trial->boxes[made.at].source = thing.at + 1;
        trial->boxes[thing.at].lent++;
    }
    return made;
}

void mynah__iterator_done(struct trial *trial, struct thing iterator)
{
    struct box *box = mynah__box(trial, iterator);
    if (!box || box->kind != BOX_ITERATOR) {
        return;
    }
    if (box->source) {
        struct box *source = &trial->boxes[box->source - 1];
        source->lent -= source->lent > 0;
        struct thing further = { .kind = THING_BOX, .at = box->source - 1 };
        box->source = 0;
        mynah__iterator_done(trial, further);
    }
    box->count = 0;
}

const char *mynah__thing_name(struct trial *trial, struct thing thing)
{
    return thing.kind == THING_NAMED
               ? mynah__atom_bytes(trial->engine, trial->engine->values[thing.at].a)
               : "";
}
